//! Relations as a field sees them. A relation is declared once; its inverse is a field of the target with the mirrored link.

use crate::value::{CollectionId, FieldId};

/// What happens to the referring rows when a target is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    Restrict,
    SetNull,
    Cascade,
}

/// How the field reaches its related items.
#[derive(Debug, Clone, PartialEq)]
pub enum Link {
    /// m2o: the foreign key is this field's own column.
    One {
        target: CollectionId,
        on_delete: OnDelete,
        inverse: Option<FieldId>,
    },
    /// o2m: the foreign key is the m2o field `foreign` of the target. Also a `through:` collection's rows.
    Many { target: CollectionId, foreign: FieldId },
    /// m2m through a table without fields of its own; `is_inverse` when this field is the other side.
    Junction {
        target: CollectionId,
        junction: Junction,
        is_inverse: bool,
        inverse: Option<FieldId>,
    },
    /// m2a to one item: one nullable foreign key a target, on this collection's own table.
    AnyOne { branches: Vec<Branch>, on_delete: OnDelete },
    /// m2a to a list: a junction with one nullable foreign key a target.
    AnyMany { branches: Vec<Branch>, junction: Junction },
}

/// The table between: `source`, `target` (absent for m2a, which has the branches' columns instead), `sort`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Junction {
    pub table: String,
    /// The column with the key of the collection that declared the relation.
    pub source: String,
    /// The column with the key of the target. For m2a: empty, see `Branch::column`.
    pub target: String,
    pub sort: String,
}

/// One possible target of an m2a and the column that refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub target: CollectionId,
    pub column: String,
}

impl Link {
    pub fn is_to_many(&self) -> bool {
        matches!(self, Self::Many { .. } | Self::Junction { .. } | Self::AnyMany { .. })
    }

    /// Every collection that the link may lead to.
    pub fn targets(&self) -> Vec<CollectionId> {
        match self {
            Self::One { target, .. } | Self::Many { target, .. } | Self::Junction { target, .. } => vec![*target],
            Self::AnyOne { branches, .. } | Self::AnyMany { branches, .. } => {
                branches.iter().map(|branch| branch.target).collect()
            }
        }
    }

    /// The target, where there is only one.
    pub fn target(&self) -> Option<CollectionId> {
        match self {
            Self::One { target, .. } | Self::Many { target, .. } | Self::Junction { target, .. } => Some(*target),
            Self::AnyOne { .. } | Self::AnyMany { .. } => None,
        }
    }
}
