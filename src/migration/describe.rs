//! Operations in words, for people who read a plan.

use crate::{schema::OnDelete, value::ColumnType};

use super::{
    operation::Operation,
    table::{ColumnModel, IndexModel},
};

/// A sentence fragment that begins with a verb.
pub fn describe(operation: &Operation) -> String {
    match operation {
        Operation::CreateTable { table } => {
            format!(
                "create table {} ({} columns, {} indexes)",
                table.name,
                table.columns.len(),
                table.indexes.len()
            )
        }
        Operation::RenameTable { from, to } => format!("rename table {from} to {to}"),
        Operation::SetAsideTable { table, aside } => format!("set table {table} aside as {aside}"),
        Operation::AddColumn { table, column, .. } => {
            format!("add column {table}.{} ({})", column.name, describe_column(column))
        }
        Operation::RenameColumn { table, from, to } => format!("rename column {table}.{from} to {to}"),
        Operation::SetAsideColumn { table, column, aside } => {
            format!("set column {table}.{} aside as {aside}", column.name)
        }
        Operation::AlterColumn { table, from, to } => {
            format!(
                "change column {table}.{} from {} to {}",
                to.name,
                describe_column(from),
                describe_column(to)
            )
        }
        Operation::CreateIndex { table, index } => format!("create {}", describe_index(table, index)),
        Operation::DropIndex { table, index } => format!("drop index {index} of {table}"),
        Operation::RenameIndex { from, to, .. } => format!("rename index {from} to {}", to.name),
        Operation::AddForeignKey { table, foreign_key } => {
            let action = match foreign_key.on_delete {
                OnDelete::Restrict => "restrict",
                OnDelete::SetNull => "set null",
                OnDelete::Cascade => "cascade",
            };
            format!(
                "add foreign key {table}.{} to {} (on delete {action})",
                foreign_key.columns.join(", "),
                foreign_key.target_table
            )
        }
        Operation::DropForeignKey { table, foreign_key } => format!("drop foreign key {foreign_key} of {table}"),
        Operation::AddCheck { table, check } => format!("add check on {table} ({})", check.one_of.join(", ")),
        Operation::DropCheck { table, check } => format!("drop check {check} of {table}"),
        Operation::CreateSearch { table, index } => {
            let columns: Vec<&str> = index.parts.iter().map(|part| part.column.as_str()).collect();
            format!("create the search index of {table} ({})", columns.join(", "))
        }
        Operation::DropSearch { table, .. } => format!("drop the search index of {table}"),
        Operation::RebuildTable { table, .. } => format!("rebuild table {}", table.name),
        Operation::FillColumn { .. } | Operation::MoveToRows { .. } | Operation::MoveToColumn { .. } => {
            describe_values(operation)
        }
    }
}

/// What happens to values, not to tables.
fn describe_values(operation: &Operation) -> String {
    match operation {
        Operation::FillColumn { table, from, to, .. } if from.kind == to.kind && from.column_type == to.column_type => {
            format!(
                "bring the values of {} into the new form of {table}.{}",
                from.name, to.name
            )
        }
        Operation::FillColumn { table, from, to, .. } => format!(
            "fill {table}.{} ({}) from {} ({})",
            to.name,
            describe_type(to.column_type),
            from.name,
            describe_type(from.column_type)
        ),
        Operation::MoveToRows {
            column,
            junction,
            between,
        } => {
            format!("move the keys of {}.{column} to rows of {junction}", between.table)
        }
        Operation::MoveToColumn {
            column,
            junction,
            between,
        } => {
            format!(
                "move the first row of {junction} of each item to {}.{column}",
                between.table
            )
        }
        _ => String::new(),
    }
}

pub fn describe_type(column: ColumnType) -> String {
    match column {
        ColumnType::Boolean => "boolean".to_owned(),
        ColumnType::Integer => "whole number".to_owned(),
        ColumnType::BigInteger => "64-bit number".to_owned(),
        ColumnType::Float => "floating-point number".to_owned(),
        ColumnType::Decimal { precision, scale } => format!("decimal of {precision} digits, {scale} after the point"),
        ColumnType::Text { max_length } => format!("text of at most {max_length} characters"),
        ColumnType::LongText => "long text".to_owned(),
        ColumnType::Key => "text key".to_owned(),
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Time => "time".to_owned(),
        ColumnType::DateTime => "date and time".to_owned(),
        ColumnType::Json => "JSON".to_owned(),
    }
}

fn describe_column(column: &ColumnModel) -> String {
    let null = if column.is_nullable { "" } else { ", required" };
    format!("{}{null}", describe_type(column.column_type))
}

fn describe_index(table: &str, index: &IndexModel) -> String {
    let columns = index.columns.iter().map(|(name, is_descending)| {
        if *is_descending {
            format!("-{name}")
        } else {
            name.clone()
        }
    });
    let columns: Vec<String> = columns.collect();
    let kind = if index.is_unique { "unique index" } else { "index" };
    format!("{kind} on {table} ({})", columns.join(", "))
}
