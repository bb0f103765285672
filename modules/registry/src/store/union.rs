//! Unions, their places in the tree, and the employers that they cover.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Day, Id, OrgPath};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::facts::UnionFacts;

static INSERT: Insert = Insert::new(
    "trade_union",
    &[
        ("id", Kind::Int),
        ("code", Kind::Text),
        ("name", Kind::Text),
        ("name_key", Kind::Text),
        ("initials", Kind::Text),
        ("level", Kind::Int),
        ("kind", Kind::Text),
        ("state", Kind::Text),
        ("parent_id", Kind::Int),
        ("path", Kind::Text),
        ("children", Kind::Int),
        ("division_code", Kind::Text),
        ("credit_code", Kind::Text),
        ("founded_on", Kind::Int),
        ("chair", Kind::Text),
        ("contact", Kind::Text),
        ("address", Kind::Text),
        ("form", Kind::Text),
        ("version", Kind::Int),
        ("term_to", Kind::Int),
        ("member_home", Kind::Int),
    ],
    "",
);

static INSERT_PLACE: Insert = Insert::new(
    "union_place",
    &[
        ("union_id", Kind::Int),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("parent_id", Kind::Int),
        ("path", Kind::Text),
    ],
    "",
);

pub(super) const COLUMNS: &str =
    "id, code, name, level, kind, state, parent_id, path, children, division_code, credit_code,
     founded_on, chair, contact, address, form, version";

store::statements! {
    BY_ID = reference,
        "SELECT id, code, name, level, kind, state, parent_id, path, children, division_code, credit_code,
           founded_on, chair, contact, address, form, version FROM trade_union WHERE id = $1";
    BY_CODE = reference,
        "SELECT id, code, name, level, kind, state, parent_id, path, children, division_code, credit_code,
           founded_on, chair, contact, address, form, version FROM trade_union WHERE code = $1";
    TAKE_CHILD = reference,
        "UPDATE trade_union SET children = children + 1 WHERE id = $1 RETURNING children";
    AT_TOP = reference,
        "SELECT id, code, name, level, kind, state, parent_id, path, children, division_code, credit_code,
           founded_on, chair, contact, address, form, version FROM trade_union WHERE parent_id = 0 ORDER BY path LIMIT 1";
    ROOTS = reference, "SELECT count(*) FROM trade_union WHERE parent_id = 0";
    UPDATE = reference,
        "UPDATE trade_union SET version = version + 1, name = $3, name_key = $4, initials = $5, kind = $6, state = $7,
           division_code = $8, credit_code = $9, founded_on = $10, chair = $11, contact = $12, address = $13, form = $14,
           term_to = $15, member_home = $16
         WHERE id = $1 AND version = $2";
    ID_AT = reference, "SELECT id FROM trade_union WHERE path = $1";
    HOLDER = reference, "SELECT id, name FROM trade_union WHERE credit_code = $1 AND credit_code <> ''";
    BENEATH = reference,
        "SELECT c.id, c.name FROM trade_union u JOIN trade_union c ON c.parent_id = u.id
         WHERE u.path = $1 AND c.state <> 'dissolved' ORDER BY c.path";
    CHILDREN_OF = reference, "SELECT level, kind, name FROM trade_union WHERE parent_id = $1";
    NAMES_UNDER = reference,
        "SELECT id, name FROM trade_union WHERE path >= $1 AND path < $2 ORDER BY path LIMIT $3";
    NAMED = reference,
        "SELECT u.id, u.name, p.name FROM trade_union u LEFT JOIN trade_union p ON p.id = u.parent_id
         WHERE u.name_key >= $1 AND u.name_key < $2 AND u.state <> 'dissolved' ORDER BY u.name_key, u.id LIMIT $3";
    ON_PATH = reference,
        "SELECT id, code, name, level, kind, state, parent_id, path, children, division_code, credit_code,
           founded_on, chair, contact, address, form, version
         FROM trade_union WHERE path IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY path";
    NAMES_ON_PATH = reference,
        "SELECT path, name FROM trade_union WHERE path IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY path";
    /// Unions of a stored-path range on a day; the sub-select of every figure.
    pub UNIONS_ON_DAY = reference,
        "SELECT union_id FROM union_place WHERE path >= $1 AND path < $2 AND valid_from <= $3 AND valid_to >= $3";
}

/// The sub-select of [`UNIONS_ON_DAY`], for `platform::indicators`.
pub const UNIONS_ON_DAY_TEXT: &str =
    "SELECT union_id FROM union_place WHERE path >= $1 AND path < $2 AND valid_from <= $3 AND valid_to >= $3";

