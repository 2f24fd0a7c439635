//! What must not break a migration: another version, missing rights, locks, full disks, strange tables, files that were merged by hand.

use std::time::Duration;

use quintet::{
    config::DatabaseSettings,
    db::{self, Database, Entry},
    evolve::{self, Consent, EvolveError},
    schema::Schema,
    value::ColumnType,
};
use serde_json::json;

use super::{
    PATIENCE, assert_done,
    changes::{TITLE, evolve_to, model, rows, run},
    consent::{allow, apply_to, refused},
    plan,
};
use crate::support::{TestDatabase, for_each_engine, schema_of};

fn things(fields: &str) -> Schema {
    model(&[("things", &format!("fields:\n  title: string\n{fields}"))])
}

/// A model file for a table that somebody else made.
fn adopted(table: &str, fields: &str) -> Schema {
    let text = format!("table: \"{table}\"\nid: integer\ntimestamps: false\nauthorship: false\nfields:\n{fields}");
    schema_of(&[("models/things.yaml", text.as_str())])
}

async fn with_rows(db: &TestDatabase) {
    evolve_to(db, &things("")).await;
    run(
        db,
        &[
            "INSERT INTO things (title) VALUES ('a')",
            "INSERT INTO things (title) VALUES ('b')",
        ],
    )
    .await;
}

async fn assert_rows(db: &TestDatabase) {
    let found = rows(db, "SELECT title FROM things ORDER BY id", TITLE).await;
    assert_eq!(found, json!([{"title": "a"}, {"title": "b"}]), "{}", db.engine());
}

/// The error of an apply that has everybody's consent.
async fn failure(database: &Database, schema: &Schema, patience: Duration) -> String {
    let outcome = evolve::apply(database, schema, &Consent::default(), patience, &mut |_| {}).await;
    outcome.unwrap_err().to_string()
}

#[tokio::test]
async fn a_ledger_of_a_newer_version_is_left_alone() {
    for_each_engine(|db| async move {
        with_rows(&db).await;
        let write = |entry, value: &'static str| {
            let statement = db::write_entry(db.database.dialect(), entry, Some(value));
            async {
                let mut migration = db.database.migrate(PATIENCE).await.unwrap();
                migration.execute(statement).await.unwrap();
                migration.commit().await.unwrap();
            }
        };
        for (entry, value) in [
            (Entry::Applied, "{\"format\": 99, \"tables\": []}"),
            (Entry::Format, "99"),
        ] {
            write(entry, value).await;
            let planned = evolve::plan(&db.database, &things("  note: text\n")).await.unwrap_err();
            assert!(
                planned.to_string().contains("written by a newer version (format 99)"),
                "{} {planned}",
                db.engine()
            );
            let refused = failure(&db.database, &things("  note: text\n"), PATIENCE).await;
            assert!(refused.contains("newer version"), "{refused}");
        }
        assert_rows(&db).await;
    })
    .await;
}

/// Another session that may read (on SQLite: nothing but read).
async fn without_rights(db: &TestDatabase) -> Option<(Database, Option<String>)> {
    match db.engine() {
        "postgres" => {
            let sign = if db.settings.url.contains('?') { '&' } else { '?' };
            let url = format!("{}{sign}options=-c%20role%3Dpg_read_all_data", db.settings.url);
            let settings = DatabaseSettings::for_testing(&url);
            Some((Database::connect(&settings, db.folder.path()).await.unwrap(), None))
        }
        "mariadb" => {
            let user = format!("reader_{}", uuid::Uuid::now_v7().simple().to_string().split_off(20));
            let made = db
                .database
                .execute_raw(&format!("CREATE USER {user}@'%' IDENTIFIED BY 'reader'"))
                .await;
            if made.is_err() {
                println!("skipped: the user of the tests may make no users");
                return None;
            }
            let (scheme, rest) = db.settings.url.split_once("://").unwrap();
            let (_, place) = rest.rsplit_once('@').unwrap();
            let (_, name) = place.rsplit_once('/').unwrap();
            run(db, &[&format!("GRANT SELECT ON {name}.* TO {user}@'%'")]).await;
            let settings = DatabaseSettings::for_testing(&format!("{scheme}://{user}:reader@{place}"));
            Some((
                Database::connect(&settings, db.folder.path()).await.unwrap(),
                Some(user),
            ))
        }
        _ => {
            let other = db.connect_again().await;
            other.execute_raw("PRAGMA query_only = ON").await.unwrap();
            Some((other, None))
        }
    }
}

