//! Whatever is sent, the answer is a problem document and nothing is half-written.

use cong::kernel::words::Role;
use cong_tests::person::try_send;
use cong_tests::{Item, Person, Portal, Reply, a_picture, an_article, both};
use serde_json::{Value, json};

use crate::access::{employ, operations};

/// Somebody who may do nearly everything, so that it is the input that is refused.
async fn everyman(portal: &Portal) -> Person {
    let roles =
        [Role::DeputyEditorInChief, Role::SecretariatMember, Role::FieldReviewer, Role::SectionOwner, Role::UnitEditor, Role::UnitHead];
    employ(portal, "kiem.nhiem", &roles, "council_committee_office").await
}

/// A secured write of the contract, with paths that lead to something real.
struct Write {
    what: String,
    method: String,
    path: String,
    needs_version: bool,
    /// Takes a file, not JSON.
    takes_file: bool,
    names_something: bool,
}

fn writes(item: &Item, task: &str, media: &str, revision: &str) -> Vec<Write> {
    let secured = operations().into_iter().filter(|(method, path, _)| method != "GET" && !path.contains("/auth/"));
    let each = secured.filter(|(_, _, operation)| operation.get("requestBody").is_some()).map(|(method, path, operation)| {
        let id = if path.contains("/tasks/") {
            task
        } else if path.contains("/media/") {
            media
        } else {
            item.id()
        };
        let needs_version = operation["parameters"].as_array().is_some_and(|all| all.iter().any(|p| p["name"] == "If-Match"));
        let takes_file = operation["requestBody"]["content"].get("application/json").is_none();
        let mut filled = path
            .replace("{id}", id)
            .replace("{revision_id}", revision)
            .replace("{duty}", "event")
            .replace("{no}", "1")
            .replace("{thread_id}", revision)
            .replace("{user_id}", revision);
        // Whatever else a path names is nothing that there is.
        while let Some((from, to)) = filled.find('{').zip(filled.find('}')) {
            filled.replace_range(from..=to, "0199a0c0-0000-7000-8000-000000000000");
        }
        // Elsewhere the id is of nothing: what is not there is told before versions are looked at.
        let names_something = ["/desk/items/{id}", "/moderation/tasks/{id}", "/desk/media/{id}"].iter().any(|at| path.contains(at))
            && !path.contains("{thread");
        Write { what: format!("{method} {path}"), method, path: filled, needs_version, takes_file, names_something }
    });
    each.collect()
}

