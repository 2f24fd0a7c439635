//! The same models, rows and queries give the same answers on every engine, and filters the same as in memory.

mod aggregates;
mod filters;
mod inside_json;
mod plans;
mod reads;
mod shapes;
mod world;

use std::{collections::BTreeMap, sync::Mutex};

use quintet::value::Json;

use crate::support::{TestDatabase, for_each_engine};

/// What the engines answered, by case.
type Answers = BTreeMap<String, Vec<(&'static str, Json)>>;

/// Runs all cases on every engine, and fails with every difference at once.
async fn compare<Ask>(ask: Ask) -> Answers
where
    Ask: AsyncFn(&TestDatabase) -> Vec<(String, Json)>,
{
    let answers: Mutex<Answers> = Mutex::default();
    for_each_engine(|test: TestDatabase| {
        let (answers, ask) = (&answers, &ask);
        async move {
            for (case, answer) in ask(&test).await {
                answers
                    .lock()
                    .unwrap()
                    .entry(case)
                    .or_default()
                    .push((test.engine(), answer));
            }
        }
    })
    .await;
    let answers = answers.into_inner().unwrap();
    let differences: Vec<String> = answers
        .iter()
        .filter(|(_, answers)| answers.iter().any(|(_, answer)| *answer != answers[0].1))
        .map(|(case, answers)| {
            let each: Vec<String> = answers
                .iter()
                .map(|(engine, answer)| format!("  {engine:9} {answer}"))
                .collect();
            format!("{case}\n{}", each.join("\n"))
        })
        .collect();
    assert!(
        differences.is_empty(),
        "{} of {} cases differ:\n{}",
        differences.len(),
        answers.len(),
        differences.join("\n")
    );
    answers
}
