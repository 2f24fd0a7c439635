//! `COMMANDS`: every command there is. To add one: a file here, and a row.

mod check;
mod completions;
mod config;
mod health;
mod init;
mod openapi;
mod plan;
mod schema;
mod seed;
mod serve;
mod serve_watch;
mod token;

use super::Command;

pub const COMMANDS: &[Command] = &[
    init::COMMAND,
    check::COMMAND,
    plan::COMMAND,
    serve::COMMAND,
    seed::COMMAND,
    token::COMMAND,
    config::COMMAND,
    schema::COMMAND,
    openapi::COMMAND,
    completions::COMMAND,
    health::COMMAND,
];
