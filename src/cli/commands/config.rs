//! `quintet config`: every setting, and where its value came from.

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use crate::{
    boot::Configuration,
    cli::{Command, Context, Exit},
    config::describe::{InEffect, in_effect},
};

pub const COMMAND: Command = Command {
    name: "config",
    about: "Print every setting and where its value came from; secrets are hidden",
    example: "quintet config --project config",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    let rows = in_effect(
        &configuration.settings,
        &configuration.origins,
        &configuration.provider_origins,
    );
    context.output.show(&configuration.warnings, &[]);
    let width = |cell: fn(&InEffect) -> usize| rows.iter().map(cell).max().unwrap_or(0);
    let keys = width(|row| row.key.len());
    let values = width(|row| row.value.as_deref().map_or(1, str::len)).min(40);
    for row in &rows {
        let value = row.value.as_deref().unwrap_or("–");
        context
            .output
            .answer(&format!("{:<keys$}  {value:<values$}  {}", row.key, row.origin));
    }
    let settings: Vec<Json> = rows
        .iter()
        .map(|row| json!({ "key": row.key, "value": row.value, "origin": row.origin }))
        .collect();
    context
        .output
        .end(Exit::Done, &configuration.warnings, json!({ "settings": settings }))
}
