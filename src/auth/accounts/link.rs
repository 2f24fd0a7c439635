//! The address of a page, with the token of a letter.

/// With the token as a parameter, before the fragment.
pub fn with_token(url: &str, token: &str) -> String {
    let (address, fragment) = match url.split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}token={token}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stands_before_the_fragment() {
        let made = |url: &str, expected: &str| assert_eq!(with_token(url, "t"), expected);
        made("https://a.example/x", "https://a.example/x?token=t");
        made("https://a.example/x?y=1", "https://a.example/x?y=1&token=t");
        made("https://a.example/#/reset", "https://a.example/?token=t#/reset");
    }
}
