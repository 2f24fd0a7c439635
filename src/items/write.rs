//! Writing: create, update, delete, one and many. Each reads as its list of steps: resolve the payload, resolve the answer, authorize, run in one
//! transaction, answer.

use crate::{
    db::{DbError, Transaction},
    filter::Filter,
    mutation::Write,
    permission::{
        Action,
        write::{Delete, authorize, authorize_delete},
    },
    query::RawQuery,
    sql::{self, write as statements},
    value::{CollectionId, ItemId, Json},
};

use super::{
    Call, Items, ItemsError, Targets, Written,
    accounts::Effects,
    activity::{ActivityAction, changes::Changes},
    answer::Answer,
    diagnose,
    run::Run,
    usages::is_files,
};

/// How often a transaction that collided with another one is run again.
const ATTEMPTS: u32 = 5;

impl Items {
    pub async fn create(
        &self,
        call: &Call,
        collection: CollectionId,
        payload: Json,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_write()?;
        let writes = call.payloads(&self.random, |resolver| {
            vec![Write::Create(resolver.create(collection, &payload, "", Vec::new()))]
        })?;
        self.write(call, collection, writes, raw).await
    }

    pub async fn create_many(
        &self,
        call: &Call,
        collection: CollectionId,
        payloads: Vec<Json>,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_write()?;
        // An empty list asks nothing else, and must not tell that the collection is there.
        call.may_try(collection, Action::Create)?;
        let writes = call.payloads(&self.random, |resolver| {
            let create = |(index, payload)| {
                Write::Create(resolver.create(collection, payload, &format!("[{index}]"), Vec::new()))
            };
            payloads.iter().enumerate().map(create).collect()
        })?;
        self.write(call, collection, writes, raw).await
    }

    pub async fn update(
        &self,
        call: &Call,
        collection: CollectionId,
        id: &str,
        payload: Json,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let id = call.key(collection, id)?;
        let writes = call.payloads(&self.random, |resolver| {
            vec![Write::Update(resolver.update(collection, id, &payload, "", Vec::new()))]
        })?;
        self.write(call, collection, writes, raw).await
    }

    /// The same change of many items.
    pub async fn update_many(
        &self,
        call: &Call,
        collection: CollectionId,
        targets: Targets,
        data: Json,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let ids = self.targets(call, collection, targets).await?;
        let writes = call.payloads(&self.random, |resolver| {
            let update = |id: ItemId| Write::Update(resolver.update(collection, id, &data, "data", Vec::new()));
            ids.into_iter().map(update).collect()
        })?;
        self.write(call, collection, writes, raw).await
    }

    /// Many changes, each row with its own key.
    pub async fn update_batch(
        &self,
        call: &Call,
        collection: CollectionId,
        mut rows: Vec<Json>,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let key = call.schema.collection(collection).key().name.clone();
        let ids = rows.iter().enumerate().map(|(index, row)| match row.get(&*key) {
            Some(id) => call.json_key(collection, id, &format!("[{index}].{key}")),
            None => Err(ItemsError::Payload {
                path: format!("[{index}].{key}"),
                message: "is required: the key of the item to change".into(),
            }),
        });
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        call.refuse_doubles(&ids)?;
        // The key says which item is meant; it is no change, and needs no right to be written.
        for row in rows.iter_mut().filter_map(Json::as_object_mut) {
            row.remove(&*key);
        }
        let writes = call.payloads(&self.random, |resolver| {
            let update = |(index, (row, id))| {
                Write::Update(resolver.update(collection, id, row, &format!("[{index}]"), Vec::new()))
            };
            rows.iter().zip(ids).enumerate().map(update).collect()
        })?;
        self.write(call, collection, writes, raw).await
    }

    /// Writes the one item of a singleton, and makes it the first time.
    pub async fn update_singleton(
        &self,
        call: &Call,
        collection: CollectionId,
        payload: Json,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let outcome = self.write_singleton(call, collection, &payload, raw).await;
        // Two first writers at once: the second one finds what the first one made.
        match outcome {
            Err(ItemsError::NotUnique { .. }) => self.write_singleton(call, collection, &payload, raw).await,
            outcome => outcome,
        }
    }

    async fn write_singleton(
        &self,
        call: &Call,
        collection: CollectionId,
        payload: &Json,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        let dialect = self.database.dialect();
        let statement = statements::keys_where(&call.schema, dialect, collection, &Filter::TRUE, &[], 1);
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        let present = ItemId::first_of(rows).pop();
        let writes = call.payloads(&self.random, |resolver| match present {
            Some(id) => vec![Write::Update(resolver.update(collection, id, payload, "", Vec::new()))],
            None => {
                let mut create = resolver.create(collection, payload, "", Vec::new());
                create.id = Some(call.singleton_key(collection));
                vec![Write::Create(create)]
            }
        })?;
        self.write(call, collection, writes, raw).await
    }

