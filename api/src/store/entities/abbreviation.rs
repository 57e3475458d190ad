//! How an abbreviation is spoken over the loudspeaker, as dated data.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "abbreviation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub written: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub spoken: String,
    pub valid_to: Option<Date>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
