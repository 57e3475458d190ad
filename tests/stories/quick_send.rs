//! From a phone in a minute: a link, pictures over a bad line, a few words, handed in.

use cong_tests::person::send;
use cong_tests::{Person, Portal, Reply, a_picture, both};
use serde_json::{Value, json};

const SIDEWAYS: &[u8] = include_bytes!("../data/sideways.heic");

/// A phone that knows nothing but the secret of its link.
struct Phone {
    portal: Portal,
    secret: String,
}

impl Phone {
    async fn asks(&self, method: &str, path: &str, headers: &[(&str, String)], body: Vec<u8>) -> Reply {
        let mut request = self.portal.client().request(method.parse().unwrap(), self.portal.url(path)).header("x-quick-send", &self.secret);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        send(request.body(body), path).await
    }

    async fn begins(&self, length: usize) -> Reply {
        let headers =
            [("upload-length", length.to_string()), ("upload-metadata", "filename YW5oLmhlaWM=".into()), ("tus-resumable", "1.0.0".into())];
        self.asks("POST", "/api/v1/uploads", &headers, vec![]).await
    }

    async fn goes_on(&self, upload: &str, offset: usize, piece: &[u8]) -> Reply {
        let headers = [("upload-offset", offset.to_string()), ("content-type", "application/offset+octet-stream".into())];
        self.asks("PATCH", &format!("/api/v1/uploads/{upload}"), &headers, piece.to_vec()).await
    }

    async fn uploads(&self, file: &[u8]) -> String {
        let begun = self.begins(file.len()).await.answered(201);
        let id = begun.json["id"].as_str().unwrap().to_owned();
        self.goes_on(&id, 0, file).await.ok().json["media_id"].as_str().unwrap().to_owned()
    }

    async fn says(&self, message: Value) -> Reply {
        let headers = [("content-type", "application/json".to_owned())];
        self.asks("POST", "/api/v1/quick-send", &headers, message.to_string().into_bytes()).await
    }
}

async fn a_phone_of(portal: &Portal, maker: &Person, days: i64) -> (Phone, Value) {
    let made = maker.post("/api/v1/quick-send/links", json!({"days": days})).await.answered(201).json;
    let secret = made["url"].as_str().unwrap().split_once("/gui-nhanh#").unwrap().1.to_owned();
    (Phone { portal: portal.clone(), secret }, made)
}

both!(
    async fn a_contributor_sends_from_the_street(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let (phone, _) = a_phone_of(&portal, &contributor, 7).await;
        let looked = phone.asks("GET", "/api/v1/quick-send", &[], vec![]).await.ok().json;
        assert_eq!(looked["pictures"], 20);

        // The line breaks after two thirds; the phone asks how far it came and goes on.
        let begun = phone.begins(SIDEWAYS.len()).await.answered(201);
        let id = begun.json["id"].as_str().unwrap().to_owned();
        phone.goes_on(&id, 0, &SIDEWAYS[..500]).await.ok();
        phone.goes_on(&id, 0, SIDEWAYS).await.refused(409, "conflict");
        let so_far = phone.asks("HEAD", &format!("/api/v1/uploads/{id}"), &[], vec![]).await;
        assert_eq!(so_far.header("upload-offset"), Some("500"));
        let whole = phone.goes_on(&id, 500, &SIDEWAYS[500..]).await.ok();
        let heic = whole.json["media_id"].as_str().expect("taken in").to_owned();
        // Sent again after an answer that was lost: the same picture.
        assert_eq!(phone.goes_on(&id, SIDEWAYS.len(), &[]).await.ok().json["media_id"], json!(heic));
        let second = phone.uploads(&a_picture(3)).await;

        let sent = phone
            .says(json!({
                "text": "Tổ 5 dọn vệ sinh đường Ngô Quyền\nSáng nay hơn 40 người cùng làm.",
                "place": "Đường Ngô Quyền",
                "pictures": [{"media_id": heic, "caption": "Bà con quét đường"}, {"media_id": second}]
            }))
            .await
            .answered(201)
            .json;
        assert_eq!(sent["title"], "Tổ 5 dọn vệ sinh đường Ngô Quyền");
        assert_eq!(sent["state"], "editing");
        let media = contributor.get(&format!("/api/v1/desk/media/{heic}")).await.ok().json;
        assert_eq!((media["width"].as_i64(), media["height"].as_i64()), (Some(64), Some(96)), "upright");
        assert_eq!(media["type"], "image/heic");
        let item = contributor.get(&format!("/api/v1/desk/items/{}", sent["item_id"].as_str().unwrap())).await.ok().json;
        assert_eq!(item["content"]["lead_image"]["alt"], "Bà con quét đường");
        assert!(item["content"]["body_html"].as_str().unwrap().contains(&second), "{item}");
    }
);

