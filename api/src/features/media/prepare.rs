//! From bytes that somebody sent to renditions that are safe to show. Everything is decoded and encoded again, so that
//! nothing of the file survives but its pixels: no EXIF, no GPS position, no hidden second file. Each rendition is a JPEG (PNG
//! where something shines through) and, where that is smaller, a WebP beside it.

use std::fs::File;
use std::io::{Cursor, Read, Seek};

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::extract::Extracted;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::canonical;
use crate::kernel::words::{HiddenData, MediaKind};
use crate::store::blobs::Blobs;
use crate::store::{Fault, Site};

/// The largest file taken in.
pub const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// The largest picture taken in, whatever its file weighs.
pub const MAX_PIXELS: u64 = 50_000_000;
const MAX_SIDE: u32 = 20_000;
/// What decoding may allocate: 50 megapixels of four bytes and some scratch.
const MAX_ALLOC: u64 = 256 * 1024 * 1024;
/// From here on a picture takes both places of the workshop.
const LARGE_PIXELS: u64 = 16_000_000;
const JPEG_QUALITY: u8 = 82;
/// Looks like JPEG at 82 and weighs less than half of it (decision 0039).
const WEBP_QUALITY: f32 = 80.0;

/// Names and greatest widths, largest first: each is made from the one before.
pub const RENDITIONS: [(&str, u32); 3] = [("full", 2000), ("card", 800), ("thumb", 400)];

/// The workshop has two places, for the whole process: a burst of uploads waits in line and the machine keeps answering.
pub(super) const PLACES: u32 = 2;
static WORKSHOP: Semaphore = Semaphore::const_new(PLACES as usize);

/// A re-encoded copy, as the column `media.renditions` keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    pub name: String,
    pub hash: String,
    pub width: u32,
    pub height: u32,
    #[serde(rename = "type")]
    pub media_type: String,
    pub bytes: u64,
    /// The same picture as WebP, where that is smaller: for whoever says that they take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webp: Option<Twin>,
}

/// Another coding of a rendition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    pub hash: String,
    pub bytes: u64,
}

/// A medium whose files are stored and whose row is not yet written.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub kind: MediaKind,
    /// The content address of the original.
    pub hash: String,
    pub media_type: &'static str,
    /// What a file of this type is usually called after the dot.
    pub extension: &'static str,
    pub bytes: u64,
    /// Upright, after the orientation noted in the file was applied; 0 of what is no picture.
    pub width: u32,
    pub height: u32,
    pub renditions: Vec<Rendition>,
    /// What was read of it.
    pub read: Extracted,
}

/// Makes renditions of a picture and stores all files. Slow: call it before `Work::begin`.
///
/// # Errors
/// 415 for what is not a JPEG, PNG, WebP, GIF or HEIC that can be decoded, 413 and 422 for what is too large.
pub async fn prepare(site: &Site, bytes: Vec<u8>) -> Result<Prepared, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    in_workshop(site, move || Ok(bytes)).await
}

/// The same for a picture that the program made, whatever it weighs.
pub(super) async fn prepare_own(site: &Site, bytes: Vec<u8>) -> Result<Prepared, Problem> {
    in_workshop(site, move || Ok(bytes)).await
}

/// The same for a file on the disk, read only when there is a place in the workshop.
pub(super) async fn prepare_file(site: &Site, mut file: File) -> Result<Prepared, Problem> {
    in_workshop(site, move || {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    })
    .await
}

/// The pixels of a picture encoded again, and nothing stored: for what is kept elsewhere, sealed. Returns bytes and media type.
pub async fn harmless(bytes: Vec<u8>) -> Result<(Vec<u8>, &'static str), Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    // Both places: nobody has looked at its size yet.
    let place = acquire(PLACES).await?;
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let picture = decode_known(&bytes)?;
        let transparent = is_transparent(&picture);
        let picture =
            if transparent { DynamicImage::ImageRgba8(picture.into_rgba8()) } else { DynamicImage::ImageRgb8(picture.into_rgb8()) };
        encode(&narrowed(picture, RENDITIONS[0].1)?, transparent)
    });
    made.await.map_err(broken)?
}

async fn in_workshop(site: &Site, read: impl FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static) -> Result<Prepared, Problem> {
    let blobs = site.blobs.clone();
    let place = acquire(1).await?;
    let told = tokio::task::spawn_blocking(move || {
        let bytes = read().map_err(Fault::from)?;
        let sniffed = sniff(&bytes)?;
        let (width, height) = measure(&bytes, sniffed.coding)?;
        Ok::<_, Problem>((bytes, sniffed, u64::from(width) * u64::from(height)))
    });
    let (bytes, sniffed, pixels) = told.await.map_err(broken)??;
    // A large one gives its place back first: two that each hold one and want two would wait for ever.
    let place = if pixels > LARGE_PIXELS {
        drop(place);
        acquire(PLACES).await?
    } else {
        place
    };
    tokio::task::spawn_blocking(move || {
        let _place = place;
        make(&blobs, &bytes, sniffed)
    })
    .await
    .map_err(broken)?
}

