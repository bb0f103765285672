//! The file of a draw: what it holds, and whether it holds together. docs/draws.md describes it.

use serde::{Deserialize, Serialize};

use super::draw::{Drawing, ListDigest, PROCEDURE, is_entrant, key, prize_of};
use crate::model::draw::Postponed;

/// A prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitDrawFilePrize)]
pub struct FilePrize {
    /// What it is.
    pub title: String,
    /// How many.
    pub count: i64,
}

/// A rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitDrawFileRank)]
pub struct FileRank {
    /// From 1.
    pub rank: i64,
    /// Pseudonym.
    pub entrant: String,
    /// Title of the prize; none for who stands by.
    pub prize: Option<String>,
}

/// What a draw promised and what came out, without its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitDrawFileHead)]
pub struct Head {
    /// Name of the procedure.
    pub format: String,
    /// Id of the campaign.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who holds it.
    pub union: String,
    /// Its rules.
    pub rules: String,
    /// From when on people could enter, ms since 1970 UTC.
    pub opens_at: i64,
    /// Until when, exclusive.
    pub closes_at: i64,
    /// The prizes, the best first.
    pub prizes: Vec<FilePrize>,
    /// How many stand by.
    pub reserves: i64,
    /// Where the public value comes from.
    pub source: String,
    /// How often and why it was put off.
    pub postponed: Vec<Postponed>,
    /// Digest of the secret.
    pub commitment: String,
    /// When it was published.
    pub committed_at: i64,
    /// When the list was published.
    pub frozen_at: i64,
    /// How many stand in the list.
    pub entries: i64,
    /// Digest of the list.
    pub list_digest: String,
    /// The secret; none before the draw.
    pub secret: Option<String>,
    /// The public value; none before the draw.
    pub value: Option<String>,
    /// When it was drawn.
    pub drawn_at: Option<i64>,
    /// Who won and who stands by, the best rank first; none before the draw.
    pub result: Option<Vec<FileRank>>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitDrawFile)]
pub struct DrawFile {
    /// What stands before the list.
    #[serde(flatten)]
    pub head: Head,
    /// The list, in ascending order.
    pub entrants: Vec<String>,
}

/// The text before the list and the one after it.
pub fn around(head: &Head) -> serde_json::Result<(String, &'static str)> {
    let mut text = serde_json::to_string(head)?;
    text.pop();
    text.push_str(",\"entrants\":[");
    Ok((text, "]}\n"))
}

/// One thing that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Name.
    pub code: &'static str,
    /// Whether it holds.
    pub ok: bool,
    /// What was looked at, Chinese.
    pub text: &'static str,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Number of the campaign.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Whether everything holds.
    pub whole: bool,
    /// Whether it is drawn; before, only the list can be looked at.
    pub drawn: bool,
    /// Entrants of the list.
    pub entries: usize,
    /// Digest of the list, as it was worked out.
    pub list_digest: String,
    /// Digest of the secret, as the file says.
    pub commitment: String,
    /// What was looked at.
    pub checks: Vec<Check>,
    /// The result as it was worked out; empty before the draw.
    pub result: Vec<FileRank>,
}

/// Works out what came of a draw.
pub fn result(
    prizes: &[FilePrize],
    reserves: i64,
    key: [u8; 32],
    entrants: impl IntoIterator<Item = impl AsRef<str>>,
) -> Vec<FileRank> {
    let counts: Vec<i64> = prizes.iter().map(|p| p.count).collect();
    let most = counts.iter().sum::<i64>() + reserves;
    let mut drawing = Drawing::new(key, usize::try_from(most).unwrap_or(0));
    entrants.into_iter().for_each(|e| drawing.add(e.as_ref()));
    let rank = |(rank, entrant): (i64, String)| FileRank {
        rank,
        entrant,
        prize: prize_of(&counts, rank)
            .and_then(|n| prizes.get(usize::try_from(n - 1).ok()?))
            .map(|p| p.title.clone()),
    };
    (1..).zip(drawing.finish()).map(rank).collect()
}

/// What somebody noted of a draw while people could still enter, or when the list was published.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// The commitment.
    pub commitment: Option<String>,
    /// The digest of the list.
    pub list_digest: Option<String>,
}

