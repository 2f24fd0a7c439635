//! Who may import: who may create or change items, field by field and row by row, and nobody learns by it what he may not read.

use serde_json::json;

use super::{count, counts, import, import_as, problems, refused, start};
use crate::support::{TestDatabase, for_each_engine};

#[tokio::test]
async fn rows_ask_for_what_a_create_asks_for() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let clerk = app.as_role("clerk").await;
        let report = import(&clerk, "products", "sku,name,stock\na,A,5\n").await.data();
        assert_eq!(counts(&report), "1 1 0 0 true");
        let row = app.admin.get("/api/items/products?fields=sku,kind").await.data();
        assert_eq!(
            row,
            json!([{ "sku": "a", "kind": "toy" }]),
            "with the preset of the role"
        );
        // A field that he may not write is one that is not there.
        let hidden = import(&clerk, "products", "sku,name,price\nb,B,1\n").await;
        let missing = import(&clerk, "products", "sku,name,prize\nb,B,1\n").await;
        assert_eq!(
            hidden.message(),
            "column \"price\": there is no field `price` that you may write"
        );
        assert_eq!(
            missing.message(),
            "column \"prize\": there is no field `prize` that you may write"
        );
        let document = |name: &str| format!("[{{\"sku\": \"b\", \"name\": \"B\", \"{name}\": 1}}]");
        for name in ["price", "prize"] {
            let answer = import_as(&clerk, "application/json", "products", document(name)).await;
            let sentence = "2 - - FORBIDDEN -: you do not have permission to access this, or it does not exist";
            assert_eq!(problems(&refused(&answer)), [sentence.replace('2', "1")], "{name}");
        }
        // The check of the role, in the middle of good rows.
        let report = import(
            &clerk,
            "products?on_error=skip",
            "sku,name,stock\nb,B,1\nc,C,100\nd,D,2\n",
        )
        .await
        .data();
        assert_eq!(counts(&report), "3 2 0 1 true");
        assert_eq!(report["errors"][0]["code"], "FORBIDDEN");
        assert_eq!(
            (&report["errors"][0]["row"], &report["errors"][0]["line"]),
            (&json!(2), &json!(3))
        );
    })
    .await;
}

#[tokio::test]
async fn rows_change_what_the_caller_may_change_and_find_what_he_may_read() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let clerk = app.as_role("clerk").await;
        import(&app.admin, "products", "sku,name,kind\nseen,S,toy\nhidden,H,tool\n")
            .await
            .data();
        let report = import(&clerk, "products?key=sku", "sku,name\nseen,T\n").await.data();
        assert_eq!(counts(&report), "1 0 1 0 true");
        // The hidden one is not found, so that the answer is the one of a create.
        let answer = import(&clerk, "products?key=sku", "sku,name\nhidden,T\n").await;
        let created = clerk
            .post("/api/items/products", json!({ "sku": "hidden", "name": "T" }))
            .await;
        created.is_error(400, "RECORD_NOT_UNIQUE");
        assert_eq!(refused(&answer)["errors"][0]["code"], "RECORD_NOT_UNIQUE");
        let id = app
            .admin
            .get("/api/items/products?fields=id&filter[sku]=hidden")
            .await
            .data()[0]["id"]
            .clone();
        let answer = import_as(
            &clerk,
            "application/json",
            "products",
            json!([{ "id": id, "sku": "x", "name": "T" }]).to_string(),
        )
        .await;
        // He may not write keys, and whether there is such an item is not told.
        assert_eq!(refused(&answer)["errors"][0]["code"], "FORBIDDEN");
        // A field that may be written in new items only.
        let answer = import(&clerk, "products?key=sku", "sku,name,kind\nseen,T,tool\n").await;
        assert_eq!(refused(&answer)["errors"][0]["code"], "FORBIDDEN");
        // A key that is no field for him.
        let unknown = import(&clerk, "products?key=nonsense", "sku,name\nx,X\n").await;
        let hidden = import(&clerk, "products?key=price", "sku,name\nx,X\n").await;
        unknown.is_error(403, "FORBIDDEN");
        assert_eq!(hidden.error(), unknown.error());
        let names = app
            .admin
            .get("/api/items/products?fields=sku,name&sort=sku")
            .await
            .data();
        assert_eq!(
            names,
            json!([{ "sku": "hidden", "name": "H" }, { "sku": "seen", "name": "T" }])
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_else_is_imported_into() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let clerk = app.as_role("clerk").await;
        // Whom nothing is granted, whatever there is.
        for path in ["products", "nonsense", "quintet_users", "quintet_sessions", "site"] {
            import(&app.public, path, "name\nx\n").await.is_error(403, "FORBIDDEN");
        }
        import(&clerk, "numbered", "name\nx\n").await.is_error(403, "FORBIDDEN");
        import(&clerk, "quintet_users", "email\na@b.example\n")
            .await
            .is_error(403, "FORBIDDEN");
        // Who may write and not read.
        let report = import(&app.public, "diary", "text\n=1+1\nb\n").await.data();
        assert_eq!(counts(&report), "2 2 0 0 true");
        import(&app.public, "diary?key=id", "text\nc\n")
            .await
            .is_error(403, "FORBIDDEN");
        let texts = app.admin.get("/api/items/diary?fields=text&sort=text").await.data();
        assert_eq!(
            texts,
            json!([{ "text": "=1+1" }, { "text": "b" }]),
            "a formula is a text like any other"
        );
        // A token that reads only, and an administrator who looks as somebody else.
        let viewing = app
            .admin
            .request("POST", "/api/utils/import/tags")
            .header("quintet-view-as", "editor");
        let viewing = viewing.header("content-type", "text/csv").body("name\nx\n");
        crate::http::app::Answer::of(viewing).await.is_error(403, "FORBIDDEN");
        let answer = import(&app.admin, "site", "name\nx\n").await;
        assert_eq!(answer.message(), "site is one item: there is nothing to import");
        // The server's own: as far as they are items that somebody may write.
        let report = import(
            &app.admin,
            "quintet_users",
            "email,first_name,role\nNew@Example.com,N,editor\n",
        )
        .await
        .data();
        assert_eq!(counts(&report), "1 1 0 0 true", "{report}");
        let user = app
            .admin
            .get("/api/users?fields=email,role&filter[first_name]=N")
            .await
            .data();
        assert_eq!(user, json!([{ "email": "new@example.com", "role": "editor" }]));
        let bad = import(&app.admin, "quintet_users", "email,role\nx@example.com,nonsense\n").await;
        assert_eq!(refused(&bad)["errors"][0]["line"], 2);
        for path in [
            "quintet_sessions",
            "quintet_tokens",
            "quintet_activity",
            "quintet_jobs",
            "quintet_counters",
        ] {
            import(&app.admin, path, "id\nx\n").await.is_error(403, "FORBIDDEN");
        }
        // Files are no rows: none of them is made without bytes.
        let file = import(&app.admin, "quintet_files", "title\nx\n").await;
        assert_eq!(refused(&file)["created"], 0);
        assert_eq!(count(&app, "tags").await, 0);
    })
    .await;
}
