//! The dialect of Postgres.

use super::Dialect;
use crate::{migration::EngineTraits, value::ColumnType};

#[derive(Debug, Clone, Copy)]
pub struct Postgres;

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        text.push_str(&format!("${number}"));
    }

    fn engine_traits(&self) -> EngineTraits {
        EngineTraits {
            rebuilds_tables: false,
            has_transactional_ddl: true,
        }
    }

    fn stored_as(&self, column: ColumnType) -> ColumnType {
        match column {
            ColumnType::BigInteger => ColumnType::Integer,
            ColumnType::Key => ColumnType::Text { max_length: 64 },
            ColumnType::Boolean
            | ColumnType::Integer
            | ColumnType::Float
            | ColumnType::Decimal { .. }
            | ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime
            | ColumnType::Json => column,
        }
    }
}
