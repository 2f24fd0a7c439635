//! Takes the place where a picture was taken out of it. What is written over stays as long as it was, so nothing else in the file moves: the GPS
//! directory of Exif loses its entries, an XMP packet that speaks of GPS becomes blank.

use std::{
    fs::File,
    io::{Read as _, Result, Seek as _, SeekFrom, Write as _},
    ops::Range,
};

/// Longest piece of metadata that is looked at.
const LONGEST: u64 = 16 * 1024 * 1024;
/// Chunks of a file that are walked; a hostile file has no end of them.
const CHUNKS: usize = 4096;
const GPS_DIRECTORY: u16 = 0x8825;

/// A piece of metadata in the file.
struct Piece {
    at: u64,
    length: u64,
    is_xmp: bool,
    /// Where a PNG keeps the checksum of the piece and of the four letters before it.
    has_checksum: bool,
}

/// Blanks the place; whether anything was changed.
pub fn blank(file: &mut File, media_type: &str) -> Result<bool> {
    let pieces = match media_type {
        "image/jpeg" => jpeg(file)?,
        "image/png" => png(file)?,
        "image/webp" => webp(file)?,
        "image/tiff" => whole(file)?,
        "image/avif" | "image/heif" | "image/heic" => container(file)?,
        _ => Vec::new(),
    };
    let mut is_changed = false;
    for piece in pieces {
        is_changed |= blank_piece(file, &piece)?;
    }
    if is_changed {
        file.sync_all()?;
    }
    Ok(is_changed)
}

fn blank_piece(file: &mut File, piece: &Piece) -> Result<bool> {
    let bytes = read_at(file, piece.at, piece.length)?;
    let mut blanked = bytes.clone();
    if piece.is_xmp {
        blank_xmp(&mut blanked);
    } else {
        blank_exif(&mut blanked);
    }
    if blanked == bytes {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(piece.at))?;
    file.write_all(&blanked)?;
    if piece.has_checksum {
        let mut checksum = flate2::Crc::new();
        checksum.update(&read_at(file, piece.at.saturating_sub(4), 4)?);
        checksum.update(&blanked);
        file.seek(SeekFrom::Start(piece.at + piece.length))?;
        file.write_all(&checksum.sum().to_be_bytes())?;
    }
    Ok(true)
}

fn read_at(file: &mut File, at: u64, length: u64) -> Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(length.min(LONGEST)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn jpeg(file: &mut File) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut at = 2;
    for _ in 0..CHUNKS {
        let head = read_at(file, at, 4)?;
        let [0xff, marker, high, low] = head.as_slice() else {
            break;
        };
        let length = u64::from(u16::from_be_bytes([*high, *low]));
        // Pixels begin: what follows is no metadata.
        if *marker == 0xda || length < 2 {
            break;
        }
        if *marker == 0xe1 {
            let body = at + 4;
            let start = read_at(file, body, 35)?;
            let end = at + 2 + length;
            if start.starts_with(b"Exif\0\0") {
                pieces.push(piece(body + 6, end, false));
            } else if start.starts_with(b"http://ns.adobe.com/x") {
                let skipped = start.iter().position(|byte| *byte == 0).map_or(0, |zero| zero + 1);
                pieces.push(piece(body + u64::try_from(skipped).unwrap_or(0), end, true));
            }
        }
        at += 2 + length;
    }
    Ok(pieces)
}

fn png(file: &mut File) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut at = 8;
    for _ in 0..CHUNKS {
        let head = read_at(file, at, 8)?;
        let [a, b, c, d, name @ ..] = head.as_slice() else {
            break;
        };
        let length = u64::from(u32::from_be_bytes([*a, *b, *c, *d]));
        let is_xmp = name == b"iTXt" && read_at(file, at + 8, 17)?.starts_with(b"XML:com.adobe.xmp");
        if name == b"eXIf" || is_xmp {
            pieces.push(Piece {
                has_checksum: true,
                ..piece(at + 8, at + 8 + length, is_xmp)
            });
        }
        if name.len() < 4 || name == b"IEND" {
            break;
        }
        at += 12 + length;
    }
    Ok(pieces)
}

fn webp(file: &mut File) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut at = 12;
    for _ in 0..CHUNKS {
        let head = read_at(file, at, 8)?;
        let [name @ .., a, b, c, d] = head.as_slice() else {
            break;
        };
        if name.len() < 4 {
            break;
        }
        let length = u64::from(u32::from_le_bytes([*a, *b, *c, *d]));
        if name == b"EXIF" {
            let skipped = if read_at(file, at + 8, 6)?.starts_with(b"Exif\0\0") {
                6
            } else {
                0
            };
            pieces.push(piece(at + 8 + skipped, at + 8 + length, false));
        } else if name == b"XMP " {
            pieces.push(piece(at + 8, at + 8 + length, true));
        }
        at += 8 + length + length % 2;
    }
    Ok(pieces)
}

