//! Who may say what is on a picture. Who may see one that is not public is a condition of every query:
//! `store/scope.rs::visible_media`.

use crate::access::{Actor, Permission};
use crate::store::entities::media;

/// Whether the actor can see any picture at all: writers their units', those who review or read what is handed in the
/// pictures of the items they may see.
pub fn sees_some(actor: &Actor) -> bool {
    [Permission::MediaWrite, Permission::ItemReadSubmitted, Permission::ItemReadDecided, Permission::FieldReview]
        .into_iter()
        .any(|p| actor.may(p))
}

/// Writers of its unit, and the Secretariat.
pub fn may_describe(actor: &Actor, media: &media::Model) -> bool {
    let own = actor.units_with(Permission::MediaWrite).contains(&media.unit_id);
    own || actor.may(Permission::ItemEditSubmitted)
}
