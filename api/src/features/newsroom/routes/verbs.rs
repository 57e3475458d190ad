//! The verbs of an item's life. Each is the same action that worker, import and demo call.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{DryRunQuery, NoWords, Remark, conclude};
use crate::features::newsroom::actions;
use crate::features::newsroom::views::ItemAnswer;
use crate::http::{Body, Caller, IfMatch, Problem, Query};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(submit).service(recall).service(send_up).service(send_back).service(publish).service(withdraw).service(archive);
    cfg.service(restore).service(new_edition).service(correct).service(discard_edition);
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Shown to the public at the old address.
    #[schema(min_length = 1, max_length = 1000, example = "Nhầm tệp đính kèm.")]
    reason: String,
    /// The caller has seen where it is used; without it, a withdrawal of something in use is refused with the places.
    #[serde(default)]
    in_use_confirmed: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Note {
    /// Stands visibly under the item.
    #[schema(min_length = 1, max_length = 1000, example = "Số người được khám là 120, không phải 210.")]
    note: String,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct When {
    /// Absent: now.
    publish_at: Option<DateTime<Utc>>,
}

verb!(
    item
    /// Hands the item in for review: freezes a revision and routes it (Điều 12–14).
    submit, "/api/v1/desk/items/{id}/submit", "submit_item", NoWords, |work, id, seen, _said| actions::submit(work, id, seen)
);
verb!(
    item
    /// Takes back what was handed in, while nobody has it in hand.
    recall, "/api/v1/desk/items/{id}/recall", "recall_item", NoWords, |work, id, seen, _said| actions::recall(work, id, seen)
);
verb!(
    item
    /// Puts the edited text before the board (Đ11.3b).
    send_up, "/api/v1/desk/items/{id}/send-up", "send_up_item", NoWords, |work, id, seen, _said| actions::send_up(work, id, seen)
);
verb!(
    item
    /// The board gives the item back to the Secretariat.
    send_back, "/api/v1/desk/items/{id}/send-back", "send_back_item", Remark, |work, id, seen, said| actions::send_back(work, id, seen, &said.remark)
);
verb!(
    item
    /// Publishes an approved item now, or sets the moment.
    publish, "/api/v1/desk/items/{id}/publish", "publish_item", When, |work, id, seen, said| async move {
        match said.publish_at {
            Some(at) => actions::schedule(work, id, seen, at).await,
            None => actions::publish(work, id, seen).await,
        }
    }
);
verb!(
    item
    /// Takes a publication away: its address answers 410 with the reason.
    withdraw, "/api/v1/desk/items/{id}/withdraw", "withdraw_item", Reason, |work, id, seen, said| actions::withdraw(work, id, seen, &said.reason, said.in_use_confirmed)
);
verb!(
    item
    /// Sets a publication aside: readable at its address, out of the lists.
    archive, "/api/v1/desk/items/{id}/archive", "archive_item", NoWords, |work, id, seen, _said| actions::archive(work, id, seen)
);
verb!(
    item
    /// Asks the board to let out again what was withdrawn or has expired.
    restore, "/api/v1/desk/items/{id}/restore", "restore_item", NoWords, |work, id, seen, _said| actions::restore(work, id, seen)
);
verb!(
    item
    /// Opens a new edition; the live one stays until the new one is approved.
    new_edition, "/api/v1/desk/items/{id}/new-edition", "open_edition", NoWords, |work, id, seen, _said| actions::new_edition(work, id, seen)
);
verb!(
    item
    /// Opens a new edition that corrects the live one, with a visible note.
    correct, "/api/v1/desk/items/{id}/correct", "correct_item", Note, |work, id, seen, said| actions::correct(work, id, seen, &said.note)
);
verb!(
    item
    /// Gives the open edition up; what is public stays.
    discard_edition, "/api/v1/desk/items/{id}/discard-edition", "discard_edition", NoWords, |work, id, seen, _said| actions::discard_edition(work, id, seen)
);
