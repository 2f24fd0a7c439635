//! The parameters of one level: the request's own, or those that `deep` gives to a relation (with `_` before their names).

use super::{
    Resolver,
    fields::{split_list, split_path},
};
use crate::{query::raw::is_nothing, schema::condition::ConditionErrorKind, value::Json, yaml::nearest::nearest};

#[derive(Debug, Default)]
pub(super) struct Parameters<'j> {
    /// Empty for the request's own, `deep.tags` below.
    at: String,
    pub filter: Option<&'j Json>,
    pub search: Option<&'j Json>,
    pub sort: Option<&'j Json>,
    pub limit: Option<&'j Json>,
    pub offset: Option<&'j Json>,
    pub page: Option<&'j Json>,
    pub aggregate: Option<&'j Json>,
    pub group_by: Option<&'j Json>,
    alias: Option<&'j Json>,
    /// What `deep` says of the relations of this level.
    relations: Vec<(&'j str, &'j Json)>,
}

const NAMES: &[&str] = &[
    "_filter",
    "_search",
    "_sort",
    "_limit",
    "_offset",
    "_page",
    "_alias",
    "_aggregate",
    "_groupBy",
];

impl<'j> Parameters<'j> {
    pub fn of_request(resolver: &mut Resolver<'_>, raw: &'j super::RawQuery) -> Self {
        let mut parameters = Self {
            filter: raw.filter.as_ref(),
            search: raw.search.as_ref(),
            sort: raw.sort.as_ref(),
            limit: raw.limit.as_ref(),
            offset: raw.offset.as_ref(),
            page: raw.page.as_ref(),
            alias: raw.alias.as_ref(),
            aggregate: raw.aggregate.as_ref(),
            group_by: raw.group_by.as_ref(),
            ..Self::default()
        };
        match &raw.deep {
            None | Some(Json::Null) => {}
            Some(Json::Object(members)) => {
                for (key, json) in members {
                    if key.starts_with('_') {
                        resolver.malformed(format!("deep.{key}"), "stands below the name of a relation");
                    } else {
                        parameters.relations.push((key, json));
                    }
                }
            }
            Some(_) => resolver.malformed("deep", "must be an object of relations"),
        }
        parameters
    }

    /// What `deep` says of one relation; nothing is the default.
    pub fn of_relation(resolver: &mut Resolver<'_>, at: String, json: Option<&'j Json>) -> Self {
        let mut parameters = Self { at, ..Self::default() };
        let members = match json {
            None | Some(Json::Null) => return parameters,
            Some(Json::Object(members)) => members,
            Some(_) => {
                resolver.malformed(parameters.at.clone(), "must be an object such as {\"_limit\": 3}");
                return parameters;
            }
        };
        for (key, json) in members {
            match key.as_str() {
                "_filter" => parameters.filter = Some(json),
                "_search" => parameters.search = Some(json),
                "_sort" => parameters.sort = Some(json),
                "_limit" => parameters.limit = Some(json),
                "_offset" => parameters.offset = Some(json),
                "_page" => parameters.page = Some(json),
                "_alias" => parameters.alias = Some(json),
                "_aggregate" => parameters.aggregate = Some(json),
                "_groupBy" => parameters.group_by = Some(json),
                "_fields" | "_deep" => {
                    let sentence = "has no place here: name fields in `fields`, and nest relations without a prefix";
                    resolver.malformed(format!("{}.{key}", parameters.at), sentence);
                }
                "_cursor" => resolver.unfit(format!("{}.{key}", parameters.at), "is for lists of items"),
                unknown if unknown.starts_with('_') => {
                    let near = nearest(unknown, NAMES.iter().copied());
                    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                    let sentence = format!("is no parameter of a relation{hint}");
                    resolver.refuse(
                        format!("{}.{key}", parameters.at),
                        ConditionErrorKind::Malformed(sentence),
                    );
                }
                relation => parameters.relations.push((relation, json)),
            }
        }
        parameters
    }

    /// Whether groups are asked for instead of items.
    pub fn is_aggregate(&self) -> bool {
        !is_nothing(self.aggregate) || !is_nothing(self.group_by)
    }

    /// What shapes an item, without what chooses and orders items.
    pub fn shape(&self) -> Self {
        Self {
            at: self.at.clone(),
            alias: self.alias,
            relations: self.relations.clone(),
            ..Self::default()
        }
    }

    /// The request's own, and not those of a relation.
    pub fn are_of_request(&self) -> bool {
        self.at.is_empty()
    }

    /// Where a parameter of this level stands: `filter`, or `deep.tags._filter`.
    pub fn path(&self, name: &str) -> String {
        if self.at.is_empty() {
            name.to_owned()
        } else {
            format!("{}._{name}", self.at)
        }
    }

    /// Where `deep` speaks of a relation of this level.
    pub fn relation_path(&self, name: &str) -> String {
        if self.at.is_empty() {
            format!("deep.{name}")
        } else {
            format!("{}.{name}", self.at)
        }
    }

    pub fn relation(&self, name: &str) -> Option<&'j Json> {
        self.relations
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, json)| *json)
    }

    /// What `deep` names at this level.
    pub fn relations(&self) -> impl Iterator<Item = (&'j str, &'j Json)> {
        self.relations.iter().copied()
    }

    /// `{few: articles}`: other names for fields, at this level.
    pub fn aliases(&self, resolver: &mut Resolver<'_>) -> Vec<(&'j str, &'j str)> {
        let path = self.path("alias");
        let members = match self.alias {
            None | Some(Json::Null) => return Vec::new(),
            Some(Json::Object(members)) => members,
            Some(_) => {
                resolver.malformed(path, "must be an object such as {\"few\": \"articles\"}");
                return Vec::new();
            }
        };
        let mut aliases = Vec::new();
        for (name, json) in members {
            let path = format!("{path}.{name}");
            match json {
                _ if !is_alias(name) => {
                    resolver.malformed(
                        path,
                        "an alias is a name of letters, digits and _, at most 64, and no digit first",
                    );
                }
                Json::String(target) if split_path(target).len() == 1 => aliases.push((name.as_str(), target.trim())),
                _ => resolver.malformed(path, "must be the name of a field of this level"),
            }
        }
        aliases
    }
}

fn is_alias(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    starts && name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A comma text or a list of texts, trimmed, without empty parts. `None` when it is neither.
pub(super) fn texts(json: &Json) -> Option<Vec<&str>> {
    match json {
        Json::Null => Some(Vec::new()),
        Json::String(text) => Some(split_list(text)),
        Json::Array(list) => {
            let parts: Option<Vec<_>> = list.iter().map(|json| json.as_str().map(split_list)).collect();
            Some(parts?.into_iter().flatten().collect())
        }
        _ => None,
    }
}
