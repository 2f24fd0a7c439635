//! Indexes: kept, renamed, replaced, made and dropped. Those that somebody else made are left alone.

use super::{Columns, Comparison, Conversion, Found, Staged, stage};
use crate::migration::{
    operation::Operation,
    plan::Safety,
    safety::{Class, Judge, SAFE},
    table::IndexModel,
};

impl Comparison<'_> {
    pub(super) fn is_ours(&self, index: &IndexModel) -> bool {
        let applied = self.table.applied.iter().flat_map(|table| &table.indexes);
        applied
            .chain(&self.table.wanted.indexes)
            .any(|known| known.name == index.name)
    }

    pub(super) fn indexes(&self, columns: &Columns, judge: &mut Judge<'_>, found: &mut Found) {
        let is_converted = |index: &IndexModel| index.columns.iter().any(|(column, _)| columns.converts(column));
        let table = || self.name().to_owned();
        let mut renamed: Vec<&str> = Vec::new();
        for wanted in &self.table.wanted.indexes {
            let is_called_otherwise = |live: &IndexModel| self.table.wanted.is_adopted && has_columns_of(wanted, live);
            if !is_converted(wanted) && self.live.indexes.iter().any(is_called_otherwise) {
                continue;
            }
            let live = self.live.indexes.iter().find(|live| live.name == wanted.name);
            match live {
                Some(live)
                    if has_columns_of(wanted, live)
                        && !is_converted(wanted)
                        && self.applied_index(&wanted.name).is_none_or(|applied| applied == wanted) =>
                {
                    continue;
                }
                Some(_) => {
                    let operation = Operation::DropIndex {
                        table: table(),
                        index: wanted.name.clone(),
                    };
                    found.staged.push(Staged::new(stage::REPLACE_INDEX, operation, SAFE));
                }
                None => {
                    let old = self.live.indexes.iter().find(|live| {
                        let is_free = !self.table.wanted.indexes.iter().any(|other| other.name == live.name);
                        is_free
                            && !is_converted(live)
                            && self.is_ours(live)
                            && has_columns_of(wanted, live)
                            && !renamed.contains(&live.name.as_str())
                    });
                    if let Some(old) = old.filter(|_| !self.engine.traits.rebuilds_tables) {
                        renamed.push(&old.name);
                        let operation = Operation::RenameIndex {
                            table: table(),
                            from: old.name.clone(),
                            to: wanted.clone(),
                        };
                        found.staged.push(Staged::new(stage::RENAME_INDEX, operation, SAFE));
                        continue;
                    }
                }
            }
            let class = self.class_of_index(wanted, columns, judge);
            let operation = Operation::CreateIndex {
                table: table(),
                index: wanted.clone(),
            };
            let is_apart = self.engine.traits.builds_indexes_apart && class.0 == Safety::Slow;
            let is_needed = class.0 > Safety::Slow;
            let mut staged = Staged::waiting(stage::CREATE_INDEX, operation, class, is_needed);
            staged.step.is_apart = is_apart;
            found.staged.push(staged);
        }
        self.unwanted_indexes(&renamed, found);
    }

    pub(super) fn unwanted_indexes(&self, renamed: &[&str], found: &mut Found) {
        for live in &self.live.indexes {
            let is_wanted = self.table.wanted.indexes.iter().any(|wanted| wanted.name == live.name);
            if !is_wanted && self.applied_index(&live.name).is_some() && !renamed.contains(&live.name.as_str()) {
                let operation = Operation::DropIndex {
                    table: self.name().to_owned(),
                    index: live.name.clone(),
                };
                found.staged.push(Staged::new(stage::DROP_INDEX, operation, SAFE));
            }
        }
    }

    pub(super) fn applied_index(&self, name: &str) -> Option<&IndexModel> {
        let mut applied = self.table.applied.iter().flat_map(|table| &table.indexes);
        applied.find(|index| index.name == name)
    }

    pub(super) fn class_of_index(&self, index: &IndexModel, columns: &Columns, judge: &mut Judge<'_>) -> Class {
        let of_index = |conversion: &&Conversion| index.columns.iter().any(|(column, _)| *column == conversion.to.name);
        if let Some(conversion) = columns.converted.iter().find(of_index)
            && !index.is_unique
        {
            return conversion.class_afterwards();
        }
        let is_there = |column: &str| self.live.column(column).is_some();
        if index.is_unique && index.columns.iter().all(|(column, _)| is_there(column)) {
            let columns = index
                .columns
                .iter()
                .map(|(column, _)| self.table.live_column(column).to_owned());
            return judge.becomes_unique(&self.table.live_name, columns.collect());
        }
        judge.touches_all_rows(&self.table.live_name)
    }
}

/// Older engines accept a direction and forget it, so only the names count.
pub(super) fn has_columns_of(wanted: &IndexModel, live: &IndexModel) -> bool {
    let names = |index: &IndexModel| index.columns.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    wanted.is_unique == live.is_unique && names(wanted) == names(live)
}
