//! The lists of single kinds: the one list behind doors of their own, with the filters and days that only that kind has.
//! Every filter is a fact of the kind that its publication was given a key for (decision 14).

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use super::list::{self, PublicationList};
use super::params::{Count, Door, Fact, Is, ListParams, ListQuery, Order, View, comparable, date, encoded, id_of, word};
use super::routes::params;
use crate::http::public::{self, Outcome};
use crate::http::sites::site_of;
use crate::http::{FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::doc_number::Family;
use crate::kernel::words::{
    Field, Force, FundingType, Genre, InfoClass, Kind, Lang, Outcome as Award, PlanType, ProjectStatus, ProjectType, Recipient, Relation,
    ServiceLevel,
};

/// What a door asks of a list, read.
trait Asked: DeserializeOwned + 'static {
    const DOOR: Door;
    const KIND: Kind;
    /// Facts that are days: the list may be sorted by them.
    const DAYS: &'static [&'static str];

    fn common(&self) -> ListParams;
    fn sort(&self) -> Option<&str>;
    fn facts(&self, _read: &mut Reading) {}
}

/// The facts asked for so far, and what was wrong with them.
struct Reading {
    today: NaiveDate,
    facts: Vec<Fact>,
    errors: Vec<FieldError>,
}

impl Reading {
    fn fact(&mut self, key: &'static str, is: Is, said: String) {
        self.facts.push(Fact { name: key.into(), is, said });
    }

    /// A text compared whole, without marks and capitals.
    fn text(&mut self, sent: &Option<String>, name: &str, key: &'static str) {
        let Some(sent) = sent else { return };
        match comparable(sent) {
            Some(value) => {
                let said = format!("{name}={}", encoded(&value));
                self.fact(key, Is::Text(value), said);
            }
            None => {
                let (vi, en) =
                    ("Dài từ 1 đến 200 ký tự, không có ký tự điều khiển.", "1 to 200 characters, none of them control characters.");
                self.errors.push(FieldError::new(format!("/{name}"), "bad_text", vi, en));
            }
        }
    }

    fn word<T: sea_orm::Iterable + std::fmt::Display>(&mut self, sent: &Option<String>, name: &'static str, read: fn(&str) -> Option<T>) {
        if let Some(found) = word(sent, name, read, &mut self.errors) {
            self.fact(name, Is::Text(found.to_string()), format!("{name}={found}"));
        }
    }

    fn days(&mut self, from: &Option<String>, to: &Option<String>, stem: &str, key: &'static str) {
        let (first, last) = (format!("{stem}_from"), format!("{stem}_to"));
        let (from, to) = (date(from, &first, &mut self.errors), date(to, &last, &mut self.errors));
        let said: Vec<_> = [(first, from), (last, to)].into_iter().filter_map(|(name, day)| Some(format!("{name}={}", day?))).collect();
        if !said.is_empty() {
            self.fact(key, Is::Days { from, to }, said.join("&"));
        }
    }
}

fn read<P: Asked>(sent: &P, today: NaiveDate) -> Result<ListQuery, Problem> {
    let mut read = Reading { today, facts: vec![], errors: vec![] };
    sent.facts(&mut read);
    let Reading { facts, mut errors, .. } = read;
    let by_day = |name, latest_first| Order::Day { name, latest_first };
    let order = match sent.sort() {
        // A range of days is read from its end: what lies outside is not walked through.
        None => facts
            .iter()
            .filter(|fact| matches!(fact.is, Is::Days { .. }))
            .find_map(|fact| P::DAYS.iter().find(|day| **day == fact.name))
            .map_or(Order::Newest, |&day| by_day(day, true)),
        Some("-published_at") => Order::Newest,
        Some("published_at") => Order::Oldest,
        Some("title") => Order::Title,
        Some(other) => {
            let name = other.strip_prefix('-').unwrap_or(other);
            P::DAYS.iter().find(|day| **day == name).map_or_else(
                || {
                    let all = orders(P::DAYS).join(", ");
                    let (vi, en) = (format!("Chỉ nhận: {all}."), format!("Must be one of: {all}."));
                    errors.push(FieldError::new("/sort", "unknown_value", vi, en));
                    Order::Newest
                },
                |&day| by_day(day, other.starts_with('-')),
            )
        }
    };
    let common = ListParams { kind: Some(P::KIND.word()), ..sent.common() };
    ListQuery::of(P::DOOR, &common, facts, order, errors)
}

