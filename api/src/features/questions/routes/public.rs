//! The doors of those who send letters: no account, no cookie.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Actor, Door};
use crate::features::questions::intake::{self, Arrival, FILES_MAX, LetterReceipt, LetterRequest, TEXT_MAX};
use crate::features::questions::settings::{self, ConsentText, KindRules};
use crate::features::questions::statistics::{self, LetterStatistics, LetterStatisticsQuery};
use crate::features::questions::tracking::{self, LetterTracking};
use crate::features::questions::views::{DataRightView, day, moment};
use crate::features::questions::{actions, queries, uploads};
use crate::http::caller::read_key;
use crate::http::form_limits::Asker;
use crate::http::manners::RequestId;
use crate::http::public::{self, Draft, Outcome};
use crate::http::{Body, Problem, Query, Reply, SiteRef, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::letters::{DataRight, LetterKind};
use crate::kernel::words::Field;
use crate::store::entities::{clock, letter};
use crate::store::{Call, Site, Work, boundaries};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(letter_form).service(statistics_of_letters).service(promised_letters);
    cfg.service(send_letter).service(track_letter).service(reopen_letter).service(rate_letter).service(ask_data_right);
}

/// What the form asks for.
#[derive(Serialize, ToSchema)]
struct LetterForm {
    /// What each kind needs.
    kinds: Vec<LetterFormKind>,
    fields: Vec<LetterFormField>,
    consent: ConsentText,
    /// How long a letter is kept after it ended, in months.
    retention: settings::Retention,
    reopening: settings::Reopening,
    /// There is a map: `GET /boundary`.
    boundary: bool,
    #[schema(example = 5)]
    attachments: usize,
    /// Bytes a file.
    #[schema(example = 20_971_520)]
    attachment_bytes: u64,
    #[schema(example = 20_000)]
    text: usize,
    /// Leading zero bits of the proof of work (`GET /form-challenge`); 0: none is asked for.
    #[schema(example = 16)]
    proof_bits: u8,
}

#[derive(Serialize, ToSchema)]
struct LetterFormKind {
    #[schema(example = "Phản ánh")]
    kind_name: &'static str,
    #[schema(example = "Report")]
    kind_name_en: &'static str,
    #[serde(flatten)]
    rules: KindRules,
}

#[derive(Serialize, ToSchema)]
struct LetterFormField {
    field: Field,
    #[schema(example = "Kinh tế")]
    name: &'static str,
    #[schema(example = "Economy")]
    name_en: &'static str,
}

/// What the letter form asks for
///
/// Kinds and what each needs, consent, limits: dated data of the ward.
#[utoipa::path(get, path = "/api/v1/letter-form", operation_id = "get_letter_form", tag = "letters", responses((status = 200, body = LetterForm)))]
#[get("/api/v1/letter-form")]
async fn letter_form(site: SiteRef) -> Result<HttpResponse, Problem> {
    let (db, today) = (site.read(), day(site.clock.now()));
    let kinds = settings::kinds(db, today).await?.into_iter().map(|rules| {
        let (kind_name, kind_name_en) = rules.kind.names();
        LetterFormKind { kind_name, kind_name_en, rules }
    });
    let fields = <Field as sea_orm::Iterable>::iter().map(|field| {
        let (name, name_en) = field.names();
        LetterFormField { field, name, name_en }
    });
    let form = LetterForm {
        kinds: kinds.collect(),
        fields: fields.collect(),
        consent: settings::consent(db, today).await?,
        retention: settings::retention(db, today).await?,
        reopening: settings::reopening(db, today).await?,
        boundary: boundaries::is_set(db).await?,
        attachments: FILES_MAX,
        attachment_bytes: uploads::BYTES_MAX,
        text: TEXT_MAX,
        proof_bits: site.settings.forms.proof_bits,
    };
    Ok(Reply::ok(&form)?.send())
}

/// Send a letter
///
/// Question, report, petition, feedback on the portal or information request. The answer holds code and secret; the secret is told this once.
#[utoipa::path(post, path = "/api/v1/questions", operation_id = "send_letter", tag = "letters",
    params(("Idempotency-Key" = Option<String>, Header, description = "Chosen by the client for this very letter: sent twice, it is one letter", max_length = 200)),
    request_body = LetterRequest,
    responses((status = 201, body = LetterReceipt), (status = 409, description = "Somebody else's change came between: send it again"),
        (status = 429, description = "Too many letters from this address, or in all"), (status = 507, description = "The server is out of space")))]
