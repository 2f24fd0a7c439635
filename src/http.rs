//! The edge: routes, parameters, bodies, answers, errors, OpenAPI, pages. The only place that names `actix_web` and `utoipa`.
//!
//! A handler takes what it needs out of the request, calls one function of a service, and wraps the answer. Nothing here knows SQL or rows.

mod admin_app;
mod answer;
mod body;
mod client_address;
pub mod cookies;
mod cors;
mod csrf;
mod dispatch;
pub mod error;
pub mod explanation;
mod limit;
mod model;
pub mod multipart;
mod panic;
pub mod parameters;
mod request;
pub mod routes;
mod security_headers;
pub mod server;
pub mod specification;
mod validate;
mod wire;
mod zip;