both!(
    async fn garbage_is_answered_with_a_problem_and_changes_nothing(portal: Portal) {
        let person = everyman(&portal).await;
        let item = person.writes(an_article().about("economy").with_picture()).await;
        let revision = person.post(&format!("{}/revisions", item.at()), json!({"name": "Bản một"})).await.ok();
        let contributor = portal.a_contributor().in_unit("school");
        let handed_in = contributor.submits(&contributor.writes(an_article().about("economy")).await).await;
        let task = person.finds_in_the_queue(&handed_in).await;
        let media = item.json["content"]["lead_image"]["media_id"].as_str().unwrap().to_owned();
        let all = writes(&item, task.id(), &media, revision.json["id"].as_str().unwrap());
        assert!(all.len() > 20, "the contract has more writes than that");
        let before = portal.row_counts().await;
        let log = portal.log_length().await;

        let mut deep = "[".repeat(50_000);
        deep.push_str(&"]".repeat(50_000));
        let bodies: Vec<(&str, &str, Vec<u8>)> = vec![
            ("no JSON", "application/json", b"{\"a\":".to_vec()),
            ("two values", "application/json", b"{} {}".to_vec()),
            ("a list", "application/json", b"[]".to_vec()),
            ("a list of lists", "application/json", b"[[],[],[]]".to_vec()),
            ("null", "application/json", b"null".to_vec()),
            ("a number", "application/json", b"17".to_vec()),
            ("a text", "application/json", b"\"x\"".to_vec()),
            ("unknown field", "application/json", b"{\"la_field\": 1}".to_vec()),
            ("not UTF-8", "application/json", b"{\"remark\": \"\xff\xfe\"}".to_vec()),
            ("depth", "application/json", deep.into_bytes()),
            ("wrong type", "text/plain", b"{}\0".to_vec()), // text may be attached; what only says that it is text may not
            ("a form", "application/x-www-form-urlencoded", b"a=1".to_vec()),
            ("no type", "", b"{}".to_vec()),
            ("a member twice", "application/json", b"{\"remark\": \"a\", \"remark\": \"b\"}".to_vec()),
        ];
        for write in &all {
            for (why, media_type, body) in &bodies {
                // A file's kind is read from its bytes, and two letters are a text.
                if media_type.is_empty() && write.what.starts_with("POST /api/v1/desk/media") {
                    continue;
                }
                let mut request = person.request(&write.method, &write.path).await.body(body.clone());
                if !media_type.is_empty() {
                    request = request.header("content-type", *media_type);
                }
                if write.needs_version {
                    request = request.header("if-match", person.reads(&item).await.etag());
                }
                let reply = try_send(request, &write.path).await.unwrap();
                refused(&reply, &format!("{} with {why}", write.what));
            }
        }
        // Versions: none, garbage, not the present one.
        for write in all.iter().filter(|w| w.needs_version) {
            for (header, status) in [(None, 428), (Some("*"), 412), (Some("\"v999\""), 412), (Some("W/\"v1\""), 412), (Some("\u{e1}"), 412)]
            {
                let mut request = person.request(&write.method, &write.path).await.json(&plausible(&write.path));
                if let Some(header) = header {
                    request = request.header("if-match", header);
                }
                let reply = try_send(request, &write.path).await.unwrap();
                refused(&reply, &format!("{} at {header:?}", write.what));
                // A step that the state does not offer is told first, and rightly so.
                assert!(
                    reply.status == status || matches!(reply.status, 403 | 409 | 422) || (reply.status == 404 && !write.names_something),
                    "{} at {header:?} → {}",
                    write.what,
                    reply.text()
                );
            }
        }
        assert_eq!(portal.row_counts().await, before);
        assert_eq!(portal.log_length().await, log);
    }
);

both!(
    async fn ten_megabytes_are_too_much_for_words(portal: Portal) {
        let person = everyman(&portal).await;
        let item = person.writes(an_article()).await;
        let media = person.uploads(a_picture(1)).await["id"].as_str().unwrap().to_owned();
        let before = portal.row_counts().await;
        let nobody = "0199a0c0-0000-7000-8000-000000000000";
        for write in writes(&item, nobody, &media, nobody).iter().filter(|w| !w.takes_file) {
            let body = format!("{{\"title\":\"{}\"}}", "x".repeat(10 * 1024 * 1024));
            let mut request = person.request(&write.method, &write.path).await.header("content-type", "application/json").body(body);
            if write.needs_version {
                request = request.header("if-match", item.etag());
            }
            // The server may hang up on somebody who keeps talking; what it says before is 413.
            if let Ok(reply) = try_send(request, &write.path).await {
                refused(&reply, &write.what);
                assert_eq!(reply.status, 413, "{}", write.what);
            }
        }
        assert_eq!(portal.row_counts().await, before);
        person.reads(&item).await;
    }
);

both!(
    async fn wrong_types_are_named_by_their_pointer(portal: Portal) {
        let person = everyman(&portal).await;
        let item = person.writes(an_article()).await;
        let before = portal.row_counts().await;
        let wrong = |member: &str, value: Value| {
            let mut content = item.json["content"].clone();
            content[member] = value;
            content
        };
        for (member, value) in [
            ("title", json!(17)),
            ("title", json!(null)),
            ("title", json!(["a"])),
            ("body_html", json!({})),
            ("fields", json!("culture")),
            ("fields", json!(["astrology"])),
            ("section_id", json!("not-an-id")),
            ("info_class", json!("gossip")),
            ("genre", json!(3)),
            ("authors", json!([{"name": "A", "role": "x"}])),
            ("authors", json!([["A", null]])),
            ("source", json!("own")),
            ("source", json!(["own", null, null])),
            ("lead_image", json!({"media_id": 1})),
            ("lang", json!("fr")),
            ("details", json!([])),
            ("details", json!({"occurred_at": 5})),
            ("nonsense", json!(1)),
        ] {
            let etag = person.reads(&item).await.etag();
            let reply = person.put_at(&item.at(), &etag, wrong(member, value.clone())).await;
            assert_eq!(reply.status, 422, "{member} = {value} → {}", reply.text());
            reply.is_problem();
            assert!(
                reply.pointers().iter().any(|p| p.starts_with(&format!("/{member}")) || p.is_empty()),
                "{member}: {:?}",
                reply.pointers()
            );
        }
        for (member, value) in
            [("title", "x".repeat(301)), ("summary", "x".repeat(2001)), ("title", "a\u{202e}b".into()), ("summary", "a\u{7}b".into())]
        {
            let etag = person.reads(&item).await.etag();
            person.put_at(&item.at(), &etag, wrong(member, json!(value))).await.refused(422, "invalid");
        }
        // A section and a picture that are not there.
        let nobody = "0199a0c0-0000-7000-8000-000000000000";
        for content in [wrong("section_id", json!(nobody)), wrong("lead_image", json!({"media_id": nobody}))] {
            let etag = person.reads(&item).await.etag();
            let reply = person.put_at(&item.at(), &etag, content).await;
            assert!((400..500).contains(&reply.status), "{}", reply.text());
            reply.is_problem();
        }
        assert_eq!(portal.row_counts().await, before);
    }
);

