//! Fields inside JSON: the members of an `object`, the elements of a `list`, the contents of a block.

use serde_json::{Map as JsonMap, json};

use crate::{
    value::{Json, Name},
    yaml::{Entry, Key, Map, Node, Report, Shape, did_you_mean, key, shape},
};

use super::{
    Context, FIELD_TYPES, FieldKind, FieldType, Problem, TextMembers, field_type, mention::Mention, reading,
    type_list::type_names,
};

/// A text for people: one, or one a language.
pub const LABEL: Shape = Shape::OneOf(&[Shape::Text, Shape::MapOf(&Shape::Text)]);

pub const TYPE_KEY: Key = key("type", Shape::Text, "What the field holds.");

/// What every field inside JSON may say.
pub const NESTED_KEYS: &[Key] = &[
    TYPE_KEY,
    key("label", LABEL, "What people read instead of the name."),
    key("help", LABEL, "A sentence below the field."),
    key("placeholder", LABEL, "Shown while the field is empty."),
    key("required", Shape::Boolean, "Must be present and not null.").or("false"),
    key("default", Shape::Any, "What is stored when the member is absent."),
    key("deprecated", Shape::Text, "Why it should not be used any more."),
    key("renamed_from", Shape::Text, "The name that it had before."),
    key(
        "admin",
        Shape::MapOf(&Shape::Any),
        "How it is edited: interface, width.",
    ),
];

/// A name in a model file.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Types whose texts are for people; other texts are codes, addresses and choices.
const PROSE: &[&str] = &["string", "text", "markdown"];

#[derive(Debug)]
pub struct NestedFields {
    fields: Vec<NestedField>,
}

#[derive(Debug)]
pub struct NestedField {
    pub name: String,
    pub kind: Box<dyn FieldKind>,
    is_required: bool,
    default: Option<Json>,
    /// Label, help and so on, as the file has them.
    meta: Json,
}

/// Opens a field: `title: string`, or a map with `type`. The type's own options and `common` may stand in it.
pub fn open_field<'n>(
    entry: &'n Entry,
    common: &'static [Key],
    report: &mut Report,
) -> Option<(&'static FieldType, Map<'n>)> {
    let node = &entry.value;
    if node.as_text().is_some() {
        let found = find_type(node, report)?;
        return Some((found, Map::empty(node.span, &[common, found.options])));
    }
    let Some(entries) = node.as_map() else {
        let message = format!(
            "the field `{}` must be a type or a map with `type`, not {}",
            entry.key,
            node.describe()
        );
        let help = format!("write `{}: string`", entry.key);
        report.error_with_help(
            if node.is_null() { entry.key_span } else { node.span },
            "wrong-type",
            message,
            help,
        );
        return None;
    };
    let Some(type_node) = node.get("type") else {
        let near = did_you_mean(
            "type",
            entries
                .iter()
                .map(|entry| entry.key.as_str())
                .filter(|key| key.len() < 6),
        );
        let help = near
            .filter(|text| text.starts_with("did"))
            .map(|_| "write `type`".to_owned());
        let help = help.unwrap_or_else(|| "add `type: string`, or another type".to_owned());
        report.error_with_help(
            entry.key_span,
            "missing-key",
            format!("the field `{}` has no `type`", entry.key),
            help,
        );
        return None;
    };
    let Some(found) = find_type(type_node, report) else {
        check_without_type(entries, common, report);
        return None;
    };
    let place = format!("a field of the type `{}`", found.name);
    Map::open_tables(node, &[common, found.options], &place, report).map(|map| (found, map))
}

/// Of a type that is not known: what every type takes is checked, and what none takes is wrong all the same.
fn check_without_type(entries: &[Entry], common: &[Key], report: &mut Report) {
    let options = || FIELD_TYPES.iter().flat_map(|found| found.options);
    for entry in entries.iter().filter(|entry| entry.key != TYPE_KEY.name) {
        if let Some(key) = common.iter().find(|key| key.name == entry.key) {
            key.shape.check(&entry.key, &entry.value, report);
        } else if !options().any(|option| option.name == entry.key) {
            let names: Vec<&str> = common.iter().chain(options()).map(|key| key.name).collect();
            shape::report_unknown_key(report, entry.key_span, (&entry.key, "a field"), names);
        }
    }
}

