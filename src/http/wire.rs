//! The connection under the server. Refusals that the server library makes before there is a request (a head that is too long, that never ends, that is
//! no HTTP) have no body; a client takes an error without JSON for a success. Here they get one, on their way out. And a client that does not read what
//! it asked for loses its connection, rather than keep the answer in memory for days.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Buf as _, Bytes};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Sleep,
};

use super::error::{
    ApiError, ErrorCode,
    codes::{INVALID_REQUEST, OUT_OF_TIME, URI_TOO_LONG},
};

/// A stream whose bare refusals are given a body, and whose other side has to read.
pub struct Guarded<Io> {
    io: Io,
    /// How long a piece of an answer may wait to be taken.
    patience: Duration,
    /// Runs while a piece waits.
    waiting: Option<Pin<Box<Sleep>>>,
    /// What is written in place of a bare refusal, as far as it is not out yet.
    instead: Bytes,
}

/// The library's bare refusals: how they begin, the code, and what is said.
static BARE: &[(&[u8], &ErrorCode, &str)] = &[
    (
        b"HTTP/1.1 431 ",
        &URI_TOO_LONG,
        "the head of the request is too long; send the query in a body",
    ),
    (
        b"HTTP/1.1 408 ",
        &OUT_OF_TIME,
        "the head of the request did not arrive in time",
    ),
    (b"HTTP/1.1 400 ", &INVALID_REQUEST, "this is no request that HTTP knows"),
];

impl<Io> Guarded<Io> {
    pub fn new(io: Io, patience: Duration) -> Self {
        Self {
            io,
            patience,
            waiting: None,
            instead: Bytes::new(),
        }
    }
}

/// The whole answer for a bare one; `None` for anything else. Ours have a body, so they are never taken for one.
fn replacement(written: &[u8]) -> Option<Bytes> {
    let (_, code, message) = BARE.iter().find(|(start, ..)| written.starts_with(start))?;
    let head = std::str::from_utf8(written).ok()?;
    let is_bare = head.ends_with("\r\n\r\n") && head.to_ascii_lowercase().contains("\r\ncontent-length: 0\r\n");
    if !is_bare {
        return None;
    }
    let body = ApiError::new(code, *message).to_json("").to_string();
    let reason = actix_web::http::StatusCode::from_u16(code.status).ok()?;
    let head = format!(
        "HTTP/1.1 {} {}\r\ncontent-length: {}\r\ncontent-type: application/json\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        code.status,
        reason.canonical_reason().unwrap_or_default(),
        body.len(),
    );
    Some(Bytes::from(head + &body))
}

impl<Io: AsyncWrite + Unpin> Guarded<Io> {
    /// Passes an outcome on; what is pending for too long becomes an error.
    fn watch<T>(&mut self, context: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_pending() {
            let patience = self.patience;
            let waiting = self
                .waiting
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
            ready!(waiting.as_mut().poll(context));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        outcome
    }

    fn poll_instead(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.instead.is_empty() {
            let written = ready!(Pin::new(&mut self.io).poll_write(context, &self.instead))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.instead.advance(written);
        }
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Guarded<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_instead(context))?;
        if let Some(instead) = replacement(bytes) {
            self.instead = instead;
            // What could not be written yet goes out with the flush.
            let _ = self.poll_instead(context)?;
            return Poll::Ready(Ok(bytes.len()));
        }
        let outcome = Pin::new(&mut self.io).poll_write(context, bytes);
        if matches!(&outcome, Poll::Ready(Ok(written)) if *written == bytes.len()) {
            self.waiting = None;
        }
        self.watch(context, outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_instead(context))?;
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_instead(context))?;
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Guarded<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_refusals_are_given_a_body() {
        let check = |written: &str, expected: Option<&str>| {
            let replaced = replacement(written.as_bytes());
            let text = replaced
                .as_ref()
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            assert_eq!(
                text.as_deref().map(|text| text.split("\r\n").next().unwrap()),
                expected,
                "{written}"
            );
            if let Some(text) = text {
                let (head, body) = text.split_once("\r\n\r\n").unwrap();
                assert!(head.contains(&format!("content-length: {}", body.len())));
                assert!(serde_json::from_str::<serde_json::Value>(body).unwrap()["errors"][0]["message"].is_string());
            }
        };
        let bare = |status: &str| format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\ndate: x\r\n\r\n");
        check(
            &bare("431 Request Header Fields Too Large"),
            Some("HTTP/1.1 414 URI Too Long"),
        );
        check(&bare("400 Bad Request"), Some("HTTP/1.1 400 Bad Request"));
        check(&bare("408 Request Timeout"), Some("HTTP/1.1 408 Request Timeout"));
        check(&bare("204 No Content"), None);
        check("HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}", None);
        check("HTTP/1.1 400 Bad", None);
        check("", None);
    }

    /// Real time, but no test waits for it: a duplex pipe of 16 bytes is full at once.
    #[tokio::test]
    async fn who_does_not_read_loses_the_connection() {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

        let (ours, _theirs) = tokio::io::duplex(16);
        let mut guarded = Guarded::new(ours, Duration::from_millis(30));
        let written = guarded.write_all(&[7; 64]).await;
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);

        let (ours, mut other) = tokio::io::duplex(16);
        let mut guarded = Guarded::new(ours, Duration::from_secs(30));
        let reading = async {
            let mut read = [0; 64];
            other.read_exact(&mut read).await.map(|_| read)
        };
        let (written, read) = tokio::join!(guarded.write_all(&[7; 64]), reading);
        assert!(written.is_ok() && read.unwrap() == [7; 64]);
    }
}