#[post("/api/v1/questions")]
async fn send_letter(site: SiteRef, request: HttpRequest, body: Body<LetterRequest>) -> Result<HttpResponse, Problem> {
    let key = read_key(&request)?;
    let asker = Asker::of(&request);
    let arrival = Arrival { request_id: RequestId::of(&request), key, fingerprint: &body.fingerprint, at: site.clock.now(), asker };
    intake::accept(&site, arrival, body.value).await
}

/// Follow a letter
///
/// With the secret in `X-Sender-Secret`. A wrong code and a wrong secret get the same answer, and guessing is slowed.
#[utoipa::path(get, path = "/api/v1/questions/{code}", operation_id = "track_letter", tag = "letters",
    params(("code" = String, Path, max_length = 40, example = "26-7K3M-9QPX"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    responses((status = 200, body = LetterTracking), (status = 429, description = "Too many wrong guesses")))]
#[get("/api/v1/questions/{code}")]
async fn track_letter(site: SiteRef, request: HttpRequest, code: Path<String>) -> Result<HttpResponse, Problem> {
    let row = tracking::known(&request, &site, &code).await?;
    Ok(Reply::ok(&tracking::view(&site, row).await?)?.send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReopenLetter {
    #[schema(min_length = 1, max_length = 5000, example = "Đèn sáng một đêm rồi lại hỏng.")]
    reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RateLetter {
    #[schema(minimum = 1, maximum = 5, example = 4)]
    stars: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskDataRight {
    right: DataRight,
    #[serde(default)]
    #[schema(max_length = 2000, example = "Xin sửa số điện thoại.")]
    text: Option<String>,
}

fn call(request: &HttpRequest) -> Call {
    Call::new(Actor::system(Door::Citizen), RequestId::of(request))
}

/// Ask once more
///
/// After the answer, once, within the days that `reopen_until` tells: the letter goes back to the unit.
#[utoipa::path(post, path = "/api/v1/questions/{code}/reopen", operation_id = "reopen_letter", tag = "letters",
    params(("code" = String, Path, max_length = 40, example = "26-7K3M-9QPX"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    request_body = ReopenLetter,
    responses((status = 200, body = LetterTracking), (status = 409, description = "Not answered yet, too late, or reopened before"),
        (status = 429, description = "Too many")))]
#[post("/api/v1/questions/{code}/reopen")]
async fn reopen_letter(site: SiteRef, request: HttpRequest, code: Path<String>, body: Body<ReopenLetter>) -> Result<HttpResponse, Problem> {
    let row = tracking::known(&request, &site, &code).await?;
    let mut work = Work::begin(&site, call(&request)).await?;
    actions::reopen(&mut work, row.id, &body.reason).await?;
    work.commit().await?;
    after(&site, row.id).await
}

/// Rate the answer
///
/// One to five stars, once.
#[utoipa::path(post, path = "/api/v1/questions/{code}/rating", operation_id = "rate_letter", tag = "letters",
    params(("code" = String, Path, max_length = 40, example = "26-7K3M-9QPX"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    request_body = RateLetter,
    responses((status = 200, body = LetterTracking), (status = 409, description = "Not answered yet, or rated before"), (status = 429, description = "Too many")))]
#[post("/api/v1/questions/{code}/rating")]
async fn rate_letter(site: SiteRef, request: HttpRequest, code: Path<String>, body: Body<RateLetter>) -> Result<HttpResponse, Problem> {
    let row = tracking::known(&request, &site, &code).await?;
    let mut work = Work::begin(&site, call(&request)).await?;
    actions::rate(&mut work, row.id, body.stars).await?;
    work.commit().await?;
    after(&site, row.id).await
}

/// Ask about one's own data
///
/// Access, correction, erasure, objection (law 91/2025); acknowledged within two working days.
#[utoipa::path(post, path = "/api/v1/questions/{code}/data-rights", operation_id = "ask_data_right", tag = "letters",
    params(("code" = String, Path, max_length = 40, example = "26-7K3M-9QPX"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    request_body = AskDataRight,
    responses((status = 201, body = DataRightView), (status = 409, description = "Changed meanwhile"), (status = 429, description = "Too many")))]
#[post("/api/v1/questions/{code}/data-rights")]
async fn ask_data_right(
    site: SiteRef,
    request: HttpRequest,
    code: Path<String>,
    body: Body<AskDataRight>,
) -> Result<HttpResponse, Problem> {
    let row = tracking::known(&request, &site, &code).await?;
    let mut work = Work::begin(&site, call(&request)).await?;
    let asked = actions::ask_right(&mut work, row.id, body.right, body.text.as_deref()).await?;
    work.commit().await?;
    Ok(Reply::json(201, &queries::right_view(site.read(), &site, asked).await?)?.send())
}

async fn after(site: &Site, id: uuid::Uuid) -> Result<HttpResponse, Problem> {
    use sea_orm::EntityTrait;
    let row = letter::Entity::find_by_id(id).one(site.read()).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(&tracking::view(site, row).await?)?.send())
}

/// Letters in figures
///
/// By month of receipt and by unit; no personal data; units with few letters together.
#[utoipa::path(get, path = "/api/v1/statistics/questions", operation_id = "letter_statistics", tag = "letters", params(LetterStatisticsQuery),
    responses((status = 200, body = LetterStatistics), (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/statistics/questions")]
async fn statistics_of_letters(site: SiteRef, request: HttpRequest, query: Query<LetterStatisticsQuery>) -> Result<HttpResponse, Problem> {
    let (from, until) = statistics::span(&site, &query)?;
    // Told afresh once a minute, and whenever the public side moves.
    let key = format!("letter statistics {from} {until} {}", site.clock.now().timestamp() / 60);
    let made = async |site: &Site| Ok(Outcome::Ready(Draft::json(serde_json::to_string(&statistics::tell(site, from, until).await?)?)));
    Ok(public::serve(&request, &key, made).await)
}

/// A letter whose answer was put off, without a word of it.
#[derive(Serialize, ToSchema)]
struct PromisedLetter {
    kind: LetterKind,
    #[schema(required)]
    field: Option<Field>,
    #[schema(required, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
    unit: Option<String>,
    #[schema(example = "2026-11-23")]
    received_on: chrono::NaiveDate,
    /// By the rule alone.
    #[schema(required)]
    first_due_at: Option<String>,
    /// The promise, which is the deadline now.
    #[schema(example = "2026-12-30T16:30:00+07:00")]
    promised_at: String,
    extensions: i64,
    overdue: bool,
}

/// Letters whose answer was put off
///
/// Every extension is seen in public: the kind, the unit and the dates, never a word of the letter. The next hundred promises.
#[utoipa::path(get, path = "/api/v1/questions/promised", operation_id = "list_promised_letters", tag = "letters",
    responses((status = 200, body = Whole<PromisedLetter>)))]
#[get("/api/v1/questions/promised")]
async fn promised_letters(site: SiteRef) -> Result<HttpResponse, Problem> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
    let (db, now) = (site.read(), site.clock.now());
    let rows = letter::Entity::find().filter(letter::Column::PromisedAt.is_not_null()).filter(letter::Column::Sealed.eq(false));
    let rows = rows.order_by_asc(letter::Column::PromisedAt).order_by_asc(letter::Column::Id).limit(100).all(db).await?;
    let units = queries::unit_names(db, rows.iter().filter_map(|r| r.unit_id)).await?;
    let clocks = queries::clocks_of(db, crate::kernel::words::ClockSubject::Letter, rows.iter().map(|r| r.id)).await?;
    let first = |row: &letter::Model| {
        let of = clocks.iter().filter(|(c, rule)| c.subject_id == row.id && crate::features::questions::views::answers(rule));
        of.max_by_key(|(c, _): &&(clock::Model, _)| c.trigger_at).map(|(c, _)| c.first_due_at)
    };
    let view = |row: &letter::Model| {
        let promised = row.promised_at?;
        Some(PromisedLetter {
            kind: row.kind,
            field: row.field,
            unit: row.unit_id.and_then(|id| units.get(&id)).cloned(),
            received_on: day(row.received_at),
            first_due_at: moment(first(row)),
            promised_at: rfc3339_vn(promised),
            extensions: row.extensions,
            overdue: promised < now,
        })
    };
    Ok(Reply::ok(&Whole { data: rows.iter().filter_map(view).collect() })?.send())
}
