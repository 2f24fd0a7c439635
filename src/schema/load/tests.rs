//! Broken projects and what is said about them. `mistakes.txt` holds both: read it as a list of the product's sentences.
//! `QUINTET_TEST_WRITE=1 cargo test mistakes` writes the answers anew.

use super::{load, words::LANGUAGES};
use crate::{
    schema::{FieldRole, Link, OnDelete, Schema, collection::Direction, system::SYSTEM_FILES},
    value::ColumnType,
    yaml::{SourceFile, render},
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema/load/mistakes.txt");

struct Case {
    name: String,
    files: Vec<SourceFile>,
    expected: String,
}

/// `##### name`, then for each file `--- path` and its text, then `===` and the answer.
fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(FILE).unwrap();
    let mut cases = Vec::new();
    for part in text.split("##### ").skip(1) {
        let (given, expected) = part.split_once("\n===").unwrap();
        let (name, files) = given.split_once('\n').unwrap();
        let mut sources = Vec::new();
        for file in format!("\n{files}\n").split("\n--- ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap();
            sources.push(SourceFile::new(path.trim(), text));
        }
        cases.push(Case {
            name: name.to_owned(),
            files: sources,
            expected: expected.trim().to_owned(),
        });
    }
    cases
}

fn answer(files: &[SourceFile]) -> String {
    match load(files) {
        Ok(_) => "no mistake".to_owned(),
        Err(diagnostics) => render(&diagnostics, files, false).trim().to_owned(),
    }
}

#[test]
fn mistakes_are_explained() {
    let cases = cases();
    let mut blessed = String::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let found = answer(&case.files);
        if found != case.expected {
            wrong.push(format!("{}:\n{found}\n\ninstead of:\n{}", case.name, case.expected));
        }
        blessed.push_str(&format!("##### {}\n", case.name));
        for file in &case.files {
            blessed.push_str(&format!("--- {}\n{}\n", file.path, file.text.trim_end()));
        }
        blessed.push_str(&format!("===\n{found}\n\n"));
    }
    let mistakes: usize = cases.iter().map(|case| case.expected.matches("error[").count()).sum();
    if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
        std::fs::write(FILE, blessed).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(mistakes >= 60, "only {mistakes} mistakes are shown");
}

