//! `quintet access test`: the project's permission fixtures, for CI. Runs in a database of its own, which is gone afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use crate::{
    boot::{self, BootError, Configuration, Prepared},
    cli::{Command, Context, Exit, log, output::count},
    config::RedisSettings,
    crypto::Random,
    http::{error::items as item_errors, explanation::Explained, server},
    items::ItemsError,
    schema::Schema,
    transfer::{
        access::{AccessError, Case, Expected, Found, Outcome, Problem, ProblemKind, Suite, run as run_suite, suites},
        seed::{SeedError, seed, seed_files},
    },
    yaml::Diagnostic,
};

pub const COMMAND: Command = Command {
    name: "access",
    about: "Test the project's permissions",
    example: "quintet access test --project config\nquintet access test --format json",
    arguments: |command| {
        let test = clap::Command::new("test")
            .about("Run access/*.yaml: who may do what, with the seeds, in a database of its own; ends with 1 where a case differs");
        command
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(test)
    },
    run,
};

/// Why no case was asked.
enum Failure {
    Boot(BootError),
    Files(Vec<Diagnostic>),
    Sentence(String),
}

fn run(_: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let mut prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    match read(&mut prepared).and_then(|suites| ask(prepared.clone(), suites)) {
        Ok(ran) => report(&prepared.schema, &ran, context),
        Err(Failure::Boot(error)) => context.output.fail_boot(&error),
        Err(Failure::Sentence(message)) => context.output.fail(&message),
        Err(Failure::Files(diagnostics)) => {
            let project = &prepared.project;
            let sources: Vec<_> = project.access.iter().chain(&project.seeds).cloned().collect();
            context.output.show(&diagnostics, &sources);
            context.output.end(Exit::Failed, &diagnostics, json!({}))
        }
    }
}

fn read(prepared: &mut Prepared) -> Result<Vec<Suite>, Failure> {
    let root = prepared.configuration.root.clone();
    prepared.project.read_seeds(&root).map_err(Failure::Boot)?;
    prepared.project.read_access(&root).map_err(Failure::Boot)?;
    let project = &prepared.project;
    if project.access.is_empty() {
        let message = "there are no files in access/; docs/permissions.md shows what stands in one";
        return Err(Failure::Sentence(message.to_owned()));
    }
    suites(&prepared.schema, &project.seeds, &project.access).map_err(Failure::Files)
}

/// A suite with what came of its cases.
struct Ran {
    suite: Suite,
    outcomes: Vec<Outcome>,
}

/// Each file has a database of its own, so that nobody finds what another file has given.
fn ask(mut prepared: Prepared, suites: Vec<Suite>) -> Result<Vec<Ran>, Failure> {
    let folder = Folder::new().map_err(Failure::Sentence)?;
    prepared.configuration.data = folder.0.clone();
    // What instances share is no part of this.
    prepared.configuration.settings.redis = RedisSettings::default();
    let mut ran = Vec::new();
    for (number, suite) in suites.into_iter().enumerate() {
        let path = folder.0.join(format!("{number}.db"));
        prepared.configuration.settings.database.url = format!("sqlite:{}", path.display());
        let outcomes = server::block_on(ask_suite(&prepared, &suite))?;
        ran.push(Ran { suite, outcomes });
    }
    Ok(ran)
}

async fn ask_suite(prepared: &Prepared, suite: &Suite) -> Result<Vec<Outcome>, Failure> {
    let started = boot::start(prepared).await.map_err(Failure::Boot)?;
    let (items, call) = (&started.app.items, started.app.call_as_administrator());
    let (seeds, folder) = (&prepared.project.seeds, prepared.configuration.root.join("seed"));
    let seeded = match seed_files(items, &started.app.assets, &call, seeds, &folder).await {
        Ok(_) => seed(items, &call, seeds).await,
        Err(error) => Err(error),
    };
    let outcomes = match seeded {
        Ok(_) => run_suite(items, &call, suite).await.map_err(|error| refused(&error)),
        Err(SeedError::Files(diagnostics)) => Err(Failure::Files(diagnostics)),
        Err(SeedError::Items(error)) => Err(Failure::Sentence(format!("the seeds: {}", words(error)))),
        Err(error @ SeedError::File { .. }) => Err(Failure::Sentence(format!("the seeds: {error}"))),
    };
    items.database().close().await;
    outcomes
}

