//! Objects and groups: several keys are AND, `_and`, `_or`, `_not` stand anywhere.
//!
//! `None` is a filter that filters nothing, which is not the same as one that is TRUE: `_not` of nothing is nothing.

use super::{
    ConditionError, ConditionErrorKind, ConditionLimits, Names,
    compare::{Subject, all, any, not},
    path::Path,
};
use crate::{
    filter::{Filter, Function},
    operator::Operator,
    value::{CollectionId, ColumnType, Json},
};

/// Groups inside groups: the parser is recursive, and so is everything that walks a filter.
const MAX_NESTING: usize = 64;

/// What the names of an object mean.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope<'s> {
    /// Fields of an item.
    Item(CollectionId),
    /// Fields of a related item; operators compare its key.
    Related(CollectionId),
    /// An element of an m2a: `collection`, `item`, `item:quotes`. `target` is what the element is tried as.
    Branch {
        target: CollectionId,
        targets: &'s [CollectionId],
    },
}

pub(super) struct Parser<'a> {
    names: Names<'a>,
    limits: ConditionLimits,
    nodes: usize,
    values: usize,
    nesting: usize,
    relations: usize,
    errors: Vec<ConditionError>,
}

/// Reads one member of a group.
type Member<'m, 'a> = &'m mut dyn FnMut(&mut Parser<'a>, &Json, &Path<'_>) -> Option<Filter>;

impl<'a> Parser<'a> {
    pub fn new(names: Names<'a>, limits: ConditionLimits) -> Self {
        Self {
            names,
            limits,
            nodes: 0,
            values: 0,
            nesting: 0,
            relations: 0,
            errors: Vec::new(),
        }
    }

    pub fn finish(self, filter: Option<Filter>) -> Result<Filter, Vec<ConditionError>> {
        if self.errors.is_empty() {
            Ok(filter.unwrap_or(Filter::TRUE))
        } else {
            Err(self.errors)
        }
    }

