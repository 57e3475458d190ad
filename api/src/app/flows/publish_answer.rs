//! An answer of common interest is published (Đ7.5b): a redacted copy becomes an item that stands before the board, and the
//! letter knows of it. The original stays sealed.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::actions as newsroom;
use crate::features::newsroom::actions::NewItem;
use crate::features::newsroom::content::{Author, Content};
use crate::features::questions::actions::InHand;
use crate::features::questions::redaction::{Finder, GAP, SENDER};
use crate::features::questions::{private, views};
use crate::http::form::Form;
use crate::http::{Body, Caller, Code, FieldError, IfMatch, Problem, Reply};
use crate::kernel::letters::LetterVerb;
use crate::kernel::words::{InfoClass, Kind, Origin};
use crate::store::entities::{item, org_unit, section};
use crate::store::{Change, Work};

/// Where the item came from.
pub const SOURCE: &str = "letter";

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(publish);
}

/// The redacted copy, as a person has looked at it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishAnswer {
    #[schema(min_length = 1, max_length = 300, example = "Thuê trọ thì đăng ký tạm trú ở đâu?")]
    pub title: String,
    #[schema(min_length = 1, max_length = 20000)]
    pub question: String,
    #[schema(min_length = 1, max_length = 20000)]
    pub answer: String,
    /// The section of questions and answers when not said.
    #[serde(default)]
    pub section_id: Option<Uuid>,
    /// Whoever sends it has looked at what is still found to be personal and says that it may stand.
    #[serde(default)]
    pub findings_confirmed: bool,
}

/// The item that stands before the board.
#[derive(Serialize, ToSchema)]
struct PublishedAnswerItem {
    item_id: Uuid,
    letter_version: i64,
}

/// Put a redacted copy of question and answer before the board
///
/// Refused while something personal is found in it (422 names it), unless that was looked at (`findings_confirmed`). What the sender wrote of themselves (name, telephone, e-mail, address) may never stand.
#[utoipa::path(post, path = "/api/v1/desk/questions/{id}/publish", operation_id = "publish_letter_answer", tag = "letters",
    params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header)),
    request_body = PublishAnswer, responses((status = 201, body = PublishedAnswerItem)), security(("bearer" = [])))]
#[post("/api/v1/desk/questions/{id}/publish")]
async fn publish(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<PublishAnswer>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let (item_id, letter_version) = put_before_the_board(&mut work, *id, seen, &body).await?;
    Reply::created(&PublishedAnswerItem { item_id, letter_version }, format!("/api/v1/desk/items/{item_id}"))?.after(work).await
}

/// Both at once: the item before the board, and the letter's link to it.
pub async fn put_before_the_board(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: &PublishAnswer) -> Result<(Uuid, i64), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Publish, seen).await?;
    if hand.row.item_id.is_some() {
        return Err(Problem::new(Code::Conflict).detail("Thư này đã có bản đăng.", "This letter has its publication already."));
    }
    let sender = private::need(work.db(), work.site, id).await?.sender()?;
    let finder = Finder::read(work.db(), views::day(work.now), sender).await?;
    let (title, question, answer) = cleaned(said, &finder)?;
    let left_out = [&title, &question, &answer].into_iter().any(|text| text.contains(GAP));
    let unit = match hand.row.unit_id {
        Some(unit) => org_unit::Entity::find_by_id(unit).one(work.db()).await?,
        None => None,
    };
    let unit_name = unit.map(|u| u.name).unwrap_or_default();
    let details = json!({
        "letter_kind": hand.row.kind,
        "question": question,
        "asked_on": views::day(hand.row.received_at),
        "answered_on": hand.row.answered_at.map(views::day),
        "answered_by": unit_name,
        "left_out": left_out,
    });
    let content = Content {
        title,
        summary: crate::kernel::text::plain_excerpt(&question, 300),
        body_html: paragraphs(&answer),
        details: match details {
            serde_json::Value::Object(members) => members.into_iter().filter(|(_, v)| !v.is_null()).collect(),
            _ => Map::new(),
        },
        section_id: match said.section_id {
            Some(section) => Some(section),
            None => section_of_answers(work).await?,
        },
        fields: hand.row.field.into_iter().collect(),
        info_class: Some(InfoClass::QuestionAnswer),
        authors: vec![Author { name: unit_name, user_id: None }],
        ..Content::default()
    };
    let content = content.clean(Kind::Answer).map_err(Problem::invalid)?;
    let new =
        NewItem { kind: Kind::Answer, content, origin: Origin::Desk, external_id: None, translation_of: None, unit: hand.row.unit_id };
    let row = newsroom::create(work, new).await?;
    let from_letter = item::ActiveModel { source_type: Set(Some(SOURCE.into())), source_id: Set(Some(id)), ..Default::default() };
    item::Entity::update_many().set(from_letter).filter(item::Column::Id.eq(row.id)).exec(work.db()).await?;
    newsroom::submit(work, row.id, IfMatch(row.version)).await?;
    hand.row.item_id = Some(row.id);
    hand.moved(work).await?;
    work.record(Change::LetterPublished { letter: hand.facts(), published_item: row.id });
    Ok((row.id, hand.row.version))
}

/// The texts in their normal form, with nothing of the sender in them.
fn cleaned(said: &PublishAnswer, finder: &Finder) -> Result<(String, String, String), Problem> {
    let mut form = Form::default();
    let title = form.line("/title", &said.title, 1, 300);
    let question = form.block("/question", &said.question, 1, 20_000);
    let answer = form.block("/answer", &said.answer, 1, 20_000);
    for (pointer, text) in [("/title", &title), ("/question", &question), ("/answer", &answer)] {
        let mut findings = vec![];
        finder.left_out(pointer, text, &mut findings);
        for found in findings {
            let own = found.code == SENDER;
            if own || !said.findings_confirmed {
                let (vi, en) = match own {
                    true => ("Thông tin của người gửi thư phải được lược bỏ.", "What the sender wrote of themselves must be left out."),
                    false => ("Có thể là thông tin cá nhân: hãy lược bỏ hoặc xác nhận.", "It may be personal: leave it out or confirm it."),
                };
                form.errors.push(FieldError::new(
                    pointer,
                    found.code,
                    format!("{vi} “{}”", found.quote),
                    format!("{en} “{}”", found.quote),
                ));
            }
        }
    }
    form.done()?;
    Ok((title, question, answer))
}

fn paragraphs(text: &str) -> String {
    let paragraph = |p: &str| format!("<p>{}</p>", ammonia::clean_text(p).replace("&#10;", "<br>"));
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(paragraph).collect()
}

/// The first section of questions and answers there is.
async fn section_of_answers(work: &Work<'_>) -> Result<Option<Uuid>, Problem> {
    let found =
        section::Entity::find().filter(section::Column::InfoClass.is_in([InfoClass::QuestionAnswer, InfoClass::PetitionConsultation]));
    Ok(found.order_by_asc(section::Column::Position).one(work.db()).await?.map(|s| s.id))
}
