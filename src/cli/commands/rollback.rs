//! `quintet rollback`: takes the last migration back.

use clap::ArgMatches;
use serde_json::json;

use super::apply::show;
use crate::{
    boot::{self, BootError, Configuration},
    cli::{Command, Context, Exit, log, output::describe_step},
    evolve::{self, RolledBack},
    http::server,
};

pub const COMMAND: Command = Command {
    name: "rollback",
    about: "Take the last migration back; what it added is set aside, what it had set aside comes back",
    example: "quintet rollback",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&configuration.settings.log);
    match server::block_on(rollback(&configuration)) {
        Ok(rolled_back) => {
            rolled_back
                .steps
                .iter()
                .for_each(|step| context.output.answer(&describe_step(step)));
            for step in &rolled_back.left {
                context
                    .output
                    .say(&format!("left as it is: {}", describe_step(step).trim()));
            }
            context.output.say(&format!(
                "The migration {} is taken back. Take the files back too, or the next `serve` or `apply` does it again.",
                rolled_back.plan
            ));
            let texts = |steps: &[crate::migration::Step]| {
                steps.iter().map(|step| step.description.clone()).collect::<Vec<_>>()
            };
            let members = json!({
                "plan": rolled_back.plan,
                "steps": texts(&rolled_back.steps),
                "left": texts(&rolled_back.left),
            });
            context.output.end(Exit::Done, &[], members)
        }
        Err(error) => context.output.fail_boot(&error),
    }
}

async fn rollback(configuration: &Configuration) -> Result<RolledBack, BootError> {
    let database = boot::connect_unhurried(configuration).await?;
    let patience = configuration.settings.database.migration_lock_timeout;
    let is_shown = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let outcome = evolve::rollback(&database, patience, &mut |progress| {
        if is_shown {
            show(progress);
        }
    })
    .await;
    database.close().await;
    outcome.map_err(BootError::Evolve)
}
