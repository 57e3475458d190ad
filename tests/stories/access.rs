//! Who may do what: every operation of the contract × every role, in the unit of the item and in another one, and nobody,
//! and a forged token. The outcome is a reviewed table; an operation that no recipe below knows fails.

use std::collections::BTreeMap;

use cong::access::{Actor, Door};
use cong::features::accounts::HashCost;
use cong::features::accounts::actions::hash_password;
use cong::features::people::users::{self, NewPerson, NewRole};
use cong::kernel::words::Role;
use cong::store::{Call, Work};
use cong_tests::person::{Reply, send};
use cong_tests::portal::number;
use cong_tests::{Item, Person, Portal, Task, Written, a_picture, an_article, both, snapshot};
use sea_orm::{ConnectionTrait, DatabaseConnection, Iterable};
use serde_json::{Value, json};

/// The unit whose items are asked for: it also reviews the field of economy, so its reviewer has a task on them.
const OWN: &str = "council_committee_office";
const OTHER: &str = "school";
const PASSWORD: &str = "mưa rào tháng bảy";

both!(
    async fn everybody_may_do_exactly_what_the_table_says(portal: Portal) {
        let stage = Stage::set(&portal).await;
        let mut table = String::from(HEADING);
        for (method, path, operation) in operations() {
            let id = operation["operationId"].as_str().expect("every operation has a name");
            let recipe = recipe(id, &stage)
                .or_else(|| factors(id, &stage))
                .or_else(|| consultations(id, &stage))
                .or_else(|| structure(id, &stage))
                .unwrap_or_else(|| panic!("{id} ({method} {path}) is new: give it a recipe here and review the table"));
            let mut outcomes: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for caller in &stage.callers {
                let outcome = outcome(&stage, caller, &method, &path, &recipe).await;
                outcomes.entry(outcome).or_default().push(caller.name.clone());
            }
            table.push_str(&format!("\n{id}  {method} {path}\n"));
            for (outcome, names) in outcomes {
                table.push_str(&format!("  {outcome:<24} {}\n", gathered(&names, stage.callers.len())));
            }
        }
        snapshot::check("access.txt", &table);
    }
);

const HEADING: &str = "\
Who may do what. `role.own` holds the role in the unit of the item, `role.other` in another unit; `role` alone means both.
A number is the status that the role is answered (verbs are asked by dry run); 404 also hides what one may not know of.
";

/// One line of names: `role` for both units, `everybody` for all.
fn gathered(names: &[String], all: usize) -> String {
    if names.len() == all {
        return "everybody".into();
    }
    let both = |role: &str| names.contains(&format!("{role}.own")) && names.contains(&format!("{role}.other"));
    let mut words = vec![];
    for name in names {
        match name.rsplit_once('.') {
            Some((role, "own")) if both(role) => words.push(role.to_owned()),
            Some((role, "other")) if both(role) => {}
            _ => words.push(name.clone()),
        }
    }
    words.join(" ")
}

/// (method, path, operation) of the contract, in its order.
pub fn operations() -> Vec<(String, String, Value)> {
    let document: Value = serde_json::from_str(&cong::app::router::document_json()).expect("the contract is JSON");
    let paths = document["paths"].as_object().expect("paths").clone();
    let each = paths.into_iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("a path item").clone();
        methods
            .into_iter()
            .filter(|(method, _)| matches!(method.as_str(), "get" | "post" | "put" | "patch" | "delete"))
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    });
    each.collect()
}

struct Caller {
    name: String,
    who: Who,
}

enum Who {
    Nobody,
    Forger,
    Person(Person),
}

/// Items in every state, their tasks and pictures, and a person for every role.
struct Stage {
    portal: Portal,
    db: DatabaseConnection,
    callers: Vec<Caller>,
    draft: Item,
    revision: String,
    handed_in: Item,
    editing: Item,
    before_board: Item,
    approved: Item,
    published: Item,
    withdrawn: Item,
    field_task: Task,
    editing_task: Task,
    board_task: Task,
    media: String,
    public_media: String,
    thread: String,
    word: String,
    section: String,
    consultation: Item,
    urgent: String,
    template: String,
    template_text: Value,
    /// Some person's id; of nothing else.
    someone: String,
    /// Code and secret of a letter.
    letter: (String, String),
}

