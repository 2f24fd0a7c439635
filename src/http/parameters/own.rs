//! Parameters of one route that are none of a read: taken out of the query string before the rest is read, so that an unknown name stays an error.

use super::decode;
use crate::http::error::ApiError;

/// What a route's own parameters said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Own {
    values: Vec<(&'static str, String)>,
}

impl Own {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The own parameters, and the query string without them.
pub fn take(text: &str, names: &[&'static str]) -> Result<(Own, String), ApiError> {
    let mut own = Own::default();
    let mut rest = Vec::new();
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode::decode(name)?;
        match names.iter().find(|known| **known == name) {
            Some(known) if own.get(known).is_some() => {
                return Err(ApiError::query(known, format!("{known}: is given more than once")));
            }
            Some(known) => own.values.push((known, decode::decode(value)?.into_owned())),
            None => rest.push(pair),
        }
    }
    Ok((own, rest.join("&")))
}

/// The query string with another value of one parameter, which needs no escaping.
pub fn replaced(text: &str, name: &str, value: &str) -> String {
    let is_other = |pair: &&str| {
        let found = pair.split_once('=').map_or(*pair, |(name, _)| name);
        decode::decode(found).is_ok_and(|found| found != name)
    };
    let others = text.split('&').filter(|pair| !pair.is_empty()).filter(is_other);
    let own = format!("{name}={value}");
    others.chain([own.as_str()]).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_replaced() {
        let check = |text: &str, expected: &str| assert_eq!(replaced(text, "cursor", "x"), expected);
        check("cursor=*", "cursor=x");
        check("a=%26&c%75rsor=1&&b[c]=2", "a=%26&b[c]=2&cursor=x");
        check("", "cursor=x");
    }

    #[test]
    fn own_parameters_leave_the_rest_as_it_was() {
        let (own, rest) = take("a=1&length=%32%30&filter[x]=%26", &["length", "else"]).unwrap();
        assert_eq!((own.get("length"), own.get("else")), (Some("20"), None));
        assert_eq!(rest, "a=1&filter[x]=%26");
        assert!(take("length=1&length=2", &["length"]).is_err());
        assert_eq!(take("", &["length"]).unwrap(), (Own::default(), String::new()));
    }
}
