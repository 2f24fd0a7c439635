//! The generic cell rate algorithm: one number a key. A request costs an interval of time; who has spent a whole period waits until it passed.
//!
//! No window ends for all at once, and a burst of the whole amount is fine after a period of silence.

use std::time::Duration;

/// So many in this time: at once, or spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    amount: u32,
    period: Duration,
}

/// The answer to one request for admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admission {
    pub is_admitted: bool,
    /// How many more would be admitted now.
    pub remaining: u32,
    /// When the whole amount is there again.
    pub resets_in: Duration,
    /// When the next one is admitted; zero where that is now.
    pub retry_after: Duration,
}

/// What a key has spent of its period, after a request was admitted or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent {
    pub is_admitted: bool,
    pub after: Duration,
}

impl Quota {
    /// At least one, in at least a millisecond.
    pub fn new(amount: u32, period: Duration) -> Self {
        Self {
            amount: amount.max(1),
            period: period.max(Duration::from_millis(1)),
        }
    }

    pub fn amount(self) -> u32 {
        self.amount
    }

    pub fn period(self) -> Duration {
        self.period
    }

    /// What one costs.
    pub(super) fn interval(self) -> Duration {
        (self.period / self.amount).max(Duration::from_micros(1))
    }

    pub(super) fn spend(self, before: Duration) -> Spent {
        let after = before.saturating_add(self.interval());
        if after > self.period {
            // A quota may have been set lower than what was spent.
            return Spent {
                is_admitted: false,
                after: before.min(self.period),
            };
        }
        Spent {
            is_admitted: true,
            after,
        }
    }

    pub(super) fn admission(self, is_admitted: bool, spent: Duration) -> Admission {
        let interval = self.interval();
        let left = self.period.saturating_sub(spent).as_micros() / interval.as_micros();
        Admission {
            is_admitted,
            remaining: u32::try_from(left).unwrap_or(u32::MAX).min(self.amount),
            resets_in: spent,
            retry_after: spent.saturating_add(interval).saturating_sub(self.period),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_burst_is_admitted_and_then_one_an_interval() {
        let quota = Quota::new(4, SECOND);
        let mut spent = Duration::ZERO;
        let mut remaining = Vec::new();
        for _ in 0..4 {
            let one = quota.spend(spent);
            assert!(one.is_admitted);
            spent = one.after;
            remaining.push(quota.admission(true, spent).remaining);
        }
        assert_eq!(remaining, [3, 2, 1, 0]);
        let refused = quota.spend(spent);
        assert!(!refused.is_admitted);
        let admission = quota.admission(false, refused.after);
        assert_eq!(admission.retry_after, Duration::from_millis(250));
        assert_eq!(admission.resets_in, SECOND);
        assert!(quota.spend(spent - Duration::from_millis(250)).is_admitted);
        assert!(!quota.spend(spent - Duration::from_millis(249)).is_admitted);
    }

    #[test]
    fn a_lower_quota_does_not_lock_out_for_longer_than_its_period() {
        let refused = Quota::new(2, SECOND).spend(Duration::from_secs(3600));
        assert_eq!((refused.is_admitted, refused.after), (false, SECOND));
    }

    #[test]
    fn a_quota_is_never_of_nothing() {
        let quota = Quota::new(0, Duration::ZERO);
        assert!(quota.spend(Duration::ZERO).is_admitted);
        assert!(Quota::new(u32::MAX, SECOND).spend(Duration::ZERO).is_admitted);
    }
}
