//! What a procedure may not look like. The checker names every fault with the place in the data where it stands, so that the
//! editor can show it there.

use std::collections::BTreeSet;

use serde::Serialize;

use super::model::Rating;
use super::procedure::{Allow, By, Field, FieldKind, FieldOption, Move, Procedure, Step, StepClock};
use crate::calendar::Unit;

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ProcedureFault)]
pub struct Fault {
    /// JSON pointer into the definition, `/steps/2/clock`.
    pub pointer: String,
    /// What is wrong, in Chinese.
    pub text: String,
}

/// Most of each list.
const MOST: usize = 60;
/// Longest own limit, days of either kind.
const LONGEST: u32 = 400;

/// All faults; none if the procedure can be used.
pub fn check(p: &Procedure) -> Vec<Fault> {
    let mut faults = Faults(Vec::new());
    head(p, &mut faults);
    fields(p, &mut faults);
    tracks(p, &mut faults);
    steps(p, &mut faults);
    moves(p, &mut faults);
    if faults.0.is_empty() {
        // Only of a procedure whose words all mean something can be said where its ways lead.
        ways(p, &mut faults);
    }
    faults.0
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, pointer: impl Into<String>, text: impl Into<String>) {
        self.0.push(Fault { pointer: pointer.into(), text: text.into() });
    }

    /// Codes are short, and each stands once.
    fn codes<'a>(&mut self, list: &str, codes: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (i, code) in codes.enumerate() {
            let fits = (1..=40).contains(&code.len())
                && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !fits {
                self.add(format!("/{list}/{i}/code"), "代码只能用小写字母、数字和下划线，1至40个字符");
            } else if !seen.insert(code) {
                self.add(format!("/{list}/{i}/code"), format!("代码“{code}”重复"));
            }
        }
    }

    fn title(&mut self, pointer: String, title: &str) {
        if !(1..=40).contains(&title.trim().chars().count()) {
            self.add(pointer, "名称应为1至40个字");
        }
    }
}

fn head(p: &Procedure, faults: &mut Faults) {
    faults.title("/title".into(), &p.title);
    if !(1..=4).contains(&p.series.len()) || !p.series.bytes().all(|b| b.is_ascii_uppercase()) {
        faults.add("/series", "编号字头应为1至4个大写字母");
    }
    if p.anonymous && !p.confidential {
        faults.add("/anonymous", "允许匿名的事项也应当允许保密");
    }
    for (list, n) in [
        ("fields", p.fields.len()),
        ("tracks", p.tracks.len()),
        ("steps", p.steps.len()),
        ("moves", p.moves.len()),
    ] {
        if n > MOST {
            faults.add(format!("/{list}"), format!("最多{MOST}项"));
        }
    }
    if p.body_most > 4_000 {
        faults.add("/body_most", "最多4000字");
    }
    if p.climb_days > 60 {
        faults.add("/climb_days", "逐级上报的间隔不超过60个工作日");
    }
    if !(1..=365).contains(&p.rate_days) {
        faults.add("/rate_days", "评价期限应为1至365日");
    }
}

fn fields(p: &Procedure, faults: &mut Faults) {
    faults.codes("fields", p.fields.iter().map(|f| f.code.as_str()));
    for (i, f) in p.fields.iter().enumerate() {
        faults.title(format!("/fields/{i}/title"), &f.title);
        let choice = f.kind == FieldKind::Choice;
        if choice == f.options.is_empty() {
            let text =
                if choice { "选择项至少要有一个选项" } else { "只有选择项可以有选项" };
            faults.add(format!("/fields/{i}/options"), text);
        }
        let mut seen = BTreeSet::new();
        for (n, o) in f.options.iter().enumerate() {
            if o.code.is_empty() || o.label.trim().is_empty() || !seen.insert(&o.code) {
                faults.add(format!("/fields/{i}/options/{n}"), "选项的代码和名称不能为空，代码不能重复");
            }
        }
        if f.required && !f.at_intake {
            faults.add(
                format!("/fields/{i}/required"),
                "只有登记时填写的栏目可以设为必填，其他的由流转动作要求",
            );
        }
        if f.most > 20_000 {
            faults.add(format!("/fields/{i}/most"), "最多20000字");
        }
        if f.public && f.options.iter().any(|o| o.restricted) {
            faults.add(format!("/fields/{i}/public"), "有“仅指定人员可看”选项的栏目不能公开");
        }
    }
}

