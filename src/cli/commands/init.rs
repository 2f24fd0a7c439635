//! `quintet init`: a small project with comments that teach.

use std::{fs, io};

use clap::ArgMatches;
use serde_json::json;

use crate::cli::{Command, Context, Exit, output::count, starter::STARTER};

pub const COMMAND: Command = Command {
    name: "init",
    about: "Write a small project with comments that teach into an empty folder",
    example: "quintet init --project library && quintet serve --project library --watch",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let root = &context.project;
    let shown = root.display();
    match fs::read_dir(root).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => {
            return context
                .output
                .fail(&format!("{shown} is not empty; name another folder with --project"));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return context.output.fail(&format!("{shown}: {error}")),
    }
    for (path, text) in STARTER {
        let path = root.join(path);
        let folder = path.parent().unwrap_or(root);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        if let Err(error) = written {
            return context.output.fail(&format!("{}: {error}", path.display()));
        }
        context.output.answer(&path.display().to_string());
    }
    context
        .output
        .say(&format!("{} written. Next:", count(STARTER.len(), "file")));
    context.output.say(&format!("  quintet seed --project {shown}"));
    context
        .output
        .say(&format!("  quintet serve --project {shown} --watch"));
    let files: Vec<&str> = STARTER.iter().map(|(path, _)| *path).collect();
    context.output.end(Exit::Done, &[], json!({ "files": files }))
}
