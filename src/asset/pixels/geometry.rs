//! Which part of a picture becomes how large. All of it on paper: numbers in, numbers out.

use image::{DynamicImage, GenericImage as _, RgbImage, RgbaImage, metadata::Orientation};

use crate::asset::transform::{Fit, Transform};

/// A part of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// `cut` of the upright picture becomes `width` × `height`, in the middle of `frame` if that is larger.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub upright: (u32, u32),
    pub cut: Cut,
    pub width: u32,
    pub height: u32,
    pub frame: (u32, u32),
}

impl Cut {
    /// The same part of a picture of this share of the size.
    pub fn shrunk(self, share: f64) -> Self {
        Self {
            x: self.x * share,
            y: self.y * share,
            width: self.width * share,
            height: self.height * share,
        }
    }
}

impl Plan {
    /// How large the result is, what it is cut from being 1: of both sides the larger.
    pub fn scale(&self) -> f64 {
        let across = f64::from(self.width) / self.cut.width.max(1.0);
        let down = f64::from(self.height) / self.cut.height.max(1.0);
        across.max(down)
    }

    /// Nothing is cut away.
    pub fn is_whole(&self) -> bool {
        let (width, height) = self.upright;
        let whole = Cut {
            x: 0.0,
            y: 0.0,
            width: f64::from(width),
            height: f64::from(height),
        };
        self.cut == whole
    }
}

/// `focus`: the point of the record, where the request names none.
pub fn plan(upright: (u32, u32), transform: &Transform, focus: Option<(u32, u32)>) -> Plan {
    let (own_width, own_height) = (f64::from(upright.0), f64::from(upright.1));
    let whole = Cut {
        x: 0.0,
        y: 0.0,
        width: own_width,
        height: own_height,
    };
    let (wanted_width, wanted_height) = (transform.width.map(f64::from), transform.height.map(f64::from));
    let ratio = own_width / own_height.max(1.0);
    let (mut width, mut height) = match (wanted_width, wanted_height) {
        (None, None) => (own_width, own_height),
        (Some(width), None) => (width, width / ratio),
        (None, Some(height)) => (height * ratio, height),
        (Some(width), Some(height)) => (width, height),
    };
    let is_box = wanted_width.is_some() && wanted_height.is_some();
    let (across, down) = (width / own_width, height / own_height);
    let scale = match transform.fit {
        Fit::Cover | Fit::Outside => across.max(down),
        Fit::Contain | Fit::Inside => across.min(down),
    };
    let scale = if transform.without_enlargement {
        scale.min(1.0)
    } else {
        scale
    };
    match transform.fit {
        Fit::Cover if is_box => {
            // Where the picture is smaller than the box it is cut only, and the result is smaller too.
            (width, height) = (width.min(own_width * scale), height.min(own_height * scale));
            let cut = around(whole, width / scale, height / scale, transform.focus.or(focus));
            sized(upright, cut, width, height, None)
        }
        Fit::Contain if is_box => {
            let frame = Some((width, height));
            sized(upright, whole, own_width * scale, own_height * scale, frame)
        }
        _ => sized(upright, whole, own_width * scale, own_height * scale, None),
    }
}

fn sized(upright: (u32, u32), cut: Cut, width: f64, height: f64, frame: Option<(f64, f64)>) -> Plan {
    let (width, height) = (whole_pixels(width), whole_pixels(height));
    let frame = frame.map_or((width, height), |(across, down)| {
        (whole_pixels(across).max(width), whole_pixels(down).max(height))
    });
    Plan {
        upright,
        cut,
        width,
        height,
        frame,
    }
}

/// A cut of this size, with the point as near to its middle as the edges allow.
fn around(whole: Cut, width: f64, height: f64, focus: Option<(u32, u32)>) -> Cut {
    let (x, y) = focus.map_or((whole.width / 2.0, whole.height / 2.0), |(x, y)| {
        (f64::from(x), f64::from(y))
    });
    let (width, height) = (width.min(whole.width), height.min(whole.height));
    Cut {
        x: (x - width / 2.0).clamp(0.0, whole.width - width),
        y: (y - height / 2.0).clamp(0.0, whole.height - height),
        width,
        height,
    }
}

/// At least one; at most what a decoder could have made, so that an extreme ratio does not become a bomb.
#[expect(clippy::as_conversions, reason = "clamped")]
fn whole_pixels(size: f64) -> u32 {
    size.round().clamp(1.0, 16_384.0) as u32
}

