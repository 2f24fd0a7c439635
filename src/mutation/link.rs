//! What a relation's member may hold: a key, an object that is written too, a list that replaces, or `{create, update, delete}`.

use crate::{
    schema::{Collection, Field, Link, OnDelete, link::Branch},
    value::{CollectionId, FieldId, ItemId, Json, Value},
};

use super::{
    Assigned, Element, Gate, Input, LinkChange, LinkWrite, Reference, Source, Unlink, Write,
    resolve::{Members, Resolver, WriteKind, join, key_message, read_key, reference},
};

impl Resolver<'_> {
    pub(super) fn read_link(
        &mut self,
        model: &Collection,
        field: &Field,
        json: &Json,
        path: &str,
        members: &mut Members,
    ) {
        if self.depth >= self.limits.depth {
            self.refusal.too_large = Some(format!("{path}: nested deeper than {} relations", self.limits.depth));
            return;
        }
        self.depth += 1;
        match &field.link {
            Some(Link::One { target, .. }) => {
                if let Some(value) = self.read_one(field, *target, json, path) {
                    members.values.push(Assigned::by_client(field.id, value));
                }
            }
            Some(Link::AnyOne { branches, .. }) => {
                if let Some(value) = self.read_any_one(field, branches, json, path) {
                    members.values.push(Assigned::by_client(field.id, value));
                }
            }
            Some(_) => {
                if let Some(link) = self.read_many(model, field, json, path) {
                    members.links.push(link);
                }
            }
            None => {}
        }
        self.depth -= 1;
    }

    /// A preset of a to-many relation: keys that the rule's author trusts.
    pub(super) fn preset_links(&mut self, field: &Field, values: Vec<Value>, path: &str, members: &mut Members) {
        let Some(Link::Junction { target, .. }) = &field.link else {
            return;
        };
        let ids = values.into_iter().filter_map(|value| ItemId::try_from(value).ok());
        let elements = ids.map(|id| Element::Key(reference(*target, id, path))).collect();
        let change = LinkChange::Replace(elements);
        members.links.push(LinkWrite {
            field: field.id,
            change,
            unlink: Unlink::Row,
            source: Source::Server,
            readable: Vec::new(),
            path: path.to_owned(),
        });
    }

    fn read_one(&mut self, field: &Field, target: CollectionId, json: &Json, path: &str) -> Option<Input> {
        match json {
            Json::Null if field.required => {
                self.failure(path, field, "nnull", "must not be null");
                None
            }
            Json::Null => Some(Input::Value(Value::Null)),
            Json::Object(_) => match self.read_object(target, json, path, Vec::new())? {
                Element::Key(reference) => Some(Input::Reference(chosen(field, reference))),
                Element::Item(write) => Some(Input::Nested(write)),
            },
            key => {
                let reference = self.read_reference(field, target, key, path)?;
                Some(Input::Reference(chosen(field, reference)))
            }
        }
    }

    fn read_any_one(&mut self, field: &Field, branches: &[Branch], json: &Json, path: &str) -> Option<Input> {
        if json.is_null() {
            if field.required {
                self.failure(path, field, "nnull", "must not be null");
                return None;
            }
            return Some(Input::Value(Value::Null));
        }
        let (target, item) = self.read_branch(field, branches, json, path)?;
        let item = self.read_one(field, target, item, &join(path, "item"))?;
        match item {
            Input::Value(_) => {
                self.failure(path, field, "required", "item is required: a key or an object");
                None
            }
            item => Some(Input::Branch {
                target,
                item: Box::new(item),
            }),
        }
    }

    /// `{collection, item}`: which of the possible targets, and what.
    fn read_branch<'j>(
        &mut self,
        field: &Field,
        branches: &[Branch],
        json: &'j Json,
        path: &str,
    ) -> Option<(CollectionId, &'j Json)> {
        let names: Vec<&str> = branches
            .iter()
            .map(|branch| &*self.schema.collection(branch.target).name)
            .collect();
        let collection = json.get("collection").and_then(Json::as_str);
        let target = branches
            .iter()
            .find(|branch| collection == Some(&*self.schema.collection(branch.target).name));
        let extra = json.as_object().and_then(|object| {
            object
                .keys()
                .find(|key| !["collection", "item"].contains(&key.as_str()))
        });
        match (target, json.get("item"), extra) {
            (_, _, Some(name)) => self.unknown(&join(path, name), name, None),
            (Some(branch), Some(item), None) => return Some((branch.target, item)),
            _ => {
                let message = format!(
                    "must be {{\"collection\": …, \"item\": …}} with one of the collections {}",
                    names.join(", ")
                );
                self.failure(path, field, "type", message);
            }
        }
        None
    }

    fn read_reference(&mut self, field: &Field, target: CollectionId, json: &Json, path: &str) -> Option<Reference> {
        let key = self.schema.collection(target).key();
        let id = key.column_type().and_then(|column| read_key(json, column));
        if id.is_none() {
            self.failure(
                path,
                field,
                "type",
                format!("{} of {}", key_message(key), self.schema.collection(target).name),
            );
        }
        id.map(|id| reference(target, id, path))
    }

    /// An object where a key may stand: a new item, a change of an existing one, or just its key. `given` is what the place of the object assigns.
    fn read_object(&mut self, target: CollectionId, json: &Json, path: &str, given: Vec<Assigned>) -> Option<Element> {
        let model = self.schema.collection(target);
        let key = model.key();
        let Some(id_json) = json.get(&*key.name).filter(|id| !id.is_null()) else {
            return Some(Element::Item(Box::new(Write::Create(
                self.create(target, json, path, given),
            ))));
        };
        let Some(id) = key.column_type().and_then(|column| read_key(id_json, column)) else {
            self.failure(&join(path, &key.name), key, "type", key_message(key));
            return None;
        };
        if given.is_empty() && json.as_object().is_some_and(|object| object.len() == 1) {
            return Some(Element::Key(reference(target, id, path)));
        }
        Some(Element::Item(Box::new(self.upsert(target, id, json, path, given))))
    }

    fn upsert(&mut self, target: CollectionId, id: ItemId, json: &Json, path: &str, given: Vec<Assigned>) -> Write {
        let update = self.update(target, id, json, path, given.clone());
        // Whether the item is there is known only inside the transaction: what would be wrong with a new one must not count before.
        let found = self.refusal.clone();
        let create = if self.rules.may(target, WriteKind::Create) {
            let create = self.create(target, json, path, given);
            let failures = self
                .refusal
                .failures
                .get(found.failures.len()..)
                .unwrap_or_default()
                .to_vec();
            let is_refused = self.refusal.unknown.len() > found.unknown.len();
            if is_refused {
                Err(vec![self.no_such_item(target, path)])
            } else if failures.is_empty() {
                Ok(create)
            } else {
                Err(failures)
            }
        } else {
            Err(vec![self.no_such_item(target, path)])
        };
        let too_large = self.refusal.too_large.take();
        self.refusal = found;
        self.refusal.too_large = too_large.or(self.refusal.too_large.take());
        Write::Upsert {
            create: Box::new(create),
            update: Box::new(update),
        }
    }

    fn no_such_item(&self, target: CollectionId, path: &str) -> super::Failure {
        let field = self.schema.collection(target).key().name.to_string();
        super::Failure {
            path: path.to_owned(),
            field,
            kind: "reference",
            message: "there is no such item".to_owned(),
        }
    }

    fn read_many(&mut self, model: &Collection, field: &Field, json: &Json, path: &str) -> Option<LinkWrite> {
        let change = match json {
            Json::Null => LinkChange::Replace(Vec::new()),
            Json::Array(list) => LinkChange::Replace(self.read_elements(field, list, path)),
            Json::Object(object) => {
                if let Some(name) = object
                    .keys()
                    .find(|key| !["create", "update", "delete"].contains(&key.as_str()))
                {
                    self.malformed(
                        &join(path, name),
                        "a change of a relation has only create, update and delete".to_owned(),
                    );
                    return None;
                }
                let mut part = |name: &str| match object.get(name) {
                    None | Some(Json::Null) => Vec::new(),
                    Some(Json::Array(list)) => self.read_elements(field, list, &join(path, name)),
                    Some(_) => {
                        self.malformed(&join(path, name), "must be a list".to_owned());
                        Vec::new()
                    }
                };
                let (create, update) = (part("create"), part("update"));
                let delete = self.read_deletes(field, object.get("delete"), &join(path, "delete"));
                LinkChange::Delta { create, update, delete }
            }
            _ => {
                self.failure(
                    path,
                    field,
                    "type",
                    "must be a list, or an object with create, update and delete",
                );
                return None;
            }
        };
        if field.required && matches!(&change, LinkChange::Replace(list) if list.is_empty()) {
            self.failure(path, field, "required", "needs at least one item");
        }
        self.refuse_doubles(field, &change, path);
        Some(LinkWrite {
            field: field.id,
            change,
            unlink: self.unlink(model, field),
            source: Source::Client,
            readable: Vec::new(),
            path: path.to_owned(),
        })
    }

    fn read_elements(&mut self, field: &Field, list: &[Json], path: &str) -> Vec<Element> {
        let mut elements = Vec::with_capacity(list.len());
        for (index, json) in list.iter().enumerate() {
            if self.refusal.too_large.is_some() {
                break;
            }
            elements.extend(self.read_element(field, json, &format!("{path}[{index}]")));
        }
        elements
    }

    fn read_element(&mut self, field: &Field, json: &Json, path: &str) -> Option<Element> {
        match field.link.as_ref()? {
            Link::Many { target, foreign } => self.read_child(field, *target, *foreign, json, path),
            Link::AnyMany { branches, .. } => {
                let (target, item) = self.read_branch(field, branches, json, path)?;
                self.read_target(field, target, item, &join(path, "item"))
            }
            Link::Junction { target, .. } => self.read_target(field, *target, json, path),
            Link::One { .. } | Link::AnyOne { .. } => None,
        }
    }

    fn read_target(&mut self, field: &Field, target: CollectionId, json: &Json, path: &str) -> Option<Element> {
        let element = match json {
            Json::Object(_) => self.read_object(target, json, path, Vec::new())?,
            key => Element::Key(self.read_reference(field, target, key, path)?),
        };
        Some(match element {
            Element::Key(reference) => Element::Key(chosen(field, reference)),
            Element::Item(write) => Element::Item(write),
        })
    }

    /// A row of an o2m: linking it is a write of its foreign key, so the child's own rules decide.
    fn read_child(
        &mut self,
        field: &Field,
        target: CollectionId,
        foreign: FieldId,
        json: &Json,
        path: &str,
    ) -> Option<Element> {
        let given = vec![Assigned::by_client(foreign, Input::Parent)];
        let kind = if json.get(&*self.schema.collection(target).key().name).is_some() || !json.is_object() {
            WriteKind::Update
        } else {
            WriteKind::Create
        };
        if !self.rules.can_write(target, foreign, kind) {
            self.unknown(path, &self.schema.field(target, foreign).name, None);
            return None;
        }
        if json.is_object() {
            return self.read_object(target, json, path, given);
        }
        let id = self.read_reference(field, target, json, path)?.id;
        let update = self.update(target, id, &Json::Object(serde_json::Map::new()), path, given);
        Some(Element::Item(Box::new(Write::Update(update))))
    }

    fn read_deletes(&mut self, field: &Field, json: Option<&Json>, path: &str) -> Vec<Reference> {
        let list = match json {
            None | Some(Json::Null) => return Vec::new(),
            Some(Json::Array(list)) => list,
            Some(_) => {
                self.malformed(path, "must be a list of keys".to_owned());
                return Vec::new();
            }
        };
        let mut references = Vec::with_capacity(list.len());
        for (index, json) in list.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let found = match field.link.as_ref() {
                Some(Link::AnyMany { branches, .. }) => {
                    let branch = self.read_branch(field, branches, json, &path);
                    branch.and_then(|(target, item)| self.read_reference(field, target, item, &path))
                }
                Some(link) => link
                    .target()
                    .and_then(|target| self.read_reference(field, target, json, &path)),
                None => None,
            };
            references.extend(found);
        }
        references
    }

    /// One item twice in a list is a contradiction (which place? which values?), not a set.
    fn refuse_doubles(&mut self, field: &Field, change: &LinkChange, path: &str) {
        let (lists, deleted): (Vec<&Element>, Vec<(CollectionId, &ItemId)>) = match change {
            LinkChange::Replace(list) => (list.iter().collect(), Vec::new()),
            LinkChange::Delta { create, update, delete } => (
                create.iter().chain(update).collect(),
                delete
                    .iter()
                    .map(|reference| (reference.target, &reference.id))
                    .collect(),
            ),
        };
        let mut seen = std::collections::HashSet::new();
        for identity in lists.into_iter().filter_map(identity).chain(deleted) {
            if !seen.insert(identity) {
                self.failure(path, field, "unique", format!("names {} twice", identity.1));
            }
        }
    }

    fn unlink(&self, model: &Collection, field: &Field) -> Unlink {
        let Some(Link::Many { target, foreign }) = &field.link else {
            return Unlink::Row;
        };
        let foreign = self.schema.field(*target, *foreign);
        match &foreign.link {
            _ if !foreign.required => Unlink::SetNull(Gate::default()),
            Some(Link::One {
                target: parent,
                on_delete: OnDelete::Cascade,
                ..
            }) if *parent == model.id => Unlink::Delete(Gate::default()),
            _ => Unlink::Refuse,
        }
    }
}

/// A relation with a `filter` takes only the items that the filter offers.
fn chosen(field: &Field, reference: Reference) -> Reference {
    let readable = field.choices.clone().unwrap_or(reference.readable);
    Reference { readable, ..reference }
}

/// The item that an element names, if it names one.
pub fn identity(element: &Element) -> Option<(CollectionId, &ItemId)> {
    match element {
        Element::Key(reference) => Some((reference.target, &reference.id)),
        Element::Item(write) => match write.as_ref() {
            Write::Create(create) => create.id.as_ref().map(|id| (create.collection, id)),
            Write::Update(update) => Some((update.collection, &update.id)),
            Write::Upsert { update, .. } => Some((update.collection, &update.id)),
        },
    }
}
