//! One table that is there and is wanted: columns, keys, checks and indexes, part by part. For engines that can not alter them the parts are gathered
//! into one rebuild.

mod classes;
mod constraints;
mod conversions;
mod enumerations;
mod indexes;
mod keys;
mod rebuild;
mod search;

use crate::value::ColumnType;

pub use self::search::search_steps;

use self::conversions::Conversion;
use super::{
    describe::describe_type,
    diff::Engine,
    live::{LiveColumn, LiveTable, LiveType},
    moves::Moves,
    operation::Operation,
    plan::{Safety, Step},
    rename::{Aligned, Alignment, in_turn},
    safety::{Judge, SAFE},
    shape::Shape,
    table::{CheckModel, ColumnModel, ForeignKeyModel},
};

/// When a step is done; later stages build on earlier ones.
pub mod stage {
    /// Before all that it would be in the way of.
    pub const DROP_SEARCH: u8 = 0;
    pub const RENAME_TABLE: u8 = 1;
    pub const RENAME_COLUMN: u8 = 2;
    pub const DROP_FOREIGN_KEY: u8 = 3;
    pub const DROP_CHECK: u8 = 4;
    /// An index that comes back under its name.
    pub const REPLACE_INDEX: u8 = 5;
    pub const RENAME_INDEX: u8 = 6;
    pub const CREATE_TABLE: u8 = 7;
    /// The old form of a column leaves its name to the new one.
    pub const MAKE_ROOM: u8 = 8;
    pub const CHANGE_COLUMNS: u8 = 9;
    pub const FILL: u8 = 10;
    /// What is refused of columns that had to be filled first.
    pub const SETTLE: u8 = 11;
    pub const CREATE_INDEX: u8 = 12;
    pub const ADD_CHECK: u8 = 13;
    pub const ADD_FOREIGN_KEY: u8 = 14;
    /// After the new ones: a foreign key may need an index at any time.
    pub const DROP_INDEX: u8 = 15;
    pub const SET_ASIDE: u8 = 16;
    /// When the columns are what they will be.
    pub const CREATE_SEARCH: u8 = 17;
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
    pub hints: Vec<String>,
}

pub fn table_steps(
    table: &Aligned,
    alignment: &Alignment,
    moves: &Moves,
    engine: Engine<'_>,
    judge: &mut Judge<'_>,
) -> Found {
    let Some(live) = &table.live else {
        return Found::default();
    };
    let comparison = Comparison {
        table,
        live,
        alignment,
        moves,
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
    found.conflicts.extend(hidden_rows(table, judge));
    for (from, to) in &in_turn(&table.column_renames) {
        let operation = Operation::RenameColumn {
            table: table.wanted.name.clone(),
            from: from.clone(),
            to: to.clone(),
        };
        found.staged.push(Staged::new(stage::RENAME_COLUMN, operation, SAFE));
    }
    let columns = comparison.columns(judge, &mut found);
    comparison.convert_columns(&columns.converted, &mut found);
    comparison.ask_about_renames(&columns.added, &mut found);
    let keys = comparison.foreign_keys(&columns);
    let checks = comparison.checks();
    if engine.traits.rebuilds_tables && comparison.must_rebuild(&columns, &keys, &checks) {
        comparison.rebuild(&columns, &keys, &checks, judge, &mut found);
    } else {
        comparison.alter(&columns, &keys, &checks, judge, &mut found);
        comparison.indexes(&columns, judge, &mut found);
    }
    comparison.leftovers(&mut found);
    search_steps(&table.wanted, Some((live, &table.live_name)), judge, &mut found);
    found
}

/// A collection that becomes one item must have no more than that: the others would be there, and nobody would see them.
fn hidden_rows(table: &Aligned, judge: &mut Judge<'_>) -> Option<String> {
    let was_singleton = table.applied.as_ref().is_some_and(|applied| applied.is_singleton);
    if !table.wanted.is_singleton || was_singleton {
        return None;
    }
    let rows = judge.rows(&table.live_name).filter(|rows| *rows > 1)?;
    Some(format!(
        "{} becomes a singleton, of which there is one item, and has {rows}; remove the others first, or keep it a collection",
        table.wanted.name
    ))
}

struct Comparison<'a> {
    table: &'a Aligned,
    live: &'a LiveTable,
    alignment: &'a Alignment,
    moves: &'a Moves,
    engine: Engine<'a>,
}

