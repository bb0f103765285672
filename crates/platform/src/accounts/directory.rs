//! What sign-in asks the register, whose floor is above: given in the composition root.

use kernel::{Id, OrgPath};
use store::{DbResult, Tx};

/// A person who can be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provable {
    /// Person.
    pub person_id: Id,
    /// Name in full, for comparison and for the session.
    pub name: String,
}

/// Places of unions, for grants and cases, and the divisions that they look after.
pub trait OrgTree: Send + Sync + 'static {
    /// Present place and name of a union.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn place(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<(OrgPath, String)>>;

    /// The union that stands at a place now, and its name.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn union_at(&self, tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Option<(Id, String)>>;

    /// The code of a union that people type, for numbers of cases; none if there is no such union.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn union_code(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>>;

    /// Code of the division that a union looks after, or empty.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn division_of(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>>;

    /// Name of a division that stands today.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn division_name(&self, tx: &mut Tx<'_>, code: &str) -> DbResult<Option<String>>;
}

/// People who may sign in as members.
pub trait MemberDirectory: Send + Sync + 'static {
    /// Members who gave this phone.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn by_phone(&self, tx: &mut Tx<'_>, phone: &kernel::Phone) -> DbResult<Vec<Provable>>;

    /// The one among them whose name and last six characters of the document are these.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn prove(
        &self,
        tx: &mut Tx<'_>,
        phone: &kernel::Phone,
        name: &str,
        tail: &str,
    ) -> DbResult<Option<Provable>>;

    /// The phone that a person gives as theirs.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn phone_of(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<kernel::Phone>>;

    /// A member by id.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn by_id(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<Provable>>;

    /// The person, and every record that was merged into it: what was told under one of them is the person's own.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn records(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Vec<Id>>;
}

/// Where somebody works: the union that is told, and who is tied to the employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace {
    /// Union that a matter from there is told at.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Employer; 0 if none is known.
    pub employer_id: Id,
    /// Its name.
    pub employer_name: String,
    /// Places of unions of this very employer: those who hold a role there are tied to it.
    pub ties: Vec<OrgPath>,
}

impl Workplace {
    /// Nowhere that is known.
    pub fn unknown() -> Self {
        Self {
            union_id: Id(0),
            union_name: String::new(),
            employer_id: Id(0),
            employer_name: String::new(),
            ties: Vec::new(),
        }
    }
}

/// Workplaces, for cases; the register's.
pub trait Workplaces: Send + Sync + 'static {
    /// Where a member works; none for somebody who is no member.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn of_member(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<Workplace>>;

    /// An employer.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn of_employer(&self, tx: &mut Tx<'_>, employer_id: Id) -> DbResult<Option<Workplace>>;

    /// The union with a code that people type or scan.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn of_code(&self, tx: &mut Tx<'_>, union_code: &str) -> DbResult<Option<Workplace>>;
}