    pub async fn delete(&self, call: &Call, collection: CollectionId, id: &str) -> Result<(), ItemsError> {
        call.may_try(collection, Action::Delete)?;
        let id = call.key(collection, id)?;
        self.remove(call, collection, vec![id]).await
    }

    pub async fn delete_many(&self, call: &Call, collection: CollectionId, targets: Targets) -> Result<(), ItemsError> {
        call.may_try(collection, Action::Delete)?;
        let ids = self.targets(call, collection, targets).await?;
        if ids.is_empty() {
            Ok(())
        } else {
            self.remove(call, collection, ids).await
        }
    }

    pub(super) async fn write(
        &self,
        call: &Call,
        collection: CollectionId,
        mut writes: Vec<Write>,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        let answer = Answer::prepare(call, collection, raw)?;
        let effects = self.prepare_accounts(call, &mut writes).await?;
        let writes = self.protect(call, writes).await?;
        let authorized = authorize(&call.schema, &call.access, call.now, writes).map_err(|_| ItemsError::Forbidden)?;
        let mut attempt = 1;
        loop {
            match self.try_write(call, authorized.get(), &answer, effects.clone()).await {
                Err(ItemsError::Database(DbError::Collision)) if attempt < ATTEMPTS => attempt += 1,
                other => return other,
            }
        }
    }

    async fn try_write(
        &self,
        call: &Call,
        writes: &[Write],
        answer: &Answer,
        mut effects: Effects,
    ) -> Result<Written, ItemsError> {
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        effects.begin(call, &mut transaction).await?;
        let mut run = Run::new(call, self.database.dialect(), &mut transaction);
        let outcome = self.write_all(&mut run, writes).await;
        let references = std::mem::take(&mut run.references);
        match outcome {
            Ok(ids) => {
                let revision = self.new_revision(&mut run, writes, &ids).await?;
                self.tell(&mut run).await?;
                let mut written = answer
                    .read(call, self.database.dialect(), &mut transaction, ids)
                    .await?;
                if let Written::Items(list) = &mut written {
                    list.revision = revision;
                }
                effects.settle(call, &mut transaction).await?;
                self.end(transaction).await?;
                effects.note(self);
                Ok(written)
            }
            Err(error) => {
                // What failed matters more than a connection that is lost while rolling back: dropping it rolls back as well.
                let _ = transaction.rollback().await;
                match error {
                    ItemsError::InvalidForeignKey { value: None, .. } => {
                        Err(diagnose::lost_reference(&call.schema, &self.database, &references)
                            .await
                            .unwrap_or(error))
                    }
                    error => Err(error),
                }
            }
        }
    }

    async fn write_all(&self, run: &mut Run<'_>, writes: &[Write]) -> Result<Vec<ItemId>, ItemsError> {
        clear_all(run, writes).await?;
        self.require(run, writes).await?;
        let mut ids = Vec::with_capacity(writes.len());
        for write in writes {
            ids.push(run.write(write, None).await?);
        }
        run.finish().await?;
        Ok(ids)
    }

    async fn remove(&self, call: &Call, collection: CollectionId, ids: Vec<ItemId>) -> Result<(), ItemsError> {
        let authorized = authorize_delete(&call.schema, &call.access, call.now, collection, ids)
            .map_err(|_| ItemsError::Forbidden)?;
        let delete = authorized.get();
        let effects = self.prepare_account_deletes(call, collection, &delete.ids).await?;
        if is_files(call, collection) {
            self.catch_up_with_links(&call.schema).await?;
        }
        let mut attempt = 1;
        loop {
            match self.try_remove(call, delete, effects.clone()).await {
                Err(ItemsError::Database(DbError::Collision)) if attempt < ATTEMPTS => attempt += 1,
                other => return other,
            }
        }
    }

    async fn try_remove(&self, call: &Call, delete: &Delete, mut effects: Effects) -> Result<(), ItemsError> {
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        match self.remove_all(call, delete, &mut effects, &mut transaction).await {
            Ok(()) => {
                self.end(transaction).await?;
                effects.note(self);
                Ok(())
            }
            Err(error) => {
                // Dropping it rolls back as well, but costs a connection.
                let _ = transaction.rollback().await;
                match error {
                    ItemsError::Database(DbError::ForeignKey { .. }) => Err(self.still_referred(call, delete).await),
                    ItemsError::StillReferred {
                        collection,
                        field,
                        items,
                    } => Err(ItemsError::StillReferred {
                        items: self.only_readable(call, &collection, &items).await,
                        collection,
                        field,
                    }),
                    error => Err(error),
                }
            }
        }
    }

