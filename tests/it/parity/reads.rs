//! Reads of every shape: the answers are the same on every engine, and they and the SQL of each are as they were looked at once.

use std::fmt::Write as _;

use quintet::{
    schema::Schema,
    sql::{
        Dialect, Statement,
        dialect::{mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite},
        read,
    },
    value::Json,
};
use serde_json::json;

use super::{
    compare,
    world::{FILES, access, fill, load_schema, query, run},
};

struct Case {
    name: &'static str,
    roles: &'static [&'static str],
    collection: &'static str,
    parameters: Json,
}

fn case(name: &'static str, collection: &'static str, parameters: Json) -> Case {
    Case {
        name,
        roles: &[],
        collection,
        parameters,
    }
}

fn as_roles(roles: &'static [&'static str], case: Case) -> Case {
    Case { roles, ..case }
}

fn cases() -> Vec<Case> {
    let mut cases = values();
    cases.extend(relations());
    cases.extend(orders_and_pages());
    cases.extend(related_filters());
    cases.extend(rules());
    cases
}

fn values() -> Vec<Case> {
    vec![
        case("every type, outside", "samples", json!({"fields": "*", "sort": "id"})),
        case(
            "functions",
            "samples",
            json!({"fields": "id,year(moment),month(moment),week(moment),day(moment),weekday(moment),hour(moment),minute(moment),second(moment),year(day),week(day),weekday(day),hour(clock),second(clock),count(labels),count(document)", "sort": "id"}),
        ),
        case(
            "every type, inside",
            "authors",
            json!({"fields": "id,articles.*", "sort": "id"}),
        ),
        case(
            "a time and a uuid, inside",
            "articles",
            json!({"fields": "id,comments.id,comments.sent,comments.is_hidden", "sort": "id"}),
        ),
        case(
            "an alias",
            "articles",
            json!({"fields": "name,id", "alias": {"name": "title"}, "sort": "id"}),
        ),
        case(
            "search",
            "articles",
            json!({"fields": "id", "search": "HARBOR", "sort": "id"}),
        ),
    ]
}

fn relations() -> Vec<Case> {
    vec![
        case(
            "m2o",
            "articles",
            json!({"fields": "id,author,author.name,editor.name,editor.mentor.name", "sort": "id"}),
        ),
        case(
            "m2o keys",
            "articles",
            json!({"fields": "id,author,editor", "sort": "id"}),
        ),
        case(
            "o2m",
            "authors",
            json!({"fields": "id,articles.title,edited.id", "sort": "id"}),
        ),
        case(
            "o2m keys",
            "authors",
            json!({"fields": "id,articles,students", "sort": "id"}),
        ),
        case(
            "m2m in its order",
            "articles",
            json!({"fields": "id,tags.name,related.id", "sort": "id"}),
        ),
        case(
            "m2m keys",
            "articles",
            json!({"fields": "id,tags,related", "sort": "id"}),
        ),
        case(
            "m2m from the other side",
            "tags",
            json!({"fields": "id,articles.id,articles.title", "sort": "id"}),
        ),
        case(
            "m2m keys from the other side",
            "tags",
            json!({"fields": "id,articles", "sort": "id"}),
        ),
        case(
            "m2m in another order",
            "articles",
            json!({"fields": "id,tags.name", "sort": "id", "deep": {"tags": {"_sort": "-name"}}}),
        ),
        case(
            "m2a keys",
            "articles",
            json!({"fields": "id,lead,featured", "sort": "id"}),
        ),
        case(
            "m2a objects",
            "articles",
            json!({"fields": "id,lead.item:authors.name,lead.item:articles.title,lead.item:tags.*,featured.item:authors.name,featured.item:tags.name", "sort": "id"}),
        ),
        case(
            "m2a page",
            "articles",
            json!({"fields": "id,featured.*", "sort": "id", "deep": {"featured": {"_limit": 1, "_offset": 1}}}),
        ),
        case(
            "three levels",
            "authors",
            json!({"fields": "id,articles.id,articles.comments.text,articles.comments.replies.text,articles.comments.replies.likes", "sort": "id"}),
        ),
        case(
            "six levels and back",
            "comments",
            json!({"fields": "text,article.author.articles.tags.articles.author.name", "sort": "id"}),
        ),
        case(
            "everything two deep",
            "articles",
            json!({"fields": "*.*", "sort": "id"}),
        ),
        case(
            "counts",
            "articles",
            json!({"fields": "id,count(tags),count(comments),count(related)", "sort": "id"}),
        ),
        case(
            "an alias of a relation, twice",
            "articles",
            json!({"fields": "id,best.text,rest.text", "alias": {"best": "comments", "rest": "comments"}, "deep": {"best": {"_limit": 1}, "rest": {"_offset": 1, "_sort": "id"}}, "sort": "id"}),
        ),
        case(
            "no rows",
            "articles",
            json!({"fields": "id,tags.name", "filter": {"id": {"_eq": "none"}}}),
        ),
    ]
}

