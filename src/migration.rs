//! Migration as a value: the tables a schema wants, the difference to what is there, ordered typed operations with a safety class. No SQL, no IO.
//!
//! `wanted` makes tables from a schema, `diff` compares them with what was applied and what is live; `evolve` runs the plan.

mod compare;
pub mod convert;
mod describe;
mod diff;
pub mod live;
mod moves;
pub mod operation;
pub mod plan;
mod rename;
mod safety;
pub mod shape;
pub mod snapshot;
pub mod table;
mod wanted;

pub use diff::{Engine, Inputs, diff};
pub use live::{LiveColumn, LiveTable, LiveType};
pub use operation::{CopiedColumn, EngineTraits, Operation};
pub use plan::{Answer, Change, Fact, Facts, Plan, SLOW_ROWS, Safety, Step};
pub use table::{Between, CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel};
pub use wanted::wanted;
