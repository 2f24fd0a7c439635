//! Pixels: decode, turn upright, scale, encode. Pure work for a thread of its own; `budget` says when.
//!
//! What a picture would need is known from its head, before a pixel is decoded: a bomb is refused by its size. A picture is scaled as it lies in the
//! file and turned upright afterwards, so that only the small one is turned.

mod encode;
mod geometry;
mod progressive;
mod shrunk;

use std::io::{self, BufRead, Cursor, Read, Seek};

use bytes::Bytes;
use fast_image_resize::{
    PixelType, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage, metadata::Orientation};

use super::transform::{Edit, Format, Transform};
use geometry::Plan;

/// What the head of a picture says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Upright.
    pub width: u32,
    pub height: u32,
    /// As TIFF, the way Exif is everywhere.
    pub exif: Option<Vec<u8>>,
}

/// Why a picture can not be worked on; a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PixelsError(pub String);

impl Head {
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

fn damaged(error: &image::ImageError) -> PixelsError {
    PixelsError(format!("the picture can not be decoded: {error}"))
}

/// A format that is decoded here; other files are sent as they are.
pub fn is_decodable(media_type: &str) -> bool {
    matches!(
        media_type,
        "image/jpeg" | "image/png" | "image/webp" | "image/gif" | "image/tiff" | "image/bmp"
    )
}

/// What a picture of so many pixels takes of the budget.
pub fn weight(pixels: u64, source: impl Read) -> u64 {
    if progressive::is_progressive(source) {
        pixels.saturating_mul(2)
    } else {
        pixels
    }
}

/// Reads the head only.
pub fn head<R: BufRead + Seek + 'static>(source: R) -> Result<Head, PixelsError> {
    let (mut decoder, _) = decoder(source)?;
    let (width, height) = decoder.dimensions();
    let is_lying = lies(decoder.orientation().unwrap_or(Orientation::NoTransforms));
    let exif = decoder.exif_metadata().ok().flatten();
    let (width, height) = if is_lying { (height, width) } else { (width, height) };
    Ok(Head { width, height, exif })
}

/// A picture of some dozen pixels, for what is computed of all of it: RGB, width, height.
pub fn thumbnail<R: BufRead + Seek + 'static>(
    open: impl Fn() -> io::Result<R>,
    most: u64,
) -> Result<(Vec<u8>, u32, u32), PixelsError> {
    let transform = Transform {
        width: Some(32),
        height: Some(32),
        fit: super::transform::Fit::Inside,
        ..Transform::default()
    };
    let (picture, _) = made(open, &transform, most, None)?;
    let flat = flattened(picture);
    let (width, height) = flat.dimensions();
    Ok((flat.into_raw(), width, height))
}

/// The finished bytes of another size.
pub fn transformed(
    source: &Bytes,
    transform: &Transform,
    format: Format,
    most: u64,
    focus: Option<(u32, u32)>,
) -> Result<Vec<u8>, PixelsError> {
    let (picture, profile) = made(|| Ok(Cursor::new(source.clone())), transform, most, focus)?;
    encode::encode(picture, format, transform.quality, profile)
}

fn unreadable(error: &io::Error) -> PixelsError {
    PixelsError(format!("the picture can not be read: {error}"))
}

fn decoder<R: BufRead + Seek + 'static>(source: R) -> Result<(impl ImageDecoder, Option<ImageFormat>), PixelsError> {
    let reader = ImageReader::new(source).with_guessed_format();
    let reader = reader.map_err(|error| unreadable(&error))?;
    let format = reader.format();
    let decoder = reader.into_decoder().map_err(|error| damaged(&error))?;
    Ok((decoder, format))
}

type Made = (DynamicImage, Option<Vec<u8>>);