/// The same part in a picture that still lies as the camera left it.
pub fn lying(cut: Cut, upright: (u32, u32), orientation: Orientation) -> Cut {
    let right = f64::from(upright.0) - (cut.x + cut.width);
    let below = f64::from(upright.1) - (cut.y + cut.height);
    let same = |x: f64, y: f64| Cut { x, y, ..cut };
    let turned = |x: f64, y: f64| Cut {
        x,
        y,
        width: cut.height,
        height: cut.width,
    };
    match orientation {
        Orientation::NoTransforms => cut,
        Orientation::FlipHorizontal => same(right, cut.y),
        Orientation::Rotate180 => same(right, below),
        Orientation::FlipVertical => same(cut.x, below),
        Orientation::Rotate90 => turned(cut.y, right),
        Orientation::Rotate270 => turned(below, cut.x),
        Orientation::Rotate90FlipH => turned(cut.y, cut.x),
        Orientation::Rotate270FlipH => turned(below, right),
    }
}

/// `contain`: bars around the picture, transparent where that is possible, else white.
pub fn framed(picture: DynamicImage, plan: &Plan) -> DynamicImage {
    let (width, height) = plan.frame;
    if (picture.width(), picture.height()) == (width, height) {
        return picture;
    }
    let x = width.saturating_sub(picture.width()) / 2;
    let y = height.saturating_sub(picture.height()) / 2;
    match picture {
        DynamicImage::ImageRgba8(inner) => {
            let mut frame = RgbaImage::new(width, height);
            // It fits: the frame is never smaller.
            let _ = frame.copy_from(&inner, x, y);
            DynamicImage::ImageRgba8(frame)
        }
        other => {
            let mut frame = RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
            let _ = frame.copy_from(&other.into_rgb8(), x, y);
            DynamicImage::ImageRgb8(frame)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_fit() {
        let check = |own, width: Option<u32>, height: Option<u32>, fit, small, expected: (u32, u32, (u32, u32))| {
            let transform = Transform {
                width,
                height,
                fit,
                without_enlargement: small,
                ..Transform::default()
            };
            let plan = plan(own, &transform, None);
            assert_eq!(
                (plan.width, plan.height, plan.frame),
                expected,
                "{own:?} {width:?} {height:?} {fit:?}"
            );
        };
        let wide = (4000, 3000);
        check(wide, Some(1200), None, Fit::Cover, false, (1200, 900, (1200, 900)));
        check(wide, None, Some(300), Fit::Cover, false, (400, 300, (400, 300)));
        check(wide, Some(600), Some(600), Fit::Cover, false, (600, 600, (600, 600)));
        check(wide, Some(600), Some(600), Fit::Contain, false, (600, 450, (600, 600)));
        check(wide, Some(600), Some(600), Fit::Inside, false, (600, 450, (600, 450)));
        check(wide, Some(600), Some(600), Fit::Outside, false, (800, 600, (800, 600)));
        check((100, 50), Some(400), Some(400), Fit::Cover, true, (100, 50, (100, 50)));
        check((100, 50), Some(400), None, Fit::Cover, true, (100, 50, (100, 50)));
        check((100, 50), Some(400), None, Fit::Cover, false, (400, 200, (400, 200)));
        check(
            (1, 10_000),
            Some(4000),
            Some(4000),
            Fit::Cover,
            false,
            (4000, 4000, (4000, 4000)),
        );
        check(
            (1, 10_000),
            Some(4000),
            None,
            Fit::Cover,
            false,
            (4000, 16_384, (4000, 16_384)),
        );
        check(
            (10_000, 1),
            None,
            Some(10),
            Fit::Inside,
            false,
            (16_384, 10, (16_384, 10)),
        );
    }

    #[test]
    fn a_cut_keeps_the_focus_in_view() {
        let transform = Transform {
            width: Some(100),
            height: Some(100),
            ..Transform::default()
        };
        let check = |focus, expected: (f64, f64)| {
            let plan = plan((400, 100), &transform, focus);
            assert_eq!((plan.cut.x, plan.cut.width), expected);
        };
        check(None, (150.0, 100.0));
        check(Some((0, 0)), (0.0, 100.0));
        check(Some((390, 50)), (300.0, 100.0));
        check(Some((u32::MAX, u32::MAX)), (300.0, 100.0));
        check(Some((200, 0)), (150.0, 100.0));
    }
}
