//! From a request to its answer: everything that holds for all routes, in one place and in this order: request id, length of the URL, preflight,
//! method, the handler (a panic in it is an answer too), what is left of the body, errors, validators, compression, headers, log.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse, HttpResponseBuilder,
    body::SizedStream,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web,
};
use futures_util::TryStreamExt as _;

use super::{
    answer::{Answer, Caching, Pieces},
    body::Body,
    client_address::Proxies,
    cors::Cors,
    csrf,
    error::{
        ApiError,
        codes::{METHOD_NOT_ALLOWED, ROUTE_NOT_FOUND, URI_TOO_LONG},
    },
    limit::{Limits, Metered},
    panic::CatchPanic,
    request::Request,
    routes::{Guard, Route, tus},
    security_headers,
    specification::SpecificationCache,
    validate, zip,
};
use crate::{app::App, items::timing};

/// What all requests share at the edge.
pub struct Edge {
    pub app: Arc<App>,
    pub specifications: SpecificationCache,
    pub zipped: zip::Cache,
    pub cors: Cors,
    pub limits: Limits,
    proxies: Proxies,
    has_https: bool,
}

/// How long the parts of a request took, for `Server-Timing`; kept with the request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Phases {
    /// Reading parameters and body.
    pub parse: Duration,
    /// Finding out who asks, with what the database took for it.
    pub auth: Duration,
    auth_sql: Duration,
    /// All of the handler, and what the database took in it.
    handled: Duration,
    sql: Duration,
}

impl Phases {
    /// Adds to what the request has noted.
    pub fn note(http: &HttpRequest, change: impl FnOnce(&mut Self)) {
        let mut extensions = http.extensions_mut();
        match extensions.get_mut::<Self>() {
            Some(phases) => change(phases),
            None => {
                let mut phases = Self::default();
                change(&mut phases);
                extensions.insert(phases);
            }
        }
    }

    pub fn authenticated(&mut self, auth: Duration) {
        self.auth += auth;
        self.auth_sql = timing::waited();
    }
}

/// Kept with the request for the activity log.
pub struct RequestId(pub String);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");
const WANTS_TIMING: &str = "x-server-timing";
const PROBLEM_JSON: &str = "application/problem+json";

impl Edge {
    pub fn new(app: Arc<App>) -> Self {
        let settings = &app.settings;
        Self {
            cors: Cors::new(settings),
            limits: Limits::new(&settings.rate_limit),
            proxies: Proxies::new(&settings.server),
            has_https: settings
                .server
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https://")),
            specifications: SpecificationCache::default(),
            zipped: zip::Cache::default(),
            app,
        }
    }
}

/// Answers one request. `route` is `None` for a path that does not exist.
pub async fn dispatch(
    edge: Arc<Edge>,
    route: Option<&'static Route>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let started = Instant::now();
    let id = request_id(&edge, &http);
    http.extensions_mut().insert(RequestId(id.clone()));
    let mut body = Body::new(payload);
    let outcome = timing::measured(async {
        let outcome = CatchPanic::new(handle(edge.clone(), route, http.clone(), body.clone())).await;
        Phases::note(&http, |phases| {
            (phases.handled, phases.sql) = (started.elapsed(), timing::waited());
        });
        outcome
    });
    let outcome = outcome.await;
    let outcome = outcome.unwrap_or_else(|panic| Err(ApiError::internal(panic)));
    if let Err(error) = &outcome {
        log_error(error, &http, &id);
    }
    let answer = outcome.unwrap_or_else(|error| error_answer(&error, &http, &id));
    body.drain(patience(&edge, answer.status)).await;
    tracing::debug!(request_id = %id, method = %http.method(), path = http.path(), status = answer.status, micros = started.elapsed().as_micros(), "request");
    finish(&edge, &http, answer, &id, started).await
}

/// How long the answer waits for the rest of a body that nobody wanted.
fn patience(edge: &Edge, status: u16) -> Duration {
    match status {
        // It has not come in its time already.
        408 => Duration::ZERO,
        // Who asks too much is not waited for.
        429 => Duration::from_millis(100),
        _ => edge.app.settings.server.body_timeout,
    }
}

