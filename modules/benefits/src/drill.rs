//! Campaigns that are on line at once, as an officer and a manager would bring them there: for benchmarks and tests of the program.

pub mod tills;

use guard::{Actor, Grant, Role, act, res};
use kernel::{Fen, Id, Timestamp};
use platform::App;
use platform::accounts::{Limits, sign_in_member_by_token};
use registry::RegistryError;
use registry::api::union_by_id;

use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{Campaign, CampaignKind, Limit, Offer, Span, Stacking, Terms};
use crate::ops::budget::{NewGrant, grant};
use crate::ops::campaign::{create, propose};
use crate::ops::campaign_steps::publish;
use crate::rules::campaign::{Draft, budget_year, cost};

/// Tickets that are open between two instants, one for each person, for every member beneath the union.
pub fn tickets(stock: i64, worth: Fen, (opens_at, closes_at): (Timestamp, Timestamp)) -> Draft {
    let offer = Offer {
        title: "电影票一张".to_owned(),
        worth,
        pays: Fen(100),
        days: 30,
        until: None,
        merchants: Vec::new(),
    };
    let terms = Terms {
        rules: "每人限抢一张，凭券到合作影院使用。".to_owned(),
        offer,
        limit: Limit { per: Span::Campaign, most: 1 },
        who: Vec::new(),
        amounts: None,
        prizes: Vec::new(),
        reserves: 0,
        source: String::new(),
        quiz: None,
        sign_up_until: None,
        daily: None,
        stacking: Stacking::default(),
        delivery: None,
    };
    let title = "1元看大片".to_owned();
    Draft { kind: CampaignKind::Grab, title, terms, opens_at, closes_at, stock }
}

/// Brings a campaign on line: an officer writes and proposes it, a manager grants its money and approves it.
///
/// # Errors
/// What an operation refuses.
pub fn on_line(app: &App, union: Id, draft: &Draft) -> Result<Campaign> {
    let (codes, keys, draft) = (app.codesets(), app.keyring().clone(), draft.clone());
    app.store().write_blocking(move |tx| {
        let path = union_by_id(tx, union)?.ok_or(RegistryError::UnionNotFound)?.place();
        let of = |id: i64, name: &str, role: Role| {
            Actor::staff(Id(id), name, vec![Grant { role, union_id: union, path: path.clone() }])
        };
        let officer = of(1, "经办", Role::BenefitsOfficer);
        let manager = of(2, "负责人", Role::BenefitsManager);
        let money = NewGrant {
            year: budget_year(draft.opens_at),
            amount: cost(&draft).envelope,
            basis: "工会委员会决议".to_owned(),
        };
        if money.amount.0 > 0 {
            grant(tx, &manager.permit::<res::Campaign, act::Approve>()?, union, &money)?;
        }
        let making = officer.permit::<res::Campaign, act::Create>()?;
        let c = create(tx, &codes, &making, union, draft.clone())?;
        let proposing = officer.permit::<res::Campaign, act::Propose>()?;
        let c = propose(tx, &codes, &proposing, (c.id, c.version))?;
        let approving = manager.permit::<res::Campaign, act::Approve>()?;
        publish(tx, &keys, &approving, (c.id, c.version))
    })
}

/// Signs people in; the token of each, in their order.
///
/// # Errors
/// The database's.
pub fn sign_in(app: &App, people: &[Id]) -> Result<Vec<String>> {
    let mut tokens = Vec::with_capacity(people.len());
    for part in people.chunks(500) {
        let mine: Vec<(Id, String)> = part.iter().map(|id| (*id, hex::encode(app.random::<16>()))).collect();
        tokens.extend(mine.iter().map(|(_, token)| token.clone()));
        let limits = Limits::of(app);
        app.store().write_blocking(move |tx| {
            mine.iter().try_for_each(|(id, token)| {
                Ok::<_, CampaignError>(sign_in_member_by_token(tx, &limits, *id, token, "演练")?)
            })
        })?;
    }
    Ok(tokens)
}
