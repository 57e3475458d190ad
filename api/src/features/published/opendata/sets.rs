//! The sets and their columns. A column is a member of a publication or of its details; a test holds the names to the kinds.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::words::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OpenDataType)]
pub enum ColumnType {
    Text,
    Date,
    Moment,
    Address,
    /// A list of rows: JSON in a cell of a CSV file.
    Rows,
}

use ColumnType::{Address, Date, Moment, Rows, Text};

/// Name, type, Vietnamese, English.
pub type Column = (&'static str, ColumnType, &'static str, &'static str);

#[derive(Debug)]
pub struct Set {
    pub name: &'static str,
    pub title: &'static str,
    pub title_en: &'static str,
    pub about: &'static str,
    /// The publications it is made of; none: the sections.
    pub kind: Option<Kind>,
    /// Members of the details, beside the columns that all sets of publications have.
    pub details: &'static [Column],
}

/// What every publication has.
pub const COMMON: [Column; 7] = [
    ("id", Text, "Mã", "Id"),
    ("title", Text, "Tiêu đề", "Title"),
    ("url", Address, "Địa chỉ", "Address"),
    ("section", Text, "Chuyên mục", "Section"),
    ("unit", Text, "Đơn vị cung cấp", "Unit"),
    ("published_at", Moment, "Ngày đăng", "Published"),
    ("updated_at", Moment, "Cập nhật", "Updated"),
];

pub const SECTIONS: [Column; 5] = [
    ("slug", Text, "Mã", "Slug"),
    ("name", Text, "Tên", "Name"),
    ("name_en", Text, "Tên tiếng Anh", "English name"),
    ("parent", Text, "Thuộc chuyên mục", "Parent"),
    ("url", Address, "Địa chỉ", "Address"),
];

pub const SETS: [Set; 12] = [
    Set {
        name: "van-ban",
        title: "Văn bản",
        title_en: "Documents",
        about: "Văn bản quy phạm pháp luật, văn bản chỉ đạo, điều hành đã đăng: số, ký hiệu, ngày, trích yếu, cơ quan ban hành.",
        kind: Some(Kind::Document),
        details: &[
            ("number", Text, "Số, ký hiệu", "Number"),
            ("doc_type", Text, "Hình thức văn bản", "Type"),
            ("abstract", Text, "Trích yếu", "Abstract"),
            ("issuing_body", Text, "Cơ quan ban hành", "Issuing body"),
            ("signer", Text, "Người ký", "Signed by"),
            ("issued_on", Date, "Ngày ban hành", "Issued on"),
            ("effective_on", Date, "Ngày có hiệu lực", "In force from"),
            ("expires_on", Date, "Ngày hết hiệu lực", "Out of force from"),
            ("sector", Text, "Lĩnh vực", "Field"),
        ],
    },
    Set {
        name: "thu-tuc-hanh-chinh",
        title: "Thủ tục hành chính",
        title_en: "Administrative procedures",
        about: "Thủ tục hành chính thực hiện tại phường, với mã của cơ sở dữ liệu quốc gia.",
        kind: Some(Kind::Procedure),
        details: &[
            ("code", Text, "Mã thủ tục", "Code"),
            ("sector", Text, "Lĩnh vực", "Field"),
            ("performing_level", Text, "Cấp thực hiện", "Level of government"),
            ("authority", Text, "Cơ quan thực hiện", "Authority"),
            ("level", Text, "Mức cung cấp trực tuyến", "Online level"),
            ("time_limit", Text, "Thời hạn giải quyết", "Time limit"),
            ("fee", Text, "Phí, lệ phí", "Fees"),
            ("result", Text, "Kết quả", "Result"),
            ("methods", Rows, "Cách thức thực hiện", "Ways to hand it in"),
            ("national_url", Address, "Cổng Dịch vụ công quốc gia", "National portal"),
        ],
    },
    Set {
        name: "can-bo",
        title: "Cán bộ lãnh đạo",
        title_en: "Officials",
        about: "Họ tên, chức vụ và đầu mối liên hệ công vụ đã công khai theo Điều 3.",
        kind: Some(Kind::Official),
        details: &[
            ("full_name", Text, "Họ và tên", "Name"),
            ("position", Text, "Chức vụ", "Position"),
            ("unit_name", Text, "Đơn vị công tác", "Office"),
            ("duties", Text, "Nhiệm vụ", "Duties"),
            ("phone", Text, "Điện thoại công vụ", "Office telephone"),
            ("email", Text, "Thư điện tử công vụ", "Office e-mail"),
        ],
    },
    Set {
        name: "dau-moi-lien-he",
        title: "Đầu mối liên hệ, đường dây nóng",
        title_en: "Contacts and hotlines",
        about: "Số điện thoại, địa chỉ tiếp nhận phản ánh, đường dây nóng.",
        kind: Some(Kind::Hotline),
        details: &[
            ("purpose", Text, "Tiếp nhận việc", "Purpose"),
            ("unit_name", Text, "Đơn vị tiếp nhận", "Unit"),
            ("phone", Text, "Điện thoại", "Telephone"),
            ("email", Text, "Thư điện tử", "E-mail"),
            ("address", Text, "Địa chỉ", "Address"),
            ("hours", Text, "Giờ tiếp nhận", "Hours"),
        ],
    },
    Set {
        name: "don-vi",
        title: "Đơn vị",
        title_en: "Units",
        about: "Các cơ quan, đơn vị của phường và nơi làm việc.",
        kind: Some(Kind::Unit),
        details: &[
            ("phone", Text, "Điện thoại", "Telephone"),
            ("email", Text, "Thư điện tử", "E-mail"),
            ("address", Text, "Địa chỉ", "Address"),
        ],
    },
    Set {
        name: "lich-cong-tac",
        title: "Lịch công tác tuần",
        title_en: "Weekly schedules",
        about: "Lịch công tác công khai của lãnh đạo, theo tuần.",
        kind: Some(Kind::ScheduleWeek),
        details: &[("week_of", Date, "Tuần từ ngày", "Week from"), ("entries", Rows, "Lịch", "Entries")],
    },
    Set {
        name: "niem-yet",
        title: "Niêm yết công khai",
        title_en: "Public postings",
        about: "Nội dung niêm yết công khai, thời gian và nơi niêm yết.",
        kind: Some(Kind::PublicPosting),
        details: &[
            ("subject", Text, "Nội dung", "Subject"),
            ("document_number", Text, "Số văn bản", "Document"),
            ("legal_basis", Text, "Căn cứ", "Legal basis"),
            ("periods", Rows, "Thời gian, nơi niêm yết", "Periods and places"),
        ],
    },
    Set {
        name: "du-an",
        title: "Dự án, đấu thầu, mua sắm công",
        title_en: "Projects, tenders and procurement",
        about: "Dự án đầu tư, đấu thầu, mua sắm công: chủ đầu tư, vốn, tình trạng.",
        kind: Some(Kind::Project),
        details: &[
            ("project_type", Text, "Loại", "Type"),
            ("status", Text, "Tình trạng", "Status"),
            ("sector", Text, "Lĩnh vực", "Field"),
            ("investor", Text, "Chủ đầu tư", "Investor"),
            ("budget", Text, "Tổng mức đầu tư", "Budget"),
            ("location", Text, "Địa điểm", "Location"),
        ],
    },
    Set {
        name: "ngan-sach",
        title: "Công khai ngân sách",
        title_en: "Budget disclosure",
        about: "Các báo cáo công khai ngân sách; bảng số liệu của từng báo cáo ở table.csv và table.json.",
        kind: Some(Kind::BudgetDisclosure),
        details: &[
            ("year", Text, "Năm ngân sách", "Fiscal year"),
            ("report", Text, "Loại báo cáo", "Report"),
            ("table", Rows, "Bảng", "Table"),
        ],
    },
    Set {
        name: "thong-ke",
        title: "Số liệu thống kê",
        title_en: "Statistics",
        about: "Các bảng số liệu thống kê đã đăng, nguồn và kỳ số liệu; bảng của từng mục ở table.csv và table.json.",
        kind: Some(Kind::Statistic),
        details: &[
            ("period", Text, "Kỳ số liệu", "Period"),
            ("data_source", Text, "Nguồn số liệu", "Source"),
            ("table", Rows, "Bảng", "Table"),
        ],
    },
    Set {
        name: "ke-hoach",
        title: "Chiến lược, quy hoạch, kế hoạch",
        title_en: "Strategies and plans",
        about: "Chiến lược, quy hoạch, kế hoạch đã được phê duyệt và đăng.",
        kind: Some(Kind::Plan),
        details: &[("plan_type", Text, "Loại", "Type"), ("approved_on", Date, "Ngày phê duyệt", "Approved on")],
    },
    Set {
        name: "chuyen-muc", title: "Chuyên mục", title_en: "Sections", about: "Cây chuyên mục của cổng.", kind: None, details: &[]
    },
];

impl Set {
    pub fn find(name: &str) -> Option<&'static Self> {
        SETS.iter().find(|set| set.name == name)
    }

    /// All its columns, in their order.
    pub fn columns(&self) -> Vec<Column> {
        match self.kind {
            None => SECTIONS.to_vec(),
            Some(_) => COMMON.iter().chain(self.details).copied().collect(),
        }
    }
}
