//! `RawQuery` → `Query`: names become ids, wildcards become the fields that the caller may see, texts become values.
//!
//! One level at a time, the same for the request's own parameters and for those of `deep`. All problems are collected.

mod aggregate;
mod fields;
mod group_order;
mod level;
mod order;
mod page;
mod parameters;
mod search;
mod select;

#[cfg(test)]
mod tests;

use crate::{
    filter::Filter,
    schema::{
        Schema,
        condition::{self, ConditionError, ConditionErrorKind, ConditionLimits, Names, Visibility},
    },
    value::{CollectionId, Json},
};

pub use aggregate::{ResolvedAggregation, resolve_aggregation};

use super::{Counts, Query, QueryLimits, RawQuery};
use parameters::Parameters;

/// What a read means: the tree, and the counts beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    pub query: Query,
    pub counts: Counts,
}

/// Why a query is refused. `condition` errors are shared with filters in model files; all of one run are reported, those about shape first, then
/// those about names.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryError {
    pub problems: Vec<ConditionError>,
}

/// Resolves a list read of `collection`.
pub fn resolve(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: QueryLimits,
    collection: CollectionId,
    raw: &RawQuery,
) -> Result<Resolved, QueryError> {
    let mut resolver = Resolver::new(Names { schema, visibility }, limits);
    resolver.refuse_what_is_not_yet(raw);
    if raw.is_aggregate() {
        let name = if raw.group_by.is_some() { "groupBy" } else { "aggregate" };
        resolver.malformed(name, "gives groups, and has no place where items are meant");
    }
    let counts = page::counts(&mut resolver, raw.meta.as_ref());
    resolver.walks_back = resolver.backlink(raw.backlink.as_ref());
    let parameters = Parameters::of_request(&mut resolver, raw);
    let paths = fields::read(&mut resolver, raw.fields.as_ref());
    let query = resolver.root(collection, &paths, &parameters);
    resolver.finish(Resolved { query, counts })
}

/// So many mistakes are no mistake any more.
const MAX_PROBLEMS: usize = 100;

struct Resolver<'a> {
    names: Names<'a>,
    limits: QueryLimits,
    problems: Vec<ConditionError>,
    /// Members of all levels so far.
    selections: usize,
    /// Conditions and values of all filters so far: those of `deep` count like the filter itself.
    conditions: usize,
    values: usize,
    /// Whether wildcards go back over the relation that they came from.
    walks_back: bool,
}

impl<'a> Resolver<'a> {
    fn new(names: Names<'a>, limits: QueryLimits) -> Self {
        Self {
            names,
            limits,
            problems: Vec::new(),
            selections: 0,
            conditions: 0,
            values: 0,
            walks_back: true,
        }
    }

    fn finish<T>(mut self, meant: T) -> Result<T, QueryError> {
        if self.problems.is_empty() {
            return Ok(meant);
        }
        self.problems.sort_by_key(|problem| problem.kind.class());
        let problems = self.problems;
        Err(QueryError { problems })
    }

    fn refuse(&mut self, path: impl Into<String>, kind: ConditionErrorKind) {
        let error = ConditionError {
            path: path.into(),
            kind,
        };
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&error) {
            self.problems.push(error);
        }
    }

    fn malformed(&mut self, path: impl Into<String>, sentence: &str) {
        self.refuse(path, ConditionErrorKind::Malformed(sentence.to_owned()));
    }

    fn unfit(&mut self, path: impl Into<String>, sentence: &str) {
        self.refuse(path, ConditionErrorKind::Unfit(sentence.to_owned()));
    }

    /// Whether so much went wrong that reading on only costs.
    fn has_given_up(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS || self.selections > self.limits.selections
    }

    /// Parameters that later versions bring: a clear answer, never silence.
    fn refuse_what_is_not_yet(&mut self, raw: &RawQuery) {
        let later = [
            // A list takes these out before they come here.
            ("cursor", &raw.cursor, "is for lists of items"),
            ("export", &raw.export, "is for lists"),
            ("version", &raw.version, "is not supported yet"),
        ];
        for (name, value, sentence) in later {
            if value.as_ref().is_some_and(|value| !value.is_null()) {
                self.unfit(name, sentence);
            }
        }
    }

    fn backlink(&mut self, json: Option<&Json>) -> bool {
        match json {
            None | Some(Json::Null | Json::Bool(true)) => true,
            Some(Json::Bool(false)) => false,
            Some(Json::String(text)) if text == "true" => true,
            Some(Json::String(text)) if text == "false" => false,
            Some(_) => {
                self.malformed("backlink", "must be true or false");
                true
            }
        }
    }

    fn condition_limits(&self) -> ConditionLimits {
        ConditionLimits {
            depth: self.limits.depth,
            nodes: self.limits.filter_nodes.saturating_sub(self.conditions),
            values: self.limits.filter_values.saturating_sub(self.values),
        }
    }

    /// A filter of the caller on `collection`; its paths begin at `path`.
    fn filter(&mut self, collection: CollectionId, json: Option<&Json>, path: &str) -> Filter {
        let Some(json) = json else { return Filter::TRUE };
        let Names { schema, visibility } = self.names;
        let parsed = condition::parse(schema, visibility, self.condition_limits(), collection, json);
        self.parsed(parsed, path)
    }

    fn parsed(&mut self, parsed: Result<Filter, Vec<ConditionError>>, path: &str) -> Filter {
        match parsed {
            Ok(filter) => {
                let (conditions, values) = filter.size();
                self.conditions = self.conditions.saturating_add(conditions);
                self.values = self.values.saturating_add(values);
                filter
            }
            Err(problems) => {
                for problem in problems {
                    let separator = if problem.path.is_empty() || problem.path.starts_with('[') {
                        ""
                    } else {
                        "."
                    };
                    self.refuse(format!("{path}{separator}{}", problem.path), problem.kind);
                }
                Filter::TRUE
            }
        }
    }
}
