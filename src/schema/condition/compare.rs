//! Operators and their values: what stands below a field.

use super::{ConditionErrorKind, Names, dynamic, group::Parser, path::Path, value};
use crate::{
    filter::{Comparand, Condition, Filter, Function, JsonKind, Operand},
    operator::{Comparison, OPERATORS, OperandShape, Operator},
    value::{ColumnType, Json, Value},
    yaml::nearest::nearest,
};

/// What is compared.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub operand: Operand,
    pub column: ColumnType,
    /// As the model calls it, for messages.
    pub type_name: &'static str,
    /// Hashed or encrypted: only tests for null.
    pub is_protected: bool,
}

pub(super) type Refusal = ConditionErrorKind;

const NOT_NULL: &str = "must be a value; for items without one use _null";

impl Parser<'_> {
    /// `{_gte: 1, _lt: 5}`, also with `_and`, `_or`, `_not` between; a bare value is `_eq`.
    pub(super) fn comparisons(&mut self, subject: &Subject, json: &Json, path: &Path<'_>) -> Option<Filter> {
        let Json::Object(members) = json else {
            return self.compare(subject, "_eq", json, path);
        };
        let parts = members.iter().map(|(key, value)| {
            let path = path.key(key);
            self.group(key, value, &path, &mut |parser, value, path| {
                parser.comparisons(subject, value, path)
            })
            .unwrap_or_else(|| self.compare(subject, key, value, &path))
        });
        all(parts.collect::<Vec<_>>())
    }

    /// One operator. `None` where it is refused.
    pub(super) fn compare(&mut self, subject: &Subject, name: &str, json: &Json, path: &Path<'_>) -> Option<Filter> {
        if !self.count_node() {
            return None;
        }
        let compared = operator(subject, name).and_then(|operator| self.operation(subject, operator, json));
        compared.map_err(|kind| self.refuse(path, kind)).ok()
    }

    fn operation(&mut self, subject: &Subject, operator: &Operator, json: &Json) -> Result<Filter, Refusal> {
        if let Some(Function::Json(part)) = &subject.operand.function
            && part.kind == JsonKind::Document
        {
            return self.inside(subject, part, operator, json);
        }
        self.operation_of_column(subject, operator, json)
    }

    /// As the type of the column says.
    pub(super) fn operation_of_column(
        &mut self,
        subject: &Subject,
        operator: &Operator,
        json: &Json,
    ) -> Result<Filter, Refusal> {
        match operator.operand {
            OperandShape::Flag => {
                let flag = flag(json)?;
                check_fit(subject, operator)?;
                let negated = operator.negated == flag;
                Ok(condition(subject, operator, operator.comparison, Vec::new(), negated))
            }
            OperandShape::One => self.one(subject, operator, json),
            OperandShape::Pair => self.pair(subject, operator, json),
            OperandShape::List => {
                let list = self.list(json)?;
                check_fit(subject, operator)?;
                let values = self.values(subject, &list)?;
                Ok(one_of(subject, operator, values))
            }
        }
    }

    fn one(&mut self, subject: &Subject, operator: &Operator, json: &Json) -> Result<Filter, Refusal> {
        let is_equality = operator.comparison == Comparison::Equal;
        if matches!(json, Json::Array(_) | Json::Object(_)) {
            let hint = if is_equality { "; for a list use _in" } else { "" };
            return malformed(&format!("must be one value{hint}"));
        }
        if json.is_null() {
            if !is_equality {
                return malformed(NOT_NULL);
            }
            return Ok(condition(
                subject,
                operator,
                Comparison::Null,
                Vec::new(),
                operator.negated,
            ));
        }
        check_fit(subject, operator)?;
        match comparand(self.names(), subject.column, json)? {
            Comparand::CurrentRoles => malformed("is a list; use _in"),
            Comparand::Value(Value::Null) if is_equality => Ok(condition(
                subject,
                operator,
                Comparison::Null,
                Vec::new(),
                operator.negated,
            )),
            Comparand::Value(Value::Null) => malformed(NOT_NULL),
            comparand => Ok(condition(
                subject,
                operator,
                operator.comparison,
                vec![comparand],
                operator.negated,
            )),
        }
    }

    fn pair(&mut self, subject: &Subject, operator: &Operator, json: &Json) -> Result<Filter, Refusal> {
        let list = self.list(json)?;
        if list.len() != 2 {
            return malformed("must be two values");
        }
        check_fit(subject, operator)?;
        let values = self.values(subject, &list)?;
        if values.contains(&Comparand::Value(Value::Null)) || values.contains(&Comparand::CurrentRoles) {
            return malformed("must be two values, neither of them null");
        }
        Ok(condition(
            subject,
            operator,
            operator.comparison,
            values,
            operator.negated,
        ))
    }

    fn values(&mut self, subject: &Subject, list: &[Json]) -> Result<Vec<Comparand>, Refusal> {
        list.iter()
            .map(|json| comparand(self.names(), subject.column, json))
            .collect()
    }

    /// A list, or comma text.
    pub(super) fn list(&mut self, json: &Json) -> Result<Vec<Json>, Refusal> {
        let list: Vec<Json> = match json {
            Json::Array(list) => list.clone(),
            Json::String(text) if !text.trim().is_empty() => text
                .split(',')
                .map(|part| Json::String(part.trim().to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        let most = self.limits().values;
        if !self.count_values(list.len()) {
            return Err(Refusal::TooLarge(format!("has more than {most} values")));
        }
        if list.is_empty() {
            return malformed("must be a list with at least one value");
        }
        if list.iter().any(|json| matches!(json, Json::Array(_) | Json::Object(_))) {
            return malformed("must be a list of plain values");
        }
        Ok(list)
    }
}

/// A constant or a dynamic value of a column.
pub(super) fn comparand(names: &Names<'_>, column: ColumnType, json: &Json) -> Result<Comparand, Refusal> {
    if let Some(dynamic) = json.as_str().and_then(|text| dynamic::read(names, column, text)) {
        return dynamic;
    }
    value::read(column, json).map(Comparand::Value).map_err(Refusal::Unfit)
}

/// All of several; `None` members filter nothing.
pub(super) fn all(parts: Vec<Option<Filter>>) -> Option<Filter> {
    let parts: Vec<Filter> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    if parts.iter().any(Filter::is_false) {
        return Some(Filter::FALSE);
    }
    Some(parts.into_iter().fold(Filter::TRUE, Filter::and))
}

/// Any of several; a member that filters nothing lets everything through, so nothing is filtered.
pub(super) fn any(parts: Vec<Option<Filter>>) -> Option<Filter> {
    let parts: Vec<Filter> = parts.into_iter().collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    Some(Filter::any_of(parts.into_iter().filter(|part| !part.is_false())))
}

pub(super) fn not(filter: Filter) -> Filter {
    match filter {
        filter if filter.is_true() => Filter::FALSE,
        filter if filter.is_false() => Filter::TRUE,
        Filter::Not(inner) => *inner,
        filter => Filter::Not(Box::new(filter)),
    }
}

fn malformed<T>(sentence: &str) -> Result<T, Refusal> {
    Err(Refusal::Malformed(sentence.to_owned()))
}

/// `true` and what brackets make of an operator without a value; `false` negates.
pub(super) fn flag(json: &Json) -> Result<bool, Refusal> {
    match json {
        Json::Null => Ok(true),
        Json::Bool(flag) => Ok(*flag),
        Json::String(text) => match text.trim() {
            "" | "true" | "null" => Ok(true),
            "false" => Ok(false),
            _ => malformed("must be true or false"),
        },
        _ => malformed("must be true or false"),
    }
}

fn operator(subject: &Subject, name: &str) -> Result<&'static Operator, Refusal> {
    Operator::named(name).ok_or_else(|| {
        let fitting = OPERATORS
            .iter()
            .filter(|operator| operator.fits(subject.column))
            .map(|operator| operator.name);
        let wanted = if name.starts_with('_') {
            name.to_owned()
        } else {
            format!("_{name}")
        };
        Refusal::UnknownOperator {
            name: name.to_owned(),
            nearest: nearest(&wanted, fitting),
        }
    })
}

fn check_fit(subject: &Subject, operator: &Operator) -> Result<(), Refusal> {
    if subject.is_protected {
        return if operator.comparison == Comparison::Null {
            Ok(())
        } else {
            Err(Refusal::Unfit(format!(
                "{} is stored protected; only _null and _nnull fit",
                subject.type_name
            )))
        };
    }
    if operator.fits(subject.column) {
        return Ok(());
    }
    let fitting: Vec<&str> = OPERATORS
        .iter()
        .filter(|operator| operator.fits(subject.column))
        .map(|row| row.name)
        .collect();
    Err(Refusal::Unfit(format!(
        "{} does not fit {}; use {}",
        operator.name,
        subject.type_name,
        fitting.join(", ")
    )))
}

pub(super) fn condition(
    subject: &Subject,
    operator: &Operator,
    comparison: Comparison,
    values: Vec<Comparand>,
    negated: bool,
) -> Filter {
    let folded = operator.folded && comparison != Comparison::Null;
    let filter = Filter::Compare(Condition {
        operand: subject.operand.clone(),
        comparison,
        folded,
        values,
    });
    if negated { Filter::Not(Box::new(filter)) } else { filter }
}

/// A null in the list means "or no value": SQL's own `IN (NULL)` would never be true.
fn one_of(subject: &Subject, operator: &Operator, values: Vec<Comparand>) -> Filter {
    let (nulls, values): (Vec<_>, Vec<_>) = values
        .into_iter()
        .partition(|value| *value == Comparand::Value(Value::Null));
    let null = || condition(subject, operator, Comparison::Null, Vec::new(), false);
    let filter = match (nulls.is_empty(), values.is_empty()) {
        (_, true) => null(),
        (true, false) => condition(subject, operator, operator.comparison, values, false),
        (false, false) => Filter::Any(vec![
            null(),
            condition(subject, operator, operator.comparison, values, false),
        ]),
    };
    if operator.negated { not(filter) } else { filter }
}