async fn handle(
    edge: Arc<Edge>,
    route: Option<&'static Route>,
    http: HttpRequest,
    body: Body,
) -> Result<Answer, ApiError> {
    let limit = edge.app.settings.server.url_limit;
    let length = http.uri().path_and_query().map_or(0, |text| text.as_str().len());
    if length > limit {
        let message =
            format!("the URL has {length} bytes, more than {limit} (`server.url_limit`); send the query in a body");
        return Err(ApiError::new(&URI_TOO_LONG, message));
    }
    let client = edge.proxies.client(&http);
    http.extensions_mut().insert(client);
    let endpoint = route.and_then(|route| route.endpoint(http.method().as_str()));
    let guard = endpoint.map_or(Guard::Open, |endpoint| endpoint.guard);
    if guard != Guard::Probe && http.method() != Method::OPTIONS {
        edge.limits.arrives(&edge.app.cache, client, guard, &http).await?;
    }
    let Some(route) = route else {
        let path: String = http.path().chars().take(200).collect();
        return Err(ApiError::new(&ROUTE_NOT_FOUND, format!("there is no {path} here")));
    };
    if http.method() == Method::OPTIONS {
        let answer = Answer::nothing().header(header::ALLOW, &route.allow());
        return Ok(if route.path.starts_with(tus::PATH) {
            tus::described(answer, &edge.app)
        } else {
            answer
        });
    }
    let Some(endpoint) = endpoint else {
        let method: String = http.method().as_str().chars().take(20).collect();
        let message = format!("{method} is not for this path; it takes {}", route.allow());
        let mut error = ApiError::new(&METHOD_NOT_ALLOWED, message);
        error.allow = Some(route.allow());
        return Err(error);
    };
    csrf::check_cookies(&http, &edge.cors, edge.app.settings.server.public_url.as_deref())?;
    let request = Request::new(edge.clone(), http.clone(), body, route.system_collection);
    let outcome = (endpoint.handler)(request).await;
    edge.limits.is_over(&edge.app.cache, client, guard, &http).await;
    outcome
}

fn error_answer(error: &ApiError, http: &HttpRequest, id: &str) -> Answer {
    let wants_problem = http.headers().get_all(header::ACCEPT).any(|accept| {
        accept
            .to_str()
            .is_ok_and(|accept| accept.to_ascii_lowercase().contains(PROBLEM_JSON))
    });
    let answer = if wants_problem {
        Answer::json(error.to_problem_json(id).to_string()).typed(PROBLEM_JSON)
    } else {
        Answer::json(error.to_json(id).to_string())
    };
    let mut answer = answer.status(error.status());
    if let Some(allow) = &error.allow {
        answer = answer.header(header::ALLOW, allow);
    }
    for (name, value) in &error.extra {
        answer = answer.header(name.clone(), value);
    }
    if let Some(seconds) = error.retry_after {
        answer = answer.header(header::RETRY_AFTER, &seconds.to_string());
    }
    if error.status() == 401 {
        answer = answer.header(header::WWW_AUTHENTICATE, "Bearer");
    }
    answer
}

