//! The parameters that the program knows: their types, bounds and first values.

use std::sync::OnceLock;

use kernel::Day;
use serde::Deserialize;

use super::value::{Kind, Value};

/// The file of the first load.
pub(crate) const SHIPPED: &str = include_str!("../../data/parameters.toml");

/// A parameter.
#[derive(Clone, Debug, Deserialize)]
pub struct Definition {
    /// Name in code, `security.lock_fail`; the part before the point is its group.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// First value.
    pub value: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Unit, or empty.
    #[serde(default)]
    pub unit: String,
    /// Area of the first value: division code, or empty for everywhere.
    pub area: String,
    /// First day of the first value.
    pub valid_from: Day,
    /// Where the first value comes from.
    pub source: String,
    /// How sure we are (docs/rules, marks).
    pub mark: String,
    /// What it does, for the page.
    pub help: String,
    /// Smallest value, in units of the value.
    pub min: Option<i64>,
    /// Largest value, in units of the value.
    pub max: Option<i64>,
    /// The words that a choice allows.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What these words mean, in Chinese and in the same order.
    #[serde(default)]
    pub labels: Vec<String>,
    /// One value for the whole installation: no values for single areas.
    #[serde(default)]
    pub everywhere: bool,
}

impl Definition {
    /// The part of the code before the point.
    pub fn group(&self) -> &str {
        self.code.split('.').next().unwrap_or_default()
    }

    /// A value that the editor accepts, as it is stored.
    pub fn accept(&self, text: &str) -> Option<Value> {
        let value = Value::parse(self.kind, text)?;
        let known = match &value {
            Value::Choice(word) => self.choices.contains(word),
            v => v.within(self.min, self.max),
        };
        known.then_some(value)
    }

    /// The first value in its type.
    pub fn first(&self) -> Value {
        self.accept(&self.value).expect("a test reads the whole file")
    }
}

#[derive(Deserialize)]
struct File {
    parameter: Vec<Definition>,
}

/// All parameters in the order of the file.
pub fn definitions() -> &'static [Definition] {
    static ALL: OnceLock<Vec<Definition>> = OnceLock::new();
    ALL.get_or_init(|| toml::from_str::<File>(SHIPPED).expect("a test reads the whole file").parameter)
}

/// The parameter with this code.
pub fn definition(code: &str) -> Option<&'static Definition> {
    definitions().iter().find(|d| d.code == code)
}

/// Chinese title of a group.
pub(crate) fn group_title(group: &str) -> &'static str {
    match group {
        "union" => "工会组织",
        "election" => "换届选举",
        "dues" | "fund" => "会费与经费",
        "hardship" => "困难职工",
        "mutual" => "医疗互助",
        "benefits" => "普惠服务",
        "wish" => "微心愿",
        "cc" => "集体协商",
        "supervision" => "劳动法律监督",
        "mediation" | "arbitration" => "调解仲裁",
        "aid" => "法律援助",
        "wage" | "arrears" => "工资与欠薪",
        "injury" => "工伤与社保",
        "disclosure" | "petition" | "shuoshi" | "room" => "民主管理与诉求",
        "rest" => "疗休养",
        "notice" => "公示",
        "security" => "安全",
        "privacy" => "个人信息",
        "membership" => "会籍变动",
        "join" => "入会申请",
        "transfer" | "secondment" => "会籍转接",
        "duty" => "代表值班",
        "import" => "导入",
        "quality" => "数据质量",
        "card" => "会员卡",
        "system" => "系统运行",
        _ => "其他",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_sound() {
        let all = definitions();
        assert!(all.len() > 75, "{}", all.len());
        for (n, d) in all.iter().enumerate() {
            assert!(d.accept(&d.value).is_some(), "{}: {}", d.code, d.value);
            assert_eq!(d.first().to_string(), d.value, "{}", d.code);
            assert!(all[..n].iter().all(|e| e.code != d.code), "{} stands twice", d.code);
            assert_ne!(group_title(d.group()), "其他", "{}", d.code);
            assert_eq!(d.choices.len(), d.labels.len(), "{}", d.code);
            assert!(!d.everywhere || d.area.is_empty(), "{}", d.code);
            assert!(!d.help.is_empty() && !d.source.is_empty() && !d.mark.is_empty(), "{}", d.code);
        }
    }
}
