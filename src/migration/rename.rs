//! Renames first: live and applied tables are given the names of the wanted ones, so that everything after compares like with like.
//!
//! A rename is done only where the old name is there, was ours, and the new one is free: said twice, or after a kill in the middle, it changes nothing.

use std::collections::HashMap;

use super::{
    live::LiveTable,
    table::{ColumnModel, ForeignKeyModel, TableModel},
};
use crate::schema::naming;

/// One table as it is wanted, was applied and is, all in the wanted names.
#[derive(Debug)]
pub struct Aligned {
    pub wanted: TableModel,
    pub applied: Option<TableModel>,
    pub live: Option<LiveTable>,
    /// The name that the live table still has.
    pub live_name: String,
    /// Old and new name, in an order in which they can be done.
    pub column_renames: Vec<(String, String)>,
}

impl Aligned {
    /// The name that the column still has in the database.
    pub fn live_column<'a>(&'a self, column: &'a str) -> &'a str {
        old_name(&self.column_renames, column)
    }
}

#[derive(Debug)]
pub struct Alignment {
    pub tables: Vec<Aligned>,
    pub table_renames: Vec<(String, String)>,
    /// Applied and live, but not wanted any more.
    pub left: Vec<(TableModel, LiveTable)>,
}

impl Alignment {
    pub fn live_table<'a>(&'a self, table: &'a str) -> &'a str {
        old_name(&self.table_renames, table)
    }

    /// The name that a column of any table still has.
    pub fn live_column<'a>(&'a self, table: &str, column: &'a str) -> &'a str {
        let aligned = self.tables.iter().find(|aligned| aligned.wanted.name == table);
        aligned.map_or(column, |aligned| aligned.live_column(column))
    }
}

pub fn align(wanted: &[TableModel], applied: &[TableModel], live: &[LiveTable]) -> Alignment {
    let wishes = wanted
        .iter()
        .map(|table| (table.renamed_from.as_deref(), table.name.as_str()));
    let ours = |name: &str| applied.iter().any(|table| table.name == name);
    let is_live = |name: &str| live.iter().any(|table| table.name == name);
    let table_renames = order_renames(wishes, |old| ours(old) && is_live(old), is_live);
    // What was applied may be renamed already in the database, but not yet in the ledger.
    let known = wanted
        .iter()
        .filter_map(|table| Some((table.renamed_from.clone()?, table.name.clone())));
    let known: Vec<_> = known
        .filter(|(old, new)| ours(old) && !ours(new) && !is_live_after(old, &table_renames, live))
        .collect();

    let mut live: Vec<LiveTable> = live.to_vec();
    let mut applied: Vec<TableModel> = applied.to_vec();
    live.iter_mut()
        .for_each(|table| rename_live_table(table, &table_renames));
    applied.iter_mut().for_each(|table| rename_applied_table(table, &known));

    let renames: HashMap<String, Vec<(String, String)>> = wanted
        .iter()
        .filter_map(|table| {
            let live = live.iter().find(|live| live.name == table.name)?;
            let known = applied.iter().find(|applied| applied.name == table.name);
            Some((table.name.clone(), column_renames(table, known, live)))
        })
        .collect();
    let none = Vec::new();
    let renames_of = |table: &str| renames.get(table).unwrap_or(&none);
    for table in &mut live {
        rename_live_columns(table, &renames);
    }
    for table in &mut applied {
        let model = wanted.iter().find(|model| model.name == table.name);
        rename_applied_columns(table, model, &renames);
    }

    let mut alignment = Alignment {
        tables: Vec::new(),
        table_renames,
        left: Vec::new(),
    };
    for table in wanted {
        alignment.tables.push(Aligned {
            wanted: table.clone(),
            applied: applied.iter().find(|applied| applied.name == table.name).cloned(),
            live: live.iter().find(|live| live.name == table.name).cloned(),
            live_name: old_name(&alignment.table_renames, &table.name).to_owned(),
            column_renames: renames_of(&table.name).clone(),
        });
    }
    for table in applied {
        let is_wanted = wanted.iter().any(|wanted| wanted.name == table.name);
        if let Some(live) = live.iter().find(|live| live.name == table.name && !is_wanted) {
            alignment.left.push((table, live.clone()));
        }
    }
    alignment
}

/// Wishes that can be fulfilled, each after the one that frees its new name. In a circle nobody is first: see `swap_name`.
fn order_renames<'a>(
    wishes: impl Iterator<Item = (Option<&'a str>, &'a str)>,
    can_leave: impl Fn(&str) -> bool,
    is_taken: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let mut open: Vec<(&str, &str)> = wishes
        .filter_map(|(old, new)| Some((old?, new)))
        .filter(|(old, _)| can_leave(old))
        .collect();
    let mut done: Vec<(String, String)> = Vec::new();
    loop {
        let is_free = |name: &str| !is_taken(name) || done.iter().any(|(old, _)| old == name);
        let is_unused = |name: &str| !done.iter().any(|(old, _)| old == name);
        let Some(place) = open.iter().position(|(old, new)| is_free(new) && is_unused(old)) else {
            done.extend(circles(&open));
            return done;
        };
        let (old, new) = open.remove(place);
        done.push((old.to_owned(), new.to_owned()));
    }
}

