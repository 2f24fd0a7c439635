//! SQL text: the compilers for reads, writes and DDL, and the `Dialect` of each engine. Pure: a `Statement` is a value; `db` runs it.
//!
//! User text never becomes SQL text: it travels as arguments. `LIKE` patterns are escaped in one place. Only `dialect/` names an engine.

pub mod aggregate;
mod compiler;
mod condition;
pub mod ddl;
pub mod dialect;
pub mod estimate;
pub mod fragment;
mod operand;
pub mod plain;
pub mod queue;
pub mod read;
mod relation;
pub mod rows;
pub mod search;
pub mod write;

pub use dialect::Dialect;
pub use fragment::Sql;

use crate::value::{ColumnType, Name, Value};

/// One statement, ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub text: String,
    pub args: Vec<Argument>,
    /// What its rows hold, in order.
    pub columns: Vec<OutputColumn>,
}

/// An argument, reduced to what every driver can bind. The dialect has put a cast into the text where the engine wants one.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
}

/// One column of the answer and how it becomes JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputColumn {
    pub key: Name,
    pub encoding: Encoding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The engine's own representation of the column type; `db` decodes it, `value` prints it.
    Scalar(ColumnType),
    /// JSON text made by the database: passed through as it is. SQL null becomes `null`.
    Json,
}

/// A column and its new value in a write.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    pub column: String,
    pub column_type: ColumnType,
    pub value: Value,
}
