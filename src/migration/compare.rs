//! One table that is there and is wanted: columns, keys, checks and indexes, part by part. For engines that can not alter them the parts are gathered
//! into one rebuild.

mod classes;
mod indexes;
mod rebuild;

use crate::{schema::naming, value::ColumnType};

use super::{
    diff::Engine,
    live::{LiveColumn, LiveTable, LiveType},
    operation::Operation,
    plan::{Safety, Step},
    rename::{Aligned, Alignment},
    safety::{Judge, SAFE},
    table::{CheckModel, ColumnModel, ForeignKeyModel},
};

/// When a step is done; later stages build on earlier ones.
pub mod stage {
    pub const RENAME_TABLE: u8 = 0;
    pub const RENAME_COLUMN: u8 = 1;
    pub const DROP_FOREIGN_KEY: u8 = 2;
    pub const DROP_CHECK: u8 = 3;
    /// An index that comes back under its name.
    pub const REPLACE_INDEX: u8 = 4;
    pub const RENAME_INDEX: u8 = 5;
    pub const CREATE_TABLE: u8 = 6;
    pub const CHANGE_COLUMNS: u8 = 7;
    pub const CREATE_INDEX: u8 = 8;
    pub const ADD_CHECK: u8 = 9;
    pub const ADD_FOREIGN_KEY: u8 = 10;
    /// After the new ones: a foreign key may need an index at any time.
    pub const DROP_INDEX: u8 = 11;
    pub const SET_ASIDE: u8 = 12;
}

#[derive(Debug)]
pub struct Staged {
    pub stage: u8,
    pub step: Step,
}

/// What one table needs.
#[derive(Debug, Default)]
pub struct Found {
    pub staged: Vec<Staged>,
    pub conflicts: Vec<String>,
    pub drift: Vec<String>,
}

pub fn table_steps(table: &Aligned, alignment: &Alignment, engine: Engine<'_>, judge: &mut Judge<'_>) -> Found {
    let Some(live) = &table.live else {
        return Found::default();
    };
    let comparison = Comparison {
        table,
        live,
        alignment,
        engine,
    };
    let mut found = Found::default();
    if live.primary_key != table.wanted.primary_key {
        let (is, wants) = (live.primary_key.join(", "), table.wanted.primary_key.join(", "));
        found.conflicts.push(format!(
            "the primary key of {} is ({is}) and can not become ({wants})",
            table.wanted.name
        ));
        return found;
    }
    for (from, to) in &table.column_renames {
        let operation = Operation::RenameColumn {
            table: table.wanted.name.clone(),
            from: from.clone(),
            to: to.clone(),
        };
        found.staged.push(Staged::new(stage::RENAME_COLUMN, operation, SAFE));
    }
    let columns = comparison.columns(&mut found);
    let keys = comparison.foreign_keys(&columns);
    let checks = comparison.checks();
    if engine.traits.rebuilds_tables && comparison.must_rebuild(&columns, &keys, &checks) {
        comparison.rebuild(&columns, &keys, &checks, judge, &mut found);
    } else {
        comparison.alter(&columns, &keys, &checks, judge, &mut found);
        comparison.indexes(judge, &mut found);
    }
    comparison.leftovers(&mut found);
    found
}

struct Comparison<'a> {
    table: &'a Aligned,
    live: &'a LiveTable,
    alignment: &'a Alignment,
    engine: Engine<'a>,
}

#[derive(Default)]
struct Columns {
    added: Vec<ColumnModel>,
    /// As it is, and as it is wanted.
    changed: Vec<(ColumnModel, ColumnModel)>,
    kept: Vec<ColumnModel>,
}

struct Changes<T> {
    dropped: Vec<String>,
    added: Vec<T>,
}

