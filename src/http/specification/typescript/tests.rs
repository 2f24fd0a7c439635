use std::sync::Arc;

use super::*;
use crate::{permission::Actor, schema::fixture};

fn printed(roles: &[&str]) -> String {
    let schema = fixture::schema();
    if roles.is_empty() {
        return types(&schema, &Access::administrator());
    }
    let actor = Actor {
        roles: roles.iter().map(|role| (*role).into()).collect(),
        ..Actor::public()
    };
    types(&schema, &Access::new(&schema, Arc::new(actor)))
}

/// The members of an interface, without comments.
fn interface(text: &str, name: &str) -> Vec<String> {
    let begin = format!("export interface {name} {{\n");
    let (_, rest) = text
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no {name} in\n{text}"));
    let (members, _) = rest.split_once("\n}\n").expect("an interface ends");
    let lines = members.lines().map(str::trim);
    lines.filter(|line| !line.starts_with('/')).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_field_has_its_type() {
    let text = printed(&[]);
    let article = interface(&text, "Article");
    let check = |line: &str| {
        assert!(
            article.iter().any(|known| known == line),
            "{line} is not in {article:#?}"
        );
    };
    check("id: string;");
    check(r#"status: "draft" | "published" | null;"#);
    check("price: Exact | null;");
    check("hits: Exact | null;");
    check("views: number | null;");
    check("published_at: DateTime | null;");
    check("day: CalendarDate | null;");
    check("at: TimeOfDay | null;");
    check("meta: unknown;");
    check("labels: Texts | null;");
    check("author: string | Author | null;");
    check("tags: string[] | Tag[];");
    check("comments: string[] | Comment[];");
    check("lead: ArticleLead | null;");
    check("featured: ArticleFeatured[];");
    check("owner: string | DirectusUser<Schema> | null;");
    // Nobody reads what is private or hashed.
    assert!(
        !article
            .iter()
            .any(|line| line.starts_with("note:") || line.starts_with("password:"))
    );
    assert_eq!(
        interface(&text, "ArticleLead"),
        [
            r#"collection: "authors" | "pages";"#,
            "item: string | Page | Author | null;"
        ]
    );
    assert!(interface(&text, "Schema").contains(&"articles__lead: ArticleLead[];".to_owned()));
    assert!(interface(&text, "Schema").contains(&"directus_users: UserAdditions[];".to_owned()));
    assert!(
        !interface(&text, "UserAdditions")
            .iter()
            .any(|line| line.starts_with("email:"))
    );
}

#[test]
fn a_role_has_the_types_of_what_it_may_read() {
    let text = printed(&["public"]);
    for hidden in ["internal", "email", "vaults", "spam_score", "directus_users"] {
        assert!(!text.contains(hidden), "{hidden} in\n{text}");
    }
    // A key is never hidden, whatever the rule's fields are; nor is it as the value of a relation.
    assert!(interface(&text, "Tag").contains(&"id: string;".to_owned()));
    assert!(interface(&text, "Article").contains(&"vault: string | null;".to_owned()));
    // The target's rules hide some items, and then the nested item is null.
    assert!(interface(&text, "Comment").contains(&"article: string | Article | null;".to_owned()));
    // What only the reporter's own articles show is null on the others.
    let both = printed(&["public", "reporter"]);
    assert!(interface(&both, "Article").contains(&"internal: string | null;".to_owned()));
}

#[test]
fn what_stands_in_a_model_file_stays_in_its_comment() {
    let schema = fixture::schema_of(&[(
        "models/a.yaml",
        "description: \"ends */ here\"\nfields:\n  b: { type: string, help: \"*/ evil()\", deprecated: \"old */ use c\" }\n  c: { type: select, options: ['\"', \"\\\\\"] }\n",
    )]);
    let text = types(&schema, &Access::administrator());
    assert!(text.contains("/** ends * / here */"), "{text}");
    assert!(text.contains("/** * / evil() @deprecated old * / use c */"), "{text}");
    assert!(text.contains(r#"c: "\"" | "\\" | null;"#), "{text}");
}
