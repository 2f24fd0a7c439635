//! `/utils/import/{collection}`: a file of rows becomes items. The file comes as a form, or as the body itself.

use std::time::Duration;

use actix_web::http::header::CONTENT_TYPE;
use futures_util::StreamExt as _;
use serde_json::{Map, Value as Json, json};

use super::ROUTES;
use crate::{
    asset::{AssetError, staging::Staged, upload::Incoming},
    http::{
        answer::Answer,
        error::{
            ApiError, Problem, assets,
            codes::{CONTENT_TOO_LARGE, IMPORT_FAILED, INVALID_PAYLOAD, INVALID_QUERY, UNSUPPORTED_MEDIA_TYPE},
        },
        multipart,
        request::{Caller, Request},
    },
    items::import::TOLD,
    schema::Collection,
    transfer::import::{ColumnProblem, ImportError, ImportFormat, ImportOptions, ImportReport, import},
    value::strict_json,
};

/// Parameters of the URL, or texts of the form.
const OPTIONS: [&str; 6] = ["dry_run", "mapping", "key", "on_error", "delimiter", "format"];

/// A file that has arrived, and what was said beside it.
struct Arrived {
    file: Staged,
    name: Option<String>,
    media_type: Option<String>,
    texts: Map<String, Json>,
}

pub async fn create(mut request: Request) -> Result<Answer, ApiError> {
    let (caller, own) = request.caller_with(&OPTIONS).await?;
    let collection = importable(&caller, &request)?;
    caller
        .call
        .may_import(collection.id)
        .map_err(|error| caller.refuse(error))?;
    let arrived = arrive(&mut request).await?;
    let options = read_options(&arrived, |name| own.get(name))?;
    let outcome = import(
        &request.app.items,
        &caller.call,
        collection.id,
        arrived.file.path(),
        &options,
    );
    let report = outcome.await.map_err(|error| refuse(&caller, error))?;
    let told = tell(&caller, &report);
    if report.imported.failed > 0 && !options.skips && !options.is_rehearsal {
        let imported = &report.imported;
        let first = first_words(&told);
        let message = format!(
            "{} of {} rows are refused, and nothing was written; {first}",
            imported.failed, imported.rows
        );
        return Err(ApiError::one(
            Problem::new(&IMPORT_FAILED, message).with("report", told),
        ));
    }
    Ok(Answer::data(&told))
}

/// The collection of the path. Of the system's own those whose items have a path where they are created and changed.
fn importable<'c>(caller: &'c Caller, request: &Request) -> Result<&'c Collection, ApiError> {
    let name = request.part("collection");
    let is_written = |route: &super::Route| {
        route.system_collection == Some(name) && route.endpoint("POST").is_some() && route.endpoint("PATCH").is_some()
    };
    match caller.call.schema.collection_named(name) {
        Some(collection) if collection.is_system && ROUTES.iter().any(is_written) => Ok(collection),
        _ => caller.collection(request),
    }
}

async fn arrive(request: &mut Request) -> Result<Arrived, ApiError> {
    let limit = u64::try_from(request.app.settings.import.size).unwrap_or(u64::MAX);
    let arrived = if multipart::is_form(request.http.headers()) {
        arrive_in_form(request, limit).await
    } else {
        arrive_as_body(request, limit).await
    };
    arrived.map_err(|error| match error {
        AssetError::TooLarge(limit) => {
            let message = format!("the file is larger than {limit} bytes; the setting is `import.size`");
            ApiError::new(&CONTENT_TOO_LARGE, message)
        }
        error => assets::answer(error, false),
    })
}

async fn arrive_in_form(request: &mut Request, limit: u64) -> Result<Arrived, AssetError> {
    let form = multipart::read_up_to(request, limit, &|_, text| Json::String(text)).await?;
    let mut files = form.files.into_iter();
    let (Some((file, incoming)), None) = (files.next(), files.next()) else {
        return Err(AssetError::Payload("the form must hold one file".to_owned()));
    };
    let Incoming {
        name,
        claimed,
        payload: mut texts,
    } = incoming;
    texts.extend(form.rest);
    Ok(Arrived {
        file,
        name,
        media_type: claimed,
        texts,
    })
}

async fn arrive_as_body(request: &mut Request, limit: u64) -> Result<Arrived, AssetError> {
    let patience = request.app.settings.server.body_timeout.max(Duration::from_millis(1));
    let given = request.http.headers().get(CONTENT_TYPE);
    let media_type = given.and_then(|value| value.to_str().ok()).map(str::to_owned);
    let Some(mut payload) = request.take_payload() else {
        return Err(AssetError::Payload("the body is empty".to_owned()));
    };
    let mut staging = request.app.assets.stage_up_to(limit)?;
    while let Some(piece) = multipart::in_time(patience, payload.next()).await? {
        let piece = piece.map_err(|error| AssetError::Payload(format!("the body ended early: {error}")))?;
        staging.write(&piece).await?;
    }
    Ok(Arrived {
        file: staging.finish().await?,
        name: None,
        media_type,
        texts: Map::new(),
    })
}

