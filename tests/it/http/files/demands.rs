//! What fields want of their files, asked wherever a file may stand.

use image::ImageFormat;
use quintet::value::Json;
use serde_json::json;

use super::{
    super::app::{Answer, TestApp},
    File, Text, id, picture, upload,
};
use crate::support::{TestDatabase, for_each_engine};

const PROJECT: &[(&str, &str)] = &[
    (
        "models/articles.yaml",
        "fields:
  title: string
  cover: { type: image, alt: required, max_size: 4kB }
  photos: { type: image, many: true, alt: required }
  paper: { type: file, accept: [application/pdf, image/png] }
  items: { type: list, fields: { photo: { type: image, alt: required }, more: { type: file, many: true, max_size: 10 } } }
  parts: { type: blocks, allow: [figure] }
  body: richtext
",
    ),
    (
        "blocks/figure.yaml",
        "fields:\n  photo: { type: image, alt: required, required: true }\n  parts: { type: blocks, allow: [figure] }\n",
    ),
    ("roles/editor.yaml", "permissions:\n  articles: all\n"),
    (
        "roles/public.yaml",
        "permissions:\n  quintet_files: { read: { filter: { title: { _neq: Hidden } } } }\n  articles: all\n",
    ),
];

struct Files {
    good: String,
    mute: String,
    large: String,
    text: String,
    hidden: String,
}

async fn files(app: &TestApp) -> Files {
    let small = picture(8, 8, ImageFormat::Png);
    let large = picture(300, 300, ImageFormat::Bmp);
    let file = async |parts: &[super::Part<'_>]| id(&upload(&app.admin, parts).await);
    Files {
        good: file(&[Text("description", "A tram"), File("a.png", &small)]).await,
        mute: file(&[Text("description", ""), File("b.png", &small)]).await,
        large: file(&[Text("description", "A tram"), File("c.bmp", &large)]).await,
        text: file(&[Text("description", "A text"), File("d.txt", b"some text")]).await,
        hidden: file(&[
            Text("description", "A tram"),
            Text("title", "Hidden"),
            File("e.png", &small),
        ])
        .await,
    }
}

/// The refused paths and why, in the order of the answer.
fn refused(answer: &Answer) -> Vec<(String, String)> {
    answer.is_error(400, "FAILED_VALIDATION");
    let word = |error: &Json, name: &str| error["extensions"][name].as_str().unwrap().to_owned();
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors
        .iter()
        .map(|error| (word(error, "path"), word(error, "type")))
        .collect()
}

#[tokio::test]
async fn fields_get_only_the_files_that_they_ask_for() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let Files {
            good,
            mute,
            large,
            text,
            hidden,
        } = files(&app).await;
        let image = |id: &str| json!({ "type": "doc", "content": [{ "type": "image", "attrs": { "src": format!("/api/assets/{id}/x.jpg?width=9") } }] });
        let figure = |id: &str| json!({ "_type": "figure", "photo": id });
        let nowhere = "0197d8f2-0000-7000-8000-000000000000";
        let cases: &[(Json, &[(&str, &str)])] = &[
            (json!({ "cover": good, "photos": [good, large], "paper": good }), &[]),
            (json!({ "cover": mute }), &[("cover", "alt")]),
            (json!({ "cover": large }), &[("cover", "max_size")]),
            (json!({ "cover": text }), &[("cover", "accept")]),
            (json!({ "paper": text }), &[("paper", "accept")]),
            (json!({ "paper": large }), &[("paper", "accept")]),
            (json!({ "photos": [good, mute] }), &[("photos[1]", "alt")]),
            (json!({ "photos": { "create": [text] } }), &[("photos.create[0]", "accept")]),
            (json!({ "items": [{ "photo": good, "more": [text] }] }), &[]),
            (
                json!({ "items": [{ "photo": good }, { "photo": mute, "more": [text, good] }] }),
                &[("items[1].photo", "alt"), ("items[1].more[1]", "max_size")],
            ),
            (json!({ "parts": [figure(&good)] }), &[]),
            (
                json!({ "parts": [{ "_type": "figure", "photo": good, "parts": [figure(&mute)] }] }),
                &[("parts[0].parts[0].photo", "alt")],
            ),
            (json!({ "parts": [figure(nowhere)] }), &[("parts[0].photo", "reference")]),
            (json!({ "body": image(&mute) }), &[]),
            (json!({ "body": image(&text) }), &[("body.content[0].attrs.src", "accept")]),
            (json!({ "body": image(nowhere) }), &[("body.content[0].attrs.src", "reference")]),
        ];
        let item = app.admin.post("/api/items/articles", json!({ "title": "x" })).await.data();
        let path = format!("/api/items/articles/{}", item["id"].as_str().unwrap());
        for (payload, expected) in cases {
            let created = app.admin.post("/api/items/articles", payload.clone()).await;
            let patched = app.admin.patch(&path, payload.clone()).await;
            for answer in [created, patched] {
                if expected.is_empty() {
                    assert_eq!(answer.status, 200, "{payload} {}", answer.text());
                    continue;
                }
                let mut found = refused(&answer);
                found.sort();
                let mut expected: Vec<(String, String)> = expected.iter().map(|(path, kind)| ((*path).to_owned(), (*kind).to_owned())).collect();
                expected.sort();
                assert_eq!(found, expected, "{payload}");
            }
        }
        let many = app.admin.post("/api/items/articles", json!([{ "cover": good }, { "cover": mute }])).await;
        assert_eq!(refused(&many), [("[1].cover".to_owned(), "alt".to_owned())]);
        // What a caller may not read is for him as if it was not there, also inside JSON.
        for id in [hidden.as_str(), nowhere] {
            let answer = app.public.post("/api/items/articles", json!({ "parts": [figure(id)] })).await;
            assert_eq!(refused(&answer), [("parts[0].photo".to_owned(), "reference".to_owned())]);
        }
        // A text can be given in the same request, and taken away.
        let told = json!({ "cover": { "id": mute, "description": "A tram" } });
        assert_eq!(app.admin.patch(&path, told).await.status, 200);
        let silent = json!({ "cover": { "id": mute, "description": null } });
        assert_eq!(refused(&app.admin.patch(&path, silent).await), [("cover".to_owned(), "alt".to_owned())]);
    })
    .await;
}
