//! What rows become: values of every kind, items that are there already, items of other collections.

use serde_json::{Value as Json, json};

use super::{count, counts, import, import_as, problems, start};
use crate::support::{TestDatabase, for_each_engine};

const ADA: &str = "01890000-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_cell_becomes_a_value_of_its_field() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let author = json!({ "id": ADA, "name": "Ada", "email": "ada@example.com" });
        assert_eq!(app.admin.post("/api/items/authors", author).await.status, 200);
        app.admin.post("/api/items/tags", json!([{ "name": "x" }, { "name": "y" }])).await.data();
        let table = "sku,name,price,stock,big,weight,sold,built,seen,opens,kind,colors,words,address.street,address.place.floor,lines,data,code,maker.email,labels.name,subject.collection,subject.item\r\n\
            a,\" A \"\"x\"\", y\",1.5,3,9007199254740993,2.50,YES,2020-02-29,2026-01-05T08:00:00+01:00, 08:30 ,tool ,\"red, blue\",\"[\"\"a,b\"\"]\",S,2,\"[{\"\"text\"\":\"\"l\"\"}]\",\"{\"\"k\"\":[1]}\",01890000-0000-7000-8000-0000000000AA,ada@example.com,\"x,y\",authors,01890000-0000-7000-8000-000000000001\r\n\
            ,,,,,,,,,,,,,,,,,,,,,\r\n\
            b,B,,,,,,,,,,,,,,,,,,,,\r\n";
        let report = import(&app.admin, "products", table).await.data();
        assert_eq!(counts(&report), "2 2 0 0 true", "{report}");
        let fields = "*,labels.name,maker.name,subject.collection,subject.item:authors.name";
        let rows = app.admin.get(&format!("/api/items/products?fields={fields}")).await.data();
        let expected = json!({
            "sku": "a", "name": " A \"x\", y", "price": "1.50", "stock": 3, "big": "9007199254740993", "weight": 2.5, "sold": true,
            "built": "2020-02-29", "seen": "2026-01-05T07:00:00.000Z", "opens": "08:30:00", "kind": "tool", "colors": ["red", "blue"],
            "words": ["a,b"], "address": { "street": "S", "place": { "floor": 2 } }, "lines": [{ "text": "l" }], "data": { "k": [1] },
            "code": "01890000-0000-7000-8000-0000000000aa", "maker": { "name": "Ada" }, "labels": [{ "name": "x" }, { "name": "y" }],
            "subject": { "collection": "authors", "item": { "name": "Ada" } },
        });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&rows[0][name], value, "{name}");
        }
        // A new item without a value has the default.
        assert_eq!((&rows[1]["sku"], &rows[1]["stock"], &rows[1]["address"]), (&json!("b"), &json!(7), &Json::Null));
        assert_eq!(rows.as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_export_is_imported_again() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let product = |sku: &str, name: &str| {
            json!({
                "sku": sku, "name": name, "price": "2.00", "stock": null, "big": "-5", "weight": 0.1, "sold": false, "built": "2021-01-01",
                "seen": "2026-01-05T08:00:00.123Z", "opens": "23:59:59", "colors": ["green"], "words": ["=w", "b"],
                "address": { "street": "=1+1", "place": { "city": "Köln\nSüd" } }, "lines": [], "data": [1, null, { "é": "\u{1f980}" }],
            })
        };
        let made = json!([product("a", "=1+1"), product("b", "'tis"), product("c", "-x"), product("d", "-1.5")]);
        app.admin.post("/api/items/products", made).await.data();
        let fields = "sku,name,price,stock,big,weight,sold,built,seen,opens,kind,colors,words,address,lines,data,code";
        let list = format!("/api/items/products?fields={fields}");
        let before = app.admin.get(&list).await.data();
        for format in ["csv", "csv_utf8"] {
            let file = app.admin.get(&format!("{list}&export={format}")).await;
            let untouched = import(&app.admin, "products?key=sku&dry_run=true", file.body.clone()).await.data();
            assert_eq!(counts(&untouched), "4 0 4 0 false", "{untouched}");
            app.admin.send("DELETE", "/api/items/products", Some(json!({ "query": { "filter": { "sku": { "_nnull": true } } } }))).await;
            assert_eq!(count(&app, "products").await, 0);
            let report = import(&app.admin, "products?key=sku", file.body).await.data();
            assert_eq!(counts(&report), "4 4 0 0 true", "{report}");
            let mut after = app.admin.get(&list).await.data();
            for (after, before) in after.as_array_mut().unwrap().iter_mut().zip(before.as_array().unwrap()) {
                // Null and nothing are one in a table, so that the default comes.
                assert_eq!(after["stock"], json!(7));
                after["stock"] = before["stock"].clone();
            }
            assert_eq!(after, before, "{format}");
        }
        let file = app.admin.get("/api/items/products?fields=sku,name,address,data&export=json").await;
        let again = import_as(&app.admin, "application/json", "products?key=sku", file.body).await.data();
        assert_eq!(counts(&again), "4 0 4 0 true");
    })
    .await;
}

