//! Roles: `roles/*.yaml`, resolved against the schema. `public` and `admin` always exist.

use std::{collections::HashMap, sync::Arc};

use crate::{
    field::relation::suggest_collection,
    filter::Filter,
    schema::{
        BuiltinRights, CollectionRules, Field, FieldSet, Origin, PresetValue, Role, Rule, Schema,
        system::{APP_ACCESS, BuiltinFile, SIGNED_IN},
    },
    value::{CollectionId, FieldId, Json, Name},
    yaml::{self, Diagnostic, Entry, Map, Node, Report, SourceFile, Span, did_you_mean},
};

use super::{
    conditions,
    draft::{Leftovers, label},
    files::{File, Project},
    keys::{ACTION_KEYS, ROLE_KEYS, RULE_KEYS},
    presets,
};

pub const PUBLIC: &str = "public";
pub const ADMIN: &str = "admin";

/// All roles, in the order of their names.
pub fn read(schema: &Schema, leftovers: &Leftovers<'_>, project: &Project, report: &mut Report) -> Vec<Role> {
    let mut reader = Reader {
        schema,
        leftovers,
        report,
    };
    let mut roles: Vec<Role> = project.roles.iter().map(|file| reader.role(file)).collect();
    for name in [PUBLIC, ADMIN] {
        if !roles.iter().any(|role| &*role.name == name) {
            roles.push(empty(name));
        }
    }
    roles.sort_by(|one, other| one.name.cmp(&other.name));
    roles
}

/// A role that is described by a row: `permissions` in the words of the files. With mistakes it is not to be trusted.
pub fn read_stored(schema: &Schema, name: &str, permissions: &Json) -> (Role, Vec<Diagnostic>) {
    let mut role = empty(name);
    (role.is_from_file, role.is_admin, role.has_app_access) = (false, false, false);
    if permissions.is_null() {
        return (role, Vec::new());
    }
    let mut report = Report::default();
    // JSON is YAML, so there is one reader for both.
    let source = SourceFile::new(format!("roles/{name}"), permissions.to_string());
    if let Some(node) = yaml::parse(&source, &mut report) {
        let leftovers = Leftovers::default();
        let mut reader = Reader {
            schema,
            leftovers: &leftovers,
            report: &mut report,
        };
        role.rules = reader.permissions(&node);
    }
    (role, report.into_diagnostics())
}

/// What is wrong with the permissions of a row, as sentences.
pub fn mistakes(schema: &Schema, permissions: &Json) -> Vec<String> {
    let (_, diagnostics) = read_stored(schema, "", permissions);
    let sentence = |diagnostic: Diagnostic| match diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message,
    };
    diagnostics.into_iter().map(sentence).collect()
}

/// The rights that nobody has to be given.
pub fn builtin(schema: &Schema, leftovers: &Leftovers<'_>, report: &mut Report) -> BuiltinRights {
    let mut read = |file: &BuiltinFile| {
        let source = SourceFile::new(format!("(built in) rights/{}.yaml", file.name), file.text);
        let node = yaml::parse(&source, report)?;
        let start = report.add_file(&source.path);
        let mut reader = Reader {
            schema,
            leftovers,
            report,
        };
        let file = File {
            name: file.name.to_owned(),
            start,
            node: Some(node),
        };
        let mut role = reader.role(&file);
        role.is_from_file = false;
        Some(Arc::new(role))
    };
    BuiltinRights {
        signed_in: read(&SIGNED_IN),
        app_access: read(&APP_ACCESS),
    }
}

fn empty(name: &str) -> Role {
    let is_admin = name == ADMIN;
    let (description, icon) = (None, None);
    Role {
        name: Name::from(name),
        label: label(None, name),
        description,
        icon,
        has_app_access: is_admin,
        enforces_second_factor: false,
        is_from_file: true,
        is_admin,
        rules: HashMap::new(),
        described: Json::Null,
    }
}

