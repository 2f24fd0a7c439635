//! Files in Azure Blob Storage: Azurite, a process of its own. It runs where `QUINTET_TEST_AZURE` names the executable (`scripts/node-tool.sh` installs it).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::Utc;
use image::ImageFormat;
use sha2::{Digest as _, Sha256};

use super::{
    super::app::{Answer, TestApp},
    File, PROJECT, Text, id, picture,
    program::{Program, Speaks, request},
    stored, upload, uploads,
};
use crate::support::{TestDatabase, on_sqlite};

/// Azurite's own account, which everybody knows.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

struct Service(Program);

impl Service {
    fn start() -> Option<Self> {
        let arguments = [
            "--blobHost",
            "127.0.0.1",
            "--blobPort",
            "0",
            "--inMemoryPersistence",
            "--skipApiVersionCheck",
            "--disableTelemetry",
        ];
        let service = Self(Program::start(
            ("Azure", "QUINTET_TEST_AZURE"),
            &arguments,
            Speaks::Out,
            |line| line.split_once("listens on http://")?.1.trim().parse().ok(),
        )?);
        service.make_container();
        Some(service)
    }

    /// What a person does in the portal before: signed as Azure wants it.
    fn make_container(&self) {
        let date = Utc::now().format("%a, %d %b %Y %H:%M:%S GMT");
        let headers = format!("x-ms-date:{date}\nx-ms-version:2021-08-06");
        let resource = format!("/{ACCOUNT}/{ACCOUNT}/box\nrestype:container");
        let text = format!("PUT{}{headers}\n{resource}", "\n".repeat(12));
        let signature = STANDARD.encode(authentication_code(&STANDARD.decode(KEY).unwrap(), text.as_bytes()));
        let text = format!(
            "PUT /{ACCOUNT}/box?restype=container HTTP/1.1\r\nHost: {}\r\n{}\r\nAuthorization: SharedKey {ACCOUNT}:{signature}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.0.address,
            headers.replace('\n', "\r\n"),
        );
        let answer = request(self.0.address, &text);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }

    fn storage(&self) -> String {
        let key = KEY.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        format!(
            "media=az://box/some/prefix?account_name={ACCOUNT}&account_key={key}&endpoint=http://{}/{ACCOUNT}",
            self.0.address
        )
    }
}

/// HMAC with SHA-256, for a key of one block.
fn authentication_code(key: &[u8], text: &[u8]) -> Vec<u8> {
    let padded = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::digest([&padded(0x36)[..], text].concat());
    Sha256::digest([&padded(0x5c)[..], &inner[..]].concat()).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_live_in_azure() {
    let Some(service) = Service::start() else { return };
    let service = &service;
    on_sqlite(&|database: TestDatabase| async move {
        let storages = vec![service.storage(), "local=file:uploads".to_owned()];
        let app = TestApp::start_with(database, PROJECT, |settings| settings.files.storages = storages).await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let file = upload(&app.admin, &[Text("title", "a"), File("a.jpg", &jpeg)]).await;
        assert_eq!((&file["storage"], stored(&uploads(&app)).len()), (&"media".into(), 0));
        let path = format!("/api/assets/{}", id(&file));
        assert_eq!(app.admin.get(&path).await.body, jpeg);
        for _ in 0..2 {
            let small = app.admin.get(&format!("{path}?width=16&format=png")).await;
            assert_eq!(image::load_from_memory(&small.body).unwrap().width(), 16);
        }
        let part = Answer::of(app.admin.request("GET", &path).header("range", "bytes=10-19")).await;
        assert_eq!((part.status.as_u16(), part.body), (206, jpeg[10..20].to_vec()));

        // Larger than one part: in several, and read back whole.
        let large: Vec<u8> = (0..20_000_000_u32)
            .map(|number| u8::try_from(number % 251).unwrap())
            .collect();
        let film = upload(&app.admin, &[File("b.bin", &large)]).await;
        assert!(app.admin.get(&format!("/api/assets/{}", id(&film))).await.body == large);

        app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let grace = chrono::TimeDelta::hours(-1);
            let report = app.assets.check(&call, grace).await.unwrap();
            assert_eq!((report.records, report.missing.len(), report.orphans.len()), (2, 0, 0));
            let [media, local] = ["media", "local"].map(|name| app.assets.storages.get(name).unwrap());
            assert_eq!(app.assets.relocate(&call, media, local).await, Ok(2));
            assert_eq!(app.assets.relocate(&call, local, media).await, Ok(2));
            assert!(app.assets.check(&call, grace).await.unwrap().missing.is_empty());
        })
        .await;
        assert_eq!(app.admin.get(&path).await.body, jpeg);
        assert_eq!(app.admin.delete(&format!("/api/files/{}", id(&file))).await.status, 204);
        app.admin.get(&path).await.is_error(403, "FORBIDDEN");
        app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let report = app.assets.check(&call, chrono::TimeDelta::hours(-1)).await.unwrap();
            assert_eq!((report.records, report.missing.len(), report.orphans.len()), (1, 0, 0));
        })
        .await;
    })
    .await;
}
