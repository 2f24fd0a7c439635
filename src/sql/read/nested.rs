//! What stands inside an item: related items as objects, to-many relations as lists, m2a branches. All of it is JSON that the database builds.

use super::{bounds, is_heavy};
use crate::{
    filter::Filter,
    query::{Page, Query, Selected, Sort},
    schema::{Collection, Field, Junction, Link, collection::Direction, link::Branch},
    sql::{
        Sql,
        compiler::{Compiler, Row, key_type},
        dialect::{JsonList, PageShape},
        rows::{OrderTerm, Rows},
    },
    value::{ColumnType, Name},
};

impl<'a> Compiler<'a> {
    /// A member of a JSON object.
    pub fn member(&self, row: &Row<'a>, selected: &Selected) -> Sql {
        match selected {
            Selected::Operand(operand) => match self.operand(row, operand) {
                Some(typed) => self.dialect.json_value(typed.column, typed.sql),
                None => Sql::text("NULL"),
            },
            Selected::Related { field, guard, query } => {
                let field = row.model.field(*field);
                let json = if field.is_to_many() {
                    self.list(row, field, query, true, |target| self.object(target, query))
                } else {
                    self.single(row, field, query)
                };
                self.guarded(row, guard, json)
            }
            Selected::Keys { field, guard, query } => {
                let json = self.list(row, row.model.field(*field), query, false, |target| {
                    self.json_key(target)
                });
                self.guarded(row, guard, json)
            }
            Selected::Groups {
                field,
                guard,
                aggregation,
            } => {
                let json = self.list_of_groups(row, row.model.field(*field), aggregation);
                self.guarded(row, guard, json)
            }
            Selected::Branches {
                field,
                guard,
                branches,
                page,
            } => {
                let field = row.model.field(*field);
                let json = match &field.link {
                    Some(Link::AnyOne { branches: columns, .. }) => {
                        self.one_of_several(&Holder::Item(row), columns, branches)
                    }
                    Some(Link::AnyMany {
                        branches: columns,
                        junction,
                    }) => self.list_of_several(row, junction, columns, branches, *page),
                    Some(Link::One { .. } | Link::Many { .. } | Link::Junction { .. }) | None => Sql::text("NULL"),
                };
                self.guarded(row, guard, json)
            }
        }
    }

    fn object(&self, row: &Row<'a>, query: &Query) -> Sql {
        let members = query
            .select
            .iter()
            .map(|selection| (selection.key.clone(), self.member(row, &selection.value)));
        self.dialect.json_object(members.collect())
    }

    /// An m2o: an object or null.
    fn single(&self, row: &Row<'a>, field: &Field, query: &Query) -> Sql {
        let Some(related) = self.related(row, field, query.collection) else {
            return Sql::text("NULL");
        };
        let condition = self.all([related.on(), self.filter(&related.row, &query.filter)]);
        select(self.object(&related.row, query), related.from, condition)
    }

