//! Why the database was not brought to the model.

use super::PlannedSteps;
use crate::{
    db::{DbError, LockError},
    migration::snapshot::SnapshotError,
};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EvolveError {
    #[error("{0}")]
    Database(DbError),
    #[error("{0}")]
    Lock(LockError),
    #[error("{0}")]
    Ledger(SnapshotError),
    /// The model can not be served on the present tables; nothing was changed.
    #[error("the database does not fit the model, and what is missing is not safe to do at boot")]
    Refused(Box<PlannedSteps>),
    /// The plan needs somebody's word, or cannot be run as it is; nothing was changed.
    #[error("{reason}")]
    Consent { planned: Box<PlannedSteps>, reason: String },
    #[error("nothing is set aside as {name}; {}", if there.is_empty() { "nothing is set aside at all".to_owned() } else { format!("there is {there}") })]
    NothingAside { name: String, there: String },
    #[error("{name} can not come back: something else has its name; rename or drop that in the model first")]
    NameTaken { name: String },
    #[error(
        "nothing can be taken back: the last migration made the first tables, was taken back already, or the tables were changed since by something else"
    )]
    NoWayBack,
    /// On MariaDB the steps before it have been done, and the next run goes on from there; elsewhere nothing was changed.
    #[error("{description} failed: {error}")]
    Step {
        description: String,
        statement: String,
        error: DbError,
    },
}
