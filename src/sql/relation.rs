//! From a row to its related rows, for each kind of link and from either side.

use super::{
    Sql,
    compiler::{Compiler, Row, key_column},
};
use crate::{
    filter::{Filter, Quantifier},
    operator::Comparison,
    schema::{Field, Junction, Link, Schema},
    value::CollectionId,
};

/// The rows on the other side of a link.
#[derive(Debug, Clone)]
pub struct Related<'a> {
    pub row: Row<'a>,
    pub from: Sql,
    /// What ties them to the row on this side: `far = own`.
    pub far: Sql,
    pub own: Sql,
    /// Which of the two may be null.
    has_nullable_far: bool,
    has_nullable_own: bool,
    /// The place in the list, where the link keeps one.
    pub place: Option<Sql>,
}

/// Related rows that satisfy a filter, as far as counting and testing need them.
#[derive(Debug, Clone)]
pub struct Linked {
    pub from: Sql,
    pub condition: Sql,
}

impl Related<'_> {
    pub fn on(&self) -> Sql {
        equal(self.far.clone(), self.own.clone())
    }
}

impl<'a> Compiler<'a> {
    /// `None` where the link does not lead to `target`.
    pub fn related(&self, parent: &Row<'a>, field: &Field, target: CollectionId) -> Option<Related<'a>> {
        let row = self.row(target);
        let (own_key, key) = (self.key(parent), self.key(&row));
        match field.link.as_ref()? {
            Link::One { .. } => {
                let own = self.column(&parent.alias, field.column.as_deref()?);
                Some(Related {
                    has_nullable_own: !field.is_not_null,
                    ..self.directly(row, key, own)
                })
            }
            Link::Many { foreign, .. } => {
                let foreign = row.model.field(*foreign);
                let far = self.column(&row.alias, foreign.column.as_deref()?);
                let has_nullable_far = !foreign.is_not_null;
                Some(Related {
                    has_nullable_far,
                    ..self.directly(row, far, own_key)
                })
            }
            Link::AnyOne { branches, .. } => {
                let branch = branches.iter().find(|branch| branch.target == target)?;
                let own = self.column(&parent.alias, &branch.column);
                Some(Related {
                    has_nullable_own: true,
                    ..self.directly(row, key, own)
                })
            }
            Link::Junction {
                junction, is_inverse, ..
            } => {
                let (near, far) = sides(junction, *is_inverse);
                let related = self.through(junction, near, far, own_key, row);
                Some(if *is_inverse {
                    Related { place: None, ..related }
                } else {
                    related
                })
            }
            Link::AnyMany { branches, junction } => {
                let branch = branches.iter().find(|branch| branch.target == target)?;
                Some(self.through(junction, &junction.source, &branch.column, own_key, row))
            }
        }
    }

    /// Every collection that the link leads to, once.
    pub fn links(&self, field: &Field) -> Vec<CollectionId> {
        field.link.as_ref().map(Link::targets).unwrap_or_default()
    }

    /// The related rows for which the filter is TRUE. Without a filter the rows between two collections stand for those behind them.
    pub fn linked(&self, parent: &Row<'a>, field: &Field, target: CollectionId, filter: &Filter) -> Option<Linked> {
        if filter.is_true()
            && let Some(linked) = self.between(parent, field, target)
        {
            return Some(linked);
        }
        let related = self.related(parent, field, target)?;
        let condition = self.all([related.on(), self.filter(&related.row, filter)]);
        Some(Linked {
            from: related.from,
            condition,
        })
    }

    /// EXISTS in its three forms. What the link does not lead to has no rows.
    pub fn quantified(
        &self,
        parent: &Row<'a>,
        field: &Field,
        target: CollectionId,
        quantifier: Quantifier,
        filter: &Filter,
    ) -> Sql {
        let exists = |linked: Linked| {
            Sql::text("EXISTS (SELECT 1 FROM ")
                .then(linked.from)
                .t(" WHERE ")
                .then(linked.condition)
                .t(self.dialect.end_of_exists())
        };
        match quantifier {
            Quantifier::Some => self
                .among(parent, field, target, filter)
                .or_else(|| self.linked(parent, field, target, filter).map(exists))
                .unwrap_or_else(|| Sql::text("FALSE")),
            Quantifier::None => match self.quantified(parent, field, target, Quantifier::Some, filter) {
                is_there if is_there == Sql::text("FALSE") => Sql::text("TRUE"),
                is_there => Sql::text("NOT (").then(is_there).t(")"),
            },
            Quantifier::Every => match self.related(parent, field, target) {
                Some(related) => {
                    let fails = Sql::text("(")
                        .then(self.filter(&related.row, filter))
                        .t(") IS NOT TRUE");
                    let condition = self.all([related.on(), fails]);
                    Sql::text("NOT ").then(exists(Linked {
                        from: related.from,
                        condition,
                    }))
                }
                None => Sql::text("TRUE"),
            },
        }
    }

    /// The same as EXISTS, for a filter that leaves few rows: they are found once, and this side by an index. Never unknown, as EXISTS is not.
    fn among(&self, parent: &Row<'a>, field: &Field, target: CollectionId, filter: &Filter) -> Option<Sql> {
        if !is_selective(self.schema, target, filter) {
            return None;
        }
        let related = self.related(parent, field, target)?;
        let mut conditions = vec![self.filter(&related.row, filter)];
        if related.has_nullable_far {
            conditions.push(related.far.clone().t(" IS NOT NULL"));
        }
        let is_among = related
            .own
            .clone()
            .t(" IN (SELECT ")
            .then(related.far)
            .t(" FROM ")
            .then(related.from)
            .t(" WHERE ")
            .then(self.all(conditions))
            .t(")");
        Some(if related.has_nullable_own {
            self.all([related.own.t(" IS NOT NULL"), is_among])
        } else {
            is_among
        })
    }

    /// Whether a relation has no rows at all.
    pub fn is_unrelated(&self, parent: &Row<'a>, field: &Field) -> Sql {
        if let Some(Link::AnyOne { branches, .. }) = &field.link {
            let nulls = branches
                .iter()
                .map(|branch| self.column(&parent.alias, &branch.column).t(" IS NULL"));
            return Sql::text("(").then(Sql::join(nulls, " AND ")).t(")");
        }
        let targets = self.links(field).into_iter();
        let absent = targets.map(|target| self.quantified(parent, field, target, Quantifier::None, &Filter::TRUE));
        Sql::text("(").then(Sql::join(absent, " AND ")).t(")")
    }

    fn directly(&self, row: Row<'a>, far: Sql, own: Sql) -> Related<'a> {
        let from = self.table_of(&row);
        Related {
            from,
            row,
            far,
            own,
            has_nullable_far: false,
            has_nullable_own: false,
            place: None,
        }
    }

    fn through(&self, junction: &Junction, near: &str, far: &str, own_key: Sql, row: Row<'a>) -> Related<'a> {
        let between = self.alias();
        let from = self
            .table(&junction.table, &between)
            .t(" JOIN ")
            .then(self.table_of(&row))
            .t(" ON ")
            .then(equal(
                self.column(&row.alias, key_column(row.model)),
                self.column(&between, far),
            ));
        Related {
            from,
            far: self.column(&between, near),
            own: own_key,
            has_nullable_far: false,
            has_nullable_own: false,
            place: Some(self.column(&between, &junction.sort)),
            row,
        }
    }

    /// Rows of a junction alone: its foreign keys vouch for the rows behind them.
    fn between(&self, parent: &Row<'a>, field: &Field, target: CollectionId) -> Option<Linked> {
        let between = self.alias();
        let near = |near: &str| equal(self.column(&between, near), self.key(parent));
        match field.link.as_ref()? {
            Link::Junction {
                junction, is_inverse, ..
            } => Some(Linked {
                from: self.table(&junction.table, &between),
                condition: near(sides(junction, *is_inverse).0),
            }),
            Link::AnyMany { branches, junction } => {
                let branch = branches.iter().find(|branch| branch.target == target)?;
                let is_branch = self.column(&between, &branch.column).t(" IS NOT NULL");
                Some(Linked {
                    from: self.table(&junction.table, &between),
                    condition: self.all([near(&junction.source), is_branch]),
                })
            }
            Link::One { .. } | Link::Many { .. } | Link::AnyOne { .. } => None,
        }
    }
}

/// The junction's column on this side and the one on the other.
pub fn sides(junction: &Junction, is_inverse: bool) -> (&str, &str) {
    if is_inverse {
        (&junction.target, &junction.source)
    } else {
        (&junction.source, &junction.target)
    }
}

/// Whether a filter wants a unique value or a key, so that an index finds the few rows that it leaves.
fn is_selective(schema: &Schema, collection: CollectionId, filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().any(|part| is_selective(schema, collection, part)),
        Filter::Holds(part) => is_selective(schema, collection, part),
        Filter::Compare(condition) => {
            let model = schema.collection(collection);
            let field = model.field(condition.operand.field);
            let is_unique =
                field.id == model.primary_key || field.is_unique || matches!(field.link, Some(Link::One { .. }));
            let is_bare =
                condition.operand.function.is_none() && condition.operand.guard.is_none() && !condition.folded;
            is_unique && is_bare && matches!(condition.comparison, Comparison::Equal | Comparison::OneOf)
        }
        Filter::Related {
            link,
            quantifier: Quantifier::Some,
            filter,
        } => is_selective(schema, link.target, filter),
        Filter::Related { .. } | Filter::Any(_) | Filter::Not(_) => false,
    }
}

fn equal(left: Sql, right: Sql) -> Sql {
    left.t(" = ").then(right)
}
