//! Numbers of rows that decide how dangerous a step is: one statement a question.

use super::migrating::statement;
use crate::{
    migration::{Fact, SLOW_ROWS},
    sql::{Dialect, Statement},
    value::ColumnType,
};

/// One row with one whole number; `None` for what the database can not count.
pub fn ask(dialect: &dyn Dialect, fact: &Fact) -> Option<Statement> {
    let quote = |name: &str| dialect.quote(name);
    let quote_all = |names: &[String]| names.iter().map(|name| quote(name)).collect::<Vec<_>>();
    let text = match fact {
        Fact::Rows { table } => {
            format!(
                "SELECT count(*) FROM (SELECT 1 AS one FROM {} LIMIT {}) AS some_rows",
                quote(table),
                SLOW_ROWS + 1
            )
        }
        Fact::Nulls { table, column } => {
            format!("SELECT count(*) FROM {} WHERE {} IS NULL", quote(table), quote(column))
        }
        Fact::Duplicates { table, columns } => {
            let columns = quote_all(columns);
            let is_set: Vec<String> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
            format!(
                "SELECT count(*) FROM (SELECT 1 AS one FROM {} WHERE {} GROUP BY {} HAVING count(*) > 1) AS doubles",
                quote(table),
                is_set.join(" AND "),
                columns.join(", ")
            )
        }
        Fact::Orphans {
            table,
            column,
            target_table,
            target_column,
        } => {
            let (column, target_column) = (quote(column), quote(target_column));
            format!(
                "SELECT count(*) FROM {} AS r WHERE r.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {} AS t WHERE t.{target_column} = r.{column})",
                quote(table),
                quote(target_table)
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
            format!(
                "SELECT count(*) FROM {} WHERE {length}({}) > {max_length}",
                quote(table),
                quote(column)
            )
        }
        Fact::Values { table, column } => {
            format!(
                "SELECT count(*) FROM {} WHERE {} IS NOT NULL",
                quote(table),
                quote(column)
            )
        }
        Fact::Several { junction, source } => {
            let source = quote(source);
            format!(
                "SELECT count(*) FROM (SELECT 1 AS one FROM {} GROUP BY {source} HAVING count(*) > 1) AS several",
                quote(junction)
            )
        }
        Fact::Unlinked {
            table,
            key,
            junction,
            source,
        } => format!(
            "SELECT count(*) FROM {} AS t WHERE NOT EXISTS (SELECT 1 FROM {} AS j WHERE j.{} = t.{})",
            quote(table),
            quote(junction),
            quote(source),
            quote(key)
        ),
        // Values are converted by the server, which counts them itself.
        Fact::Lost(_) | Fact::Emptied(_) => return None,
        Fact::NotOne {
            table,
            columns,
            allows_none,
        } => rows_that_do_not_hold_one(&quote(table), &quote_all(columns), *allows_none),
    };
    Some(statement(&text, Vec::new(), &[ColumnType::Integer]))
}

/// Some of the rows: texts. `key` is the table's, for facts about its rows.
pub fn examples(dialect: &dyn Dialect, fact: &Fact, key: &[String]) -> Option<Statement> {
    let quote = |name: &str| dialect.quote(name);
    let text = |name: &str| match dialect.name() {
        "postgres" => format!("{name}::text"),
        "mariadb" => format!("CAST({name} AS CHAR)"),
        _ => format!("CAST({name} AS TEXT)"),
    };
    let key = text(&quote(key.first()?));
    let chosen = match fact {
        Fact::Nulls { table, column } => format!("SELECT {key} FROM {} WHERE {} IS NULL", quote(table), quote(column)),
        Fact::Values { table, column } => {
            format!("SELECT {key} FROM {} WHERE {} IS NOT NULL", quote(table), quote(column))
        }
        Fact::Duplicates { table, columns } => {
            let column = quote(columns.first()?);
            let columns: Vec<String> = columns.iter().map(|column| quote(column)).collect();
            let columns = columns.join(", ");
            format!(
                "SELECT {} FROM {} WHERE {column} IS NOT NULL GROUP BY {columns} HAVING count(*) > 1",
                text(&column),
                quote(table)
            )
        }
        Fact::Orphans {
            table,
            column,
            target_table,
            target_column,
        } => format!(
            "SELECT {} FROM {} AS r WHERE r.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {} AS t WHERE t.{} = r.{column})",
            text(&quote(column)),
            quote(table),
            quote(target_table),
            quote(target_column),
            column = quote(column),
        ),
        Fact::Several { junction, source } => {
            let source = quote(source);
            format!(
                "SELECT {} FROM {} GROUP BY {source} HAVING count(*) > 1",
                text(&source),
                quote(junction)
            )
        }
        Fact::Unlinked {
            table,
            key: item,
            junction,
            source,
        } => format!(
            "SELECT {} FROM {} AS t WHERE NOT EXISTS (SELECT 1 FROM {} AS j WHERE j.{} = t.{})",
            text(&quote(item)),
            quote(table),
            quote(junction),
            quote(source),
            quote(item)
        ),
        Fact::Rows { .. } | Fact::Longer { .. } | Fact::NotOne { .. } | Fact::Lost(_) | Fact::Emptied(_) => {
            return None;
        }
    };
    Some(statement(
        &format!("{chosen} LIMIT 5"),
        Vec::new(),
        &[ColumnType::LongText],
    ))
}

/// Of several columns exactly one is to hold a value, or at most one.
fn rows_that_do_not_hold_one(table: &str, columns: &[String], allows_none: bool) -> String {
    let counted = columns
        .iter()
        .map(|column| format!("CASE WHEN {column} IS NULL THEN 0 ELSE 1 END"))
        .collect::<Vec<_>>();
    let counted = if counted.is_empty() {
        "0".to_owned()
    } else {
        counted.join(" + ")
    };
    let wrong = if allows_none { "> 1" } else { "<> 1" };
    format!("SELECT count(*) FROM {table} WHERE {counted} {wrong}")
}
