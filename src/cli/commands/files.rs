//! `quintet files`: whether records and bytes belong together, and moving files between storages.

use chrono::TimeDelta;
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value as Json, json};

use crate::{
    app::App,
    asset::{AssetError, FileRecord, check::Report},
    boot::{self, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    http::{error::assets, server},
    yaml::measure::parse_duration,
};

pub const COMMAND: Command = Command {
    name: "files",
    about: "Check that every file has its bytes, and move files between storages",
    example: "quintet files check --repair\nquintet files move --from local --to media",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let grace = Arg::new("grace")
        .long("grace")
        .value_name("DURATION")
        .default_value("1h")
        .help("Bytes that are younger may belong to an upload that is not finished");
    let storage = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("STORAGE")
            .required(true)
            .help(help)
    };
    let check = clap::Command::new("check")
        .about("Find records without bytes and bytes without records")
        .arg(flag("repair", "Remove the bytes that no record names"))
        .arg(flag(
            "delete-records",
            "Remove the records that have no bytes; what refers to them decides, as for any delete",
        ))
        .arg(grace);
    let relocate = clap::Command::new("move")
        .about("Move all files of a storage to another one, while the server serves")
        .arg(storage("from", "Where they are"))
        .arg(storage("to", "Where they shall be"));
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(check)
        .subcommand(relocate)
        .subcommand(
            clap::Command::new("links")
                .about("Find anew which files and items stand inside lists, blocks and rich text, after rows were changed past the server"),
        )
}

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let outcome = server::block_on(async {
        let started = boot::start(&prepared).await?;
        let exit = match arguments.subcommand() {
            Some(("check", arguments)) => check(arguments, &started.app, context).await,
            Some(("move", arguments)) => relocate(arguments, &started.app, context).await,
            Some(("links", _)) => links(&started.app, context).await,
            _ => context.output.fail("say `files check`, `files move` or `files links`"),
        };
        started.app.items.database().close().await;
        Ok(exit)
    });
    outcome.unwrap_or_else(|error| context.output.fail_boot(&error))
}

async fn links(app: &App, context: &Context) -> Exit {
    match app.items.rebuild_links(&app.schema()).await {
        Ok(refreshed) => {
            context
                .output
                .say(&format!("{} gone through", count(refreshed.items, "item")));
            context.output.end(Exit::Done, &[], json!({ "items": refreshed.items }))
        }
        Err(error) => fail(AssetError::Items(error), context),
    }
}

async fn check(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let grace = arguments
        .get_one::<String>("grace")
        .and_then(|text| parse_duration(text));
    let Some(grace) = grace.and_then(|grace| TimeDelta::from_std(grace).ok()) else {
        return context.output.fail("--grace must be a duration such as 1h");
    };
    let call = app.call_as_administrator();
    let checked = async {
        let report = app.assets.check(&call, grace).await?;
        if arguments.get_flag("repair") {
            app.assets.remove_orphans(&report).await?;
        }
        if arguments.get_flag("delete-records") {
            app.assets.remove_missing(&call, &report).await?;
        }
        Ok(report)
    };
    match checked.await {
        Ok(report) => tell(&report, arguments, context),
        Err(error) => fail(error, context),
    }
}

fn tell(report: &Report, arguments: &ArgMatches, context: &Context) -> Exit {
    let (is_repaired, is_deleted) = (arguments.get_flag("repair"), arguments.get_flag("delete-records"));
    let mark = |is_done: bool| if is_done { "  (removed)" } else { "" };
    for record in &report.missing {
        context
            .output
            .answer(&format!("no bytes   {}{}", named(record), mark(is_deleted)));
    }
    for record in &report.changed {
        context.output.answer(&format!("other size {}", named(record)));
    }
    for orphan in &report.orphans {
        context.output.answer(&format!(
            "no record  {}/{} ({} bytes){}",
            orphan.storage,
            orphan.key,
            orphan.size,
            mark(is_repaired)
        ));
    }
    context.output.say(&format!(
        "{} checked, {} without bytes, {} of another size, {} without a record",
        count(report.records, "file"),
        report.missing.len(),
        report.changed.len(),
        report.orphans.len()
    ));
    let open = (!report.missing.is_empty() && !is_deleted) || !report.changed.is_empty();
    let exit = if open || (!report.orphans.is_empty() && !is_repaired) {
        Exit::Waiting
    } else {
        Exit::Done
    };
    let ids = |records: &[FileRecord]| {
        records
            .iter()
            .map(|record| Json::from(record.id.as_str()))
            .collect::<Vec<_>>()
    };
    let orphans: Vec<Json> = report
        .orphans
        .iter()
        .map(|orphan| json!({ "storage": orphan.storage, "key": orphan.key, "size": orphan.size }))
        .collect();
    context.output.end(
        exit,
        &[],
        json!({ "files": report.records, "missing": ids(&report.missing), "changed": ids(&report.changed), "orphans": orphans }),
    )
}

fn named(record: &FileRecord) -> String {
    format!(
        "{} {} ({}/{})",
        record.id, record.filename_download, record.storage, record.filename_disk
    )
}

async fn relocate(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let storage = |argument: &str| {
        let name = arguments.get_one::<String>(argument).map_or("", String::as_str);
        app.assets
            .storages
            .get(name)
            .ok_or_else(|| format!("no storage is called `{name}` (`files.storages`)"))
    };
    let (from, to) = match storage("from").and_then(|from| Ok((from, storage("to")?))) {
        Ok((from, to)) if from.name != to.name => (from, to),
        Ok(_) => return context.output.fail("--from and --to are the same"),
        Err(message) => return context.output.fail(&message),
    };
    let call = app.call_as_administrator();
    let mut moved = 0;
    loop {
        match app.assets.relocate(&call, from, to).await {
            Ok(0) => break,
            Ok(page) => moved += page,
            Err(error) => return fail(error, context),
        }
    }
    context.output.say(&format!(
        "{} moved from {} to {}",
        count(moved, "file"),
        from.name,
        to.name
    ));
    context.output.end(Exit::Done, &[], json!({ "moved": moved }))
}

fn fail(error: AssetError, context: &Context) -> Exit {
    let answer = assets::answer(error, true);
    let messages: Vec<&str> = answer.problems().map(|problem| problem.message.as_str()).collect();
    let cause = answer
        .cause
        .as_deref()
        .map_or_else(String::new, |cause| format!(" ({cause})"));
    context.output.fail(&format!("{}{cause}", messages.join("\n       ")))
}
