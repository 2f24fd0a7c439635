//! Numbers of rows that decide how dangerous a step is, and some of those rows: one statement a question.

use super::migrating::statement;
use crate::{
    migration::{Fact, SLOW_ROWS},
    sql::{Dialect, Statement},
    value::ColumnType,
};

/// The rows that a fact is about.
struct Chosen {
    /// `FROM … WHERE …`
    rows: String,
    /// Each group of rows counts as one.
    is_grouped: bool,
    /// What says most about one of them; the table's key where there is none.
    example: Option<String>,
}

/// One row with one whole number; `None` for what the database can not count.
pub fn ask(dialect: &dyn Dialect, fact: &Fact) -> Option<Statement> {
    let text = match (fact, choose(dialect, fact)) {
        (Fact::Rows { table }, _) => format!(
            "SELECT count(*) FROM (SELECT 1 AS one FROM {} LIMIT {}) AS some_rows",
            dialect.quote(table),
            SLOW_ROWS + 1
        ),
        (_, None) => return None,
        (
            _,
            Some(Chosen {
                rows, is_grouped: true, ..
            }),
        ) => {
            format!("SELECT count(*) FROM (SELECT 1 AS one {rows}) AS some_groups")
        }
        (_, Some(Chosen { rows, .. })) => format!("SELECT count(*) {rows}"),
    };
    Some(statement(&text, Vec::new(), &[ColumnType::Integer]))
}

/// Some of the rows: texts. `key` is the table's, for facts about its rows.
pub fn examples(dialect: &dyn Dialect, fact: &Fact, key: &[String]) -> Option<Statement> {
    let chosen = choose(dialect, fact)?;
    let example = match chosen.example {
        Some(example) => example,
        None => format!("r.{}", dialect.quote(key.first()?)),
    };
    let example = match dialect.name() {
        "postgres" => format!("({example})::text"),
        "mariadb" => format!("CAST({example} AS CHAR)"),
        _ => format!("CAST({example} AS TEXT)"),
    };
    let text = format!("SELECT {example} {} LIMIT 5", chosen.rows);
    Some(statement(&text, Vec::new(), &[ColumnType::LongText]))
}

fn choose(dialect: &dyn Dialect, fact: &Fact) -> Option<Chosen> {
    let quote = |name: &str| dialect.quote(name);
    let of = |table: &str, condition: String| Chosen {
        rows: format!("FROM {} AS r WHERE {condition}", quote(table)),
        is_grouped: false,
        example: None,
    };
    let grouped = |table: &str, columns: &[String]| Chosen {
        rows: groups(dialect, table, columns),
        is_grouped: true,
        example: columns.first().map(|column| format!("r.{}", quote(column))),
    };
    Some(match fact {
        Fact::Nulls { table, column } => of(table, format!("r.{} IS NULL", quote(column))),
        Fact::Values { table, column } => of(table, format!("r.{} IS NOT NULL", quote(column))),
        Fact::Duplicates { table, columns } => grouped(table, columns),
        Fact::Several { junction, source } => grouped(junction, std::slice::from_ref(source)),
        Fact::Orphans {
            table,
            column,
            target_table,
            target_column,
        } => {
            let (column, target, key) = (quote(column), quote(target_table), quote(target_column));
            let leads_nowhere = format!("NOT EXISTS (SELECT 1 FROM {target} AS t WHERE t.{key} = r.{column})");
            Chosen {
                example: Some(format!("r.{column}")),
                ..of(table, format!("r.{column} IS NOT NULL AND {leads_nowhere}"))
            }
        }
        Fact::Unlinked {
            table,
            key,
            junction,
            source,
        } => {
            let (key, junction, source) = (quote(key), quote(junction), quote(source));
            of(
                table,
                format!("NOT EXISTS (SELECT 1 FROM {junction} AS j WHERE j.{source} = r.{key})"),
            )
        }
        Fact::Longer {
            table,
            column,
            max_length,
        } => {
            let length = if dialect.name() == "sqlite" {
                "length"
            } else {
                "char_length"
            };
            of(table, format!("{length}(r.{}) > {max_length}", quote(column)))
        }
        Fact::NotOne {
            table,
            columns,
            allows_none,
        } => of(table, do_not_hold_one(dialect, columns, *allows_none)),
        // Values are converted by the server, which counts them itself.
        Fact::Rows { .. } | Fact::Lost(_) | Fact::Emptied(_) => return None,
    })
}

/// Values that occur more than once.
fn groups(dialect: &dyn Dialect, table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|column| format!("r.{}", dialect.quote(column)))
        .collect();
    let are_set: Vec<String> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
    format!(
        "FROM {} AS r WHERE {} GROUP BY {} HAVING count(*) > 1",
        dialect.quote(table),
        are_set.join(" AND "),
        columns.join(", ")
    )
}

/// Of several columns exactly one is to hold a value, or at most one.
fn do_not_hold_one(dialect: &dyn Dialect, columns: &[String], allows_none: bool) -> String {
    let counted = columns
        .iter()
        .map(|column| format!("CASE WHEN r.{} IS NULL THEN 0 ELSE 1 END", dialect.quote(column)))
        .collect::<Vec<_>>();
    let counted = if counted.is_empty() {
        "0".to_owned()
    } else {
        counted.join(" + ")
    };
    let wrong = if allows_none { "> 1" } else { "<> 1" };
    format!("{counted} {wrong}")
}