/// Looks at everything that a file says, and draws again.
pub fn verify(f: &DrawFile, noted: &Noted) -> Report {
    let (h, mut checks) = (&f.head, Vec::new());
    let mut check = |code, ok, text| checks.push(Check { code, ok, text });
    let mut digest = ListDigest::default();
    f.entrants.iter().for_each(|e| digest.add(e));
    let digest = digest.finish();
    let ordered = f.entrants.iter().all(|e| is_entrant(e)) && f.entrants.windows(2).all(|w| w[0] < w[1]);
    check("format", h.format == PROCEDURE, "文件按本办法制作");
    check("list", ordered, "报名名单按顺序排列、没有重复");
    check("entries", usize::try_from(h.entries) == Ok(f.entrants.len()), "名单人数与公布的一致");
    check("list-digest", h.list_digest == digest, "名单与公布的名单摘要一致");
    let same = |noted: &str, told: &str| noted.trim().eq_ignore_ascii_case(told);
    if let Some(noted) = &noted.commitment {
        check("noted-commitment", same(noted, &h.commitment), "承诺值与事先记下的一致");
    }
    if let Some(noted) = &noted.list_digest {
        check("noted-list", same(noted, &digest), "名单摘要与事先记下的一致");
    }
    let mut again = Vec::new();
    if let (Some(secret), Some(value), Some(told)) = (&h.secret, &h.value, &h.result) {
        check("commitment", promised(secret) == Some(h.commitment.clone()), "公布的密数与事先的承诺值一致");
        again = result(&h.prizes, h.reserves, key(secret, value, &digest), &f.entrants);
        check("result", *told == again, "按密数、公开随机数和名单重算，结果一致");
    }
    let none = h.secret.is_none() && h.value.is_none() && h.result.is_none();
    check("parts", none || h.secret.is_some() && h.value.is_some() && h.result.is_some(), "开奖内容齐全");
    Report {
        number: h.number.clone(),
        title: h.title.clone(),
        whole: checks.iter().all(|c| c.ok),
        drawn: h.result.is_some(),
        entries: f.entrants.len(),
        list_digest: digest,
        commitment: h.commitment.clone(),
        checks,
        result: again,
    }
}

/// The commitment of a secret of 64 hexadecimal digits in small letters; `None` for another text.
pub(super) fn promised(secret: &str) -> Option<String> {
    let bytes: [u8; 32] = hex::decode(secret).ok()?.try_into().ok()?;
    (hex::encode(bytes) == secret).then(|| super::draw::commitment(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by a program in another language, from docs/draws.md; the phone is tested with the same file.
    fn file() -> DrawFile {
        serde_json::from_str(include_str!("../../tests/data/draw.json")).expect("a file of a draw")
    }

    fn failed(f: &DrawFile) -> Vec<&'static str> {
        let report = verify(f, &Noted::default());
        assert_eq!(report.whole, report.checks.iter().all(|c| c.ok));
        report.checks.iter().filter(|c| !c.ok).map(|c| c.code).collect()
    }

    #[test]
    fn a_file_made_elsewhere_is_whole() {
        let f = file();
        let report = verify(&f, &Noted::default());
        assert!(report.whole && report.drawn, "{:?}", report.checks);
        assert_eq!((Some(report.result), report.entries), (f.head.result, 60));
    }

    #[test]
    fn every_change_is_seen() {
        let seen = |change: &dyn Fn(&mut DrawFile)| {
            let mut f = file();
            change(&mut f);
            failed(&f)
        };
        assert_eq!(seen(&|f| f.head.secret = Some("ab".repeat(32))), ["commitment", "result"]);
        assert_eq!(
            seen(&|f| f.head.secret = f.head.secret.clone().map(|s| s.to_uppercase())),
            ["commitment", "result"]
        );
        assert_eq!(seen(&|f| f.head.value = Some("3421.88".into())), ["result"]);
        assert_eq!(seen(&|f| f.head.format = "niangjia-draw/2".into()), ["format"]);
        assert_eq!(seen(&|f| drop(f.entrants.remove(3))), ["entries", "list-digest", "result"]);
        assert_eq!(seen(&|f| f.entrants.swap(0, 1)), ["list", "list-digest", "result"]);
        assert_eq!(seen(&|f| f.head.entries += 1), ["entries"]);
        assert_eq!(seen(&|f| f.head.result.iter_mut().for_each(|r| r.swap(0, 1))), ["result"]);
        assert_eq!(seen(&|f| f.head.prizes[0].count = 2), ["result"]);
        assert_eq!(seen(&|f| f.head.result = None), ["parts"]);
    }

    #[test]
    fn what_was_noted_before_is_compared() {
        let f = file();
        let noted = |commitment: &str, list: &str| Noted {
            commitment: Some(commitment.to_owned()),
            list_digest: Some(list.to_owned()),
        };
        let told = f.head.clone();
        assert!(verify(&f, &noted(&told.commitment.to_uppercase(), &told.list_digest)).whole);
        assert!(!verify(&f, &noted(&told.list_digest, &told.list_digest)).whole);
        assert!(!verify(&f, &noted(&told.commitment, &told.commitment)).whole);
    }

    /// What is sent in parts is what is read as a whole.
    #[test]
    fn the_parts_of_a_file_are_a_file() {
        let f = file();
        let (before, after) = around(&f.head).expect("a head");
        let list: Vec<String> = f.entrants.iter().map(|e| format!("\"{e}\"")).collect();
        let read: DrawFile =
            serde_json::from_str(&format!("{before}{}{after}", list.join(","))).expect("a file");
        assert_eq!(read, f);
    }
}
