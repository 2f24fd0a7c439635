//! What differs between the engines. Adding an engine is one file that implements `Dialect`; nothing else in `sql` names one.

pub mod mariadb;
pub mod postgres;
pub mod sqlite;

use crate::{migration::EngineTraits, value::ColumnType};

/// The SQL of one engine. Methods are exhaustive on the closed types, so that a new column type or comparison does not compile until each engine has it.
pub trait Dialect: std::fmt::Debug + Send + Sync {
    /// `sqlite`, `postgres`, `mariadb`.
    fn name(&self) -> &'static str;

    /// The `number`-th placeholder, from 1.
    fn write_placeholder(&self, number: usize, text: &mut String);

    /// What the engine can not do when tables change.
    fn engine_traits(&self) -> EngineTraits;

    /// The column type as the engine's catalogue shows it: two types with one storage become the same (`bigint` is `Integer` everywhere, most of SQLite
    /// is `LongText`). Live tables are compared in these terms.
    fn stored_as(&self, column: ColumnType) -> ColumnType;
}
