//! Documents that prove who a person is (docs/rules §1.2).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id_number::Holder;
use crate::text::{clean, mask, number_text};
use crate::{Day, IdNumber, IdNumberError, Params, Problem, Sex, Status};

/// Kind of document. Codes are those of GA/T 517; `L01` is our own, since the standard has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// 111 居民身份证.
    IdCard,
    /// 112 临时身份证.
    TemporaryIdCard,
    /// 113 户口簿, which carries the citizen's number.
    HouseholdBook,
    /// 114 军官证 and the like: free text.
    Officer,
    /// 414 普通护照.
    Passport,
    /// 511 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 516 港澳居民来往内地通行证.
    HkMoPermit,
    /// 553 外国人永久居留身份证, old and new.
    PermanentResidence,
    /// L01 港澳台居民居住证.
    HkMoTwResidence,
}

impl DocumentKind {
    /// Every kind, in the order of the code set `document_kind`.
    pub const ALL: [Self; 9] = [
        Self::IdCard,
        Self::TemporaryIdCard,
        Self::HouseholdBook,
        Self::Officer,
        Self::Passport,
        Self::TaiwanPermit,
        Self::HkMoPermit,
        Self::PermanentResidence,
        Self::HkMoTwResidence,
    ];

    /// Code in the code set `document_kind`.
    pub fn code(self) -> &'static str {
        match self {
            Self::IdCard => "111",
            Self::TemporaryIdCard => "112",
            Self::HouseholdBook => "113",
            Self::Officer => "114",
            Self::Passport => "414",
            Self::TaiwanPermit => "511",
            Self::HkMoPermit => "516",
            Self::PermanentResidence => "553",
            Self::HkMoTwResidence => "L01",
        }
    }

    /// From the code in the code set `document_kind`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

impl Serialize for DocumentKind {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for DocumentKind {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("not a kind of document"))
    }
}

impl utoipa::PartialSchema for DocumentKind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Self::ALL.map(Self::code)))
            .description(Some("Kind of document, GA/T 517 code"))
            .into()
    }
}

impl utoipa::ToSchema for DocumentKind {
    fn name() -> std::borrow::Cow<'static, str> {
        "DocumentKind".into()
    }
}

/// Why a text is not the number of such a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Wrong as an 18-character number.
    #[error(transparent)]
    Id(#[from] IdNumberError),
    /// Not the form of numbers of this kind.
    #[error("not the form of a document of kind {}", .0.code())]
    Form(DocumentKind),
}

impl Problem for DocumentError {
    fn code(&self) -> &'static str {
        match self {
            Self::Id(e) => e.code(),
            Self::Form(_) => "kernel.document-form",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        match self {
            Self::Id(e) => e.params(),
            Self::Form(kind) => Params::from([("kind", kind.code().to_owned())]),
        }
    }
}

/// Something to look at; the document is accepted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentWarning {
    /// The number belongs to another kind than was declared; the kind was put right.
    KindCorrected,
    /// No province has these first two digits.
    UnknownProvince,
    /// A 15-digit number was lengthened to 18.
    Lengthened,
}

impl DocumentWarning {
    /// Code of the sentence in the catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::KindCorrected => "kernel.document-kind-corrected",
            Self::UnknownProvince => "kernel.id-unknown-province",
            Self::Lengthened => "kernel.id-lengthened",
        }
    }
}

/// A valid document of one person. `Debug` shows the mask only.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonDocument {
    kind: DocumentKind,
    number: String,
    id: Option<IdNumber>,
    warnings: Vec<DocumentWarning>,
}

impl PersonDocument {
    /// Reads and checks a number of the declared kind. A number of 18 characters says itself whose it is, so a
    /// wrongly declared kind among those is corrected with a warning.
    pub fn parse(kind: DocumentKind, text: &str, today: Day) -> Result<Self, DocumentError> {
        use DocumentKind as K;
        let number = number_text(text);
        match kind {
            K::IdCard | K::TemporaryIdCard | K::HouseholdBook | K::HkMoTwResidence => {
                Self::of_id(kind, &number, today)
            }
            K::PermanentResidence if !old_permanent(&number) => Self::of_id(kind, &number, today),
            K::Officer => Self::plain(kind, clean(text), |n| (1..=20).contains(&n.chars().count())),
            K::Passport => Self::plain(kind, number, passport),
            K::TaiwanPermit => Self::plain(kind, number, taiwan_permit),
            K::HkMoPermit => Self::plain(kind, number, hk_mo_permit),
            K::PermanentResidence => Self::plain(kind, number, old_permanent),
        }
    }

