//! The outline of the ward: GeoJSON (RFC 7946) read with bounds, measured, drawn, asked whether a place lies within. Nothing of a
//! map service is needed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Points of a boundary: a commune's, drawn with care, has some thousands.
const MOST_POINTS: usize = 20_000;
const MOST_RINGS: usize = 500;
const RADIUS_KM: f64 = 6371.0088;

/// Longitude and latitude in degrees.
pub type Point = [f64; 2];
/// Rings of a polygon: the outer one, then holes.
pub type Polygon = Vec<Vec<Point>>;

/// A place as maps write it, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterPoint)]
pub struct Spot {
    #[schema(minimum = -90, maximum = 90, example = 20.9405)]
    pub lat: f64,
    #[schema(minimum = -180, maximum = 180, example = 106.3331)]
    pub lon: f64,
}

impl Spot {
    /// Whether there is such a place on earth.
    pub fn sane(self) -> bool {
        self.lat.is_finite() && self.lon.is_finite() && self.lat.abs() <= 90.0 && self.lon.abs() <= 180.0
    }
}

/// One area, perhaps in several parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline(pub Vec<Polygon>);

/// Why something is no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineFault {
    NoPolygon,
    TooMany,
    OpenRing,
    OffTheGlobe,
    Empty,
}

impl OutlineFault {
    pub fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NoPolygon => {
                ("no_polygon", "Cần GeoJSON có một vùng (Polygon hoặc MultiPolygon).", "GeoJSON with a Polygon or MultiPolygon is needed.")
            }
            Self::TooMany => (
                "too_many_points",
                "Đường ranh giới có quá nhiều điểm (tối đa 20.000).",
                "The outline has too many points (20,000 at most).",
            ),
            Self::OpenRing => ("open_ring", "Một đường ranh giới không khép kín.", "A ring of the outline is not closed."),
            Self::OffTheGlobe => {
                ("off_the_globe", "Tọa độ phải là kinh độ, vĩ độ (WGS 84).", "Coordinates must be longitude and latitude (WGS 84).")
            }
            Self::Empty => ("empty", "Vùng không có diện tích.", "The area is empty."),
        }
    }
}

impl Outline {
    /// All polygons of a geometry, a feature or a collection.
    pub fn read(json: &Value) -> Result<Self, OutlineFault> {
        let mut polygons = vec![];
        gather(json, &mut polygons, 0)?;
        if polygons.is_empty() {
            return Err(OutlineFault::NoPolygon);
        }
        let outline = Self(polygons);
        if outline.area_km2() < 0.0001 { Err(OutlineFault::Empty) } else { Ok(outline) }
    }

    /// West, south, east, north.
    pub fn bounds(&self) -> [f64; 4] {
        let mut b = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for [x, y] in self.0.iter().flatten().flatten() {
            b = [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)];
        }
        b
    }

    /// On a sphere; holes are taken out.
    pub fn area_km2(&self) -> f64 {
        let of = |polygon: &Polygon| {
            let mut rings = polygon.iter().map(|ring| ring_area(ring));
            rings.next().unwrap_or(0.0) - rings.sum::<f64>()
        };
        self.0.iter().map(of).sum::<f64>().max(0.0)
    }

    /// As it is told: to a hundredth of a square kilometre.
    pub fn rounded_area(&self) -> f64 {
        (self.area_km2() * 100.0).round() / 100.0
    }

    /// Whether a place lies in one of the parts and in none of its holes. A ward is small enough for the plane.
    pub fn holds(&self, spot: Spot) -> bool {
        self.0.iter().any(|polygon| polygon.iter().filter(|ring| around(ring, spot)).count() % 2 == 1)
    }

    /// One feature of one geometry, coordinates to a tenth of a metre.
    pub fn geometry(&self) -> Value {
        let round = |v: f64| (v * 1e6).round() / 1e6;
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = self
            .0
            .iter()
            .map(|polygon| polygon.iter().map(|ring| ring.iter().map(|[x, y]| [round(*x), round(*y)]).collect()).collect())
            .collect();
        json!({"type": "MultiPolygon", "coordinates": polygons})
    }

    /// The outline as a path of SVG, `width` units wide; and its height.
    pub fn path(&self, width: f64) -> (String, f64) {
        let [west, south, east, north] = self.bounds();
        // A degree of longitude is shorter by the cosine of the latitude: small areas keep their shape.
        let shrink = ((south + north) / 2.0).to_radians().cos();
        let scale = width / ((east - west) * shrink);
        let mut path = String::new();
        for ring in self.0.iter().flatten() {
            for (i, [x, y]) in ring.iter().enumerate() {
                path.push_str(if i == 0 { "M" } else { "L" });
                path.push_str(&format!("{:.1} {:.1}", (x - west) * shrink * scale, (north - y) * scale));
            }
            path.push('Z');
        }
        (path, (north - south) * scale)
    }
}

