//! Begins the import of a stored workbook into a union.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::store::batch::{self, Batch, NewBatch};
use crate::store::union;

/// The workbook as the cadre sent it. What the reader of workbooks cannot read it refuses itself, with a better reason
/// than "wrong kind".
pub const ORIGINAL: FileUse = FileUse {
    name: "import.original",
    max_bytes: 200 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Stores a batch in the state `checking`.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn begin_import(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Import, act::Create>,
    union_id: Id,
    upload: &StoredFile,
) -> Result<Batch> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    if u.is_dissolved() {
        return Err(RegistryError::UnionDissolved { name: u.name });
    }
    let new = NewBatch {
        id: tx.new_id(),
        union_id,
        union_path: u.place(),
        file_name: upload.name.clone(),
        file_digest: upload.digest.clone(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
    };
    batch::insert(tx, &new)?;
    let of = Subject { id: new.id, path: &new.union_path };
    files::attach(tx, scope, of, "import", &ORIGINAL, upload, "")?;
    let changes = Changes::new().note("file", upload.name.as_str()).note("digest", upload.digest.as_str());
    let entry = Entry { union_path: Some(&new.union_path), changes, ..Entry::of("import.create", new.id) };
    audit::record(tx, scope.actor(), entry)?;
    batch::find(tx, scope, new.id)?.ok_or(RegistryError::BatchNotFound)
}
