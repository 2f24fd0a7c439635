//! `quintet seed`: first content. A second run changes nothing.

use std::{io::IsTerminal as _, time::Duration};

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    http::{error::items, server},
    transfer::seed::{SeedError, Seeded, seed, seed_files},
};

pub const COMMAND: Command = Command {
    name: "seed",
    about: "Write the first content (seed/*.yaml) that is not there yet; makes the tables where they are missing",
    example: "quintet seed --project config",
    arguments: |command| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let mut prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    if let Err(error) = prepared.project.read_seeds(&prepared.configuration.root) {
        return context.output.fail_boot(&error);
    }
    let progress = progress();
    let outcome = server::block_on(async {
        let started = boot::start(&prepared).await?;
        let call = started.app.call_as_administrator();
        let folder = prepared.configuration.root.join("seed");
        let seeds = &prepared.project.seeds;
        let (items, assets) = (&started.app.items, &started.app.assets);
        let seeded = match seed_files(items, assets, &call, seeds, &folder).await {
            Ok(files) => seed(items, &call, seeds).await.map(|seeded| seeded.after(files)),
            Err(error) => Err(error),
        };
        started.app.items.database().close().await;
        Ok(seeded)
    });
    progress.finish_and_clear();
    match outcome {
        Ok(Ok(seeded)) => report(&seeded, context),
        Ok(Err(SeedError::Files(diagnostics))) => {
            context.output.show(&diagnostics, &prepared.project.seeds);
            context.output.end(Exit::Failed, &diagnostics, json!({}))
        }
        Ok(Err(SeedError::Items(error))) => {
            let problems = items::answer(error, true);
            let messages: Vec<&str> = problems.problems().map(|problem| problem.message.as_str()).collect();
            let cause = problems
                .cause
                .as_deref()
                .map_or_else(String::new, |cause| format!(" ({cause})"));
            context.output.fail(&format!("{}{cause}", messages.join("\n       ")))
        }
        Ok(Err(error @ SeedError::File { .. })) => context.output.fail(&error.to_string()),
        Err(error) => context.output.fail_boot(&error),
    }
}

fn report(seeded: &Seeded, context: &Context) -> Exit {
    let created: usize = seeded.created.iter().map(|(_, count)| count).sum();
    for (collection, number) in &seeded.created {
        context.output.answer(&format!("{number:>6}  {collection}"));
    }
    context.output.say(&format!(
        "{} written, {} there already",
        count(created, "item"),
        seeded.present
    ));
    let collections: serde_json::Map<_, _> = seeded
        .created
        .iter()
        .map(|(name, number)| (name.clone(), json!(number)))
        .collect();
    context.output.end(
        Exit::Done,
        &[],
        json!({ "created": collections, "present": seeded.present }),
    )
}

/// Only for people who watch.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} writing content, {elapsed}");
    let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
