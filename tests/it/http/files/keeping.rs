//! Records and bytes belong together: checks, moves, and files that are in use.

use image::ImageFormat;
use serde_json::json;

use super::{super::app::TestApp, File, PROJECT, Text, id, picture, stored, upload, uploads};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn a_check_finds_what_does_not_belong_together() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let kept = upload(&app.editor, &[File("a.jpg", &jpeg)]).await;
        let lost = upload(&app.editor, &[File("b.txt", b"lost")]).await;
        assert_eq!(
            app.admin
                .get(&format!("/api/assets/{}?width=9", id(&kept)))
                .await
                .status,
            200
        );
        std::fs::remove_file(uploads(&app).join(lost["filename_disk"].as_str().unwrap())).unwrap();
        std::fs::write(uploads(&app).join("orphan.txt"), b"x").unwrap();
        std::fs::create_dir_all(uploads(&app).join("variants/nobody")).unwrap();
        std::fs::write(uploads(&app).join("variants/nobody/v.webp"), b"x").unwrap();
        app.admin
            .get(&format!("/api/assets/{}", id(&lost)))
            .await
            .is_error(503, "SERVICE_UNAVAILABLE");
        let report = app
            .on_server(|app| async move {
                let call = app.call_as_administrator();
                let young = app.assets.check(&call, chrono::TimeDelta::hours(1)).await.unwrap();
                assert_eq!((young.orphans.len(), young.young), (0, 2));
                let report = app.assets.check(&call, chrono::TimeDelta::hours(-1)).await.unwrap();
                app.assets.remove_orphans(&report).await.unwrap();
                app.assets.remove_missing(&call, &report).await.unwrap();
                let again = app.assets.check(&call, chrono::TimeDelta::hours(-1)).await.unwrap();
                assert!(again.orphans.is_empty() && again.missing.is_empty() && again.records == 1);
                report
            })
            .await;
        let mut orphans: Vec<&str> = report.orphans.iter().map(|orphan| orphan.key.as_str()).collect();
        orphans.sort_unstable();
        assert_eq!(orphans, ["orphan.txt", "variants/nobody/v.webp"]);
        assert_eq!(
            report
                .missing
                .iter()
                .map(|record| record.id.clone())
                .collect::<Vec<_>>(),
            [id(&lost)]
        );
        assert_eq!(stored(&uploads(&app)).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn files_move_between_storages() {
    on_sqlite(&|database: TestDatabase| async move {
        let storages = vec!["one=file:one".to_owned(), "two=file:two".to_owned()];
        let app = TestApp::start_with(database, PROJECT, |settings| settings.files.storages = storages).await;
        let file = upload(&app.editor, &[File("a.txt", b"moved")]).await;
        let other = upload(&app.editor, &[Text("storage", "two"), File("b.txt", b"there")]).await;
        assert_eq!((&file["storage"], &other["storage"]), (&json!("one"), &json!("two")));
        app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let (one, two) = (
                app.assets.storages.get("one").unwrap(),
                app.assets.storages.get("two").unwrap(),
            );
            assert_eq!(app.assets.relocate(&call, one, two).await, Ok(1));
            assert_eq!(app.assets.relocate(&call, one, two).await, Ok(0));
        })
        .await;
        let data = app.database.folder.path().join("data");
        assert_eq!(
            (stored(&data.join("one")).len(), stored(&data.join("two")).len()),
            (0, 2)
        );
        assert_eq!(
            app.admin.get(&format!("/api/assets/{}", id(&file))).await.text(),
            "moved"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_in_use_is_not_deleted() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let file = upload(&app.editor, &[File("a.jpg", &picture(8, 8, ImageFormat::Jpeg))]).await;
        let page = app
            .admin
            .post("/api/items/pages", json!({ "title": "x", "cover": file["id"] }))
            .await
            .data();
        let path = format!("/api/files/{}", id(&file));
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");
        assert_eq!(app.admin.get(&format!("/api/assets/{}", id(&file))).await.status, 200);
        let page = format!("/api/items/pages/{}", page["id"].as_str().unwrap());
        assert_eq!(app.admin.delete(&page).await.status, 204);
        assert_eq!(app.admin.delete(&path).await.status, 204);
    })
    .await;
}
