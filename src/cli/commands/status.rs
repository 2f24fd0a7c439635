//! `quintet status`: what was applied last, what is set aside, whether a migration was interrupted.

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use crate::{
    boot::{self, BootError, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    evolve::{self, Aside, Ledger},
    http::server,
};

pub const COMMAND: Command = Command {
    name: "status",
    about: "Show what was applied last, and what is set aside",
    example: "quintet status --format json",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&configuration.settings.log);
    match server::block_on(read(&configuration)) {
        Ok(ledger) => show(&ledger, context),
        Err(error) => context.output.fail_boot(&error),
    }
}

async fn read(configuration: &Configuration) -> Result<Ledger, BootError> {
    let database = boot::connect_unhurried(configuration).await?;
    let ledger = evolve::status(&database).await.map_err(BootError::Evolve);
    database.close().await;
    ledger
}

fn show(ledger: &Ledger, context: &Context) -> Exit {
    let output = &context.output;
    output.answer(&format!("{} in the ledger", count(ledger.tables.len(), "table")));
    if ledger.is_interrupted {
        output.answer("a migration was interrupted; the next `quintet apply` or `quintet serve` finishes it");
    }
    if let Some(previous) = &ledger.previous {
        output.answer(&format!("last migration: {} at {}", previous.plan, previous.applied_at));
        previous
            .steps
            .iter()
            .for_each(|step| output.answer(&format!("  {step}")));
    }
    for aside in &ledger.asides {
        output.answer(&format!(
            "set aside: {} since {}, as {}",
            aside.subject(),
            aside.set_aside_at,
            aside.name
        ));
    }
    let last = ledger
        .previous
        .as_ref()
        .map(|previous| json!({ "plan": previous.plan, "applied_at": previous.applied_at, "steps": previous.steps }));
    let members = json!({
        "tables": ledger.tables.len(),
        "is_interrupted": ledger.is_interrupted,
        "last": last,
        "aside": ledger.asides.iter().map(aside_json).collect::<Vec<Json>>(),
    });
    output.end(Exit::Done, &[], members)
}

pub fn aside_json(aside: &Aside) -> Json {
    json!({ "name": aside.subject(), "kept_as": aside.name, "set_aside_at": aside.set_aside_at, "plan": aside.plan })
}
