//! WeChat behind one adapter (docs/adr/0026, docs/rules §27): sign-in, messages and the menu of the official account. Without one nothing
//! of it is to be seen, and nothing else needs it.

mod binding;
mod config;
mod error;
pub(crate) mod http;
mod menu;
mod messages;
mod proof;
mod protocol;
mod sealed;
mod store;
mod template;
mod token;
mod wire;

pub(crate) use binding::dissolve;
pub use binding::{bound_at, forget};
pub use config::WechatConfig;
pub use error::WechatError;
pub(crate) use messages::{SendMessage, purge, queue};
pub(crate) use sealed::SEALED;
pub use template::{MessageKind, TOPICS, Topic};
