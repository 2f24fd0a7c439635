//! Relations: from the names in the files to links between collections, and their reverse sides.

use crate::{
    field::{
        nested::is_name,
        relation::{FILES, RelationKind, Target, USERS, suggest_collection},
    },
    schema::{Field, FieldRole, Junction, Link, OnDelete, link::Branch, naming},
    value::{CollectionId, FieldId, Name},
    yaml::{Report, Span},
};

use super::draft::{Draft, Drafts, FieldDraft, FieldSource, collection_id, plain_field};

/// Gives every relation its link, and every `inverse` its field.
pub fn resolve(drafts: &mut Drafts<'_>, report: &mut Report) {
    let mut inverses = Vec::new();
    for index in 0..drafts.collections.len() {
        for position in 0..drafts.collections.get(index).map_or(0, |draft| draft.fields.len()) {
            let Some(link) = link_of(drafts, index, position, report) else {
                continue;
            };
            let draft = drafts.collections.get_mut(index);
            let Some(field) = draft.and_then(|draft| draft.fields.get_mut(position)) else {
                continue;
            };
            inverses.extend(wanted_inverse(index, field, &link));
            let may_be_empty = field.source.as_ref().is_none_or(|source| source.options.has("show_if"));
            if matches!(link, Link::AnyOne { .. }) {
                field.field.is_not_null = field.field.required && !may_be_empty;
            }
            field.field.link = Some(link);
        }
    }
    for inverse in inverses {
        add_inverse(drafts, &inverse, report);
    }
}

/// A reverse side that a field asks for.
struct Inverse {
    source: usize,
    field: FieldId,
    field_name: Name,
    name: String,
    span: Span,
    link: Link,
}

fn wanted_inverse(index: usize, field: &FieldDraft<'_>, link: &Link) -> Option<Inverse> {
    let options = &field.source.as_ref()?.options;
    let name = if options.declares("inverse") {
        options.text("inverse")?
    } else {
        return None;
    };
    Some(Inverse {
        source: index,
        field: field.field.id,
        field_name: field.field.name.clone(),
        name: name.to_owned(),
        span: options.span("inverse"),
        link: link.clone(),
    })
}

/// The link of a declared relation; `None` for other fields and for refused ones.
fn link_of(drafts: &Drafts<'_>, index: usize, position: usize, report: &mut Report) -> Option<Link> {
    let draft = drafts.collections.get(index)?;
    let field = draft.fields.get(position)?;
    let source = field.source.as_ref()?;
    let names: Vec<&str> = match source.field_type.name {
        "relation" => source.options.words("to").into_iter().map(|(name, _)| name).collect(),
        "user" => vec![USERS],
        "image" | "file" => vec![FILES],
        _ => return None,
    };
    // A target whose file could not be read was reported there.
    let targets: Vec<CollectionId> = names.iter().filter_map(|name| drafts.id_of(name)).collect();
    let name = &field.field.name;
    if source.options.declares("through") && source.options.has("through") {
        return link_through(drafts, index, source, *targets.first()?, report);
    }
    match (source.options.is_set("many"), targets.as_slice()) {
        (_, []) => None,
        (false, [target]) => {
            let on_delete = on_delete_of(field, source, report);
            Some(Link::One {
                target: *target,
                on_delete,
                inverse: None,
            })
        }
        (true, [target]) => {
            let junction = junction(&draft.table, name);
            Some(Link::Junction {
                target: *target,
                junction,
                is_inverse: false,
                inverse: None,
            })
        }
        (false, _) => {
            let branches = branches(&targets, &names, name);
            Some(Link::AnyOne {
                branches,
                on_delete: on_delete_of(field, source, report),
            })
        }
        (true, _) => {
            let junction = Junction {
                target: String::new(),
                ..junction(&draft.table, name)
            };
            Some(Link::AnyMany {
                branches: branches(&targets, &names, "item"),
                junction,
            })
        }
    }
}

fn junction(table: &str, field: &str) -> Junction {
    Junction {
        table: naming::junction_table(table, field),
        source: "source".to_owned(),
        target: "target".to_owned(),
        sort: "sort".to_owned(),
    }
}

fn branches(targets: &[CollectionId], names: &[&str], prefix: &str) -> Vec<Branch> {
    let pairs = targets.iter().zip(names);
    pairs
        .map(|(target, name)| Branch {
            target: *target,
            column: naming::branch_column(prefix, name),
        })
        .collect()
}

fn on_delete_of(field: &FieldDraft<'_>, source: &FieldSource<'_>, report: &mut Report) -> OnDelete {
    let span = source.options.span("on_delete");
    match source.options.text("on_delete") {
        Some("restrict") => OnDelete::Restrict,
        Some("cascade") => OnDelete::Cascade,
        Some(_) if field.field.required => {
            let message = "`on_delete: set_null` can not be: the field is required";
            report.error_with_help(span, "on-delete", message, "take restrict or cascade".to_owned());
            OnDelete::Restrict
        }
        Some(_) => OnDelete::SetNull,
        None if field.field.required => OnDelete::Restrict,
        None => OnDelete::SetNull,
    }
}

