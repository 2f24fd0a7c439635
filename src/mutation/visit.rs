//! Every item of a tree of writes, nested ones included, for who looks at some of them before they are written.

use crate::value::{CollectionId, ItemId};

use super::{Assigned, Create, Element, Input, LinkChange, LinkWrite, Update, Write};

/// One item that would be written.
#[derive(Debug)]
pub struct Node<'w> {
    pub collection: CollectionId,
    /// `None` for a new item.
    pub id: Option<&'w ItemId>,
    /// Where it stands in the payload.
    pub path: &'w str,
    pub values: &'w mut Vec<Assigned>,
    pub links: &'w [LinkWrite],
}

pub fn each(writes: &mut [Write], visit: &mut dyn FnMut(Node<'_>)) {
    writes.iter_mut().for_each(|write| one(write, visit));
}

fn one(write: &mut Write, visit: &mut dyn FnMut(Node<'_>)) {
    match write {
        Write::Create(create) => new_item(create, visit),
        Write::Update(update) => present_item(update, visit),
        Write::Upsert { create, update } => {
            present_item(update, visit);
            if let Ok(create) = create.as_mut() {
                new_item(create, visit);
            }
        }
    }
}

fn new_item(create: &mut Create, visit: &mut dyn FnMut(Node<'_>)) {
    nested(&mut create.values, &mut create.links, visit);
    visit(Node {
        collection: create.collection,
        id: None,
        path: &create.path,
        values: &mut create.values,
        links: &create.links,
    });
}

fn present_item(update: &mut Update, visit: &mut dyn FnMut(Node<'_>)) {
    nested(&mut update.values, &mut update.links, visit);
    visit(Node {
        collection: update.collection,
        id: Some(&update.id),
        path: &update.path,
        values: &mut update.values,
        links: &update.links,
    });
}

fn nested(values: &mut [Assigned], links: &mut [LinkWrite], visit: &mut dyn FnMut(Node<'_>)) {
    for assigned in values {
        input(&mut assigned.value, visit);
    }
    for link in links {
        let elements: Vec<&mut Element> = match &mut link.change {
            LinkChange::Replace(list) => list.iter_mut().collect(),
            LinkChange::Delta { create, update, .. } => create.iter_mut().chain(update).collect(),
        };
        for element in elements {
            if let Element::Item(write) = element {
                one(write, visit);
            }
        }
    }
}

fn input(input_of: &mut Input, visit: &mut dyn FnMut(Node<'_>)) {
    match input_of {
        Input::Nested(write) => one(write, visit),
        Input::Branch { item, .. } => input(item, visit),
        Input::Value(_) | Input::CurrentUser | Input::Reference(_) | Input::Parent | Input::Slug(_) => {}
    }
}
