//! What happened, append-only, each row chained to the one before by its hash.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub door: String,
    pub request_id: String,
    pub verb: String,
    pub item_id: Option<Uuid>,
    /// Mirrors of the payload, for reading by unit and by the person concerned.
    pub unit_id: Option<Uuid>,
    pub about_id: Option<Uuid>,
    /// The citizen's letter it is about: what is sealed from a unit is hidden by it.
    pub letter_id: Option<Uuid>,
    pub public: bool,
    pub payload: String,
    pub previous_hash: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
