use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::asset::{
    location::tests::exif,
    transform::{Edit, Fit},
};

/// Red above, blue below; a green pixel corner on the left of the top, to tell the directions.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 4 && y < height / 4, y < height / 2) {
            (true, _) => Rgb([0, 255, 0]),
            (_, true) => Rgb([255, 0, 0]),
            _ => Rgb([0, 0, 255]),
        }
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.clone())
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

/// A JPEG with Exif after its first marker.
pub fn jpeg_with_exif(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let jpeg = encoded(picture, ImageFormat::Jpeg);
    let body = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &body, &jpeg[2..]].concat()
}

const MOST: u64 = 1_000_000;

fn made_of(bytes: Vec<u8>, transform: &Transform, format: Format) -> Result<DynamicImage, PixelsError> {
    let bytes = transformed(bytes.into(), transform, format, MOST, None)?;
    Ok(image::load_from_memory(&bytes).unwrap())
}

fn is_near(picture: &DynamicImage, x: u32, y: u32, expected: [u8; 3]) -> bool {
    let pixel = picture.to_rgb8().get_pixel(x, y).0;
    pixel
        .iter()
        .zip(expected)
        .all(|(value, wanted)| value.abs_diff(wanted) < 40)
}

const GREEN: [u8; 3] = [0, 255, 0];

#[test]
fn pictures_stand_upright_in_every_orientation() {
    // Where the green corner of the stored picture ends up.
    let corners = [
        (1, 0, 0),
        (2, 1, 0),
        (3, 1, 1),
        (4, 0, 1),
        (5, 0, 0),
        (6, 1, 0),
        (7, 1, 1),
        (8, 0, 1),
    ];
    for (orientation, right, below) in corners {
        let bytes = jpeg_with_exif(&flag(160, 80), orientation);
        let upright = if orientation > 4 { (80, 160) } else { (160, 80) };
        let head = head(Cursor::new(bytes.clone())).unwrap();
        assert_eq!((head.width, head.height), upright, "{orientation}");
        for cut in [
            Transform::default(),
            Transform {
                width: Some(40),
                height: Some(40),
                ..Transform::default()
            },
        ] {
            let focus = Some((right * (upright.0 - 1), below * (upright.1 - 1)));
            let bytes = transformed(bytes.clone().into(), &cut, Format::Png, MOST, focus).unwrap();
            let picture = image::load_from_memory(&bytes).unwrap();
            let (x, y) = (right * (picture.width() - 1), below * (picture.height() - 1));
            assert!(
                is_near(&picture, x, y, GREEN),
                "{orientation} {:?}",
                (picture.width(), picture.height())
            );
            let opposite = (
                (1 - right) * (picture.width() - 1),
                (1 - below) * (picture.height() - 1),
            );
            assert!(!is_near(&picture, opposite.0, opposite.1, GREEN), "{orientation}");
        }
    }
}

#[test]
fn every_format_comes_in_and_goes_out() {
    let picture = flag(64, 48);
    let transform = Transform {
        width: Some(32),
        ..Transform::default()
    };
    for input in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        for output in [Format::Jpeg, Format::Png, Format::Webp] {
            let made = made_of(encoded(&picture, input), &transform, output).unwrap();
            assert_eq!((made.width(), made.height()), (32, 24), "{input:?} {output:?}");
            assert!(is_near(&made, 30, 2, [255, 0, 0]), "{input:?} {output:?}");
        }
        let avif = transformed(encoded(&picture, input).into(), &transform, Format::Avif, MOST, None).unwrap();
        assert_eq!(&avif[4..12], b"ftypavif");
    }
}

#[test]
fn steps_and_frames_are_applied() {
    let picture = encoded(&flag(64, 48), ImageFormat::Png);
    let gray = Transform {
        edits: vec![Edit::Rotate(1), Edit::Grayscale],
        ..Transform::default()
    };
    let made = made_of(picture.clone(), &gray, Format::Png).unwrap();
    assert_eq!((made.width(), made.height()), (48, 64));
    let contain = Transform {
        width: Some(64),
        height: Some(64),
        fit: Fit::Contain,
        ..Transform::default()
    };
    let made = made_of(picture, &contain, Format::Png).unwrap();
    assert_eq!((made.width(), made.height()), (64, 64));
    assert!(is_near(&made, 0, 0, [255, 255, 255]));
}

#[test]
fn a_profile_of_other_colors_survives() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    let profile = [b"DISPLAY P3 ".as_slice(), &[7; 200]].concat();
    image::ImageEncoder::set_icc_profile(&mut encoder, profile.clone()).unwrap();
    DynamicImage::ImageRgb8(flag(64, 48))
        .write_with_encoder(encoder)
        .unwrap();
    for format in [Format::Jpeg, Format::Png, Format::Webp] {
        let made = transformed(bytes.clone().into(), &Transform::default(), format, MOST, None).unwrap();
        let mut decoder = decoder(Cursor::new(made.clone())).unwrap();
        assert_eq!(decoder.icc_profile().unwrap().as_ref(), Some(&profile), "{format:?}");
        assert_eq!(image::load_from_memory(&made).unwrap().width(), 64);
    }
}

/// What a server gets from people who mean harm: cut off, flipped bits, sizes that lie. Nothing of it may panic or take memory.
#[test]
fn damaged_pictures_are_refused() {
    let picture = flag(64, 48);
    let transform = Transform {
        width: Some(16),
        ..Transform::default()
    };
    let mut seed = 7_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 1).unwrap()
    };
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let whole = encoded(&picture, format);
        for round in 0..300 {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(random() % whole.len());
            }
            for _ in 0..=random() % 8 {
                let length = bytes.len().max(1);
                if let Some(byte) = bytes.get_mut(random() % length) {
                    *byte = random().to_le_bytes()[0];
                }
            }
            let _ = head(Cursor::new(bytes.clone()));
            let _ = transformed(bytes.into(), &transform, Format::Webp, MOST, None);
        }
    }
}

#[test]
fn a_bomb_is_refused_by_its_head() {
    let mut png = encoded(&flag(64, 48), ImageFormat::Png);
    // Width and height of the head, and its checksum.
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut checksum = flate2::Crc::new();
    checksum.update(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
    assert_eq!(head(Cursor::new(png.clone())).unwrap().width, 60_000);
    let error = transformed(png.into(), &Transform::default(), Format::Png, MOST, None).unwrap_err();
    assert!(error.to_string().contains("60000 × 60000"), "{error}");
}
