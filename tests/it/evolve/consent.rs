//! `apply`: what is lossy is named one by one, what needs data is counted, and nothing is lost whatever becomes of a value.

use quintet::{
    evolve::{self, Consent, EvolveError},
    schema::Schema,
    value::{ColumnType, Json},
};
use serde_json::json;

use super::{
    PATIENCE, assert_done,
    changes::{evolve_to, model, rows, run},
    plan,
};
use crate::support::{TestDatabase, for_each_engine};

pub fn allow(names: &[&str]) -> Consent {
    Consent {
        plan: None,
        lossy: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// Applies with consent, and expects an empty plan afterwards.
pub async fn apply_to(db: &TestDatabase, schema: &Schema, names: &[&str]) {
    match evolve::apply(&db.database, schema, &allow(names), PATIENCE, &mut |_| {}).await {
        Ok(_) => assert_done(&db.database, schema).await,
        Err(EvolveError::Consent { planned, reason }) => panic!("{}: {reason}\n{}", db.engine(), planned.plan),
        Err(error) => panic!("{}: {error:?}", db.engine()),
    }
}

pub async fn refused(db: &TestDatabase, schema: &Schema, names: &[&str]) -> String {
    match evolve::apply(&db.database, schema, &allow(names), PATIENCE, &mut |_| {}).await {
        Err(EvolveError::Consent { reason, .. }) => reason,
        other => panic!("{}: {other:?}", db.engine()),
    }
}

const VALUE: ColumnType = ColumnType::LongText;

fn thing(field: &str) -> Schema {
    model(&[("things", &format!("fields:\n  title: string\n  value: {field}\n"))])
}

struct Case {
    from: &'static str,
    to: &'static str,
    /// SQL literals.
    values: &'static [&'static str],
    column: ColumnType,
    expected: Json,
    is_lossy: bool,
}

#[tokio::test]
async fn a_type_changes_and_what_does_not_survive_is_kept() {
    let cents = ColumnType::Decimal { precision: 6, scale: 2 };
    let cases = &[
        Case {
            from: "string",
            to: "integer",
            values: &["'12'", "'x'", "NULL"],
            column: ColumnType::Integer,
            expected: json!([12, null, null]),
            is_lossy: true,
        },
        Case {
            from: "string",
            to: "integer",
            values: &["'12'", "'-3'"],
            column: ColumnType::Integer,
            expected: json!([12, -3]),
            is_lossy: false,
        },
        Case {
            from: "integer",
            to: "string",
            values: &["12"],
            column: VALUE,
            expected: json!(["12"]),
            is_lossy: false,
        },
        Case {
            from: "integer",
            to: "boolean",
            values: &["1", "0"],
            column: ColumnType::Boolean,
            expected: json!([true, false]),
            is_lossy: false,
        },
        Case {
            from: "boolean",
            to: "integer",
            values: &["true", "false"],
            column: ColumnType::Integer,
            expected: json!([1, 0]),
            is_lossy: false,
        },
        Case {
            from: "float",
            to: "integer",
            values: &["2.0", "2.5"],
            column: ColumnType::Integer,
            expected: json!([2, 3]),
            is_lossy: true,
        },
        Case {
            from: "text",
            to: "{ type: decimal, precision: 6, scale: 2 }",
            values: &["'1.005'", "'7'"],
            column: cents,
            expected: json!(["1.01", "7.00"]),
            is_lossy: true,
        },
        Case {
            from: "text",
            to: "{ type: string, max_length: 3 }",
            values: &["'abcd'", "'ab'"],
            column: VALUE,
            expected: json!(["abc", "ab"]),
            is_lossy: true,
        },
        Case {
            from: "string",
            to: "date",
            values: &["'2026-03-04'"],
            column: ColumnType::Date,
            expected: json!(["2026-03-04"]),
            is_lossy: false,
        },
        Case {
            from: "date",
            to: "datetime",
            values: &["'2026-03-04'"],
            column: ColumnType::DateTime,
            expected: json!(["2026-03-04T00:00:00.000Z"]),
            is_lossy: false,
        },
        Case {
            from: "string",
            to: "tags",
            values: &["'a'"],
            column: ColumnType::Json,
            expected: json!([["a"]]),
            is_lossy: false,
        },
        Case {
            from: "tags",
            to: "string",
            values: &["'[\"a\"]'", "'[\"a\",\"b\"]'"],
            column: VALUE,
            expected: json!(["a", "a"]),
            is_lossy: true,
        },
        Case {
            from: "{ type: select, options: [a, b] }",
            to: "{ type: select, options: [a] }",
            values: &["'a'", "'b'"],
            column: VALUE,
            expected: json!(["a", null]),
            is_lossy: true,
        },
        Case {
            from: "{ type: select, options: [a, b] }",
            to: "{ type: select, options: [a, b], multiple: true }",
            values: &["'a'"],
            column: ColumnType::Json,
            expected: json!([["a"]]),
            is_lossy: false,
        },
        Case {
            from: "string",
            to: "richtext",
            values: &["'hi'"],
            column: ColumnType::Json,
            expected: json!([{"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "hi"}]}]}]),
            is_lossy: false,
        },
        Case {
            from: "{ type: object, fields: { street: string } }",
            to: "{ type: object, fields: { road: { type: string, renamed_from: street } } }",
            values: &["'{\"street\":\"Elm\"}'"],
            column: ColumnType::Json,
            expected: json!([{"road": "Elm"}]),
            is_lossy: false,
        },
        Case {
            from: "{ type: string, required: true, unique: true }",
            to: "{ type: integer, required: true, unique: true }",
            values: &["'1'", "'2'"],
            column: ColumnType::Integer,
            expected: json!([1, 2]),
            is_lossy: false,
        },
        Case {
            from: "{ type: string, required: true, index: true }",
            to: "{ type: integer, required: true, default: 9 }",
            values: &["'1'", "'x'"],
            column: ColumnType::Integer,
            expected: json!([1, 9]),
            is_lossy: true,
        },
    ];
    for_each_engine(|db| async move {
        for case in cases {
            let name = format!("{}: {} to {}", db.engine(), case.from, case.to);
            println!("{name}");
            evolve_to(&db, &thing(case.from)).await;
            for value in case.values {
                run(
                    &db,
                    &[&format!("INSERT INTO things (title, value) VALUES ('t', {value})")],
                )
                .await;
            }
            let wanted = thing(case.to);
            if case.is_lossy {
                let reason = refused(&db, &wanted, &[]).await;
                assert!(reason.contains("--allow-lossy things.value"), "{name}: {reason}");
            }
            apply_to(&db, &wanted, if case.is_lossy { &["things.value"] } else { &[] }).await;
            let found = rows(&db, "SELECT value FROM things ORDER BY id", &[("value", case.column)]).await;
            let expected: Vec<Json> = case
                .expected
                .as_array()
                .unwrap()
                .iter()
                .map(|value| json!({ "value": value }))
                .collect();
            assert_eq!(found, Json::Array(expected), "{name}");
            run(
                &db,
                &["DROP TABLE things", "DELETE FROM quintet_ledger WHERE name <> 'format'"],
            )
            .await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_counted_with_examples() {
    for_each_engine(|db| async move {
        evolve_to(&db, &thing("string")).await;
        run(
            &db,
            &["INSERT INTO things (title, value) VALUES ('a', 'x'), ('b', 'x'), ('c', NULL)"],
        )
        .await;
        let reason = refused(&db, &thing("{ type: string, unique: true }"), &[]).await;
        assert!(
            reason.contains("1 values occur more than once; for example x"),
            "{reason}"
        );
        let reason = refused(&db, &thing("{ type: string, required: true }"), &[]).await;
        assert!(
            reason.contains("1 rows have no value") && reason.contains("for example 3"),
            "{reason}"
        );
        let reason = refused(&db, &thing("{ type: integer, required: true }"), &["things.value"]).await;
        assert!(reason.contains("3 rows would have no value"), "{reason}");
        let reason = refused(&db, &thing("integer"), &[]).await;
        assert!(reason.contains("things.value would leave"), "{reason}");
        let planned = plan(&db.database, &thing("integer")).await;
        assert!(
            planned
                .plan
                .to_string()
                .contains("2 values do not survive; for example 1 (x), 2 (x)"),
            "{}",
            planned.plan
        );
        apply_to(&db, &thing("{ type: string, required: true, default: y }"), &[]).await;
        let found = rows(&db, "SELECT value FROM things ORDER BY id", &[("value", VALUE)]).await;
        assert_eq!(found, json!([{"value": "x"}, {"value": "x"}, {"value": "y"}]));
    })
    .await;
}

#[tokio::test]
async fn only_the_plan_that_was_shown_is_run() {
    for_each_engine(|db| async move {
        evolve_to(&db, &thing("string")).await;
        let wanted = thing("{ type: string, index: true }");
        let hash = plan(&db.database, &wanted).await.hash;
        run(&db, &["INSERT INTO things (title) VALUES ('rows do not count')"]).await;
        assert_eq!(plan(&db.database, &wanted).await.hash, hash);
        run(&db, &["ALTER TABLE things ADD COLUMN theirs INTEGER"]).await;
        let of = |hash: &str| Consent {
            plan: Some(hash.to_owned()),
            lossy: Vec::new(),
        };
        let outcome = evolve::apply(&db.database, &wanted, &of(&hash), PATIENCE, &mut |_| {}).await;
        assert!(matches!(outcome, Err(EvolveError::Consent { .. })), "{outcome:?}");
        let hash = plan(&db.database, &wanted).await.hash;
        evolve::apply(&db.database, &wanted, &of(&hash), PATIENCE, &mut |_| {})
            .await
            .unwrap();
        assert_done(&db.database, &wanted).await;
    })
    .await;
}

#[tokio::test]
async fn a_relation_to_one_becomes_one_to_many_and_back() {
    let with = |field: &str| {
        model(&[
            ("labels", "fields:\n  name: string\n"),
            ("things", &format!("fields:\n  title: string\n  label: {field}\n")),
        ])
    };
    let (one, many) = (
        &with("{ type: relation, to: labels }"),
        &with("{ type: relation, to: labels, many: true }"),
    );
    for_each_engine(|db| async move {
        evolve_to(&db, one).await;
        run(
            &db,
            &[
                "INSERT INTO labels (name) VALUES ('red'), ('blue')",
                "INSERT INTO things (title, label) VALUES ('a', 1), ('b', 2), ('c', NULL)",
            ],
        )
        .await;
        apply_to(&db, many, &[]).await;
        let links = || {
            rows(
                &db,
                "SELECT source, target FROM things__label ORDER BY source, target",
                &[("s", ColumnType::Integer), ("t", ColumnType::Integer)],
            )
        };
        assert_eq!(
            links().await,
            json!([{"s": 1, "t": 1}, {"s": 2, "t": 2}]),
            "{}",
            db.engine()
        );
        run(
            &db,
            &["INSERT INTO things__label (source, target, sort) VALUES (1, 2, 1)"],
        )
        .await;
        let reason = refused(&db, one, &[]).await;
        assert!(
            reason.contains("--allow-lossy things.label"),
            "{}: {reason}",
            db.engine()
        );
        apply_to(&db, one, &["things.label"]).await;
        let found = rows(
            &db,
            "SELECT label FROM things ORDER BY id",
            &[("label", ColumnType::Integer)],
        )
        .await;
        assert_eq!(
            found,
            json!([{"label": 1}, {"label": 2}, {"label": null}]),
            "{}",
            db.engine()
        );
        // The second link is still in what was set aside.
        let kept = rows(
            &db,
            "SELECT count(*) FROM quintet_aside_things__label",
            &[("n", ColumnType::Integer)],
        )
        .await;
        assert_eq!(kept, json!([{"n": 3}]));
    })
    .await;
}

#[tokio::test]
async fn a_relation_leads_to_another_collection() {
    let to = |target: &str| {
        model(&[
            ("labels", "fields:\n  name: string\n"),
            ("marks", "fields:\n  name: string\n"),
            (
                "things",
                &format!("fields:\n  title: string\n  label: {{ type: relation, to: {target} }}\n"),
            ),
        ])
    };
    let (old, new) = (&to("labels"), &to("marks"));
    for_each_engine(|db| async move {
        evolve_to(&db, old).await;
        run(
            &db,
            &[
                "INSERT INTO labels (name) VALUES ('red'), ('blue')",
                "INSERT INTO marks (name) VALUES ('red')",
                "INSERT INTO things (title, label) VALUES ('a', 1), ('b', 2)",
            ],
        )
        .await;
        let reason = refused(&db, new, &[]).await;
        assert!(reason.contains("things.label"), "{reason}");
        apply_to(&db, new, &["things.label"]).await;
        let found = rows(
            &db,
            "SELECT label, quintet_aside_label FROM things ORDER BY id",
            &[("l", ColumnType::Integer), ("old", ColumnType::Integer)],
        )
        .await;
        assert_eq!(
            found,
            json!([{"l": 1, "old": 1}, {"l": null, "old": 2}]),
            "{}",
            db.engine()
        );
    })
    .await;
}

#[tokio::test]
async fn fields_that_come_and_go_are_asked_about() {
    let with = |fields: &str| model(&[("things", &format!("fields:\n  title: string\n{fields}"))]);
    let before = &with("  summary: text\n");
    let unsaid = &with("  teaser: text\n");
    let said = &with("  teaser: { type: text, renamed_from: summary }\n");
    for_each_engine(|db| async move {
        evolve_to(&db, before).await;
        run(&db, &["INSERT INTO things (title, summary) VALUES ('a', 's')"]).await;
        let planned = plan(&db.database, unsaid).await;
        assert_eq!(planned.plan.hints.len(), 1, "{}", planned.plan);
        assert!(
            planned.plan.hints[0].contains("write `renamed_from: summary`"),
            "{}",
            planned.plan
        );
        // Started without an answer, and answered later: the values still find their way.
        super::apply(&db.database, unsaid).await;
        apply_to(&db, said, &[]).await;
        let found = rows(&db, "SELECT teaser FROM things", &[("teaser", VALUE)]).await;
        assert_eq!(found, json!([{"teaser": "s"}]), "{}", db.engine());
    })
    .await;
}

#[tokio::test]
async fn the_type_of_an_id_is_refused_with_a_reason() {
    let of = |id: &str| {
        crate::support::schema_of(&[(
            "models/things.yaml",
            &format!("id: {id}\ntimestamps: false\nauthorship: false\nfields:\n  title: string\n"),
        )])
    };
    let (old, new) = (&of("integer"), &of("uuid"));
    for_each_engine(|db| async move {
        evolve_to(&db, old).await;
        let reason = refused(&db, new, &[]).await;
        assert!(
            reason.contains("the key things.id is whole number and can not become uuid"),
            "{reason}"
        );
    })
    .await;
}
