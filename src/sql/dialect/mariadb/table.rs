//! Tables on MariaDB: InnoDB, texts in utf8mb4_nopad_bin (exact, by code point, trailing spaces count), keys and uuids in ascii.

use std::fmt::Write as _;

use super::MariaDb;
use crate::{
    migration::{ColumnModel, TableModel},
    sql::{
        Dialect,
        ddl::{TableDialect, define_column},
        dialect::storage_text,
    },
    value::{ColumnType, Value},
};

/// An index entry holds 3,072 bytes, a character takes up to four, and an index may have several columns.
const INDEXED_CHARACTERS: u32 = 255;

impl TableDialect for MariaDb {
    fn column_type(&self, column: ColumnType) -> String {
        match column {
            ColumnType::Boolean => "tinyint(1)".to_owned(),
            ColumnType::Integer | ColumnType::BigInteger => "bigint".to_owned(),
            ColumnType::Float => "double".to_owned(),
            ColumnType::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
            ColumnType::Text { max_length } => {
                format!("varchar({max_length}) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin")
            }
            ColumnType::LongText => "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin".to_owned(),
            ColumnType::Key => "varchar(64) CHARACTER SET ascii COLLATE ascii_bin".to_owned(),
            ColumnType::Uuid => "char(36) CHARACTER SET ascii COLLATE ascii_bin".to_owned(),
            ColumnType::Date => "date".to_owned(),
            ColumnType::Time => "time(3)".to_owned(),
            ColumnType::DateTime => "datetime(3)".to_owned(),
            ColumnType::Json => "json".to_owned(),
        }
    }

    fn generated_key(&self) -> &'static str {
        "bigint NOT NULL AUTO_INCREMENT"
    }

    fn table_options(&self, _: &TableModel) -> &'static str {
        " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
    }

    /// It refuses the pair of them: error 1901.
    fn checks_what_is_set_null(&self) -> bool {
        false
    }

    fn defines_indexes_in_tables(&self) -> bool {
        true
    }

    fn updates_from_values(&self) -> bool {
        false
    }

    fn literal(&self, column: ColumnType, value: &Value) -> String {
        match value {
            Value::Null => "NULL".to_owned(),
            Value::Boolean(flag) => i64::from(*flag).to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => format!("{number:e}"),
            Value::Decimal(decimal) => decimal.to_string(),
            Value::DateTime(moment) => format!("'{}'", super::print_moment(*moment)),
            Value::Uuid(_) | Value::Date(_) | Value::Time(_) => format!("'{}'", storage_text(value)),
            Value::Text(_) | Value::Json(_) => {
                // Whether a backslash escapes depends on the server's mode; digits do not.
                let mut digits = String::new();
                for byte in storage_text(value).bytes() {
                    // Writing to a String can not fail.
                    let _ = write!(digits, "{byte:02x}");
                }
                let character_set = if column == ColumnType::Key {
                    "_ascii"
                } else {
                    "_utf8mb4"
                };
                format!("{character_set} x'{digits}'")
            }
        }
    }

    fn index_column(&self, name: &str, column: Option<&ColumnModel>, is_unique: bool) -> String {
        let needs_prefix = column.is_some_and(|column| match column.column_type {
            ColumnType::Text { max_length } => max_length > INDEXED_CHARACTERS,
            ColumnType::LongText | ColumnType::Json => true,
            ColumnType::Boolean
            | ColumnType::Integer
            | ColumnType::BigInteger
            | ColumnType::Float
            | ColumnType::Decimal { .. }
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime => false,
        });
        // A prefix would make uniqueness stricter than it says; the engine hashes what is too long.
        let prefix = if needs_prefix && !is_unique {
            format!("({INDEXED_CHARACTERS})")
        } else {
            String::new()
        };
        format!("{}{prefix}", self.quote(name))
    }

    fn drop_index(&self, table: &str, index: &str) -> String {
        format!("DROP INDEX {} ON {}", self.quote(index), self.quote(table))
    }

    fn drop_foreign_key(&self, table: &str, foreign_key: &str) -> String {
        format!(
            "ALTER TABLE {} DROP FOREIGN KEY {}",
            self.quote(table),
            self.quote(foreign_key)
        )
    }

    fn drop_default(&self, table: &str, column: &str) -> Option<String> {
        Some(format!(
            "ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT",
            self.quote(table),
            self.quote(column)
        ))
    }

    fn alter_column(&self, table: &str, _: &ColumnModel, to: &ColumnModel) -> Vec<String> {
        vec![format!(
            "ALTER TABLE {} MODIFY COLUMN {}",
            self.quote(table),
            define_column(self, to)
        )]
    }

    fn rename_index(&self, table: &str, from: &str, to: &str) -> Option<String> {
        Some(format!(
            "ALTER TABLE {} RENAME INDEX {} TO {}",
            self.quote(table),
            self.quote(from),
            self.quote(to)
        ))
    }

    /// MODIFY COLUMN converts by itself.
    fn convert(&self, _: ColumnType, _: ColumnType, expression: &str) -> String {
        expression.to_owned()
    }
}
