//! The lists whose files are compared with what they show.

/// A list: where it is asked for, its conditions, where its rows are in the answer, and a field of a row with the header of
/// its column in the file.
pub type List = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Lists of cadres; `MEMBER`, `UNION` and `ZONE` stand for one with something to show.
pub const OF_CADRES: &[List] = &[
    ("/api/transfers", "", "/items", "/name", "姓名"),
    ("/api/transfers", "answered=true", "/items", "/name", "姓名"),
    ("/api/joins", "", "/items", "/masked_number", "证件号码"),
    ("/api/joins", "state=approved", "/items", "/masked_phone", "移动电话"),
    ("/api/data_requests", "", "/items", "/number", "编号"),
    ("/api/data_requests", "state=accepted", "/items", "/number", "编号"),
    ("/api/retention/soon", "", "", "/name", "姓名"),
    ("/api/members/suspects", "", "/items", "/other/name", "姓名（二）"),
    ("/api/elections", "", "/items", "/union_name", "工会"),
    ("/api/founding_hints", "", "/items", "/employer_name", "用人单位"),
    ("/api/duties", "", "/items", "/person_name", "值班代表"),
    ("/api/duties", "state=planned", "/items", "/union_name", "工会"),
    ("/api/duty_tallies", "", "/people", "/name", "代表"),
    ("/api/surveys", "", "/items", "/title", "标题"),
    ("/api/rooms", "", "/items", "/name", "说事室"),
    ("/api/rooms", "state=open&on_duty=true", "/items", "/union_name", "工会"),
    ("/api/receptions", "", "/items", "/host_name", "接待人"),
    ("/api/room_coverage", "", "/rows", "/union_name", "工会"),
    ("/api/room_coverage/without", "", "/items", "/name", "单位"),
    ("/api/surveys/SURVEY/texts", "question=say", "/items", "/text", "回答"),
    ("/api/visits", "", "/items", "/employer_name", "走访单位"),
    ("/api/visits", "state=done", "/items", "/lead_name", "负责人"),
    ("/api/visit_plans", "", "/items", "/title", "标题"),
    ("/api/visit_candidates", "above_scale=true", "/items", "/name", "单位名称"),
    ("/api/visit_figures", "", "/towns", "/union_name", "工会"),
    ("/api/imports", "", "/items", "/file_name", "文件"),
    ("/api/exchange_runs", "", "/items", "/target_name", "上报对象"),
    ("/api/figure_reports", "", "/items", "/title", "名称"),
    ("/api/letters", "", "/items", "/number", "发文字号"),
    ("/api/letters", "state=withdrawn", "/items", "/withdrawn_reason", "作废原因"),
    ("/api/letter_agencies", "", "/items", "/word", "机关代字"),
    ("/api/letter_templates", "", "", "/name", "文种"),
    ("/api/unions", "sort=term&state=in_office", "/items", "/name", "工会名称"),
    ("/api/members/MEMBER/views", "", "", "/account_name", "查看人"),
    ("/api/members/MEMBER/merges", "", "", "/reason", "理由"),
    ("/api/members/MEMBER/certificates", "", "", "/number", "编号"),
    ("/api/unions/UNION/tree-changes", "", "", "/kind_label", "事项"),
    ("/api/zones/ZONE/members", "", "/members", "/name", "名称"),
];

/// Lists that all staff see.
pub const OF_STAFF: &[List] = &[
    ("/api/codesets/sex", "", "/items", "/label", "名称"),
    ("/api/parameters/duty.sessions_per_term", "", "/history", "/source", "依据"),
    ("/api/calendar", "", "", "/year", "年份"),
    ("/api/calendar/2026", "", "/in_force/days", "/day", "日期"),
];

pub const OF_AUDITORS: &[List] = &[
    ("/api/accounts", "", "/items", "/username", "账号"),
    ("/api/audit", "", "/items", "/id", "编号"),
    ("/api/audit", "action=grant.create", "/items", "/id", "编号"),
    ("/api/audit/views", "", "", "/account_name", "查看人"),
];

/// Lists of those who keep the books.
pub const OF_MONEY: &[List] = &[
    ("/api/ledger_accounts", "", "/items", "/code", "科目编码"),
    ("/api/ledger_accounts", "kind=fund", "/items", "/title", "科目名称"),
    ("/api/ledger_entries", "", "/items", "/transfer_id", "凭证编号"),
    ("/api/ledger_entries", "union_id=UNION&to=2026-10-31", "/items", "/memo", "摘要"),
    ("/api/ledger_books/UNION/trial_balance", "", "/lines", "/code", "科目编码"),
];

/// Lists of those who enrol people in mutual aid.
pub const OF_ENROLMENT: &[List] = &[
    ("/api/mutual_schemes", "", "/items", "/title", "方案"),
    ("/api/mutual_periods", "", "/items", "/title", "参保期"),
    ("/api/mutual_periods/PERIOD/progress", "", "/towns", "/union_name", "工会"),
    ("/api/mutual_units", "period_id=PERIOD", "/items", "/union_name", "工会"),
    ("/api/mutual_rosters", "", "/items", "/file_name", "文件"),
    ("/api/mutual_enrolments", "", "/items", "/name", "姓名"),
    ("/api/mutual_enrolments", "state=active", "/items", "/masked_id", "证件号码"),
    ("/api/mutual_bills", "", "/items", "/reference", "缴费单号"),
    ("/api/mutual_statements", "", "/items", "/bank", "银行"),
    ("/api/mutual_receipts", "", "/items", "/payer", "付款人"),
    ("/api/mutual_refunds", "", "/items", "/payee", "收款人"),
];

