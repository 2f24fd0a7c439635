//! One binary for all integration tests: it links once. A suite is a module here.
//! Each test makes what it needs and shares nothing; an engine that is not reachable is named as skipped.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking, and a list of cases may be long; clippy.toml excuses only what stands in a #[test] function"
)]

mod access;
mod architecture;
mod cache;
mod command_line;
mod database;
mod documentation;
mod evolve;
mod fuzz;
mod http;
mod items;
mod mail;
mod many_roles;
mod newsroom;
mod parity;
mod queue;
mod support;
mod vectors;