both!(
    async fn addresses_and_parameters_are_judged_too(portal: Portal) {
        let person = everyman(&portal).await;
        let visitor = portal.a_visitor();
        for (_, path, operation) in operations().into_iter().filter(|(method, ..)| method == "GET") {
            let secured = operation.get("security").is_some();
            for id in ["x", "0", "%00", "..%2f..%2fetc", "%F0%9F%98%80", "0199a0c0-0000-7000-8000-00000000000g", &"9".repeat(2000)] {
                if !path.contains('{') {
                    continue;
                }
                let mut filled = path.clone();
                while let (Some(open), Some(close)) = (filled.find('{'), filled.find('}')) {
                    filled.replace_range(open..=close, id);
                }
                let reply = if secured { person.get(&filled).await } else { visitor.get(&filled).await };
                // Who may not ask at all is told that first.
                let known = matches!(reply.status, 400 | 404 | 414 | 422) || (secured && reply.status == 403);
                assert!(known, "{filled} → {} {}", reply.status, reply.text());
            }
            let filled = path
                .replace("{id}", "0199a0c0-0000-7000-8000-000000000000")
                .replace("{revision_id}", "0199a0c0-0000-7000-8000-000000000000");
            if filled.contains('{') {
                continue;
            }
            let parameters: Vec<String> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["in"] == "query")
                .filter_map(|p| p["name"].as_str().map(str::to_owned))
                .collect();
            for name in parameters.iter().map(String::as_str).chain(["la_tham_so"]) {
                for value in [
                    "",
                    "%00",
                    "-1",
                    "99999999999999999999",
                    "1e9",
                    "'; DROP TABLE item; --",
                    "%FF",
                    "a,b",
                    &"x".repeat(3000),
                    "0199a0c0-0000-7000-8000-000000000000",
                ] {
                    let address = format!("{filled}?{name}={value}");
                    let reply = if secured { person.get(&address).await } else { visitor.get(&address).await };
                    assert!(reply.status < 500, "{address} → {} {}", reply.status, reply.text());
                    if reply.status >= 400 && reply.header("content-type").is_some_and(|t| !t.starts_with("text/html")) {
                        reply.is_problem();
                    }
                }
            }
            if !parameters.is_empty() {
                let address = format!("{filled}?la_tham_so=1");
                let reply = if secured { person.get(&address).await } else { visitor.get(&address).await };
                assert!(matches!(reply.status, 404 | 422), "an unknown parameter was taken: {address} → {}", reply.status);
            }
        }
    }
);

/// A refusal, as a problem document, that is not the server's fault.
#[track_caller]
fn refused(reply: &Reply, what: &str) {
    assert!((400..500).contains(&reply.status), "{what} → {} {}", reply.status, reply.text());
    reply.is_problem();
}

/// A body that the operation would take.
fn plausible(path: &str) -> Value {
    match path.rsplit('/').next().unwrap_or_default() {
        "withdraw" => json!({"reason": "Nhầm."}),
        "correct" => json!({"note": "Sửa."}),
        "return" | "reject" | "send-back" => json!({"remark": "Xin xem lại."}),
        _ => json!({}),
    }
}
