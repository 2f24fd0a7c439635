//! The server as a client meets it: a real one on a port of its own, with a database of the test's own.

mod accounts;
mod aggregates;
mod app;
mod audit;
mod conflicts;
mod cursors;
mod differences;
mod documented;
mod errors;
mod estimates;
mod explained;
mod exports;
mod files;
mod floods;
mod hostile;
mod imports;
mod items;
mod limits;
mod mailed;
mod matrix;
mod model_words;
mod one_time;
mod own_rows;
mod parity;
mod people;
mod project;
mod refusals;
mod schemathesis;
mod searches;
mod second_factors;
mod server;
mod sign_in;
mod specification;
mod tokens;
mod tools;

pub use app::{Answer, TestApp};
