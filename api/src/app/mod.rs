//! Where the house is put together: configuration, router, reactions, flows, start-up and shutdown.
