// Runs before the first paint, so that a reader's theme and text size never flash.
(function () {
	try {
		var html = document.documentElement;
		var theme = localStorage.getItem('cong.theme');
		var size = localStorage.getItem('cong.size');
		if (theme) html.dataset.theme = theme;
		if (size) html.dataset.size = size;
	} catch (e) {
		// Storage may be forbidden: the defaults stand.
	}
})();
