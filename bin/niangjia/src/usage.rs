//! What is wrong with a command line, in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The first line says what is wrong, the others how it is meant.
pub fn explain(e: &clap::Error) -> String {
    let of = |kind: ContextKind| e.get(kind).map(text).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let wrong = match e.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数“{argument}”缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("参数“{argument}”的内容“{value}”不对{}", choices(&of(ContextKind::ValidValue)))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict => format!("参数“{argument}”不能与“{}”同用", of(ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "请写明要执行的命令".to_owned()
        }
        _ => format!("命令写法不对（{}）", e.kind()),
    };
    let usage = match e.get(ContextKind::Usage) {
        Some(usage) => text(usage).replace("Usage:", "").trim().to_owned(),
        None => "niangjia [参数] <命令>".to_owned(),
    };
    let suggestion = of(ContextKind::SuggestedSubcommand) + &of(ContextKind::SuggestedArg);
    let hint = if suggestion.is_empty() { String::new() } else { format!("\n是否想用：{suggestion}") };
    format!("{wrong}{hint}\n用法：{usage}\n详细说明：niangjia --help")
}

fn choices(known: &str) -> String {
    if known.is_empty() { String::new() } else { format!("，可用：{known}") }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(s) => s.clone(),
        ContextValue::Strings(all) => all.join("、"),
        ContextValue::StyledStr(s) => s.to_string(),
        other => other.to_string(),
    }
}
