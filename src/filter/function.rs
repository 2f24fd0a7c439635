//! Functions on a field: their names on the wire, what they fit and what they give.

use super::{Filter, Function};
use crate::value::{ColumnType, Name};

/// Every function by its name, in the order in which documents list them.
pub const FUNCTION_NAMES: &[&str] = &[
    "year", "month", "week", "day", "weekday", "hour", "minute", "second", "count", "json",
];

/// The function with a path behind its field, which is read by itself.
pub const JSON: &str = "json";

impl Function {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "year" => Self::Year,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            "weekday" => Self::Weekday,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            "count" => Self::Count(Box::new(Filter::TRUE)),
            _ => return None,
        })
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
            Self::Count(_) => "count",
            Self::Json(_) => JSON,
        }
    }

    /// The member of an answer that holds what the function gives: `published_at_year`, `data_a_b_0_json`.
    pub fn member(&self, field: &str) -> Name {
        Name::from(match self {
            Self::Json(part) => format!("{field}_{}_{JSON}", part.joined()),
            function => format!("{field}_{}", function.name()),
        })
    }

    /// As a request says it: `json(data, a.b)`.
    pub fn said(&self, field: &str) -> String {
        match self {
            Self::Json(part) => format!("{JSON}({field}, {part})"),
            function => format!("{}({field})", function.name()),
        }
    }

    /// Whether the function means something for a column. (`count` also fits relations to many, which have no column.)
    pub fn fits(&self, column: ColumnType) -> bool {
        match self {
            Self::Year | Self::Month | Self::Week | Self::Day | Self::Weekday => {
                matches!(column, ColumnType::Date | ColumnType::DateTime)
            }
            Self::Hour | Self::Minute | Self::Second => matches!(column, ColumnType::Time | ColumnType::DateTime),
            Self::Count(_) | Self::Json(_) => column == ColumnType::Json,
        }
    }

    /// What the function gives.
    pub fn result(&self) -> ColumnType {
        match self {
            Self::Json(part) => part.kind.column(),
            Self::Year
            | Self::Month
            | Self::Week
            | Self::Day
            | Self::Weekday
            | Self::Hour
            | Self::Minute
            | Self::Second
            | Self::Count(_) => ColumnType::Integer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_function() {
        for name in FUNCTION_NAMES.iter().filter(|name| **name != JSON) {
            assert_eq!(Function::named(name).map(|function| function.name()), Some(*name));
        }
        assert_eq!(Function::named("lower"), None);
    }
}
