//! Binding: `$NOW`, `$CURRENT_USER` and the like become values, once, for one actor and one moment. After it a filter holds only values.

use chrono::{DateTime, Datelike, DurationRound, Months, TimeDelta, Utc};

use super::access::Actor;
use crate::{
    filter::{Comparand, Condition, Filter, Function, Operand, Shift},
    value::{ColumnType, Value},
};

/// Replaces every dynamic comparand. An absent user is null, so that the comparison is unknown, and the rule does not pass.
pub fn bind(filter: Filter, actor: &Actor, now: DateTime<Utc>) -> Filter {
    let all = |parts: Vec<Filter>| parts.into_iter().map(|part| bind(part, actor, now)).collect();
    match filter {
        Filter::All(parts) => Filter::All(all(parts)),
        Filter::Any(parts) => Filter::Any(all(parts)),
        Filter::Not(part) => Filter::Not(Box::new(bind(*part, actor, now))),
        Filter::Holds(part) => Filter::Holds(Box::new(bind(*part, actor, now))),
        Filter::Related {
            link,
            quantifier,
            filter,
        } => Filter::Related {
            link,
            quantifier,
            filter: Box::new(bind(*filter, actor, now)),
        },
        Filter::Compare(condition) => Filter::Compare(Condition {
            operand: operand(condition.operand, actor, now),
            values: condition
                .values
                .iter()
                .flat_map(|comparand| values(comparand, actor, now))
                .map(Comparand::Value)
                .collect(),
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
    Operand {
        function,
        guard,
        ..operand
    }
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
        Comparand::Now { shift, column } => moment(now, *shift, *column),
        Comparand::CurrentUser => actor.user.clone().map_or(Value::Null, Value::from),
        Comparand::CurrentUserField(field) => actor
            .user_fields
            .iter()
            .find(|(known, _)| known == field)
            .map_or(Value::Null, |(_, value)| value.clone()),
        Comparand::CurrentRole | Comparand::CurrentRoles => actor
            .roles
            .first()
            .map_or(Value::Null, |role| Value::Text(role.to_string())),
    }
}

/// A shift out of the calendar is null: the comparison is unknown.
fn moment(now: DateTime<Utc>, shift: Shift, column: ColumnType) -> Value {
    let months = Months::new(shift.months.unsigned_abs());
    let shifted = if shift.months < 0 {
        now.checked_sub_months(months)
    } else {
        now.checked_add_months(months)
    };
    let shifted =
        shifted.and_then(|moment| moment.checked_add_signed(TimeDelta::try_milliseconds(shift.milliseconds)?));
    let Some(moment) = shifted.filter(|moment| (1..=9999).contains(&moment.year())) else {
        return Value::Null;
    };
    let moment = moment.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(moment);
    match column {
        ColumnType::Date => Value::Date(moment.date_naive()),
        ColumnType::Time => Value::Time(moment.time()),
        _ => Value::DateTime(moment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{operator::Comparison, value::FieldId};

    fn condition(values: Vec<Comparand>) -> Filter {
        Filter::Compare(Condition {
            operand: Operand::field(FieldId(0)),
            comparison: Comparison::OneOf,
            folded: false,
            values,
        })
    }

    #[test]
    fn a_moment_out_of_the_calendar_is_unknown() {
        let check = |months, milliseconds| {
            let shift = Shift { months, milliseconds };
            assert_eq!(
                moment(DateTime::UNIX_EPOCH, shift, ColumnType::DateTime),
                Value::Null,
                "{shift:?}"
            );
        };
        check(i32::MIN, 0);
        check(i32::MAX, 0);
        check(0, i64::MAX);
        check(0, i64::MIN);
        check(12 * 9000, 0);
    }

    #[test]
    fn dynamic_values_are_bound_once() {
        let now = DateTime::UNIX_EPOCH;
        let actor = Actor {
            roles: vec!["editor".into(), "reporter".into()],
            ..Actor::public()
        };
        let shift = Shift {
            months: 1,
            milliseconds: -1000,
        };
        let earlier = Comparand::Now {
            shift,
            column: ColumnType::DateTime,
        };
        let day = Comparand::Now {
            shift: Shift::default(),
            column: ColumnType::Date,
        };
        let bound = bind(
            condition(vec![Comparand::CurrentRoles, Comparand::CurrentUser, earlier, day]),
            &actor,
            now,
        );
        let expected = [
            Value::Text("editor".into()),
            Value::Text("reporter".into()),
            Value::Null,
            Value::DateTime(now + TimeDelta::days(31) - TimeDelta::seconds(1)),
            Value::Date(now.date_naive()),
        ];
        assert_eq!(bound, condition(expected.map(Comparand::Value).to_vec()));
    }
}
