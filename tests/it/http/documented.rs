//! The examples of docs/api.md: each request is sent to the newsroom, and what the page shows of the answer is what comes.

use quintet::value::Json;
use serde_json::json;
use uuid::Uuid;

use super::{
    app::{Answer, TestApp},
    people::{PASSWORD, signed_in},
};
use crate::support::{TestDatabase, for_each_engine};

/// A request as it stands on the page.
#[derive(Debug)]
struct Example {
    line: usize,
    method: String,
    target: String,
    /// `EDITOR`, `ADMIN`, `ADA` (a reporter who has signed in), or nobody.
    caller: String,
    body: Option<Body>,
    status: u16,
    /// `None`: the page shows no answer.
    answer: Option<Json>,
}

/// JSON, or a file by its `Content-Type`.
#[derive(Debug, Clone)]
enum Body {
    Json(Json),
    File(String, String),
}

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md");
    std::fs::read_to_string(path).unwrap()
}

/// Fenced blocks: `http` is a request, the `json` behind one or more of them their answer, with a status where it is not 200.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    // Requests that wait for their answer.
    let mut open = 0;
    for (line, language, text) in blocks(page) {
        let (language, status) = language.split_once(' ').unwrap_or((language.as_str(), "200"));
        match language {
            "http" => {
                examples.push(request(line, &text));
                open += 1;
            }
            "json" if open > 0 => {
                let answer: Json =
                    serde_json::from_str(&with_keys(&text)).unwrap_or_else(|error| panic!("line {line}: {error}"));
                for example in examples.iter_mut().rev().take(open) {
                    example.status = status.parse().unwrap();
                    example.answer = Some(answer.clone());
                }
                open = 0;
            }
            _ => open = 0,
        }
    }
    examples
}

fn blocks(page: &str) -> Vec<(usize, String, String)> {
    let mut blocks = Vec::new();
    let mut current: Option<(usize, String, String)> = None;
    for (index, line) in page.lines().enumerate() {
        if let Some(language) = line.strip_prefix("```") {
            match current.take() {
                Some(block) => blocks.push(block),
                None => current = Some((index + 1, language.to_owned(), String::new())),
            }
        } else if let Some((_, _, text)) = &mut current {
            text.push_str(line);
            text.push('\n');
        }
    }
    assert!(current.is_none(), "a block does not end");
    blocks
}

fn request(line: usize, text: &str) -> Example {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let headers: Vec<&str> = lines.collect();
    let header = |name: &str| headers.iter().find_map(|line| line.strip_prefix(name));
    let caller = header("Authorization: Bearer ");
    let body = with_keys(body);
    let body = match header("Content-Type: ") {
        Some(media_type) => Some(Body::File(media_type.to_owned(), body)),
        None if body.trim().is_empty() => None,
        None => Some(Body::Json(serde_json::from_str(&body).unwrap())),
    };
    Example {
        line,
        method: method.to_owned(),
        target: with_keys(target),
        caller: caller.unwrap_or_default().to_owned(),
        body,
        status: 200,
        answer: None,
    }
}

/// `<articles/night-tram>` is the key that the seed of this name has.
fn with_keys(text: &str) -> String {
    let mut parts = text.split('<');
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, rest) = part.split_once('>').unwrap();
        let key = Uuid::new_v5(&Uuid::NAMESPACE_OID, label.as_bytes());
        found.push_str(&format!("{}{rest}", key.hyphenated()));
    }
    found
}

/// As a browser sends it.
fn encoded(target: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/?&=,._~-()*[]$:+".contains(&byte);
    let encode = |byte: u8| match byte {
        b'+' => "%2B".to_owned(),
        byte if is_plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    target.bytes().map(encode).collect()
}

/// What the page shows is there: `…` stands for any text, and at the end of a list for the rest of it.
fn differs(shown: &Json, found: &Json, path: &str) -> Option<String> {
    match (shown, found) {
        (Json::String(text), _) if text == "…" => None,
        (Json::Object(shown), Json::Object(found)) => shown.iter().find_map(|(name, value)| {
            let member = found.get(name).unwrap_or(&Json::Null);
            differs(value, member, &format!("{path}.{name}"))
        }),
        (Json::Array(shown), Json::Array(found)) => {
            let (shown, has_rest) = match shown.split_last() {
                Some((last, most)) if *last == json!("…") => (most, true),
                _ => (shown.as_slice(), false),
            };
            if shown.len() > found.len() || (!has_rest && shown.len() != found.len()) {
                return Some(format!("{path} has {} elements", found.len()));
            }
            let pairs = shown.iter().zip(found).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (shown, found))| differs(shown, found, &format!("{path}[{index}]")))
        }
        (shown, found) if shown == found => None,
        (shown, found) => Some(format!("{path} is {found}, not {shown}")),
    }
}

