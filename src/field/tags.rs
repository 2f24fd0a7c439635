//! `tags`: a list of short texts, each once.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{FieldKind, FieldType, Problem, reading};

const MAX_TAG_LENGTH: usize = 255;

pub const TYPE: FieldType = FieldType {
    name: "tags",
    summary: "A list of short texts, each once.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[
        key(
            "suggest",
            Shape::OneOf(&[Shape::Word(&["existing"]), Shape::List(&Shape::Text)]),
            "What the editor offers: `existing`, or a list.",
        ),
        key("max_items", Shape::Integer(1, 10_000), "The most tags."),
    ],
    build: |options, _| {
        let max_items = options
            .integer("max_items")
            .and_then(|number| usize::try_from(number).ok());
        let suggest = options.get("suggest").map_or(Json::Null, |node| node.to_json());
        Some(Box::new(TagsKind { suggest, max_items }))
    },
};

#[derive(Debug)]
struct TagsKind {
    suggest: Json,
    max_items: Option<usize>,
}

impl FieldKind for TagsKind {
    fn type_name(&self) -> &'static str {
        "tags"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let list = reading::list(json, problems)?;
        let before = problems.len();
        reading::check_count(list.len(), (None, self.max_items), problems);
        let mut seen = std::collections::HashSet::new();
        for (position, tag) in list.iter().enumerate() {
            let mut refuse =
                |kind, message: &str| problems.push(Problem::new(kind, message).inside(&format!("[{position}]")));
            match tag.as_str() {
                None => refuse("type", "must be a text"),
                Some("") => refuse("min_length", "must not be empty"),
                Some(tag) if tag.contains('\0') => refuse("type", "must not contain NUL characters"),
                Some(tag) if tag.chars().count() > MAX_TAG_LENGTH => {
                    refuse("max_length", "must have at most 255 characters");
                }
                Some(tag) if !seen.insert(tag) => refuse("unique", "is there twice"),
                Some(_) => {}
            }
        }
        (problems.len() == before).then(|| Value::Json(json.clone()))
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "array", "items": { "type": "string", "minLength": 1, "maxLength": MAX_TAG_LENGTH }, "uniqueItems": true })
    }

    fn options(&self) -> Json {
        json!({ "suggest": self.suggest, "max_items": self.max_items })
    }
}
