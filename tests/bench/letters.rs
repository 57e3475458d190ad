//! Citizens' letters as they come in: how many a second are acknowledged, against a bare loop of one INSERT and COMMIT on the
//! same database in the same run; and whether each that was acknowledged is there once.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::time::{Duration, Instant};

use cong::store::pools;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tokio::task::LocalSet;

use crate::bare::Inserts;
use crate::house::House;
use crate::load::{self, Connection};
use crate::options::Options;
use crate::table::{Line, Promise, median};

/// What the promise asks for: so long without a loss.
const SECONDS: u64 = 30;

fn letter(n: usize) -> String {
    json!({
        "kind": "report", "subject": format!("Đèn đường hỏng số {n}"), "field": "economy",
        "text": "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần nay, buổi tối rất tối, người già và trẻ em đi lại khó khăn. Đề nghị phường kiểm tra, thay đèn.",
        "consent": {"version": 1, "agreed": true},
        "sender": {"name": "Nguyễn Văn Thử", "phone": "0912 345 678", "address": "Số 5 ngõ 18 phố Bạch Liên"},
    })
    .to_string()
}

pub async fn measure(options: &Options, house: &House, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    eprintln!("letters");
    // As the README says for load tests: no proof of work, no limits.
    let portal = house.portal_with(
        house.config.cache_mb,
        &[("CONG_FORM_PROOF_BITS", "0"), ("CONG_FORM_PER_ADDRESS_HOUR", "0"), ("CONG_FORM_PER_MINUTE", "0")],
    )?;
    let inserts = Inserts::open(house.url()).await?;
    let quick = options.duration < Duration::from_secs(1);
    let duration = if quick { options.duration } else { Duration::from_secs(SECONDS) };
    let before = stored(house).await?.len();
    let mut theirs = vec![inserts.run(duration / 6, &letter(0)).await?];
    let (cpu, begun) = (portal.cpu(), Instant::now());
    let acknowledged: Rc<RefCell<Vec<String>>> = Rc::default();
    let (refused, latencies) = (Rc::new(RefCell::new(0u64)), Rc::new(RefCell::new(vec![])));
    let local = LocalSet::new();
    let mut tasks = vec![];
    for n in 0..options.connections {
        let mut connection = Connection::open(portal.address).await?;
        let (acknowledged, refused, latencies) = (acknowledged.clone(), refused.clone(), latencies.clone());
        tasks.push(local.spawn_local(async move {
            let mut i = 0;
            // Until the server is killed under the load.
            loop {
                i += 1;
                let key = format!("Idempotency-Key: bench-{n}-{i}");
                let request = load::send("POST", "/api/v1/questions", &[key], &letter(n * 1_000_000 + i));
                let sent = Instant::now();
                let Ok((status, _, body)) = connection.exchange(&request).await else { return anyhow::Ok(()) };
                latencies.borrow_mut().push(sent.elapsed().as_secs_f64() * 1000.0);
                match status {
                    201 => {
                        let receipt: serde_json::Value = serde_json::from_slice(body)?;
                        acknowledged.borrow_mut().push(receipt["code"].as_str().unwrap_or_default().to_owned());
                    }
                    _ => *refused.borrow_mut() += 1,
                }
            }
        }));
    }
    let (seconds, cpu) = local
        .run_until(async {
            tokio::time::sleep(duration).await;
            let figures = (begun.elapsed().as_secs_f64(), (portal.cpu() - cpu) * 1e6);
            // Killed in the middle, not stopped: what was acknowledged must be on the disk.
            drop(portal);
            for task in tasks {
                task.await??;
            }
            anyhow::Ok(figures)
        })
        .await?;
    theirs.push(inserts.run(duration / 6, &letter(0)).await?);
    let rows = stored(house).await?;
    let there: HashSet<&String> = rows.iter().collect();
    let acknowledged = acknowledged.borrow();
    let lost = acknowledged.iter().filter(|code| !there.contains(code)).count();
    let duplicated = rows.len() - there.len();
    // What was under way when time was up may be there without an answer; never more than one for each connection.
    let unasked = (rows.len() - before).saturating_sub(acknowledged.len());
    let (ours, bare) = (acknowledged.len() as f64 / seconds, median(theirs));
    let promise = 200f64.min(0.3 * bare);
    let refused = *refused.borrow();
    let latencies = latencies.borrow().clone();
    let p99 = crate::table::quantile(latencies.clone(), 0.99);
    let detail = format!(
        "{} letters in {seconds:.0} s against {bare:.0} bare rows/s (promise {promise:.0}/s); p50 {:.1}, p99 {p99:.1} ms; {:.0} µs of processor a letter",
        acknowledged.len(),
        median(latencies),
        cpu / acknowledged.len().max(1) as f64
    );
    lines.push(Line::new("letters accepted a second", ours, "/s", Some(Promise::AtLeast(promise)), detail));
    let detail = format!(
        "{lost} lost, {duplicated} twice, {unasked} beyond what was acknowledged, {refused} refused; the server was killed under the load"
    );
    lines.push(Line::new("letters lost or doubled", (lost + duplicated) as f64, "", Some(Promise::AtMost(0.0)), detail));
    Ok(())
}

/// The codes of all letters there are.
async fn stored(house: &House) -> anyhow::Result<Vec<String>> {
    let db = pools::open(house.url(), 1, 1).await?.read;
    let sql = Statement::from_string(db.get_database_backend(), "SELECT code FROM letter");
    let codes = db.query_all_raw(sql).await?.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let _ = db.close().await;
    Ok(codes)
}
