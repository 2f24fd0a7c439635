//! What was done to a database: its state, what was set aside, and how either comes back.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    EvolveError,
    links::distrust_table,
    notes::{self, Aside, Previous},
    observe::Eyes,
    rows::fill_column,
    run::now,
    write_entry,
};
use crate::{
    db::{self, Database, Entry, Migration},
    migration::{
        ColumnModel, LiveTable, Operation, TableModel,
        snapshot::{read_snapshot, write_snapshot},
    },
    sql::ddl,
    value::Json,
};

/// What the ledger says.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub tables: Vec<TableModel>,
    pub asides: Vec<Aside>,
    pub previous: Option<Previous>,
    /// A migration began and did not end.
    pub is_interrupted: bool,
    pub live: Vec<LiveTable>,
}

/// What was applied, and what is kept aside.
pub async fn status(database: &Database) -> Result<Ledger, EvolveError> {
    look(&mut &*database).await
}

pub(super) async fn look(eyes: &mut impl Eyes) -> Result<Ledger, EvolveError> {
    let live = eyes.introspect().await.map_err(EvolveError::Database)?;
    let rows = match db::has_ledger(&live) {
        true => eyes.values(db::read_ledger()).await.map_err(EvolveError::Database)?,
        false => Vec::new(),
    };
    let entry = |entry| db::find_entry(&rows, entry);
    let tables = match entry(Entry::Applied).and_then(|text| serde_json::from_str::<Json>(text).ok()) {
        Some(snapshot) => read_snapshot(snapshot).map_err(EvolveError::Ledger)?,
        None => Vec::new(),
    };
    let asides: Vec<Aside> = entry(Entry::Asides).map(notes::read_asides).unwrap_or_default();
    // A note may be there of what was not done any more.
    let asides = asides.into_iter().filter(|aside| is_there(&live, aside)).collect();
    Ok(Ledger {
        tables,
        asides,
        previous: entry(Entry::Previous).and_then(notes::read_previous),
        is_interrupted: entry(Entry::Pending).is_some(),
        live,
    })
}

fn is_there(live: &[LiveTable], aside: &Aside) -> bool {
    let table = |name: &str| live.iter().find(|table| table.name == name);
    match &aside.column {
        Some(_) => table(&aside.table).is_some_and(|table| table.column(&aside.name).is_some()),
        None => table(&aside.name).is_some(),
    }
}

/// How something came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    /// Under its own name.
    Renamed,
    /// Its values, where the column that is there now had none.
    Filled { rows: u64 },
}

/// Brings back what was set aside last under this name: `articles.summary`, or `articles` for a table.
pub async fn restore(database: &Database, name: &str, patience: Duration) -> Result<Restored, EvolveError> {
    let mut migration = database.migrate(patience).await.map_err(EvolveError::Lock)?;
    let mut ledger = look(&mut migration).await?;
    let found = ledger.asides.iter().rposition(|aside| aside.subject() == name);
    let Some(aside) = found.and_then(|place| ledger.asides.get(place)).cloned() else {
        let names: Vec<String> = ledger.asides.iter().map(Aside::subject).collect();
        return Err(EvolveError::NothingAside {
            name: name.to_owned(),
            there: names.join(", "),
        });
    };
    let before = write_snapshot(&ledger.tables);
    distrust_table(&mut migration, &aside.table).await?;
    let restored = match &aside.column {
        Some(column) => restore_column(&mut migration, &mut ledger, &aside, column).await?,
        None => restore_table(&mut migration, &mut ledger, &aside).await?,
    };
    distrust_table(&mut migration, &aside.table).await?;
    if restored == Restored::Renamed {
        ledger.asides.retain(|other| *other != aside);
    }
    write_ledger(&mut migration, &ledger, &format!("restore {name}")).await?;
    // The last migration can be taken back as before: a part of that is done already.
    if let Some(previous) = ledger.previous.as_mut().filter(|previous| previous.after == before) {
        previous.after = write_snapshot(&ledger.tables);
        let previous = notes::write_previous(previous);
        write_entry(&mut migration, Entry::Previous, Some(&previous)).await?;
    }
    migration.commit().await.map_err(EvolveError::Database)?;
    Ok(restored)
}

