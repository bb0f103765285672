//! Text as cadres type it, made comparable (docs/rules §28.3), and masks for showing (docs/rules §1.2).

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::{Params, Problem, Status};

/// Characters that are not seen on paper: zero-width marks, direction marks, byte-order mark, soft hyphen.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Nearly every text of a register: printable ASCII, ideographs and the marks between them, no space at an end and none beside
/// another. Cleaning leaves it as it is.
fn is_clean(text: &str) -> bool {
    let mut space = true;
    for c in text.chars() {
        match c {
            ' ' if space => return false,
            ' ' => space = true,
            '!'..='~' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '【' | '】' => {
                space = false
            }
            _ => return false,
        }
    }
    !space || text.is_empty()
}

/// Full-width to half-width, invisible characters out, every run of white space one space, ends trimmed.
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { cleaned(text) }
}

fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !invisible(*c)).nfkc() {
        if c.is_whitespace() || c.is_control() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// A number of any kind for comparison: cleaned, without spaces and dashes, upper case, look-alikes of X as X,
/// and without the `.0` that spreadsheets append to whole numbers.
pub fn number_text(text: &str) -> String {
    // Nearly every number is that already.
    if text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let mut out: String = text
        .chars()
        .filter(|c| !invisible(*c))
        .nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| !matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '\'' | '’' | '‘' | '`'))
        .map(|c| match c {
            'х' | 'Х' | '×' | 'χ' | 'Χ' => 'X',
            _ => c.to_ascii_uppercase(),
        })
        .collect();
    if let Some(whole) = out.strip_suffix(".0")
        && !whole.is_empty()
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        out.truncate(whole.len());
    }
    out
}

/// Why a text is not a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was given.
    #[error("the name is missing")]
    Missing,
    /// Shorter than 2 or longer than 50 characters.
    #[error("the name has {0} characters, not 2 to 50")]
    Length(usize),
    /// A digit, a formula sign or another character that no name has.
    #[error("the name contains {0:?}")]
    Character(char),
}

impl Problem for NameError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "kernel.name-missing",
            Self::Length(_) => "kernel.name-length",
            Self::Character(_) => "kernel.name-character",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        match self {
            Self::Missing => Params::new(),
            Self::Length(n) => Params::from([("length", n.to_string())]),
            Self::Character(c) => Params::from([("character", c.to_string())]),
        }
    }
}

/// A person's name: cleaned, one kind of inner dot (·), no spaces between Chinese characters, and nothing that a
/// spreadsheet would run as a formula. A second name in brackets, 王丽(王莉), is kept as typed.
pub fn person_name(text: &str) -> Result<String, NameError> {
    let cleaned = clean(text);
    if cleaned.is_empty() {
        return Err(NameError::Missing);
    }
    let mut name = String::with_capacity(cleaned.len());
    let mut chars = cleaned.chars().peekable();
    while let Some(c) = chars.next() {
        let after_latin = name.chars().next_back().is_some_and(|p| p.is_ascii());
        let before_latin = chars.peek().is_some_and(char::is_ascii_alphabetic);
        match c {
            ' ' if after_latin && before_latin => name.push(' '),
            ' ' => {}
            '.' if after_latin => name.push('.'),
            _ => name.push(if middle_dot(c) { '·' } else { c }),
        }
    }
    if let Some(bad) = name.chars().find(|c| !name_character(*c)) {
        return Err(NameError::Character(bad));
    }
    match name.chars().count() {
        2..=50 => Ok(name),
        n => Err(NameError::Length(n)),
    }
}

fn middle_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・' | '∙' | '⋅' | '●' | '。' | '.')
}

fn name_character(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '·' | '(' | ')' | ' ' | '.' | '\'' | '〇')
}

