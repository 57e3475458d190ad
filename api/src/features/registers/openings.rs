//! What an item opened from a duty begins with ("Soạn bài đăng"): what the row knows is not typed twice.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::duties;
use super::reach::Reach;
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{Duty, InfoClass, Kind, Matter};
use crate::store::entities::{logged_approval, logged_event, outgoing_document, section};

/// The beginning of an item, in no shape of any other room.
#[derive(Clone, Debug)]
pub struct Opening {
    pub kind: Kind,
    pub title: String,
    pub summary: String,
    pub details: Map<String, Value>,
    pub info_class: InfoClass,
    pub section: Option<Uuid>,
}

/// The beginning for a duty that the actor may know of.
pub async fn opening(db: &impl ConnectionTrait, reach: &Reach, duty: Duty, id: Uuid) -> Result<Opening, Problem> {
    duties::find(db, reach, duty, id).await?;
    let mut opening = match duty {
        Duty::OutgoingDocument => of_document(outgoing_document::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?),
        Duty::Event => of_event(logged_event::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?),
        Duty::Approval => of_approval(logged_approval::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?),
    };
    let home = section::Entity::find()
        .filter(section::Column::InfoClass.eq(opening.info_class))
        .filter(section::Column::ValidTo.is_null())
        .order_by_asc(section::Column::Position)
        .one(db)
        .await?;
    opening.section = home.map(|s| s.id);
    Ok(opening)
}

fn of_document(row: outgoing_document::Model) -> Opening {
    let title = match &row.doc_type {
        Some(kind) if !row.abstract_text.to_lowercase().starts_with(&kind.to_lowercase()) => {
            format!("{kind} {} {}", row.number, lower_first(&row.abstract_text))
        }
        _ => format!("{} {}", row.number, row.abstract_text),
    };
    let details = json!({
        "number": row.number, "symbol": row.symbol, "doc_type": row.doc_type, "issuing_body": row.issuer, "signer": row.signer,
        "issued_on": row.issued_on, "issuer_relation": row.relation, "abstract": row.abstract_text,
    });
    begun(Kind::Document, InfoClass::LegalDocument, title, row.abstract_text, details)
}

fn of_event(row: logged_event::Model) -> Opening {
    let details = json!({"occurred_at": rfc3339_vn(row.starts_at), "place": row.place});
    begun(Kind::Article, InfoClass::NewsEvent, row.title, String::new(), details)
}

fn of_approval(row: logged_approval::Model) -> Opening {
    match row.matter {
        Matter::Plan => {
            let details = json!({"number": row.decision_number, "issuing_body": row.approved_by, "issued_on": row.approved_on, "abstract": row.title});
            begun(Kind::Document, InfoClass::StrategyPlanning, row.title, String::new(), details)
        }
        Matter::Project => {
            begun(Kind::Notice, InfoClass::InvestmentProcurement, row.title, String::new(), json!({"decided_on": row.approved_on}))
        }
        Matter::Statistic => {
            begun(Kind::Notice, InfoClass::StatisticalReport, row.title, String::new(), json!({"decided_on": row.approved_on}))
        }
    }
}

fn begun(kind: Kind, info_class: InfoClass, title: String, summary: String, details: Value) -> Opening {
    let title: String = title.chars().take(300).collect();
    Opening { kind, title, summary, details: details.as_object().cloned().unwrap_or_default(), info_class, section: None }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
