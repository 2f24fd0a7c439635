//! `quintet apply`: brings the database to the files, with what a person has agreed to.

use std::io::{IsTerminal as _, Write as _};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use crate::{
    boot::{self, BootError, Configuration, Prepared},
    cli::{
        Command, Context, Exit, log,
        output::{count, describe_plan, describe_step},
    },
    db::Database,
    evolve::{self, Consent, EvolveError, Evolved, Progress},
    http::server,
    items,
};

pub const COMMAND: Command = Command {
    name: "apply",
    about: "Bring the database to the project's files; what is lossy has to be named",
    example: "quintet apply --plan 3fb2a80c91d0e477\nquintet apply --allow-lossy articles.summary",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let plan = Arg::new("plan")
        .long("plan")
        .value_name("HASH")
        .help("Run exactly the plan that `quintet plan` has shown, or nothing");
    let lossy = Arg::new("allow-lossy")
        .long("allow-lossy")
        .value_name("NAME")
        .action(ArgAction::Append)
        .value_delimiter(',')
        .help("A field (articles.summary) or table that may leave the model; may be given several times");
    command.arg(plan).arg(lossy)
}

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let consent = Consent {
        plan: arguments.get_one::<String>("plan").cloned(),
        lossy: arguments
            .get_many::<String>("allow-lossy")
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    };
    match server::block_on(apply(&prepared, &consent, context)) {
        Ok(evolved) => report(&evolved, &prepared, context),
        Err(BootError::Evolve(EvolveError::Consent { planned, reason })) => {
            if !context.output.is_json() {
                context.output.say(&describe_plan(&planned));
                context.output.say(&format!("refused: {reason}"));
                context
                    .output
                    .say(&format!("nothing was changed; hash {}", planned.hash));
            }
            let members = json!({ "error": reason, "plan": planned.to_json() });
            context.output.end(Exit::Waiting, &prepared.warnings, members)
        }
        Err(error) => context.output.fail_boot(&error),
    }
}

async fn apply(prepared: &Prepared, consent: &Consent, context: &Context) -> Result<Evolved, BootError> {
    let database = boot::connect_unhurried(&prepared.configuration).await?;
    let patience = prepared.configuration.settings.database.migration_lock_timeout;
    let is_shown = !context.output.is_json() && std::io::stderr().is_terminal();
    let outcome = evolve::apply(&database, &prepared.schema, consent, patience, &mut |progress| {
        if is_shown {
            show(progress);
        }
    })
    .await;
    if outcome.is_ok() {
        find_links(&database, prepared, context).await;
    }
    database.close().await;
    outcome.map_err(BootError::Evolve)
}

/// Where files are used, as far as the change has left it unknown. The migration is done whatever comes of it: what is left, the server does.
async fn find_links(database: &Database, prepared: &Prepared, context: &Context) {
    let found = async {
        let declared = evolve::declare_models(database, &prepared.schema).await;
        declared.map_err(|error| error.to_string())?;
        let refreshed = items::refresh_links(database, &prepared.schema, usize::MAX).await;
        refreshed.map_err(|error| error.to_string())
    };
    match found.await {
        Ok(refreshed) if refreshed.items > 0 => {
            let items = count(refreshed.items, "item");
            context
                .output
                .say(&format!("{items} gone through for the files that they use"));
        }
        Ok(_) => {}
        Err(error) => context.output.say(&format!(
            "where files are used could not be found anew ({error}); the server tries it again"
        )),
    }
}

/// One line that is written over, on a terminal only.
pub fn show(progress: Progress<'_>) {
    let rows = bar(progress.rows, progress.of_rows);
    let description: String = progress.description.chars().take(80).collect();
    // Nobody may be listening; that is no reason to stop.
    let _ = write!(
        std::io::stderr(),
        "\r\u{1b}[K[{}/{}] {rows}{description}{}",
        progress.number,
        progress.steps,
        if progress.number == progress.steps && progress.rows == 0 {
            "\n"
        } else {
            ""
        },
    );
}

/// `██████░░░░░░░░░░░░░░  30% of 120000 rows  `; nothing where a step does not go row by row.
fn bar(rows: u64, of_rows: u64) -> String {
    const WIDTH: u64 = 20;
    if of_rows == 0 {
        return String::new();
    }
    let rows = rows.min(of_rows);
    let full = rows * WIDTH / of_rows;
    let cells: String = (0..WIDTH).map(|cell| if cell < full { '█' } else { '░' }).collect();
    format!("{cells} {:>3}% of {of_rows} rows  ", rows * 100 / of_rows)
}

fn report(evolved: &Evolved, prepared: &Prepared, context: &Context) -> Exit {
    for step in &evolved.applied {
        context.output.answer(&describe_step(step));
    }
    for drift in &evolved.drift {
        context.output.say(&format!("drift: {drift}"));
    }
    context.output.say(&match evolved.applied.len() {
        0 => "Nothing to do: the database is as the files say.".to_owned(),
        steps => format!("{} applied.", count(steps, "step")),
    });
    let applied: Vec<&str> = evolved.applied.iter().map(|step| step.description.as_str()).collect();
    let members = json!({ "applied": applied, "drift": evolved.drift });
    context.output.end(Exit::Done, &prepared.warnings, members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_how_far_a_step_is() {
        let check = |rows, of_rows, expected: &str| assert_eq!(bar(rows, of_rows), expected);
        check(0, 0, "");
        check(0, 10, "░░░░░░░░░░░░░░░░░░░░   0% of 10 rows  ");
        check(3, 10, "██████░░░░░░░░░░░░░░  30% of 10 rows  ");
        check(12, 10, "████████████████████ 100% of 10 rows  ");
    }
}
