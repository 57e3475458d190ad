//! The reception report (bản tiếp thu, giải trình) as a text: opinions in groups by article, outcome and reason.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub use super::desk::SOURCE;
use super::desk::received;
use super::policy;
use super::queries::{label_of, labels};
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ConsultationPhase, Kind, OpinionOutcome, OpinionState, PublicationStatus, State};
use crate::store::Work;
use crate::store::consultations::{passages_of, phase_at};
use crate::store::entities::{item, opinion, publication};

/// Opinions of one group that are quoted; the others are counted.
const QUOTED: usize = 20;
const QUOTE: usize = 400;

/// What became of a comment, and why.
type Answer<'a> = (Option<OpinionOutcome>, Option<&'a str>);

/// What the report says, for the newsroom to make an item of.
pub struct Report {
    pub unit: Uuid,
    pub section: Uuid,
    pub title: String,
    pub summary: String,
    pub body_html: String,
    pub details: Map<String, Value>,
}

/// Writes the report of a closed consultation whose published opinions all have an outcome.
pub async fn write(work: &Work<'_>, id: Uuid, document: Option<Uuid>) -> Result<Report, Problem> {
    let row = policy::find(work.db(), &work.actor, id).await?;
    let public = publication::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if phase_at(row.opens_at, row.closes_at, work.now) != ConsultationPhase::Closed {
        return Err(Problem::new(Code::Conflict).detail("Chưa hết thời hạn góp ý.", "The consultation is not closed yet."));
    }
    let made = item::Entity::find()
        .filter(item::Column::SourceType.eq(SOURCE))
        .filter(item::Column::SourceId.eq(id))
        .filter(item::Column::State.ne(State::Rejected));
    if made.one(work.db()).await?.is_some() {
        return Err(Problem::new(Code::Conflict).detail("Báo cáo đã được lập.", "The report is made already."));
    }
    let rows = opinion::Entity::find()
        .filter(opinion::Column::ConsultationId.eq(id))
        .filter(opinion::Column::State.ne(OpinionState::Refused))
        .order_by_asc(opinion::Column::ReceivedAt)
        .order_by_asc(opinion::Column::Id)
        .all(work.db())
        .await?;
    let waiting = rows.iter().filter(|row| row.state == OpinionState::Received).count();
    let unanswered = rows.iter().filter(|row| row.state == OpinionState::Published && row.outcome.is_none()).count();
    if waiting + unanswered > 0 {
        return Err(Problem::new(Code::Conflict).detail(
            format!("Còn {waiting} ý kiến chưa xử lý, {unanswered} ý kiến chưa có kết quả tiếp thu."),
            format!("{waiting} comments wait, {unanswered} have no outcome yet."),
        ));
    }
    let mut form = Form::default();
    let mut document_path = None;
    if let Some(document) = document {
        let found = publication::Entity::find_by_id(document).one(work.db()).await?;
        document_path = found.filter(|p| p.kind == Kind::Document && p.status == PublicationStatus::Live).map(|p| p.path);
        if document_path.is_none() {
            form.say("/document_id", "unknown", "Không có văn bản đã đăng này.", "There is no such published document.");
        }
    }
    form.done()?;

    let face: Value = serde_json::from_str(&public.summary_json)?;
    let full: Value = serde_json::from_str(&public.full_json)?;
    let name = face["title"].as_str().unwrap_or_default();
    let count = |outcome: OpinionOutcome| rows.iter().filter(|row| row.outcome == Some(outcome)).count();
    let (accepted, partly, not) = (count(OpinionOutcome::Accepted), count(OpinionOutcome::Partly), count(OpinionOutcome::NotAccepted));
    let received = received(work.db(), id).await?;
    let (from, to) = (to_vn(row.opens_at).format("%d/%m/%Y"), to_vn(row.closes_at).format("%d/%m/%Y"));
    let intro = format!(
        "Từ ngày {from} đến ngày {to}, Cổng nhận được {received} ý kiến góp ý; {} ý kiến được đăng công khai: tiếp thu {accepted}, tiếp thu một \
         phần {partly}, không tiếp thu và giải trình {not}.",
        rows.len()
    );
    let mut body = format!("<p>{}</p>", escaped(&intro));
    // By the passage as it is called now, in the order of the draft; what is gone as it was called then; then the general ones.
    let passages = passages_of(work.db(), id, row.version_no).await?;
    let now = labels(work.db(), id, std::iter::once(row.version_no).collect()).await?;
    let mut groups: BTreeMap<(usize, String), Vec<&opinion::Model>> = BTreeMap::new();
    for one in &rows {
        let heading = match &one.anchor {
            None => (usize::MAX, "Ý kiến chung".to_owned()),
            Some(anchor) => match passages.iter().position(|p| p.anchor == *anchor) {
                Some(at) => (at, now.get(&(row.version_no, anchor.clone())).cloned().unwrap_or_else(|| anchor.clone())),
                None => {
                    let then = label_of(work.db(), id, one.version_no, Some(anchor)).await?.unwrap_or_else(|| anchor.clone());
                    (usize::MAX - 1, format!("{then} (bản dự thảo lần {}, nay không còn)", one.version_no))
                }
            },
        };
        groups.entry(heading).or_default().push(one);
    }
    for ((_, heading), members) in groups {
        body.push_str(&format!("<h3>{}</h3>", escaped(&heading)));
        let mut alike: Vec<(Answer<'_>, Vec<&opinion::Model>)> = vec![];
        for one in members {
            let key = (one.outcome, one.outcome_reason.as_deref());
            match alike.iter_mut().find(|(k, _)| *k == key) {
                Some((_, list)) => list.push(one),
                None => alike.push((key, vec![one])),
            }
        }
        for ((outcome, reason), list) in alike {
            body.push_str("<ul>");
            for one in list.iter().take(QUOTED) {
                let text = one.published_text.as_deref().unwrap_or_default().replace('\n', " ");
                let mut quote: String = text.chars().take(QUOTE).collect();
                if quote.len() < text.len() {
                    quote.push('…');
                }
                body.push_str(&format!("<li>{} ({})</li>", escaped(&quote), escaped(&one.code)));
            }
            if list.len() > QUOTED {
                body.push_str(&format!("<li>và {} ý kiến khác cùng nội dung</li>", list.len() - QUOTED));
            }
            body.push_str("</ul>");
            let word = match outcome {
                Some(OpinionOutcome::Accepted) => "Tiếp thu",
                Some(OpinionOutcome::Partly) => "Tiếp thu một phần",
                _ => "Không tiếp thu",
            };
            let reason = reason.map(|r| format!(": {}", escaped(r).replace('\n', "<br>"))).unwrap_or_default();
            body.push_str(&format!("<p><strong>{word}</strong>{reason}</p>"));
        }
    }
    let details = json!({
        "consultation_id": id, "consultation_url": public.path, "document_id": document, "document_url": document_path,
        "drafting_body": full["details"]["drafting_body"], "received": received, "published": rows.len(),
        "accepted": accepted, "partly": partly, "not_accepted": not,
    });
    Ok(Report {
        unit: row.unit_id,
        section: public.section_id,
        title: cut(&format!("Báo cáo tiếp thu, giải trình ý kiến: {name}"), 290),
        summary: intro,
        body_html: body,
        details: match details {
            Value::Object(map) => map,
            _ => Map::new(),
        },
    })
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
