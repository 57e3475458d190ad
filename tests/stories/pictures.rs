//! Pictures through HTTP: what comes in, what goes out, and to whom.

use cong_tests::person::try_send;
use cong_tests::{Portal, a_picture, an_article, both};
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

const UPLOAD: &str = "/api/v1/desk/media?filename=anh.png";

both!(
    async fn a_picture_is_taken_in_described_and_shown_at_the_desk(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let media =
            contributor.sends("/api/v1/desk/media?filename=..%2F..%2Fsân trường.PNG", "image/png", a_picture(1)).await.answered(201);
        let address = media.header("location").expect("its address").to_owned();
        assert_eq!(address, format!("/api/v1/desk/media/{}", media.json["id"].as_str().unwrap()));
        assert_eq!(
            (media.etag().as_str(), &media.json["filename"], &media.json["type"]),
            ("\"v1\"", &json!("sân trường.PNG"), &json!("image/png"))
        );
        assert_eq!((&media.json["width"], &media.json["height"]), (&json!(4), &json!(4)));
        let names: Vec<_> = media.json["renditions"].as_array().unwrap().iter().map(|r| r["name"].clone()).collect();
        assert_eq!(names, ["full", "card", "thumb"]);

        let words = json!({"alt": "Sân  trường", "rights": {"owner": "Trường", "licence": "CC BY 4.0"}});
        contributor.patch_at(&address, "\"v9\"", words.clone()).await.refused(412, "stale");
        let said = contributor.patch_at(&address, "\"v1\"", words).await.ok();
        assert_eq!((said.etag().as_str(), &said.json["alt"]), ("\"v2\"", &json!("Sân trường")));
        let cleared = contributor.patch_at(&address, "\"v2\"", json!({"alt": null, "rights": {"licence": null}})).await.ok();
        assert_eq!(cleared.json["alt"], json!(null));
        assert_eq!(cleared.json["rights"], json!({"owner": "Trường", "licence": null, "permission": null}));
        contributor.patch_at(&address, "\"v3\"", json!({"alt": "x".repeat(501)})).await.refused(422, "invalid");
        contributor.patch_at(&address, "\"v3\"", json!({"name": "x"})).await.refused(422, "invalid");

        let bytes = contributor.get(&format!("{address}/thumb")).await.ok();
        assert_eq!((bytes.header("content-type"), bytes.header("cache-control")), (Some("image/jpeg"), Some("private, no-store")));
        assert_eq!(&bytes.bytes[..3], b"\xff\xd8\xff");
        contributor.get(&format!("{address}/original")).await.refused(404, "not_found");
        assert_eq!(contributor.get("/api/v1/desk/media").await.ok().ids(), [media.json["id"].as_str().unwrap()]);
    }
);

both!(
    async fn what_is_no_picture_is_refused_whatever_it_is_called(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let before = portal.row_counts().await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        let html = b"<!doctype html><script>alert(1)</script>".to_vec();
        let polyglot = [b"GIF89a/*".as_slice(), b"*/=1;alert(1)//"].concat();
        let cut = a_picture(3)[..40].to_vec();
        let zip = b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_vec();
        for (bytes, media_type) in [
            (svg.clone(), "image/svg+xml"),
            (svg, "image/png"),
            (html.clone(), "image/jpeg"),
            (html, "text/html"),
            (polyglot, "image/gif"),
            (cut, "image/png"),
            (zip, "image/webp"),
            (vec![], "image/png"),
            (a_picture(1), "application/json"),
            (a_picture(1), "multipart/form-data; boundary=x"),
        ] {
            let reply = contributor.sends(UPLOAD, media_type, bytes).await;
            // What claims to be a picture of a billion points is told that.
            assert!(reply.status == 415 || (reply.status == 422 && media_type == "image/gif"), "{}", reply.text());
            reply.is_problem();
        }
        assert_eq!(portal.row_counts().await, before);
    }
);