async fn answer<P: Asked>(request: HttpRequest) -> HttpResponse {
    if let Some(kept) = public::kept(&request, &ListQuery::cache_key_of(P::DOOR, request.query_string())) {
        return kept;
    }
    let today = match site_of(&request) {
        Ok(site) => to_vn(site.clock.now()).date_naive(),
        Err(problem) => return public::refuse(problem),
    };
    let query = match params::<P>(&request).await.and_then(|sent| read(&sent, today)) {
        Ok(query) => query,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &query.cache_key(), async |site| Ok(Outcome::Ready(list::answer(site, &query).await?))).await
}

/// The orders of a list that has these days.
fn orders(days: &[&str]) -> Vec<String> {
    let of_days = days.iter().flat_map(|day| [format!("-{day}"), (*day).to_owned()]);
    ["-published_at", "published_at", "title"].map(str::to_owned).into_iter().chain(of_days).collect()
}

fn orders_of<P: Asked>() -> RefOr<Schema> {
    let orders = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(orders(P::DAYS)));
    Schema::Object(orders.build()).into()
}

/// The parameters of a door: its own, then those of every list.
macro_rules! door {
    ($name:ident: $path:literal lists $kind:ident by [$($day:literal),*] { $($own:tt)* } $($common:ident: $given:expr,)* |$sent:ident, $read:ident| $facts:block) => {
        #[derive(Debug, Default, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($own)*
            /// Slug of a section.
            #[param(pattern = "^[a-z0-9-]{1,100}$", max_length = 100, example = "van-ban")]
            pub section: Option<String>,
            #[param(value_type = Option<Uuid>, example = "0199a0c0-0000-7000-8000-000000000000")]
            pub unit: Option<String>,
            #[param(value_type = Option<Field>, example = "culture")]
            pub field: Option<String>,
            #[param(value_type = Option<InfoClass>)]
            pub info_class: Option<String>,
            #[param(value_type = Option<Lang>, example = "vi")]
            pub lang: Option<String>,
            /// First published on this day (Vietnamese time) or later.
            #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
            pub published_from: Option<String>,
            /// First published on this day (Vietnamese time) or earlier.
            #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
            pub published_to: Option<String>,
            /// `-published_at` when nothing is said; by the day, latest first, where a range of days of the kind is asked for.
            #[param(schema_with = orders_of::<Self>)]
            pub sort: Option<String>,
            #[param(minimum = 1, maximum = 100, example = 20)]
            pub limit: Option<u64>,
            /// `next_cursor` of the page before; it goes with the same filters and sort.
            #[param(max_length = 4096)]
            pub cursor: Option<String>,
            #[param(inline)]
            pub view: Option<View>,
            /// `exact`: tell the total, exact where nothing but a section is asked for, else up to 1,000.
            #[param(inline)]
            pub count: Option<Count>,
        }

        impl Asked for $name {
            const DOOR: Door = Door($path);
            const KIND: Kind = Kind::$kind;
            const DAYS: &'static [&'static str] = &[$($day),*];

            fn common(&self) -> ListParams {
                let $sent = self;
                ListParams {
                    section: $sent.section.clone(),
                    unit: $sent.unit.clone(),
                    field: $sent.field.clone(),
                    info_class: $sent.info_class.clone(),
                    lang: $sent.lang.clone(),
                    published_from: $sent.published_from.clone(),
                    published_to: $sent.published_to.clone(),
                    limit: $sent.limit,
                    cursor: $sent.cursor.clone(),
                    view: $sent.view,
                    count: $sent.count,
                    $($common: $given,)*
                    ..ListParams::default()
                }
            }

            fn sort(&self) -> Option<&str> {
                self.sort.as_deref()
            }

            fn facts(&self, $read: &mut Reading) {
                let $sent = self;
                $facts
            }
        }
    };
}

door!(ArticleParams: "/api/v1/articles" lists Article by ["occurred_on"] {
    #[param(value_type = Option<Genre>, example = "news_brief")]
    pub genre: Option<String>,
    /// The event took place on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-11-01")]
    pub occurred_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-11-30")]
    pub occurred_to: Option<String>,
} genre: sent.genre.clone(), |sent, read| {
    read.days(&sent.occurred_from, &sent.occurred_to, "occurred", "occurred_on");
});