/// Lists of those who work claims out and pay them, of a fund with claims in every state.
pub const OF_CLAIMS: &[List] = &[
    ("/api/mutual_claims", "", "/items", "/number", "编号"),
    ("/api/mutual_claims", "state=paid", "/items", "/name", "姓名"),
    ("/api/mutual_sources", "", "/items", "/name", "名称"),
    ("/api/mutual_sources", "q=医保局", "/items", "/union_name", "互助组织"),
    ("/api/mutual_settlements", "", "/items", "/file_name", "文件"),
    ("/api/mutual_settlements", "q=结算&state=done", "/items", "/source_name", "数据来源"),
    ("/api/mutual_notices", "", "/items", "/title", "标题"),
    ("/api/mutual_notices", "q=第二批&state=open", "/items", "/title", "标题"),
    ("/api/mutual_payment_batches", "", "/items", "/number", "批次号"),
    ("/api/mutual_payment_batches", "state=draft&to=2026-11-23", "/items", "/number", "批次号"),
    ("/api/mutual_answers", "", "/items", "/file_name", "文件"),
    ("/api/mutual_answers", "q=回盘&from=2026-11-23", "/items", "/union_name", "互助组织"),
    ("/api/mutual_returns", "fund_id=UNION", "/items", "/number", "申请编号"),
];

/// Lists of editors.
pub const OF_POSTS: &[List] = &[
    ("/api/posts", "", "/items", "/number", "编号"),
    ("/api/posts", "state=published&live=true", "/items", "/title", "标题"),
    ("/api/posts", "q=普惠", "/items", "/author", "作者"),
    ("/api/post_comments", "", "/items", "/body", "评论"),
    ("/api/post_comments", "state=waiting", "/items", "/post_title", "文章"),
    ("/api/post_channels", "", "/items", "/name", "账号名称"),
    ("/api/post_channels", "open=false", "/items", "/kind_title", "平台"),
    ("/api/post_channel_returns", "", "/items", "/channel_name", "账号名称"),
    ("/api/post_channel_returns", "q=视频", "/items", "/followers", "粉丝数"),
];

/// Lists of those who give benefits.
pub const OF_BENEFITS: &[List] = &[
    ("/api/benefit_campaigns", "", "/items", "/number", "活动编号"),
    ("/api/benefit_campaigns", "state=published&q=红包", "/items", "/title", "活动"),
    ("/api/benefit_campaigns/CAMPAIGN/vouchers", "", "/items", "/number", "券号"),
    ("/api/benefit_campaigns/CAMPAIGN/vouchers", "state=held", "/items", "/name", "姓名"),
    ("/api/benefit_campaigns/POOL/codes", "state=left", "/items", "/tail", "券码末尾"),
    ("/api/benefit_campaigns/GOODS/parcels", "", "/items", "/number", "券号"),
    ("/api/benefit_campaigns/GOODS/parcels", "state=ready", "/items", "/name", "姓名"),
    ("/api/benefit_budgets", "", "/rows", "/union_name", "工会"),
    ("/api/benefit_cards", "", "/items", "/number", "申请编号"),
    ("/api/benefit_card_batches", "", "/items", "/number", "批次号"),
    ("/api/benefit_cards", "state=active", "/items", "/tail", "卡号末四位"),
    ("/api/benefit_draw_rooms", "", "/items", "/title", "活动"),
    ("/api/benefit_draw_rooms", "state=drawn&q=水果", "/items", "/number", "活动编号"),
    ("/api/benefit_draws/DRAW/room/winners", "", "/items", "/entrant", "报名编号"),
    ("/api/benefit_draws/DRAW/room/winners", "state=claimed", "/items", "/name", "姓名"),
    ("/api/benefit_figures", "union_id=UNION&from=2026-01-01&to=2026-12-31", "/campaigns", "/title", "活动"),
    ("/api/benefit_visits", "", "/items", "/merchant_name", "商家"),
    ("/api/benefit_visits", "state=mend", "/items", "/people", "走访人"),
    ("/api/benefit_proposals", "", "/items", "/title", "优惠"),
    ("/api/benefit_proposals", "state=proposed&kind=add", "/items", "/merchant_name", "商家"),
    ("/api/benefit_returns", "", "/items", "/discount_title", "优惠"),
    ("/api/benefit_returns", "q=影城", "/items", "/merchant_name", "商家"),
    ("/api/benefit_merchants", "", "/items", "/name", "商家"),
    (
        "/api/benefit_merchants",
        "state=contracted&category=cinema",
        "/items",
        "/credit_code",
        "统一社会信用代码",
    ),
    ("/api/benefit_redemptions", "", "/items", "/number", "券号"),
    ("/api/benefit_redemptions", "state=good", "/items", "/merchant_name", "商家"),
    ("/api/benefit_uses", "", "/items", "/number", "会员码号"),
    ("/api/benefit_uses", "state=good&q=影城", "/items", "/merchant_name", "商家"),
    ("/api/benefit_statements", "", "/items", "/number", "结算单号"),
    ("/api/benefit_statements", "state=paid&q=JS", "/items", "/merchant_name", "商家"),
    ("/api/benefit_statements/STATEMENT/lines", "", "/items", "/number", "券号"),
];

/// Lists of auditors.
pub const OF_SAMPLES: &[List] = &[
    ("/api/mutual_samples", "", "/items", "/title", "名称"),
    ("/api/mutual_samples", "q=支付抽查", "/items", "/seed", "种子"),
];

pub const OF_SECURITY: &[List] = &[
    ("/api/accounts", "", "/items", "/username", "账号"),
    ("/api/retention/runs", "", "/items", "/day", "日期"),
];
