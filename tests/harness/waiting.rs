//! Waiting for something to be so. Nothing sleeps for a fixed time in the hope that it is.

use std::time::{Duration, Instant};

/// How long anything may take on a loaded machine before a story gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again until the answer is there, or fails the story with what it waited for.
pub async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain: {what}");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