fn refused(error: &AccessError) -> Failure {
    let (AccessError::Given { error: cause, .. } | AccessError::Items { error: cause, .. }) = error;
    Failure::Sentence(format!("{error}: {}", words(cause.clone())))
}

fn words(error: ItemsError) -> String {
    let answer = item_errors::answer(error, true);
    let messages: Vec<&str> = answer.problems().map(|problem| problem.message.as_str()).collect();
    let cause = answer
        .cause
        .as_deref()
        .map_or_else(String::new, |cause| format!(" ({cause})"));
    format!("{}{cause}", messages.join("; "))
}

fn report(schema: &Schema, ran: &[Ran], context: &Context) -> Exit {
    let (mut passed, mut failed, mut cases) = (0, 0, Vec::new());
    for Ran { suite, outcomes } in ran {
        for (case, outcome) in suite.cases.iter().zip(outcomes) {
            if outcome.problems.is_empty() {
                passed += 1;
            } else {
                failed += 1;
                show(schema, suite, case, outcome, context);
            }
            cases.push(case_json(schema, suite, case, outcome));
        }
    }
    let total = count(passed + failed, "case");
    context
        .output
        .answer(&format!("{total}: {passed} as expected, {failed} not"));
    let exit = if failed == 0 { Exit::Done } else { Exit::Failed };
    context
        .output
        .end(exit, &[], json!({ "passed": passed, "failed": failed, "cases": cases }))
}

fn show(schema: &Schema, suite: &Suite, case: &Case, outcome: &Outcome, context: &Context) {
    let output = &context.output;
    output.answer(&format!("{}:{}  {}", suite.file, case.line, case.title));
    for problem in &outcome.problems {
        output.answer(&format!("  {}", difference(schema, case, outcome, problem.kind)));
        let explained = explained(suite, case, problem);
        output.answer(&format!("  {}", explained.sentence(schema)));
        for line in explained.lines(schema) {
            output.answer(&format!("    {line}"));
        }
    }
    output.answer("");
}

fn explained(suite: &Suite, case: &Case, problem: &Problem) -> Explained {
    let roles = case.roles.as_ref().unwrap_or(&suite.roles);
    let roles: Vec<&str> = roles.iter().map(|role| &**role).collect();
    let item = case.title.split_once('/').map(|(_, key)| key.to_owned());
    Explained {
        who: roles.join(" and "),
        item,
        explanation: problem.explanation.clone(),
        values: problem.values.clone(),
    }
}

fn difference(schema: &Schema, case: &Case, outcome: &Outcome, kind: ProblemKind) -> String {
    let name = |field| &schema.collection(case.collection).field(field).name;
    match kind {
        ProblemKind::Decision => format!("expected {}, was {}", expected(case.expect), found(&outcome.found)),
        ProblemKind::Hidden(field) => format!("`{}` is hidden, and should be shown", name(field)),
        ProblemKind::Shown(field) => format!("`{}` is shown, and should be hidden", name(field)),
    }
}

fn expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Allow => "allow",
        Expected::Deny => "deny",
        Expected::Invalid => "invalid",
    }
}

fn found(found: &Found) -> String {
    match found {
        Found::Allowed => "allowed".to_owned(),
        Found::Denied => "denied".to_owned(),
        Found::Invalid(reason) => format!("let through by the rules and refused: {reason}"),
    }
}

fn case_json(schema: &Schema, suite: &Suite, case: &Case, outcome: &Outcome) -> Json {
    let problems = outcome.problems.iter().map(|problem| {
        let mut json = explained(suite, case, problem).json(schema);
        if let Some(members) = json.as_object_mut() {
            let difference = difference(schema, case, outcome, problem.kind);
            members.insert("difference".to_owned(), Json::from(difference));
        }
        json
    });
    json!({
        "file": suite.file,
        "line": case.line,
        "case": case.title,
        "expected": expected(case.expect),
        "found": found(&outcome.found),
        "ok": outcome.problems.is_empty(),
        "problems": problems.collect::<Vec<Json>>(),
    })
}

/// A folder that is gone when the run is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, String> {
        let name = Random::system().text(16).map_err(|error| error.to_string())?;
        let path = std::env::temp_dir().join(format!("quintet-access-{name}"));
        create(&path)?;
        Ok(Self(path))
    }
}

fn create(path: &Path) -> Result<(), String> {
    fs::create_dir(path).map_err(|error| format!("{} can not be made: {error}", path.display()))
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind in a temporary folder is no failure of the tests.
        let _ = fs::remove_dir_all(&self.0);
    }
}
