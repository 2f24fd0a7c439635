//! `ERROR_CODES`: every code there is, with its status and meaning. Clients match on codes, so a code is never renamed.

use serde_json::{Value as Json, json};

#[derive(Debug, PartialEq, Eq)]
pub struct ErrorCode {
    pub name: &'static str,
    pub status: u16,
    pub meaning: &'static str,
}

const fn code(name: &'static str, status: u16, meaning: &'static str) -> ErrorCode {
    ErrorCode { name, status, meaning }
}

pub static INVALID_REQUEST: ErrorCode = code("INVALID_REQUEST", 400, "What arrived is no HTTP request.");
pub static INVALID_QUERY: ErrorCode = code(
    "INVALID_QUERY",
    400,
    "A parameter of the query is wrong; `path` says which.",
);
pub static INVALID_PAYLOAD: ErrorCode = code(
    "INVALID_PAYLOAD",
    400,
    "The body has the wrong form; `path` says where.",
);
pub static FAILED_VALIDATION: ErrorCode = code(
    "FAILED_VALIDATION",
    400,
    "A value is refused: one problem a value, with `path`, `field` and `type`.",
);
pub static RECORD_NOT_UNIQUE: ErrorCode = code(
    "RECORD_NOT_UNIQUE",
    400,
    "Another item has this value in a unique field.",
);
pub static NOT_NULL_VIOLATION: ErrorCode = code("NOT_NULL_VIOLATION", 400, "A field that needs a value would be null.");
pub static INVALID_FOREIGN_KEY: ErrorCode = code(
    "INVALID_FOREIGN_KEY",
    400,
    "A key leads to no item, or the item to delete is still referred to.",
);
pub static VALUE_OUT_OF_RANGE: ErrorCode = code(
    "VALUE_OUT_OF_RANGE",
    400,
    "A number or date is beyond what the field can hold.",
);
pub static VALUE_TOO_LONG: ErrorCode = code("VALUE_TOO_LONG", 400, "A text is longer than the field can hold.");
pub static IMPORT_FAILED: ErrorCode = code(
    "IMPORT_FAILED",
    400,
    "Rows of the file are refused, and nothing was written; `report` says which and why.",
);
pub static ILLEGAL_ASSET_TRANSFORMATION: ErrorCode = code(
    "ILLEGAL_ASSET_TRANSFORMATION",
    400,
    "The picture can not be made: it is no picture, it is damaged, or it is too large.",
);
pub static INVALID_CREDENTIALS: ErrorCode =
    code("INVALID_CREDENTIALS", 401, "The token is unknown, expired or revoked.");
