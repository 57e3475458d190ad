//! The log of looks at personal data (Đ10.2; `domain.md` §1): whoever reads what is somebody else's leaves a line. A
//! technical table: looking changes nothing, so there is no change to record.

use sea_orm::{DeriveActiveEnum, EnumIter, Iterable, Set};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entities::access_log;
use super::{Fault, Site, Upkeep};
use crate::access::Actor;
use crate::kernel::ids;
use crate::kernel::words::words;

words!(
    /// What kind of personal data was looked at.
    PersonalData {
        /// E-mail or telephone of somebody with an account.
        UserContact,
        /// Contact of an outside participant (enterprise, co-operative, person).
        ParticipantContact,
        /// Whom an invitation was made for.
        Invitation,
        /// A citizen's letter and its sender.
        Letter,
        /// A comment on a consultation that is not public, and its sender.
        Opinion,
        /// Who reported a violation, and what they wrote.
        ViolationReport,
    }
);

/// Notes that `actor` was shown `what` of each of `subjects`; what is their own leaves no line. Call it before answering:
/// a look that cannot be noted is not given.
pub async fn note(site: &Site, actor: &Actor, request_id: &str, what: PersonalData, subjects: &[Uuid]) -> Result<(), Fault> {
    let others: Vec<Uuid> = subjects.iter().copied().filter(|subject| Some(*subject) != actor.person).collect();
    if others.is_empty() {
        return Ok(());
    }
    let now = site.clock.now();
    let upkeep = Upkeep::begin(site).await?;
    for subject in others {
        let row = access_log::ActiveModel {
            id: Set(ids::new_id(now)),
            at: Set(now),
            actor_id: Set(actor.person),
            what: Set(what.word()),
            subject_id: Set(subject),
            request_id: Set(request_id.to_owned()),
        };
        upkeep.insert(row).await?;
    }
    upkeep.commit().await
}
