//! Proposing a change of the section tree, and deciding about it. What is approved acts at once; what shows the section's name or
//! address is shown anew by jobs (decision 0036).

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::wanted::{Allowed, Wanted, check};
use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ProposalState, SectionAction};
use crate::store::entities::{routing_rule, section, section_proposal, section_slug, section_version};
use crate::store::{Change, Fault, Work};

/// Proposals that one person may have waiting.
const WAITING: u64 = 50;

/// Puts a change before the board.
pub async fn propose(work: &mut Work<'_>, wanted: Wanted, reason: &str) -> Result<section_proposal::Model, Problem> {
    if !work.actor.is_system() && !work.actor.may(Permission::SectionPropose) {
        return Err(Problem::forbidden("Vai trò của bạn không đề xuất chuyên mục.", "None of your roles proposes sections."));
    }
    let mut form = Form::default();
    let reason = form.block("/reason", reason, 1, 1000);
    let allowed = check(work.db(), wanted, today(work)).await;
    let allowed = match (form.done(), allowed) {
        (Ok(()), allowed) => allowed?,
        (Err(mut told), Err(more)) => {
            told.errors.extend(more.errors);
            return Err(told);
        }
        (Err(told), Ok(_)) => return Err(told),
    };
    let waiting = section_proposal::Entity::find()
        .filter(section_proposal::Column::State.eq(ProposalState::Proposed))
        .filter(section_proposal::Column::ProposedBy.eq(work.actor.person))
        .count(work.db())
        .await?;
    if waiting >= WAITING {
        return Err(Problem::new(Code::Conflict)
            .detail("Bạn có quá nhiều đề xuất đang chờ duyệt.", "Too many of your proposals are waiting already."));
    }
    let row = section_proposal::Model {
        id: work.id(),
        action: allowed.wanted.action,
        section_id: allowed.wanted.section,
        content: serde_json::to_string(&allowed.wanted)?,
        reason,
        state: ProposalState::Proposed,
        version: 1,
        proposed_by: work.actor.person,
        proposed_at: work.now,
        decided_by: None,
        decided_at: None,
        note: None,
        decision_number: None,
        decision_date: None,
    };
    section_proposal::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::SectionProposed { proposal: row.id, section: row.section_id, action: row.action });
    Ok(row)
}

/// What is said with a decision.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub note: Option<String>,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// Decides about a proposal, or takes it back.
pub async fn settle(
    work: &mut Work<'_>,
    id: Uuid,
    seen: IfMatch,
    to: ProposalState,
    said: Said,
) -> Result<section_proposal::Model, Problem> {
    if to != ProposalState::Withdrawn && !work.actor.is_system() && !work.actor.may(Permission::BoardApprove) {
        return Err(Problem::forbidden("Chỉ Trưởng, Phó Trưởng Ban Biên tập duyệt.", "Only the board's head and deputies decide."));
    }
    let found = section_proposal::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let mut row = found.ok_or_else(Problem::not_found)?;
    may_settle(&work.actor, &row, to)?;
    if row.state != ProposalState::Proposed {
        return Err(Problem::new(Code::AlreadyDecided));
    }
    seen.check(row.version)?;
    let mut form = Form::default();
    row.note = form.optional_block("/note", said.note.as_deref(), 1000);
    row.decision_number = form.optional_line("/decision_number", said.decision_number.as_deref(), 100);
    row.decision_date = form.optional_day("/decision_date", said.decision_date);
    if to == ProposalState::Refused && row.note.is_none() {
        form.say("/note", "required", "Cần ghi lý do.", "The reason is needed.");
    }
    form.done()?;
    row.state = to;
    row.decided_by = work.actor.person;
    row.decided_at = Some(work.now);
    row.version += 1;
    match to {
        ProposalState::Approved => {
            let wanted: Wanted = serde_json::from_str(&row.content)?;
            let allowed = check(work.db(), wanted, today(work)).await?;
            row.section_id = Some(carry_out(work, allowed, &row).await?);
        }
        ProposalState::Refused => work.record(Change::SectionRefused { proposal: row.id, section: row.section_id, user: row.proposed_by }),
        ProposalState::Withdrawn => work.record(Change::SectionProposalWithdrawn { proposal: row.id, section: row.section_id }),
        ProposalState::Proposed => return Err(Fault::Defect("a proposal is not decided by proposing it".into()).into()),
    }
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    Ok(row)
}

/// The board decides, and nobody about their own proposal; whoever made it takes it back.
pub fn may_settle(actor: &Actor, row: &section_proposal::Model, to: ProposalState) -> Result<(), Problem> {
    let own = row.proposed_by.is_some() && row.proposed_by == actor.person;
    match to {
        ProposalState::Withdrawn if own => Ok(()),
        ProposalState::Approved | ProposalState::Refused if actor.is_system() => Ok(()),
        ProposalState::Approved | ProposalState::Refused if actor.may(Permission::BoardApprove) && own => Err(Problem::forbidden(
            "Không ai tự duyệt đề xuất của mình. Hãy nhờ người khác duyệt.",
            "Nobody approves a proposal of their own. Ask somebody else.",
        )
        .member("reason", "four_eyes")),
        ProposalState::Approved | ProposalState::Refused if actor.may(Permission::BoardApprove) => Ok(()),
        _ => Err(Problem::forbidden("Bạn không có quyền làm bước này.", "You may not do this.")),
    }
}

