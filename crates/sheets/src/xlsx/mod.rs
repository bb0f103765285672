//! The .xlsx reader: list of sheets, shared texts, date formats; rows are streamed by [`rows`].

mod plain_cell;
mod read_layout;
mod rows;
pub(crate) mod scan;
pub(crate) mod strings;
pub(crate) mod styles;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quick_xml::events::Event;

use crate::package::Package;
use crate::workbook::{SheetInfo, Visit};
use crate::xml::{Xml, attribute};
use crate::{Layout, Limits, SheetError};
use strings::Strings;
use styles::DateStyles;

/// The list of sheets and what their cells refer to.
pub(crate) struct Book {
    path: PathBuf,
    limits: Limits,
    /// Sheets in the order of the tabs.
    pub sheets: Vec<SheetInfo>,
    /// Dates count from 1904 (old Macintosh files).
    pub from_1904: bool,
    /// Names of the parts.
    pub parts: Parts,
    layouts: Vec<OnceLock<Layout>>,
    strings: Strings,
    styles: DateStyles,
}

/// Names of the parts inside the package.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub workbook: String,
    pub relations: String,
    pub styles: Option<String>,
    /// One for each of [`Book::sheets`].
    pub sheets: Vec<String>,
}

impl Book {
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, SheetError> {
        let mut package = Package::open(path, limits)?;
        let workbook = main_part(&mut package)?;
        let relations = relations_of(&workbook);
        let links = read_relations(&mut package, &relations)?;
        let of_kind = |kind: &str| {
            links
                .iter()
                .find(|l| l.kind == kind)
                .map(|l| resolve(&workbook, &l.target))
                .filter(|p| package.has(p))
        };
        let (shared, styles_part) = (of_kind("sharedStrings"), of_kind("styles"));
        let bytes = package.part(&workbook)?.unwrap_or_default();
        let (mut sheets, mut sheet_parts, mut from_1904) = (Vec::new(), Vec::new(), false);
        let mut xml = Xml::new(&workbook, bytes.as_slice());
        loop {
            match xml.next()? {
                Event::Start(e) | Event::Empty(e) => match e.local_name().into_inner() {
                    "workbookPr" => {
                        from_1904 = attribute(&e, "date1904").is_some_and(|v| v == "1" || v == "true")
                    }
                    "sheet" => {
                        let id = attribute(&e, "id").unwrap_or_default();
                        let link = links.iter().find(|l| l.id == id && l.kind == "worksheet");
                        if let Some(link) = link {
                            let hidden = attribute(&e, "state").is_some_and(|s| s != "visible");
                            let name = attribute(&e, "name").unwrap_or_default();
                            sheets.push(SheetInfo { name, hidden });
                            sheet_parts.push(resolve(&workbook, &link.target));
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        if sheets.is_empty() {
            return Err(SheetError::damaged(workbook, "no worksheet"));
        }
        let styles = match &styles_part {
            Some(part) => DateStyles::parse(part, &package.part(part)?.unwrap_or_default())?,
            None => DateStyles::default(),
        };
        let strings = Strings::read(&mut package, shared.as_deref(), limits)?;
        let layouts = sheets.iter().map(|_| OnceLock::new()).collect();
        let parts = Parts { workbook, relations, styles: styles_part, sheets: sheet_parts };
        Ok(Self {
            path: path.to_owned(),
            limits: limits.clone(),
            sheets,
            from_1904,
            parts,
            layouts,
            strings,
            styles,
        })
    }

    /// Merged regions and hidden columns; read once per sheet.
    pub fn layout(&self, sheet: usize) -> Result<&Layout, SheetError> {
        let (Some(part), Some(place)) = (self.parts.sheets.get(sheet), self.layouts.get(sheet)) else {
            return Err(SheetError::NoSuchSheet(sheet));
        };
        if let Some(layout) = place.get() {
            return Ok(layout);
        }
        let mut package = self.package()?;
        let source = package.stream(part, "sheet", self.limits.sheet_bytes)?;
        let layout = read_layout::read_layout(part, source, &self.limits)?;
        Ok(place.get_or_init(|| layout))
    }

    /// Streams the rows of one sheet.
    pub fn for_each_row(&self, sheet: usize, visit: Visit<'_>) -> Result<ControlFlow<()>, SheetError> {
        let layout = self.layout(sheet)?;
        let part = &self.parts.sheets[sheet];
        let mut package = self.package()?;
        let source = package.stream(part, "sheet", self.limits.sheet_bytes)?;
        rows::SheetReader::new(part, source, &self.strings, &self.styles, &self.limits)?.run(layout, visit)
    }

    /// Opens the package anew; every reader has its own.
    pub fn package(&self) -> Result<Package, SheetError> {
        Package::open(&self.path, &self.limits)
    }
}

/// One relation of a part to another.
struct Link {
    id: String,
    /// Last word of the type, e.g. `worksheet`; the same in the strict and the transitional form.
    kind: String,
    target: String,
}

fn read_relations(package: &mut Package, part: &str) -> Result<Vec<Link>, SheetError> {
    let bytes = package.part(part)?.unwrap_or_default();
    let mut xml = Xml::new(part, bytes.as_slice());
    let mut links = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) | Event::Empty(e) if e.local_name().into_inner() == "Relationship" => {
                let kind = attribute(&e, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.push(Link {
                    id: attribute(&e, "Id").unwrap_or_default(),
                    kind,
                    target: attribute(&e, "Target").unwrap_or_default(),
                });
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
    }
}

/// The part that lists the sheets.
fn main_part(package: &mut Package) -> Result<String, SheetError> {
    let links = read_relations(package, "_rels/.rels")?;
    let named = links.iter().find(|l| l.kind == "officeDocument").map(|l| resolve("", &l.target));
    let part = named.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if part.to_ascii_lowercase().ends_with(".bin") {
        return Err(SheetError::Unsupported { kind: "xlsb" });
    }
    if package.has(&part) { Ok(part) } else { Err(SheetError::NotAWorkbook) }
}

/// `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`.
pub(crate) fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// A target as a name in the package: relative to the folder of `from`, or absolute.
pub(crate) fn resolve(from: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
        assert_eq!(relations_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
