//! Random pairs of models with rows: after the plan was applied the next one is empty, and every value that the new type can hold is still there.

use quintet::{
    evolve::{self, EvolveError},
    migration::{
        ColumnModel, EngineTraits,
        convert::{Converted, convert},
        wanted,
    },
    schema::Schema,
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};

use super::{
    PATIENCE, assert_done,
    changes::{evolve_to, model, run},
    consent::allow,
};
use crate::support::{TestDatabase, for_each_engine};

struct Kind {
    text: &'static str,
    literals: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind {
        text: "type: string",
        literals: &["'12'", "'word'", "'2026-01-02'", "'true'", "''"],
    },
    Kind {
        text: "type: string, max_length: 4",
        literals: &["'12'", "'long'", "'1.5'"],
    },
    Kind {
        text: "type: text",
        literals: &["'7'", "'a longer text, with words'", "'2026-01-02T03:04:05.678Z'"],
    },
    Kind {
        text: "type: integer",
        literals: &["0", "1", "-7", "9007199254740991"],
    },
    Kind {
        text: "type: bigint",
        literals: &["3", "9223372036854775807"],
    },
    Kind {
        text: "type: float",
        literals: &["1.5", "2.0", "-0.25"],
    },
    Kind {
        text: "type: boolean",
        literals: &["true", "false"],
    },
    Kind {
        text: "type: date",
        literals: &["'2026-01-02'", "'1999-12-31'"],
    },
    Kind {
        text: "type: tags",
        literals: &["'[\"a\"]'", "'[\"a\",\"b\"]'", "'[]'"],
    },
    Kind {
        text: "type: json",
        literals: &["'{\"a\":1}'", "'\"word\"'", "'5'"],
    },
    Kind {
        text: "type: select, options: [one, two, three]",
        literals: &["'one'", "'two'"],
    },
    Kind {
        text: "type: select, options: [two]",
        literals: &["'two'"],
    },
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// A field of the model: its kind, and what else is said of it.
#[derive(Clone)]
struct Said {
    name: String,
    kind: usize,
    options: &'static str,
    renamed_from: Option<String>,
}

fn schema(fields: &[Said]) -> Schema {
    let line = |said: &Said| {
        let renamed = said
            .renamed_from
            .as_ref()
            .map_or_else(String::new, |old| format!(", renamed_from: {old}"));
        format!(
            "  {}: {{ {}{}{renamed} }}\n",
            said.name, KINDS[said.kind].text, said.options
        )
    };
    let lines: String = fields.iter().map(line).collect();
    model(&[("things", &format!("fields:\n  anchor: string\n{lines}"))])
}

fn columns(schema: &Schema) -> Vec<ColumnModel> {
    let traits = EngineTraits {
        builds_indexes_apart: false,
        rebuilds_tables: false,
        checks_what_keys_set_null: true,
    };
    let tables = wanted(schema, traits);
    tables.into_iter().find(|table| table.name == "things").unwrap().columns
}

async fn values(db: &TestDatabase, column: &str, column_type: ColumnType) -> Vec<Value> {
    let cast = if db.engine() == "postgres" && column_type == ColumnType::Json {
        "::text"
    } else {
        ""
    };
    let statement = Statement {
        text: format!("SELECT {column}{cast} FROM things ORDER BY id /* {column_type:?} */"),
        args: Vec::new(),
        columns: vec![OutputColumn {
            key: "x".into(),
            encoding: Encoding::Scalar(column_type),
        }],
    };
    let rows = db
        .database
        .values(statement)
        .await
        .unwrap_or_else(|error| panic!("{} {column}: {error}", db.engine()));
    rows.into_iter().flatten().collect()
}

/// A model that differs from the other one in a few ways.
fn change(fields: &[Said], random: &mut Random, number: usize) -> Vec<Said> {
    let mut changed = Vec::new();
    for said in fields {
        let mut said = Said {
            renamed_from: None,
            ..said.clone()
        };
        match random.below(6) {
            0 => continue,
            1 => {
                said.renamed_from = Some(said.name.clone());
                said.name = format!("{}_{number}", said.name.split('_').next().unwrap());
            }
            2 | 3 => said.kind = random.below(KINDS.len()),
            _ => {}
        }
        said.options = ["", "", ", index: true", ", required: true"][random.below(4)];
        if KINDS[said.kind].text.contains("tags") || KINDS[said.kind].text.contains("json") {
            said.options = "";
        }
        // Text without an end has no index.
        if KINDS[said.kind].text == "type: text" && said.options.contains("index") {
            said.options = "";
        }
        changed.push(said);
    }
    if random.below(3) == 0 {
        changed.push(Said {
            name: format!("new{number}"),
            kind: random.below(KINDS.len()),
            options: "",
            renamed_from: None,
        });
    }
    changed
}

#[tokio::test]
async fn random_models_follow_each_other_without_loss() {
    let rounds = if std::env::var("QUINTET_SOAK").is_ok_and(|value| value == "1") {
        300
    } else {
        25
    };
    for_each_engine(|db| async move {
        let mut random = Random(42);
        let mut fields: Vec<Said> = (0..4).map(|number| Said { name: format!("f{number}"), kind: number * 2, options: "", renamed_from: None }).collect();
        evolve_to(&db, &schema(&fields)).await;
        let (mut applied, mut refused, mut compared) = (0, 0, 0);
        for number in 0..rounds {
            let kinds = fields.iter().map(|said| KINDS[said.kind].literals[random.below(KINDS[said.kind].literals.len())]);
            let literals: Vec<&str> = kinds.collect();
            let names: Vec<&str> = fields.iter().map(|said| said.name.as_str()).collect();
            if !names.is_empty() {
                run(&db, &[&format!("INSERT INTO things ({}) VALUES ({})", names.join(", "), literals.join(", "))]).await;
            }
            let old = columns(&schema(&fields));
            let next = change(&fields, &mut random, number);
            let wanted = schema(&next);
            let planned = evolve::plan(&db.database, &wanted).await.unwrap();
            let consent = evolve::subjects(&planned.plan.steps);
            let consent: Vec<&str> = consent.iter().map(String::as_str).collect();
            let mut before = Vec::new();
            for said in &next {
                let old_name = said.renamed_from.as_ref().unwrap_or(&said.name);
                let new = columns(&wanted).into_iter().find(|column| column.name == said.name).unwrap();
                if let Some(old) = old.iter().find(|column| column.name == *old_name) {
                    before.push((old.clone(), new, values(&db, old_name, old.column_type).await));
                }
            }
            match evolve::apply(&db.database, &wanted, &allow(&consent), PATIENCE, &mut |_| {}).await {
                Ok(_) => {}
                Err(EvolveError::Consent { .. }) => {
                    refused += 1;
                    continue;
                }
                Err(error) => panic!("{} {number}: {error:?}\n{}", db.engine(), planned.plan),
            }
            assert_done(&db.database, &wanted).await;
            applied += 1;
            for (old, new, was) in before {
                let is = values(&db, &new.name, new.column_type).await;
                for (was, is) in was.iter().zip(&is) {
                    compared += 1;
                    if let Converted::Whole(expected) = convert(was, &old, &new) {
                        assert_eq!(*is, expected, "{} {number}: {} was {was:?}\n{}", db.engine(), new.name, planned.plan);
                    }
                }
            }
            fields = next;
        }
        println!("{}: {rounds} pairs of models, {applied} applied, {refused} refused for missing data, {compared} values compared", db.engine());
        assert!(applied > rounds / 3, "{applied}");
    })
    .await;
}

/// Two fields that swap their names, and a name that is used again.
#[tokio::test]
async fn two_fields_swap_their_names() {
    let said = |name: &str, old: Option<&str>| Said {
        name: name.to_owned(),
        kind: 0,
        options: ", index: true",
        renamed_from: old.map(str::to_owned),
    };
    let before = &schema(&[said("one", None), said("two", None)]);
    let after = &schema(&[said("one", Some("two")), said("two", Some("one"))]);
    for_each_engine(|db| async move {
        evolve_to(&db, before).await;
        run(&db, &["INSERT INTO things (one, two) VALUES ('1', '2')"]).await;
        evolve_to(&db, after).await;
        evolve_to(&db, after).await;
        let text = ColumnType::Text { max_length: 255 };
        assert_eq!(
            values(&db, "one", text).await,
            [Value::Text("2".to_owned())],
            "{}",
            db.engine()
        );
        assert_eq!(
            values(&db, "two", text).await,
            [Value::Text("1".to_owned())],
            "{}",
            db.engine()
        );
    })
    .await;
}
