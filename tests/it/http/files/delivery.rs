//! What is served, to whom: files, pictures in other sizes, ranges, signed addresses.

use image::ImageFormat;
use quintet::config::Transforms;
use serde_json::json;

use super::{
    super::app::{Answer, TestApp},
    File, PROJECT, Text, id, picture, stored, upload, uploads,
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

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
