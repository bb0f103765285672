//! Complaints about merchants: told by a member, or taken down for one; asked of the merchant without a name, counted with the merchant.

use guard::{Actor, Reason, Scope, act, res};
use kernel::{Day, Id, Phone};
use platform::accounts::MemberDirectory;
use platform::audit::{self, Changes, Entry};
use platform::cases::store::{case, reporter};
use platform::cases::{
    CaseFile, CaseWatch, Channel, Deed, Ground, NewCase, Opened, Reporter, ReporterKind, Values, lines,
    open_case, take_deed,
};
use platform::indicators::record;
use platform::sealed::Keyring;
use registry::api::{membership_of, union_by_id, unions_on_path};
use store::{DbResult, Tx};

use super::redeem::Till;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::complaint::{Complaint, ComplaintState};
use crate::model::indicators::COMPLAINTS;
use crate::model::merchant::{Merchant, MerchantState, Shop};
use crate::rules::complaint::{ANSWER, KIND, QUESTION, REPLY, standing, unnamed, waits};
use crate::store::{complaint, merchant, shop};

/// Longest answer of a merchant.
const ANSWER_MOST: usize = 1_000;

/// What a member tells.
#[derive(Clone, Debug)]
pub struct Told {
    /// Merchant.
    pub merchant_id: Id,
    /// Shop; 0 if none is named.
    pub shop_id: Id,
    /// What happened.
    pub body: String,
    /// Fields of the kind.
    pub fields: Values,
}

/// A merchant that a member may complain about, with its shop: one that was under contract with the member's union or one above.
///
/// # Errors
/// [`MerchantError::NotFound`], [`MerchantError::ShopNotFound`].
pub fn about(
    tx: &mut Tx<'_>,
    person: Id,
    (merchant_id, shop_id): (Id, Id),
) -> Result<(Merchant, Option<Shop>)> {
    let m = merchant::unscoped(tx, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let own = membership_of(tx, person)?.ok_or(MerchantError::NotFound)?;
    let home = union_by_id(tx, own.union_id)?.ok_or(MerchantError::NotFound)?;
    let known = unions_on_path(tx, &home.place())?.iter().any(|u| u.id == m.union_id);
    if !known || matches!(m.state, MerchantState::Draft | MerchantState::Proposed) {
        return Err(MerchantError::NotFound);
    }
    if shop_id.0 == 0 {
        return Ok((m, None));
    }
    let s = shop::find(tx, m.id, shop_id)?.ok_or(MerchantError::ShopNotFound)?;
    Ok((m, Some(s)))
}

/// A member complains about a merchant under the own name; the union under contract has it.
///
/// # Errors
/// As [`about`], and what a case lacks.
pub fn tell(tx: &mut Tx<'_>, ground: &Ground, by: &Actor, phone: &str, told: &Told) -> Result<Opened> {
    let (m, s) = about(tx, by.id(), (told.merchant_id, told.shop_id))?;
    let who = Reporter { name: by.name().to_owned(), phone: phone.to_owned(), person_id: by.id() };
    open(tx, ground, by, (&m, s.as_ref()), (Channel::Phone, who), told)
}

/// Opens the case of a complaint, and keeps which merchant it is about.
fn open(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    (m, s): (&Merchant, Option<&Shop>),
    (channel, who): (Channel, Reporter),
    told: &Told,
) -> Result<Opened> {
    let place = match s {
        Some(s) if s.name != m.name => format!("{} {}", m.name, s.name),
        _ => m.name.clone(),
    };
    let new = NewCase {
        kind: KIND.to_owned(),
        home_id: m.union_id,
        title: String::new(),
        body: told.body.clone(),
        fields: told.fields.clone(),
        channel,
        reporter: ReporterKind::Named,
        who: Some(who),
        employer_id: Id(0),
        employer_name: place.chars().take(120).collect(),
        ties: Vec::new(),
    };
    let made = open_case(tx, ground, by, new)?;
    let c = Complaint {
        case_id: made.id,
        merchant_id: m.id,
        shop_id: told.shop_id,
        number: made.number.clone(),
        state: ComplaintState::Open,
        asked: false,
        asked_at: kernel::Timestamp(0),
        opened_on: tx.today(),
        closed_on: None,
    };
    complaint::insert(tx, &c)?;
    Ok(made)
}

/// A complaint that a cadre takes down.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What is told.
    pub told: Told,
    /// How it came in: by telephone, by somebody who came, by letter.
    pub channel: Channel,
    /// Who tells it; `person_id` is 0.
    pub who: Reporter,
}

/// The member whose name and phone in the register are these; 0 if there is none, or more than one.
fn member_of(tx: &mut Tx<'_>, directory: &dyn MemberDirectory, who: &Reporter) -> Result<Id> {
    let Ok(phone) = Phone::parse(&who.phone) else { return Ok(Id(0)) };
    let name = kernel::text::name_key(&who.name);
    let mut all = directory.by_phone(tx, &phone)?;
    all.retain(|p| kernel::text::name_key(&p.name) == name);
    Ok(match all.as_slice() {
        [one] => one.person_id,
        _ => Id(0),
    })
}

