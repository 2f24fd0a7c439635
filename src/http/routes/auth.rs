//! `/auth/*`: sign-in, refresh, sign-out, in the three modes of the dialect.
//!
//! `json` gives both tokens to the client; `cookie` keeps the refresh token from scripts; `session` keeps everything from them.

use std::sync::Arc;

use actix_web::http::header::SET_COOKIE;
use serde_json::{Map, Value as Json, json};

use crate::{
    auth::{AuthError, Credentials, Grant, Mode, Shown},
    config::ProviderSettings,
    http::{
        answer::Answer,
        cookies::{self, REFRESH, SESSION},
        error::{
            ApiError, auth as auth_errors,
            codes::{INVALID_CREDENTIALS, INVALID_PROVIDER},
        },
        request::{Caller, Request},
    },
    items::{Call, Via},
};

/// What a body of these routes may hold.
pub struct Members(Map<String, Json>);

const LOGIN: &[&str] = &["email", "password", "mode", "otp"];
const REFRESHING: &[&str] = &["refresh_token", "mode"];

/// The accounts with a password, under the names that clients know.
const BY_PASSWORD: &[&str] = &["", "default", "local"];

/// The ways to sign in beside the password, and whether this page could use passkeys. Nobody is asked who he is: a page that signs in may still hold an old cookie.
pub async fn providers(request: Request) -> Result<Answer, ApiError> {
    let one = |(name, settings): (&str, &ProviderSettings)| {
        let label = settings.label.as_deref().unwrap_or(name);
        json!({ "name": name, "driver": "openid", "label": label, "icon": settings.icon })
    };
    let providers: Json = request.app.auth.single_sign_on.providers().map(one).collect();
    let meta = json!({ "passkeys": super::second_factor::site(&request).is_ok() });
    Ok(Answer::json(
        json!({ "data": providers, "disableDefault": false, "meta": meta }).to_string(),
    ))
}

pub async fn login(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::read(request.body().await?, LOGIN)?;
    if !BY_PASSWORD.contains(&request.part("provider")) {
        return Err(ApiError::new(&INVALID_PROVIDER, "there is no such way to sign in"));
    }
    let mode = members.mode()?.unwrap_or(Mode::Json);
    if mode != Mode::Json {
        request.refuse_other_pages()?;
    }
    let credentials = Credentials {
        email: members.required("email")?,
        password: members.required("password")?,
        otp: members.text("otp")?,
    };
    let call = server_call(&request);
    let grant = request.app.auth.sign_in(&call, credentials, mode).await;
    Ok(granted(&request, &grant.map_err(auth_errors::answer)?))
}

pub async fn refresh(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::optional(request.optional_body().await?, REFRESHING)?;
    let (mode, token) = shown(&request, &members)?;
    let call = server_call(&request);
    let sessions = &request.app.auth.sessions;
    let outcome = match mode {
        Mode::Session => sessions.prolong(&call, &token).await,
        Mode::Json | Mode::Cookie => match sessions.refresh(&call, &token).await {
            Ok(Ok(grant)) if grant.mode == mode => Ok(grant),
            Ok(Err(reuse)) => {
                tracing::warn!(session = %reuse.session, user = %reuse.user, "a refresh token was used twice: the session has ended");
                Err(AuthError::InvalidCredentials)
            }
            Ok(Ok(_)) => Err(AuthError::InvalidCredentials),
            Err(error) => Err(error),
        },
    };
    Ok(granted(&request, &outcome.map_err(auth_errors::answer)?))
}

/// Who is signed out already gets the same answer.
pub async fn logout(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::optional(request.optional_body().await?, REFRESHING)?;
    let call = server_call(&request);
    let auth = &request.app.auth;
    let ended = match shown(&request, &members)? {
        (Mode::Session, token) => match auth.sessions.session_of(&call, &token) {
            Ok(id) => end(&request, &call, id).await,
            // Expired, or not ours: there is nothing to end.
            Err(_) => Ok(()),
        },
        (_, token) => auth.sessions.sign_out(&call, &token).await.map(|_| ()),
    };
    ended.map_err(auth_errors::answer)?;
    let is_secure = cookies::is_secure(&request.app.settings, &request.http);
    let answer = Answer::nothing().header(SET_COOKIE, &REFRESH.clear(is_secure));
    Ok(answer.header(SET_COOKIE, &SESSION.clear(is_secure)))
}

