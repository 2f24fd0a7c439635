//! Full-text search by `tsvector`: a generated column a field, with a GIN index. A vector holds the words as they are, and beside them their stems:
//! prefixes are asked of the words, a stem of the stems.

use super::Postgres;
use crate::{
    schema::{SearchIndex, search::SearchPart},
    sql::{
        Argument, Dialect, Sql,
        search::{Ranked, SearchDialect, Searched},
    },
};

/// A vector holds 1 MB. So many characters fit with certainty; what comes later in a text is not found.
const LONGEST: usize = 100_000;
/// What is between words on every engine: left to itself, PostgreSQL takes `a.b` for the name of a host.
const BETWEEN: &str = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~";
const SIMPLE: &str = "pg_catalog.simple";

impl SearchDialect for Postgres {
    fn create_search(&self, table: &str, index: &SearchIndex) -> Vec<String> {
        let table = self.quote(table);
        let places = 0..index.parts.len();
        let mut statements: Vec<String> = places
            .clone()
            .map(|place| format!("DROP INDEX IF EXISTS {}", self.quote(&index.part(place))))
            .collect();
        let drops = places
            .clone()
            .map(|place| format!("DROP COLUMN IF EXISTS {}", column(index, place)));
        statements.push(format!("ALTER TABLE {table} {}", drops.collect::<Vec<_>>().join(", ")));
        let columns = index.parts.iter().enumerate().map(|(place, part)| {
            let vector = self.vector(part, index.language.as_deref());
            format!(
                "ADD COLUMN {} tsvector GENERATED ALWAYS AS ({vector}) STORED",
                column(index, place)
            )
        });
        statements.push(format!(
            "ALTER TABLE {table} {}",
            columns.collect::<Vec<_>>().join(", ")
        ));
        statements.extend(places.map(|place| {
            let name = self.quote(&index.part(place));
            format!("CREATE INDEX {name} ON {table} USING gin ({})", column(index, place))
        }));
        statements
    }

    /// With a column goes its index.
    fn drop_search(&self, table: &str, parts: &[String]) -> Vec<String> {
        let columns = parts.iter().filter(|part| is_column(part));
        let drops: Vec<String> = columns
            .map(|part| format!("DROP COLUMN {}", self.quote(part)))
            .collect();
        if drops.is_empty() {
            return Vec::new();
        }
        vec![format!("ALTER TABLE {} {}", self.quote(table), drops.join(", "))]
    }

    fn has_word(&self, searched: &Searched<'_>, parts: &[usize], word: &str) -> Sql {
        let found = parts.iter().map(|place| {
            let vector = format!("{}.{} @@ ", searched.alias, column(searched.index, *place));
            Sql::text(vector).then(query(searched.index, std::slice::from_ref(&word)))
        });
        Sql::text("(").then(Sql::join(found, " OR ")).t(")")
    }

    fn relevance(&self, searched: &Searched<'_>, parts: &[(usize, u8)], words: &[String], _: &str) -> Ranked {
        let terms = parts.iter().map(|(place, weight)| {
            let vector = format!(
                "{weight} * ts_rank({}.{}, ",
                searched.alias,
                column(searched.index, *place)
            );
            // 1: a long text has more of every word.
            Sql::text(vector).then(query(searched.index, words)).t(", 1)")
        });
        Ranked {
            joins: Sql::default(),
            expression: Sql::text("(").then(Sql::join(terms, " + ")).t(")"),
        }
    }
}

impl Postgres {
    fn vector(&self, part: &SearchPart, language: Option<&str>) -> String {
        let name = self.quote(&part.column);
        let text = if part.members.is_empty() {
            name
        } else {
            let found = part.members.iter().map(|member| {
                format!("jsonb_path_query_array({name}, 'lax $.**.{member} ? (@.type() == \"string\")')::text")
            });
            let texts = found.collect::<Vec<_>>().join(" || ' ' || ");
            // The text of a JSON list says `\n` for the end of a line.
            format!("replace(replace({texts}, '\\n', ' '), '\\t', ' ')")
        };
        let blanks = " ".repeat(BETWEEN.chars().count() - 1);
        let words = format!(
            "translate(lower(left(coalesce({text}, ''), {LONGEST}) COLLATE \"und-x-icu\"), '{BETWEEN}', '{blanks}')"
        );
        let vector = |dictionary: &str| format!("to_tsvector('{dictionary}', {words})");
        match language {
            None => vector(SIMPLE),
            Some(language) => format!("{} || {}", vector(SIMPLE), vector(&format!("pg_catalog.{language}"))),
        }
    }
}

fn column(index: &SearchIndex, place: usize) -> String {
    format!("\"{}_c{place}\"", index.name)
}

fn is_column(part: &str) -> bool {
    part.rsplit_once("_c")
        .is_some_and(|(_, place)| place.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Any of the words: what begins with it, or has its stem.
fn query(index: &SearchIndex, words: &[impl AsRef<str>]) -> Sql {
    let quoted = |after: &str| {
        let words: Vec<String> = words.iter().map(|word| format!("'{}'{after}", word.as_ref())).collect();
        Sql::argument(Argument::Text(words.join(" | ")))
    };
    let words = |dictionary: &str, text: Sql| {
        Sql::text(format!("to_tsquery('{dictionary}', lower("))
            .then(text)
            .t("::text COLLATE \"und-x-icu\"))")
    };
    let plain = words(SIMPLE, quoted(":*"));
    match &index.language {
        None => plain,
        Some(language) => Sql::text("(")
            .then(plain)
            .t(" || ")
            .then(words(&format!("pg_catalog.{language}"), quoted("")))
            .t(")"),
    }
}
