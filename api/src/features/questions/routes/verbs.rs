//! The verbs of a letter's life at the desk.

use actix_web::web::Path;
use actix_web::{HttpResponse, post, put};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{LetterDryRunQuery, conclude, private_call};
use crate::features::questions::actions::{self, Classification, Promise, Referral};
use crate::features::questions::views::{LetterAnswer, LetterView};
use crate::http::{Body, Caller, IfMatch, Problem, Query};
use crate::kernel::letters::LetterKind;
use crate::kernel::words::Field;
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(classify).service(forward).service(hand_back).service(take).service(draft).service(submit_answer);
    cfg.service(return_answer).service(approve_answer).service(progress).service(close);
    cfg.service(out_of_scope).service(refer).service(reject).service(merge);
}

/// A verb that says nothing besides itself.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterNoWords)]
struct NoWords {}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClassifyLetter {
    kind: LetterKind,
    #[serde(default)]
    field: Option<Field>,
    /// At once to this unit: classified and forwarded in one act, recorded as two.
    #[serde(default)]
    forward_to: Option<Uuid>,
    /// For the unit; stays at the desk.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ForwardLetter {
    unit: Uuid,
    /// For the unit; stays at the desk.
    #[serde(default)]
    #[schema(max_length = 2000, example = "Đề nghị kiểm tra hiện trường trước khi trả lời.")]
    note: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterReason)]
struct Reason {
    #[schema(min_length = 1, max_length = 2000, example = "Không thuộc nhiệm vụ của đơn vị.")]
    reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterRemark)]
struct Remark {
    #[schema(min_length = 1, max_length = 2000, example = "Bổ sung thời gian khắc phục.")]
    remark: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftAnswer {
    #[schema(max_length = 20000, example = "Phường đã kiểm tra và sẽ thay đèn trong tuần này.")]
    text: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProgressNotice {
    /// The deadline from now on.
    #[schema(example = "2026-12-30T16:30:00+07:00")]
    promised_at: DateTime<Utc>,
    /// Told to the sender.
    #[schema(min_length = 1, max_length = 2000, example = "Đang chờ đơn vị chiếu sáng đô thị cấp vật tư.")]
    reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LetterOutOfScope {
    #[schema(min_length = 1, max_length = 5000, example = "Giấy phép lái xe quốc tế do Phòng Cảnh sát giao thông cấp.")]
    reason: String,
    #[schema(min_length = 1, max_length = 2000, example = "Cổng dịch vụ công quốc gia: dichvucong.gov.vn")]
    where_to_turn: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReferLetter {
    /// Told to the sender: the lawful route.
    #[schema(min_length = 1, max_length = 5000, example = "Nội dung là tố cáo, được giải quyết theo Luật Tố cáo.")]
    guidance: String,
    #[schema(min_length = 1, max_length = 2000, example = "Ban Tiếp công dân thành phố")]
    where_to_turn: String,
    /// Units it is about: from now on nobody of them knows of it.
    #[serde(default)]
    #[schema(max_items = 20)]
    accused_units: Vec<Uuid>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeLetter {
    /// Code or id of the letter it goes into.
    #[schema(min_length = 1, max_length = 60, example = "26-7K3M-9QPX")]
    into: String,
}

letter_verb!(
    /// Classify a letter, and forward it at once where a unit is named.
    classify, "/api/v1/desk/questions/{id}/classify", "classify_letter", ClassifyLetter, |work, id, seen, said| {
        let said = Classification { kind: said.kind, field: said.field, forward_to: said.forward_to, note: said.note.clone() };
        actions::classify(work, id, seen, said)
    }
);
letter_verb!(
    /// Forward a letter to the unit that is to answer it.
    forward, "/api/v1/desk/questions/{id}/forward", "forward_letter", ForwardLetter, |work, id, seen, said| actions::forward(work, id, seen, said.unit, said.note.as_deref())
);
letter_verb!(
    /// The unit hands a letter back to intake: not its matter.
    hand_back, "/api/v1/desk/questions/{id}/hand-back", "hand_back_letter", Reason, |work, id, seen, said| actions::hand_back(work, id, seen, &said.reason)
);
letter_verb!(
    /// Begin to answer a letter.
    take, "/api/v1/desk/questions/{id}/take", "take_letter", NoWords, |work, id, seen, _said| actions::take(work, id, seen)
);
letter_verb!(
    /// Put the drafted answer before the head of the unit.
    submit_answer, "/api/v1/desk/questions/{id}/submit-answer", "submit_letter_answer", NoWords, |work, id, seen, _said| actions::submit_answer(work, id, seen)
);
letter_verb!(
    /// Give the drafted answer back, with a remark.
    return_answer, "/api/v1/desk/questions/{id}/return-answer", "return_letter_answer", Remark, |work, id, seen, said| actions::return_answer(work, id, seen, &said.remark)
);
letter_verb!(
    /// Approve the answer and send it: its sender reads it from now on, and the clock stops.
    approve_answer, "/api/v1/desk/questions/{id}/approve-answer", "approve_letter_answer", NoWords, |work, id, seen, _said| actions::approve_answer(work, id, seen)
);
letter_verb!(
    /// Tell the sender what is going on and promise a date, which is the deadline from now on (Đ7.5b); seen in public.
    progress, "/api/v1/desk/questions/{id}/progress", "send_progress_notice", ProgressNotice, |work, id, seen, said| {
        actions::progress(work, id, seen, Promise { at: said.promised_at, reason: said.reason.clone() })
    }
);
letter_verb!(
    /// Close an answered letter before its sender's time to ask again is over.
    close, "/api/v1/desk/questions/{id}/close", "close_letter", NoWords, |work, id, seen, _said| actions::close(work, id, seen)
);
letter_verb!(
    /// Not the ward's matter: the sender is told at once why and where to turn (Đ7.5a).
    out_of_scope, "/api/v1/desk/questions/{id}/out-of-scope", "turn_letter_away", LetterOutOfScope, |work, id, seen, said| actions::out_of_scope(work, id, seen, &said.reason, &said.where_to_turn)
);
letter_verb!(
    /// A complaint or denunciation: sealed at once, unseen by the units it is about, its sender told the lawful route.
    refer, "/api/v1/desk/questions/{id}/refer", "refer_letter", ReferLetter, |work, id, seen, said| {
        let said = Referral { guidance: said.guidance.clone(), where_to_turn: said.where_to_turn.clone(), accused: said.accused_units.clone() };
        actions::refer(work, id, seen, said)
    }
);
letter_verb!(
    /// Prohibited content or spam; the reason is kept and told.
    reject, "/api/v1/desk/questions/{id}/reject", "reject_letter", Reason, |work, id, seen, said| actions::reject(work, id, seen, &said.reason)
);
letter_verb!(
    /// Merge a letter into one that says the same.
    merge, "/api/v1/desk/questions/{id}/merge", "merge_letter", MergeLetter, |work, id, seen, said| actions::merge(work, id, seen, &said.into)
);

/// Keep the answer in the making
///
/// Sealed like the letter; the sender sees it when it is approved.
#[utoipa::path(put, path = "/api/v1/desk/questions/{id}/answer", operation_id = "draft_letter_answer", tag = "letters",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DraftAnswer,
    responses((status = 200, body = LetterView)), security(("bearer" = [])))]
#[put("/api/v1/desk/questions/{id}/answer")]
async fn draft(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DraftAnswer>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, private_call(&caller, &body.fingerprint, true)).await?;
    let done = actions::draft(&mut work, *id, seen, &body.text).await;
    conclude(&caller, work, *id, done, false).await
}
