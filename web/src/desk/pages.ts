// Every page of the desk by its address. One route serves them all, so that a citizen's first visit carries none of their names.
import type { Component } from 'svelte';

// Each page takes what it needs of `id`, `code` and `search`.
type Loaded = Promise<{ default: Component<any> }>;

const PAGES: Record<string, () => Loaded> = {
	'': () => import('./HomePage.svelte'),
	'bao-vi-pham': () => import('./feedback/ViolationsPage.svelte'),
	'cai-dat': () => import('./people/SettingsPage.svelte'),
	'bo-cuc': () => import('./structure/LayoutPage.svelte'),
	'chuyen-muc': () => import('./structure/SectionsPage.svelte'),
	'cong-tac-vien': () => import('./people/ContributorsPage.svelte'),
	'dang-ky': () => import('./people/ParticipantsPage.svelte'),
	'danh-sach-tu': () => import('./texts/WordListsPage.svelte'),
	'dinh-huong': () => import('./planning/OrientationPage.svelte'),
	'hai-long': () => import('./feedback/RatingsPage.svelte'),
	'ke-hoach': () => import('./planning/PlansPage.svelte'),
	'lay-y-kien': () => import('./consultations/ConsultationsPage.svelte'),
	'lich-truc': () => import('./urgent/RosterPage.svelte'),
	'lien-ket': () => import('./texts/LinksPage.svelte'),
	'loai-noi-dung': () => import('./kinds/OwnKindsPage.svelte'),
	'mau-thu': () => import('./notices/MessagesPage.svelte'),
	'mo-cong': () => import('./people/OpeningPage.svelte'),
	'nguoi-dung': () => import('./people/UsersPage.svelte'),
	'nhap-du-lieu': () => import('./imports/ImportPage.svelte'),
	'nhat-ky': () => import('./audit/AuditPage.svelte'),
	'noi-dung': () => import('./ItemList.svelte'),
	'phan-cong': () => import('./people/CoverPage.svelte'),
	'phan-luong': () => import('./routing/RoutingPage.svelte'),
	'phong-cach': () => import('./StylePage.svelte'),
	'ra-soat': () => import('./freshness/ReviewsPage.svelte'),
	'so-van-ban': () => import('./registers/RegisterPage.svelte'),
	'su-kien': () => import('./registers/LogsPage.svelte'),
	'tai-khoan': () => import('./AccountPage.svelte'),
	'thoi-han': () => import('./clock/ClockBoard.svelte'),
	'thoi-han/lich': () => import('./clock/CalendarList.svelte'),
	'thoi-han/quy-tac': () => import('./clock/RulesPage.svelte'),
	'thoi-han/tinh': () => import('./clock/CalculatorPage.svelte'),
	'tin-bao': () => import('./notices/InboxPage.svelte'),
	'tin-khan': () => import('./urgent/UrgentPage.svelte'),
	'tin-khan/mau': () => import('./urgent/TemplatesPage.svelte'),
	'viec': () => import('./review/TaskList.svelte'),
	'viet': () => import('./NewItem.svelte'),
	'xac-nhan-may': () => import('./factors/ConfirmComputer.svelte'),
	'bao-vi-pham/{id}': () => import('./feedback/ViolationPage.svelte'),
	'lay-y-kien/{id}': () => import('./consultations/ConsultationPage.svelte'),
	'ke-hoach/{id}': () => import('./planning/PlanPage.svelte'),
	'nguoi-dung/{id}': () => import('./people/UserPage.svelte'),
	'noi-dung/{id}': () => import('./editor/EditorPage.svelte'),
	'noi-dung/{id}/ban-sua': () => import('./RevisionsPage.svelte'),
	'noi-dung/{id}/dung-lai': () => import('./sharing/SharingPage.svelte'),
	'noi-dung/{id}/xac-nhan-niem-yet': () => import('./kinds/PostingPage.svelte'),
	'noi-dung/{id}/lich-su': () => import('./HistoryPage.svelte'),
	'thoi-han/lich/{code}': () => import('./clock/CalendarPage.svelte'),
	'thoi-han/{id}': () => import('./clock/ClockPage.svelte'),
	'tin-khan/{id}': () => import('./urgent/NoticePage.svelte'),
	thu: () => import('./letters/InboxPage.svelte'),
	'thu/du-lieu': () => import('./letters/RightsPage.svelte'),
	'thu/luu-giu': () => import('./letters/RetentionPage.svelte'),
	'thu/mau': () => import('./letters/TemplatesPage.svelte'),
	'thu/{id}': () => import('./letters/LetterPage.svelte'),
	'thu/{id}/cong-khai': () => import('./letters/PublicCopyPage.svelte'),
	'viec/{id}': () => import('./review/TaskPage.svelte')
};

const pattern = (path: string) => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
// Addresses without a hole come first: `thoi-han/lich` is no clock.
const TABLE = Object.entries(PAGES).map(([path, load]) => ({ at: pattern(path), load }));

/** The page at `rest`, the address behind `/ban-lam-viec/`, and what its holes hold. */
export async function pageAt(rest: string) {
	const path = rest.replace(/\/+$/, '');
	for (const { at, load } of TABLE) {
		const found = at.exec(path);
		if (found) return { component: (await load()).default, props: { ...found.groups } as Record<string, string> };
	}
	return { component: (await import('./Nowhere.svelte')).default as Component, props: {} };
}
