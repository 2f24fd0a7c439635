//! How long a job that failed waits, and when it has failed often enough.

use std::time::Duration;

use crate::crypto::Random;

#[derive(Debug, Clone, PartialEq)]
pub struct RetryPolicy {
    /// Attempts in all; then the job is dead.
    pub attempts: u32,
    /// After the first failure; doubled with each further one.
    pub first: Duration,
    pub longest: Duration,
}

impl Default for RetryPolicy {
    /// About five hours in all.
    fn default() -> Self {
        Self {
            attempts: 14,
            first: Duration::from_secs(10),
            longest: Duration::from_secs(3600),
        }
    }
}

impl RetryPolicy {
    /// How long to wait after this many attempts: between half and all of the doubled time, so that what failed together does not come back together.
    pub fn delay(&self, attempts: u32, random: &Random) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let whole = self.first.saturating_mul(1_u32 << doublings).min(self.longest);
        let chance = random.bytes::<2>().map_or(0, u16::from_be_bytes);
        let half = whole / 2;
        half + half.mul_f64(f64::from(chance) / f64::from(u16::MAX))
    }

    pub fn is_over(&self, attempts: u32) -> bool {
        attempts >= self.attempts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy::default();
        let random = Random::seeded(3);
        let check = |attempts: u32, whole: u64| {
            let delay = policy.delay(attempts, &random);
            let whole = Duration::from_secs(whole);
            assert!((whole / 2..=whole).contains(&delay), "{attempts}: {delay:?}");
        };
        check(0, 10);
        check(1, 10);
        check(2, 20);
        check(5, 160);
        check(10, 3600);
        check(u32::MAX, 3600);
        let delays: Vec<Duration> = (0..8).map(|_| policy.delay(1, &random)).collect();
        assert!(delays.iter().any(|delay| *delay != delays[0]), "{delays:?}");
        assert!(!policy.is_over(13) && policy.is_over(14));
    }
}
