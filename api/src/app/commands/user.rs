//! `cong user add`, `cong user reset-factors`.

use anyhow::Context;
use clap::{Args, Subcommand};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::app::Config;
use crate::features::accounts::actions;
use crate::features::accounts::factors::actions as factors;
use crate::features::people::invitations;
use crate::features::people::users::{self, NewPerson, NewRole};
use crate::http::Problem;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::Role;
use crate::store::entities::{app_user, org_unit};
use crate::store::{Call, Site, Work};

#[derive(Subcommand)]
pub enum UserCommand {
    /// Give a person an account with one role; prints a random password, or reads one from standard input.
    Add(Add),
    /// Make a link by which a person sets their own password; gives them an account first, if they have none.
    Invite(Invite),
    /// Take all second factors of a person away who lost them; their sessions end. For when nobody else can do it at the desk.
    ResetFactors {
        /// Name to sign in with.
        username: String,
    },
}

#[derive(Args)]
pub struct Add {
    /// Name to sign in with: a–z, 0–9, dot, dash, underscore.
    username: String,
    /// Name as colleagues see it.
    #[arg(long)]
    name: String,
    /// Position, for example “Phó Trưởng Ban Biên tập”.
    #[arg(long)]
    position: String,
    /// Code of the person's unit.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Role word of the glossary, for example deputy_editor_in_chief.
    #[arg(long)]
    role: Option<String>,
    /// Number of the decision behind the role.
    #[arg(long, value_name = "NUMBER")]
    decision: Option<String>,
    /// Read the password from standard input instead of making one.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct Invite {
    /// Name to sign in with: a–z, 0–9, dot, dash, underscore.
    username: String,
    /// Name as colleagues see it; needed for a new account.
    #[arg(long)]
    name: Option<String>,
    /// Position, for example “Chuyên viên”.
    #[arg(long, default_value = "")]
    position: String,
    /// Code of the person's unit.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Role word of the glossary, for example unit_editor; for a new account.
    #[arg(long, requires = "decision")]
    role: Option<String>,
    /// Number of the decision behind the role.
    #[arg(long, value_name = "NUMBER")]
    decision: Option<String>,
}

pub async fn run(site: &Site, command: UserCommand, config: &Config) -> anyhow::Result<()> {
    match command {
        UserCommand::Add(new) => add(site, new, config).await,
        UserCommand::Invite(new) => invite(site, new).await,
        UserCommand::ResetFactors { username } => reset_factors(site, &username).await,
    }
}

fn read_role(word: Option<&str>) -> anyhow::Result<Option<Role>> {
    let read = |word| Role::read(word).with_context(|| format!("no role `{word}`; the roles are: {}", Role::all().join(", ")));
    word.map(read).transpose()
}

async fn find_unit(site: &Site, code: Option<&str>) -> anyhow::Result<Option<Uuid>> {
    let Some(code) = code else { return Ok(None) };
    let row = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(site.read()).await?;
    Ok(Some(row.with_context(|| format!("there is no unit `{code}`"))?.id))
}

async fn invite(site: &Site, new: Invite) -> anyhow::Result<()> {
    let role = read_role(new.role.as_deref())?;
    let unit = find_unit(site, new.unit.as_deref()).await?;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "user-invite")).await.map_err(Problem::from)?;
    let known = app_user::Entity::find().filter(app_user::Column::Username.eq(new.username.as_str())).one(work.db()).await?;
    let user = match known {
        Some(user) => user,
        None => {
            let name = new.name.context("there is no such account: say --name to make one")?;
            let person = NewPerson { username: Some(new.username), display_name: name, position: new.position, email: None, unit };
            let user = users::put_in(&mut work, person).await?;
            if let Some(role) = role {
                let held = NewRole { decision_number: new.decision, ..NewRole::plain(user.id, role, unit, to_vn(work.now).date_naive()) };
                users::open_role(&mut work, held).await?;
            }
            user
        }
    };
    let link = invitations::make(&mut work, &user).await?;
    work.commit().await.map_err(Problem::from)?;
    println!("Liên kết cho {} (dùng một lần, đến {}):", user.username, rfc3339_vn(link.expires_at));
    println!("{}", link.url);
    Ok(())
}

async fn add(site: &Site, add: Add, config: &Config) -> anyhow::Result<()> {
    let role = read_role(add.role.as_deref())?;
    let unit = find_unit(site, add.unit.as_deref()).await?;
    let (password, made) = if add.password_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        (line.trim_end_matches(['\n', '\r']).to_owned(), false)
    } else {
        (actions::random_password(), true)
    };
    let faults = crate::features::accounts::password_faults(&password, &add.username, "/password");
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    let password_hash = actions::hash_password(password.clone(), config.hash_cost()?).await?;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "user-add")).await.map_err(Problem::from)?;
    let new = NewPerson { username: Some(add.username.clone()), display_name: add.name, position: add.position, email: None, unit };
    let user = users::put_in_with_password(&mut work, new, password_hash).await?;
    if let Some(role) = role {
        let held = NewRole { decision_number: add.decision, ..NewRole::plain(user.id, role, unit, to_vn(work.now).date_naive()) };
        users::open_role(&mut work, held).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    println!("Đã tạo tài khoản {}.", add.username);
    if made {
        println!("Mật khẩu (chỉ hiện một lần): {password}");
    }
    Ok(())
}

async fn reset_factors(site: &Site, username: &str) -> anyhow::Result<()> {
    let row = app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(site.read()).await?;
    let user = row.with_context(|| format!("there is no account `{username}`"))?.id;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "user-reset-factors")).await.map_err(Problem::from)?;
    factors::reset(&mut work, user).await?;
    work.commit().await.map_err(Problem::from)?;
    println!("Đã gỡ mọi lớp xác thực và kết thúc mọi phiên của {username}.");
    Ok(())
}
