//! gzip, for who takes it and where it pays. Files of the binary are compressed once.

use std::{
    borrow::Cow,
    collections::HashMap,
    io::Write as _,
    sync::{Mutex, PoisonError},
};

use actix_web::{HttpRequest, http::header::ACCEPT_ENCODING};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

/// Below it the headers cost more than is won.
const WORTHWHILE: usize = 1024;

/// Above it, compressing would keep other requests of this thread waiting.
const LONG: usize = 128 * 1024;

#[derive(Debug, Default)]
pub struct Cache {
    by_tag: Mutex<HashMap<String, Bytes>>,
}

impl Cache {
    pub fn clear(&self) {
        self.by_tag.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub async fn get_or_zip(&self, tag: &str, body: Bytes) -> Bytes {
        let known = self
            .by_tag
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(tag)
            .cloned();
        if let Some(zipped) = known {
            return zipped;
        }
        let zipped = zip(body).await;
        let mut by_tag = self.by_tag.lock().unwrap_or_else(PoisonError::into_inner);
        by_tag.insert(tag.to_owned(), zipped.clone());
        zipped
    }
}

pub fn is_wanted(http: &HttpRequest, content_type: &Option<Cow<'static, str>>, body: &[u8]) -> bool {
    let is_text = content_type.as_deref().is_some_and(|content_type| {
        content_type.starts_with("text/")
            || ["json", "javascript", "svg"]
                .iter()
                .any(|word| content_type.contains(word))
    });
    body.len() >= WORTHWHILE && is_text && is_taken(http, "gzip")
}

/// Whether the client takes a coding.
pub fn is_taken(http: &HttpRequest, coding: &str) -> bool {
    let accepted = http.headers().get_all(ACCEPT_ENCODING);
    accepted
        .filter_map(|value| value.to_str().ok())
        .any(|accepted| takes(accepted, coding))
}

pub async fn zip(body: Bytes) -> Bytes {
    if body.len() < LONG {
        return compress(&body);
    }
    let shared = body.clone();
    let zipped = tokio::task::spawn_blocking(move || compress(&shared)).await;
    zipped.unwrap_or(body)
}

fn compress(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    // Writing to a Vec does not fail.
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.map(Bytes::from).unwrap_or_default()
}

fn takes(accepted: &str, wanted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let is_refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        (name.trim() == wanted || name.trim() == "*") && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_takes_gzip_gets_it() {
        let check = |accepted: &str, expected: bool| assert_eq!(takes(accepted, "gzip"), expected, "{accepted}");
        check("gzip, deflate, br", true);
        check("br;q=1.0, gzip;q=0.8", true);
        check("*", true);
        check("gzip;q=0", false);
        check("identity", false);
        check("", false);
    }
}
