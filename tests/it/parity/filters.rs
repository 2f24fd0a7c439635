//! Every operator on every column type with many values: the engines must find the rows that the evaluator in memory finds.

use std::collections::BTreeMap;

use quintet::{
    filter::{
        Filter,
        evaluate::{Row, evaluate},
    },
    operator::{Comparison, OPERATORS, OperandShape, Operator},
    schema::{Collection, Schema},
    sql::write,
    value::{CollectionId, ColumnType, FieldId, ItemId, Json, Value},
};
use serde_json::json;

use super::{
    compare,
    world::{self, FILES, access, fill, item_id, load_schema, query, run},
};

/// A sample as the evaluator sees it.
struct Sample {
    values: BTreeMap<FieldId, Value>,
}

impl Sample {
    fn of(collection: &Collection, json: &Json) -> Self {
        let values = json.as_object().unwrap().iter().map(|(name, json)| {
            let field = collection.field_named(name).unwrap();
            let is_key = *field.name == *collection.key().name;
            (
                field.id,
                if is_key {
                    item_id(collection, json).into()
                } else {
                    world::read_value(field, json)
                },
            )
        });
        Self {
            values: values.collect(),
        }
    }
}

impl Row for Sample {
    fn value(&self, field: FieldId) -> Option<&Value> {
        self.values.get(&field).filter(|value| !value.is_null())
    }

    fn related(&self, _: FieldId, _: Option<CollectionId>) -> Option<Vec<&dyn Row>> {
        None
    }
}

/// What a column of this type is compared with.
fn values(column: ColumnType, comparison: Comparison) -> Vec<Json> {
    match column {
        ColumnType::Boolean => vec![json!(true), json!(false)],
        ColumnType::Integer => vec![json!(7), json!(0), json!(-1), json!(9_007_199_254_740_991_i64)],
        ColumnType::BigInteger => {
            vec![
                json!("9007199254740993"),
                json!("9223372036854775807"),
                json!("-9223372036854775808"),
                json!(0),
            ]
        }
        ColumnType::Float => vec![
            json!(0.1),
            json!(-0.1),
            json!(0.300_000_000_000_000_04),
            json!(3),
            json!(1e308),
        ],
        ColumnType::Decimal { .. } => vec![json!("7.77"), json!("-0.05"), json!("9999999999.99"), json!(0)],
        ColumnType::Text { .. } | ColumnType::LongText => texts(),
        ColumnType::Key => vec![json!("s01"), json!("s"), json!("S01"), json!("01")],
        ColumnType::Uuid => vec![
            json!("0190a6e0-0000-7000-8000-00000000000b"),
            json!("FFFFFFFF-ffff-ffff-ffff-ffffffffffff"),
        ],
        ColumnType::Date => vec![json!("2024-02-29"), json!("0001-01-01"), json!("9999-12-31")],
        ColumnType::Time => vec![
            json!("08:30:00"),
            json!("08:30"),
            json!("08:30:00.500"),
            json!("23:59:59.999"),
        ],
        ColumnType::DateTime => {
            vec![
                json!("2026-03-01T12:00:00Z"),
                json!("2026-03-01T14:00:00.001+02:00"),
                json!("2024-12-30"),
                json!("9999-12-31T23:59:59.999Z"),
            ]
        }
        ColumnType::Json if comparison == Comparison::Contains => {
            vec![
                json!("Tide"),
                json!("1"),
                json!(1),
                json!(1.5),
                json!(true),
                json!(""),
                json!("é"),
                json!("b"),
            ]
        }
        ColumnType::Json => Vec::new(),
    }
}

fn texts() -> Vec<Json> {
    let texts = [
        "Tide",
        "tide",
        "t",
        "",
        " ",
        "%",
        "_",
        "50%",
        "\\",
        "'",
        "\"",
        "é",
        "É",
        "😀",
        "ß",
        "ẞ",
        "ss",
        "σ",
        "Σ",
        "ς",
        "İ",
        "i",
        "istanbul",
        "K",
        "k",
        "ſ",
        "s",
        "\u{fffd}",
        "\u{10ffff}",
        "𐐀",
        "trailing ",
        "trailing",
        "there\nline",
        "the Tide",
        "table",
        "z",
    ];
    texts.iter().map(|text| json!(text)).collect()
}

/// What stands behind an operator.
fn operands(operator: &Operator, column: ColumnType) -> Vec<Json> {
    let values = values(column, operator.comparison);
    match operator.operand {
        OperandShape::Flag => vec![json!(true), json!(false)],
        OperandShape::One => values,
        OperandShape::List => vec![
            json!([values[0]]),
            json!([values[0], values[1]]),
            Json::from(values.clone()),
            Json::from(values.iter().cycle().take(40).cloned().collect::<Vec<_>>()),
        ],
        OperandShape::Pair => values.windows(2).map(|pair| json!([pair[0], pair[1]])).collect(),
    }
}

