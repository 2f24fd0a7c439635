//! The command line: one file a command, `COMMANDS` lists them. Commands call `boot` and the services; what they print goes through `output`.
//!
//! Exit codes (decisions): 0 done, 1 failed, 2 wrong usage, 3 something waits or consent is missing.

mod commands;
mod log;
mod output;
mod starter;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Arg, ArgMatches, value_parser};

use crate::config::load::Flag;
use commands::COMMANDS;
use output::{Format, Output};

/// A command: how it is described, and what it does.
pub struct Command {
    pub name: &'static str,
    pub about: &'static str,
    /// Shown by `--help`.
    pub example: &'static str,
    /// Adds the command's own arguments.
    pub arguments: fn(clap::Command) -> clap::Command,
    pub run: fn(&ArgMatches, &Context) -> Exit,
}

/// What every command is given.
pub struct Context {
    pub project: PathBuf,
    pub flags: Vec<Flag>,
    pub output: Output,
}

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done,
    Failed,
    /// Something waits for a person.
    Waiting,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Clap answers --help and --version itself, and ends with 2 where the usage is wrong.
    let matches = definition().get_matches_from(arguments);
    let Some((name, arguments)) = matches.subcommand() else {
        return ExitCode::from(2);
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return ExitCode::from(2);
    };
    let context = Context::new(arguments);
    match (command.run)(arguments, &context) {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Failed => ExitCode::from(1),
        Exit::Waiting => ExitCode::from(3),
    }
}

/// The whole command line, for parsing, help and completions.
pub fn definition() -> clap::Command {
    let root = clap::Command::new("quintet")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A headless CMS in one binary: YAML models, migrations that lose nothing, REST, permissions.")
        .after_help("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something waits or consent is missing.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(shared_arguments());
    COMMANDS.iter().fold(root, |root, command| {
        let subcommand = clap::Command::new(command.name)
            .about(command.about)
            .after_help(format!("Example:\n  {}", command.example.replace('\n', "\n  ")));
        root.subcommand((command.arguments)(subcommand))
    })
}

fn shared_arguments() -> Vec<Arg> {
    vec![
        Arg::new("project")
            .long("project")
            .value_name("DIR")
            .env("QUINTET_PROJECT")
            .default_value(".")
            .value_parser(value_parser!(PathBuf))
            .global(true)
            .help("The project's folder"),
        Arg::new("database")
            .long("database")
            .value_name("URL")
            .global(true)
            .help("The database instead of the one in the settings"),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(["text", "json"])
            .default_value("text")
            .global(true)
            .help("json prints one object on standard output, with `ok` and `diagnostics`"),
    ]
}

impl Context {
    fn new(arguments: &ArgMatches) -> Self {
        let project = arguments.get_one::<PathBuf>("project").cloned();
        let is_json = arguments
            .get_one::<String>("format")
            .is_some_and(|format| format == "json");
        let mut context = Self {
            project: project.unwrap_or_else(|| PathBuf::from(".")),
            flags: Vec::new(),
            output: Output::new(if is_json { Format::Json } else { Format::Text }),
        };
        context.add_flag(arguments, "database", "database.url", "--database");
        context
    }

    /// A setting that an argument gives.
    fn add_flag(&mut self, arguments: &ArgMatches, id: &str, key: &'static str, name: &'static str) {
        if let Some(value) = arguments.get_one::<String>(id) {
            self.flags.push(Flag {
                key,
                name,
                value: value.clone(),
            });
        }
    }

    /// The flags of the context and another one.
    fn flags_with(&self, key: &'static str, name: &'static str, value: Option<&String>) -> Vec<Flag> {
        let more = value.map(|value| Flag {
            key,
            name,
            value: value.clone(),
        });
        self.flags.iter().cloned().chain(more).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        definition().debug_assert();
        for command in COMMANDS {
            assert!(
                command.example.starts_with("quintet "),
                "{} has no example",
                command.name
            );
        }
    }
}
