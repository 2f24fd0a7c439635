//! Columns whose values can not stay as they are: the old column is set aside, a new one is added and filled from it. So nothing is lost whatever becomes
//! of a value, and a run that was killed goes on where it stopped.

use super::{Comparison, Found, Staged, stage};
use crate::{
    migration::{
        convert::is_meaning_kept,
        operation::Operation,
        plan::{Fact, Safety},
        safety::{Class, Judge, SAFE},
        table::ColumnModel,
    },
    schema::naming,
};

/// A column that gets its values from somewhere else than from itself.
#[derive(Debug)]
pub(super) struct Conversion {
    pub to: ColumnModel,
    /// The old column, and the name that it is kept under; it may be aside already.
    pub aside: Option<(ColumnModel, String)>,
    /// The column is there already, and only not filled to the end.
    pub is_there: bool,
    pub fill: Operation,
    pub class: Class,
}

impl Conversion {
    /// As it is until it is filled.
    pub fn unfilled(&self) -> ColumnModel {
        ColumnModel {
            is_nullable: true,
            default: None,
            ..self.to.clone()
        }
    }

    /// Of what follows once it is filled: consent was given to the filling.
    pub fn class_afterwards(&self) -> Class {
        (self.class.0.min(Safety::Slow), None)
    }
}

