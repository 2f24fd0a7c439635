//! What can be known of a file: type, size in pixels, the look of it in a few letters, what the camera wrote. Nothing that is asked here can fail an upload:
//! a damaged picture is a file all the same.

use std::{
    fs::File,
    io::{BufReader, Read as _, Seek as _, SeekFrom},
    path::Path,
};

use serde_json::{Map, Value as Json, json};

use super::{
    AssetError, Assets, blurhash, location, media_type,
    pixels::{self, Head},
    staging::{Staged, blocking},
};

/// The facts of one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub media_type: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Milliseconds.
    pub duration: Option<i64>,
    pub blurhash: Option<String>,
    /// `#rrggbb`
    pub color: Option<String>,
    pub metadata: Option<Json>,
}

/// What the camera says and is worth keeping; never where it was.
const EXIF: &[(exif::Tag, &str)] = &[
    (exif::Tag::Make, "make"),
    (exif::Tag::Model, "model"),
    (exif::Tag::LensModel, "lens"),
    (exif::Tag::DateTimeOriginal, "taken_at"),
    (exif::Tag::ExposureTime, "exposure_time"),
    (exif::Tag::FNumber, "aperture"),
    (exif::Tag::PhotographicSensitivity, "iso"),
    (exif::Tag::FocalLength, "focal_length"),
    (exif::Tag::Artist, "artist"),
    (exif::Tag::Copyright, "copyright"),
    (exif::Tag::ImageDescription, "description"),
];

impl Assets {
    /// Looks at a staged file; takes the place out of it first.
    pub async fn examine(&self, staged: &mut Staged, name: &str, claimed: Option<&str>) -> Result<Facts, AssetError> {
        let path = staged.path().to_owned();
        let (name, claimed) = (name.to_owned(), claimed.map(str::to_owned));
        let found = blocking(move || Ok(media_type::of(&read_head(&path)?, &name, claimed.as_deref()))).await?;
        self.blank_location(staged, &found).await?;
        let mut facts = Facts {
            media_type: found,
            ..Facts::default()
        };
        if pixels::is_decodable(&facts.media_type) {
            self.look_at_pixels(staged.path(), &mut facts).await;
        } else {
            let (path, media_type) = (staged.path().to_owned(), facts.media_type.clone());
            let (size, duration) = blocking(move || measure(&path, &media_type)).await.unwrap_or_default();
            (facts.width, facts.height) = size.unzip();
            facts.duration = duration;
        }
        Ok(facts)
    }

    async fn blank_location(&self, staged: &mut Staged, media_type: &str) -> Result<(), AssetError> {
        if self.settings.keep_location {
            return Ok(());
        }
        let (path, media_type) = (staged.path().to_owned(), media_type.to_owned());
        let is_changed = blocking(move || {
            let mut file = File::options().read(true).write(true).open(&path)?;
            location::blank(&mut file, &media_type)
        })
        .await?;
        if is_changed { staged.rehash().await } else { Ok(()) }
    }

    async fn look_at_pixels(&self, path: &Path, facts: &mut Facts) {
        let own = path.to_owned();
        let look = move || {
            let open = || File::open(&own).map(BufReader::new);
            let head = pixels::head(open()?);
            let weight = head.as_ref().map_or(0, Head::pixels);
            Ok((head, pixels::weight(weight, open()?)))
        };
        let Ok((Ok(head), weight)) = blocking(look).await else {
            return;
        };
        (facts.width, facts.height) = (Some(head.width), Some(head.height));
        facts.metadata = read_exif(&head);
        let most = self.max_pixels();
        if head.pixels() > most {
            return;
        }
        let own = path.to_owned();
        let thumbnail = self.budget.run(weight, move || {
            pixels::thumbnail(|| File::open(&own).map(BufReader::new), most)
        });
        if let Ok(Ok((rgb, width, height))) = thumbnail.await {
            let side = |pixels: u32| usize::try_from(pixels).unwrap_or(1);
            facts.blurhash = Some(blurhash::encode(&rgb, side(width), side(height)));
            facts.color = Some(dominant_color(&rgb));
        }
    }