fn limit(pointer: &str, count: u32, unit: Unit, faults: &mut Faults) {
    if !matches!(unit, Unit::Days | Unit::WorkingDays) || !(1..=LONGEST).contains(&count) {
        faults.add(pointer, format!("时限应为1至{LONGEST}个自然日或工作日"));
    }
}

fn tracks(p: &Procedure, faults: &mut Faults) {
    faults.codes("tracks", p.tracks.iter().map(|t| t.code.as_str()));
    for (i, t) in p.tracks.iter().enumerate() {
        faults.title(format!("/tracks/{i}/title"), &t.title);
        limit(&format!("/tracks/{i}/limit"), t.limit.count, t.limit.unit, faults);
        if !p.moves.iter().any(|m| m.track.as_deref() == Some(&t.code)) {
            faults.add(format!("/tracks/{i}"), format!("没有一个动作进入“{}”", t.title));
        }
    }
}

fn steps(p: &Procedure, faults: &mut Faults) {
    faults.codes("steps", p.steps.iter().map(|s| s.code.as_str()));
    if p.steps.is_empty() {
        faults.add("/steps", "至少要有一个环节");
    }
    for (i, s) in p.steps.iter().enumerate() {
        faults.title(format!("/steps/{i}/title"), &s.title);
        if s.plain.trim().is_empty() {
            faults.add(format!("/steps/{i}/plain"), "请写明职工看到的说明");
        }
        if let Some(StepClock::Own(l)) = s.clock {
            limit(&format!("/steps/{i}/clock"), l.count, l.unit, faults);
        }
        if s.clock.is_some() && s.roles.is_empty() {
            faults.add(format!("/steps/{i}/roles"), "有时限的环节必须有承办角色");
        }
        if s.closed && (s.clock.is_some() || !s.allows.is_empty() || !s.roles.is_empty()) {
            faults.add(format!("/steps/{i}"), "办结环节不能有承办角色、时限和其他操作");
        }
        if !s.closed && s.roles.is_empty() && !p.moves_from(&s.code).any(|m| m.by == By::Reporter) {
            faults.add(format!("/steps/{i}/roles"), "没有承办角色的环节，必须由职工本人可以推进");
        }
        if s.roles.iter().any(|r| r.is_admin()) {
            faults.add(format!("/steps/{i}/roles"), "三员不能承办业务");
        }
    }
    if p.steps.first().is_some_and(|s| s.closed || s.public || matches!(s.clock, Some(StepClock::Track))) {
        faults.add("/steps/0", "第一个环节不能是办结或公开，也不能按轨道计时");
    }
    if p.steps.iter().any(|s| s.public) && !p.fields.iter().any(|f| f.public) {
        faults.add("/fields", "有公开的环节，就要有公开的栏目");
    }
    if !p.steps.is_empty() && !p.steps.iter().any(|s| s.closed) {
        faults.add("/steps", "至少要有一个办结环节");
    }
}

fn moves(p: &Procedure, faults: &mut Faults) {
    faults.codes("moves", p.moves.iter().map(|m| m.code.as_str()));
    for (i, m) in p.moves.iter().enumerate() {
        faults.title(format!("/moves/{i}/title"), &m.title);
        if m.from.is_empty() {
            faults.add(format!("/moves/{i}/from"), "请选择从哪些环节可以进行");
        }
        for from in m.from.iter().filter(|f| p.step(f).is_none()) {
            faults.add(format!("/moves/{i}/from"), format!("没有环节“{from}”"));
        }
        if p.step(&m.to).is_none() {
            faults.add(format!("/moves/{i}/to"), format!("没有环节“{}”", m.to));
        }
        if m.track.as_deref().is_some_and(|t| p.track(t).is_none()) {
            faults.add(format!("/moves/{i}/track"), "没有这个轨道");
        }
        for f in m.fields.iter().filter(|f| p.field(f).is_none()) {
            faults.add(format!("/moves/{i}/fields"), format!("没有栏目“{f}”"));
        }
        if m.answers && !m.note {
            faults.add(format!("/moves/{i}/answers"), "答复职工的动作必须填写说明");
        }
        if m.by == By::Reporter && (m.attachment || !m.fields.is_empty() || m.track.is_some()) {
            faults.add(format!("/moves/{i}/by"), "职工本人的动作不能要求附件和栏目，也不能分类");
        }
        kinds_of_moves(p, i, m, faults);
        let closed = |code: &String| p.step(code).is_some_and(|s| s.closed);
        if m.by != By::Reporter && m.from.iter().any(closed) {
            faults.add(format!("/moves/{i}/from"), "办结以后只有职工本人可以提出重新办理");
        }
    }
    for (i, code) in p.dissatisfied.iter().enumerate() {
        let fits = |m: &Move| m.by == By::Reporter && p.step(&m.to).is_some_and(|s| !s.closed);
        if !p.find_move(code).is_some_and(fits) {
            faults.add(format!("/dissatisfied/{i}"), "应是职工本人的、通向未办结环节的动作");
        }
    }
}

