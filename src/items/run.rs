//! Running a tree of writes in one transaction. `write` is the recursion: nested m2o targets first, then the item, then its to-many relations.
//!
//! Rules are asked of the row before (`before`) and of all rows after (`finish`), in the same transaction: no row that breaks one is ever committed.

use std::{collections::HashSet, future::Future, pin::Pin};

use crate::{
    db::Transaction,
    mutation::{Assigned, Create, Failure, Gate, Input, Reference, Update, Write},
    schema::{Collection, Link, Schema},
    sql::{Assignment, Dialect, Statement, write as statements},
    value::{CollectionId, ItemId, Value},
};

use super::{
    Call, ItemsError,
    activity::{ActivityAction, Entry, changes::Changes},
    diagnose,
    file_demands::GivenFile,
    links::HeldKeys,
};

/// A future that can call itself.
pub type Step<'s, T> = Pin<Box<dyn Future<Output = Result<T, ItemsError>> + Send + 's>>;

/// One run of one request's writes.
pub struct Run<'a> {
    pub call: &'a Call,
    pub schema: &'a Schema,
    pub dialect: &'static dyn Dialect,
    pub transaction: &'a mut Transaction,
    /// Every row that was written, with the rules that it must satisfy in the end.
    pub touched: Vec<Touched>,
    /// Every key of an existing item that was written.
    pub references: Vec<Reference>,
    /// Rows whose `before` was asked already, all at once.
    pub cleared: HashSet<(CollectionId, ItemId)>,
    /// What the payload got wrong that only the rows could tell.
    pub failures: Vec<Failure>,
    /// Files that fields were given, to be asked in the end.
    pub files: Vec<GivenFile>,
    /// Keys that written values hold inside JSON.
    pub held: Vec<HeldKeys>,
    /// What is to be told about in the end.
    pub entries: Vec<Entry>,
}

/// A written row.
#[derive(Debug, Clone)]
pub struct Touched {
    pub collection: CollectionId,
    pub id: ItemId,
    pub gate: Gate,
    pub path: String,
}

impl<'a> Run<'a> {
    pub fn new(call: &'a Call, dialect: &'static dyn Dialect, transaction: &'a mut Transaction) -> Self {
        Self {
            call,
            schema: &call.schema,
            dialect,
            transaction,
            touched: Vec::new(),
            references: Vec::new(),
            cleared: HashSet::new(),
            failures: Vec::new(),
            files: Vec::new(),
            held: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Writes an item and everything nested in it; gives its key.
    pub fn write<'s>(&'s mut self, write: &'s Write, parent: Option<&'s ItemId>) -> Step<'s, ItemId> {
        Box::pin(async move {
            match write {
                Write::Create(create) => self.create(create, parent).await,
                Write::Update(update) => self.update(update, parent).await,
                Write::Upsert { create, update } => {
                    if self.exists(update.collection, &update.id).await? {
                        return self.update(update, parent).await;
                    }
                    match create.as_ref() {
                        Ok(create) => self.create(create, parent).await,
                        Err(failures) => Err(ItemsError::Failures(failures.clone())),
                    }
                }
            }
        })
    }

