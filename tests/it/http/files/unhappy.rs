//! What is damaged, made to hurt, or does not fit on the disk.

use std::{path::PathBuf, process::Command};

use image::ImageFormat;
use serde_json::json;

use super::{
    super::app::{Answer, TestApp},
    File, PROJECT, Text, id, picture, send, stored, upload, uploads,
};
use crate::support::{TestDatabase, on_sqlite};

const FORMATS: &[(ImageFormat, &str)] = &[
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::Png, "image/png"),
    (ImageFormat::WebP, "image/webp"),
    (ImageFormat::Gif, "image/gif"),
    (ImageFormat::Tiff, "image/tiff"),
    (ImageFormat::Bmp, "image/bmp"),
];

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// Cut somewhere, or with some bytes changed, mostly near the beginning, where sizes and tables are.
fn damaged(whole: &[u8], round: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    match round % 3 {
        0 => bytes.truncate(1 + dice.below(whole.len() - 1)),
        1 => {
            for _ in 0..=dice.below(6) {
                let place = dice.below(whole.len().min(400));
                bytes[place] = u8::try_from(dice.below(256)).unwrap();
            }
        }
        _ => {
            for _ in 0..=dice.below(20) {
                let place = dice.below(whole.len());
                bytes[place] = [0, 0xff, 0x7f, 0x80][dice.below(4)];
            }
        }
    }
    bytes
}

#[tokio::test]
async fn damaged_pictures_are_files_all_the_same() {
    let rounds = if std::env::var_os("QUINTET_SOAK").is_some() {
        3000
    } else {
        36
    };
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for (format, _) in FORMATS {
            let whole = picture(61, 47, *format);
            for round in 0..rounds {
                let bytes = damaged(&whole, round, &mut dice);
                let sent = send(&app.editor, "POST", "/api/files", &[File("a.jpg", &bytes)]).await;
                assert_eq!(sent.status, 200, "{format:?} {round} {}", sent.text());
                let path = format!("/api/assets/{}", id(&sent.data()));
                let made = app.admin.get(&format!("{path}?width=16&format=png")).await;
                match made.status.as_u16() {
                    200 => assert!(!made.body.is_empty()),
                    400 => made.is_error(400, "ILLEGAL_ASSET_TRANSFORMATION"),
                    status => panic!("{format:?} {round}: {status} {}", made.text()),
                }
                // The bytes themselves are what was sent.
                assert!(app.admin.get(&path).await.body == bytes, "{format:?} {round}");
            }
        }
    })
    .await;
}

/// The head of a PNG that claims so many pixels, with rows that are not there.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture(8, 8, ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[tokio::test]
async fn bombs_and_chimeras_are_only_files() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        for (width, height) in [(60_000, 60_000), (u32::MAX >> 1, 2), (0, 5)] {
            let file = upload(&app.editor, &[File("bomb.png", &bomb(width, height))]).await;
            assert_eq!(
                (&file["type"], &file["blurhash"]),
                (&json!("image/png"), &json!(null)),
                "{width}"
            );
            app.admin
                .get(&format!("/api/assets/{}?width=100", id(&file)))
                .await
                .is_error(400, "ILLEGAL_ASSET_TRANSFORMATION");
        }
        // A beginning of one type with a page or a program behind it: it is what it begins with, and nothing is guessed from the rest.
        let script = b"/*<html><body><script>alert(1)</script>*/=1;".as_slice();
        let gif = [picture(8, 8, ImageFormat::Gif).as_slice(), script].concat();
        let jpeg = [
            picture(8, 8, ImageFormat::Jpeg).as_slice(),
            b"PK\x03\x04".as_slice(),
            script,
        ]
        .concat();
        let pdf = [b"%PDF-1.7\n".as_slice(), script].concat();
        for (bytes, name, expected) in [
            (gif, "a.html", "image/gif"),
            (jpeg, "a.zip", "image/jpeg"),
            (pdf, "a.js", "application/pdf"),
        ] {
            let file = upload(&app.editor, &[File(name, &bytes)]).await;
            assert_eq!(file["type"], expected, "{name}");
            let answer = app.admin.get(&format!("/api/assets/{}/{name}", id(&file))).await;
            assert_eq!(answer.header("content-type"), Some(expected));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(
                answer
                    .header("content-security-policy")
                    .unwrap()
                    .contains("default-src 'none'")
            );
        }
        // All of it text: no browser is told that it is a picture or a page.
        let text = [b"GIF89a".as_slice(), script].concat();
        let file = upload(&app.editor, &[File("a.gif", &text)]).await;
        assert_eq!(file["type"], "text/plain");
        let answer = app.admin.get(&format!("/api/assets/{}", id(&file))).await;
        assert!(answer.header("content-type").unwrap().starts_with("text/plain"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    })
    .await;
}

