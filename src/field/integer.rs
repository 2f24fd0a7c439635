//! `integer`: a whole number that is exact in JSON, ±(2^53 − 1).

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Key, Shape, key},
};

use super::{FieldKind, FieldType, Problem, bounds::Bounds, reading};

pub const MIN_KEY: Key = key("min", Shape::Any, "The smallest value.");
pub const MAX_KEY: Key = key("max", Shape::Any, "The largest value.");

pub const TYPE: FieldType = FieldType {
    name: "integer",
    summary: "A whole number up to ±9007199254740991.",
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
            text.parse::<i64>()
                .ok()
                .filter(|number| number.abs() <= reading::MAX_EXACT_INTEGER)
        })?;
        Some(Box::new(IntegerKind {
            bounds,
            step: options.integer("step"),
        }))
    },
};

#[derive(Debug)]
pub struct IntegerKind {
    bounds: Bounds<i64>,
    step: Option<i64>,
}

impl FieldKind for IntegerKind {
    fn type_name(&self) -> &'static str {
        "integer"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Integer)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let number = reading::integer(json, problems)?;
        let is_step = check_step(number, self.bounds.min, self.step, problems);
        (self.bounds.check(number, problems) && is_step).then_some(Value::Integer(number))
    }

    fn json_schema(&self) -> Json {
        let limit = reading::MAX_EXACT_INTEGER;
        let mut schema = json!({
            "type": "integer", "minimum": self.bounds.min.unwrap_or(-limit), "maximum": self.bounds.max.unwrap_or(limit),
        });
        if let (Some(object), Some(step)) = (
            schema.as_object_mut(),
            self.step.filter(|_| self.bounds.min.unwrap_or(0) == 0),
        ) {
            object.insert("multipleOf".to_owned(), Json::from(step));
        }
        schema
    }

    fn options(&self) -> Json {
        json!({ "min": self.bounds.min, "max": self.bounds.max, "step": self.step })
    }
}

pub fn check_step(number: i64, min: Option<i64>, step: Option<i64>, problems: &mut Vec<Problem>) -> bool {
    let Some(step) = step else { return true };
    let from = min.unwrap_or(0);
    let is_step = number.checked_sub(from).is_some_and(|distance| distance % step == 0);
    if !is_step {
        problems.push(Problem::new(
            "step",
            format!("must be {from} or a multiple of {step} away from it"),
        ));
    }
    is_step
}
