//! `quintet serve`: migrates what is safe, and serves until it is told to stop.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use super::serve_watch;
use crate::{
    app::App,
    boot::{self, Configuration, Prepared, Started},
    cli::{
        Command, Context, Exit, log,
        output::{Output, count, describe_step, what_would_run_steps},
    },
    evolve::Evolved,
    http::server,
};

pub const COMMAND: Command = Command {
    name: "serve",
    about: "Serve the project; tables are made and changed as far as that is safe",
    example: "quintet serve --project config --watch",
    arguments: |command| {
        let listen = Arg::new("listen").long("listen").value_name("ADDR");
        let watch = Arg::new("watch").long("watch").action(ArgAction::SetTrue);
        command
            .arg(listen.help("Address and port, such as 0.0.0.0:8080; port 0 takes any free one"))
            .arg(watch.help("Read the models again when they are saved (for development)"))
    },
    run,
};

fn run(arguments: &ArgMatches, context: &Context) -> Exit {
    let began = Instant::now();
    let flags = context.flags_with("server.listen", "--listen", arguments.get_one::<String>("listen"));
    let prepared = Configuration::read(&context.project, &flags).and_then(boot::prepare);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.output.fail_boot(&error),
    };
    log::start(&prepared.configuration.settings.log);
    context.output.show(&prepared.warnings, &prepared.project.files);
    let is_watching = arguments.get_flag("watch");
    server::block_on(async {
        match boot::start(&prepared).await {
            Ok(started) => serve(&prepared, started, context, began, is_watching).await,
            Err(error) => context.output.fail_boot(&error),
        }
    })
}

async fn serve(prepared: &Prepared, started: Started, context: &Context, began: Instant, is_watching: bool) -> Exit {
    let listen = &prepared.configuration.settings.server.listen;
    let running = match server::bind(started.app.clone()) {
        Ok(running) => running,
        Err(error) => {
            let hint = "another address is `--listen ADDR`, any free port `--listen 127.0.0.1:0`";
            return context
                .output
                .fail(&format!("{listen} can not be listened on: {error}; {hint}"));
        }
    };
    report(&started.evolved, context.output);
    let address = running.address;
    greet(prepared, address, context.output);
    offer_setup(&started.app, address, context.output).await;
    context.output.say(&format!(
        "ready after {} ms; Ctrl-C stops it",
        began.elapsed().as_millis()
    ));
    let handle = running.handle.clone();
    let working = started.app.work();
    let app = started.app.clone();
    let stopping = async move {
        wait_for_signal(&app).await;
        handle.stop(true).await;
    };
    let watching = async {
        if is_watching {
            serve_watch::watch(prepared, &started.app, context.output).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let sweeping = started.app.assets.keep_swept();
    // The server ends when it was stopped; then nothing is watched or swept any more.
    let ended = tokio::select! {
        (ended, ()) = async { tokio::join!(running.serve(), stopping) } => ended,
        () = watching => Ok(()),
        () = sweeping => Ok(()),
        () = started.app.keep_links() => Ok(()),
    };
    if let Some(working) = working {
        working.stop(started.app.settings.server.shutdown_timeout).await;
    }
    started.app.items.database().close().await;
    match ended {
        Ok(()) => context.output.end(Exit::Done, &[], json!({})),
        Err(error) => context.output.fail(&error.to_string()),
    }
}

/// What is served, and where.
fn greet(prepared: &Prepared, address: SocketAddr, output: Output) {
    let collections = prepared.schema.collections().iter();
    let collections = collections.filter(|collection| !collection.is_system).count();
    output.say(&format!(
        "Quintet {} serves {} from {} with {}",
        env!("CARGO_PKG_VERSION"),
        count(collections, "collection"),
        prepared.configuration.root.display(),
        prepared.configuration.database_name(),
    ));
    output.say(&format!("API http://{address}/api   reference http://{address}/docs"));
}

/// Without an administrator: who reads the log may become the first one.
async fn offer_setup(app: &App, address: SocketAddr, output: Output) {
    match app.auth.setup_token(&app.call_as_administrator()).await {
        Ok(None) => {}
        Ok(Some(token)) => {
            let public = app.settings.server.public_url.as_deref();
            let base = public.map_or_else(
                || format!("http://{address}"),
                |url| url.trim_end_matches('/').to_owned(),
            );
            output.say("There is no administrator yet. This link makes the first one; it works once, for a day:");
            output.say(&format!("  {base}/admin/setup?token={token}"));
        }
        Err(error) => output.say(&format!("whether there is an administrator can not be told: {error}")),
    }
}

/// A first start makes many tables; a line for each would hide what matters.
pub fn report(evolved: &Evolved, output: Output) {
    match evolved.applied.as_slice() {
        [] => {}
        steps if steps.len() > 8 => output.say(&format!("applied {}", count(steps.len(), "step"))),
        steps => steps
            .iter()
            .for_each(|step| output.say(&format!("applied  {}", step.description))),
    }
    if !evolved.waiting.is_empty() {
        output.say("These steps wait; the server works without them, `quintet plan` says more:");
        evolved.waiting.iter().for_each(|step| output.say(&describe_step(step)));
        output.say(&what_would_run_steps(&evolved.waiting, ""));
    }
    evolved
        .drift
        .iter()
        .for_each(|drift| output.say(&format!("differs  {drift}")));
}

/// SIGTERM or Ctrl-C. From then on `/readyz` says no.
async fn wait_for_signal(app: &Arc<App>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
            }
            Err(_) => drop(tokio::signal::ctrl_c().await),
        }
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
    app.leave();
}
