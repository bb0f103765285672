//! The register of the tests with columns, those who write, edit and approve, and members.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

#[path = "../../../registry/tests/all/common/mod.rs"]
mod register;

use guard::{Actor, Grant, Role, act, res};
use kernel::{Id, Timestamp};
use platform::App;
use posts::PostsError;
use posts::model::{Author, Column, Post, Text};
use posts::ops::{keep_column, steps, write};
use posts::rules::column::Draft;
use registry::api::Union;
use testkit::TestDb;

pub use register::*;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module(), posts::module()]
}

/// A county with its columns and those who fill them.
pub struct World {
    pub app: App,
    pub r: Register,
    /// 200 characters, signed, with comments.
    pub column: Column,
    /// Chair of a basic union.
    pub chair: Actor,
    /// Editor of the county.
    pub editor: Actor,
    /// Chief editor of the county.
    pub chief: Actor,
}

/// Somebody with a role at a union.
pub fn holder(n: i64, name: &str, role: Role, union: &Union) -> Actor {
    Actor::staff(Id(n), name, vec![Grant { role, union_id: union.id, path: union.place() }])
}

/// A column of at most 200 characters.
pub fn narrow() -> Draft {
    Draft {
        title: "娘家人".into(),
        intro: "写给职工的话".into(),
        most_chars: 200,
        signed: true,
        comments: true,
        template: "{本周}".into(),
        open: true,
        sort: 10,
    }
}

/// A text for a signed column.
pub fn text(title: &str, body: &str) -> Text {
    let author = Author {
        unit: "宏达模具有限公司工会".into(), post: "主席".into(), name: "张三".into()
    };
    Text {
        title: title.into(),
        summary: "摘要".into(),
        body: body.into(),
        author,
        campaigns: vec![Id(5)],
        pictures: Vec::new(),
    }
}

type Done<T = Post> = Result<T, PostsError>;

impl World {
    pub fn new(db: &TestDb) -> Self {
        let app = app(db);
        let r = Register::new(&app);
        let editor = holder(101, "王编辑", Role::Editor, &r.county);
        let chief = holder(102, "李审定", Role::ChiefEditor, &r.county);
        let chair = holder(103, "张主席", Role::Chair, &r.mine);
        let column = Self::make_column(&app, &editor, r.county.id, narrow()).unwrap();
        Self { app, r, column, chair, editor, chief }
    }

    pub fn make_column(app: &App, by: &Actor, union: Id, d: Draft) -> Done<Column> {
        let scope = by.permit::<res::Post, act::Update>()?;
        app.store().write_blocking(move |tx| keep_column::create(tx, &scope, union, &d))
    }

    pub fn edit_column(&self, by: &Actor, (id, version): (Id, i64), d: Draft) -> Done<Column> {
        let scope = by.permit::<res::Post, act::Update>()?;
        self.app.store().write_blocking(move |tx| keep_column::edit(tx, &scope, (id, version), &d))
    }

    pub fn create(&self, by: &Actor, union: Id, column: Id, t: Text) -> Done {
        let scope = by.permit::<res::Post, act::Create>()?;
        self.app.store().write_blocking(move |tx| write::create(tx, &scope, (union, column), &t, [7; 16]))
    }

    pub fn draft(&self, title: &str) -> Post {
        self.create(&self.chair, self.r.mine.id, self.column.id, text(title, "一年到头，辛苦了。")).unwrap()
    }

    pub fn edit(&self, by: &Actor, p: &Post, t: Text) -> Done {
        let (scope, at, column) = (by.permit::<res::Post, act::Create>()?, (p.id, p.version), p.column_id);
        self.app.store().write_blocking(move |tx| write::edit(tx, &scope, at, column, &t))
    }

    pub fn submit(&self, by: &Actor, p: &Post) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Create>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::submit(tx, &scope, at))
    }

    pub fn recall(&self, by: &Actor, p: &Post) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Create>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::recall(tx, &scope, at))
    }

    pub fn review(&self, by: &Actor, p: &Post) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::review(tx, &scope, at))
    }

    pub fn give_back(&self, by: &Actor, p: &Post, why: &str) -> Done {
        let (scope, at, why) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version), why.to_owned());
        self.app.store().write_blocking(move |tx| steps::give_back(tx, &scope, at, &why))
    }

    pub fn decline(&self, by: &Actor, p: &Post, why: &str) -> Done {
        let (scope, at, why) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version), why.to_owned());
        self.app.store().write_blocking(move |tx| steps::decline(tx, &scope, at, &why))
    }

    pub fn propose(&self, by: &Actor, p: &Post) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::propose(tx, &scope, at))
    }

    pub fn approve(&self, by: &Actor, p: &Post, publish_at: Option<Timestamp>) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Approve>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::approve(tx, &scope, at, publish_at))
    }

    pub fn send_back(&self, by: &Actor, p: &Post, why: &str) -> Done {
        let (scope, at, why) = (by.permit::<res::Post, act::Approve>()?, (p.id, p.version), why.to_owned());
        self.app.store().write_blocking(move |tx| steps::send_back(tx, &scope, at, &why))
    }

    pub fn withdraw(&self, by: &Actor, p: &Post, why: &str) -> Done {
        let (scope, at, why) = (by.permit::<res::Post, act::Approve>()?, (p.id, p.version), why.to_owned());
        self.app.store().write_blocking(move |tx| steps::withdraw(tx, &scope, at, &why))
    }

    pub fn correct(&self, by: &Actor, p: &Post, what: &str) -> Done {
        let (scope, at, what) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version), what.to_owned());
        self.app.store().write_blocking(move |tx| steps::correct(tx, &scope, at, &what))
    }

    pub fn abandon(&self, by: &Actor, p: &Post) -> Done {
        let (scope, at) = (by.permit::<res::Post, act::Propose>()?, (p.id, p.version));
        self.app.store().write_blocking(move |tx| steps::abandon(tx, &scope, at))
    }

    /// A draft that was handed in, reviewed and handed to the chief editor.
    pub fn proposed(&self, title: &str) -> Post {
        let p = self.submit(&self.chair, &self.draft(title)).unwrap();
        let p = self.review(&self.editor, &p).unwrap();
        self.propose(&self.editor, &p).unwrap()
    }

    /// A post that readers see.
    pub fn published(&self, title: &str) -> Post {
        let p = self.proposed(title);
        self.approve(&self.chief, &p, None).unwrap()
    }

    /// The post as it is kept, as the editor sees it.
    pub fn now(&self, id: Id) -> Post {
        let scope = self.editor.permit::<res::Post, act::Read>().unwrap();
        self.app.store().read_blocking(move |tx| write::visible(tx, &scope, id)).unwrap()
    }

    /// Runs what is due of a kind of job, as its schedule would.
    pub fn run_job(&self, kind: &str) {
        let handler = (posts::module().jobs)().into_iter().find(|h| h.kind() == kind).unwrap();
        let job = platform::jobs::Job { id: Id(1), kind: kind.into(), payload: "null".into(), attempts: 0 };
        handler.run(&self.app, &job).unwrap();
    }
}
