//! The rows between two collections: `Link::Junction` (seen from either side) and `Link::AnyMany`. For other links the functions give `None`.

use super::{has_key, output};
use crate::{
    schema::{Collection, Junction, Link, Schema, link::Branch},
    sql::{Dialect, Sql, Statement, compiler::key_type, dialect::bind_number, relation::sides},
    value::{CollectionId, ColumnType, FieldId, ItemId, Value},
};

/// The far end of a link: in which collection, which item.
pub type LinkedItem = (CollectionId, ItemId);

/// Unlinks everything from `source`, an item of `collection`.
pub fn clear_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
) -> Option<Statement> {
    let table = Between::of(schema, dialect, collection, field)?;
    Some(table.delete().then(table.is_of(source)).render(dialect, Vec::new()))
}

/// Links items to `source` with their places in the list, as one statement. The caller has removed pairs that exist already, and hands over at most
/// 1,000 items at a time. From the inverse side the place is that in the other item's list: there the given number is ignored, and the row goes to its end.
pub fn add_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
    items: &[(CollectionId, ItemId, i64)],
) -> Option<Statement> {
    let table = Between::of(schema, dialect, collection, field)?;
    let mut columns = vec![dialect.quote(table.near)];
    columns.extend(table.far.iter().map(|far| dialect.quote(far.column)));
    columns.push(dialect.quote(&table.junction.sort));
    let rows = items
        .iter()
        .map(|(target, id, place)| table.row(source, *target, id, *place));
    let sql = Sql::text(format!("INSERT INTO {} ({}) VALUES ", table.name(), columns.join(", ")));
    Some(sql.then(Sql::join(rows, ", ")).render(dialect, Vec::new()))
}

/// Unlinks some items from `source`; those that are not linked are ignored.
pub fn remove_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
    items: &[LinkedItem],
) -> Option<Statement> {
    let table = Between::of(schema, dialect, collection, field)?;
    let removed = table.far.iter().filter_map(|far| {
        let ids = items
            .iter()
            .filter(|(target, _)| *target == far.model.id)
            .map(|(_, id)| id.clone());
        let ids: Vec<ItemId> = ids.collect();
        let column = Sql::text(dialect.quote(far.column));
        (!ids.is_empty()).then(|| has_key(dialect, far.model, column, &ids))
    });
    let removed: Vec<Sql> = removed.collect();
    let removed = if removed.is_empty() {
        Sql::text("FALSE")
    } else {
        Sql::join(removed, " OR ")
    };
    let sql = table
        .delete()
        .then(table.is_of(source))
        .t(" AND (")
        .then(removed)
        .t(")");
    Some(sql.render(dialect, Vec::new()))
}

/// What is linked to `source`, in the order of the list. Columns: `sort` (Integer), then one key a target: for a relation to any of several one a branch
/// in the order of the branches, null in all but one.
pub fn list_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
) -> Option<Statement> {
    let table = Between::of(schema, dialect, collection, field)?;
    let sort = dialect.quote(&table.junction.sort);
    let mut members = vec![sort.clone()];
    let mut columns = vec![output("sort", ColumnType::Integer)];
    for far in &table.far {
        members.push(dialect.quote(far.column));
        columns.push(output(&far.model.name, key_type(far.model)));
    }
    // Of two rows in the same place the keys decide, so that a list is read alike every time.
    let order = members.join(", ");
    let sql = Sql::text(format!("SELECT {order} FROM {} WHERE ", table.name()));
    Some(
        sql.then(table.is_of(source))
            .t(&format!(" ORDER BY {order}"))
            .render(dialect, columns),
    )
}

/// A junction as it is seen from one side.
struct Between<'a> {
    dialect: &'a dyn Dialect,
    junction: &'a Junction,
    /// The column with the key of this side.
    near: &'a str,
    own: &'a Collection,
    far: Vec<Far<'a>>,
    is_inverse: bool,
}

/// A column with the key of the other side.
struct Far<'a> {
    column: &'a str,
    model: &'a Collection,
}

impl<'a> Between<'a> {
    fn of(schema: &'a Schema, dialect: &'a dyn Dialect, collection: CollectionId, field: FieldId) -> Option<Self> {
        let own = schema.collection(collection);
        match own.field(field).link.as_ref()? {
            Link::Junction {
                target,
                junction,
                is_inverse,
                ..
            } => {
                let (near, column) = sides(junction, *is_inverse);
                let far = vec![Far {
                    column,
                    model: schema.collection(*target),
                }];
                Some(Self {
                    dialect,
                    junction,
                    near,
                    own,
                    far,
                    is_inverse: *is_inverse,
                })
            }
            Link::AnyMany { branches, junction } => {
                let far = |branch: &'a Branch| Far {
                    column: &branch.column,
                    model: schema.collection(branch.target),
                };
                let far = branches.iter().map(far).collect();
                Some(Self {
                    dialect,
                    junction,
                    near: &junction.source,
                    own,
                    far,
                    is_inverse: false,
                })
            }
            Link::One { .. } | Link::Many { .. } | Link::AnyOne { .. } => None,
        }
    }

    fn name(&self) -> String {
        self.dialect.quote(&self.junction.table)
    }

    fn delete(&self) -> Sql {
        Sql::text(format!("DELETE FROM {} WHERE ", self.name()))
    }

    fn is_of(&self, source: &ItemId) -> Sql {
        let source = self.dialect.bind(key_type(self.own), &Value::from(source.clone()));
        Sql::text(self.dialect.quote(self.near)).t(" = ").then(source)
    }

    /// `(near, far, …, sort)`
    fn row(&self, source: &ItemId, target: CollectionId, id: &ItemId, place: i64) -> Sql {
        let bind = |model: &Collection, id: &ItemId| self.dialect.bind(key_type(model), &Value::from(id.clone()));
        let far = self.far.iter().map(|far| {
            if far.model.id == target {
                bind(far.model, id)
            } else {
                self.dialect.bind(key_type(far.model), &Value::Null)
            }
        });
        let mut values = vec![bind(self.own, source)];
        values.extend(far);
        values.push(match self.far.first().filter(|_| self.is_inverse) {
            Some(far) => self.end_of_list(bind(far.model, id)),
            None => bind_number(self.dialect, place),
        });
        Sql::text("(").then(Sql::join(values, ", ")).t(")")
    }

    /// The place after the last one in the list of `owner`, an item on the side that declared the relation.
    fn end_of_list(&self, owner: Sql) -> Sql {
        let sort = self.dialect.quote(&self.junction.sort);
        let source = self.dialect.quote(&self.junction.source);
        Sql::text(format!(
            "(SELECT coalesce(max(x.{sort}), -1) + 1 FROM {} AS x WHERE x.{source} = ",
            self.name()
        ))
        .then(owner)
        .t(")")
    }
}
