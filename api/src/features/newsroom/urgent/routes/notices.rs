//! Urgent notices: list, let out, update, end, check, count.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::urgent::blanks::Filled;
use crate::features::newsroom::urgent::check::{self, Finding};
use crate::features::newsroom::urgent::notices::{self, AtOnce, FromTemplate};
use crate::features::newsroom::urgent::queries::{self, Which};
use crate::features::newsroom::urgent::thread::{self, Line};
use crate::features::newsroom::urgent::views::{UrgentCount, UrgentDryRun, UrgentView};
use crate::http::page::{PageRequest, Whole};
use crate::http::{Body, Caller, Code, FieldError, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::words::{CheckState, UrgentSeverity};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_notices).service(count_notices).service(publish_from_template).service(publish_at_once);
    cfg.service(read_notice).service(update_notice).service(extend_notice).service(end_notice).service(check_notice);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct NoticesQuery {
    /// All when not said.
    #[param(inline)]
    state: Option<Which>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Urgent notices, newest first: those that are live, those the board has not checked, or all.
#[utoipa::path(get, path = "/api/v1/desk/urgent/notices", operation_id = "list_urgent_notices", tag = "urgent", params(NoticesQuery), responses((status = 200, body = Page<UrgentView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/urgent/notices")]
async fn list_notices(caller: Caller, query: Query<NoticesQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let which = asked.state.unwrap_or(Which::All);
    let now = caller.site.clock.now();
    Ok(Reply::ok(&queries::notices(caller.site.read(), &caller.actor, which, &page, now).await?)?.send())
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountsQuery {
    /// The first month.
    #[param(pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$", example = "2026-01")]
    from: String,
    /// The last month, at most 36 in all.
    #[param(pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$", example = "2026-12")]
    to: String,
}

/// How many went out, on what they rested, and how the after-check went: by month and unit, apart from everything else.
#[utoipa::path(get, path = "/api/v1/desk/urgent/counts", operation_id = "count_urgent_notices", tag = "urgent", params(CountsQuery), responses((status = 200, body = Whole<UrgentCount>)), security(("bearer" = [])))]
#[get("/api/v1/desk/urgent/counts")]
async fn count_notices(caller: Caller, query: Query<CountsQuery>) -> Result<HttpResponse, Problem> {
    let now = caller.site.clock.now();
    let data = queries::counts(caller.site.read(), &caller.actor, &query.from, &query.to, now).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DryRunQuery {
    /// `true`: answer what would happen, change nothing.
    #[serde(default)]
    #[param(example = false)]
    dry_run: bool,
}

/// A template and what goes into its blanks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FillTemplate {
    template_id: Uuid,
    /// By the names of the blanks; times in RFC 3339.
    #[schema(example = json!({"place": "phố Trần Hưng Đạo", "from": "2026-11-23T23:30:00+07:00"}))]
    blanks: BTreeMap<String, String>,
    /// The template's hours when not said.
    #[serde(default)]
    #[schema(example = "2026-11-24T18:00:00+07:00")]
    display_until: Option<DateTime<Utc>>,
}

/// Fills an approved template and publishes it at once: for who is on duty now, the editor-in-chief and the deputies.
/// With `dry_run` the preview.
#[utoipa::path(post, path = "/api/v1/desk/urgent/notices", operation_id = "publish_urgent_notice", tag = "urgent",
    params(("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = FillTemplate,
    responses((status = 201, body = UrgentView), (status = 200, description = "The dry run", body = UrgentDryRun)), security(("bearer" = [])))]
#[post("/api/v1/desk/urgent/notices")]
async fn publish_from_template(caller: Caller, dry: Query<DryRunQuery>, body: Body<FillTemplate>) -> Result<HttpResponse, Problem> {
    let mut call = caller.call(&body.fingerprint);
    if dry.dry_run {
        call.key = None;
    }
    let mut work = Work::begin(&caller.site, call).await?;
    let FillTemplate { template_id, blanks, display_until } = body.value;
    let asked = FromTemplate { template: template_id, blanks, display_until };
    let preview = if dry.dry_run { notices::preview(&work, &asked).await.ok() } else { None };
    let done = notices::publish_from_template(&mut work, asked).await;
    conclude(&caller, work, done, dry.dry_run, preview).await
}

/// One's own words, and why they cannot wait.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnWords {
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]{1,40}$", example = "other")]
    kind: String,
    #[schema(min_length = 1, max_length = 100, example = "Thông báo khẩn")]
    kind_name: String,
    #[serde(default)]
    #[schema(max_length = 100, example = "Urgent notice")]
    kind_name_en: Option<String>,
    severity: UrgentSeverity,
    #[schema(min_length = 1, max_length = 200, example = "Sơ tán khẩn cấp quanh kho xăng")]
    title: String,
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    title_en: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    text_en: Option<String>,
    #[serde(default)]
    section_id: Option<Uuid>,
    #[serde(default)]
    display_until: Option<DateTime<Utc>>,
    /// Kept with the approval.
    #[schema(min_length = 1, max_length = 1000, example = "Cháy lan, không mẫu nào phù hợp.")]
    reason: String,
}

