//! `export=`: whole lists as files, with the rules of a read, on every engine; and readers that are slow or gone.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::{Value as Json, json};

use super::app::{Client, PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

/// Values inside values, one item of any of several collections, and a role with a field that only some rows show.
const MORE: &[(&str, &str)] = &[
    (
        "models/houses.yaml",
        "sort: name
fields:
  name: { type: string, required: true }
  price: { type: decimal, precision: 10, scale: 2 }
  area: float
  sold: boolean
  built: date
  address: { type: object, fields: { street: string, place: { type: object, fields: { city: string, zip: string } } } }
  words: { type: tags }
  data: json
  subject: { type: relation, to: [authors, tags] }
",
    ),
    (
        "roles/agent.yaml",
        "permissions:
  houses: { read: { filter: { sold: { _eq: false } }, fields: [id, name, price] } }
  tags: { read: true }
",
    ),
    (
        "roles/owner.yaml",
        "permissions:
  houses: { read: { filter: { name: { _eq: b } }, fields: [name, area] } }
",
    ),
];

async fn start(database: TestDatabase) -> TestApp {
    let files: Vec<(&str, &str)> = PROJECT.iter().chain(MORE).copied().collect();
    TestApp::start_with(database, &files, |settings| {
        settings.query.default_limit = 2;
        settings.query.max_limit = 4;
        settings.export.items = 6;
    })
    .await
}

#[track_caller]
fn lines(text: &str) -> Vec<&str> {
    assert!(text.ends_with("\r\n"), "{text}");
    text.trim_end_matches("\r\n").split("\r\n").collect()
}

async fn houses(app: &TestApp) {
    let author = json!({ "id": "01890000-0000-7000-8000-000000000001", "name": "Ada" });
    assert_eq!(app.admin.post("/api/items/authors", author).await.status, 200);
    let houses = json!([
        {
            "name": "a, \"quoted\"", "price": "1.50", "area": 12.5, "sold": false, "built": "2020-02-29", "words": ["x", "y"],
            "address": { "street": "=1+1", "place": { "city": "Köln" } }, "data": { "b": 1, "a": [null] },
            "subject": { "collection": "authors", "item": "01890000-0000-7000-8000-000000000001" },
        },
        { "name": "b", "sold": true, "area": 3 },
        { "name": "c", "sold": false, "area": 4, "price": "-2.00", "address": { "street": "-1.5", "place": { "zip": "@a" } } },
    ]);
    let answer = app.admin.post("/api/items/houses", houses).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_list_is_a_table() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        houses(&app).await;
        let fields = "name,price,area,sold,built,address,words,data,subject.item:authors.name";
        let answer = app.admin.get(&format!("/api/items/houses?export=csv&fields={fields}")).await;
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"houses.csv\""));
        assert_eq!((answer.header("etag"), answer.header("cache-control")), (None, Some("no-store")));
        let text = answer.text();
        let expected = [
            "name,price,area,sold,built,address.street,address.place.city,address.place.zip,words,data,subject.collection,subject.item.name,subject.item",
            r#""a, ""quoted""",1.50,12.5,false,2020-02-29,=1+1,Köln,,"[""x"",""y""]","{""a"":[null],""b"":1}",authors,Ada,"#,
            "b,,3.0,true,,,,,,,,,",
            "c,-2.00,4.0,false,,-1.5,,@a,,,,,",
        ];
        assert_eq!(lines(&text), expected);
        let answer = app.admin.get("/api/items/houses?export=csv_utf8&fields=name,price,address").await;
        let text = answer.text();
        let expected = [
            "\u{feff}name,price,address.street,address.place.city,address.place.zip",
            r#""a, ""quoted""",1.50,'=1+1,Köln,"#,
            "b,,,,",
            "c,-2.00,-1.5,,'@a",
        ];
        assert_eq!(lines(&text), expected);
        let answer = app.admin.get("/api/items/houses?export=csv&fields=name&filter[name]=none").await;
        assert_eq!(answer.text(), "name\r\n");
    })
    .await;
}

