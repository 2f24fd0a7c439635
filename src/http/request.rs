//! One request as a handler sees it: its path, parameters, body and caller.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    HttpRequest,
    http::header::{AUTHORIZATION, IF_MATCH},
    web,
};
use serde_json::Value as Json;

use super::{
    body::{self, BodyLimits},
    dispatch::{Edge, Phases},
    error::{
        ApiError,
        codes::{INVALID_CREDENTIALS, INVALID_PAYLOAD},
        items as item_errors,
    },
    parameters::{
        self, Parameters,
        own::{self, Own},
    },
    validate,
};
use crate::{
    app::App,
    auth::AuthError,
    items::{Call, ItemsError},
    permission::Actor,
    query::RawQuery,
    schema::Collection,
    yaml::nearest,
};

/// What a handler is given.
pub struct Request {
    pub edge: Arc<Edge>,
    pub app: Arc<App>,
    pub http: HttpRequest,
    payload: web::Payload,
    /// The collection that the route itself names: `/api/users` is `quintet_users`.
    pub system_collection: Option<&'static str>,
}

/// Who asks, and what for.
pub struct Caller {
    pub call: Call,
    pub raw: RawQuery,
}

impl Request {
    pub fn new(
        edge: Arc<Edge>,
        http: HttpRequest,
        payload: web::Payload,
        system_collection: Option<&'static str>,
    ) -> Self {
        Self {
            app: edge.app.clone(),
            edge,
            http,
            payload,
            system_collection,
        }
    }

    /// A part of the path, as the route names it; empty where it names none.
    pub fn part(&self, name: &str) -> &str {
        self.http.match_info().get(name).unwrap_or_default()
    }

    /// Reads the parameters and finds out who asks.
    pub async fn caller(&self) -> Result<Caller, ApiError> {
        // Who sends it relies on it: to write all the same would lose somebody's work.
        if self.http.headers().contains_key(IF_MATCH) {
            return Err(ApiError::payload("`if-match` is for PATCH and DELETE of one item"));
        }
        self.caller_of(self.parsed(self.http.query_string())?).await
    }

    /// As `caller`, for a write of one item, which may have changed since the caller saw it.
    pub async fn writer(&self) -> Result<Caller, ApiError> {
        let parameters = self.parsed(self.http.query_string())?;
        let mut caller = self.caller_of(parameters).await?;
        caller.call.precondition = validate::precondition(&self.http);
        Ok(caller)
    }

    /// As `caller`, for a route with parameters of its own, which are taken out first.
    pub async fn caller_with(&self, names: &[&'static str]) -> Result<(Caller, Own), ApiError> {
        let (own, rest) = own::take(self.http.query_string(), names)?;
        Ok((self.caller_of(self.parsed(&rest)?).await?, own))
    }

    fn parsed(&self, query: &str) -> Result<Parameters, ApiError> {
        let started = Instant::now();
        let parameters = parameters::from_query_string(query);
        Phases::note(&self.http, |phases| phases.parse += started.elapsed());
        parameters
    }

    async fn caller_of(&self, parameters: Parameters) -> Result<Caller, ApiError> {
        let started = Instant::now();
        let actor = self.actor(&parameters).await?;
        Phases::note(&self.http, |phases| phases.authenticated(started.elapsed()));
        Ok(Caller {
            call: self.app.call(actor),
            raw: parameters.query,
        })
    }

    async fn actor(&self, parameters: &Parameters) -> Result<Arc<Actor>, ApiError> {
        let Some(token) = self.token(parameters)? else {
            return Ok(Arc::new(Actor::public()));
        };
        let call = self.app.call_as_administrator();
        self.app.tokens.actor(&call, &token).await.map_err(|error| match error {
            AuthError::InvalidCredentials => ApiError::new(&INVALID_CREDENTIALS, error.to_string()),
            AuthError::Items(error) => item_errors::answer(error, false),
            other => ApiError::internal(other.to_string()),
        })
    }

    fn token(&self, parameters: &Parameters) -> Result<Option<String>, ApiError> {
        let header = match self.http.headers().get(AUTHORIZATION) {
            Some(value) => Some(bearer(value.to_str().unwrap_or_default())?),
            None => None,
        };
        match (header, &parameters.access_token) {
            (Some(_), Some(_)) => {
                let message = "the token is given twice, as `authorization` and as `access_token`: send one";
                Err(ApiError::new(&INVALID_PAYLOAD, message))
            }
            (Some(token), None) => Ok(Some(token.to_owned())),
            (None, token) => Ok(token.clone()),
        }
    }

    /// The body as JSON, which must be there.
    pub async fn body(&mut self) -> Result<Json, ApiError> {
        let body = self.optional_body().await?;
        body.ok_or_else(|| ApiError::payload("the body is empty; it must be JSON"))
    }

    pub async fn optional_body(&mut self) -> Result<Option<Json>, ApiError> {
        let limits = BodyLimits {
            bytes: self.app.settings.server.body_limit,
            time: self.app.settings.server.body_timeout.max(Duration::from_millis(1)),
        };
        let started = Instant::now();
        let body = body::read_json(&self.http, &mut self.payload, limits).await;
        Phases::note(&self.http, |phases| phases.parse += started.elapsed());
        body
    }
}

impl Caller {
    pub fn is_admin(&self) -> bool {
        self.call.access.is_admin()
    }

    /// Has more than what everybody has.
    pub fn is_signed_in(&self) -> bool {
        self.call.access.actor.roles.iter().any(|role| &**role != "public")
    }

    /// A collection by its own name, the system's too, of which the caller may do something.
    pub fn granted(&self, name: &str) -> Result<&Collection, ApiError> {
        let found = self.call.schema.collection_named(name);
        let found = found.filter(|collection| self.call.access.grants_anything(collection.id));
        found.ok_or_else(ApiError::forbidden)
    }

    /// The answer for an error of `items`, in the words that this caller may hear.
    pub fn refuse(&self, error: ItemsError) -> ApiError {
        item_errors::answer(error, self.is_admin())
    }

    /// The collection that a path names. System collections have paths of their own.
    pub fn collection(&self, request: &Request) -> Result<&Collection, ApiError> {
        if let Some(name) = request.system_collection {
            return self.call.schema.collection_named(name).ok_or_else(ApiError::forbidden);
        }
        let name = request.part("collection");
        let found = self.call.schema.collection_named(name);
        match found.filter(|collection| !collection.is_system) {
            Some(collection) => Ok(collection),
            None if self.is_admin() => Err(self.unknown_collection(name, found.is_some())),
            None => Err(ApiError::forbidden()),
        }
    }

    fn unknown_collection(&self, name: &str, is_system: bool) -> ApiError {
        let mut error = ApiError::forbidden();
        let shown: String = name.chars().take(80).collect();
        let names = self.call.schema.collections().iter();
        let names = names
            .filter(|collection| !collection.is_system)
            .map(|collection| &*collection.name);
        let hint = match nearest(name, names) {
            _ if is_system => format!("{shown} belongs to the system and has a path of its own"),
            Some(near) => format!("there is no collection `{shown}`; did you mean `{near}`?"),
            None => format!("there is no collection `{shown}`"),
        };
        error.reword(hint);
        error
    }
}

fn bearer(value: &str) -> Result<&str, ApiError> {
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() {
        return Ok(token.trim());
    }
    let message = "`authorization` must be `Bearer` and a token";
    Err(ApiError::new(&INVALID_CREDENTIALS, message))
}
