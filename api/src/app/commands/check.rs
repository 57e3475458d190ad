//! `cong check`: asks a running portal whether it is ready.

use std::time::Duration;

pub async fn check(url: &str) -> anyhow::Result<()> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).no_proxy().build()?;
    let answer = client.get(format!("{}/readyz", url.trim_end_matches('/'))).send().await?;
    let status = answer.status();
    let body = answer.text().await.unwrap_or_default();
    anyhow::ensure!(status.is_success(), "not ready: {status} {body}");
    println!("Ready: {body}");
    Ok(())
}
