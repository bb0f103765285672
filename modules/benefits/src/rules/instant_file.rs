//! The file of a campaign of tickets that win at once: what it holds, and whether it holds together. docs/draws.md describes it.

use serde::{Deserialize, Serialize};

use super::draw_file::{Check, FilePrize, Noted, promised};
use super::instant::{PROCEDURE, TICKETS, key, winners};

/// A ticket that won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitInstantFileTicket)]
pub struct FileTicket {
    /// Its number, from 1.
    pub ticket: i64,
    /// Title of the prize.
    pub prize: String,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitInstantFile)]
pub struct InstantFile {
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
    /// From when on tickets were given, ms since 1970 UTC.
    pub opens_at: i64,
    /// Until when, exclusive.
    pub closes_at: i64,
    /// How many tickets there were.
    pub tickets: i64,
    /// The prizes, the best first.
    pub prizes: Vec<FilePrize>,
    /// Digest of the secret.
    pub commitment: String,
    /// When it was published.
    pub committed_at: i64,
    /// How many tickets were given: those from 1 to this one.
    pub issued: i64,
    /// The secret.
    pub secret: String,
    /// When it was published.
    pub revealed_at: i64,
    /// The tickets that were given and won, in ascending order.
    pub winners: Vec<FileTicket>,
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
    /// How many tickets there were.
    pub tickets: i64,
    /// How many were given.
    pub issued: i64,
    /// Digest of the secret, as the file says.
    pub commitment: String,
    /// What was looked at.
    pub checks: Vec<Check>,
    /// The tickets that were given and won, as they were worked out.
    pub winners: Vec<FileTicket>,
}

/// Works out which of the tickets that were given won.
pub fn won(secret: &str, tickets: i64, prizes: &[FilePrize], issued: i64) -> Vec<FileTicket> {
    let counts: Vec<i64> = prizes.iter().map(|p| p.count).collect();
    let title = |prize: i64| {
        let at = usize::try_from(prize - 1).ok()?;
        prizes.get(at).map(|p| p.title.clone())
    };
    let all = winners(key(secret, tickets), tickets, &counts).into_iter();
    let mut given: Vec<FileTicket> = all
        .filter(|(n, _)| *n <= issued)
        .filter_map(|(ticket, prize)| Some(FileTicket { ticket, prize: title(prize)? }))
        .collect();
    given.sort_by_key(|t| t.ticket);
    given
}

/// Looks at everything that a file says, and works out again who won.
pub fn verify(f: &InstantFile, noted: &Noted) -> Report {
    let mut checks = Vec::new();
    let mut check = |code, ok, text| checks.push(Check { code, ok, text });
    let prizes: i64 = f.prizes.iter().map(|p| p.count.clamp(0, TICKETS)).sum();
    let sound = (1..=TICKETS).contains(&f.tickets)
        && (0..=f.tickets).contains(&f.issued)
        && prizes <= f.tickets
        && f.prizes.iter().all(|p| p.count > 0);
    check("format", f.format == PROCEDURE, "文件按本办法制作");
    check("tickets", sound, "票数、奖品数和已发数对得上");
    if let Some(noted) = &noted.commitment {
        check("noted-commitment", noted.trim().eq_ignore_ascii_case(&f.commitment), "承诺值与事先记下的一致");
    }
    check("commitment", promised(&f.secret).as_ref() == Some(&f.commitment), "公布的密数与事先的承诺值一致");
    let again = if sound { won(&f.secret, f.tickets, &f.prizes, f.issued) } else { Vec::new() };
    check("winners", sound && again == f.winners, "按密数和票数重算，中奖的票一致");
    Report {
        number: f.number.clone(),
        title: f.title.clone(),
        whole: checks.iter().all(|c| c.ok),
        tickets: f.tickets,
        issued: f.issued,
        commitment: f.commitment.clone(),
        checks,
        winners: again,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by a program in another language, from docs/draws.md; the phone is tested with the same file.
    fn file() -> InstantFile {
        serde_json::from_str(include_str!("../../tests/data/instant.json")).expect("a file of tickets")
    }

    #[test]
    fn a_file_made_elsewhere_is_whole() {
        let f = file();
        let report = verify(&f, &Noted::default());
        assert!(report.whole, "{:?}", report.checks);
        assert_eq!((report.winners, report.issued), (f.winners, 150));
    }

    #[test]
    fn every_change_is_seen() {
        let seen = |change: &dyn Fn(&mut InstantFile)| {
            let mut f = file();
            change(&mut f);
            let report = verify(&f, &Noted::default());
            assert_eq!(report.whole, report.checks.iter().all(|c| c.ok));
            report.checks.into_iter().filter(|c| !c.ok).map(|c| c.code).collect::<Vec<_>>()
        };
        assert_eq!(seen(&|f| f.secret = "ab".repeat(32)), ["commitment", "winners"]);
        assert_eq!(seen(&|f| f.secret = f.secret.to_uppercase()), ["commitment", "winners"]);
        assert_eq!(seen(&|f| f.format = "niangjia-draw/1".into()), ["format"]);
        assert_eq!(seen(&|f| f.tickets += 1), ["winners"]);
        assert_eq!(seen(&|f| f.issued = f.tickets + 1), ["tickets", "winners"]);
        assert_eq!(seen(&|f| f.prizes[1].count += 1), ["winners"]);
        assert_eq!(seen(&|f| f.prizes[1].count = f.tickets), ["tickets", "winners"]);
        assert_eq!(seen(&|f| drop(f.winners.remove(0))), ["winners"]);
        assert_eq!(seen(&|f| f.winners[0].prize = f.prizes[0].title.clone()), ["winners"]);
        assert_eq!(seen(&|f| f.winners[0].ticket += 1), ["winners"]);
    }

    #[test]
    fn what_was_noted_before_is_compared() {
        let f = file();
        let noted = |text: &str| Noted { commitment: Some(text.to_owned()), list_digest: None };
        assert!(verify(&f, &noted(&f.commitment.to_uppercase())).whole);
        assert!(!verify(&f, &noted(&"0".repeat(64))).whole);
    }
}
