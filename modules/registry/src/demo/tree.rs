//! The tree of a demo: federations, basic unions, and the employers that they cover. Made from the seed alone, so that
//! workbooks can be written without a database.

use kernel::{CreditCode, Day, OrgPath};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::scale::{CountyPlan, Scale, share};
use super::words::{Firms, Names, industry};
use crate::facts::EmployerFacts;

/// A union of the demo, before it has an id.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Name.
    pub name: String,
    /// Code that people type.
    pub code: String,
    /// Place in the tree.
    pub path: OrgPath,
    /// Where its parent stands in the list.
    pub parent: Option<usize>,
    /// Its county, as a number in [`Tree::counties`].
    pub county: usize,
    /// Code of `union_level`.
    pub level: i64,
    /// Code of `union_kind`.
    pub kind: &'static str,
    /// Division.
    pub division: String,
    /// Days before the demo's day on which it was founded.
    pub age: i64,
    /// 统一社会信用代码, beginning with 81.
    pub credit_code: String,
    /// 工会负责人.
    pub chair: String,
    /// Direct children.
    pub children: i64,
    /// Employers that it covers.
    pub firms: Vec<Firm>,
    /// Members.
    pub size: usize,
}

impl Plot {
    /// The day on which it was founded.
    pub fn founded(&self, today: Day) -> Day {
        today.plus_days(-self.age)
    }
}

/// An employer of the demo.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Name.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// Workers.
    pub workers: i64,
}

impl Firm {
    /// The employer's form; size by workers as an industrial enterprise (统计上大中小微型企业划分办法, K).
    pub fn facts(&self, division: &str) -> EmployerFacts {
        let size = match self.workers {
            1_000.. => "1",
            300.. => "2",
            20.. => "3",
            _ => "4",
        };
        EmployerFacts {
            name: self.name.clone(),
            credit_code: self.credit_code.clone(),
            division_code: division.to_owned(),
            nature: "1".to_owned(),
            economic_type: if self.name.ends_with("股份有限公司") { "169" } else { "170" }.to_owned(),
            industry: industry(&self.name).to_owned(),
            size_class: size.to_owned(),
            // By turnover in truth, which the register does not hold.
            above_scale: if self.workers >= 50 { "1" } else { "0" }.to_owned(),
            workers: self.workers,
            ..EmployerFacts::default()
        }
    }
}

/// All unions of a demo, each after its parent.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Counties with their figures.
    pub counties: Vec<CountyPlan>,
    /// The unions.
    pub plots: Vec<Plot>,
}

struct Planter {
    firms: Firms,
    names: Names,
    rng: ChaCha8Rng,
    plots: Vec<Plot>,
    /// Organisation numbers given out.
    number: usize,
}

impl Tree {
    /// The tree of a demo.
    pub fn new(scale: Scale, seed: u64) -> Self {
        let counties = scale.counties();
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let mut p = Planter { firms: Firms::new(), names: Names::new(), rng, plots: Vec::new(), number: 0 };
        let (name, division, level) = scale.top();
        let top = p.federation(name.into(), level, division.into(), None, 0);
        let mut city = (None, top);
        for (at, plan) in counties.iter().enumerate() {
            if let Some((division, name)) = plan.city.as_ref().filter(|c| city.0 != Some(*c)) {
                let union = p.federation(format!("{name}总工会"), 20, division.clone(), Some(top), at);
                city = (plan.city.as_ref(), union);
            }
            let under = match scale.is_county() {
                true => top,
                false => {
                    let title = format!("{}总工会", plan.name);
                    p.federation(title, 30, plan.division.to_string(), Some(city.1), at)
                }
            };
            p.county(plan, under, at);
        }
        Self { counties, plots: p.plots }
    }

    /// Numbers of the basic unions in the list.
    pub fn basic(&self) -> impl Iterator<Item = usize> + '_ {
        self.plots.iter().enumerate().filter(|(_, p)| p.level == 60).map(|(i, _)| i)
    }

    /// Employers in all.
    pub fn employers(&self) -> usize {
        self.plots.iter().map(|p| p.firms.len()).sum()
    }
}

