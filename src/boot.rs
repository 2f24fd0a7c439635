//! From a folder to a server: settings, project files, schema, database, keys, migration, `App`. Each step says what is wrong in its own words.
//!
//! Nothing here parses arguments or prints; that is `cli`.

mod migrate;
pub mod project;
pub mod settings;

pub use migrate::plan;
pub use project::Project;
pub use settings::Configuration;

use std::{path::PathBuf, sync::Arc};

use crate::{
    app::App,
    cache::{Cache, CacheError},
    crypto::{CryptoError, Keyring, Random, keys},
    db::{ConnectError, Database},
    evolve::{EvolveError, Evolved, PlannedSteps},
    items::Items,
    schema::{Schema, load},
    yaml::{Diagnostic, SourceFile},
};

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// Settings or models are wrong. `sources` are the texts, to show the lines.
    #[error("{} mistakes in the project's files", diagnostics.len())]
    Files {
        diagnostics: Vec<Diagnostic>,
        sources: Vec<SourceFile>,
    },
    #[error("{0} is no project: it has neither models/ nor quintet.yaml; `quintet init --project DIR` makes one")]
    NoProject(PathBuf),
    #[error("{path}: {reason}")]
    Unreadable { path: PathBuf, reason: String },
    #[error("the data folder {path} can not be written: {reason}")]
    Data { path: PathBuf, reason: String },
    #[error(transparent)]
    Connect(ConnectError),
    #[error(transparent)]
    Keys(CryptoError),
    #[error(transparent)]
    Cache(CacheError),
    #[error(transparent)]
    Evolve(EvolveError),
    /// The present tables can not serve the new model, and what is missing is not safe.
    #[error("the database does not fit the models, and the steps that are missing are not safe to take alone")]
    Waiting(Box<PlannedSteps>),
}

/// A project that was read, before there is a database.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub configuration: Configuration,
    pub project: Project,
    pub schema: Arc<Schema>,
    pub warnings: Vec<Diagnostic>,
}

/// A database that fits the schema.
#[derive(Debug)]
pub struct Started {
    pub app: Arc<App>,
    /// What was applied, and what waits without keeping the server from serving.
    pub evolved: Evolved,
}

/// Reads settings and files, and checks them.
pub fn prepare(configuration: Configuration) -> Result<Prepared, BootError> {
    let project = Project::read(&configuration.root)?;
    let loaded = load::load(&project.files).map_err(|diagnostics| BootError::Files {
        diagnostics,
        sources: project.files.clone(),
    })?;
    let mut warnings = configuration.warnings.clone();
    warnings.extend(loaded.warnings);
    Ok(Prepared {
        configuration,
        project,
        schema: Arc::new(loaded.schema),
        warnings,
    })
}

/// Connects to the database of the settings.
pub async fn connect(configuration: &Configuration) -> Result<Database, BootError> {
    let settings = &configuration.settings.database;
    if settings.url.starts_with("sqlite:") && !settings.url.contains(":memory:") {
        configuration.create_data_folder()?;
    }
    Database::connect(settings, &configuration.root)
        .await
        .map_err(BootError::Connect)
}

/// Connects, migrates as far as it is safe, and composes the application.
pub async fn start(prepared: &Prepared) -> Result<Started, BootError> {
    let database = connect(&prepared.configuration).await?;
    let settings = prepared.configuration.settings.clone();
    let evolved = migrate::migrate(&database, &prepared.schema, &settings).await?;
    Ok(Started {
        app: compose(prepared, database).await?,
        evolved,
    })
}

/// Connects and composes the application, and leaves the database as it is: for commands that only look.
pub async fn attach(prepared: &Prepared) -> Result<Arc<App>, BootError> {
    compose(prepared, connect(&prepared.configuration).await?).await
}

async fn compose(prepared: &Prepared, database: Database) -> Result<Arc<App>, BootError> {
    let random = Random::system();
    let keyring = open_keys(&prepared.configuration, &random)?;
    let items = Items::new(database, Arc::new(keyring), random.clone());
    let settings = prepared.configuration.settings.clone();
    let cache = Cache::open(&settings.redis).await.map_err(BootError::Cache)?;
    Ok(Arc::new(App::new(
        settings,
        items,
        cache,
        random,
        prepared.schema.clone(),
    )))
}

/// Brings a running server to models that were read again. Where that is not safe, the old schema keeps serving.
pub async fn reload(app: &App, prepared: &Prepared) -> Result<Evolved, BootError> {
    let evolved = migrate::migrate(app.items.database(), &prepared.schema, &app.settings).await?;
    app.swap_schema(prepared.schema.clone());
    Ok(evolved)
}

/// The keys of the data folder, made on first start.
fn open_keys(configuration: &Configuration, random: &Random) -> Result<Keyring, BootError> {
    let given = configuration.settings.auth.encryption_key.as_deref();
    keys::load_or_create(&configuration.keys_folder(), given, random).map_err(BootError::Keys)
}
