//! Proposals and versions as the desk sees them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::may_settle;
use super::wanted::Wanted;
use crate::access::Actor;
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{ProposalState, SectionAction};
use crate::store::entities::{app_user, org_unit, publication_count, section, section_proposal, section_version};

/// A change that somebody proposed.
#[derive(Serialize, ToSchema)]
#[schema(as = SectionProposal)]
pub struct ProposalView {
    pub id: Uuid,
    pub change: Wanted,
    /// The names of what the change names, as they are today.
    pub named: Vec<Named>,
    /// Publications that the change concerns.
    #[schema(minimum = 0, example = 12)]
    pub publications: i64,
    #[schema(example = "Gom tin chuyển đổi số về một nơi.")]
    pub reason: String,
    pub state: ProposalState,
    pub version: i64,
    #[schema(example = "Tổ Thư ký")]
    pub proposed_by: Option<String>,
    #[schema(format = DateTime, example = "2026-11-23T09:00:00+07:00")]
    pub proposed_at: String,
    pub decided_by: Option<String>,
    #[schema(format = DateTime)]
    pub decided_at: Option<String>,
    pub note: Option<String>,
    #[schema(example = "1026/QĐ-UBND")]
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    /// The reader may approve or refuse it.
    pub may_decide: bool,
    /// The reader made it and may take it back.
    pub may_withdraw: bool,
}

/// What an id is called: a section or a unit.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = NamedPart)]
pub struct Named {
    pub id: Uuid,
    #[schema(example = "Tin tức, sự kiện")]
    pub name: String,
    /// Of a section.
    #[schema(example = "tin-tuc-su-kien")]
    pub slug: Option<String>,
}

/// A section as a change left it.
#[derive(Serialize, ToSchema)]
#[schema(as = SectionVersion)]
pub struct VersionView {
    pub no: i64,
    pub action: SectionAction,
    pub name: String,
    pub name_en: Option<String>,
    pub slug: String,
    pub parent: Option<Named>,
    pub owner_unit: Option<Named>,
    pub merged_into: Option<Named>,
    #[schema(format = DateTime)]
    pub at: String,
    pub proposed_by: Option<String>,
    pub approved_by: Option<String>,
    pub reason: Option<String>,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// The views of some proposals.
pub async fn proposals(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<section_proposal::Model>) -> Result<Vec<ProposalView>, Problem> {
    let wanted: Vec<Wanted> = rows.iter().map(|row| serde_json::from_str(&row.content)).collect::<Result<_, _>>()?;
    let ids = wanted.iter().flat_map(|w| [w.section, w.parent, w.after, w.owner_unit, w.into]).flatten();
    let ids: BTreeSet<Uuid> = ids.chain(rows.iter().filter_map(|row| row.section_id)).collect();
    let names = names(db, &ids).await?;
    let people = people(db, rows.iter().flat_map(|r| [r.proposed_by, r.decided_by]).flatten().collect()).await?;
    let mut counts: BTreeMap<Uuid, i64> = BTreeMap::new();
    for row in publication_count::Entity::find().filter(publication_count::Column::SectionId.is_in(ids)).all(db).await? {
        *counts.entry(row.section_id).or_default() += row.listed;
    }
    let view = |(row, change): (section_proposal::Model, Wanted)| {
        let own = [change.section, row.section_id, change.parent, change.after, change.owner_unit, change.into];
        let own: BTreeSet<Uuid> = own.into_iter().flatten().collect();
        let open = row.state == ProposalState::Proposed;
        ProposalView {
            id: row.id,
            named: own.iter().filter_map(|id| names.get(id)).cloned().collect(),
            publications: change.section.and_then(|id| counts.get(&id)).copied().unwrap_or(0),
            may_decide: open && may_settle(actor, &row, ProposalState::Approved).is_ok(),
            may_withdraw: open && may_settle(actor, &row, ProposalState::Withdrawn).is_ok(),
            change,
            proposed_by: row.proposed_by.and_then(|id| people.get(&id)).cloned(),
            decided_by: row.decided_by.and_then(|id| people.get(&id)).cloned(),
            reason: row.reason,
            state: row.state,
            version: row.version,
            proposed_at: rfc3339_vn(row.proposed_at),
            decided_at: row.decided_at.map(rfc3339_vn),
            note: row.note,
            decision_number: row.decision_number,
            decision_date: row.decision_date,
        }
    };
    Ok(rows.into_iter().zip(wanted).map(view).collect())
}

/// What became of a section, newest first.
pub async fn versions(db: &impl ConnectionTrait, rows: Vec<section_version::Model>) -> Result<Vec<VersionView>, Problem> {
    let asked = rows.iter().filter_map(|r| r.proposal_id);
    let proposals = section_proposal::Entity::find().filter(section_proposal::Column::Id.is_in(asked)).all(db).await?;
    let names = names(db, &rows.iter().flat_map(|r| [r.parent_id, r.owner_unit_id, r.merged_into]).flatten().collect()).await?;
    let people = people(db, proposals.iter().flat_map(|p| [p.proposed_by, p.decided_by]).flatten().collect()).await?;
    let named = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).cloned();
    let view = |row: section_version::Model| {
        let proposal = proposals.iter().find(|p| Some(p.id) == row.proposal_id);
        let who = |id: Option<Uuid>| id.and_then(|id| people.get(&id)).cloned();
        VersionView {
            no: row.no,
            action: row.action,
            name: row.name,
            name_en: row.name_en,
            slug: row.slug,
            parent: named(row.parent_id),
            owner_unit: named(row.owner_unit_id),
            merged_into: named(row.merged_into),
            at: rfc3339_vn(row.at),
            proposed_by: proposal.and_then(|p| who(p.proposed_by)),
            approved_by: proposal.and_then(|p| who(p.decided_by)),
            reason: proposal.map(|p| p.reason.clone()),
            decision_number: proposal.and_then(|p| p.decision_number.clone()),
            decision_date: proposal.and_then(|p| p.decision_date),
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

async fn names(db: &impl ConnectionTrait, ids: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Named>, Problem> {
    let sections = section::Entity::find().filter(section::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let sections = sections.into_iter().map(|s| (s.id, Named { id: s.id, name: s.name, slug: Some(s.slug) }));
    Ok(sections.chain(units.into_iter().map(|u| (u.id, Named { id: u.id, name: u.name, slug: None }))).collect())
}

async fn people(db: &impl ConnectionTrait, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}
