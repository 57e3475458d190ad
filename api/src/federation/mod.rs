//! A door: what others pull from us. The change feed now; OAI-PMH, webhooks and harvest come to live here.
