//! What people consented to.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO consent (person_id, id, kind, version, text_digest, at, channel) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF = one("person_id"),
        "SELECT c.id, c.kind, c.version, c.text_digest, c.at, c.channel, c.withdrawn_at, k.title, k.purpose, k.required,
           k.stops
         FROM consent c LEFT JOIN consent_kind k ON k.code = c.kind
         WHERE c.person_id = $1 ORDER BY c.id DESC LIMIT 50";
    WITHDRAW = one("person_id"),
        "UPDATE consent SET withdrawn_at = $3 WHERE person_id = $1 AND id = $2 AND withdrawn_at = 0";
}

/// A consent to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// To what: `joining`, or a code of `consent_kind`.
    pub kind: String,
    /// Which text.
    pub version: String,
    /// SM3 of the text, hexadecimal.
    pub text_digest: String,
    /// When.
    pub at: Timestamp,
    /// How: `h5`.
    pub channel: String,
}

/// A consent as stored, with what its kind says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Consent.
    pub id: Id,
    /// To what: `joining`, or a code of `consent_kind`.
    pub kind: String,
    /// Which text.
    pub version: String,
    /// SM3 of the text, hexadecimal.
    pub text_digest: String,
    /// When.
    pub at: Timestamp,
    /// How: `h5`.
    pub channel: String,
    /// When it was withdrawn; 0 while it stands.
    pub withdrawn_at: Timestamp,
    /// To what, in words.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Membership rests on it.
    pub required: bool,
    /// What stops when it is withdrawn.
    pub stops: String,
}

/// Stores a consent of a person.
pub fn insert(tx: &mut Tx<'_>, person: Id, c: &NewConsent) -> DbResult<()> {
    let id = tx.new_id();
    tx.execute(&INSERT, params![person, id, &c.kind, &c.version, &c.text_digest, c.at, &c.channel]).map(drop)
}

/// Consents of a person, newest first.
pub fn of(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Consent>> {
    tx.query(&OF, params![person], |row| {
        let mut r = row.reader();
        let (id, kind): (Id, String) = (r.next()?, r.next()?);
        let c = Consent {
            id,
            version: r.next()?,
            text_digest: r.next()?,
            at: r.next()?,
            channel: r.next()?,
            withdrawn_at: r.next()?,
            title: r.next::<Option<String>>()?.unwrap_or_else(|| kind.clone()),
            purpose: r.next::<Option<String>>()?.unwrap_or_default(),
            required: r.next::<Option<bool>>()?.unwrap_or_default(),
            stops: r.next::<Option<String>>()?.unwrap_or_default(),
            kind,
        };
        Ok(if c.kind == JOINING { of_joining(c) } else { c })
    })
}

/// The consent on which membership rests.
const JOINING: &str = "joining";

fn of_joining(c: Consent) -> Consent {
    Consent {
        title: "入会申请与个人信息使用".to_owned(),
        purpose: "办理入会、会籍管理和工会服务".to_owned(),
        stops: "会籍管理和全部工会服务".to_owned(),
        required: true,
        ..c
    }
}

/// Withdraws a consent that stands; `false` if it does not.
pub fn withdraw(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&WITHDRAW, params![person, id, now])? == 1)
}
