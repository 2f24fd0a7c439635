//! The columns of a table, and where each of them goes: a field, a member of an object, an item that is looked up. Decided once, from the header alone: a file
//! with a column that leads nowhere is refused before its first row.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::cell::{Shape, present};
use crate::{
    items::{Call, import::finds},
    mutation::resolve::{WriteKind, WriteRules as _},
    schema::{Collection, Field, FieldRole, Link, condition::Visibility as _},
    value::{CollectionId, FieldId, Name},
    yaml::nearest,
};

/// What the caller says of columns: the field of each, or that it is left out.
pub type Mapping = BTreeMap<String, Option<String>>;

#[derive(Debug)]
pub struct Column {
    /// As the file names it.
    pub name: String,
    /// `None`: it is left out.
    pub target: Option<Target>,
}

#[derive(Debug)]
pub struct Target {
    /// The field, and the members of an object below it.
    pub path: Vec<Name>,
    pub cell: Cell,
    /// As the caller names it: `author.email`.
    pub said: String,
}

#[derive(Debug)]
pub enum Cell {
    /// A value.
    Plain(Shape),
    /// Items of another collection, by a unique field.
    Sought(Sought),
}

#[derive(Debug)]
pub struct Sought {
    pub collection: CollectionId,
    pub by: FieldId,
    pub shape: Shape,
    pub is_many: bool,
}

/// What is wrong with a column: its name, and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnProblem {
    pub column: String,
    pub message: String,
}

/// Where the columns of a header go.
pub fn plan(
    call: &Call,
    collection: CollectionId,
    names: Vec<String>,
    mapping: &Mapping,
) -> Result<Vec<Column>, Vec<ColumnProblem>> {
    let mut problems = Vec::new();
    let mut columns: Vec<Column> = Vec::with_capacity(names.len());
    for name in names {
        let said = match mapping.get(&name) {
            Some(said) => said.clone(),
            None => Some(name.clone()),
        };
        let target =
            said.map(|said| target(call, collection, &said).and_then(|target| unique(target, &name, &columns)));
        match target.transpose() {
            Ok(target) => columns.push(Column { name, target }),
            Err(message) => problems.push(ColumnProblem { column: name, message }),
        }
    }
    let is_there = |name: &&String| {
        let column = columns.iter().map(|column| &column.name);
        let refused = problems.iter().map(|problem| &problem.column);
        column.chain(refused).any(|column| column == *name)
    };
    let missing: Vec<ColumnProblem> = mapping
        .keys()
        .filter(|name| !is_there(name))
        .map(|name| ColumnProblem {
            column: name.clone(),
            message: "is in `mapping`, but not in the file".to_owned(),
        })
        .collect();
    problems.extend(missing);
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(problems)
    }
}

/// Refuses two columns for one value.
fn unique(target: Target, name: &str, before: &[Column]) -> Result<Target, String> {
    let overlaps = |other: &Target| {
        let length = other.path.len().min(target.path.len());
        other
            .path
            .iter()
            .zip(&target.path)
            .take(length)
            .all(|(one, two)| one == two)
    };
    let other = before
        .iter()
        .find(|column| column.target.as_ref().is_some_and(overlaps));
    match other {
        None => Ok(target),
        Some(other) if other.name == name => Err("is there twice".to_owned()),
        Some(other) => Err(format!("goes where `{}` goes already", other.name)),
    }
}

fn target(call: &Call, collection: CollectionId, said: &str) -> Result<Target, String> {
    if said.is_empty() {
        return Err("a column without a name: map it to a field, or to null to leave it out".to_owned());
    }
    let model = call.schema.collection(collection);
    let mut parts = said.split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_written = |field: &&Field| {
        let may = |kind| call.access.can_write(collection, field.id, kind);
        may(WriteKind::Create) || may(WriteKind::Update)
    };
    let Some(field) = model.field_named(first).filter(is_written) else {
        return Err(unknown(call, model, said, is_written));
    };
    let is_set_by_client = matches!(
        field.role,
        FieldRole::Ordinary | FieldRole::Order | FieldRole::PrimaryKey
    );
    if field.is_readonly || !is_set_by_client {
        return Err("is set by the server: map it to null to leave it out".to_owned());
    }
    let cell = match (rest.as_slice(), &field.link) {
        ([], link) => Some(Cell::Plain(plain(field, link.as_ref()))),
        ([name], Some(link)) => sought(call, link, name)
            .map(Cell::Sought)
            .or_else(|| branch(link, name)),
        (members, None) => member(&field.kind.json_schema(), members).map(Cell::Plain),
        (_, Some(_)) => None,
    };
    let Some(cell) = cell else {
        let relation = if field.link.is_some() {
            "; of a relation, a unique field that you may read can be named"
        } else {
            ""
        };
        return Err(format!("`{said}` leads to nothing that can be written{relation}"));
    };
    let below = rest.iter().filter(|_| !matches!(cell, Cell::Sought(_)));
    Ok(Target {
        path: std::iter::once(first).chain(below.copied()).map(Name::from).collect(),
        cell,
        said: said.to_owned(),
    })
}

/// The same words for a field that is hidden and one that is not there.
fn unknown(call: &Call, model: &Collection, said: &str, is_written: impl Fn(&&Field) -> bool) -> String {
    let written = model.fields.iter().filter(is_written).map(|field| &*field.name);
    let near = nearest(said, written).filter(|_| call.access.is_admin());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("there is no field `{said}` that you may write{near}")
}

fn plain(field: &Field, link: Option<&Link>) -> Shape {
    match link {
        // A key is a text or a number; both are understood as texts.
        Some(Link::One { .. }) => Shape::Word,
        Some(Link::Many { .. } | Link::Junction { .. }) => Shape::Words,
        Some(Link::AnyOne { .. } | Link::AnyMany { .. }) => Shape::Document,
        None if field.role == FieldRole::PrimaryKey => Shape::Word,
        None => Shape::of(&field.kind.json_schema()),
    }
}

/// `author.email`
fn sought(call: &Call, link: &Link, name: &str) -> Option<Sought> {
    let collection = link.target()?;
    let model = call.schema.collection(collection);
    let is_readable = |field: &&Field| call.access.can_enter(collection) && call.access.can_see(collection, field);
    let by = model.field_named(name).filter(is_readable)?;
    let shape = match by.role {
        FieldRole::PrimaryKey => Shape::Word,
        _ => Shape::of(&by.kind.json_schema()),
    };
    finds(by, model.primary_key).then_some(Sought {
        collection,
        by: by.id,
        shape,
        is_many: link.is_to_many(),
    })
}

/// `subject.collection` and `subject.item`, as an export writes them.
fn branch(link: &Link, name: &str) -> Option<Cell> {
    let is_part = matches!(link, Link::AnyOne { .. }) && matches!(name, "collection" | "item");
    is_part.then_some(Cell::Plain(Shape::Word))
}

/// `address.city`
fn member(schema: &Json, path: &[&str]) -> Option<Shape> {
    match path {
        [] => Some(Shape::of(schema)),
        [first, rest @ ..] => member(present(schema).get("properties")?.get(first)?, rest),
    }
}
