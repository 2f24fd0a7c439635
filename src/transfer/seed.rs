//! Seeds: first content from YAML files (`seed/articles.yaml`). A second run changes nothing.
//!
//! `collection: [{_key: ada, …}]`; `{$ref: authors/ada}` stands for the key of that item. Keys are made of `_key`, the same on every machine. All items
//! are written in one transaction; what refers to an item that comes later is written in a second step of it.

mod files;
pub(super) mod order;
pub(super) mod read;

pub use files::seed_files;
pub use read::SeedRow;

use std::collections::HashSet;

use crate::{
    asset::AssetError,
    items::{Call, Items, ItemsError, apply::Change},
    value::{CollectionId, ItemId},
    yaml::{Diagnostic, SourceFile},
};

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Items written, a collection each.
    pub created: Vec<(String, usize)>,
    /// Items that were there already.
    pub present: usize,
}

impl Seeded {
    /// What was done before goes first.
    #[must_use]
    pub fn after(mut self, before: Self) -> Self {
        self.created.splice(0..0, before.created);
        self
    }
}

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("the seed files have mistakes")]
    Files(Vec<Diagnostic>),
    #[error("the items are refused")]
    Items(ItemsError),
    #[error("{label}: {error}")]
    File { label: String, error: AssetError },
}

/// Writes the items of the files that are not there yet. Files among them are written by `seed_files`, which comes first.
pub async fn seed(items: &Items, call: &Call, files: &[SourceFile]) -> Result<Seeded, SeedError> {
    let rows = read::rows(&call.schema, files).map_err(SeedError::Files)?;
    let present = present(items, call, &rows).await.map_err(SeedError::Items)?;
    let missing: Vec<SeedRow> = rows
        .into_iter()
        .filter(|row| row.file.is_none() && !present.contains(&(row.collection, row.id.clone())))
        .collect();
    let changes = order::changes(&call.schema, &missing, &present);
    items.apply(call, &changes).await.map_err(SeedError::Items)?;
    Ok(Seeded {
        created: count(call, &changes),
        present: present.len(),
    })
}

async fn present(items: &Items, call: &Call, rows: &[SeedRow]) -> Result<HashSet<(CollectionId, ItemId)>, ItemsError> {
    let mut present = HashSet::new();
    let mut collections: Vec<CollectionId> = rows.iter().map(|row| row.collection).collect();
    collections.sort();
    collections.dedup();
    for collection in collections {
        let ids: Vec<ItemId> = rows
            .iter()
            .filter(|row| row.collection == collection)
            .map(|row| row.id.clone())
            .collect();
        present.extend(
            items
                .present(call, collection, &ids)
                .await?
                .into_iter()
                .map(|id| (collection, id)),
        );
    }
    Ok(present)
}

fn count(call: &Call, changes: &[Change]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for change in changes {
        let Change::Create { collection, .. } = change else {
            continue;
        };
        let name = &*call.schema.collection(*collection).name;
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name.to_owned(), 1)),
        }
    }
    counts
}
