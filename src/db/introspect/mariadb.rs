//! MariaDB's catalogue, the current database only. JSON is a long text with a check of its own. Its views are asked one by one: joined, they take
//! thirty times as long.

use super::{Introspection, Query, RowKind, decimal, split_type};
use crate::{
    migration::{EngineTraits, LiveType},
    value::ColumnType,
};

pub const MARIADB: Introspection = Introspection {
    queries: &[
        Query {
            text: "SELECT c.table_name, IF(t.table_type = 'VIEW', 'view', 'table'), c.column_name, c.column_type, \
                   coalesce(c.character_set_name, ''), IF(c.is_nullable = 'YES', '1', '0'), \
                   IF(c.extra LIKE '%GENERATED%', '2', IF(coalesce(c.column_default, 'NULL') <> 'NULL' OR c.extra LIKE '%auto_increment%', '1', '0')), '0' \
                   FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
                   WHERE c.table_schema = database() ORDER BY c.table_name, c.ordinal_position",
            columns: 8,
            rows: RowKind::Columns,
        },
        Query {
            text: "SELECT table_name, index_name, IF(non_unique = 0, '1', '0'), column_name, IF(collation = 'D', '1', '0') \
                   FROM information_schema.statistics WHERE table_schema = database() \
                   AND (index_type NOT IN ('FULLTEXT', 'SPATIAL') OR index_name LIKE 'quintet!_search!_%' ESCAPE '!') \
                   ORDER BY table_name, index_name, seq_in_index",
            columns: 5,
            rows: RowKind::Indexes,
        },
        Query {
            text: "SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.delete_rule \
                   FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
                   ON r.constraint_schema = k.constraint_schema AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name \
                   WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL \
                   ORDER BY k.table_name, k.constraint_name, k.ordinal_position",
            columns: 6,
            rows: RowKind::ForeignKeys,
        },
        Query {
            // The check keeps its name when the column gets another one.
            text: "SELECT table_name, IF(check_clause LIKE 'json_valid(`%', substring_index(substring_index(check_clause, '`', 2), '`', -1), \
                   constraint_name), IF(check_clause LIKE 'json_valid(%', 'json', '') \
                   FROM information_schema.check_constraints WHERE constraint_schema = database() ORDER BY 1, 2",
            columns: 3,
            rows: RowKind::Checks,
        },
    ],
    read_type,
    stored_as,
    traits: EngineTraits {
        rebuilds_tables: false,
        checks_what_keys_set_null: false,
        builds_indexes_apart: false,
    },
    version: None,
    details: "SELECT table_name, 'comment', '', table_comment FROM information_schema.tables \
              WHERE table_schema = database() AND table_type = 'BASE TABLE' AND table_comment <> '' UNION ALL \
              SELECT table_name, 'comment', column_name, column_comment FROM information_schema.columns \
              WHERE table_schema = database() AND column_comment <> '' UNION ALL \
              SELECT table_name, 'enum', column_name, substring(column_type, 6, char_length(column_type) - 6) FROM information_schema.columns \
              WHERE table_schema = database() AND data_type = 'enum' UNION ALL \
              SELECT table_name, 'check', constraint_name, check_clause FROM information_schema.check_constraints \
              WHERE constraint_schema = database() AND check_clause NOT LIKE 'json_valid(%' UNION ALL \
              SELECT table_name, 'default', column_name, column_default FROM information_schema.columns \
              WHERE table_schema = database() AND coalesce(column_default, 'NULL') <> 'NULL' ORDER BY 1, 2, 3",
};

/// `more` is the character set.
fn read_type(name: &str, more: &str) -> LiveType {
    const UUID: u32 = 36;
    const KEY: u32 = 64;
    let other = || LiveType::Other(name.to_owned());
    let (word, numbers) = split_type(name);
    match (word, numbers.as_slice(), more) {
        ("tinyint", [1], _) => LiveType::Known(ColumnType::Boolean),
        ("bigint", _, _) if !name.ends_with("unsigned") => LiveType::Known(ColumnType::Integer),
        ("double", [], _) => LiveType::Known(ColumnType::Float),
        ("decimal", numbers, _) => decimal(numbers).unwrap_or_else(other),
        ("char", [UUID], "ascii") => LiveType::Known(ColumnType::Uuid),
        ("varchar", [KEY], "ascii") => LiveType::Known(ColumnType::Key),
        ("varchar", [max_length], "utf8mb4") => LiveType::Known(ColumnType::Text {
            max_length: *max_length,
        }),
        ("longtext", [], "utf8mb4") => LiveType::Known(ColumnType::LongText),
        ("date", [], _) => LiveType::Known(ColumnType::Date),
        ("time", [3], _) => LiveType::Known(ColumnType::Time),
        ("datetime", [3], _) => LiveType::Known(ColumnType::DateTime),
        ("int" | "smallint" | "mediumint" | "tinyint" | "bigint" | "year", _, _) => LiveType::Like(ColumnType::Integer),
        ("float" | "double", _, _) => LiveType::Like(ColumnType::Float),
        ("uuid", _, _) => LiveType::Like(ColumnType::Uuid),
        ("text" | "mediumtext" | "longtext" | "tinytext", _, _) => LiveType::Like(ColumnType::LongText),
        ("varchar" | "char", [max_length], _) => LiveType::Like(ColumnType::Text {
            max_length: *max_length,
        }),
        ("enum", _, _) => LiveType::Like(ColumnType::Text { max_length: 255 }),
        ("time", _, _) => LiveType::Like(ColumnType::Time),
        ("datetime" | "timestamp", _, _) => LiveType::Like(ColumnType::DateTime),
        _ => other(),
    }
}

fn stored_as(column: ColumnType) -> ColumnType {
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
