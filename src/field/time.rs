//! `time`: a time of day, `08:30:00`.

use serde_json::json;

use chrono::NaiveTime;

use crate::value::{ColumnType, Json, Value, temporal};

use super::{
    FieldKind, FieldType, Problem,
    bounds::Bounds,
    integer::{MAX_KEY, MIN_KEY},
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "time",
    summary: "A time of day.",
    stored_as: "TEXT / TIME / TIME(3)",
    options: &[MIN_KEY, MAX_KEY],
    build: |options, context| {
        let parse = |text: &str| temporal::parse_time(text).map(Printed);
        let bounds = Bounds::from_options(options, context.report, "a time such as 08:30:00", parse)?;
        Some(Box::new(TimeKind { bounds }))
    },
};

#[derive(Debug)]
pub struct TimeKind {
    bounds: Bounds<Printed>,
}

/// In messages as on the wire.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Printed(NaiveTime);

impl std::fmt::Display for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&temporal::print_time(self.0))
    }
}

impl FieldKind for TimeKind {
    fn type_name(&self) -> &'static str {
        "time"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Time)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let Some(time) = json.as_str().and_then(temporal::parse_time) else {
            return reading::refuse(problems, "type", "must be a time such as 08:30:00");
        };
        self.bounds.check(Printed(time), problems).then_some(Value::Time(time))
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?$" })
    }

    fn options(&self) -> Json {
        let text = |bound: Option<Printed>| bound.map(|bound| bound.to_string());
        json!({ "min": text(self.bounds.min), "max": text(self.bounds.max) })
    }
}
