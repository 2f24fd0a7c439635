//! The database and the models, brought together at start and at reload.

use super::{BootError, Prepared, connect_unhurried};
use crate::{
    config::{Migrate, Settings},
    db::Database,
    evolve::{self, EvolveError, Evolved, PlannedSteps},
    schema::Schema,
};

/// Compares the files with the database; changes nothing.
pub async fn plan(prepared: &Prepared) -> Result<PlannedSteps, BootError> {
    let database = connect_unhurried(&prepared.configuration).await?;
    let planned = evolve::plan(&database, &prepared.schema).await.map_err(refuse);
    database.close().await;
    planned
}

/// Applies what is safe; with `migrate: off` nothing, and then the tables must fit as they are.
pub async fn migrate(database: &Database, schema: &Schema, settings: &Settings) -> Result<Evolved, BootError> {
    let evolved = fit(database, schema, settings).await?;
    // Other models may want the same tables.
    evolve::declare_models(database, schema).await.map_err(refuse)?;
    Ok(evolved)
}

async fn fit(database: &Database, schema: &Schema, settings: &Settings) -> Result<Evolved, BootError> {
    match settings.migrate {
        Migrate::Safe => {
            let patience = settings.database.migration_lock_timeout;
            evolve::apply_safe(database, schema, patience).await.map_err(refuse)
        }
        Migrate::Off => {
            let planned = evolve::plan(database, schema).await.map_err(refuse)?;
            if !planned.plan.is_empty() {
                return Err(BootError::Waiting(Box::new(planned)));
            }
            Ok(Evolved {
                applied: Vec::new(),
                waiting: Vec::new(),
                drift: planned.plan.drift,
            })
        }
    }
}

fn refuse(error: EvolveError) -> BootError {
    match error {
        EvolveError::Refused(planned) => BootError::Waiting(planned),
        other => BootError::Evolve(other),
    }
}
