//! `quintet explain`: which rule decides, and why.

use clap::{Arg, ArgMatches, builder::PossibleValuesParser};

use crate::{
    app::App,
    boot::{self, BootError, Configuration, Prepared},
    cli::{Command, Context, Exit, log},
    http::{
        error::items,
        explanation::{ACTIONS, Explained, action_named},
        server,
    },
    items::{Call, ItemsError},
    permission::{
        Access,
        explain::{Question, access_of, explain},
    },
    schema::Schema,
};

pub const COMMAND: Command = Command {
    name: "explain",
    about: "Say whether a role, a user or a token may do something, which rule decides and why; with an item its row is asked",
    example: "quintet explain public read articles --field internal_notes\nquintet explain reporter update articles 0190b1a0-0000-7000-8000-000000000000 --format json\nquintet explain user:ada@example.org delete articles",
    arguments: |command| {
        let names = ACTIONS.iter().map(|(name, _)| *name);
        let role = Arg::new("role").value_name("ROLE").required(true);
        let action = Arg::new("action").value_name("ACTION").required(true);
        let collection = Arg::new("collection").value_name("COLLECTION").required(true);
        let field = Arg::new("field").long("field").value_name("FIELD");
        command
            .arg(role.help("A role, or several with commas between: they add up. Or user:EMAIL, or token:PREFIX"))
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

/// What stands before an address or a prefix.
const USER: &str = "user:";
const TOKEN: &str = "token:";

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    let explained = match server::block_on(ask(&prepared, arguments)) {
        Ok(explained) => explained,
        Err(Refusal::Message(message)) => return context.output.fail(&message),
        Err(Refusal::Items(error)) => return refuse(error, context),
        Err(Refusal::Boot(error)) => return context.output.fail_boot(&error),
    };
    context.output.answer(&explained.sentence(&prepared.schema));
    for line in explained.lines(&prepared.schema) {
        context.output.answer(&format!("  {line}"));
    }
    context.output.end(Exit::Done, &[], explained.json(&prepared.schema))
}

enum Refusal {
    Message(String),
    Items(ItemsError),
    Boot(BootError),
}

/// What the rules say; a user, a token and an item are asked of the database.
async fn ask(prepared: &Prepared, arguments: &ArgMatches) -> Result<Explained, Refusal> {
    let text = |id: &str| arguments.get_one::<String>(id).map(String::as_str);
    let who = text("role").unwrap_or_default();
    let is_stored = who.starts_with(USER) || who.starts_with(TOKEN);
    if !is_stored && text("item").is_none() {
        let somebody = of_roles(&prepared.schema, who)?;
        return explained(&prepared.schema, arguments, somebody);
    }
    let app = boot::attach(prepared).await.map_err(Refusal::Boot)?;
    let asked = ask_database(&app, arguments, who).await;
    app.items.database().close().await;
    asked
}

async fn ask_database(app: &App, arguments: &ArgMatches, who: &str) -> Result<Explained, Refusal> {
    let call = app.call_as_administrator();
    let identities = &app.auth.identities;
    let stored = if let Some(user) = who.strip_prefix(USER) {
        identities.user(&call, user).await
    } else if let Some(token) = who.strip_prefix(TOKEN) {
        identities.token(&call, token).await
    } else {
        let somebody = of_roles(&call.schema, who)?;
        return ask_item(app, &call, explained(&call.schema, arguments, somebody)?).await;
    };
    let stored = stored.map_err(message)?;
    let somebody = (stored.name, Access::new(&call.schema, stored.actor));
    ask_item(app, &call, explained(&call.schema, arguments, somebody)?).await
}

/// What the item's row says, where one was named.
async fn ask_item(app: &App, call: &Call, mut explained: Explained) -> Result<Explained, Refusal> {
    if let Some(id) = explained.item.clone() {
        let values = app.items.explain(call, &mut explained.explanation, &id).await;
        explained.values = values.map_err(Refusal::Items)?;
    }
    Ok(explained)
}

fn of_roles(schema: &Schema, names: &str) -> Result<(String, Access), Refusal> {
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    let access = access_of(schema, &names).map_err(message)?;
    Ok((names.join(" and "), access))
}

/// Before a row is looked at.
fn explained(schema: &Schema, arguments: &ArgMatches, (who, access): (String, Access)) -> Result<Explained, Refusal> {
    let text = |id: &str| arguments.get_one::<String>(id).map(String::as_str);
    let action = text("action").and_then(action_named);
    let action = action.ok_or_else(|| message("say an action"))?;
    let collection = text("collection").unwrap_or_default();
    let question = Question::named(schema, action, collection, text("field")).map_err(message)?;
    Ok(Explained {
        who,
        item: text("item").map(str::to_owned),
        explanation: explain(schema, &access, chrono::Utc::now(), question),
        values: Vec::new(),
    })
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it as they come")]
fn message(error: impl ToString) -> Refusal {
    Refusal::Message(error.to_string())
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