door!(DocumentParams: "/api/v1/documents" lists Document by ["issued_on", "effective_on"] {
    /// Number and symbol, whole; marks and capitals do not matter.
    #[param(min_length = 1, max_length = 200, example = "1026/QĐ-UBND")]
    pub number: Option<String>,
    /// Type of document, whole.
    #[param(rename = "type", min_length = 1, max_length = 200, example = "Quyết định")]
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    #[param(value_type = Option<Family>, example = "administrative")]
    pub family: Option<String>,
    /// Issuing body, whole.
    #[param(min_length = 1, max_length = 200, example = "UBND phường Thành Đông")]
    pub issuer: Option<String>,
    /// Who signed it, whole.
    #[param(min_length = 1, max_length = 200, example = "Chủ tịch UBND phường")]
    pub signer: Option<String>,
    /// Issued on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub issued_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub issued_to: Option<String>,
    /// Takes effect on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub effective_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub effective_to: Option<String>,
    /// The force that it has on the day of `validity_on`, by its dates and by what other documents say of it.
    #[param(inline, value_type = Option<Force>, example = "in_force")]
    pub validity: Option<String>,
    /// Today in Vietnam when nothing is said; goes with `validity`.
    #[param(value_type = Option<NaiveDate>, example = "2026-11-23")]
    pub validity_on: Option<String>,
    /// It bears on another document in this way, or another on it.
    #[param(value_type = Option<Relation>, example = "replaced_by")]
    pub relation: Option<String>,
    /// It bears on this publication, or this one on it.
    #[param(value_type = Option<Uuid>, example = "0199a0c0-0000-7000-8000-000000000000")]
    pub related_to: Option<String>,
} |sent, read| {
    read.text(&sent.number, "number", "number");
    if let Some(id) = id_of(&sent.related_to, "related_to", &mut read.errors) {
        read.fact("related_to", Is::Text(id.to_string()), format!("related_to={id}"));
    }
    read.text(&sent.signer, "signer", "signer");
    read.text(&sent.issuer, "issuer", "issuing_body");
    read.text(&sent.doc_type, "type", "doc_type");
    read.word(&sent.relation, "relation", Relation::read);
    read.family(&sent.family);
    let day = date(&sent.validity_on, "validity_on", &mut read.errors);
    match word(&sent.validity, "validity", Force::read, &mut read.errors) {
        Some(force) => {
            let day = day.unwrap_or(read.today);
            read.fact("validity", Is::On { word: force.to_string(), day }, format!("validity={force}&validity_on={day}"));
        }
        None if day.is_some() && sent.validity.is_none() => {
            let (vi, en) = ("validity_on đi cùng validity.", "validity_on goes with validity.");
            read.errors.push(FieldError::new("/validity", "required", vi, en));
        }
        None => {}
    }
    read.days(&sent.issued_from, &sent.issued_to, "issued", "issued_on");
    read.days(&sent.effective_from, &sent.effective_to, "effective", "effective_on");
});

door!(ProcedureParams: "/api/v1/procedures" lists Procedure by [] {
    /// Code of the national database.
    #[param(min_length = 1, max_length = 200, example = "1.004873")]
    pub code: Option<String>,
    /// Field of the national database (lĩnh vực), whole.
    #[param(min_length = 1, max_length = 200, example = "Hộ tịch")]
    pub sector: Option<String>,
    /// How far it is served online (NĐ 224/2026 Art. 14).
    #[param(value_type = Option<ServiceLevel>, example = "full")]
    pub level: Option<String>,
    /// Level of government, whole.
    #[param(min_length = 1, max_length = 200, example = "Cấp xã")]
    pub performing_level: Option<String>,
    /// Number of the decision that published it, whole.
    #[param(min_length = 1, max_length = 200, example = "1872/QĐ-BTP")]
    pub decision_number: Option<String>,
} |sent, read| {
    read.text(&sent.code, "code", "code");
    read.text(&sent.decision_number, "decision_number", "decision_number");
    read.text(&sent.sector, "sector", "sector");
    read.word(&sent.level, "level", ServiceLevel::read);
    read.text(&sent.performing_level, "performing_level", "performing_level");
});

