//! What a matter of the demo looks like.

use std::collections::BTreeMap;

use guard::Role;
use kernel::{Id, OrgPath, Timestamp};
use platform::App;
use platform::cases::clock::CaseClock;
use platform::cases::store::event::Event;
use platform::cases::{CaseFile, CaseState, Channel, Place, Procedure, Rating, Reporter, ReporterKind};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use registry::demo::Basic;

use super::plans::{DAY, HOUR, Plan, below, by_share};
use super::{Tellers, teller};
use crate::KIND;
use crate::demo_text::{AGAIN, GENERAL, MAJOR, SIGNERS, SIMPLE, SPECIAL, Said};
use crate::error::Result;
use crate::model::TRACKS;

/// A matter as it will stand in the database, but for id and number.
#[derive(Clone, Debug)]
pub struct Shape {
    pub case: CaseFile,
    pub events: Vec<Event>,
    pub who: Option<Reporter>,
    pub named: bool,
    pub ties: Vec<OrgPath>,
    pub searched: Vec<(String, String)>,
    pub series: String,
    pub code: String,
}

/// Makes shapes.
pub struct Maker {
    rng: ChaCha8Rng,
    app: App,
    procedure: std::sync::Arc<Procedure>,
    version: i64,
    now: Timestamp,
}

impl Maker {
    /// With the procedure in force.
    ///
    /// # Errors
    /// There is none.
    pub fn new(app: &App, seed: u64) -> Result<Self> {
        let now = app.clock().now();
        let none = || platform::cases::CaseError::NoProcedure { kind: KIND.to_owned() };
        let in_force = app.procedures().on(KIND, now.day()).cloned().ok_or_else(none)?;
        let rng = ChaCha8Rng::seed_from_u64(seed ^ 0x5a);
        Ok(Self { rng, app: app.clone(), procedure: in_force.procedure, version: in_force.version, now })
    }

    fn said(&mut self, track: usize) -> Said {
        let all = [SIMPLE, GENERAL, MAJOR, SPECIAL][track];
        all[below(&mut self.rng, all.len() as u64) as usize]
    }

    /// Draws everything about a matter.
    ///
    /// # Errors
    /// A clock that cannot be started.
    pub fn shape(&mut self, plan: &Plan, basic: &[Basic], tellers: &Tellers) -> Result<Shape> {
        let b = &basic[plan.at.min(basic.len() - 1)];
        let said = self.said(plan.track);
        let kind = self.reporter_kind(plan, said.0);
        let sealed = kind != ReporterKind::Named;
        let home = self.home(b, sealed)?;
        let mut c = self.blank(plan, said, home, kind);
        let who = self.who(b, kind, tellers);
        c.person_id = who.as_ref().filter(|_| !sealed).map_or(Id(0), |w| w.person_id);
        if let Some((id, name)) = b.employers.first() {
            (c.employer_id, c.employer_name) = (*id, name.clone());
        }
        let mut way = Way {
            c,
            events: Vec::new(),
            holder: if sealed { "上级工会".to_owned() } else { b.name.clone() },
            signer: self.signer(),
        };
        self.walk(plan, said, &mut way)?;
        let searched = vec![("topic".to_owned(), said.0.to_owned())];
        let result = way.c.fields.get("result").map(|r| ("result".to_owned(), r.clone()));
        Ok(Shape {
            named: !sealed,
            ties: if sealed { vec![b.path.clone()] } else { Vec::new() },
            searched: searched.into_iter().chain(result).collect(),
            series: self.procedure.series.clone(),
            code: self.code(way.c.home.id, b, sealed)?,
            case: way.c,
            events: way.events,
            who,
        })
    }

    fn code(&self, home: Id, b: &Basic, sealed: bool) -> Result<String> {
        if !sealed {
            return Ok(b.code.clone());
        }
        let tree = self.app.org_tree().clone();
        Ok(self.app.store().read_blocking(move |tx| tree.union_code(tx, home))?.unwrap_or_default())
    }

    /// A sealed matter lies above the union that it is about.
    fn home(&self, b: &Basic, sealed: bool) -> Result<Place> {
        let own = Place { id: b.id, path: b.path.clone() };
        let Some(parent) = b.path.parent().filter(|_| sealed) else { return Ok(own) };
        let (tree, at) = (self.app.org_tree().clone(), parent.clone());
        let found = self.app.store().read_blocking(move |tx| tree.union_at(tx, &at))?;
        Ok(found.map_or(own, |(id, _)| Place { id, path: parent }))
    }

