//! What is made of a picture: the parameters of the asset route, read into one value with one text for each different result.

use std::fmt::Write as _;

use serde_json::Value as Json;

/// The parameters, in the words of the route.
pub const PARAMETERS: &[&str] = &[
    "key",
    "width",
    "height",
    "fit",
    "quality",
    "format",
    "focal_point_x",
    "focal_point_y",
    "withoutEnlargement",
    "transforms",
];

/// Steps of `transforms`.
const EDITS: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transform {
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub fit: Fit,
    pub quality: Option<u8>,
    /// `None`: as the original, where that can be written.
    pub format: Option<Wish>,
    /// Pixels of the original that must stay in view.
    pub focus: Option<(u32, u32)>,
    pub without_enlargement: bool,
    pub edits: Vec<Edit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// Fills the size, cuts what is over.
    #[default]
    Cover,
    /// All of the picture, with bars around it.
    Contain,
    /// All of it, within the size.
    Inside,
    /// All of it, at least the size.
    Outside,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The smallest that the client takes.
    Auto,
    Exactly(Format),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    Avif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Quarter turns, clockwise.
    Rotate(u8),
    Flip,
    Flop,
    Grayscale,
    /// Tenths of a pixel.
    Blur(u16),
}

/// A named size of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    pub name: String,
    pub transform: Transform,
}

/// What the admin app shows, whatever the settings say.
const BUILT_IN: &[&str] = &[
    "system-small-cover?width=64&height=64&format=auto",
    "system-small-contain?width=64&fit=inside&format=auto",
    "system-medium-cover?width=300&height=300&format=auto",
    "system-medium-contain?width=300&height=300&fit=inside&format=auto",
    "system-large-cover?width=800&height=800&format=auto",
    "system-large-contain?width=800&height=800&fit=inside&format=auto",
];

/// The presets of the settings, after the server's own. The error is a sentence.
pub fn read_presets(given: &[String], largest: u32) -> Result<Vec<Preset>, String> {
    let mut presets: Vec<Preset> = Vec::new();
    for text in BUILT_IN.iter().copied().chain(given.iter().map(String::as_str)) {
        let wrong = |reason: &str| format!("`{text}`: {reason}");
        let (name, query) = text
            .split_once('?')
            .ok_or_else(|| wrong("write name?width=600&height=400"))?;
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if !is_name {
            return Err(wrong("a name has letters, digits, `-` and `_`"));
        }
        let pairs: Vec<(&str, &str)> = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .collect();
        if let Some((unknown, _)) = pairs.iter().find(|(key, _)| !PARAMETERS.contains(key) || *key == "key") {
            return Err(wrong(&format!("there is no parameter `{unknown}`")));
        }
        let find = |wanted: &str| pairs.iter().find(|(key, _)| *key == wanted).map(|(_, value)| *value);
        let transform = Transform::read(find, largest).map_err(|reason| wrong(&reason))?;
        presets.retain(|preset| preset.name != name);
        presets.push(Preset {
            name: name.to_owned(),
            transform,
        });
    }
    Ok(presets)
}

impl Transform {
    /// `get`: a parameter by name. The error is a sentence for the client.
    pub fn read<'t>(get: impl Fn(&str) -> Option<&'t str>, largest: u32) -> Result<Self, String> {
        let size = |name: &str| -> Result<Option<u32>, String> {
            get(name).map_or(Ok(None), |text| {
                let size = text.parse().ok().filter(|size| (1..=largest).contains(size));
                size.map(Some)
                    .ok_or_else(|| format!("{name}: must be a whole number from 1 to {largest}"))
            })
        };
        let point = |name: &str| -> Result<Option<u32>, String> {
            get(name).map_or(Ok(None), |text| {
                text.parse()
                    .map(Some)
                    .map_err(|_| format!("{name}: must be a whole number of pixels"))
            })
        };
        let quality = get("quality").map(|text| {
            let quality = text.parse().ok().filter(|quality| (1..=100).contains(quality));
            quality.ok_or("quality: must be a whole number from 1 to 100")
        });
        Ok(Self {
            width: size("width")?,
            height: size("height")?,
            fit: get("fit").map_or(Ok(Fit::Cover), read_fit)?,
            quality: quality.transpose()?,
            format: get("format").map(read_format).transpose()?.flatten(),
            focus: point("focal_point_x")?.zip(point("focal_point_y")?),
            without_enlargement: get("withoutEnlargement").map_or(Ok(false), read_flag)?,
            edits: get("transforms").map_or(Ok(Vec::new()), read_edits)?,
        })
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The same text for the same picture, and only for it.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let format = self.format.map_or("", |wish| match wish {
            Wish::Auto => "auto",
            Wish::Exactly(format) => format.extension(),
        });
        let quality = number(self.quality.map(u32::from));
        // Writing to a String does not fail.
        let _ = write!(
            text,
            "{}x{}-{:?}-q{quality}-{format}",
            number(self.width),
            number(self.height),
            self.fit
        );
        if let Some((x, y)) = self.focus {
            let _ = write!(text, "-at{x},{y}");
        }
        if self.without_enlargement {
            text.push_str("-small");
        }
        for edit in &self.edits {
            let _ = write!(text, "-{edit:?}");
        }
        text
    }
}

fn read_fit(text: &str) -> Result<Fit, String> {
    Ok(match text {
        "cover" => Fit::Cover,
        "contain" => Fit::Contain,
        "inside" => Fit::Inside,
        "outside" => Fit::Outside,
        _ => return Err("fit: must be cover, contain, inside or outside".to_owned()),
    })
}

