//! Aggregates and groups: every function on every type, every kind of group key, guards, nulls and nothing at all. The same bytes on every engine, and
//! they are as they were looked at once.

use std::{fmt::Write as _, sync::Arc};

use chrono::{DateTime, Utc};
use quintet::{
    crypto::{Keyring, Random},
    http::parameters::from_object,
    items::{Call, Items},
    mutation::resolve::WriteLimits,
    query::{QueryLimits, aggregation::AGGREGATE_FUNCTIONS},
    schema::Schema,
    value::Json,
};
use serde_json::json;

use super::{
    compare,
    world::{FILES, access, fill, load_schema},
};
use crate::support::{TestDatabase, for_each_engine};

struct Case {
    roles: &'static [&'static str],
    collection: &'static str,
    query: Json,
}

fn case(collection: &'static str, query: Json) -> Case {
    Case {
        roles: &[],
        collection,
        query,
    }
}

fn as_roles(roles: &'static [&'static str], case: Case) -> Case {
    Case { roles, ..case }
}

fn cases() -> Vec<Case> {
    let mut cases = functions();
    cases.extend(group_keys());
    cases.extend(orders_and_pages());
    cases.extend(rules());
    cases.extend(nothing());
    cases
}

const SAMPLE_FIELDS: &[&str] = &[
    "id", "whole", "big", "real", "exact", "flag", "word", "prose", "day", "clock", "moment", "code", "document",
    "labels", "natural",
];

/// Every function on every type; what does not fit is refused alike.
fn functions() -> Vec<Case> {
    let mut cases = Vec::new();
    for row in AGGREGATE_FUNCTIONS.iter().filter(|row| row.name != "countAll") {
        for field in SAMPLE_FIELDS {
            cases.push(case("samples", json!({"aggregate": {row.name: field}})));
        }
    }
    let on_functions = [
        json!({"count": "*"}),
        json!({"countAll": "*", "count": ["id", "word"]}),
        json!({"min": "year(day),week(day)", "max": "hour(clock),second(moment)", "sum": "month(moment)", "avg": "count(labels)"}),
        json!({"sum": "count(labels),count(document)", "countDistinct": "count(labels)", "sumDistinct": "count(labels)"}),
    ];
    cases.extend(on_functions.map(|aggregate| case("samples", json!({"aggregate": aggregate}))));
    cases.push(case(
        "articles",
        json!({"aggregate": {"sum": "count(tags)", "max": "count(tags),count(comments)", "countDistinct": "author"}}),
    ));
    // Beyond what a number of JSON holds exactly, and beyond 64 bits.
    let large = json!({"_or": [{"id": "s02"}, {"id": "s04"}]});
    cases.push(case(
        "samples",
        json!({"aggregate": {"sum": "whole,big", "avg": "whole,big"}, "filter": large}),
    ));
    cases.push(case(
        "samples",
        json!({"aggregate": {"sum": "real", "avg": "real"}, "filter": {"real": {"_between": [-4, 2_000_000_000]}}}),
    ));
    cases.push(case(
        "samples",
        json!({"aggregate": {"sum": "real"}, "filter": {"id": {"_in": ["s04", "s10"]}}}),
    ));
    cases
}

fn group_keys() -> Vec<Case> {
    // The natural order is each engine's own.
    let exact = SAMPLE_FIELDS.iter().filter(|field| **field != "natural");
    let mut cases: Vec<Case> = exact
        .map(|field| case("samples", json!({"groupBy": field, "aggregate": {"count": "*"}})))
        .collect();
    for key in [
        "year(moment)",
        "month(day)",
        "week(moment)",
        "day(day)",
        "weekday(moment)",
        "hour(clock)",
        "minute(moment)",
        "second(clock)",
        "count(labels)",
        "count(document)",
    ] {
        cases.push(case("samples", json!({"groupBy": key, "aggregate": {"count": "*"}})));
        cases.push(case(
            "samples",
            json!({"groupBy": ["flag", key], "aggregate": {"sum": "whole", "max": "word"}}),
        ));
    }
    cases.extend([
        case("articles", json!({"groupBy": "status"})),
        case("articles", json!({"groupBy": "status", "aggregate": {"count": "*", "sum": "price,views", "avg": "rating", "min": "title", "max": "published_at"}})),
        case("articles", json!({"groupBy": "author,status", "aggregate": {"countAll": "*"}})),
        case("articles", json!({"groupBy": "author,author", "aggregate": {"countAll": "*"}})),
        case("articles", json!({"groupBy": "count(tags)", "aggregate": {"count": "id", "min": "count(comments)"}})),
        case("comments", json!({"groupBy": "article", "aggregate": {"sum": "likes", "sumDistinct": "likes", "avg": "likes", "avgDistinct": "likes"}})),
        case("comments", json!({"groupBy": "is_hidden", "aggregate": {"max": "likes", "countDistinct": "article,likes"}})),
        case("comments", json!({"groupBy": "sent,parent", "aggregate": {"count": "*"}})),
        case("authors", json!({"groupBy": "born,is_staff", "aggregate": {"count": "mentor"}})),
    ]);
    cases
}

