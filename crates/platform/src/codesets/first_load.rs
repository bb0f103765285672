//! The dictionaries that an installation begins with.

use kernel::{Day, Id};
use serde::{Deserialize, Serialize};

/// The file of the first load.
pub(crate) const SHIPPED: &str = include_str!("../../data/codesets.toml");

/// First day of an entry that has always been valid.
pub const ALWAYS: Day = Day::constant(1900, 1, 1);

fn always() -> Day {
    ALWAYS
}

fn open() -> Day {
    Day::OPEN
}

/// A dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Set {
    /// Names it in the audit; 0 before it is stored.
    #[serde(skip, default = "no_id")]
    pub id: Id,
    /// Name in code, `education`.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// Standard or form it comes from.
    pub source: String,
    /// How sure we are (docs/rules, marks).
    pub mark: String,
    /// The program's logic depends on the codes: labels and synonyms may be edited, codes not.
    #[serde(default)]
    pub fixed: bool,
    /// Rises with each edit.
    #[serde(skip)]
    pub version: i64,
    /// Entries in the order in which they are shown.
    pub items: Vec<CodeItem>,
}

fn no_id() -> Id {
    Id(0)
}

impl Set {
    /// The entry with this code.
    pub fn item(&self, code: &str) -> Option<&CodeItem> {
        self.items.iter().find(|i| i.code == code)
    }
}

/// An entry of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
pub struct CodeItem {
    /// Code that is stored.
    pub code: String,
    /// Chinese label.
    pub label: String,
    /// Other words that mean it.
    #[serde(default)]
    #[schema(required)]
    pub synonyms: Vec<String>,
    /// Code of the national standard, or empty.
    #[serde(default)]
    #[schema(required)]
    pub national: String,
    /// Code in the national union file, or empty.
    #[serde(default)]
    #[schema(required)]
    pub export: String,
    /// Code one level up, or empty.
    #[serde(default)]
    #[schema(required)]
    pub parent: String,
    /// First day of validity; 1900-01-01 if it has always been valid.
    #[serde(default = "always")]
    #[schema(required)]
    pub valid_from: Day,
    /// Last day of validity; 9999-12-31 until further notice.
    #[serde(default = "open")]
    #[schema(required)]
    pub valid_to: Day,
}

impl CodeItem {
    /// Whether it is valid on a day.
    pub fn is_valid(&self, day: Day) -> bool {
        self.valid_from <= day && day <= self.valid_to
    }
}

#[derive(Deserialize)]
struct File {
    set: Vec<Set>,
}

/// The dictionaries of the first load.
pub fn first_load() -> Vec<Set> {
    toml::from_str::<File>(SHIPPED).expect("a test reads the whole file").set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codesets::rules;

    #[test]
    fn the_first_load_is_sound() {
        let sets = first_load();
        assert!(sets.len() >= 25);
        for set in sets {
            for (n, item) in set.items.iter().enumerate() {
                assert!(set.items[..n].iter().all(|i| i.code != item.code), "{}: {item:?}", set.code);
                // The editor would take every shipped entry: form, parent, and no word of another entry.
                assert_eq!(rules::check(&set, item).map_err(|e| e.to_string()), Ok(()), "{}", set.code);
            }
        }
    }

    /// docs/rules §5.3, set by set: what every dictionary has to hold.
    #[test]
    fn every_dictionary_of_the_rules_is_there() {
        let sets = first_load();
        let labels = |code: &str| -> Vec<String> {
            let set = sets.iter().find(|s| s.code == code).unwrap_or_else(|| panic!("{code} is missing"));
            set.items.iter().map(|i| format!("{} {}", i.code, i.label)).collect()
        };
        let holds = |code: &str, wanted: &str| {
            let have = labels(code);
            for w in wanted.split('、') {
                assert!(have.iter().any(|l| l == w), "{code}: {w} is not in {have:?}");
            }
        };
        let count = |code: &str, n: usize| assert_eq!(labels(code).len(), n, "{code}");
        holds("sex", "0 未知、1 男、2 女、9 未说明");
        holds(
            "work_situation",
            "1 在岗、2 待（下）岗、3 失业、4 退休、5 离休、6 退职、7 退养（内退）、8 病休、9 其他",
        );
        count("work_situation", 9);
        holds("membership_change", "1 入会、2 转入、3 保留、4 转出、5 除名、6 退会");
        count("membership_change", 6);
        holds(
            "membership_change_reason",
            "1 劳动（工作）关系变化、2 在本单位下岗后待岗、3 失业、4 所在企业破产、5 个人要求退会、6 因犯罪被开除会籍",
        );
        holds(
            "skill_level_five",
            "1 一级（高级技师）、2 二级（技师）、3 三级（高级）、4 四级（中级）、5 五级（初级）",
        );
        holds(
            "skill_level",
            "10 学徒工、20 初级工、30 中级工、40 高级工、50 技师、60 高级技师、70 特级技师、80 首席技师",
        );
        holds(
            "household_type",
            "00 未落常住户口、11 非农业家庭户口、12 农业家庭户口、13 非农业集体户口、14 农业集体户口、15 自理口粮户口、\
             16 寄住户口、17 赞助户口、20 居民户口、90 其他",
        );
        holds(
            "political_status",
            "01 中共党员、02 中共预备党员、03 共青团员、04 民革党员、05 民盟盟员、06 民建会员、07 民进会员、\
             08 农工党党员、09 致公党党员、10 九三学社社员、11 台盟盟员、12 无党派人士、13 群众",
        );
        holds(
            "education",
            "10 研究生教育、11 博士研究生毕业、14 硕士研究生毕业、17 研究生班毕业、20 大学本科教育、21 大学本科毕业、\
             22 大学本科结业、23 大学本科肄业、28 大学普通班毕业、30 大学专科教育、31 大学专科毕业、40 中等职业教育、\
             41 中等专科毕业、44 职业高中毕业、47 技工学校毕业、60 普通高级中学教育、61 普通高中毕业、70 初级中学教育、\
             71 初中毕业、73 初中肄业、80 小学教育、81 小学毕业、83 小学肄业、90 其他",
        );
        holds("marital_status", "10 未婚、20 已婚、21 初婚、22 再婚、23 复婚、30 丧偶、40 离婚、90 未说明");
        count("nation", 58);
        holds("nation", "01 汉族、22 畲族、56 基诺族、97 其他、98 外国血统中国籍人士");
        count("economic_type", 16);
        holds(
            "economic_type",
            "110 国有企业、120 集体企业、130 股份合作企业、140 联营企业、151 国有独资公司、159 其他有限责任公司、\
             161 国有控股股份有限公司、169 其他股份有限公司、170 私营企业、190 其他内资企业、200 港澳台商投资企业、\
             300 外商投资企业、400 事业单位、500 机关、600 个体工商户、700 民办非企业单位",
        );
        holds("base_union_kind", "1 单独、2 联合");
        let sections: String = labels("industry").iter().map(|l| &l[..1]).collect();
        assert_eq!(sections, "ABCDEFGHIJKLMNOPQRST");
        holds(
            "new_employment",
            "10 货车司机、11 网约车司机、12 快递员、13 网约送餐员、14 护工护理员、15 家政服务员、16 商场信息员、18 保安员",
        );
        holds(
            "document_kind",
            "111 居民身份证、112 临时居民身份证、113 户口簿、114 军官证、414 护照、511 台湾居民来往大陆通行证、\
             516 港澳居民来往内地通行证、553 外国人永久居留身份证、L01 港澳台居民居住证",
        );
    }
}