impl Comparison<'_> {
    fn name(&self) -> &str {
        &self.table.wanted.name
    }

    fn columns(&self, found: &mut Found) -> Columns {
        let mut columns = Columns::default();
        for wanted in &self.table.wanted.columns {
            let Some(live) = self.live.column(&wanted.name) else {
                columns.added.push(wanted.clone());
                continue;
            };
            match self.column_as_it_is(wanted, live, found) {
                Some(is) if is.column_type == wanted.column_type && is.is_nullable == wanted.is_nullable => {
                    columns.kept.push(is);
                }
                Some(is) => columns.changed.push((is, wanted.clone())),
                None => columns.kept.push(wanted.clone()),
            }
        }
        columns.changed.extend(self.relaxed());
        columns
    }

    /// The live column in terms of the model; `None` after a conflict.
    fn column_as_it_is(&self, wanted: &ColumnModel, live: &LiveColumn, found: &mut Found) -> Option<ColumnModel> {
        let place = format!("{}.{}", self.name(), wanted.name);
        let LiveType::Known(storage) = &live.storage else {
            if let LiveType::Other(name) = &live.storage {
                found
                    .conflicts
                    .push(format!("column {place} is {name}, which the model has no word for"));
            }
            return None;
        };
        let is_stored_so = |column: &ColumnType| (self.engine.stored_as)(*column) == *storage;
        let applied = self
            .table
            .applied
            .as_ref()
            .and_then(|table| table.column(&wanted.name))
            .map(|column| column.column_type);
        if applied.is_some_and(|applied| !is_stored_so(&applied)) {
            found.drift.push(format!(
                "column {place} was changed by somebody: it is stored as {storage:?}"
            ));
        }
        let meant = applied
            .filter(is_stored_so)
            .or_else(|| Some(wanted.column_type).filter(is_stored_so))
            .unwrap_or(*storage);
        Some(ColumnModel {
            column_type: meant,
            is_nullable: live.is_nullable,
            ..wanted.clone()
        })
    }

    /// Columns that are gone from the model, and would refuse every new row: from now on they may be empty.
    fn relaxed(&self) -> Vec<(ColumnModel, ColumnModel)> {
        let gone = self
            .live
            .columns
            .iter()
            .filter(|live| self.table.wanted.column(&live.name).is_none() && blocks_inserts(live));
        let ours = gone.filter_map(|live| self.table.applied.as_ref()?.column(&live.name));
        let with_null = |column: &ColumnModel, is_nullable| ColumnModel {
            is_nullable,
            ..column.clone()
        };
        ours.map(|column| (with_null(column, false), with_null(column, true)))
            .collect()
    }

    /// Columns that are gone from the model.
    fn leftovers(&self, found: &mut Found) {
        for live in &self.live.columns {
            if self.table.wanted.column(&live.name).is_some() {
                continue;
            }
            match self.table.applied.as_ref().and_then(|table| table.column(&live.name)) {
                Some(applied) => {
                    let operation = Operation::SetAsideColumn {
                        table: self.name().to_owned(),
                        column: ColumnModel {
                            is_nullable: true,
                            ..applied.clone()
                        },
                        aside: naming::set_aside(&live.name),
                    };
                    let reason = Some("the model has no field for it any more".to_owned());
                    let class = (Safety::Lossy, reason);
                    found
                        .staged
                        .push(Staged::waiting(stage::SET_ASIDE, operation, class, false));
                }
                None if blocks_inserts(live) => {
                    found.conflicts.push(format!(
                        "column {}.{} is not in the model, and no row can be added without it",
                        self.name(),
                        live.name
                    ));
                }
                None => {}
            }
        }
    }

    /// On engines that rebuild, a new column brings its key along.
    fn foreign_keys(&self, columns: &Columns) -> Changes<ForeignKeyModel> {
        let comes_with_column = |key: &ForeignKeyModel| {
            self.engine.traits.rebuilds_tables
                && columns.added.iter().any(|column| key.columns == [column.name.clone()])
        };
        let is_same = |wanted: &ForeignKeyModel, live: &ForeignKeyModel| {
            let name = if live.name.is_empty() { &wanted.name } else { &live.name };
            *wanted
                == ForeignKeyModel {
                    name: name.clone(),
                    ..live.clone()
                }
        };
        let wanted = &self.table.wanted.foreign_keys;
        let added = wanted
            .iter()
            .filter(|key| !comes_with_column(key) && !self.live.foreign_keys.iter().any(|live| is_same(key, live)));
        let applied = self.table.applied.iter().flat_map(|table| &table.foreign_keys);
        let ours: Vec<&[String]> = applied.chain(wanted).map(|key| key.columns.as_slice()).collect();
        let dropped = self
            .live
            .foreign_keys
            .iter()
            .filter(|live| ours.contains(&live.columns.as_slice()) && !wanted.iter().any(|key| is_same(key, live)));
        Changes {
            dropped: dropped.map(name_of).collect(),
            added: added.cloned().collect(),
        }
    }

    fn checks(&self) -> Changes<CheckModel> {
        let applied = |name: &str| {
            self.table
                .applied
                .iter()
                .flat_map(|table| &table.checks)
                .find(|check| check.name == name)
        };
        let is_kept = |wanted: &CheckModel| {
            self.live.checks.contains(&wanted.name) && applied(&wanted.name).is_none_or(|applied| applied == wanted)
        };
        let wanted = &self.table.wanted.checks;
        let ours = |name: &String| applied(name).is_some() || wanted.iter().any(|check| check.name == *name);
        let dropped = self
            .live
            .checks
            .iter()
            .filter(|name| ours(name) && !wanted.iter().any(|check| check.name == **name && is_kept(check)));
        Changes {
            dropped: dropped.cloned().collect(),
            added: wanted.iter().filter(|check| !is_kept(check)).cloned().collect(),
        }
    }

    fn must_rebuild(&self, columns: &Columns, keys: &Changes<ForeignKeyModel>, checks: &Changes<CheckModel>) -> bool {
        let is_stored_otherwise = |(from, to): &(ColumnModel, ColumnModel)| {
            from.is_nullable != to.is_nullable
                || (self.engine.stored_as)(from.column_type) != (self.engine.stored_as)(to.column_type)
        };
        let can_not_be_added = |column: &ColumnModel| {
            let has_key = self
                .table
                .wanted
                .foreign_keys
                .iter()
                .any(|key| key.columns.contains(&column.name));
            (!column.is_nullable && column.default.is_none()) || (has_key && column.default.is_some())
        };
        columns.changed.iter().any(is_stored_otherwise)
            || columns.added.iter().any(can_not_be_added)
            || !(keys.dropped.is_empty()
                && keys.added.is_empty()
                && checks.dropped.is_empty()
                && checks.added.is_empty())
    }

    fn alter(
        &self,
        columns: &Columns,
        keys: &Changes<ForeignKeyModel>,
        checks: &Changes<CheckModel>,
        judge: &mut Judge<'_>,
        found: &mut Found,
    ) {
        let table = || self.name().to_owned();
        let mut push = |stage, operation, class| found.staged.push(Staged::new(stage, operation, class));
        for column in &columns.added {
            let foreign_key = self
                .key_of(column)
                .filter(|_| self.engine.traits.rebuilds_tables)
                .cloned();
            let operation = Operation::AddColumn {
                table: table(),
                column: column.clone(),
                foreign_key,
            };
            push(stage::CHANGE_COLUMNS, operation, self.class_of_added(column, judge));
        }
        for (from, to) in &columns.changed {
            let operation = Operation::AlterColumn {
                table: table(),
                from: from.clone(),
                to: to.clone(),
            };
            push(stage::CHANGE_COLUMNS, operation, self.class_of_changed(from, to, judge));
        }
        for foreign_key in &keys.dropped {
            let operation = Operation::DropForeignKey {
                table: table(),
                foreign_key: foreign_key.clone(),
            };
            push(stage::DROP_FOREIGN_KEY, operation, SAFE);
        }
        for key in &keys.added {
            let operation = Operation::AddForeignKey {
                table: table(),
                foreign_key: key.clone(),
            };
            push(
                stage::ADD_FOREIGN_KEY,
                operation,
                self.class_of_key(key, columns, judge),
            );
        }
        for check in &checks.dropped {
            push(
                stage::DROP_CHECK,
                Operation::DropCheck {
                    table: table(),
                    check: check.clone(),
                },
                SAFE,
            );
        }
        for check in &checks.added {
            let operation = Operation::AddCheck {
                table: table(),
                check: check.clone(),
            };
            push(stage::ADD_CHECK, operation, self.class_of_check(check, columns, judge));
        }
    }

    fn key_of(&self, column: &ColumnModel) -> Option<&ForeignKeyModel> {
        self.table
            .wanted
            .foreign_keys
            .iter()
            .find(|key| key.columns == [column.name.clone()])
    }
}

/// Where the engine keeps no names, the key is called by its columns: it is dropped with the table that is rebuilt.
fn name_of(key: &ForeignKeyModel) -> String {
    if key.name.is_empty() {
        key.columns.join(", ")
    } else {
        key.name.clone()
    }
}

fn blocks_inserts(column: &LiveColumn) -> bool {
    !column.is_nullable && !column.has_default
}