impl Stage {
    async fn set(portal: &Portal) -> Self {
        let mut callers =
            vec![Caller { name: "nobody".into(), who: Who::Nobody }, Caller { name: "forged_token".into(), who: Who::Forger }];
        for role in Role::iter() {
            for (unit, place) in [(OWN, "own"), (OTHER, "other")] {
                let name = format!("{}.{place}", role.word());
                let person = employ(portal, &name, &[role], unit).await;
                callers.push(Caller { name, who: Who::Person(person) });
            }
        }
        let author = employ(portal, "tac.gia", &[Role::Contributor], OWN).await;
        let reviewer = portal.the_reviewer_of(OWN);
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let text = || an_article().about("economy");

        let media = author.uploads(a_picture(1)).await["id"].as_str().expect("an id").to_owned();
        let draft = author.writes(text()).await;
        let revision = author.post(&format!("{}/revisions", draft.at()), json!({"name": "Bản một"})).await.answered(201);
        let revision = revision.json["id"].as_str().expect("an id").to_owned();
        let handed_in = author.submits(&author.writes(text()).await).await;
        let field_task = reviewer.finds_in_the_queue(&handed_in).await;
        let reviewed = async |text| {
            let item = author.submits(&author.writes(text).await).await;
            reviewer.approves(&reviewer.finds_in_the_queue(&item).await).await;
            item
        };
        let editing = reviewed(text()).await;
        let editing_task = secretariat.finds_in_the_queue(&editing).await;
        let before_board = secretariat.sends_up(&reviewed(text()).await).await;
        let board_task = deputy.finds_in_the_queue(&before_board).await;
        let approved = secretariat.sends_up(&reviewed(text()).await).await;
        deputy.approves_and_holds(&deputy.finds_in_the_queue(&approved).await).await;
        let out = async |text| {
            let item = secretariat.sends_up(&reviewed(text).await).await;
            deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
            secretariat.reads(&item).await
        };
        let published = out(text().with_picture()).await;
        let said = json!({"anchor": {"part": "title", "exact": "Phường Thành Đông"}, "body": "Xem lại tiêu đề."});
        let thread =
            author.post(&format!("{}/comments", handed_in.at()), said).await.answered(201).json["id"].as_str().expect("an id").to_owned();
        let word = secretariat.get("/api/v1/desk/word-lists").await.ok().ids().remove(0);
        let section = portal.section("tin-tuc-su-kien").await.to_string();
        let public_media = published.json["content"]["lead_image"]["media_id"].as_str().expect("a picture").to_owned();
        let withdrawn = out(text()).await;
        secretariat.withdraws(&withdrawn, "Nhầm.").await;
        let (template, urgent) = urgent_stage(&deputy, &callers).await;
        let someone = deputy.get("/api/v1/auth/me").await.ok().json["id"].as_str().expect("an id").to_owned();
        let letter =
            json!({"kind": "report", "subject": "Thử", "text": "Thử.", "consent": {"version": 1, "agreed": true}, "anonymous": true});
        let letter = serde_json::from_value(letter).expect("a letter");
        let (_, letter) = cong::features::questions::intake::keep_for(portal.site(), portal.now(), letter).await.expect("it is kept");
        let (from, until) = ("2026-11-23T08:00:00+07:00", "2026-12-23T08:00:00+07:00");
        let dates = json!({"form": "policy", "subject": "Đặt tên tổ.", "drafting_body": "Văn phòng", "opens_at": from, "closes_at": until});
        let consulted =
            Written::of("consultation", "thong-bao", "petition_consultation").titled("Đặt tên tổ dân phố").saying("<p>Phương án.</p>");
        let consultation = out(consulted.with("details", dates).about("economy")).await;
        Self {
            consultation,
            letter: (letter.code, letter.secret),
            urgent,
            template: template["id"].as_str().expect("an id").to_owned(),
            template_text: template["approved"]["text"].clone(),
            someone,
            portal: portal.clone(),
            db: portal.tables().await,
            callers,
            draft,
            revision,
            handed_in,
            editing,
            before_board,
            approved,
            published,
            withdrawn,
            field_task,
            editing_task,
            board_task,
            media,
            public_media,
            thread,
            word,
            section,
        }
    }

    /// The version that stands in the table, whoever may read it.
    async fn version(&self, table: &str, id: &str) -> String {
        let id = match cong_tests::portal::is_postgres(&self.db) {
            true => format!("'{id}'"),
            false => format!("X'{}'", id.replace('-', "")),
        };
        let version = number(&self.db, &format!("SELECT version FROM {table} WHERE id = {id}")).await;
        format!("\"v{version}\"")
    }
}

/// Gives somebody an account and roles, as the command line would.
pub async fn employ(portal: &Portal, username: &str, roles: &[Role], unit: &str) -> Person {
    let username = username.replace("_", "-");
    let hash = hash_password(PASSWORD.to_owned(), HashCost::TestsOnly).await.expect("a hash");
    let unit = portal.unit(unit).await;
    let site = portal.site();
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "bench")).await.expect("work begins");
    let new = NewPerson {
        username: Some(username.clone()),
        display_name: format!("Người thử {username}"),
        position: "Thử nghiệm".into(),
        email: None,
        unit: Some(unit),
    };
    let user = users::put_in_with_password(&mut work, new, hash).await.expect("a new user");
    let today = cong::kernel::dates::to_vn(portal.now()).date_naive();
    for role in roles {
        users::open_role(&mut work, NewRole::plain(user.id, *role, Some(unit), today)).await.expect("a role");
    }
    work.commit().await.expect("the account is kept");
    Person::new(portal.clone(), &username, PASSWORD)
}

/// Puts the duty approvers on duty, and an urgent notice before the public. Returns its template and its id.
async fn urgent_stage(deputy: &Person, callers: &[Caller]) -> (Value, String) {
    let people = deputy.get("/api/v1/desk/duty/people").await.ok();
    for caller in callers.iter().filter(|c| c.name.starts_with("duty_approver.")) {
        let Who::Person(person) = &caller.who else { continue };
        let of = |p: &&Value| p["display_name"].as_str().is_some_and(|name| name.ends_with(person.username()));
        let user = people.data().iter().find(of).expect("they can be put on duty")["id"].clone();
        let shift = json!({"user": user, "from": "2026-11-23T08:00:00+07:00", "to": "2026-11-24T08:00:00+07:00"});
        deputy.post("/api/v1/desk/duty/shifts", shift).await.answered(201);
    }
    let templates = deputy.get("/api/v1/desk/urgent/templates").await.ok();
    let template = templates.data().iter().find(|t| t["code"] == "un_tac_giao_thong").expect("the template of the ward").clone();
    let filled = json!({"template_id": template["id"], "blanks": {
        "kind": "Cấm đường", "place": "phố Trần Phú", "from": "2026-11-23T08:30:00+07:00", "until": "2026-11-23T20:00:00+07:00",
        "detour": "phố Bạch Đằng", "phone": "0225 000 0000"}});
    let notice = deputy.post("/api/v1/desk/urgent/notices", filled).await.answered(201);
    (template, notice.json["id"].as_str().expect("an id").to_owned())
}

