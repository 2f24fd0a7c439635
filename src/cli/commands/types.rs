//! `quintet types`: the project's model as TypeScript, for the official client.

use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit},
    http::specification::typescript,
    permission::{Access, Actor},
    schema::Schema,
    value::Name,
    yaml::did_you_mean,
};

pub const COMMAND: Command = Command {
    name: "types",
    about: "Print TypeScript types of the project, for the Schema parameter of @directus/sdk; no database is needed",
    example: "quintet types --project config > src/schema.ts\nquintet types --role public > src/schema.ts",
    arguments: |command| {
        let role = Arg::new("role")
            .long("role")
            .value_name("ROLE")
            .action(ArgAction::Append);
        command.arg(role.help("Only what this role may read; repeatable. Without it everything"))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let prepared = Configuration::read(&context.project, &context.flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    let roles: Vec<&String> = arguments.get_many("role").into_iter().flatten().collect();
    match access(&prepared.schema, &roles) {
        Ok(access) => {
            context.output.document(&typescript::types(&prepared.schema, &access));
            Exit::Done
        }
        Err(message) => context.output.fail(&message),
    }
}

/// What these roles add up to; without any, everything.
fn access(schema: &Schema, roles: &[&String]) -> Result<Access, String> {
    if roles.is_empty() {
        return Ok(Access::administrator());
    }
    for role in roles {
        if schema.role_named(role).is_none() {
            let names = schema.roles().iter().map(|role| &*role.name);
            let hint = did_you_mean(role, names).map_or_else(String::new, |hint| format!("; {hint}"));
            return Err(format!("there is no role `{role}`{hint}"));
        }
    }
    let actor = Actor {
        roles: roles.iter().map(|role| Name::from(role.as_str())).collect(),
        ..Actor::public()
    };
    Ok(Access::new(schema, Arc::new(actor)))
}
