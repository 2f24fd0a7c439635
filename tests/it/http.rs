//! The server as a client meets it: a real one on a port of its own, with a database of the test's own.

mod aggregates;
mod app;
mod conflicts;
mod cursors;
mod differences;
mod documented;
mod errors;
mod exports;
mod hostile;
mod items;
mod limits;
mod parity;
mod refusals;
mod schemathesis;
mod searches;
mod server;
mod specification;
mod tokens;
mod tools;

pub use app::TestApp;
