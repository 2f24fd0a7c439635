//! From YAML texts to a `Schema`: parse, resolve, validate; every mistake of every file in one run.
//!
//! The steps, each over all files: read the trees; know the names and keys of all collections; build block types, then fields; add what the server
//! adds; resolve links and their reverse sides; check tables and names; parse conditions against the finished collections; read the roles.
//! A mistake in one step does not stop the next, so the later steps skip what an earlier one has refused.

mod blocks;
mod collections;
mod conditions;
mod draft;
mod fields;
mod files;
mod groups;
pub mod keys;
mod links;
mod names;
mod options;
mod presets;
mod roles;
mod tables;
mod templates;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::yaml::{Diagnostic, Report, Severity, SourceFile};

use super::{Schema, system::SYSTEM_FILES};

/// What a successful load gives.
#[derive(Debug)]
pub struct Loaded {
    pub schema: Schema,
    pub warnings: Vec<Diagnostic>,
}

/// Loads a project: `files` are its `models/*.yaml`, `blocks/*.yaml`, `groups/*.yaml`, `roles/*.yaml`, `system/*.yaml`; others are ignored. The
/// system collections are added by the loader itself.
pub fn load(files: &[SourceFile]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut report = Report::default();
    let project = files::read(files, &mut report);
    let names = names::Names::of(&project, &mut report);
    let blocks = blocks::build(&project, &names, &mut report);
    let mut drafts = collections::build(&project, &names, &blocks, &mut report);
    links::resolve(&mut drafts, &mut report);
    options::resolve(&mut drafts, &mut report);
    templates::check(&drafts, &mut report);
    tables::check(&drafts, &mut report);
    let (collections, leftovers) = draft::finish(drafts);
    let mut schema = Schema::new(collections, Vec::new(), digest(files));
    conditions::attach(&mut schema, &leftovers, &mut report);
    let roles = roles::read(&schema, &leftovers, &project, &mut report);
    schema.roles = roles.into_iter().map(Arc::new).collect();
    let has_errors = report.has_errors();
    let diagnostics = report.into_diagnostics();
    if has_errors {
        return Err(diagnostics);
    }
    debug_assert!(
        diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning)
    );
    Ok(Loaded {
        schema,
        warnings: diagnostics,
    })
}

/// Of the files' texts, in the order of their paths, and of the server's own.
fn digest(files: &[SourceFile]) -> String {
    let mut all: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    all.extend(SYSTEM_FILES.iter().map(|file| (file.name, file.text)));
    all.sort_unstable();
    let mut hash = Sha256::new();
    for (path, text) in all {
        for part in [path, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        schema::{Link, OnDelete},
        value::ColumnType,
        yaml::render,
    };

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
        assert_eq!(
            names,
            [
                "quintet_files",
                "quintet_folders",
                "quintet_roles",
                "quintet_tokens",
                "quintet_users"
            ]
        );
        assert!(schema.collections().iter().all(|collection| collection.is_system));
        assert_eq!(
            schema.roles().iter().map(|role| &*role.name).collect::<Vec<_>>(),
            ["admin", "public"]
        );
        assert!(schema.role_named("admin").unwrap().is_admin);
        let files = schema.collection_named("quintet_files").unwrap();
        assert_eq!(&*files.field(files.timestamps.unwrap().created_at).name, "created_on");
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
}
