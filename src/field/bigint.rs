//! `bigint`: a whole number of 64 bits; text on the wire, numbers are accepted.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY, check_step},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "bigint",
    summary: "A whole number of 64 bits. In JSON it is a text, so that it stays exact.",
    stored_as: "INTEGER / BIGINT / BIGINT",
    options: &[
        MIN_KEY,
        MAX_KEY,
        key(
            "step",
            Shape::Integer(1, i64::MAX),
            "Only multiples of it, counted from `min`.",
        ),
    ],
    build: |options, context| {
        let bounds = Bounds::from_options(options, context.report, "a whole number", |text| {
            text.parse::<i64>().ok()
        })?;
        Some(Box::new(BigintKind {
            bounds,
            step: options.integer("step"),
        }))
    },
};

#[derive(Debug)]
struct BigintKind {
    bounds: Bounds<i64>,
    step: Option<i64>,
}

impl FieldKind for BigintKind {
    fn type_name(&self) -> &'static str {
        "bigint"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::BigInteger)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let Some(number) = read_whole(json) else {
            return reading::refuse(
                problems,
                "type",
                "must be a whole number of 64 bits, as a text or a number",
            );
        };
        let is_step = check_step(number, self.bounds.min, self.step, problems);
        (self.bounds.check(number, problems) && is_step).then_some(Value::Integer(number))
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "pattern": "^-?[0-9]{1,19}$" })
    }

    fn options(&self) -> Json {
        let text = |number: Option<i64>| number.map(|number| number.to_string());
        json!({ "min": text(self.bounds.min), "max": text(self.bounds.max), "step": text(self.step) })
    }
}

fn read_whole(json: &Json) -> Option<i64> {
    match json {
        Json::String(text) => text.parse().ok(),
        Json::Number(number) if number.is_u64() || number.is_i64() => number.as_i64(),
        // A float is exact only within 2^53.
        Json::Number(number) => reading::whole(number).filter(|whole| whole.abs() <= reading::MAX_EXACT_INTEGER),
        _ => None,
    }
}
