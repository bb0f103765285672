//! Data quality of the reporting unions: which fields count, and what is counted of them. No I/O.

use platform::indicators::{Indicator, Unit};

/// A field of a member that may be missing.
#[derive(Clone, Copy, Debug)]
pub struct QualityField {
    /// Code in the dictionary `quality_field`, whose valid items are the required fields.
    pub code: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// True where the field is missing, over a person `p` and the membership `m`.
    pub missing: &'static str,
    /// The figure.
    pub indicator: &'static Indicator,
}

macro_rules! fields {
    ($($name:ident: $code:literal, $title:literal, $missing:literal;)+) => {
        $(static $name: Indicator = Indicator::new(concat!("quality.missing.", $code), concat!("缺", $title), Unit::Person);)+

        /// Fields that may be required, in the order of the form.
        pub static FIELDS: &[QualityField] = &[
            $(QualityField { code: $code, title: $title, missing: $missing, indicator: &$name }),+
        ];
    };
}

fields! {
    SEX: "sex", "性别", "p.sex NOT IN ('1', '2')";
    BIRTH: "birth", "出生日期", "p.birth_precision <> 'day'";
    NATION: "nation", "民族", "p.nation = ''";
    WORK: "work_state", "就业状况", "p.work_state = ''";
    EDUCATION: "education", "学历", "p.education = ''";
    SKILL: "skill", "技能等级", "p.skill = ''";
    PHONE: "phone", "移动电话", "p.phone IS NULL";
    HOUSEHOLD: "household_kind", "户籍类型", "p.household_kind = ''";
    PLACE: "household_place", "户籍所在地", "p.household_place = ''";
    POLITICS: "politics", "政治面貌", "p.politics = ''";
    EMPLOYER: "employer", "工作单位", "m.employer_name = ''";
    NATIVE: "native_place", "籍贯", "p.native_place = ''";
    MIGRANT: "migrant_worker", "是否农民工", "p.migrant_worker = ''";
}

/// Something about a member's documents that a person should check.
#[derive(Clone, Copy, Debug)]
pub struct Doubt {
    /// Code.
    pub code: &'static str,
    /// True where it is so, over a person `p`.
    pub holds: &'static str,
    /// Whether the code is a verdict of `person_document`, by which an index finds the documents.
    pub verdict: bool,
    /// The figure, with its Chinese title.
    pub indicator: &'static Indicator,
}

macro_rules! doubts {
    ($($name:ident: $code:literal, $title:literal, $verdict:literal, $holds:literal;)+) => {
        $(static $name: Indicator = Indicator::new(concat!("quality.document.", $code), $title, Unit::Person);)+

        /// What is counted of documents, the gravest first. What is odd about a number alone was judged when it was written
        /// (`rules::documents`) and is found by an index; what contradicts the record is asked of both.
        pub static DOUBTS: &[Doubt] = &[
            $(Doubt { code: $code, holds: $holds, verdict: $verdict, indicator: &$name }),+
        ];
    };
}

doubts! {
    FAULT: "fault", "证件号码有误", true,
        "EXISTS (SELECT 1 FROM person_document d WHERE d.person_id = p.id AND d.verdict <> '' AND d.verdict = 'fault')";
    DIFFERS: "differs", "证件与资料不符", false,
        "EXISTS (SELECT 1 FROM person_document d WHERE d.person_id = p.id
           AND ((d.tells_sex <> '' AND p.sex IN ('1', '2') AND d.tells_sex <> p.sex)
             OR (d.tells_birth <> 0 AND p.birth_day <> 0 AND p.birth_precision = 'day' AND d.tells_birth <> p.birth_day)))";
    NUMBER_PLACE: "place", "号码地区待核", true,
        "EXISTS (SELECT 1 FROM person_document d WHERE d.person_id = p.id AND d.verdict <> '' AND d.verdict = 'place')";
    LENGTHENED: "lengthened", "十五位号码待核", true,
        "EXISTS (SELECT 1 FROM person_document d WHERE d.person_id = p.id AND d.verdict <> '' AND d.verdict = 'lengthened')";
    TEMPORARY: "temporary", "只有临时身份证", false,
        "NOT EXISTS (SELECT 1 FROM person_document d WHERE d.person_id = p.id AND d.kind <> '112')";
}

/// A doubt by its code.
pub fn doubt(code: &str) -> Option<&'static Doubt> {
    DOUBTS.iter().find(|d| d.code == code)
}

/// Members that were looked at.
pub static COUNTED: Indicator = Indicator::new("quality.counted", "统计会员", Unit::Person);
/// Of them not confirmed for longer than the parameter `quality.stale_months`.
pub static STALE: Indicator = Indicator::new("quality.stale", "久未核对", Unit::Person);
/// Rows of finished imports, on the day on which they ended.
pub static IMPORT_ROWS: Indicator = Indicator::new("quality.import_rows", "导入行数", Unit::Times);
/// Of them refused.
pub static IMPORT_REJECTED: Indicator = Indicator::new("quality.import_rejected", "退回行数", Unit::Times);

/// A field by its code.
pub fn field(code: &str) -> Option<&'static QualityField> {
    FIELDS.iter().find(|f| f.code == code)
}

/// Figures that are counted anew: of the members, in the order of [`FIELDS`] and [`DOUBTS`] with the two others before.
pub fn stocks() -> Vec<&'static Indicator> {
    let fields = FIELDS.iter().map(|f| f.indicator);
    [&COUNTED, &STALE].into_iter().chain(fields).chain(DOUBTS.iter().map(|d| d.indicator)).collect()
}

/// Figures of imports.
pub fn flows() -> [&'static Indicator; 2] {
    [&IMPORT_ROWS, &IMPORT_REJECTED]
}
