//! Names of people and organisations as they are found in Zhejiang, with their weights.

use rand::{Rng, RngExt};

/// Surnames with how many in ten thousand bear them: those of the whole country, with those of the coast made commoner.
const SURNAMES: &str = "王620 陈610 李540 张500 刘330 杨230 黄210 周230 赵180 吴220 徐220 孙140 朱190 胡190 郭100 何130 \
    林190 高110 罗90 郑130 梁70 谢80 宋80 唐70 许90 韩60 冯80 邓50 曹70 彭50 曾50 肖50 田50 董50 潘90 袁60 蔡70 蒋90 \
    余70 于50 杜50 叶150 程60 魏50 苏50 吕60 丁80 任60 沈140 姚70 卢60 姜50 崔30 钟60 谭40 陆90 汪60 范50 金160 石30 \
    廖40 贾30 夏70 韦30 付30 方90 白20 邹40 孟20 熊30 秦40 邱50 江50 尹30 薛40 闫20 段30 雷30 侯30 龙30 史40 陶50 黎30 \
    贺30 顾60 毛70 郝20 龚40 邵70 万40 钱80 严60 覃20 武20 戴60 莫20 孔40 向20 汤50 俞90 章70 葛70 应70 邬50 竺30 娄40 \
    裘30 虞40 楼40 鲍40 童60 柴30 屠30 励20 洪60 施60 傅40 翁40 卓20 储20 麻20 岑20 单20 仇15 查15 乐20 解10 欧阳12 \
    诸葛6 上官3 司徒2 尉迟1";

