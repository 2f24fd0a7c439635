//! `ETag` and `If-None-Match`. The tag is a hash of the real bytes, so it is right whatever made them.

use actix_web::{HttpRequest, http::header::IF_NONE_MATCH};

use crate::crypto::digest::{hex, sha256};

pub fn entity_tag(body: &[u8]) -> String {
    let [start @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = sha256(body);
    format!("\"{}\"", hex(&start))
}

/// Whether the client has this very answer: compared weakly, as the standard says for GET.
pub fn is_known(http: &HttpRequest, tag: &str) -> bool {
    let mut known = http
        .headers()
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok());
    known.any(|list| names(list, tag))
}

fn names(list: &str, tag: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        let tag = entity_tag(b"body");
        assert_eq!(tag.len(), 34);
        assert_ne!(tag, entity_tag(b"bodz"));
        assert!(names(&tag, &tag));
        assert!(names(&format!("\"x\", W/{tag}"), &tag));
        assert!(names("*", &tag));
        assert!(!names("\"x\"", &tag));
        assert!(!names("", &tag));
    }
}
