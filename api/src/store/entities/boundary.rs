//! The boundary of the ward as GeoJSON; the newest counts. Rows are never rewritten.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "boundary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    pub geojson: String,
    /// What the map shows, in words.
    pub description: String,
    pub description_en: Option<String>,
    /// Whose data it is, under which licence.
    pub source: String,
    pub set_by: Option<Uuid>,
    pub set_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
