//! Tables, columns, indexes and foreign keys as statements. Names and types are the model's; values of defaults are written as literals, since DDL takes
//! no arguments.
//!
//! What engines spell alike is here; `TableDialect` says the rest.

pub mod fill;
mod operation;

pub use operation::{compile, compile_apart, set_aside};

use super::Dialect;
use crate::{
    migration::{ColumnModel, ForeignKeyModel, IndexModel, TableModel, table::CheckModel},
    schema::OnDelete,
    value::{ColumnType, Value},
};

/// How one engine spells tables.
pub trait TableDialect {
    /// The type of a column, with its collation where it has one.
    fn column_type(&self, column: ColumnType) -> String;

    /// What makes a key column count by itself; instead of `column_type` and `NOT NULL`.
    fn generated_key(&self) -> &'static str;

    /// Whether `generated_key` makes the column the primary key already.
    fn generated_key_is_primary(&self) -> bool {
        false
    }

    /// What stands after the closing parenthesis of CREATE TABLE.
    fn table_options(&self, table: &TableModel) -> &'static str;

    /// Whether a foreign key can be added to and dropped from a table that is there.
    fn alters_foreign_keys(&self) -> bool {
        true
    }

    /// Whether a check may name a column that a foreign key sets to null.
    fn checks_what_is_set_null(&self) -> bool {
        true
    }

    /// Whether CREATE TABLE takes indexes: one change of the catalogue instead of one an index.
    fn defines_indexes_in_tables(&self) -> bool {
        false
    }

    /// What makes a renaming leave everything else alone, and what ends that; `None` where it does so anyway.
    fn rename_alone(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// What stands behind INDEX where the engine can build one while others write, outside of any transaction; empty where it can not.
    fn index_apart(&self) -> &'static str {
        ""
    }

    /// Whether UPDATE takes its values from a list of rows whose columns are called `column1`, `column2` and so on.
    fn updates_from_values(&self) -> bool {
        true
    }

    /// A value as SQL text, safe whatever it holds.
    fn literal(&self, column: ColumnType, value: &Value) -> String;

    /// A column inside an index, without its direction.
    fn index_column(&self, name: &str, column: Option<&ColumnModel>, is_unique: bool) -> String;

    fn drop_index(&self, table: &str, index: &str) -> String;

    fn drop_foreign_key(&self, table: &str, foreign_key: &str) -> String;

    /// Takes the default away that filled the rows of a new column; `None` where it has to stay.
    fn drop_default(&self, table: &str, column: &str) -> Option<String>;

    /// Gives a column another type or nullability; nothing where it needs a new table.
    fn alter_column(&self, table: &str, from: &ColumnModel, to: &ColumnModel) -> Vec<String>;

    /// `None` where an index is dropped and made again.
    fn rename_index(&self, table: &str, from: &str, to: &str) -> Option<String>;

    /// The expression that makes a value of one type out of one of another, when a column changes.
    fn convert(&self, from: ColumnType, to: ColumnType, expression: &str) -> String;
}

/// Creates a table with its columns, primary key, checks and foreign keys, and its indexes where the engine takes them here. Other indexes follow as
/// statements of their own.
pub fn create_table(dialect: &dyn Dialect, table: &TableModel) -> String {
    let mut parts: Vec<String> = table
        .columns
        .iter()
        .map(|column| define_column(dialect, column))
        .collect();
    let has_primary_key = dialect.generated_key_is_primary() && table.columns.iter().any(|column| column.is_generated);
    if !has_primary_key && !table.primary_key.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", quote_all(dialect, &table.primary_key)));
    }
    let checks = table.checks.iter().filter(|check| keeps_check(dialect, table, check));
    parts.extend(checks.map(|check| define_check(dialect, check)));
    if dialect.defines_indexes_in_tables() {
        parts.extend(table.indexes.iter().map(|index| {
            let unique = if index.is_unique { "UNIQUE " } else { "" };
            format!(
                "{unique}KEY {} ({})",
                dialect.quote(&index.name),
                index_columns(dialect, table, index)
            )
        }));
    }
    parts.extend(table.foreign_keys.iter().map(|key| {
        let columns = quote_all(dialect, &key.columns);
        format!(
            "CONSTRAINT {} FOREIGN KEY ({columns}) {}",
            dialect.quote(&key.name),
            references(dialect, key)
        )
    }));
    let name = dialect.quote(&table.name);
    format!(
        "CREATE TABLE {name} (\n  {}\n){}",
        parts.join(",\n  "),
        dialect.table_options(table)
    )
}

/// Whether the engine can keep a check of this table. Where it can not, the table is complete without it, and the server's own validation stands alone.
pub fn keeps_check(dialect: &dyn Dialect, table: &TableModel, check: &CheckModel) -> bool {
    let is_set_null = |column: &String| {
        table
            .foreign_keys
            .iter()
            .any(|key| key.on_delete == OnDelete::SetNull && key.columns.contains(column))
    };
    dialect.checks_what_is_set_null() || !check.one_of.iter().any(is_set_null)
}

pub fn create_index(dialect: &dyn Dialect, table: &TableModel, index: &IndexModel) -> String {
    create_index_as(dialect, table, index, "")
}

