//! How the engines run what is compiled: times on many rows. `cargo test --test it plans -- --ignored --nocapture`

use std::time::{Duration, Instant};

use quintet::{
    db::Database,
    evolve,
    schema::{Schema, naming},
    sql::{Dialect, Encoding, OutputColumn, Statement, read},
    value::{Json, Name},
};
use serde_json::json;

use super::world::{access, load_schema, make_tables, query, run};
use crate::support::{TestDatabase, for_each_engine};

const FILES: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "timestamps: false\nauthorship: false\nfields:\n  name: { type: string, required: true }\n  slug: { type: string, unique: true }\n",
    ),
    (
        "models/tags.yaml",
        "timestamps: false\nauthorship: false\nfields:\n  name: { type: string, required: true, unique: true }\n",
    ),
    (
        "models/articles.yaml",
        r#"
timestamps: false
authorship: false
sort: -published_at
indexes: [[status, -published_at]]
fields:
  title: { type: string, required: true, searchable: true }
  slug: { type: string, unique: true }
  status: { type: select, options: [draft, published], default: draft, required: true }
  published_at: datetime
  views: integer
  body: text
  author: { type: relation, to: authors, inverse: articles }
  tags: { type: relation, to: tags, many: true, inverse: articles }
"#,
    ),
    (
        "models/parents.yaml",
        "timestamps: false\nauthorship: false\nfields:\n  name: { type: string, required: true }\n",
    ),
    (
        "models/children.yaml",
        r#"
timestamps: false
authorship: false
indexes: [[parent, position], [parent, -likes]]
fields:
  text: { type: string, required: true }
  position: { type: integer, required: true, default: 0 }
  likes: integer
  parent: { type: relation, to: parents, inverse: children }
"#,
    ),
];

/// A row source `(i)` from 1 to the number, and a uuid of a number.
fn numbers(engine: &str, count: u32) -> String {
    match engine {
        "sqlite" => format!(
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n) AS n"
        ),
        "postgres" => format!("generate_series(1::bigint, {count}) AS n(i)"),
        _ => format!("(SELECT seq AS i FROM seq_1_to_{count}) AS n"),
    }
}

fn uuid(engine: &str, number: &str) -> String {
    match engine {
        "sqlite" => format!("printf('%08x-0000-7000-8000-%012x', {number}, {number})"),
        "postgres" => format!(
            "(lpad(to_hex(({number})::int), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(({number})::int), 12, '0'))::uuid"
        ),
        _ => format!("lower(concat(lpad(hex({number}), 8, '0'), '-0000-7000-8000-', lpad(hex({number}), 12, '0')))"),
    }
}

fn moment(engine: &str) -> &'static str {
    match engine {
        "sqlite" => "strftime('%Y-%m-%dT%H:%M:%S.000Z', 1700000000 + (i * 7919) % 50000000, 'unixepoch')",
        "postgres" => "to_timestamp(1700000000 + (i::bigint * 7919) % 50000000)",
        _ => "from_unixtime(1700000000 + (i * 7919) % 50000000)",
    }
}

async fn fill(database: &Database, engine: &str) {
    let text = match engine {
        "mariadb" | "postgres" => "repeat('lorem ipsum ', 340)",
        _ => "replace(hex(zeroblob(2040)), '00', 'xy')",
    };
    let own = |number: &str| uuid(engine, number);
    let title = if engine == "mariadb" {
        "concat('Title ', i)"
    } else {
        "'Title ' || i"
    };
    let slug = if engine == "mariadb" {
        "concat('slug-', i)"
    } else {
        "'slug-' || i"
    };
    let statements = [
        format!(
            "INSERT INTO authors (id, name, slug) SELECT {}, {title}, {slug} FROM {}",
            own("i"),
            numbers(engine, 500)
        ),
        format!(
            "INSERT INTO tags (id, name) SELECT {}, {title} FROM {}",
            own("i"),
            numbers(engine, 200)
        ),
        format!(
            "INSERT INTO articles (id, title, slug, status, published_at, views, body, author) SELECT {}, {title}, {slug}, CASE WHEN i % 5 = 0 THEN 'draft' ELSE 'published' END, {}, i % 1000, {text}, {} FROM {}",
            own("i"),
            moment(engine),
            own("i % 500 + 1"),
            numbers(engine, 50_000)
        ),
        format!(
            "INSERT INTO articles__tags (source, target, sort) SELECT {}, {}, 0 FROM {}",
            own("i"),
            own("i % 200 + 1"),
            numbers(engine, 50_000)
        ),
        format!(
            "INSERT INTO articles__tags (source, target, sort) SELECT {}, {}, 1 FROM {}",
            own("i"),
            own("(i + 77) % 200 + 1"),
            numbers(engine, 50_000)
        ),
        format!(
            "INSERT INTO parents (id, name) SELECT {}, {title} FROM {}",
            own("i"),
            numbers(engine, 100)
        ),
        format!(
            "INSERT INTO children (id, text, position, likes, parent) SELECT {}, {title}, (i * 7919) % 100003, CASE WHEN i % 50 = 0 THEN NULL ELSE (i * 31) % 997 END, {} FROM {}",
            own("i"),
            own("i % 100 + 1"),
            numbers(engine, 1_000_000)
        ),
    ];
    for statement in statements {
        database.execute_raw(&statement).await.unwrap();
    }
    let analyze = match engine {
        "mariadb" => "ANALYZE TABLE authors, tags, articles, articles__tags, parents, children",
        _ => "ANALYZE",
    };
    database.execute_raw(analyze).await.unwrap();
}