fn gather(json: &Value, into: &mut Vec<Polygon>, depth: usize) -> Result<(), OutlineFault> {
    if depth > 4 {
        return Err(OutlineFault::NoPolygon);
    }
    match json["type"].as_str() {
        Some("FeatureCollection") => each(&json["features"], |one| gather(one, into, depth + 1)),
        Some("GeometryCollection") => each(&json["geometries"], |one| gather(one, into, depth + 1)),
        Some("Feature") => gather(&json["geometry"], into, depth + 1),
        Some("Polygon") => polygon(&json["coordinates"], into),
        Some("MultiPolygon") => each(&json["coordinates"], |one| polygon(one, into)),
        _ => Ok(()),
    }
}

fn each(values: &Value, mut act: impl FnMut(&Value) -> Result<(), OutlineFault>) -> Result<(), OutlineFault> {
    values.as_array().into_iter().flatten().try_for_each(&mut act)
}

fn polygon(json: &Value, into: &mut Vec<Polygon>) -> Result<(), OutlineFault> {
    let mut rings = vec![];
    for ring in json.as_array().ok_or(OutlineFault::NoPolygon)? {
        let points = ring.as_array().ok_or(OutlineFault::NoPolygon)?;
        let points = points.iter().map(point).collect::<Result<Vec<_>, _>>()?;
        if points.len() < 4 || points.first() != points.last() {
            return Err(OutlineFault::OpenRing);
        }
        rings.push(points);
    }
    if !rings.is_empty() {
        into.push(rings);
    }
    let rings = into.iter().map(Vec::len).sum::<usize>();
    if rings > MOST_RINGS || into.iter().flatten().map(Vec::len).sum::<usize>() > MOST_POINTS {
        return Err(OutlineFault::TooMany);
    }
    Ok(())
}

fn point(json: &Value) -> Result<Point, OutlineFault> {
    let at = |n: usize| json[n].as_f64().ok_or(OutlineFault::NoPolygon);
    let point = [at(0)?, at(1)?];
    if point[0].abs() <= 180.0 && point[1].abs() <= 90.0 { Ok(point) } else { Err(OutlineFault::OffTheGlobe) }
}

/// Whether a ray from the place crosses the ring an odd number of times.
fn around(ring: &[Point], spot: Spot) -> bool {
    let (x, y) = (spot.lon, spot.lat);
    let steps = ring.windows(2).filter_map(|two| two.first().zip(two.last()));
    let crossed = |(from, to): (&Point, &Point)| {
        let ([x1, y1], [x2, y2]) = (*from, *to);
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    };
    steps.filter(|step| crossed(*step)).count() % 2 == 1
}

