//! The model as tools read it: collections, fields and relations in the dialect's shape, as far as the caller may see (decisions 24).
//!
//! A collection is shown to who may do anything with it, a field to who may read or write it. What is hidden and what is not there are the same.

mod fields;
mod relations;
mod snapshot;

pub use fields::field;
pub use relations::{of_collection as relations_of, of_field as relation};
pub use snapshot::{Selection as SnapshotSelection, snapshot};

use serde_json::{Value as Json, json};

use crate::{
    field::{FIELD_TYPES, FieldType},
    operator::{OPERATORS, Operator},
    permission::{Access, Action},
    schema::{
        Collection, Field, FieldRole, Label, Schema,
        condition::{self, ConditionLimits},
    },
    value::Name,
};

/// The schema as one caller sees it.
#[derive(Clone, Copy)]
pub struct View<'v> {
    pub schema: &'v Schema,
    pub access: &'v Access,
}

impl<'v> View<'v> {
    pub fn collections(self) -> impl Iterator<Item = &'v Collection> {
        let collections = self.schema.collections().iter();
        collections.filter(move |collection| self.access.grants_anything(collection.id))
    }

    pub fn collection(self, name: &str) -> Option<&'v Collection> {
        let found = self.schema.collection_named(name);
        found.filter(|collection| self.access.grants_anything(collection.id))
    }

    pub fn fields(self, collection: &'v Collection) -> impl Iterator<Item = &'v Field> {
        collection
            .fields
            .iter()
            .filter(move |field| self.shows(collection, field))
    }

    pub fn field(self, collection: &'v Collection, name: &str) -> Option<&'v Field> {
        let found = collection.field_named(name);
        found.filter(|field| self.shows(collection, field))
    }

    /// A key is known to who may do anything with the collection: every way to name an item needs it.
    fn shows(self, collection: &Collection, field: &Field) -> bool {
        let grants = |action| {
            let rules = self.access.rules(collection.id, action);
            rules.iter().any(|rule| rule.fields.contains(field.id))
        };
        self.access.is_admin()
            || field.role == FieldRole::PrimaryKey
            || (grants(Action::Read) && !field.is_unreadable())
            || grants(Action::Create)
            || grants(Action::Update)
    }

    /// A condition of the model as it stands in the file, for clients that evaluate it themselves. Who may not know every name in it is not told.
    fn condition<'j>(self, collection: &Collection, source: &'j Json) -> Option<&'j Json> {
        let limits = ConditionLimits::OF_MODEL_FILES;
        let is_known =
            !source.is_null() && condition::parse(self.schema, self.access, limits, collection.id, source).is_ok();
        is_known.then_some(source)
    }

    /// Only administrators learn what things are called in the database.
    fn table(self, collection: &Collection) -> String {
        if self.access.is_admin() {
            collection.table.clone()
        } else {
            collection.name.to_string()
        }
    }
}

/// A collection as `/collections` shows it.
pub fn collection(view: View<'_>, collection: &Collection) -> Json {
    let sort_field = collection
        .order_field
        .map(|field| collection.field(field))
        .filter(|field| view.shows(collection, field));
    let tree_parent = collection
        .tree_parent
        .map(|field| collection.field(field))
        .filter(|field| view.shows(collection, field));
    let rules = collection.rules.iter().filter_map(|rule| {
        let condition = view.condition(collection, &rule.source)?;
        Some(json!({ "rule": condition, "message": rule.message }))
    });
    let rules: Json = rules.collect();
    json!({
        "collection": &*collection.name,
        "meta": {
            "collection": &*collection.name,
            "icon": collection.icon,
            "note": collection.description,
            "display_template": collection.display.as_deref().map(template),
            "hidden": false,
            "singleton": collection.is_singleton,
            "system": collection.is_system,
            "translations": translations(&collection.label),
            "sort_field": sort_field.map(|field| &*field.name),
            "archive_field": null,
            "archive_value": null,
            "unarchive_value": null,
            "archive_app_filter": false,
            "accountability": null,
            "versioning": false,
            "group": collection.meta.pointer("/admin/group"),
            "collapse": "open",
            "preview_url": collection.meta.get("preview_url"),
            "primary_key": &*collection.key().name,
            "view": collection.is_view,
            "tree_parent": tree_parent.map(|field| &*field.name),
            "validate": rules,
            "tools": collection.meta,
        },
        "schema": { "name": view.table(collection), "comment": null },
    })
}

/// What filters can say, for who builds them: each operator with the types (as `/fields` names them) that it fits. And the types of model files.
pub fn field_types() -> Json {
    let operator = |operator: &Operator| {
        let fitting = fields::TYPE_WORDS.iter().filter(|(_, column)| operator.fits(*column));
        json!({
            "name": operator.name,
            "label": operator.label,
            "operand": operator.operand.name(),
            "negated": operator.negated,
            "types": fitting.map(|(word, _)| *word).collect::<Vec<_>>(),
        })
    };
    let field_type = |known: &FieldType| {
        json!({
            "name": known.name,
            "summary": known.summary,
            "options": known.options.iter().map(|key| key.name).collect::<Vec<_>>(),
        })
    };
    json!({
        "types": FIELD_TYPES.iter().map(field_type).collect::<Vec<_>>(),
        "operators": OPERATORS.iter().map(operator).collect::<Vec<_>>(),
    })
}

/// `{title}` → the dialect's `{{title}}`.
fn template(display: &str) -> String {
    display.replace('{', "{{").replace('}', "}}")
}

/// Labels as a tool lists them; the text without a language is for all.
fn translations(label: &Label) -> Json {
    if label.is_empty() {
        return Json::Null;
    }
    let one = |(language, text): (&String, &String)| json!({ "language": language, "translation": text });
    label.iter().map(one).collect()
}

fn is_named(names: &[Name], name: &str) -> bool {
    names.iter().any(|known| &**known == name)
}
