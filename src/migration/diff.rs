//! The three-way difference: what is wanted, what was applied last, what is live. The live tables decide what has to be done; the applied ones tell which
//! tables are ours and what the model meant by a type that the engine stores like another one.

use crate::{schema::naming, value::ColumnType};

use super::{
    compare::{Staged, stage, table_steps},
    describe::describe,
    live::LiveTable,
    operation::{EngineTraits, Operation},
    plan::{Facts, Plan, Safety, Step},
    rename::{Aligned, Alignment, align},
    safety::{Judge, SAFE},
    table::TableModel,
};

/// Everything that a plan is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    pub wanted: &'a [TableModel],
    pub applied: &'a [TableModel],
    /// Tables that a migration which was killed may have made: they are ours, although not in the ledger.
    pub pending: &'a [String],
    pub live: &'a [LiveTable],
    pub facts: &'a Facts,
    pub engine: Engine<'a>,
}

/// What the comparison must know about the engine.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    pub traits: EngineTraits,
    /// `Dialect::stored_as`.
    pub stored_as: &'a dyn Fn(ColumnType) -> ColumnType,
}

/// Compares and plans. Where `questions` is not empty, answering them and comparing again gives better classes.
pub fn diff(inputs: Inputs<'_>) -> Plan {
    let alignment = align(inputs.wanted, inputs.applied, inputs.live);
    let mut judge = Judge::new(inputs.facts);
    let mut plan = Plan::default();
    let mut staged = Vec::new();
    for (from, to) in &alignment.table_renames {
        let operation = Operation::RenameTable {
            from: from.clone(),
            to: to.clone(),
        };
        staged.push(Staged::new(stage::RENAME_TABLE, operation, SAFE));
    }
    for table in &alignment.tables {
        match &table.live {
            None => create(table, inputs, &mut plan, &mut staged),
            Some(live) if live.is_view => {
                plan.conflicts.push(format!(
                    "{} is a view, and a table of this name is wanted",
                    table.wanted.name
                ));
            }
            Some(_) => existing(table, &alignment, inputs, &mut judge, &mut plan, &mut staged),
        }
    }
    for (table, _) in &alignment.left {
        let operation = Operation::SetAsideTable {
            table: table.name.clone(),
            aside: naming::set_aside(&table.name),
        };
        let reason = "the model has no collection for it any more".to_owned();
        staged.push(Staged::waiting(
            stage::SET_ASIDE,
            operation,
            (Safety::Lossy, Some(reason)),
            false,
        ));
    }
    staged.sort_by_key(|staged| staged.stage);
    plan.steps = staged.into_iter().map(|staged| staged.step).collect();
    plan.questions = judge.questions;
    plan
}

fn create(table: &Aligned, inputs: Inputs<'_>, plan: &mut Plan, staged: &mut Vec<Staged>) {
    if table.applied.is_some() {
        plan.drift.push(format!(
            "table {} was applied and is gone; it is created anew, without its rows",
            table.wanted.name
        ));
    }
    let mut wanted = table.wanted.clone();
    if !inputs.engine.traits.rebuilds_tables {
        for foreign_key in std::mem::take(&mut wanted.foreign_keys) {
            let operation = Operation::AddForeignKey {
                table: wanted.name.clone(),
                foreign_key,
            };
            staged.push(Staged::new(stage::ADD_FOREIGN_KEY, operation, SAFE));
        }
    }
    staged.push(Staged::new(
        stage::CREATE_TABLE,
        Operation::CreateTable { table: wanted },
        SAFE,
    ));
}

/// A table of somebody else's is taken over where it has the wanted shape, and never changed.
fn existing(
    table: &Aligned,
    alignment: &Alignment,
    inputs: Inputs<'_>,
    judge: &mut Judge<'_>,
    plan: &mut Plan,
    staged: &mut Vec<Staged>,
) {
    let mut found = table_steps(table, alignment, inputs.engine, judge);
    let name = &table.wanted.name;
    let is_ours = table.applied.is_some() || inputs.pending.contains(name);
    if is_ours {
        plan.conflicts.append(&mut found.conflicts);
        plan.drift.append(&mut found.drift);
        staged.append(&mut found.staged);
        return;
    }
    let steps = found.staged.iter().map(|staged| describe(&staged.step.operation));
    let differences: Vec<String> = found.conflicts.into_iter().chain(steps).collect();
    if !differences.is_empty() {
        plan.conflicts.push(format!(
            "table {name} is there already, was not made by quintet, and differs: {}",
            differences.join("; ")
        ));
    }
}

impl Staged {
    pub fn new(stage: u8, operation: Operation, class: (Safety, Option<String>)) -> Self {
        Self::waiting(stage, operation, class, true)
    }

    pub fn waiting(
        stage: u8,
        operation: Operation,
        (safety, reason): (Safety, Option<String>),
        is_needed_to_serve: bool,
    ) -> Self {
        let description = describe(&operation);
        Self {
            stage,
            step: Step {
                operation,
                safety,
                description,
                reason,
                is_needed_to_serve,
            },
        }
    }
}
