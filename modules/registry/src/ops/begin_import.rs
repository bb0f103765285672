//! Begins the import of a stored workbook into a union.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::store::batch::{self, Batch, NewBatch};
use crate::store::union;

/// A stored upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name as the cadre knows it.
    pub file_name: String,
    /// SM3, hex; where the file lies.
    pub digest: String,
}

/// Stores a batch in the state `checking`.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn begin_import(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Import, act::Create>,
    union_id: Id,
    upload: &Upload,
) -> Result<Batch> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    let new = NewBatch {
        id: tx.new_id(),
        union_id,
        union_path: u.place(),
        file_name: upload.file_name.clone(),
        file_digest: upload.digest.clone(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
    };
    batch::insert(tx, &new)?;
    let changes =
        Changes::new().note("file", upload.file_name.as_str()).note("digest", upload.digest.as_str());
    let entry = Entry { union_path: Some(&new.union_path), changes, ..Entry::of("import.create", new.id) };
    audit::record(tx, scope.actor(), entry)?;
    batch::find(tx, scope, new.id)?.ok_or(RegistryError::BatchNotFound)
}
