//! Divisions in forms.

use store::Tx;

use crate::error::{RegistryError, Result, field};
use crate::store::division;

/// Refuses the code of a division that never was; an abolished one may stand (docs/rules §3).
///
/// # Errors
/// [`RegistryError::Invalid`] at `pointer`.
pub fn division_exists(tx: &mut Tx<'_>, pointer: &str, code: &str) -> Result<()> {
    if code.is_empty() || division::find(tx, code)?.is_some() {
        return Ok(());
    }
    let params = [("content", code.to_owned())].into();
    Err(RegistryError::Invalid(vec![field(pointer, "registry.division-code", params)]))
}
