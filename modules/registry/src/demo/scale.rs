//! How big a demo is: its counties and townships, and how many unions, employers and members they have.

use super::people::Home;
use crate::store::division::names_under;

/// Which demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The fictional 示范县: 606 unions and 100 thousand members.
    County,
    /// The 示范县 with another number of members; for tests.
    CountyOf(usize),
    /// The fictional 示范市: 27,500 unions, 111,300 employers, 3.72 million members (the seeds' Ningbo of 2017). Its 海宁
    /// carries the figures of that county's yearbook.
    City,
    /// The fictional 示范省, six times the city: 165,000 unions, 667,800 employers, 22.32 million members in all counties of
    /// the table of divisions. It shows how the cost of a request grows.
    Province,
}

/// A county to be filled; numbers hold for all of it.
#[derive(Clone, Debug)]
pub struct CountyPlan {
    /// Name, as of its federation.
    pub name: String,
    /// Short name that its employers bear.
    pub short: String,
    /// Division.
    pub division: u32,
    /// Division and name of the city above it; none where the county stands directly under the top, or is it.
    pub city: Option<(String, String)>,
    /// As written on a household register.
    pub written: String,
    /// Townships: nine digits of division, name, and their share of the unions.
    pub townships: Vec<(String, String, u32)>,
    /// Unions with the county's and the townships' own federations.
    pub unions: usize,
    /// Employers.
    pub employers: usize,
    /// Members.
    pub members: usize,
}

impl CountyPlan {
    /// Basic unions: those that have members.
    pub fn basic(&self) -> usize {
        self.unions - 1 - self.townships.len()
    }

    /// Where its people live.
    pub fn home(&self) -> Home<'_> {
        Home { division: self.division, written: &self.written }
    }
}

/// Townships of the 示范县 with their basic unions; 胡陈乡 is the one of the seeds.
const TOWNSHIPS: [(&str, u32); 18] = [
    ("跃龙街道", 74),
    ("桃源街道", 66),
    ("梅林街道", 58),
    ("桥头胡街道", 41),
    ("长街镇", 38),
    ("力洋镇", 27),
    ("一市镇", 18),
    ("岔路镇", 22),
    ("前童镇", 21),
    ("桑洲镇", 14),
    ("黄坛镇", 31),
    ("大佳何镇", 23),
    ("强蛟镇", 19),
    ("西店镇", 63),
    ("深甽镇", 29),
    ("胡陈乡", 12),
    ("茶院乡", 17),
    ("越溪乡", 14),
];

/// Their numbers in the table of divisions (docs/rules §3), so that they can be drawn on a map.
const TOWNSHIP_CODES: [u32; 18] =
    [1, 2, 3, 4, 101, 102, 104, 105, 106, 107, 108, 109, 110, 111, 112, 200, 201, 202];

/// Counties of the 示范市 and their weight; 154 townships in all, as the seeds have it. 海宁 is no part of Ningbo: it is
/// here for the figures of its yearbook (2,567 unions, 9,880 units, 316,798 members at the end of 2014).
const COUNTIES: [(u32, &str, u32); 9] = [
    (330_203, "海曙区", 12),
    (330_211, "镇海区", 9),
    (330_212, "鄞州区", 22),
    (330_213, "奉化区", 8),
    (330_225, "象山县", 8),
    (330_226, "宁海县", 10),
    (330_281, "余姚市", 15),
    (330_282, "慈溪市", 16),
    (330_481, "海宁市", 0),
];

const CITY_UNIONS: usize = 27_500;
const CITY_EMPLOYERS: usize = 111_300;
const CITY_MEMBERS: usize = 3_720_000;
/// Cities that the province is as big as.
const PROVINCE: usize = 6;
const HAINING: (usize, usize, usize) = (2_567, 9_880, 316_798);

impl Scale {
    /// Name and division of what stands at the top.
    pub(super) fn top(self) -> (&'static str, &'static str, i64) {
        match self {
            Self::Province => ("示范省总工会", "330000", 10),
            Self::City => ("示范市总工会", "330200", 20),
            Self::County | Self::CountyOf(_) => ("示范县总工会", "330226", 30),
        }
    }

    /// Whether the top is the county itself.
    pub fn is_county(self) -> bool {
        matches!(self, Self::County | Self::CountyOf(_))
    }

    /// The counties.
    pub(super) fn counties(self) -> Vec<CountyPlan> {
        match self {
            Self::County => vec![county(100_000)],
            Self::CountyOf(members) => vec![county(members)],
            Self::City => city(),
            Self::Province => province(),
        }
    }
}

