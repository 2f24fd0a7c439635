//! The search index of a table: made, dropped, and made again around a change of what it looks at. Its name tells its definition, so that only names are
//! compared.

use super::{Found, Staged, stage};
use crate::migration::{
    live::LiveTable,
    operation::Operation,
    plan::Safety,
    safety::{Class, Judge},
    table::TableModel,
};
use crate::schema::SearchIndex;

/// `live`, `live_name`: the table as it is; none for one that is made.
pub fn search_steps(wanted: &TableModel, live: Option<(&LiveTable, &str)>, judge: &mut Judge<'_>, found: &mut Found) {
    let there = live.map_or(&[][..], |(live, _)| live.searches.as_slice());
    let is_whole = |index: &SearchIndex| there.contains(&index.mark());
    let changes = found.staged.iter().any(|staged| {
        wanted
            .search
            .as_ref()
            .is_some_and(|index| is_in_the_way(index, &staged.step.operation))
    });
    let is_kept = wanted.search.as_ref().is_some_and(|index| is_whole(index) && !changes);
    let leftover: Vec<String> = there
        .iter()
        .filter(|part| {
            let is_wanted = wanted.search.as_ref().is_some_and(|index| belongs(part, index));
            !(is_kept && is_wanted)
        })
        .cloned()
        .collect();
    if !leftover.is_empty() {
        let operation = Operation::DropSearch {
            table: live.map_or(wanted.name.as_str(), |(_, name)| name).to_owned(),
            parts: leftover,
        };
        let class = worst_of(found);
        found.staged.push(Staged::new(stage::DROP_SEARCH, operation, class));
    }
    let Some(index) = wanted.search.as_ref().filter(|_| !is_kept) else {
        return;
    };
    let class = match live {
        Some((_, name)) => judge.touches_all_rows(name),
        None => crate::migration::safety::SAFE,
    };
    let operation = Operation::CreateSearch {
        table: wanted.name.clone(),
        index: index.clone(),
    };
    found.staged.push(Staged::new(stage::CREATE_SEARCH, operation, class));
}

/// What waits for a person must not lose its index meanwhile.
fn worst_of(found: &Found) -> Class {
    let waiting = found.staged.iter().map(|staged| &staged.step);
    let mut worst = waiting
        .filter(|step| step.safety == Safety::Slow)
        .map(|step| (step.safety, step.reason.clone()));
    worst.next_back().unwrap_or(crate::migration::safety::SAFE)
}

fn belongs(part: &str, index: &SearchIndex) -> bool {
    part.strip_prefix(&index.name).is_some_and(|rest| rest.starts_with('_'))
}

/// Engines refuse to change a column that something is made of, or forget what was made.
fn is_in_the_way(index: &SearchIndex, operation: &Operation) -> bool {
    match operation {
        Operation::RebuildTable { .. } | Operation::RenameTable { .. } => true,
        Operation::AlterColumn { to: column, .. }
        | Operation::SetAsideColumn { column, .. }
        | Operation::FillColumn { to: column, .. } => index.searches(&column.name),
        Operation::RenameColumn { from, to, .. } => index.searches(from) || index.searches(to),
        _ => false,
    }
}
