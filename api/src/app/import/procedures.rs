//! Administrative procedures as the national database publishes them: texts kept as they are, badly joined or not.

use serde::Deserialize;

use super::{Importer, Read};
use crate::features::newsroom::content::Content;
use crate::features::newsroom::kinds::{Details, Procedure};
use crate::kernel::text;
use crate::kernel::words::{InfoClass, Kind, Origin};

pub struct Procedures;

#[derive(Deserialize)]
pub struct Row {
    ma_thu_tuc: Option<String>,
    detail_url: Option<String>,
    ten_thu_tuc: Option<String>,
    linh_vuc: Option<String>,
    co_quan_thuc_hien: Option<String>,
    co_quan_co_tham_quyen: Option<String>,
    trinh_tu_thuc_hien: Option<String>,
    cach_thuc_thuc_hien: Option<String>,
    thanh_phan_ho_so: Option<String>,
    can_cu_phap_ly: Option<String>,
    yeu_cau_dieu_kien: Option<String>,
    ket_qua_xu_ly: Option<String>,
}

impl Importer for Procedures {
    type Row = Row;
    const KIND: Kind = Kind::Procedure;
    const ORIGIN: Origin = Origin::Procedures;
    const CLASS: InfoClass = InfoClass::OnlinePublicService;
    const UNIT: &'static str = "public_administration_service_center";

    fn read(row: Row) -> Result<Read, String> {
        let mut remarks = vec![];
        let title = some(row.ten_thu_tuc).ok_or("không có tên thủ tục")?;
        let code = some(row.ma_thu_tuc).ok_or("không có mã thủ tục")?;
        if !is_code(&code) {
            return Err(format!("mã thủ tục “{}” không đúng dạng 1.234567", text::plain_excerpt(&code, 40)));
        }
        let mut kept = |value: Option<String>, what: &str, max: usize| {
            let value = some(value);
            match &value {
                None => remarks.push(format!("thiếu {what}")),
                Some(text) if text.chars().count() > max => remarks.push(format!("{what} dài quá, đã cắt")),
                Some(_) => {}
            }
            value.map(|t| t.chars().take(max).collect::<String>())
        };
        let details = Procedure {
            authority: kept(row.co_quan_thuc_hien.or(row.co_quan_co_tham_quyen), "cơ quan thực hiện", 1000),
            steps: kept(row.trinh_tu_thuc_hien, "trình tự thực hiện", 100_000),
            dossier: kept(row.thanh_phan_ho_so, "thành phần hồ sơ", 100_000),
            // Time and fee stand in one prose cell of the source; they are not taken apart by guessing.
            time_limit: kept(row.cach_thuc_thuc_hien, "cách thức, thời hạn, lệ phí", 20_000),
            result: kept(row.ket_qua_xu_ly, "kết quả", 20_000),
            legal_basis: kept(row.can_cu_phap_ly, "căn cứ pháp lý", 100_000),
            conditions: some(row.yeu_cau_dieu_kien).map(|t| t.chars().take(100_000).collect()),
            national_url: some(row.detail_url).filter(|u| u.starts_with("https://")),
            code: Some(code.clone()),
            ..Procedure::default()
        };
        remarks.push("chưa có mức cung cấp trực tuyến (toàn trình/một phần)".into());
        let field = some(row.linh_vuc).map(|f| format!("Lĩnh vực: {f}")).unwrap_or_default();
        let content = Content {
            title: text::plain_excerpt(&title, 300),
            summary: text::plain_excerpt(&field, 500),
            body_html: format!("<p>Thủ tục hành chính mã {code}.</p>"),
            details: Details::Procedure(details).to_map(),
            ..Content::default()
        };
        Ok(Read { external_id: Some(code), content, remarks })
    }
}

fn some(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

/// `^\d\.\d{6}$` (`rules.md` §10).
fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8 && bytes[1] == b'.' && bytes.iter().enumerate().all(|(i, b)| i == 1 || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn codes_of_the_national_database() {
        assert!(is_code("1.004873"));
        for bad in ["1004873", "1.04873", "a.004873", "1.0048731", ""] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}
