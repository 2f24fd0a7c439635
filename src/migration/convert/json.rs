//! JSON of one shape as JSON of another: members and block types by their new names, elements one by one.

use serde_json::Map;

use super::{Converted, convert};
use crate::{
    migration::{
        shape::{Block, Member, Shape, is_text, takes_another},
        table::ColumnModel,
    },
    value::{ColumnType, Json, Value},
};

/// The JSON in its new shape, and whether nothing is missing. `None`: nothing of it fits.
pub fn reshape(json: &Json, from: &Shape, to: &Shape) -> (Option<Json>, bool) {
    match (from, to, json) {
        (_, Shape::Any | Shape::InnerBlocks, json) => (Some(json.clone()), true),
        (_, _, Json::Null) => (Some(Json::Null), true),
        (Shape::Members(old), Shape::Members(new), Json::Object(members)) => {
            let (members, is_whole) = reshape_members(members, old, new);
            (Some(Json::Object(members)), is_whole)
        }
        (Shape::Any, Shape::Members(new), Json::Object(members)) => {
            let (members, is_whole) = reshape_members(members, new, new);
            (Some(Json::Object(members)), is_whole)
        }
        (Shape::ListOf(old), Shape::ListOf(new), Json::Array(list)) => {
            each(list, |element| member_value(element, &old.kind, &old.shape, new))
        }
        (Shape::Any | Shape::Tags | Shape::Choices(_), Shape::ListOf(new), Json::Array(list)) => {
            let is_known = *from != Shape::Any;
            each(list, |element| {
                let kind = if is_known { "string" } else { new.kind.as_str() };
                member_value(element, kind, &Shape::Any, new)
            })
        }
        (Shape::Blocks(old), Shape::Blocks(new), Json::Array(list)) => {
            each(list, |block| reshape_block(block, old, new))
        }
        (Shape::Any, Shape::Blocks(new), Json::Array(list)) => each(list, |block| reshape_block(block, new, new)),
        (_, Shape::Choices(options), Json::Array(list)) => each(list, |element| {
            let is_option = element
                .as_str()
                .is_some_and(|text| options.iter().any(|option| option == text));
            (is_option.then(|| element.clone()), is_option)
        }),
        (_, Shape::Tags, Json::Array(list)) => each(list, |element| {
            (element.is_string().then(|| element.clone()), element.is_string())
        }),
        (Shape::Document, Shape::Document, json) => (Some(json.clone()), true),
        (Shape::Any, Shape::Document, json) if json.get("type").and_then(Json::as_str) == Some("doc") => {
            (Some(json.clone()), true)
        }
        // One becomes several, or several one.
        (Shape::Members(_), Shape::ListOf(new), json @ Json::Object(_)) => {
            let (element, is_whole) = reshape(json, from, &new.shape);
            (element.map(|element| Json::Array(vec![element])), is_whole)
        }
        (Shape::ListOf(old), Shape::Members(_), Json::Array(list)) => match list.first() {
            Some(first) => {
                let (first, is_whole) = reshape(first, &old.shape, to);
                (first, is_whole && list.len() == 1)
            }
            None => (Some(Json::Null), true),
        },
        _ => (None, false),
    }
}

fn each(list: &[Json], reshape: impl Fn(&Json) -> (Option<Json>, bool)) -> (Option<Json>, bool) {
    let mut is_whole = true;
    let elements = list.iter().filter_map(|element| {
        let (element, is_element_whole) = reshape(element);
        is_whole &= is_element_whole;
        element
    });
    let elements = elements.collect();
    (Some(Json::Array(elements)), is_whole)
}