fn orders_and_pages() -> Vec<Case> {
    let by = |name, sort: &str| case(name, "samples", json!({"fields": "id", "sort": sort}));
    vec![
        by("by whole numbers", "whole,id"),
        by("by whole numbers, falling", "-whole,id"),
        by("by big numbers", "big"),
        by("by floats, falling", "-real"),
        by("by decimals", "exact"),
        by("by booleans", "flag,-id"),
        by("by booleans, falling", "-flag,id"),
        by("by words, code points", "word"),
        by("by words, falling", "-word"),
        by("by prose", "prose"),
        by("by dates", "-day"),
        by("by times", "clock"),
        by("by moments", "-moment"),
        by("by uuids", "code"),
        by("by a part", "month(moment),id"),
        by("by a count", "-count(labels),id"),
        case(
            "nulls last inside",
            "articles",
            json!({"fields": "id,comments.likes,comments.text", "sort": "id", "deep": {"comments": {"_sort": "likes,id"}}}),
        ),
        case(
            "nulls first inside, falling",
            "articles",
            json!({"fields": "id,comments.likes,comments.text", "sort": "id", "deep": {"comments": {"_sort": "-likes,id"}}}),
        ),
        case(
            "by an m2o's field",
            "articles",
            json!({"fields": "id", "sort": "author.name,id"}),
        ),
        case(
            "by an m2o's field, falling",
            "articles",
            json!({"fields": "id", "sort": "-author.name,id"}),
        ),
        case(
            "by a field two steps away",
            "articles",
            json!({"fields": "id", "sort": "-editor.mentor.name,id"}),
        ),
        case(
            "inside by an m2o's field",
            "tags",
            json!({"fields": "id,articles.id", "sort": "id", "deep": {"articles": {"_sort": "author.name,-id"}}}),
        ),
        case(
            "first page",
            "samples",
            json!({"fields": "id", "sort": "id", "limit": 3}),
        ),
        case(
            "second page",
            "samples",
            json!({"fields": "id", "sort": "id", "limit": 3, "offset": 3}),
        ),
        case(
            "beyond the last page",
            "samples",
            json!({"fields": "id", "sort": "id", "limit": 3, "offset": 300}),
        ),
        case(
            "inside, per parent",
            "articles",
            json!({"fields": "id,comments.text", "sort": "id", "deep": {"comments": {"_sort": "id", "_limit": 2}}}),
        ),
        case(
            "inside, second page",
            "articles",
            json!({"fields": "id,comments.text", "sort": "id", "deep": {"comments": {"_sort": "id", "_limit": 2, "_offset": 2}}}),
        ),
        case(
            "keys inside, per parent",
            "articles",
            json!({"fields": "id,tags", "sort": "id", "deep": {"tags": {"_limit": 2, "_offset": 1}}}),
        ),
        case(
            "page inside a page",
            "authors",
            json!({"fields": "id,articles.id,articles.comments.text", "sort": "id", "deep": {"articles": {"_sort": "id", "_limit": 1, "comments": {"_sort": "-likes,id", "_limit": 2}}}}),
        ),
    ]
}

