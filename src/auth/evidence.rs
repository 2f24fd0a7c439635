//! What somebody has shown to be let in, and what the activity log tells of it.

use serde_json::json;

use crate::{
    items::{Activity, ActivityAction},
    value::ItemId,
};

use super::Mode;

/// What somebody has shown to be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence<'a> {
    Password,
    PasswordAndCode,
    Passkey,
    /// The name of a provider of single sign-on.
    Provider(&'a str),
    SetupLink,
    /// Nothing: this administrator acts as the user.
    Administrator(&'a ItemId),
}

impl Evidence<'_> {
    pub fn impersonator(&self) -> Option<&ItemId> {
        match self {
            Self::Administrator(id) => Some(id),
            _ => None,
        }
    }

    /// What the log tells of it.
    pub fn activity(&self, user: &ItemId, mode: Mode) -> Activity {
        let with = match self {
            Self::Administrator(id) => return Activity::new(ActivityAction::Impersonated).about_user(user).by(id),
            Self::Password => "password",
            Self::PasswordAndCode => "password and second factor",
            Self::Passkey => "passkey",
            Self::Provider(name) => name,
            Self::SetupLink => "setup link",
        };
        let activity = Activity::new(ActivityAction::Login).about_user(user).by(user);
        activity.with(json!({ "with": with, "mode": mode.name() }))
    }
}
