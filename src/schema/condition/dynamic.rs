//! Values that are known only with the actor and the clock: `$NOW(-1 day)`, `$CURRENT_USER.profile`, `$CURRENT_ROLES`.

use super::{ConditionErrorKind, Names};
use crate::{
    filter::{Comparand, Shift},
    value::ColumnType,
};

/// The collection of people.
const USERS: &str = "quintet_users";

/// Units of `$NOW(…)`: their names, months, milliseconds.
const UNITS: &[(&[&str], i32, i64)] = &[
    (&["ms", "msec", "msecs", "millisecond", "milliseconds"], 0, 1),
    (&["s", "sec", "secs", "second", "seconds"], 0, 1000),
    (&["m", "min", "mins", "minute", "minutes"], 0, 60_000),
    (&["h", "hr", "hrs", "hour", "hours"], 0, 3_600_000),
    (&["", "d", "day", "days"], 0, 86_400_000),
    (&["w", "wk", "wks", "week", "weeks"], 0, 604_800_000),
    (&["mo", "mos", "mth", "mths", "month", "months"], 1, 0),
    (&["y", "yr", "yrs", "year", "years"], 12, 0),
];

/// `None`: an ordinary text. A text is dynamic when a known variable is its first word.
pub(super) fn read(names: &Names<'_>, column: ColumnType, text: &str) -> Option<Result<Comparand, ConditionErrorKind>> {
    let text = text.trim();
    let rest = text.strip_prefix('$')?;
    let end = rest
        .find(|character: char| !character.is_ascii_uppercase() && character != '_')
        .unwrap_or(rest.len());
    let (variable, rest) = rest.split_at_checked(end)?;
    Some(match variable {
        "NOW" => now(column, rest),
        "CURRENT_USER" => current_user(names, column, rest),
        "CURRENT_ROLE" if rest.is_empty() => role(column, Comparand::CurrentRole),
        "CURRENT_ROLES" if rest.is_empty() => role(column, Comparand::CurrentRoles),
        "CURRENT_ROLE" | "CURRENT_ROLES" => unfit(format!("{text} does not exist: a role is only a name")),
        "CURRENT_POLICIES" => unfit("there are no policies here; use $CURRENT_ROLES".to_owned()),
        "FOLLOW" => unfit("$FOLLOW is not supported; give the relation an `inverse` and filter by that".to_owned()),
        _ => return None,
    })
}

fn unfit(sentence: String) -> Result<Comparand, ConditionErrorKind> {
    Err(ConditionErrorKind::Unfit(sentence))
}

fn now(column: ColumnType, rest: &str) -> Result<Comparand, ConditionErrorKind> {
    if !matches!(column, ColumnType::Date | ColumnType::Time | ColumnType::DateTime) {
        return unfit("$NOW is a moment, and fits date, time and datetime only".to_owned());
    }
    let shift = if rest.is_empty() {
        Some(Shift::default())
    } else {
        shift(rest)
    };
    match shift {
        Some(shift) => Ok(Comparand::Now { shift, column }),
        None => {
            let sentence = "must be $NOW or a shift such as $NOW(-1 day) or $NOW(+2 weeks)";
            Err(ConditionErrorKind::Malformed(sentence.to_owned()))
        }
    }
}

/// `(-1 day)`
fn shift(text: &str) -> Option<Shift> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?.trim();
    let (negative, digits) = match inner.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, inner.strip_prefix('+').unwrap_or(inner)),
    };
    let digits = digits.trim();
    let end = digits
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(digits.len());
    let (number, unit) = digits.split_at_checked(end)?;
    let number = number
        .parse::<i32>()
        .ok()
        .map(|number| if negative { -number } else { number })?;
    let unit = unit.trim().to_ascii_lowercase();
    let (_, months, milliseconds) = UNITS.iter().find(|(names, ..)| names.contains(&unit.as_str()))?;
    Some(Shift {
        months: months.checked_mul(number)?,
        milliseconds: milliseconds.checked_mul(i64::from(number))?,
    })
}

fn role(column: ColumnType, comparand: Comparand) -> Result<Comparand, ConditionErrorKind> {
    if column.is_textual() {
        Ok(comparand)
    } else {
        unfit("a role is a name, and fits text only".to_owned())
    }
}

fn current_user(names: &Names<'_>, column: ColumnType, rest: &str) -> Result<Comparand, ConditionErrorKind> {
    let Some(users) = names.schema.collection_named(USERS) else {
        return unfit("$CURRENT_USER means nothing: there are no users".to_owned());
    };
    let (field, comparand) = match rest.strip_prefix('.') {
        None if rest.is_empty() => (users.key(), Comparand::CurrentUser),
        None => {
            return Err(ConditionErrorKind::Malformed(
                "must be $CURRENT_USER or $CURRENT_USER.field".to_owned(),
            ));
        }
        Some(name) if name.contains('.') => {
            return unfit(format!(
                "$CURRENT_USER.{name} goes too far: only one field of the user can be named"
            ));
        }
        Some(name) => {
            let field = names.field(users.id, name)?;
            (field, Comparand::CurrentUserField(field.id))
        }
    };
    if names.is_protected(field) {
        return unfit(format!("$CURRENT_USER{rest} can not be compared with"));
    }
    match names.column(field) {
        Some(found) if is_alike(found, column) => Ok(comparand),
        _ => unfit(format!("$CURRENT_USER{rest} is of another type than the field")),
    }
}

/// Whether values of two columns can be compared as they are.
fn is_alike(one: ColumnType, other: ColumnType) -> bool {
    use ColumnType::{BigInteger, Integer};
    one == other
        || (one.is_textual() && other.is_textual())
        || (matches!(one, Integer | BigInteger) && matches!(other, Integer | BigInteger))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_have_many_spellings() {
        let check = |text: &str, expected: Option<(i32, i64)>| {
            let expected = expected.map(|(months, milliseconds)| Shift { months, milliseconds });
            assert_eq!(shift(text), expected, "{text}");
        };
        check("(-1 day)", Some((0, -86_400_000)));
        check("(+2 weeks)", Some((0, 1_209_600_000)));
        check("(3)", Some((0, 259_200_000)));
        check("( -30min )", Some((0, -1_800_000)));
        check("(1 Month)", Some((1, 0)));
        check("(-2y)", Some((-24, 0)));
        check("(-1 day", None);
        check("(day)", None);
        check("(1.5 days)", None);
        check("(1 fortnight)", None);
        check("(99999999999 days)", None);
        check("(2147483647 years)", None);
    }
}
