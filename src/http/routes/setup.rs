//! `/setup`: the first start, before there is an administrator.

use serde_json::json;

use super::auth::{Members, granted, server_call};
use crate::{
    auth::{Mode, setup::FirstAdministrator},
    http::{
        answer::Answer,
        error::{ApiError, auth as auth_errors},
        request::Request,
    },
};

const MEMBERS: &[&str] = &["token", "email", "password", "first_name", "last_name", "mode"];

pub async fn read(request: Request) -> Result<Answer, ApiError> {
    let required = request.app.auth.is_setup_required(&server_call(&request)).await;
    let required = required.map_err(auth_errors::answer)?;
    Ok(Answer::data(&json!({ "required": required })))
}

pub async fn create(mut request: Request) -> Result<Answer, ApiError> {
    let members = Members::read(request.body().await?, MEMBERS)?;
    let mode = members.mode()?.unwrap_or(Mode::Json);
    let token = members.required("token")?;
    let person = FirstAdministrator {
        email: members.required("email")?,
        password: members.required("password")?,
        first_name: members.text("first_name")?,
        last_name: members.text("last_name")?,
    };
    let call = server_call(&request);
    let grant = request.app.auth.set_up(&call, &token, person, mode).await;
    Ok(granted(&request, &grant.map_err(auth_errors::answer)?))
}
