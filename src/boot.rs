//! From a folder to a server: settings, project files, schema, database, keys, migration, `App`. Each step says what is wrong in its own words.
//!
//! Nothing here parses arguments or prints; that is `cli`.

mod migrate;
pub mod project;
pub mod settings;

pub use migrate::plan;
pub use project::Project;
pub use settings::Configuration;

use std::{path::PathBuf, sync::Arc, time::Duration};

use crate::{
    app::App,
    asset::{Assets, AssetsError},
    auth::{AuthError, roles},
    cache::{Cache, CacheError},
    crypto::{CryptoError, Keyring, Random, Signer, keys},
    db::{ConnectError, Database},
    evolve::{EvolveError, Evolved, PlannedSteps},
    items::Items,
    mail::{Mail, MailError, Templates},
    queue::{Clock, Queue},
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
    Assets(AssetsError),
    #[error(transparent)]
    Mail(MailError),
    #[error(transparent)]
    Evolve(EvolveError),
    #[error("the roles can not be read or written: {0}")]
    Roles(AuthError),
    /// The present tables can not serve the new model, and what is missing is not safe.
    #[error("the database does not fit the models, and the steps that are missing are not safe to take alone")]
    Waiting(Box<PlannedSteps>),
}

/// A limit on a statement of who migrates, where the settings have a shorter one.
const UNHURRIED: Duration = Duration::from_secs(3600);

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
    let prepared = Prepared {
        configuration,
        project,
        schema: Arc::new(loaded.schema),
        warnings,
    };
    // Read again when the server starts; `quintet check` wants to know now.
    templates(&prepared)?;
    Ok(prepared)
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

/// As `connect`, for commands that plan and change tables: to count what is in a big one takes longer than a request may.
pub async fn connect_unhurried(configuration: &Configuration) -> Result<Database, BootError> {
    let mut configuration = configuration.clone();
    let limit = &mut configuration.settings.database.statement_timeout;
    *limit = UNHURRIED.max(*limit);
    connect(&configuration).await
}

/// Connects, migrates as far as it is safe, and composes the application.
pub async fn start(prepared: &Prepared) -> Result<Started, BootError> {
    let database = connect(&prepared.configuration).await?;
    let settings = prepared.configuration.settings.clone();
    let evolved = migrate::migrate(&database, &prepared.schema, &settings).await?;
    let app = compose(prepared, database).await?;
    read_roles(&app).await?;
    Ok(Started { app, evolved })
}

/// Connects and composes the application, and leaves the database as it is: for commands that only look.
pub async fn attach(prepared: &Prepared) -> Result<Arc<App>, BootError> {
    let app = compose(prepared, connect(&prepared.configuration).await?).await?;
    // A database that was not migrated yet holds no roles, and may lack their table.
    let _ = app.refresh_roles().await;
    Ok(app)
}

async fn compose(prepared: &Prepared, database: Database) -> Result<Arc<App>, BootError> {
    let random = Random::system();
    let (keyring, signer) = open_keys(&prepared.configuration, &random)?;
    let keyring = Arc::new(keyring);
    let settings = prepared.configuration.settings.clone();
    let queue = Queue::new(database.clone(), keyring.clone(), random.clone(), Clock::system());
    let mail = Mail::new(&settings, templates(prepared)?, queue.clone()).map_err(BootError::Mail)?;
    let items = Items::new(database, keyring, random.clone());
    let cache = Cache::open(&settings.redis).await.map_err(BootError::Cache)?;
    let assets = open_assets(&prepared.configuration, &items, &random)?;
    let schema = prepared.schema.clone();
    let services = (cache, assets, queue, mail);
    Ok(Arc::new(App::new(settings, items, schema, (random, signer), services)))
}

/// The roles of the files become rows, and those that were made at run time are read.
pub async fn read_roles(app: &App) -> Result<(), BootError> {
    let mirrored = roles::mirror(&app.items, &app.call_as_administrator()).await;
    mirrored.map_err(BootError::Roles)?;
    app.refresh_roles().await.map_err(BootError::Roles)
}

/// Brings a running server to models that were read again. Where that is not safe, the old schema keeps serving.
pub async fn reload(app: &App, prepared: &Prepared) -> Result<Evolved, BootError> {
    let evolved = migrate::migrate(app.items.database(), &prepared.schema, &app.settings).await?;
    app.swap_schema(prepared.schema.clone());
    read_roles(app).await?;
    Ok(evolved)
}

/// The storages of the settings; services find their keys in the environment, under their own names.
fn open_assets(configuration: &Configuration, items: &Items, random: &Random) -> Result<Assets, BootError> {
    configuration.create_data_folder()?;
    let environment: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let (settings, data) = (&configuration.settings.files, &configuration.data);
    Assets::open(items.clone(), random.clone(), settings, data, &environment).map_err(BootError::Assets)
}

fn templates(prepared: &Prepared) -> Result<Templates, BootError> {
    Templates::load(&prepared.project.mail).map_err(|diagnostics| BootError::Files {
        diagnostics,
        sources: prepared.project.mail.clone(),
    })
}

/// The keys of the data folder, made on first start.
fn open_keys(configuration: &Configuration, random: &Random) -> Result<(Keyring, Signer), BootError> {
    let auth = &configuration.settings.auth;
    let folder = configuration.keys_folder();
    let keyring = keys::load_or_create(&folder, auth.encryption_key.as_deref(), random).map_err(BootError::Keys)?;
    let signer = keys::load_or_create_signer(&folder, auth.jwt_key.as_deref(), random).map_err(BootError::Keys)?;
    Ok((keyring, signer))
}
