//! What is true of a member from a day to a day (docs/rules §5.3, docs/adr/0014): kinds, values, and the columns of a
//! person that show the present value of some.

use super::Profile;

/// The kinds whose present value is a column of the person, in the order of the paper form. The column is named as the
/// kind is.
pub const COLUMN_KINDS: [&str; 2] = ["skill", "migrant_worker"];

/// The dictionary of the values of a kind of flag (`member_flag`); `None` where the flag itself says all.
pub fn flag_values(kind: &str) -> Option<&'static str> {
    match kind {
        "new_employment" => Some("new_employment"),
        "model_worker" => Some("model_worker_level"),
        "skill" => Some("skill_level"),
        "migrant_worker" => Some("migrant_worker"),
        _ => None,
    }
}

/// The code of the kind's dictionary that says that none of its words is true.
pub fn none_of(kind: &str) -> Option<&'static str> {
    match kind {
        "new_employment" | "skill" => Some("00"),
        "migrant_worker" => Some("0"),
        _ => None,
    }
}

/// Whether the kind's present value is a column of the person. There "none" is a value with days, too.
pub fn in_column(kind: &str) -> bool {
    COLUMN_KINDS.contains(&kind)
}

/// The column's value in a profile; empty is not known. Empty for kinds without a column.
pub fn column<'a>(profile: &'a Profile, kind: &str) -> &'a str {
    match kind {
        "skill" => &profile.skill,
        "migrant_worker" => &profile.migrant_worker,
        _ => "",
    }
}

/// Sets the column of a kind that has one.
pub fn set_column(profile: &mut Profile, kind: &str, value: &str) {
    match kind {
        "skill" => value.clone_into(&mut profile.skill),
        "migrant_worker" => value.clone_into(&mut profile.migrant_worker),
        _ => {}
    }
}

/// Who said that a flag is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagSource {
    /// A cadre.
    Cadre,
    /// A workbook.
    Import,
    /// The member, and a cadre agreed.
    Member,
    /// The column, of which no day was known.
    Column,
}

impl FlagSource {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cadre => "cadre",
            Self::Import => "import",
            Self::Member => "member",
            Self::Column => "column",
        }
    }

    /// Chinese word for a stored name.
    pub fn title_of(code: &str) -> &'static str {
        match code {
            "import" => "导入",
            "member" => "本人申报",
            "column" => "登记资料",
            _ => "干部录入",
        }
    }
}

/// What is told of a kind of flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Code of `member_flag`.
    pub kind: String,
    /// The value that is true (empty where the kind has none); `None` if the flag is not true.
    pub value: Option<String>,
    /// From which day; `None` if that is not known.
    pub from: Option<kernel::Day>,
    /// Number of the document that shows it, or empty.
    pub document: String,
}

impl Told {
    /// Whether more is told than the value.
    pub fn has_proof(&self) -> bool {
        self.from.is_some() || !self.document.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_kind_reads_and_writes_its_column() {
        let mut p = Profile::default();
        for kind in COLUMN_KINDS {
            set_column(&mut p, kind, "1");
            assert_eq!(column(&p, kind), "1", "{kind}");
            assert!(crate::model::PROFILE_SETS.contains(&(kind, flag_values(kind).unwrap_or_default())));
        }
        set_column(&mut p, "model_worker", "1");
        assert_eq!(column(&p, "model_worker"), "");
    }
}
