//! What of the schema a document shows: collections with a path, their fields by action.

use crate::{
    http::routes::{ROUTES, Route, Verb},
    permission::{Access, Action},
    schema::{
        Collection, Field, FieldRole, FieldSet, Schema,
        condition::{Names, Visibility as _},
    },
    value::CollectionId,
};

/// A collection as one caller sees it.
pub struct Visible<'s> {
    pub collection: &'s Collection,
    /// Below `/api`: `/items/articles`, `/users`.
    pub path: String,
    pub read: Option<Vec<&'s Field>>,
    /// Read on every row: the others are null on rows that only another rule grants.
    pub always_read: FieldSet,
    pub create: Option<Vec<&'s Field>>,
    pub update: Option<Vec<&'s Field>>,
    pub can_delete: bool,
}

/// The collections of which the caller may do anything, in the schema's order.
pub fn visible<'s>(schema: &'s Schema, access: &Access) -> Vec<Visible<'s>> {
    schema
        .collections()
        .iter()
        .filter_map(|collection| see(schema, collection, access))
        .collect()
}

/// Whether a relation's target is in the document.
pub fn find<'v, 's>(visible: &'v [Visible<'s>], id: CollectionId) -> Option<&'v Visible<'s>> {
    visible.iter().find(|view| view.collection.id == id)
}

fn see<'s>(schema: &'s Schema, collection: &'s Collection, access: &Access) -> Option<Visible<'s>> {
    let path = path_of(collection)?;
    // What the server alone writes has no routes for it, whatever the caller may do.
    let takes = |verb: Verb| route_of(collection).is_none_or(|route| route.endpoint(verb.name()).is_some());
    let is_written = |field: &&Field| !field.is_readonly && field.role == FieldRole::Ordinary;
    let is_key = |field: &&Field| field.role == FieldRole::PrimaryKey;
    let fields = |action: Action| -> Option<Vec<&'s Field>> {
        let rules = access.rules(collection.id, action);
        let is_granted = |field: &&Field| access.is_admin() || rules.iter().any(|rule| rule.fields.contains(field.id));
        (access.is_admin() || !rules.is_empty()).then(|| collection.fields.iter().filter(is_granted).collect())
    };
    let writes = |action: Action, allows_key: bool| {
        let fields = fields(action).filter(|_| !collection.is_view);
        let is_possible = |field: &&Field| is_written(field) || (allows_key && is_key(field));
        fields.map(|fields| fields.into_iter().filter(is_possible).collect())
    };
    // As the API itself decides it: a key is never hidden, a computed field only where all that it is made of may be seen.
    let names = Names {
        schema,
        visibility: access,
    };
    let read = access.can_enter(collection.id).then(|| {
        collection
            .fields
            .iter()
            .filter(|field| names.can_see(collection.id, field))
            .collect()
    });
    let read_rules = access.rules(collection.id, Action::Read);
    let is_always_read = |field: &&Field| is_key(field) || read_rules.iter().all(|rule| rule.fields.contains(field.id));
    let view = Visible {
        collection,
        path,
        always_read: collection
            .fields
            .iter()
            .filter(is_always_read)
            .map(|field| field.id)
            .collect(),
        read,
        create: writes(Action::Create, true).filter(|_| !collection.is_singleton && takes(Verb::Post)),
        update: writes(Action::Update, false).filter(|_| takes(Verb::Patch)),
        can_delete: fields(Action::Delete).is_some()
            && !collection.is_view
            && !collection.is_singleton
            && takes(Verb::Delete),
    };
    let does_anything = view.read.is_some() || view.create.is_some() || view.update.is_some() || view.can_delete;
    does_anything.then_some(view)
}

/// System collections without a path of their own are not part of the API.
fn path_of(collection: &Collection) -> Option<String> {
    if !collection.is_system {
        return Some(format!("/items/{}", collection.name));
    }
    route_of(collection).map(|route| route.path.trim_start_matches("/api").to_owned())
}

/// The path of a system collection's list.
fn route_of(collection: &Collection) -> Option<&'static Route> {
    ROUTES
        .iter()
        .find(|route| route.system_collection == Some(&*collection.name))
}
