//! Files over HTTP: forms, pieces, addresses; and pictures, ranges, signatures. On every engine where rows matter.

mod demands;
mod killed;
mod service;
mod unhappy;
mod usages;

use std::{io::Cursor, path::Path};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use quintet::{config::Transforms, value::Json};
use serde_json::json;

use super::app::{Answer, Client, TestApp};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

const PROJECT: &[(&str, &str)] = &[
    (
        "models/pages.yaml",
        "fields:\n  title: { type: string, required: true }\n  cover: { type: image, on_delete: restrict }\n",
    ),
    (
        "roles/public.yaml",
        "permissions:\n  quintet_files: { read: { filter: { description: { _eq: public } }, fields: [id, title] } }\n",
    ),
    (
        "roles/editor.yaml",
        "permissions:\n  quintet_files: { create: true, read: true, update: { filter: { title: { _neq: Locked } } } }\n  pages: all\n",
    ),
];

/// A part of a form: a text, or a file with its name.
enum Part<'p> {
    Text(&'p str, &'p str),
    File(&'p str, &'p [u8]),
}

use Part::{File, Text};

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(b"--BOUNDARY\r\n");
        match part {
            Text(name, text) => {
                body.extend_from_slice(
                    format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}").as_bytes(),
                );
            }
            File(name, bytes) => {
                let head = format!(
                    "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
                );
                body.extend_from_slice(head.as_bytes());
                body.extend_from_slice(bytes);
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--BOUNDARY--\r\n");
    body
}

async fn send(client: &Client, method: &str, path: &str, parts: &[Part<'_>]) -> Answer {
    let request = client
        .request(method, path)
        .header("content-type", "multipart/form-data; boundary=BOUNDARY");
    Answer::of(request.body(form(parts))).await
}

async fn upload(client: &Client, parts: &[Part<'_>]) -> Json {
    send(client, "POST", "/api/files", parts).await.data()
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([200, u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap()])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Files below a folder, variants included.
fn stored(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        if entry.path().is_dir() {
            names.extend(stored(&entry.path()));
        } else {
            names.push(entry.file_name().into_string().unwrap());
        }
    }
    names
}

fn uploads(app: &TestApp) -> std::path::PathBuf {
    app.database.folder.path().join("data/uploads")
}

fn id(file: &Json) -> String {
    file["id"].as_str().unwrap().to_owned()
}

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
async fn assets_are_served_to_who_may_read_them() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let hidden = upload(&app.editor, &[File("a.txt", b"secret")]).await;
        let open = upload(
            &app.editor,
            &[Text("description", "public"), File("o.txt", b"0123456789")],
        )
        .await;
        for path in [
            format!("/api/assets/{}", id(&hidden)),
            "/api/assets/nonsense".to_owned(),
            format!("/api/assets/{}", uuid::Uuid::nil()),
        ] {
            app.public.get(&path).await.is_error(403, "FORBIDDEN");
        }
        let path = format!("/api/assets/{}/any-name.txt", id(&open));
        let whole = app.public.get(&path).await;
        assert_eq!((whole.status.as_u16(), whole.text().as_str()), (200, "0123456789"));
        assert_eq!(whole.header("content-length"), Some("10"));
        assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(whole.header("accept-ranges"), Some("bytes"));
        assert!(whole.header("content-security-policy").unwrap().contains("sandbox"));
        assert!(
            whole
                .header("content-disposition")
                .unwrap()
                .starts_with("inline; filename=\"o.txt\"")
        );
        assert!(
            app.public
                .get(&format!("{path}?download"))
                .await
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
        let tag = whole.header("etag").unwrap();
        let known = Answer::of(app.public.request("GET", &path).header("if-none-match", tag)).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
        let head = app.public.send("HEAD", &path, None).await;
        assert_eq!(
            (head.status.as_u16(), head.header("content-length"), head.body.len()),
            (200, Some("10"), 0)
        );
        for (range, status, text, shown) in [
            ("bytes=2-4", 206, "234", Some("bytes 2-4/10")),
            ("bytes=-3", 206, "789", Some("bytes 7-9/10")),
            ("bytes=5-5000", 206, "56789", Some("bytes 5-9/10")),
            ("bytes=9-1", 200, "0123456789", None),
            ("bytes=0-1,3-4", 200, "0123456789", None),
        ] {
            let part = Answer::of(app.public.request("GET", &path).header("range", range)).await;
            assert_eq!(
                (part.status.as_u16(), part.text().as_str(), part.header("content-range")),
                (status, text, shown),
                "{range}"
            );
        }
        let beyond = Answer::of(app.public.request("GET", &path).header("range", "bytes=10-")).await;
        beyond.is_error(416, "RANGE_NOT_SATISFIABLE");
        assert_eq!(beyond.header("content-range"), Some("bytes */10"));
        let stale = app
            .public
            .request("GET", &path)
            .header("range", "bytes=2-4")
            .header("if-range", "\"old\"");
        assert_eq!(Answer::of(stale).await.status, 200);
        app.public
            .get(&format!("{path}?width=10"))
            .await
            .is_error(400, "ILLEGAL_ASSET_TRANSFORMATION");
    })
    .await;
}

