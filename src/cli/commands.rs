//! `COMMANDS`: every command there is. To add one: a file here, and a row.

mod access;
mod apply;
mod check;
mod completions;
mod config;
mod explain;
mod files;
mod health;
mod init;
mod inspect;
mod keys;
mod mail;
mod openapi;
mod plan;
mod purge;
mod restore;
mod rollback;
mod schema;
mod seed;
mod serve;
mod serve_watch;
mod status;
mod token;
mod types;
mod user;

use super::Command;

pub const COMMANDS: &[Command] = &[
    init::COMMAND,
    check::COMMAND,
    plan::COMMAND,
    apply::COMMAND,
    status::COMMAND,
    rollback::COMMAND,
    restore::COLUMN,
    restore::TABLE,
    purge::COMMAND,
    inspect::COMMAND,
    serve::COMMAND,
    seed::COMMAND,
    files::COMMAND,
    user::COMMAND,
    token::COMMAND,
    keys::COMMAND,
    mail::COMMAND,
    config::COMMAND,
    schema::COMMAND,
    explain::COMMAND,
    access::COMMAND,
    openapi::COMMAND,
    types::COMMAND,
    completions::COMMAND,
    health::COMMAND,
];
