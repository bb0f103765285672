//! An app over a test database.

use std::sync::Arc;

use platform::accounts::DemoChannel;
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use testkit::{Setup, TestDb};

pub fn setup() -> Setup {
    let all = [platform::module(), registry::module()].into_iter().flat_map(|m| m.migrations.iter().copied());
    Setup::new(all.collect::<Vec<_>>()).hooks(platform::hooks)
}

pub fn app(db: &TestDb) -> App {
    app_seeded(db, db.seed())
}

/// The same with another seed of the keys and of what is sealed with them.
pub fn app_seeded(db: &TestDb, seed: u64) -> App {
    let path = db.dir().join("keyring.json");
    let rng = || ChaCha20Rng::seed_from_u64(seed);
    if !path.exists() {
        Keyring::generate(Cipher::Sm4Gcm, rng()).save(&path).unwrap();
    }
    let keyring = Arc::new(Keyring::load(&path, rng()).unwrap());
    let directory = Arc::new(registry::Directory::new(keyring.clone()));
    App::new(Parts {
        store: db.store().clone(),
        keyring,
        clock: db.clock().clone(),
        config: Config { data: db.dir().to_owned(), demo: true, secure_cookies: false },
        org_tree: directory.clone(),
        directory,
        channel: Arc::new(DemoChannel),
        seed: [7; 32],
    })
}