/// Does what was approved. Returns the section.
async fn carry_out(work: &mut Work<'_>, allowed: Allowed, proposal: &section_proposal::Model) -> Result<Uuid, Problem> {
    let Allowed { wanted, section } = allowed;
    let today = today(work);
    let fresh = section.is_none();
    let mut row = match section {
        Some(row) => row,
        None => section::Model {
            id: work.id(),
            slug: String::new(),
            name: String::new(),
            name_en: None,
            parent_id: None,
            position: 0,
            info_class: wanted.info_class.ok_or_else(|| Fault::Defect("a new section without a class".into()))?,
            owner_unit_id: None,
            valid_from: today,
            valid_to: None,
            created_at: work.now,
            merged_into: None,
        },
    };
    use SectionAction::*;
    if let (Open | Rename, Some(name), Some(slug)) = (wanted.action, wanted.name, wanted.slug) {
        row.name = name;
        row.name_en = wanted.name_en;
        row.slug = slug;
    }
    if matches!(wanted.action, Open | Move) {
        row.parent_id = wanted.parent;
    }
    if matches!(wanted.action, Open | Assign) {
        row.owner_unit_id = wanted.owner_unit;
    }
    if wanted.action == Close {
        row.valid_to = today.pred_opt();
        row.merged_into = wanted.into;
    }
    if fresh {
        section::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    } else {
        row.clone().into_active_model().reset_all().update(work.db()).await?;
    }
    if section_slug::Entity::find_by_id(row.slug.clone()).one(work.db()).await?.is_none() {
        let slug = section_slug::Model { slug: row.slug.clone(), section_id: row.id };
        section_slug::Entity::insert(slug.into_active_model()).exec_without_returning(work.db()).await?;
    }
    if let Some(into) = row.merged_into {
        // Every address it ever had leads to where its content goes now.
        section_slug::Entity::update_many()
            .col_expr(section_slug::Column::SectionId, Expr::value(into))
            .filter(section_slug::Column::SectionId.eq(row.id))
            .exec(work.db())
            .await?;
    }
    if wanted.action == Close {
        end_rules(work, row.id, today).await?;
    }
    if matches!(wanted.action, Open | Move) {
        row.position = line_up(work, &row, wanted.after).await?;
    }
    keep_version(work, &row, wanted.action, Some(proposal.id)).await?;
    let (section, into) = (row.id, row.merged_into);
    work.record(Change::SectionChanged { section, proposal: proposal.id, action: wanted.action, into, user: proposal.proposed_by });
    Ok(row.id)
}

/// Gives the siblings their places anew, `row` behind `after`. Returns the place of `row`.
async fn line_up(work: &Work<'_>, row: &section::Model, after: Option<Uuid>) -> Result<i64, Problem> {
    let siblings = section::Entity::find()
        .filter(row.parent_id.map_or_else(|| section::Column::ParentId.is_null(), |p| section::Column::ParentId.eq(p)))
        .filter(section::Column::Id.ne(row.id))
        .order_by_asc(section::Column::Position)
        .order_by_asc(section::Column::Id)
        .all(work.db())
        .await?;
    let at = after.and_then(|id| siblings.iter().position(|s| s.id == id)).map_or(0, |n| n + 1);
    let mut order: Vec<(Uuid, i64)> = siblings.iter().map(|s| (s.id, s.position)).collect();
    order.insert(at, (row.id, -1));
    for (n, (id, position)) in (1_i64..).zip(order) {
        if position != n {
            let one = section::Entity::update_many().col_expr(section::Column::Position, Expr::value(n));
            one.filter(section::Column::Id.eq(id)).exec(work.db()).await?;
        }
    }
    Ok(i64::try_from(at).unwrap_or(i64::MAX - 1) + 1)
}

/// Rules that send this section's texts to a unit have nothing to send any more.
async fn end_rules(work: &mut Work<'_>, section: Uuid, today: NaiveDate) -> Result<(), Problem> {
    let last = today.pred_opt().unwrap_or(today);
    let rules = routing_rule::Entity::find().filter(routing_rule::Column::SectionId.eq(section)).all(work.db()).await?;
    for rule in rules.into_iter().filter(|r| r.valid_to.is_none_or(|to| to > last)) {
        let (id, unit) = (rule.id, rule.unit_id);
        let mut rule = rule.into_active_model();
        rule.valid_to = Set(Some(last));
        rule.update(work.db()).await?;
        work.record(Change::RoutingRuleEnded { rule: id, unit, last_day: last });
    }
    Ok(())
}

/// Keeps the section as a change left it.
pub async fn keep_version(work: &Work<'_>, row: &section::Model, action: SectionAction, proposal: Option<Uuid>) -> Result<(), Fault> {
    let last: Option<Option<i64>> = section_version::Entity::find()
        .filter(section_version::Column::SectionId.eq(row.id))
        .select_only()
        .column_as(section_version::Column::No.max(), "last")
        .into_tuple()
        .one(work.db())
        .await?;
    let version = section_version::Model {
        section_id: row.id,
        no: last.flatten().unwrap_or(0) + 1,
        action,
        slug: row.slug.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        parent_id: row.parent_id,
        position: row.position,
        info_class: row.info_class,
        owner_unit_id: row.owner_unit_id,
        merged_into: row.merged_into,
        proposal_id: proposal,
        at: work.now,
    };
    section_version::Entity::insert(version.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

fn today(work: &Work<'_>) -> NaiveDate {
    to_vn(work.now).date_naive()
}
