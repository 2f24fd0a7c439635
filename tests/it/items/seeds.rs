//! Seeds: circles, references, and a second run.

use quintet::{
    transfer::seed::{SeedError, Seeded, seed, seed_files},
    yaml::SourceFile,
};
use serde_json::json;

use super::World;
use crate::support::for_each_engine;

const SEEDS: &str = r#"
articles:
  - { _key: one, title: One, author: { $ref: authors/ada }, lead: { collection: articles, item: { $ref: articles/two } }, tags: [{ $ref: tags/sea }] }
  - { _key: two, title: Two, lead: { collection: articles, item: { $ref: articles/one } } }
authors:
  - { _key: ada, name: Ada }
tags:
  - { _key: sea, name: sea }
"#;

#[tokio::test]
async fn circles_are_closed_and_a_second_run_changes_nothing() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let files = [SourceFile::new("seed/all.yaml", SEEDS)];
        let admin = world.admin();
        let first = seed(&world.items, &admin, &files).await.unwrap();
        assert_eq!(first.created.iter().map(|(_, count)| count).sum::<usize>(), 4);
        let second = seed(&world.items, &admin, &files).await.unwrap();
        assert_eq!(second, Seeded { created: Vec::new(), present: 4 });
        let list = world.list("articles", json!({"fields": "title,author.name,tags.name,lead.item:articles.title", "sort": "title"})).await;
        assert_eq!(
            list,
            json!([
                {"title": "One", "author": {"name": "Ada"}, "tags": [{"name": "sea"}], "lead": {"collection": "articles", "item": {"title": "Two"}}},
                {"title": "Two", "author": null, "tags": [], "lead": {"collection": "articles", "item": {"title": "One"}}},
            ])
        );
    })
    .await;
}

#[tokio::test]
async fn mistakes_are_named_with_their_place_and_nothing_is_written() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let text = "authros: []\ntags:\n  - { name: no key }\n  - { _key: a, name: { $ref: tags/nowhere } }\n  - { _key: a, name: x }\n";
        let Err(SeedError::Files(diagnostics)) = seed(&world.items, &world.admin(), &[SourceFile::new("seed/x.yaml", text)]).await else {
            panic!("accepted");
        };
        let found: Vec<(usize, &str)> = diagnostics.iter().map(|diagnostic| (diagnostic.line, diagnostic.code)).collect();
        assert_eq!(found, [(1, "unknown-collection"), (3, "missing-key"), (4, "unknown-reference"), (5, "duplicate-key")]);
        let broken = SourceFile::new("seed/y.yaml", "tags:\n  - { _key: a, name: fine }\n  - { _key: b, name: null, lost: 1 }\n");
        assert!(matches!(seed(&world.items, &world.admin(), &[broken]).await, Err(SeedError::Items(_))));
        assert_eq!(world.count("tags").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_newsroom_is_written_and_a_second_run_changes_nothing() {
    for_each_engine(|test| async {
        let files: Vec<(String, String)> = crate::newsroom::model_files()
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect();
        let models: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let world = World::new(test, &models).await;
        let seeds = crate::newsroom::read_folder("seed");
        let admin = world.admin();
        let place = tempfile::tempdir().unwrap();
        let settings = quintet::config::FilesSettings::default();
        let random = quintet::crypto::Random::system();
        let assets = quintet::asset::Assets::open(world.items.clone(), random, &settings, place.path(), &[]).unwrap();
        let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/config/seed"));
        let files = seed_files(&world.items, &assets, &admin, &seeds, folder).await.unwrap();
        assert!(files.created[0].1 >= 15, "{files:?}");
        let again = seed_files(&world.items, &assets, &admin, &seeds, folder).await.unwrap();
        assert_eq!(again, Seeded::default());
        let first = match seed(&world.items, &admin, &seeds).await {
            Ok(seeded) => seeded,
            Err(SeedError::Files(diagnostics)) => panic!("{}", quintet::yaml::render(&diagnostics, &seeds, false)),
            Err(error) => panic!("{}: {error:?}", world.engine()),
        };
        let written: usize = first.created.iter().chain(&files.created).map(|(_, count)| count).sum();
        let second = seed(&world.items, &admin, &seeds).await.unwrap();
        assert_eq!((second.created.len(), second.present), (0, written));
        assert!(written > 100, "{first:?}");
    })
    .await;
}