fn county(members: usize) -> CountyPlan {
    let townships = TOWNSHIPS.iter().enumerate();
    let code = |i: usize| format!("330226{:03}", TOWNSHIP_CODES[i]);
    let townships = townships.map(|(i, (name, n))| (code(i), (*name).to_owned(), *n));
    CountyPlan {
        name: "示范县".into(),
        short: "示范县".into(),
        division: 330_226,
        city: None,
        written: "浙江省示范市示范县".into(),
        townships: townships.collect(),
        unions: 606,
        employers: 2_420,
        members,
    }
}

fn city() -> Vec<CountyPlan> {
    let weights: Vec<usize> = COUNTIES.iter().map(|(.., w)| *w as usize).collect();
    let unions = share(CITY_UNIONS - 1 - HAINING.0, &weights);
    let employers = share(CITY_EMPLOYERS - HAINING.1, &weights);
    let members = share(CITY_MEMBERS - HAINING.2, &weights);
    let of = |(i, (division, name, weight)): (usize, &(u32, &str, u32))| {
        let (unions, employers, members) =
            if *weight == 0 { HAINING } else { (unions[i], employers[i], members[i]) };
        CountyPlan {
            name: (*name).to_owned(),
            short: short(name),
            division: *division,
            city: None,
            written: format!("浙江省{name}"),
            townships: townships(&division.to_string()),
            unions,
            employers,
            members,
        }
    };
    COUNTIES.iter().enumerate().map(of).collect()
}

/// All counties of the province, as big as they have townships.
fn province() -> Vec<CountyPlan> {
    let mut all = Vec::new();
    for city in names_under("330000") {
        for (division, name) in names_under(&city.0) {
            let townships = townships(&division);
            if townships.is_empty() {
                continue;
            }
            all.push(CountyPlan {
                short: short(&name),
                division: division.parse().unwrap_or_default(),
                written: format!("浙江省{}{name}", city.1),
                name,
                city: Some(city.clone()),
                townships,
                unions: 0,
                employers: 0,
                members: 0,
            });
        }
    }
    let cities = names_under("330000").len();
    let weights: Vec<usize> = all.iter().map(|c| c.townships.len()).collect();
    let unions = share(PROVINCE * CITY_UNIONS - 1 - cities, &weights);
    let employers = share(PROVINCE * CITY_EMPLOYERS, &weights);
    let members = share(PROVINCE * CITY_MEMBERS, &weights);
    for (i, c) in all.iter_mut().enumerate() {
        (c.unions, c.employers, c.members) = (unions[i], employers[i], members[i]);
    }
    all
}

fn short(county: &str) -> String {
    county.trim_end_matches(['区', '县', '市']).to_owned()
}

/// Townships of a county with their weight: streets have more unions than villages.
fn townships(county: &str) -> Vec<(String, String, u32)> {
    let weight = |name: &str| if name.ends_with("街道") { 5 } else { 3 };
    names_under(county).into_iter().map(|(code, name)| (code, name.clone(), weight(&name))).collect()
}

/// Divides `total` in proportion to `weights`, to the last one.
pub(super) fn share(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum::<usize>().max(1);
    let (mut seen, mut given) = (0, 0);
    weights
        .iter()
        .map(|w| {
            seen += w;
            let upto = (total as u128 * seen as u128 / sum as u128) as usize;
            let mine = upto - given;
            given = upto;
            mine
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_has_the_figures_of_the_seeds() {
        let all = Scale::City.counties();
        let sum = |of: fn(&CountyPlan) -> usize| all.iter().map(of).sum::<usize>();
        assert_eq!(sum(|c| c.unions) + 1, 27_500);
        assert_eq!(sum(|c| c.employers), 111_300);
        assert_eq!(sum(|c| c.members), 3_720_000);
        assert_eq!(sum(|c| c.townships.len()), 154);
        let haining = all.iter().find(|c| c.name == "海宁市").unwrap();
        assert_eq!((haining.unions, haining.employers, haining.members), (2_567, 9_880, 316_798));
    }

    #[test]
    fn the_province_is_six_cities_in_its_own_counties() {
        let all = Scale::Province.counties();
        let sum = |of: fn(&CountyPlan) -> usize| all.iter().map(of).sum::<usize>();
        assert_eq!(sum(|c| c.unions) + 1 + 11, 6 * 27_500);
        assert_eq!((sum(|c| c.employers), sum(|c| c.members)), (6 * 111_300, 6 * 3_720_000));
        assert_eq!(all.len(), 90);
        assert!(all.iter().all(|c| c.city.is_some() && c.basic() > c.townships.len()));
    }

    #[test]
    fn the_county_has_606_unions() {
        let plan = county(100_000);
        assert_eq!(plan.basic(), TOWNSHIPS.iter().map(|(_, n)| *n as usize).sum::<usize>());
        assert_eq!(plan.unions, 606);
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(share(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(share(7, &[0, 5, 0]), [0, 7, 0]);
        assert_eq!(share(0, &[]), Vec::<usize>::new());
    }
}
