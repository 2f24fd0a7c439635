//! Full-text search: the words of a search in the fields of a row, and how well they fit. What an engine keeps for it stands beside the table under names of
//! its own, is kept by the engine itself whoever writes, and is found by the item's key.

use super::{
    Sql,
    compiler::{Compiler, Row},
};
use crate::{
    filter::{Comparand, Condition, Filter},
    operator::Comparison,
    query::Relevance,
    schema::SearchIndex,
    value::{FieldId, Value},
};

/// How one engine searches.
pub trait SearchDialect {
    /// Makes what the engine keeps for searches and fills it. It may be there in parts.
    fn create_search(&self, table: &str, index: &SearchIndex) -> Vec<String>;

    /// Drops what is there: the names are those that introspection found.
    fn drop_search(&self, table: &str, parts: &[String]) -> Vec<String>;

    /// Whether any of these parts has a word that begins with `word`, or the same stem. `word` is letters and digits.
    fn has_word(&self, searched: &Searched<'_>, parts: &[usize], word: &str) -> Sql;

    /// How well these parts (with their weights) fit any of the words; 0 where they do not at all. `alias` is free for a join.
    fn relevance(&self, searched: &Searched<'_>, parts: &[(usize, u8)], words: &[String], alias: &str) -> Ranked;
}

/// A row in whose search index is looked.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'a> {
    pub index: &'a SearchIndex,
    /// Of the row's table.
    pub alias: &'a str,
    /// `t0."id"`
    pub key: &'a Sql,
}

/// An expression that is never null, and the joins that it needs; they neither add nor take rows.
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    pub joins: Sql,
    pub expression: Sql,
}

impl<'a> Compiler<'a> {
    /// One word in any of several fields; `None` where these filters are something else. A field that the caller sees on some rows only is searched on
    /// those.
    pub fn any_has_word<'f>(&self, row: &Row<'a>, filters: impl IntoIterator<Item = &'f Condition>) -> Option<Sql> {
        let index = &row.model.full_text.as_ref()?.index;
        let key = self.key(row);
        let searched = Searched {
            index,
            alias: &row.alias,
            key: &key,
        };
        let mut everywhere: Vec<usize> = Vec::new();
        let mut found = Vec::new();
        let mut word = None;
        for condition in filters {
            let this = searched_word(condition)?;
            if *word.get_or_insert(this) != this {
                return None;
            }
            let part = self.part_of(row, condition.operand.field)?;
            match condition.operand.guard.as_deref().filter(|guard| !guard.is_true()) {
                None => everywhere.push(part),
                Some(guard) => {
                    let shown = Sql::text("(").then(self.filter(row, guard)).t(" AND ");
                    found.push(shown.then(self.dialect.has_word(&searched, &[part], this)).t(")"));
                }
            }
        }
        if !everywhere.is_empty() {
            found.push(self.dialect.has_word(&searched, &everywhere, word?));
        }
        Some(Sql::text("(").then(Sql::join(found, " OR ")).t(")"))
    }

    /// The same of a filter's parts.
    pub fn any_has_word_of(&self, row: &Row<'a>, parts: &[Filter]) -> Option<Sql> {
        let conditions: Option<Vec<&Condition>> = parts
            .iter()
            .map(|part| match part {
                Filter::Compare(condition) if condition.comparison == Comparison::HasWord => Some(condition),
                _ => None,
            })
            .collect();
        self.any_has_word(row, conditions.filter(|conditions| !conditions.is_empty())?)
    }

    /// What a row that fits better has more of. A hidden field adds nothing: else the order would tell what is in it.
    pub fn relevance(&self, row: &Row<'a>, relevance: &Relevance) -> Option<Ranked> {
        let index = &row.model.full_text.as_ref()?.index;
        let key = self.key(row);
        let searched = Searched {
            index,
            alias: &row.alias,
            key: &key,
        };
        let mut everywhere = Vec::new();
        let mut ranked = Ranked::default();
        let mut terms = Vec::new();
        for (operand, weight) in &relevance.fields {
            let part = self.part_of(row, operand.field)?;
            match operand.guard.as_deref().filter(|guard| !guard.is_true()) {
                None => everywhere.push((part, *weight)),
                Some(guard) => {
                    let one = self
                        .dialect
                        .relevance(&searched, &[(part, *weight)], &relevance.words, &self.alias());
                    ranked.joins = ranked.joins.then(one.joins);
                    let shown = Sql::text("CASE WHEN ").then(self.filter(row, guard)).t(" THEN ");
                    terms.push(shown.then(one.expression).t(" ELSE 0 END"));
                }
            }
        }
        if !everywhere.is_empty() {
            let all = self
                .dialect
                .relevance(&searched, &everywhere, &relevance.words, &self.alias());
            ranked.joins = ranked.joins.then(all.joins);
            terms.push(all.expression);
        }
        ranked.expression = Sql::text("(").then(Sql::join(terms, " + ")).t(")");
        Some(ranked)
    }

    fn part_of(&self, row: &Row<'a>, field: FieldId) -> Option<usize> {
        let fields = &row.model.full_text.as_ref()?.fields;
        fields.iter().position(|(known, _)| *known == field)
    }
}

fn searched_word(condition: &Condition) -> Option<&str> {
    match condition.values.first()? {
        Comparand::Value(Value::Text(word)) => Some(word),
        _ => None,
    }
}
