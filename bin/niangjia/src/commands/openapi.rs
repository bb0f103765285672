//! `niangjia openapi`

use anyhow::Result;

use crate::output::Done;

pub fn run() -> Result<Done> {
    println!("{}", crate::modules::api().get_openapi().to_pretty_json()?);
    Ok(Done::All)
}