/// Wishes each of whose new names is given up by another one of them.
fn circles(open: &[(&str, &str)]) -> Vec<(String, String)> {
    let is_in_circle = |(old, new): &&(&str, &str)| {
        let mut name = *new;
        for _ in open {
            if name == *old {
                return true;
            }
            match open.iter().find(|(old, _)| *old == name) {
                Some((_, next)) => name = next,
                None => return false,
            }
        }
        false
    };
    let inside = open.iter().filter(is_in_circle);
    inside
        .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
        .collect()
}

/// What a column is called while another one still has its name.
fn swap_name(name: &str) -> String {
    naming::in_between(name)
}

/// Renames as they are done: two that swap their names go through a third one.
pub fn in_turn(renames: &[(String, String)]) -> Vec<(String, String)> {
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for (index, (old, new)) in renames.iter().enumerate() {
        let is_taken = renames.iter().skip(index + 1).any(|(open, _)| open == new);
        if is_taken {
            now.push((old.clone(), swap_name(new)));
            later.push((swap_name(new), new.clone()));
        } else {
            now.push((old.clone(), new.clone()));
        }
    }
    now.extend(later);
    now
}

fn is_live_after(name: &str, renames: &[(String, String)], live: &[LiveTable]) -> bool {
    live.iter().any(|table| table.name == name) && !renames.iter().any(|(old, _)| old == name)
}

/// A rename that the ledger knows is done, even where there is a column of the old name again.
fn column_renames(wanted: &TableModel, applied: Option<&TableModel>, live: &LiveTable) -> Vec<(String, String)> {
    let is_live = |name: &str| live.column(name).is_some();
    let interim: Vec<(String, &str)> = wanted
        .columns
        .iter()
        .map(|column| (swap_name(&column.name), column.name.as_str()))
        .filter(|(interim, _)| is_live(interim))
        .collect();
    let is_between = |name: &str| interim.iter().any(|(_, new)| *new == name);
    let is_done = |column: &&ColumnModel| {
        let known = applied.and_then(|applied| applied.column(&column.name));
        known.is_some_and(|known| known.renamed_from == column.renamed_from && is_live(&column.name))
    };
    let said = wanted
        .columns
        .iter()
        .filter(|column| !is_done(column) && !is_between(&column.name))
        .map(|column| (column.renamed_from.as_deref(), column.name.as_str()));
    let between = interim.iter().map(|(interim, name)| (Some(interim.as_str()), *name));
    order_renames(said.chain(between), is_live, is_live)
}

fn new_name<'a>(renames: &'a [(String, String)], name: &'a str) -> &'a str {
    renames.iter().find(|(old, _)| old == name).map_or(name, |(_, new)| new)
}

fn old_name<'a>(renames: &'a [(String, String)], name: &'a str) -> &'a str {
    renames.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old)
}

fn rename_live_table(table: &mut LiveTable, renames: &[(String, String)]) {
    table.name = new_name(renames, &table.name).to_owned();
    for key in &mut table.foreign_keys {
        key.target_table = new_name(renames, &key.target_table).to_owned();
    }
}

fn rename_applied_table(table: &mut TableModel, renames: &[(String, String)]) {
    table.name = new_name(renames, &table.name).to_owned();
    for key in &mut table.foreign_keys {
        key.target_table = new_name(renames, &key.target_table).to_owned();
    }
}

type RenamesByTable = HashMap<String, Vec<(String, String)>>;

fn rename_all(names: &mut [String], renames: Option<&Vec<(String, String)>>) {
    if let Some(renames) = renames {
        for name in names {
            *name = new_name(renames, name).to_owned();
        }
    }
}

fn rename_live_columns(table: &mut LiveTable, renames: &RenamesByTable) {
    let own = renames.get(&table.name);
    for column in &mut table.columns {
        rename_all(std::slice::from_mut(&mut column.name), own);
    }
    rename_all(&mut table.primary_key, own);
    for index in &mut table.indexes {
        for (column, _) in &mut index.columns {
            rename_all(std::slice::from_mut(column), own);
        }
    }
    rename_keys(&mut table.foreign_keys, &table.name, renames);
}

/// Also where the database has been renamed already, and only the ledger has not.
fn rename_applied_columns(table: &mut TableModel, wanted: Option<&TableModel>, renames: &RenamesByTable) {
    let has = |name: &str| table.columns.iter().any(|column| column.name == name);
    let mut own: Vec<(String, String)> = renames.get(&table.name).cloned().unwrap_or_default();
    for column in wanted.iter().flat_map(|wanted| &wanted.columns) {
        if let Some(old) = &column.renamed_from
            && has(old)
            && !has(&column.name)
            && !own.iter().any(|(known, _)| known == old)
        {
            own.push((old.clone(), column.name.clone()));
        }
    }
    let renames_of_own = Some(&own);
    for column in &mut table.columns {
        rename_all(std::slice::from_mut(&mut column.name), renames_of_own);
    }
    rename_all(&mut table.primary_key, renames_of_own);
    for index in &mut table.indexes {
        for (column, _) in &mut index.columns {
            rename_all(std::slice::from_mut(column), renames_of_own);
        }
    }
    for check in &mut table.checks {
        rename_all(&mut check.one_of, renames_of_own);
    }
    rename_keys(&mut table.foreign_keys, &table.name, renames);
}

fn rename_keys(keys: &mut [ForeignKeyModel], table: &str, renames: &RenamesByTable) {
    for key in keys {
        rename_all(&mut key.columns, renames.get(table));
        rename_all(&mut key.target_columns, renames.get(&key.target_table));
    }
}
