//! Permission fixtures: `access/*.yaml`. A file says who asks, what is given, and for each case what must come of it; `quintet access test` runs them
//! in CI.
//!
//! Cases ask the real door to items, in a database of the run's own that holds the seeds. Writes are rehearsed: done, asked and rolled back, so that no
//! case sees what another one has written.

mod read;
mod run;

pub use read::suites;
pub use run::{Found, Outcome, Problem, ProblemKind, run};

use std::collections::HashSet;

use crate::{
    items::ItemsError,
    permission::Action,
    value::{CollectionId, FieldId, ItemId, Json, Name},
};

use super::seed::SeedRow;

/// One file.
#[derive(Debug, Clone, PartialEq)]
pub struct Suite {
    pub file: String,
    pub roles: Vec<Name>,
    /// The fields of the user who asks; `None` asks without one.
    pub user: Option<Json>,
    /// Items that this user has made, beside the seeds.
    pub given: Vec<SeedRow>,
    /// What is there already.
    pub seeded: HashSet<(CollectionId, ItemId)>,
    pub cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub line: usize,
    /// `update articles/mine`
    pub title: String,
    /// Instead of the file's.
    pub roles: Option<Vec<Name>>,
    pub action: Action,
    pub collection: CollectionId,
    pub item: Option<ItemId>,
    pub payload: Option<Json>,
    pub expect: Expected,
    pub shows: Vec<FieldId>,
    pub hides: Vec<FieldId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Allow,
    Deny,
    /// The rules let it through, and a value is refused.
    Invalid,
}

#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// What a file wants to be given is refused.
    #[error("{file}: what is given is refused")]
    Given { file: String, error: ItemsError },
    #[error("{file}: the cases can not be asked")]
    Items { file: String, error: ItemsError },
}
