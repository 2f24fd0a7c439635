//! `/collections`, `/fields`, `/relations` and `/schema/snapshot`: the model, as far as the caller may see it.

use serde_json::Value as Json;

use crate::{
    http::{
        answer::{Answer, Caching},
        error::ApiError,
        model::{self, SnapshotSelection, View},
        request::{Caller, Request},
    },
    schema::Collection,
    value::Name,
};

pub async fn collections(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let view = view(&caller);
    let all: Json = view.collections().map(|found| model::collection(view, found)).collect();
    Ok(shown(&all))
}

pub async fn collection(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let found = named(&caller, &request)?;
    Ok(shown(&model::collection(view(&caller), found)))
}

pub async fn fields(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let view = view(&caller);
    let all = view.collections().flat_map(|collection| {
        let fields = view.fields(collection);
        fields.map(move |field| model::field(view, collection, field))
    });
    Ok(shown(&all.collect()))
}

pub async fn fields_of_collection(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let (view, collection) = (view(&caller), named(&caller, &request)?);
    let fields = view
        .fields(collection)
        .map(|field| model::field(view, collection, field));
    Ok(shown(&fields.collect()))
}

pub async fn field(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let (view, collection) = (view(&caller), named(&caller, &request)?);
    let field = view
        .field(collection, request.part("field"))
        .ok_or_else(ApiError::forbidden)?;
    Ok(shown(&model::field(view, collection, field)))
}

pub async fn relations(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let view = view(&caller);
    let all = view
        .collections()
        .flat_map(|collection| model::relations_of(view, collection));
    Ok(shown(&all.collect()))
}

pub async fn relations_of_collection(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let collection = named(&caller, &request)?;
    Ok(shown(&Json::Array(model::relations_of(view(&caller), collection))))
}

pub async fn relation(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let (view, collection) = (view(&caller), named(&caller, &request)?);
    let field = view.field(collection, request.part("field"));
    let relation = field.and_then(|field| model::relation(view, collection, field));
    Ok(shown(&relation.ok_or_else(ApiError::forbidden)?))
}

const INCLUDE: &str = "includeCollections";
const EXCLUDE: &str = "excludeCollections";

/// For administrators: a snapshot is made to be compared, and a part of one compares wrong.
pub async fn snapshot(request: Request) -> Result<Answer, ApiError> {
    let (caller, own) = request.caller_with(&[INCLUDE, EXCLUDE]).await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let names = |list: &str| -> Vec<Name> { list.split(',').map(str::trim).map(Name::from).collect() };
    let selection = match (own.get(INCLUDE), own.get(EXCLUDE)) {
        (None, None) => SnapshotSelection::All,
        (Some(list), None) => SnapshotSelection::Only(names(list)),
        (None, Some(list)) => SnapshotSelection::Without(names(list)),
        (Some(_), Some(_)) => {
            let message = format!("{INCLUDE}: can not be given together with {EXCLUDE}");
            return Err(ApiError::query(INCLUDE, message));
        }
    };
    let (SnapshotSelection::Only(listed) | SnapshotSelection::Without(listed)) = &selection else {
        return Ok(shown(&model::snapshot(view(&caller), request.app.engine(), &selection)));
    };
    let parameter = if own.get(INCLUDE).is_some() { INCLUDE } else { EXCLUDE };
    if let Some(unknown) = listed.iter().find(|name| view(&caller).collection(name).is_none()) {
        let shown: String = unknown.chars().take(80).collect();
        let message = format!("{parameter}: there is no collection `{shown}`");
        return Err(ApiError::query(parameter, message));
    }
    Ok(shown(&model::snapshot(view(&caller), request.app.engine(), &selection)))
}

/// What the files would change in the database, and has not been applied. For administrators: it shows SQL.
pub async fn plan(request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    if !caller.is_admin() {
        return Err(ApiError::forbidden());
    }
    let plan = request.app.pending_plan().await;
    Ok(Answer::data(
        &plan.map_err(|error| ApiError::unavailable(error.to_string(), ""))?,
    ))
}

/// The same for everybody; who has not signed in has no use for it.
pub async fn field_types(request: Request) -> Result<Answer, ApiError> {
    request.caller().await?;
    Ok(shown(&model::field_types()))
}

fn view(caller: &Caller) -> View<'_> {
    View {
        schema: &caller.call.schema,
        access: &caller.call.access,
    }
}

fn named<'c>(caller: &'c Caller, request: &Request) -> Result<&'c Collection, ApiError> {
    let found = view(caller).collection(request.part("collection"));
    found.ok_or_else(ApiError::forbidden)
}

fn shown(data: &Json) -> Answer {
    Answer::data(data).caching(Caching::Validated)
}
