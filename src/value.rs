//! Values, column types and keys: what every other layer speaks.
//!
//! A `Value` is what a column can hold; a `ColumnType` is what a column is. Field types (open list) lower to column types (closed list), engines
//! implement column types: N field types and M engines cost N + M. Knows no schema, no SQL, no HTTP.

pub mod decimal;
pub mod exact_sum;
pub mod identity;
pub mod nesting;
pub mod slug;
pub mod strict_json;
pub mod temporal;
mod wire;

pub use decimal::Decimal;
pub use exact_sum::ExactSum;
pub use identity::{CollectionId, FieldId, ItemId, Name};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

/// JSON as it is parsed: object members are sorted, which is also how JSON columns are stored.
pub type Json = serde_json::Value;

/// What a column is. Closed: `match` it exhaustively, and the compiler lists what a new one still owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    Boolean,
    /// A whole number that is exact in JSON: ±(2^53 − 1); 64 bits in every engine.
    Integer,
    /// A whole number of 64 bits: text on the wire.
    BigInteger,
    /// A finite IEEE double.
    Float,
    /// At most 18 digits, text on the wire; a scaled INTEGER on SQLite.
    Decimal {
        precision: u8,
        scale: u8,
    },
    /// Text of at most `n` code points.
    Text {
        max_length: u32,
    },
    /// Text without a length of its own.
    LongText,
    /// A key made of `[A-Za-z0-9._~-]{1,64}`.
    Key,
    Uuid,
    /// 0001-01-01 to 9999-12-31.
    Date,
    /// Time of day, milliseconds.
    Time,
    /// UTC, milliseconds.
    DateTime,
    /// A JSON document, stored with sorted members.
    Json,
}

impl ColumnType {
    /// Whether the texts "true", "null", "5" stand for themselves in a query.
    pub fn is_textual(self) -> bool {
        matches!(self, Self::Text { .. } | Self::LongText | Self::Key)
    }
}

/// One value of a column. `Null` belongs to every column type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    /// For `Integer` and `BigInteger`.
    Integer(i64),
    Float(f64),
    Decimal(Decimal),
    /// For `Text`, `LongText` and `Key`.
    Text(String),
    Uuid(Uuid),
    Date(NaiveDate),
    Time(NaiveTime),
    DateTime(DateTime<Utc>),
    Json(Json),
}

impl Value {
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_moment(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::DateTime(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The texts of a JSON list; what is none gives none.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Json(Json::Array(list)) => list.iter().filter_map(Json::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<DateTime<Utc>> for Value {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::DateTime(moment)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        Self::Json(json)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    /// The value on the wire, except that 64-bit integers are numbers (see `to_json_of`): decimals are texts, moments have three digits and `Z`.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Boolean(boolean) => Json::Bool(*boolean),
            Self::Integer(number) => Json::from(*number),
            Self::Float(number) => Json::from(*number),
            Self::Decimal(decimal) => Json::String(decimal.to_string()),
            Self::Text(text) => Json::String(text.clone()),
            Self::Uuid(uuid) => Json::String(uuid.to_string()),
            Self::Date(date) => Json::String(temporal::print_date(*date)),
            Self::Time(time) => Json::String(temporal::print_time(*time)),
            Self::DateTime(moment) => Json::String(temporal::print_date_time(*moment)),
            Self::Json(json) => json.clone(),
        }
    }

    /// As `to_json`, for a column: only the column knows that a 64-bit integer travels as text.
    pub fn to_json_of(&self, column: ColumnType) -> Json {
        match (self, column) {
            (Self::Integer(number), ColumnType::BigInteger) => Json::String(number.to_string()),
            _ => self.to_json(),
        }
    }
}