/// A union as stored. Texts that are not known are empty; the day founded may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Union {
    /// Union.
    pub id: Id,
    /// Short code that people type, unique.
    pub code: String,
    /// 单位名称.
    pub name: String,
    /// 10 national … 60 basic (code set `union_level`).
    pub level: i64,
    /// Code of `union_kind`.
    pub kind: String,
    /// `in_office`, `preparing`, `dissolved`.
    pub state: String,
    /// The union above; none at the top.
    pub parent_id: Option<Id>,
    /// Place in the tree.
    #[schema(value_type = String)]
    #[serde(skip)]
    pub path: Option<OrgPath>,
    /// Direct children ever made; not less than those that exist.
    pub children: i64,
    /// 单位所在政区.
    pub division_code: String,
    /// 统一社会信用代码 of the union.
    pub credit_code: String,
    /// 建会日期.
    pub founded_on: Option<Day>,
    /// 工会负责人.
    pub chair: String,
    /// 联系电话 of the office.
    pub contact: String,
    /// 单位地址.
    pub address: String,
    /// Further fields of the organisation form.
    pub form: UnionFacts,
    /// Rises with each change.
    pub version: i64,
}

impl Union {
    /// A union of which nothing is known yet.
    pub fn blank() -> Self {
        Self {
            id: Id(0),
            code: String::new(),
            name: String::new(),
            level: 60,
            kind: String::new(),
            state: "in_office".to_owned(),
            parent_id: None,
            path: None,
            children: 0,
            division_code: String::new(),
            credit_code: String::new(),
            founded_on: None,
            chair: String::new(),
            contact: String::new(),
            address: String::new(),
            form: UnionFacts::default(),
            version: 0,
        }
    }

    /// Whether it has ended.
    pub fn is_dissolved(&self) -> bool {
        self.state == "dissolved"
    }

    /// The place; every stored union has one.
    pub fn place(&self) -> OrgPath {
        self.path.clone().unwrap_or_else(OrgPath::top)
    }
}

pub(super) fn union(row: &Row) -> DbResult<Union> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Union {
        id,
        code: r.next()?,
        name: r.next()?,
        level: r.next()?,
        kind: r.next()?,
        state: r.next()?,
        parent_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        path: Some(r.next()?),
        children: r.next()?,
        division_code: r.next()?,
        credit_code: r.next()?,
        founded_on: Day::from_number(r.next()?),
        chair: r.next()?,
        contact: r.next()?,
        address: r.next()?,
        form: UnionFacts::from_text(&r.next::<String>()?)
            .map_err(|e| DbError::Inconsistent(format!("form of union {id}: {e}")))?,
        version: r.next()?,
    })
}

/// Inserts unions with their places from `valid_from` on.
pub fn insert(tx: &mut Tx<'_>, unions: &[Union]) -> DbResult<()> {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for u in unions {
        let path = u.place();
        let founded = u.founded_on.map_or(0, Day::number);
        rows.push(vec![
            Val::from(u.id),
            Val::from(u.code.clone()),
            Val::from(u.name.clone()),
            Val::from(kernel::text::name_key(&u.name)),
            Val::from(kernel::text::pinyin_initials(&u.name)),
            Val::from(u.level),
            Val::from(u.kind.clone()),
            Val::from(u.state.clone()),
            Val::from(u.parent_id.unwrap_or(Id(0))),
            Val::from(path.as_str().to_owned()),
            Val::from(u.children),
            Val::from(u.division_code.clone()),
            Val::from(u.credit_code.clone()),
            Val::from(founded),
            Val::from(u.chair.clone()),
            Val::from(u.contact.clone()),
            Val::from(u.address.clone()),
            Val::from(u.form.to_text()),
            Val::from(u.version),
            Val::from(u.form.term_to.map_or(0, Day::number)),
            Val::from(i64::from(u.form.is_member_home())),
        ]);
        // Without a day founded the union has always stood where it stands, unless it is only being prepared.
        let from = match founded {
            0 if u.state == "preparing" => tx.today().number(),
            0 => 19_000_101,
            day => day,
        };
        places.push(vec![
            Val::from(u.id),
            Val::from(from),
            Val::from(Day::OPEN),
            Val::from(u.parent_id.unwrap_or(Id(0))),
            Val::from(path.as_str().to_owned()),
        ]);
    }
    tx.insert_many(&INSERT, &rows)?;
    tx.insert_many(&INSERT_PLACE, &places).map(drop)
}

/// Takes the next free place under `parent` (or at the top). Two takers never get the same one: the counter is raised in
/// the same statement, and the path is unique.
pub fn take_place(tx: &mut Tx<'_>, parent: Option<&Union>) -> DbResult<Option<OrgPath>> {
    let Some(parent) = parent else {
        let roots: i64 = tx.query_one(&ROOTS, &[], |r| r.get(0))?.unwrap_or(0);
        return Ok(u32::try_from(roots + 1).ok().and_then(|n| OrgPath::top().child(n)));
    };
    let n: Option<i64> = tx.query_one(&TAKE_CHILD, params![parent.id], |r| r.get(0))?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).and_then(|n| parent.place().child(n)))
}

