//! `relation` and its relatives `image`, `file` and `user`: a link to items of another collection. What the link is in the database is
//! `schema::link`'s; here is the value: a key, a list of keys, or `{collection, item}`.

use std::sync::Arc;

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Key, Map, Node, Shape, Span, did_you_mean, key, nearest},
};

use super::{
    Context, FieldKind, FieldType, Place, Problem,
    key::{key_schema, read_key},
    mention::{FileDemand, Mention},
    reading,
};

/// The system collections that `user`, `image` and `file` refer to.
pub const SYSTEM_PREFIX: &str = "quintet_";
pub const USERS: &str = "quintet_users";
pub const FILES: &str = "quintet_files";

const MANY_KEY: Key = key("many", Shape::Boolean, "An ordered list instead of one.").or("false");
const ON_DELETE_KEY: Key = key(
    "on_delete",
    Shape::Word(&["restrict", "set_null", "cascade"]),
    "What happens here when the target is deleted. Without it: restrict where the field is required, else set_null.",
);
const INVERSE_KEY: Key = key(
    "inverse",
    Shape::Text,
    "The name of the reverse side, a list on the target.",
);
const FILTER_KEY: Key = key(
    "filter",
    Shape::Defined("filter", "a filter"),
    "Which items of the target may be chosen.",
);
const ACCEPT_KEY: Key = key(
    "accept",
    Shape::List(&Shape::Text),
    "Media types that are accepted: image/*, application/pdf.",
);
const MAX_SIZE_KEY: Key = key("max_size", Shape::Size, "The largest file: 8MB.");

pub const RELATION: FieldType = FieldType {
    name: "relation",
    summary: "A link to items of another collection, or of any of several.",
    stored_as: "foreign key; with `many` a junction table",
    options: &[
        key(
            "to",
            Shape::OneOf(&[Shape::Text, Shape::List(&Shape::Text)]),
            "The target collection; a list for any of several.",
        ),
        MANY_KEY,
        INVERSE_KEY,
        ON_DELETE_KEY,
        key(
            "through",
            Shape::Text,
            "The collection whose rows are the link, when the link has fields of its own.",
        ),
        FILTER_KEY,
    ],
    build: build_relation,
};

pub const IMAGE: FieldType = FieldType {
    name: "image",
    summary: "A picture from the file library.",
    stored_as: "foreign key to files; with `many` a junction table",
    options: &[
        MANY_KEY,
        ACCEPT_KEY,
        MAX_SIZE_KEY,
        key(
            "alt",
            Shape::Word(&["required", "optional"]),
            "Whether the picture needs a description.",
        )
        .or("optional"),
        ON_DELETE_KEY,
    ],
    build: |options, context| build_to("image", FILES, options, context),
};

pub const FILE: FieldType = FieldType {
    name: "file",
    summary: "A file from the file library.",
    stored_as: "foreign key to files; with `many` a junction table",
    options: &[MANY_KEY, ACCEPT_KEY, MAX_SIZE_KEY, ON_DELETE_KEY],
    build: |options, context| build_to("file", FILES, options, context),
};

pub const USER: FieldType = FieldType {
    name: "user",
    summary: "Somebody who can sign in.",
    stored_as: "foreign key to users; with `many` a junction table",
    options: &[MANY_KEY, INVERSE_KEY, ON_DELETE_KEY, FILTER_KEY],
    build: |options, context| build_to("user", USERS, options, context),
};

/// The value of a link.
#[derive(Debug)]
pub struct RelationKind {
    type_name: &'static str,
    targets: Vec<Target>,
    is_many: bool,
    options: Json,
    /// What a file must be; `None` where the target is no file.
    demand: Option<Arc<FileDemand>>,
}

#[derive(Debug, Clone)]
pub struct Target {
    pub collection: String,
    pub key: ColumnType,
}

impl RelationKind {
    /// To one item of one collection.
    pub fn to_one(type_name: &'static str, target: Target) -> Self {
        Self {
            type_name,
            targets: vec![target],
            is_many: false,
            options: json!({}),
            demand: None,
        }
    }

    /// The reverse side of a relation.
    pub fn inverse(target: Target) -> Self {
        let options = json!({ "to": [target.collection], "many": true, "is_inverse": true });
        Self {
            type_name: "relation",
            targets: vec![target],
            is_many: true,
            options,
            demand: None,
        }
    }
}

