//! The three-way difference: what is wanted, what was applied last, what is live. The live tables decide what has to be done; the applied ones tell which
//! tables are ours and what the model meant by a type that the engine stores like another one.

use std::collections::HashSet;

use crate::{schema::naming, value::ColumnType};

use super::{
    compare::{Found, Staged, search_steps, stage, table_steps},
    describe::describe,
    live::LiveTable,
    moves::Moves,
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
    /// Columns that it had not filled to the end.
    pub fills: &'a [Operation],
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
    let moves = Moves::find(&alignment, inputs.fills, &mut judge);
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
            Some(_) => {
                let found = table_steps(table, &alignment, &moves, inputs.engine, &mut judge);
                existing(table, found, inputs.pending, &mut plan, &mut staged);
            }
        }
    }
    create(&alignment, inputs.engine, &mut judge, &mut plan, &mut staged);
    for (table, _) in &alignment.left {
        let live = inputs.live.iter().find(|live| live.name == table.name);
        if let Some(live) = live.filter(|live| !live.searches.is_empty()) {
            let operation = Operation::DropSearch {
                table: live.name.clone(),
                parts: live.searches.clone(),
            };
            staged.push(Staged::waiting(stage::SET_ASIDE, operation, SAFE, false));
        }
        let operation = Operation::SetAsideTable {
            table: table.name.clone(),
            aside: free_aside(inputs.live, &table.name),
        };
        let class = match moves.moves_rows_of(&table.name) {
            Some(moved) => (moved.class.0.min(Safety::Slow), None),
            None => {
                let reason =
                    "the model has no collection for it any more; it is kept, and `restore-table` brings it back";
                (Safety::Lossy, Some(reason.to_owned()))
            }
        };
        staged.push(Staged::waiting(stage::SET_ASIDE, operation, class, false));
    }
    for moved in moves.to_rows {
        staged.push(Staged::new(stage::FILL, moved.operation, moved.class));
    }
    ask_about_tables(&alignment, &mut plan);
    staged.sort_by_key(|staged| staged.stage);
    plan.steps = staged.into_iter().map(|staged| staged.step).collect();
    plan.questions = judge.questions;
    plan
}

/// New tables, each after those that its foreign keys name; a key that closes a circle is added when all of them are there.
fn create(alignment: &Alignment, engine: Engine<'_>, judge: &mut Judge<'_>, plan: &mut Plan, staged: &mut Vec<Staged>) {
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
        let mut found = Found::default();
        search_steps(&wanted, None, judge, &mut found);
        staged.append(&mut found.staged);
        staged.push(Staged::new(
            stage::CREATE_TABLE,
            Operation::CreateTable { table: wanted },
            SAFE,
        ));
    }
}

/// A table may be set aside more than once.
fn free_aside(live: &[LiveTable], table: &str) -> String {
    let first = naming::set_aside(table);
    let others = (2..1000).map(|number| naming::set_aside(&format!("{table}_{number}")));
    let mut names = std::iter::once(first.clone()).chain(others);
    let is_free = |name: &String| !live.iter().any(|live| live.name == *name);
    names.find(is_free).unwrap_or(first)
}

/// Collections that vanish while one with the same columns appears.
fn ask_about_tables(alignment: &Alignment, plan: &mut Plan) {
    for (gone, _) in &alignment.left {
        let has_most_of = |table: &&Aligned| {
            let same = gone.columns.iter().filter(|column| {
                let other = table.wanted.column(&column.name);
                other.is_some_and(|other| other.column_type == column.column_type)
            });
            let is_new = table.live.is_none() && table.wanted.renamed_from.is_none() && table.wanted.between.is_none();
            is_new && gone.between.is_none() && same.count() * 3 > gone.columns.len() * 2
        };
        for alike in alignment.tables.iter().filter(has_most_of) {
            plan.hints.push(format!(
                "{old} goes while {new} with nearly the same fields comes: is it renamed, or one dropped and one added? if it is renamed, write `renamed_from: {old}` there",
                old = gone.name,
                new = alike.wanted.name,
            ));
        }
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
fn existing(table: &Aligned, mut found: Found, pending: &[String], plan: &mut Plan, staged: &mut Vec<Staged>) {
    let name = &table.wanted.name;
    let is_ours = table.applied.is_some() || pending.contains(name);
    if is_ours {
        plan.conflicts.append(&mut found.conflicts);
        plan.drift.append(&mut found.drift);
        plan.hints.append(&mut found.hints);
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
                is_apart: false,
            },
        }
    }
}
