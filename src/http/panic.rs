//! A panic in a handler is one answer and one line in the log, not a lost connection.
//!
//! The hook keeps what was said where it was said (on this thread); the future that was being polled takes it with it as an error.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Once,
    task::{Context, Poll},
};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs a future; a panic in it becomes `Err` with its message and place.
pub struct CatchPanic<F> {
    future: Pin<Box<F>>,
}

impl<F> CatchPanic<F> {
    pub fn new(future: F) -> Self {
        static INSTALL: Once = Once::new();
        INSTALL.call_once(install_hook);
        Self {
            future: Box::pin(future),
        }
    }
}

impl<F: Future> Future for CatchPanic<F> {
    type Output = Result<F::Output, String>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        IS_GUARDED.set(true);
        // What panicked is not used again: the request is over.
        let polled = catch_unwind(AssertUnwindSafe(|| self.future.as_mut().poll(context)));
        IS_GUARDED.set(false);
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(_) => {
                let message = MESSAGE.with_borrow_mut(Option::take);
                Poll::Ready(Err(message.unwrap_or_else(|| "panic".to_owned())))
            }
        }
    }
}

fn install_hook() {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if IS_GUARDED.get() {
            MESSAGE.with_borrow_mut(|message| *message = Some(panic.to_string()));
        } else {
            previous(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_with_its_place() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let caught = runtime.block_on(CatchPanic::new(async {
            tokio::task::yield_now().await;
            let numbers: Vec<u8> = Vec::new();
            numbers.first().copied().expect("a mistake in a handler")
        }));
        let message = caught.unwrap_err();
        assert!(
            message.contains("a mistake in a handler") && message.contains("panic.rs"),
            "{message}"
        );
        assert_eq!(runtime.block_on(CatchPanic::new(async { 7 })), Ok(7));
    }
}
