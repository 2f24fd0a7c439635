//! Conditions of model files: parsed against the finished collections and attached to them.

use crate::{
    filter::Filter,
    schema::{
        Schema,
        collection::ItemRule,
        condition::{self, ConditionError, ConditionErrorKind, ConditionLimits, Everything},
    },
    value::{CollectionId, FieldId, Json},
    yaml::{Node, Report, Span},
};

use super::draft::{Leftovers, optional_label};

pub fn attach(schema: &mut Schema, leftovers: &Leftovers<'_>, report: &mut Report) {
    let parsed: Vec<Parsed> = parse_all(schema, leftovers, report);
    for part in parsed {
        let Some(collection) = schema.collection_mut(part.collection) else {
            continue;
        };
        match part.place {
            Place::Rule(message) => collection.rules.push(ItemRule {
                filter: part.filter,
                source: part.source,
                message,
            }),
            Place::ShowIf(field) => {
                if let Some(field) = collection.fields.get_mut(usize::from(field.0)) {
                    field.show_if = Some(part.filter);
                    field.show_if_source = part.source;
                }
            }
            Place::Choices(field) => {
                if let Some(field) = collection.fields.get_mut(usize::from(field.0)) {
                    field.choices = Some(part.filter);
                    field.choices_source = part.source;
                }
            }
        }
    }
}

struct Parsed {
    collection: CollectionId,
    place: Place,
    filter: Filter,
    /// As it stands in the file.
    source: Json,
}

enum Place {
    Rule(crate::schema::Label),
    ShowIf(FieldId),
    Choices(FieldId),
}

fn parse_all(schema: &Schema, leftovers: &Leftovers<'_>, report: &mut Report) -> Vec<Parsed> {
    let mut parsed = Vec::new();
    for (collection, leftover) in schema.collections().iter().zip(&leftovers.collections) {
        let id = collection.id;
        for rule in &leftover.rules {
            let Some(node) = rule.get("rule") else {
                report.error(rule.span, "missing-key", "a rule needs `rule`, a filter");
                continue;
            };
            let message = optional_label(rule.get("message"));
            if message.is_empty() {
                report.error(rule.span, "missing-key", "a rule needs a `message`");
            }
            let filter = parse(schema, leftovers, id, node, report);
            parsed.extend(filter.map(|filter| Parsed {
                collection: id,
                place: Place::Rule(message),
                filter,
                source: node.to_json(),
            }));
        }
        for (field, source) in collection.fields.iter().zip(&leftover.fields) {
            let Some(source) = source else { continue };
            if let Some(node) = source.options.get("show_if") {
                let filter = parse(schema, leftovers, id, node, report);
                parsed.extend(filter.map(|filter| Parsed {
                    collection: id,
                    place: Place::ShowIf(field.id),
                    filter,
                    source: node.to_json(),
                }));
            }
            let choices = if source.options.declares("filter") {
                source.options.get("filter")
            } else {
                None
            };
            let target = source_target(schema, field, source.options.declares("through"));
            if let Some((node, target)) = choices.zip(target) {
                let filter = parse(schema, leftovers, target, node, report);
                parsed.extend(filter.map(|filter| Parsed {
                    collection: id,
                    place: Place::Choices(field.id),
                    filter,
                    source: node.to_json(),
                }));
            }
        }
    }
    parsed
}

/// What may be chosen: for a relation `through` a collection, the items beyond it are named by `to`.
fn source_target(schema: &Schema, field: &crate::schema::Field, may_be_through: bool) -> Option<CollectionId> {
    let named = field.kind.options();
    let named = named.get("to").and_then(|to| to.get(0)).and_then(|name| name.as_str());
    match named.filter(|_| may_be_through) {
        Some(name) => schema.collection_named(name).map(|collection| collection.id),
        None => field.link.as_ref()?.target(),
    }
}

/// Parses one condition and reports its mistakes where they stand.
pub fn parse(
    schema: &Schema,
    leftovers: &Leftovers<'_>,
    collection: CollectionId,
    node: &Node,
    report: &mut Report,
) -> Option<Filter> {
    if node.as_map().is_none() {
        let help = "write `{ status: { _eq: published } }`".to_owned();
        report.error_with_help(
            node.span,
            "wrong-type",
            format!("a filter is a map, not {}", node.describe()),
            help,
        );
        return None;
    }
    match condition::parse(
        schema,
        &Everything,
        ConditionLimits::OF_MODEL_FILES,
        collection,
        &node.to_json(),
    ) {
        Ok(filter) => Some(filter),
        Err(errors) => {
            for error in &errors {
                report_condition(schema, leftovers, node, error, report);
            }
            None
        }
    }
}

fn report_condition(
    schema: &Schema,
    leftovers: &Leftovers<'_>,
    node: &Node,
    error: &ConditionError,
    report: &mut Report,
) {
    let span = locate(node, &error.path);
    match &error.kind {
        ConditionErrorKind::UnknownField {
            collection,
            name,
            nearest,
        } => {
            let is_known_mistake = leftovers
                .collections
                .get(usize::from(collection.0))
                .is_some_and(|leftover| leftover.broken.contains(name));
            if is_known_mistake {
                return;
            }
            let help = nearest.as_ref().map(|near| format!("did you mean `{near}`?"));
            let message = format!("`{}` has no field `{name}`", schema.collection(*collection).name);
            report.error_with_help(span, "unknown-field", message, help);
        }
        ConditionErrorKind::UnknownOperator { name, nearest } => {
            let help = nearest.map(|near| format!("did you mean `{near}`?"));
            report.error_with_help(span, "unknown-operator", format!("there is no operator `{name}`"), help);
        }
        ConditionErrorKind::Unfit(sentence) => report.error(span, "unfit-operator", sentence.clone()),
        ConditionErrorKind::Malformed(sentence) => report.error(span, "filter", sentence.clone()),
        ConditionErrorKind::TooLarge(sentence) => report.error(span, "filter-size", sentence.clone()),
    }
}

/// The place of `author.name._eq` or `_or[1].price` in the tree: as deep as the path can be followed.
fn locate(node: &Node, path: &str) -> Span {
    let mut here = node;
    let mut span = node.span;
    for segment in path.split(['.', '[']).filter(|segment| !segment.is_empty()) {
        if let Some(position) = segment
            .strip_suffix(']')
            .and_then(|digits| digits.parse::<usize>().ok())
        {
            let Some(next) = here.as_list().and_then(|list| list.get(position)) else {
                break;
            };
            (here, span) = (next, next.span);
            continue;
        }
        let Some(entry) = here
            .as_map()
            .and_then(|entries| entries.iter().find(|entry| entry.key == segment))
        else {
            break;
        };
        (here, span) = (&entry.value, entry.key_span);
    }
    span
}
