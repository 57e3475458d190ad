//! Citizens' letters of the demo ward: five of them, each walked to its state on its days by the actions of everybody.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::actor;
use crate::app::flows::publish_answer::{PublishAnswer, put_before_the_board};
use crate::features::questions::actions::{self, Classification, Promise, Template};
use crate::features::questions::intake;
use crate::http::{IfMatch, Problem};
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::letters::AnswerTemplateUse;
use crate::kernel::words::Field;
use crate::store::entities::{letter, org_unit};
use crate::store::{Call, Site, Work};

const INTAKE: &str = "tothuky";
const CHIEF: &str = "truongban";

/// What happens on which day, oldest first.
const DAYS: [(i64, Step); 12] = [
    (-60, Step::Furnish),
    (-40, Step::Send(54)),
    (-39, Step::Forward(54, "police")),
    (-30, Step::Send(50)),
    (-29, Step::Forward(50, "public_administration_service_center")),
    (-27, Step::Answer),
    (-22, Step::Send(51)),
    (-21, Step::Forward(51, "public_service_unit_center")),
    (-8, Step::Promise),
    (-6, Step::Send(52)),
    (-4, Step::Forward(52, "council_committee_office")),
    (-3, Step::TurnAway),
];

#[derive(Clone, Copy)]
enum Step {
    Furnish,
    Send(u32),
    Forward(u32, &'static str),
    Answer,
    Promise,
    TurnAway,
}

/// The letters on their way through the story.
#[derive(Default)]
pub(super) struct Letters {
    done: usize,
    ids: Vec<(u32, Uuid)>,
    /// The item that an answer became: its board has not decided yet.
    pub published: Option<Uuid>,
}

fn sent(no: u32) -> Value {
    let consent = json!({"version": 1, "agreed": true});
    match no {
        50 => json!({"kind": "question", "field": "society", "subject": "Tôi thuê trọ thì đăng ký tạm trú ở đâu?",
            "text": "Tôi thuê trọ ở tổ dân phố 5, chủ nhà bảo tôi tự đăng ký tạm trú. Xin hỏi tôi đăng ký ở đâu, cần giấy tờ gì? Điện thoại của tôi: 0900 000 050.",
            "sender": {"name": "Người dân minh họa A", "phone": "0900 000 050"}, "consent": consent}),
        51 => json!({"kind": "report", "field": "economy", "subject": "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần",
            "text": "Đèn đường ngõ 18 phố Bạch Liên hỏng đã hai tuần, buổi tối rất tối, người già và trẻ em đi lại khó khăn.",
            "place": {"address": "Ngõ 18 phố Bạch Liên"}, "anonymous": true, "consent": consent}),
        52 => json!({"kind": "petition", "field": "society", "subject": "Bớt bản sao có chứng thực khi nộp hồ sơ",
            "text": "Đề nghị bớt yêu cầu nộp bản sao có chứng thực khi cán bộ đã tra cứu được trên cơ sở dữ liệu dân cư.",
            "sender": {"name": "Người dân minh họa B", "phone": "0900 000 052", "address": "Tổ dân phố 7"}, "consent": consent}),
        53 => json!({"kind": "question", "subject": "Thủ tục cấp giấy phép lái xe quốc tế",
            "text": "Tôi muốn cấp giấy phép lái xe quốc tế thì nộp hồ sơ ở phường có được không?", "anonymous": true, "consent": consent}),
        _ => json!({"kind": "report", "field": "security", "subject": "Tiếng ồn quán karaoke sau 22 giờ",
            "text": "Quán karaoke cuối ngõ mở nhạc lớn sau 22 giờ nhiều ngày liền, các hộ xung quanh không ngủ được.", "anonymous": true, "consent": consent}),
    }
}

impl Letters {
    /// Everything up to a moment of the story; the clock is moved along.
    pub(super) async fn go_on(&mut self, site: &Site, today: DateTime<Utc>, until: DateTime<Utc>) -> anyhow::Result<()> {
        while let Some((days, step)) = DAYS.get(self.done).copied() {
            let day = to_vn(today).date_naive() + TimeDelta::days(days);
            let at = vn_instant(day, 9, 40).context("time")?.max(site.clock.now());
            if at > until {
                return Ok(());
            }
            site.clock.set(at);
            self.take(site, today, step).await.with_context(|| format!("letters, {days} days"))?;
            self.done += 1;
        }
        Ok(())
    }

    async fn take(&mut self, site: &Site, today: DateTime<Utc>, step: Step) -> anyhow::Result<()> {
        match step {
            Step::Furnish => furnish(site).await,
            Step::Send(no) => {
                let letter = serde_json::from_value(sent(no)).context("a letter")?;
                let (id, _) = intake::keep_for(site, site.clock.now(), letter).await?;
                self.ids.push((no, id));
                Ok(())
            }
            Step::Forward(no, unit) => {
                let unit = org_unit::Entity::find().filter(org_unit::Column::Code.eq(unit)).one(site.read()).await?.context("no unit")?;
                let (id, row) = self.letter(site, no).await?;
                let mut work = begin(site, INTAKE).await?;
                let said = Classification { kind: row.kind, field: row.field, forward_to: Some(unit.id), note: None };
                actions::classify(&mut work, id, IfMatch(row.version), said).await?;
                Ok(work.commit().await.map(drop).map_err(Problem::from)?)
            }
            Step::Answer => self.answer(site).await,
            Step::Promise => {
                let (id, row) = self.letter(site, 51).await?;
                let mut work = begin(site, "bientap").await?;
                actions::take(&mut work, id, IfMatch(row.version)).await?;
                let day = to_vn(today).date_naive() + TimeDelta::days(9);
                let at = vn_instant(day, 16, 30).context("time")?;
                let reason = "Đã kiểm tra hiện trường; đang chờ đơn vị chiếu sáng đô thị cấp bộ đèn thay thế.".to_owned();
                actions::progress(&mut work, id, IfMatch(row.version + 1), Promise { at, reason }).await?;
                Ok(work.commit().await.map(drop).map_err(Problem::from)?)
            }
            Step::TurnAway => {
                let letter = serde_json::from_value(sent(53)).context("a letter")?;
                let (id, _) = intake::keep_for(site, site.clock.now(), letter).await?;
                let mut work = begin(site, INTAKE).await?;
                let reason = "Giấy phép lái xe quốc tế do cơ quan Cảnh sát giao thông cấp, phường không tiếp nhận hồ sơ này.";
                let turn = "Nộp trực tuyến trên Cổng dịch vụ công quốc gia dichvucong.gov.vn.";
                actions::out_of_scope(&mut work, id, IfMatch(1), reason, turn).await?;
                Ok(work.commit().await.map(drop).map_err(Problem::from)?)
            }
        }
    }

