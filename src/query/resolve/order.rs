//! `sort`: fields of the collection, or through relations to one. The primary key ends it, so that pages never overlap.

use super::{
    Resolver,
    fields::split_path,
    parameters::{Parameters, texts},
};
use crate::{
    filter::{Filter, Function, JsonKind, Operand},
    query::{Sort, SortStep},
    schema::{
        Link,
        collection::Direction,
        condition::{ConditionErrorKind, Named},
    },
    value::{CollectionId, ColumnType},
};

/// What a list is sorted by when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The collection's `sort`.
    OfCollection,
    /// The list's own: that of the junction.
    Own,
}

pub(super) const MAX_KEYS: usize = 20;

impl Resolver<'_> {
    pub(super) fn sort(
        &mut self,
        collection: CollectionId,
        parameters: &Parameters<'_>,
        aliases: &[(&str, &str)],
        order: Order,
    ) -> Vec<Sort> {
        let path = parameters.path("sort");
        let keys = match parameters.sort.map(texts) {
            None => Vec::new(),
            Some(Some(keys)) => keys,
            Some(None) => {
                self.malformed(path.clone(), "must be names of fields, with - for descending");
                Vec::new()
            }
        };
        if keys.is_empty() {
            return if order == Order::Own {
                Vec::new()
            } else {
                self.default_sort(collection)
            };
        }
        if keys.len() > MAX_KEYS {
            self.refuse(
                path,
                ConditionErrorKind::TooLarge(format!("has more than {MAX_KEYS} keys")),
            );
            return Vec::new();
        }
        let mut sorts: Vec<Sort> = Vec::new();
        for (index, key) in keys.into_iter().enumerate() {
            match self.sort_key(collection, key, aliases) {
                Ok(sort) => {
                    for sort in of_each_kind(sort) {
                        if !sorts.iter().any(|known| is_same_key(known, &sort)) {
                            sorts.push(sort);
                        }
                    }
                }
                Err(kind) => self.refuse(format!("{path}[{index}]"), kind),
            }
        }
        self.end_with_key(collection, sorts)
    }

    /// The model's order, without what the caller may not see.
    fn default_sort(&self, collection: CollectionId) -> Vec<Sort> {
        let model = self.names.schema.collection(collection);
        let visible = model
            .sort
            .iter()
            .filter(|(field, _)| self.names.can_see(collection, model.field(*field)));
        let sorts = visible.map(|(field, direction)| plain(Operand::field(*field), *direction));
        self.end_with_key(collection, sorts.collect())
    }

    pub(super) fn key_order(&self, collection: CollectionId) -> Vec<Sort> {
        self.end_with_key(collection, Vec::new())
    }

    fn end_with_key(&self, collection: CollectionId, mut sorts: Vec<Sort>) -> Vec<Sort> {
        let key = plain(
            Operand::field(self.names.schema.collection(collection).primary_key),
            Direction::Ascending,
        );
        if !sorts.iter().any(|known| is_same_key(known, &key)) {
            sorts.push(key);
        }
        sorts
    }

    fn sort_key(
        &self,
        mut collection: CollectionId,
        key: &str,
        aliases: &[(&str, &str)],
    ) -> Result<Sort, ConditionErrorKind> {
        let (direction, key) = match key.strip_prefix('-') {
            Some(rest) => (Direction::Descending, rest.trim()),
            None => (Direction::Ascending, key),
        };
        let key = aliases
            .iter()
            .find(|(alias, _)| *alias == key)
            .map_or(key, |(_, target)| target);
        let steps = split_path(key);
        let Some((last, relations)) = steps.split_last() else {
            return Err(ConditionErrorKind::Malformed("must be the name of a field".to_owned()));
        };
        if relations.len() > self.limits.depth {
            let sentence = format!("goes through more than {} relations", self.limits.depth);
            return Err(ConditionErrorKind::TooLarge(sentence));
        }
        let mut through = Vec::new();
        for name in relations {
            let field = self.names.field(collection, name)?;
            let Some(Link::One { target, .. }) = &field.link else {
                let sentence =
                    format!("{name} leads to no single item; a list is sorted through relations to one only");
                return Err(ConditionErrorKind::Unfit(sentence));
            };
            through.push(SortStep {
                field: field.id,
                target: *target,
                guard: None,
                filter: Filter::TRUE,
            });
            collection = *target;
        }
        let Named { operand, field, column } = self.names.named(collection, last)?;
        match column {
            _ if operand.function.is_none() && self.names.is_protected(field) => Err(ConditionErrorKind::Unfit(
                format!("{last} is stored protected and has no order"),
            )),
            Some(ColumnType::Json) if operand.function.is_none() => {
                Err(ConditionErrorKind::Unfit(format!("{last} is JSON and has no order")))
            }
            None if field.is_to_many() => Err(ConditionErrorKind::Unfit(format!(
                "{last} is a list and has no order; use count({last})"
            ))),
            None => Err(ConditionErrorKind::Unfit(format!("{last} has no column and no order"))),
            Some(_) => Ok(Sort {
                through,
                operand,
                direction,
            }),
        }
    }
}

/// What stands in a document may be of any kind: numbers come first, then texts, then false and true, and then all that has no order.
fn of_each_kind(sort: Sort) -> Vec<Sort> {
    let Some(Function::Json(part)) = &sort.operand.function else {
        return vec![sort];
    };
    let of_kind = |kind| Sort {
        operand: Operand {
            function: Some(Function::Json(part.of_kind(kind))),
            ..sort.operand.clone()
        },
        ..sort.clone()
    };
    [JsonKind::Number, JsonKind::Text, JsonKind::Flag].map(of_kind).into()
}

fn plain(operand: Operand, direction: Direction) -> Sort {
    Sort {
        through: Vec::new(),
        operand,
        direction,
    }
}

/// A second key of the same value decides nothing, whatever its direction.
fn is_same_key(one: &Sort, other: &Sort) -> bool {
    one.through == other.through && one.operand == other.operand
}
