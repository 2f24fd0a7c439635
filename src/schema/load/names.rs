//! Which names may be given, and which collections, blocks and groups there are.

use std::collections::{BTreeMap, HashMap};

use crate::{
    field::nested::is_name,
    value::ColumnType,
    yaml::{Node, Report, Span},
};

use super::files::Project;
use crate::schema::naming::MAX_NAME_BYTES;

/// The server's own tables begin with it.
pub const PREFIX: &str = crate::field::relation::SYSTEM_PREFIX;

/// Fields that planned features will add. To take them later would break models that use them.
const RESERVED_FIELDS: &[(&str, &str)] = &[
    ("deleted_at", "trash"),
    ("deleted_by", "trash"),
    ("publish_at", "schedule"),
    ("unpublish_at", "schedule"),
    ("locales", "localized"),
];

/// Names that queries and payloads give a meaning of their own.
const RESERVED_WORDS: &[&str] = &["id"];

/// The columns of junction tables and the words of keys, known before any field is read.
#[derive(Debug)]
pub struct Names {
    /// The key's type of every collection.
    pub keys: HashMap<String, ColumnType>,
    /// Collections in the order of their names: the order of their ids.
    pub collections: Vec<String>,
}

impl Names {
    pub fn of(project: &Project, report: &mut Report) -> Self {
        let mut collections: BTreeMap<String, ColumnType> = BTreeMap::new();
        for file in &project.models {
            let key = file.node.as_ref().map_or(ColumnType::Uuid, key_type);
            collections.insert(file.name.clone(), key);
            if file.name.starts_with(PREFIX) {
                let help =
                    "choose another name; fields for the server's own collections go into system/*.yaml".to_owned();
                let message = format!("the prefix `{PREFIX}` belongs to the server");
                report.error_with_help(file.start, "reserved-name", message, help);
            }
        }
        for file in &project.system {
            let key = file.builtin.node.as_ref().map_or(ColumnType::Uuid, key_type);
            collections.insert(file.name.clone(), key);
        }
        Self {
            collections: collections.keys().cloned().collect(),
            keys: collections.into_iter().collect(),
        }
    }
}

/// `id: integer`; a wrong one counts as the default here and is reported where it is read.
pub fn key_type(node: &Node) -> ColumnType {
    let id = node.get("id");
    match id.and_then(|node| node.get("type").or(id)).and_then(Node::as_text) {
        Some("integer") => ColumnType::Integer,
        Some("string") => ColumnType::Key,
        _ => ColumnType::Uuid,
    }
}

/// The name of a file, which is the name of what it describes.
pub fn check_file_name(name: &str, start: Span, report: &mut Report) {
    if !is_name(name) {
        let help = "file names begin with a small letter and hold small letters, digits and underscores".to_owned();
        report.error_with_help(
            start,
            "name",
            format!("`{name}` can not be the name of a file here"),
            help,
        );
    } else if name.contains("__") {
        let message = format!("`{name}` can not be a name here: two underscores in a row belong to generated names");
        report.error(start, "reserved-name", message);
    } else if name.len() > MAX_NAME_BYTES {
        report.error(
            start,
            "name-too-long",
            format!("the name has {} characters, the most is {MAX_NAME_BYTES}", name.len()),
        );
    }
}

/// The name of a field. False when it was refused.
pub fn check_field_name(name: &str, span: Span, is_system: bool, report: &mut Report) -> bool {
    if !is_name(name) {
        let help = "names begin with a small letter and hold small letters, digits and underscores".to_owned();
        report.error_with_help(span, "name", format!("`{name}` can not be the name of a field"), help);
        return false;
    }
    if name.len() > MAX_NAME_BYTES {
        let message = format!("the name has {} characters, the most is {MAX_NAME_BYTES}", name.len());
        report.error(span, "name-too-long", message);
        return false;
    }
    if name.contains("__") {
        let message =
            format!("`{name}` can not be the name of a field: two underscores in a row belong to generated names");
        report.error(span, "reserved-name", message);
        return false;
    }
    if RESERVED_WORDS.contains(&name) {
        let help = "the key is declared by `id: uuid`, beside `fields`".to_owned();
        report.error_with_help(
            span,
            "reserved-name",
            format!("`{name}` is the key of every collection"),
            help,
        );
        return false;
    }
    let reserved = RESERVED_FIELDS.iter().find(|(reserved, _)| *reserved == name);
    if let Some((_, feature)) = reserved.filter(|_| !is_system) {
        report.error(
            span,
            "reserved-name",
            format!("`{name}` is reserved for `{feature}`, which is not yet supported"),
        );
        return false;
    }
    true
}

/// The existing name of a table or a column: anything that an engine takes, within the limit of all.
pub fn check_database_name(name: &str, span: Span, report: &mut Report) -> bool {
    let problem = match name {
        "" => Some("a name must not be empty".to_owned()),
        name if name.len() > MAX_NAME_BYTES => Some(format!(
            "the name has {} bytes; {MAX_NAME_BYTES} is the most that every engine takes",
            name.len()
        )),
        name if name.chars().any(char::is_control) => Some("a name must not hold control characters".to_owned()),
        name if name.to_lowercase().starts_with(PREFIX) => Some(format!("the prefix `{PREFIX}` belongs to the server")),
        _ => None,
    };
    let is_sound = problem.is_none();
    if let Some(message) = problem {
        report.error(span, "database-name", message);
    }
    is_sound
}

/// `published_at` as people read it: "Published at".
pub fn label_of(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