/// How an operation is asked so that only the right to it decides.
#[derive(Default)]
struct Recipe {
    /// What stands for `{…}` in the path, in order.
    path: Vec<String>,
    query: &'static str,
    body: Option<Value>,
    raw: Option<(&'static str, Vec<u8>)>,
    /// Table and id whose version goes into `If-Match`.
    version_of: Option<(&'static str, String)>,
    /// A sender's, in `X-Sender-Secret`.
    letter_secret: Option<String>,
    /// The session must be new, because it ends with the call.
    fresh_session: bool,
}

fn get(path: &[&str]) -> Recipe {
    Recipe { path: path.iter().map(|p| (*p).to_owned()).collect(), ..Recipe::default() }
}

/// A verb on an item, asked by dry run.
fn verb(item: &Item, body: Value) -> Recipe {
    Recipe { query: "?dry_run=true", body: Some(body), version_of: Some(("item", item.id().to_owned())), ..get(&[item.id()]) }
}

fn decision(task: &Task, body: Value) -> Recipe {
    Recipe { query: "?dry_run=true", body: Some(body), ..get(&[task.id()]) }
}

fn recipe(operation: &str, on: &Stage) -> Option<Recipe> {
    let yes = json!({"checklist_confirmed": true});
    let remark = json!({"remark": "Xin xem lại."});
    let published = on.published.id();
    let draft = on.draft.id();
    let at_draft = || Some(("item", draft.to_owned()));
    let plain = || get(&[]);
    Some(match operation {
        // Public.
        "list_publications" | "list_changes" | "read_site" | "list_sections" | "list_fields" | "list_units" | "get_sitemap"
        | "get_robots" | "healthz" | "readyz" => plain(),
        "get_publication" => get(&[published]),
        "get_publication_by_path" => Recipe { query: Box::leak(format!("?path={}", on.published.path()).into_boxed_str()), ..get(&[]) },
        "get_public_media" => get(&[&on.public_media]),
        "get_public_rendition" => get(&[&on.public_media, "card"]),
        "get_feed" | "get_json_feed" => get(&["all"]),
        "list_public_articles"
        | "list_public_documents"
        | "list_public_procedures"
        | "list_public_projects"
        | "list_public_plans"
        | "list_public_statistics"
        | "list_public_commendations"
        | "list_public_pages" => plain(),
        "get_sitemap_page" => get(&["1"]),
        // Signing in and out.
        "login" => Recipe { body: Some(json!({"username": "ctv", "password": on.portal.password_of("ctv")})), ..get(&[]) },
        "refresh" => plain(),
        "logout" | "logout_everywhere" => Recipe { fresh_session: true, ..get(&[]) },
        "read_me" | "list_sessions" => plain(),
        "end_session" => get(&["0199a0c0-0000-7000-8000-000000000000"]),
        "change_password" => {
            Recipe { body: Some(json!({"current_password": "không phải", "new_password": "nắng hanh tháng mười"})), ..get(&[]) }
        }
        // The desk.
        "desk_home" | "list_items" | "list_tasks" | "list_media" | "list_desk_sections" | "list_desk_units" => plain(),
        "create_item" => Recipe { body: Some(json!({"kind": "article", "content": {"title": "Thử"}})), ..get(&[]) },
        "read_item" | "list_revisions" | "item_history" => get(&[draft]),
        "save_item" => {
            Recipe { body: Some(json!({"title": "Thử", "body_html": "<p>Thử.</p>"})), version_of: at_draft(), ..get(&[draft]) }
        }
        "hold_lease" => Recipe { body: Some(json!({"take_over": true})), ..get(&[draft]) },
        "release_lease" => get(&[draft]),
        "name_revision" => Recipe { body: Some(json!({"name": "Bản thử"})), ..get(&[draft]) },
        "read_revision" => get(&[draft, &on.revision]),
        "restore_revision" => Recipe { body: Some(json!({})), version_of: at_draft(), ..get(&[draft, &on.revision]) },
        "compare_revisions" => Recipe { query: Box::leak(format!("?from={}&to=working", on.revision).into_boxed_str()), ..get(&[draft]) },
        "submit_item" => verb(&on.draft, json!({})),
        "discard_edition" => verb(&on.draft, json!({})),
        "recall_item" => verb(&on.handed_in, json!({})),
        "send_up_item" => verb(&on.editing, json!({})),
        "send_back_item" => verb(&on.before_board, remark),
        "publish_item" => verb(&on.approved, json!({})),
        "list_content_reviews" => plain(),
        "confirm_item_current" => verb(&on.published, json!({})),
        "withdraw_item" => verb(&on.published, json!({"reason": "Nhầm."})),
        "archive_item" | "open_edition" => verb(&on.published, json!({})),
        "correct_item" => verb(&on.published, json!({"note": "Sửa số liệu."})),
        "restore_item" => verb(&on.withdrawn, json!({})),
        // Review: each decision is asked of the stage that its doc names first.
        "read_task" => get(&[on.field_task.id()]),
        "claim_task" | "release_task" => decision(&on.field_task, json!({})),
        "approve_task" => decision(&on.board_task, yes),
        "return_task" => decision(&on.field_task, remark),
        "reject_task" => decision(&on.editing_task, remark),
        // Pictures.
        "upload_media" => Recipe { raw: Some(("image/png", a_picture(9))), ..get(&[]) },
        "get_desk_media" => get(&[&on.media]),
        // A picture has no file to give out: 404 for everybody.
        "get_desk_media_file" => get(&[&on.media]),
        "propose_document" => get(&[&on.media]),
        "convert_text" => Recipe { body: Some(json!({"text": "TiÕng ViÖt"})), ..get(&[]) },
        "redact_media" => get(&[&on.media]),
        "blur_media" => Recipe { body: Some(json!({"rectangles": [{"x": 0, "y": 0, "width": 500, "height": 500}]})), ..get(&[&on.media]) },
        "get_desk_media_bytes" => get(&[&on.media, "thumb"]),
        "describe_media" => {
            Recipe { body: Some(json!({"alt": "Thử"})), version_of: Some(("media", on.media.clone())), ..get(&[&on.media]) }
        }
        other => return texts(other, on),
    })
}

/// Comments, flags, lists of words, uses.
fn texts(operation: &str, on: &Stage) -> Option<Recipe> {
    let draft = on.draft.id();
    let word = json!({"list": "banned_phrase", "phrase": "từ thử", "severity": "confirm", "reason": "Thử.", "valid_from": "2026-11-23"});
    let version_of = || Some(("comment_thread", on.thread.clone()));
    let empty = || Some(json!({}));
    Some(match operation {
        "list_comments" | "read_flags" | "item_uses" => get(&[draft]),
        "open_comment" => {
            let part = json!({"part": "title", "exact": "Phường Thành Đông"});
            Recipe { body: Some(json!({"anchor": part, "body": "Xem lại."})), ..get(&[on.handed_in.id()]) }
        }
        "read_comment" => get(&[on.handed_in.id(), &on.thread]),
        "reply_comment" => {
            Recipe { body: Some(json!({"body": "Đã xem."})), version_of: version_of(), ..get(&[on.handed_in.id(), &on.thread]) }
        }
        "resolve_comment" | "reopen_comment" => Recipe { body: empty(), version_of: version_of(), ..get(&[on.handed_in.id(), &on.thread]) },
        "list_words" | "list_broken_links" | "list_most_used_media" => get(&[]),
        "add_word" => Recipe { body: Some(word), ..get(&[]) },
        "change_word" => Recipe { body: Some(word), version_of: Some(("word_entry", on.word.clone())), ..get(&[&on.word]) },
        "media_uses" => get(&[&on.media]),
        "section_uses" => get(&[&on.section]),
        _ => return uses(operation, on),
    })
}

/// One writing, many uses; quick send.
fn uses(operation: &str, on: &Stage) -> Option<Recipe> {
    let upload = "0199a0c0-0000-7000-8000-000000000000";
    Some(match operation {
        "get_sharing" | "get_qr" => get(&[on.published.id()]),
        "list_abbreviations" | "list_quick_send_links" | "read_quick_send" => get(&[]),
        "set_abbreviation" => Recipe { body: Some(json!({"written": "THỬ", "spoken": "thử"})), ..get(&[]) },
        "end_abbreviation" => Recipe { body: Some(json!({"written": "KHÔNG"})), ..get(&[]) },
        "make_quick_send_link" => Recipe { body: Some(json!({"days": 1})), ..get(&[]) },
        "revoke_quick_send_link" => Recipe { body: Some(json!({})), ..get(&[upload]) },
        "quick_send" => Recipe { body: Some(json!({"text": " "})), ..get(&[]) },
        "begin_upload" => get(&[]),
        "read_upload" | "continue_upload" | "end_upload" => get(&[upload]),
        _ => return kinds(operation).or_else(|| notices(operation, on)),
    })
}

/// Consultations, violation reports, ratings.
fn consultations(operation: &str, on: &Stage) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let held = on.consultation.id();
    let proof = json!({"challenge": "x", "nonce": "1"});
    let of_nothing = || Some(("nothing", String::new()));
    Some(match operation {
        "list_consultations" | "list_desk_consultations" | "list_violation_reports" => get(&[]),
        "get_consultation" | "list_consultation_comments" | "get_consultation_comments_csv" | "get_consultation_comments_json" => {
            get(&[held])
        }
        "send_consultation_comment" => Recipe { body: Some(json!({"text": "Góp ý thử.", "proof": proof})), ..get(&[held]) },
        "follow_consultation_comment" | "follow_violation" => get(&["XX-1"]),
        "report_violation" => {
            Recipe { body: Some(json!({"path": "/x", "reason": "other", "text": "Báo thử một trang.", "proof": proof})), ..get(&[]) }
        }
        "rate_page" => Recipe { body: Some(json!({"path": "/x", "satisfaction": "neutral"})), ..get(&[]) },
        "get_page_rating" => Recipe { query: "?path=/x", ..get(&[]) },
        "read_desk_consultation" | "list_desk_comments" => get(&[held]),
        "read_comment_sender" => get(&[held, nothing]),
        "read_comment_file" => get(&[held, nothing, nothing]),
        "add_comment_file" => Recipe { query: "?filename=a", ..get(&["XX-1"]) },
        "publish_comment" => Recipe { body: Some(json!({})), version_of: of_nothing(), ..get(&[held, nothing]) },
        "refuse_comment" => Recipe { body: Some(json!({"reason": "Thử."})), version_of: of_nothing(), ..get(&[held, nothing]) },
        "set_comment_outcomes" => Recipe { body: Some(json!({"opinions": [nothing], "outcome": "accepted"})), ..get(&[held]) },
        // The consultation is open still: 409 is said to who may make its report.
        "make_reception_report" => Recipe { query: "?dry_run=true", body: Some(json!({})), ..get(&[held]) },
        "read_violation_report" => get(&[nothing]),
        "claim_violation_report" | "release_violation_report" => {
            Recipe { body: Some(json!({})), version_of: of_nothing(), ..get(&[nothing]) }
        }
        "decide_violation_report" => {
            Recipe { body: Some(json!({"outcome": "no_violation", "reason": "Thử."})), version_of: of_nothing(), ..get(&[nothing]) }
        }
        "count_ratings" => Recipe { query: "?from=2026-11&to=2026-11", ..get(&[]) },
        _ => return None,
    })
}

/// Kinds of information, tables, the schedule.
fn kinds(operation: &str) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let said = json!({"name": "Thử", "fields": [{"input": "line", "label": "Thử"}]});
    Some(match operation {
        "list_kinds" | "list_kind_definitions" | "get_schedule_calendar" => get(&[]),
        "get_table_csv" | "get_table_json" => get(&[nothing]),
        "get_open_data_catalogue" => get(&[]),
        "get_open_data_csv" | "get_open_data_json" => get(&["van-ban"]),
        "define_kind" => Recipe { body: Some(said), ..get(&[]) },
        "redefine_kind" => Recipe { body: Some(said), version_of: Some(("nothing", String::new())), ..get(&[nothing]) },
        _ => return None,
    })
}

