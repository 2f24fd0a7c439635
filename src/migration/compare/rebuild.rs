//! The parts of a table's change as one rebuild, for engines that can not alter them.

use super::{Changes, Columns, Comparison, Conversion, Found, Staged, indexes::has_columns_of, stage};
use crate::{
    migration::{
        live::{LiveColumn, LiveType},
        operation::{CopiedColumn, Operation},
        safety::{Judge, worst},
        table::{CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel},
    },
    schema::naming,
};

impl Comparison<'_> {
    /// Everything at once, in a copy of the table.
    pub(super) fn rebuild(
        &self,
        columns: &Columns,
        keys: &Changes<ForeignKeyModel>,
        checks: &Changes<CheckModel>,
        judge: &mut Judge<'_>,
        found: &mut Found,
    ) {
        let mut parts = Found::default();
        self.alter(columns, keys, checks, judge, &mut parts);
        self.indexes(columns, judge, &mut parts);
        let class = parts
            .staged
            .iter()
            .fold(judge.touches_all_rows(&self.table.live_name), |class, part| {
                worst(class, (part.step.safety, part.step.reason.clone()))
            });
        let details: Vec<String> = parts.staged.iter().map(|part| part.step.description.clone()).collect();
        let mut table = self.table.wanted.clone();
        let mut copied: Vec<CopiedColumn> = columns
            .kept
            .iter()
            .map(|column| CopiedColumn {
                from: column.clone(),
                to: column.clone(),
            })
            .collect();
        let changed = columns
            .changed
            .iter()
            .filter(|(_, to)| self.table.wanted.column(&to.name).is_some());
        copied.extend(changed.map(|(from, to)| CopiedColumn {
            from: from.clone(),
            to: to.clone(),
        }));
        copy_converted(&columns.converted, &mut table, &mut copied);
        self.refuse_computed(found);
        self.copy_leftovers(&mut table, &mut copied, found);
        self.keep_indexes_of_others(&mut table);
        let operation = Operation::RebuildTable { table, columns: copied };
        let mut staged = Staged::new(stage::SETTLE, operation, class);
        staged.step.description = format!("{}: {}", staged.step.description, details.join("; "));
        found.staged.push(staged);
    }

    /// A copy would hold the values of today, and nobody would make further ones.
    fn refuse_computed(&self, found: &mut Found) {
        let computed = self.live.columns.iter().filter(|live| live.is_computed);
        for live in computed.filter(|live| self.table.wanted.column(&live.name).is_some()) {
            found.conflicts.push(format!(
                "{table}.{column} is computed by the database, and this change needs a new table {table}, which would not compute it; \
                 make the change by hand",
                table = self.name(),
                column = live.name
            ));
        }
    }

    /// Others' indexes are made again as they were (`evolve::run`); but those that came with the table have no text of their own.
    fn keep_indexes_of_others(&self, table: &mut TableModel) {
        let theirs: Vec<&IndexModel> = self.live.indexes.iter().filter(|index| !self.is_ours(index)).collect();
        let (unnamed, named): (Vec<&IndexModel>, Vec<&IndexModel>) = theirs
            .into_iter()
            .partition(|index| index.name.starts_with("sqlite_autoindex_"));
        table
            .indexes
            .retain(|wanted| !(table.is_adopted && named.iter().any(|index| has_columns_of(wanted, index))));
        for index in unnamed {
            let columns: Vec<&str> = index.columns.iter().map(|(column, _)| column.as_str()).collect();
            let name = naming::unique(&table.name, &columns);
            if !table
                .indexes
                .iter()
                .any(|wanted| has_columns_of(wanted, index) || wanted.name == name)
            {
                table.indexes.push(IndexModel { name, ..index.clone() });
            }
        }
    }

    fn copy_leftovers(&self, table: &mut TableModel, copied: &mut Vec<CopiedColumn>, found: &mut Found) {
        for live in self
            .live
            .columns
            .iter()
            .filter(|live| self.table.wanted.column(&live.name).is_none())
        {
            match self.leftover_column(live) {
                Some(column) => {
                    table.columns.push(column.clone());
                    copied.push(CopiedColumn {
                        from: column.clone(),
                        to: column,
                    });
                }
                None => found.conflicts.push(format!(
                    "column {}.{} would be lost when the table is rebuilt",
                    self.name(),
                    live.name
                )),
            }
        }
    }

    /// A column without a field survives a rebuild, but may be empty from then on.
    pub(super) fn leftover_column(&self, live: &LiveColumn) -> Option<ColumnModel> {
        let applied = self.table.applied.as_ref().and_then(|table| table.column(&live.name));
        // What is computed, and what its application stores in its own way, is more than a column of ours can hold.
        let LiveType::Known(storage) = live.storage else {
            return None;
        };
        if live.is_computed {
            return None;
        }
        Some(match applied {
            Some(column) => ColumnModel {
                is_nullable: true,
                ..column.clone()
            },
            None => ColumnModel::plain(&live.name, storage, true),
        })
    }
}

/// New columns that were filled beforehand, and what they were filled from.
fn copy_converted(converted: &[Conversion], table: &mut TableModel, copied: &mut Vec<CopiedColumn>) {
    for conversion in converted {
        if !conversion.is_there {
            copied.push(CopiedColumn {
                from: conversion.unfilled(),
                to: conversion.to.clone(),
            });
        }
        if let Some((column, aside)) = &conversion.aside {
            let kept = ColumnModel {
                name: aside.clone(),
                is_nullable: true,
                is_generated: false,
                default: None,
                ..column.clone()
            };
            table.columns.push(kept.clone());
            copied.push(CopiedColumn {
                from: kept.clone(),
                to: kept,
            });
        }
    }
}
