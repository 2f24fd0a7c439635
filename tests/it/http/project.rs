//! The project's settings: who changes them, and what of them strangers see.

use serde_json::{Value as Json, json};

use super::{
    app::TestApp,
    people::{signed_in, start, user},
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

async fn shown(app: &TestApp) -> Json {
    app.public.get("/api/server/info").await.data()["project"].clone()
}

#[tokio::test]
async fn administrators_name_the_project_and_everybody_sees_it() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["reader"]).await;
        let (ada, _) = signed_in(&app, "ada@example.org").await;
        let nothing = json!({
            "project_name": "Quintet", "project_descriptor": null, "project_color": null,
            "project_logo": null, "default_language": null, "default_appearance": null,
        });
        assert_eq!(shown(&app).await, nothing);
        assert_eq!(
            ada.get("/api/settings?fields=project_name").await.data(),
            json!({ "project_name": null })
        );
        app.public.get("/api/settings").await.is_error(403, "FORBIDDEN");
        let wish = json!({
            "project_name": "The Ledger", "project_descriptor": "News of the harbor", "project_color": "#1d3557",
            "default_language": "fr", "default_appearance": "dark",
        });
        ada.patch("/api/settings", wish.clone())
            .await
            .is_error(403, "FORBIDDEN");
        let written = app.admin.patch("/api/settings", wish.clone()).await.data();
        assert_eq!(written["project_name"], "The Ledger");
        let mut expected = wish;
        expected["project_logo"] = Json::Null;
        assert_eq!(shown(&app).await, expected);
        assert_eq!(
            ada.get("/api/settings?fields=project_color").await.data(),
            json!({ "project_color": "#1d3557" })
        );
        for wrong in [
            json!({ "default_language": "tlh" }),
            json!({ "default_appearance": "loud" }),
            json!({ "project_color": "blue" }),
        ] {
            app.admin
                .patch("/api/settings", wrong)
                .await
                .is_error(400, "FAILED_VALIDATION");
        }
        app.admin
            .patch("/api/settings", json!({ "project_name": null }))
            .await
            .data();
        assert_eq!(shown(&app).await["project_name"], "Quintet");
        for method in ["POST", "DELETE"] {
            app.admin
                .send(method, "/api/settings", Some(json!({})))
                .await
                .is_error(405, "METHOD_NOT_ALLOWED");
        }
    })
    .await;
}

#[tokio::test]
async fn another_instance_hears_of_it() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        assert_eq!(shown(&app).await["project_name"], "Quintet");
        // As another instance would: past everything that this one has noted.
        let other = app.database.connect_again().await;
        for statement in [
            "INSERT INTO quintet_settings (id, project_name, created_at, updated_at) VALUES ('x', 'Elsewhere', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')",
            "UPDATE quintet_counters SET value = value + 1 WHERE id = 'project'",
        ] {
            other.execute_raw(statement).await.unwrap();
        }
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while shown(&app).await["project_name"] != "Elsewhere" {
            assert!(std::time::Instant::now() < deadline, "never noticed");
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn it_costs_no_statement_to_look_again() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        shown(&app).await;
        let count = || (app.app.items.database().statements(), app.app.auth.identities.asked());
        let before = count();
        for _ in 0..50 {
            shown(&app).await;
        }
        let after = count();
        // The counters alone are asked for, twice a second at most.
        assert_eq!(after.0 - before.0, after.1 - before.1);
        assert!(after.1 - before.1 < 50, "{}", after.1 - before.1);
    })
    .await;
}
