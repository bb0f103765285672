//! Opening an installation: folder, lock, keys, database, migrations.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use kernel::{Clock, SystemClock};
use platform::accounts::{CodeChannel, DemoChannel, SmsChannel};
use platform::sealed::{Cipher, Keyring, check_key_ids, missing_key_ids};
use platform::wechat::WechatConfig;
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use store::{DataLock, DbError, Env, OpenOptions, Store};

use crate::modules::migrations;

/// Where the data is.
#[derive(Clone, Debug, clap::Args)]
pub struct Place {
    /// Data folder: SQLite database, attachments, keys, backups.
    #[arg(long, global = true, default_value = "./data", env = "NIANGJIA_DATA")]
    pub data: PathBuf,
    /// PostgreSQL instead of SQLite, e.g. postgres://user@host/name.
    #[arg(long, global = true, env = "NIANGJIA_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// The program itself speaks TLS.
    #[arg(skip)]
    pub tls: bool,
}

/// Settings of an installation, `settings.json` in the data folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Demo installation.
    pub demo: bool,
    /// Pages are served over TLS.
    pub tls: bool,
    /// Address under which workers reach the phone pages (`https://…`), for printed codes; that of the console if missing.
    pub public_url: Option<String>,
    /// SMS gateway in the own network; without it members get codes in a demo only.
    pub sms: Option<Sms>,
    /// The official account of WeChat; without it nothing of WeChat is to be seen.
    pub wechat: Option<Wechat>,
    /// Number of this process among those that write to one PostgreSQL, for ids (docs/adr/0002); by chance if missing.
    pub node: Option<u8>,
}

/// An SMS gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// `host:port`.
    pub address: String,
    /// Path, `/send`.
    pub path: String,
    /// Approved template.
    pub template: String,
    /// Name of the environment variable that holds the bearer token.
    pub token_env: String,
}

/// An official account of WeChat. What is missing is as WeChat documents it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wechat {
    /// `AppID`.
    pub app_id: String,
    /// Name of the environment variable that holds the `AppSecret`.
    pub secret_env: String,
    /// Address of the interface, or of a proxy in the own network that passes it on.
    pub api: Option<String>,
    /// Address of the page on which WeChat tells who somebody is.
    pub open: Option<String>,
    /// Address that WeChat's script for pages is loaded from.
    pub script: Option<String>,
    /// Certificates of those who vouch for the interface, PEM.
    pub roots: Option<PathBuf>,
    /// Template messages a day at most.
    pub templates_a_day: Option<i64>,
    /// Subscribe messages a day at most.
    pub subscribes_a_day: Option<i64>,
}

/// An open installation; the lock is held as long as it lives.
pub struct Installation {
    /// The program's parts.
    pub app: App,
    _lock: Option<DataLock>,
}

/// What a command does with the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Makes a new installation.
    Create,
    /// Changes data: alone on SQLite.
    Write,
    /// Reads beside a running server.
    Read,
}

impl Place {
    /// Where the keys lie.
    pub fn keyring_path(&self) -> PathBuf {
        self.data.join("keys/keyring.json")
    }

    /// How the database is opened.
    pub fn options(&self) -> OpenOptions {
        match &self.database {
            Some(url) => OpenOptions::postgres(&self.data, url),
            None => OpenOptions::sqlite(&self.data),
        }
    }

    /// Whether there is an installation here.
    pub fn exists(&self) -> bool {
        self.keyring_path().exists()
    }

    /// Opens the installation; pending migrations run first, after a backup.
    ///
    /// # Errors
    /// No installation, locked by another process, unreachable database.
    pub fn open(&self, access: Access) -> Result<Installation> {
        self.open_with(access, &self.options())
    }

    /// [`Place::open`] with other settings of the database.
    ///
    /// # Errors
    /// As [`Place::open`].
    pub fn open_with(&self, access: Access, options: &OpenOptions) -> Result<Installation> {
        if access == Access::Create {
            if self.exists() {
                bail!("{} 里已有安装，不会覆盖", self.data.display());
            }
            std::fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        } else if !self.exists() {
            bail!("{} 里没有安装，请先运行 niangjia init", self.data.display());
        } else if registry::demo::Mark::stands(&self.data) {
            bail!("{} 里的演示数据没有装完，请重新运行 niangjia demo", self.data.display());
        }
        // Two servers may share one PostgreSQL; a SQLite folder has one writer.
        let alone = access != Access::Read && self.database.is_none();
        let lock = alone.then(|| DataLock::take(&self.data)).transpose();
        let lock = lock.map_err(|e| match e {
            DbError::Busy(_) => {
                anyhow!("数据文件夹正由另一个 niangjia 进程使用，请先停止服务，或在网页上操作")
            }
            e => anyhow!(e).context(format!("数据文件夹 {} 不能写入", self.data.display())),
        })?;
        let keyring = Arc::new(self.keyring(access)?);
        let settings = self.settings()?;
        let store = Self::store(options, node(options, &settings)?)?;
        if access != Access::Read {
            self.migrate(&store, access, &keyring)?;
        }
        check_keys(&store, &keyring, access)?;
        let directory = Arc::new(registry::Directory::new(keyring.clone()));
        let app = App::new(Parts {
            store,
            keyring,
            clock: Arc::new(SystemClock),
            config: Config {
                data: self.data.clone(),
                demo: settings.demo,
                secure_cookies: settings.tls || self.tls,
                public_url: settings.public_url.clone(),
                wechat: wechat(&settings)?,
            },
            org_tree: directory.clone(),
            workplaces: directory.clone(),
            directory,
            case_watches: crate::modules::case_watches(),
            channel: channel(&settings),
            seed: seed()?,
        });
        if access == Access::Read {
            app.refresh_dated()?;
        } else {
            app.load_dated()?;
        }
        Ok(Installation { app, _lock: lock })
    }

