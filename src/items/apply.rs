//! Many writes of several collections as one: seeds and imports. All or nothing, and everything that is wrong is said at once.

use crate::{
    mutation::Write,
    permission::write::authorize,
    sql::write as statements,
    value::{CollectionId, ItemId, Json},
};

use super::{Call, Items, ItemsError, run::Run};

/// One step of a batch. `label` is where its paths begin: `articles/night-tram`.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Create {
        collection: CollectionId,
        payload: Json,
        label: String,
    },
    Update {
        collection: CollectionId,
        id: ItemId,
        payload: Json,
        label: String,
    },
}

impl Items {
    /// Runs all changes in one transaction, in their order.
    pub async fn apply(&self, call: &Call, changes: &[Change]) -> Result<(), ItemsError> {
        let writes = call.payloads(&self.random, |resolver| {
            let resolve = |change: &Change| match change {
                Change::Create {
                    collection,
                    payload,
                    label,
                } => Write::Create(resolver.create(*collection, payload, label, Vec::new())),
                Change::Update {
                    collection,
                    id,
                    payload,
                    label,
                } => Write::Update(resolver.update(*collection, id.clone(), payload, label, Vec::new())),
            };
            changes.iter().map(resolve).collect()
        })?;
        let writes = self.protect(call, writes).await?;
        let authorized = authorize(&call.schema, &call.access, call.now, writes).map_err(|_| ItemsError::Forbidden)?;
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        let mut run = Run::new(call, self.database.dialect(), &mut transaction);
        for write in authorized.get() {
            run.write(write, None).await?;
        }
        run.finish().await?;
        self.tell(&mut run).await?;
        transaction.commit().await.map_err(ItemsError::Database)
    }

    /// Which of some keys are there, whoever may read them: for commands, not for requests.
    pub async fn present(
        &self,
        call: &Call,
        collection: CollectionId,
        ids: &[ItemId],
    ) -> Result<Vec<ItemId>, ItemsError> {
        let mut present = Vec::new();
        for chunk in ids.chunks(1000) {
            let statement = statements::test_rows(&call.schema, self.database.dialect(), collection, chunk, &[], false);
            present.extend(ItemId::first_of(
                self.database.values(statement).await.map_err(ItemsError::Database)?,
            ));
        }
        Ok(present)
    }
}
