//! Changing to-many relations: lists that replace, and `{create, update, delete}`. Rows that the actor may not see are left alone.

use std::collections::HashSet;

use crate::{
    filter::Filter,
    mutation::{Element, LinkChange, LinkWrite, Reference, Unlink, link::identity},
    schema::Link,
    sql::{Assignment, write as statements},
    value::{CollectionId, FieldId, ItemId, Value},
};

use super::{
    ItemsError,
    run::{Run, Step},
};

/// One row of a junction, in its order.
struct Linked {
    sort: i64,
    target: CollectionId,
    id: ItemId,
}

impl Run<'_> {
    pub fn link<'s>(
        &'s mut self,
        collection: CollectionId,
        owner: &'s ItemId,
        link: &'s LinkWrite,
        is_new: bool,
    ) -> Step<'s, ()> {
        Box::pin(async move {
            match &self.schema.field(collection, link.field).link {
                Some(Link::Many { target, foreign }) => {
                    self.relink_children(owner, link, *target, *foreign, is_new).await
                }
                Some(Link::Junction { .. } | Link::AnyMany { .. }) => {
                    self.relink_rows(collection, owner, link, is_new).await
                }
                _ => Ok(()),
            }
        })
    }

    async fn relink_children(
        &mut self,
        owner: &ItemId,
        link: &LinkWrite,
        target: CollectionId,
        foreign: FieldId,
        is_new: bool,
    ) -> Result<(), ItemsError> {
        let statement = statements::children(self.schema, self.dialect, target, foreign, owner, true);
        let present = if is_new {
            Vec::new()
        } else {
            keys(self.values(statement, target, &link.path).await?)
        };
        match &link.change {
            LinkChange::Replace(elements) => {
                let named: HashSet<&ItemId> = elements.iter().filter_map(identity).map(|(_, id)| id).collect();
                let gone = present.into_iter().filter(|id| !named.contains(id)).collect();
                let gone = self.visible(target, gone, link).await?;
                self.unlink_children(target, foreign, gone, link).await?;
                self.write_elements(elements, owner).await?;
            }
            LinkChange::Delta { create, update, delete } => {
                let gone: Vec<ItemId> = delete.iter().map(|reference| reference.id.clone()).collect();
                if let Some(stranger) = delete.iter().find(|reference| !present.contains(&reference.id)) {
                    return Err(self.not_linked(link, stranger));
                }
                self.unlink_children(target, foreign, gone, link).await?;
                self.write_elements(create, owner).await?;
                self.write_elements(update, owner).await?;
            }
        }
        Ok(())
    }

    async fn write_elements(&mut self, elements: &[Element], owner: &ItemId) -> Result<(), ItemsError> {
        for element in elements {
            if let Element::Item(write) = element {
                self.write(write, Some(owner)).await?;
            }
        }
        Ok(())
    }

    async fn unlink_children(
        &mut self,
        target: CollectionId,
        foreign: FieldId,
        ids: Vec<ItemId>,
        link: &LinkWrite,
    ) -> Result<(), ItemsError> {
        if ids.is_empty() {
            return Ok(());
        }
        match &link.unlink {
            Unlink::SetNull(gate) => {
                self.before(target, &ids, gate).await?;
                let field = self.schema.field(target, foreign);
                let (Some(column), Some(column_type)) = (field.column.clone(), field.column_type()) else {
                    return Ok(());
                };
                let assignment = Assignment {
                    column,
                    column_type,
                    value: Value::Null,
                };
                let statement = statements::update(self.schema, self.dialect, target, &ids, &[assignment]);
                self.execute(statement, target, &link.path).await?;
                ids.into_iter().for_each(|id| self.touch(target, id, gate, &link.path));
            }
            Unlink::Delete(gate) => {
                self.before(target, &ids, gate).await?;
                let statement = statements::delete(self.schema, self.dialect, target, &ids);
                self.execute(statement, target, &link.path).await?;
            }
            Unlink::Refuse | Unlink::Row => {
                let (child, parent) = (
                    &self.schema.collection(target).name,
                    &self.schema.field(target, foreign).name,
                );
                let message = format!(
                    "would leave {} of {child} without {parent}, which is required: delete them or give them another one",
                    ids.len()
                );
                self.fail(link, "required", message);
            }
        }
        Ok(())
    }

    async fn relink_rows(
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
                    wanted.push(self.target_of(element).await?);
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
        let mut wanted = Vec::with_capacity(elements.len());
        for element in elements {
            wanted.push(self.target_of(element).await?);
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

    async fn target_of(&mut self, element: &Element) -> Result<(CollectionId, ItemId), ItemsError> {
        match element {
            Element::Key(reference) => {
                self.references.push(reference.clone());
                Ok((reference.target, reference.id.clone()))
            }
            Element::Item(write) => self.write(write, None).await.map(|id| (write.collection(), id)),
        }
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

    async fn visible(
        &mut self,
        target: CollectionId,
        ids: Vec<ItemId>,
        link: &LinkWrite,
    ) -> Result<Vec<ItemId>, ItemsError> {
        match link.readable.iter().find(|(known, _)| *known == target) {
            Some((_, filter)) => self.readable(target, ids, filter).await,
            None => Ok(ids),
        }
    }

    fn not_linked(&self, link: &LinkWrite, reference: &Reference) -> ItemsError {
        ItemsError::InvalidForeignKey {
            collection: self.schema.collection(reference.target).name.clone(),
            field: None,
            path: if reference.path.is_empty() {
                link.path.clone()
            } else {
                reference.path.clone()
            },
            value: Some(reference.id.to_string()),
        }
    }

    fn fail(&mut self, link: &LinkWrite, kind: &'static str, message: String) {
        let field = link.path.rsplit('.').next().unwrap_or_default().to_owned();
        self.failures.push(crate::mutation::Failure {
            path: link.path.clone(),
            field,
            kind,
            message,
        });
    }

    /// Which of some items a filter lets through.
    pub async fn readable(
        &mut self,
        target: CollectionId,
        ids: Vec<ItemId>,
        filter: &Filter,
    ) -> Result<Vec<ItemId>, ItemsError> {
        if filter.is_true() || ids.is_empty() {
            return Ok(ids);
        }
        let statement = statements::test_rows(self.schema, self.dialect, target, &ids, &[filter], false);
        let rows = self.values(statement, target, "").await?;
        let visible = rows.into_iter().filter(|row| row.get(1) == Some(&Value::Boolean(true)));
        Ok(keys(visible.collect()))
    }
}

/// The first column of rows, as keys.
pub fn keys(rows: Vec<Vec<Value>>) -> Vec<ItemId> {
    rows.into_iter()
        .filter_map(|row| row.into_iter().next())
        .filter_map(|value| ItemId::try_from(value).ok())
        .collect()
}