#[tokio::test]
async fn rows_find_what_is_there() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        import(&app.admin, "products", "sku;name;stock\na;A;1\nb;B;2\n")
            .await
            .data();
        let all = async || {
            let rows = app
                .admin
                .get("/api/items/products?fields=sku,name,stock&sort=sku")
                .await
                .data();
            let rows = rows.as_array().unwrap().iter();
            let text = |row: &Json| {
                format!(
                    "{}{}{}",
                    row["sku"].as_str().unwrap(),
                    row["name"].as_str().unwrap(),
                    row["stock"]
                )
            };
            rows.map(text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(all().await, "aA1 bB2");
        // An empty cell is null for what is there, a missing column leaves it alone; a second row with the key changes what the first one made.
        let report = import(&app.admin, "products?key=sku", "sku,name\nb,Bee\nc,C\nc,Cee\nb,Bea\n")
            .await
            .data();
        assert_eq!(counts(&report), "4 1 3 0 true");
        assert_eq!(all().await, "aA1 bBea2 cCee7");
        let report = import(&app.admin, "products?key=sku", "sku,name,stock\na,A,\n")
            .await
            .data();
        assert_eq!(counts(&report), "1 0 1 0 true");
        assert_eq!(all().await, "aAnull bBea2 cCee7");
        // The key of the collection finds items without being named.
        let id = app
            .admin
            .get("/api/items/products?fields=id&filter[sku]=a")
            .await
            .data()[0]["id"]
            .clone();
        let id = id.as_str().unwrap();
        let table = format!("id,sku,name\n{id},z,Z\n01890000-0000-7000-8000-0000000000bb,n,N\n,m,M\n");
        let report = import(&app.admin, "products", table).await.data();
        assert_eq!(counts(&report), "3 2 1 0 true", "{report}");
        assert_eq!(all().await, "bBea2 cCee7 mM7 nN7 zZnull");
        let made = app
            .admin
            .get("/api/items/products/01890000-0000-7000-8000-0000000000bb")
            .await
            .data();
        assert_eq!(made["sku"], "n");
        let numbered = import_as(
            &app.admin,
            "application/json",
            "numbered",
            r#"[{"id": 5, "name": "five"}, {"name": "other"}]"#,
        )
        .await;
        assert_eq!(counts(&numbered.data()), "2 2 0 0 true");
        let numbered = import(&app.admin, "numbered", "id,name\n5,Five\n").await.data();
        assert_eq!(counts(&numbered), "1 0 1 0 true");
    })
    .await;
}

