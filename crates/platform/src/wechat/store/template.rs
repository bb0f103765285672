//! Templates by topic.

use store::{DbResult, Row, Tx, params};

use crate::wechat::template::{MessageKind, Template, TemplateField};

store::statements! {
    ALL = reference, "SELECT topic, kind, template_id, fields, enabled, version FROM wechat_template ORDER BY topic";
    GET = reference,
        "SELECT topic, kind, template_id, fields, enabled, version FROM wechat_template WHERE topic = $1";
    FIRST = reference,
        "INSERT INTO wechat_template (topic, kind, template_id, fields, enabled, version)
         VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (topic) DO NOTHING";
    CHANGE = reference,
        "UPDATE wechat_template SET kind = $2, template_id = $3, fields = $4, enabled = $5, version = version + 1
         WHERE topic = $1 AND version = $6";
    DROP = reference, "DELETE FROM wechat_template WHERE topic = $1";
}

fn read(row: &Row) -> DbResult<Template> {
    let mut r = row.reader();
    let (topic, kind): (String, String) = (r.next()?, r.next()?);
    Ok(Template {
        topic,
        kind: MessageKind::of(&kind),
        template_id: r.next()?,
        fields: fields(&r.next::<String>()?)?,
        enabled: r.next()?,
        version: r.next()?,
    })
}

fn fields(json: &str) -> DbResult<Vec<TemplateField>> {
    serde_json::from_str(json).map_err(|e| store::DbError::Inconsistent(format!("wechat_template: {e}")))
}

pub(in crate::wechat) fn all(tx: &mut Tx<'_>) -> DbResult<Vec<Template>> {
    tx.query(&ALL, &[], read)
}

pub(in crate::wechat) fn get(tx: &mut Tx<'_>, topic: &str) -> DbResult<Option<Template>> {
    tx.query_one(&GET, params![topic], read)
}

/// Puts a template down over the version that was seen (0: none); `false` if there is another one.
pub(in crate::wechat) fn put(tx: &mut Tx<'_>, t: &Template) -> DbResult<bool> {
    let json = serde_json::to_string(&t.fields).map_err(|e| store::DbError::Driver(e.to_string()))?;
    let (topic, kind, id) = (t.topic.as_str(), t.kind.code(), t.template_id.as_str());
    let rows = if t.version == 0 {
        tx.execute(&FIRST, params![topic, kind, id, json, t.enabled])?
    } else {
        tx.execute(&CHANGE, params![topic, kind, id, json, t.enabled, t.version])?
    };
    Ok(rows == 1)
}

pub(in crate::wechat) fn drop_template(tx: &mut Tx<'_>, topic: &str) -> DbResult<bool> {
    Ok(tx.execute(&DROP, params![topic])? == 1)
}
