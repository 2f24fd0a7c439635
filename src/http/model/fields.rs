//! Fields in the dialect's shape: its type words, what the table says, and what tools say of them.

use serde_json::{Value as Json, json};

use super::{View, translations};
use crate::{
    field::Protection,
    schema::{Collection, DefaultValue, Field, FieldRole, Link, condition::Names},
    value::ColumnType,
};

/// A field as `/fields` shows it.
pub fn field(view: View<'_>, collection: &Collection, field: &Field) -> Json {
    let position = usize::from(field.id.0) + 1;
    let label = translations(&field.label);
    json!({
        "collection": &*collection.name,
        "field": &*field.name,
        "type": type_word(view, field),
        "schema": schema(view, collection, field),
        "meta": {
            "collection": &*collection.name,
            "field": &*field.name,
            "special": special(view, field),
            "interface": null,
            "display": null,
            "display_options": null,
            "kind": field.kind.type_name(),
            "options": options(view, field),
            "show_if": view.condition(collection, &field.show_if_source),
            "placeholder": field.meta.get("placeholder").map(placeholder),
            "readonly": is_readonly(field),
            "hidden": field.is_hidden,
            "required": field.required,
            "searchable": field.is_searchable,
            "sort": position,
            "width": field.meta.get("width"),
            "translations": label,
            "note": field.help.get("").or_else(|| field.help.values().next()),
            "help": translations(&field.help),
            "deprecated": field.deprecated,
            "tools": field.meta,
        },
    })
}

/// What the type says, and which items of a relation's target may be chosen.
fn options(view: View<'_>, field: &Field) -> Json {
    let mut options = field.kind.options();
    let target = field.link.as_ref().and_then(Link::target);
    let filter = target.and_then(|target| view.condition(view.schema.collection(target), &field.choices_source));
    if let (Some(filter), Some(members)) = (filter, options.as_object_mut()) {
        members.insert("filter".to_owned(), filter.clone());
    }
    options
}

/// One text for all languages, or one a language.
fn placeholder(json: &Json) -> Json {
    match json {
        Json::Object(texts) => {
            let one = |(language, text)| json!({ "language": language, "translation": text });
            texts.iter().map(one).collect()
        }
        text => json!([{ "language": "", "translation": text }]),
    }
}

fn is_readonly(field: &Field) -> bool {
    let is_own = matches!(
        field.role,
        FieldRole::Ordinary | FieldRole::PrimaryKey | FieldRole::Order
    );
    field.is_readonly || !is_own || !field.template.is_empty()
}

/// The column that holds the field, if there is one.
fn column(view: View<'_>, field: &Field) -> Option<ColumnType> {
    let names = Names {
        schema: view.schema,
        visibility: view.access,
    };
    names.column(field).filter(|_| field.template.is_empty())
}

fn type_word(view: View<'_>, field: &Field) -> &'static str {
    if field.kind.protection() == Protection::Hash {
        return "hash";
    }
    match column(view, field) {
        None => "alias",
        Some(column) => word(column),
    }
}

/// The dialect's words, each with a column of its type.
pub const TYPE_WORDS: &[(&str, ColumnType)] = &[
    ("boolean", ColumnType::Boolean),
    ("integer", ColumnType::Integer),
    ("bigInteger", ColumnType::BigInteger),
    ("float", ColumnType::Float),
    (
        "decimal",
        ColumnType::Decimal {
            precision: 10,
            scale: 2,
        },
    ),
    ("string", ColumnType::Text { max_length: 255 }),
    ("text", ColumnType::LongText),
    ("uuid", ColumnType::Uuid),
    ("date", ColumnType::Date),
    ("time", ColumnType::Time),
    ("timestamp", ColumnType::DateTime),
    ("json", ColumnType::Json),
];

fn word(column: ColumnType) -> &'static str {
    match column {
        ColumnType::Boolean => "boolean",
        ColumnType::Integer => "integer",
        ColumnType::BigInteger => "bigInteger",
        ColumnType::Float => "float",
        ColumnType::Decimal { .. } => "decimal",
        ColumnType::Text { .. } | ColumnType::Key => "string",
        ColumnType::LongText => "text",
        ColumnType::Uuid => "uuid",
        ColumnType::Date => "date",
        ColumnType::Time => "time",
        ColumnType::DateTime => "timestamp",
        ColumnType::Json => "json",
    }
}

