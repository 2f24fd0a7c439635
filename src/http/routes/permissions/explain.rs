//! `GET /permissions/explain`: which rule decides and why. For administrators alone: it shows rules, and items that are hidden from a role.

use crate::{
    auth::AuthError,
    http::{
        answer::Answer,
        error::{ApiError, items},
        explanation::{ACTIONS, Explained, action_named},
        parameters::own::Own,
        request::Request,
    },
    items::Call,
    permission::{
        Access, Action,
        explain::{Question, UnknownName, access_of, explain},
    },
};

const PARAMETERS: &[&str] = &["role", "user", "token", "action", "collection", "item", "field"];

pub async fn of_somebody(request: Request) -> Result<Answer, ApiError> {
    let (caller, own) = request.caller_with(PARAMETERS).await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let call = &caller.call;
    let (who, access) = somebody(&request, call, &own).await?;
    let (action, collection) = (action(needed(&own, "action")?)?, needed(&own, "collection")?);
    let question =
        Question::named(&call.schema, action, collection, own.get("field")).map_err(|error| unknown(&error))?;
    let mut explained = Explained {
        who,
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

/// One of roles, a user and a token.
async fn somebody(request: &Request, call: &Call, own: &Own) -> Result<(String, Access), ApiError> {
    let identities = &request.app.auth.identities;
    let found = match (own.get("role"), own.get("user"), own.get("token")) {
        (Some(roles), None, None) => {
            let roles: Vec<&str> = roles.split(',').map(str::trim).collect();
            let access = access_of(&call.schema, &roles).map_err(|error| unknown(&error))?;
            return Ok((roles.join(" and "), access));
        }
        (None, Some(user), None) => identities.user(call, user).await.map_err(|error| ("user", error)),
        (None, None, Some(token)) => identities.token(call, token).await.map_err(|error| ("token", error)),
        _ => {
            let message = "role: one of role, user and token is needed";
            return Err(ApiError::query("role", message));
        }
    };
    match found {
        Ok(somebody) => Ok((somebody.name, Access::new(&call.schema, somebody.actor))),
        Err((_, AuthError::Items(error))) => Err(items::answer(error, true)),
        Err((name, error)) => Err(ApiError::query(name, format!("{name}: {error}"))),
    }
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