async fn end(request: &Request, call: &Call, session: uuid::Uuid) -> Result<(), AuthError> {
    let auth = &request.app.auth;
    let identity = match auth.identities.of(call, &Shown::Session(session)).await {
        Ok(identity) => identity,
        Err(AuthError::InvalidCredentials) => return Ok(()),
        Err(error) => return Err(error),
    };
    match (&identity.actor.user, identity.via.session()) {
        (Some(user), Some(session)) => auth.sessions.leave(call, user, session).await,
        _ => Ok(()),
    }
}

/// What the client shows: in the body, or in the cookie of its mode.
fn shown(request: &Request, members: &Members) -> Result<(Mode, String), ApiError> {
    let given = members.text("refresh_token")?;
    let mode = members
        .mode()?
        .unwrap_or(if given.is_some() { Mode::Json } else { Mode::Cookie });
    let token = match mode {
        Mode::Json => given,
        Mode::Cookie => REFRESH.read(&request.http),
        Mode::Session => SESSION.read(&request.http),
    };
    let token = token.ok_or_else(|| {
        let place = if mode == Mode::Json {
            "`refresh_token` in the body"
        } else {
            "its cookie"
        };
        ApiError::payload(format!("in mode `{}` the request must have {place}", mode.name()))
    })?;
    Ok((mode, token))
}

/// The tokens in the answer, or in cookies.
pub fn granted(request: &Request, grant: &Grant) -> Answer {
    let is_secure = cookies::is_secure(&request.app.settings, &request.http);
    let expires = u64::try_from(grant.expires_in.as_millis()).unwrap_or(u64::MAX);
    match (grant.mode, &grant.refresh_token) {
        (Mode::Json, refresh_token) => Answer::data(&json!({
            "access_token": grant.access_token,
            "refresh_token": refresh_token,
            "expires": expires,
        })),
        (Mode::Cookie, refresh_token) => {
            let cookie = REFRESH.set(refresh_token.as_deref().unwrap_or_default(), grant.lasts, is_secure);
            let data = json!({ "access_token": grant.access_token, "expires": expires });
            Answer::data(&data).header(SET_COOKIE, &cookie)
        }
        (Mode::Session, _) => {
            let cookie = SESSION.set(&grant.access_token, grant.lasts, is_secure);
            Answer::data(&json!({ "expires": expires })).header(SET_COOKIE, &cookie)
        }
    }
}

/// The server's own call on behalf of a request that has not shown who it is.
pub fn server_call(request: &Request) -> Call {
    let mut call = request.app.call_as_administrator();
    call.origin = Arc::new(request.origin(Via::Public));
    call
}

/// The server's own rights, for what a caller does who may: the log says who it was and from where.
pub fn as_server(request: &Request, caller: &Caller) -> Call {
    let mut call = request.app.call_as_administrator();
    let mut actor = (*call.access.actor).clone();
    actor.user.clone_from(&caller.call.access.actor.user);
    call.access.actor = Arc::new(actor);
    call.origin = caller.call.origin.clone();
    call
}

impl Members {
    pub fn read(body: Json, known: &[&str]) -> Result<Self, ApiError> {
        let Json::Object(members) = body else {
            return Err(ApiError::payload("the body must be an object"));
        };
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self(members)),
            Some(name) => {
                let name: String = name.chars().take(60).collect();
                let expected = known.join("`, `");
                Err(ApiError::payload(format!(
                    "{name}: does not belong here; the body may hold `{expected}`"
                )))
            }
        }
    }

    pub fn optional(body: Option<Json>, known: &[&str]) -> Result<Self, ApiError> {
        Self::read(body.unwrap_or_else(|| json!({})), known)
    }

    /// A text; null and an empty text are as if it were not there.
    pub fn text(&self, name: &str) -> Result<Option<String>, ApiError> {
        match self.0.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(_) => Err(ApiError::payload(format!("{name}: must be a text"))),
        }
    }

    pub fn required(&self, name: &str) -> Result<String, ApiError> {
        let text = self.text(name)?;
        text.ok_or_else(|| ApiError::payload(format!("{name}: is required")))
    }

    pub fn value(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    pub fn mode(&self) -> Result<Option<Mode>, ApiError> {
        let name = self.text("mode")?;
        name.map(|name| Mode::named(&name).ok_or_else(|| ApiError::payload("mode: must be json, cookie or session")))
            .transpose()
    }
}

/// 401 for who has to sign in first.
pub fn sign_in_first() -> ApiError {
    ApiError::new(&INVALID_CREDENTIALS, "sign in first")
}
