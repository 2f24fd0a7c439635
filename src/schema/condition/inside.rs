//! Conditions on values inside a JSON document: `{"json(data, a.b)": {"_gt": 5}}`, or `{"data": {"_json": {"a.b": {"_gt": 5}}}}`.
//!
//! Nobody knows beforehand what stands there. What it is compared with says what it is taken for: a text, a number, true or false.

use serde_json::Map;

use super::{
    compare::{Refusal, Subject, all, condition, flag, not},
    group::Parser,
    path::Path,
};
use crate::{
    filter::{Comparand, Filter, Function, JsonKind, Operand, json_path::JsonPart},
    operator::{Comparison, OperandShape, Operator},
    value::{CollectionId, Json, Value},
};

impl Parser<'_> {
    /// `_json` below a field: paths with their conditions. What stands beside it is asked of the whole field.
    pub(super) fn inside_document(
        &mut self,
        collection: CollectionId,
        field: &str,
        (members, inner): (&Map<String, Json>, &Json),
        path: &Path<'_>,
    ) -> Option<Filter> {
        let here = path.key("_json");
        let Json::Object(paths) = inner else {
            return self.malformed(&here, "must be an object of paths such as {\"a.b[0]\": {\"_eq\": 1}}");
        };
        let rest: Map<String, Json> = members
            .iter()
            .filter(|(name, _)| *name != "_json")
            .map(|(name, json)| (name.clone(), json.clone()))
            .collect();
        let mut parts = Vec::new();
        for (name, json) in paths {
            let at = here.key(name);
            parts.push(self.field(collection, &format!("json({field}, {name})"), json, &at));
        }
        if !rest.is_empty() {
            parts.push(self.field(collection, field, &Json::Object(rest), path));
        }
        all(parts)
    }

    /// One operator on what stands at a path.
    pub(super) fn inside(
        &mut self,
        subject: &Subject,
        part: &JsonPart,
        operator: &Operator,
        json: &Json,
    ) -> Result<Filter, Refusal> {
        match (operator.comparison, operator.operand) {
            (Comparison::Empty, OperandShape::Flag) => self.is_empty_inside(subject, part, operator, json),
            (_, OperandShape::Flag) => self.operation_of_column(subject, operator, json),
            (_, OperandShape::List) => self.one_of_inside(subject, part, operator, json),
            (_, OperandShape::Pair) => {
                let list = self.list(json)?;
                let first = list.first().unwrap_or(&Json::Null);
                self.operation_of_column(&as_compared(subject, part, first), operator, json)
            }
            (_, OperandShape::One) if json.is_null() => self.operation_of_column(subject, operator, json),
            (Comparison::Contains, OperandShape::One) if !operator.folded => {
                self.contains_inside(subject, part, operator, json)
            }
            (_, OperandShape::One) => self.operation_of_column(&as_compared(subject, part, json), operator, json),
        }
    }

    /// Nothing, a list without elements, or a text without characters.
    fn is_empty_inside(
        &mut self,
        subject: &Subject,
        part: &JsonPart,
        operator: &Operator,
        json: &Json,
    ) -> Result<Filter, Refusal> {
        let nothing = vec![Comparand::Value(Value::from(""))];
        let as_text = of_kind(subject, part, JsonKind::Text);
        let found = Filter::Any(vec![
            condition(subject, operator, Comparison::Empty, Vec::new(), false),
            condition(&as_text, operator, Comparison::Equal, nothing, false),
        ]);
        let is_negated = operator.negated == flag(json)?;
        Ok(if is_negated { not(found) } else { found })
    }

    /// A text that has the value in it, or a list that has it.
    fn contains_inside(
        &mut self,
        subject: &Subject,
        part: &JsonPart,
        operator: &Operator,
        json: &Json,
    ) -> Result<Filter, Refusal> {
        let plain = affirmed(operator);
        let mut found = vec![self.operation_of_column(subject, &plain, json)?];
        if json.is_string() {
            found.push(self.operation_of_column(&of_kind(subject, part, JsonKind::Text), &plain, json)?);
        }
        let found = Filter::any_of(found);
        Ok(if operator.negated { not(found) } else { found })
    }

    /// Values of several kinds: one of the texts, or one of the numbers; null for "or nothing".
    fn one_of_inside(
        &mut self,
        subject: &Subject,
        part: &JsonPart,
        operator: &Operator,
        json: &Json,
    ) -> Result<Filter, Refusal> {
        let plain = affirmed(operator);
        let list = self.list(json)?;
        let mut found = Vec::new();
        for kind in [JsonKind::Text, JsonKind::Number, JsonKind::Flag] {
            let values: Vec<Json> = list
                .iter()
                .filter(|json| kind_of(json) == Some(kind))
                .cloned()
                .collect();
            if !values.is_empty() {
                let subject = of_kind(subject, part, kind);
                found.push(self.operation_of_column(&subject, &plain, &Json::Array(values))?);
            }
        }
        if list.iter().any(Json::is_null) {
            found.push(condition(subject, operator, Comparison::Null, Vec::new(), false));
        }
        let found = Filter::any_of(found);
        Ok(if operator.negated { not(found) } else { found })
    }
}

fn affirmed(operator: &Operator) -> Operator {
    Operator {
        negated: false,
        ..*operator
    }
}

/// As what a value is compared with says it. What is no single value is refused as for any text.
fn as_compared(subject: &Subject, part: &JsonPart, json: &Json) -> Subject {
    of_kind(subject, part, kind_of(json).unwrap_or(JsonKind::Text))
}

fn kind_of(json: &Json) -> Option<JsonKind> {
    match json {
        Json::String(_) => Some(JsonKind::Text),
        Json::Number(_) => Some(JsonKind::Number),
        Json::Bool(_) => Some(JsonKind::Flag),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn of_kind(subject: &Subject, part: &JsonPart, kind: JsonKind) -> Subject {
    Subject {
        operand: Operand {
            function: Some(Function::Json(part.of_kind(kind))),
            ..subject.operand.clone()
        },
        column: kind.column(),
        type_name: match kind {
            JsonKind::Document => subject.type_name,
            JsonKind::Text => "a text inside JSON",
            JsonKind::Number => "a number inside JSON",
            JsonKind::Flag => "true or false inside JSON",
        },
        is_protected: false,
    }
}
