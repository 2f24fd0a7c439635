//! Random reads: whatever is asked is answered or refused, never a panic and never an error of the database, and alike on every engine.

use std::{collections::BTreeMap, sync::Mutex};

use proptest::prelude::*;
use quintet::{
    items::ItemsError,
    permission::{Access, Actor, read::authorize},
    query::{QueryLimits, RawQuery, resolve::resolve},
    schema::Schema,
    sql::{
        Dialect,
        dialect::{mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite},
        read::{compile, compile_count},
    },
    value::Json,
};
use serde_json::json;

use crate::{
    items::World,
    support::{for_each_engine, newsroom},
    vectors,
};

/// Stands in texts only; found in SQL text it would be an injection.
const MARK: &str = "zq'\"\\;--";

const WORDS: &[&str] = &[
    "title",
    "slug",
    "author",
    "name",
    "tags",
    "comments",
    "related",
    "contributors",
    "featured",
    "lead",
    "item",
    "collection",
    "item:articles",
    "item:pages",
    "item:events",
    "status",
    "price",
    "published_at",
    "reading_minutes",
    "is_breaking",
    "sources",
    "place",
    "email",
    "parent",
    "replies",
    "articles",
    "internal_notes",
    "editor",
    "password",
    "id",
    "_eq",
    "_neq",
    "_in",
    "_nin",
    "_null",
    "_contains",
    "_icontains",
    "_gt",
    "_between",
    "_starts_with",
    "_empty",
    "_and",
    "_or",
    "_not",
    "_some",
    "_none",
    "_every",
    "_filter",
    "_sort",
    "_limit",
    "_offset",
    "_page",
    "_search",
    "_alias",
    "count(tags)",
    "count(comments)",
    "year(published_at)",
    "hour(published_at)",
    "count(sources)",
    "json(sources, [0].name)",
    "json(seo, )",
    "_json",
    "*",
    "*.*",
    "author.*",
    "*.name",
    "-title",
    "",
    "author.name",
    "section.parent.name",
    "$NOW",
    "$NOW(-1 day)",
    "$CURRENT_USER",
    "$CURRENT_ROLES",
    "null",
    "true",
    "-1",
    "5",
    "9007199254740993",
    "1e999",
    "2026-03-01",
    "2026-03-01T08:30:00Z",
    "__proto__",
    "a,b,c",
    "😀",
    "\0",
    "0190a6e0-0000-7000-8000-000000000001",
    MARK,
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![9 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => any::<String>()]
}