    fn store(options: &OpenOptions, node: u8) -> Result<Store> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut env = Env::new(clock, node);
        env.hooks = platform::hooks(Arc::new(registry::Tree));
        Ok(Store::open(options, env)?)
    }

    fn keyring(&self, access: Access) -> Result<Keyring> {
        let (path, rng) = (self.keyring_path(), ChaCha20Rng::from_seed(seed()?));
        if access != Access::Create {
            return Ok(Keyring::load(&path, rng)?);
        }
        let ring = Keyring::generate(Cipher::Sm4Gcm, rng);
        ring.save(&path)?;
        Ok(ring)
    }

    fn migrate(&self, store: &Store, access: Access, keyring: &Keyring) -> Result<()> {
        let all = migrations();
        let pending = store::pending(store, &all)?;
        if !pending.is_empty() && access != Access::Create {
            let name = format!("before-migration-{}", SystemClock.now().0);
            let out = self.data.join("backups").join(name);
            store::backup(store, &self.data, &out, keyring.key_ids())?;
            tracing::info!(backup = %out.display(), "backed up before a migration");
        }
        store::migrate(store, &all, None)?;
        Ok(())
    }

    /// The settings; the defaults where there is no file.
    ///
    /// # Errors
    /// The file cannot be read as settings.
    pub fn settings(&self) -> Result<Settings> {
        let path = self.data.join("settings.json");
        match std::fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).with_context(|| path.display().to_string()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(e) => Err(e).with_context(|| path.display().to_string()),
        }
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        std::fs::create_dir_all(&self.data)?;
        std::fs::write(self.data.join("settings.json"), serde_json::to_vec_pretty(settings)?)?;
        Ok(())
    }
}

/// Refuses keys that are not those of the data, before anything is read or written with them.
fn check_keys(store: &Store, keyring: &Arc<Keyring>, access: Access) -> Result<()> {
    let keys = keyring.clone();
    let missing = if access == Access::Read {
        // Reading beside a server of an older version, the table may not be there yet.
        if !store::pending(store, &migrations())?.is_empty() {
            return Ok(());
        }
        store.read_blocking(move |tx| missing_key_ids(tx, &keys))?
    } else {
        store.write_blocking(move |tx| check_key_ids(tx, &keys))?
    };
    if !missing.is_empty() {
        bail!(
            "密钥文件 keys/keyring.json 与数据不符，缺少：{}。请放回原来的密钥文件，或执行 niangjia keys import",
            missing.join("、")
        );
    }
    Ok(())
}

/// The node of this process. A SQLite folder has one writer; servers and commands that share a PostgreSQL must differ.
fn node(options: &OpenOptions, settings: &Settings) -> Result<u8> {
    match settings.node {
        Some(node) => Ok(node),
        None if options.database.is_none() => Ok(0),
        None => Ok(seed()?[0]),
    }
}

fn channel(settings: &Settings) -> Arc<dyn CodeChannel> {
    match &settings.sms {
        Some(sms) => Arc::new(SmsChannel {
            address: sms.address.clone(),
            path: sms.path.clone(),
            template: sms.template.clone(),
            token: std::env::var(&sms.token_env).unwrap_or_default(),
        }),
        // Shows codes in a demo installation only; elsewhere a code cannot be seen by anybody.
        None => Arc::new(DemoChannel),
    }
}

/// The official account, ready for use.
fn wechat(settings: &Settings) -> Result<Option<WechatConfig>> {
    let Some(w) = &settings.wechat else { return Ok(None) };
    let Some(public_url) = &settings.public_url else {
        bail!("settings.json 里设置了 wechat，还须设置 public_url：微信登录后要回到这个网址");
    };
    let Ok(secret) = std::env::var(&w.secret_env) else {
        bail!("环境变量 {} 里没有公众号的 AppSecret", w.secret_env);
    };
    let known = WechatConfig::documented(&w.app_id, secret, public_url);
    let or = |given: &Option<String>, known: String| given.clone().unwrap_or(known);
    Ok(Some(WechatConfig {
        api: or(&w.api, known.api.clone()),
        open: or(&w.open, known.open.clone()),
        script: or(&w.script, known.script.clone()),
        roots: w.roots.clone().unwrap_or_else(|| known.roots.clone()),
        templates_a_day: w.templates_a_day.unwrap_or(known.templates_a_day),
        subscribes_a_day: w.subscribes_a_day.unwrap_or(known.subscribes_a_day),
        ..known
    }))
}

/// A seed from the operating system.
pub fn seed() -> Result<[u8; 32]> {
    let mut seed = [0; 32];
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the operating system")]
    getrandom::fill(&mut seed)
        .map_err(|e| anyhow::anyhow!("no randomness from the operating system: {e}"))?;
    Ok(seed)
}
