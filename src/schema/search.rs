//! `search: [title^3, body]`: which fields a full-text search looks at, how much each counts, and what the database keeps for it.

use sha2::{Digest, Sha256};

use crate::value::FieldId;

/// What `search_language` may say. PostgreSQL stems all of them, SQLite English, MariaDB none; `none` stems nothing anywhere.
pub const LANGUAGES: &[&str] = &[
    "none",
    "arabic",
    "danish",
    "dutch",
    "english",
    "finnish",
    "french",
    "german",
    "greek",
    "hungarian",
    "indonesian",
    "irish",
    "italian",
    "lithuanian",
    "nepali",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "spanish",
    "swedish",
    "tamil",
    "turkish",
];

pub const DEFAULT_LANGUAGE: &str = "english";

/// What the names of all that belongs to a search index begin with.
pub const PREFIX: &str = "quintet_search_";

/// What an index is made of changes with this number.
const FORMAT: u32 = 1;

/// The full-text search of one collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullText {
    /// In the order of the index's parts, with their weights.
    pub fields: Vec<(FieldId, u8)>,
    pub index: SearchIndex,
}

/// What the database keeps of a table for searches. Its name tells everything that it is made of: another definition is another index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchIndex {
    /// `quintet_search_` and a digest.
    pub name: String,
    /// The column of the table's key.
    pub key: String,
    pub parts: Vec<SearchPart>,
    /// `None`: words are not stemmed.
    pub language: Option<String>,
}

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPart {
    pub column: String,
    /// Empty for a text. For JSON the names of the members whose texts are searched, at any depth.
    pub members: Vec<String>,
}

impl SearchIndex {
    pub fn new(table: &str, key: &str, parts: Vec<SearchPart>, language: Option<String>) -> Self {
        let digest = Sha256::digest(format!("{FORMAT} {table:?} {key:?} {parts:?} {language:?}"));
        let digest: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self {
            name: format!("{PREFIX}{digest}"),
            key: key.to_owned(),
            parts,
            language,
        }
    }

    /// What is made last: where it is, the index is whole.
    pub fn mark(&self) -> String {
        self.part(self.parts.len().saturating_sub(1))
    }

    /// The name of one part's index.
    pub fn part(&self, place: usize) -> String {
        format!("{}_{place}", self.name)
    }

    pub fn searches(&self, column: &str) -> bool {
        self.key == column || self.parts.iter().any(|part| part.column == column)
    }
}

/// The words of a search: letters and digits, so that nothing in them can mean anything to an engine. So many of them, and so long, are enough.
pub fn words(text: &str) -> Vec<String> {
    const MOST: usize = 16;
    const LONGEST: usize = 64;
    let mut words: Vec<String> = Vec::new();
    let parts = text.split(|character: char| !character.is_alphanumeric());
    for part in parts.filter(|part| !part.is_empty()) {
        let word: String = part.chars().take(LONGEST).collect();
        if !words.contains(&word) && words.len() < MOST {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_are_words() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check("", &[]);
        check("  -\"' ", &[]);
        check("Low tide, at 7", &["Low", "tide", "at", "7"]);
        check("tide tide", &["tide"]);
        check(
            "a* OR \"b\" NEAR(c) {d}:e -f +g ~h <i> (j) k:l^m",
            &[
                "a", "OR", "b", "NEAR", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
            ],
        );
        check("École 日本語 foo_bar", &["École", "日本語", "foo", "bar"]);
        assert_eq!(words(&"x".repeat(1000)), ["x".repeat(64)]);
        assert_eq!(
            words(&(0..100).map(|number| number.to_string()).collect::<Vec<_>>().join(" ")).len(),
            16
        );
    }

    #[test]
    fn another_definition_is_another_index() {
        let part = |column: &str, members: &[&str]| SearchPart {
            column: column.to_owned(),
            members: members.iter().map(ToString::to_string).collect(),
        };
        let name = |table: &str, parts: Vec<SearchPart>, language: Option<&str>| {
            SearchIndex::new(table, "id", parts, language.map(str::to_owned)).name
        };
        let one = name("a", vec![part("title", &[])], None);
        assert_eq!(one, name("a", vec![part("title", &[])], None));
        assert_ne!(one, name("b", vec![part("title", &[])], None));
        assert_ne!(one, name("a", vec![part("title", &["text"])], None));
        assert_ne!(one, name("a", vec![part("title", &[])], Some("english")));
    }
}
