//! Which site a request is for: by its `Host`, else the default one. Sites open at their first request.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::problem::{Code, Problem};
use crate::store::Site;

/// The open sites of this process.
pub struct Sites {
    by_host: HashMap<String, Arc<Site>>,
    default: Arc<Site>,
}

impl Sites {
    /// `default` answers for every host that no other site claims.
    pub fn new(default: Arc<Site>, others: Vec<Arc<Site>>) -> Self {
        let by_host = others.into_iter().map(|s| (s.settings.host.clone(), s)).collect();
        Self { by_host, default }
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Site>> {
        std::iter::once(&self.default).chain(self.by_host.values())
    }

    pub fn of(&self, request: &HttpRequest) -> &Arc<Site> {
        if self.by_host.is_empty() {
            return &self.default;
        }
        let host = request.headers().get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        self.by_host.get(name).unwrap_or(&self.default)
    }
}

/// The site of this request.
pub struct SiteRef(pub Arc<Site>);

impl Deref for SiteRef {
    type Target = Site;
    fn deref(&self) -> &Site {
        &self.0
    }
}

impl FromRequest for SiteRef {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(site_of(request).cloned().map(SiteRef))
    }
}

/// The site of this request, borrowed.
pub fn site_of(request: &HttpRequest) -> Result<&Arc<Site>, Problem> {
    let sites = request.app_data::<web::Data<Sites>>();
    sites.map(|s| s.of(request)).ok_or_else(|| Problem::new(Code::Internal))
}
