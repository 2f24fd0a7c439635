//! What a write asks of its call: payloads resolved, keys read, and refusals in the words that this caller may hear.

use std::collections::HashSet;

use uuid::Uuid;

use super::{Call, ItemsError};
use crate::{
    crypto::Random,
    mutation::{
        Write,
        contradiction::contradictions,
        resolve::{Refusal, Resolver},
    },
    permission::Action,
    value::{CollectionId, ColumnType, ItemId, Json},
};

impl Call {
    /// Resolves payloads; what is wrong with any of them refuses all.
    pub(super) fn payloads(
        &self,
        random: &Random,
        resolve: impl FnOnce(&mut Resolver<'_>) -> Vec<Write>,
    ) -> Result<Vec<Write>, ItemsError> {
        let mut new_id = || random.uuid_v7();
        let mut resolver = Resolver::new(&self.schema, &self.access, self.now, self.write_limits, &mut new_id);
        let writes = resolve(&mut resolver);
        let refusal = resolver.refusal;
        if !refusal.is_empty() {
            return Err(self.refused(refusal));
        }
        let failures = contradictions(&self.schema, &writes);
        if failures.is_empty() {
            Ok(writes)
        } else {
            Err(ItemsError::Failures(failures))
        }
    }

    pub(super) fn refused(&self, refusal: Refusal) -> ItemsError {
        if let Some(sentence) = refusal.too_large {
            return ItemsError::TooLarge(sentence);
        }
        if let Some(unknown) = refusal.unknown.into_iter().next() {
            let (path, name, nearest) = (unknown.path, unknown.name, unknown.nearest);
            return if self.access.is_admin() {
                ItemsError::UnknownField { path, name, nearest }
            } else {
                ItemsError::Forbidden
            };
        }
        match refusal.malformed.into_iter().next() {
            Some(malformed) => ItemsError::Payload {
                path: malformed.path,
                message: malformed.message,
            },
            None => ItemsError::Failures(refusal.failures),
        }
    }

    /// Refuses who may write nothing at all, in the words that everybody gets.
    pub(super) fn may_write(&self) -> Result<(), ItemsError> {
        if self.access.is_read_only() {
            Err(ItemsError::Forbidden)
        } else {
            Ok(())
        }
    }

    /// Refuses at once what no rule grants, whatever the key.
    pub fn may_try(&self, collection: CollectionId, action: Action) -> Result<(), ItemsError> {
        let access = &self.access;
        let is_granted = access.is_admin() || !access.rules(collection, action).is_empty();
        if is_granted && !access.is_read_only() {
            Ok(())
        } else {
            Err(ItemsError::Forbidden)
        }
    }

    pub(super) fn json_key(&self, collection: CollectionId, json: &Json, path: &str) -> Result<ItemId, ItemsError> {
        match json {
            Json::String(text) => self.key(collection, text),
            Json::Number(number) => self.key(collection, &number.to_string()),
            _ => Err(ItemsError::Payload {
                path: path.to_owned(),
                message: "must be a key".to_owned(),
            }),
        }
    }

    pub(super) fn refuse_doubles(&self, ids: &[ItemId]) -> Result<(), ItemsError> {
        let mut seen = HashSet::with_capacity(ids.len());
        match ids.iter().position(|id| !seen.insert(id)) {
            Some(index) => Err(ItemsError::Payload {
                path: format!("[{index}]"),
                message: "names an item that stands in the list already".into(),
            }),
            None => Ok(()),
        }
    }

    /// One key for every first write of a singleton, so that two at once can not make two items.
    pub(super) fn singleton_key(&self, collection: CollectionId) -> ItemId {
        let model = self.schema.collection(collection);
        match model.key().column_type() {
            Some(ColumnType::Uuid) => ItemId::Uuid(Uuid::new_v5(&Uuid::NAMESPACE_OID, model.name.as_bytes())),
            Some(ColumnType::Integer | ColumnType::BigInteger) => ItemId::Integer(1),
            _ => ItemId::Text(model.name.to_string()),
        }
    }
}
