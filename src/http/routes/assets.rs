//! `/assets/{id}[/{name}]`: the bytes of a file, or a picture of it in another size. What decides is in `asset::deliver`; here is what HTTP makes of it:
//! validators, ranges, caching, and a policy under which nothing that was uploaded can run.

use std::ops::Range;

use actix_web::http::{
    Method,
    header::{self, HeaderName},
};
use chrono::TimeDelta;
use serde_json::{Value as Json, json};

use crate::{
    asset::{
        deliver::{self, Delivery},
        name::disposition,
        sign::{LONGEST, Signature},
        transform::PARAMETERS,
    },
    http::{
        answer::{Answer, Caching},
        error::{ApiError, assets, codes::RANGE_NOT_SATISFIABLE},
        parameters::own::Own,
        request::{Caller, Request},
        validate,
    },
};

/// Parameters beside those of the picture. `v` means nothing here: with it an address can change when the file does.
const OTHERS: &[&str] = &["download", "v", "expires", "signature"];

const CROSS_ORIGIN: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub async fn read(request: Request) -> Result<Answer, ApiError> {
    let names: Vec<&'static str> = PARAMETERS.iter().chain(OTHERS).copied().collect();
    let (caller, own) = request.caller_with(&names).await?;
    let refuse = |error| assets::answer(error, caller.is_admin());
    let accept = header_text(&request, header::ACCEPT);
    let wish = wish(&own);
    let wanted = deliver::Request {
        id: request.part("id"),
        wish: &wish,
        signature: own.get("signature").map(|signature| Signature {
            expires: own.get("expires").unwrap_or_default(),
            signature,
        }),
        accept: &accept,
        is_open: request.app.project().await.is_logo(request.part("id")),
    };
    let delivery = request
        .app
        .assets
        .deliver(&caller.call, wanted, |name| own.get(name))
        .await
        .map_err(refuse)?;
    let tag = format!("\"{}\"", delivery.tag);
    if validate::is_known(&request.http, &tag) {
        let answer = Answer::nothing().status(304).caching(Caching::Own);
        return Ok(described(answer, &delivery, &own, &tag));
    }
    let range = range_of(&request, &delivery, &tag).await?;
    let is_part = range.is_some();
    let reading = request.app.assets.open_bytes(&delivery, range).await.map_err(refuse)?;
    let length = reading.range.end.saturating_sub(reading.range.start);
    let content_type = match delivery.content_type.as_str() {
        text @ ("text/plain" | "text/csv" | "text/markdown") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    };
    let shown = format!(
        "bytes {}-{}/{}",
        reading.range.start,
        reading.range.end.saturating_sub(1),
        reading.size
    );
    let answer = Answer::file(content_type, length, reading.body);
    let answer = if is_part {
        answer.status(206).header(header::CONTENT_RANGE, &shown)
    } else {
        answer
    };
    Ok(described(answer, &delivery, &own, &tag))
}

/// What is signed: everything that decides what is sent.
fn wish(own: &Own) -> String {
    let parameters = PARAMETERS.iter().chain(&["download"]);
    let given = parameters.filter_map(|name| own.get(name).map(|value| format!("{name}={value}")));
    given.collect::<Vec<_>>().join("&")
}

fn header_text(request: &Request, name: HeaderName) -> String {
    let values = request
        .http
        .headers()
        .get_all(name)
        .filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(",")
}

fn described(answer: Answer, delivery: &Delivery, own: &Own, tag: &str) -> Answer {
    let is_download = own.get("download").is_some() || !delivery.is_inline();
    let kind = if is_download { "attachment" } else { "inline" };
    let vary = match (delivery.varies, delivery.remaining) {
        (true, Some(_)) => "accept, origin",
        (true, None) => "accept, authorization, cookie, origin",
        (false, Some(_)) => "origin",
        (false, None) => "authorization, cookie, origin",
    };
    answer
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, &caching(delivery, own.get("v").is_some()))
        .header(header::VARY, vary)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CONTENT_DISPOSITION, &disposition(kind, &delivery.file_name()))
        .header(header::CONTENT_SECURITY_POLICY, policy(&delivery.content_type))
        .header(CROSS_ORIGIN, "cross-origin")
}

/// Nothing runs, nothing is fetched. The viewer of a PDF does not work in a sandbox, and runs nothing of ours.
fn policy(content_type: &str) -> &'static str {
    if content_type == "application/pdf" {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    }
}

fn caching(delivery: &Delivery, has_version: bool) -> String {
    if let Some(left) = delivery.remaining {
        return format!("public, max-age={}, immutable", left.num_seconds().max(0));
    }
    match (delivery.is_public, delivery.is_preset, has_version) {
        (false, ..) => "private, no-cache".to_owned(),
        // A replaced file keeps its address: without a version nobody keeps it longer than a day.
        (true, true, false) => "public, max-age=86400, immutable".to_owned(),
        (true, _, true) => "public, max-age=31536000, immutable".to_owned(),
        (true, false, false) => "public, max-age=300".to_owned(),
    }
}

