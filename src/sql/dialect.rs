//! What differs between the engines. Adding an engine is one file that implements `Dialect`; nothing else in `sql` names one.

pub mod mariadb;
pub mod postgres;
pub mod sqlite;

/// The SQL of one engine. Methods are exhaustive on the closed types, so that a new column type or comparison does not compile until each engine has it.
pub trait Dialect: std::fmt::Debug + Send + Sync {
    /// `sqlite`, `postgres`, `mariadb`.
    fn name(&self) -> &'static str;

    /// The `number`-th placeholder, from 1.
    fn write_placeholder(&self, number: usize, text: &mut String);
}
