//! The contract: committed, complete, and what the program does.

use std::collections::HashSet;
use std::path::Path;

use cong::http::problem::Code;
use cong_tests::snapshot;

use crate::access::operations;

#[test]
fn the_committed_contract_is_the_programs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let now = cong::app::router::document_json();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &now).expect("the contract can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "openapi/openapi.json is stale: UPDATE_OPENAPI=1 rewrites it (then generate the client again)");
}

#[test]
fn every_operation_is_named_described_and_answers() {
    let mut names = HashSet::new();
    for (method, path, operation) in operations() {
        let what = format!("{method} {path}");
        let name = operation["operationId"].as_str().unwrap_or_default();
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{what}: {name:?}");
        assert!(names.insert(name.to_owned()), "{what}: the name {name} stands twice");
        assert!(operation["summary"].is_string() || operation["description"].is_string(), "{what} says nothing about itself");
        let answers = operation["responses"].as_object().unwrap_or_else(|| panic!("{what} answers nothing"));
        assert!(answers.keys().any(|status| status.starts_with('2')), "{what} never succeeds");
        for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let content = answer["content"].as_object().unwrap_or_else(|| panic!("{what}: {status} has no document"));
            assert!(content.contains_key("application/problem+json"), "{what}: {status} is no problem document");
        }
        // Whatever needs a person says what happens without one; whatever does not is meant to be open.
        let secured = operation["security"].as_array().is_some_and(|s| !s.is_empty());
        assert!(!secured || answers.contains_key("401"), "{what} needs a person and does not tell of 401");
        let inside = path.starts_with("/api/v1/desk") || path.starts_with("/api/v1/moderation");
        assert!(!inside || secured, "{what} stands inside and is open to everybody");
        for hole in path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let told = operation["parameters"].as_array().into_iter().flatten().any(|p| p["in"] == "path" && p["name"] == hole);
            assert!(told, "{what}: {hole} is not described");
        }
    }
    assert!(names.len() > 50);
}

/// The codes are promises to clients: none goes, none changes its status unnoticed.
#[test]
fn the_catalogue_of_problems_is_the_reviewed_one() {
    let mut table = String::from("Every way to say no: status, code, title in both languages.\n\n");
    for code in Code::ALL {
        let (vi, en) = code.titles();
        table.push_str(&format!("{} {:<24} {vi} | {en}\n", code.status().as_u16(), code.code()));
    }
    snapshot::check("problems.txt", &table);
}
