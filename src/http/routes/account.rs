//! `/users/me` and what belongs to one account: its sessions and its tokens, for its owner and for administrators.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value as Json, json};

use super::auth::{Members, as_server, granted, server_call, sign_in_first};
use crate::{
    auth::{AuthError, Mode, SessionRow, token::TokenWish},
    http::{
        answer::{Answer, Caching},
        error::{ApiError, auth as auth_errors},
        request::{Caller, Request},
    },
    items::{Call, ItemsError},
    query::RawQuery,
    schema::condition::Visibility as _,
    value::{CollectionId, ColumnType, ItemId},
};

const USERS: &str = "quintet_users";
const TOKENS: &str = "quintet_tokens";

/// What is told of a token.
const TOKEN_FIELDS: &str = "id,name,prefix,roles,is_read_only,user,created_at,created_by,expires_at,last_used_at";

/// The caller's own account; at least its key.
pub async fn me(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let id = own_id(&caller)?;
    let users = collection(&caller.call, USERS)?;
    if caller.call.access.can_enter(users) {
        let item = request
            .app
            .items
            .read(&caller.call, users, &id.to_string(), &caller.raw)
            .await;
        match item {
            Ok(item) => {
                let answer = Answer::item(&item.bytes).revision(Some(item.revision));
                return Ok(answer.caching(Caching::Validated));
            }
            Err(ItemsError::NotFound) => {}
            Err(error) => return Err(caller.refuse(error)),
        }
    }
    Ok(Answer::data(&json!({ "id": id.to_string() })))
}

pub async fn update_me(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.writer().await?;
    let id = own_id(&caller)?;
    let body = request.body().await?;
    let users = collection(&caller.call, USERS)?;
    let written = request
        .app
        .items
        .update(&caller.call, users, &id.to_string(), body, &caller.raw)
        .await;
    Ok(Answer::written(&written.map_err(|error| caller.refuse(error))?, false))
}

pub async fn sessions(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    let list = request.app.auth.sessions.list(&server_call(&request), &user).await;
    let list = list.map_err(auth_errors::answer)?;
    let own = caller.call.origin.via.session();
    Ok(Answer::data(
        &list.iter().map(|session| session_json(session, own)).collect(),
    ))
}

/// All sessions but the one that asks.
pub async fn end_sessions(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    writable(&caller)?;
    let own = caller.call.origin.via.session();
    let ended = request
        .app
        .auth
        .sessions
        .revoke_all(&as_server(&request, &caller), &user, own)
        .await;
    ended.map_err(auth_errors::answer)?;
    Ok(Answer::nothing())
}

pub async fn end_session(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    writable(&caller)?;
    let session = uuid::Uuid::try_parse(request.part("session")).map(ItemId::Uuid);
    let session = session.map_err(|_| auth_errors::answer(AuthError::NotFound))?;
    let ended = request
        .app
        .auth
        .sessions
        .revoke(&as_server(&request, &caller), &user, &session)
        .await;
    if ended.map_err(auth_errors::answer)? {
        Ok(Answer::nothing())
    } else {
        Err(auth_errors::answer(AuthError::NotFound))
    }
}

pub async fn tokens(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    let call = server_call(&request);
    let raw = RawQuery {
        filter: Some(json!({ "user": { "_eq": user.to_string() } })),
        fields: Some(json!(TOKEN_FIELDS)),
        sort: Some(json!("-created_at")),
        limit: Some(json!(call.limits.max_page)),
        ..RawQuery::default()
    };
    let list = request.app.items.list(&call, collection(&call, TOKENS)?, &raw).await;
    Ok(Answer::list(&list.map_err(|error| caller.refuse(error))?))
}

/// A new token; its text is in this answer and nowhere else.
pub async fn create_token(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    lasting(&caller)?;
    let wish = token_wish(&mut request, Some(user)).await?;
    answer_token(&request, &caller, &wish).await
}

/// As `create_token`, of any owner or none: for administrators.
pub async fn create_any_token(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    lasting(&caller)?;
    let wish = token_wish(&mut request, None).await?;
    answer_token(&request, &caller, &wish).await
}

/// The tokens of everybody, with the parameters of any list. Their hashes are never shown.
pub async fn all_tokens(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let tokens = collection(&caller.call, TOKENS)?;
    let list = request.app.items.list(&caller.call, tokens, &caller.raw).await;
    Ok(Answer::list(&list.map_err(|error| caller.refuse(error))?))
}

pub async fn any_token(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let tokens = collection(&caller.call, TOKENS)?;
    let item = request
        .app
        .items
        .read(&caller.call, tokens, request.part("id"), &caller.raw)
        .await;
    Ok(Answer::item(&item.map_err(|error| caller.refuse(error))?.bytes))
}

pub async fn delete_any_token(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let tokens = collection(&caller.call, TOKENS)?;
    let deleted = request.app.items.delete(&caller.call, tokens, request.part("id")).await;
    deleted.map_err(|error| caller.refuse(error))?;
    Ok(Answer::nothing())
}

pub async fn delete_token(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = whose(&request, &caller)?;
    writable(&caller)?;
    let call = as_server(&request, &caller);
    let tokens = collection(&call, TOKENS)?;
    let id = request.part("token");
    let raw = RawQuery {
        fields: Some(json!("user")),
        ..RawQuery::default()
    };
    let items = &request.app.items;
    let found = items
        .read(&call, tokens, id, &raw)
        .await
        .map_err(|error| caller.refuse(error))?;
    let found: Json = serde_json::from_slice(&found.bytes).map_err(|error| ApiError::internal(error.to_string()))?;
    if found.get("user").and_then(Json::as_str) != Some(user.to_string().as_str()) {
        return Err(auth_errors::answer(AuthError::NotFound));
    }
    items
        .delete(&call, tokens, id)
        .await
        .map_err(|error| caller.refuse(error))?;
    Ok(Answer::nothing())
}