fn find_type(node: &Node, report: &mut Report) -> Option<&'static FieldType> {
    let Some(name) = node.as_text() else {
        report.error(
            node.span,
            "wrong-type",
            format!("`type` must be a text, not {}", node.describe()),
        );
        return None;
    };
    let found = field_type(name);
    if found.is_none() {
        let help = did_you_mean(name, type_names()).or_else(|| common_word_for(name));
        report.error_with_help(
            node.span,
            "unknown-type",
            format!("there is no field type `{name}`"),
            help,
        );
    }
    found
}

/// What other systems call it.
fn common_word_for(name: &str) -> Option<String> {
    let ours = match name.to_ascii_lowercase().as_str() {
        "int" | "number" => "integer",
        "bool" | "checkbox" | "toggle" => "boolean",
        "enum" | "choice" | "dropdown" => "select",
        "varchar" | "char" => "string",
        "timestamp" => "datetime",
        "longtext" | "textarea" => "text",
        "wysiwyg" | "html" => "richtext",
        "double" | "real" => "float",
        "money" | "numeric" => "decimal",
        "m2o" | "o2m" | "m2m" | "m2a" | "reference" | "foreign_key" | "manytoone" => "relation",
        "media" | "picture" | "photo" => "image",
        "asset" | "attachment" => "file",
        "repeater" | "array" => "list",
        "group" | "component" => "object",
        "geo" | "location" | "geometry" => "point",
        "dynamiczone" | "modular" => "blocks",
        _ => return None,
    };
    Some(format!("here it is called `{ours}`"))
}

/// Reads the map of fields of an object, a list or a block.
pub fn read_fields(node: &Node, context: &mut Context<'_>) -> Option<NestedFields> {
    let Some(entries) = node.as_map() else {
        let message = format!("`fields` must be a map of fields, not {}", node.describe());
        context.report.error(node.span, "wrong-type", message);
        return None;
    };
    if entries.is_empty() {
        context
            .report
            .error(node.span, "missing-key", "`fields` must name at least one field");
        return None;
    }
    let before = context.report.count();
    let fields: Vec<NestedField> = entries.iter().filter_map(|entry| read_field(entry, context)).collect();
    (context.report.count() == before || fields.len() == entries.len()).then_some(NestedFields { fields })
}

/// One member, or the elements of a list by `of`.
pub fn read_field(entry: &Entry, context: &mut Context<'_>) -> Option<NestedField> {
    if !is_name(&entry.key) {
        let message = format!("`{}` is not a name", entry.key);
        let help = "names begin with a small letter and hold small letters, digits and underscores".to_owned();
        context.report.error_with_help(entry.key_span, "name", message, help);
    }
    let (found, map) = open_field(entry, NESTED_KEYS, context.report)?;
    context.depth += 1;
    let kind = (found.build)(&map, context);
    context.depth -= 1;
    let kind = kind?;
    let default = map.get("default").filter(|node| !node.is_null());
    let default = match default {
        None => None,
        Some(node) => Some(read_default(node, &*kind, context.report)?),
    };
    let meta = ["label", "help", "placeholder", "deprecated", "renamed_from", "admin"];
    let meta = meta
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), map.get(key)?.to_json())));
    let meta = Json::Object(meta.collect());
    Some(NestedField {
        name: entry.key.clone(),
        kind,
        is_required: map.is_set("required"),
        default,
        meta,
    })
}

fn read_default(node: &Node, kind: &dyn FieldKind, report: &mut Report) -> Option<Json> {
    let mut problems = Vec::new();
    let json = default_json(node, kind);
    match kind.read(&json, &mut problems) {
        Some(value) => Some(
            kind.column()
                .map_or_else(|| value.to_json(), |column| value.to_json_of(column)),
        ),
        None => {
            report_default(node, &problems, report);
            None
        }
    }
}

/// Numbers of exact types keep the digits that were written.
pub fn default_json(node: &Node, kind: &dyn FieldKind) -> Json {
    use crate::value::ColumnType::{BigInteger, Decimal};
    match (kind.column(), node.raw()) {
        (Some(BigInteger | Decimal { .. }), Some(raw)) if node.as_number().is_some() => Json::String(raw.to_owned()),
        _ => node.to_json(),
    }
}

pub fn report_default(node: &Node, problems: &[Problem], report: &mut Report) {
    let sentence = |problem: &Problem| match problem.path.as_str() {
        "" => problem.message.clone(),
        path => format!("{path} {}", problem.message),
    };
    let all: Vec<String> = problems.iter().map(sentence).collect();
    report.error(
        node.span,
        "default",
        format!("the default does not fit the field: {}", all.join("; ")),
    );
}

