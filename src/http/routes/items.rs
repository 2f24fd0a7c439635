//! `/items/{collection}` and the paths of the system collections: extract, call one function of `items`, wrap.

use actix_web::http::header;
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Map, Value as Json, json};

use crate::{
    http::{
        answer::{Answer, Caching, JSON, Pieces},
        error::{ApiError, codes::ROUTE_NOT_FOUND},
        parameters,
        request::{Caller, Request},
    },
    items::{Export, ExportFormat, Item, Precondition, Targets},
    query::RawQuery,
    schema::Collection,
};

pub async fn list(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let collection = caller.collection(&request)?;
    let (answer, next) = read_list(&request, &caller, collection, &caller.raw).await?;
    // For clients that drop `meta`. A query in a body has no address.
    Ok(match next {
        Some(cursor) => {
            let query = parameters::own::replaced(request.http.query_string(), "cursor", &cursor).replace('>', "%3E");
            let link = format!("<{}?{query}>; rel=\"next\"", request.http.path());
            answer.header(header::LINK, &link)
        }
        None => answer,
    })
}

/// The query in the body: SEARCH, and POST `…/query` for proxies that refuse SEARCH.
pub async fn search(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let collection = caller.collection(&request)?;
    let raw = match targets(body, "the body must be {\"query\": {…}} or {\"keys\": […]}")? {
        Targets::Query(raw) => *raw,
        Targets::Keys(keys) => by_keys(collection, &keys),
    };
    read_list(&request, &caller, collection, &raw)
        .await
        .map(|(answer, _)| answer)
}

pub async fn read(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let collection = list_collection(&caller, &request)?;
    let item = request
        .app
        .items
        .read(&caller.call, collection.id, request.part("id"), &caller.raw)
        .await;
    let item = item.map_err(|error| caller.refuse(error))?;
    Ok(shown(item))
}

pub async fn create(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let collection = list_collection(&caller, &request)?;
    let items = &request.app.items;
    let (written, is_many) = match body {
        Json::Array(payloads) => (
            items
                .create_many(&caller.call, collection.id, payloads, &caller.raw)
                .await,
            true,
        ),
        payload => (
            items.create(&caller.call, collection.id, payload, &caller.raw).await,
            false,
        ),
    };
    let written = written.map_err(|error| caller.refuse(error))?;
    Ok(Answer::written(&written, is_many))
}

pub async fn update(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.writer().await?;
    let body = request.body().await?;
    let collection = list_collection(&caller, &request)?;
    let items = &request.app.items;
    let written = items
        .update(&caller.call, collection.id, request.part("id"), body, &caller.raw)
        .await;
    let written = written.map_err(|error| caller.refuse(error))?;
    Ok(Answer::written(&written, false))
}

/// A singleton; a list of items with their keys; or one change for many.
pub async fn update_many(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.writer().await?;
    let body = request.body().await?;
    let collection = caller.collection(&request)?;
    let items = &request.app.items;
    let (call, raw, id) = (&caller.call, &caller.raw, collection.id);
    if collection.is_singleton {
        let written = items.update_singleton(call, id, body, raw).await;
        return Ok(Answer::written(&written.map_err(|error| caller.refuse(error))?, false));
    }
    if call.precondition != Precondition::None {
        return Err(ApiError::payload(
            "`if-match` is for one item; this request changes several",
        ));
    }
    let written = match body {
        Json::Array(rows) => items.update_batch(call, id, rows, raw).await,
        Json::Object(mut members) => {
            let data = members.remove("data");
            let data = data.ok_or_else(|| {
                ApiError::payload("data: is missing; the body must be {\"keys\" or \"query\", \"data\"}")
            })?;
            let expected = "the body must be a list of items, {\"keys\", \"data\"} or {\"query\", \"data\"}";
            items
                .update_many(call, id, targets(Json::Object(members), expected)?, data, raw)
                .await
        }
        _ => return Err(ApiError::payload("the body must be an object or a list")),
    };
    Ok(Answer::written(&written.map_err(|error| caller.refuse(error))?, true))
}

pub async fn delete(request: Request) -> Result<Answer, ApiError> {
    let caller = request.writer().await?;
    let collection = list_collection(&caller, &request)?;
    let deleted = request
        .app
        .items
        .delete(&caller.call, collection.id, request.part("id"))
        .await;
    deleted.map_err(|error| caller.refuse(error))?;
    Ok(Answer::nothing())
}

pub async fn delete_many(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let collection = list_collection(&caller, &request)?;
    let targets = delete_targets(body)?;
    let deleted = request
        .app
        .items
        .delete_many(&caller.call, collection.id, targets)
        .await;
    deleted.map_err(|error| caller.refuse(error))?;
    Ok(Answer::nothing())
}

/// The three forms of the body of a delete.
pub fn delete_targets(body: Json) -> Result<Targets, ApiError> {
    match body {
        Json::Array(keys) => Ok(Targets::Keys(keys)),
        body => targets(
            body,
            "the body must be a list of keys, {\"keys\": […]} or {\"query\": {…}}",
        ),
    }
}

