//! The file of what goes out: whom to send what, or who fetches what and signs for it. The numbers of the carrier come back in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::io::{Seek, Write};

use guard::{Scope, act, res};
use kernel::{Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{FileUse, MediaType, StoredFile};
use platform::sealed::Keyring;
use registry::api::{known_people, union_by_id};
use sheets::lines::{Columns, Line};
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::Tx;

use super::delivery::{delivery_of, open, send};
use super::void::run_by;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::campaign::Campaign;
use crate::model::parcel::ParcelState;
use crate::rules::code::{grouped, number, parse_number};
use crate::store::parcel::{self, Filter};

/// What a file with the numbers of the carrier may be.
pub const FILE: FileUse = FileUse {
    name: "benefit-parcel.numbers",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Most parcels of a file.
const MOST: i64 = 5_000;
/// Lines in a transaction.
const PART: usize = 100;
/// Headers: number of the voucher, carrier, its number.
const COLUMNS: Columns<3> = Columns {
    names: [
        &["券号", "电子券号"],
        &["快递公司", "物流公司", "承运商"],
        &["快递单号", "物流单号", "运单号", "单号"],
    ],
    needed: &[0],
};

/// What goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Out {
    /// Title of the campaign.
    pub title: String,
    /// Whether it is sent.
    pub is_sent: bool,
    /// Number of the voucher, what it gives, name, phone or union, address or point.
    pub rows: Vec<[String; 5]>,
}

/// Everything of a campaign that waits to go out, with whole names and addresses, for who stated a purpose of four characters and is
/// recorded.
///
/// # Errors
/// [`crate::IssueError::CampaignNotFound`] outside the scope, [`MerchantError::NoDelivery`], [`MerchantError::Invalid`].
pub fn out(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Campaign, act::Update>,
    id: Id,
    purpose: &str,
) -> Result<Out> {
    let c = run_by(tx, scope, id)?;
    let d = delivery_of(&c)?;
    if kernel::text::length(purpose.trim()) < 4 {
        return Err(field("/purpose", "benefits.parcel-purpose"));
    }
    let filter = Filter { state: Some(ParcelState::Ready), ..Filter::default() };
    let mut all = parcel::list(tx, id, &filter, None, MOST)?;
    all.reverse();
    let people = known_people(tx, &all.iter().map(|(v, _)| v.person_id).collect::<Vec<_>>())?;
    let mut unions: HashMap<Id, String> = HashMap::new();
    let mut rows = Vec::with_capacity(all.len());
    for (v, p) in all {
        let Some(p) = p else { continue };
        let what = [grouped(&number(&c.number, v.serial)), c.title_of(&v).to_owned()];
        let whom = if d.is_sent() {
            let Some(to) = open(keys, &p)? else { continue };
            [to.name, to.phone, to.address]
        } else {
            if let Place::Vacant(free) = unions.entry(v.union_id) {
                free.insert(union_by_id(tx, v.union_id)?.map(|u| u.name).unwrap_or_default());
            }
            let name = people.get(&v.person_id).map(|p| p.name.clone()).unwrap_or_default();
            let point = usize::try_from(p.point - 1).ok().and_then(|n| d.points.get(n));
            let at = point.map(|p| p.name.clone()).unwrap_or_default();
            [name, unions.get(&v.union_id).cloned().unwrap_or_default(), at]
        };
        let ([a, b], [x, y, z]) = (what, whom);
        rows.push([a, b, x, y, z]);
    }
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    let changes = Changes::new().note("title", c.title.as_str()).note("count", rows.len() as i64);
    let entry = Entry {
        union_path: place.as_ref(),
        changes,
        purpose: Some(purpose.trim()),
        ..Entry::of("benefit-parcel.download", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Out { is_sent: d.is_sent(), title: c.title, rows })
}

/// Writes the file; how many lines. The last columns are to be filled in: by the carrier, or by who signs.
///
/// # Errors
/// [`MerchantError::Sheet`] if the target refuses.
pub fn write(format: TableFormat, out: &Out, target: impl Write + Seek + Send) -> Result<u64> {
    let column =
        |(title, width): (&str, u16)| Column { title: title.to_owned(), width, kind: ColumnKind::Text };
    let heads: &[(&str, u16)] = if out.is_sent {
        &[
            ("券号", 26),
            ("货品", 24),
            ("收件人", 12),
            ("电话", 16),
            ("地址", 50),
            ("快递公司", 16),
            ("快递单号", 24),
        ]
    } else {
        &[
            ("券号", 26),
            ("货品", 24),
            ("姓名", 12),
            ("所在工会", 36),
            ("自提点", 24),
            ("签名", 16),
            ("日期", 14),
        ]
    };
    let name = if out.is_sent { "发货单" } else { "自提名单" };
    let mut table = TableWriter::new(format, name, heads.iter().copied().map(column).collect(), target)?;
    for row in &out.rows {
        let mut cells: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text)).collect();
        cells.extend([Value::Text(""), Value::Text("")]);
        table.row(&cells)?;
    }
    table.finish()?;
    Ok(out.rows.len() as u64)
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Row in the file, from 1.
    pub row: u32,
    /// Number of the voucher as it stands there.
    pub number: String,
    /// Why, Chinese.
    pub reason: String,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Parcels that went out.
    pub sent: i64,
    /// Lines that said what was known.
    pub known: i64,
    /// Lines that were not taken.
    pub left: Vec<Left>,
}

