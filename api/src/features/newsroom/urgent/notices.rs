//! Letting out: from an approved template by whoever is on duty, or at once with a reason by the editor-in-chief or a deputy.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::blanks::{self, Filled, HOURS_MAX, TEXT_MAX, TITLE_MAX};
use super::{SOURCE, templates};
use crate::access::Permission;
use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::{self, Author, Content};
use crate::features::newsroom::desk::{OnDesk, reference};
use crate::features::newsroom::{flagging, requirements};
use crate::http::{Code, FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::public::{Source, UrgentMark};
use crate::kernel::words::{
    Basis, CheckState, ClockSubject, InfoClass, Kind, Lang, Origin, RevisionReason, Stage, State, UnitKind, UrgentSeverity,
};
use crate::kernel::{canonical, text};
use crate::store::entities::{approval, org_unit, revision, section, urgent_notice};
use crate::store::{Change, Fault, Work, clocks};

/// How long a notice without a template is shown unless said otherwise.
const AT_ONCE_HOURS: i64 = 24;

/// A template and what was written into its blanks.
#[derive(Clone, Debug)]
pub struct FromTemplate {
    pub template: Uuid,
    pub blanks: BTreeMap<String, String>,
    pub display_until: Option<DateTime<Utc>>,
}

/// A notice of one's own words, with the reason why it could not wait.
#[derive(Clone, Debug)]
pub struct AtOnce {
    pub kind: String,
    pub kind_name: String,
    pub kind_name_en: Option<String>,
    pub severity: UrgentSeverity,
    pub words: Filled,
    pub section: Option<Uuid>,
    pub display_until: Option<DateTime<Utc>>,
    pub reason: String,
}

/// What an approval without the board's review rests on.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub basis: Basis,
    pub template_revision: Option<Uuid>,
    pub reason: Option<String>,
}

struct New {
    mark: UrgentMark,
    words: Filled,
    section: Uuid,
    class: InfoClass,
    display_until: DateTime<Utc>,
    blanks: BTreeMap<String, String>,
    ground: Ground,
}

pub(super) fn need_duty(work: &Work<'_>) -> Result<(), Problem> {
    if work.actor.may(Permission::UrgentPublish) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Chỉ người đang trong ca trực, Trưởng hoặc Phó Trưởng Ban Biên tập đăng được tin khẩn.",
        "Only who is on duty now, the editor-in-chief or a deputy may publish urgent notices.",
    ))
}

/// A moment ahead, within the longest display.
pub(super) fn until(work: &Work<'_>, asked: Option<DateTime<Utc>>, hours: i64) -> Result<DateTime<Utc>, Problem> {
    let at = asked.unwrap_or(work.now + TimeDelta::hours(hours));
    if at > work.now && at <= work.now + TimeDelta::hours(HOURS_MAX) {
        return Ok(at);
    }
    Err(Problem::invalid(vec![FieldError::new(
        "/display_until",
        "not_ahead",
        "Thời điểm tự hạ tin phải ở phía trước, trong vòng 30 ngày.",
        "The end of display must lie ahead, within 30 days.",
    )]))
}

/// What a filled template would say; writes nothing.
pub async fn preview(work: &Work<'_>, asked: &FromTemplate) -> Result<Filled, Problem> {
    let (_, template) = templates::approved(work.db(), asked.template).await?;
    Ok(template.fill(&asked.blanks, work.now).map_err(Problem::invalid)?.0)
}

/// Fills an approved template and publishes it now.
pub async fn publish_from_template(work: &mut Work<'_>, asked: FromTemplate) -> Result<Uuid, Problem> {
    need_duty(work)?;
    let (revision, template) = templates::approved(work.db(), asked.template).await?;
    let (words, blanks) = template.fill(&asked.blanks, work.now).map_err(Problem::invalid)?;
    let display_until = until(work, asked.display_until, template.hours)?;
    let mark = UrgentMark {
        kind: template.kind,
        kind_name: template.kind_name,
        kind_name_en: template.kind_name_en,
        severity: template.severity,
        title_en: words.title_en.clone(),
        text_en: words.text_en.clone(),
        resolved: false,
        thread: vec![],
    };
    let ground = Ground { basis: Basis::Template, template_revision: Some(revision.id), reason: None };
    let new = New { mark, words, section: template.section_id, class: template.info_class, display_until, blanks, ground };
    let_out(work, new, Some(asked.template)).await
}

