//! The three-way difference: what is wanted, what was applied last, what is live. The live tables decide what has to be done; the applied ones tell which
//! tables are ours and what the model meant by a type that the engine stores like another one.

use std::collections::HashSet;

use crate::{schema::naming, value::ColumnType};

use super::{
    compare::{Staged, stage, table_steps},
    describe::describe,
    live::LiveTable,
    operation::{EngineTraits, Operation},
    plan::{Facts, Plan, Safety, Step},
    rename::{Aligned, Alignment, align},
    safety::{Judge, SAFE},
    table::{ForeignKeyModel, TableModel},
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
            None => {}
            Some(live) if live.is_view => {
                plan.conflicts.push(format!(
                    "{} is a view, and a table of this name is wanted",
                    table.wanted.name
                ));
            }
            Some(_) => existing(table, &alignment, inputs, &mut judge, &mut plan, &mut staged),
        }
    }
    create(&alignment, inputs.engine, &mut plan, &mut staged);
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

/// New tables, each after those that its foreign keys name; a key that closes a circle is added when all of them are there.
fn create(alignment: &Alignment, engine: Engine<'_>, plan: &mut Plan, staged: &mut Vec<Staged>) {
    let (mut open, there): (Vec<&Aligned>, Vec<&Aligned>) =
        alignment.tables.iter().partition(|table| table.live.is_none());
    let mut known: HashSet<&str> = there.iter().map(|table| table.wanted.name.as_str()).collect();
    for table in open.iter().filter(|table| table.applied.is_some()) {
        let name = &table.wanted.name;
        plan.drift.push(format!(
            "table {name} was applied and is gone; it is created anew, without its rows"
        ));
    }
    while !open.is_empty() {
        let is_ready = |table: &&Aligned| {
            let mut targets = table.wanted.foreign_keys.iter().map(|key| key.target_table.as_str());
            engine.traits.rebuilds_tables || targets.all(|target| target == table.wanted.name || known.contains(target))
        };
        let table = open.remove(open.iter().position(is_ready).unwrap_or(0));
        let mut wanted = table.wanted.clone();
        known.insert(&table.wanted.name);
        let (now, later) = wanted
            .foreign_keys
            .into_iter()
            .partition(|key| engine.traits.rebuilds_tables || known.contains(key.target_table.as_str()));
        wanted.foreign_keys = now;
        staged.extend(add_later(&wanted.name, later));
        staged.push(Staged::new(
            stage::CREATE_TABLE,
            Operation::CreateTable { table: wanted },
            SAFE,
        ));
    }
}

fn add_later(table: &str, keys: Vec<ForeignKeyModel>) -> impl Iterator<Item = Staged> {
    keys.into_iter().map(move |foreign_key| {
        let operation = Operation::AddForeignKey {
            table: table.to_owned(),
            foreign_key,
        };
        Staged::new(stage::ADD_FOREIGN_KEY, operation, SAFE)
    })
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
