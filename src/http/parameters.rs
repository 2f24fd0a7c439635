//! The parameters of a read: from a query string (JSON text or brackets) or from a body, into a `RawQuery`. Says what was said, not what it means.
//!
//! `filter={"title":{"_eq":"x"}}` and `filter[title][_eq]=x` are the same; `fields=a,b`, `fields[]=a&fields[]=b` and `fields[0]=a` too.

mod brackets;
mod decode;
pub mod own;

use serde_json::Value as Json;

use super::error::ApiError;
use crate::{query::RawQuery, value::strict_json, yaml::nearest};
use brackets::{Place, Tree};

/// What stands in a query string: the parameters of the read, and what belongs to the request itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parameters {
    pub query: RawQuery,
    /// `?access_token=`
    pub access_token: Option<String>,
}

/// Pairs of one query string; more is an attack or a mistake, and a list fits into one comma text.
const MAX_PAIRS: usize = 1000;

/// How a parameter's text is read.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A text as it is: a name, a number, a comma list. Given twice, it is a list.
    List,
    /// A text as it is, once.
    Text,
    /// JSON text, or brackets.
    Object,
}

struct Parameter {
    name: &'static str,
    form: Form,
    place: fn(&mut RawQuery) -> Option<&mut Option<Json>>,
}

const fn parameter(name: &'static str, form: Form, place: fn(&mut RawQuery) -> Option<&mut Option<Json>>) -> Parameter {
    Parameter { name, form, place }
}

const ACCESS_TOKEN: &str = "access_token";

const PARAMETERS: &[Parameter] = &[
    parameter("fields", Form::List, |raw| Some(&mut raw.fields)),
    parameter("filter", Form::Object, |raw| Some(&mut raw.filter)),
    parameter("search", Form::Text, |raw| Some(&mut raw.search)),
    parameter("sort", Form::List, |raw| Some(&mut raw.sort)),
    parameter("limit", Form::Text, |raw| Some(&mut raw.limit)),
    parameter("offset", Form::Text, |raw| Some(&mut raw.offset)),
    parameter("page", Form::Text, |raw| Some(&mut raw.page)),
    parameter("cursor", Form::Text, |raw| Some(&mut raw.cursor)),
    parameter("meta", Form::List, |raw| Some(&mut raw.meta)),
    parameter("deep", Form::Object, |raw| Some(&mut raw.deep)),
    parameter("alias", Form::Object, |raw| Some(&mut raw.alias)),
    parameter("aggregate", Form::Object, |raw| Some(&mut raw.aggregate)),
    parameter("groupBy", Form::List, |raw| Some(&mut raw.group_by)),
    parameter("export", Form::Text, |raw| Some(&mut raw.export)),
    parameter("version", Form::Text, |raw| Some(&mut raw.version)),
    // The client sends it beside `version`, and it says nothing alone.
    parameter("versionRaw", Form::Text, |_| None),
    parameter("backlink", Form::Text, |raw| Some(&mut raw.backlink)),
    parameter(ACCESS_TOKEN, Form::Text, |_| None),
];

