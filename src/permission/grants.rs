//! What an actor's rules grant, told rather than applied: for tools that show a button only where it works. Nothing is decided here.

use chrono::{DateTime, Utc};

use super::{Access, Action, bind};
use crate::{
    filter::Filter,
    mutation::resolve::{Preset, WriteKind, WriteRules},
    schema::{Collection, Field, FieldRole, FieldSet, Rule},
    value::{CollectionId, FieldId},
};

/// On how many of a collection's items an action is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Nothing,
    /// The row decides.
    Some,
    All,
}

/// What an action on a collection is granted on.
pub fn extent(access: &Access, collection: CollectionId, action: Action) -> Extent {
    if action != Action::Read && access.is_read_only() {
        return Extent::Nothing;
    }
    if access.is_admin() {
        return Extent::All;
    }
    let rules = access.rules(collection, action);
    let asks_nothing = |rule: &&Rule| match action {
        Action::Create => rule.check.is_true(),
        Action::Update => rule.filter.is_true() && rule.check.is_true(),
        Action::Read | Action::Delete | Action::Publish => rule.filter.is_true(),
    };
    if rules.is_empty() {
        Extent::Nothing
    } else if rules.iter().any(asks_nothing) {
        Extent::All
    } else {
        Extent::Some
    }
}

/// The fields that an action is granted on, on some row at least.
pub fn fields<'c>(access: &Access, collection: &'c Collection, action: Action) -> Vec<&'c Field> {
    let rules = access.rules(collection.id, action);
    let sets: Vec<&FieldSet> = rules.iter().map(|rule| &rule.fields).collect();
    let is_granted = |field: &&Field| access.is_admin() || is_in(&sets, field);
    let is_possible = |field: &&Field| match action {
        Action::Read => !field.is_unreadable(),
        Action::Create | Action::Update => is_written(field),
        Action::Delete | Action::Publish => false,
    };
    collection
        .fields
        .iter()
        .filter(is_possible)
        .filter(is_granted)
        .collect()
}

/// What the actor's rules fill in.
pub fn presets(
    access: &Access,
    collection: CollectionId,
    action: Action,
    now: DateTime<Utc>,
) -> Vec<(FieldId, Preset)> {
    match action {
        Action::Create => access.presets(collection, WriteKind::Create, now),
        Action::Update => access.presets(collection, WriteKind::Update, now),
        Action::Read | Action::Delete | Action::Publish => Vec::new(),
    }
}

/// The rules of an action as questions to one row, with the fields that each grants. Empty for administrators.
pub fn questions(
    access: &Access,
    collection: CollectionId,
    action: Action,
    now: DateTime<Utc>,
) -> Vec<(Filter, &FieldSet)> {
    let rules = access.rules(collection, action).into_iter();
    rules
        .map(|rule| (bind::bind(rule.filter.clone(), &access.actor, now), &rule.fields))
        .collect()
}

/// Which of a collection's fields may be written where these sets are granted.
pub fn written_fields<'c>(collection: &'c Collection, sets: &[&FieldSet]) -> Vec<&'c Field> {
    let fields = collection.fields.iter().filter(|field| is_written(field));
    fields.filter(|field| is_in(sets, field)).collect()
}

fn is_in(sets: &[&FieldSet], field: &Field) -> bool {
    field.role == FieldRole::PrimaryKey || sets.iter().any(|set| set.contains(field.id))
}

fn is_written(field: &Field) -> bool {
    !field.is_readonly
        && field.template.is_empty()
        && matches!(
            field.role,
            FieldRole::Ordinary | FieldRole::Order | FieldRole::PrimaryKey
        )
}
