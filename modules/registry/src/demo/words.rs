//! Names as they are found in a county of Zhejiang, with their weights.

use rand::{Rng, RngExt};

/// Surnames with how many in a thousand bear them, the common ones first.
const SURNAMES: &[(&str, u32)] = &[
    ("陈", 90),
    ("王", 75),
    ("李", 55),
    ("张", 52),
    ("周", 40),
    ("徐", 38),
    ("胡", 34),
    ("叶", 33),
    ("林", 30),
    ("吴", 30),
    ("朱", 28),
    ("葛", 24),
    ("杨", 24),
    ("金", 22),
    ("赵", 20),
    ("黄", 20),
    ("刘", 20),
    ("童", 18),
    ("俞", 16),
    ("潘", 15),
    ("娄", 14),
    ("应", 14),
    ("严", 12),
    ("章", 12),
    ("邬", 11),
    ("孙", 11),
    ("郑", 11),
    ("方", 10),
    ("何", 10),
    ("沈", 10),
    ("王", 9),
    ("蒋", 9),
    ("薛", 9),
    ("魏", 9),
    ("杜", 8),
    ("储", 8),
    ("麻", 8),
    ("华", 7),
    ("钱", 7),
    ("袁", 7),
    ("冯", 7),
    ("戴", 7),
    ("夏", 6),
    ("姚", 6),
    ("郭", 6),
    ("谢", 6),
    ("宋", 6),
    ("罗", 5),
    ("马", 5),
    ("丁", 5),
    ("田", 5),
    ("仇", 4),
    ("单", 4),
    ("曾", 4),
    ("解", 3),
    ("查", 3),
    ("乐", 3),
    ("尉迟", 1),
    ("欧阳", 2),
    ("诸葛", 1),
    ("岑", 3),
    ("龚", 4),
    ("尤", 3),
    ("柴", 3),
    ("屠", 3),
    ("竺", 4),
];

const MALE: &[&str] = &[
    "伟", "强", "磊", "军", "勇", "杰", "涛", "斌", "波", "辉", "刚", "健", "明", "国平", "建国", "志强",
    "海波", "永康", "小军", "建明", "文斌", "立新", "浩", "宇", "鑫", "俊杰", "子豪", "天宇", "家豪", "晓东",
    "伟民", "卫东", "跃进", "金龙", "水根", "阿毛", "旭东", "益民", "良", "平",
];

const FEMALE: &[&str] = &[
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀英", "桂英", "玉兰", "春花", "美玲", "丽华", "小燕",
    "亚萍", "晓红", "雪梅", "婷", "欣怡", "梓涵", "雨欣", "佳怡", "莹", "琴", "云", "珠", "彩凤", "爱珍",
    "菊香", "赛君", "旭丹", "燕飞", "蓓", "瑛", "薇", "琳", "媛", "琪", "倩",
];

/// One of a weighted list.
fn weighted<'a>(rng: &mut impl Rng, all: &[(&'a str, u32)]) -> &'a str {
    let total: u32 = all.iter().map(|(_, w)| w).sum();
    let mut at = rng.random_range(0..total);
    for (word, weight) in all {
        if at < *weight {
            return word;
        }
        at -= weight;
    }
    all[0].0
}

/// One of a list.
pub fn pick<T: Copy>(rng: &mut impl Rng, all: &[T]) -> T {
    all[rng.random_range(0..all.len())]
}

/// A person's name; now and then one of a minority with a dot.
pub fn person_name(rng: &mut impl Rng, female: bool) -> String {
    if rng.random_range(0..400) == 0 {
        let given = pick(rng, &["买买提", "阿依古丽", "古丽", "扎西", "卓玛"]);
        return format!("{given}·{}", pick(rng, &["艾力", "吾守尔", "多吉", "热合曼"]));
    }
    let given = pick(rng, if female { FEMALE } else { MALE });
    // Some given names of one character get a second one, as is the fashion of each decade.
    let second = if given.chars().count() == 1 && rng.random_range(0..3) > 0 {
        pick(rng, &["", "晓", "文", "志", "海", "佳", "雅", "永", "建", "亚"])
    } else {
        ""
    };
    format!("{}{second}{given}", weighted(rng, SURNAMES))
}

const CRAFTS: &[&str] = &[
    "模具",
    "文具",
    "灯具",
    "汽车零部件",
    "机械",
    "五金",
    "纺织",
    "服饰",
    "塑料制品",
    "电器",
    "食品",
    "水产",
    "包装",
    "印刷",
    "橡胶制品",
    "电子",
    "建材",
    "家具",
    "化工",
    "物流",
];

const BRANDS: &[&str] = &[
    "宏达", "东方", "永盛", "金龙", "新海", "天和", "华泰", "恒丰", "三友", "佳成", "德隆", "海天", "正大",
    "兴业", "远大", "得力", "如意", "双林", "方正", "震裕", "建新", "一帆", "广源", "西林", "长风", "祥和",
    "博大", "凯达", "力洋", "奇精",
];

/// An employer's name, unique by its number.
pub fn employer_name(rng: &mut impl Rng, number: usize) -> String {
    let brand = BRANDS[number % BRANDS.len()];
    let craft = CRAFTS[(number / BRANDS.len()) % CRAFTS.len()];
    let form = pick(rng, &["有限公司", "有限公司", "有限公司", "股份有限公司", "厂"]);
    let round = number / (BRANDS.len() * CRAFTS.len());
    let extra = if round == 0 { "" } else { ["甲", "乙", "丙"][round % 3] };
    format!("示范县{brand}{extra}{craft}{form}")
}
