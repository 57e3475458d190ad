//! Who may see a picture that is not public, and who may say what is on it.

use crate::access::{Actor, Permission};
use crate::store::entities::media;

/// Their own unit's; those who read what is handed in, or review it, see the pictures in it. (Items do not yet say
/// which pictures they use; when they do, a reviewer's view narrows to the items of their tasks.)
pub fn sees_all(actor: &Actor) -> bool {
    actor.may(Permission::ItemReadSubmitted) || actor.may(Permission::FieldReview)
}

pub fn may_see(actor: &Actor, media: &media::Model) -> bool {
    sees_all(actor) || actor.units_with(Permission::MediaWrite).contains(&media.unit_id)
}

/// Writers of its unit, and the Secretariat.
pub fn may_describe(actor: &Actor, media: &media::Model) -> bool {
    let own = actor.units_with(Permission::MediaWrite).contains(&media.unit_id);
    own || actor.may(Permission::ItemEditSubmitted)
}
