//! `quintet purge`: removes for good what was set aside long enough ago.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value as Json, json};

use super::status::aside_json;
use crate::{
    boot::{self, BootError, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    evolve::{self, Aside},
    http::server,
    yaml::measure::parse_duration,
};

pub const COMMAND: Command = Command {
    name: "purge",
    about: "Remove for good what was set aside",
    example: "quintet purge --older-than 90d --yes",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let older = Arg::new("older-than")
        .long("older-than")
        .value_name("DURATION")
        .required(true)
        .help("Only what was set aside longer ago than this: 90d, 12h");
    let yes = Arg::new("yes")
        .long("yes")
        .action(ArgAction::SetTrue)
        .help("Do it; without it the list is shown");
    command.arg(older).arg(yes)
}

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let text = arguments.get_one::<String>("older-than").map_or("", String::as_str);
    let Some(older_than) = parse_duration(text) else {
        return context
            .output
            .fail("--older-than must be a duration such as 90d or 12h");
    };
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&configuration.settings.log);
    let is_meant = arguments.get_flag("yes");
    let asides = match server::block_on(purge(&configuration, older_than, is_meant)) {
        Ok(asides) => asides,
        Err(error) => return context.output.fail_boot(&error),
    };
    for aside in &asides {
        context
            .output
            .answer(&format!("{} (set aside at {})", aside.subject(), aside.set_aside_at));
    }
    let exit = if is_meant || asides.is_empty() {
        Exit::Done
    } else {
        Exit::Waiting
    };
    context.output.say(&match exit {
        Exit::Waiting => format!(
            "{} would be gone for good; say so with --yes",
            count(asides.len(), "thing")
        ),
        _ => format!("{} removed", count(asides.len(), "thing")),
    });
    let list: Vec<Json> = asides.iter().map(aside_json).collect();
    context
        .output
        .end(exit, &[], json!({ "is_done": is_meant, "purged": list }))
}

async fn purge(configuration: &Configuration, older_than: Duration, is_meant: bool) -> Result<Vec<Aside>, BootError> {
    let database = boot::connect_unhurried(configuration).await?;
    let patience = configuration.settings.database.migration_lock_timeout;
    let asides = if is_meant {
        evolve::purge(&database, older_than, patience).await
    } else {
        evolve::status(&database)
            .await
            .map(|ledger| evolve::purgeable(&ledger, older_than))
    };
    database.close().await;
    asides.map_err(BootError::Evolve)
}
