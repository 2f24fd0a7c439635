//! Payload → `Write`: unknown members refused by path, values read by their field types, defaults and presets filled in, all failures at once.
//!
//! Start at `Resolver::create` and `Resolver::update`. What a field of a relation may hold is in `link`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    field::Problem,
    filter::Filter,
    schema::{Collection, Field, FieldRole, FieldSet, Schema},
    value::{
        CollectionId, FieldId, ItemId, Json, Value,
        nesting::{JSON_LEVELS, is_deeper_than},
    },
};

use super::{Assigned, Create, Failure, Gate, Input, LinkWrite, Reference, Update};

/// What the actor may write; `permission` implements it. A member that may not be written and one that is not there are the same to the caller.
pub trait WriteRules {
    fn may(&self, collection: CollectionId, kind: WriteKind) -> bool;
    fn can_write(&self, collection: CollectionId, field: FieldId, kind: WriteKind) -> bool;
    /// Values for members that the payload lacks, bound to the actor and the moment.
    fn presets(&self, collection: CollectionId, kind: WriteKind, now: DateTime<Utc>) -> Vec<(FieldId, Preset)>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteKind {
    Create,
    Update,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Preset {
    One(Value),
    List(Vec<Value>),
}

/// Bounds of a write; each is a setting.
#[derive(Debug, Clone, Copy)]
pub struct WriteLimits {
    /// Items of one request, nested ones included.
    pub items: usize,
    /// Relations deep.
    pub depth: usize,
    /// Characters of a new password at least.
    pub password_length: usize,
}

impl Default for WriteLimits {
    fn default() -> Self {
        Self {
            items: 10_000,
            depth: 10,
            password_length: 10,
        }
    }
}

/// Why payloads are refused: everything that was found in all of them. The first list that is not empty is the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refusal {
    pub too_large: Option<String>,
    pub unknown: Vec<UnknownMember>,
    pub malformed: Vec<Malformed>,
    pub failures: Vec<Failure>,
}

/// Not there, or not to be written by this actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownMember {
    pub path: String,
    pub name: String,
    pub nearest: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    pub path: String,
    pub message: String,
}

impl Refusal {
    pub fn is_empty(&self) -> bool {
        self.too_large.is_none() && self.unknown.is_empty() && self.malformed.is_empty() && self.failures.is_empty()
    }
}

/// Resolves the payloads of one request and collects what is wrong with them.
pub struct Resolver<'a> {
    pub schema: &'a Schema,
    pub rules: &'a dyn WriteRules,
    pub now: DateTime<Utc>,
    pub limits: WriteLimits,
    /// Where new keys come from.
    pub new_id: &'a mut dyn FnMut() -> Uuid,
    pub refusal: Refusal,
    /// Items so far.
    pub(super) items: usize,
    /// Relations deep, at the moment.
    pub(super) depth: usize,
}

/// What a payload says, member by member.
pub(super) struct Members {
    kind: WriteKind,
    /// Fields that the payload names, also those whose value is refused: they are not missing.
    named: FieldSet,
    pub id: Option<ItemId>,
    pub values: Vec<Assigned>,
    pub links: Vec<LinkWrite>,
}

impl<'a> Resolver<'a> {
    pub fn new(
        schema: &'a Schema,
        rules: &'a dyn WriteRules,
        now: DateTime<Utc>,
        limits: WriteLimits,
        new_id: &'a mut dyn FnMut() -> Uuid,
    ) -> Self {
        Self {
            schema,
            rules,
            now,
            limits,
            new_id,
            refusal: Refusal::default(),
            items: 0,
            depth: 0,
        }
    }

