//! How a member is shown: numbers masked, codes with their labels.

use guard::Scope;
use guard::act::Action;
use guard::res::Resource;
use http_base::Turn;
use kernel::{Day, Id, OrgPath};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use serde::Serialize;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::forms::Remark;
use crate::model::{BirthPrecision, PROFILE_SETS, Profile, Status};
use crate::ops::enter_people::seal_context;
use crate::store::keyset::Seek;
use crate::store::member::Detail;
use crate::store::union;

/// Something to look at that forbids nothing.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RemarkDocument {
    /// JSON pointer of the field.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// The sentence.
    pub detail: String,
}

impl From<Remark> for RemarkDocument {
    fn from(r: Remark) -> Self {
        let detail = kernel::locale::sentence(r.code, &kernel::Params::new());
        Self { pointer: r.pointer.to_owned(), code: r.code.to_owned(), detail }
    }
}

/// The place in a list that a turned page begins beside.
pub fn seek(turn: &Turn) -> Seek {
    Seek { key: turn.from.key.clone(), id: turn.from.id, back: turn.back }
}

/// The place of the union that a list is narrowed to; one out of sight is not found.
///
/// # Errors
/// [`RegistryError::UnionNotFound`], or the database's.
pub fn place_in_sight<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    union_id: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union_id else { return Ok(None) };
    let place = union::find_unscoped(tx, id)?.map(|u| u.place());
    let seen = place.filter(|p| !scope.ranges_within(p).is_empty());
    seen.ok_or(RegistryError::UnionNotFound).map(Some)
}

/// A document of a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MaskedDocument {
    /// Code of `document_kind`.
    pub kind: String,
    /// First three and last four.
    pub masked_number: String,
}

/// A member as shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MemberDocument {
    /// Member.
    pub id: Id,
    /// Rises with each change; the ETag.
    pub version: i64,
    /// Kept fields, codes.
    #[serde(flatten)]
    pub profile: Profile,
    /// The same in words, by field.
    pub labels: std::collections::BTreeMap<&'static str, String>,
    /// Birth day.
    pub birth_day: Option<Day>,
    /// How exactly.
    pub birth_precision: BirthPrecision,
    /// Documents, numbers masked.
    pub documents: Vec<MaskedDocument>,
    /// Mobile, first three and last four; empty if none.
    pub masked_phone: String,
    /// State.
    pub status: Status,
    /// State in words.
    pub status_label: String,
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Names from the top down, the union itself last.
    pub union_path_names: Vec<String>,
    /// Employer, if known in the register.
    pub employer_id: Option<Id>,
    /// Employer's name.
    pub employer_name: String,
    /// Member of this union from.
    pub valid_from: Day,
    /// To; none while it lasts.
    pub valid_to: Option<Day>,
    /// Where the member works for a time; none if nowhere else.
    pub seconded: Option<SecondedDocument>,
}

/// A secondment that lasts.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SecondedDocument {
    /// The host.
    pub host_union: String,
    /// First day.
    pub day: Day,
    /// Planned last day.
    pub planned_to: Day,
    /// The caller sees the record as the host only: to read, masked, and nothing that hangs on it but its history.
    pub as_host: bool,
}

/// Shows a member.
///
/// # Errors
/// [`crate::RegistryError::Seal`] if a sealed value does not open.
pub fn document(keys: &Keyring, words: &Codesets, d: Detail) -> Result<MemberDocument> {
    let number = keys.open(&d.document_number, &seal_context("number", d.id))?;
    let phone = d.phone.as_ref().map(|p| keys.open(p, &seal_context("phone", d.id))).transpose()?;
    let names: Vec<String> = d.union_names.split(" / ").map(str::to_owned).collect();
    let fields = d.profile.fields();
    let label = |(name, set): &(&'static str, &str)| {
        let (_, code) = fields.iter().find(|(n, _)| n == name)?;
        Some((*name, words.label(set, code)?.to_owned()))
    };
    Ok(MemberDocument {
        labels: PROFILE_SETS.iter().filter_map(label).collect(),
        id: d.id,
        version: d.version,
        birth_day: d.birth_day,
        birth_precision: d.birth_precision,
        documents: vec![MaskedDocument {
            kind: d.document_kind,
            masked_number: kernel::text::mask(&number, 3, 4),
        }],
        masked_phone: phone.map(|p| kernel::text::mask(&p, 3, 4)).unwrap_or_default(),
        status: d.status,
        status_label: d.status.title().to_owned(),
        union_id: d.union_id,
        union_name: names.last().cloned().unwrap_or_default(),
        union_path_names: names,
        employer_id: d.employer_id,
        employer_name: d.employer_name,
        valid_from: d.valid_from,
        valid_to: Some(d.valid_to).filter(|t| *t != Day::OPEN),
        seconded: d.seconded.map(|s| SecondedDocument {
            host_union: s.union_name,
            day: s.day,
            planned_to: s.planned_to,
            as_host: false,
        }),
        profile: d.profile,
    })
}
