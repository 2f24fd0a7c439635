//! `a[b][]=x` → `{"b": ["x"]}` below the parameter `a`.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::http::error::ApiError;

/// Brackets of one name. A filter of ten relations with groups between stays below.
const MAX_BRACKETS: usize = 64;

/// One bracket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'n> {
    /// `[]`
    Next,
    Member(&'n str),
}

/// `filter[a][]` → `filter`, `[a, next]`.
pub fn split_name(name: &str) -> Result<(&str, Vec<Step<'_>>), ApiError> {
    let refuse = |message: &str| {
        let shown: String = name.chars().take(60).collect();
        ApiError::query("", format!("`{shown}`: {message}"))
    };
    let Some((base, mut rest)) = name.split_once('[') else {
        return Ok((name, Vec::new()));
    };
    let mut steps = Vec::new();
    loop {
        let Some((member, after)) = rest.split_once(']') else {
            return Err(refuse("a bracket is not closed"));
        };
        steps.push(if member.is_empty() {
            Step::Next
        } else {
            Step::Member(member)
        });
        if steps.len() > MAX_BRACKETS {
            return Err(refuse(&format!("is more than {MAX_BRACKETS} brackets deep")));
        }
        if after.is_empty() {
            return Ok((base, steps));
        }
        rest = after
            .strip_prefix('[')
            .ok_or_else(|| refuse("a bracket must follow a bracket"))?;
    }
}

/// Where a value is put, for messages.
#[derive(Debug, Clone, Copy)]
pub struct Place<'n> {
    pub parameter: &'static str,
    pub member: Option<&'n str>,
}

/// What has been said about one parameter so far.
#[derive(Debug, Default)]
pub enum Tree {
    #[default]
    Nothing,
    Text(String),
    List(Vec<Tree>),
    Members(Vec<(String, Tree)>),
}

impl Tree {
    pub fn insert(&mut self, place: Place<'_>, steps: &[Step<'_>], value: Cow<'_, str>) -> Result<(), ApiError> {
        let Some((step, rest)) = steps.split_first() else {
            return self.insert_text(place, value);
        };
        if matches!(self, Self::Nothing) {
            *self = match step {
                Step::Next => Self::List(Vec::new()),
                Step::Member(_) => Self::Members(Vec::new()),
            };
        }
        match (self, step) {
            (Self::List(items), Step::Next) => {
                let mut item = Self::Nothing;
                item.insert(place, rest, value)?;
                items.push(item);
                Ok(())
            }
            (Self::Members(members), Step::Member(member)) => {
                let place = Place {
                    member: Some(member),
                    ..place
                };
                if let Some((_, tree)) = members.iter_mut().find(|(known, _)| known == member) {
                    return tree.insert(place, rest, value);
                }
                let mut tree = Self::Nothing;
                tree.insert(place, rest, value)?;
                members.push(((*member).to_owned(), tree));
                Ok(())
            }
            (Self::Text(_), _) => Err(place.text_and_brackets()),
            (Self::Nothing | Self::List(_) | Self::Members(_), _) => Err(place.refuse("as a list and as an object")),
        }
    }

    /// The same name twice is a list.
    fn insert_text(&mut self, place: Place<'_>, value: Cow<'_, str>) -> Result<(), ApiError> {
        match self {
            Self::Nothing => *self = Self::Text(value.into_owned()),
            Self::Text(first) => {
                let first = std::mem::take(first);
                *self = Self::List(vec![Self::Text(first), Self::Text(value.into_owned())]);
            }
            Self::List(items) if items.iter().all(|item| matches!(item, Self::Text(_))) => {
                items.push(Self::Text(value.into_owned()));
            }
            Self::List(_) | Self::Members(_) => return Err(place.text_and_brackets()),
        }
        Ok(())
    }

    /// Members that are all small numbers are a list in their order.
    pub fn into_json(self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Text(text) => Json::String(text),
            Self::List(items) => Json::Array(items.into_iter().map(Self::into_json).collect()),
            Self::Members(mut members) if members.iter().all(|(member, _)| position(member).is_some()) => {
                members.sort_by_key(|(member, _)| position(member));
                Json::Array(members.into_iter().map(|(_, tree)| tree.into_json()).collect())
            }
            Self::Members(members) => {
                let members = members.into_iter().map(|(member, tree)| (member, tree.into_json()));
                Json::Object(members.collect())
            }
        }
    }
}

/// `0` to `9999`, as it is written.
fn position(member: &str) -> Option<u16> {
    let number = member.parse::<u16>().ok().filter(|number| *number <= 9999);
    number.filter(|number| number.to_string() == member)
}

impl Place<'_> {
    fn text_and_brackets(&self) -> ApiError {
        self.refuse("as one text and in brackets")
    }

    fn refuse(&self, how: &str) -> ApiError {
        let what = self.member.map_or_else(String::new, |member| format!("`{member}` "));
        ApiError::query(self.parameter, format!("{}: {what}is given {how}", self.parameter))
    }
}
