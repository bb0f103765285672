//! Whether a campaign is what it promised: everything is walked again, voucher by voucher, and held against the stock, the rules,
//! the tills and the book.

use std::collections::{HashMap, HashSet};

use kernel::{Day, Fen, Id, Timestamp};
use platform::ledger::{account_of, accounts_of};
use serde::Serialize;
use store::{DbResult, Tx};

use super::accounts::{MERCHANTS, UNSETTLED};
use super::issue::Issuing;
use crate::model::campaign::{Campaign, CampaignKind, CampaignState, Span};
use crate::store::campaign;
use crate::store::campaign_audit::{self as sql, Row};
use crate::store::settling;

/// Vouchers that are read at a time.
const PART: i64 = 5_000;
/// Faults that are told one by one.
const TOLD: usize = 100;

/// What the auditor found.
#[derive(Clone, Debug, Serialize)]
pub struct Audit {
    /// Campaign.
    pub campaign_id: Id,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// State, Chinese.
    pub state: String,
    /// How many there are.
    pub stock: i64,
    /// How many were issued.
    pub issued: i64,
    /// How many people got one.
    pub people: i64,
    /// How many are held.
    pub held: i64,
    /// How many were used.
    pub used: i64,
    /// How many expired.
    pub expired: i64,
    /// How many were taken back.
    pub void: i64,
    /// How many tickets won nothing.
    pub blank: i64,
    /// 分 of everything that was issued.
    pub issued_fen: Fen,
    /// 分 of what is held.
    pub held_fen: Fen,
    /// 分 of what was used.
    pub used_fen: Fen,
    /// 分 that were reserved.
    pub envelope_fen: Fen,
    /// What is wrong, the first hundred, in Chinese.
    pub faults: Vec<String>,
    /// How much is wrong.
    pub fault_count: usize,
}

impl Audit {
    fn of(c: &Campaign) -> Self {
        Self {
            campaign_id: c.id,
            number: c.number.clone(),
            title: c.title.clone(),
            state: c.state.title().to_owned(),
            stock: 0,
            issued: 0,
            people: 0,
            held: 0,
            used: 0,
            expired: 0,
            void: 0,
            blank: 0,
            issued_fen: Fen(0),
            held_fen: Fen(0),
            used_fen: Fen(0),
            envelope_fen: c.envelope,
            faults: Vec::new(),
            fault_count: 0,
        }
    }

    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.fault_count == 0
    }

    pub(super) fn fault(&mut self, text: String) {
        self.fault_count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(text);
        }
    }

    pub(super) fn equal<T: PartialEq + std::fmt::Display>(&mut self, what: &str, is: T, should: T) {
        if is != should {
            self.fault(format!("{what}是{is}，应为{should}"));
        }
    }
}

/// Walks a campaign, by its id or its number; none if there is none.
///
/// # Errors
/// Any [`store::DbError`].
pub fn audit(tx: &mut Tx<'_>, with: &Issuing, id_or_number: &str) -> DbResult<Option<Audit>> {
    let id = id_or_number.parse::<Id>().unwrap_or(Id(0));
    let Some(id) = sql::find(tx, id, id_or_number)? else { return Ok(None) };
    let Some(c) = campaign::unscoped(tx, id)? else { return Ok(None) };
    let mut a = Audit::of(&c);
    let ranks = if c.kind == CampaignKind::Queue { sql::ranks(tx, id)? } else { HashMap::new() };
    let drawn = sql::drawn(tx, id)?;
    let mut walk = Walk { ranks, drawn, ..Walk::default() };
    let mut after = 0;
    loop {
        let part = sql::rows(tx, id, after, PART)?;
        let Some(last) = part.last() else { break };
        after = last.serial;
        part.iter().for_each(|r| walk.voucher(&mut a, &c, with, r));
    }
    a.people = walk.people.len() as i64;
    stock(tx, &mut a, &c)?;
    if c.kind == CampaignKind::Instant {
        tickets(tx, &mut a, &c, (with, &walk))?;
    }
    tills(tx, &mut a, &walk)?;
    money(tx, &mut a, &c)?;
    super::audit_codes::audit(tx, &mut a, &c, &walk.days)?;
    Ok(Some(a))
}

/// What the walk remembers.
#[derive(Default)]
struct Walk {
    people: HashSet<Id>,
    /// How many somebody has in a span.
    counted: HashMap<(Id, i64), i64>,
    used: HashMap<i64, (Fen, Id)>,
    /// Who stands where in a queue.
    ranks: HashMap<Id, i64>,
    /// When a draw was drawn, which may be before its time if it was stopped.
    drawn: Option<Timestamp>,
    /// How many tickets won a prize, by its place in the terms.
    won: HashMap<i64, i64>,
    /// How many were issued on a day.
    days: HashMap<i64, i64>,
}

/// The span in which a day counts: the day, its Monday, the first of its month, or the whole campaign.
fn span(per: Span, day: Day) -> i64 {
    match per {
        Span::Campaign => 0,
        Span::Day => day.number(),
        Span::Week => {
            let mut monday = day;
            while monday.weekday() != 1 {
                monday = monday.plus_days(-1);
            }
            monday.number()
        }
        Span::Month => {
            let mut first = day;
            while first.number() % 100 != 1 {
                first = first.plus_days(-1);
            }
            first.number()
        }
    }
}

