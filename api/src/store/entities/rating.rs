//! How content readers are with a page, counted by month: numbers and nothing else.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating")]
pub struct Model {
    /// The id of a publication, else the path.
    #[sea_orm(primary_key, auto_increment = false)]
    pub page: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    pub publication_id: Option<Uuid>,
    pub section_id: Option<Uuid>,
    pub satisfied: i64,
    pub neutral: i64,
    pub dissatisfied: i64,
}

impl ActiveModelBehavior for ActiveModel {}
