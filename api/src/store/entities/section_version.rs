//! A section as a change left it. Rows are never rewritten.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{InfoClass, SectionAction};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub section_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    pub action: SectionAction,
    pub slug: String,
    pub name: String,
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    pub position: i64,
    pub info_class: InfoClass,
    pub owner_unit_id: Option<Uuid>,
    pub merged_into: Option<Uuid>,
    /// Who wanted it, who approved it, by which decision.
    pub proposal_id: Option<Uuid>,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
