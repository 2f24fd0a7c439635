//! Which rows, in what order, which page of them: what lists and answers are made from.
//!
//! A page can be taken by key first, over an index alone, and joined to its rows afterwards: then only the rows of the page are read, and only for them
//! nested lists are made.

use super::{Dialect, Sql, dialect::bind_number};
use crate::{schema::collection::Direction, value::ColumnType};

/// Rows as a subquery needs them.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Tables with their aliases.
    pub from: Sql,
    pub condition: Sql,
    pub order: Vec<OrderTerm>,
    pub limit: i64,
    pub offset: i64,
}

/// One term of ORDER BY.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderTerm {
    /// With its collation.
    pub expression: Sql,
    pub direction: Direction,
    pub is_nullable: bool,
    /// A column of the table itself: an index may have the order.
    pub is_column: bool,
}

/// How a row is found again by its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyed {
    /// `t1."id"`
    pub key: Sql,
    pub key_type: ColumnType,
    /// `"articles" AS t1`
    pub table: Sql,
}

impl OrderTerm {
    pub fn ascending(expression: Sql) -> Self {
        Self {
            expression,
            direction: Direction::Ascending,
            is_nullable: false,
            is_column: true,
        }
    }
}

impl Rows {
    /// ` FROM … WHERE … ORDER BY … LIMIT … OFFSET …`
    pub fn tail(self, dialect: &dyn Dialect) -> Sql {
        Sql::text(" FROM ")
            .then(self.from)
            .t(" WHERE ")
            .then(self.condition)
            .then(order_by(dialect, &self.order))
            .then(page(dialect, self.limit, self.offset))
    }

    /// The page's keys as `k`, with what orders them as `s0`, `s1` …
    pub fn keys(self, dialect: &dyn Dialect, key: &Sql) -> Sql {
        self.key_members(key).then(self.tail(dialect))
    }

    /// `SELECT key AS k, term AS s0 …`
    pub fn key_members(&self, key: &Sql) -> Sql {
        let terms = self.order.iter().enumerate();
        let terms = terms.map(|(index, term)| term.expression.clone().t(&format!(" AS s{index}")));
        let members = std::iter::once(key.clone().t(" AS k")).chain(terms);
        Sql::text("SELECT ").then(Sql::join(members, ", "))
    }

    /// The same order outside of a page that is called `p`.
    pub fn order_of_page(&self) -> Vec<OrderTerm> {
        let terms = self.order.iter().enumerate();
        terms
            .map(|(index, term)| OrderTerm {
                expression: Sql::text(format!("p.s{index}")),
                ..term.clone()
            })
            .collect()
    }
}

/// ` ORDER BY …`; nothing without terms.
pub fn order_by(dialect: &dyn Dialect, terms: &[OrderTerm]) -> Sql {
    if terms.is_empty() {
        return Sql::default();
    }
    Sql::text(" ORDER BY ").then(Sql::join(terms.iter().map(|term| dialect.order_term(term)), ", "))
}

/// ` LIMIT … OFFSET …`
pub fn page(dialect: &dyn Dialect, limit: i64, offset: i64) -> Sql {
    let sql = Sql::text(" LIMIT ").then(bind_number(dialect, limit));
    if offset > 0 {
        sql.t(" OFFSET ").then(bind_number(dialect, offset))
    } else {
        sql
    }
}

/// ` FROM (page) AS p JOIN table ON key = p.k`
pub fn joined_by_key(page: Sql, join: &str, keyed: &Keyed) -> Sql {
    Sql::text(" FROM (")
        .then(page)
        .t(") AS p ")
        .t(join)
        .t(" ")
        .then(keyed.table.clone())
        .t(" ON ")
        .then(keyed.key.clone())
        .t(" = p.k")
}
