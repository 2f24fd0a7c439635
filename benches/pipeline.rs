//! What a read costs before it reaches the database: parse → resolve → authorise → compile, for a flat and a three-level query on the example
//! project, on each engine's dialect; and what it costs to load 200 model files. Aims: 20 µs, 60 µs, 200 ms.

#![expect(clippy::unwrap_used, reason = "a bench that can not be set up is no bench")]

use std::{fs, hint::black_box, path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use quintet::{
    permission::{Access, Actor, read::authorize},
    query::{QueryLimits, RawQuery, resolve::resolve},
    schema::{Schema, load},
    sql::{
        Dialect,
        dialect::{mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite},
        read::compile,
    },
    value::Json,
    yaml::SourceFile,
};

const FLAT: &str = r#"{
    "fields": "id,title,slug,summary,published_at,author,section,reading_minutes",
    "filter": {"section": {"_eq": "0190a6e0-0000-7000-8000-000000000001"}, "published_at": {"_lte": "$NOW"}},
    "sort": "-published_at",
    "limit": 20
}"#;

const NESTED: &str = r#"{
    "fields": ["id", "title", "author.name", "author.portrait", "tags.name", "tags.slug", "comments.body", "comments.replies.body", "comments.replies.author_name"],
    "filter": {"_and": [{"tags": {"_some": {"slug": {"_in": ["harbor", "sea"]}}}}, {"author": {"is_staff": {"_eq": true}}}]},
    "deep": {"comments": {"_limit": 3, "_sort": "-likes", "replies": {"_limit": 3}}, "tags": {"_sort": "name"}},
    "sort": "-published_at,author.name",
    "limit": 20
}"#;

fn newsroom() -> Schema {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let mut files = Vec::new();
    for folder in ["models", "blocks", "groups", "roles", "system"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.push(SourceFile::new(
                format!("{folder}/{name}"),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    load_all(&files)
}

fn load_all(files: &[SourceFile]) -> Schema {
    load::load(files)
        .map(|loaded| loaded.schema)
        .map_err(|problems| problems.len())
        .unwrap()
}

/// What the edge hands over.
fn raw(text: &str) -> RawQuery {
    let mut json: Json = serde_json::from_str(text).unwrap();
    let mut take = |name: &str| json.get_mut(name).map(Json::take);
    RawQuery {
        fields: take("fields"),
        filter: take("filter"),
        sort: take("sort"),
        limit: take("limit"),
        deep: take("deep"),
        ..RawQuery::default()
    }
}

fn reads(criterion: &mut Criterion) {
    let schema = newsroom();
    let articles = schema.collection_named("articles").unwrap().id;
    let now: DateTime<Utc> = "2026-03-01T08:30:00Z".parse().unwrap();
    let public = Access::new(&schema, Arc::new(Actor::public()));
    let dialects: [&dyn Dialect; 3] = [&Sqlite, &Postgres, &MariaDb];
    for (name, text) in [("flat", FLAT), ("three levels", NESTED)] {
        let mut group = criterion.benchmark_group(name);
        for dialect in dialects {
            group.bench_function(dialect.name(), |bencher| {
                bencher.iter(|| {
                    let raw = raw(black_box(text));
                    let resolved = resolve(&schema, &public, QueryLimits::default(), articles, &raw).unwrap();
                    let query = authorize(&schema, &public, now, resolved.query).unwrap();
                    compile(&schema, dialect, &query)
                });
            });
        }
        group.bench_function("resolved and authorised", |bencher| {
            bencher.iter(|| {
                let raw = raw(black_box(text));
                let resolved = resolve(&schema, &public, QueryLimits::default(), articles, &raw).unwrap();
                authorize(&schema, &public, now, resolved.query).unwrap()
            });
        });
        group.finish();
    }
}

/// Collections of 20 fields, each related to the one before.
fn two_hundred_files() -> Vec<SourceFile> {
    let model = |number: usize| {
        let mut text = String::from(
            "sort: -day\nfields:\n  title: { type: string, required: true, searchable: true }\n  day: date\n",
        );
        for field in 0..16 {
            text.push_str(&format!(
                "  field_{field}: {{ type: string, max_length: 120, label: Field {field} }}\n"
            ));
        }
        text.push_str("  status: { type: select, options: [draft, published], default: draft }\n");
        if number > 0 {
            let before = number - 1;
            text.push_str(&format!(
                "  before: {{ type: relation, to: thing_{before}, inverse: after_{number} }}\n"
            ));
        }
        SourceFile::new(format!("models/thing_{number}.yaml"), text)
    };
    (0..200).map(model).collect()
}

fn loads(criterion: &mut Criterion) {
    let files = two_hundred_files();
    let mut group = criterion.benchmark_group("load");
    group.sample_size(20);
    group.bench_function("200 files", |bencher| bencher.iter(|| load_all(black_box(&files))));
    group.finish();
}

criterion_group!(pipeline, reads, loads);
criterion_main!(pipeline);
