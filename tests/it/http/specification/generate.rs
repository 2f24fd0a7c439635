//! Requests that a document allows: values made from its schemas, the same in every run with the same seed.

use quintet::value::Json;
use serde_json::{Map, json};

/// A small generator: quality does not matter, repeatability does.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }

    pub fn pick<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }

    /// One in so many.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const TEXTS: &[&str] = &[
    "",
    "a",
    "Tide",
    "🦀",
    "x'; --",
    "null",
    "2026-01-05T08:00:00Z",
    "2026-01-05",
    "12:30:00",
    "0",
    "1.50",
    "#aabbcc",
    "a@b.example",
    "%_",
];

/// A value of the schema; nested things end at some depth.
pub fn value(document: &Json, schema: &Json, chance: &mut Chance, depth: usize) -> Json {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        return value(document, target, chance, depth + 1);
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(words) = schema["enum"].as_array() {
        return chance.pick(words).clone();
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        // Deep down the first choice, which is the plain one.
        let choice = if depth > 3 { &choices[0] } else { chance.pick(choices) };
        return value(document, choice, chance, depth);
    }
    let kind = match &schema["type"] {
        Json::Array(kinds) => chance.pick(kinds).as_str().unwrap().to_owned(),
        Json::String(kind) => kind.clone(),
        _ => "string".to_owned(),
    };
    match kind.as_str() {
        "null" => Json::Null,
        "boolean" => json!(chance.one_in(2)),
        "integer" => json!(bounded(schema, chance)),
        "number" => json!(bounded(schema, chance)),
        "array" => {
            let length = if depth > 3 { 0 } else { chance.below(3) };
            (0..length)
                .map(|_| value(document, &schema["items"], chance, depth + 1))
                .collect()
        }
        "object" => object(document, schema, chance, depth),
        _ => json!(text(schema, chance)),
    }
}

fn object(document: &Json, schema: &Json, chance: &mut Chance, depth: usize) -> Json {
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let mut members = Map::new();
    for (name, schema) in properties {
        if required.contains(&name.as_str()) || (depth <= 3 && chance.one_in(3)) {
            members.insert(name.clone(), value(document, schema, chance, depth + 1));
        }
    }
    Json::Object(members)
}

fn bounded(schema: &Json, chance: &mut Chance) -> i64 {
    let low = schema["minimum"].as_i64().unwrap_or(-5);
    let high = schema["maximum"]
        .as_i64()
        .unwrap_or(low.saturating_add(100))
        .min(low.saturating_add(1000));
    low + i64::try_from(chance.below(usize::try_from(high - low).unwrap() + 1)).unwrap()
}

fn text(schema: &Json, chance: &mut Chance) -> String {
    match schema["format"].as_str() {
        Some("uuid") => "0190b1a0-0000-7000-8000-000000000000".to_owned(),
        Some("date-time") => "2026-01-05T08:00:00.000Z".to_owned(),
        Some("date") => "2026-01-05".to_owned(),
        Some("time") => "12:30:00".to_owned(),
        Some("email") => format!("{}@b.example", chance.below(1000)),
        Some("uri" | "url") => "https://example.com/".to_owned(),
        _ => {
            let text = *chance.pick(TEXTS);
            format!(
                "{text}{}",
                if chance.one_in(2) {
                    chance.below(100).to_string()
                } else {
                    String::new()
                }
            )
        }
    }
}