struct Reader<'r, 'n> {
    schema: &'r Schema,
    leftovers: &'r Leftovers<'n>,
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    fn role(&mut self, file: &File) -> Role {
        let mut role = empty(&file.name);
        let node = file.node.as_ref().filter(|node| !node.is_null());
        let Some(map) = node.and_then(|node| Map::open(node, ROLE_KEYS, "a role", self.report)) else {
            return role;
        };
        role.label = label(map.get("label"), &file.name);
        role.icon = map.text("icon").map(str::to_owned);
        role.description = map.text("description").map(str::to_owned);
        role.has_app_access |= map.is_set("app_access");
        role.enforces_second_factor = map.is_set("enforce_tfa");
        let Some(node) = map.get("permissions") else {
            return role;
        };
        if role.is_admin {
            let message = "`admin` may do everything; its file can only label it";
            self.report.error(map.key_span("permissions"), "conflict", message);
            return role;
        }
        role.rules = self.permissions(node);
        role.described = node.to_json();
        role
    }

    fn permissions(&mut self, node: &Node) -> HashMap<CollectionId, CollectionRules> {
        let Some(entries) = node.as_map() else {
            let message = format!("`permissions` must be a map of collections, not {}", node.describe());
            self.report.error(node.span, "wrong-type", message);
            return HashMap::new();
        };
        entries
            .iter()
            .filter_map(|entry| self.collection_rules(entry))
            .collect()
    }

    fn collection_rules(&mut self, entry: &Entry) -> Option<(CollectionId, CollectionRules)> {
        let name = entry.key.as_str();
        let Some(collection) = self.schema.collection_named(name) else {
            let names = self.schema.collections().iter().map(|collection| &*collection.name);
            let help = suggest_collection(name, names);
            self.report.error_with_help(
                entry.key_span,
                "unknown-collection",
                format!("there is no collection `{name}`"),
                help,
            );
            return None;
        };
        let id = collection.id;
        match entry.value.as_text() {
            Some("all") => {
                let all = || Some(self.unlimited(id, entry.key_span));
                return Some((
                    id,
                    CollectionRules {
                        create: all(),
                        read: all(),
                        update: all(),
                        delete: all(),
                        publish: None,
                    },
                ));
            }
            Some(other) => {
                let help = "write `all`, or a map of actions: `{ read: true }`".to_owned();
                self.report.error_with_help(
                    entry.value.span,
                    "unknown-value",
                    format!("`{name}` can not be `{other}`"),
                    help,
                );
                return None;
            }
            None => {}
        }
        let place = format!("the rules of `{name}`");
        let map = Map::open(&entry.value, ACTION_KEYS, &place, self.report)?;
        let mut action = |key: &str| self.action(id, &map, key);
        let (create, read, update) = (action("create"), action("read"), action("update"));
        let (delete, publish) = (action("delete"), action("publish"));
        // The first write of a singleton makes its item: who may change it may do that.
        let is_singleton = self.schema.collection(id).is_singleton;
        let create = create.or_else(|| update.clone().filter(|_| is_singleton));
        Some((
            id,
            CollectionRules {
                create,
                read,
                update,
                delete,
                publish,
            },
        ))
    }