fn build_relation(options: &Map<'_>, context: &mut Context<'_>) -> Option<Box<dyn FieldKind>> {
    let before = context.report.count();
    let mut targets: Vec<Target> = Vec::new();
    for (name, span) in options.words("to") {
        if targets.iter().any(|target| target.collection == name) {
            context
                .report
                .error(span, "duplicate-option", format!("`{name}` is there twice"));
        }
        targets.extend(find_target(name, span, context));
    }
    if options.lacks("to") || (options.has("to") && options.list("to").is_empty()) {
        let help = "write `to: authors`".to_owned();
        context
            .report
            .error_with_help(options.key_span("to"), "missing-key", "a relation needs `to`", help);
    }
    let is_any = options
        .get("to")
        .is_some_and(|node| node.as_list().is_some_and(|list| list.len() > 1));
    check_combination(options, is_any, context);
    (context.report.count() == before).then(|| make(RELATION.name, targets, options, RELATION.options))
}

fn build_to(
    name: &'static str,
    target: &str,
    options: &Map<'_>,
    context: &mut Context<'_>,
) -> Option<Box<dyn FieldKind>> {
    let before = context.report.count();
    if options.declares("accept") {
        for (word, span) in options.words("accept") {
            let is_media_type = word
                .split_once('/')
                .is_some_and(|(kind, sub)| !kind.is_empty() && !sub.is_empty() && !sub.contains('/'));
            if !is_media_type {
                let help = "write a media type such as image/* or application/pdf".to_owned();
                context
                    .report
                    .error_with_help(span, "media-type", format!("`{word}` is no media type"), help);
            }
        }
    }
    check_combination(options, false, context);
    let target = Target {
        collection: target.to_owned(),
        key: context.keys.get(target).copied().unwrap_or(ColumnType::Uuid),
    };
    let keys = super::field_type(name).map_or(&[][..], |found| found.options);
    (context.report.count() == before).then(|| make(name, vec![target], options, keys))
}

fn find_target(name: &str, span: Span, context: &mut Context<'_>) -> Option<Target> {
    if let Some(key) = context.keys.get(name) {
        return Some(Target {
            collection: name.to_owned(),
            key: *key,
        });
    }
    let help = suggest_collection(name, context.keys.keys().map(String::as_str));
    context.report.error_with_help(
        span,
        "relation-target",
        format!("there is no collection `{name}`"),
        help,
    );
    None
}

