//! The thread of a notice: a dated line, another end of display, the end. Each is a new revision at the same address, let
//! out by the person on duty.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};
use uuid::Uuid;

use super::notices::{Ground, need_duty, put_out, until};
use crate::access::Permission;
use crate::features::newsroom::actions::{self, put_back};
use crate::features::newsroom::content;
use crate::features::newsroom::desk::{OnDesk, find_revision, reference};
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::public::{UrgentLine, UrgentMark};
use crate::kernel::words::{Basis, PublicationStatus, RevisionReason, State};
use crate::store::entities::urgent_notice;
use crate::store::{Change, Fault, Work};

pub const LINE_MAX: usize = 1000;
const THREAD_MAX: usize = 200;

/// A line of the thread, as written.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub text_en: Option<String>,
}

/// A notice with its item, locked.
pub(super) struct Open {
    pub notice: urgent_notice::Model,
    pub on: OnDesk,
    pub mark: UrgentMark,
}

impl Open {
    /// 404 also for an item that is no urgent notice.
    pub async fn find(work: &Work<'_>, id: Uuid) -> Result<Self, Problem> {
        let on = OnDesk::find_locked(work, id).await?;
        let notice = urgent_notice::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
        let mark = on.content.details.get("urgent").cloned().ok_or_else(|| Fault::Defect("an urgent notice without its mark".into()))?;
        Ok(Self { notice, on, mark: serde_json::from_value(mark)? })
    }

    pub fn is_live(&self) -> bool {
        self.on.public_status() == Some(PublicationStatus::Live)
    }

    fn need_live(&self, work: &Work<'_>) -> Result<(), Problem> {
        if self.is_live() {
            return Ok(());
        }
        Err(self.on.illegal(&work.actor).detail("Tin này đã kết thúc; hãy đăng tin mới.", "This notice has ended; publish a new one."))
    }

    /// On what this person's next line rests: the template on which the notice stands, or their own word for it.
    fn ground(&self) -> Ground {
        let (basis, template_revision) = match self.notice.template_revision_id {
            Some(revision) => (Basis::Template, Some(revision)),
            None => (Basis::Emergency, None),
        };
        Ground { basis, template_revision, reason: self.notice.reason.clone() }
    }

    /// Begins from what is public. An edition that somebody had open is kept as a named revision and closed: what is urgent
    /// goes first, and nothing is lost.
    pub async fn begin_from_live(&mut self, work: &mut Work<'_>) -> Result<(), Problem> {
        if self.on.item.state != State::None {
            let name = "Bản đang sửa khi có cập nhật tin khẩn".to_owned();
            actions::freeze_revision(work, &self.on, RevisionReason::Named, Some(name)).await?;
            actions::cancel_others(work, &self.on, None).await?;
            self.on.item.correction_note = None;
            self.on.item.scheduled_for = None;
            self.on.item.approved_revision_id = None;
            work.record(Change::EditionDiscarded { item: self.on.facts() });
        }
        let live = self.on.publication.as_ref().ok_or_else(Problem::not_found)?.revision_id;
        let revision = find_revision(work.db(), self.on.item.id, live).await?;
        self.on.item.edition += 1;
        put_back(work, &mut self.on, &revision, work.actor.person.into_iter().collect()).await
    }

    /// Writes the mark and the end of display into the working copy.
    pub async fn write(&mut self, work: &Work<'_>, display_until: Option<DateTime<Utc>>) -> Result<(), Problem> {
        self.on.content.keep_urgent_mark(Some(&serde_json::to_value(&self.mark)?));
        if let Some(until) = display_until {
            self.on.content.details.insert("display_until".into(), serde_json::to_value(until)?);
        }
        let mut copy = self.on.copy.clone().into_active_model();
        self.on.copy.content = serde_json::to_string(&self.on.content)?;
        copy.content = Set(self.on.copy.content.clone());
        copy.update(work.db()).await?;
        Ok(())
    }

    /// Lets it out on `ground` and says so.
    pub async fn let_out(&mut self, work: &mut Work<'_>, ground: &Ground) -> Result<(), Problem> {
        let (revision, approval) = put_out(work, &mut self.on, ground).await?;
        let display_until = self.on.content.details.get("display_until").and_then(|v| serde_json::from_value(v.clone()).ok());
        work.record(Change::UrgentUpdated {
            item: self.on.facts(),
            revision: reference(&revision),
            approval,
            basis: ground.basis,
            display_until,
            resolved: self.mark.resolved,
        });
        Ok(())
    }
}

