//! Rooms of the demo's county with checks and duty, reception days with those who signed up. Rows of the past are written as the
//! ordinary operations would have left them; one audit entry says so.

use guard::{Actor, act, res};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::contacts::{self, Contact};
use platform::sealed::Keyring;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use registry::api::{some_members, union_by_id};
use registry::demo::Filled;
use store::Tx;

use super::plans::{below, by_share};
use crate::error::Result;
use crate::model::reception::{Outcome, Reception, ReceptionKind, ReceptionState, SignUp, SignUpState};
use crate::model::room::{Room, RoomCheck, RoomState, Shift};
use crate::rules::rooms::{found, missing, standard};
use crate::store::coverage::without;
use crate::store::{check, reception, room, shift, sign_up};

/// Employers looked at.
const EMPLOYERS: i64 = 5_000;
/// Rooms of firms that hold reception days.
const RECEIVING: usize = 12;
/// 9:00 to 11:00 and 14:00 to 16:00.
const HOURS: [(i64, i64); 2] = [(540, 660), (840, 960)];
const TOPICS: [&str; 8] = [
    "加班费怎么算",
    "年休假没有休完",
    "车间噪声大，想换岗位",
    "孩子入学的事",
    "食堂饭菜太凉",
    "医疗互助怎么报销",
    "宿舍热水不够",
    "想参加技能培训",
];
const ANSWERS: [&str; 3] = [
    "已当面说明计算办法，并给了工资条对照表。",
    "已告知医疗互助的报销材料和办理时间。",
    "已与后勤约定本周内调整，下周回看。",
];
const PLACES: [&str; 4] = ["综合楼一楼103室", "职工之家二楼", "食堂北侧活动室", "厂区东门服务点"];

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rooms {
    /// Rooms.
    pub rooms: usize,
    /// Reception days.
    pub receptions: usize,
    /// People who signed up.
    pub sign_ups: usize,
}

/// A room that is to be, and the place of its union.
struct Plan {
    union_id: Id,
    employer_id: Option<Id>,
    name: String,
}

/// Fills in rooms of the townships and of six out of seven employers above the designated size. The same seed gives the same ones.
///
/// # Errors
/// The database's.
pub fn fill_rooms(app: &App, actor: &Actor, filled: &Filled, seed: u64) -> Result<Rooms> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let firms = app.store().read_blocking(move |tx| without(tx, &scope, None, None, EMPLOYERS))?;
    let town = |(id, name): &(Id, String)| Plan {
        union_id: *id,
        employer_id: None,
        name: format!("{}职工说事室", name.trim_end_matches("总工会")),
    };
    let mut plans: Vec<Plan> = filled.townships.iter().map(town).collect();
    for (n, f) in firms.iter().enumerate().filter(|(n, _)| n % 7 != 2) {
        let Some(union_id) = f.union_id else { continue };
        let name = if n % 5 == 1 { "说事室（职工之家）" } else { "职工说事室" };
        plans.push(Plan { union_id, employer_id: Some(f.id), name: kernel::text::clean(name) });
    }
    let towns = filled.townships.len();
    let (work, actor) = (app.clone(), actor.clone());
    app.store().write_blocking(move |tx| {
        let mut maker = Maker { rng: ChaCha8Rng::seed_from_u64(seed ^ 0x31), app: work.clone() };
        let mut all = Rooms::default();
        for (n, plan) in plans.iter().enumerate() {
            let Some(r) = maker.room(tx, plan, n)? else { continue };
            all.rooms += 1;
            if r.state == RoomState::Open && n < towns + RECEIVING {
                maker.duty(tx, &r, n)?;
                let (receptions, sign_ups) = maker.receptions(tx, &r, n)?;
                all.receptions += receptions;
                all.sign_ups += sign_ups;
            } else if r.state == RoomState::Open && n % 2 == 0 {
                maker.duty(tx, &r, n)?;
            }
        }
        let changes = Changes::new().note("rows", all.rooms as i64);
        audit::record(tx, &actor, Entry { changes, ..Entry::of("room.demo", Id(0)) })?;
        Ok(all)
    })
}

struct Maker {
    rng: ChaCha8Rng,
    app: App,
}

impl Maker {
    fn below(&mut self, n: usize) -> usize {
        below(&mut self.rng, n as u64) as usize
    }

