use std::sync::Arc;

use Action::{Create, Delete, Read, Update};
use Verdict::{Allowed, Denied, Depends};
use serde_json::json;

use super::*;
use crate::{permission::Actor, schema::fixture};

const FILES: &[(&str, &str)] = &[
    (
        "models/posts.yaml",
        "fields:
  title: string
  status: { type: select, options: [draft, published], default: draft }
  notes: text
  token: { type: string, private: true }
  line: { type: computed, template: '{title}: {notes}' }
  author: { type: relation, to: authors, inverse: posts }
",
    ),
    ("models/authors.yaml", "fields:\n  name: string\n"),
    ("models/site.yaml", "singleton: true\nfields:\n  name: string\n"),
    (
        "roles/writer.yaml",
        "label: Writer
permissions:
  posts:
    read:
      filter: { status: { _neq: draft }, author: { name: { _in: [Ada, Bo] } } }
      fields: ['*', '-notes']
    create: { check: { created_by: { _eq: $CURRENT_USER } } }
    update: { filter: { status: draft }, fields: [title] }
  site: all
",
    ),
    (
        "roles/visitor.yaml",
        "permissions:
  authors:
    read:
      filter:
        _not: { name: { _lt: M } }
        _or: [{ name: { _empty: true } }, { count(posts): { _between: [1, 3] } }]
        created_by: { _eq: $CURRENT_USER }
        posts: { _none: { status: { _nin: [draft] } } }
",
    ),
    (
        "roles/desk.yaml",
        "permissions:\n  posts: { read: { filter: { created_at: { _gt: $NOW(-1 day) } } } }\n",
    ),
];

struct Asked {
    schema: Schema,
}

impl Asked {
    fn of(&self, roles: &[&str], action: Action, collection: &str, field: Option<&str>) -> Explanation {
        let actor = Actor {
            roles: roles.iter().map(|role| (*role).into()).collect(),
            ..Actor::public()
        };
        let access = Access::new(&self.schema, Arc::new(actor));
        let model = self.schema.expect(collection);
        let field = field.map(|name| model.field_named(name).expect("a field").id);
        let question = Question {
            collection: model.id,
            action,
            field,
        };
        explain(&self.schema, &access, DateTime::UNIX_EPOCH, question)
    }
}

fn asked() -> Asked {
    Asked {
        schema: fixture::schema_of(FILES),
    }
}

#[test]
fn what_decides_is_named() {
    let asked = asked();
    let check = |roles: &[&str], action, (collection, field): (&str, Option<&str>), expected: (Verdict, Ground)| {
        let found = asked.of(roles, action, collection, field);
        assert_eq!(
            (found.verdict, found.ground),
            expected,
            "{roles:?} {action:?} {collection} {field:?}"
        );
    };
    check(&["admin"], Read, ("posts", None), (Allowed, Ground::Administrator));
    check(&["admin"], Read, ("posts", Some("token")), (Denied, Ground::NeverRead));
    check(
        &["admin"],
        Update,
        ("posts", Some("created_at")),
        (Denied, Ground::NeverWritten),
    );
    check(&["admin"], Delete, ("site", None), (Denied, Ground::Singleton));
    check(&["writer"], Read, ("posts", None), (Depends, Ground::Rules));
    check(&["writer"], Read, ("posts", Some("id")), (Depends, Ground::Rules));
    check(
        &["writer"],
        Read,
        ("posts", Some("notes")),
        (Denied, Ground::FieldNotGranted),
    );
    // It shows what it is made of.
    check(
        &["writer"],
        Read,
        ("posts", Some("line")),
        (Denied, Ground::FieldNotGranted),
    );
    check(
        &["writer", "desk"],
        Read,
        ("posts", Some("line")),
        (Depends, Ground::Rules),
    );
    check(&["writer"], Create, ("posts", None), (Depends, Ground::Rules));
    check(
        &["writer"],
        Update,
        ("posts", Some("status")),
        (Denied, Ground::FieldNotGranted),
    );
    check(&["writer"], Delete, ("posts", None), (Denied, Ground::NoRule));
    check(
        &["writer"],
        Delete,
        ("posts", Some("title")),
        (Denied, Ground::NoFields),
    );
    check(&["writer"], Read, ("authors", None), (Denied, Ground::NoRule));
    check(&["writer"], Read, ("site", None), (Allowed, Ground::Rules));
    check(&["nobody"], Read, ("site", None), (Denied, Ground::NoRule));
}

#[test]
fn a_rule_is_taken_apart_and_knows_where_it_stands() {
    let asked = asked();
    let found = asked.of(&["writer", "desk"], Read, "posts", None);
    let texts = |rule: &RuleReport| rule.filter.iter().map(|clause| clause.text.clone()).collect::<Vec<_>>();
    let [writer, desk] = &found.rules[..] else {
        panic!("two rules: {found:#?}");
    };
    assert_eq!(
        texts(writer),
        [r#"author.(name _in ["Ada", "Bo"])"#, r#"status _neq "draft""#]
    );
    assert_eq!(texts(desk), ["created_at _gt $NOW(-1 days)"]);
    let origin = writer.origin.as_ref().expect("a place");
    assert_eq!((&*origin.file, origin.line), ("roles/writer.yaml", 4));
    assert_eq!(found.questions().len(), 3);
}

#[test]
fn conditions_are_told_in_the_grammar_of_filters_too() {
    let asked = asked();
    let check = |role: &str, collection: &str, expected: &[Json]| {
        let found = asked.of(&[role], Read, collection, None);
        let clauses = found.rules.iter().flat_map(|rule| &rule.filter);
        let written: Vec<Json> = clauses.map(|clause| clause.written.clone()).collect();
        assert_eq!(written, expected, "{role}");
    };
    check(
        "writer",
        "posts",
        &[
            json!({ "author": { "name": { "_in": ["Ada", "Bo"] } } }),
            json!({ "status": { "_neq": "draft" } }),
        ],
    );
    check("desk", "posts", &[json!({ "created_at": { "_gt": "$NOW(-1 days)" } })]);
    check(
        "visitor",
        "authors",
        &[
            json!({ "_not": { "name": { "_lt": "M" } } }),
            json!({ "_or": [{ "name": { "_empty": true } }, { "count(posts)": { "_between": [1, 3] } }] }),
            json!({ "created_by": { "_eq": "$CURRENT_USER" } }),
            json!({ "posts": { "_none": { "status": { "_nin": ["draft"] } } } }),
        ],
    );
}

#[test]
fn what_has_no_operator_for_its_opposite_is_negated_in_words() {
    let found = asked().of(&["visitor"], Read, "authors", None);
    let rule = found.rules.first().expect("a rule");
    assert_eq!(
        rule.filter.first().map(|clause| &*clause.text),
        Some("not (name _lt \"M\")")
    );
}

#[test]
fn the_row_decides() {
    let asked = asked();
    let mut found = asked.of(&["writer", "desk"], Read, "posts", Some("notes"));
    assert_eq!(found.verdict, Depends);
    // The writer's rule lets the row through, but only the desk's names the field.
    found.answer([true, true, false]);
    assert_eq!(found.verdict, Denied);
    found.answer([false, false, true]);
    assert_eq!(found.verdict, Allowed);
    let mut found = asked.of(&["writer"], Update, "posts", Some("title"));
    found.answer([false, false]);
    assert_eq!(found.verdict, Denied);
    found.answer([true, true]);
    assert_eq!(found.verdict, Allowed);
}
