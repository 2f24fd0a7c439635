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

impl Items {
    /// `id`: the key that the new item gets, where it has to be known before.
    pub async fn create_given(
        &self,
        call: &Call,
        collection: CollectionId,
        id: Option<ItemId>,
        payload: &Json,
        given: Given,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        let given = call.assigned(collection, given);
        let writes = call.payloads(&self.random, |resolver| {
            let mut create = resolver.create(collection, payload, "", given);
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
        payload: &Json,
        given: Given,
        raw: &RawQuery,
    ) -> Result<Written, ItemsError> {
        call.may_try(collection, Action::Update)?;
        let id = call.key(collection, id)?;
        let given = call.assigned(collection, given);
        let writes = call.payloads(&self.random, |resolver| {
            vec![Write::Update(resolver.update(collection, id, payload, "", given))]
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
