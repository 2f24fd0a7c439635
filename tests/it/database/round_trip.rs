//! Every column type keeps its edge values on every engine, and prints them alike.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use quintet::{
    migration::{ColumnModel, Operation, TableModel},
    sql::{Dialect, Encoding, OutputColumn, Sql, ddl},
    value::{ColumnType, Decimal, Value, nesting, temporal},
};
use serde_json::{Value as Json, json, value::RawValue};
use uuid::Uuid;

use crate::support::for_each_engine;

fn date_time(text: &str) -> DateTime<Utc> {
    temporal::parse_date_time(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    temporal::parse_date(text).unwrap()
}

fn time(text: &str) -> NaiveTime {
    temporal::parse_time(text).unwrap()
}

fn deep(levels: usize) -> Json {
    (0..levels).fold(json!("bottom"), |inner, _| json!([inner]))
}

/// Each column type with values that engines have been seen to change.
fn cases() -> Vec<(ColumnType, Vec<Value>)> {
    let text = |text: &str| Value::Text(text.to_owned());
    let decimal = |units, scale| Value::Decimal(Decimal { units, scale });
    let texts = vec![
        text(""),
        text(" trailing space "),
        text("ÄÖÜ ß ﬁ é e\u{301}"),
        text("😀👩‍👩‍👧‍👦𝄞"),
        text("\u{1}\u{1f}\u{7f}\u{2028}\u{feff}"),
        text(r#"'"\`%_$1 ?"#),
        text("'); DROP TABLE things; --"),
        text("null"),
    ];
    let mut long = texts.clone();
    long.push(text(&"long 😀 ".repeat(40_000)));
    vec![
        (ColumnType::Boolean, vec![Value::Boolean(true), Value::Boolean(false)]),
        (
            ColumnType::Integer,
            [0, -1, (1 << 53) - 1, -(1 << 53) + 1].map(Value::Integer).to_vec(),
        ),
        (
            ColumnType::BigInteger,
            [i64::MIN, i64::MAX, (1 << 53) + 1, 0].map(Value::Integer).to_vec(),
        ),
        (
            ColumnType::Float,
            [0.1, -0.5, 1e300, 5e-324, f64::MAX, 1.0 / 3.0, 123_456_789.123_456_79]
                .map(Value::Float)
                .to_vec(),
        ),
        (
            ColumnType::Decimal {
                precision: 10,
                scale: 2,
            },
            vec![
                decimal(1250, 2),
                decimal(-5, 2),
                decimal(9_999_999_999, 2),
                decimal(0, 2),
            ],
        ),
        (
            ColumnType::Decimal {
                precision: 18,
                scale: 9,
            },
            vec![
                decimal(999_999_999_999_999_999, 9),
                decimal(-999_999_999_999_999_999, 9),
                decimal(1, 9),
            ],
        ),
        (
            ColumnType::Decimal {
                precision: 18,
                scale: 0,
            },
            vec![decimal(999_999_999_999_999_999, 0), decimal(10_000, 0)],
        ),
        (ColumnType::Text { max_length: 255 }, texts),
        (ColumnType::LongText, long),
        (
            ColumnType::Key,
            vec![text("a"), text("A"), text("0._~-Z"), text(&"k".repeat(64))],
        ),
        (
            ColumnType::Uuid,
            vec![
                Value::Uuid(Uuid::nil()),
                Value::Uuid(Uuid::max()),
                Value::Uuid(Uuid::from_u128(0x0192_1234_5678_7abc_8def_0123_4567_89ab)),
            ],
        ),
        (
            ColumnType::Date,
            ["0001-01-01", "1582-10-10", "1969-12-31", "2024-02-29", "9999-12-31"]
                .map(date)
                .map(Value::Date)
                .to_vec(),
        ),
        (
            ColumnType::Time,
            ["00:00:00", "00:00:00.001", "12:30:00", "23:59:59.999"]
                .map(time)
                .map(Value::Time)
                .to_vec(),
        ),
        (
            ColumnType::DateTime,
            [
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "2026-03-29T01:30:00.5Z",
                "9999-12-31T23:59:59.999Z",
            ]
            .map(date_time)
            .map(Value::DateTime)
            .to_vec(),
        ),
        (
            ColumnType::Json,
            vec![
                json!({}),
                json!([]),
                json!(null),
                json!("text"),
                json!(-1.5),
                json!({"a": 1, "b": [null, true, {"😀": "\"\\\n"}], "__proto__": {}}),
                json!({"whole": 9_007_199_254_740_993_i64, "tiny": 5e-324}),
                deep(nesting::JSON_LEVELS),
            ]
            .into_iter()
            .map(Value::Json)
            .collect(),
        ),
    ]
}

fn table(column_type: ColumnType) -> TableModel {
    let column = ColumnModel::plain;
    TableModel {
        columns: vec![
            column("id", ColumnType::Integer, false),
            column("value", column_type, true),
        ],
        primary_key: vec!["id".to_owned()],
        ..TableModel::empty("things")
    }
}

fn insert(dialect: &dyn Dialect, id: i64, column: ColumnType, value: &Value) -> quintet::sql::Statement {
    Sql::text("INSERT INTO things (id, value) VALUES (")
        .then(dialect.bind(ColumnType::Integer, &Value::Integer(id)))
        .t(", ")
        .then(dialect.bind(column, value))
        .t(")")
        .render(dialect, Vec::new())
}

fn select(dialect: &dyn Dialect, column: ColumnType) -> quintet::sql::Statement {
    let columns = vec![OutputColumn {
        key: "value".into(),
        encoding: Encoding::Scalar(column),
    }];
    Sql::text("SELECT value FROM things ORDER BY id").render(dialect, columns)
}

#[tokio::test]
async fn values_survive_every_engine() {
    for_each_engine(|db| async move {
        let dialect = db.database.dialect();
        for (column, mut values) in cases() {
            // New connections: the prepared statements are of another table of the same name.
            let database = db.connect_again().await;
            values.push(Value::Null);
            let table = table(column);
            for text in ddl::compile(
                dialect,
                std::slice::from_ref(&table),
                &Operation::CreateTable { table: table.clone() },
            ) {
                db.database.execute_raw(&text).await.unwrap();
            }
            let mut transaction = database.begin().await.unwrap();
            for (id, value) in values.iter().enumerate() {
                let statement = insert(dialect, i64::try_from(id).unwrap(), column, value);
                transaction
                    .execute(statement)
                    .await
                    .unwrap_or_else(|error| panic!("{}: {column:?} {value:?}: {error}", db.engine()));
            }
            let inside = transaction.read(select(dialect, column)).await.unwrap();
            transaction.commit().await.unwrap();

            let outside = database.read(select(dialect, column)).await.unwrap();
            assert_eq!(inside, outside);
            let read = database.values(select(dialect, column)).await.unwrap();
            let list = [b"[", &outside.bytes[..], b"]"].concat();
            let printed: Json = serde_json::from_slice(&list).unwrap();
            let texts: Vec<HashMap<String, Box<RawValue>>> = serde_json::from_slice(&list).unwrap();
            let texts: Vec<&RawValue> = texts.iter().map(|row| &*row["value"]).collect();
            for (place, value) in values.iter().enumerate() {
                assert_eq!(read[place], std::slice::from_ref(value), "{}: {column:?}", db.engine());
                let (found, wanted) = (&printed[place]["value"], value.to_json_of(column));
                // As texts: a parser may read a double that lies between two others wrongly.
                if column == ColumnType::Json {
                    assert_eq!(*found, wanted, "{}", db.engine());
                } else {
                    assert_eq!(texts[place].get(), wanted.to_string(), "{}: {column:?}", db.engine());
                }
            }
            db.database.execute_raw("DROP TABLE things").await.unwrap();
        }
    })
    .await;
}

/// What the engines refuse alike: a value that is too long or too large is an error, never cut.
#[tokio::test]
async fn what_does_not_fit_is_refused() {
    use quintet::db::DbError;
    for_each_engine(|db| async move {
        let dialect = db.database.dialect();
        if db.engine() == "sqlite" {
            // Lengths and ranges are checked before: SQLite knows none.
            return;
        }
        let check = async |column: ColumnType, value: Value, is_right: fn(&DbError) -> bool| {
            let table = table(column);
            for text in ddl::compile(
                dialect,
                std::slice::from_ref(&table),
                &Operation::CreateTable { table: table.clone() },
            ) {
                db.database.execute_raw(&text).await.unwrap();
            }
            let mut transaction = db.database.begin().await.unwrap();
            let error = transaction
                .execute(insert(dialect, 1, column, &value))
                .await
                .unwrap_err();
            assert!(is_right(&error), "{}: {column:?}: {error:?}", db.engine());
            drop(transaction);
            db.database.execute_raw("DROP TABLE things").await.unwrap();
        };
        check(
            ColumnType::Text { max_length: 3 },
            Value::Text("four".into()),
            |error| matches!(error, DbError::TooLong { .. }),
        )
        .await;
        let large = Value::Decimal(Decimal { units: 1_000, scale: 1 });
        check(ColumnType::Decimal { precision: 2, scale: 1 }, large, |error| {
            *error == DbError::OutOfRange
        })
        .await;
    })
    .await;
}

/// Engines cut what they gather at a limit, MariaDB at one megabyte by default: the session must have lifted it.
#[tokio::test]
async fn a_large_nested_list_is_whole() {
    for_each_engine(|db| async move {
        let (make, gather) = match db.engine() {
            "postgres" => (
                "INSERT INTO large SELECT n, repeat('😀x', 512) FROM generate_series(1, 2000) AS n",
                "SELECT json_agg(t ORDER BY id)::text FROM large",
            ),
            "mariadb" => (
                "INSERT INTO large SELECT seq, repeat('😀x', 512) FROM seq_1_to_2000",
                "SELECT JSON_ARRAYAGG(t ORDER BY id) FROM large",
            ),
            _ => (
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
                 INSERT INTO large SELECT i, replace(printf('%512s', ''), ' ', '😀x') FROM n",
                "SELECT json_group_array(t ORDER BY id) FROM large",
            ),
        };
        let text = if db.engine() == "mariadb" {
            "LONGTEXT CHARACTER SET utf8mb4"
        } else {
            "TEXT"
        };
        let create = format!("CREATE TABLE large (id BIGINT NOT NULL PRIMARY KEY, t {text})");
        db.database.execute_raw(&create).await.unwrap();
        db.database.execute_raw(make).await.unwrap();
        let columns = vec![OutputColumn {
            key: "all".into(),
            encoding: Encoding::Json,
        }];
        let rows = db
            .database
            .read(Sql::text(gather).render(db.database.dialect(), columns))
            .await
            .unwrap();
        let row: Json = serde_json::from_slice(&rows.bytes).unwrap();
        assert!(rows.bytes.len() > 5_000_000, "{}", rows.bytes.len());
        assert_eq!(row["all"].as_array().unwrap().len(), 2_000);
        assert!(
            row["all"]
                .as_array()
                .unwrap()
                .iter()
                .all(|text| text.as_str().unwrap().chars().count() == 1_024)
        );
    })
    .await;
}