/// The one range that is asked for; several are answered whole, as the standard allows, and so is one of an older file.
async fn range_of(request: &Request, delivery: &Delivery, tag: &str) -> Result<Option<Range<u64>>, ApiError> {
    let headers = request.http.headers();
    let Some(text) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else {
        return Ok(None);
    };
    let is_other = headers
        .get(header::IF_RANGE)
        .is_some_and(|known| known.to_str().ok() != Some(tag));
    if is_other || !matches!(*request.http.method(), Method::GET | Method::HEAD) {
        return Ok(None);
    }
    let size = match (&delivery.variant, delivery.record.filesize) {
        (None, Some(size)) => size,
        _ => {
            let size = request.app.assets.size_of(delivery).await;
            size.map_err(|error| assets::answer(error, false))?
        }
    };
    match parse_range(text, size) {
        Wanted::Whole => Ok(None),
        Wanted::Part(range) => Ok(Some(range)),
        Wanted::Nothing => {
            let mut error = ApiError::new(&RANGE_NOT_SATISFIABLE, format!("the file has {size} bytes"));
            error.extra.push((header::CONTENT_RANGE, format!("bytes */{size}")));
            Err(error)
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

fn parse_range(text: &str, size: u64) -> Wanted {
    let Some((start, end)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    let (start, end) = (start.trim(), end.trim());
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    let range = match (start, end) {
        ("", "") => return Wanted::Whole,
        ("", last) => match number(last) {
            Some(last) => size.saturating_sub(last)..size,
            None => return Wanted::Whole,
        },
        (first, "") => match number(first) {
            Some(first) => first..size,
            None => return Wanted::Whole,
        },
        (first, last) => match number(first).zip(number(last)) {
            Some((first, last)) if first <= last => first..last.saturating_add(1).min(size),
            // Backwards, or several at once.
            _ => return Wanted::Whole,
        },
    };
    if range.start >= range.end {
        Wanted::Nothing
    } else {
        Wanted::Part(range)
    }
}

/// POST `/files/{id}/sign`: `{expires_in?: "1h", download?, …parameters}` → an address that is good for so long.
pub async fn sign(mut request: Request) -> Result<Answer, ApiError> {
    let caller = request.caller().await?;
    let body = request.optional_body().await?.unwrap_or_else(|| json!({}));
    if !caller.is_signed_in() {
        return Err(ApiError::forbidden());
    }
    let assets_of = &request.app.assets;
    let record = assets_of.find(&caller.call, request.part("id")).await;
    let record = record.map_err(|error| assets::answer(error, caller.is_admin()))?;
    let (wish, query, life) = read_wish(&body)?;
    let expires = caller
        .call
        .now
        .checked_add_signed(life)
        .ok_or_else(|| ApiError::payload("expires_in: is too long"))?;
    check_wish(&request, &caller, &body)?;
    let (seconds, signature) = assets_of.sign(&record.id, &wish, expires);
    let version: String = record.checksum.unwrap_or_default().chars().take(8).collect();
    let separator = if query.is_empty() { "" } else { "&" };
    let path = format!(
        "/api/assets/{}?{query}{separator}v={version}&expires={seconds}&signature={signature}",
        record.id
    );
    let base = request
        .app
        .settings
        .server
        .public_url
        .as_deref()
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned();
    let data =
        json!({ "url": format!("{base}{path}"), "expires_at": crate::value::temporal::print_date_time(expires) });
    Ok(Answer::data(&data))
}

/// The signed text, the same as a query string, and how long it is good.
fn read_wish(body: &Json) -> Result<(String, String, TimeDelta), ApiError> {
    let members = body
        .as_object()
        .ok_or_else(|| ApiError::payload("the body must be an object"))?;
    let mut life = TimeDelta::hours(1);
    for (name, value) in members {
        if name == "expires_in" {
            let parsed = value.as_str().and_then(crate::yaml::measure::parse_duration);
            let parsed = parsed.and_then(|life| TimeDelta::from_std(life).ok());
            let parsed = parsed.filter(|life| (1..=LONGEST).contains(&life.num_seconds()));
            life = parsed
                .ok_or_else(|| ApiError::payload("expires_in: must be a duration from 1s to 366d, such as \"1h\""))?;
        } else if !PARAMETERS.contains(&name.as_str()) && name != "download" {
            let shown: String = name.chars().take(60).collect();
            return Err(ApiError::payload(format!("{shown}: is no parameter of a picture")));
        }
    }
    let mut wish = Vec::new();
    let mut query = Vec::new();
    for name in PARAMETERS.iter().chain(&["download"]) {
        if let Some(text) = members.get(*name).map(text_of) {
            query.push(format!("{name}={}", escaped(&text)));
            wish.push(format!("{name}={text}"));
        }
    }
    Ok((wish.join("&"), query.join("&"), life))
}

/// A wish that would be refused is not signed.
fn check_wish(request: &Request, caller: &Caller, body: &Json) -> Result<(), ApiError> {
    let texts: Vec<(String, String)> = body
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), text_of(value)))
        .collect();
    let find = |name: &str| {
        texts
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    let checked = request.app.assets.check_wish(&find);
    checked.map_err(|error| assets::answer(error, caller.is_admin()))
}

fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn escaped(text: &str) -> String {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if is_token(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_lie_are_seen() {
        let check = |text: &str, expected: Wanted| assert_eq!(parse_range(text, 100), expected, "{text}");
        check("bytes=0-9", Wanted::Part(0..10));
        check("bytes=90-", Wanted::Part(90..100));
        check("bytes=-10", Wanted::Part(90..100));
        check("bytes=-500", Wanted::Part(0..100));
        check("bytes=50-99999999999999999999999", Wanted::Part(50..100));
        check("bytes=100-", Wanted::Nothing);
        check("bytes=-0", Wanted::Nothing);
        check("bytes=99999999999999999999999-", Wanted::Nothing);
        check("bytes=9-1", Wanted::Whole);
        check("bytes=0-1,5-6", Wanted::Whole);
        check("bytes=-", Wanted::Whole);
        check("bytes=a-b", Wanted::Whole);
        check("lines=1-2", Wanted::Whole);
        assert_eq!(parse_range("bytes=0-", 0), Wanted::Nothing);
    }
}
