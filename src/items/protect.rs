//! What is never stored as it came: passwords become argon2id hashes, secrets are encrypted. Before the transaction, so that no lock waits for a hash.

use crate::{
    field::Protection,
    mutation::{Assigned, Element, Input, LinkChange, LinkWrite, Write},
    schema::Schema,
    value::{CollectionId, Value},
};

use super::{Call, Items, ItemsError, diagnose};

/// A text that is to be protected, in the tree.
struct Plain<'w> {
    protection: Protection,
    /// Binds an encrypted text to its place: `shops.api_key`.
    context: String,
    text: &'w mut String,
}

impl Items {
    pub(super) async fn protect(&self, call: &Call, mut writes: Vec<Write>) -> Result<Vec<Write>, ItemsError> {
        let mut plain = Vec::new();
        writes
            .iter_mut()
            .for_each(|write| collect(&call.schema, write, &mut plain));
        for item in plain {
            *item.text = match item.protection {
                Protection::Hash => self.hashing.hash(std::mem::take(item.text)).await,
                Protection::Encrypt => self.keyring.seal(&self.random, &item.context, item.text),
                Protection::None => continue,
            }
            .map_err(|error| diagnose::unexpected(&error.to_string()))?;
        }
        Ok(writes)
    }
}

fn collect<'w>(schema: &Schema, write: &'w mut Write, plain: &mut Vec<Plain<'w>>) {
    match write {
        Write::Create(create) => {
            collect_members(schema, create.collection, &mut create.values, &mut create.links, plain);
        }
        Write::Update(update) => {
            collect_members(schema, update.collection, &mut update.values, &mut update.links, plain);
        }
        Write::Upsert { create, update } => {
            collect_members(schema, update.collection, &mut update.values, &mut update.links, plain);
            if let Ok(create) = create.as_mut() {
                collect_members(schema, create.collection, &mut create.values, &mut create.links, plain);
            }
        }
    }
}

fn collect_members<'w>(
    schema: &Schema,
    collection: CollectionId,
    values: &'w mut [Assigned],
    links: &'w mut [LinkWrite],
    plain: &mut Vec<Plain<'w>>,
) {
    let model = schema.collection(collection);
    for assigned in values {
        let field = model.field(assigned.field);
        match (&mut assigned.value, field.kind.protection()) {
            (Input::Value(Value::Text(text)), protection @ (Protection::Hash | Protection::Encrypt)) => {
                plain.push(Plain {
                    protection,
                    context: format!("{}.{}", model.name, field.name),
                    text,
                });
            }
            (Input::Nested(write), _) => collect(schema, write, plain),
            (Input::Branch { item, .. }, _) => {
                if let Input::Nested(write) = item.as_mut() {
                    collect(schema, write, plain);
                }
            }
            _ => {}
        }
    }
    for link in links {
        let elements: Vec<&mut Element> = match &mut link.change {
            LinkChange::Replace(list) => list.iter_mut().collect(),
            LinkChange::Delta { create, update, .. } => create.iter_mut().chain(update).collect(),
        };
        for element in elements {
            if let Element::Item(write) = element {
                collect(schema, write, plain);
            }
        }
    }
}
