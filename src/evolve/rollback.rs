//! Taking the last migration back: the tables as they were, with what it had set aside under its old names. What it added is set aside in its turn.

use std::time::Duration;

use super::{
    EvolveError, compile,
    history::{Ledger, execute, look, write_ledger},
    links::distrust_table,
    notes::{Aside, Previous},
    observe::observe,
    run::{Report, Run},
};
use crate::{
    db::{Database, Migration},
    migration::{Operation, Safety, Step, TableModel, snapshot::write_snapshot},
    schema::naming,
};

/// What was taken back, and what stays as it is because rows stand against it.
#[derive(Debug, Clone, PartialEq)]
pub struct RolledBack {
    pub plan: String,
    pub steps: Vec<Step>,
    pub left: Vec<Step>,
}

pub async fn rollback(database: &Database, patience: Duration, report: Report<'_>) -> Result<RolledBack, EvolveError> {
    let mut migration = database.migrate(patience).await.map_err(EvolveError::Lock)?;
    let mut ledger = look(&mut migration).await?;
    let previous = ledger.previous.clone().filter(|previous| {
        !previous.tables.is_empty() && (previous.after == write_snapshot(&ledger.tables) || ledger.is_interrupted)
    });
    let Some(previous) = previous else {
        return Err(EvolveError::NoWayBack);
    };
    let asides: Vec<Aside> = ledger
        .asides
        .iter()
        .filter(|aside| aside.plan == previous.plan)
        .cloned()
        .collect();
    for aside in asides.iter().rev() {
        distrust_table(&mut migration, &aside.table).await?;
        bring_back(&mut migration, &mut ledger, aside, &previous).await?;
        distrust_table(&mut migration, &aside.table).await?;
    }
    write_ledger(&mut migration, &ledger, &format!("rollback of {}", previous.plan)).await?;
    let wanted = renamed_back(&previous);
    let observation = observe(&mut migration, &wanted).await?;
    let hash = compile(database, &wanted, &observation).hash;
    let (steps, left): (Vec<&Step>, Vec<&Step>) = observation
        .plan
        .steps
        .iter()
        .partition(|step| step.safety != Safety::NeedsData);
    let run = Run {
        wanted: &wanted,
        observation: &observation,
        steps: steps.clone(),
        hash: &hash,
        recorded: previous.tables.clone(),
        holders: &previous.holders,
    };
    run.run(&mut migration, report).await?;
    let rolled_back = RolledBack {
        plan: previous.plan.clone(),
        steps: steps.into_iter().cloned().collect(),
        left: left.into_iter().cloned().collect(),
    };
    migration.commit().await.map_err(EvolveError::Database)?;
    Ok(rolled_back)
}

/// Under its old name again; what has the name now makes room.
async fn bring_back(
    migration: &mut Migration,
    ledger: &mut Ledger,
    aside: &Aside,
    previous: &Previous,
) -> Result<(), EvolveError> {
    let Some(column) = &aside.column else {
        let rename = Operation::RenameTable {
            from: aside.name.clone(),
            to: aside.table.clone(),
        };
        execute(migration, &[], &rename).await?;
        ledger.tables.extend(aside.model.clone());
        ledger.asides.retain(|other| other != aside);
        return Ok(());
    };
    let live = ledger.live.iter().find(|table| table.name == aside.table);
    let present = ledger.tables.iter().find(|table| table.name == aside.table);
    let present = present.and_then(|table| table.column(&column.name)).cloned();
    let is_taken = live.is_some_and(|live| live.column(&column.name).is_some());
    if let Some(present) = present.filter(|_| is_taken) {
        let room = naming::set_aside(&format!("{}_{}", column.name, previous.plan));
        let operation = Operation::SetAsideColumn {
            table: aside.table.clone(),
            column: present.clone(),
            aside: room.clone(),
        };
        execute(migration, &[], &operation).await?;
        ledger.asides.push(Aside {
            column: Some(present),
            name: room,
            plan: "rollback".to_owned(),
            ..aside.clone()
        });
    }
    let rename = Operation::RenameColumn {
        table: aside.table.clone(),
        from: aside.name.clone(),
        to: column.name.clone(),
    };
    execute(migration, &[], &rename).await?;
    if let Some(model) = ledger.tables.iter_mut().find(|table| table.name == aside.table) {
        model.columns.retain(|known| known.name != column.name);
        model.columns.push(column.clone());
    }
    ledger.asides.retain(|other| other != aside);
    Ok(())
}

/// The tables before, each saying what it is called now.
fn renamed_back(previous: &Previous) -> Vec<TableModel> {
    let mut tables = previous.tables.clone();
    for table in &mut tables {
        let now = previous
            .table_renames
            .iter()
            .find(|(old, _)| *old == table.name)
            .map(|(_, new)| new.clone());
        let name_now = now.clone().unwrap_or_else(|| table.name.clone());
        table.renamed_from = now;
        for column in &mut table.columns {
            let renames = previous.column_renames.iter();
            column.renamed_from = renames
                .filter(|(of, old, _)| *of == name_now && *old == column.name)
                .map(|(_, _, new)| new.clone())
                .next();
        }
    }
    tables
}