fn cases() -> Vec<(&'static str, &'static str, Json)> {
    let one = "00000007-0000-7000-8000-000000000007";
    vec![
        (
            "one by id",
            "articles",
            json!({"fields": "*", "filter": {"id": {"_eq": one}}}),
        ),
        (
            "list of 20",
            "articles",
            json!({"fields": "id,title,published_at", "filter": {"status": {"_eq": "published"}}, "limit": 20}),
        ),
        (
            "list of 20, all",
            "articles",
            json!({"fields": "id,title,published_at", "limit": 20}),
        ),
        (
            "list of 20, author and tags",
            "articles",
            json!({"fields": "id,title,published_at,author.name,tags.name", "filter": {"status": {"_eq": "published"}}, "limit": 20}),
        ),
        (
            "list of 20, unindexed order, author and tags",
            "articles",
            json!({"fields": "id,title,body,author.name,tags.name", "sort": "-views", "limit": 20}),
        ),
        (
            "list of 20, offset 30000, wide",
            "articles",
            json!({"fields": "id,title,body", "filter": {"status": {"_eq": "published"}}, "limit": 20, "offset": 30000}),
        ),
        (
            "by author",
            "articles",
            json!({"fields": "id,title", "filter": {"author": {"slug": {"_eq": "slug-77"}}}, "limit": 20}),
        ),
        (
            "by tag",
            "articles",
            json!({"fields": "id,title", "filter": {"tags": {"name": {"_eq": "Title 77"}}}, "limit": 20}),
        ),
        (
            "by tag, and status",
            "articles",
            json!({"fields": "id,title", "filter": {"tags": {"name": {"_eq": "Title 77"}}, "status": {"_eq": "published"}}, "limit": 20}),
        ),
        (
            "by author or tag",
            "articles",
            json!({"fields": "id,title", "filter": {"_or": [{"author": {"slug": {"_eq": "slug-77"}}}, {"tags": {"name": {"_eq": "Title 77"}}}]}, "limit": 20}),
        ),
        (
            "100 full",
            "articles",
            json!({"fields": "*,author.name,author.slug,tags.id,tags.name", "limit": 100}),
        ),
        (
            "by author's name",
            "articles",
            json!({"fields": "id,title", "sort": "author.name", "limit": 20}),
        ),
        (
            "search",
            "articles",
            json!({"fields": "id,title", "search": "TITLE 4999", "limit": 20}),
        ),
        (
            "prefix",
            "articles",
            json!({"fields": "id,title", "filter": {"slug": {"_starts_with": "slug-4999"}}, "limit": 20}),
        ),
        (
            "3 of 10,000 by position",
            "parents",
            json!({"fields": "id,children.text", "deep": {"children": {"_limit": 3, "_sort": "position"}}, "limit": 100}),
        ),
        (
            "3 of 10,000 by likes, falling, nulls",
            "parents",
            json!({"fields": "id,children.text", "deep": {"children": {"_limit": 3, "_sort": "-likes"}}, "limit": 100}),
        ),
        (
            "3 of 10,000 by key",
            "parents",
            json!({"fields": "id,children.text", "deep": {"children": {"_limit": 3, "_sort": "id"}}, "limit": 100}),
        ),
        (
            "3 of 10,000 unindexed, with their parents",
            "parents",
            json!({"fields": "id,children.text,children.parent.name", "deep": {"children": {"_limit": 3, "_sort": "text"}}, "limit": 100}),
        ),
        ("first 3 of 3", "parents", json!({"fields": "id,name", "limit": 3})),
    ]
}

