//! The ledger: what was applied last, and what is being applied. Two tables that exist before everything else (`migrations/`), as names and texts.

use super::migrating::statement;
use crate::{
    migration::LiveTable,
    sql::{Argument, Dialect, Statement},
    value::ColumnType,
};

pub const LEDGER_TABLE: &str = "quintet_ledger";
pub const JOURNAL_TABLE: &str = "quintet_journal";

/// One text of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// How many files of `migrations/` have run.
    Format,
    /// The snapshot of the tables that were applied last.
    Applied,
    /// The tables of a migration that has begun; gone when it is done.
    Pending,
    /// Names wanted and live tables of which nothing is left to do; gone while something waits.
    Settled,
    /// Columns that a migration fills row by row; gone when it is done.
    Fills,
    /// What was set aside, and when.
    Asides,
    /// What the last migration has done, for taking it back.
    Previous,
}

impl Entry {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Applied => "applied",
            Self::Pending => "pending",
            Self::Settled => "settled",
            Self::Fills => "fills",
            Self::Asides => "asides",
            Self::Previous => "previous",
        }
    }
}

/// The files of `migrations/`, in the order in which they run.
pub fn files(dialect: &dyn Dialect) -> &'static [&'static str] {
    match dialect.name() {
        "postgres" => &[include_str!("../../migrations/postgres/0001_ledger.sql")],
        "mariadb" => &[include_str!("../../migrations/mariadb/0001_ledger.sql")],
        _ => &[include_str!("../../migrations/sqlite/0001_ledger.sql")],
    }
}

pub fn has_ledger(live: &[LiveTable]) -> bool {
    live.iter().any(|table| table.name == LEDGER_TABLE)
}

/// Whether a table is the ledger's own.
pub fn is_ledger_table(name: &str) -> bool {
    name == LEDGER_TABLE || name == JOURNAL_TABLE
}

/// Two text columns: name and value.
pub fn read_all() -> Statement {
    statement(
        "SELECT name, value FROM quintet_ledger",
        Vec::new(),
        &[ColumnType::LongText, ColumnType::LongText],
    )
}

/// The value of an entry among the rows of `read_all`.
pub fn find(rows: &[Vec<crate::value::Value>], entry: Entry) -> Option<&str> {
    use crate::value::Value;
    rows.iter().find_map(|row| match row.as_slice() {
        [Value::Text(name), Value::Text(value)] if name == entry.name() => Some(value.as_str()),
        _ => None,
    })
}

/// Writes an entry in one statement, or removes it: where nothing is transactional, it is never gone in between.
pub fn write(dialect: &dyn Dialect, entry: Entry, value: Option<&str>) -> Statement {
    let name = Argument::Text(entry.name().to_owned());
    let Some(value) = value else {
        return with_placeholders(dialect, "DELETE FROM quintet_ledger WHERE name = ", "", vec![name]);
    };
    let (before, after) = match dialect.name() {
        "mariadb" => ("REPLACE INTO quintet_ledger (name, value) VALUES (", ")"),
        _ => (
            "INSERT INTO quintet_ledger (name, value) VALUES (",
            ") ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        ),
    };
    with_placeholders(dialect, before, after, vec![name, Argument::Text(value.to_owned())])
}

/// One line of the journal.
pub fn write_journal(dialect: &dyn Dialect, plan: &str, step: &str, state: &str) -> Statement {
    let args = [plan, step, state].map(|text| Argument::Text(text.to_owned()));
    with_placeholders(
        dialect,
        "INSERT INTO quintet_journal (plan, step, state) VALUES (",
        ")",
        args.to_vec(),
    )
}

fn with_placeholders(dialect: &dyn Dialect, before: &str, after: &str, args: Vec<Argument>) -> Statement {
    let mut text = before.to_owned();
    for number in 1..=args.len() {
        if number > 1 {
            text.push_str(", ");
        }
        dialect.write_placeholder(number, &mut text);
    }
    text.push_str(after);
    statement(&text, args, &[])
}