    /// Of one picture that is decoded.
    pub fn max_pixels(&self) -> u64 {
        u64::from(self.settings.max_megapixels) * 1_000_000
    }
}

fn read_head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(media_type::HEAD);
    File::open(path)?
        .take(u64::try_from(media_type::HEAD).unwrap_or(0))
        .read_to_end(&mut head)?;
    Ok(head)
}

fn read_exif(head: &Head) -> Option<Json> {
    let exif = exif::Reader::new().read_raw(head.exif.clone()?).ok()?;
    let members: Map<String, Json> = EXIF
        .iter()
        .filter_map(|(tag, name)| {
            let field = exif.get_field(*tag, exif::In::PRIMARY)?;
            let text = field.display_value().to_string();
            let text: String = text
                .trim_matches('"')
                .trim()
                .chars()
                .filter(|character| !character.is_control())
                .take(200)
                .collect();
            (!text.is_empty()).then(|| ((*name).to_owned(), Json::from(text)))
        })
        .collect();
    (!members.is_empty()).then(|| json!({ "exif": members }))
}

/// The color that most pixels are near to, those that are neither black, white nor gray first.
fn dominant_color(rgb: &[u8]) -> String {
    let mut boxes = vec![(0_u32, [0_u32; 3]); 512];
    for pixel in rgb.chunks_exact(3) {
        let [red, green, blue] = [pixel.first(), pixel.get(1), pixel.get(2)].map(|value| value.copied().unwrap_or(0));
        let index = usize::from(red >> 5) * 64 + usize::from(green >> 5) * 8 + usize::from(blue >> 5);
        let spread = red.max(green).max(blue) - red.min(green).min(blue);
        let weight = 1 + u32::from(spread) / 32;
        if let Some((count, sum)) = boxes.get_mut(index) {
            *count += weight;
            for (total, value) in sum.iter_mut().zip([red, green, blue]) {
                *total += u32::from(value) * weight;
            }
        }
    }
    let (count, sum) = boxes.into_iter().max_by_key(|(count, _)| *count).unwrap_or_default();
    let [red, green, blue] = sum.map(|total| total / count.max(1));
    format!("#{red:02x}{green:02x}{blue:02x}")
}

type Measured = (Option<(u32, u32)>, Option<i64>);

/// Sizes and durations of what is not decoded here.
fn measure(path: &Path, media_type: &str) -> std::io::Result<Measured> {
    let mut file = File::open(path)?;
    let read = |file: &mut File, most: u64| {
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes).map(|_| bytes)
    };
    Ok(match media_type {
        "image/svg+xml" => (svg_size(&String::from_utf8_lossy(&read(&mut file, 16 * 1024)?)), None),
        "image/avif" | "image/heif" | "image/heic" => (container_size(&read(&mut file, 256 * 1024)?), None),
        "video/mp4" | "video/quicktime" | "audio/mp4" => (None, movie_duration(&mut file)?),
        _ => (None, None),
    })
}

/// From `width` and `height`, else from the `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = text.get(start..)?.split('>').next()?;
    let value = |name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}="))?;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    };
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().and_then(whole);
    let own = value("width").and_then(pixels).zip(value("height").and_then(pixels));
    own.or_else(|| {
        let numbers = value("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty());
        let numbers: Vec<f64> = numbers.filter_map(|part| part.parse().ok()).collect();
        whole(*numbers.get(2)?).zip(whole(*numbers.get(3)?))
    })
}

#[expect(clippy::as_conversions, reason = "checked before")]
fn whole(size: f64) -> Option<u32> {
    (1.0..=100_000.0).contains(&size).then(|| size.round() as u32)
}

