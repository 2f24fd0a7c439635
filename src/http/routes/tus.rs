//! tus 1.0 (tus.io): uploads that go on after a broken line. Core, creation, termination and expiration.

use std::time::Duration;

use actix_web::http::header::{self, HeaderName};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use futures_util::StreamExt as _;
use serde_json::{Map, Value as Json};

use crate::{
    app::App,
    asset::{AssetError, resumable::Progress, upload::Incoming},
    http::{
        answer::Answer,
        error::{
            ApiError, assets,
            codes::{PRECONDITION_FAILED, UNSUPPORTED_MEDIA_TYPE},
        },
        request::Request,
    },
};

pub const PATH: &str = "/api/files/tus";

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: &str = "upload-metadata";
const FILE: HeaderName = HeaderName::from_static("directus-file-id");

/// What OPTIONS tells.
pub fn described(answer: Answer, app: &App) -> Answer {
    answer
        .header(RESUMABLE, "1.0.0")
        .header(HeaderName::from_static("tus-version"), "1.0.0")
        .header(
            HeaderName::from_static("tus-extension"),
            "creation,termination,expiration",
        )
        .header(
            HeaderName::from_static("tus-max-size"),
            &app.settings.files.max_size.to_string(),
        )
}

/// POST: begins an upload.
pub async fn begin(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    check_version(&request)?;
    let length = number(&request, &LENGTH)?;
    let incoming = metadata(&request)?;
    let begun = request.app.assets.begin(&caller.call, length, incoming).await;
    let id = begun.map_err(|error| assets::answer(error, caller.is_admin()))?;
    Ok(tus(Answer::nothing().status(201))
        .header(header::LOCATION, &format!("{PATH}/{id}"))
        .header(OFFSET, "0"))
}

/// HEAD: how far it is.
pub async fn progress(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let progress = request.app.assets.progress(&caller.call, request.part("upload")).await;
    let progress = progress.map_err(|error| assets::answer(error, caller.is_admin()))?;
    Ok(told(Answer::nothing().status(200), &progress).header(LENGTH, &progress.upload.length.to_string()))
}

/// PATCH: the next piece.
pub async fn go_on(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    check_version(&request)?;
    let given = request
        .http
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if given != Some("application/offset+octet-stream") {
        let message = "a piece of an upload is application/offset+octet-stream";
        return Err(ApiError::new(&UNSUPPORTED_MEDIA_TYPE, message));
    }
    let offset = number(&request, &OFFSET)?;
    let id = request.part("upload").to_owned();
    let Some(payload) = request.take_payload() else {
        return Err(ApiError::payload("the body is empty"));
    };
    let patience = request.app.settings.server.body_timeout.max(Duration::from_millis(1));
    let pieces = futures_util::stream::unfold(payload, move |mut payload| async move {
        let piece = match tokio::time::timeout(patience, payload.next()).await {
            Err(_) => Err(AssetError::Late),
            Ok(None) => return None,
            Ok(Some(piece)) => piece.map_err(|error| AssetError::Payload(format!("the piece ended early: {error}"))),
        };
        Some((piece, payload))
    });
    let went = request
        .app
        .assets
        .go_on(&caller.call, &id, offset, Box::pin(pieces))
        .await;
    let progress = went.map_err(|error| assets::answer(error, caller.is_admin()))?;
    Ok(told(Answer::nothing(), &progress))
}

/// DELETE: what came so far goes.
pub async fn give_up(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    check_version(&request)?;
    let given_up = request.app.assets.give_up(&caller.call, request.part("upload")).await;
    given_up.map_err(|error| assets::answer(error, caller.is_admin()))?;
    Ok(tus(Answer::nothing()))
}

fn tus(answer: Answer) -> Answer {
    answer.header(RESUMABLE, "1.0.0")
}

fn told(answer: Answer, progress: &Progress) -> Answer {
    let answer = tus(answer).header(OFFSET, &progress.offset.to_string());
    match &progress.upload.file {
        // The name that the dialect's clients look for.
        Some(file) => answer.header(FILE, file),
        None => answer,
    }
}

fn check_version(request: &Request) -> Result<(), ApiError> {
    let given = request
        .http
        .headers()
        .get(&RESUMABLE)
        .and_then(|value| value.to_str().ok());
    if given == Some("1.0.0") {
        return Ok(());
    }
    let mut error = ApiError::new(&PRECONDITION_FAILED, "`tus-resumable` must be 1.0.0");
    error
        .extra
        .push((HeaderName::from_static("tus-version"), "1.0.0".to_owned()));
    Err(error)
}

fn number(request: &Request, name: &HeaderName) -> Result<u64, ApiError> {
    let given = request
        .http
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    given.ok_or_else(|| ApiError::payload(format!("`{name}` must be a whole number")))
}

/// `filename d29ybGQ=,title dGl0bGU=`
fn metadata(request: &Request) -> Result<Incoming, ApiError> {
    let wrong = || ApiError::payload("`upload-metadata` must be names with values in base64: `filename d29ybGQ=,…`");
    let given = request.http.headers().get(METADATA).map(|value| value.to_str());
    let text = given.transpose().map_err(|_| wrong())?.unwrap_or_default();
    let mut incoming = Incoming::default();
    let mut payload = Map::new();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let bytes = BASE64.decode(value.trim()).map_err(|_| wrong())?;
        let value = String::from_utf8(bytes).map_err(|_| wrong())?;
        match name {
            "filename" | "name" => incoming.name = Some(value),
            "filetype" | "type" => incoming.claimed = Some(value),
            name => drop(payload.insert(name.to_owned(), Json::from(value))),
        }
    }
    incoming.payload = payload;
    Ok(incoming)
}
