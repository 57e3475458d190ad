//! A ward is open in an hour: eight things, each computed; staff come from a spreadsheet by QR code.

use cong::app::commands::init::{self, AskedPreset, Init};
use cong::app::{Config, start};
use cong::kernel::clock::Clock;
use cong_tests::person::send;
use cong_tests::portal::{monday_morning, number};
use cong_tests::{Person, Portal, Reply, both};
use serde_json::{Value, json};

const SHEET: &str = "Họ và tên\tChức vụ\tĐơn vị\tVai trò\tThư điện tử
Nguyễn Thị Hoa\tChuyên viên\tPhòng Văn hóa - Xã hội\tNgười viết\thoa@vidu.vn
Trần Văn Bảo\tPhó Trưởng ban\tKhông có phòng này\tGiám đốc\tkhông phải thư
Nguyễn Thị Hoa\tVăn thư\t\tVăn thư\t
";

async fn preview(portal: &Portal, by: &str, bytes: Vec<u8>, kind: &str) -> Reply {
    portal.as_(by).sends("/api/v1/staff/preview", kind, bytes).await
}

fn step<'a>(opening: &'a Value, name: &str) -> &'a Value {
    opening["steps"].as_array().expect("steps").iter().find(|s| s["step"] == name).expect("a step")
}

both!(
    async fn a_ward_is_begun_with_one_command(portal: Portal) {
        let fresh = portal.database().bare().await;
        let config = Config::for_tests(fresh.data_path(), fresh.url.clone());
        let running = start(config, Clock::held_at(monday_morning())).await.expect("an empty folder is served");
        let asked = |name: &str| Init {
            name: name.into(),
            name_en: "An Hòa Commune".into(),
            admin: "quantri".into(),
            admin_name: "Nguyễn Văn Quản".into(),
            preset: AskedPreset::Compact,
        };
        assert!(init::begin(&running.site, asked("An Hòa")).await.is_err(), "what level is it?");
        let link = init::begin(&running.site, asked("xã An Hòa")).await.expect("the ward begins");
        assert!(init::begin(&running.site, asked("xã An Hòa")).await.is_err(), "once");
        let at = |path: &str| format!("http://{}{path}", running.address);
        let get = async |path: &str| portal.client().get(at(path)).send().await.unwrap().json::<Value>().await.unwrap();
        assert_eq!(get("/api/v1/site").await["name"], "Cổng thông tin điện tử xã An Hòa");
        let units = get("/api/v1/units").await.to_string();
        assert!(
            units.contains("Công an xã An Hòa")
                && units.contains("Văn phòng HĐND và UBND xã")
                && !units.contains("{ward")
                && !units.contains("{level"),
            "{units}"
        );
        assert!(!units.contains("phường"), "{units}");
        // An empty section is never shown to the public.
        assert!(get("/api/v1/sections").await["data"].as_array().unwrap().is_empty());
        let db = fresh.connect().await;
        for (what, least) in [("section", 14), ("routing_rule", 11), ("word_entry", 15), ("urgent_template", 6), ("calendar", 5)] {
            assert!(number(&db, &format!("SELECT count(*) FROM {what}")).await >= least, "{what}");
        }
        // The first person sets a password by the link, and is let in.
        let token = link.url.split_once('#').expect("a fragment").1;
        let words = json!({"token": token, "password": "đèn biển xóm chài"});
        let reply = send(portal.client().post(at("/api/v1/invitations/accept")).json(&words), "accept").await;
        assert!(reply.status < 300, "{}", reply.text());
        let _ = db.close().await;
        running.stop().await;
        fresh.drop_database().await;
    }
);

