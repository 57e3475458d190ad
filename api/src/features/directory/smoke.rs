//! The structure is set up and read, over HTTP on SQLite.

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
use actix_web::{App, web};
use serde_json::Value;
use utoipa_actix_web::AppExt;

use super::actions::{AppliesTo, NewRoutingRule, NewSection, NewUnit, add_routing_rule, add_section, add_unit, set_setting};
use super::configure;
use crate::access::{Actor, Door};
use crate::http::{Sites, manners};
use crate::kernel::dates;
use crate::kernel::words::{Field, InfoClass, UnitKind};
use crate::store::profile::{Contact, ParentPortal, Setting};
use crate::store::trial::Trial;
use crate::store::{Call, Work};

#[actix_web::test]
async fn structure_is_set_up_and_read() {
    let trial = Trial::open().await;
    let day = dates::to_vn(trial.clock.now()).date_naive();
    let mut work = Work::begin(&trial.site, Call::new(Actor::system(Door::Command), "test")).await.unwrap();
    let unit = |code: &str, kind| NewUnit {
        code: code.into(),
        kind,
        name: "Phòng  Văn hóa - Xã hội".into(),
        name_en: Some(" ".into()),
        parent: None,
        position: 1,
        valid_from: day,
        valid_to: None,
    };
    let office = add_unit(&mut work, unit("culture_society_office", UnitKind::CultureSocietyOffice)).await.unwrap();
    add_unit(&mut work, unit("person_1", UnitKind::Person)).await.unwrap();
    let taken = add_unit(&mut work, unit("culture_society_office", UnitKind::School)).await.unwrap_err();
    assert_eq!(taken.errors[0].pointer, "/code");
    let section = |slug: &str| NewSection {
        slug: slug.into(),
        name: "Tin tức".into(),
        name_en: None,
        parent: None,
        position: 1,
        info_class: InfoClass::NewsEvent,
        owner_unit: Some(office),
        valid_from: day,
        valid_to: None,
    };
    let news = add_section(&mut work, section("tin-tuc")).await.unwrap();
    for bad in ["all", "Tin tức", ""] {
        assert_eq!(add_section(&mut work, section(bad)).await.unwrap_err().errors[0].code, "bad_slug");
    }
    let rule = NewRoutingRule {
        applies_to: AppliesTo::Anyone,
        field: Some(Field::Culture),
        section: None,
        main_reviewer: false,
        unit: office,
        citation: "Quy chế, Điều 13 khoản 11".into(),
        valid_from: day,
        valid_to: None,
        replaces: None,
    };
    add_routing_rule(&mut work, rule.clone()).await.unwrap();
    assert!(add_routing_rule(&mut work, NewRoutingRule { section: Some(news), ..rule }).await.is_err());
    for name in ["Cổng cũ", "Cổng  mới"] {
        set_setting(&mut work, Setting::Name(name.into()), Some("1026/QĐ-UBND".into())).await.unwrap();
    }
    let bad = [
        Setting::Name("\u{202e}".into()),
        Setting::Languages(vec![]),
        Setting::ParentPortal(Some(ParentPortal { name: "x".into(), url: "javascript:alert(1)".into() })),
        Setting::Contact(Contact { email: Some("x".into()), ..Contact::default() }),
    ];
    for setting in bad {
        assert!(set_setting(&mut work, setting, None).await.is_err());
    }
    work.commit().await.unwrap();

    let app = App::new()
        .into_utoipa_app()
        .configure(configure)
        .into_app()
        .app_data(web::Data::new(Sites::new(trial.site.clone(), vec![])))
        .wrap(from_fn(manners::mind));
    let app = init_service(app).await;
    let get = |path: &str| TestRequest::get().uri(&format!("/api/v1/{path}"));
    let site: Value = read_body_json(call_service(&app, get("site").to_request()).await).await;
    assert_eq!(site["name"], "Cổng mới");
    assert_eq!(site["parent_portal"]["url"], "https://chinhphu.vn");
    let sections: Value = read_body_json(call_service(&app, get("sections").to_request()).await).await;
    assert_eq!(sections["data"].as_array().unwrap().len(), 0, "an empty section is never shown");
    let fields: Value = read_body_json(call_service(&app, get("fields").to_request()).await).await;
    assert_eq!(fields["data"].as_array().unwrap().len(), 9);
    let response = call_service(&app, get("units").to_request()).await;
    let etag = response.headers().get(header::ETAG).unwrap().clone();
    let units: Value = read_body_json(response).await;
    assert_eq!(units["data"].as_array().unwrap().len(), 1, "private persons are not listed");
    assert_eq!(units["data"][0]["name"], "Phòng Văn hóa - Xã hội");
    assert_eq!(units["data"][0]["name_en"], Value::Null);
    let again = call_service(&app, get("units").insert_header((header::IF_NONE_MATCH, etag)).to_request()).await;
    assert_eq!(again.status(), 304);
    for path in ["desk/sections", "desk/units"] {
        assert_eq!(call_service(&app, get(path).to_request()).await.status(), 401);
    }
}
