//! `min` and `max` of what has an order: numbers, dates and times.

use std::fmt::Display;

use crate::yaml::{Map, Report};

use super::Problem;

#[derive(Debug, Clone, Copy)]
pub struct Bounds<T> {
    pub min: Option<T>,
    pub max: Option<T>,
}

impl<T: PartialOrd + Copy + Display> Bounds<T> {
    /// Reads `min` and `max` by `parse`, which answers `None` for what is no value of the type. `None` when a mistake was reported.
    pub fn from_options(
        options: &Map<'_>,
        report: &mut Report,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Self> {
        let min = read_bound(options, report, "min", what, &parse)?;
        let max = read_bound(options, report, "max", what, &parse)?;
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            report.error(options.span("min"), "bounds", "`min` is larger than `max`");
            return None;
        }
        Some(Self { min, max })
    }

    pub fn check(&self, value: T, problems: &mut Vec<Problem>) -> bool {
        let before = problems.len();
        if let Some(min) = self.min.filter(|min| value < *min) {
            problems.push(Problem::new("gte", format!("must be at least {min}")));
        }
        if let Some(max) = self.max.filter(|max| value > *max) {
            problems.push(Problem::new("lte", format!("must be at most {max}")));
        }
        problems.len() == before
    }
}

fn read_bound<T>(
    options: &Map<'_>,
    report: &mut Report,
    key: &str,
    what: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Option<T>> {
    let Some(node) = options.get(key) else {
        return Some(None);
    };
    match node.raw().and_then(parse) {
        Some(bound) => Some(Some(bound)),
        None => {
            report.error(node.span, "wrong-type", format!("`{key}` must be {what}"));
            None
        }
    }
}
