//! Full-text search by FTS5. The index holds words only, no texts (`content=''`); triggers keep it. Its rows are numbered, and a table of keys says which
//! number is which item's: the item's own rowid may change when the file is compacted.
//!
//! With English a second index holds the stems: one alone would not find `runn` where `running` stands, which is kept as `run`.

use super::Sqlite;
use crate::{
    schema::{SearchIndex, search::SearchPart},
    sql::{
        Argument, Dialect, Sql,
        search::{Ranked, SearchDialect, Searched},
    },
};

/// Accents are letters, as on the other engines.
const WORDS: &str = "unicode61 remove_diacritics 0";
const STEMS: &str = "porter unicode61 remove_diacritics 0";

impl SearchDialect for Sqlite {
    fn create_search(&self, table: &str, index: &SearchIndex) -> Vec<String> {
        let names = Names::of(index);
        let columns: Vec<String> = (0..index.parts.len()).map(|place| format!("f{place}")).collect();
        let columns = columns.join(", ");
        let mut statements = self.drop_search(
            table,
            &[names.insert.clone(), names.update.clone(), names.delete.clone()],
        );
        statements.push(format!(
            "CREATE TABLE {} (place INTEGER PRIMARY KEY, item NOT NULL UNIQUE)",
            names.keys
        ));
        for (name, tokenizer) in names.indexes(index) {
            statements.push(format!(
                "CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', tokenize='{tokenizer}', prefix='2 3')"
            ));
        }
        let (quoted, key) = (self.quote(table), self.quote(&index.key));
        statements.push(format!("INSERT INTO {} (item) SELECT {key} FROM {quoted}", names.keys));
        for (name, _) in names.indexes(index) {
            statements.push(format!(
                "INSERT INTO {name} (rowid, {columns}) SELECT k.place, {} FROM {} AS k JOIN {quoted} AS t ON t.{key} = k.item",
                self.texts(index, "t"),
                names.keys
            ));
        }
        statements.extend(self.triggers(&quoted, index, &names, &columns));
        statements
    }

    fn drop_search(&self, _: &str, parts: &[String]) -> Vec<String> {
        let mut statements: Vec<String> = parts
            .iter()
            .map(|part| format!("DROP TRIGGER IF EXISTS {}", self.quote(part)))
            .collect();
        let mut names: Vec<&str> = parts.iter().filter_map(|part| Some(part.rsplit_once('_')?.0)).collect();
        names.dedup();
        for name in names {
            for suffix in ["", "_stems", "_keys"] {
                statements.push(format!(
                    "DROP TABLE IF EXISTS {}",
                    self.quote(&format!("{name}{suffix}"))
                ));
            }
        }
        statements
    }

    fn has_word(&self, searched: &Searched<'_>, parts: &[usize], word: &str) -> Sql {
        let names = Names::of(searched.index);
        let in_columns = columns_of(parts.iter().copied());
        let mut found = vec![found_items(
            &names,
            &names.words,
            "k.item",
            &format!("{in_columns} : \"{word}\" *"),
        )];
        if stems(searched.index) {
            found.push(found_items(
                &names,
                &names.stems,
                "k.item",
                &format!("{in_columns} : \"{word}\""),
            ));
        }
        searched
            .key
            .clone()
            .t(" IN (")
            .then(Sql::join(found, " UNION ALL "))
            .t(")")
    }

    fn relevance(&self, searched: &Searched<'_>, parts: &[(usize, u8)], words: &[String], alias: &str) -> Ranked {
        let names = Names::of(searched.index);
        let in_columns = columns_of(parts.iter().map(|(place, _)| *place));
        let weights: Vec<String> = (0..searched.index.parts.len())
            .map(|place| {
                let weight = parts.iter().find(|(known, _)| *known == place);
                weight.map_or(0, |(_, weight)| *weight).to_string()
            })
            .collect();
        let quoted = |after: &str| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"{after}")).collect();
            format!("{in_columns} : ({})", words.join(" OR "))
        };
        let mut sources = vec![(names.words.as_str(), quoted(" *"), format!("{alias}w"))];
        if stems(searched.index) {
            sources.push((names.stems.as_str(), quoted(""), format!("{alias}s")));
        }
        let mut ranked = Ranked::default();
        let mut terms = Vec::new();
        for (name, wanted, alias) in sources {
            let members = format!("k.item AS k, -bm25({name}, {}) AS s", weights.join(", "));
            // With a limit it is made once, and not woven into the statement around it, where bm25 is out of place.
            let found = found_items(&names, name, &members, &wanted).t(" LIMIT -1");
            let join = Sql::text(" LEFT JOIN (")
                .then(found)
                .t(&format!(") AS {alias} ON {alias}.k = "));
            ranked.joins = ranked.joins.then(join).then(searched.key.clone());
            terms.push(Sql::text(format!("coalesce({alias}.s, 0)")));
        }
        ranked.expression = Sql::text("(").then(Sql::join(terms, " + ")).t(")");
        ranked
    }
}