async fn restore_column(
    migration: &mut Migration,
    ledger: &mut Ledger,
    aside: &Aside,
    column: &ColumnModel,
) -> Result<Restored, EvolveError> {
    let is_free = ledger
        .live
        .iter()
        .any(|table| table.name == aside.table && table.column(&column.name).is_none());
    let model = ledger.tables.iter_mut().find(|table| table.name == aside.table);
    if is_free {
        let rename = Operation::RenameColumn {
            table: aside.table.clone(),
            from: aside.name.clone(),
            to: column.name.clone(),
        };
        execute(migration, &[], &rename).await?;
        if let Some(model) = model {
            model.columns.push(ColumnModel {
                is_nullable: true,
                ..column.clone()
            });
        }
        return Ok(Restored::Renamed);
    }
    let present = model.as_ref().and_then(|model| model.column(&column.name)).cloned();
    let (Some(to), Some(model)) = (present, model) else {
        return Err(EvolveError::NameTaken { name: aside.subject() });
    };
    let fill = Operation::FillColumn {
        table: aside.table.clone(),
        key: model.primary_key.clone(),
        from: ColumnModel {
            name: aside.name.clone(),
            ..column.clone()
        },
        to,
        only_in: None,
    };
    let mut rows = 0;
    fill_column(migration, &ledger.tables, &fill, &mut |done, _| rows = done).await?;
    Ok(Restored::Filled { rows })
}

async fn restore_table(migration: &mut Migration, ledger: &mut Ledger, aside: &Aside) -> Result<Restored, EvolveError> {
    if ledger.live.iter().any(|table| table.name == aside.table) {
        return Err(EvolveError::NameTaken { name: aside.subject() });
    }
    let rename = Operation::RenameTable {
        from: aside.name.clone(),
        to: aside.table.clone(),
    };
    execute(migration, &[], &rename).await?;
    ledger.tables.extend(aside.model.clone());
    Ok(Restored::Renamed)
}

/// What was set aside before a moment.
pub fn purgeable(ledger: &Ledger, older_than: Duration) -> Vec<Aside> {
    let limit = Utc::now() - older_than;
    let is_old = |aside: &&Aside| {
        let at = DateTime::parse_from_rfc3339(&aside.set_aside_at);
        at.is_ok_and(|at| at <= limit)
    };
    ledger.asides.iter().filter(is_old).cloned().collect()
}

/// Removes for good what was set aside before a moment.
pub async fn purge(database: &Database, older_than: Duration, patience: Duration) -> Result<Vec<Aside>, EvolveError> {
    let mut migration = database.migrate(patience).await.map_err(EvolveError::Lock)?;
    let mut ledger = look(&mut migration).await?;
    let old = purgeable(&ledger, older_than);
    for aside in &old {
        let dialect = migration.dialect();
        let statement = match aside.column {
            Some(_) => ddl::drop_column(dialect, &aside.table, &aside.name),
            None => ddl::drop_table(dialect, &aside.name),
        };
        run(&mut migration, &format!("purge {}", aside.subject()), &statement).await?;
        ledger.asides.retain(|other| other != aside);
        write_ledger(&mut migration, &ledger, &format!("purge {}", aside.subject())).await?;
    }
    migration.commit().await.map_err(EvolveError::Database)?;
    Ok(old)
}

/// After a change that no plan has made.
pub(super) async fn write_ledger(migration: &mut Migration, ledger: &Ledger, step: &str) -> Result<(), EvolveError> {
    let snapshot = write_snapshot(&ledger.tables).to_string();
    write_entry(migration, Entry::Applied, Some(&snapshot)).await?;
    write_entry(migration, Entry::Asides, notes::write_asides(&ledger.asides).as_deref()).await?;
    write_entry(migration, Entry::Settled, None).await?;
    let line = db::write_journal(migration.dialect(), &now(), step, "done");
    migration.execute(line).await.map_err(EvolveError::Database)?;
    Ok(())
}

pub(super) async fn execute(
    migration: &mut Migration,
    wanted: &[TableModel],
    operation: &Operation,
) -> Result<(), EvolveError> {
    for statement in ddl::compile(migration.dialect(), wanted, operation) {
        run(migration, &operation.subject(), &statement).await?;
    }
    Ok(())
}

async fn run(migration: &mut Migration, description: &str, statement: &str) -> Result<(), EvolveError> {
    migration
        .execute_raw(statement)
        .await
        .map_err(|error| EvolveError::Step {
            description: description.to_owned(),
            statement: statement.to_owned(),
            error,
        })
}
