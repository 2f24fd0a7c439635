//! `json(document, path)`: what is read, compared and sorted inside JSON is the same on every engine, and in memory.

use std::sync::Arc;

use quintet::{
    filter::{
        Filter,
        evaluate::{Row, evaluate},
    },
    operator::{Comparison, OPERATORS, OperandShape},
    schema::{
        Schema,
        condition::{ConditionLimits, Everything, parse},
    },
    sql::write,
    value::{CollectionId, FieldId, ItemId, Json, Value},
};
use serde_json::json;

use super::{
    compare,
    world::{access, assignment, canonical, load_schema, make_tables, query, run},
};
use crate::support::TestDatabase;

const FILES: &[(&str, &str)] = &[
    (
        "models/samples.yaml",
        "id: integer
timestamps: false
authorship: false
fields:
  document: json
  word: string
  place: { type: object, fields: { city: string, floor: integer } }
  words: tags
  other: { type: relation, to: samples }
",
    ),
    (
        "roles/reader.yaml",
        "permissions:\n  samples: { read: { fields: [id, word] } }\n",
    ),
    (
        "roles/rows.yaml",
        "permissions:\n  samples: { read: { filter: { word: { _eq: open } }, fields: [id, document, word] } }\n",
    ),
];

/// Everything that a path may lead to, and documents that are none of what a path expects.
fn documents() -> Vec<Json> {
    let values = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(5),
        json!(5.0),
        json!(2.5),
        json!(0.1),
        json!(0.300_000_000_000_000_04),
        json!(9_007_199_254_740_993_i64),
        json!(-9_007_199_254_740_991_i64),
        json!(1e300),
        json!(1e-7),
        json!(""),
        json!("5"),
        json!("true"),
        json!("null"),
        json!("Tide"),
        json!("tide table"),
        json!("ÄÖÜ \"quoted\" \\ \u{1}\n"),
        json!("😀"),
        json!([]),
        json!([5, "Tide", true, null, { "b": "deep" }]),
        json!([[1], [2, [3]]]),
        json!({}),
        json!({ "b": 5, "0": "zero" }),
        json!({ "b": { "c": ["x", { "d": "Tide" }] }, "a b": 1 }),
        json!({ "größe.m": 5, "": "nameless", "😀": [true], "a,b": "comma", "%": 7, "'": "'" }),
    ];
    let mut documents: Vec<Json> = values.iter().map(|value| json!({ "a": value, "z": 1 })).collect();
    documents.extend(values.iter().cloned());
    documents
}

const PATHS: &[&str] = &[
    "a",
    "a.b",
    "a.b.c",
    "a.b.c[1].d",
    "a[0]",
    "a[1]",
    "a[3]",
    "a[4].b",
    "a[1][1][0]",
    "a[0][0]",
    "[0]",
    "[1]",
    "[0][0]",
    "b",
    "a.0",
    "a[\"0\"]",
    "a[\"a b\"]",
    "a[\"größe.m\"]",
    "a[\"\"]",
    "a.😀[0]",
    "a[\"a,b\"]",
    "a.%",
    "a.'",
    "nothing",
    "a.nothing[2].b",
];

fn rows() -> Vec<Json> {
    let documents = documents().into_iter().enumerate();
    documents
        .map(|(index, document)| json!({ "id": index + 1, "document": document }))
        .collect()
}

async fn fill(test: &TestDatabase, schema: &Schema) {
    make_tables(&test.database, schema).await;
    let samples = schema.collection_named("samples").unwrap();
    let mut transaction = test.database.begin().await.unwrap();
    for row in rows() {
        let id = row["id"].as_i64().unwrap();
        let word = if id % 3 == 0 { "open" } else { "closed" };
        let values = [
            ("id", Value::Integer(id)),
            ("document", Value::Json(row["document"].clone())),
            ("word", Value::from(word)),
            ("place", Value::Json(json!({ "city": format!("c{id}"), "floor": id }))),
            ("words", Value::Json(json!(["w", format!("{id}")]))),
        ];
        let values = values.map(|(name, value)| assignment(samples, name, value));
        let statement = write::insert(schema, transaction.dialect(), samples.id, &values);
        transaction.values(statement).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

struct Sample<'s> {
    field: FieldId,
    value: &'s Value,
}

impl Row for Sample<'_> {
    fn value(&self, field: FieldId) -> Option<&Value> {
        (field == self.field).then_some(self.value)
    }

    fn related(&self, _: FieldId, _: Option<CollectionId>) -> Option<Vec<&dyn Row>> {
        None
    }
}

