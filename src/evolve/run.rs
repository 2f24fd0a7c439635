//! Running steps inside the one session that may migrate: the ledger says beforehand what is being worked on, and afterwards what was done.

use chrono::{SecondsFormat, Utc};

use super::{
    EvolveError,
    notes::{self, Aside, Previous},
    observe::Observation,
    rows::fill_column,
    write_entry,
};
use crate::{
    db::{self, Entry, Migration},
    migration::{Operation, Step, TableModel, snapshot::write_snapshot},
    sql::ddl,
};

/// What a person watches while steps run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress<'a> {
    /// From 1.
    pub number: usize,
    pub steps: usize,
    pub description: &'a str,
    /// Rows that were converted so far, where a step goes row by row.
    pub rows: u64,
}

pub type Report<'a> = &'a mut (dyn FnMut(Progress<'_>) + Send);

/// Steps that are run together.
pub struct Run<'a> {
    pub wanted: &'a [TableModel],
    pub observation: &'a Observation,
    pub steps: Vec<&'a Step>,
    pub hash: &'a str,
    /// The tables as the ledger has them afterwards.
    pub recorded: Vec<TableModel>,
}

impl Run<'_> {
    pub async fn run(&self, migration: &mut Migration, report: Report<'_>) -> Result<(), EvolveError> {
        self.begin(migration).await?;
        let mut asides = self.observation.asides.clone();
        for (index, step) in self.steps.iter().enumerate() {
            tracing::info!(step = step.description, "migrating");
            let mut progress = Progress {
                number: index + 1,
                steps: self.steps.len(),
                description: &step.description,
                rows: 0,
            };
            report(progress);
            self.note(&step.operation, &mut asides, migration).await?;
            let mut on_rows = |rows| {
                progress.rows = rows;
                report(progress);
            };
            run_step(migration, self.wanted, step, &mut on_rows).await?;
            let line = db::write_journal(migration.dialect(), self.hash, &step.description, "done");
            migration.execute(line).await.map_err(EvolveError::Database)?;
        }
        self.end(migration).await
    }

    async fn begin(&self, migration: &mut Migration) -> Result<(), EvolveError> {
        let names: Vec<&str> = self.wanted.iter().map(|table| table.name.as_str()).collect();
        let operations = || self.steps.iter().map(|step| &step.operation);
        let fills = notes::write_fills(operations());
        write_entry(migration, Entry::Fills, fills.as_deref()).await?;
        write_entry(migration, Entry::Pending, Some(&names.join("\n"))).await?;
        if !self.steps.is_empty() {
            let previous = notes::write_previous(&self.previous());
            write_entry(migration, Entry::Previous, Some(&previous)).await?;
        }
        Ok(())
    }

    fn previous(&self) -> Previous {
        let operations = || self.steps.iter().map(|step| &step.operation);
        let table_renames = operations().filter_map(|operation| match operation {
            Operation::RenameTable { from, to } => Some((from.clone(), to.clone())),
            _ => None,
        });
        let column_renames = operations().filter_map(|operation| match operation {
            Operation::RenameColumn { table, from, to } => Some((table.clone(), from.clone(), to.clone())),
            _ => None,
        });
        let mut previous = Previous {
            plan: self.hash.to_owned(),
            applied_at: now(),
            tables: self.observation.applied.clone(),
            after: write_snapshot(&self.recorded),
            table_renames: table_renames.collect(),
            column_renames: column_renames.collect(),
            steps: self.steps.iter().map(|step| step.description.clone()).collect(),
        };
        // What a run that was killed has done already belongs to this one.
        let killed = self
            .observation
            .previous
            .as_ref()
            .filter(|killed| self.observation.is_interrupted && killed.tables == previous.tables);
        if let Some(killed) = killed {
            previous.table_renames.extend(killed.table_renames.iter().cloned());
            previous.column_renames.extend(killed.column_renames.iter().cloned());
        }
        previous
    }

    /// Before the step is done: a kill in between leaves a note too many, which is seen by looking.
    async fn note(
        &self,
        operation: &Operation,
        asides: &mut Vec<Aside>,
        migration: &mut Migration,
    ) -> Result<(), EvolveError> {
        let aside = |table: &str, column, model, name: &str| Aside {
            table: table.to_owned(),
            column,
            model,
            name: name.to_owned(),
            set_aside_at: now(),
            plan: self.hash.to_owned(),
        };
        match operation {
            Operation::SetAsideColumn {
                table,
                column,
                aside: name,
            } => {
                asides.retain(|known| known.table != *table || known.name != *name);
                asides.push(aside(table, Some(column.clone()), None, name));
            }
            Operation::SetAsideTable { table, aside: name } => {
                let model = self
                    .observation
                    .applied
                    .iter()
                    .find(|model| model.name == *table)
                    .cloned();
                asides.retain(|known| known.name != *name);
                asides.push(aside(table, None, model, name));
            }
            Operation::RenameTable { from, to } if asides.iter().any(|aside| aside.table == *from) => {
                for aside in asides
                    .iter_mut()
                    .filter(|aside| aside.table == *from && aside.column.is_some())
                {
                    aside.table.clone_from(to);
                }
            }
            _ => return Ok(()),
        }
        write_entry(migration, Entry::Asides, notes::write_asides(asides).as_deref()).await
    }

    async fn end(&self, migration: &mut Migration) -> Result<(), EvolveError> {
        let snapshot = write_snapshot(&self.recorded).to_string();
        write_entry(migration, Entry::Applied, Some(&snapshot)).await?;
        write_entry(migration, Entry::Fills, None).await?;
        write_entry(migration, Entry::Pending, None).await
    }
}

async fn run_step(
    migration: &mut Migration,
    wanted: &[TableModel],
    step: &Step,
    report: &mut (dyn FnMut(u64) + Send),
) -> Result<(), EvolveError> {
    let failed = |statement: &str, error| EvolveError::Step {
        description: step.description.clone(),
        statement: statement.to_owned(),
        error,
    };
    if matches!(step.operation, Operation::FillColumn { .. }) {
        return match fill_column(migration, wanted, &step.operation, report).await {
            Err(EvolveError::Database(error)) => Err(failed("", error)),
            outcome => outcome,
        };
    }
    for statement in ddl::compile(migration.dialect(), wanted, &step.operation) {
        let done = migration.execute_raw(&statement).await;
        done.map_err(|error| failed(&statement, error))?;
    }
    Ok(())
}

pub fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}
