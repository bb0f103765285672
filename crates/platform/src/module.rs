//! What a module hands to the composition root: one value, no second list anywhere.

use std::sync::Arc;

use store::{CommitHook, Engine, Migration};
use utoipa_axum::router::OpenApiRouter;

use crate::App;
use crate::indicators::Indicator;
use crate::jobs::JobHandler;

/// A module: everything that the program needs to know of it.
#[derive(Clone, Copy)]
pub struct Module {
    /// Name; also the tag of its operations and the first part of its problem codes.
    pub name: &'static str,
    /// Migrations in order.
    pub migrations: &'static [Migration],
    /// Routes, each registered together with its OpenAPI document.
    pub routes: fn() -> OpenApiRouter<App>,
    /// Jobs it can run.
    pub jobs: fn() -> Vec<Box<dyn JobHandler>>,
    /// Indicators it records facts for.
    pub indicators: &'static [Indicator],
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Module({})", self.name)
    }
}

/// The commit hooks of the platform: audit, facts, outbox.
pub fn hooks(engine: Engine) -> Vec<Arc<dyn CommitHook>> {
    vec![
        Arc::new(crate::audit::AuditHook::new(engine)),
        Arc::new(crate::indicators::FactHook),
        Arc::new(crate::outbox::OutboxHook),
    ]
}

const MIGRATIONS: &[Migration] = &[Migration {
    module: "platform",
    name: "0001_platform",
    sql: include_str!("../migrations/0001_platform.sql"),
}];

/// The platform itself as a module.
pub fn module() -> Module {
    Module {
        name: "platform",
        migrations: MIGRATIONS,
        routes: OpenApiRouter::new,
        jobs: Vec::new,
        indicators: &[],
    }
}
