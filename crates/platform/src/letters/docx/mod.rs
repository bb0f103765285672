//! A letter as a file for word processors, in the form of GB/T 9704-2012, from the frozen content alone: the same letter is
//! the same file, byte for byte (docs/adr/0016).

mod form;
mod parts;

use std::io::{Cursor, Write};

use kernel::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::LetterError;
use super::fill::Content;

/// The file of a letter; `withdrawn` says that and why it was withdrawn, above everything else. `made_at` is when it was
/// issued, for the file's properties.
///
/// # Errors
/// [`LetterError::File`] if the file cannot be put together.
pub fn write(content: &Content, withdrawn: Option<&str>, made_at: Timestamp) -> Result<Vec<u8>, LetterError> {
    let document = form::document(content, withdrawn);
    let core = parts::core(content.title(), &content.agency, made_at);
    let all: [(&str, &str); 10] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELS),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELS),
        ("word/styles.xml", parts::STYLES),
        ("word/settings.xml", parts::SETTINGS),
        ("word/fontTable.xml", parts::FONTS),
        ("word/footer1.xml", &parts::footer(true)),
        ("word/footer2.xml", &parts::footer(false)),
        ("docProps/core.xml", &core),
    ];
    packed(&all).map_err(|e| LetterError::File(e.to_string()))
}

fn packed(parts: &[(&str, &str)]) -> zip::result::ZipResult<Vec<u8>> {
    // The time of an entry is always the same, so that equal letters are equal files.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The name of the file: number and title, without what a file's name cannot hold, at most 90 characters.
pub fn file_name(number: &str, title: &str) -> String {
    let fine = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
    let name: String = format!("{number} {title}").chars().map(fine).take(90).collect();
    format!("{}.docx", name.trim_end_matches(['.', ' ']))
}

/// A text between tags.
fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
