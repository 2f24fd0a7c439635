//! In which order seeds are written: an item after those that its foreign keys need; what closes a circle is set in a second step.

use std::collections::{HashMap, HashSet};

use crate::{
    items::apply::Change,
    schema::{Link, Schema},
    value::{CollectionId, ItemId, Json},
};

use super::read::{SeedMember, SeedRow};

type Identity = (CollectionId, ItemId);

/// Creates in order, then updates with the members that had to wait. `present`: items that are there already.
pub fn changes(schema: &Schema, rows: &[SeedRow], present: &HashSet<Identity>) -> Vec<Change> {
    let mut written: HashSet<Identity> = present.clone();
    let (mut creates, mut updates) = (Vec::new(), Vec::new());
    for row in Visit::all(schema, rows).into_iter().filter_map(|index| rows.get(index)) {
        let can_stand = |member: &&SeedMember| member.refers_to.iter().all(|identity| written.contains(identity));
        let (now, later): (Vec<&SeedMember>, Vec<&SeedMember>) = row.members.iter().partition(can_stand);
        creates.push(create(schema, row, &now));
        if !later.is_empty() {
            let (collection, id) = (row.collection, row.id.clone());
            updates.push(Change::Update {
                collection,
                id,
                payload: object(&later),
                label: row.label.clone(),
            });
        }
        written.insert((row.collection, row.id.clone()));
    }
    creates.extend(updates);
    creates
}

fn create(schema: &Schema, row: &SeedRow, members: &[&SeedMember]) -> Change {
    let mut payload = object(members);
    if let Json::Object(object) = &mut payload {
        let id = match &row.id {
            ItemId::Integer(number) => Json::from(*number),
            other => Json::String(other.to_string()),
        };
        object.insert(schema.collection(row.collection).key().name.to_string(), id);
    }
    Change::Create {
        collection: row.collection,
        payload,
        label: row.label.clone(),
    }
}

fn object(members: &[&SeedMember]) -> Json {
    Json::Object(
        members
            .iter()
            .map(|member| (member.name.clone(), member.json.clone()))
            .collect(),
    )
}

/// Depth first along foreign keys, required ones first. A circle is entered somewhere and closed later.
struct Visit<'a> {
    schema: &'a Schema,
    rows: &'a [SeedRow],
    by_identity: HashMap<Identity, usize>,
    seen: Vec<bool>,
    /// Rows and their needs that are still to be visited; not recursion, because a chain of rows may be long.
    stack: Vec<(usize, Vec<usize>)>,
}

impl<'a> Visit<'a> {
    fn all(schema: &'a Schema, rows: &'a [SeedRow]) -> Vec<usize> {
        let by_identity = rows
            .iter()
            .enumerate()
            .map(|(index, row)| ((row.collection, row.id.clone()), index))
            .collect();
        let mut visit = Self {
            schema,
            rows,
            by_identity,
            seen: vec![false; rows.len()],
            stack: Vec::new(),
        };
        let mut order = Vec::with_capacity(rows.len());
        for start in 0..rows.len() {
            visit.enter(start);
            while let Some((row, needs)) = visit.stack.last_mut() {
                if let Some(need) = needs.pop() {
                    visit.enter(need);
                } else {
                    order.push(*row);
                    visit.stack.pop();
                }
            }
        }
        order
    }

    fn enter(&mut self, index: usize) {
        let (Some(row), Some(seen)) = (self.rows.get(index), self.seen.get_mut(index)) else {
            return;
        };
        if !std::mem::replace(seen, true) {
            let needs = self.needs(row);
            self.stack.push((index, needs));
        }
    }

    /// The rows that a row's foreign keys lead to; the last is visited first.
    fn needs(&self, row: &SeedRow) -> Vec<usize> {
        let model = self.schema.collection(row.collection);
        let mut needs: Vec<(bool, usize)> = Vec::new();
        for member in &row.members {
            let Some(field) = model.field_named(&member.name) else {
                continue;
            };
            if matches!(field.link, Some(Link::One { .. })) {
                let targets = member
                    .refers_to
                    .iter()
                    .filter_map(|identity| self.by_identity.get(identity));
                needs.extend(targets.map(|need| (field.required, *need)));
            }
        }
        needs.sort();
        needs.into_iter().map(|(_, need)| need).collect()
    }
}
