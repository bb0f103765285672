//! Issuing a letter: number, text, and both frozen.

use guard::Actor;
use kernel::{Day, Id, OrgPath, Timestamp};
use store::Tx;

use crate::audit::{self, Changes, Entry};
use crate::letters::LetterError;
use crate::letters::fill::{Built, Content, fill};
use crate::letters::model::Values;
use crate::letters::number::document_number;
use crate::letters::store::agency::{self, Agency};
use crate::letters::store::letter::{self as sql, Letter};
use crate::letters::store::template::{self, Version};
use crate::numbers;

type Result<T> = std::result::Result<T, LetterError>;

/// A letter to issue. Callers have asked the policy and found the union in their scope.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// Kind, by which its template is found.
    pub kind: &'a str,
    /// Which union issues it.
    pub union_id: Id,
    /// Its present place.
    pub union_path: &'a OrgPath,
    /// What kind of record it is about; empty if none.
    pub subject_kind: &'a str,
    /// That record; 0 if none.
    pub subject_id: Id,
    /// Values of the template's fields; what the template has no field for is left out.
    pub values: Values,
}

/// What a letter of a day is made of.
fn made_of(tx: &mut Tx<'_>, kind: &str, union_id: Id, day: Day) -> Result<(Version, Agency)> {
    let found = template::in_force(tx, kind, day)?;
    let template = found.ok_or_else(|| LetterError::NoTemplate { kind: kind.to_owned() })?;
    let agency = agency::agency_on(tx, union_id, day)?.ok_or(LetterError::NoAgency)?;
    Ok((template, agency))
}

fn content(t: &Version, agency: &Agency, number: String, day: Day, values: &Values) -> Result<Content> {
    let built = Built { agency: &agency.name, number: &number, day };
    let (values, paragraphs) = fill(&t.draft, values, built).map_err(LetterError::Invalid)?;
    Ok(Content {
        agency: agency.name.clone(),
        number,
        day,
        kind: t.kind.clone(),
        kind_name: t.draft.name.clone(),
        template: t.version,
        values,
        paragraphs,
    })
}

/// What a letter would say if it was issued today; takes no number.
///
/// # Errors
/// As [`issue`].
pub fn preview(tx: &mut Tx<'_>, kind: &str, union_id: Id, values: &Values) -> Result<Content> {
    let day = tx.today();
    let (template, agency) = made_of(tx, kind, union_id, day)?;
    let prefix = format!("{}{}", agency.word, template.draft.word);
    content(&template, &agency, document_number(&prefix, i64::from(day.year()), None), day, values)
}

/// Issues a letter by the template in force today: takes the next number of the union in the kind and year, and freezes
/// template version, values and text with a digest.
///
/// # Errors
/// [`LetterError::NoTemplate`], [`LetterError::NoAgency`], [`LetterError::Invalid`] for missing or wrong values.
pub fn issue(tx: &mut Tx<'_>, actor: &Actor, new: Issue<'_>) -> Result<Letter> {
    let (day, now) = (tx.today(), tx.now());
    issue_on(tx, actor, new, (day, now))
}

/// [`issue`] on a day that is told; for what is told as past, and no later than the last letter of its kind.
pub(crate) fn issue_on(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: Issue<'_>,
    (day, at): (Day, Timestamp),
) -> Result<Letter> {
    let (template, agency) = made_of(tx, new.kind, new.union_id, day)?;
    // The series is what is printed before the number: no two kinds and no two unions have the same.
    let prefix = format!("{}{}", agency.word, template.draft.word);
    let year = i64::from(day.year());
    let ordinal = numbers::next(tx, new.union_id, &format!("letter:{prefix}"), year, 0)?;
    let number = document_number(&prefix, year, Some(ordinal));
    let content = content(&template, &agency, number.clone(), day, &new.values)?;
    let letter = Letter {
        id: tx.new_id(),
        union_id: new.union_id,
        union_path: new.union_path.clone(),
        kind: template.kind,
        kind_name: template.draft.name,
        template: template.version,
        year,
        ordinal,
        number,
        agency: agency.name,
        title: content.title().to_owned(),
        day,
        retention: template.draft.retention,
        subject_kind: new.subject_kind.to_owned(),
        subject_id: new.subject_id,
        issued_by_name: actor.name().to_owned(),
        issued_at: at,
        withdrawn_by_name: String::new(),
        withdrawn_at: Timestamp(0),
        withdrawn_reason: String::new(),
    };
    let Some(digest) = sql::insert(tx, &letter, &content, actor)? else {
        return Err(LetterError::NumberTaken { number: letter.number });
    };
    let changes = Changes::new()
        .note("number", letter.number.as_str())
        .note("title", letter.title.as_str())
        .note("letter_kind", letter.kind_name.as_str())
        .note("template", letter.template)
        .note("digest", hex::encode(digest));
    let entry = Entry { union_path: Some(new.union_path), changes, ..Entry::of("letter.issue", letter.id) };
    audit::record(tx, actor, entry)?;
    Ok(letter)
}
