//! The kind behind every type whose value is one text: they differ in column, rules and a check.

use serde_json::json;

use crate::value::{ColumnType, Json, Value};

use super::{FieldKind, Problem, Protection, text_rules::TextRules};

#[derive(Debug)]
pub struct TextKind {
    pub type_name: &'static str,
    pub column: ColumnType,
    pub rules: TextRules,
    /// What else a text must be; the kind of the problem and its message.
    pub check: fn(&str) -> Result<(), Problem>,
    /// `format` or `contentMediaType` of the JSON Schema.
    pub schema_word: Option<(&'static str, &'static str)>,
    /// Options beyond the rules.
    pub more_options: Json,
    pub protection: Protection,
}

impl TextKind {
    pub fn new(type_name: &'static str, column: ColumnType, rules: TextRules) -> Self {
        let check = |_: &str| Ok(());
        let more_options = json!({});
        Self {
            type_name,
            column,
            rules,
            check,
            schema_word: None,
            more_options,
            protection: Protection::None,
        }
    }

    /// In a column as wide as the longest text.
    pub fn bounded(type_name: &'static str, rules: TextRules) -> Self {
        let max_length = rules.max_length.and_then(|length| u32::try_from(length).ok());
        let column = max_length.map_or(ColumnType::LongText, |max_length| ColumnType::Text { max_length });
        Self::new(type_name, column, rules)
    }
}

impl FieldKind for TextKind {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn column(&self) -> Option<ColumnType> {
        Some(self.column)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let text = self.rules.read(json, problems)?;
        match (self.check)(text) {
            Ok(()) => Some(Value::Text(text.to_owned())),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    fn json_schema(&self) -> Json {
        let mut schema = self.rules.json_schema();
        if let (Some(object), Some((word, value))) = (schema.as_object_mut(), self.schema_word) {
            object.insert(word.to_owned(), Json::from(value));
        }
        schema
    }

    fn options(&self) -> Json {
        let mut options = self.rules.options();
        if let (Some(all), Some(more)) = (options.as_object_mut(), self.more_options.as_object()) {
            all.retain(|_, value| !value.is_null());
            all.extend(more.clone());
        }
        options
    }

    fn protection(&self) -> Protection {
        self.protection
    }
}
