//! One step of a migration as the statements of an engine, in order. An engine that can not alter a table gets `RebuildTable` from the planner instead;
//! for what stays impossible there are no statements.

use super::{
    Dialect, add_column, add_foreign_key, create_index, create_index_as, create_table, define_check, drop_foreign_key,
    drop_index, fill, keeps_check, rename_column, rename_table,
};
use crate::migration::{
    ColumnModel, ForeignKeyModel, IndexModel, TableModel,
    operation::{CopiedColumn, Operation},
};

/// `wanted` are the tables after the migration: an index of a table is spelled by the types of its columns.
///
/// `RebuildTable` and `CreateTable` on an engine with `rebuilds_tables` want foreign keys not to be enforced while they run; that is a setting of the
/// connection.
pub fn compile(dialect: &dyn Dialect, wanted: &[TableModel], operation: &Operation) -> Vec<String> {
    match operation {
        Operation::CreateTable { table } => create_whole_table(dialect, table),
        Operation::RenameTable { from, to } | Operation::SetAsideTable { table: from, aside: to } => {
            vec![rename_table(dialect, from, to)]
        }
        Operation::AddColumn {
            table,
            column,
            foreign_key,
        } => add_whole_column(dialect, table, column, foreign_key.as_ref()),
        Operation::RenameColumn { table, from, to } => vec![rename_column(dialect, table, from, to)],
        Operation::SetAsideColumn { table, column, aside } => set_column_aside(dialect, table, column, aside),
        Operation::AlterColumn { table, from, to } => {
            let mut statements = Vec::new();
            if from.is_nullable && !to.is_nullable {
                statements.extend(fill_nulls(dialect, table, to));
            }
            statements.extend(dialect.alter_column(table, from, to));
            statements
        }
        Operation::CreateIndex { table, index } => vec![index_on(dialect, wanted, table, index)],
        Operation::DropIndex { table, index } => vec![drop_index(dialect, table, index)],
        Operation::RenameIndex { table, from, to } => match dialect.rename_index(table, from, &to.name) {
            Some(statement) => vec![statement],
            None => vec![drop_index(dialect, table, from), index_on(dialect, wanted, table, to)],
        },
        Operation::AddForeignKey { table, foreign_key } => {
            add_foreign_key(dialect, table, foreign_key).into_iter().collect()
        }
        Operation::DropForeignKey { table, foreign_key } => {
            drop_foreign_key(dialect, table, foreign_key).into_iter().collect()
        }
        Operation::AddCheck { .. } | Operation::DropCheck { .. } => change_check(dialect, wanted, operation),
        Operation::CreateSearch { table, index } => dialect.create_search(table, index),
        Operation::DropSearch { table, parts } => dialect.drop_search(table, parts),
        Operation::RebuildTable { table, columns } => rebuild(dialect, table, columns),
        Operation::FillColumn {
            table,
            key,
            from,
            to,
            only_in,
        } => describe_fill(dialect, table, key, (from, to), only_in.as_ref()),
        Operation::MoveToRows {
            column,
            junction,
            between,
        } => vec![fill::move_to_rows(dialect, column, junction, between)],
        Operation::MoveToColumn {
            column,
            junction,
            between,
        } => {
            vec![fill::move_to_column(dialect, column, junction, between)]
        }
    }
}

/// As `compile`, for a step that is taken outside of the transaction while others go on reading and writing.
pub fn compile_apart(dialect: &dyn Dialect, wanted: &[TableModel], operation: &Operation) -> Vec<String> {
    match operation {
        Operation::CreateIndex { table, index } => {
            let empty = TableModel::empty(table);
            let model = wanted.iter().find(|model| model.name == *table).unwrap_or(&empty);
            vec![create_index_as(dialect, model, index, dialect.index_apart())]
        }
        other => compile(dialect, wanted, other),
    }
}

/// Nothing where checks stand inside CREATE TABLE only.
fn change_check(dialect: &dyn Dialect, wanted: &[TableModel], operation: &Operation) -> Vec<String> {
    match operation {
        Operation::AddCheck { table, check } if dialect.alters_foreign_keys() => {
            let model = wanted.iter().find(|model| model.name == *table);
            if model.is_some_and(|model| !keeps_check(dialect, model, check)) {
                return Vec::new();
            }
            vec![format!(
                "ALTER TABLE {} ADD {}",
                dialect.quote(table),
                define_check(dialect, check)
            )]
        }
        Operation::DropCheck { table, check } if dialect.alters_foreign_keys() => {
            vec![format!(
                "ALTER TABLE {} DROP CONSTRAINT {}",
                dialect.quote(table),
                dialect.quote(check)
            )]
        }
        _ => Vec::new(),
    }
}

fn create_whole_table(dialect: &dyn Dialect, table: &TableModel) -> Vec<String> {
    let mut statements = vec![create_table(dialect, table)];
    if !dialect.defines_indexes_in_tables() {
        statements.extend(table.indexes.iter().map(|index| create_index(dialect, table, index)));
    }
    statements
}

