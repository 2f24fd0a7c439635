//! `quintet plan`: what the files would change in the database.

use clap::ArgMatches;
use serde_json::json;

use crate::{
    boot::{self, Configuration},
    cli::{
        Command, Context, Exit, log,
        output::{count, describe_plan, what_would_run},
    },
    http::server,
};

pub const COMMAND: Command = Command {
    name: "plan",
    about: "Show what the project's files would change in the database; changes nothing",
    example: "quintet plan --project config --database postgres://localhost/newsroom",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let planned = server::block_on(boot::plan(&prepared));
    match planned {
        Ok(planned) if planned.plan.is_empty() => {
            context
                .output
                .answer("Nothing to do: the database is as the files say.");
            context
                .output
                .end(Exit::Done, &prepared.warnings, json!({ "plan": planned.to_json() }))
        }
        Ok(planned) => {
            context.output.answer(&describe_plan(&planned));
            context.output.say(&format!(
                "{}; hash {}",
                count(planned.plan.steps.len(), "step"),
                planned.hash
            ));
            context.output.say(&what_would_run(&planned));
            context
                .output
                .end(Exit::Waiting, &prepared.warnings, json!({ "plan": planned.to_json() }))
        }
        Err(error) => context.output.fail_boot(&error),
    }
}
