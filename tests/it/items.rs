//! The door to item rows, on every engine: what is written, what is refused, and that nothing of a refused write stays.

mod activity;
mod aggregates;
mod authorised;
mod races;
mod rules;
mod seeds;
mod statements;
mod trees;
mod writes;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use quintet::{
    crypto::{Keyring, Random},
    evolve,
    items::{Call, Items, ItemsError, List, Written},
    mutation::resolve::WriteLimits,
    permission::{Access, Actor},
    query::{QueryLimits, RawQuery},
    schema::{Schema, load},
    value::{CollectionId, Json},
    yaml::SourceFile,
};
use serde_json::json;

use crate::support::TestDatabase;

/// A project with its database and the door to its items.
pub struct World {
    pub schema: Arc<Schema>,
    pub items: Items,
    /// Holds the database's folder.
    test: TestDatabase,
}

/// A small newsroom with every kind of relation.
pub const NEWSROOM: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "fields:\n  name: { type: string, required: true }\n  email: { type: email, unique: true }\n  born: date\n  card: { type: computed, template: \"{name} ({born}) <{email}>\" }\n",
    ),
    (
        "models/tags.yaml",
        "fields:\n  name: { type: string, required: true, unique: true }\n",
    ),
    (
        "models/articles.yaml",
        r#"
fields:
  title: { type: string, required: true, max_length: 40 }
  slug: { type: slug, from: title }
  status: { type: select, options: [draft, published], default: draft }
  kind: { type: select, options: [free, paid], default: free }
  price: { type: decimal, precision: 10, scale: 2, min: 0, required: true, show_if: { kind: { _eq: paid } } }
  author: { type: relation, to: authors, inverse: articles, on_delete: restrict }
  tags: { type: relation, to: tags, many: true, inverse: articles }
  lead: { type: relation, to: [articles, authors] }
  featured: { type: relation, to: [authors, tags], many: true }
  body: { type: blocks, allow: [quote] }
  sequel_of: { type: relation, to: articles, filter: { status: { _eq: published } } }
validate:
  - { rule: { title: { _neq: forbidden } }, message: This title is not for us. }
"#,
    ),
    (
        "models/comments.yaml",
        r#"
fields:
  text: { type: text, required: true }
  is_hidden: { type: boolean, default: false }
  article: { type: relation, to: articles, inverse: comments, on_delete: cascade, required: true }
"#,
    ),
    (
        "models/notes.yaml",
        r#"
fields:
  text: string
  short: { type: slug, from: text, max_length: 12 }
  day: { type: date, default: $NOW }
  hour: { type: time, default: $NOW }
  data: json
  article: { type: relation, to: articles, inverse: notes, on_delete: set_null }
"#,
    ),
    (
        "models/counters.yaml",
        "id: integer\nfields:\n  label: { type: string, unique: true }\n",
    ),
    (
        "models/site.yaml",
        "singleton: true\nfields:\n  name: { type: string, default: Untitled }\n  motto: string\n",
    ),
    ("blocks/quote.yaml", "fields:\n  text: { type: text, required: true }\n"),
];

impl World {
    pub async fn new(test: TestDatabase, files: &[(&str, &str)]) -> Self {
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
        let schema = match load::load(&files) {
            Ok(loaded) => Arc::new(loaded.schema),
            Err(diagnostics) => panic!("{}", quintet::yaml::render(&diagnostics, &files, false)),
        };
        evolve::apply_safe(&test.database, &schema, std::time::Duration::from_secs(30))
            .await
            .unwrap();
        let random = Random::seeded(7);
        let items = Items::new(test.database.clone(), Arc::new(Keyring::new([7; 32], [])), random);
        Self { schema, items, test }
    }

    pub async fn newsroom(test: TestDatabase) -> Self {
        Self::new(test, NEWSROOM).await
    }

    pub fn statements(&self) -> u64 {
        self.test.database.statements()
    }

    pub fn engine(&self) -> &'static str {
        self.test.engine()
    }

    pub fn collection(&self, name: &str) -> CollectionId {
        self.schema.collection_named(name).unwrap().id
    }

    pub fn admin(&self) -> Call {
        self.call(Access::administrator())
    }

    pub fn role(&self, role: &str) -> Call {
        self.roles(&[role])
    }

    pub fn roles(&self, roles: &[&str]) -> Call {
        let actor = Actor {
            roles: roles.iter().map(|role| (*role).into()).collect(),
            ..Actor::public()
        };
        self.call(Access::new(&self.schema, Arc::new(actor)))
    }

    fn call(&self, access: Access) -> Call {
        Call {
            schema: self.schema.clone(),
            access,
            now: "2026-03-01T08:30:00Z".parse::<DateTime<Utc>>().unwrap(),
            limits: QueryLimits::default(),
            write_limits: WriteLimits::default(),
            precondition: quintet::items::Precondition::None,
            origin: Arc::new(quintet::items::Origin::server()),
        }
    }

    /// Creates an item as the administrator and gives it back.
    pub async fn create(&self, collection: &str, payload: Json) -> Json {
        self.try_create(&self.admin(), collection, payload).await.unwrap()
    }

    pub async fn try_create(&self, call: &Call, collection: &str, payload: Json) -> Result<Json, ItemsError> {
        let written = self
            .items
            .create(call, self.collection(collection), payload, &RawQuery::default())
            .await;
        written.map(|written| one(&written))
    }

    pub async fn update(&self, collection: &str, id: &Json, payload: Json) -> Result<Json, ItemsError> {
        self.update_as(&self.admin(), collection, id, payload).await
    }

    pub async fn update_as(&self, call: &Call, collection: &str, id: &Json, payload: Json) -> Result<Json, ItemsError> {
        let raw = RawQuery::default();
        let written = self
            .items
            .update(call, self.collection(collection), &key(id), payload, &raw)
            .await;
        written.map(|written| one(&written))
    }

    /// A list as the administrator sees it.
    pub async fn list(&self, collection: &str, query: Json) -> Json {
        self.list_as(&self.admin(), collection, query).await.unwrap()
    }

    pub async fn list_as(&self, call: &Call, collection: &str, query: Json) -> Result<Json, ItemsError> {
        self.items
            .list(call, self.collection(collection), &raw(query))
            .await
            .map(|list| array(&list))
    }

    pub async fn count(&self, collection: &str) -> usize {
        self.list(collection, json!({})).await.as_array().unwrap().len()
    }
}

pub fn raw(query: Json) -> RawQuery {
    let take = |name: &str| query.get(name).cloned();
    RawQuery {
        fields: take("fields"),
        filter: take("filter"),
        search: take("search"),
        sort: take("sort"),
        limit: take("limit"),
        offset: take("offset"),
        meta: take("meta"),
        deep: take("deep"),
        ..RawQuery::default()
    }
}

pub fn array(list: &List) -> Json {
    serde_json::from_slice(&[b"[", list.rows.as_slice(), b"]"].concat()).unwrap()
}

/// The one item of an answer; null where the caller may not read it.
pub fn one(written: &Written) -> Json {
    match written {
        Written::Items(list) => array(list)[0].take(),
        Written::Unreadable => Json::Null,
    }
}

pub fn key(id: &Json) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// `path kind` of each failure, sorted.
pub fn failures(error: &ItemsError) -> Vec<String> {
    match error {
        ItemsError::Failures(failures) => {
            let mut all: Vec<String> = failures
                .iter()
                .map(|failure| format!("{} {}", failure.path, failure.kind))
                .collect();
            all.sort();
            all
        }
        other => panic!("not a list of failures: {other:?}"),
    }
}
