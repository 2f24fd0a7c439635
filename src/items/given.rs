//! Writes with values that the server knows and no client may say: what a file is, next to what somebody says about it.

use super::{Call, Items, ItemsError, Written};
use crate::{
    mutation::{Assigned, Input, Write},
    permission::Action,
    query::RawQuery,
    value::{CollectionId, ItemId, Json, Value},
};

/// Fields by name, with the server's values. They need no permission; the rest of the payload does.
pub type Given = Vec<(&'static str, Value)>;

/// What a client says of an item, and what the server knows of it.
pub struct Described<'p> {
    pub payload: &'p Json,
    pub given: Given,
}

impl Items {
    /// `id`: the key that the new item gets, where it has to be known before.
    pub async fn create_given(
        &self,
        call: &Call,
        collection: CollectionId,
        id: Option<ItemId>,
        described: Described<'_>,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        let given = call.assigned(collection, described.given);
        let writes = call.payloads(&self.random, |resolver| {
            let mut create = resolver.create(collection, described.payload, "", given);
            create.id = id.or(create.id);
            vec![Write::Create(create)]
        })?;
        self.write(call, collection, writes, raw).await
    }

    pub async fn update_given(
        &self,
        call: &Call,
        collection: CollectionId,
        id: &str,
        described: Described<'_>,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let id = call.key(collection, id)?;
        let given = call.assigned(collection, described.given);
        let writes = call.payloads(&self.random, |resolver| {
            vec![Write::Update(resolver.update(
                collection,
                id,
                described.payload,
                "",
                given,
            ))]
        })?;
        self.write(call, collection, writes, raw).await
    }
}

impl Call {
    fn assigned(&self, collection: CollectionId, given: Given) -> Vec<Assigned> {
        let model = self.schema.collection(collection);
        let assign = |(name, value): (&str, Value)| {
            let field = model.field_named(name)?;
            Some(Assigned::by_server(field.id, Input::Value(value)))
        };
        given.into_iter().filter_map(assign).collect()
    }
}
