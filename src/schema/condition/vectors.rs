//! `tests/vectors/filters.json`, decided in memory.

use std::collections::BTreeMap;

use super::*;
use crate::{
    filter::evaluate::evaluate,
    schema::fixture::{self, memory},
    value::Value,
};

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/filters.json"));

#[test]
fn the_evaluator_answers_as_the_vectors_say() {
    let vectors: Json = serde_json::from_str(VECTORS).unwrap();
    let models: Vec<(String, String)> = vectors["models"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, model)| (format!("models/{name}.yaml"), model.to_string()))
        .collect();
    let files: Vec<(&str, &str)> = models
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let schema: &'static Schema = Box::leak(Box::new(fixture::schema_of(&files)));
    let items = memory::items(schema, &vectors["rows"]);
    let samples = schema.expect("samples").id;
    let lists = ["cases", "inside_json"].map(|list| vectors[list].as_array().unwrap());
    let cases: Vec<&Json> = lists.into_iter().flatten().collect();
    assert!(cases.len() >= 160);
    let mut wrong = Vec::new();
    for case in &cases {
        let parsed = parse(
            schema,
            &Everything,
            ConditionLimits::default(),
            samples,
            &case["filter"],
        );
        let filter = parsed.unwrap_or_else(|problems| panic!("{case} {problems:?}"));
        let listed = |member: &str, key: i64| case[member].as_array().unwrap().contains(&key.into());
        let mut answers = BTreeMap::new();
        for item in items.iter().filter(|item| item.collection == samples) {
            let Value::Integer(key) = item.key() else {
                panic!("{item:?}")
            };
            let expected = if listed("unknown", *key) {
                None
            } else {
                Some(listed("true", *key))
            };
            let found = evaluate(&filter, item);
            if found != expected {
                answers.insert(*key, found);
            }
        }
        if !answers.is_empty() {
            wrong.push(format!("{case}\n    found {answers:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
