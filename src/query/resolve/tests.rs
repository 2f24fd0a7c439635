//! What reads mean: members, rows, order, pages; and what is refused.

#![expect(clippy::too_many_lines, reason = "a list of cases is as long as it is")]

use serde_json::json;

use super::*;
use crate::{
    query::{Page, Selected, Sort},
    schema::{
        Field,
        collection::Direction,
        condition::{ErrorClass, Everything},
        fixture,
    },
};

/// Everything but some fields and collections, which are as if they were not there.
pub(super) struct Hiding {
    fields: &'static [&'static str],
    collections: Vec<CollectionId>,
}

impl Visibility for Hiding {
    fn can_see(&self, collection: CollectionId, field: &Field) -> bool {
        self.can_enter(collection) && !self.fields.contains(&&*field.name)
    }

    fn can_enter(&self, collection: CollectionId) -> bool {
        !self.collections.contains(&collection)
    }
}

pub(super) fn hiding(schema: &Schema) -> Hiding {
    Hiding {
        fields: &["internal", "email", "note", "password"],
        collections: vec![schema.expect("vault").id],
    }
}

pub(super) fn raw(json: &Json) -> RawQuery {
    let get = |name: &str| json.get(name).cloned();
    RawQuery {
        fields: get("fields"),
        filter: get("filter"),
        search: get("search"),
        sort: get("sort"),
        limit: get("limit"),
        offset: get("offset"),
        page: get("page"),
        cursor: get("cursor"),
        meta: get("meta"),
        deep: get("deep"),
        alias: get("alias"),
        aggregate: get("aggregate"),
        group_by: get("groupBy"),
        export: get("export"),
        version: get("version"),
        backlink: get("backlink"),
    }
}

fn resolved(schema: &Schema, collection: &str, json: &Json) -> Result<Resolved, QueryError> {
    let id = schema.expect(collection).id;
    resolve(schema, &hiding(schema), QueryLimits::default(), id, &raw(json))
}

/// `title, author{name}, tags[], lead<pages{title} authors[]>`
fn members(schema: &Schema, query: &Query) -> String {
    let on = schema.collection(query.collection);
    let printed = query.select.iter().map(|selection| {
        let key = &selection.key;
        let renamed = |field| {
            if **key == on.field(field).name.to_string() {
                String::new()
            } else {
                format!("{key}=")
            }
        };
        match &selection.value {
            Selected::Operand(operand) => {
                let text = fixture::operand(schema, on, operand);
                if **key == text { text } else { format!("{key}={text}") }
            }
            Selected::Related { field, query, .. } => {
                format!(
                    "{}{}{{{}}}",
                    renamed(*field),
                    on.field(*field).name,
                    members(schema, query)
                )
            }
            Selected::Keys { field, .. } => format!("{}{}[]", renamed(*field), on.field(*field).name),
            Selected::Groups { field, aggregation, .. } => {
                let keys: Vec<&str> = aggregation.groups.iter().map(|group| &*group.key).collect();
                format!("{}{}(by {})", renamed(*field), on.field(*field).name, keys.join(","))
            }
            Selected::Branches { field, branches, .. } => {
                let branches: Vec<String> = branches
                    .iter()
                    .map(|branch| {
                        let name = &schema.collection(branch.collection).name;
                        if branch.filter.is_false() {
                            format!("{name}!")
                        } else if branch.select.is_empty() {
                            format!("{name}[]")
                        } else {
                            format!("{name}{{{}}}", members(schema, branch))
                        }
                    })
                    .collect();
                format!("{}{}<{}>", renamed(*field), on.field(*field).name, branches.join(" "))
            }
        }
    });
    printed.collect::<Vec<_>>().join(", ")
}

/// `title = "x" by -views, id page 100+0`
fn rows(schema: &Schema, query: &Query) -> String {
    let on = schema.collection(query.collection);
    let sorts: Vec<String> = query
        .sort
        .iter()
        .map(|sort| sort_key(schema, query.collection, sort))
        .collect();
    let Page {
        limit,
        offset,
        is_whole,
    } = query.page;
    let whole = if is_whole { " whole" } else { "" };
    let filter = fixture::filter(schema, on, &query.filter);
    format!("{filter} by {} page {limit}+{offset}{whole}", sorts.join(", "))
}

