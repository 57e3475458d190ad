//! `cong user add`, `cong user reset-factors`.

use anyhow::Context;
use clap::{Args, Subcommand};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::{Actor, Door};
use crate::app::Config;
use crate::features::accounts::actions::{self, NewAssignment, NewUser};
use crate::features::accounts::factors::actions as factors;
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::Role;
use crate::store::entities::{app_user, org_unit};
use crate::store::{Call, Site, Work};

#[derive(Subcommand)]
pub enum UserCommand {
    /// Give a person an account with one role; prints a random password, or reads one from standard input.
    Add(Add),
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

pub async fn run(site: &Site, command: UserCommand, config: &Config) -> anyhow::Result<()> {
    let add = match command {
        UserCommand::Add(add) => add,
        UserCommand::ResetFactors { username } => return reset_factors(site, &username).await,
    };
    let role = match &add.role {
        Some(word) => Some(Role::read(word).with_context(|| format!("no role `{word}`; the roles are: {}", Role::all().join(", ")))?),
        None => None,
    };
    let unit = match &add.unit {
        Some(code) => {
            let row = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code.as_str())).one(site.read()).await?;
            Some(row.with_context(|| format!("there is no unit `{code}`"))?.id)
        }
        None => None,
    };
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
    let new = NewUser {
        username: add.username.clone(),
        display_name: add.name,
        position: add.position,
        email: None,
        unit_id: unit,
        password_hash,
    };
    let user = actions::add_user(&mut work, new).await?;
    if let Some(role) = role {
        let today = to_vn(work.now).date_naive();
        let held = NewAssignment {
            user,
            role,
            unit,
            fields: vec![],
            sections: vec![],
            valid_from: today,
            valid_to: None,
            decision_number: add.decision,
            decision_date: None,
        };
        actions::assign_role(&mut work, held).await?;
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