fn create_index_as(dialect: &dyn Dialect, table: &TableModel, index: &IndexModel, apart: &str) -> String {
    format!(
        "CREATE {}INDEX{apart} {} ON {} ({})",
        if index.is_unique { "UNIQUE " } else { "" },
        dialect.quote(&index.name),
        dialect.quote(&table.name),
        index_columns(dialect, table, index)
    )
}

fn index_columns(dialect: &dyn Dialect, table: &TableModel, index: &IndexModel) -> String {
    let columns = index.columns.iter().map(|(name, is_descending)| {
        let model = table.columns.iter().find(|column| column.name == *name);
        let column = dialect.index_column(name, model, index.is_unique);
        if *is_descending {
            format!("{column} DESC")
        } else {
            column
        }
    });
    columns.collect::<Vec<_>>().join(", ")
}

/// `None` where the engine takes foreign keys only when the table is created.
pub fn add_foreign_key(dialect: &dyn Dialect, table: &str, foreign_key: &ForeignKeyModel) -> Option<String> {
    dialect.alters_foreign_keys().then(|| {
        format!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) {}",
            dialect.quote(table),
            dialect.quote(&foreign_key.name),
            quote_all(dialect, &foreign_key.columns),
            references(dialect, foreign_key)
        )
    })
}

/// Adds a column; one that is not nullable must have a default, which fills the rows that are there.
/// `foreign_key`: the one of exactly this column. It is part of the text only where the engine can not add it later.
pub fn add_column(
    dialect: &dyn Dialect,
    table: &str,
    column: &ColumnModel,
    foreign_key: Option<&ForeignKeyModel>,
) -> String {
    let default = column.default.as_ref().filter(|value| !value.is_null());
    let default = default.map(|value| format!(" DEFAULT {}", dialect.literal(column.column_type, value)));
    let reference = foreign_key
        .filter(|_| !dialect.alters_foreign_keys())
        .map(|key| format!(" CONSTRAINT {} {}", dialect.quote(&key.name), references(dialect, key)));
    format!(
        "ALTER TABLE {} ADD COLUMN {}{}{}",
        dialect.quote(table),
        define_column(dialect, column),
        default.unwrap_or_default(),
        reference.unwrap_or_default()
    )
}

pub fn drop_index(dialect: &dyn Dialect, table: &str, index: &str) -> String {
    dialect.drop_index(table, index)
}

/// `None` where it needs a new table.
pub fn drop_foreign_key(dialect: &dyn Dialect, table: &str, foreign_key: &str) -> Option<String> {
    dialect
        .alters_foreign_keys()
        .then(|| dialect.drop_foreign_key(table, foreign_key))
}

pub fn drop_column(dialect: &dyn Dialect, table: &str, column: &str) -> String {
    format!(
        "ALTER TABLE {} DROP COLUMN {}",
        dialect.quote(table),
        dialect.quote(column)
    )
}

pub fn drop_table(dialect: &dyn Dialect, table: &str) -> String {
    format!("DROP TABLE {}", dialect.quote(table))
}

pub fn rename_table(dialect: &dyn Dialect, from: &str, to: &str) -> String {
    format!("ALTER TABLE {} RENAME TO {}", dialect.quote(from), dialect.quote(to))
}

pub fn rename_column(dialect: &dyn Dialect, table: &str, from: &str, to: &str) -> String {
    format!(
        "ALTER TABLE {} RENAME COLUMN {} TO {}",
        dialect.quote(table),
        dialect.quote(from),
        dialect.quote(to)
    )
}

/// A column by all that the engine itself says about it.
pub fn define_again(dialect: &dyn Dialect, table: &str, column: &str, definition: &str) -> String {
    format!(
        "ALTER TABLE {} MODIFY COLUMN {} {definition}",
        dialect.quote(table),
        dialect.quote(column)
    )
}

/// Name, type and NOT NULL of a column.
pub fn define_column(dialect: &dyn Dialect, column: &ColumnModel) -> String {
    let name = dialect.quote(&column.name);
    if column.is_generated {
        return format!("{name} {}", dialect.generated_key());
    }
    let is_not_null = if column.is_nullable { "" } else { " NOT NULL" };
    format!("{name} {}{is_not_null}", dialect.column_type(column.column_type))
}

/// Counts the columns that are set: every engine has CASE, only one has a function for it.
fn define_check(dialect: &dyn Dialect, check: &CheckModel) -> String {
    let counted: Vec<String> = check
        .one_of
        .iter()
        .map(|column| format!("CASE WHEN {} IS NULL THEN 0 ELSE 1 END", dialect.quote(column)))
        .collect();
    let bound = if check.allows_none { "<= 1" } else { "= 1" };
    format!(
        "CONSTRAINT {} CHECK ({} {bound})",
        dialect.quote(&check.name),
        counted.join(" + ")
    )
}

fn references(dialect: &dyn Dialect, key: &ForeignKeyModel) -> String {
    // NO ACTION looks at the end of the statement: a parent and its child may go in one DELETE.
    let action = match key.on_delete {
        OnDelete::Restrict => "NO ACTION",
        OnDelete::SetNull => "SET NULL",
        OnDelete::Cascade => "CASCADE",
    };
    let target = dialect.quote(&key.target_table);
    format!(
        "REFERENCES {target} ({}) ON DELETE {action}",
        quote_all(dialect, &key.target_columns)
    )
}

fn quote_all(dialect: &dyn Dialect, names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| dialect.quote(name)).collect();
    quoted.join(", ")
}
