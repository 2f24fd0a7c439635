//! Uploads: forms, pieces, addresses, and what is kept of them.

use image::ImageFormat;
use quintet::value::Json;
use serde_json::json;

use super::{
    super::app::{Answer, Client, TestApp},
    File, PROJECT, Text, form, id, picture, send, stored, upload, uploads,
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn files_come_with_their_texts_and_go_with_their_bytes() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let parts = [
            Text("title", "Harbor"),
            Text("description", "Boats at night"),
            Text("tags", "[\"sea\"]"),
            Text("focal_point_x", "12"),
            Text("folder", "null"),
            File("night_tram.png", &jpeg),
        ];
        let file = upload(&app.editor, &parts).await;
        let expected = json!({
            "title": "Harbor", "description": "Boats at night", "tags": ["sea"], "focal_point_x": 12, "folder": null,
            "type": "image/jpeg", "width": 64, "height": 48, "filename_download": "night_tram.png", "storage": "local",
        });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&file[name], value, "{name}");
        }
        assert_eq!(file["filesize"], json!(jpeg.len()));
        assert!(file["blurhash"].as_str().unwrap().len() > 20 && file["color"].as_str().unwrap().starts_with('#'));
        assert_eq!(file["checksum"].as_str().unwrap().len(), 64);

        let two = send(
            &app.editor,
            "POST",
            "/api/files?fields=title",
            &[File("a.txt", b"one"), Text("title", "B"), File("b.txt", b"two")],
        )
        .await;
        assert_eq!(two.data(), json!([{ "title": "A" }, { "title": "B" }]));
        assert_eq!(stored(&uploads(&app)).len(), 3);

        let path = format!("/api/files/{}", id(&file));
        let replaced = send(
            &app.editor,
            "PATCH",
            &path,
            &[Text("title", "Text now"), File("new.txt", b"hello")],
        )
        .await
        .data();
        assert_eq!(
            (&replaced["id"], &replaced["type"], &replaced["width"]),
            (&file["id"], &json!("text/plain"), &Json::Null)
        );
        assert_eq!(replaced["title"], "Text now");
        assert_eq!(
            app.admin.get(&format!("/api/assets/{}", id(&file))).await.text(),
            "hello"
        );
        assert_eq!(stored(&uploads(&app)).len(), 3, "the old bytes are gone");
        let renamed = app.editor.patch(&path, json!({ "title": "Renamed" })).await.data();
        assert_eq!(renamed["title"], "Renamed");

        app.editor.delete(&path).await.is_error(403, "FORBIDDEN");
        assert_eq!(app.admin.delete(&path).await.status, 204);
        assert_eq!(stored(&uploads(&app)).len(), 2);
        let all = app
            .admin
            .send(
                "DELETE",
                "/api/files",
                Some(json!({ "query": { "filter": { "type": "text/plain" } } })),
            )
            .await;
        assert_eq!(all.status, 204, "{}", all.text());
        assert_eq!(stored(&uploads(&app)), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn nothing_stays_of_what_is_refused() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| settings.files.max_size = 2000).await;
        let nothing = send(&app.editor, "POST", "/api/files", &[Text("title", "x")]).await;
        nothing.is_error(400, "INVALID_PAYLOAD");
        app.editor
            .post("/api/files", json!({ "title": "x" }))
            .await
            .is_error(415, "UNSUPPORTED_MEDIA_TYPE");
        let large = send(&app.editor, "POST", "/api/files", &[File("a", &[7; 3000])]).await;
        large.is_error(413, "CONTENT_TOO_LARGE");
        send(&app.public, "POST", "/api/files", &[File("a", b"x")])
            .await
            .is_error(403, "FORBIDDEN");
        // The second one is refused by its field: the first one goes too.
        let half = send(
            &app.editor,
            "POST",
            "/api/files",
            &[File("a", b"x"), Text("title", &"t".repeat(300)), File("b", b"y")],
        )
        .await;
        half.is_error(400, "FAILED_VALIDATION");
        send(
            &app.editor,
            "POST",
            "/api/files",
            &[Text("filename_disk", "../../x"), File("a", b"x")],
        )
        .await
        .is_error(400, "INVALID_PAYLOAD");
        send(
            &app.editor,
            "POST",
            "/api/files",
            &[Text("storage", "moon"), File("a", b"x")],
        )
        .await
        .is_error(400, "INVALID_PAYLOAD");
        let cut = app
            .editor
            .request("POST", "/api/files")
            .header("content-type", "multipart/form-data; boundary=BOUNDARY");
        Answer::of(cut.body(form(&[File("a", b"x")])[..80].to_vec()))
            .await
            .is_error(400, "INVALID_PAYLOAD");
        // A record without bytes can not be made on the side either.
        let aside = app
            .admin
            .post(
                "/api/items/pages",
                json!({ "title": "x", "cover": { "title": "y", "filename_download": "z" } }),
            )
            .await;
        aside.is_error(400, "FAILED_VALIDATION");
        assert_eq!(app.admin.get("/api/files").await.data(), json!([]));
        assert_eq!(stored(&app.database.folder.path().join("data")), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn hostile_names_are_only_names() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let long = format!("{}.txt", "n".repeat(400));
        for name in [
            "../../etc/passwd",
            "..%2f..%2fx",
            "CON",
            "a\u{202e}txt.exe",
            "🌊.txt",
            "مرحبا.txt",
            long.as_str(),
            ".",
            "a;b=c.txt",
        ] {
            let file = upload(&app.editor, &[File(name, b"text")]).await;
            let shown = file["filename_download"].as_str().unwrap();
            assert!(
                !shown.contains(['/', '\\', '\u{202e}']) && shown.chars().count() <= 255,
                "{shown}"
            );
            let asset = app.admin.get(&format!("/api/assets/{}", id(&file))).await;
            assert_eq!((asset.status.as_u16(), asset.text().as_str()), (200, "text"), "{name}");
        }
        assert!(
            stored(&uploads(&app))
                .iter()
                .all(|name| name.len() == 40 && name.is_ascii())
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let parts = [File("same.jpg", jpeg.as_slice())];
        let same = (0..20).map(|_| upload(&app.editor, &parts));
        let files = futures_util::future::join_all(same).await;
        assert_eq!(stored(&uploads(&app)).len(), 20);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let inodes = std::fs::read_dir(uploads(&app))
                .unwrap()
                .map(|entry| entry.unwrap().metadata().unwrap().ino());
            assert_eq!(inodes.collect::<std::collections::HashSet<_>>().len(), 1);
        }
        for file in files.iter().skip(1) {
            assert_eq!(app.admin.delete(&format!("/api/files/{}", id(file))).await.status, 204);
        }
        assert_eq!(
            app.admin.get(&format!("/api/assets/{}", id(&files[0]))).await.body,
            jpeg
        );
    })
    .await;
}

