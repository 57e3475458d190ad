//! The facts of a citizen's letter; nothing personal. What was said and by whom lies sealed in `letter_private`.

use sea_orm::entity::prelude::*;

use crate::kernel::letters::{LetterKind, LetterState};
use crate::kernel::words::{Field, Lang};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What the sender quotes. No secret; of an erased letter its id.
    pub code: String,
    /// A keyed hash; empty when the letter is erased.
    pub secret_hash: String,
    pub kind: LetterKind,
    pub field: Option<Field>,
    pub state: LetterState,
    /// The unit that handles it.
    pub unit_id: Option<Uuid>,
    pub handler_id: Option<Uuid>,
    pub lang: Lang,
    pub anonymous: bool,
    pub by_mail: bool,
    pub consent_version: i64,
    /// Of the very text that was agreed to.
    pub consent_hash: String,
    pub files: i64,
    pub received_at: DateTimeUtc,
    pub state_at: DateTimeUtc,
    pub answered_at: Option<DateTimeUtc>,
    /// What the last progress notice promised, while it runs.
    pub promised_at: Option<DateTimeUtc>,
    pub extensions: i64,
    pub reopened: i64,
    pub rating: Option<i64>,
    pub merged_into: Option<Uuid>,
    /// The item that publishes its answer.
    pub item_id: Option<Uuid>,
    /// A complaint or denunciation: seen by nobody whom it is about.
    pub sealed: bool,
    /// When it is to be closed or erased by itself.
    pub next_at: Option<DateTimeUtc>,
    pub erased_at: Option<DateTimeUtc>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
