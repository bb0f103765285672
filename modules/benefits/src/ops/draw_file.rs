//! What stands before the list in the file of a draw.

use kernel::Id;
use registry::api::union_by_id;
use store::{DbResult, Tx};

use super::draw::public;
use crate::draw_error::{DrawError, Result};
use crate::model::campaign::Campaign;
use crate::model::draw::{Draw, DrawState};
use crate::rules::draw::{PROCEDURE, prize_of};
use crate::rules::draw_file::{FilePrize, FileRank, Head};
use crate::store::draw_winner;

/// The head of the file of a draw whose list is published.
///
/// # Errors
/// [`DrawError::NotFound`], [`DrawError::NotFrozen`].
pub fn head(tx: &mut Tx<'_>, id: Id) -> Result<Head> {
    let (c, d) = public(tx, id)?;
    if !d.state.is_listed() {
        return Err(DrawError::NotFrozen);
    }
    let drawn = d.state == DrawState::Drawn;
    let result = if drawn { Some(ranks(tx, &c)?) } else { None };
    let prizes = c.drawn().into_iter().map(|p| FilePrize { title: p.title, count: p.count }).collect();
    let union = union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default();
    Ok(told(&c, d, union, prizes, result))
}

fn told(c: &Campaign, d: Draw, union: String, prizes: Vec<FilePrize>, result: Option<Vec<FileRank>>) -> Head {
    let drawn = result.is_some();
    Head {
        format: PROCEDURE.to_owned(),
        id: c.id.to_string(),
        number: c.number.clone(),
        title: c.title.clone(),
        union,
        rules: c.terms.rules.clone(),
        opens_at: c.opens_at.0,
        closes_at: c.enters_until().0,
        prizes,
        reserves: c.stand_by(),
        source: d.source,
        postponed: d.postponed,
        commitment: d.commitment,
        committed_at: d.committed_at.0,
        frozen_at: d.frozen_at.0,
        entries: d.entries,
        list_digest: d.list_digest,
        secret: drawn.then_some(d.secret),
        value: drawn.then_some(d.value),
        drawn_at: drawn.then_some(d.drawn_at.0),
        result,
    }
}

/// What came out on the day of the draw; what became of the prizes later is not in the file.
fn ranks(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<Vec<FileRank>> {
    let prizes = c.drawn();
    let counts: Vec<i64> = prizes.iter().map(|p| p.count).collect();
    let title = |rank: i64| {
        let n = usize::try_from(prize_of(&counts, rank)? - 1).ok()?;
        prizes.get(n).map(|p| p.title.clone())
    };
    let all = draw_winner::page(tx, c.id, 0, i64::MAX)?;
    Ok(all.into_iter().map(|w| FileRank { prize: title(w.rank), rank: w.rank, entrant: w.entrant }).collect())
}
