//! The example project in `config/` is what docs, demo and tests speak about: it loads without a word, and shows everything once.

use std::{collections::BTreeSet, fs, path::PathBuf};

use quintet::{
    config,
    schema::{Link, Schema, json_schema, load},
    yaml::{self, SourceFile},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("config")
}

pub fn read_folder(name: &str) -> Vec<SourceFile> {
    let entries = fs::read_dir(folder().join(name)).unwrap();
    let mut files: Vec<SourceFile> = entries
        .map(|entry| entry.unwrap().path())
        // Beside the seeds lie the pictures that they name.
        .filter(|path| path.is_file())
        .map(|path| {
            let file = path.file_name().unwrap().to_str().unwrap();
            SourceFile::new(format!("{name}/{file}"), fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

pub fn model_files() -> Vec<SourceFile> {
    let folders = ["models", "blocks", "groups", "roles", "system"];
    folders.into_iter().flat_map(read_folder).collect()
}

fn load_newsroom() -> Schema {
    let files = model_files();
    match load::load(&files) {
        Ok(loaded) if loaded.warnings.is_empty() => loaded.schema,
        Ok(loaded) => panic!("\n{}", yaml::render(&loaded.warnings, &files, false)),
        Err(diagnostics) => panic!("\n{}", yaml::render(&diagnostics, &files, false)),
    }
}

#[test]
fn newsroom_shows_every_kind_of_relation_and_most_types() {
    let schema = load_newsroom();
    let own = || schema.collections().iter().filter(|collection| !collection.is_system);
    let fields = || own().flat_map(|collection| &collection.fields);
    let kind = |link: &Link| match link {
        Link::One { .. } => "one",
        Link::Many { .. } => "many",
        Link::Junction { is_inverse: false, .. } => "junction",
        Link::Junction { is_inverse: true, .. } => "junction, inverse",
        Link::AnyOne { .. } => "any, one",
        Link::AnyMany { .. } => "any, many",
    };
    let kinds: BTreeSet<&str> = fields().filter_map(|field| field.link.as_ref()).map(kind).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    assert!(own().any(|collection| collection.is_singleton));
    assert!(own().any(|collection| collection.tree_parent.is_some()));

    let types: BTreeSet<&str> = fields().map(|field| field.kind.type_name()).collect();
    assert!(types.len() >= 25, "{} types: {types:?}", types.len());
    let roles: Vec<&str> = schema.roles().iter().map(|role| &*role.name).collect();
    for role in ["public", "reporter", "editor", "admin"] {
        assert!(roles.contains(&role), "{role} is missing in {roles:?}");
    }
}

#[test]
fn seeds_are_many_and_no_file_is_empty() {
    let articles = fs::read_to_string(folder().join("seed/articles.yaml")).unwrap();
    assert!(articles.matches("- _key: ").count() >= 40);
    for file in read_folder("seed") {
        assert!(
            file.text.starts_with("# yaml-language-server"),
            "{} names no schema",
            file.path
        );
    }
}

/// `QUINTET_TEST_WRITE=1 cargo test json_schemas_are_fresh` writes them.
#[test]
fn json_schemas_are_fresh() {
    let settings = ("settings", config::describe::json_schema());
    for (name, schema) in json_schema::all().into_iter().chain([settings]) {
        let path = folder().join(format!("schemas/{name}.json"));
        if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, serde_json::to_string_pretty(&schema).unwrap() + "\n").unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        let written: serde_json::Value = serde_json::from_str(&written).unwrap_or_default();
        assert!(written == schema, "{} is stale: run `make schemas`", path.display());
    }
}
