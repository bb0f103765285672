//! Writes small workbooks of Excel 97 to 2003 (BIFF8): for the demonstration, whose workbooks are such as cadres
//! really send, and as the counterpart of the reader in tests. Up to 65,536 rows and 256 columns.

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum XlsCell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day number, formatted as a date.
    Date(f64),
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct XlsSheet {
    /// Name of the tab.
    pub name: String,
    /// The tab is hidden.
    pub hidden: bool,
    /// Rows from the first on; an empty list is a row without cells.
    pub rows: Vec<Vec<XlsCell>>,
    /// Hidden rows, from 0.
    pub hidden_rows: Vec<u16>,
    /// Hidden columns, from 0.
    pub hidden_columns: Vec<u16>,
    /// Merged regions: first row, last row, first column, last column, all from 0.
    pub merges: Vec<(u16, u16, u16, u16)>,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct XlsFile {
    /// Its sheets.
    pub sheets: Vec<XlsSheet>,
    /// Day numbers count from 1904.
    pub from_1904: bool,
}

/// Longest content of a record.
const RECORD: usize = 8_224;

/// Number of the cell format for dates; 15 is the general one.
const DATE_STYLE: u16 = 16;
const PLAIN_STYLE: u16 = 15;

impl XlsFile {
    /// The whole file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        container(&self.stream())
    }

    fn stream(&self) -> Vec<u8> {
        let mut texts: Vec<&str> = Vec::new();
        let mut numbers = std::collections::HashMap::new();
        for cell in self.sheets.iter().flat_map(|s| s.rows.iter().flatten()) {
            if let XlsCell::Text(text) = cell {
                numbers.entry(text.as_str()).or_insert_with(|| {
                    texts.push(text);
                    texts.len() as u32 - 1
                });
            }
        }
        let mut out = Vec::new();
        begin(&mut out, 0x0005);
        record(&mut out, 0x0042, &1200u16.to_le_bytes());
        record(&mut out, 0x003D, &window());
        record(&mut out, 0x0022, &u16::from(self.from_1904).to_le_bytes());
        for _ in 0..5 {
            record(&mut out, 0x0031, &font());
        }
        for style in 0..=DATE_STYLE {
            let format = if style == DATE_STYLE { 14 } else { 0 };
            record(&mut out, 0x00E0, &cell_format(style, format));
        }
        record(&mut out, 0x0293, &[0x00, 0x80, 0x00, 0xFF]);
        let places: Vec<usize> = self.sheets.iter().map(|sheet| bound_sheet(&mut out, sheet)).collect();
        shared_texts(&mut out, &texts);
        record(&mut out, 0x000A, &[]);
        for (sheet, place) in self.sheets.iter().zip(places) {
            let at = (out.len() as u32).to_le_bytes();
            out[place..place + 4].copy_from_slice(&at);
            write_sheet(&mut out, sheet, &numbers);
        }
        out
    }
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&(data.len() as u16).to_le_bytes());
    out.extend_from_slice(data);
}

fn begin(out: &mut Vec<u8>, what: u16) {
    let mut data = vec![0x00, 0x06];
    data.extend_from_slice(&what.to_le_bytes());
    data.extend_from_slice(&[0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0]);
    record(out, 0x0809, &data);
}

fn window() -> [u8; 18] {
    let mut data = [0; 18];
    data[4..6].copy_from_slice(&0x3000u16.to_le_bytes());
    data[6..8].copy_from_slice(&0x2000u16.to_le_bytes());
    data[8] = 0x38;
    data[14] = 1;
    data[16..18].copy_from_slice(&600u16.to_le_bytes());
    data
}

fn font() -> Vec<u8> {
    let mut data = vec![220, 0, 0, 0, 0xFF, 0x7F, 0x90, 0x01, 0, 0, 0, 0, 134, 0, 2, 1];
    data.extend("宋体".encode_utf16().flat_map(u16::to_le_bytes));
    data
}

