//! Letters that say much the same: opened and compared in memory, newest first, so many and no more. Nothing of it is kept.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::views::LikelyDuplicate;
use super::{policy, private, queries};
use crate::access::Actor;
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::letters::LetterState;
use crate::kernel::text::fold;
use crate::store::Site;
use crate::store::entities::{letter, letter_private};

/// So many letters are compared.
const COMPARED: u64 = 300;
const TOLD: usize = 5;
/// Shared words in percent below which two letters are two matters.
const ALIKE: i64 = 25;

/// The letters most like one, of those the actor may know of.
pub async fn of(site: &Site, actor: &Actor, id: Uuid) -> Result<Vec<LikelyDuplicate>, Problem> {
    let db = site.read();
    let row = queries::find(db, actor, id).await?;
    let Some(own) = private::open(db, site, id).await? else { return Ok(vec![]) };
    let own = words(&own.content()?);
    let others = letter::Entity::find()
        .filter(policy::visible(actor))
        .filter(letter::Column::Id.ne(row.id))
        .filter(letter::Column::ErasedAt.is_null())
        .filter(letter::Column::State.is_not_in([LetterState::Rejected, LetterState::Merged, LetterState::OutOfScope]))
        .filter(letter::Column::Sealed.eq(false))
        .order_by_desc(letter::Column::ReceivedAt)
        .order_by_desc(letter::Column::Id)
        .limit(COMPARED);
    let rows = others.all(db).await?;
    let sealed = letter_private::Entity::find().filter(letter_private::Column::LetterId.is_in(rows.iter().map(|r| r.id)));
    let mut sealed: std::collections::HashMap<Uuid, _> = sealed.all(db).await?.into_iter().map(|p| (p.letter_id, p)).collect();
    let mut found = vec![];
    for row in rows {
        let Some(private_row) = sealed.remove(&row.id) else { continue };
        let key = site.letter_keys.of_letter(row.id, &private_row.key_id, &private_row.wrapped_key)?;
        let content = private::Opened { row: private_row, key }.content()?;
        let likeness = likeness(&own, &words(&content));
        if likeness >= ALIKE {
            found.push(LikelyDuplicate {
                id: row.id,
                code: row.code,
                state: row.state,
                subject: content.subject,
                received_at: rfc3339_vn(row.received_at),
                likeness,
            });
        }
    }
    found.sort_by_key(|d| std::cmp::Reverse(d.likeness));
    found.truncate(TOLD);
    Ok(found)
}

/// Pairs of neighbouring syllables: Vietnamese words are two syllables more often than one.
fn words(content: &private::Content) -> BTreeSet<String> {
    let place = content.place.as_ref().and_then(|p| p.address.as_deref()).unwrap_or_default();
    let text = fold(&format!("{} {} {place}", content.subject, content.text));
    let syllables: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    syllables.windows(2).map(|pair| pair.join(" ")).chain(syllables.iter().filter(|w| w.len() > 3).map(|w| (*w).to_owned())).collect()
}

fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> i64 {
    let (shared, all) = (a.intersection(b).count(), a.union(b).count());
    i64::try_from((shared * 100).checked_div(all).unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(subject: &str, text: &str) -> BTreeSet<String> {
        words(&private::Content { subject: subject.into(), text: text.into(), place: None })
    }

    #[test]
    fn the_same_matter_is_known_and_another_is_not() {
        let one = said("Đèn đường hỏng", "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần nay, buổi tối rất tối.");
        let same = said("Hỏng đèn đường", "Ngõ 18 phố Bạch Liên đèn đường hỏng đã hai tuần, đi lại buổi tối nguy hiểm.");
        let other = said("Hỏi thủ tục", "Tôi thuê trọ thì đăng ký tạm trú ở đâu?");
        assert!(likeness(&one, &same) >= ALIKE, "{}", likeness(&one, &same));
        assert!(likeness(&one, &other) < ALIKE);
        assert_eq!(likeness(&one, &one), 100);
    }
}
