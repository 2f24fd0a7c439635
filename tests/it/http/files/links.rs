//! What `quintet_links` says after migrations, and of a write and a delete at the same moment: a file in use stays.

use std::time::Duration;

use futures_util::future::join_all;
use image::ImageFormat;
use quintet::{
    evolve::{self, Consent},
    items::refresh_links,
    schema::Schema,
    sql::{Encoding, OutputColumn, Statement},
    value::ColumnType,
};
use serde_json::{Value as Json, json};

use super::{super::app::TestApp, File, id, picture, upload};
use crate::support::{TestDatabase, for_each_engine, schema_of};

const PATIENCE: Duration = Duration::from_secs(30);
const BARE: &str = "id: integer\ntimestamps: false\nauthorship: false\n";

/// `notes` with these fields.
pub fn project(head: &str, fields: &str) -> Vec<(String, String)> {
    vec![
        ("models/notes.yaml".to_owned(), format!("{BARE}{head}fields:\n{fields}")),
        ("roles/public.yaml".to_owned(), "permissions: {}\n".to_owned()),
        ("roles/editor.yaml".to_owned(), "permissions: {}\n".to_owned()),
    ]
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

pub fn schema(files: &[(String, String)]) -> Schema {
    schema_of(&borrowed(files))
}

pub async fn start(database: TestDatabase, files: &[(String, String)]) -> TestApp {
    TestApp::start_with(database, &borrowed(files), |_| {}).await
}

async fn apply(app: &TestApp, schema: &Schema, lossy: &[&str]) {
    let consent = Consent {
        plan: None,
        lossy: lossy.iter().map(|name| (*name).to_owned()).collect(),
    };
    evolve::apply(&app.database.database, schema, &consent, PATIENCE, &mut |_| {})
        .await
        .unwrap();
}

pub async fn run(db: &TestDatabase, text: &str) {
    let done = db.database.execute_raw(text).await;
    done.unwrap_or_else(|error| panic!("{}: {text}: {error}", db.engine()));
}

/// Two columns of texts.
pub async fn pairs(db: &TestDatabase, text: &str) -> Json {
    let column = |name: &str| OutputColumn {
        key: name.into(),
        encoding: Encoding::Scalar(ColumnType::LongText),
    };
    let statement = Statement {
        text: text.to_owned(),
        args: Vec::new(),
        columns: vec![column("one"), column("two")],
    };
    let rows = db.database.read(statement).await.unwrap();
    serde_json::from_slice(&[b"[", &rows.bytes[..], b"]"].concat()).unwrap()
}

pub const PHOTOS: &str = "  title: string\n  photos: { type: list, fields: { photo: image } }\n";

#[tokio::test]
async fn after_a_migration_it_is_found_anew_what_holds_a_file() {
    for_each_engine(|database: TestDatabase| async move {
        let before = project("", PHOTOS);
        let app = start(database, &before).await;
        let file = id(&upload(&app.admin, &[File("a.png", &picture(8, 8, ImageFormat::Png))]).await);
        let path = format!("/api/files/{file}");
        let note = json!({ "title": "a", "photos": [{ "photo": file }] });
        app.admin.post("/api/items/notes", note).await.data();
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");

        // Renamed from the outside in: the collection, its field, and the member of the list.
        let renamed = "  title: string\n  images: { type: list, renamed_from: photos, fields: { image: { type: image, renamed_from: photo } } }\n";
        let mut files = project("renamed_from: notes\n", renamed);
        files[0].0 = "models/entries.yaml".to_owned();
        let after = schema(&files);
        apply(&app, &after, &[]).await;
        // Whoever serves the old models does not know what the new ones hold.
        let answer = app.admin.delete(&path).await;
        answer.is_error(503, "SERVICE_UNAVAILABLE");
        assert!(answer.message().contains("other models"), "{}", answer.text());
        app.app.swap_schema(after.into());
        let usages = app.admin.get(&format!("{path}/usages")).await.json();
        assert_eq!(usages, json!({ "data": [], "meta": { "hidden": 0, "truncated": false, "unfinished": true } }));
        let answer = app.admin.delete(&path).await;
        answer.is_error(400, "INVALID_FOREIGN_KEY");
        assert_eq!(answer.json()["errors"][0]["extensions"]["field"], "images", "{}", answer.text());
        let usages = app.admin.get(&format!("{path}/usages")).await.json();
        let place = json!({ "collection": "entries", "item": "1", "field": "images", "title": "1" });
        assert_eq!(usages["data"], json!([place]));
        assert_eq!(usages["meta"]["unfinished"], false);
        let links = pairs(&app.database, "SELECT collection, field FROM quintet_links").await;
        assert_eq!(links, json!([{ "one": "entries", "two": "images" }]));

        // The same is asked of a field whose type alone becomes another one, without any step.
        let mut files = project("", "  title: string\n  images: json\n");
        files[0].0 = "models/entries.yaml".to_owned();
        let loose = schema(&files);
        apply(&app, &loose, &[]).await;
        app.app.swap_schema(loose.into());
        let usages = app.admin.get(&format!("{path}/usages")).await.json();
        assert_eq!(usages["data"], json!([]));
        let mut files = project("", "  title: string\n  images: { type: list, fields: { image: image } }\n");
        files[0].0 = "models/entries.yaml".to_owned();
        let again = schema(&files);
        apply(&app, &again, &[]).await;
        app.app.swap_schema(again.into());
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");
    })
    .await;
}

#[tokio::test]
async fn a_column_that_comes_back_holds_its_files_again() {
    for_each_engine(|database: TestDatabase| async move {
        let files = project("", PHOTOS);
        let app = start(database, &files).await;
        let small = picture(8, 8, ImageFormat::Png);
        let file = id(&upload(&app.admin, &[File("a.png", &small)]).await);
        let path = format!("/api/files/{file}");
        let note = json!({ "title": "a", "photos": [{ "photo": file }] });
        app.admin.post("/api/items/notes", note).await.data();
        let serve = |files: &[(String, String)]| app.app.swap_schema(schema(files).into());
        let db = &app.database.database;

        // Set aside and restored.
        let without = project("", "  title: string\n");
        apply(&app, &schema(&without), &["notes.photos"]).await;
        serve(&without);
        let refreshed = refresh_links(db, &schema(&without), usize::MAX).await.unwrap();
        assert!(refreshed.is_whole);
        evolve::restore(db, "notes.photos", PATIENCE).await.unwrap();
        apply(&app, &schema(&files), &[]).await;
        serve(&files);
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");

        // Set aside, and the migration is taken back: the models of before need not be declared again.
        apply(&app, &schema(&without), &["notes.photos"]).await;
        assert!(refresh_links(db, &schema(&without), usize::MAX).await.unwrap().is_whole);
        evolve::rollback(db, PATIENCE, &mut |_| {}).await.unwrap();
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");

        // Set aside, declared anew, and its old values filled in.
        apply(&app, &schema(&without), &["notes.photos"]).await;
        apply(&app, &schema(&files), &[]).await;
        assert!(refresh_links(db, &schema(&files), usize::MAX).await.unwrap().is_whole);
        let restored = evolve::restore(db, "notes.photos", PATIENCE).await.unwrap();
        assert_eq!(
            restored,
            evolve::Restored::Filled { rows: 1 },
            "{}",
            app.database.engine()
        );
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");
        app.admin
            .patch("/api/items/notes/1", json!({ "photos": [] }))
            .await
            .data();
        assert_eq!(app.admin.delete(&path).await.status, 204);
    })
    .await;
}

/// As if nothing was ever found out.
async fn forget(db: &TestDatabase) {
    run(db, "DELETE FROM quintet_ledger WHERE name LIKE 'links/%'").await;
}

/// Many notes, the last of which holds the file. Written past the server, as a migration would leave them.
pub async fn fill(db: &TestDatabase, file: &str, count: usize) {
    let photos = |number: usize| match number {
        number if number == count || number == 1 => format!(r#"[{{"photo":"{file}"}}]"#),
        _ => "[]".to_owned(),
    };
    let rows: Vec<String> = (1..=count)
        .map(|number| format!("({number}, 'n', '{}')", photos(number)))
        .collect();
    for chunk in rows.chunks(1000) {
        run(
            db,
            &format!("INSERT INTO notes (id, title, photos) VALUES {}", chunk.join(", ")),
        )
        .await;
    }
}

#[tokio::test]
async fn a_delete_does_not_wait_for_a_long_search_and_the_search_goes_on() {
    for_each_engine(|database: TestDatabase| async move {
        let files = project("", PHOTOS);
        let app = start(database, &files).await;
        let model = schema(&files);
        let db = &app.database;
        let file = id(&upload(&app.admin, &[File("a.png", &picture(8, 8, ImageFormat::Png))]).await);
        let path = format!("/api/files/{file}");
        fill(db, &file, 4100).await;
        forget(db).await;
        // Two thousand items a try.
        for _ in 0..2 {
            let answer = app.admin.delete(&path).await;
            answer.is_error(503, "SERVICE_UNAVAILABLE");
            assert!(answer.message().contains("try again"), "{}", answer.text());
        }
        let answer = app.admin.delete(&path).await;
        answer.is_error(400, "INVALID_FOREIGN_KEY");
        let whole = refresh_links(&db.database, &model, usize::MAX).await.unwrap();
        assert_eq!((whole.items, whole.is_whole), (0, true));

        // What was done is not done again, and a migration in between makes it begin again.
        forget(db).await;
        let part = refresh_links(&db.database, &model, 3).await.unwrap();
        assert_eq!((part.items, part.is_whole), (600, false));
        let rest = refresh_links(&db.database, &model, usize::MAX).await.unwrap();
        assert_eq!((rest.items, rest.is_whole), (3500, true));
        forget(db).await;
        refresh_links(&db.database, &model, 3).await.unwrap();
        let renamed = project(
            "",
            "  title: string\n  pictures: { type: list, renamed_from: photos, fields: { photo: image } }\n",
        );
        apply(&app, &schema(&renamed), &[]).await;
        apply(&app, &model_again(), &[]).await;
        let all = refresh_links(&db.database, &model_again(), usize::MAX).await.unwrap();
        assert_eq!((all.items, all.is_whole), (4100, true), "{}", db.engine());

        // Several at once do no harm.
        forget(db).await;
        let again = &model_again();
        let outcomes = join_all((0..4).map(|_| refresh_links(&db.database, again, usize::MAX))).await;
        for outcome in outcomes {
            assert!(outcome.unwrap().is_whole);
        }
        app.app.swap_schema(model_again().into());
        let usages = app.admin.get(&format!("{path}/usages")).await.json();
        assert_eq!(usages["data"].as_array().unwrap().len(), 2, "{usages}");
    })
    .await;
}

/// The field of before, which was called otherwise meanwhile.
fn model_again() -> Schema {
    let fields = "  title: string\n  photos: { type: list, renamed_from: pictures, fields: { photo: image } }\n";
    schema(&project("", fields))
}

/// A link that nobody follows any more is no use, however many there are.
#[tokio::test]
async fn links_of_items_that_are_gone_hide_none_that_is_there() {
    for_each_engine(|database: TestDatabase| async move {
        let files = project("", PHOTOS);
        let app = start(database, &files).await;
        let db = &app.database;
        let file = id(&upload(&app.admin, &[File("a.png", &picture(8, 8, ImageFormat::Png))]).await);
        let path = format!("/api/files/{file}");
        let note = json!({ "title": "a", "photos": [{ "photo": file }] });
        let note = app.admin.post("/api/items/notes", note).await.data();
        let rows: Vec<String> = (10_000..13_000)
            .map(|number| {
                format!("('00000000-0000-4000-8000-0000000{number}', 'notes', '{number}', 'photos', 'quintet_files', '{file}')")
            })
            .collect();
        for chunk in rows.chunks(1000) {
            let insert = "INSERT INTO quintet_links (id, collection, item, field, target_collection, target) VALUES";
            run(db, &format!("{insert} {}", chunk.join(", "))).await;
        }
        let usages = app.admin.get(&format!("{path}/usages")).await.json();
        assert_eq!(usages["meta"]["truncated"], true, "{usages}");
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");
        app.admin.delete(&format!("/api/items/notes/{}", note["id"])).await;
        assert_eq!(app.admin.delete(&path).await.status, 204);
    })
    .await;
}

/// A write puts the file into content while another request deletes it: one of the two is refused.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_write_and_a_delete_at_the_same_moment_one_is_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let fields = format!("{PHOTOS}  body: richtext\n");
        let app = start(database, &project("", &fields)).await;
        let small = picture(8, 8, ImageFormat::Png);
        let (mut written, mut deleted) = (0, 0);
        for round in 0..30 {
            let file = id(&upload(&app.admin, &[File("a.png", &small)]).await);
            let image = json!({ "type": "image", "attrs": { "src": format!("/api/assets/{file}") } });
            let note = match round % 2 {
                0 => json!({ "title": "a", "photos": [{ "photo": file }] }),
                _ => json!({ "title": "a", "body": { "type": "doc", "content": [image] } }),
            };
            let path = format!("/api/files/{file}");
            let (note, delete) = tokio::join!(app.admin.post("/api/items/notes", note), app.admin.delete(&path));
            match (note.status.as_u16(), delete.status.as_u16()) {
                (200, 400) => written += 1,
                (400, 204) => deleted += 1,
                other => panic!("{} {other:?} {} {}", app.database.engine(), note.text(), delete.text()),
            }
        }
        println!("{}: {written} were written, {deleted} deleted", app.database.engine());
    })
    .await;
}