/// A project on disk, with what `serve` would read.
fn example() -> Vec<SourceFile> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let mut files = Vec::new();
    for folder in ["models", "blocks", "groups", "roles", "system"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push(SourceFile::new(
                format!("{folder}/{name}"),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    files
}

fn load_ok(files: &[SourceFile]) -> Schema {
    load(files)
        .unwrap_or_else(|diagnostics| panic!("\n{}", render(&diagnostics, files, false)))
        .schema
}

#[test]
fn the_empty_project_has_the_servers_collections_and_two_roles() {
    let schema = load_ok(&[]);
    let names: Vec<&str> = schema
        .collections()
        .iter()
        .map(|collection| &*collection.name)
        .collect();
    let files = SYSTEM_FILES.iter().map(|file| format!("quintet_{}", file.name));
    assert_eq!(names, files.collect::<Vec<_>>());
    assert!(schema.collections().iter().all(|collection| collection.is_system));
    assert_eq!(
        schema.roles().iter().map(|role| &*role.name).collect::<Vec<_>>(),
        ["admin", "public"]
    );
    assert!(schema.role_named("admin").unwrap().is_admin);
    let files = schema.collection_named("quintet_files").unwrap();
    assert_eq!(&*files.field(files.timestamps.unwrap().created_at).name, "created_on");
}

/// Nobody reads English because a field is the server's.
#[test]
fn the_system_is_labeled_in_every_language() {
    let schema = load_ok(&[]);
    let mut missing = Vec::new();
    let mut check = |place: &str, has: &dyn Fn(&str) -> bool| {
        let lacking = LANGUAGES.iter().filter(|language| !has(language));
        missing.extend(lacking.map(|language| format!("{place}: {language}")));
    };
    for collection in schema.collections() {
        check(&collection.name, &|language| collection.label.contains_key(language));
        for field in &collection.fields {
            let place = format!("{}.{}", collection.name, field.name);
            check(&place, &|language| field.label.contains_key(language));
            check(&place, &|language| {
                field.help.is_empty() || field.help.contains_key(language)
            });
            let options = field.kind.options();
            for option in options["options"].as_array().into_iter().flatten() {
                let label = &option["label"];
                check(&format!("{place}: {}", option["value"]), &|language| {
                    label.is_string() || label[language].is_string()
                });
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_example_loads() {
    let schema = load_ok(&example());
    let articles = schema.collection_named("articles").unwrap();
    let field = |name: &str| articles.field_named(name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(field("id").column_type(), Some(ColumnType::Uuid));
    assert_eq!(
        field("price").column_type(),
        Some(ColumnType::Decimal { precision: 8, scale: 2 })
    );
    assert!(field("slug").is_unique && field("slug").slug_from == Some(field("title").id));
    assert!(field("title").is_not_null && !field("price").is_not_null);
    let author = field("author").link.clone().unwrap();
    let Link::One {
        on_delete,
        inverse,
        target,
    } = author
    else {
        panic!("{author:?}")
    };
    assert_eq!(
        (on_delete, &*schema.collection(target).name),
        (OnDelete::Restrict, "authors")
    );
    assert_eq!(&*schema.field(target, inverse.unwrap()).name, "articles");
    let Some(Link::Junction { junction, .. }) = &field("tags").link else {
        panic!()
    };
    assert_eq!(junction.table, "articles__tags");
    let Some(Link::Many { target, foreign }) = field("contributors").link else {
        panic!()
    };
    assert_eq!(&*schema.collection(target).name, "article_contributors");
    assert_eq!(&*schema.field(target, foreign).name, "article");
    let settings = schema.collection_named("site_settings").unwrap();
    assert!(settings.is_singleton);
    let Some(Link::AnyOne { branches, .. }) = &settings.field_named("lead").unwrap().link else {
        panic!()
    };
    assert_eq!(branches[0].column, "lead__articles");
    assert!(matches!(
        settings.field_named("featured").unwrap().link,
        Some(Link::AnyMany { .. })
    ));
    assert_eq!(articles.rules.len(), 2);
    assert!(articles.field_named("meta_title").is_some() && articles.field_named("comments").is_some());
    let users = schema.collection_named("quintet_users").unwrap();
    assert!(users.field_named("profile").is_some() && users.field_named("desk").is_some());
    let public = schema.role_named("public").unwrap();
    let read = public.rules[&articles.id].read.as_ref().unwrap();
    assert!(!read.fields.contains(field("internal_notes").id) && read.fields.contains(field("title").id));
    let reporter = schema.role_named("reporter").unwrap();
    assert_eq!(reporter.rules[&articles.id].create.as_ref().unwrap().preset.len(), 2);
    assert_eq!(
        schema.digest(),
        load_ok(&example().into_iter().rev().collect::<Vec<_>>()).digest()
    );
}

/// What people and merges do to a file: parts vanish, double, move, and odd characters come in.
fn mutate(text: &str, edits: &[(u16, u16, u8)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (start, length, kind) in edits {
        if letters.is_empty() {
            letters.push('x');
        }
        let start = usize::from(*start) % letters.len();
        let end = (start + usize::from(*length) % 40).min(letters.len());
        let part: Vec<char> = letters[start..end].to_vec();
        match kind % 8 {
            0 => drop(letters.drain(start..end)),
            1 => drop(letters.splice(start..start, part)),
            2 => letters[start..end].reverse(),
            3 => letters.insert(
                start,
                ['{', '}', '[', ']', ':', '-', '&', '*', '!', '|', '"', '\''][end % 12],
            ),
            4 => letters.insert(
                start,
                ['\n', '\t', ' ', '\u{0}', '\u{feff}', '🎉', '\u{2028}', '#'][end % 8],
            ),
            5 => letters[start] = char::from(u8::try_from(end % 128).unwrap()),
            6 => drop(letters.splice(start..end, "null".chars())),
            _ => drop(letters.splice(start..end, "-9223372036854775808".chars())),
        }
    }
    letters.into_iter().collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_input_makes_the_loader_panic(file in 0_usize..40, edits in proptest::collection::vec(proptest::prelude::any::<(u16, u16, u8)>(), 1..12)) {
        let mut files = example();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let file = file % files.len();
        files[file].text = mutate(&files[file].text, &edits);
        if let Err(diagnostics) = load(&files) {
            proptest::prop_assert!(!diagnostics.is_empty());
            let text = render(&diagnostics, &files, true);
            proptest::prop_assert!(!text.is_empty());
        }
    }
}

#[test]
fn two_hundred_models_are_read_quickly() {
    let fields: String = (0..20)
        .map(|number| {
            format!("  field_{number}: {{ type: string, max_length: 100, help: A short text., searchable: true }}\n")
        })
        .collect();
    let model = |number: usize| {
        let next = (number + 1) % 200;
        let relation = format!("  next: {{ type: relation, to: model_{next}, inverse: previous }}\n");
        SourceFile::new(
            format!("models/model_{number}.yaml"),
            format!("label: Model\nfields:\n{fields}{relation}"),
        )
    };
    let files: Vec<SourceFile> = (0..200).map(model).collect();
    let start = std::time::Instant::now();
    let schema = load_ok(&files);
    let elapsed = start.elapsed();
    assert_eq!(schema.collections().len(), 200 + SYSTEM_FILES.len());
    println!("200 models in {elapsed:?}");
    // Without optimisation and beside other tests; a release build takes a tenth.
    assert!(elapsed.as_secs() < 5, "{elapsed:?}");
}

fn project(files: &[(&str, &str)]) -> Schema {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    load_ok(&files)
}

/// The field names of one collection, in their order.
fn field_names(schema: &Schema, collection: &str) -> String {
    let collection = schema.collection_named(collection).unwrap();
    let names: Vec<&str> = collection.fields.iter().map(|field| &*field.name).collect();
    names.join(" ")
}

#[test]
fn fields_stand_in_the_order_of_the_files() {
    let schema = project(&[
        (
            "models/posts.yaml",
            "include: [seo]\nsortable: true\nfields: { title: string, author: { type: relation, to: people, inverse: posts } }",
        ),
        (
            "models/people.yaml",
            "authorship: false\ntimestamps: { created_at: added }\nid: integer\nfields: { name: string }",
        ),
        (
            "models/plain.yaml",
            "{\"timestamps\": false, \"authorship\": false, \"id\": {\"type\": \"string\", \"column\": \"Code\"}, \"fields\": {\"a\": \"string\"}}",
        ),
        ("groups/seo.yaml", "fields: { meta: string }\ninclude: [more]"),
        ("groups/more.yml", "fields: { extra: string }"),
        ("system/users.yaml", "include: [more]\nfields: { desk: string }"),
        ("seed/posts.yaml", "this is: [not, mine"),
    ]);
    assert_eq!(
        field_names(&schema, "posts"),
        "id title author meta extra sort created_at updated_at created_by updated_by"
    );
    assert_eq!(field_names(&schema, "people"), "id name added updated_at posts");
    assert_eq!(field_names(&schema, "plain"), "id a");
    assert!(field_names(&schema, "quintet_users").ends_with("locked_until desk extra created_at updated_at"));
    let plain = schema.collection_named("plain").unwrap();
    assert_eq!(
        (plain.key().column.as_deref(), plain.key().column_type()),
        (Some("Code"), Some(ColumnType::Key))
    );
    let posts = schema.collection_named("posts").unwrap();
    let order = posts.field_named("sort").unwrap();
    assert_eq!((order.role, posts.order_field), (FieldRole::Order, Some(order.id)));
    assert_eq!(
        posts.sort,
        [
            (order.id, Direction::Ascending),
            (posts.primary_key, Direction::Ascending)
        ]
    );
    assert_eq!(
        posts.field_named("author").unwrap().column_type(),
        Some(ColumnType::Integer)
    );
    assert!(
        posts
            .fields
            .iter()
            .enumerate()
            .all(|(place, field)| usize::from(field.id.0) == place)
    );
}

const POSTS: &str = "
label: { en: Posts, de: Beiträge }
sort: [-rank, title]
table: Old Posts
search: [title^3]
unique: [[title, rank]]
indexes: [[rank, -title]]
tree: { parent: parent }
api: { default_limit: 5, max_limit: 10 }
admin: { group: Desk }
fields:
  title: { type: string, required: true, column: Headline, renamed_from: headline }
  rank: { type: integer, default: 3, index: true, help: Higher is better. }
  text: { type: text, searchable: true, private: true }
  parent: { type: relation, to: posts, inverse: children, on_delete: cascade }
  likes: { type: relation, to: posts, many: true, inverse: liked_by, filter: { rank: { _gt: 2 } } }
  at: { type: datetime, default: $NOW }
  by: { type: user, default: $CURRENT_USER, required: true }
  uid: { type: uuid, auto: true }
  price: { type: decimal, scale: 3, default: 0.10, required: true, show_if: { rank: { _gt: 1 } } }
validate:
  - { rule: { rank: { _lt: 100 } }, message: Too high. }
";

#[test]
fn options_of_a_collection_are_resolved() {
    let schema = project(&[("models/posts.yaml", POSTS)]);
    let posts = schema.collection_named("posts").unwrap();
    let id = |name: &str| posts.field_named(name).unwrap().id;
    assert_eq!(
        (posts.label[""].as_str(), posts.label["de"].as_str()),
        ("Posts", "Beiträge")
    );
    assert_eq!(posts.table, "Old Posts");
    assert_eq!(posts.sort[0], (id("rank"), Direction::Descending));
    assert_eq!(posts.uniques, [[id("title"), id("rank")]]);
    assert_eq!(
        posts.indexes[0],
        [(id("rank"), Direction::Ascending), (id("title"), Direction::Descending)]
    );
    assert_eq!((posts.limits.default, posts.limits.max), (Some(5), Some(10)));
    assert_eq!(posts.tree_parent, Some(id("parent")));
    assert_eq!(posts.meta["admin"]["group"], "Desk");
    assert_eq!(posts.rules[0].message[""], "Too high.");
}

#[test]
fn options_of_fields_are_resolved() {
    let schema = project(&[("models/posts.yaml", POSTS)]);
    let posts = schema.collection_named("posts").unwrap();
    let field = |name: &str| posts.field_named(name).unwrap();
    assert_eq!(field("title").column.as_deref(), Some("Headline"));
    assert_eq!(field("title").renamed_from.as_deref(), Some("headline"));
    assert!(
        field("title").is_searchable && !field("text").is_searchable,
        "`search` decides alone"
    );
    assert!(field("rank").is_indexed && field("rank").help[""] == "Higher is better.");
    assert!(field("price").required && !field("price").is_not_null && field("price").show_if.is_some());
    assert!(field("by").is_not_null && field("by").column_type() == Some(ColumnType::Uuid));
    let defaults = ["rank", "at", "by", "uid", "price"];
    let defaults = defaults.map(|name| format!("{:?}", field(name).default.as_ref().unwrap()));
    assert_eq!(defaults[0], "Value(Integer(3))");
    assert_eq!(defaults[1..4], ["Now", "CurrentUser", "NewUuid"]);
    assert_eq!(defaults[4], "Value(Decimal(Decimal { units: 100, scale: 3 }))");
}

#[test]
fn links_know_their_reverse_sides() {
    let schema = project(&[("models/posts.yaml", POSTS)]);
    let posts = schema.collection_named("posts").unwrap();
    let field = |name: &str| posts.field_named(name).unwrap();
    let Some(Link::One {
        on_delete: OnDelete::Restrict,
        ..
    }) = field("by").link
    else {
        panic!()
    };
    assert!(field("likes").choices.is_some() && field("likes").column.is_none());
    let Some(Link::Junction {
        inverse,
        is_inverse: false,
        junction,
        ..
    }) = &field("likes").link
    else {
        panic!()
    };
    assert_eq!(
        (*inverse, junction.table.as_str()),
        (Some(field("liked_by").id), "Old Posts__likes")
    );
    let Some(Link::Junction {
        inverse,
        is_inverse: true,
        ..
    }) = &field("liked_by").link
    else {
        panic!()
    };
    assert_eq!(*inverse, Some(field("likes").id));
    let Some(Link::Many { foreign, .. }) = field("children").link else {
        panic!()
    };
    assert_eq!(foreign, field("parent").id);
}

#[test]
fn rules_of_roles_are_resolved() {
    let schema = project(&[
        (
            "models/posts.yaml",
            "fields: { title: string, owner: user, tags: { type: relation, to: tags, many: true } }",
        ),
        ("models/tags.yaml", "id: string\nfields: { name: string }"),
        ("roles/admin.yaml", "label: Boss"),
        ("roles/public.yaml", ""),
        (
            "roles/editor.yaml",
            "app_access: true\n\
             permissions:\n\
             \x20 tags: all\n\
             \x20 quintet_users: { read: { fields: [first_name, id] } }\n\
             \x20 posts:\n\
             \x20   read: true\n\
             \x20   create: { preset: { owner: $CURRENT_USER, title: New, tags: [a, b] }, fields: [\"*\", \"-owner\"] }\n\
             \x20   update: { filter: { owner: { _eq: $CURRENT_USER } }, validate: { title: { _nnull: true } } }\n\
             \x20   delete: false\n",
        ),
    ]);
    let names: Vec<&str> = schema.roles().iter().map(|role| &*role.name).collect();
    assert_eq!(names, ["admin", "editor", "public"]);
    let admin = schema.role_named("admin").unwrap();
    assert!(admin.is_admin && admin.has_app_access && admin.label[""] == "Boss");
    assert!(schema.role_named("public").unwrap().rules.is_empty());
    let editor = schema.role_named("editor").unwrap();
    let collection = |name: &str| schema.collection_named(name).unwrap();
    let rules = |name: &str| &editor.rules[&collection(name).id];
    assert!(rules("tags").publish.is_none() && rules("tags").delete.as_ref().unwrap().filter.is_true());
    let posts = rules("posts");
    assert!(posts.delete.is_none() && posts.read.as_ref().unwrap().filter.is_true());
    let create = posts.create.as_ref().unwrap();
    let field = |name: &str| collection("posts").field_named(name).unwrap().id;
    assert!(create.fields.contains(field("title")) && !create.fields.contains(field("owner")));
    let presets: Vec<String> = create.preset.iter().map(|(_, value)| format!("{value:?}")).collect();
    assert_eq!(
        presets,
        [
            "One(CurrentUser)",
            "One(Value(Text(\"New\")))",
            "List([Value(Text(\"a\")), Value(Text(\"b\"))])"
        ]
    );
    let update = posts.update.as_ref().unwrap();
    assert!(!update.filter.is_true() && update.check == update.filter && !update.validate.is_true());
    let users = rules("quintet_users").read.as_ref().unwrap();
    assert!(
        !users
            .fields
            .contains(collection("quintet_users").field_named("email").unwrap().id)
    );
}

#[test]
fn warnings_do_not_stop() {
    let files = [
        SourceFile::new(
            "models/posts.yaml",
            "fields: { a: { type: string, required: true, readonly: true } }",
        ),
        SourceFile::new("groups/seo.yaml", "fields: { a: string }"),
    ];
    let warnings: Vec<&str> = load(&files)
        .unwrap()
        .warnings
        .iter()
        .map(|warning| warning.code)
        .collect();
    assert_eq!(warnings, ["unused", "readonly"]);
}