/// The dialect's words for what the server does with a field.
fn special(view: View<'_>, field: &Field) -> Json {
    let mut words = Vec::new();
    words.extend(match field.role {
        FieldRole::CreatedAt => Some("date-created"),
        FieldRole::UpdatedAt => Some("date-updated"),
        FieldRole::CreatedBy => Some("user-created"),
        FieldRole::UpdatedBy => Some("user-updated"),
        FieldRole::Ordinary | FieldRole::PrimaryKey | FieldRole::Order => None,
    });
    match (&field.link, field.kind.protection()) {
        (Some(link), _) => words.extend(link_words(view, link)),
        (None, Protection::Hash) => words.extend(["hash", "conceal"]),
        (None, Protection::Encrypt) => words.extend(["encrypt", "conceal"]),
        (None, Protection::None) => words.extend(match column(view, field) {
            None => Some("no-data"),
            Some(ColumnType::Uuid) => Some("uuid"),
            Some(ColumnType::Boolean) => Some("cast-boolean"),
            Some(ColumnType::Json) => Some("cast-json"),
            Some(_) => None,
        }),
    }
    if words.is_empty() { Json::Null } else { json!(words) }
}

fn link_words(view: View<'_>, link: &Link) -> Vec<&'static str> {
    match link {
        Link::One { target, .. } if &*view.schema.collection(*target).name == "quintet_files" => vec!["file"],
        Link::One { .. } => vec!["m2o"],
        Link::Many { .. } => vec!["alias", "o2m"],
        Link::Junction { .. } => vec!["alias", "m2m"],
        Link::AnyOne { .. } | Link::AnyMany { .. } => vec!["alias", "m2a"],
    }
}

/// What the table says of the field; null for what has no column.
fn schema(view: View<'_>, collection: &Collection, field: &Field) -> Json {
    let Some(column_type) = column(view, field) else {
        return Json::Null;
    };
    let is_admin = view.access.is_admin();
    let name = field.column.as_deref().filter(|_| is_admin).unwrap_or(&field.name);
    let max_length = match column_type {
        ColumnType::Text { max_length } => Some(max_length),
        ColumnType::Key => Some(64),
        _ => None,
    };
    let (precision, scale) = match column_type {
        ColumnType::Decimal { precision, scale } => (Some(precision), Some(scale)),
        _ => (None, None),
    };
    // Who may not know the target does not learn its name here.
    let target = field.link.as_ref().and_then(Link::target);
    let target = target.map(|target| view.schema.collection(target));
    let target = target.filter(|target| view.access.grants_anything(target.id));
    let is_key = field.role == FieldRole::PrimaryKey;
    json!({
        "name": name,
        "table": view.table(collection),
        "data_type": word(column_type),
        "default_value": default(field, column_type),
        "max_length": max_length,
        "numeric_precision": precision,
        "numeric_scale": scale,
        "is_nullable": !field.is_not_null && !is_key,
        "is_unique": field.is_unique || is_key,
        "is_indexed": field.is_indexed || field.is_unique || is_key,
        "is_primary_key": is_key,
        "is_generated": false,
        "generation_expression": null,
        "has_auto_increment": is_key && matches!(column_type, ColumnType::Integer | ColumnType::BigInteger),
        "foreign_key_table": target.map(|target| view.table(target)),
        "foreign_key_column": target.map(|target| target.key().name.to_string()),
    })
}

fn default(field: &Field, column: ColumnType) -> Json {
    match &field.default {
        None => Json::Null,
        Some(DefaultValue::Value(value)) => value.to_json_of(column),
        Some(DefaultValue::Now) => json!("$NOW"),
        Some(DefaultValue::CurrentUser) => json!("$CURRENT_USER"),
        Some(DefaultValue::NewUuid) => json!("auto"),
    }
}