fn explained(dialect: &dyn Dialect, statement: &Statement) -> Statement {
    let text = match dialect.name() {
        "sqlite" => format!("EXPLAIN QUERY PLAN {}", statement.text),
        "postgres" => format!(
            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) {}",
            statement.text
        ),
        _ => format!("ANALYZE FORMAT=JSON {}", statement.text),
    };
    let column = |name: &str| OutputColumn {
        key: Name::from(name),
        encoding: Encoding::Json,
    };
    let columns = if dialect.name() == "sqlite" {
        ["id", "parent", "notused", "detail"].map(column).to_vec()
    } else {
        vec![column("plan")]
    };
    Statement {
        text,
        args: statement.args.clone(),
        columns,
    }
}

async fn measure(test: &TestDatabase, schema: &Schema) {
    let engine = test.engine();
    let only = std::env::var("ONLY").unwrap_or_default();
    let plans = std::env::var("PLANS").is_ok();
    for (name, collection, parameters) in cases().into_iter().filter(|(name, ..)| name.contains(&only)) {
        let query = query(schema, &access(schema, &[]), collection, &parameters).unwrap();
        let statement = read::compile(schema, test.database.dialect(), &query);
        let mut times: Vec<Duration> = Vec::new();
        let mut bytes = 0;
        let begin = Instant::now();
        while times.len() < 3 || (times.len() < 50 && begin.elapsed() < Duration::from_secs(1)) {
            let start = Instant::now();
            match test.database.read(statement.clone()).await {
                Ok(rows) => bytes = rows.bytes.len(),
                Err(error) => println!("{error}"),
            }
            times.push(start.elapsed());
        }
        times.sort();
        println!(
            "{engine:9} {name:50} {:>10.3} ms {bytes:>8} bytes",
            times[times.len() / 2].as_secs_f64() * 1000.0
        );
        if plans {
            println!("{}", statement.text);
            let plan = test
                .database
                .read(explained(test.database.dialect(), &statement))
                .await
                .unwrap();
            println!(
                "{}\n",
                String::from_utf8_lossy(&plan.bytes)
                    .replace("},{", "\n")
                    .replace("\\n", "\n")
            );
        }
    }
}

#[tokio::test]
#[ignore = "measures; takes minutes"]
async fn plans_of_reads_on_many_rows() {
    let schema = load_schema(FILES);
    for_each_engine(|test: TestDatabase| {
        let schema = &schema;
        async move {
            if std::env::var("ENGINE").is_ok_and(|engine| engine != test.engine()) {
                return;
            }
            evolve::apply_safe(&test.database, schema, Duration::from_secs(30))
                .await
                .unwrap();
            let start = Instant::now();
            fill(&test.database, test.engine()).await;
            println!("{} filled in {:?}", test.engine(), start.elapsed());
            measure(&test, schema).await;
        }
    })
    .await;
}

/// A hundred parents with a hundred children each: three children of each come back, and each engine finds them by an index in their order.
#[tokio::test]
async fn limits_inside_are_answered_by_an_index() {
    let schema = load_schema(FILES);
    let read = json!({"fields": "id,children.text,children.position", "deep": {"children": {"_limit": 3, "_sort": "position"}}, "limit": 100});
    let query = query(&schema, &access(&schema, &[]), "parents", &read).unwrap();
    let index = naming::index("children", &["parent", "position"]);
    for_each_engine(|test: TestDatabase| {
        let (schema, query, index) = (&schema, &query, &index);
        async move {
            make_tables(&test.database, schema).await;
            let engine = test.engine();
            let (parents, children) = (numbers(engine, 100), numbers(engine, 10_000));
            let (id, parent) = (uuid(engine, "i"), uuid(engine, "i % 100 + 1"));
            let analyze = if engine == "mariadb" { "ANALYZE TABLE parents, children" } else { "ANALYZE" };
            for statement in [
                format!("INSERT INTO parents (id, name) SELECT {id}, 'parent' FROM {parents}"),
                format!("INSERT INTO children (id, text, position, parent) SELECT {id}, 'child', (i * 7919) % 10007, {parent} FROM {children}"),
                analyze.to_owned(),
            ] {
                test.database.execute_raw(&statement).await.unwrap();
            }
            let rows = run(&test.database, schema, query).await;
            let rows = rows.as_array().unwrap();
            assert_eq!(rows.len(), 100);
            for row in rows {
                let positions = row["children"].as_array().unwrap().iter().map(|child| child["position"].as_i64().unwrap());
                let positions: Vec<i64> = positions.collect();
                assert!(positions.len() == 3 && positions.is_sorted(), "{engine}: {row}");
            }
            let statement = read::compile(schema, test.database.dialect(), query);
            let plan = test.database.read(explained(test.database.dialect(), &statement)).await.unwrap();
            let plan = String::from_utf8_lossy(&plan.bytes);
            assert!(plan.contains(index.as_str()), "{engine}: {plan}");
        }
    })
    .await;
}
