//! `quintet token`: API tokens.

use chrono::{TimeDelta, Utc};
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use crate::{
    app::App,
    auth::TokenWish,
    boot::{self, Configuration},
    cli::{Command, Context, Exit, log, output::count},
    http::server,
    yaml::measure::parse_duration,
};

pub const COMMAND: Command = Command {
    name: "token",
    about: "Make, list and revoke API tokens",
    example: "quintet token create --name deploy --role editor --expires 90d\nquintet token revoke qt_Ab3dEf9h",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    let name = Arg::new("name")
        .long("name")
        .value_name("NAME")
        .required(true)
        .help("What it is for, for people");
    let role = Arg::new("role")
        .long("role")
        .value_name("ROLE")
        .required_unless_present("user")
        .action(ArgAction::Append);
    let user = Arg::new("user")
        .long("user")
        .value_name("EMAIL")
        .help("On whose behalf; without it the token is a machine's own");
    let read_only = Arg::new("read-only")
        .long("read-only")
        .action(ArgAction::SetTrue)
        .help("Reads and nothing else, whatever the roles");
    let expires = Arg::new("expires")
        .long("expires")
        .value_name("DURATION")
        .help("After it the token is worth nothing: 90d, 12h");
    let prefix = Arg::new("prefix")
        .value_name("PREFIX")
        .required(true)
        .help("The token, or its first part");
    let create = clap::Command::new("create")
        .about("Make a token; it is printed once")
        .arg(name)
        .arg(role.help("What it may do; may be given several times. Of a user: all his roles where none is given"))
        .arg(user)
        .arg(read_only)
        .arg(expires);
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(create)
        .subcommand(clap::Command::new("list").about("List the tokens; the secrets are not kept"))
        .subcommand(
            clap::Command::new("revoke")
                .about("Make a token worth nothing")
                .arg(prefix),
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
            Some(("create", arguments)) => create(arguments, &started.app, context).await,
            Some(("list", _)) => list(&started.app, context).await,
            Some(("revoke", arguments)) => revoke(arguments, &started.app, context).await,
            _ => context
                .output
                .fail("say `token create`, `token list` or `token revoke`"),
        };
        started.app.items.database().close().await;
        Ok(exit)
    });
    outcome.unwrap_or_else(|error| context.output.fail_boot(&error))
}

async fn create(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let name = arguments.get_one::<String>("name").map_or("", String::as_str);
    let roles: Vec<String> = arguments
        .get_many::<String>("role")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let expires = arguments.get_one::<String>("expires");
    let lifetime = expires.map(|text| parse_duration(text).and_then(|time| TimeDelta::from_std(time).ok()));
    if lifetime == Some(None) {
        return context.output.fail("--expires must be a duration such as 90d or 12h");
    }
    let expires_at = lifetime
        .flatten()
        .and_then(|lifetime| Utc::now().checked_add_signed(lifetime));
    let call = app.call_as_administrator();
    let owner = match arguments.get_one::<String>("user") {
        None => None,
        Some(email) => match app.auth.user_named(&call, email).await {
            Ok(id) => Some(id),
            Err(error) => return context.output.fail_auth(error),
        },
    };
    let wish = TokenWish {
        name: name.to_owned(),
        roles: Some(roles).filter(|roles| owner.is_none() || !roles.is_empty()),
        owner,
        is_read_only: arguments.get_flag("read-only"),
        expires_at,
    };
    match app.auth.tokens.create(&call, &wish).await {
        Ok(made) => {
            if !context.output.is_json() {
                context
                    .output
                    .say("Keep it: only a hash is stored, so it can not be shown again.");
            }
            context.output.answer(&made.token);
            context
                .output
                .end(Exit::Done, &[], json!({ "token": made.token, "prefix": made.prefix }))
        }
        Err(error) => context.output.fail_auth(error),
    }
}

async fn list(app: &App, context: &Context) -> Exit {
    let rows = match app.auth.tokens.list(&app.call_as_administrator()).await {
        Ok(rows) => rows,
        Err(error) => return context.output.fail_auth(error),
    };
    for row in &rows {
        let expires = row
            .expires_at
            .as_deref()
            .map_or_else(String::new, |time| format!("  until {time}"));
        context.output.answer(&format!(
            "qt_{}_…  {}  {}{expires}",
            row.prefix,
            row.roles.join(","),
            row.name
        ));
    }
    context.output.say(&count(rows.len(), "token"));
    let tokens: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "name": row.name,
                "prefix": row.prefix,
                "roles": row.roles,
                "created_at": row.created_at,
                "expires_at": row.expires_at,
            })
        })
        .collect();
    context.output.end(Exit::Done, &[], json!({ "tokens": tokens }))
}

async fn revoke(arguments: &ArgMatches, app: &App, context: &Context) -> Exit {
    let prefix = arguments.get_one::<String>("prefix").map_or("", String::as_str);
    match app.auth.tokens.revoke(&app.call_as_administrator(), prefix).await {
        Ok(()) => {
            context.output.say("Revoked. A running server notices within a second.");
            context.output.end(Exit::Done, &[], json!({}))
        }
        Err(error) => context.output.fail_auth(error),
    }
}
