//! `/utils/*`: small services for front ends and tools.

use serde_json::{Map, Value as Json, json};

use crate::http::{answer::Answer, error::ApiError, request::Request};

const LENGTH: &str = "length";
const DEFAULT_LENGTH: usize = 32;
const MAX_LENGTH: usize = 500;

/// Letters and digits that nobody can guess.
pub async fn random_string(request: Request) -> Result<Answer, ApiError> {
    let (_, own) = request.caller_with(&[LENGTH]).await?;
    let length = match own.get(LENGTH).map(str::trim) {
        None | Some("") => DEFAULT_LENGTH,
        Some(text) => {
            let length = text.parse().ok().filter(|length| (1..=MAX_LENGTH).contains(length));
            let message = || format!("{LENGTH}: must be a whole number from 1 to {MAX_LENGTH}");
            length.ok_or_else(|| ApiError::query(LENGTH, message()))?
        }
    };
    let text = request.app.random.text(length);
    let text = text.map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(Answer::data(&json!(text)))
}

/// How many items of each collection the caller may read, estimated.
pub async fn counts(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let counted = request.app.items.estimated_counts(&caller.call).await;
    let counted = counted.map_err(|error| caller.refuse(error))?;
    let counts: Map<String, Json> = counted
        .into_iter()
        .map(|(name, count)| (name.to_string(), Json::from(count)))
        .collect();
    Ok(Answer::data(&Json::Object(counts)))
}

/// Moves an item to the place of another one.
pub async fn sort(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.body().await?;
    let collection = caller.granted(request.part("collection"))?;
    let expected = "the body must be {\"item\": KEY, \"to\": KEY}";
    let Json::Object(members) = body else {
        return Err(ApiError::payload(expected));
    };
    let (Some(item), Some(to), 2) = (members.get("item"), members.get("to"), members.len()) else {
        return Err(ApiError::payload(expected));
    };
    let moved = request.app.items.reorder(&caller.call, collection.id, item, to).await;
    moved.map_err(|error| caller.refuse(error))?;
    Ok(Answer::nothing())
}

/// Forgets what the server remembers between requests. Nothing stale is ever served; this is for who wants to be sure.
pub async fn clear_cache(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    request.app.auth.identities.forget();
    request.edge.specifications.clear();
    request.edge.zipped.clear();
    Ok(Answer::nothing())
}
