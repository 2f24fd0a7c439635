//! A project with every column type and every kind of link, with rows that are hard: nulls, letters of many scripts, limits of numbers.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use quintet::{
    db::{Database, Transaction},
    evolve,
    permission::{Access, Actor, Authorized, read::authorize},
    query::{Query, QueryLimits, RawQuery, resolve::resolve},
    schema::{Collection, Field, Link, Schema, load},
    sql::{Assignment, read, write},
    value::{ColumnType, ItemId, Json, Value},
    yaml::SourceFile,
};
use serde_json::json;

pub const FILES: &[(&str, &str)] = &[
    (
        "models/samples.yaml",
        r#"
id: string
timestamps: false
authorship: false
fields:
  whole: integer
  big: bigint
  real: float
  exact: { type: decimal, precision: 12, scale: 2 }
  flag: boolean
  word: { type: string, max_length: 80 }
  prose: text
  day: date
  clock: time
  moment: datetime
  code: uuid
  document: json
  labels: tags
  natural: { type: string, collation: natural }
"#,
    ),
    (
        "models/authors.yaml",
        r#"
id: string
timestamps: false
authorship: false
sort: name
fields:
  name: { type: string, required: true }
  born: date
  is_staff: { type: boolean, default: false }
  mentor: { type: relation, to: authors, inverse: students }
  notes: text
"#,
    ),
    (
        "models/tags.yaml",
        "id: integer\ntimestamps: false\nauthorship: false\nsort: name\nfields:\n  name: { type: string, required: true, unique: true }\n  weight: integer\n",
    ),
    (
        "models/articles.yaml",
        r#"
id: string
timestamps: false
authorship: false
sort: -published_at
fields:
  title: { type: string, required: true, searchable: true }
  status: { type: select, options: [draft, published], default: draft }
  published_at: datetime
  price: { type: decimal, precision: 8, scale: 2 }
  views: bigint
  rating: float
  meta: json
  author: { type: relation, to: authors, inverse: articles }
  editor: { type: relation, to: authors, inverse: edited }
  tags: { type: relation, to: tags, many: true, inverse: articles }
  related: { type: relation, to: articles, many: true }
  lead: { type: relation, to: [articles, authors, tags] }
  featured: { type: relation, to: [authors, tags], many: true }
"#,
    ),
    (
        "models/comments.yaml",
        r#"
id: uuid
timestamps: false
authorship: false
sort: -likes
fields:
  text: { type: text, required: true }
  likes: integer
  is_hidden: { type: boolean, default: false }
  sent: time
  article: { type: relation, to: articles, inverse: comments, on_delete: cascade }
  parent: { type: relation, to: comments, inverse: replies, on_delete: cascade }
"#,
    ),
    // Sees published articles without prices and comments that are not hidden.
    (
        "roles/reader.yaml",
        r#"
permissions:
  articles: { read: { filter: { status: { _eq: published } }, fields: ["*", "-price", "-views"] } }
  comments: { read: { filter: { is_hidden: { _eq: false } } } }
  authors: { read: { fields: ["*", "-notes"] } }
  tags: { read: { filter: { weight: { _gt: 1 } } } }
"#,
    ),
    // Sees everything of what Ada wrote; together with the reader's rules prices and notes are guarded.
    (
        "roles/agent.yaml",
        r#"
permissions:
  articles: { read: { filter: { author: { _eq: ada } } } }
  authors: { read: { filter: { id: { _eq: ada } } } }
"#,
    ),
];

