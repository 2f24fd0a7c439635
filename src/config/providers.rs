//! Identity providers: `auth.providers.NAME.…` in the file, `QUINTET_AUTH__PROVIDERS__NAME__…` in the environment. One table for all of them.

use super::setting::{Setting, Slot};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    pub label: Option<String>,
    pub icon: Option<String>,
    /// Where `/.well-known/openid-configuration` is.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub scopes: Vec<String>,
    /// Whether somebody without an account gets one.
    pub register: bool,
    /// Whether an account with the same verified address becomes his.
    pub link: bool,
    /// Whether addresses are taken as verified that the provider does not call so.
    pub trust_email: bool,
    /// Which domains are let in; empty: all.
    pub email_domains: Vec<String>,
    /// What everybody has who comes from there.
    pub roles: Vec<String>,
    /// The claim that decides roles, with dots for members.
    pub role_claim: Option<String>,
    /// `value=role`
    pub role_map: Vec<String>,
}

impl Default for ProviderSettings {
    fn default() -> Self {
        Self {
            label: None,
            icon: None,
            issuer: String::new(),
            client_id: String::new(),
            client_secret: None,
            scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
            register: false,
            link: true,
            trust_email: false,
            email_domains: Vec::new(),
            roles: Vec::new(),
            role_claim: None,
            role_map: Vec::new(),
        }
    }
}

const fn setting(key: &'static str, slot: Slot<ProviderSettings>, doc: &'static str) -> Setting<ProviderSettings> {
    Setting {
        key,
        slot,
        doc,
        is_secret: false,
    }
}

pub static PROVIDER_SETTINGS: &[Setting<ProviderSettings>] = &[
    setting(
        "issuer",
        Slot::Text(|s| &mut s.issuer),
        "The provider's address, as it calls itself: `https://accounts.example.com`. Its documents are found from there.",
    ),
    setting(
        "client_id",
        Slot::Text(|s| &mut s.client_id),
        "What the provider calls this server.",
    ),
    Setting {
        key: "client_secret",
        slot: Slot::OptionalText(|s| &mut s.client_secret),
        doc: "What this server proves itself with. Without it: a public client, protected by PKCE.",
        is_secret: true,
    },
    setting(
        "label",
        Slot::OptionalText(|s| &mut s.label),
        "The provider's name for people.",
    ),
    setting("icon", Slot::OptionalText(|s| &mut s.icon), "The icon of the button."),
    setting(
        "scopes",
        Slot::Texts(|s| &mut s.scopes),
        "What is asked of the provider.",
    ),
    setting(
        "register",
        Slot::Flag(|s| &mut s.register),
        "Whether somebody without an account gets one. With a provider that anybody can join, anybody can.",
    ),
    setting(
        "link",
        Slot::Flag(|s| &mut s.link),
        "Whether an account with the same verified e-mail address becomes his. Its password ends with that.",
    ),
    setting(
        "trust_email",
        Slot::Flag(|s| &mut s.trust_email),
        "Whether addresses are taken as verified that the provider does not call so. Only for a provider of your own.",
    ),
    setting(
        "email_domains",
        Slot::Texts(|s| &mut s.email_domains),
        "Domains of e-mail addresses that are let in. Without any: all.",
    ),
    setting(
        "roles",
        Slot::Texts(|s| &mut s.roles),
        "Roles of everybody who gets an account from this provider.",
    ),
    setting(
        "role_claim",
        Slot::OptionalText(|s| &mut s.role_claim),
        "The claim that decides roles at each sign-in, as `groups` or `realm_access.roles`. Without it roles are given here.",
    ),
    setting(
        "role_map",
        Slot::Texts(|s| &mut s.role_map),
        "Values of that claim and what they are here, as `cms-editors=editor`. What is not named gives nothing.",
    ),
];
