//! A condition in the grammar of filters, as `describe` says it in words: for programs that have words of their own.

use serde_json::json;

use super::describe::{comparand, operand, operator};
use crate::{
    filter::{Comparand, Condition, Filter, Quantifier},
    operator::OperandShape,
    schema::{Collection, Schema},
    value::Json,
};

pub fn filter(schema: &Schema, model: &Collection, filter: &Filter) -> Json {
    let all = |parts: &[Filter]| -> Vec<Json> { parts.iter().map(|part| self::filter(schema, model, part)).collect() };
    match filter {
        filter if filter.is_true() => json!({}),
        Filter::All(parts) => json!({ "_and": all(parts) }),
        Filter::Any(parts) => json!({ "_or": all(parts) }),
        Filter::Not(part) => match &**part {
            Filter::Compare(compared) => condition(schema, model, compared, true),
            part => json!({ "_not": self::filter(schema, model, part) }),
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
            let mut inner = self::filter(schema, target, inner);
            if is_any {
                inner = member(&format!("item:{}", target.name), inner);
            }
            // A relation to one has one item at most, and needs no word for that.
            if field.is_to_many() || *quantifier != Quantifier::Some {
                inner = member(quantifier_name(*quantifier), inner);
            }
            member(&field.name, inner)
        }
    }
}

fn condition(schema: &Schema, model: &Collection, condition: &Condition, is_negated: bool) -> Json {
    let Some(operator) = operator(condition, is_negated) else {
        // Only the search of a request has a comparison without any operator.
        return if is_negated {
            json!({ "_not": self::condition(schema, model, condition, false) })
        } else {
            json!({})
        };
    };
    let mut values = condition.values.iter().map(|value| written(schema, value));
    let value = match operator.operand {
        OperandShape::Flag => Json::Bool(true),
        OperandShape::List | OperandShape::Pair => values.collect(),
        OperandShape::One => values.next().unwrap_or_default(),
    };
    member(&operand(model, &condition.operand), member(operator.name, value))
}

fn written(schema: &Schema, value: &Comparand) -> Json {
    match value {
        Comparand::Value(value) => value.to_json(),
        variable => Json::String(comparand(schema, variable)),
    }
}

fn quantifier_name(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Some => "_some",
        Quantifier::None => "_none",
        Quantifier::Every => "_every",
    }
}

fn member(name: &str, value: Json) -> Json {
    Json::from_iter([(name, value)])
}
