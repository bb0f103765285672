//! What people consented to.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO consent (person_id, id, kind, version, text_digest, at, channel) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF = one("person_id"),
        "SELECT kind, version, text_digest, at, channel FROM consent WHERE person_id = $1 ORDER BY id DESC LIMIT 50";
}

/// One consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// To what: `joining`.
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

impl Consent {
    /// To what, in words.
    pub fn title(&self) -> &'static str {
        if self.kind == "joining" { "入会申请与个人信息使用" } else { "个人信息使用" }
    }
}

/// Stores a consent of a person.
pub fn insert(tx: &mut Tx<'_>, person: Id, c: &Consent) -> DbResult<()> {
    let id = tx.new_id();
    tx.execute(&INSERT, params![person, id, &c.kind, &c.version, &c.text_digest, c.at, &c.channel]).map(drop)
}

/// Consents of a person, newest first.
pub fn of(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Consent>> {
    tx.query(&OF, params![person], |row| {
        let mut r = row.reader();
        Ok(Consent {
            kind: r.next()?,
            version: r.next()?,
            text_digest: r.next()?,
            at: r.next()?,
            channel: r.next()?,
        })
    })
}
