//! What a handler, a job and a command have in hand.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use http_base::Limiter;
use kernel::{Clock, Id};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use store::Store;

use crate::accounts::{CodeChannel, MemberDirectory, OrgTree, Sessions, Strangers, Workplaces};
use crate::cases::CaseWatch;
use crate::dated::Dated;
use crate::sealed::Keyring;
use crate::wechat::WechatConfig;

/// Views in a transaction at most.
const PART: usize = 1_000;

/// Settings of an installation.
#[derive(Clone, Debug)]
pub struct Config {
    /// Data folder: database (SQLite), attachments, keys, backups.
    pub data: PathBuf,
    /// Demo installation: one-time codes are shown on the page, under a banner.
    pub demo: bool,
    /// Served over TLS (by the program or a proxy): cookies are marked so.
    pub secure_cookies: bool,
    /// Address under which workers reach the phone pages (`https://…`), for what is printed; that of the console if
    /// missing.
    pub public_url: Option<String>,
    /// The official account of WeChat; without it nothing of WeChat is to be seen.
    pub wechat: Option<WechatConfig>,
}

/// What the composition root puts together.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Keys of sealed columns.
    pub keyring: Arc<Keyring>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Settings.
    pub config: Config,
    /// Places of unions; the register's.
    pub org_tree: Arc<dyn OrgTree>,
    /// People who may sign in; the register's.
    pub directory: Arc<dyn MemberDirectory>,
    /// Where people work; the register's.
    pub workplaces: Arc<dyn Workplaces>,
    /// What modules do when their cases change.
    pub case_watches: Vec<Box<dyn CaseWatch>>,
    /// How one-time codes are sent.
    pub channel: Arc<dyn CodeChannel>,
    /// Seed of the program's randomness, from the operating system.
    pub seed: [u8; 32],
}

/// The open installation. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    case_watches: Arc<[Box<dyn CaseWatch>]>,
    sessions: Sessions,
    challenges: crate::accounts::http::Challenges,
    dated: Dated,
    views: crate::audit::Views,
    limiter: Limiter<Id>,
    sign_in_limiter: Limiter<String>,
    strangers: Strangers,
    /// Started by the first transfer: most programs over an installation enter none.
    entering: OnceLock<crate::ledger::Entering>,
    kept: crate::shared::Shared,
    rng: Mutex<ChaCha20Rng>,
}

impl App {
    /// Puts the parts together.
    pub fn new(mut parts: Parts) -> Self {
        let case_watches = std::mem::take(&mut parts.case_watches).into();
        let rng = Mutex::new(ChaCha20Rng::from_seed(parts.seed));
        Self(Arc::new(Inner {
            parts,
            case_watches,
            sessions: Sessions::default(),
            challenges: crate::accounts::http::challenges(),
            dated: Dated::default(),
            views: crate::audit::Views::default(),
            // A person clicks a few times a second at most; a page asks for several things at once.
            limiter: Limiter::new(120, 1_200),
            sign_in_limiter: Limiter::new(20, 30),
            strangers: Strangers::default(),
            entering: OnceLock::new(),
            kept: crate::shared::Shared::default(),
            rng,
        }))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }

    /// Keys of the sealed columns.
    pub fn keyring(&self) -> &Arc<Keyring> {
        &self.0.parts.keyring
    }

    /// Time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.parts.clock
    }

    /// Settings.
    pub fn config(&self) -> &Config {
        &self.0.parts.config
    }

    /// Places of unions.
    pub fn org_tree(&self) -> &Arc<dyn OrgTree> {
        &self.0.parts.org_tree
    }

    /// People who may sign in as members.
    pub fn directory(&self) -> &Arc<dyn MemberDirectory> {
        &self.0.parts.directory
    }

    /// Where people work.
    pub fn workplaces(&self) -> &Arc<dyn Workplaces> {
        &self.0.parts.workplaces
    }

    /// What modules do when their cases change.
    pub(crate) fn case_watches(&self) -> &Arc<[Box<dyn CaseWatch>]> {
        &self.0.case_watches
    }

    /// What operations on cases have in hand; take it once for a piece of work.
    pub fn cases(&self) -> crate::cases::Ground {
        crate::cases::Ground::of(self)
    }

    /// How one-time codes are sent.
    pub fn channel(&self) -> &Arc<dyn CodeChannel> {
        &self.0.parts.channel
    }

    /// Attempts to sign in under names that nobody has.
    pub fn strangers(&self) -> &Strangers {
        &self.0.strangers
    }

    /// Sessions in use.
    pub fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Sign-ins under way.
    pub fn challenges(&self) -> &crate::accounts::http::Challenges {
        &self.0.challenges
    }

    /// Dictionaries, parameters and the calendar in memory.
    pub(crate) fn dated(&self) -> &Dated {
        &self.0.dated
    }

    /// Where transfers by hand are entered, those of many people together.
    pub(crate) fn entering(&self) -> &crate::ledger::Entering {
        let start = || crate::ledger::Entering::start(self.store().clone(), self.org_tree().clone());
        self.0.entering.get_or_init(start)
    }

    /// What modules keep in memory.
    pub(crate) fn kept(&self) -> &crate::shared::Shared {
        &self.0.kept
    }

    /// Views of people by staff, not written yet.
    pub fn views(&self) -> &crate::audit::Views {
        &self.0.views
    }

    /// Writes what is kept in memory for some seconds: views of people, when sessions were last used, and what modules keep.
    ///
    /// # Errors
    /// Any [`store::DbError`]; what was to be written is then lost, which is logged by the caller.
    pub fn flush(&self) -> store::DbResult<()> {
        // In parts, so that a change that somebody waits for comes in between.
        for part in self.sessions().take_seen().chunks(PART) {
            let part = part.to_vec();
            self.store().write_blocking(move |tx| crate::accounts::write_seen(tx, &part))?;
        }
        for part in self.views().take().chunks(PART) {
            let part = part.to_vec();
            self.store().write_blocking(move |tx| crate::audit::write_views(tx, &part))?;
        }
        self.flush_shared()
    }

    /// Requests of one session.
    pub fn limiter(&self) -> &Limiter<Id> {
        &self.0.limiter
    }

    /// Attempts to sign in with one name or phone.
    pub fn sign_in_limiter(&self) -> &Limiter<String> {
        &self.0.sign_in_limiter
    }

    /// Random bytes for tokens, codes and salts.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.0.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("config", &self.0.parts.config).finish_non_exhaustive()
    }
}