fn whole(file: &mut File) -> Result<Vec<Piece>> {
    let length = file.metadata()?.len();
    Ok(vec![piece(0, length, false)])
}

/// HEIC and AVIF keep Exif somewhere among the boxes: it is found by how it begins.
fn container(file: &mut File) -> Result<Vec<Piece>> {
    let bytes = read_at(file, 0, LONGEST)?;
    let starts: [&[u8]; 2] = [b"Exif\0\0II*\0", b"Exif\0\0MM\0*"];
    let found = bytes.windows(10).position(|window| starts.contains(&window));
    let length = u64::try_from(bytes.len()).unwrap_or(0);
    Ok(found
        .and_then(|at| u64::try_from(at + 6).ok())
        .map(|at| piece(at, length.min(at + 256 * 1024), false))
        .into_iter()
        .collect())
}

fn piece(at: u64, end: u64, is_xmp: bool) -> Piece {
    Piece {
        at,
        length: end.saturating_sub(at),
        is_xmp,
        has_checksum: false,
    }
}

fn blank_xmp(packet: &mut [u8]) {
    if packet.windows(3).any(|window| window == b"GPS") {
        // The keyword of a PNG's chunk, and what separates it, stand before the packet.
        let start = packet.iter().position(|byte| *byte == b'<').unwrap_or(0);
        packet.iter_mut().skip(start).for_each(|byte| *byte = b' ');
    }
}

/// Numbers of a TIFF structure, in its byte order.
struct Tiff<'b> {
    bytes: &'b [u8],
    is_little: bool,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let bytes: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn offset(&self, at: usize) -> Option<usize> {
        let bytes: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(number).ok()
    }

    /// Positions of the entries of a directory.
    fn entries(&self, directory: usize) -> Vec<usize> {
        let count = usize::from(self.u16(directory).unwrap_or(0));
        (0..count)
            .map(|index| directory + 2 + index * 12)
            .filter(|at| at + 12 <= self.bytes.len())
            .collect()
    }

    /// The bytes of the directory of places, and of all its values.
    fn place(&self) -> Option<Vec<Range<usize>>> {
        let first = self.offset(4)?;
        let pointer = self
            .entries(first)
            .into_iter()
            .find(|at| self.u16(*at) == Some(GPS_DIRECTORY))?;
        let directory = self.offset(pointer + 8)?;
        let mut ranges = Vec::new();
        for entry in self.entries(directory) {
            let size = match self.u16(entry + 2) {
                Some(3 | 8) => 2,
                Some(4 | 9 | 11) => 4,
                Some(5 | 10 | 12) => 8,
                _ => 1,
            };
            let length = self.offset(entry + 4).unwrap_or(0).saturating_mul(size);
            if length > 4
                && let Some(at) = self.offset(entry + 8)
            {
                ranges.push(at..at.saturating_add(length));
            }
            ranges.push(entry..entry + 12);
        }
        ranges.push(directory..directory.saturating_add(2));
        Some(ranges)
    }
}

fn blank_exif(bytes: &mut [u8]) {
    let is_little = bytes.starts_with(b"II*\0");
    if !is_little && !bytes.starts_with(b"MM\0*") {
        return;
    }
    let place = Tiff { bytes, is_little }.place();
    for range in place.into_iter().flatten() {
        let end = range.end.min(bytes.len());
        // The head is not overwritten, whatever a hostile directory points to.
        if let Some(part) = bytes.get_mut(range.start.max(8)..end) {
            part.fill(0);
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Exif with an orientation and a latitude.
    pub fn exif(orientation: u8) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend_from_slice(&[2, 0]);
        bytes.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        bytes.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
        bytes.extend_from_slice(&[0; 4]);
        // At 38: one entry, three rationals at 56.
        bytes.extend_from_slice(&[1, 0]);
        bytes.extend_from_slice(&[2, 0, 5, 0, 3, 0, 0, 0, 56, 0, 0, 0]);
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(b"PLACEPLACEPLACEPLACE1234");
        bytes
    }

    #[test]
    fn the_place_goes_and_the_rest_stays() {
        let mut bytes = exif(6);
        let before = bytes.clone();
        blank_exif(&mut bytes);
        assert_eq!(bytes.len(), before.len());
        assert_eq!(bytes[..38], before[..38]);
        assert!(bytes[38..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn hostile_directories_do_no_harm() {
        for cut in 0..exif(1).len() {
            blank_exif(&mut exif(1)[..cut].to_vec());
        }
        let mut points_at_itself = exif(1);
        points_at_itself[30] = 0;
        blank_exif(&mut points_at_itself);
        assert!(points_at_itself.starts_with(b"II*\0"));
        let mut far = exif(1);
        far[46..50].fill(0xff);
        blank_exif(&mut far);
    }
}
