//! The portal as a process: how soon it answers, how much memory it holds.

use std::rc::Rc;
use std::time::Duration;

use crate::house::House;
use crate::load::{self, Connection, Load};
use crate::options::Options;
use crate::seed::Ward;
use crate::table::{Line, Promise, median};

pub async fn measure(options: &Options, house: &House, ward: &Ward, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    eprintln!("start and memory");
    let address = format!("/api/v1/publications/{}", ward.publications[0].0);
    let mut starts = vec![];
    for _ in 0..options.runs {
        let portal = house.portal(house.config.cache_mb)?;
        Connection::open(portal.address).await?.expect(200, &load::get(&address)).await?;
        starts.push(portal.spawned.elapsed().as_secs_f64() * 1000.0);
    }
    let detail = format!("a process started, a publication by id; median of {}", starts.len());
    lines.push(Line::new("start to first answer", median(starts), "ms", Some(Promise::AtMost(300.0)), detail));

    let portal = house.portal(house.config.cache_mb)?;
    tokio::time::sleep(options.idle).await;
    let (idle, _) = portal.memory()?;
    let detail = format!("resident, {} s after the start", options.idle.as_secs_f64());
    lines.push(Line::new("memory, idle", idle, "MB", Some(Promise::AtMost(60.0)), detail));

    // Everything is asked for at random, plain and by path, and the lists: the cache fills and turns over.
    let mut requests: Vec<_> = ward.publications.iter().map(|p| load::get(&format!("/api/v1/publications/{}", p.0))).collect();
    requests.extend(ward.publications.iter().map(|p| load::get(&format!("/api/v1/publications/by-path?path={}", p.1))));
    for slug in &ward.sections {
        requests.extend((1..=100).map(|n| load::get(&format!("/api/v1/publications?section={slug}&limit={n}"))));
    }
    let load = Load { requests: Rc::new(requests), connections: options.connections * 4, duration: options.duration * 3, status: 200 };
    load::run(portal.address, &load).await?;
    let (now, highest) = portal.memory()?;
    let detail = format!("the highest; {now:.0} MB at the end; {} connections, cache of {} MB", load.connections, house.config.cache_mb);
    lines.push(Line::new("memory, under load", highest, "MB", Some(Promise::AtMost(200.0)), detail));
    tokio::time::sleep(Duration::from_millis(50)).await;
    Ok(())
}