/// Waits for places in the workshop; whoever holds one must not ask for another.
pub(super) async fn acquire(places: u32) -> Result<tokio::sync::SemaphorePermit<'static>, Problem> {
    let place = WORKSHOP.acquire_many(places).await;
    place.map_err(|_| Problem::from(Fault::Unavailable("the picture workshop is closed".into())))
}

/// Who decodes it: the image crate, or the HEIC decoder for what iPhones make.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    Raster(ImageFormat),
    Heic,
}

#[derive(Clone, Copy)]
struct Sniffed {
    coding: Coding,
    media_type: &'static str,
    extension: &'static str,
}

/// What the bytes say they are; names and headers prove nothing.
fn sniff(bytes: &[u8]) -> Result<Sniffed, Problem> {
    let (coding, media_type, extension) = match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => (Coding::Raster(ImageFormat::Jpeg), "image/jpeg", "jpg"),
        Some("image/png") => (Coding::Raster(ImageFormat::Png), "image/png", "png"),
        Some("image/webp") => (Coding::Raster(ImageFormat::WebP), "image/webp", "webp"),
        Some("image/gif") => (Coding::Raster(ImageFormat::Gif), "image/gif", "gif"),
        Some("image/heif" | "image/heic") => (Coding::Heic, "image/heic", "heic"),
        _ => return Err(not_a_picture()),
    };
    Ok(Sniffed { coding, media_type, extension })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    limits
}

/// Width and height as the header tells them, before anything is decoded.
fn measure(bytes: &[u8], coding: Coding) -> Result<(u32, u32), Problem> {
    let (width, height) = match coding {
        Coding::Raster(format) => measure_raster(bytes, format)?,
        Coding::Heic => {
            let told = heic_rs::probe(bytes).map_err(|e| Problem { cause: Some(e.to_string()), ..not_a_picture() })?;
            (told.width, told.height)
        }
    };
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(too_many_pixels());
    }
    Ok((width, height))
}

fn measure_raster(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), Problem> {
    // The decoder paints what is missing grey; an upload that broke off must be sent again instead.
    if format == ImageFormat::Jpeg && !bytes[bytes.len().saturating_sub(1024)..].windows(2).any(|w| w == [0xff, 0xd9]) {
        return Err(not_a_picture());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.into_dimensions().map_err(|e| refused(&e))
}

pub(super) fn decode_known(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    decode(bytes, sniff(bytes)?.coding)
}

fn decode(bytes: &[u8], coding: Coding) -> Result<DynamicImage, Problem> {
    match coding {
        Coding::Raster(format) => decode_raster(bytes, format),
        Coding::Heic => decode_heic(bytes),
    }
}

/// Upright: the rotation noted in the container is applied by the decoder.
fn decode_heic(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let options = heic_rs::DecodeOptions { max_pixels: Some(MAX_PIXELS), apply_transforms: true, threads: Some(1), ..Default::default() };
    let refused = |cause: String| Problem { cause: Some(cause), ..not_a_picture() };
    let decoded = heic_rs::decode(bytes, &options).map_err(|e| refused(e.to_string()))?;
    let picture = image::RgbImage::from_raw(decoded.width, decoded.height, decoded.data);
    picture.map(DynamicImage::ImageRgb8).ok_or_else(|| refused("the decoder gave another size".into()))
}

fn decode_raster(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|e| refused(&e))?;
    if decoder.total_bytes() > MAX_ALLOC {
        return Err(too_many_pixels());
    }
    // A file whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| refused(&e))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn make(blobs: &Blobs, bytes: &[u8], sniffed: Sniffed) -> Result<Prepared, Problem> {
    let picture = decode(bytes, sniffed.coding)?;
    let (width, height) = (picture.width(), picture.height());
    let transparent = is_transparent(&picture);
    let mut picture =
        if transparent { DynamicImage::ImageRgba8(picture.into_rgba8()) } else { DynamicImage::ImageRgb8(picture.into_rgb8()) };
    let mut renditions = Vec::with_capacity(RENDITIONS.len());
    for (name, widest) in RENDITIONS {
        picture = narrowed(picture, widest)?;
        let (file, media_type) = encode(&picture, transparent)?;
        renditions.push(Rendition {
            name: name.into(),
            hash: blobs.put(&file)?,
            width: picture.width(),
            height: picture.height(),
            media_type: media_type.into(),
            bytes: file.len() as u64,
            webp: twin(blobs, &picture, file.len())?,
        });
    }
    Ok(Prepared {
        kind: MediaKind::Picture,
        hash: blobs.put(bytes)?,
        media_type: sniffed.media_type,
        extension: sniffed.extension,
        bytes: bytes.len() as u64,
        width,
        height,
        renditions,
        read: Extracted { hidden: told_by_exif(bytes), ..Extracted::nothing() },
    })
}