fn operands(shape: OperandShape, comparison: Comparison) -> Vec<Json> {
    let values = [
        json!(5),
        json!(0.1),
        json!(9_007_199_254_740_993_i64),
        json!("5"),
        json!("Tide"),
        json!("t"),
        json!(""),
        json!("😀"),
        json!(true),
        json!(false),
    ];
    match shape {
        OperandShape::Flag => vec![json!(true), json!(false)],
        OperandShape::One if comparison == Comparison::Equal => values.into_iter().chain([Json::Null]).collect(),
        OperandShape::One => values.into(),
        OperandShape::List => vec![
            json!([5]),
            json!([5, "Tide", true, 0.1]),
            json!(["Tide", "x"]),
            json!([null, false]),
            json!([null]),
        ],
        OperandShape::Pair => vec![json!([0, 5]), json!([0.05, 1e10]), json!(["T", "t"])],
    }
}

/// Every operator with every value that fits it, at each path. What does not fit is refused alike by everything, since one parser reads it.
fn filters(schema: &Schema) -> Vec<(Json, Filter)> {
    let samples = schema.collection_named("samples").unwrap().id;
    let mut filters = Vec::new();
    for path in PATHS {
        for operator in OPERATORS {
            for operand in operands(operator.operand, operator.comparison) {
                let json = json!({ format!("json(document, {path})"): { operator.name: operand } });
                if let Ok(filter) = parse(schema, &Everything, ConditionLimits::default(), samples, &json) {
                    filters.push((json, filter));
                }
            }
        }
    }
    filters
}