/// What moves that rate, claim, or wait for judges must be like.
fn kinds_of_moves(p: &Procedure, i: usize, m: &Move, faults: &mut Faults) {
    if let Some(code) = &m.rates {
        let chosen = |f: &Field| {
            let known = |o: &FieldOption| Rating::ALL.iter().any(|r| r.code() == o.code);
            f.kind == FieldKind::Choice && f.options.iter().all(known)
        };
        if !p.field(code).is_some_and(chosen) || !m.fields.contains(code) {
            let text = "应是本动作必填的选择项，选项代码只能是 satisfied、fair、dissatisfied";
            faults.add(format!("/moves/{i}/rates"), text);
        }
        if !p.step(&m.to).is_some_and(|s| s.closed) {
            faults.add(format!("/moves/{i}/rates"), "代为评价的动作应当通向办结环节");
        }
    }
    let steps = || m.from.iter().filter_map(|f| p.step(f));
    if m.judged > 0 && !steps().all(|s| s.allows.contains(&Allow::Judge)) {
        faults.add(format!("/moves/{i}/judged"), "要求评审的动作，只能从可以请评委的环节出发");
    }
    if m.judged > 20 {
        faults.add(format!("/moves/{i}/judged"), "最多20名评委");
    }
    if m.claims && (m.by != By::Claimant || !steps().all(|s| s.public) || m.releases) {
        faults.add(format!("/moves/{i}/claims"), "认领应由认领人从公开的环节进行，且不能同时是退出认领");
    }
    if m.by == By::Claimant && (m.attachment || !m.fields.is_empty() || m.track.is_some()) {
        faults.add(format!("/moves/{i}/by"), "认领人的动作不能要求附件和栏目，也不能分类");
    }
    let outside = matches!(m.by, By::Reporter | By::Claimant);
    if outside && (m.judged > 0 || m.rates.is_some()) {
        faults.add(format!("/moves/{i}/by"), "要求评审、代为评价的动作应由工会进行");
    }
}

/// Whether a case in this step may come without a track.
fn trackless(p: &Procedure) -> BTreeSet<&str> {
    let mut seen: BTreeSet<&str> = p.steps.first().map(|s| s.code.as_str()).into_iter().collect();
    loop {
        let onward = |m: &&Move| m.track.is_none() && m.from.iter().any(|f| seen.contains(f.as_str()));
        let new: Vec<&str> = p.moves.iter().filter(onward).map(|m| m.to.as_str()).collect();
        let before = seen.len();
        seen.extend(new);
        if seen.len() == before {
            return seen;
        }
    }
}

/// Steps that are reached from the first, and those from which an end is reached.
fn reached(p: &Procedure) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let mut from: BTreeSet<&str> = p.steps.first().map(|s| s.code.as_str()).into_iter().collect();
    let mut to: BTreeSet<&str> = p.steps.iter().filter(|s| s.closed).map(|s| s.code.as_str()).collect();
    loop {
        let before = (from.len(), to.len());
        for m in &p.moves {
            if m.from.iter().any(|f| from.contains(f.as_str())) {
                from.insert(&m.to);
            }
            // A move of the reporter counts as a way out: a step that waits for the reporter alone has it by design.
            if to.contains(m.to.as_str()) {
                to.extend(m.from.iter().map(String::as_str));
            }
        }
        if (from.len(), to.len()) == before {
            return (from, to);
        }
    }
}

fn ways(p: &Procedure, faults: &mut Faults) {
    let (from, to) = reached(p);
    let trackless = trackless(p);
    for (i, s) in p.steps.iter().enumerate() {
        let name = |s: &Step| s.title.clone();
        if !from.contains(s.code.as_str()) {
            faults.add(format!("/steps/{i}"), format!("“{}”无法到达：没有动作通向它", name(s)));
        } else if !to.contains(s.code.as_str()) {
            faults.add(format!("/steps/{i}"), format!("“{}”是死胡同：从这里无法办结", name(s)));
        }
        if matches!(s.clock, Some(StepClock::Track)) && trackless.contains(s.code.as_str()) {
            faults.add(format!("/steps/{i}/clock"), format!("“{}”按轨道计时，但可以不经分类到达", name(s)));
        }
    }
}
