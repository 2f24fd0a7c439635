//! Full-text search by InnoDB's FULLTEXT indexes, one a field, over generated columns that compare without case (the fields' own columns compare exactly).
//! There are no stems. Words shorter than `innodb_ft_min_token_size` are in no index; they are looked for in the texts.

use super::MariaDb;
use crate::{
    schema::{SearchIndex, search::SearchPart},
    sql::{
        Argument, Dialect, Sql,
        search::{Ranked, SearchDialect, Searched},
    },
};

/// What the server leaves out of its index by default.
const SHORTEST: usize = 3;

impl SearchDialect for MariaDb {
    fn create_search(&self, table: &str, index: &SearchIndex) -> Vec<String> {
        let table = self.quote(table);
        let columns = index.parts.iter().enumerate().map(|(place, part)| {
            format!(
                "ADD COLUMN IF NOT EXISTS {} LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci GENERATED ALWAYS AS ({}) STORED",
                column(index, place),
                self.text_of_part(part)
            )
        });
        let mut statements = vec![format!(
            "ALTER TABLE {table} {}",
            columns.collect::<Vec<_>>().join(", ")
        )];
        // One at a time is what InnoDB can do.
        statements.extend((0..index.parts.len()).map(|place| {
            let name = self.quote(&index.part(place));
            format!(
                "CREATE FULLTEXT INDEX IF NOT EXISTS {name} ON {table} ({})",
                column(index, place)
            )
        }));
        statements
    }

    fn drop_search(&self, table: &str, parts: &[String]) -> Vec<String> {
        let (columns, indexes): (Vec<&String>, Vec<&String>) = parts.iter().partition(|part| is_column(part));
        let indexes = indexes
            .iter()
            .map(|name| format!("DROP INDEX IF EXISTS {}", self.quote(name)));
        let columns = columns
            .iter()
            .map(|name| format!("DROP COLUMN IF EXISTS {}", self.quote(name)));
        let drops: Vec<String> = indexes.chain(columns).collect();
        vec![format!("ALTER TABLE {} {}", self.quote(table), drops.join(", "))]
    }

    fn has_word(&self, searched: &Searched<'_>, parts: &[usize], word: &str) -> Sql {
        let found = parts.iter().map(|place| {
            let text = format!("{}.{}", searched.alias, column(searched.index, *place));
            if word.chars().count() < SHORTEST {
                let pattern = format!("(?<![\\p{{L}}\\p{{N}}]){word}");
                return Sql::text(format!("coalesce({text}, '') REGEXP ")).then(Sql::argument(Argument::Text(pattern)));
            }
            matches(&text, &format!("{word}*"))
        });
        Sql::text("(").then(Sql::join(found, " OR ")).t(")")
    }

    fn relevance(&self, searched: &Searched<'_>, parts: &[(usize, u8)], words: &[String], _: &str) -> Ranked {
        let long = words.iter().filter(|word| word.chars().count() >= SHORTEST);
        let wanted: Vec<String> = long.map(|word| format!("{word}*")).collect();
        let terms = parts.iter().map(|(place, weight)| {
            let text = format!("{}.{}", searched.alias, column(searched.index, *place));
            Sql::text(format!("{weight} * ")).then(matches(&text, &wanted.join(" ")))
        });
        let expression = if wanted.is_empty() {
            // A bare 0 would be the place of a column.
            Sql::text("CAST(0 AS DOUBLE)")
        } else {
            Sql::text("(").then(Sql::join(terms, " + ")).t(")")
        };
        Ranked {
            joins: Sql::default(),
            expression,
        }
    }
}

impl MariaDb {
    /// `_` is a letter to the server, and none to the other engines.
    fn text_of_part(&self, part: &SearchPart) -> String {
        let name = self.quote(&part.column);
        if part.members.is_empty() {
            return format!("REPLACE(CONVERT({name} USING utf8mb4), '_', ' ')");
        }
        let paths: Vec<String> = part.members.iter().map(|member| format!("'$**.{member}'")).collect();
        let found = format!("JSON_EXTRACT({name}, {})", paths.join(", "));
        // The text of a JSON list says `\n` for the end of a line: 92 is the backslash, which may not stand here itself.
        let without = |text: String, letter: u8| format!("REPLACE({text}, CHAR(92, {letter} USING utf8mb4), ' ')");
        format!("REPLACE({}, '_', ' ')", without(without(found, b'n'), b't'))
    }
}

fn column(index: &SearchIndex, place: usize) -> String {
    format!("`{}_c{place}`", index.name)
}

fn is_column(part: &str) -> bool {
    part.rsplit_once("_c")
        .is_some_and(|(_, place)| place.bytes().all(|byte| byte.is_ascii_digit()))
}

fn matches(text: &str, wanted: &str) -> Sql {
    Sql::text(format!("MATCH({text}) AGAINST("))
        .then(Sql::argument(Argument::Text(wanted.to_owned())))
        .t(" IN BOOLEAN MODE)")
}
