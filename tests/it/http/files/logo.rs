//! The picture of the project is everybody's, while it is that.

use image::ImageFormat;
use serde_json::{Value as Json, json};

use super::{File, PROJECT, id, picture, upload};
use crate::{
    http::app::TestApp,
    support::{TestDatabase, for_each_engine},
};

#[tokio::test]
async fn strangers_see_the_logo_while_it_is_one() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let bytes = picture(60, 60, ImageFormat::Png);
        let logo = id(&upload(&app.admin, &[File("logo.png", &bytes)]).await);
        let other = id(&upload(&app.admin, &[File("other.png", &bytes)]).await);
        let get = |id: &str| {
            let (public, path) = (app.public.clone(), format!("/api/assets/{id}?width=40"));
            async move { public.get(&path).await }
        };
        let choose = |logo: Json| {
            let admin = app.admin.clone();
            async move {
                admin
                    .patch("/api/settings", json!({ "project_logo": logo }))
                    .await
                    .data()
            }
        };
        get(&logo).await.is_error(403, "FORBIDDEN");
        choose(json!(logo)).await;
        let shown = app.public.get("/api/server/info").await.data();
        assert_eq!(shown["project"]["project_logo"], json!(logo));
        let found = get(&logo).await;
        assert_eq!(
            (found.status.as_u16(), found.header("cache-control")),
            (200, Some("public, max-age=300"))
        );
        assert_eq!(get(&logo.to_uppercase()).await.status, 200);
        get(&other).await.is_error(403, "FORBIDDEN");
        // What is said about the file stays hidden, and nobody signs its address.
        app.public
            .get(&format!("/api/files/{logo}"))
            .await
            .is_error(404, "NOT_FOUND");
        app.public
            .post(&format!("/api/files/{logo}/sign"), json!({}))
            .await
            .is_error(403, "FORBIDDEN");
        choose(json!(other)).await;
        get(&logo).await.is_error(403, "FORBIDDEN");
        assert_eq!(get(&other).await.status, 200);
        assert_eq!(app.admin.delete(&format!("/api/files/{other}")).await.status, 204);
        get(&other).await.is_error(403, "FORBIDDEN");
        assert_eq!(
            app.admin.get("/api/settings?fields=project_logo").await.data(),
            json!({ "project_logo": null })
        );
    })
    .await;
}
