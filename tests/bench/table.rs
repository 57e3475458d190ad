//! Figures beside the promises of the speed table.

use serde::Serialize;

/// A promised bound.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    AtLeast(f64),
    AtMost(f64),
    /// At most, but only advice.
    Advice(f64),
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct Line {
    pub what: String,
    pub figure: f64,
    pub unit: &'static str,
    pub promise: Option<Promise>,
    pub met: Option<bool>,
    /// How it came about.
    pub detail: String,
}

impl Line {
    pub fn new(what: impl Into<String>, figure: f64, unit: &'static str, promise: Option<Promise>, detail: impl Into<String>) -> Self {
        let met = promise.map(|p| match p {
            Promise::AtLeast(bound) => figure >= bound,
            Promise::AtMost(bound) | Promise::Advice(bound) => figure <= bound,
        });
        Self { what: what.into(), figure, unit, promise, met, detail: detail.into() }
    }
}

fn number(figure: f64, unit: &str) -> String {
    let digits = if unit == "×" { 2 } else { usize::from(figure < 1000.0) };
    if unit == "×" { format!("{figure:.digits$}×") } else { format!("{figure:.digits$} {unit}") }
}

/// The table, for a terminal.
pub fn print(lines: &[Line]) {
    let rows: Vec<[String; 5]> = lines
        .iter()
        .map(|line| {
            let promise = line.promise.map_or(String::new(), |p| match p {
                Promise::AtLeast(bound) => format!("≥ {}", bounded(bound, line.unit)),
                Promise::AtMost(bound) => format!("≤ {}", bounded(bound, line.unit)),
                Promise::Advice(bound) => format!("≤ {} (advice)", bounded(bound, line.unit)),
            });
            let met = line.met.map_or("", |met| if met { "yes" } else { "NO" }).to_owned();
            [line.what.clone(), number(line.figure, line.unit), promise, met, line.detail.clone()]
        })
        .collect();
    let heads = ["what", "figure", "promise", "met", "how"].map(str::to_owned);
    let wide = |column: usize| rows.iter().chain([&heads]).map(|r| r[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..4).map(wide).collect();
    for row in [&heads].into_iter().chain(&rows) {
        let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| {
            let gap = " ".repeat(wide - cell.chars().count());
            if n == 1 { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
        });
        println!("{}  {}", cells.collect::<Vec<_>>().join("  "), row[4]);
    }
}

fn bounded(bound: f64, unit: &str) -> String {
    if unit == "×" { format!("{bound}×") } else { format!("{bound} {unit}") }
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

/// The value that `part` of them do not exceed.
pub fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = ((values.len() as f64 * part).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    values.get(place).copied().unwrap_or(0.0)
}
