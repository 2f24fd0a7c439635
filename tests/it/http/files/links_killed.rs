//! `quintet apply` that is killed while it finds out anew where files are used: no file in use is ever deleted, and the next run goes on.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use image::ImageFormat;
use serde_json::json;

use super::{
    super::app::TestApp,
    File, id,
    links::{fill, pairs, project, schema, start},
    picture, upload,
};
use crate::support::{TestDatabase, for_each_engine};

const NOTES: usize = 3000;

fn write_project(folder: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
}

fn apply(db: &TestDatabase) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
        command.env_remove(name);
    }
    let url = match db.engine() {
        "sqlite" => format!("sqlite:{}", db.folder.path().join("quintet.db").display()),
        _ => db.settings.url.clone(),
    };
    command.arg("apply").arg("--project").arg(db.folder.path());
    command.arg("--database").arg(url);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Whoever is asked, of the models of before or after: a file in use stays.
async fn assert_kept(app: &TestApp, file: &str, models: [&[(String, String)]; 2]) {
    for model in models {
        app.app.swap_schema(schema(model).into());
        let answer = app.admin.delete(&format!("/api/files/{file}")).await;
        let status = answer.status.as_u16();
        assert!(
            [400, 503].contains(&status),
            "{} {}",
            app.database.engine(),
            answer.text()
        );
    }
}

#[tokio::test]
async fn an_apply_that_is_killed_leaves_no_file_in_use_unknown() {
    let kills = if std::env::var("QUINTET_SOAK").is_ok_and(|value| value == "1") {
        60
    } else {
        6
    };
    for_each_engine(|database: TestDatabase| async move {
        let field = |name: &str, before: &str| {
            let from = if before.is_empty() { String::new() } else { format!("renamed_from: {before}, ") };
            project("", &format!("  title: string\n  {name}: {{ type: list, {from}fields: {{ photo: image }} }}\n"))
        };
        let names = ["photos", "pictures"];
        let app = start(database, &field("photos", "")).await;
        let db = &app.database;
        let file = id(&upload(&app.admin, &[File("a.png", &picture(8, 8, ImageFormat::Png))]).await);
        fill(db, &file, NOTES).await;
        let mut whole = Duration::ZERO;
        let mut random: u64 = 0x9e37_79b9_7f4a_7c15 ^ u64::from(std::process::id());
        let (mut before, mut midway, mut ended) = (0, 0, 0);
        // The first round is not killed: it says how long a run takes.
        for round in 0..=kills {
            let (old, new) = (names[round % 2], names[(round + 1) % 2]);
            let (served, next) = (field(old, new), field(new, old));
            write_project(db.folder.path(), &next);
            if round > 0 {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let mut child = apply(db);
                std::thread::sleep(whole * u32::try_from(400 + (random >> 33) % 650).unwrap() / 1000);
                child.kill().unwrap();
                child.wait().unwrap();
                let marks = pairs(db, "SELECT name, value FROM quintet_ledger WHERE name LIKE 'links/%'").await;
                match marks.as_array().unwrap().iter().map(|mark| mark["two"].as_str().unwrap()).next() {
                    None => before += 1,
                    Some(mark) if mark.contains('\n') => midway += 1,
                    Some(_) => ended += 1,
                }
                assert_kept(&app, &file, [&served, &next]).await;
            }
            let begun = Instant::now();
            let done = apply(db).wait_with_output().unwrap();
            assert!(done.status.success(), "{}: {}", db.engine(), String::from_utf8_lossy(&done.stderr));
            whole = whole.max(begun.elapsed());
            let links = pairs(db, "SELECT item, field FROM quintet_links ORDER BY item").await;
            let last = NOTES.to_string();
            assert_eq!(links, json!([{ "one": "1", "two": new }, { "one": last, "two": new }]), "{} {round}", db.engine());
            assert_kept(&app, &file, [&served, &next]).await;
        }
        println!("{}: {kills} kills; {before} before the search, {midway} midway, {ended} after its end; a run takes {whole:?}", db.engine());
    })
    .await;
}
