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

/// Places of unions, for grants, and the divisions that they look after.
pub trait OrgTree: Send + Sync + 'static {
    /// Present place and name of a union.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn place(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<(OrgPath, String)>>;

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
}