/// Samples in which something is always null, and texts that engines disagree about by themselves.
pub fn samples() -> Vec<Json> {
    vec![
        json!({"id": "s01", "whole": 0, "big": "0", "real": 0.0, "exact": "0.00", "flag": false, "word": "", "prose": "", "day": "0001-01-01", "clock": "00:00:00", "moment": "0001-01-01T00:00:00.000Z", "code": "00000000-0000-0000-0000-000000000000", "document": {}, "labels": [], "natural": "part 10"}),
        json!({"id": "s02", "whole": 9007199254740991i64, "big": "9223372036854775807", "real": 1.7976931348623157e308, "exact": "9999999999.99", "flag": true, "word": "Tide", "prose": "the Tide table", "day": "9999-12-31", "clock": "23:59:59.999", "moment": "9999-12-31T23:59:59.999Z", "code": "ffffffff-ffff-ffff-ffff-ffffffffffff", "document": {"b": 1, "a": [1, {"z": null}], "long": "x"}, "labels": ["red", "Tide"], "natural": "part 9"}),
        json!({"id": "s03", "whole": -9007199254740991i64, "big": "-9223372036854775808", "real": -0.1, "exact": "-0.05", "flag": null, "word": "tide", "prose": "50% off_now \\ 'quoted' \"double\"", "day": "2024-02-29", "clock": "08:30:00", "moment": "2024-12-30T08:30:00.500Z", "code": "0190a6e0-0000-7000-8000-000000000001", "document": [1, 1.5, "1", true, null, [1], {"a": 1}], "labels": ["50%", "off_now"], "natural": "Part 1"}),
        json!({"id": "s04", "whole": 1, "big": "1", "real": 0.1, "exact": "0.10", "flag": true, "word": "TIDE", "prose": "Straße ΣΊΣΥΦΟΣ σίσυφος İstanbul ISTANBUL", "day": "2024-12-30", "clock": "08:30:00.500", "moment": "2024-02-29T23:59:59.999Z", "code": "0190a6e0-0000-7000-8000-00000000000a", "document": "text", "labels": ["straße"], "natural": "äpfel"}),
        json!({"id": "s05", "whole": null, "big": null, "real": null, "exact": null, "flag": null, "word": null, "prose": null, "day": null, "clock": null, "moment": null, "code": null, "document": null, "labels": null, "natural": null}),
        json!({"id": "s06", "whole": 42, "big": "42", "real": 1e-7, "exact": "1234567890.12", "flag": false, "word": "é", "prose": "😀 Ünïcödé \u{10ffff} tab\there\nline", "day": "2026-03-01", "clock": "12:00:00", "moment": "2026-03-01T12:00:00.000Z", "code": "0190a6e0-0000-7000-8000-00000000000b", "document": 5, "labels": ["😀", "é"], "natural": "Apfel"}),
        json!({"id": "s07", "whole": 43, "big": "43", "real": 3.0, "exact": "3.00", "flag": true, "word": "É", "prose": "ß ẞ ss SS ſ K k", "day": "2026-03-02", "clock": "12:00:01", "moment": "2026-03-01T12:00:00.001Z", "code": "0190a6e0-0000-7000-8000-00000000000c", "document": false, "labels": ["É"], "natural": "apfel"}),
        json!({"id": "s08", "whole": -1, "big": "-1", "real": -3.5, "exact": "-3.50", "flag": false, "word": " tide ", "prose": "trailing ", "day": "1999-12-31", "clock": "23:59:59", "moment": "1999-12-31T23:59:59.000Z", "code": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "document": {"a": {"b": {"c": [true, false]}}}, "labels": ["a", "b", "c"], "natural": "zebra"}),
        json!({"id": "s09", "whole": 7, "big": "9007199254740993", "real": 123456789.125, "exact": "7.77", "flag": true, "word": "\u{fffd}z", "prose": "\u{fffd}", "day": "2021-01-03", "clock": "00:00:00.001", "moment": "2021-01-03T00:00:00.000Z", "code": "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee", "document": [[], {}, ""], "labels": ["b"], "natural": "Zebra"}),
        json!({"id": "s10", "whole": 7, "big": "9007199254740992", "real": 0.30000000000000004, "exact": "7.78", "flag": null, "word": "😀", "prose": "𐐀 deseret 𐐨", "day": "2020-12-31", "clock": "23:00:00", "moment": "2020-12-31T23:00:00.000Z", "code": "cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee", "document": {"unicode": "😀 \u{7f} \u{1}"}, "labels": ["\"quoted\"", "back\\slash"], "natural": "Ärger"}),
    ]
}

fn authors() -> Vec<Json> {
    vec![
        json!({"id": "ada", "name": "Ada", "born": "1815-12-10", "is_staff": true, "mentor": null, "notes": "first"}),
        json!({"id": "bob", "name": "bob", "born": null, "is_staff": false, "mentor": "ada", "notes": null}),
        json!({"id": "cyd", "name": "Cyd", "born": "1922-03-08", "is_staff": true, "mentor": "bob", "notes": "third"}),
        json!({"id": "dan", "name": "Ärne", "born": "1922-03-08", "is_staff": false, "mentor": null, "notes": "fourth"}),
    ]
}

fn tags() -> Vec<Json> {
    vec![
        json!({"id": 1, "name": "city", "weight": 3}),
        json!({"id": 2, "name": "sea", "weight": 1}),
        json!({"id": 3, "name": "Sky", "weight": null}),
        json!({"id": 4, "name": "unused", "weight": 9}),
    ]
}

