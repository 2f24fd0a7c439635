//! `quintet user`: people, for who runs the server and may be locked out.

use std::io::Read as _;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value as Json, json};

use crate::{
    app::App,
    auth::AuthError,
    boot::{self, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    http::server,
    items::Call,
    query::RawQuery,
};

pub const COMMAND: Command = Command {
    name: "user",
    about: "Make and list users, and set passwords",
    example: "quintet user create --email ada@example.org --role admin --password-stdin < password.txt\nquintet user passwd --email ada@example.org --password-stdin",
    arguments,
    run,
};

const USERS: &str = "quintet_users";

fn arguments(command: clap::Command) -> clap::Command {
    let email = || {
        Arg::new("email")
            .long("email")
            .value_name("EMAIL")
            .required(true)
            .help("With what he signs in")
    };
    let password = || {
        Arg::new("password-stdin")
            .long("password-stdin")
            .action(ArgAction::SetTrue)
            .help("Read the password from standard input: an argument would be seen by everybody on the machine")
    };
    let role = Arg::new("role")
        .long("role")
        .value_name("ROLE")
        .action(ArgAction::Append);
    let name = |id: &'static str, help: &'static str| Arg::new(id).long(id).value_name("NAME").help(help);
    let create = clap::Command::new("create")
        .about("Make a user; without a password he can not sign in with one")
        .arg(email())
        .arg(role.help("What he may do; may be given several times"))
        .arg(name("first-name", "For people"))
        .arg(name("last-name", "For people"))
        .arg(password());
    let passwd = clap::Command::new("passwd")
        .about("Set a password; it ends the sessions of the user")
        .arg(email())
        .arg(password().required(true));
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(create)
        .subcommand(passwd)
        .subcommand(clap::Command::new("list").about("List the users"))
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
            Some(("create", arguments)) => create(arguments, &started.app, context).await,
            Some(("passwd", arguments)) => passwd(arguments, &started.app, context).await,
            Some(("list", _)) => list(&started.app, context).await,
            _ => context.output.fail("say `user create`, `user passwd` or `user list`"),
        };
        started.app.items.database().close().await;
        Ok(exit)
    });
    outcome.unwrap_or_else(|error| context.output.fail_boot(&error))
}

async fn create(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let text = |id: &str| arguments.get_one::<String>(id).map(String::as_str);
    let roles: Vec<&String> = arguments.get_many::<String>("role").into_iter().flatten().collect();
    let password = match password(arguments) {
        Ok(password) => password,
        Err(message) => return context.output.fail(&message),
    };
    let payload = json!({
        "email": text("email"),
        "first_name": text("first-name"),
        "last_name": text("last-name"),
        "roles": roles,
        "password": password,
        "status": "active",
    });
    let call = app.call_as_administrator();
    let raw = fields("id,email,roles");
    let written = match users(&call) {
        Ok(users) => app
            .items
            .create(&call, users, payload, &raw)
            .await
            .map_err(AuthError::Items),
        Err(error) => Err(error),
    };
    match written {
        Ok(_) => {
            context.output.say("The user can sign in.");
            context.output.end(Exit::Done, &[], json!({ "email": text("email") }))
        }
        Err(error) => context.output.fail_auth(error),
    }
}

async fn passwd(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let email = arguments.get_one::<String>("email").map_or("", String::as_str);
    let password = match password(arguments) {
        Ok(password) => password,
        Err(message) => return context.output.fail(&message),
    };
    match set_password(app, email, password).await {
        Ok(()) => {
            context
                .output
                .say("The password is set, and the sessions of the user have ended.");
            context.output.end(Exit::Done, &[], json!({ "email": email }))
        }
        Err(error) => context.output.fail_auth(error),
    }
}

async fn set_password(app: &App, email: &str, password: Option<String>) -> Result<(), AuthError> {
    let call = app.call_as_administrator();
    let id = app.auth.user_named(&call, email).await?;
    let payload = json!({ "password": password });
    let users = users(&call)?;
    let written = app
        .items
        .update(&call, users, &id.to_string(), payload, &fields("id"))
        .await;
    written.map(|_| ()).map_err(AuthError::Items)
}

async fn list(app: &App, context: &Context) -> Exit {
    let rows = match rows(app).await {
        Ok(rows) => rows,
        Err(error) => return context.output.fail_auth(error),
    };
    for row in &rows {
        let text = |name: &str| row.get(name).and_then(Json::as_str).unwrap_or("–").to_owned();
        let roles = row
            .get("roles")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(Json::as_str);
        let roles: Vec<&str> = roles.collect();
        context
            .output
            .answer(&format!("{}  {}  {}", text("email"), text("status"), roles.join(",")));
    }
    context.output.say(&count(rows.len(), "user"));
    context.output.end(Exit::Done, &[], json!({ "users": rows }))
}

async fn rows(app: &App) -> Result<Vec<Json>, AuthError> {
    let call = app.call_as_administrator();
    let raw = RawQuery {
        sort: Some(json!("email")),
        limit: Some(json!(call.limits.max_page)),
        ..fields("id,email,status,roles,last_access")
    };
    let list = app
        .items
        .list(&call, users(&call)?, &raw)
        .await
        .map_err(AuthError::Items)?;
    let text = [b"[".as_slice(), &list.rows, b"]"].concat();
    serde_json::from_slice(&text).map_err(|error| AuthError::Unexpected(error.to_string()))
}

/// The first line of standard input, where it is asked for.
fn password(arguments: &ArgMatches) -> Result<Option<String>, String> {
    if !arguments.get_flag("password-stdin") {
        return Ok(None);
    }
    let mut text = String::new();
    let read = std::io::stdin().take(64 * 1024).read_to_string(&mut text);
    read.map_err(|error| format!("the password can not be read from standard input: {error}"))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(Some(line.to_owned())),
        None => Err("standard input holds no password".to_owned()),
    }
}

fn users(call: &Call) -> Result<crate::value::CollectionId, AuthError> {
    let found = call.schema.collection_named(USERS);
    found
        .map(|users| users.id)
        .ok_or_else(|| AuthError::Unexpected(format!("the schema has no {USERS}")))
}

fn fields(names: &str) -> RawQuery {
    RawQuery {
        fields: Some(json!(names)),
        ..RawQuery::default()
    }
}
