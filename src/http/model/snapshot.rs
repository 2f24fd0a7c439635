//! The whole model in one document, for tools that compare two servers. The project's collections; the system's own come with the binary.

use serde_json::{Value as Json, json};

use super::{View, collection, field, is_named, relations_of};
use crate::{schema::Collection, value::Name};

/// Which collections a snapshot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    All,
    Only(Vec<Name>),
    Without(Vec<Name>),
}

pub fn snapshot(view: View<'_>, engine: &str, selection: &Selection) -> Json {
    let is_wanted = |collection: &&Collection| match selection {
        _ if collection.is_system => false,
        Selection::All => true,
        Selection::Only(names) => is_named(names, &collection.name),
        Selection::Without(names) => !is_named(names, &collection.name),
    };
    let wanted: Vec<&Collection> = view.collections().filter(is_wanted).collect();
    let fields: Vec<Json> = wanted
        .iter()
        .flat_map(|collection| view.fields(collection).map(|found| field(view, collection, found)))
        .collect();
    let relations: Vec<Json> = wanted
        .iter()
        .flat_map(|collection| relations_of(view, collection))
        .collect();
    // The dialect's numbers: 1 is a whole snapshot, 2 is a part of one.
    let version = if *selection == Selection::All { 1 } else { 2 };
    json!({
        "version": version,
        "quintet": env!("CARGO_PKG_VERSION"),
        "vendor": engine,
        "digest": view.schema.digest(),
        "collections": wanted.iter().map(|found| collection(view, found)).collect::<Vec<_>>(),
        "fields": fields,
        "systemFields": [],
        "relations": relations,
    })
}
