//! A condition in the words of the files: `status _eq "draft"`, `article.status _neq "draft"`, `tags: some of (name _eq "sea")`.

use crate::{
    filter::{Comparand, Condition, Filter, Function, Operand, Quantifier, Shift},
    operator::{Comparison, OPERATORS, Operator},
    schema::{Collection, Schema},
    value::Value,
};

pub fn filter(schema: &Schema, model: &Collection, filter: &Filter) -> String {
    match filter {
        filter if filter.is_true() => "always".to_owned(),
        filter if filter.is_false() => "never".to_owned(),
        Filter::All(parts) => joined(schema, model, parts, " and "),
        Filter::Any(parts) => format!("({})", joined(schema, model, parts, " or ")),
        Filter::Not(part) => match &**part {
            Filter::Compare(compared) if operator(compared, true).is_some() => condition(schema, model, compared, true),
            part => format!("not ({})", self::filter(schema, model, part)),
        },
        Filter::Holds(part) => self::filter(schema, model, part),
        Filter::Compare(compared) => condition(schema, model, compared, false),
        Filter::Related {
            link,
            quantifier,
            filter: inner,
        } => {
            let field = model.field(link.field);
            let target = schema.collection(link.target);
            let is_any = field.link.as_ref().is_some_and(|link| link.target().is_none());
            let scope = if is_any {
                format!(".item:{}", target.name)
            } else {
                String::new()
            };
            let inner = self::filter(schema, target, inner);
            match quantifier {
                Quantifier::Some if !field.is_to_many() => format!("{}{scope}.({inner})", field.name),
                Quantifier::Some => format!("some of {}{scope} ({inner})", field.name),
                Quantifier::None => format!("none of {}{scope} ({inner})", field.name),
                Quantifier::Every => format!("every one of {}{scope} ({inner})", field.name),
            }
        }
    }
}

fn joined(schema: &Schema, model: &Collection, parts: &[Filter], word: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|part| filter(schema, model, part)).collect();
    parts.join(word)
}

fn condition(schema: &Schema, model: &Collection, condition: &Condition, is_negated: bool) -> String {
    let name = operand(model, &condition.operand);
    let operator = operator(condition, is_negated).map_or("?", |operator| operator.name);
    let values: Vec<String> = condition.values.iter().map(|value| comparand(schema, value)).collect();
    match condition.comparison {
        Comparison::Null | Comparison::Empty => format!("{name} {operator}"),
        Comparison::OneOf | Comparison::Between => format!("{name} {operator} [{}]", values.join(", ")),
        _ => format!("{name} {operator} {}", values.join(", ")),
    }
}

/// Not every comparison has an operator for its opposite: there is none for `_lt`.
pub(super) fn operator(condition: &Condition, is_negated: bool) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| {
        operator.comparison == condition.comparison
            && operator.folded == condition.folded
            && operator.negated == is_negated
    })
}

pub(super) fn operand(model: &Collection, operand: &Operand) -> String {
    let name = &model.field(operand.field).name;
    match &operand.function {
        None => name.to_string(),
        Some(Function::Json(part)) => format!("json({name}, {part})"),
        Some(function) => format!("{}({name})", function.name()),
    }
}

pub(super) fn comparand(schema: &Schema, comparand: &Comparand) -> String {
    match comparand {
        Comparand::Value(value) => printed(value),
        Comparand::Now { shift, .. } if *shift == Shift::default() => "$NOW".to_owned(),
        Comparand::Now { shift, .. } => {
            let months = (i64::from(shift.months), "months");
            let parts = [months, in_units(shift.milliseconds)];
            let parts: Vec<String> = parts
                .iter()
                .filter(|(number, _)| *number != 0)
                .map(|(number, unit)| format!("{number:+} {unit}"))
                .collect();
            format!("$NOW({})", parts.join(", "))
        }
        Comparand::CurrentUser => "$CURRENT_USER".to_owned(),
        Comparand::CurrentUserField(field) => {
            let users = schema.collection_named("quintet_users");
            let name = users.map_or("?", |users| &*users.field(*field).name);
            format!("$CURRENT_USER.{name}")
        }
        Comparand::CurrentRole => "$CURRENT_ROLE".to_owned(),
        Comparand::CurrentRoles => "$CURRENT_ROLES".to_owned(),
    }
}

/// In the largest unit that leaves no rest.
fn in_units(milliseconds: i64) -> (i64, &'static str) {
    let units = [
        (86_400_000, "days"),
        (3_600_000, "hours"),
        (60_000, "minutes"),
        (1000, "seconds"),
    ];
    let found = units.iter().find(|(length, _)| milliseconds % length == 0);
    found.map_or((milliseconds, "milliseconds"), |(length, unit)| {
        (milliseconds / length, *unit)
    })
}

fn printed(value: &Value) -> String {
    value.to_json().to_string()
}
