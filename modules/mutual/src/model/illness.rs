//! Grave illnesses by name.

/// In the form that [`kernel::text::clean`] gives (III for Ⅲ). The list of the insurance industry and the doctors' association, 2020: the names of a scheme's list unless it has its own.
pub const ILLNESSES: [&str; 28] = [
    "恶性肿瘤重度",
    "较重急性心肌梗死",
    "严重脑中风后遗症",
    "重大器官移植",
    "冠状动脉搭桥",
    "严重慢性肾衰竭",
    "多个肢体缺失",
    "急性重症肝炎",
    "严重非恶性颅内肿瘤",
    "严重慢性肝衰竭",
    "严重脑炎后遗症",
    "深度昏迷",
    "双耳失聪",
    "双目失明",
    "瘫痪",
    "心脏瓣膜手术",
    "严重阿尔茨海默病",
    "严重脑损伤",
    "严重原发性帕金森病",
    "严重III度烧伤",
    "严重特发性肺动脉高压",
    "严重运动神经元病",
    "语言能力丧失",
    "重型再生障碍性贫血",
    "主动脉手术",
    "严重慢性呼吸衰竭",
    "严重克罗恩病",
    "严重溃疡性结肠炎",
];

/// Illnesses of women that items for women list, unless a scheme has its own (K).
pub const OF_WOMEN: [&str; 6] = ["乳腺癌", "宫颈癌", "子宫内膜癌", "卵巢癌", "输卵管癌", "阴道癌"];