/// Notices and the audit.
fn notices(operation: &str, on: &Stage) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    Some(match operation {
        "list_audit" | "list_audit_verbs" | "export_audit" | "verify_audit" | "read_audit_head" | "list_looks" => get(&[]),
        "list_notices" | "count_notices" | "read_all_notices" | "read_notice_choice" | "list_deliveries" => get(&[]),
        "set_notice_choice" => Recipe { body: Some(json!({"mail": "digest"})), ..get(&[]) },
        "morning_list" | "list_reminders" => get(&[]),
        "remind_unit" => Recipe { body: Some(json!({"unit": nothing, "clocks": [nothing]})), ..get(&[]) },
        "read_notice" | "retry_delivery" => get(&[nothing]),
        "list_messages" => get(&[]),
        "read_wording" => get(&["line_reminded", "vi"]),
        // Nothing is changed: the version is never the one that was seen.
        "set_wording" => Recipe {
            body: Some(json!({"subject": "Đôn đốc: {unit}"})),
            version_of: Some(("nothing", String::new())),
            ..get(&["line_reminded", "vi"])
        },
        "reset_wording" => Recipe { body: Some(json!({})), version_of: Some(("nothing", String::new())), ..get(&["line_reminded", "vi"]) },
        "preview_wording" => Recipe { body: Some(json!({"subject": "Đôn đốc: {unit}"})), ..get(&["line_reminded", "vi"]) },
        _ => return factors(operation, on),
    })
}