    fn reporter_kind(&mut self, plan: &Plan, topic: &str) -> ReporterKind {
        if plan.plain || ["private", "feeling"].contains(&topic) {
            return ReporterKind::Named;
        }
        [ReporterKind::Named, ReporterKind::Confidential, ReporterKind::Anonymous]
            [by_share(&mut self.rng, &[88, 8, 4])]
    }

    fn who(&mut self, b: &Basic, kind: ReporterKind, tellers: &Tellers) -> Option<Reporter> {
        if kind == ReporterKind::Anonymous {
            return None;
        }
        let known = tellers.get(&b.id).filter(|t| !t.is_empty());
        Some(match known {
            Some(all) => {
                let (id, name) = &all[below(&mut self.rng, all.len() as u64) as usize];
                teller(name, *id)
            }
            None => {
                let all = crate::demo_text::TELLERS;
                teller(all[below(&mut self.rng, all.len() as u64) as usize], Id(0))
            }
        })
    }

    fn signer(&mut self) -> String {
        SIGNERS[below(&mut self.rng, SIGNERS.len() as u64) as usize].to_owned()
    }

    fn blank(&mut self, plan: &Plan, said: Said, home: Place, reporter: ReporterKind) -> CaseFile {
        let channel = [Channel::Phone, Channel::Visit, Channel::Call, Channel::Letter]
            [by_share(&mut self.rng, &[64, 22, 12, 2])];
        let title: String = said.1.split(['，', '。']).next().unwrap_or_default().chars().take(30).collect();
        let mut fields = BTreeMap::from([("topic".to_owned(), said.0.to_owned())]);
        if plan.track >= 2 {
            fields.insert("people".to_owned(), (3 + below(&mut self.rng, 60)).to_string());
        }
        CaseFile {
            id: Id(0),
            kind: KIND.to_owned(),
            procedure_version: self.version,
            number: String::new(),
            holder: home.clone(),
            home,
            holder_role: Role::Chair.code().to_owned(),
            owner_id: Id(0),
            owner_name: String::new(),
            delegate_id: Id(0),
            from_id: Id(0),
            watch_path: String::new(),
            step: "registered".to_owned(),
            track: String::new(),
            state: CaseState::Open,
            title,
            body: said.1.to_owned(),
            fields,
            channel,
            reporter,
            person_id: Id(0),
            employer_id: Id(0),
            employer_name: String::new(),
            restricted: false,
            received_at: plan.told_at,
            step_at: plan.told_at,
            clock_number: 1,
            clock: None,
            tick_at: Timestamp(0),
            mark: 0,
            late: false,
            climbed: 0,
            closed_on: None,
            closed_at: Timestamp(0),
            rating: None,
            reopened: 0,
            merged_into: Id(0),
            changed_at: plan.told_at,
            version: 1,
        }
    }

    /// Goes as far as time allows.
    fn walk(&mut self, plan: &Plan, said: Said, w: &mut Way) -> Result<()> {
        w.happens(("open", "登记"), "registered", plan.told_at, ("", "您说的事已经登记。".to_owned()));
        let hours = |rng: &mut ChaCha8Rng, n: u64| HOUR * (1 + below(rng, n) as i64);
        let sorted_at = plan.told_at.plus_ms(hours(&mut self.rng, 9));
        if sorted_at > self.now {
            return self.stands(w);
        }
        let take = [
            ("take_simple", "马上办"),
            ("take_general", "商讨决议办"),
            ("take_major", "联席会议办"),
            ("take_special", "专题商议办"),
        ];
        TRACKS[plan.track].clone_into(&mut w.c.track);
        w.c.clock_number += 1;
        let plain = format!("已由{}受理。", w.holder);
        w.happens(take[plan.track], TRACKS[plan.track], sorted_at, ("", plain));
        let limit = [1, 5, 10, 15][plan.track];
        // Most are answered within their limit, some a little after it.
        let slow = !plan.plain && below(&mut self.rng, 100) < 7;
        let days = if slow {
            limit + 2 + below(&mut self.rng, 5) as i64
        } else {
            below(&mut self.rng, limit as u64) as i64
        };
        let answered_at = sorted_at.plus_ms(days * DAY + hours(&mut self.rng, 6));
        w.c.late = slow && answered_at <= self.now;
        if plan.track > 0 {
            let decided_at = answered_at.plus_ms(-2 * HOUR);
            if decided_at > self.now {
                return self.stands(w);
            }
            let decide = if plan.track == 1 {
                ("decide_general", "商定")
            } else {
                ("decide_meeting", "会议议定")
            };
            self.minutes(plan, said, w, decided_at);
            w.c.clock_number += 1;
            let plain = format!("各方已经商定，{}会答复您。", w.holder);
            w.happens(decide, "decided", decided_at, ("", plain));
        }
        if answered_at > self.now {
            return self.stands(w);
        }
        w.c.fields.insert("result".to_owned(), said.3.to_owned());
        let reply =
            if plan.track == 0 { ("reply_simple", "办好并答复") } else { ("reply", "答复职工") };
        let plain = format!("{}答复您：{}", w.holder, said.2);
        w.happens(reply, "answered", answered_at, (said.2, plain));
        w.closes(answered_at);
        self.rates(plan, w, answered_at)
    }