#[tokio::test]
async fn pictures_are_made_once_and_thrown_away_with_the_file() {
    on_sqlite(&|database: TestDatabase| async move {
        let presets = vec!["card?width=40&height=40&format=auto".to_owned()];
        let app = TestApp::start_with(database, PROJECT, |settings| settings.files.presets = presets).await;
        let jpeg = picture(640, 480, ImageFormat::Jpeg);
        let file = upload(&app.editor, &[Text("description", "public"), File("a.jpg", &jpeg)]).await;
        let path = format!("/api/assets/{}", id(&file));
        let wanted = format!("{path}?width=100&format=webp");
        let same = futures_util::future::join_all((0..8).map(|_| app.public.get(&wanted))).await;
        assert!(
            same.iter()
                .all(|answer| answer.status == 200 && answer.body == same[0].body)
        );
        assert_eq!(same[0].header("content-type"), Some("image/webp"));
        let made = image::load_from_memory(&same[0].body).unwrap();
        assert_eq!((made.width(), made.height()), (100, 75));
        assert_eq!(stored(&uploads(&app).join("variants")).len(), 1);
        let part = Answer::of(app.public.request("GET", &wanted).header("range", "bytes=0-3")).await;
        assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, &b"RIFF"[..]));

        let card = format!("{path}?key=card");
        for (accept, expected) in [
            ("image/webp,*/*", "image/webp"),
            ("*/*", "image/jpeg"),
            ("\u{1}\"; q=x,,,;", "image/jpeg"),
        ] {
            let request = app.public.request("GET", &card);
            let answer = match reqwest::header::HeaderValue::from_str(accept) {
                Ok(value) => Answer::of(request.header("accept", value)).await,
                Err(_) => Answer::of(request).await,
            };
            assert_eq!(
                (answer.status.as_u16(), answer.header("content-type")),
                (200, Some(expected)),
                "{accept}"
            );
            assert!(answer.header("vary").unwrap().contains("accept"));
            assert!(answer.header("cache-control").unwrap().contains("immutable"));
        }
        for (query, code) in [
            ("key=none", "INVALID_QUERY"),
            ("width=0", "INVALID_QUERY"),
            ("width=99999", "INVALID_QUERY"),
            ("format=exe", "INVALID_QUERY"),
            ("widht=5", "INVALID_QUERY"),
        ] {
            app.public.get(&format!("{path}?{query}")).await.is_error(400, code);
        }
        assert_eq!(app.admin.delete(&format!("/api/files/{}", id(&file))).await.status, 204);
        assert_eq!(stored(&uploads(&app)), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_signature_opens_one_wish_for_a_while() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.files.transforms = Transforms::Signed;
        })
        .await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let file = upload(&app.editor, &[File("a.jpg", &jpeg)]).await;
        let sign = format!("/api/files/{}/sign", id(&file));
        app.public.post(&sign, json!({})).await.is_error(403, "FORBIDDEN");
        let signed = app
            .editor
            .post(&sign, json!({ "width": 20, "expires_in": "10m" }))
            .await
            .data();
        let url = signed["url"].as_str().unwrap();
        let answer = app.public.get(url).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.header("cache-control").unwrap().contains("immutable"));
        assert_eq!(image::load_from_memory(&answer.body).unwrap().width(), 20);
        for changed in [
            url.replace("width=20", "width=21"),
            url.replace("width=20&", ""),
            url.replace("expires=1", "expires=2"),
            url.replace(&id(&file), &uuid::Uuid::nil().to_string()),
            format!("{url}x"),
        ] {
            app.public.get(&changed).await.is_error(403, "FORBIDDEN");
        }
        app.editor
            .get(&format!("/api/assets/{}?width=20", id(&file)))
            .await
            .is_error(400, "INVALID_QUERY");
        assert_eq!(
            app.admin
                .get(&format!("/api/assets/{}?width=20", id(&file)))
                .await
                .status,
            200
        );
        app.editor
            .post(&sign, json!({ "expires_in": "900d" }))
            .await
            .is_error(400, "INVALID_PAYLOAD");
        app.editor
            .post(&sign, json!({ "height": "x" }))
            .await
            .is_error(400, "INVALID_QUERY");
    })
    .await;
}

#[tokio::test]
async fn what_runs_is_not_shown() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><script>alert(1)</script></svg>";
        let drawing = upload(&app.editor, &[File("x.svg", svg)]).await;
        assert_eq!(
            (&drawing["type"], &drawing["width"]),
            (&json!("image/svg+xml"), &json!(8))
        );
        let answer = app.admin.get(&format!("/api/assets/{}?width=400", id(&drawing))).await;
        assert_eq!(answer.body, svg);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("allow-scripts")
        );
        let page = upload(&app.editor, &[File("x.png", b"<html><script>alert(1)</script>")]).await;
        assert_eq!(page["type"], "text/html");
        let answer = app.admin.get(&format!("/api/assets/{}", id(&page))).await;
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
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
