//! Columns of a type of the database's own, which somebody else has made: one of some texts. A `select` holds one as far as the type has its options.

use super::{Comparison, Found};
use crate::migration::{live::LiveColumn, shape::Shape, table::ColumnModel};

impl Comparison<'_> {
    /// The column in terms of the model; `None` after a conflict.
    pub(super) fn enumeration(
        &self,
        wanted: &ColumnModel,
        live: &LiveColumn,
        (name, labels): (&str, &[String]),
        found: &mut Found,
    ) -> Option<ColumnModel> {
        let place = format!("{}.{}", self.name(), wanted.name);
        let (Shape::Choice(options), true) = (&wanted.shape, self.table.wanted.is_adopted) else {
            found.conflicts.push(format!(
                "column {place} is the enumeration {name} of the database, which only a `select` of an adopted table (`table:`) can hold; make it a varchar(255), and it can be any text"
            ));
            return None;
        };
        let missing: Vec<&str> = options
            .iter()
            .filter(|option| !labels.contains(option))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            found.conflicts.push(format!(
                "column {place} is the enumeration {name} of the database, which does not have {}; add it there (ALTER TYPE {name} ADD VALUE …), or make the column a varchar(255)",
                missing.join(", ")
            ));
            return None;
        }
        Some(self.with_applied_meaning(ColumnModel {
            is_nullable: live.is_nullable,
            ..wanted.clone()
        }))
    }
}
