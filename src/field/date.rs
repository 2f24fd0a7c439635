//! `date`: a day, `2026-03-01`.

use serde_json::json;

use chrono::NaiveDate;

use crate::value::{ColumnType, Json, Value, temporal};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "date",
    summary: "A day.",
    stored_as: "TEXT / DATE / DATE",
    options: &[MIN_KEY, MAX_KEY],
    build: |options, context| {
        let parse = |text: &str| temporal::parse_date(text).map(Printed);
        let bounds = Bounds::from_options(options, context.report, "a date such as 2026-03-01", parse)?;
        Some(Box::new(DateKind { bounds }))
    },
};

#[derive(Debug)]
pub struct DateKind {
    bounds: Bounds<Printed>,
}

/// In messages as on the wire.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Printed(NaiveDate);

impl std::fmt::Display for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&temporal::print_date(self.0))
    }
}

impl FieldKind for DateKind {
    fn type_name(&self) -> &'static str {
        "date"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Date)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let Some(date) = json.as_str().and_then(temporal::parse_date) else {
            return reading::refuse(problems, "type", "must be a date such as 2026-03-01");
        };
        self.bounds.check(Printed(date), problems).then_some(Value::Date(date))
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "format": "date" })
    }

    fn options(&self) -> Json {
        let text = |bound: Option<Printed>| bound.map(|bound| bound.to_string());
        json!({ "min": text(self.bounds.min), "max": text(self.bounds.max) })
    }
}