/// Adds what every answer has, and sends nothing where the client has it already.
async fn finish(edge: &Edge, http: &HttpRequest, answer: Answer, id: &str, started: Instant) -> HttpResponse {
    let is_read = matches!(*http.method(), Method::GET | Method::HEAD) || http.method().as_str() == "SEARCH";
    let mut headers = HeaderMap::with_capacity(12);
    for (name, value) in &answer.headers {
        headers.append(name.clone(), value.clone());
    }
    let mut status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut body = answer.body;
    let is_validated = is_read && matches!(answer.caching, Caching::Validated | Caching::Asset);
    if status == StatusCode::OK && (is_validated || answer.revision.is_some()) {
        let tag = validate::entity_tag(answer.revision.as_deref(), &body);
        if is_read && validate::is_known(http, &tag) {
            status = StatusCode::NOT_MODIFIED;
        }
        insert(&mut headers, header::ETAG, &tag);
        if status == StatusCode::OK
            && answer.caching == Caching::Asset
            && !headers.contains_key(header::CONTENT_ENCODING)
            && zip::is_wanted(http, &answer.content_type, &body)
        {
            body = edge.zipped.get_or_zip(&tag, body).await;
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
    }
    let has_body = answer.content_type.is_some() && status != StatusCode::NOT_MODIFIED;
    if let Some(content_type) = answer.content_type.as_deref().filter(|_| has_body) {
        insert(&mut headers, header::CONTENT_TYPE, content_type);
    }
    if has_body && !headers.contains_key(header::CONTENT_ENCODING) && zip::is_wanted(http, &answer.content_type, &body)
    {
        body = zip::zip(body).await;
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    set_common(&mut headers, answer.caching, edge.has_https);
    set_cors(&mut headers, &edge.cors, http);
    if let Some(metered) = http.extensions_mut().remove::<Metered>() {
        metered.write(&mut headers);
    }
    insert(&mut headers, REQUEST_ID, id);
    if http.headers().contains_key(WANTS_TIMING) {
        insert(&mut headers, SERVER_TIMING, &server_timing(http, started.elapsed()));
    }
    let mut response = HttpResponse::build(status);
    for (name, value) in headers {
        response.append_header((name, value));
    }
    match answer.pieces {
        // HEAD has the headers of GET; nobody would read the rows.
        Some(_) if *http.method() == Method::HEAD => stream(response, Pieces::none(), answer.length),
        Some(pieces) => stream(response, pieces, answer.length),
        None if has_body => response.body(body),
        None => response.finish(),
    }
}

fn stream(mut response: HttpResponseBuilder, pieces: Pieces, length: Option<u64>) -> HttpResponse {
    match length {
        Some(length) => {
            let pieces = pieces.0.map_err(Box::<dyn std::error::Error>::from);
            response.body(SizedStream::new(length, pieces))
        }
        None => response.streaming(pieces.0),
    }
}

fn set_common(headers: &mut HeaderMap, caching: Caching, has_https: bool) {
    let caching = match caching {
        Caching::Never => Some("no-store"),
        Caching::Validated => Some("private, no-cache"),
        Caching::Asset => Some("public, max-age=86400"),
        Caching::Immutable => Some("public, max-age=31536000, immutable"),
        Caching::Own => None,
    };
    if let Some(caching) = caching {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        let varying = HeaderValue::from_static("authorization, cookie, quintet-view-as, accept-encoding, origin");
        headers.insert(header::VARY, varying);
    }
    security_headers::set(headers, has_https);
}

fn set_cors(headers: &mut HeaderMap, cors: &Cors, http: &HttpRequest) {
    if let Some(origin) = http.headers().get(header::ORIGIN) {
        let is_preflight =
            http.method() == Method::OPTIONS && http.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        for (name, value) in cors.headers(origin, is_preflight) {
            headers.insert(name, value);
        }
    }
}

/// `plan` is what the handler did beside the rest: names and rules resolved, statements written, rows put together. `encode` is the envelope, its tag and its
/// compression.
fn server_timing(http: &HttpRequest, total: Duration) -> String {
    let phases = http.extensions().get::<Phases>().copied().unwrap_or_default();
    let sql = phases.sql.saturating_sub(phases.auth_sql);
    let plan = phases.handled.saturating_sub(phases.parse + phases.auth + sql);
    let encode = total.saturating_sub(phases.handled);
    let parts = [
        ("auth", phases.auth),
        ("parse", phases.parse),
        ("plan", plan),
        ("sql", sql),
        ("encode", encode),
        ("total", total),
    ];
    let parts = parts.map(|(name, time)| format!("{name};dur={:.3}", time.as_secs_f64() * 1000.0));
    parts.join(", ")
}

/// The client's own id where it is short and plain, so that logs of several services can be joined.
fn request_id(edge: &Edge, http: &HttpRequest) -> String {
    let given = http.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_plain = |id: &&str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        (1..=64).contains(&id.len()) && id.bytes().all(is_plain)
    };
    match given.filter(is_plain) {
        Some(id) => id.to_owned(),
        None => edge.app.random.text(16).unwrap_or_default(),
    }
}

/// Once, here: what the client can not mend.
fn log_error(error: &ApiError, http: &HttpRequest, id: &str) {
    let cause = error.cause.as_deref().unwrap_or_default();
    match error.status() {
        503 => tracing::warn!(request_id = %id, method = %http.method(), path = http.path(), cause, "unavailable"),
        500.. => {
            tracing::error!(request_id = %id, method = %http.method(), path = http.path(), cause, "request failed");
        }
        _ if !cause.is_empty() => tracing::info!(request_id = %id, path = http.path(), cause, "refused"),
        _ => {}
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