    pub fn names(&self) -> &Names<'a> {
        &self.names
    }

    pub fn limits(&self) -> &ConditionLimits {
        &self.limits
    }

    /// The same mistake is found once for each target of an m2a; it is told once.
    pub fn refuse(&mut self, path: &Path<'_>, kind: ConditionErrorKind) {
        let error = ConditionError {
            path: path.to_string(),
            kind,
        };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    pub fn malformed(&mut self, path: &Path<'_>, sentence: &str) -> Option<Filter> {
        self.refuse(path, ConditionErrorKind::Malformed(sentence.to_owned()));
        None
    }

    /// Counts a condition or a group; `false`: there are too many, and nothing more is read.
    pub fn count_node(&mut self) -> bool {
        let most = self.limits.nodes;
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes == most.saturating_add(1) {
            self.refuse(
                &Path::ROOT,
                ConditionErrorKind::TooLarge(format!("has more than {most} conditions")),
            );
        }
        // So many mistakes are no mistake any more; telling them all would cost more than the filter.
        self.nodes <= most && self.errors.len() < 50
    }

    /// Counts the values of a list; `false`: there are too many in all lists together. Engines can bind only so many.
    pub fn count_values(&mut self, count: usize) -> bool {
        self.values = self.values.saturating_add(count);
        self.values <= self.limits.values
    }

    /// An object of members that are all to hold.
    pub fn object(&mut self, scope: Scope<'_>, json: &Json, path: &Path<'_>) -> Option<Filter> {
        match json {
            Json::Object(members) => self.members(scope, members, path),
            Json::Null => None,
            _ => self.malformed(path, "must be an object such as {\"title\": {\"_eq\": \"Tide\"}}"),
        }
    }

    pub fn members<'j, I>(&mut self, scope: Scope<'_>, members: I, path: &Path<'_>) -> Option<Filter>
    where
        I: IntoIterator<Item = (&'j String, &'j Json)>,
    {
        let parts = members
            .into_iter()
            .map(|(key, json)| self.member(scope, key, json, &path.key(key)));
        all(parts.collect::<Vec<_>>())
    }

    fn member(&mut self, scope: Scope<'_>, key: &str, json: &Json, path: &Path<'_>) -> Option<Filter> {
        let group = self.group(key, json, path, &mut |parser, json, path| {
            parser.object(scope, json, path)
        });
        if let Some(filter) = group {
            return filter;
        }
        if !key.starts_with('_') {
            return self.deeper(path, |parser| parser.named(scope, key, json, path));
        }
        match scope {
            Scope::Related(collection) => {
                let subject = self.key_of(collection)?;
                self.compare(&subject, key, json, path)
            }
            Scope::Item(_) | Scope::Branch { .. } if Operator::named(key).is_some() => {
                self.malformed(path, "an operator stands below a field")
            }
            Scope::Item(_) | Scope::Branch { .. } => self.malformed(
                path,
                "only _and, _or and _not stand here; _some, _none and _every stand below a relation to many",
            ),
        }
    }

    fn named(&mut self, scope: Scope<'_>, key: &str, json: &Json, path: &Path<'_>) -> Option<Filter> {
        match scope {
            Scope::Item(collection) | Scope::Related(collection) => self.field(collection, key, json, path),
            Scope::Branch { target, targets } => self.branch_member(target, targets, key, json, path),
        }
    }

    pub(super) fn field(
        &mut self,
        collection: CollectionId,
        key: &str,
        json: &Json,
        path: &Path<'_>,
    ) -> Option<Filter> {
        let named = match self.names.named(collection, key) {
            Ok(named) => named,
            Err(kind) => {
                self.refuse(path, kind);
                return None;
            }
        };
        if let (None, Some(link)) = (&named.operand.function, &named.field.link) {
            return self.relation(named.field, link, json, path);
        }
        if let (None, Json::Object(members)) = (&named.operand.function, json)
            && named.column == Some(ColumnType::Json)
            && let Some(inner) = members.get("_json")
        {
            return self.inside_document(collection, key, (members, inner), path);
        }
        let Some(column) = named.column else {
            let sentence = format!(
                "{} has no column and can not be filtered by",
                named.field.kind.type_name()
            );
            self.refuse(path, ConditionErrorKind::Unfit(sentence));
            return None;
        };
        let is_function = named.operand.function.is_some();
        let subject = Subject {
            type_name: match &named.operand.function {
                None => named.field.kind.type_name(),
                Some(Function::Json(_)) => "a value inside JSON",
                Some(_) => "a number",
            },
            operand: named.operand,
            column,
            is_protected: !is_function && self.names.is_protected(named.field),
        };
        self.comparisons(&subject, json, path)
    }

    /// `_and`, `_or`, `_not` with members of any kind; `None` when the key is none of them.
    pub fn group(&mut self, key: &str, json: &Json, path: &Path<'_>, member: Member<'_, 'a>) -> Option<Option<Filter>> {
        if !is_group(key) {
            return None;
        }
        if !self.count_node() {
            return Some(None);
        }
        Some(self.deeper(path, |parser| match (key, json) {
            ("_not", json) => member(parser, json, path).map(not),
            (_, Json::Array(members)) => {
                let parts = members
                    .iter()
                    .enumerate()
                    .map(|(index, json)| member(parser, json, &path.index(index)));
                let parts = parts.collect::<Vec<_>>();
                if key == "_and" { all(parts) } else { any(parts) }
            }
            _ => parser.malformed(path, "must be a list of filters"),
        }))
    }

    /// Runs one level deeper, or refuses.
    pub fn deeper(&mut self, path: &Path<'_>, read: impl FnOnce(&mut Self) -> Option<Filter>) -> Option<Filter> {
        if self.nesting >= MAX_NESTING {
            self.refuse(
                path,
                ConditionErrorKind::TooLarge(format!("is nested more than {MAX_NESTING} deep")),
            );
            return None;
        }
        self.nesting += 1;
        let filter = read(self);
        self.nesting -= 1;
        filter
    }

    /// Runs on the other side of a relation, or refuses.
    pub fn across(&mut self, path: &Path<'_>, read: impl FnOnce(&mut Self) -> Option<Filter>) -> Option<Filter> {
        let most = self.limits.depth;
        if self.relations >= most {
            self.refuse(
                path,
                ConditionErrorKind::TooLarge(format!("goes through more than {most} relations")),
            );
            return None;
        }
        self.relations += 1;
        let filter = self.deeper(path, read);
        self.relations -= 1;
        filter
    }
}

pub(super) fn is_group(key: &str) -> bool {
    matches!(key, "_and" | "_or" | "_not")
}