both!(
    async fn the_state_of_each_step_is_computed(portal: Portal) {
        let admin = portal.as_("quantri");
        portal.as_("ctv").get("/api/v1/opening").await.refused(403, "forbidden");
        let opening = admin.get("/api/v1/opening").await.ok().json;
        assert_eq!(opening["steps"].as_array().unwrap().len(), 8);
        for (name, done) in [
            ("name", true),
            ("staff", true),
            ("hours", true),
            ("contacts", true),
            ("documents", false),
            ("first_story", false),
            ("poster", false),
        ] {
            assert_eq!(step(&opening, name)["done"], done, "{name}");
        }
        portal.published(cong_tests::an_article()).await;
        portal.published(cong_tests::a_document()).await;
        let poster = admin.get("/api/v1/opening/poster").await.ok().json;
        assert!(poster["qr_svg"].as_str().unwrap().contains("<svg"));
        admin.post("/api/v1/settings", json!({"name": "poster_on", "value": "2026-11-23"})).await.ok();
        let opening = admin.get("/api/v1/opening").await.ok().json;
        assert_eq!((&step(&opening, "first_story")["done"], &step(&opening, "poster")["done"]), (&json!(true), &json!(true)));
        assert_eq!(step(&opening, "documents")["now"], 1);
    }
);

both!(
    async fn staff_come_from_a_spreadsheet(portal: Portal) {
        preview(&portal, "thuky", SHEET.into(), "text/plain").await.refused(403, "forbidden");
        preview(&portal, "quantri", vec![0xff, 0xfe], "text/csv").await.refused(422, "invalid");
        preview(&portal, "quantri", b"PK\x03\x04".to_vec(), "text/csv").await.refused(422, "invalid");
        preview(&portal, "quantri", b"{}".to_vec(), "application/json").await.refused(415, "unsupported_media_type");
        preview(&portal, "quantri", vec![b'a'; 1_100_000], "text/csv").await.refused(413, "too_large");
        let read = preview(&portal, "quantri", SHEET.into(), "text/plain").await.ok().json;
        let rows = read["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[0]["username"].as_str(), rows[0]["role"].as_str()), (Some("hoant"), Some("unit_editor")));
        assert!(rows[0]["unit_id"].is_string() && rows[0]["errors"].as_array().unwrap().is_empty());
        let pointers: Vec<_> = rows[1]["errors"].as_array().unwrap().iter().filter_map(|e| e["pointer"].as_str()).collect();
        assert_eq!(pointers, ["/email", "/unit", "/role"]);
        assert_eq!(rows[2]["username"], "hoant2", "two of one name are told apart");
        // A row with a fault: nobody comes in.
        let admin = portal.as_("quantri");
        let body = |email: &str| {
            json!({"decision_number": "45/QĐ-UBND", "rows": [
                {"display_name": "Nguyễn Thị Hoa", "position": "Chuyên viên", "unit_id": rows[0]["unit_id"], "role": "unit_editor", "email": "hoa@vidu.vn", "username": "hoant"},
                {"display_name": "Trần Văn Bảo", "email": email},
            ]})
        };
        assert_eq!(admin.post("/api/v1/staff", body("không phải thư")).await.refused(422, "invalid").pointers(), ["/rows/1/email"]);
        assert!(admin.get("/api/v1/users?q=hoant").await.ok().data().is_empty());
        let made = admin.post("/api/v1/staff", body("bao@vidu.vn")).await.answered(201);
        assert_eq!(made.data().len(), 2);
        let link = &made.data()[0]["link"];
        assert!(link["qr_svg"].as_str().unwrap().contains("<svg"));
        let (page, token) = link["url"].as_str().unwrap().split_once('#').unwrap();
        assert!(page.ends_with("/loi-moi") && token.len() >= 43, "256 bits");
        let accept = json!({"token": token, "password": "nắng hanh tháng mười"});
        let path = "/api/v1/invitations/accept";
        send(portal.client().post(portal.url(path)).json(&accept), path).await.answered(204);
        let hoa = Person::new(portal.clone(), "hoant", "nắng hanh tháng mười");
        hoa.writes(cong_tests::an_article()).await;
    }
);
