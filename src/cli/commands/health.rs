//! `quintet health`: asks a running server whether it is ready. For containers, which have no curl.

use std::{
    io::{Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::{
    boot::Configuration,
    cli::{Command, Context, Exit},
};

pub const COMMAND: Command = Command {
    name: "health",
    about: "Ask the server of this project whether it is ready",
    example: "quintet health --project config",
    arguments: |command| {
        let listen = Arg::new("listen").long("listen").value_name("ADDR");
        command.arg(listen.help("Where the server listens, if not where the settings say"))
    },
    run,
};

const PATIENCE: Duration = Duration::from_secs(3);

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let flags = context.flags_with("server.listen", "--listen", arguments.get_one::<String>("listen"));
    let configuration = match Configuration::read(&context.project, &flags) {
        Ok(configuration) => configuration,
        Err(error) => return context.output.fail_boot(&error),
    };
    let address = reachable(&configuration.settings.server.listen);
    match ask(&address) {
        Ok(200) => {
            context.output.answer("ready");
            context.output.end(Exit::Done, &[], json!({ "address": address }))
        }
        Ok(status) => context.output.fail(&format!("{address} answers {status}")),
        Err(error) => context.output.fail(&format!("{address} does not answer: {error}")),
    }
}

/// All interfaces are reached by the loopback one.
fn reachable(listen: &str) -> String {
    listen.replace("0.0.0.0:", "127.0.0.1:").replace("[::]:", "[::1]:")
}

fn ask(address: &str) -> std::io::Result<u16> {
    let unresolved = || std::io::Error::new(std::io::ErrorKind::NotFound, "no such address");
    let socket = address.to_socket_addrs()?.next().ok_or_else(unresolved)?;
    let mut stream = TcpStream::connect_timeout(&socket, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )?;
    let mut head = [0; 32];
    let length = stream.read(&mut head)?;
    let head = String::from_utf8_lossy(head.get(..length).unwrap_or_default()).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, "this is no HTTP server"))
}