    fn list(
        &self,
        row: &Row<'a>,
        field: &Field,
        query: &Query,
        is_document: bool,
        item: impl Fn(&Row<'a>) -> Sql,
    ) -> Sql {
        let Some(related) = self.related(row, field, query.collection) else {
            return Sql::text("NULL");
        };
        let condition = self.all([related.on(), self.filter(&related.row, &query.filter)]);
        let order = self.order(&related.row, &query.sort);
        let mut terms = order.terms;
        if terms.is_empty() {
            terms.extend(related.place.map(OrderTerm::ascending));
            terms.push(OrderTerm::ascending(self.key(&related.row)));
        }
        let keyed = self.keyed(&related.row);
        let shape = PageShape {
            is_heavy: is_heavy(related.row.model, &query.select),
            is_by_key: terms.first().is_some_and(|term| term.expression == keyed.key),
            // A list that people put in order is short.
            is_long: !matches!(field.link, Some(Link::Junction { is_inverse: false, .. })),
            is_nested: true,
            has_index: has_index(field, related.row.model, &query.sort),
        };
        let (limit, offset) = bounds(query.page);
        self.dialect.json_list(JsonList {
            item: item(&related.row),
            is_document,
            keyed: is_document.then_some(keyed),
            shape,
            rows: Rows {
                from: related.from.then(order.joins),
                condition,
                order: terms,
                limit,
                offset,
            },
        })
    }

    fn json_key(&self, row: &Row<'a>) -> Sql {
        self.dialect.json_value(key_type(row.model), self.key(row))
    }

    /// An m2a list, in its own order. A row whose target is hidden is not there.
    fn list_of_several(
        &self,
        row: &Row<'a>,
        junction: &Junction,
        columns: &[Branch],
        branches: &[Query],
        page: Page,
    ) -> Sql {
        let between = self.alias();
        let is_visible = branches.iter().filter_map(|query| {
            let column = self.branch_column(&between, columns, query)?;
            if query.filter.is_false() {
                return None;
            }
            if query.filter.is_true() {
                return Some(column.t(" IS NOT NULL"));
            }
            let target = self.row(query.collection);
            let condition = self.all([
                self.key(&target).t(" = ").then(column),
                self.filter(&target, &query.filter),
            ]);
            Some(
                Sql::text("EXISTS (SELECT 1 FROM ")
                    .then(self.table_of(&target))
                    .t(" WHERE ")
                    .then(condition)
                    .t(self.dialect.end_of_exists()),
            )
        });
        let is_visible: Vec<Sql> = is_visible.collect();
        let is_visible = if is_visible.is_empty() {
            Sql::text("FALSE")
        } else {
            Sql::text("(").then(Sql::join(is_visible, " OR ")).t(")")
        };
        let of_this = self.column(&between, &junction.source).t(" = ").then(self.key(row));
        let (limit, offset) = bounds(page);
        self.dialect.json_list(JsonList {
            item: self.one_of_several(&Holder::Between(&between), columns, branches),
            is_document: true,
            keyed: None,
            shape: PageShape {
                is_heavy: false,
                is_by_key: false,
                is_long: false,
                is_nested: true,
                has_index: false,
            },
            rows: Rows {
                from: self.table(&junction.table, &between),
                condition: self.all([of_this, is_visible]),
                order: vec![OrderTerm::ascending(self.column(&between, &junction.sort))],
                limit,
                offset,
            },
        })
    }

    /// `{"collection": …, "item": …}` of the branch that is set. The key of a hidden target is shown as the field's value, nested it is null. A
    /// collection that is closed to the caller is not even named.
    fn one_of_several(&self, holder: &Holder<'_, 'a>, columns: &[Branch], branches: &[Query]) -> Sql {
        let open = branches.iter().filter(|query| !query.filter.is_false());
        let cases = open.filter_map(|query| {
            let column = self.branch_column(holder.alias(), columns, query)?;
            let model = self.schema.collection(query.collection);
            let wrapped = |item: Sql| {
                self.dialect.json_object(vec![
                    (Name::from("collection"), self.dialect.json_string(&model.name)),
                    (Name::from("item"), item),
                ])
            };
            let json = if query.select.is_empty() {
                wrapped(self.dialect.json_value(key_type(model), column.clone()))
            } else {
                let target = self.row(query.collection);
                let is_it = self.key(&target).t(" = ").then(column.clone());
                // The rows of a list have passed the filter already.
                let filter = if matches!(holder, Holder::Item(_)) {
                    &query.filter
                } else {
                    &Filter::TRUE
                };
                let condition = self.all([is_it, self.filter(&target, filter)]);
                select(wrapped(self.object(&target, query)), self.table_of(&target), condition)
            };
            Some(Sql::text(" WHEN ").then(column).t(" IS NOT NULL THEN ").then(json))
        });
        let cases: Vec<Sql> = cases.collect();
        if cases.is_empty() {
            return Sql::text("NULL");
        }
        let choice = Sql::text("CASE").then(Sql::join(cases, "")).t(" END");
        self.dialect.json_value(ColumnType::Json, choice)
    }

    fn branch_column(&self, alias: &str, columns: &[Branch], query: &Query) -> Option<Sql> {
        let branch = columns.iter().find(|branch| branch.target == query.collection)?;
        Some(self.column(alias, &branch.column))
    }
}

/// Where an m2a's columns stand.
enum Holder<'r, 'a> {
    /// On the item itself.
    Item(&'r Row<'a>),
    /// On the table between, under this alias.
    Between(&'r str),
}

impl Holder<'_, '_> {
    fn alias(&self) -> &str {
        match self {
            Self::Item(row) => &row.alias,
            Self::Between(alias) => alias,
        }
    }
}

/// Whether an index of the target begins with the foreign key and goes on exactly as the list is sorted. Nulls stand elsewhere in an index than in our
/// order, so that only columns without them count; the key at the end of a sort is at the end of every index.
fn has_index(field: &Field, model: &Collection, sort: &[Sort]) -> bool {
    let Some(Link::Many { foreign, .. }) = &field.link else {
        return false;
    };
    let Some((last, keys)) = sort.split_last() else {
        return false;
    };
    let is_bare = |key: &Sort| {
        let operand = &key.operand;
        let is_plain = key.through.is_empty() && operand.function.is_none() && operand.guard.is_none();
        let field = model.field(operand.field);
        // Of long texts an index may hold the beginnings only.
        let is_short = match field.column_type() {
            Some(ColumnType::Text { max_length }) => max_length <= 255,
            Some(ColumnType::LongText | ColumnType::Json) | None => false,
            Some(_) => true,
        };
        is_plain && is_short && !field.is_natural_order
    };
    let ends_with_key =
        is_bare(last) && last.operand.field == model.primary_key && last.direction == Direction::Ascending;
    if !ends_with_key
        || !keys
            .iter()
            .all(|key| is_bare(key) && model.field(key.operand.field).is_not_null)
    {
        return false;
    }
    let wanted: Vec<_> = keys.iter().map(|key| (key.operand.field, key.direction)).collect();
    model.indexes.iter().any(|index| match index.split_first() {
        Some(((first, _), others)) => first == foreign && others == wanted,
        None => false,
    })
}

fn select(what: Sql, from: Sql, condition: Sql) -> Sql {
    Sql::text("(SELECT ")
        .then(what)
        .t(" FROM ")
        .then(from)
        .t(" WHERE ")
        .then(condition)
        .t(")")
}
