//! Administrative procedures as the national database publishes them.

use std::sync::LazyLock;

use regex::Regex;

use super::procedure_cells as cells;
use super::row::{Row, at_most};
use super::{Importer, Read};
use crate::features::newsroom::content::Content;
use crate::features::newsroom::kinds::{Details, Procedure, ProcedureMethod};
use crate::kernel::public::{Source, SourceKind};
use crate::kernel::text;
use crate::kernel::words::{Channel, InfoClass, Kind, Origin, ServiceLevel};

pub struct Procedures;

/// Of the national database (`rules.md` §10), also with the endings that provinces give.
static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d\.\d{6}(\.\w{1,20})*$").expect("a test compiles it"));
/// The database that the file comes from, as readers know it.
const SOURCE: &str = "Cơ sở dữ liệu quốc gia về thủ tục hành chính";

impl Importer for Procedures {
    const KIND: Kind = Kind::Procedure;
    const ORIGIN: Origin = Origin::Procedures;
    const CLASS: InfoClass = InfoClass::OnlinePublicService;
    const UNIT: &'static str = "public_administration_service_center";

    fn read(mut row: Row) -> Result<Read, String> {
        let title = row.need("title", &["ten_thu_tuc", "title", "ten"]).ok_or("không có tên thủ tục")?;
        let code = row.need("code", &["ma_thu_tuc", "code", "ma"]).ok_or("không có mã thủ tục")?;
        if !CODE.is_match(&code) {
            return Err(format!("mã thủ tục “{}” không đúng dạng 1.234567", text::plain_excerpt(&code, 40)));
        }
        let ways = row.need("methods", &["cach_thuc_thuc_hien"]);
        let methods = match ways.as_deref().map(cells::methods) {
            Some(Err(why)) => {
                row.notes.unread("methods", ways.as_deref().unwrap_or_default(), why);
                vec![]
            }
            Some(Ok(methods)) => methods,
            None => vec![],
        };
        if methods.iter().any(|m| m.time_limit.as_deref().is_some_and(|t| t.contains("không ghi đơn vị"))) {
            row.notes.doubt("methods", "thời hạn không ghi đơn vị (giờ, ngày, ngày làm việc)");
        }
        let dossier = row.need("dossier", &["thanh_phan_ho_so"]);
        let papers = match dossier.as_deref().map(cells::papers) {
            Some(Err(why)) => {
                row.notes.unread("papers", dossier.as_deref().unwrap_or_default(), why);
                vec![]
            }
            Some(Ok(papers)) => papers,
            None => vec![],
        };
        let authority = row.take("authority", &["co_quan_thuc_hien"]);
        let competent = row.take("authority", &["co_quan_co_tham_quyen"]);
        let authority = match (authority, competent) {
            (Some(does), Some(may)) if does != may => Some(format!("{does}\nCơ quan có thẩm quyền: {may}")),
            (does, may) => does.or(may),
        };
        if authority.is_none() {
            row.notes.missing.push("authority".into());
        }
        let national_url = row.need("national_url", &["detail_url", "duong_dan"]);
        let national_url = match national_url {
            Some(url) if !url.starts_with("https://") || url.contains(char::is_whitespace) => {
                row.notes.unread("national_url", &url, "phải bắt đầu bằng https://");
                None
            }
            url => url,
        };
        let level = level(&mut row);
        let partial_reason = row.take("partial_reason", &["ly_do_mot_phan"]);
        let said = (
            row.need("decision_number", &["so_quyet_dinh"]),
            row.need("performing_level", &["cap_thuc_hien"]),
            row.need("procedure_type", &["loai_thu_tuc"]),
            row.need("sector", &["linh_vuc"]),
            row.need("subjects", &["doi_tuong_thuc_hien"]),
            row.need("steps", &["trinh_tu_thuc_hien"]),
            row.need("result", &["ket_qua_xu_ly", "ket_qua"]),
            row.need("legal_basis", &["can_cu_phap_ly"]),
            row.take("conditions", &["yeu_cau_dieu_kien"]).map(|t| cells::result(&t)).filter(|t| super::row::some(t).is_some()),
            row.take("receiving_address", &["dia_chi_tiep_nhan"]),
            row.take("delegated_authority", &["co_quan_duoc_uy_quyen"]),
            row.take("coordinating_bodies", &["co_quan_phoi_hop"]),
        );
        row.rest();
        let notes = &mut row.notes;
        let mut kept = |text: Option<String>, field: &str, max| text.map(|t| at_most(t, field, max, notes));
        let details = Procedure {
            code: Some(code.clone()),
            decision_number: kept(said.0, "decision_number", 100),
            performing_level: kept(said.1, "performing_level", 200),
            procedure_type: kept(said.2, "procedure_type", 500),
            sector: kept(said.3, "sector", 300),
            subjects: kept(said.4, "subjects", 2000),
            authority: kept(authority, "authority", 4000),
            receiving_address: kept(said.9, "receiving_address", 2000),
            delegated_authority: kept(said.10, "delegated_authority", 1000),
            coordinating_bodies: kept(said.11, "coordinating_bodies", 2000),
            level,
            partial_reason: kept(partial_reason, "partial_reason", 1000),
            national_url: kept(national_url, "national_url", 1000),
            steps: kept(said.5, "steps", 100_000),
            // The cell stays as it is where its table could not be taken apart.
            dossier: kept(dossier.filter(|_| papers.is_empty()), "dossier", 100_000),
            time_limit: kept(
                summed(&methods, |m| m.time_limit.as_ref()).or_else(|| ways.clone().filter(|_| methods.is_empty())),
                "time_limit",
                20_000,
            ),
            fee: kept(summed(&methods, |m| m.fee.as_ref()), "fee", 20_000),
            result: kept(said.6.map(|t| cells::result(&t)), "result", 20_000),
            legal_basis: kept(said.7.map(|t| cells::legal_basis(&t)), "legal_basis", 100_000),
            conditions: kept(said.8, "conditions", 100_000),
            methods,
            papers,
        };
        let short = text::plain_excerpt(&title, 300);
        let cut = short.ends_with('…') && !title.ends_with('…');
        if cut {
            notes.shortened.push("title".into());
        }
        let sector = details.sector.as_ref().map(|f| format!("Lĩnh vực: {f}")).unwrap_or_default();
        // A name that is longer than a title may be stands whole in the summary.
        let summary = if cut { format!("{}. {sector}", text::plain_excerpt(&title, 1800)) } else { sector };
        let url = details.national_url.clone();
        let content = Content {
            title: short,
            summary: summary.trim_end_matches(". ").to_owned(),
            body_html: format!("<p>Thủ tục hành chính mã {code}.</p>"),
            details: Details::Procedure(details).to_map(),
            source: Source { kind: SourceKind::Other, name: Some(SOURCE.into()), url },
            ..Content::default()
        };
        Ok(Read { external_id: Some(code), content, addresses: vec![], notes: row.notes })
    }
}