/// Publishes one's own words at once. For the editor-in-chief and the deputies; the reason stays with the approval.
pub async fn publish_at_once(work: &mut Work<'_>, asked: AtOnce) -> Result<Uuid, Problem> {
    if !work.actor.may(Permission::BoardApprove) {
        return Err(Problem::forbidden(
            "Ngoài mẫu đã duyệt, chỉ Trưởng hoặc Phó Trưởng Ban Biên tập được đăng ngay.",
            "Beyond the approved templates only the editor-in-chief or a deputy may publish at once.",
        ));
    }
    let mut faults = vec![];
    let mut needed = |value: &str, pointer: &str, max: usize| {
        let clean = content::block(value, pointer, max, &mut faults);
        if clean.is_empty() && !faults.iter().any(|f| f.pointer == pointer) {
            faults.push(FieldError::new(pointer, "required", "Cần ghi rõ nội dung này.", "This is needed."));
        }
        clean
    };
    let title = needed(&asked.words.title, "/title", TITLE_MAX);
    let body = needed(&asked.words.text, "/text", TEXT_MAX);
    let reason = needed(&asked.reason, "/reason", 1000);
    let kind_name = needed(&asked.kind_name, "/kind_name", 100);
    let mut optional = |value: Option<String>, pointer: &str, max: usize| {
        value.map(|v| content::block(&v, pointer, max, &mut faults)).filter(|v| !v.is_empty())
    };
    let words = Filled {
        title: title.replace('\n', " "),
        text: body,
        title_en: optional(asked.words.title_en, "/title_en", TITLE_MAX),
        text_en: optional(asked.words.text_en, "/text_en", TEXT_MAX),
    };
    let kind_name_en = optional(asked.kind_name_en, "/kind_name_en", 100);
    if !(1..=40).contains(&asked.kind.len()) || !asked.kind.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        faults.push(FieldError::new("/kind", "malformed_field", "Mã loại gồm 1–40 ký tự a–z, 0–9, _.", "The kind is 1–40 of a–z, 0–9, _."));
    }
    let section = match asked.section {
        Some(id) => section::Entity::find_by_id(id).one(work.db()).await?,
        // The place of notices, unless another is said.
        None => {
            section::Entity::find()
                .filter(section::Column::InfoClass.eq(InfoClass::OtherInformation))
                .filter(section::Column::ValidTo.is_null())
                .order_by_asc(section::Column::Position)
                .one(work.db())
                .await?
        }
    };
    if section.is_none() {
        faults.push(FieldError::new("/section_id", "unknown_section", "Không có chuyên mục này.", "There is no such section."));
    }
    let Some(section) = section.filter(|_| faults.is_empty()) else { return Err(Problem::invalid(faults)) };
    let display_until = until(work, asked.display_until, AT_ONCE_HOURS)?;
    let mark = UrgentMark {
        kind: asked.kind,
        kind_name,
        kind_name_en,
        severity: asked.severity,
        title_en: words.title_en.clone(),
        text_en: words.text_en.clone(),
        resolved: false,
        thread: vec![],
    };
    let ground = Ground { basis: Basis::Emergency, template_revision: None, reason: Some(reason) };
    let new = New { mark, words, section: section.id, class: section.info_class, display_until, blanks: BTreeMap::new(), ground };
    let_out(work, new, None).await
}

