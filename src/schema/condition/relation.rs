//! Below a relation: conditions on the related item, operators on its key, `_some`, `_none`, `_every`, and the elements of an m2a.
//!
//! All conditions of one branch hold of the same related row. What is about the parent instead (`_none`, `_null`) stands beside them.

use super::{
    ConditionErrorKind,
    compare::{Subject, all, any},
    group::{Parser, Scope, is_group},
    path::Path,
};
use crate::{
    filter::{Filter, LinkPath, Operand, Quantifier, evaluate},
    schema::{Field, Link, link::Branch},
    value::{CollectionId, ColumnType, FieldId, Json, Value},
    yaml::nearest::nearest,
};

/// A relation as the filter goes through it.
#[derive(Debug, Clone, Copy)]
enum Way<'w> {
    /// m2o: operators compare the key that the item itself holds.
    One {
        target: CollectionId,
    },
    Many {
        target: CollectionId,
    },
    Any {
        targets: &'w [CollectionId],
        is_list: bool,
    },
}

impl Way<'_> {
    fn is_list(self) -> bool {
        matches!(self, Self::Many { .. } | Self::Any { is_list: true, .. })
    }
}

impl Parser<'_> {
    pub(super) fn relation(&mut self, field: &Field, link: &Link, json: &Json, path: &Path<'_>) -> Option<Filter> {
        match link {
            Link::One { target, .. } => self.through(field, Way::One { target: *target }, json, path),
            Link::Many { target, .. } | Link::Junction { target, .. } => {
                self.through(field, Way::Many { target: *target }, json, path)
            }
            Link::AnyOne { branches, .. } => {
                let targets = self.visible(branches);
                self.through(
                    field,
                    Way::Any {
                        targets: &targets,
                        is_list: false,
                    },
                    json,
                    path,
                )
            }
            Link::AnyMany { branches, .. } => {
                let targets = self.visible(branches);
                self.through(
                    field,
                    Way::Any {
                        targets: &targets,
                        is_list: true,
                    },
                    json,
                    path,
                )
            }
        }
    }

    fn visible(&self, branches: &[Branch]) -> Vec<CollectionId> {
        let targets = branches.iter().map(|branch| branch.target);
        targets
            .filter(|target| self.names().visibility.can_enter(*target))
            .collect()
    }

    fn through(&mut self, field: &Field, way: Way<'_>, json: &Json, path: &Path<'_>) -> Option<Filter> {
        let Json::Object(members) = json else {
            return self.about_parent(field, way, "_eq", json, path);
        };
        let (parent, related): (Vec<_>, Vec<_>) = members
            .iter()
            .partition(|(key, json)| is_about_parent(way, key, json, 0));
        let parts = parent.into_iter().map(|(key, json)| {
            let path = path.key(key);
            let group = self.group(key, json, &path, &mut |parser, json, path| {
                parser.through(field, way, json, path)
            });
            group.unwrap_or_else(|| self.about_parent(field, way, key, json, &path))
        });
        let mut parts = parts.collect::<Vec<_>>();
        if !related.is_empty() {
            parts.push(self.across(path, |parser| parser.rows(field, way, None, &related, path)));
        }
        all(parts)
    }

    /// A member that speaks of the item that holds the relation.
    fn about_parent(&mut self, field: &Field, way: Way<'_>, key: &str, json: &Json, path: &Path<'_>) -> Option<Filter> {
        if let Way::One { target } = way {
            let subject = Subject {
                operand: Operand::field(field.id),
                ..self.key_of(target)?
            };
            return self.compare(&subject, key, json, path);
        }
        let quantifier = match key {
            "_some" => Quantifier::Some,
            "_none" => Quantifier::None,
            "_every" => Quantifier::Every,
            _ => return self.presence(field, way, key, json, path),
        };
        if !self.count_node() {
            return None;
        }
        match json {
            Json::Object(members) => {
                let members: Vec<_> = members.iter().collect();
                self.across(path, |parser| parser.rows(field, way, Some(quantifier), &members, path))
            }
            _ => self.malformed(path, "must be an object of conditions on the related items"),
        }
    }

    /// `_null` of a relation to many: it has no items. `_eq` of a bare key: one of them has that key.
    fn presence(&mut self, field: &Field, way: Way<'_>, key: &str, json: &Json, path: &Path<'_>) -> Option<Filter> {
        if !is_presence(key, json) {
            let name = key.to_owned();
            let operators = [(&name, json)];
            return self.across(path, |parser| parser.rows(field, way, None, &operators, path));
        }
        // A one-bit question, asked of a column that does not exist: the operator decides what TRUE means.
        let subject = Subject {
            operand: Operand::field(field.id),
            column: ColumnType::Boolean,
            type_name: "relation",
            is_protected: false,
        };
        let asked = self.compare(&subject, key, json, path)?;
        let is_absence = matches!(asked, Filter::Compare(_));
        let quantifier = if is_absence { Quantifier::None } else { Quantifier::Some };
        let parts = self.targets(way).into_iter().map(|target| {
            let link = LinkPath {
                field: field.id,
                target,
            };
            Filter::Related {
                link,
                quantifier,
                filter: Box::new(Filter::TRUE),
            }
        });
        Some(joined(quantifier, parts.collect()))
    }

    fn targets(&self, way: Way<'_>) -> Vec<CollectionId> {
        match way {
            Way::One { target } | Way::Many { target } => vec![target],
            Way::Any { targets, .. } => targets.to_vec(),
        }
    }

    /// Conditions on the related rows. With a quantifier, even an empty filter asks whether there is a row.
    fn rows(
        &mut self,
        field: &Field,
        way: Way<'_>,
        asked: Option<Quantifier>,
        members: &[(&String, &Json)],
        path: &Path<'_>,
    ) -> Option<Filter> {
        let quantifier = asked.unwrap_or(Quantifier::Some);
        let mut parts = Vec::new();
        for target in self.targets(way) {
            let scope = match way {
                Way::One { target } | Way::Many { target } => Scope::Related(target),
                Way::Any { targets, .. } => Scope::Branch { target, targets },
            };
            let filter = match (self.members(scope, members.iter().copied(), path), asked) {
                (Some(filter), _) => filter,
                (None, Some(Quantifier::Some | Quantifier::None)) => Filter::TRUE,
                (None, Some(Quantifier::Every) | None) => return None,
            };
            let link = LinkPath {
                field: field.id,
                target,
            };
            parts.push(related(link, quantifier, filter));
        }
        Some(joined(quantifier, parts))
    }

    /// A member below an m2a: `collection`, `item`, `item:quotes`.
    pub(super) fn branch_member(
        &mut self,
        target: CollectionId,
        targets: &[CollectionId],
        key: &str,
        json: &Json,
        path: &Path<'_>,
    ) -> Option<Filter> {
        let schema = self.names().schema;
        if key == "collection" {
            let subject = Subject {
                operand: Operand::field(FieldId(0)),
                column: ColumnType::LongText,
                type_name: "the name of a collection",
                is_protected: false,
            };
            let filter = self.comparisons(&subject, json, path)?;
            let name = Value::Text(schema.collection(target).name.to_string());
            let holds = evaluate::evaluate(&filter, &evaluate::OneValue(name)) == Some(true);
            return Some(if holds { Filter::TRUE } else { Filter::FALSE });
        }
        if key == "item" {
            return self.item(target, json, path);
        }
        let scope = key.strip_prefix("item:").and_then(|name| schema.collection_named(name));
        match scope.filter(|collection| targets.contains(&collection.id)) {
            // Read in every branch, so that what filters nothing filters nothing.
            Some(collection) => {
                let filter = self.item(collection.id, json, path)?;
                Some(if collection.id == target { filter } else { Filter::FALSE })
            }
            None => {
                let names: Vec<String> = targets
                    .iter()
                    .map(|id| format!("item:{}", schema.collection(*id).name))
                    .collect();
                let all = names.iter().map(String::as_str).chain(["collection", "item"]);
                let near = nearest(key, all).map(str::to_owned);
                let kind = ConditionErrorKind::UnknownField {
                    collection: target,
                    name: key.to_owned(),
                    nearest: near,
                };
                self.refuse(path, kind);
                None
            }
        }
    }

    fn item(&mut self, target: CollectionId, json: &Json, path: &Path<'_>) -> Option<Filter> {
        if json.is_object() {
            return self.object(Scope::Related(target), json, path);
        }
        let subject = self.key_of(target)?;
        self.compare(&subject, "_eq", json, path)
    }

    /// The key of an item, as what operators below a relation compare.
    pub(super) fn key_of(&mut self, collection: CollectionId) -> Option<Subject> {
        let key = self.names().schema.collection(collection).key();
        let column = key.column_type()?;
        Some(Subject {
            operand: Operand::field(key.id),
            column,
            type_name: key.kind.type_name(),
            is_protected: false,
        })
    }
}