impl Planter {
    fn county(&mut self, plan: &CountyPlan, under: usize, at: usize) {
        let shares: Vec<usize> = plan.townships.iter().map(|(.., s)| *s as usize).collect();
        let counts = share(plan.basic(), &shares);
        let begin = self.plots.len();
        for ((division, name, _), count) in plan.townships.iter().zip(counts) {
            let town = self.federation(format!("{name}总工会"), 40, division.clone(), Some(under), at);
            for n in 0..count {
                self.basic(plan, town, name, n, at);
            }
        }
        self.people_and_firms(plan, begin);
    }

    fn federation(
        &mut self,
        name: String,
        level: i64,
        division: String,
        parent: Option<usize>,
        county: usize,
    ) -> usize {
        let age = [(10, 75), (20, 70), (30, 65), (40, 22)]
            .iter()
            .find(|(l, _)| *l == level)
            .map_or(20, |(_, y)| *y)
            * 365;
        let age = age + self.rng.random_range(0..700);
        self.number += 1;
        let credit_code =
            credit("81", division[..6].parse().unwrap_or(330_200), &format!("GH{:06}", self.number));
        self.plot(Plot { name, level, kind: "10", division, parent, county, age, credit_code, ..blank() })
    }

    /// Every sixth is a joint union of a village with many small employers.
    fn basic(&mut self, plan: &CountyPlan, town: usize, town_name: &str, n: usize, county: usize) {
        let joint = n % 6 == 5;
        self.number += 1;
        // One in twenty was founded in each of the last two years.
        let age = match self.rng.random_range(0..100) {
            0..10 => self.rng.random_range(20..730),
            10..50 => self.rng.random_range(730..3_650),
            _ => self.rng.random_range(3_650..10_000),
        };
        let stem = town_name.trim_end_matches("街道").trim_end_matches(['镇', '乡']);
        let name = match joint {
            true => format!("{stem}{}联合工会委员会", self.firms.village(n / 6)),
            false => String::new(),
        };
        let plot = Plot {
            name,
            level: 60,
            kind: if joint { "60" } else { "50" },
            division: self.plots[town].division.clone(),
            parent: Some(town),
            county,
            age,
            credit_code: credit("81", plan.division, &format!("GH{:06}", self.number)),
            ..blank()
        };
        self.plot(plot);
    }

    fn plot(&mut self, mut plot: Plot) -> usize {
        let number = match plot.parent {
            Some(parent) => {
                self.plots[parent].children += 1;
                self.plots[parent].children
            }
            None => 1,
        };
        let (above, head) = match plot.parent {
            Some(parent) => (self.plots[parent].path.clone(), self.plots[parent].code.clone()),
            None => (OrgPath::top(), plot.division.clone()),
        };
        // As `create_union` makes them.
        plot.code = format!("{head}-{number:04}");
        plot.path = above.child(number as u32).unwrap_or(above);
        let female = self.rng.random_range(0..3) == 0;
        plot.chair = self.names.person(&mut self.rng, "01", female, 1975);
        self.plots.push(plot);
        self.plots.len() - 1
    }

    /// Gives the county's employers and members to its basic unions, skewed as in reality.
    fn people_and_firms(&mut self, plan: &CountyPlan, begin: usize) {
        let basic: Vec<usize> = (begin..self.plots.len()).filter(|i| self.plots[*i].level == 60).collect();
        let joint = |p: &Plot| p.kind == "60";
        let spare = plan.employers.saturating_sub(basic.len());
        let weights: Vec<usize> = basic
            .iter()
            .map(|i| if joint(&self.plots[*i]) { self.rng.random_range(6..40) } else { 0 })
            .collect();
        let more = share(spare, &weights);
        let sizes: Vec<usize> = more.iter().map(|m| self.weight(*m)).collect();
        // Nobody is so small that it has not three members.
        let sizes = share(plan.members.saturating_sub(3 * basic.len()), &sizes);
        let mut number = 0;
        for ((i, more), size) in basic.into_iter().zip(more).zip(sizes) {
            let firms = (0..=more).map(|_| self.firm(plan, &mut number, size / (more + 1))).collect();
            let plot = &mut self.plots[i];
            (plot.firms, plot.size) = (firms, size + 3);
            if let (true, Some(firm)) = (plot.name.is_empty(), plot.firms.first()) {
                plot.name = format!("{}工会委员会", firm.name);
            }
        }
    }

