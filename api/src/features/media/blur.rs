//! Faces made unrecognisable: a new picture from the original, with rectangles turned to a few large dots. The old one stays.

use std::io::Cursor;

use actix_web::{HttpResponse, post, web};
use image::imageops::{FilterType, overlay, resize};
use image::{DynamicImage, GenericImageView, ImageFormat};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::views::MediaView;
use super::{actions, policy, prepare, queries};
use crate::http::{Body, Caller, FieldError, Problem, Reply};
use crate::kernel::words::MediaKind;
use crate::store::{Fault, Work};

const MOST: usize = 50;
/// A face of so many dots is nobody's.
const DOTS: u32 = 6;

/// A place in thousandths of the picture's width and height.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlurRectangle {
    #[schema(maximum = 1000, example = 250)]
    x: u32,
    #[schema(maximum = 1000, example = 100)]
    y: u32,
    #[schema(minimum = 1, maximum = 1000, example = 120)]
    width: u32,
    #[schema(minimum = 1, maximum = 1000, example = 160)]
    height: u32,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlurRequest {
    #[schema(min_items = 1, max_items = 50)]
    rectangles: Vec<BlurRectangle>,
}

/// Make faces unrecognisable
///
/// Makes a new picture (`derived_from` names the old one, which stays). It carries over whose picture it is, not the consent.
#[utoipa::path(
    post, path = "/api/v1/desk/media/{id}/blur", operation_id = "blur_media", tag = "media", request_body = BlurRequest,
    params(("id" = Uuid, Path, description = "The picture"), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, description = "The new picture", body = MediaView, headers(("Location" = String, description = "Its address")))),
    security(("bearer" = [])),
)]
#[post("/api/v1/desk/media/{id}/blur")]
pub async fn blur(caller: Caller, id: web::Path<Uuid>, said: Body<BlurRequest>) -> Result<HttpResponse, Problem> {
    let row = queries::find(caller.site.read(), &caller.actor, *id).await?;
    if !policy::may_describe(&caller.actor, &row) {
        let (vi, en) = ("Chỉ đơn vị của ảnh hoặc Tổ Thư ký được làm mờ.", "Only the picture's unit or the Secretariat may blur it.");
        return Err(Problem::forbidden(vi, en));
    }
    let rectangles = checked(said.value.rectangles)?;
    if row.kind != MediaKind::Picture {
        return Err(Problem::invalid(vec![FieldError::new("", "not_a_picture", "Đây không phải là ảnh.", "This is no picture.")]));
    }
    let (blobs, hash) = (caller.site.blobs.clone(), row.blob_hash.clone());
    // Both places: how large it is, only decoding tells.
    let place = prepare::acquire(prepare::PLACES).await?;
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let mut picture = prepare::decode_known(&blobs.get(&hash)?)?;
        for rectangle in rectangles {
            picture = dotted(picture, rectangle);
        }
        let mut file = vec![];
        picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).map_err(|e| Fault::Defect(e.to_string()))?;
        Ok::<_, Problem>(file)
    });
    let file = made.await.map_err(|e| Fault::Defect(e.to_string()))??;
    // A photograph as PNG may weigh more than an upload may: it is ours.
    let prepared = prepare::prepare_own(&caller.site, file).await?;
    let mut work = Work::begin(&caller.site, caller.call(&said.fingerprint)).await?;
    let stem = row.filename.rsplit_once('.').map_or(row.filename.as_str(), |(stem, _)| stem);
    let new = actions::NewMedia {
        filename: format!("{stem} (làm mờ).png"),
        alt: row.alt,
        caption: row.caption,
        rights_owner: row.rights_owner,
        rights_licence: row.rights_licence,
        rights_permission: None,
        unit_id: row.unit_id,
        created_by: caller.user,
        derived_from: Some(row.id),
    };
    let made = actions::add(&mut work, prepared, new).await?;
    let location = format!("/api/v1/desk/media/{}", made.id);
    Reply::created(&MediaView::of(&made)?, location)?.version(made.version).after(work).await
}

fn checked(rectangles: Vec<BlurRectangle>) -> Result<Vec<BlurRectangle>, Problem> {
    let fits = |r: &BlurRectangle| r.x <= 1000 && r.y <= 1000 && (1..=1000).contains(&r.width) && (1..=1000).contains(&r.height);
    if (1..=MOST).contains(&rectangles.len()) && rectangles.iter().all(fits) {
        return Ok(rectangles);
    }
    let (vi, en) = ("Chọn từ 1 đến 50 vùng nằm trong ảnh.", "Choose 1 to 50 places within the picture.");
    Err(Problem::invalid(vec![FieldError::new("/rectangles", "out_of_range", vi, en)]))
}

fn dotted(mut picture: DynamicImage, place: BlurRectangle) -> DynamicImage {
    let (width, height) = picture.dimensions();
    let of = |part: u32, whole: u32| u32::try_from(u64::from(part) * u64::from(whole) / 1000).unwrap_or(whole);
    let (x, y) = (of(place.x, width).min(width.saturating_sub(1)), of(place.y, height).min(height.saturating_sub(1)));
    let (w, h) = (of(place.width, width).clamp(1, width - x), of(place.height, height).clamp(1, height - y));
    let cut = picture.crop_imm(x, y, w, h);
    let dots = resize(&cut, DOTS.min(w), DOTS.min(h), FilterType::Triangle);
    let large = resize(&dots, w, h, FilterType::Nearest);
    overlay(&mut picture, &large, i64::from(x), i64::from(y));
    picture
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    #[test]
    fn nothing_of_a_face_is_left_and_the_rest_is_as_it_was() {
        let faced = RgbImage::from_fn(100, 100, |x, y| Rgb([u8::try_from((x * 7 + y * 13) % 256).unwrap(), 0, 0]));
        let before = DynamicImage::ImageRgb8(faced);
        let after = dotted(before.clone(), BlurRectangle { x: 200, y: 200, width: 400, height: 400 });
        let within: std::collections::HashSet<_> =
            (20..60).flat_map(|x| (20..60).map(move |y| (x, y))).map(|(x, y)| after.get_pixel(x, y)).collect();
        assert!(within.len() <= 36, "{} colours are left", within.len());
        assert_eq!(before.get_pixel(10, 10), after.get_pixel(10, 10));
        assert_eq!(before.get_pixel(60, 60), after.get_pixel(60, 60));
        // A place at the very edge is a place.
        dotted(before, BlurRectangle { x: 1000, y: 1000, width: 1000, height: 1000 });
    }
}
