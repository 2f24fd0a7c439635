//! `/permissions/me`, `/roles/me` and `/policies/me/globals`: what the caller may do, for tools that show only what works.

pub mod explain;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::{
    http::{
        answer::{Answer, Caching},
        error::ApiError,
        request::{Caller, Request},
    },
    items::Allowed,
    mutation::resolve::Preset,
    permission::{
        Action,
        grants::{self, Extent},
    },
    schema::{Collection, Field, Role},
    value::Value,
};

const ACTIONS: &[(&str, Action)] = &[
    ("create", Action::Create),
    ("read", Action::Read),
    ("update", Action::Update),
    ("delete", Action::Delete),
];

/// Every collection that the caller may do anything with.
pub async fn mine(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let call = &caller.call;
    let granted = call.schema.collections().iter();
    let granted = granted.filter(|collection| call.access.grants_anything(collection.id));
    let all: Map<String, Json> = granted
        .map(|collection| (collection.name.to_string(), of_collection(&caller, collection)))
        .collect();
    Ok(Answer::data(&Json::Object(all)).caching(Caching::Validated))
}

/// What holds for an item that is not there yet, or for the one of a singleton.
pub async fn of_new_item(request: Request) -> Result<Answer, ApiError> {
    let caller = signed_in(&request).await?;
    let collection = caller.granted(request.part("collection"))?;
    let part = |action| action_json(&caller, collection, action);
    let permissions = json!({
        "update": part(Action::Update),
        "delete": { "access": word(extent(&caller, collection, Action::Delete)) },
        "share": no_access(),
    });
    Ok(Answer::data(&permissions))
}

/// What holds for one item: its own row is asked.
pub async fn of_item(request: Request) -> Result<Answer, ApiError> {
    let caller = signed_in(&request).await?;
    let collection = caller.granted(request.part("collection"))?;
    let allowed = request
        .app
        .items
        .allowed(&caller.call, collection.id, request.part("id"))
        .await;
    let allowed = allowed.map_err(|error| caller.refuse(error))?;
    Ok(Answer::data(&item_json(&caller, collection, &allowed)))
}

/// The caller's roles, the first one first.
pub async fn roles(request: Request) -> Result<Answer, ApiError> {
    let caller = signed_in(&request).await?;
    let call = &caller.call;
    let roles = call.access.actor.roles.iter();
    let roles = roles.filter_map(|name| call.schema.role_named(name));
    let shown: Json = roles
        .map(|role| {
            let label = role.label.get("").or_else(|| role.label.values().next());
            json!({
                "id": &*role.name,
                "name": label.map_or(&*role.name, String::as_str),
                "description": role.description,
                "icon": role.icon,
                "parent": null,
                "app_access": role.has_app_access || role.is_admin,
                "admin_access": role.is_admin,
            })
        })
        .collect();
    Ok(Answer::data(&shown))
}

pub async fn globals(request: Request) -> Result<Answer, ApiError> {
    let caller = signed_in(&request).await?;
    let call = &caller.call;
    let roles = call.access.actor.roles.iter();
    let roles: Vec<&Arc<Role>> = roles.filter_map(|name| call.schema.role_named(name)).collect();
    let may_enter = caller.is_admin() || roles.iter().any(|role| role.has_app_access);
    let enforces = roles.iter().any(|role| role.enforces_second_factor);
    Ok(Answer::data(&json!({
        "app_access": may_enter,
        "admin_access": caller.is_admin(),
        "enforce_tfa": enforces,
        "user": call.access.actor.user.as_ref().map(ToString::to_string),
        "impersonator": call.origin.impersonator.as_ref().map(ToString::to_string),
    })))
}

async fn signed_in(request: &Request) -> Result<Caller, ApiError> {
    let caller = request.caller().await?;
    if caller.is_signed_in() {
        Ok(caller)
    } else {
        Err(ApiError::forbidden())
    }
}

fn of_collection(caller: &Caller, collection: &Collection) -> Json {
    let actions = ACTIONS.iter();
    let mut actions: Map<String, Json> = actions
        .map(|(name, action)| ((*name).to_owned(), action_json(caller, collection, *action)))
        .collect();
    actions.insert("share".to_owned(), no_access());
    Json::Object(actions)
}

/// The dialect's `share`, which is no action here.
fn no_access() -> Json {
    json!({ "access": "none" })
}

fn action_json(caller: &Caller, collection: &Collection, action: Action) -> Json {
    let extent = extent(caller, collection, action);
    let mut permission = json!({ "access": word(extent) });
    let Some(members) = permission.as_object_mut().filter(|_| extent != Extent::Nothing) else {
        return permission;
    };
    if action != Action::Delete {
        let access = &caller.call.access;
        members.insert("fields".to_owned(), names(&grants::fields(access, collection, action)));
    }
    if matches!(action, Action::Create | Action::Update) {
        members.insert("presets".to_owned(), presets(caller, collection, action));
    }
    permission
}

fn item_json(caller: &Caller, collection: &Collection, allowed: &Allowed<'_>) -> Json {
    let update = match &allowed.update {
        None => no_access(),
        Some(fields) => json!({
            "access": "full",
            "fields": names(fields),
            "presets": presets(caller, collection, Action::Update),
        }),
    };
    let delete = if allowed.delete { "full" } else { "none" };
    json!({ "update": update, "delete": { "access": delete }, "share": no_access() })
}

/// A view is read and nothing else; a singleton is neither made nor deleted.
fn extent(caller: &Caller, collection: &Collection, action: Action) -> Extent {
    let is_never = match action {
        Action::Create | Action::Delete => collection.is_view || collection.is_singleton,
        Action::Update => collection.is_view,
        Action::Read | Action::Publish => false,
    };
    if is_never {
        Extent::Nothing
    } else {
        grants::extent(&caller.call.access, collection.id, action)
    }
}

fn word(extent: Extent) -> &'static str {
    match extent {
        Extent::Nothing => "none",
        Extent::Some => "partial",
        Extent::All => "full",
    }
}

fn names(fields: &[&Field]) -> Json {
    fields.iter().map(|field| Json::from(&*field.name)).collect()
}

fn presets(caller: &Caller, collection: &Collection, action: Action) -> Json {
    let call = &caller.call;
    let presets = grants::presets(&call.access, collection.id, action, call.now);
    let member = |(field, preset): (_, Preset)| {
        let field = collection.field(field);
        let json = |value: Value| {
            field
                .column_type()
                .map_or_else(|| value.to_json(), |column| value.to_json_of(column))
        };
        let value = match preset {
            Preset::One(value) => json(value),
            Preset::List(values) => values.into_iter().map(json).collect(),
        };
        (field.name.to_string(), value)
    };
    Json::Object(presets.into_iter().map(member).collect())
}
