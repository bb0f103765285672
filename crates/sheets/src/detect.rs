//! Tells the kind of a file by its content: what cadres name `.xls` is often something else.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::csv::decode::{Encoding, sniff};
use crate::package::Package;
use crate::{Limits, SheetError, xls};

/// What the content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Xlsx,
    Xls,
    Text(Encoding),
}

/// Looks at the content and checks the size on disk.
pub(crate) fn detect(path: &Path, limits: &Limits) -> Result<Kind, SheetError> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Err(SheetError::EmptyFile);
    }
    let check = |limit: u64| {
        if size > limit { Err(SheetError::TooLarge { what: "file", limit }) } else { Ok(()) }
    };
    let mut head = Vec::new();
    file.by_ref().take(4_096).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        check(limits.file_bytes)?;
        return zip_kind(path, limits);
    }
    if head.starts_with(xls::MAGIC) {
        check(limits.xls_bytes)?;
        return Ok(Kind::Xls);
    }
    check(limits.file_bytes)?;
    if [&b"\x09\x00\x04\x00"[..], b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05"]
        .iter()
        .any(|magic| head.starts_with(magic))
    {
        return Err(SheetError::Unsupported { kind: "xls5" });
    }
    if let Some(kind) = markup(&head) {
        return Err(SheetError::Unsupported { kind });
    }
    sniff(BufReader::new(File::open(path)?), &head).map(Kind::Text)
}

fn zip_kind(path: &Path, limits: &Limits) -> Result<Kind, SheetError> {
    let package = Package::open(path, limits)?;
    let starts = |folder: &str| package.names().any(|n| n.starts_with(folder));
    let kind = if package.has("xl/workbook.xml") || package.has("_rels/.rels") && starts("xl/") {
        return Ok(Kind::Xlsx);
    } else if package.has("xl/workbook.bin") {
        "xlsb"
    } else if package.has("content.xml") {
        "ods"
    } else if starts("word/") {
        "word"
    } else if package.has("_rels/.rels") {
        // Unusual names of parts; the reader follows the relations and decides.
        return Ok(Kind::Xlsx);
    } else {
        return Err(SheetError::NotAWorkbook);
    };
    Err(SheetError::Unsupported { kind })
}

/// Web pages and XML tables that web systems save under the ending .xls.
fn markup(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    if !text.starts_with('<') {
        return None;
    }
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some("xml2003");
    }
    let is_page =
        ["<html", "<table", "<!doctype html", "<body", "<meta"].iter().any(|tag| text.contains(tag));
    if is_page {
        return Some("html");
    }
    text.starts_with("<?xml").then_some("xml2003")
}
