//! One verb, one function. Every door calls the same.

mod calendars;
mod clocks;
mod rules;

pub use calendars::{Moved, NewCalendar, NewVersion, add_calendar, add_version, import_holidays, moved_by};
pub use clocks::{Cancellation, Extension, cancel, extend};
pub use rules::{NewRule, NewSetting, add_rule, add_setting};

use crate::access::{Actor, Permission};
use crate::http::Problem;

fn may_manage(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::ClockManage) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Chỉ Ban Biên tập và Tổ Thư ký sửa lịch, quy tắc và thời hạn.",
        "Only the board and the Secretariat change calendars, rules and deadlines.",
    ))
}
