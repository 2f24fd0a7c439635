//! Authorising writes: which members may be written, presets, and the gates that run inside the transaction.
//!
//! With several rules each changed field must be granted by one whose `filter` holds of the row before and whose `check` holds of the row after.

use chrono::{DateTime, Utc};

use super::{Access, Action, Authorized, Denied, access::Actor, bind};
use crate::{
    filter::Filter,
    mutation::{
        Assigned, Element, Gate, Input, LinkChange, LinkWrite, Reference, Source, Unlink, Write,
        resolve::{Preset, WriteKind, WriteRules},
    },
    schema::{Link, PresetValue, Rule, Schema},
    value::{CollectionId, FieldId, ItemId},
};

impl WriteRules for Access {
    fn may(&self, collection: CollectionId, kind: WriteKind) -> bool {
        !self.is_read_only() && (self.is_admin() || !self.rules(collection, action(kind)).is_empty())
    }

    fn can_write(&self, collection: CollectionId, field: FieldId, kind: WriteKind) -> bool {
        self.is_admin()
            || self
                .rules(collection, action(kind))
                .iter()
                .any(|rule| rule.fields.contains(field))
    }

    fn presets(&self, collection: CollectionId, kind: WriteKind, now: DateTime<Utc>) -> Vec<(FieldId, Preset)> {
        let mut presets: Vec<(FieldId, Preset)> = Vec::new();
        for (field, value) in self
            .rules(collection, action(kind))
            .into_iter()
            .flat_map(|rule| &rule.preset)
        {
            // The first role that presets a field wins.
            if presets.iter().all(|(known, _)| known != field) {
                presets.push((*field, bound_preset(value, &self.actor, now)));
            }
        }
        presets
    }
}

fn action(kind: WriteKind) -> Action {
    match kind {
        WriteKind::Create => Action::Create,
        WriteKind::Update => Action::Update,
    }
}

fn bound_preset(preset: &PresetValue, actor: &Actor, now: DateTime<Utc>) -> Preset {
    match preset {
        PresetValue::One(comparand) => Preset::One(bind::value(comparand, actor, now)),
        PresetValue::List(comparands) => Preset::List(
            comparands
                .iter()
                .flat_map(|comparand| bind::values(comparand, actor, now))
                .collect(),
        ),
    }
}

/// Fills the gates of every item in the tree. Refuses what no rule grants at all.
pub fn authorize(
    schema: &Schema,
    access: &Access,
    now: DateTime<Utc>,
    mut writes: Vec<Write>,
) -> Result<Authorized<Vec<Write>>, Denied> {
    if access.is_read_only() {
        return Err(Denied::Forbidden);
    }
    let gates = Gates { schema, access, now };
    for write in &mut writes {
        gates.write(write)?;
    }
    Ok(Authorized(writes))
}

/// Items to delete, with their gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    pub collection: CollectionId,
    pub ids: Vec<ItemId>,
    pub gate: Gate,
}

pub fn authorize_delete(
    schema: &Schema,
    access: &Access,
    now: DateTime<Utc>,
    collection: CollectionId,
    ids: Vec<ItemId>,
) -> Result<Authorized<Delete>, Denied> {
    let gates = Gates { schema, access, now };
    let gate = gates.row_gate(collection, Action::Delete);
    if gate.filter.is_false() || access.is_read_only() {
        Err(Denied::Forbidden)
    } else {
        Ok(Authorized(Delete { collection, ids, gate }))
    }
}

struct Gates<'a> {
    schema: &'a Schema,
    access: &'a Access,
    now: DateTime<Utc>,
}

