//! How a file comes and what is said beside it: forms as the official client sends them, raw bodies, options and mappings.

use serde_json::json;

use super::{count, counts, import, import_as, problems, refused, start};
use crate::{
    http::app::{Answer, Client},
    support::{TestDatabase, on_sqlite},
};

/// Texts, and files with their names and media types, in this order.
enum Part<'p> {
    Text(&'p str, &'p str),
    File(&'p str, &'p str, &'p str),
}

use Part::{File, Text};

async fn send(client: &Client, path: &str, parts: &[Part<'_>]) -> Answer {
    let mut body = String::new();
    for part in parts {
        body.push_str("--B\r\nContent-Disposition: form-data; ");
        match part {
            Text(name, text) => body.push_str(&format!("name=\"{name}\"\r\n\r\n{text}\r\n")),
            File(name, media_type, text) => body.push_str(&format!(
                "name=\"file\"; filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n{text}\r\n"
            )),
        }
    }
    body.push_str("--B--\r\n");
    import_as(client, "multipart/form-data; boundary=B", path, body).await
}

#[tokio::test]
async fn a_form_holds_a_file_and_options() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database).await;
        let before = [Text("dry_run", "true"), File("a.csv", "text/csv", "name\nx\n")];
        let report = send(&app.admin, "tags", &before).await.data();
        let expected = json!({
            "rows": 1, "created": 1, "updated": 0, "failed": 0, "written": false,
            "columns": [{ "column": "name", "field": "name" }], "errors": [],
        });
        assert_eq!(report, expected);
        assert_eq!(count(&app, "tags").await, 0);
        let after = [
            File("a.txt", "text/plain", "Tag; Rest\r\nx;1\r\n"),
            Text("format", "csv"),
            Text("mapping", r#"{"Tag": "name", "Rest": null}"#),
        ];
        let report = send(&app.admin, "tags", &after).await.data();
        let columns = json!([{ "column": "Tag", "field": "name" }, { "column": "Rest", "field": null }]);
        assert_eq!(
            (counts(&report), &report["columns"]),
            ("1 1 0 0 true".to_owned(), &columns)
        );
        // By the media type, else by the extension.
        for (name, media_type) in [
            ("a", "text/csv; charset=utf-8"),
            ("a.csv", "application/octet-stream"),
            ("a.CSV", "application/vnd.ms-excel"),
            ("a.tsv", "text/plain"),
        ] {
            let answer = send(&app.admin, "tags?dry_run=true", &[File(name, media_type, "name\ny\n")]).await;
            assert_eq!(counts(&answer.data()), "1 1 0 0 false", "{name} {media_type}");
        }
        for (name, media_type) in [
            ("a.ndjson", ""),
            ("a.json", "application/octet-stream"),
            ("a", "application/json"),
        ] {
            let answer = send(
                &app.admin,
                "tags?dry_run=true",
                &[File(name, media_type, "{\"name\": \"y\"}\n")],
            )
            .await;
            assert_eq!(counts(&answer.data()), "1 1 0 0 false", "{name} {media_type}");
        }
        for (media_type, table) in [
            ("text/tab-separated-values", "name\tid\ny\t\n"),
            ("text/csv", "name|id\ny|\n"),
        ] {
            let answer = import_as(&app.admin, media_type, "tags?dry_run=true", table).await;
            assert_eq!(counts(&answer.data()), "1 1 0 0 false", "{table}");
        }
        let answer = import(&app.admin, "tags?dry_run=true&delimiter=;", "name;id\n\"a,b\";\n").await;
        assert_eq!(counts(&answer.data()), "1 1 0 0 false");
        assert_eq!(count(&app, "tags").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_wrong_is_told() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database).await;
        let file = || File("a.csv", "text/csv", "name\nx\n");
        let check = async |path: &str, parts: &[Part<'_>], status: u16, code: &str, message: &str| {
            let answer = send(&app.admin, path, parts).await;
            answer.is_error(status, code);
            assert_eq!(answer.message(), message, "{path}");
        };
        check("tags", &[], 400, "INVALID_PAYLOAD", "the form must hold one file").await;
        check("tags", &[file(), file()], 400, "INVALID_PAYLOAD", "the form must hold one file").await;
        let sentence = "background: there is no such option; there are dry_run, mapping, key, on_error, delimiter, format";
        check("tags", &[file(), Text("background", "true")], 400, "INVALID_PAYLOAD", sentence).await;
        let sentence = "dry_run: is given twice, in the URL and in the form";
        check("tags?dry_run=true", &[file(), Text("dry_run", "true")], 400, "INVALID_QUERY", sentence).await;
        check("tags?dry_run=yes", &[file()], 400, "INVALID_QUERY", "dry_run: must be false or true").await;
        check("tags?on_error=go", &[file()], 400, "INVALID_QUERY", "on_error: must be stop or skip").await;
        let sentence = "delimiter: must be one of , ; | or the word tab";
        check("tags?delimiter=ab", &[file()], 400, "INVALID_QUERY", sentence).await;
        check("tags?format=xml", &[file()], 400, "INVALID_QUERY", "format: must be csv or json").await;
        for mapping in ["x", "[]", "{\"name\":1}", "{\"a\":null,\"a\":null}"] {
            let sentence = "mapping: must be a JSON object: {\"column\": \"field\", \"column\": null}";
            check("tags", &[file(), Text("mapping", mapping)], 400, "INVALID_QUERY", sentence).await;
        }
        let sentence = "key: articles has no place for a value of its own";
        let answer = send(&app.admin, "tags?key=articles", &[file()]).await;
        answer.is_error(400, "INVALID_QUERY");
        assert_ne!(answer.message(), sentence);
        check("tags?key=nonsense", &[file()], 400, "INVALID_QUERY", "key: there is no field `nonsense`").await;
        let sentence = "key: name is not unique: it can not say which item is meant";
        check("authors?key=name", &[file()], 400, "INVALID_QUERY", sentence).await;
        let other = [File("a.xml", "application/xml", "<a/>")];
        let sentence = "the file must be CSV (text/csv) or JSON (application/json, application/x-ndjson); its type or its extension says which, or `format`";
        check("tags", &other, 415, "UNSUPPORTED_MEDIA_TYPE", sentence).await;
        check("tags?fields=nonsense&nonsense=1", &[file()], 400, "INVALID_QUERY", "there is no parameter `nonsense`").await;
        let answer = import_as(&app.admin, "application/xml", "tags", "<a/>").await;
        answer.is_error(415, "UNSUPPORTED_MEDIA_TYPE");
        assert_eq!(count(&app, "tags").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_header_that_leads_nowhere_is_refused_column_by_column() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database).await;
        let check = async |query: &str, header: &str, expected: &[&str]| {
            let answer = import(&app.admin, &format!("products?{query}"), format!("{header}\n")).await;
            answer.is_error(400, "INVALID_PAYLOAD");
            let errors = answer.json()["errors"].as_array().unwrap().clone();
            let messages: Vec<&str> = errors.iter().map(|error| error["message"].as_str().unwrap()).collect();
            assert_eq!(messages, expected, "{header}");
            assert!(
                errors.iter().all(|error| error["extensions"]["column"].is_string()),
                "{errors:?}"
            );
        };
        check(
            "",
            "sku,nmae,created_at,,sku,a.b",
            &[
                "column \"nmae\": there is no field `nmae` that you may write; did you mean `name`?",
                "column \"created_at\": is set by the server: map it to null to leave it out",
                "column \"\": a column without a name: map it to a field, or to null to leave it out",
                "column \"sku\": is there twice",
                "column \"a.b\": there is no field `a.b` that you may write",
            ],
        )
        .await;
        let relation =
            "leads to nothing that can be written; of a relation, a unique field that you may read can be named";
        check(
            "",
            "sku,maker.name,maker.email.x,subject.name,labels.id,name.x,address.nonsense,address.place.city.x",
            &[
                &format!("column \"maker.name\": `maker.name` {relation}"),
                &format!("column \"maker.email.x\": `maker.email.x` {relation}"),
                &format!("column \"subject.name\": `subject.name` {relation}"),
                "column \"name.x\": `name.x` leads to nothing that can be written",
                "column \"address.nonsense\": `address.nonsense` leads to nothing that can be written",
                "column \"address.place.city.x\": `address.place.city.x` leads to nothing that can be written",
            ],
        )
        .await;
        check(
            "mapping=%7B%22a%22:%22sku%22,%22gone%22:null%7D",
            "a,sku",
            &[
                "column \"sku\": goes where `a` goes already",
                "column \"gone\": is in `mapping`, but not in the file",
            ],
        )
        .await;
        check(
            "",
            "address,address.street",
            &["column \"address.street\": goes where `address` goes already"],
        )
        .await;
        check(
            "",
            "maker,maker.email",
            &["column \"maker.email\": goes where `maker` goes already"],
        )
        .await;
        // What is left out may stand there twice.
        let answer = import(&app.admin, "tags?mapping=%7B%22%22:null%7D", "name,,\nx,1,2\n").await;
        assert_eq!(counts(&answer.data()), "1 1 0 0 true");
        let answer = import_as(
            &app.admin,
            "application/json",
            "tags?mapping=%7B%22a%22:%22b.c%22%7D",
            "[]",
        )
        .await;
        answer.is_error(400, "INVALID_PAYLOAD");
    })
    .await;
}