/// Signs an administrator in as somebody else, for an hour. It stays visible who it is: in the session, in the log, and in `/policies/me/globals`.
pub async fn impersonate(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let members = Members::optional(request.optional_body().await?, &["mode"])?;
    let administrator = caller.call.access.actor.user.clone().filter(|_| caller.is_admin());
    let administrator = administrator.ok_or_else(ApiError::forbidden)?;
    lasting(&caller)?;
    let id = ItemId::parse(request.part("id"), ColumnType::Uuid);
    let id = id.ok_or_else(|| auth_errors::answer(AuthError::NotFound))?;
    let call = as_server(&request, &caller);
    let mode = members.mode()?.unwrap_or(Mode::Json);
    let grant = request.app.auth.impersonate(&call, &administrator, &id, mode).await;
    Ok(granted(&request, &grant.map_err(auth_errors::answer)?))
}

async fn token_wish(request: &mut Request, owner: Option<ItemId>) -> Result<TokenWish, ApiError> {
    let mut known = vec!["name", "roles", "is_read_only", "expires_at"];
    if owner.is_none() {
        known.push("user");
    }
    let members = Members::read(request.body().await?, &known)?;
    let user = members.text("user")?.map(|text| {
        let id = ItemId::parse(&text, ColumnType::Uuid);
        id.ok_or_else(|| ApiError::payload("user: must be the id of a user"))
    });
    let roles = match members.value("roles") {
        None | Some(Json::Null) => None,
        Some(list) => {
            let text = |text: &Json| text.as_str().map(str::to_owned);
            let texts: Option<Vec<String>> = list.as_array().and_then(|list| list.iter().map(text).collect());
            Some(texts.ok_or_else(|| ApiError::payload("roles: must be a list of names"))?)
        }
    };
    let is_read_only = match members.value("is_read_only") {
        None | Some(Json::Null) => false,
        Some(Json::Bool(flag)) => *flag,
        Some(_) => return Err(ApiError::payload("is_read_only: must be true or false")),
    };
    let expires_at = members.text("expires_at")?.map(|text| {
        let time = DateTime::parse_from_rfc3339(&text).map(|time| time.with_timezone(&Utc));
        time.map_err(|_| ApiError::payload("expires_at: must be a moment such as 2027-01-31T00:00:00Z"))
    });
    Ok(TokenWish {
        name: members.required("name")?,
        owner: owner.or(user.transpose()?),
        roles,
        is_read_only,
        expires_at: expires_at.transpose()?,
    })
}

async fn answer_token(request: &Request, caller: &Caller, wish: &TokenWish) -> Result<Answer, ApiError> {
    let made = request.app.auth.tokens.create(&as_server(request, caller), wish).await;
    let made = made.map_err(auth_errors::answer)?;
    Ok(Answer::data(&json!({
        "id": made.id,
        "name": wish.name,
        "prefix": made.prefix,
        "token": made.token,
        "roles": wish.roles,
        "is_read_only": wish.is_read_only,
        "user": wish.owner.as_ref().map(ToString::to_string),
        "expires_at": wish.expires_at.map(moment),
    })))
}

fn session_json(session: &SessionRow, own: Option<&ItemId>) -> Json {
    json!({
        "id": session.id.to_string(),
        "mode": session.mode.name(),
        "is_current": own == Some(&session.id),
        "ip": session.ip,
        "user_agent": session.user_agent,
        "created_at": session.created_at.map(moment),
        "last_used_at": session.last_used_at.map(moment),
        "expires_at": session.expires_at.map(moment),
        "impersonator": session.impersonator.as_ref().map(ToString::to_string),
    })
}

fn moment(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn own_id(caller: &Caller) -> Result<ItemId, ApiError> {
    caller.call.access.actor.user.clone().ok_or_else(sign_in_first)
}

/// The account that the path names: the caller's own, or anybody's for an administrator.
fn whose(request: &Request, caller: &Caller) -> Result<ItemId, ApiError> {
    let named = request.part("id");
    if named.is_empty() {
        return own_id(caller);
    }
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let id = ItemId::parse(named, ColumnType::Uuid);
    id.ok_or_else(|| auth_errors::answer(AuthError::NotFound))
}

/// A token that only reads, or a look through another role's eyes, ends nothing.
fn writable(caller: &Caller) -> Result<(), ApiError> {
    if caller.call.access.is_read_only() {
        Err(ApiError::forbidden())
    } else {
        Ok(())
    }
}

/// For what outlives the request: a scoped token must not make one without bounds, and who acts as somebody else must not stay.
fn lasting(caller: &Caller) -> Result<(), ApiError> {
    writable(caller)?;
    let is_by_token = caller.call.origin.via.session().is_none();
    if caller.call.origin.impersonator.is_some() || (is_by_token && !caller.is_admin()) {
        return Err(ApiError::forbidden());
    }
    Ok(())
}

fn collection(call: &Call, name: &str) -> Result<CollectionId, ApiError> {
    let found = call.schema.collection_named(name);
    found.map(|collection| collection.id).ok_or_else(ApiError::forbidden)
}
