//! The way of a post: three reviews by other people, publication, correction, withdrawal; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::Role;
use kernel::Day;
use posts::PostsError;
use posts::model::PostState;
use testkit::{TestDb, db_test};

use crate::common::{World, holder, narrow, number, setup, text};

/// Published posts as the figures of the county count them.
fn counted(db: &TestDb) -> i64 {
    number(
        db.store(),
        "SELECT CAST(coalesce(SUM(delta), 0) AS BIGINT) FROM fact WHERE indicator = 'posts.published'",
    )
}

db_test! { setup();
    fn a_post_goes_through_three_hands_before_anybody_reads_it(db: &TestDb) {
        let w = World::new(db);
        let p = w.draft("新年微心愿");
        assert_eq!(p.number, format!("WZ-{}-0001", w.r.mine.code));
        // A draft is its author's alone.
        let scope = w.editor.permit::<guard::res::Post, guard::act::Read>().unwrap();
        let id = p.id;
        let hidden = w.app.store().read_blocking(move |tx| posts::ops::write::visible(tx, &scope, id));
        assert!(matches!(hidden, Err(PostsError::NotFound)));
        let p = w.submit(&w.chair, &p).unwrap();
        // Not handed to the chief editor unreviewed, and not reviewed by who does not edit the column.
        assert!(matches!(w.propose(&w.editor, &p), Err(PostsError::State { .. })));
        let stranger = holder(9, "外", Role::Editor, &w.r.here);
        assert!(matches!(w.review(&stranger, &p), Err(PostsError::NotFound)));
        assert!(matches!(w.review(&w.chair, &p), Err(PostsError::Denied(_))));
        let p = w.review(&w.editor, &p).unwrap();
        assert!(matches!(w.approve(&w.chief, &p, None), Err(PostsError::State { .. })));
        let p = w.propose(&w.editor, &p).unwrap();
        assert!(!p.public.live && p.public.version == 0 && counted(db) == 0);
        let p = w.approve(&w.chief, &p, None).unwrap();
        assert_eq!((p.state, p.public.live, p.public.version), (PostState::Published, true, p.version));
        assert_eq!(p.public.author.line(), "宏达模具有限公司工会 主席 张三");
        assert_eq!((p.public.published_at, counted(db)), (w.app.clock().now(), 1));
        let deeds = ["publish", "approve", "propose", "review", "submit", "create"];
        let id = p.id;
        let kept = number(db.store(), &format!("SELECT count(*) FROM post_version WHERE post_id = {id}"));
        assert_eq!(kept as usize, deeds.len());
        // Its author is told.
        let told = number(db.store(), "SELECT count(*) FROM notice WHERE recipient_id = 103");
        assert_eq!(told, 1);
    }

    fn nobody_reviews_the_own_post_or_approves_what_one_had_a_hand_in(db: &TestDb) {
        let w = World::new(db);
        let both = |n| {
            let grant = |role| guard::Grant { role, union_id: w.r.county.id, path: w.r.county.place() };
            guard::Actor::staff(kernel::Id(n), "双岗", vec![grant(Role::Editor), grant(Role::ChiefEditor)])
        };
        let (one, two) = (both(201), both(202));
        let p = w.create(&one, w.r.county.id, w.column.id, text("自己的稿件", "正文正文")).unwrap();
        let p = w.submit(&one, &p).unwrap();
        assert!(matches!(w.review(&one, &p), Err(PostsError::SamePerson)));
        let p = w.review(&two, &p).unwrap();
        let p = w.propose(&w.editor, &p).unwrap();
        // The author, the reviewer.
        assert!(matches!(w.approve(&one, &p, None), Err(PostsError::SamePerson)));
        assert!(matches!(w.approve(&two, &p, None), Err(PostsError::SamePerson)));
        assert!(w.approve(&w.chief, &p, None).is_ok());
    }

    fn a_text_that_is_too_long_for_its_column_goes_nowhere(db: &TestDb) {
        let w = World::new(db);
        let long = text("太长", &"愿".repeat(201));
        let refused = w.create(&w.chair, w.r.mine.id, w.column.id, long);
        let Err(PostsError::Invalid(all)) = refused else { panic!("{refused:?}") };
        assert_eq!((all[0].code, all[0].params["length"].as_str()), ("posts.body-long", "201"));
        let fits = text("正好", &"愿".repeat(200));
        let p = w.create(&w.chair, w.r.mine.id, w.column.id, fits).unwrap();
        // The column becomes narrower: what does not fit any more does not move on.
        let c = w.edit_column(&w.editor, (w.column.id, 1), posts::rules::column::Draft { most_chars: 150, ..narrow() });
        assert_eq!(c.unwrap().version, 2);
        assert!(matches!(w.submit(&w.chair, &p), Err(PostsError::Invalid(_))));
        let p = w.edit(&w.chair, &p, text("压缩", &"愿".repeat(150))).unwrap();
        let p = w.submit(&w.chair, &p).unwrap();
        // A closed column takes nothing new, and what is there goes on.
        let closed = posts::rules::column::Draft { open: false, ..narrow() };
        w.edit_column(&w.editor, (w.column.id, 2), closed).unwrap();
        let refused = w.create(&w.chair, w.r.mine.id, w.column.id, text("晚了", "正文"));
        assert!(matches!(refused, Err(PostsError::ColumnClosed)));
        assert!(w.review(&w.editor, &p).is_ok());
    }

    fn a_post_comes_out_at_its_instant_once(db: &TestDb) {
        let w = World::new(db);
        let p = w.proposed("定时");
        let now = w.app.clock().now();
        for wrong in [now, now.plus_ms(-1), now.plus_ms(367 * 86_400_000)] {
            assert!(matches!(w.approve(&w.chief, &p, Some(wrong)), Err(PostsError::PublishAt)));
        }
        let at = now.plus_minutes(90);
        let p = w.approve(&w.chief, &p, Some(at)).unwrap();
        db.clock().advance_ms(90 * 60_000 - 1);
        w.run_job("posts.publish");
        assert_eq!(w.now(p.id).state, PostState::Approved);
        db.clock().advance_ms(1);
        w.run_job("posts.publish");
        w.run_job("posts.publish");
        let p = w.now(p.id);
        assert_eq!((p.state, p.public.published_at, counted(db)), (PostState::Published, at, 1));
        // One that was taken back does not come out.
        let q = w.proposed("又收回");
        let q = w.approve(&w.chief, &q, Some(w.app.clock().now().plus_minutes(1))).unwrap();
        w.send_back(&w.chief, &q, "再核对数字").unwrap();
        db.clock().advance_ms(120_000);
        w.run_job("posts.publish");
        assert_eq!((w.now(q.id).state, counted(db)), (PostState::Editing, 1));
    }

    fn readers_see_the_old_text_until_a_correction_is_approved(db: &TestDb) {
        let w = World::new(db);
        let p = w.published("更正");
        assert!(matches!(w.correct(&w.editor, &p, " "), Err(PostsError::ReasonMissing)));
        let p = w.correct(&w.editor, &p, "日期写错了").unwrap();
        // Nothing is corrected.
        assert!(matches!(w.propose(&w.editor, &p), Err(PostsError::NothingCorrected)));
        let new = text("更正", "正确的日期是十二月一日。");
        let p = w.edit(&w.editor, &p, new).unwrap();
        assert!(p.public.live && p.public.body != p.text.body);
        // The author has no hand in it any more, and it is not given back to be a draft.
        assert!(matches!(w.edit(&w.chair, &p, text("更正", "抢改")), Err(PostsError::State { .. })));
        assert!(matches!(w.give_back(&w.editor, &p, "退回去"), Err(PostsError::State { .. })));
        let first = p.public.published_at;
        db.clock().advance_ms(60_000);
        let p = w.propose(&w.editor, &p).unwrap();
        let p = w.approve(&w.chief, &p, None).unwrap();
        assert_eq!(p.public.body, "正确的日期是十二月一日。");
        assert_eq!((p.public.correction.as_str(), p.public.published_at), ("日期写错了", first));
        assert_eq!((p.public.corrected_at, counted(db)), (w.app.clock().now(), 1));
        // Given up: the text in hand is again what readers see.
        let p = w.correct(&w.editor, &p, "再改一次").unwrap();
        let p = w.edit(&w.editor, &p, text("改坏了", "改坏了")).unwrap();
        let p = w.abandon(&w.editor, &p).unwrap();
        assert_eq!((p.state, p.text.title.as_str(), p.text.body.as_str()), (PostState::Published, "更正", "正确的日期是十二月一日。"));
    }

    fn what_is_withdrawn_is_gone_for_readers_and_for_the_figures(db: &TestDb) {
        let w = World::new(db);
        let p = w.published("要撤回的");
        // Even while it is being corrected.
        let p = w.correct(&w.editor, &p, "有误").unwrap();
        assert!(matches!(w.withdraw(&w.chief, &p, "一"), Err(PostsError::ReasonMissing)));
        let p = w.withdraw(&w.chief, &p, "内容失实").unwrap();
        assert_eq!((p.state, p.public.live, counted(db)), (PostState::Withdrawn, false, 0));
        assert!(matches!(w.correct(&w.editor, &p, "再发"), Err(PostsError::State { .. })));
        // What was never published cannot be withdrawn.
        let q = w.proposed("未发");
        assert!(matches!(w.withdraw(&w.chief, &q, "不发了"), Err(PostsError::State { .. })));
    }

    fn a_version_that_was_not_seen_is_refused(db: &TestDb) {
        let w = World::new(db);
        let old = w.draft("两个窗口");
        let new = w.edit(&w.chair, &old, text("两个窗口", "改过了")).unwrap();
        assert!(matches!(w.submit(&w.chair, &old), Err(PostsError::Stale)));
        assert!(matches!(w.edit(&w.chair, &old, text("两个", "窗口")), Err(PostsError::Stale)));
        let p = w.submit(&w.chair, &new).unwrap();
        let back = w.recall(&w.chair, &p).unwrap();
        assert!(matches!(w.review(&w.editor, &p), Err(PostsError::NotFound)), "a draft again");
        let p = w.submit(&w.chair, &back).unwrap();
        let p = w.give_back(&w.editor, &p, "请补充单位名称").unwrap();
        assert_eq!((p.state, p.reason.as_str()), (PostState::Draft, "请补充单位名称"));
        let p = w.submit(&w.chair, &p).unwrap();
        let p = w.decline(&w.editor, &p, "与已刊出的重复").unwrap();
        assert_eq!(p.state, PostState::Declined);
        assert!(matches!(w.submit(&w.chair, &p), Err(PostsError::State { .. })));
    }

    fn columns_take_posts_from_their_union_and_from_beneath(db: &TestDb) {
        let w = World::new(db);
        let town = holder(301, "乡编辑", Role::Editor, &w.r.here);
        let own = World::make_column(&w.app, &town, w.r.here.id, narrow()).unwrap();
        let other = holder(302, "镇主席", Role::Chair, &w.r.theirs);
        let refused = w.create(&other, w.r.theirs.id, own.id, text("外乡", "正文"));
        assert!(matches!(refused, Err(PostsError::ColumnNotFound)));
        let refused = w.create(&other, w.r.mine.id, own.id, text("代别人", "正文"));
        assert!(matches!(refused, Err(PostsError::Registry(_))));
        let p = w.create(&w.chair, w.r.mine.id, own.id, text("本乡", "正文")).unwrap();
        let p = w.submit(&w.chair, &p).unwrap();
        // The county's editor stands above, the county's column is not the township's.
        assert!(w.review(&w.editor, &p).is_ok());
        let q = w.submit(&w.chair, &w.draft("县里的栏目")).unwrap();
        assert!(matches!(w.review(&town, &q), Err(PostsError::NotFound)));
        assert!(matches!(w.edit_column(&town, (w.column.id, 1), narrow()), Err(PostsError::ColumnNotFound)));
        assert!(matches!(World::make_column(&w.app, &town, w.r.there.id, narrow()), Err(PostsError::Registry(_))));
        let wrong = posts::rules::column::Draft { title: "一".into(), ..narrow() };
        assert!(matches!(World::make_column(&w.app, &town, w.r.here.id, wrong), Err(PostsError::Invalid(_))));
        assert!(w.edit_column(&town, (own.id, 7), narrow()).is_err_and(|e| matches!(e, PostsError::Stale)));
        assert_eq!(posts::rules::column::starter("{日期}", Day::constant(2026, 1, 2)), "2026年1月2日");
    }
}
