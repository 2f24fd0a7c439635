//! Field types: the open list `FIELD_TYPES`, one file each. A field type reads its options from the model file and becomes a `FieldKind`.
//!
//! Everything below the schema knows only `FieldKind` and `ColumnType`, never a type by name.

use std::fmt;

use crate::value::{ColumnType, Json, Value};

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

/// A field type with its options: what one field of one collection holds.
pub trait FieldKind: fmt::Debug + Send + Sync {
    /// The name in model files: `string`, `select` …
    fn type_name(&self) -> &'static str;

    /// What is stored; `None` for fields without a column of their own (to-many relations, computed).
    fn column(&self) -> Option<ColumnType>;

    /// Reads a value as a client sends it (never null) and checks it against the options. All problems are reported; a value is returned
    /// only if there are none.
    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value>;

    /// The JSON Schema of the value on the wire, without null.
    fn json_schema(&self) -> Json;

    /// The options as they are in effect, for `/fields` and the admin.
    fn options(&self) -> Json;

    fn protection(&self) -> Protection {
        Protection::None
    }
}
