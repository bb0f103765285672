//! Files that somebody of the demo has handed in.

use platform::App;
use platform::files::{self, FileUse, StoredFile};

use crate::error::{RegistryError, Result};

/// Puts a file of this name into the store of files.
///
/// # Errors
/// [`RegistryError::Sheet`] if the data folder refuses, [`RegistryError::File`].
pub fn handed_in(app: &App, kind: &FileUse, name: &str, bytes: impl AsRef<[u8]>) -> Result<StoredFile> {
    let io = |e| RegistryError::Sheet(sheets::SheetError::from(e));
    let dir = app.config().data.join("tmp");
    std::fs::create_dir_all(&dir).map_err(io)?;
    let path = dir.join(name);
    std::fs::write(&path, bytes).map_err(io)?;
    let stored = files::store_file(app, kind, &path);
    std::fs::remove_file(&path).map_err(io)?;
    Ok(stored?)
}
