//! A thousand roles on a hundred collections: what a request costs must depend on the roles that its caller has, and on nothing else.

use std::{sync::Arc, time::Instant};

use quintet::{
    permission::{Access, Action, Actor},
    schema::{Role, Schema, load::roles::read_stored},
};
use serde_json::{Map, Value as Json, json};

use crate::support::schema_of;

const COLLECTIONS: usize = 100;
const ROLES: usize = 1000;

fn world() -> Schema {
    let files: Vec<(String, String)> = (0..COLLECTIONS)
        .map(|number| {
            (
                format!("models/c{number}.yaml"),
                "fields:\n  title: string\n  status: string\n".to_owned(),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    schema_of(&files)
}

/// Role 7 may read what has the status `s7`.
fn role(schema: &Schema, number: usize) -> Role {
    let rule = json!({ "read": { "filter": { "status": { "_eq": format!("s{number}") } } } });
    let permissions: Map<String, Json> = (0..COLLECTIONS).map(|at| (format!("c{at}"), rule.clone())).collect();
    let (role, mistakes) = read_stored(schema, &format!("r{number}"), &Json::Object(permissions));
    assert!(mistakes.is_empty(), "{mistakes:?}");
    role
}

#[test]
fn a_request_looks_at_its_own_roles_only() {
    let files = world();
    let began = Instant::now();
    let roles: Vec<Role> = (0..ROLES).map(|number| role(&files, number)).collect();
    println!(
        "{ROLES} roles x {COLLECTIONS} collections read in {:?}",
        began.elapsed()
    );
    let schema = files.with_stored_roles(roles, "1");
    let collection = schema.collection_named("c42").unwrap().id;
    for held in [1, 10, 100] {
        let actor = Arc::new(Actor {
            roles: (0..held).map(|number| format!("r{number}").into()).collect(),
            ..Actor::public()
        });
        let rounds = 1000;
        let began = Instant::now();
        for _ in 0..rounds {
            let access = Access::new(&schema, actor.clone());
            assert_eq!(access.rules(collection, Action::Read).len(), held);
        }
        println!("access of {held} roles: {:?} a request", began.elapsed() / rounds);
    }
    // The rules are shared, not copied.
    let shared = schema.role_named("r7").unwrap();
    let before = Arc::strong_count(shared);
    let actor = Arc::new(Actor {
        roles: vec!["r7".into()],
        ..Actor::public()
    });
    let access = Access::new(&schema, actor);
    assert_eq!(Arc::strong_count(shared), before + 1);
    drop(access);
}