fn read_format(text: &str) -> Result<Option<Wish>, String> {
    Ok(Some(match text {
        "auto" => Wish::Auto,
        "jpg" | "jpeg" => Wish::Exactly(Format::Jpeg),
        "png" => Wish::Exactly(Format::Png),
        "webp" => Wish::Exactly(Format::Webp),
        "avif" => Wish::Exactly(Format::Avif),
        _ => return Err("format: must be auto, jpg, png, webp or avif".to_owned()),
    }))
}

fn read_flag(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" | "" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("withoutEnlargement: must be true or false".to_owned()),
    }
}

/// `[["rotate",90],["grayscale"]]`
fn read_edits(text: &str) -> Result<Vec<Edit>, String> {
    let wrong = || {
        "transforms: must be a list such as [[\"rotate\",90],[\"flip\"],[\"flop\"],[\"grayscale\"],[\"blur\",2]]"
            .to_owned()
    };
    let parsed: Json = serde_json::from_str(text).map_err(|_| wrong())?;
    let steps = parsed.as_array().ok_or_else(wrong)?;
    if steps.len() > EDITS {
        return Err(format!("transforms: at most {EDITS} steps"));
    }
    let read = |step: &Json| {
        let name = step.get(0).and_then(Json::as_str)?;
        let argument = step.get(1).and_then(Json::as_f64);
        match (name, argument) {
            ("rotate", Some(90.0)) => Some(Edit::Rotate(1)),
            ("rotate", Some(180.0)) => Some(Edit::Rotate(2)),
            ("rotate", Some(270.0 | -90.0)) => Some(Edit::Rotate(3)),
            ("flip", _) => Some(Edit::Flip),
            ("flop", _) => Some(Edit::Flop),
            ("grayscale" | "greyscale", _) => Some(Edit::Grayscale),
            ("blur", Some(radius)) if (0.3..=20.0).contains(&radius) =>
            {
                #[expect(clippy::as_conversions, reason = "0.3 to 20")]
                Some(Edit::Blur((radius * 10.0) as u16))
            }
            _ => None,
        }
    };
    steps.iter().map(|step| read(step).ok_or_else(wrong)).collect()
}

impl Format {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    /// What a picture of this type becomes when nothing else is asked for.
    pub fn like(media_type: &str) -> Self {
        match media_type {
            "image/png" | "image/gif" | "image/bmp" => Self::Png,
            "image/webp" => Self::Webp,
            _ => Self::Jpeg,
        }
    }

    /// The smallest that the header takes; `None` where it takes neither.
    pub fn accepted(accept: &str) -> Option<Self> {
        let takes = |wanted: &str| {
            accept.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                let is_wanted = words.next().is_some_and(|word| word.eq_ignore_ascii_case(wanted));
                is_wanted && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        if takes("image/avif") {
            Some(Self::Avif)
        } else {
            takes("image/webp").then_some(Self::Webp)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Transform, String> {
        let find = |wanted: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == wanted)
                .map(|(_, value)| value)
        };
        Transform::read(find, 4096)
    }

    #[test]
    fn parameters_become_one_value_or_a_sentence() {
        let check = |query: &str, expected: Result<&str, &str>| {
            let outcome = read(query).map(|transform| transform.canonical());
            assert_eq!(outcome.as_deref().map_err(String::as_str), expected, "{query}");
        };
        check("", Ok("x-Cover-q-"));
        check(
            "width=600&height=400&fit=contain&quality=70&format=webp",
            Ok("600x400-Contain-q70-webp"),
        );
        check(
            "focal_point_x=1&focal_point_y=2&withoutEnlargement=true",
            Ok("x-Cover-q--at1,2-small"),
        );
        check(
            "transforms=[[\"rotate\",90],[\"blur\",2]]",
            Ok("x-Cover-q--Rotate(1)-Blur(20)"),
        );
        check("width=0", Err("width: must be a whole number from 1 to 4096"));
        check("width=5000", Err("width: must be a whole number from 1 to 4096"));
        check("height=-1", Err("height: must be a whole number from 1 to 4096"));
        check("quality=101", Err("quality: must be a whole number from 1 to 100"));
        check("fit=stretch", Err("fit: must be cover, contain, inside or outside"));
        check("format=exe", Err("format: must be auto, jpg, png, webp or avif"));
        assert!(read("transforms=[[\"toFile\",\"/etc/passwd\"]]").is_err());
        assert!(read("transforms=[[\"flip\"],[\"flip\"],[\"flip\"],[\"flip\"],[\"flip\"],[\"flip\"]]").is_err());
        assert!(read("").unwrap().is_nothing());
    }

    #[test]
    fn presets_are_checked_at_the_start() {
        let presets = |text: &str| read_presets(&[text.to_owned()], 4096);
        assert!(
            presets("card?width=600&height=400")
                .unwrap()
                .iter()
                .any(|preset| preset.name == "card")
        );
        assert!(presets("card").unwrap_err().contains("name?width"));
        assert!(presets("card?size=1").unwrap_err().contains("`size`"));
        assert!(presets("card?width=9999").unwrap_err().contains("4096"));
    }

    #[test]
    fn formats_follow_the_accept_header() {
        let check = |accept: &str, expected: Option<Format>| assert_eq!(Format::accepted(accept), expected, "{accept}");
        check("image/avif,image/webp,*/*", Some(Format::Avif));
        check("image/webp;q=0.5, image/*", Some(Format::Webp));
        check("image/avif;q=0, image/webp", Some(Format::Webp));
        check("*/*", None);
        check("image/avif\u{0}; q=\u{ff}", None);
        check(&"image/webp;".repeat(5000), Some(Format::Webp));
    }
}
