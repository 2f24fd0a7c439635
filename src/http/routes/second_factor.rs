//! `/users/me/tfa/*`, `/users/me/passkeys*` and `/auth/passkey*`: second factors of the one who is signed in, and signing in without a password.

use actix_web::http::header::{HOST, ORIGIN};
use serde_json::json;
use url::Url;

use super::auth::{Members, as_server, granted, server_call, sign_in_first};
use crate::{
    auth::{
        AuthError, Mode,
        second_factor::passkey::{NewPasskey, Site},
    },
    http::{
        answer::Answer,
        error::{ApiError, auth as auth_errors},
        request::Request,
    },
    items::{Call, Via},
    value::ItemId,
};

/// What the caller has set up. A token that acts for him may know it; what it is, nobody is told.
pub async fn state(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let user = caller.call.access.actor.user.clone().ok_or_else(sign_in_first)?;
    answer_state(&request, &user).await
}

/// The same of anybody, for administrators.
pub async fn state_of(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    answer_state(&request, &named_user(&request)?).await
}

async fn answer_state(request: &Request, user: &ItemId) -> Result<Answer, ApiError> {
    let (call, auth) = (server_call(request), &request.app.auth);
    let state = auth.second_factors.state(&call, user).await;
    let (is_enabled, recovery_codes) = state.map_err(auth_errors::answer)?;
    let passkeys = auth.passkeys.count(&call, user).await.map_err(auth_errors::answer)?;
    Ok(Answer::data(&json!({
        "is_enabled": is_enabled,
        "recovery_codes": recovery_codes,
        "passkeys": passkeys,
    })))
}

fn named_user(request: &Request) -> Result<ItemId, ApiError> {
    let user = uuid::Uuid::try_parse(request.part("id")).map(ItemId::Uuid);
    user.map_err(|_| auth_errors::answer(AuthError::NotFound))
}

/// Needs the password; gives a secret, and the address that an app photographs.
pub async fn generate(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let members = Members::read(request.body().await?, &["password"])?;
    let password = members.required("password")?;
    let issuer = request.app.settings.project_name();
    let made = request
        .app
        .auth
        .second_factors
        .generate(&call, &user, password, issuer)
        .await;
    let made = made.map_err(auth_errors::answer)?;
    Ok(Answer::data(&json!({ "secret": made.secret, "otpauth_url": made.url })))
}

/// Needs a code; gives the recovery codes, once.
pub async fn enable(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let members = Members::read(request.body().await?, &["secret", "otp"])?;
    let (secret, otp) = (members.required("secret")?, members.required("otp")?);
    let codes = request
        .app
        .auth
        .second_factors
        .enable(&call, &user, &secret, &otp)
        .await;
    Ok(Answer::data(
        &json!({ "recovery_codes": codes.map_err(auth_errors::answer)? }),
    ))
}

pub async fn disable(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let members = Members::read(request.body().await?, &["otp"])?;
    let otp = members.required("otp")?;
    request
        .app
        .auth
        .second_factors
        .disable(&call, &user, &otp)
        .await
        .map_err(auth_errors::answer)?;
    Ok(Answer::nothing())
}

pub async fn renew_recovery_codes(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let members = Members::read(request.body().await?, &["otp"])?;
    let otp = members.required("otp")?;
    let codes = request.app.auth.second_factors.renew(&call, &user, &otp).await;
    Ok(Answer::data(
        &json!({ "recovery_codes": codes.map_err(auth_errors::answer)? }),
    ))
}

/// By an administrator, for somebody who has lost his phone and his codes.
pub async fn remove_of(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() || caller.call.access.is_read_only() {
        return Err(ApiError::forbidden());
    }
    let user = named_user(&request)?;
    let removed = request
        .app
        .auth
        .second_factors
        .remove(&as_server(&request, &caller), &user)
        .await;
    removed.map_err(auth_errors::answer)?;
    Ok(Answer::nothing())
}

pub async fn passkeys(request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let list = request.app.auth.passkeys.list(&call, &user).await;
    Ok(Answer::data(&list.map_err(auth_errors::answer)?))
}

pub async fn passkey_options(request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let site = site(&request)?;
    let challenge = request.app.auth.passkeys.begin_registration(&call, &user, &site).await;
    let challenge = challenge.map_err(auth_errors::answer)?;
    Ok(Answer::data(
        &json!({ "token": challenge.token, "options": challenge.options }),
    ))
}

