//! What an item holds itself, so that a hash of it tells whether it has changed: its own columns, and the lists of links that it declares. What other
//! items hold is theirs. These columns come first and have no name; they are hashed and go nowhere else, so no rule is asked of them.

use crate::{
    filter::Filter,
    query::{Page, Query, Selected, Selection},
    schema::{Field, Link, Schema},
    sql::{
        Dialect, Encoding, OutputColumn, Sql, Statement,
        compiler::{Compiler, Row},
        write::{columns_of, has_key},
    },
    value::{CollectionId, ItemId, Name},
};

/// The unnamed columns alone, of one item.
pub fn compile_revision(schema: &Schema, dialect: &dyn Dialect, collection: CollectionId, id: &ItemId) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(collection);
    let (members, columns): (Vec<Sql>, Vec<OutputColumn>) = compiler.revision(&row).into_iter().unzip();
    let key = compiler.key(&row);
    Sql::text("SELECT ")
        .then(Sql::join(members, ", "))
        .t(" FROM ")
        .then(compiler.table_of(&row))
        .t(" WHERE ")
        .then(has_key(dialect, row.model, key, std::slice::from_ref(id)))
        .render(dialect, columns)
}

impl<'a> Compiler<'a> {
    pub(super) fn revision(&self, row: &Row<'a>) -> Vec<(Sql, OutputColumn)> {
        let mut members = Vec::new();
        for field in &row.model.fields {
            match links(field) {
                Some(value) => members.push(self.outer(
                    row,
                    &Selection {
                        key: Name::from(""),
                        value,
                    },
                )),
                None => members.extend(columns_of(self.schema, field).into_iter().map(|(column, column_type)| {
                    let output = OutputColumn {
                        key: Name::from(""),
                        encoding: Encoding::Scalar(column_type),
                    };
                    (self.stored(row, field, column), output)
                })),
            }
        }
        members
    }
}

/// The keys of a list that this side declares; `None` for everything else.
fn links(field: &Field) -> Option<Selected> {
    let page = Page {
        limit: u32::MAX,
        offset: 0,
        is_whole: false,
    };
    let keys = |collection| Query {
        collection,
        select: Vec::new(),
        filter: Filter::TRUE,
        sort: Vec::new(),
        relevance: None,
        page,
    };
    match field.link.as_ref()? {
        Link::Junction {
            target,
            is_inverse: false,
            ..
        } => Some(Selected::Keys {
            field: field.id,
            guard: None,
            query: Box::new(keys(*target)),
        }),
        Link::AnyMany { branches, .. } => Some(Selected::Branches {
            field: field.id,
            guard: None,
            branches: branches.iter().map(|branch| keys(branch.target)).collect(),
            page,
        }),
        Link::One { .. } | Link::AnyOne { .. } | Link::Many { .. } | Link::Junction { .. } => None,
    }
}
