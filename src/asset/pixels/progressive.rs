//! Progressive JPEGs: their scans refine all of the picture, so that a decoder keeps every coefficient until the last one, whatever size is wanted.

use std::io::{self, Read};

/// Segments before the frame; a file with more of them is no picture of anybody's.
const MOST_SEGMENTS: usize = 4096;

/// What the head of a file says; other files than JPEGs are not.
pub fn is_progressive(mut source: impl Read) -> bool {
    starts_progressive(&mut source).unwrap_or(false)
}

fn starts_progressive(source: &mut impl Read) -> io::Result<bool> {
    if next_two(source)? != [0xff, 0xd8] {
        return Ok(false);
    }
    for _ in 0..MOST_SEGMENTS {
        let [0xff, mut marker] = next_two(source)? else {
            return Ok(false);
        };
        // A mark may be filled up in front.
        while marker == 0xff {
            let mut next = [0];
            source.read_exact(&mut next)?;
            [marker] = next;
        }
        match marker {
            0xc2 | 0xc6 | 0xca | 0xce => return Ok(true),
            // Other frames, and what follows a frame. Between them are tables (c4, c8, cc).
            0xc0 | 0xc1 | 0xc3 | 0xc5 | 0xc7 | 0xc9 | 0xcb | 0xcd | 0xcf | 0xd9 | 0xda => return Ok(false),
            // Without a length.
            0x01 | 0xd0..=0xd8 => {}
            _ => {
                let length = u64::from(u16::from_be_bytes(next_two(source)?)).saturating_sub(2);
                if io::copy(&mut source.by_ref().take(length), &mut io::sink())? < length {
                    return Ok(false);
                }
            }
        }
    }
    Ok(false)
}

fn next_two(source: &mut impl Read) -> io::Result<[u8; 2]> {
    let mut two = [0; 2];
    source.read_exact(&mut two)?;
    Ok(two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_tells_it() {
        let check = |bytes: &[u8], expected: bool| assert_eq!(is_progressive(bytes), expected, "{bytes:02x?}");
        check(&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9, 0xff, 0xc2, 0, 17], true);
        check(
            &[0xff, 0xd8, 0xff, 0xff, 0xff, 0xdb, 0, 2, 0xff, 0xc4, 0, 2, 0xff, 0xc2],
            true,
        );
        check(
            &[0xff, 0xd8, 0xff, 0xe1, 0, 6, 0xff, 0xc2, 0xff, 0xc2, 0xff, 0xc0],
            false,
        );
        check(&[0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xc2], false);
        // Cut off, lengths that lie, other files.
        check(&[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0xff, 0xc2], false);
        check(&[0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xc2], true);
        check(b"\x89PNG\r\n", false);
        check(b"", false);
        check(&[0xff; 100], false);
    }
}
