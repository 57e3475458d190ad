//! A dated entry of a list of words, with its reason and legal basis.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Severity, WordList};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub list: WordList,
    pub phrase: String,
    pub severity: Severity,
    pub reason: String,
    pub citation: Option<String>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
