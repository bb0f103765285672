//! Fields as typed: put right where that is safe, refused where it is not. Pure.

use kernel::{Day, FieldError, Params, Phone, Problem};
use platform::cases::{line, lines};

use crate::error::{Result, VoiceError};

/// Collects wrong fields.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Refuses a field.
    pub fn refuse(&mut self, pointer: &str, code: &'static str, params: Params) {
        self.0.push(FieldError { pointer: pointer.to_owned(), code, params });
    }

    fn length(&mut self, pointer: &str, text: &str, (least, most): (usize, usize)) {
        if !(least..=most).contains(&text.chars().count()) {
            let params = [("least", least.to_string()), ("most", most.to_string())].into();
            self.refuse(pointer, "voice.text-length", params);
        }
    }

    /// A name of `least` to `most` characters.
    pub fn name(&mut self, pointer: &str, text: &str, bounds: (usize, usize)) -> String {
        let text = kernel::text::clean(text);
        self.length(pointer, &text, bounds);
        text
    }

    /// One line of prose.
    pub fn line(&mut self, pointer: &str, text: &str, bounds: (usize, usize)) -> String {
        let text = line(text);
        self.length(pointer, &text, bounds);
        text
    }

    /// Prose of several lines.
    pub fn lines(&mut self, pointer: &str, text: &str, bounds: (usize, usize)) -> String {
        let text = lines(text);
        self.length(pointer, &text, bounds);
        text
    }

    /// A mobile; empty is none.
    pub fn mobile(&mut self, pointer: &str, text: &str) -> String {
        if text.trim().is_empty() {
            return String::new();
        }
        match Phone::parse(text) {
            Ok(phone) => phone.as_str().to_owned(),
            Err(e) => {
                self.refuse(pointer, e.code(), e.params());
                String::new()
            }
        }
    }

    /// A number within bounds.
    pub fn number(&mut self, pointer: &str, n: i64, (least, most): (i64, i64)) -> i64 {
        if !(least..=most).contains(&n) {
            let params = [("least", least.to_string()), ("most", most.to_string())].into();
            self.refuse(pointer, "voice.number-range", params);
        }
        n
    }

    /// Minutes of a day: a beginning and a later end.
    pub fn minutes(&mut self, from: i64, to: i64) {
        if !(0..1440).contains(&from) || to <= from || to > 1440 {
            self.refuse("/to_minute", "voice.minutes", Params::new());
        }
    }

    /// A day that is not before another.
    pub fn not_before(&mut self, pointer: &str, day: Day, least: Day) {
        if day < least {
            self.refuse(pointer, "voice.day-past", [("day", least.to_string())].into());
        }
    }

    /// The end.
    ///
    /// # Errors
    /// [`VoiceError::Invalid`] if anything was refused.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(VoiceError::Invalid(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_fields_are_told_together() {
        let mut c = Check::default();
        assert_eq!(c.name("/name", " 说事室（一） ", (2, 40)), "说事室(一)");
        assert_eq!(c.line("/topics", " 工资，休假 ", (0, 200)), "工资，休假", "prose keeps its punctuation");
        assert_eq!(c.mobile("/phone", "138 0000 0001"), "13800000001");
        c.minutes(540, 660);
        assert!(c.done().is_ok());
        let mut c = Check::default();
        c.name("/name", "甲", (2, 40));
        c.minutes(600, 600);
        c.mobile("/phone", "123");
        let Err(VoiceError::Invalid(wrong)) = c.done() else { panic!() };
        let pointers: Vec<&str> = wrong.iter().map(|w| w.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/to_minute", "/phone"]);
    }
}
