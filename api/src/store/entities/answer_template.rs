//! A text at hand for those who answer letters.

use sea_orm::entity::prelude::*;

use crate::kernel::letters::AnswerTemplateUse;
use crate::kernel::words::Field;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub purpose: AnswerTemplateUse,
    pub name: String,
    pub field: Option<Field>,
    /// Of one unit; none: for all.
    pub unit_id: Option<Uuid>,
    pub body: String,
    pub retired: bool,
    pub updated_by: Option<Uuid>,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
