//! Migration as a value: the tables a schema wants, the difference to what is there, ordered typed operations with a safety class. No SQL, no IO.

pub mod operation;
pub mod table;

pub use operation::{CopiedColumn, EngineTraits, Operation};
pub use table::{CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel};
