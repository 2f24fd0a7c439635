//! Mail to people: letters of fixed kinds, rendered from templates that a project can override, and sent by SMTP as jobs of the queue.
//!
//! `Mail::send` puts a letter in with the transaction that causes it; `Mail::deliver` is the job. Without SMTP a development server writes letters to its
//! log; any other one refuses them, because links in a log sign in whoever reads it.

pub mod delivery;
pub mod error;
pub mod language;
pub mod letter;
pub mod templates;

pub use error::MailError;
pub use language::Languages;
pub use letter::{Kind, Letter};
pub use templates::Templates;

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    config::{MailSettings, Settings},
    db::Transaction,
    queue::{Job, JobError, NewJob, Queue},
};

use self::delivery::Delivery;

/// The kind of the queue's jobs.
pub const JOB: &str = "mail.send";

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mail {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    queue: Queue,
    templates: Templates,
    delivery: Delivery,
    /// The project's name, as it is in subjects.
    project: String,
    settings: MailSettings,
}

impl Mail {
    /// Says what is wrong with the settings, before the first letter does.
    pub fn new(settings: &Settings, templates: Templates, queue: Queue) -> Result<Self, MailError> {
        let inner = Inner {
            queue,
            templates,
            delivery: Delivery::new(settings)?,
            project: letter::one_line(settings.project_name()),
            settings: settings.mail.clone(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether a letter would get anywhere.
    pub fn is_set_up(&self) -> bool {
        !matches!(self.inner.delivery, Delivery::Nowhere)
    }

    /// The language in which a person is written to: the first of the wishes that there are texts in, else that of the settings.
    pub fn language<'w>(&self, wishes: impl IntoIterator<Item = &'w str>) -> String {
        let languages = self.inner.templates.languages();
        let found = wishes.into_iter().find_map(|wish| languages.find(wish));
        found.unwrap_or(&self.inner.settings.language).to_owned()
    }

    /// A notice of the admin app in the language of its reader: subject and text.
    pub fn notice(&self, name: &str, language: Option<&str>) -> (String, String) {
        let language = self.language(language);
        let languages = self.inner.templates.languages();
        let text = |part: &str| languages.text(&language, &format!("{name}.{part}")).unwrap_or_default();
        (text("subject").to_owned(), text("text").to_owned())
    }

    /// Puts a letter into the queue, as part of a transaction.
    pub async fn send(&self, transaction: &mut Transaction, letter: &Letter) -> Result<(), MailError> {
        if !self.is_set_up() {
            return Err(MailError::NotSetUp);
        }
        letter::address(&letter.to)?;
        let job = NewJob::new(JOB, letter.to_json());
        self.inner
            .queue
            .enqueue(transaction, &job)
            .await
            .map(drop)
            .map_err(MailError::Queue)
    }

    /// Sends a letter at once, to see whether it arrives.
    pub async fn try_out(&self, to: &str, id: Uuid) -> Result<(), JobError> {
        let letter = Letter {
            kind: Kind::Test,
            to: to.to_owned(),
            language: self.inner.settings.language.clone(),
            link: None,
            expires: None,
        };
        let payload = letter.to_json();
        self.deliver(Job {
            id,
            payload,
            attempt: 1,
        })
        .await
    }

    /// The job: renders the letter and hands it over. The same job twice is the same mail twice, with the same `Message-ID`.
    pub async fn deliver(&self, job: Job) -> Result<(), JobError> {
        let hopeless = |error: MailError| JobError::Hopeless(error.to_string());
        let letter = Letter::from_json(&job.payload).map_err(hopeless)?;
        // A template can be mended: what it spoils is tried again.
        let rendered = self
            .inner
            .templates
            .render(&letter, &self.inner.project)
            .map_err(|error| JobError::Retry(error.to_string()))?;
        self.inner.delivery.deliver(&letter, rendered, job.id).await
    }
}
