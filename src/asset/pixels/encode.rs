//! From pixels to the bytes of a format. A color profile that is not sRGB goes along, or colors would change.

use image::{
    DynamicImage, ImageEncoder, RgbImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use ravif::{Img, RGB8, RGBA8};

use super::{PixelsError, damaged, flattened};
use crate::asset::transform::Format;

const QUALITY: u8 = 80;
/// From here on the colors of a JPEG are kept in their full size.
const WHOLE_COLORS: u8 = 90;
/// AVIF looks the same with a smaller number.
const AVIF_QUALITY: u8 = 60;
/// From 1 to 10. Slower ones save some percent and take seconds.
const AVIF_SPEED: u8 = 9;

pub fn encode(
    picture: DynamicImage,
    format: Format,
    quality: Option<u8>,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, PixelsError> {
    match format {
        Format::Jpeg => jpeg(&flattened(picture), quality.unwrap_or(QUALITY), profile),
        Format::Png => png(&picture, profile),
        Format::Webp => webp(&picture, quality.unwrap_or(QUALITY), profile),
        Format::Avif => avif(picture, quality.unwrap_or(AVIF_QUALITY)),
    }
}

/// Colors at half the size, where nobody sees the difference; all of them where the best is asked for.
fn jpeg(picture: &RgbImage, quality: u8, profile: Option<Vec<u8>>) -> Result<Vec<u8>, PixelsError> {
    let wrong = |error: &dyn std::fmt::Display| PixelsError(format!("jpeg can not hold the picture: {error}"));
    let [width, height] = [picture.width(), picture.height()].map(u16::try_from);
    let (width, height) = (
        width.map_err(|error| wrong(&error))?,
        height.map_err(|error| wrong(&error))?,
    );
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(if quality < WHOLE_COLORS {
        SamplingFactor::F_2_2
    } else {
        SamplingFactor::F_1_1
    });
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        // Only one that is too large is refused, and then the picture is still good.
        let _ = encoder.add_icc_profile(&profile);
    }
    let encoded = encoder.encode(picture.as_raw(), width, height, ColorType::Rgb);
    encoded.map_err(|error| wrong(&error))?;
    Ok(bytes)
}

fn png(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, PixelsError> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile);
    }
    picture.write_with_encoder(encoder).map_err(|error| damaged(&error))?;
    Ok(bytes)
}

fn webp(picture: &DynamicImage, quality: u8, profile: Option<Vec<u8>>) -> Result<Vec<u8>, PixelsError> {
    let (width, height) = (picture.width(), picture.height());
    let has_alpha = picture.color().has_alpha();
    let encoder = if has_alpha {
        webp::Encoder::from_rgba(picture.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(picture.as_bytes(), width, height)
    };
    let encoded = encoder.encode_simple(false, f32::from(quality));
    let encoded = encoded.map_err(|error| PixelsError(format!("webp can not hold the picture: {error:?}")))?;
    Ok(match profile {
        Some(profile) => {
            with_profile(&encoded, &profile, (width, height), has_alpha).unwrap_or_else(|| encoded.to_vec())
        }
        None => encoded.to_vec(),
    })
}

/// The simple form of WebP has no place for a profile: the picture moves into the extended form.
fn with_profile(encoded: &[u8], profile: &[u8], size: (u32, u32), has_alpha: bool) -> Option<Vec<u8>> {
    let chunks = encoded.get(12..)?;
    // libwebp itself wrote the extended form, for alpha: its head is replaced.
    let chunks = if chunks.starts_with(b"VP8X") {
        chunks.get(18..)?
    } else {
        chunks
    };
    let mut head = vec![0x20 | if has_alpha { 0x10 } else { 0 }, 0, 0, 0];
    for side in [size.0, size.1] {
        head.extend(side.checked_sub(1)?.to_le_bytes().get(..3)?);
    }
    let body = [
        b"WEBP".as_slice(),
        &chunk(b"VP8X", &head),
        &chunk(b"ICCP", profile),
        chunks,
    ]
    .concat();
    Some(chunk(b"RIFF", &body))
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let padding: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
    [name.as_slice(), &length.to_le_bytes(), body, padding].concat()
}

fn avif(picture: DynamicImage, quality: u8) -> Result<Vec<u8>, PixelsError> {
    let encoder = ravif::Encoder::new()
        .with_quality(f32::from(quality))
        .with_speed(AVIF_SPEED)
        .with_num_threads(Some(1));
    let (width, height) = (side(picture.width()), side(picture.height()));
    let encoded = match picture {
        DynamicImage::ImageRgba8(picture) => {
            let pixels: Vec<RGBA8> = picture.pixels().map(|pixel| RGBA8::from(pixel.0)).collect();
            encoder.encode_rgba(Img::new(pixels.as_slice(), width, height))
        }
        other => {
            let pixels: Vec<RGB8> = other.into_rgb8().pixels().map(|pixel| RGB8::from(pixel.0)).collect();
            encoder.encode_rgb(Img::new(pixels.as_slice(), width, height))
        }
    };
    encoded
        .map(|encoded| encoded.avif_file)
        .map_err(|error| PixelsError(format!("avif can not hold the picture: {error}")))
}

fn side(pixels: u32) -> usize {
    usize::try_from(pixels).unwrap_or(usize::MAX)
}
