//! `quintet explain`: which rule decides, and why.

use clap::{Arg, ArgMatches, builder::PossibleValuesParser};

use crate::{
    boot::{self, BootError, Configuration, Prepared},
    cli::{Command, Context, Exit, log},
    http::{
        error::items,
        explanation::{ACTIONS, Explained, action_named},
        server,
    },
    items::ItemsError,
    permission::explain::{Question, access_of, explain},
    schema::Schema,
};

pub const COMMAND: Command = Command {
    name: "explain",
    about: "Say whether a role may do something, which rule decides and why; with an item its row is asked",
    example: "quintet explain public read articles --field internal_notes\nquintet explain reporter update articles 0190b1a0-0000-7000-8000-000000000000 --format json",
    arguments: |command| {
        let names = ACTIONS.iter().map(|(name, _)| *name);
        let role = Arg::new("role").value_name("ROLE").required(true);
        let action = Arg::new("action").value_name("ACTION").required(true);
        let collection = Arg::new("collection").value_name("COLLECTION").required(true);
        let field = Arg::new("field").long("field").value_name("FIELD");
        command
            .arg(role.help("A role, or several with commas between: they add up"))
            .arg(action.value_parser(PossibleValuesParser::new(names)))
            .arg(collection)
            .arg(
                Arg::new("item")
                    .value_name("ID")
                    .help("The key of an item; asks the database"),
            )
            .arg(field.help("One field instead of the item"))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let mut explained = match ask(&prepared.schema, arguments) {
        Ok(explained) => explained,
        Err(message) => return context.output.fail(&message),
    };
    if explained.item.is_some() {
        match server::block_on(ask_item(&prepared, &mut explained)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return refuse(error, context),
            Err(error) => return context.output.fail_boot(&error),
        }
    }
    context.output.answer(&explained.sentence(&prepared.schema));
    for line in explained.lines(&prepared.schema) {
        context.output.answer(&format!("  {line}"));
    }
    context.output.end(Exit::Done, &[], explained.json(&prepared.schema))
}

/// What the rules say before a row is looked at.
fn ask(schema: &Schema, arguments: &ArgMatches) -> Result<Explained, String> {
    let text = |id: &str| arguments.get_one::<String>(id).map(String::as_str);
    let names: Vec<&str> = text("role").unwrap_or_default().split(',').map(str::trim).collect();
    let access = access_of(schema, &names).map_err(|error| error.to_string())?;
    let action = text("action").and_then(action_named).ok_or("say an action")?;
    let collection = text("collection").unwrap_or_default();
    let question = Question::named(schema, action, collection, text("field")).map_err(|error| error.to_string())?;
    Ok(Explained {
        who: names.join(" and "),
        item: text("item").map(str::to_owned),
        explanation: explain(schema, &access, chrono::Utc::now(), question),
        values: Vec::new(),
    })
}

async fn ask_item(prepared: &Prepared, explained: &mut Explained) -> Result<Result<(), ItemsError>, BootError> {
    let app = boot::attach(prepared).await?;
    let id = explained.item.clone().unwrap_or_default();
    let asked = app
        .items
        .explain(&app.call_as_administrator(), &mut explained.explanation, &id)
        .await;
    app.items.database().close().await;
    Ok(asked.map(|values| explained.values = values))
}

fn refuse(error: ItemsError, context: &Context) -> Exit {
    if error == ItemsError::NotFound {
        return context.output.fail("there is no such item");
    }
    let answer = items::answer(error, true);
    let messages: Vec<&str> = answer.problems().map(|problem| problem.message.as_str()).collect();
    let cause = answer
        .cause
        .as_deref()
        .map_or_else(String::new, |cause| format!(" ({cause})"));
    context.output.fail(&format!("{}{cause}", messages.join("; ")))
}
