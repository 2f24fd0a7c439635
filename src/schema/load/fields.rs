//! One field of a collection, from its entry: kind, common options, default. Links and conditions come later.

use crate::{
    field::{
        Context, Protection,
        nested::{default_json, open_field, report_default},
        relation::USERS,
    },
    schema::{DefaultValue, Field, FieldRole},
    value::{ColumnType, Json},
    yaml::{Entry, Map, Node, Report},
};

use super::{
    draft::{FieldDraft, FieldSource, label, optional_label, plain_field},
    keys::FIELD_KEYS,
    names::{check_database_name, check_field_name},
};

/// The widest text that every engine can index: MariaDB takes 3072 bytes, and four for a character.
pub const MAX_INDEXED_LENGTH: u32 = 768;

/// `None` when the field was refused; its mistakes are reported.
pub fn read<'n>(entry: &'n Entry, is_system: bool, context: &mut Context<'_>) -> Option<FieldDraft<'n>> {
    let is_named = check_field_name(&entry.key, entry.key_span, is_system, context.report);
    let (field_type, options) = open_field(entry, FIELD_KEYS, context.report)?;
    let kind = (field_type.build)(&options, context)?;
    if !is_named {
        return None;
    }
    let mut field = plain_field(&entry.key, FieldRole::Ordinary, kind);
    read_common(&mut field, &options, context.report);
    field.is_unique = options.boolean("unique").unwrap_or(field_type.name == "slug");
    check_stored(&field, &options, context.report);
    field.default = read_default(&field, &options, context.report);
    let is_computed = field.kind.template().is_some();
    if field.required && field.is_readonly && field.default.is_none() && !is_system && !is_computed {
        let message = format!(
            "nobody can make an item: `{}` is required, and the API does not accept it",
            field.name
        );
        let help = "give it a `default`".to_owned();
        context
            .report
            .warning(options.key_span("readonly"), "readonly", message, help);
    }
    if field_type.name == "uuid" && options.is_set("auto") {
        field.default = field.default.or(Some(DefaultValue::NewUuid));
    }
    Some(FieldDraft {
        field,
        span: entry.key_span,
        source: Some(FieldSource { field_type, options }),
    })
}

fn read_common(field: &mut Field, options: &Map<'_>, report: &mut Report) {
    field.label = label(options.get("label"), &field.name);
    field.help = optional_label(options.get("help"));
    field.required = options.is_set("required");
    field.is_not_null = field.required && !options.has("show_if") && field.column.is_some();
    field.is_indexed = options.is_set("index");
    field.is_readonly |= options.is_set("readonly");
    field.is_hidden = options.is_set("hidden");
    field.is_private = options.is_set("private");
    field.is_searchable = options.is_set("searchable");
    field.is_natural_order = options.has("collation");
    field.deprecated = options.text("deprecated").map(str::to_owned);
    field.renamed_from = options.text("renamed_from").map(str::to_owned);
    if options.is_set("localized") {
        report.error(
            options.key_span("localized"),
            "not-yet",
            "`localized` is not yet supported",
        );
    }
    if let Some(column) = options.text("column") {
        if field.column.is_none() {
            report.error(
                options.key_span("column"),
                "conflict",
                "the field has no column of its own",
            );
        } else if check_database_name(column, options.span("column"), report) {
            field.column = Some(column.to_owned());
        }
    }
    let words = ["admin", "placeholder"];
    let meta = words
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), options.get(key)?.to_json())));
    field.meta = Json::Object(meta.collect());
}

/// Options that need a column of a certain kind.
fn check_stored(field: &Field, options: &Map<'_>, report: &mut Report) {
    let column = field.column_type();
    let type_name = field.kind.type_name();
    let is_protected = field.kind.protection() != Protection::None;
    let mut refuse = |key: &str, why: String| {
        let message = format!("`{key}` does not fit a field of the type `{type_name}`: {why}");
        report.error(options.key_span(key), "conflict", message);
    };
    if field.kind.template().is_some() {
        for key in ["required", "default", "unique", "index", "column"] {
            if options.has(key) {
                refuse(key, "it is made of other fields and not stored".to_owned());
            }
        }
        return;
    }
    let wanted = [("unique", field.is_unique), ("index", field.is_indexed)];
    for (key, _) in wanted.into_iter().filter(|(_, is_wanted)| *is_wanted) {
        match column {
            None => refuse(key, "it has no column of its own".to_owned()),
            Some(_) if is_protected => refuse(key, "its values are not stored as they are".to_owned()),
            Some(ColumnType::Json) => refuse(key, "it is stored as JSON".to_owned()),
            Some(ColumnType::LongText) => refuse(key, "its length is unlimited; take `string`".to_owned()),
            Some(ColumnType::Text { max_length }) if max_length > MAX_INDEXED_LENGTH => {
                refuse(
                    key,
                    format!("an index takes at most {MAX_INDEXED_LENGTH} characters; set `max_length`"),
                );
            }
            Some(_) => {}
        }
    }
    if field.is_searchable {
        match column {
            None | Some(ColumnType::Json | ColumnType::Boolean) => {
                refuse("searchable", "a search looks at texts, numbers and keys".to_owned());
            }
            Some(_) if is_protected => refuse("searchable", "its values are not stored as they are".to_owned()),
            Some(_) => {}
        }
    }
    if field.is_natural_order && !column.is_some_and(ColumnType::is_textual) {
        refuse("collation", "only texts have an order of the language".to_owned());
    }
}

fn read_default(field: &Field, options: &Map<'_>, report: &mut Report) -> Option<DefaultValue> {
    let node = options.get("default").filter(|node| !node.is_null())?;
    if field.kind.protection() != Protection::None {
        report.error(node.span, "default", "a secret has no default");
        return None;
    }
    match node.as_text() {
        Some("$NOW") => return read_now(field, node, report),
        Some("$CURRENT_USER") => return read_current_user(field, options, node, report),
        Some(text) if text.starts_with('$') && text.chars().nth(1).is_some_and(char::is_uppercase) => {
            let help = "there are `$NOW` and `$CURRENT_USER`".to_owned();
            report.error_with_help(
                node.span,
                "default",
                format!("`{text}` is no value that the server knows here"),
                help,
            );
            return None;
        }
        _ => {}
    }
    if field.column_type().is_none() {
        report.error(node.span, "default", "a relation to many items has no default");
        return None;
    }
    let mut problems = Vec::new();
    match field.kind.read(&default_json(node, &*field.kind), &mut problems) {
        Some(value) => Some(DefaultValue::Value(value)),
        None => {
            report_default(node, &problems, report);
            None
        }
    }
}

fn read_now(field: &Field, node: &Node, report: &mut Report) -> Option<DefaultValue> {
    let is_temporal = matches!(
        field.column_type(),
        Some(ColumnType::Date | ColumnType::Time | ColumnType::DateTime)
    );
    if !is_temporal {
        report.error(
            node.span,
            "default",
            "`$NOW` is for fields of the types `date`, `time` and `datetime`",
        );
    }
    is_temporal.then_some(DefaultValue::Now)
}

fn read_current_user(field: &Field, options: &Map<'_>, node: &Node, report: &mut Report) -> Option<DefaultValue> {
    let is_to_users = match field.kind.type_name() {
        "user" => true,
        "relation" => options.words("to").iter().any(|(name, _)| *name == USERS),
        _ => false,
    };
    let fits = is_to_users && field.column_type().is_some();
    if !fits {
        report.error(node.span, "default", "`$CURRENT_USER` is for fields of the type `user`");
    }
    fits.then_some(DefaultValue::CurrentUser)
}
