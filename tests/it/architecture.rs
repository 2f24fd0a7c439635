//! The rules of ARCHITECTURE.md, checked against the text of `src/`. The layer table is this file, so it cannot go stale:
//! a new module must be entered here before it compiles green, with its layer and what it may name.

mod scan;

use scan::{SourceFile, source_files};

struct Module {
    name: &'static str,
    layer: u8,
    /// Modules of the same layer that it may import; lower layers are always open.
    siblings: &'static [&'static str],
}

const fn module(name: &'static str, layer: u8, siblings: &'static [&'static str]) -> Module {
    Module { name, layer, siblings }
}

const MODULES: &[Module] = &[
    module("value", 0, &[]),
    module("yaml", 0, &[]),
    module("config", 0, &["yaml"]),
    module("operator", 0, &["value"]),
    module("filter", 1, &[]),
    module("field", 1, &["filter"]),
    module("schema", 1, &["field", "filter"]),
    module("query", 2, &[]),
    module("mutation", 2, &["query"]),
    module("permission", 2, &["query", "mutation"]),
    module("migration", 2, &[]),
    module("sql", 3, &[]),
    module("db", 4, &[]),
    module("cache", 4, &[]),
    module("crypto", 4, &[]),
    module("storage", 4, &[]),
    module("mail", 4, &["db", "queue"]),
    module("queue", 4, &["db", "crypto"]),
    module("event", 5, &[]),
    module("items", 5, &["event"]),
    module("evolve", 5, &[]),
    module("transfer", 5, &["items", "asset"]),
    module("auth", 5, &["items", "event"]),
    module("asset", 5, &["items", "event"]),
    module("webhook", 5, &["event"]),
    module("app", 6, &[]),
    module("http", 7, &[]),
    module("boot", 8, &[]),
    module("cli", 8, &["boot"]),
    module("lib", 9, &[]),
    module("main", 9, &[]),
];

/// Allowed by the layers, refused all the same.
const NEVER: &[(&str, &str, &str)] = &[
    (
        "http",
        "db",
        "a handler calls one service function; rows are not its business",
    ),
    ("http", "sql", "a handler says what it wants as a RawQuery"),
    ("items", "webhook", "a writer does not know who listens"),
];

/// Crates that only their owners may name.
const OWNED_CRATES: &[(&str, &[&str])] = &[
    ("sqlx", &["db"]),
    ("rusqlite", &["db"]),
    ("lettre", &["mail"]),
    ("minijinja", &["mail"]),
    ("redis", &["cache"]),
    ("openidconnect", &["auth"]),
    ("totp_rs", &["auth"]),
    ("webauthn_rs", &["auth"]),
    ("argon2", &["crypto"]),
    ("jsonwebtoken", &["crypto"]),
    ("zxcvbn", &["crypto"]),
    ("chacha20poly1305", &["crypto"]),
    ("getrandom", &["crypto"]),
    ("object_store", &["storage"]),
    ("image", &["asset"]),
    ("fast_image_resize", &["asset"]),
    ("webp", &["asset"]),
    ("ravif", &["asset"]),
    ("infer", &["asset"]),
    ("jpeg_decoder", &["asset"]),
    ("jpeg_encoder", &["asset"]),
    ("actix_multipart", &["http"]),
    ("actix_http", &["http"]),
    ("actix_server", &["http"]),
    ("actix_service", &["http"]),
    ("actix_web", &["http"]),
    ("utoipa_swagger_ui", &["http"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("indicatif", &["cli"]),
    ("notify", &["boot", "cli"]),
];

const FIRST_LAYER_WITH_IO: u8 = 4;
const FIRST_LAYER_WITH_SQL_TEXT: u8 = 3;

/// What reaches outside the process, and time and chance, which are passed in. Addresses as data are in `core::net`.
const IMPURE: &[&str] = &[
    "tokio",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Uuid::now_v7",
    "Uuid::new_v4",
];

const SQL_WORDS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "DELETE FROM ",
    "UPDATE ",
    " SET ",
    "CREATE TABLE",
    "ALTER TABLE",
    "DROP TABLE",
    "CREATE INDEX",
    " WHERE ",
    "ORDER BY",
    "GROUP BY",
    " JOIN ",
    "PRAGMA ",
];

const ENGINES: &[&str] = &["sqlite", "postgres", "mariadb", "mysql"];

const VAGUE_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services",
];

const MAX_CODE_LINES: usize = 400;

/// Longer than the limit, with the reason. An entry that is no longer needed fails.
const LONG_BY_DESIGN: &[(&str, &str)] = &[
    ("src/config/table.rs", "the table of settings: a row each"),
    ("src/http/routes.rs", "the table of routes: a row each"),
];

fn find_module(name: &str) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.name == name)
}

/// Runs one rule over all files and fails with every violation at once.
fn check_every_file(rule: impl Fn(&SourceFile, &Module, &mut Vec<String>)) {
    let mut violations = Vec::new();
    for file in source_files() {
        match find_module(&file.module) {
            Some(module) => rule(&file, module, &mut violations),
            None => violations.push(format!(
                "{}: module `{}` is not in the layer table",
                file.path, file.module
            )),
        }
    }
    assert!(
        violations.is_empty(),
        "\n{}\n{} violations",
        violations.join("\n"),
        violations.len()
    );
}

