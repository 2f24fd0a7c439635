//! The pages that the server itself shows: where one lands, and the API reference. Offline, with no script but ours and Swagger UI's.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HOST, LOCATION};

use crate::http::{
    admin_app,
    answer::{Answer, Caching},
    error::{ApiError, codes::ROUTE_NOT_FOUND},
    request::Request,
};

const ADMIN: &str = include_str!("../pages/admin.html");
const DOCS: &str = include_str!("../pages/docs.html");
const DOCS_SCRIPT: &str = include_str!("../pages/docs.js");
const STYLE: &str = include_str!("../pages/style.css");
const ICON: &str = include_str!("../pages/favicon.svg");

/// What a page may load: its own style, script, pictures and the API.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Swagger UI sets styles on elements; scripts are files, no text in the page.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// 131 bits.
const NONCE_LENGTH: usize = 22;

/// Files of Swagger UI that the page needs; nothing else of the package is served.
const SWAGGER_FILES: &[&str] = &["swagger-ui.css", "swagger-ui-bundle.js"];

pub async fn root(_: Request) -> Result<Answer, ApiError> {
    Ok(Answer::text("").status(302).header(LOCATION, "/admin"))
}

/// Every address of the app: a file of it, or its page, which finds out itself what to show.
pub async fn admin(request: Request) -> Result<Answer, ApiError> {
    let path = request.part("path");
    if let Some(file) = admin_app::find(path) {
        return Ok(file.answer(&request.http));
    }
    if path.starts_with(admin_app::HASHED) {
        return Err(ApiError::new(&ROUTE_NOT_FOUND, "there is no such file"));
    }
    let nonce = request.app.random.text(NONCE_LENGTH);
    let nonce = nonce.map_err(|error| ApiError::internal(error.to_string()))?;
    admin_app::page(&nonce).map_or_else(|| without_app(&request), Ok)
}

/// An honest page where the binary was built without the app.
fn without_app(request: &Request) -> Result<Answer, ApiError> {
    let settings = &request.app.settings;
    let name = escape(settings.name.as_deref().unwrap_or("Your project"));
    let base = settings.server.public_url.clone().unwrap_or_else(|| {
        // Of the connection itself: what a header says of a proxy may be anybody's word.
        let host = request.http.headers().get(HOST).and_then(|host| host.to_str().ok());
        format!("http://{}", host.unwrap_or("localhost"))
    });
    let page = ADMIN.replace("{version}", env!("CARGO_PKG_VERSION"));
    let page = page.replace("{base}", &escape(base.trim_end_matches('/')));
    Ok(Answer::html(page.replace("{name}", &name)).header(CONTENT_SECURITY_POLICY, PAGE_POLICY))
}

pub async fn docs(request: Request) -> Result<Answer, ApiError> {
    let name = escape(request.app.settings.project_name());
    let page = DOCS.replace("{name}", &name);
    Ok(Answer::html(page).header(CONTENT_SECURITY_POLICY, DOCS_POLICY))
}

pub async fn docs_file(request: Request) -> Result<Answer, ApiError> {
    let name = request.part("file");
    if name == "docs.js" {
        return Ok(Answer::asset("text/javascript; charset=utf-8".to_owned(), DOCS_SCRIPT));
    }
    let name = SWAGGER_FILES.iter().find(|file| **file == name);
    let config = std::sync::Arc::new(utoipa_swagger_ui::Config::from("/api/openapi.json"));
    match name.map(|name| utoipa_swagger_ui::serve(name, config)) {
        Some(Ok(Some(file))) => Ok(Answer::asset(file.content_type, file.bytes.into_owned())),
        Some(Err(error)) => Err(ApiError::internal(error.to_string())),
        Some(Ok(None)) | None => Err(ApiError::new(&ROUTE_NOT_FOUND, "there is no such file")),
    }
}

pub async fn style(_: Request) -> Result<Answer, ApiError> {
    Ok(Answer::asset("text/css; charset=utf-8".to_owned(), STYLE))
}

pub async fn icon(_: Request) -> Result<Answer, ApiError> {
    Ok(Answer::asset("image/svg+xml".to_owned(), ICON).caching(Caching::Asset))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