#[derive(Default)]
struct Columns {
    added: Vec<ColumnModel>,
    /// As it is, and as it is wanted.
    changed: Vec<(ColumnModel, ColumnModel)>,
    kept: Vec<ColumnModel>,
    converted: Vec<Conversion>,
}

impl Columns {
    fn converts(&self, column: &str) -> bool {
        self.converted
            .iter()
            .any(|conversion| conversion.to.name == column && conversion.aside.is_some())
    }
}

struct Changes<T> {
    dropped: Vec<String>,
    added: Vec<T>,
}

impl Comparison<'_> {
    fn name(&self) -> &str {
        &self.table.wanted.name
    }

    fn columns(&self, judge: &mut Judge<'_>, found: &mut Found) -> Columns {
        let mut columns = Columns::default();
        for wanted in &self.table.wanted.columns {
            let unfinished = self.unfinished(wanted, judge);
            let Some(live) = self.live.column(&wanted.name) else {
                match unfinished {
                    Some(conversion) => columns.converted.push(conversion),
                    None => columns.added.push(wanted.clone()),
                }
                continue;
            };
            let is_unfinished = unfinished.is_some();
            columns.converted.extend(unfinished);
            let Some(is) = self.column_as_it_is(wanted, live, found) else {
                columns.kept.push(wanted.clone());
                continue;
            };
            let is_key = self.table.wanted.primary_key.contains(&wanted.name);
            if is_key && let Some(conflict) = self.key_that_can_not_change(&is, wanted, judge) {
                found.conflicts.push(conflict);
                columns.kept.push(wanted.clone());
                continue;
            }
            match self
                .conversion(&is, wanted, judge)
                .filter(|_| !is_unfinished && !is_key)
            {
                Some(conversion) => columns.converted.push(conversion),
                None if is.column_type == wanted.column_type && is.is_nullable == wanted.is_nullable => {
                    columns.kept.push(is);
                }
                None => columns.changed.push((is, wanted.clone())),
            }
        }
        columns.changed.extend(self.relaxed());
        columns
    }

    /// The live column in terms of the model; `None` after a conflict.
    fn column_as_it_is(&self, wanted: &ColumnModel, live: &LiveColumn, found: &mut Found) -> Option<ColumnModel> {
        let place = format!("{}.{}", self.name(), wanted.name);
        let storage = match &live.storage {
            LiveType::Known(storage) => storage,
            LiveType::Like(storage) if self.table.wanted.is_adopted => &(self.engine.stored_as)(*storage),
            LiveType::Like(storage) => {
                let like = describe_type(*storage);
                let conflict =
                    format!("column {place} holds a {like}, but not as we store it; adopt the table by `table:`");
                found.conflicts.push(conflict);
                return None;
            }
            LiveType::Enumeration { name, labels } => {
                return self.enumeration(wanted, live, (name, labels), found);
            }
            LiveType::Other(name) => {
                found
                    .conflicts
                    .push(format!("column {place} is {name}, which the model has no word for"));
                return None;
            }
        };
        let is_stored_so = |column: &ColumnType| (self.engine.stored_as)(*column) == *storage;
        if self.table.wanted.is_adopted && is_good_enough(wanted, *storage) {
            return Some(self.with_applied_meaning(ColumnModel {
                is_nullable: if live.is_computed {
                    wanted.is_nullable
                } else {
                    live.is_nullable
                },
                ..wanted.clone()
            }));
        }
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
        Some(self.with_applied_meaning(ColumnModel {
            column_type: meant,
            is_nullable: if self.table.wanted.is_adopted && live.is_computed {
                wanted.is_nullable
            } else {
                live.is_nullable
            },
            is_generated: is_counted(meant) && self.table.wanted.primary_key == [wanted.name.clone()],
            ..wanted.clone()
        }))
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
            let is_moved = self.moves.moves_away(self.name(), &live.name) || self.is_renamed_late(&live.name);
            match self.table.applied.as_ref().and_then(|table| table.column(&live.name)) {
                Some(applied) => {
                    let operation = Operation::SetAsideColumn {
                        table: self.name().to_owned(),
                        column: ColumnModel {
                            is_nullable: true,
                            ..applied.clone()
                        },
                        aside: self.free_aside(&live.name),
                    };
                    let class = if is_moved {
                        SAFE
                    } else {
                        let reason =
                            "the model has no field for it any more; it is kept, and `restore-column` brings it back";
                        (Safety::Lossy, Some(reason.to_owned()))
                    };
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

    /// Its values are in the column that was said later to be the same.
    fn is_renamed_late(&self, column: &str) -> bool {
        let mut wanted = self.table.wanted.columns.iter();
        wanted.any(|wanted| wanted.renamed_from.as_deref() == Some(column) && self.live.column(&wanted.name).is_some())
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
        let is_refused_later = |conversion: &Conversion| {
            let is_required = conversion.aside.as_ref().is_some_and(|(column, _)| !column.is_nullable);
            !conversion.to.is_nullable || is_required
        };
        columns.changed.iter().any(is_stored_otherwise)
            || columns.converted.iter().any(is_refused_later)
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
        self.alter_columns(columns, judge, found);
        self.alter_constraints(columns, keys, checks, judge, found);
    }

    fn alter_columns(&self, columns: &Columns, judge: &mut Judge<'_>, found: &mut Found) {
        let table = || self.name().to_owned();
        let mut push = |stage, operation, class| found.staged.push(Staged::new(stage, operation, class));
        for column in &columns.added {
            let foreign_key = self.key_of(column).filter(|_| self.engine.traits.rebuilds_tables);
            let operation = Operation::AddColumn {
                table: table(),
                column: column.clone(),
                foreign_key: foreign_key.cloned(),
            };
            push(stage::CHANGE_COLUMNS, operation, self.class_of_added(column, judge));
        }
        for (from, to) in &columns.changed {
            let operation = Operation::AlterColumn {
                table: table(),
                from: from.clone(),
                to: to.clone(),
            };
            let is_filled = columns.converted.iter().any(|conversion| conversion.to.name == to.name);
            if is_filled {
                push(stage::SETTLE, operation, SAFE);
            } else {
                push(stage::CHANGE_COLUMNS, operation, self.class_of_changed(from, to, judge));
            }
        }
        let is_refused_later = |conversion: &&Conversion| !conversion.is_there && !conversion.to.is_nullable;
        for conversion in columns.converted.iter().filter(is_refused_later) {
            let operation = Operation::AlterColumn {
                table: table(),
                from: conversion.unfilled(),
                to: conversion.to.clone(),
            };
            push(stage::SETTLE, operation, conversion.class_afterwards());
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

/// What somebody else made may hold less than we would make, where the server itself looks at every value.
fn is_good_enough(wanted: &ColumnModel, storage: ColumnType) -> bool {
    let is_text = matches!(
        storage,
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key
    );
    let is_checked = wanted.column_type == ColumnType::Key || matches!(wanted.shape, Shape::Choice(_));
    (is_text && is_checked) || (wanted.column_type == ColumnType::Json && storage == ColumnType::LongText)
}

/// Keys of this type are given by the engine.
fn is_counted(column: ColumnType) -> bool {
    column == ColumnType::Integer
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