    async fn remove_all(
        &self,
        call: &Call,
        delete: &Delete,
        effects: &mut Effects,
        transaction: &mut Transaction,
    ) -> Result<(), ItemsError> {
        effects.begin(call, transaction).await?;
        for chunk in delete.ids.chunks(1000) {
            let mut run = Run::new(call, self.database.dialect(), transaction);
            run.before(delete.collection, chunk, &delete.gate).await?;
            for id in chunk {
                self.require_item(&mut run, delete.collection, id).await?;
            }
            // After the gate: who may not delete it does not learn who holds it.
            self.refuse_held(call, delete.collection, chunk, run.transaction)
                .await?;
            let statement = statements::delete(&call.schema, self.database.dialect(), delete.collection, chunk);
            run.transaction.execute(statement).await.map_err(ItemsError::Database)?;
            for id in chunk {
                run.note(ActivityAction::Delete, delete.collection, id, Changes::default());
            }
            run.forget_links(delete.collection, chunk).await?;
            self.tell(&mut run).await?;
        }
        effects.settle(call, transaction).await
    }

    pub(super) async fn end(&self, transaction: Transaction) -> Result<(), ItemsError> {
        let ended = if self.is_rehearsal {
            transaction.rollback().await
        } else {
            transaction.commit().await
        };
        ended.map_err(ItemsError::Database)
    }

    /// The keys that a delete of many means.
    pub async fn keys(
        &self,
        call: &Call,
        collection: CollectionId,
        targets: Targets,
    ) -> Result<Vec<ItemId>, ItemsError> {
        call.may_try(collection, Action::Delete)?;
        self.targets(call, collection, targets).await
    }

    /// The keys that a write of many means, in the order in which they were named.
    async fn targets(
        &self,
        call: &Call,
        collection: CollectionId,
        targets: Targets,
    ) -> Result<Vec<ItemId>, ItemsError> {
        match targets {
            Targets::Keys(keys) => {
                let keys = keys
                    .iter()
                    .enumerate()
                    .map(|(index, key)| call.json_key(collection, key, &format!("keys[{index}]")));
                let ids = keys.collect::<Result<Vec<_>, _>>()?;
                call.refuse_doubles(&ids)?;
                Ok(ids)
            }
            Targets::Query(raw) => self.matching(call, collection, &raw).await,
        }
    }

    /// The items that a query means. All of them: nothing is cut silently.
    async fn matching(&self, call: &Call, collection: CollectionId, raw: &RawQuery) -> Result<Vec<ItemId>, ItemsError> {
        let has_limit = raw.limit.is_some();
        let raw = RawQuery {
            fields: Some(Json::String(call.schema.collection(collection).key().name.to_string())),
            ..raw.clone()
        };
        let mut query = call.resolve(collection, &raw)?.query;
        if query.filter.is_true() {
            let message = "needs a filter that says which items: an empty one would hit them all".to_owned();
            return Err(ItemsError::Payload {
                path: "query.filter".to_owned(),
                message,
            });
        }
        let most = call.write_limits.items;
        if !has_limit {
            query.page.limit = u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1);
        }
        let authorized = call.authorize(query)?;
        let statement = sql::read::compile(&call.schema, self.database.dialect(), &authorized);
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        if rows.len() > most {
            return Err(ItemsError::TooLarge(format!(
                "the query hits more than {most} items, the most that one request may write"
            )));
        }
        Ok(ItemId::first_of(rows))
    }
}

/// Asks the rules of the rows before for all updates with the same rules at once.
pub(super) async fn clear_all(run: &mut Run<'_>, writes: &[Write]) -> Result<(), ItemsError> {
    let mut rest = writes;
    while let [Write::Update(first), ..] = rest {
        let is_alike = |write: &&Write| matches!(write, Write::Update(update) if update.collection == first.collection && update.gate == first.gate);
        let length = rest.iter().take_while(is_alike).count().min(1000);
        let (group, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let ids: Vec<ItemId> = group
            .iter()
            .filter_map(|write| {
                if let Write::Update(update) = write {
                    Some(update.id.clone())
                } else {
                    None
                }
            })
            .collect();
        run.before(first.collection, &ids, &first.gate).await?;
        rest = tail;
    }
    Ok(())
}
