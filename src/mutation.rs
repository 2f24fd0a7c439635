//! Writes as values: payload → an ordered tree of creates, updates, links and deletes, with defaults and validation. Pure: what needs rows is a node
//! (`Upsert`, `ReplaceLinks`, `SlugSuffix`) that is executed inside the transaction.

pub mod contradiction;
mod fill;
pub mod link;
pub mod resolve;
pub mod visit;

use crate::{
    filter::Filter,
    value::{CollectionId, FieldId, ItemId, Value},
};

/// One item that is written, with everything nested in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    Create(Create),
    Update(Update),
    /// A nested object with a key: updated if the item is there, else created with that key.
    Upsert {
        create: Box<Result<Create, Vec<Failure>>>,
        update: Box<Update>,
    },
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

/// What a field becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    pub field: FieldId,
    pub value: Input,
    pub source: Source,
}

/// Who wrote a member: what the server fills in by itself (stamps, defaults, presets) needs no permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Client,
    Server,
}

impl Assigned {
    pub fn by_client(field: FieldId, value: Input) -> Self {
        Self {
            field,
            value,
            source: Source::Client,
        }
    }

    pub fn by_server(field: FieldId, value: Input) -> Self {
        Self {
            field,
            value,
            source: Source::Server,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Value(Value),
    /// The key of the signed-in user; null for nobody.
    CurrentUser,
    /// The key of an item that exists already (m2o).
    Reference(Reference),
    /// The key of a nested m2o item, which is written first.
    Nested(Box<Write>),
    /// The key of the item that this one is nested in (o2m).
    Parent,
    /// A slug that gets a suffix where it is taken.
    Slug(String),
    /// m2a to one: the key goes into the branch's column, the other branches become null.
    Branch {
        target: CollectionId,
        item: Box<Input>,
    },
}

/// A key in a payload, and where it stands. That it may be referred to is checked once all is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub target: CollectionId,
    pub id: ItemId,
    pub path: String,
    /// Which targets the relation offers; `permission` adds which of them the actor may see.
    pub readable: Filter,
}

/// A change of a to-many relation.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkWrite {
    pub field: FieldId,
    pub change: LinkChange,
    pub unlink: Unlink,
    pub source: Source,
    /// Which targets the actor may see, filled in by `permission`: a list that replaces leaves the others alone.
    pub readable: Vec<(CollectionId, Filter)>,
    pub path: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LinkChange {
    /// The complete new list; rows that are not named are unlinked.
    Replace(Vec<Element>),
    Delta {
        create: Vec<Element>,
        update: Vec<Element>,
        delete: Vec<Reference>,
    },
}

/// One row of a to-many relation. In an o2m every element is an item: its foreign key is assigned `Input::Parent`.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    Key(Reference),
    Item(Box<Write>),
}

/// What unlinking means for the other side.
#[derive(Debug, Clone, PartialEq)]
pub enum Unlink {
    /// m2m and m2a: the row between goes, the target stays.
    Row,
    /// o2m: the child's foreign key becomes null.
    SetNull(Gate),
    /// o2m with a required foreign key that cascades: the child belongs to the parent, and goes.
    Delete(Gate),
    /// o2m with a required foreign key: a child can not be without a parent.
    Refuse,
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
    /// The field's name, for the client; empty for a rule of the whole item.
    pub field: String,
    pub kind: &'static str,
    pub message: String,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            filter: Filter::TRUE,
            readable: Filter::TRUE,
            check: Filter::TRUE,
            validate: Filter::TRUE,
        }
    }
}

impl Write {
    /// Where the item stands in the payload.
    pub fn path(&self) -> &String {
        match self {
            Self::Create(create) => &create.path,
            Self::Update(update) => &update.path,
            Self::Upsert { update, .. } => &update.path,
        }
    }

    pub fn collection(&self) -> CollectionId {
        match self {
            Self::Create(create) => create.collection,
            Self::Update(update) => update.collection,
            Self::Upsert { update, .. } => update.collection,
        }
    }
}
