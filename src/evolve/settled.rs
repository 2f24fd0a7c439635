//! The short cut of a quiet boot: where the engine numbers its changes of tables, the ledger notes the number after which nothing was left to do.

use sha2::{Digest, Sha256};

use super::{EvolveError, observe::Observation, write_entry};
use crate::{
    db::{self, Database, Entry, Introspection, Migration},
    migration::{TableModel, snapshot::write_snapshot},
    value::Value,
};

/// Whether nothing has changed since nothing was left to do: two small statements instead of a look at every table.
pub async fn is_settled(database: &Database, wanted: &[TableModel]) -> bool {
    let Some(version) = Introspection::of(database.dialect()).version() else {
        return false;
    };
    let Ok(version) = database.values(version).await else {
        return false;
    };
    // No ledger yet: an error like any other, and the long way says what is wrong.
    let Ok(ledger) = database.values(db::read_ledger()).await else {
        return false;
    };
    db::find_entry(&ledger, Entry::Settled) == Some(note(&version, wanted).as_str())
}

/// Notes that nothing is left to do, or takes the note away.
pub async fn write_settled(
    migration: &mut Migration,
    wanted: &[TableModel],
    observation: &Observation,
) -> Result<(), EvolveError> {
    let version = Introspection::of(migration.dialect()).version();
    match version.filter(|_| can_settle(observation)) {
        Some(version) => {
            let version = migration.values(version).await.map_err(EvolveError::Database)?;
            write_entry(migration, Entry::Settled, Some(&note(&version, wanted))).await
        }
        None => write_entry(migration, Entry::Settled, None).await,
    }
}

/// Once its safe steps are done.
pub fn can_settle(observation: &Observation) -> bool {
    observation.has_version && observation.plan.waiting().next().is_none() && observation.plan.drift.is_empty()
}

fn note(version: &[Vec<Value>], wanted: &[TableModel]) -> String {
    let mut digest = Sha256::new();
    digest.update(format!("{version:?}"));
    digest.update(write_snapshot(wanted).to_string());
    digest
        .finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