#[tokio::test]
async fn who_may_not_change_tables_is_told_so_and_nothing_happens() {
    for_each_engine(|db| async move {
        with_rows(&db).await;
        let Some((reader, user)) = without_rights(&db).await else {
            return;
        };
        let error = failure(&reader, &things("  note: text\n"), PATIENCE).await;
        let expected = match db.engine() {
            "postgres" => "permission denied",
            "mariadb" => "denied to user",
            _ => "readonly",
        };
        assert!(error.contains(expected), "{}: {error}", db.engine());
        reader.close().await;
        if let Some(user) = user {
            run(&db, &[&format!("DROP USER {user}@'%'")]).await;
        }
        assert_done(&db.database, &things("")).await;
        assert_rows(&db).await;
    })
    .await;
}

/// A transaction that reads the table and stays open.
async fn hold(db: &TestDatabase) -> (Database, db::Transaction) {
    let other = db.connect_again().await;
    let mut transaction = other.begin().await.unwrap();
    let statement = quintet::sql::Statement {
        text: "SELECT title FROM things".to_owned(),
        args: Vec::new(),
        columns: vec![quintet::sql::OutputColumn {
            key: "title".into(),
            encoding: quintet::sql::Encoding::Scalar(ColumnType::LongText),
        }],
    };
    transaction.values(statement).await.unwrap();
    (other, transaction)
}

