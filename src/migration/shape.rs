//! What stands inside a value, as far as a change of the model has to know it: the options of a select, the members of JSON.
//!
//! Shapes are kept in the ledger, so that a later plan sees what was renamed or taken away inside JSON, where the engine sees one column.

use serde::{Deserialize, Serialize};

use crate::value::Json;

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing to know, or not known: JSON of any form, every other type.
    #[default]
    Any,
    /// One of the options.
    Choice(Vec<String>),
    /// A list of options.
    Choices(Vec<String>),
    /// A list of texts.
    Tags,
    /// A document of rich text.
    Document,
    Members(Vec<Member>),
    ListOf(Box<Member>),
    Blocks(Vec<Block>),
    /// Blocks inside blocks: the outer list says what they hold.
    InnerBlocks,
}

/// A field inside JSON. The element of a list has no name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    /// The name of the field type.
    pub kind: String,
    #[serde(default)]
    pub shape: Shape,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
    pub members: Vec<Member>,
}

impl Shape {
    /// From a field type's name and its options as they are in effect.
    pub fn of(kind: &str, options: &Json) -> Self {
        match kind {
            "select" => {
                let values = list(options, "options").map(|option| word(option, "value").unwrap_or_default());
                let values = values.collect();
                match options.get("multiple").and_then(Json::as_bool) {
                    Some(true) => Self::Choices(values),
                    _ => Self::Choice(values),
                }
            }
            "tags" => Self::Tags,
            "richtext" => Self::Document,
            "object" => Self::Members(members(options)),
            "list" => Self::ListOf(Box::new(element(options))),
            "blocks" => blocks(options),
            _ => Self::Any,
        }
    }

    /// Whether every value of this shape is one of the other without being touched.
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) | (Self::Any, _) | (Self::InnerBlocks, Self::InnerBlocks) => true,
            (Self::Choice(old), Self::Choice(new)) | (Self::Choices(old), Self::Choices(new)) => {
                old.iter().all(|option| new.contains(option))
            }
            (Self::Choices(_) | Self::Tags, Self::Tags) => true,
            (Self::Document, Self::Document) => true,
            (Self::Members(old), Self::Members(new)) => are_within(old, new),
            (Self::ListOf(old), Self::ListOf(new)) => old.is_within(new),
            (Self::Blocks(old), Self::Blocks(new)) => old.iter().all(|old| {
                let same = new.iter().find(|block| block.name == old.name);
                same.is_some_and(|new| are_within(&old.members, &new.members))
            }),
            _ => false,
        }
    }
}

impl Member {
    fn is_within(&self, other: &Self) -> bool {
        (self.kind == other.kind || (is_text(&self.kind) && is_text(&other.kind))) && self.shape.is_within(&other.shape)
    }
}

/// Types that store any text as it is.
pub fn is_text(kind: &str) -> bool {
    matches!(
        kind,
        "string" | "text" | "markdown" | "code" | "email" | "url" | "phone" | "color" | "slug"
    )
}

fn are_within(old: &[Member], new: &[Member]) -> bool {
    old.iter().all(|old| {
        let same = new.iter().find(|member| member.name == old.name);
        same.is_some_and(|new| old.is_within(new))
    }) && !new.iter().any(|member| takes_another(member, old))
}

/// Whether a member is to have what another one holds, and was not told so before: two names that swap.
pub fn takes_another(member: &Member, old: &[Member]) -> bool {
    let is_there = |name: &str| old.iter().any(|old| old.name == name);
    let is_done = old
        .iter()
        .any(|old| old.name == member.name && old.renamed_from == member.renamed_from);
    member.renamed_from.as_deref().is_some_and(is_there) && !is_done
}

fn list<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

fn word(json: &Json, key: &str) -> Option<String> {
    json.get(key).and_then(Json::as_str).map(str::to_owned)
}

fn renamed_from(json: &Json) -> Option<String> {
    word(json.get("meta")?, "renamed_from")
}

fn members(options: &Json) -> Vec<Member> {
    list(options, "fields").map(member).collect()
}

fn member(description: &Json) -> Member {
    let kind = word(description, "type").unwrap_or_default();
    Member {
        name: word(description, "name").unwrap_or_default(),
        shape: description
            .get("options")
            .map_or(Shape::Any, |options| Shape::of(&kind, options)),
        renamed_from: renamed_from(description),
        kind,
    }
}

/// Of a list: objects with `fields`, or values with `of`.
fn element(options: &Json) -> Member {
    match options.get("of").filter(|of| of.is_object()) {
        Some(of) => Member {
            name: String::new(),
            ..member(of)
        },
        None => Member {
            name: String::new(),
            kind: "object".to_owned(),
            shape: Shape::Members(members(options)),
            renamed_from: None,
        },
    }
}

fn blocks(options: &Json) -> Shape {
    let Some(types) = options
        .get("blocks")
        .and_then(Json::as_object)
        .filter(|types| !types.is_empty())
    else {
        return Shape::InnerBlocks;
    };
    let block = |(name, description): (&String, &Json)| Block {
        name: name.clone(),
        renamed_from: renamed_from(description),
        members: members(description),
    };
    Shape::Blocks(types.iter().map(block).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_shape_is_within_another_that_only_adds() {
        let of = |kind: &str, options: Json| Shape::of(kind, &options);
        let check =
            |old: &Shape, new: &Shape, expected: bool| assert_eq!(old.is_within(new), expected, "{old:?} in {new:?}");
        let choice = |values: &[&str]| {
            let options: Vec<Json> = values.iter().map(|value| json!({"value": value})).collect();
            of("select", json!({ "options": options }))
        };
        check(&choice(&["a"]), &choice(&["a", "b"]), true);
        check(&choice(&["a", "b"]), &choice(&["b"]), false);
        let object = |names: &[(&str, &str)]| {
            let fields: Vec<Json> = names
                .iter()
                .map(|(name, kind)| json!({"name": name, "type": kind}))
                .collect();
            of("object", json!({ "fields": fields }))
        };
        check(
            &object(&[("a", "string")]),
            &object(&[("a", "text"), ("b", "integer")]),
            true,
        );
        check(&object(&[("a", "string")]), &object(&[("b", "string")]), false);
        check(&object(&[("a", "string")]), &object(&[("a", "integer")]), false);
        check(&of("tags", Json::Null), &choice(&["a"]), false);
        check(&object(&[("a", "string")]), &Shape::Any, true);
    }
}
