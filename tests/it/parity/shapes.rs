//! What must hold whatever is asked: texts depend on the shape of a query and not on its values, names and values never become SQL, wide items and
//! large lists come back whole.

use std::fmt::Write as _;

use quintet::{
    schema::Schema,
    sql::{
        Dialect,
        dialect::{mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite},
        read, write,
    },
    value::{ItemId, Json, Value},
};
use serde_json::json;

use super::{
    compare,
    world::{FILES, access, fill, load_schema, query, run},
};
use crate::support::{TestDatabase, for_each_engine};

const DIALECTS: [&dyn Dialect; 3] = [&Sqlite, &Postgres, &MariaDb];

fn text(schema: &Schema, dialect: &dyn Dialect, collection: &str, parameters: &Json) -> String {
    let query = query(schema, &access(schema, &[]), collection, parameters).unwrap();
    read::compile(schema, dialect, &query).text
}

#[test]
fn the_text_depends_on_the_shape_alone() {
    let schema = load_schema(FILES);
    let check = |one: Json, other: Json| {
        for dialect in DIALECTS {
            assert_eq!(
                text(&schema, dialect, "articles", &one),
                text(&schema, dialect, "articles", &other)
            );
        }
    };
    check(
        json!({"fields": "title", "limit": 10}),
        json!({"fields": "title", "limit": 77}),
    );
    check(
        json!({"fields": "title", "limit": 10, "offset": 5}),
        json!({"fields": "title", "limit": 1, "offset": 9000}),
    );
    for (one, other) in [
        (
            json!({"title": {"_eq": "a"}}),
            json!({"title": {"_eq": "'; DROP TABLE articles; --"}}),
        ),
        (
            json!({"title": {"_contains": "a"}}),
            json!({"title": {"_contains": "%_\\'\"`"}}),
        ),
        (
            json!({"title": {"_in": ["a", "b", "c"]}}),
            json!({"title": {"_in": ["d", "e", "f", "g"]}}),
        ),
        (
            json!({"views": {"_between": ["1", "2"]}}),
            json!({"views": {"_between": ["-9", "99"]}}),
        ),
        (json!({"price": {"_gt": "0.01"}}), json!({"price": {"_gt": "99.99"}})),
        (
            json!({"published_at": {"_lt": "2026-01-01"}}),
            json!({"published_at": {"_lt": "1999-12-31T23:59:59.999Z"}}),
        ),
    ] {
        check(
            json!({"fields": "title", "filter": one}),
            json!({"fields": "title", "filter": other}),
        );
    }
    for dialect in DIALECTS.iter().take(2) {
        let of = |count: usize| {
            let values: Vec<String> = (0..count).map(|number| number.to_string()).collect();
            text(
                &schema,
                *dialect,
                "articles",
                &json!({"filter": {"title": {"_in": values}}}),
            )
        };
        assert_eq!(of(2), of(900), "{}", dialect.name());
    }
}

#[tokio::test]
async fn values_in_every_position_stay_values() {
    let schema = load_schema(FILES);
    let evil = [
        "'",
        "\"",
        "`",
        "\\",
        "\\'",
        "'; DROP TABLE authors; --",
        "$1",
        "?",
        ":name",
        "%s",
        "{}",
        "{\"a\"",
        "\u{1}",
        "\u{fdd0}İ",
        "/*",
    ];
    let administrator = access(&schema, &[]);
    let mut queries = Vec::new();
    for value in evil {
        let filters = [
            json!({"name": {"_eq": value}}),
            json!({"name": {"_in": [value, "Ada"]}}),
            json!({"_or": [{"name": {"_contains": value}}, {"name": {"_icontains": value}}, {"id": {"_eq": "ada"}}]}),
            json!({"name": {"_between": ["A", value]}}),
            json!({"name": {"_nistarts_with": value}}),
            json!({"articles": {"_some": {"title": {"_iends_with": value}}}}),
        ];
        for filter in filters {
            let parameters = json!({"fields": "id", "filter": filter, "sort": "id"});
            queries.push((
                filter.to_string(),
                query(&schema, &administrator, "authors", &parameters).unwrap(),
            ));
        }
    }
    let answers = compare(async |test| {
        fill(&test.database, &schema).await;
        let mut answers = Vec::new();
        for (filter, query) in &queries {
            answers.push((filter.clone(), run(&test.database, &schema, query).await));
        }
        answers
    })
    .await;
    assert_eq!(
        answers[&json!({"name": {"_in": ["\\'", "Ada"]}}).to_string()][0].1,
        json!([{"id": "ada"}])
    );
}

/// A collection with as many fields as nobody should have, and one that refers to it.
fn wide_files(fields: usize) -> Vec<(String, String)> {
    let mut wide = String::from("id: integer\ntimestamps: false\nauthorship: false\nfields:\n");
    for number in 0..fields {
        writeln!(wide, "  f{number}: integer").unwrap();
    }
    writeln!(wide, "  owner: {{ type: relation, to: owners, inverse: wides }}").unwrap();
    let owners = "id: integer\ntimestamps: false\nauthorship: false\nfields:\n  name: string\n";
    vec![
        ("models/wides.yaml".to_owned(), wide),
        ("models/owners.yaml".to_owned(), owners.to_owned()),
    ]
}

