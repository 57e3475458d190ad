//! Statistics and reports in figures: a table with units and a source, drawn as a chart, downloadable as CSV and JSON.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, of, text_of};
use super::table::DataTable;
use super::{Described, Linked, Owed, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::ChartType;

details! {
    Statistic as StatisticDetails {
        #[schema(max_length = 200, example = "Năm 2026")]
        pub period: Option<String>,
        /// Who counted, and where it was published first.
        #[schema(max_length = 500, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
        pub data_source: Option<String>,
        /// When the head decided to publish: the trigger of the ten working days (Đ7.6).
        pub decided_on: Option<NaiveDate>,
        pub chart: Option<ChartType>,
        pub table: Option<DataTable>,
        /// How it was counted.
        #[schema(max_length = 4000)]
        pub method: Option<String>,
    }
}

const CHARTS: [(&str, &str, &str); 3] =
    [("bar", "Biểu đồ cột", "Bars"), ("line", "Biểu đồ đường", "Line"), ("none", "Chỉ bảng", "Table only")];

impl Described for Statistic {
    fn fields() -> Vec<FieldShape> {
        vec![
            line_of("period", 200, "Kỳ số liệu", "Period").required().filter().in_list(),
            line_of("data_source", 500, "Nguồn số liệu", "Source").required(),
            of("decided_on", Input::Date, "Ngày quyết định công bố", "Decided on")
                .required()
                .filter()
                .hint("Thời hạn 10 ngày làm việc tính từ ngày này (Đ7.6).", "The ten working days run from here (Đ7.6)."),
            choice_of("chart", &CHARTS, "Cách vẽ", "Drawn as").unseen(),
            of("table", Input::Table, "Bảng số liệu", "Table").unseen(),
            text_of("method", 4000, "Phương pháp tính", "Method"),
        ]
    }
}

impl Rules for Statistic {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if let Some(table) = &mut self.table {
            table.clean(faults);
        }
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        match &self.table {
            Some(table) => table.missing(),
            None => vec![required("/details/table", "Cần bảng số liệu.", "The table is needed.")],
        }
    }

    fn speaks(&self) -> bool {
        self.table.as_ref().is_some_and(|table| !table.is_empty())
    }

    fn owed(&self, _: &Content) -> Option<Owed> {
        Owed::since("statistic", self.decided_on?)
    }

    fn search_words(&self) -> Vec<String> {
        self.table.iter().flat_map(DataTable::words).collect()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        let told = [("coverage", &self.period), ("source", &self.data_source)];
        told.into_iter()
            .filter_map(|(n, v)| Some((n, v.clone()?)))
            .chain([("format", "text/csv".to_owned()), ("format", "application/json".to_owned())])
            .collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let measured: Vec<_> = self
            .table
            .iter()
            .flat_map(|t| &t.columns)
            .filter(|c| c.numeric)
            .map(|c| json!({"@type": "PropertyValue", "name": c.name, "unitText": c.unit}))
            .collect();
        let download = |format: &str, end: &str| json!({"@type": "DataDownload", "encodingFormat": format, "contentUrl": format!("/api/v1/publications/{{id}}/table.{end}")});
        Linked::thing(
            "Dataset",
            json!({
                "temporalCoverage": self.period, "variableMeasured": measured, "measurementTechnique": self.method, "isAccessibleForFree": true,
                "distribution": [download("text/csv", "csv"), download("application/json", "json")],
            }),
        )
    }
}