fn sort_key(schema: &Schema, mut collection: CollectionId, sort: &Sort) -> String {
    let mut text = if sort.direction == Direction::Descending {
        "-".to_owned()
    } else {
        String::new()
    };
    for step in &sort.through {
        text.push_str(&schema.field(collection, step.field).name);
        text.push('.');
        collection = step.target;
    }
    text + &fixture::operand(schema, schema.collection(collection), &sort.operand)
}

fn compare(cases: &[(Json, &str)], collection: &str, print: impl Fn(&Schema, &Query) -> String) {
    let schema = fixture::schema();
    let mut wrong = Vec::new();
    for (json, expected) in cases {
        let found = resolved(&schema, collection, json).map(|resolved| print(&schema, &resolved.query));
        if found.as_deref() != Ok(*expected) {
            wrong.push(format!("{json}\n    expected {expected}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn check_members(collection: &str, cases: &[(Json, &str)]) {
    let cases: Vec<(Json, &str)> = cases
        .iter()
        .map(|(fields, expected)| (json!({ "fields": fields }), *expected))
        .collect();
    compare(&cases, collection, members);
}

const COMMENT: &str = "id, body, status, spam_score, article, created_at, updated_at, created_by, updated_by";

#[test]
fn names_give_members() {
    check_members(
        "articles",
        &[
            (json!("title"), "title"),
            (json!("title,views"), "title, views"),
            (json!(" views , title ,title,"), "views, title"),
            (json!(["title", "views,status"]), "title, views, status"),
            (json!("author"), "author"),
            (json!("tags"), "tags[]"),
            (json!("author.name"), "author{name}"),
            (json!("author.name,author.born"), "author{name, born}"),
            (json!("author,author.name"), "author{name}"),
            (json!("author.name,author"), "author{name}"),
            (json!("author.boss.boss.name"), "author{boss{boss{name}}}"),
            (json!("tags.name,tags.articles"), "tags{name, articles[]}"),
            (
                json!(["id", {"author": ["name", {"boss": ["name"]}]}]),
                "id, author{name, boss{name}}",
            ),
            (json!({"author": "name,born"}), "author{name, born}"),
            (json!("comments.article.title"), "comments{article{title}}"),
            (json!("owner.first_name"), "owner{first_name}"),
            (json!("vault"), "vault"),
        ],
    );
}

#[test]
fn wildcards_give_what_is_visible() {
    check_members(
        "comments",
        &[
            (json!("*"), COMMENT),
            (json!([]), COMMENT),
            (json!(""), COMMENT),
            (json!(null), COMMENT),
            (
                json!("*,article.title"),
                &COMMENT.replace("article,", "article{title},"),
            ),
            (
                json!("article.title,*"),
                "article{title}, id, body, status, spam_score, created_at, updated_at, created_by, updated_by",
            ),
            (
                json!("*.title"),
                &COMMENT
                    .replace("article,", "article{title},")
                    .replace("created_by, updated_by", "created_by{title}, updated_by{title}"),
            ),
            (json!("article.*.hint"), &article_with_hints()),
        ]
        .map(|(json, text)| (json, text)),
    );
    check_members(
        "tags",
        &[
            (
                json!("*.name"),
                "id, name, hint, created_at, updated_at, created_by, updated_by, articles[]",
            ),
            (json!("articles.author.*"), &format!("articles{{author{{{AUTHOR}}}}}")),
        ],
    );
    check_members(
        "authors",
        &[
            (json!("*"), AUTHOR),
            (json!("boss.boss.*"), &format!("boss{{boss{{{AUTHOR}}}}}")),
        ],
    );
}

const AUTHOR: &str = "id, name, born, boss, created_at, updated_at, created_by, updated_by, articles[], staff[]";

/// Below the wildcard only `tags` has a `hint`; to-many relations without one are keys.
fn article_with_hints() -> String {
    let members = "id, status, title, summary, price, views, hits, rating, published_at, day, at, is_breaking, code, meta, labels, token, card, author, \
                   tags{hint}, related[], vault, lead<pages[] authors[]>, featured<pages[] authors[] vault!>, owner, created_at, updated_at, created_by, \
                   updated_by, comments[]";
    format!("article{{{members}}}")
}

#[test]
fn functions_aliases_and_scopes() {
    check_members(
        "articles",
        &[
            (json!("year(published_at)"), "published_at_year=year(published_at)"),
            (
                json!("count(tags),count(labels)"),
                "tags_count=count(tags), labels_count=count(labels)",
            ),
            (json!("author.year(born)"), "author{born_year=year(born)}"),
            (json!("year(author.born)"), "author{born_year=year(born)}"),
            (
                json!("count(author.articles)"),
                "author{articles_count=count(articles)}",
            ),
            (json!("lead"), "lead<pages[] authors[]>"),
            (json!("lead.collection"), "lead<pages[] authors[]>"),
            (json!("lead.item"), "lead<pages[] authors[]>"),
            (json!("lead.*"), "lead<pages[] authors[]>"),
            (json!("lead.item:pages.title"), "lead<pages{title} authors[]>"),
            (
                json!("lead.item:pages.title,lead.item:authors.name,lead.item:authors.born"),
                "lead<pages{title} authors{name, born}>",
            ),
            (
                json!({"lead": [{"item": {"pages": ["title"]}}]}),
                "lead<pages{title} authors[]>",
            ),
            (
                json!({"lead": {"item:pages": ["title"]}}),
                "lead<pages{title} authors[]>",
            ),
            (json!("lead.item.title"), "lead<pages{title} authors[]>"),
            (
                json!("featured.item:authors.boss.name"),
                "featured<pages[] authors{boss{name}} vault!>",
            ),
            (json!("featured.item.id"), "featured<pages{id} authors{id} vault!>"),
        ],
    );
    compare(
        &[
            (
                json!({"alias": {"few": "tags"}, "fields": "few.name,tags.hint"}),
                "few=tags{name}, tags{hint}",
            ),
            (
                json!({"alias": {"headline": "title"}, "fields": "headline"}),
                "headline=title",
            ),
            (
                json!({"alias": {"when": "year(published_at)"}, "fields": "when,id"}),
                "when=year(published_at), id",
            ),
            (
                json!({"alias": {"a": "tags", "b": "tags"}, "fields": "a,b.name"}),
                "a=tags[], b=tags{name}",
            ),
            (
                json!({"deep": {"tags": {"_alias": {"label": "name"}}}, "fields": "tags.label"}),
                "tags{label=name}",
            ),
        ],
        "articles",
        members,
    );
    compare(
        &[
            (json!({"alias": {"text": "body"}}), &format!("{COMMENT}, text=body")),
            (
                json!({"fields": "article.comments.body", "backlink": false}),
                "article{comments{body}}",
            ),
        ],
        "comments",
        members,
    );
    compare(
        &[(json!({"fields": "articles.*.id", "backlink": "false"}), "")],
        "tags",
        |schema, query| {
            let all = members(schema, query);
            assert!(all.contains("author{id}") && !all.contains("tags"), "{all}");
            String::new()
        },
    );
}

#[test]
fn rows_order_and_pages() {
    compare(
        &[
            (json!({}), "true by -published_at, id page 100+0"),
            (
                json!({"filter": {"title": "x"}}),
                "title = \"x\" by -published_at, id page 100+0",
            ),
            (json!({"sort": "title"}), "true by title, id page 100+0"),
            (json!({"sort": "-views, title"}), "true by -views, title, id page 100+0"),
            (
                json!({"sort": ["-views", "-id", "title"]}),
                "true by -views, -id, title page 100+0",
            ),
            (json!({"sort": "views,-views"}), "true by views, id page 100+0"),
            (json!({"sort": ""}), "true by -published_at, id page 100+0"),
            (json!({"sort": []}), "true by -published_at, id page 100+0"),
            (
                json!({"sort": "author.boss.name"}),
                "true by author.boss.name, id page 100+0",
            ),
            (
                json!({"sort": "-year(published_at),author.year(born)"}),
                "true by -year(published_at), author.year(born), id page 100+0",
            ),
            (json!({"sort": "-count(tags)"}), "true by -count(tags), id page 100+0"),
            (json!({"sort": "author"}), "true by author, id page 100+0"),
            (
                json!({"sort": "few", "alias": {"few": "views"}}),
                "true by views, id page 100+0",
            ),
            (json!({"limit": 5}), "true by -published_at, id page 5+0"),
            (
                json!({"limit": "5", "offset": "10"}),
                "true by -published_at, id page 5+10",
            ),
            (json!({"limit": 5, "page": 3}), "true by -published_at, id page 5+10"),
            (
                json!({"limit": 5, "page": 3, "offset": 1}),
                "true by -published_at, id page 5+10",
            ),
            (json!({"page": 0}), "true by -published_at, id page 100+0"),
            (json!({"limit": 0}), "true by -published_at, id page 0+0"),
            (
                json!({"limit": -1, "page": 4}),
                "true by -published_at, id page 1001+0 whole",
            ),
            (
                json!({"limit": 1000, "page": u64::MAX / 2}),
                "true by -published_at, id page 1000+9223372036854775807",
            ),
            (
                json!({"search": " tide "}),
                "(title ~i \"tide\" | summary ~i \"tide\") by -published_at, id page 100+0",
            ),
            (
                json!({"search": "42"}),
                "(title ~i \"42\" | summary ~i \"42\" | views = 42) by -published_at, id page 100+0",
            ),
            (
                json!({"search": 42, "filter": {"views": 1}}),
                "(views = 1 & (title ~i \"42\" | summary ~i \"42\" | views = 42)) by -published_at, id page 100+0",
            ),
            (json!({"search": "  "}), "true by -published_at, id page 100+0"),
        ],
        "articles",
        rows,
    );
    compare(&[(json!({"search": "x"}), "false by id page 100+0")], "vault", rows);
    compare(
        &[
            (json!({}), "true by id page 7+0"),
            (json!({"limit": 50}), "true by id page 50+0"),
        ],
        "pages",
        rows,
    );
}

#[test]
fn deep_narrows_what_is_listed() {
    let schema = fixture::schema();
    let below = |query: &Query, key: &str| -> String {
        let selection = query.select.iter().find(|selection| &*selection.key == key).unwrap();
        match &selection.value {
            Selected::Related { query, .. } | Selected::Keys { query, .. } => rows(&schema, query),
            Selected::Branches { branches, .. } => branches
                .iter()
                .map(|branch| rows(&schema, branch))
                .collect::<Vec<_>>()
                .join("; "),
            Selected::Operand(_) | Selected::Groups { .. } => "a column".to_owned(),
        }
    };
    let check = |fields: &str, key: &str, deep: Json, expected: &str| {
        let found = resolved(
            &schema,
            "articles",
            &json!({ "fields": fields, "deep": deep, "alias": {"few": "tags"} }),
        );
        assert_eq!(
            found.map(|found| below(&found.query, key)).as_deref(),
            Ok(expected),
            "{fields} {deep}"
        );
    };
    // A junction seen from its own side is in its own order; seen from the other, in that of the collection.
    check("tags.name", "tags", json!({}), "true by  page 100+0");
    check("tags", "tags", json!({}), "true by  page 100+0");
    check(
        "comments.body",
        "comments",
        json!({}),
        "true by created_at, id page 100+0",
    );
    check(
        "tags.name",
        "tags",
        json!({"tags": {"_limit": 3, "_sort": "-name", "_offset": 1}}),
        "true by -name, id page 3+1",
    );
    check(
        "tags",
        "tags",
        json!({"tags": {"_limit": "3", "_page": 2}}),
        "true by  page 3+3",
    );
    check(
        "tags.name",
        "tags",
        json!({"tags": {"_filter": {"name": {"_neq": "x"}}}}),
        "!name = \"x\" by  page 100+0",
    );
    check(
        "tags.name",
        "tags",
        json!({"tags": {"_search": "x"}}),
        "name ~i \"x\" by  page 100+0",
    );
    check(
        "tags.name",
        "tags",
        json!({"tags": {"_limit": -1}}),
        "true by  page 1001+0 whole",
    );
    check("few.name", "few", json!({"few": {"_limit": 2}}), "true by  page 2+0");
    check(
        "author.name",
        "author",
        json!({"author": {"_filter": {"name": "x"}}}),
        "name = \"x\" by id page 1+0",
    );
    check("author", "author", json!({"author": {"_limit": 1}}), "a column");
    check(
        "featured.item:pages.title",
        "featured",
        json!({"featured": {"_limit": 2, "item:pages": {"_filter": {"title": "x"}}}}),
        "title = \"x\" by  page 2+0; true by  page 2+0; false by  page 2+0",
    );
    check(
        "featured",
        "featured",
        json!({"featured": {"_filter": {"item:pages": {"title": "x"}}}}),
        "title = \"x\" by  page 100+0; false by  page 100+0; false by  page 100+0",
    );
    let nested = json!({"fields": "author.articles.tags.name", "deep": {"author": {"articles": {"_limit": 2, "tags": {"_limit": 1}}}}});
    let query = resolved(&schema, "articles", &nested).unwrap().query;
    let Selected::Related { query, .. } = &query.select[0].value else {
        panic!("no author")
    };
    assert_eq!(below(query, "articles"), "true by -published_at, id page 2+0");
    let Selected::Related { query, .. } = &query.select[0].value else {
        panic!("no articles")
    };
    assert_eq!(below(query, "tags"), "true by  page 1+0");
}

#[test]
fn counts_are_asked_for_by_name() {
    let schema = fixture::schema();
    let check = |meta: Json, [total, filtered, estimated]: [bool; 3]| {
        let counts = resolved(&schema, "tags", &json!({ "meta": meta })).map(|resolved| resolved.counts);
        let expected = Counts {
            total,
            filtered,
            estimated,
        };
        assert_eq!(counts, Ok(expected), "{meta}");
    };
    check(json!("*"), [true, true, false]);
    check(json!("total_count"), [true, false, false]);
    check(json!(["filter_count"]), [false, true, false]);
    check(json!("filter_count, total_count"), [true, true, false]);
    check(json!("estimated_count"), [false, false, true]);
    check(json!(""), [false, false, false]);
}

#[test]
fn what_is_refused_says_where_and_why() {
    let schema = fixture::schema();
    let check = |json: Json, class: ErrorClass, expected: &str| {
        let problems = resolved(&schema, "articles", &json)
            .map(|_| ())
            .expect_err(&json.to_string())
            .problems;
        let first = problems[0].to_string();
        assert!(
            first.starts_with(expected),
            "{json}\n  expected {expected}\n  found {first}"
        );
        assert_eq!(problems[0].kind.class(), class, "{json}");
    };
    let (shape, name, fit) = (ErrorClass::Shape, ErrorClass::Name, ErrorClass::Fit);
    check(
        json!({"fields": "titel"}),
        name,
        "fields[0]: unknown field `titel`; did you mean `title`?",
    );
    check(
        json!({"fields": ["id", "author.nmae"]}),
        name,
        "fields[1]: unknown field `nmae`; did you mean `name`?",
    );
    check(json!({"fields": "title.foo"}), name, "fields[0]: unknown field `foo`");
    check(json!({"fields": "title.*"}), name, "fields[0]: unknown field `*`");
    check(json!({"fields": "year(day).x"}), name, "fields[0]: unknown field `x`");
    check(
        json!({"fields": "internal"}),
        name,
        "fields[0]: unknown field `internal`",
    );
    check(
        json!({"fields": "intrenal"}),
        name,
        "fields[0]: unknown field `intrenal`",
    );
    check(json!({"fields": "vault.name"}), name, "fields[0]: unknown field `name`");
    check(json!({"fields": "vault.*"}), name, "fields[0]: unknown field `*`");
    check(json!({"fields": "vaults"}), name, "fields[0]: unknown field `vaults`");
    check(
        json!({"fields": "vaults.name"}),
        name,
        "fields[0]: unknown field `vaults`",
    );
    check(
        json!({"fields": "count(vaults)"}),
        name,
        "fields[0]: unknown field `vaults`",
    );
    check(
        json!({"fields": "featured.item:vault.name"}),
        name,
        "fields[0]: unknown field `item:vault`",
    );
    check(
        json!({"fields": "featured.title"}),
        name,
        "fields[0]: unknown field `title`",
    );
    check(
        json!({"fields": "featured.item.nothing"}),
        name,
        "fields[0]: unknown field `nothing`",
    );
    check(
        json!({"fields": "featured.item.email"}),
        name,
        "fields[0]: unknown field `email`",
    );
    check(
        json!({"fields": "featured.collection.x"}),
        name,
        "fields[0]: unknown field `x`",
    );
    check(
        json!({"fields": "password"}),
        name,
        "fields[0]: unknown field `password`",
    );
    check(
        json!({"fields": "yaer(day)"}),
        fit,
        "fields[0]: unknown operator or function `yaer()`; did you mean `year`?",
    );
    check(
        json!({"fields": "json(title, a.b)"}),
        fit,
        "fields[0]: json() does not fit string",
    );
    check(
        json!({"fields": "id,json(day)"}),
        shape,
        "fields[1]: json() needs a path behind the field",
    );
    check(
        json!({"fields": "year(day,title)"}),
        name,
        "fields[0]: unknown field `day,title`",
    );
    check(
        json!({"fields": "year(day"}),
        shape,
        "fields[0]: must be one function of one field",
    );
    check(
        json!({"fields": "author..name"}),
        shape,
        "fields[0]: has an empty name between points",
    );
    check(json!({"fields": [5]}), shape, "fields[0]: must be names of fields");
    check(json!({"fields": 5}), shape, "fields[0]: must be names of fields");
    check(
        json!({"fields": ["id", ["title", true]]}),
        shape,
        "fields[1]: must be names of fields",
    );
    check(
        json!({"fields": "*.*.*.*.*.*.*.*"}),
        shape,
        "fields: asks for more than 2000 members",
    );
    check(
        json!({"fields": format!("author.{}name", "boss.".repeat(10))}),
        shape,
        "fields[0]: goes through more than 10 relations",
    );
    check(
        json!({"fields": format!("author.{}name", "boss.".repeat(100))}),
        shape,
        "fields[0]: goes more than 64 levels deep",
    );
    check(
        json!({"fields": "x,".repeat(3000)}),
        shape,
        "fields[2000]: names more than 2000 fields",
    );
    check(
        json!({"filter": {"titel": 1}}),
        name,
        "filter.titel: unknown field `titel`",
    );
    check(
        json!({"filter": {"author": {"email": "x"}}}),
        name,
        "filter.author.email: unknown field `email`",
    );
    check(
        json!({"filter": {"views": {"_contains": 1}}}),
        fit,
        "filter.views._contains: _contains does not fit",
    );
    check(json!({"filter": "x"}), shape, "filter: must be an object");
    check(json!({"filter": [1]}), shape, "filter: must be an object");
    check(json!({"sort": "titel"}), name, "sort[0]: unknown field `titel`");
    check(
        json!({"sort": "id,-author.email"}),
        name,
        "sort[1]: unknown field `email`",
    );
    check(
        json!({"sort": "tags.name"}),
        fit,
        "sort[0]: tags leads to no single item",
    );
    check(
        json!({"sort": "lead.title"}),
        fit,
        "sort[0]: lead leads to no single item",
    );
    check(
        json!({"sort": "tags"}),
        fit,
        "sort[0]: tags is a list and has no order; use count(tags)",
    );
    check(json!({"sort": "meta"}), fit, "sort[0]: meta is JSON and has no order");
    check(json!({"sort": "token"}), fit, "sort[0]: token is stored protected");
    check(json!({"sort": "lead"}), fit, "sort[0]: lead has no column");
    check(json!({"sort": "--title"}), name, "sort[0]: unknown field `-title`");
    check(json!({"sort": {"title": 1}}), shape, "sort: must be names of fields");
    check(
        json!({"sort": (0..21).map(|n| format!("f{n}")).collect::<Vec<_>>()}),
        shape,
        "sort: has more than 20 keys",
    );
    check(json!({"limit": -2}), shape, "limit: must be a whole number");
    check(json!({"limit": "ten"}), shape, "limit: must be a whole number");
    check(json!({"limit": 1.5}), shape, "limit: must be a whole number");
    check(json!({"limit": 1001}), shape, "limit: is at most 1000 here");
    check(json!({"limit": u64::MAX}), shape, "limit: must be a whole number");
    check(json!({"offset": -1}), shape, "offset: must be a whole number");
    check(json!({"page": -1}), shape, "page: must be a whole number");
    check(json!({"search": ["x"]}), shape, "search: must be a text");
    check(json!({"search": "a\0"}), shape, "search: must be text without");
    check(json!({"meta": "everything"}), shape, "meta: must be");
    check(json!({"meta": 5}), shape, "meta: must be");
    check(json!({"deep": 5}), shape, "deep: must be an object");
    check(
        json!({"deep": {"_limit": 5}}),
        shape,
        "deep._limit: stands below the name of a relation",
    );
    check(json!({"deep": {"tags": 5}}), shape, "deep.tags: must be an object");
    check(
        json!({"deep": {"tags": {"_fields": "x"}}}),
        shape,
        "deep.tags._fields: has no place here",
    );
    check(
        json!({"deep": {"tags": {"_limti": 1}}}),
        shape,
        "deep.tags._limti: is no parameter of a relation; did you mean `_limit`?",
    );
    check(
        json!({"deep": {"tags": {"_limit": 2000}}}),
        shape,
        "deep.tags._limit: is at most 1000 here",
    );
    check(
        json!({"fields": "tags.name", "deep": {"tags": {"_filter": {"nmae": 1}}}}),
        name,
        "deep.tags._filter.nmae: unknown field",
    );
    check(json!({"deep": {"nothing": {}}}), name, "deep.nothing: unknown field");
    check(json!({"deep": {"title": {}}}), fit, "deep.title: is no relation");
    check(json!({"deep": {"vaults": {}}}), name, "deep.vaults: unknown field");
    check(
        json!({"deep": {"tags": {"_cursor": "*"}}}),
        fit,
        "deep.tags._cursor: is for lists of items",
    );
    check(
        json!({"deep": {"author": {"boss": {"_sort": "email"}}}}),
        name,
        "deep.author.boss._sort[0]: unknown field `email`",
    );
    check(
        json!({"deep": {"featured": {"_sort": "id"}}}),
        fit,
        "deep.featured._sort: a list of items of several",
    );
    check(
        json!({"deep": {"featured": {"item:vault": {}}}}),
        name,
        "deep.featured.item:vault: unknown field",
    );
    check(
        json!({"fields": "lead", "deep": {"lead": {"pages": {}}}}),
        name,
        "deep.lead.pages: unknown field",
    );
    check(
        json!({"alias": {"a.b": "title"}}),
        shape,
        "alias.a.b: an alias is a name",
    );
    check(
        json!({"alias": {"x": "author.name"}}),
        shape,
        "alias.x: must be the name of a field",
    );
    check(
        json!({"alias": {"x": "titel"}, "fields": "x"}),
        name,
        "fields[0]: unknown field `titel`",
    );
    check(
        json!({"alias": {"title": "views"}, "fields": "title"}),
        shape,
        "fields[0]: the alias has the name of a field",
    );
    check(
        json!({"alias": {"tags_count": "title"}, "fields": "tags_count,count(tags)"}),
        shape,
        "fields[1]: another member has the same name",
    );
    check(json!({"backlink": "maybe"}), shape, "backlink: must be true or false");
    let long: Vec<i64> = (0..3000).collect();
    check(
        json!({"filter": {"views": {"_in": long}}, "fields": "related.id", "deep": {"related": {"_filter": {"views": {"_in": long}}}}}),
        shape,
        "filter.views._in: has more than 2000 values",
    );
    check(json!({"cursor": "*"}), fit, "cursor: is for lists of items");
    check(json!({"export": "csv"}), fit, "export: is for lists");
    check(json!({"version": "x"}), fit, "version: is not supported yet");
    check(json!({"aggregate": {"count": "*"}}), shape, "aggregate: gives groups");
    check(json!({"groupBy": "title"}), shape, "groupBy: gives groups");
    // Shape before names before fit, whatever the order of the parameters.
    check(json!({"fields": "titel", "limit": "x", "sort": "tags"}), shape, "limit");
    check(json!({"fields": "titel", "sort": "tags"}), name, "fields[0]");
}

#[test]
fn everything_sees_everything() {
    let schema = fixture::schema();
    let vault = schema.expect("articles");
    let raw = RawQuery {
        fields: Some(json!("note,vaults.name")),
        ..RawQuery::default()
    };
    let found = resolve(&schema, &Everything, QueryLimits::default(), vault.id, &raw).unwrap();
    assert_eq!(members(&schema, &found.query), "note, vaults{name}");
}
