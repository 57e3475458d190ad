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
    let files = prepared.renditions.iter().map(|r| blobs.get(&r.hash).unwrap()).collect();
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
