// The server is Rust: this app runs in the browser only, and mounts beside what the server wrote.
export const ssr = false;
export const prerender = false;
export const trailingSlash = 'ignore';