pub async fn start_newsroom(database: TestDatabase) -> TestApp {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/config"));
    let mut project = quintet::boot::Project::read(root).unwrap();
    project.read_seeds(root).unwrap();
    let files: Vec<(&str, &str)> = project
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    let app = TestApp::start_with(database, &files, |_| {}).await;
    let seeds = project.seeds.clone();
    app.on_server(|app| async move {
        let call = app.call_as_administrator();
        let folder = root.join("seed");
        let files = quintet::transfer::seed::seed_files(&app.items, &app.assets, &call, &seeds, &folder);
        files.await.unwrap();
        quintet::transfer::seed::seed(&app.items, &call, &seeds).await.unwrap();
    })
    .await;
    app
}

#[tokio::test]
async fn the_examples_of_the_page_are_true() {
    for_each_engine(|database| async move {
        let app = start_newsroom(database).await;
        let ada = json!({ "id": with_keys("<users/ada>"), "email": "ada@example.org", "password": PASSWORD, "roles": ["reporter"] });
        app.admin.post("/api/users", ada).await.data();
        let (ada, _) = signed_in(&app, "ada@example.org").await;
        let page = page();
        let examples = examples(&page);
        let mut wrong = Vec::new();
        for example in &examples {
            let client = match example.caller.as_str() {
                "" => &app.public,
                "ADA" => &ada,
                "EDITOR" => &app.editor,
                "ADMIN" => &app.admin,
                other => panic!("line {}: who is {other}?", example.line),
            };
            let request = client.request(&example.method, &encoded(&example.target));
            let answer = Answer::of(match example.body.clone() {
                None => request,
                Some(Body::Json(body)) => request.json(&body),
                Some(Body::File(media_type, body)) => request.header("content-type", media_type).body(body),
            })
            .await;
            let status = answer.status.as_u16();
            let is_expected = status == example.status || (example.answer.is_none() && (200..300).contains(&status));
            let difference = match &example.answer {
                Some(shown) if is_expected => differs(shown, &answer.json(), "answer"),
                _ => (!is_expected).then(|| format!("status {status}")),
            };
            if let Some(difference) = difference {
                wrong.push(format!(
                    "docs/api.md:{}: {} {}\n  {difference}\n  {}",
                    example.line,
                    example.method,
                    example.target,
                    answer.text().chars().take(400).collect::<String>()
                ));
            }
        }
        assert!(
            wrong.is_empty(),
            "{} of {}:\n{}",
            wrong.len(),
            examples.len(),
            wrong.join("\n")
        );
    })
    .await;
}

#[test]
fn every_parameter_has_an_example_with_its_answer() {
    let examples = examples(&page());
    let answered = || examples.iter().filter(|example| example.answer.is_some());
    let words = [
        "fields=",
        "filter=",
        "filter[",
        "search=",
        "sort=",
        "limit=",
        "offset=",
        "page=",
        "cursor=",
        "meta=",
        "deep=",
        "alias=",
        "aggregate=",
        "aggregate[",
        "groupBy=",
        "_some",
        "_every",
        "$NOW",
    ];
    for word in words {
        assert!(
            answered().any(|example| example.target.contains(word)),
            "no example of {word}"
        );
    }
    for method in ["GET", "POST", "PATCH", "SEARCH"] {
        assert!(
            answered().any(|example| example.method == method),
            "no example of {method}"
        );
    }
    assert!(examples.len() >= 35, "{}", examples.len());
}

#[test]
fn a_page_that_lies_is_noticed() {
    let check = |shown: Json, found: Json, is_same: bool| {
        assert_eq!(differs(&shown, &found, "").is_none(), is_same, "{shown} {found}");
    };
    check(json!({"a": 1}), json!({"a": 1, "b": 2}), true);
    check(json!({"a": 1}), json!({"b": 2}), false);
    check(json!([1]), json!([1, 2]), false);
    check(json!([1, "…"]), json!([1, 2]), true);
    check(json!([1, 2, 3]), json!([1, 2]), false);
    check(json!({"a": "…"}), json!({"a": "cursor"}), true);
    let found = examples(
        "```http\nGET /a\n```\n\n```http\nPOST /b\nAuthorization: Bearer ADMIN\n\n{\"x\": 1}\n```\n\n```json 404\n{\"y\": 2}\n```\n",
    );
    let shown: Vec<(u16, &str, bool)> = found
        .iter()
        .map(|example| (example.status, example.caller.as_str(), example.answer.is_some()))
        .collect();
    assert_eq!(shown, [(404, "", true), (404, "ADMIN", true)]);
}