/// The largest `ispe` box: grids and thumbnails have smaller ones.
fn container_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |part: &[u8]| part.try_into().ok().map(u32::from_be_bytes);
    let sizes = bytes
        .windows(16)
        .filter(|window| window.starts_with(b"ispe"))
        .filter_map(|window| number(window.get(8..12)?).zip(number(window.get(12..16)?)));
    sizes
        .filter(|(width, height)| *width <= 100_000 && *height <= 100_000)
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

/// Of the `mvhd` box of an MP4; the boxes before it are skipped unread.
fn movie_duration(file: &mut File) -> std::io::Result<Option<i64>> {
    let mut at = 0;
    for _ in 0..1000 {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 16];
        let mut filled = 0;
        while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match file.read(rest)? {
                0 => break,
                read => filled += read,
            }
        }
        let [a, b, c, d, name @ .., e, f, g, h, i, j, k, l] = head;
        let size = match u64::from(u32::from_be_bytes([a, b, c, d])) {
            1 => u64::from_be_bytes([e, f, g, h, i, j, k, l]),
            size => size,
        };
        if filled < 8 || size < 8 {
            return Ok(None);
        }
        match &name {
            b"moov" => at += 8,
            b"mvhd" => return read_duration(file, at),
            _ => at = at.saturating_add(size),
        }
    }
    Ok(None)
}

fn read_duration(file: &mut File, at: u64) -> std::io::Result<Option<i64>> {
    file.seek(SeekFrom::Start(at + 8))?;
    let mut body = Vec::new();
    file.take(32).read_to_end(&mut body)?;
    let number = |range: std::ops::Range<usize>| {
        body.get(range)
            .map(|bytes| bytes.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)))
    };
    let (scale, duration) = if body.first() == Some(&1) {
        (number(20..24), number(24..32))
    } else {
        (number(12..16), number(16..20))
    };
    let milliseconds = duration
        .zip(scale)
        .and_then(|(duration, scale)| duration.checked_mul(1000)?.checked_div(scale));
    Ok(milliseconds.and_then(|milliseconds| i64::try_from(milliseconds).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_drawings_are_read_from_their_tag() {
        let check = |text: &str, expected: Option<(u32, u32)>| assert_eq!(svg_size(text), expected, "{text}");
        check("<svg xmlns='x' width=\"64px\" height='32'>", Some((64, 32)));
        check("<?xml version='1.0'?><svg viewBox='0 0 300 150.4'>", Some((300, 150)));
        check("<svg width='100%' height='100%' viewBox='0,0,8,9'>", Some((8, 9)));
        check("<svg width='-4' height='1e99'>", None);
        check("<svg", None);
        check("", None);
    }

    #[test]
    fn the_color_that_stands_out_wins() {
        let mostly_gray = [[128, 128, 128].repeat(60), [200, 20, 30].repeat(40)].concat();
        assert_eq!(dominant_color(&mostly_gray), "#c8141e");
        assert_eq!(dominant_color(&[]), "#000000");
    }

    #[test]
    fn a_movie_says_how_long_it_is() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("movie");
        let boxed = |name: &[u8; 4], body: &[u8]| {
            [
                &u32::try_from(body.len() + 8).unwrap().to_be_bytes(),
                name.as_slice(),
                body,
            ]
            .concat()
        };
        let header = [&[0; 12], 600_u32.to_be_bytes().as_slice(), &1500_u32.to_be_bytes()].concat();
        let movie = [
            boxed(b"ftyp", b"isom0000"),
            boxed(b"mdat", &[0; 50]),
            boxed(b"moov", &boxed(b"mvhd", &header)),
        ]
        .concat();
        std::fs::write(&path, &movie).unwrap();
        assert_eq!(movie_duration(&mut File::open(&path).unwrap()).unwrap(), Some(2500));
        for cut in 0..movie.len() {
            std::fs::write(&path, &movie[..cut]).unwrap();
            let _ = movie_duration(&mut File::open(&path).unwrap()).unwrap();
        }
    }
}