both!(
    async fn what_is_too_large_is_cut_off_early(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        // Announced: refused before the first byte is read.
        let announced = contributor.request("POST", UPLOAD).await.header(CONTENT_TYPE, "image/jpeg").body(vec![0xff; 21 * 1024 * 1024]);
        if let Ok(reply) = try_send(announced, UPLOAD).await {
            reply.refused(413, "too_large");
        }
        // Not announced: a stream that would never end is cut at the limit.
        let sent = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counter = sent.clone();
        let endless = futures::stream::repeat_with(move || {
            counter.fetch_add(64 * 1024, std::sync::atomic::Ordering::Relaxed);
            Ok::<_, std::io::Error>(vec![0xffu8; 64 * 1024])
        });
        let endless = futures::StreamExt::take(endless, 16 * 1024);
        let request =
            contributor.request("POST", UPLOAD).await.header(CONTENT_TYPE, "image/jpeg").body(reqwest::Body::wrap_stream(endless));
        if let Ok(reply) = try_send(request, UPLOAD).await {
            reply.refused(413, "too_large");
        }
        assert!(sent.load(std::sync::atomic::Ordering::Relaxed) < 64 * 1024 * 1024, "it was not cut off");
        assert!(contributor.get("/api/v1/desk/media").await.ok().data().is_empty());
        let left = std::fs::read_dir(portal.data_path().join("incoming")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "nothing is left behind");
    }
);

both!(
    async fn a_draft_picture_is_nobody_elses(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let other = portal.a_contributor().in_unit("residential_group_5");
        let media = contributor.uploads(a_picture(1)).await;
        let id = media["id"].as_str().unwrap();
        let address = format!("/api/v1/desk/media/{id}");
        for path in [address.clone(), format!("{address}/thumb")] {
            other.get(&path).await.refused(404, "not_found");
            portal.a_visitor().get(&path).await.refused(401, "unauthenticated");
            // Not even the Secretariat's, as long as no item that was handed in shows it.
            portal.the_secretariat().get(&path).await.refused(404, "not_found");
        }
        other.patch_at(&address, "\"v2\"", json!({"alt": "của tôi"})).await.refused(404, "not_found");
        portal.the_reviewer_of("culture_society_office").patch_at(&address, "\"v2\"", json!({"alt": "x"})).await.refused(404, "not_found");
        assert!(other.get("/api/v1/desk/media").await.ok().data().is_empty());
        portal.a_visitor().get(&format!("/api/v1/media/{id}")).await.refused(404, "not_found");
        portal.a_visitor().get(&format!("/api/v1/media/{id}/full")).await.refused(404, "not_found");
        // Nor can somebody else's picture be carried out in an item of one's own.
        let request = an_article().with("lead_image", json!({"media_id": id})).request(&portal).await;
        let reply = other.post("/api/v1/desk/items", request).await;
        assert!(matches!(reply.status, 404 | 422), "a picture of another unit was taken: {}", reply.text());
    }
);

both!(
    async fn the_same_picture_twice_is_stored_once(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        contributor.uploads(a_picture(1)).await;
        let files = count_files(&portal);
        contributor.uploads(a_picture(1)).await;
        assert_eq!(count_files(&portal), files);
        assert_eq!(contributor.get("/api/v1/desk/media").await.ok().data().len(), 2, "two descriptions of one file");
    }
);

both!(
    async fn an_upload_sent_again_is_one_upload(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let send = async |picture| {
            let request = contributor.request("POST", UPLOAD).await.header(CONTENT_TYPE, "image/png").header("idempotency-key", "k-1");
            try_send(request.body(picture), UPLOAD).await.unwrap()
        };
        let first = send(a_picture(1)).await.answered(201);
        let again = send(a_picture(1)).await.answered(201);
        assert_eq!(first.json, again.json);
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        send(a_picture(2)).await.refused(422, "idempotency_key_reused");
        assert_eq!(contributor.get("/api/v1/desk/media").await.ok().data().len(), 1);
    }
);

both!(
    async fn a_burst_of_pictures_leaves_the_portal_answering(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let uploads = futures::future::join_all((0..12).map(|n| contributor.sends(UPLOAD, "image/png", a_picture(n))));
        let visitor = portal.a_visitor();
        let reads = async {
            for _ in 0..20 {
                visitor.get("/healthz").await.answered(200);
            }
        };
        let (uploads, ()) = tokio::join!(uploads, reads);
        assert!(uploads.iter().all(|reply| reply.status == 201));
    }
);

fn count_files(portal: &Portal) -> usize {
    fn walk(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| if e.path().is_dir() { walk(&e.path()) } else { 1 }).sum()
    }
    walk(&portal.data_path().join("media"))
}
