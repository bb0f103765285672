//! The one catalogue of Chinese sentences, `locales/zh.toml`, for pages, workbooks and the command line.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::Params;

const ZH: &str = include_str!("../../../locales/zh.toml");

fn catalogue() -> &'static HashMap<String, String> {
    static ALL: OnceLock<HashMap<String, String>> = OnceLock::new();
    ALL.get_or_init(|| toml::from_str(ZH).expect("a test reads the whole catalogue"))
}

/// Whether the catalogue has a sentence for `code`.
pub fn has(code: &str) -> bool {
    catalogue().contains_key(code)
}

/// All codes, sorted.
pub fn codes() -> Vec<&'static str> {
    let mut all: Vec<&str> = catalogue().keys().map(String::as_str).collect();
    all.sort_unstable();
    all
}

/// The sentence for `code`, filled with `params`. A code without a sentence is shown as it is, so that it can be read
/// out on the phone.
pub fn sentence(code: &str, params: &Params) -> String {
    fill(code, params.iter().map(|(k, v)| (*k, v.as_str())))
}

/// As [`sentence`], with parameters from anywhere.
pub fn fill<'a>(code: &str, params: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let Some(text) = catalogue().get(code) else { return code.to_owned() };
    params.fold(text.clone(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled() {
        let params: Params = [("length", "17".to_owned())].into();
        assert_eq!(sentence("kernel.id-length", &params), "身份证号码应为18位，现为17位");
        assert_eq!(sentence("no.such-code", &Params::new()), "no.such-code");
    }

    #[test]
    fn every_code_is_module_and_reason_in_lower_case() {
        for code in codes() {
            let (module, reason) = code.split_once('.').expect(code);
            let fine = |s: &str| {
                !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            assert!(fine(module) && fine(reason), "{code}");
        }
    }
}
