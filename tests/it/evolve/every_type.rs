//! Every type next to every option, and from every type to others: after it was applied, the plan is empty.

use quintet::{migration::Safety, schema::Schema};

use super::{apply, assert_done, plan};
use crate::support::{for_each_engine, schema_of};

const TYPES: &[&str] = &[
    "string",
    "{ type: string, max_length: 40, unique: true }",
    "{ type: string, max_length: 700, index: true }",
    "text",
    "markdown",
    "richtext",
    "{ type: slug, unique: false }",
    "email",
    "color",
    "{ type: integer, index: true }",
    "bigint",
    "float",
    "{ type: decimal, precision: 10, scale: 2 }",
    "{ type: decimal, precision: 18, scale: 0, unique: true }",
    "boolean",
    "date",
    "time",
    "{ type: datetime, index: true }",
    "uuid",
    "{ type: select, options: [a, b] }",
    "tags",
    "json",
    "point",
    "secret",
    "{ type: relation, to: others, on_delete: cascade }",
    "{ type: relation, to: others, on_delete: set_null }",
    "{ type: relation, to: counted, on_delete: restrict }",
    "{ type: relation, to: named }",
    "user",
    "image",
    "{ type: relation, to: [others, counted] }",
    "{ type: relation, to: others, many: true }",
    "{ type: relation, to: [others, counted, named], many: true }",
];

/// Field `f3` has the type that stands `shift` places after the third; what is required has every other value.
fn model(shift: usize, required: &str) -> Schema {
    let fields = (0..TYPES.len()).map(|number| {
        let kind = TYPES[(number + shift) % TYPES.len()];
        let is_plain = !kind.contains("relation");
        match kind.strip_prefix('{') {
            Some(rest) if is_plain => format!("  f{number}: {{ required: {required}, {rest}\n"),
            None if is_plain => format!("  f{number}: {{ type: {kind}, required: {required} }}\n"),
            // A table between two collections can not become one between several.
            _ if kind.contains("many") => format!("  many_{number}_{shift}: {kind}\n"),
            _ => format!("  f{number}: {kind}\n"),
        }
    });
    let text = format!(
        "sort: [-place]\nindexes: [[place, -word]]\nfields:\n  place: integer\n  word: string\n{}",
        fields.collect::<String>()
    );
    schema_of(&[
        ("models/things.yaml", text.as_str()),
        ("models/others.yaml", "fields:\n  name: string\n"),
        ("models/counted.yaml", "id: integer\nfields:\n  name: string\n"),
        ("models/named.yaml", "id: string\nfields:\n  name: string\n"),
    ])
}

#[tokio::test]
async fn the_plan_is_empty_for_every_type() {
    for_each_engine(|db| async move {
        for required in ["false", "true"] {
            let folder = tempfile::tempdir().unwrap();
            let schema = model(0, required);
            if db.engine() == "sqlite" {
                let database = quintet::db::Database::connect(&db.settings, folder.path())
                    .await
                    .unwrap();
                apply(&database, &schema).await;
                assert_done(&database, &schema).await;
            } else if required == "true" {
                apply(&db.database, &schema).await;
                assert_done(&db.database, &schema).await;
            }
        }
    })
    .await;
}

/// Without rows every change of type is safe.
#[tokio::test]
async fn every_type_becomes_another_one() {
    for_each_engine(|db| async move {
        let shifts: &[usize] = if db.engine() == "sqlite" {
            &[0, 1, 2, 3, 5, 8, 13, 21, 30]
        } else {
            &[0, 1, 7]
        };
        for (step, shift) in shifts.iter().enumerate() {
            let schema = model(*shift, if step % 2 == 0 { "false" } else { "true" });
            apply(&db.database, &schema).await;
            let rest = plan(&db.database, &schema).await.plan;
            let open: Vec<_> = rest.steps.iter().filter(|step| step.safety != Safety::Lossy).collect();
            assert!(
                open.is_empty() && rest.conflicts.is_empty() && rest.drift.is_empty(),
                "{} {shift}\n{rest}",
                db.engine()
            );
        }
    })
    .await;
}
