//! Foreign keys and checks: which are kept, dropped and added. Those that somebody else made are left alone.

use super::{Changes, Columns, Comparison, Found, Staged, name_of, stage};
use crate::migration::{
    operation::Operation,
    safety::{Judge, SAFE},
    table::{CheckModel, ForeignKeyModel},
};

impl Comparison<'_> {
    /// On engines that rebuild, a new column brings its key along.
    pub(super) fn foreign_keys(&self, columns: &Columns) -> Changes<ForeignKeyModel> {
        let comes_with_column = |key: &ForeignKeyModel| {
            self.engine.traits.rebuilds_tables
                && columns.added.iter().any(|column| key.columns == [column.name.clone()])
        };
        let is_same = |wanted: &ForeignKeyModel, live: &ForeignKeyModel| {
            let is_any_name = live.name.is_empty() || self.table.wanted.is_adopted;
            let name = if is_any_name { &wanted.name } else { &live.name };
            *wanted
                == ForeignKeyModel {
                    name: name.clone(),
                    ..live.clone()
                }
        };
        let is_converted = |key: &ForeignKeyModel| {
            key.columns.iter().any(|column| columns.converts(column)) || self.is_retyped(key, columns)
        };
        let wanted = &self.table.wanted.foreign_keys;
        let added = wanted.iter().filter(|key| {
            let is_there = self.live.foreign_keys.iter().any(|live| is_same(key, live)) && !is_converted(key);
            !comes_with_column(key) && !is_there
        });
        let applied = self.table.applied.iter().flat_map(|table| &table.foreign_keys);
        let ours: Vec<&[String]> = applied.chain(wanted).map(|key| key.columns.as_slice()).collect();
        let dropped = self.live.foreign_keys.iter().filter(|live| {
            let is_wanted = wanted.iter().any(|key| is_same(key, live)) && !is_converted(live);
            ours.contains(&live.columns.as_slice()) && !is_wanted
        });
        Changes {
            dropped: dropped.map(name_of).collect(),
            added: added.cloned().collect(),
        }
    }

    pub(super) fn checks(&self) -> Changes<CheckModel> {
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

    pub(super) fn alter_constraints(
        &self,
        columns: &Columns,
        keys: &Changes<ForeignKeyModel>,
        checks: &Changes<CheckModel>,
        judge: &mut Judge<'_>,
        found: &mut Found,
    ) {
        let table = || self.name().to_owned();
        let mut push = |stage, operation, class| found.staged.push(Staged::new(stage, operation, class));
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
}
