//! What the program has to know of the official account.

use std::path::PathBuf;

/// The official account and where its interface is.
#[derive(Clone, PartialEq, Eq)]
pub struct WechatConfig {
    /// `AppID`.
    pub app_id: String,
    /// `AppSecret`, from the environment; it is in no file and no table.
    pub secret: String,
    /// Address of the interface.
    pub api: String,
    /// Address of the page on which WeChat tells who somebody is.
    pub open: String,
    /// Address that the script for pages in WeChat is loaded from.
    pub script: String,
    /// Certificates of those who vouch for the interface, PEM.
    pub roots: PathBuf,
    /// Address under which workers reach the phone pages, without a slash at its end.
    pub public_url: String,
    /// Template messages a day at most.
    pub templates_a_day: i64,
    /// Subscribe messages a day at most.
    pub subscribes_a_day: i64,
}

impl WechatConfig {
    /// The documented addresses and limits, for an account.
    pub fn documented(
        app_id: impl Into<String>,
        secret: impl Into<String>,
        public_url: impl Into<String>,
    ) -> Self {
        Self {
            app_id: app_id.into(),
            secret: secret.into(),
            api: "https://api.weixin.qq.com".to_owned(),
            open: "https://open.weixin.qq.com".to_owned(),
            script: "https://res.wx.qq.com".to_owned(),
            roots: PathBuf::from("/etc/ssl/certs/ca-certificates.crt"),
            public_url: public_url.into().trim_end_matches('/').to_owned(),
            templates_a_day: 100_000,
            subscribes_a_day: 10_000_000,
        }
    }

    /// Address of a page of the phone app.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{}/h5/#{path}", self.public_url)
    }

    /// Address that signs in silently and then leads to a page of the phone app.
    pub(crate) fn door(&self, path: &str) -> String {
        format!("{}/api/wechat/begin?to={}", self.public_url, super::protocol::encode(path))
    }
}

impl std::fmt::Debug for WechatConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WechatConfig")
            .field("app_id", &self.app_id)
            .field("api", &self.api)
            .finish_non_exhaustive()
    }
}
