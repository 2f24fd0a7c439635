//! What a role sees: refusals in every position, and the rewrite itself.

#![expect(
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    reason = "a list of cases is as long as it is, and a case is written in place"
)]

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::*;
use crate::{
    permission::Actor,
    query::{
        QueryLimits, RawQuery,
        resolve::{self, QueryError},
    },
    schema::{
        condition::{ConditionErrorKind, ErrorClass},
        fixture,
    },
    value::{ItemId, Value},
};

fn access(schema: &Schema, roles: &[&str]) -> Access {
    let actor = Actor {
        user: Some(ItemId::Uuid(uuid::Uuid::from_u128(7))),
        user_fields: Vec::new(),
        roles: roles.iter().map(|role| (*role).into()).collect(),
        is_read_only: false,
    };
    Access::new(schema, Arc::new(actor))
}

fn resolved(schema: &Schema, access: &Access, collection: &str, json: &Json) -> Result<Query, QueryError> {
    let get = |name: &str| json.get(name).cloned();
    let raw = RawQuery {
        fields: get("fields"),
        filter: get("filter"),
        search: get("search"),
        sort: get("sort"),
        deep: get("deep"),
        alias: get("alias"),
        ..RawQuery::default()
    };
    let id = schema.expect(collection).id;
    resolve::resolve(schema, access, QueryLimits::default(), id, &raw).map(|resolved| resolved.query)
}

fn authorized(schema: &Schema, roles: &[&str], collection: &str, json: &Json) -> Query {
    let access = access(schema, roles);
    let query = resolved(schema, &access, collection, json).unwrap_or_else(|problems| panic!("{json} {problems:?}"));
    authorize(schema, &access, DateTime::UNIX_EPOCH, query)
        .unwrap_or_else(|_| panic!("{json}"))
        .into_inner()
}

/// Every way to name a hidden field or to go where it leads. `{f}` is the field.
const POSITIONS: &[&str] = &[
    r#"{"fields": "{f}"}"#,
    r#"{"fields": "title,{f}"}"#,
    r#"{"fields": ["id", "{f}"]}"#,
    r#"{"fields": "count({f})"}"#,
    r#"{"fields": "year({f})"}"#,
    r#"{"fields": "x", "alias": {"x": "{f}"}}"#,
    r#"{"fields": "*", "alias": {"x": "{f}"}}"#,
    r#"{"fields": "{f}.id"}"#,
    r#"{"fields": "{f}.*"}"#,
    r#"{"filter": {"{f}": {"_eq": "x"}}}"#,
    r#"{"filter": {"{f}": "x"}}"#,
    r#"{"filter": {"{f}": {"_null": true}}}"#,
    r#"{"filter": {"{f}": {"_nnull": true}}}"#,
    r#"{"filter": {"{f}": {"_nonsense": 1}}}"#,
    r#"{"filter": {"{f}": {}}}"#,
    r#"{"filter": {"{f}": {"id": {"_null": true}}}}"#,
    r#"{"filter": {"{f}": {"_some": {"id": {"_null": true}}}}}"#,
    r#"{"filter": {"{f}": {"_none": {}}}}"#,
    r#"{"filter": {"_not": {"{f}": "x"}}}"#,
    r#"{"filter": {"_or": [{"title": "x"}, {"{f}": "x"}]}}"#,
    r#"{"filter": {"_or": [{}, {"{f}": "x"}]}}"#,
    r#"{"filter": {"_and": [{"_not": {"_or": [{"{f}": "x"}]}}]}}"#,
    r#"{"filter": {"count({f})": {"_gt": 1}}}"#,
    r#"{"filter": {"year({f})": {"_gt": 1}}}"#,
    r#"{"sort": "{f}"}"#,
    r#"{"sort": "-{f}"}"#,
    r#"{"sort": "id,{f}"}"#,
    r#"{"sort": "{f}.id"}"#,
    r#"{"sort": "count({f})"}"#,
    r#"{"sort": "year({f})"}"#,
    r#"{"sort": "x", "alias": {"x": "{f}"}}"#,
    r#"{"deep": {"{f}": {"_limit": 1}}}"#,
    r#"{"deep": {"{f}": {}}}"#,
];

