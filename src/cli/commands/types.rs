//! `quintet types`: the project's model as TypeScript, for the official client.

use clap::{Arg, ArgAction, ArgMatches};

use crate::{
    boot::{self, Configuration},
    cli::{Command, Context, Exit},
    http::specification::typescript,
    permission::{Access, explain::access_of},
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
    let roles: Vec<&str> = arguments
        .get_many::<String>("role")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let access = if roles.is_empty() {
        Ok(Access::administrator())
    } else {
        access_of(&prepared.schema, &roles)
    };
    match access {
        Ok(access) => {
            context.output.document(&typescript::types(&prepared.schema, &access));
            Exit::Done
        }
        Err(error) => context.output.fail(&error.to_string()),
    }
}