#[tokio::test]
async fn documents_say_what_a_payload_says() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let list = r#"[ {"Title": "One", "status": null, "x": 1, "author": {"name": "Ada"}, "tags": [{"name": "a"}, {"name": "b"}]} ]"#;
        let mapping = "mapping=%7B%22Title%22:%22title%22,%22x%22:null%7D";
        let report = import_as(&app.admin, "application/json", &format!("articles?{mapping}"), list).await.data();
        assert_eq!(counts(&report), "1 1 0 0 true", "{report}");
        let lines = "{\"title\": \"Two\"}\n\n{\"title\":\n \"Three\"}\n";
        let report = import_as(&app.admin, "application/x-ndjson", "articles", lines).await.data();
        assert_eq!((counts(&report), &report["columns"]), ("2 2 0 0 true".to_owned(), &json!([])));
        let rows = app.admin.get("/api/items/articles?fields=title,status,author.name,tags.name&sort=title").await.data();
        assert_eq!(rows[0], json!({ "title": "One", "status": null, "author": { "name": "Ada" }, "tags": [{ "name": "a" }, { "name": "b" }] }));
        assert_eq!((&rows[1]["title"], &rows[2]["status"]), (&json!("Three"), &json!("draft")));
        let bad = "{\"title\": \"Four\"}\n[1]\n{\"title\": 5}\n{\"title\": \"a\", \"title\": \"b\"}\n{\"titel\": \"x\"}\n{nope}\n";
        let report = import_as(&app.admin, "application/x-ndjson", "articles?on_error=skip", bad).await.data();
        assert_eq!(counts(&report), "6 1 0 5 true");
        let expected = [
            "2 - - INVALID_PAYLOAD -: must be an object with the fields of an item",
            "3 title title FAILED_VALIDATION type: must be a text",
            "4 - - INVALID_PAYLOAD -: is not JSON: `title` is given twice",
            "5 titel titel INVALID_PAYLOAD -: there is no field `titel`; did you mean `title`?",
            "6 - - INVALID_PAYLOAD -: is not JSON: key must be a string",
        ];
        assert_eq!(problems(&report), expected);
    })
    .await;
}

#[tokio::test]
async fn a_tree_grows_from_its_parents() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let report = import(&app.admin, "shelves", "slug,up.slug\na,\nb,a\nc,b\n")
            .await
            .data();
        assert_eq!(counts(&report), "3 3 0 0 true", "{report}");
        let row = app
            .admin
            .get("/api/items/shelves?fields=up.slug,up.up.slug&filter[slug]=c")
            .await
            .data();
        assert_eq!(row[0]["up"], json!({ "slug": "b", "up": { "slug": "a" } }));
        let report = import(&app.admin, "shelves?on_error=skip", "slug,up.slug\nx,y\ny,a\n")
            .await
            .data();
        assert_eq!(counts(&report), "2 1 0 1 true");
        assert_eq!(
            problems(&report),
            [r#"2 up.slug up FAILED_VALIDATION exists: no item of shelves that you may use has the slug "y""#]
        );
    })
    .await;
}

#[tokio::test]
async fn many_rows_come_in_batches() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let table: String = (0..1100).map(|number| format!("s{number},N{number}\r\n")).collect();
        let report = import(&app.admin, "products", format!("sku,name\r\n{table}"))
            .await
            .data();
        assert_eq!(counts(&report), "1100 1100 0 0 true");
        // One bad row: the others of its batch are good.
        let table: String = (900..1700)
            .map(|number| match number {
                1000 => "s1000,\r\n".to_owned(),
                1600 => "s1,again\r\n".to_owned(),
                number => format!("s{number},M\r\n"),
            })
            .collect();
        let report = import(
            &app.admin,
            "products?key=sku&on_error=skip",
            format!("sku,name\r\n{table}"),
        )
        .await
        .data();
        assert_eq!(counts(&report), "800 599 200 1 true", "{report}");
        assert_eq!(
            problems(&report),
            ["102 name name FAILED_VALIDATION nnull: must not be null"]
        );
        assert_eq!(count(&app, "products").await, 1699);
        // Without the key the database itself has to refuse, in the middle of a batch.
        let table: String = (3000..3600)
            .map(|number| {
                if number % 250 == 0 {
                    "s1,again\r\n".to_owned()
                } else {
                    format!("s{number},M\r\n")
                }
            })
            .collect();
        let report = import(&app.admin, "products?on_error=skip", format!("sku,name\r\n{table}"))
            .await
            .data();
        assert_eq!(counts(&report), "600 597 0 3 true");
        assert_eq!(
            problems(&report),
            [
                "2 sku - RECORD_NOT_UNIQUE -: another item has the same `sku`",
                "252 sku - RECORD_NOT_UNIQUE -: another item has the same `sku`",
                "502 sku - RECORD_NOT_UNIQUE -: another item has the same `sku`",
            ]
        );
    })
    .await;
}
