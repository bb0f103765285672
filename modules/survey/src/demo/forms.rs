//! Questions of the demo's surveys, and what people answer to them.

use kernel::Day;
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

use crate::model::{Choice, Condition, Form, Given, Question, QuestionKind, Review, Show, Test};

fn choices(labels: &[&str]) -> Vec<Choice> {
    let one =
        |(i, label): (usize, &&str)| Choice { code: format!("c{}", i + 1), label: (*label).into(), quota: 0 };
    labels.iter().enumerate().map(one).collect()
}

fn question(code: &str, kind: QuestionKind, title: &str, labels: &[&str]) -> Question {
    Question {
        code: code.into(),
        kind,
        title: title.into(),
        required: true,
        choices: choices(labels),
        ..Question::default()
    }
}

fn shown_if(question: &str, test: Test, value: &str) -> Show {
    let condition = Condition { question: question.into(), test, value: value.into() };
    Show { any: false, conditions: vec![condition] }
}

/// Needs and satisfaction of workers.
pub fn needs() -> Form {
    use QuestionKind::{LongText, Multiple, Number, Rating, Single};
    let crossed = |q: Question| Question { cross: true, ..q };
    let questions = vec![
        crossed(question("sex", Single, "您的性别", &["男", "女"])),
        crossed(question("age", Single, "您的年龄", &["30岁以下", "31至40岁", "41至50岁", "51岁及以上"])),
        question(
            "trade",
            Single,
            "您所在的行业",
            &["制造业", "建筑业", "商贸服务", "物流快递", "机关事业单位", "其他"],
        ),
        Question {
            new_page: true,
            most: Some(5),
            ..question("mark", Rating, "您对本单位工会工作的满意程度（5分最高）", &[])
        },
        Question {
            show: shown_if("mark", Test::AtMost, "2"),
            most: Some(3),
            ..question(
                "why",
                Multiple,
                "您不太满意的主要原因",
                &["活动太少", "反映的问题没有回音", "福利不透明", "不知道工会在做什么"],
            )
        },
        Question {
            most: Some(3),
            ..question(
                "wish",
                Multiple,
                "您最希望工会做好哪些事（最多选3项）",
                &[
                    "工资与工时协商",
                    "困难帮扶",
                    "技能培训",
                    "疗休养",
                    "子女托管",
                    "心理健康服务",
                    "相亲交友",
                    "法律援助",
                ],
            )
        },
        Question {
            new_page: true,
            least: Some(0),
            most: Some(120),
            ..question("hours", Number, "您上个月加班多少小时", &[])
        },
        Question {
            required: false,
            most: Some(300),
            ..question("say", LongText, "您对工会还有什么意见和建议", &[])
        },
    ];
    Form { questions, ..Form::default() }
}

/// Wishes for a stay at a resort.
pub fn resort() -> Form {
    use QuestionKind::{Date, Multiple, ShortText, Single};
    let mut route = question("route", Single, "您想去的线路", &["莫干山", "千岛湖", "武夷山", "普陀山"]);
    route.show = shown_if("go", Test::Chosen, "c1");
    route.choices[3].quota = 30;
    let if_going = |q: Question| Question { show: shown_if("go", Test::Chosen, "c1"), ..q };
    let questions = vec![
        question("go", Single, "您明年是否参加疗休养", &["参加", "不参加"]),
        route,
        if_going(question("month", Date, "最方便出发的日期", &[])),
        if_going(Question {
            required: false,
            ..question("care", Multiple, "需要的照顾", &["清淡饮食", "清真餐", "少走路", "同住亲友"])
        }),
        Question { required: false, most: Some(60), ..question("note", ShortText, "其他说明", &[]) },
    ];
    Form { questions, quota: 2_000, ..Form::default() }
}

/// A quiz about the Trade Union Law.
pub fn quiz() -> Form {
    use QuestionKind::{Multiple, Single};
    let right = |codes: &[&str], points: i64, q: Question| Question {
        right: codes.iter().map(|c| (*c).to_owned()).collect(),
        points,
        ..q
    };
    let questions = vec![
        right(
            &["c2"],
            10,
            question(
                "q1",
                Single,
                "企业、事业单位、机关有会员多少人以上的，应当建立基层工会委员会",
                &["10人", "25人", "50人", "100人"],
            ),
        ),
        right(
            &["c1"],
            10,
            question(
                "q2",
                Single,
                "用人单位每月按全部职工工资总额的多少拨缴工会经费",
                &["2%", "1%", "5%", "0.5%"],
            ),
        ),
        right(
            &["c1", "c2"],
            15,
            question(
                "q3",
                Multiple,
                "下列哪些属于工会的基本职责",
                &["维护职工合法权益", "竭诚服务职工群众", "审批营业执照", "征收税款"],
            ),
        ),
        right(
            &["c2"],
            10,
            question(
                "q4",
                Single,
                "企业单方面解除职工劳动合同，应当事先怎么做",
                &["无须告知", "将理由通知工会", "公示三天", "报公安机关"],
            ),
        ),
        right(
            &["c3"],
            10,
            question(
                "q5",
                Single,
                "基层工会委员会每届任期",
                &["一年或两年", "四年或六年", "三年或五年", "终身"],
            ),
        ),
        right(
            &["c1", "c4"],
            15,
            question(
                "q6",
                Multiple,
                "哪些劳动者有权参加和组织工会",
                &["外卖送餐员", "公司聘请的会计师事务所", "供应商", "网约车司机"],
            ),
        ),
        right(
            &["c1"],
            15,
            question(
                "q7",
                Single,
                "会员被欠薪，工会可以怎样帮助",
                &["提供法律援助并要求改正", "代为冻结账户", "吊销执照", "直接判决"],
            ),
        ),
        right(
            &["c2"],
            15,
            question(
                "q8",
                Single,
                "工会主席、副主席任期未满时",
                &["可以随意调动", "不得随意调动其工作", "每年轮换", "由企业指定接替"],
            ),
        ),
    ];
    Form { questions, minutes: 10, review: Review::AtOnce, ..Form::default() }
}