door!(ProjectParams: "/api/v1/projects" lists Project by ["approved_on"] {
    #[param(value_type = Option<ProjectType>, example = "investment")]
    pub project_type: Option<String>,
    #[param(value_type = Option<ProjectStatus>, example = "in_progress")]
    pub status: Option<String>,
    #[param(value_type = Option<FundingType>, example = "state_budget")]
    pub funding_type: Option<String>,
    /// Field of the project (lĩnh vực), whole.
    #[param(min_length = 1, max_length = 200, example = "Hạ tầng giao thông")]
    pub sector: Option<String>,
    /// Number of the decision that approved it, whole.
    #[param(min_length = 1, max_length = 200, example = "77/QĐ-UBND")]
    pub decision_number: Option<String>,
    /// Approved on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub approved_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub approved_to: Option<String>,
} |sent, read| {
    read.text(&sent.decision_number, "decision_number", "decision_number");
    read.text(&sent.sector, "sector", "sector");
    read.word(&sent.status, "status", ProjectStatus::read);
    read.word(&sent.project_type, "project_type", ProjectType::read);
    read.word(&sent.funding_type, "funding_type", FundingType::read);
    read.days(&sent.approved_from, &sent.approved_to, "approved", "approved_on");
});

door!(PlanParams: "/api/v1/plans" lists Plan by ["approved_on"] {
    #[param(value_type = Option<PlanType>, example = "yearly_plan")]
    pub plan_type: Option<String>,
    /// Number of the document that approved it, whole.
    #[param(min_length = 1, max_length = 200, example = "45/QĐ-UBND")]
    pub approval_number: Option<String>,
    /// A day that lies in its period.
    #[param(value_type = Option<NaiveDate>, example = "2027-01-01")]
    pub covering: Option<String>,
    /// Approved on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub approved_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub approved_to: Option<String>,
} |sent, read| {
    read.text(&sent.approval_number, "approval_number", "approval_number");
    read.word(&sent.plan_type, "plan_type", PlanType::read);
    if let Some(day) = date(&sent.covering, "covering", &mut read.errors) {
        read.fact("period", Is::On { word: "planned".into(), day }, format!("covering={day}"));
    }
    read.days(&sent.approved_from, &sent.approved_to, "approved", "approved_on");
});

door!(StatisticParams: "/api/v1/statistics" lists Statistic by ["decided_on"] {
    /// What period the figures are of, whole.
    #[param(min_length = 1, max_length = 200, example = "Năm 2026")]
    pub period: Option<String>,
    /// Publication was decided on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub decided_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub decided_to: Option<String>,
} |sent, read| {
    read.text(&sent.period, "period", "period");
    read.days(&sent.decided_from, &sent.decided_to, "decided", "decided_on");
});

door!(CommendationParams: "/api/v1/commendations" lists Commendation by ["decided_on"] {
    #[param(value_type = Option<Award>, example = "commendation")]
    pub outcome: Option<String>,
    #[param(value_type = Option<Recipient>, example = "cooperative")]
    pub recipient_kind: Option<String>,
    /// Name of the organisation, whole.
    #[param(min_length = 1, max_length = 200, example = "Hợp tác xã Rau sạch Thành Đông")]
    pub recipient: Option<String>,
    /// Number of the decision, whole.
    #[param(min_length = 1, max_length = 200, example = "88/QĐ-UBND")]
    pub decision_number: Option<String>,
    /// Decided on this day or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub decided_from: Option<String>,
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub decided_to: Option<String>,
} |sent, read| {
    read.text(&sent.decision_number, "decision_number", "decision_number");
    read.text(&sent.recipient, "recipient", "recipient");
    read.word(&sent.outcome, "outcome", Award::read);
    read.word(&sent.recipient_kind, "recipient_kind", Recipient::read);
    read.days(&sent.decided_from, &sent.decided_to, "decided", "decided_on");
});

door!(PageParams: "/api/v1/pages" lists Page by [] {} |_sent, _read| {});

impl Reading {
    fn family(&mut self, sent: &Option<String>) {
        const FAMILIES: [&str; 5] = ["normative", "administrative", "official_letter", "party", "front"];
        let Some(sent) = sent else { return };
        match FAMILIES.iter().find(|family| *family == sent) {
            Some(family) => self.fact("family", Is::Text((*family).into()), format!("family={family}")),
            None => {
                let all = FAMILIES.join(", ");
                let (vi, en) = (format!("Chỉ nhận: {all}."), format!("Must be one of: {all}."));
                self.errors.push(FieldError::new("/family", "unknown_value", vi, en));
            }
        }
    }
}

