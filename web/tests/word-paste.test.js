// What Word puts on the clipboard becomes plain; what others put there stays as it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanWord } from '../src/desk/editor/word-paste.ts';

const word = (body) =>
	`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-unhide:no;} --></style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

test('styles, comments and elements of Word go, the text and its marks stay', () => {
	const html = word(
		`<p class=MsoNormal style='margin-left:1cm;mso-pagination:none'><b style='mso-bidi-font-weight:normal'><span lang=VI style='font-family:"Times New Roman"'>Kính gửi</span></b><span> các tổ<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Điều 1. <a href="https://vidu.vn/?a=1&amp;class=b">Xem</a></p>`
	);
	assert.equal(cleanWord(html), '<p><b>Kính gửi</b> các tổ</p><p>Điều 1. <a href="https://vidu.vn/?a=1&amp;class=b">Xem</a></p>');
});

test('paragraphs that look like a list become one', () => {
	const item = (level, mark, text) =>
		`<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;
	assert.equal(cleanWord(word(item(1, '·', 'Một') + item(1, '·', 'Hai'))), '<ul><li><p>Một</p></li><li><p>Hai</p></li></ul>');
	assert.equal(
		cleanWord(word(`<p class=MsoNormal>Trước</p>${item(1, '1.', 'Một')}${item(2, 'o', 'trong')}${item(1, '2.', 'Hai')}<p class=MsoNormal>Sau</p>`)),
		'<p>Trước</p><ol><li><p>Một</p><ul><li><p>trong</p></li></ul></li><li><p>Hai</p></li></ol><p>Sau</p>'
	);
});

test('tables keep their cells and what spans', () => {
	const html = word('<table class=MsoTableGrid border=1 style=\'border-collapse:collapse\'><tr><td width=100 colspan=2 style=\'mso-border-alt:solid\'><p class=MsoNormal>A</p></td></tr></table>');
	assert.equal(cleanWord(html), '<table><tr><td colspan=2><p>A</p></td></tr></table>');
});

test('a run in an old font keeps its letters: nothing is converted silently', () => {
	assert.equal(cleanWord(word("<p class=MsoNormal><span style='font-family:.VnTime'>C¨n cø LuËt</span></p>")), '<p>C¨n cø LuËt</p>');
});

test('what is not of Word comes back as it was, and a text that speaks of it too', () => {
	const html = '<p class="x" style="color:red">Một <span>hai</span></p>';
	assert.equal(cleanWord(html), html);
	assert.equal(cleanWord(word('<p class=MsoNormal>Viết style="a" và class="b" trong mã.</p>')), '<p>Viết style="a" và class="b" trong mã.</p>');
});