    fn of_id(kind: DocumentKind, number: &str, today: Day) -> Result<Self, DocumentError> {
        let id = IdNumber::parse(number, today)?;
        let true_kind = match id.holder() {
            Holder::PermanentResident => DocumentKind::PermanentResidence,
            Holder::HkMoTwResident => DocumentKind::HkMoTwResidence,
            Holder::Citizen => match kind {
                DocumentKind::TemporaryIdCard | DocumentKind::HouseholdBook => kind,
                _ => DocumentKind::IdCard,
            },
        };
        let warnings = [
            (true_kind != kind, DocumentWarning::KindCorrected),
            (!id.province_known(), DocumentWarning::UnknownProvince),
            (number.len() == 15, DocumentWarning::Lengthened),
        ];
        let warnings = warnings.into_iter().filter_map(|(is, w)| is.then_some(w)).collect();
        Ok(Self { kind: true_kind, number: id.as_str().to_owned(), id: Some(id), warnings })
    }

    fn plain(kind: DocumentKind, number: String, form: fn(&str) -> bool) -> Result<Self, DocumentError> {
        match number.is_empty() {
            true => Err(IdNumberError::Missing.into()),
            false if number.contains("E+") => Err(IdNumberError::Destroyed.into()),
            false if !form(&number) => Err(DocumentError::Form(kind)),
            false => Ok(Self { kind, number, id: None, warnings: Vec::new() }),
        }
    }

    /// Kind, corrected where the number says otherwise.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The normalised number in full. For sealing only: pages show [`PersonDocument::masked`].
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The 18-character number, where the document carries one.
    pub fn id(&self) -> Option<&IdNumber> {
        self.id.as_ref()
    }

    /// What one person's documents have in common, and no two persons': the text to digest for look-up.
    /// Identity card, temporary card and household book of a citizen give one key, and so do the 15- and
    /// 18-digit forms; of a permit for Hong Kong and Macau the count of issues is left out.
    pub fn key(&self) -> String {
        let number = match self.kind {
            DocumentKind::HkMoPermit => &self.number[..9],
            _ => self.number.as_str(),
        };
        // All 18-character numbers share one space, so their kinds need not differ.
        let kind = if self.id.is_some() { DocumentKind::IdCard } else { self.kind };
        format!("{}:{number}", kind.code())
    }

    /// The last `n` characters, or all of a shorter number.
    pub fn tail(&self, n: usize) -> &str {
        let skip = self.number.chars().count().saturating_sub(n);
        self.number.char_indices().nth(skip).map_or("", |(at, _)| &self.number[at..])
    }

    /// First three and last four.
    pub fn masked(&self) -> String {
        mask(&self.number, 3, 4)
    }

    /// Birth day, where the number tells it.
    pub fn birth_day(&self) -> Option<Day> {
        self.id.as_ref().map(IdNumber::birth_day)
    }

    /// Sex, where the number tells it.
    pub fn sex(&self) -> Option<Sex> {
        self.id.as_ref().map(IdNumber::sex)
    }

    /// What a person should look at.
    pub fn warnings(&self) -> &[DocumentWarning] {
        &self.warnings
    }
}

impl fmt::Debug for PersonDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.masked())
    }
}

