//! `datetime`: a moment, `2026-03-01T08:30:00.000Z`: UTC, milliseconds.

use serde_json::json;

use chrono::{DateTime, Utc};

use crate::value::{ColumnType, Json, Value, temporal};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "datetime",
    summary: "A moment: UTC, to the millisecond. Offsets are converted.",
    stored_as: "TEXT / TIMESTAMPTZ(3) / DATETIME(3)",
    options: &[MIN_KEY, MAX_KEY],
    build: |options, context| {
        let parse = |text: &str| temporal::parse_date_time(text).map(Printed);
        let bounds = Bounds::from_options(options, context.report, "a moment such as 2026-03-01T08:30:00Z", parse)?;
        Some(Box::new(DateTimeKind { bounds }))
    },
};

#[derive(Debug)]
pub struct DateTimeKind {
    bounds: Bounds<Printed>,
}

/// In messages as on the wire.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Printed(DateTime<Utc>);

impl std::fmt::Display for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&temporal::print_date_time(self.0))
    }
}

impl FieldKind for DateTimeKind {
    fn type_name(&self) -> &'static str {
        "datetime"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::DateTime)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let Some(moment) = json.as_str().and_then(temporal::parse_date_time) else {
            return reading::refuse(problems, "type", "must be a moment such as 2026-03-01T08:30:00Z");
        };
        self.bounds
            .check(Printed(moment), problems)
            .then_some(Value::DateTime(moment))
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "format": "date-time" })
    }

    fn options(&self) -> Json {
        let text = |bound: Option<Printed>| bound.map(|bound| bound.to_string());
        json!({ "min": text(self.bounds.min), "max": text(self.bounds.max) })
    }
}
