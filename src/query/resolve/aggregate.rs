//! `aggregate` and `groupBy`: what is measured, and by what the rows are grouped. `fields`, `alias` and `deep` have no effect beside them, but a name
//! in them that the caller may not know is refused all the same.

#[cfg(test)]
mod tests;

use super::{
    QueryError, Resolver,
    fields::{self, split_path},
    page,
    parameters::{Parameters, texts},
};
use crate::{
    filter::Operand,
    query::{
        Counts, QueryLimits, RawQuery,
        aggregation::{AGGREGATE_FUNCTIONS, AggregateFunction, Aggregation, Group, Measure, Measured},
    },
    schema::{
        Field, Schema,
        condition::{ConditionErrorKind, Named, Names, Visibility},
    },
    value::{CollectionId, ColumnType, Json, Name},
    yaml::nearest::nearest,
};

/// What an aggregate read means: the groups, and the counts of items beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedAggregation {
    pub aggregation: Aggregation,
    pub counts: Counts,
}

/// Resolves a read of `collection` for which `RawQuery::is_aggregate` holds.
pub fn resolve_aggregation(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: QueryLimits,
    collection: CollectionId,
    raw: &RawQuery,
) -> Result<ResolvedAggregation, QueryError> {
    let mut resolver = Resolver::new(Names { schema, visibility }, limits);
    resolver.refuse_what_is_not_yet(raw);
    resolver.check_names(collection, raw);
    let counts = page::counts(&mut resolver, raw.meta.as_ref());
    if counts.estimated {
        resolver.unfit(
            "meta",
            "estimated_count is for lists of items; groups are counted exactly",
        );
    }
    let rows = RawQuery {
        fields: None,
        deep: None,
        alias: None,
        ..raw.clone()
    };
    let parameters = Parameters::of_request(&mut resolver, &rows);
    let aggregation = resolver.aggregation(collection, &parameters);
    resolver.finish(ResolvedAggregation { aggregation, counts })
}

const MAX_GROUPS: usize = 20;
const MAX_MEASURES: usize = 100;