/// Citizens' letters: something that is not there, or that is refused for what it says after the right has been looked at.
fn letters_recipe(operation: &str, on: &Stage) -> Option<Recipe> {
    let sender = |(code, secret): &(String, String), body| Recipe { body, letter_secret: Some(secret.clone()), ..get(&[code]) };
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let at =
        |body: Value| Recipe { query: "?dry_run=true", body: Some(body), version_of: Some(("nothing", nothing.into())), ..get(&[nothing]) };
    let template = json!({"purpose": "answer", "name": " ", "body": "Thử"});
    Some(match operation {
        "list_answers"
        | "get_letter_form"
        | "get_form_challenge"
        | "letter_statistics"
        | "list_promised_letters"
        | "list_letters"
        | "count_letters"
        | "list_answer_templates"
        | "list_letter_settings"
        | "list_data_rights"
        | "begin_letter_upload" => get(&[]),
        // Refused for everybody alike: a wrong code, an empty letter.
        "send_letter" => {
            let letter = json!({"kind": "report", "subject": " ", "text": " ", "consent": {"version": 1, "agreed": false}});
            Recipe { body: Some(letter), ..get(&[]) }
        }
        // With code and secret: whoever holds them may, whoever they are.
        "track_letter" => sender(&on.letter, None),
        "reopen_letter" => sender(&on.letter, Some(json!({"reason": "Thử."}))),
        "rate_letter" => sender(&on.letter, Some(json!({"stars": 3}))),
        "ask_data_right" => sender(&on.letter, Some(json!({"right": "correction"}))),
        "read_letter_upload" | "continue_letter_upload" | "end_letter_upload" => get(&[nothing]),
        "read_letter" | "letter_history" | "letter_duplicates" | "propose_publication" => get(&[nothing]),
        "read_letter_file" => get(&[nothing, nothing]),
        "classify_letter" => at(json!({"kind": "report"})),
        "forward_letter" => at(json!({"unit": nothing})),
        "hand_back_letter" | "reject_letter" => at(json!({"reason": "Thử."})),
        "take_letter" | "submit_letter_answer" | "approve_letter_answer" | "close_letter" => at(json!({})),
        "return_letter_answer" => at(json!({"remark": "Thử."})),
        "send_progress_notice" => at(json!({"promised_at": "2026-12-30T16:30:00+07:00", "reason": "Thử."})),
        "turn_letter_away" => at(json!({"reason": "Thử.", "where_to_turn": "Thử."})),
        "refer_letter" => at(json!({"guidance": "Thử.", "where_to_turn": "Thử."})),
        "merge_letter" => at(json!({"into": "26-0000-0000"})),
        "draft_letter_answer" => Recipe { query: "", ..at(json!({"text": "Thử."})) },
        "publish_letter_answer" => Recipe { query: "", ..at(json!({"title": "Thử", "question": "Thử", "answer": "Thử"})) },
        "add_answer_template" => Recipe { body: Some(template), ..get(&[]) },
        "change_answer_template" => Recipe { query: "", ..at(template) },
        "set_letter_setting" => {
            let past = json!({"name": "letter_reopening", "value": {"days": 15, "basis": "Thử."}, "valid_from": "2020-01-01"});
            Recipe { body: Some(past), ..get(&[]) }
        }
        "decide_data_right" => Recipe { query: "", ..at(json!({"state": "acknowledged"})) },
        _ => return None,
    })
}

/// Second factors, a change of person by phone, review links.
fn search(operation: &str) -> Option<Recipe> {
    Some(match operation {
        "search" | "suggest_searches" => Recipe { query: "?q=moi%20truong", ..get(&[]) },
        _ => return None,
    })
}

fn factors(operation: &str, on: &Stage) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let said = |body: Value| Recipe { body: Some(body), ..get(&[]) };
    let on_link = json!({"verb": "return", "remark": "Thử.", "revision_hash": "x", "item_version": 1});
    let garbage = json!({"id": "AA", "client_data_json": "AA", "authenticator_data": "AA", "signature": "AA"});
    Some(match operation {
        "login_second_factor" => said(json!({"challenge": "AA", "proof": {"totp": "000000"}})),
        "offer_passkey_sign_in" | "ask_qr" => said(json!({})),
        "login_passkey" => said(garbage),
        "list_factors" => get(&[]),
        "offer_totp" | "offer_passkey" => said(json!({})),
        "make_recovery_codes" => said(json!({"password": "không phải"})),
        "add_totp" => said(json!({"enrolment": "AA", "code": "000000"})),
        "add_passkey" => said(json!({"client_data_json": "AA", "attestation_object": "AA"})),
        "rename_factor" => Recipe { body: Some(json!({"label": "Thử"})), ..get(&[nothing]) },
        "revoke_factor" => Recipe { body: Some(json!({})), ..get(&[nothing]) },
        "reset_factors" => get(&[nothing]),
        "qr_state" | "login_qr" => said(json!({"secret": "AA"})),
        "look_qr" | "refuse_qr" => said(json!({"code": "AA"})),
        "confirm_qr" => said(json!({"code": "AA", "number": 10})),
        "make_review_link" => Recipe { body: Some(json!({"user_id": nothing})), ..get(&[on.board_task.id()]) },
        "list_review_links" => get(&[on.board_task.id()]),
        "revoke_review_link" => Recipe { body: Some(json!({})), ..get(&[nothing]) },
        "read_review_link" => get(&[]),
        "get_review_picture" => get(&[&on.media, "card"]),
        "offer_review_passkey" => said(on_link),
        "decide_by_link" => said(json!({"decision": on_link, "proof": {"totp": "000000"}})),
        _ => return people(operation, on),
    })
}

