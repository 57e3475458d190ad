//! Plausible Vietnamese of a ward's portal, by the thousand: no real person, no real number.

use crate::random::Random;

const WHO: &[&str] = &[
    "Phường Thành Đông",
    "Ủy ban nhân dân phường",
    "Đoàn Thanh niên phường",
    "Hội Liên hiệp Phụ nữ phường",
    "Hội Cựu chiến binh phường",
    "Trạm Y tế phường",
    "Công an phường",
    "Ủy ban Mặt trận Tổ quốc phường",
    "Tổ dân phố số 5",
    "Trường Tiểu học Thành Đông",
    "Trung tâm Phục vụ hành chính công",
    "Hội Nông dân phường",
];
const DOES: &[&str] = &[
    "tổ chức hội nghị triển khai",
    "phát động phong trào",
    "ra quân thực hiện",
    "tuyên truyền, phổ biến",
    "kiểm tra công tác",
    "tập huấn nghiệp vụ về",
    "đối thoại với nhân dân về",
    "sơ kết sáu tháng",
    "thông báo kế hoạch",
    "đẩy mạnh",
    "lấy ý kiến nhân dân về",
    "biểu dương tập thể làm tốt",
];
const WHAT: &[&str] = &[
    "vệ sinh môi trường, chỉnh trang đô thị",
    "chuyển đổi số và dịch vụ công trực tuyến",
    "phòng cháy, chữa cháy trong khu dân cư",
    "phòng, chống dịch sốt xuất huyết",
    "chi trả chế độ cho người có công",
    "xây dựng gia đình văn hóa",
    "cấp phát thẻ bảo hiểm y tế cho người cao tuổi",
    "bảo đảm trật tự an toàn giao thông",
    "quy hoạch chi tiết tuyến phố đi bộ",
    "hiến máu tình nguyện",
    "phân loại rác tại nguồn",
    "tuyển sinh đầu cấp năm học mới",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "cải cách thủ tục hành chính",
];
const WHEN: &[&str] =
    &["", " năm 2026", " quý III", " đợt 2", " tháng 11", " giai đoạn 2026–2030", " trên địa bàn phường", " dịp cuối năm"];
const OPENING: &[&str] = &[
    "Sáng nay,",
    "Chiều ngày 20/11,",
    "Theo kế hoạch,",
    "Tại nhà văn hóa,",
    "Thực hiện chỉ đạo của thành phố,",
    "Trong hai ngày,",
    "Nhằm nâng cao nhận thức của người dân,",
];
const MIDDLE: &[&str] = &[
    "lãnh đạo phường đã đến dự và phát biểu chỉ đạo",
    "hơn một trăm hộ gia đình đăng ký tham gia",
    "các tổ dân phố đồng loạt ra quân từ sáng sớm",
    "cán bộ chuyên môn trực tiếp hướng dẫn người dân nộp hồ sơ",
    "đại biểu thảo luận sôi nổi và thống nhất nhiều giải pháp",
    "nhiều ý kiến của cử tri được tiếp thu, giải trình ngay tại chỗ",
    "lực lượng chức năng tuần tra, nhắc nhở các trường hợp vi phạm",
    "kết quả đạt được vượt chỉ tiêu đề ra từ đầu năm",
    "hồ sơ được tiếp nhận, giải quyết đúng hạn và công khai kết quả",
    "học sinh và phụ huynh hào hứng hưởng ứng",
];
const CLOSING: &[&str] = &[
    "góp phần xây dựng địa bàn văn minh, sạch đẹp",
    "tạo sự đồng thuận cao trong nhân dân",
    "và giao các bộ phận khẩn trương thực hiện",
    "đồng thời đề nghị người dân phản ánh qua Cổng thông tin điện tử",
    "qua đó nâng cao chất lượng phục vụ",
    "và báo cáo kết quả trước ngày 25 hằng tháng",
];

pub fn title(random: &mut Random) -> String {
    format!("{} {} {}{}", random.pick(WHO), random.pick(DOES), random.pick(WHAT), random.pick(WHEN))
}

pub fn sentence(random: &mut Random) -> String {
    format!("{} {}, {}.", random.pick(OPENING), random.pick(MIDDLE), random.pick(CLOSING))
}

pub fn sentences(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| sentence(random)).collect::<Vec<_>>().join(" ")
}

/// Four to eight paragraphs, some with a heading.
pub fn body(random: &mut Random) -> String {
    let mut html = String::new();
    for n in 0..4 + random.below(5) {
        if n > 0 && random.chance(20) {
            html.push_str(&format!("<h2>Về {}</h2>", random.pick(WHAT)));
        }
        let count = 2 + random.below(4);
        html.push_str(&format!("<p>{}</p>", sentences(random, count)));
    }
    html
}
