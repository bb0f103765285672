//! The one list of modules. Everything else is derived from it.

use std::collections::HashSet;
use std::sync::OnceLock;

use platform::sealed::{RekeyJob, SealedTable};
use platform::{App, Module};
use store::Migration;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// All modules of the program.
pub fn modules() -> Vec<Module> {
    vec![
        platform::module(),
        registry::module(),
        posts::module(),
        benefits::module(),
        knowledge::module(),
        voice::module(),
        survey::module(),
        mutual::module(),
        visit::module(),
    ]
}

/// All migrations, in the order of the modules.
pub fn migrations() -> Vec<Migration> {
    modules().iter().flat_map(|m| m.migrations.iter().copied()).collect()
}

/// All columns that refer to rows.
pub fn references() -> Vec<store::Reference> {
    modules().iter().flat_map(|m| m.references.iter().copied()).collect()
}

/// All jobs.
pub fn jobs() -> Vec<Box<dyn platform::jobs::JobHandler>> {
    let mut all: Vec<Box<dyn platform::jobs::JobHandler>> =
        modules().iter().flat_map(|m| (m.jobs)()).collect();
    all.push(Box::new(RekeyJob(sealed())));
    all
}

/// What modules do when their cases change.
pub fn case_watches() -> Vec<Box<dyn platform::cases::CaseWatch>> {
    modules().iter().flat_map(|m| (m.cases)()).collect()
}

/// Every column that depends on the keys.
pub fn sealed() -> &'static [SealedTable] {
    static ALL: OnceLock<Vec<SealedTable>> = OnceLock::new();
    ALL.get_or_init(|| modules().iter().flat_map(|m| m.sealed.iter().copied()).collect())
}

/// Head of the OpenAPI document.
#[derive(OpenApi)]
#[openapi(info(
    title = "niangjia",
    description = "API of niangjia. Sessions are cookies; writes need the header X-Requested-With: niangjia.",
    license(name = "Apache-2.0")
))]
struct Document;

/// Paths of the operations that need no session, as the document has them.
pub fn anonymous_paths() -> HashSet<String> {
    let routers = modules().into_iter().map(|m| (m.anonymous_routes)());
    let all =
        OpenApiRouter::<App>::new().nest("/api", routers.fold(OpenApiRouter::new(), OpenApiRouter::merge));
    all.get_openapi().paths.paths.keys().cloned().collect()
}

/// All routes under `/api` with their document.
pub fn api() -> OpenApiRouter<App> {
    let routers = modules().into_iter().flat_map(|m| [(m.anonymous_routes)(), (m.routes)()]);
    let all = routers.fold(OpenApiRouter::new(), OpenApiRouter::merge);
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api", all)
}
