//! `quintet restore-column` and `quintet restore-table`: what was set aside comes back.

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::{
    boot::{self, BootError, Configuration},
    cli::{Command, Context, Exit, log},
    evolve::{self, Restored},
    http::server,
};

pub const COLUMN: Command = Command {
    name: "restore-column",
    about: "Bring back a field's values that were set aside",
    example: "quintet restore-column articles.summary",
    arguments: |command| command.arg(name("articles.summary")),
    run: |arguments, context| run(arguments, context, true),
};

pub const TABLE: Command = Command {
    name: "restore-table",
    about: "Bring back a table that was set aside",
    example: "quintet restore-table articles",
    arguments: |command| command.arg(name("articles")),
    run: |arguments, context| run(arguments, context, false),
};

fn name(example: &'static str) -> Arg {
    Arg::new("name")
        .value_name("NAME")
        .required(true)
        .help(format!("As `quintet status` shows it: {example}"))
}

fn run(arguments: &ArgMatches, context: &Context, is_column: bool) -> Exit {
    let name = arguments.get_one::<String>("name").map_or("", String::as_str);
    if name.contains('.') != is_column {
        let (command, form) = if is_column {
            ("restore-column", "TABLE.COLUMN")
        } else {
            ("restore-table", "TABLE")
        };
        return context.output.fail(&format!("{command} wants {form}, not {name}"));
    }
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&configuration.settings.log);
    match server::block_on(restore(&configuration, name)) {
        Ok(restored) => {
            let (text, rows) = match restored {
                Restored::Renamed => (
                    format!(
                        "{name} is back. Write it into the model again, or the next `apply` sets it aside once more."
                    ),
                    None,
                ),
                Restored::Filled { rows } => (
                    format!("{rows} rows of {name} that had no value have the old one again."),
                    Some(rows),
                ),
            };
            context.output.answer(&text);
            context
                .output
                .end(Exit::Done, &[], json!({ "restored": name, "filled_rows": rows }))
        }
        Err(error) => context.output.fail_boot(&error),
    }
}

async fn restore(configuration: &Configuration, name: &str) -> Result<Restored, BootError> {
    let database = boot::connect_unhurried(configuration).await?;
    let patience = configuration.settings.database.migration_lock_timeout;
    let restored = evolve::restore(&database, name, patience)
        .await
        .map_err(BootError::Evolve);
    database.close().await;
    restored
}
