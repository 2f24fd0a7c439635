//! Files in S3: moto's server, a process of its own, behind a line that can be slow, cut or answered with 500. It runs where `QUINTET_TEST_S3` names the
//! executable (`scripts/python-tool.sh` installs it).

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};

use image::ImageFormat;
use serde_json::json;

use super::{
    super::app::{Answer, TestApp},
    File, PROJECT, Text, id, picture,
    program::{Program, Speaks, request},
    stored, upload, uploads,
};
use crate::support::{TestDatabase, on_sqlite};

const WORKS: u8 = 0;
const FAILS: u8 = 1;
const HANGS: u8 = 2;
const GONE: u8 = 3;

/// The server's process and the line to it.
struct Service {
    _server: Program,
    address: SocketAddr,
    line: Arc<AtomicU8>,
}

impl Service {
    fn start() -> Option<Self> {
        let server = Program::start(
            ("S3", "QUINTET_TEST_S3"),
            &["-H", "127.0.0.1", "-p", "0"],
            Speaks::Error,
            |line| {
                let port = line.split("http://127.0.0.1:").nth(1)?.trim().parse::<u16>().ok()?;
                Some(SocketAddr::from(([127, 0, 0, 1], port)))
            },
        )?;
        let line = Arc::new(AtomicU8::new(WORKS));
        let made = request(
            server.address,
            "PUT /bucket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        );
        assert!(made.starts_with("HTTP/1.1 200"), "{made}");
        Some(Self {
            address: line_to(server.address, line.clone()),
            line,
            _server: server,
        })
    }

    fn storage(&self, name: &str) -> String {
        let address = self.address;
        format!("{name}=s3://KEY:SECRET@bucket/some/prefix?region=us-east-1&endpoint=http://{address}")
    }

    fn set(&self, state: u8) {
        self.line.store(state, Ordering::SeqCst);
    }
}

/// Passes connections on, or not.
fn line_to(server: SocketAddr, state: Arc<AtomicU8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let state = state.clone();
            std::thread::spawn(move || pass_on(&client, server, &state));
        }
    });
    address
}

/// One request after the other: what the line is like is asked before each.
fn pass_on(client: &TcpStream, server: SocketAddr, state: &AtomicU8) {
    let mut here = client;
    let mut there: Option<TcpStream> = None;
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read) = here.read(&mut buffer) {
        if read == 0 {
            break;
        }
        match state.load(Ordering::SeqCst) {
            WORKS => {}
            FAILS => {
                let _ = here
                    .write_all(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                break;
            }
            HANGS => {
                std::thread::sleep(Duration::from_secs(60));
                break;
            }
            _ => break,
        }
        let stream = there.get_or_insert_with(|| {
            let stream = TcpStream::connect(server).unwrap();
            let (mut from, mut to) = (stream.try_clone().unwrap(), client.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Both);
            });
            stream
        });
        if stream.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    if let Some(stream) = there {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

async fn start(database: TestDatabase, service: &Service) -> TestApp {
    let storages = vec![service.storage("media"), "local=file:uploads".to_owned()];
    TestApp::start_with(database, PROJECT, |settings| settings.files.storages = storages).await
}

#[tokio::test(flavor = "multi_thread")]
async fn files_live_in_s3() {
    let Some(service) = Service::start() else { return };
    let service = &service;
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database, service).await;
        let jpeg = picture(64, 48, ImageFormat::Jpeg);
        let file = upload(&app.admin, &[Text("title", "a"), File("a.jpg", &jpeg)]).await;
        assert_eq!(file["storage"], "media");
        assert_eq!(stored(&uploads(&app)).len(), 0);
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
        assert_eq!(film["filesize"], large.len());
        assert!(app.admin.get(&format!("/api/assets/{}", id(&film))).await.body == large);

        app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let grace = chrono::TimeDelta::hours(-1);
            let report = app.assets.check(&call, grace).await.unwrap();
            assert_eq!((report.records, report.missing.len(), report.orphans.len()), (2, 0, 0));
            let (media, local) = (
                app.assets.storages.get("media").unwrap(),
                app.assets.storages.get("local").unwrap(),
            );
            assert_eq!(app.assets.relocate(&call, media, local).await, Ok(2));
            let report = app.assets.check(&call, grace).await.unwrap();
            assert!(report.missing.is_empty());
            app.assets.remove_orphans(&report).await.unwrap();
            assert_eq!(app.assets.relocate(&call, local, media).await, Ok(2));
        })
        .await;
        assert_eq!(app.admin.get(&path).await.body, jpeg);
        assert_eq!(app.admin.delete(&format!("/api/files/{}", id(&file))).await.status, 204);
        app.on_server(|app| async move {
            let report = app
                .assets
                .check(&app.call_as_administrator(), chrono::TimeDelta::hours(-1))
                .await
                .unwrap();
            assert_eq!((report.records, report.missing.len(), report.orphans.len()), (1, 0, 0));
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_fails_is_told_and_leaves_no_record() {
    let Some(service) = Service::start() else { return };
    let service = &service;
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database, service).await;
        let file = id(&upload(&app.admin, &[File("a.txt", b"here")]).await);
        for state in [FAILS, GONE, HANGS] {
            service.set(state);
            let began = Instant::now();
            let read = app.admin.get(&format!("/api/assets/{file}")).await;
            read.is_error(503, "SERVICE_UNAVAILABLE");
            let sent = super::send(&app.admin, "POST", "/api/files", &[File("b.txt", b"other")]).await;
            sent.is_error(503, "SERVICE_UNAVAILABLE");
            assert!(
                began.elapsed() < Duration::from_secs(100),
                "{state}: {:?}",
                began.elapsed()
            );
            // What does not need the storage goes on.
            assert_eq!(
                app.admin.get("/api/files?fields=id").await.data(),
                json!([{ "id": file }])
            );
            service.set(WORKS);
            assert_eq!(app.admin.get(&format!("/api/assets/{file}")).await.text(), "here");
        }
    })
    .await;
}
