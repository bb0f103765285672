//! Bank cards of many people out of a workbook: a row is a person. A row that comes twice writes nothing twice.

use std::collections::HashMap;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::files::{FileUse, MediaType, StoredFile};
use platform::sealed::{DigestKind, Keyring};
use registry::api::{known_people, people_by_documents};
use sheets::lines::{Columns, Line};
use sheets::write::{Template, TemplateColumn};
use store::Tx;

use super::card::{NewCard, in_sight, put};
use crate::pay_error::{PayError, Result};
use crate::rules::document::documents;

/// What such a file may be.
pub const FILE: FileUse = FileUse {
    name: "mutual.cards",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Most rows of a file.
const ROWS: usize = 20_000;
/// Rows in a transaction.
const PART: usize = 200;

/// Headers by what they mean: name, document, holder, bank, number. The holder is the person where it is missing.
const COLUMNS: Columns<5> = Columns {
    names: [
        &["姓名", "职工姓名", "会员姓名"],
        &["证件号码", "身份证号码", "身份证号", "身份证", "证件号"],
        &["户名", "持卡人", "收款人户名", "收款人"],
        &["开户银行", "开户行", "银行名称", "银行"],
        &["银行卡号", "卡号", "收款账号", "账号", "银行账号"],
    ],
    needed: &[1, 4],
};

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftRow {
    /// Row in the file, from 1.
    pub row: u32,
    /// Name as it stands there.
    pub name: String,
    /// Why, Chinese.
    pub reason: String,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Cards that were written.
    pub written: i64,
    /// Rows that said what was known.
    pub known: i64,
    /// Rows that were not taken.
    pub left: Vec<LeftRow>,
}

/// The workbook to fill in.
///
/// # Errors
/// [`PayError::Sheet`]; not in practice.
pub fn template() -> Result<Vec<u8>> {
    let column = |label: &str, required, width, hint: &str| TemplateColumn {
        label: label.to_owned(),
        required,
        width,
        choices: Vec::new(),
        hint: hint.to_owned(),
    };
    let template = Template {
        version: "mutual-cards/1".to_owned(),
        sheet: "收款银行卡".to_owned(),
        title: "职工医疗互助收款银行卡登记表".to_owned(),
        notes: "请勿改动表头；证件号码和银行卡号两列已设为文本格式，请直接填写。".to_owned(),
        columns: vec![
            column("姓名", true, 13, ""),
            column("证件号码", true, 22, "18位身份证号，最后一位可为X；也可以填护照、通行证号码"),
            column("户名", false, 13, "不填即为本人"),
            column("开户银行", true, 28, "例如：示范银行示范县支行"),
            column("银行卡号", true, 24, "12至24位数字"),
        ],
        rows: 500,
        footer: "填表说明：一人一行。上传后立即登记；没有登记的行会逐行写明原因。".to_owned(),
    };
    let mut out = std::io::Cursor::new(Vec::new());
    template.write(&mut out)?;
    Ok(out.into_inner())
}

/// Takes a file in: each row by itself; what cannot be taken comes back with the reason. Safe to break off and to do again.
///
/// # Errors
/// [`PayError::Sheet`] if it cannot be read, [`PayError::CardColumns`] without document or number.
pub fn take(app: &App, scope: &Scope<res::Payment, act::Update>, file: &StoredFile) -> Result<Taken> {
    let path = platform::files::path(app, &file.digest);
    let mut said = COLUMNS.lines(&path, ROWS)?.ok_or(PayError::CardColumns)?;
    // What has neither a person nor a card is a note beneath the table.
    said.retain(|l| !l.cells[1].is_empty() || !l.cells[4].is_empty());
    let today = app.clock().today();
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, scope, keys) = (part.to_vec(), scope.clone(), app.keyring().clone());
        let t = app.store().write_blocking(move |tx| work(tx, &keys, &scope, &part, today))?;
        all.written += t.written;
        all.known += t.known;
        all.left.extend(t.left);
    }
    Ok(all)
}

fn work(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Payment, act::Update>,
    part: &[Line<5>],
    today: Day,
) -> Result<Taken> {
    let digests: Vec<Vec<[u8; 16]>> = part
        .iter()
        .map(|s| {
            let all = documents(None, &s.cells[1], today).unwrap_or_default();
            all.iter().flat_map(|d| keys.digests(DigestKind::Document, &d.key())).collect()
        })
        .collect();
    let all: Vec<[u8; 16]> = digests.iter().flatten().copied().collect();
    let found = people_by_documents(tx, &all)?;
    let of_rows: Vec<Option<Id>> =
        digests.iter().map(|of| of.iter().find_map(|d| found.get(d)).copied()).collect();
    let ids: Vec<Id> = of_rows.iter().flatten().copied().collect();
    let names: HashMap<Id, String> =
        known_people(tx, &ids)?.into_iter().map(|(id, known)| (id, known.name)).collect();
    let mut t = Taken::default();
    for (s, person) in part.iter().zip(of_rows) {
        match one(tx, keys, scope, s, person.and_then(|id| Some((id, names.get(&id)?.as_str()))))? {
            Ok(true) => t.written += 1,
            Ok(false) => t.known += 1,
            Err(reason) => t.left.push(LeftRow { row: s.row, name: s.cells[0].clone(), reason }),
        }
    }
    Ok(t)
}

/// What becomes of a row: written, known, or why not.
fn one(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Payment, act::Update>,
    s: &Line<5>,
    person: Option<(Id, &str)>,
) -> Result<std::result::Result<bool, String>> {
    let [said, _, holder, bank, number] = &s.cells;
    let unknown = || Ok(Err("会员库中没有这个证件号码，或者不在您的管理范围内".to_owned()));
    let Some((id, name)) = person else { return unknown() };
    match in_sight(tx, scope, id) {
        Err(PayError::PersonNotFound) => return unknown(),
        other => other?,
    }
    if !said.is_empty() && kernel::text::name_key(said) != kernel::text::name_key(name) {
        return Ok(Err(format!("证件号码在会员库中是{}，姓名不符", kernel::text::mask_name(name))));
    }
    let holder = if holder.is_empty() { name.to_owned() } else { holder.clone() };
    let new = NewCard { holder, bank: bank.clone(), number: number.clone() };
    match put(tx, keys, scope.actor(), id, &new) {
        Ok(written) => Ok(Ok(written)),
        Err(PayError::Invalid(fields)) => {
            let sentences = fields.iter().map(|f| kernel::locale::sentence(f.code, &f.params));
            Ok(Err(sentences.collect::<Vec<_>>().join("；")))
        }
        Err(e) => Err(e),
    }
}
