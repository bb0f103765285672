//! Members of the demo who work at another union for a time: two are there, one is asked for.

use guard::{Actor, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::files::{self, Subject};
use platform::parameters::keys;

use super::Basic;
use crate::error::{RegistryError, Result};
use crate::http::EVIDENCE;
use crate::model::secondment::ProposalKind;
use crate::ops::answer_transfer::answer_transfer;
use crate::ops::second_member::{Wish, propose_secondment};
use crate::store::{membership, person};

/// Days since each began; the last one is not answered yet.
const BEGAN: [i64; 3] = [75, 20, 0];
/// Months for which each is planned.
const MONTHS: i64 = 9;
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
    let file = letter(app, id, day)?;
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

/// The letter that sends a member, in the store of files.
fn letter(app: &App, id: Id, day: Day) -> Result<files::StoredFile> {
    let name = app.store().read_blocking(move |tx| person::by_id(tx, id))?.map(|p| p.profile.name);
    let text = [
        "借调函（示范）".to_owned(),
        format!("兹借调 {} 自 {day} 起到贵单位工作，为期 {MONTHS} 个月。", name.unwrap_or_default()),
        "借调期间会籍仍在本工会。".to_owned(),
    ];
    let io = |e| RegistryError::Sheet(sheets::SheetError::from(e));
    let dir = app.config().data.join("tmp");
    std::fs::create_dir_all(&dir).map_err(io)?;
    let path = dir.join("借调函.pdf");
    std::fs::write(&path, pdf(&text)).map_err(io)?;
    let stored = files::store_file(app, &EVIDENCE, &path);
    std::fs::remove_file(&path).map_err(io)?;
    Ok(stored?)
}

/// A page of plain lines. The font is one of those that every reader of Chinese PDF files brings along.
fn pdf(lines: &[String]) -> String {
    let mut text = String::from("BT /F1 14 Tf 72 760 Td 28 TL\n");
    for line in lines {
        let hex: String = line.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        text.push_str(&format!("<{hex}> Tj T*\n"));
    }
    text.push_str("ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>".to_owned(),
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>".to_owned(),
    ];
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj{object}endobj\n", n + 1));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    out
}