impl Resolver<'_> {
    /// The groups of one level: the request's own, or those that `deep` makes of a relation.
    pub(super) fn aggregation(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Aggregation {
        let groups = self.groups(collection, parameters);
        let measures = self.measures(collection, parameters, &groups);
        if groups.is_empty() && measures.is_empty() && self.problems.is_empty() {
            self.malformed(
                parameters.path("groupBy"),
                "must name a field, or `aggregate` a function",
            );
        }
        let asked = self.filter(collection, parameters.filter, &parameters.path("filter"));
        let filter = asked.and(self.search(collection, parameters));
        let sort = self.aggregate_sort(collection, parameters, &groups, &measures);
        Aggregation {
            collection,
            groups,
            measures,
            filter,
            sort,
            page: self.page(collection, parameters),
        }
    }

    fn check_names(&mut self, collection: CollectionId, raw: &RawQuery) {
        if raw.fields.is_none() && raw.deep.is_none() && raw.alias.is_none() {
            return;
        }
        let shape = raw.without_page();
        let parameters = Parameters::of_request(self, &shape);
        let paths = fields::read(self, raw.fields.as_ref());
        self.root(collection, &paths, &parameters);
    }

    fn groups(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Vec<Group> {
        let at = parameters.path("groupBy");
        let Some(names) = parameters.group_by.map_or(Some(Vec::new()), texts) else {
            self.malformed(at, "must be names of fields");
            return Vec::new();
        };
        if names.len() > MAX_GROUPS {
            let sentence = format!("has more than {MAX_GROUPS} keys");
            self.refuse(at, ConditionErrorKind::TooLarge(sentence));
            return Vec::new();
        }
        let mut groups: Vec<Group> = Vec::new();
        for (index, name) in names.into_iter().enumerate() {
            let path = format!("{at}[{index}]");
            match self.group(collection, name) {
                Ok(group) if groups.iter().any(|known| known.operand == group.operand) => {}
                Ok(group) if groups.iter().any(|known| known.key == group.key) => {
                    self.malformed(path, "gives a member of the same name as another key");
                }
                Ok(group) => groups.push(group),
                Err(kind) => self.refuse(path, kind),
            }
        }
        groups
    }

    fn group(&self, collection: CollectionId, text: &str) -> Result<Group, ConditionErrorKind> {
        let value = self.own_value(collection, text)?;
        if value.is_protected {
            return Err(value.unfit("is stored protected, and items can not be grouped by it"));
        }
        let column = value.single()?;
        if column == ColumnType::Json {
            return Err(value.unfit("is JSON, and items can not be grouped by it"));
        }
        let (key, operand) = (value.key(), value.operand);
        Ok(Group { key, operand, column })
    }

    fn measures(&mut self, collection: CollectionId, parameters: &Parameters<'_>, groups: &[Group]) -> Vec<Measure> {
        let at = parameters.path("aggregate");
        let members = match parameters.aggregate {
            None | Some(Json::Null) => return Vec::new(),
            Some(Json::String(text)) if text.trim().is_empty() => return Vec::new(),
            Some(Json::Object(members)) => members,
            Some(_) => {
                self.malformed(at, "must be an object such as {\"count\": \"*\", \"sum\": [\"price\"]}");
                return Vec::new();
            }
        };
        let mut measures = Vec::new();
        for (name, json) in members {
            let path = format!("{at}.{name}");
            let Some(function) = AggregateFunction::named(name) else {
                let near = nearest(name, AGGREGATE_FUNCTIONS.iter().map(|row| row.name));
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                self.malformed(path, &format!("is no aggregate function{hint}"));
                continue;
            };
            if groups.iter().any(|group| &*group.key == function.name()) {
                self.malformed(path.clone(), "gives a member of the same name as a group's key");
            }
            measures.extend(self.measures_of(collection, function, json, &path));
        }
        if measures.len() > MAX_MEASURES {
            let sentence = format!("asks for more than {MAX_MEASURES} values");
            self.refuse(at, ConditionErrorKind::TooLarge(sentence));
        }
        measures
    }

    fn measures_of(
        &mut self,
        collection: CollectionId,
        function: AggregateFunction,
        json: &Json,
        path: &str,
    ) -> Vec<Measure> {
        let names = match texts(json) {
            Some(names) if !names.is_empty() => names,
            _ => {
                let star = if function.counts_rows() { ", or *" } else { "" };
                self.malformed(path, &format!("must be names of fields{star}"));
                return Vec::new();
            }
        };
        if names.contains(&"*") || function == AggregateFunction::CountAll {
            if !function.counts_rows() {
                self.malformed(path, "takes names of fields; only count and countAll take *");
            } else if function == AggregateFunction::CountAll && names != ["*"] {
                self.malformed(path, "takes only *; count takes names of fields");
            } else if names.iter().any(|name| *name != "*") {
                self.malformed(
                    path,
                    "takes either * or names of fields; countAll counts the items beside them",
                );
            }
            return vec![Measure { function, of: None }];
        }
        let mut measures: Vec<Measure> = Vec::new();
        for (index, name) in names.into_iter().enumerate() {
            let path = format!("{path}[{index}]");
            match self.measured(collection, function, name) {
                Ok(of) if measures.iter().any(|known| is_of(known, &of.operand)) => {}
                Ok(of)
                    if measures
                        .iter()
                        .any(|known| known.of.as_ref().is_some_and(|known| known.key == of.key)) =>
                {
                    self.malformed(path, "gives a member of the same name as another field");
                }
                Ok(of) => measures.push(Measure { function, of: Some(of) }),
                Err(kind) => self.refuse(path, kind),
            }
        }
        measures
    }

    fn measured(
        &self,
        collection: CollectionId,
        function: AggregateFunction,
        text: &str,
    ) -> Result<Measured, ConditionErrorKind> {
        let value = self.own_value(collection, text)?;
        if value.is_protected && function != AggregateFunction::Count {
            return Err(value.unfit("is stored protected; its values can only be counted"));
        }
        let column = value.single()?;
        if !function.fits(column) {
            let type_name = value.field.kind.type_name();
            return Err(ConditionErrorKind::Unfit(format!(
                "{} does not fit {type_name}",
                function.name()
            )));
        }
        let (key, operand) = (value.key(), value.operand);
        Ok(Measured { key, operand, column })
    }

    /// `price` or `year(published_at)`: what belongs to the items themselves.
    pub(super) fn own_value(&self, collection: CollectionId, text: &str) -> Result<OwnValue<'_>, ConditionErrorKind> {
        if split_path(text).len() > 1 {
            let sentence = "must be a field of the items themselves, or a function of one";
            return Err(ConditionErrorKind::Malformed(sentence.to_owned()));
        }
        let Named { operand, field, column } = self.names.named(collection, text)?;
        Ok(OwnValue {
            is_protected: operand.function.is_none() && self.names.is_protected(field),
            operand,
            field,
            column,
        })
    }
}

/// A value of an item, maybe through a function.
pub(super) struct OwnValue<'a> {
    pub operand: Operand,
    pub field: &'a Field,
    column: Option<ColumnType>,
    is_protected: bool,
}

impl OwnValue<'_> {
    fn key(&self) -> Name {
        match &self.operand.function {
            Some(function) => function.member(&self.field.name),
            None => self.field.name.clone(),
        }
    }

    fn single(&self) -> Result<ColumnType, ConditionErrorKind> {
        self.column.ok_or_else(|| {
            if self.field.is_to_many() {
                self.unfit(&format!("is a list; use count({})", self.field.name))
            } else {
                self.unfit("has no column of its own")
            }
        })
    }

    fn unfit(&self, what: &str) -> ConditionErrorKind {
        ConditionErrorKind::Unfit(format!("{} {what}", self.field.name))
    }
}

fn is_of(measure: &Measure, operand: &Operand) -> bool {
    measure.of.as_ref().is_some_and(|of| of.operand == *operand)
}