    /// A new item. `given`: values that come from where the item is nested, not from its payload.
    pub fn create(&mut self, collection: CollectionId, payload: &Json, path: &str, given: Vec<Assigned>) -> Create {
        self.count_item();
        let model = self.schema.collection(collection);
        if !self.rules.may(collection, WriteKind::Create) {
            self.unknown(path, &model.name, None);
        }
        let mut members = Members::new(WriteKind::Create, None, given);
        self.read_members(model, payload, path, &mut members);
        self.fill_presets(model, path, WriteKind::Create, &mut members);
        self.fill_new_item(model, path, &mut members);
        Create {
            collection,
            id: members.id,
            values: members.values,
            links: members.links,
            path: path.to_owned(),
            gate: Gate::default(),
        }
    }

    /// A change of an item.
    pub fn update(
        &mut self,
        collection: CollectionId,
        id: ItemId,
        payload: &Json,
        path: &str,
        given: Vec<Assigned>,
    ) -> Update {
        self.count_item();
        let model = self.schema.collection(collection);
        if !self.rules.may(collection, WriteKind::Update) {
            self.unknown(path, &model.name, None);
        }
        let mut members = Members::new(WriteKind::Update, Some(id.clone()), given);
        self.read_members(model, payload, path, &mut members);
        self.fill_presets(model, path, WriteKind::Update, &mut members);
        // A request that only sets presets or changes links still is a change of the item.
        self.fill_stamps(model, WriteKind::Update, &mut members);
        Update {
            collection,
            id,
            values: members.values,
            links: members.links,
            path: path.to_owned(),
            gate: Gate::default(),
        }
    }

    fn count_item(&mut self) {
        self.items += 1;
        if self.items > self.limits.items {
            self.refusal.too_large = Some(format!(
                "a request may write at most {} items, nested ones included (`write.items`)",
                self.limits.items
            ));
        }
    }

    fn read_members(&mut self, model: &Collection, payload: &Json, path: &str, members: &mut Members) {
        let kind = members.kind;
        let Json::Object(object) = payload else {
            return self.malformed(path, format!("must be an object with fields of {}", model.name));
        };
        if model.is_view {
            return self.malformed(path, format!("{} is a view, and views are read-only", model.name));
        }
        for (name, json) in object {
            if self.refusal.too_large.is_some() {
                return;
            }
            match model
                .field_named(name)
                .filter(|field| self.rules.can_write(model.id, field.id, kind))
            {
                Some(field) => self.read_member(model, field, json, &join(path, name), members),
                None => {
                    let nearest = self.nearest_writable(model, name, kind);
                    self.unknown(&join(path, name), name, nearest);
                }
            }
        }
    }

    fn read_member(&mut self, model: &Collection, field: &Field, json: &Json, path: &str, members: &mut Members) {
        if members.has(field.id) {
            return self.malformed(path, "is set by the item that this one is nested in".to_owned());
        }
        members.named.insert(field.id);
        match field.role {
            FieldRole::PrimaryKey => return self.read_key_member(field, json, path, members),
            FieldRole::Ordinary | FieldRole::Order if !field.is_readonly => {}
            _ => return self.failure(path, field, "readonly", "is set by the server and can not be written"),
        }
        if field.link.is_some() {
            return self.read_link(model, field, json, path, members);
        }
        if json.is_null() {
            if field.required {
                return self.failure(path, field, "nnull", "must not be null");
            }
            return members
                .values
                .push(Assigned::by_client(field.id, Input::Value(Value::Null)));
        }
        let mut problems = Vec::new();
        match field.kind.read(json, &mut problems) {
            Some(Value::Json(json)) if is_deeper_than(&json, JSON_LEVELS) => {
                self.failure(path, field, "max_depth", "must be nested at most 31 levels deep");
            }
            Some(value) => {
                let value = self.completed(field, value);
                members.values.push(Assigned::by_client(field.id, Input::Value(value)));
            }
            None => self.problems(path, field, problems),
        }
    }