impl Comparison<'_> {
    /// `None` where the engine can change the column in place.
    pub(super) fn conversion(&self, is: &ColumnModel, to: &ColumnModel, judge: &mut Judge<'_>) -> Option<Conversion> {
        let live_name = self.table.live_column(&to.name);
        let old = ColumnModel {
            name: live_name.to_owned(),
            ..is.clone()
        };
        // Keys of another table, of another type: whether they lead somewhere is known only once they are converted.
        let is_of_one_type = is.column_type == to.column_type || self.retargeted(to).is_none();
        let (class, only_in) = if is_of_one_type && judge.can_alter(&self.table.live_name, &old, to) {
            let (orphans, target) = self.retargeted(to)?;
            let class = judge.leads_elsewhere(&self.table.live_name, to, orphans);
            if class.1.is_none() && class.0 <= Safety::Slow {
                return None;
            }
            (class, Some(target))
        } else {
            let target = self.retargeted(to).map(|(_, target)| target);
            (judge.converts(&self.table.live_name, &old, to), target)
        };
        let aside = self.free_aside(&to.name);
        let from = ColumnModel {
            name: aside.clone(),
            is_nullable: true,
            default: None,
            ..is.clone()
        };
        Some(Conversion {
            aside: Some((is.clone(), aside)),
            is_there: false,
            fill: self.fill(from, to, only_in),
            to: to.clone(),
            class,
        })
    }

    /// A conversion that was begun and not ended, and a rename that is told after both columns were there.
    pub(super) fn unfinished(&self, to: &ColumnModel, judge: &mut Judge<'_>) -> Option<Conversion> {
        let is_there = self.live.column(&to.name).is_some();
        let resumed = self.moves.fills.iter().find_map(|fill| match fill {
            Operation::FillColumn {
                table,
                from,
                to: filled,
                ..
            } if *table == self.table.wanted.name
                && filled.name == to.name
                && self.live.column(&from.name).is_some() =>
            {
                Some((fill.clone(), SAFE))
            }
            _ => None,
        });
        let moved = || {
            let column = self
                .moves
                .to_columns
                .iter()
                .find(|moved| moved.is_for(&self.table.wanted.name, &to.name))?;
            Some((column.operation.clone(), column.class.clone()))
        };
        let (fill, class) = resumed.or_else(moved).or_else(|| self.late_rename(to, judge))?;
        Some(Conversion {
            to: to.clone(),
            aside: None,
            is_there,
            fill,
            class,
        })
    }

    fn late_rename(&self, to: &ColumnModel, judge: &mut Judge<'_>) -> Option<(Operation, Class)> {
        let old = to.renamed_from.as_deref()?;
        let applied = self.table.applied.as_ref()?;
        let from = applied.column(old)?;
        let is_told = applied
            .column(&to.name)
            .is_some_and(|known| known.renamed_from == to.renamed_from);
        self.live.column(old)?;
        self.live.column(&to.name)?;
        if is_told || self.table.wanted.column(old).is_some() {
            return None;
        }
        let class = judge.converts(&self.table.live_name, from, to);
        Some((self.fill(from.clone(), to, None), class))
    }

    fn fill(&self, from: ColumnModel, to: &ColumnModel, only_in: Option<(String, String)>) -> Operation {
        Operation::FillColumn {
            table: self.table.wanted.name.clone(),
            key: self.table.wanted.primary_key.clone(),
            from,
            to: to.clone(),
            only_in,
        }
    }

    /// Where the column's keys lead to another table than before: what has to be known, and the new target.
    fn retargeted(&self, to: &ColumnModel) -> Option<(Fact, (String, String))> {
        let of_column = |keys: &[crate::migration::ForeignKeyModel]| {
            keys.iter().find(|key| key.columns == [to.name.clone()]).cloned()
        };
        let wanted = of_column(&self.table.wanted.foreign_keys)?;
        let applied = of_column(&self.table.applied.as_ref()?.foreign_keys)?;
        let target_column = wanted.target_columns.first()?.clone();
        if applied.target_table == wanted.target_table {
            return None;
        }
        let (table, column) = (
            self.table.live_name.clone(),
            self.table.live_column(&to.name).to_owned(),
        );
        let target = self
            .alignment
            .tables
            .iter()
            .find(|aligned| aligned.wanted.name == wanted.target_table);
        let fact = match target.filter(|target| target.live.is_some()) {
            Some(target) => Fact::Orphans {
                table,
                column,
                target_column: target.live_column(&target_column).to_owned(),
                target_table: target.live_name.clone(),
            },
            None => Fact::Values { table, column },
        };
        Some((fact, (wanted.target_table, target_column)))
    }

    /// A column may be set aside more than once.
    pub(super) fn free_aside(&self, column: &str) -> String {
        let first = naming::set_aside(column);
        let others = (2..1000).map(|number| naming::set_aside(&format!("{column}_{number}")));
        let mut names = std::iter::once(first.clone()).chain(others);
        names.find(|name| self.live.column(name).is_none()).unwrap_or(first)
    }

    /// Making room, adding and filling. What is refused of an empty value follows when it is filled.
    pub(super) fn convert_columns(&self, conversions: &[Conversion], found: &mut Found) {
        let table = || self.name().to_owned();
        for conversion in conversions {
            if let Some((column, aside)) = &conversion.aside {
                let operation = Operation::SetAsideColumn {
                    table: table(),
                    column: column.clone(),
                    aside: aside.clone(),
                };
                found
                    .staged
                    .push(Staged::new(stage::MAKE_ROOM, operation, (conversion.class.0, None)));
            }
            if !conversion.is_there {
                let operation = Operation::AddColumn {
                    table: table(),
                    column: conversion.unfilled(),
                    foreign_key: None,
                };
                found.staged.push(Staged::new(
                    stage::CHANGE_COLUMNS,
                    operation,
                    (conversion.class.0, None),
                ));
            }
            found.staged.push(Staged::new(
                stage::FILL,
                conversion.fill.clone(),
                conversion.class.clone(),
            ));
        }
    }

    /// The applied meaning of a live column, where it is known.
    pub(super) fn with_applied_meaning(&self, is: ColumnModel) -> ColumnModel {
        match self.table.applied.as_ref().and_then(|table| table.column(&is.name)) {
            Some(applied) if !applied.kind.is_empty() => ColumnModel {
                kind: applied.kind.clone(),
                shape: applied.shape.clone(),
                ..is
            },
            _ => is,
        }
    }

    /// Fields that vanish while one of the same type appears: only a person knows whether that is one field.
    pub(super) fn ask_about_renames(&self, added: &[ColumnModel], found: &mut Found) {
        let Some(applied) = &self.table.applied else { return };
        let is_gone = |column: &&ColumnModel| {
            self.live.column(&column.name).is_some() && self.table.wanted.column(&column.name).is_none()
        };
        for gone in applied.columns.iter().filter(is_gone) {
            // A former name that is not there either: a release in between was left out.
            let is_unknown = |name: &String| applied.column(name).is_none() && self.live.column(name).is_none();
            let alike = added.iter().filter(|column| {
                column.renamed_from.as_ref().is_none_or(is_unknown)
                    && column.column_type == gone.column_type
                    && is_meaning_kept(gone, column)
            });
            let alike: Vec<&str> = alike.map(|column| column.name.as_str()).collect();
            if !alike.is_empty() {
                found.hints.push(format!(
                    "{table}.{old} goes while {new} of the same type comes: is it renamed, or one dropped and one added? if it is renamed, write `renamed_from: {old}` there",
                    table = self.name(),
                    old = gone.name,
                    new = alike.join(" or "),
                ));
            }
        }
    }
}
