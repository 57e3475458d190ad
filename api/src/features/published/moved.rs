//! Addresses of the portal that the ward moved away from.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::queries;
use crate::http::Problem;
use crate::http::public::Draft;
use crate::http::sites::site_of;
use crate::store::{Fault, Site};

/// Where an address of the portal before this one leads now: to the item's publication, or to a path of this portal. What is
/// not out yet leads nowhere; what was withdrawn says so there.
pub async fn to(site: &Site, sent: &str) -> Result<Option<String>, Fault> {
    let Some(path) = queries::old_path(sent) else { return Ok(None) };
    let sql = "SELECT COALESCE(p.path, o.target) FROM old_address o LEFT JOIN publication p ON p.id = o.item_id WHERE o.path = ?";
    let row = queries::one(site, sql, vec![path.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index::<Option<String>>(0)).transpose()?.flatten())
}

/// An address of the portal before this one: `/news/tin-tuc/bai-12.html`, or the same unwritten, `/index.php?nv=news&op=…`.
pub async fn draft(request: &HttpRequest) -> Result<Option<Draft>, Problem> {
    #[derive(Deserialize)]
    struct Unwritten {
        nv: String,
        op: String,
    }
    let site = site_of(request)?;
    let path = match web::Query::<Unwritten>::from_query(request.query_string()) {
        Ok(asked) if request.path() == "/index.php" => {
            let op = asked.op.trim_matches('/').trim_end_matches(".html");
            let ending = if op.contains('/') { ".html" } else { "" };
            format!("/{}/{op}{ending}", asked.nv)
        }
        _ => request.path().to_owned(),
    };
    Ok(to(site, &path).await?.map(|target| Draft::moved(&target)))
}
