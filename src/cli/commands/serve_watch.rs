//! `serve --watch`: reads the models again when they are saved. What is wrong is shown, and the old schema keeps serving.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use notify::{Event, EventKind, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;

use super::serve;
use crate::{
    app::App,
    boot::{self, Configuration, Prepared, Project},
    cli::output::Output,
};

/// Editors write a file in several steps; the last one counts.
const QUIET: Duration = Duration::from_millis(150);

/// Never ends; dropping it ends the watching.
pub async fn watch(prepared: &Prepared, app: &Arc<App>, output: Output) {
    let root = &prepared.configuration.root;
    let (sender, mut changes) = mpsc::unbounded_channel();
    let data = prepared.configuration.data.clone();
    let on_event = move |event: notify::Result<Event>| {
        let is_ours = event.is_ok_and(|event| {
            // Reading a file is an event too, and we read them all.
            let is_change = !matches!(event.kind, EventKind::Access(_));
            is_change && event.paths.iter().any(|path| is_project_file(path, &data))
        });
        if is_ours {
            // The receiver is gone only when the server has ended.
            let _ = sender.send(());
        }
    };
    let watcher = notify::recommended_watcher(on_event).and_then(|mut watcher| {
        watcher.watch(root, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    let _watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => {
            output.say(&format!("{} can not be watched: {error}", root.display()));
            return std::future::pending().await;
        }
    };
    let mut known = prepared.project.files.clone();
    while changes.recv().await.is_some() {
        while let Ok(Some(())) = tokio::time::timeout(QUIET, changes.recv()).await {}
        // An editor may write what was there before.
        let files = Project::read(root).map(|project| project.files).unwrap_or_default();
        if files != known {
            known = files;
            reload(&prepared.configuration, app, output).await;
        }
    }
}

async fn reload(configuration: &Configuration, app: &Arc<App>, output: Output) {
    let began = Instant::now();
    let prepared = match boot::prepare(configuration.clone()) {
        Ok(prepared) => prepared,
        Err(error) => return show(&error, output),
    };
    output.show(&prepared.warnings, &prepared.project.files);
    match boot::reload(app, &prepared).await {
        Ok(evolved) => {
            serve::report(&evolved, output);
            output.say(&format!("models reloaded after {} ms", began.elapsed().as_millis()));
        }
        Err(error) => show(&error, output),
    }
}

fn show(error: &boot::BootError, output: Output) {
    // The exit code is for commands that end.
    let _ = output.fail_boot(error);
    output.say("the models as they were are still served");
}

fn is_project_file(path: &Path, data: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    !path.starts_with(data) && ending.is_some_and(|ending| ["yaml", "yml", "json"].contains(&ending))
}
