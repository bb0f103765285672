//! `niangjia keys`

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::sealed::{self, Cipher, Keyring, Progress, Stage};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::json;
use store::Engine;

use crate::installation::{Access, Place, seed};
use crate::modules;
use crate::output::{Done, Output};

/// Other processes read the key file every five seconds; a half of a rotation begins when they surely have.
const SPREAD: Duration = Duration::from_secs(12);

/// What to do with the keys.
#[derive(clap::Subcommand)]
pub enum What {
    /// Names of the keys and how far a rotation is; no secret is shown.
    List,
    /// Make new keys, renew every row, retire the old keys. Goes on where an interrupted rotation stopped.
    Rotate {
        /// Cipher of the new sealing key.
        #[arg(long, default_value = "sm4-gcm")]
        cipher: CipherName,
    },
    /// Write the keys to a file that opens with a passphrase.
    Export {
        /// New file.
        #[arg(long)]
        out: PathBuf,
        /// File with the passphrase in its first line; otherwise it is read from standard input.
        #[arg(long)]
        passphrase_file: Option<PathBuf>,
    },
    /// Bring exported keys in: into a restored installation, or beside the present keys (for an old backup).
    Import {
        /// Exported file.
        file: PathBuf,
        /// File with the passphrase in its first line; otherwise it is read from standard input.
        #[arg(long)]
        passphrase_file: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum CipherName {
    /// SM4-GCM.
    Sm4Gcm,
    /// AES-256-GCM.
    Aes256Gcm,
}

impl From<CipherName> for Cipher {
    fn from(name: CipherName) -> Self {
        match name {
            CipherName::Sm4Gcm => Self::Sm4Gcm,
            CipherName::Aes256Gcm => Self::Aes256Gcm,
        }
    }
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    match what {
        What::List => list(place, out),
        What::Rotate { cipher } => rotate(place, out, (*cipher).into()),
        What::Export { out: to, passphrase_file } => export(place, out, to, passphrase_file.as_deref()),
        What::Import { file, passphrase_file } => import(place, out, file, passphrase_file.as_deref()),
    }
}

fn stage_text(p: &Progress) -> String {
    match p.stage {
        Stage::Settled => "没有进行中的轮换".to_owned(),
        Stage::Renewing => format!("轮换进行中：正在重新加密，还剩 {}", p.open.join("、")),
        Stage::Closing => format!("轮换进行中：正在清除旧摘要，还剩 {}", p.open.join("、")),
    }
}

fn list(place: &Place, out: Output) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let keys = installation.app.keyring();
    let progress = sealed::progress(&installation.app, modules::sealed())?;
    let text = format!(
        "密钥：{}\n正在使用：{}\n{}",
        keys.key_ids().join("、"),
        keys.writing_ids(),
        stage_text(&progress)
    );
    out.answer(
        &json!({ "key_ids": keys.key_ids(), "writing": keys.writing_ids(), "rotation": progress }),
        &text,
    );
    Ok(Done::All)
}

fn rotate(place: &Place, out: Output, cipher: Cipher) -> Result<Done> {
    let installation = place.open(Access::Write)?;
    let app = &installation.app;
    let keys = app.keyring().clone();
    let resumed = keys.is_rotating();
    if !resumed {
        keys.rotate(cipher)?;
        let (added, inner) = (keys.writing_ids(), keys.clone());
        app.store().write_blocking(move |tx| {
            sealed::check_key_ids(tx, &inner)?;
            let changes = Changes::new().note("keys", added.as_str());
            let actor = Actor::system(Reason::Cli, operator());
            audit::record(tx, &actor, Entry { changes, ..Entry::of("keys.rotate", Id(0)) })
        })?;
    }
    let others = app.store().engine() == Engine::Postgres;
    loop {
        if others {
            // Servers on the same database read the new key file meanwhile.
            std::thread::sleep(SPREAD);
        }
        let before = sealed::progress(app, modules::sealed())?.stage;
        let after = sealed::work(app, modules::sealed(), || true)?;
        if after == Stage::Settled || after == before {
            break;
        }
    }
    let progress = sealed::progress(app, modules::sealed())?;
    let finished = progress.stage == Stage::Settled;
    let text = if finished {
        format!(
            "密钥已轮换，正在使用：{}。旧密钥已移到 keys/retired-*.json：恢复以前的备份时需要，不再需要时请销毁。\n请重新执行 niangjia keys export 并妥善保管。",
            keys.writing_ids()
        )
    } else {
        format!("{}。新旧密钥同时有效，服务运行时会自动完成。", stage_text(&progress))
    };
    let object = json!({
        "resumed": resumed, "finished": finished, "key_ids": keys.key_ids(), "rotation": progress,
    });
    out.answer(&object, &text);
    Ok(Done::All)
}

fn operator() -> String {
    std::env::var("USER").unwrap_or_else(|_| "cli".into())
}

fn passphrase(file: Option<&Path>) -> Result<String> {
    let mut text = String::new();
    match file {
        Some(file) => text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?,
        None => {
            eprintln!("请输入口令（至少 {} 个字符），按 Ctrl-D 结束：", sealed::PASSPHRASE);
            std::io::stdin().read_to_string(&mut text)?;
        }
    }
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

fn told(e: &sealed::SealError) -> anyhow::Error {
    anyhow::anyhow!("{}（{e}）", kernel::locale::sentence(e.code(), &kernel::Params::new()))
}

fn export(place: &Place, out: Output, to: &Path, file: Option<&Path>) -> Result<Done> {
    let installation = place.open(Access::Write)?;
    let (keys, to) = (installation.app.keyring().clone(), to.to_owned());
    if to.exists() {
        bail!("{} 已存在，不会覆盖", to.display());
    }
    let ids = keys.key_ids();
    let noted = ids.join(" ");
    sealed::export_keys(&keys, &passphrase(file)?, &to).map_err(|e| told(&e))?;
    let noting = installation.app.store().write_blocking(move |tx| {
        let changes = Changes::new().note("keys", noted.as_str());
        let actor = Actor::system(Reason::Cli, operator());
        audit::record(tx, &actor, Entry { changes, ..Entry::of("keys.export", Id(0)) })
    });
    if let Err(e) = noting {
        let _ = std::fs::remove_file(&to);
        return Err(e.into());
    }
    let text = format!("密钥已导出到 {}（{}）。请离线保管，口令分开保管。", to.display(), ids.join("、"));
    out.answer(&json!({ "out": to, "key_ids": ids }), &text);
    Ok(Done::All)
}

fn import(place: &Place, out: Output, file: &Path, pass: Option<&Path>) -> Result<Done> {
    let rng = ChaCha20Rng::from_seed(seed()?);
    let theirs = sealed::import_keys(file, &passphrase(pass)?, rng).map_err(|e| told(&e))?;
    let path = place.keyring_path();
    let merged = path.exists();
    let ring = if merged {
        let ours = Keyring::load(&path, ChaCha20Rng::from_seed(seed()?))?;
        ours.merge(&theirs).map_err(|e| told(&e))?;
        ours
    } else {
        theirs.save(&path).map_err(|e| told(&e))?;
        theirs
    };
    // The data says at once whether these are its keys.
    place.open(Access::Read)?;
    let text = format!("密钥已{}：{}", if merged { "合并" } else { "放回" }, ring.key_ids().join("、"));
    out.answer(&json!({ "key_ids": ring.key_ids(), "merged": merged }), &text);
    Ok(Done::All)
}
