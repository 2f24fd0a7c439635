//! Binding: `$NOW`, `$CURRENT_USER` and the like become values, once, for one actor and one moment. After it a filter holds only values.

use chrono::{DateTime, TimeDelta, Utc};

use super::access::Actor;
use crate::{
    filter::{Comparand, Condition, Filter, Function, Operand},
    value::Value,
};

/// Replaces every dynamic comparand. An absent user is null, so that the comparison is unknown, and the rule does not pass.
pub fn bind(filter: Filter, actor: &Actor, now: DateTime<Utc>) -> Filter {
    let all = |parts: Vec<Filter>| parts.into_iter().map(|part| bind(part, actor, now)).collect();
    match filter {
        Filter::All(parts) => Filter::All(all(parts)),
        Filter::Any(parts) => Filter::Any(all(parts)),
        Filter::Not(part) => Filter::Not(Box::new(bind(*part, actor, now))),
        Filter::Related { link, quantifier, filter } => Filter::Related { link, quantifier, filter: Box::new(bind(*filter, actor, now)) },
        Filter::Compare(condition) => Filter::Compare(Condition {
            operand: operand(condition.operand, actor, now),
            values: condition.values.iter().flat_map(|comparand| values(comparand, actor, now)).map(Comparand::Value).collect(),
            ..condition
        }),
    }
}

/// Binds what an operand carries: its guard and the filter of a count.
pub fn operand(operand: Operand, actor: &Actor, now: DateTime<Utc>) -> Operand {
    let function = match operand.function {
        Some(Function::Count(filter)) => Some(Function::Count(Box::new(bind(*filter, actor, now)))),
        other => other,
    };
    let guard = operand.guard.map(|guard| Box::new(bind(*guard, actor, now)));
    Operand { function, guard, ..operand }
}

/// The values of a comparand in a list: `$CURRENT_ROLES` is spread.
pub fn values(comparand: &Comparand, actor: &Actor, now: DateTime<Utc>) -> Vec<Value> {
    match comparand {
        Comparand::CurrentRoles => actor.roles.iter().map(|role| Value::Text(role.to_string())).collect(),
        single => vec![value(single, actor, now)],
    }
}

/// One value; of `$CURRENT_ROLES` the first.
pub fn value(comparand: &Comparand, actor: &Actor, now: DateTime<Utc>) -> Value {
    match comparand {
        Comparand::Value(value) => value.clone(),
        Comparand::Now { shift } => Value::DateTime(now.checked_add_signed(TimeDelta::milliseconds(*shift)).unwrap_or(now)),
        Comparand::CurrentUser => actor.user.clone().map_or(Value::Null, Value::from),
        Comparand::CurrentUserField(field) => {
            actor.user_fields.iter().find(|(known, _)| known == field).map_or(Value::Null, |(_, value)| value.clone())
        }
        Comparand::CurrentRole | Comparand::CurrentRoles => actor.roles.first().map_or(Value::Null, |role| Value::Text(role.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{operator::Comparison, value::FieldId};

    fn condition(values: Vec<Comparand>) -> Filter {
        Filter::Compare(Condition { operand: Operand::field(FieldId(0)), comparison: Comparison::OneOf, folded: false, values })
    }

    #[test]
    fn dynamic_values_are_bound_once() {
        let now = DateTime::UNIX_EPOCH;
        let actor = Actor { roles: vec!["editor".into(), "reporter".into()], ..Actor::public() };
        let bound = bind(
            condition(vec![Comparand::CurrentRoles, Comparand::CurrentUser, Comparand::Now { shift: -1000 }]),
            &actor,
            now,
        );
        let expected = [
            Value::Text("editor".into()),
            Value::Text("reporter".into()),
            Value::Null,
            Value::DateTime(now - TimeDelta::seconds(1)),
        ];
        assert_eq!(bound, condition(expected.map(Comparand::Value).to_vec()));
    }
}
