//! Changing relations with a table between: m2m from both sides, and lists of any of several collections.

use std::collections::HashSet;

use crate::{
    mutation::{Element, LinkChange, LinkWrite, Reference},
    schema::{Field, Link},
    sql::write as statements,
    value::{CollectionId, ItemId, Value},
};

use super::{ItemsError, run::Run};

/// One row of a junction, in its order.
struct Linked {
    sort: i64,
    target: CollectionId,
    id: ItemId,
}

impl Run<'_> {
    pub(super) async fn relink_rows(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
        is_new: bool,
    ) -> Result<(), ItemsError> {
        let present = if is_new {
            Vec::new()
        } else {
            self.linked(collection, owner, link).await?
        };
        let field = self.schema.field(collection, link.field);
        match &link.change {
            LinkChange::Replace(elements) => self.replace_rows(collection, owner, link, present, elements).await,
            LinkChange::Delta { create, update, delete } => {
                self.remove_rows(collection, owner, link, &present, delete).await?;
                let gone: HashSet<(CollectionId, &ItemId)> = delete
                    .iter()
                    .map(|reference| (reference.target, &reference.id))
                    .collect();
                let next = present
                    .iter()
                    .map(|row| row.sort)
                    .max()
                    .map_or(0, |sort| sort.saturating_add(1));
                let mut wanted = Vec::new();
                for element in create.iter().chain(update) {
                    wanted.push(self.target_of(field, element).await?);
                }
                let kept: HashSet<(CollectionId, &ItemId)> = present
                    .iter()
                    .map(|row| (row.target, &row.id))
                    .filter(|row| !gone.contains(row))
                    .collect();
                let missing = wanted.into_iter().filter(|(target, id)| !kept.contains(&(*target, id)));
                let rows = missing
                    .zip(next..)
                    .map(|((target, id), sort)| (target, id, sort))
                    .collect::<Vec<_>>();
                self.add_rows(collection, owner, link, &rows).await
            }
        }
    }

    /// The new list takes the places 0, 1, 2 …; what the actor may not see keeps its row.
    async fn replace_rows(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
        present: Vec<Linked>,
        elements: &[Element],
    ) -> Result<(), ItemsError> {
        let field = self.schema.field(collection, link.field);
        let mut wanted = Vec::with_capacity(elements.len());
        for element in elements {
            wanted.push(self.target_of(field, element).await?);
        }
        let is_same = present.len() == wanted.len()
            && present
                .iter()
                .zip(&wanted)
                .all(|(row, (target, id))| row.target == *target && row.id == *id);
        if is_same {
            return Ok(());
        }
        let mut hidden: HashSet<(CollectionId, ItemId)> = HashSet::new();
        for (target, filter) in &link.readable {
            let ids: Vec<ItemId> = present
                .iter()
                .filter(|row| row.target == *target)
                .map(|row| row.id.clone())
                .collect();
            let visible: HashSet<ItemId> = self.readable(*target, ids.clone(), filter).await?.into_iter().collect();
            hidden.extend(
                ids.into_iter()
                    .filter(|id| !visible.contains(id))
                    .map(|id| (*target, id)),
            );
        }
        if hidden.is_empty() && self.is_forward(collection, link) {
            let Some(statement) = statements::clear_links(self.schema, self.dialect, collection, link.field, owner)
            else {
                return Ok(());
            };
            self.execute(statement, collection, &link.path).await?;
        } else {
            let wanted_set: HashSet<(CollectionId, &ItemId)> =
                wanted.iter().map(|(target, id)| (*target, id)).collect();
            // From the inverse side the places belong to others: rows that stay are not touched.
            let is_forward = self.is_forward(collection, link);
            let gone: Vec<(CollectionId, ItemId)> = present
                .iter()
                .filter(|row| is_forward || !wanted_set.contains(&(row.target, &row.id)))
                .map(|row| (row.target, row.id.clone()))
                .filter(|row| !hidden.contains(row))
                .collect();
            self.delete_rows(collection, owner, link, &gone).await?;
            let kept: HashSet<(CollectionId, ItemId)> = present
                .into_iter()
                .map(|row| (row.target, row.id))
                .filter(|row| !gone.contains(row))
                .collect();
            wanted.retain(|row| !kept.contains(row));
        }
        let rows: Vec<(CollectionId, ItemId, i64)> = wanted
            .into_iter()
            .zip(0..)
            .map(|((target, id), sort)| (target, id, sort))
            .collect();
        self.add_rows(collection, owner, link, &rows).await
    }

    fn is_forward(&self, collection: CollectionId, link: &LinkWrite) -> bool {
        !matches!(
            self.schema.field(collection, link.field).link,
            Some(Link::Junction { is_inverse: true, .. })
        )
    }

    async fn remove_rows(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
        present: &[Linked],
        delete: &[Reference],
    ) -> Result<(), ItemsError> {
        let is_present = |reference: &&Reference| {
            present
                .iter()
                .any(|row| row.target == reference.target && row.id == reference.id)
        };
        if let Some(stranger) = delete.iter().find(|reference| !is_present(reference)) {
            return Err(self.not_linked(link, stranger));
        }
        let rows: Vec<(CollectionId, ItemId)> = delete
            .iter()
            .map(|reference| (reference.target, reference.id.clone()))
            .collect();
        self.delete_rows(collection, owner, link, &rows).await
    }

    async fn delete_rows(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
        rows: &[(CollectionId, ItemId)],
    ) -> Result<(), ItemsError> {
        if rows.is_empty() {
            return Ok(());
        }
        let Some(statement) = statements::remove_links(self.schema, self.dialect, collection, link.field, owner, rows)
        else {
            return Ok(());
        };
        self.execute(statement, collection, &link.path).await.map(|_| ())
    }

    async fn add_rows(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
        rows: &[(CollectionId, ItemId, i64)],
    ) -> Result<(), ItemsError> {
        // Every engine bounds the arguments of one statement.
        for chunk in rows.chunks(1000) {
            let Some(statement) =
                statements::add_links(self.schema, self.dialect, collection, link.field, owner, chunk)
            else {
                return Ok(());
            };
            self.execute(statement, collection, &link.path).await?;
        }
        Ok(())
    }

    async fn target_of(&mut self, field: &Field, element: &Element) -> Result<(CollectionId, ItemId), ItemsError> {
        let (target, id, path) = match element {
            Element::Key(reference) => {
                self.references.push(reference.clone());
                (reference.target, reference.id.clone(), &reference.path)
            }
            Element::Item(write) => {
                let id = self.write(write, None).await?;
                (write.collection(), id, write.path())
            }
        };
        self.give_file(field, &id, path.clone());
        Ok((target, id))
    }

    /// The rows between, by their order.
    async fn linked(
        &mut self,
        collection: CollectionId,
        owner: &ItemId,
        link: &LinkWrite,
    ) -> Result<Vec<Linked>, ItemsError> {
        let targets = self
            .schema
            .field(collection, link.field)
            .link
            .as_ref()
            .map(Link::targets)
            .unwrap_or_default();
        let Some(statement) = statements::list_links(self.schema, self.dialect, collection, link.field, owner) else {
            return Ok(Vec::new());
        };
        let rows = self.values(statement, collection, &link.path).await?;
        let linked = rows.into_iter().filter_map(|row| {
            let mut row = row.into_iter();
            let sort = if let Some(Value::Integer(sort)) = row.next() {
                sort
            } else {
                0
            };
            let (target, id) = targets
                .iter()
                .zip(row)
                .find_map(|(target, value)| Some((*target, ItemId::try_from(value).ok()?)))?;
            Some(Linked { sort, target, id })
        });
        Ok(linked.collect())
    }
}
