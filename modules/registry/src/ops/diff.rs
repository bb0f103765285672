//! Old and new values of a record, field by field, for the audit.

use platform::audit::Changes;
use serde::Serialize;
use serde_json::{Map, Value};

fn map(v: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(v) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// The fields that differ; fields of a nested form stand beside the others, `version` is left out.
pub fn diff(changes: Changes, before: &impl Serialize, after: &impl Serialize) -> Changes {
    walk(changes, &map(before), &map(after))
}

fn walk(mut changes: Changes, before: &Map<String, Value>, after: &Map<String, Value>) -> Changes {
    for (name, new) in after.iter().filter(|(name, _)| *name != "version") {
        let old = before.get(name).cloned().unwrap_or(Value::Null);
        changes = match (&old, new) {
            (Value::Object(old), Value::Object(new)) => walk(changes, old, new),
            _ => changes.field(name, old, new.clone()),
        };
    }
    changes
}

/// The fields that a new record has.
pub fn first_values(changes: Changes, made: &impl Serialize) -> Changes {
    let empty = |v: &Value| v.is_null() || v == "" || *v == 0;
    let flat = map(made);
    flat.into_iter()
        .filter(|(_, v)| !empty(v) && !v.is_object())
        .fold(changes, |c, (name, v)| c.note(&name, v))
}