pub async fn add_passkey(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let site = site(&request)?;
    let members = Members::read(request.body().await?, &["token", "credential", "name"])?;
    let (token, name) = (members.required("token")?, members.text("name")?.unwrap_or_default());
    let answer = NewPasskey {
        token: &token,
        credential: members.value("credential").cloned().unwrap_or_default(),
        name: &name,
    };
    let id = request
        .app
        .auth
        .passkeys
        .finish_registration(&call, &user, &site, answer)
        .await;
    Ok(Answer::data(
        &json!({ "id": id.map_err(auth_errors::answer)?.to_string() }),
    ))
}

pub async fn rename_passkey(mut request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let id = passkey_id(&request)?;
    let name = Members::read(request.body().await?, &["name"])?.required("name")?;
    request
        .app
        .auth
        .passkeys
        .rename(&call, &user, id, &name)
        .await
        .map_err(auth_errors::answer)?;
    Ok(Answer::nothing())
}

pub async fn remove_passkey(request: Request) -> Result<Answer, ApiError> {
    let (user, call) = owner(&request).await?;
    let id = passkey_id(&request)?;
    request
        .app
        .auth
        .passkeys
        .remove(&call, &user, id)
        .await
        .map_err(auth_errors::answer)?;
    Ok(Answer::nothing())
}

pub async fn sign_in_options(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::optional(request.optional_body().await?, &["email"])?;
    let email = members.text("email")?;
    let site = site(&request)?;
    let challenge = request
        .app
        .auth
        .passkeys
        .begin_sign_in(&server_call(&request), &site, email.as_deref())
        .await;
    let challenge = challenge.map_err(auth_errors::answer)?;
    Ok(Answer::data(
        &json!({ "token": challenge.token, "options": challenge.options }),
    ))
}

pub async fn sign_in(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::read(request.body().await?, &["token", "credential", "mode"])?;
    let mode = members.mode()?.unwrap_or(Mode::Json);
    if mode != Mode::Json {
        request.refuse_other_pages()?;
    }
    let credential = members.value("credential").cloned().unwrap_or_default();
    let site = site(&request)?;
    let token = members.required("token")?;
    let call = server_call(&request);
    let grant = request
        .app
        .auth
        .sign_in_by_passkey(&call, &site, &token, credential, mode)
        .await;
    Ok(granted(&request, &grant.map_err(auth_errors::answer)?))
}

/// Somebody in a session of his own: a token, or an administrator who acts as him, does not change how he signs in.
async fn owner(request: &Request) -> Result<(ItemId, Call), ApiError> {
    let caller = request.caller().await?;
    let user = caller.call.access.actor.user.clone().ok_or_else(sign_in_first)?;
    let is_own = matches!(caller.call.origin.via, Via::Session(_)) && caller.call.origin.impersonator.is_none();
    if !is_own || caller.call.access.is_read_only() {
        return Err(ApiError::forbidden());
    }
    let call = as_server(request, &caller);
    Ok((user, call))
}

fn passkey_id(request: &Request) -> Result<uuid::Uuid, ApiError> {
    uuid::Uuid::try_parse(request.part("passkey")).map_err(|_| auth_errors::answer(AuthError::NotFound))
}

/// The page that asks: the public address, or a page on this machine in development.
pub(super) fn site(request: &Request) -> Result<Site, ApiError> {
    let settings = &request.app.settings;
    let name = settings.project_name().to_owned();
    if let Some(url) = settings.server.public_url.as_deref() {
        let origin = Url::parse(url).map_err(|error| ApiError::internal(format!("server.public_url: {error}")))?;
        return Ok(Site { origin, name });
    }
    let header = |name| request.http.headers().get(name).and_then(|value| value.to_str().ok());
    let page = header(ORIGIN)
        .map(str::to_owned)
        .or_else(|| header(HOST).map(|host| format!("http://{host}")));
    let page = page.and_then(|page| Url::parse(&page).ok());
    match page.filter(|page| {
        page.host_str()
            .is_some_and(|host| host == "localhost" || host.ends_with(".localhost"))
    }) {
        Some(origin) => Ok(Site { origin, name }),
        None => Err(ApiError::payload(
            "passkeys need the public address of this server (`server.public_url`), or `localhost` in development",
        )),
    }
}
