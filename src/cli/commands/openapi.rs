//! `quintet openapi`: the whole document, as an administrator sees it.

use clap::ArgMatches;

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit},
    http::specification,
    permission::Access,
};

pub const COMMAND: Command = Command {
    name: "openapi",
    about: "Print the OpenAPI 3.1 document of the project; no database is needed",
    example: "quintet openapi --project config > openapi.json",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    match prepared {
        Ok(prepared) => {
            let settings = &prepared.configuration.settings;
            let document = specification::document(&prepared.schema, &Access::administrator(), settings);
            context.output.document(&format!("{document:#}"));
            Exit::Done
        }
        Err(error) => context.output.fail_boot(&error),
    }
}
