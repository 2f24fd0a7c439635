//! The schemas of aggregates: what may be asked for, and one row of the answer.

use serde_json::{Map, Value as Json, json};

use crate::query::aggregation::{AGGREGATE_FUNCTIONS, AggregateFunction};

/// The parameter `aggregate`.
pub fn aggregate() -> Json {
    let properties = AGGREGATE_FUNCTIONS.iter().map(|row| {
        let schema = if row.function == AggregateFunction::CountAll {
            json!({ "const": "*", "description": row.summary })
        } else {
            let names = json!({ "type": "array", "minItems": 1, "items": { "type": "string" } });
            json!({ "anyOf": [{ "type": "string" }, names], "description": row.summary })
        };
        (row.name.to_owned(), schema)
    });
    json!({
        "type": "object",
        "description": "A function with its fields: `{\"count\": \"*\", \"sum\": [\"price\"]}`.",
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// One group: its keys, and each function with its fields.
pub fn group() -> Json {
    let properties = AGGREGATE_FUNCTIONS
        .iter()
        .map(|row| (row.name.to_owned(), measured(row.function)));
    json!({
        "type": "object",
        "description": "One group: the values that it has in common, and what was asked for by `aggregate`.",
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": { "type": ["string", "number", "boolean", "null"] },
    })
}

fn measured(function: AggregateFunction) -> Json {
    let count = json!({ "type": "integer", "minimum": 0 });
    let by_field = |value: Json| json!({ "type": "object", "additionalProperties": value });
    match function {
        AggregateFunction::CountAll => count,
        AggregateFunction::Count => json!({ "anyOf": [count, by_field(count.clone())] }),
        AggregateFunction::CountDistinct => by_field(count),
        AggregateFunction::Sum
        | AggregateFunction::SumDistinct
        | AggregateFunction::Least
        | AggregateFunction::Greatest => by_field(json!({ "type": ["string", "number", "null"] })),
        AggregateFunction::Average | AggregateFunction::AverageDistinct => {
            by_field(json!({ "type": ["number", "null"] }))
        }
    }
}
