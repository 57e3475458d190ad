//! One version of a deadline rule: what is owed within which time, and which article says so.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{ClockStop, ClockTrigger, DayEnd, InfoClass, LimitUnit, RuleResponsible};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    pub info_class: Option<InfoClass>,
    pub counts_from: ClockTrigger,
    pub n: i64,
    pub unit: LimitUnit,
    pub day_end: DayEnd,
    pub responsible: RuleResponsible,
    pub stops_at: ClockStop,
    /// Another calendar than the ward's.
    pub calendar: Option<String>,
    pub citation: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