/// `open` is asked again where a picture is decoded in another way than its head was read.
fn made<R: BufRead + Seek + 'static>(
    open: impl Fn() -> io::Result<R>,
    transform: &Transform,
    most: u64,
    focus: Option<(u32, u32)>,
) -> Result<Made, PixelsError> {
    let open = || open().map_err(|error| unreadable(&error));
    let (mut decoder, format) = decoder(open()?)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > most {
        let message = format!(
            "the picture has {width} × {height} pixels, more than the server works on (`files.max_megapixels`)"
        );
        return Err(PixelsError(message));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder
        .icc_profile()
        .ok()
        .flatten()
        .filter(|profile| is_worth_keeping(profile));
    let upright = if lies(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    let plan = geometry::plan(upright, transform, focus);
    let eighths = shrunk::eighths(plan.scale()).filter(|_| format == Some(ImageFormat::Jpeg));
    let small = match eighths {
        Some(eighths) => {
            let mut bytes = Vec::new();
            open()?.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
            shrunk::decode(&bytes, (width, height), eighths)
        }
        None => None,
    };
    let (decoded, share) = match small.zip(eighths) {
        Some((small, eighths)) => (small, f64::from(eighths) / 8.0),
        None => (whole(decoder, pixels)?, 1.0),
    };
    let mut picture = scaled(plain(decoded), &plan, orientation, share)?;
    picture.apply_orientation(orientation);
    let mut picture = geometry::framed(picture, &plan);
    for edit in &transform.edits {
        picture = edited(&picture, *edit);
    }
    Ok((picture, profile))
}

fn whole(mut decoder: impl ImageDecoder, pixels: u64) -> Result<DynamicImage, PixelsError> {
    let mut limits = Limits::default();
    // Sixteen bits a channel and what a decoder keeps beside the picture.
    limits.max_alloc = Some(pixels.saturating_mul(16).saturating_add(16 * 1024 * 1024));
    decoder.set_limits(limits).map_err(|error| damaged(&error))?;
    DynamicImage::from_decoder(decoder).map_err(|error| damaged(&error))
}

/// Whether upright means that width and height change places.
fn lies(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// sRGB is what everybody assumes; a profile of it is only weight.
fn is_worth_keeping(profile: &[u8]) -> bool {
    let is_srgb = profile.windows(4).any(|window| window == b"sRGB");
    !is_srgb && (128..=128 * 1024).contains(&profile.len())
}

/// Eight bits a channel, with or without alpha: what all the rest works on.
fn plain(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => picture,
        other if other.color().has_alpha() => DynamicImage::ImageRgba8(other.into_rgba8()),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    }
}

/// Cut and scaled as it lies. `share`: how much of its size it was decoded in.
fn scaled(
    picture: DynamicImage,
    plan: &Plan,
    orientation: Orientation,
    share: f64,
) -> Result<DynamicImage, PixelsError> {
    let cut = geometry::lying(plan.cut, plan.upright, orientation).shrunk(share);
    let (width, height) = if lies(orientation) {
        (plan.height, plan.width)
    } else {
        (plan.width, plan.height)
    };
    let is_as_it_is = (width, height) == (picture.width(), picture.height()) && plan.is_whole();
    if is_as_it_is {
        return Ok(picture);
    }
    let wrong = |error: &dyn std::fmt::Display| PixelsError(format!("the picture can not be scaled: {error}"));
    let kind = if picture.color().has_alpha() {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let source =
        ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), kind).map_err(|error| wrong(&error))?;
    let mut target = Image::new(width, height, kind);
    let options = ResizeOptions::new().crop(cut.x, cut.y, cut.width, cut.height);
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|error| wrong(&error))?;
    let bytes = target.into_vec();
    let scaled = match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
    };
    scaled.ok_or_else(|| wrong(&"its size is not what was asked for"))
}

fn edited(picture: &DynamicImage, edit: Edit) -> DynamicImage {
    match edit {
        Edit::Rotate(1) => picture.rotate90(),
        Edit::Rotate(2) => picture.rotate180(),
        Edit::Rotate(_) => picture.rotate270(),
        Edit::Flip => picture.flipv(),
        Edit::Flop => picture.fliph(),
        Edit::Grayscale => plain(picture.grayscale()),
        Edit::Blur(tenths) => picture.fast_blur(f32::from(tenths) / 10.0),
    }
}

/// Without alpha: on white.
fn flattened(picture: DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(picture) = picture else {
        return picture.into_rgb8();
    };
    let (width, height) = picture.dimensions();
    let mut flat = Vec::with_capacity(picture.len() / 4 * 3);
    for pixel in picture.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        let over = |value: u8| {
            let mixed = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        flat.extend([over(red), over(green), over(blue)]);
    }
    RgbImage::from_raw(width, height, flat).unwrap_or_default()
}

#[cfg(test)]
mod tests;
