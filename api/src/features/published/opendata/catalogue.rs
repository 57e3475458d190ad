//! The catalogue in DCAT 3 as JSON-LD: what there is, whose it is, how it may be used.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::sets::{ColumnType, SETS, Set};
use crate::features::published::feeds::Masthead;
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::change_log;
use crate::store::{Fault, Site};

/// Free to use, with the source named.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
pub const ATTRIBUTION_BY: &str = "Khi sử dụng, ghi rõ nguồn:";

/// All sets with their fields, licence and addresses: DCAT in JSON-LD.
#[utoipa::path(get, path = "/opendata/catalog.jsonld", operation_id = "get_open_data_catalogue", tag = "public",
    responses(
        (status = 200, description = "The catalogue", content_type = "application/ld+json", body = Object,
            headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/opendata/catalog.jsonld")]
pub async fn get_catalogue(request: HttpRequest) -> HttpResponse {
    public::serve(&request, "opendata catalogue", async |site| {
        let at = modified(site).await?;
        let draft = Draft::typed("application/ld+json", serde_json::to_string(&catalogue(site, at).await?)?);
        Ok(Outcome::Ready(match at {
            Some(at) => draft.last_modified(at),
            None => draft,
        }))
    })
    .await
}

/// When anything public last changed: no set is newer.
pub async fn modified(site: &Site) -> Result<Option<DateTime<Utc>>, Fault> {
    let newest = change_log::Entity::find()
        .select_only()
        .column(change_log::Column::At)
        .filter(change_log::Column::Public.eq(true))
        .order_by_desc(change_log::Column::Seq)
        .into_tuple()
        .one(site.read())
        .await?;
    Ok(newest)
}

async fn catalogue(site: &Site, at: Option<DateTime<Utc>>) -> Result<Value, Problem> {
    let base = &site.settings.public_url;
    let masthead = Masthead::read(site).await?;
    let at = at.map(rfc3339_vn);
    let publisher = json!({"@type": "foaf:Organization", "foaf:name": masthead.name, "foaf:homepage": {"@id": format!("{base}/")}});
    let sets: Vec<Value> = SETS.iter().map(|set| dataset(set, base, &publisher, at.as_deref(), &masthead.attribution)).collect();
    Ok(json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
            "csvw": "http://www.w3.org/ns/csvw#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{base}/opendata"),
        "@type": "dcat:Catalog",
        "dct:title": {"@language": "vi", "@value": format!("Dữ liệu mở – {}", masthead.name)},
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:language": "vi",
        "dct:modified": at.map(|at| json!({"@type": "xsd:dateTime", "@value": at})),
        "foaf:homepage": {"@id": format!("{base}/opendata")},
        "dcat:dataset": sets,
    }))
}

fn dataset(set: &Set, base: &str, publisher: &Value, at: Option<&str>, attribution: &str) -> Value {
    let distribution = |ending: &str, media_type: &str| {
        json!({
            "@type": "dcat:Distribution", "dct:title": format!("{} ({})", set.title, ending.to_uppercase()),
            "dcat:downloadURL": {"@id": format!("{base}/opendata/{}.{ending}", set.name)},
            "dcat:mediaType": media_type, "dct:license": {"@id": LICENCE},
        })
    };
    let columns = set.columns().into_iter().map(|(name, kind, label, label_en)| {
        let datatype = match kind {
            ColumnType::Date => "date",
            ColumnType::Moment => "dateTime",
            ColumnType::Address => "anyURI",
            ColumnType::Rows => "json",
            ColumnType::Text => "string",
        };
        json!({"csvw:name": name, "csvw:datatype": datatype, "csvw:title": [{"@language": "vi", "@value": label}, {"@language": "en", "@value": label_en}]})
    });
    json!({
        "@id": format!("{base}/opendata/{}.json", set.name),
        "@type": "dcat:Dataset",
        "dct:identifier": set.name,
        "dct:title": [{"@language": "vi", "@value": set.title}, {"@language": "en", "@value": set.title_en}],
        "dct:description": {"@language": "vi", "@value": set.about},
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:rights": format!("{ATTRIBUTION_BY} {attribution}"),
        "dct:modified": at.map(|at| json!({"@type": "xsd:dateTime", "@value": at})),
        "dct:accrualPeriodicity": "http://publications.europa.eu/resource/authority/frequency/CONT",
        "dcat:distribution": [distribution("csv", "text/csv"), distribution("json", "application/json")],
        "csvw:tableSchema": {"csvw:columns": columns.collect::<Vec<_>>()},
    })
}