/// Publishes beyond the templates, at once and with a reason: for the editor-in-chief and the deputies.
#[utoipa::path(post, path = "/api/v1/desk/urgent/emergencies", operation_id = "publish_emergency", tag = "urgent",
    params(("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = OwnWords,
    responses((status = 201, body = UrgentView), (status = 200, description = "The dry run", body = UrgentDryRun)), security(("bearer" = [])))]
#[post("/api/v1/desk/urgent/emergencies")]
async fn publish_at_once(caller: Caller, dry: Query<DryRunQuery>, body: Body<OwnWords>) -> Result<HttpResponse, Problem> {
    let mut call = caller.call(&body.fingerprint);
    if dry.dry_run {
        call.key = None;
    }
    let mut work = Work::begin(&caller.site, call).await?;
    let said = body.value;
    let words = Filled { title: said.title, text: said.text, title_en: said.title_en, text_en: said.text_en };
    let preview = dry.dry_run.then(|| words.clone());
    let asked = AtOnce {
        kind: said.kind,
        kind_name: said.kind_name,
        kind_name_en: said.kind_name_en,
        severity: said.severity,
        words,
        section: said.section_id,
        display_until: said.display_until,
        reason: said.reason,
    };
    let done = notices::publish_at_once(&mut work, asked).await;
    conclude(&caller, work, done, dry.dry_run, preview).await
}

/// In earnest the new notice, in a dry run what would have come.
async fn conclude(
    caller: &Caller,
    work: Work<'_>,
    done: Result<Uuid, Problem>,
    dry: bool,
    preview: Option<Filled>,
) -> Result<HttpResponse, Problem> {
    if !dry {
        let view = queries::notice(work.db(), &caller.actor, done?, work.now).await?;
        return Reply::created(&view, format!("/api/v1/desk/urgent/notices/{}", view.id))?.version(view.version).after(work).await;
    }
    let told = match done {
        Ok(id) => {
            let view = queries::notice(work.db(), &caller.actor, id, work.now).await?;
            UrgentDryRun { allowed: true, reasons: vec![], preview, display_until: view.display_until }
        }
        Err(problem) => UrgentDryRun { allowed: false, reasons: reasons(problem)?, preview, display_until: None },
    };
    drop(work);
    Ok(Reply::ok(&told)?.send())
}

/// Why a verb would be refused; what is no refusal stays a problem.
fn reasons(problem: Problem) -> Result<Vec<FieldError>, Problem> {
    let refusal = [Code::Invalid, Code::Forbidden, Code::IllegalTransition, Code::AlreadyDecided, Code::Conflict].contains(&problem.code);
    if !refusal {
        return Err(problem);
    }
    if !problem.errors.is_empty() {
        return Ok(problem.errors);
    }
    let (vi, en) = problem.detail.unwrap_or_else(|| {
        let (vi, en) = problem.code.titles();
        (vi.into(), en.into())
    });
    Ok(vec![FieldError::new("", problem.code.code(), vi, en)])
}

