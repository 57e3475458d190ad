//! Public posting (niêm yết công khai): what is posted, from when until when and where, what happened meanwhile, and, from
//! these, a confirmation to be signed.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, link_to, of, rows_of, text_of};
use super::{Described, Linked, Rules, details, in_order};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::dates::{rfc3339_vn, vn_instant};
use crate::kernel::words::PostingEvent;

details! {
    /// A time of display; both days count.
    PostingPeriod as PostingPeriod {
        pub from: Option<NaiveDate>,
        pub to: Option<NaiveDate>,
        #[schema(max_length = 300, example = "Bảng tin trụ sở UBND phường")]
        pub place: Option<String>,
    }
}

details! {
    /// Something that happened at the place of posting.
    PostingLine as PostingLine {
        pub at: Option<DateTime<Utc>>,
        pub event: Option<PostingEvent>,
        #[schema(max_length = 300)]
        pub place: Option<String>,
        #[schema(max_length = 500)]
        pub note: Option<String>,
    }
}

details! {
    PublicPosting as PublicPostingDetails {
        /// What is posted.
        #[schema(max_length = 1000)]
        pub subject: Option<String>,
        #[schema(max_length = 100, example = "31/TB-UBND")]
        pub document_number: Option<String>,
        pub issued_on: Option<NaiveDate>,
        #[schema(max_length = 1000)]
        pub legal_basis: Option<String>,
        #[schema(max_items = 50)]
        pub periods: Vec<PostingPeriod>,
        /// The log of display.
        #[schema(max_items = 200)]
        pub log: Vec<PostingLine>,
        /// Where and until when objections are taken.
        #[schema(max_length = 1000)]
        pub objections: Option<String>,
        #[schema(max_length = 1000)]
        pub document_url: Option<String>,
    }
}

const EVENTS: [(&str, &str, &str); 4] = [
    ("posted", "Bắt đầu niêm yết", "Put up"),
    ("checked", "Kiểm tra", "Checked"),
    ("extended", "Gia hạn", "Extended"),
    ("removed", "Kết thúc niêm yết", "Taken down"),
];

impl Described for PublicPosting {
    fn fields() -> Vec<FieldShape> {
        let periods = vec![
            of("from", Input::Date, "Từ ngày", "From").required(),
            of("to", Input::Date, "Đến hết ngày", "Until the end of").required(),
            line_of("place", 300, "Nơi niêm yết", "Place").required(),
        ];
        let log = vec![
            of("at", Input::Moment, "Thời điểm", "At").required(),
            choice_of("event", &EVENTS, "Việc", "Event").required(),
            line_of("place", 300, "Nơi niêm yết", "Place"),
            line_of("note", 500, "Ghi chú", "Note"),
        ];
        vec![
            text_of("subject", 1000, "Nội dung niêm yết", "What is posted").required(),
            line_of("document_number", 100, "Số, ký hiệu văn bản", "Number of the document").filter().in_list(),
            of("issued_on", Input::Date, "Ngày ban hành", "Issued on"),
            text_of("legal_basis", 1000, "Căn cứ niêm yết", "Legal basis"),
            rows_of("periods", 50, "Thời gian niêm yết", "Periods of display", periods).required(),
            text_of("objections", 1000, "Tiếp nhận ý kiến, khiếu nại", "Objections"),
            link_to("document_url", "Xem văn bản", "The document"),
            rows_of("log", 200, "Nhật ký niêm yết", "Log of display", log),
        ]
    }
}

impl Rules for PublicPosting {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        for (n, period) in self.periods.iter().enumerate() {
            in_order(period.from, period.to, &format!("/details/periods/{n}/to"), faults);
        }
    }

    fn speaks(&self) -> bool {
        self.subject.is_some()
    }

    /// The end of the last day of the last period.
    fn display_until(&self) -> Option<DateTime<Utc>> {
        let last = self.periods.iter().filter_map(|period| period.to).max()?;
        vn_instant(last.checked_add_days(Days::new(1))?, 0, 0)
    }

    fn number(&self) -> Option<String> {
        self.document_number.clone()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        let periods = self.periods.iter().filter_map(|p| Some(("coverage", format!("{}/{}", p.from?, p.to?))));
        periods.chain(self.document_number.clone().map(|n| ("relation", n))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let from = self.periods.iter().filter_map(|p| p.from).min();
        Linked::text(
            "SpecialAnnouncement",
            json!({"datePosted": from, "expires": self.display_until().map(rfc3339_vn), "text": self.subject}),
        )
    }
}
