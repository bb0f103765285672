//! What is kept of organisations: the organisation form of docs/rules §5.2. No I/O.

use kernel::Day;
use serde::{Deserialize, Serialize};

/// What is kept of an employer, in the order of the paper form. Codes are of the dictionaries; empty means not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct EmployerFacts {
    /// 单位名称, as on the licence.
    pub name: String,
    /// 组织机构代码 (nine characters) or 工商注册号 (fifteen digits) of before 2015.
    pub old_code: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 单位地址.
    pub address: String,
    /// 单位所在政区, code of a division.
    pub division_code: String,
    /// 单位性质类别, code of `employer_nature`.
    pub nature: String,
    /// 经济类型, code of `economic_type`.
    pub economic_type: String,
    /// 联系人.
    pub contact: String,
    /// 联系电话 of the office.
    pub phone: String,
    /// 单位所属行业, code of `industry`.
    pub industry: String,
    /// 企业规模, code of `size_class`.
    pub size_class: String,
    /// 是否规模以上, code of `above_scale`.
    pub above_scale: String,
    /// 职工数.
    pub workers: i64,
    /// 女职工数, among them.
    pub female_workers: i64,
    /// 农民工数, among them.
    pub migrant_workers: i64,
    /// 不应建会原因, code of `exempt_reason`; empty if it should have a union.
    pub exempt_reason: String,
}

/// The further fields of a union's organisation form, in the order of the paper form. Yes and no are codes of `yes_no`;
/// empty means not known, and so does a missing number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct UnionFacts {
    /// 建会方式, code of `formation_mode`.
    pub formation_mode: String,
    /// 筹备组成立日期.
    pub prepared_on: Option<Day>,
    /// 建会批复文号.
    pub approval_number: String,
    /// 是否覆盖建会: formed by covering several employers at once.
    pub by_cover: String,
    /// 是否新就业形态会员之家: takes in workers whose employers have no union.
    pub member_home: String,
    /// 建会状态, code of `formation_state`.
    pub formation_state: String,
    /// 职工数.
    pub workers: Option<i64>,
    /// 女职工数.
    pub female_workers: Option<i64>,
    /// 农民工数.
    pub migrant_workers: Option<i64>,
    /// 困难职工数.
    pub needy_workers: Option<i64>,
    /// 劳模数.
    pub model_workers: Option<i64>,
    /// 专职工会干部数.
    pub full_time_staff: Option<i64>,
    /// 兼职工会干部数.
    pub part_time_staff: Option<i64>,
    /// 法人资格证书编号.
    pub legal_number: String,
    /// 法定代表人.
    pub legal_representative: String,
    /// 法人资格有效期, from.
    pub legal_from: Option<Day>,
    /// To.
    pub legal_to: Option<Day>,
    /// 本届任期, from.
    pub term_from: Option<Day>,
    /// To.
    pub term_to: Option<Day>,
    /// 有无公章.
    pub seal: String,
    /// 有无对公账户.
    pub bank_account: String,
    /// 是否建立经费审查委员会.
    pub audit_committee: String,
    /// 是否建立女职工委员会.
    pub women_committee: String,
    /// 是否建立职代会制度.
    pub workers_congress: String,
    /// 是否建立劳动法律监督委员会.
    pub supervision_committee: String,
    /// 是否实行厂务公开.
    pub open_affairs: String,
    /// 是否签订集体合同.
    pub collective_contract: String,
    /// 是否参加互助保障.
    pub mutual_aid: String,
    /// 参加互助保障人数.
    pub mutual_aid_people: Option<i64>,
    /// 是否办理会员卡.
    pub member_card: String,
    /// 会员卡持卡人数.
    pub member_card_people: Option<i64>,
    /// 职工之家星级, 1 to 5; 0 or missing is none.
    pub home_stars: Option<i64>,
    /// 获奖情况.
    pub awards: String,
}

impl UnionFacts {
    /// From the stored text; an empty text is a form with nothing filled in.
    ///
    /// # Errors
    /// The text is not such a form.
    pub fn from_text(text: &str) -> serde_json::Result<Self> {
        if text.is_empty() { Ok(Self::default()) } else { serde_json::from_str(text) }
    }

    /// The text to store; empty if nothing is filled in.
    pub fn to_text(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// The coded fields with their dictionaries.
    pub fn coded(&self) -> [(&'static str, &'static str, &str); 14] {
        [
            ("formation_mode", "formation_mode", &self.formation_mode),
            ("by_cover", "yes_no", &self.by_cover),
            ("member_home", "yes_no", &self.member_home),
            ("formation_state", "formation_state", &self.formation_state),
            ("seal", "yes_no", &self.seal),
            ("bank_account", "yes_no", &self.bank_account),
            ("audit_committee", "yes_no", &self.audit_committee),
            ("women_committee", "yes_no", &self.women_committee),
            ("workers_congress", "yes_no", &self.workers_congress),
            ("supervision_committee", "yes_no", &self.supervision_committee),
            ("open_affairs", "yes_no", &self.open_affairs),
            ("collective_contract", "yes_no", &self.collective_contract),
            ("mutual_aid", "yes_no", &self.mutual_aid),
            ("member_card", "yes_no", &self.member_card),
        ]
    }

    /// Whether it is a 会员之家.
    pub fn is_member_home(&self) -> bool {
        self.member_home == "1"
    }

    /// The numbers, none of which may be negative.
    pub fn numbers(&self) -> [(&'static str, Option<i64>); 10] {
        [
            ("workers", self.workers),
            ("female_workers", self.female_workers),
            ("migrant_workers", self.migrant_workers),
            ("needy_workers", self.needy_workers),
            ("model_workers", self.model_workers),
            ("full_time_staff", self.full_time_staff),
            ("part_time_staff", self.part_time_staff),
            ("mutual_aid_people", self.mutual_aid_people),
            ("member_card_people", self.member_card_people),
            ("home_stars", self.home_stars),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfilled_form_takes_no_room_and_old_texts_are_read() {
        assert_eq!(UnionFacts::default().to_text(), "");
        let filled = UnionFacts { home_stars: Some(4), seal: "1".into(), ..UnionFacts::default() };
        assert_eq!(UnionFacts::from_text(&filled.to_text()).unwrap(), filled);
        let older = UnionFacts::from_text(r#"{"workers":12}"#).unwrap();
        assert_eq!((older.workers, older.seal.as_str()), (Some(12), ""));
        assert!(UnionFacts::from_text("[").is_err());
    }
}
