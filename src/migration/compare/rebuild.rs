//! The parts of a table's change as one rebuild, for engines that can not alter them.

use super::{Changes, Columns, Comparison, Conversion, Found, Staged, stage};
use crate::migration::{
    live::{LiveColumn, LiveType},
    operation::{CopiedColumn, Operation},
    safety::{Judge, worst},
    table::{CheckModel, ColumnModel, ForeignKeyModel, TableModel},
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
        self.copy_leftovers(&mut table, &mut copied, found);
        table
            .indexes
            .extend(self.live.indexes.iter().filter(|index| !self.is_ours(index)).cloned());
        let operation = Operation::RebuildTable { table, columns: copied };
        let mut staged = Staged::new(stage::SETTLE, operation, class);
        staged.step.description = format!("{}: {}", staged.step.description, details.join("; "));
        found.staged.push(staged);
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
        let LiveType::Known(storage) = live.storage else {
            return None;
        };
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
