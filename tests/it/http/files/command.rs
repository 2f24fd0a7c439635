//! `quintet files` as an operator types it: the real binary, a real project, each engine.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use image::ImageFormat;
use serde_json::{Value as Json, json};

use super::{
    links::{pairs, run},
    picture, stored,
};
use crate::support::{TestDatabase, for_each_engine};

const STORAGES: &str = "local=file:uploads,media=file:media";

const PROJECT: &[(&str, &str)] = &[
    (
        "models/pages.yaml",
        "id: integer\ntimestamps: false\nauthorship: false\nfields:\n  title: { type: string, unique: true }\n  parts: { type: list, fields: { photo: image } }\n",
    ),
    (
        "seed/files.yaml",
        "quintet_files:\n  - { _key: one, _file: one.png, title: One }\n  - { _key: two, _file: two.txt, title: Two }\n",
    ),
    ("seed/two.txt", "two"),
];

struct Project<'d> {
    database: &'d TestDatabase,
    root: &'d Path,
}

impl<'d> Project<'d> {
    fn new(database: &'d TestDatabase) -> Self {
        let root = database.folder.path();
        for (name, text) in PROJECT {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(root.join("seed/one.png"), picture(8, 8, ImageFormat::Png)).unwrap();
        Self { database, root }
    }

    fn quintet(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
            command.env_remove(name);
        }
        let url = match self.database.engine() {
            "sqlite" => format!("sqlite:{}", self.root.join("quintet.db").display()),
            _ => self.database.settings.url.clone(),
        };
        command.args(arguments).arg("--project").arg(self.root);
        command.arg("--database").arg(url);
        command.env("QUINTET_FILES__STORAGES", STORAGES).stdin(Stdio::null());
        command.output().unwrap()
    }

    /// How it ended, and what a program is told.
    fn told(&self, arguments: &[&str]) -> (Option<i32>, Json) {
        let output = self.quintet(&[arguments, &["--format", "json"]].concat());
        let told = serde_json::from_slice(&output.stdout);
        (
            output.status.code(),
            told.unwrap_or_else(|error| panic!("{error}: {output:?}")),
        )
    }

    /// What a person reads.
    fn said(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.quintet(arguments);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    }
}

#[tokio::test]
async fn an_operator_checks_repairs_and_moves_files() {
    for_each_engine(|database: TestDatabase| async move {
        let project = Project::new(&database);
        let (exit, said) = project.said(&["seed"]);
        assert_eq!(exit, Some(0), "{said}");
        let (exit, said) = project.said(&["files", "check"]);
        let clean = "2 files checked, 0 without bytes, 0 of another size, 0 without a record";
        assert!(exit == Some(0) && said.contains(clean), "{exit:?} {said}");

        // Bytes that nobody names: told first, gone only when asked, and none that are young.
        let uploads = project.root.join("data/uploads");
        fs::write(uploads.join("orphan.txt"), b"x").unwrap();
        let (exit, told) = project.told(&["files", "check"]);
        assert_eq!((exit, &told["orphans"]), (Some(0), &json!([])), "{told}");
        let (exit, said) = project.said(&["files", "check", "--grace", "0s"]);
        assert_eq!(exit, Some(3), "{said}");
        assert!(said.contains("no record  local/orphan.txt (1 bytes)\n"), "{said}");
        assert!(uploads.join("orphan.txt").exists());
        let (exit, said) = project.said(&["files", "check", "--grace", "0s", "--repair"]);
        assert_eq!(exit, Some(0), "{said}");
        assert!(
            said.contains("no record  local/orphan.txt (1 bytes)  (removed)"),
            "{said}"
        );
        assert!(!uploads.join("orphan.txt").exists());
        assert_eq!(stored(&uploads).len(), 2);

        // To another storage and back; what can not be is a sentence.
        for (from, to, sentence) in [
            ("local", "local", "--from and --to are the same"),
            ("local", "nowhere", "no storage is called `nowhere` (`files.storages`)"),
        ] {
            let (exit, said) = project.said(&["files", "move", "--from", from, "--to", to]);
            assert!(exit == Some(1) && said.contains(sentence), "{exit:?} {said}");
        }
        let (exit, said) = project.said(&["files", "move", "--from", "local", "--to", "media"]);
        assert!(
            exit == Some(0) && said.contains("2 files moved from local to media"),
            "{exit:?} {said}"
        );
        assert_eq!(
            (stored(&uploads).len(), stored(&project.root.join("data/media")).len()),
            (0, 2)
        );
        let kept = pairs(&database, "SELECT storage, title FROM quintet_files ORDER BY title").await;
        assert_eq!(
            kept,
            json!([{ "one": "media", "two": "One" }, { "one": "media", "two": "Two" }])
        );
        assert_eq!(
            project.told(&["files", "move", "--from", "local", "--to", "media"]).1["moved"],
            0
        );
        assert_eq!(
            project.told(&["files", "move", "--from", "media", "--to", "local"]).1["moved"],
            2
        );
        assert!(project.said(&["files", "check", "--grace", "0s"]).1.contains(clean));

        // A record without bytes waits for a person, and goes when he says so.
        let gone = fs::read_dir(&uploads)
            .unwrap()
            .flatten()
            .find(|entry| entry.path().extension().is_some_and(|name| name == "txt"));
        fs::remove_file(gone.unwrap().path()).unwrap();
        let (exit, told) = project.told(&["files", "check", "--repair"]);
        assert_eq!(
            (exit, told["missing"].as_array().unwrap().len()),
            (Some(3), 1),
            "{told}"
        );
        assert_eq!(project.told(&["files", "check", "--delete-records"]).0, Some(0));
        assert_eq!(project.told(&["files", "check"]).1["files"], 1);
    })
    .await;
}

#[tokio::test]
async fn an_operator_finds_what_came_past_the_server() {
    for_each_engine(|database: TestDatabase| async move {
        let project = Project::new(&database);
        assert_eq!(project.told(&["seed"]).0, Some(0));
        let file = match database.engine() {
            "sqlite" => "SELECT id, title FROM quintet_files WHERE title = 'One'",
            _ => "SELECT CAST(id AS char(36)), title FROM quintet_files WHERE title = 'One'",
        };
        let file = pairs(&database, file).await[0]["one"].as_str().unwrap().to_owned();
        let parts = format!(r#"[{{"photo":"{file}"}}]"#);
        run(
            &database,
            &format!("INSERT INTO pages (id, title, parts) VALUES (1, 'a', '{parts}')"),
        )
        .await;
        let links = "SELECT collection, target FROM quintet_links";
        assert_eq!(pairs(&database, links).await, json!([]));
        let (exit, said) = project.said(&["files", "links"]);
        assert!(
            exit == Some(0) && said.contains("1 item gone through"),
            "{exit:?} {said}"
        );
        assert_eq!(pairs(&database, links).await, json!([{ "one": "pages", "two": file }]));
        assert_eq!(project.told(&["files", "links"]).1["items"], 1);
    })
    .await;
}
