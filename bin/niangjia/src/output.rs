//! What a command says, and its exit code.

use std::process::ExitCode;

use serde_json::{Value, json};

/// Outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Everything was done.
    All,
    /// Done, with rejected rows or found faults.
    WithRejected,
}

impl From<Done> for ExitCode {
    fn from(d: Done) -> Self {
        match d {
            Done::All => Self::SUCCESS,
            Done::WithRejected => Self::from(1),
        }
    }
}

/// Where answers go: text for people, or one JSON object.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// JSON is wanted.
    pub json: bool,
}

impl Output {
    /// The answer: the object, or the sentences.
    pub fn answer(self, object: &Value, text: &str) {
        if self.json { println!("{object}") } else { println!("{text}") }
    }

    /// A failure: exit code 3.
    pub fn failure(self, e: &anyhow::Error) -> ExitCode {
        let text = sentence(e);
        if self.json {
            println!("{}", json!({ "error": text }));
        }
        eprintln!("{text}");
        ExitCode::from(3)
    }
}

/// The Chinese sentence of a problem inside, followed by what the machine says.
fn sentence(e: &anyhow::Error) -> String {
    let problem = e.chain().find_map(|c| {
        let store = c.downcast_ref::<store::DbError>().map(|p| p as &dyn kernel::Problem);
        let file = || c.downcast_ref::<platform::files::FileError>().map(|p| p as &dyn kernel::Problem);
        let store = store.or_else(file);
        store.or_else(|| c.downcast_ref::<registry::RegistryError>().map(|p| p as &dyn kernel::Problem))
    });
    match problem {
        Some(p) => format!("{}（{}：{e:#}）", kernel::locale::sentence(p.code(), &p.params()), p.code()),
        None => format!("{e:#}"),
    }
}

/// Logs to stderr: JSON lines, level from `NIANGJIA_LOG` (default `warn`).
pub fn logs() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NIANGJIA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    // Where, and not what: the words of a panic may quote the data that it stumbled over.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let thread = std::thread::current();
        tracing::error!(place, thread = thread.name().unwrap_or(""), "panic");
    }));
}
