//! One binary for all integration tests: it links once. A suite is a module here.
//! Each test makes what it needs and shares nothing; an engine that is not reachable is named as skipped.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; clippy.toml excuses only what stands in a #[test] function itself"
)]

mod architecture;
mod database;
mod documentation;
mod evolve;
mod items;
mod newsroom;
mod parity;
mod support;