fn related_filters() -> Vec<Case> {
    let of = |name, filter: Json| {
        case(
            name,
            "articles",
            json!({"fields": "id", "filter": filter, "sort": "id"}),
        )
    };
    let authors = |name, filter: Json| case(name, "authors", json!({"fields": "id", "filter": filter, "sort": "id"}));
    vec![
        of("m2o field", json!({"author": {"name": {"_eq": "Ada"}}})),
        of("m2o field, not", json!({"_not": {"author": {"name": {"_eq": "Ada"}}}})),
        of(
            "m2o field, negated operator",
            json!({"author": {"name": {"_neq": "Ada"}}}),
        ),
        of("m2o key", json!({"author": {"_eq": "ada"}})),
        of("m2o key in a list", json!({"author": {"_in": ["ada", "bob", "none"]}})),
        of("m2o null", json!({"author": {"_null": true}})),
        of(
            "m2o two steps",
            json!({"editor": {"mentor": {"name": {"_starts_with": "A"}}}}),
        ),
        authors(
            "o2m some",
            json!({"articles": {"_some": {"status": {"_eq": "published"}}}}),
        ),
        authors(
            "o2m none",
            json!({"articles": {"_none": {"status": {"_eq": "published"}}}}),
        ),
        authors(
            "o2m every",
            json!({"articles": {"_every": {"status": {"_eq": "published"}}}}),
        ),
        authors(
            "o2m every, unknown fails",
            json!({"articles": {"_every": {"price": {"_gt": 0}}}}),
        ),
        authors(
            "o2m without a quantifier",
            json!({"articles": {"title": {"_icontains": "harbor"}}}),
        ),
        of("m2m some", json!({"tags": {"_some": {"name": {"_eq": "sea"}}}})),
        of("m2m none", json!({"tags": {"_none": {"name": {"_eq": "city"}}}})),
        of("m2m every", json!({"tags": {"_every": {"weight": {"_gt": 0}}}})),
        case(
            "m2m some, other side",
            "tags",
            json!({"fields": "id", "filter": {"articles": {"_some": {"author": {"name": {"_eq": "Ada"}}}}}, "sort": "id"}),
        ),
        of("m2a one", json!({"lead": {"item:authors": {"name": {"_eq": "Cyd"}}}})),
        of("m2a many", json!({"featured": {"item:tags": {"name": {"_eq": "sea"}}}})),
        of(
            "m2a many, not",
            json!({"_not": {"featured": {"item:tags": {"name": {"_eq": "sea"}}}}}),
        ),
        of("count of comments", json!({"count(comments)": {"_gte": 1}})),
        of("count of tags", json!({"count(tags)": {"_eq": 0}})),
        of(
            "some within some",
            json!({"comments": {"_some": {"replies": {"_some": {"likes": {"_gt": 1}}}}}}),
        ),
        of(
            "every within none",
            json!({"comments": {"_none": {"replies": {"_every": {"is_hidden": {"_eq": true}}}}}}),
        ),
        of("m2o by a unique value", json!({"author": {"id": {"_eq": "ada"}}})),
        of(
            "m2o by a unique value, not",
            json!({"_not": {"author": {"id": {"_in": ["ada", "bob"]}}}}),
        ),
        authors(
            "o2m by a unique value",
            json!({"articles": {"_some": {"id": {"_eq": "a2"}}}}),
        ),
        authors(
            "o2m by a unique value, none",
            json!({"edited": {"_none": {"id": {"_in": ["a1", "a2", "a3"]}}}}),
        ),
        of(
            "m2a by a unique value, not",
            json!({"_not": {"lead": {"item:authors": {"id": {"_eq": "cyd"}}}}}),
        ),
        of(
            "m2m two steps by a unique value",
            json!({"comments": {"_some": {"article": {"tags": {"_some": {"name": {"_eq": "sea"}}}}}}}),
        ),
        of(
            "or over relations",
            json!({"_or": [{"author": {"name": {"_eq": "Cyd"}}}, {"tags": {"_some": {"name": {"_eq": "sea"}}}}]}),
        ),
        case(
            "inside, filtered",
            "articles",
            json!({"fields": "id,comments.text", "sort": "id", "deep": {"comments": {"_filter": {"likes": {"_gte": 3}}, "_sort": "id"}}}),
        ),
        case(
            "inside, filtered over a relation",
            "articles",
            json!({"fields": "id,comments.text", "sort": "id", "deep": {"comments": {"_filter": {"parent": {"text": {"_eq": "First!"}}}, "_sort": "id"}}}),
        ),
    ]
}

