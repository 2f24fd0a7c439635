//! `quintet keys`: new keys for old ones.

use chrono::Utc;
use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::{
    boot::Configuration,
    cli::{Command, Context, Exit},
    crypto::{Random, keys},
};

pub const COMMAND: Command = Command {
    name: "keys",
    about: "Change the keys of the data folder",
    example: "quintet keys rotate signing",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let which = Arg::new("which")
        .value_name("KEY")
        .value_parser(keys::ROTATED.to_vec())
        .default_value("signing")
        .help("`signing` signs access tokens, `encryption` seals secrets");
    let rotate = clap::Command::new("rotate")
        .about("Make a new key; what the old one made stays good as long as its file is kept")
        .arg(which);
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(rotate)
}

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    let which = arguments
        .subcommand()
        .and_then(|(_, arguments)| arguments.get_one::<String>("which").map(String::as_str));
    let which = which.unwrap_or("signing");
    let auth = &configuration.settings.auth;
    let given = if which == "signing" {
        &auth.jwt_key
    } else {
        &auth.encryption_key
    };
    if given.is_some() {
        return context.output.fail("this key is given by a setting; change it there");
    }
    let stamp = Utc::now().format("%Y%m%dT%H%M%S").to_string();
    match keys::rotate(&configuration.keys_folder(), which, &stamp, &Random::system()) {
        Ok(()) => {
            context
                .output
                .say("A new key is made. Running servers take it when they start again.");
            context
                .output
                .end(Exit::Done, &[], json!({ "retired": format!("{which}.{stamp}.key") }))
        }
        Err(error) => context.output.fail(&error.to_string()),
    }
}