fn cell_format(style: u16, number_format: u16) -> Vec<u8> {
    let mut data = vec![0, 0];
    data.extend_from_slice(&number_format.to_le_bytes());
    data.extend_from_slice(if style < PLAIN_STYLE { &[0xF5, 0xFF] } else { &[0x01, 0x00] });
    data.extend_from_slice(&[0x20, 0, 0, 0]);
    data.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0x20]);
    data
}

/// Gives the place of the address that is known later.
fn bound_sheet(out: &mut Vec<u8>, sheet: &XlsSheet) -> usize {
    let name: Vec<u16> = sheet.name.encode_utf16().take(31).collect();
    let mut data = vec![0, 0, 0, 0, u8::from(sheet.hidden), 0, name.len() as u8, 1];
    data.extend(name.iter().flat_map(|u| u.to_le_bytes()));
    let place = out.len() + 4;
    record(out, 0x0085, &data);
    place
}

/// The table of texts, cut into records between characters.
fn shared_texts(out: &mut Vec<u8>, texts: &[&str]) {
    let count = texts.len() as u32;
    let mut data: Vec<u8> = [count.to_le_bytes(), count.to_le_bytes()].concat();
    let mut kind = 0x00FC;
    let flush = |out: &mut Vec<u8>, kind: &mut u16, data: &mut Vec<u8>| {
        record(out, *kind, data);
        *kind = 0x003C;
        data.clear();
    };
    for text in texts {
        let units: Vec<u16> = text.encode_utf16().take(32_767).collect();
        let wide = units.iter().any(|&u| u > 0xFF);
        if data.len() + 5 > RECORD {
            flush(out, &mut kind, &mut data);
        }
        data.extend_from_slice(&(units.len() as u16).to_le_bytes());
        data.push(u8::from(wide));
        for unit in units {
            if data.len() + 2 > RECORD {
                flush(out, &mut kind, &mut data);
                data.push(u8::from(wide));
            }
            let bytes = unit.to_le_bytes();
            data.extend_from_slice(if wide { &bytes } else { &bytes[..1] });
        }
    }
    flush(out, &mut kind, &mut data);
}

fn write_sheet(out: &mut Vec<u8>, sheet: &XlsSheet, numbers: &std::collections::HashMap<&str, u32>) {
    begin(out, 0x0010);
    let rows = sheet.rows.iter().take(65_536);
    let width = rows.clone().map(Vec::len).max().unwrap_or(0).min(256) as u16;
    for &column in &sheet.hidden_columns {
        let mut data = [column.to_le_bytes(), column.to_le_bytes()].concat();
        data.extend_from_slice(&[0, 8, 15, 0, 1, 0, 0, 0]);
        record(out, 0x007D, &data);
    }
    let mut dimensions = vec![0; 14];
    dimensions[4..8].copy_from_slice(&(rows.len() as u32).to_le_bytes());
    dimensions[10..12].copy_from_slice(&width.to_le_bytes());
    record(out, 0x0200, &dimensions);
    for (row, cells) in rows.enumerate() {
        let row = row as u16;
        let mut data = row.to_le_bytes().to_vec();
        data.extend_from_slice(&[0, 0]);
        data.extend_from_slice(&(cells.len().min(256) as u16).to_le_bytes());
        data.extend_from_slice(&[0xFF, 0, 0, 0, 0, 0]);
        let hidden = if sheet.hidden_rows.contains(&row) { 0x20 } else { 0 };
        data.extend_from_slice(&[hidden, 1, 15, 0]);
        record(out, 0x0208, &data);
        for (column, cell) in cells.iter().take(256).enumerate() {
            write_cell(out, row, column as u16, cell, numbers);
        }
    }
    if !sheet.merges.is_empty() {
        for some in sheet.merges.chunks(1_000) {
            let mut data = (some.len() as u16).to_le_bytes().to_vec();
            data.extend(some.iter().flat_map(|m| [m.0, m.1, m.2, m.3]).flat_map(u16::to_le_bytes));
            record(out, 0x00E5, &data);
        }
    }
    let mut view = vec![0; 18];
    view[0..2].copy_from_slice(&0x06B6u16.to_le_bytes());
    view[6] = 64;
    record(out, 0x023E, &view);
    record(out, 0x000A, &[]);
}

