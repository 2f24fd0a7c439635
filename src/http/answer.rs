//! What a handler gives back. Bodies are bytes: rows come from the database as JSON and are wrapped, not parsed.

use std::{borrow::Cow, fmt, io, pin::Pin};

use actix_web::http::header::{CONTENT_DISPOSITION, HeaderName, HeaderValue};
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt as _, stream};
use serde_json::Value as Json;

use crate::{
    items::{List, Written},
    storage::ByteStream,
};

/// An answer before the headers that every answer has.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// `None`: no body. A 204 with a JSON type makes the client fail.
    pub content_type: Option<Cow<'static, str>>,
    pub body: Bytes,
    /// In place of `body`: one that is made while it leaves, of unknown length.
    pub pieces: Option<Pieces>,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub caching: Caching,
    /// Of the item in the body: the first half of its `ETag`.
    pub revision: Option<String>,
    /// How long all pieces are together, where that is known.
    pub length: Option<u64>,
}

/// A body piece by piece. An error breaks the connection off, so that nobody takes a part for the whole.
pub struct Pieces(pub Pin<Box<dyn Stream<Item = io::Result<Bytes>>>>);

impl Pieces {
    pub fn none() -> Self {
        Self(Box::pin(stream::empty()))
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pieces")
    }
}

/// What a cache may do with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Must not be kept.
    Never,
    /// May be kept, and must be asked for again with its `ETag`.
    Validated,
    /// A file of the binary: kept for a day, and validated.
    Asset,
    /// Named by its content: never asked for again.
    Immutable,
    /// The handler says it itself: `cache-control`, `vary`, `etag`.
    Own,
}

pub const JSON: &str = "application/json";

impl Answer {
    fn with_body(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status: 200,
            content_type: Some(Cow::Borrowed(content_type)),
            body: body.into(),
            pieces: None,
            headers: Vec::new(),
            caching: Caching::Never,
            revision: None,
            length: None,
        }
    }

    /// 204.
    pub fn nothing() -> Self {
        Self {
            status: 204,
            content_type: None,
            body: Bytes::new(),
            pieces: None,
            headers: Vec::new(),
            caching: Caching::Never,
            revision: None,
            length: None,
        }
    }

    /// `{"data":[…],"meta":{…}}`; `meta` only where counts were asked for.
    pub fn list(list: &List) -> Self {
        let mut body = Vec::with_capacity(list.rows.len() + 80);
        body.extend_from_slice(b"{\"data\":[");
        body.extend_from_slice(&list.rows);
        body.push(b']');
        let counts = [
            ("total_count", list.total_count),
            ("filter_count", list.filter_count),
            ("estimated_count", list.estimated_count),
        ];
        let mut separator = ",\"meta\":{";
        for (name, count) in counts {
            if let Some(count) = count {
                body.extend_from_slice(format!("{separator}\"{name}\":{count}").as_bytes());
                separator = ",";
            }
        }
        if let Some(next) = &list.next {
            let next = next.as_ref().map_or(Json::Null, |next| Json::from(next.as_str()));
            body.extend_from_slice(format!("{separator}\"next_cursor\":{next}").as_bytes());
            separator = ",";
        }
        if separator == "," {
            body.push(b'}');
        }
        body.push(b'}');
        Self::with_body(JSON, body)
    }

    /// `{"data":{…}}`
    pub fn item(object: &[u8]) -> Self {
        Self::with_body(JSON, [b"{\"data\":".as_slice(), object, b"}"].concat())
    }

    /// The answer to a write of one item, or of many.
    pub fn written(written: &Written, is_many: bool) -> Self {
        match written {
            Written::Unreadable => Self::nothing(),
            Written::Items(list) if is_many => Self::list(list),
            Written::Items(list) => Self::item(&list.rows).revision(list.revision.clone()),
        }
    }

    /// `{"data": …}`
    pub fn data(data: &Json) -> Self {
        Self::item(data.to_string().as_bytes())
    }

    /// JSON without the envelope.
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self::with_body(JSON, body)
    }

    pub fn text(text: &'static str) -> Self {
        Self::with_body("text/plain; charset=utf-8", text)
    }

    pub fn html(text: impl Into<Bytes>) -> Self {
        Self::with_body("text/html; charset=utf-8", text)
    }

    /// A file to be saved.
    pub fn attachment(content_type: &'static str, name: &str, pieces: Pieces) -> Self {
        let mut answer = Self::with_body(content_type, Bytes::new());
        answer.pieces = Some(pieces);
        answer.header(CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
    }

    pub fn asset(content_type: String, bytes: impl Into<Bytes>) -> Self {
        let mut answer = Self::with_body(JSON, bytes);
        answer.content_type = Some(Cow::Owned(content_type));
        answer.caching(Caching::Asset)
    }

    /// A file of the library, or a part of it.
    pub fn file(content_type: String, length: u64, pieces: ByteStream) -> Self {
        let mut answer = Self::with_body(JSON, Bytes::new());
        answer.content_type = Some(Cow::Owned(content_type));
        answer.pieces = Some(Pieces(Box::pin(pieces.map_err(io::Error::other))));
        answer.length = Some(length);
        answer.caching(Caching::Own)
    }

    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    #[must_use]
    pub fn typed(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(Cow::Borrowed(content_type));
        self
    }

    #[must_use]
    pub fn caching(mut self, caching: Caching) -> Self {
        self.caching = caching;
        self
    }

    #[must_use]
    pub fn revision(mut self, revision: Option<String>) -> Self {
        self.revision = revision;
        self
    }

    /// A value that no header can hold is left out.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_wrapped_as_they_are() {
        let check = |total_count, filter_count, expected: &str| {
            let list = List {
                rows: b"{\"a\":1},{\"a\":2}".to_vec(),
                count: 2,
                total_count,
                filter_count,
                ..List::default()
            };
            assert_eq!(Answer::list(&list).body, expected.as_bytes());
        };
        check(None, None, r#"{"data":[{"a":1},{"a":2}]}"#);
        check(Some(7), None, r#"{"data":[{"a":1},{"a":2}],"meta":{"total_count":7}}"#);
        check(
            Some(7),
            Some(2),
            r#"{"data":[{"a":1},{"a":2}],"meta":{"total_count":7,"filter_count":2}}"#,
        );
        assert_eq!(Answer::list(&List::default()).body, r#"{"data":[]}"#.as_bytes());
        assert_eq!(Answer::item(b"{\"a\":1}").body, r#"{"data":{"a":1}}"#.as_bytes());
        let nothing = Answer::written(&Written::Unreadable, true);
        assert_eq!((nothing.status, nothing.content_type), (204, None));
    }
}