    fn action(&mut self, collection: CollectionId, map: &Map<'_>, action: &str) -> Option<Rule> {
        let node = map.get(action)?;
        if let Some(is_allowed) = node.as_boolean() {
            return is_allowed.then(|| self.unlimited(collection, map.key_span(action)));
        }
        let rule = Map::open(node, RULE_KEYS, &format!("`{action}`"), self.report)?;
        for (key, actions, why) in [
            ("check", &["create", "update", "publish"][..], "nothing is written"),
            ("preset", &["create", "update", "publish"][..], "nothing is written"),
            ("validate", &["create", "update", "publish"][..], "nothing is written"),
            (
                "fields",
                &["create", "read", "update", "publish"][..],
                "an item is deleted as a whole",
            ),
        ] {
            if rule.has(key) && !actions.contains(&action) {
                let message = format!("`{key}` means nothing for `{action}`: {why}");
                self.report.error(rule.key_span(key), "conflict", message);
            }
        }
        let mut filter = |key: &str| {
            let node = rule.get(key)?;
            Some(conditions::parse(self.schema, self.leftovers, collection, node, self.report).unwrap_or(Filter::FALSE))
        };
        let before = filter("filter").unwrap_or(Filter::TRUE);
        let check = filter("check").unwrap_or_else(|| before.clone());
        let validate = filter("validate").unwrap_or(Filter::TRUE);
        let fields = match rule.get("fields") {
            None => self.all_fields(collection),
            Some(node) => self.fields(collection, node),
        };
        let preset = rule
            .get("preset")
            .map_or_else(Vec::new, |node| self.presets(collection, node));
        Some(Rule {
            origin: Some(self.origin(map.key_span(action))),
            filter: before,
            check,
            fields,
            preset,
            validate,
        })
    }

    fn origin(&self, span: Span) -> Origin {
        Origin {
            file: Name::from(self.report.file_of(span)),
            line: span.line,
        }
    }

    fn unlimited(&self, collection: CollectionId, span: Span) -> Rule {
        let fields = self.all_fields(collection);
        Rule {
            origin: Some(self.origin(span)),
            filter: Filter::TRUE,
            check: Filter::TRUE,
            fields,
            preset: Vec::new(),
            validate: Filter::TRUE,
        }
    }

    fn all_fields(&self, collection: CollectionId) -> FieldSet {
        self.schema
            .collection(collection)
            .fields
            .iter()
            .map(|field| field.id)
            .collect()
    }

    /// `["*", "-slug"]` or `[title, body]`, from left to right.
    fn fields(&mut self, collection: CollectionId, node: &Node) -> FieldSet {
        let mut set = FieldSet::default();
        for (position, word) in node.as_list().unwrap_or_default().iter().enumerate() {
            let Some(text) = word.as_text() else { continue };
            match text.strip_prefix('-') {
                None if text == "*" => set = self.all_fields(collection),
                None => {
                    if let Some(field) = self.find(collection, text, word.span) {
                        set.insert(field);
                    }
                }
                Some(name) => {
                    if position == 0 {
                        let help = format!("begin with all fields: [\"*\", \"{text}\"]");
                        self.report
                            .error_with_help(word.span, "fields", "there is nothing to take it from", help);
                    }
                    if let Some(field) = self.find(collection, name, word.span) {
                        set.remove(field);
                    }
                }
            }
        }
        set
    }

    fn presets(&mut self, collection: CollectionId, node: &Node) -> Vec<(FieldId, PresetValue)> {
        let mut values = Vec::new();
        for entry in node.as_map().unwrap_or_default() {
            let Some(field) = self.find(collection, &entry.key, entry.key_span) else {
                continue;
            };
            let field: &Field = self.schema.field(collection, field);
            let value = presets::read(self.schema, field, &entry.value, self.report);
            values.extend(value.map(|value| (field.id, value)));
        }
        values
    }

    fn find(&mut self, collection: CollectionId, name: &str, span: Span) -> Option<FieldId> {
        let found = self.schema.collection(collection);
        let field = found.field_named(name).map(|field| field.id);
        let leftover = self.leftovers.collections.get(usize::from(collection.0));
        let is_known_mistake = leftover.is_some_and(|leftover| leftover.broken.iter().any(|broken| broken == name));
        if field.is_none() && !is_known_mistake {
            let help = did_you_mean(name, found.fields.iter().map(|field| &*field.name));
            self.report.error_with_help(
                span,
                "unknown-field",
                format!("`{}` has no field `{name}`", found.name),
                help,
            );
        }
        field
    }
}