impl Sqlite {
    /// What is searched of a row, in the order of the parts.
    fn texts(&self, index: &SearchIndex, row: &str) -> String {
        let texts: Vec<String> = index.parts.iter().map(|part| self.text_of_part(part, row)).collect();
        texts.join(", ")
    }

    fn text_of_part(&self, part: &SearchPart, row: &str) -> String {
        let column = format!("{row}.{}", self.quote(&part.column));
        if part.members.is_empty() {
            return column;
        }
        let members: Vec<String> = part.members.iter().map(|member| format!("'{member}'")).collect();
        format!(
            "(SELECT group_concat(value, ' ') FROM json_tree(CASE WHEN json_valid({column}) THEN {column} END) WHERE type = 'text' AND key IN ({}))",
            members.join(", ")
        )
    }

    /// The trigger of updates is made last; with it the index is whole.
    fn triggers(&self, table: &str, index: &SearchIndex, names: &Names, columns: &str) -> Vec<String> {
        let key = self.quote(&index.key);
        let keys = &names.keys;
        let add = |name: &str| {
            let texts = self.texts(index, "new");
            format!("INSERT INTO {name} (rowid, {columns}) SELECT place, {texts} FROM {keys} WHERE item = new.{key};")
        };
        let take = |name: &str| {
            let texts = self.texts(index, "old");
            format!(
                "INSERT INTO {name} ({name}, rowid, {columns}) SELECT 'delete', place, {texts} FROM {keys} WHERE item = old.{key};"
            )
        };
        let each = |statement: &dyn Fn(&str) -> String| {
            let statements: Vec<String> = names.indexes(index).iter().map(|(name, _)| statement(name)).collect();
            statements.join(" ")
        };
        let (add, take) = (each(&add), each(&take));
        let watched: Vec<String> = std::iter::once(&index.key)
            .chain(index.parts.iter().map(|part| &part.column))
            .map(|column| self.quote(column))
            .collect();
        let changed: Vec<String> = watched
            .iter()
            .map(|column| format!("old.{column} IS NOT new.{column}"))
            .collect();
        let trigger = |name: &str| format!("CREATE TRIGGER {}", self.quote(name));
        vec![
            format!(
                "{} AFTER INSERT ON {table} BEGIN INSERT INTO {keys} (item) VALUES (new.{key}); {add} END",
                trigger(&names.insert)
            ),
            format!(
                "{} AFTER DELETE ON {table} BEGIN {take} DELETE FROM {keys} WHERE item = old.{key}; END",
                trigger(&names.delete)
            ),
            format!(
                "{} AFTER UPDATE OF {} ON {table} WHEN {} BEGIN {take} UPDATE {keys} SET item = new.{key} WHERE item = old.{key}; {add} END",
                trigger(&names.update),
                watched.join(", "),
                changed.join(" OR ")
            ),
        ]
    }
}

/// What belongs to an index. The names are digits and letters.
struct Names {
    words: String,
    stems: String,
    keys: String,
    insert: String,
    update: String,
    delete: String,
}

impl Names {
    fn of(index: &SearchIndex) -> Self {
        let name = &index.name;
        Self {
            words: name.clone(),
            stems: format!("{name}_stems"),
            keys: format!("{name}_keys"),
            insert: format!("{name}_insert"),
            update: index.mark(),
            delete: format!("{name}_delete"),
        }
    }

    fn indexes(&self, index: &SearchIndex) -> Vec<(&str, &'static str)> {
        let mut indexes = vec![(self.words.as_str(), WORDS)];
        if stems(index) {
            indexes.push((self.stems.as_str(), STEMS));
        }
        indexes
    }
}

/// FTS5 knows the stems of English only.
fn stems(index: &SearchIndex) -> bool {
    index.language.as_deref() == Some("english")
}

/// `{f0 f2}`
fn columns_of(parts: impl Iterator<Item = usize>) -> String {
    let columns: Vec<String> = parts.map(|place| format!("f{place}")).collect();
    format!("{{{}}}", columns.join(" "))
}

/// `SELECT members FROM index JOIN keys …` of what matches.
fn found_items(names: &Names, index: &str, members: &str, wanted: &str) -> Sql {
    let keys = &names.keys;
    Sql::text(format!(
        "SELECT {members} FROM {index} JOIN {keys} AS k ON k.place = {index}.rowid WHERE {index} MATCH "
    ))
    .then(Sql::argument(Argument::Text(wanted.to_owned())))
}
