//! `quintet mail test`: whether mail gets out.

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit, log},
    http::server,
};

pub const COMMAND: Command = Command {
    name: "mail",
    about: "Send a test mail",
    example: "quintet mail test ada@example.com",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let to = Arg::new("to").value_name("ADDRESS").required(true).help("Who gets it");
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            clap::Command::new("test")
                .about("Send a mail at once, and say what the mail server says")
                .arg(to),
        )
}

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let to = arguments
        .subcommand()
        .and_then(|(_, arguments)| arguments.get_one::<String>("to"))
        .map_or("", String::as_str);
    let outcome = server::block_on(async {
        let started = boot::start(&prepared).await?;
        let sent = started.app.mail.try_out(to, started.app.random.uuid_v7()).await;
        started.app.items.database().close().await;
        Ok(sent)
    });
    match outcome {
        Ok(Ok(())) => {
            context.output.say(&format!("sent to {to}"));
            context.output.end(Exit::Done, &[], json!({ "to": to }))
        }
        Ok(Err(error)) => context.output.fail(&format!("the mail was not sent: {error}")),
        Err(error) => context.output.fail_boot(&error),
    }
}
