//! Collections from their files: the key, the declared fields, the groups' fields, and what the server adds.

use std::{collections::HashMap, sync::Arc};

use crate::{
    field::{
        BlockTypes, Context, Place,
        key::KeyKind,
        relation::{RelationKind, Target, USERS},
    },
    schema::{Authorship, DefaultValue, Field, FieldRole, Link, OnDelete, Timestamps},
    value::{ColumnType, FieldId},
    yaml::{Entry, Map, Node, Report, Span},
};

use super::{
    draft::{Draft, Drafts, FieldDraft, plain_field},
    fields,
    files::{File, Project},
    groups::{self, Included},
    keys::{COLLECTION_KEYS, SYSTEM_KEYS},
    names::{self, Names, check_database_name, key_type},
};

/// Builds every collection with its fields; links stay open.
pub fn build<'n>(project: &'n Project, names: &Names, blocks: &Arc<BlockTypes>, report: &mut Report) -> Drafts<'n> {
    groups::check(project, report);
    let mut drafts = Vec::with_capacity(names.collections.len());
    for name in &names.collections {
        let system = project.system.iter().find(|file| file.name == *name);
        let model = project.models.iter().find(|file| file.name == *name);
        let mut builder = Builder {
            project,
            names,
            blocks,
            report,
        };
        let draft = match (system, model) {
            (Some(system), _) => builder.collection(name, &system.builtin, system.project.as_ref(), true),
            (None, Some(model)) => builder.collection(name, model, None, false),
            (None, None) => None,
        };
        drafts.extend(draft);
    }
    let by_name: HashMap<String, usize> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| (draft.name.clone(), index))
        .collect();
    Drafts {
        collections: drafts,
        by_name,
    }
}

struct Builder<'b, 'n> {
    project: &'n Project,
    names: &'b Names,
    blocks: &'b Arc<BlockTypes>,
    report: &'b mut Report,
}