/// People in time, settings.
fn people(operation: &str, on: &Stage) -> Option<Recipe> {
    /// Somebody or something that is not there: only the right decides.
    const NO_ONE: &str = "0199a0c0-0000-7000-8000-000000000000";
    Some(match operation {
        "list_settings" => get(&[]),
        // A day gone by: whoever may set it is told so.
        "set_setting" => Recipe { body: Some(json!({"name": "slogan", "value": "Thử", "valid_from": "2020-01-01"})), ..get(&[]) },
        "preview_preset" => get(&["compact"]),
        "list_users" | "list_absences" | "list_bodies" | "list_contributors" | "list_participants" | "read_opening" | "read_poster" => {
            get(&[])
        }
        "read_user" | "read_abilities" | "read_participant" | "list_contributor_works" => get(&[NO_ONE]),
        "add_user" => Recipe { body: Some(json!({"display_name": ""})), ..get(&[]) },
        "change_user" => Recipe { body: Some(json!({"position": "Thử"})), ..get(&[NO_ONE]) },
        "disable_user" | "enable_user" | "invite_user" | "cancel_absence" | "accept_participant" => {
            Recipe { body: Some(json!({})), ..get(&[NO_ONE]) }
        }
        "assign_role" => {
            let body = json!({"role": "contributor", "valid_from": "2026-11-23", "decision_number": "1/QĐ", "decision_date": "2026-11-20"});
            Recipe { body: Some(body), ..get(&[NO_ONE]) }
        }
        "end_assignment" => Recipe { body: Some(json!({"last_day": "2026-11-30"})), ..get(&[NO_ONE]) },
        "delegate_assignment" => {
            Recipe { body: Some(json!({"to_user": NO_ONE, "from": "2026-11-23", "to": "2026-11-30"})), ..get(&[NO_ONE]) }
        }
        "set_absence" => Recipe { body: Some(json!({"user_id": NO_ONE, "from": "2026-11-23", "to": "2026-11-30"})), ..get(&[]) },
        "replace_absence" => Recipe { body: Some(json!({"from": "2026-11-23", "to": "2026-11-30"})), ..get(&[NO_ONE]) },
        "form_body" => {
            let body = json!({"kind": "editorial_secretariat", "decision_number": "1/QĐ", "decision_date": "2026-11-20", "valid_from": "2026-12-01", "members": []});
            Recipe { body: Some(body), ..get(&[]) }
        }
        "enter_contributor" => {
            Recipe { body: Some(json!({"status": "active", "since": "2026-11-23", "decision_number": "1/QĐ"})), ..get(&[NO_ONE]) }
        }
        "refuse_participant" => Recipe { body: Some(json!({"reason": "Trùng."})), ..get(&[NO_ONE]) },
        "read_staff" => Recipe { raw: Some(("text/csv", "Họ và tên\nNguyễn Văn An\n".as_bytes().to_vec())), ..get(&[]) },
        "take_in_staff" => Recipe { body: Some(json!({"rows": [], "decision_number": "1/QĐ"})), ..get(&[]) },
        "ask_to_publish" => {
            let contact = json!({"person_name": "Trần Thị Bình"});
            let body = json!({"kind": "person", "name": "Trần Thị Bình", "purpose": "Giới thiệu nghề làm bánh.", "contact": contact, "consent": true});
            Recipe { body: Some(body), ..get(&[]) }
        }
        "look_at_invitation" => Recipe { body: Some(json!({"token": "khong-co"})), ..get(&[]) },
        "accept_invitation" => Recipe { body: Some(json!({"token": "khong-co", "password": "nắng hanh tháng mười"})), ..get(&[]) },
        _ => {
            return clocks_recipe(operation)
                .or_else(|| registers_recipe(operation))
                .or_else(|| urgent(operation, on))
                .or_else(|| search(operation))
                .or_else(|| letters_recipe(operation, on));
        }
    })
}

/// Registers, orientation, plans: a list, something that is refused to whoever may, or something that is not there.
fn registers_recipe(operation: &str) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let at = |id: &[&str], body: Value| Recipe { body: Some(body), version_of: Some(("nothing", nothing.into())), ..get(id) };
    let document = json!({"unit_id": nothing, "relation": "own", "number": "1/QĐ-UBND", "issued_on": "2026-11-20", "issuer": "UBND", "abstract": "Thử"});
    let event =
        json!({"unit_id": nothing, "title": "Thử", "starts_at": "2026-11-20T08:00:00+07:00", "happening": "happened", "source": "typed"});
    let approval = json!({"unit_id": nothing, "matter": "plan", "title": "Thử", "approved_on": "2026-11-20"});
    let plan = json!({"kind": "communication", "title": "Thử", "starts_on": "2026-11-20", "ends_on": "2026-11-19"});
    Some(match operation {
        "list_register" | "list_events" | "list_approvals" | "list_fact_changes" | "list_orientations" | "list_plans" => get(&[]),
        "count_register" => Recipe { query: "?from=2026-11", ..get(&[]) },
        "enter_document" => Recipe { body: Some(document), ..get(&[]) },
        "preview_register" => {
            let defaults = json!({"unit_id": nothing, "issuer": "UBND", "relation": "own"});
            Recipe { body: Some(json!({"text": "", "defaults": defaults})), ..get(&[]) }
        }
        "preview_register_file" => {
            let query = "?unit_id=0199a0c0-0000-7000-8000-000000000000&issuer=UBND&relation=own";
            Recipe { query, raw: Some(("text/csv", b"a".to_vec())), ..get(&[]) }
        }
        "preview_import" | "keep_import" => {
            Recipe { query: "?of=articles", raw: Some(("text/csv", "Tiêu đề,Nội dung\n".into())), ..get(&[]) }
        }
        "keep_register" => Recipe { body: Some(json!({"rows": [document]})), ..get(&[]) },
        "read_register_row" | "read_orientation" | "read_plan" => get(&[nothing]),
        "correct_register_row" => at(&[nothing], document),
        "log_event" => Recipe { body: Some(event), ..get(&[]) },
        "correct_event" => at(&[nothing], event),
        "log_approval" => Recipe { body: Some(approval), ..get(&[]) },
        "correct_approval" => at(&[nothing], approval),
        "report_fact_change" => {
            let fact = json!({"unit_id": nothing, "fact": "contact", "what": "Thử", "changed_on": "2026-11-20", "items": []});
            Recipe { body: Some(fact), ..get(&[]) }
        }
        "close_fact_change" => at(&[nothing], json!({"note": "Thử"})),
        "excuse_duty" => at(&["event", nothing], json!({"reason": "Thử"})),
        "restore_duty" => at(&["event", nothing], json!({})),
        "link_duty" => at(&["event", nothing], json!({"item": null})),
        "open_item_of_duty" => Recipe { body: Some(json!({})), ..get(&["event", nothing]) },
        "write_orientation" => Recipe { body: Some(json!({"month": "2026-11", "title": "Thử", "body": "Thử"})), ..get(&[]) },
        "revise_orientation" => at(&[nothing], json!({"title": "Thử", "body": "Thử"})),
        "make_plan" => Recipe { body: Some(plan), ..get(&[]) },
        "change_plan" => at(&[nothing], plan),
        "assign_plan_work" => Recipe { body: Some(json!({"what": "Thử"})), ..get(&[nothing]) },
        "report_plan_work" => at(&[nothing], json!({"done": true})),
        _ => return None,
    })
}

