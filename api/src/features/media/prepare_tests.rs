use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

/// A folder that goes with the test, also when the test fails.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn made(bytes: &[u8]) -> Result<(Prepared, Vec<Vec<u8>>), Problem> {
    let folder = Folder(std::env::temp_dir().join(format!("cong-media-{}", uuid::Uuid::new_v4().simple())));
    let blobs = Blobs::open(&folder.0).unwrap();
    let sniffed = sniff(bytes)?;
    measure(bytes, sniffed.coding)?;
    let prepared = make(&blobs, bytes, sniffed)?;
    let each = prepared.renditions.iter().flat_map(|r| [Some(&r.hash), r.webp.as_ref().map(|twin| &twin.hash)]).flatten();
    let files = each.map(|hash| blobs.get(hash).unwrap()).collect();
    Ok((prepared, files))
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(width, height, |x, y| if x < width / 2 && y < height / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 200]) });
    let mut file = vec![];
    picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Jpeg).unwrap();
    file
}

/// A JPEG that carries an orientation, a camera and a place in its EXIF.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend(2u16.to_be_bytes());
    tiff.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 13, 0, 0, 0, 38]); // Make
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1]); // Orientation
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS 20.86N 1\0");
    let mut segment = vec![0xff, 0xe1];
    segment.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

#[test]
fn a_photo_is_turned_upright_narrowed_and_stripped() {
    let sent = with_exif(&jpeg(2400, 1200), 6);
    assert!(sent.windows(3).any(|w| w == b"GPS"));
    let (prepared, files) = made(&sent).unwrap();
    assert_eq!((prepared.width, prepared.height, prepared.media_type), (1200, 2400, "image/jpeg"));
    let sizes: Vec<_> = prepared.renditions.iter().map(|r| (r.name.as_str(), r.width, r.height)).collect();
    assert_eq!(sizes, [("full", 1200, 2400), ("card", 800, 1600), ("thumb", 400, 800)]);
    for file in files {
        assert!(!file.windows(4).any(|w| w == b"Exif"), "EXIF survived");
        assert!(!file.windows(3).any(|w| w == b"GPS"), "the place survived");
        // Turned by a quarter to the right, the red corner (top left) is at the top right.
        let shown = image::load_from_memory(&file).unwrap().into_rgb8();
        let corner = shown.get_pixel(shown.width() - 20, 20);
        assert!(corner[0] > 200 && corner[2] < 60, "{corner:?}");
    }
}

#[test]
fn small_pictures_are_not_enlarged_and_share_their_bytes() {
    let (prepared, _) = made(&jpeg(120, 80)).unwrap();
    assert!(prepared.renditions.iter().all(|r| (r.width, r.height) == (120, 80)));
    assert_ne!(prepared.hash, prepared.renditions[0].hash, "even the full one is encoded again");
}

#[test]
fn transparency_is_kept_where_there_is_some() {
    let see_through = |alpha| {
        let picture = RgbaImage::from_pixel(900, 30, Rgba([1, 2, 3, alpha]));
        let mut file = vec![];
        picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
        made(&file).unwrap().0.renditions[1].media_type.clone()
    };
    assert_eq!(see_through(100), "image/png");
    assert_eq!(see_through(255), "image/jpeg");
}

#[test]
fn webp_and_gif_come_in() {
    for format in [ImageFormat::WebP, ImageFormat::Gif] {
        let mut file = vec![];
        RgbaImage::from_pixel(50, 40, Rgba([9, 9, 9, 255])).write_to(&mut Cursor::new(&mut file), format).unwrap();
        assert_eq!(made(&file).unwrap().0.width, 50);
    }
}

/// Red in the corner that the tests paint red, whatever the coding did to it.
fn is_red_at(file: &[u8], right: bool, what: &str) {
    let shown = image::load_from_memory(file).unwrap_or_else(|e| panic!("{what}: {e}")).into_rgb8();
    let corner = shown.get_pixel(if right { shown.width() - 3 } else { 2 }, 2);
    assert!(corner[0] > 180 && corner[1] < 70 && corner[2] < 70, "{what}: {corner:?}");
}

