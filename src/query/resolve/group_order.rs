//! `sort` of an aggregate read: by group keys and by what is measured. What is not asked for can not be sorted by. All group keys end it, so that
//! pages never overlap.

use super::{
    Resolver,
    order::MAX_KEYS,
    parameters::{Parameters, texts},
};
use crate::{
    query::aggregation::{AggregateFunction, AggregateKey, AggregateSort, Group, Measure},
    schema::{collection::Direction, condition::ConditionErrorKind},
    value::CollectionId,
};

impl Resolver<'_> {
    pub(super) fn aggregate_sort(
        &mut self,
        collection: CollectionId,
        parameters: &Parameters<'_>,
        groups: &[Group],
        measures: &[Measure],
    ) -> Vec<AggregateSort> {
        let at = parameters.path("sort");
        let keys = parameters.sort.map_or(Some(Vec::new()), texts).unwrap_or_else(|| {
            self.malformed(
                at.clone(),
                "must be names of groups and aggregates, with - for descending",
            );
            Vec::new()
        });
        if keys.len() > MAX_KEYS {
            let sentence = format!("has more than {MAX_KEYS} keys");
            self.refuse(at, ConditionErrorKind::TooLarge(sentence));
            return Vec::new();
        }
        let mut sorts: Vec<AggregateSort> = Vec::new();
        for (index, key) in keys.into_iter().enumerate() {
            let (direction, key) = match key.strip_prefix('-') {
                Some(rest) => (Direction::Descending, rest.trim()),
                None => (Direction::Ascending, key),
            };
            match self.aggregate_key(collection, key, groups, measures) {
                Ok(by) => add(&mut sorts, by, direction),
                Err(kind) => self.refuse(format!("{at}[{index}]"), kind),
            }
        }
        for index in 0..groups.len() {
            add(&mut sorts, AggregateKey::Group(index), Direction::Ascending);
        }
        sorts
    }

    fn aggregate_key(
        &self,
        collection: CollectionId,
        key: &str,
        groups: &[Group],
        measures: &[Measure],
    ) -> Result<AggregateKey, ConditionErrorKind> {
        if let Some(index) = groups.iter().position(|group| &*group.key == key) {
            return Ok(AggregateKey::Group(index));
        }
        let (function, name) = match key.split_once('.') {
            Some((function, name)) => (AggregateFunction::named(function.trim()), name.trim()),
            None => (None, key),
        };
        if let Some(function) = function {
            return self.measured_key(collection, function, name, measures);
        }
        let is_count = |measure: &Measure| measure.of.is_none() && measure.function.name() == key;
        if let Some(index) = measures.iter().position(is_count) {
            return Ok(AggregateKey::Measure(index));
        }
        if AggregateFunction::named(key).is_some() && self.names.field(collection, key).is_err() {
            let sentence = format!("{key} alone is not asked for; name its field: {key}.price");
            return Err(ConditionErrorKind::Malformed(sentence));
        }
        let value = self.own_value(collection, key)?;
        let index = groups.iter().position(|group| group.operand == value.operand);
        let index = index.ok_or_else(|| {
            ConditionErrorKind::Unfit(format!(
                "{key} is neither a group's key nor an aggregate that is asked for"
            ))
        });
        index.map(AggregateKey::Group)
    }

    /// `sum.views`
    fn measured_key(
        &self,
        collection: CollectionId,
        function: AggregateFunction,
        name: &str,
        measures: &[Measure],
    ) -> Result<AggregateKey, ConditionErrorKind> {
        let is_named =
            |measure: &Measure| measure.function == function && measure.of.as_ref().is_some_and(|of| &*of.key == name);
        if let Some(index) = measures.iter().position(is_named) {
            return Ok(AggregateKey::Measure(index));
        }
        let value = self.own_value(collection, name)?;
        let is_it = |measure: &Measure| {
            measure.function == function && measure.of.as_ref().is_some_and(|of| of.operand == value.operand)
        };
        let index = measures.iter().position(is_it);
        let index = index.ok_or_else(|| {
            ConditionErrorKind::Unfit(format!("{}.{name} is not asked for in aggregate", function.name()))
        });
        index.map(AggregateKey::Measure)
    }
}

/// A second key of the same value decides nothing, whatever its direction.
fn add(sorts: &mut Vec<AggregateSort>, by: AggregateKey, direction: Direction) {
    if !sorts.iter().any(|known| known.by == by) {
        sorts.push(AggregateSort { by, direction });
    }
}
