//! Letters on their way out, to a server that speaks SMTP: what arrives, and what becomes of what does not.

pub mod sink;

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use quintet::{
    config::Settings,
    crypto::{Keyring, Random},
    evolve,
    mail::{self, Kind, Letter, Mail, MailError, Templates},
    queue::{Clock, Handlers, Job, Queue, Worker, WorkerSettings},
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};

use self::sink::{Answers, Sink};
use crate::support::{TestDatabase, for_each_engine, on_sqlite, schema_of};

struct World {
    clock: Clock,
    mail: Mail,
    worker: Worker,
    test: TestDatabase,
}

impl World {
    async fn new(test: TestDatabase, change: impl FnOnce(&mut Settings)) -> Self {
        let schema = schema_of(&[("models/things.yaml", "fields: { name: string }\n")]);
        evolve::apply_safe(&test.database, &schema, Duration::from_secs(30))
            .await
            .unwrap();
        let mut settings = Settings::for_testing(&test.settings.url);
        settings.name = Some("The Larkhaven Ledger".to_owned());
        settings.mail.from = Some("The Ledger <ledger@example.com>".to_owned());
        settings.mail.timeout = Duration::from_secs(5);
        change(&mut settings);
        let clock = Clock::at("2026-03-01T08:00:00Z".parse().unwrap());
        let keyring = Arc::new(Keyring::new([7; 32], []));
        let queue = Queue::new(test.database.clone(), keyring, Random::system(), clock.clone());
        let mail = Mail::new(&settings, Templates::builtin().unwrap(), queue.clone()).unwrap();
        let sender = mail.clone();
        let handlers = Handlers::default().on(mail::JOB, move |job: Job| {
            let mail = sender.clone();
            async move { mail.deliver(job).await }
        });
        Self {
            worker: Worker::new(queue, handlers, WorkerSettings::default()),
            clock,
            mail,
            test,
        }
    }

    async fn with_sink(test: TestDatabase, sink: &Sink) -> Self {
        let url = format!("smtp://{}", sink.address);
        Self::new(test, |settings| settings.mail.smtp_url = Some(url)).await
    }

    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let mut transaction = self.test.database.begin().await.unwrap();
        self.mail.send(&mut transaction, letter).await?;
        transaction.commit().await.unwrap();
        Ok(())
    }

    /// Status, attempts, error and payload of the jobs.
    async fn jobs(&self) -> Vec<[String; 4]> {
        let columns = ["status", "attempts", "last_error", "payload"];
        let attempts = if self.test.engine() == "mariadb" {
            "CAST(attempts AS CHAR)"
        } else {
            "CAST(attempts AS TEXT)"
        };
        let statement = Statement {
            text: format!("SELECT status, {attempts}, last_error, payload FROM quintet_jobs ORDER BY id"),
            args: Vec::new(),
            columns: columns
                .iter()
                .map(|name| OutputColumn {
                    key: (*name).into(),
                    encoding: Encoding::Scalar(ColumnType::LongText),
                })
                .collect(),
        };
        let rows = self.test.database.values(statement).await.unwrap();
        let text = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        rows.iter()
            .map(|row| std::array::from_fn(|index| text(&row[index])))
            .collect()
    }
}

fn reset(language: &str) -> Letter {
    Letter {
        kind: Kind::PasswordReset,
        to: "ada@example.com".to_owned(),
        language: language.to_owned(),
        link: Some("https://cms.example.com/reset?token=s3cret".to_owned()),
        expires: Some("2026-03-01 09:00 UTC".to_owned()),
    }
}