/// Sections, boundary, what is arranged by hand: a dry run, something that is refused to whoever may, or something that is not there.
fn structure(operation: &str, on: &Stage) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let at = |id: &[&str], body: Value| Recipe { body: Some(body), version_of: Some(("nothing", nothing.into())), ..get(id) };
    Some(match operation {
        "read_section" => get(&["tin-tuc-su-kien"]),
        "list_section_proposals" => get(&[]),
        "propose_section" => {
            let change = json!({"action": "rename", "section": on.section, "name": "Thử"});
            Recipe { query: "?dry_run=true", body: Some(json!({"change": change, "reason": "Thử."})), ..get(&[]) }
        }
        "approve_section" | "refuse_section" | "withdraw_section_proposal" => at(&[nothing], json!({})),
        "list_section_versions" => get(&[&on.section]),
        "list_officials" | "read_schedule" | "list_opening_hours" | "read_boundary" | "read_layout" | "list_pins" | "list_topics"
        | "list_life_events" | "list_arrangements" => get(&[]),
        "read_topic" | "read_life_event" => get(&["khong-co"]),
        "list_tags" => Recipe { query: "?q=a", ..get(&[]) },
        "set_boundary" => Recipe { body: Some(json!({"geojson": {}, "description": "", "source": ""})), ..get(&[]) },
        "save_arrangement" => {
            let content = json!({"title": ""});
            Recipe { body: Some(json!({"kind": "topic", "slug": "thu", "content": content})), ..get(&[]) }
        }
        "list_arrangement_versions" => get(&[nothing]),
        "approve_arrangement" | "refuse_arrangement" | "withdraw_arrangement" => Recipe { body: Some(json!({})), ..get(&[nothing, "1"]) },
        _ => return None,
    })
}

/// The clock's operations: a dry run, or something that is not there.
fn clocks_recipe(operation: &str) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let day = "2026-12-01";
    Some(match operation {
        "preview_deadline" => Recipe { query: "?rule=news&from=2026-11-23T09:00:00Z", ..get(&[]) },
        "list_clocks" | "count_clocks" | "list_calendars" | "list_deadline_rules" | "list_deadline_settings" => get(&[]),
        "read_clock" => get(&[nothing]),
        "extend_clock" => {
            let body = json!({"old_due": "2026-11-24T10:00:00Z", "new_due": "2026-11-30T10:00:00Z", "reason": "Chờ ý kiến."});
            Recipe { query: "?dry_run=true", body: Some(body), ..get(&[nothing]) }
        }
        "cancel_clock" => Recipe { body: Some(json!({"reason": "Nhập trùng."})), ..get(&[nothing]) },
        "read_calendar" => get(&["vn-office"]),
        "add_calendar_version" => {
            let sheet = json!({"weekly_working_days": [1], "sessions": [{"start": "07:30", "end": "11:30"}]});
            let body = json!({"based_on": 1, "valid_from": day, "sheet": sheet});
            Recipe { query: "?dry_run=true", body: Some(body), ..get(&["vn-office"]) }
        }
        "read_holidays" => Recipe { body: Some(json!({"table": {"years": {}}})), ..get(&["vn-office"]) },
        // Nothing is kept: a rule that begins before the one in force is refused to whoever may.
        "add_deadline_rule" => {
            let rule = json!({"code": "news", "name": "Tin", "counts_from": "event_held", "n": 8, "unit": "working_hours", "day_end": "session",
                "responsible": "owning_unit", "stops_at": "publication", "citation": "Điều 7", "valid_from": "2020-01-01"});
            Recipe { body: Some(rule), ..get(&[]) }
        }
        "add_deadline_setting" => {
            let setting = json!({"calendar": "vn-office", "warning_share": 75, "unit_head_hours": 4, "secretariat_hours": 8, "valid_from": "2020-01-01"});
            Recipe { body: Some(setting), ..get(&[]) }
        }
        _ => return None,
    })
}

