//! `GET /permissions/explain`: which rule decides and why. For administrators alone: it shows rules, and items that are hidden from a role.

use crate::{
    http::{
        answer::Answer,
        error::ApiError,
        explanation::{ACTIONS, Explained, action_named},
        parameters::own::Own,
        request::Request,
    },
    permission::{
        Action,
        explain::{Question, UnknownName, access_of, explain},
    },
};

const PARAMETERS: &[&str] = &["role", "action", "collection", "item", "field"];

pub async fn of_role(request: Request) -> Result<Answer, ApiError> {
    let (caller, own) = request.caller_with(PARAMETERS).await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let call = &caller.call;
    let roles: Vec<&str> = needed(&own, "role")?.split(',').map(str::trim).collect();
    let access = access_of(&call.schema, &roles).map_err(|error| unknown(&error))?;
    let (action, collection) = (action(needed(&own, "action")?)?, needed(&own, "collection")?);
    let question =
        Question::named(&call.schema, action, collection, own.get("field")).map_err(|error| unknown(&error))?;
    let mut explained = Explained {
        who: roles.join(" and "),
        item: own.get("item").map(str::to_owned),
        explanation: explain(&call.schema, &access, call.now, question),
        values: Vec::new(),
    };
    if let Some(id) = own.get("item") {
        let asked = request.app.items.explain(call, &mut explained.explanation, id).await;
        explained.values = asked.map_err(|error| caller.refuse(error))?;
    }
    Ok(Answer::data(&explained.json(&call.schema)))
}

fn action(name: &str) -> Result<Action, ApiError> {
    action_named(name).ok_or_else(|| {
        let names: Vec<&str> = ACTIONS.iter().map(|(name, _)| *name).collect();
        ApiError::query("action", format!("action: must be one of {}", names.join(", ")))
    })
}

fn needed<'o>(own: &'o Own, name: &'static str) -> Result<&'o str, ApiError> {
    own.get(name)
        .ok_or_else(|| ApiError::query(name, format!("{name}: is needed")))
}

fn unknown(error: &UnknownName) -> ApiError {
    ApiError::query(error.kind, format!("{}: {error}", error.kind))
}