enum Became {
    Sent,
    Known,
    Left(String),
}

/// Takes the numbers of the carrier in: what has one is sent. The same file again changes nothing.
///
/// # Errors
/// [`crate::IssueError::CampaignNotFound`] outside the scope, [`MerchantError::NoDelivery`], [`MerchantError::ParcelColumns`],
/// [`MerchantError::Sheet`].
pub fn take(
    app: &App,
    scope: &Scope<res::Campaign, act::Update>,
    (id, days): (Id, i64),
    file: &StoredFile,
) -> Result<Taken> {
    let seen = scope.clone();
    let c = app.store().read_blocking(move |tx| {
        let c = run_by(tx, &seen, id)?;
        delivery_of(&c)?;
        Ok::<_, MerchantError>(c)
    })?;
    let path = platform::files::path(app, &file.digest);
    let said = COLUMNS.lines(&path, MOST as usize)?.ok_or(MerchantError::ParcelColumns)?;
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, scope, c) = (part.to_vec(), scope.clone(), c.clone());
        let done = app.store().write_blocking(move |tx| {
            part.iter().map(|s| Ok((s.clone(), one(tx, &scope, (&c, days), s)?))).collect::<Result<Vec<_>>>()
        })?;
        for (Line { row, cells: [number, ..] }, became) in done {
            match became {
                Became::Sent => all.sent += 1,
                Became::Known => all.known += 1,
                Became::Left(reason) => all.left.push(Left { row, number, reason }),
            }
        }
    }
    Ok(all)
}

fn one(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    (c, days): (&Campaign, i64),
    said: &Line<3>,
) -> Result<Became> {
    let left = |why: &str| Ok(Became::Left(why.to_owned()));
    let [number, carrier, tracking] = &said.cells;
    let Some((_, serial)) = parse_number(number).ok().filter(|(of, _)| *of == c.number) else {
        return left("券号不是这个活动的");
    };
    if tracking.is_empty() {
        return left("没有填快递单号");
    }
    let Some(p) = parcel::find(tx, (c.id, serial))? else { return left("会员还没有填收货地址") };
    let same = p.tracking == kernel::text::number_text(tracking);
    if same && matches!(p.state, ParcelState::Sent | ParcelState::Done) {
        return Ok(Became::Known);
    }
    match send(tx, scope, (c.id, serial, p.version), (carrier, tracking), days) {
        Ok(()) => Ok(Became::Sent),
        Err(MerchantError::Invalid(wrong)) => {
            let why = wrong.iter().map(|f| kernel::locale::sentence(f.code, &f.params));
            Ok(Became::Left(why.collect::<Vec<_>>().join("；")))
        }
        // After one of these something may have been written: nothing of the part is kept.
        Err(e @ (MerchantError::Db(_) | MerchantError::Stale { .. })) => Err(e),
        Err(e) => Ok(Became::Left(kernel::locale::sentence(e.code(), &e.params()))),
    }
}
