//! The county and its townships. The names are the fictional county's; one township carries the figures of 胡陈乡.

/// Township: name, whether it is a 街道, 镇 or 乡, and how many basic unions it has.
pub const TOWNSHIPS: [(&str, u32); 18] = [
    ("跃龙街道", 74),
    ("桃源街道", 66),
    ("梅林街道", 58),
    ("桥头胡街道", 41),
    ("长街镇", 38),
    ("力洋镇", 27),
    ("一市镇", 18),
    ("岔路镇", 22),
    ("前童镇", 21),
    ("桑洲镇", 14),
    ("黄坛镇", 31),
    ("大佳何镇", 23),
    ("强蛟镇", 19),
    ("西店镇", 63),
    ("深甽镇", 29),
    ("胡陈乡", 12),
    ("茶院乡", 17),
    ("越溪乡", 14),
];

/// Division code of the county; townships follow in the order above.
pub const COUNTY_DIVISION: &str = "330226";
