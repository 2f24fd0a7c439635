//! Identities: which collection, which field, which item. Positions, not strings: they are made by a `Schema` and mean something only with it.

use std::{fmt, sync::Arc};

use uuid::Uuid;

use super::{ColumnType, Value};

/// A name of the model (collection, field, alias): checked once, cheap to clone.
pub type Name = Arc<str>;

/// The position of a collection in its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CollectionId(pub u16);

/// The position of a field in its collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub u16);

/// The key of an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemId {
    Integer(i64),
    Uuid(Uuid),
    Text(String),
}

impl ItemId {
    /// The keys in the first column of rows.
    pub fn first_of(rows: Vec<Vec<Value>>) -> Vec<Self> {
        let firsts = rows.into_iter().filter_map(|row| row.into_iter().next());
        firsts.filter_map(|value| Self::try_from(value).ok()).collect()
    }

    /// Reads a key as it stands in a URL or a payload; `None` when it can not be a key of this type.
    pub fn parse(text: &str, column: ColumnType) -> Option<Self> {
        match column {
            ColumnType::Integer | ColumnType::BigInteger => {
                let canonical = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
                canonical.map(Self::Integer)
            }
            ColumnType::Uuid if text.len() == 36 => Uuid::try_parse(text).ok().map(Self::Uuid),
            ColumnType::Key | ColumnType::Text { .. } if is_text_key(text) => Some(Self::Text(text.to_owned())),
            _ => None,
        }
    }
}

/// `[A-Za-z0-9._~-]{1,64}`: what needs no escaping in a path.
pub fn is_text_key(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte))
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Uuid(uuid) => uuid.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl From<ItemId> for Value {
    fn from(id: ItemId) -> Self {
        match id {
            ItemId::Integer(number) => Self::Integer(number),
            ItemId::Uuid(uuid) => Self::Uuid(uuid),
            ItemId::Text(text) => Self::Text(text),
        }
    }
}

impl TryFrom<Value> for ItemId {
    type Error = Value;

    fn try_from(value: Value) -> Result<Self, Value> {
        match value {
            Value::Integer(number) => Ok(Self::Integer(number)),
            Value::Uuid(uuid) => Ok(Self::Uuid(uuid)),
            Value::Text(text) => Ok(Self::Text(text)),
            other => Err(other),
        }
    }
}
