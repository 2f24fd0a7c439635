//! Answers to what a plan asks: counted by the database, or by converting every value, which is what the plan would do.

use super::{
    EvolveError,
    observe::Eyes,
    rows::{self, Reader},
};
use crate::{
    db,
    migration::{
        Answer, Change, Fact, LiveTable, LiveType,
        convert::{Converted, convert},
    },
    value::{ColumnType, Value},
};

/// Examples of what stands against a step.
const EXAMPLES: usize = 5;
const EXAMPLE_CHARACTERS: usize = 40;

pub async fn answer(eyes: &mut impl Eyes, fact: &Fact, live: &[LiveTable]) -> Result<Answer, EvolveError> {
    match fact {
        Fact::Lost(change) => {
            scan(eyes, change, live, |value, converted| match converted {
                // A key that is written otherwise would be another one.
                Converted::Whole(new) => {
                    change.from.column_type == ColumnType::Key
                        && rows::print_key(std::slice::from_ref(new)) != rows::print_key(std::slice::from_ref(value))
                }
                _ => true,
            })
            .await
        }
        Fact::Emptied(change) => {
            let nulls = Fact::Nulls {
                table: change.table.clone(),
                column: change.from.name.clone(),
            };
            let nulls = count(eyes, &nulls, live).await?;
            let mut lost = scan(eyes, change, live, |_, converted| {
                matches!(converted, Converted::Lost | Converted::Whole(Value::Null))
            })
            .await?;
            lost.rows += nulls.rows;
            lost.examples.extend(nulls.examples);
            lost.examples.truncate(EXAMPLES);
            Ok(lost)
        }
        fact => count(eyes, fact, live).await,
    }
}

async fn count(eyes: &mut impl Eyes, fact: &Fact, live: &[LiveTable]) -> Result<Answer, EvolveError> {
    let dialect = eyes.dialect();
    let Some(statement) = db::ask(dialect, fact) else {
        return Ok(Answer::default());
    };
    let rows = eyes.values(statement).await.map_err(EvolveError::Database)?;
    let rows = match rows.into_iter().flatten().next() {
        Some(Value::Integer(number)) => u64::try_from(number).unwrap_or(0),
        _ => 0,
    };
    let key = table_of(fact).and_then(|name| live.iter().find(|table| table.name == name));
    let key = key.map(|table| table.primary_key.clone()).unwrap_or_default();
    let statement = db::examples(dialect, fact, &key).filter(|_| rows > 0);
    let mut answer = Answer::from(rows);
    if let Some(statement) = statement {
        let values = eyes.values(statement).await.map_err(EvolveError::Database)?;
        answer.examples = values.iter().flatten().map(print).collect();
    }
    Ok(answer)
}

/// The table whose keys are the examples.
fn table_of(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Nulls { table, .. }
        | Fact::Duplicates { table, .. }
        | Fact::Orphans { table, .. }
        | Fact::Values { table, .. }
        | Fact::Unlinked { table, .. } => Some(table),
        Fact::Longer { table, .. } | Fact::NotOne { table, .. } => Some(table),
        Fact::Several { junction, .. } => Some(junction),
        Fact::Rows { .. } | Fact::Lost(_) | Fact::Emptied(_) => None,
    }
}

async fn scan(
    eyes: &mut impl Eyes,
    change: &Change,
    live: &[LiveTable],
    is_counted: impl Fn(&Value, &Converted) -> bool,
) -> Result<Answer, EvolveError> {
    let key = live
        .iter()
        .find(|table| table.name == change.table)
        .map(key_of)
        .unwrap_or_default();
    let mut reader = Reader::new(&change.table, key, &change.from, None);
    let mut answer = Answer::default();
    while let Some(batch) = reader.next(eyes).await? {
        for (key, value) in batch {
            if is_counted(&value, &convert(&value, &change.from, &change.to)) {
                answer.rows += 1;
                if answer.examples.len() < EXAMPLES {
                    answer
                        .examples
                        .push(format!("{} ({})", rows::print_key(&key), print(&value)));
                }
            }
        }
    }
    Ok(answer)
}

/// The key's columns as they are stored.
fn key_of(table: &LiveTable) -> Vec<(String, ColumnType)> {
    let column_type = |name: &String| match table.column(name).map(|column| &column.storage) {
        Some(LiveType::Known(known) | LiveType::Like(known)) => *known,
        _ => ColumnType::LongText,
    };
    table
        .primary_key
        .iter()
        .map(|name| (name.clone(), column_type(name)))
        .collect()
}

/// A value in a sentence.
fn print(value: &Value) -> String {
    let text = match value {
        Value::Text(text) => text.clone(),
        other => other.to_json().to_string(),
    };
    let short: String = text.chars().take(EXAMPLE_CHARACTERS).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}
