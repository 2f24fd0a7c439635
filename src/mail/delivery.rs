//! The way out: SMTP, or the log of a development server. What the other side says decides whether a letter is tried again.

use std::{str::FromStr as _, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{Error as SmtpError, PoolConfig},
};
use uuid::Uuid;

use super::{
    MailError,
    letter::{self, Letter},
    templates::Rendered,
};
use crate::{config::Settings, queue::JobError};

#[derive(Debug)]
pub enum Delivery {
    Smtp {
        transport: AsyncSmtpTransport<Tokio1Executor>,
        from: Box<Mailbox>,
        timeout: Duration,
    },
    /// A development server without SMTP.
    Log,
    Nowhere,
}

const URL: &str = "mail.smtp_url";
const FROM: &str = "mail.from";

/// Connections that are kept for the next letter.
const KEPT: u32 = 2;
const KEPT_FOR: Duration = Duration::from_secs(60);

/// Answers to a sign-in at the mail server: somebody has to mend the settings, and then the letter can go.
const SIGN_IN_REFUSED: &[u16] = &[530, 534, 535, 538];

impl Delivery {
    pub fn new(settings: &Settings) -> Result<Self, MailError> {
        let mail = &settings.mail;
        let Some(url) = &mail.smtp_url else {
            return Ok(if settings.is_development() {
                Self::Log
            } else {
                Self::Nowhere
            });
        };
        let wrong = |setting, reason: &str| MailError::Setting {
            setting,
            reason: reason.to_owned(),
        };
        let from = mail
            .from
            .as_deref()
            .ok_or_else(|| wrong(FROM, "is missing: the address that mail comes from"))?;
        let from = Mailbox::from_str(&letter::one_line(from))
            .map_err(|_| wrong(FROM, "must be an address such as Newsroom <news@example.com>"))?;
        // The driver's own words may repeat the URL, which holds a password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&with_tls(url)).map_err(|_| {
            wrong(
                URL,
                "must be smtps://user:password@host, or smtp://host:port with ?tls=required, opportunistic or none",
            )
        })?;
        let pool = PoolConfig::new().max_size(KEPT).idle_timeout(KEPT_FOR);
        Ok(Self::Smtp {
            transport: builder.timeout(Some(mail.timeout)).pool_config(pool).build(),
            from: Box::new(from),
            timeout: mail.timeout,
        })
    }

    pub async fn deliver(&self, letter: &Letter, rendered: Rendered, id: Uuid) -> Result<(), JobError> {
        let (transport, from, timeout) = match self {
            Self::Smtp {
                transport,
                from,
                timeout,
            } => (transport, from, *timeout),
            Self::Log => {
                tracing::warn!(
                    to = letter.to,
                    subject = rendered.subject,
                    "a mail, which is only written here because mail.smtp_url is not set:\n{}",
                    rendered.text
                );
                return Ok(());
            }
            Self::Nowhere => return Err(JobError::Retry(MailError::NotSetUp.to_string())),
        };
        let message = message(letter, rendered, from, id);
        let message = message.map_err(|error| JobError::Hopeless(error.to_string()))?;
        // The driver's own limit is one of connecting; a server that falls silent later would hold the job for good.
        match tokio::time::timeout(timeout, transport.send(message)).await {
            Ok(sent) => sent.map(drop).map_err(|error| outcome(&error)),
            Err(_) => Err(JobError::Retry(format!(
                "the mail server did not finish within {} ms (setting mail.timeout)",
                timeout.as_millis()
            ))),
        }
    }
}

/// Two forms of one letter, with headers that keep vacation notes from answering.
fn message(letter: &Letter, rendered: Rendered, from: &Mailbox, id: Uuid) -> Result<Message, MailError> {
    let header = |name: &'static str, value: &str| {
        let name = HeaderName::new_from_ascii_str(name);
        HeaderValue::new(name, value.to_owned())
    };
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, letter::address(&letter.to)?))
        .subject(letter::one_line(&rendered.subject))
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .raw_header(header("Content-Language", &letter::one_line(&letter.language)))
        .multipart(MultiPart::alternative_plain_html(rendered.text, rendered.html))
        .map_err(|error| MailError::Message(error.to_string()))
}

/// A refusal for good is hopeless; everything else may work later.
fn outcome(error: &SmtpError) -> JobError {
    let code = error.status().map(u16::from);
    let is_refused = error.is_permanent() && !code.is_some_and(|code| SIGN_IN_REFUSED.contains(&code));
    let text = with_causes(error);
    if is_refused {
        JobError::Hopeless(text)
    } else {
        JobError::Retry(text)
    }
}

fn with_causes(error: &SmtpError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    text
}

/// `smtp://` means: encrypted where the server can, and always where a password would be sent. `?tls=` says something else.
fn with_tls(url: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    if !address.starts_with("smtp://") {
        return url.to_owned();
    }
    let mut parts: Vec<&str> = query.split('&').filter(|part| !part.is_empty()).collect();
    let has_none = parts.contains(&"tls=none");
    parts.retain(|part| *part != "tls=none");
    let says_it = has_none || parts.iter().any(|part| part.starts_with("tls="));
    if !says_it {
        parts.push(if address.contains('@') {
            "tls=required"
        } else {
            "tls=opportunistic"
        });
    }
    if parts.is_empty() {
        address.to_owned()
    } else {
        format!("{address}?{}", parts.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_sent_in_clear_by_accident() {
        let check = |url: &str, expected: &str| assert_eq!(with_tls(url), expected);
        check("smtps://u:p@host", "smtps://u:p@host");
        check("smtp://u:p@host:587", "smtp://u:p@host:587?tls=required");
        check("smtp://localhost:1025", "smtp://localhost:1025?tls=opportunistic");
        check("smtp://u:p@host?tls=none", "smtp://u:p@host");
        check("smtp://host?tls=required", "smtp://host?tls=required");
    }

    #[test]
    fn wrong_settings_are_named_and_not_repeated() {
        let check = |url: &str, from: Option<&str>, expected: &str| {
            let mut settings = Settings::default();
            settings.mail.smtp_url = Some(url.to_owned());
            settings.mail.from = from.map(str::to_owned);
            let error = Delivery::new(&settings).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        };
        check("smtp://host", None, "mail.from: is missing");
        check("smtp://host", Some("nobody"), "mail.from: must be");
        check("imap://u:hunter2@host", Some("a@b.example"), "mail.smtp_url: must be");
    }

    #[test]
    fn only_development_writes_letters_to_the_log() {
        let mut settings = Settings::default();
        assert!(matches!(Delivery::new(&settings), Ok(Delivery::Log)));
        settings.server.public_url = Some("https://cms.example.com".to_owned());
        assert!(matches!(Delivery::new(&settings), Ok(Delivery::Nowhere)));
    }

    /// What a template or a setting says can not make a header of its own.
    #[tokio::test]
    async fn a_subject_stays_one_line() {
        let letter = Letter::sample(letter::Kind::PasswordReset, "en\r\nBcc: eve@example.com");
        let rendered = Rendered {
            subject: "Hello\r\nBcc: eve@example.com".to_owned(),
            text: "text".to_owned(),
            html: "<p>html</p>".to_owned(),
        };
        let from = Mailbox::from_str("News <news@example.com>").unwrap();
        let bytes = message(&letter, rendered, &from, Uuid::nil()).unwrap().formatted();
        let text = String::from_utf8(bytes).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
        assert!(
            head.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.com>"),
            "{head}"
        );
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
    }
}
