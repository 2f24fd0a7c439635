//! The database: pools, the read lane, transactions, rows, introspection, the ledger, locks, error mapping. The only place with database drivers.
//!
//! `Database` is an enum of engines behind one narrow interface: run a statement, give rows. Start at `Database::connect`.

pub mod error;

pub use error::DbError;