    fn room(&mut self, tx: &mut Tx<'_>, plan: &Plan, n: usize) -> Result<Option<Room>> {
        let Some(u) = union_by_id(tx, plan.union_id)? else { return Ok(None) };
        let closed = n % 31 == 30;
        let chair = if u.chair.is_empty() { "工会主席".to_owned() } else { u.chair.clone() };
        let opened_on = Day::constant(2019, 3, 1).plus_days(self.below(1_000) as i64);
        let mut r = Room {
            id: tx.new_id(),
            union_id: u.id,
            union_name: u.name.clone(),
            union_path: u.place(),
            employer_id: plan.employer_id,
            employer_name: String::new(),
            name: plan.name.clone(),
            address: PLACES[self.below(PLACES.len())].to_owned(),
            phone: format!("0574-65{:06}", 100_000 + self.below(800_000)),
            head_name: chair,
            opened_on,
            state: RoomState::Open,
            reason: String::new(),
            checked_on: None,
            passed: None,
            missing: 0,
            version: 1,
        };
        room::insert(tx, &r)?;
        if closed {
            (r.state, r.reason) = (RoomState::Closed, "厂区搬迁，新址装修中".to_owned());
            room::update(tx, 1, &r)?;
        }
        if n % 9 != 8 {
            self.check(tx, &r)?;
        }
        Ok(Some(r))
    }

    fn check(&mut self, tx: &mut Tx<'_>, r: &Room) -> Result<()> {
        let today = tx.today();
        let words = self.app.codesets();
        let rounds = 1 + self.below(2) as i64;
        for round in (0..rounds).rev() {
            let day = today.plus_days(-20 - 180 * round - self.below(60) as i64);
            let all = standard(&words, day);
            // The first time something is missing more often than the last.
            let lacking = by_share(&mut self.rng, if round > 0 { &[20, 50, 30] } else { &[78, 15, 7] });
            let gone: Vec<usize> = (0..lacking).map(|_| self.below(all.len().max(1))).collect();
            let met: Vec<String> = all
                .iter()
                .enumerate()
                .filter(|(i, item)| !gone.contains(i) && (item.required || self.below(3) > 0))
                .map(|(_, item)| item.code.clone())
                .collect();
            let items = found(all, &met);
            let missing = missing(&items);
            let note = if missing > 0 { "已当场指出，请一个月内补齐。" } else { "" };
            let made = RoomCheck {
                id: tx.new_id(),
                day,
                by_name: "乡镇工会干事".to_owned(),
                passed: missing == 0,
                items,
                note: note.to_owned(),
            };
            check::insert(tx, r.id, &made)?;
            room::checked(tx, r.id, day, made.passed, missing)?;
        }
        Ok(())
    }

    /// Duty of this month and the next, on days that are worked where that is known.
    fn duty(&mut self, tx: &mut Tx<'_>, r: &Room, n: usize) -> Result<()> {
        let people: Vec<String> =
            some_members(tx, &r.union_path, 3)?.into_iter().map(|(_, name)| name).collect();
        let mut names = vec![r.head_name.clone()];
        names.extend(people);
        let first = tx.today().month_start();
        let last = first.plus_months(2).plus_days(-1);
        let calendar = self.app.calendar();
        let (from, to) = HOURS[n % 2];
        let weekday = (1 + n % 5) as i8;
        let (mut all, mut day) = (Vec::new(), first);
        // The first rooms have somebody every working day, so that today is one of theirs.
        while day <= last {
            let wanted = if n.is_multiple_of(3) { day.weekday() <= 5 } else { day.weekday() == weekday };
            if wanted && calendar.is_working_day(day).unwrap_or(true) {
                all.push(Shift {
                    id: tx.new_id(),
                    day,
                    from,
                    to,
                    person_name: names[all.len() % names.len()].clone(),
                    instead_of: String::new(),
                    note: String::new(),
                    version: 1,
                });
            }
            day = day.plus_days(1);
        }
        shift::insert(tx, r.id, &all)?;
        Ok(())
    }

