//! What the ledger says of `quintet_links`: which models they were made for, and how far they are made of each table.
//!
//! One row of the ledger a table: a migration takes the mark from a table in one statement, and who makes its links anew locks this row alone. A
//! table without a mark, or with one of other models, has links that say nothing.

use sha2::{Digest, Sha256};

use super::{
    ledger::{Entry, with_placeholders, write_named},
    migrating::statement,
};
use crate::{
    sql::{Argument, Dialect, Statement},
    value::{ColumnType, Value},
};

const PREFIX: &str = "links/";
const COLUMNS: [ColumnType; 2] = [ColumnType::LongText, ColumnType::LongText];

/// How far the links of a table are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Names the fields that were looked at.
    pub digest: String,
    /// The key of the last item that was; `None` when all were.
    pub after: Option<String>,
}

/// All that is marked, as one look at the ledger finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The models that were brought to the database last; `None` where nobody said.
    pub holders: Option<String>,
    /// A migration began and did not end.
    pub is_interrupted: bool,
    tables: Vec<(String, Mark)>,
}

impl Marks {
    pub fn of(rows: Vec<Vec<Value>>) -> Self {
        let mut marks = Self::default();
        for row in rows {
            let Ok([Value::Text(name), Value::Text(value)]) = <[Value; 2]>::try_from(row) else {
                continue;
            };
            if name == Entry::Holders.name() {
                marks.holders = Some(value);
            } else if name == Entry::Pending.name() {
                marks.is_interrupted = true;
            } else {
                let (digest, after) = match value.split_once('\n') {
                    Some((digest, after)) => (digest.to_owned(), Some(after.to_owned())),
                    None => (value, None),
                };
                marks.tables.push((name, Mark { digest, after }));
            }
        }
        marks
    }

    pub fn table(&self, table: &str) -> Option<&Mark> {
        let name = name_of(table);
        let mut tables = self.tables.iter();
        tables.find(|(marked, _)| *marked == name).map(|(_, mark)| mark)
    }

    /// Whether other tables than these have marks.
    pub fn has_others(&self, tables: &[&str]) -> bool {
        let names: Vec<String> = tables.iter().map(|table| name_of(table)).collect();
        self.tables.iter().any(|(name, _)| !names.contains(name))
    }
}

/// All marks. `lock`: they stay as they are until the transaction ends.
pub fn read(dialect: &dyn Dialect, lock: bool) -> Statement {
    let text = "SELECT name, value FROM quintet_ledger WHERE name LIKE 'links/%' OR name IN ('holders', 'pending')";
    let lock = if lock { share(dialect) } else { "" };
    statement(&format!("{text}{lock}"), Vec::new(), &COLUMNS)
}

/// Only which models they are for, and whether a migration is under way. It stays so until the transaction ends.
pub fn read_declared(dialect: &dyn Dialect) -> Statement {
    let text = "SELECT name, value FROM quintet_ledger WHERE name IN ('holders', 'pending')";
    statement(&format!("{text}{}", share(dialect)), Vec::new(), &COLUMNS)
}

/// The mark of one table, for who is about to change it: nobody else does until the transaction ends.
pub fn read_one(dialect: &dyn Dialect, table: &str) -> Statement {
    let lock = match dialect.name() {
        "sqlite" => "",
        _ => " FOR UPDATE",
    };
    let before = "SELECT name, value FROM quintet_ledger WHERE name = ";
    let name = vec![Argument::Text(name_of(table))];
    let one = with_placeholders(dialect, before, lock, name);
    statement(&one.text, one.args, &COLUMNS)
}

pub fn write(dialect: &dyn Dialect, table: &str, mark: &Mark) -> Statement {
    let value = match &mark.after {
        Some(after) => format!("{}\n{after}", mark.digest),
        None => mark.digest.clone(),
    };
    write_named(dialect, &name_of(table), Some(&value))
}

pub fn remove(dialect: &dyn Dialect, table: &str) -> Statement {
    write_named(dialect, &name_of(table), None)
}

/// The marks of all tables but these.
pub fn remove_others(dialect: &dyn Dialect, tables: &[&str]) -> Statement {
    let all = "DELETE FROM quintet_ledger WHERE name LIKE 'links/%'";
    if tables.is_empty() {
        return statement(all, Vec::new(), &[]);
    }
    let names = tables.iter().map(|table| Argument::Text(name_of(table)));
    with_placeholders(dialect, &format!("{all} AND name NOT IN ("), ")", names.collect())
}

fn share(dialect: &dyn Dialect) -> &'static str {
    match dialect.name() {
        "postgres" => " FOR SHARE",
        "mariadb" => " LOCK IN SHARE MODE",
        _ => "",
    }
}

/// Names of the ledger are shorter than those of tables may be.
fn name_of(table: &str) -> String {
    let digest = Sha256::digest(table);
    let digest: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{PREFIX}{digest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, value: &str) -> Vec<Value> {
        vec![Value::from(name), Value::from(value)]
    }

    #[test]
    fn marks_are_read_as_they_are_written() {
        let marks = Marks::of(vec![
            row("holders", "h1"),
            row(&name_of("pages"), "d1"),
            row(&name_of("notes"), "d2\na\nb"),
        ]);
        assert_eq!((marks.holders.as_deref(), marks.is_interrupted), (Some("h1"), false));
        let mark = |digest: &str, after: Option<&str>| Mark {
            digest: digest.to_owned(),
            after: after.map(str::to_owned),
        };
        assert_eq!(marks.table("pages"), Some(&mark("d1", None)));
        assert_eq!(marks.table("notes"), Some(&mark("d2", Some("a\nb"))));
        assert_eq!(marks.table("others"), None);
        assert!(!marks.has_others(&["notes", "pages"]));
        assert!(marks.has_others(&["pages"]));
        assert!(Marks::of(vec![row("pending", "pages")]).is_interrupted);
    }
}
