//! The real binary, killed while it applies a plan: the next run ends in the wanted state, with every value accounted for.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use quintet::{evolve, schema::Schema, value::ColumnType};
use serde_json::{Value as Json, json};

use super::{
    assert_done,
    changes::{evolve_to, rows, run},
    consent::allow,
};
use crate::support::{TestDatabase, for_each_engine, schema_of};

const ROWS: usize = 120;
const BARE: &str = "id: integer\ntimestamps: false\nauthorship: false\n";

const BEFORE: &[(&str, &str)] = &[
    ("labels", "fields:\n  name: { type: string, unique: true }\n"),
    (
        "things",
        "fields:\n  title: { type: string, required: true, index: true }\n  amount: { type: string, index: true }\n  note: { type: text, required: true }\n  \
         label: { type: relation, to: labels }\n  place: { type: object, fields: { street: string } }\n",
    ),
    ("extras", "fields:\n  word: string\n"),
];

/// Renames, a conversion with losses, a field and a table set aside, a relation to many, JSON inside, a unique index, a required field.
const AFTER: &[(&str, &str)] = &[
    (
        "labels",
        "fields:\n  name: { type: string, unique: true }\n  color: { type: string, required: true, default: red }\n",
    ),
    (
        "items",
        "renamed_from: things\nfields:\n  headline: { type: string, renamed_from: title, unique: true, required: true }\n  \
         amount: { type: integer, index: true }\n  label: { type: relation, to: labels, many: true }\n  \
         place: { type: object, fields: { road: { type: string, renamed_from: street } } }\n",
    ),
];

const CONSENT: &[&str] = &["items.amount", "items.note", "extras"];

fn schema(files: &[(&str, &str)]) -> Schema {
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(name, text)| (format!("models/{name}.yaml"), format!("{BARE}{text}")))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    schema_of(&files)
}

fn write_project(folder: &Path) {
    fs::create_dir_all(folder.join("models")).unwrap();
    for (name, text) in AFTER {
        fs::write(folder.join(format!("models/{name}.yaml")), format!("{BARE}{text}")).unwrap();
    }
}

fn start(db: &TestDatabase) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
        command.env_remove(name);
    }
    let url = if db.engine() == "sqlite" {
        format!("sqlite:{}", db.folder.path().join("quintet.db").display())
    } else {
        db.settings.url.clone()
    };
    command
        .arg("apply")
        .arg("--project")
        .arg(db.folder.path())
        .arg("--database")
        .arg(url);
    for name in CONSENT {
        command.arg("--allow-lossy").arg(name);
    }
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Everything as it was before, with its rows.
async fn prepare(db: &TestDatabase, before: &Schema) {
    let force = match db.engine() {
        "postgres" => " CASCADE",
        _ => "",
    };
    let tables = [
        "things__label",
        "items__label",
        "quintet_aside_things__label",
        "things",
        "items",
        "labels",
        "extras",
        "quintet_aside_extras",
        "quintet_rebuilt",
    ];
    for table in tables {
        run(db, &[&format!("DROP TABLE IF EXISTS {table}{force}")]).await;
    }
    let has_ledger = db
        .database
        .introspect()
        .await
        .unwrap()
        .iter()
        .any(|table| table.name == "quintet_ledger");
    if has_ledger {
        run(db, &["DELETE FROM quintet_ledger WHERE name <> 'format'"]).await;
    }
    evolve_to(db, before).await;
    let labels = "INSERT INTO labels (name) VALUES ('a'), ('b'), ('c')";
    let values: Vec<String> = (1..=ROWS)
        .map(|number| {
            let amount = if number % 7 == 0 {
                "'many'".to_owned()
            } else {
                format!("'{number}'")
            };
            format!(
                "('t{number}', {amount}, 'n{number}', {}, '{{\"street\":\"s{number}\"}}')",
                number % 3 + 1
            )
        })
        .collect();
    let things = format!(
        "INSERT INTO things (title, amount, note, label, place) VALUES {}",
        values.join(", ")
    );
    run(db, &[labels, &things, "INSERT INTO extras (word) VALUES ('kept')"]).await;
}