fn add_whole_column(
    dialect: &dyn Dialect,
    table: &str,
    column: &ColumnModel,
    foreign_key: Option<&ForeignKeyModel>,
) -> Vec<String> {
    let mut statements = vec![add_column(dialect, table, column, foreign_key)];
    // Where the column may not be empty the default stays: an older instance that knows nothing of the column goes on adding rows.
    if column.default.is_some() && column.is_nullable {
        statements.extend(dialect.drop_default(table, &column.name));
    }
    statements.extend(foreign_key.and_then(|key| add_foreign_key(dialect, table, key)));
    statements
}

/// A column that leaves the model: rows do without it from now on.
pub fn set_aside(column: &ColumnModel) -> ColumnModel {
    ColumnModel {
        is_nullable: true,
        default: None,
        ..column.clone()
    }
}

/// The rename comes last: killed in between, the column still has its name, and everything is planned again.
fn set_column_aside(dialect: &dyn Dialect, table: &str, column: &ColumnModel, aside: &str) -> Vec<String> {
    let mut statements = Vec::new();
    if !column.is_nullable {
        statements.extend(dialect.alter_column(table, column, &set_aside(column)));
        statements.extend(dialect.drop_default(table, &column.name));
    }
    statements.push(rename_column(dialect, table, &column.name, aside));
    statements
}

/// What the runner does row by row, as far as SQL can say it.
fn describe_fill(
    dialect: &dyn Dialect,
    table: &str,
    key: &[String],
    (from, to): (&ColumnModel, &ColumnModel),
    only_in: Option<&(String, String)>,
) -> Vec<String> {
    let key: Vec<String> = key.iter().map(|name| dialect.quote(name)).collect();
    let (column, old) = (dialect.quote(&to.name), dialect.quote(&from.name));
    let mut statements = vec![format!(
        "-- in batches by {key}: UPDATE {table} SET {column} = the converted {old} WHERE {column} IS NULL AND {old} IS NOT NULL",
        key = key.join(", "),
        table = dialect.quote(table),
    )];
    statements.extend(only_in.map(|(target, key)| fill::clear_orphans(dialect, table, &to.name, (target, key))));
    if let Some(default) = to
        .default
        .as_ref()
        .filter(|default| !to.is_nullable && !default.is_null())
    {
        statements.push(fill::write_default(dialect, table, to, default));
    }
    statements
}

fn index_on(dialect: &dyn Dialect, wanted: &[TableModel], table: &str, index: &IndexModel) -> String {
    match wanted.iter().find(|model| model.name == table) {
        Some(model) => create_index(dialect, model, index),
        None => create_index(dialect, &TableModel::empty(table), index),
    }
}

fn fill_nulls(dialect: &dyn Dialect, table: &str, column: &ColumnModel) -> Option<String> {
    let default = column.default.as_ref().filter(|default| !default.is_null())?;
    let (table, name) = (dialect.quote(table), dialect.quote(&column.name));
    let default = dialect.literal(column.column_type, default);
    Some(format!("UPDATE {table} SET {name} = {default} WHERE {name} IS NULL"))
}

/// The new table under a name of ours, the rows, then its own name.
fn rebuild(dialect: &dyn Dialect, table: &TableModel, columns: &[CopiedColumn]) -> Vec<String> {
    let interim = TableModel {
        name: "quintet_rebuilt".to_owned(),
        ..table.clone()
    };
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &table.columns {
        let default = column.default.as_ref().filter(|default| !default.is_null());
        let default = default.map(|default| dialect.literal(column.column_type, default));
        let value = match columns.iter().find(|copied| copied.to.name == column.name) {
            Some(CopiedColumn { from, .. }) => {
                let value = dialect.convert(from.column_type, column.column_type, &dialect.quote(&from.name));
                let fills = from.is_nullable && !column.is_nullable;
                Some(match default.filter(|_| fills) {
                    Some(default) => format!("coalesce({value}, {default})"),
                    None => value,
                })
            }
            None => default,
        };
        if let Some(value) = value {
            names.push(dialect.quote(&column.name));
            values.push(value);
        }
    }
    let (old, new) = (dialect.quote(&table.name), dialect.quote(&interim.name));
    let mut statements = vec![format!("DROP TABLE IF EXISTS {new}"), create_table(dialect, &interim)];
    let (rename, rename_alone) = (
        rename_table(dialect, &interim.name, &table.name),
        dialect.rename_alone(),
    );
    if !names.is_empty() {
        let (names, values) = (names.join(", "), values.join(", "));
        statements.push(format!("INSERT INTO {new} ({names}) SELECT {values} FROM {old}"));
    }
    statements.push(format!("DROP TABLE {old}"));
    // Views and triggers that name the table are not to be looked at while there is none.
    match rename_alone {
        Some((before, after)) => statements.extend([before.to_owned(), rename, after.to_owned()]),
        None => statements.push(rename),
    }
    statements.extend(table.indexes.iter().map(|index| create_index(dialect, table, index)));
    statements
}
