//! The answers for what goes wrong with files.

use actix_web::http::header::HeaderName;

use super::{
    ApiError,
    codes::{
        CONTENT_TOO_LARGE, ILLEGAL_ASSET_TRANSFORMATION, INVALID_QUERY, NOT_FOUND, OUT_OF_TIME, UNSUPPORTED_MEDIA_TYPE,
        UPLOAD_OFFSET,
    },
    items,
};
use crate::{asset::AssetError, storage::StorageError};

pub fn answer(error: AssetError, is_admin: bool) -> ApiError {
    match error {
        AssetError::Forbidden => ApiError::forbidden(),
        AssetError::Items(error) => items::answer(error, is_admin),
        AssetError::Missing => ApiError::unavailable(
            "the bytes of this file are not in its storage",
            "a record without bytes; see `quintet files check`",
        ),
        AssetError::Storage(StorageError::Full) => ApiError::unavailable(
            "the storage is full",
            "no space left in the storage or the staging folder",
        ),
        AssetError::Storage(error) => {
            ApiError::unavailable("the storage of the files does not answer", error.to_string())
        }
        AssetError::Payload(message) => ApiError::payload(message),
        AssetError::TooLarge(_) => ApiError::new(&CONTENT_TOO_LARGE, error.to_string()),
        AssetError::MediaType(message) => ApiError::new(&UNSUPPORTED_MEDIA_TYPE, message),
        AssetError::Query(message) => ApiError::new(&INVALID_QUERY, message),
        AssetError::Transform(message) => ApiError::new(&ILLEGAL_ASSET_TRANSFORMATION, message),
        AssetError::Busy => ApiError::unavailable(error.to_string(), "the queue of pictures is full"),
        AssetError::Late => ApiError::new(&OUT_OF_TIME, error.to_string()),
        AssetError::Offset(offset) => {
            let mut refusal = ApiError::new(&UPLOAD_OFFSET, error.to_string());
            refusal
                .extra
                .push((HeaderName::from_static("upload-offset"), offset.to_string()));
            refusal
        }
        AssetError::Gone => ApiError::new(&NOT_FOUND, error.to_string()),
        AssetError::Unexpected(cause) => ApiError::internal(cause),
    }
}
