import assert from 'node:assert/strict';
import test from 'node:test';
import { draw, isInside, polygonsOf } from '../src/ui/geo.ts';

// A square of about a kilometre with a pond in it, and an island beside it.
const square = (west, south, size) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
const boundary = { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'MultiPolygon', coordinates: [[square(106.3, 20.9, 0.01), square(106.304, 20.904, 0.002)], [square(106.32, 20.9, 0.005)]] } }] };
const polygons = polygonsOf(boundary);

test('inside is inside any part and outside its holes', () => {
	for (const [lon, lat, inside] of [[106.301, 20.901, true], [106.305, 20.905, false], [106.322, 20.902, true], [106.315, 20.902, false], [106.299, 20.905, false], [105.85, 21.02, false]])
		assert.equal(isInside(polygons, { lon, lat }), inside, `${lon} ${lat}`);
});

test('a place goes onto the drawing and back', () => {
	const drawing = draw(polygons, 600, 20);
	for (const place of [{ lon: 106.3, lat: 20.9 }, { lon: 106.325, lat: 20.905 }, { lon: 106.31234, lat: 20.90567 }]) {
		const { x, y } = drawing.to(place);
		assert.deepEqual(drawing.from(x, y), place);
	}
	const top = drawing.to({ lon: 106.3, lat: 20.91 });
	assert.deepEqual([Math.round(top.x), Math.round(top.y)], [20, 20]);
	// A thousandth of a degree of latitude is 111 m.
	const step = drawing.to({ lon: 106.3, lat: 20.909 }).y - top.y;
	assert.ok(Math.abs(step * drawing.metres - 111.32) < 0.1);
	assert.match(drawing.path, /^M[\d. L]+ZM[\d. L]+ZM[\d. L]+Z$/);
});

test('a boundary of points or lines has no inside', () => {
	assert.deepEqual(polygonsOf({ type: 'Feature', geometry: { type: 'Point', coordinates: [106.3, 20.9] } }), []);
	assert.deepEqual(polygonsOf({ type: 'Feature', geometry: null }), []);
	assert.equal(polygonsOf({ type: 'GeometryCollection', geometries: [{ type: 'Polygon', coordinates: [square(0, 0, 1)] }] }).length, 1);
});