    /// Most unions are small; a few works have thousands.
    fn weight(&mut self, more: usize) -> usize {
        if more > 0 {
            return (more + 1) * self.rng.random_range(4..14);
        }
        match self.rng.random_range(0..1_000) {
            0..330 => self.rng.random_range(5..25),
            330..610 => self.rng.random_range(25..60),
            610..810 => self.rng.random_range(60..150),
            810..925 => self.rng.random_range(150..400),
            925..978 => self.rng.random_range(400..1_000),
            978..997 => self.rng.random_range(1_000..2_500),
            _ => self.rng.random_range(2_500..6_000),
        }
    }

    fn firm(&mut self, plan: &CountyPlan, number: &mut usize, members: usize) -> Firm {
        *number += 1;
        self.number += 1;
        // At least 95 of 100 workers are members.
        let workers = (members + 3) * 100 / self.rng.random_range(95..100);
        Firm {
            name: self.firms.employer(&mut self.rng, &plan.short, *number),
            credit_code: credit("91", plan.division, &format!("MA{:06}", self.number)),
            workers: workers as i64,
        }
    }
}

fn credit(class: &str, division: u32, organisation: &str) -> String {
    CreditCode::compose(class, division, organisation).map(|c| c.as_str().to_owned()).unwrap_or_default()
}

fn blank() -> Plot {
    Plot {
        name: String::new(),
        code: String::new(),
        path: OrgPath::top(),
        parent: None,
        county: 0,
        level: 60,
        kind: "10",
        division: String::new(),
        age: 0,
        credit_code: String::new(),
        chair: String::new(),
        children: 0,
        firms: Vec::new(),
        size: 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_tree_and_every_code_once() {
        let tree = Tree::new(Scale::County, 1);
        let text = format!("{:?}", tree.plots);
        assert_eq!(text, format!("{:?}", Tree::new(Scale::County, 1).plots));
        assert_ne!(text, format!("{:?}", Tree::new(Scale::County, 2).plots));
        assert_eq!((tree.plots.len(), tree.employers()), (606, 2_420));
        assert_eq!(tree.plots.iter().map(|p| p.size).sum::<usize>(), 100_000);
        let codes: HashSet<&str> = tree.plots.iter().map(|p| p.code.as_str()).collect();
        let firms = tree.plots.iter().flat_map(|p| &p.firms);
        let credit: HashSet<&str> = firms
            .map(|f| &f.credit_code)
            .chain(tree.plots.iter().map(|p| &p.credit_code))
            .map(String::as_str)
            .collect();
        assert_eq!((codes.len(), credit.len()), (606, 606 + 2_420));
        assert!(tree.plots.iter().all(|p| CreditCode::parse(&p.credit_code).is_ok_and(|c| c.is_union())));
    }

    #[test]
    fn most_unions_are_small_and_a_few_have_thousands() {
        let tree = Tree::new(Scale::City, 1);
        let mut sizes: Vec<usize> = tree.basic().map(|i| tree.plots[i].size).collect();
        sizes.sort_unstable();
        assert!(sizes[sizes.len() / 2] < 100, "median {}", sizes[sizes.len() / 2]);
        assert!(*sizes.last().unwrap() > 3_000);
        assert_eq!(sizes.iter().sum::<usize>(), 3_720_000);
    }
}