fn rules() -> Vec<Case> {
    const READER: &[&str] = &["reader"];
    const BOTH: &[&str] = &["reader", "agent"];
    vec![
        as_roles(
            READER,
            case("reader's articles", "articles", json!({"fields": "*", "sort": "id"})),
        ),
        as_roles(
            READER,
            case(
                "reader's tree",
                "authors",
                json!({"fields": "id,articles.id,articles.comments.text,articles.tags.name", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's m2o to what is hidden",
                "comments",
                json!({"fields": "text,article,article.title", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's keys",
                "articles",
                json!({"fields": "id,tags,related,comments", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's m2a",
                "articles",
                json!({"fields": "id,lead.*,featured.*", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's m2a keys",
                "articles",
                json!({"fields": "id,lead,featured", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's filter over hidden rows",
                "authors",
                json!({"fields": "id", "filter": {"articles": {"_some": {"title": {"_contains": "arbor"}}}}, "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's count",
                "articles",
                json!({"fields": "id,count(comments),count(tags)", "sort": "id"}),
            ),
        ),
        as_roles(
            READER,
            case(
                "reader's sort over hidden rows",
                "comments",
                json!({"fields": "text", "sort": "article.title,id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "guarded fields",
                "articles",
                json!({"fields": "id,title,price,views", "sort": "id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "guarded fields inside",
                "authors",
                json!({"fields": "id,notes,articles.id,articles.price,articles.views", "sort": "id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "filter by a guarded field",
                "articles",
                json!({"fields": "id", "filter": {"price": {"_gte": 0}}, "sort": "id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "filter by a guarded field, not",
                "articles",
                json!({"fields": "id", "filter": {"_not": {"price": {"_gte": 0}}}, "sort": "id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "guarded null",
                "articles",
                json!({"fields": "id", "filter": {"price": {"_null": true}}, "sort": "id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "sort by a guarded field",
                "articles",
                json!({"fields": "id", "sort": "-price,id"}),
            ),
        ),
        as_roles(
            BOTH,
            case(
                "guarded field of another row",
                "articles",
                json!({"fields": "id", "filter": {"author": {"notes": {"_nnull": true}}}, "sort": "id"}),
            ),
        ),
    ]
}

const DIALECTS: [&dyn Dialect; 3] = [&Sqlite, &Postgres, &MariaDb];

fn print(text: &mut String, case: &Case, answer: &Json, statements: &[Statement]) {
    writeln!(
        text,
        "## {}\n\n{} {} {:?}\n",
        case.name, case.collection, case.parameters, case.roles
    )
    .unwrap();
    for row in answer.as_array().unwrap() {
        writeln!(text, "    {row}").unwrap();
    }
    for statement in statements {
        writeln!(text, "\n{}\n{:?}", statement.text, statement.args).unwrap();
    }
    text.push('\n');
}

fn statements(schema: &Schema, case: &Case) -> Vec<Statement> {
    let query = query(schema, &access(schema, case.roles), case.collection, &case.parameters).unwrap();
    DIALECTS
        .iter()
        .map(|dialect| read::compile(schema, *dialect, &query))
        .collect()
}

#[tokio::test]
async fn reads_are_the_same_everywhere() {
    let schema = load_schema(FILES);
    let cases = cases();
    let refused: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let query = query(&schema, &access(&schema, case.roles), case.collection, &case.parameters);
            Some(format!("{}: {}", case.name, query.err()?))
        })
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    let answers = compare(async |test| {
        fill(&test.database, &schema).await;
        let mut answers = Vec::new();
        for case in &cases {
            let query = query(&schema, &access(&schema, case.roles), case.collection, &case.parameters).unwrap();
            answers.push((case.name.to_owned(), run(&test.database, &schema, &query).await));
        }
        answers
    })
    .await;
    let mut text = String::new();
    for case in &cases {
        print(&mut text, case, &answers[case.name][0].1, &statements(&schema, case));
    }
    insta::assert_snapshot!("reads", text);
}