/// One urgent notice: its thread, on what it rests, its after-check.
#[utoipa::path(get, path = "/api/v1/desk/urgent/notices/{id}", operation_id = "read_urgent_notice", tag = "urgent", params(("id" = Uuid, Path)), responses((status = 200, body = UrgentView)), security(("bearer" = [])))]
#[get("/api/v1/desk/urgent/notices/{id}")]
async fn read_notice(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::notice(caller.site.read(), &caller.actor, *id, caller.site.clock.now()).await?;
    Ok(Reply::ok(&view)?.version(view.version).send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateLine {
    #[schema(min_length = 1, max_length = 1000, example = "Đã thay xong đoạn ống vỡ, đang xả rửa đường ống.")]
    text: String,
    #[serde(default)]
    #[schema(max_length = 1000)]
    text_en: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Until {
    #[schema(example = "2026-11-24T18:00:00+07:00")]
    display_until: DateTime<Utc>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TheEnd {
    #[schema(min_length = 1, max_length = 1000, example = "Đã khắc phục, nước đã có lại.")]
    text: String,
    #[serde(default)]
    #[schema(max_length = 1000)]
    text_en: Option<String>,
    /// How long the banner still says so; 0 takes it away at once.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 48, example = 2)]
    keep_hours: i64,
}

/// What the board found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckBody {
    /// `approved`, `corrected` or `withdrawn`.
    outcome: CheckState,
    /// Needed unless it is approved; the public reason of a withdrawal.
    #[serde(default)]
    #[schema(max_length = 1000, example = "Số điện thoại của đơn vị cấp nước ghi sai.")]
    remark: Option<String>,
    /// With `corrected`: what readers are told.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: Option<String>,
    /// With `corrected`: the right title.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: Option<String>,
    /// With `corrected`: the right text.
    #[serde(default)]
    #[schema(max_length = 2000)]
    text: Option<String>,
}

impl CheckBody {
    fn finding(self) -> Result<Finding, Problem> {
        match self.outcome {
            CheckState::Approved => Ok(Finding::Approve { remark: self.remark }),
            CheckState::Corrected => Ok(Finding::Correct {
                remark: self.remark.unwrap_or_default(),
                note: self.note.unwrap_or_default(),
                title: self.title,
                text: self.text,
            }),
            CheckState::Withdrawn => Ok(Finding::Withdraw { remark: self.remark.unwrap_or_default() }),
            CheckState::Open => {
                let fault = FieldError::new(
                    "/outcome",
                    "out_of_range",
                    "Chọn duyệt, đính chính hoặc gỡ.",
                    "Choose approved, corrected or withdrawn.",
                );
                Err(Problem::invalid(vec![fault]))
            }
        }
    }
}

macro_rules! verb {
    ($(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $seen:ident, $said:ident| $act:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, operation_id = $operation, tag = "urgent",
            params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery),
            request_body = $body, responses((status = 200, body = UrgentAnswer)), security(("bearer" = []))
        )]
        #[post($path)]
        async fn $name(caller: Caller, id: Path<Uuid>, $seen: IfMatch, dry: Query<DryRunQuery>, body: Body<$body>) -> Result<HttpResponse, Problem> {
            let $id = *id;
            let mut call = caller.call(&body.fingerprint);
            if dry.dry_run {
                call.key = None;
            }
            let mut work = Work::begin(&caller.site, call).await?;
            let done: Result<(), Problem> = {
                let ($work, $said) = (&mut work, body.value);
                $act.await
            };
            if !dry.dry_run {
                done?;
                let view = queries::notice(work.db(), &caller.actor, $id, work.now).await?;
                return Reply::ok(&view)?.version(view.version).after(work).await;
            }
            let told = match done {
                Ok(()) => {
                    let view = queries::notice(work.db(), &caller.actor, $id, work.now).await?;
                    UrgentDryRun { allowed: true, reasons: vec![], preview: None, display_until: view.display_until }
                }
                Err(problem) => UrgentDryRun { allowed: false, reasons: reasons(problem)?, preview: None, display_until: None },
            };
            drop(work);
            Ok(Reply::ok(&told)?.send())
        }
    };
}

/// The notice, or what a dry run found.
#[derive(serde::Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum UrgentAnswer {
    Notice(Box<UrgentView>),
    DryRun(UrgentDryRun),
}

verb!(
    /// Adds a dated line to the thread.
    update_notice, "/api/v1/desk/urgent/notices/{id}/updates", "update_urgent_notice", UpdateLine,
    |work, id, seen, said| thread::update(work, id, seen, Line { text: said.text, text_en: said.text_en })
);
verb!(
    /// Sets another end of display, later or sooner.
    extend_notice, "/api/v1/desk/urgent/notices/{id}/extend", "extend_urgent_notice", Until,
    |work, id, seen, said| thread::extend(work, id, seen, said.display_until)
);
verb!(
    /// Says that the trouble is over; the banner goes at once or after some hours.
    end_notice, "/api/v1/desk/urgent/notices/{id}/end", "end_urgent_notice", TheEnd,
    |work, id, seen, said| thread::end(work, id, seen, Line { text: said.text, text_en: said.text_en }, said.keep_hours)
);
verb!(
    /// The board's after-check; who published it does not check it.
    check_notice, "/api/v1/desk/urgent/notices/{id}/check", "check_urgent_notice", CheckBody,
    |work, id, seen, said| async move { check::check(work, id, seen, said.finding()?).await }
);