fn articles() -> Vec<Json> {
    vec![
        json!({"id": "a1", "title": "Night tram", "status": "published", "published_at": "2026-01-02T08:00:00.000Z", "price": "1.50", "views": "9007199254740993", "rating": 4.5, "meta": {"k": [1, 2], "a": null}, "author": "ada", "editor": "bob", "tags": [2, 1], "related": ["a3", "a2"], "lead": {"collection": "authors", "item": "cyd"}, "featured": [["authors", "bob"], ["tags", 1], ["authors", "ada"]]}),
        json!({"id": "a2", "title": "Harbor", "status": "published", "published_at": "2026-01-03T08:00:00.000Z", "price": null, "views": null, "rating": null, "meta": null, "author": "bob", "editor": null, "tags": [1], "related": [], "lead": {"collection": "articles", "item": "a4"}, "featured": []}),
        json!({"id": "a3", "title": "harbor lights", "status": "draft", "published_at": null, "price": "12.00", "views": "5", "rating": 0.1, "meta": [1, "two"], "author": "ada", "editor": "ada", "tags": [3, 2, 1], "related": ["a1"], "lead": {"collection": "tags", "item": 2}, "featured": [["tags", 2], ["tags", 3]]}),
        json!({"id": "a4", "title": "Tide tables", "status": "draft", "published_at": "2026-01-01T08:00:00.123Z", "price": "0.05", "views": "-7", "rating": -2.0, "meta": "text", "author": null, "editor": "cyd", "tags": [], "related": ["a4", "a1", "a2"], "lead": null, "featured": [["authors", "dan"]]}),
        json!({"id": "a5", "title": "", "status": null, "published_at": "2026-01-02T08:00:00.000Z", "price": "99.99", "views": "0", "rating": 1e21, "meta": 5, "author": "cyd", "editor": null, "tags": [3], "related": [], "lead": {"collection": "articles", "item": "a1"}, "featured": []}),
    ]
}

fn comments() -> Vec<Json> {
    let id = |number: u32| format!("0190a6e0-0000-7000-8000-{number:012}");
    let comment = |number: u32,
                   text: &str,
                   likes: Option<i64>,
                   hidden: bool,
                   article: Option<&str>,
                   parent: Option<u32>| {
        json!({"id": id(number), "text": text, "likes": likes, "is_hidden": hidden, "sent": "08:30:00.250", "article": article, "parent": parent.map(id)})
    };
    vec![
        comment(1, "First!", Some(3), false, Some("a1"), None),
        comment(2, "second", None, false, Some("a1"), Some(1)),
        comment(3, "Third", Some(3), true, Some("a1"), Some(1)),
        comment(4, "fourth", Some(9), false, Some("a1"), Some(2)),
        comment(5, "on two", Some(0), false, Some("a2"), None),
        comment(6, "lost", Some(1), true, None, None),
        comment(7, "hidden reply", Some(2), true, Some("a3"), Some(5)),
    ]
}

/// The schema, once.
pub fn load_schema(files: &[(&str, &str)]) -> Arc<Schema> {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    match load::load(&files) {
        Ok(loaded) => Arc::new(loaded.schema),
        Err(diagnostics) => panic!("{}", quintet::yaml::render(&diagnostics, &files, false)),
    }
}

pub async fn make_tables(database: &Database, schema: &Schema) {
    evolve::apply_safe(database, schema, Duration::from_secs(30))
        .await
        .unwrap();
}

pub fn assignment(collection: &Collection, name: &str, value: Value) -> Assignment {
    let field = collection.field_named(name).unwrap();
    Assignment {
        column: field.column.clone().unwrap(),
        column_type: field.column_type().unwrap(),
        value,
    }
}

/// Makes the tables and writes all rows.
pub async fn fill(database: &Database, schema: &Schema) {
    make_tables(database, schema).await;
    let mut transaction = database.begin().await.unwrap();
    let rows = [
        ("samples", samples()),
        ("authors", authors()),
        ("tags", tags()),
        ("articles", articles()),
        ("comments", comments()),
    ];
    // Rows first, then what refers to rows that come later.
    for (name, rows) in &rows {
        for row in rows {
            insert(&mut transaction, schema, schema.collection_named(name).unwrap(), row).await;
        }
    }
    for (name, rows) in &rows {
        for row in rows {
            link(&mut transaction, schema, schema.collection_named(name).unwrap(), row).await;
        }
    }
    transaction.commit().await.unwrap();
}

pub fn key_type(collection: &Collection) -> ColumnType {
    collection.key().column_type().unwrap()
}

pub fn item_id(collection: &Collection, json: &Json) -> ItemId {
    let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    ItemId::parse(&text, key_type(collection)).unwrap()
}

/// The value of a field as the API would read it.
pub fn read_value(field: &Field, json: &Json) -> Value {
    if json.is_null() {
        return Value::Null;
    }
    let mut problems = Vec::new();
    field
        .kind
        .read(json, &mut problems)
        .unwrap_or_else(|| panic!("{}: {json}: {problems:?}", field.name))
}