fn orders_and_pages() -> Vec<Case> {
    let by_author = |more: Json| {
        let mut query = json!({"groupBy": "author", "aggregate": {"count": "*", "sum": "views,price", "avg": "rating", "min": "title", "max": "views"}});
        query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        case("articles", query)
    };
    let mut cases = Vec::new();
    for key in [
        "count",
        "sum.views",
        "sum.price",
        "avg.rating",
        "min.title",
        "max.views",
        "author",
    ] {
        cases.push(by_author(json!({"sort": key})));
        cases.push(by_author(json!({"sort": format!("-{key}")})));
    }
    cases.extend([
        by_author(json!({"sort": ["-count", "-author"]})),
        by_author(json!({"limit": 2})),
        by_author(json!({"limit": 2, "offset": 1})),
        by_author(json!({"limit": 2, "page": 2})),
        by_author(json!({"limit": 0})),
        by_author(json!({"limit": -1})),
        by_author(json!({"filter": {"tags": {"_some": {"weight": {"_gte": 0}}}}})),
        by_author(json!({"filter": {"comments": {"likes": {"_gt": 1}}}})),
        by_author(json!({"search": "harbor"})),
        by_author(json!({"meta": "*", "filter": {"status": "draft"}})),
        by_author(json!({"fields": ["id", "author.name"], "deep": {"tags": {"_limit": 1}}})),
        case(
            "samples",
            json!({"groupBy": "natural", "filter": {"natural": {"_in": ["Zebra", "apfel", "Ärger"]}}}),
        ),
        case(
            "samples",
            json!({"groupBy": "natural", "filter": {"natural": {"_in": ["Zebra", "apfel"]}}, "sort": "-natural"}),
        ),
        case(
            "samples",
            json!({"groupBy": "year(moment)", "sort": "-year(moment)", "aggregate": {"sum": "big"}}),
        ),
        case(
            "samples",
            json!({"groupBy": "year(moment)", "sort": "-moment_year", "aggregate": {"sum": "big"}}),
        ),
        case(
            "samples",
            json!({"groupBy": "flag", "sort": "sum.big", "aggregate": {"sum": "big,exact", "avg": "big,exact,whole"}}),
        ),
        case(
            "samples",
            json!({"groupBy": "flag", "sort": "-avg.exact", "aggregate": {"avg": "exact"}}),
        ),
        case(
            "samples",
            json!({"groupBy": "flag", "sort": "-avg.big,max.word", "aggregate": {"avg": "big", "max": "word"}}),
        ),
        case(
            "samples",
            json!({"groupBy": "flag", "sort": "max.year(moment)", "aggregate": {"max": "year(moment)"}}),
        ),
        // Without groups there is exactly one row, whatever the page.
        case(
            "samples",
            json!({"aggregate": {"count": "*"}, "limit": 0, "offset": 7, "sort": "-count"}),
        ),
    ]);
    cases
}

/// The reader sees published articles without prices and views; the agent all of what Ada wrote: together the two fields are guarded.
fn rules() -> Vec<Case> {
    let both: &[&str] = &["reader", "agent"];
    let queries = [
        json!({"aggregate": {"count": ["*"]}}),
        json!({"aggregate": {"count": "price,views", "countDistinct": "price", "sum": "price,views", "min": "price", "max": "views", "avg": "price"}}),
        json!({"groupBy": "price", "aggregate": {"count": "*"}}),
        json!({"groupBy": "price,views"}),
        json!({"groupBy": "status", "aggregate": {"sum": "price"}, "sort": "-sum.price"}),
        json!({"groupBy": "author", "aggregate": {"sumDistinct": "price", "max": "price"}, "sort": "max.price"}),
        json!({"aggregate": {"count": "*"}, "filter": {"price": {"_gt": 1}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"_not": {"price": {"_gt": 1}}}}),
        json!({"groupBy": "count(comments)", "aggregate": {"count": "*", "sum": "count(tags)"}}),
        json!({"groupBy": "status", "meta": "*", "filter": {"title": {"_contains": "t"}}}),
    ];
    let mut cases: Vec<Case> = queries
        .into_iter()
        .map(|query| as_roles(both, case("articles", query)))
        .collect();
    cases.extend([
        as_roles(
            &["reader"],
            case(
                "articles",
                json!({"groupBy": "count(comments)", "aggregate": {"sum": "count(tags)"}}),
            ),
        ),
        as_roles(
            &["reader"],
            case(
                "comments",
                json!({"groupBy": "article", "aggregate": {"count": "*", "sum": "likes"}}),
            ),
        ),
        as_roles(
            &["reader"],
            case(
                "tags",
                json!({"aggregate": {"count": "*", "sum": "weight,count(articles)"}}),
            ),
        ),
        as_roles(
            both,
            case("authors", json!({"groupBy": "notes", "aggregate": {"count": "notes"}})),
        ),
        as_roles(
            both,
            case(
                "authors",
                json!({"aggregate": {"min": "notes", "max": "notes", "countDistinct": "notes"}}),
            ),
        ),
    ]);
    cases
}

