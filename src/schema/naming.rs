//! Generated names: tables, junctions, indexes, constraints. At most 63 bytes on every engine, shortened by a stable hash; never dependent on order.
//!
//! The names are deterministic, so that an engine's complaint about a constraint leads back to the fields. Their parts are joined by two
//! underscores, which no name of a model file may hold: on most engines index names are unique in the whole database, and `article(tags, sort)`
//! must not meet `article_tags(sort)`.

use sha2::{Digest, Sha256};

/// What PostgreSQL allows (63 bytes), which is the least of the three engines.
pub const MAX_NAME_BYTES: usize = 63;

/// The table between two collections, or from one to any of several: `articles__tags`.
pub fn junction_table(table: &str, field: &str) -> String {
    shorten(format!("{table}__{field}"))
}

/// The column of one branch of a relation to any of several collections: `lead__articles`.
pub fn branch_column(field: &str, target: &str) -> String {
    shorten(format!("{field}__{target}"))
}

/// `ix_articles__status__published_at`
pub fn index(table: &str, columns: &[&str]) -> String {
    generated("ix", table, columns)
}

/// `uq_articles__slug`
pub fn unique(table: &str, columns: &[&str]) -> String {
    generated("uq", table, columns)
}

/// `fk_articles__author`
pub fn foreign_key(table: &str, columns: &[&str]) -> String {
    generated("fk", table, columns)
}

/// `ck_site_settings__lead`
pub fn check(table: &str, columns: &[&str]) -> String {
    generated("ck", table, columns)
}

/// What a dropped table or column is called until it is purged: `quintet_aside_summary`.
pub fn set_aside(name: &str) -> String {
    shorten(format!("quintet_aside_{name}"))
}

/// What a column is called while another one, with which it swaps names, still has its new one.
pub fn in_between(name: &str) -> String {
    shorten(format!("quintet_swap_{name}"))
}

fn generated(prefix: &str, table: &str, columns: &[&str]) -> String {
    shorten(format!("{prefix}_{table}__{}", columns.join("__")))
}

/// Cuts a long name and ends it with eight hexadecimal digits of its hash.
fn shorten(name: String) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name;
    }
    let hash: String = Sha256::digest(name.as_bytes())
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut end = MAX_NAME_BYTES - hash.len() - 1;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let (kept, _) = name.split_at(end);
    format!("{kept}_{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_readable_and_long_ones_fit() {
        assert_eq!(junction_table("articles", "tags"), "articles__tags");
        assert_eq!(
            index("articles", &["status", "published_at"]),
            "ix_articles__status__published_at"
        );
        assert_eq!(unique("tags", &["slug"]), "uq_tags__slug");
        assert_eq!(foreign_key("articles", &["author"]), "fk_articles__author");
        let long = "x".repeat(60);
        let one = index(&long, &["first"]);
        let other = index(&long, &["second"]);
        assert_eq!(one.len(), MAX_NAME_BYTES);
        assert_ne!(one, other);
        assert!(one.starts_with(&format!("ix_{}_", "x".repeat(51))), "{one}");
        assert_eq!(one, index(&long, &["first"]), "stable");
        assert_ne!(index("article", &["tags", "sort"]), index("article_tags", &["sort"]));
        assert!(index(&"ü".repeat(40), &["a"]).len() <= MAX_NAME_BYTES);
    }
}
