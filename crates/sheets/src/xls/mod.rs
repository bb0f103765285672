//! The .xls reader (BIFF8, Excel 97 to 2003, and `.et`). It is our own because a hostile file must not be able to
//! ask for memory by what it says of itself, and because hidden rows matter here.

mod cfb;
mod record;
mod rows;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use crate::workbook::{SheetInfo, Visit};
use crate::xlsx::strings::Strings;
use crate::xlsx::styles::{is_date_code, is_date_id};
use crate::{Layout, Limits, SheetError};
use cfb::Container;
use record::{Cursor, Record, Records, kind};
use rows::Index;

/// First bytes of the container.
pub(crate) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream of records in memory, with what its cells refer to.
pub(crate) struct Book {
    stream: Vec<u8>,
    limits: Limits,
    /// Sheets in the order of the tabs.
    pub sheets: Vec<SheetInfo>,
    /// Dates count from 1904.
    pub from_1904: bool,
    places: Vec<usize>,
    indexes: Vec<OnceLock<Index>>,
    strings: Strings,
    dates: Vec<bool>,
}

impl Book {
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, SheetError> {
        let bytes = std::fs::read(path)?;
        let container = Container::open(&bytes)?;
        // A new workbook with a password is an old container around the encrypted package.
        if container.has("EncryptedPackage") {
            return Err(SheetError::Encrypted);
        }
        let Some(stream) = container.stream("Workbook")? else {
            let old = container.has("Book");
            return Err(if old {
                SheetError::Unsupported { kind: "xls5" }
            } else {
                SheetError::NotAWorkbook
            });
        };
        Self::read_globals(stream, limits)
    }

    fn read_globals(stream: Vec<u8>, limits: &Limits) -> Result<Self, SheetError> {
        let mut globals = Globals::default();
        for record in Records::new(&stream, 0) {
            if record.kind == kind::EOF {
                break;
            }
            globals.take(&record, &stream, limits)?;
        }
        if globals.sheets.is_empty() {
            return Err(SheetError::damaged("Workbook", "no worksheet"));
        }
        let date = |id: &u16| {
            let custom = globals.formats.iter().find(|(known, _)| known == id).map(|(_, date)| *date);
            custom.unwrap_or_else(|| is_date_id(u32::from(*id)))
        };
        let dates = globals.styles.iter().map(date).collect();
        Ok(Self {
            limits: limits.clone(),
            indexes: globals.sheets.iter().map(|_| OnceLock::new()).collect(),
            sheets: globals.sheets,
            from_1904: globals.from_1904,
            places: globals.places,
            strings: globals.strings,
            dates,
            stream,
        })
    }

    fn index(&self, sheet: usize) -> Result<&Index, SheetError> {
        let (Some(&at), Some(place)) = (self.places.get(sheet), self.indexes.get(sheet)) else {
            return Err(SheetError::NoSuchSheet(sheet));
        };
        if let Some(index) = place.get() {
            return Ok(index);
        }
        let index = Index::read(&self.stream, at, &self.limits)?;
        Ok(place.get_or_init(|| index))
    }

    /// Merged regions and hidden columns.
    pub fn layout(&self, sheet: usize) -> Result<&Layout, SheetError> {
        Ok(&self.index(sheet)?.layout)
    }

    /// Visits the rows of one sheet.
    pub fn for_each_row(&self, sheet: usize, visit: Visit<'_>) -> Result<ControlFlow<()>, SheetError> {
        let index = self.index(sheet)?;
        rows::for_each_row(&self.stream, index, &self.strings, &self.dates, &self.limits, visit)
    }
}

/// What the first part of the stream says about the whole workbook.
#[derive(Default)]
struct Globals {
    sheets: Vec<SheetInfo>,
    places: Vec<usize>,
    from_1904: bool,
    strings: Strings,
    formats: Vec<(u16, bool)>,
    styles: Vec<u16>,
}

impl Globals {
    fn take(&mut self, record: &Record<'_>, stream: &[u8], limits: &Limits) -> Result<(), SheetError> {
        match record.kind {
            kind::BOF if record.u16(0)? != 0x0600 => return Err(SheetError::Unsupported { kind: "xls5" }),
            kind::FILE_PASS => return Err(SheetError::Encrypted),
            kind::DATE_MODE => self.from_1904 = record.u16(0)? == 1,
            kind::XF => self.styles.push(record.u16(2)?),
            // More custom formats than Excel allows are of no use to anybody.
            kind::FORMAT if self.formats.len() < 4_096 => {
                let mut code = String::new();
                let mut cursor = Cursor::over(record.data.get(4..).unwrap_or(&[]));
                if cursor.text(usize::from(record.u16(2)?), &mut code).is_some() {
                    self.formats.push((record.u16(0)?, is_date_code(&code)));
                }
            }
            kind::BOUND_SHEET if record.u8(5)? == 0 => {
                let mut name = String::new();
                let mut cursor = Cursor::over(record.data.get(7..).unwrap_or(&[]));
                cursor.text(usize::from(record.u8(6)?), &mut name);
                self.sheets.push(SheetInfo { name, hidden: record.u8(4)? & 3 != 0 });
                self.places.push(record.u32(0)? as usize);
            }
            kind::SST => self.read_strings(Cursor::joined(stream, record.at), limits)?,
            _ => {}
        }
        Ok(())
    }

    fn read_strings(&mut self, mut cursor: Cursor<'_>, limits: &Limits) -> Result<(), SheetError> {
        let short = || SheetError::damaged("Workbook", "the shared texts break off");
        cursor.u32();
        let count = cursor.u32().ok_or_else(short)?;
        let mut text = String::new();
        for _ in 0..count {
            text.clear();
            let length = cursor.u16().ok_or_else(short)?;
            cursor.text(usize::from(length), &mut text).ok_or_else(short)?;
            self.strings.push(&text, limits)?;
        }
        Ok(())
    }
}