pub static INVALID_OTP: ErrorCode = code(
    "INVALID_OTP",
    401,
    "The account has a second factor: a one-time code is missing or wrong.",
);
pub static TOKEN_EXPIRED: ErrorCode = code(
    "TOKEN_EXPIRED",
    401,
    "The token was good once; refresh, or ask for a new one.",
);
pub static USER_SUSPENDED: ErrorCode = code("USER_SUSPENDED", 401, "The account may not be used at the moment.");
pub static FORBIDDEN: ErrorCode = code(
    "FORBIDDEN",
    403,
    "Not permitted, or not there: the answer does not tell which.",
);
pub static INVALID_TOKEN: ErrorCode = code(
    "INVALID_TOKEN",
    403,
    "The token was not made by this server, was used already, or is for something else.",
);
pub static SECOND_FACTOR_REQUIRED: ErrorCode = code(
    "SECOND_FACTOR_REQUIRED",
    403,
    "A role asks for a second factor, and this session has shown none: set one up, or sign in with it.",
);
pub static INVALID_PROVIDER: ErrorCode = code("INVALID_PROVIDER", 403, "There is no such way to sign in.");
pub static NOT_FOUND: ErrorCode = code("NOT_FOUND", 404, "No such item in a collection that you may read.");
pub static ROUTE_NOT_FOUND: ErrorCode = code("ROUTE_NOT_FOUND", 404, "No such path.");
pub static METHOD_NOT_ALLOWED: ErrorCode = code(
    "METHOD_NOT_ALLOWED",
    405,
    "The path does not take this method; `Allow` lists what it takes.",
);
pub static OUT_OF_TIME: ErrorCode = code("OUT_OF_TIME", 408, "The request did not arrive in time.");
pub static UPLOAD_OFFSET: ErrorCode = code(
    "UPLOAD_OFFSET",
    409,
    "The upload is further, or less far, than the client thinks; HEAD tells.",
);
pub static PRECONDITION_FAILED: ErrorCode = code(
    "PRECONDITION_FAILED",
    412,
    "The item has changed since the answer with the `ETag` in `If-Match`.",
);
pub static CONTENT_TOO_LARGE: ErrorCode = code("CONTENT_TOO_LARGE", 413, "The body is larger than the server takes.");
pub static URI_TOO_LONG: ErrorCode = code(
    "URI_TOO_LONG",
    414,
    "The URL is longer than the server takes; send the query in a body.",
);
pub static UNSUPPORTED_MEDIA_TYPE: ErrorCode = code(
    "UNSUPPORTED_MEDIA_TYPE",
    415,
    "The body is not of a type that is taken here.",
);
pub static RANGE_NOT_SATISFIABLE: ErrorCode = code(
    "RANGE_NOT_SATISFIABLE",
    416,
    "The file has no such bytes; `Content-Range` says how many it has.",
);
pub static REQUESTS_EXCEEDED: ErrorCode = code(
    "REQUESTS_EXCEEDED",
    429,
    "Too many requests or attempts; try again after `Retry-After` seconds.",
);
pub static INTERNAL_SERVER_ERROR: ErrorCode = code(
    "INTERNAL_SERVER_ERROR",
    500,
    "A mistake of the server; it is in its log.",
);
pub static SERVICE_UNAVAILABLE: ErrorCode = code(
    "SERVICE_UNAVAILABLE",
    503,
    "The database is away or busy, or a statement took too long. Try again after `Retry-After` seconds.",
);

pub static ERROR_CODES: &[&ErrorCode] = &[
    &INVALID_REQUEST,
    &INVALID_QUERY,
    &INVALID_PAYLOAD,
    &FAILED_VALIDATION,
    &RECORD_NOT_UNIQUE,
    &NOT_NULL_VIOLATION,
    &INVALID_FOREIGN_KEY,
    &VALUE_OUT_OF_RANGE,
    &VALUE_TOO_LONG,
    &IMPORT_FAILED,
    &ILLEGAL_ASSET_TRANSFORMATION,
    &INVALID_CREDENTIALS,
    &INVALID_OTP,
    &TOKEN_EXPIRED,
    &USER_SUSPENDED,
    &FORBIDDEN,
    &INVALID_TOKEN,
    &SECOND_FACTOR_REQUIRED,
    &INVALID_PROVIDER,
    &NOT_FOUND,
    &ROUTE_NOT_FOUND,
    &METHOD_NOT_ALLOWED,
    &OUT_OF_TIME,
    &UPLOAD_OFFSET,
    &PRECONDITION_FAILED,
    &CONTENT_TOO_LARGE,
    &URI_TOO_LONG,
    &UNSUPPORTED_MEDIA_TYPE,
    &RANGE_NOT_SATISFIABLE,
    &REQUESTS_EXCEEDED,
    &INTERNAL_SERVER_ERROR,
    &SERVICE_UNAVAILABLE,
];

/// `openapi/error-codes.json`
pub fn to_json() -> Json {
    let row = |code: &&ErrorCode| json!({ "code": code.name, "status": code.status, "meaning": code.meaning });
    Json::Array(ERROR_CODES.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_sorted_by_status() {
        let mut names: Vec<&str> = ERROR_CODES.iter().map(|code| code.name).collect();
        assert!(ERROR_CODES.is_sorted_by_key(|code| code.status));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ERROR_CODES.len());
    }

    /// `QUINTET_TEST_WRITE=1 cargo test error_codes_file` writes it.
    #[test]
    fn the_error_codes_file_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/error-codes.json");
        let text = format!("{:#}\n", to_json());
        if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi")).unwrap();
            std::fs::write(path, &text).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == text,
            "openapi/error-codes.json is stale: run the test with QUINTET_TEST_WRITE=1"
        );
    }
}
