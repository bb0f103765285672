//! Members of the demo who work at another union for a time: two are there, one is asked for.

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;
use platform::files::{self, Subject};
use platform::parameters::keys;

use super::Basic;
use super::files::handed_in;
use crate::error::{RegistryError, Result};
use crate::http::EVIDENCE;
use crate::model::secondment::ProposalKind;
use crate::ops::answer_transfer::answer_transfer;
use crate::ops::second_member::{Wish, propose_secondment};
use crate::store::membership;

/// Days since each began; the last one is not answered yet.
const BEGAN: [i64; 3] = [75, 20, 0];
/// Months for which each is planned.
const MONTHS: i64 = 9;
/// The letter that sends them: for nine months, nobody named.
const LETTER: &[u8] = include_bytes!("letter.pdf");
/// The union, of the first ones, that sends the first member; the hosts come behind.
const FIRST: usize = 10;
/// Members of a union who are looked at until one may be sent.
const LOOKED_AT: i64 = 20;

/// Sends members of some unions to others; how many were sent or asked for.
///
/// # Errors
/// The database's; [`RegistryError::Sheet`] if the data folder refuses.
pub fn fill_secondments(app: &App, actor: &Actor, unions: &[Basic]) -> Result<usize> {
    let mut sent = 0;
    for (n, back) in BEGAN.into_iter().enumerate() {
        let (Some(home), Some(host)) = (unions.get(FIRST + n), unions.get(FIRST + BEGAN.len() + n)) else {
            continue;
        };
        let place = home.path.clone();
        let look = move |tx: &mut store::Tx<'_>| membership::open_at(tx, &place, ("", Id(0)), LOOKED_AT);
        for (m, _) in app.store().read_blocking(look)? {
            match send(app, actor, (m.person_id, host.id), back) {
                // Not there long enough, retained, or asked for by another union.
                Err(
                    RegistryError::Invalid(_)
                    | RegistryError::WrongState { .. }
                    | RegistryError::TransferWaiting,
                ) => {}
                done => {
                    done?;
                    sent += 1;
                    break;
                }
            }
        }
    }
    Ok(sent)
}

/// Proposes it with its letter; what began before today is accepted, too.
fn send(app: &App, actor: &Actor, (id, host): (Id, Id), back: i64) -> Result<()> {
    let day = app.clock().today().plus_days(-back);
    let file = handed_in(app, &EVIDENCE, "借调函.pdf", LETTER)?;
    let months = app.parameters().integer(keys::SECONDMENT_MIN_MONTHS, app.clock().today());
    let (member, transfer) =
        (actor.permit::<res::Member, act::Update>()?, actor.permit::<res::Transfer, act::Update>()?);
    app.store().write_blocking(move |tx| {
        let open = membership::open_of(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
        let of = Subject { id, path: &open.union_path };
        let evidence = files::attach(tx, &member, of, "member", &EVIDENCE, &file, "借调函")?;
        let wish = Wish {
            host_union_id: Some(host),
            day,
            planned_to: day.plus_months(MONTHS),
            reason: "支援新生产线，期满返回".to_owned(),
            evidence_id: Some(evidence),
        };
        propose_secondment(tx, months, &transfer, id, (ProposalKind::Secondment, &wish))?;
        if back > 0 { answer_transfer(tx, &transfer, id, true, "同意接收") } else { Ok(()) }
    })
}