/// The key that names of people and organisations are sorted, compared and prefix-searched by: letters and
/// digits only, full-width folded, lower case. 浙江 示范（集团）ABC → 浙江示范集团abc.
pub fn name_key(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Pinyin initials of an organisation's name: 玉城街道总工会 → ycjdzgh. Latin letters and digits stay.
pub fn pinyin_initials(text: &str) -> String {
    name_key(text).chars().filter_map(initial).collect()
}

/// Pinyin initials of a person's name. Surnames are read as surnames: 单雄信 → sxx, 尉迟恭 → ycg.
pub fn person_initials(name: &str) -> String {
    let key = name_key(name);
    let known = SURNAMES.iter().find(|(surname, _)| key.starts_with(surname));
    let (surname, letters) = known.copied().unwrap_or(("", ""));
    letters.chars().chain(key[surname.len()..].chars().filter_map(initial)).collect()
}

/// The initials with which those of every name begin that begins like this: 王伟 → ww. None where the reading depends on
/// what follows, as 单 of 单雄信 and of 单于.
pub fn initials_of_beginning(name: &str) -> Option<String> {
    let key = name_key(name);
    let open = SURNAMES.iter().any(|(surname, _)| *surname != key && surname.starts_with(&key));
    (!open).then(|| person_initials(&key)).filter(|i| !i.is_empty())
}

fn initial(c: char) -> Option<char> {
    if c.is_ascii_alphanumeric() {
        return Some(c);
    }
    c.to_pinyin().and_then(|p| p.plain().chars().next()).filter(char::is_ascii_lowercase)
}

/// Surnames whose reading differs from the commonest reading of the character, compound ones first.
/// Those that a dictionary of single characters may read otherwise are listed for safety.
const SURNAMES: [(&str, &str); 47] = [
    ("尉迟", "yc"), // yù chí
    ("长孙", "zs"), // zhǎng sūn
    ("万俟", "mq"), // mò qí
    ("澹台", "tt"), // tán tái
    ("单于", "cy"), // chán yú
    ("鲜于", "xy"),
    ("单", "s"), // shàn
    ("曾", "z"), // zēng
    ("解", "x"), // xiè
    ("仇", "q"), // qiú
    ("查", "z"), // zhā
    ("区", "o"), // ōu
    ("乐", "y"), // yuè
    ("朴", "p"), // piáo
    ("缪", "m"), // miào
    ("翟", "z"), // zhái
    ("覃", "q"), // qín
    ("洗", "x"), // xiǎn
    ("冼", "x"),
    ("员", "y"), // yùn
    ("秘", "b"), // bì
    ("种", "c"), // chóng
    ("重", "c"), // chóng
    ("黑", "h"), // hè
    ("盛", "s"), // shèng
    ("隗", "w"), // wěi
    ("郗", "x"), // xī
    ("祭", "z"), // zhài
    ("繁", "p"), // pó
    ("晟", "c"), // chéng
    ("车", "c"), // chē
    ("贾", "j"), // jiǎ
    ("沈", "s"), // shěn
    ("叶", "y"), // yè
    ("俞", "y"), // yú
    ("谌", "c"), // chén
    ("乜", "n"), // niè
    ("牟", "m"), // móu
    ("宓", "m"), // mì
    ("召", "s"), // shào
    ("折", "s"), // shé
    ("褚", "c"), // chǔ
    ("适", "k"), // kuò
    ("长", "c"), // cháng
    ("石", "s"), // shí
    ("柏", "b"), // bǎi
    ("卜", "b"), // bǔ
];

/// How many characters people count in a text: white space does not count, and what is made of several marks (an emoji with
/// its skin, a letter with its accent) is one.
pub fn length(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).filter(|g| !g.chars().all(char::is_whitespace)).count()
}

/// Shows `head` first and `tail` last characters and hides the rest; short texts keep their first character only.
pub fn mask(text: &str, head: usize, tail: usize) -> String {
    let n = text.chars().count();
    let (head, tail) = if n > head + tail { (head, tail) } else { (1.min(n), 0) };
    text.chars().enumerate().map(|(i, c)| if i < head || i >= n - tail { c } else { '*' }).collect()
}

