//! How many items of each collection the caller may read, in one request: what a navigation shows beside its names.

use super::{Call, Items, ItemsError};
use crate::{permission::Action, query::RawQuery, value::Name};

impl Items {
    /// Of the project's own collections, as `meta=estimated_count` counts them. A singleton has one item, which nobody counts.
    pub async fn estimated_counts(&self, call: &Call) -> Result<Vec<(Name, u64)>, ItemsError> {
        let may_read = |id| call.access.is_admin() || !call.access.rules(id, Action::Read).is_empty();
        let shown = call
            .schema
            .collections()
            .iter()
            .filter(|collection| !collection.is_system && !collection.is_singleton && may_read(collection.id));
        let (mut names, mut queries) = (Vec::new(), Vec::new());
        for collection in shown {
            names.push(collection.name.clone());
            queries.push(call.authorize(call.resolve(collection.id, &RawQuery::default())?.query)?);
        }
        let counts = self.estimates(call, &queries).await?;
        Ok(names.into_iter().zip(counts).collect())
    }
}