/// Given names by the year of birth, men's and women's: whole names, then characters that make one together.
struct Era {
    from: i16,
    men: [&'static str; 3],
    women: [&'static str; 3],
}

const ERAS: [Era; 4] = [
    Era {
        from: 1900,
        men: [
            "建国 国平 国强 卫东 爱国 建华 志强 永康 跃进 水根 阿毛 金龙 建军 国庆 大海 阿根 炳炎 福根 祖德 才法",
            "建 国 志 永 文 德 金 水 善 家 明 世 昌 正 荣 福 立 海 兴 宝",
            "华 平 明 军 良 民 生 成 祥 根 法 富 康 林 荣 庆 忠 才 山 龙",
        ],
        women: [
            "秀英 桂英 玉兰 秀芳 爱珍 菊香 彩凤 月娥 春花 阿珍 梅芳 赛君 亚萍 美娟 惠芬 素珍 金凤 银花 雪琴 翠英",
            "秀 桂 玉 爱 菊 彩 月 春 梅 美 惠 素 金 银 雪 翠 亚 小 凤 兰",
            "英 兰 芳 珍 香 凤 娥 花 萍 娟 芬 琴 君 仙 云 珠 妹 莲 红 霞",
        ],
    },
    Era {
        from: 1970,
        men: [
            "军 勇 斌 波 强 伟 刚 辉 平 海波 建明 国华 益民 旭东 立新 晓东 伟民 小军 永军 建平",
            "建 海 永 晓 志 国 立 伟 利 旭 新 文 明 益 小 红 卫 宏 德 春",
            "军 波 明 平 勇 斌 华 东 辉 峰 锋 伟 荣 良 光 飞 国 强 杰 君",
        ],
        women: [
            "红 芳 霞 艳 燕 丽华 亚芬 小燕 晓红 雪梅 美玲 旭丹 燕飞 海燕 丽萍 春燕 建芬 利娟 群飞 莹",
            "丽 亚 小 晓 雪 美 旭 燕 海 春 利 群 爱 红 建 芳 赛 秋 冬 玲",
            "华 芬 燕 红 梅 玲 丹 飞 萍 娟 芳 君 霞 珍 娜 琴 波 女 儿 球",
        ],
    },
    Era {
        from: 1985,
        men: [
            "杰 涛 超 磊 鹏 浩 鑫 凯 俊 峰 宇 帅 旭 龙 晨 俊杰 志鹏 文斌 天宇 佳杰",
            "俊 志 文 天 佳 晓 家 嘉 明 建 一 海 泽 凯 鑫 旭 立 思 宇 振",
            "杰 鹏 斌 宇 伟 峰 辉 龙 豪 超 涛 波 浩 明 华 飞 军 凯 磊 亮",
        ],
        women: [
            "静 婷 婷婷 丹 莉 颖 倩 洁 璐 蕾 玲 佳佳 琳 雯 晶 薇 露 瑶 媛 萌",
            "晓 佳 雅 丽 思 梦 丹 文 嘉 雪 婷 玲 莉 海 亚 素 慧 巧 赛 燕",
            "静 婷 丹 莉 颖 倩 洁 璐 蕾 琳 雯 晶 薇 瑶 媛 萍 燕 娜 君 红",
        ],
    },
    Era {
        from: 1996,
        men: [
            "子豪 浩然 宇轩 梓轩 俊豪 家豪 嘉伟 睿 轩 宇航 泽宇 一鸣 天佑 子涵 博文 铭 昊 逸 皓 奕辰",
            "子 浩 宇 梓 俊 家 嘉 泽 一 天 博 奕 睿 铭 思 书 晨 逸 文 锦",
            "豪 然 轩 航 宇 鸣 佑 文 辰 杰 涵 阳 凡 洋 哲 霖 林 恒 楠 源",
        ],
        women: [
            "欣怡 梓涵 雨欣 佳怡 诗涵 梦瑶 思琪 可欣 雨婷 紫萱 怡然 静怡 若涵 琪 悦 妍 瑜 馨月 嘉怡 晨曦",
            "欣 梓 雨 佳 诗 梦 思 可 紫 怡 静 若 馨 嘉 晨 语 依 雅 芷 昕",
            "怡 涵 欣 瑶 琪 婷 萱 然 月 曦 悦 妍 瑜 彤 菲 蕾 宁 雯 琳 颖",
        ],
    },
];

/// Nations other than the Han, how many in ten thousand members, where their numbers are mostly issued, and their
/// commonest surnames (none where names are formed in another way).
const NATIONS: [(&str, u32, u32, &str); 14] = [
    ("06", 42, 522_625, "杨 吴 龙 石 麻 潘 李 王 张 田"),
    ("15", 33, 433_123, "田 向 彭 覃 冉 谭 张 李 王 杨"),
    ("12", 17, 522_631, "吴 杨 石 龙 粟 陆 姚 张"),
    ("07", 17, 532_331, "李 杨 普 罗 张 王 马 吉"),
    ("08", 15, 451_022, "韦 黄 覃 陆 农 蒙 莫 梁"),
    ("22", 12, 331_127, "蓝 雷 钟 盘 吴 李"),
    ("09", 14, 522_327, "罗 王 韦 陆 黄 岑 班 杨"),
    ("03", 11, 640_422, "马 丁 哈 沙 白 王 杨 李"),
    ("14", 4, 532_901, "杨 李 赵 张 段 董 王 尹"),
    ("11", 5, 211_224, "关 金 佟 赵 张 王 李 白"),
    ("02", 3, 150_523, "包 白 王 李 宝 韩 吴 梁"),
    ("10", 1, 222_401, "金 朴 李 崔 郑 许 南 全"),
    ("05", 3, 653_101, ""),
    ("04", 3, 632_322, ""),
];

const UYGHUR: [&str; 2] = [
    "艾力 买买提 阿不都 吐尔逊 玉苏普 阿迪力 艾合买提 依明 库尔班 卡斯木",
    "阿依古丽 古丽娜尔 热孜万 帕提古丽 阿瓦古丽 努尔古丽 茹仙古丽 米热古丽",
];
const TIBETAN: [&str; 2] =
    ["扎西 多吉 次仁 索南 旦增 尼玛 巴桑 格桑 平措 达瓦", "卓玛 央金 拉姆 曲珍 白玛 德吉 措姆 仓决"];

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// The word lists, taken apart once.
#[derive(Debug)]
pub struct Names {
    /// Surname for each of so many draws.
    surnames: Vec<&'static str>,
    /// By era and sex (men, women): whole names, first characters, second characters.
    given: Vec<[[Vec<&'static str>; 3]; 2]>,
    nations: Vec<(&'static str, u32, u32, Vec<&'static str>)>,
    uyghur: [Vec<&'static str>; 2],
    tibetan: [Vec<&'static str>; 2],
}

impl Names {
    /// Takes the lists apart.
    pub fn new() -> Self {
        let mut surnames = Vec::new();
        for word in words(SURNAMES) {
            let at = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
            let weight = word[at..].parse().unwrap_or(1);
            surnames.extend(std::iter::repeat_n(&word[..at], weight));
        }
        let given = ERAS.iter().map(|e| [e.men.map(words), e.women.map(words)]).collect();
        let nations = NATIONS.iter().map(|(code, w, area, s)| (*code, *w, *area, words(s))).collect();
        Self { surnames, given, nations, uyghur: UYGHUR.map(words), tibetan: TIBETAN.map(words) }
    }

    /// A nation: its code, and for others than the Han the division that issues most of their numbers.
    pub fn nation(&self, rng: &mut impl Rng) -> (&'static str, Option<u32>) {
        let mut at = rng.random_range(0..10_000_u32);
        for (code, weight, area, _) in &self.nations {
            if at < *weight {
                return (code, Some(*area));
            }
            at -= weight;
        }
        ("01", None)
    }

    /// A person's name, as is usual for nation, sex and year of birth.
    pub fn person(&self, rng: &mut impl Rng, nation: &str, female: bool, born: i16) -> String {
        let sex = usize::from(female);
        if nation == "05" {
            return format!("{}·{}", pick(rng, &self.uyghur[sex]), pick(rng, &self.uyghur[0]));
        }
        if nation == "04" {
            return format!("{}{}", pick(rng, &self.tibetan[0]), pick(rng, &self.tibetan[sex]));
        }
        let of_nation = self.nations.iter().find(|(code, ..)| *code == nation).map(|(.., s)| s);
        let surname = match of_nation {
            Some(list) if !list.is_empty() => pick(rng, list),
            _ => pick(rng, &self.surnames),
        };
        let era = ERAS.iter().rposition(|e| e.from <= born).unwrap_or(0);
        let [whole, first, second] = &self.given[era][sex];
        match rng.random_range(0..10) {
            0..4 => format!("{surname}{}", pick(rng, whole)),
            _ => format!("{surname}{}{}", pick(rng, first), pick(rng, second)),
        }
    }
}

/// One of a list.
pub fn pick<T: Copy>(rng: &mut impl Rng, all: &[T]) -> T {
    all[rng.random_range(0..all.len())]
}

const CRAFTS: &str = "模具 文具 灯具 汽车零部件 机械 五金 纺织 服饰 塑料制品 电器 食品 水产 包装 印刷 橡胶制品 电子 建材 \
    家具 化工 物流 经编 皮革 制冷设备 轴承 紧固件 电缆 建设 装饰工程 贸易 科技 餐饮管理 家纺 针织 玩具 工艺品 阀门 园林 \
    医疗器械 环保设备 新能源";
/// Crafts that are no manufacture, with their code of `industry`.
const TRADES: [(&str, &str); 8] = [
    ("水产", "A"),
    ("建设", "E"),
    ("装饰工程", "E"),
    ("贸易", "F"),
    ("物流", "G"),
    ("餐饮管理", "H"),
    ("科技", "M"),
    ("园林", "N"),
];
const FIRST: &str = "宏 东 永 金 新 天 华 恒 三 佳 德 海 正 兴 远 得 如 双 方 震 建 一 广 西 长 祥 博 凯 力 奇 瑞 嘉 安 同 万 久 民 腾 创 亿";
const SECOND: &str = "达 方 盛 龙 海 和 泰 丰 友 成 隆 天 大 业 力 意 林 正 裕 新 帆 源 风 科 顺 利 茂 辉 宇 鑫 利达 洋 星 润 升 诚 益 兆 通 耀";
const VILLAGES: &str = "前 后 上 下 东 西 南 北 大 小 新 老 石 竹 梅 桥 溪 山 塘 湾";
const PLACES: &str = "王 张 陈 胡 杨 柳 李 周 马 岙 塘 田 洋 渡 桥 畈 浦 宅 屿 坑";

/// Code of `industry` of an employer of this name.
pub fn industry(name: &str) -> &'static str {
    TRADES.iter().find(|(craft, _)| name.contains(craft)).map_or("C", |(_, code)| code)
}

/// Names of organisations, taken apart once.
#[derive(Debug)]
pub struct Firms {
    crafts: Vec<&'static str>,
    first: Vec<&'static str>,
    second: Vec<&'static str>,
    villages: Vec<&'static str>,
    places: Vec<&'static str>,
}

impl Firms {
    /// Takes the lists apart.
    pub fn new() -> Self {
        let [crafts, first, second] = [CRAFTS, FIRST, SECOND].map(words);
        let [villages, places] = [VILLAGES, PLACES].map(words);
        Self { crafts, first, second, villages, places }
    }

    /// An employer's name; different for every `number` of one place.
    pub fn employer(&self, rng: &mut impl Rng, place: &str, number: usize) -> String {
        let all = self.crafts.len() * self.first.len() * self.second.len();
        // A step without a common factor visits every combination before one comes again.
        let at = number * 27_449 % all;
        let craft = self.crafts[at % self.crafts.len()];
        let brand = at / self.crafts.len();
        let (first, second) = (self.first[brand % self.first.len()], self.second[brand / self.first.len()]);
        let form = match rng.random_range(0..20) {
            0..16 => "有限公司",
            16..18 => "股份有限公司",
            _ => "厂",
        };
        format!("{place}{first}{second}{craft}{form}")
    }

    /// The name of a village of a township; different for every `number` up to 400.
    pub fn village(&self, number: usize) -> String {
        let (v, p) = (self.villages.len(), self.places.len());
        format!("{}{}村", self.villages[number % v], self.places[(number / v + number * 7) % p])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn employers_and_villages_are_told_apart() {
        let (firms, mut rng) = (Firms::new(), ChaCha8Rng::seed_from_u64(1));
        let stem = |name: String| name.replace("股份有限公司", "").replace("有限公司", "").replace('厂', "");
        let names: HashSet<String> = (0..30_000).map(|n| stem(firms.employer(&mut rng, "", n))).collect();
        assert_eq!(names.len(), 30_000);
        assert_eq!((0..400).map(|n| firms.village(n)).collect::<HashSet<_>>().len(), 400);
    }

    #[test]
    fn an_employer_is_of_the_industry_of_its_craft() {
        assert_eq!(industry("示范县宏达模具有限公司"), "C");
        assert_eq!(industry("示范县新龙装饰工程有限公司"), "E");
        assert_eq!(industry("示范县海和餐饮管理有限公司"), "H");
    }

    #[test]
    fn names_follow_age_sex_and_nation() {
        let (names, mut rng) = (Names::new(), ChaCha8Rng::seed_from_u64(1));
        let mut of = |nation: &str, female, born| names.person(&mut rng, nation, female, born);
        for _ in 0..500 {
            for born in [1962, 1978, 1990, 2003] {
                let name = of("01", born % 2 == 0, born);
                assert_eq!(kernel::text::person_name(&name).as_deref(), Ok(name.as_str()));
            }
            assert!(of("05", true, 1990).contains('·'));
            let he = of("22", false, 1990);
            assert!(["蓝", "雷", "钟", "盘", "吴", "李"].iter().any(|s| he.starts_with(s)), "{he}");
        }
    }
}