    fn read_key_member(&mut self, field: &Field, json: &Json, path: &str, members: &mut Members) {
        let given = field.column_type().and_then(|column| read_key(json, column));
        match (members.kind, given) {
            (WriteKind::Create, Some(id)) => members.id = Some(id),
            (WriteKind::Create, None) if json.is_null() => {}
            (WriteKind::Create, None) => self.failure(path, field, "type", key_message(field)),
            (WriteKind::Update, given) if given == members.id => {}
            (WriteKind::Update, _) => self.failure(path, field, "readonly", "the key of an item can not be changed"),
        }
    }

    /// Blocks that came without an identity get one, so that a later edit can name them.
    pub(super) fn completed(&mut self, field: &Field, value: Value) -> Value {
        match value {
            Value::Json(mut json) => {
                field.kind.complete(&mut json, &mut || (self.new_id)().to_string());
                Value::Json(json)
            }
            other => other,
        }
    }

    pub(super) fn unknown(&mut self, path: &str, name: &str, nearest: Option<String>) {
        self.refusal.unknown.push(UnknownMember {
            path: path.to_owned(),
            name: name.to_owned(),
            nearest,
        });
    }

    pub(super) fn malformed(&mut self, path: &str, message: String) {
        self.refusal.malformed.push(Malformed {
            path: path.to_owned(),
            message,
        });
    }

    pub(super) fn failure(&mut self, path: &str, field: &Field, kind: &'static str, message: impl Into<String>) {
        let failure = Failure {
            path: path.to_owned(),
            field: field.name.to_string(),
            kind,
            message: message.into(),
        };
        self.refusal.failures.push(failure);
    }

    fn problems(&mut self, path: &str, field: &Field, problems: Vec<Problem>) {
        for problem in problems {
            self.failure(&join(path, &problem.path), field, problem.kind, problem.message);
        }
    }

    fn nearest_writable(&self, model: &Collection, name: &str, kind: WriteKind) -> Option<String> {
        let writable = model
            .fields
            .iter()
            .filter(|field| self.rules.can_write(model.id, field.id, kind));
        crate::yaml::nearest(name, writable.map(|field| &*field.name)).map(str::to_owned)
    }
}

impl Members {
    fn new(kind: WriteKind, id: Option<ItemId>, values: Vec<Assigned>) -> Self {
        Self {
            kind,
            named: values.iter().map(|assigned| assigned.field).collect(),
            id,
            values,
            links: Vec::new(),
        }
    }

    pub(super) fn has(&self, field: FieldId) -> bool {
        self.named.contains(field)
            || self.values.iter().any(|assigned| assigned.field == field)
            || self.links.iter().any(|link| link.field == field)
    }
}

/// A key as it stands in a payload: text, or a number for integer keys.
pub(super) fn read_key(json: &Json, column: crate::value::ColumnType) -> Option<ItemId> {
    match json {
        Json::String(text) => ItemId::parse(text, column),
        Json::Number(number) => {
            ItemId::parse(&number.to_string(), column).filter(|id| matches!(id, ItemId::Integer(_)))
        }
        _ => None,
    }
}

pub(super) fn key_message(key: &Field) -> String {
    use crate::value::ColumnType;
    let form = match key.column_type() {
        Some(ColumnType::Uuid) => "a uuid",
        Some(ColumnType::Integer | ColumnType::BigInteger) => "a whole number",
        _ => "1 to 64 of the characters A-Z a-z 0-9 . _ ~ -",
    };
    format!("must be a key: {form}")
}

/// `a` and `b` → `a.b`; an index brings its own brackets.
pub(super) fn join(path: &str, member: &str) -> String {
    match (path.is_empty(), member.is_empty() || member.starts_with('[')) {
        (true, _) => member.to_owned(),
        (false, true) => format!("{path}{member}"),
        (false, false) => format!("{path}.{member}"),
    }
}

/// A key that must lead somewhere.
pub(super) fn reference(target: CollectionId, id: ItemId, path: &str) -> Reference {
    Reference {
        target,
        id,
        path: path.to_owned(),
        readable: Filter::TRUE,
    }
}
