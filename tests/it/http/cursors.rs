//! Pages by cursor: the same rows in the same order as one long list, whatever it is sorted by, on every engine.

use serde_json::{Value as Json, json};

use super::app::{Answer, Client, PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine};

/// Fields of every kind, nulls, and a field that a role sees on some rows only.
const MORE: &[(&str, &str)] = &[
    (
        "models/places.yaml",
        "fields:
  name: { type: string, collation: natural }
  word: string
  rank: integer
  height: float
  area: { type: decimal, precision: 12, scale: 3 }
  big: bigint
  since: date
  opens: time
  seen: datetime
  open: boolean
  tone: { type: relation, to: tags }
",
    ),
    (
        "roles/guest.yaml",
        "permissions:
  tags: { read: { filter: { name: { _neq: hidden } } } }
  places:
    read: { fields: [\"*\", \"-rank\"] }
",
    ),
    (
        "roles/host.yaml",
        "permissions:
  tags: { read: true }
  places:
    read: { filter: { open: { _eq: true } }, fields: [rank] }
",
    ),
];

const SORTS: &[&str] = &[
    "",
    "id",
    "-id",
    "name",
    "-name",
    "word",
    "-word",
    "rank",
    "-rank",
    "rank,-word",
    "-rank,word",
    "height,-rank",
    "-height,id",
    "area",
    "-area,-big",
    "big",
    "-big,since",
    "since,-opens",
    "-since",
    "opens,word",
    "-opens",
    "seen",
    "-seen,rank",
    "open,-name",
    "-open,word",
    "tone.name",
    "-tone.name,rank",
    "tone,-word",
    "year(since),-word",
    "month(seen),-rank",
];

async fn start(database: TestDatabase) -> TestApp {
    let files: Vec<(&str, &str)> = PROJECT.iter().chain(MORE).copied().collect();
    let app = TestApp::start_with(database, &files, |_| {}).await;
    let tags = json!([{ "name": "b" }, { "name": "a" }, { "name": "hidden" }]);
    let tags = app.admin.post("/api/items/tags", tags).await.data();
    let words = ["éa", "Eb", "eb", "a10", "a9", "A9", "ß", "", "a\"b", "z%_\\"];
    let rows: Vec<Json> = (0..53_i64)
        .map(|number| {
            // Each column with its own rhythm, and null once in a while.
            let some = |step: i64, value: Json| if number % step == 0 { Json::Null } else { value };
            let word = words[usize::try_from(number % 10).unwrap()];
            json!({
                "name": some(7, json!(word)),
                "word": some(9, json!(format!("{word}{}", number % 3))),
                "rank": some(4, json!(number % 5 - 2)),
                "height": some(5, json!([0.1, -2.5, 1e21, 0.30000000000000004][usize::try_from(number % 4).unwrap()])),
                "area": some(6, json!(format!("{}.{:03}", number % 3, number % 8))),
                "big": some(8, json!((i64::MAX - number % 6).to_string())),
                "since": some(11, json!(format!("20{:02}-0{}-01", 10 + number % 4, 1 + number % 9))),
                "opens": some(3, json!(format!("0{}:30:00", number % 10))),
                "seen": some(10, json!(format!("2026-01-0{}T08:00:00.{:03}Z", 1 + number % 3, number % 2))),
                "open": some(12, json!(number % 2 == 0)),
                "tone": some(5, tags[usize::try_from(number % 3).unwrap()]["id"].clone()),
            })
        })
        .collect();
    app.admin.post("/api/items/places", json!(rows)).await.data();
    app
}

fn ids(rows: &Json) -> Vec<String> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// All pages of a list, one behind the other.
async fn walk(client: &Client, query: &str, size: usize) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), "*".to_owned());
    loop {
        let answer = client
            .get(&format!(
                "/api/items/places?fields=id,word&{query}&limit={size}&cursor={cursor}"
            ))
            .await;
        let page = ids(&answer.data());
        let next = answer.json()["meta"]["next_cursor"].clone();
        assert!(page.len() == size || next.is_null(), "{query}");
        found.extend(page);
        match next {
            Json::String(next) => cursor = next,
            _ => return found,
        }
        assert!(found.len() <= 60, "{query} does not end");
    }
}