fn shown(item: Item) -> Answer {
    Answer::item(&item.bytes)
        .revision(Some(item.revision))
        .caching(Caching::Validated)
}

fn exported(export: Export, collection: &str) -> Answer {
    let content_type = match export.format {
        ExportFormat::Json => JSON,
        ExportFormat::Csv | ExportFormat::CsvUtf8 => "text/csv; charset=utf-8",
    };
    let name = format!("{collection}.{}", export.format.extension());
    let pieces = stream::unfold(export, |mut export| async {
        let piece = export.next().await?.map(Bytes::from).map_err(|error| {
            tracing::warn!(%error, "an export broke off");
            std::io::Error::other(error)
        });
        Some((piece, export))
    });
    Answer::attachment(content_type, &name, Pieces(Box::pin(pieces)))
}

/// The answer, and the cursor of the next page.
async fn read_list(
    request: &Request,
    caller: &Caller,
    collection: &Collection,
    raw: &RawQuery,
) -> Result<(Answer, Option<String>), ApiError> {
    let items = &request.app.items;
    if let Some(format) = ExportFormat::asked(raw).map_err(|error| caller.refuse(error))? {
        let export = items.export(&caller.call, collection.id, raw, format).await;
        let export = export.map_err(|error| caller.refuse(error))?;
        return Ok((exported(export, &collection.name), None));
    }
    let mut next = None;
    let answer = if raw.is_aggregate() {
        let groups = items.aggregate(&caller.call, collection.id, raw).await;
        Answer::list(&groups.map_err(|error| caller.refuse(error))?)
    } else if collection.is_singleton {
        let item = items.read_singleton(&caller.call, collection.id, raw).await;
        shown(item.map_err(|error| caller.refuse(error))?)
    } else {
        let list = items.list(&caller.call, collection.id, raw).await;
        let mut list = list.map_err(|error| caller.refuse(error))?;
        let answer = Answer::list(&list);
        next = list.next.take().flatten();
        answer
    };
    Ok((answer.caching(Caching::Validated), next))
}

/// A collection with items of their own. A singleton has no keys and is not created; who may not see it learns nothing of that.
fn list_collection<'c>(caller: &'c Caller, request: &Request) -> Result<&'c Collection, ApiError> {
    let collection = caller.collection(request)?;
    if !collection.is_singleton {
        return Ok(collection);
    }
    if !caller.call.access.grants_anything(collection.id) {
        return Err(ApiError::forbidden());
    }
    let message = format!(
        "{} is a singleton: GET and PATCH /api/items/{0}, without a key",
        collection.name
    );
    Err(ApiError::new(&ROUTE_NOT_FOUND, message))
}

/// Exactly one of `keys` and `query`, and nothing else.
fn targets(body: Json, expected: &str) -> Result<Targets, ApiError> {
    let Json::Object(mut members) = body else {
        return Err(ApiError::payload(expected));
    };
    match (members.remove("keys"), members.remove("query"), first_name(&members)) {
        (_, _, Some(name)) => Err(ApiError::payload(format!("{name}: does not belong here; {expected}"))),
        (Some(Json::Array(keys)), None, None) => Ok(Targets::Keys(keys)),
        (Some(_), None, None) => Err(ApiError::payload("keys: must be a list of keys")),
        (None, Some(query), None) => Ok(Targets::Query(Box::new(parameters::from_object(query)?))),
        (Some(_), Some(_), None) => Err(ApiError::payload("either `keys` or `query`, not both")),
        (None, None, None) => Err(ApiError::payload(expected)),
    }
}

fn first_name(members: &Map<String, Json>) -> Option<String> {
    members.keys().next().map(|name| name.chars().take(60).collect())
}

fn by_keys(collection: &Collection, keys: &[Json]) -> RawQuery {
    let key = collection.key().name.to_string();
    RawQuery {
        filter: Some(json!({ key: { "_in": keys } })),
        ..RawQuery::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_names_its_targets_in_one_way() {
        let check = |body: Json, expected: &str| {
            let text = match targets(body.clone(), "wrong") {
                Ok(Targets::Keys(keys)) => format!("keys {}", keys.len()),
                Ok(Targets::Query(raw)) => format!("query {}", raw.filter.is_some()),
                Err(error) => error.problems().next().unwrap().message.clone(),
            };
            assert_eq!(text, expected, "{body}");
        };
        check(json!({ "keys": [1, 2] }), "keys 2");
        check(json!({ "keys": [] }), "keys 0");
        check(json!({ "keys": 1 }), "keys: must be a list of keys");
        check(json!({ "query": { "filter": {} } }), "query true");
        check(json!({ "query": {}, "keys": [] }), "either `keys` or `query`, not both");
        check(json!({ "query": {}, "extra": 1 }), "extra: does not belong here; wrong");
        check(json!({}), "wrong");
        check(json!(7), "wrong");
    }
}