/// A cadre takes a complaint down for somebody who telephones, comes or writes; whether it is a member, who then reads of it on the own
/// phone. It goes the same way as one from the phone.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::State`] for a merchant that was never under contract,
/// [`MerchantError::ShopNotFound`], [`MerchantError::Invalid`], and what a case lacks.
pub fn take(
    tx: &mut Tx<'_>,
    (ground, directory): (&Ground, &dyn MemberDirectory),
    scope: &Scope<res::Merchant, act::Update>,
    t: Taken,
) -> Result<(Opened, bool)> {
    let m = merchant::find(tx, scope, t.told.merchant_id)?.ok_or(MerchantError::NotFound)?;
    if matches!(m.state, MerchantState::Draft | MerchantState::Proposed) {
        return Err(MerchantError::State { deed: "登记投诉", state: m.state.title() });
    }
    if !matches!(t.channel, Channel::Call | Channel::Visit | Channel::Letter) {
        return Err(field("/channel", "cases.no-option"));
    }
    let s = match t.told.shop_id {
        Id(0) => None,
        id => Some(shop::find(tx, m.id, id)?.ok_or(MerchantError::ShopNotFound)?),
    };
    let person_id = member_of(tx, directory, &t.who)?;
    let who = Reporter { person_id, ..t.who };
    let made = open(tx, ground, scope.actor(), (&m, s.as_ref()), (t.channel, who), &t.told)?;
    Ok((made, person_id.0 > 0))
}

/// What a merchant is asked about a complaint, and what it answered.
#[derive(Clone, Debug)]
pub struct Question {
    /// The complaint.
    pub complaint: Complaint,
    /// Name of the shop; empty where none was named.
    pub shop_name: String,
    /// What the merchant is asked, without who complained.
    pub question: String,
    /// What it answered; empty before.
    pub reply: String,
    /// Until when an answer is waited for.
    pub due_on: Option<Day>,
}

/// A complaint as its merchant reads it.
fn question(tx: &mut Tx<'_>, keys: &Keyring, c: Complaint) -> Result<Question> {
    let file = case::find_unscoped(tx, c.case_id)?.ok_or(MerchantError::ComplaintNotFound)?;
    let who = reporter::get(tx, keys, c.case_id)?;
    let text = |code: &str| file.fields.get(code).map_or("", String::as_str);
    let shop_name = shop::find(tx, c.merchant_id, c.shop_id)?.map(|s| s.name).unwrap_or_default();
    Ok(Question {
        shop_name,
        question: unnamed(text(QUESTION), who.as_ref()),
        reply: unnamed(text(REPLY), who.as_ref()),
        due_on: file.due_on().filter(|_| c.asked),
        complaint: c,
    })
}

/// What the merchant of a till was asked, newest first, before the case `before`.
///
/// # Errors
/// Any [`MerchantError`].
pub fn questions(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    till: &Till,
    before: Option<Id>,
    limit: i64,
) -> Result<Vec<Question>> {
    let all = complaint::asked(tx, till.merchant_id, before, limit)?;
    all.into_iter().map(|c| question(tx, keys, c)).collect()
}

/// The merchant of a till answers, once for each time that it is asked.
///
/// # Errors
/// [`MerchantError::ComplaintNotFound`] for what the merchant was not asked, [`MerchantError::State`] unless an answer is waited for,
/// [`MerchantError::Invalid`].
pub fn answer(
    tx: &mut Tx<'_>,
    (ground, keys): (&Ground, &Keyring),
    till: &Till,
    case_id: Id,
    text: &str,
) -> Result<Question> {
    let c = complaint::of_case(tx, case_id)?;
    let c = c.filter(|c| c.merchant_id == till.merchant_id && c.asked_at.0 > 0);
    let c = c.ok_or(MerchantError::ComplaintNotFound)?;
    if !c.asked {
        return Err(MerchantError::State { deed: "答复", state: "已答复或已办结" });
    }
    let text = lines(text);
    if !(2..=ANSWER_MOST).contains(&kernel::text::length(&text)) {
        return Err(field("/text", "benefits.complaint-answer"));
    }
    let m = merchant::unscoped(tx, c.merchant_id)?.ok_or(MerchantError::NotFound)?;
    let file = case::find_unscoped(tx, case_id)?.ok_or(MerchantError::ComplaintNotFound)?;
    // The clerk holds nothing of cases: the program makes this one move in the name of the merchant.
    let merchant = Actor::system(Reason::Job, format!("商家 {}", m.name));
    let scope = merchant.permit::<res::Case, act::Update>()?;
    let fields = Values::from([(REPLY.to_owned(), text)]);
    let deed = Deed::Move { code: ANSWER.to_owned(), note: String::new(), fields };
    take_deed(tx, ground, &scope, (case_id, file.version), &deed)?;
    let changes = Changes::new().note("number", c.number.as_str());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.complaint", m.id) };
    audit::record(tx, &till.actor, entry)?;
    let c = complaint::of_case(tx, case_id)?.ok_or(MerchantError::ComplaintNotFound)?;
    question(tx, keys, c)
}

/// Keeps where a complaint stands, and counts it, as its case changes.
#[derive(Debug)]
pub struct Complaints;

impl CaseWatch for Complaints {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        if before.is_none() {
            let today = tx.today();
            record(tx, &COMPLAINTS, after.home.id, today, 1, after.id);
        }
        // Told at the desk without a merchant: a case like others.
        let Some(mut c) = complaint::of_case(tx, after.id)? else { return Ok(()) };
        let asked = waits(after);
        if asked && !c.asked {
            c.asked_at = tx.now();
        }
        (c.state, c.asked, c.closed_on) = (standing(after), asked, after.closed_on);
        complaint::stands(tx, &c)
    }
}
