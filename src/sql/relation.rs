//! From a row to its related rows, for each kind of link and from either side.

use super::{
    Sql,
    compiler::{Compiler, Row, key_column},
};
use crate::{
    filter::{Filter, Quantifier},
    schema::{Field, Junction, Link},
    value::CollectionId,
};

/// The rows on the other side of a link.
#[derive(Debug, Clone)]
pub struct Related<'a> {
    pub row: Row<'a>,
    pub from: Sql,
    /// What ties them to the row on this side.
    pub on: Sql,
    /// The place in the list, where the link keeps one.
    pub place: Option<Sql>,
}

/// Related rows that satisfy a filter, as far as counting and testing need them.
#[derive(Debug, Clone)]
pub struct Linked {
    pub from: Sql,
    pub condition: Sql,
}

impl<'a> Compiler<'a> {
    /// `None` where the link does not lead to `target`.
    pub fn related(&self, parent: &Row<'a>, field: &Field, target: CollectionId) -> Option<Related<'a>> {
        let row = self.row(target);
        let (own_key, key) = (self.key(parent), self.key(&row));
        match field.link.as_ref()? {
            Link::One { .. } => {
                let own = self.column(&parent.alias, field.column.as_deref()?);
                Some(self.directly(row, equal(key, own)))
            }
            Link::Many { foreign, .. } => {
                let foreign = self.column(&row.alias, row.model.field(*foreign).column.as_deref()?);
                Some(self.directly(row, equal(foreign, own_key)))
            }
            Link::AnyOne { branches, .. } => {
                let branch = branches.iter().find(|branch| branch.target == target)?;
                let own = self.column(&parent.alias, &branch.column);
                Some(self.directly(row, equal(key, own)))
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
        let condition = self.all([related.on, self.filter(&related.row, filter)]);
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
                .t(")")
        };
        match quantifier {
            Quantifier::Some => self
                .linked(parent, field, target, filter)
                .map_or_else(|| Sql::text("FALSE"), exists),
            Quantifier::None => match self.linked(parent, field, target, filter) {
                Some(linked) => Sql::text("NOT ").then(exists(linked)),
                None => Sql::text("TRUE"),
            },
            Quantifier::Every => match self.related(parent, field, target) {
                Some(related) => {
                    let fails = Sql::text("(")
                        .then(self.filter(&related.row, filter))
                        .t(") IS NOT TRUE");
                    let condition = self.all([related.on, fails]);
                    Sql::text("NOT ").then(exists(Linked {
                        from: related.from,
                        condition,
                    }))
                }
                None => Sql::text("TRUE"),
            },
        }
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

    fn directly(&self, row: Row<'a>, on: Sql) -> Related<'a> {
        Related {
            from: self.table_of(&row),
            row,
            on,
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
            on: equal(self.column(&between, near), own_key),
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

fn equal(left: Sql, right: Sql) -> Sql {
    left.t(" = ").then(right)
}
