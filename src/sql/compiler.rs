//! What all compilers share: the schema, the dialect, and rows with aliases that are unique in one statement.

use std::cell::Cell;

use super::{Dialect, Sql, rows::Keyed};
use crate::{
    schema::{Collection, Field, Schema},
    value::{CollectionId, ColumnType},
};

/// Makes one statement.
#[derive(Debug)]
pub struct Compiler<'a> {
    pub schema: &'a Schema,
    pub dialect: &'a dyn Dialect,
    next_alias: Cell<u32>,
}

/// A row of a collection that expressions can refer to.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    pub model: &'a Collection,
    pub alias: String,
}

impl<'a> Compiler<'a> {
    pub fn new(schema: &'a Schema, dialect: &'a dyn Dialect) -> Self {
        Self {
            schema,
            dialect,
            next_alias: Cell::new(0),
        }
    }

    pub fn row(&self, collection: CollectionId) -> Row<'a> {
        Row {
            model: self.schema.collection(collection),
            alias: self.alias(),
        }
    }

    /// A fresh alias, for a row of a collection or of a table between two.
    pub fn alias(&self) -> String {
        let number = self.next_alias.get();
        self.next_alias.set(number + 1);
        format!("t{number}")
    }

    /// `"articles" AS t0`
    pub fn table(&self, table: &str, alias: &str) -> Sql {
        Sql::text(format!("{} AS {alias}", self.dialect.quote(table)))
    }

    pub fn table_of(&self, row: &Row<'_>) -> Sql {
        self.table(&row.model.table, &row.alias)
    }

    /// `t0."title"`
    pub fn column(&self, alias: &str, column: &str) -> Sql {
        Sql::text(format!("{alias}.{}", self.dialect.quote(column)))
    }

    /// The column of a field in the type that the model knows it by.
    pub fn stored(&self, row: &Row<'_>, field: &Field, column: &str) -> Sql {
        let plain = self.column(&row.alias, column);
        if row.model.may_be_enumeration(field) {
            self.dialect.enumeration_text(plain)
        } else {
            plain
        }
    }

    pub fn keyed(&self, row: &Row<'_>) -> Keyed {
        Keyed {
            key: self.key(row),
            key_type: key_type(row.model),
            table: self.table_of(row),
        }
    }

    pub fn key(&self, row: &Row<'_>) -> Sql {
        self.column(&row.alias, key_column(row.model))
    }
}

/// The name of the key's column. A primary key always has one; the field's name is what it would be.
pub fn key_column(model: &Collection) -> &str {
    let key = model.key();
    key.column.as_deref().unwrap_or(&key.name)
}

pub fn key_type(model: &Collection) -> ColumnType {
    model.key().column_type().unwrap_or(ColumnType::Uuid)
}
