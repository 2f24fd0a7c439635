//! How long a task has waited for the database: what `Server-Timing` tells. Kept with the task, so that nobody has to carry it along.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

tokio::task_local! {
    static WAITED: Cell<Duration>;
}

/// Runs a task whose waiting is to be known.
pub async fn measured<F: Future>(task: F) -> F::Output {
    WAITED.scope(Cell::new(Duration::ZERO), task).await
}

/// What the task around has waited so far; nothing outside of one that is measured.
pub fn waited() -> Duration {
    WAITED.try_with(Cell::get).unwrap_or_default()
}

pub(super) async fn timed<F: Future>(statement: F) -> F::Output {
    let started = Instant::now();
    let answer = statement.await;
    // Nobody measures, nobody misses it.
    let _ = WAITED.try_with(|waited| waited.set(waited.get() + started.elapsed()));
    answer
}