fn clean(work: &Work<'_>, line: &Line) -> Result<UrgentLine, Problem> {
    let mut faults = vec![];
    let text = content::block(&line.text, "/text", LINE_MAX, &mut faults);
    let text_en = line.text_en.as_ref().map(|t| content::block(t, "/text_en", LINE_MAX, &mut faults)).filter(|t| !t.is_empty());
    if text.is_empty() && faults.is_empty() {
        faults.push(FieldError::new("/text", "required", "Cần ghi nội dung cập nhật.", "The update needs a text."));
    }
    if faults.is_empty() { Ok(UrgentLine { at: work.now, text, text_en }) } else { Err(Problem::invalid(faults)) }
}

fn add(open: &mut Open, line: UrgentLine) -> Result<(), Problem> {
    if open.mark.thread.len() >= THREAD_MAX {
        return Err(Problem::new(Code::Conflict)
            .detail("Tin này đã có quá nhiều cập nhật; hãy đăng tin mới.", "This notice has too many updates; publish a new one."));
    }
    open.mark.thread.insert(0, line);
    Ok(())
}

/// Beyond a template the word of the editor-in-chief or a deputy is needed for each line too.
fn need_for(work: &Work<'_>, open: &Open) -> Result<(), Problem> {
    need_duty(work)?;
    if open.notice.template_revision_id.is_some() || work.actor.may(Permission::BoardApprove) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Tin đăng ngay không theo mẫu chỉ do Trưởng hoặc Phó Trưởng Ban Biên tập cập nhật.",
        "A notice beyond the templates is updated by the editor-in-chief or a deputy only.",
    ))
}

/// Adds a dated line.
pub async fn update(work: &mut Work<'_>, id: Uuid, seen: IfMatch, line: Line) -> Result<(), Problem> {
    let mut open = Open::find(work, id).await?;
    need_for(work, &open)?;
    seen.check(open.on.item.version)?;
    open.need_live(work)?;
    let line = clean(work, &line)?;
    open.begin_from_live(work).await?;
    add(&mut open, line)?;
    open.write(work, None).await?;
    let ground = open.ground();
    open.let_out(work, &ground).await
}

/// Sets another end of display, sooner or later.
pub async fn extend(work: &mut Work<'_>, id: Uuid, seen: IfMatch, display_until: DateTime<Utc>) -> Result<(), Problem> {
    let mut open = Open::find(work, id).await?;
    need_for(work, &open)?;
    seen.check(open.on.item.version)?;
    open.need_live(work)?;
    let display_until = until(work, Some(display_until), 0)?;
    open.begin_from_live(work).await?;
    open.write(work, Some(display_until)).await?;
    let ground = open.ground();
    open.let_out(work, &ground).await
}

/// Says that the trouble is over. The banner stays for `keep_hours`, with none it goes at once; the page stays readable.
pub async fn end(work: &mut Work<'_>, id: Uuid, seen: IfMatch, line: Line, keep_hours: i64) -> Result<(), Problem> {
    let mut open = Open::find(work, id).await?;
    need_for(work, &open)?;
    seen.check(open.on.item.version)?;
    open.need_live(work)?;
    if !(0..=48).contains(&keep_hours) {
        let fault = FieldError::new("/keep_hours", "out_of_range", "Giữ thêm từ 0 đến 48 giờ.", "Keep it 0 to 48 hours.");
        return Err(Problem::invalid(vec![fault]));
    }
    let line = clean(work, &line)?;
    open.begin_from_live(work).await?;
    add(&mut open, line)?;
    open.mark.resolved = true;
    open.write(work, Some(work.now + TimeDelta::hours(keep_hours))).await?;
    let ground = open.ground();
    open.let_out(work, &ground).await?;
    let mut notice = open.notice.clone().into_active_model();
    notice.ended_by = Set(work.actor.person);
    notice.update(work.db()).await?;
    if keep_hours == 0 {
        actions::expire_now(work, &mut open.on).await?;
    }
    Ok(())
}