#[test]
fn whatever_cameras_and_printers_write_comes_in_and_tells_nothing_more() {
    let phone: &[u8] = include_bytes!("../../../../tests/data/dien-thoai.jpg");
    let printer: &[u8] = include_bytes!("../../../../tests/data/may-in.jpg");
    let deep: &[u8] = include_bytes!("../../../../tests/data/sau-16-bit.png");
    let moving: &[u8] = include_bytes!("../../../../tests/data/dong.gif");
    let heic: &[u8] = include_bytes!("../../../../tests/data/dien-thoai.heic");
    for (what, sent, size, right, location) in [
        ("a phone held sideways", phone, (48, 64), true, true),
        ("CMYK", printer, (64, 48), false, false),
        ("16 bits", deep, (32, 24), false, false),
        // The first picture of those that move.
        ("animated", moving, (40, 30), false, false),
        ("HEIC", heic, (64, 48), false, true),
    ] {
        let (prepared, files) = made(sent).unwrap_or_else(|p| panic!("{what}: {p:?}"));
        assert_eq!((prepared.width, prepared.height), size, "{what}");
        assert_eq!(prepared.read.hidden.contains(&HiddenData::Location), location, "{what}: the desk is told of a place");
        for file in &files {
            is_red_at(file, right, what);
            for told in [b"Exif".as_slice(), b"GPS", b"xmp", b"EXIF", b"XMP ", b"Story", b"Comment", b"NETSCAPE"] {
                assert!(!file.windows(told.len()).any(|w| w == told), "{what}: {:?} survived", String::from_utf8_lossy(told));
            }
        }
    }
    assert!(phone.windows(3).any(|w| w == b"GPS") && moving.windows(3).any(|w| w == b"GPS"), "the samples tell something");
}

#[test]
fn a_photo_has_a_smaller_twin() {
    let busy = RgbImage::from_fn(900, 600, |x, y| {
        let wave = |n: u32, by: f32| ((f64::from(f32::from(u16::try_from(n).unwrap()) / by).sin() + 1.0) * 127.0) as u8;
        Rgb([wave(x, 31.0), wave(y, 17.0), wave(x + y, 53.0)])
    });
    let mut file = vec![];
    busy.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    let (prepared, files) = made(&file).unwrap();
    for rendition in &prepared.renditions {
        let twin = rendition.webp.as_ref().expect("a twin");
        assert!(twin.bytes < rendition.bytes, "{}: {} of {}", rendition.name, twin.bytes, rendition.bytes);
    }
    assert!(files.iter().any(|f| f.starts_with(b"RIFF") && &f[8..12] == b"WEBP"));
}

#[test]
fn what_is_cut_short_or_hides_something_is_not_let_through() {
    let phone: &[u8] = include_bytes!("../../../../tests/data/dien-thoai.jpg");
    let deep: &[u8] = include_bytes!("../../../../tests/data/sau-16-bit.png");
    for (what, bytes) in [("half a JPEG", &phone[..phone.len() / 2]), ("half a PNG", &deep[..deep.len() / 2])] {
        assert_eq!(made(bytes).unwrap_err().code, Code::UnsupportedMediaType, "{what}");
    }
    // A picture with a second file behind it is a picture, and only that comes out.
    let polyglot = [phone, b"PK\x03\x04<script>alert(1)</script>"].concat();
    let (_, files) = made(&polyglot).unwrap();
    assert!(files.iter().all(|f| !f.windows(7).any(|w| w == b"<script")));
}

#[test]
fn what_is_no_picture_is_refused() {
    let good = jpeg(64, 64);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let bmp = {
        let mut file = b"BM".to_vec();
        file.extend([0; 60]);
        file
    };
    for bytes in [vec![], b"<html>".to_vec(), svg, bmp, b"GIF89a".to_vec(), good[..200].to_vec(), b"\x89PNG\r\n\x1a\n\0\0".to_vec()] {
        let problem = made(&bytes).unwrap_err();
        assert_eq!(problem.code, Code::UnsupportedMediaType, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn bombs_are_refused_by_their_header() {
    // A PNG of 60,000 × 60,000 in a few bytes, and a GIF that claims as much as it can.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(60_000u32.to_be_bytes());
    png.extend(60_000u32.to_be_bytes());
    png.extend([8, 2, 0, 0, 0]);
    png.extend(crc(&png[12..29]).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;".to_vec();
    for bytes in [png, gif] {
        let problem = made(&bytes).unwrap_err();
        assert_eq!(problem.errors.first().map(|e| e.code.as_str()), Some("too_many_pixels"), "{problem:?}");
    }
}

/// The checksum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}
