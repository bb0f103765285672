//! What can go wrong, an enum for each area. The sentences are in `locales/zh.toml`.

pub use crate::campaign_error::CampaignError;
pub use crate::card_error::CardError;
pub use crate::draw_error::DrawError;
pub use crate::issue_error::IssueError;
pub use crate::merchant_error::MerchantError;
