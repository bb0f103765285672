//! Deeds at random: whatever people press, nothing comes out that the chief editor did not see, and what readers see is a text that
//! was approved.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Role};
use kernel::Id;
use posts::PostsError;
use posts::model::{Post, PostState};
use posts::ops::deeds::{Deed, open_deeds};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use testkit::{TestDb, db_test};

use crate::common::{World, setup, text};

/// Deeds tried.
const DEEDS: usize = 260;

fn tried(w: &World, by: &Actor, p: &Post, deed: Deed, n: usize) -> Result<Post, PostsError> {
    match deed {
        Deed::Edit => w.edit(by, p, text("随机", &format!("第{n}次修改"))),
        Deed::Submit => w.submit(by, p),
        Deed::Recall => w.recall(by, p),
        Deed::Review => w.review(by, p),
        Deed::Return => w.give_back(by, p, "随机退回"),
        Deed::Decline => w.decline(by, p, "随机不用"),
        Deed::Propose => w.propose(by, p),
        Deed::Approve => w.approve(by, p, n.is_multiple_of(2).then(|| w.app.clock().now().plus_minutes(5))),
        Deed::SendBack => w.send_back(by, p, "随机退改"),
        Deed::Withdraw => w.withdraw(by, p, "随机撤回"),
        Deed::Correct => w.correct(by, p, "随机更正"),
        Deed::Abandon => w.abandon(by, p),
    }
}

const ALL: [Deed; 12] = [
    Deed::Edit,
    Deed::Submit,
    Deed::Recall,
    Deed::Review,
    Deed::Return,
    Deed::Decline,
    Deed::Propose,
    Deed::Approve,
    Deed::SendBack,
    Deed::Withdraw,
    Deed::Correct,
    Deed::Abandon,
];

/// What holds of every post at any time.
fn sound(p: &Post, before: &Post) {
    if p.public.live {
        assert!(p.public.version > 0 && p.public.version <= p.version);
    }
    if p.public.version != before.public.version {
        assert!(p.approved.id.0 != 0 && !p.touched_by(p.approved.id), "{p:?}");
    }
    if p.state == PostState::Published {
        assert_eq!((&p.text.title, &p.text.body), (&p.public.title, &p.public.body));
        assert!(p.public.live && p.approved.id.0 != 0);
    }
    // What readers see changes by publication and withdrawal alone.
    if p.public.body != before.public.body {
        assert_eq!(p.state, PostState::Published);
    }
    assert_eq!(p.version >= before.version, p.id == before.id);
}

db_test! { setup();
    fn nothing_comes_out_that_the_chief_editor_did_not_see(db: &TestDb) {
        let w = World::new(db);
        let grant = |role| Grant { role, union_id: w.r.county.id, path: w.r.county.place() };
        let double = Actor::staff(Id(77), "双岗", vec![grant(Role::Editor), grant(Role::ChiefEditor)]);
        let people = [w.chair.clone(), w.editor.clone(), w.chief.clone(), double];
        let mut rng = ChaCha20Rng::seed_from_u64(db.seed());
        let (mut p, mut done, mut refused) = (w.draft("随机"), 0, 0);
        for n in 0..DEEDS {
            // Mostly somebody who is offered something presses it, sometimes anybody presses anything.
            let able: Vec<&Actor> = people.iter().filter(|by| !open_deeds(by, &p).is_empty()).collect();
            let wild = able.is_empty() || rng.random_range(0..3) == 0;
            let by = if wild { &people[rng.random_range(0..people.len())] } else { able[rng.random_range(0..able.len())] };
            let offered = open_deeds(by, &p);
            // What is offered to somebody else is the likeliest thing to be pressed by who should not.
            let any = rng.random_range(0..ALL.len());
            let deed = match (wild, able.is_empty() || rng.random_range(0..2) == 0) {
                (true, true) => ALL[any],
                (true, false) => open_deeds(able[any % able.len()], &p)[0],
                (false, _) => offered[rng.random_range(0..offered.len())],
            };
            let before = p.clone();
            match tried(&w, by, &p, deed, n) {
                Ok(after) => {
                    assert!(offered.contains(&deed), "{deed:?} was done and not offered in {:?}", before.state);
                    p = after;
                    done += 1;
                }
                // A correction that changes nothing is the one thing that the page cannot know beforehand.
                Err(PostsError::NothingCorrected) => assert_eq!(deed, Deed::Propose),
                Err(e) => {
                    assert!(!offered.contains(&deed), "{deed:?} was offered in {:?}: {e}", before.state);
                    refused += 1;
                }
            }
            if n.is_multiple_of(9) {
                db.clock().advance_ms(400_000);
                w.run_job("posts.publish");
                if p.state == PostState::Approved {
                    p = w.now(p.id);
                }
            }
            sound(&p, &before);
            if matches!(p.state, PostState::Withdrawn | PostState::Declined) {
                p = w.draft("随机");
            }
        }
        assert!(done > 60 && refused > 20, "{done} done, {refused} refused");
    }
}
