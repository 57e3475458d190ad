//! A piece of information on the desk: its open edition and where it stands.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Genre, InfoClass, IssuerRelation, Kind, Lang, Origin, State};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: Kind,
    pub lang: Lang,
    pub translation_of: Option<Uuid>,
    pub origin: Origin,
    pub external_id: Option<String>,
    pub source_type: Option<String>,
    pub source_id: Option<Uuid>,
    pub unit_id: Uuid,
    pub created_by: Option<Uuid>,
    pub from_contributor: bool,
    pub state: State,
    pub edition: i64,
    pub revision_id: Option<Uuid>,
    pub correction_note: Option<String>,
    pub scheduled_for: Option<DateTimeUtc>,
    pub approved_revision_id: Option<Uuid>,
    pub title: String,
    pub section_id: Option<Uuid>,
    pub info_class: Option<InfoClass>,
    pub genre: Option<Genre>,
    pub issuer_relation: Option<IssuerRelation>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