#[tokio::test]
async fn a_list_is_the_list_of_a_read_without_its_page() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        houses(&app).await;
        let whole = app.admin.get("/api/items/houses?limit=4&fields=*.*").await.data();
        let answer = app.admin.get("/api/items/houses?export=json&fields=*.*").await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(
            answer.header("content-disposition"),
            Some("attachment; filename=\"houses.json\"")
        );
        assert_eq!(
            answer.json(),
            whole,
            "no envelope, and three rows beyond the page of two"
        );
        let query = json!({ "query": { "fields": ["name"], "sort": "-name", "export": "json" } });
        let expected = json!([{ "name": "c" }, { "name": "b" }, { "name": "a, \"quoted\"" }]);
        for (method, path) in [("SEARCH", "/api/items/houses"), ("POST", "/api/items/houses/query")] {
            let answer = app.admin.send(method, path, Some(query.clone())).await;
            assert_eq!(answer.json(), expected);
        }
        let check = async |query: &str, expected: &str| {
            let answer = app.admin.get(&format!("/api/items/{query}")).await;
            assert_eq!(answer.text(), expected, "{query}");
        };
        check("houses?export=csv&fields=name&limit=1&offset=1", "name\r\nb\r\n").await;
        check("houses?export=csv&fields=name&limit=1&page=3", "name\r\nc\r\n").await;
        check("houses?export=json&fields=name&limit=0", "[]\n").await;
        check("site?export=csv&fields=name", "name\r\nUntitled\r\n").await;
        check(
            "houses?export=csv&groupBy=sold&aggregate[count]=*&aggregate[sum]=area,price",
            "sold,count,sum.area,sum.price\r\nfalse,2,16.5,-0.50\r\ntrue,1,3.0,\r\n",
        )
        .await;
        let answer = app.admin.send("HEAD", "/api/items/houses?export=csv", None).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
    })
    .await;
}

#[tokio::test]
async fn lists_inside_are_longer_than_a_page() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let tags: Vec<Json> = (1..=4).map(|number| json!({ "name": format!("t{number}") })).collect();
        let article = json!({ "title": "One", "tags": tags });
        assert_eq!(app.admin.post("/api/items/articles", article).await.status, 200);
        let read = app.admin.get("/api/items/articles?fields=tags.name").await.data();
        assert_eq!(read[0]["tags"].as_array().unwrap().len(), 2, "the page of a read");
        let exported = app
            .admin
            .get("/api/items/articles?fields=tags.name&export=json")
            .await
            .json();
        assert_eq!(exported[0]["tags"].as_array().unwrap().len(), 4);
        let deep = r#"/api/items/articles?fields=tags.name&export=json&deep={"tags":{"_limit":1}}"#;
        assert_eq!(app.admin.get(deep).await.json()[0]["tags"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_export_shows_what_a_read_shows() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        houses(&app).await;
        let agent = app.as_role("agent").await;
        let mut both = app.public.clone();
        both.token = Some(app.token(&["agent", "owner"]).await);
        let check = async |client: &Client, query: &str, expected: &[&str]| {
            let text = client
                .get(&format!("/api/items/houses?export=csv&{query}"))
                .await
                .text();
            assert_eq!(lines(&text), expected, "{query}");
        };
        check(
            &agent,
            "fields=name,price",
            &["name,price", "\"a, \"\"quoted\"\"\",1.50", "c,-2.00"],
        )
        .await;
        let id = app.admin.get("/api/items/houses?filter[name]=c&fields=id").await.data()[0]["id"].clone();
        check(
            &agent,
            "filter[name]=c",
            &["id,name,price", &format!("{},c,-2.00", id.as_str().unwrap())],
        )
        .await;
        // Who has both rules sees `area` in the one row and `price` in the others.
        check(
            &both,
            "fields=name,price,area",
            &["name,price,area", "\"a, \"\"quoted\"\"\",1.50,", "b,,3.0", "c,-2.00,"],
        )
        .await;
        check(&both, "fields=name&filter[area][_gt]=0", &["name", "b"]).await;
        for query in [
            "fields=area",
            "fields=nonsense",
            "filter[area][_gt]=0",
            "sort=area",
            "groupBy=area",
            "fields=subject.item:authors.name",
        ] {
            agent
                .get(&format!("/api/items/houses?export=csv&{query}"))
                .await
                .is_error(403, "FORBIDDEN");
        }
        app.public
            .get("/api/items/houses?export=csv")
            .await
            .is_error(403, "FORBIDDEN");
        app.public
            .get("/api/items/nothing?export=csv")
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_cut_silently() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let tags: Vec<Json> = (1..=7).map(|number| json!({ "name": format!("t{number}") })).collect();
        assert_eq!(app.admin.post("/api/items/tags", Json::Array(tags)).await.status, 200);
        let check = async |query: &str, expected: &str| {
            let answer = app
                .admin
                .get(&format!("/api/items/tags?fields=name&sort=name&{query}"))
                .await;
            answer.is_error(400, "INVALID_QUERY");
            assert!(answer.text().contains(expected), "{query}: {}", answer.text());
        };
        check(
            "export=csv",
            "export: there are 7 items, more than the 6 of one export (`export.items`)",
        )
        .await;
        check("export=json&limit=-1", "export: there are 7 items").await;
        check("export=csv&limit=7", "limit: is at most 6 here").await;
        check("export=xml", "export: must be csv, csv_utf8 or json").await;
        check("export=csv&cursor=*", "cursor: has no place beside an export").await;
        check("export=csv&meta=*", "meta: has no place beside an export").await;
        let count = async |query: &str| {
            let answer = app
                .admin
                .get(&format!("/api/items/tags?fields=name&export=csv&{query}"))
                .await;
            assert_eq!(answer.status, 200, "{query}");
            lines(&answer.text()).len() - 1
        };
        assert_eq!(count("limit=6").await, 6);
        assert_eq!(count("offset=1").await, 6);
        assert_eq!(count("filter[name][_neq]=t1").await, 6);
    })
    .await;
}