impl Walk {
    fn voucher(&mut self, a: &mut Audit, c: &Campaign, with: &Issuing, r: &Row) {
        let n = r.serial;
        a.issued += 1;
        a.equal("序号", n, a.issued);
        self.people.insert(r.person);
        a.issued_fen.0 += r.worth.0;
        match r.state.as_str() {
            "held" => {
                a.held += 1;
                a.held_fen.0 += r.worth.0;
            }
            "used" => {
                a.used += 1;
                a.used_fen.0 += r.worth.0;
                self.used.insert(n, (r.worth, r.merchant));
            }
            "expired" => a.expired += 1,
            "void" => a.void += 1,
            "blank" => a.blank += 1,
            other => a.fault(format!("第{n}张的状态“{other}”不存在")),
        }
        if (r.state == "used") != (r.used_at.0 > 0 && r.merchant.0 != 0) {
            a.fault(format!("第{n}张的状态与核销时间、商家不符"));
        }
        let day = r.issued_at.day();
        *self.days.entry(day.number()).or_default() += 1;
        if r.expires_on != c.last_day(day) {
            a.fault(format!("第{n}张有效期至{}，应为{}", r.expires_on, c.last_day(day)));
        }
        match c.kind {
            CampaignKind::Draw => self.prize(a, c, r),
            CampaignKind::Queue => self.place(a, c, r),
            _ => self.press(a, c, with, r),
        }
    }

    /// What somebody got by pressing.
    fn press(&mut self, a: &mut Audit, c: &Campaign, with: &Issuing, r: &Row) {
        let n = r.serial;
        if !(c.opens_at <= r.issued_at && r.issued_at < c.closes_at) {
            a.fault(format!("第{n}张在活动时间以外发出"));
        }
        let counted = self.counted.entry((r.person, span(c.terms.limit.per, r.issued_at.day()))).or_default();
        *counted += 1;
        if *counted > c.terms.limit.most {
            a.fault(format!("第{n}张超出每人限{}次", c.terms.limit.most));
        }
        if c.kind == CampaignKind::Instant {
            self.ticket(a, c, with, r);
        }
        let worth = with.worth(c, n);
        if r.worth != worth {
            a.fault(format!("第{n}张的预算金额是{}元，应为{worth}元", r.worth));
        }
    }

    /// What a ticket won: what was settled for its number, and nothing else.
    fn ticket(&mut self, a: &mut Audit, c: &Campaign, with: &Issuing, r: &Row) {
        let (n, prize) = (r.serial, with.prize(c, r.serial));
        if r.prize != prize {
            a.fault(format!("第{n}张票的奖项是第{}项，按承诺应为第{prize}项", r.prize));
        }
        if (r.state == "blank") != (prize == 0) {
            a.fault(format!("第{n}张票的状态“{}”与是否中奖不符", r.state));
        }
        if r.prize > 0 {
            *self.won.entry(r.prize).or_default() += 1;
        }
    }

    /// Whose turn it was: the ranks in their order, each once, after the order was drawn.
    fn place(&mut self, a: &mut Audit, c: &Campaign, r: &Row) {
        let n = r.serial;
        if !(c.enters_until() <= r.issued_at && r.issued_at < c.closes_at) {
            a.fault(format!("第{n}张在摇号以后、活动结束以前的时间以外发出"));
        }
        match self.ranks.get(&r.person) {
            Some(rank) if *rank == n => {}
            Some(rank) => a.fault(format!("第{n}张发给了第{rank}位")),
            None => a.fault(format!("第{n}张的持有人不在摇出的顺序里")),
        }
        if r.worth != c.worth {
            a.fault(format!("第{n}张的预算金额是{}元，应为{}元", r.worth, c.worth));
        }
    }

    /// What somebody won.
    fn prize(&mut self, a: &mut Audit, c: &Campaign, r: &Row) {
        let n = r.serial;
        if self.drawn.is_none_or(|at| at.0 == 0 || r.issued_at < at) {
            a.fault(format!("第{n}张奖品券在开奖前发出"));
        }
        let found = usize::try_from(r.prize - 1).ok().and_then(|n| c.terms.prizes.get(n));
        match found {
            None => a.fault(format!("第{n}张没有对应的奖项")),
            Some(prize) if prize.worth != r.worth => {
                a.fault(format!("第{n}张的预算金额是{}元，奖项是{}元", r.worth, prize.worth));
            }
            Some(prize) => {
                let given = self.counted.entry((Id(0), r.prize)).or_default();
                *given += i64::from(r.state != "void" && r.state != "expired");
                if *given > prize.count {
                    a.fault(format!("“{}”发出的超过{}个", prize.title, prize.count));
                }
            }
        }
        let times = self.counted.entry((r.person, 0)).or_default();
        *times += 1;
        if *times > 1 {
            a.fault(format!("第{n}张的持有人中奖不止一次"));
        }
    }
}