async fn check(db: &TestDatabase, after: &Schema, place: &str) {
    assert_done(&db.database, after).await;
    let text = ColumnType::LongText;
    let columns = [
        ("headline", text),
        ("amount", ColumnType::Integer),
        ("place", ColumnType::Json),
        ("old", text),
        ("note", text),
    ];
    let place_of = if db.engine() == "postgres" {
        "place::text"
    } else {
        "place"
    };
    let found = rows(
        db,
        &format!(
            "SELECT headline, amount, {place_of}, quintet_aside_amount, quintet_aside_note FROM items ORDER BY id"
        ),
        &columns,
    )
    .await;
    let expected = (1..=ROWS).map(|number| {
        let is_lost = number % 7 == 0;
        json!({
            "headline": format!("t{number}"),
            "amount": if is_lost { Json::Null } else { json!(number) },
            "place": {"road": format!("s{number}")},
            "old": if is_lost { "many".to_owned() } else { number.to_string() },
            "note": format!("n{number}"),
        })
    });
    assert_eq!(found, Json::Array(expected.collect()), "{} {place}", db.engine());
    let links = rows(
        db,
        "SELECT count(*), sum(target) FROM items__label",
        &[("n", ColumnType::Integer), ("sum", ColumnType::Float)],
    )
    .await;
    let sum: usize = (1..=ROWS).map(|number| number % 3 + 1).sum();
    assert_eq!(
        (links[0]["n"].as_u64(), links[0]["sum"].as_f64()),
        (Some(120), Some(f64::from(u32::try_from(sum).unwrap()))),
        "{place}"
    );
    let kept = rows(db, "SELECT word FROM quintet_aside_extras", &[("word", text)]).await;
    assert_eq!(kept, json!([{"word": "kept"}]), "{} {place}", db.engine());
    let colors = rows(
        db,
        "SELECT count(*) FROM labels WHERE color = 'red'",
        &[("n", ColumnType::Integer)],
    )
    .await;
    assert_eq!(colors, json!([{"n": 3}]), "{} {place}", db.engine());
}

/// A kill at a random moment of the whole run, from the first connection to the last commit.
#[tokio::test]
async fn an_apply_that_is_killed_is_finished_or_undone() {
    let kills = if std::env::var("QUINTET_SOAK").is_ok_and(|value| value == "1") {
        200
    } else {
        12
    };
    let (before, after) = (&schema(BEFORE), &schema(AFTER));
    for_each_engine(|db| async move {
        write_project(db.folder.path());
        prepare(&db, before).await;
        let begun = Instant::now();
        let done = start(&db).wait_with_output().unwrap();
        let whole = begun.elapsed();
        assert!(done.status.success(), "{}: {}", db.engine(), String::from_utf8_lossy(&done.stderr));
        check(&db, after, "not killed").await;
        // Other moments in every run.
        let mut random: u64 = 0x9e37_79b9_7f4a_7c15 ^ u64::from(std::process::id());
        let (mut undone, mut begun, mut finished) = (0, 0, 0);
        for number in 0..kills {
            prepare(&db, before).await;
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The first part of a run is reading files; kills are worth more later.
            let share = 300 + (random >> 33) % 750;
            let moment = whole * u32::try_from(share).unwrap() / 1000;
            let mut child = start(&db);
            std::thread::sleep(moment);
            let had_ended = child.try_wait().unwrap().is_some();
            child.kill().unwrap();
            child.wait().unwrap();
            let place = format!("kill {number} after {moment:?}");
            let status = evolve::status(&db.database).await.unwrap();
            match (had_ended, status.is_interrupted) {
                (true, _) => finished += 1,
                (false, true) => begun += 1,
                (false, false) => undone += 1,
            }
            let outcome = evolve::apply(&db.database, after, &allow(CONSENT), Duration::from_secs(60), &mut |_| {}).await;
            outcome.unwrap_or_else(|error| panic!("{} {place}: {error:?}", db.engine()));
            check(&db, after, &place).await;
        }
        println!("{}: {kills} kills; {undone} left nothing or all, {begun} left work, {finished} came too late; a whole run takes {whole:?}", db.engine());
    })
    .await;
}