#[tokio::test]
async fn a_bad_row_keeps_all_from_being_written_unless_it_is_left_out() {
    crate::support::for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let table = "Nr,Name,Price,Maker,Address.City,Stock\n1,A,1.00,,C,1\n2,,x,,,1.5\n\n3,a name that is longer than twenty characters,-1,,,\n4,D,,nobody@example.com,,\n1,E,,,,\n";
        let mapping = r#"{"Nr":"sku","Name":"name","Price":"price","Maker":"maker.email","Address.City":"address.place.city","Stock":"stock"}"#;
        let mapping: String = mapping.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = |options: &str| format!("products?mapping={mapping}{options}");
        let expected = [
            "3 Name name FAILED_VALIDATION required: is required",
            "3 Price price FAILED_VALIDATION decimal: is not a decimal number",
            "3 Stock stock FAILED_VALIDATION type: must be a whole number",
            "5 Name name FAILED_VALIDATION max_length: must have at most 20 characters",
            "5 Price price FAILED_VALIDATION gte: must be at least 0.00",
            "6 Maker maker FAILED_VALIDATION exists: no item of authors that you may use has the email \"nobody@example.com\"",
            "7 Nr - RECORD_NOT_UNIQUE -: another item has the same `sku`",
        ];
        let sorted = |report: &quintet::value::Json| {
            let mut problems = problems(report);
            problems.sort();
            problems
        };
        let dry = import(&app.admin, &path("&dry_run=true"), table).await.data();
        assert_eq!(counts(&dry), "5 1 0 4 false");
        let (mut wanted, found) = (expected.map(str::to_owned).to_vec(), sorted(&dry));
        wanted.sort();
        assert_eq!(found, wanted);
        let answer = import(&app.admin, &path(""), table).await;
        let report = refused(&answer);
        assert_eq!(report, dry, "what a rehearsal says is what happens");
        assert!(answer.message().starts_with("4 of 5 rows are refused, and nothing was written; line 3, "), "{}", answer.message());
        assert_eq!(count(&app, "products").await, 0);
        let activity = async || app.admin.get("/api/activity?filter[collection]=products&aggregate[count]=*").await.data();
        assert_eq!(activity().await[0]["count"], 0);
        let report = import(&app.admin, &path("&on_error=skip"), table).await.data();
        assert_eq!((counts(&report), sorted(&report)), ("5 1 0 4 true".to_owned(), sorted(&dry)));
        let rows = app.admin.get("/api/items/products?fields=sku,name,price,address,stock").await.data();
        let address = json!({ "place": { "city": "C" } });
        assert_eq!(rows, json!([{ "sku": "1", "name": "A", "price": "1.00", "address": address, "stock": 1 }]));
        assert_eq!(activity().await[0]["count"], 1);
        let dry = import(&app.admin, &path("&on_error=skip&dry_run=true"), "Nr,Name,Price,Maker,Address.City,Stock\n9,N,,,,\n").await;
        assert_eq!(counts(&dry.data()), "1 1 0 0 false");
        assert_eq!(count(&app, "products").await, 1);
    })
    .await;
}