#[tokio::test]
async fn wide_items_are_nested_whole() {
    const FIELDS: usize = 160;
    let files = wide_files(FIELDS);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let schema = load_schema(&files);
    let answers = compare(async |test| {
        super::world::make_tables(&test.database, &schema).await;
        for statement in [
            "INSERT INTO owners (id, name) VALUES (1, 'one')",
            "INSERT INTO wides (id, f0, f100, owner) VALUES (5, 7, 8, 1)",
        ] {
            test.database.execute_raw(statement).await.unwrap();
        }
        let read = json!({"fields": "id,wides.*", "sort": "id"});
        let query = query(&schema, &access(&schema, &[]), "owners", &read).unwrap();
        vec![("wide".to_owned(), run(&test.database, &schema, &query).await)]
    })
    .await;
    let item = &answers["wide"][0].1[0]["wides"][0];
    assert_eq!(item.as_object().unwrap().len(), FIELDS + 2);
    assert_eq!(
        (&item["f0"], &item["f100"], &item["f1"], &item["owner"]),
        (&json!(7), &json!(8), &Json::Null, &json!(1))
    );
}

#[tokio::test]
async fn large_nested_lists_come_back_whole() {
    let schema = load_schema(FILES);
    for_each_engine(|test: TestDatabase| {
        let schema = &schema;
        async move {
            super::world::make_tables(&test.database, schema).await;
            let authors = schema.collection_named("authors").unwrap();
            let long = "é".repeat(20_000);
            let mut transaction = test.database.begin().await.unwrap();
            for number in 0..60 {
                let mentor = if number == 0 {
                    Value::Null
                } else {
                    Value::Text("a0".to_owned())
                };
                let values = [
                    ("id", Value::Text(format!("a{number}"))),
                    ("name", Value::Text("x".to_owned())),
                    ("notes", Value::Text(long.clone())),
                    ("mentor", mentor),
                ];
                let values = values.map(|(name, value): (&str, Value)| super::world::assignment(authors, name, value));
                transaction
                    .values(write::insert(schema, test.database.dialect(), authors.id, &values))
                    .await
                    .unwrap();
            }
            transaction.commit().await.unwrap();
            let read = json!({"fields": "id,students.id,students.notes", "filter": {"id": {"_eq": "a0"}}});
            let query = query(schema, &access(schema, &[]), "authors", &read).unwrap();
            let answer = run(&test.database, schema, &query).await;
            let students = answer[0]["students"].as_array().unwrap();
            assert_eq!(students.len(), 59);
            assert!(students.iter().all(|student| student["notes"] == json!(long)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_given_number_is_not_given_again() {
    let schema = load_schema(FILES);
    for_each_engine(|test: TestDatabase| {
        let schema = &schema;
        async move {
            super::world::make_tables(&test.database, schema).await;
            let tags = schema.collection_named("tags").unwrap();
            let mut transaction = test.database.begin().await.unwrap();
            let mut keys = Vec::new();
            for (id, name) in [
                (None, "a"),
                (Some(2), "b"),
                (None, "c"),
                (Some(100), "d"),
                (Some(50), "e"),
                (None, "f"),
            ] {
                let mut values = vec![super::world::assignment(tags, "name", Value::Text(name.to_owned()))];
                values.extend(id.map(|id| super::world::assignment(tags, "id", Value::Integer(id))));
                let statement = write::insert(schema, test.database.dialect(), tags.id, &values);
                let made = transaction.values(statement).await.unwrap();
                keys.push(ItemId::try_from(made[0][0].clone()).unwrap());
            }
            transaction.commit().await.unwrap();
            let expected = [1, 2, 3, 100, 50, 101].map(ItemId::Integer);
            assert_eq!(keys, expected, "{}", test.engine());
        }
    })
    .await;
}

#[tokio::test]
async fn natural_order_is_that_of_people_on_every_engine() {
    let schema = load_schema(FILES);
    for_each_engine(|test: TestDatabase| {
        let schema = &schema;
        async move {
            fill(&test.database, schema).await;
            for (sort, nulls_at) in [("natural", 9), ("-natural", 0)] {
                let read = json!({"fields": "natural", "sort": sort});
                let query = query(schema, &access(schema, &[]), "samples", &read).unwrap();
                let rows = run(&test.database, schema, &query).await;
                let mut order: Vec<&Json> = rows.as_array().unwrap().iter().map(|row| &row["natural"]).collect();
                assert_eq!(order.remove(nulls_at), &Json::Null, "{}: {rows}", test.engine());
                // Where accents and case stand between equals is the engine's; letters come first everywhere.
                let mut letters: Vec<&str> = order.iter().map(|text| initial(text.as_str().unwrap())).collect();
                if sort.starts_with('-') {
                    letters.reverse();
                }
                assert_eq!(
                    letters,
                    ["a", "a", "a", "a", "p", "p", "p", "z", "z"],
                    "{}: {rows}",
                    test.engine()
                );
            }
        }
    })
    .await;
}

fn initial(text: &str) -> &'static str {
    match text.chars().next().unwrap() {
        'a' | 'A' | 'ä' | 'Ä' => "a",
        'p' | 'P' => "p",
        _ => "z",
    }
}
