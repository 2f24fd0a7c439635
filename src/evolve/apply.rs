//! Applying a plan that a person has seen: all of it or nothing, and what is lossy only where it was named.

use std::time::Duration;

use super::{
    EvolveError, Evolved, PlannedSteps, compile, evolved,
    observe::observe,
    prepare_ledger,
    run::{Report, Run, run_apart},
    settled::write_settled,
};
use crate::{
    db::{Database, Introspection},
    migration::{Plan, Safety, Step, TableModel, wanted},
    schema::Schema,
};

/// What a person has agreed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consent {
    /// The hash of the plan that was shown; another plan is not run.
    pub plan: Option<String>,
    /// `articles.summary`, or `articles` for a table.
    pub lossy: Vec<String>,
}

/// Applies the plan as a whole, or refuses it as a whole.
pub async fn apply(
    database: &Database,
    schema: &Schema,
    consent: &Consent,
    patience: Duration,
    report: Report<'_>,
) -> Result<Evolved, EvolveError> {
    let wanted = wanted(schema, Introspection::of(database.dialect()).traits);
    // Refused before anybody is kept waiting by the lock.
    let observation = observe(&mut &*database, &wanted).await?;
    refuse(&compile(database, &wanted, &observation), consent)?;
    let mut migration = database.migrate(patience).await.map_err(EvolveError::Lock)?;
    let observation = observe(&mut migration, &wanted).await?;
    let planned = compile(database, &wanted, &observation);
    refuse(&planned, consent)?;
    prepare_ledger(&mut migration, &observation).await?;
    let run = Run {
        wanted: &wanted,
        observation: &observation,
        steps: observation.plan.together_and_apart().0,
        hash: &planned.hash,
        recorded: wanted.clone(),
        holders: &schema.holders_digest(),
    };
    run.run(&mut migration, &mut *report).await?;
    let after = observe(&mut migration, &wanted).await?;
    write_settled(&mut migration, &wanted, &after).await?;
    migration.commit().await.map_err(EvolveError::Database)?;
    apply_apart(database, &wanted, &planned, patience, report).await?;
    let done = Plan {
        steps: Vec::new(),
        ..observation.plan.clone()
    };
    Ok(Evolved {
        applied: observation.plan.steps,
        ..evolved(done, true)
    })
}

/// What is built while others read and write. Killed here, the next plan still has these steps.
async fn apply_apart(
    database: &Database,
    wanted: &[TableModel],
    planned: &PlannedSteps,
    patience: Duration,
    report: Report<'_>,
) -> Result<(), EvolveError> {
    let (_, steps) = planned.plan.together_and_apart();
    if steps.is_empty() {
        return Ok(());
    }
    let mut migration = database.migrate_apart(patience).await.map_err(EvolveError::Lock)?;
    run_apart(&mut migration, wanted, (&steps, &planned.hash), report).await?;
    migration.commit().await.map_err(EvolveError::Database)
}

/// Why a plan may not be run; the first reason that holds.
fn refuse(planned: &PlannedSteps, consent: &Consent) -> Result<(), EvolveError> {
    let plan = &planned.plan;
    let refused = |reason: String| {
        Err(EvolveError::Consent {
            planned: Box::new(planned.clone()),
            reason,
        })
    };
    if let Some(hash) = consent.plan.as_ref().filter(|hash| **hash != planned.hash) {
        return refused(format!(
            "the plan {hash} is not the plan any more, since the models or the database have changed: now it is {}",
            planned.hash
        ));
    }
    if let Some(conflict) = plan.conflicts.first() {
        return refused(format!("no step can mend this: {conflict}"));
    }
    let blocked = || plan.steps.iter().filter(|step| step.safety == Safety::NeedsData);
    if let Some(step) = blocked()
        .find(|step| step.reason.is_some())
        .or_else(|| blocked().next())
    {
        let why = step
            .reason
            .as_deref()
            .map_or_else(String::new, |reason| format!(": {reason}"));
        return refused(format!("data is missing to {}{why}", step.description));
    }
    let lossy = subjects(&plan.steps);
    // More consent than is needed does no harm: after a kill, the same command goes on.
    let missing: Vec<&str> = lossy
        .iter()
        .filter(|name| !consent.lossy.contains(name))
        .map(String::as_str)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let flags: Vec<String> = missing.iter().map(|name| format!("--allow-lossy {name}")).collect();
    refused(format!(
        "{} would leave the model with what it holds; say so with `quintet apply {}`",
        missing.join(", "),
        flags.join(" ")
    ))
}

/// What steps take out of the model, each once.
pub fn subjects(steps: &[Step]) -> Vec<String> {
    let lossy = |step: &&Step| step.safety == Safety::Lossy;
    let mut subjects: Vec<String> = Vec::new();
    for step in steps.iter().filter(lossy) {
        let subject = step.operation.subject();
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    subjects
}
