//! JPEGs decoded at a half, a quarter or an eighth of their size where no more is needed: most of the work and of the memory is saved.
//!
//! The decoder for it is not the one of all other pictures. What the two would not do alike (four colors, damage) is left to that one.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

/// How much larger than needed a picture is decoded at least, so that the last step is one of the good filter.
const MARGIN: f64 = 1.5;
/// Each scan of a progressive picture goes over all of it, and takes few bytes: more than these are an attack.
const MOST_SCANS: usize = 64;
const EIGHTHS: [u16; 3] = [1, 2, 4];

/// In how many eighths of its size a picture has to be decoded; `None`: in all of it. `scale`: how large the result is, the picture being 1.
pub fn eighths(scale: f64) -> Option<u16> {
    EIGHTHS
        .into_iter()
        .find(|eighths| f64::from(*eighths) / 8.0 >= scale * MARGIN)
}

/// `None`: the other decoder shall try.
pub fn decode(bytes: &[u8], size: (u32, u32), eighths: u16) -> Option<DynamicImage> {
    if scans(bytes) > MOST_SCANS {
        return None;
    }
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.read_info().ok()?;
    let info = decoder.info()?;
    if (u32::from(info.width), u32::from(info.height)) != size {
        return None;
    }
    let [width, height] = [info.width, info.height].map(|side| shrunk(side, eighths));
    let made = decoder.scale(width, height).ok()?;
    if made != (width, height) {
        return None;
    }
    let channels = match info.pixel_format {
        PixelFormat::RGB24 => 3,
        PixelFormat::L8 => 1,
        PixelFormat::L16 | PixelFormat::CMYK32 => return None,
    };
    decoder.set_max_decoding_buffer_size(usize::from(width) * usize::from(height) * channels);
    let pixels = decoder.decode().ok()?;
    let (width, height) = (u32::from(width), u32::from(height));
    if channels == 3 {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    } else {
        GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    }
}

fn shrunk(side: u16, eighths: u16) -> u16 {
    let side = u32::from(side) * u32::from(eighths);
    u16::try_from(side.div_ceil(8)).unwrap_or(u16::MAX)
}

/// How often a scan begins. Data of pixels never looks like the mark.
fn scans(bytes: &[u8]) -> usize {
    bytes.windows(2).filter(|pair| *pair == [0xff, 0xda]).count()
}
