//! Dictionaries, parameters, the calendar and procedures: small, dated, edited seldom, read all the time. They are read from
//! memory; the database keeps a version for each room, so that another server on the same database notices an edit.

mod cached;
mod load;
mod store;

use std::sync::Arc;

use ::store::DbResult;

pub use cached::Cached;
pub(crate) use load::load_shipped;
pub(crate) use store::raise;

use crate::App;
use crate::calendar::Calendar;
use crate::cases::Procedures;
use crate::codesets::Codesets;
use crate::parameters::Parameters;

/// A room with dated data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Room {
    /// Dictionaries.
    Codesets,
    /// Parameters.
    Parameters,
    /// Working days.
    Calendar,
    /// How kinds of cases go.
    Procedures,
    /// Templates of letters; read from the database when one is issued.
    Letters,
}

impl Room {
    /// All rooms.
    pub const ALL: [Self; 5] =
        [Self::Codesets, Self::Parameters, Self::Calendar, Self::Procedures, Self::Letters];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Codesets => "codesets",
            Self::Parameters => "parameters",
            Self::Calendar => "calendar",
            Self::Procedures => "procedures",
            Self::Letters => "letters",
        }
    }
}

/// The rooms in memory. At first they hold what the program ships; [`App::load_dated`] fills them from the database.
#[derive(Debug)]
pub struct Dated {
    pub(crate) codesets: Cached<Codesets>,
    pub(crate) parameters: Cached<Parameters>,
    pub(crate) calendar: Cached<Calendar>,
    pub(crate) procedures: Cached<Procedures>,
}

impl Default for Dated {
    fn default() -> Self {
        Self {
            codesets: Cached::new(Codesets::first()),
            parameters: Cached::new(Parameters::first()),
            calendar: Cached::new(Calendar::first()),
            procedures: Cached::new(Procedures::first()),
        }
    }
}

impl App {
    /// Puts what the program ships into the database where it is missing there, and reads everything into memory.
    /// Doing it again changes nothing; what was edited stays.
    ///
    /// # Errors
    /// Any [`::store::DbError`].
    pub fn load_dated(&self) -> DbResult<()> {
        self.store().write_blocking(load_shipped)?;
        self.refresh_dated()
    }

    /// Reads again what somebody else has edited; costs three rows when nobody has.
    ///
    /// # Errors
    /// Any [`::store::DbError`].
    pub fn refresh_dated(&self) -> DbResult<()> {
        let app = self.clone();
        self.store().read_blocking(move |tx| load::refresh(&app, tx))
    }

    /// [`App::refresh_dated`] inside the async runtime; called after each edit.
    ///
    /// # Errors
    /// Any [`::store::DbError`].
    pub async fn reread_dated(&self) -> DbResult<()> {
        let app = self.clone();
        self.store().read_slow(move |tx| load::refresh(&app, tx)).await
    }

    /// Dictionaries as they are now. Keep the answer for a piece of work, not for longer.
    pub fn codesets(&self) -> Arc<Codesets> {
        self.dated().codesets.get()
    }

    /// Parameters as they are now.
    pub fn parameters(&self) -> Arc<Parameters> {
        self.dated().parameters.get()
    }

    /// How kinds of cases go, as it is known now.
    pub fn procedures(&self) -> Arc<Procedures> {
        self.dated().procedures.get()
    }

    /// Working days as they are known now.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.dated().calendar.get()
    }
}
