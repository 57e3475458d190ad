//! What costs a commit: a new draft, and a publication until the public sees it.

use std::rc::Rc;
use std::time::Instant;

use anyhow::Context;
use serde_json::json;

use crate::bare::Inserts;
use crate::house::House;
use crate::load::{self, Connection, Load};
use crate::options::Options;
use crate::prose;
use crate::random::Random;
use crate::seed::Ward;
use crate::table::{Line, Promise, median, quantile};

pub async fn measure(options: &Options, house: &House, ward: &Ward, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let portal = house.portal(house.config.cache_mb)?;
    let mut connection = Connection::open(portal.address).await?;
    let bearer = sign_in(&mut connection, ward).await?;
    publish(&mut connection, &bearer, ward, lines).await?;

    eprintln!("drafts");
    let mut random = Random::new(7);
    let body = format!("<p>{}</p>", prose::sentences(&mut random, 5));
    let content = json!({"title": prose::title(&mut random), "summary": prose::sentence(&mut random), "body_html": body, "section_id": ward.section_id});
    let draft = json!({"kind": "article", "content": content}).to_string();
    let requests = Rc::new(vec![load::send("POST", "/api/v1/desk/items", std::slice::from_ref(&bearer), &draft)]);
    let inserts = Inserts::open(house.url()).await?;
    for connections in [options.connections, 1] {
        let load = Load { requests: requests.clone(), connections, duration: options.duration, status: 201 };
        load::run(portal.address, &Load { duration: options.duration / 4, ..load.clone() }).await?;
        inserts.run(options.duration / 4, &body).await?;
        let (mut ours, mut theirs, mut cpu, mut p50, mut p99) = (vec![], vec![], vec![], vec![], vec![]);
        for _ in 0..options.runs {
            let before = (portal.cpu(), house.postgres_cpu().await?);
            let run = load::run(portal.address, &load).await?;
            cpu.push((portal.cpu() - before.0 + house.postgres_cpu().await? - before.1) * 1e6 / run.requests as f64);
            ours.push(run.rps());
            p50.push(run.p50_us / 1000.0);
            p99.push(run.p99_us / 1000.0);
            theirs.push(inserts.run(options.duration, &body).await?);
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let detail = format!(
            "{ours:.0} drafts/s against {theirs:.0} rows/s; p50 {:.2}, p99 {:.2} ms; {:.0} µs of processor",
            median(p50),
            median(p99),
            median(cpu)
        );
        let promise = (connections == options.connections).then_some(Promise::AtLeast(0.4));
        let many = if connections == 1 { "1 connection".to_owned() } else { format!("{connections} connections") };
        lines.push(Line::new(format!("create a draft, {many}"), ours / theirs, "×", promise, detail));
    }
    Ok(())
}

/// Signs in over HTTP; returns the header line for what follows.
async fn sign_in(connection: &mut Connection, ward: &Ward) -> anyhow::Result<String> {
    let body = json!({"username": ward.username, "password": ward.password}).to_string();
    let signed = connection.expect(200, &load::send("POST", "/api/v1/auth/login", &[], &body)).await?;
    Ok(format!("Authorization: Bearer {}", signed["access_token"].as_str().context("no token")?))
}

/// Publishes the held items one by one while another connection asks for each until it is there.
async fn publish(connection: &mut Connection, bearer: &str, ward: &Ward, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    eprintln!("publish");
    let (mut whole, mut after) = (vec![], vec![]);
    let mut reader = Connection::open(connection.peer()?).await?;
    for (id, version) in &ward.held {
        let question = load::get(&format!("/api/v1/publications/{id}"));
        let list = load::get(&format!("/api/v1/publications?section={}&limit=1", ward.sections[0]));
        let verb = load::send(
            "POST",
            &format!("/api/v1/desk/items/{id}/publish"),
            &[bearer.to_owned(), format!("If-Match: \"v{version}\"")],
            "{}",
        );
        let begun = Instant::now();
        let asked = async {
            connection.expect(200, &verb).await?;
            anyhow::Ok(begun.elapsed())
        };
        let seen = async {
            while reader.exchange(&question).await?.0 != 200 {}
            let id = id.to_string();
            while reader.expect(200, &list).await?["data"][0]["id"] != id.as_str() {}
            anyhow::Ok(begun.elapsed())
        };
        let (asked, seen) = futures::try_join!(asked, seen)?;
        whole.push(seen.as_secs_f64() * 1000.0);
        after.push(seen.saturating_sub(asked).as_secs_f64() * 1000.0);
    }
    let detail = format!(
        "p95 of {}, from sending the verb to the first answers by id and list; median {:.1} ms; p95 after the verb's answer {:.2} ms",
        whole.len(),
        median(whole.clone()),
        quantile(after, 0.95)
    );
    lines.push(Line::new("publish → visible, same node", quantile(whole, 0.95), "ms", Some(Promise::AtMost(20.0)), detail));
    Ok(())
}