/// The area of a ring on a sphere (Chamberlain and Duquette).
fn ring_area(ring: &[Point]) -> f64 {
    let steps = ring.windows(2).filter_map(|two| two.first().zip(two.last()));
    let sum: f64 = steps.map(|([x1, y1], [x2, y2])| (x2 - x1).to_radians() * (2.0 + y1.to_radians().sin() + y2.to_radians().sin())).sum();
    (sum * RADIUS_KM * RADIUS_KM / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(side: f64) -> Value {
        json!([[106.0, 20.0], [106.0 + side, 20.0], [106.0 + side, 20.0 + side], [106.0, 20.0 + side], [106.0, 20.0]])
    }

    #[test]
    fn outlines_are_read_measured_and_drawn() {
        let hole = json!([[106.02, 20.02], [106.02, 20.04], [106.04, 20.04], [106.04, 20.02], [106.02, 20.02]]);
        let json = json!({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [square(0.1), hole]}}]});
        let outline = Outline::read(&json).unwrap();
        // 11.12 km by 10.44 km, less 2.22 by 2.09.
        assert!((outline.area_km2() - 111.5).abs() < 1.0, "{}", outline.area_km2());
        assert_eq!(outline.bounds().map(|v| (v * 10.0).round() as i64), [1060, 200, 1061, 201]);
        assert_eq!(Outline::read(&outline.geometry()).unwrap(), outline);
        let (path, height) = outline.path(1000.0);
        assert!(path.starts_with("M0.0 ") && path.matches('Z').count() == 2, "{path}");
        assert!((height - 1064.0).abs() < 2.0, "{height}");
    }

    #[test]
    fn a_place_is_inside_outside_or_in_a_hole() {
        let at = |lat: f64, lon: f64| Spot { lat, lon };
        let ring = |west: i64, south: i64, side: i64| {
            json!([[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]])
        };
        let holed = json!({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring(0, 0, 10), ring(4, 4, 2)]}});
        let outline = Outline::read(&holed).unwrap();
        for (spot, want) in [(at(1.0, 1.0), true), (at(5.0, 5.0), false), (at(11.0, 5.0), false), (at(5.0, 7.0), true)] {
            assert_eq!(outline.holds(spot), want, "{spot:?}");
        }
        let parts = Outline::read(&json!({"type": "MultiPolygon", "coordinates": [[ring(0, 0, 2)], [ring(1, 1, 5)]]})).unwrap();
        for (spot, want) in [(at(0.5, 0.5), true), (at(5.5, 5.5), true), (at(1.5, 1.5), true), (at(0.5, 5.0), false)] {
            assert_eq!(parts.holds(spot), want, "{spot:?}: where parts overlap is inside");
        }
        assert!(!at(f64::NAN, 0.0).sane() && !at(91.0, 0.0).sane() && at(-90.0, 180.0).sane());
    }

    #[test]
    fn what_is_no_outline_is_refused_with_its_reason() {
        for (json, fault) in [
            (json!({}), OutlineFault::NoPolygon),
            (json!({"type": "Point", "coordinates": [1, 2]}), OutlineFault::NoPolygon),
            (json!({"type": "Polygon", "coordinates": 5}), OutlineFault::NoPolygon),
            (json!({"type": "Polygon", "coordinates": [[[1, 2], [2, 2], ["x", 3], [1, 2]]]}), OutlineFault::NoPolygon),
            (json!({"type": "Polygon", "coordinates": [[[1, 2], [2, 2], [2, 3]]]}), OutlineFault::OpenRing),
            (json!({"type": "Polygon", "coordinates": [[[600_000.0, 2], [2, 2], [2, 3], [600_000.0, 2]]]}), OutlineFault::OffTheGlobe),
            (json!({"type": "Polygon", "coordinates": [[[1, 2], [1, 2], [1, 2], [1, 2]]]}), OutlineFault::Empty),
            (json!({"type": "MultiPolygon", "coordinates": vec![json!([square(0.1)]); 501]}), OutlineFault::TooMany),
        ] {
            assert_eq!(Outline::read(&json), Err(fault), "{json}");
        }
        let deep =
            (0..9).fold(json!({"type": "Polygon", "coordinates": [square(0.1)]}), |inner, _| json!({"type": "Feature", "geometry": inner}));
        assert_eq!(Outline::read(&deep), Err(OutlineFault::NoPolygon));
    }
}