fn write_cell(
    out: &mut Vec<u8>,
    row: u16,
    column: u16,
    cell: &XlsCell,
    numbers: &std::collections::HashMap<&str, u32>,
) {
    let style = if matches!(cell, XlsCell::Date(_)) { DATE_STYLE } else { PLAIN_STYLE };
    let mut data: Vec<u8> = [row, column, style].iter().flat_map(|v| v.to_le_bytes()).collect();
    match cell {
        XlsCell::Empty => {}
        XlsCell::Text(text) => {
            data.extend_from_slice(&numbers.get(text.as_str()).copied().unwrap_or(0).to_le_bytes());
            record(out, 0x00FD, &data);
        }
        XlsCell::Number(value) | XlsCell::Date(value) => {
            data.extend_from_slice(&value.to_le_bytes());
            record(out, 0x0203, &data);
        }
    }
}

/// The container around the stream: header, table, directory, stream, in sectors of 512 bytes ([MS-CFB]).
fn container(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    // A stream of at least 4,096 bytes needs no table of small sectors.
    let mut content = stream.to_vec();
    content.resize(content.len().max(4_096).next_multiple_of(SECTOR), 0);
    let data = content.len() / SECTOR;
    // Sectors of the table count themselves, and beyond 109 need lists of their own.
    let (mut tables, mut lists) = (1, 0);
    while tables * 128 < data + 1 + tables + lists {
        tables += 1;
        lists = tables.saturating_sub(109).div_ceil(127);
    }
    let directory = tables + lists;
    let first_data = directory + 1;
    let mut table = vec![0xFFFF_FFFDu32; tables];
    table.resize(tables + lists, 0xFFFF_FFFC);
    table.push(END);
    table.extend((0..data).map(|n| if n + 1 == data { END } else { (first_data + n + 1) as u32 }));
    table.resize(tables * 128, FREE);

    let mut out = crate::xls::MAGIC.to_vec();
    out.resize(24, 0);
    out.extend_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    out.resize(44, 0);
    let number = |n: usize| (n as u32).to_le_bytes();
    out.extend_from_slice(&number(tables));
    out.extend_from_slice(&number(directory));
    out.extend_from_slice(&[0, 0, 0, 0]);
    out.extend_from_slice(&number(4_096));
    out.extend_from_slice(&END.to_le_bytes());
    out.extend_from_slice(&[0, 0, 0, 0]);
    out.extend_from_slice(&if lists > 0 { number(tables) } else { END.to_le_bytes() });
    out.extend_from_slice(&number(lists));
    for n in 0..109 {
        out.extend_from_slice(&if n < tables { number(n) } else { FREE.to_le_bytes() });
    }
    out.extend(table.iter().flat_map(|v| v.to_le_bytes()));
    for list in 0..lists {
        for n in 0..127 {
            let at = 109 + list * 127 + n;
            out.extend_from_slice(&if at < tables { number(at) } else { FREE.to_le_bytes() });
        }
        out.extend_from_slice(&if list + 1 < lists { number(tables + list + 1) } else { END.to_le_bytes() });
    }
    out.extend(directory_entry("Root Entry", 5, FREE, 1, END, 0));
    out.extend(directory_entry("Workbook", 2, FREE, FREE, first_data as u32, content.len() as u32));
    out.extend(directory_entry("", 0, FREE, FREE, 0, 0));
    out.extend(directory_entry("", 0, FREE, FREE, 0, 0));
    out.extend(content);
    out
}

fn directory_entry(name: &str, kind: u8, sibling: u32, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { entry.len() as u16 + 2 };
    entry.resize(64, 0);
    entry.extend_from_slice(&length.to_le_bytes());
    entry.extend_from_slice(&[kind, 1]);
    for link in [sibling, sibling, child] {
        entry.extend_from_slice(&link.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend_from_slice(&start.to_le_bytes());
    entry.extend_from_slice(&size.to_le_bytes());
    entry.resize(128, 0);
    entry
}
