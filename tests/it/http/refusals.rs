//! Attempts to learn what one may not: a hidden field, collection or item named in every position that takes a name. Each is refused, with the very
//! answer that a name gets which does not exist.

use quintet::value::Json;
use serde_json::json;

use super::app::{Answer, Client, TestApp};
use crate::support::for_each_engine;

const PROJECT: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "fields:\n  name: { type: string, required: true, searchable: true }\n  email: { type: email, searchable: true }\n",
    ),
    (
        "models/tags.yaml",
        "fields:\n  name: { type: string, required: true }\n",
    ),
    (
        "models/vaults.yaml",
        "sortable: true\nfields:\n  name: { type: string, searchable: true }\n",
    ),
    (
        "models/articles.yaml",
        "fields:
  title: { type: string, required: true, searchable: true }
  status: { type: select, options: [draft, published], default: draft }
  secret_text: { type: text, searchable: true }
  secret_at: datetime
  secret_number: integer
  secret_list: tags
  author: { type: relation, to: authors, inverse: articles }
  tags: { type: relation, to: tags, many: true, inverse: articles }
  vault: { type: relation, to: vaults, inverse: articles }
  secret_tags: { type: relation, to: tags, many: true }
  lead: { type: relation, to: [authors, tags] }
",
    ),
    ("roles/editor.yaml", "label: Editor\n"),
    (
        "roles/reader.yaml",
        "permissions:
  articles:
    read:
      filter: { status: { _eq: published } }
      fields: [\"*\", -secret_text, -secret_at, -secret_number, -secret_list, -secret_tags]
    create: { fields: [title, author, tags, lead], preset: { status: published } }
    update: { filter: { status: { _eq: published } }, fields: [title, author, tags, lead] }
    delete: { filter: { status: { _eq: published } } }
  authors: { read: { filter: { name: { _neq: Hidden } }, fields: [name, articles] }, update: { fields: [name] } }
  tags: { read: true, create: true, update: true }
",
    ),
];

/// Parameters in which `@` is a field of articles.
const PARAMETERS: &[&str] = &[
    "fields=@",
    "fields=title,@",
    "fields=@.x",
    "fields=*,@",
    "fields=year(@)",
    "fields=count(@)",
    "fields=author.articles.@",
    "fields=tags.articles.@",
    "fields=lead.item:authors.articles.@",
    r#"filter={"@":{"_eq":"x"}}"#,
    r#"filter={"@":"x"}"#,
    r#"filter={"@":{"_neq":1}}"#,
    r#"filter={"@":{"_null":true}}"#,
    r#"filter={"@":{"_nnull":true}}"#,
    r#"filter={"@":{"_contains":"x"}}"#,
    r#"filter={"@":{"_in":["x","y"]}}"#,
    r#"filter={"@":{"_gt":"2026-01-01"}}"#,
    r#"filter={"@":{"_between":[1,2]}}"#,
    r#"filter={"@":{"_some":{"id":{"_nnull":true}}}}"#,
    r#"filter={"_and":[{"title":"x"},{"@":{"_eq":"x"}}]}"#,
    r#"filter={"_or":[{"title":"x"},{"@":{"_eq":"x"}}]}"#,
    r#"filter={"_not":{"@":{"_eq":"x"}}}"#,
    r#"filter={"year(@)":{"_eq":2026}}"#,
    r#"filter={"count(@)":{"_gt":0}}"#,
    r#"filter={"author":{"articles":{"@":{"_eq":"x"}}}}"#,
    r#"filter={"tags":{"_none":{"articles":{"_every":{"@":{"_eq":"x"}}}}}}"#,
    "filter[@][_eq]=x",
    "filter[author][articles][@][_starts_with]=x",
    "sort=@",
    "sort=-@",
    "sort=title,@",
    "sort=year(@)",
    "sort=count(@)",
    "cursor=*&sort=@",
    "cursor=*&sort=title,-@&limit=1",
    r#"aggregate={"count":"@"}"#,
    r#"aggregate={"countDistinct":["@"]}"#,
    r#"aggregate={"min":"@"}"#,
    r#"aggregate={"max":["title","@"]}"#,
    r#"aggregate={"sum":"@"}"#,
    r#"aggregate={"avg":"year(@)"}"#,
    "groupBy=@",
    "groupBy=status,@",
    "groupBy=year(@)",
    r#"aggregate={"count":"*"}&groupBy=@"#,
    r#"aggregate={"count":"*"}&groupBy=status&filter={"@":{"_null":true}}"#,
    r#"alias={"x":"@"}&fields=x"#,
    r#"alias={"x":"@"}&fields=x.id"#,
    r#"deep={"@":{"_limit":1}}&fields=title"#,
    r#"deep={"author":{"articles":{"@":{"_limit":1}}}}&fields=author.articles.title"#,
    r#"deep={"author":{"articles":{"_sort":"@"}}}&fields=author.articles.title"#,
    r#"deep={"author":{"articles":{"_filter":{"@":{"_eq":"x"}}}}}&fields=author.articles.title"#,
    r#"deep={"tags":{"_filter":{"articles":{"@":{"_eq":"x"}}}}}&fields=tags.name"#,
    r#"meta=filter_count&filter={"@":{"_eq":"x"}}"#,
    r#"meta=*&limit=0&filter={"@":{"_null":false}}"#,
];

