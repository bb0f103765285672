//! The amount: basis, deductible, parts, shares, caps.

use kernel::Fen;

use super::check::share_of;
use super::text::{Percent, Yuan, sentence};
use crate::model::case::{Facts, LineCode as L, Outcome, Refusal, RefusalCode as C, TraceLine};
use crate::model::scheme::{Basis, Item, Per, Scheme};

/// A claim that may be paid, being reckoned.
pub(super) struct Reckoning<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) item: &'a Item,
    pub(super) facts: &'a Facts,
    pub(super) out: Outcome,
}

impl Reckoning<'_> {
    /// Reckons to the end or to the first amount that stands in the way.
    pub(super) fn run(&mut self) {
        if let Err(code) = self.steps() {
            let sentence = sentence(code, self.scheme, self.item.kind, self.facts);
            self.out.refusals.push(Refusal { code, sentence });
        }
    }

    fn steps(&mut self) -> Result<(), C> {
        if self.item.rule.year_times.is_some_and(|most| self.facts.used.times >= most) {
            return Err(C::TimesUsed);
        }
        match self.item.rule.basis {
            Basis::Lump => self.lump(),
            Basis::FixedSteps => self.fixed()?,
            Basis::InScopeSelfpay | Basis::TotalSelfpay | Basis::TotalInScope => self.tiers()?,
        }
        self.shares();
        self.caps()
    }

    fn line(&mut self, code: L, text: String, amount: Fen) {
        if code.counts() {
            self.out.benefit.0 += amount.0;
        }
        self.out.trace.push(TraceLine { code, text, amount });
    }

    fn lump(&mut self) {
        let pay = self.item.rule.lump;
        let text = match &self.facts.illness {
            Some(name) => format!("确诊“{name}”，定额给付 {} 元", Yuan(pay)),
            None => format!("定额给付 {} 元", Yuan(pay)),
        };
        self.line(L::Lump, text, pay);
    }

    /// The amount that counts: by the basis, less other aid.
    fn basis(&mut self) -> Result<Fen, C> {
        let (f, basis) = (self.facts, self.item.rule.basis);
        let gross = match basis {
            Basis::InScopeSelfpay => f.self_pay,
            Basis::TotalInScope => f.in_scope,
            Basis::TotalSelfpay | Basis::FixedSteps | Basis::Lump => Fen(f.self_pay.0 + f.own.0),
        };
        let text = if basis == Basis::TotalSelfpay || basis == Basis::FixedSteps {
            format!("个人自付 {} + 自费 {} = {} 元", Yuan(f.self_pay), Yuan(f.own), Yuan(gross))
        } else {
            format!("{} {} 元", basis.title(), Yuan(gross))
        };
        self.line(L::Basis, text, gross);
        if gross.0 == 0 {
            return Err(C::NoAmount);
        }
        if f.other_aid.0 > 0 && f.borne().0 == 0 {
            return Err(C::OtherAidCovers);
        }
        let net = Fen((gross.0 - f.other_aid.0).max(0));
        if f.other_aid.0 > 0 {
            let text = format!("{} − {} = {} 元", Yuan(gross), Yuan(f.other_aid), Yuan(net));
            self.line(L::OtherAid, text, f.other_aid);
        }
        self.out.basis = net;
        if net.0 == 0 { Err(C::OtherAidCovers) } else { Ok(net) }
    }

    fn fixed(&mut self) -> Result<(), C> {
        let borne = self.basis()?;
        let reached = self.item.rule.steps.iter().filter(|s| s.from <= borne).max_by_key(|s| s.from);
        let step = *reached.ok_or(C::BelowSteps)?;
        let text = format!(
            "个人负担 {} 元，达到 {} 元一档，给付 {} 元",
            Yuan(borne),
            Yuan(step.from),
            Yuan(step.pay)
        );
        self.line(L::Step, text, step.pay);
        Ok(())
    }

    /// Lays the amount over the parts. What was borne of a yearly deductible before lies beneath the amount, so that its first
    /// 分 above the deductible is always the first of the first part.
    fn tiers(&mut self) -> Result<(), C> {
        let net = self.basis()?;
        let rule = &self.item.rule;
        let before = match rule.deductible_per {
            Per::Event => Fen(0),
            Per::Year => Fen(self.facts.used.deductible.0.clamp(0, rule.deductible.0)),
        };
        let (start, top) = (rule.deductible, Fen(before.0 + net.0));
        self.deductible(net, before);
        if top <= start && start.0 > 0 {
            return Err(C::BelowDeductible);
        }
        for tier in &self.item.rule.tiers {
            let from = tier.from.max(start);
            let to = tier.to.map_or(top, |to| to.min(top));
            if to <= from {
                continue;
            }
            let part = Fen(to.0 - from.0);
            let pay = share_of(part, tier.rate);
            let range = match tier.to {
                Some(end) => format!("{} 至 {} 元", Yuan(from), Yuan(end)),
                None => format!("{} 元以上", Yuan(from)),
            };
            let text = format!(
                "{} 元中 {range}的部分：{} × {} = {} 元",
                Yuan(top),
                Yuan(part),
                Percent(tier.rate),
                Yuan(pay)
            );
            self.line(L::Tier, text, pay);
        }
        Ok(())
    }

    fn deductible(&mut self, net: Fen, before: Fen) {
        let all = self.item.rule.deductible;
        if all.0 == 0 {
            return;
        }
        let taken = Fen((all.0 - before.0).min(net.0));
        let rest = Fen(net.0 - taken.0);
        let text = match self.item.rule.deductible_per {
            Per::Event => {
                format!("每次起付线 {} 元：{} − {} = {} 元", Yuan(all), Yuan(net), Yuan(taken), Yuan(rest))
            }
            Per::Year => format!(
                "年度起付线 {} 元，此前已负担 {} 元：{} − {} = {} 元",
                Yuan(all),
                Yuan(before),
                Yuan(net),
                Yuan(taken),
                Yuan(rest)
            ),
        };
        self.out.deductible = taken;
        self.line(L::Deductible, text, taken);
    }

    /// Shares that count, 1 or more.
    fn count(&self) -> i64 {
        let asked = self.facts.cover.as_ref().map_or(1, |c| c.shares);
        if self.item.rule.share_multiplier { asked.clamp(1, self.item.max_shares.max(1)) } else { 1 }
    }

    fn shares(&mut self) {
        let (n, each) = (self.count(), self.out.benefit);
        if n > 1 {
            let all = Fen(each.0 * n);
            let text = format!("每份 {} × {n} 份 = {} 元", Yuan(each), Yuan(all));
            self.line(L::Shares, text, Fen(all.0 - each.0));
        }
    }

    fn caps(&mut self) -> Result<(), C> {
        if self.out.benefit.0 == 0 {
            return Err(C::NoAmount);
        }
        let (rule, used, shares) = (&self.item.rule, self.facts.used, self.count());
        let (year, not_above_cost, basis) = (rule.year_cap, rule.not_above_cost, rule.basis);
        if let Some(cap) = rule.event_cap.map(|c| Fen(c.0.saturating_mul(shares))) {
            self.cap(L::EventCap, cap, || format!("每次最高 {} 元", Yuan(cap)));
        }
        if not_above_cost && basis != Basis::Lump {
            let borne = self.facts.borne();
            self.cap(L::CostCap, borne, || format!("不超过个人负担 {} 元", Yuan(borne)));
        }
        if let Some(cap) = year.map(|c| Fen(c.0.saturating_mul(shares))) {
            self.left(L::YearCap, "本年度该项", cap, used.item, C::YearCapUsed)?;
        }
        if let Some(cap) = self.scheme.total_cap {
            self.left(L::TotalCap, "本年度各项合计", cap, used.total, C::TotalCapUsed)?;
        }
        if self.out.benefit.0 == 0 { Err(C::NoAmount) } else { Ok(()) }
    }

    fn left(&mut self, code: L, what: &str, cap: Fen, used: Fen, none: C) -> Result<(), C> {
        let left = Fen(cap.0.saturating_sub(used.0.max(0)).clamp(0, cap.0.max(0)));
        self.cap(code, left, || {
            format!("{what}最高 {} 元，已用 {} 元，余 {} 元", Yuan(cap), Yuan(used), Yuan(left))
        });
        if left.0 == 0 { Err(none) } else { Ok(()) }
    }

    fn cap(&mut self, code: L, most: Fen, text: impl FnOnce() -> String) {
        let over = self.out.benefit.0 - most.0;
        if over > 0 {
            let text = format!("{}：减 {} 元，为 {} 元", text(), Yuan(Fen(over)), Yuan(most));
            self.line(code, text, Fen(-over));
        }
    }
}