#[tokio::test]
async fn a_letter_arrives_in_two_forms() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let world = World::with_sink(test, &sink).await;
        world.send(&reset("de")).await.unwrap();
        let [_, _, _, payload] = world.jobs().await.remove(0);
        assert!(payload.starts_with("q1.") && !payload.contains("s3cret"), "{payload}");
        assert_eq!(sink.received().len(), 0);

        assert_eq!(world.worker.run_due().await, Ok(1));
        let received = sink.received();
        assert_eq!(received.len(), 1);
        let mail = &received[0];
        assert_eq!(
            (mail.from.as_str(), mail.to.as_slice()),
            ("ledger@example.com", ["ada@example.com".to_owned()].as_slice())
        );
        // As a mail program reads it: a slash may stand as an entity in an attribute.
        let text = mail.decoded().replace("&#x2f;", "/");
        for expected in [
            "From: \"The Ledger\" <ledger@example.com>",
            "To: ada@example.com",
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "Auto-Submitted: auto-generated",
            "Content-Language: de",
            "https://cms.example.com/reset?token=s3cret",
            "href=\"https://cms.example.com/reset?token=s3cret\"",
            "Neues Passwort wählen",
            "The Larkhaven Ledger",
            "prefers-color-scheme: dark",
        ] {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
        assert_eq!(world.jobs().await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_letter_survives_a_server_that_is_gone() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let world = World::with_sink(test, &sink).await;
        sink.answer([Answers::HangUp, Answers::Busy]);
        world.send(&reset("en")).await.unwrap();
        for attempt in ["1", "2"] {
            assert_eq!(world.worker.run_due().await, Ok(1));
            let [status, attempts, error, _] = world.jobs().await.remove(0);
            assert_eq!((status.as_str(), attempts.as_str()), ("waiting", attempt));
            assert!(!error.is_empty() && !error.contains("s3cret"), "{error}");
            world.clock.advance(TimeDelta::hours(1));
        }
        assert_eq!(sink.received().len(), 0);
        assert_eq!(world.worker.run_due().await, Ok(1));
        assert_eq!((sink.received().len(), world.jobs().await.len()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn what_a_server_refuses_for_good_is_kept_to_be_seen() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let world = World::with_sink(test, &sink).await;
        sink.answer([Answers::NoSuchMailbox]);
        world.send(&reset("en")).await.unwrap();
        assert_eq!(world.worker.run_due().await, Ok(1));
        let [status, _, error, _] = world.jobs().await.remove(0);
        assert_eq!(status, "dead");
        assert!(error.contains("no such mailbox"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_password_is_not_shown_to_a_server_without_encryption() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let url = format!("smtp://ledger:hunter2@{}", sink.address);
        let world = World::new(test, |settings| settings.mail.smtp_url = Some(url)).await;
        world.send(&reset("en")).await.unwrap();
        assert_eq!(world.worker.run_due().await, Ok(1));
        let [status, _, error, _] = world.jobs().await.remove(0);
        assert_eq!(status, "waiting", "{error}");
        assert!(!error.contains("hunter2"), "{error}");
        let heard = sink.heard();
        assert!(heard.iter().any(|line| line.starts_with("EHLO")), "{heard:?}");
        assert!(
            !heard
                .iter()
                .any(|line| line.starts_with("AUTH") || line.starts_with("MAIL")),
            "{heard:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        sink.answer([Answers::Silence]);
        let url = format!("smtp://{}", sink.address);
        let world = World::new(test, |settings| {
            settings.mail.smtp_url = Some(url);
            settings.mail.timeout = Duration::from_millis(200);
        })
        .await;
        world.send(&reset("en")).await.unwrap();
        assert_eq!(world.worker.run_due().await, Ok(1));
        assert_eq!(world.jobs().await[0][0], "waiting");
    })
    .await;
}

#[tokio::test]
async fn without_a_server_only_development_takes_letters() {
    on_sqlite(&|test| async move {
        let development = World::new(test, |_| {}).await;
        development.send(&reset("en")).await.unwrap();
        assert_eq!(development.worker.run_due().await, Ok(1));
        assert_eq!(development.jobs().await.len(), 0, "it is in the log");
    })
    .await;
    on_sqlite(&|test| async move {
        let public = World::new(test, |settings| {
            settings.server.public_url = Some("https://cms.example.com".to_owned());
        })
        .await;
        assert!(!public.mail.is_set_up());
        assert_eq!(public.send(&reset("en")).await, Err(MailError::NotSetUp));
        assert_eq!(public.jobs().await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_gets_mail_for_others() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let world = World::with_sink(test, &sink).await;
        for to in [
            "ada@example.com\r\nRCPT TO:<eve@example.com>",
            "ada@example.com,eve@example.com",
            "ada",
        ] {
            let letter = Letter {
                to: to.to_owned(),
                ..reset("en")
            };
            assert_eq!(world.send(&letter).await, Err(MailError::Address), "{to}");
        }
        assert_eq!(world.jobs().await.len(), 0);
    })
    .await;
}
