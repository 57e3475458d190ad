declare global {
	namespace App {
		interface Error {
			message: string;
			reason?: string | null;
			withdrawnAt?: string | null;
		}
	}
}
export {};
