//! What goes wrong, as a client sees it: `ApiError` is one answer, with one problem or several of the same status.
//!
//! The shape is `{"errors":[{"message","extensions":{"code",…}}]}`, always JSON and never empty; `application/problem+json` for who asks for it.
//! Layers below state facts; `items` maps those of the data, and the codes are one table.

pub mod assets;
pub mod auth;
pub mod codes;
pub mod items;

pub use codes::{ERROR_CODES, ErrorCode};

use actix_web::http::header::HeaderName;
use serde_json::{Map, Value as Json, json};

/// An answer that is an error.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    first: Box<Problem>,
    rest: Vec<Problem>,
    /// For 405: what the route takes.
    pub allow: Option<String>,
    /// Seconds, for what may work later.
    pub retry_after: Option<u32>,
    /// For logs, where the client is told nothing.
    pub cause: Option<String>,
    /// Headers of this one refusal, as `content-range` of a range that is not there.
    pub extra: Vec<(HeaderName, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub code: &'static ErrorCode,
    pub message: String,
    pub extensions: Map<String, Json>,
}

impl ApiError {
    pub fn new(code: &'static ErrorCode, message: impl Into<String>) -> Self {
        Self::one(Problem::new(code, message))
    }

    pub fn one(problem: Problem) -> Self {
        Self {
            first: Box::new(problem),
            rest: Vec::new(),
            allow: None,
            retry_after: None,
            cause: None,
            extra: Vec::new(),
        }
    }

    /// Several problems; only those with the status of the first are told, because an answer has one. `None` when there are none.
    pub fn several(problems: Vec<Problem>) -> Option<Self> {
        let mut problems = problems.into_iter();
        let mut error = Self::one(problems.next()?);
        error.rest = problems
            .filter(|problem| problem.code.status == error.first.code.status)
            .collect();
        Some(error)
    }

    /// One text for what is hidden and what is not there (decisions: never tell which).
    pub fn forbidden() -> Self {
        Self::new(
            &codes::FORBIDDEN,
            "you do not have permission to access this, or it does not exist",
        )
    }

    pub fn internal(cause: impl Into<String>) -> Self {
        let mut error = Self::new(
            &codes::INTERNAL_SERVER_ERROR,
            "something went wrong on the server; the request id finds it in the log",
        );
        error.cause = Some(cause.into());
        error
    }

    pub fn unavailable(message: impl Into<String>, cause: impl Into<String>) -> Self {
        let mut error = Self::new(&codes::SERVICE_UNAVAILABLE, message);
        error.retry_after = Some(1);
        error.cause = Some(cause.into());
        error
    }

    pub fn payload(message: impl Into<String>) -> Self {
        Self::new(&codes::INVALID_PAYLOAD, message)
    }

    pub fn query(path: &str, message: impl Into<String>) -> Self {
        Self::one(Problem::new(&codes::INVALID_QUERY, message).with("path", path))
    }

    /// Other words for the first problem, for a caller who may hear more.
    pub fn reword(&mut self, message: String) {
        self.first.message = message;
    }

    pub fn status(&self) -> u16 {
        self.first.code.status
    }

    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        std::iter::once(&*self.first).chain(&self.rest)
    }

    /// The body in the dialect's shape.
    pub fn to_json(&self, request_id: &str) -> Json {
        let errors: Vec<Json> = self.problems().map(|problem| problem.to_json(request_id)).collect();
        json!({ "errors": errors })
    }

    /// The body by RFC 9457.
    pub fn to_problem_json(&self, request_id: &str) -> Json {
        json!({
            "type": format!("/docs#{}", self.first.code.name),
            "title": self.first.code.meaning,
            "status": self.status(),
            "detail": self.first.message,
            "instance": format!("urn:request:{request_id}"),
            "code": self.first.code.name,
            "errors": self.to_json(request_id).get("errors"),
        })
    }
}

impl Problem {
    pub fn new(code: &'static ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            extensions: Map::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.extensions.insert(key.to_owned(), value.into());
        self
    }

    fn to_json(&self, request_id: &str) -> Json {
        let mut extensions = self.extensions.clone();
        extensions.insert("code".to_owned(), Json::from(self.code.name));
        extensions.insert("request_id".to_owned(), Json::from(request_id));
        json!({ "message": self.message, "extensions": extensions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_never_empty_and_has_one_status() {
        assert_eq!(ApiError::several(Vec::new()), None);
        let error = ApiError::several(vec![
            Problem::new(&codes::INVALID_QUERY, "one"),
            Problem::new(&codes::FORBIDDEN, "two"),
            Problem::new(&codes::INVALID_QUERY, "three").with("path", "filter.x"),
        ]);
        let body = error.unwrap().to_json("r1");
        assert_eq!(
            body,
            json!({ "errors": [
                { "message": "one", "extensions": { "code": "INVALID_QUERY", "request_id": "r1" } },
                { "message": "three", "extensions": { "code": "INVALID_QUERY", "path": "filter.x", "request_id": "r1" } },
            ] })
        );
    }

    #[test]
    fn what_went_wrong_inside_is_not_told() {
        let error = ApiError::internal("password=hunter2");
        assert!(!error.to_json("r1").to_string().contains("hunter2"));
        assert!(!error.to_problem_json("r1").to_string().contains("hunter2"));
    }
}
