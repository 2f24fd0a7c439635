//! The columns of a table of items: one a value, with the path to it as its name (`author.name`). They follow from the query and the model alone, so
//! that they are known before the first row, and the same for an empty list. A list is one column.

use crate::{
    query::{Aggregation, Query, Selected, Selection},
    schema::Schema,
    value::Name,
};

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub path: Vec<Name>,
    /// The key of one item of any of several collections, where not all of them have columns of their own.
    pub is_key: bool,
}

pub type Columns = Vec<Column>;

impl From<Vec<Name>> for Column {
    fn from(path: Vec<Name>) -> Self {
        Self { path, is_key: false }
    }
}

pub fn of_query(schema: &Schema, query: &Query) -> Columns {
    let mut columns = Columns::new();
    for selection in &query.select {
        add(schema, query, selection, &[], &mut columns);
    }
    columns
}

/// The keys of the groups, then each measure: `status`, `count`, `sum.price`.
pub fn of_aggregation(aggregation: &Aggregation) -> Columns {
    let groups = aggregation.groups.iter().map(|group| vec![group.key.clone()]);
    let measures = aggregation.measures.iter().map(|measure| {
        let function = Name::from(measure.function.name());
        let field = measure.of.as_ref().map(|of| of.key.clone());
        std::iter::once(function).chain(field).collect()
    });
    groups.chain(measures).map(Column::from).collect()
}

fn add(schema: &Schema, query: &Query, selection: &Selection, before: &[Name], columns: &mut Columns) {
    let model = schema.collection(query.collection);
    let path = [before, std::slice::from_ref(&selection.key)].concat();
    match &selection.value {
        Selected::Operand(operand) => {
            let members = match operand.function {
                None => model.field(operand.field).kind.member_paths(),
                Some(_) => Vec::new(),
            };
            if members.is_empty() {
                columns.push(path.into());
            } else {
                let below = |member: Vec<Name>| Column::from([path.as_slice(), &member].concat());
                columns.extend(members.into_iter().map(below));
            }
        }
        Selected::Related { field, query, .. } if !model.field(*field).is_to_many() => {
            for selection in &query.select {
                add(schema, query, selection, &path, columns);
            }
        }
        Selected::Branches { field, branches, .. } if !model.field(*field).is_to_many() => {
            add_branches(schema, branches, &path, columns);
        }
        Selected::Related { .. } | Selected::Keys { .. } | Selected::Groups { .. } | Selected::Branches { .. } => {
            columns.push(path.into());
        }
    }
}

/// One item of any of several collections: which, and the columns of all of them side by side.
fn add_branches(schema: &Schema, branches: &[Query], path: &[Name], columns: &mut Columns) {
    let below = |name: &str| [path, &[Name::from(name)]].concat();
    columns.push(below("collection").into());
    let item = below("item");
    let first = columns.len();
    for branch in branches {
        if branch.select.is_empty() {
            columns.push(Column {
                path: item.clone(),
                is_key: true,
            });
        }
        for selection in &branch.select {
            add(schema, branch, selection, &item, columns);
        }
    }
    let added = columns.split_off(first);
    for column in added {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        query::{QueryLimits, RawQuery, resolve},
        schema::{condition::Everything, fixture},
    };

    #[test]
    fn columns_are_paths() {
        let schema = fixture::schema();
        let check = |collection: &str, fields: &str, expected: &str| {
            let raw = RawQuery {
                fields: Some(json!(fields)),
                ..RawQuery::default()
            };
            let id = schema.expect(collection).id;
            let query = resolve::resolve(&schema, &Everything, QueryLimits::default(), id, &raw)
                .unwrap()
                .query;
            let columns: Vec<String> = of_query(&schema, &query)
                .iter()
                .map(|column| column.path.join("."))
                .collect();
            assert_eq!(columns.join(" "), expected, "{fields}");
        };
        check("articles", "title,views", "title views");
        check("articles", "title,author.name,tags,tags.name", "title author.name tags");
        check("articles", "author.articles", "author.articles");
    }
}
