//! Migration as a value: the tables a schema wants, the difference to what is there, ordered typed operations with a safety class. No SQL, no IO.

pub mod table;

pub use table::{ColumnModel, ForeignKeyModel, IndexModel, TableModel};
