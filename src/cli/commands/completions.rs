//! `quintet completions`: what a shell needs to complete commands.

use clap::{Arg, ArgMatches, value_parser};
use clap_complete::Shell;

use crate::cli::{Command, Context, Exit, definition};

pub const COMMAND: Command = Command {
    name: "completions",
    about: "Print completions for a shell",
    example: "quintet completions bash > ~/.local/share/bash-completion/completions/quintet",
    arguments: |command| {
        let shell = Arg::new("shell")
            .required(true)
            .value_name("SHELL")
            .value_parser(value_parser!(Shell));
        command.arg(shell.help("The shell"))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let Some(shell) = arguments.get_one::<Shell>("shell") else {
        return context.output.fail("name a shell");
    };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut definition(), "quintet", &mut script);
    context.output.document(&String::from_utf8_lossy(&script));
    Exit::Done
}
