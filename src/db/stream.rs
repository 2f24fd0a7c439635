//! Rows that leave piece by piece, for answers without a page size. The statement waits while nobody takes a piece, ends when nobody wants one any more,
//! and never runs longer than its time: what a slow client holds is one connection for a while, not memory.

use std::time::Duration;

use tokio::{sync::mpsc, time::Instant};

use super::{
    DbError, JsonRows,
    encode::{JsonSink, Row, Sink as _},
};
use crate::sql::OutputColumn;

/// So many bytes make a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait to be taken.
const WAITING: usize = 2;

/// The taking end. Dropped, it stops the statement.
#[derive(Debug)]
pub struct RowStream {
    /// `None` after the last row: a channel that just closes is a statement that did not end.
    pieces: mpsc::Receiver<Result<Option<JsonRows>, DbError>>,
    /// Taken already, to see whether the statement runs at all.
    first: Option<JsonRows>,
    is_over: bool,
}

impl RowStream {
    /// Whole rows, as `Database::read` gives them. `None` after the last; nothing follows an error.
    pub async fn next(&mut self) -> Option<Result<JsonRows, DbError>> {
        if let Some(rows) = self.first.take() {
            return Some(Ok(rows));
        }
        if self.is_over {
            return None;
        }
        let piece = self.pieces.recv().await.unwrap_or(Err(DbError::Timeout)).transpose();
        self.is_over = !matches!(piece, Some(Ok(_)));
        piece
    }

    /// Waits for the first piece: what is wrong with the statement itself is an answer, not an answer that breaks off.
    pub(super) async fn wait(&mut self) -> Result<(), DbError> {
        self.first = self.next().await.transpose()?;
        Ok(())
    }
}

/// The giving end, in the hands of an engine.
pub struct Outlet {
    sink: JsonSink,
    pieces: mpsc::Sender<Result<Option<JsonRows>, DbError>>,
    deadline: Instant,
    has_given: bool,
}

/// Both ends; `time` is that of the whole statement, its taker's slowness included.
pub fn pair(columns: &[OutputColumn], time: Duration) -> (Outlet, RowStream) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let outlet = Outlet {
        sink: JsonSink::new(columns),
        pieces: sender,
        deadline: Instant::now() + time,
        has_given: false,
    };
    let stream = RowStream {
        pieces: receiver,
        first: None,
        is_over: false,
    };
    (outlet, stream)
}

impl Outlet {
    pub fn push<R: Row>(&mut self, row: &R) -> Result<(), DbError> {
        self.sink.push(row)
    }

    pub fn is_full(&self) -> bool {
        self.sink.len() >= PIECE
    }

    /// Whether a row has left: then nothing can be run again.
    pub fn has_given(&self) -> bool {
        self.has_given
    }

    /// Forgets the rows that have not left: the statement runs again.
    pub fn reset(&mut self) {
        self.sink.reset();
    }

    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    pub fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Sees from elsewhere whether anybody still waits.
    pub fn watch(&self) -> impl Fn() -> bool + Send + 'static {
        let pieces = self.pieces.clone();
        move || pieces.is_closed()
    }

    /// Ready once nobody wants more.
    pub async fn abandoned(&self) {
        self.pieces.closed().await;
    }

    /// Hands over what was pushed; waits until it is taken. False: nobody wants it.
    pub async fn give(&mut self) -> Result<bool, DbError> {
        let rows = self.sink.take();
        self.has_given = true;
        self.send(Some(rows)).await
    }

    async fn send(&self, piece: Option<JsonRows>) -> Result<bool, DbError> {
        match tokio::time::timeout_at(self.deadline, self.pieces.send(Ok(piece))).await {
            Ok(sent) => Ok(sent.is_ok()),
            Err(_) => Err(DbError::Timeout),
        }
    }

    /// The rest, and that it is the last. Where nobody takes it in time, nobody hears that it was whole.
    pub async fn finish(mut self) {
        if self.sink.len() == 0 || matches!(self.give().await, Ok(true)) {
            let _ = self.send(None).await;
        }
    }

    /// The taker hears why nothing follows, unless it is so slow that it has lost its right to know.
    pub async fn fail(self, error: DbError) {
        let patience = Duration::from_secs(1);
        let _ = self.pieces.send_timeout(Err(error), patience).await;
    }
}
