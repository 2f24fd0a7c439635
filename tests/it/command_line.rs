//! The binary as a person uses it: its answers, its exit codes, and one object with `--format json`.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use quintet::value::Json;
use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }
}

fn command(project: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
        command.env_remove(name);
    }
    command.env("QUINTET_PROJECT", project);
    command
}

fn run(project: &Path, arguments: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = command(project).args(arguments).output().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// A project as `init` writes it.
fn starter() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["init"]);
    assert_eq!(made.code, 0, "{}", made.err);
    folder
}

/// A running `quintet serve`; killed when the test is over.
struct Served {
    child: Child,
    address: String,
    /// What it has said so far, and will say.
    lines: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Served {
    fn start(project: &Path, arguments: &[&str]) -> Self {
        let mut child = command(project)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut address = String::new();
        for line in lines.by_ref() {
            let line = line.unwrap();
            if let Some((_, rest)) = line.split_once("http://") {
                address = rest.split('/').next().unwrap().to_owned();
            }
            if line.starts_with("ready after") {
                break;
            }
        }
        Self { child, address, lines }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        // Others of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let response = reqwest::get(format!("http://{}{path}", self.address)).await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Reads on until a line holds the text.
    fn wait_for(&mut self, text: &str) {
        let mut seen = Vec::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            if line.contains(text) {
                return;
            }
            seen.push(line);
        }
        panic!("{text:?} was never said: {seen:?}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_new_project_is_made_once() {
    let folder = starter();
    assert_eq!(run(folder.path(), &["check"]).code, 0);
    let again = run(folder.path(), &["init"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is not empty"), "{}", again.err);
    let inner = folder.path().join("a/b");
    assert_eq!(run(&inner, &["init", "--format", "json"]).json()["ok"], true);
    assert!(inner.join("models/posts.yaml").is_file());
}

#[test]
fn mistakes_are_shown_and_counted() {
    let folder = starter();
    fs::write(
        folder.path().join("models/bad.yaml"),
        "fields:\n  a: { type: strng }\n  b: { type: string, requird: true }\n",
    )
    .unwrap();
    let ran = run(folder.path(), &["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    for part in [
        "models/bad.yaml:2:14",
        "did you mean `string`?",
        "models/bad.yaml:3:22",
        "did you mean `required`?",
        "2 mistakes",
    ] {
        assert!(ran.err.contains(part), "{part} is not in\n{}", ran.err);
    }
    let json = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    let json = json.json();
    assert_eq!(
        (&json["ok"], json["diagnostics"].as_array().unwrap().len()),
        (&Json::Bool(false), 2)
    );
    assert_eq!(json["diagnostics"][0]["line"], 2);
    for command in ["serve", "plan", "seed", "openapi"] {
        assert_eq!(run(folder.path(), &[command]).code, 1, "{command}");
    }
}

/// A field was taken out of the model and left in a role: the server says where before it serves anything.
#[test]
fn a_role_that_names_a_field_that_is_gone_is_refused_with_its_place() {
    let folder = starter();
    fs::write(folder.path().join("models/memos.yaml"), "fields:\n  title: string\n").unwrap();
    let role = "permissions:\n  memos:\n    read: { fields: [title, summary], filter: { sumary: { _eq: x } } }\n";
    fs::write(folder.path().join("roles/clerk.yaml"), role).unwrap();
    for command in ["serve", "check", "plan"] {
        let ran = run(folder.path(), &[command]);
        assert_eq!(ran.code, 1, "{command}: {}", ran.err);
        for part in ["roles/clerk.yaml:3:29", "summary", "sumary", "memos"] {
            assert!(ran.err.contains(part), "{command}: {part} is not in\n{}", ran.err);
        }
    }
}

#[test]
fn usage_and_failure_have_their_own_codes() {
    let folder = starter();
    let nowhere = folder.path().join("nowhere");
    for (arguments, code) in [
        (vec![], 2),
        (vec!["nonsense"], 2),
        (vec!["serve", "--nonsense"], 2),
        (vec!["token", "create", "--name", "x"], 2),
        (vec!["check", "--format", "xml"], 2),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["completions", "bash"], 0),
        (vec!["plan"], 3),
        (vec!["token", "create", "--name", "x", "--role", "editr"], 1),
        (
            vec![
                "token",
                "create",
                "--name",
                "x",
                "--role",
                "editor",
                "--expires",
                "soon",
            ],
            1,
        ),
        (vec!["config", "--database", "oracle://x"], 0),
        (vec!["plan", "--database", "oracle://x"], 1),
        (vec!["plan", "--database", "postgres://nobody@127.0.0.1:1/none"], 1),
    ] {
        let mut process = command(folder.path());
        process.env("QUINTET_DATABASE__CONNECT_TIMEOUT", "0s");
        let output = process.args(&arguments).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let lost = run(&nowhere, &["serve"]);
    assert_eq!(lost.code, 1);
    assert!(lost.err.contains("quintet init"), "{}", lost.err);
    for subcommand in [
        "init",
        "check",
        "plan",
        "serve",
        "seed",
        "token",
        "mail",
        "config",
        "schema",
        "openapi",
        "completions",
        "health",
    ] {
        let help = run(folder.path(), &[subcommand, "--help"]);
        assert!(help.out.contains("Example:\n  quintet "), "{subcommand}: {}", help.out);
    }
}

#[test]
fn settings_say_where_they_come_from() {
    let folder = starter();
    fs::write(
        folder.path().join("quintet.yaml"),
        "query: { max_limit: 50, default_limit: 10 }\n",
    )
    .unwrap();
    let mut process = command(folder.path());
    process
        .env("QUINTET_DATABASE__URL", "postgres://me:s3cret@db/x")
        .env("QUINTET_SERVICE_PORT", "1");
    let output = process.args(["config", "--format", "json"]).output().unwrap();
    let json: Json = serde_json::from_slice(&output.stdout).unwrap();
    let row = |key: &str| {
        json["settings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["key"] == key)
            .unwrap()
            .clone()
    };
    assert_eq!(row("query.max_limit")["origin"], "quintet.yaml:1");
    assert_eq!(
        (&row("database.url")["value"], &row("database.url")["origin"]),
        (&Json::from("(hidden)"), &Json::from("QUINTET_DATABASE__URL"))
    );
    assert_eq!(row("log.level")["origin"], "default");
    assert!(!json.to_string().contains("s3cret"));
    assert_eq!(json["diagnostics"][0]["code"], "unknown-variable");
    fs::write(folder.path().join("quintet.yaml"), "qury: {}\n").unwrap();
    let wrong = run(folder.path(), &["config"]);
    assert_eq!(wrong.code, 1);
    assert!(
        wrong.err.contains("quintet.yaml:1:1") && wrong.err.contains("did you mean `query`?"),
        "{}",
        wrong.err
    );
}

#[tokio::test]
async fn a_project_is_seeded_served_and_ended() {
    let folder = starter();
    let seeded = run(folder.path(), &["seed", "--format", "json"]).json();
    assert_eq!(seeded["created"]["posts"], 2);
    let again = run(folder.path(), &["seed", "--format", "json"]).json();
    assert_eq!(
        (&again["created"], &again["present"]),
        (&serde_json::json!({}), &Json::from(5))
    );
    assert_eq!(run(folder.path(), &["plan", "--format", "json"]).code, 0);

    let mut server = Served::start(folder.path(), &[]);
    let (status, body) = server.get("/api/items/posts?fields=title,author.name").await;
    assert_eq!(
        (status, body.as_str()),
        (
            200,
            r#"{"data":[{"title":"Hello, world","author":{"name":"Ada Marlowe"}}]}"#
        )
    );
    assert_eq!(run(folder.path(), &["health", "--listen", &server.address]).code, 0);

    // Made by another process, known at once.
    let token = run(
        folder.path(),
        &["token", "create", "--name", "x", "--role", "editor", "--format", "json"],
    )
    .json();
    let token = token["token"].as_str().unwrap().to_owned();
    let path = format!("/api/items/posts?fields=title&meta=total_count&access_token={token}");
    assert!(server.get(&path).await.1.contains("\"total_count\":2"));
    assert_eq!(run(folder.path(), &["token", "revoke", &token]).code, 0);
    assert_eq!(
        run(folder.path(), &["token", "list", "--format", "json"]).json()["tokens"],
        serde_json::json!([])
    );

    let taken = run(folder.path(), &["serve", "--listen", &server.address]);
    assert_eq!(taken.code, 1);
    assert!(taken.err.contains("can not be listened on"), "{}", taken.err);

    let ended = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(ended.success());
    let began = Instant::now();
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(8));
    assert_eq!(run(folder.path(), &["health", "--listen", &server.address]).code, 1);
}

/// What has begun is finished; only then does the server end.
#[test]
fn a_request_that_has_begun_is_answered_after_sigterm() {
    let folder = starter();
    let mut server = Served::start(folder.path(), &[]);
    let token = run(
        folder.path(),
        &["token", "create", "--name", "x", "--role", "editor", "--format", "json"],
    )
    .json();
    let token = token["token"].as_str().unwrap().to_owned();
    let body = r#"{"name": "late"}"#;
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let head = format!(
        "POST /api/items/tags?fields=name HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body.as_bytes()[..5]).unwrap();
    // The request has been taken up when another one on the same server is answered.
    assert_eq!(run(folder.path(), &["health", "--listen", &server.address]).code, 0);
    let ended = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(ended.success());
    // The server listens no more, but the request is not lost.
    let began = Instant::now();
    while TcpStream::connect(&server.address).is_ok() {
        assert!(began.elapsed() < Duration::from_secs(5), "the server still listens");
        std::thread::yield_now();
    }
    stream.write_all(&body.as_bytes()[5..]).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains("late"),
        "{answer}"
    );
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn saved_models_are_served() {
    let folder = starter();
    let model = folder.path().join("models/tags.yaml");
    let text = fs::read_to_string(&model).unwrap();
    let mut server = Served::start(folder.path(), &["--watch"]);
    assert_eq!(server.get("/api/items/tags?fields=color").await.0, 403);
    fs::write(&model, format!("{text}  color: color\n")).unwrap();
    server.wait_for("models reloaded");
    assert_eq!(
        server.get("/api/items/tags?fields=color").await,
        (200, r#"{"data":[]}"#.to_owned())
    );
    fs::write(&model, format!("{text}  color: colour\n")).unwrap();
    server.wait_for("the models as they were are still served");
    assert_eq!(server.get("/api/items/tags?fields=color").await.0, 200);
}

#[test]
fn keys_and_database_are_private() {
    let folder = starter();
    assert_eq!(run(folder.path(), &["token", "list"]).code, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &str| fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("data/keys"), 0o700);
        assert_eq!(mode("data/keys/encryption.key"), 0o600);
    }
}