fn read_options<'o>(arrived: &'o Arrived, own: impl Fn(&str) -> Option<&'o str>) -> Result<ImportOptions, ApiError> {
    if let Some(name) = arrived.texts.keys().find(|name| !OPTIONS.contains(&name.as_str())) {
        let shown: String = name.chars().take(60).collect();
        let message = format!("{shown}: there is no such option; there are {}", OPTIONS.join(", "));
        return Err(ApiError::one(
            Problem::new(&INVALID_PAYLOAD, message).with("path", shown),
        ));
    }
    let text = |name: &'static str| match (own(name), arrived.texts.get(name).and_then(Json::as_str)) {
        (Some(_), Some(_)) => Err(ApiError::query(
            name,
            format!("{name}: is given twice, in the URL and in the form"),
        )),
        (said, in_form) => Ok(said.or(in_form).filter(|text| !text.is_empty())),
    };
    let word = |name: &'static str, words: &[&str]| match text(name)? {
        None => Ok(0),
        Some(said) => {
            let found = words.iter().position(|word| *word == said);
            found.ok_or_else(|| ApiError::query(name, format!("{name}: must be {}", words.join(" or "))))
        }
    };
    let delimiter = match text("delimiter")? {
        None => None,
        Some("tab" | "\t" | "\\t") => Some(b'\t'),
        Some(said) => match said.as_bytes() {
            [delimiter @ (b',' | b';' | b'|')] => Some(*delimiter),
            _ => {
                return Err(ApiError::query(
                    "delimiter",
                    "delimiter: must be one of , ; | or the word tab",
                ));
            }
        },
    };
    let mapping = match text("mapping")? {
        None => Default::default(),
        Some(said) => read_mapping(said)?,
    };
    Ok(ImportOptions {
        is_rehearsal: word("dry_run", &["false", "true"])? == 1,
        skips: word("on_error", &["stop", "skip"])? == 1,
        key: text("key")?.map(str::to_owned),
        mapping,
        delimiter,
        format: match text("format")? {
            Some("csv") => ImportFormat::Csv,
            Some("json") => ImportFormat::Json,
            Some(_) => return Err(ApiError::query("format", "format: must be csv or json")),
            None => format_of(arrived)?,
        },
    })
}

fn read_mapping(text: &str) -> Result<std::collections::BTreeMap<String, Option<String>>, ApiError> {
    let wrong = || {
        ApiError::query(
            "mapping",
            "mapping: must be a JSON object: {\"column\": \"field\", \"column\": null}",
        )
    };
    let Ok(Json::Object(members)) = strict_json::parse(text) else {
        return Err(wrong());
    };
    let read = |(column, field): (String, Json)| match field {
        Json::Null => Ok((column, None)),
        Json::String(field) => Ok((column, Some(field))),
        _ => Err(wrong()),
    };
    members.into_iter().map(read).collect()
}

/// By the media type; where that says nothing, by the name.
fn format_of(arrived: &Arrived) -> Result<ImportFormat, ApiError> {
    let media_type = arrived.media_type.as_deref().unwrap_or_default();
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let name = arrived.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match essence.as_str() {
        // What Windows says of a CSV file.
        "text/csv" | "application/csv" | "text/tab-separated-values" | "application/vnd.ms-excel" => {
            return Ok(ImportFormat::Csv);
        }
        "application/json" | "text/json" | "application/x-ndjson" | "application/jsonl" => {
            return Ok(ImportFormat::Json);
        }
        _ => {}
    }
    match extension {
        Some("csv" | "tsv") => Ok(ImportFormat::Csv),
        Some("json" | "ndjson" | "jsonl") => Ok(ImportFormat::Json),
        _ => {
            let message = "the file must be CSV (text/csv) or JSON (application/json, application/x-ndjson); its type or its extension says which, or `format`";
            Err(ApiError::new(&UNSUPPORTED_MEDIA_TYPE, message))
        }
    }
}

fn refuse(caller: &Caller, error: ImportError) -> ApiError {
    match error {
        ImportError::Items(error) => caller.refuse(error),
        ImportError::Columns(problems) => {
            let problem = |ColumnProblem { column, message }: ColumnProblem| {
                let shown: String = column.chars().take(80).collect();
                let message = format!("column {shown:?}: {message}");
                Problem::new(&INVALID_PAYLOAD, message).with("column", column)
            };
            let problems = problems.into_iter().take(TOLD).map(problem).collect();
            ApiError::several(problems).unwrap_or_else(|| ApiError::new(&INVALID_QUERY, "the columns are wrong"))
        }
    }
}

fn tell(caller: &Caller, report: &ImportReport) -> Json {
    let imported = &report.imported;
    let columns = report
        .columns()
        .map(|(name, field)| json!({ "column": name, "field": field }));
    let mut errors = Vec::new();
    for failure in &imported.failures {
        for problem in caller.refuse(failure.error.clone()).problems() {
            let said = |name: &str| {
                problem
                    .extensions
                    .get(name)
                    .and_then(Json::as_str)
                    .filter(|text| !text.is_empty())
            };
            let path = said("path");
            let message = path.and_then(|path| problem.message.strip_prefix(&format!("{path}: ")));
            errors.push(json!({
                "row": failure.row,
                "line": failure.line,
                "column": path.or(said("field")).and_then(|path| report.column_of(path)),
                "field": said("field"),
                "path": path,
                "code": problem.code.name,
                "type": said("type"),
                "message": message.unwrap_or(&problem.message),
            }));
        }
    }
    errors.truncate(TOLD);
    json!({
        "rows": imported.rows,
        "created": imported.created,
        "updated": imported.updated,
        "failed": imported.failed,
        "written": imported.is_written,
        "columns": columns.collect::<Vec<_>>(),
        "errors": errors,
    })
}

/// The first problem, for who reads nothing but a message.
fn first_words(told: &Json) -> String {
    let text = |name: &str| told.pointer(&format!("/errors/0/{name}")).cloned().unwrap_or_default();
    let column = match text("column") {
        Json::String(column) => format!(", {column}"),
        _ => String::new(),
    };
    format!(
        "line {}{column}: {}",
        text("line"),
        text("message").as_str().unwrap_or_default()
    )
}
