//! The tables that a schema wants: collections, the rows between them, keys, checks and indexes. Every name comes from `schema::naming`.

use crate::{
    schema::{
        Collection, DefaultValue, Field, FieldRole, Junction, Link, OnDelete, Schema, collection::Direction,
        link::Branch, naming,
    },
    value::{ColumnType, Value},
};

use super::table::{Between, CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel};
use super::{operation::EngineTraits, shape::Shape};

/// One table a collection (views have theirs already) and one a relation that needs rows of its own.
pub fn wanted(schema: &Schema, traits: EngineTraits) -> Vec<TableModel> {
    let mut tables = Vec::new();
    for collection in schema.collections().iter().filter(|collection| !collection.is_view) {
        tables.push(collection_table(schema, collection));
        let fields = collection.fields.iter();
        tables.extend(fields.filter_map(|field| junction_table(schema, collection, field)));
    }
    for table in &mut tables {
        if !traits.checks_what_keys_set_null {
            drop_impossible_checks(table);
        }
        sort_parts(table);
    }
    tables
}

/// A foreign key that sets null may stand in no check there; what is written is checked by us anyway.
fn drop_impossible_checks(table: &mut TableModel) {
    let sets_null = |column: &String| {
        table
            .foreign_keys
            .iter()
            .any(|key| key.on_delete == OnDelete::SetNull && key.columns.contains(column))
    };
    table.checks.retain(|check| !check.one_of.iter().any(sets_null));
}

fn sort_parts(table: &mut TableModel) {
    table.indexes.sort_by(|left, right| left.name.cmp(&right.name));
    table.indexes.dedup_by(|left, right| left.name == right.name);
    table.foreign_keys.sort_by(|left, right| left.name.cmp(&right.name));
    table.checks.sort_by(|left, right| left.name.cmp(&right.name));
}