#[test]
fn modules_import_lower_layers_only() {
    check_every_file(|file, module, violations| {
        for (line, path) in file.paths() {
            let Some(target) = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next()) else {
                continue;
            };
            let Some(target) = find_module(target) else { continue };
            let is_open = target.name == module.name
                || target.layer < module.layer
                || (target.layer == module.layer && module.siblings.contains(&target.name));
            if !is_open {
                violations.push(format!(
                    "{}:{line}: `{}` (layer {}) must not import `{}` (layer {})",
                    file.path, module.name, module.layer, target.name, target.layer
                ));
            }
        }
    });
}

#[test]
fn nobody_climbs_out_of_a_module_by_super() {
    check_every_file(|file, _, violations| {
        for (line, path) in file.paths() {
            let climbs = path.split("::").take_while(|segment| *segment == "super").count();
            if climbs >= file.depth {
                violations.push(format!(
                    "{}:{line}: `{path}` leaves the module; write `crate::`",
                    file.path
                ));
            }
        }
    });
}

#[test]
fn forbidden_pairs_stay_apart() {
    check_every_file(|file, module, violations| {
        for (line, path) in file.paths() {
            for (importer, target, reason) in NEVER {
                if *importer == module.name && scan::starts_with_segments(&path, &format!("crate::{target}")) {
                    violations.push(format!(
                        "{}:{line}: `{importer}` never imports `{target}`: {reason}",
                        file.path
                    ));
                }
            }
        }
    });
}

#[test]
fn crates_are_named_by_their_owner_only() {
    check_every_file(|file, module, violations| {
        for (line, path) in file.paths() {
            for (name, owners) in OWNED_CRATES {
                if scan::starts_with_segments(&path, name) && !owners.contains(&module.name) {
                    violations.push(format!("{}:{line}: only {owners:?} may name `{name}`", file.path));
                }
            }
        }
    });
}

#[test]
fn lower_layers_are_pure() {
    check_every_file(|file, module, violations| {
        if module.layer >= FIRST_LAYER_WITH_IO {
            return;
        }
        for (line, path) in file.paths() {
            for name in IMPURE {
                if scan::has_segments(&path, name) {
                    violations.push(format!(
                        "{}:{line}: `{}` is pure; it must not use `{name}`",
                        file.path, module.name
                    ));
                }
            }
        }
    });
}

#[test]
fn sql_text_is_in_sql_and_db_only() {
    check_every_file(|file, module, violations| {
        let may_hold_sql = module.layer >= FIRST_LAYER_WITH_SQL_TEXT && ["sql", "db"].contains(&module.name);
        if may_hold_sql {
            return;
        }
        for (line, text) in file.strings().lines().enumerate() {
            for word in SQL_WORDS {
                if text.contains(word) {
                    violations.push(format!("{}:{}: SQL text {word:?} outside `sql`", file.path, line + 1));
                }
            }
        }
    });
}

#[test]
fn engines_are_named_in_the_dialects_only() {
    check_every_file(|file, module, violations| {
        if module.name != "sql" || file.path.starts_with("src/sql/dialect") {
            return;
        }
        for (line, text) in file.code_with_strings().lines().enumerate() {
            for engine in ENGINES {
                if text.to_ascii_lowercase().contains(engine) {
                    violations.push(format!(
                        "{}:{}: names the engine {engine}; ask the dialect",
                        file.path,
                        line + 1
                    ));
                }
            }
        }
    });
}

#[test]
fn unsafe_code_is_in_db_only() {
    check_every_file(|file, module, violations| {
        for (line, text) in file.code().lines().enumerate() {
            if scan::has_word(text, "unsafe") && module.name != "db" {
                violations.push(format!("{}:{}: unsafe code outside `db`", file.path, line + 1));
            }
        }
    });
}

#[test]
fn files_are_named_for_what_they_own_and_say_it() {
    check_every_file(|file, _, violations| {
        if file.stem == "mod" {
            violations.push(format!("{}: write foo.rs beside foo/, not foo/mod.rs", file.path));
        }
        if VAGUE_NAMES.contains(&file.stem.as_str()) {
            violations.push(format!(
                "{}: `{}` says nothing; name what the file owns",
                file.path, file.stem
            ));
        }
        if !file.text.starts_with("//!") {
            violations.push(format!("{}: does not begin with a module doc", file.path));
        }
    });
}

#[test]
fn files_are_short() {
    check_every_file(|file, _, violations| {
        let lines = file.code_lines();
        let exception = LONG_BY_DESIGN.iter().find(|(path, _)| *path == file.path);
        match exception {
            None if lines > MAX_CODE_LINES => {
                violations.push(format!(
                    "{}: has {lines} lines of code, the limit is {MAX_CODE_LINES}",
                    file.path
                ));
            }
            Some((_, reason)) if lines <= MAX_CODE_LINES => {
                violations.push(format!("{}: is short now; remove its exception ({reason})", file.path));
            }
            _ => {}
        }
        if file.module == "main" && lines >= 40 {
            violations.push(format!(
                "{}: has {lines} lines of code; main only calls the library",
                file.path
            ));
        }
    });
}