impl Gates<'_> {
    fn write(&self, write: &mut Write) -> Result<(), Denied> {
        match write {
            Write::Create(create) => {
                create.gate = self.gate(
                    create.collection,
                    Action::Create,
                    &written_fields(&create.values, &create.links),
                )?;
                self.nested(create.collection, &mut create.values, &mut create.links)
            }
            Write::Update(update) => {
                update.gate = self.gate(
                    update.collection,
                    Action::Update,
                    &written_fields(&update.values, &update.links),
                )?;
                self.nested(update.collection, &mut update.values, &mut update.links)
            }
            Write::Upsert { create, update } => {
                update.gate = self.gate(
                    update.collection,
                    Action::Update,
                    &written_fields(&update.values, &update.links),
                )?;
                self.nested(update.collection, &mut update.values, &mut update.links)?;
                if let Ok(create) = create.as_mut() {
                    create.gate = self.gate(
                        create.collection,
                        Action::Create,
                        &written_fields(&create.values, &create.links),
                    )?;
                    self.nested(create.collection, &mut create.values, &mut create.links)?;
                }
                Ok(())
            }
        }
    }

    fn nested(&self, collection: CollectionId, values: &mut [Assigned], links: &mut [LinkWrite]) -> Result<(), Denied> {
        values
            .iter_mut()
            .try_for_each(|assigned| self.input(&mut assigned.value))?;
        links.iter_mut().try_for_each(|link| self.link(collection, link))
    }

    fn input(&self, input: &mut Input) -> Result<(), Denied> {
        match input {
            Input::Reference(reference) => self.reference(reference),
            Input::Nested(write) => self.write(write)?,
            Input::Branch { item, .. } => self.input(item)?,
            Input::Value(_) | Input::CurrentUser | Input::Parent | Input::Slug(_) => {}
        }
        Ok(())
    }

    fn link(&self, collection: CollectionId, link: &mut LinkWrite) -> Result<(), Denied> {
        let relation = &self.schema.field(collection, link.field).link;
        let targets = relation.as_ref().map(Link::targets).unwrap_or_default();
        link.readable = targets
            .into_iter()
            .map(|target| (target, self.rows(target, Action::Read)))
            .collect();
        if let Some(Link::Many { target, foreign }) = relation {
            match &mut link.unlink {
                Unlink::SetNull(gate) => *gate = self.unlink_gate(*target, *foreign),
                Unlink::Delete(gate) => *gate = self.row_gate(*target, Action::Delete),
                Unlink::Row | Unlink::Refuse => {}
            }
        }
        let mut elements: Vec<&mut Element> = Vec::new();
        match &mut link.change {
            LinkChange::Replace(list) => elements.extend(list),
            LinkChange::Delta { create, update, .. } => elements.extend(create.iter_mut().chain(update)),
        }
        elements.into_iter().try_for_each(|element| match element {
            Element::Key(reference) => {
                self.reference(reference);
                Ok(())
            }
            Element::Item(write) => self.write(write),
        })
    }

    /// A key may be written only where its item may be read: else a payload could ask which keys exist.
    fn reference(&self, reference: &mut Reference) {
        let offered = self.bound(&reference.readable);
        reference.readable = offered.and(self.rows(reference.target, Action::Read));
    }

    fn gate(&self, collection: CollectionId, action: Action, fields: &[FieldId]) -> Result<Gate, Denied> {
        if self.access.is_admin() {
            return Ok(Gate::default());
        }
        let rules = self.access.rules(collection, action);
        let mut gate = Gate {
            readable: self.rows(collection, Action::Read),
            ..Gate::default()
        };
        gate.filter = self.granted(&rules, fields, |rule| &rule.filter)?;
        gate.check = self.granted(&rules, fields, |rule| &rule.check)?;
        gate.validate = self.validation(&rules);
        Ok(gate)
    }

    /// The condition under which every one of `fields` is granted; without fields, under which the row is.
    fn granted(&self, rules: &[&Rule], fields: &[FieldId], part: impl Fn(&Rule) -> &Filter) -> Result<Filter, Denied> {
        if rules.is_empty() {
            return Err(Denied::Forbidden);
        }
        let condition = |granting: Vec<&&Rule>| Filter::any_of(granting.into_iter().map(|rule| self.bound(part(rule))));
        let mut all = condition(rules.iter().collect());
        let mut parts: Vec<Filter> = Vec::new();
        for field in fields {
            let granting: Vec<&&Rule> = rules.iter().filter(|rule| rule.fields.contains(*field)).collect();
            if granting.is_empty() {
                return Err(Denied::Forbidden);
            }
            let granted = condition(granting);
            if granted != all && !parts.contains(&granted) {
                parts.push(granted);
            }
        }
        for part in parts {
            all = all.and(part);
        }
        Ok(all)
    }

    /// A new item must satisfy the validation of one of the rules that let it be written.
    fn validation(&self, rules: &[&Rule]) -> Filter {
        Filter::any_of(
            rules
                .iter()
                .map(|rule| self.bound(&rule.check).and(self.bound(&rule.validate))),
        )
    }

    fn unlink_gate(&self, target: CollectionId, foreign: FieldId) -> Gate {
        self.gate(target, Action::Update, &[foreign]).unwrap_or(Gate {
            filter: Filter::FALSE,
            ..Gate::default()
        })
    }

    fn row_gate(&self, collection: CollectionId, action: Action) -> Gate {
        Gate {
            filter: self.rows(collection, action),
            readable: self.rows(collection, Action::Read),
            ..Gate::default()
        }
    }

    /// Which rows an action may touch.
    fn rows(&self, collection: CollectionId, action: Action) -> Filter {
        if self.access.is_admin() {
            return Filter::TRUE;
        }
        Filter::any_of(
            self.access
                .rules(collection, action)
                .iter()
                .map(|rule| self.bound(&rule.filter)),
        )
    }

    fn bound(&self, filter: &Filter) -> Filter {
        bind::bind(filter.clone(), &self.access.actor, self.now)
    }
}

/// Which rows of a collection somebody may read.
pub fn readable_rows(access: &Access, now: DateTime<Utc>, collection: CollectionId) -> Filter {
    if access.is_admin() {
        return Filter::TRUE;
    }
    let rules = access.rules(collection, Action::Read);
    Filter::any_of(
        rules
            .iter()
            .map(|rule| bind::bind(rule.filter.clone(), &access.actor, now)),
    )
}

/// The fields that the client itself wrote.
fn written_fields(values: &[Assigned], links: &[LinkWrite]) -> Vec<FieldId> {
    let values = values
        .iter()
        .filter(|assigned| assigned.source == Source::Client)
        .map(|assigned| assigned.field);
    let links = links
        .iter()
        .filter(|link| link.source == Source::Client)
        .map(|link| link.field);
    values.chain(links).collect()
}
