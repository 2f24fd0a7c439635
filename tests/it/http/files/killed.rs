//! A server that is killed in the middle of uploads: there is no record without its bytes, whole.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use quintet::value::Json;

use super::{File, form};

const ROUNDS: u64 = 6;
const UPLOADERS: usize = 4;

fn command(project: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
        command.env_remove(name);
    }
    command.env("QUINTET_PROJECT", project).stdin(Stdio::null());
    command
}

/// The server and where it listens.
fn serve(project: &Path) -> (Child, String) {
    let mut child = command(project)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut address = String::new();
    for line in lines.by_ref().map_while(Result::ok) {
        if let Some((_, rest)) = line.split_once("http://") {
            address = rest.split('/').next().unwrap().to_owned();
        }
        if line.starts_with("ready after") {
            break;
        }
    }
    std::thread::spawn(move || lines.for_each(drop));
    assert!(!address.is_empty(), "the server did not start");
    (child, address)
}

/// Whether an upload was answered with a record.
fn upload(address: &str, number: usize) -> bool {
    let length = 1 + (number * 7919) % 300_000;
    let bytes: Vec<u8> = (0..length)
        .map(|index| u8::try_from(index * number % 251).unwrap())
        .collect();
    let body = form(&[File("a.bin", &bytes)]);
    let head = format!(
        "POST /api/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=BOUNDARY\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let Ok(mut stream) = TcpStream::connect(address) else {
        return false;
    };
    if stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body))
        .is_err()
    {
        return false;
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).is_ok() && answer.starts_with("HTTP/1.1 200")
}

#[test]
fn a_kill_leaves_no_record_without_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path();
    for (name, text) in [
        ("models/pages.yaml", "fields:\n  title: string\n"),
        (
            "roles/public.yaml",
            "permissions:\n  quintet_files: { create: true, read: true }\n",
        ),
        ("quintet.yaml", "rate_limit: { exempt: [127.0.0.1] }\n"),
    ] {
        let path = project.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    // What an upload of the day before yesterday left goes when the server starts; what is younger may still be written.
    let staging = project.join("data/staging");
    std::fs::create_dir_all(&staging).unwrap();
    let (old, young) = (staging.join("old"), staging.join("young"));
    std::fs::write(&young, b"x").unwrap();
    let two_days = Duration::from_secs(2 * 24 * 3600);
    let before = std::time::SystemTime::now().checked_sub(two_days).unwrap();
    std::fs::File::create(&old).unwrap().set_modified(before).unwrap();
    let (told, number) = (AtomicUsize::new(0), AtomicUsize::new(0));
    for round in 0..ROUNDS {
        let (mut child, address) = serve(project);
        std::thread::scope(|scope| {
            for _ in 0..UPLOADERS {
                scope.spawn(|| {
                    while upload(&address, number.fetch_add(1, Ordering::SeqCst)) {
                        told.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            let enough = told.load(Ordering::SeqCst) + 3;
            while told.load(Ordering::SeqCst) < enough {
                assert!(child.try_wait().unwrap().is_none(), "the server ended by itself");
                std::thread::sleep(Duration::from_millis(1));
            }
            // Somewhere in the middle of what comes next, another place each time.
            std::thread::sleep(Duration::from_micros(round * 7_300 % 19_000));
            child.kill().unwrap();
            child.wait().unwrap();
        });
    }
    assert!(!old.exists() && young.exists());
    let check = |arguments: &[&str]| -> Json {
        let output = command(project)
            .args(["files", "check", "--grace", "0s", "--format", "json"])
            .args(arguments)
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    };
    let report = check(&["--repair"]);
    assert_eq!(
        (
            report["missing"].as_array().unwrap().len(),
            report["changed"].as_array().unwrap().len()
        ),
        (0, 0),
        "{report}"
    );
    // What was answered is there; of what was not, some may be.
    let told = u64::try_from(told.load(Ordering::SeqCst)).unwrap();
    assert!(
        report["files"].as_u64().unwrap() >= told && told >= ROUNDS * 3,
        "{told} {report}"
    );
    assert_eq!(check(&[])["orphans"].as_array().unwrap().len(), 0);
}
