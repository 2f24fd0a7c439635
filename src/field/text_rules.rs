//! Length and pattern of a text: what `string` and its relatives share.

use regex::{Regex, RegexBuilder};
use serde_json::json;

use crate::{
    value::Json,
    yaml::{Map, Report},
};

use super::{Problem, reading};

/// The longest text with a length of its own. A longer one is a `text`.
pub const MAX_LENGTH: i64 = 4000;

/// Compiled patterns may not grow beyond this.
const PATTERN_BYTES: usize = 256 * 1024;

#[derive(Debug, Clone, Default)]
pub struct TextRules {
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub pattern: Option<Regex>,
}

impl TextRules {
    pub fn up_to(max_length: usize) -> Self {
        Self {
            max_length: Some(max_length),
            ..Self::default()
        }
    }

    /// From those of `min_length`, `max_length` and `pattern` that are among the options of the type.
    pub fn from_options(options: &Map<'_>, default_max: Option<usize>, report: &mut Report) -> Option<Self> {
        let length = |key| options.integer(key).and_then(|number| usize::try_from(number).ok());
        let min_length = if options.declares("min_length") {
            length("min_length")
        } else {
            None
        };
        let max_length = length("max_length").or(default_max);
        if min_length.zip(max_length).is_some_and(|(min, max)| min > max) {
            report.error(
                options.span("min_length"),
                "bounds",
                "`min_length` is larger than `max_length`",
            );
            return None;
        }
        let pattern = match options.declares("pattern").then(|| options.text("pattern")).flatten() {
            None => None,
            Some(pattern) => match compile(pattern) {
                Ok(regex) => Some(regex),
                Err(message) => {
                    report.error(options.span("pattern"), "pattern", message);
                    return None;
                }
            },
        };
        Some(Self {
            min_length,
            max_length,
            pattern,
        })
    }

    /// Reads a text and checks all rules.
    pub fn read<'j>(&self, json: &'j Json, problems: &mut Vec<Problem>) -> Option<&'j str> {
        let text = reading::text(json, problems)?;
        let before = problems.len();
        self.check(text, problems);
        (problems.len() == before).then_some(text)
    }

    fn check(&self, text: &str, problems: &mut Vec<Problem>) {
        let length = text.chars().count();
        if let Some(min) = self.min_length.filter(|min| length < *min) {
            problems.push(Problem::new(
                "min_length",
                format!("must have at least {min} {}", characters(min)),
            ));
        }
        if let Some(max) = self.max_length.filter(|max| length > *max) {
            problems.push(Problem::new(
                "max_length",
                format!("must have at most {max} {}", characters(max)),
            ));
        }
        if let Some(pattern) = self.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
            problems.push(Problem::new("regex", format!("must match {}", pattern.as_str())));
        }
    }

    /// `{"type": "string", "maxLength": …}`
    pub fn json_schema(&self) -> Json {
        let mut schema = serde_json::Map::from_iter([("type".to_owned(), Json::from("string"))]);
        if let Some(min) = self.min_length {
            schema.insert("minLength".to_owned(), Json::from(min));
        }
        if let Some(max) = self.max_length {
            schema.insert("maxLength".to_owned(), Json::from(max));
        }
        if let Some(pattern) = &self.pattern {
            schema.insert("pattern".to_owned(), Json::from(pattern.as_str()));
        }
        Json::Object(schema)
    }

    pub fn options(&self) -> Json {
        let pattern = self.pattern.as_ref().map(Regex::as_str);
        json!({ "min_length": self.min_length, "max_length": self.max_length, "pattern": pattern })
    }
}

/// Compiles a pattern of a model file, with a bound on its size.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .size_limit(PATTERN_BYTES)
        .dfa_size_limit(PATTERN_BYTES)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
            other => {
                let text = other.to_string();
                let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
                format!("the pattern is not valid: {reason}")
            }
        })
}

fn characters(count: usize) -> &'static str {
    if count == 1 { "character" } else { "characters" }
}