/// Reads a query string as it came over the wire.
pub fn from_query_string(text: &str) -> Result<Parameters, ApiError> {
    let mut parameters = Parameters::default();
    if text.is_empty() {
        return Ok(parameters);
    }
    let mut trees: Vec<(&'static Parameter, Tree)> = Vec::new();
    for (count, pair) in text.split('&').enumerate() {
        if count >= MAX_PAIRS {
            let message = format!("the query string has more than {MAX_PAIRS} parameters; send the query in a body");
            return Err(ApiError::query("", message));
        }
        if pair.is_empty() {
            continue;
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode::decode(name)?, decode::decode(value)?);
        let (base, steps) = brackets::split_name(&name)?;
        let parameter = find(base)?;
        let index = trees.iter().position(|(known, _)| known.name == parameter.name);
        let tree = match index.and_then(|index| trees.get_mut(index)) {
            Some((_, tree)) => tree,
            None => {
                trees.push((parameter, Tree::default()));
                &mut trees.last_mut().ok_or_else(ApiError::forbidden)?.1
            }
        };
        let place = Place {
            parameter: parameter.name,
            member: None,
        };
        tree.insert(place, &steps, value)?;
    }
    for (parameter, tree) in trees {
        place(&mut parameters, parameter, tree)?;
    }
    Ok(parameters)
}

/// Reads the object of a body's `query`. Values are as they are; `fields: []` is the client's way of saying nothing.
pub fn from_object(json: Json) -> Result<RawQuery, ApiError> {
    let mut raw = RawQuery::default();
    let Json::Object(members) = json else {
        return Err(ApiError::query("query", "query: must be an object of parameters"));
    };
    for (name, value) in members {
        let parameter = find(&name)?;
        if parameter.name == ACCESS_TOKEN {
            return Err(ApiError::query(
                &name,
                "access_token: belongs into the URL or the header",
            ));
        }
        let value = match value {
            Json::Null => continue,
            Json::String(text) if parameter.form == Form::Object => parse_json(parameter.name, &text)?,
            value => value,
        };
        if let Some(slot) = (parameter.place)(&mut raw) {
            *slot = Some(value);
        }
    }
    Ok(raw)
}

fn find(name: &str) -> Result<&'static Parameter, ApiError> {
    PARAMETERS
        .iter()
        .find(|parameter| parameter.name == name)
        .ok_or_else(|| {
            let near = nearest(name, PARAMETERS.iter().map(|parameter| parameter.name));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let name: String = name.chars().take(60).collect();
            ApiError::query(&name, format!("there is no parameter `{name}`{near}"))
        })
}

fn place(parameters: &mut Parameters, parameter: &'static Parameter, tree: Tree) -> Result<(), ApiError> {
    let value = match tree.into_json() {
        Json::String(text) if parameter.form == Form::Object => {
            // `filter=` is how a form sends nothing.
            if text.trim().is_empty() {
                return Ok(());
            }
            parse_json(parameter.name, &text)?
        }
        Json::Array(_) if parameter.form == Form::Text => {
            let message = format!("{}: is given more than once", parameter.name);
            return Err(ApiError::query(parameter.name, message));
        }
        value => value,
    };
    match (parameter.name, value) {
        (ACCESS_TOKEN, Json::String(token)) => parameters.access_token = Some(token),
        (_, value) => {
            if let Some(slot) = (parameter.place)(&mut parameters.query) {
                *slot = Some(value);
            }
        }
    }
    Ok(())
}