#[tokio::test]
async fn a_table_that_is_in_use_is_waited_for_without_stopping_the_site() {
    for_each_engine(|db| async move {
        // SQLite's readers keep nobody from writing.
        if db.engine() == "sqlite" {
            return;
        }
        with_rows(&db).await;
        let next = &things("  note: text\n");
        let (other, transaction) = hold(&db).await;
        let error = failure(&db.database, next, Duration::from_secs(1)).await;
        let expected = match db.engine() {
            "postgres" => "things is used by quintet at ",
            _ => "another session uses the table",
        };
        assert!(error.contains(expected), "{}: {error}", db.engine());
        assert_done(&db.database, &things("")).await;
        // While it waits, others read: in the pauses between its tries.
        let migrating = db.connect_again().await;
        let mut reads = 0;
        let apply = async { evolve::apply(&migrating, next, &Consent::default(), PATIENCE, &mut |_| {}).await };
        let read = async {
            while reads < 3 {
                assert_rows(&db).await;
                reads += 1;
            }
            transaction.commit().await.unwrap();
        };
        let (applied, ()) = tokio::join!(apply, read);
        assert_eq!(applied.unwrap().applied.len(), 1);
        other.close().await;
        assert_done(&db.database, next).await;
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_in_a_rebuild_leaves_everything_as_it_was() {
    crate::support::on_sqlite(&|db: TestDatabase| async move {
        evolve_to(&db, &things("  note: text\n")).await;
        let note = "n".repeat(2000);
        let values: Vec<String> = (0..500).map(|number| format!("('t{number}', '{note}')")).collect();
        run(
            &db,
            &[&format!(
                "INSERT INTO things (title, note) VALUES {}",
                values.join(", ")
            )],
        )
        .await;
        let pages = rows(
            &db,
            "SELECT page_count FROM pragma_page_count",
            &[("n", ColumnType::Integer)],
        )
        .await;
        let pages = pages[0]["n"].as_i64().unwrap();
        run(&db, &[&format!("PRAGMA max_page_count = {}", pages + 20)]).await;
        let next = &things("  note: { type: text, required: true }\n");
        let error = failure(&db.database, next, PATIENCE).await;
        assert!(error.contains("full"), "{error}");
        let count = "SELECT count(*) FROM things WHERE length(note) = 2000";
        assert_eq!(
            rows(&db, count, &[("n", ColumnType::Integer)]).await,
            json!([{"n": 500}])
        );
        run(&db, &["PRAGMA max_page_count = 1000000"]).await;
        apply_to(&db, next, &[]).await;
        assert_eq!(
            rows(&db, count, &[("n", ColumnType::Integer)]).await,
            json!([{"n": 500}])
        );
    })
    .await;
}

#[tokio::test]
async fn reserved_words_and_capitals_of_adopted_tables_are_no_trouble() {
    for_each_engine(|db| async move {
        let quote = if db.engine() == "mariadb" { '`' } else { '"' };
        let counted = match db.engine() {
            "postgres" => "bigserial PRIMARY KEY",
            "mariadb" => "bigint AUTO_INCREMENT PRIMARY KEY",
            _ => "INTEGER PRIMARY KEY AUTOINCREMENT",
        };
        let name = |name: &str| format!("{quote}{name}{quote}");
        let (table, select, group) = (name("Order"), name("Select"), name("group"));
        run(
            &db,
            &[
                &format!("CREATE TABLE {table} (id {counted}, {select} varchar(20), {group} varchar(20) NOT NULL)"),
                &format!("INSERT INTO {table} ({select}, {group}) VALUES ('a', 'g')"),
            ],
        )
        .await;
        let fields = "  select: { type: string, max_length: 20, column: Select }\n";
        let group_field = "  group: { type: string, max_length: 20, required: true }\n";
        evolve_to(&db, &adopted("Order", &format!("{fields}{group_field}"))).await;
        let required = fields.replace("max_length", "required: true, max_length");
        apply_to(
            &db,
            &adopted("Order", &format!("{required}{group_field}  table: text\n")),
            &[],
        )
        .await;
        apply_to(
            &db,
            &adopted("Order", &format!("{required}  table: text\n")),
            &["Order.group"],
        )
        .await;
        run(&db, &[&format!("INSERT INTO {table} ({select}) VALUES ('b')")]).await;
        evolve::restore(&db.database, "Order.group", PATIENCE).await.unwrap();
        let text = ColumnType::LongText;
        let found = rows(
            &db,
            &format!("SELECT {select}, {group} FROM {table} ORDER BY id"),
            &[("s", text), ("g", text)],
        )
        .await;
        assert_eq!(
            found,
            json!([{"s": "a", "g": "g"}, {"s": "b", "g": null}]),
            "{}",
            db.engine()
        );
    })
    .await;
}

#[tokio::test]
async fn tables_without_one_key_are_skipped_with_the_reason() {
    for_each_engine(|db| async move {
        run(
            &db,
            &[
                "CREATE TABLE no_key (line varchar(10))",
                "CREATE TABLE two_keys (a varchar(10) NOT NULL, b varchar(10) NOT NULL, PRIMARY KEY (a, b))",
            ],
        )
        .await;
        let inspected = evolve::inspect(&db.database).await.unwrap();
        assert_eq!(inspected.files, vec![]);
        let reasons: Vec<String> = inspected
            .skipped
            .iter()
            .map(|(name, reason)| format!("{name}: {reason}"))
            .collect();
        assert_eq!(
            reasons,
            [
                "no_key: it has no primary key",
                "two_keys: its primary key has 2 columns: a, b"
            ],
            "{}",
            db.engine()
        );
        let planned = plan(&db.database, &model(&[("no_key", "fields:\n  line: string\n")])).await;
        assert!(
            planned.plan.conflicts[0].contains("no_key is there already, was not made by quintet"),
            "{}",
            planned.plan
        );
    })
    .await;
}

#[tokio::test]
async fn views_on_a_table_follow_its_changes() {
    for_each_engine(|db| async move {
        with_rows(&db).await;
        run(&db, &["CREATE VIEW seen AS SELECT title FROM things"]).await;
        let renamed = "fields:\n  headline: { type: string, renamed_from: title, required: true, default: none }\n";
        evolve_to(
            &db,
            &model(&[(
                "things",
                &format!("{renamed}  note: {{ type: text, required: true, default: n }}\n"),
            )]),
        )
        .await;
        let found = db.database.execute_raw("SELECT * FROM seen").await;
        // MariaDB keeps the text of a view and says what is missing in it; nothing of the table is lost.
        assert_eq!(found.is_ok(), db.engine() != "mariadb", "{} {found:?}", db.engine());
        let found = rows(&db, "SELECT headline FROM things ORDER BY id", TITLE).await;
        assert_eq!(found, json!([{"title": "a"}, {"title": "b"}]));
    })
    .await;
}

#[tokio::test]
async fn generated_columns_are_read_and_never_written() {
    for_each_engine(|db| async move {
        let counted = match db.engine() {
            "postgres" => "bigserial PRIMARY KEY",
            "mariadb" => "bigint AUTO_INCREMENT PRIMARY KEY",
            _ => "INTEGER PRIMARY KEY",
        };
        run(
            &db,
            &[
                &format!("CREATE TABLE sums (id {counted}, a bigint NOT NULL, twice bigint GENERATED ALWAYS AS (a * 2) STORED)"),
                "INSERT INTO sums (a) VALUES (4)",
            ],
        )
        .await;
        let inspected = evolve::inspect(&db.database).await.unwrap();
        let (_, text) = &inspected.files[0];
        assert!(text.contains("twice: { type: integer, readonly: true }"), "{text}");
        let schema = schema_of(&[("models/sums.yaml", text.as_str())]);
        evolve_to(&db, &schema).await;
        let changed = text.replace("a: { type: integer, required: true }", "a: { type: integer }");
        let planned = plan(&db.database, &schema_of(&[("models/sums.yaml", changed.as_str())])).await;
        match db.engine() {
            "sqlite" => assert!(planned.plan.conflicts[0].contains("sums.twice is computed by the database"), "{}", planned.plan),
            _ => assert_eq!((planned.plan.conflicts.len(), planned.plan.steps.len()), (0, 1), "{}", planned.plan),
        }
        let found = rows(&db, "SELECT twice FROM sums", &[("twice", ColumnType::Integer)]).await;
        assert_eq!(found, json!([{"twice": 8}]));
    })
    .await;
}

#[tokio::test]
async fn a_partitioned_table_is_one_table() {
    for_each_engine(|db| async move {
        let statements: &[&str] = match db.engine() {
            "postgres" => &[
                "CREATE TABLE visits (id bigint NOT NULL PRIMARY KEY, page varchar(20)) PARTITION BY RANGE (id)",
                "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (100) TO (200)",
            ],
            "mariadb" => &["CREATE TABLE visits (id bigint NOT NULL PRIMARY KEY, page varchar(20)) PARTITION BY HASH (id) PARTITIONS 2"],
            // It knows no partitions.
            _ => return,
        };
        run(&db, statements).await;
        run(&db, &["INSERT INTO visits (id, page) VALUES (1, 'a'), (101, 'b')"]).await;
        let inspected = evolve::inspect(&db.database).await.unwrap();
        let [(path, text)] = &inspected.files[..] else { panic!("{inspected:?}") };
        assert_eq!(path, "models/visits.yaml");
        evolve_to(&db, &schema_of(&[(path, text)])).await;
        let changed = format!("{text}  note: {{ type: string, default: n, required: true }}\n");
        apply_to(&db, &schema_of(&[(path, &changed)]), &[]).await;
        let text = ColumnType::LongText;
        let found = rows(&db, "SELECT page, note FROM visits ORDER BY id", &[("page", text), ("note", text)]).await;
        assert_eq!(found, json!([{"page": "a", "note": "n"}, {"page": "b", "note": "n"}]));
    })
    .await;
}

#[tokio::test]
async fn comments_and_collations_of_adopted_tables_stay() {
    for_each_engine(|db| async move {
        let (create, look): (&[&str], &str) = match db.engine() {
            "postgres" => (
                &[
                    "CREATE TABLE people (id bigserial PRIMARY KEY, name varchar(50) COLLATE \"und-x-icu\" DEFAULT 'nobody')",
                    "COMMENT ON COLUMN people.name IS 'what one is called'",
                ],
                "SELECT col_description('people'::regclass, 2) || ' ' || collation_name || ' ' || column_default \
                 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'name'",
            ),
            "mariadb" => (
                &["CREATE TABLE people (id bigint AUTO_INCREMENT PRIMARY KEY, \
                   name varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_german2_ci DEFAULT 'nobody' COMMENT 'what one is called')"],
                "SELECT concat(column_comment, ' ', collation_name, ' ', column_default) FROM information_schema.columns \
                 WHERE table_schema = database() AND table_name = 'people' AND column_name = 'name'",
            ),
            // It has no comments, and a rebuild is a table of our own.
            _ => return,
        };
        run(&db, create).await;
        run(&db, &["INSERT INTO people (name) VALUES ('Ada')"]).await;
        let text = &[("text", ColumnType::LongText)];
        let before = rows(&db, look, text).await;
        let inspected = evolve::inspect(&db.database).await.unwrap();
        let (path, model) = &inspected.files[0];
        assert!(model.contains("help: \"what one is called\"") && model.contains("default: \"nobody\""), "{model}");
        evolve_to(&db, &schema_of(&[(path, model)])).await;
        let required = model.replace("max_length: 50", "max_length: 50, required: true");
        apply_to(&db, &schema_of(&[(path, &required)]), &[]).await;
        assert_eq!(rows(&db, look, text).await, before, "{}", db.engine());
        let gone = model.lines().filter(|line| !line.contains("name")).collect::<Vec<_>>().join("\n");
        let gone = gone.replace("fields:", "fields:\n  note: string");
        apply_to(&db, &schema_of(&[(path, &gone)]), &["people.name"]).await;
        let aside = look.replace("'name'", "'quintet_aside_name'");
        let kept = rows(&db, &aside, text).await;
        // What is set aside gives new rows no value.
        assert!(db.engine() == "postgres" || kept[0]["text"].is_null() || kept[0]["text"].as_str().unwrap().starts_with("what one is called utf8mb4_german2_ci"), "{kept}");
        assert_eq!(rows(&db, "SELECT quintet_aside_name FROM people", text).await, json!([{"text": "Ada"}]));
    })
    .await;
}

#[tokio::test]
async fn two_branches_that_were_merged_by_hand_meet_in_one_plan() {
    for_each_engine(|db| async move {
        with_rows(&db).await;
        // One branch was applied, then the other one, each without the other's field; then both.
        let (left, right) = (&things("  left: string\n"), &things("  right: string\n"));
        evolve_to(&db, left).await;
        run(
            &db,
            &["UPDATE things SET \"left\" = 'l'"
                .replace('"', if db.engine() == "mariadb" { "`" } else { "\"" })
                .as_str()],
        )
        .await;
        let refusal = refused(&db, right, &[]).await;
        assert!(refusal.contains("--allow-lossy things.left"), "{refusal}");
        let both = &things("  left: string\n  right: string\n");
        evolve_to(&db, both).await;
        let quoted = if db.engine() == "mariadb" { "`left`" } else { "\"left\"" };
        let found = rows(&db, &format!("SELECT {quoted} FROM things"), TITLE).await;
        assert_eq!(found, json!([{"title": "l"}, {"title": "l"}]));
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_renames_is_followed_and_a_gap_in_it_is_asked_about() {
    let release = |name: &str, before: &str| {
        let renamed = if before.is_empty() {
            String::new()
        } else {
            format!(", renamed_from: {before}")
        };
        model(&[("things", &format!("fields:\n  {name}: {{ type: string{renamed} }}\n"))])
    };
    let (first, second, third) = (&release("a", ""), &release("b", "a"), &release("c", "b"));
    for_each_engine(|db| async move {
        evolve_to(&db, first).await;
        run(&db, &["INSERT INTO things (a) VALUES ('kept')"]).await;
        // Who left out a release is asked.
        let planned = plan(&db.database, third).await;
        assert!(planned.plan.hints[0].contains("renamed_from: a"), "{}", planned.plan);
        let refusal = refused(&db, third, &[]).await;
        assert!(refusal.contains("--allow-lossy things.a"), "{refusal}");
        evolve_to(&db, second).await;
        evolve_to(&db, third).await;
        assert_eq!(
            rows(&db, "SELECT c FROM things", TITLE).await,
            json!([{"title": "kept"}])
        );
    })
    .await;
}

#[tokio::test]
async fn two_fields_swap_their_names_and_back() {
    let plain = &model(&[("things", "fields:\n  a: string\n  b: string\n")]);
    let swapped = "fields:\n  a: { type: string, renamed_from: b }\n  b: { type: string, renamed_from: a }\n";
    let swapped = &model(&[("things", swapped)]);
    for_each_engine(|db| async move {
        evolve_to(&db, plain).await;
        run(&db, &["INSERT INTO things (a, b) VALUES ('one', 'two')"]).await;
        let look = async || {
            rows(
                &db,
                "SELECT a, b FROM things",
                &[("a", ColumnType::LongText), ("b", ColumnType::LongText)],
            )
            .await
        };
        evolve_to(&db, swapped).await;
        assert_eq!(look().await, json!([{"a": "two", "b": "one"}]), "{}", db.engine());
        // Said again, it is done already.
        assert_eq!(evolve_to(&db, swapped).await, vec![]);
        evolve_to(&db, plain).await;
        evolve_to(&db, swapped).await;
        assert_eq!(look().await, json!([{"a": "one", "b": "two"}]), "{}", db.engine());
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_worth_nothing_once_another_one_was_applied() {
    for_each_engine(|db| async move {
        with_rows(&db).await;
        let mine = &things("  mine: string\n");
        let planned = plan(&db.database, mine).await;
        evolve_to(&db, &things("  theirs: string\n")).await;
        let consent = Consent {
            plan: Some(planned.hash.clone()),
            ..allow(&["things.theirs"])
        };
        match evolve::apply(&db.database, mine, &consent, PATIENCE, &mut |_| {}).await {
            Err(EvolveError::Consent { planned: now, reason }) => {
                assert!(reason.contains("is not the plan any more"), "{reason}");
                assert_ne!(now.hash, planned.hash);
            }
            other => panic!("{}: {other:?}", db.engine()),
        }
        assert_done(&db.database, &things("  theirs: string\n")).await;
    })
    .await;
}

#[tokio::test]
async fn what_others_made_on_a_table_survives_its_rebuild() {
    crate::support::on_sqlite(&|db: TestDatabase| async move {
        with_rows(&db).await;
        run(
            &db,
            &[
                "CREATE TABLE log (line TEXT)",
                "CREATE TRIGGER watch AFTER UPDATE OF title ON things BEGIN INSERT INTO log VALUES (new.title); END",
                "CREATE INDEX theirs ON things (title) WHERE title > 'a'",
                "CREATE INDEX lower_title ON things (lower(title))",
                "CREATE VIEW seen AS SELECT title FROM things",
            ],
        )
        .await;
        evolve_to(&db, &things("  note: { type: text, required: true, default: n }\n  n: { type: integer, required: true, default: 1 }\n")).await;
        let renamed = "fields:\n  headline: { type: string, renamed_from: title, required: true, default: x }\n  note: { type: text }\n  n: { type: integer, required: true }\n";
        let steps = evolve_to(&db, &model(&[("things", renamed)])).await;
        assert!(steps.iter().any(|step| step.description.starts_with("rebuild table things")), "{steps:?}");
        let of = "SELECT name FROM sqlite_schema WHERE name IN ('watch', 'theirs', 'lower_title', 'seen') ORDER BY name";
        let names = rows(&db, of, TITLE).await;
        assert_eq!(names, json!([{"title": "lower_title"}, {"title": "seen"}, {"title": "theirs"}, {"title": "watch"}]));
        run(&db, &["UPDATE things SET headline = 'z' WHERE id = 1"]).await;
        assert_eq!(rows(&db, "SELECT line FROM log", TITLE).await, json!([{"title": "z"}]));
        assert_eq!(rows(&db, "SELECT headline FROM seen ORDER BY headline", TITLE).await, json!([{"title": "b"}, {"title": "z"}]));
    })
    .await;
}
