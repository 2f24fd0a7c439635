//! BlurHash (woltapp/blurhash): a picture in about thirty letters. Twenty lines of arithmetic are less than a dependency.

use std::f32::consts::PI;

const DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

/// Of small RGB pictures: `pixels` are rows of `width` three-byte pixels.
pub fn encode(pixels: &[u8], width: usize, height: usize) -> String {
    let (across, down) = if height > width { (3, 4) } else { (4, 3) };
    let mut factors = Vec::with_capacity(across * down);
    for y in 0..down {
        for x in 0..across {
            factors.push(factor(pixels, width, height, x, y));
        }
    }
    let mut hash = String::with_capacity(30);
    digits(&mut hash, (across - 1) + (down - 1) * 9, 1);
    let rest = factors.get(1..).unwrap_or_default();
    let most = rest.iter().flatten().fold(0.0_f32, |most, value| most.max(value.abs()));
    let step = quantized(most * 166.0 - 0.5, 82);
    digits(&mut hash, step, 1);
    let [red, green, blue] = factors.first().copied().unwrap_or_default().map(to_srgb);
    digits(&mut hash, (red << 16) + (green << 8) + blue, 4);
    #[expect(clippy::as_conversions, reason = "at most 82")]
    let scale = (step as f32 + 1.0) / 166.0;
    for factor in rest {
        let [red, green, blue] = factor.map(|value| {
            let part = value / scale;
            quantized(part.signum() * part.abs().sqrt() * 9.0 + 9.5, 18)
        });
        digits(&mut hash, red * 19 * 19 + green * 19 + blue, 2);
    }
    hash
}

fn factor(pixels: &[u8], width: usize, height: usize, x: usize, y: usize) -> [f32; 3] {
    let mut sum = [0.0_f32; 3];
    let wave = |position: usize, of: usize, number: usize| (PI * ratio(position * number, of)).cos();
    for (row, line) in pixels.chunks_exact(width.max(1) * 3).enumerate() {
        let vertical = wave(row, height, y);
        for (column, pixel) in line.chunks_exact(3).enumerate() {
            let basis = vertical * wave(column, width, x);
            for (total, value) in sum.iter_mut().zip(pixel) {
                *total += basis * to_linear(*value);
            }
        }
    }
    let normal = if x == 0 && y == 0 { 1.0 } else { 2.0 };
    let scale = normal * ratio(1, width * height);
    sum.map(|value| value * scale)
}

#[expect(clippy::as_conversions, reason = "positions in a picture of some dozen pixels")]
fn ratio(one: usize, other: usize) -> f32 {
    one as f32 / other.max(1) as f32
}

#[expect(clippy::as_conversions, reason = "clamped to what fits; a float cast saturates")]
fn quantized(value: f32, most: u16) -> usize {
    usize::from(value.floor().clamp(0.0, f32::from(most)) as u16)
}

fn to_linear(value: u8) -> f32 {
    let value = f32::from(value) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn to_srgb(value: f32) -> usize {
    let value = value.clamp(0.0, 1.0);
    let curved = if value <= 0.003_130_8 {
        value * 12.92
    } else {
        1.055 * value.powf(1.0 / 2.4) - 0.055
    };
    quantized(curved * 255.0 + 0.5, 255)
}

fn digits(hash: &mut String, value: usize, length: u32) {
    for position in (0..length).rev() {
        let digit = value / 83_usize.pow(position) % 83;
        hash.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_color_is_its_own_average() {
        // As the reference implementation has it: size flag 4x3 = L, the contrast, then the color.
        let red = [255, 0, 0].repeat(32 * 24);
        let hash = encode(&red, 32, 24);
        assert_eq!(hash.len(), 1 + 1 + 4 + 11 * 2);
        assert!(hash.starts_with('L'), "{hash}");
        let value = hash.bytes().skip(2).take(4).fold(0, |sum, digit| {
            sum * 83 + DIGITS.iter().position(|known| *known == digit).unwrap()
        });
        assert_eq!(value, 0xff_0000);
        assert_ne!(hash, encode(&[0, 0, 255].repeat(32 * 24), 32, 24));
    }
}