/// Whether it is served entirely online. The national file does not say it, and nobody guesses: it is told as to be added.
fn level(row: &mut Row) -> Option<ServiceLevel> {
    let said = row.take("level", &["muc_do", "muc_do_cung_cap", "dvc_truc_tuyen", "level"]);
    let Some(said) = said else {
        row.notes.to_add.push("level".into());
        return None;
    };
    match text::fold(&said).as_str() {
        "toan trinh" | "full" => Some(ServiceLevel::Full),
        "mot phan" | "partial" => Some(ServiceLevel::Partial),
        _ => {
            row.notes.unread("level", &said, "cần là toàn trình hoặc một phần");
            None
        }
    }
}

/// What all ways have in common in one line, or a line for each.
fn summed(methods: &[ProcedureMethod], of: impl Fn(&ProcedureMethod) -> Option<&String>) -> Option<String> {
    let told: Vec<(Option<Channel>, &String)> = methods.iter().filter_map(|m| Some((m.channel, of(m)?))).collect();
    let (_, first) = told.first()?;
    if told.len() == methods.len() && told.iter().all(|(_, text)| text == first) {
        return Some((*first).clone());
    }
    let name = |channel: &Option<Channel>| match channel {
        Some(Channel::Online) => "Trực tuyến",
        Some(Channel::InPerson) => "Trực tiếp",
        Some(Channel::Post) | None => "Dịch vụ bưu chính",
    };
    Some(told.iter().map(|(channel, text)| format!("{}: {text}", name(channel))).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::CODE;

    #[test]
    fn codes_of_the_national_database() {
        for good in ["1.004873", "2.000815.000.00.00.H24"] {
            assert!(CODE.is_match(good), "{good}");
        }
        for bad in ["1004873", "1.04873", "a.004873", "1.0048731", ""] {
            assert!(!CODE.is_match(bad), "{bad}");
        }
    }
}
