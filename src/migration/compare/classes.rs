//! How dangerous a change of a column, a key or a check is. What a column held under its old name counts.

use super::{Columns, Comparison, Conversion};
use crate::{
    migration::{
        convert::is_kept,
        plan::Fact,
        safety::{Class, Judge, SAFE, worst},
        table::{CheckModel, ColumnModel, ForeignKeyModel},
    },
    value::ColumnType,
};

impl Comparison<'_> {
    pub(super) fn class_of_added(&self, column: &ColumnModel, judge: &mut Judge<'_>) -> Class {
        if column.is_nullable || column.default.is_some() {
            SAFE
        } else {
            judge.adds_required(&self.table.live_name)
        }
    }

    pub(super) fn class_of_changed(&self, from: &ColumnModel, to: &ColumnModel, judge: &mut Judge<'_>) -> Class {
        let (table, column) = (&self.table.live_name, self.table.live_column(&to.name));
        let changed = match (from.column_type, to.column_type) {
            (old, new) if old == new => SAFE,
            (ColumnType::Key, new) if !is_kept(from, to) && new != ColumnType::Key => {
                let live = ColumnModel {
                    name: column.to_owned(),
                    ..from.clone()
                };
                match judge.keys_that_do_not_fit(table, &live, to) {
                    Some(answer) if answer.rows == 0 => judge.touches_all_rows(table),
                    _ => judge.changes_type(table, column, from.column_type, new),
                }
            }
            (old, new) => judge.changes_type(table, column, old, new),
        };
        let refused = if from.is_nullable && !to.is_nullable && to.default.is_none() {
            judge.refuses_null(table, column)
        } else {
            SAFE
        };
        worst(changed, refused)
    }

    /// A new column refers to nothing yet.
    pub(super) fn class_of_key(&self, key: &ForeignKeyModel, columns: &Columns, judge: &mut Judge<'_>) -> Class {
        let of_key = |conversion: &&Conversion| key.columns.contains(&conversion.to.name);
        if let Some(conversion) = columns.converted.iter().find(of_key) {
            return conversion.class_afterwards();
        }
        let is_new = |name: &String| {
            columns
                .added
                .iter()
                .any(|column| column.name == *name && column.default.is_none())
        };
        let is_target_new = !self
            .alignment
            .tables
            .iter()
            .any(|table| table.wanted.name == key.target_table && table.live.is_some());
        if key.columns.iter().all(is_new) {
            return judge.touches_all_rows(&self.table.live_name);
        }
        let changes_type = columns
            .changed
            .iter()
            .any(|(from, to)| key.columns.contains(&to.name) && from.column_type != to.column_type);
        if changes_type && self.follows_its_target(key) {
            return judge.touches_all_rows(&self.table.live_name);
        }
        if is_target_new || changes_type {
            return judge.refers_to_new_table(&self.table.live_name);
        }
        let live_key = ForeignKeyModel {
            columns: key
                .columns
                .iter()
                .map(|column| self.table.live_column(column).to_owned())
                .collect(),
            target_columns: key
                .target_columns
                .iter()
                .map(|column| self.alignment.live_column(&key.target_table, column).to_owned())
                .collect(),
            target_table: self.alignment.live_table(&key.target_table).to_owned(),
            ..key.clone()
        };
        judge.gets_foreign_key(&self.table.live_name, Fact::orphans(&self.table.live_name, &live_key))
    }

    pub(super) fn class_of_check(&self, check: &CheckModel, columns: &Columns, judge: &mut Judge<'_>) -> Class {
        let is_new = |name: &&String| columns.added.iter().any(|column| column.name == **name);
        let there: Vec<String> = check
            .one_of
            .iter()
            .filter(|name| !is_new(name))
            .map(|name| self.table.live_column(name).to_owned())
            .collect();
        if there.is_empty() && check.allows_none {
            return judge.touches_all_rows(&self.table.live_name);
        }
        judge.gets_check(&self.table.live_name, there, check.allows_none)
    }
}