/// Members that neither shape knows are kept: they were not ours to drop.
fn reshape_members(members: &Map<String, Json>, old: &[Member], new: &[Member]) -> (Map<String, Json>, bool) {
    let mut is_whole = true;
    let mut reshaped = Map::new();
    let mut taken: Vec<&str> = Vec::new();
    for member in new {
        let Some(source) = source_of(member, old) else {
            continue;
        };
        taken.push(&source.name);
        let Some(value) = members.get(&source.name) else {
            continue;
        };
        let (value, is_value_whole) = member_value(value, &source.kind, &source.shape, member);
        is_whole &= is_value_whole;
        reshaped.extend(value.map(|value| (member.name.clone(), value)));
    }
    for (name, value) in members {
        let is_dropped = old.iter().any(|member| member.name == *name) && !taken.contains(&name.as_str());
        is_whole &= !is_dropped || value.is_null();
        if !is_dropped && !taken.contains(&name.as_str()) && !reshaped.contains_key(name) {
            reshaped.insert(name.clone(), value.clone());
        }
    }
    (reshaped, is_whole)
}

/// The old member of the former name, else of the same name.
fn source_of<'m>(member: &Member, old: &'m [Member]) -> Option<&'m Member> {
    let named = |name: &str| old.iter().find(|old| old.name == name);
    let former = member.renamed_from.as_deref().filter(|_| takes_another(member, old));
    former.and_then(named).or_else(|| named(&member.name))
}

fn reshape_block(block: &Json, old: &[Block], new: &[Block]) -> (Option<Json>, bool) {
    let Some((name, members)) = block.get("_type").and_then(Json::as_str).zip(block.as_object()) else {
        return (None, false);
    };
    let Some(old) = old.iter().find(|block| block.name == name) else {
        return (Some(block.clone()), true);
    };
    let same = new.iter().find(|block| block.name == name);
    let Some(target) = same.or_else(|| new.iter().find(|block| block.renamed_from.as_deref() == Some(name))) else {
        return (None, false);
    };
    let (mut reshaped, is_whole) = reshape_members(members, &old.members, &target.members);
    reshaped.insert("_type".to_owned(), Json::String(target.name.clone()));
    (Some(Json::Object(reshaped)), is_whole)
}

/// A member's value in the member that follows it.
pub fn member_value(value: &Json, kind: &str, shape: &Shape, to: &Member) -> (Option<Json>, bool) {
    if value.is_null() {
        return (Some(Json::Null), true);
    }
    let is_same = kind == to.kind || (is_text(kind) && is_text(&to.kind));
    let (old, new) = (scalar(kind), scalar(&to.kind));
    match (old, new) {
        (None, None) if is_same || *shape != Shape::Any || to.shape != Shape::Any => reshape(value, shape, &to.shape),
        _ if is_same && to.shape == Shape::Any => (Some(value.clone()), true),
        (old, new) => {
            let from = model(kind, old.unwrap_or(ColumnType::Json), shape);
            let to = model(&to.kind, new.unwrap_or(ColumnType::Json), &to.shape);
            let value = match (old, value) {
                (Some(_), Json::String(text)) => Value::Text(text.clone()),
                (_, value) => Value::Json(value.clone()),
            };
            match convert(&value, &from, &to) {
                Converted::Whole(value) => (Some(value.to_json_of(to.column_type)), true),
                Converted::Part(value) => (Some(value.to_json_of(to.column_type)), false),
                Converted::Lost => (None, false),
            }
        }
    }
}

fn model(kind: &str, column_type: ColumnType, shape: &Shape) -> ColumnModel {
    ColumnModel {
        kind: kind.to_owned(),
        shape: shape.clone(),
        ..ColumnModel::plain("", column_type, true)
    }
}

/// What a type's values are inside JSON; `None` for JSON itself.
fn scalar(kind: &str) -> Option<ColumnType> {
    const DIGITS: ColumnType = ColumnType::Decimal {
        precision: 18,
        scale: 6,
    };
    Some(match kind {
        "integer" => ColumnType::Integer,
        "bigint" => ColumnType::BigInteger,
        "float" => ColumnType::Float,
        "decimal" => DIGITS,
        "boolean" => ColumnType::Boolean,
        "date" => ColumnType::Date,
        "datetime" => ColumnType::DateTime,
        "time" => ColumnType::Time,
        "uuid" => ColumnType::Uuid,
        "select" => ColumnType::Text { max_length: 255 },
        kind if is_text(kind) => ColumnType::LongText,
        _ => return None,
    })
}
