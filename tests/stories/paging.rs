//! Pages survive what happens between them: nothing that stood there is left out, nothing comes twice.

use std::collections::HashSet;

use cong::kernel::ids;
use cong::kernel::words::Kind;
use cong_tests::log::{Made, put};
use cong_tests::{Portal, a_picture, an_article, both};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use uuid::Uuid;

/// A list of so many, read in pages of so many, with newcomers (minutes before now) between the pages.
#[derive(Clone, Debug)]
struct Reading {
    standing: usize,
    limit: usize,
    sort: &'static str,
    newcomers: Vec<Vec<i64>>,
}

fn readings() -> impl Strategy<Value = Reading> {
    let sort = prop::sample::select(vec!["-published_at", "published_at", "title"]);
    let newcomers = prop::collection::vec(prop::collection::vec(0i64..90, 0..4), 1..8);
    (1usize..70, 1usize..23, sort, newcomers).prop_map(|(standing, limit, sort, newcomers)| Reading { standing, limit, sort, newcomers })
}

/// The same cases every time; a failure names the one.
fn cases(many: usize) -> Vec<Reading> {
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(20_261_123), ..Config::default() });
    (0..many).map(|_| readings().new_tree(&mut runner).expect("a case").current()).collect()
}

/// Every reading has a section of its own.
const SECTIONS: [&str; 12] = [
    "gioi-thieu",
    "chi-dao-dieu-hanh",
    "tin-tuc-su-kien",
    "thong-bao",
    "tuyen-truyen-huong-dan",
    "hoc-tap-lam-theo-bac",
    "chien-luoc-ke-hoach",
    "van-ban",
    "dau-tu-mua-sam",
    "gop-y-phan-anh",
    "dich-vu-cong",
    "thong-ke",
];

both!(
    async fn no_gap_and_no_repeat_whatever_comes_between_the_pages(portal: Portal) {
        let unit = portal.unit("school").await;
        let visitor = portal.a_visitor();
        for (reading, slug) in cases(SECTIONS.len()).into_iter().zip(SECTIONS) {
            let section = portal.section(slug).await;
            // Several share a minute and a title, so that the tie-breaker works too.
            let made = |minutes_ago: i64| Made {
                id: ids::new_id(portal.now()),
                title: format!("Tin {}", minutes_ago % 7),
                section,
                unit,
                kind: Kind::Article,
                minutes_ago: minutes_ago / 3,
            };
            let standing: Vec<Made> = (0..reading.standing).map(|n| made(i64::try_from(n).unwrap())).collect();
            let stood: Vec<String> = standing.iter().map(|m| m.id.to_string()).collect();
            put(portal.site(), standing).await;

            let mut seen: Vec<String> = vec![];
            let mut cursor = String::new();
            let mut newcomers = reading.newcomers.iter().cycle();
            loop {
                let address = format!("/api/v1/publications?section={slug}&sort={}&limit={}{cursor}", reading.sort, reading.limit);
                let page = visitor.get(&address).await.ok();
                assert!(page.data().len() <= reading.limit);
                seen.extend(page.ids());
                let Some(next) = page.json["next_cursor"].as_str() else { break };
                assert!(page.header("link").is_some_and(|l| l.contains("rel=\"next\"")), "{address}");
                cursor = format!("&cursor={next}");
                if seen.len() < 400 {
                    put_all(&portal, newcomers.next().unwrap().iter().map(|m| made(*m)).collect()).await;
                }
            }
            let once: HashSet<&String> = seen.iter().collect();
            assert_eq!(once.len(), seen.len(), "something came twice: {reading:?}");
            let missed: Vec<_> = stood.iter().filter(|id| !once.contains(id)).collect();
            assert!(missed.is_empty(), "{} of {} were left out: {reading:?}", missed.len(), stood.len());
        }
    }
);

async fn put_all(portal: &Portal, made: Vec<Made>) {
    if !made.is_empty() {
        put(portal.site(), made).await;
    }
}

both!(
    async fn withdrawals_between_pages_do_not_shift_the_rest(portal: Portal) {
        let mut items = vec![];
        for n in 0..6 {
            portal.wait(chrono::TimeDelta::minutes(1));
            items.push(portal.published(an_article().titled(&format!("Tin thứ {n}"))).await);
        }
        let visitor = portal.a_visitor();
        let first = visitor.get("/api/v1/publications?limit=2").await.ok();
        assert_eq!(first.ids(), [items[5].id(), items[4].id()]);
        // Both a row that was read and the first row of the next page go.
        for gone in [&items[4], &items[3]] {
            portal.the_secretariat().withdraws(gone, "Nhầm.").await;
        }
        let next = format!("/api/v1/publications?limit=9&cursor={}", first.json["next_cursor"].as_str().unwrap());
        assert_eq!(visitor.get(&next).await.ok().ids(), [items[2].id(), items[1].id(), items[0].id()]);
    }
);

both!(
    async fn a_cursor_belongs_to_its_list(portal: Portal) {
        portal.filled_with(5).await;
        let visitor = portal.a_visitor();
        let page = visitor.get("/api/v1/publications?limit=2").await.ok();
        let cursor = page.json["next_cursor"].as_str().unwrap().to_owned();
        let wrong = visitor.get(&format!("/api/v1/publications?limit=2&sort=title&cursor={cursor}")).await;
        assert_eq!(wrong.status, 422, "a cursor of another order was taken: {}", wrong.text());
        for garbage in ["x", "e30", "bnVsbA", &"A".repeat(500), &cursor[1..]] {
            let reply = visitor.get(&format!("/api/v1/publications?cursor={garbage}")).await;
            reply.refused(422, "invalid");
        }
    }
);

both!(
    async fn the_lists_of_the_desk_page_too(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let (mut items, mut pictures) = (vec![], vec![]);
        for n in 0..7u8 {
            portal.wait(chrono::TimeDelta::seconds(10));
            items.push(contributor.writes(an_article().titled(&format!("Bản thảo {n}"))).await.id().to_owned());
            pictures.push(contributor.uploads(a_picture(n)).await["id"].as_str().unwrap().to_owned());
        }
        items.reverse();
        pictures.reverse();
        for (list, expected) in [("/api/v1/desk/items", items), ("/api/v1/desk/media", pictures)] {
            let mut seen: Vec<String> = vec![];
            let mut address = format!("{list}?limit=3");
            loop {
                let page = contributor.get(&address).await.ok();
                seen.extend(page.ids());
                let Some(next) = page.json["next_cursor"].as_str() else { break };
                address = format!("{list}?limit=3&cursor={next}");
            }
            assert_eq!(seen, expected, "{list}");
        }
    }
);

both!(
    async fn counting_stops_where_it_would_become_dear(portal: Portal) {
        portal.filled_with(1_050).await;
        let visitor = portal.a_visitor();
        let by_section = visitor.get("/api/v1/publications?section=tin-tuc-su-kien&limit=1&count=exact").await.ok();
        assert_eq!((by_section.json["total"].as_i64(), by_section.json["total_is"].as_str()), (Some(1_050), Some("exact")));
        let unit: Uuid = portal.unit("ward_people_committee").await;
        let by_unit = visitor.get(&format!("/api/v1/publications?unit={unit}&limit=1&count=exact")).await.ok();
        assert_eq!((by_unit.json["total"].as_i64(), by_unit.json["total_is"].as_str()), (Some(1_000), Some("at_least")));
        let uncounted = visitor.get("/api/v1/publications?limit=1").await.ok();
        assert!(uncounted.json.get("total").is_none_or(serde_json::Value::is_null));
    }
);
