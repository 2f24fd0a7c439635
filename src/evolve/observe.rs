//! One look at the database: the ledger, the live tables, the plan, and the answers that its classes depend on.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{
    EvolveError,
    facts::answer,
    notes::{self, Aside, Previous},
};
use crate::{
    db::{self, Database, DbError, Entry, Introspection, Migration},
    migration::{
        Engine, Facts, Inputs, LiveTable, Operation, Plan, TableModel, diff,
        snapshot::{SnapshotError, read_snapshot},
    },
    sql::{Dialect, Statement},
    value::{Json, Value},
};

/// Questions may lead to further ones; a class that is still open then stays the worst.
const ROUNDS: usize = 4;

#[derive(Debug)]
pub struct Observation {
    pub plan: Plan,
    pub applied: Vec<TableModel>,
    /// As it stands in the ledger; null where there is none.
    pub snapshot: Json,
    /// How many files of `migrations/` have run.
    pub ledger_format: usize,
    /// A migration began and did not end.
    pub is_interrupted: bool,
    /// The ledger says that nothing is left to do; maybe of other tables.
    pub is_noted_as_settled: bool,
    pub has_version: bool,
    /// What is kept until it is purged.
    pub asides: Vec<Aside>,
    pub previous: Option<Previous>,
    /// Names the models that were brought here last, as far as `quintet_links` is concerned.
    pub holders: Option<String>,
    /// Names the live tables as they are now.
    pub fingerprint: String,
    /// What the live tables are called.
    pub live_names: Vec<String>,
}

/// Who can look: the database, or the session that migrates it.
pub trait Eyes {
    fn dialect(&self) -> &'static dyn Dialect;
    async fn introspect(&mut self) -> Result<Vec<LiveTable>, DbError>;
    async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError>;
}

impl Eyes for &Database {
    fn dialect(&self) -> &'static dyn Dialect {
        Database::dialect(self)
    }

    async fn introspect(&mut self) -> Result<Vec<LiveTable>, DbError> {
        Database::introspect(self).await
    }

    async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError> {
        Database::values(self, statement).await
    }
}

impl Eyes for Migration {
    fn dialect(&self) -> &'static dyn Dialect {
        Migration::dialect(self)
    }

    async fn introspect(&mut self) -> Result<Vec<LiveTable>, DbError> {
        Migration::introspect(self).await
    }

    async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError> {
        Migration::values(self, statement).await
    }
}

pub async fn observe(eyes: &mut impl Eyes, wanted: &[TableModel]) -> Result<Observation, EvolveError> {
    let mut live = eyes.introspect().await.map_err(EvolveError::Database)?;
    let ledger = match db::has_ledger(&live) {
        true => eyes.values(db::read_ledger()).await.map_err(EvolveError::Database)?,
        false => Vec::new(),
    };
    live.retain(|table| !db::is_ledger_table(&table.name));
    let entry = |entry| db::find_entry(&ledger, entry);
    let ledger_format = entry(Entry::Format).and_then(|format| format.parse().ok()).unwrap_or(0);
    if ledger_format > db::ledger_files(eyes.dialect()).len() {
        let format = u32::try_from(ledger_format).unwrap_or(u32::MAX);
        return Err(EvolveError::Ledger(SnapshotError::Newer(format)));
    }
    let snapshot = match entry(Entry::Applied) {
        Some(text) => serde_json::from_str(text).map_err(|error| damaged(&error))?,
        None => Json::Null,
    };
    let applied = match &snapshot {
        Json::Null => Vec::new(),
        snapshot => read_snapshot(snapshot.clone()).map_err(EvolveError::Ledger)?,
    };
    let pending: Vec<String> = entry(Entry::Pending)
        .into_iter()
        .flat_map(str::lines)
        .map(str::to_owned)
        .collect();
    let fingerprint = fingerprint(&live);
    let fills = entry(Entry::Fills).map(notes::read_fills).unwrap_or_default();
    let plan = plan(eyes, wanted, &applied, &pending, &fills, &live).await?;
    Ok(Observation {
        plan,
        asides: entry(Entry::Asides).map(notes::read_asides).unwrap_or_default(),
        previous: entry(Entry::Previous).and_then(notes::read_previous),
        holders: entry(Entry::Holders).map(str::to_owned),
        applied,
        snapshot,
        ledger_format,
        is_noted_as_settled: entry(Entry::Settled).is_some(),
        has_version: Introspection::of(eyes.dialect()).version().is_some(),
        is_interrupted: entry(Entry::Pending).is_some(),
        fingerprint,
        live_names: live.into_iter().map(|table| table.name).collect(),
    })
}

async fn plan(
    eyes: &mut impl Eyes,
    wanted: &[TableModel],
    applied: &[TableModel],
    pending: &[String],
    fills: &[Operation],
    live: &[LiveTable],
) -> Result<Plan, EvolveError> {
    let Introspection { traits, stored_as, .. } = *Introspection::of(eyes.dialect());
    let engine = Engine {
        traits,
        stored_as: &stored_as,
    };
    let mut facts = Facts::new();
    for _ in 0..ROUNDS {
        let plan = diff(Inputs {
            wanted,
            applied,
            pending,
            fills,
            live,
            facts: &facts,
            engine,
        });
        if plan.questions.is_empty() {
            return Ok(plan);
        }
        for fact in plan.questions {
            let answered = answer(eyes, &fact, live).await?;
            facts.insert(fact, answered);
        }
    }
    Ok(diff(Inputs {
        wanted,
        applied,
        pending,
        fills,
        live,
        facts: &facts,
        engine,
    }))
}

fn damaged(error: &serde_json::Error) -> EvolveError {
    EvolveError::Ledger(SnapshotError::Malformed(error.to_string()))
}

fn fingerprint(live: &[LiveTable]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(format!("{live:?}")).iter().take(8) {
        // Writing to a String can not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
