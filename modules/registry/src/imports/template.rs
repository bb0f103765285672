//! The member form as a template with drop-downs (docs/rules §5.1).

use kernel::Day;
use platform::codesets::Codesets;
use sheets::header::Need;
use sheets::member_form::{FIELDS, column};
use sheets::write::{Template, TemplateColumn};

use crate::error::Result;

const NOTES: &str = "请勿改动表头；证件号码、移动电话两列已设为文本格式，请直接填写；日期填写如 2026-11-22。";
const FOOTER: &str = "填表说明：一人一行；姓名、证件号码、会籍变化类型、会籍变化日期必填；退休人员只能办理“保留”；\
                      上传后系统会在本表右侧逐行写明是否导入成功和错误原因。";

/// The template, .xlsx; its drop-downs offer what is valid on `day`.
///
/// # Errors
/// [`crate::RegistryError::Sheet`]; not in practice.
pub fn member_template(words: &Codesets, day: Day) -> Result<Vec<u8>> {
    let choices = |at: usize| {
        let set = match at {
            column::SEX => "sex",
            column::NATION => "nation",
            column::WORK_STATE => "work_situation",
            column::DOCUMENT_KIND => "document_kind",
            column::EDUCATION => "education",
            column::SKILL => "skill_level",
            column::HOUSEHOLD_KIND => "household_type",
            column::CHANGE_KIND => "membership_change",
            column::CHANGE_REASON => "membership_change_reason",
            column::POLITICAL => "political_status",
            column::IS_FARMER => "migrant_worker",
            column::NEW_EMPLOYMENT => "new_employment",
            column::MODEL_WORKER => "model_worker_level",
            column::NEW_RESIDENT => "yes_no",
            _ => return Vec::new(),
        };
        words.choices(set, day).map(|i| i.label.clone()).collect()
    };
    let field = |(at, f): (usize, &sheets::header::Field)| TemplateColumn {
        label: f.label.to_owned(),
        required: matches!(f.need, Need::Identity | Need::Required),
        width: match at {
            column::DOCUMENT_NUMBER => 22,
            column::EMPLOYER | column::HOUSEHOLD_PLACE => 26,
            column::SERIAL => 6,
            _ => 13,
        },
        choices: choices(at),
        hint: match at {
            column::DOCUMENT_NUMBER => "18位身份证号，最后一位可为X；不要用数字格式".to_owned(),
            column::CHANGE_DAY | column::SKILL_DAY => "如 2026-11-22".to_owned(),
            _ => String::new(),
        },
    };
    let template = Template {
        version: "members/2".to_owned(),
        sheet: "会员信息".to_owned(),
        title: "工会会员信息采集表".to_owned(),
        notes: NOTES.to_owned(),
        columns: FIELDS.iter().enumerate().map(field).collect(),
        rows: 500,
        footer: FOOTER.to_owned(),
    };
    let mut out = std::io::Cursor::new(Vec::new());
    template.write(&mut out)?;
    Ok(out.into_inner())
}
