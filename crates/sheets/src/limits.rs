//! How much a single file may ask of us.

/// Upper bounds that keep a hostile or broken file from exhausting memory or time. All are checked against bytes
/// really read, never against what the file says of itself.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Size of an .xlsx or .csv file on disk, in bytes.
    pub file_bytes: u64,
    /// Size of an .xls file on disk, in bytes; it is held in memory.
    pub xls_bytes: u64,
    /// One worksheet, unpacked, in bytes.
    pub sheet_bytes: u64,
    /// Texts of a workbook that are held in memory, in bytes.
    pub string_bytes: u64,
    /// Small parts (styles, relations, list of sheets), unpacked, in bytes each.
    pub part_bytes: u64,
    /// Unpacked size of a part over its packed size, once more than 16 MiB have been unpacked.
    pub ratio: u64,
    /// Parts in the package.
    pub entries: usize,
    /// One cell, in bytes. Excel itself stops at 32,767 characters.
    pub cell_bytes: usize,
    /// Merged regions of one sheet.
    pub merges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            xls_bytes: 64 << 20,
            sheet_bytes: 4 << 30,
            string_bytes: 256 << 20,
            part_bytes: 32 << 20,
            ratio: 400,
            entries: 4_096,
            cell_bytes: 256 << 10,
            merges: 100_000,
        }
    }
}

/// Highest row number of a sheet.
pub const MAX_ROWS: u32 = 1_048_576;

/// Highest number of columns of a sheet.
pub const MAX_COLUMNS: u32 = 16_384;

/// All texts of one row together, in bytes.
pub(crate) const ROW_BYTES: usize = 16 << 20;
