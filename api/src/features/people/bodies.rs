//! The Editorial Board and the Secretariat, each formed by a decision for a term (Đ5.1, Đ11.1, Đ11.3). Forming one opens the
//! assignments of its members and ends whatever held these roles before, on the day before the term.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::users::NewRole;
use super::{assignments, guards, users};
use crate::access::Permission;
use crate::http::Problem;
use crate::http::form::Form;
use crate::kernel::words::{BodyKind, BodyPosition, Role};
use crate::store::entities::{app_user, body, body_member, org_unit, role_assignment};
use crate::store::{Change, Fault, Work};

#[derive(Clone, Debug)]
pub struct NewBody {
    pub kind: BodyKind,
    pub decision_number: String,
    pub decision_date: NaiveDate,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub members: Vec<(Uuid, BodyPosition)>,
}

/// A body that was formed, and the assignments that ended for it.
pub struct Formed {
    pub body: Uuid,
    pub ended: Vec<role_assignment::Model>,
    pub last: NaiveDate,
}

/// The role that a position gives: the board's four (Đ11.1); everybody in the Secretariat works alike (Đ11.3).
pub fn role_of(kind: BodyKind, position: BodyPosition) -> Role {
    match (kind, position) {
        (BodyKind::EditorialBoard, BodyPosition::Chief) => Role::EditorInChief,
        (BodyKind::EditorialBoard, BodyPosition::Deputy) => Role::DeputyEditorInChief,
        (BodyKind::EditorialBoard, BodyPosition::Secretary) => Role::BoardSecretary,
        (BodyKind::EditorialBoard, BodyPosition::Member) => Role::BoardMember,
        (BodyKind::EditorialSecretariat, _) => Role::SecretariatMember,
    }
}

fn roles_of(kind: BodyKind) -> Vec<Role> {
    match kind {
        BodyKind::EditorialBoard => vec![Role::EditorInChief, Role::DeputyEditorInChief, Role::BoardSecretary, Role::BoardMember],
        BodyKind::EditorialSecretariat => vec![Role::SecretariatMember],
    }
}

/// Forms a body.
pub async fn form(work: &mut Work<'_>, new: NewBody) -> Result<Formed, Problem> {
    guards::need(&work.actor, &[Permission::RoleAssign])?;
    let decision_number = check(work, &new).await?;
    let today = guards::today(work);
    let before = guards::keys_held(work, today).await?;
    let last = new.valid_from.checked_sub_days(Days::new(1)).unwrap_or(new.valid_from);
    let ended = end_before(work, new.kind, last).await?;
    let id = work.id();
    let row = body::ActiveModel {
        id: Set(id),
        kind: Set(new.kind.word()),
        decision_number: Set(decision_number.clone()),
        decision_date: Set(new.decision_date),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
        ended_on: Set(None),
        formed_by: Set(work.actor.person),
        created_at: Set(work.now),
    };
    body::Entity::insert(row).exec_without_returning(work.db()).await?;
    let unit = unit_of(work, new.kind).await?;
    for (user, position) in &new.members {
        let role = NewRole {
            user: *user,
            role: role_of(new.kind, *position),
            unit,
            fields: vec![],
            sections: vec![],
            valid_from: new.valid_from,
            valid_to: new.valid_to,
            decision_number: Some(decision_number.clone()),
            decision_date: Some(new.decision_date),
            delegated: None,
            body: Some(id),
        };
        let assignment = users::open_role(work, role).await?;
        let member = body_member::ActiveModel {
            id: Set(work.id()),
            body_id: Set(id),
            user_id: Set(*user),
            position: Set(position.word()),
            assignment_id: Set(assignment),
        };
        body_member::Entity::insert(member).exec_without_returning(work.db()).await?;
    }
    guards::still_held(work, &before, new.valid_from.max(today)).await?;
    let members = new.members.iter().map(|(user, _)| *user).collect();
    work.record(Change::BodyFormed { body: id, kind: new.kind, members, from: new.valid_from, to: new.valid_to });
    Ok(Formed { body: id, ended, last })
}

async fn check(work: &Work<'_>, new: &NewBody) -> Result<String, Problem> {
    let mut form = Form::default();
    let number = form.line("/decision_number", &new.decision_number, 1, 100);
    form.day("/decision_date", new.decision_date);
    form.day("/valid_from", new.valid_from);
    form.optional_day("/valid_to", new.valid_to);
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    if new.members.is_empty() || new.members.len() > 50 {
        form.say("/members", "length", "Phải có từ 1 đến 50 thành viên.", "1 to 50 members are needed.");
    }
    let chiefs = new.members.iter().filter(|(_, p)| *p == BodyPosition::Chief).count();
    if new.kind == BodyKind::EditorialBoard && chiefs != 1 {
        form.say("/members", "one_chief", "Ban Biên tập có đúng một Trưởng ban (Đ11.1).", "The board has exactly one chief (Đ11.1).");
    }
    let newer = body::Entity::find()
        .filter(body::Column::Kind.eq(new.kind.word()))
        .filter(body::Column::ValidFrom.gte(new.valid_from))
        .one(work.db())
        .await?;
    if newer.is_some() {
        form.say(
            "/valid_from",
            "not_newer",
            "Đã có quyết định thành lập từ ngày đó hoặc sau đó.",
            "A body was formed from that day or a later one.",
        );
    }
    let mut seen = HashSet::new();
    for (n, (user, position)) in new.members.iter().enumerate() {
        let at = format!("/members/{n}/user_id");
        if !seen.insert(*user) {
            form.say(&at, "twice", "Mỗi người một chức danh.", "One position a person.");
        }
        let known = app_user::Entity::find_by_id(*user).one(work.db()).await?.filter(|u| u.state != users::DISABLED);
        if known.is_none() {
            form.unknown(&at);
        }
        // Whoever enters the decision may stand in it only where they stand already.
        if work.actor.person == Some(*user) && !work.actor.has_role(role_of(new.kind, *position)) {
            guards::not_oneself(&work.actor, *user)?;
        }
    }
    form.done()?;
    Ok(number)
}

/// Ends what holds the body's roles on or after its first day, delegations included, and closes the body before it.
async fn end_before(work: &mut Work<'_>, kind: BodyKind, last: NaiveDate) -> Result<Vec<role_assignment::Model>, Problem> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::Column::Role.is_in(roles_of(kind)))
        .order_by_asc(role_assignment::Column::Id)
        .all(work.db())
        .await?;
    let rows: Vec<_> = rows.into_iter().filter(|r| r.valid_to.is_none_or(|to| to > last)).collect();
    for row in &rows {
        assignments::close(work, row.clone(), last).await?;
    }
    body::Entity::update_many()
        .set(body::ActiveModel { ended_on: Set(Some(last)), ..Default::default() })
        .filter(body::Column::Kind.eq(kind.word()))
        .filter(body::Column::EndedOn.is_null())
        .exec(work.db())
        .await?;
    Ok(rows)
}

/// The unit that stands for the body, where the ward has one: the board's roles are held in it.
async fn unit_of(work: &Work<'_>, kind: BodyKind) -> Result<Option<Uuid>, Fault> {
    let found = org_unit::Entity::find().filter(org_unit::Column::Kind.eq(kind.word())).one(work.db()).await?;
    Ok(found.map(|u| u.id))
}