    fn reception(&mut self, tx: &Tx<'_>, r: &Room, n: usize, day: Day) -> Reception {
        let kind = [ReceptionKind::Representative, ReceptionKind::Chair][n % 2];
        let (from, to) = HOURS[(n + 1) % 2];
        let post = if kind == ReceptionKind::Chair { "工会主席" } else { "工会代表" };
        Reception {
            id: tx.new_id(),
            room_id: r.id,
            union_id: r.union_id,
            union_name: r.union_name.clone(),
            union_path: r.union_path.clone(),
            kind,
            day,
            from,
            to,
            host_name: r.head_name.clone(),
            host_post: post.to_owned(),
            place: format!("{}（{}）", r.name, r.address),
            topics: ["工资和工时", "劳动安全", "职工生活", ""][n % 4].to_owned(),
            minutes_each: 20,
            seats: 6,
            closes_at: Timestamp::at_day_start(day).plus_minutes(from),
            state: ReceptionState::Open,
            reason: String::new(),
            created_by_name: r.head_name.clone(),
            version: 1,
        }
    }

    /// One day that is over, one that was cancelled, one that people sign up for and one that is planned.
    fn receptions(&mut self, tx: &mut Tx<'_>, r: &Room, n: usize) -> Result<(usize, usize)> {
        let today = tx.today();
        let days = [-34_i64, -6, 5 + n as i64 % 6, 26];
        let mut people = 0;
        for (i, ahead) in days.into_iter().enumerate() {
            let mut d = self.reception(tx, r, n + i, today.plus_days(ahead));
            d.state = match i {
                0 => ReceptionState::Over,
                1 if n % 6 == 5 => ReceptionState::Cancelled,
                1 => ReceptionState::Over,
                2 => ReceptionState::Open,
                _ => ReceptionState::Planned,
            };
            if d.state == ReceptionState::Cancelled {
                d.reason = "接待人外出开会".to_owned();
            }
            reception::insert(tx, &d)?;
            if d.state == ReceptionState::Cancelled {
                reception::update(tx, 1, &d)?;
            }
            if i < 3 {
                people += self.people(tx, &d)?;
            }
        }
        Ok((days.len(), people))
    }

    fn people(&mut self, tx: &mut Tx<'_>, d: &Reception) -> Result<usize> {
        let keys = self.app.keyring().clone();
        let wanted = 2 + self.below(if d.state == ReceptionState::Open { 6 } else { 4 });
        let known = some_members(tx, &d.union_path, wanted as i64)?;
        for n in 0..wanted {
            let text = TOPICS[self.below(TOPICS.len())].to_owned();
            let who = match known.get(n) {
                Some((id, name)) => {
                    Contact { name: name.clone(), phone: String::new(), person_id: *id, text }
                }
                None => Contact {
                    name: ["王建军", "李海英", "陈国庆", "张雪梅", "周小明", "吴芳", "郑大伟", "孙丽"][n % 8]
                        .to_owned(),
                    phone: format!("139574{:05}", 10_000 + self.below(80_000)),
                    person_id: Id(0),
                    text,
                },
            };
            self.sign_up(tx, &keys, d, (n, &who))?;
        }
        Ok(wanted)
    }

    fn sign_up(
        &mut self,
        tx: &mut Tx<'_>,
        keys: &Keyring,
        d: &Reception,
        (n, who): (usize, &Contact),
    ) -> Result<()> {
        let seat = if (n as i64) < d.seats { n as i64 } else { -1 };
        let over = d.state == ReceptionState::Over;
        let state = match (over, seat) {
            (true, _) if self.below(6) == 0 => SignUpState::Missed,
            (true, _) => SignUpState::Came,
            (false, -1) => SignUpState::Waiting,
            (false, _) => SignUpState::Booked,
        };
        let answered = state == SignUpState::Came;
        let s = SignUp {
            id: tx.new_id(),
            reception_id: d.id,
            seat,
            state,
            outcome: if answered { Outcome::Answered } else { Outcome::None },
            case_id: None,
            answer: if answered { ANSWERS[self.below(ANSWERS.len())].to_owned() } else { String::new() },
            by_name: if who.person_id.0 == 0 { d.host_name.clone() } else { String::new() },
            signed_at: tx.now().min(Timestamp::at_day_start(d.day.plus_days(-3)).plus_minutes(600)),
            version: 1,
        };
        let title = format!("{} {}（{}）", d.when(), d.kind.title(), d.union_name);
        if contacts::put(tx, keys, (s.id, d.id), &title, who)? {
            sign_up::insert(tx, &s)?;
        }
        Ok(())
    }
}
