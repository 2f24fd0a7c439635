//! The type of a key: it changes in place, with all that refer to it, where every key stays the one that it was.

use super::{Columns, Comparison};
use crate::{
    migration::{
        convert::is_kept,
        describe::describe_type,
        safety::Judge,
        table::{ColumnModel, ForeignKeyModel},
    },
    value::ColumnType,
};

impl Comparison<'_> {
    /// Why the key can not become what is wanted; `None` where it can, and where nothing changes.
    pub(super) fn key_that_can_not_change(
        &self,
        is: &ColumnModel,
        to: &ColumnModel,
        judge: &mut Judge<'_>,
    ) -> Option<String> {
        if is.column_type == to.column_type || is_kept(is, to) {
            return None;
        }
        let place = format!("{}.{}", self.name(), to.name);
        let (old, new) = (describe_type(is.column_type), describe_type(to.column_type));
        if is.column_type != ColumnType::Key {
            return Some(format!(
                "the key {place} is {old} and can not become {new}: every item would get another key, and what holds the old ones \
                 outside of the tables (addresses, texts, other systems) could not follow; `id: string` keeps them all"
            ));
        }
        let live = ColumnModel {
            name: self.table.live_column(&to.name).to_owned(),
            ..is.clone()
        };
        let lost = judge.keys_that_do_not_fit(&self.table.live_name, &live, to);
        match lost {
            Some(answer) if answer.rows == 0 => None,
            Some(answer) => Some(format!(
                "the key {place} is {old} and can not become {new}: {}",
                answer.sentence("keys are none; give these items other ones first")
            )),
            None => Some(format!(
                "the key {place} is {old}; whether it can become {new} is not known yet"
            )),
        }
    }

    /// Whether a foreign key has to be away while its columns get another type.
    pub(super) fn is_retyped(&self, key: &ForeignKeyModel, columns: &Columns) -> bool {
        let is_stored_otherwise = |(from, to): &&(ColumnModel, ColumnModel)| {
            key.columns.contains(&to.name)
                && (self.engine.stored_as)(from.column_type) != (self.engine.stored_as)(to.column_type)
        };
        columns.changed.iter().any(|change| is_stored_otherwise(&change))
    }

    /// Whether a relation leads to the same table as before: then its keys change together with those of the table.
    pub(super) fn follows_its_target(&self, key: &ForeignKeyModel) -> bool {
        let applied = self.table.applied.iter().flat_map(|table| &table.foreign_keys);
        let mut same = applied.filter(|known| known.columns == key.columns);
        same.any(|known| known.target_table == key.target_table && known.target_columns == key.target_columns)
    }
}
