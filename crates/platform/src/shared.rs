//! What modules keep in memory as long as the installation is open: one value of a type, and what is written of it every few
//! seconds and when the program ends.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use store::DbResult;

use crate::App;

type Flush = Arc<dyn Fn(&App) -> DbResult<()> + Send + Sync>;

/// The values, and what writes them.
#[derive(Default)]
pub(crate) struct Shared {
    all: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    flushes: Mutex<Vec<Flush>>,
}

impl App {
    /// The one value of this type, made by who asks first. `start` must not ask for another one.
    pub fn shared<T: Send + Sync + 'static>(&self, start: impl FnOnce(&Self) -> T) -> Arc<T> {
        let kind = TypeId::of::<T>();
        let all = &self.kept().all;
        if let Some(known) = all.read().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned()
            && let Ok(value) = known.downcast::<T>()
        {
            return value;
        }
        let mut all = all.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(&kind).cloned()
            && let Ok(value) = known.downcast::<T>()
        {
            return value;
        }
        let value = Arc::new(start(self));
        all.insert(kind, value.clone());
        value
    }

    /// From now on `write` is called with every [`App::flush`]: each five seconds and when the program ends. It takes what is
    /// in memory and writes it; what cannot be written it puts back, or says that it is lost.
    pub fn on_flush(&self, write: impl Fn(&Self) -> DbResult<()> + Send + Sync + 'static) {
        self.kept().flushes.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::new(write));
    }

    /// Writes what modules keep in memory; each is tried, the first error is told.
    pub(crate) fn flush_shared(&self) -> DbResult<()> {
        let all = self.kept().flushes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut told = Ok(());
        for write in all {
            told = told.and(write(self));
        }
        told
    }
}
