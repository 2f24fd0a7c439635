//! What the project is called and looks like, for people who have not signed in: the row of `quintet_settings`, from memory nearly always.
//!
//! A write of the settings raises a counter (`items::accounts`), as a write of people does, so that all instances read the row again within a second and a
//! request costs no statement.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Map, Value as Json};

use super::App;
use crate::{
    auth::AuthError,
    query::RawQuery,
    value::{ColumnType, ItemId},
};

const COLLECTION: &str = "quintet_settings";

const NAME: &str = "project_name";
const LOGO: &str = "project_logo";

/// What strangers are told.
const SHOWN: [&str; 6] = [
    NAME,
    "project_descriptor",
    "project_color",
    LOGO,
    "default_language",
    "default_appearance",
];

/// What changes without the counter (a logo that is deleted) is noticed after this.
const REMEMBERED: Duration = Duration::from_secs(60);

/// As it was read last.
#[derive(Debug, Clone)]
pub struct ProjectFace {
    /// In the words of the client.
    pub shown: Map<String, Json>,
    /// The file that everybody may see.
    logo: Option<ItemId>,
    counter: i64,
    /// `None`: not read yet.
    at: Option<Instant>,
}

impl ProjectFace {
    /// Before the settings are read, and where they can not be.
    pub(super) fn unread(name: &str) -> Self {
        Self {
            shown: shown(&Json::Null, name),
            logo: None,
            counter: 0,
            at: None,
        }
    }

    fn read(bytes: &[u8], name: &str, counter: i64) -> Result<Self, serde_json::Error> {
        let shown = shown(&serde_json::from_slice(bytes)?, name);
        let logo = shown.get(LOGO).and_then(Json::as_str);
        Ok(Self {
            logo: logo.and_then(|id| ItemId::parse(id, ColumnType::Uuid)),
            shown,
            counter,
            at: Some(Instant::now()),
        })
    }

    /// Whether this is the file that everybody may see.
    pub fn is_logo(&self, id: &str) -> bool {
        self.logo.is_some() && self.logo == ItemId::parse(id, ColumnType::Uuid)
    }

    fn is_true(&self, counter: i64) -> bool {
        self.counter == counter && self.at.is_some_and(|at| at.elapsed() < REMEMBERED)
    }
}

/// What the row does not say is null; the name is then that of the project's file.
fn shown(row: &Json, name: &str) -> Map<String, Json> {
    let member = |key: &str| {
        let value = row.get(key).cloned().unwrap_or_default();
        let value = if key == NAME && value.is_null() {
            Json::from(name)
        } else {
            value
        };
        (key.to_owned(), value)
    };
    SHOWN.into_iter().map(member).collect()
}

impl App {
    /// What strangers may know of the project. Where the database does not answer, what was read last.
    pub async fn project(&self) -> Arc<ProjectFace> {
        let known = self.project.load_full();
        let call = self.call_as_administrator();
        let Ok(counters) = self.auth.identities.counters(&call).await else {
            return known;
        };
        if known.is_true(counters.project) {
            return known;
        }
        match self.read_project(counters.project).await {
            Ok(face) => {
                let face = Arc::new(face);
                self.project.store(face.clone());
                face
            }
            Err(error) => {
                tracing::warn!(%error, "the project's settings can not be read");
                known
            }
        }
    }

    async fn read_project(&self, counter: i64) -> Result<ProjectFace, AuthError> {
        let call = self.call_as_administrator();
        let model = call.schema.collection_named(COLLECTION);
        let model = model.ok_or_else(|| AuthError::Unexpected(format!("the schema has no {COLLECTION}")))?;
        let raw = RawQuery {
            fields: Some(Json::from(SHOWN.join(","))),
            ..RawQuery::default()
        };
        let item = self
            .items
            .read_singleton(&call, model.id, &raw)
            .await
            .map_err(AuthError::Items)?;
        let face = ProjectFace::read(&item.bytes, self.settings.project_name(), counter);
        face.map_err(|error| AuthError::Unexpected(format!("the settings are not JSON: {error}")))
    }
}
