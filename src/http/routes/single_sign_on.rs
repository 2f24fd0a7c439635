//! `/auth/login/{provider}` and its callback: a browser goes to the provider and comes back signed in.

use std::time::Duration;

use actix_web::http::header::{HOST, LOCATION, SET_COOKIE};
use url::Url;

use super::auth::{granted, server_call};
use crate::{
    auth::{
        Mode,
        redirect::Redirects,
        single_sign_on::{Answer as Returned, Ending, PATIENCE, SingleSignOnError, Wish},
    },
    http::{
        answer::Answer,
        cookies::{self, CookieName},
        error::{
            ApiError, auth as auth_errors,
            codes::{INVALID_CREDENTIALS, INVALID_PROVIDER},
        },
        parameters::own,
        request::Request,
    },
};

/// Held by the browser between the two halves. `Lax`, because the provider's page sends it back here.
const BROWSER_SECRET: CookieName = CookieName {
    name: "quintet_single_sign_on",
    path: "/api/auth/login",
};

/// First half: to the provider's page.
pub async fn begin(request: Request) -> Result<Answer, ApiError> {
    let (own, _) = own::take(request.http.query_string(), &["redirect", "mode"])?;
    let settings = &request.app.settings;
    let redirects = Redirects::new(settings.server.public_url.as_deref(), &settings.auth.redirects);
    let redirect = match own.get("redirect") {
        None => None,
        Some(target) => Some(redirects.allowed(target).ok_or_else(|| {
            ApiError::payload("redirect: must lead to this server or to a page that `auth.redirects` names")
        })?),
    };
    let mode = own
        .get("mode")
        .map(|name| Mode::named(name).ok_or_else(|| ApiError::payload("mode: must be json, cookie or session")));
    let wish = Wish {
        mode: mode.transpose()?.unwrap_or(Mode::Session),
        redirect,
    };
    let provider = request.part("provider");
    let callback = callback(&request, provider)?;
    let begun = request
        .app
        .auth
        .single_sign_on
        .begin(&server_call(&request), provider, &wish, &callback)
        .await;
    let begun = begun.map_err(refuse)?;
    let cookie = BROWSER_SECRET.set(
        &begun.browser_secret,
        PATIENCE,
        cookies::is_secure(settings, &request.http),
    );
    Ok(Answer::text("")
        .status(302)
        .header(LOCATION, &begun.page)
        .header(SET_COOKIE, &cookie))
}

/// Second half: back from the provider.
pub async fn finish(request: Request) -> Result<Answer, ApiError> {
    let names = [
        "code",
        "state",
        "iss",
        "error",
        "error_description",
        "error_uri",
        "session_state",
        "scope",
    ];
    let (own, _) = own::take(request.http.query_string(), &names)?;
    let text = |name: &str| own.get(name).map(str::to_owned);
    let returned = Returned {
        state: text("state"),
        code: text("code"),
        issuer: text("iss"),
        error: text("error"),
        browser_secret: BROWSER_SECRET.read(&request.http),
    };
    let provider = request.part("provider");
    let callback = callback(&request, provider)?;
    let ending = request
        .app
        .auth
        .single_sign_on
        .finish(&server_call(&request), provider, returned, &callback)
        .await;
    let Ending { redirect, outcome } = ending.map_err(refuse)?;
    let forgotten = BROWSER_SECRET.set(
        "",
        Duration::ZERO,
        cookies::is_secure(&request.app.settings, &request.http),
    );
    let answer = match (outcome, redirect) {
        (Ok(grant), None) => granted(&request, &grant),
        (Err(error), None) => return Err(refuse(error)),
        (Ok(grant), Some(redirect)) => sent(granted(&request, &grant), &redirect),
        (Err(error), Some(redirect)) => {
            let error = refuse(error);
            tracing::info!(
                provider,
                cause = error.cause.as_deref().unwrap_or_default(),
                "a single sign-on was refused"
            );
            let reason = error.problems().next().map_or("", |problem| problem.code.name);
            sent(Answer::text(""), &with_reason(&redirect, reason))
        }
    };
    Ok(answer.header(SET_COOKIE, &forgotten))
}

/// The cookies of an answer, and the way to a page; no token in a body that nobody reads.
fn sent(granted: Answer, redirect: &str) -> Answer {
    let mut answer = Answer::text("").status(302).header(LOCATION, redirect);
    answer.headers.extend(granted.headers);
    answer
}

/// The page is told why, as the dialect does it.
fn with_reason(redirect: &str, reason: &str) -> String {
    let (rest, fragment) = redirect
        .split_once('#')
        .map_or((redirect, None), |(rest, fragment)| (rest, Some(fragment)));
    let separator = if rest.contains('?') { '&' } else { '?' };
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
    format!("{rest}{separator}reason={reason}{fragment}")
}

/// Where the provider sends the browser back. The public address, or this machine in development: what a client writes into `host` is nothing to
/// send people to.
fn callback(request: &Request, provider: &str) -> Result<String, ApiError> {
    let path = format!("/api/auth/login/{provider}/callback");
    if let Some(url) = request.app.settings.server.public_url.as_deref() {
        return Ok(format!("{}{path}", url.trim_end_matches('/')));
    }
    let host = request
        .http
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let base = Url::parse(&format!("http://{host}/")).ok();
    let base = base.filter(|url| matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")));
    match base {
        Some(base) => Ok(format!("{}{path}", base.origin().ascii_serialization())),
        None => Err(ApiError::unavailable(
            "single sign-on needs the public address of this server: the setting is `server.public_url`",
            "server.public_url is not set",
        )),
    }
}

fn refuse(error: SingleSignOnError) -> ApiError {
    match error {
        SingleSignOnError::UnknownProvider => ApiError::new(&INVALID_PROVIDER, error.to_string()),
        SingleSignOnError::Unreachable(_) => {
            ApiError::unavailable("the identity provider can not be used at the moment", error.to_string())
        }
        SingleSignOnError::Refused(reason) => {
            let mut answer = ApiError::new(
                &INVALID_CREDENTIALS,
                "the sign-in at the provider can not be used; begin again",
            );
            answer.cause = Some(reason);
            answer
        }
        SingleSignOnError::NoAccount(reason) => ApiError::new(&INVALID_CREDENTIALS, reason),
        SingleSignOnError::Configuration(reason) => ApiError::internal(reason),
        SingleSignOnError::Auth(error) => auth_errors::answer(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_added_to_what_is_there() {
        let check = |redirect: &str, expected: &str| assert_eq!(with_reason(redirect, "X"), expected);
        check("/admin", "/admin?reason=X");
        check("/admin?a=1#b", "/admin?a=1&reason=X#b");
        check("https://a.example/#b", "https://a.example/?reason=X#b");
    }
}
