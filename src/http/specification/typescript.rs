//! TypeScript of this project, usable as the `Schema` parameter of `@directus/sdk`: the same view of the model as the OpenAPI document.
//!
//! The client finds relations by comparing types, which decides the forms here: a relation is a key or an item (`string | Author`), a list is one of
//! keys or one of items, and the pairs of a relation to any of several collections are an entry of `Schema` themselves. Of the client's own
//! collections only what it does not know is printed: it merges that with its own words.

mod names;
mod value;

use std::{collections::BTreeSet, fmt::Write as _};

use crate::{
    permission::Access,
    schema::{Field, FieldRole, Label, Link, Schema},
    value::{CollectionId, ColumnType},
};

use super::collections::{self, Visible};
use names::{TypeNames, pascal};
use value::{Blocks, quoted};

/// The file as it is printed.
pub fn types(schema: &Schema, access: &Access) -> String {
    let visible = collections::visible(schema, access);
    let readable: Vec<&Visible<'_>> = visible.iter().filter(|view| view.read.is_some()).collect();
    let names = TypeNames::of(readable.iter().map(|view| &*view.collection.name));
    let mut printer = Printer {
        schema,
        access,
        readable,
        names,
        blocks: Blocks::default(),
        client_types: BTreeSet::new(),
        pairs: Vec::new(),
    };
    let interfaces: Vec<String> = printer.interfaces();
    printer.file(&interfaces)
}

struct Printer<'s> {
    schema: &'s Schema,
    access: &'s Access,
    readable: Vec<&'s Visible<'s>>,
    names: TypeNames,
    blocks: Blocks,
    /// What of the client is imported.
    client_types: BTreeSet<&'static str>,
    /// `collection` and `item` of relations to any of several collections: the entry of `Schema`, and its interface.
    pairs: Vec<Pair>,
}

struct Pair {
    entry: String,
    name: String,
    interface: String,
}

const HEAD: &str = "// Made by `quintet types` from the project's models. Do not change it: print it again.\n\
    //\n\
    // import { createDirectus, rest } from \"@directus/sdk\";\n\
    // import type { Schema } from \"./schema\";\n\
    // const client = createDirectus<Schema>(\"https://example.com/api\").with(rest());\n";

/// What fields are made of. The literals are the client's marks for functions: `year(published_at)`, `count(tags)`.
const VALUES: &str = "/** 2026-03-01T08:30:00.000Z */\n\
    export type DateTime = \"datetime\" | (string & {});\n\
    /** 2026-03-01 */\n\
    export type CalendarDate = \"date\" | (string & {});\n\
    /** 08:30:00 */\n\
    export type TimeOfDay = \"time\" | (string & {});\n\
    /** An exact number: a text in answers, so that nothing is rounded; numbers are accepted. */\n\
    export type Exact = string | number;\n\
    /** A list of texts, which can be counted: `count(tags)`. */\n\
    export type Texts = \"csv\" | string[];\n";