impl NestedFields {
    /// Reads an object's members; `given` holds members beyond them (`_type`), which are the caller's.
    pub fn read(&self, json: &Json, given: &[&str], problems: &mut Vec<Problem>) -> Option<JsonMap<String, Json>> {
        let members = reading::object(json, problems)?;
        let before = problems.len();
        let mut read = JsonMap::new();
        for name in members.keys().filter(|name| !given.contains(&name.as_str())) {
            if !self.fields.iter().any(|field| field.name == *name) {
                let near = crate::yaml::nearest(name, self.fields.iter().map(|field| field.name.as_str()));
                let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                problems.push(Problem::new("unknown", format!("is not a member{hint}")).inside(name));
            }
        }
        for field in &self.fields {
            let value = field.read(members.get(&field.name), problems);
            read.extend(value.map(|value| (field.name.clone(), value)));
        }
        (problems.len() == before).then_some(read)
    }

    pub fn complete(&self, value: &mut Json, make_id: &mut dyn FnMut() -> String) {
        for field in &self.fields {
            if let Some(member) = value.get_mut(&field.name) {
                field.kind.complete(member, make_id);
            }
        }
    }

    pub fn hold_keys(&self) -> bool {
        self.fields.iter().any(NestedField::holds_keys)
    }

    /// The keys of other items in an object with these members.
    pub fn mentions(&self, value: &Json) -> Vec<Mention> {
        let of_field = |field: &NestedField| {
            let member = value.get(&field.name).unwrap_or(&Json::Null);
            let found = field.kind.mentions(member).into_iter();
            found.map(|mention| mention.inside(&field.name)).collect::<Vec<_>>()
        };
        self.fields.iter().flat_map(of_field).collect()
    }

    pub fn json_schema(&self) -> Json {
        let properties = self
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.json_schema()));
        let properties: JsonMap<String, Json> = properties.collect();
        let required = self
            .fields
            .iter()
            .filter(|field| field.is_required && field.default.is_none());
        let required: Vec<&str> = required.map(|field| field.name.as_str()).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    }

    /// The fields in their order, for forms.
    pub fn add_text_members(&self, members: &mut TextMembers) {
        for field in &self.fields {
            if PROSE.contains(&field.kind.type_name()) {
                members.names.insert(field.name.clone());
            }
            field.kind.add_text_members(members);
        }
    }

    /// The paths of all single values; what is no object itself is one.
    pub fn paths(&self) -> Vec<Vec<Name>> {
        let of_field = |field: &NestedField| {
            let name = Name::from(field.name.as_str());
            let inner = field.kind.member_paths();
            if inner.is_empty() {
                return vec![vec![name]];
            }
            let below = |path: Vec<Name>| [std::slice::from_ref(&name), &path].concat();
            inner.into_iter().map(below).collect()
        };
        self.fields.iter().flat_map(of_field).collect()
    }

    pub fn options(&self) -> Json {
        Json::Array(self.fields.iter().map(NestedField::describe).collect())
    }
}

impl NestedField {
    /// The member as it is stored; `None` where it is absent (or a problem was reported).
    fn read(&self, json: Option<&Json>, problems: &mut Vec<Problem>) -> Option<Json> {
        match json {
            None if self.default.is_some() => self.default.clone(),
            None | Some(Json::Null) if self.is_required => {
                problems.push(Problem::new("required", "is required").inside(&self.name));
                None
            }
            None => None,
            Some(Json::Null) => Some(Json::Null),
            Some(json) => self.read_value(json, &self.name, problems),
        }
    }

    /// A relation inside JSON is itself a key.
    pub fn holds_keys(&self) -> bool {
        self.kind.is_relation() || self.kind.holds_keys()
    }

    /// A value that is there, at the path `segment`.
    pub fn read_value(&self, json: &Json, segment: &str, problems: &mut Vec<Problem>) -> Option<Json> {
        let mut inner = Vec::new();
        let value = self.kind.read(json, &mut inner);
        problems.extend(inner.into_iter().map(|problem| problem.inside(segment)));
        value.map(|value| {
            self.kind
                .column()
                .map_or_else(|| value.to_json(), |column| value.to_json_of(column))
        })
    }

    fn json_schema(&self) -> Json {
        let schema = self.kind.json_schema();
        if self.is_required {
            schema
        } else {
            json!({ "anyOf": [schema, { "type": "null" }] })
        }
    }

    pub fn describe(&self) -> Json {
        json!({
            "name": self.name,
            "type": self.kind.type_name(),
            "required": self.is_required,
            "default": self.default,
            "options": self.kind.options(),
            "meta": self.meta,
        })
    }
}
