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
    let bytes = transformed(&bytes.into(), transform, format, MOST, None)?;
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
            let bytes = transformed(&bytes.clone().into(), &cut, Format::Png, MOST, focus).unwrap();
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
        let avif = transformed(&encoded(&picture, input).into(), &transform, Format::Avif, MOST, None).unwrap();
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
        let made = transformed(&bytes.clone().into(), &Transform::default(), format, MOST, None).unwrap();
        let (mut decoder, _) = decoder(Cursor::new(made.clone())).unwrap();
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
            let _ = transformed(&bytes.into(), &transform, Format::Webp, MOST, None);
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
    let error = transformed(&png.into(), &Transform::default(), Format::Png, MOST, None).unwrap_err();
    assert!(error.to_string().contains("60000 × 60000"), "{error}");
}

/// Something of everything: smooth parts, edges and grain.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let grain = f64::from((x * 7919 + y * 104_729) % 13);
        let disk = if (across - 0.4).hypot(down - 0.6) < 0.2 {
            70.0
        } else {
            0.0
        };
        let value = |base: f64| {
            #[expect(clippy::as_conversions, reason = "0 to 255")]
            let byte = (base + disk + grain).clamp(0.0, 255.0) as u8;
            byte
        };
        Rgb([value(across * 160.0), value(down * 160.0), value(90.0)])
    })
}

fn jpeg_of(picture: &RgbImage, change: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    change(&mut encoder);
    let (width, height) = (
        picture.width().try_into().unwrap(),
        picture.height().try_into().unwrap(),
    );
    encoder
        .encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

/// How alike two pictures are, in decibels: from 40 on nobody sees a difference.
fn likeness(one: &DynamicImage, other: &DynamicImage) -> f64 {
    let (one, other) = (one.to_rgb8(), other.to_rgb8());
    assert_eq!(one.dimensions(), other.dimensions());
    let squares = one
        .iter()
        .zip(other.iter())
        .map(|(one, other)| f64::from(one.abs_diff(*other)).powi(2));
    let mean = squares.sum::<f64>() / f64::from(u32::try_from(one.len()).unwrap());
    10.0 * (255.0 * 255.0 / mean.max(1e-9)).log10()
}

/// The same picture as a PNG is decoded in all of its size: what comes of the two looks the same, wherever it is cut and however it lies.
#[test]
fn a_picture_that_is_decoded_smaller_looks_the_same() {
    let picture = scene(803, 597);
    let sampled = |factor| jpeg_of(&picture, |encoder| encoder.set_sampling_factor(factor));
    let progressive = jpeg_of(&picture, |encoder| encoder.set_progressive(true));
    assert_eq!(weight(1000, &progressive[..]), 2000);
    let jpegs = [
        sampled(jpeg_encoder::SamplingFactor::F_1_1),
        sampled(jpeg_encoder::SamplingFactor::F_2_2),
        progressive,
    ];
    assert_eq!(weight(1000, &jpegs[0][..]), 1000);
    for (number, jpeg) in jpegs.into_iter().enumerate() {
        let decoded = image::load_from_memory(&jpeg).unwrap().to_rgb8();
        let png = encoded(&decoded, ImageFormat::Png);
        for (width, height, focus) in [
            (250, None, None),
            (120, None, None),
            (40, None, None),
            (100, Some(190), Some((700, 20))),
            (60, Some(60), Some((0, 596))),
        ] {
            let transform = Transform {
                width: Some(width),
                height,
                ..Transform::default()
            };
            assert!(shrunk::eighths(geometry::plan((803, 597), &transform, focus).scale()).is_some());
            let made = |bytes: &[u8]| {
                let bytes = transformed(&bytes.to_vec().into(), &transform, Format::Png, MOST, focus).unwrap();
                image::load_from_memory(&bytes).unwrap()
            };
            let alike = likeness(&made(&jpeg), &made(&png));
            assert!(alike > 38.0, "{number} {width} {height:?}: {alike}");
        }
    }
}

#[test]
fn what_the_fast_decoder_does_not_do_is_left_to_the_other_one() {
    let picture = scene(160, 120);
    let jpeg = jpeg_of(&picture, |_| {});
    let size = (160, 120);
    let sides = |decoded: Option<DynamicImage>| decoded.map(|picture| (picture.width(), picture.height()));
    for (eighths, expected) in [(1, (20, 15)), (2, (40, 30)), (4, (80, 60))] {
        assert_eq!(sides(shrunk::decode(&jpeg, size, eighths)), Some(expected));
    }
    let small = Transform {
        width: Some(20),
        ..Transform::default()
    };
    // Cut off: what is there is shown, as with any other size.
    let cut = &jpeg[..jpeg.len() * 2 / 3];
    assert_eq!(shrunk::decode(cut, size, 1), None);
    let made = made_of(cut.to_vec(), &small, Format::Png).unwrap();
    assert_eq!((made.width(), made.height()), (20, 15));
    // Four colors.
    let mut four = Vec::new();
    let ink: Vec<u8> = (0..160 * 120).flat_map(|_| [0, 200, 200, 0]).collect();
    let encoder = jpeg_encoder::Encoder::new(&mut four, 90);
    encoder.encode(&ink, 160, 120, jpeg_encoder::ColorType::Cmyk).unwrap();
    assert_eq!(shrunk::decode(&four, size, 1), None);
    // Scans without end: each of them is work, and takes a few bytes.
    let mut many = jpeg_of(&picture, |encoder| encoder.set_progressive(true));
    assert!(shrunk::decode(&many, size, 1).is_some());
    many.truncate(many.len() - 2);
    let scan = many.windows(2).rposition(|pair| pair == [0xff, 0xda]).unwrap();
    let scan = many[scan..].to_vec();
    for _ in 0..100 {
        many.extend_from_slice(&scan);
    }
    many.extend([0xff, 0xd9]);
    assert_eq!(shrunk::decode(&many, size, 1), None);
    // Gray stays gray.
    let mut gray = Vec::new();
    let light: Vec<u8> = (0..160 * 120_u32)
        .map(|number| (number % 160).try_into().unwrap())
        .collect();
    let encoder = jpeg_encoder::Encoder::new(&mut gray, 90);
    encoder.encode(&light, 160, 120, jpeg_encoder::ColorType::Luma).unwrap();
    let made = made_of(gray, &small, Format::Png).unwrap().to_rgb8();
    assert!(
        made.pixels()
            .all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2])
    );
}

/// Two by two for the first component of the frame, one by one for the others.
#[test]
fn colors_of_a_jpeg_are_halved_unless_the_best_is_asked_for() {
    let png = encoded(&scene(160, 120), ImageFormat::Png);
    for (quality, expected) in [(None, 0x22), (Some(80), 0x22), (Some(90), 0x11)] {
        let transform = Transform {
            quality,
            ..Transform::default()
        };
        let jpeg = transformed(&png.clone().into(), &transform, Format::Jpeg, MOST, None).unwrap();
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        assert_eq!(jpeg[frame + 11], expected, "{quality:?}");
    }
}
