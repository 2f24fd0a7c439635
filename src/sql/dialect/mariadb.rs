//! The dialect of MariaDb.

use super::Dialect;
use crate::{migration::EngineTraits, value::ColumnType};

#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    fn name(&self) -> &'static str {
        "mariadb"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }

    fn engine_traits(&self) -> EngineTraits {
        EngineTraits {
            rebuilds_tables: false,
            has_transactional_ddl: false,
        }
    }

    fn stored_as(&self, column: ColumnType) -> ColumnType {
        match column {
            ColumnType::BigInteger => ColumnType::Integer,
            ColumnType::Boolean
            | ColumnType::Integer
            | ColumnType::Float
            | ColumnType::Decimal { .. }
            | ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime
            | ColumnType::Json => column,
        }
    }
}