fn passport(n: &str) -> bool {
    (5..=17).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Eight digits; the old booklet had ten.
fn taiwan_permit(n: &str) -> bool {
    matches!(n.len(), 8 | 10) && n.bytes().all(|b| b.is_ascii_digit())
}

/// H or M and eight digits, then the count of issues on older cards.
fn hk_mo_permit(n: &str) -> bool {
    matches!(n.len(), 9 | 11) && n.starts_with(['H', 'M']) && n.bytes().skip(1).all(|b| b.is_ascii_digit())
}

/// Before December 2023: three letters of nationality and twelve digits, whose own check is not ours to judge.
fn old_permanent(n: &str) -> bool {
    let b = n.as_bytes();
    b.len() == 15 && b[..3].iter().all(u8::is_ascii_uppercase) && b[3..].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(kind: DocumentKind, text: &str) -> Result<PersonDocument, DocumentError> {
        PersonDocument::parse(kind, text, Day::new(2026, 11, 22).unwrap())
    }

    #[test]
    fn forms_of_every_kind() {
        use DocumentKind::*;
        for (kind, text, number) in [
            (IdCard, "330226199003070015", "330226199003070015"),
            (TemporaryIdCard, "330226 19900307 0015", "330226199003070015"),
            (HouseholdBook, "330226199003070015", "330226199003070015"),
            (Officer, " 南字第 0123456 号", "南字第 0123456 号"),
            (Passport, "e1234 5678", "E12345678"),
            (TaiwanPermit, "０1234567", "01234567"),
            (TaiwanPermit, "0123456789", "0123456789"),
            (HkMoPermit, "h0123456701", "H0123456701"),
            (HkMoPermit, "M01234567", "M01234567"),
            (PermanentResidence, "911124198108030024", "911124198108030024"),
            (PermanentResidence, "usa310081010101", "USA310081010101"),
        ] {
            let d = parse(kind, text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!((d.kind(), d.number(), d.warnings()), (kind, number, &[][..]), "{text}");
        }
    }

    #[test]
    fn wrong_forms_are_refused() {
        use DocumentKind::*;
        for (kind, text) in [
            (Officer, "一二三四五六七八九十一二三四五六七八九十一"),
            (Passport, "E123"),
            (Passport, "护照12345"),
            (TaiwanPermit, "1234567"),
            (HkMoPermit, "A01234567"),
            (HkMoPermit, "H012345671"),
        ] {
            assert_eq!(parse(kind, text), Err(DocumentError::Form(kind)), "{text}");
        }
        assert_eq!(parse(Passport, "　"), Err(IdNumberError::Missing.into()));
        assert_eq!(parse(TaiwanPermit, "1.2E+10"), Err(IdNumberError::Destroyed.into()));
        assert_eq!(parse(IdCard, "330226199003070016"), Err(IdNumberError::Check.into()));
        assert_eq!(parse(PermanentResidence, "911124198108030025"), Err(IdNumberError::Check.into()));
    }

    #[test]
    fn one_person_has_one_key() {
        use DocumentKind::*;
        let key = |kind, text| parse(kind, text).unwrap().key();
        assert_eq!(key(IdCard, "330226870615001"), key(HouseholdBook, "330226198706150017"));
        assert_eq!(key(HkMoPermit, "H0123456701"), key(HkMoPermit, "H01234567"));
        assert_ne!(key(HkMoPermit, "H01234567"), key(HkMoPermit, "M01234567"));
        assert_ne!(key(TaiwanPermit, "01234567"), key(Passport, "01234567"), "kinds do not mix");
    }

    #[test]
    fn a_number_says_whose_it_is() {
        let hk = IdNumber::compose(810_000, Day::new(1990, 1, 1).unwrap(), 1).unwrap();
        let d = parse(DocumentKind::IdCard, hk.as_str()).unwrap();
        assert_eq!(d.kind(), DocumentKind::HkMoTwResidence);
        assert_eq!(d.warnings(), [DocumentWarning::KindCorrected]);
        assert_eq!(d.key(), parse(DocumentKind::HkMoTwResidence, hk.as_str()).unwrap().key());
        let old = parse(DocumentKind::IdCard, "330226870615001").unwrap();
        assert_eq!(old.warnings(), [DocumentWarning::Lengthened]);
        assert_eq!(old.birth_day(), Day::new(1987, 6, 15));
    }

    #[test]
    fn tails_and_masks() {
        let d = parse(DocumentKind::IdCard, "330226199003070015").unwrap();
        assert_eq!((d.tail(4), d.tail(6), d.tail(99).len()), ("0015", "070015", 18));
        assert_eq!(format!("{d:?}"), "111:330***********0015");
        assert_eq!(parse(DocumentKind::Officer, "南字9").unwrap().tail(2), "字9");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(s in "\\PC{0,24}", kind in 0usize..9) {
            if let Ok(d) = parse(DocumentKind::ALL[kind], &s) {
                let _ = (d.key(), d.tail(4), d.masked(), format!("{d:?}"));
            }
        }
    }
}
