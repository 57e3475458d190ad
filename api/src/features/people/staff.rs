//! Staff from a spreadsheet: read generously (pasted cells, CSV, XLSX; Vietnamese headings), shown with what is wrong in each
//! row, and only then taken in, each person with an invitation.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::guards;
use super::invitations::{self, Link};
use super::users::{self, NewPerson, NewRole, name_of};
use super::views::PersonName;
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::text::fold;
use crate::kernel::text::is_username;
use crate::kernel::words::Role;
use crate::store::entities::{app_user, org_unit};
use crate::store::{Fault, Work};

/// The most rows that are read, and the largest file.
pub const ROWS: usize = 300;
pub const BYTES: usize = 1024 * 1024;
/// What a workbook may unpack to.
const UNPACKED: u64 = 32 * 1024 * 1024;

/// A row as it was read. `unit` and `role` are what the words in it mean here, where they mean anything.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub line: usize,
    pub display_name: String,
    pub position: String,
    pub unit_text: String,
    pub unit: Option<Uuid>,
    pub role_text: String,
    pub role: Option<Role>,
    pub email: String,
    pub username: String,
    pub errors: Vec<FieldError>,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Name,
    Position,
    Unit,
    Role,
    Email,
    Username,
}

/// Reads a file or a paste. `Problem` 422 when it is no table at all.
pub fn cells(bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let rows = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { text(bytes)? };
    let rows: Vec<Vec<String>> = rows.into_iter().filter(|r| r.iter().any(|c| !c.trim().is_empty())).collect();
    if rows.len() > ROWS + 1 {
        return Err(unreadable("Tối đa 300 dòng mỗi lần.", "At most 300 rows at a time."));
    }
    Ok(rows)
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let no = || unreadable("Không đọc được tệp bảng tính này.", "The workbook cannot be read.");
    if unpacked(bytes) > UNPACKED {
        return Err(no());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| no())?;
    let sheet = book.worksheet_range_at(0).ok_or_else(no)?.map_err(|_| no())?;
    let cell = |data: &Data| match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    Ok(sheet.rows().take(ROWS + 2).map(|row| row.iter().take(20).map(cell).collect()).collect())
}

/// What the directory of a zip file says it unpacks to.
fn unpacked(bytes: &[u8]) -> u64 {
    let mut sum = 0;
    for (at, _) in bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02") {
        if let Some(size) = bytes.get(at + 24..at + 28).and_then(|b| b.try_into().ok()) {
            sum += u64::from(u32::from_le_bytes(size));
        }
    }
    sum
}

fn text(bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("Tệp phải ở dạng UTF-8.", "The file must be UTF-8."))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|d| first.bytes().filter(|b| b == d).count()).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().take(ROWS + 2).map(|r| r.map(|r| r.iter().take(20).map(str::to_owned).collect()));
    rows.collect::<Result<_, _>>().map_err(|_| unreadable("Không đọc được bảng này.", "The table cannot be read."))
}

fn unreadable(vi: &str, en: &str) -> Problem {
    let mut form = Form::default();
    form.say("", "unreadable", vi, en);
    Problem::invalid(form.errors)
}

fn heading(cell: &str) -> Option<Column> {
    Some(match fold(cell).trim() {
        "ho va ten" | "ho ten" | "ho va ten can bo" | "ten" | "name" | "full name" => Column::Name,
        "chuc vu" | "chuc danh" | "chuc vu, chuc danh" | "position" => Column::Position,
        "don vi" | "phong" | "phong, don vi" | "co quan, don vi" | "unit" => Column::Unit,
        "vai tro" | "role" => Column::Role,
        "thu dien tu" | "email" | "e-mail" | "dia chi thu" => Column::Email,
        "ten dang nhap" | "tai khoan" | "username" => Column::Username,
        _ => return None,
    })
}

/// A role as people write it.
fn role(text: &str) -> Option<Role> {
    let folded = fold(text);
    Role::read(text.trim()).or_else(|| {
        Some(match folded.trim() {
            "truong ban" | "truong ban bien tap" | "nguoi duyet" => Role::EditorInChief,
            "pho truong ban" | "pho truong ban bien tap" => Role::DeputyEditorInChief,
            "thu ky ban bien tap" => Role::BoardSecretary,
            "thu ky" | "to thu ky" | "thanh vien to thu ky" => Role::SecretariatMember,
            "thanh vien" | "thanh vien ban bien tap" => Role::BoardMember,
            "kiem duyet" | "nguoi kiem duyet" | "kiem duyet linh vuc" => Role::FieldReviewer,
            "thu truong" | "lanh dao don vi" | "truong phong" => Role::UnitHead,
            "nguoi viet" | "can bo viet tin" | "viet bai" | "chuyen vien" => Role::UnitEditor,
            "van thu" => Role::RecordsClerk,
            "cong tac vien" | "ctv" => Role::Contributor,
            _ => return None,
        })
    })
}

