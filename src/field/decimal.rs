//! `decimal`: an exact number of at most 18 digits; text on the wire, numbers are accepted by their shortest text.

use serde_json::json;

use crate::{
    value::{ColumnType, Decimal, Json, Value},
    yaml::{Shape, key},
};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "decimal",
    summary: "An exact number: a price. In JSON it is a text, so that it stays exact.",
    stored_as: "INTEGER (scaled) / NUMERIC(p, s) / DECIMAL(p, s)",
    options: &[
        key("precision", Shape::Integer(1, 18), "All digits.").or("12"),
        key("scale", Shape::Integer(0, 18), "Digits after the point.").or("2"),
        MIN_KEY,
        MAX_KEY,
        key("step", Shape::Number, "The editor's step."),
    ],
    build: |options, context| {
        let digits = |key, default| {
            options
                .integer(key)
                .and_then(|number| u8::try_from(number).ok())
                .unwrap_or(default)
        };
        let (precision, scale) = (digits("precision", 12), digits("scale", 2));
        if scale > precision {
            context
                .report
                .error(options.span("scale"), "bounds", "`scale` is larger than `precision`");
            return None;
        }
        let what = format!("a number of {precision} digits, {scale} of them after the point");
        let parse = |text: &str| Decimal::parse(text, precision, scale).ok().map(Ordered);
        let bounds = Bounds::from_options(options, context.report, &what, parse)?;
        Some(Box::new(DecimalKind {
            precision,
            scale,
            bounds,
            step: options.number("step"),
        }))
    },
};

#[derive(Debug)]
struct DecimalKind {
    precision: u8,
    scale: u8,
    bounds: Bounds<Ordered>,
    step: Option<f64>,
}

/// Decimals of one scale have the order of their units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ordered(Decimal);

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (self.0.scale == other.0.scale).then(|| self.0.units.cmp(&other.0.units))
    }
}

impl std::fmt::Display for Ordered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl FieldKind for DecimalKind {
    fn type_name(&self) -> &'static str {
        "decimal"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Decimal {
            precision: self.precision,
            scale: self.scale,
        })
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let text = match json {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => return reading::refuse(problems, "type", "must be a decimal number, as a text or a number"),
        };
        match Decimal::parse(&text, self.precision, self.scale) {
            Ok(decimal) => self
                .bounds
                .check(Ordered(decimal), problems)
                .then_some(Value::Decimal(decimal)),
            Err(error) => reading::refuse(problems, "decimal", error.to_string()),
        }
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" })
    }

    fn options(&self) -> Json {
        let text = |bound: Option<Ordered>| bound.map(|bound| bound.to_string());
        json!({
            "precision": self.precision, "scale": self.scale,
            "min": text(self.bounds.min), "max": text(self.bounds.max), "step": self.step,
        })
    }
}