    async fn letter(&self, site: &Site, no: u32) -> anyhow::Result<(Uuid, letter::Model)> {
        let id = self.ids.iter().find(|(n, _)| *n == no).context("no such letter")?.1;
        Ok((id, letter::Entity::find_by_id(id).one(site.read()).await?.context("no such letter")?))
    }

    /// Taken, drafted, approved by the board's head (the centre has none of its own here), put before the board.
    async fn answer(&mut self, site: &Site) -> anyhow::Result<()> {
        let (id, row) = self.letter(site, 50).await?;
        let text = "Bạn đăng ký tạm trú tại Công an phường hoặc trực tuyến trên Cổng dịch vụ công quốc gia, mục Đăng ký tạm trú.\n\n\
                    Giấy tờ gồm tờ khai thay đổi thông tin cư trú (mẫu CT01) và giấy tờ chứng minh chỗ ở hợp pháp (hợp đồng thuê, ở nhờ). Thời hạn giải quyết không quá 3 ngày làm việc.";
        let mut work = begin(site, "bientap.hcc").await?;
        actions::take(&mut work, id, IfMatch(row.version)).await?;
        actions::draft(&mut work, id, IfMatch(row.version + 1), text).await?;
        actions::submit_answer(&mut work, id, IfMatch(row.version + 2)).await?;
        work.commit().await.map_err(Problem::from)?;
        let mut work = begin(site, CHIEF).await?;
        actions::approve_answer(&mut work, id, IfMatch(row.version + 3)).await?;
        work.commit().await.map_err(Problem::from)?;
        let copy = PublishAnswer {
            title: "Thuê trọ thì đăng ký tạm trú ở đâu?".into(),
            question: "Tôi thuê trọ ở […], chủ nhà bảo tôi tự đăng ký tạm trú. Xin hỏi tôi đăng ký ở đâu, cần giấy tờ gì? […]".into(),
            answer: text.into(),
            section_id: None,
            findings_confirmed: true,
        };
        let mut work = begin(site, "bientap.hcc").await?;
        let (item, _) = put_before_the_board(&mut work, id, IfMatch(row.version + 4), &copy).await?;
        work.commit().await.map_err(Problem::from)?;
        self.published = Some(item);
        Ok(())
    }
}

async fn begin<'s>(site: &'s Site, username: &str) -> anyhow::Result<Work<'s>> {
    let actor = actor(site, username).await?;
    Ok(Work::begin(site, Call::new(actor, "demo")).await.map_err(Problem::from)?)
}

/// Some texts at hand.
async fn furnish(site: &Site) -> anyhow::Result<()> {
    let mut work = begin(site, INTAKE).await?;
    for (purpose, name, field, body) in [
        (
            AnswerTemplateUse::OutOfScope,
            "Giấy phép lái xe",
            None,
            "Việc cấp, đổi giấy phép lái xe do cơ quan Cảnh sát giao thông giải quyết, phường không tiếp nhận hồ sơ. Nơi có trách nhiệm: {where_to_turn}",
        ),
        (
            AnswerTemplateUse::Refer,
            "Hướng dẫn tố cáo",
            None,
            "Nội dung thư là tố cáo, được tiếp nhận, giải quyết theo Luật Tố cáo. Thư đã được niêm phong; người bị tố cáo không được biết.",
        ),
        (
            AnswerTemplateUse::Progress,
            "Chờ kiểm tra hiện trường",
            Some(Field::Economy),
            "Phường đã tiếp nhận và đang kiểm tra hiện trường. Kết quả sẽ được trả lời trong ngày hẹn.",
        ),
        (
            AnswerTemplateUse::Answer,
            "Đăng ký tạm trú",
            Some(Field::Society),
            "Bạn đăng ký tạm trú tại Công an phường hoặc trên Cổng dịch vụ công quốc gia, mục Đăng ký tạm trú.",
        ),
    ] {
        let template = Template { purpose, name: name.into(), field, unit: None, body: body.into(), retired: false };
        actions::add_template(&mut work, template).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

/// Only kinds that the law lets be nameless are nameless here.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::letters::LetterKind;

    #[test]
    fn the_letters_can_be_read() {
        for no in 50..=54 {
            let letter: intake::LetterRequest = serde_json::from_value(sent(no)).unwrap();
            assert!(!letter.anonymous || !matches!(letter.kind, LetterKind::Petition | LetterKind::InformationRequest));
        }
    }
}
