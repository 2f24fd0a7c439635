//! `ETag`, `If-None-Match` and `If-Match`. The tag is a hash of the real bytes, so it is right whatever made them.

use actix_web::{
    HttpRequest,
    http::header::{IF_MATCH, IF_NONE_MATCH},
};

use crate::{
    crypto::digest::{hex, sha256},
    items::Precondition,
};

/// `"<hash of the body>"`; of one item `"<revision>-<hash of the body>"`.
pub fn entity_tag(revision: Option<&str>, body: &[u8]) -> String {
    let [start @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = sha256(body);
    let separator = if revision.is_some() { "-" } else { "" };
    format!("\"{}{separator}{}\"", revision.unwrap_or_default(), hex(&start))
}

/// What `If-Match` asks. Only the revisions count: what a client has seen of an item is another text for each `fields`, and what a proxy has compressed
/// is marked as weak.
pub fn precondition(http: &HttpRequest) -> Precondition {
    let lists = http.headers().get_all(IF_MATCH);
    let tags: Vec<&str> = lists
        .flat_map(|list| list.to_str().unwrap_or_default().split(','))
        .map(str::trim)
        .collect();
    // `*` wants that the item is there, which every write wants.
    if tags.is_empty() || tags.contains(&"*") {
        return Precondition::None;
    }
    Precondition::Revision(tags.into_iter().map(revision).collect())
}

fn revision(tag: &str) -> String {
    let tag = tag.trim_start_matches("W/").trim_matches('"');
    tag.split_once('-').map_or(tag, |(revision, _)| revision).to_owned()
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
    fn a_precondition_names_revisions() {
        let check = |headers: &[&str], expected: Option<&[&str]>| {
            let mut request = actix_web::test::TestRequest::default();
            for header in headers {
                request = request.append_header((IF_MATCH, *header));
            }
            let expected = expected.map_or(Precondition::None, |revisions| {
                Precondition::Revision(revisions.iter().map(ToString::to_string).collect())
            });
            assert_eq!(precondition(&request.to_http_request()), expected, "{headers:?}");
        };
        check(&[], None);
        check(&["*"], None);
        check(&["\"ab-cd\""], Some(&["ab"]));
        check(&["W/\"ab-cd\", \"ef-01\"", "\"x\""], Some(&["ab", "ef", "x"]));
        check(&["nonsense"], Some(&["nonsense"]));
        check(&[""], Some(&[""]));
    }

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        let tag = entity_tag(None, b"body");
        assert_eq!(tag.len(), 34);
        assert_ne!(tag, entity_tag(None, b"bodz"));
        assert_eq!(entity_tag(Some("abc"), b"body"), tag.replacen('"', "\"abc-", 1));
        assert!(names(&tag, &tag));
        assert!(names(&format!("\"x\", W/{tag}"), &tag));
        assert!(names("*", &tag));
        assert!(!names("\"x\"", &tag));
        assert!(!names("", &tag));
    }
}