fn collection_table(schema: &Schema, collection: &Collection) -> TableModel {
    let mut table = TableModel {
        name: collection.table.clone(),
        columns: Vec::new(),
        primary_key: collection.key().column.iter().cloned().collect(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        search: collection.full_text.as_ref().map(|search| search.index.clone()),
        renamed_from: collection
            .renamed_from
            .clone()
            .filter(|_| collection.table == *collection.name),
        between: None,
        is_adopted: collection.is_adopted,
        is_singleton: collection.is_singleton,
    };
    for field in &collection.fields {
        match &field.link {
            Some(Link::AnyOne { branches, on_delete }) => add_branches(&mut table, schema, field, branches, *on_delete),
            Some(Link::One { target, on_delete, .. }) => {
                add_column(&mut table, field, Some(key_type(schema.collection(*target))));
                if let Some(column) = &field.column {
                    table
                        .foreign_keys
                        .push(foreign_key(&table.name, column, schema.collection(*target), *on_delete));
                }
            }
            Some(Link::Many { .. } | Link::Junction { .. } | Link::AnyMany { .. }) => {}
            None => add_column(&mut table, field, field.column_type()),
        }
    }
    add_indexes(&mut table, collection);
    table
}

fn add_column(table: &mut TableModel, field: &Field, column_type: Option<ColumnType>) {
    let (Some(name), Some(column_type)) = (&field.column, column_type) else {
        return;
    };
    let is_key = field.role == FieldRole::PrimaryKey;
    let default = match &field.default {
        Some(DefaultValue::Value(value)) if !value.is_null() => Some(value.clone()),
        Some(DefaultValue::Value(_) | DefaultValue::Now | DefaultValue::CurrentUser | DefaultValue::NewUuid) | None => {
            None
        }
    };
    table.columns.push(ColumnModel {
        name: name.clone(),
        column_type,
        is_nullable: !is_key && !field.is_not_null,
        is_generated: is_key && column_type == ColumnType::Integer,
        default,
        is_natural_order: field.is_natural_order,
        renamed_from: field.renamed_from.clone().filter(|_| **name == *field.name),
        kind: field.kind.type_name().to_owned(),
        shape: Shape::of(field.kind.type_name(), &field.kind.options()),
    });
}

/// One nullable column a target, of which at most one is set.
fn add_branches(table: &mut TableModel, schema: &Schema, field: &Field, branches: &[Branch], on_delete: OnDelete) {
    for branch in branches {
        let target = schema.collection(branch.target);
        table.columns.push(branch_column(schema, field, branch));
        table
            .foreign_keys
            .push(foreign_key(&table.name, &branch.column, target, on_delete));
        table.indexes.push(plain_index(&table.name, &[(&branch.column, false)]));
    }
    table.checks.push(CheckModel {
        name: naming::check(&table.name, &[&field.name]),
        one_of: branches.iter().map(|branch| branch.column.clone()).collect(),
        allows_none: !field.is_not_null,
    });
}

fn branch_column(schema: &Schema, field: &Field, branch: &Branch) -> ColumnModel {
    let target = schema.collection(branch.target);
    let old_field = field.renamed_from.as_deref().unwrap_or(&field.name);
    let old_target = target.renamed_from.as_deref().unwrap_or(&target.name);
    let old = naming::branch_column(old_field, old_target);
    let renamed_from = Some(old).filter(|old| *old != branch.column);
    ColumnModel {
        renamed_from,
        ..plain_column(&branch.column, key_type(target), true)
    }
}

fn plain_column(name: &str, column_type: ColumnType, is_nullable: bool) -> ColumnModel {
    ColumnModel::plain(name, column_type, is_nullable)
}

fn key_type(collection: &Collection) -> ColumnType {
    collection.key().column_type().unwrap_or(ColumnType::Uuid)
}

fn key_column(collection: &Collection) -> String {
    collection
        .key()
        .column
        .clone()
        .unwrap_or_else(|| collection.key().name.to_string())
}

fn foreign_key(table: &str, column: &str, target: &Collection, on_delete: OnDelete) -> ForeignKeyModel {
    ForeignKeyModel {
        name: naming::foreign_key(table, &[column]),
        columns: vec![column.to_owned()],
        target_table: target.table.clone(),
        target_columns: vec![key_column(target)],
        on_delete,
    }
}

fn plain_index(table: &str, columns: &[(&str, bool)]) -> IndexModel {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    index_named(naming::index(table, &names), false, columns)
}

fn index_named(name: String, is_unique: bool, columns: &[(&str, bool)]) -> IndexModel {
    IndexModel {
        name,
        is_unique,
        columns: columns
            .iter()
            .map(|(name, descending)| ((*name).to_owned(), *descending))
            .collect(),
    }
}

/// Unique fields, indexed fields, the lists of the model file, foreign keys, and the default order.
fn add_indexes(table: &mut TableModel, collection: &Collection) {
    let column_of = |id| collection.field(id).column.as_deref();
    let mut indexes = Vec::new();
    for field in &collection.fields {
        let Some(column) = field.column.as_deref().filter(|_| field.role != FieldRole::PrimaryKey) else {
            continue;
        };
        if field.is_unique {
            indexes.push(index_named(
                naming::unique(&table.name, &[column]),
                true,
                &[(column, false)],
            ));
        }
        if field.is_indexed && !field.is_unique {
            indexes.push(plain_index(&table.name, &[(column, false)]));
        }
    }
    for unique in &collection.uniques {
        let columns: Vec<(&str, bool)> = unique
            .iter()
            .filter_map(|id| column_of(*id))
            .map(|column| (column, false))
            .collect();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        indexes.push(index_named(naming::unique(&table.name, &names), true, &columns));
    }
    for listed in &collection.indexes {
        let columns: Vec<_> = listed
            .iter()
            .filter_map(|(id, direction)| Some((column_of(*id)?, is_descending(*direction))))
            .collect();
        indexes.push(plain_index(&table.name, &columns));
    }
    if collection.is_adopted {
        table.indexes.extend(indexes);
        return;
    }
    // What an index begins with needs no index of its own.
    let begins = |indexes: &[IndexModel], column: &str| {
        indexes
            .iter()
            .any(|index| index.columns.first().is_some_and(|(first, _)| first == column))
    };
    for key in &table.foreign_keys {
        if let [column] = key.columns.as_slice()
            && !begins(&indexes, column)
        {
            indexes.push(plain_index(&table.name, &[(column, false)]));
        }
    }
    let order = sort_columns(collection);
    if let Some((first, _)) = order.first()
        && !begins(&indexes, first)
    {
        indexes.push(plain_index(&table.name, &order));
    }
    table.indexes.extend(indexes);
}

fn is_descending(direction: Direction) -> bool {
    direction == Direction::Descending
}

/// The default order without the key at its end; nothing where a column is too long for an index, or ordered by language.
fn sort_columns(collection: &Collection) -> Vec<(&str, bool)> {
    let mut columns = Vec::new();
    for (id, direction) in &collection.sort {
        let field = collection.field(*id);
        let is_long = matches!(
            field.column_type(),
            Some(ColumnType::LongText | ColumnType::Json) | None
        );
        if field.role == FieldRole::PrimaryKey {
            break;
        }
        match field.column.as_deref() {
            Some(column) if !is_long && !field.is_natural_order => columns.push((column, is_descending(*direction))),
            _ => return Vec::new(),
        }
    }
    columns
}

fn junction_table(schema: &Schema, collection: &Collection, field: &Field) -> Option<TableModel> {
    match &field.link {
        Some(Link::Junction {
            target,
            junction,
            is_inverse: false,
            ..
        }) => {
            let target = schema.collection(*target);
            let mut table = empty_junction(collection, field, junction);
            table.between = Some(Between {
                table: collection.table.clone(),
                field: field.name.to_string(),
                key: key_column(collection),
                source: junction.source.clone(),
                target: junction.target.clone(),
                sort: junction.sort.clone(),
                target_table: target.table.clone(),
            });
            table.primary_key = vec![junction.source.clone(), junction.target.clone()];
            table
                .columns
                .insert(1, plain_column(&junction.target, key_type(target), false));
            table
                .foreign_keys
                .push(foreign_key(&table.name, &junction.target, target, OnDelete::Cascade));
            table.indexes.push(plain_index(
                &table.name,
                &[(&junction.target, false), (&junction.source, false)],
            ));
            Some(table)
        }
        Some(Link::AnyMany { branches, junction }) => {
            let mut table = empty_junction(collection, field, junction);
            let key = ColumnModel {
                is_generated: true,
                ..plain_column("id", ColumnType::Integer, false)
            };
            table.columns.insert(0, key);
            table.primary_key = vec!["id".to_owned()];
            add_branches(&mut table, schema, field, branches, OnDelete::Cascade);
            for check in &mut table.checks {
                check.allows_none = false;
            }
            table.indexes.push(plain_index(
                &table.name,
                &[(&junction.source, false), (&junction.sort, false)],
            ));
            Some(table)
        }
        _ => None,
    }
}

/// `source` and `sort`, with the key to the collection that declared the relation.
fn empty_junction(collection: &Collection, field: &Field, junction: &Junction) -> TableModel {
    let old_table = collection
        .renamed_from
        .as_deref()
        .filter(|_| collection.table == *collection.name);
    let old = naming::junction_table(
        old_table.unwrap_or(&collection.table),
        field.renamed_from.as_deref().unwrap_or(&field.name),
    );
    let sort = ColumnModel {
        default: Some(Value::Integer(0)),
        ..plain_column(&junction.sort, ColumnType::Integer, false)
    };
    TableModel {
        name: junction.table.clone(),
        columns: vec![plain_column(&junction.source, key_type(collection), false), sort],
        primary_key: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: vec![foreign_key(
            &junction.table,
            &junction.source,
            collection,
            OnDelete::Cascade,
        )],
        checks: Vec::new(),
        search: None,
        renamed_from: Some(old).filter(|old| *old != junction.table),
        between: None,
        is_adopted: false,
        is_singleton: false,
    }
}
