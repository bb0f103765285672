//! Places as cadres write them, against the table of divisions (docs/rules §3): an unknown or abolished one is kept as
//! written, with a remark.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use kernel::Day;
use store::{DbResult, Tx};

use super::verdict::Issue;
use crate::near::nearest;
use crate::store::division::{self, Division};

/// Texts whose judgement is remembered.
const REMEMBERED: usize = 20_000;

/// Endings that are left out in speech: 浙江, 宁海.
const ENDINGS: [&str; 8] = ["特别行政区", "自治区", "自治州", "自治县", "省", "市", "县", "区"];

/// The divisions, ready for judging written places. An empty one judges nothing.
#[derive(Debug, Default)]
pub struct DivisionBook {
    /// Names of provinces, cities and counties in force, full and as they are spoken.
    known: Vec<String>,
    /// Full names of counties in force, to be offered.
    counties: Vec<String>,
    towns: HashSet<String>,
    codes: HashMap<String, Option<usize>>,
    abolished: Vec<Abolished>,
    judged: Mutex<HashMap<String, Option<Issue>>>,
}

#[derive(Debug)]
struct Abolished {
    name: String,
    parent: String,
    last_day: Day,
    successor: String,
    /// A division in force has the same name.
    shared: bool,
}

fn spoken(name: &str) -> Option<&str> {
    let short = ENDINGS.iter().find_map(|e| name.strip_suffix(e))?;
    (short.chars().count() >= 2).then_some(short)
}

impl DivisionBook {
    /// All divisions of the register.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn load(tx: &mut Tx<'_>) -> DbResult<Self> {
        let mut all = Vec::new();
        division::for_each(tx, |d| {
            all.push(d);
            Ok(())
        })?;
        Ok(Self::new(&all))
    }

    fn new(all: &[Division]) -> Self {
        let name_of = |code: &str| all.iter().find(|d| d.code == code).map_or("", |d| d.name.as_str());
        let mut book = Self::default();
        for d in all.iter().filter(|d| d.valid_to.is_none()) {
            book.codes.insert(d.code.clone(), None);
            if d.level >= 4 {
                book.towns.insert(d.name.clone());
                continue;
            }
            // 市辖区 and 县 are names of every city's parts, and say nothing.
            if d.name.chars().count() < 2 || d.name == "市辖区" {
                continue;
            }
            book.known
                .extend([Some(d.name.as_str()), spoken(&d.name)].into_iter().flatten().map(str::to_owned));
            if d.level == 3 {
                book.counties.push(d.name.clone());
            }
        }
        for d in all {
            let Some(last_day) = d.valid_to else { continue };
            book.codes.insert(d.code.clone(), Some(book.abolished.len()));
            book.abolished.push(Abolished {
                name: d.name.clone(),
                parent: name_of(&d.parent_code).to_owned(),
                last_day,
                successor: name_of(&d.successor_code).to_owned(),
                shared: book.known.contains(&d.name),
            });
        }
        book
    }

    /// A remark on a written place, if it is not a division that stands today.
    pub fn judge(&self, column: &str, text: &str) -> Option<Issue> {
        if text.is_empty() || self.known.is_empty() {
            return None;
        }
        let mut judged = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if judged.len() > REMEMBERED {
            judged.clear();
        }
        let issue = judged.entry(text.to_owned()).or_insert_with(|| self.look(text)).clone();
        issue.map(|i| i.with("column", column))
    }

    fn look(&self, text: &str) -> Option<Issue> {
        if text.chars().all(|c| c.is_ascii_digit()) {
            return match self.codes.get(text) {
                Some(None) => None,
                Some(Some(at)) => Some(self.abolished[*at].issue()),
                None => Some(Issue::of("registry.division-unknown").with("name", text)),
            };
        }
        let gone = |a: &&Abolished| text.contains(&a.name) && (!a.shared || text.contains(&a.parent));
        if let Some(a) = self.abolished.iter().find(gone) {
            return Some(a.issue());
        }
        if self.known.iter().any(|n| text.contains(n.as_str())) || self.towns.contains(text) {
            return None;
        }
        let near: Vec<&str> =
            nearest(text, &self.counties, String::as_str).into_iter().map(String::as_str).collect();
        Some(match near.is_empty() {
            true => Issue::of("registry.division-unknown").with("name", text),
            false => Issue::of("registry.division-near").with("name", text).with("near", near.join("、")),
        })
    }
}

impl Abolished {
    fn issue(&self) -> Issue {
        Issue::of("registry.division-abolished")
            .with("name", self.name.clone())
            .with("day", self.last_day.to_string())
            .with("successor", self.successor.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division(code: &str, name: &str, level: i64, parent: &str, until: Option<Day>, to: &str) -> Division {
        Division {
            code: code.into(),
            name: name.into(),
            level,
            parent_code: parent.into(),
            valid_to: until,
            successor_code: to.into(),
        }
    }

    fn book() -> DivisionBook {
        let gone = Some(Day::constant(2016, 9, 19));
        DivisionBook::new(&[
            division("330000", "浙江省", 1, "", None, ""),
            division("330200", "宁波市", 2, "330000", None, ""),
            division("330201", "市辖区", 3, "330200", None, ""),
            division("330213", "奉化区", 3, "330200", None, ""),
            division("330226", "宁海县", 3, "330200", None, ""),
            division("330212", "鄞州区", 3, "330200", None, ""),
            division("330283", "奉化市", 3, "330200", gone, "330213"),
            division("330204", "江东区", 3, "330200", gone, "330212"),
            division("150000", "内蒙古自治区", 1, "", None, ""),
            division("150999", "江东区", 3, "150000", None, ""),
            division("330226200", "胡陈乡", 4, "330226", None, ""),
        ])
    }

    #[test]
    fn written_places_are_known_abolished_near_or_unknown() {
        let book = book();
        let of = |text: &str| book.judge("户籍所在地", text);
        for good in ["浙江省宁波市宁海县胡陈乡", "浙江宁海", "宁海", "胡陈乡", "330226", "", "江东区"]
        {
            assert_eq!(of(good), None, "{good}");
        }
        let gone = of("宁波市奉化市").unwrap();
        assert_eq!(
            (gone.code.as_str(), gone.params["successor"].as_str()),
            ("registry.division-abolished", "奉化区")
        );
        assert_eq!(gone.params["day"], "2016-09-19");
        assert_eq!(of("330283").unwrap().code, "registry.division-abolished");
        assert_eq!(of("宁波江东区"), None, "another district has the name, and 宁波市 is not said");
        assert_eq!(of("宁波市江东区").unwrap().params["successor"], "鄞州区");
        assert_eq!(of("某某地方").unwrap().code, "registry.division-unknown");
        assert_eq!(of("999999").unwrap().code, "registry.division-unknown");
        assert!(of("某某地方").unwrap().sentence().contains("户籍所在地"));
    }

    #[test]
    fn without_a_table_nothing_is_judged() {
        assert_eq!(DivisionBook::default().judge("籍贯", "某某地方"), None);
    }
}
