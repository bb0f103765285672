//! The page: margins, head, and a form for each style (GB/T 9704-2012, 5 and 7). Measures are twentieths of a point; a
//! character of the body is 320 of them, a line 560.

use std::fmt::Write;

use super::escaped;
use super::parts::W;
use crate::letters::fill::{Content, Paragraph};
use crate::letters::model::Style;

/// A character of the body, 三号.
const CHAR: usize = 320;
/// Width of the text: 156 mm.
const WIDTH: usize = 8_844;
const RED: &str = "FF0000";
const TITLE_FONT: &str = "方正小标宋简体";

/// Paragraphs one after the other.
struct Page(String);

impl Page {
    /// A paragraph: its properties, font (empty: the body's), size in half points, colour (empty: black), text.
    fn add(&mut self, properties: &str, (font, size, colour): (&str, usize, &str), text: &str) {
        let _ = write!(self.0, "<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run((font, size, colour), text));
    }
}

fn run((font, size, colour): (&str, usize, &str), text: &str) -> String {
    let mut look = String::new();
    if !font.is_empty() {
        let _ = write!(look, r#"<w:rFonts w:eastAsia="{font}" w:hint="eastAsia"/>"#);
    }
    if !colour.is_empty() {
        let _ = write!(look, r#"<w:color w:val="{colour}"/>"#);
    }
    if size != 32 {
        let _ = write!(look, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
}

/// Width of a text in half characters.
fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The whole of `word/document.xml`.
pub fn document(content: &Content, withdrawn: Option<&str>) -> String {
    let mut page = Page(String::new());
    head(&mut page, content, withdrawn);
    let signature = text_of(content, Style::Signature);
    let date = text_of(content, Style::Date);
    let (foot, body): (Vec<&Paragraph>, Vec<&Paragraph>) =
        content.paragraphs.iter().partition(|p| matches!(p.style, Style::CopyTo | Style::Imprint));
    for (at, p) in body.iter().enumerate() {
        let follows = at > 0 && body[at - 1].style == p.style;
        // A signature never stands on a page without a line of the text.
        let signed = body.get(at + 1).is_some_and(|next| next.style == Style::Signature);
        paragraph(&mut page, p, (follows, signed), (signature, date));
    }
    imprint(&mut page, &foot);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" w:gutter="0"/></w:sectPr></w:body></w:document>"#,
        page.0
    )
}

fn text_of(content: &Content, style: Style) -> &str {
    content.paragraphs.iter().find(|p| p.style == style).map_or("", |p| &p.text)
}

/// 发文机关标志, 发文字号 and the red line.
fn head(page: &mut Page, content: &Content, withdrawn: Option<&str>) {
    let centred = r#"<w:jc w:val="center"/>"#;
    if let Some(said) = withdrawn {
        page.add(centred, ("黑体", 32, RED), said);
    }
    // As large as the width allows, at most 22 mm high.
    let chars = halves(&content.agency).max(2).div_ceil(2);
    let size = (WIDTH / 10 / chars).clamp(36, 100);
    let line = size * 12;
    let above = if withdrawn.is_some() { 560 } else { 1_134 };
    let form = format!(r#"<w:spacing w:before="{above}" w:line="{line}" w:lineRule="exact"/>{centred}"#);
    page.add(&form, (TITLE_FONT, size, RED), &content.agency);
    let ruled = format!(
        r#"<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="8" w:color="{RED}"/></w:pBdr><w:spacing w:before="840"/>{centred}"#
    );
    page.add(&ruled, ("", 32, ""), &content.number);
}

/// Where signature and date end, in half characters from the right edge: the date four characters, the shorter one in the
/// middle of the longer one (7.3.5).
fn tail(signature: &str, date: &str) -> (usize, usize) {
    let (s, d) = (halves(signature), halves(date));
    let end = 8 + d.abs_diff(s) / 2;
    if s <= d {
        (end, 8)
    } else if s - d < 12 {
        (8 - (s - d) / 2, 8)
    } else {
        (2, 2 + (s - d) / 2)
    }
}

fn paragraph(
    page: &mut Page,
    p: &Paragraph,
    (follows, signed): (bool, bool),
    (signature, date): (&str, &str),
) {
    let keep = if signed { "<w:keepNext/>" } else { "" };
    let first_line = format!(r#"{keep}<w:ind w:firstLineChars="200" w:firstLine="640"/>"#);
    let first_line = first_line.as_str();
    let right = |halves: usize, before: usize, keep: &str| {
        format!(
            r#"{keep}<w:spacing w:before="{before}"/><w:ind w:right="{}"/><w:jc w:val="right"/>"#,
            halves * CHAR / 2
        )
    };
    let (from_right, date_right) = tail(signature, date);
    let before = if follows { 0 } else { 560 };
    let plain = ("", 32, "");
    match p.style {
        Style::Title => page.add(
            r#"<w:keepNext/><w:spacing w:before="1120" w:after="560" w:line="720" w:lineRule="exact"/><w:jc w:val="center"/>"#,
            (TITLE_FONT, 44, ""),
            &p.text,
        ),
        Style::Addressee => page.add("", plain, &p.text),
        Style::Body => page.add(first_line, plain, &p.text),
        Style::Heading1 => page.add(&heading(first_line), ("黑体", 32, ""), &p.text),
        Style::Heading2 => page.add(first_line, ("楷体", 32, ""), &p.text),
        Style::Heading3 | Style::Heading4 => page.add(first_line, plain, &p.text),
        Style::Attachment => page.add(
            &format!(r#"{keep}<w:spacing w:before="{before}"/><w:ind w:left="1920" w:hanging="1280"/><w:jc w:val="left"/>"#),
            plain,
            &p.text,
        ),
        Style::AttachmentNext => {
            page.add(
                &format!(r#"{keep}<w:ind w:left="1920" w:hanging="320"/><w:jc w:val="left"/>"#),
                plain,
                &p.text,
            );
        }
        Style::Signature => page.add(&right(from_right, 1_120, "<w:keepNext/>"), plain, &p.text),
        Style::Date => page.add(&right(date_right, 0, ""), plain, &p.text),
        Style::Note => {
            let indent = r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#;
            page.add(&format!(r#"{keep}<w:spacing w:before="{before}"/>{indent}"#), plain, &p.text);
        }
        // They stand at the foot of the page.
        Style::CopyTo | Style::Imprint => {}
    }
}

/// A heading stays with what follows it.
fn heading(form: &str) -> String {
    if form.starts_with("<w:keepNext/>") { form.to_owned() } else { format!("<w:keepNext/>{form}") }
}

/// 版记: between lines, in 四号, at the foot of the page of the smallest of paragraphs that follows it; a word processor that
/// cannot put a table there shows it where it is, after everything else.
fn imprint(page: &mut Page, foot: &[&Paragraph]) {
    if foot.is_empty() {
        return;
    }
    let rule = |side: &str, thick: usize| {
        format!(r#"<w:{side} w:val="single" w:sz="{thick}" w:space="0" w:color="auto"/>"#)
    };
    let rules = format!("{}{}{}", rule("top", 8), rule("bottom", 8), rule("insideH", 6));
    let mut rows = Page(String::new());
    page.add(r#"<w:keepNext/><w:spacing w:line="400" w:lineRule="exact"/>"#, ("", 2, ""), "");
    for p in foot {
        let form = format!(
            r#"<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs><w:spacing w:line="480" w:lineRule="exact"/><w:ind w:left="280" w:right="280"/><w:jc w:val="left"/>"#,
            WIDTH - 280
        );
        let look = ("", 28, "");
        let _ = write!(rows.0, r#"<w:tr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/></w:tcPr>"#);
        match p.text.split_once('\u{3000}').filter(|_| p.style == Style::Imprint) {
            Some((who, when)) => {
                let (who, when) = (run(look, who), run(look, when.trim()));
                let _ = write!(rows.0, "<w:p><w:pPr>{form}</w:pPr>{who}<w:r><w:tab/></w:r>{when}</w:p>");
            }
            None => rows.add(&form, look, &p.text),
        }
        rows.0.push_str("</w:tc></w:tr>");
    }
    let _ = write!(
        page.0,
        r#"<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{}</w:tbl>"#,
        rows.0
    );
    page.add(r#"<w:spacing w:line="20" w:lineRule="exact"/>"#, ("", 2, ""), "");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_of_signature_and_date_stands_in_the_middle_of_the_other() {
        // 示范县总工会: 12 half characters; 2026年11月27日: 8 digits and 3 ideographs, 14.
        assert_eq!(tail("示范县总工会", "2026年11月27日"), (9, 8));
        let long = "示范县城东工业园区工会联合会";
        let (s, d) = tail(long, "2026年1月7日");
        assert!(s < d && s + halves(long) / 2 == d + halves("2026年1月7日") / 2, "{s} {d}");
        let (s, d) = tail(&"长".repeat(28), "2026年1月7日");
        assert_eq!((s, d), (2, 2 + (56 - 12) / 2));
    }
}