#[tokio::test]
async fn every_operator_at_every_path_means_the_same_everywhere() {
    let schema = load_schema(FILES);
    let samples = schema.collection_named("samples").unwrap();
    let document = samples.field_named("document").unwrap().id;
    let filters = filters(&schema);
    assert!(filters.len() > 3000, "{}", filters.len());
    let ids: Vec<ItemId> = rows()
        .iter()
        .map(|row| ItemId::Integer(row["id"].as_i64().unwrap()))
        .collect();
    let answers = compare(async |test| {
        fill(test, &schema).await;
        let mut answers = Vec::new();
        for chunk in filters.chunks(20) {
            let conditions: Vec<&Filter> = chunk.iter().map(|(_, filter)| filter).collect();
            let negated: Vec<Filter> = conditions
                .iter()
                .map(|filter| Filter::Not(Box::new((*filter).clone())))
                .collect();
            let all: Vec<&Filter> = conditions.into_iter().chain(&negated).collect();
            let statement = write::test_rows(&schema, test.database.dialect(), samples.id, &ids, &all, false);
            let mut rows = test.database.values(statement).await.unwrap();
            rows.sort_by_key(|row| row[0].to_json().as_i64());
            for (index, (json, _)) in chunk.iter().enumerate() {
                let truth = |row: &[Value]| match (&row[index + 1], &row[index + 1 + chunk.len()]) {
                    (Value::Boolean(true), _) => 't',
                    (_, Value::Boolean(true)) => 'f',
                    _ => '?',
                };
                let found: String = rows.iter().map(|row| truth(row)).collect();
                answers.push((json.to_string(), json!(found)));
            }
        }
        answers
    })
    .await;
    let values: Vec<Value> = rows().iter().map(|row| Value::Json(row["document"].clone())).collect();
    let mut differences = Vec::new();
    for (json, filter) in &filters {
        let truth = |value: &Value| match evaluate(filter, &Sample { field: document, value }) {
            Some(true) => 't',
            Some(false) => 'f',
            None => '?',
        };
        let expected: String = values.iter().map(truth).collect();
        let found = answers[&json.to_string()][0].1.as_str().unwrap();
        if found != expected {
            differences.push(format!("{json}\n  memory  {expected}\n  engines {found}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} differ from memory:\n{}",
        differences.len(),
        filters.len(),
        differences[..differences.len().min(40)].join("\n")
    );
}

#[tokio::test]
async fn what_is_read_is_what_stands_there() {
    let schema = load_schema(FILES);
    let administrator = access(&schema, &[]);
    let ask = |fields: String| {
        let json = json!({ "fields": fields, "sort": "id", "limit": 100 });
        query(&schema, &administrator, "samples", &json).unwrap()
    };
    let answers = compare(async |test| {
        fill(test, &schema).await;
        let mut answers = Vec::new();
        for path in PATHS {
            let query = json!({ "fields": ["id", "found"], "alias": { "found": format!("json(document, {path})") }, "sort": "id", "limit": 100 });
            let query = self::query(&schema, &administrator, "samples", &query).unwrap();
            answers.push(((*path).to_owned(), run(&test.database, &schema, &query).await));
        }
        let several = ask("json(document, a),json(document, a[0]),json(place, city),json(words, [1]),json(other.document, a),other.json(document, a.b)".to_owned());
        answers.push(("several".to_owned(), run(&test.database, &schema, &several).await));
        answers
    })
    .await;
    for path in PATHS {
        let pointer: String = path.to_string();
        let part = quintet::filter::json_path::JsonPart::parse(&pointer).unwrap();
        let expected: Vec<Json> = rows()
            .iter()
            .map(|row| {
                let found = part.of(&row["document"]).map_or(Json::Null, |value| value.to_json());
                json!({ "id": row["id"], "found": found })
            })
            .collect();
        assert_eq!(answers[*path][0].1, canonical(Json::from(expected)), "{path}");
    }
    let first = &answers["several"][0].1[5];
    let expected = json!({
        "document_a_json": 5, "document_a_0_json": null, "place_city_json": "c6", "words_1_json": "6", "other": null,
    });
    assert_eq!(*first, expected);
}

#[tokio::test]
async fn a_sort_has_numbers_then_texts_then_truths() {
    let schema = load_schema(FILES);
    let administrator = access(&schema, &[]);
    let by = |sort: &str| {
        let json = json!({ "fields": "id,json(document, a)", "sort": sort, "limit": 100 });
        query(&schema, &administrator, "samples", &json).unwrap()
    };
    let answers = compare(async |test| {
        fill(test, &schema).await;
        let mut answers = Vec::new();
        for sort in [
            "json(document, a),id",
            "-json(document, a),-id",
            "other.json(document, a),-json(document, a[0]),id",
        ] {
            answers.push((sort.to_owned(), run(&test.database, &schema, &by(sort)).await));
        }
        answers
    })
    .await;
    let ascending = answers["json(document, a),id"][0].1.as_array().unwrap().clone();
    let values: Vec<&Json> = ascending.iter().map(|row| &row["document_a_json"]).collect();
    let rank = |json: &Json| match json {
        Json::Number(_) => 0,
        Json::String(_) => 1,
        Json::Bool(_) => 2,
        _ => 3,
    };
    assert!(values.is_sorted_by_key(|json| rank(json)), "{values:?}");
    let numbers: Vec<f64> = values.iter().filter_map(|json| json.as_f64()).collect();
    assert!(numbers.is_sorted() && numbers.len() == 11, "{numbers:?}");
    let texts: Vec<&str> = values.iter().filter_map(|json| json.as_str()).collect();
    assert!(texts.is_sorted() && texts.len() == 8, "{texts:?}");
    let descending = answers["-json(document, a),-id"][0].1.as_array().unwrap();
    assert!(descending.iter().eq(ascending.iter().rev()));
}

#[tokio::test]
async fn who_may_not_see_the_field_sees_nothing_inside() {
    let schema: Arc<Schema> = load_schema(FILES);
    for asked in [
        json!({ "fields": "json(document, a)" }),
        json!({ "fields": "x", "alias": { "x": "json(document, a)" } }),
        json!({ "fields": "id", "sort": "json(document, a)" }),
        json!({ "fields": "id", "filter": { "json(document, a)": 5 } }),
        json!({ "fields": "id", "filter": { "document": { "_json": { "a": 5 } } } }),
    ] {
        let hidden = query(&schema, &access(&schema, &["reader"]), "samples", &asked).unwrap_err();
        let missing = asked.to_string().replace("document", "nothing");
        let missing = query(
            &schema,
            &access(&schema, &["reader"]),
            "samples",
            &serde_json::from_str(&missing).unwrap(),
        )
        .unwrap_err();
        assert_eq!(hidden.replace("document", "nothing"), missing, "{asked}");
    }
    // With two roles the field is there on some rows only, and nothing of the others is found by it.
    let both = access(&schema, &["reader", "rows"]);
    let answers = compare(async |test| {
        fill(test, &schema).await;
        let mut answers = Vec::new();
        for (name, asked) in [
            ("read", json!({ "fields": "id,word,json(document, a)", "sort": "id", "limit": 100 })),
            ("filter", json!({ "fields": "id,word", "filter": { "json(document, z)": 1 }, "sort": "id", "limit": 100 })),
            ("null", json!({ "fields": "id,word", "filter": { "json(document, z)": { "_null": true } }, "sort": "id", "limit": 100 })),
            ("sort", json!({ "fields": "id,word", "sort": "json(document, z),id", "limit": 100 })),
        ] {
            let query = query(&schema, &both, "samples", &asked).unwrap();
            answers.push((name.to_owned(), run(&test.database, &schema, &query).await));
        }
        answers
    })
    .await;
    let rows = |name: &str| answers[name][0].1.as_array().unwrap().clone();
    for row in rows("read") {
        assert!(row["word"] == "open" || row["document_a_json"].is_null(), "{row}");
    }
    assert!(rows("read").iter().any(|row| !row["document_a_json"].is_null()));
    assert!(rows("filter").iter().all(|row| row["word"] == "open") && !rows("filter").is_empty());
    assert!(rows("null").iter().filter(|row| row["word"] == "closed").count() > 30);
    let sorted = rows("sort");
    let first_closed = sorted.iter().position(|row| row["word"] == "closed").unwrap();
    assert_eq!(first_closed, rows("filter").len(), "what is hidden sorts as null");
}

#[test]
fn what_is_no_path_is_told_with_its_place() {
    let schema = load_schema(FILES);
    let administrator = access(&schema, &[]);
    let check = |asked: Json, path: &str, sentence: &str| {
        let error = query(&schema, &administrator, "samples", &asked).unwrap_err();
        let told = error.contains(&format!("path: {path:?}")) && error.contains(&format!("({sentence:?})"));
        assert!(told, "{asked}: {error}");
    };
    let fields = |fields: &str| json!({ "fields": fields });
    let sentence = "json() needs a path behind the field, such as json(data, a.b[0])";
    check(fields("id,json(document)"), "fields[1]", sentence);
    check(fields("json(word, a)"), "fields[0]", "json() does not fit string");
    check(fields("json(other, a)"), "fields[0]", "json() does not fit relation");
    let sentence = "json() must have a number from 0 to 99999 in brackets, or a name in quotes";
    check(fields("json(document, a[-1])"), "fields[0]", sentence);
    let sentence = "another member has the same name; give this one an alias";
    check(
        fields("json(document, a.b),json(document, [\"a_b\"])"),
        "fields[1]",
        sentence,
    );
    let sentence = "json() has a name that must stand in brackets and quotes, such as [\"a name\"]";
    check(
        json!({ "fields": "id", "sort": "id,json(document, a..b)" }),
        "sort[1]",
        sentence,
    );
    let filter = |filter: Json| json!({ "fields": "id", "filter": filter });
    let sentence = "_gt does not fit true or false inside JSON; use _eq, _neq, _in, _nin, _null, _nnull";
    let asked = filter(json!({ "json(document, a)": { "_gt": true } }));
    check(asked, "filter.json(document, a)._gt", sentence);
    let asked = filter(json!({ "document": { "_json": { "a": { "_between": [1, "x"] } } } }));
    check(asked, "filter.document._json.a._between", "must be a finite number");
    let sentence = "must be an object of paths such as {\"a.b[0]\": {\"_eq\": 1}}";
    check(
        filter(json!({ "document": { "_json": 5 } })),
        "filter.document._json",
        sentence,
    );
}
