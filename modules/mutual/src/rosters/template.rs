//! The list to fill in, with the words of the scheme to choose from.

use sheets::write::{Template, TemplateColumn};

use crate::enrol_error::Result;
use crate::model::scheme::{ItemKind, Scheme};

const NOTES: &str = "请勿改动表头；证件号码一列已设为文本格式，请直接填写。";
const FOOTER: &str = "填表说明：一人一行；姓名、证件号码必填；保障项目不填即参加方案提供的全部项目，填写多项用顿号隔开；\
                      上传后系统会在本表右侧逐行写明是否可以参保和原因。";

/// Kinds of documents to choose from, as the dictionary has them.
const KINDS: [&str; 7] = [
    "居民身份证",
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "港澳台居民居住证",
    "军官证",
];

/// The template of a scheme, .xlsx.
///
/// # Errors
/// [`crate::enrol_error::EnrolError::Sheet`]; not in practice.
pub fn template(scheme: &Scheme) -> Result<Vec<u8>> {
    let items: Vec<String> =
        scheme.items.iter().filter(|i| i.kind != ItemKind::Gift).map(|i| i.title.clone()).collect();
    let classes: Vec<String> = scheme.classes.iter().map(|c| c.title.clone()).collect();
    let column = |label: &str, required, width, choices: Vec<String>, hint: &str| TemplateColumn {
        label: label.to_owned(),
        required,
        width,
        choices,
        hint: hint.to_owned(),
    };
    let all = format!("可填：{}；不填为全部", items.join("、"));
    let template = Template {
        version: "mutual-roster/1".to_owned(),
        sheet: "参保名单".to_owned(),
        title: format!("{} 参保名单", scheme.title),
        notes: NOTES.to_owned(),
        columns: vec![
            column("序号", false, 6, Vec::new(), ""),
            column("姓名", true, 13, Vec::new(), ""),
            column("证件号码", true, 22, Vec::new(), "18位身份证号，最后一位可为X；不要用数字格式"),
            column(
                "证件类别",
                false,
                18,
                KINDS.map(str::to_owned).to_vec(),
                "不填为居民身份证；护照、通行证等请选择",
            ),
            column("保障项目", false, 26, Vec::new(), &all.chars().take(200).collect::<String>()),
            column("缴费类别", classes.len() > 1, 18, classes, ""),
            column("份数", false, 8, Vec::new(), "不填为1份"),
            column("单位承担", false, 11, Vec::new(), "元；三项都不填时按方案分担"),
            column("工会承担", false, 11, Vec::new(), "元"),
            column("个人承担", false, 11, Vec::new(), "元"),
        ],
        rows: 500,
        footer: FOOTER.to_owned(),
    };
    let mut out = std::io::Cursor::new(Vec::new());
    template.write(&mut out)?;
    Ok(out.into_inner())
}
