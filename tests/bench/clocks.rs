//! What the worker needs to take up a thousand overdue clocks, each at its three levels.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use chrono::TimeDelta;
use cong::access::{Actor, Door};
use cong::app::start;
use cong::features::deadlines;
use cong::kernel::clock::Clock;
use cong::kernel::words::ClockSubject;
use cong::store::cache::Cache;
use cong::store::clocks::{self, Start};
use cong::store::entities::{change_log, org_unit};
use cong::store::{Call, Work};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::house::House;
use crate::table::{Line, Promise};

const CLOCKS: usize = 1000;

pub async fn measure(house: &House, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    eprintln!("clocks");
    let site = start::open(house.config.site(), Clock::system(), Arc::new(Cache::new(1 << 20))).await?;
    let unit = org_unit::Entity::find().one(site.read()).await?.context("the ward has a unit")?.id;
    let mut work = Work::begin(&site, Call::new(Actor::system(Door::Command), "bench")).await?;
    let trigger = work.now - TimeDelta::days(30);
    for _ in 0..CLOCKS {
        let start = Start {
            subject: ClockSubject::OutgoingDocument,
            subject_id: Uuid::now_v7(),
            rule: "document_own",
            unit,
            responsible: None,
            item: None,
            trigger,
        };
        clocks::start(&mut work, start).await?.context("the rule is in force")?;
    }
    work.commit().await?;
    let told = || change_log::Entity::find().filter(change_log::Column::Verb.eq("clock_level_reached")).count(site.read());
    let before = told().await?;
    let begun = Instant::now();
    loop {
        let mut work = Work::begin(&site, Call::new(Actor::system(Door::Worker), "bench")).await?;
        if deadlines::sweep(&mut work).await? == 0 {
            work.commit_nothing().await?;
            break;
        }
        work.commit().await?;
    }
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    let raised = told().await? - before;
    anyhow::ensure!(raised == 3 * CLOCKS as u64, "{raised} levels were recorded");
    let detail = format!("{CLOCKS} clocks, {raised} levels recorded in the log, the jobs that follow enqueued");
    lines.push(Line::new("sweep 1,000 overdue clocks", took, "ms", Some(Promise::AtMost(2000.0)), detail));
    Ok(())
}
