//! Access files → suites; every mistake with its place.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    permission::Action,
    schema::{
        Collection, Schema,
        load::keys::{ACCESS_CASE_KEYS, ACCESS_KEYS},
    },
    transfer::seed::read::{self as seed, Known, Raw},
    value::{FieldId, ItemId, Json, Name},
    yaml::{self, Diagnostic, Map, Node, Report, SourceFile, Span, did_you_mean},
};

use super::{Case, Expected, Suite};

const ACTIONS: &[(&str, Action)] = &[
    ("read", Action::Read),
    ("create", Action::Create),
    ("update", Action::Update),
    ("delete", Action::Delete),
];

/// Reads all files; all mistakes of all of them in one run. `seeds` are what `articles/night-tram` may name.
pub fn suites(schema: &Schema, seeds: &[SourceFile], files: &[SourceFile]) -> Result<Vec<Suite>, Vec<Diagnostic>> {
    let mut report = Report::default();
    let nodes: Vec<Node> = seeds.iter().filter_map(|file| yaml::parse(file, &mut report)).collect();
    let (mut raws, mut known) = (Vec::new(), Known::new());
    for node in &nodes {
        seed::read_file(schema, node, "", &mut report, &mut raws, &mut known);
    }
    let mut suites = Vec::new();
    for file in files {
        let Some(node) = yaml::parse(file, &mut report).filter(|node| !node.is_null()) else {
            continue;
        };
        let mut reader = Reader {
            schema,
            file: &file.path,
            known: known.clone(),
            report: &mut report,
        };
        suites.extend(reader.suite(&node));
    }
    if report.has_errors() {
        Err(report.into_diagnostics())
    } else {
        Ok(suites)
    }
}

struct Reader<'s, 'r> {
    schema: &'s Schema,
    file: &'r str,
    known: Known,
    report: &'r mut Report,
}

