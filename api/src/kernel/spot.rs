//! Whether a point lies within the ward's boundary: GeoJSON in, even-odd rule, degrees as they come. A ward is small enough
//! for the plane.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A point as maps write it, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterPoint)]
pub struct Point {
    #[schema(minimum = -90, maximum = 90, example = 20.9405)]
    pub lat: f64,
    #[schema(minimum = -180, maximum = 180, example = 106.3331)]
    pub lon: f64,
}

impl Point {
    pub fn sane(self) -> bool {
        self.lat.is_finite() && self.lon.is_finite() && self.lat.abs() <= 90.0 && self.lon.abs() <= 180.0
    }
}

type Ring = Vec<(f64, f64)>;

/// The rings of a boundary, outer and inner ones alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    rings: Vec<Ring>,
}

impl Boundary {
    /// Reads a GeoJSON geometry, feature or collection of polygons; `None` when there is no polygon in it.
    pub fn read(geojson: &Value) -> Option<Self> {
        let mut rings = vec![];
        gather(geojson, &mut rings);
        (!rings.is_empty()).then_some(Self { rings })
    }

    /// Even-odd over all rings: a hole is outside.
    pub fn holds(&self, point: Point) -> bool {
        self.rings.iter().filter(|ring| crossed(ring, point)).count() % 2 == 1
    }
}

fn gather(value: &Value, rings: &mut Vec<Ring>) {
    match value["type"].as_str() {
        Some("FeatureCollection") => value["features"].as_array().into_iter().flatten().for_each(|f| gather(f, rings)),
        Some("Feature") => gather(&value["geometry"], rings),
        Some("GeometryCollection") => value["geometries"].as_array().into_iter().flatten().for_each(|g| gather(g, rings)),
        Some("Polygon") => polygon(&value["coordinates"], rings),
        Some("MultiPolygon") => value["coordinates"].as_array().into_iter().flatten().for_each(|p| polygon(p, rings)),
        _ => {}
    }
}

fn polygon(coordinates: &Value, rings: &mut Vec<Ring>) {
    for ring in coordinates.as_array().into_iter().flatten() {
        let points = ring.as_array().into_iter().flatten();
        let ring: Ring = points.filter_map(|p| Some((p[0].as_f64()?, p[1].as_f64()?))).collect();
        if ring.len() >= 3 {
            rings.push(ring);
        }
    }
}

fn crossed(ring: &Ring, point: Point) -> bool {
    let (x, y) = (point.lon, point.lat);
    let mut inside = false;
    let mut before = ring[ring.len() - 1];
    for &here in ring {
        let ((x1, y1), (x2, y2)) = (before, here);
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
        before = here;
    }
    inside
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn a_point_is_inside_outside_or_in_a_hole() {
        let square = json!({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [
            [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]]}});
        let boundary = Boundary::read(&square).unwrap();
        for (point, want) in [(at(1.0, 1.0), true), (at(5.0, 5.0), false), (at(11.0, 5.0), false), (at(5.0, 7.0), true)] {
            assert_eq!(boundary.holds(point), want, "{point:?}");
        }
        let two = json!({"type": "MultiPolygon", "coordinates": [
            [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 6], [5, 5]]]]});
        let boundary = Boundary::read(&two).unwrap();
        assert!(boundary.holds(at(0.5, 0.5)) && boundary.holds(at(5.5, 5.5)) && !boundary.holds(at(3.0, 3.0)));
        assert!(Boundary::read(&json!({"type": "Point", "coordinates": [1, 2]})).is_none() && Boundary::read(&json!(null)).is_none());
        assert!(!at(f64::NAN, 0.0).sane() && !at(91.0, 0.0).sane());
    }
}
