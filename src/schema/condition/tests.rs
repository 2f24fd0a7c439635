//! The filter language, from JSON to the tree: what it means, and what it refuses.

#![expect(clippy::too_many_lines, reason = "a list of cases is as long as it is")]

use serde_json::json;

use super::*;
use crate::schema::fixture;

fn parse_on(schema: &Schema, collection: &str, json: &Json) -> Result<String, Vec<String>> {
    let on = schema.expect(collection);
    let parsed = parse(schema, &Everything, ConditionLimits::default(), on.id, json);
    match parsed {
        Ok(filter) => Ok(fixture::filter(schema, on, &filter)),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect()),
    }
}

/// Filters on articles and what they mean.
fn check_all(cases: &[(Json, &str)]) {
    let schema = fixture::schema();
    let mut wrong = Vec::new();
    for (json, expected) in cases {
        let found = parse_on(&schema, "articles", json);
        if found.as_deref() != Ok(*expected) {
            wrong.push(format!("{json}\n    expected {expected}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn fields_and_groups() {
    check_all(&[
        (json!({}), "true"),
        (json!(null), "true"),
        (json!({"title": "x"}), "title = \"x\""),
        (
            json!({"title": {"_eq": "x"}, "views": {"_gt": 5, "_lte": "9"}}),
            "(title = \"x\" & (views > 5 & views <= 9))",
        ),
        (json!({"_and": [{"views": 1}, {"views": 2}]}), "(views = 1 & views = 2)"),
        (
            json!({"_or": [{"views": 1}, {"_and": [{"views": 2}, {"title": "x"}]}]}),
            "(views = 1 | (views = 2 & title = \"x\"))",
        ),
        (json!({"_not": {"views": 1}}), "!views = 1"),
        (json!({"_not": {"_not": {"views": 1}}}), "views = 1"),
        (
            json!({"title": {"_or": [{"_eq": "a"}, {"_not": {"_contains": "b"}}]}}),
            "(title = \"a\" | !title ~ \"b\")",
        ),
        // What filters nothing.
        (json!({"title": {}}), "true"),
        (json!({"_and": []}), "true"),
        (json!({"_or": []}), "true"),
        (json!({"_or": [{"views": 1}, {}]}), "true"),
        (json!({"_or": [{"views": 1}, {"title": {}}]}), "true"),
        (json!({"_and": [{"views": 1}, {}]}), "views = 1"),
        (json!({"_not": {}}), "true"),
        (json!({"_not": {"tags": {"name": {}}}}), "true"),
    ]);
}

#[test]
fn operators_and_values() {
    check_all(&[
        (json!({"title": {"_neq": "x"}}), "!title = \"x\""),
        (json!({"title": {"_ieq": "X"}}), "title =i \"X\""),
        (json!({"title": {"_nieq": "X"}}), "!title =i \"X\""),
        (json!({"title": {"_nicontains": "X"}}), "!title ~i \"X\""),
        (
            json!({"title": {"_starts_with": "a", "_nends_with": "b"}}),
            "(!title $ \"b\" & title ^ \"a\")",
        ),
        (json!({"title": {"_eq": ""}}), "title = \"\""),
        (json!({"title": {"_eq": "null"}}), "title = \"null\""),
        (json!({"title": {"_eq": 5}}), "title = \"5\""),
        (json!({"title": null}), "title is null"),
        (json!({"views": {"_eq": "null"}}), "views is null"),
        (json!({"views": {"_neq": null}}), "!views is null"),
        (json!({"views": {"_in": "1, 2,3"}}), "views in 1, 2, 3"),
        (json!({"views": {"_nin": [1]}}), "!views in 1"),
        (json!({"views": {"_in": [1, null]}}), "(views is null | views in 1)"),
        (json!({"views": {"_nin": [1, null]}}), "!(views is null | views in 1)"),
        (json!({"views": {"_in": [null]}}), "views is null"),
        (json!({"views": {"_between": [1, "5"]}}), "views between 1, 5"),
        (json!({"views": {"_nbetween": "1,5"}}), "!views between 1, 5"),
        (json!({"views": {"_null": true}}), "views is null"),
        (json!({"views": {"_null": "false"}}), "!views is null"),
        (json!({"views": {"_null": ""}}), "views is null"),
        (json!({"views": {"_nnull": true}}), "!views is null"),
        (json!({"views": {"_nnull": false}}), "views is null"),
        (json!({"title": {"_empty": true}}), "title is empty"),
        (json!({"title": {"_nempty": null}}), "!title is empty"),
        (json!({"labels": {"_contains": "a"}}), "labels ~ json \"a\""),
        (json!({"labels": {"_empty": false}}), "!labels is empty"),
        (json!({"price": {"_gt": 9.5}}), "price > 9.50"),
        (
            json!({"hits": {"_eq": "9223372036854775807"}}),
            "hits = 9223372036854775807",
        ),
        (json!({"is_breaking": "true"}), "is_breaking = true"),
        (json!({"day": {"_lt": "2026-03-01"}}), "day < 2026-03-01"),
        (
            json!({"published_at": {"_gte": "2026-03-01"}}),
            "published_at >= 2026-03-01T00:00:00",
        ),
        (json!({"at": {"_eq": "08:30"}}), "at = 08:30:00"),
        (json!({"token": {"_nnull": true}}), "!token is null"),
        (json!({"password": null}), "password is null"),
        (json!({"meta": null}), "meta is null"),
    ]);
}

#[test]
fn dynamic_values_and_functions() {
    check_all(&[
        (
            json!({"published_at": {"_lte": "$NOW"}}),
            "published_at <= now(DateTime 0mo 0ms)",
        ),
        (
            json!({"day": {"_gt": "$NOW(-1 day)"}}),
            "day > now(Date 0mo -86400000ms)",
        ),
        (
            json!({"published_at": {"_between": "$NOW(-2 months),$NOW"}}),
            "published_at between now(DateTime -2mo 0ms), now(DateTime 0mo 0ms)",
        ),
        (json!({"created_by": "$CURRENT_USER"}), "created_by = me"),
        (json!({"owner": {"_in": ["$CURRENT_USER"]}}), "owner in me"),
        (json!({"status": {"_in": "$CURRENT_ROLES"}}), "status in roles"),
        (json!({"status": {"_eq": "$CURRENT_ROLE"}}), "status = role"),
        // No variable that is known: a price tag.
        (json!({"title": "$5"}), "title = \"$5\""),
        (json!({"year(published_at)": 2026}), "year(published_at) = 2026"),
        (json!({"weekday(day)": {"_in": [0, 6]}}), "weekday(day) in 0, 6"),
        (json!({"hour(at)": {"_lt": "12"}}), "hour(at) < 12"),
        (json!({"count(tags)": {"_gte": 2}}), "count(tags) >= 2"),
        (json!({"count(labels)": 0}), "count(labels) = 0"),
        (
            json!({"author": {"count(articles)": {"_gt": 3}}}),
            "some(author: count(articles) > 3)",
        ),
    ]);
}

#[test]
fn relations() {
    check_all(&[
        (json!({"author": {"name": "Ada"}}), "some(author: name = \"Ada\")"),
        (
            json!({"author": {"boss": {"name": "Ada"}}}),
            "some(author: some(boss: name = \"Ada\"))",
        ),
        (json!({"author": {"_null": true}}), "author is null"),
        (json!({"author": null}), "author is null"),
        (
            json!({"author": {"_or": [{"_null": true}, {"name": "Ada"}]}}),
            "(author is null | some(author: name = \"Ada\"))",
        ),
        (
            json!({"author": {"_or": [{"name": "Ada"}, {"name": "Bo"}]}}),
            "some(author: (name = \"Ada\" | name = \"Bo\"))",
        ),
        (
            json!({"author": {"_not": {"name": "Ada"}}}),
            "some(author: !name = \"Ada\")",
        ),
        (json!({"author": {"name": {}}}), "true"),
        (
            json!({"tags": {"name": "a", "hint": "b"}}),
            "some(tags: (hint = \"b\" & name = \"a\"))",
        ),
        (
            json!({"tags": {"_and": [{"name": "a"}, {"hint": "b"}]}}),
            "some(tags: (name = \"a\" & hint = \"b\"))",
        ),
        (
            json!({"_and": [{"tags": {"name": "a"}}, {"tags": {"name": "b"}}]}),
            "(some(tags: name = \"a\") & some(tags: name = \"b\"))",
        ),
        (
            json!({"tags": {"_some": {"name": "a"}, "_none": {"name": "b"}}}),
            "(none(tags: name = \"b\") & some(tags: name = \"a\"))",
        ),
        (json!({"tags": {"_every": {"name": "a"}}}), "every(tags: name = \"a\")"),
        (json!({"tags": {"_some": {}}}), "some(tags: true)"),
        (json!({"tags": {"_none": {}}}), "none(tags: true)"),
        (json!({"tags": {"_every": {}}}), "true"),
        (
            json!({"tags": {"_or": [{"_none": {}}, {"name": "a"}]}}),
            "(none(tags: true) | some(tags: name = \"a\"))",
        ),
        (
            json!({"tags": {"_not": {"_some": {"name": "a"}}}}),
            "!some(tags: name = \"a\")",
        ),
        (json!({"tags": {"_null": true}}), "none(tags: true)"),
        (json!({"tags": {"_nnull": true}}), "some(tags: true)"),
        (json!({"tags": null}), "none(tags: true)"),
        (
            json!({"comments": {"article": {"author": {"name": "x"}}}}),
            "some(comments: some(article: some(author: name = \"x\")))",
        ),
        (
            json!({"author": {"articles": {"_none": {"views": 1}}}}),
            "some(author: none(articles: views = 1))",
        ),
        (
            json!({"comments": {"_every": {"_or": [{"status": "approved"}, {"body": null}]}}}),
            "every(comments: (status = \"approved\" | body is null))",
        ),
    ]);
}

#[test]
fn keys_below_relations() {
    let key = "00000000-0000-0000-0000-00000000000a";
    check_all(&[
        (json!({"author": key}), "author = a"),
        (json!({"author": {"_in": [key]}}), "author in a"),
        (
            json!({"author": {"_eq": key, "name": "Ada"}}),
            "(author = a & some(author: name = \"Ada\"))",
        ),
        (json!({"tags": key}), "some(tags: id = a)"),
        (json!({"tags": {"_neq": key}}), "some(tags: !id = a)"),
        (
            json!({"tags": {"_eq": key, "name": "x"}}),
            "some(tags: (id = a & name = \"x\"))",
        ),
        (json!({"tags": {"_none": {"_in": [key]}}}), "none(tags: id in a)"),
        (
            json!({"featured": {"item": key}}),
            "(some(featured:pages: id = a) | some(featured:authors: id = a) | some(featured:vault: id = a))",
        ),
    ]);
}

#[test]
fn any_of_several_collections() {
    check_all(&[
        (
            json!({"featured": {"item:pages": {"title": "x"}}}),
            "some(featured:pages: title = \"x\")",
        ),
        (
            json!({"featured": {"collection": "pages"}}),
            "some(featured:pages: true)",
        ),
        (
            json!({"featured": {"collection": {"_neq": "pages"}}}),
            "(some(featured:authors: true) | some(featured:vault: true))",
        ),
        (
            json!({"featured": {"collection": {"_in": ["pages", "nothing"]}}}),
            "some(featured:pages: true)",
        ),
        (json!({"featured": {"collection": "nothing"}}), "false"),
        (
            json!({"featured": {"collection": "authors", "item:pages": {"title": "x"}}}),
            "false",
        ),
        (
            json!({"featured": {"_or": [{"item:pages": {"title": "x"}}, {"item:authors": {"name": "y"}}]}}),
            "(some(featured:pages: title = \"x\") | some(featured:authors: name = \"y\"))",
        ),
        (
            json!({"featured": {"_none": {"item:pages": {"title": "x"}}}}),
            "none(featured:pages: title = \"x\")",
        ),
        (
            json!({"featured": {"_every": {"collection": "pages"}}}),
            "(every(featured:authors: false) & every(featured:vault: false))",
        ),
        (
            json!({"featured": {"_not": {"collection": "pages"}}}),
            "(some(featured:authors: true) | some(featured:vault: true))",
        ),
        (json!({"featured": {"item:pages": {"title": {}}}}), "true"),
        (
            json!({"featured": {"_null": true}}),
            "(none(featured:pages: true) & none(featured:authors: true) & none(featured:vault: true))",
        ),
        (
            json!({"lead": {"item:authors": {"boss": {"name": "x"}}}}),
            "some(lead:authors: some(boss: name = \"x\"))",
        ),
        (
            json!({"lead": {"_nnull": true}}),
            "(some(lead:pages: true) | some(lead:authors: true))",
        ),
    ]);
}

#[test]
fn what_is_refused_says_where_and_why() {
    let schema = fixture::schema();
    let check = |json: Json, expected: &[&str]| {
        let found = parse_on(&schema, "articles", &json).expect_err(&json.to_string());
        let matches =
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, want)| found.starts_with(want));
        assert!(matches, "{json}\n  expected {expected:#?}\n  found {found:#?}");
    };
    check(json!("title"), &["must be an object such as"]);
    check(json!([]), &["must be an object such as"]);
    check(
        json!({"titel": 1}),
        &["titel: unknown field `titel`; did you mean `title`?"],
    );
    check(
        json!({"author": {"nmae": 1}}),
        &["author.nmae: unknown field `nmae`; did you mean `name`?"],
    );
    check(
        json!({"title": {"_contians": "x"}}),
        &["title._contians: unknown operator or function `_contians`; did you mean `_contains`?"],
    );
    check(
        json!({"title": {"eq": "x"}}),
        &["title.eq: unknown operator or function `eq`; did you mean `_eq`?"],
    );
    check(json!({"title": {"_gt": {"a": 1}}}), &["title._gt: must be one value"]);
    check(
        json!({"title": ["a", "b"]}),
        &["title: must be one value; for a list use _in"],
    );
    check(
        json!({"views": {"_contains": 5}}),
        &["views._contains: _contains does not fit integer; use _eq, _neq, _lt"],
    );
    check(
        json!({"is_breaking": {"_gt": true}}),
        &["is_breaking._gt: _gt does not fit boolean; use"],
    );
    check(json!({"meta": {"_eq": "x"}}), &["meta._eq: _eq does not fit json; use"]);
    check(
        json!({"views": {"_in": []}}),
        &["views._in: must be a list with at least one value"],
    );
    check(
        json!({"views": {"_in": {}}}),
        &["views._in: must be a list with at least one value"],
    );
    check(
        json!({"views": {"_in": [[1]]}}),
        &["views._in: must be a list of plain values"],
    );
    check(
        json!({"views": {"_between": [1]}}),
        &["views._between: must be two values"],
    );
    check(
        json!({"views": {"_between": [1, null]}}),
        &["views._between: must be two values, neither of them null"],
    );
    check(json!({"views": {"_gt": null}}), &["views._gt: must be a value"]);
    check(json!({"views": {"_lt": "null"}}), &["views._lt: must be a value"]);
    check(
        json!({"views": {"_null": "maybe"}}),
        &["views._null: must be true or false"],
    );
    check(
        json!({"views": 9_007_199_254_740_993_i64}),
        &["views: must be a whole number between"],
    );
    check(json!({"price": "1.005"}), &["price: has more than 2 digits"]);
    check(
        json!({"title": "a\0b"}),
        &["title: must be text without the character NUL"],
    );
    check(json!({"code": "x"}), &["code: must be a UUID"]);
    check(
        json!({"token": "x"}),
        &["token: secret is stored protected; only _null"],
    );
    check(
        json!({"password": {"_empty": true}}),
        &["password._empty: password is stored protected"],
    );
    check(json!({"_or": {"title": "x"}}), &["_or: must be a list of filters"]);
    check(json!({"_eq": 1}), &["_eq: an operator stands below a field"]);
    check(json!({"_some": {}}), &["_some: only _and, _or and _not stand here"]);
    check(
        json!({"title": {"_some": {}}}),
        &["title._some: unknown operator or function `_some`"],
    );
    check(
        json!({"tags": {"_some": 1}}),
        &["tags._some: must be an object of conditions"],
    );
    check(
        json!({"lead": {"_some": {}}}),
        &["lead._some: only _and, _or and _not stand here"],
    );
    check(
        json!({"yaer(day)": 1}),
        &["yaer(day): unknown operator or function `yaer()`; did you mean `year`?"],
    );
    check(json!({"year(title)": 1}), &["year(title): year() does not fit string"]);
    check(json!({"hour(day)": 1}), &["hour(day): hour() does not fit date"]);
    check(
        json!({"count(author)": 1}),
        &["count(author): count() does not fit relation"],
    );
    check(
        json!({"count(token)": 1}),
        &["count(token): count() does not fit secret"],
    );
    check(
        json!({"year(year(day))": 1}),
        &["year(year(day)): must be one function of one field"],
    );
    check(
        json!({"year(day)": {"_contains": "2"}}),
        &["year(day)._contains: _contains does not fit a number"],
    );
    check(
        json!({"published_at": "$NOW(soon)"}),
        &["published_at: must be $NOW or a shift such as"],
    );
    check(json!({"title": "$NOW"}), &["title: $NOW is a moment"]);
    check(
        json!({"title": "$CURRENT_USER"}),
        &["title: $CURRENT_USER is of another type than the field"],
    );
    check(
        json!({"owner": "$CURRENT_USER.role.name"}),
        &["owner: $CURRENT_USER.role.name goes too far"],
    );
    check(
        json!({"owner": "$CURRENT_USER.nothing"}),
        &["owner: unknown field `nothing`"],
    );
    check(
        json!({"title": "$CURRENT_USER.password"}),
        &["title: $CURRENT_USER.password can not be compared with"],
    );
    check(json!({"status": "$CURRENT_ROLES"}), &["status: is a list; use _in"]);
    check(
        json!({"status": {"_in": "$CURRENT_POLICIES"}}),
        &["status._in: there are no policies here"],
    );
    check(
        json!({"featured": {"item:page": {}}}),
        &["featured.item:page: unknown field `item:page`; did you mean `item:pages`?"],
    );
    check(
        json!({"featured": {"title": 1}}),
        &["featured.title: unknown field `title`"],
    );
    check(
        json!({"featured": {"item:tags": {}}}),
        &["featured.item:tags: unknown field `item:tags`"],
    );
    check(
        json!({"featured": {"_eq": 1}}),
        &["featured._eq: an operator stands below a field"],
    );
    // All of them, each once.
    check(
        json!({"titel": 1, "views": {"_in": [], "_gt": "x"}, "featured": {"item:pages": {"titel": 1}}}),
        &[
            "featured.item:pages.titel: unknown field `titel`",
            "titel: unknown field",
            "views._gt: must be a whole number",
            "views._in: must be a list",
        ],
    );
}

#[test]
fn limits_hold_without_a_deep_stack() {
    let schema = fixture::schema();
    let limits = ConditionLimits {
        depth: 3,
        nodes: 100,
        values: 10,
    };
    let refuse = |json: &Json, expected: &str| {
        let problems = parse(&schema, &Everything, limits, schema.expect("articles").id, json).unwrap_err();
        assert!(
            problems
                .iter()
                .any(|problem| problem.kind.to_string().contains(expected)),
            "{problems:?}"
        );
    };
    let many: Vec<Json> = (0..10_000).map(|views| json!({ "views": views })).collect();
    refuse(&json!({ "_or": many }), "has more than 100 conditions");
    let deep = |key: &str, leaf: Json, times: usize| (0..times).fold(leaf, |inner, _| json!({ key: inner }));
    for mut nested in [
        deep("_not", json!({"views": 1}), 1000),
        deep("related", json!({"_or": [{"_none": {}}]}), 1000),
    ] {
        refuse(&nested, "more than");
        unnest(&mut nested);
    }
    let mut groups = (0..1000).fold(json!({"_some": {}}), |inner, _| json!({"_or": [inner]}));
    refuse(&json!({ "tags": groups.take() }), "is nested more than");
    refuse(
        &deep("boss", json!({"name": "x"}), 2)
            .as_object()
            .map(|o| json!({"author": {"boss": {"boss": o["boss"].clone()}}}))
            .unwrap(),
        "goes through more than 3 relations",
    );
    refuse(
        &json!({"views": {"_in": (0..11).collect::<Vec<_>>()}}),
        "has more than 10 values",
    );
    refuse(
        &json!({"views": {"_in": "1,2,3,4,5,6,7,8,9,10,11"}}),
        "has more than 10 values",
    );
}

/// Dropping JSON recurses; a test takes it apart instead.
fn unnest(json: &mut Json) {
    let mut inner = json.take();
    while let Some(next) = inner.as_object_mut().and_then(|members| members.values_mut().next()) {
        inner = next.take();
    }
}
