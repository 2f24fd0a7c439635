//! PostgreSQL's catalogue, the current schema only.

use super::{Introspection, Query, RowKind, decimal, split_type};
use crate::{
    migration::{EngineTraits, LiveType},
    value::ColumnType,
};

pub const POSTGRES: Introspection = Introspection {
    queries: &[
        Query {
            text: "SELECT c.relname::text, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END, a.attname::text, \
                   format_type(a.atttypid, a.atttypmod), '', (NOT a.attnotnull)::int::text, \
                   (a.atthasdef OR a.attidentity <> '')::int::text, coalesce(array_position(k.indkey::int2[], a.attnum) + 1, 0)::text \
                   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
                   LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary \
                   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') \
                   ORDER BY c.relname, a.attnum",
            columns: 8,
            rows: RowKind::Columns,
        },
        Query {
            text: "SELECT c.relname::text, i.relname::text, x.indisunique::int::text, a.attname::text, (o.flags & 1)::text \
                   FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid \
                   CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indoption::int2[]) WITH ORDINALITY AS o(attnum, flags, place) \
                   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.attnum \
                   WHERE c.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary AND o.place <= x.indnkeyatts \
                   ORDER BY c.relname, i.relname, o.place",
            columns: 5,
            rows: RowKind::Indexes,
        },
        Query {
            text: "SELECT c.relname::text, f.conname::text, a.attname::text, t.relname::text, b.attname::text, f.confdeltype::text \
                   FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid \
                   CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY AS o(here, there, place) \
                   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.here \
                   JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = o.there \
                   WHERE f.contype = 'f' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, f.conname, o.place",
            columns: 6,
            rows: RowKind::ForeignKeys,
        },
        Query {
            text: "SELECT c.relname::text, k.conname::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
                   WHERE k.contype = 'c' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2",
            columns: 2,
            rows: RowKind::Checks,
        },
    ],
    read_type,
    stored_as,
    traits: EngineTraits {
        rebuilds_tables: false,
        checks_what_keys_set_null: true,
    },
    version: None,
};

fn read_type(name: &str, _: &str) -> LiveType {
    let other = || LiveType::Other(name.to_owned());
    let (word, numbers) = split_type(name);
    match (word, numbers.as_slice()) {
        ("boolean", []) => LiveType::Known(ColumnType::Boolean),
        ("bigint", []) => LiveType::Known(ColumnType::Integer),
        ("double precision", []) => LiveType::Known(ColumnType::Float),
        ("numeric", numbers) => decimal(numbers).unwrap_or_else(other),
        ("character varying", [max_length]) => LiveType::Known(ColumnType::Text {
            max_length: *max_length,
        }),
        ("text", []) => LiveType::Known(ColumnType::LongText),
        ("uuid", []) => LiveType::Known(ColumnType::Uuid),
        ("date", []) => LiveType::Known(ColumnType::Date),
        ("time", [3]) => LiveType::Known(ColumnType::Time),
        ("timestamp", [3]) if name.ends_with("with time zone") => LiveType::Known(ColumnType::DateTime),
        ("jsonb", []) => LiveType::Known(ColumnType::Json),
        ("integer" | "smallint", []) => LiveType::Like(ColumnType::Integer),
        ("real", []) => LiveType::Like(ColumnType::Float),
        ("character varying", []) => LiveType::Like(ColumnType::LongText),
        ("time" | "time without time zone", [] | [_]) if !name.ends_with("with time zone") => {
            LiveType::Like(ColumnType::Time)
        }
        ("timestamp" | "timestamp with time zone", [] | [_]) if name.ends_with("with time zone") => {
            LiveType::Like(ColumnType::DateTime)
        }
        _ => other(),
    }
}

fn stored_as(column: ColumnType) -> ColumnType {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read() {
        let check = |name: &str, expected: Option<ColumnType>| {
            let expected = expected.map_or_else(|| LiveType::Other(name.to_owned()), LiveType::Known);
            assert_eq!(read_type(name, ""), expected);
        };
        check("character varying(120)", Some(ColumnType::Text { max_length: 120 }));
        check(
            "numeric(10,2)",
            Some(ColumnType::Decimal {
                precision: 10,
                scale: 2,
            }),
        );
        check("numeric", None);
        check("timestamp(3) with time zone", Some(ColumnType::DateTime));
        check("timestamp(3) without time zone", None);
        check("time(3) without time zone", Some(ColumnType::Time));
        check("inet", None);
        assert_eq!(read_type("integer", ""), LiveType::Like(ColumnType::Integer));
        assert_eq!(read_type("character varying", ""), LiveType::Like(ColumnType::LongText));
        assert_eq!(
            read_type("timestamp with time zone", ""),
            LiveType::Like(ColumnType::DateTime)
        );
    }
}
