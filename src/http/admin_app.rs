//! The files of the admin app that were built into this binary (`build.rs`); none when it was built without them.

use actix_web::{
    HttpRequest,
    http::header::{CONTENT_ENCODING, CONTENT_SECURITY_POLICY},
};

use super::{
    answer::{Answer, Caching},
    zip,
};

/// One file with its copies for those who take them compressed.
#[derive(Debug)]
pub struct AdminFile {
    /// As the URL has it after `/admin/`.
    pub path: &'static str,
    pub bytes: &'static [u8],
    pub gzip: Option<&'static [u8]>,
    pub brotli: Option<&'static [u8]>,
}

static FILES: &[AdminFile] = include!(concat!(env!("OUT_DIR"), "/admin_files.rs"));

/// The page of the app; its policy's nonce takes this place.
const PAGE: &str = "index.html";
const NONCE: &str = "{nonce}";

/// Vite names what is in it by its content.
pub const HASHED: &str = "assets/";

pub fn find(path: &str) -> Option<&'static AdminFile> {
    let at = FILES.binary_search_by(|file| file.path.cmp(path)).ok()?;
    FILES.get(at).filter(|file| file.path != PAGE)
}

/// The page that every address of the app opens; `None` when the app is not in this binary.
pub fn page(nonce: &str) -> Option<Answer> {
    let at = FILES.binary_search_by(|file| file.path.cmp(PAGE)).ok()?;
    let text = std::str::from_utf8(FILES.get(at)?.bytes).ok()?;
    let answer = Answer::html(text.replace(NONCE, nonce)).caching(Caching::Validated);
    Some(answer.header(CONTENT_SECURITY_POLICY, &policy(nonce)))
}

/// Scripts are those that the page names and what they load; no text in the page or in content becomes one. Styles on elements are open, because
/// the editor of rich text writes the widths of columns there.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

impl AdminFile {
    pub fn answer(&self, http: &HttpRequest) -> Answer {
        let copies = [("br", self.brotli), ("gzip", self.gzip)];
        let copy = copies.into_iter().find_map(|(coding, bytes)| {
            bytes
                .filter(|_| zip::is_taken(http, coding))
                .map(|bytes| (coding, bytes))
        });
        let (coding, bytes) = copy.unwrap_or(("", self.bytes));
        let answer = Answer::asset(content_type(self.path).to_owned(), bytes);
        let answer = match coding {
            "" => answer,
            coding => answer.header(CONTENT_ENCODING, coding),
        };
        if self.path.starts_with(HASHED) {
            answer.caching(Caching::Immutable)
        } else {
            answer
        }
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_path_and_the_page_is_none_of_them() {
        assert!(FILES.is_sorted_by_key(|file| file.path));
        for file in FILES.iter().filter(|file| file.path != PAGE) {
            assert_eq!(find(file.path).map(|found| found.path), Some(file.path));
            assert_ne!(content_type(file.path), "application/octet-stream", "{}", file.path);
        }
        assert!(find(PAGE).is_none());
        assert!(find("").is_none());
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn the_page_carries_the_nonce_and_its_policy_asks_for_it() {
        let Some(answer) = page("abc") else {
            assert!(FILES.is_empty(), "files of the app, but no page");
            return;
        };
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(text.contains("nonce=\"abc\"") && !text.contains(NONCE), "{text}");
        assert!(policy("abc").contains("script-src 'nonce-abc' 'strict-dynamic';"));
    }
}
