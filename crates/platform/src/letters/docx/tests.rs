//! The file read back: parts, well-formed XML, the text as it was frozen, hostile values, page and form.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::letters::{Built, Style, Value, Values, fill, shipped};

const AT: Timestamp = Timestamp(1_795_737_600_000);

fn content(change: impl FnOnce(&mut Values)) -> Content {
    let t = &shipped()[0];
    let mut values = t.draft.samples();
    change(&mut values);
    let number = "示总工函〔2026〕12号".to_owned();
    let day = "2026-11-27".parse().unwrap();
    let built = Built { agency: "示范县总工会", number: &number, day };
    let (values, paragraphs) = fill(&t.draft, &values, built).unwrap();
    Content {
        agency: "示范县总工会".into(),
        number,
        day,
        kind: t.kind.clone(),
        kind_name: t.draft.name.clone(),
        template: 1,
        values,
        paragraphs,
    }
}

/// The parts of a file by name.
fn opened(file: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut all = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        all.push((entry.name().unwrap().to_string(), text));
    }
    all
}

/// The texts of the paragraphs; every tag is closed, or this panics.
fn paragraphs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut all, mut now, mut inside, mut run, mut depth) = (Vec::new(), String::new(), false, false, 0_i32);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => {
                depth += 1;
                inside = e.name().0 == "w:t";
                run |= e.name().0 == "w:r";
            }
            Event::End(e) => {
                depth -= 1;
                inside = false;
                run &= e.name().0 != "w:r";
                if e.name().0 == "w:p" {
                    all.push(std::mem::take(&mut now));
                }
            }
            Event::Empty(e) if e.name().0 == "w:tab" && run => now.push('\u{3000}'),
            Event::Text(t) if inside => now.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if inside => {
                now.push_str(quick_xml::escape::resolve_xml_entity(&r).unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    all
}

/// What the page says: head, then the frozen paragraphs, those of the foot last, between two that are empty.
fn expected(c: &Content) -> Vec<String> {
    let foot = |s: Style| matches!(s, Style::CopyTo | Style::Imprint);
    let (last, body): (Vec<_>, Vec<_>) = c.paragraphs.iter().partition(|p| foot(p.style));
    let text = |p: &&crate::letters::Paragraph| p.text.clone();
    let mut all = vec![c.agency.clone(), c.number.clone()];
    all.extend(body.iter().map(text));
    if !last.is_empty() {
        all.push(String::new());
        all.extend(last.iter().map(text));
        all.push(String::new());
    }
    all
}

#[test]
fn the_file_says_what_was_frozen() {
    for t in shipped() {
        let mut c = content(|_| {});
        let built = Built { agency: &c.agency, number: &c.number, day: c.day };
        c.paragraphs = fill(&t.draft, &t.draft.samples(), built).unwrap().1;
        let parts = opened(&write(&c, None, AT).unwrap());
        assert_eq!(parts.len(), 10);
        for (name, xml) in &parts {
            paragraphs(xml);
            assert!(xml.starts_with("<?xml"), "{name}");
        }
        let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
        assert_eq!(paragraphs(document), expected(&c), "{}", t.kind);
    }
}

#[test]
fn the_page_is_that_of_the_standard() {
    let parts = opened(&write(&content(|_| {}), None, AT).unwrap());
    let part = |name: &str| parts.iter().find(|(n, _)| n == name).unwrap().1.clone();
    let document = part("word/document.xml");
    // 37, 26, 35 and 28 mm in twentieths of a point, A4.
    assert!(document.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#));
    assert!(document.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#));
    assert!(
        document.contains(r#"<w:color w:val="FF0000"/><w:sz w:val="100"/>"#),
        "the head is red and large"
    );
    assert!(part("word/styles.xml").contains(r#"w:line="560" w:lineRule="exact""#), "lines of 28 points");
    assert!(
        part("word/footer1.xml").contains(r#"w:instr=" PAGE ""#)
            && part("word/settings.xml").contains("evenAndOdd")
    );
    assert!(part("docProps/core.xml").contains("+08:00</dcterms:created>"));
}

#[test]
fn the_same_letter_is_the_same_file() {
    let c = content(|_| {});
    assert_eq!(write(&c, None, AT).unwrap(), write(&c, None, AT).unwrap());
    let marked = opened(&write(&c, Some("作废：内容有误"), AT).unwrap());
    let document = &marked.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    assert_eq!(paragraphs(document)[0], "作废：内容有误");
}

#[test]
fn hostile_values_do_not_break_the_file() {
    let nasty = "</w:t></w:r></w:p><w:p>\u{0}\u{b}&amp;<!--]]>{reporter}\"'\u{ffff}𝕏";
    let c = content(|v| {
        v.insert("matter.title".into(), nasty.into());
        v.insert("reply".into(), Value::Text(format!("{nasty}\n{}", "很长".repeat(9_000))));
        v.insert("measures".into(), Value::List(vec![nasty.to_owned(); 150]));
    });
    let parts = opened(&write(&c, Some("作废：<x>&"), AT).unwrap());
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    let texts = paragraphs(document);
    assert_eq!(texts[1..], expected(&c));
    assert!(texts[3].contains("{reporter}") && texts[3].contains("</w:t>"), "{}", texts[3]);
}

#[test]
fn names_of_files_hold_no_path() {
    assert_eq!(
        file_name("示总工函〔2026〕12号", "关于“a/b”:答复?."),
        "示总工函〔2026〕12号 关于“a_b”_答复_.docx"
    );
    assert!(file_name("n", &"长".repeat(200)).chars().count() <= 95);
}

#[test]
fn a_signature_never_stands_alone_on_a_page() {
    let parts = opened(&write(&content(|_| {}), None, AT).unwrap());
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    let properties: Vec<&str> = document.split("<w:pPr>").skip(1).collect();
    let signed = properties.iter().rposition(|p| p.contains(">示范县总工会<")).unwrap();
    assert!(signed > 5, "not the head");
    for p in [properties[signed - 1], properties[signed]] {
        assert!(p.starts_with("<w:keepNext/>"), "{p:.80}");
    }
}
