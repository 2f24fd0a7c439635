//! `quintet inspect`: model files from an existing database.

use std::{fs, io::ErrorKind, path::Path};

use clap::{Arg, ArgMatches, value_parser};
use serde_json::json;

use crate::{
    boot::{self, BootError, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    evolve::{self, Inspected},
    http::server,
};

pub const COMMAND: Command = Command {
    name: "inspect",
    about: "Write model files from an existing database; changes nothing in it",
    example: "quintet inspect --database postgres://localhost/shop --out shop",
    arguments: |command| {
        let out = Arg::new("out")
            .long("out")
            .value_name("DIR")
            .required(true)
            .value_parser(value_parser!(std::path::PathBuf));
        command.arg(out.help("The project's folder; files that are there already are not touched"))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let configuration = match Configuration::read(&context.project, &context.flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&configuration.settings.log);
    let inspected = match server::block_on(inspect(&configuration)) {
        Ok(inspected) => inspected,
        Err(error) => return context.output.fail_boot(&error),
    };
    let Some(out) = arguments.get_one::<std::path::PathBuf>("out") else {
        return context.output.fail("--out is missing");
    };
    for (path, text) in &inspected.files {
        if let Err(reason) = write(&out.join(path), text) {
            return context.output.fail(&format!("{}: {reason}", out.join(path).display()));
        }
        context.output.answer(path);
    }
    let notes = inspected.skipped.iter().chain(&inspected.left_out);
    notes.for_each(|(name, reason)| context.output.say(&format!("left out: {name}: {reason}")));
    context
        .output
        .say(&format!("{} written", count(inspected.files.len(), "file")));
    let pairs = |pairs: &[(String, String)]| {
        let pairs = pairs
            .iter()
            .map(|(name, reason)| json!({ "name": name, "reason": reason }));
        pairs.collect::<Vec<_>>()
    };
    let files: Vec<&str> = inspected.files.iter().map(|(path, _)| path.as_str()).collect();
    let members =
        json!({ "files": files, "skipped": pairs(&inspected.skipped), "left_out": pairs(&inspected.left_out) });
    context.output.end(Exit::Done, &[], members)
}

async fn inspect(configuration: &Configuration) -> Result<Inspected, BootError> {
    let database = boot::connect_unhurried(configuration).await?;
    let inspected = evolve::inspect(&database).await.map_err(BootError::Evolve);
    database.close().await;
    inspected
}

/// Never over a file that is there.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let opened = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => "it is there already".to_owned(),
        _ => error.to_string(),
    })?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| error.to_string())
}
