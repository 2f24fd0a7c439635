//! Invitations, registration and forgotten passwords.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
pub struct AccountSettings {
    /// Whether anybody may make himself an account.
    pub registration: bool,
    /// The role of who registered. `None`: none, and then only what everybody may.
    pub registration_role: Option<String>,
    pub invitation_lifetime: Duration,
    pub verification_lifetime: Duration,
    pub reset_lifetime: Duration,
}

const HOUR: u64 = 3600;

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            registration: false,
            registration_role: None,
            invitation_lifetime: Duration::from_secs(7 * 24 * HOUR),
            verification_lifetime: Duration::from_secs(24 * HOUR),
            reset_lifetime: Duration::from_secs(HOUR),
        }
    }
}