/// The nearest of all collections, or the project's own when none is near.
pub fn suggest_collection<'c>(name: &str, collections: impl Iterator<Item = &'c str>) -> Option<String> {
    let mut all: Vec<&str> = collections.collect();
    all.sort_unstable();
    let system = format!("{SYSTEM_PREFIX}{name}");
    if all.contains(&system.as_str()) {
        return Some(format!("the server's own collection is called `{system}`"));
    }
    if let Some(near) = nearest(name, all.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    all.retain(|name| !name.starts_with(SYSTEM_PREFIX));
    did_you_mean(name, all)
}

/// Options that do not go together, or not inside JSON.
fn check_combination(options: &Map<'_>, is_any: bool, context: &mut Context<'_>) {
    let is_many = options.is_set("many");
    let is_nested = context.place != Place::Collection;
    let mut refuse = |key: &str, code, message: &str| {
        if options.declares(key) && options.has(key) {
            context.report.error(options.key_span(key), code, message);
        }
    };
    if is_nested {
        for key in ["inverse", "through", "on_delete", "filter"] {
            refuse(
                key,
                "conflict",
                &format!("`{key}` does not work inside a list, an object or a block: the value is kept in JSON"),
            );
        }
        if is_any {
            refuse(
                "to",
                "not-yet",
                "a relation to any of several collections is not yet supported inside a list, an object or a block",
            );
        }
        return;
    }
    if is_many {
        refuse(
            "on_delete",
            "conflict",
            "`on_delete` does not go with `many`: the link goes with the item",
        );
    } else {
        refuse("through", "conflict", "`through` needs `many: true`");
    }
    if is_any {
        refuse(
            "inverse",
            "not-yet",
            "an `inverse` of a relation to any of several collections is not yet supported",
        );
        refuse("through", "conflict", "`through` needs exactly one target");
        refuse("filter", "conflict", "`filter` needs exactly one target");
    }
    if options.declares("through") && options.has("through") {
        refuse(
            "inverse",
            "conflict",
            "the inverse of a relation `through` a collection is declared on that collection",
        );
    }
}

fn make(name: &'static str, targets: Vec<Target>, options: &Map<'_>, keys: &[Key]) -> Box<dyn FieldKind> {
    let given = keys
        .iter()
        .filter_map(|key| Some((key.name.to_owned(), options.get(key.name).map(Node::to_json)?)));
    let mut given: serde_json::Map<String, Json> = given.collect();
    let to: Vec<Json> = targets
        .iter()
        .map(|target| Json::from(target.collection.as_str()))
        .collect();
    given.insert("to".to_owned(), Json::Array(to));
    if let Some(bytes) = given
        .contains_key(MAX_SIZE_KEY.name)
        .then(|| options.size(MAX_SIZE_KEY.name))
        .flatten()
    {
        given.insert(MAX_SIZE_KEY.name.to_owned(), Json::from(bytes));
    }
    let is_many = options.is_set("many");
    given.insert("many".to_owned(), Json::Bool(is_many));
    Box::new(RelationKind {
        type_name: name,
        targets,
        is_many,
        demand: read_demand(name, options),
        options: Json::Object(given),
    })
}

/// A field of the type `image` takes pictures only, whether it says which or not.
fn read_demand(name: &str, options: &Map<'_>) -> Option<Arc<FileDemand>> {
    let mut demand = match name {
        "image" => FileDemand::picture(),
        "file" => FileDemand::default(),
        _ => return None,
    };
    let accept = options.words(ACCEPT_KEY.name);
    if !accept.is_empty() {
        demand.accept = accept.into_iter().map(|(word, _)| word.to_ascii_lowercase()).collect();
    }
    demand.max_size = options.size(MAX_SIZE_KEY.name);
    demand.needs_alt = options.declares("alt") && options.text("alt") == Some("required");
    Some(Arc::new(demand))
}

impl RelationKind {
    /// One key, or which collection and which key.
    fn read_one(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        if let [target] = self.targets.as_slice() {
            return read_key(json, target.key, problems).map(Value::from);
        }
        let members = reading::object(json, problems)?;
        let name = members.get("collection").and_then(Json::as_str).unwrap_or_default();
        let Some(target) = self.targets.iter().find(|target| target.collection == name) else {
            let names: Vec<&str> = self.targets.iter().map(|target| target.collection.as_str()).collect();
            problems.push(Problem::new("in", format!("must be one of {}", names.join(", "))).inside("collection"));
            return None;
        };
        let mut inner = Vec::new();
        let key = read_key(members.get("item").unwrap_or(&Json::Null), target.key, &mut inner);
        problems.extend(inner.into_iter().map(|problem| problem.inside("item")));
        key.map(|key| Value::Json(json!({ "collection": name, "item": Value::from(key).to_json_of(target.key) })))
    }
}

impl FieldKind for RelationKind {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn column(&self) -> Option<ColumnType> {
        match self.targets.as_slice() {
            [target] if !self.is_many => Some(target.key),
            _ => None,
        }
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        if !self.is_many {
            return self.read_one(json, problems);
        }
        let list = reading::list(json, problems)?;
        let before = problems.len();
        let mut seen = std::collections::HashSet::new();
        let mut keys = Vec::with_capacity(list.len());
        for (position, element) in list.iter().enumerate() {
            let mut inner = Vec::new();
            let key = self.read_one(element, &mut inner).map(|value| value.to_json());
            if key.as_ref().is_some_and(|key| !seen.insert(key.to_string())) {
                inner.push(Problem::new("unique", "is there twice"));
            }
            keys.extend(key);
            problems.extend(
                inner
                    .into_iter()
                    .map(|problem| problem.inside(&format!("[{position}]"))),
            );
        }
        (problems.len() == before).then_some(Value::Json(Json::Array(keys)))
    }

    fn is_relation(&self) -> bool {
        true
    }

    fn mentions(&self, value: &Json) -> Vec<Mention> {
        let [target] = self.targets.as_slice() else {
            return Vec::new();
        };
        let mention = |json: &Json| {
            let key = match json {
                Json::String(key) => key.clone(),
                Json::Number(key) => key.to_string(),
                _ => return None,
            };
            Some(Mention {
                path: String::new(),
                collection: target.collection.clone(),
                key,
                demand: self.demand.clone(),
            })
        };
        match value {
            Json::Array(keys) => {
                let keys = keys.iter().enumerate();
                keys.filter_map(|(position, key)| Some(mention(key)?.inside(&format!("[{position}]"))))
                    .collect()
            }
            key => mention(key).into_iter().collect(),
        }
    }

    fn file_demand(&self) -> Option<&Arc<FileDemand>> {
        self.demand.as_ref()
    }

    fn json_schema(&self) -> Json {
        let one = |target: &Target| {
            let properties = json!({ "collection": { "const": target.collection }, "item": key_schema(target.key) });
            json!({ "type": "object", "properties": properties, "required": ["collection", "item"] })
        };
        let schema = match self.targets.as_slice() {
            [target] => key_schema(target.key),
            targets => json!({ "anyOf": targets.iter().map(one).collect::<Vec<_>>() }),
        };
        if self.is_many {
            json!({ "type": "array", "items": schema })
        } else {
            schema
        }
    }

    fn options(&self) -> Json {
        self.options.clone()
    }
}
