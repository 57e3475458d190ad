//! The demo is what its list of sixty items says: each number in its state, and the internal one behind no public door.
//! Letters and consultations (50–56) have their own story.

use std::collections::BTreeMap;

use cong::app::{Config, demo};
use cong::features::accounts::HashCost;
use cong::kernel::clock::Clock;
use cong_tests::portal::{column, monday_morning};
use cong_tests::{Portal, both};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::Value;

/// Number, a piece of the title, kind, state of the edition, status of the publication.
type Wanted = (u32, &'static str, &'static str, &'static str, &'static str);

const SIXTY: &[Wanted] = &[
    (1, "ra quân tổng vệ sinh môi trường", "article", "none", "live"),
    (2, "Ngày hội Đại đoàn kết toàn dân tộc tại Tổ dân phố số 7", "article", "editing", ""),
    (3, "Giải bóng chuyền hơi người cao tuổi", "article", "draft", ""),
    (4, "Hội nghị đối thoại giữa Chủ tịch UBND phường", "article", "board_review", ""),
    (5, "Tổ công nghệ số cộng đồng", "article", "none", "live"),
    (6, "Một ngày ở Trung tâm Phục vụ hành chính công", "article", "none", "live"),
    (7, "nhận trợ cấp an sinh xã hội qua tài khoản", "article", "none", "live"),
    (8, "Diễn tập chữa cháy và cứu nạn", "article", "field_review", ""),
    (9, "tổ tự quản giữ sạch tuyến kênh Đông Kênh", "article", "none", "live"),
    (10, "Ngày hội đọc sách", "article", "returned", ""),
    (11, "tiềm năng và cơ hội đầu tư", "article", "none", "live"),
    (12, "Khám sức khỏe miễn phí cho 120 người cao tuổi", "article", "none", "live"),
    (15, "lịch ngừng cung cấp điện", "notice", "none", "live"),
    (16, "tạm ngừng cấp nước khu vực Tổ dân phố số 3, số 4", "notice", "none", "expired"),
    (17, "tiêm phòng bệnh dại", "notice", "none", "live"),
    (18, "khám sức khỏe nghĩa vụ quân sự", "notice", "none", "live"),
    (19, "dịp Tết Nguyên đán", "notice", "scheduled", ""),
    (20, "tạm dừng Cổng thông tin điện tử để bảo trì", "notice", "none", "live"),
    (21, "Ý kiến chỉ đạo của Chủ tịch UBND phường về trật tự đô thị", "directive", "none", "live"),
    (23, "Khen thưởng Hợp tác xã Ví Dụ Xanh", "commendation", "none", "live"),
    (24, "Xử phạt vi phạm hành chính Công ty TNHH Ví Dụ A", "commendation", "none", "live"),
    (25, "Quy định quản lý vỉa hè, lòng đường", "document", "none", "live"),
    (26, "mức hỗ trợ tổ tự quản", "document", "none", "live"),
    (27, "1026/QĐ-UBND", "document", "none", "live"),
    (28, "233/KH-UBND", "document", "none", "live"),
    (29, "618/UBND-VHXH", "document", "none", "live"),
    (30, "23-NQ/ĐU", "document", "none", "live"),
    (31, "56/KH-MTTQ-BTT", "document", "none", "live"),
    (32, "512/QĐ-UBND", "document", "none", "live"),
    (33, "tài khoản định danh điện tử mức độ 2", "article", "none", "live"),
    (34, "giả danh cán bộ phường", "article", "none", "live"),
    (35, "phân loại chất thải rắn sinh hoạt", "infographic", "none", "live"),
    (36, "Ngày Pháp luật", "article", "none", "live"),
    (37, "Chi bộ Tổ dân phố số 5", "article", "field_review", ""),
    (38, "Kế hoạch phát triển kinh tế – xã hội 5 năm", "plan", "none", "live"),
    (39, "Cải tạo rãnh thoát nước ngõ 42 phố Sen Hồng", "project", "none", "live"),
    (40, "Mời chào giá mua sắm máy tính", "project", "none", "withdrawn"),
    (41, "Kết quả lựa chọn nhà thầu", "project", "none", "live"),
    (42, "dự toán ngân sách phường quý gần nhất", "budget_disclosure", "none", "live"),
    (43, "giải quyết thủ tục hành chính quý gần nhất", "statistic", "none", "live"),
    (44, "Niêm yết công khai phương án bồi thường, hỗ trợ dự án Ví Dụ 1", "public_posting", "none", "live"),
    (47, "Thủ tục đăng ký khai sinh", "procedure", "none", "live"),
    (48, "Giấy xác nhận tình trạng hôn nhân", "procedure", "none", "live"),
    (49, "giấy tờ nào không cần đổi ngay", "page", "none", "live"),
];