/// Columns that hold values; relations are linked when all rows are there.
async fn insert(transaction: &mut Transaction, schema: &Schema, collection: &Collection, row: &Json) {
    let mut values = Vec::new();
    for (name, json) in row.as_object().unwrap() {
        let field = collection.field_named(name).unwrap();
        let (None, Some(column), Some(column_type)) = (&field.link, &field.column, field.column_type()) else {
            continue;
        };
        let value = if **name == *collection.key().name {
            item_id(collection, json).into()
        } else {
            read_value(field, json)
        };
        values.push(Assignment {
            column: column.clone(),
            column_type,
            value,
        });
    }
    let dialect = transaction.dialect();
    let keys = transaction
        .values(write::insert(schema, dialect, collection.id, &values))
        .await
        .unwrap();
    assert_eq!(keys, [[Value::from(item_id(collection, &row["id"]))]]);
}

async fn link(transaction: &mut Transaction, schema: &Schema, collection: &Collection, row: &Json) {
    let dialect = transaction.dialect();
    let source = item_id(collection, &row["id"]);
    let mut values = Vec::new();
    for (name, json) in row.as_object().unwrap() {
        let field = collection.field_named(name).unwrap();
        match &field.link {
            Some(Link::One { target, .. }) if !json.is_null() => {
                let target = schema.collection(*target);
                values.push(Assignment {
                    column: field.column.clone().unwrap(),
                    column_type: key_type(target),
                    value: item_id(target, json).into(),
                });
            }
            Some(Link::AnyOne { branches, .. }) if !json.is_null() => {
                let target = schema.collection_named(json["collection"].as_str().unwrap()).unwrap();
                let branch = branches.iter().find(|branch| branch.target == target.id).unwrap();
                values.push(Assignment {
                    column: branch.column.clone(),
                    column_type: key_type(target),
                    value: item_id(target, &json["item"]).into(),
                });
            }
            Some(link @ (Link::Junction { .. } | Link::AnyMany { .. })) => {
                let items = json.as_array().unwrap().iter().enumerate().map(|(place, item)| {
                    let (target, id) = match link.target() {
                        Some(target) => (schema.collection(target), item),
                        None => (schema.collection_named(item[0].as_str().unwrap()).unwrap(), &item[1]),
                    };
                    (target.id, item_id(target, id), i64::try_from(place).unwrap())
                });
                let items: Vec<_> = items.collect();
                if !items.is_empty() {
                    let statement =
                        write::add_links(schema, dialect, collection.id, field.id, &source, &items).unwrap();
                    transaction.execute(statement).await.unwrap();
                }
            }
            _ => {}
        }
    }
    if !values.is_empty() {
        let statement = write::update(schema, dialect, collection.id, &[source], &values);
        assert_eq!(transaction.execute(statement).await.unwrap(), 1);
    }
}

/// The access of somebody with these roles; none is the administrator.
pub fn access(schema: &Schema, roles: &[&str]) -> Access {
    if roles.is_empty() {
        return Access::administrator();
    }
    let actor = Actor {
        roles: roles.iter().map(|role| (*role).into()).collect(),
        ..Actor::public()
    };
    Access::new(schema, Arc::new(actor))
}

/// `{"fields": …, "filter": …}` as a query that may run.
pub fn query(
    schema: &Schema,
    access: &Access,
    collection: &str,
    parameters: &Json,
) -> Result<Authorized<Query>, String> {
    let member = |name: &str| parameters.get(name).cloned();
    let raw = RawQuery {
        fields: member("fields"),
        filter: member("filter"),
        search: member("search"),
        sort: member("sort"),
        limit: member("limit"),
        offset: member("offset"),
        deep: member("deep"),
        alias: member("alias"),
        ..RawQuery::default()
    };
    let now: DateTime<Utc> = "2026-03-01T08:30:00Z".parse().unwrap();
    let collection = schema.collection_named(collection).unwrap().id;
    let resolved =
        resolve(schema, access, QueryLimits::default(), collection, &raw).map_err(|error| format!("{error:?}"))?;
    authorize(schema, access, now, resolved.query).map_err(|denied| denied.to_string())
}

/// Runs a read and gives its rows as JSON, numbers in one form.
pub async fn run(database: &Database, schema: &Schema, query: &Authorized<Query>) -> Json {
    let statement = read::compile(schema, database.dialect(), query);
    let text = statement.text.clone();
    let rows = database
        .read(statement)
        .await
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let rows = String::from_utf8(rows.bytes).unwrap();
    let json = serde_json::from_str(&format!("[{rows}]")).unwrap_or_else(|error| panic!("{error}\n{text}\n{rows}"));
    canonical(json)
}

/// `3.0` is `3`.
pub fn canonical(json: Json) -> Json {
    match json {
        Json::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => format!("{float:.0}")
                .parse::<i64>()
                .map_or(Json::Number(number), Json::from),
            _ => Json::Number(number),
        },
        Json::Array(elements) => elements.into_iter().map(canonical).collect(),
        Json::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, canonical(value)))
            .collect(),
        other => other,
    }
}
