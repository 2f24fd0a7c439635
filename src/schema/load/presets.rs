//! Values that a rule fills in: literals, or what is known with the actor and the clock.

use crate::{
    field::{Protection, relation::USERS},
    filter::{Comparand, Shift},
    schema::{Field, FieldRole, PresetValue, Schema},
    value::ColumnType,
    yaml::{Node, Report, did_you_mean},
};

/// Reads the value of one field; `None` when a mistake was reported.
pub fn read(schema: &Schema, field: &Field, node: &Node, report: &mut Report) -> Option<PresetValue> {
    if field.role != FieldRole::Ordinary && field.role != FieldRole::Order {
        report.error(node.span, "preset", format!("`{}` is kept by the server", field.name));
        return None;
    }
    if field.kind.protection() != Protection::None {
        report.error(
            node.span,
            "preset",
            format!("`{}` can not be preset: it is a secret", field.name),
        );
        return None;
    }
    if !field.is_to_many() {
        return read_one(schema, field, field.column_type(), node, report).map(PresetValue::One);
    }
    let target = field.link.as_ref().and_then(|link| link.target());
    let Some((list, target)) = node.as_list().zip(target) else {
        report.error(
            node.span,
            "preset",
            format!("`{}` is preset by a list of keys", field.name),
        );
        return None;
    };
    let column = schema.collection(target).key().column_type();
    let values: Option<Vec<Comparand>> = list
        .iter()
        .map(|node| read_one(schema, field, column, node, report))
        .collect();
    values.map(PresetValue::List)
}

fn read_one(
    schema: &Schema,
    field: &Field,
    column: Option<ColumnType>,
    node: &Node,
    report: &mut Report,
) -> Option<Comparand> {
    let Some(column) = column else {
        report.error(node.span, "preset", format!("`{}` can not be preset", field.name));
        return None;
    };
    if let Some(text) = node.as_text().filter(|text| text.starts_with('$')) {
        return read_dynamic(schema, field, column, text, node, report);
    }
    if node.is_null() {
        return Some(Comparand::Value(crate::value::Value::Null));
    }
    let mut problems = Vec::new();
    let json = crate::field::nested::default_json(node, &*field.kind);
    let value = if field.is_to_many() {
        crate::field::key::read_key(&json, column, &mut problems).map(Into::into)
    } else {
        field.kind.read(&json, &mut problems)
    };
    if value.is_none() {
        let all: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        report.error(
            node.span,
            "preset",
            format!("the value does not fit `{}`: {}", field.name, all.join("; ")),
        );
    }
    value.map(Comparand::Value)
}

/// `$NOW`, `$CURRENT_USER`, `$CURRENT_USER.profile`, `$CURRENT_ROLE`.
fn read_dynamic(
    schema: &Schema,
    field: &Field,
    column: ColumnType,
    text: &str,
    node: &Node,
    report: &mut Report,
) -> Option<Comparand> {
    let users = schema.collection_named(USERS)?;
    let refuse = |report: &mut Report, why: &str| {
        report.error(
            node.span,
            "preset",
            format!("`{text}` does not fit `{}`: {why}", field.name),
        );
        None
    };
    match text {
        "$NOW" if matches!(column, ColumnType::Date | ColumnType::Time | ColumnType::DateTime) => {
            Some(Comparand::Now {
                shift: Shift::default(),
                column,
            })
        }
        "$NOW" => refuse(report, "it is no date and no time"),
        "$CURRENT_USER" => match users.key().column_type() == Some(column) {
            true => Some(Comparand::CurrentUser),
            false => refuse(report, "it is no relation to a user"),
        },
        "$CURRENT_ROLE" if column.is_textual() => Some(Comparand::CurrentRole),
        "$CURRENT_ROLE" => refuse(report, "it is no text"),
        _ => {
            let Some(name) = text.strip_prefix("$CURRENT_USER.") else {
                let known = ["$NOW", "$CURRENT_USER", "$CURRENT_ROLE"];
                let help = did_you_mean(text, known);
                report.error_with_help(
                    node.span,
                    "preset",
                    format!("`{text}` is no value that the server knows"),
                    help,
                );
                return None;
            };
            let Some(found) = users.field_named(name) else {
                let help = did_you_mean(name, users.fields.iter().map(|field| &*field.name));
                report.error_with_help(
                    node.span,
                    "unknown-field",
                    format!("users have no field `{name}`"),
                    help,
                );
                return None;
            };
            match found.column_type() == Some(column) && found.kind.protection() == Protection::None {
                true => Some(Comparand::CurrentUserField(found.id)),
                false => refuse(report, "the two fields hold different things"),
            }
        }
    }
}
