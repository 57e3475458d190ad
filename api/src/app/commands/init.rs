//! `cong init`: a new ward, ready for its first person.

use anyhow::bail;
use clap::Args;

use crate::access::{Actor, Door};
use crate::app::beginning::{self, WardName};
use crate::features::directory::actions as directory;
use crate::features::people::invitations::{self, Link};
use crate::features::people::users::{self, NewPerson, NewRole};
use crate::http::Problem;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::Role;
use crate::store::profile::{Preset, Setting};
use crate::store::{Call, Site, Work};

#[derive(Args)]
pub struct Init {
    /// Name of the ward with its level, for example “phường Bình Minh”, “xã An Hòa”, “đặc khu Cát Hải”.
    #[arg(long)]
    pub name: String,
    /// English name, for example “Bình Minh Ward”.
    #[arg(long)]
    pub name_en: String,
    /// Name to sign in with of the first person, who keeps accounts and settings.
    #[arg(long, default_value = "quantri")]
    pub admin: String,
    /// That person's name as colleagues see it.
    #[arg(long, value_name = "NAME")]
    pub admin_name: String,
    /// How much of the Regulation is switched on; changed at the desk without loss.
    #[arg(long, value_enum, default_value = "compact")]
    pub preset: AskedPreset,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum AskedPreset {
    Compact,
    Regulation,
    Full,
}

/// Writes the beginning of a ward and prints the link for its first person.
pub async fn run(site: &Site, new: Init) -> anyhow::Result<()> {
    let (name, admin) = (new.name.trim().to_owned(), new.admin.clone());
    let link = begin(site, new).await?;
    println!("Đã mở cổng của {name}.");
    println!("Liên kết cho {admin} (dùng một lần, đến {}), sau khi chạy `cong serve`:", rfc3339_vn(link.expires_at));
    println!("{}", link.url);
    Ok(())
}

/// All of it or nothing. Refuses a folder that holds a ward already.
pub async fn begin(site: &Site, new: Init) -> anyhow::Result<Link> {
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "init")).await.map_err(Problem::from)?;
    if beginning::has_begun(&work).await.map_err(Problem::from)? {
        bail!("this data folder holds a ward already; nothing was changed");
    }
    let today = to_vn(work.now).date_naive();
    let ward = WardName { name: new.name.trim().to_owned(), name_en: new.name_en.trim().to_owned() };
    let level = ["phường ", "xã ", "đặc khu "].into_iter().any(|level| ward.name.starts_with(level));
    if !level || ward.name_en.is_empty() {
        bail!("--name begins with “phường”, “xã” or “đặc khu”, and --name-en is not empty");
    }
    beginning::furnish(&mut work, &ward, today).await?;
    beginning::propose_templates(&mut work).await?;
    let preset = match new.preset {
        AskedPreset::Compact => Preset::Compact,
        AskedPreset::Regulation => Preset::Regulation,
        AskedPreset::Full => Preset::Full,
    };
    let settings = [
        Setting::Name(format!("Cổng thông tin điện tử {}", ward.name)),
        Setting::NameEn(Some(format!("Portal of {}", ward.name_en))),
        Setting::AttributionLine(format!("Theo Cổng thông tin điện tử {}", ward.name)),
        Setting::Preset(preset),
    ];
    for setting in settings {
        directory::set_setting(&mut work, setting, Some("Mở cổng".into())).await?;
    }
    let person = NewPerson {
        username: Some(new.admin),
        display_name: new.admin_name,
        position: "Quản trị kỹ thuật".into(),
        email: None,
        unit: None,
    };
    let user = users::put_in(&mut work, person).await?;
    users::open_role(&mut work, NewRole::plain(user.id, Role::TechnicalAdministrator, None, today)).await?;
    let link = invitations::make(&mut work, &user).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(link)
}
