//! Running steps inside the one session that may migrate: the ledger says beforehand what is being worked on, and afterwards what was done.

use chrono::{SecondsFormat, Utc};

use super::{
    EvolveError,
    links::distrust,
    notes::{self, Aside, Previous},
    observe::Observation,
    rows::{RowReport, fill_column},
    write_entry,
};
use crate::{
    db::{self, DbError, Entry, Migration},
    migration::{Operation, Step, TableModel, snapshot::write_snapshot},
    sql::ddl::{self, set_aside},
    value::Value,
};

/// What a person watches while steps run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress<'a> {
    /// From 1.
    pub number: usize,
    pub steps: usize,
    pub description: &'a str,
    /// Rows that were converted so far, where a step goes row by row, and how many there are.
    pub rows: u64,
    pub of_rows: u64,
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
    /// Names the models afterwards, as far as `quintet_links` is concerned.
    pub holders: &'a str,
}

impl Run<'_> {
    pub async fn run(&self, migration: &mut Migration, report: Report<'_>) -> Result<(), EvolveError> {
        // Before the tables are locked: a delete of a file holds the marks and then looks into tables.
        distrust(migration, &self.steps, self.holders).await?;
        lock_tables(&self.steps, self.observation, migration).await?;
        self.begin(migration).await?;
        let mut asides = self.observation.asides.clone();
        for (index, step) in self.steps.iter().enumerate() {
            tracing::info!(step = step.description, "migrating");
            let mut progress = Progress {
                number: index + 1,
                steps: self.steps.len(),
                description: &step.description,
                rows: 0,
                of_rows: 0,
            };
            report(progress);
            self.note(&step.operation, &mut asides, migration).await?;
            let mut on_rows = |rows, of_rows| {
                (progress.rows, progress.of_rows) = (rows, of_rows);
                report(progress);
            };
            self.run_step(migration, step, &mut on_rows).await?;
            let line = db::write_journal(migration.dialect(), self.hash, &step.description, "done");
            migration.execute(line).await.map_err(EvolveError::Database)?;
        }
        distrust(migration, &self.steps, self.holders).await?;
        self.end(migration).await
    }

    async fn run_step(&self, migration: &mut Migration, step: &Step, report: RowReport<'_>) -> Result<(), EvolveError> {
        if matches!(step.operation, Operation::FillColumn { .. }) {
            return match fill_column(migration, self.wanted, &step.operation, report).await {
                Err(EvolveError::Database(error)) => Err(failed(step, "", error)),
                outcome => outcome,
            };
        }
        let mut statements = ddl::compile(migration.dialect(), self.wanted, &step.operation);
        if let Operation::RebuildTable { table, .. } = &step.operation {
            statements.extend(self.made_by_others(migration, table).await?);
        }
        self.keep_definition(migration, &step.operation, &mut statements)
            .await?;
        execute_all(migration, step, &statements).await
    }

    /// In a table that somebody else made, a column that may be empty from now on, or may not any more, stays in all else what it was.
    async fn keep_definition(
        &self,
        migration: &mut Migration,
        operation: &Operation,
        statements: &mut [String],
    ) -> Result<(), EvolveError> {
        let (table, from, to) = match operation {
            Operation::AlterColumn { table, from, to } if from.column_type == to.column_type => {
                (table, from, to.clone())
            }
            Operation::SetAsideColumn { table, column, .. } => (table, column, set_aside(column)),
            _ => return Ok(()),
        };
        let dialect = migration.dialect();
        let mut tables = self.wanted.iter().filter(|model| model.name == *table);
        let changes = dialect.alter_column(table, from, &to);
        let place = statements.iter_mut().find(|statement| changes.contains(statement));
        let question = db::defined_as(dialect, table, &from.name, to.is_nullable);
        let (Some(statement), Some(question), true) = (place, question, tables.any(|model| model.is_adopted)) else {
            return Ok(());
        };
        let answer = migration.values(question).await.map_err(EvolveError::Database)?;
        if let Some(Value::Text(definition)) = answer.into_iter().flatten().next() {
            *statement = ddl::define_again(dialect, table, &from.name, &definition);
        }
        Ok(())
    }

    /// What others made on a table that is made anew, as the text that makes it. Renames that came before have changed these texts too.
    async fn made_by_others(&self, migration: &mut Migration, table: &TableModel) -> Result<Vec<String>, EvolveError> {
        let Some(question) = db::made_on(migration.dialect(), &table.name) else {
            return Ok(Vec::new());
        };
        let applied = self.observation.applied.iter().flat_map(|table| &table.indexes);
        let ours: Vec<&str> = applied.chain(&table.indexes).map(|index| index.name.as_str()).collect();
        let rows = migration.values(question).await.map_err(EvolveError::Database)?;
        let theirs = rows.into_iter().filter_map(|row| match <[Value; 3]>::try_from(row) {
            Ok([Value::Text(kind), Value::Text(name), Value::Text(text)]) => {
                (kind == "trigger" || !ours.contains(&name.as_str())).then_some(text)
            }
            _ => None,
        });
        Ok(theirs.collect())
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
            holders: self.observation.holders.clone().unwrap_or_default(),
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
            previous.holders.clone_from(&killed.holders);
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

/// The tables that steps change, and those that new foreign keys refer to, by the names that they have now.
async fn lock_tables(steps: &[&Step], observation: &Observation, migration: &mut Migration) -> Result<(), EvolveError> {
    let renames = steps.iter().filter_map(|step| match &step.operation {
        Operation::RenameTable { from, to } => Some((to.as_str(), from.as_str())),
        _ => None,
    });
    let renames: Vec<(&str, &str)> = renames.collect();
    let now = |name: &str| {
        let old = renames
            .iter()
            .find(|(new, _)| *new == name)
            .map_or(name, |(_, old)| old);
        observation.live_names.iter().find(|live| *live == old).cloned()
    };
    let mut changed: Vec<String> = steps.iter().filter_map(|step| now(step.operation.table())).collect();
    changed.sort();
    changed.dedup();
    let mut referred: Vec<String> = steps
        .iter()
        .flat_map(|step| step.operation.new_targets())
        .filter_map(now)
        .filter(|name| !changed.contains(name))
        .collect();
    referred.sort();
    referred.dedup();
    let locked = migration.lock_tables(&changed, &referred).await;
    locked.map_err(EvolveError::Lock)
}

/// Steps that are taken one by one after the others, while the site goes on. Each looks for itself whether something is left of an earlier try.
pub async fn run_apart(
    migration: &mut Migration,
    wanted: &[TableModel],
    (steps, hash): (&[&Step], &str),
    report: Report<'_>,
) -> Result<(), EvolveError> {
    for (index, step) in steps.iter().enumerate() {
        tracing::info!(step = step.description, "migrating while the site goes on");
        report(Progress {
            number: index + 1,
            steps: steps.len(),
            description: &step.description,
            rows: 0,
            of_rows: 0,
        });
        drop_unfinished(migration, step).await?;
        let statements = ddl::compile_apart(migration.dialect(), wanted, &step.operation);
        if let Err(error) = execute_all(migration, step, &statements).await {
            drop_unfinished(migration, step).await?;
            return Err(error);
        }
        let line = db::write_journal(migration.dialect(), hash, &step.description, "done");
        migration.execute(line).await.map_err(EvolveError::Database)?;
    }
    Ok(())
}

/// An index that somebody stopped building does nothing, and its name is taken.
async fn drop_unfinished(migration: &mut Migration, step: &Step) -> Result<(), EvolveError> {
    let Operation::CreateIndex { table, index } = &step.operation else {
        return Ok(());
    };
    let Some(question) = db::unfinished_index(migration.dialect(), &index.name) else {
        return Ok(());
    };
    if migration
        .values(question)
        .await
        .map_err(EvolveError::Database)?
        .is_empty()
    {
        return Ok(());
    }
    let statement = ddl::drop_index(migration.dialect(), table, &index.name);
    execute_all(migration, step, &[statement]).await
}

async fn execute_all(migration: &mut Migration, step: &Step, statements: &[String]) -> Result<(), EvolveError> {
    for statement in statements {
        let done = migration.execute_raw(statement).await;
        done.map_err(|error| failed(step, statement, error))?;
    }
    Ok(())
}

fn failed(step: &Step, statement: &str, error: DbError) -> EvolveError {
    EvolveError::Step {
        description: step.description.clone(),
        statement: statement.to_owned(),
        error,
    }
}

pub fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}