impl<'s> Reader<'s, '_> {
    fn suite(&mut self, node: &Node) -> Option<Suite> {
        let map = Map::open(node, ACCESS_KEYS, "an access file", self.report)?;
        let seeded: HashSet<_> = self.known.values().cloned().collect();
        let mut raws: Vec<Raw<'_>> = Vec::new();
        if let Some(given) = map.get("given") {
            seed::read_file(self.schema, given, self.file, self.report, &mut raws, &mut self.known);
        }
        let given = raws
            .iter()
            .map(|raw| seed::read_row(raw, &self.known, self.report))
            .collect();
        let roles = self.roles(&map, "role");
        if roles.is_empty() && map.lacks("role") {
            let help = "write `role: public`, or another role".to_owned();
            self.report
                .error_with_help(map.start(), "missing-key", "an access file needs a `role`", help);
        }
        let user = map.get("user").map(|node| self.user(node));
        let cases = map.list("cases").iter().filter_map(|node| self.case(node)).collect();
        Some(Suite {
            file: self.file.to_owned(),
            roles,
            user,
            given,
            seeded,
            cases,
        })
    }

    fn roles(&mut self, map: &Map<'_>, key: &str) -> Vec<Name> {
        let mut roles = Vec::new();
        for (name, span) in map.words(key) {
            if self.schema.role_named(name).is_none() {
                let names = self.schema.roles().iter().map(|role| &*role.name);
                let help = did_you_mean(name, names);
                self.report
                    .error_with_help(span, "unknown-role", format!("there is no role `{name}`"), help);
            }
            roles.push(Name::from(name));
        }
        roles
    }

    /// With a key of his own, the same in every run.
    fn user(&mut self, node: &Node) -> Json {
        let mut user = seed::read_value(node, &self.known, self.report, &mut Vec::new());
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}/user", self.file).as_bytes());
        if let Some(members) = user.as_object_mut() {
            members
                .entry("id")
                .or_insert_with(|| Json::String(id.hyphenated().to_string()));
        }
        user
    }

    fn case(&mut self, node: &Node) -> Option<Case> {
        let map = Map::open(node, ACCESS_CASE_KEYS, "a case", self.report)?;
        let (action, target, span) = self.target(&map)?;
        let (name, key) = match target.split_once('/') {
            Some((name, key)) => (name, Some(key)),
            None => (target, None),
        };
        let collection = self.collection(name, span)?;
        let item = match key {
            Some(key) => Some(self.item(collection, target, key, span)?),
            None => None,
        };
        self.check_target(collection, action, item.is_some(), span)?;
        let expect = self.expected(&map)?;
        let payload = map
            .get("with")
            .map(|node| seed::read_value(node, &self.known, self.report, &mut Vec::new()));
        let roles = map.has("as").then(|| self.roles(&map, "as"));
        let verb = ACTIONS
            .iter()
            .find(|(_, known)| *known == action)
            .map_or("", |(name, _)| *name);
        Some(Case {
            line: usize::try_from(node.span.line).unwrap_or(1),
            title: format!("{verb} {target}"),
            roles,
            action,
            collection: collection.id,
            item,
            payload,
            expect,
            shows: self.fields(collection, &map, "shows", action),
            hides: self.fields(collection, &map, "hides", action),
        })
    }

    /// The one action of a case, and what it is about.
    fn target<'n>(&mut self, map: &Map<'n>) -> Option<(Action, &'n str, Span)> {
        let mut found = ACTIONS
            .iter()
            .filter_map(|(name, action)| Some((*action, map.get(name)?.as_text()?, map.span(name))));
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only),
            (None, _) => {
                let help = "write `read: articles/KEY`, `create: articles`, `update:` or `delete:`".to_owned();
                self.report
                    .error_with_help(map.start(), "missing-key", "a case needs an action", help);
                None
            }
            (Some(_), Some((_, _, span))) => {
                self.report.error(span, "conflict", "a case has one action");
                None
            }
        }
    }

    fn collection(&mut self, name: &str, span: Span) -> Option<&'s Collection> {
        let found = self.schema.collection_named(name);
        if found.is_none() {
            let names = self.schema.collections().iter().map(|collection| &*collection.name);
            let help = did_you_mean(name, names);
            self.report.error_with_help(
                span,
                "unknown-collection",
                format!("there is no collection `{name}`"),
                help,
            );
        }
        found
    }

    /// A seed, something given, or a key as it stands.
    fn item(&mut self, collection: &Collection, label: &str, key: &str, span: Span) -> Option<ItemId> {
        if let Some((_, id)) = self.known.get(label) {
            return Some(id.clone());
        }
        let column = collection.key().column_type();
        let id = column.and_then(|column| ItemId::parse(key, column));
        if id.is_none() {
            let help = did_you_mean(label, self.known.keys().map(String::as_str));
            let message = format!("nothing is called `{label}` in the seeds or in `given`");
            self.report.error_with_help(span, "unknown-reference", message, help);
        }
        id
    }

    fn check_target(&mut self, collection: &Collection, action: Action, has_item: bool, span: Span) -> Option<()> {
        let needs_item = matches!(action, Action::Update | Action::Delete) && !collection.is_singleton;
        if action == Action::Create && has_item {
            self.report
                .error(span, "conflict", "`create` takes a collection: `create: articles`");
            return None;
        }
        if needs_item && !has_item {
            let help = format!("write `{}/KEY`", collection.name);
            self.report.error_with_help(
                span,
                "missing-key",
                "an item is changed or deleted, not a collection",
                help,
            );
            return None;
        }
        Some(())
    }

    fn expected(&mut self, map: &Map<'_>) -> Option<Expected> {
        match map.text("expect") {
            Some("allow") => Some(Expected::Allow),
            Some("deny") => Some(Expected::Deny),
            Some("invalid") => Some(Expected::Invalid),
            _ => {
                if map.lacks("expect") {
                    let help = "write `expect: allow` or `expect: deny`".to_owned();
                    self.report
                        .error_with_help(map.start(), "missing-key", "a case needs `expect`", help);
                }
                None
            }
        }
    }

    fn fields(&mut self, collection: &Collection, map: &Map<'_>, key: &str, action: Action) -> Vec<FieldId> {
        if map.has(key) && action != Action::Read {
            let message = format!("`{key}` is about what is read");
            self.report.error(map.key_span(key), "conflict", message);
        }
        let mut fields = Vec::new();
        for (name, span) in map.words(key) {
            match collection.field_named(name) {
                Some(field) => fields.push(field.id),
                None => {
                    let help = did_you_mean(name, collection.fields.iter().map(|field| &*field.name));
                    let message = format!("`{}` has no field `{name}`", collection.name);
                    self.report.error_with_help(span, "unknown-field", message, help);
                }
            }
        }
        fields
    }
}
