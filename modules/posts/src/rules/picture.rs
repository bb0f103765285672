//! Pictures as bytes: what they are, how large, and without what a camera wrote into them. Nothing is drawn anew: parts that do not show
//! are left out (Exif with the place, comments, thumbnails), what shows stays bit by bit.

/// Most pixels of a side.
const SIDE: u32 = 10_000;
/// Most pixels.
const AREA: u64 = 40_000_000;

/// A picture that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// Its bytes, without what does not show.
    pub bytes: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Media type.
    pub media_type: &'static str,
}

/// A picture without what does not show; `None` if it is none that browsers show, is cut off, or has too many pixels.
pub fn clean(bytes: &[u8]) -> Option<Clean> {
    let found = match bytes {
        [0xff, 0xd8, ..] => jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [b'R', b'I', b'F', b'F', ..] => webp(bytes),
        _ => None,
    }?;
    let area = u64::from(found.width) * u64::from(found.height);
    let fits = (1..=SIDE).contains(&found.width) && (1..=SIDE).contains(&found.height) && area <= AREA;
    fits.then_some(found)
}

fn number(bytes: &[u8], at: usize, n: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(n)?)?;
    Some(part.iter().fold(0, |sum, b| sum << 8 | u32::from(*b)))
}

fn little(bytes: &[u8], at: usize, n: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(n)?)?;
    Some(part.iter().rev().fold(0, |sum, b| sum << 8 | u32::from(*b)))
}

/// Segments up to the first scan one by one; of the rest only that it ends.
fn jpeg(bytes: &[u8]) -> Option<Clean> {
    let mut out = vec![0xff, 0xd8];
    let (mut at, mut size) = (2, None);
    loop {
        if number(bytes, at, 1)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::try_from(number(bytes, at + 2, 2)?).ok().filter(|n| *n >= 2)?;
        let segment = bytes.get(at..at + 2 + length)?;
        match marker {
            // Frames; DHT, JPG and DAC lie between their numbers.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                size = Some((number(segment, 7, 2)?, number(segment, 5, 2)?));
                out.extend_from_slice(segment);
            }
            // JFIF, the colour profile and Adobe's note on colours show; every other application's part and comments do not.
            0xe1 | 0xe3..=0xed | 0xef | 0xfe => {}
            0xe2 if !segment.get(4..)?.starts_with(b"ICC_PROFILE\0") => {}
            0xda => break,
            0xc0..=0xfe => out.extend_from_slice(segment),
            _ => return None,
        }
        at += 2 + length;
    }
    let rest = bytes.get(at..)?;
    // What a camera hangs on behind the picture goes as well.
    out.extend_from_slice(rest.get(..end_of(rest)?)?);
    let (width, height) = size?;
    Some(Clean { bytes: out, width, height, media_type: "image/jpeg" })
}

/// Where the picture ends: in a scan 0xff is followed by 0 or a restart; the segments between scans have lengths.
fn end_of(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at + 1 < rest.len() {
        if rest[at] != 0xff {
            at += 1;
            continue;
        }
        match rest[at + 1] {
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            0xd9 => return Some(at + 2),
            _ => at += 2 + usize::try_from(number(rest, at + 2, 2)?).ok()?,
        }
    }
    None
}

/// Chunks that show; all others go.
const PNG: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"acTL",
    b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Clean> {
    let head = b"\x89PNG\r\n\x1a\n";
    let mut out = bytes.strip_prefix(head).map(|_| head.to_vec())?;
    let (mut at, mut size) = (head.len(), None);
    loop {
        let length = usize::try_from(number(bytes, at, 4)?).ok()?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = chunk.get(4..8)?;
        if (name == b"IHDR") != size.is_none() {
            return None;
        }
        if name == b"IHDR" {
            size = Some((number(chunk, 8, 4)?, number(chunk, 12, 4)?));
        }
        if PNG.iter().any(|known| *known == name) {
            out.extend_from_slice(chunk);
        }
        at += length + 12;
        if name == b"IEND" {
            let (width, height) = size?;
            return Some(Clean { bytes: out, width, height, media_type: "image/png" });
        }
    }
}

/// In the header: that a profile, transparency, Exif, XMP, motion are there.
const EXIF_AND_XMP: u8 = 0b0000_1100;

