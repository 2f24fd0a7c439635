//! What aggregate reads mean, and what is refused.

use serde_json::json;

use super::*;
use crate::{
    query::{
        aggregation::{AggregateKey, AggregateSort},
        resolve::tests::{hiding, raw},
    },
    schema::{collection::Direction, condition::ErrorClass, fixture},
};

fn resolved(json: &Json) -> Result<ResolvedAggregation, QueryError> {
    let schema = fixture::schema();
    let id = schema.expect("articles").id;
    resolve_aggregation(&schema, &hiding(&schema), QueryLimits::default(), id, &raw(json))
}

/// `status, published_at_year | count(*), sum(price) | -#0, status`: groups, measures, order; `#0` is the first measure.
fn printed(aggregation: &Aggregation) -> String {
    let groups = aggregation.groups.iter().map(|group| group.key.to_string());
    let measures = aggregation.measures.iter().map(|measure| {
        let of = measure.of.as_ref().map_or("*", |of| &*of.key);
        format!("{}({of})", measure.function.name())
    });
    let sort = aggregation.sort.iter().map(|AggregateSort { by, direction }| {
        let sign = if *direction == Direction::Descending { "-" } else { "" };
        match by {
            AggregateKey::Group(index) => format!("{sign}{}", aggregation.groups[*index].key),
            AggregateKey::Measure(index) => format!("{sign}#{index}"),
        }
    });
    let all = [groups.collect::<Vec<_>>(), measures.collect(), sort.collect()];
    all.map(|part| part.join(", ")).join(" | ")
}

#[test]
fn groups_measures_and_their_order() {
    let check = |json: Json, expected: &str| {
        let found = resolved(&json).unwrap_or_else(|error| panic!("{json}: {error:?}"));
        assert_eq!(printed(&found.aggregation), expected, "{json}");
    };
    check(json!({"aggregate": {"count": "*"}}), " | count(*) | ");
    check(json!({"aggregate": {"countAll": ["*"]}}), " | countAll(*) | ");
    check(json!({"groupBy": "status"}), "status |  | status");
    check(json!({"groupBy": ["status", "status"]}), "status |  | status");
    check(json!({"groupBy": "status", "aggregate": ""}), "status |  | status");
    check(
        json!({"groupBy": "year(published_at),author"}),
        "published_at_year, author |  | published_at_year, author",
    );
    check(json!({"groupBy": "count(tags)"}), "tags_count |  | tags_count");
    check(json!({"groupBy": "card"}), "card |  | card");
    check(
        json!({"aggregate": {"sum": ["price", "views,hits"], "avg": "rating"}}),
        " | avg(rating), sum(price), sum(views), sum(hits) | ",
    );
    check(json!({"aggregate": {"sum": "price,price"}}), " | sum(price) | ");
    check(
        json!({"aggregate": {"max": "year(day),count(tags)"}}),
        " | max(day_year), max(tags_count) | ",
    );
    check(
        json!({"aggregate": {"count": "token,meta,labels"}}),
        " | count(token), count(meta), count(labels) | ",
    );
    check(
        json!({"groupBy": "status", "aggregate": {"count": "*"}, "sort": "-count"}),
        "status | count(*) | -#0, status",
    );
    check(
        json!({"groupBy": "status", "aggregate": {"sum": "views", "max": "year(day)"}, "sort": "sum.views,-max.year(day),-max.day_year"}),
        "status | max(day_year), sum(views) | #1, -#0, status",
    );
    check(
        json!({"groupBy": "year(day),status", "sort": "-status,year(day)"}),
        "day_year, status |  | -status, day_year",
    );
    check(
        json!({"groupBy": "year(day),status", "sort": "-day_year,status", "aggregate": {"count": "*"}}),
        "day_year, status | count(*) | -day_year, status",
    );
    check(
        json!({"groupBy": "status", "fields": "author.name", "deep": {"tags": {"_limit": 1}}}),
        "status |  | status",
    );
}

#[test]
fn counts_and_pages_go_beside_it() {
    let found = resolved(&json!({"groupBy": "status", "meta": "*", "limit": 5, "page": 3})).unwrap();
    assert!(found.counts.total && found.counts.filtered);
    assert_eq!((found.aggregation.page.limit, found.aggregation.page.offset), (5, 10));
    let found = resolved(&json!({"groupBy": "status"})).unwrap();
    assert_eq!(found.aggregation.page.limit, QueryLimits::default().default_page);
}