/// `through`: the rows of a collection that has one relation to each side.
fn link_through(
    drafts: &Drafts<'_>,
    index: usize,
    source: &FieldSource<'_>,
    target: CollectionId,
    report: &mut Report,
) -> Option<Link> {
    let name = source.options.text("through")?;
    let span = source.options.span("through");
    let Some(through_id) = drafts.id_of(name) else {
        let help = suggest_collection(name, drafts.collections.iter().map(|draft| draft.name.as_str()));
        report.error_with_help(
            span,
            "relation-target",
            format!("there is no collection `{name}`"),
            help,
        );
        return None;
    };
    let through = drafts.collections.get(usize::from(through_id.0))?;
    let to = |wanted: CollectionId| -> Vec<&FieldDraft<'_>> {
        let is_to = |field: &&FieldDraft<'_>| single_target(drafts, field) == Some(wanted);
        through.fields.iter().filter(is_to).collect()
    };
    let here = collection_id(index);
    let (to_source, to_target) = (to(here), to(target));
    let describe = |id: CollectionId| {
        drafts
            .collections
            .get(usize::from(id.0))
            .map_or("", |draft| draft.name.as_str())
    };
    match (to_source.as_slice(), to_target.as_slice()) {
        ([first, _], _) if here == target => Some(Link::Many {
            target: through_id,
            foreign: first.field.id,
        }),
        ([one], [_]) if here != target => Some(Link::Many {
            target: through_id,
            foreign: one.field.id,
        }),
        (sources, targets) => {
            let (missing, count) = if sources.len() == 1 {
                (target, targets.len())
            } else {
                (here, sources.len())
            };
            let found = if count == 0 {
                "none".to_owned()
            } else {
                count.to_string()
            };
            let message = format!(
                "`{name}` must have exactly one relation to `{}`; it has {found}",
                describe(missing)
            );
            if through.broken.is_empty() {
                report.error(span, "through", message);
            }
            None
        }
    }
}

/// The target of a relation to one item, by what the file says.
fn single_target(drafts: &Drafts<'_>, field: &FieldDraft<'_>) -> Option<CollectionId> {
    let source = field
        .source
        .as_ref()
        .filter(|source| source.field_type.name == "relation")?;
    match source.options.words("to").as_slice() {
        [(name, _)] if !source.options.is_set("many") => drafts.id_of(name),
        _ => None,
    }
}

fn add_inverse(drafts: &mut Drafts<'_>, inverse: &Inverse, report: &mut Report) {
    let Some(target) = inverse.link.target() else { return };
    let Some(source) = drafts.collections.get(inverse.source) else {
        return;
    };
    let field = inverse_field(inverse, source);
    let Some(draft) = drafts.collections.get_mut(usize::from(target.0)) else {
        return;
    };
    if !may_have_inverse(draft, inverse, report) {
        return;
    }
    let span = inverse.span;
    let id = draft.push(FieldDraft {
        field,
        span,
        source: None,
    });
    let source = drafts.collections.get_mut(inverse.source);
    let declared = source.and_then(|draft| draft.fields.get_mut(usize::from(inverse.field.0)));
    let link = declared.and_then(|draft| draft.field.link.as_mut());
    if let Some(Link::One { inverse, .. } | Link::Junction { inverse, .. }) = link {
        *inverse = Some(id);
    }
}

fn inverse_field(inverse: &Inverse, source: &Draft<'_>) -> Field {
    let here = Target {
        collection: source.name.clone(),
        key: source.key,
    };
    let mut field = plain_field(
        &inverse.name,
        FieldRole::Ordinary,
        Box::new(RelationKind::inverse(here)),
    );
    let target = collection_id(inverse.source);
    field.link = Some(match &inverse.link {
        Link::Junction { junction, .. } => Link::Junction {
            target,
            junction: junction.clone(),
            is_inverse: true,
            inverse: Some(inverse.field),
        },
        _ => Link::Many {
            target,
            foreign: inverse.field,
        },
    });
    field.meta = serde_json::json!({ "inverse_of": { "collection": source.name, "field": &*inverse.field_name } });
    field
}

/// Whether the target can have a field of that name; reports why not.
fn may_have_inverse(draft: &Draft<'_>, inverse: &Inverse, report: &mut Report) -> bool {
    if !is_name(&inverse.name) || inverse.name.contains("__") || inverse.name.len() > naming::MAX_NAME_BYTES {
        let help = "names begin with a small letter and hold small letters, digits and underscores".to_owned();
        let message = format!("`{}` can not be the name of a field", inverse.name);
        report.error_with_help(inverse.span, "name", message, help);
        return false;
    }
    let Some(existing) = draft.find(&inverse.name) else {
        return !draft.is_broken(&inverse.name);
    };
    let what = if existing.source.is_some() {
        "declares a field"
    } else {
        "has a field or another inverse"
    };
    let message = format!(
        "`{}` can not be the inverse: `{}` {what} of that name already",
        inverse.name, draft.name
    );
    let place = format!("see {}:{}", report.file_of(existing.span), existing.span.line);
    report.error_with_help(inverse.span, "duplicate-field", message, place);
    false
}