async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<Vec<String>> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    let rows = db.query_all_raw(statement).await.expect("an answer");
    let width = sql.split(" FROM ").next().unwrap().matches(',').count() + 1;
    rows.iter().map(|row| (0..width).map(|n| row.try_get_by_index::<Option<String>>(n).unwrap().unwrap_or_default()).collect()).collect()
}

both!(
    async fn sixty_items_stand_in_their_states(portal: Portal) {
        let fresh = portal.database().bare().await;
        let config = Config::for_tests(fresh.data_path(), fresh.url.clone());
        demo::fill(&config, Clock::held_at(monday_morning()), HashCost::TestsOnly).await.expect("the demo fills");
        let db = fresh.connect().await;
        let found: BTreeMap<String, Vec<String>> = rows(
            &db,
            "SELECT i.external_id, i.title, i.kind, i.state, p.status, p.full_json FROM item i LEFT JOIN publication p ON p.id = i.id \
             WHERE i.origin = 'demo'",
        )
        .await
        .into_iter()
        .map(|row| (row[0].clone(), row))
        .collect();
        for (no, title, kind, state, status) in SIXTY {
            let row = found.get(&no.to_string()).unwrap_or_else(|| panic!("the demo has no item {no}"));
            assert!(row[1].contains(title), "{no}: {}", row[1]);
            assert_eq!((&*row[2], &*row[3], &*row[4]), (*kind, *state, *status), "{no}");
        }
        let full = |no: u32| serde_json::from_str::<Value>(&found[&no.to_string()][5]).unwrap();
        // 12 was corrected, and says so; 15 ends by itself; 20 is told more than seven working days ahead.
        assert!(full(12)["corrections"][0]["note"].as_str().unwrap().contains("210"));
        for no in [15, 17, 18, 20] {
            assert!(full(no)["display_until"].is_string(), "{no}");
        }
        let until = chrono::DateTime::parse_from_rfc3339(full(20)["display_until"].as_str().unwrap()).unwrap();
        assert!((until.to_utc() - monday_morning()).num_days() >= 11, "seven working days and a weekend");
        assert!(full(20)["body_html"].as_str().unwrap().contains("đến 2 giờ sáng ngày hôm sau"), "the expected return");
        // 25 has no force yet, 32 was replaced, 44 hangs nine days more.
        let validity: Vec<String> = column(
            &db,
            "SELECT i.external_id || ' ' || k.text FROM publication_key k JOIN publication p ON p.n = k.publication_n JOIN item i ON i.id = p.id \
             WHERE k.name = 'validity' AND i.external_id IN ('25', '32')",
        )
        .await;
        for word in ["25 not_yet_effective", "25 in_force", "32 expired"] {
            assert!(validity.iter().any(|v| v == word), "{word}: {validity:?}");
        }
        assert_eq!(full(32)["relations"][0]["relation"], "replaced_by");
        let last = full(44)["details"]["periods"][0]["to"].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
        assert_eq!((last - monday_morning().date_naive()).num_days(), 9);
        // 29 came one day after its limit.
        let late = rows(
            &db,
            "SELECT CAST(c.due_at AS text), CAST(c.done_at AS text) FROM clock c JOIN item i ON i.id = c.item_id WHERE i.external_id = '29' AND c.rule = 'document_own'",
        )
        .await;
        let day = |text: &str| text[..10].parse::<chrono::NaiveDate>().unwrap();
        assert_eq!((day(&late[0][1]) - day(&late[0][0])).num_days(), 1, "{late:?}");
        // 13 and 14 are urgent notices that are out, the first with updates.
        let urgent: Vec<String> = column(
            &db,
            "SELECT p.full_json FROM publication p JOIN item i ON i.id = p.id WHERE i.source_type = 'urgent' AND p.listed = TRUE",
        )
        .await;
        let urgent: Vec<Value> = urgent.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
        let storm = urgent.iter().find(|one| one["title"].as_str().unwrap().contains("Chủ động ứng phó bão, mưa lớn")).expect("13");
        assert_eq!(storm["details"]["urgent"]["thread"].as_array().unwrap().len(), 2);
        assert!(urgent.iter().any(|one| one["title"].as_str().unwrap().contains("Ngập sâu tại hầm chui Đông Kênh")), "14");
        // 60 is at the desk, and in no public row.
        let orientation: Vec<String> = column(&db, "SELECT title FROM orientation_revision").await;
        assert!(orientation.iter().any(|title| title.contains("Định hướng tuyên truyền tháng")), "60");
        for (table, of) in [("publication", "full_json"), ("publication_text", "text"), ("search_phrase", "shown")] {
            let public: Vec<String> = column(&db, &format!("SELECT {of} FROM {table}")).await;
            assert!(!public.is_empty() && !public.iter().any(|text| text.contains("Định hướng tuyên truyền tháng")), "{table}");
        }
        let _ = db.close().await;
        fresh.drop_database().await;
    }
);
