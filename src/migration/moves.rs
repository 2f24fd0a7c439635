//! Data that goes from one table to another: a relation to one that becomes a relation to many, and back.

use super::{
    operation::Operation,
    plan::Fact,
    rename::{Aligned, Alignment},
    safety::{Class, Judge},
    table::{Between, TableModel},
};

#[derive(Debug, Default)]
pub struct Moves {
    /// Conversions that were begun and not ended.
    pub fills: Vec<Operation>,
    pub to_columns: Vec<Move>,
    pub to_rows: Vec<Move>,
}

#[derive(Debug)]
pub struct Move {
    pub operation: Operation,
    pub class: Class,
}

impl Move {
    pub fn is_for(&self, table: &str, column: &str) -> bool {
        self.operation.subject() == format!("{table}.{column}")
    }
}

impl Moves {
    pub fn find(alignment: &Alignment, fills: &[Operation], judge: &mut Judge<'_>) -> Self {
        let mut moves = Self {
            fills: fills.to_vec(),
            ..Self::default()
        };
        for junction in &alignment.tables {
            moves.to_rows.extend(to_rows(junction, alignment, judge));
        }
        for (junction, _) in &alignment.left {
            moves.to_columns.extend(to_column(junction, alignment, judge));
        }
        moves
    }

    /// Whether a column is left empty-handed: its keys are rows now.
    pub fn moves_away(&self, table: &str, column: &str) -> bool {
        self.to_rows.iter().any(|moved| moved.is_for(table, column))
    }

    /// Whether a table is left empty-handed.
    pub fn moves_rows_of(&self, table: &str) -> Option<&Move> {
        self.to_columns
            .iter()
            .find(|moved| matches!(&moved.operation, Operation::MoveToColumn { junction, .. } if junction == table))
    }
}

/// A column that is not wanted any more, where rows of the same field are.
fn to_rows(junction: &Aligned, alignment: &Alignment, judge: &mut Judge<'_>) -> Option<Move> {
    let between = junction.wanted.between.as_ref()?;
    let owner = aligned(alignment, &between.table)?;
    let (applied, live) = (owner.applied.as_ref()?, owner.live.as_ref()?);
    let column = between.field.as_str();
    live.column(column)?;
    let key = applied
        .foreign_keys
        .iter()
        .find(|key| key.columns == [column.to_owned()])?;
    let is_same = key.target_table == between.target_table && owner.wanted.column(column).is_none();
    is_same.then(|| Move {
        class: judge.touches_all_rows(&owner.live_name),
        operation: Operation::MoveToRows {
            column: column.to_owned(),
            junction: junction.wanted.name.clone(),
            between: between.clone(),
        },
    })
}

/// Rows that are not wanted any more, where a column of the same field is.
fn to_column(junction: &TableModel, alignment: &Alignment, judge: &mut Judge<'_>) -> Option<Move> {
    let between: &Between = junction.between.as_ref()?;
    let owner = aligned(alignment, &between.table)?;
    owner.live.as_ref()?;
    let column = owner.wanted.column(&between.field)?;
    let key = owner
        .wanted
        .foreign_keys
        .iter()
        .find(|key| key.columns == [column.name.clone()])?;
    if key.target_table != between.target_table {
        return None;
    }
    let several = Fact::Several {
        junction: junction.name.clone(),
        source: between.source.clone(),
    };
    let unlinked = Fact::Unlinked {
        table: owner.live_name.clone(),
        key: owner.live_column(&between.key).to_owned(),
        junction: junction.name.clone(),
        source: between.source.clone(),
    };
    Some(Move {
        class: judge.becomes_single(&owner.live_name, column, several, unlinked),
        operation: Operation::MoveToColumn {
            column: column.name.clone(),
            junction: junction.name.clone(),
            between: between.clone(),
        },
    })
}

fn aligned<'a>(alignment: &'a Alignment, table: &str) -> Option<&'a Aligned> {
    alignment.tables.iter().find(|aligned| aligned.wanted.name == table)
}
