//! The working file of a run: a line of JSON for each row that goes out or is refused. How much of it counts stands in the
//! database, written with the same transaction; what lies behind that is of a part that was lost and is cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::PathBuf;

use kernel::Id;
use platform::App;
use serde::{Deserialize, Serialize};

use crate::model::exchange::RowFault;

/// A row of the working file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Line {
    /// Goes out, with these values.
    Out(Vec<String>),
    /// Does not, with what its keepers need to mend it.
    Refused {
        /// Record.
        id: Id,
        /// Its name.
        name: String,
        /// Name of its union.
        union: String,
        /// What is wrong.
        faults: Vec<RowFault>,
    },
}

/// Where the working file of a run lies.
pub fn place(app: &App, run: Id) -> PathBuf {
    app.config().data.join("exchange").join(format!("{run}.part"))
}

/// Whether so much of the file is there.
pub fn holds(path: &PathBuf, bytes: i64) -> bool {
    fs::metadata(path).map_or(bytes == 0, |m| m.len() as i64 >= bytes)
}

/// Writes lines behind the first `bytes` of the file; its new length.
///
/// # Errors
/// The data folder refuses.
pub fn append(path: &PathBuf, bytes: i64, lines: &[Line]) -> io::Result<i64> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    let mut file = OpenOptions::new().create(true).write(true).truncate(false).open(path)?;
    file.set_len(bytes.max(0) as u64)?;
    file.seek(SeekFrom::End(0))?;
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)?;
        text.push(b'\n');
    }
    file.write_all(&text)?;
    file.sync_data()?;
    Ok(bytes + text.len() as i64)
}

/// Reads the first `bytes` of the file line by line.
///
/// # Errors
/// The file cannot be read, or `take` refuses.
pub fn read<E: From<io::Error>>(
    path: &PathBuf,
    bytes: i64,
    mut take: impl FnMut(Line) -> Result<(), E>,
) -> Result<(), E> {
    if bytes == 0 {
        return Ok(());
    }
    let file = BufReader::new(io::Read::take(File::open(path)?, bytes as u64));
    for line in file.lines() {
        take(serde_json::from_str(&line?).map_err(io::Error::from)?)?;
    }
    Ok(())
}

/// Takes the working file away; it may be gone.
pub fn remove(path: &PathBuf) {
    let _ = fs::remove_file(path);
}