fn stock(tx: &mut Tx<'_>, a: &mut Audit, c: &Campaign) -> DbResult<()> {
    let Some([stock, issued, used, released, blank]) = sql::stock(tx, c.id)? else {
        if a.issued > 0 {
            a.fault("没有库存记录，却发出了券".to_owned());
        }
        return Ok(());
    };
    a.stock = stock;
    a.equal("库存", stock, c.stock);
    a.equal("库存记录的已发张数", issued, a.issued);
    a.equal("库存记录的已核销张数", used, a.used);
    a.equal("库存记录的退回张数", released, a.expired + a.void);
    a.equal("库存记录的未中奖票数", blank, a.blank);
    let own = matches!(c.kind, CampaignKind::RedPacket | CampaignKind::Instant | CampaignKind::Codes);
    let again = if own { 0 } else { released };
    if a.issued > stock + again {
        a.fault(format!("发出{}张，超过库存{stock}张和退回{again}张", a.issued));
    }
    let minutes = sql::per_minute(tx, c.id)?;
    a.equal("逐分钟发放数合计", minutes, a.issued);
    Ok(())
}

/// The promise is that of the keys, and each prize was won as often as it is counted, never more often than there are of it.
fn tickets(tx: &mut Tx<'_>, a: &mut Audit, c: &Campaign, (with, walk): (&Issuing, &Walk)) -> DbResult<()> {
    let told = sql::commitment(tx, c.id)?.unwrap_or_default();
    let should = with.commitment(c.id);
    if c.state.is_public() && told != should {
        a.fault(format!("承诺值是{told}，按密钥应为{should}"));
    }
    let counted = sql::prizes(tx, c.id)?;
    for (n, prize) in (1..).zip(&c.terms.prizes) {
        let won = walk.won.get(&n).copied().unwrap_or(0);
        let (stock, given) = counted.get(&n).copied().unwrap_or_default();
        a.equal(&format!("“{}”的份数", prize.title), stock, prize.count);
        a.equal(&format!("“{}”记录的中奖数", prize.title), given, won);
        if won > prize.count {
            a.fault(format!("“{}”中出{won}个，超过{}个", prize.title, prize.count));
        }
    }
    Ok(())
}

/// Every used voucher was taken at one till, once, for what it costs.
fn tills(tx: &mut Tx<'_>, a: &mut Audit, walk: &Walk) -> DbResult<()> {
    let mut open = walk.used.clone();
    for (serial, worth, merchant) in sql::redeemed(tx, a.campaign_id)? {
        match open.remove(&serial) {
            Some(there) if there == (worth, merchant) => {}
            Some(_) => a.fault(format!("第{serial}张的核销记录与券上的商家或金额不符")),
            None => a.fault(format!("第{serial}张有多余的核销记录")),
        }
    }
    let mut missing: Vec<i64> = open.into_keys().collect();
    missing.sort_unstable();
    missing.into_iter().for_each(|serial| a.fault(format!("第{serial}张已使用，却没有核销记录")));
    Ok(())
}

fn money(tx: &mut Tx<'_>, a: &mut Audit, c: &Campaign) -> DbResult<()> {
    let balance = |tx: &mut Tx<'_>, code: &str| -> DbResult<Fen> {
        let account = account_of(tx, c.union_id, &format!("benefits:{code}:{}", c.id))?;
        Ok(account.map_or(Fen(0), |x| x.balance().balance))
    };
    let (issued, left) = (balance(tx, "issued")?, balance(tx, "campaign")?);
    a.equal("账上已发未用金额", issued, a.held_fen);
    let public = c.state.is_public() || c.state == CampaignState::Archived;
    let settled = matches!(c.state, CampaignState::Settled | CampaignState::Archived);
    let should = match (public, settled) {
        (true, false) => c.envelope.0 - a.held_fen.0 - a.used_fen.0,
        _ => 0,
    };
    a.equal("账上活动余额", left, Fen(should));
    if a.held_fen.0 + a.used_fen.0 > c.envelope.0 {
        a.fault("发出的金额超过活动预算".to_owned());
    }
    owed(tx, a, c.union_id)
}

/// What the union owes merchants, by its book and by what was taken at tills and stands on statements.
fn owed(tx: &mut Tx<'_>, a: &mut Audit, union: Id) -> DbResult<()> {
    let (unsettled, approved) = settling::owed_by(tx, union)?;
    let book = accounts_of(tx, union)?;
    let held = |of: &dyn Fn(&str) -> bool| -> Fen {
        Fen(book.iter().filter(|x| of(&x.code)).map(|x| x.balance().balance.0).sum())
    };
    let merchants = held(&|code| code.starts_with(MERCHANTS));
    if book.iter().any(|x| x.code == UNSETTLED) {
        a.equal("账上待结算核销款", held(&|code| code == UNSETTLED), unsettled);
        a.equal("账上应付商家", merchants, approved);
    } else {
        // A book in which nothing was used since this account came.
        a.equal("账上应付商家", merchants, Fen(unsettled.0 + approved.0));
    }
    Ok(())
}