#[test]
fn what_means_nothing_is_refused_with_its_place() {
    let check = |json: Json, class: ErrorClass, expected: &str| {
        let error = resolved(&json).expect_err(&json.to_string());
        let first = &error.problems[0];
        assert_eq!(first.kind.class(), class, "{json}: {first}");
        assert!(first.to_string().starts_with(expected), "{json}\n{first}\n{expected}");
    };
    let (shape, name, fit) = (ErrorClass::Shape, ErrorClass::Name, ErrorClass::Fit);
    check(json!({"aggregate": "x"}), shape, "aggregate: must be an object such as");
    check(
        json!({"aggregate": ["count"]}),
        shape,
        "aggregate: must be an object such as",
    );
    check(
        json!({"aggregate": {"cuont": "*"}}),
        shape,
        "aggregate.cuont: is no aggregate function; did you mean `count`?",
    );
    check(
        json!({"aggregate": {"count": []}}),
        shape,
        "aggregate.count: must be names of fields, or *",
    );
    check(
        json!({"aggregate": {"sum": {}}}),
        shape,
        "aggregate.sum: must be names of fields",
    );
    check(
        json!({"aggregate": {"sum": "*"}}),
        shape,
        "aggregate.sum: takes names of fields; only count",
    );
    check(
        json!({"aggregate": {"countAll": "id"}}),
        shape,
        "aggregate.countAll: takes only *",
    );
    check(
        json!({"aggregate": {"count": ["*", "id"]}}),
        shape,
        "aggregate.count: takes either * or names",
    );
    check(
        json!({"aggregate": {"max": "author.name"}}),
        shape,
        "aggregate.max[0]: must be a field of the items themselves",
    );
    check(
        json!({"aggregate": {"sum": "prise"}}),
        name,
        "aggregate.sum[0]: unknown field `prise`; did you mean `price`?",
    );
    check(
        json!({"aggregate": {"count": "internal"}}),
        name,
        "aggregate.count[0]: unknown field `internal`",
    );
    check(
        json!({"aggregate": {"max": "memo"}}),
        name,
        "aggregate.max[0]: unknown field `memo`",
    );
    check(
        json!({"aggregate": {"count": "password"}}),
        name,
        "aggregate.count[0]: unknown field `password`",
    );
    check(
        json!({"aggregate": {"count": "vaults"}}),
        name,
        "aggregate.count[0]: unknown field `vaults`",
    );
    check(
        json!({"aggregate": {"sum": "count(vaults)"}}),
        name,
        "aggregate.sum[0]: unknown field `vaults`",
    );
    check(
        json!({"aggregate": {"count": "tags"}}),
        fit,
        "aggregate.count[0]: tags is a list; use count(tags)",
    );
    check(
        json!({"aggregate": {"count": "lead"}}),
        fit,
        "aggregate.count[0]: lead has no column",
    );
    check(
        json!({"aggregate": {"sum": "title"}}),
        fit,
        "aggregate.sum[0]: sum does not fit string",
    );
    check(
        json!({"aggregate": {"avg": "published_at"}}),
        fit,
        "aggregate.avg[0]: avg does not fit datetime",
    );
    check(
        json!({"aggregate": {"min": "is_breaking"}}),
        fit,
        "aggregate.min[0]: min does not fit boolean",
    );
    check(
        json!({"aggregate": {"max": "code"}}),
        fit,
        "aggregate.max[0]: max does not fit uuid",
    );
    check(
        json!({"aggregate": {"countDistinct": "meta"}}),
        fit,
        "aggregate.countDistinct[0]: countDistinct does not fit json",
    );
    check(
        json!({"aggregate": {"max": "token"}}),
        fit,
        "aggregate.max[0]: token is stored protected",
    );
    check(
        json!({"aggregate": {"max": "year(title)"}}),
        fit,
        "aggregate.max[0]: year() does not fit string",
    );
    check(json!({"groupBy": 5}), shape, "groupBy: must be names of fields");
    check(
        json!({"groupBy": "author.name"}),
        shape,
        "groupBy[0]: must be a field of the items themselves",
    );
    check(
        json!({"groupBy": vec!["title"; 21]}),
        shape,
        "groupBy: has more than 20 keys",
    );
    check(
        json!({"groupBy": "status,titel"}),
        name,
        "groupBy[1]: unknown field `titel`",
    );
    check(json!({"groupBy": "meta"}), fit, "groupBy[0]: meta is JSON, and items");
    check(
        json!({"groupBy": "token"}),
        fit,
        "groupBy[0]: token is stored protected",
    );
    check(
        json!({"groupBy": "tags"}),
        fit,
        "groupBy[0]: tags is a list; use count(tags)",
    );
    check(
        json!({"groupBy": "status", "sort": "title"}),
        fit,
        "sort[0]: title is neither a group's key nor",
    );
    check(
        json!({"groupBy": "status", "sort": "titel"}),
        name,
        "sort[0]: unknown field `titel`",
    );
    check(
        json!({"groupBy": "status", "sort": "-count"}),
        shape,
        "sort[0]: count alone is not asked for",
    );
    check(
        json!({"groupBy": "status", "sort": "sum.price"}),
        fit,
        "sort[0]: sum.price is not asked for in aggregate",
    );
    check(
        json!({"groupBy": "status", "sort": "sum.internal"}),
        name,
        "sort[0]: unknown field `internal`",
    );
    check(
        json!({"groupBy": "author", "sort": "author.name"}),
        shape,
        "sort[0]: must be a field of the items themselves",
    );
    check(
        json!({"groupBy": "status", "sort": {}}),
        shape,
        "sort: must be names of groups and aggregates",
    );
    check(
        json!({"groupBy": "status", "filter": {"titel": 1}}),
        name,
        "filter.titel: unknown field",
    );
    check(
        json!({"groupBy": "status", "fields": "titel"}),
        name,
        "fields[0]: unknown field `titel`",
    );
    check(
        json!({"groupBy": "status", "deep": {"tgas": {}}}),
        name,
        "deep.tgas: unknown field `tgas`",
    );
    check(
        json!({"groupBy": "status", "limit": "x"}),
        shape,
        "limit: must be a whole number",
    );
    check(
        json!({"groupBy": "status", "cursor": "*"}),
        fit,
        "cursor: is for lists of items",
    );
}
