//! The dialect of SQLite (3.46 or newer, as it is bundled).
//!
//! Tables are STRICT. Booleans are INTEGER 0 and 1, decimals scaled INTEGER, floats REAL; everything else is TEXT in the form of the wire
//! (`value::temporal`, lower-case uuids, JSON with sorted members).
//!
//! Every connection must have these, registered by `db` (deterministic, innocuous, UTF-8):
//!
//! - `quintet_fold(text)`: `filter::fold`, simple Unicode case folding. NULL for NULL.
//! - `quintet_float(real)`: the shortest text that reads back as the same double, a JSON number. NULL for NULL.
//! - `quintet_decimal(units, scale)`: `value::Decimal` as text: `quintet_decimal(1250, 2)` is `12.50`. NULL for NULL.
//! - the collation `quintet_natural`: language-aware order, case and accents after letters; ties by code point.

use super::Dialect;
use crate::{migration::EngineTraits, value::ColumnType};

#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }

    fn engine_traits(&self) -> EngineTraits {
        EngineTraits {
            rebuilds_tables: true,
            has_transactional_ddl: true,
        }
    }

    fn stored_as(&self, column: ColumnType) -> ColumnType {
        match column {
            ColumnType::Boolean | ColumnType::Integer | ColumnType::BigInteger | ColumnType::Decimal { .. } => {
                ColumnType::Integer
            }
            ColumnType::Float => ColumnType::Float,
            ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime
            | ColumnType::Json => ColumnType::LongText,
        }
    }
}
