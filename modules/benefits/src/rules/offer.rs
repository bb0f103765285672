//! A campaign in words, as its page and whoever writes of it tell them.

use crate::model::campaign::{Campaign, Delivery, Limit, Span, Stacking, Together};

/// A limit in words.
pub fn limit_words(l: &Limit) -> String {
    let span = match l.per {
        Span::Campaign => "",
        Span::Day => "每天",
        Span::Week => "每周",
        Span::Month => "每月",
    };
    format!("每人{span}限{}次", l.most)
}

/// With which vouchers one of a campaign goes together, in words; nothing where it goes with all.
pub fn stacking_words(s: &Stacking) -> Option<String> {
    match s.with {
        Together::Free => None,
        Together::Own => Some(format!("一次结账最多用{}张，不与其他活动的券同时使用", s.most)),
        Together::Never => Some("一次结账只能用这一张，不与其他券同时使用".to_owned()),
    }
}

/// How goods get to people, in words.
pub fn delivery_words(d: &Delivery) -> String {
    if d.is_sent() {
        return "领到后填写收货地址，由工会寄出".to_owned();
    }
    let names: Vec<&str> = d.points.iter().map(|p| p.name.as_str()).collect();
    format!("领到后选一个自提点领取：{}", names.join("、"))
}

/// What one gets and how: 限时抢，电影票一张，自付1.00元.
pub fn what(c: &Campaign) -> String {
    let mut parts = vec![c.kind.title().to_owned()];
    if c.kind.has_prizes() {
        let prizes = c.terms.prizes.iter().map(|p| format!("{}{}份", p.title, p.count));
        parts.push(prizes.collect::<Vec<_>>().join("、"));
    } else {
        parts.push(c.terms.offer.title.clone());
    }
    if c.terms.offer.pays.0 > 0 {
        parts.push(format!("自付{}元", c.terms.offer.pays));
    }
    parts.join("，")
}

/// How many there are, and how often somebody may: 共200份，每人限1次.
pub fn amount(c: &Campaign) -> String {
    format!("共{}份，{}", c.stock, limit_words(&c.terms.limit))
}
