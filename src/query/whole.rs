//! `limit=-1`: a list that was asked for whole is whole, or the read is refused. Which lists are cut is seen in the answer, because only the
//! engine knows how many rows there are.

use super::{Page, Query, Selected, Selection, resolve::QueryError};
use crate::{
    schema::condition::{ConditionError, ConditionErrorKind},
    value::Json,
};

impl Query {
    /// Whether a list below the rows themselves was asked for whole, so that the answer must be looked into.
    pub fn nests_whole_lists(&self) -> bool {
        self.select.iter().any(|selection| match &selection.value {
            Selected::Operand(_) => false,
            Selected::Related { query, .. } | Selected::Keys { query, .. } => {
                query.page.is_whole || query.nests_whole_lists()
            }
            Selected::Groups { aggregation, .. } => aggregation.page.is_whole && !aggregation.groups.is_empty(),
            Selected::Branches { branches, page, .. } => page.is_whole || branches.iter().any(Query::nests_whole_lists),
        })
    }

    /// Refuses an answer with as many rows as only a cut list has.
    pub fn check_rows(&self, count: usize) -> Result<(), QueryError> {
        if is_cut(self.page, count) {
            Err(refusal("limit".to_owned(), self.page))
        } else {
            Ok(())
        }
    }

    /// The same for the lists inside the rows.
    pub fn check_nested(&self, rows: &[Json]) -> Result<(), QueryError> {
        rows.iter().try_for_each(|row| self.check_item(row, "deep"))
    }

    fn check_item(&self, item: &Json, path: &str) -> Result<(), QueryError> {
        self.select
            .iter()
            .try_for_each(|selection| self.check_member(selection, item, path))
    }

    fn check_member(&self, selection: &Selection, item: &Json, path: &str) -> Result<(), QueryError> {
        let Some(value) = item.get(&*selection.key) else {
            return Ok(());
        };
        let path = format!("{path}.{}", selection.key);
        match &selection.value {
            Selected::Operand(_) => Ok(()),
            Selected::Related { query, .. } | Selected::Keys { query, .. } => {
                let Json::Array(list) = value else {
                    return query.check_item(value, &path);
                };
                check_list(query.page, list, &path)?;
                list.iter().try_for_each(|item| query.check_item(item, &path))
            }
            Selected::Groups { aggregation, .. } => match value {
                Json::Array(list) => check_list(aggregation.page, list, &path),
                _ => Ok(()),
            },
            Selected::Branches { branches, page, .. } => {
                let elements = match value {
                    Json::Array(list) => list.as_slice(),
                    one => std::slice::from_ref(one),
                };
                check_list(*page, elements, &path)?;
                // A member that only one of the branches has is a list in that one; a name that two have is checked by both limits.
                let items = || elements.iter().filter_map(|element| element.get("item"));
                branches
                    .iter()
                    .try_for_each(|branch| items().try_for_each(|item| branch.check_item(item, &path)))
            }
        }
    }
}

fn check_list(page: Page, list: &[Json], path: &str) -> Result<(), QueryError> {
    if is_cut(page, list.len()) {
        Err(refusal(format!("{path}._limit"), page))
    } else {
        Ok(())
    }
}

fn is_cut(page: Page, count: usize) -> bool {
    page.is_whole && u32::try_from(count).unwrap_or(u32::MAX) >= page.limit
}

fn refusal(path: String, page: Page) -> QueryError {
    let most = page.limit.saturating_sub(1);
    let sentence =
        format!("-1 means all, but there are more than {most} and none is left out silently; read page by page");
    QueryError {
        problems: vec![ConditionError {
            path,
            kind: ConditionErrorKind::TooLarge(sentence),
        }],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        query::{QueryLimits, RawQuery, resolve},
        schema::{condition::Everything, fixture},
    };

    #[test]
    fn a_list_that_is_asked_for_whole_is_not_cut() {
        let schema = fixture::schema();
        let limits = QueryLimits {
            max_page: 2,
            ..QueryLimits::default()
        };
        let check = |fields: &str, deep: Json, row: Json, expected: Option<&str>| {
            let raw = RawQuery {
                fields: Some(json!(fields)),
                deep: Some(deep),
                ..RawQuery::default()
            };
            let id = schema.expect("articles").id;
            let query = resolve::resolve(&schema, &Everything, limits, id, &raw).unwrap().query;
            let found = query
                .check_nested(std::slice::from_ref(&row))
                .err()
                .map(|error| error.problems[0].path.clone());
            assert_eq!(found.as_deref(), expected, "{row}");
            assert!(found.is_none() || query.nests_whole_lists());
        };
        let whole = || json!({"tags": {"_limit": -1}});
        check("tags", whole(), json!({"tags": [1, 2]}), None);
        check("tags", whole(), json!({"tags": [1, 2, 3]}), Some("deep.tags._limit"));
        check("tags", json!({}), json!({"tags": [1, 2, 3]}), None);
        check(
            "tags.name",
            whole(),
            json!({"tags": [{}, {}, {}]}),
            Some("deep.tags._limit"),
        );
        check(
            "author.articles",
            json!({"author": {"articles": {"_limit": -1}}}),
            json!({"author": null}),
            None,
        );
        check(
            "author.articles",
            json!({"author": {"articles": {"_limit": -1}}}),
            json!({"author": {"articles": [1, 2, 3]}}),
            Some("deep.author.articles._limit"),
        );
        check(
            "featured",
            json!({"featured": {"_limit": -1}}),
            json!({"featured": [{}, {}, {}]}),
            Some("deep.featured._limit"),
        );
    }
}
