//! Writes as values: payload → an ordered tree of creates, updates, links and deletes, with defaults and validation. Pure: what needs rows is a node
//! (`Upsert`, `ReplaceLinks`, `SlugSuffix`) that is executed inside the transaction.

pub mod resolve;

use crate::{
    filter::Filter,
    schema::DefaultValue,
    value::{CollectionId, FieldId, ItemId, Value},
};

/// One item that is written, with everything nested in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    Create(Create),
    Update(Update),
    /// A nested object with a key: updated if the item is there, else created with that key.
    Upsert { create: Result<Create, Vec<Failure>>, update: Update },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Create {
    pub collection: CollectionId,
    /// `None`: the engine makes it (integer ids).
    pub id: Option<ItemId>,
    pub values: Vec<Assigned>,
    pub links: Vec<LinkWrite>,
    /// Where the item stands in the payload: empty, `[3]`, `comments[0]`.
    pub path: String,
    /// Filled in by `permission`.
    pub gate: Gate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub collection: CollectionId,
    pub id: ItemId,
    pub values: Vec<Assigned>,
    pub links: Vec<LinkWrite>,
    pub path: String,
    pub gate: Gate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    pub collection: CollectionId,
    pub ids: Vec<ItemId>,
    pub gate: Gate,
}

/// What a field becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    pub field: FieldId,
    pub value: Input,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Value(Value),
    /// `$NOW`, `$CURRENT_USER`, a new uuid: known when the write runs.
    Default(DefaultValue),
    /// The key of a nested m2o item, which is written first.
    Nested(Box<Write>),
    /// A slug that may need a suffix to be unique.
    Slug(String),
    /// m2a to one: the branch and the key, or the nested item.
    Branch { target: CollectionId, item: Box<Input> },
}

/// A change of a to-many relation.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkWrite {
    pub field: FieldId,
    pub change: LinkChange,
    pub path: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LinkChange {
    /// The complete new list; rows that are not named are unlinked.
    Replace(Vec<Element>),
    Delta { create: Vec<Element>, update: Vec<Element>, delete: Vec<(CollectionId, ItemId)> },
}

/// One row of a to-many relation.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    Key { target: CollectionId, id: ItemId, path: String },
    Item(Box<Write>),
}

/// The rules of the actor on one written item, filled in by `permission`.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// On the row before: not TRUE is 403 (readable) or 404.
    pub filter: Filter,
    /// Who can see the row before; decides between 403 and 404.
    pub readable: Filter,
    /// On the row after: not TRUE is 403, and nothing is written.
    pub check: Filter,
    /// On the row after: not TRUE is a validation failure.
    pub validate: Filter,
}

/// One value that is refused, with its path from the payload's root: `[3].comments[2].body`.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub path: String,
    /// The field's name, for the client.
    pub field: String,
    pub kind: &'static str,
    pub message: String,
}

impl Default for Gate {
    fn default() -> Self {
        Self { filter: Filter::TRUE, readable: Filter::TRUE, check: Filter::TRUE, validate: Filter::TRUE }
    }
}
