//! `blocks`: an ordered list of blocks of several types, `{"_type": "quote", "_id": "…", …}`; the types are files in `blocks/`.
//!
//! A block type may itself have a field of this type, so the types refer to each other through a shared list that is filled once.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock, Weak},
};

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value, identity::is_text_key},
    yaml::{Shape, did_you_mean, key},
};

use super::{FieldKind, FieldType, Place, Problem, TextMembers, mention::Mention, nested::NestedFields, reading};

pub const TYPE: FieldType = FieldType {
    name: "blocks",
    summary: "A page built from blocks: an ordered list, each of one of the allowed block types.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[
        key(
            "allow",
            Shape::List(&Shape::Text),
            "The block types that may stand here: files in blocks/.",
        ),
        key("min_items", Shape::Integer(0, 10_000), "The fewest blocks."),
        key("max_items", Shape::Integer(1, 10_000), "The most blocks."),
    ],
    build: |options, context| {
        let names = &context.blocks.names;
        let mut allow = Vec::new();
        for (name, span) in options.words("allow") {
            if !names.iter().any(|known| known == name) {
                let help = did_you_mean(name, names.iter().map(String::as_str));
                let help = help.unwrap_or_else(|| format!("make the file blocks/{name}.yaml"));
                context
                    .report
                    .error_with_help(span, "unknown-block", format!("there is no block type `{name}`"), help);
            } else if allow.iter().any(|earlier| earlier == name) {
                context
                    .report
                    .error(span, "duplicate-option", format!("`{name}` is there twice"));
            } else {
                allow.push(name.to_owned());
            }
        }
        if allow.is_empty() {
            if options.list("allow").is_empty() {
                let message = "a field of the type `blocks` needs `allow`";
                context.report.error(options.key_span("allow"), "missing-key", message);
            }
            return None;
        }
        let count = |key| options.integer(key).and_then(|number| usize::try_from(number).ok());
        let types = match context.place {
            Place::Block => Types::Inner(Arc::downgrade(context.blocks)),
            Place::Collection | Place::Nested => Types::Outer(Arc::clone(context.blocks)),
        };
        Some(Box::new(BlocksKind {
            allow,
            bounds: (count("min_items"), count("max_items")),
            types,
        }))
    },
};

/// All block types of a project.
#[derive(Debug)]
pub struct BlockTypes {
    names: Vec<String>,
    types: OnceLock<HashMap<String, BlockType>>,
}

/// One file in `blocks/`.
#[derive(Debug)]
pub struct BlockType {
    pub fields: NestedFields,
    /// Label, icon and so on, as the file has them.
    pub meta: Json,
}

impl BlockTypes {
    /// The names are known before the fields are: a block may hold blocks.
    pub fn named(names: Vec<String>) -> Self {
        Self {
            names,
            types: OnceLock::new(),
        }
    }

    /// Once; later calls change nothing.
    pub fn define(&self, types: HashMap<String, BlockType>) {
        let _ = self.types.set(types);
    }

    fn get(&self, name: &str) -> Option<&BlockType> {
        self.types.get()?.get(name)
    }
}

#[derive(Debug)]
struct BlocksKind {
    allow: Vec<String>,
    bounds: (Option<usize>, Option<usize>),
    types: Types,
}

/// A block type's own field must not keep the list alive that holds the block type.
#[derive(Debug)]
enum Types {
    Outer(Arc<BlockTypes>),
    Inner(Weak<BlockTypes>),
}

impl BlocksKind {
    fn types(&self) -> Option<Arc<BlockTypes>> {
        match &self.types {
            Types::Outer(types) => Some(Arc::clone(types)),
            Types::Inner(types) => types.upgrade(),
        }
    }

    fn read_block(&self, types: &BlockTypes, json: &Json, problems: &mut Vec<Problem>) -> Option<Json> {
        let members = reading::object(json, problems)?;
        let known = members
            .get("_type")
            .and_then(Json::as_str)
            .filter(|name| self.allow.iter().any(|allowed| allowed == name));
        let Some((name, block)) = known.and_then(|name| Some((name, types.get(name)?))) else {
            let message = format!("must be one of {}", self.allow.join(", "));
            problems.push(Problem::new("in", message).inside("_type"));
            return None;
        };
        let id = match members.get("_id") {
            None | Some(Json::Null) => None,
            Some(Json::String(id)) if is_text_key(id) => Some(id.clone()),
            Some(_) => {
                let message = "must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -";
                problems.push(Problem::new("type", message).inside("_id"));
                return None;
            }
        };
        let mut read = block.fields.read(json, &["_type", "_id"], problems)?;
        read.insert("_type".to_owned(), Json::from(name));
        read.extend(id.map(|id| ("_id".to_owned(), Json::String(id))));
        Some(Json::Object(read))
    }
}