impl<'n> Builder<'_, 'n> {
    fn collection(
        &mut self,
        name: &str,
        file: &'n File,
        additions: Option<&'n File>,
        is_system: bool,
    ) -> Option<Draft<'n>> {
        let node = file.node.as_ref()?;
        let options = Map::open(node, COLLECTION_KEYS, "a collection", self.report)?;
        let additions = additions
            .and_then(|file| file.node.as_ref())
            .filter(|node| !node.is_null());
        let additions = additions.and_then(|node| Map::open(node, SYSTEM_KEYS, "a file in system/", self.report));
        refuse_not_yet(&options, self.report);
        let table = self.table(name, &options);
        let mut draft = Draft {
            name: name.to_owned(),
            is_system,
            start: file.start,
            options,
            additions,
            key: key_type(node),
            table,
            fields: Vec::new(),
            broken: Vec::new(),
            timestamps: None,
            authorship: None,
            order_field: None,
            tree_parent: None,
            sort: Vec::new(),
            uniques: Vec::new(),
            indexes: Vec::new(),
            search: Vec::new(),
        };
        self.add_key(&mut draft);
        self.add_declared(&mut draft);
        self.add_order(&mut draft);
        self.add_timestamps(&mut draft);
        self.add_authorship(&mut draft);
        Some(draft)
    }

    fn table(&mut self, name: &str, options: &Map<'_>) -> String {
        match options.text("table") {
            Some(table) if check_database_name(table, options.span("table"), self.report) => table.to_owned(),
            _ => name.to_owned(),
        }
    }

    fn add_key(&mut self, draft: &mut Draft<'n>) {
        let mut field = plain_field("id", FieldRole::PrimaryKey, Box::new(KeyKind { column: draft.key }));
        let column = draft.options.get("id").and_then(|node| node.get("column"));
        let column = column.and_then(|node| Some((node.as_text()?, node.span)));
        if let Some((name, _)) = column.filter(|(name, span)| check_database_name(name, *span, self.report)) {
            field.column = Some(name.to_owned());
        }
        field.is_not_null = true;
        field.required = false;
        let span = draft.options.key_span("id");
        draft.push(FieldDraft {
            field,
            span,
            source: None,
        });
    }

    fn add_declared(&mut self, draft: &mut Draft<'n>) {
        let fields: Vec<&'n Node> = draft.option_maps().filter_map(|map| map.get("fields")).collect();
        let includes: Vec<(&'n str, Span)> = draft.option_maps().flat_map(|map| map.words("include")).collect();
        if draft.options.lacks("fields") && draft.options.lacks("include") && !draft.is_system {
            let help = "write the fields below it: `title: string`".to_owned();
            self.report
                .error_with_help(draft.start, "missing-key", "a collection needs `fields`", help);
        }
        for node in fields {
            let Some(entries) = node.as_map() else {
                let message = format!("`fields` must be a map of fields, not {}", node.describe());
                let help = "write `title: string` below it".to_owned();
                self.report.error_with_help(node.span, "wrong-type", message, help);
                continue;
            };
            for entry in entries {
                self.add_field(draft, entry, None);
            }
        }
        for included in groups::collect(self.project, &includes, self.report) {
            self.add_field(draft, included.entry, Some(included));
        }
    }

    fn add_field(&mut self, draft: &mut Draft<'n>, entry: &'n Entry, included: Option<Included<'n>>) {
        let name = entry.key.as_str();
        if let Some(earlier) = draft
            .find(name)
            .filter(|earlier| earlier.field.role != FieldRole::PrimaryKey)
        {
            let (span, message) = match included {
                Some(included) => (
                    included.include,
                    format!(
                        "the group `{}` brings the field `{name}`, which is there already",
                        included.group
                    ),
                ),
                None => (entry.key_span, format!("the server has a field `{name}` here already")),
            };
            let help = (included.is_some()).then(|| {
                format!(
                    "it stands in {}:{}",
                    self.report.file_of(earlier.span),
                    earlier.span.line
                )
            });
            self.report.error_with_help(span, "duplicate-field", message, help);
            return;
        }
        let mut context = Context {
            report: self.report,
            keys: &self.names.keys,
            blocks: self.blocks,
            place: Place::Collection,
            depth: 0,
        };
        match fields::read(entry, draft.is_system, &mut context) {
            Some(field) => {
                draft.push(field);
            }
            None => draft.broken.push(name.to_owned()),
        }
    }

    /// `sortable: true` adds an order; a name takes an existing field for it.
    fn add_order(&mut self, draft: &mut Draft<'n>) {
        let name = match draft.options.get("sortable") {
            Some(node) if node.as_boolean() == Some(true) => "sort",
            Some(node) => match node.as_text() {
                Some(name) => name,
                None => return,
            },
            None => return,
        };
        let span = draft.options.span("sortable");
        if let Some(position) = draft.fields.iter().position(|field| &*field.field.name == name) {
            if let Some(existing) = draft.fields.get_mut(position) {
                if existing.field.column_type() == Some(ColumnType::Integer) {
                    existing.field.role = FieldRole::Order;
                    draft.order_field = Some(existing.field.id);
                } else {
                    let message = format!("the order is kept in `{name}`, which must be an integer field");
                    self.report.error(span, "sortable", message);
                }
            }
            return;
        }
        if names::check_field_name(name, span, draft.is_system, self.report) {
            let mut field = plain_field(
                name,
                FieldRole::Order,
                Box::new(KeyKind {
                    column: ColumnType::Integer,
                }),
            );
            field.is_hidden = true;
            field.is_indexed = true;
            draft.order_field = Some(draft.push(FieldDraft {
                field,
                span,
                source: None,
            }));
        }
    }

    fn add_timestamps(&mut self, draft: &mut Draft<'n>) {
        let Some([created_at, updated_at]) = own_names(&draft.options, "timestamps", ["created_at", "updated_at"])
        else {
            return;
        };
        let moment = |name: &str, role| {
            let kind = crate::field::field_type("datetime").and_then(|found| self.plain_kind(found));
            kind.map(|kind| Field {
                is_not_null: true,
                default: Some(DefaultValue::Now),
                ..plain_field(name, role, kind)
            })
        };
        let fields = [
            moment(&created_at, FieldRole::CreatedAt),
            moment(&updated_at, FieldRole::UpdatedAt),
        ];
        let [created_at, updated_at] =
            fields.map(|field| field.and_then(|field| self.add_own(draft, field, "timestamps")));
        draft.timestamps = created_at
            .zip(updated_at)
            .map(|(created_at, updated_at)| Timestamps { created_at, updated_at });
    }

    fn add_authorship(&mut self, draft: &mut Draft<'n>) {
        let Some([created_by, updated_by]) = own_names(&draft.options, "authorship", ["created_by", "updated_by"])
        else {
            return;
        };
        let Some(index) = self.names.collections.iter().position(|name| name == USERS) else {
            return;
        };
        let key = self.names.keys.get(USERS).copied().unwrap_or(ColumnType::Uuid);
        let user = |name: &str, role| {
            let kind = RelationKind::to_one(
                "user",
                Target {
                    collection: USERS.to_owned(),
                    key,
                },
            );
            let target = super::draft::collection_id(index);
            let link = Link::One {
                target,
                on_delete: OnDelete::SetNull,
                inverse: None,
            };
            Field {
                link: Some(link),
                ..plain_field(name, role, Box::new(kind))
            }
        };
        let fields = [
            user(&created_by, FieldRole::CreatedBy),
            user(&updated_by, FieldRole::UpdatedBy),
        ];
        let [created_by, updated_by] = fields.map(|field| self.add_own(draft, field, "authorship"));
        draft.authorship = created_by
            .zip(updated_by)
            .map(|(created_by, updated_by)| Authorship { created_by, updated_by });
    }

    /// Adds what the server keeps itself; a declared field of that name is a mistake.
    fn add_own(&mut self, draft: &mut Draft<'n>, field: Field, key: &str) -> Option<FieldId> {
        let span = draft.options.key_span(key);
        let existing = draft.find(&field.name).map(|existing| existing.span);
        if let Some(existing) = existing {
            let message = format!("the server keeps `{}` itself", field.name);
            let help = format!("remove it, or write `{key}: false`");
            self.report.error_with_help(existing, "duplicate-field", message, help);
            return None;
        }
        let field = Field {
            is_readonly: true,
            is_hidden: true,
            ..field
        };
        Some(draft.push(FieldDraft {
            field,
            span,
            source: None,
        }))
    }

    fn plain_kind(&self, found: &'static crate::field::FieldType) -> Option<Box<dyn crate::field::FieldKind>> {
        let mut report = Report::default();
        let keys = HashMap::new();
        let map = Map::empty(Span::default(), &[found.options]);
        let mut context = Context {
            report: &mut report,
            keys: &keys,
            blocks: self.blocks,
            place: Place::Collection,
            depth: 0,
        };
        (found.build)(&map, &mut context)
    }
}

/// The names of two fields that the server keeps: true by default, or a map that renames them; `None` for false.
fn own_names(options: &Map<'_>, key: &str, defaults: [&str; 2]) -> Option<[String; 2]> {
    let node = options.get(key);
    if node.and_then(Node::as_boolean) == Some(false) {
        return None;
    }
    Some(defaults.map(|default| {
        node.and_then(|node| node.get(default)?.as_text())
            .unwrap_or(default)
            .to_owned()
    }))
}

fn refuse_not_yet(options: &Map<'_>, report: &mut Report) {
    for (key, what) in [
        (
            "drafts",
            "until then, declare `status` and `published_at` as ordinary fields and filter on `status` in roles/public.yaml",
        ),
        (
            "schedule",
            "until then, set `published_at` and filter on it in roles/public.yaml",
        ),
        ("history", "remove it"),
        ("trash", "remove it; until then, a deleted item is gone"),
    ] {
        let is_off = options.boolean(key) == Some(false);
        if options.has(key) && !is_off {
            report.error_with_help(
                options.key_span(key),
                "not-yet",
                format!("`{key}` is not yet supported"),
                what.to_owned(),
            );
        }
    }
}
