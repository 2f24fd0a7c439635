//! ORDER BY: own fields, fields behind m2o relations, by code point or naturally, nulls last ascending and first descending.

use super::place::OrderKey;
use crate::{
    query::{Query, Sort},
    schema::collection::Direction,
    sql::{
        Sql,
        compiler::{Compiler, Row},
        dialect::TextOrder,
        operand::Typed,
        rows::OrderTerm,
        search::Ranked,
    },
};

/// The terms, and the joins that they need.
#[derive(Debug, Clone, Default)]
pub struct Order {
    pub joins: Sql,
    pub terms: Vec<OrderTerm>,
    /// The same terms by sort key.
    pub keys: Vec<OrderKey>,
}

impl<'a> Compiler<'a> {
    /// By relevance, where that is asked for, then by the sort keys.
    pub fn order_of(&self, row: &Row<'a>, query: &Query) -> Order {
        let mut order = self.order(row, &query.sort);
        let ranked = query
            .relevance
            .as_ref()
            .and_then(|relevance| self.relevance(row, relevance));
        if let Some(Ranked { joins, expression }) = ranked {
            order.joins = order.joins.then(joins);
            let term = OrderTerm {
                expression,
                direction: Direction::Descending,
                is_nullable: false,
                is_column: false,
            };
            order.terms.insert(0, term);
        }
        order
    }

    pub fn order(&self, row: &Row<'a>, sort: &[Sort]) -> Order {
        let mut order = Order::default();
        for key in sort {
            let mut last = row.clone();
            for step in &key.through {
                let field = last.model.field(step.field);
                let Some(related) = self.related(&last, field, step.target) else {
                    continue;
                };
                // By key, so that a row is joined to at most one. What is hidden is not joined, and sorts as null.
                let mut conditions = vec![related.on()];
                if let Some(guard) = &step.guard {
                    conditions.push(self.filter(&last, guard));
                }
                conditions.push(self.filter(&related.row, &step.filter));
                order.joins = order
                    .joins
                    .t(" LEFT JOIN ")
                    .then(related.from)
                    .t(" ON ")
                    .then(self.all(conditions));
                last = related.row;
            }
            let Some(operand) = self.in_order(&last, &key.operand) else {
                continue;
            };
            let is_nullable = operand.is_nullable || !key.through.is_empty();
            let is_column = key.through.is_empty() && key.operand.function.is_none() && key.operand.guard.is_none();
            let typed = Typed { is_nullable, ..operand };
            let terms = self.terms(&typed, is_column, key.direction);
            order.terms.extend(terms.iter().cloned());
            order.keys.push(OrderKey { typed, terms });
        }
        order
    }

    fn terms(&self, operand: &Typed, is_column: bool, direction: Direction) -> Vec<OrderTerm> {
        let term = |expression| OrderTerm {
            expression,
            direction,
            is_nullable: operand.is_nullable,
            is_column,
        };
        let by = |order| self.dialect.collate(operand.sql.clone(), order);
        if operand.is_natural {
            vec![term(by(TextOrder::Natural)), term(by(TextOrder::CodePoint))]
        } else if operand.column.is_textual() {
            vec![term(by(TextOrder::CodePoint))]
        } else {
            vec![term(operand.sql.clone())]
        }
    }
}
