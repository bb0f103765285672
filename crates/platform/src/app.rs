//! What a handler, a job and a command have in hand.

use std::path::PathBuf;
use std::sync::Arc;

use kernel::Clock;
use store::Store;

use crate::sealed::Keyring;

/// Settings of an installation.
#[derive(Clone, Debug)]
pub struct Config {
    /// Data folder: database (SQLite), attachments, keys, backups.
    pub data: PathBuf,
    /// Demo installation: one-time codes are shown on the page, under a banner.
    pub demo: bool,
}

/// The open installation. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    keyring: Arc<Keyring>,
    clock: Arc<dyn Clock>,
    config: Config,
}

impl App {
    /// Puts the parts together.
    pub fn new(store: Store, keyring: Arc<Keyring>, clock: Arc<dyn Clock>, config: Config) -> Self {
        Self(Arc::new(Inner { store, keyring, clock, config }))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Keys of the sealed columns.
    pub fn keyring(&self) -> &Arc<Keyring> {
        &self.0.keyring
    }

    /// Time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("config", &self.0.config).finish_non_exhaustive()
    }
}
