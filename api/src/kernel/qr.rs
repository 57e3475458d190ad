//! QR codes as SVG: sharp on an A4 poster and on a cheap phone, a few kilobytes, no picture file.

use std::fmt::Write;

use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};

/// Light modules around the code, as ISO 18004 asks.
const QUIET: i32 = 4;

/// The code of `text` (an address, at most some 1,200 bytes) as a standalone SVG, black on white, one unit a module.
///
/// # Errors
/// The text does not fit into a QR code.
pub fn svg(text: &str) -> Result<String, DataTooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let size = code.size();
    let whole = size + 2 * QUIET;
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{whole}v{whole}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_dark_module_once() {
        let code = QrCode::encode_text("https://thanhdong.example/tin-bai/a-1", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)).count();
        let svg = svg("https://thanhdong.example/tin-bai/a-1").unwrap();
        let runs = svg.split('h').skip(1).filter_map(|s| s.split('v').next()?.parse::<usize>().ok());
        // The first run is the white ground.
        assert_eq!(runs.skip(1).sum::<usize>(), dark);
        assert!(super::svg(&"x".repeat(5000)).is_err());
    }
}
