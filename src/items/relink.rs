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
    activity::{ActivityAction, changes::Changes},
    run::{Run, Step},
};

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
            ItemId::first_of(self.values(statement, target, &link.path).await?)
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
                for id in ids {
                    self.note(ActivityAction::Update, target, &id, Changes::nothing_in(field));
                    self.touch(target, id, gate, &link.path);
                }
            }
            Unlink::Delete(gate) => {
                self.before(target, &ids, gate).await?;
                let statement = statements::delete(self.schema, self.dialect, target, &ids);
                self.execute(statement, target, &link.path).await?;
                for id in &ids {
                    self.note(ActivityAction::Delete, target, id, Changes::default());
                }
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

    pub(super) fn not_linked(&self, link: &LinkWrite, reference: &Reference) -> ItemsError {
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
        Ok(ItemId::first_of(visible.collect()))
    }
}