/// Whether there is any union yet.
pub fn any(tx: &mut Tx<'_>) -> DbResult<bool> {
    let roots: Option<i64> = tx.query_one(&ROOTS, &[], |r| r.get(0))?;
    Ok(roots.is_some_and(|n| n > 0))
}

/// The union at the top; the first one where there are several.
pub fn at_top(tx: &mut Tx<'_>) -> DbResult<Option<Union>> {
    tx.query_one(&AT_TOP, params![], union)
}

/// A union within the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Union, A>, id: Id) -> DbResult<Option<Union>> {
    let found = tx.query_one(&BY_ID, params![id], union)?;
    Ok(found.filter(|u| scope.covers(&u.place())))
}

/// A union by id for another resource's scope that names a place (import, transfer): the caller checks the place.
pub fn find_unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Union>> {
    tx.query_one(&BY_ID, params![id], union)
}

/// A union by the code that people type, wherever it stands.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> DbResult<Option<Union>> {
    tx.query_one(&BY_CODE, params![code], union)
}

/// A union by the code that people type.
pub fn find_by_code<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    code: &str,
) -> DbResult<Option<Union>> {
    Ok(by_code(tx, code)?.filter(|u| scope.covers(&u.place())))
}

/// Changes a union; `false` if the version is not the present one.
pub fn update(tx: &mut Tx<'_>, version: i64, u: &Union) -> DbResult<bool> {
    let changed = tx.execute(
        &UPDATE,
        params![
            u.id,
            version,
            &u.name,
            kernel::text::name_key(&u.name),
            kernel::text::pinyin_initials(&u.name),
            &u.kind,
            &u.state,
            &u.division_code,
            &u.credit_code,
            u.founded_on.map_or(0, Day::number),
            &u.chair,
            &u.contact,
            &u.address,
            u.form.to_text(),
            u.form.term_to.map_or(0, Day::number),
            i64::from(u.form.is_member_home())
        ],
    )?;
    Ok(changed == 1)
}

fn chain_of(path: &OrgPath) -> Vec<Val<'static>> {
    let mut chain: Vec<String> = path.chain().map(|p| p.as_str().to_owned()).collect();
    // Eight levels are deeper than any real tree; deeper ones show their top eight.
    chain.resize(8, "~".to_owned());
    chain.into_iter().map(Val::from).collect()
}

/// Names from the top down to `path`, for breadcrumbs.
pub fn names_on_path(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Vec<String>> {
    tx.query(&NAMES_ON_PATH, &chain_of(path), |r| r.get(1))
}

/// Unions from the top down to `path`, the one that stands there last.
pub fn on_path(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Vec<Union>> {
    tx.query(&ON_PATH, &chain_of(path), union)
}

/// The name of a union; empty if there is none.
pub fn name(tx: &mut Tx<'_>, id: Id) -> DbResult<String> {
    Ok(find_unscoped(tx, id)?.map_or_else(String::new, |u| u.name))
}

/// The union that stands at a place.
pub fn id_at(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Option<Id>> {
    tx.query_one(&ID_AT, params![path.as_str()], |r| r.get(0))
}

/// Who has this credit code.
pub fn holder_of(tx: &mut Tx<'_>, credit_code: &str) -> DbResult<Option<(Id, String)>> {
    tx.query_one(&HOLDER, params![credit_code], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Unions right beneath a place, in the order of the tree.
pub fn beneath(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<(Id, String)>> {
    tx.query(&BENEATH, params![place], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Level, kind and name of the unions right beneath one.
pub fn children_of(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<(i64, String, String)>> {
    tx.query(&CHILDREN_OF, params![id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Unions anywhere whose name begins so, at most `limit`: id, name, and the name of the union above. Names of unions are
/// public; nothing else is told.
pub fn named(tx: &mut Tx<'_>, beginning: &str, limit: i64) -> DbResult<Vec<(Id, String, String)>> {
    let to = format!("{beginning}\u{10FFFF}");
    tx.query(&NAMED, params![beginning, to, limit], |r| {
        Ok((r.get(0)?, r.get(1)?, r.get::<Option<String>>(2)?.unwrap_or_default()))
    })
}

/// Unions at or beneath a place, at most `limit`; to offer near names.
pub fn names_under(tx: &mut Tx<'_>, path: &OrgPath, limit: i64) -> DbResult<Vec<(Id, String)>> {
    let (from, to) = path.range();
    tx.query(&NAMES_UNDER, params![from, to, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}
