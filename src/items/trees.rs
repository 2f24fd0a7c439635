//! Trees (`tree: {parent}`) stay trees: no item comes to stand below itself. Asked of the written rows at the end, in the transaction of the write.

use std::collections::HashMap;

use super::{
    ItemsError,
    run::{Run, Touched},
};
use crate::{
    mutation::Failure,
    sql::write as statements,
    value::{CollectionId, FieldId, ItemId},
};

/// What is known of the way up: the parent of each item that was looked at, or that it has none.
type Parents = HashMap<ItemId, Option<ItemId>>;

impl Run<'_> {
    /// Walks up from the written items of a tree, all of them at once: as many statements as the tree is deep. The rows on the way are locked, so that of two
    /// moves that would make a circle only together, one waits and is refused.
    pub(super) async fn finish_tree(&mut self, collection: CollectionId, rows: &[Touched]) -> Result<(), ItemsError> {
        let Some(field) = self.schema.collection(collection).tree_parent else {
            return Ok(());
        };
        let ids: Vec<ItemId> = rows.iter().map(|touched| touched.id.clone()).collect();
        let parents = self.parents(collection, field, ids).await?;
        let name = &self.schema.field(collection, field).name;
        let circles = rows.iter().filter(|touched| is_below_itself(&parents, &touched.id));
        let failures = circles.map(|touched| Failure {
            path: if touched.path.is_empty() {
                name.to_string()
            } else {
                format!("{}.{name}", touched.path)
            },
            field: name.to_string(),
            kind: "tree",
            message: "an item can not stand below itself".to_owned(),
        });
        self.failures.extend(failures);
        Ok(())
    }

    async fn parents(
        &mut self,
        collection: CollectionId,
        field: FieldId,
        mut ids: Vec<ItemId>,
    ) -> Result<Parents, ItemsError> {
        let mut parents = Parents::new();
        while !ids.is_empty() {
            let mut above = Vec::new();
            for chunk in ids.chunks(1000) {
                let statement = statements::load(self.schema, self.dialect, collection, chunk, &[field], true);
                for row in self.values(statement, collection, "").await? {
                    let mut keys = row.into_iter().map(|value| ItemId::try_from(value).ok());
                    if let Some(id) = keys.next().flatten() {
                        let parent = keys.next().flatten();
                        above.extend(parent.clone());
                        parents.insert(id, parent);
                    }
                }
            }
            above.sort();
            above.dedup();
            above.retain(|id| !parents.contains_key(id));
            ids = above;
        }
        Ok(parents)
    }
}

fn is_below_itself(parents: &Parents, id: &ItemId) -> bool {
    let parent = |id: &ItemId| parents.get(id).cloned().flatten();
    // Whoever walks further than there are items walks in a circle that the item itself is not part of.
    let ancestors = std::iter::successors(parent(id), parent).take(parents.len());
    ancestors.into_iter().any(|above| above == *id)
}
