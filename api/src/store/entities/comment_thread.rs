//! A conversation about one passage of an item. Never public; what is said stands in `comment_post`.

use sea_orm::entity::prelude::*;

use crate::kernel::words::CommentState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment_thread")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    /// The revision it was made on; none: the working copy.
    pub revision_id: Option<Uuid>,
    /// `title`, `summary`, `body` or `details/<name>`.
    pub part: String,
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    /// Where the quote began, in characters of the part's plain text.
    pub position: i64,
    pub state: CommentState,
    pub opened_by: Uuid,
    pub opened_at: DateTimeUtc,
    pub settled_by: Option<Uuid>,
    pub settled_at: Option<DateTimeUtc>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
