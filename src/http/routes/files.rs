//! `/files`: where the items of the collection are files. Forms bring bytes; what is only said about a file is an item like any other.

use serde_json::{Value as Json, json};

use super::items as item_routes;
use crate::{
    asset::upload::Incoming,
    http::{
        answer::Answer,
        error::{ApiError, assets, codes::UNSUPPORTED_MEDIA_TYPE},
        multipart,
        request::{Caller, Request},
    },
    items::{List, Precondition, Targets, Written},
    permission::Action,
    value::ItemId,
};

/// POST: one file or several, each with the texts before it.
pub async fn create(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let collection = caller.collection(&request)?;
    caller
        .call
        .may_try(collection.id, Action::Create)
        .map_err(|error| caller.refuse(error))?;
    if !multipart::is_form(request.http.headers()) {
        let message = "a file comes as multipart/form-data: texts with its fields, then the file";
        return Err(ApiError::new(&UNSUPPORTED_MEDIA_TYPE, message));
    }
    let form = multipart::read(&mut request, collection).await?;
    if form.files.is_empty() {
        return Err(ApiError::payload("the form holds no file"));
    }
    let is_many = form.files.len() > 1;
    let mut rows: Vec<List> = Vec::new();
    let mut made: Vec<Json> = Vec::new();
    for (staged, incoming) in form.files {
        let id = request.app.random.uuid_v7();
        let saved = request
            .app
            .assets
            .save(&caller.call, staged, incoming, Some(ItemId::Uuid(id)), &caller.raw)
            .await;
        match saved {
            Ok(Written::Items(list)) => rows.push(list),
            Ok(Written::Unreadable) => {}
            Err(error) => {
                // All or none: what this request made goes again.
                let server = request.app.call_as_administrator();
                if !made.is_empty() {
                    let undone = request.app.assets.delete(&server, Targets::Keys(made)).await;
                    undone.map_err(|error| assets::answer(error, false))?;
                }
                return Err(assets::answer(error, caller.is_admin()));
            }
        }
        made.push(Json::from(id.to_string()));
    }
    Ok(answer(rows, is_many))
}

fn answer(rows: Vec<List>, is_many: bool) -> Answer {
    if rows.is_empty() {
        return Answer::nothing();
    }
    let count = rows.len();
    let bytes: Vec<Vec<u8>> = rows.into_iter().map(|list| list.rows).collect();
    let list = List {
        rows: bytes.join(&b','),
        count,
        ..List::default()
    };
    if is_many {
        Answer::list(&list)
    } else {
        Answer::item(&list.rows)
    }
}

/// PATCH: a form with a file replaces the bytes; without one, and as JSON, only what is said about them.
pub async fn update(mut request: Request) -> Result<Answer, ApiError> {
    if !multipart::is_form(request.http.headers()) {
        return item_routes::update(request).await;
    }
    let caller = request.writer().await?;
    let collection = caller.collection(&request)?;
    caller
        .call
        .may_try(collection.id, Action::Update)
        .map_err(|error| caller.refuse(error))?;
    let mut form = multipart::read(&mut request, collection).await?;
    let id = request.part("id");
    let written = match form.files.pop() {
        Some(_) if !form.files.is_empty() => return Err(ApiError::payload("one record holds one file")),
        Some((staged, incoming)) => {
            let mut incoming = incoming;
            incoming.payload.extend(form.rest);
            let replaced = request
                .app
                .assets
                .replace(&caller.call, id, staged, incoming, &caller.raw)
                .await;
            replaced.map_err(|error| assets::answer(error, caller.is_admin()))?
        }
        None => {
            let payload = Json::Object(form.rest);
            let written = request
                .app
                .items
                .update(&caller.call, collection.id, id, payload, &caller.raw)
                .await;
            written.map_err(|error| caller.refuse(error))?
        }
    };
    Ok(Answer::written(&written, false))
}

pub async fn delete(request: Request) -> Result<Answer, ApiError> {
    let caller = request.writer().await?;
    if caller.call.precondition != Precondition::None {
        return Err(ApiError::payload("`if-match` is not for the delete of a file"));
    }
    remove(&request, &caller, Targets::Keys(vec![json!(request.part("id"))])).await
}

pub async fn delete_many(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let targets = item_routes::delete_targets(body)?;
    remove(&request, &caller, targets).await
}

async fn remove(request: &Request, caller: &Caller, targets: Targets) -> Result<Answer, ApiError> {
    let deleted = request.app.assets.delete(&caller.call, targets).await;
    deleted.map_err(|error| assets::answer(error, caller.is_admin()))?;
    Ok(Answer::nothing())
}

/// `{url, data}`
pub async fn import(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let Some(url) = body.get("url").and_then(Json::as_str) else {
        return Err(ApiError::payload("url: is required: the address of the file"));
    };
    let payload = match body.get("data") {
        None | Some(Json::Null) => serde_json::Map::new(),
        Some(Json::Object(members)) => members.clone(),
        Some(_) => return Err(ApiError::payload("data: must be an object with fields of the file")),
    };
    let mut incoming = Incoming {
        payload,
        ..Incoming::default()
    };
    let refuse = |error| assets::answer(error, caller.is_admin());
    let staged = request
        .app
        .assets
        .fetch(&caller.call, url, &mut incoming)
        .await
        .map_err(refuse)?;
    let saved = request
        .app
        .assets
        .save(&caller.call, staged, incoming, None, &caller.raw)
        .await;
    Ok(Answer::written(&saved.map_err(refuse)?, false))
}

/// Where a file is used: what the caller may read of it, and of how much more he may not.
pub async fn usages(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let collection = caller.collection(&request)?;
    let refuse = |error| assets::answer(error, caller.is_admin());
    let record = request.app.assets.find(&caller.call, request.part("id")).await;
    let record = record.map_err(refuse)?;
    let id = ItemId::parse(&record.id, crate::value::ColumnType::Uuid).ok_or_else(ApiError::forbidden)?;
    let usages = request.app.items.usages(&caller.call, collection.id, &id).await;
    let usages = usages.map_err(|error| caller.refuse(error))?;
    let places = usages.found.iter().map(|usage| {
        json!({ "collection": &*usage.collection, "item": usage.item, "field": &*usage.field, "title": usage.title })
    });
    let meta = json!({ "hidden": usages.hidden, "truncated": usages.is_cut, "unfinished": usages.is_unfinished });
    let body = json!({ "data": places.collect::<Vec<_>>(), "meta": meta });
    Ok(Answer::json(body.to_string()))
}