impl FieldKind for BlocksKind {
    fn add_text_members(&self, members: &mut TextMembers) {
        let Some(types) = self.types() else { return };
        for name in &self.allow {
            if members.blocks.insert(name.clone())
                && let Some(block) = types.get(name)
            {
                block.fields.add_text_members(members);
            }
        }
    }

    fn type_name(&self) -> &'static str {
        "blocks"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let list = reading::list(json, problems)?;
        let types = self.types()?;
        let before = problems.len();
        reading::check_count(list.len(), self.bounds, problems);
        let mut ids = HashSet::new();
        let mut blocks = Vec::with_capacity(list.len());
        for (position, element) in list.iter().enumerate() {
            let mut inner = Vec::new();
            blocks.extend(self.read_block(&types, element, &mut inner));
            let id = element.get("_id").and_then(Json::as_str);
            if id.is_some_and(|id| !ids.insert(id)) {
                inner.push(Problem::new("unique", "is the id of an earlier block").inside("_id"));
            }
            problems.extend(
                inner
                    .into_iter()
                    .map(|problem| problem.inside(&format!("[{position}]"))),
            );
        }
        (problems.len() == before).then_some(Value::Json(Json::Array(blocks)))
    }

    fn holds_keys(&self) -> bool {
        true
    }

    fn mentions(&self, value: &Json) -> Vec<Mention> {
        let Some(types) = self.types() else { return Vec::new() };
        let blocks = value.as_array().into_iter().flatten().enumerate();
        let of_block = |(position, block): (usize, &Json)| {
            let name = block.get("_type").and_then(Json::as_str).unwrap_or_default();
            let found = types.get(name).map(|known| known.fields.mentions(block));
            let found = found.unwrap_or_default().into_iter();
            found.map(move |mention| mention.inside(&format!("[{position}]")))
        };
        blocks.flat_map(of_block).collect()
    }

    fn complete(&self, value: &mut Json, make_id: &mut dyn FnMut() -> String) {
        let Some(types) = self.types() else { return };
        for block in value.as_array_mut().into_iter().flatten() {
            let found = block
                .get("_type")
                .and_then(Json::as_str)
                .and_then(|name| types.get(name));
            if let Some(block_type) = found {
                block_type.fields.complete(block, make_id);
            }
            if let Some(members) = block.as_object_mut().filter(|members| !members.contains_key("_id")) {
                members.insert("_id".to_owned(), Json::String(make_id()));
            }
        }
    }

    /// Blocks inside blocks are described by their outermost form only: they may recur.
    fn json_schema(&self) -> Json {
        let allowed = |name: &String| json!({ "const": name });
        let types = match &self.types {
            Types::Outer(types) => types,
            Types::Inner(_) => {
                let names: Vec<Json> = self.allow.iter().map(allowed).collect();
                let properties = json!({ "_type": { "anyOf": names }, "_id": { "type": "string" } });
                let block = json!({ "type": "object", "properties": properties, "required": ["_type"] });
                return json!({ "type": "array", "items": block });
            }
        };
        let block = |name: &String| {
            let mut schema = types.get(name)?.fields.json_schema();
            schema.get_mut("properties")?.as_object_mut()?.extend([
                ("_type".to_owned(), allowed(name)),
                ("_id".to_owned(), json!({ "type": "string" })),
            ]);
            schema.get_mut("required")?.as_array_mut()?.push(Json::from("_type"));
            Some(schema)
        };
        let blocks: Vec<Json> = self.allow.iter().filter_map(block).collect();
        json!({ "type": "array", "items": { "anyOf": blocks } })
    }

    fn options(&self) -> Json {
        let types = match &self.types {
            Types::Outer(types) => Some(types),
            Types::Inner(_) => None,
        };
        let block = |name: &String| {
            let block = types?.get(name)?;
            Some((
                name.clone(),
                json!({ "fields": block.fields.options(), "meta": block.meta }),
            ))
        };
        let blocks: serde_json::Map<String, Json> = self.allow.iter().filter_map(block).collect();
        json!({ "allow": self.allow, "blocks": blocks, "min_items": self.bounds.0, "max_items": self.bounds.1 })
    }
}
