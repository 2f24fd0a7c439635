//! The read tree: `RawQuery` (what was said) → `Query` (what it means). A new way in makes a `RawQuery`; nothing below changes.

pub mod aggregation;
pub mod raw;
pub mod resolve;
mod whole;

pub use aggregation::{AggregateFunction, AggregateKey, Aggregation};
pub use raw::RawQuery;

use crate::{
    filter::{Filter, Guard, Operand},
    schema::collection::Direction,
    value::{CollectionId, FieldId, Name},
};

/// One level of a read, resolved: ids, not strings.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub collection: CollectionId,
    pub select: Vec<Selection>,
    /// What was asked for, the search included; `permission` ANDs the row rules to it.
    pub filter: Filter,
    /// Ends with the primary key once resolved, so that the order is total. Empty only below a relation with an order of its own (a junction seen
    /// from the side that declared it) where no other order was asked for: then the list is in that order.
    pub sort: Vec<Sort>,
    /// A full-text search without another order: what fits better comes first, and `sort` decides among equals.
    pub relevance: Option<Relevance>,
    pub page: Page,
}

/// How well a row fits a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Relevance {
    pub words: Vec<String>,
    /// With their weights; the guards hold here as anywhere.
    pub fields: Vec<(Operand, u8)>,
}

/// One member of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// The member's name: the field's, or an alias.
    pub key: Name,
    pub value: Selected,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Selected {
    /// A column, as it is or through a function. An m2o gives its key.
    Operand(Operand),
    /// A relation as objects: an object or null for m2o, a list for the others.
    Related {
        field: FieldId,
        guard: Guard,
        query: Box<Query>,
    },
    /// A to-many relation as a list of keys. `query` selects nothing; its filter, sort and page hold.
    Keys {
        field: FieldId,
        guard: Guard,
        query: Box<Query>,
    },
    /// A to-many relation as groups of its items: one object a group. Without group keys exactly one.
    Groups {
        field: FieldId,
        guard: Guard,
        aggregation: Box<Aggregation>,
    },
    /// m2a: `{collection, item}` or a list of such; `item` is a key where the branch's query selects nothing.
    /// Every possible target has its branch. `page` is that of the whole list; a list is in its own order.
    Branches {
        field: FieldId,
        guard: Guard,
        branches: Vec<Query>,
        page: Page,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    /// m2o relations to go through, from the query's collection: `author.name`.
    pub through: Vec<SortStep>,
    pub operand: Operand,
    pub direction: Direction,
}

/// One m2o on the way to a sort key. `filter` holds the target's row rules, once authorised: a hidden target sorts as null.
#[derive(Debug, Clone, PartialEq)]
pub struct SortStep {
    pub field: FieldId,
    pub target: CollectionId,
    pub guard: Guard,
    pub filter: Filter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Always bounded once resolved.
    pub limit: u32,
    pub offset: u64,
    /// `limit=-1`, every row: `limit` is then one more than the maximum, and a list that reaches it is refused, not cut.
    pub is_whole: bool,
}

/// Which counts were asked for beside the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub total: bool,
    pub filtered: bool,
    /// Of what the query lets through, exact only where that is little.
    pub estimated: bool,
}

/// Bounds of a query; each is a setting.
#[derive(Debug, Clone, Copy)]
pub struct QueryLimits {
    pub default_page: u32,
    pub max_page: u32,
    /// For an export: the longest list, which has no page size. The lists inside its items are then as long as they may be at all.
    pub export: Option<u32>,
    pub depth: usize,
    /// Conditions of all filters of a query together.
    pub filter_nodes: usize,
    /// Values in all lists of these filters.
    pub filter_values: usize,
    /// Members of all levels together: stops `*.*.*.*` from exploding.
    pub selections: usize,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self {
            default_page: 100,
            max_page: 1000,
            export: None,
            depth: 10,
            filter_nodes: 500,
            filter_values: 5000,
            selections: 2000,
        }
    }
}
