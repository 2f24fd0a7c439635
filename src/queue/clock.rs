//! The time, passed in: the system's, or one that a test moves.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Cheap to clone; clones share their time.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// `None`: the system's.
    set: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    pub fn system() -> Self {
        Self { set: None }
    }

    /// Stands still until it is moved.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self {
            set: Some(Arc::new(Mutex::new(time))),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        match &self.set {
            None => Utc::now(),
            Some(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a clock that was set.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(time) = &self.set {
            *time.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}
