//! Files over HTTP: forms, pieces, addresses; and pictures, ranges, signatures. On every engine where rows matter.

mod azure;
mod command;
mod delivery;
mod demands;
mod keeping;
mod killed;
mod links;
mod links_killed;
mod logo;
mod program;
mod service;
mod unhappy;
mod uploads;
mod usages;

use std::{io::Cursor, path::Path};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use quintet::value::Json;

use super::app::{Answer, Client, TestApp};

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
