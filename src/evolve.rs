//! The migration runner: looks at the database, plans, and applies what is safe. One instance at a time; killed at any step, the next run finishes.
//!
//! PostgreSQL and SQLite run a plan in one transaction. MariaDB commits each statement: there the ledger says beforehand which tables are being worked
//! on, and since a plan is made from the live tables, the next run plans exactly what is missing.

mod apply;
mod error;
mod facts;
mod history;
mod inspect;
mod links;
mod notes;
mod observe;
mod rollback;
mod rows;
mod run;
mod settled;

pub use apply::{Consent, apply, subjects};
pub use error::EvolveError;
pub use history::{Ledger, Restored, purge, purgeable, restore, status};
pub use inspect::{Inspected, inspect};
pub use links::declare as declare_models;
pub use notes::{Aside, Previous};
pub use rollback::{RolledBack, rollback};
pub use run::{Progress, Report};

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{
    db::{self, Database, Entry, Introspection, Migration},
    migration::{Operation, Plan, Safety, Step, TableModel, snapshot::write_snapshot, wanted},
    schema::Schema,
    sql::ddl,
};

use self::{
    observe::{Observation, observe},
    run::Run,
    settled::{is_settled, write_settled},
};

/// A plan with its text for the engine in use.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedSteps {
    pub plan: Plan,
    /// The statements of each step, in the order of the steps.
    pub statements: Vec<Vec<String>>,
    /// Names exactly this plan on exactly these tables.
    pub hash: String,
}

impl PlannedSteps {
    /// As `quintet plan --format json` and `GET /schema/plan` show it.
    pub fn to_json(&self) -> Json {
        let steps = self.plan.steps.iter().zip(&self.statements);
        let step = |(step, statements): (&Step, &Vec<String>)| {
            json!({
                "class": step.safety.name(),
                "description": step.description,
                "subject": step.operation.subject(),
                "reason": step.reason,
                "is_needed_to_serve": step.is_needed_to_serve,
                "sql": statements,
            })
        };
        let steps: Vec<Json> = steps.map(step).collect();
        json!({
            "hash": self.hash,
            "steps": steps,
            "conflicts": self.plan.conflicts,
            "drift": self.plan.drift,
            "questions": self.plan.hints,
        })
    }
}

/// What boot has done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evolved {
    pub applied: Vec<Step>,
    /// Steps that wait for a person; the model can be served without them.
    pub waiting: Vec<Step>,
    pub drift: Vec<String>,
}

/// Compares the model with the database; changes nothing.
pub async fn plan(database: &Database, schema: &Schema) -> Result<PlannedSteps, EvolveError> {
    let wanted = wanted(schema, Introspection::of(database.dialect()).traits);
    let observation = observe(&mut &*database, &wanted).await?;
    Ok(compile(database, &wanted, &observation))
}

/// Applies the safe steps. Refused as a whole where the model could not be served afterwards.
pub async fn apply_safe(database: &Database, schema: &Schema, patience: Duration) -> Result<Evolved, EvolveError> {
    let wanted = wanted(schema, Introspection::of(database.dialect()).traits);
    if is_settled(database, &wanted).await {
        return Ok(Evolved::default());
    }
    let observation = observe(&mut &*database, &wanted).await?;
    refuse_what_can_not_be_served(database, &wanted, &observation)?;
    if !has_work(&observation, &wanted) {
        return Ok(evolved(observation.plan, false));
    }
    let mut migration = database.migrate(patience).await.map_err(EvolveError::Lock)?;
    // Somebody else may have done it while we waited.
    let observation = observe(&mut migration, &wanted).await?;
    refuse_what_can_not_be_served(database, &wanted, &observation)?;
    if has_work(&observation, &wanted) {
        let hash = compile(database, &wanted, &observation).hash;
        prepare_ledger(&mut migration, &observation).await?;
        let run = Run {
            wanted: &wanted,
            observation: &observation,
            steps: observation.plan.safe().collect(),
            hash: &hash,
            recorded: recorded(&observation, &wanted),
            holders: &schema.holders_digest(),
        };
        run.run(&mut migration, &mut |_| {}).await?;
    }
    write_settled(&mut migration, &wanted, &observation).await?;
    migration.commit().await.map_err(EvolveError::Database)?;
    Ok(evolved(observation.plan, true))
}

fn evolved(plan: Plan, has_applied: bool) -> Evolved {
    let (safe, waiting): (Vec<Step>, Vec<Step>) = plan.steps.into_iter().partition(|step| step.safety == Safety::Safe);
    Evolved {
        applied: if has_applied { safe } else { Vec::new() },
        waiting,
        drift: plan.drift,
    }
}

fn refuse_what_can_not_be_served(
    database: &Database,
    wanted: &[TableModel],
    observation: &Observation,
) -> Result<(), EvolveError> {
    if observation.plan.can_be_served() {
        return Ok(());
    }
    Err(EvolveError::Refused(Box::new(compile(database, wanted, observation))))
}

fn has_work(observation: &Observation, wanted: &[TableModel]) -> bool {
    let is_recorded = write_snapshot(&recorded(observation, wanted)) == observation.snapshot;
    let is_noted = observation.is_noted_as_settled == settled::can_settle(observation);
    observation.plan.safe().next().is_some() || !is_recorded || observation.is_interrupted || !is_noted
}

/// What the ledger says afterwards: the wanted tables, and what still waits to be set aside.
fn recorded(observation: &Observation, wanted: &[TableModel]) -> Vec<TableModel> {
    let mut tables = wanted.to_vec();
    for step in observation.plan.waiting() {
        match &step.operation {
            Operation::SetAsideColumn { table, column, .. } => {
                if let Some(model) = tables.iter_mut().find(|model| model.name == *table) {
                    model.columns.push(column.clone());
                }
            }
            Operation::SetAsideTable { table, .. } => {
                tables.extend(
                    observation
                        .applied
                        .iter()
                        .find(|applied| applied.name == *table)
                        .cloned(),
                );
            }
            _ => {}
        }
    }
    tables
}

fn compile(database: &Database, wanted: &[TableModel], observation: &Observation) -> PlannedSteps {
    let steps = observation.plan.steps.iter();
    let compiled = steps.map(|step| ddl::compile(database.dialect(), wanted, &step.operation));
    let compiled: Vec<Vec<String>> = compiled.collect();
    // How large a table is decides how an index is built, but not what the plan is.
    let hash = observation.plan.hash(&compiled.concat(), &observation.fingerprint);
    let statements = observation
        .plan
        .steps
        .iter()
        .zip(compiled)
        .map(|(step, statements)| match step.is_apart {
            true => ddl::compile_apart(database.dialect(), wanted, &step.operation),
            false => statements,
        });
    PlannedSteps {
        statements: statements.collect(),
        plan: observation.plan.clone(),
        hash,
    }
}

/// Runs the files of `migrations/` that have not run yet.
async fn prepare_ledger(migration: &mut Migration, observation: &Observation) -> Result<(), EvolveError> {
    let files = db::ledger_files(migration.dialect());
    for file in files.iter().skip(observation.ledger_format) {
        migration.execute_raw(file).await.map_err(EvolveError::Database)?;
    }
    if observation.ledger_format < files.len() {
        write_entry(migration, Entry::Format, Some(&files.len().to_string())).await?;
    }
    Ok(())
}

async fn write_entry(migration: &mut Migration, entry: Entry, value: Option<&str>) -> Result<(), EvolveError> {
    let statement = db::write_entry(migration.dialect(), entry, value);
    migration.execute(statement).await.map_err(EvolveError::Database)?;
    Ok(())
}
