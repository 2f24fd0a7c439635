//! Work in the background, and how long its traces are kept.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
pub struct QueueSettings {
    /// Jobs that this instance runs at once; 0: none, others do.
    pub concurrency: u32,
    /// How often the queue is looked at when nothing says that there is something.
    pub poll: Duration,
    /// How long jobs that have failed for good are kept.
    pub keep_dead: Duration,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ActivitySettings {
    /// How long it is kept who did what.
    pub retention: Duration,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NotificationSettings {
    /// How long notifications are kept that were archived.
    pub keep_archived: Duration,
}

const DAY: u64 = 24 * 3600;

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            concurrency: 4,
            poll: Duration::from_secs(5),
            keep_dead: Duration::from_secs(30 * DAY),
        }
    }
}

impl Default for ActivitySettings {
    fn default() -> Self {
        Self {
            retention: Duration::from_secs(90 * DAY),
        }
    }
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self {
            keep_archived: Duration::from_secs(90 * DAY),
        }
    }
}
