//! Requests of senders about their own data (law 91/2025): asked with code and secret, acknowledged in time, fulfilled or
//! refused with a reason. Access is given by the tracking page itself; erasure destroys the letter.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::keeping::erase;
use super::{illegal, invalid};
use crate::access::Permission;
use crate::features::questions::intake::{facts, intake_unit};
use crate::features::questions::{policy, private, views};
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::letters::{DataRight, DataRightState};
use crate::kernel::words::{ClockStop, ClockSubject};
use crate::store::clocks::{self, Start};
use crate::store::entities::{data_right, letter};
use crate::store::{Change, Work, mail};

/// Requests about one letter.
const MOST: u64 = 10;

/// A sender asks; the clock of the acknowledgement runs.
pub async fn ask(work: &mut Work<'_>, id: Uuid, right: DataRight, text: Option<&str>) -> Result<data_right::Model, Problem> {
    let row = letter::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let row = row.filter(|row| row.erased_at.is_none()).ok_or_else(Problem::not_found)?;
    let mut form = Form::default();
    let text = form.optional_block("/text", text, 2000);
    if right == DataRight::Correction && text.is_none() {
        form.say("/text", "required", "Hãy ghi rõ cần sửa gì.", "Say what is to be corrected.");
    }
    form.done()?;
    let asked = data_right::Entity::find().filter(data_right::Column::LetterId.eq(id)).count(work.db()).await?;
    if asked >= MOST {
        return Err(
            Problem::new(Code::Conflict).detail("Thư này đã có nhiều yêu cầu.", "There are many requests about this letter already.")
        );
    }
    let opened = private::need(work.db(), work.site, id).await?;
    let request = work.id();
    let sealed = text.map(|t| opened.key.seal(&private::right_column(request, "body"), t.as_bytes())).transpose()?;
    let asked = data_right::Model {
        id: request,
        letter_id: id,
        kind: right,
        state: DataRightState::Open,
        asked_at: work.now,
        acknowledged_at: None,
        done_at: None,
        done_by: None,
        body: sealed,
        answer: None,
        version: 1,
    };
    data_right::Entity::insert(asked.clone().into_active_model()).exec_without_returning(work.db()).await?;
    if let Some(unit) = intake_unit(work.db(), views::day(work.now)).await? {
        let start = Start {
            subject: ClockSubject::DataRight,
            subject_id: request,
            rule: "data_rights",
            unit: unit.id,
            responsible: None,
            item: None,
            trigger: work.now,
        };
        clocks::start(work, start).await?;
    }
    work.record(Change::DataRightAsked { letter: facts(&row), request, right });
    Ok(asked)
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub struct Decided {
    pub state: DataRightState,
    pub answer: Option<String>,
    /// Of a correction: the sender's data as they are to stand.
    pub sender: Option<private::SenderData>,
}

/// Acknowledges, fulfils or refuses a request. Returns it and the blobs to take away.
pub async fn decide(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: Decided) -> Result<(data_right::Model, Vec<String>), Problem> {
    if !work.actor.may(Permission::LetterIntake) {
        return Err(Problem::forbidden("Chỉ nơi tiếp nhận thư giải quyết yêu cầu này.", "Only intake decides on such requests."));
    }
    let row = data_right::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let of = letter::Entity::find_by_id(row.letter_id).filter(policy::visible(&work.actor)).lock_exclusive();
    let of = of.one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let next = match row.state {
        DataRightState::Open => true,
        DataRightState::Acknowledged => said.state != DataRightState::Acknowledged,
        DataRightState::Fulfilled | DataRightState::Refused => false,
    };
    if !next || said.state == DataRightState::Open {
        return Err(Problem { members: illegal(&of, vec![]).members, ..Problem::new(Code::AlreadyDecided) }.member("state", row.state));
    }
    seen.check(row.version)?;
    let mut form = Form::default();
    let answer = form.optional_block("/answer", said.answer.as_deref(), 2000);
    if said.state == DataRightState::Refused && answer.is_none() {
        form.say("/answer", "required", "Từ chối phải nêu lý do.", "A refusal needs its reason.");
    }
    form.done()?;
    let mut changed = row.clone();
    changed.state = said.state;
    changed.version += 1;
    changed.acknowledged_at = row.acknowledged_at.or(Some(work.now));
    if said.state != DataRightState::Acknowledged {
        changed.done_at = Some(work.now);
        changed.done_by = work.actor.person;
    }
    let fulfilled = said.state == DataRightState::Fulfilled;
    let opened = private::need(work.db(), work.site, of.id).await?;
    changed.answer = answer.map(|t| opened.key.seal(&private::right_column(id, "answer"), t.as_bytes())).transpose()?;
    if fulfilled && row.kind == DataRight::Correction {
        let Some(sender) = said.sender else {
            return Err(invalid("/sender", "required", "Ghi thông tin sau khi sửa.", "Give the data as corrected."));
        };
        correct(work, opened, sender).await?;
    }
    changed.clone().into_active_model().reset_all().update(work.db()).await?;
    clocks::stop_those(work, ClockSubject::DataRight, id, &[ClockStop::Acknowledgement]).await?;
    work.record(Change::DataRightMoved { letter: facts(&of), request: id, right: row.kind, state: said.state });
    let blobs = match fulfilled && row.kind == DataRight::Erasure {
        true => {
            let blobs = erase(work, of, false).await?;
            changed.body = None;
            changed.answer = None;
            blobs
        }
        false => vec![],
    };
    Ok((changed, blobs))
}

async fn correct(work: &Work<'_>, opened: private::Opened, sender: private::SenderData) -> Result<(), Problem> {
    let mut form = Form::default();
    let sender = private::SenderData {
        name: form.optional_line("/sender/name", sender.name.as_deref(), 200),
        phone: form.optional_line("/sender/phone", sender.phone.as_deref(), 20),
        email: form.email("/sender/email", sender.email.as_deref()),
        address: form.optional_line("/sender/address", sender.address.as_deref(), 300),
    };
    form.done()?;
    let sealed = private::seal(&opened.key, private::SENDER, &sender)?;
    let mut row = opened.row.into_active_model();
    let letter = opened.key.letter;
    row.sender = sea_orm::Set(Some(sealed));
    row.update(work.db()).await?;
    // What still waits would go to an address that may be somebody else's.
    mail::forget(work, letter).await?;
    Ok(())
}
