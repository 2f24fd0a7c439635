//! A letter as a value: which kind, to whom, in which language, and the link in it. Nothing that a stranger typed is in it: whoever registers with
//! somebody else's address must not be able to write to him through us.

use std::str::FromStr as _;

use lettre::Address;
use serde_json::{Value as Json, json};

use super::MailError;

/// `KINDS` has all of them. A kind is a section in each file of `languages/`, and may have a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Invitation,
    EmailVerification,
    /// Somebody registered with an address that has an account.
    AccountExists,
    PasswordReset,
    /// Told after the fact, so that a thief is noticed.
    PasswordChanged,
    /// `quintet mail test`.
    Test,
}

pub const KINDS: &[Kind] = &[
    Kind::Invitation,
    Kind::EmailVerification,
    Kind::AccountExists,
    Kind::PasswordReset,
    Kind::PasswordChanged,
    Kind::Test,
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub kind: Kind,
    pub to: String,
    /// `en`, `pt-BR`
    pub language: String,
    pub link: Option<String>,
    /// Until when the link works, for people: `2026-03-01 09:00 UTC`.
    pub expires: Option<String>,
}

impl Kind {
    /// As in file names: `password-reset`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::EmailVerification => "email-verification",
            Self::AccountExists => "account-exists",
            Self::PasswordReset => "password-reset",
            Self::PasswordChanged => "password-changed",
            Self::Test => "test",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether the letter is about a link that works once.
    pub fn has_link(self) -> bool {
        matches!(self, Self::Invitation | Self::EmailVerification | Self::PasswordReset)
    }
}

impl Letter {
    pub(super) fn to_json(&self) -> Json {
        json!({
            "kind": self.kind.name(),
            "to": self.to,
            "language": self.language,
            "link": self.link,
            "expires": self.expires,
        })
    }

    pub(super) fn from_json(json: &Json) -> Result<Self, MailError> {
        let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let kind = text("kind").and_then(|name| Kind::named(&name));
        let (Some(kind), Some(to), Some(language)) = (kind, text("to"), text("language")) else {
            return Err(MailError::Letter);
        };
        Ok(Self {
            kind,
            to,
            language,
            link: text("link"),
            expires: text("expires"),
        })
    }

    /// One of each kind, to try templates with.
    pub(super) fn sample(kind: Kind, language: &str) -> Self {
        let has_link = kind.has_link() || kind == Kind::AccountExists;
        Self {
            kind,
            to: "ada@example.com".to_owned(),
            language: language.to_owned(),
            link: has_link.then(|| "https://cms.example.com/admin/link?token=example".to_owned()),
            expires: kind.has_link().then(|| "2026-03-01 09:00 UTC".to_owned()),
        }
    }
}

/// An address that SMTP can carry: no line breaks, no lists, no names.
pub(super) fn address(text: &str) -> Result<Address, MailError> {
    let is_plain = !text.chars().any(char::is_control);
    let address = Address::from_str(text).ok().filter(|_| is_plain);
    address.ok_or(MailError::Address)
}

/// For headers: line breaks and other control characters are spaces.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_control() || letter.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_survives_the_queue() {
        for kind in KINDS {
            let letter = Letter::sample(*kind, "de");
            assert_eq!(Letter::from_json(&letter.to_json()), Ok(letter));
        }
        assert_eq!(Letter::from_json(&json!({ "kind": "spam" })), Err(MailError::Letter));
    }

    #[test]
    fn headers_can_not_be_injected() {
        let check = |text: &str, is_address: bool| assert_eq!(address(text).is_ok(), is_address, "{text:?}");
        check("ada@example.com", true);
        check("ada+news@bücher.example", true);
        check("ada@example.com\r\nBcc: eve@example.com", false);
        check("ada@example.com, eve@example.com", false);
        check("Ada <ada@example.com>", false);
        check("ada@example.com\0", false);
        check("", false);
        assert_eq!(
            one_line("News\r\nBcc: eve@example.com\t x "),
            "News Bcc: eve@example.com x"
        );
    }
}