macro_rules! routes {
    ($($(#[$about:meta])* $handler:ident $path:literal $params:ident;)+) => {
        $(
            $(#[$about])*
            #[utoipa::path(get, path = $path, tag = "public", params($params),
                responses(
                    (status = 200, description = "A page", body = PublicationList, headers(
                        ("ETag" = String, description = "Strong, differs by content coding"),
                        ("Link" = String, description = "rel=\"next\", where there is a next page"))),
                    (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
            #[get($path)]
            pub async fn $handler(request: HttpRequest) -> HttpResponse {
                answer::<$params>(request).await
            }
        )+

        pub fn configure(cfg: &mut utoipa_actix_web::service_config::ServiceConfig) {
            $(cfg.service($handler);)+
        }
    };
}

routes! {
    /// News and articles.
    list_public_articles "/api/v1/articles" ArticleParams;
    /// Documents: by number, type, issuer, signer, days, relation, and by the force they have on a day.
    list_public_documents "/api/v1/documents" DocumentParams;
    /// Administrative procedures.
    list_public_procedures "/api/v1/procedures" ProcedureParams;
    /// Projects, investment, tenders, procurement.
    list_public_projects "/api/v1/projects" ProjectParams;
    /// Strategies and plans.
    list_public_plans "/api/v1/plans" PlanParams;
    /// Statistics.
    list_public_statistics "/api/v1/statistics" StatisticParams;
    /// Commendations and sanctions of organisations.
    list_public_commendations "/api/v1/commendations" CommendationParams;
    /// Standing pages.
    list_public_pages "/api/v1/pages" PageParams;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<P: Asked>(query: &str) -> Result<ListQuery, Problem> {
        let params = actix_web::web::Query::<P>::from_query(query).unwrap().into_inner();
        read(&params, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
    }

    #[test]
    fn questions_are_normalised_and_read_back() {
        let one = asked::<DocumentParams>("validity=in_force&number=1026/Q%C4%90-UBND&issued_from=2026-01-01").unwrap();
        let address = one.address(None);
        assert_eq!(
            address,
            "/api/v1/documents?number=1026%2Fqd-ubnd&validity=in_force&validity_on=2026-11-23&issued_from=2026-01-01&sort=-issued_on&limit=20"
        );
        let again = asked::<DocumentParams>(address.split_once('?').unwrap().1).unwrap();
        assert_eq!((again.cache_key(), again.address(None)), (one.cache_key(), address));
        assert_eq!(one.sort, Order::Day { name: "issued_on", latest_first: true }, "a range is read from its end");
        let place = one.place(super::super::params::PlaceKey::Day("2026-10-01".parse().unwrap()), 7);
        assert_eq!(one.read_cursor(&crate::http::page::Cursor::write(&place)).unwrap(), place);
        let other = asked::<PageParams>("").unwrap();
        assert!(other.read_cursor(&crate::http::page::Cursor::write(&place)).is_err());
    }

    #[test]
    fn all_faults_are_told_at_once_and_named() {
        let problem = asked::<DocumentParams>(
            "number=%00&type=&issuer=%20&validity=new&relation=x&related_to=1&family=x&issued_from=1/1/2026&sort=signer&limit=0&unit=1",
        )
        .unwrap_err();
        let told: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        for pointer in ["number", "type", "issuer", "validity", "relation", "related_to", "family", "issued_from", "sort", "limit", "unit"]
        {
            assert!(told.contains(&format!("/{pointer}").as_str()), "{pointer}: {told:?}");
        }
        assert!(asked::<DocumentParams>("validity_on=2026-01-01").is_err(), "a day of nothing");
        assert!(asked::<PlanParams>("sort=issued_on").is_err());
        assert!(asked::<StatisticParams>("decided_from=0000-01-01&decided_to=9999-12-31").is_ok());
        for unknown in ["kind=article", "key=number:1", "nonsense=1"] {
            assert!(actix_web::web::Query::<DocumentParams>::from_query(unknown).is_err(), "{unknown}");
        }
    }
}
