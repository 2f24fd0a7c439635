//! `multipart/form-data`: texts before each file describe it. Every file is staged before any is saved, so that a request that breaks off leaves nothing.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use futures_util::StreamExt as _;
use serde_json::{Map, Value as Json};

use super::{
    error::{ApiError, assets},
    request::Request,
};
use crate::{
    asset::{AssetError, Assets, staging::Staged, upload::Incoming},
    schema::Collection,
};

/// Texts of a form, and how long one may be.
const TEXTS: usize = 200;
const TEXT: usize = 64 * 1024;
/// Files of one request.
const FILES: usize = 100;

/// What a form held.
#[derive(Debug, Default)]
pub struct Form {
    pub files: Vec<(Staged, Incoming)>,
    /// Texts after the last file, or of a form without one.
    pub rest: Map<String, Json>,
}

/// Whether the body is a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("multipart/form-data")
    })
}

/// Reads all of a form. `collection`: whose fields the texts are.
pub async fn read(request: &mut Request, collection: &Collection) -> Result<Form, ApiError> {
    let limit = request.app.assets.largest();
    let form = read_up_to(request, limit, &|name, text| value(collection, name, text)).await;
    form.map_err(|error| assets::answer(error, false))
}

/// As `read`, with files of at most so many bytes, and texts as `value` understands them.
pub async fn read_up_to(
    request: &mut Request,
    limit: u64,
    value: &dyn Fn(&str, String) -> Json,
) -> Result<Form, AssetError> {
    let Some(payload) = request.take_payload() else {
        return Err(AssetError::Payload("the body is empty".to_owned()));
    };
    let patience = request.app.settings.server.body_timeout.max(Duration::from_millis(1));
    let multipart = Multipart::new(request.http.headers(), payload);
    let reading = Reading {
        assets: &request.app.assets,
        limit,
        value,
        patience,
    };
    read_parts(&reading, multipart).await
}

/// How a form is read.
struct Reading<'r> {
    assets: &'r Assets,
    limit: u64,
    value: &'r dyn Fn(&str, String) -> Json,
    patience: Duration,
}

async fn read_parts(reading: &Reading<'_>, mut multipart: Multipart) -> Result<Form, AssetError> {
    let patience = reading.patience;
    let mut form = Form::default();
    let mut texts = 0;
    while let Some(part) = in_time(patience, multipart.next()).await? {
        let mut part = part.map_err(|error| broken(&error))?;
        let name = part.name().unwrap_or_default().to_owned();
        let disposition = part.content_disposition();
        let file_name = disposition.and_then(|disposition| disposition.get_filename().map(str::to_owned));
        if let Some(file_name) = file_name {
            if form.files.len() >= FILES {
                return Err(AssetError::Payload(format!("a request may hold at most {FILES} files")));
            }
            let incoming = Incoming {
                name: Some(file_name),
                claimed: part.content_type().map(|claimed| claimed.essence_str().to_owned()),
                payload: std::mem::take(&mut form.rest),
            };
            let staged = stage(reading, &mut part).await?;
            form.files.push((staged, incoming));
        } else {
            texts += 1;
            if texts > TEXTS {
                return Err(AssetError::Payload(format!("a form may hold at most {TEXTS} texts")));
            }
            let text = read_text(&name, &mut part, patience).await?;
            form.rest.insert(name.clone(), (reading.value)(&name, text));
        }
    }
    Ok(form)
}

async fn stage(reading: &Reading<'_>, part: &mut Field) -> Result<Staged, AssetError> {
    let mut staging = reading.assets.stage_up_to(reading.limit)?;
    while let Some(piece) = in_time(reading.patience, part.next()).await? {
        staging.write(&piece.map_err(|error| broken(&error))?).await?;
    }
    staging.finish().await
}

async fn read_text(name: &str, part: &mut Field, patience: Duration) -> Result<String, AssetError> {
    let shown: String = name.chars().take(60).collect();
    let bytes = in_time(patience, part.bytes(TEXT)).await?;
    let bytes = bytes.map_err(|_| AssetError::Payload(format!("{shown}: is longer than {TEXT} bytes")))?;
    let bytes = bytes.map_err(|error| broken(&error))?;
    String::from_utf8(bytes.to_vec()).map_err(|_| AssetError::Payload(format!("{shown}: is not UTF-8")))
}

/// A client may be slow, but not silent.
pub async fn in_time<T>(patience: Duration, step: impl Future<Output = T>) -> Result<T, AssetError> {
    tokio::time::timeout(patience, step).await.map_err(|_| AssetError::Late)
}

fn broken(error: &actix_multipart::MultipartError) -> AssetError {
    AssetError::Payload(format!("the form is broken, or ended early: {error}"))
}

/// A form has texts only: the words of JSON are meant where the field could hold them.
fn value(collection: &Collection, name: &str, text: String) -> Json {
    match text.as_str() {
        "null" => return Json::Null,
        "true" => return Json::Bool(true),
        "false" => return Json::Bool(false),
        _ => {}
    }
    let kind = collection.field_named(name).map(|field| field.kind.type_name());
    let is_text = matches!(kind, None | Some("string" | "text"));
    match serde_json::from_str(&text) {
        Ok(json @ (Json::Number(_) | Json::Array(_) | Json::Object(_))) if !is_text => json,
        _ => Json::String(text),
    }
}
