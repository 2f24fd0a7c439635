//! `quintet schema json`: JSON Schemas of the project's files, with which editors complete and check.

use std::{fs, path::PathBuf};

use clap::{Arg, ArgMatches, value_parser};
use serde_json::json;

use crate::{
    cli::{Command, Context, Exit, output::count},
    config,
    schema::json_schema,
};

pub const COMMAND: Command = Command {
    name: "schema",
    about: "Write what is known of the files' format",
    example: "quintet schema json --out schemas",
    arguments: |command| {
        let out = Arg::new("out").long("out").value_name("DIR").default_value("schemas");
        let out = out.value_parser(value_parser!(PathBuf)).help("The folder to write to");
        let json = clap::Command::new("json").about("JSON Schemas of every kind of file: collection.json, role.json …");
        command
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(json.arg(out))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let out = arguments
        .subcommand()
        .and_then(|(_, arguments)| arguments.get_one::<PathBuf>("out"));
    let Some(out) = out else {
        return context.output.fail("say `schema json`");
    };
    let mut schemas = json_schema::all();
    schemas.push(("settings", config::describe::json_schema()));
    let mut files = Vec::new();
    for (name, schema) in schemas {
        let path = out.join(format!("{name}.json"));
        let written = fs::create_dir_all(out).and_then(|()| fs::write(&path, format!("{schema:#}\n")));
        if let Err(error) = written {
            return context.output.fail(&format!("{}: {error}", path.display()));
        }
        files.push(path.display().to_string());
    }
    context
        .output
        .answer(&format!("{} in {}", count(files.len(), "schema"), out.display()));
    context.output.end(Exit::Done, &[], json!({ "files": files }))
}
