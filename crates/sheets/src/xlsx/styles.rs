//! Which cell formats show a number as a date.

use quick_xml::events::Event;

use crate::SheetError;
use crate::xml::{Xml, attribute};

/// For every cell format (`s` of a cell): it shows dates.
#[derive(Default)]
pub(crate) struct DateStyles(Vec<bool>);

impl DateStyles {
    /// Reads `styles.xml`.
    pub fn parse(part: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        let mut xml = Xml::new(part, bytes);
        let mut custom = std::collections::HashMap::new();
        let mut styles = Vec::new();
        let mut in_cell_formats = false;
        loop {
            match xml.next()? {
                Event::Start(e) | Event::Empty(e) => match e.local_name().into_inner() {
                    "cellXfs" => in_cell_formats = true,
                    "numFmt" => {
                        let id = attribute(&e, "numFmtId").and_then(|v| v.parse::<u32>().ok());
                        if let (Some(id), Some(code)) = (id, attribute(&e, "formatCode")) {
                            custom.insert(id, is_date_code(&code));
                        }
                    }
                    "xf" if in_cell_formats => {
                        let id = attribute(&e, "numFmtId").and_then(|v| v.parse::<u32>().ok()).unwrap_or(0);
                        styles.push(custom.get(&id).copied().unwrap_or_else(|| is_date_id(id)));
                    }
                    _ => {}
                },
                Event::End(e) if e.local_name().into_inner() == "cellXfs" => in_cell_formats = false,
                Event::Eof => return Ok(Self(styles)),
                _ => {}
            }
        }
    }

    /// The format with this number shows dates.
    pub fn is_date(&self, style: u32) -> bool {
        self.0.get(style as usize).copied().unwrap_or(false)
    }
}

/// Built-in formats that show dates or times, those of the Chinese edition (27–36, 50–58) included.
pub(crate) fn is_date_id(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// The format code shows a date or a time: it has one of `y m d h s` outside quotes, escapes and brackets.
pub(crate) fn is_date_code(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => return false,
            '"' => {
                chars.by_ref().find(|&c| c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return true;
                }
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_codes() {
        for code in [
            "yyyy/m/d",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy\"年\"m\"月\";@",
            "mmm-yy",
            "[h]:mm",
            "hh:mm:ss",
        ] {
            assert!(is_date_code(code), "{code}");
        }
        for code in
            ["General", "0.00", "@", "\"day\"0", "[Red]0.00", "0_d", "#,##0\\d", "G/通用格式", "0;\"m\"y"]
        {
            assert!(!is_date_code(code), "{code}");
        }
    }

    #[test]
    fn only_cell_formats_count() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
                   <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                   <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"><alignment/></xf><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        let styles = DateStyles::parse("styles", xml.as_bytes()).unwrap();
        assert_eq!(styles.0, [false, true, true]);
        assert!(!styles.is_date(7));
    }
}
