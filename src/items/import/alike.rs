//! New items that are alike are written many in one statement: a statement a row is what an import takes its time for.

use std::collections::{BTreeMap, HashSet};

use super::{ItemsError, Run};
use crate::{
    items::activity::changes::Changes,
    mutation::{Create, Input, Write},
    schema::{Collection, Link},
    sql::write as statements,
    value::{ColumnType, FieldId, ItemId, Value},
};

/// Values of one statement: engines bound the arguments.
const VALUES: usize = 5000;

impl Run<'_> {
    /// Writes the new items that nothing is nested in and whose values are known, those with the same fields at once. Gives which of the writes these were.
    pub(super) async fn create_alike(&mut self, writes: &[Write]) -> Result<HashSet<usize>, ItemsError> {
        let mut groups: BTreeMap<Vec<FieldId>, Vec<(usize, &Create, &ItemId)>> = BTreeMap::new();
        for (index, write) in writes.iter().enumerate() {
            let Write::Create(create) = write else { continue };
            let model = self.schema.collection(create.collection);
            let Some(id) = create.id.as_ref().filter(|_| is_plain(model, create)) else {
                continue;
            };
            let mut fields: Vec<FieldId> = create.values.iter().map(|assigned| assigned.field).collect();
            fields.sort_unstable();
            groups.entry(fields).or_default().push((index, create, id));
        }
        let mut made = HashSet::new();
        for (fields, group) in groups {
            let most = (VALUES / (fields.len() + 1)).max(1);
            for chunk in group.chunks(most).filter(|chunk| chunk.len() > 1) {
                self.create_chunk(&fields, chunk).await?;
                made.extend(chunk.iter().map(|(index, _, _)| *index));
            }
        }
        Ok(made)
    }

    async fn create_chunk(
        &mut self,
        fields: &[FieldId],
        chunk: &[(usize, &Create, &ItemId)],
    ) -> Result<(), ItemsError> {
        let Some((_, first, _)) = chunk.first() else {
            return Ok(());
        };
        let model = self.schema.collection(first.collection);
        let mut rows = Vec::with_capacity(chunk.len());
        for (_, create, id) in chunk {
            let mut changes = Changes::default();
            let mut row = vec![Value::from((*id).clone())];
            for field in fields {
                let field = model.field(*field);
                let assigned = create.values.iter().find(|assigned| assigned.field == field.id);
                let value = match assigned {
                    Some(assigned) => self.input(&assigned.value, None).await?,
                    None => Value::Null,
                };
                if let Some(column) = field.column_type() {
                    changes.add(field, column, &value);
                }
                self.give_files(field, &value, &create.path);
                row.push(value);
            }
            rows.push(row);
            self.made(create, id, changes);
        }
        let columns: Vec<_> = std::iter::once(model.key())
            .chain(fields.iter().map(|field| model.field(*field)))
            .collect();
        let statement = statements::insert_rows(model, self.dialect, &columns, rows);
        self.execute(statement, model.id, "").await?;
        Ok(())
    }
}

/// Whether the item is one row, and all of it is known before it is written. Keys that the engine counts are not.
fn is_plain(model: &Collection, create: &Create) -> bool {
    let is_counted = matches!(
        model.key().column_type(),
        Some(ColumnType::Integer | ColumnType::BigInteger)
    );
    let is_known = |input: &Input| matches!(input, Input::Value(_) | Input::CurrentUser | Input::Reference(_));
    let has_column = |field| !matches!(model.field(field).link, Some(Link::AnyOne { .. }));
    let mut values = create.values.iter();
    !is_counted
        && model.key().column.is_some()
        && create.links.is_empty()
        && values.all(|assigned| is_known(&assigned.value) && has_column(assigned.field))
}
