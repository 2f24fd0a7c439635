//! What the caller may do with one item: asked of the row itself, by the same rules that a write would ask.

use crate::{
    filter::Filter,
    permission::{Action, grants},
    schema::{Field, FieldSet},
    sql::write as statements,
    value::{CollectionId, Value},
};

use super::{Call, Items, ItemsError};

/// The answer for one item.
#[derive(Debug)]
pub struct Allowed<'c> {
    /// The fields that may be changed; `None`: the item may not be changed at all.
    pub update: Option<Vec<&'c Field>>,
    pub delete: bool,
}

impl Items {
    /// Who may do nothing with the item, and not read it, is told that it is not there.
    pub async fn allowed<'c>(
        &self,
        call: &'c Call,
        collection: CollectionId,
        id: &str,
    ) -> Result<Allowed<'c>, ItemsError> {
        let access = &call.access;
        if !access.grants_anything(collection) {
            return Err(ItemsError::Forbidden);
        }
        let model = call.schema.collection(collection);
        let id = call.key(collection, id)?;
        let asked = |action| grants::questions(access, collection, action, call.now);
        let (reads, updates, deletes) = (asked(Action::Read), asked(Action::Update), asked(Action::Delete));
        let all = [&reads, &updates, &deletes];
        let filters: Vec<&Filter> = all.into_iter().flatten().map(|(filter, _)| filter).collect();
        let statement = statements::test_rows(
            &call.schema,
            self.database.dialect(),
            collection,
            &[id],
            &filters,
            false,
        );
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        let row = rows.into_iter().next().ok_or(ItemsError::NotFound)?;
        let is_changeable = !model.is_view && !access.is_read_only();
        if access.is_admin() {
            let fields = grants::fields(access, model, Action::Update);
            return Ok(Allowed {
                update: is_changeable.then_some(fields),
                delete: is_changeable,
            });
        }
        let mut answers = row.into_iter().skip(1).map(|value| value == Value::Boolean(true));
        let mut holding = |questions: &[(Filter, &'c FieldSet)]| -> Vec<&'c FieldSet> {
            let answered = questions.iter().zip(answers.by_ref());
            answered
                .filter(|(_, holds)| *holds)
                .map(|((_, fields), _)| *fields)
                .collect()
        };
        let (readable, updatable, deletable) = (holding(&reads), holding(&updates), holding(&deletes));
        if readable.is_empty() && updatable.is_empty() && deletable.is_empty() {
            return Err(ItemsError::NotFound);
        }
        let update = (is_changeable && !updatable.is_empty()).then(|| grants::written_fields(model, &updatable));
        Ok(Allowed {
            update,
            delete: is_changeable && !deletable.is_empty(),
        })
    }
}