fn joined(quantifier: Quantifier, parts: Vec<Filter>) -> Filter {
    let parts = parts.into_iter().map(Some).collect();
    let filter = if quantifier == Quantifier::Some {
        any(parts)
    } else {
        all(parts)
    };
    filter.unwrap_or(Filter::FALSE)
}

fn related(link: LinkPath, quantifier: Quantifier, filter: Filter) -> Filter {
    match quantifier {
        Quantifier::Some if filter.is_false() => Filter::FALSE,
        Quantifier::None if filter.is_false() => Filter::TRUE,
        Quantifier::Every if filter.is_true() => Filter::TRUE,
        _ => Filter::Related {
            link,
            quantifier,
            filter: Box::new(filter),
        },
    }
}

/// Whether a member below a relation speaks of the parent: an operator of an m2o, a quantifier or `_null` of a relation to many, or a group
/// that holds such a member.
fn is_about_parent(way: Way<'_>, key: &str, json: &Json, depth: usize) -> bool {
    if !is_group(key) {
        return match way {
            Way::One { .. } => key.starts_with('_'),
            Way::Many { .. } | Way::Any { .. } => {
                is_presence(key, json) || (way.is_list() && matches!(key, "_some" | "_none" | "_every"))
            }
        };
    }
    // Deeper than the parser goes itself.
    if depth > 100 {
        return false;
    }
    let holds = |member: &Json| {
        member.as_object().is_some_and(|members| {
            members
                .iter()
                .any(|(key, json)| is_about_parent(way, key, json, depth + 1))
        })
    };
    match json {
        Json::Array(members) => members.iter().any(holds),
        member => holds(member),
    }
}

fn is_presence(key: &str, json: &Json) -> bool {
    matches!(key, "_null" | "_nnull") || (matches!(key, "_eq" | "_neq") && (json.is_null() || json == "null"))
}