fn cases(schema: &Schema) -> Vec<Json> {
    let samples = schema.collection_named("samples").unwrap();
    let mut cases = Vec::new();
    for field in samples.fields.iter().filter(|field| *field.name != *"natural") {
        let column = field.column_type().unwrap();
        for operator in OPERATORS.iter().filter(|operator| operator.fits(column)) {
            for operand in operands(operator, column) {
                let filter = json!({&*field.name: {operator.name: operand}});
                cases.push(json!({"_not": filter.clone()}));
                cases.push(filter);
            }
        }
    }
    let parts = ["year", "month", "week", "day", "weekday", "hour", "minute", "second"];
    for (field, parts) in [("day", &parts[..5]), ("moment", &parts[..]), ("clock", &parts[5..])] {
        for part in parts {
            for number in [0, 1, 2, 8, 12, 23, 29, 30, 53, 59, 2024, 2026] {
                cases.push(json!({format!("{part}({field})"): {"_eq": number}}));
            }
            cases.push(json!({format!("{part}({field})"): {"_gt": 5}}));
        }
    }
    cases.extend([
        json!({"count(labels)": {"_eq": 0}}),
        json!({"count(labels)": {"_gt": 1}}),
        json!({"count(document)": {"_gte": 0}}),
        json!({"_and": [{"flag": {"_eq": true}}, {"_or": [{"whole": {"_gt": 10}}, {"word": {"_null": true}}]}]}),
        json!({"_not": {"_and": [{"flag": {"_eq": true}}, {"whole": {"_gt": 10}}]}}),
        json!({"_or": []}),
        json!({"_and": []}),
        json!({"_not": {"_or": [{"whole": {"_lt": 5}}, {"real": {"_gt": 1}}]}}),
    ]);
    cases
}

/// Statements with many columns are what a test of four thousand filters can afford.
const FILTERS_AT_ONCE: usize = 40;

#[tokio::test]
async fn every_operator_on_every_type_means_the_same_everywhere() {
    let schema = load_schema(FILES);
    let collection = schema.collection_named("samples").unwrap();
    let administrator = access(&schema, &[]);
    let samples: Vec<(Json, Sample)> = world::samples()
        .into_iter()
        .map(|json| (json["id"].clone(), Sample::of(collection, &json)))
        .collect();
    let mut refused = Vec::new();
    let mut queries = Vec::new();
    for filter in cases(&schema) {
        match query(
            &schema,
            &administrator,
            "samples",
            &json!({"fields": ["id"], "filter": filter, "sort": ["id"], "limit": 50}),
        ) {
            Ok(query) => queries.push((filter, query)),
            Err(error) => refused.push(format!("{filter}: {error}")),
        }
    }
    println!("{} filters, {} refused", queries.len(), refused.len());
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    let ids: Vec<ItemId> = samples.iter().map(|(id, _)| item_id(collection, id)).collect();
    let answers = compare(async |test| {
        fill(&test.database, &schema).await;
        let mut answers = Vec::new();
        for chunk in queries.chunks(FILTERS_AT_ONCE) {
            let filters: Vec<&Filter> = chunk.iter().map(|(_, query)| &query.get().filter).collect();
            let dialect = test.database.dialect();
            let statement = write::test_rows(&schema, dialect, collection.id, &ids, &filters, false);
            let mut rows = test.database.values(statement).await.unwrap();
            rows.sort_by_key(|row| format!("{:?}", row[0]));
            for (index, (filter, _)) in chunk.iter().enumerate() {
                let holds = rows.iter().filter(|row| row[index + 1] == Value::Boolean(true));
                answers.push((filter.to_string(), holds.map(|row| row[0].to_json()).collect()));
            }
            // The same as the condition of a read, where engines may use an index.
            let (filter, query) = &chunk[0];
            let found = run(&test.database, &schema, query).await;
            let ids = found.as_array().unwrap().iter().map(|row| row["id"].clone());
            answers.push((format!("read {filter}"), ids.collect()));
        }
        answers
    })
    .await;
    let mut differences = Vec::new();
    for (filter, query) in &queries {
        let expected: Json = samples
            .iter()
            .filter(|(_, sample)| evaluate(&query.get().filter, sample) == Some(true))
            .map(|(id, _)| id.clone())
            .collect();
        let found = &answers[&filter.to_string()][0].1;
        let read = answers
            .get(&format!("read {filter}"))
            .map_or(found, |answers| &answers[0].1);
        if *found != expected || *read != expected {
            differences.push(format!("{filter}\n  memory  {expected}\n  engines {found}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} filters differ from memory:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
