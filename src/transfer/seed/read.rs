//! Seed files → rows with their keys; every mistake with its place.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    schema::{Collection, Schema},
    value::{CollectionId, ColumnType, ItemId, Json},
    yaml::{self, Content, Diagnostic, Entry, Node, Report, SourceFile},
};

/// The system's collection that seeds may fill.
const FILES: &str = crate::asset::FILES;

/// One item of a seed file.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedRow {
    pub collection: CollectionId,
    pub id: ItemId,
    /// `articles/night-tram`, for messages.
    pub label: String,
    pub members: Vec<SeedMember>,
    /// `_file`: the bytes that it describes.
    pub file: Option<String>,
}

/// One member, with its references replaced by keys.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedMember {
    pub name: String,
    pub json: Json,
    /// The seeded items that the member refers to.
    pub refers_to: Vec<(CollectionId, ItemId)>,
}

/// Items by their labels.
pub type Known = HashMap<String, (CollectionId, ItemId)>;

/// An item before its references are known.
pub struct Raw<'n> {
    collection: CollectionId,
    label: String,
    id: ItemId,
    node: &'n Node,
}

/// Reads all files; all mistakes of all of them in one run.
pub fn rows(schema: &Schema, files: &[SourceFile]) -> Result<Vec<SeedRow>, Vec<Diagnostic>> {
    let mut report = Report::default();
    let nodes: Vec<Node> = files.iter().filter_map(|file| yaml::parse(file, &mut report)).collect();
    let mut raws: Vec<Raw<'_>> = Vec::new();
    let mut known = Known::new();
    for node in &nodes {
        read_file(schema, node, "", &mut report, &mut raws, &mut known);
    }
    let rows = raws.iter().map(|raw| read_row(raw, &known, &mut report)).collect();
    if report.has_errors() {
        Err(report.into_diagnostics())
    } else {
        Ok(rows)
    }
}

/// `namespace` tells items apart that have the same label in several files; seeds have none.
pub fn read_file<'n>(
    schema: &Schema,
    node: &'n Node,
    namespace: &str,
    report: &mut Report,
    raws: &mut Vec<Raw<'n>>,
    known: &mut Known,
) {
    if node.is_null() {
        return;
    }
    let Some(entries) = node.as_map() else {
        return report.error(
            node.span,
            "seed-shape",
            format!("a seed file is a map of collections, not {}", node.describe()),
        );
    };
    for entry in entries {
        let Some(collection) = schema
            .collection_named(&entry.key)
            .filter(|collection| !collection.is_system || &*collection.name == FILES)
        else {
            let names = schema
                .collections()
                .iter()
                .filter(|collection| !collection.is_system)
                .map(|collection| &*collection.name);
            let help = yaml::nearest(&entry.key, names).map(|near| format!("did you mean `{near}`?"));
            report.error_with_help(
                entry.key_span,
                "unknown-collection",
                format!("there is no collection `{}`", entry.key),
                help,
            );
            continue;
        };
        let Some(list) = entry.value.as_list() else {
            let message = format!(
                "the items of `{}` are a list, not {}",
                entry.key,
                entry.value.describe()
            );
            report.error(entry.value.span, "seed-shape", message);
            continue;
        };
        for row in list {
            let Some(raw) = read_key(collection, row, namespace, report) else {
                continue;
            };
            if known
                .insert(raw.label.clone(), (raw.collection, raw.id.clone()))
                .is_some()
            {
                report.error(
                    row.span.at_most(1),
                    "duplicate-key",
                    format!("`{}` stands in the seeds twice", raw.label),
                );
            }
            raws.push(raw);
        }
    }
}

fn read_key<'n>(collection: &Collection, row: &'n Node, namespace: &str, report: &mut Report) -> Option<Raw<'n>> {
    let Some(key) = row.get("_key").and_then(Node::raw).filter(|key| !key.is_empty()) else {
        let help = Some("write `_key: a-short-name`, so that a second run knows the item again".to_owned());
        report.error_with_help(
            row.span,
            "missing-key",
            format!("an item of `{}` needs a `_key`", collection.name),
            help,
        );
        return None;
    };
    let label = format!("{}/{key}", collection.name);
    let given = row.get(&collection.key().name).and_then(Node::raw);
    let column = collection.key().column_type().unwrap_or(ColumnType::Key);
    let id = match (given, column) {
        (Some(text), column) => ItemId::parse(text, column),
        (None, ColumnType::Uuid) => {
            let name = format!("{namespace}{label}");
            Some(ItemId::Uuid(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())))
        }
        (None, ColumnType::Integer | ColumnType::BigInteger) => None,
        (None, column) => ItemId::parse(key, column),
    };
    let Some(id) = id else {
        let message = format!("`{label}` needs a valid `{}` of its own", collection.key().name);
        report.error(row.span, "missing-id", message);
        return None;
    };
    Some(Raw {
        collection: collection.id,
        label,
        id,
        node: row,
    })
}

pub fn read_row(raw: &Raw<'_>, known: &Known, report: &mut Report) -> SeedRow {
    let entries = raw.node.as_map().unwrap_or_default();
    let file = raw.node.get("_file").and_then(Node::raw).map(str::to_owned);
    if file.is_none() && raw.label.starts_with(FILES) {
        let message = format!(
            "`{}` needs a `_file`: the path of its bytes, below the folder of the seeds",
            raw.label
        );
        report.error(raw.node.span, "missing-file", message);
    }
    let is_field = |entry: &&Entry| !matches!(entry.key.as_str(), "_key" | "_file");
    let members = entries.iter().filter(is_field).map(|entry| {
        let mut refers_to = Vec::new();
        let json = read_value(&entry.value, known, report, &mut refers_to);
        SeedMember {
            name: entry.key.clone(),
            json,
            refers_to,
        }
    });
    SeedRow {
        collection: raw.collection,
        id: raw.id.clone(),
        label: raw.label.clone(),
        members: members.collect(),
        file,
    }
}

/// As JSON, with `{$ref: authors/ada}` replaced by the item's key.
pub fn read_value(
    node: &Node,
    known: &Known,
    report: &mut Report,
    refers_to: &mut Vec<(CollectionId, ItemId)>,
) -> Json {
    match &node.content {
        Content::List(nodes) => Json::Array(
            nodes
                .iter()
                .map(|node| read_value(node, known, report, refers_to))
                .collect(),
        ),
        Content::Map(entries) => match entries.as_slice() {
            [only] if only.key == "$ref" => read_reference(&only.value, known, report, refers_to),
            entries => {
                let members = entries
                    .iter()
                    .map(|entry| (entry.key.clone(), read_value(&entry.value, known, report, refers_to)));
                Json::Object(members.collect())
            }
        },
        Content::Scalar(_) => node.to_json(),
    }
}

fn read_reference(
    node: &Node,
    known: &Known,
    report: &mut Report,
    refers_to: &mut Vec<(CollectionId, ItemId)>,
) -> Json {
    let label = node.raw().unwrap_or_default();
    let Some((collection, id)) = known.get(label) else {
        let help = yaml::nearest(label, known.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        report.error_with_help(
            node.span,
            "unknown-reference",
            format!("no seed is called `{label}`"),
            help,
        );
        return Json::Null;
    };
    refers_to.push((*collection, id.clone()));
    match id {
        ItemId::Integer(number) => Json::from(*number),
        other => Json::String(other.to_string()),
    }
}