/// How to come to the hidden field of another collection: around the parameters' inner parts.
const ROUTES: &[(&str, &str)] = &[
    ("articles", r#"{"fields": "author.{f}"}"#),
    ("articles", r#"{"fields": "author.count({f})"}"#),
    ("articles", r#"{"fields": "year(author.{f})"}"#),
    ("articles", r#"{"fields": {"author": ["{f}"]}}"#),
    ("articles", r#"{"fields": "author.boss.{f}"}"#),
    ("articles", r#"{"fields": "lead.item:authors.{f}"}"#),
    ("articles", r#"{"fields": "featured.item:authors.{f}"}"#),
    ("articles", r#"{"fields": "author.articles.author.{f}"}"#),
    ("articles", r#"{"filter": {"author": {"{f}": "x"}}}"#),
    ("articles", r#"{"filter": {"author": {"_not": {"{f}": "x"}}}}"#),
    (
        "articles",
        r#"{"filter": {"author": {"_or": [{"name": "x"}, {"{f}": "x"}]}}}"#,
    ),
    ("articles", r#"{"filter": {"author": {"boss": {"{f}": "x"}}}}"#),
    (
        "articles",
        r#"{"filter": {"author": {"staff": {"_every": {"{f}": "x"}}}}}"#,
    ),
    ("articles", r#"{"filter": {"lead": {"item:authors": {"{f}": "x"}}}}"#),
    (
        "articles",
        r#"{"filter": {"featured": {"_none": {"item:authors": {"{f}": "x"}}}}}"#,
    ),
    ("articles", r#"{"filter": {"author": {"count({f})": 1}}}"#),
    ("articles", r#"{"sort": "author.{f}"}"#),
    ("articles", r#"{"sort": "-author.boss.{f}"}"#),
    ("articles", r#"{"sort": "author.count({f})"}"#),
    (
        "articles",
        r#"{"fields": "author.name", "deep": {"author": {"_filter": {"{f}": "x"}}}}"#,
    ),
    (
        "articles",
        r#"{"fields": "author.name", "deep": {"author": {"_sort": "{f}"}}}"#,
    ),
    (
        "articles",
        r#"{"fields": "author.x", "deep": {"author": {"_alias": {"x": "{f}"}}}}"#,
    ),
    ("articles", r#"{"deep": {"author": {"{f}": {}}}}"#),
    ("articles", r#"{"deep": {"author": {"_filter": {"{f}": "x"}}}}"#),
    (
        "articles",
        r#"{"deep": {"author": {"boss": {"_filter": {"{f}": "x"}}}}}"#,
    ),
    (
        "articles",
        r#"{"deep": {"featured": {"item:authors": {"_filter": {"{f}": "x"}}}}}"#,
    ),
    (
        "articles",
        r#"{"deep": {"featured": {"_filter": {"item:authors": {"{f}": "x"}}}}}"#,
    ),
    (
        "tags",
        r#"{"filter": {"articles": {"_some": {"author": {"{f}": "x"}}}}}"#,
    ),
    (
        "tags",
        r#"{"fields": "articles.title", "deep": {"articles": {"_sort": "author.{f}"}}}"#,
    ),
    ("tags", r#"{"fields": "articles.author.{f}"}"#),
];

/// What is hidden is refused exactly as what is not there, wherever it is named.
fn check_hidden(schema: &Schema, roles: &[&str], collection: &str, template: &str, field: &str) -> usize {
    let access = access(schema, roles);
    let ask = |name: &str| {
        let json: Json = serde_json::from_str(&template.replace("{f}", name)).unwrap();
        resolved(schema, &access, collection, &json)
    };
    // As long as the real name, and near to nothing.
    let unknown = "q".repeat(field.len());
    let hidden = ask(field)
        .map(|_| ())
        .expect_err(&format!("{template} let {field} through"));
    let missing = ask(&unknown)
        .map(|_| ())
        .expect_err(&format!("{template} knows {unknown}"));
    assert_eq!(
        hidden.problems[0].kind.class(),
        ErrorClass::Name,
        "{template} {field} {:?}",
        hidden.problems
    );
    let told = |error: &QueryError, name: &str| -> Vec<String> {
        let blank = |text: String| text.replace(name, "?");
        error
            .problems
            .iter()
            .map(|problem| blank(problem.path.clone()) + &blank(problem.kind.to_string()))
            .collect()
    };
    let strip = |told: Vec<String>| -> Vec<String> {
        // Only the suggestion may differ: it is made from visible names.
        told.into_iter()
            .map(|text| text.split("; did you mean").next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        strip(told(&hidden, field)),
        strip(told(&missing, &unknown)),
        "{template} {field}"
    );
    for problem in &hidden.problems {
        if let ConditionErrorKind::UnknownField {
            nearest: Some(near), ..
        } = &problem.kind
        {
            assert_ne!(near, field, "{template} suggests what is hidden");
        }
    }
    1
}

#[test]
fn hidden_fields_are_refused_in_every_position() {
    let schema = fixture::schema();
    let mut checked = 0;
    // Not granted, private, hashed, a relation that is not granted, one that leads nowhere.
    for field in [
        "internal",
        "note",
        "password",
        "related",
        "owner",
        "vaults",
        "created_by",
    ] {
        for template in POSITIONS {
            checked += check_hidden(&schema, &["public"], "articles", template, field);
        }
    }
    for field in ["email", "created_at"] {
        for (collection, template) in ROUTES {
            checked += check_hidden(&schema, &["public"], collection, template, field);
        }
    }
    // Administrators see all but what is private or hashed.
    for field in ["note", "password"] {
        for template in POSITIONS {
            checked += check_hidden(&schema, &["admin"], "articles", template, field);
        }
    }
    assert!(checked > 300, "{checked}");
}

#[test]
fn wildcards_and_search_leave_out_what_is_hidden() {
    let schema = fixture::schema();
    let keys = |roles: &[&str], collection: &str| -> Vec<String> {
        authorized(&schema, roles, collection, &json!({}))
            .select
            .iter()
            .map(|member| member.key.to_string())
            .collect()
    };
    let public = keys(&["public"], "articles");
    for hidden in [
        "internal",
        "hits",
        "note",
        "password",
        "related",
        "owner",
        "vaults",
        "created_by",
    ] {
        assert!(!public.contains(&hidden.to_owned()), "{hidden} is in {public:?}");
    }
    for shown in ["id", "title", "author", "vault", "tags", "featured", "comments"] {
        assert!(public.contains(&shown.to_owned()), "{shown} is not in {public:?}");
    }
    let admin = keys(&["admin"], "articles");
    assert!(admin.contains(&"internal".to_owned()) && admin.contains(&"vaults".to_owned()));
    assert!(!admin.contains(&"note".to_owned()) && !admin.contains(&"password".to_owned()));
    assert_eq!(keys(&["public"], "tags"), ["id", "name", "articles"]);
    assert_eq!(
        filter_of(&schema, &["public"], "articles", json!({"search": "5"})),
        "(status = \"published\" & (title ~i \"5\" | summary ~i \"5\" | views = 5))"
    );
    assert_eq!(
        filter_of(&schema, &["public"], "authors", json!({"search": "x"})),
        "name ~i \"x\""
    );
}

fn filter_of(schema: &Schema, roles: &[&str], collection: &str, json: Json) -> String {
    let query = authorized(schema, roles, collection, &json);
    fixture::filter(schema, schema.expect(collection), &query.filter)
}

#[test]
fn row_rules_reach_every_filter() {
    let schema = fixture::schema();
    let published = "status = \"published\"";
    let approved = "(some(article: status = \"published\") & status = \"approved\")";
    let check = |collection: &str, filter: Json, expected: &str| {
        assert_eq!(
            filter_of(&schema, &["public"], collection, json!({ "filter": filter })),
            expected,
            "{filter}"
        );
    };
    check("articles", json!({}), published);
    check(
        "articles",
        json!({"title": "x"}),
        &format!("({published} & title = \"x\")"),
    );
    check(
        "articles",
        json!({"_not": {"title": "x"}}),
        &format!("({published} & !title = \"x\")"),
    );
    check(
        "comments",
        json!({"article": {"title": "x"}}),
        &format!(
            "(some(article: status = \"published\") & status = \"approved\" & some(article: ({published} & title = \"x\")))"
        ),
    );
    check(
        "articles",
        json!({"comments": {"body": "x"}}),
        &format!(
            "({published} & some(comments: (some(article: status = \"published\") & status = \"approved\" & body = \"x\")))"
        ),
    );
    check(
        "articles",
        json!({"comments": {"_none": {}}}),
        &format!("({published} & none(comments: {approved}))"),
    );
    check(
        "articles",
        json!({"comments": {"_every": {"body": "x"}}}),
        &format!("({published} & every(comments: (!holds({approved}) | body = \"x\")))"),
    );
    check(
        "articles",
        json!({"count(comments)": {"_gt": 1}}),
        &format!("({published} & count(comments: {approved}) > 1)"),
    );
    check(
        "tags",
        json!({"count(articles)": 0}),
        &format!("count(articles: {published}) = 0"),
    );
    check(
        "tags",
        json!({"articles": {"comments": {"_none": {"body": "x"}}}}),
        &format!(
            "some(articles: ({published} & none(comments: (some(article: status = \"published\") & status = \"approved\" & body = \"x\"))))"
        ),
    );
    check(
        "articles",
        json!({"featured": {"collection": "pages"}}),
        &format!("({published} & some(featured:pages: !title is null))"),
    );
    check(
        "articles",
        json!({"featured": {"_null": true}}),
        &format!("({published} & (none(featured:pages: !title is null) & none(featured:authors: true)))"),
    );
}

#[test]
fn row_rules_reach_every_level_and_sort_step() {
    let schema = fixture::schema();
    let query = authorized(
        &schema,
        &["public"],
        "tags",
        &json!({"fields": "articles.comments,articles.author.articles.id", "deep": {"articles": {"_filter": {"title": "x"}}}}),
    );
    let articles = nested(&query, "articles");
    let on = schema.expect("articles");
    assert_eq!(
        fixture::filter(&schema, on, &articles.filter),
        "(status = \"published\" & title = \"x\")"
    );
    let comments = nested(articles, "comments");
    assert!(fixture::filter(&schema, schema.expect("comments"), &comments.filter).contains("approved"));
    let back = nested(nested(articles, "author"), "articles");
    assert_eq!(fixture::filter(&schema, on, &back.filter), "status = \"published\"");
    let query = authorized(
        &schema,
        &["public"],
        "comments",
        &json!({"sort": "article.author.name"}),
    );
    let steps: Vec<String> = query.sort[0]
        .through
        .iter()
        .map(|step| fixture::filter(&schema, schema.collection(step.target), &step.filter))
        .collect();
    assert_eq!(steps, ["status = \"published\"", "true"]);
    let query = authorized(&schema, &["public"], "articles", &json!({"fields": "featured"}));
    let Selected::Branches { branches, .. } = &query.select[0].value else {
        panic!("no branches")
    };
    let filters: Vec<String> = branches
        .iter()
        .map(|branch| fixture::filter(&schema, schema.collection(branch.collection), &branch.filter))
        .collect();
    assert_eq!(filters, ["!title is null", "true", "false"]);
}

fn nested<'q>(query: &'q Query, key: &str) -> &'q Query {
    let member = query.select.iter().find(|member| &*member.key == key).unwrap();
    match &member.value {
        Selected::Related { query, .. } | Selected::Keys { query, .. } => query,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn fields_of_some_rules_are_guarded_wherever_they_stand() {
    let schema = fixture::schema();
    let roles = ["public", "reporter"];
    let mine = "created_by = 7";
    let rows = format!("(status = \"published\" | {mine})");
    let check = |filter: Json, expected: &str| {
        assert_eq!(
            filter_of(&schema, &roles, "articles", json!({ "filter": filter })),
            format!("({rows} & {expected})"),
            "{filter}"
        );
    };
    check(json!({"title": "x"}), "title = \"x\"");
    check(json!({"internal": "x"}), &format!("internal?[{mine}] = \"x\""));
    check(
        json!({"_not": {"internal": "x"}}),
        &format!("!internal?[{mine}] = \"x\""),
    );
    check(
        json!({"internal": {"_null": true}}),
        &format!("internal?[{mine}] is null"),
    );
    check(
        json!({"created_by": {"_neq": "$CURRENT_USER"}}),
        &format!("!created_by?[{mine}] = 7"),
    );
    check(
        json!({"related": {"title": "x"}}),
        &format!("(holds({mine}) & some(related: ({rows} & title = \"x\")))"),
    );
    check(
        json!({"related": {"_none": {"title": "x"}}}),
        &format!("(!holds({mine}) | none(related: ({rows} & title = \"x\")))"),
    );
    check(
        json!({"count(related)": 0}),
        &format!("count(related: {rows})?[{mine}] = 0"),
    );
    let query = authorized(
        &schema,
        &roles,
        "articles",
        &json!({"fields": "id,title,internal,related", "sort": "internal"}),
    );
    let on = schema.expect("articles");
    let guards: Vec<String> = query
        .select
        .iter()
        .map(|member| match &member.value {
            Selected::Operand(operand) => fixture::operand(&schema, on, operand),
            Selected::Keys { guard: Some(guard), .. } => format!("keys?[{}]", fixture::filter(&schema, on, guard)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        guards,
        ["id", "title", &format!("internal?[{mine}]"), &format!("keys?[{mine}]")]
    );
    assert_eq!(
        fixture::operand(&schema, on, &query.sort[0].operand),
        format!("internal?[{mine}]")
    );
    // The same rows from every rule: nothing to guard.
    let query = authorized(
        &schema,
        &["editor", "public"],
        "articles",
        &json!({"fields": "internal"}),
    );
    assert!(matches!(&query.select[0].value, Selected::Operand(operand) if operand.guard.is_none()));
    assert!(query.filter.is_true());
    let comments = authorized(&schema, &["reporter"], "comments", &json!({"fields": "spam_score"}));
    assert!(matches!(&comments.select[0].value, Selected::Operand(operand) if operand.guard.is_none()));
}

#[test]
fn the_last_gate_refuses_what_resolve_let_through() {
    let schema = fixture::schema();
    let everything = access(&schema, &["admin"]);
    let refuse = |collection: &str, json: Json| {
        let query = resolved(&schema, &everything, collection, &json).unwrap();
        let outcome = authorize(&schema, &access(&schema, &["public"]), DateTime::UNIX_EPOCH, query);
        assert_eq!(outcome, Err(Denied::Forbidden), "{collection} {json}");
    };
    refuse("vault", json!({"fields": "id"}));
    refuse("articles", json!({"fields": "internal"}));
    refuse("articles", json!({"fields": "vault.id"}));
    refuse("articles", json!({"fields": "vaults"}));
    refuse("articles", json!({"fields": "author.email"}));
    refuse(
        "articles",
        json!({"fields": "id", "filter": {"internal": {"_null": true}}}),
    );
    refuse(
        "articles",
        json!({"fields": "id", "filter": {"_not": {"author": {"email": "x"}}}}),
    );
    refuse("articles", json!({"fields": "id", "filter": {"vaults": {"_none": {}}}}));
    refuse(
        "articles",
        json!({"fields": "id", "filter": {"featured": {"item:vault": {"name": "x"}}}}),
    );
    refuse("articles", json!({"fields": "id", "filter": {"count(vaults)": 0}}));
    refuse("articles", json!({"fields": "id", "sort": "internal"}));
    refuse("articles", json!({"fields": "id", "sort": "author.email"}));
    refuse("articles", json!({"fields": "id", "sort": "vault.name"}));
    refuse("articles", json!({"fields": "id", "search": "x"}));
    refuse(
        "articles",
        json!({"fields": "tags.name", "deep": {"tags": {"_filter": {"hint": "x"}}}}),
    );
    // Even for administrators, whoever made the query.
    let note = schema.expect("articles").field_named("note").unwrap().id;
    let mut query = resolved(&schema, &everything, "articles", &json!({"fields": "id"})).unwrap();
    query.select[0].value = Selected::Operand(Operand::field(note));
    assert_eq!(
        authorize(&schema, &everything, DateTime::UNIX_EPOCH, query),
        Err(Denied::Forbidden)
    );
}

#[test]
fn nobody_and_unknown_roles_see_nothing_but_what_is_their_own() {
    let schema = fixture::schema();
    for (roles, user) in [
        (&[][..], None),
        (&["nobody"][..], None),
        (&["nobody"][..], Some(ItemId::Uuid(uuid::Uuid::nil()))),
    ] {
        let is_somebody = user.is_some();
        let roles = roles.iter().map(|role| (*role).into()).collect();
        let actor = Actor {
            user,
            roles,
            ..Actor::public()
        };
        let access = Access::new(&schema, Arc::new(actor));
        let mut own = Vec::new();
        for collection in schema.collections() {
            let sees = |field: &Field| access.can_see(collection.id, field);
            if access.can_enter(collection.id) {
                own.push(&*collection.name);
            } else {
                assert!(!collection.fields.iter().any(sees), "{}", collection.name);
            }
        }
        let expected = ["quintet_notifications", "quintet_presets", "quintet_settings"];
        assert_eq!(own, expected[..if is_somebody { 3 } else { 0 }]);
    }
}

#[test]
fn comparands_are_values_afterwards() {
    let schema = fixture::schema();
    let asked = json!({"filter": {"published_at": {"_lte": "$NOW"}, "owner": {"_in": ["$CURRENT_USER"]}}});
    assert_eq!(
        filter_of(&schema, &["admin"], "articles", asked),
        "(owner in 7 & published_at <= 1970-01-01T00:00:00)"
    );
    let nobody = Access::new(
        &schema,
        Arc::new(Actor {
            user: None,
            roles: vec!["reporter".into()],
            ..Actor::public()
        }),
    );
    let query = resolved(&schema, &nobody, "articles", &json!({"fields": "id"})).unwrap();
    let query = authorize(&schema, &nobody, DateTime::UNIX_EPOCH, query)
        .unwrap()
        .into_inner();
    assert_eq!(
        fixture::filter(&schema, schema.expect("articles"), &query.filter),
        "created_by = null"
    );
    let Filter::Compare(condition) = &query.filter else {
        panic!("{:?}", query.filter)
    };
    assert_eq!(condition.values, [Comparand::Value(Value::Null)]);
}