fn nothing() -> Vec<Case> {
    let none = json!({"id": {"_eq": "nobody"}});
    let all: serde_json::Map<String, Json> = AGGREGATE_FUNCTIONS
        .iter()
        .map(|row| {
            (
                row.name.to_owned(),
                json!(if row.name == "countAll" { "*" } else { "whole" }),
            )
        })
        .collect();
    vec![
        case("samples", json!({"aggregate": all.clone(), "filter": none.clone()})),
        case(
            "samples",
            json!({"aggregate": {"sum": "big,real,exact", "avg": "real,exact", "min": "real,word,moment"}, "filter": none.clone()}),
        ),
        case(
            "samples",
            json!({"groupBy": "word", "aggregate": all.clone(), "filter": none.clone()}),
        ),
        case("samples", json!({"groupBy": "word", "filter": none})),
        // One group in which everything is null.
        case(
            "samples",
            json!({"groupBy": "id", "aggregate": all, "filter": {"id": "s05"}}),
        ),
        case(
            "samples",
            json!({"aggregate": {"sum": "big,real,exact", "avg": "real,exact,big", "max": "clock,day"}, "filter": {"id": "s05"}}),
        ),
    ]
}

fn call(schema: &Arc<Schema>, roles: &[&str]) -> Call {
    Call {
        schema: schema.clone(),
        access: access(schema, roles),
        now: "2026-03-01T08:30:00Z".parse::<DateTime<Utc>>().unwrap(),
        limits: QueryLimits::default(),
        write_limits: WriteLimits::default(),
        precondition: quintet::items::Precondition::None,
        origin: Arc::new(quintet::items::Origin::server()),
    }
}

fn items(test: &TestDatabase) -> Items {
    Items::new(
        test.database.clone(),
        Arc::new(Keyring::new([7; 32], [])),
        Random::seeded(7),
    )
}

/// The bytes of the answer, or the refusal.
async fn ask(items: &Items, schema: &Arc<Schema>, case: &Case) -> String {
    let collection = schema.collection_named(case.collection).unwrap().id;
    let raw = from_object(case.query.clone()).unwrap();
    assert!(raw.is_aggregate(), "{}", case.query);
    match items.aggregate(&call(schema, case.roles), collection, &raw).await {
        Ok(list) => {
            let counts = [("total", list.total_count), ("filtered", list.filter_count)];
            let counts = counts
                .iter()
                .filter_map(|(name, count)| Some(format!(" {name}={}", (*count)?)));
            format!(
                "[{}]{}",
                String::from_utf8(list.rows).unwrap(),
                counts.collect::<String>()
            )
        }
        Err(quintet::items::ItemsError::Query(error)) => error
            .problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; "),
        Err(error) => format!("{error:?}"),
    }
}

#[tokio::test]
async fn aggregates_are_the_same_bytes_everywhere() {
    let schema = load_schema(FILES);
    let answers = compare(async |test: &TestDatabase| {
        fill(&test.database, &schema).await;
        let items = items(test);
        let mut answers = Vec::new();
        for (index, case) in cases().iter().enumerate() {
            let who = case.roles.join("+");
            let name = format!(
                "{index:03} {}{} {}",
                case.collection,
                if who.is_empty() { who } else { format!(" as {who}") },
                case.query
            );
            answers.push((name, Json::String(ask(&items, &schema, case).await)));
        }
        answers
    })
    .await;
    assert!(answers.len() >= 60);
    let mut text = String::new();
    for (case, answers) in &answers {
        let answer = answers[0].1.as_str().unwrap();
        writeln!(text, "{case}\n    {}", answer.replace("},{", "},\n     {")).unwrap();
    }
    insta::assert_snapshot!("aggregates", text);
}

#[tokio::test]
async fn an_aggregate_is_one_statement() {
    let schema = load_schema(FILES);
    for_each_engine(|test| {
        let schema = schema.clone();
        async move {
            fill(&test.database, &schema).await;
            let items = items(&test);
            for (query, expected) in [
                (json!({"aggregate": {"count": "*"}}), 1),
                (
                    json!({"groupBy": "status,count(tags)", "aggregate": {"avg": "count(comments)"}}),
                    1,
                ),
                (json!({"groupBy": "status", "meta": "filter_count"}), 2),
                // Refused before it comes to a statement.
                (json!({"aggregate": {"sum": "price"}}), 0),
            ] {
                let before = test.database.statements();
                ask(&items, &schema, &as_roles(&["reader"], case("articles", query.clone()))).await;
                assert_eq!(test.database.statements() - before, expected, "{query}");
            }
        }
    })
    .await;
}
