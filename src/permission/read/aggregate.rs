//! Authorising aggregate reads: the row rules decide which rows are counted at all, and every operand (measured or grouped by) must be visible. Where
//! a guard does not hold the operand is null: it is not counted, adds nothing, and its row belongs to the group of null.

use chrono::{DateTime, Utc};

use super::Rewrite;
use crate::{
    filter::Filter,
    permission::{Access, Authorized, Denied},
    query::Aggregation,
    schema::Schema,
};

/// Rewrites a resolved aggregation to what the actor may see, or refuses it. All comparands are values afterwards.
pub fn authorize_aggregation(
    schema: &Schema,
    access: &Access,
    now: DateTime<Utc>,
    mut aggregation: Aggregation,
) -> Result<Authorized<Aggregation>, Denied> {
    Rewrite { schema, access, now }.aggregation(&mut aggregation)?;
    Ok(Authorized(aggregation))
}

impl Rewrite<'_> {
    pub(super) fn aggregation(&self, aggregation: &mut Aggregation) -> Result<(), Denied> {
        let scope = self.scope(aggregation.collection)?;
        let grouped = aggregation.groups.iter_mut().map(|group| &mut group.operand);
        let measured = aggregation
            .measures
            .iter_mut()
            .filter_map(|measure| measure.of.as_mut());
        for operand in grouped.chain(measured.map(|measured| &mut measured.operand)) {
            self.operand(&scope, operand)?;
        }
        let asked = std::mem::replace(&mut aggregation.filter, Filter::TRUE);
        aggregation.filter = self.rows(&scope).and(self.filter(&scope, asked)?);
        Ok(())
    }
}
