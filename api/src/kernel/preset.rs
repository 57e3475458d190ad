//! How much of the product is switched on (`domain.md` §0): one table of parts, asked by everybody as
//! `preset.has(Part::RoutingByField)`. Switching hides and shows; it never deletes.

use sea_orm::{EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `compact` is for up to seven people: a writer, a secretary, an approver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    Compact,
    Regulation,
    Full,
    City,
}

/// What a preset switches on. What no part names is always on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Field review by Điều 12–14.
    RoutingByField,
    /// Sections that a unit answers for and reviews (Đ12.2, Đ14.1).
    SectionOwners,
    /// The register of contributors (Đ11.2d, Đ13.4).
    Contributors,
    /// Overdue work climbs to the unit head, the Secretariat and the chief.
    Escalation,
    /// The monthly orientation (Đ14.1).
    Orientation,
    /// Remarks anchored to a passage.
    AnchoredComments,
    /// Communication plans with quotas.
    Plans,
    /// Feeds of other protocols, keys for machines, webhooks: their screens.
    ProtocolScreens,
    /// Reports of month, quarter and year (Đ12.4, Đ13.10).
    Reports,
    /// Royalties (Đ13.6).
    Royalties,
    /// Budget (Đ13.5).
    Budget,
    /// Taking in what other portals publish.
    Harvest,
}

impl Preset {
    /// Whether the part is switched on.
    pub fn has(self, part: Part) -> bool {
        self >= part.from()
    }

    /// Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Compact => ("Gọn", "Compact"),
            Self::Regulation => ("Đúng Quy chế", "By the Regulation"),
            Self::Full => ("Đầy đủ", "Full"),
            Self::City => ("Thành phố", "City"),
        }
    }
}

impl Part {
    /// The smallest preset that has it: the table.
    fn from(self) -> Preset {
        match self {
            Self::RoutingByField
            | Self::SectionOwners
            | Self::Contributors
            | Self::Escalation
            | Self::Orientation
            | Self::AnchoredComments
            | Self::Reports
            | Self::Royalties => Preset::Regulation,
            Self::Plans | Self::ProtocolScreens | Self::Budget => Preset::Full,
            Self::Harvest => Preset::Full,
        }
    }

    /// Whether this version of the program has it at all; the others are announced by no preview.
    pub fn built(self) -> bool {
        !matches!(self, Self::Reports | Self::Royalties | Self::Budget | Self::Harvest)
    }

    /// Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::RoutingByField => ("Kiểm duyệt theo lĩnh vực (Điều 12–14)", "Field review (Điều 12–14)"),
            Self::SectionOwners => ("Đơn vị phụ trách chuyên mục", "Units that answer for sections"),
            Self::Contributors => ("Sổ cộng tác viên", "Register of contributors"),
            Self::Escalation => ("Báo quá hạn lên cấp trên", "Escalation of overdue work"),
            Self::Orientation => ("Định hướng tuyên truyền hằng tháng", "Monthly orientation"),
            Self::AnchoredComments => ("Góp ý gắn vào đoạn văn", "Comments anchored to passages"),
            Self::Plans => ("Kế hoạch truyền thông, định mức", "Communication plans and quotas"),
            Self::ProtocolScreens => ("Màn hình kết nối, giao thức", "Screens of protocols and connections"),
            Self::Reports => ("Báo cáo tháng, quý, năm", "Periodic reports"),
            Self::Royalties => ("Nhuận bút, thù lao", "Royalties"),
            Self::Budget => ("Dự toán kinh phí", "Budget"),
            Self::Harvest => ("Thu nhận tin từ cổng khác", "Harvesting other portals"),
        }
    }
}

/// A duty of Điều 12–14 that a part of the product carries; without the part it stays with paper and people.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    pub citation: &'static str,
    pub vi: &'static str,
    pub en: &'static str,
    part: Part,
}

const DUTIES: [Duty; 9] = [
    Duty {
        citation: "Điều 12 khoản 2",
        vi: "Văn phòng HĐND và UBND kiểm duyệt chuyên mục được giao phụ trách",
        en: "The Office reviews the sections it answers for",
        part: Part::SectionOwners,
    },
    Duty {
        citation: "Điều 12 khoản 4",
        vi: "Phối hợp báo cáo tình hình hoạt động của Cổng",
        en: "Joint reports on the portal's work",
        part: Part::Reports,
    },
    Duty {
        citation: "Điều 12 khoản 5",
        vi: "Kiểm duyệt tin, bài kinh tế, an ninh, quốc phòng của cộng tác viên",
        en: "Review of contributors' items on economy, security, defence",
        part: Part::RoutingByField,
    },
    Duty {
        citation: "Điều 13 khoản 4",
        vi: "Lập và theo dõi mạng lưới cộng tác viên",
        en: "Keeping the network of contributors",
        part: Part::Contributors,
    },
    Duty {
        citation: "Điều 13 khoản 6", vi: "Chi trả nhuận bút, thù lao", en: "Paying royalties and remuneration", part: Part::Royalties
    },
    Duty {
        citation: "Điều 13 khoản 10",
        vi: "Báo cáo Trưởng ban biên tập, UBND phường, Văn phòng UBND thành phố",
        en: "Reports to the chief, the ward and the city",
        part: Part::Reports,
    },
    Duty {
        citation: "Điều 13 khoản 11",
        vi: "Kiểm duyệt tin, bài văn hóa, xã hội, dân tộc, tín ngưỡng của cộng tác viên",
        en: "Review of contributors' items on culture, society, ethnicity, belief",
        part: Part::RoutingByField,
    },
    Duty {
        citation: "Điều 14 khoản 1",
        vi: "Định hướng tuyên truyền hằng tháng; kiểm duyệt chuyên mục học tập và làm theo Bác",
        en: "Monthly orientation; review of the Hồ Chí Minh section",
        part: Part::Orientation,
    },
    Duty {
        citation: "Điều 14 khoản 2",
        vi: "Kiểm duyệt tin, bài tuyên giáo, dân vận",
        en: "Review of items on propaganda, education and mass mobilisation",
        part: Part::RoutingByField,
    },
];

/// The duties of Điều 12–14 that stay manual under `preset`.
pub fn manual_duties(preset: Preset) -> impl Iterator<Item = &'static Duty> {
    DUTIES.iter().filter(move |duty| !(duty.part.built() && preset.has(duty.part)))
}

/// The parts that appear and those that disappear when `before` becomes `after`.
pub fn difference(before: Preset, after: Preset) -> (Vec<Part>, Vec<Part>) {
    let only = |yes: Preset, no: Preset| Part::iter().filter(|p| p.built() && yes.has(*p) && !no.has(*p)).collect();
    (only(after, before), only(before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_what_the_smaller_one_has() {
        assert!(!Preset::Compact.has(Part::RoutingByField) && Preset::Regulation.has(Part::RoutingByField));
        assert!(!Preset::Regulation.has(Part::Plans) && Preset::Full.has(Part::Plans));
        for part in Part::iter() {
            assert!(Preset::City.has(part) && !Preset::Compact.has(part));
        }
    }

    #[test]
    fn going_back_shows_what_going_forth_hid() {
        let (appear, disappear) = difference(Preset::Full, Preset::Compact);
        assert!(appear.is_empty() && disappear.contains(&Part::RoutingByField));
        assert_eq!(difference(Preset::Compact, Preset::Full), (disappear, appear));
        let manual: Vec<_> = manual_duties(Preset::Compact).map(|d| d.citation).collect();
        assert_eq!(manual.len(), DUTIES.len());
        assert!(manual_duties(Preset::Full).all(|d| !d.part.built()));
    }
}
