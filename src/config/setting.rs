//! One setting: its key, what it may be, where its value lives, how it is read and shown.

use std::time::Duration;

use super::Settings;
use crate::yaml::{
    measure::{parse_duration, parse_size},
    nearest::alternatives,
};

/// A row of the table.
pub struct Setting {
    /// As in `quintet.yaml`, with dots: `database.url`.
    pub key: &'static str,
    pub slot: Slot,
    /// One or two sentences for editors and docs.
    pub doc: &'static str,
    /// Hidden by `quintet config`; may be given by a file (`…_FILE`).
    pub is_secret: bool,
}

/// Where a value lives in `Settings`; the variant is its type.
#[derive(Clone, Copy)]
pub enum Slot {
    Text(fn(&mut Settings) -> &mut String),
    OptionalText(fn(&mut Settings) -> &mut Option<String>),
    /// Within the bounds, both included.
    Count(fn(&mut Settings) -> &mut u32, u32, u32),
    Size(fn(&mut Settings) -> &mut usize, usize, usize),
    Duration(fn(&mut Settings) -> &mut Duration, Duration, Duration),
    Flag(fn(&mut Settings) -> &mut bool),
    Texts(fn(&mut Settings) -> &mut Vec<String>),
    /// One of some words.
    Word(
        &'static [&'static str],
        fn(&mut Settings, usize),
        fn(&Settings) -> usize,
    ),
}

impl Setting {
    /// `QUINTET_DATABASE__URL`
    pub fn variable(&self) -> String {
        format!("QUINTET_{}", self.key.replace('.', "__").to_ascii_uppercase())
    }

    /// Reads a text, as the environment and the flags have it, into its place. The error is a sentence fragment: "must be …".
    pub fn set(&self, settings: &mut Settings, text: &str) -> Result<(), String> {
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
    pub fn get(&self, settings: &Settings) -> Option<String> {
        let mut settings = settings.clone();
        match self.slot {
            Slot::Text(place) => Some(place(&mut settings).clone()),
            Slot::OptionalText(place) => place(&mut settings).clone(),
            Slot::Count(place, ..) => Some(place(&mut settings).to_string()),
            Slot::Size(place, ..) => Some(show_size(*place(&mut settings))),
            Slot::Duration(place, ..) => Some(show_duration(*place(&mut settings))),
            Slot::Flag(place) => Some(place(&mut settings).to_string()),
            Slot::Texts(place) => Some(place(&mut settings).join(",")).filter(|text| !text.is_empty()),
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

fn show_duration(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];
    let unit = units
        .iter()
        .find(|(factor, _)| milliseconds >= *factor && milliseconds.is_multiple_of(*factor));
    unit.map_or_else(
        || format!("{milliseconds}ms"),
        |(factor, name)| format!("{}{name}", milliseconds / factor),
    )
}
