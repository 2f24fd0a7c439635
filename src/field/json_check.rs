//! The part of JSON Schema that model files may use in `schema:`. Keywords outside it are refused when the model is read, never ignored.

use regex::Regex;

use crate::{
    value::Json,
    yaml::{Key, Map, Node, Report, Shape, key},
};

use super::{Problem, text_rules};

const TYPES: &[&str] = &["object", "array", "string", "number", "integer", "boolean", "null"];

const KEYWORDS: &[Key] = &[
    key(
        "type",
        Shape::OneOf(&[Shape::Word(TYPES), Shape::List(&Shape::Word(TYPES))]),
        "",
    ),
    key("enum", Shape::List(&Shape::Any), ""),
    key("const", Shape::Any, ""),
    key("properties", Shape::MapOf(&Shape::Any), ""),
    key("required", Shape::List(&Shape::Text), ""),
    key(
        "additionalProperties",
        Shape::OneOf(&[Shape::Boolean, Shape::MapOf(&Shape::Any)]),
        "",
    ),
    key("items", Shape::MapOf(&Shape::Any), ""),
    key("minItems", Shape::Integer(0, i64::MAX), ""),
    key("maxItems", Shape::Integer(0, i64::MAX), ""),
    key("minLength", Shape::Integer(0, i64::MAX), ""),
    key("maxLength", Shape::Integer(0, i64::MAX), ""),
    key("minimum", Shape::Number, ""),
    key("maximum", Shape::Number, ""),
    key("pattern", Shape::Text, ""),
    key("title", Shape::Text, ""),
    key("description", Shape::Text, ""),
    key("examples", Shape::List(&Shape::Any), ""),
];

#[derive(Debug, Default)]
pub struct JsonCheck {
    types: Vec<String>,
    choices: Option<Vec<Json>>,
    properties: Vec<(String, JsonCheck)>,
    required: Vec<String>,
    additional: Additional,
    items: Option<Box<JsonCheck>>,
    item_bounds: (Option<usize>, Option<usize>),
    lengths: (Option<usize>, Option<usize>),
    range: (Option<f64>, Option<f64>),
    pattern: Option<Regex>,
}

#[derive(Debug, Default)]
enum Additional {
    #[default]
    Any,
    None,
    Checked(Box<JsonCheck>),
}

impl JsonCheck {
    /// `None` when a mistake was reported.
    pub fn compile(node: &Node, report: &mut Report) -> Option<Self> {
        let before = report.count();
        let map = Map::open(node, KEYWORDS, "a JSON Schema of a model file", report)?;
        let texts = |key| map.words(key).iter().map(|(text, _)| (*text).to_owned()).collect();
        let count = |key| map.integer(key).and_then(|number| usize::try_from(number).ok());
        let choices = map
            .get("enum")
            .map(|node| node.as_list().unwrap_or_default().iter().map(Node::to_json).collect());
        let mut check = Self {
            types: texts("type"),
            choices: choices.or_else(|| map.get("const").map(|node| vec![node.to_json()])),
            required: texts("required"),
            item_bounds: (count("minItems"), count("maxItems")),
            lengths: (count("minLength"), count("maxLength")),
            range: (map.number("minimum"), map.number("maximum")),
            ..Self::default()
        };
        for entry in map.get("properties").and_then(Node::as_map).unwrap_or_default() {
            let inner = Self::compile(&entry.value, report);
            check.properties.extend(inner.map(|inner| (entry.key.clone(), inner)));
        }
        check.additional = match map.get("additionalProperties") {
            Some(node) if node.as_boolean() == Some(false) => Additional::None,
            Some(node) if node.as_map().is_some() => Additional::Checked(Box::new(Self::compile(node, report)?)),
            _ => Additional::Any,
        };
        if let Some(node) = map.get("items") {
            check.items = Self::compile(node, report).map(Box::new);
        }
        match map.text("pattern").map(text_rules::compile) {
            Some(Err(message)) => report.error(map.span("pattern"), "pattern", message),
            Some(Ok(pattern)) => check.pattern = Some(pattern),
            None => {}
        }
        (report.count() == before).then_some(check)
    }

    pub fn check(&self, json: &Json, problems: &mut Vec<Problem>) {
        if !self.types.is_empty() && !self.types.iter().any(|name| is_of_type(json, name)) {
            problems.push(Problem::new(
                "type",
                format!("must be of the type {}", self.types.join(" or ")),
            ));
            return;
        }
        if self.choices.as_ref().is_some_and(|choices| !choices.contains(json)) {
            problems.push(Problem::new("in", "is none of the allowed values"));
        }
        match json {
            Json::String(text) => self.check_text(text, problems),
            Json::Number(number) => self.check_number(number.as_f64().unwrap_or_default(), problems),
            Json::Array(list) => self.check_list(list, problems),
            Json::Object(members) => self.check_members(members, problems),
            Json::Null | Json::Bool(_) => {}
        }
    }

    fn check_text(&self, text: &str, problems: &mut Vec<Problem>) {
        let length = text.chars().count();
        if let Some(min) = self.lengths.0.filter(|min| length < *min) {
            problems.push(Problem::new(
                "min_length",
                format!("must have at least {min} characters"),
            ));
        }
        if let Some(max) = self.lengths.1.filter(|max| length > *max) {
            problems.push(Problem::new(
                "max_length",
                format!("must have at most {max} characters"),
            ));
        }
        if let Some(pattern) = self.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
            problems.push(Problem::new("regex", format!("must match {}", pattern.as_str())));
        }
    }

    fn check_number(&self, number: f64, problems: &mut Vec<Problem>) {
        if let Some(min) = self.range.0.filter(|min| number < *min) {
            problems.push(Problem::new("gte", format!("must be at least {min}")));
        }
        if let Some(max) = self.range.1.filter(|max| number > *max) {
            problems.push(Problem::new("lte", format!("must be at most {max}")));
        }
    }

    fn check_list(&self, list: &[Json], problems: &mut Vec<Problem>) {
        super::reading::check_count(list.len(), self.item_bounds, problems);
        if let Some(items) = &self.items {
            for (position, element) in list.iter().enumerate() {
                items.check_inside(element, &format!("[{position}]"), problems);
            }
        }
    }

    fn check_members(&self, members: &serde_json::Map<String, Json>, problems: &mut Vec<Problem>) {
        for name in self.required.iter().filter(|name| !members.contains_key(*name)) {
            problems.push(Problem::new("required", "is required").inside(name));
        }
        for (name, value) in members {
            match (
                self.properties.iter().find(|(known, _)| known == name),
                &self.additional,
            ) {
                (Some((_, check)), _) => check.check_inside(value, name, problems),
                (None, Additional::Checked(check)) => check.check_inside(value, name, problems),
                (None, Additional::None) => problems.push(Problem::new("unknown", "is not a member").inside(name)),
                (None, Additional::Any) => {}
            }
        }
    }

    fn check_inside(&self, json: &Json, segment: &str, problems: &mut Vec<Problem>) {
        let mut inner = Vec::new();
        self.check(json, &mut inner);
        problems.extend(inner.into_iter().map(|problem| problem.inside(segment)));
    }
}

fn is_of_type(json: &Json, name: &str) -> bool {
    match json {
        Json::Null => name == "null",
        Json::Bool(_) => name == "boolean",
        Json::String(_) => name == "string",
        Json::Array(_) => name == "array",
        Json::Object(_) => name == "object",
        Json::Number(number) => {
            let is_whole = number.as_f64().is_some_and(|number| number.fract() == 0.0);
            name == "number" || (name == "integer" && is_whole)
        }
    }
}
