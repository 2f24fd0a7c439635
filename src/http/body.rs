//! Request bodies: read within a limit and a time, and parsed as JSON. Each way to fail has its own code.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{error::PayloadError, http::header::CONTENT_TYPE, web};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};
use serde_json::Value as Json;

use super::error::{
    ApiError,
    codes::{CONTENT_TOO_LARGE, INVALID_PAYLOAD, OUT_OF_TIME, UNSUPPORTED_MEDIA_TYPE},
};
use crate::value::strict_json;

#[derive(Debug, Clone, Copy)]
pub struct BodyLimits {
    pub bytes: usize,
    pub time: Duration,
}

/// So much of a body that nobody wanted is still read and thrown away.
const DRAINED_BYTES: usize = 256 * 1024 * 1024;

/// A body as it comes. Who answers before its end leaves the rest to who has another handle of it.
#[derive(Clone)]
pub struct Body(Rc<RefCell<web::Payload>>);

impl Body {
    pub fn new(payload: web::Payload) -> Self {
        Self(Rc::new(RefCell::new(payload)))
    }

    /// Reads what is left and throws it away: a connection that is closed while the client is still sending takes the answer with it.
    pub async fn drain(&mut self, time: Duration) {
        let draining = async {
            let mut drained = 0;
            while let Some(Ok(chunk)) = self.next().await {
                drained += chunk.len();
                if drained > DRAINED_BYTES {
                    break;
                }
            }
        };
        // A client that is slower has lost its right to an answer.
        let _ = tokio::time::timeout(time, draining).await;
    }
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

/// The body as JSON; `None` where there is none.
pub async fn read_json(
    request: &actix_web::HttpRequest,
    payload: &mut Body,
    limits: BodyLimits,
) -> Result<Option<Json>, ApiError> {
    let bytes = read(request, payload, limits).await?;
    if bytes.is_empty() {
        return Ok(None);
    }
    check_type(request)?;
    parse(&bytes).map(Some)
}

async fn read(request: &actix_web::HttpRequest, payload: &mut Body, limits: BodyLimits) -> Result<Bytes, ApiError> {
    let announced = request.headers().get("content-length");
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limits.bytes) {
        return Err(too_large(limits.bytes));
    }
    let mut bytes = BytesMut::with_capacity(announced.unwrap_or(0).min(limits.bytes));
    let reading = async {
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| {
                ApiError::payload(format!("the body ended early or is not encoded as it says: {error}"))
            })?;
            if bytes.len() + chunk.len() > limits.bytes {
                return Err(too_large(limits.bytes));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(())
    };
    match tokio::time::timeout(limits.time, reading).await {
        Ok(Ok(())) => Ok(bytes.freeze()),
        Ok(Err(error)) => Err(error),
        Err(_) => {
            let message = format!("the body did not arrive within {} seconds", limits.time.as_secs());
            Err(ApiError::new(&OUT_OF_TIME, message))
        }
    }
}

fn too_large(limit: usize) -> ApiError {
    let message = format!("the body is larger than {limit} bytes; the setting is `server.body_limit`");
    ApiError::new(&CONTENT_TOO_LARGE, message)
}

fn check_type(request: &actix_web::HttpRequest) -> Result<(), ApiError> {
    let given = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = given.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let is_json = essence.as_deref().is_some_and(|essence| {
        essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
    });
    if is_json {
        return Ok(());
    }
    let given = essence
        .filter(|essence| !essence.is_empty())
        .unwrap_or_else(|| "nothing".to_owned());
    let message = format!("the body must be JSON: send `content-type: application/json`, not {given}");
    Err(ApiError::new(&UNSUPPORTED_MEDIA_TYPE, message))
}

fn parse(bytes: &[u8]) -> Result<Json, ApiError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("the body is not UTF-8: byte {} is wrong", error.valid_up_to());
        ApiError::new(&INVALID_PAYLOAD, message)
    })?;
    // A byte order mark is what some editors put before JSON.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    strict_json::parse(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let message = format!(
            "the body is not JSON: {reason} at line {}, column {}",
            error.line(),
            error.column()
        );
        ApiError::new(&INVALID_PAYLOAD, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let check = |text: &[u8], expected: &str| {
            let error = parse(text).unwrap_err();
            assert_eq!(
                (error.status(), error.problems().next().unwrap().message.as_str()),
                (400, expected)
            );
        };
        check(
            b"{\n  \"a\": x}",
            "the body is not JSON: expected value at line 2, column 8",
        );
        check(
            b"{\"a\": 1",
            "the body is not JSON: EOF while parsing an object at line 1, column 7",
        );
        check(b"\xff", "the body is not UTF-8: byte 0 is wrong");
        check(
            "[".repeat(1000).as_bytes(),
            "the body is not JSON: recursion limit exceeded at line 1, column 128",
        );
        check(
            b"1e999",
            "the body is not JSON: number out of range at line 1, column 5",
        );
        check(b"NaN", "the body is not JSON: expected value at line 1, column 1");
        assert_eq!(parse("\u{feff}{}".as_bytes()).unwrap(), serde_json::json!({}));
    }
}
