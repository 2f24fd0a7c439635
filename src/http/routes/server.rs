//! `/server/*` and the probes.

use std::time::Instant;

use serde_json::{Value as Json, json};

use crate::{
    cache::State,
    http::{answer::Answer, error::ApiError, request::Request},
};

pub async fn ping(_: Request) -> Result<Answer, ApiError> {
    Ok(Answer::text("pong"))
}

/// What a client wants to know first. Who is signed in learns the limits too.
pub async fn info(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let settings = &request.app.settings;
    let mut info = json!({ "project": request.app.project().await.shown });
    if let Some(members) = info.as_object_mut().filter(|_| caller.is_signed_in()) {
        members.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
        let limits = json!({ "default": settings.query.default_limit, "max": settings.query.max_limit });
        members.insert("queryLimit".to_owned(), limits);
        members.insert("websocket".to_owned(), json!(false));
        members.insert("rateLimit".to_owned(), json!(false));
        members.insert("rateLimitGlobal".to_owned(), json!(false));
    }
    Ok(Answer::data(&info))
}

/// Not enveloped, by the draft of `application/health+json`. Administrators see what was checked.
pub async fn health(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let started = Instant::now();
    let is_healthy = request.app.is_healthy().await;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let cache = request.app.cache.state();
    let status = match (is_healthy, cache) {
        (false, _) => "error",
        (true, State::WithoutRedis) => "warn",
        (true, State::Memory | State::Redis) => "ok",
    };
    let mut health = json!({ "status": status });
    if let Some(members) = health.as_object_mut().filter(|_| caller.is_admin()) {
        members.insert("releaseId".to_owned(), json!(env!("CARGO_PKG_VERSION")));
        members.insert("serviceId".to_owned(), json!("quintet"));
        let check = json!({
            "componentId": request.app.engine(),
            "componentType": "datastore",
            "observedUnit": "ms",
            "observedValue": milliseconds,
            "status": if is_healthy { "ok" } else { "error" },
        });
        let checks = json!({ "database:responseTime": [check], "cache:connected": [cache_check(cache)] });
        members.insert("checks".to_owned(), checks);
    }
    let answer = Answer::json(health.to_string()).typed("application/health+json");
    Ok(answer.status(if is_healthy { 200 } else { 503 }))
}

/// The server works without Redis, so that its absence is a warning.
fn cache_check(state: State) -> Json {
    let (id, status) = match state {
        State::Memory => ("memory", "ok"),
        State::Redis => ("redis", "ok"),
        State::WithoutRedis => ("redis", "warn"),
    };
    json!({ "componentId": id, "componentType": "datastore", "observedValue": status == "ok", "status": status })
}

/// The process runs.
pub async fn live(_: Request) -> Result<Answer, ApiError> {
    Ok(Answer::text("ok"))
}

/// The server can do its work, and is not about to leave.
pub async fn ready(request: Request) -> Result<Answer, ApiError> {
    if request.app.is_leaving() {
        return Err(ApiError::unavailable("the server is shutting down", "shutting down"));
    }
    if !request.app.is_healthy().await {
        return Err(ApiError::unavailable("the database does not answer", "not ready"));
    }
    Ok(Answer::text("ok"))
}
