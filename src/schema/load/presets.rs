//! Values that a rule fills in: literals, or what is known with the actor and the clock.

use crate::{
    field::{Protection, key::read_key, nested::default_json},
    filter::Comparand,
    schema::{
        Field, FieldRole, PresetValue, Schema,
        condition::{self, ConditionErrorKind, Everything},
    },
    value::{ColumnType, Value},
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
    let is_dynamic = node
        .as_text()
        .is_some_and(|text| text.starts_with('$') && text.chars().nth(1).is_some_and(char::is_uppercase));
    if is_dynamic {
        return read_dynamic(schema, field, column, node, report);
    }
    if node.is_null() {
        return Some(Comparand::Value(Value::Null));
    }
    let mut problems = Vec::new();
    let json = default_json(node, &*field.kind);
    let value = if field.is_to_many() {
        read_key(&json, column, &mut problems).map(Into::into)
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

/// `$NOW(+2 weeks)`, `$CURRENT_USER`, `$CURRENT_USER.profile`, `$CURRENT_ROLE`.
fn read_dynamic(
    schema: &Schema,
    field: &Field,
    column: ColumnType,
    node: &Node,
    report: &mut Report,
) -> Option<Comparand> {
    let text = node.as_text().unwrap_or_default();
    match condition::parse_value(schema, &Everything, column, &node.to_json()) {
        Ok(Comparand::CurrentRoles) => {
            report.error(
                node.span,
                "preset",
                format!("`{}` holds one value, not a list of roles", field.name),
            );
            None
        }
        // An ordinary text for the parser, but nobody writes `$CURENT_USER` and means the text.
        Ok(Comparand::Value(_)) => {
            let help = did_you_mean(text, ["$NOW", "$CURRENT_USER", "$CURRENT_ROLE"]);
            report.error_with_help(
                node.span,
                "preset",
                format!("`{text}` is no value that the server knows"),
                help,
            );
            None
        }
        Ok(dynamic) => Some(dynamic),
        Err(ConditionErrorKind::UnknownField { name, nearest, .. }) => {
            let help = nearest.map(|near| format!("did you mean `{near}`?"));
            report.error_with_help(
                node.span,
                "unknown-field",
                format!("users have no field `{name}`"),
                help,
            );
            None
        }
        Err(error) => {
            report.error(
                node.span,
                "preset",
                format!("`{text}` does not fit `{}`: {error}", field.name),
            );
            None
        }
    }
}