fn webp(bytes: &[u8]) -> Option<Clean> {
    if bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let end = usize::try_from(little(bytes, 4, 4)?).ok()?.checked_add(8).filter(|end| *end <= bytes.len())?;
    let mut parts: Vec<u8> = b"WEBP".to_vec();
    let (mut at, mut size) = (12, None);
    while at < end {
        let length = usize::try_from(little(bytes, at + 4, 4)?).ok()?;
        let whole = length.checked_add(8 + length % 2)?;
        let chunk = bytes.get(at..at.checked_add(whole)?)?;
        let data = chunk.get(8..)?;
        match chunk.get(..4)? {
            b"VP8X" => {
                size = Some((little(data, 4, 3)? + 1, little(data, 7, 3)? + 1));
                let mut head = chunk.to_vec();
                *head.get_mut(8)? &= !EXIF_AND_XMP;
                parts.extend(head);
            }
            b"VP8 " => {
                size = size.or(Some((little(data, 6, 2)? & 0x3fff, little(data, 8, 2)? & 0x3fff)));
                parts.extend_from_slice(chunk);
            }
            b"VP8L" => {
                let bits = little(data, 1, 4)?;
                size = size.or(Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)));
                parts.extend_from_slice(chunk);
            }
            b"ICCP" | b"ANIM" | b"ANMF" | b"ALPH" => parts.extend_from_slice(chunk),
            _ => {}
        }
        at += whole;
    }
    let (width, height) = size?;
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(parts.len()).ok()?.to_le_bytes());
    out.extend(parts);
    Some(Clean { bytes: out, width, height, media_type: "image/webp" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], data].concat()
    }

    fn photo() -> Vec<u8> {
        let frame = [8, 0, 30, 0, 40, 1, 1, 0x11, 0];
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            segment(0xe1, b"Exif\0\0GPS 27.9N 121.2E"),
            segment(0xfe, "拍摄者".as_bytes()),
            segment(0xc0, &frame),
            segment(0xda, &[1, 1, 0, 0, 63, 0]),
            vec![1, 2, 0xff, 0, 3, 0xff, 0xd9],
            b"hung on behind \xff\xd9".to_vec(),
        ]
        .concat()
    }

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
    }

    fn drawing() -> Vec<u8> {
        let size = [&40_u32.to_be_bytes()[..], &30_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &size),
            chunk(b"eXIf", b"GPS"),
            chunk(b"tEXt", b"Author\0somebody"),
            chunk(b"IDAT", &[1, 2, 3]),
            chunk(b"IEND", &[]),
        ]
        .concat()
    }

    fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
        let data = [b"WEBP".to_vec(), chunks.concat()].concat();
        [b"RIFF".to_vec(), u32::try_from(data.len()).unwrap().to_le_bytes().to_vec(), data].concat()
    }

    fn part(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let fill = if data.len() % 2 == 1 { vec![0] } else { Vec::new() };
        [&name[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data, &fill].concat()
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|w| w == what)
    }

    #[test]
    fn what_a_camera_wrote_goes_and_what_shows_stays() {
        let webp = riff(&[
            part(b"VP8X", &[0b0000_1100, 0, 0, 0, 39, 0, 0, 29, 0, 0]),
            part(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 40, 0, 30, 0, 7]),
            part(b"EXIF", b"GPS 27.9N"),
            part(b"XMP ", b"<GPS/>"),
        ]);
        for (bytes, media_type) in [(photo(), "image/jpeg"), (drawing(), "image/png"), (webp, "image/webp")] {
            let c = clean(&bytes).unwrap();
            assert_eq!((c.width, c.height, c.media_type), (40, 30, media_type));
            for gone in [&b"GPS"[..], b"Exif", b"EXIF", b"somebody", b"hung on", "拍摄者".as_bytes()] {
                assert!(!holds(&c.bytes, gone), "{media_type}: {}", String::from_utf8_lossy(gone));
            }
            assert_eq!(clean(&c.bytes), Some(c), "cleaning twice is cleaning once");
        }
        assert!(holds(&clean(&photo()).unwrap().bytes, &[1, 2, 0xff, 0, 3, 0xff, 0xd9]));
    }

    #[test]
    fn what_is_no_picture_or_is_cut_off_is_refused() {
        for bytes in
            [&b""[..], b"<svg onload=alert(1)>", b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\x04\0\0\0WEBP"]
        {
            assert_eq!(clean(bytes), None);
        }
        for whole in [photo(), drawing()] {
            let short = if whole[0] == 0xff { photo().len() - 25 } else { whole.len() - 5 };
            assert_eq!(clean(&whole[..short]), None);
        }
        let mut huge = drawing();
        huge[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(clean(&huge), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0..3_usize) {
            let start: [&[u8]; 3] = [&[0xff, 0xd8, 0xff], b"\x89PNG\r\n\x1a\n", b"RIFF\x80\0\0\0WEBP"];
            drop(clean(&[start[kind], &bytes].concat()));
        }

        #[test]
        fn no_flipped_byte_breaks_it(at in 0..200_usize, to in any::<u8>()) {
            for mut bytes in [photo(), drawing()] {
                if let Some(b) = bytes.get_mut(at) {
                    *b = to;
                }
                drop(clean(&bytes));
            }
        }
    }
}
