//! Addresses of the portal that the ward moved away from. They lead nowhere until the item they belong to is public.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use crate::http::Problem;
use crate::kernel::text;
use crate::store::entities::old_address;
use crate::store::{Change, Work};

/// Longer than any address of NukeViet.
const PATH_MAX: usize = 600;

/// Keeps where an item stood; the work records the item itself. An address that is kept already stays what it is.
pub async fn keep_old_addresses(work: &mut Work<'_>, item: Uuid, paths: &[String]) -> Result<u64, Problem> {
    let mut kept = 0;
    for path in paths.iter().filter_map(|path| kept_path(path)) {
        kept += keep(work, path, Some(item), None).await?;
    }
    Ok(kept)
}

/// Keeps which pages of this portal take the place of old ones: (old path, new path). Returns how many were new; with none,
/// nothing is recorded.
pub async fn keep_old_targets(work: &mut Work<'_>, pairs: &[(String, String)]) -> Result<u64, Problem> {
    let mut kept = 0;
    for (path, target) in pairs {
        if let Some(path) = kept_path(path) {
            kept += keep(work, path, None, Some(target.clone())).await?;
        }
    }
    if kept > 0 {
        work.record(Change::AddressesKept { addresses: i64::try_from(kept).unwrap_or(i64::MAX) });
    }
    Ok(kept)
}

async fn keep(work: &Work<'_>, path: String, item_id: Option<Uuid>, target: Option<String>) -> Result<u64, Problem> {
    let row = old_address::ActiveModel { path: Set(path), item_id: Set(item_id), target: Set(target), created_at: Set(work.now) };
    let row = old_address::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(row.exec_without_returning(work.db()).await?)
}

/// As addresses are looked up: decoded, NFC, one slash before and none behind.
fn kept_path(path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let path = format!("/{}", text::nfc(&path).trim_matches('/'));
    (path.len() > 1 && path.len() <= PATH_MAX && !path.chars().any(char::is_control)).then_some(path)
}
