//! What happens by itself: closing what was answered, erasing what was kept long enough; and turning the ring of keys.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};

use super::InHand;
use super::answering::close_now;
use crate::features::questions::intake::{facts, files_of};
use crate::http::Problem;
use crate::kernel::letters::LetterState;
use crate::kernel::words::ClockSubject;
use crate::store::entities::{data_right, letter, letter_file, letter_message, letter_private};
use crate::store::letter_keys::delete_without_trace;
use crate::store::{Change, Work, clocks, mail};

/// Letters in one work: the one writer of SQLite is given back in between.
const AT_ONCE: u64 = 50;

/// Closes and erases the letters whose time has come. Returns the blobs that belong to nobody now, and whether anything
/// was done.
pub async fn keep_due(work: &mut Work<'_>) -> Result<(Vec<String>, bool), Problem> {
    let due = letter::Entity::find().filter(letter::Column::NextAt.lte(work.now));
    let due = due.order_by_asc(letter::Column::NextAt).order_by_asc(letter::Column::Id).limit(AT_ONCE).lock_exclusive();
    let rows = due.all(work.db()).await?;
    let (mut blobs, done) = (vec![], !rows.is_empty());
    for row in rows {
        if row.state == LetterState::Answered {
            let to = LetterState::Closed;
            close_now(work, &mut InHand { row, to }).await?;
        } else {
            blobs.extend(erase(work, row, true).await?);
        }
    }
    Ok((blobs, done))
}

/// Destroys key, words, sender and files of a letter; its facts stay without a name. Returns the blobs to take away.
pub async fn erase(work: &mut Work<'_>, row: letter::Model, by_schedule: bool) -> Result<Vec<String>, Problem> {
    let (id, db) = (row.id, work.db());
    let blobs = files_of(db, id).await?.into_iter().map(|f| f.blob_hash).collect();
    delete_without_trace(db, true).await?;
    letter_message::Entity::delete_many().filter(letter_message::Column::LetterId.eq(id)).exec(db).await?;
    letter_file::Entity::delete_many().filter(letter_file::Column::LetterId.eq(id)).exec(db).await?;
    letter_private::Entity::delete_by_id(id).exec(db).await?;
    mail::forget(work, id).await?;
    data_right::Entity::update_many()
        .col_expr(data_right::Column::Body, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(data_right::Column::Answer, Expr::value(Option::<Vec<u8>>::None))
        .filter(data_right::Column::LetterId.eq(id))
        .exec(db)
        .await?;
    delete_without_trace(db, false).await?;
    for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
        clocks::cancel_one(work, clock, None).await?;
    }
    let version = row.version + 1;
    let mut kept = row.clone().into_active_model();
    kept.code = Set(id.to_string());
    kept.secret_hash = Set(String::new());
    kept.by_mail = Set(false);
    kept.files = Set(0);
    kept.handler_id = Set(None);
    kept.promised_at = Set(None);
    kept.next_at = Set(None);
    kept.erased_at = Set(Some(work.now));
    kept.version = Set(version);
    if !row.state.ended() || row.state == LetterState::Answered {
        kept.state = Set(LetterState::Closed);
        kept.state_at = Set(work.now);
    }
    kept.update(work.db()).await?;
    work.record(Change::LetterErased { letter: facts(&row), by_schedule });
    Ok(blobs)
}

/// How far the ring has been turned.
pub struct Rewrapped {
    pub letters: u64,
}

/// Wraps the keys of some letters anew under the ring's first key. Nothing to do: `letters` is 0.
pub async fn rewrap_some(work: &mut Work<'_>) -> Result<Rewrapped, Problem> {
    let ring = &work.site.letter_keys;
    let current = ring.current()?;
    let rows = letter_private::Entity::find().filter(letter_private::Column::KeyId.ne(&current));
    let rows = rows.order_by_asc(letter_private::Column::LetterId).limit(AT_ONCE).lock_exclusive().all(work.db()).await?;
    let letters = rows.len() as u64;
    delete_without_trace(work.db(), true).await?;
    for row in rows {
        let key = ring.of_letter(row.letter_id, &row.key_id, &row.wrapped_key)?;
        let (key_id, wrapped) = key.rewrapped(ring)?;
        let mut row = row.into_active_model();
        row.key_id = Set(key_id);
        row.wrapped_key = Set(wrapped);
        row.update(work.db()).await?;
    }
    delete_without_trace(work.db(), false).await?;
    if letters > 0 {
        work.record(Change::LetterKeysRewrapped { key: current, letters });
    }
    Ok(Rewrapped { letters })
}