fn parse_json(name: &str, text: &str) -> Result<Json, ApiError> {
    strict_json::parse(text).map_err(|error| {
        // The parser's own words end with "at line 1 column 5"; a parameter is one line.
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let message = format!("{name}: is not JSON: {reason} at character {}", error.column());
        ApiError::query(name, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> RawQuery {
        from_query_string(text)
            .unwrap_or_else(|error| panic!("{text}: {error:?}"))
            .query
    }

    fn message(text: &str) -> String {
        let error = from_query_string(text).expect_err(text);
        assert_eq!(error.status(), 400, "{text}");
        error.problems().next().unwrap().message.clone()
    }

    #[test]
    fn json_text_and_brackets_say_the_same() {
        let check = |text: &str, expected: Json| assert_eq!(read(text).filter, Some(expected), "{text}");
        let expected = json!({ "title": { "_eq": "a b" } });
        check(
            "filter=%7B%22title%22%3A%7B%22_eq%22%3A%22a+b%22%7D%7D",
            expected.clone(),
        );
        check("filter[title][_eq]=a+b", expected.clone());
        check("filter%5Btitle%5D%5B_eq%5D=a%20b", expected);
        check(
            "filter[_or][0][a][_eq]=1&filter[_or][1][b][_in][]=2&filter[_or][1][b][_in][]=3",
            json!({ "_or": [{ "a": { "_eq": "1" } }, { "b": { "_in": ["2", "3"] } }] }),
        );
        check(
            "filter[_or][1][a]=x&filter[_or][0][b]=y",
            json!({ "_or": [{ "b": "y" }, { "a": "x" }] }),
        );
        check("filter[__proto__][_eq]=1", json!({ "__proto__": { "_eq": "1" } }));
        check(
            "filter[author.name][_eq]=%F0%9F%A6%80",
            json!({ "author.name": { "_eq": "🦀" } }),
        );
    }

    #[test]
    fn lists_come_in_three_forms() {
        let check = |text: &str, expected: Json| assert_eq!(read(text).fields, Some(expected), "{text}");
        check("fields=a,b.c", json!("a,b.c"));
        check("fields[]=a&fields[]=b", json!(["a", "b"]));
        check("fields[0]=a&fields[1]=b", json!(["a", "b"]));
        check("fields=a&fields=b", json!(["a", "b"]));
        check("fields=json(meta,+a.b),c", json!("json(meta, a.b),c"));
    }

    #[test]
    fn the_rest_is_text() {
        let raw = read("limit=-1&page=2&sort=-a,b&meta=*&search=x%26y&groupBy=status&deep[tags][_limit]=3&&");
        assert_eq!(raw.limit, Some(json!("-1")));
        assert_eq!(raw.page, Some(json!("2")));
        assert_eq!(raw.search, Some(json!("x&y")));
        assert_eq!(raw.group_by, Some(json!("status")));
        assert_eq!(raw.deep, Some(json!({ "tags": { "_limit": "3" } })));
        assert_eq!(read(""), RawQuery::default());
        assert_eq!(read("filter="), RawQuery::default());
        let parameters = from_query_string("access_token=abc").unwrap();
        assert_eq!(parameters.access_token.as_deref(), Some("abc"));
    }

    #[test]
    fn nonsense_is_refused_with_its_place() {
        let check = |text: &str, expected: &str| assert_eq!(message(text), expected, "{text}");
        check("filtr=x", "there is no parameter `filtr`; did you mean `filter`?");
        check("x=y", "there is no parameter `x`");
        check(
            "filter={",
            "filter: is not JSON: EOF while parsing an object at character 1",
        );
        check(
            "filter=%zz",
            "`%zz` is no escape: % must be followed by two hexadecimal digits",
        );
        check("filter=%ff", "the query string is not UTF-8");
        check("limit=1&limit=2", "limit: is given more than once");
        check("filter[a=1", "`filter[a`: a bracket is not closed");
        check("filter[a]b=1", "`filter[a]b`: a bracket must follow a bracket");
        check("filter[a]=1&filter={}", "filter: is given as one text and in brackets");
        check(
            "filter[a]=1&filter[a][b]=1",
            "filter: `a` is given as one text and in brackets",
        );
        check("filter[]=1&filter[a]=1", "filter: is given as a list and as an object");
    }

    #[test]
    fn attacks_are_bounded() {
        let deep = format!("filter{}=1", "[a]".repeat(1000));
        assert!(message(&deep).contains("brackets deep"));
        let json = format!("filter={}1{}", "%7B%22a%22:".repeat(1000), "%7D".repeat(1000));
        assert!(message(&json).contains("recursion limit exceeded"));
        assert!(message(&"limit=1&".repeat(1001)).contains("more than 1000 parameters"));
        let huge = format!("filter[_in][{}]=1", u64::MAX);
        assert_eq!(
            read(&huge).filter,
            Some(json!({ "_in": { "18446744073709551615": "1" } }))
        );
        assert!(message("limit=%00").contains("NUL"));
    }

    #[test]
    fn a_body_says_the_same() {
        let raw =
            from_object(json!({ "fields": [], "filter": { "a": 1 }, "limit": 5, "sort": null, "deep": "{\"a\":{}}" }))
                .unwrap();
        assert_eq!(raw.fields, Some(json!([])));
        assert_eq!(raw.filter, Some(json!({ "a": 1 })));
        assert_eq!(raw.limit, Some(json!(5)));
        assert_eq!(raw.sort, None);
        assert_eq!(raw.deep, Some(json!({ "a": {} })));
        assert!(from_object(json!([])).is_err());
        assert!(from_object(json!({ "filtr": {} })).is_err());
        assert!(from_object(json!({ "access_token": "x" })).is_err());
    }

    mod properties {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #[test]
            fn no_text_panics(text in "\\PC{0,80}") {
                let _ = from_query_string(&text);
            }

            #[test]
            fn no_bracket_soup_panics(text in "(filter|deep|fields|limit)([\\[\\]a0%&=,]{0,20})(=[a&%0-9\\[]{0,6})?") {
                let _ = from_query_string(&text);
            }

            #[test]
            fn texts_survive(value in "\\PC{0,40}") {
                let escaped: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                let raw = read(&format!("search={escaped}"));
                prop_assert_eq!(raw.search, Some(json!(value)));
            }
        }
    }
}
