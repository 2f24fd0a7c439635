//! Functions on a field: their names on the wire, what they fit and what they give.

use super::{Filter, Function};
use crate::value::ColumnType;

/// Every function by its name, in the order in which documents list them.
pub const FUNCTION_NAMES: &[&str] = &[
    "year", "month", "week", "day", "weekday", "hour", "minute", "second", "count",
];

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
        }
    }

    /// Whether the function means something for a column. (`count` also fits relations to many, which have no column.)
    pub fn fits(&self, column: ColumnType) -> bool {
        match self {
            Self::Year | Self::Month | Self::Week | Self::Day | Self::Weekday => {
                matches!(column, ColumnType::Date | ColumnType::DateTime)
            }
            Self::Hour | Self::Minute | Self::Second => matches!(column, ColumnType::Time | ColumnType::DateTime),
            Self::Count(_) => column == ColumnType::Json,
        }
    }

    /// What every function gives.
    pub const RESULT: ColumnType = ColumnType::Integer;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_function() {
        for name in FUNCTION_NAMES {
            assert_eq!(Function::named(name).map(|function| function.name()), Some(*name));
        }
        assert_eq!(Function::named("lower"), None);
    }
}
