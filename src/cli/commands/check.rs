//! `quintet check`: every mistake of every file.

use clap::ArgMatches;
use serde_json::json;

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit, output::count},
};

pub const COMMAND: Command = Command {
    name: "check",
    about: "Read the project's files and report every mistake, with file, line and column",
    example: "quintet check --project config\nquintet check --format json",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let output = &context.output;
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return output.fail_boot(&error),
    };
    output.show(&prepared.warnings, &prepared.project.files);
    let files = prepared.project.files.len();
    let collections = prepared
        .schema
        .collections()
        .iter()
        .filter(|collection| !collection.is_system)
        .count();
    output.answer(&format!(
        "{} with {}: no mistakes",
        count(files, "file"),
        count(collections, "collection")
    ));
    output.end(
        Exit::Done,
        &prepared.warnings,
        json!({ "files": files, "collections": collections }),
    )
}
