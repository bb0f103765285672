//! Attachments are what rows name: kept as long, swept after, refused where they do not belong.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{app, program, setup};
use guard::{Actor, act, res};
use kernel::{Id, OrgPath};
use platform::files::{self, FileUse, MediaType, Subject};
use testkit::{TestDb, db_test};

const PICTURE: FileUse =
    FileUse { name: "test.picture", max_bytes: 1 << 20, types: &[MediaType::Png, MediaType::Pdf] };
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture";

db_test! { setup();
    fn files_are_kept_as_long_as_a_row_names_them(db: &TestDb) {
        let app = app(db);
        let source = db.dir().join("证明.png");
        std::fs::write(&source, PNG).unwrap();
        let file = files::store_file(&app, &PICTURE, &source).unwrap();
        let place = files::path(&app, &file.digest);
        assert_eq!((std::fs::read(&place).unwrap(), file.media), (PNG.to_vec(), MediaType::Png));
        assert_eq!(files::store_file(&app, &PICTURE, &source).unwrap(), file, "the same bytes are one file");

        let path = OrgPath::top().child(1).unwrap();
        let scope = program().permit::<res::File, act::Create>().unwrap();
        let id = {
            let (scope, path, file) = (scope.clone(), path.clone(), file.clone());
            let of = move |tx: &mut store::Tx<'_>| {
                files::attach(tx, &scope, Subject { id: Id(5), path: &path }, "member", &PICTURE, &file, "")
            };
            app.store().write_blocking(of).unwrap()
        };
        let days = |n: i64| db.clock().advance_ms(n * 86_400_000);
        days(2);
        assert_eq!(files::sweep(&app).unwrap().removed, 0, "a row names it");
        {
            let path = path.clone();
            let remove = move |tx: &mut store::Tx<'_>| {
                files::remove(tx, &scope, Subject { id: Id(5), path: &path }, id, "传错了人")
            };
            app.store().write_blocking(remove).unwrap();
        }
        assert_eq!(files::sweep(&app).unwrap().removed, 1);
        assert_eq!(files::sweep(&app).unwrap().removed, 0, "twice is once");
        assert!(!place.exists());

        // A file whose transaction failed, and a draft that was cut off, go too; but not while they may be under way.
        let file = files::store_file(&app, &PICTURE, &source).unwrap();
        let mut cut = files::Incoming::begin(&app, &PICTURE).unwrap();
        cut.push(PNG).unwrap();
        std::mem::forget(cut);
        assert_eq!(files::sweep(&app).unwrap().removed, 0, "young");
        days(2);
        // The draft carries the operating system's time, so only the stored file is surely old for the test's clock.
        assert!(files::sweep(&app).unwrap().removed >= 1);
        assert!(!files::path(&app, &file.digest).exists());
    }

    fn files_of_another_kind_size_or_place_are_refused(db: &TestDb) {
        let app = app(db);
        let refused = |bytes: &[u8]| {
            let source = db.dir().join("x.png");
            std::fs::write(&source, bytes).unwrap();
            kernel::Problem::code(&files::store_file(&app, &PICTURE, &source).unwrap_err())
        };
        assert_eq!(refused(b""), "platform.file-empty");
        assert_eq!(refused(b"<html><script>"), "platform.file-type");
        assert_eq!(refused(&[0x89; (1 << 20) + 1]), "platform.file-too-large");
        let drafts = db.dir().join("files/tmp");
        assert_eq!(std::fs::read_dir(drafts).unwrap().count(), 0, "a refused file leaves nothing");
        let source = db.dir().join("x.png");
        std::fs::write(&source, PNG).unwrap();
        let file = files::store_file(&app, &PICTURE, &source).unwrap();
        let grant = guard::Grant {
            role: guard::Role::Clerk,
            union_id: Id(1),
            path: OrgPath::top().child(1).unwrap(),
        };
        let scope = Actor::staff(Id(9), "干事", vec![grant]).permit::<res::File, act::Create>().unwrap();
        let elsewhere = OrgPath::top().child(2).unwrap();
        let attach = move |tx: &mut store::Tx<'_>| {
            files::attach(tx, &scope, Subject { id: Id(5), path: &elsewhere }, "member", &PICTURE, &file, "")
        };
        let e = app.store().write_blocking(attach).unwrap_err();
        assert_eq!(kernel::Problem::code(&e), "platform.file-not-found");
    }
}
