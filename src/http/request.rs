//! One request as a handler sees it: its path, parameters, body and caller.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    HttpMessage as _, HttpRequest,
    http::header::{AUTHORIZATION, IF_MATCH, USER_AGENT},
};
use serde_json::Value as Json;

use super::{
    body::{self, Body, BodyLimits},
    client_address::Client,
    cookies, csrf,
    dispatch::{Edge, Phases, RequestId},
    error::{
        ApiError, auth as auth_errors,
        codes::{INVALID_CREDENTIALS, INVALID_PAYLOAD, SECOND_FACTOR_REQUIRED},
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
    auth::Identity,
    items::{Call, ItemsError, Origin, Via},
    permission::{Access, Actor},
    query::RawQuery,
    schema::Collection,
    value::Name,
    yaml::nearest,
};

/// An administrator looks through the eyes of these roles.
const VIEW_AS: &str = "quintet-view-as";

/// What a handler is given.
pub struct Request {
    pub edge: Arc<Edge>,
    pub app: Arc<App>,
    pub http: HttpRequest,
    payload: Option<Body>,
    /// The collection that the route itself names: `/api/users` is `quintet_users`.
    pub system_collection: Option<&'static str>,
}

/// Who asks, and what for.
pub struct Caller {
    pub call: Call,
    pub raw: RawQuery,
}

impl Request {
    pub fn new(edge: Arc<Edge>, http: HttpRequest, payload: Body, system_collection: Option<&'static str>) -> Self {
        Self {
            app: edge.app.clone(),
            edge,
            http,
            payload: Some(payload),
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
        let identity = self.identity(&parameters).await?;
        Phases::note(&self.http, |phases| phases.authenticated(started.elapsed()));
        if identity.via != Via::Public {
            let limits = &self.edge.limits;
            limits
                .is_known(&self.app.cache, &identity.actor, &identity.via, &self.http)
                .await?;
        }
        self.want_second_factor(&identity)?;
        let mut origin = self.origin(identity.via);
        origin.impersonator = identity.impersonator;
        Ok(Caller {
            call: self.app.call(identity.actor, Arc::new(origin)),
            raw: parameters.query,
        })
    }

    async fn identity(&self, parameters: &Parameters) -> Result<Identity, ApiError> {
        let Some(token) = self.token(parameters)? else {
            let nobody = Identity::public();
            return if self.viewed_as()?.is_some() {
                Err(ApiError::forbidden())
            } else {
                Ok(nobody)
            };
        };
        let mut identity = self.app.identify(&token).await.map_err(auth_errors::answer)?;
        if let Via::Token(prefix) = &identity.via {
            self.app
                .auth
                .tokens
                .note_use(prefix, || self.app.call_as_administrator());
        }
        if let Some(roles) = self.viewed_as()? {
            identity.actor = Arc::new(self.view_as(&identity.actor, roles)?);
        }
        Ok(identity)
    }

    fn viewed_as(&self) -> Result<Option<Vec<Name>>, ApiError> {
        let Some(value) = self.http.headers().get(VIEW_AS) else {
            return Ok(None);
        };
        let names = value.to_str().unwrap_or_default().split(',').map(str::trim);
        let names: Vec<Name> = names.filter(|name| !name.is_empty()).map(Name::from).collect();
        if names.is_empty() {
            return Err(ApiError::payload(
                "`quintet-view-as` must name a role, or several with commas",
            ));
        }
        Ok(Some(names))
    }

    /// What somebody with these roles would see: for administrators, and nothing can be written.
    fn view_as(&self, actor: &Arc<Actor>, roles: Vec<Name>) -> Result<Actor, ApiError> {
        let schema = self.app.schema();
        if !Access::new(&schema, actor.clone()).is_admin() {
            return Err(ApiError::forbidden());
        }
        if let Some(unknown) = roles.iter().find(|name| schema.role_named(name).is_none()) {
            return Err(ApiError::payload(format!(
                "`quintet-view-as`: there is no role `{unknown}`"
            )));
        }
        Ok(Actor {
            user: actor.user.clone(),
            user_fields: actor.user_fields.clone(),
            roles,
            is_read_only: true,
        })
    }

    /// Who has a role that asks for a second factor may only set one up, until he has shown one. An API token is none that a person holds.
    fn want_second_factor(&self, identity: &Identity) -> Result<(), ApiError> {
        let is_free =
            !matches!(identity.via, Via::Session(_)) || identity.has_second_factor || identity.impersonator.is_some();
        if is_free || sets_up_second_factor(self.http.path()) {
            return Ok(());
        }
        let schema = self.app.schema();
        let roles = identity.actor.roles.iter().filter_map(|name| schema.role_named(name));
        if roles.into_iter().any(|role| role.enforces_second_factor) {
            let message = "your role asks for a second factor: set one up at /users/me/tfa or /users/me/passkeys, or sign in with it";
            return Err(ApiError::new(&SECOND_FACTOR_REQUIRED, message));
        }
        Ok(())
    }

    /// Before a sign-in sets a cookie.
    pub fn refuse_other_pages(&self) -> Result<(), ApiError> {
        csrf::check_sign_in(
            &self.http,
            &self.edge.cors,
            self.app.settings.server.public_url.as_deref(),
        )
    }

    /// Where the request comes from, for the activity log.
    pub fn origin(&self, via: Via) -> Origin {
        let agent = self
            .http
            .headers()
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        Origin {
            ip: self.http.extensions().get::<Client>().and_then(|client| client.address),
            user_agent: agent.map(|agent| agent.chars().take(500).collect()),
            request_id: self.http.extensions().get::<RequestId>().map(|id| id.0.clone()),
            via,
            impersonator: None,
        }
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
            (None, Some(token)) => Ok(Some(token.clone())),
            (None, None) => Ok(cookies::SESSION.read(&self.http)),
        }
    }

    /// The body as JSON, which must be there.
    pub async fn body(&mut self) -> Result<Json, ApiError> {
        let body = self.optional_body().await?;
        body.ok_or_else(|| ApiError::payload("the body is empty; it must be JSON"))
    }

    /// The body as it comes, for who reads it piece by piece.
    pub fn take_payload(&mut self) -> Option<Body> {
        self.payload.take()
    }

    pub async fn optional_body(&mut self) -> Result<Option<Json>, ApiError> {
        let limits = BodyLimits {
            bytes: self.app.settings.server.body_limit,
            time: self.app.settings.server.body_timeout.max(Duration::from_millis(1)),
        };
        let started = Instant::now();
        let body = match &mut self.payload {
            Some(payload) => body::read_json(&self.http, payload, limits).await,
            None => Ok(None),
        };
        Phases::note(&self.http, |phases| phases.parse += started.elapsed());
        body
    }
}

impl Caller {
    pub fn is_admin(&self) -> bool {
        self.call.access.is_admin()
    }

    /// Has shown who he is.
    pub fn is_signed_in(&self) -> bool {
        self.call.origin.via != Via::Public
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

fn sets_up_second_factor(path: &str) -> bool {
    let below = |start: &str| {
        path.strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    path == "/api/users/me"
        || ["/api/users/me/tfa", "/api/users/me/passkeys", "/api/auth"]
            .into_iter()
            .any(below)
}

fn bearer(value: &str) -> Result<&str, ApiError> {
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() {
        return Ok(token.trim());
    }
    let message = "`authorization` must be `Bearer` and a token";
    Err(ApiError::new(&INVALID_CREDENTIALS, message))
}
