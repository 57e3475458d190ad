//! One verb, one function: doors, worker and demo all call these. Each: policy, the table, write, record.

mod answering;
mod at_hand;
mod keeping;
mod rights;
mod sender;
mod sorting;

pub use answering::{Promise, approve_answer, close, draft, hand_back, progress, return_answer, submit_answer, take};
pub use at_hand::{Template, add_template, change_template, set_letter_setting};
pub use keeping::{Rewrapped, erase, keep_due, rewrap_some};
pub use rights::{Decided, ask as ask_right, decide as decide_right};
pub use sender::{rate, reopen};
pub use sorting::{Classification, Referral, classify, forward, merge, out_of_scope, refer, reject};

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::intake::facts;
use super::policy;
use super::private::{self, Said};
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::letters::{self, LetterMessageKind, LetterState, LetterVerb};
use crate::kernel::words::ClockSubject;
use crate::store::clocks;
use crate::store::entities::{letter, letter_message};
use crate::store::{Fault, LetterFacts, Work};

/// A letter in hand: found, locked, known to the actor, with the state a verb leads to.
pub struct InHand {
    pub row: letter::Model,
    pub to: LetterState,
}

impl InHand {
    /// Finds the letter for a verb at the desk.
    ///
    /// # Errors
    /// 404 for what one may not know of, 403, 409 with state and verbs, 412.
    pub async fn find(work: &Work<'_>, id: Uuid, verb: LetterVerb, seen: IfMatch) -> Result<Self, Problem> {
        if !policy::is_of_the_chain(&work.actor) {
            return Err(Problem::not_found());
        }
        let asked = letter::Entity::find_by_id(id).filter(policy::visible(&work.actor));
        let row = asked.lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
        let step = letters::step(row.state, verb).filter(|_| row.erased_at.is_none());
        if let Some(to) = step {
            if !policy::may(&work.actor, &row, verb) {
                return Err(Problem::forbidden("Bước này thuộc về người khác.", "This step is somebody else's."));
            }
            seen.check(row.version)?;
            return Ok(Self { row, to });
        }
        Err(illegal(&row, policy::allowed(&work.actor, &row)))
    }

    pub fn facts(&self) -> LetterFacts {
        facts(&self.row)
    }

    /// Moves it to where the verb leads and keeps it.
    pub async fn moved(&mut self, work: &Work<'_>) -> Result<(), Fault> {
        if self.row.state != self.to {
            self.row.state = self.to;
            self.row.state_at = work.now;
        }
        self.kept(work).await
    }

    pub async fn kept(&mut self, work: &Work<'_>) -> Result<(), Fault> {
        self.row.version += 1;
        self.row.clone().into_active_model().reset_all().update(work.db()).await?;
        Ok(())
    }

    /// Says something in the course of the letter, sealed.
    pub async fn say(&self, work: &Work<'_>, kind: LetterMessageKind, said: &Said) -> Result<(), Problem> {
        let opened = private::need(work.db(), work.site, self.row.id).await?;
        let id = work.id();
        let row = letter_message::Model {
            id,
            letter_id: self.row.id,
            kind,
            at: work.now,
            actor_id: work.actor.person,
            unit_id: self.row.unit_id,
            body: private::seal(&opened.key, &private::message_column(id), said)?,
        };
        letter_message::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
        Ok(())
    }

    /// Nothing is owed any more: the sender was told.
    pub async fn settle(&mut self, work: &mut Work<'_>) -> Result<(), Problem> {
        clocks::stop(work, ClockSubject::Letter, self.row.id).await?;
        self.row.promised_at = None;
        let day = super::views::day(work.now);
        let retention = super::settings::retention(work.db(), day).await?;
        if let Some(months) = retention.months(self.to) {
            self.row.next_at = Some(later(work.now, months));
        }
        Ok(())
    }
}

/// So many months from now.
pub fn later(now: chrono::DateTime<chrono::Utc>, months: u32) -> chrono::DateTime<chrono::Utc> {
    now.checked_add_months(chrono::Months::new(months)).unwrap_or(now)
}

/// 409: the state and the verbs that are possible now.
pub fn illegal(row: &letter::Model, allowed: Vec<LetterVerb>) -> Problem {
    let (vi, en) = row.state.names();
    Problem::new(Code::IllegalTransition)
        .detail(format!("Thư đang ở trạng thái “{vi}”."), format!("The letter stands at “{en}”."))
        .member("state", row.state)
        .member("allowed", allowed)
}

fn invalid(pointer: &str, code: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(pointer, code, vi, en)])
}
