//! Relations in the dialect's shape: each once, on the side that declares it. A relation to many is one relation here, without junction rows, and
//! says so in `meta.kind`: m2o, m2m or m2a.

use serde_json::{Value as Json, json};

use super::View;
use crate::{
    schema::{Collection, Field, Link, OnDelete},
    value::{CollectionId, FieldId},
};

/// The relations that a collection declares.
pub fn of_collection(view: View<'_>, collection: &Collection) -> Vec<Json> {
    let fields = view.fields(collection);
    fields.filter_map(|field| of_field(view, collection, field)).collect()
}

/// `None` for what is no relation, or the other side of one, or leads to what the caller may not see.
pub fn of_field(view: View<'_>, collection: &Collection, field: &Field) -> Option<Json> {
    match field.link.as_ref()? {
        Link::One {
            target,
            on_delete,
            inverse,
        } => {
            let foreign = view.schema.collection(*target);
            let schema = json!({
                "table": view.table(collection),
                "column": column(view, field),
                "foreign_key_table": view.table(foreign),
                "foreign_key_column": &*foreign.key().name,
                "constraint_name": null,
                "on_update": "NO ACTION",
                "on_delete": rule(*on_delete),
            });
            to_one_collection(view, (collection, field), *target, *inverse, ("m2o", schema))
        }
        Link::Junction {
            target,
            is_inverse: false,
            inverse,
            ..
        } => to_one_collection(view, (collection, field), *target, *inverse, ("m2m", Json::Null)),
        Link::AnyOne { branches, .. } | Link::AnyMany { branches, .. } => {
            to_any(view, collection, field, branches.iter().map(|branch| branch.target))
        }
        Link::Many { .. } | Link::Junction { .. } => None,
    }
}

fn to_one_collection(
    view: View<'_>,
    (collection, field): (&Collection, &Field),
    target: CollectionId,
    inverse: Option<FieldId>,
    (kind, schema): (&str, Json),
) -> Option<Json> {
    let target = view.schema.collection(target);
    view.access.grants_anything(target.id).then_some(())?;
    let inverse = inverse.map(|inverse| target.field(inverse));
    let inverse = inverse.filter(|inverse| view.shows(target, inverse));
    Some(json!({
        "collection": &*collection.name,
        "field": &*field.name,
        "related_collection": &*target.name,
        "schema": schema,
        "meta": {
            "kind": kind,
            "many_collection": &*collection.name,
            "many_field": &*field.name,
            "one_collection": &*target.name,
            "one_field": inverse.map(|inverse| &*inverse.name),
            "one_collection_field": null,
            "one_allowed_collections": null,
            "one_deselect_action": "nullify",
            "junction_field": null,
            "sort_field": null,
        },
    }))
}

fn to_any(
    view: View<'_>,
    collection: &Collection,
    field: &Field,
    targets: impl Iterator<Item = CollectionId>,
) -> Option<Json> {
    let targets = targets.filter(|target| view.access.grants_anything(*target));
    let allowed: Vec<&str> = targets.map(|target| &*view.schema.collection(target).name).collect();
    (!allowed.is_empty()).then_some(())?;
    Some(json!({
        "collection": &*collection.name,
        "field": &*field.name,
        "related_collection": null,
        "schema": null,
        "meta": {
            "kind": "m2a",
            "many_collection": &*collection.name,
            "many_field": &*field.name,
            "one_collection": null,
            "one_field": null,
            "one_collection_field": "collection",
            "one_allowed_collections": allowed,
            "one_deselect_action": "nullify",
            "junction_field": null,
            "sort_field": null,
        },
    }))
}

fn column<'f>(view: View<'_>, field: &'f Field) -> &'f str {
    let column = field.column.as_deref().filter(|_| view.access.is_admin());
    column.unwrap_or(&field.name)
}

fn rule(on_delete: OnDelete) -> &'static str {
    match on_delete {
        OnDelete::Restrict => "RESTRICT",
        OnDelete::SetNull => "SET NULL",
        OnDelete::Cascade => "CASCADE",
    }
}