/// What the original tells besides its picture. No rendition carries it on.
fn told_by_exif(bytes: &[u8]) -> Vec<HiddenData> {
    // Cameras write sloppily, and a place that is read around a fault is a place all the same.
    let mut reader = exif::Reader::new();
    let read = reader.continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    let Ok(exif) = read.or_else(|fault| fault.distill_partial_result(|_| ())) else { return vec![] };
    let has = |tag| exif.get_field(tag, exif::In::PRIMARY).is_some();
    let told = [(HiddenData::Location, has(exif::Tag::GPSLatitude)), (HiddenData::Author, has(exif::Tag::Artist))];
    told.into_iter().filter_map(|(what, there)| there.then_some(what)).collect()
}

fn is_transparent(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(p) => p.pixels().any(|p| p.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(p) => p.pixels().any(|p| p.0[1] < u8::MAX),
        other => other.color().has_alpha(),
    }
}

/// Never enlarged; the height follows.
fn narrowed(picture: DynamicImage, widest: u32) -> Result<DynamicImage, Problem> {
    let (width, height) = (picture.width(), picture.height());
    if width <= widest {
        return Ok(picture);
    }
    let scaled = (u64::from(height) * u64::from(widest) + u64::from(width) / 2) / u64::from(width);
    let scaled = u32::try_from(scaled).unwrap_or(u32::MAX).max(1);
    let mut smaller = DynamicImage::new(widest, scaled, picture.color());
    Resizer::new().resize(&picture, &mut smaller, &ResizeOptions::new()).map_err(|e| defect(&e))?;
    Ok(smaller)
}

fn encode(picture: &DynamicImage, transparent: bool) -> Result<(Vec<u8>, &'static str), Problem> {
    let mut file = Vec::new();
    if transparent {
        picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).map_err(|e| defect(&e))?;
        return Ok((file, "image/png"));
    }
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY)).map_err(|e| defect(&e))?;
    Ok((file, "image/jpeg"))
}

/// The picture as lossy WebP; the image crate writes only lossless, so this is libwebp, which only ever sees our own pixels.
fn twin(blobs: &Blobs, picture: &DynamicImage, other: usize) -> Result<Option<Twin>, Problem> {
    let (width, height) = (picture.width(), picture.height());
    // The format ends at 16383 a side: a very long strip has no twin.
    let encoder = match picture {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        other => return Err(defect(&format!("pixels of {:?}", other.color()))),
    };
    let Ok(file) = encoder.encode_simple(false, WEBP_QUALITY) else { return Ok(None) };
    if file.len() >= other {
        return Ok(None);
    }
    Ok(Some(Twin { hash: blobs.put(&file)?, bytes: file.len() as u64 }))
}

/// The hash that stands for an upload under its idempotency key: the request line and the content.
pub(super) fn fingerprint(request_line: &str, prepared: &Prepared) -> String {
    canonical::sha256_hex(format!("{request_line}\n{}", prepared.hash).as_bytes())
}

fn refused(error: &ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => too_many_pixels(),
        _ => Problem { cause: Some(error.to_string()), ..not_a_picture() },
    }
}

pub(super) fn not_a_picture() -> Problem {
    Problem::new(Code::UnsupportedMediaType).detail(
        "Chỉ nhận ảnh JPEG, PNG, WebP, GIF hoặc HEIC mở được.",
        "Only JPEG, PNG, WebP, GIF or HEIC pictures that can be opened are taken.",
    )
}

pub(super) fn too_large() -> Problem {
    Problem::new(Code::TooLarge).detail("Mỗi ảnh tối đa 20 MB.", "At most 20 MB for a picture.")
}

fn too_many_pixels() -> Problem {
    Problem::invalid(vec![FieldError::new(
        "",
        "too_many_pixels",
        "Ảnh quá lớn: tối đa 50 triệu điểm ảnh, mỗi cạnh tối đa 20.000.",
        "The picture is too large: at most 50 million pixels, 20,000 a side.",
    )])
}

fn defect(error: &dyn std::fmt::Display) -> Problem {
    Fault::Defect(format!("making a rendition: {error}")).into()
}

/// A decoder that panicked: the picture is at fault as far as anybody can tell, and the process lives on.
fn broken(error: tokio::task::JoinError) -> Problem {
    Problem { cause: Some(error.to_string()), ..not_a_picture() }
}

#[cfg(test)]
#[path = "prepare_tests.rs"]
mod tests;
