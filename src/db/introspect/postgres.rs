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
                   format_type(a.atttypid, a.atttypmod), \
                   coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e WHERE e.enumtypid = a.atttypid), ''), (NOT a.attnotnull)::int::text, \
                   CASE WHEN a.attgenerated <> '' THEN '2' ELSE (a.atthasdef OR a.attidentity <> '')::int::text END, coalesce(array_position(k.indkey::int2[], a.attnum) + 1, 0)::text \
                   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
                   LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary \
                   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition \
                   ORDER BY c.relname, a.attnum",
            columns: 8,
            rows: RowKind::Columns,
        },
        Query {
            // Those of a part of the rows, of expressions and of other kinds are nothing that a model says, and one that was not built to the end is none.
            text: "SELECT c.relname::text, i.relname::text, x.indisunique::int::text, a.attname::text, (o.flags & 1)::text \
                   FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid \
                   JOIN pg_am m ON m.oid = i.relam AND (m.amname = 'btree' OR i.relname::text LIKE 'quintet!_search!_%' ESCAPE '!') \
                   CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indoption::int2[]) WITH ORDINALITY AS o(attnum, flags, place) \
                   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.attnum \
                   WHERE c.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary AND x.indisvalid \
                   AND x.indpred IS NULL AND x.indexprs IS NULL AND o.place <= x.indnkeyatts \
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
        builds_indexes_apart: true,
    },
    version: None,
    details: "SELECT c.relname::text, 'comment', coalesce(a.attname, '')::text, d.description FROM pg_description d \
              JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass AND c.relkind IN ('r', 'p') \
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0 \
              WHERE c.relnamespace = current_schema()::regnamespace UNION ALL \
              SELECT c.relname::text, 'check', k.conname::text, pg_get_constraintdef(k.oid) FROM pg_constraint k \
              JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND c.relnamespace = current_schema()::regnamespace UNION ALL \
              SELECT c.relname::text, 'enum', a.attname::text, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) \
              FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_enum e ON e.enumtypid = a.atttypid \
              WHERE c.relnamespace = current_schema()::regnamespace GROUP BY 1, 3 UNION ALL \
              SELECT c.relname::text, 'default', a.attname::text, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d \
              JOIN pg_class c ON c.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum \
              WHERE a.attgenerated = '' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2, 3",
};

/// `more` has the labels of an enumeration, as JSON.
fn read_type(name: &str, more: &str) -> LiveType {
    if let Ok(labels) = serde_json::from_str(more) {
        let name = name.to_owned();
        return LiveType::Enumeration { name, labels };
    }
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
        ("character", [max_length]) => LiveType::Like(ColumnType::Text {
            max_length: *max_length,
        }),
        ("time" | "time without time zone", [] | [_]) if !name.ends_with("with time zone") => {
            LiveType::Like(ColumnType::Time)
        }
        // Without a zone it is what most applications write: UTC, which is also our sessions' zone.
        ("timestamp" | "timestamp with time zone" | "timestamp without time zone", [] | [_]) => {
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
        check("time(3) without time zone", Some(ColumnType::Time));
        check("inet", None);
        for name in [
            "timestamp(3) without time zone",
            "timestamp without time zone",
            "timestamp(6) with time zone",
        ] {
            assert_eq!(read_type(name, ""), LiveType::Like(ColumnType::DateTime), "{name}");
        }
        let labels = vec!["happy".to_owned(), "it's".to_owned()];
        let name = "mood".to_owned();
        assert_eq!(
            read_type("mood", r#"["happy", "it's"]"#),
            LiveType::Enumeration { name, labels }
        );
        assert_eq!(read_type("integer", ""), LiveType::Like(ColumnType::Integer));
        assert_eq!(read_type("character varying", ""), LiveType::Like(ColumnType::LongText));
        assert_eq!(
            read_type("timestamp with time zone", ""),
            LiveType::Like(ColumnType::DateTime)
        );
    }
}