#[tokio::test]
async fn headers_that_lie_change_nothing() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let file = upload(
            &app.editor,
            &[Text("description", "public"), File("a.txt", b"0123456789")],
        )
        .await;
        let path = format!("/api/assets/{}", id(&file));
        let many = format!("bytes={}", vec!["0-0"; 5000].join(","));
        for range in [
            "bytes=18446744073709551616-",
            "bytes=0-18446744073709551616",
            "bytes=-18446744073709551616",
            "bytes=--1",
            "bytes=",
            "bytes",
            "bytes=a-b",
            "items=0-1",
            "bytes=0-0-0",
            "bytes=5-2",
            "bytes= 1 - 2 ",
            "bytes=-0",
            "bytes=9223372036854775807-9223372036854775807",
            many.as_str(),
        ] {
            let answer = Answer::of(app.public.request("GET", &path).header("range", range)).await;
            let shown: String = range.chars().take(40).collect();
            match answer.status.as_u16() {
                200 => assert_eq!(answer.text(), "0123456789", "{shown}"),
                206 => assert!(
                    !answer.body.is_empty() && "0123456789".contains(&answer.text()),
                    "{shown}"
                ),
                416 => assert_eq!(answer.header("content-range"), Some("bytes */10"), "{shown}"),
                // More than a header may be long.
                431 => assert!(range.len() > 4096),
                status => panic!("{shown}: {status} {}", answer.text()),
            }
        }
        let photo = upload(
            &app.editor,
            &[
                Text("description", "public"),
                File("a.jpg", &picture(20, 20, ImageFormat::Jpeg)),
            ],
        )
        .await;
        let path = format!("/api/assets/{}?width=8&format=auto", id(&photo));
        let long = vec!["image/x;q=0.1"; 400].join(",");
        for (accept, expected) in [
            ("image/webp;q=0, */*", Some("image/jpeg")),
            ("image/webp;q=0.000, image/avif;q=0", Some("image/jpeg")),
            (",,;;,=,", Some("image/jpeg")),
            (long.as_str(), Some("image/jpeg")),
            // Weights that are none: any answer is one that the client named, or the picture's own type.
            ("image/webp;q=abc", None),
            ("image/webp;q=-1,image/webp;q=99999999999999999999", None),
            ("image/webp;q=NaN", None),
        ] {
            let answer = Answer::of(app.public.request("GET", &path).header("accept", accept)).await;
            let shown: String = accept.chars().take(40).collect();
            assert_eq!(answer.status, 200, "{shown} {}", answer.text());
            let sent = answer.header("content-type").unwrap();
            match expected {
                Some(expected) => assert_eq!(sent, expected, "{shown}"),
                None => assert!(["image/jpeg", "image/webp"].contains(&sent), "{shown} {sent}"),
            }
            assert!(answer.header("vary").unwrap().contains("accept"), "{shown}");
        }
    })
    .await;
}

/// A disk of 256 kB; where none can be mounted the test is skipped by name.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
            .arg(&folder)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            Some(Self(folder))
        } else {
            println!("skipped: a full disk (no disk can be mounted here)");
            None
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_leaves_nothing() {
    on_sqlite(&|database: TestDatabase| async move {
        let data = database.folder.path().join("data");
        let Some(_disk) = SmallDisk::mount(data.join("uploads")) else {
            return;
        };
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let file = upload(&app.editor, &[File("small.bin", &[7; 10_000])]).await;
        let large = send(&app.editor, "POST", "/api/files", &[File("large.bin", &[8; 400_000])]).await;
        large.is_error(503, "SERVICE_UNAVAILABLE");
        assert_eq!(
            app.admin.get("/api/files?fields=id").await.data(),
            json!([{ "id": file["id"] }])
        );
        assert_eq!(
            (stored(&uploads(&app)).len(), stored(&data.join("staging")).len()),
            (1, 0)
        );
        // What is there is served, and what fits is taken.
        assert_eq!(
            app.admin.get(&format!("/api/assets/{}", id(&file))).await.body.len(),
            10_000
        );
        upload(&app.editor, &[File("other.bin", &[9; 10_000])]).await;
        let replaced = send(
            &app.editor,
            "PATCH",
            &format!("/api/files/{}", id(&file)),
            &[File("large.bin", &[8; 400_000])],
        )
        .await;
        replaced.is_error(503, "SERVICE_UNAVAILABLE");
        assert_eq!(
            app.admin.get(&format!("/api/assets/{}", id(&file))).await.body.len(),
            10_000
        );
    })
    .await;
}
