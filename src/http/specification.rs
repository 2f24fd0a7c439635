//! OpenAPI 3.1 of this project, made from the schema: what the caller may see, and nothing else (decisions 24).

mod accounts;
mod collections;
mod explanation;
mod imports;
mod paths;
mod schemas;
mod tools;
pub mod typescript;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use serde_json::{Value as Json, json};

use super::error::ERROR_CODES;
use crate::{config::Settings, items::Call, permission::Access, schema::Schema};

/// Documents that were made, by schema and roles.
#[derive(Debug, Default)]
pub struct SpecificationCache {
    by_view: Mutex<HashMap<View, Bytes>>,
}

/// What decides what a document shows: the schema, the roles, whether it is a person's, and whether anything may be written.
type View = (String, Vec<String>, bool, bool);

/// Views that are remembered; more sets of roles than this are unusual.
const MAX_VIEWS: usize = 32;

impl SpecificationCache {
    pub fn get(&self, call: &Call, settings: &Settings) -> Bytes {
        let actor = &call.access.actor;
        let roles = actor.roles.iter().map(ToString::to_string).collect();
        let digest = call.schema.digest().to_owned();
        let view: View = (digest, roles, actor.user.is_some(), actor.is_read_only);
        let known = self
            .by_view
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&view)
            .cloned();
        if let Some(text) = known {
            return text;
        }
        let text = Bytes::from(document(&call.schema, &call.access, settings).to_string());
        let mut by_view = self.by_view.lock().unwrap_or_else(PoisonError::into_inner);
        if by_view.len() >= MAX_VIEWS {
            by_view.clear();
        }
        by_view.insert(view, text.clone());
        text
    }
}

impl SpecificationCache {
    pub fn clear(&self) {
        self.by_view.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The whole document.
pub fn document(schema: &Schema, access: &Access, settings: &Settings) -> Json {
    let visible = collections::visible(schema, access);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{} API", settings.project_name()),
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
        },
        "servers": [{ "url": server_url(settings) }],
        "security": [{}, { "token": [] }],
        "tags": paths::tags(&visible),
        "paths": paths::paths(&visible, access),
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "An API token: `quintet token create --name NAME --role ROLE`." },
            },
            "parameters": paths::parameters(settings),
            "responses": paths::responses(),
            "schemas": schemas::schemas(&visible, ERROR_CODES),
        },
    })
}

fn server_url(settings: &Settings) -> String {
    let base = settings.server.public_url.as_deref().unwrap_or_default();
    format!("{}/api", base.trim_end_matches('/'))
}

const DESCRIPTION: &str = "The REST API of this project, as far as you may see it: with a token there may be more.\n\n\
     Filters, sorts and `deep` are written as JSON text (`filter={\"title\":{\"_eq\":\"x\"}}`) or in brackets (`filter[title][_eq]=x`). Where a URL gets too \
     long, send the same parameters as `{\"query\": {…}}` to `POST …/query`, or with the method SEARCH to the list's own path.\n\n\
     Every error is `{\"errors\": [{\"message\", \"extensions\": {\"code\", …}}]}`; with `Accept: application/problem+json` it comes by RFC 9457.";
