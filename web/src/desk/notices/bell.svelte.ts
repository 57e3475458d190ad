// One count for the bell and the inbox.
export const bell = $state({ unread: 0, urgent: false });
