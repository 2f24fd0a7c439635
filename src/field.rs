//! Field types: the open list `FIELD_TYPES`, one file each. A field type reads its options from the model file and becomes a `FieldKind`.
//!
//! Everything below the schema knows only `FieldKind` and `ColumnType`, never a type by name. To add a type: one file with a `TYPE`, and its line
//! in `FIELD_TYPES`.

mod bigint;
mod blocks;
mod boolean;
mod bounds;
mod code;
mod color;
mod computed;
mod date;
mod datetime;
mod decimal;
pub mod email;
mod float;
mod integer;
mod json;
mod json_check;
pub mod key;
mod list;
mod markdown;
pub mod mention;
pub mod nested;
mod object;
mod password;
mod phone;
mod point;
pub mod reading;
pub mod relation;
mod richtext;
mod secret;
mod select;
mod slug;
mod string;
mod tags;
#[cfg(test)]
mod tests;
mod text;
mod text_kind;
mod text_rules;
mod time;
pub mod type_list;
mod url;
mod uuid;

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    sync::Arc,
};

use crate::{
    value::{ColumnType, Json, Name, Value},
    yaml::{Key, Map, Report},
};

use mention::{FileDemand, Mention};

pub use blocks::{BlockType, BlockTypes};
pub use type_list::{FIELD_TYPES, field_type, field_types_json};

/// One problem with one value of a payload. `path` is relative to the value: empty for itself, `[2].title` inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub path: String,
    /// The client's word: required, nnull, eq, in, gte, lte, min_length, max_length, regex, email, type, unique, unknown, rule …
    pub kind: &'static str,
    /// A sentence fragment without the field's name: "must be at most 120 characters".
    pub message: String,
}

/// How the stored value is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    None,
    /// argon2id; never readable, filterable or exported.
    Hash,
    /// Encrypted at rest; readable by who may read the field, never filterable.
    Encrypt,
}

/// One row of `FIELD_TYPES`.
#[derive(Debug)]
pub struct FieldType {
    /// The name in model files.
    pub name: &'static str,
    /// One sentence for docs and the admin.
    pub summary: &'static str,
    /// As docs/models.md says it: SQLite / PostgreSQL / MariaDB.
    pub stored_as: &'static str,
    /// Beyond the common options.
    pub options: &'static [Key],
    /// Makes the kind from the options, which are checked against their shapes already; `None` when a mistake was reported.
    pub build: fn(&Map<'_>, &mut Context<'_>) -> Option<Box<dyn FieldKind>>,
}

/// What a field type may know while it is built.
pub struct Context<'c> {
    pub report: &'c mut Report,
    /// The column type of every collection's key.
    pub keys: &'c HashMap<String, ColumnType>,
    pub blocks: &'c Arc<BlockTypes>,
    /// Where the field is declared.
    pub place: Place,
    /// Objects and lists around the field.
    pub depth: usize,
}

/// Where a field is declared. Inside JSON there are no columns, foreign keys or junctions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Collection,
    /// In an `object` or a `list`.
    Nested,
    /// In a block, or deeper in one.
    Block,
}

/// A field type with its options: what one field of one collection holds.
pub trait FieldKind: fmt::Debug + Send + Sync {
    /// The name in model files: `string`, `select` …
    fn type_name(&self) -> &'static str;

    /// What a value is; `None` for to-many relations. A computed field has a type, but no column in its table.
    fn column(&self) -> Option<ColumnType>;

    /// Reads a value as a client sends it (never null) and checks it against the options. All problems are reported; a value is returned
    /// only if there are none.
    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value>;

    /// Fills in what only the server can make: the `_id` of blocks that have none. `value` is what `read` gave, as JSON.
    fn complete(&self, value: &mut Json, make_id: &mut dyn FnMut() -> String) {
        let _ = (value, make_id);
    }

    /// The keys of other items inside a stored JSON value. A relation to one item has its key as the value, and none inside.
    fn mentions(&self, value: &Json) -> Vec<Mention> {
        let _ = value;
        Vec::new()
    }

    /// Whether values may hold keys of other items: `mentions` may find something.
    fn holds_keys(&self) -> bool {
        false
    }

    /// Whether a value is itself the key of another item, or a list of them.
    fn is_relation(&self) -> bool {
        false
    }

    /// What a file must be that this field refers to; `None` where it refers to no file.
    fn file_demand(&self) -> Option<&Arc<FileDemand>> {
        None
    }

    /// The JSON Schema of the value on the wire, without null.
    fn json_schema(&self) -> Json;

    /// The options as they are in effect, for `/fields` and the admin.
    fn options(&self) -> Json;

    fn protection(&self) -> Protection {
        Protection::None
    }

    /// The paths of the single values inside a value, where the model knows them: an object's members. Empty for all else.
    fn member_paths(&self) -> Vec<Vec<Name>> {
        Vec::new()
    }

    /// Of a JSON document: the names of the members that hold texts for people, at any depth. Empty for all else.
    fn text_members(&self) -> BTreeSet<String> {
        let mut members = TextMembers::default();
        self.add_text_members(&mut members);
        members.names
    }

    fn add_text_members(&self, members: &mut TextMembers) {
        let _ = members;
    }

    /// For a field that is made of others when it is read: "{first} {last}".
    fn template(&self) -> Option<&str> {
        None
    }
}

/// Names of members, as they are found.
#[derive(Debug, Default)]
pub struct TextMembers {
    names: BTreeSet<String>,
    /// Block types that were looked into: one may hold itself.
    blocks: BTreeSet<String>,
}

impl Problem {
    /// About the value itself.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            kind,
            message: message.into(),
        }
    }

    /// The same problem seen from around: `segment` is `[2]` or a member's name.
    pub fn inside(mut self, segment: &str) -> Self {
        self.path = join_path(segment, &self.path);
        self
    }
}

fn join_path(segment: &str, path: &str) -> String {
    let point = if segment.is_empty() || path.is_empty() || path.starts_with('[') {
        ""
    } else {
        "."
    };
    format!("{segment}{point}{path}")
}
