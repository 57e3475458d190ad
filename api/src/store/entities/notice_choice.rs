//! How a person wants to be told by e-mail.

use sea_orm::entity::prelude::*;

use crate::kernel::notices::MailChoice;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_choice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    pub mail: MailChoice,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