fn anything() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-3_i64..10).prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        word().prop_map(Json::from),
    ];
    leaf.prop_recursive(7, 60, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::btree_map(word(), inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn parameter() -> impl Strategy<Value = Option<Json>> {
    prop::option::weighted(0.15, anything())
}

/// Names as they are usually given, and sometimes anything.
fn names() -> impl Strategy<Value = Option<Json>> {
    let list = prop::collection::vec(word(), 1..3).prop_map(Json::from);
    prop::option::weighted(
        0.4,
        prop_oneof![4 => word().prop_map(Json::from), 2 => list, 1 => anything()],
    )
}

fn conditions() -> impl Strategy<Value = Option<Json>> {
    let value = prop_oneof![word().prop_map(Json::from), anything()];
    let condition = (word(), word(), value).prop_map(|(field, operator, value)| json!({ field: { operator: value } }));
    prop::option::weighted(0.4, prop_oneof![2 => condition, 1 => anything()])
}

fn query() -> impl Strategy<Value = RawQuery> {
    let first = (names(), conditions(), parameter(), names(), parameter(), parameter());
    let second = (parameter(), parameter(), parameter(), parameter());
    (first, second).prop_map(
        |((fields, filter, search, sort, limit, offset), (page, meta, deep, alias))| RawQuery {
            fields,
            filter,
            search,
            sort,
            limit,
            offset,
            page,
            meta,
            deep,
            alias,
            ..RawQuery::default()
        },
    )
}

fn access(schema: &Schema, role: &str) -> Access {
    let actor = Actor {
        roles: vec![role.into()],
        ..Actor::public()
    };
    Access::new(schema, actor.into())
}

#[test]
fn anything_that_is_asked_is_answered_or_refused() {
    let schema = newsroom();
    let roles = ["public", "reporter", "admin"].map(|role| access(&schema, role));
    let collections = ["articles", "comments", "site_settings"].map(|name| schema.collection_named(name).unwrap().id);
    let dialects: [&dyn Dialect; 3] = [&Sqlite, &Postgres, &MariaDb];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let answered = std::cell::Cell::new(0);
    let outcome = runner.run(&(query(), 0..3_usize, 0..3_usize), |(raw, role, collection)| {
        let Ok(resolved) = resolve(
            &schema,
            &roles[role],
            QueryLimits::default(),
            collections[collection],
            &raw,
        ) else {
            return Ok(());
        };
        let Ok(query) = authorize(&schema, &roles[role], chrono::DateTime::UNIX_EPOCH, resolved.query) else {
            return Ok(());
        };
        answered.set(answered.get() + 1);
        for dialect in dialects {
            for statement in [
                compile(&schema, dialect, &query),
                compile_count(&schema, dialect, &query),
            ] {
                prop_assert!(!statement.text.contains("zq'"), "{}", statement.text);
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(answered.get() > 100, "only {} were answered", answered.get());
}

const ROLES: &[(&str, &str)] = &[
    (
        "roles/narrow.yaml",
        "permissions:\n  samples: { read: { filter: { flag: true }, fields: ['*', '-whole', '-marks'] } }\n  people: { read: { filter: { age: { _gt: 30 } } } }\n",
    ),
    (
        "roles/other.yaml",
        "permissions:\n  samples: { read: { filter: { owner: { name: Ada } } } }\n  marks: { read: { filter: { weight: { _nnull: true } }, fields: [name, samples] } }\n",
    ),
    (
        "roles/open.yaml",
        "permissions:\n  samples: { read: true }\n  people: { read: true }\n  marks: { read: true }\n",
    ),
];

/// A stream of choices that is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }

    fn some_of(&mut self, texts: &[&str]) -> String {
        let count = 1 + self.roll(5);
        let mut chosen: Vec<&str> = (0..count).map(|_| self.pick(texts)).collect();
        chosen.dedup();
        chosen.join(",")
    }

    fn filter(&mut self, depth: usize) -> Json {
        let leaf: Json = serde_json::from_str(self.pick(FILTERS)).unwrap();
        if depth == 0 {
            return leaf;
        }
        match self.roll(6) {
            0 => json!({"_not": self.filter(depth - 1)}),
            1 => json!({"_or": [self.filter(depth - 1), self.filter(depth - 1)]}),
            2 => json!({"_and": [self.filter(depth - 1), leaf]}),
            3 => json!({"parent": self.filter(depth - 1)}),
            4 => json!({"children": {self.pick(&["_some", "_none", "_every"]): self.filter(depth - 1)}}),
            _ => leaf,
        }
    }

    fn read(&mut self) -> Json {
        let mut read = json!({"fields": self.some_of(FIELDS), "limit": 1 + self.roll(6)});
        if self.roll(3) > 0 {
            read["filter"] = self.filter(2);
        }
        if self.roll(2) == 0 {
            read["sort"] = json!(self.some_of(SORTS));
        }
        if self.roll(3) == 0 {
            read["search"] = json!(self.pick(&["ti", "5", "Ä", "%", "'"]));
        }
        if self.roll(3) == 0 {
            read["offset"] = json!(self.roll(3));
        }
        if self.roll(2) == 0 {
            let mut deep = json!({"_limit": 1 + self.roll(2), "_sort": self.pick(&["-label", "id", "owner.name", "-count(children)"])});
            if self.roll(2) == 0 {
                deep["_filter"] = self.filter(1);
            }
            read["deep"] = json!({"children": deep, "marks": {"_limit": 2, "_sort": self.pick(&["name", "-id"])}, "pinned": {"_limit": 1}});
        }
        read
    }
}

const FIELDS: &[&str] = &[
    "*",
    "*.*",
    "id",
    "label",
    "label,whole",
    "price,big,ratio",
    "day,at,moment",
    "list,document",
    "owner",
    "owner.*",
    "owner.samples.label",
    "parent.label",
    "parent.parent.owner.name",
    "children",
    "children.label",
    "children.marks.name",
    "children.pinned",
    "marks",
    "marks.*",
    "marks.samples",
    "pinned",
    "pinned.item:people.name",
    "pinned.item.name",
    "pinned.*.*",
    "count(marks)",
    "count(children)",
    "year(day)",
    "week(moment)",
    "owner.count(samples)",
    "count(list)",
    "children.count(children)",
    "flag",
    "json(document, a)",
    "json(document, [1])",
    "owner.samples.json(list, [0])",
];
const SORTS: &[&str] = &[
    "label",
    "-label",
    "whole",
    "-price",
    "owner.name",
    "-owner.age",
    "parent.owner.name",
    "-count(marks)",
    "count(children)",
    "year(day)",
    "-moment",
    "flag",
    "owner",
    "parent.count(children)",
    "owner.count(samples)",
    "code",
    "-json(document, [0])",
    "parent.json(list, [0])",
];
const FILTERS: &[&str] = &[
    r#"{"label": {"_icontains": "ti"}}"#,
    r#"{"label": {"_null": true}}"#,
    r#"{"whole": {"_neq": 5}}"#,
    r#"{"flag": true}"#,
    r#"{"kind": {"_nin": ["news", null]}}"#,
    r#"{"price": {"_between": [0, 10]}}"#,
    r#"{"list": {"_contains": "sea"}}"#,
    r#"{"count(list)": {"_lt": 2}}"#,
    r#"{"document": {"_empty": true}}"#,
    r#"{"owner": {"_in": [1, 2]}}"#,
    r#"{"owner": {"age": {"_gt": 30}}}"#,
    r#"{"owner": {"samples": {"_every": {"flag": true}}}}"#,
    r#"{"marks": {"name": {"_neq": "red"}}}"#,
    r#"{"marks": {"_null": true}}"#,
    r#"{"marks": {"samples": {"_none": {"whole": 5}}}}"#,
    r#"{"count(marks)": {"_gte": 1}}"#,
    r#"{"count(children)": {"_null": true}}"#,
    r#"{"pinned": {"collection": "people"}}"#,
    r#"{"pinned": {"_none": {"item:marks": {"name": "red"}}}}"#,
    r#"{"pinned": {"_null": true}}"#,
    r#"{"moment": {"_lt": "$NOW"}}"#,
    r#"{"year(day)": 2026}"#,
    r#"{"json(document, [1])": {"_neq": "b"}}"#,
    r#"{"children": {"_none": {"json(list, [0])": {"_in": ["sea", 5, null]}}}}"#,
    r#"{"document": {"_json": {"a": {"_gt": 0}}}}"#,
];

/// `0.0` is `0`: the same number, in another spelling.
fn canonical(json: Json) -> Json {
    match json {
        Json::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            if number.fract() == 0.0 && number.abs() < 1e15 {
                json!(format!("{number:.0}").parse::<i64>().unwrap())
            } else {
                json!(number)
            }
        }
        Json::Array(list) => list.into_iter().map(canonical).collect(),
        Json::Object(members) => members.into_iter().map(|(key, json)| (key, canonical(json))).collect(),
        other => other,
    }
}

#[tokio::test]
async fn random_reads_are_alike_on_every_engine() {
    let vectors = vectors::vectors();
    let models = vectors::model_files(&vectors);
    let mut files: Vec<(&str, &str)> = models
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    files.extend(ROLES);
    let answers: Mutex<BTreeMap<String, Vec<(&'static str, String)>>> = Mutex::default();
    for_each_engine(|test| {
        let (vectors, files, answers) = (&vectors, &files, &answers);
        async move {
            let world = World::new(test, files).await;
            vectors::fill(&world, &vectors["rows"]).await;
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
            for number in 0..300 {
                let read = dice.read();
                let role = dice.pick(&["open", "narrow", "other", "narrow,other", "admin"]);
                let call = world.roles(&role.split(',').collect::<Vec<_>>());
                let answer = match world.list_as(&call, "samples", read.clone()).await {
                    Ok(list) => canonical(list).to_string(),
                    Err(ItemsError::Forbidden) => "forbidden".to_owned(),
                    Err(ItemsError::Query(error)) => format!("{:?}", error.problems),
                    Err(other) => panic!("{} {role} {read}\n{other:?}", world.engine()),
                };
                let case = format!("{number} {role} {read}");
                answers
                    .lock()
                    .unwrap()
                    .entry(case)
                    .or_default()
                    .push((world.engine(), answer));
            }
        }
    })
    .await;
    let answers = answers.into_inner().unwrap();
    let lists = answers
        .values()
        .filter(|answers| answers[0].1.starts_with('[') && answers[0].1.len() > 4)
        .count();
    assert!(lists > 100, "only {lists} of {} gave rows", answers.len());
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
        "{} differ\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// The largest filters that the limits allow are no burden that an engine refuses.
#[tokio::test]
async fn large_filters_run_everywhere() {
    let vectors = vectors::vectors();
    let models = vectors::model_files(&vectors);
    let files: Vec<(&str, &str)> = models
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let whole = |number: i64| json!({"whole": number});
    let chain: Vec<Json> = (0..495).map(whole).collect();
    let parts: Vec<Json> = (0..490)
        .map(|number| json!({"label": {"_icontains": format!("{number}")}}))
        .collect();
    let nested = (0..60).fold(whole(5), |inner, level| {
        if level % 2 == 0 {
            json!({"_not": inner})
        } else {
            json!({"_and": [inner, whole(5)]})
        }
    });
    let long: Vec<i64> = (0..5000).collect();
    let ratios: Vec<f64> = (0..5000).map(|number| f64::from(number) + 0.5).collect();
    let path = (0..10).fold(json!({"label": "Tide"}), |inner, _| json!({"parent": inner}));
    let lists = (0..10).fold(
        json!({"flag": true}),
        |inner, level| json!({"children": {["_some", "_none", "_every"][level % 3]: inner}}),
    );
    let cases = [
        json!({"_or": chain}),
        json!({"_and": [{"_not": {"_or": chain}}]}),
        json!({"_or": parts}),
        nested,
        json!({"whole": {"_in": long}}),
        json!({"whole": {"_nin": long}}),
        json!({"ratio": {"_in": ratios}}),
        path,
        lists,
    ];
    for_each_engine(|test| {
        let (vectors, files, cases) = (&vectors, &files, &cases);
        async move {
            let world = World::new(test, files).await;
            vectors::fill(&world, &vectors["rows"]).await;
            for case in cases {
                let found = world
                    .list_as(&world.admin(), "samples", json!({"fields": "id", "filter": case}))
                    .await;
                assert!(found.is_ok(), "{} {:.200} {found:?}", world.engine(), case.to_string());
            }
        }
    })
    .await;
}