/// More than the sockets between the two sides hold.
async fn long_notes(app: &TestApp) {
    for number in 0..8 {
        let note = "x".repeat(1_000_000);
        let articles: Vec<Json> = (0..5)
            .map(|_| json!({ "title": format!("{number}"), "secret_note": note }))
            .collect();
        let answer = app.admin.post("/api/items/articles", Json::Array(articles)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

fn begin_export(app: &TestApp) -> TcpStream {
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let token = app.admin.token.as_deref().unwrap();
    let head =
        format!("GET /api/items/articles?export=csv HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut begun = [0; 4000];
    stream.read_exact(&mut begun).unwrap();
    assert!(begun.starts_with(b"HTTP/1.1 200 "));
    stream
}

#[tokio::test]
async fn a_reader_that_goes_away_gives_the_connection_back() {
    for_each_engine(|mut database: TestDatabase| async move {
        database.settings.max_connections = 1;
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.body_limit = 16 * 1024 * 1024;
        })
        .await;
        long_notes(&app).await;
        for _ in 0..3 {
            drop(begin_export(&app));
            // Waits for the only connection, which the export had.
            let answer = app.admin.get("/api/items/articles?limit=1&fields=title").await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_that_does_not_read_loses_the_connection_in_time() {
    for_each_engine(|mut database: TestDatabase| async move {
        database.settings.max_connections = 1;
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.body_limit = 16 * 1024 * 1024;
            settings.export.timeout = Duration::from_secs(1);
        })
        .await;
        long_notes(&app).await;
        let mut slow = begin_export(&app);
        let answer = app.admin.get("/api/items/articles?limit=1&fields=title").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut rest = Vec::new();
        // What the sockets held still comes, then the connection ends without the mark of a whole body.
        let _ = slow.read_to_end(&mut rest);
        assert!(!rest.ends_with(b"\r\n0\r\n\r\n"), "a part looks like the whole");
    })
    .await;
}

#[tokio::test]
async fn only_some_exports_run_at_once() {
    on_sqlite(&|mut database: TestDatabase| async move {
        database.settings.acquire_timeout = Duration::from_secs(1);
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.body_limit = 16 * 1024 * 1024;
            settings.export.concurrent = 1;
        })
        .await;
        long_notes(&app).await;
        let slow = begin_export(&app);
        let answer = app.admin.get("/api/items/articles?export=csv&fields=title").await;
        answer.is_error(503, "SERVICE_UNAVAILABLE");
        assert!(answer.text().contains("export.concurrent"), "{}", answer.text());
        assert!(answer.headers.contains_key("retry-after"));
        drop(slow);
        let answer = app.admin.get("/api/items/articles?export=csv&fields=title").await;
        assert_eq!(lines(&answer.text()).len(), 41);
    })
    .await;
}
