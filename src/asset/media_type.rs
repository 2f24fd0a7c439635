//! What a file is, by its bytes. What the client says counts only where the bytes say nothing, and never for what a browser would run.

use super::name;

/// This much of the beginning is looked at.
pub const HEAD: usize = 8192;

const UNKNOWN: &str = "application/octet-stream";

/// The media type of bytes that begin with `head`.
pub fn of(head: &[u8], file_name: &str, claimed: Option<&str>) -> String {
    let head = head.get(..HEAD).unwrap_or(head);
    if let Some(text) = text_start(head) {
        return text_type(text, file_name).to_owned();
    }
    if let Some(found) = infer::get(head)
        .map(|found| found.mime_type())
        .filter(|found| !found.starts_with("text/"))
    {
        return canonical(found).to_owned();
    }
    let claimed = claimed.map(essence).unwrap_or_default();
    let is_harmless = ["application/", "audio/", "video/", "font/", "model/"]
        .iter()
        .any(|family| claimed.starts_with(family));
    let is_active = ["javascript", "ecmascript", "html", "xml", "json"]
        .iter()
        .any(|word| claimed.contains(word));
    if is_harmless && !is_active && is_media_type(&claimed) {
        claimed
    } else {
        UNKNOWN.to_owned()
    }
}

/// `Image/PNG; x=y` → `image/png`
pub fn essence(text: &str) -> String {
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a type is one of `image/*`, `application/pdf`.
pub fn is_accepted(media_type: &str, accepted: &[String]) -> bool {
    accepted.is_empty()
        || accepted.iter().any(|pattern| match pattern.strip_suffix("/*") {
            Some("*") => true,
            Some(family) => media_type
                .split('/')
                .next()
                .is_some_and(|found| found.eq_ignore_ascii_case(family)),
            None => pattern.eq_ignore_ascii_case(media_type),
        })
}

/// What a browser may show in its own window: nothing of it runs scripts (an SVG gets a policy that forbids them).
pub fn is_shown_inline(media_type: &str) -> bool {
    let family = media_type.split('/').next().unwrap_or_default();
    matches!(family, "image" | "audio" | "video") || matches!(media_type, "application/pdf" | "text/plain")
}

/// What names of files on the disk end with.
pub fn extension(media_type: &str, file_name: &str) -> String {
    let known = match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/gif" => "gif",
        "image/svg+xml" => "svg",
        "image/tiff" => "tif",
        "image/bmp" => "bmp",
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        "text/html" => "html",
        "video/mp4" => "mp4",
        _ => "",
    };
    if known.is_empty() {
        name::extension(file_name).unwrap_or_else(|| "bin".to_owned())
    } else {
        known.to_owned()
    }
}

fn is_media_type(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte))
    };
    text.len() <= 100
        && text
            .split_once('/')
            .is_some_and(|(family, rest)| is_word(family) && is_word(rest))
}

/// Other names for the same.
fn canonical(found: &str) -> &str {
    match found {
        "audio/x-wav" => "audio/wav",
        "audio/m4a" => "audio/mp4",
        "image/vnd.microsoft.icon" => "image/x-icon",
        other => other,
    }
}

/// The beginning as text, if it is text: UTF-8 (a last character may be cut) without control characters.
fn text_start(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() + 4 > head.len() && error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    let is_control = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{c}');
    let is_document = text.starts_with("%PDF-");
    (!text.is_empty() && !is_document && !text.contains(is_control)).then_some(text)
}

fn text_type(text: &str, file_name: &str) -> &'static str {
    let start: String = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(4096)
        .collect();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with('<') {
        let has = |tags: &[&str]| tags.iter().any(|tag| lower.contains(tag));
        if has(&["<!doctype html", "<html", "<head", "<body"]) {
            return "text/html";
        }
        if has(&["<svg"]) {
            return "image/svg+xml";
        }
        if has(&["<script", "<iframe", "<img", "<a "]) {
            return "text/html";
        }
        return if lower.starts_with("<?xml") {
            "application/xml"
        } else {
            "text/plain"
        };
    }
    match name::extension(file_name).as_deref() {
        Some("csv") => "text/csv",
        Some("md") => "text/markdown",
        Some("json") => "application/json",
        Some("css") => "text/css",
        Some("js" | "mjs") => "text/javascript",
        Some("vtt") => "text/vtt",
        Some("ics") => "text/calendar",
        Some("htm" | "html" | "xhtml") => "text/html",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_file_is() {
        let check = |head: &[u8], name: &str, claimed: Option<&str>, expected: &str| {
            assert_eq!(of(head, name, claimed), expected, "{name} {claimed:?}");
        };
        check(b"\x89PNG\r\n\x1a\n\0\0", "a.exe", Some("text/html"), "image/png");
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", "a.png", None, "image/jpeg");
        check(b"%PDF-1.7 rest", "a", Some("image/png"), "application/pdf");
        check(
            b"<?xml version='1.0'?><svg xmlns='x'>",
            "a.png",
            Some("image/png"),
            "image/svg+xml",
        );
        check(b"<!DOCTYPE html><p>", "a.jpg", Some("image/jpeg"), "text/html");
        check(
            b"<script>alert(1)</script>",
            "a.svg",
            Some("image/svg+xml"),
            "text/html",
        );
        check("größe;wert\n1;2".as_bytes(), "a.csv", None, "text/csv");
        check(b"plain", "a.xyz", Some("image/png"), "text/plain");
        check(b"\0\x01\x02", "a.jpg", Some("image/jpeg"), UNKNOWN);
        check(
            b"\0\x01\x02",
            "a.blend",
            Some("application/x-blender"),
            "application/x-blender",
        );
        check(b"\0\x01\x02", "a", Some("application/xhtml+xml"), UNKNOWN);
        check(b"", "a.txt", Some("text/html"), UNKNOWN);
        // A picture that begins as one and goes on as a page is a picture, and sent with `nosniff`.
        check(b"GIF89a/*<script>*/=1;\0", "a.html", Some("text/html"), "image/gif");
    }

    #[test]
    fn patterns_accept_families() {
        let accepted = |patterns: &[&str], found: &str| {
            let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
            is_accepted(found, &patterns)
        };
        assert!(
            accepted(&[], "a/b")
                && accepted(&["image/*"], "image/png")
                && accepted(&["application/pdf"], "application/PDF")
        );
        assert!(!accepted(&["image/*"], "imagex/png") && !accepted(&["image/png"], "image/jpeg"));
    }
}
