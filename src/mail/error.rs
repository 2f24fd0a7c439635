//! Why a letter is not sent. Facts without secrets: they are kept with jobs, and logged.

use crate::queue::QueueError;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MailError {
    #[error("mail is not set up: set mail.smtp_url and mail.from")]
    NotSetUp,
    #[error("{setting}: {reason}")]
    Setting { setting: &'static str, reason: String },
    #[error("this is no address that mail can be sent to")]
    Address,
    #[error("the letter can not be read")]
    Letter,
    #[error("the template {name} can not be rendered: {reason}")]
    Template { name: String, reason: String },
    #[error("the mail can not be put together: {0}")]
    Message(String),
    #[error(transparent)]
    Queue(QueueError),
}
