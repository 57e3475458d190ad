//! A row of the register of outgoing documents (sổ văn bản đi). Unique by number, issuer and year.

use sea_orm::entity::prelude::*;

use crate::kernel::words::IssuerRelation;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub relation: IssuerRelation,
    pub number: String,
    pub number_key: String,
    pub year: i64,
    pub symbol: Option<String>,
    pub doc_type: Option<String>,
    pub issued_on: Date,
    pub issuer: String,
    pub issuer_key: String,
    pub signer: Option<String>,
    pub abstract_text: String,
    pub search_key: String,
    pub not_subject_reason: Option<String>,
    pub legal_basis: Option<String>,
    pub item_id: Option<Uuid>,
    pub typed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
