//! `/openapi.json` and `/server/specs/oas`: the project's API, as far as the caller may see it.

use crate::http::{
    answer::{Answer, Caching},
    error::ApiError,
    request::Request,
};

pub async fn openapi(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let text = request
        .edge
        .specifications
        .get(&caller.call, &request.edge.app.settings);
    Ok(Answer::json(text).caching(Caching::Validated))
}
