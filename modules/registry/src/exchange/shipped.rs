//! The mappings that come with the program. They are samples (示范): the platform above says what it really wants.

use kernel::Day;

use crate::model::exchange::{
    CodeUse, DayFormat, ExchangeColumn, ExchangeDefinition, FileEncoding, FileFormat, TargetForm, TargetKind,
};

fn column(header: &str, source: &str) -> ExchangeColumn {
    ExchangeColumn { header: header.to_owned(), source: source.to_owned(), ..ExchangeColumn::default() }
}

fn required(header: &str, source: &str) -> ExchangeColumn {
    ExchangeColumn { required: true, ..column(header, source) }
}

fn form(name: &str, kind: TargetKind, format: FileFormat, columns: Vec<ExchangeColumn>) -> TargetForm {
    TargetForm {
        name: name.to_owned(),
        kind,
        valid_from: Day::constant(2026, 1, 1),
        valid_to: Day::OPEN,
        definition: ExchangeDefinition { format, encoding: FileEncoding::Utf8, columns },
    }
}

/// 操作类型 in the digits that reporting platforms like: 1, 2, 3.
fn operation() -> ExchangeColumn {
    let map = [("added", "1"), ("changed", "2"), ("gone", "3")];
    ExchangeColumn {
        code_use: CodeUse::Map,
        map: map.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
        ..required("操作类型", "operation")
    }
}

/// The twenty columns of docs/rules §5.1, with 操作类型 behind them.
pub fn members() -> TargetForm {
    let mut columns = vec![
        column("序号", "serial"),
        required("姓名", "name"),
        required("性别", "sex"),
        ExchangeColumn { day_format: DayFormat::Compact, ..column("出生日期", "birth_day") },
        column("民族", "nation"),
        ExchangeColumn { code_use: CodeUse::Export, ..column("就业状况", "work_state") },
        // The national file knows three kinds; others go out by their names.
        ExchangeColumn { code_use: CodeUse::Label, ..required("有效证件类别", "document_kind") },
        ExchangeColumn { max_length: 20, ..required("证件号码", "document_number") },
        column("学历", "education"),
        column("技能等级", "skill"),
        ExchangeColumn { max_length: 11, ..column("移动电话", "phone") },
        column("户籍类型", "household_kind"),
        ExchangeColumn { max_length: 100, ..column("户籍所在地", "household_place") },
        ExchangeColumn { code_use: CodeUse::Export, ..required("会籍变化类型", "change_kind") },
        ExchangeColumn { day_format: DayFormat::Compact, ..required("会籍变化日期", "change_day") },
        ExchangeColumn {
            code_use: CodeUse::Export,
            otherwise: Some(String::new()),
            ..column("会籍变化原因", "change_reason")
        },
        column("政治面貌", "politics"),
        ExchangeColumn { max_length: 100, ..column("工作单位", "employer_name") },
        ExchangeColumn { max_length: 100, ..column("籍贯", "native_place") },
        column("是否农民工", "migrant_worker"),
    ];
    columns.push(operation());
    form("全国工会实名制 会员信息（示范映射）", TargetKind::Member, FileFormat::Xlsx, columns)
}

/// The organisation form of docs/rules §5.2, with the union's own name and code, and 操作类型 behind them.
pub fn unions() -> TargetForm {
    let mut columns = vec![
        ExchangeColumn { max_length: 100, ..column("单位名称", "employer_name") },
        column("组织机构代码", "employer_old_code"),
        column("统一社会信用代码", "employer_credit_code"),
        column("单位地址", "employer_address"),
        column("单位所在政区", "division_name"),
        column("单位性质类别", "employer_nature"),
        column("经济类型", "economic_type"),
        column("上级工会名称", "parent_name"),
        ExchangeColumn { day_format: DayFormat::Compact, ..column("建会日期", "founded_on") },
        column("基层工会类型", "base_kind"),
        column("工会负责人", "chair"),
        column("联系电话", "contact"),
        column("单位所属行业", "industry"),
        required("工会名称", "union_name"),
        required("工会编码", "union_code"),
    ];
    columns.push(operation());
    form("全国工会实名制 工会组织（示范映射）", TargetKind::Union, FileFormat::Xlsx, columns)
}