    async fn create(&mut self, create: &Create, parent: Option<&ItemId>) -> Result<ItemId, ItemsError> {
        let model = self.schema.collection(create.collection);
        let mut changes = Changes::default();
        let mut assignments = self
            .assignments(model, &create.values, (parent, None, &create.path), &mut changes)
            .await?;
        if let Some(id) = &create.id {
            assignments.insert(0, key_assignment(model, id.clone()));
        }
        let statement = statements::insert(self.schema, self.dialect, create.collection, &assignments);
        let rows = self.values(statement, create.collection, &create.path).await?;
        let returned = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next())
            .and_then(|value| ItemId::try_from(value).ok());
        let id = returned
            .or_else(|| create.id.clone())
            .ok_or_else(|| diagnose::unexpected("an insert gave no key"))?;
        self.made(create, &id, changes);
        for link in &create.links {
            self.link(create.collection, &id, link, true).await?;
        }
        Ok(id)
    }

    /// Remembers a new item, for what is asked and told in the end.
    pub(super) fn made(&mut self, create: &Create, id: &ItemId, mut changes: Changes) {
        let model = self.schema.collection(create.collection);
        self.touch(create.collection, id.clone(), &create.gate, &create.path);
        // What this transaction made, it may change: the rules are asked in the end.
        self.cleared.insert((create.collection, id.clone()));
        self.hold_keys(model, id, &create.values, true);
        changes.add_links(model, &create.links);
        self.note(ActivityAction::Create, create.collection, id, changes);
    }

    async fn update(&mut self, update: &Update, parent: Option<&ItemId>) -> Result<ItemId, ItemsError> {
        let model = self.schema.collection(update.collection);
        if !self.cleared.contains(&(update.collection, update.id.clone())) {
            self.before(update.collection, std::slice::from_ref(&update.id), &update.gate)
                .await?;
        }
        let mut changes = Changes::default();
        let assignments = self
            .assignments(
                model,
                &update.values,
                (parent, Some(&update.id), &update.path),
                &mut changes,
            )
            .await?;
        if !assignments.is_empty() {
            let ids = std::slice::from_ref(&update.id);
            let statement = statements::update(self.schema, self.dialect, update.collection, ids, &assignments);
            self.execute(statement, update.collection, &update.path).await?;
        }
        self.touch(update.collection, update.id.clone(), &update.gate, &update.path);
        self.hold_keys(model, &update.id, &update.values, false);
        changes.add_links(model, &update.links);
        self.note(ActivityAction::Update, update.collection, &update.id, changes);
        for link in &update.links {
            self.link(update.collection, &update.id, link, false).await?;
        }
        Ok(update.id.clone())
    }

    pub fn touch(&mut self, collection: CollectionId, id: ItemId, gate: &Gate, path: &str) {
        self.touched.push(Touched {
            collection,
            id,
            gate: gate.clone(),
            path: path.to_owned(),
        });
    }

    /// Members → columns. Nested items are written here, because their keys are needed. What the fields become is noted in `changes`.
    async fn assignments(
        &mut self,
        model: &Collection,
        values: &[Assigned],
        (parent, own, path): (Option<&ItemId>, Option<&ItemId>, &str),
        changes: &mut Changes,
    ) -> Result<Vec<Assignment>, ItemsError> {
        let mut assignments = Vec::with_capacity(values.len());
        for assigned in values {
            let field = model.field(assigned.field);
            if let Some(Link::AnyOne { branches, .. }) = &field.link {
                let (chosen, key) = match &assigned.value {
                    Input::Branch { target, item } => (Some(*target), self.input(item, parent).await?),
                    _ => (None, Value::Null),
                };
                changes.add_branch(field, chosen.map(|target| &*self.schema.collection(target).name), &key);
                for branch in branches {
                    let Some(column_type) = self.schema.collection(branch.target).key().column_type() else {
                        continue;
                    };
                    let value = if chosen == Some(branch.target) {
                        key.clone()
                    } else {
                        Value::Null
                    };
                    assignments.push(Assignment {
                        column: branch.column.clone(),
                        column_type,
                        value,
                    });
                }
                continue;
            }
            let (Some(column), Some(column_type)) = (&field.column, field.column_type()) else {
                continue;
            };
            let value = match &assigned.value {
                Input::Slug(slug) => self.free_slug(model, assigned.field, slug, own).await?,
                input => self.input(input, parent).await?,
            };
            changes.add(field, column_type, &value);
            self.give_files(field, &value, path);
            assignments.push(Assignment {
                column: column.clone(),
                column_type,
                value,
            });
        }
        Ok(assignments)
    }

    pub(super) async fn input(&mut self, input: &Input, parent: Option<&ItemId>) -> Result<Value, ItemsError> {
        match input {
            Input::Value(value) => Ok(value.clone()),
            Input::CurrentUser => Ok(self.call.access.actor.user.clone().map_or(Value::Null, Value::from)),
            Input::Parent => Ok(parent.cloned().map_or(Value::Null, Value::from)),
            Input::Reference(reference) => {
                self.references.push(reference.clone());
                Ok(reference.id.clone().into())
            }
            Input::Nested(write) => self.write(write, None).await.map(Value::from),
            Input::Slug(slug) => Ok(Value::Text(slug.clone())),
            Input::Branch { .. } => Err(diagnose::unexpected("a branch stands where a value must stand")),
        }
    }

    /// `high-tide`, or `high-tide-2` where that is taken.
    async fn free_slug(
        &mut self,
        model: &Collection,
        field: crate::value::FieldId,
        slug: &str,
        own: Option<&ItemId>,
    ) -> Result<Value, ItemsError> {
        let statement = statements::slug_candidates(self.schema, self.dialect, model.id, field, slug, own);
        let rows = self.values(statement, model.id, "").await?;
        let taken: HashSet<String> = rows
            .into_iter()
            .filter_map(|row| match row.into_iter().next() {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            })
            .collect();
        if !taken.contains(slug) {
            return Ok(Value::Text(slug.to_owned()));
        }
        let free = (2_u64..)
            .map(|number| format!("{slug}-{number}"))
            .find(|candidate| !taken.contains(candidate));
        Ok(free.map_or(Value::Null, Value::Text))
    }

    pub async fn exists(&mut self, collection: CollectionId, id: &ItemId) -> Result<bool, ItemsError> {
        let statement = statements::test_rows(
            self.schema,
            self.dialect,
            collection,
            std::slice::from_ref(id),
            &[],
            true,
        );
        Ok(!self.values(statement, collection, "").await?.is_empty())
    }

    /// Runs a statement that gives rows. `path` names the payload's item if the database refuses it.
    pub async fn values(
        &mut self,
        statement: Statement,
        collection: CollectionId,
        path: &str,
    ) -> Result<Vec<Vec<Value>>, ItemsError> {
        match self.transaction.values(statement).await {
            Ok(rows) => Ok(rows),
            Err(error) => Err(diagnose::refused(
                self.schema,
                collection,
                path,
                &self.references,
                error,
            )),
        }
    }

    pub async fn execute(
        &mut self,
        statement: Statement,
        collection: CollectionId,
        path: &str,
    ) -> Result<u64, ItemsError> {
        match self.transaction.execute(statement).await {
            Ok(count) => Ok(count),
            Err(error) => Err(diagnose::refused(
                self.schema,
                collection,
                path,
                &self.references,
                error,
            )),
        }
    }
}

fn key_assignment(model: &Collection, id: ItemId) -> Assignment {
    let key = model.key();
    let column = key.column.clone().unwrap_or_else(|| key.name.to_string());
    let column_type = key.column_type().unwrap_or(crate::value::ColumnType::Key);
    Assignment {
        column,
        column_type,
        value: id.into(),
    }
}
