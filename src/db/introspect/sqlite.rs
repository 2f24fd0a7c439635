//! SQLite's catalogue. Names of checks and types stand in the text of CREATE TABLE.

use super::{Introspection, Query, RowKind, split_type};
use crate::{
    migration::{EngineTraits, LiveType},
    value::ColumnType,
};

pub const SQLITE: Introspection = Introspection {
    queries: &[
        Query {
            // What a virtual table keeps its rows in is nobody's table; the virtual one itself can no more be changed than a view.
            text: "SELECT m.name, CASE t.type WHEN 'virtual' THEN 'view' ELSE m.type END, c.name, c.type, '', CAST(c.\"notnull\" = 0 AS TEXT), \
                   CASE WHEN c.hidden IN (2, 3) THEN '2' ELSE \
                   CAST(c.dflt_value IS NOT NULL OR c.pk = 1 AND upper(c.type) = 'INTEGER' AS TEXT) END, CAST(c.pk AS TEXT) \
                   FROM pragma_table_list t JOIN sqlite_schema m ON m.name = t.name AND t.schema = 'main', pragma_table_xinfo(m.name) c \
                   WHERE t.type IN ('table', 'view', 'virtual') AND m.type IN ('table', 'view') AND c.hidden <> 1 \
                   AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY m.name, c.cid",
            columns: 8,
            rows: RowKind::Columns,
        },
        Query {
            // Those of a part of the rows and of expressions are nothing that a model says. The triggers that keep a search index stand among the indexes.
            text: "SELECT m.name, i.name, CAST(i.\"unique\" AS TEXT), x.name, CAST(x.\"desc\" AS TEXT), x.seqno \
                   FROM sqlite_schema m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) x \
                   WHERE m.type = 'table' AND i.origin <> 'pk' AND i.partial = 0 AND x.key = 1 \
                   AND NOT EXISTS (SELECT 1 FROM pragma_index_xinfo(i.name) e WHERE e.key = 1 AND e.name IS NULL) \
                   UNION ALL SELECT tbl_name, name, '0', '', '0', 0 FROM sqlite_schema \
                   WHERE type = 'trigger' AND name GLOB 'quintet_search_*' ORDER BY 1, 2, 6",
            columns: 5,
            rows: RowKind::Indexes,
        },
        Query {
            text: "SELECT m.name, CAST(f.id AS TEXT), f.\"from\", f.\"table\", f.\"to\", f.on_delete \
                   FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq",
            columns: 6,
            rows: RowKind::ForeignKeys,
        },
        // One row a check: what follows `CONSTRAINT "` up to `" CHECK (`.
        Query {
            text: "WITH RECURSIVE part(name, rest, found) AS (\
                   SELECT name, sql, NULL FROM sqlite_schema WHERE type = 'table' AND instr(sql, '\" CHECK (') > 0 UNION ALL \
                   SELECT name, substr(rest, instr(rest, 'CONSTRAINT \"') + 12), substr(rest, instr(rest, 'CONSTRAINT \"') + 12) \
                   FROM part WHERE instr(rest, 'CONSTRAINT \"') > 0) \
                   SELECT name, substr(found, 1, instr(found, '\"') - 1) FROM part \
                   WHERE found IS NOT NULL AND substr(found, instr(found, '\"'), 8) = '\" CHECK '",
            columns: 2,
            rows: RowKind::Checks,
        },
    ],
    read_type,
    stored_as,
    traits: EngineTraits {
        rebuilds_tables: true,
        checks_what_keys_set_null: true,
        builds_indexes_apart: false,
    },
    details: "SELECT name, 'sql', '', sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' UNION ALL \
              SELECT m.name, 'default', c.name, c.dflt_value FROM sqlite_schema m, pragma_table_info(m.name) c \
              WHERE m.type = 'table' AND c.dflt_value IS NOT NULL ORDER BY 1, 2, 3",
    version: Some("SELECT CAST(schema_version AS TEXT) FROM pragma_schema_version"),
};

fn read_type(name: &str, _: &str) -> LiveType {
    match name.to_ascii_uppercase().as_str() {
        "INTEGER" => LiveType::Known(ColumnType::Integer),
        "REAL" => LiveType::Known(ColumnType::Float),
        "TEXT" => LiveType::Known(ColumnType::LongText),
        upper => read_foreign_type(name, upper),
    }
}

/// What tables hold that are not strict: the words that keep values as we store them. A moment is whatever text its application writes.
fn read_foreign_type(name: &str, upper: &str) -> LiveType {
    let (word, numbers) = split_type(upper);
    match (word.trim(), numbers.as_slice()) {
        (word, _) if word.contains("INT") && !word.contains("POINT") => LiveType::Like(ColumnType::Integer),
        ("BOOLEAN" | "BOOL", _) => LiveType::Like(ColumnType::Boolean),
        ("DOUBLE" | "FLOAT" | "DOUBLE PRECISION" | "DECIMAL" | "NUMERIC", _) => LiveType::Like(ColumnType::Float),
        ("DATE", _) => LiveType::Like(ColumnType::Date),
        ("JSON" | "JSONB", _) => LiveType::Like(ColumnType::Json),
        (word, [max_length]) if word.contains("CHAR") => LiveType::Like(ColumnType::Text {
            max_length: *max_length,
        }),
        ("DATETIME" | "TIMESTAMP" | "TIME" | "UUID", _) => LiveType::Like(ColumnType::LongText),
        (word, _) if word.contains("CHAR") || word.contains("TEXT") || word == "CLOB" => {
            LiveType::Like(ColumnType::LongText)
        }
        _ => LiveType::Other(name.to_owned()),
    }
}

fn stored_as(column: ColumnType) -> ColumnType {
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
