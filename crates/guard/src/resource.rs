//! The kinds of things and deeds that the policy speaks of.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($(#[$m:meta])* $enum:ident, $trait:ident, $module:ident { $($(#[$d:meta])* $name:ident = $code:literal, $title:literal;)+ }) => {
        $(#[$m])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $enum { $($(#[$d])* $name),+ }

        impl $enum {
            /// All of them, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Name in permissions, `member` in `member.read`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// Chinese title for the matrix.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }

        /// A type for each kind, so that a [`crate::Scope`] says in its type what it is for.
        pub mod $module {
            /// Implemented by every type of this module.
            pub trait $trait: Send + Sync + 'static {
                /// The kind that this type stands for.
                const KIND: super::$enum;
            }
            $(
                $(#[$d])*
                #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                pub enum $name {}
                impl $trait for $name { const KIND: super::$enum = super::$enum::$name; }
            )+
        }
    };
}

kinds! {
    /// What something is done to.
    ResourceKind, Resource, res {
        /// Unions and their place in the tree.
        Union = "union", "工会组织";
        /// Founding and elections of unions.
        Election = "election", "组建与换届";
        /// Employers and their cover by unions.
        Employer = "employer", "用人单位";
        /// People and their membership.
        Member = "member", "会员";
        /// Workbook imports.
        Import = "import", "表格导入";
        /// Proposed moves of a member between unions.
        Transfer = "transfer", "会籍转接";
        /// Applications to become a member.
        Join = "join", "入会申请";
        /// Zones, stations and service points.
        Zone = "zone", "片区与服务点";
        /// Days on which a representative is there for people.
        Duty = "duty", "代表值班";
        /// What members ask about the own data.
        DataRequest = "data_request", "个人信息申请";
        /// Questionnaires and quizzes.
        Survey = "survey", "问卷与答题";
        /// Articles of the knowledge base.
        Knowledge = "knowledge", "知识库";
        /// Plans of visits, and visits to employers.
        Visit = "visit", "走访";
        /// Rooms where people say what troubles them.
        Room = "room", "说事室";
        /// Days on which representatives or chairs receive people, and who signs up for them.
        Reception = "reception", "接待日";
        /// Erasure of people whose time of keeping is over.
        Retention = "retention", "到期清除";
        /// Reporting upwards: targets, files and their receipts.
        Exchange = "exchange", "数据上报";
        /// Figures and the records behind them.
        Figure = "figure", "统计数据";
        /// Cases: matters from intake to answer.
        Case = "case", "事项";
        /// How a kind of case goes.
        Procedure = "procedure", "办理流程";
        /// Documents that unions issue, and their templates.
        Letter = "letter", "公文";
        /// Schemes of mutual medical aid.
        Scheme = "scheme", "互助方案";
        /// Who takes part in mutual aid, and what is paid for it.
        Enrolment = "enrolment", "互助参保";
        /// What is asked of mutual aid, and what is decided.
        Claim = "claim", "互助金申请";
        /// Payments of mutual aid through the bank.
        Payment = "payment", "互助金支付";
        /// The fund of mutual aid: receipts, figures, outlook.
        Fund = "fund", "互助基金";
        /// Accounts and entries of the books.
        Ledger = "ledger", "账簿";
        /// Samples that auditors of the union draw.
        Sample = "sample", "经审抽样";
        /// Campaigns of benefits: coupons, grabs, red packets, draws; their budgets and what was given out.
        Campaign = "campaign", "普惠活动";
        /// Merchants under contract, their shops, clerks and offers.
        Merchant = "merchant", "合作商家";
        /// What merchants redeemed, and the statements they are paid by.
        Redemption = "redemption", "核销与结算";
        /// The till of one's own merchant: redeeming, its statements.
        Till = "till", "商家收银";
        /// Cards of members that a bank makes.
        BenefitCard = "benefit_card", "会员卡";
        /// Articles of the publicity channel.
        Post = "post", "宣传文章";
        /// Messages of the in-app inbox.
        Notice = "notice", "消息";
        /// Attachments.
        File = "file", "附件";
        /// Dictionaries.
        Codeset = "codeset", "字典";
        /// Dated parameters.
        Parameter = "parameter", "参数";
        /// The table of working days.
        Calendar = "calendar", "工作日历";
        /// Shapes of divisions.
        Map = "map", "地图数据";
        /// Staff accounts.
        Account = "account", "账号";
        /// Roles given to accounts.
        Grant = "grant", "授权";
        /// The audit.
        Audit = "audit", "审计";
        /// The official account of WeChat.
        Wechat = "wechat", "微信公众号";
        /// Jobs and the state of the system.
        System = "system", "系统运行";
    }
}

kinds! {
    /// What is done.
    ActionKind, Action, act {
        /// See it, in lists and alone.
        Read = "read", "查看";
        /// Make a new one.
        Create = "create", "新增";
        /// Change it.
        Update = "update", "修改";
        /// Carry it out of the program as a file.
        Export = "export", "导出";
        /// See a sealed value in full, with a purpose.
        Reveal = "reveal", "查看完整号码";
        /// Propose a change that a second person must approve.
        Propose = "propose", "提出变更";
        /// Approve what another person proposed.
        Approve = "approve", "复核批准";
        /// Lock and unlock, end sessions; interrupt what runs and let it go on.
        Lock = "lock", "锁定（暂停）与恢复";
        /// Fix figures for ever, and explain what became known later.
        Freeze = "freeze", "冻结与说明";
    }
}