#[tokio::test]
async fn uploads_go_on_where_they_broke_off() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let tus =
            |client: &Client, method: &str, path: &str| client.request(method, path).header("tus-resumable", "1.0.0");
        let begun = tus(&app.editor, "POST", "/api/files/tus").header("upload-length", "10");
        let begun = Answer::of(begun.header("upload-metadata", "filename YS50eHQ=,title VGhlIHRpdGxl")).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let path = begun.header("location").unwrap().to_owned();
        let piece = |client: &Client, offset: &str, body: &'static str| {
            let request = tus(client, "PATCH", &path).header("content-type", "application/offset+octet-stream");
            Answer::of(request.header("upload-offset", offset).body(body))
        };
        assert_eq!(
            piece(&app.editor, "0", "01234").await.header("upload-offset"),
            Some("5")
        );
        let wrong = piece(&app.editor, "0", "01234").await;
        wrong.is_error(409, "UPLOAD_OFFSET");
        assert_eq!(wrong.header("upload-offset"), Some("5"));
        piece(&app.admin, "5", "x").await.is_error(404, "NOT_FOUND");
        piece(&app.editor, "5", "567890").await.is_error(400, "INVALID_PAYLOAD");
        let head = Answer::of(tus(&app.editor, "HEAD", &path)).await;
        assert_eq!(
            (head.header("upload-offset"), head.header("upload-length")),
            (Some("5"), Some("10"))
        );
        let done = piece(&app.editor, "5", "56789").await;
        assert_eq!(done.status, 204, "{}", done.text());
        let file = done.header("directus-file-id").unwrap().to_owned();
        assert_eq!(
            app.editor.get(&format!("/api/files/{file}")).await.data()["title"],
            "The title"
        );
        assert_eq!(app.admin.get(&format!("/api/assets/{file}")).await.text(), "0123456789");
        let again = Answer::of(tus(&app.editor, "HEAD", &path)).await;
        assert_eq!(again.header("upload-offset"), Some("10"));

        let options = app.public.send("OPTIONS", "/api/files/tus", None).await;
        assert!(options.header("tus-extension").unwrap().contains("creation"));
        let public = Answer::of(tus(&app.public, "POST", "/api/files/tus").header("upload-length", "1")).await;
        public.is_error(403, "FORBIDDEN");
        let huge = Answer::of(tus(&app.editor, "POST", "/api/files/tus").header("upload-length", "999999999999")).await;
        huge.is_error(413, "CONTENT_TOO_LARGE");
        let old = app
            .editor
            .request("POST", "/api/files/tus")
            .header("upload-length", "1");
        Answer::of(old).await.is_error(412, "PRECONDITION_FAILED");
    })
    .await;
}

#[tokio::test]
async fn imports_reach_only_what_is_outside() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let own = format!("http://{}/livez", app.address);
        for url in [
            own.as_str(),
            "http://localhost:1/",
            "http://[::1]/",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "nonsense",
        ] {
            let refused = app.editor.post("/api/files/import", json!({ "url": url })).await;
            refused.is_error(400, "INVALID_PAYLOAD");
        }
        app.public
            .post("/api/files/import", json!({ "url": own }))
            .await
            .is_error(403, "FORBIDDEN");
        assert_eq!(app.admin.get("/api/files").await.data(), json!([]));
    })
    .await;
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| settings.files.import_private = true).await;
        let url = format!("http://{}/favicon.svg", app.address);
        let body = json!({ "url": url, "data": { "title": "Imported" } });
        let file = app.editor.post("/api/files/import", body).await.data();
        let known = (&file["title"], &file["type"], &file["filename_download"]);
        assert_eq!(
            known,
            (&json!("Imported"), &json!("image/svg+xml"), &json!("favicon.svg"))
        );
        let missing = app
            .editor
            .post("/api/files/import", json!({ "url": format!("{url}x") }))
            .await;
        missing.is_error(400, "INVALID_PAYLOAD");
    })
    .await;
}