    fn minutes(&mut self, plan: &Plan, said: Said, w: &mut Way, at: Timestamp) {
        w.c.fields.insert("decision".to_owned(), said.2.to_owned());
        if plan.track >= 2 {
            let people = ["镇总工会干事", "企业行政负责人", "劳动监察员", "职工代表"];
            w.c.fields.insert("meeting_day".to_owned(), at.day().to_string());
            w.c.fields.insert("meeting_people".to_owned(), people.join("\n"));
            let minutes = format!("会议听取了职工代表的说明和企业的答复。{}", said.2);
            w.c.fields.insert("minutes".to_owned(), minutes);
        }
    }

    fn rates(&mut self, plan: &Plan, w: &mut Way, answered_at: Timestamp) -> Result<()> {
        let at = answered_at.plus_ms(DAY + HOUR * below(&mut self.rng, 30) as i64);
        if at > self.now || below(&mut self.rng, 100) < 25 {
            return Ok(());
        }
        let shares: &[u64] = if plan.plain { &[90, 10] } else { &[80, 16, 4] };
        let rating = Rating::ALL[by_share(&mut self.rng, shares)];
        w.c.rating = Some(rating);
        let why = match rating {
            Rating::Dissatisfied => AGAIN[below(&mut self.rng, AGAIN.len() as u64) as usize],
            _ => "",
        };
        let plain = format!("您的评价：{}", rating.title());
        w.happens(("rate", &format!("评价：{}", rating.title())), "answered", at, (why, plain));
        Ok(())
    }

    /// Still open: who has it, and its clock.
    fn stands(&mut self, w: &mut Way) -> Result<()> {
        let ground = self.app.cases();
        let step = self.procedure.step(&w.c.step).cloned();
        let Some(step) = step else { return Ok(()) };
        let (place, roles) = (w.c.holder.path.clone(), step.roles.clone());
        let post = self.app.store().read_blocking(move |tx| ground.post(tx, &place, &roles))?;
        w.c.holder = Place { id: post.union_id, path: post.path };
        post.role.code().clone_into(&mut w.c.holder_role);
        w.c.owner_name.clear();
        let Some(limit) = self.procedure.limit(&step, &w.c.track) else { return Ok(()) };
        let calendar = self.app.calendar();
        let clock = CaseClock::start(&calendar, w.c.step_at.day(), limit)
            .map_err(platform::cases::CaseError::from)?;
        let marks = clock.marks(&calendar).map_err(platform::cases::CaseError::from)?;
        (w.c.clock, w.c.mark, w.c.tick_at) = (Some(clock), 1, marks.half_at);
        Ok(())
    }
}

/// A matter on its way.
struct Way {
    c: CaseFile,
    events: Vec<Event>,
    holder: String,
    signer: String,
}

impl Way {
    fn happens(
        &mut self,
        (deed, title): (&str, &str),
        step: &str,
        at: Timestamp,
        (note, plain): (&str, String),
    ) {
        let told = ["open", "rate"].contains(&deed);
        step.clone_into(&mut self.c.step);
        (self.c.step_at, self.c.changed_at) = (at, at);
        self.events.push(Event {
            id: Id(0),
            deed: deed.to_owned(),
            title: title.to_owned(),
            step: step.to_owned(),
            by_kind: if told { "reporter" } else { "staff" }.to_owned(),
            by_id: Id(0),
            by_name: if told { "反映人".to_owned() } else { self.signer.clone() },
            holder_name: self.holder.clone(),
            note: note.to_owned(),
            plain,
            at,
        });
        if !told {
            self.c.owner_name.clone_from(&self.signer);
        }
    }

    fn closes(&mut self, at: Timestamp) {
        (self.c.state, self.c.closed_on, self.c.closed_at) = (CaseState::Closed, Some(at.day()), at);
        self.c.holder_role.clear();
        (self.c.clock, self.c.tick_at, self.c.mark) = (None, Timestamp(0), 0);
    }
}