const SAYS: [&str; 16] = [
    "希望多组织技能比武，获奖能评职称加分。",
    "食堂夜班没有热饭，反映过两次没有回音。",
    "建议设一个女职工休息室。",
    "暑假子女托管班名额太少，抢不到。",
    "互助保障报销材料能不能在手机上交？",
    "工会活动都在白天，倒班的参加不了。",
    "希望协商一下高温津贴按月发。",
    "厂区到地铁站的接驳车早班太挤。",
    "技能培训很实用，希望继续办焊工班。",
    "加班多，调休总是排不上。",
    "希望多关心外地职工，春节包车很好。",
    "心理咨询室应该注意保护隐私。",
    "疗休养线路可以多一些选择。",
    "快递驿站的饮水点很暖心。",
    "希望公布工会经费的使用情况。",
    "对工会工作很满意，谢谢。",
];

fn pick(rng: &mut ChaCha20Rng, weights: &[u32]) -> usize {
    let mut at = rng.random_range(0..weights.iter().sum::<u32>());
    for (i, w) in weights.iter().enumerate() {
        if at < *w {
            return i;
        }
        at -= w;
    }
    0
}

fn chose(code: &str, all: &[usize]) -> Given {
    let choices = all.iter().map(|i| format!("c{}", i + 1)).collect();
    Given { question: code.into(), choices, ..Given::default() }
}

fn number(code: &str, n: i64) -> Given {
    Given { question: code.into(), number: Some(n), ..Given::default() }
}

/// An answer to [`needs`] of somebody in the `town`-th township: the young are less content, and work longer.
pub fn an_answer(rng: &mut ChaCha20Rng, town: usize) -> Vec<Given> {
    let (sex, age) = (pick(rng, &[58, 42]), pick(rng, &[22, 34, 28, 16]));
    let trade = pick(rng, &[46, 10, 18, 9, 12, 5]);
    let mark = match (age, town % 5) {
        (0, 3) => pick(rng, &[12, 18, 34, 26, 10]),
        (0, _) => pick(rng, &[5, 10, 30, 38, 17]),
        _ => pick(rng, &[2, 5, 20, 43, 30]),
    } as i64
        + 1;
    let mut given =
        vec![chose("sex", &[sex]), chose("age", &[age]), chose("trade", &[trade]), number("mark", mark)];
    if mark <= 2 {
        given.push(chose("why", &[pick(rng, &[20, 45, 20, 15])]));
    }
    let weights = if sex == 1 { [18, 12, 16, 18, 22, 12, 6, 8] } else { [34, 12, 22, 16, 7, 6, 7, 12] };
    let mut wishes: Vec<usize> = (0..1 + pick(rng, &[1, 3, 6])).map(|_| pick(rng, &weights)).collect();
    wishes.sort_unstable();
    wishes.dedup();
    given.push(chose("wish", &wishes));
    let hours = rng.random_range(0..=if trade == 0 { 60 } else { 30 }) / if age == 3 { 2 } else { 1 };
    given.push(number("hours", hours));
    if rng.random_range(0..7) == 0 {
        let text = SAYS[rng.random_range(0..SAYS.len())].to_owned();
        given.push(Given { question: "say".into(), text, ..Given::default() });
    }
    given
}

/// The answer of the `n`-th member to a survey under the own name.
pub fn a_named_answer(rng: &mut ChaCha20Rng, form: &Form, n: usize) -> Vec<Given> {
    if form.minutes > 0 {
        let one = |q: &Question| {
            let right = !rng.random_range(0..10_u32).is_multiple_of(4);
            let choices =
                if right { q.right.clone() } else { vec![q.choices[(n + 1) % q.choices.len()].code.clone()] };
            Given { question: q.code.clone(), choices, ..Given::default() }
        };
        return form.questions.iter().map(one).collect();
    }
    if n % 6 == 5 {
        return vec![chose("go", &[1])];
    }
    let day = Some(Day::constant(2027, 4, 8).plus_days(rng.random_range(0..20) * 7));
    let mut given = vec![chose("go", &[0]), chose("route", &[pick(rng, &[30, 40, 20, 10])])];
    given.push(Given { question: "month".into(), day, ..Given::default() });
    if n.is_multiple_of(3) {
        given.push(chose("care", &[pick(rng, &[3, 1, 2, 3])]));
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SurveyKind;
    use crate::rules::answers::complete;
    use crate::rules::check::complaints;
    use rand::SeedableRng;

    #[test]
    fn the_demo_asks_and_answers_by_the_rules() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        for (kind, form) in [
            (SurveyKind::Questionnaire, needs()),
            (SurveyKind::Questionnaire, resort()),
            (SurveyKind::Quiz, quiz()),
        ] {
            assert!(complaints(kind, "示范问卷", "", &form).is_empty());
        }
        for n in 0..200 {
            assert!(complete(&needs(), &an_answer(&mut rng, n % 18)).is_ok());
            assert!(complete(&resort(), &a_named_answer(&mut rng, &resort(), n)).is_ok());
            assert!(complete(&quiz(), &a_named_answer(&mut rng, &quiz(), n)).is_ok());
        }
    }
}
