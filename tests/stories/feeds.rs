//! The change feed as a harvester uses it.

use cong_tests::{Portal, a_notice, an_article, both};

both!(
    async fn a_harvester_that_comes_back_misses_nothing(portal: Portal) {
        let visitor = portal.a_visitor();
        let empty = visitor.get("/api/v1/changes").await.ok();
        assert!(empty.data().is_empty());
        let cursor = empty.json["next_cursor"].as_str().expect("a cursor even when there is nothing").to_owned();
        let article = portal.published(an_article()).await;
        let notice = portal.published(a_notice()).await;
        let news = visitor.get(&format!("/api/v1/changes?cursor={cursor}&limit=1")).await.ok();
        assert_eq!(news.data()[0]["id"], article.id());
        assert_eq!(news.data()[0]["kind"], "article");
        assert_eq!(news.data()[0]["path"], article.path());
        assert!(news.data()[0]["revision_hash"].is_string());
        let cursor = news.json["next_cursor"].as_str().unwrap().to_owned();
        let rest = visitor.get(&format!("/api/v1/changes?cursor={cursor}")).await.ok();
        assert_eq!(rest.data().len(), 1);
        assert_eq!(rest.data()[0]["id"], notice.id());
        // Drafts, remarks and tasks leave no trace in it.
        portal.before_the_board(an_article()).await;
        let cursor = rest.json["next_cursor"].as_str().unwrap().to_owned();
        assert!(visitor.get(&format!("/api/v1/changes?cursor={cursor}")).await.ok().data().is_empty());
    }
);
