//! `tests/vectors/filters.json` through the whole pipeline on every engine: what a filter means is written down once, and holds everywhere.

use quintet::value::Json;
use serde_json::json;

use crate::{items::World, support::for_each_engine};

pub fn vectors() -> Json {
    serde_json::from_str(include_str!("../vectors/filters.json")).unwrap()
}

/// The models, as files.
pub fn model_files(vectors: &Json) -> Vec<(String, String)> {
    let models = vectors["models"].as_object().unwrap().iter();
    models
        .map(|(name, model)| (format!("models/{name}.yaml"), model.to_string()))
        .collect()
}

#[tokio::test]
async fn engines_answer_as_the_vectors_say() {
    let vectors = vectors();
    let models = model_files(&vectors);
    let files: Vec<(&str, &str)> = models
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    for_each_engine(|test| {
        let (vectors, files) = (&vectors, &files);
        async move {
            let world = World::new(test, files).await;
            fill(&world, &vectors["rows"]).await;
            let cases: Vec<&Json> = ["cases", "inside_json"]
                .iter()
                .flat_map(|list| vectors[*list].as_array().unwrap())
                .collect();
            let mut wrong = Vec::new();
            for case in &cases {
                check(&world, case, &mut wrong).await;
            }
            assert!(
                wrong.is_empty(),
                "{}: {} of {} differ\n{}",
                world.engine(),
                wrong.len(),
                cases.len(),
                wrong.join("\n")
            );
        }
    })
    .await;
}

pub async fn fill(world: &World, rows: &Json) {
    for collection in ["people", "marks", "samples"] {
        for row in rows[collection].as_array().unwrap() {
            let mut row = row.clone();
            let is_own_parent = row.get("parent") == Some(&row["id"]);
            let parent = row.get("parent").cloned();
            if is_own_parent {
                row["parent"] = Json::Null;
            }
            let id = row["id"].clone();
            world.create(collection, row).await;
            if is_own_parent {
                world
                    .update(collection, &id, json!({ "parent": parent }))
                    .await
                    .unwrap();
            }
        }
    }
}

/// The filter finds what it is TRUE for, its negation what it is FALSE for; what is unknown is found by neither.
async fn check(world: &World, case: &Json, wrong: &mut Vec<String>) {
    let numbers = |member: &str| -> Vec<i64> {
        case[member]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key.as_i64().unwrap())
            .collect()
    };
    let (holds, unknown) = (numbers("true"), numbers("unknown"));
    let fails: Vec<i64> = (1..=6)
        .filter(|key| !holds.contains(key) && !unknown.contains(key))
        .collect();
    let filter = &case["filter"];
    let found = find(world, filter).await;
    if found != holds {
        wrong.push(format!("{filter}\n    expected {holds:?}\n    found    {found:?}"));
    }
    // What filters nothing has no negation.
    if holds.len() < 6 {
        let negated = json!({ "_not": filter });
        let found = find(world, &negated).await;
        if found != fails {
            wrong.push(format!("{negated}\n    expected {fails:?}\n    found    {found:?}"));
        }
    }
}

async fn find(world: &World, filter: &Json) -> Vec<i64> {
    let query = json!({"fields": "id", "sort": "id", "filter": filter});
    let found = world.list("samples", query).await;
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_i64().unwrap())
        .collect()
}
