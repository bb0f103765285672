//! Header texts made comparable.

use kernel::text::clean;

/// A header text without what people decorate it with: spaces, line breaks, `*`, colons, leading numbers (`1.`,
/// `2、`) and remarks in brackets (`（必填）`, `(格式：1990-01-01)`); upper case.
#[must_use]
pub fn fold(text: &str) -> String {
    let cleaned = clean(text);
    let mut folded = String::with_capacity(cleaned.len());
    let mut depth = 0usize;
    for c in cleaned.chars() {
        match c {
            '(' | '[' | '【' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() => {}
            '*' | '★' | '#' | ':' | '_' | '"' | '。' | '…' => {}
            c => folded.extend(c.to_uppercase()),
        }
    }
    let numbered = folded.trim_start_matches(|c: char| c.is_ascii_digit());
    if numbered.len() < folded.len()
        && let Some(rest) = numbered.strip_prefix(['.', '、', ','])
    {
        folded = rest.to_owned();
    }
    if let Some(rest) = folded.strip_suffix("必填").or_else(|| folded.strip_suffix("必填项")) {
        folded.truncate(rest.len());
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_come_off() {
        for (raw, expected) in [
            ("姓　名", "姓名"),
            (" *证件\n号码 ", "证件号码"),
            ("出生日期（格式：1990-01-01）", "出生日期"),
            ("手机号码[必填]：", "手机号码"),
            ("8、身份证号", "身份证号"),
            ("2.姓名*", "姓名"),
            ("会员姓名必填", "会员姓名"),
            ("No.", "NO."),
            ("(盖章", ""),
            ("1", "1"),
        ] {
            assert_eq!(fold(raw), expected, "{raw:?}");
        }
    }
}
