//! One setting: its key, what it may be, where its value lives, how it is read and shown.

use std::time::Duration;

use super::{
    Settings,
    network::{Network, parse_networks, show_networks},
    rate_limit::Rate,
};
use crate::yaml::{
    measure::{parse_duration, parse_size, show_duration},
    nearest::alternatives,
};

/// A row of a table; `S` is the struct in which the values live.
pub struct Setting<S: 'static = Settings> {
    /// As in `quintet.yaml`, with dots: `database.url`.
    pub key: &'static str,
    pub slot: Slot<S>,
    /// One or two sentences for editors and docs.
    pub doc: &'static str,
    /// Hidden by `quintet config`; may be given by a file (`…_FILE`).
    pub is_secret: bool,
}

/// Where a value lives; the variant is its type.
pub enum Slot<S: 'static = Settings> {
    Text(fn(&mut S) -> &mut String),
    OptionalText(fn(&mut S) -> &mut Option<String>),
    /// Within the bounds, both included.
    Count(fn(&mut S) -> &mut u32, u32, u32),
    Size(fn(&mut S) -> &mut usize, usize, usize),
    Duration(fn(&mut S) -> &mut Duration, Duration, Duration),
    Flag(fn(&mut S) -> &mut bool),
    Texts(fn(&mut S) -> &mut Vec<String>),
    Networks(fn(&mut S) -> &mut Vec<Network>),
    /// `600/1m`, or `off`.
    Rate(fn(&mut S) -> &mut Option<Rate>),
    /// One of some words.
    Word(&'static [&'static str], fn(&mut S, usize), fn(&S) -> usize),
}

/// Functions only: a copy, whatever `S` is.
impl<S> Clone for Slot<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Slot<S> {}

impl<S: Clone> Setting<S> {
    /// `QUINTET_DATABASE__URL`
    pub fn variable(&self) -> String {
        format!("QUINTET_{}", self.key.replace('.', "__").to_ascii_uppercase())
    }

    /// Reads a text, as the environment and the flags have it, into its place. The error is a sentence fragment: "must be …".
    pub fn set(&self, settings: &mut S, text: &str) -> Result<(), String> {
        match self.slot {
            Slot::Text(_) if text.is_empty() => return Err("must not be empty".to_owned()),
            Slot::Text(place) => text.clone_into(place(settings)),
            Slot::OptionalText(place) => *place(settings) = Some(text.to_owned()).filter(|text| !text.is_empty()),
            Slot::Count(place, low, high) => {
                let count = text.trim().parse().ok().filter(|count| (low..=high).contains(count));
                *place(settings) = count.ok_or_else(|| format!("must be a whole number from {low} to {high}"))?;
            }
            Slot::Size(place, low, high) => {
                let size = parse_size(text).and_then(|size| usize::try_from(size).ok());
                let size = size.filter(|size| (low..=high).contains(size));
                let message = || format!("must be a size from {} to {}", show_size(low), show_size(high));
                *place(settings) = size.ok_or_else(message)?;
            }
            Slot::Duration(place, low, high) => {
                let duration = parse_duration(text).filter(|duration| (low..=high).contains(duration));
                let (low, high) = (show_duration(low), show_duration(high));
                *place(settings) = duration.ok_or_else(|| format!("must be a duration from {low} to {high}"))?;
            }
            Slot::Flag(place) => *place(settings) = read_flag(text).ok_or("must be true or false")?,
            Slot::Texts(place) => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                *place(settings) = parts.map(str::to_owned).collect();
            }
            Slot::Networks(place) => *place(settings) = parse_networks(text)?,
            Slot::Rate(place) => {
                *place(settings) = match text.trim() {
                    "off" => None,
                    text => Some(
                        Rate::parse(text).ok_or("must be a number and a time as `600/1m`, up to a day, or `off`")?,
                    ),
                }
            }
            Slot::Word(words, choose, _) => {
                let index = words.iter().position(|word| *word == text);
                choose(
                    settings,
                    index.ok_or_else(|| format!("must be {}", alternatives(words)))?,
                );
            }
        }
        Ok(())
    }

    /// The value as text, so that `set` reads it back; `None` where nothing is set.
    pub fn get(&self, settings: &S) -> Option<String> {
        let mut settings = settings.clone();
        match self.slot {
            Slot::Text(place) => Some(place(&mut settings).clone()),
            Slot::OptionalText(place) => place(&mut settings).clone(),
            Slot::Count(place, ..) => Some(place(&mut settings).to_string()),
            Slot::Size(place, ..) => Some(show_size(*place(&mut settings))),
            Slot::Duration(place, ..) => Some(show_duration(*place(&mut settings))),
            Slot::Flag(place) => Some(place(&mut settings).to_string()),
            Slot::Texts(place) => Some(place(&mut settings).join(",")).filter(|text| !text.is_empty()),
            Slot::Networks(place) => Some(show_networks(place(&mut settings))).filter(|text| !text.is_empty()),
            Slot::Rate(place) => Some(place(&mut settings).map_or_else(|| "off".to_owned(), |rate| rate.to_string())),
            Slot::Word(words, _, chosen) => words.get(chosen(&settings)).map(|word| (*word).to_owned()),
        }
    }
}

fn read_flag(text: &str) -> Option<bool> {
    match text {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The largest unit that loses nothing.
fn show_size(bytes: usize) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    let unit = units
        .iter()
        .find(|(factor, _)| bytes >= *factor && bytes.is_multiple_of(*factor));
    unit.map_or_else(
        || bytes.to_string(),
        |(factor, name)| format!("{}{name}", bytes / factor),
    )
}
