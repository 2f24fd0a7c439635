//! `float`: a finite double.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "float",
    summary: "A number that may be rounded: a measurement. For money take `decimal`.",
    stored_as: "REAL / DOUBLE PRECISION / DOUBLE",
    options: &[MIN_KEY, MAX_KEY, key("step", Shape::Number, "The editor's step.")],
    build: |options, context| {
        let finite = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        let bounds = Bounds::from_options(options, context.report, "a number", finite)?;
        Some(Box::new(FloatKind {
            bounds,
            step: options.number("step"),
        }))
    },
};

#[derive(Debug)]
struct FloatKind {
    bounds: Bounds<f64>,
    step: Option<f64>,
}

impl FieldKind for FloatKind {
    fn type_name(&self) -> &'static str {
        "float"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Float)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let Some(number) = json.as_f64().filter(|number| number.is_finite()) else {
            return reading::refuse(problems, "type", "must be a number");
        };
        self.bounds.check(number, problems).then_some(Value::Float(number))
    }

    fn json_schema(&self) -> Json {
        let mut schema = serde_json::Map::from_iter([("type".to_owned(), Json::from("number"))]);
        let bounds = [("minimum", self.bounds.min), ("maximum", self.bounds.max)];
        schema.extend(
            bounds
                .into_iter()
                .filter_map(|(name, bound)| Some((name.to_owned(), Json::from(bound?)))),
        );
        Json::Object(schema)
    }

    fn options(&self) -> Json {
        json!({ "min": self.bounds.min, "max": self.bounds.max, "step": self.step })
    }
}