async fn let_out(work: &mut Work<'_>, new: New, template: Option<Uuid>) -> Result<Uuid, Problem> {
    let no_unit = || Problem::new(Code::Conflict).detail("Tài khoản chưa thuộc đơn vị nào.", "The account belongs to no unit.");
    let unit = work.actor.unit.ok_or_else(no_unit)?;
    let person = work.actor.person.ok_or_else(|| Fault::Defect("an urgent notice needs a person".into()))?;
    let office = org_unit::Entity::find_by_id(unit).one(work.db()).await?.ok_or_else(no_unit)?;
    let (kind, severity) = (new.mark.kind.clone(), new.mark.severity);
    let mut content = Content {
        authors: vec![Author { name: office.name, user_id: None }],
        section_id: Some(new.section),
        info_class: Some(new.class),
        source: Source::default(),
        lang: Lang::Vi,
        ..Content::default()
    };
    say(&mut content, &new.words.title, &new.words.text);
    content.details.insert("display_until".into(), serde_json::to_value(new.display_until)?);
    content.details.insert("urgent".into(), serde_json::to_value(&new.mark)?);
    let content = content.clean(Kind::Notice).map_err(Problem::invalid)?;
    let made = NewItem { kind: Kind::Notice, content, origin: Origin::Desk, external_id: None, translation_of: None, unit: None };
    let id = actions::insert(work, made, unit).await?.id;
    let mut on = OnDesk::find_locked(work, id).await?;
    on.item.source_type = Some(SOURCE.into());
    on.item.source_id = template;
    let (revision, approval) = put_out(work, &mut on, &new.ground).await?;
    let blanks = canonical::to_canonical(&new.blanks)?;
    let filled = canonical::sha256_hex(blanks.as_bytes());
    // The after-check is owed by the board; publishing again does not pay it, so the clock names no item.
    let board = org_unit::Entity::find().filter(org_unit::Column::Kind.eq(UnitKind::EditorialBoard)).one(work.db()).await?;
    let owed = clocks::Start {
        subject: ClockSubject::UrgentCheck,
        subject_id: id,
        rule: "urgent_check",
        unit: board.map_or(unit, |b| b.id),
        responsible: None,
        item: None,
        trigger: work.now,
    };
    let check_due = clocks::start(work, owed).await?.map(|clock| clock.due_at);
    let row = urgent_notice::Model {
        item_id: id,
        kind,
        severity,
        basis: new.ground.basis,
        template_revision_id: new.ground.template_revision,
        blanks,
        filled_hash: filled.clone(),
        reason: new.ground.reason,
        unit_id: unit,
        published_by: person,
        published_at: work.now,
        ended_by: None,
        check_state: CheckState::Open,
        check_due,
        checked_by: None,
        checked_at: None,
        check_remark: None,
    };
    urgent_notice::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::UrgentPublished {
        item: on.facts(),
        revision: reference(&revision),
        approval,
        basis: new.ground.basis,
        template_revision: new.ground.template_revision,
        filled,
        check_due,
    });
    Ok(id)
}

/// Title and text in plain words, as the item has them.
pub(super) fn say(content: &mut Content, title: &str, words: &str) {
    content.title = title.to_owned();
    content.summary = text::plain_excerpt(words, 240);
    content.body_html = blanks::paragraphs(words);
}

/// Freezes what the item says now, approves it on its ground, and lets it out. Only these two grounds need no other eyes
/// beforehand (decision 7): the after-check looks at both.
pub(super) async fn put_out(work: &mut Work<'_>, on: &mut OnDesk, ground: &Ground) -> Result<(revision::Model, Uuid), Problem> {
    let actor_id = work.actor.person.ok_or_else(|| Fault::Defect("an approval needs a person".into()))?;
    let (revision, frozen) = actions::freeze_revision(work, on, RevisionReason::Urgent, None).await?;
    let mut missing = requirements::to_publish(&frozen);
    // However urgent: a secrecy mark stops it here as everywhere (Đ8.1b).
    missing.extend(flagging::blocking(&flagging::flags_of(work.db(), &frozen, to_vn(work.now).date_naive()).await?));
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let row = approval::Model {
        id: work.id(),
        item_id: on.item.id,
        revision_id: revision.id,
        hash: revision.hash.clone(),
        stage: Stage::BoardReview,
        basis: ground.basis,
        unit_id: None,
        fields: "[]".into(),
        template_revision_id: ground.template_revision,
        emergency_reason: ground.reason.clone(),
        actor_id,
        at: work.now,
    };
    row.clone().into_active_model().insert(work.db()).await?;
    on.item.submitted_at = on.item.submitted_at.or(Some(work.now));
    actions::release_revision(work, on, &revision, &row).await?;
    actions::move_item(work, &mut on.item, State::None).await?;
    Ok((revision, row.id))
}
