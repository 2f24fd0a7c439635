//! How many items of each collection the caller may read, in one request: what a navigation shows beside its names.

use super::{Call, Items, ItemsError};
use crate::{
    permission::Action,
    query::RawQuery,
    value::{Json, Name},
};

impl Items {
    /// Of the project's own collections, as `meta=estimated_count` counts them. A singleton has one item, which nobody counts.
    pub async fn estimated_counts(&self, call: &Call) -> Result<Vec<(Name, u64)>, ItemsError> {
        let raw = RawQuery {
            meta: Some(Json::from("estimated_count")),
            ..RawQuery::default()
        };
        let may_read = |id| call.access.is_admin() || !call.access.rules(id, Action::Read).is_empty();
        let shown = call
            .schema
            .collections()
            .iter()
            .filter(|collection| !collection.is_system && !collection.is_singleton && may_read(collection.id));
        let mut counts = Vec::new();
        for collection in shown {
            let resolved = call.resolve(collection.id, &raw)?;
            let counted = self.counts(call, resolved.counts, resolved.query).await?;
            counts.push((collection.name.clone(), counted.estimated_count.unwrap_or_default()));
        }
        Ok(counts)
    }
}
