//! Eight things to do before the portal opens (`domain.md` §0). Nothing is ticked by hand: each state is computed from what is
//! there, and each leads to the screen where it is done.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::dates::to_vn;
use crate::kernel::words::{Kind, PublicationStatus, Role};
use crate::store::entities::{app_user, duty_shift, publication, role_assignment};
use crate::store::roles::on;
use crate::store::{Fault, Site, SiteProfile, settings};

/// The eight, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Name,
    Staff,
    DeputiesAndDuty,
    Hours,
    Contacts,
    Documents,
    FirstStory,
    Poster,
}

/// One of the eight with its state.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    pub step: Step,
    pub done: bool,
    /// How many there are, and how many are wanted.
    #[schema(example = 4)]
    pub now: u64,
    #[schema(example = 10)]
    pub wanted: u64,
    /// The screen where it is done.
    #[schema(example = "/ban-lam-viec/cai-dat")]
    pub path: &'static str,
}

/// The checklist.
#[derive(Serialize, ToSchema)]
pub struct Opening {
    pub steps: Vec<StepView>,
    #[schema(example = 5)]
    pub done: usize,
}

const DOCUMENTS: u64 = 10;
/// Writer, secretary, approver.
const STAFF: u64 = 3;

pub async fn look(site: &Site) -> Result<Opening, Fault> {
    let db = site.read();
    let now = site.clock.now();
    let today = to_vn(now).date_naive();
    let profile = SiteProfile::read(db, today).await?;
    let named = settings::value::<String>(db, "name", today).await?.is_some();
    let poster = settings::value::<Option<chrono::NaiveDate>>(db, "poster_on", today).await?.flatten().is_some();
    let people = app_user::Entity::find().filter(app_user::Column::State.ne(super::users::DISABLED)).all(db).await?;
    let deputies = role_assignment::Entity::find()
        .filter(role_assignment::Column::Role.is_in([Role::DeputyEditorInChief, Role::EditorInChief]))
        .filter(role_assignment::Column::DelegatedBy.is_null())
        .filter(on(today))
        .count(db)
        .await?;
    let shifts = duty_shift::Entity::find().filter(duty_shift::Column::EndsAt.gt(now)).count(db).await?;
    let out = |kind: Kind| {
        publication::Entity::find()
            .filter(publication::Column::Kind.eq(kind))
            .filter(publication::Column::Status.eq(PublicationStatus::Live))
    };
    let documents = out(Kind::Document).count(db).await?;
    let stories = out(Kind::Article).count(db).await?;
    let contacts = [&profile.contact.address, &profile.contact.phone, &profile.contact.email];
    let contacts = contacts.into_iter().filter(|c| c.is_some()).count() as u64;
    let step = |step, now: u64, wanted, path| StepView { step, done: now >= wanted, now: now.min(wanted), wanted, path };
    let steps = vec![
        step(Step::Name, u64::from(named), 1, "/ban-lam-viec/cai-dat"),
        step(Step::Staff, people.len() as u64, STAFF, "/ban-lam-viec/nguoi-dung"),
        step(
            Step::DeputiesAndDuty,
            deputies.min(1) + shifts.min(1),
            2,
            if deputies == 0 { "/ban-lam-viec/phan-cong" } else { "/ban-lam-viec/lich-truc" },
        ),
        step(Step::Hours, u64::from(profile.contact.hours.is_some()), 1, "/ban-lam-viec/cai-dat"),
        step(Step::Contacts, contacts, 3, "/ban-lam-viec/cai-dat"),
        step(Step::Documents, documents, DOCUMENTS, "/ban-lam-viec/viet"),
        step(Step::FirstStory, stories, 1, "/ban-lam-viec/viet"),
        step(Step::Poster, u64::from(poster), 1, "/ban-lam-viec/mo-cong"),
    ];
    let done = steps.iter().filter(|s| s.done).count();
    Ok(Opening { steps, done })
}