#[tokio::test]
async fn pages_are_the_list() {
    for_each_engine(|database: TestDatabase| async move {
        let engine = database.engine();
        let app = start(database).await;
        let guest = app.as_role("guest").await;
        let mut both = app.public.clone();
        both.token = Some(app.token(&["guest", "host"]).await);
        for (who, client) in [("admin", &app.admin), ("guest", &guest), ("both", &both)] {
            for sort in SORTS {
                if who == "guest" && sort.contains("rank") {
                    continue;
                }
                let sorted = if sort.is_empty() {
                    String::new()
                } else {
                    format!("sort={sort}")
                };
                let whole = client
                    .get(&format!("/api/items/places?fields=id&limit=1000&{sorted}"))
                    .await;
                let whole = ids(&whole.data());
                assert_eq!(whole.len(), 53);
                for size in [7, 53] {
                    assert_eq!(
                        walk(client, &sorted, size).await,
                        whole,
                        "{engine} {who} {sort} by {size}"
                    );
                }
            }
        }
        let filter = "filter[open][_eq]=true&sort=-word,rank";
        let some = ids(&app
            .admin
            .get(&format!("/api/items/places?fields=id&limit=1000&{filter}"))
            .await
            .data());
        assert_eq!(walk(&app.admin, filter, 4).await, some);
    })
    .await;
}

#[tokio::test]
async fn rows_that_come_and_go_move_nothing() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let path = "/api/items/places?fields=id,word&sort=word&limit=10";
        let whole = ids(&app
            .admin
            .get("/api/items/places?fields=id&sort=word&limit=1000")
            .await
            .data());
        let first = app.admin.get(&format!("{path}&cursor=*&meta=*")).await;
        assert_eq!(first.json()["meta"]["total_count"], 53);
        // The last row of the page goes, and rows come before and behind it.
        let last = first.json()["data"][9]["id"].as_str().unwrap().to_owned();
        app.admin.delete(&format!("/api/items/places/{last}")).await;
        app.admin
            .post("/api/items/places", json!([{ "word": "" }, { "word": "zz" }]))
            .await
            .data();
        let cursor = first.json()["meta"]["next_cursor"].as_str().unwrap().to_owned();
        let second = app.admin.get(&format!("{path}&cursor={cursor}")).await;
        assert_eq!(ids(&second.data()), whole[10..20]);
        // The link is the same request behind the cursor.
        let link = first.header("link").unwrap();
        let target = link.trim_start_matches('<').split('>').next().unwrap();
        assert!(link.ends_with("; rel=\"next\""), "{link}");
        assert_eq!(ids(&app.admin.get(target).await.data()), whole[10..20]);
        assert_eq!(app.admin.get("/api/items/places").await.header("link"), None);
        // In a body too.
        let body = json!({ "query": { "fields": ["id"], "sort": ["word"], "limit": 10, "cursor": cursor } });
        for (method, path) in [("SEARCH", "/api/items/places"), ("POST", "/api/items/places/query")] {
            let answer = app.admin.send(method, path, Some(body.clone())).await;
            assert_eq!(ids(&answer.data()), whole[10..20]);
            assert!(answer.json()["meta"]["next_cursor"].is_string());
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_that_was_altered_is_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let path = "/api/items/places?sort=word&limit=3";
        let first = app.admin.get(&format!("{path}&cursor=*")).await;
        let cursor = first.json()["meta"]["next_cursor"].as_str().unwrap().to_owned();
        let client = &app.admin;
        let refused = |path: String| async move {
            let answer: Answer = client.get(&path).await;
            answer.is_error(400, "INVALID_QUERY");
        };
        for position in (0..cursor.len()).step_by(7) {
            let other = if cursor.as_bytes()[position] == b'A' { "B" } else { "A" };
            let mut altered = cursor.clone();
            altered.replace_range(position..=position, other);
            refused(format!("{path}&cursor={altered}")).await;
        }
        for wrong in ["x", "**", "", "AAAA", &cursor[..40], &format!("{cursor}A")] {
            refused(format!("{path}&cursor={wrong}")).await;
        }
        // Another order, another collection, another way to page.
        refused(format!("/api/items/places?sort=-word&limit=3&cursor={cursor}")).await;
        refused(format!("/api/items/tags?limit=3&cursor={cursor}")).await;
        for more in ["offset=3", "page=2", "limit=-1", "limit=0"] {
            refused(format!("{}&{more}&cursor={cursor}", path.replace("&limit=3", ""))).await;
        }
        refused(format!("/api/items/places?aggregate[count]=*&cursor={cursor}")).await;
        // A cursor is a place and no permission.
        app.public
            .get(&format!("{path}&cursor={cursor}"))
            .await
            .is_error(403, "FORBIDDEN");
        app.admin.get(&format!("{path}&cursor={cursor}")).await.data();
    })
    .await;
}
