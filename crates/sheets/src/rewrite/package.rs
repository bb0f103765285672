//! Rewrites an .xlsx part by part.

use std::io::{BufWriter, Seek, Write};

use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::sheet::SheetRewriter;
use super::styles::{self, ResultStyles};
use super::{Place, Verdict, Verdicts};
use crate::package::{Package, key};
use crate::xlsx::Book;
use crate::xml::{Xml, attribute, copy};
use crate::{Limits, SheetError};

/// Parts that do something when the file is opened, or that a change of cells makes invalid (signatures).
const LIVE: &[&str] = &[
    "vbaproject",
    "xl/macrosheets/",
    "xl/dialogsheets/",
    "xl/externallinks/",
    "xl/connections",
    "xl/querytables/",
    "xl/activex/",
    "xl/embeddings/",
    "xl/model/",
    "_xmlsignatures/",
];

const MAIN_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const CONTENT_TYPES: &str = "[content_types].xml";

/// The package can be rewritten in place: nothing in it is live, and it has formats to add to.
pub(super) fn can_be_kept(book: &Book) -> Result<bool, SheetError> {
    let mut package = book.package()?;
    if package.names().any(|name| LIVE.iter().any(|live| name.contains(live))) {
        return Ok(false);
    }
    let types = package.part(CONTENT_TYPES)?.unwrap_or_default();
    let is_plain = memchr::memmem::find(&types, MAIN_TYPE.as_bytes()).is_some();
    let Some(part) = &book.parts.styles else { return Ok(false) };
    let bytes = package.part(part)?.unwrap_or_default();
    Ok(is_plain && styles::add(part, &bytes)?.is_some())
}

/// Copies every part; sheets, styles and the lists of parts are changed on the way.
pub(super) fn rewrite<W, E, I>(
    book: &Book,
    limits: &Limits,
    target: W,
    places: &[Option<Place>],
    verdicts: &mut Verdicts<I>,
) -> Result<(), E>
where
    W: Write + Seek,
    E: From<SheetError>,
    I: Iterator<Item = Result<Verdict, E>>,
{
    let mut package = book.package()?;
    let mut zip = ZipWriter::new(target).set_auto_large_file();
    let styles = copy_small_parts(book, &mut package, &mut zip)?;
    for (sheet, part) in book.parts.sheets.iter().enumerate() {
        zip.start_file(part.as_str(), options()).map_err(zip_error)?;
        let source = package.stream(part, "sheet", limits.sheet_bytes)?;
        let mut out = BufWriter::with_capacity(64 << 10, &mut zip);
        SheetRewriter::new(part, &mut out, sheet, places[sheet], styles).run(source, verdicts)?;
        out.flush().map_err(SheetError::Io)?;
        drop(out);
        verdicts.end(Some(sheet))?;
    }
    zip.finish().map_err(zip_error)?;
    Ok(())
}

/// Speed over size: the file is downloaded once.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(3))
}

fn zip_error(e: zip::result::ZipError) -> SheetError {
    match e {
        zip::result::ZipError::Io(e) => SheetError::Io(e),
        other => SheetError::Write(other.to_string()),
    }
}

fn copy_small_parts<W: Write + Seek>(
    book: &Book,
    package: &mut Package,
    zip: &mut ZipWriter<W>,
) -> Result<ResultStyles, SheetError> {
    let is = |name: &str, part: &str| name == key(part);
    let mut new_styles = None;
    for at in 0..package.len() {
        let file = package.raw(at)?;
        let name = file.name().map(|n| n.into_owned()).map_err(zip_error)?;
        let known = key(&name);
        if book.parts.sheets.iter().any(|part| is(&known, part))
            || known.ends_with("/calcchain.xml")
            || file.is_dir()
        {
            continue;
        }
        let is_styles = book.parts.styles.as_deref().is_some_and(|part| is(&known, part));
        if !is_styles && known != CONTENT_TYPES && !is(&known, &book.parts.relations) {
            zip.raw_copy_file(file).map_err(zip_error)?;
            continue;
        }
        drop(file);
        let bytes = package.part(&name)?.unwrap_or_default();
        let bytes = if is_styles {
            let added = styles::add(&name, &bytes)?;
            let (bytes, styles) = added.ok_or_else(|| SheetError::damaged(&name, "no formats"))?;
            new_styles = Some(styles);
            bytes
        } else {
            without_calculation_chain(&name, &bytes)?
        };
        zip.start_file(name.as_str(), options()).map_err(zip_error)?;
        zip.write_all(&bytes)?;
    }
    new_styles.ok_or_else(|| SheetError::damaged(&book.parts.workbook, "no formats"))
}

/// The list of parts without the chain of calculation, which would name cells that hold no formula any more.
fn without_calculation_chain(part: &str, bytes: &[u8]) -> Result<Vec<u8>, SheetError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut xml = Xml::new(part, bytes);
    loop {
        match xml.next()? {
            Event::Eof => return Ok(out),
            Event::Empty(e) if names_chain(&e) => {}
            Event::Start(e) if names_chain(&e) => xml.skip()?,
            event => copy(&event, &mut out)?,
        }
    }
}

fn names_chain(start: &quick_xml::events::BytesStart<'_>) -> bool {
    let target = match start.local_name().into_inner() {
        "Override" => attribute(start, "PartName"),
        "Relationship" => attribute(start, "Target"),
        _ => None,
    };
    target.is_some_and(|t| t.to_ascii_lowercase().ends_with("calcchain.xml"))
}