/// A person's name for public lists: 张三 → 张*, whatever its length.
pub fn mask_name(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |first| format!("{first}*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_cleaned() {
        for (raw, want) in [
            ("　张 三\u{200b}\r\n", "张 三"),
            ("\u{feff}ＡＢＣ（１）", "ABC(1)"),
            ("胡陈乡\u{a0}\t 总工会", "胡陈乡 总工会"),
            (" \u{3000}\u{200e}", ""),
        ] {
            assert_eq!(clean(raw), want);
        }
    }

    #[test]
    fn numbers_lose_what_spreadsheets_add() {
        assert_eq!(number_text("１３８-1234 5678"), "13812345678");
        assert_eq!(number_text("13812345678.0"), "13812345678");
        assert_eq!(number_text("'3302x"), "3302X");
        assert_eq!(number_text("3.30226e+17"), "3.30226E+17", "left visible: the reader must refuse it");
    }

    #[test]
    fn names_are_put_right_or_refused() {
        for (raw, want) in [
            (" 李 四 ", "李四"),
            ("阿依古丽•买买提", "阿依古丽·买买提"),
            ("王丽（王莉）", "王丽(王莉)"),
            ("艾力.吐尔逊", "艾力·吐尔逊"),
            ("John  Q. Smith", "John Q. Smith"),
            ("〇二三", "〇二三"),
        ] {
            assert_eq!(person_name(raw).as_deref(), Ok(want));
        }
        assert_eq!(person_name("\u{3000}"), Err(NameError::Missing));
        assert_eq!(person_name("王"), Err(NameError::Length(1)));
        assert_eq!(person_name("=cmd|' /C calc'!A0"), Err(NameError::Character('=')));
        assert_eq!(person_name("张三2"), Err(NameError::Character('2')));
        assert_eq!(person_name(&"王".repeat(51)), Err(NameError::Length(51)));
    }

    #[test]
    fn keys_and_initials_of_organisations() {
        assert_eq!(name_key("浙江 示范（集团）ＡＢＣ有限公司"), "浙江示范集团abc有限公司");
        assert_eq!(pinyin_initials("玉城街道总工会"), "ycjdzgh");
        assert_eq!(pinyin_initials("宁海县A区3号单位"), "nhxaq3hdw");
    }

    #[test]
    fn a_beginning_has_the_initials_of_all_names_that_begin_so() {
        for (beginning, want) in [
            ("王", Some("w")),
            ("王小", Some("wx")),
            ("曾", Some("z")),
            ("单于", Some("cy")),
            ("单雄", Some("sx")),
            ("单", None),
            ("尉", None),
            ("长", None),
            ("", None),
        ] {
            assert_eq!(initials_of_beginning(beginning).as_deref(), want, "{beginning}");
        }
        let names = SURNAMES.iter().map(|(s, _)| *s).chain(["王", "李", "欧阳", "尉", "万", "鲜", "A", "〇"]);
        for name in names.flat_map(|s| ["", "于", "孙明", "俟-B", "重阳"].map(|given| format!("{s}{given}")))
        {
            let (whole, chars) = (person_initials(&name), name.chars().count());
            for beginning in (1..=chars).map(|n| name.chars().take(n).collect::<String>()) {
                if let Some(initials) = initials_of_beginning(&beginning) {
                    assert!(
                        whole.starts_with(&initials),
                        "{name}: {beginning} is {initials}, not of {whole}"
                    );
                }
            }
        }
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, want) in [
            ("张三", "zs"),
            ("单雄信", "sxx"),
            ("曾国藩", "zgf"),
            ("解缙", "xj"),
            ("仇英", "qy"),
            ("查良镛", "zly"),
            ("区 寄", "oj"),
            ("尉迟恭", "ycg"),
            ("乐毅", "yy"),
            ("欧阳修", "oyx"),
            ("沈括", "sk"),
            ("阿依古丽·买买提", "ayglmmt"),
        ] {
            assert_eq!(person_initials(name), want, "{name}");
        }
    }

    #[test]
    fn every_common_character_has_an_initial() {
        // Of the basic block only ten characters have no reading of one syllable: old Japanese and imperial measures.
        let silent = ('\u{4e00}'..='\u{9fa5}').filter(|c| initial(*c).is_none()).collect::<String>();
        assert_eq!(silent, "兙兡嗧桛烪瓧瓰瓱瓼甅");
    }

    #[test]
    fn masks_hide_the_middle() {
        assert_eq!(mask("13812345678", 3, 4), "138****5678");
        assert_eq!(mask("1234567", 3, 4), "1******");
        assert_eq!(mask("", 3, 4), "");
        assert_eq!(mask_name("欧阳修"), "欧*");
    }

    proptest! {
        #[test]
        fn what_is_clean_already_stays_as_it_is(text in "[ -~一-鿿＝　\u{200b}\u{301}]{0,9}") {
            prop_assert_eq!(clean(&text), cleaned(&text));
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(s in "\\PC{0,40}") {
            let once = clean(&s);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(name_key(&once), name_key(&s));
            prop_assert!(person_initials(&s).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        }

        #[test]
        fn a_mask_never_shows_more_than_asked(s in "[0-9X]{0,20}") {
            let shown = mask(&s, 3, 4);
            prop_assert_eq!(shown.len(), s.len());
            prop_assert!(shown.bytes().filter(|b| *b != b'*').count() <= 7);
        }
    }
}