impl Printer<'_> {
    fn interfaces(&mut self) -> Vec<String> {
        let views = self.readable.clone();
        views.iter().filter_map(|view| self.interface(view)).collect()
    }

    /// `None` where the client knows every field of its collection.
    fn interface(&mut self, view: &Visible<'_>) -> Option<String> {
        let collection = view.collection;
        let client = names::client_collection(&collection.name);
        let known = client.map_or(&[][..], |client| client.known);
        let fields = view.read.iter().flatten();
        let mut members = String::new();
        for field in fields.filter(|field| !known.contains(&&*field.name)) {
            let text = self.field(view, field);
            documented(&mut members, &text_of(&field.help), field.deprecated.as_deref(), "  ");
            let _ = writeln!(members, "  {}: {text};", field.name);
        }
        if members.is_empty() {
            return None;
        }
        let mut interface = String::new();
        documented(
            &mut interface,
            collection.description.as_deref().unwrap_or_default(),
            None,
            "",
        );
        let name = self.names.of_collection(&collection.name);
        let _ = write!(interface, "export interface {name} {{\n{members}}}\n");
        Some(interface)
    }

    fn field(&mut self, view: &Visible<'_>, field: &Field) -> String {
        // A singleton that was never written has no values yet; what only some rows grant is null on the others.
        let is_always_there = view.always_read.contains(field.id) || self.access.is_admin();
        let is_key = field.role == FieldRole::PrimaryKey;
        let is_never_null = (field.is_not_null || is_key) && is_always_there && !view.collection.is_singleton;
        let (text, may_be_null) = match &field.link {
            None => (self.value(field), !is_never_null),
            Some(Link::One { target, .. }) => {
                // Nested it is null where the rules hide the item.
                let is_hidden = !self.reads_all(*target);
                (self.one(field, *target), !is_never_null || is_hidden)
            }
            Some(Link::Many { target, .. } | Link::Junction { target, .. }) => (self.many(*target), false),
            Some(Link::AnyOne { branches, .. }) => {
                let targets: Vec<CollectionId> = branches.iter().map(|branch| branch.target).collect();
                (self.pair(view, field, &targets), true)
            }
            Some(Link::AnyMany { branches, .. }) => {
                let targets: Vec<CollectionId> = branches.iter().map(|branch| branch.target).collect();
                (format!("{}[]", self.pair(view, field, &targets)), false)
            }
        };
        if may_be_null && text != "unknown" {
            format!("{text} | null")
        } else {
            text
        }
    }

    fn value(&mut self, field: &Field) -> String {
        match field.column_type() {
            Some(ColumnType::DateTime) => "DateTime".to_owned(),
            Some(ColumnType::Date) => "CalendarDate".to_owned(),
            Some(ColumnType::Time) => "TimeOfDay".to_owned(),
            Some(ColumnType::BigInteger | ColumnType::Decimal { .. }) => "Exact".to_owned(),
            _ => match self.blocks.type_of(&field.kind.json_schema(), "  ") {
                text if text == "string[]" => "Texts".to_owned(),
                text => text,
            },
        }
    }

    fn one(&mut self, field: &Field, target: CollectionId) -> String {
        let key = match field.column_type() {
            Some(_) => self.blocks.type_of(&field.kind.json_schema(), "  "),
            None => self.key(target).to_owned(),
        };
        match self.item(target) {
            Some(item) => format!("{key} | {item}"),
            None => key,
        }
    }

    /// A hidden target has no keys to show either.
    fn many(&mut self, target: CollectionId) -> String {
        let key = self.key(target);
        match self.item(target) {
            Some(item) => format!("{key}[] | {item}[]"),
            None => format!("{key}[]"),
        }
    }

    /// The interface of `{collection, item}`; one a field, since `Schema` has an entry for it.
    fn pair(&mut self, view: &Visible<'_>, field: &Field, targets: &[CollectionId]) -> String {
        let entry = format!("{}__{}", view.collection.name, field.name);
        let name = format!(
            "{}{}",
            self.names.of_collection(&view.collection.name),
            pascal(&field.name)
        );
        let seen: Vec<CollectionId> = targets
            .iter()
            .copied()
            .filter(|target| self.view(*target).is_some())
            .collect();
        let mut words = BTreeSet::new();
        let mut items = Vec::new();
        for target in seen {
            words.insert(quoted(&names::in_client(&self.schema.collection(target).name)));
            for part in [Some(self.key(target).to_owned()), self.item(target)]
                .into_iter()
                .flatten()
            {
                if !items.contains(&part) {
                    items.push(part);
                }
            }
        }
        let words: Vec<String> = words.into_iter().collect();
        let interface = format!(
            "export interface {name} {{\n  collection: {};\n  item: {} | null;\n}}\n",
            words.join(" | "),
            items.join(" | ")
        );
        self.pairs.push(Pair {
            entry,
            name: name.clone(),
            interface,
        });
        name
    }

    fn view(&self, target: CollectionId) -> Option<&Visible<'_>> {
        self.readable.iter().copied().find(|view| view.collection.id == target)
    }

    fn reads_all(&self, target: CollectionId) -> bool {
        use crate::permission::{Action, grants};
        grants::extent(self.access, target, Action::Read) == grants::Extent::All
    }

    fn key(&self, target: CollectionId) -> &'static str {
        match self.schema.collection(target).key().column_type() {
            Some(ColumnType::Integer) => "number",
            _ => "string",
        }
    }

    /// The name of an item's type, where the caller may read it.
    fn item(&mut self, target: CollectionId) -> Option<String> {
        let name = self.view(target)?.collection.name.clone();
        Some(match names::client_collection(&name) {
            Some(client) => {
                self.client_types.insert(client.type_name);
                format!("{}<Schema>", client.type_name)
            }
            None => self.names.of_collection(&name),
        })
    }

    fn file(&self, interfaces: &[String]) -> String {
        let mut text = HEAD.to_owned();
        if !self.client_types.is_empty() {
            let types: Vec<&str> = self.client_types.iter().copied().collect();
            let _ = write!(
                text,
                "\nimport type {{ {} }} from \"@directus/sdk\";\n",
                types.join(", ")
            );
        }
        let _ = write!(text, "\nexport interface Schema {{\n{}}}\n", self.entries(interfaces));
        let _ = write!(text, "\n{VALUES}");
        for interface in interfaces
            .iter()
            .chain(self.pairs.iter().map(|pair| &pair.interface))
            .chain(self.blocks.interfaces())
        {
            let _ = write!(text, "\n{interface}");
        }
        text
    }

    fn entries(&self, interfaces: &[String]) -> String {
        let mut entries = String::new();
        for view in &self.readable {
            let name = &view.collection.name;
            let type_name = self.names.of_collection(name);
            let declares = |interface: &String| interface.contains(&format!("export interface {type_name} {{"));
            if !interfaces.iter().any(declares) {
                continue;
            }
            let list = if view.collection.is_singleton { "" } else { "[]" };
            let _ = writeln!(entries, "  {}: {type_name}{list};", names::in_client(name));
        }
        if !self.pairs.is_empty() {
            entries.push_str("  // No collections: the client knows a relation by its entry here.\n");
        }
        for pair in &self.pairs {
            let _ = writeln!(entries, "  {}: {}[];", pair.entry, pair.name);
        }
        entries
    }
}

fn text_of(label: &Label) -> String {
    let text = label.get("").or_else(|| label.values().next());
    text.cloned().unwrap_or_default()
}

/// A comment for editors, where there is something to say.
fn documented(text: &mut String, sentence: &str, deprecated: Option<&str>, indent: &str) {
    // Whatever stands in a model file, it does not end the comment.
    let plain = |sentence: &str| {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        words.join(" ").replace("*/", "* /")
    };
    let deprecated = deprecated.map(|reason| format!("@deprecated {}", plain(reason)));
    let parts: Vec<String> = [Some(plain(sentence)), deprecated]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.is_empty() {
        let _ = writeln!(text, "{indent}/** {} */", parts.join(" "));
    }
}

#[cfg(test)]
mod tests;
