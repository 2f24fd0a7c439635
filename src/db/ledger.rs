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
    /// Names the fields that may hold keys inside JSON, of the models that were brought here last (`link_marks`).
    Holders,
}

impl Entry {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Applied => "applied",
            Self::Pending => "pending",
            Self::Settled => "settled",
            Self::Fills => "fills",
            Self::Asides => "asides",
            Self::Previous => "previous",
            Self::Holders => "holders",
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
    write_named(dialect, entry.name(), value)
}

/// The same of any name.
pub(super) fn write_named(dialect: &dyn Dialect, name: &str, value: Option<&str>) -> Statement {
    let name = Argument::Text(name.to_owned());
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

/// What others made on a table and a rebuild would lose: kind, name and text of indexes and triggers. `None` where no table is rebuilt.
pub fn made_on(dialect: &dyn Dialect, table: &str) -> Option<Statement> {
    let columns = [ColumnType::LongText, ColumnType::LongText, ColumnType::LongText];
    let text = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'trigger') AND tbl_name = ";
    (dialect.name() == "sqlite").then(|| {
        let args = vec![Argument::Text(table.to_owned())];
        let mut text = text.to_owned();
        dialect.write_placeholder(1, &mut text);
        statement(&text, args, &columns)
    })
}

/// How a column is defined but for its name and whether it may be empty, for an engine that has to be told all of it when that changes: type, character
/// set, default and comment. One text; `None` where the engine changes one thing alone.
pub fn defined_as(dialect: &dyn Dialect, table: &str, column: &str, is_nullable: bool) -> Option<Statement> {
    let null = if is_nullable { "NULL" } else { "NOT NULL" };
    let before = format!(
        "SELECT concat(column_type, IF(collation_name IS NULL, '', concat(' CHARACTER SET ', character_set_name, ' COLLATE ', collation_name)), ' {null}', \
         IF(coalesce(column_default, 'NULL') = 'NULL', '', concat(' DEFAULT ', column_default)), \
         IF(column_comment = '', '', concat(' COMMENT ', quote(column_comment)))) FROM information_schema.columns \
         WHERE table_schema = database() AND concat(table_name, '.', column_name) = concat("
    );
    (dialect.name() == "mariadb").then(|| {
        let args = vec![Argument::Text(table.to_owned()), Argument::Text(column.to_owned())];
        let mut text = before;
        dialect.write_placeholder(1, &mut text);
        text.push_str(", '.', ");
        dialect.write_placeholder(2, &mut text);
        text.push(')');
        statement(&text, args, &[ColumnType::LongText])
    })
}

/// Whether an index is there that was not built to the end: it does nothing, and is in the way. One row with 1.
pub fn unfinished_index(dialect: &dyn Dialect, index: &str) -> Option<Statement> {
    let text = "SELECT '1' FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
                WHERE NOT x.indisvalid AND i.relnamespace = current_schema()::regnamespace AND i.relname = ";
    (dialect.name() == "postgres").then(|| {
        let mut text = text.to_owned();
        dialect.write_placeholder(1, &mut text);
        statement(&text, vec![Argument::Text(index.to_owned())], &[ColumnType::LongText])
    })
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

pub(super) fn with_placeholders(dialect: &dyn Dialect, before: &str, after: &str, args: Vec<Argument>) -> Statement {
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
