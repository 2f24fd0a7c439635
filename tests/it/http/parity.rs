//! The same requests, the same bytes: every operator on every type with nulls, letters of all kinds and cases, and every kind of relation at several depths,
//! over HTTP on every engine. Answers are compared as canonical JSON (members sorted, since PostgreSQL has an order of its own for them).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use quintet::operator::{OPERATORS, OperandShape, Operator};
use serde_json::{Map, Value as Json, json};

use super::app::TestApp;
use crate::support::{TestDatabase, for_each_engine};

const PROJECT: &[(&str, &str)] = &[
    (
        "models/things.yaml",
        "id: integer
timestamps: false
authorship: false
sort: id
fields:
  word: { type: string, max_length: 60 }
  name: { type: string, collation: natural, max_length: 60 }
  text: text
  mark: markdown
  slug: { type: slug, unique: false }
  mail: { type: email }
  kind: { type: select, options: [red, green, Blue] }
  whole: integer
  big: bigint
  price: { type: decimal, precision: 12, scale: 3 }
  ratio: float
  open: boolean
  day: date
  hour: time
  seen: datetime
  code: uuid
  data: json
  words: tags
  doc: { type: object, fields: { a: string, b: integer } }
  place: point
  label: { type: computed, template: \"{word} ({kind})\" }
  maker: { type: relation, to: makers, inverse: things }
  parent: { type: relation, to: things, inverse: children }
  topics: { type: relation, to: topics, many: true, inverse: things }
  subject: { type: relation, to: [makers, topics] }
  parts: { type: relation, to: [makers, topics], many: true }
",
    ),
    (
        "models/makers.yaml",
        "id: string\ntimestamps: false\nauthorship: false\nfields:\n  name: string\n  rank: integer\n  boss: { type: relation, to: makers, inverse: staff }\n  topics: { type: relation, to: topics, many: true }\n",
    ),
    (
        "models/topics.yaml",
        "id: string\ntimestamps: false\nauthorship: false\nfields:\n  title: { type: string, searchable: true }\n  weight: { type: decimal, precision: 6, scale: 2 }\n",
    ),
    ("roles/editor.yaml", "permissions: {}\n"),
    (
        "roles/some.yaml",
        "permissions:
  things: { read: { filter: { open: { _eq: true } }, fields: [id, word, whole, maker, topics, children, price] } }
  makers: { read: { filter: { rank: { _gt: 1 } } } }
  topics: { read: { fields: [id, title] } }
",
    ),
    (
        "roles/more.yaml",
        "permissions:
  things: { read: { filter: { whole: { _gt: 0 } }, fields: [id, text, ratio, seen] } }
",
    ),
];

async fn fill(app: &TestApp) {
    let makers = json!([
        { "id": "ada", "name": "Ada", "rank": 3, "boss": null },
        { "id": "bob", "name": "bob", "rank": 2, "boss": "ada" },
        { "id": "Éva", "name": "éva", "rank": 1, "boss": "bob" },
    ]);
    let makers: Json = serde_json::from_str(&makers.to_string().replace("Éva", "eva")).unwrap();
    let topics = json!([
        { "id": "t1", "title": "Tide", "weight": "1.50" },
        { "id": "t2", "title": "tide 100%", "weight": "-0.05" },
        { "id": "t3", "title": null, "weight": null },
    ]);
    for (collection, rows) in [("topics", topics), ("makers", makers), ("things", things())] {
        let answer = app.admin.post(&format!("/api/items/{collection}"), rows).await;
        assert_eq!(answer.status, 200, "{collection}: {}", answer.text());
    }
    let linked = json!([
        { "id": "ada", "topics": ["t2", "t1"] }, { "id": "bob", "topics": ["t3"] },
    ]);
    assert_eq!(app.admin.patch("/api/items/makers", linked).await.status, 200);
}

fn things() -> Json {
    let uuid = |last: u32| format!("0190a6e0-0000-7000-8000-{last:012x}");
    json!([
        { "id": 1, "word": "alpha", "name": "item 2", "text": "Straße und Tide", "mark": "# A", "slug": "alpha", "mail": "a@example.com", "kind": "red",
          "whole": 1, "big": "9223372036854775807", "price": "1.500", "ratio": 0.1, "open": true, "day": "2024-02-29", "hour": "08:30:00", "seen": "2026-03-01T12:00:00Z",
          "code": uuid(1), "data": { "b": [1, null], "a": "x" }, "words": ["x", "Y"], "doc": { "a": "é", "b": 2 }, "place": { "type": "Point", "coordinates": [1.5, -2.25] },
          "maker": "ada", "topics": ["t1", "t2"], "subject": { "collection": "makers", "item": "bob" },
          "parts": [{ "collection": "topics", "item": "t2" }, { "collection": "makers", "item": "ada" }] },
        { "id": 2, "word": "Alpha", "name": "item 10", "text": "STRASSE", "slug": "alpha-2", "mail": "A@example.com", "kind": "green",
          "whole": -5, "big": "-9223372036854775808", "price": "-0.001", "ratio": -1e20, "open": false, "day": "0001-01-01", "hour": "23:59:59.999", "seen": "2024-12-30T23:59:59.999Z",
          "code": uuid(2), "data": [], "words": [], "doc": { "a": null }, "maker": "bob", "parent": 1, "topics": ["t2"],
          "subject": { "collection": "topics", "item": "t1" }, "parts": [] },
        { "id": 3, "word": "ÄRGER", "name": "Item 1", "text": "a%b_c\\d", "kind": "Blue", "whole": 0, "big": "0", "price": "999999999.999", "ratio": 3.0, "open": true,
          "day": "9999-12-31", "hour": "00:00:00", "seen": "1970-01-01T00:00:00Z", "code": uuid(3), "data": [1, "x", null, { "k": true }], "words": ["x"], "maker": "eva", "parent": 1,
          "topics": ["t3", "t1"] },
        { "id": 4, "word": "ärger", "name": "item 2", "text": "日本語 😀 e\u{301}", "whole": 9007199254740991_i64, "big": "9007199254740993", "price": "0.000", "ratio": 1e-7, "open": true,
          "day": "2026-01-01", "hour": "12:00:00.500", "seen": "9999-12-31T23:59:59.999Z", "data": "text", "words": ["y", "z"], "maker": "ada", "parent": 2 },
        { "id": 5, "word": "", "text": "", "whole": 7, "ratio": 0.30000000000000004, "open": false, "data": {}, "parent": 4, "topics": [] },
        { "id": 6 },
        { "id": 7, "word": "null", "text": "true", "kind": "red", "whole": 7, "price": "7.770", "data": null, "words": null, "maker": "bob", "parent": 2 },
        { "id": 8, "word": "ΣΊΣΥΦΟΣ", "name": "ITEM 2", "text": "line\nbreak\ttab \"quoted\" 'single'", "whole": -1, "ratio": 42.0, "data": 0.5, "seen": "2026-03-01T11:59:59.999Z" },
        { "id": 9, "word": "σίσυφος", "name": "item", "text": " Tide ", "whole": 100, "open": true, "data": false, "day": "2024-03-01" },
    ])
}

/// With what each field is compared.
fn values(field: &str) -> Vec<Json> {
    match field {
        "word" | "name" | "text" | "mark" | "slug" | "mail" | "kind" => [
            "alpha",
            "ALPHA",
            "är",
            "Ä",
            "%",
            "_",
            "\\",
            "null",
            "tide",
            "σίσυφος",
            "日本",
            "item 2",
        ]
        .map(Json::from)
        .to_vec(),
        "whole" => vec![json!(7), json!(0), json!(-5), json!("9007199254740991")],
        "big" => vec![json!("9223372036854775807"), json!("9007199254740993"), json!(0)],
        "price" => vec![json!("1.5"), json!("-0.001"), json!(0), json!("999999999.999")],
        "ratio" => vec![json!(0.1), json!(3), json!(-1e20), json!(0.30000000000000004)],
        "open" => vec![json!(true), json!(false)],
        "day" => vec![json!("2024-02-29"), json!("0001-01-01"), json!("9999-12-31")],
        "hour" => vec![json!("08:30:00"), json!("23:59:59.999"), json!("00:00")],
        "seen" => vec![
            json!("2026-03-01T12:00:00Z"),
            json!("2026-03-01T13:00:00.000+01:00"),
            json!("1970-01-01"),
        ],
        "code" => vec![
            json!("0190A6E0-0000-7000-8000-000000000001"),
            json!("0190a6e0-0000-7000-8000-0000000000ff"),
        ],
        "data" | "words" => vec![json!("x"), json!(1), json!("Y")],
        _ => vec![],
    }
}

const FIELDS: &[&str] = &[
    "word", "name", "text", "mark", "slug", "mail", "kind", "whole", "big", "price", "ratio", "open", "day", "hour",
    "seen", "code", "data", "words",
];

fn operands(operator: &Operator, field: &str) -> Vec<Json> {
    let values = values(field);
    match operator.operand {
        OperandShape::Flag => vec![json!(true), json!(false)],
        OperandShape::One => values,
        OperandShape::List => vec![Json::Array(values.clone()), json!([values[0]])],
        OperandShape::Pair => vec![
            json!([values[0], values[values.len() - 1]]),
            json!([values[values.len() - 1], values[0]]),
        ],
    }
}

/// Kind of case, and the query.
fn requests(app: &TestApp) -> Vec<(&'static str, Json)> {
    let schema = app.app.schema();
    let model = schema.collection_named("things").unwrap();
    let mut requests = Vec::new();
    for field in FIELDS {
        let column = model.field_named(field).unwrap().column_type().unwrap();
        for operator in OPERATORS.iter().filter(|operator| operator.fits(column)) {
            for operand in operands(operator, field) {
                let condition = json!({ *field: { operator.name: operand } });
                requests.push(("operator", json!({ "fields": "id", "filter": condition })));
                requests.push(("negated", json!({ "fields": "id", "filter": { "_not": condition } })));
            }
        }
        if !matches!(*field, "data" | "words") {
            for sort in [(*field).to_owned(), format!("-{field}")] {
                requests.push(("sort", json!({ "fields": format!("id,{field}"), "sort": sort })));
            }
            requests.push(("group", json!({ "groupBy": field, "aggregate": { "count": "*", "countDistinct": "whole", "min": "price", "max": "big" } })));
            requests.push((
                "measure",
                json!({ "aggregate": { "count": [field], "countDistinct": [field] } }),
            ));
        }
        requests.push(("field", json!({ "fields": format!("id,{field}") })));
    }
    for part in ["year", "month", "week", "day", "weekday"] {
        for field in ["day", "seen"] {
            let name = format!("{part}({field})");
            requests.push(("function", json!({ "fields": ["id", name] })));
            requests.push((
                "function",
                json!({ "fields": "id", "filter": { &name: { "_gt": 3 } }, "sort": format!("-{name}") }),
            ));
            requests.push(("function", json!({ "groupBy": name, "aggregate": { "countAll": "*" } })));
        }
    }
    for part in ["hour", "minute", "second"] {
        for field in ["hour", "seen"] {
            let name = format!("{part}({field})");
            requests.push(("function", json!({ "fields": ["id", name], "sort": name })));
        }
    }
    requests.extend(relations());
    requests
}

fn relations() -> Vec<(&'static str, Json)> {
    let shapes = [
        "*",
        "*.*",
        "*.*.*",
        "id,maker",
        "id,maker.*",
        "id,maker.name",
        "id,maker.boss.name",
        "id,maker.boss.boss.name",
        "id,maker.topics.title",
        "id,maker.things.id",
        "id,parent.parent.parent.id",
        "id,children",
        "id,children.*",
        "id,children.children.children.id",
        "id,topics",
        "id,topics.*",
        "id,topics.things.id",
        "id,topics.things.maker.name",
        "id,subject",
        "id,subject.*",
        "id,subject.item:makers.name",
        "id,subject.item:topics.title,subject.item:makers.boss.name",
        "id,parts",
        "id,parts.collection,parts.item:makers.topics.title",
        "id,count(children),count(topics),count(words)",
        "label,id",
        "doc,data,place,words",
    ];
    let mut requests: Vec<(&'static str, Json)> = shapes
        .iter()
        .map(|fields| ("shape", json!({ "fields": fields })))
        .collect();
    let filters = [
        json!({ "maker": "ada" }),
        json!({ "maker": { "_null": true } }),
        json!({ "maker": { "name": { "_icontains": "É" } } }),
        json!({ "maker": { "boss": { "name": "Ada" } } }),
        json!({ "maker": { "boss": { "boss": { "_nnull": true } } } }),
        json!({ "parent": { "parent": { "word": { "_eq": "alpha" } } } }),
        json!({ "children": { "whole": { "_gt": 0 } } }),
        json!({ "children": { "_some": { "open": true } } }),
        json!({ "children": { "_none": { "open": true } } }),
        json!({ "children": { "_every": { "open": true } } }),
        json!({ "children": { "_null": true } }),
        json!({ "children": { "children": { "id": { "_in": [4, 5] } } } }),
        json!({ "topics": { "title": "Tide" } }),
        json!({ "topics": { "_some": { "weight": { "_lt": 0 } } } }),
        json!({ "topics": { "_none": { "title": { "_null": true } } } }),
        json!({ "topics": { "_every": { "title": { "_istarts_with": "TIDE" } } } }),
        json!({ "topics": { "things": { "word": "Alpha" } } }),
        json!({ "topics": { "_nnull": true } }),
        json!({ "subject": { "item:makers": { "name": "bob" } } }),
        json!({ "subject": { "item:topics": { "weight": { "_gt": 1 } } } }),
        json!({ "subject": { "_null": true } }),
        json!({ "parts": { "item:topics": { "title": { "_contains": "%" } } } }),
        json!({ "parts": { "_null": true } }),
        json!({ "count(children)": { "_gte": 2 } }),
        json!({ "count(topics)": 0 }),
        json!({ "count(words)": { "_gt": 1 } }),
        json!({ "_or": [{ "maker": "ada" }, { "topics": { "title": "Tide" } }, { "whole": { "_null": true } }] }),
        json!({ "_and": [{ "_not": { "maker": { "name": "bob" } } }, { "_not": { "children": { "_some": { "id": { "_gt": 3 } } } } }] }),
        json!({ "_not": { "maker": { "boss": { "name": "Ada" } } } }),
    ];
    for filter in filters {
        requests.push(("relation", json!({ "fields": "id", "filter": filter })));
        requests.push((
            "relation",
            json!({ "aggregate": { "count": "*", "sum": ["whole", "price"] }, "filter": filter }),
        ));
    }
    let deeps = [
        json!({ "children": { "_limit": 1, "_sort": "-id" } }),
        json!({ "children": { "_filter": { "open": true }, "_offset": 1 } }),
        json!({ "children": { "_sort": "maker.name,-word" } }),
        json!({ "children": { "children": { "_limit": 1 } } }),
        json!({ "topics": { "_sort": "-title" } }),
        json!({ "topics": { "_search": "tide", "_limit": 1 } }),
        json!({ "topics": { "_filter": { "weight": { "_nnull": true } } } }),
        json!({ "maker": { "_filter": { "rank": { "_gt": 1 } } } }),
        json!({ "maker": { "topics": { "_limit": 1 } } }),
        json!({ "parts": { "_limit": 1 } }),
    ];
    for deep in deeps {
        requests.push(("deep", json!({ "fields": "id,children.id,children.children.id,topics.title,maker.name,maker.topics.id,parts.item:makers.name", "deep": deep })));
    }
    for sort in [
        "maker.name",
        "-maker.name",
        "maker.boss.rank,-id",
        "parent.word",
        "-parent.parent.id",
        "count(children)",
        "-count(topics),name",
        "-label",
    ] {
        if sort != "-label" {
            requests.push(("sort", json!({ "fields": "id", "sort": sort })));
        }
    }
    for group in [
        json!("maker"),
        json!(["maker", "open"]),
        json!(["count(topics)"]),
        json!(["year(seen)", "kind"]),
    ] {
        let aggregate = json!({ "count": "*", "sum": ["whole", "big", "price", "ratio"], "avg": ["whole", "price", "ratio"], "min": ["word", "day", "hour", "seen", "ratio"], "max": ["text", "big"],
            "countDistinct": ["word", "code"], "sumDistinct": ["whole"], "avgDistinct": ["price"] });
        requests.push(("group", json!({ "groupBy": group, "aggregate": aggregate })));
        requests.push(("group", json!({ "groupBy": group, "aggregate": { "count": "*", "sum": "whole" }, "sort": "-sum.whole", "limit": 2 })));
    }
    requests.extend(groups_inside());
    for alias in [
        json!({ "first": "children", "all": "children" }),
        json!({ "boss": "maker" }),
    ] {
        requests.push((
            "alias",
            json!({ "fields": "id,first.id,all.id,boss.name", "alias": alias }),
        ));
    }
    requests.push(("alias", json!({ "fields": "id,first.id,all.word", "alias": { "first": "children", "all": "children" }, "deep": { "first": { "_limit": 1 } } })));
    for search in ["tide", "100%", "T1", ""] {
        requests.push(("search", json!({ "fields": "id", "search": search })));
    }
    for page in [
        json!({ "limit": 2, "page": 2 }),
        json!({ "limit": 3, "offset": 4 }),
        json!({ "limit": 0 }),
        json!({ "limit": -1 }),
        json!({ "cursor": "*", "limit": 4, "sort": "-whole" }),
    ] {
        let mut query = page.as_object().unwrap().clone();
        query.insert("fields".to_owned(), json!("id,whole"));
        query.insert("meta".to_owned(), json!("*"));
        requests.push(("page", Json::Object(query)));
    }
    requests
}

/// Groups in place of the items of a relation.
fn groups_inside() -> Vec<(&'static str, Json)> {
    let all = json!({ "count": "*", "countDistinct": "word", "sum": ["whole", "big", "price", "ratio"], "avg": ["price", "whole"], "min": ["word", "seen", "price"], "max": ["day", "big", "ratio"] });
    let deeps = [
        json!({ "children": { "_aggregate": { "count": "*" } } }),
        json!({ "children": { "_aggregate": all } }),
        json!({ "children": { "_aggregate": all, "_groupBy": "open" } }),
        json!({ "children": { "_groupBy": ["open", "kind"], "_sort": "-open" } }),
        json!({ "children": { "_aggregate": { "count": "*", "sum": "whole" }, "_groupBy": "maker", "_sort": "-sum.whole", "_limit": 1 } }),
        json!({ "children": { "_aggregate": { "countAll": "*", "count": "whole" }, "_filter": { "open": true } } }),
        json!({ "children": { "_aggregate": { "max": "count(children)" }, "_groupBy": "year(seen)" } }),
        json!({ "topics": { "_aggregate": { "count": "*", "sum": "weight" } } }),
        json!({ "topics": { "_aggregate": { "count": "*" }, "_groupBy": ["title"] } }),
        json!({ "topics": { "_groupBy": "title", "_sort": "-title", "_offset": 1 } }),
        json!({ "topics": { "_aggregate": { "count": "*" }, "_search": "tide" } }),
    ];
    let mut requests: Vec<(&'static str, Json)> = deeps
        .into_iter()
        .map(|deep| {
            (
                "groups inside",
                json!({ "fields": "id,children.id,topics.id", "deep": deep }),
            )
        })
        .collect();
    let nested =
        json!({ "maker": { "things": { "_aggregate": { "count": "*", "sum": "price" }, "_groupBy": "open" } } });
    requests.push((
        "groups inside",
        json!({ "fields": "id,maker.things.id", "deep": nested }),
    ));
    let nested = json!({ "few": { "_aggregate": { "count": "*" } }, "children": { "children": { "_aggregate": { "sum": "whole" } } } });
    requests.push((
        "groups inside",
        json!({ "fields": "id,few,children.children", "alias": { "few": "children" }, "deep": nested }),
    ));
    requests
}

/// A double that is a whole number, within what a double holds exactly.
fn whole(number: &serde_json::Number) -> Option<i64> {
    let double = number.as_f64().filter(|_| number.is_f64())?;
    let is_whole = double.fract() == 0.0 && double.abs() <= 9_007_199_254_740_991.0;
    is_whole.then(|| format!("{double:.0}").parse().unwrap())
}

/// As RFC 8785 has it: members in the order of their names, and a whole number written as one, for `3.0` and `3` are one number of JSON.
fn canonical(json: Json) -> Json {
    match json {
        Json::Object(members) => {
            let sorted: BTreeMap<String, Json> = members
                .into_iter()
                .map(|(name, value)| (name, canonical(value)))
                .collect();
            Json::Object(sorted.into_iter().collect::<Map<String, Json>>())
        }
        Json::Array(elements) => Json::Array(elements.into_iter().map(canonical).collect()),
        Json::Number(number) => whole(&number).map_or(Json::Number(number), Json::from),
        other => other,
    }
}

#[tokio::test]
async fn the_same_requests_have_the_same_answers() {
    let answers: Mutex<BTreeMap<String, Vec<(&'static str, String)>>> = Mutex::default();
    let table: Mutex<BTreeMap<&'static str, BTreeSet<String>>> = Mutex::default();
    for_each_engine(|database: TestDatabase| {
        let (answers, table) = (&answers, &table);
        async move {
            let engine = database.engine();
            let app = TestApp::start_with(database, PROJECT, |_| {}).await;
            fill(&app).await;
            let some = app.as_role("some").await;
            let mut both = app.public.clone();
            both.token = Some(app.token(&["some", "more"]).await);
            for (kind, query) in requests(&app) {
                let callers = [("admin", &app.admin), ("some", &some), ("both", &both)];
                // What every caller may do, all do; the long lists of operators only the first.
                let callers = if matches!(kind, "operator" | "negated") {
                    &callers[..1]
                } else {
                    &callers[..]
                };
                for (who, client) in callers {
                    let answer = client.post("/api/items/things/query", json!({ "query": query })).await;
                    let status = answer.status.as_u16();
                    assert!(status < 500, "{engine} {who}: {query}: {}", answer.text());
                    let body = if status == 200 {
                        canonical(answer.json()).to_string()
                    } else {
                        String::new()
                    };
                    let case = format!("{who} {query}");
                    table.lock().unwrap().entry(kind).or_default().insert(case.clone());
                    answers
                        .lock()
                        .unwrap()
                        .entry(case)
                        .or_default()
                        .push((engine, format!("{status} {body}")));
                }
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
    for (kind, cases) in table.into_inner().unwrap() {
        println!("{kind:14} {:5} requests", cases.len());
    }
    let told: BTreeSet<&String> = answers.values().map(|answers| &answers[0].1).collect();
    println!("{} requests, {} different answers", answers.len(), told.len());
    assert!(
        differences.is_empty(),
        "{} of {} differ:\n{}",
        differences.len(),
        answers.len(),
        differences.join("\n")
    );
    assert!(
        answers.len() >= 400 && told.len() >= 200,
        "{} requests, {} answers",
        answers.len(),
        told.len()
    );
}
