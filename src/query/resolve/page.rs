//! `limit`, `offset`, `page` and `meta`.

use super::{
    Resolver,
    parameters::{Parameters, texts},
};
use crate::{
    query::{Counts, Page},
    schema::condition::ConditionErrorKind,
    value::{CollectionId, Json},
};

impl Resolver<'_> {
    /// The page of a list. With `page` and `offset`, `page` wins; `limit=-1` is every row, if the maximum allows.
    pub(super) fn page(&mut self, collection: CollectionId, parameters: &Parameters<'_>) -> Page {
        let (default, most) = self.bounds(collection, parameters);
        let limit = self
            .number(parameters.limit, &parameters.path("limit"), -1)
            .unwrap_or(default);
        let offset = self
            .number(parameters.offset, &parameters.path("offset"), 0)
            .unwrap_or(0);
        let page = self.number(parameters.page, &parameters.path("page"), 0).unwrap_or(0);
        let offset = u64::try_from(offset).unwrap_or(0);
        if limit < 0 {
            return Page {
                limit: most.saturating_add(1),
                offset,
                is_whole: true,
            };
        }
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        if limit > most {
            let sentence = format!("is at most {most} here; read page by page");
            self.refuse(parameters.path("limit"), ConditionErrorKind::TooLarge(sentence));
        }
        let skipped = u64::try_from(page)
            .unwrap_or(0)
            .saturating_sub(1)
            .saturating_mul(u64::from(limit));
        Page {
            limit,
            // What the engines can count to.
            offset: if page > 0 { skipped } else { offset }.min(i64::MAX.unsigned_abs()),
            is_whole: false,
        }
    }

    /// How many rows where nothing is said, and how many at most.
    fn bounds(&self, collection: CollectionId, parameters: &Parameters<'_>) -> (i64, u32) {
        let own = self.names.schema.collection(collection).limits;
        let most = own.max.unwrap_or(self.limits.max_page);
        match self.limits.export {
            Some(most) if parameters.are_of_request() => (-1, most),
            Some(_) => (i64::from(most), most),
            None => (
                i64::from(own.default.unwrap_or(self.limits.default_page).min(most)),
                most,
            ),
        }
    }

    fn number(&mut self, json: Option<&Json>, path: &str, least: i64) -> Option<i64> {
        let number = match json? {
            Json::Null => return None,
            Json::Number(number) => number.as_i64(),
            Json::String(text) if text.trim().is_empty() => return None,
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let valid = number.filter(|number| *number >= least);
        if valid.is_none() {
            let sentence = if least < 0 {
                "must be a whole number, at least 0, or -1 for all"
            } else {
                "must be a whole number, at least 0"
            };
            self.malformed(path, sentence);
        }
        valid
    }
}

const COUNTS: &str = "must be *, total_count, filter_count or estimated_count";

/// `meta=total_count,filter_count`, which is `*`, and `estimated_count`.
pub(super) fn counts(resolver: &mut Resolver<'_>, json: Option<&Json>) -> Counts {
    let mut counts = Counts::default();
    let Some(json) = json else { return counts };
    let Some(names) = texts(json) else {
        resolver.malformed("meta", COUNTS);
        return counts;
    };
    for name in names {
        match name {
            "total_count" => counts.total = true,
            "filter_count" => counts.filtered = true,
            "*" => (counts.total, counts.filtered) = (true, true),
            "estimated_count" => counts.estimated = true,
            _ => resolver.malformed("meta", COUNTS),
        }
    }
    counts
}
