//! What the client said: untyped, from a query string (JSON text or brackets) or from a body.

use crate::value::Json;

/// The parameters of a read. Values are JSON, whatever way they came: a comma text is a JSON text, brackets have become objects and lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawQuery {
    pub fields: Option<Json>,
    pub filter: Option<Json>,
    pub search: Option<Json>,
    pub sort: Option<Json>,
    pub limit: Option<Json>,
    pub offset: Option<Json>,
    pub page: Option<Json>,
    pub cursor: Option<Json>,
    pub meta: Option<Json>,
    pub deep: Option<Json>,
    pub alias: Option<Json>,
    pub aggregate: Option<Json>,
    pub group_by: Option<Json>,
    pub export: Option<Json>,
    pub version: Option<Json>,
    pub backlink: Option<Json>,
}

impl RawQuery {
    /// Whether groups are asked for instead of items.
    pub fn is_aggregate(&self) -> bool {
        !is_nothing(self.aggregate.as_ref()) || !is_nothing(self.group_by.as_ref())
    }

    /// What shapes an item: for single items and the answers of writes, where filters and pages mean nothing.
    pub fn without_page(&self) -> Self {
        Self {
            filter: None,
            search: None,
            sort: None,
            limit: None,
            offset: None,
            page: None,
            cursor: None,
            meta: None,
            aggregate: None,
            group_by: None,
            export: None,
            ..self.clone()
        }
    }
}

/// What clients send for nothing: `groupBy=`, `aggregate={}`.
pub(super) fn is_nothing(json: Option<&Json>) -> bool {
    match json {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.trim().is_empty(),
        Some(Json::Array(list)) => list.is_empty(),
        Some(Json::Object(members)) => members.is_empty(),
        Some(Json::Bool(_) | Json::Number(_)) => false,
    }
}
