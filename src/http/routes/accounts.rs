//! Invitations, registration and forgotten passwords. What a stranger may ask for is answered alike whether or not there is such an account.

use actix_web::http::header;
use chrono::SecondsFormat;
use serde_json::{Map, Value as Json, json};

use crate::{
    auth::accounts::{InvitationLink, Registration, roles_of},
    http::{
        answer::Answer,
        error::{ApiError, auth as auth_errors},
        request::Request,
    },
};

const TOKEN: &str = "token";

pub async fn request_reset(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = members(request.body().await?, &["email", "reset_url"])?;
    let email = required(&body, "email")?;
    let app = &request.app;
    let asked = app
        .accounts
        .request_reset(&caller.call, &app.base_url(), email, optional(&body, "reset_url")?)
        .await;
    done(asked)
}

pub async fn reset(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = members(request.body().await?, &[TOKEN, "password"])?;
    let (token, password) = (required(&body, TOKEN)?, required(&body, "password")?);
    let app = &request.app;
    let server = app.call_as_administrator();
    done(app.accounts.reset(&caller.call, &server, token, password).await)
}

pub async fn invite(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = members(request.body().await?, &["email", "role", "roles", "invite_url", "mail"])?;
    let roles = roles_of(body.get("role").or_else(|| body.get("roles")));
    let roles = roles.ok_or_else(|| ApiError::payload("role: must be the name of a role, or a list of names"))?;
    let emails: Vec<&str> = match body.get("email") {
        Some(Json::Array(emails)) if emails.len() <= 100 => emails.iter().filter_map(Json::as_str).collect(),
        _ => vec![required(&body, "email")?],
    };
    let app = &request.app;
    let server = app.call_as_administrator();
    let url = optional(&body, "invite_url")?;
    let (calls, base) = ((&caller.call, &server), app.base_url());
    if is_mailed(&body)? {
        for email in emails {
            let invited = app.accounts.invite(calls, &base, email, &roles, url).await;
            invited.map_err(auth_errors::answer)?;
        }
        return Ok(Answer::nothing());
    }
    let mut links = Vec::new();
    for email in emails {
        let made = app.accounts.invite_by_link(calls, &base, email, &roles, url).await;
        links.push(link_json(&made.map_err(auth_errors::answer)?));
    }
    Ok(Answer::data(&Json::Array(links)))
}

/// Whether links are sent, as they are unless the body says `"mail": false`.
fn is_mailed(body: &Map<String, Json>) -> Result<bool, ApiError> {
    match body.get("mail") {
        None | Some(Json::Null) => Ok(true),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(ApiError::payload("mail: must be true or false")),
    }
}

fn link_json(made: &InvitationLink) -> Json {
    let expires_at = made.expires_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({ "email": made.email, "link": made.link, "expires_at": expires_at })
}

pub async fn accept(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = members(request.body().await?, &[TOKEN, "password"])?;
    let (token, password) = (required(&body, TOKEN)?, required(&body, "password")?);
    let app = &request.app;
    let server = app.call_as_administrator();
    done(app.accounts.accept(&caller.call, &server, token, password).await)
}

pub async fn register(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let names = ["email", "password", "verification_url", "first_name", "last_name"];
    let body = members(request.body().await?, &names)?;
    let text = |name: &str| optional(&body, name).map(|text| text.map(str::to_owned));
    let registration = Registration {
        email: required(&body, "email")?.to_owned(),
        password: required(&body, "password")?.to_owned(),
        first_name: text("first_name")?,
        last_name: text("last_name")?,
        verification_url: text("verification_url")?,
        language: language(&request),
    };
    let app = &request.app;
    done(app.accounts.register(&caller.call, &app.base_url(), registration).await)
}

/// Where the link of a registration leads: makes the account, and goes on to the sign-in.
pub async fn verify(request: Request) -> Result<Answer, ApiError> {
    let (caller, own) = request.caller_with(&[TOKEN]).await?;
    let token = own.get(TOKEN).unwrap_or_default();
    let app = &request.app;
    let server = app.call_as_administrator();
    let verified = app.accounts.verify(&caller.call, &server, token).await;
    verified.map_err(auth_errors::answer)?;
    let next = format!("{}/admin", app.base_url());
    Ok(Answer::nothing().status(302).header(header::LOCATION, &next))
}

fn done(outcome: Result<(), crate::auth::AuthError>) -> Result<Answer, ApiError> {
    outcome.map(|()| Answer::nothing()).map_err(auth_errors::answer)
}

/// An object that has nothing but these members.
fn members(body: Json, names: &[&str]) -> Result<Map<String, Json>, ApiError> {
    let Json::Object(members) = body else {
        return Err(ApiError::payload("the body must be an object"));
    };
    match members.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => {
            let shown: String = name.chars().take(80).collect();
            Err(ApiError::payload(format!(
                "{shown}: is not known here; there are {}",
                names.join(", ")
            )))
        }
        None => Ok(members),
    }
}

fn required<'b>(body: &'b Map<String, Json>, name: &str) -> Result<&'b str, ApiError> {
    let found = optional(body, name)?.filter(|text| !text.is_empty());
    found.ok_or_else(|| ApiError::payload(format!("{name}: is required")))
}

fn optional<'b>(body: &'b Map<String, Json>, name: &str) -> Result<Option<&'b str>, ApiError> {
    match body.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text)),
        Some(_) => Err(ApiError::payload(format!("{name}: must be a text"))),
    }
}

/// The first language of the browser.
fn language(request: &Request) -> Option<String> {
    let header = request.http.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first = header.split([',', ';']).next()?.trim();
    let is_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_language = (2..=35).contains(&first.len()) && first.bytes().all(is_tag);
    is_language.then(|| first.to_owned())
}
