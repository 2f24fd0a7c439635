//! The dialect of Sqlite.

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
        EngineTraits { rebuilds_tables: true, has_transactional_ddl: true }
    }

    fn stored_as(&self, column: ColumnType) -> ColumnType {
        match column {
            ColumnType::Boolean | ColumnType::Integer | ColumnType::BigInteger | ColumnType::Decimal { .. } => ColumnType::Integer,
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