/// Urgent notices and the roster. `duty_approver` is on duty while the table is asked.
fn urgent(operation: &str, on: &Stage) -> Option<Recipe> {
    let dry =
        |body| Recipe { query: "?dry_run=true", body: Some(body), version_of: Some(("item", on.urgent.clone())), ..get(&[&on.urgent]) };
    let template = |body| Recipe { body: Some(body), version_of: Some(("urgent_template", on.template.clone())), ..get(&[&on.template]) };
    let shift = json!({"user": on.someone, "from": "2026-12-20T17:00:00+07:00", "to": "2026-12-20T16:00:00+07:00"});
    Some(match operation {
        "list_urgent" | "list_urgent_notices" | "list_urgent_templates" | "read_roster" | "list_duty_people" => get(&[]),
        "count_urgent_notices" => Recipe { query: "?from=2026-11&to=2026-11", ..get(&[]) },
        "publish_urgent_notice" => Recipe {
            query: "?dry_run=true",
            body: Some(json!({"template_id": on.template, "blanks": {
                "kind": "Cấm đường", "place": "phố Trần Phú", "from": "2026-11-23T08:30:00+07:00", "until": "2026-11-23T20:00:00+07:00",
                "detour": "phố Bạch Đằng", "phone": "0225 000 0000"}})),
            ..get(&[])
        },
        "publish_emergency" => Recipe {
            query: "?dry_run=true",
            body: Some(
                json!({"kind": "other", "kind_name": "Khẩn", "severity": "danger", "title": "Thử", "text": "Thử.", "reason": "Thử."}),
            ),
            ..get(&[])
        },
        "read_urgent_notice" => get(&[&on.urgent]),
        "update_urgent_notice" => dry(json!({"text": "Đang sửa."})),
        "extend_urgent_notice" => dry(json!({"display_until": "2026-11-24T20:00:00+07:00"})),
        "end_urgent_notice" => dry(json!({"text": "Đã khắc phục."})),
        "check_urgent_notice" => dry(json!({"outcome": "approved"})),
        // Asked with something that is refused after the right has been looked at: nothing changes on the way.
        "create_urgent_template" => Recipe { body: Some(json!({"code": "un_tac_giao_thong", "text": on.template_text})), ..get(&[]) },
        "read_urgent_template" => get(&[&on.template]),
        "revise_urgent_template" => {
            let mut text = on.template_text.clone();
            text["hours"] = json!(0);
            template(text)
        }
        "approve_urgent_template" => template(json!({"revision_id": on.someone})),
        "retire_urgent_template" => Recipe { path: vec![on.someone.clone()], ..template(json!({})) },
        "add_shift" => Recipe { body: Some(shift), ..get(&[]) },
        "change_shift" => Recipe { body: Some(shift), version_of: Some(("urgent_template", on.template.clone())), ..get(&[&on.someone]) },
        "remove_shift" => Recipe { version_of: Some(("urgent_template", on.template.clone())), ..get(&[&on.someone]) },
        "copy_week" => Recipe { body: Some(json!({"week": "2026-12-01"})), ..get(&[]) },
        _ => return review(operation, on),
    })
}

/// Routing, and the desk of the reviewers.
fn review(operation: &str, on: &Stage) -> Option<Recipe> {
    let nothing = "0199a0c0-0000-7000-8000-000000000000";
    let dated = json!({"value": "khong", "citation": "Thử.", "valid_from": "2026-11-23"});
    let rule = json!({"applies_to": "anyone", "unit": nothing, "citation": "Thử.", "valid_from": "2026-11-23"});
    let alternate = json!({"stage": "editing", "user": nothing, "citation": "Thử.", "valid_from": "2026-11-23"});
    let unit = json!({"unit": nothing, "successor": nothing, "citation": "Thử.", "effective_on": "2026-11-23"});
    let edited = json!({"content": {"title": "Thử"}, "item_version": 1, "checklist_confirmed": true});
    let body = |body: Value| Recipe { body: Some(body), ..get(&[]) };
    Some(match operation {
        "list_routing_rules" | "preview_routing" | "list_reorganisations" | "count_tasks" | "read_review_arrangements" => get(&[]),
        "list_candidates" => get(&[on.field_task.id()]),
        "delegate_task" => decision(&on.field_task, json!({"to": on.someone})),
        "reroute_task" => decision(&on.field_task, json!({"unit": nothing, "reason": "Thử."})),
        "edit_and_approve_task" => decision(&on.field_task, edited),
        "bulk_tasks" => body(json!({"verb": "claim", "ids": []})),
        "bulk_items" => body(json!({"verb": "submit", "items": []})),
        // Refused for what they say, after the right has been looked at.
        "add_routing_rule" => body(rule),
        "end_routing_rule" | "end_alternate" => Recipe { path: vec![nothing.into()], ..body(json!({"last_day": "2026-11-23"})) },
        "reorganise" => Recipe { query: "?dry_run=true", ..body(unit) },
        "set_review_setting" => Recipe { path: vec!["warn_hours".into()], ..body(dated) },
        "name_alternate" => body(alternate),
        _ => return None,
    })
}

async fn outcome(stage: &Stage, caller: &Caller, method: &str, path: &str, recipe: &Recipe) -> String {
    // Leases of the caller before would answer in the place of the right.
    stage.db.execute_unprepared("DELETE FROM lease").await.expect("leases are cleared");
    let mut filled = path.to_owned();
    for value in &recipe.path {
        let (open, close) = (filled.find('{').expect("a hole"), filled.find('}').expect("its end"));
        filled.replace_range(open..=close, value);
    }
    assert!(!filled.contains('{'), "the recipe of {path} leaves a hole");
    filled.push_str(recipe.query);
    let mut request = match &caller.who {
        Who::Person(person) => {
            if recipe.fresh_session {
                person.signs_in().await.ok();
            }
            person.request(method, &filled).await
        }
        Who::Nobody | Who::Forger => {
            let request = stage.portal.client().request(method.parse().expect("a method"), stage.portal.url(&filled));
            if matches!(caller.who, Who::Forger) { request.bearer_auth("eyJhbGciOiJub25lIn0.eyJzdWIiOiIwIn0.") } else { request }
        }
    };
    if let Some((table, id)) = &recipe.version_of {
        let version = if *table == "nothing" { "\"v1\"".into() } else { stage.version(table, id).await };
        request = request.header("if-match", version);
    }
    if let Some(secret) = &recipe.letter_secret {
        request = request.header("x-sender-secret", secret);
    }
    if let Some(body) = &recipe.body {
        request = request.json(body);
    }
    if let Some((media_type, bytes)) = &recipe.raw {
        request = request.header("content-type", *media_type).body(bytes.clone());
    }
    let reply = send(request, &filled).await;
    if recipe.fresh_session
        && let Who::Person(person) = &caller.who
    {
        person.signs_in().await.ok();
    }
    told(&reply)
}

/// The status; of a dry run the status that the verb would have had.
fn told(reply: &Reply) -> String {
    if reply.json["allowed"] == false {
        let code = reply.json["reasons"][0]["code"].as_str().unwrap_or_default();
        return match code {
            "forbidden" => "403 forbidden".into(),
            other => format!("409 {other}"),
        };
    }
    match reply.json["code"].as_str() {
        Some(code) if reply.status >= 400 => format!("{} {code}", reply.status),
        _ => reply.status.to_string(),
    }
}
