//! `/jobs`: work in the background that waits or has failed for good. Reading is that of any collection.

use uuid::Uuid;

use crate::http::{answer::Answer, error::ApiError, request::Request};

/// Tries a job again that has failed for good; for administrators.
pub async fn retry(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let id = Uuid::try_parse(request.part("id")).map_err(|_| ApiError::forbidden())?;
    let revived = request.app.queue.revive(id).await;
    match revived.map_err(|error| ApiError::internal(error.to_string()))? {
        true => Ok(Answer::nothing()),
        false => Err(ApiError::payload(
            "there is no job with this key that has failed for good",
        )),
    }
}
