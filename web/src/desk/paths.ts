// Addresses of the desk; the route table of the web lists them.
export const DESK = '/ban-lam-viec';
export const itemPath = (id: string, view = ''): string => `${DESK}/noi-dung/${id}${view && `/${view}`}`;
export const taskPath = (id: string): string => `${DESK}/viec/${id}`;