/// Bodies of `POST …/query`, SEARCH and writes, in which `@` is a field of articles and `#` an article that may be changed.
const BODIES: &[(&str, &str, &str)] = &[
    ("POST", "/query", r#"{"query":{"fields":["@"]}}"#),
    ("POST", "/query", r#"{"query":{"filter":{"@":{"_eq":"x"}}}}"#),
    ("POST", "/query", r#"{"query":{"sort":["@"]}}"#),
    (
        "POST",
        "/query",
        r#"{"query":{"aggregate":{"count":["@"]},"groupBy":["status"]}}"#,
    ),
    (
        "SEARCH",
        "",
        r#"{"query":{"fields":["title",{"author":["name"]}],"sort":"@"}}"#,
    ),
    ("SEARCH", "", r#"{"query":{"fields":"@"}}"#),
    ("POST", "", r#"{"title":"x","@":"y"}"#),
    ("POST", "", r#"{"title":"x","@":null}"#),
    ("POST", "", r#"[{"title":"x"},{"title":"y","@":1}]"#),
    (
        "POST",
        "",
        r#"{"title":"x","author":{"name":"y","articles":[{"title":"z","@":1}]}}"#,
    ),
    ("POST", "?fields=@", r#"{"title":"x"}"#),
    ("POST", "?fields=author.articles.@", r#"{"title":"x"}"#),
    ("PATCH", "/#", r#"{"@":"y"}"#),
    ("PATCH", "/#", r#"{"title":"x","@":[]}"#),
    ("PATCH", "/#?fields=@", r#"{"title":"x"}"#),
    ("PATCH", "", r##"[{"id":"#","@":"y"}]"##),
    ("PATCH", "", r##"{"keys":["#"],"data":{"@":"y"}}"##),
    (
        "PATCH",
        "",
        r#"{"query":{"filter":{"@":{"_eq":"x"}}},"data":{"title":"y"}}"#,
    ),
    (
        "PATCH",
        "",
        r#"{"query":{"filter":{"title":"x"},"sort":"@","limit":1},"data":{"title":"y"}}"#,
    ),
    ("DELETE", "", r#"{"query":{"filter":{"@":{"_eq":"x"}}}}"#),
    (
        "DELETE",
        "",
        r#"{"query":{"filter":{"title":"x"},"sort":["-@"],"limit":1}}"#,
    ),
];

/// Requests about a collection; `@` is its name.
const COLLECTIONS: &[(&str, &str, &str)] = &[
    ("GET", "/api/items/@", ""),
    ("GET", "/api/items/@?fields=name&meta=*", ""),
    ("GET", "/api/items/@?aggregate[count]=*", ""),
    ("GET", "/api/items/@/$", ""),
    ("GET", "/api/items/@/nonsense", ""),
    ("POST", "/api/items/@/query", r#"{"query":{}}"#),
    ("SEARCH", "/api/items/@", r#"{"query":{}}"#),
    ("POST", "/api/items/@", r#"{"name":"x"}"#),
    ("POST", "/api/items/@", "[]"),
    ("PATCH", "/api/items/@/$", r#"{"name":"x"}"#),
    ("PATCH", "/api/items/@", r#"{"keys":["$"],"data":{"name":"x"}}"#),
    ("DELETE", "/api/items/@/$", ""),
    ("DELETE", "/api/items/@", r#"["$"]"#),
    ("GET", "/api/collections/@", ""),
    ("GET", "/api/fields/@", ""),
    ("GET", "/api/fields/@/name", ""),
    ("GET", "/api/relations/@", ""),
    ("GET", "/api/permissions/me/@", ""),
    ("GET", "/api/permissions/me/@/$", ""),
    ("POST", "/api/utils/sort/@", r#"{"item":"$","to":"$"}"#),
];

/// What leads into a collection that may not be entered, and the same with a name that is not there.
const INTO: &[(&str, &str)] = &[
    ("fields=vault.name", "fields=nonsense.name"),
    ("fields=vault.*", "fields=nonsense.*"),
    (
        r#"filter={"vault":{"name":"x"}}"#,
        r#"filter={"nonsense":{"name":"x"}}"#,
    ),
    (
        r#"filter={"vault":{"name":{"_null":true}}}"#,
        r#"filter={"nonsense":{"name":{"_null":true}}}"#,
    ),
    ("sort=vault.name", "sort=nonsense.name"),
    ("fields=author.email", "fields=author.nonsense"),
    (
        r#"filter={"author":{"email":{"_starts_with":"a"}}}"#,
        r#"filter={"author":{"nonsense":{"_starts_with":"a"}}}"#,
    ),
    (
        r#"filter={"lead":{"item:authors":{"email":{"_eq":"a@b.example"}}}}"#,
        r#"filter={"lead":{"item:authors":{"nonsense":{"_eq":"a@b.example"}}}}"#,
    ),
    ("sort=author.email", "sort=author.nonsense"),
    ("fields=lead.item:authors.email", "fields=lead.item:authors.nonsense"),
    ("fields=lead.item:vaults.name", "fields=lead.item:nonsense.name"),
    (
        r#"deep={"author":{"articles":{"_filter":{"author":{"email":"x"}}}}}&fields=author.articles.title"#,
        r#"deep={"author":{"articles":{"_filter":{"author":{"nonsense":"x"}}}}}&fields=author.articles.title"#,
    ),
];

const SECRETS: &[&str] = &[
    "secret_text",
    "secret_at",
    "secret_number",
    "secret_list",
    "secret_tags",
];
const ABSENT_ID: &str = "0190b1a0-0000-7000-8000-000000000000";

/// The answer without what differs from request to request.
fn plain(answer: &Answer, name: &str, replacement: &str) -> (u16, String) {
    let text = answer.text().replace(name, replacement);
    let mut body: Json = serde_json::from_str(&text).unwrap_or(Json::String(text));
    let errors = body.get_mut("errors").and_then(Json::as_array_mut);
    for error in errors.into_iter().flatten() {
        error["extensions"].as_object_mut().unwrap().remove("request_id");
    }
    (answer.status.as_u16(), body.to_string())
}

async fn ask(client: &Client, method: &str, path: &str, body: &str) -> Answer {
    let encoded = path.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
    let body = (!body.is_empty()).then(|| serde_json::from_str(body).unwrap());
    client.send(method, &encoded, body).await
}

#[tokio::test]
async fn a_hidden_name_is_refused_like_one_that_is_not_there_in_every_position() {
    for_each_engine(|database| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let reader = app.as_role("reader").await;
        let ids = fill(&app).await;
        let mut attempts = 0;
        let mut differences = Vec::new();
        let mut compare = |shown: &str, hidden: (u16, String), absent: (u16, String), wanted: &[u16]| {
            attempts += 1;
            if hidden != absent || !wanted.contains(&hidden.0) {
                differences.push(format!("{shown}\n  hidden {hidden:?}\n  absent {absent:?}"));
            }
        };
        for secret in SECRETS {
            let list = PARAMETERS
                .iter()
                .map(|text| ("GET", format!("/api/items/articles?{text}"), String::new()));
            let bodies = BODIES
                .iter()
                .map(|(method, path, body)| (*method, format!("/api/items/articles{path}"), (*body).to_owned()));
            for (method, path, body) in list.chain(bodies) {
                let request = |name: &str| {
                    let path = path.replace('@', name).replace('#', &ids.open);
                    (path, body.replace('@', name).replace('#', &ids.open))
                };
                let ((path, body), (other_path, other_body)) = (request(secret), request("nonsense"));
                let hidden = plain(&ask(&reader, method, &path, &body).await, secret, "nonsense");
                let absent = plain(
                    &ask(&reader, method, &other_path, &other_body).await,
                    "nonsense",
                    "nonsense",
                );
                compare(&format!("{method} {path} {body}"), hidden, absent, &[403]);
            }
        }
        for (method, path, body) in COLLECTIONS {
            let request = |name: &str| {
                (
                    path.replace('@', name).replace('$', &ids.vault),
                    body.replace('$', &ids.vault),
                )
            };
            let ((path, body), (other_path, _)) = (request("vaults"), request("nonsense"));
            let hidden = plain(&ask(&reader, method, &path, &body).await, "vaults", "nonsense");
            let absent = plain(&ask(&reader, method, &other_path, &body).await, "nonsense", "nonsense");
            compare(&format!("{method} {path} {body}"), hidden, absent, &[403]);
        }
        for (one, other) in INTO {
            let hidden = ask(&reader, "GET", &format!("/api/items/articles?{one}"), "").await;
            let absent = ask(&reader, "GET", &format!("/api/items/articles?{other}"), "").await;
            compare(one, plain(&hidden, "-", "-"), plain(&absent, "-", "-"), &[403]);
        }
        for (method, path, body, wanted) in items(&ids) {
            let other = |text: &str| {
                text.replace(&ids.draft, ABSENT_ID)
                    .replace(&ids.hidden_author, ABSENT_ID)
            };
            let hidden = plain(&ask(&reader, method, &path, &body).await, "-", "-");
            let hidden = (hidden.0, other(&hidden.1));
            let absent = plain(&ask(&reader, method, &other(&path), &other(&body)).await, "-", "-");
            compare(&format!("{method} {path} {body}"), hidden, absent, &[wanted]);
        }
        assert!(
            differences.is_empty(),
            "{} of {attempts}:\n{}",
            differences.len(),
            differences.join("\n")
        );
        assert!(attempts >= 400, "{attempts}");
        nothing_happened(&app, &ids).await;
    })
    .await;
}

struct Ids {
    open: String,
    draft: String,
    hidden_author: String,
    vault: String,
}

async fn fill(app: &TestApp) -> Ids {
    let id = |answer: Answer| answer.data()["id"].as_str().unwrap().to_owned();
    let vault = id(app.admin.post("/api/items/vaults", json!({"name": "gold"})).await);
    let hidden_author = id(app
        .admin
        .post("/api/items/authors", json!({"name": "Hidden", "email": "h@b.example"}))
        .await);
    let ada = id(app
        .admin
        .post(
            "/api/items/authors",
            json!({"name": "Ada", "email": "unfindable@b.example"}),
        )
        .await);
    let tag = id(app.admin.post("/api/items/tags", json!({"name": "sea"})).await);
    let article = |title: &str, status: &str| json!({"title": title, "status": status, "secret_text": "unfindable", "secret_at": "2026-01-01T00:00:00Z", "secret_number": 7, "secret_list": ["unfindable"], "author": ada, "tags": [tag], "secret_tags": [tag], "vault": vault, "lead": {"collection": "authors", "item": ada}});
    let open = id(app
        .admin
        .post("/api/items/articles", article("open", "published"))
        .await);
    let draft = id(app
        .admin
        .post("/api/items/articles", article("unfindable", "draft"))
        .await);
    Ids {
        open,
        draft,
        hidden_author,
        vault,
    }
}

/// Items that the rules hide, as who guesses their keys would try them; with the status that an absent key has too.
fn items(ids: &Ids) -> Vec<(&'static str, String, String, u16)> {
    let (open, draft, author) = (&ids.open, &ids.draft, &ids.hidden_author);
    let get = |path: String, status| ("GET", path, String::new(), status);
    vec![
        get(format!("/api/items/articles/{draft}"), 404),
        get(format!("/api/items/articles/{draft}?fields=title,tags.name"), 404),
        get(format!("/api/items/authors/{author}"), 404),
        get(format!("/api/permissions/me/articles/{draft}"), 404),
        get(
            format!(r#"/api/items/articles?filter={{"id":{{"_eq":"{draft}"}}}}&meta=*"#),
            200,
        ),
        get(
            format!(r#"/api/items/articles?filter={{"id":{{"_in":["{draft}","{open}"]}}}}&fields=title"#),
            200,
        ),
        get(
            format!(r#"/api/items/authors?filter={{"articles":{{"id":"{draft}"}}}}&fields=name"#),
            200,
        ),
        get(
            format!(r#"/api/items/authors?filter={{"articles":{{"_none":{{"id":"{draft}"}}}}}}&fields=name"#),
            200,
        ),
        get(
            format!(r#"/api/items/tags?filter={{"articles":{{"_every":{{"id":{{"_neq":"{draft}"}}}}}}}}&fields=name"#),
            200,
        ),
        get(
            format!(r#"/api/items/tags?deep={{"articles":{{"_filter":{{"id":"{draft}"}}}}}}&fields=articles.title"#),
            200,
        ),
        get(
            format!(r#"/api/items/articles?aggregate={{"count":"*"}}&filter={{"id":"{draft}"}}"#),
            200,
        ),
        get(
            format!(r#"/api/items/articles?filter={{"author":{{"id":"{author}"}}}}&fields=title"#),
            200,
        ),
        (
            "SEARCH",
            "/api/items/articles".to_owned(),
            format!(r#"{{"keys":["{draft}"]}}"#),
            200,
        ),
        (
            "PATCH",
            format!("/api/items/articles/{draft}"),
            r#"{"title":"x"}"#.to_owned(),
            404,
        ),
        (
            "PATCH",
            "/api/items/articles".to_owned(),
            format!(r#"{{"keys":["{draft}"],"data":{{"title":"x"}}}}"#),
            404,
        ),
        (
            "PATCH",
            "/api/items/articles".to_owned(),
            format!(r#"[{{"id":"{draft}","title":"x"}}]"#),
            404,
        ),
        (
            "PATCH",
            "/api/items/articles".to_owned(),
            format!(r#"{{"query":{{"filter":{{"id":"{draft}"}}}},"data":{{"title":"x"}}}}"#),
            200,
        ),
        ("DELETE", format!("/api/items/articles/{draft}"), String::new(), 404),
        (
            "DELETE",
            "/api/items/articles".to_owned(),
            format!(r#"["{open}","{draft}"]"#),
            404,
        ),
        (
            "DELETE",
            "/api/items/articles".to_owned(),
            format!(r#"{{"query":{{"filter":{{"id":"{draft}"}}}}}}"#),
            204,
        ),
        (
            "POST",
            "/api/items/articles".to_owned(),
            format!(r#"{{"title":"x","author":"{author}"}}"#),
            400,
        ),
        (
            "POST",
            "/api/items/articles".to_owned(),
            format!(r#"{{"title":"x","lead":{{"collection":"authors","item":"{author}"}}}}"#),
            400,
        ),
        (
            "PATCH",
            format!("/api/items/articles/{open}"),
            format!(r#"{{"author":"{author}"}}"#),
            400,
        ),
        (
            "PATCH",
            format!("/api/items/articles/{open}"),
            format!(r#"{{"author":{{"id":"{author}","name":"x"}}}}"#),
            403,
        ),
    ]
}

/// Search looks at what may be read, and the refused writes have left nothing.
async fn nothing_happened(app: &TestApp, ids: &Ids) {
    let reader = app.as_role("reader").await;
    for path in [
        "articles?search=unfindable",
        "authors?search=unfindable",
        "articles?search=unfindable&aggregate[count]=*",
    ] {
        let found = reader.get(&format!("/api/items/{path}")).await.data();
        assert!(found == json!([]) || found == json!([{"count": 0}]), "{path}: {found}");
    }
    let titles = app
        .admin
        .get("/api/items/articles?fields=title,author.name&sort=title")
        .await
        .data();
    assert_eq!(
        titles,
        json!([{"title": "open", "author": {"name": "Ada"}}, {"title": "unfindable", "author": {"name": "Ada"}}])
    );
    assert_eq!(
        app.admin.get("/api/items/vaults?fields=name").await.data(),
        json!([{"name": "gold"}])
    );
    // Administrators are told the name that they may have meant; for others it would be an oracle.
    let told = app.admin.get("/api/items/articles?fields=secret_txt").await;
    assert!(told.message().contains("secret_text"), "{}", told.text());
    let silent = reader.get("/api/items/articles?fields=secret_txt").await;
    assert!(!silent.text().contains("secret"), "{}", silent.text());
    assert!(!ids.open.is_empty());
}
