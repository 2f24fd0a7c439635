//! What one request says of the same item in two places: the same, or it is refused. Which of two values would win is nobody's guess to make.

use std::collections::HashMap;

use super::{Assigned, Element, Failure, Input, LinkChange, LinkWrite, Source, Update, Write};
use crate::{
    schema::Schema,
    value::{CollectionId, FieldId, ItemId, Value},
};

/// A failure for each value that contradicts an earlier one. Nothing is looked at where nothing is nested: then every item stands there once.
pub fn contradictions(schema: &Schema, writes: &[Write]) -> Vec<Failure> {
    if !writes.iter().any(nests) {
        return Vec::new();
    }
    let mut statements = Statements {
        schema,
        said: HashMap::new(),
        failures: Vec::new(),
    };
    for write in writes {
        statements.item(write, None);
    }
    statements.failures
}

struct Statements<'a> {
    schema: &'a Schema,
    /// What each field of each item becomes, and where that stands.
    said: HashMap<(CollectionId, &'a ItemId, FieldId), (Said<'a>, &'a str)>,
    failures: Vec<Failure>,
}

/// As far as it is known before anything is written.
#[derive(Clone, Copy, PartialEq)]
enum Said<'a> {
    Value(&'a Value),
    Key(&'a ItemId),
}

/// One item, as all three kinds of writes have it.
struct Part<'a> {
    collection: CollectionId,
    id: Option<&'a ItemId>,
    values: &'a [Assigned],
    links: &'a [LinkWrite],
    path: &'a str,
}

impl<'a> Part<'a> {
    fn of(write: &'a Write) -> Self {
        match write {
            Write::Create(create) => Self {
                collection: create.collection,
                id: create.id.as_ref(),
                values: &create.values,
                links: &create.links,
                path: &create.path,
            },
            Write::Update(update) => Self::of_update(update),
            Write::Upsert { update, .. } => Self::of_update(update),
        }
    }

    fn of_update(update: &'a Update) -> Self {
        Self {
            collection: update.collection,
            id: Some(&update.id),
            values: &update.values,
            links: &update.links,
            path: &update.path,
        }
    }
}

impl<'a> Statements<'a> {
    fn item(&mut self, write: &'a Write, parent: Option<&'a ItemId>) {
        let part = Part::of(write);
        for assigned in part.values {
            if let Some(nested) = nested(&assigned.value) {
                self.item(nested, part.id);
            }
            // That an item hangs below its parent is said by the client too, although the server fills it in.
            let is_said = assigned.source == Source::Client || assigned.value == Input::Parent;
            if let (Some(id), Some(said), true) = (part.id, said(&assigned.value, parent), is_said) {
                self.field(part.collection, id, assigned.field, said, part.path);
            }
        }
        for element in part.links.iter().flat_map(|link| elements(&link.change)) {
            if let Element::Item(write) = element {
                self.item(write, part.id);
            }
        }
    }

    fn field(&mut self, collection: CollectionId, id: &'a ItemId, field: FieldId, said: Said<'a>, path: &'a str) {
        let (first, place) = *self.said.entry((collection, id, field)).or_insert((said, path));
        if first == said {
            return;
        }
        let name = &self.schema.collection(collection).field(field).name;
        let separator = if path.is_empty() { "" } else { "." };
        let elsewhere = if place.is_empty() { "the item itself" } else { place };
        self.failures.push(Failure {
            path: format!("{path}{separator}{name}"),
            field: name.to_string(),
            kind: "unique",
            message: format!("contradicts {elsewhere}, which gives the same item another value"),
        });
    }
}

fn said<'a>(input: &'a Input, parent: Option<&'a ItemId>) -> Option<Said<'a>> {
    match input {
        Input::Value(value) => Some(Said::Value(value)),
        Input::Reference(reference) => Some(Said::Key(&reference.id)),
        Input::Nested(write) => Part::of(write).id.map(Said::Key),
        Input::Parent => parent.map(Said::Key),
        // Several columns stand behind it, or what only the rows know.
        Input::Branch { .. } | Input::CurrentUser | Input::Slug(_) => None,
    }
}

fn nested(input: &Input) -> Option<&Write> {
    match input {
        Input::Nested(write) => Some(write),
        Input::Branch { item, .. } => nested(item),
        Input::Value(_) | Input::CurrentUser | Input::Reference(_) | Input::Parent | Input::Slug(_) => None,
    }
}

fn elements(change: &LinkChange) -> impl Iterator<Item = &Element> {
    let (first, second): (&[Element], &[Element]) = match change {
        LinkChange::Replace(elements) => (elements, &[]),
        LinkChange::Delta { create, update, .. } => (create, update),
    };
    first.iter().chain(second)
}

fn nests(write: &Write) -> bool {
    let part = Part::of(write);
    let in_values = part.values.iter().any(|assigned| nested(&assigned.value).is_some());
    let is_item = |element: &Element| matches!(element, Element::Item(_));
    in_values || part.links.iter().flat_map(|link| elements(&link.change)).any(is_item)
}