both!(
    async fn a_link_opens_nothing_else_and_ends(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let (phone, made) = a_phone_of(&portal, &contributor, 1).await;
        let secretariat = portal.the_secretariat();
        phone.asks("GET", "/api/v1/desk/items", &[], vec![]).await.refused(401, "unauthenticated");
        phone.asks("GET", "/api/v1/quick-send/links", &[], vec![]).await.refused(401, "unauthenticated");
        assert!(!contributor.get("/api/v1/quick-send/links").await.ok().text().contains(&phone.secret), "the secret is told once");
        // Another's picture is not the sender's to send.
        let theirs = secretariat.uploads(a_picture(5)).await["id"].clone();
        phone.says(json!({"text": "Tin.", "pictures": [{"media_id": theirs}]})).await.refused(422, "invalid");
        phone.says(json!({"text": "   "})).await.refused(422, "invalid");
        // Nobody makes links in the name of others but the Secretariat, and only for those who write.
        let user = made["link"]["user_id"].clone();
        portal
            .the_reviewer_of("culture_society_office")
            .post("/api/v1/quick-send/links", json!({"user_id": user}))
            .await
            .refused(403, "forbidden");
        secretariat.post("/api/v1/quick-send/links", json!({"user_id": user, "days": 91})).await.refused(422, "invalid");
        secretariat.post("/api/v1/quick-send/links", json!({"user_id": user})).await.answered(201);

        let wrong = Phone { portal: portal.clone(), secret: "x".repeat(27) };
        wrong.asks("GET", "/api/v1/quick-send", &[], vec![]).await.refused(401, "unauthenticated");
        secretariat.post(&format!("/api/v1/quick-send/links/{}/revoke", made["link"]["id"].as_str().unwrap()), json!({})).await.ok();
        phone.asks("GET", "/api/v1/quick-send", &[], vec![]).await.refused(401, "unauthenticated");
        let (late, _) = a_phone_of(&portal, &contributor, 1).await;
        portal.wait(chrono::TimeDelta::hours(25));
        late.says(json!({"text": "Muộn."})).await.refused(401, "unauthenticated");
    }
);

both!(
    async fn bad_uploads_are_refused_and_forgotten(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let (phone, _) = a_phone_of(&portal, &contributor, 1).await;
        phone.begins(0).await.refused(422, "invalid");
        phone.begins(21 * 1024 * 1024).await.refused(413, "too_large");
        let begun = phone.begins(9).await.answered(201).json["id"].as_str().unwrap().to_owned();
        phone.goes_on(&begun, 0, b"more than nine").await.refused(413, "too_large");
        phone.goes_on(&begun, 0, b"no pictur").await.refused(415, "unsupported_media_type");
        phone.asks("GET", &format!("/api/v1/uploads/{begun}"), &[], vec![]).await.refused(404, "not_found");
        // Another's upload is not known of.
        let theirs = phone.begins(5).await.answered(201).json["id"].as_str().unwrap().to_owned();
        portal.the_secretariat().get(&format!("/api/v1/uploads/{theirs}")).await.refused(404, "not_found");
        phone.asks("DELETE", &format!("/api/v1/uploads/{theirs}"), &[], vec![]).await.answered(204);
        phone.asks("GET", &format!("/api/v1/uploads/{theirs}"), &[], vec![]).await.refused(404, "not_found");
    }
);