/// What the rows mean, with all that is wrong in each.
pub async fn understand(db: &impl ConnectionTrait, cells: Vec<Vec<String>>) -> Result<Vec<Row>, Problem> {
    let units = org_unit::Entity::find().order_by_asc(org_unit::Column::Position).all(db).await?;
    let names: Vec<String> = app_user::Entity::find().all(db).await?.into_iter().map(|u| u.username).collect();
    let headed = cells.first().is_some_and(|row| row.iter().any(|c| heading(c) == Some(Column::Name)));
    let columns: Vec<Option<Column>> = if headed {
        cells[0].iter().map(|c| heading(c)).collect()
    } else {
        [Column::Name, Column::Position, Column::Unit, Column::Role, Column::Email, Column::Username].map(Some).to_vec()
    };
    let mut taken = names;
    let mut rows = vec![];
    for (n, cells) in cells.iter().enumerate().skip(usize::from(headed)) {
        let mut row = Row { line: n + 1, ..Row::default() };
        for (column, cell) in columns.iter().zip(cells) {
            let cell = cell.trim().to_owned();
            match column {
                Some(Column::Name) => row.display_name = cell,
                Some(Column::Position) => row.position = cell,
                Some(Column::Unit) => row.unit_text = cell,
                Some(Column::Role) => row.role_text = cell,
                Some(Column::Email) => row.email = cell,
                Some(Column::Username) => row.username = cell,
                None => {}
            }
        }
        judge(&mut row, &units, &mut taken);
        rows.push(row);
    }
    Ok(rows)
}

fn judge(row: &mut Row, units: &[org_unit::Model], taken: &mut Vec<String>) {
    let mut form = Form::default();
    row.display_name = form.line("/display_name", &row.display_name, 1, 120);
    row.position = form.line("/position", &row.position, 0, 200);
    row.email = form.email("/email", Some(&row.email)).unwrap_or_default();
    if !row.unit_text.is_empty() {
        let sought = fold(&row.unit_text);
        row.unit = units.iter().find(|u| u.code == row.unit_text || fold(&u.name) == sought).map(|u| u.id);
        if row.unit.is_none() {
            form.say("/unit", "unknown_unit", "Không có đơn vị này; hãy chọn trong danh sách.", "There is no such unit; choose one.");
        }
    }
    if !row.role_text.is_empty() {
        row.role = role(&row.role_text);
        if row.role.is_none() {
            form.say("/role", "unknown_role", "Không hiểu vai trò này; hãy chọn trong danh sách.", "Not a role we know; choose one.");
        }
    }
    row.username = row.username.to_ascii_lowercase();
    if row.username.is_empty() && !row.display_name.is_empty() {
        let base = name_of(&row.display_name);
        row.username = base.clone();
        let mut n = 2;
        while taken.contains(&row.username) {
            row.username = format!("{base}{n}");
            n += 1;
        }
    } else if !row.username.is_empty() && !is_username(&row.username) {
        form.say("/username", "bad_username", "Tên đăng nhập không hợp lệ.", "Not a user name.");
    } else if taken.contains(&row.username) {
        form.say("/username", "taken", "Tên đăng nhập đã có người dùng.", "The user name is taken.");
    }
    taken.push(row.username.clone());
    row.errors = form.errors;
}

/// A person to be taken in.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub person: NewPerson,
    pub role: Option<Role>,
}

/// Takes everybody in, or nobody: faults are named by row. Returns each with their link.
pub async fn take_in(work: &mut Work<'_>, staff: Vec<NewStaff>, decision: &str) -> Result<Vec<(app_user::Model, Link)>, Problem> {
    guards::need(&work.actor, &[Permission::UserManage])?;
    if staff.iter().any(|s| s.role.is_some()) {
        guards::need(&work.actor, &[Permission::RoleAssign])?;
    }
    let mut form = Form::default();
    let decision = form.line("/decision_number", decision, 1, 100);
    if staff.is_empty() || staff.len() > ROWS {
        form.say("/rows", "length", "Phải có từ 1 đến 300 người.", "1 to 300 people are needed.");
    }
    form.done()?;
    let today = guards::today(work);
    let mut errors = vec![];
    let mut people = vec![];
    for (n, one) in staff.into_iter().enumerate() {
        let unit = one.person.unit;
        let user = match users::put_in(work, one.person).await {
            Ok(user) => user,
            Err(problem) if problem.code == Code::Invalid => {
                errors.extend(problem.errors.into_iter().map(|e| FieldError { pointer: format!("/rows/{n}{}", e.pointer), ..e }));
                continue;
            }
            Err(problem) => return Err(problem),
        };
        if let Some(role) = one.role {
            let new = NewRole {
                user: user.id,
                role,
                unit,
                fields: vec![],
                sections: vec![],
                valid_from: today,
                valid_to: None,
                decision_number: Some(decision.clone()),
                decision_date: None,
                delegated: None,
                body: None,
            };
            users::open_role(work, new).await?;
        }
        let link = invitations::make(work, &user).await?;
        people.push((user, link));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    Ok(people)
}

/// The units to choose from in the preview.
pub async fn units(db: &impl ConnectionTrait) -> Result<Vec<PersonName>, Fault> {
    let rows = org_unit::Entity::find().order_by_asc(org_unit::Column::Position).all(db).await?;
    Ok(rows.into_iter().map(|u| PersonName { id: u.id, display_name: u.name }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_cells_and_csv_are_read_alike() {
        let want = vec![vec!["Họ và tên".to_owned(), "Chức vụ".into()], vec!["Nguyễn Văn An".into(), "Chuyên viên".into()]];
        assert_eq!(cells("Họ và tên\tChức vụ\nNguyễn Văn An\tChuyên viên\n\n".as_bytes()).unwrap(), want);
        assert_eq!(cells("\u{feff}Họ và tên;Chức vụ\r\nNguyễn Văn An;\"Chuyên viên\"\r\n".as_bytes()).unwrap(), want);
        assert!(cells(b"PK\x03\x04 but no workbook").is_err());
        assert!(cells(b"\xff\xfe\x00").is_err());
    }

    #[test]
    fn roles_are_understood_as_people_write_them() {
        assert_eq!(role("Phó Trưởng ban"), Some(Role::DeputyEditorInChief));
        assert_eq!(role("unit_editor"), Some(Role::UnitEditor));
        assert_eq!(role("Giám đốc"), None);
    }
}
