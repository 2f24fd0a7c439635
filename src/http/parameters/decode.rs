//! Percent-decoding as forms do it: `+` is a space. What is not UTF-8, or no escape, is refused rather than guessed.

use std::borrow::Cow;

use crate::http::error::ApiError;

pub fn decode(text: &str) -> Result<Cow<'_, str>, ApiError> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Ok(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes().iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (high, low) = (rest.next(), rest.next());
                let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
                let value = digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low);
                let value = value.and_then(|value| u8::try_from(value).ok());
                bytes.push(value.ok_or_else(|| not_an_escape([high, low]))?);
            }
            byte => bytes.push(*byte),
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| ApiError::query("", "the query string is not UTF-8"))?;
    if text.contains('\0') {
        return Err(ApiError::query("", "the query string holds a NUL character"));
    }
    Ok(Cow::Owned(text))
}

fn not_an_escape(digits: [Option<&u8>; 2]) -> ApiError {
    let shown: String = digits
        .into_iter()
        .flatten()
        .map(|byte| char::from(*byte))
        .filter(char::is_ascii_graphic)
        .collect();
    let message = format!("`%{shown}` is no escape: % must be followed by two hexadecimal digits");
    ApiError::query("", message)
}
