// Generated from openapi.json by `npm run gen`. Do not edit.
export interface paths {
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the own password. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own sessions. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the own sessions. */
        delete: operations["end_other_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account_template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form for many accounts. */
        get: operations["get_account_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All accounts. */
        get: operations["list_accounts"];
        put?: never;
        /** Makes an account without any right. */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the accounts of a form. The answer is the result workbook with the one-time passwords, which are shown nowhere
         *     else.
         */
        post: operations["create_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would become of every row of a form; makes nothing. */
        post: operations["preview_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accounts as a file. */
        post: operations["export_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an account a role at a union. */
        post: operations["create_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/grants/{grant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a role away. */
        delete: operations["delete_grant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/hand_over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves rights and open work of an account to a successor, and closes it. */
        post: operations["hand_over_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an account and ends its sessions. */
        post: operations["lock_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens an account again, and lifts a lock after failures. */
        post: operations["unlock_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/answers/{survey_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published anonymous survey with its public key. Asked without a session, so that nobody can be given a key of their own. */
        get: operations["get_open_survey"];
        put?: never;
        /** Hands in an answer with its token; once. A retry changes nothing and is told the same. */
        post: operations["hand_in_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of the audit in sight, newest first. */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The anchors of the last 400 days, newest first, to be printed and kept elsewhere. */
        get: operations["list_anchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The audit as a file. */
        post: operations["export_audit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at whose detail: by day, newest first, 500 at most. */
        get: operations["list_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/views/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who looked at whom as a file. */
        post: operations["export_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The years that are known or proposed, newest first. */
        get: operations["list_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Years of the calendar as a file. */
        post: operations["export_calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One year. A year without a table is answered empty, so that one can be proposed. */
        get: operations["get_calendar_year"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{year}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A year's special days as a file. */
        post: operations["export_calendar_year"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{year}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes the table of a year; another person decides. */
        post: operations["propose_calendar_year"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{year}/proposals/{version}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves somebody else's proposal: deadlines are computed by it from now on. */
        post: operations["approve_calendar_year"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{year}/proposals/{version}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns somebody else's proposal down. */
        post: operations["reject_calendar_year"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_booklet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pieces of a kind in sight, newest first, at most 500. Cases that only named people read are not among them. */
        get: operations["get_booklet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts of the views, up to 1,000 unless exactness is asked for. */
        get: operations["count_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_deputies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stand-ins of the caller. */
        get: operations["list_deputies"];
        put?: never;
        /** Says who stands in for the caller. */
        post: operations["appoint_deputy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_deputies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a stand-in of the caller. */
        delete: operations["dismiss_deputy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures over cases in sight that were told in a period; with a kind also by what its choices say. */
        get: operations["get_case_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_figures/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The figures by union as a file. */
        post: operations["export_case_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_opinions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opinions that the caller's unions have not given yet. */
        get: operations["list_asked_opinions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_opinions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The opinions that are waited for as a file. */
        post: operations["export_asked_opinions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_workload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cases lie with whom, most first, at most 500 lines. */
        get: operations["list_workload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case_workload/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The workload as a file. */
        post: operations["export_workload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases in sight: by the end of their limits, or (closed ones and all) newest first. */
        get: operations["list_cases"];
        put?: never;
        /** Opens a case for somebody who calls, comes or writes. */
        post: operations["open_case_by_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cases as a file. */
        post: operations["export_cases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case. */
        get: operations["get_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Puts right what stands in a case; `If-Match` carries the version that was seen. */
        patch: operations["edit_case_text"];
        trace?: never;
    };
    "/api/cases/{id}/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts at the union that has a case which may have it. */
        get: operations["list_case_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/deeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does something with a case; `If-Match` carries the version that was seen. */
        post: operations["do_with_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Attachments of a case, first added first. */
        get: operations["list_case_files"];
        put?: never;
        /** Attaches a file to a case. */
        post: operations["add_case_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of an attachment of a case; recorded before they are answered. */
        get: operations["get_case_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/judges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts that can be asked for a score: at the union that has the case, and above it. */
        get: operations["list_judge_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a letter on a case in the name of the union that has it. */
        post: operations["issue_case_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/letters/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the case fills into a letter of a kind. */
        get: operations["start_case_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who told a case, in full; recorded before it is answered. */
        post: operations["reveal_case_reporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/certificates/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verifies a certificate by what is printed on it. */
        post: operations["verify_certificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dictionaries; with `q` those whose title or entries hold it. */
        get: operations["list_codesets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dictionaries, an entry a row as a file. */
        post: operations["export_codesets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dictionary with all its entries. */
        get: operations["get_codeset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/{set}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The entries of a dictionary as a file. */
        post: operations["export_codeset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/{set}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds an entry; `If-Match` carries the version that was seen. */
        post: operations["create_codeset_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/{set}/items/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an entry; its code never changes. */
        patch: operations["edit_codeset_item"];
        trace?: never;
    };
    "/api/codesets/{set}/items/{code}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the validity of an entry, or opens it again. Records that hold its code keep it and its label. */
        post: operations["end_codeset_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/codesets/{set}/items/{code}/synonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a word that means the entry. Imports understand it from then on. */
        post: operations["add_synonym"];
        /** Takes a synonym away. */
        delete: operations["remove_synonym"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data_requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests in sight: open ones by their last day, answered ones newest first. */
        get: operations["list_data_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data_requests/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many requests match: exact to 1,000, and beyond that on request. */
        get: operations["count_data_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/data_requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What members ask about the own data as a file. */
        post: operations["export_data_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deadline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last day of a period, with the days walked. */
        get: operations["compute_deadline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/division_shapes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The outlines of the divisions directly under one. With `If-None-Match` and nothing new the answer is 304. */
        get: operations["list_division_shapes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/divisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Divisions under another one, or found by name. */
        get: operations["list_divisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Duties in sight by day. */
        get: operations["list_duties"];
        put?: never;
        /** Plans a series of duties; its representatives are told. */
        post: operations["plan_duties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many duties match: exact to 1,000, and beyond that on request. */
        get: operations["count_duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Duties as a file. */
        post: operations["export_duties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a duty; `If-Match` carries the version that was seen. */
        post: operations["cancel_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says how many came; `If-Match` carries the version that was seen. */
        post: operations["finish_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/{id}/sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a representative in who was there; `If-Match` carries the version that was seen. */
        post: operations["sign_in_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duties/{id}/swap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody else takes a duty over; `If-Match` carries the version that was seen. */
        post: operations["swap_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duty_tallies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions held, missed and planned of each representative within a term's years; at most 500. */
        get: operations["list_duty_tallies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duty_tallies/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Duties of each representative as a file. */
        post: operations["export_duty_tallies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/elections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Foundings and elections under way in sight, oldest first. */
        get: operations["list_open_elections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/elections/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Elections under way as a file. */
        post: operations["export_elections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Employers in sight. */
        get: operations["list_employers"];
        put?: never;
        /** Enters an employer. */
        post: operations["create_employer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employers/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many employers match: exact to 1,000, and beyond that on request. */
        get: operations["count_employers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Employers as a file. */
        post: operations["export_employers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One employer, with the covering union now and before. */
        get: operations["get_employer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an employer; `If-Match` carries the version that was seen. */
        patch: operations["edit_employer"];
        trace?: never;
    };
    "/api/employers/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of an employer and its cover, newest first. */
        get: operations["list_employer_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/employers/{id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes which union covers an employer; `If-Match` carries the version that was seen. */
        post: operations["cover_employer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fixed catalogue of fields, by kind of target. */
        get: operations["list_exchange_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what a definition makes of ten records in sight, numbers of people masked. */
        post: operations["preview_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs in sight, newest first. */
        get: operations["list_exchange_runs"];
        put?: never;
        /** Begins to make a delta file: everything that changed since it was last accepted. */
        post: operations["begin_exchange_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs of the upward exchange as a file. */
        post: operations["export_exchange_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run. */
        get: operations["get_exchange_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a run up whose file was not handed in; what it sent counts as not sent. */
        post: operations["cancel_exchange_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A file of a run. What goes out shows numbers in full, so it takes the right to see them. */
        post: operations["take_exchange_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads an answer file against the run's rows and, with `apply`, marks them accepted or refused. */
        post: operations["enter_exchange_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_runs/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a run that no later run has sent again, in the order of the file. */
        get: operations["list_exchange_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Targets that the caller may report by: of the own unions and those above. */
        get: operations["list_exchange_targets"];
        put?: never;
        /** Makes a target; somebody else approves it before it is used. */
        post: operations["create_exchange_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One target. */
        get: operations["get_exchange_target"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compares what was accepted above with what there is now: up to the next 200 differences, in 20,000 records at most. */
        get: operations["get_exchange_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/difference/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The difference report as a file, however many records there are. */
        post: operations["export_exchange_difference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a change of a target as a whole. */
        post: operations["propose_exchange_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/proposal/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves somebody else's proposal. */
        post: operations["approve_exchange_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/proposal/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns somebody else's proposal down. */
        post: operations["reject_exchange_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange_targets/{id}/proposal/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an own proposal back. */
        post: operations["withdraw_exchange_target"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports of unions in sight, newest first. */
        get: operations["list_figure_reports"];
        put?: never;
        /** Freezes the figures of a union and everything beneath it as of a day; a job does it. */
        post: operations["freeze_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Frozen reports as a file. */
        post: operations["export_figure_reports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A report: its figures as they were frozen, child by child, of its union or of one beneath it. */
        get: operations["get_figure_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/{id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became known after the freezing, by measure and union. */
        get: operations["list_report_adjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A frozen report as a file: its lines child by child, then what became known later. */
        post: operations["export_figure_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says why a figure has moved since it was frozen. The frozen figure stays. */
        post: operations["explain_report_adjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figure_reports/{id}/records/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The facts that a frozen figure counts: exactly those it was the sum of, newest first. */
        get: operations["list_report_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of a union and everything beneath it, as of a day. */
        get: operations["get_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All figures of a union and of those right beneath it, as of a day and over a period. */
        get: operations["get_figure_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/{code}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A measure by direct children of a union, as they were on the day. */
        get: operations["get_figure_children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/{code}/course": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A figure or rate at the end of each month, up to a day. */
        get: operations["get_figure_course"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/{code}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A figure or rate of a union and of those right beneath it, with the divisions that they stand for. */
        get: operations["get_figure_places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/{code}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The facts behind a figure, newest first. */
        get: operations["list_figure_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures/{code}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a figure changed by, step by step; steps without a change are left out. A month stands under its first day. */
        get: operations["get_figure_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/founding_hints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggestions to found a union, most members first. */
        get: operations["list_founding_hints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/founding_hints/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many suggestions match: exact to 1,000, and beyond that on request. */
        get: operations["count_founding_hints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/founding_hints/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suggestions to found a union as a file. */
        post: operations["export_founding_hints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/founding_hints/{union}/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a suggestion off; `If-Match` carries the version that was seen. */
        post: operations["dismiss_founding_hint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** To-do and figures. */
        get: operations["get_home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import_template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form to fill in, with drop-downs. */
        get: operations["get_import_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports in sight, newest first. */
        get: operations["list_imports"];
        put?: never;
        /** Uploads a workbook and begins to check it. */
        post: operations["upload_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports as a file. */
        post: operations["export_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import. */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an import up. What was entered stays and can be undone. */
        post: operations["cancel_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enters the good rows of a checked import. */
        post: operations["commit_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The uploaded workbook with 是否导入成功 and 错误原因 in every data row. */
        get: operations["get_import_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verdicts of the rows, in the order of the file; a page holds at least 50 unless the file ends. */
        get: operations["list_import_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an import back; what something else depends on is kept. */
        post: operations["undo_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/join/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How an application stands. */
        post: operations["get_join_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/join/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an application back. */
        post: operations["withdraw_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/join/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a poster leads to: the union, its employers, and what is consented to. */
        get: operations["get_join_page"];
        put?: never;
        /** Applies. A wrong code is counted, and a right one used up. */
        post: operations["apply_to_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/join/{token}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a one-time code, within the limits of sign-in. */
        post: operations["send_join_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications in sight: waiting ones oldest first, ended ones newest first. */
        get: operations["list_joins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves applications, each by itself: the worker is a member then, or proposed to move here. What cannot be done
         *     is told row by row, and waits on.
         */
        post: operations["approve_joins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many applications match: exact to 1,000, and beyond that on request. */
        get: operations["count_joins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applications as a file. */
        post: operations["export_joins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application, numbers masked. */
        get: operations["get_join"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses an application. */
        post: operations["refuse_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joins/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A sealed value in full; recorded before it is answered. */
        post: operations["reveal_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/knowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Articles of the unions in sight and of those above them; drafts only for those who edit. */
        get: operations["list_articles"];
        put?: never;
        /** Writes a draft. */
        post: operations["create_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/knowledge/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list as a file. */
        post: operations["export_articles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/knowledge/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An article. */
        get: operations["get_article"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an article; `If-Match` carries the version that was seen. Readers see it once it is published. */
        patch: operations["edit_article"];
        trace?: never;
    };
    "/api/knowledge/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets readers see an article as it is now. */
        post: operations["publish_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/knowledge/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets readers see an article no more. */
        post: operations["withdraw_article"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unions in sight that have a short word, with all their words, the newest of each first. */
        get: operations["list_letter_agencies"];
        put?: never;
        /** Sets what a union is called on its documents from a day on. */
        post: operations["set_letter_agency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_agencies/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Short words of unions as a file. */
        post: operations["export_letter_agencies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of letters. */
        get: operations["list_letter_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The kinds of letters as a file. */
        post: operations["export_letter_templates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One kind with its versions. */
        get: operations["get_letter_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/{kind}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a template for a kind, known or new; another person decides. */
        post: operations["propose_letter_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/{kind}/proposals/{version}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves somebody else's proposal: letters are made by it from its first day on. */
        post: operations["approve_letter_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/{kind}/proposals/{version}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns somebody else's proposal down. */
        post: operations["reject_letter_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_templates/{kind}/proposals/{version}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an own proposal back. */
        post: operations["withdraw_letter_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letter_trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The page of a template that is being written. Nothing is kept. */
        post: operations["try_letter_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Letters of unions in sight, newest first. */
        get: operations["list_letters"];
        put?: never;
        /** Issues a letter by hand: it gets the next number and is frozen. */
        post: operations["issue_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many letters match: exact to 1,000, and beyond that on request. */
        get: operations["count_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Letters as a file. */
        post: operations["export_letters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a letter would say if it was issued today; takes no number. */
        post: operations["preview_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One letter. */
        get: operations["get_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/{id}/docx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The letter for a word processor; recorded before it is answered. */
        get: operations["download_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws a letter: it keeps its number and is marked 作废. */
        post: operations["withdraw_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own member card with a fresh code. */
        get: operations["get_card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/case_kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What members may tell. */
        get: operations["list_own_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own cases, newest first. What was told without a name is not among them. */
        get: operations["list_own_cases"];
        put?: never;
        /** Tells the union something. */
        post: operations["tell_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the own cases. */
        get: operations["get_own_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attaches a photo or paper to an own case. */
        post: operations["add_own_case_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file that the reporter sent. */
        get: operations["get_own_case_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does with an own case what the reporter may, such as taking it back. */
        post: operations["move_own_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates the answer to an own case. */
        post: operations["rate_own_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cases/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds something to an own case. */
        post: operations["reply_to_own_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own certificates, newest first. */
        get: operations["list_own_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the member has claimed, newest first. */
        get: operations["list_own_claims"];
        put?: never;
        /** Claims a case that is shown to everyone; whoever is second is told so. */
        post: operations["claim_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/claims/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a claimed case up, or says that it is done, as its procedure has it. */
        post: operations["move_own_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has consented to, newest first. */
        get: operations["list_own_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/consents/{consent_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws an own consent. One that membership rests on cannot be withdrawn alone. */
        post: operations["withdraw_own_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a correction of the own data. */
        post: operations["ask_own_correction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/data_requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Own requests, and what can be asked for. */
        get: operations["list_own_data_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/data_requests/{request_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an open request back. */
        post: operations["withdraw_own_data_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own duties of the last 30 days and to come. */
        get: operations["list_own_duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/duties/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says how many came to the own duty. */
        post: operations["finish_own_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/duties/{id}/sign_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in to the own duty, within its hours and the tolerance around them. */
        post: operations["sign_in_own_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the erasure of the own data. A wrong code is counted, and a right one used up. */
        post: operations["ask_own_erasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/erasures/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a one-time code for the erasure of the own data to the phone that the register has. */
        post: operations["send_own_erasure_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a file that shows what a correction asks for. */
        post: operations["add_own_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that the register holds about the person who asks, numbers in full. A wrong code is counted, and a right
         *     one used up; the answer is recorded before it is given.
         */
        post: operations["export_own_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/export/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a one-time code for the own data as a file to the phone that the register has. */
        post: operations["send_own_export_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declares a flag; the union answers. */
        post: operations["declare_own_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own messages of a member; `count` says how many are not read. */
        get: operations["list_own_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks an own message as read. */
        post: operations["read_own_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own record in words, numbers masked. */
        get: operations["get_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/profile/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The own record has been looked at and is right. */
        post: operations["confirm_own_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/receptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reception days of the member's union and those above it, the next ones first, and those that the member signed up for. */
        get: operations["list_own_receptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/receptions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the own sign-up up, until the day begins. */
        post: operations["cancel_own_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/receptions/{id}/sign_up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs up for a reception day. */
        post: operations["sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/relatives_choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has arranged for the time after death. */
        get: operations["get_own_relatives_choice"];
        /** Arranges whether near relatives may exercise the rights over the own data after death; the newest choice counts. */
        put: operations["set_own_relatives_choice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rooms of the member's union that are in use. */
        get: operations["list_own_rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the member may answer, those that end first before others, and what was answered. */
        get: operations["list_own_surveys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A survey that the member may answer or has answered. */
        get: operations["get_own_survey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers a survey under the own name; once. A retry changes nothing and is told the same. */
        post: operations["answer_own_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys/{id}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a quiz under the own name; the time runs from the first beginning. */
        post: operations["begin_own_quiz"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys/{id}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs the one blinded message of a member for an anonymous survey. The same message again is signed again; another one is
         *     refused.
         */
        post: operations["issue_own_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The move that is proposed for the own membership; `null` if there is none. */
        get: operations["get_own_transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/transfer/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to the move that is proposed for the own membership, or refuses it. */
        post: operations["answer_own_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the staff looked at the own record in the last year: day and name. */
        get: operations["list_own_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/member_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks the one-time code. Signs in at once where the phone has proved to be exactly one person. */
        post: operations["check_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/member_session/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a one-time code to a phone. Whether the phone is known is not said. */
        post: operations["send_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/member_session/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves who it is and signs in. */
        post: operations["identify_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members in sight. */
        get: operations["list_members"];
        put?: never;
        /** Enters a member. A member of another union becomes a proposed transfer. */
        post: operations["create_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many members match: exact to 1,000, and beyond that on request. */
        get: operations["count_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Members as a file, masked unless the full numbers are asked for by somebody who may see them. */
        post: operations["export_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Present members in sight as the real-name sheet shows them, by union and name. */
        get: operations["list_member_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/sheet/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The real-name sheet as a file. */
        post: operations["export_member_sheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/suspects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of records, both in sight, that may be of the same human. */
        get: operations["list_suspects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/suspects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pairs that may be of one human as a file. */
        post: operations["export_suspects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/suspects/judge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that two records are of two humans, or takes that back. */
        post: operations["judge_suspects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member, numbers masked. One statement, one row. A record that was merged answers with the member it stands for. */
        get: operations["get_member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a member; `If-Match` carries the version that was seen. */
        patch: operations["edit_member"];
        trace?: never;
    };
    "/api/members/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Attachments of a member, first added first. */
        get: operations["list_attachments"];
        put?: never;
        /** Attaches a file to a member. */
        post: operations["add_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of an attachment; recorded before they are answered. */
        get: operations["get_attachment"];
        put?: never;
        post?: never;
        /** Takes an attachment from a member. */
        delete: operations["remove_attachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificates of a member, newest first. */
        get: operations["list_member_certificates"];
        put?: never;
        /** Issues a certificate of membership. */
        post: operations["issue_certificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/certificates/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A member's certificates as a file. */
        post: operations["export_member_certificates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/certificates/{certificate_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a certificate; doing it twice is harmless. */
        post: operations["revoke_certificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of a member's record, newest first. Sealed values are not shown. */
        get: operations["list_member_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/compare/{other_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Two records side by side, both in sight. */
        get: operations["compare_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a member has consented to and withdrawn, newest first. */
        get: operations["list_member_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/data_requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what a near relative of a deceased member asks; answered within the same days as the member's own requests. */
        post: operations["ask_for_relative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/data_requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request: old, present and wanted values, evidence. */
        get: operations["get_data_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/data_requests/{request_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a request: the correction is done, or the person erased. */
        post: operations["accept_data_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/data_requests/{request_id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The copy of an accepted request: the tables that the member had, names of staff masked; recorded before it is given. */
        post: operations["copy_for_relative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/data_requests/{request_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a request with a reason. */
        post: operations["refuse_data_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Documents of a member, first entered first. */
        get: operations["list_member_documents"];
        put?: never;
        /** Adds a document to a member: all documents of a person are one identity. */
        post: operations["add_member_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a document away that was entered by mistake; the last one stays. */
        delete: operations["remove_member_document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/documents/{document_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same number, a different name: gives a document to the person it belongs to, with evidence. */
        post: operations["move_member_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The flags of a member, newest first. */
        get: operations["list_member_flags"];
        put?: never;
        /** Enters a flag. */
        post: operations["add_member_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/flags/{flag_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a flag that was entered by mistake; `If-Match` carries the version that was seen. */
        delete: operations["remove_member_flag"];
        options?: never;
        head?: never;
        /** Ends or corrects a flag; `If-Match` carries the version that was seen. */
        patch: operations["edit_member_flag"];
        trace?: never;
    };
    "/api/members/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a member, oldest first. */
        get: operations["get_member_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/last_step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last step of a member, if it may be taken back now; `null` otherwise. */
        get: operations["get_last_step"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a step on a membership. */
        post: operations["leave_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges another record into this one; both in sight. */
        post: operations["merge_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The merges into a member, newest first. */
        get: operations["list_member_merges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/merges/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges into a member as a file. */
        post: operations["export_member_merges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes a member's phone with evidence. The old phone can sign in as this member no more, and open sessions end. */
        post: operations["change_member_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/relatives_choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a member arranged, for the union. */
        get: operations["get_relatives_choice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A sealed value in full; recorded before it is answered. */
        post: operations["reveal_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/secondment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes that a member works at another union for a time. The host answers. */
        post: operations["propose_secondment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/secondment/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes that the secondment becomes a transfer. The host answers, and the membership moves without a day between. */
        post: operations["convert_secondment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/secondment/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a secondment early. Home and host may. */
        post: operations["end_secondment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/secondment/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a later last day. The host answers. */
        post: operations["extend_secondment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/secondments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The secondments of a member, newest first. The host of the one that lasts reads them, too. */
        get: operations["list_secondments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/undo_step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the last step of a membership back, within some days: the figures of that day, too. */
        post: operations["undo_member_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a merge back, as long as nothing newer stands on it. */
        post: operations["unmerge_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the staff looked at a member: by day, newest first. */
        get: operations["list_member_views"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}/views/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who looked at a member as a file. */
        post: operations["export_member_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/near_employers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to three employers in sight whose names are like a written one, the likest first. */
        get: operations["list_near_employers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own messages of staff; `count` says how many are not read. */
        get: operations["list_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks an own message as read. */
        post: operations["read_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameter_proposals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves somebody else's proposal. */
        post: operations["approve_parameter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameter_proposals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns somebody else's proposal down. */
        post: operations["reject_parameter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameter_proposals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an own proposal back. */
        post: operations["withdraw_parameter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parameters with the values of today, those to come and those that wait. */
        get: operations["list_parameters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameters/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Parameters, a dated value a row as a file. */
        post: operations["export_parameters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameters/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One parameter with its history. */
        get: operations["get_parameter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameters/{code}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All values that a parameter had and will have as a file. */
        post: operations["export_parameter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parameters/{code}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a value; another person decides. */
        post: operations["propose_parameter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of cases with the procedure in force today. */
        get: operations["list_procedures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks for what a procedure may not have: dead ends, steps that are never reached, clocks without an owner. */
        post: operations["check_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Procedures as a file. */
        post: operations["export_procedures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a version of a kind; another person decides. */
        post: operations["propose_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a procedure without a case: where it stands after each move, and by when it would have to go on. */
        post: operations["try_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One kind of case with its versions. */
        get: operations["get_procedure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{kind}/{version}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves somebody else's proposal: it holds from its day on. */
        post: operations["approve_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{kind}/{version}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns somebody else's proposal down, saying why. */
        post: operations["reject_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{kind}/{version}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the own proposal back. */
        post: operations["withdraw_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Completeness and error rate of a union and of those right beneath it. */
        get: operations["get_quality_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Completeness and error rate as a file: a line for each union right beneath, then the whole. */
        post: operations["export_quality_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reception days of unions in sight, latest first. */
        get: operations["list_receptions"];
        put?: never;
        /** Plans a reception day of a room. */
        post: operations["create_reception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many reception days match: exact to 1,000, and beyond that on request. */
        get: operations["count_receptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list as a file. */
        post: operations["export_receptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A reception day in sight. */
        get: operations["get_reception"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Writes a reception day as a whole; `If-Match` carries the version that was seen. Those who signed up are told of another day,
         *     time or place.
         */
        patch: operations["edit_reception"];
        trace?: never;
    };
    "/api/receptions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a reception day; everybody who signed up is told. `If-Match` carries the version that was seen. */
        post: operations["cancel_reception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks a reception day as over. `If-Match` carries the version that was seen. */
        post: operations["finish_reception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announces a reception day: people sign up. `If-Match` carries the version that was seen. */
        post: operations["open_reception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who signed up, in the order of signing up. */
        get: operations["list_sign_ups"];
        put?: never;
        /** Signs somebody up who calls or comes. */
        post: operations["sign_somebody_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who signed up as a file. */
        post: operations["export_sign_ups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/{sign_up_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes down what was answered on the spot. `If-Match` carries the version that was seen. */
        post: operations["answer_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/{sign_up_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives somebody's sign-up up; who waits gets the seat. `If-Match` carries the version that was seen. */
        post: operations["cancel_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/{sign_up_id}/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a case (职工说事, visit) with what was said; once. */
        post: operations["open_case_of_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/{sign_up_id}/mark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks whether somebody came, from the day on. `If-Match` carries the version that was seen. */
        post: operations["mark_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{id}/sign_ups/{sign_up_id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The phone of somebody who signed up, with a purpose that is recorded. */
        post: operations["reveal_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Resets that wait for a second person. */
        get: operations["list_resets"];
        put?: never;
        /** Asks that password and second factor of an account be reset; another person approves. */
        post: operations["ask_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resets/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a reset that somebody else asked for: a new first password, no second factor, no sessions. */
        post: operations["approve_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/resets/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a reset. */
        post: operations["reject_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of the erasure of people who have left, newest first. */
        get: operations["list_retention_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/runs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs of the erasure as a file. */
        post: operations["export_retention_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/soon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who will be erased within the next month, in sight, first to go first; at most 200. */
        get: operations["list_erased_soon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/retention/soon/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Those who are erased soon as a file. */
        post: operations["export_erased_soon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The permission matrix. */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Coverage beneath a union in sight, township by township. */
        get: operations["get_room_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_coverage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Coverage as a file. */
        post: operations["export_room_coverage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_coverage/without": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Employers above the designated size without a room in use, in the order of the tree. */
        get: operations["list_employers_without_room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_coverage/without/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Employers without a room as a file. */
        post: operations["export_employers_without_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_employers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Employers that a union covers, for the form of a room; at most 200. */
        get: operations["list_room_employers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/room_standard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The building standard of today. */
        get: operations["list_room_standard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rooms of unions in sight, in the order of the tree. */
        get: operations["list_rooms"];
        put?: never;
        /** Makes a room of a union. */
        post: operations["create_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many rooms match: exact to 1,000, and beyond that on request. */
        get: operations["count_rooms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list as a file. */
        post: operations["export_rooms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A room in sight. */
        get: operations["get_room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a room as a whole; `If-Match` carries the version that was seen. */
        patch: operations["edit_room"];
        trace?: never;
    };
    "/api/rooms/{id}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks of a room, newest first. */
        get: operations["list_room_checks"];
        put?: never;
        /** Checks a room against the standard. */
        post: operations["check_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}/checks/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks of a room as a file. */
        post: operations["export_room_checks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on duty in a room between two days, by day. */
        get: operations["list_room_shifts"];
        put?: never;
        /** Plans duty in a room; who stands there already is left. */
        post: operations["plan_room_shifts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}/shifts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who is on duty in a room as a file. */
        post: operations["export_room_shifts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}/shifts/{shift_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one shift: day, time, or who is there; `If-Match` carries the version that was seen. */
        patch: operations["edit_room_shift"];
        trace?: never;
    };
    "/api/rooms/{id}/shifts/{shift_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a shift; `If-Match` carries the version that was seen. */
        post: operations["cancel_room_shift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a room out of use, or back; `If-Match` carries the version that was seen. */
        post: operations["set_room_state"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The present session. */
        get: operations["get_session"];
        put?: never;
        post?: never;
        /** Signs out. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/new_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the new password that sign-in asks for. */
        post: operations["set_first_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks user name and password. */
        post: operations["check_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/sign_out_everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs out everywhere, here too. */
        post: operations["end_all_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks the second factor and begins the session (cookie). */
        post: operations["check_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shape_packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All packs of shapes, newest first. */
        get: operations["list_shape_packs"];
        put?: never;
        /** Loads a pack of shapes. */
        post: operations["load_shape_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shape_packs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Loads a pack again: its shapes are replaced as a whole; `If-Match` carries the version that was seen. */
        put: operations["replace_shape_pack"];
        post?: never;
        /** Removes a pack with its shapes; `If-Match` carries the version that was seen. */
        delete: operations["remove_shape_pack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Surveys of unions in sight, newest first. */
        get: operations["list_surveys"];
        put?: never;
        /** Makes a draft. */
        post: operations["create_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many surveys match: exact to 1,000, and beyond that on request. */
        get: operations["count_surveys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list as a file. */
        post: operations["export_surveys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A survey in sight. */
        get: operations["get_survey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a draft as a whole; `If-Match` carries the version that was seen. */
        patch: operations["edit_survey"];
        trace?: never;
    };
    "/api/surveys/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers under the own name, by person; of an anonymous survey there are none to list. */
        get: operations["list_survey_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/answers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Raw answers as a file: under their names, or without anything that tells a person. */
        post: operations["export_survey_answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives a draft or a closed survey. */
        post: operations["archive_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a published survey; no more answers are taken. */
        post: operations["close_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new draft with the questions of another survey. */
        post: operations["copy_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/cross": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many chose both of two options, for every pair of two questions. */
        get: operations["get_survey_cross"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/cross/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A cross table as a file. */
        post: operations["export_survey_cross"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes a draft; its questions are frozen. `If-Match` carries the version that was seen. */
        post: operations["publish_survey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results so far, from counters. */
        get: operations["get_survey_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/results/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Figures of every question and option as a file. */
        post: operations["export_survey_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Free texts of a question, in an order that tells nothing. A page may hold fewer rows than asked for and still have a
         *     next one: a search looks through 20,000 texts at a time.
         */
        get: operations["list_survey_texts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/surveys/{id}/texts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Free texts of a question as a file. */
        post: operations["export_survey_texts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells something without a name; the answer is read by number and code. */
        post: operations["tell_anonymously"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one may tell without a name. */
        get: operations["list_open_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does with the case of a receipt what its reporter may, such as taking it back. */
        post: operations["move_by_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases of a kind that are shown to everyone, newest first. */
        get: operations["list_public_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How a case goes, by number and code. */
        post: operations["query_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates the answer to the case of a receipt. */
        post: operations["rate_by_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/told/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds something to the case of a receipt. */
        post: operations["reply_by_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals from or to unions in sight: open ones oldest first, answered ones newest first. */
        get: operations["list_transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposed moves as a file. */
        post: operations["export_transfers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfers/{person_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers the open proposal of a member. */
        post: operations["answer_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfers/{person_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back the open proposal of a member to a union in sight. */
        post: operations["withdraw_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/union-formations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the union above to found a union; it stands in the tree as being prepared from then on. */
        post: operations["apply_founding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/union_names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unions anywhere whose name begins so, at most 20: name and union above, nothing else. */
        get: operations["list_union_names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unions in sight. */
        get: operations["list_unions"];
        put?: never;
        /** Enters a union, and with a union of one employer that employer. */
        post: operations["create_union"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many unions match: exact to 1,000, and beyond that on request. */
        get: operations["count_unions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unions as a file. */
        post: operations["export_unions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One union. */
        get: operations["get_union"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the organisation form; `If-Match` carries the version that was seen. */
        patch: operations["edit_union"];
        trace?: never;
    };
    "/api/unions/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of a union's organisation form, newest first. */
        get: operations["list_union_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many members, employers and unions there are at a union and beneath it. */
        get: operations["get_union_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Elections of a union and who holds or held its offices. */
        get: operations["list_union_elections"];
        put?: never;
        /** Asks the union above for an election, or for more time. */
        post: operations["apply_election"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The union above agrees to a request or refuses it. */
        post: operations["answer_election_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a reported result, or sends it back. */
        post: operations["approve_election"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a founding or an election up. */
        post: operations["cancel_election"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/congress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls the congress: day, seats, who may vote, candidates. */
        post: operations["call_congress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports the result to the union above. */
        post: operations["report_election"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/elections/{election_id}/votes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enters attendance and votes; refused where the law is not met. */
        post: operations["enter_votes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/join_code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a union's poster says; `null` if it has none yet. */
        get: operations["get_join_code"];
        put?: never;
        /** Makes a union's code, or renews it. */
        post: operations["keep_join_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/member_kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of the members at a union and beneath it are women and migrant workers: each of them is read. */
        get: operations["count_member_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unions that stood at or beneath one on a day, in the order of the tree, with the names and figures of that day. */
        get: operations["get_union_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/tree-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of a union and those that brought something to it, newest first. */
        get: operations["list_tree_changes"];
        put?: never;
        /** Orders a change. If its day has come, the work begins at once; `state` tells how far it is. */
        post: operations["plan_tree_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/tree-changes/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A union's planned and past changes as a file. */
        post: operations["export_tree_changes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/tree-changes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change would touch, and what stands against it; changes nothing. */
        post: operations["preview_tree_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/unions/{id}/tree-changes/{change_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a change back before its day. */
        post: operations["cancel_tree_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_cadres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cadres of a union in sight and of the federations right beneath it down to townships, who may lead visits. */
        get: operations["list_visit_cadres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Employers in sight that may be visited, in the order in which they came into the register. */
        get: operations["list_visit_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_candidates/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Employers that may be visited as a file. */
        post: operations["export_visit_candidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of visits, a row for each union right beneath one in sight. */
        get: operations["get_visit_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_figures/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Figures of visits as a file. */
        post: operations["export_visit_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans of unions in sight, newest first. */
        get: operations["list_visit_plans"];
        put?: never;
        /** Makes a plan. */
        post: operations["create_visit_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_plans/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of plans as a file. */
        post: operations["export_visit_plans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit_plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plan in sight. */
        get: operations["get_visit_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a plan as a whole; `If-Match` carries the version that was seen. */
        patch: operations["edit_visit_plan"];
        trace?: never;
    };
    "/api/visit_plans/{id}/employers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plans a visit to each of the employers that the plan does not have yet. */
        post: operations["assign_employers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Visits in sight, latest day first. */
        get: operations["list_visits"];
        put?: never;
        /** Makes a visit: planned, or one that was made already. */
        post: operations["create_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many visits match: exact to 1,000, and beyond that on request. */
        get: operations["count_visits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list as a file. */
        post: operations["export_visits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/field": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller takes along on the phone, to work without a network. */
        get: operations["get_field_work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A visit in sight: of a union there, or to an employer there. What is for the visiting union alone is left out for others. */
        get: operations["get_visit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes what visitors found, as a whole; `If-Match` carries the version that was seen. */
        patch: operations["edit_visit"];
        trace?: never;
    };
    "/api/visits/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a planned visit; `If-Match` carries the version that was seen. */
        post: operations["cancel_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a case for an issue that was found on a visit. */
        post: operations["open_visit_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a photo to a visit. The same photo again is the one that is there: a phone that lost the answer may ask once more. */
        post: operations["add_visit_photo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/photos/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a photo of a visit in sight; recorded before they are answered. */
        get: operations["get_visit_photo"];
        put?: never;
        post?: never;
        /** Takes a photo from a visit. */
        delete: operations["remove_visit_photo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues the report on a visit that was made, as a letter of the union that visited. */
        post: operations["issue_visit_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voice/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggestions and wishes of a union in sight and of everything right beneath it. */
        get: operations["get_suggestion_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voice/suggestions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suggestions and wishes as a file. */
        post: operations["export_suggestion_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voice/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answered matters by track, a row for each union right beneath one in sight. */
        get: operations["list_voice_tracks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voice/tracks/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answered matters by track as a file. */
        post: operations["export_voice_tracks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zone_cadres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cadres with an account who may answer for a zone of a union: its own or, where it has none, those of the union above. */
        get: operations["list_zone_cadres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Zones in sight. */
        get: operations["list_zones"];
        put?: never;
        /** Enters a zone. */
        post: operations["create_zone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many zones match: exact to 1,000, and beyond that on request. */
        get: operations["count_zones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Zones as a file, phones masked. */
        post: operations["export_zones"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One zone. */
        get: operations["get_zone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a zone; `If-Match` carries the version that was seen. */
        patch: operations["edit_zone"];
        trace?: never;
    };
    "/api/zones/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of a zone, newest first. Of the phone only that it changed is told. */
        get: operations["list_zone_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a zone; `If-Match` carries the version that was seen. */
        post: operations["close_zone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says which unions and employers lie in a zone from today on; `If-Match` carries the version that was seen. */
        post: operations["set_zone_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/{id}/members/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What lies in a zone as a file. */
        post: operations["export_zone_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/zones/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The phone of the responsible cadre in full; recorded before it is answered. */
        post: operations["reveal_zone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account as administrators see it. */
        AccountRow: {
            id: components["schemas"]["Id"];
            username: string;
            name: string;
            /** @description `open` or `closed`. */
            state: string;
            /** @description Locked by failures until this instant; 0 if not. */
            locked_until: components["schemas"]["Timestamp"];
            /** @description Has a second factor. */
            has_totp: boolean;
            /** @description Has still to set an own password. */
            must_change: boolean;
            created_at: components["schemas"]["Timestamp"];
            grants: components["schemas"]["GrantRow"][];
        };
        /** @description A filled form. */
        AccountsForm: {
            /**
             * Format: binary
             * @description .xlsx, .xls or .csv with the columns 登录名 and 姓名, at most 500 rows.
             */
            file: string;
        };
        /**
         * @description What is done.
         * @enum {string}
         */
        ActionKind: "read" | "create" | "update" | "export" | "reveal" | "propose" | "approve" | "lock" | "freeze";
        /** @description Id of a new attachment. */
        AddedAttachment: {
            id: components["schemas"]["Id"];
        };
        /** @description Id of a new attachment of a case. */
        AddedCaseFile: {
            id: components["schemas"]["Id"];
        };
        /** @description The document that was added or renewed. */
        AddedDocument: {
            id: components["schemas"]["Id"];
        };
        /** @description The flag that was entered. */
        AddedFlag: {
            id: components["schemas"]["Id"];
        };
        /** @description Id of a photo. */
        AddedVisitPhoto: {
            id: components["schemas"]["Id"];
        };
        /** @description Why a figure has moved. */
        AdjustmentNote: {
            note: string;
            by_name: string;
            at: components["schemas"]["Timestamp"];
        };
        /** @description Why a figure has moved. */
        AdjustmentReason: {
            /** @description Code of the base measure. */
            indicator: string;
            union_id: components["schemas"]["Id"];
            /**
             * Format: int64
             * @description The difference that was seen.
             */
            difference: number;
            note: string;
        };
        /** @description Which unions. */
        AgencyConditions: {
            /**
             * @description Part of the short word or the name.
             * @default null
             */
            q: string | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description The head of the chain on a day. */
        Anchor: {
            /** @description Day. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Number of the last block.
             */
            block: number;
            /** @description Its hash, hex. */
            hash: string;
            /** @description HMAC-SM3 over the above with a key outside the database, hex. */
            seal: string;
            /** @description When it was taken, ms. */
            made_at: components["schemas"]["Timestamp"];
        };
        /** @description An answer with its token. */
        AnonymousAnswer: {
            /** @description The message that was signed without being seen, in base64. */
            prepared?: string;
            /** @description Its signature, unblinded, in base64. */
            signature?: string;
            /** @description The coarse place that came with the token. */
            place_id: components["schemas"]["Id"];
            answers?: components["schemas"]["SurveyGiven"][];
        };
        /** @description Something that somebody tells without a name. */
        AnonymousCaseForm: {
            /** @description Kind of case. */
            kind: string;
            /** @description Code of the union, as it stands on its poster. */
            union_code: string;
            /** @description 2 to 60 characters; the beginning of the text if empty. */
            title?: string;
            /** @description 2 to 4,000 characters. */
            body?: string;
            fields?: components["schemas"]["BTreeMap"];
        };
        /** @description Id of an entry. */
        AppointedDeputy: {
            id: components["schemas"]["Id"];
        };
        /** @description The answer to a reported result. */
        ApprovalForm: {
            /** @description `false` sends the report back. */
            accept: boolean;
            /** @description 批复文号. */
            number?: string;
            day?: components["schemas"]["Day"] | null;
            /**
             * Format: int64
             * @description Years of the term; the longer kind if missing.
             */
            years?: number | null;
            note?: string;
        };
        /** @description An article as the caller sees it. */
        ArticleDetail: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            number: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            topic: string;
            topic_title: string;
            state: components["schemas"]["ArticleState"];
            state_title: string;
            /** @description What readers see or, for editors, what is being edited. */
            title: string;
            body: string;
            /** @description It was edited since it was published. */
            edited: boolean;
            /** @description What readers see now; empty before it is published. */
            public_body: string;
            review_on: components["schemas"]["Day"];
            changed_by_name: string;
            changed_at: components["schemas"]["Timestamp"];
            /** @description Texts that it had, newest first; for editors. */
            history: components["schemas"]["KnowledgeVersion"][];
            may_update: boolean;
        };
        /** @description What an editor writes. */
        ArticleForm: {
            /** @description 2 to 60 characters. */
            title?: string;
            /** @description 2 to 20,000 characters. */
            body?: string;
            /** @description Code of the dictionary `knowledge_topic`. */
            topic?: string;
            /** @description Day on which it is looked at again, after today. */
            review_on: components["schemas"]["Day"];
        };
        /** @description Which articles. */
        ArticleQuery: {
            /**
             * @description Words of title or text; the best match comes first.
             * @default null
             */
            q: string | null;
            /**
             * @description Code of the topic.
             * @default null
             */
            topic: string | null;
            /** @default null */
            state: components["schemas"]["ArticleState"] | null;
            /**
             * @description Only those that are to be looked at again within 30 days, or should have been.
             * @default false
             */
            due: boolean;
        };
        /** @description An article in a list. */
        ArticleRow: {
            id: components["schemas"]["Id"];
            /** @description `ZK-…-0007`. */
            number: string;
            title: string;
            topic: string;
            topic_title: string;
            union_name: string;
            state: components["schemas"]["ArticleState"];
            state_title: string;
            /** @description It was edited since it was published. */
            edited: boolean;
            /** @description A line of the text, around what was searched for. */
            excerpt: string;
            review_on: components["schemas"]["Day"];
            /** @description It is to be looked at again. */
            due: boolean;
            changed_by_name: string;
            changed_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description Where an article stands.
         * @enum {string}
         */
        ArticleState: "draft" | "published" | "withdrawn";
        /** @description Why it is withdrawn. */
        ArticleWithdrawal: {
            /** @description 2 to 200 characters. */
            reason?: string;
        };
        /** @description A reset to ask for. */
        AskReset: {
            account_id: components["schemas"]["Id"];
            /** @description Why, e.g. 手机丢失. */
            reason: string;
        };
        /** @description An opinion that a union of the caller was asked for. */
        AskedOpinion: {
            case_id: components["schemas"]["Id"];
            opinion_id: components["schemas"]["Id"];
            number: string;
            title: string;
            union_name: string;
            question: string;
            asked_by_name: string;
            asked_at: components["schemas"]["Timestamp"];
            due_on: components["schemas"]["Day"];
        };
        /** @description What became of them. */
        AssignedEmployers: {
            /**
             * Format: int64
             * @description Visits that were planned.
             */
            added: number;
            /**
             * Format: int64
             * @description Employers that the plan had already, or that are not in sight.
             */
            skipped: number;
        };
        /** @description An attachment. */
        Attachment: {
            /** @description Attachment. */
            id: components["schemas"]["Id"];
            /** @description What it is for, `member.evidence`. */
            kind: string;
            /** @description Name as the sender knows it. */
            name: string;
            /** @description SM3 of the bytes, hex. */
            digest: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description Media type, told by the content. */
            media_type: string;
            /** @description What the sender says of it. */
            note: string;
            /** @description Who added it. */
            added_by_name: string;
            /** @description When. */
            added_at: components["schemas"]["Timestamp"];
        };
        /** @description A file to attach. */
        AttachmentForm: {
            /** @description What it shows, at most 200 characters; before the file. */
            note: string;
            /**
             * Format: binary
             * @description PDF, JPG or PNG, at most 20 MB.
             */
            file: string;
        };
        /** @description An entry as it is shown. */
        AuditEntry: {
            /** @description Entry. */
            id: components["schemas"]["Id"];
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description `staff`, `member`, `job`, `cli` … */
            actor_kind: string;
            /** @description Account or person. */
            actor_id: components["schemas"]["Id"];
            /** @description Name at that time. */
            actor_name: string;
            /** @description Deed. */
            action: string;
            /** @description Record. */
            subject_id: components["schemas"]["Id"];
            /** @description Old and new values as JSON text; sealed values as ciphertext. */
            detail: string;
        };
        /** @description Which entries. */
        AuditQuery: {
            actor_id?: components["schemas"]["Id"] | null;
            subject_id?: components["schemas"]["Id"] | null;
            person_id?: components["schemas"]["Id"] | null;
            union_id?: components["schemas"]["Id"] | null;
            /** @description Of this deed, `member.reveal-document`; with a dot at its end all of its kind, `member.`. */
            action?: string | null;
            /**
             * Format: int64
             * @description From this instant, ms.
             */
            from?: number | null;
            /**
             * Format: int64
             * @description Before this instant, ms.
             */
            to?: number | null;
        };
        BTreeMap: {
            [key: string]: string;
        };
        /** @description An import of one workbook. */
        Batch: components["schemas"]["Tally"] & {
            /** @description Batch. */
            id: components["schemas"]["Id"];
            /** @description Into which union. */
            union_id: components["schemas"]["Id"];
            /** @description Name of the file as uploaded. */
            file_name: string;
            /** @description SM3 of the file, hex. */
            file_digest: string;
            /** @description State. */
            state: components["schemas"]["BatchState"];
            /**
             * Format: int64
             * @description Chunks worked off in this phase.
             */
            chunks_done: number;
            /**
             * Format: int64
             * @description How much of the file has been worked off, in thousandths.
             */
            share_done: number;
            /** @description Why it failed: a problem code, or empty. */
            error: string;
            /** @description Account that uploaded it; 0 for the command line. */
            created_by: components["schemas"]["Id"];
            /** @description Who uploaded it. */
            created_by_name: string;
            /** @description When. */
            created_at: components["schemas"]["Timestamp"];
            /** @description When the present phase began; 0 before. */
            started_at: components["schemas"]["Timestamp"];
            /** @description When it ended; 0 before. */
            finished_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Rises with each change of state.
             */
            version: number;
        };
        /**
         * @description Where a batch stands.
         * @enum {string}
         */
        BatchState: "checking" | "checked" | "running" | "done" | "cancelled" | "undoing" | "undone" | "failed";
        /**
         * @description How exactly a birth day is known.
         * @enum {string}
         */
        BirthPrecision: "day" | "month" | "year" | "unknown";
        /** @description A booklet. */
        Booklet: {
            kind_title: string;
            pieces: components["schemas"]["BookletPiece"][];
            /** @description There are more than are shown. */
            more: boolean;
        };
        /** @description A piece of a booklet. */
        BookletPiece: {
            id: components["schemas"]["Id"];
            number: string;
            title: string;
            body: string;
            /** @description Who told it, if by name; empty otherwise. */
            author: string;
            union_name: string;
            employer_name: string;
            received_on: components["schemas"]["Day"];
            step_title: string;
            fields: components["schemas"]["PieceField"][];
        };
        /** @description What will become, or became, of a row. */
        BulkRow: {
            /**
             * Format: int32
             * @description Row as the file shows it.
             */
            row: number;
            /** @description Name to sign in with. */
            username: string;
            /** @description Name of the holder. */
            name: string;
            /** @description Whether an account is, or was, made. */
            accepted: boolean;
            /** @description Why not; empty if it is. */
            reason: string;
        };
        /** @description Version of a proposed table. */
        CalendarProposed: {
            /** Format: int64 */
            version: number;
        };
        /** @description A table with what a second person should look at. */
        CalendarTable: components["schemas"]["CalendarVersion"] & {
            /**
             * Format: int64
             * @description Working days by this table.
             */
            working_days: number;
            /** @description Sentences: what is unusual about it. */
            remarks: string[];
        };
        /** @description A table of a year, with who proposed and who decided it. */
        CalendarVersion: {
            /**
             * Format: int64
             * @description Year.
             */
            year: number;
            /**
             * Format: int64
             * @description Rises with each proposal.
             */
            version: number;
            /** @description Marked days. */
            days: components["schemas"]["MarkedDay"][];
            /** @description Notice that announced it. */
            source: string;
            /** @description How sure we are: begins with `V` if it was read in the source. */
            mark: string;
            /** @description Where it stands. */
            state: components["schemas"]["ProposalState"];
            /** @description Why it was proposed; empty for shipped tables. */
            reason: string;
            /** @description Account that proposed it; 0 for shipped tables. */
            proposed_by: components["schemas"]["Id"];
            /** @description Its holder. */
            proposed_by_name: string;
            /** @description When. */
            proposed_at: components["schemas"]["Timestamp"];
            /** @description Account that decided; 0 while it waits, and for shipped tables. */
            decided_by: components["schemas"]["Id"];
            /** @description Its holder. */
            decided_by_name: string;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"];
            /** @description What was said with the decision. */
            decision_note: string;
        };
        /** @description A year with all its tables. */
        CalendarYear: {
            /** Format: int64 */
            year: number;
            in_force?: components["schemas"]["CalendarTable"] | null;
            waiting?: components["schemas"]["CalendarTable"] | null;
            /** @description All tables, newest first. */
            history: components["schemas"]["CalendarVersion"][];
        };
        /** @description A year. */
        CalendarYearRow: {
            /** Format: int64 */
            year: number;
            /** @description In force: deadlines can be computed. Without it the year only has a proposal. */
            known: boolean;
            /**
             * Format: int64
             * @description Working days of the table in force.
             */
            working_days?: number | null;
            /** @description Notice that announced the table in force, or empty. */
            source: string;
            /** @description How sure we are of the table in force, or empty. */
            mark: string;
            /** @description Who proposed the table that waits for a second person, or empty. */
            waiting_from: string;
        };
        /** @description Somebody who stands for an office. */
        Candidate: {
            /** @description 姓名. */
            name: string;
            /** @description Office, code of `union_post`. */
            post: string;
            /**
             * Format: int64
             * @description 得票.
             */
            votes?: number;
            /** @description 当选. */
            elected?: boolean;
        };
        /** @description The member card. */
        Card: {
            id: components["schemas"]["Id"];
            masked_name: string;
            union_name: string;
            union_path_names: string[];
            employer_name: string;
            status: components["schemas"]["Status"];
            status_label: string;
            joined_day: components["schemas"]["Day"];
            seconded?: components["schemas"]["SecondedDocument"] | null;
            /** @description What the QR code says: member, instant and a keyed digest of both; valid for a short time. */
            qr: string;
            qr_expires_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description What those who have the case may do beside the moves.
         * @enum {string}
         */
        CaseAllow: "assign" | "transfer" | "return" | "countersign" | "delegate" | "escalate" | "suspend" | "extend" | "merge" | "link" | "judge";
        /** @description Who has claimed a case. */
        CaseClaim: {
            name: string;
            contact: string;
            /** @description A member of the register. */
            by_member: boolean;
            claimed_at: components["schemas"]["Timestamp"];
        };
        /** @description Somebody who could have a case. */
        CaseColleague: {
            account_id: components["schemas"]["Id"];
            name: string;
        };
        /** @description How many there are in each view. */
        CaseCounts: {
            todo: components["schemas"]["Count"];
            overdue: components["schemas"]["Count"];
            soon: components["schemas"]["Count"];
            handed_over: components["schemas"]["Count"];
            watched: components["schemas"]["Count"];
            judging: components["schemas"]["Count"];
            /** @description Of the view that was asked for, with its conditions. */
            shown: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Opinions that the caller's unions were asked for.
             */
            opinions: number;
        };
        /** @description A deed. */
        CaseDeed: {
            /** @description Which. */
            code: string;
            /** @description What is said with it. */
            note?: string;
            /** @description Fields that are filled in with it. */
            fields?: components["schemas"]["BTreeMap"];
            /** @enum {string} */
            deed: "move";
        } | {
            /** @enum {string} */
            deed: "accept";
        } | {
            /** @description Account. */
            account_id: components["schemas"]["Id"];
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "assign";
        } | {
            account_id?: components["schemas"]["Id"] | null;
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "delegate";
        } | {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "transfer";
        } | {
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "return";
        } | {
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "escalate";
        } | {
            /** @description Unions, at most 20. */
            union_ids: components["schemas"]["Id"][];
            /** @description What is asked, 2 to 500 characters. */
            question?: string;
            /** @description Last day for the answer. */
            due_on: components["schemas"]["Day"];
            /** @enum {string} */
            deed: "countersign";
        } | {
            /** @description Which one. */
            opinion_id: components["schemas"]["Id"];
            /** @description The answer, 2 to 2,000 characters. */
            answer?: string;
            /** @enum {string} */
            deed: "opinion";
        } | {
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "suspend";
        } | {
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "resume";
        } | {
            /**
             * Format: int32
             * @description Days of the limit's own kind, 1 to 60.
             */
            days: number;
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "extend";
        } | {
            /** @description The other one. */
            into_id: components["schemas"]["Id"];
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "merge";
        } | {
            /** @description The other one. */
            other_id: components["schemas"]["Id"];
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "link";
        } | {
            /** @description Accounts, at most 20. */
            account_ids: components["schemas"]["Id"][];
            /** @description Last day for the scores. */
            due_on: components["schemas"]["Day"];
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "judges";
        } | {
            /**
             * Format: int32
             * @description 0 to 100.
             */
            score: number;
            /** @description At most 500 characters. */
            comment?: string;
            /** @enum {string} */
            deed: "score";
        } | {
            /** @description Person or organisation, 2 to 50 characters. */
            name: string;
            /** @description How to reach them, at most 50 characters. */
            contact?: string;
            /** @description What is said with it. */
            note?: string;
            /** @enum {string} */
            deed: "claim_for";
        } | {
            /** @description What is said with it. */
            note?: string;
            /** @description For the reporter. */
            public?: boolean;
            /** @enum {string} */
            deed: "remark";
        };
        /** @description A stretch of days in which one account stands in for another. */
        CaseDeputy: {
            /** @description Who is away. */
            account_id: components["schemas"]["Id"];
            /** @description Entry. */
            id: components["schemas"]["Id"];
            /** @description Name of who is away. */
            account_name: string;
            /** @description Who stands in. */
            deputy_id: components["schemas"]["Id"];
            /** @description Name of who stands in. */
            deputy_name: string;
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            /** @description Last day. */
            valid_to: components["schemas"]["Day"];
            /** @description Why. */
            reason: string;
        };
        /** @description A case with all that a cadre in sight of it sees. */
        CaseDetail: components["schemas"]["CaseRow"] & {
            /** @description What was said. */
            body: string;
            fields: components["schemas"]["CaseFieldValue"][];
            /** @description Name of a reporter who is named; empty otherwise. */
            reporter_name: string;
            /** @description Phone of a reporter who is named, masked. */
            reporter_phone: string;
            person_id?: components["schemas"]["Id"] | null;
            employer_id?: components["schemas"]["Id"] | null;
            events: components["schemas"]["CaseEvent"][];
            opinions: components["schemas"]["CaseOpinion"][];
            links: components["schemas"]["CaseLink"][];
            files: components["schemas"]["Attachment"][];
            merged_into?: components["schemas"]["Id"] | null;
            letters: components["schemas"]["CaseLetters"];
            judging?: components["schemas"]["CaseJudging"] | null;
            claim?: components["schemas"]["CaseClaim"] | null;
            /** @description Staff may take down who claims it. */
            claimable: boolean;
            /** @description Its public fields are shown to everyone. */
            public: boolean;
            /** @description Union that it came from, to which it can be given back; empty if it came from none. */
            came_from: string;
            hand: components["schemas"]["CaseHand"];
            /** @description Who has it, where that is not the caller. */
            held_by: string;
            delegate_name: string;
            /** @description Union that watches because it is late. */
            watched_by: string;
            moves: components["schemas"]["CaseMoveOption"][];
            allows: components["schemas"]["CaseAllow"][];
            /**
             * Format: int32
             * @description The clock's days left, of its kind.
             */
            days_left?: number | null;
            deadline?: components["schemas"]["Deadline"] | null;
            paused_on?: components["schemas"]["Day"] | null;
            /** @description What the reporter reads now. */
            plain: string;
        };
        /** @description Something that happened. */
        CaseEvent: {
            /** @description Event. */
            id: components["schemas"]["Id"];
            /** @description Code of the move, or of what else was done. */
            deed: string;
            /** @description In words. */
            title: string;
            /** @description Step after it. */
            step: string;
            /** @description `staff`, `member`, `job` …; `reporter` where nobody shall know who. */
            by_kind: string;
            /** @description Account or person; 0 for the program and for a sealed reporter. */
            by_id: components["schemas"]["Id"];
            /** @description Name. */
            by_name: string;
            /** @description Union that has it after this. */
            holder_name: string;
            /** @description What was written with it. */
            note: string;
            /** @description What the reporter reads; empty if it is not for the reporter. */
            plain: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
        };
        /** @description A field of a kind of case. */
        CaseField: {
            /** @description Name in data. */
            code: string;
            /** @description Name on the page. */
            title: string;
            /** @description Kind of value. */
            kind: components["schemas"]["CaseFieldKind"];
            /** @description Help at the field. */
            help?: string;
            /** @description Asked for when the case is opened; other fields are filled in by those who deal with it. */
            at_intake?: boolean;
            /** @description Not left empty at intake. */
            required?: boolean;
            /** @description Of a choice. */
            options?: components["schemas"]["CaseOption"][];
            /**
             * Format: int32
             * @description Most characters of a text, counted without white space; 200 for one line, 4,000 for several if 0.
             */
            most?: number;
            /** @description Shown to everyone while the case stands in a public step. */
            public?: boolean;
        };
        /**
         * @description What kind of value a field holds.
         * @enum {string}
         */
        CaseFieldKind: "text" | "long_text" | "choice" | "number" | "money" | "day" | "yes_no" | "people";
        /** @description A field with its value. */
        CaseFieldValue: components["schemas"]["CaseField"] & {
            /** @description As it is kept; empty if it was not filled in. */
            value: string;
            /** @description In words. */
            shown: string;
        };
        /** @description Lines by one thing. */
        CaseFigureGroup: {
            /** @description `track`, `channel`, `reporter`, `month`, `employer`, `union`, or a field. */
            by: string;
            title: string;
            rows: components["schemas"]["CaseFigureRow"][];
        };
        /** @description A line of figures. */
        CaseFigureRow: {
            /** @description What the line is about, for the condition of the list; empty for what is not known. */
            key: string;
            title: string;
            /**
             * Format: int64
             * @description Told in the period.
             */
            received: number;
            /**
             * Format: int64
             * @description Of those, answered by now.
             */
            closed: number;
            /**
             * Format: int64
             * @description Of those, within all limits.
             */
            in_time: number;
            /**
             * Format: int64
             * @description Told in the period, and a limit was passed.
             */
            late: number;
            /** Format: int64 */
            satisfied: number;
            /** Format: int64 */
            fair: number;
            /** Format: int64 */
            dissatisfied: number;
            /**
             * Format: int64
             * @description Opened again.
             */
            reopened: number;
        };
        /** @description Figures over cases told in a period. */
        CaseFigures: {
            /** @description Kind of case; all kinds if missing. */
            kind?: string | null;
            kind_title: string;
            union_id?: components["schemas"]["Id"] | null;
            union_name: string;
            from?: components["schemas"]["Day"] | null;
            to?: components["schemas"]["Day"] | null;
            total: components["schemas"]["CaseFigureRow"];
            groups: components["schemas"]["CaseFigureGroup"][];
            /**
             * Format: int64
             * @description Whole days from telling to answering: the median of those answered.
             */
            median_days?: number | null;
            /**
             * Format: int64
             * @description Days within which nine of ten were answered.
             */
            p90_days?: number | null;
            /**
             * Format: int64
             * @description Members who told more than one by name.
             */
            repeat_reporters: number;
            /**
             * Format: int64
             * @description Cases that they told.
             */
            repeat_cases: number;
        };
        /** @description A file to attach to a case. */
        CaseFileForm: {
            /** @description What it shows, at most 200 characters; before the file. */
            note: string;
            /**
             * Format: binary
             * @description PDF, JPG or PNG, at most 20 MB.
             */
            file: string;
        };
        /** @description A matter that a cadre takes down. */
        CaseForm: {
            /** @description Kind of case. */
            kind: string;
            /** @description Union that it is told at. */
            union_id: components["schemas"]["Id"];
            /** @description 2 to 60 characters; the beginning of the text if empty. */
            title?: string;
            /** @description 2 to 4,000 characters. */
            body?: string;
            fields?: components["schemas"]["BTreeMap"];
            channel: components["schemas"]["Channel"];
            reporter: components["schemas"]["ReporterKind"];
            /** @description Name of who tells it; empty for an anonymous one. */
            reporter_name?: string;
            /** @description Phone of who tells it. */
            reporter_phone?: string;
            employer_id?: components["schemas"]["Id"] | null;
            /** @description Its name otherwise. */
            employer_name?: string;
        };
        /**
         * @description What the caller has to do with it.
         * @enum {string}
         */
        CaseHand: "mine" | "free" | "above" | "other";
        /** @description A judge of a case. */
        CaseJudge: {
            account_id: components["schemas"]["Id"];
            account_name: string;
            due_on: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description 0 to 100; none while it is waited for, or while the caller, who is asked too, has not judged.
             */
            score?: number | null;
            comment: string;
            judged_at?: components["schemas"]["Timestamp"] | null;
            /** @description It is the caller. */
            mine: boolean;
        };
        /** @description How far the judging is. */
        CaseJudging: {
            /**
             * Format: int32
             * @description Scores that a move waits for; 0 if none does.
             */
            needed: number;
            asked: number;
            given: number;
            /** @description Scores can be given and changed now. */
            open: boolean;
            /** @description Scores of others are not told before the caller has judged. */
            hidden: boolean;
            /** @description With one decimal; empty while the caller has not judged. */
            mean: string;
            judges: components["schemas"]["CaseJudge"][];
        };
        /** @description A letter that was issued. */
        CaseLetter: {
            id: components["schemas"]["Id"];
            number: string;
            title: string;
            issued_on: components["schemas"]["Day"];
            withdrawn: boolean;
        };
        /** @description A letter to issue on a case. */
        CaseLetterForm: {
            kind: string;
            values: {
                [key: string]: unknown;
            };
        };
        /** @description A kind of letter that can be issued. */
        CaseLetterKind: {
            kind: string;
            title: string;
        };
        /** @description A letter that was issued on a case. */
        CaseLetterMade: {
            id: components["schemas"]["Id"];
            number: string;
        };
        /** @description What a letter on a case would say. */
        CaseLetterStart: {
            kind: string;
            /** @description Union that issues it: the one that has the case. */
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** @description What the case fills in. */
            values: {
                [key: string]: unknown;
            };
        };
        /** @description Letters on a case. */
        CaseLetters: {
            can_issue: components["schemas"]["CaseLetterKind"][];
            issued: components["schemas"]["CaseLetter"][];
        };
        /** @description A time limit. */
        CaseLimit: {
            /**
             * Format: int32
             * @description How many.
             */
            count: number;
            /** @description `days` or `working_days`. */
            unit: components["schemas"]["PeriodUnit"];
        };
        /** @description A case that this one has to do with, if the caller sees it. */
        CaseLink: {
            id: components["schemas"]["Id"];
            number: string;
            title: string;
            /** @description `related`, `duplicate`, `holds`. */
            kind: string;
        };
        /** @description A move from one or several steps to another. */
        CaseMove: {
            /** @description Stored. */
            code: string;
            /** @description Word of the button. */
            title: string;
            /** @description Steps in which it can be made. */
            from: string[];
            /** @description Step after it. */
            to: string;
            /** @description Who makes it. */
            by?: components["schemas"]["CaseMoveBy"];
            /** @description Where the case lies then. */
            place?: components["schemas"]["CaseMovePlace"];
            /** @description The track that the case takes by it. */
            track?: string | null;
            /** @description A note must be written. */
            note?: boolean;
            /** @description Something must have been attached in this step. */
            attachment?: boolean;
            /** @description Fields that must be filled in by then. */
            fields?: string[];
            /** @description The note is the answer that the reporter reads. */
            answers?: boolean;
            /** @description What the reporter reads of it; empty if it is not for the reporter. */
            plain?: string;
            /** @description Kinds of letters that can be printed after it. */
            letters?: string[];
            /** @description The field whose choice (`satisfied`, `fair`, `dissatisfied`) is the reporter's rating, asked by those who have the case. */
            rates?: string | null;
            /**
             * Format: int32
             * @description So many judges must have given their score; 0 none.
             */
            judged?: number;
            /** @description Who makes it claims the case: one at a time. */
            claims?: boolean;
            /** @description Whoever has claimed the case has it no more. */
            releases?: boolean;
        };
        /**
         * @description Who makes a move.
         * @enum {string}
         */
        CaseMoveBy: "owner" | "above" | "reporter" | "claimant";
        /** @description A move that can be made now. */
        CaseMoveOption: {
            code: string;
            title: string;
            /** @description A note must be written. */
            note: boolean;
            /** @description The note is what the reporter reads. */
            answers: boolean;
            /** @description Something must have been attached in this step. */
            attachment: boolean;
            /** @description Fields that must be filled in. */
            fields: string[];
            /** @description Step after it. */
            to_title: string;
            /** @description It closes the case. */
            closes: boolean;
        };
        /**
         * @description Where a case lies after a move.
         * @enum {string}
         */
        CaseMovePlace: "stay" | "home" | "above" | "top" | "back";
        /** @description An opinion that was asked for. */
        CaseOpinion: {
            id: components["schemas"]["Id"];
            union_name: string;
            question: string;
            asked_by_name: string;
            asked_at: components["schemas"]["Timestamp"];
            due_on: components["schemas"]["Day"];
            /** @description Empty while it is waited for. */
            answer: string;
            answered_by_name: string;
            answered_at?: components["schemas"]["Timestamp"] | null;
            /** @description The caller may give it. */
            answerable: boolean;
        };
        /** @description An option of a choice. */
        CaseOption: {
            /** @description Stored. */
            code: string;
            /** @description Shown. */
            label: string;
            /** @description Who chooses it asks that only named people read the case. */
            restricted?: boolean;
        };
        /** @description Which cases. */
        CaseQuery: {
            /** @default todo */
            view: components["schemas"]["CaseView"];
            /**
             * @description Kind of case.
             * @default null
             */
            kind: string | null;
            /** @default null */
            track: string | null;
            /** @default null */
            step: string | null;
            /** @default null */
            channel: components["schemas"]["Channel"] | null;
            /** @default null */
            reporter: components["schemas"]["ReporterKind"] | null;
            /** @default null */
            rating: components["schemas"]["Rating"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            owner_id: components["schemas"]["Id"] | null;
            /** @default null */
            employer_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those that passed a limit.
             * @default false
             */
            late: boolean;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /** @default null */
            closed_from: components["schemas"]["Day"] | null;
            /** @default null */
            closed_to: components["schemas"]["Day"] | null;
            /**
             * @description A field of the kind …
             * @default null
             */
            field: string | null;
            /**
             * @description … with this value.
             * @default null
             */
            value: string | null;
            /**
             * @description Number, beginning of the title, or phone of a reporter who is named.
             * @default null
             */
            q: string | null;
        };
        /** @description How content the reporter is. */
        CaseRating: {
            rating: components["schemas"]["Rating"];
            /** @description Why; needed for 不满意. */
            text?: string;
        };
        /** @description Number and code of a receipt. */
        CaseReceipt: {
            /** @description `ZS-…-2026-0003`; small letters do as well. */
            number: string;
            /** @description 8 characters; small letters do as well. */
            code: string;
        };
        /** @description What the reporter adds. */
        CaseReply: {
            /** @description 2 to 2,000 characters. */
            text?: string;
        };
        /** @description Who told it. */
        CaseReporter: {
            /** @description Name. */
            name: string;
            /** @description Phone; empty if none was given. */
            phone: string;
            /** @description Member; 0 if the person is not known by the register. */
            person_id: components["schemas"]["Id"];
        };
        /** @description Why the reporter is needed. */
        CaseRevealRequest: {
            /** @description At least four characters, e.g. 电话回访. */
            purpose?: string;
        };
        /** @description A case in a list. */
        CaseRow: {
            id: components["schemas"]["Id"];
            /** @description `ZS-…-2026-0003`. */
            number: string;
            kind: string;
            kind_title: string;
            title: string;
            step: string;
            step_title: string;
            track: string;
            track_title: string;
            state: components["schemas"]["CaseState"];
            state_title: string;
            channel: components["schemas"]["Channel"];
            channel_title: string;
            /** @description What is known of who told it. */
            reporter: components["schemas"]["ReporterKind"];
            reporter_title: string;
            employer_name: string;
            /** @description Union that it was told at. */
            home_id: components["schemas"]["Id"];
            home_name: string;
            /** @description Union that has it. */
            holder_id: components["schemas"]["Id"];
            holder_name: string;
            /** @description Account that has it; 0 while nobody took it. */
            owner_id: components["schemas"]["Id"];
            owner_name: string;
            /** @description Only named people read it. */
            restricted: boolean;
            received_at: components["schemas"]["Timestamp"];
            due_on?: components["schemas"]["Day"] | null;
            /** @description Half of the limit is over. */
            half_over: boolean;
            /** @description The limit is over and it is not closed. */
            overdue: boolean;
            /** @description A limit was passed at some time. */
            late: boolean;
            /**
             * Format: int64
             * @description Places that it has climbed because it is late.
             */
            climbed: number;
            closed_at?: components["schemas"]["Timestamp"] | null;
            rating?: components["schemas"]["Rating"] | null;
            rating_title: string;
            /**
             * Format: int64
             * @description How often it was opened again.
             */
            reopened: number;
            /**
             * Format: int64
             * @description Rises with each change; the ETag of the case.
             */
            version: number;
        };
        /**
         * @description Where a case stands, beside its step.
         * @enum {string}
         */
        CaseState: "open" | "paused" | "closed" | "merged";
        /** @description A step. */
        CaseStep: {
            /** @description Stored. */
            code: string;
            /** @description Shown to cadres. */
            title: string;
            /** @description What the reporter reads while it stands here, in plain words. */
            plain: string;
            /** @description Who may take it, at the place that has the case; the first role that somebody holds there has it. None at the end. */
            roles?: components["schemas"]["Role"][];
            clock?: components["schemas"]["CaseStepClock"] | null;
            /** @description What may be done beside the moves. */
            allows?: components["schemas"]["CaseAllow"][];
            /** @description The case is closed here. */
            closed?: boolean;
            /** @description Its public fields are shown to everyone here. */
            public?: boolean;
        };
        /** @description What sets the clock of a step. */
        CaseStepClock: "track" | {
            /** @description A limit of its own. */
            own: components["schemas"]["CaseLimit"];
        };
        /** @description What is put right in a case. */
        CaseText: {
            title: string;
            /** @description Fields that change. */
            fields?: components["schemas"]["BTreeMap"];
        };
        /** @description A way through the procedure. */
        CaseTrack: {
            /** @description Stored. */
            code: string;
            /** @description Shown. */
            title: string;
            /** @description Limit of the steps whose clock is the track's. */
            limit: components["schemas"]["CaseLimit"];
        };
        /**
         * @description Which cases, seen from the caller.
         * @enum {string}
         */
        CaseView: "todo" | "overdue" | "soon" | "handed_over" | "watched" | "judging" | "open" | "closed" | "all";
        /** @description What a paper says. An unknown number and a wrong code have the same answer, with empty fields. */
        CertificateAnswer: {
            /** @description `valid`, `ended`, `revoked` or `unknown`. */
            state: string;
            state_label: string;
            /** @description Surname and a star. */
            masked_name: string;
            union_name: string;
            day?: components["schemas"]["Day"] | null;
        };
        /** @description What is printed on a paper. */
        CertificateQuestion: {
            /** @description `2026-0003`. */
            number: string;
            /** @description 8 characters; small letters do as well. */
            code: string;
        };
        /** @description A certificate of membership. */
        CertificateRow: {
            id: components["schemas"]["Id"];
            /** @description Number within union and year: `2026-0003`. */
            number: string;
            /** @description Check code: 8 characters. */
            code: string;
            union_name: string;
            /** @description The union at which the member worked for a time on that day; empty if nowhere else. */
            seconded_to: string;
            /** @description Day on the paper. */
            day: components["schemas"]["Day"];
            /** @description What it is for. */
            purpose: string;
            issued_by: string;
            issued_at: components["schemas"]["Timestamp"];
            /** @description `valid`, `ended` or `revoked`. */
            state: string;
            state_label: string;
            /** @description Who revoked it; empty while it stands. */
            revoked_by: string;
            /** @description Path of the page that verifies it. */
            path: string;
            /** @description Address before the path; empty where people come by the console's address. */
            public_url: string;
        };
        /** @description What a certificate is for. */
        CertificateWish: {
            /** @description 1 to 60 characters. */
            purpose: string;
        };
        /** @description A change of the tree. */
        ChangeDocument: {
            id: components["schemas"]["Id"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["ChangeKind"];
            kind_label: string;
            state: components["schemas"]["ChangeState"];
            state_label: string;
            /** @description First day of the new state. */
            day: components["schemas"]["Day"];
            target_id?: components["schemas"]["Id"] | null;
            target_name: string;
            new_name: string;
            new_kind: string;
            /** @description 批复文号. */
            document: string;
            reason: string;
            /** Format: int64 */
            unions_moved: number;
            /** Format: int64 */
            employers_moved: number;
            /** Format: int64 */
            members_moved: number;
            /** @description Why it was not possible, in words; empty otherwise. */
            problem: string;
            created_by_name: string;
            created_at: components["schemas"]["Timestamp"];
            finished_at?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description Kind of a change of the tree.
         * @enum {string}
         */
        ChangeKind: "merge" | "move" | "dissolve" | "upgrade" | "split";
        /** @description What a cadre orders. */
        ChangeOrder: {
            /** @description What. */
            kind: components["schemas"]["ChangeKind"];
            /** @description First day of the new state; may lie in the future. */
            day: components["schemas"]["Day"];
            target_id?: components["schemas"]["Id"] | null;
            /** @description Name of the upgraded union (unchanged if empty) or of the one that is split off. */
            new_name?: string;
            /** @description Kind of it, code of `union_kind`. */
            new_kind?: string;
            /** @description Employers that a split takes along. */
            employers?: components["schemas"]["Id"][];
            /** @description 批复文号. */
            document?: string;
            /** @description Why. */
            reason?: string;
        };
        /** @description The own password, old and new. */
        ChangePasswordRequest: {
            old_password: string;
            new_password: string;
        };
        /** @description The new phone and what shows it. */
        ChangePhone: {
            /** @description Mobile, 11 digits; empty where the old one was lost and there is no other yet. */
            phone?: string;
            /** @description Attachment of this member: the application with the member's signature, or a proof of the number. */
            evidence_id: components["schemas"]["Id"];
            /** @description How it was checked, at least four characters, e.g. 本人持身份证到场. */
            reason: string;
        };
        /** @description What a change would touch. */
        ChangePreview: {
            /**
             * Format: int64
             * @description Unions that come along.
             */
            unions: number;
            /** Format: int64 */
            employers: number;
            /** Format: int64 */
            members: number;
            /**
             * Format: int64
             * @description Transfers that wait for an answer.
             */
            transfers: number;
            /** @description What stands against it, in words; it can be ordered if there is nothing. */
            faults: string[];
        };
        /**
         * @description How far a change is.
         * @enum {string}
         */
        ChangeState: "planned" | "working" | "done" | "cancelled" | "failed";
        /**
         * @description How a matter came in.
         * @enum {string}
         */
        Channel: "phone" | "call" | "visit" | "letter" | "field";
        /** @description A child union with its value. */
        ChildFigure: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** Format: int64 */
            value: number;
        };
        /** @description What is claimed. */
        ClaimForm: {
            case_id: components["schemas"]["Id"];
        };
        /** @description Something that whoever claimed a case may do. */
        ClaimMove: {
            code: string;
            title: string;
            /** @description A note must be written. */
            note: boolean;
        };
        /** @description How the code was sent. */
        CodeAnswer: {
            /** @description `sms`, `demo`. */
            channel: string;
            /** @description Demo installations only: the code itself, shown under a banner. */
            demo_code?: string | null;
        };
        /** @description An entry of a dictionary. */
        CodeItem: {
            /** @description Code that is stored. */
            code: string;
            /** @description Chinese label. */
            label: string;
            /** @description Other words that mean it. */
            synonyms: string[];
            /** @description Code of the national standard, or empty. */
            national: string;
            /** @description Code in the national union file, or empty. */
            export: string;
            /** @description Code one level up, or empty. */
            parent: string;
            /** @description First day of validity; 1900-01-01 if it has always been valid. */
            valid_from: components["schemas"]["Day"];
            /** @description Last day of validity; 9999-12-31 until further notice. */
            valid_to: components["schemas"]["Day"];
        };
        /** @description An entry after the change. */
        CodeItemEdit: {
            /** @description Chinese label. */
            label: string;
            /** @description Code of the national standard, or empty. */
            national?: string;
            /** @description Code in the national union file, or empty. */
            export?: string;
            /** @description Code one level up, or empty. */
            parent?: string;
            valid_from?: components["schemas"]["Day"] | null;
        };
        /** @description The last day of an entry. */
        CodeItemEnd: {
            last_day?: components["schemas"]["Day"] | null;
        };
        /** @description A phone. */
        CodeRequest: {
            /** @description Mobile, 11 digits. */
            phone: string;
        };
        /**
         * @description How one of our codes goes out.
         * @enum {string}
         */
        CodeUse: "own" | "label" | "export" | "map";
        /** @description A dictionary with its entries. */
        Codeset: {
            code: string;
            title: string;
            source: string;
            /** @description How sure we are: begins with `V` if it was read in the source. */
            mark: string;
            /** @description The program's logic depends on the codes: entries are neither added nor ended. */
            fixed: boolean;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
            /** @description Today, as the server sees it: forms offer what is valid then. */
            today: components["schemas"]["Day"];
            /** @description All entries, ended ones too: what was stored once keeps its label. */
            items: components["schemas"]["CodeItem"][];
        };
        /** @description Which dictionaries. */
        CodesetQuery: {
            /** @description Part of the title, of a code, a label or a synonym. */
            q?: string;
        };
        /** @description A dictionary without its entries. */
        CodesetRow: {
            code: string;
            title: string;
            /** @description Standard or form it comes from. */
            source: string;
            /** @description How sure we are: begins with `V` if it was read in the source. */
            mark: string;
            /** @description The program's logic depends on the codes: entries are neither added nor ended. */
            fixed: boolean;
            /**
             * Format: int64
             * @description Entries that are valid today.
             */
            items: number;
            /**
             * Format: int64
             * @description Entries that have ended or have not begun.
             */
            ended: number;
            /**
             * Format: int64
             * @description Synonyms of all entries.
             */
            synonyms: number;
            /** @description Entries that the search found, `本科 20`; at most 5. */
            found: string[];
        };
        /** @description A field of a request beside what the register says now. */
        ComparedField: components["schemas"]["RequestField"] & {
            /** @description What the register says now, in words; empty for a number, which is compared masked. */
            present: string;
            /** @description The register says something else than when it was asked. */
            moved: boolean;
        };
        /** @description One of two records. */
        ComparedMember: {
            /** @description The record; of the documents only the first. */
            member: components["schemas"]["MemberDocument"];
            /** @description All documents, numbers masked. */
            documents: components["schemas"]["MaskedDocument"][];
            /** @description Oldest first. */
            stays: components["schemas"]["Stay"][];
            /** @description A proposed move waits for its answer; that comes first. */
            transfer_waits: boolean;
        };
        /** @description Two records side by side. */
        Comparison: {
            one: components["schemas"]["ComparedMember"];
            other: components["schemas"]["ComparedMember"];
            /** @description Both are members: somebody must say which membership stays. */
            both_open: boolean;
        };
        /** @description Day and candidates of the congress. */
        CongressForm: {
            method: components["schemas"]["Method"];
            planned_on: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Seats of the committee, 3 to 60.
             */
            seats: number;
            /**
             * Format: int64
             * @description 应到会有选举权人数.
             */
            entitled: number;
            candidates?: components["schemas"]["Candidate"][];
        };
        /** @description Something that somebody has consented to. */
        Consent: {
            id: components["schemas"]["Id"];
            /** @description To what, in words. */
            title: string;
            /** @description What it is for. */
            purpose: string;
            /** @description Version of the text. */
            version: string;
            at: components["schemas"]["Timestamp"];
            /** @description Membership rests on it: it ends with the membership only. */
            required: boolean;
            /** @description What stops when it is withdrawn. */
            stops: string;
            withdrawn_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description That the secondment becomes a transfer. */
        ConversionForm: {
            /** @description First day as a member of the host. */
            day: components["schemas"]["Day"];
            /** @description Why, 2 to 200 characters. */
            reason: string;
        };
        /**
         * @description Coordinate system of a map or of a point. Points of one are not drawn on a map of another: GCJ-02 lies up to some
         *     hundred metres off.
         * @enum {string}
         */
        Coordinates: "cgcs2000" | "wgs84" | "gcj02" | "sketch";
        /** @description A field whose correction can be asked for. */
        CorrectableField: {
            field: string;
            label: string;
            /** @description Present value: a code, a day, or text; masked where it is a number. */
            present: string;
            /** @description The same in words. */
            present_label: string;
            /** @description The correction needs evidence. */
            evidence: boolean;
            /** @description The words of its dictionary; empty where it is written freely. */
            options: components["schemas"]["FieldOption"][];
        };
        /** @description A correction. */
        CorrectionForm: {
            /** @description Wanted values by field; codes where the field has a dictionary. */
            fields: {
                [key: string]: string;
            };
            /** @description Code of `document_kind` of the wanted number; the present kind if empty. */
            document_kind?: string;
            /** @description Files sent before, at most 5. */
            evidence?: components["schemas"]["Id"][];
            /** @description Why, at most 200 characters. */
            reason?: string;
        };
        /** @description How many rows match. */
        Count: {
            /**
             * Format: int64
             * @description The number, or the bound that was reached.
             */
            value: number;
            /** @description `false`: there are more than `value`. */
            exact: boolean;
        };
        /** @description A month of a course. */
        CoursePoint: {
            /** @description Last day of the month, or the day asked for. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description What there was on this day, or what happened in the month up to it; of a rate the numerator.
             */
            value: number;
            /**
             * Format: int64
             * @description Of a rate the denominator.
             */
            of?: number | null;
        };
        /** @description A period in which a union covered an employer. */
        Cover: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its present name. */
            union_name: string;
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        /** @description A change of cover. */
        CoverForm: {
            union_id?: components["schemas"]["Id"] | null;
            /** @description First day of the new state. */
            day: components["schemas"]["Day"];
        };
        /** @description Of which union. */
        CoverageQuery: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description An account to make. */
        CreateAccount: {
            /** @description 3 to 32 letters, digits, `.`, `_`, `-`. */
            username: string;
            /** @description Name of the holder. */
            name: string;
        };
        /** @description A role to give. */
        CreateGrant: {
            role: components["schemas"]["Role"];
            /** @description Where; 0 for the three administrators. */
            union_id: components["schemas"]["Id"];
        };
        /** @description A new account with its first password, shown once. */
        CreatedAccount: {
            id: components["schemas"]["Id"];
            /** @description To be handed over; must be changed at the first sign-in. Not stored, not shown again. */
            password: string;
        };
        /** @description What was made. */
        CreatedArticle: {
            id: components["schemas"]["Id"];
        };
        /** @description What became of the entry. */
        CreatedEmployer: {
            id: components["schemas"]["Id"];
        };
        /** @description What became of the entry. */
        CreatedMember: {
            id: components["schemas"]["Id"];
            /** @description The person is a member elsewhere: a transfer was proposed and waits for an answer. */
            transfer_proposed: boolean;
        };
        /** @description What was made. */
        CreatedReception: {
            id: components["schemas"]["Id"];
        };
        /** @description What was made. */
        CreatedRoom: {
            id: components["schemas"]["Id"];
        };
        /** @description What was taken down. */
        CreatedSignUp: {
            id: components["schemas"]["Id"];
            /**
             * Format: int64
             * @description Seat from 1; none: on the waiting list.
             */
            seat?: number | null;
        };
        /** @description What was made. */
        CreatedSurvey: {
            id: components["schemas"]["Id"];
        };
        /** @description What was made. */
        CreatedVisit: {
            id: components["schemas"]["Id"];
        };
        /** @description What was made. */
        CreatedVisitPlan: {
            id: components["schemas"]["Id"];
        };
        /** @description What became of the entry. */
        CreatedZone: {
            id: components["schemas"]["Id"];
        };
        /** @description A request as the union sees it. */
        DataRequestDocument: components["schemas"]["DataRequestRow"] & {
            /** Format: int64 */
            version: number;
            fields: components["schemas"]["ComparedField"][];
            evidence: components["schemas"]["Attachment"][];
            reason: string;
            /** @description Why an erasure cannot be done now, in words; empty if nothing stands against it. */
            held: string;
            /** @description The member, or the near relative who asks, holds the same name as who reads: somebody else must answer. */
            own: boolean;
            relative?: components["schemas"]["RelativeView"] | null;
        };
        /** @description A request in a list. */
        DataRequestRow: {
            id: components["schemas"]["Id"];
            /** @description What it is called on paper. */
            number: string;
            person_id: components["schemas"]["Id"];
            /** @description Empty when erased. */
            name: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["RequestKind"];
            kind_label: string;
            /** @description How the near relative who asks stands to the member, in words; empty where the member asks. */
            relation_label: string;
            state: components["schemas"]["RequestState"];
            state_label: string;
            asked_at: components["schemas"]["Timestamp"];
            /** @description Last day for the answer. */
            due_on: components["schemas"]["Day"];
            /** @description Working days left, the last one included; 0 on and after it. Of open ones alone. */
            overdue: boolean;
            answered_at?: components["schemas"]["Timestamp"] | null;
            answered_by: string;
            answer: string;
        };
        /**
         * Format: date
         * @description Calendar day in China, 2026-11-22
         */
        Day: string;
        /**
         * @description How a day is written.
         * @enum {string}
         */
        DayFormat: "dashes" | "compact" | "slashes" | "dots" | "chinese";
        /**
         * @description What is said of a day that is not what its weekday says.
         * @enum {string}
         */
        DayKind: "holiday" | "rest" | "work";
        /** @description A value of a day. */
        DayValue: {
            day: components["schemas"]["Day"];
            /** Format: int64 */
            value: number;
        };
        /** @description The end of a period, with the way there. */
        Deadline: {
            /** @description Day of the event; not counted. */
            from: components["schemas"]["Day"];
            /** @description Last day of the period before days off are looked at. */
            counted_to: components["schemas"]["Day"];
            /** @description Last day: until 24:00 of it. */
            last_day: components["schemas"]["Day"];
            /** @description The days from the one after the event to the last; of a period of more than 400 days only the last 31. */
            steps: components["schemas"]["PeriodStep"][];
        };
        /** @description What is said with a decision. */
        DecisionNote: {
            /** @description At least two characters when a proposal is turned down. */
            note?: string;
        };
        /** @description A kind of flag that a member may declare. */
        DeclarableFlag: {
            /** @description Code of `member_flag`. */
            kind: string;
            label: string;
            /** @description What is true today, in words; empty if nothing is known. */
            present_label: string;
            /** @description The declaration needs evidence. */
            evidence: boolean;
            /** @description The words of the kind's dictionary; empty where the flag itself says all. */
            options: components["schemas"]["FieldOption"][];
        };
        /** @description Stand-ins of the caller, those the caller stands in for, and who could. */
        Deputies: {
            /** @description Who stands in for the caller, newest first. */
            mine: components["schemas"]["CaseDeputy"][];
            /** @description For whom the caller stands in, now or later. */
            for_others: components["schemas"]["CaseDeputy"][];
            /** @description Colleagues at the caller's unions who may deal with cases. */
            choices: components["schemas"]["DeputyChoice"][];
        };
        /** @description Somebody who could stand in. */
        DeputyChoice: {
            account_id: components["schemas"]["Id"];
            name: string;
        };
        /** @description Who stands in, and when. */
        DeputyForm: {
            deputy_id: components["schemas"]["Id"];
            valid_from: components["schemas"]["Day"];
            valid_to: components["schemas"]["Day"];
            /** @description At most 100 characters. */
            reason?: string;
        };
        /** @description A record that differs. */
        Difference: {
            /** @description Person or union. */
            record_id: components["schemas"]["Id"];
            /** @description Name. */
            name: string;
            /** @description Union. */
            union_name: string;
            /** @description How. */
            kind: components["schemas"]["DifferenceKind"];
            /** @description Headers of the columns that differ. */
            fields: string[];
            /** @description Why, where something is known: waits for a receipt, refused because, against the target's rules. */
            note: string;
        };
        /** @description How many records there are of each. */
        DifferenceCounts: {
            /**
             * Format: int64
             * @description The same on both sides.
             */
            same: number;
            /**
             * Format: int64
             * @description Only here.
             */
            only_here: number;
            /**
             * Format: int64
             * @description Only there.
             */
            only_there: number;
            /**
             * Format: int64
             * @description Fields differ.
             */
            differs: number;
        };
        /** @description A difference report as a file. */
        DifferenceExport: components["schemas"]["ExportRequest"] & {
            /** @description Of this union and those beneath it. */
            union_id: components["schemas"]["Id"];
        };
        /**
         * @description How a record differs.
         * @enum {string}
         */
        DifferenceKind: "only_here" | "only_there" | "differs";
        /** @description What they have accepted against what there is now: a part of it. */
        DifferenceReport: {
            /** @description Of this part. */
            counts: components["schemas"]["DifferenceCounts"];
            items: components["schemas"]["Difference"][];
            /**
             * Format: int64
             * @description Records there are here, compared or not.
             */
            total: number;
            /** @description Cursor of the next part; none at the end. */
            next?: string | null;
        };
        /** @description A division. */
        Division: {
            /** @description Six digits, nine for a township. */
            code: string;
            /** @description Name. */
            name: string;
            /**
             * Format: int64
             * @description 1 province … 4 township.
             */
            level: number;
            /** @description Code one level up, or empty. */
            parent_code: string;
            valid_to?: components["schemas"]["Day"] | null;
            /** @description What it became, or empty. */
            successor_code: string;
        };
        /** @description A division with the names above it. */
        DivisionRow: components["schemas"]["Division"] & {
            /** @description Names from the province down. */
            full_name: string;
        };
        /** @description Outlines with the packs that they come with, whose source and 审图号 stand under the map. */
        DivisionShapes: {
            packs: components["schemas"]["ShapePack"][];
            shapes: components["schemas"]["ShapeRow"][];
        };
        /** @description A further document. */
        DocumentForm: {
            /** @description Code of `document_kind`. */
            kind: string;
            /** @description As on the document. */
            number: string;
        };
        /** @description To whom a document goes: somebody in the register, or somebody new. */
        DocumentMove: {
            to_id?: components["schemas"]["Id"] | null;
            /** @description Name of the new person. */
            new_name?: string;
            new_day?: components["schemas"]["Day"] | null;
            /** @description Attachment of the member that shows it. */
            evidence: components["schemas"]["Id"];
            /** @description How it was checked, at least four characters. */
            reason: string;
        };
        /** @description A document of a member, its number masked. */
        DocumentRow: {
            id: components["schemas"]["Id"];
            /** @description Code of `document_kind`. */
            kind: string;
            /** @description In words. */
            label: string;
            /** @description First three and last four. */
            masked_number: string;
        };
        /** @description A division whose children a pack draws. */
        DrawnDivision: {
            code: string;
            name: string;
            /**
             * Format: int64
             * @description Children drawn.
             */
            shapes: number;
        };
        /**
         * @description How near the last day for the answer is.
         * @enum {string}
         */
        DueWhen: "soon" | "overdue";
        /** @description Why a duty does not take place. */
        DutyCancel: {
            reason: string;
        };
        /** @description Which duties. */
        DutyConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            zone_id: components["schemas"]["Id"] | null;
            /** @default null */
            person_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the representative's name.
             * @default null
             */
            q: string | null;
            /** @default null */
            state: components["schemas"]["DutyState"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description How many came, and what there was to tell. */
        DutyReport: {
            /** Format: int64 */
            visitors: number;
            note?: string;
        };
        /** @description A duty in a list. */
        DutyRow: {
            id: components["schemas"]["Id"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            zone_id?: components["schemas"]["Id"] | null;
            zone_name: string;
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            person_id: components["schemas"]["Id"];
            person_name: string;
            state: components["schemas"]["DutyState"];
            state_label: string;
            signed_at?: components["schemas"]["Timestamp"] | null;
            /** @description The cadre who signed in; empty for the representative. */
            signed_by: string;
            /**
             * Format: int64
             * @description How many came.
             */
            visitors?: number | null;
            note: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description A series of duties. */
        DutySeries: {
            union_id: components["schemas"]["Id"];
            zone_id?: components["schemas"]["Id"] | null;
            /** @description 1 Monday … 7 Sunday. */
            weekdays: number[];
            /** @description First day. */
            from: components["schemas"]["Day"];
            /** @description Last day, at most two years later. */
            until: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            /** @description Representatives, members; they take turns. */
            people: components["schemas"]["Id"][];
            /** @description Leaves out days that are no working days. */
            skip_holidays?: boolean;
        };
        /**
         * @description State of a duty.
         * @enum {string}
         */
        DutyState: "planned" | "signed_in" | "done" | "missed" | "swapped" | "cancelled";
        /** @description Who takes a duty over. */
        DutySwap: {
            /** @description A member. */
            person_id: components["schemas"]["Id"];
            reason?: string;
        };
        /** @description Sessions by representative, and how many there should be in a term. */
        DutyTallies: {
            /**
             * Format: int64
             * @description Sessions that each representative should hold in a term (`duty.sessions_per_term`).
             */
            wanted: number;
            /** @description First day counted: the last years of a term (`duty.term_years`). */
            from: components["schemas"]["Day"];
            people: components["schemas"]["DutyTally"][];
        };
        /** @description A representative's sessions in the term that goes on. */
        DutyTally: {
            person_id: components["schemas"]["Id"];
            name: string;
            /** Format: int64 */
            held: number;
            /** Format: int64 */
            missed: number;
            /** Format: int64 */
            planned: number;
        };
        /** @description What the union above says. */
        ElectionAnswer: {
            agree: boolean;
            /** @description 文号. */
            number?: string;
            note?: string;
        };
        /** @description A founding or an election. */
        ElectionDocument: {
            id: components["schemas"]["Id"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["ElectionKind"];
            kind_label: string;
            state: components["schemas"]["ElectionState"];
            state_label: string;
            requested_on?: components["schemas"]["Day"] | null;
            /** @description 请示文号. */
            request_number: string;
            request_note: string;
            started_on?: components["schemas"]["Day"] | null;
            /** @description 同意筹建（换届）文号. */
            start_number: string;
            method: components["schemas"]["Method"];
            planned_on?: components["schemas"]["Day"] | null;
            /**
             * Format: int64
             * @description Seats of the committee.
             */
            seats: number;
            /**
             * Format: int64
             * @description 应到会有选举权人数.
             */
            entitled: number;
            held_on?: components["schemas"]["Day"] | null;
            /** Format: int64 */
            attended: number;
            candidates: components["schemas"]["Candidate"][];
            reported_on?: components["schemas"]["Day"] | null;
            /** @description 批复文号. */
            approval_number: string;
            approved_on?: components["schemas"]["Day"] | null;
            term_from?: components["schemas"]["Day"] | null;
            term_to?: components["schemas"]["Day"] | null;
            /** @description What the union above said last. */
            note: string;
            created_by_name: string;
            created_at: components["schemas"]["Timestamp"];
            finished_at?: components["schemas"]["Timestamp"] | null;
            letters: components["schemas"]["ElectionLetters"];
        };
        /**
         * @description What is elected, or asked for.
         * @enum {string}
         */
        ElectionKind: "founding" | "renewal" | "by_election" | "extension";
        /** @description What an election of today is checked against: the dated parameters (docs/rules §4.2). */
        ElectionLaw: {
            /** @description At least this share of those entitled must come. */
            quorum: components["schemas"]["ShareDocument"];
            /** @description The elected need more than this share of those entitled. */
            pass: components["schemas"]["ShareDocument"];
            /** @description By this share of the seats there should be more candidates; told to who calls, not enforced. */
            min_difference: components["schemas"]["ShareDocument"];
            /** @description Years that a term may last, the usual one first: of a basic union, or of one above. */
            term_years: number[];
        };
        /** @description The letters of an election, each once its day is known. */
        ElectionLetters: {
            request?: components["schemas"]["LetterParties"] | null;
            start?: components["schemas"]["LetterParties"] | null;
            result?: components["schemas"]["LetterParties"] | null;
            approval?: components["schemas"]["LetterParties"] | null;
        };
        /** @description Why it is given up. */
        ElectionNote: {
            note?: string;
        };
        /** @description Which elections under way. */
        ElectionQuery: {
            union_id?: components["schemas"]["Id"] | null;
        };
        /** @description A request to the union above. */
        ElectionRequest: {
            /** @description Not `founding`: that goes to `/union-formations`. */
            kind: components["schemas"]["ElectionKind"];
            /** @description 请示文号. */
            number?: string;
            note?: string;
            term_to?: components["schemas"]["Day"] | null;
        };
        /**
         * @description How far it is.
         * @enum {string}
         */
        ElectionState: "applied" | "preparing" | "called" | "voted" | "reported" | "approved" | "refused" | "cancelled";
        /** @description An employer as stored. */
        Employer: components["schemas"]["EmployerFacts"] & {
            /** @description Employer. */
            id: components["schemas"]["Id"];
            union_id?: components["schemas"]["Id"] | null;
            /** @description That union's name. */
            union_name: string;
            covered_from?: components["schemas"]["Day"] | null;
            /**
             * Format: int64
             * @description Rises with each change; the ETag.
             */
            version: number;
        };
        /** @description Which employers. */
        EmployerConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name, of its pinyin initials or of the credit code.
             * @default null
             */
            q: string | null;
            /**
             * @description Code of `employer_nature`.
             * @default null
             */
            nature: string | null;
            /**
             * @description Code of `industry`.
             * @default null
             */
            industry: string | null;
            /**
             * @description Code of `size_class`.
             * @default null
             */
            size_class: string | null;
            /**
             * @description `true`: covered by a union now; `false`: by none.
             * @default null
             */
            covered: boolean | null;
            /** @default null */
            sort: components["schemas"]["EmployerOrder"] | null;
        };
        /** @description An employer with its covers. */
        EmployerDetail: components["schemas"]["Employer"] & {
            /** @description Names from the province down. */
            division_name: string;
            /** @description Which union covered it when, oldest first. */
            covers: components["schemas"]["Cover"][];
            /** @description What a person should look at. */
            remarks: components["schemas"]["RemarkDocument"][];
        };
        /** @description An export of employers. */
        EmployerExport: components["schemas"]["ExportRequest"] & components["schemas"]["EmployerConditions"];
        /** @description What is kept of an employer, in the order of the paper form. Codes are of the dictionaries; empty means not known. */
        EmployerFacts: {
            /**
             * @description 单位名称, as on the licence.
             * @default
             */
            name: string;
            /**
             * @description 组织机构代码 (nine characters) or 工商注册号 (fifteen digits) of before 2015.
             * @default
             */
            old_code: string;
            /**
             * @description 统一社会信用代码.
             * @default
             */
            credit_code: string;
            /**
             * @description 单位地址.
             * @default
             */
            address: string;
            /**
             * @description 单位所在政区, code of a division.
             * @default
             */
            division_code: string;
            /**
             * @description 单位性质类别, code of `employer_nature`.
             * @default
             */
            nature: string;
            /**
             * @description 经济类型, code of `economic_type`.
             * @default
             */
            economic_type: string;
            /**
             * @description 联系人.
             * @default
             */
            contact: string;
            /**
             * @description 联系电话 of the office.
             * @default
             */
            phone: string;
            /**
             * @description 单位所属行业, code of `industry`.
             * @default
             */
            industry: string;
            /**
             * @description 企业规模, code of `size_class`.
             * @default
             */
            size_class: string;
            /**
             * @description 是否规模以上, code of `above_scale`.
             * @default
             */
            above_scale: string;
            /**
             * Format: int64
             * @description 职工数.
             * @default 0
             */
            workers: number;
            /**
             * Format: int64
             * @description 女职工数, among them.
             * @default 0
             */
            female_workers: number;
            /**
             * Format: int64
             * @description 农民工数, among them.
             * @default 0
             */
            migrant_workers: number;
            /**
             * @description 不应建会原因, code of `exempt_reason`; empty if it should have a union.
             * @default
             */
            exempt_reason: string;
        };
        /** @description The employer form. */
        EmployerForm: components["schemas"]["EmployerFacts"] & {
            /** @description The union that covers it or, without a day, only keeps it. */
            union_id: components["schemas"]["Id"];
            covered_from?: components["schemas"]["Day"] | null;
        };
        /**
         * @description Order of a list of employers.
         * @enum {string}
         */
        EmployerOrder: "union" | "name" | "workers";
        /** @description An employer above the designated size without a room. */
        EmployerWithoutRoom: {
            id: components["schemas"]["Id"];
            name: string;
            /** Format: int64 */
            workers: number;
            union_id?: components["schemas"]["Id"] | null;
            union_name: string;
        };
        /** @description Employers to be visited on a day. */
        EmployersToVisit: {
            /** @description At most 500. */
            employer_ids: components["schemas"]["Id"][];
            /** @description Name of a team of the plan; empty for none. */
            team?: string;
            day: components["schemas"]["Day"];
        };
        /** @description Somebody who will be erased. */
        ErasedSoon: {
            person_id: components["schemas"]["Id"];
            name: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** @description How the last membership ended, in words. */
            status_label: string;
            /** @description Last day of the last membership. */
            left_on: components["schemas"]["Day"];
            /** @description Day from which on the person is erased. */
            erased_from: components["schemas"]["Day"];
            /** @description What holds the erasure, in words; empty if nothing does. */
            held: string;
        };
        /** @description Erasure, with what proves that the phone is at hand. */
        ErasureForm: {
            /** @description Six digits, sent by `send_own_erasure_code`. */
            code: string;
            /** @description Why, at most 200 characters. */
            reason?: string;
        };
        /**
         * @description What happens to a membership.
         * @enum {string}
         */
        EventKind: "joined" | "transferred_in" | "retained" | "resumed" | "transferred_out" | "expelled" | "left" | "died" | "reassigned_in" | "reassigned_out" | "undone" | "merged" | "step_undone" | "seconded" | "secondment_ended";
        /** @description One of our codes, for the editor of a map. */
        ExchangeCode: {
            code: string;
            label: string;
            /** @description Code in the national union file; empty if it has none. */
            export: string;
        };
        /** @description A column of the outgoing file. */
        ExchangeColumn: {
            /**
             * @description Header, as the platform above wants it; unique in the target.
             * @default
             */
            header: string;
            /**
             * @description Name of a field of the catalogue; empty for a constant.
             * @default
             */
            source: string;
            /**
             * @description What stands in every row, without a source; with one, what stands where it is empty.
             * @default
             */
            constant: string;
            /**
             * @description How a day is written.
             * @default dashes
             */
            day_format: components["schemas"]["DayFormat"];
            /**
             * @description How a code goes out.
             * @default label
             */
            code_use: components["schemas"]["CodeUse"];
            /**
             * @description Our code to theirs, for [`CodeUse::Map`].
             * @default {}
             */
            map: {
                [key: string]: string;
            };
            /**
             * @description What goes out for a code that the map or the dictionary does not have; missing: the row is refused.
             * @default null
             */
            otherwise: string | null;
            /**
             * @description A row without it is refused.
             * @default false
             */
            required: boolean;
            /**
             * Format: int64
             * @description Most characters; 0 for any number. A longer value refuses the row.
             * @default 0
             */
            max_length: number;
        };
        /** @description How a target's file looks. */
        ExchangeDefinition: {
            /** @description Kind of file. */
            format: components["schemas"]["FileFormat"];
            /** @description Encoding of a text file. */
            encoding: components["schemas"]["FileEncoding"];
            /** @description Columns, in order. */
            columns: components["schemas"]["ExchangeColumn"][];
        };
        /** @description A field that a column may take its value from. */
        ExchangeFieldDocument: {
            /** @description Name in a definition. */
            name: string;
            title: string;
            /** @description It holds a day. */
            is_day: boolean;
            /** @description It goes out in full only with the right to see numbers. */
            sensitive: boolean;
            /** @description Its codes; empty for other fields. */
            codes: components["schemas"]["ExchangeCode"][];
        };
        /** @description The fields of a kind of target. */
        ExchangeFields: {
            kind: components["schemas"]["TargetKind"];
            fields: components["schemas"]["ExchangeFieldDocument"][];
        };
        /** @description Ten real rows by a definition, and the codes that it has no counterpart for. */
        ExchangePreview: {
            rows: components["schemas"]["PreviewRow"][];
            unmapped: components["schemas"]["UnmappedCode"][];
        };
        /**
         * @description Kind of file.
         * @enum {string}
         */
        ExportFormat: "xlsx" | "csv";
        /** @description What is asked of every export. */
        ExportRequest: {
            /**
             * @description What for, at least four characters; stands in the last row and in the audit.
             * @default
             */
            purpose: string;
            /**
             * @description Kind of file.
             * @default xlsx
             */
            format: components["schemas"]["ExportFormat"];
            /**
             * @description Names of the columns, as the list names them; all if empty.
             * @default []
             */
            columns: string[];
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_AgencyConditions: components["schemas"]["ExportRequest"] & {
            /**
             * @description Part of the short word or the name.
             * @default null
             */
            q: string | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ArticleQuery: components["schemas"]["ExportRequest"] & {
            /**
             * @description Words of title or text; the best match comes first.
             * @default null
             */
            q: string | null;
            /**
             * @description Code of the topic.
             * @default null
             */
            topic: string | null;
            /** @default null */
            state: components["schemas"]["ArticleState"] | null;
            /**
             * @description Only those that are to be looked at again within 30 days, or should have been.
             * @default false
             */
            due: boolean;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_AuditQuery: components["schemas"]["ExportRequest"] & {
            actor_id?: components["schemas"]["Id"] | null;
            subject_id?: components["schemas"]["Id"] | null;
            person_id?: components["schemas"]["Id"] | null;
            union_id?: components["schemas"]["Id"] | null;
            /** @description Of this deed, `member.reveal-document`; with a dot at its end all of its kind, `member.`. */
            action?: string | null;
            /**
             * Format: int64
             * @description From this instant, ms.
             */
            from?: number | null;
            /**
             * Format: int64
             * @description Before this instant, ms.
             */
            to?: number | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_CaseQuery: components["schemas"]["ExportRequest"] & {
            /** @default todo */
            view: components["schemas"]["CaseView"];
            /**
             * @description Kind of case.
             * @default null
             */
            kind: string | null;
            /** @default null */
            track: string | null;
            /** @default null */
            step: string | null;
            /** @default null */
            channel: components["schemas"]["Channel"] | null;
            /** @default null */
            reporter: components["schemas"]["ReporterKind"] | null;
            /** @default null */
            rating: components["schemas"]["Rating"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            owner_id: components["schemas"]["Id"] | null;
            /** @default null */
            employer_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those that passed a limit.
             * @default false
             */
            late: boolean;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /** @default null */
            closed_from: components["schemas"]["Day"] | null;
            /** @default null */
            closed_to: components["schemas"]["Day"] | null;
            /**
             * @description A field of the kind …
             * @default null
             */
            field: string | null;
            /**
             * @description … with this value.
             * @default null
             */
            value: string | null;
            /**
             * @description Number, beginning of the title, or phone of a reporter who is named.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_CodesetQuery: components["schemas"]["ExportRequest"] & {
            /** @description Part of the title, of a code, a label or a synonym. */
            q?: string;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_CoverageQuery: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_DutyConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            zone_id: components["schemas"]["Id"] | null;
            /** @default null */
            person_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the representative's name.
             * @default null
             */
            q: string | null;
            /** @default null */
            state: components["schemas"]["DutyState"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ElectionQuery: components["schemas"]["ExportRequest"] & {
            union_id?: components["schemas"]["Id"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_HintConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description `true`: those that were put off; open ones otherwise.
             * @default null
             */
            dismissed: boolean | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_JoinConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            state: components["schemas"]["JoinState"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_LetterConditions: components["schemas"]["ExportRequest"] & {
            /**
             * @description Part of the number or the title; brackets and spaces do not matter.
             * @default null
             */
            q: string | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Only this kind.
             * @default null
             */
            kind: string | null;
            /**
             * Format: int64
             * @description Only this year.
             * @default null
             */
            year: number | null;
            /** @default null */
            state: components["schemas"]["LetterState"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_NoConditions: components["schemas"]["ExportRequest"] & Record<string, never>;
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ParameterQuery: components["schemas"]["ExportRequest"] & {
            /** @description Part of the title, the code or the explanation. */
            q?: string;
            /** @description Title of the group. */
            group?: string;
            /** @description `verified`: read in the source; `unverified`: not. */
            mark?: string;
            /** @description Only those with a proposal that waits. */
            waiting?: boolean;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ReceptionConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            room_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["ReceptionKind"] | null;
            /** @default null */
            state: components["schemas"]["ReceptionState"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /**
             * @description Beginning of the name of who receives.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_RequestConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            state: components["schemas"]["RequestState"] | null;
            /** @default null */
            kind: components["schemas"]["RequestKind"] | null;
            /** @default null */
            due: components["schemas"]["DueWhen"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the member's name.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_RoomConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            state: components["schemas"]["RoomState"] | null;
            /** @default null */
            standard: components["schemas"]["RoomStandard"] | null;
            /**
             * @description Only with (`true`) or without somebody on duty today.
             * @default null
             */
            on_duty: boolean | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_RunConditions: components["schemas"]["ExportRequest"] & {
            union_id?: components["schemas"]["Id"] | null;
            target_id?: components["schemas"]["Id"] | null;
            state?: components["schemas"]["RunState"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_SheetQuery: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ShiftDays: components["schemas"]["ExportRequest"] & {
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_SurveyConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            state: components["schemas"]["SurveyState"] | null;
            /** @default null */
            kind: components["schemas"]["SurveyKind"] | null;
            /**
             * @description Beginning of the title.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_SurveyTextQuery: components["schemas"]["ExportRequest"] & {
            /**
             * @description Code of the question.
             * @default
             */
            question: string;
            /**
             * @description Part of the text.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_SuspectQuery: components["schemas"]["ExportRequest"] & {
            /**
             * @description Those of which somebody said that they are of two humans, instead of those that wait.
             * @default false
             */
            dismissed: boolean;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_TrackQuery: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_TransferQuery: components["schemas"]["ExportRequest"] & {
            /** @default null */
            direction: components["schemas"]["TransferDirection"] | null;
            /**
             * @description Answered ones instead of open ones.
             * @default false
             */
            answered: boolean;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_ViewQuery: components["schemas"]["ExportRequest"] & {
            person_id?: components["schemas"]["Id"] | null;
            account_id?: components["schemas"]["Id"] | null;
            from?: components["schemas"]["Day"] | null;
            to?: components["schemas"]["Day"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_VisitCandidateConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those above scale (规上).
             * @default false
             */
            above_scale: boolean;
            /** @default null */
            not_since: components["schemas"]["Day"] | null;
            /** @default null */
            not_in_plan: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_VisitConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            plan_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["VisitKind"] | null;
            /** @default null */
            state: components["schemas"]["VisitState"] | null;
            /** @default null */
            employer_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those that the caller leads.
             * @default false
             */
            mine: boolean;
            /** @default null */
            survey_id: components["schemas"]["Id"] | null;
            /** @default null */
            follows_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /**
             * @description Beginning of the employer's name.
             * @default null
             */
            q: string | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_VisitFigureQuery: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            plan_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description What is asked of an export of a list with conditions of the kind `Q`. */
        Export_VisitPlanConditions: components["schemas"]["ExportRequest"] & {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["VisitKind"] | null;
            /** @default null */
            state: components["schemas"]["VisitPlanState"] | null;
            /**
             * @description Beginning of the title.
             * @default null
             */
            q: string | null;
        };
        /** @description A later last day to propose. */
        ExtensionForm: {
            /** @description Planned last day. */
            planned_to: components["schemas"]["Day"];
            /** @description Why, 2 to 200 characters. */
            reason: string;
        };
        /** @description A field of a change, in words. */
        FieldChange: {
            /** @description Field. */
            label: string;
            /** @description Before; empty if there was nothing. */
            old: string;
            /** @description After; empty if there is nothing. */
            new: string;
        };
        /** @description An employer that may be visited. */
        FieldEmployer: {
            id: components["schemas"]["Id"];
            name: string;
            union_name: string;
        };
        /** @description A word that a field may take. */
        FieldOption: {
            code: string;
            label: string;
        };
        /** @description What a cadre takes along. */
        FieldWork: {
            /** @description Whose it is. */
            account_id: components["schemas"]["Id"];
            account_name: string;
            union_id?: components["schemas"]["Id"] | null;
            union_name: string;
            today: components["schemas"]["Day"];
            questions: components["schemas"]["VisitQuestion"][];
            /** @description Planned visits that the caller leads, and those of the last 14 days that were made. */
            visits: components["schemas"]["VisitDetail"][];
            /** @description Employers beneath the caller's unions, at most 1,000. */
            employers: components["schemas"]["FieldEmployer"][];
        };
        /** @description A figure with its unit. */
        Figure: {
            /** @description Code of the measure. */
            code: string;
            title: string;
            unit: string;
            /** Format: int64 */
            value: number;
            /**
             * Format: int64
             * @description What came on in the 30 days before; may be negative.
             */
            change: number;
        };
        /** @description How a column of the table is called. */
        FigureColumn: {
            /** @description Code of the figure. */
            code: string;
            title: string;
            unit: string;
            /** @description Counted within the period only. */
            flow: boolean;
        };
        /** @description A figure or rate month by month. */
        FigureCourse: components["schemas"]["Pictured"] & {
            points: components["schemas"]["CoursePoint"][];
        };
        /** @description Figures of a union and everything beneath it. */
        FigureDocument: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            day: components["schemas"]["Day"];
            figures: components["schemas"]["Figure"][];
            /** @description Members who joined, by day, over the last 30 days; days without are left out. */
            joined: components["schemas"]["DayValue"][];
        };
        /** @description A place of a map. */
        FigurePlace: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** @description The division that the union stands for; empty if none is known. */
            division_code: string;
            /** @description Whether unions stand beneath it. */
            has_children: boolean;
            /**
             * Format: int64
             * @description The figure; of a rate the numerator.
             */
            value: number;
            /**
             * Format: int64
             * @description Of a rate the denominator.
             */
            of?: number | null;
        };
        /** @description A figure or rate by the places right beneath a union. */
        FigurePlaces: components["schemas"]["Pictured"] & {
            /** @description First day of the period. */
            from: components["schemas"]["Day"];
            /** @description Last day of the period, and the day of a stock. */
            day: components["schemas"]["Day"];
            /** @description The union itself with everything beneath it. */
            total: components["schemas"]["FigurePlace"];
            /** @description What stands right beneath, in the order of the tree. */
            rows: components["schemas"]["FigurePlace"][];
        };
        /** @description A fact that a figure is the sum of. */
        FigureRecord: {
            /** @description The day it counts from. */
            day: components["schemas"]["Day"];
            /** @description What happened, in Chinese: 入会, 转出 … */
            title: string;
            /**
             * Format: int64
             * @description By how much the figure changed.
             */
            delta: number;
            /** @description Member, union or employer. */
            record_id: components["schemas"]["Id"];
            /** @description Its name; empty if the record is gone (undo of an import, erasure). */
            name: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
        };
        /** @description A union of the table, with everything beneath it. */
        FigureRow: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** @description Whether unions stand beneath it. */
            has_children: boolean;
            /** @description Figures by code. */
            values: {
                [key: string]: number;
            };
            rates: components["schemas"]["Rate"][];
        };
        /** @description All figures of a place and of what stands right beneath it. */
        FigureTable: {
            /** @description First day of the period. */
            from: components["schemas"]["Day"];
            /** @description Last day of the period, and the day of the stocks. */
            day: components["schemas"]["Day"];
            columns: components["schemas"]["FigureColumn"][];
            /** @description The place with all beneath it. */
            total: components["schemas"]["FigureRow"];
            /** @description What stands right beneath, in the order of the tree. */
            rows: components["schemas"]["FigureRow"][];
        };
        /**
         * @description Encoding of a text file.
         * @enum {string}
         */
        FileEncoding: "utf8" | "gb18030";
        /**
         * @description Kind of the outgoing file.
         * @enum {string}
         */
        FileFormat: "csv" | "xlsx";
        /** @description Which file of a run, and what for. */
        FileRequest: {
            /** @description What for, at least four characters; stands in the audit. */
            purpose: string;
            /** @description The rows that were not sent, with the reasons, instead of what goes out. */
            reasons?: boolean;
        };
        /** @description A new password during sign-in. */
        FirstPasswordRequest: {
            challenge: string;
            password: string;
        };
        /** @description A flag as a member declares it. */
        FlagDeclaration: {
            /** @description Code of `member_flag`. */
            kind: string;
            /** @description Code of the kind's own dictionary; empty where it has none. */
            value?: string;
            from?: components["schemas"]["Day"] | null;
            /** @description Number of the certificate, at most 60 characters. */
            document?: string;
            /** @description Files sent before, at most 5. */
            evidence?: components["schemas"]["Id"][];
            /** @description Why, at most 200 characters. */
            reason?: string;
        };
        /** @description A flag as it is wished. */
        FlagForm: {
            /** @description Code of `member_flag`; of a correction it stays what it is. */
            kind?: string;
            /** @description Code of the kind's own dictionary; empty where it has none. */
            value?: string;
            from?: components["schemas"]["Day"] | null;
            to?: components["schemas"]["Day"] | null;
            /** @description Number of the document that shows it, at most 60 characters. */
            document?: string;
            evidence_id?: components["schemas"]["Id"] | null;
        };
        /** @description A flag of a member. */
        FlagRow: {
            /** @description Flag; 0 of a value that stands in the member's data alone, without days. */
            id: components["schemas"]["Id"];
            /** @description Code of `member_flag`. */
            kind: string;
            kind_label: string;
            /** @description Code of the kind's own dictionary, or empty. */
            value: string;
            value_label: string;
            from?: components["schemas"]["Day"] | null;
            to?: components["schemas"]["Day"] | null;
            /** @description Number of the document that shows it. */
            document: string;
            evidence_id?: components["schemas"]["Id"] | null;
            /** @description How it came, in words. */
            source: string;
            made_by: string;
            made_at: components["schemas"]["Timestamp"];
            ended_by: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A union that is to be founded. */
        FormationRequest: {
            /** @description The union above. */
            parent_id: components["schemas"]["Id"];
            name: string;
            /**
             * Format: int64
             * @description Code of `union_level`.
             */
            level: number;
            /** @description Code of `union_kind`. */
            kind: string;
            division_code?: string;
            /** @description 筹备组负责人. */
            chair?: string;
            /** @description Telephone of the preparatory group. */
            contact?: string;
            /** @description 请示文号. */
            number?: string;
            note?: string;
        };
        /** @description What a union was called, and of what kind it was, up to a day. */
        FormerWords: {
            /** @description Last day. */
            valid_to: components["schemas"]["Day"];
            name: string;
            /** @description Code of `union_kind`. */
            kind: string;
        };
        /** @description A role at a place. */
        GrantRow: {
            id: components["schemas"]["Id"];
            role: components["schemas"]["Role"];
            label: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
        };
        /** @description To whom, and why. */
        HandOver: {
            /** @description Account that takes over. */
            successor_id: components["schemas"]["Id"];
            /** @description At least four characters, e.g. 工作调动. */
            reason: string;
        };
        /** @description What was handed over. */
        HandedOverAnswer: {
            /**
             * Format: int64
             * @description Grants that the successor holds now because of it.
             */
            grants: number;
            /**
             * Format: int64
             * @description Unread messages that went along.
             */
            notices: number;
        };
        /** @description Which suggestions. */
        HintConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description `true`: those that were put off; open ones otherwise.
             * @default null
             */
            dismissed: boolean | null;
        };
        /** @description Until when a suggestion is put off, and why. */
        HintDismissal: {
            /** @description A day ahead, at most a year. */
            until: components["schemas"]["Day"];
            /** @description At least two characters. */
            reason: string;
        };
        /** @description An employer that should have a union of its own. */
        HintRow: {
            id: components["schemas"]["Id"];
            /** @description The 会员之家. */
            union_id: components["schemas"]["Id"];
            union_name: string;
            parent_id?: components["schemas"]["Id"] | null;
            employer_id?: components["schemas"]["Id"] | null;
            employer_name: string;
            /**
             * Format: int64
             * @description Active members in the 会员之家.
             */
            members: number;
            found_on: components["schemas"]["Day"];
            dismissed_until?: components["schemas"]["Day"] | null;
            reason: string;
            dismissed_by: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description Something that happened to a membership. */
        HistoryEvent: {
            id: components["schemas"]["Id"];
            kind: components["schemas"]["EventKind"];
            label: string;
            day: components["schemas"]["Day"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            reason: string;
            batch_id?: components["schemas"]["Id"] | null;
            evidence_id?: components["schemas"]["Id"] | null;
        };
        /** @description What waits for the caller. */
        HomeDocument: {
            /**
             * Format: int64
             * @description Proposed moves that the caller may answer; counted to 200.
             */
            transfers: number;
            /**
             * Format: int64
             * @description Applications to join that the caller may decide; counted to 200.
             */
            joins: number;
            /**
             * Format: int64
             * @description Requests of members about the own data that the caller may answer; counted to 200.
             */
            data_requests: number;
            /** @description Imports that wait for confirmation, are at work or have failed; the last ten. */
            imports: components["schemas"]["Batch"][];
            figures?: components["schemas"]["FigureDocument"] | null;
        };
        /** @description Identifier: 63-bit number as text */
        Id: string;
        /** @description Who it is: name and last six of the document, or one of the people proved before. */
        IdentifyRequest: {
            challenge: string;
            name?: string;
            /** @description Last six characters of the document's number. */
            id_tail6?: string;
            person_id?: components["schemas"]["Id"] | null;
        };
        /** @description A row of an import. */
        ImportRow: {
            /**
             * Format: int32
             * @description Sheet, from 1.
             */
            sheet: number;
            /**
             * Format: int32
             * @description Row as the file shows it.
             */
            row: number;
            name: string;
            verdict: components["schemas"]["Verdict"];
            /** @description Sentences with what is wrong or to be looked at. */
            reasons: string[];
            /** @description Their codes. */
            codes: string[];
            person_id?: components["schemas"]["Id"] | null;
        };
        /** @description Rows of an import and where to go on. */
        ImportRows: {
            rows: components["schemas"]["ImportRow"][];
            /**
             * Format: int64
             * @description Value of `from` for the next page; none at the end.
             */
            next?: number | null;
        };
        /** @description A letter that was issued. */
        IssuedLetter: {
            id: components["schemas"]["Id"];
            /** @description As it is printed. */
            number: string;
        };
        /** @description The letter that was issued. */
        IssuedVisitReport: {
            letter_id: components["schemas"]["Id"];
            number: string;
        };
        /** @description Which applications are approved. */
        JoinApproval: {
            /** @description At most 100. */
            ids: components["schemas"]["Id"][];
        };
        /** @description The phone that shall prove itself. */
        JoinCodeRequest: {
            /** @description Mobile, 11 digits. */
            phone: string;
        };
        /** @description Whether a new code shall take the place of the present one. */
        JoinCodeWish: {
            /**
             * @description The present poster stops working.
             * @default false
             */
            renew: boolean;
        };
        /** @description Which applications. */
        JoinConditions: {
            /** @default null */
            state: components["schemas"]["JoinState"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description An application as the union sees it. */
        JoinDocument: components["schemas"]["JoinRow"] & {
            union_path_names: string[];
            /** @description Code of `document_kind`. */
            document_kind: string;
            birth_day?: components["schemas"]["Day"] | null;
            /** @description Kept fields in words, by field. */
            labels: {
                [key: string]: string;
            };
            consent_version: string;
            erased_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description An employer to choose. */
        JoinEmployer: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description The application form (入会申请书 and 工会会员登记表 in one). */
        JoinForm: {
            phone: string;
            /** @description One-time code. */
            code: string;
            name: string;
            /** @description Code of `document_kind`; an identity card if missing. */
            document_kind?: string;
            document_number: string;
            /** @description Code of `sex`, where the document does not tell it. */
            sex?: string;
            birth_day?: components["schemas"]["Day"] | null;
            employer_id?: components["schemas"]["Id"] | null;
            /** @description … or the name of another. */
            employer_name?: string;
            /** @description Code of `nation`. */
            nation?: string;
            /** @description Code of `education`. */
            education?: string;
            /** @description Code of `political_status`. */
            politics?: string;
            /** @description Which text was consented to. */
            consent_version: string;
        };
        /** @description What a poster leads to. */
        JoinPage: {
            union_name: string;
            /** @description Names from the top down, the union itself last. */
            union_path_names: string[];
            /** @description Employers of the union, at most 20. */
            employers: components["schemas"]["JoinEmployer"][];
            /** @description There are more: search. */
            more_employers: boolean;
            consent_version: string;
            /** @description Paragraphs of what is consented to. */
            consent: string[];
        };
        /** @description What a union's poster says. */
        JoinPoster: {
            /** @description Path of the page that the code leads to. */
            path: string;
            /** @description Address before the path; empty where workers come by the console's address. */
            public_url: string;
            made_at: components["schemas"]["Timestamp"];
        };
        /** @description What the applicant keeps. */
        JoinReceipt: {
            /** @description Number of the application. */
            number: components["schemas"]["Id"];
            /** @description With the number it shows the state. */
            secret: string;
        };
        /** @description A receipt. */
        JoinReceiptRequest: {
            number: components["schemas"]["Id"];
            secret: string;
        };
        /** @description Why an application is refused. */
        JoinRefusal: {
            /** @description Code of `join_refusal`. */
            reason: string;
            /** @description More; the applicant sees it. */
            note?: string;
        };
        /** @description What became of one. */
        JoinResult: {
            id: components["schemas"]["Id"];
            person_id?: components["schemas"]["Id"] | null;
            /** @description `member`, `transfer`, or `failed`. */
            outcome: string;
            /** @description Code of the refusal. */
            code: string;
            /** @description Why not, in words. */
            detail: string;
        };
        /** @description Which sealed value, and why. */
        JoinRevealRequest: {
            field: components["schemas"]["RevealField"];
            /** @description At least four characters, e.g. 核对原件. */
            purpose: string;
        };
        /** @description An application in a list. */
        JoinRow: {
            id: components["schemas"]["Id"];
            /** @description Empty when erased. */
            name: string;
            masked_number: string;
            masked_phone: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            employer_name: string;
            state: components["schemas"]["JoinState"];
            state_label: string;
            /** @description Why it was refused, in words. */
            reason: string;
            applied_at: components["schemas"]["Timestamp"];
            decided_at?: components["schemas"]["Timestamp"] | null;
            decided_by: string;
            person_id?: components["schemas"]["Id"] | null;
            /** @description `member` or `transfer`, once approved. */
            outcome: string;
        };
        /**
         * @description State of an application to become a member (docs/rules §6).
         * @enum {string}
         */
        JoinState: "applied" | "approved" | "refused" | "withdrawn" | "expired";
        /** @description How an application stands. */
        JoinStatus: {
            union_name: string;
            state: components["schemas"]["JoinState"];
            state_label: string;
            /** @description `member` or `transfer`, once approved. */
            outcome: string;
            /** @description Why it was refused. */
            reason: string;
            applied_at: components["schemas"]["Timestamp"];
            /** @description The last day on which the union decides. */
            due_on: components["schemas"]["Day"];
        };
        /** @description Somebody who can be asked to judge. */
        JudgeCandidate: {
            account_id: components["schemas"]["Id"];
            name: string;
            union_name: string;
        };
        /**
         * @description Type of a parameter's value.
         * @enum {string}
         */
        Kind: "integer" | "decimal" | "fraction" | "integer_list" | "money" | "choice" | "yes_no";
        /** @description A text that an article had. */
        KnowledgeVersion: {
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
            /** @description `create`, `edit`, `publish`, `withdraw`. */
            deed: string;
            /** @description Title then. */
            title: string;
            /** @description Text then. */
            body: string;
            /** @description Why it was withdrawn. */
            note: string;
            /** @description Who. */
            by_name: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
        };
        /** @description The state after the step. */
        LeaveAnswer: {
            status: components["schemas"]["Status"];
        };
        /**
         * @description What happens to a membership.
         * @enum {string}
         */
        LeaveKind: "retained" | "resumed" | "left" | "expelled" | "died";
        /** @description The step, its day and its reason. */
        LeaveRequest: {
            kind: components["schemas"]["LeaveKind"];
            day: components["schemas"]["Day"];
            /** @description Code of `membership_change_reason`, or empty. */
            reason?: string;
            evidence_id?: components["schemas"]["Id"] | null;
        };
        /** @description What a union is called on its documents from a day on. */
        LetterAgency: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            /** @description 机关代字: the union's part of the number, 示总工. */
            word: string;
            /** @description 发文机关标志: the name at the head of the page. */
            name: string;
            /** @description Who set it. */
            set_by_name: string;
            /** @description When. */
            set_at: components["schemas"]["Timestamp"];
        };
        /** @description What a union shall be called on its documents. */
        LetterAgencyForm: {
            union_id: components["schemas"]["Id"];
            /** @description 机关代字, 2 to 10 letters. */
            word: string;
            /** @description 发文机关标志, 2 to 30 characters. */
            name: string;
            /** @description First day: today or later. */
            valid_from: components["schemas"]["Day"];
        };
        /** @description What a union is called on its documents from a day on. */
        LetterAgencyRow: components["schemas"]["LetterAgency"] & {
            /** @description The union's own name today. */
            union_name: string;
            /** @description Stands on letters of today. */
            in_force: boolean;
        };
        /** @description A paragraph of a template. */
        LetterBlock: {
            /** @description Part of the document. */
            style: components["schemas"]["LetterStyle"];
            /** @description Text with placeholders in braces, 1 to 2,000 characters. */
            text: string;
            /** @description Field without whose value the paragraph is left out; empty: always there. */
            when?: string;
            /** @description Field with a list: one paragraph for each entry, which is `{item}`; empty: one paragraph. */
            each?: string;
        };
        /** @description Which letters. */
        LetterConditions: {
            /**
             * @description Part of the number or the title; brackets and spaces do not matter.
             * @default null
             */
            q: string | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Only this kind.
             * @default null
             */
            kind: string | null;
            /**
             * Format: int64
             * @description Only this year.
             * @default null
             */
            year: number | null;
            /** @default null */
            state: components["schemas"]["LetterState"] | null;
        };
        /** @description A document as it was, or would be, issued. */
        LetterContent: {
            /** @description The union as its documents call it (发文机关标志). */
            agency: string;
            /** @description Number as it is printed; `×` in the place of the ordinal in a preview. */
            number: string;
            /** @description Day of issue. */
            day: components["schemas"]["Day"];
            /** @description Kind of letter. */
            kind: string;
            /** @description What the kind is called. */
            kind_name: string;
            /**
             * Format: int64
             * @description Version of the template; 0 in a trial of one that is not kept.
             */
            template: number;
            /** @description What was filled in, cleaned. */
            values: {
                [key: string]: unknown;
            };
            /** @description The text. */
            paragraphs: components["schemas"]["LetterParagraph"][];
        };
        /** @description A letter as it was issued. */
        LetterDetail: components["schemas"]["LetterRow"] & {
            /** @description What kind of record it is about; empty if it was issued by hand. */
            subject_kind: string;
            subject_id?: components["schemas"]["Id"] | null;
            /** @description What is printed above it when it was withdrawn; empty while it stands. */
            withdrawn_mark: string;
            /** @description Frozen; never changes. */
            content: components["schemas"]["LetterContent"];
            /** @description SM3 of the frozen content, in hex. */
            digest: string;
        };
        /** @description The content of a template: what a version of a kind says. */
        LetterDraft: {
            /** @description What the kind is called, 答复函; 2 to 20 characters. */
            name: string;
            /** @description The kind's part of the number, 函; 1 to 4 characters, no two kinds have the same. */
            word: string;
            /** @description How long its letters are kept. */
            retention: components["schemas"]["LetterRetention"];
            /** @description Placeholders, in the order of the form; at most 60. */
            fields: components["schemas"]["LetterField"][];
            /** @description Paragraphs in order; at most 200. */
            blocks: components["schemas"]["LetterBlock"][];
        };
        /** @description A placeholder of a template. */
        LetterField: {
            /** @description Name in braces: small letters, digits, `_` and `.`, at most 40, beginning with a letter. */
            name: string;
            /** @description What the form calls it, 1 to 30 characters. */
            label: string;
            /** @description Type. */
            kind: components["schemas"]["LetterFieldKind"];
            /** @description No letter without it. */
            required?: boolean;
            /** @description For trials, and as the example in the form; entries of a list in lines of their own. */
            sample?: string;
        };
        /**
         * @description What may be filled in.
         * @enum {string}
         */
        LetterFieldKind: "text" | "long" | "day" | "list";
        /** @description A letter to issue by hand. */
        LetterForm: {
            /** @description Kind of letter. */
            kind: string;
            /** @description Which union issues it. */
            union_id: components["schemas"]["Id"];
            /** @description Values of the template's fields. */
            values: {
                [key: string]: unknown;
            };
        };
        /** @description A paragraph of a document. */
        LetterParagraph: {
            /** @description Part of the document. */
            style: components["schemas"]["LetterStyle"];
            /** @description One line, with the number of a heading. */
            text: string;
        };
        /** @description Between whom a letter goes, by the names of its day. */
        LetterParties: {
            /** @description The union that elects. */
            union_name: string;
            /** @description The one above it; empty at the top. */
            above: string;
        };
        /**
         * @description How long letters of a kind are kept (机关档案 保管期限).
         * @enum {string}
         */
        LetterRetention: "ten_years" | "thirty_years" | "forever";
        /** @description A letter in the archive. */
        LetterRow: {
            id: components["schemas"]["Id"];
            /** @description As it is printed: 示总工函〔2026〕12号. */
            number: string;
            title: string;
            kind: string;
            kind_name: string;
            union_id: components["schemas"]["Id"];
            /** @description The union as its documents called it. */
            agency: string;
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description 归档年度.
             */
            year: number;
            retention: components["schemas"]["LetterRetention"];
            retention_label: string;
            state: components["schemas"]["LetterState"];
            state_label: string;
            issued_by: string;
            issued_at: components["schemas"]["Timestamp"];
            /** @description Who withdrew it; empty while it stands. */
            withdrawn_by: string;
            withdrawn_at?: components["schemas"]["Timestamp"] | null;
            withdrawn_reason: string;
        };
        /**
         * @description Whether a letter stands.
         * @enum {string}
         */
        LetterState: "issued" | "withdrawn";
        /**
         * @description Part of an official document that a paragraph is.
         * @enum {string}
         */
        LetterStyle: "title" | "addressee" | "body" | "heading1" | "heading2" | "heading3" | "heading4" | "attachment" | "attachment_next" | "signature" | "date" | "note" | "copy_to" | "imprint";
        /** @description A kind of letter with all its versions. */
        LetterTemplate: {
            kind: string;
            in_force?: components["schemas"]["LetterTemplateVersion"] | null;
            waiting?: components["schemas"]["WaitingLetterTemplate"] | null;
            /** @description All versions, newest first; old ones stay readable. */
            history: components["schemas"]["LetterTemplateVersion"][];
        };
        /** @description Version of a proposed template. */
        LetterTemplateProposed: {
            /** Format: int64 */
            version: number;
        };
        /** @description A kind of letter. */
        LetterTemplateRow: {
            kind: string;
            /** @description What it is called by the newest version that is approved, or proposed. */
            name: string;
            word: string;
            retention: components["schemas"]["LetterRetention"];
            retention_label: string;
            /**
             * Format: int64
             * @description Version in force today; none if it is only proposed or has not begun.
             */
            version?: number | null;
            valid_from?: components["schemas"]["Day"] | null;
            coming?: components["schemas"]["Day"] | null;
            /** @description Who proposed the version that waits for a second person, or empty. */
            waiting_from: string;
        };
        /** @description A version of a template, with who proposed and who decided it. */
        LetterTemplateVersion: components["schemas"]["LetterDraft"] & {
            /** @description Kind of letter. */
            kind: string;
            /**
             * Format: int64
             * @description Rises with each proposal.
             */
            version: number;
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            /** @description Where it stands. */
            state: components["schemas"]["ProposalState"];
            /** @description Why it was proposed; empty for shipped ones. */
            reason: string;
            /** @description Account that proposed it; 0 for shipped ones. */
            proposed_by: components["schemas"]["Id"];
            /** @description Its holder. */
            proposed_by_name: string;
            /** @description When. */
            proposed_at: components["schemas"]["Timestamp"];
            /** @description Account that decided; 0 while it waits, and for shipped ones. */
            decided_by: components["schemas"]["Id"];
            /** @description Its holder. */
            decided_by_name: string;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"];
            /** @description What was said with the decision. */
            decision_note: string;
        };
        /** @description A template to try, with values or with the samples of its fields. */
        LetterTrial: {
            draft: components["schemas"]["LetterDraft"];
            /** @description The samples if missing. */
            values?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description Why a letter is withdrawn. */
        LetterWithdrawal: {
            /**
             * @description 4 to 200 characters.
             * @default
             */
            reason: string;
        };
        /** @description Id of what was made. */
        Made: {
            id: components["schemas"]["Id"];
        };
        /** @description The merge that was made. */
        MadeMerge: {
            id: components["schemas"]["Id"];
        };
        /** @description The target that was made. */
        MadeTarget: {
            id: components["schemas"]["Id"];
        };
        /** @description A marked day of a year. */
        MarkedDay: {
            /** @description Day. */
            day: components["schemas"]["Day"];
            /** @description What it is. */
            kind: components["schemas"]["DayKind"];
            /** @description Of which holiday, 春节. */
            name: string;
        };
        /** @description A document of a member. */
        MaskedDocument: {
            /** @description Code of `document_kind`. */
            kind: string;
            /** @description First three and last four. */
            masked_number: string;
        };
        /** @description Which members. */
        MemberConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name or of its pinyin initials; a whole document number or phone; last four of either.
             * @default null
             */
            q: string | null;
            /** @default null */
            status: components["schemas"]["Status"] | null;
            /** @default null */
            employer_id: components["schemas"]["Id"] | null;
            /**
             * @description Code of `sex`.
             * @default null
             */
            sex: string | null;
            /**
             * @description Code of `work_situation`.
             * @default null
             */
            work_state: string | null;
            /**
             * @description Code of `political_status`.
             * @default null
             */
            politics: string | null;
            /**
             * @description Code of `migrant_worker`.
             * @default null
             */
            migrant_worker: string | null;
            /**
             * @description Code of `member_flag`: only those of whom it is true.
             * @default null
             */
            flag: string | null;
            /**
             * @description Code of the flag's own dictionary.
             * @default null
             */
            flag_value: string | null;
            /** @default null */
            flag_on: components["schemas"]["Day"] | null;
            /** @default null */
            joined_from: components["schemas"]["Day"] | null;
            /** @default null */
            joined_to: components["schemas"]["Day"] | null;
            /**
             * @description Only those without this field of data quality (`education`, `phone`, …); an unknown one changes nothing.
             * @default null
             */
            missing: string | null;
            /**
             * @description Only those with this to check in their documents (`fault`, `differs`, …); an unknown one changes nothing.
             * @default null
             */
            doubt: string | null;
            /** @default null */
            seconded: components["schemas"]["Seconded"] | null;
            /** @default null */
            sort: components["schemas"]["MemberOrder"] | null;
        };
        /** @description A member as shown. */
        MemberDocument: components["schemas"]["Profile"] & {
            /** @description Member. */
            id: components["schemas"]["Id"];
            /**
             * Format: int64
             * @description Rises with each change; the ETag.
             */
            version: number;
            /** @description The same in words, by field. */
            labels: {
                [key: string]: string;
            };
            birth_day?: components["schemas"]["Day"] | null;
            /** @description How exactly. */
            birth_precision: components["schemas"]["BirthPrecision"];
            /** @description Documents, numbers masked. */
            documents: components["schemas"]["MaskedDocument"][];
            /** @description Mobile, first three and last four; empty if none. */
            masked_phone: string;
            /** @description State. */
            status: components["schemas"]["Status"];
            /** @description State in words. */
            status_label: string;
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its name. */
            union_name: string;
            /** @description Names from the top down, the union itself last. */
            union_path_names: string[];
            employer_id?: components["schemas"]["Id"] | null;
            /** @description Employer's name. */
            employer_name: string;
            /** @description Member of this union from. */
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
            seconded?: components["schemas"]["SecondedDocument"] | null;
        };
        /** @description The fields to change; one that is missing stays as it is. */
        MemberEdit: {
            /** @description 姓名. */
            name?: string | null;
            /** @description 性别, code of `sex`. */
            sex?: string | null;
            /** @description 民族, code of `nation`. */
            nation?: string | null;
            /** @description 就业状况, code of `work_situation`. */
            work_state?: string | null;
            /** @description 学历, code of `education`. */
            education?: string | null;
            /** @description 技能等级, code of `skill_level`. */
            skill?: string | null;
            /** @description 户籍类型, code of `household_type`. */
            household_kind?: string | null;
            /** @description 户籍所在地, as written. */
            household_place?: string | null;
            /** @description 政治面貌, code of `political_status`. */
            politics?: string | null;
            /** @description 籍贯, as written. */
            native_place?: string | null;
            /** @description 是否农民工, code of `migrant_worker`. */
            migrant_worker?: string | null;
            birth_day?: components["schemas"]["Day"] | null;
            /** @description A new mobile; empty leaves the present one. */
            phone?: string;
            employer_id?: components["schemas"]["Id"] | null;
            /** @description The employer's name; missing leaves the employer as it is. */
            employer_name?: string | null;
        };
        /** @description An export of members. */
        MemberExport: components["schemas"]["ExportRequest"] & components["schemas"]["MemberConditions"] & {
            /**
             * @description Numbers in full, for those who may see them; masked otherwise.
             * @default false
             */
            full_numbers: boolean;
        };
        /** @description The member form. */
        MemberForm: components["schemas"]["Profile"] & {
            /** @description Into which union. */
            union_id: components["schemas"]["Id"];
            /** @description Kind of document, code of `document_kind`; an identity card if missing. */
            document_kind?: string;
            document_number: string;
            birth_day?: components["schemas"]["Day"] | null;
            phone?: string;
            /** @description First day of membership. */
            change_day: components["schemas"]["Day"];
            /** @description Code of `membership_change`: 1 入会 (or missing), 2 转入. */
            change_kind?: string;
            /** @description Code of `membership_change_reason`, or empty. */
            change_reason?: string;
            employer_name?: string;
            employer_id?: components["schemas"]["Id"] | null;
            /** @description A member of another union becomes a proposed transfer; with `false` the answer is 409 and nothing happens. */
            propose_transfer?: boolean;
        };
        /** @description How many of the members are women and migrant workers. */
        MemberKinds: {
            /**
             * Format: int64
             * @description 女会员数; missing where more than 50,000 members would have to be read.
             */
            female_members?: number | null;
            /**
             * Format: int64
             * @description 农民工会员数; missing likewise.
             */
            migrant_members?: number | null;
        };
        /**
         * @description Order of a list of members.
         * @enum {string}
         */
        MemberOrder: "union" | "name" | "recent";
        /** @description A member in a list. */
        MemberRow: {
            id: components["schemas"]["Id"];
            name: string;
            /** @description In words. */
            sex: string;
            birth_day?: components["schemas"]["Day"] | null;
            masked_id: string;
            masked_phone: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            employer_name: string;
            status: components["schemas"]["Status"];
            status_label: string;
            /** @description Member of this union from. */
            joined_day: components["schemas"]["Day"];
            /** @description What is true of the member for a time, in words. */
            flags: string;
        };
        /** @description A member in the sheet: codes in words, numbers masked, days as they are. */
        MemberSheetRow: {
            id: components["schemas"]["Id"];
            /** @description The member's union, for a sheet of several. */
            union_name: string;
            name: string;
            sex: string;
            birth_day?: components["schemas"]["Day"] | null;
            nation: string;
            /** @description 就业状况. */
            work_state: string;
            /** @description 有效证件类别. */
            document_kind: string;
            masked_id: string;
            education: string;
            skill: string;
            masked_phone: string;
            household_kind: string;
            household_place: string;
            /** @description 会籍变化类型: how the membership stands. */
            change_kind: string;
            change_day?: components["schemas"]["Day"] | null;
            change_reason: string;
            politics: string;
            employer_name: string;
            native_place: string;
            /** @description 是否农民工. */
            migrant_worker: string;
        };
        /** @description Phone and code. */
        MemberSignIn: {
            phone: string;
            /** @description Six digits. */
            code: string;
        };
        /**
         * @description What comes next.
         * @enum {string}
         */
        MemberSignInState: "done" | "identify";
        /** @description The next step. */
        MemberSignInStep: {
            state: components["schemas"]["MemberSignInState"];
            /** @description Names this sign-in in the next request. */
            challenge?: string | null;
            /** @description People to choose from. */
            people: components["schemas"]["ProvedPerson"][];
        };
        /** @description Which record goes into this one, and why. */
        MergeRequest: {
            /** @description The record that leads to this one from then on. */
            other_id: components["schemas"]["Id"];
            /**
             * Format: int64
             * @description Version of this record, as it was read.
             */
            version: number;
            /**
             * Format: int64
             * @description Version of the other.
             */
            other_version: number;
            keep_membership?: components["schemas"]["Id"] | null;
            /** @description Why they are the same human, at least four characters. */
            reason: string;
        };
        /** @description A merge into a member. */
        MergeRow: {
            id: components["schemas"]["Id"];
            /** @description The record that was merged. */
            other_id: components["schemas"]["Id"];
            other_name: string;
            reason: string;
            made_by_name: string;
            made_at: components["schemas"]["Timestamp"];
            /** @description It was taken back. */
            undone: boolean;
            undone_by_name: string;
            undone_at?: components["schemas"]["Timestamp"] | null;
            undo_reason: string;
            /** @description Why it cannot be taken back now; none if it can. */
            obstacle?: string | null;
        };
        /**
         * @description How the members vote.
         * @enum {string}
         */
        Method: "assembly" | "delegates";
        /** @description A move of the reporter by number and code. */
        MoveByCode: components["schemas"]["CaseReceipt"] & {
            /** @description Which move. */
            move: components["schemas"]["ReporterMove"];
        };
        /** @description Who has the document now. */
        MovedDocument: {
            person_id: components["schemas"]["Id"];
        };
        /** @description An employer whose name is like the written one. */
        NearEmployer: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description A new article. */
        NewArticle: components["schemas"]["ArticleForm"] & {
            /** @description The union that keeps it; it is read there and beneath. */
            union_id: components["schemas"]["Id"];
        };
        /** @description An entry to add. */
        NewCodeItem: {
            /** @description 1 to 20 letters, digits, `-`, `.`; never given twice, not even after its entry has ended. */
            code: string;
            /** @description Chinese label. */
            label: string;
            /** @description Other words that mean it. */
            synonyms?: string[];
            /** @description Code of the national standard, or empty. */
            national?: string;
            /** @description Code in the national union file, or empty. */
            export?: string;
            /** @description Code one level up, or empty. */
            parent?: string;
            valid_from?: components["schemas"]["Day"] | null;
        };
        /** @description A new reception day. */
        NewReception: components["schemas"]["ReceptionDraft"] & {
            room_id: components["schemas"]["Id"];
        };
        /** @description A new room. */
        NewRoom: components["schemas"]["RoomDraft"] & {
            union_id: components["schemas"]["Id"];
        };
        /** @description What somebody found in a room. */
        NewRoomCheck: {
            /** @description Not after today. */
            day: components["schemas"]["Day"];
            /** @description Codes of the items that are met. */
            met?: string[];
            /** @description At most 400 characters. */
            note?: string;
        };
        /** @description What to report. */
        NewRun: {
            target_id: components["schemas"]["Id"];
            /** @description Of this union and everything beneath it. */
            union_id: components["schemas"]["Id"];
            /** @description What for, at least four characters; stands in the last row of the file and in the audit. */
            purpose: string;
        };
        /** @description Somebody for whom a cadre takes a sign-up down. */
        NewSignUp: {
            /** @description 2 to 20 characters. */
            name: string;
            /** @description A mobile. */
            phone: string;
            /** @description At most 100 characters. */
            topic?: string;
        };
        /** @description A new survey. */
        NewSurvey: components["schemas"]["SurveyDraft"] & {
            /** @description The union that it belongs to; whoever is a member there or beneath may answer. */
            union_id: components["schemas"]["Id"];
        };
        /** @description A word. */
        NewSynonym: {
            /** @description As cadres type it, at most 30 characters. */
            word: string;
        };
        /** @description A new target, and which union keeps it. */
        NewTarget: components["schemas"]["TargetForm"] & {
            union_id: components["schemas"]["Id"];
            /** @description Why, at least four characters. */
            reason?: string;
        };
        /** @description A new visit. */
        NewVisit: {
            /** @description Union that visits. */
            union_id: components["schemas"]["Id"];
            employer_id: components["schemas"]["Id"];
            plan_id?: components["schemas"]["Id"] | null;
            /** @description What for; that of the plan if there is one. */
            kind: components["schemas"]["VisitKind"];
            follows_id?: components["schemas"]["Id"] | null;
            /** @description What led to it: `survey`; empty for nothing. */
            source_kind?: string;
            source_id?: components["schemas"]["Id"] | null;
            content: components["schemas"]["VisitContent"];
        };
        /** @description A new plan. */
        NewVisitPlan: components["schemas"]["VisitPlanDraft"] & {
            /** @description Union in charge. */
            union_id: components["schemas"]["Id"];
        };
        /** @description Of a list that is always shown whole. */
        NoConditions: Record<string, never>;
        /** @description A message. */
        Notice: {
            /** @description Message. */
            id: components["schemas"]["Id"];
            /** @description One line. */
            title: string;
            /** @description The text. */
            body: string;
            /** @description Page it leads to, or empty. */
            link: string;
            /** @description When. */
            at: components["schemas"]["Timestamp"];
            /** @description When it was read; 0 if not yet. */
            read_at: components["schemas"]["Timestamp"];
        };
        /** @description Somebody in office. */
        Officer: {
            /** @description Row. */
            id: components["schemas"]["Id"];
            /** @description Office, code of `union_post`. */
            post: string;
            /** @description 姓名. */
            name: string;
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        /** @description A kind of case that one may tell. */
        OpenKind: {
            kind: string;
            title: string;
            help: string;
            /** @description The reporter may stay unknown to everyone tied to the employer. */
            confidential: boolean;
            /** @description It may be told without a name. */
            anonymous: boolean;
            /** @description Fields to fill in. */
            fields: components["schemas"]["CaseField"][];
        };
        /** @description An anonymous survey as everybody may read it. */
        OpenSurvey: {
            id: components["schemas"]["Id"];
            title: string;
            intro: string;
            union_name: string;
            kind: components["schemas"]["SurveyKind"];
            opens_at: components["schemas"]["Timestamp"];
            closes_at: components["schemas"]["Timestamp"];
            /** @description Answers are taken now. */
            open: boolean;
            /** @description Without the right answers. */
            form: components["schemas"]["SurveyForm"];
            /** @description The right answers, where everybody may have them by now. */
            right: components["schemas"]["SurveyRight"][];
            /** @description Public key (SubjectPublicKeyInfo) in base64. */
            public_key: string;
            /** @description Digits from its digest: whoever compares sees that all have the same key. */
            fingerprint: string;
        };
        /** @description A case that was opened: the receipt for who told it. */
        OpenedCase: {
            id: components["schemas"]["Id"];
            number: string;
            /** @description Code that goes with the number. */
            code: string;
        };
        /** @description The case that was opened. */
        OpenedVisitIssue: {
            case_id: components["schemas"]["Id"];
            number: string;
        };
        /** @description What the member says. */
        OwnAnswer: {
            /** @description `false` returns the proposal. */
            agree: boolean;
            note?: string;
        };
        /** @description A case as its reporter reads it: what happens now, who has it, by when. */
        OwnCase: {
            id: components["schemas"]["Id"];
            number: string;
            /** @description Code that goes with the number. */
            code: string;
            title: string;
            kind_title: string;
            body: string;
            reporter: components["schemas"]["ReporterKind"];
            state: components["schemas"]["CaseState"];
            /** @description What happens now, in plain words. */
            plain: string;
            /** @description Who has it: union, and name if somebody took it. */
            who: string;
            due_on?: components["schemas"]["Day"] | null;
            /** @description The limit is over. */
            overdue: boolean;
            /** @description Fields that were filled in, in words. */
            told: components["schemas"]["OwnCaseField"][];
            timeline: components["schemas"]["OwnCaseLine"][];
            files: components["schemas"]["OwnCaseFile"][];
            rating?: components["schemas"]["Rating"] | null;
            rate_until?: components["schemas"]["Timestamp"] | null;
            /** @description Something can be added. */
            replies: boolean;
            moves: components["schemas"]["OwnCaseMove"][];
        };
        /** @description A field in words. */
        OwnCaseField: {
            title: string;
            value: string;
        };
        /** @description A file that the reporter sent. */
        OwnCaseFile: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description What a member tells. */
        OwnCaseForm: {
            /** @description Kind of case. */
            kind: string;
            /** @description 2 to 60 characters; the beginning of the text if empty. */
            title?: string;
            /** @description 2 to 4,000 characters. */
            body?: string;
            fields?: components["schemas"]["BTreeMap"];
            reporter: components["schemas"]["ReporterKind"];
        };
        /** @description A line of the timeline. */
        OwnCaseLine: {
            at: components["schemas"]["Timestamp"];
            text: string;
        };
        /** @description Something the reporter may do. */
        OwnCaseMove: {
            code: string;
            title: string;
        };
        /** @description A case as its reporter sees it in a list. */
        OwnCaseRow: {
            id: components["schemas"]["Id"];
            number: string;
            title: string;
            kind_title: string;
            state: components["schemas"]["CaseState"];
            /** @description What happens now, in plain words. */
            plain: string;
            due_on?: components["schemas"]["Day"] | null;
            received_at: components["schemas"]["Timestamp"];
            /** @description An answer is there that can be rated. */
            rateable: boolean;
        };
        /** @description A case that the member has claimed. */
        OwnClaim: {
            case_id: components["schemas"]["Id"];
            fields: components["schemas"]["PublicField"][];
            step_title: string;
            claimed_at: components["schemas"]["Timestamp"];
            /** @description Union that brings both together. */
            union_name: string;
            moves: components["schemas"]["ClaimMove"][];
        };
        /** @description A duty of the member's own. */
        OwnDuty: components["schemas"]["DutyRow"] & {
            /** @description From when one may sign in. */
            sign_in_from: components["schemas"]["Timestamp"];
            /** @description Until when. */
            sign_in_to: components["schemas"]["Timestamp"];
        };
        /** @description A file that shows what is asked for. */
        OwnEvidenceForm: {
            /**
             * Format: binary
             * @description PDF, JPG or PNG, at most 10 MB.
             */
            file: string;
        };
        /** @description Everything that the register holds about the person who asks. */
        OwnExport: {
            /** @description When it was made. */
            made_at: components["schemas"]["Timestamp"];
            tables: components["schemas"]["OwnTable"][];
        };
        /** @description What proves that the phone is at hand. */
        OwnExportRequest: {
            /** @description Six digits. */
            code: string;
        };
        /** @description A field in words. */
        OwnField: {
            label: string;
            value: string;
        };
        /** @description The own record in words, numbers masked. */
        OwnProfile: {
            sections: components["schemas"]["OwnSection"][];
            /** @description What happened to the membership, oldest first: day and event. */
            history: components["schemas"]["OwnField"][];
            confirmed_on?: components["schemas"]["Day"] | null;
        };
        /** @description A reception day as it stands for a member. */
        OwnReceptionDay: {
            id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["ReceptionKind"];
            kind_label: string;
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            host_name: string;
            host_post: string;
            place: string;
            topics: string;
            /** Format: int64 */
            minutes_each: number;
            closes_at: components["schemas"]["Timestamp"];
            state: components["schemas"]["ReceptionState"];
            /** @description Why it was cancelled. */
            reason: string;
            /** @description Whether the member may sign up now. */
            open: boolean;
            /**
             * Format: int64
             * @description Seats left.
             */
            left: number;
            /**
             * Format: int64
             * @description People who wait.
             */
            waiting: number;
            own_state?: components["schemas"]["SignUpState"] | null;
            /**
             * Format: int64
             * @description First minute of the own seat.
             */
            own_minute?: number | null;
            /** @description What the member wants to say. */
            own_topic: string;
            /** @description Whether the member may give it up now. */
            may_cancel: boolean;
            case_id?: components["schemas"]["Id"] | null;
        };
        /** @description An own request. */
        OwnRequest: {
            id: components["schemas"]["Id"];
            /** @description What it is called on paper. */
            number: string;
            kind: components["schemas"]["RequestKind"];
            kind_label: string;
            state: components["schemas"]["RequestState"];
            state_label: string;
            fields: components["schemas"]["RequestField"][];
            reason: string;
            asked_at: components["schemas"]["Timestamp"];
            /** @description Last day for the answer. */
            due_on: components["schemas"]["Day"];
            answered_at?: components["schemas"]["Timestamp"] | null;
            /** @description What was answered. */
            answer: string;
        };
        /** @description What can be asked, and what was asked. */
        OwnRequests: {
            /** @description Newest first. */
            requests: components["schemas"]["OwnRequest"][];
            /** @description Fields whose correction can be asked for, in the order of the form. */
            fields: components["schemas"]["CorrectableField"][];
            /** @description Flags that can be declared. */
            flags: components["schemas"]["DeclarableFlag"][];
            /**
             * Format: int64
             * @description Working days within which an answer comes.
             */
            answer_working_days: number;
            /**
             * Format: int64
             * @description Years after a membership for which the record is kept.
             */
            left_years: number;
            /**
             * Format: int64
             * @description Months for which the audit is kept at least.
             */
            log_months: number;
        };
        /** @description A room of the member's union. */
        OwnRoom: {
            name: string;
            union_name: string;
            address: string;
            phone: string;
            head_name: string;
            /** @description On duty today. */
            today: components["schemas"]["RoomShift"][];
        };
        /** @description Fields that belong together. */
        OwnSection: {
            title: string;
            fields: components["schemas"]["OwnField"][];
        };
        /** @description One of the own sessions. */
        OwnSession: {
            id: components["schemas"]["Id"];
            device: string;
            created_at: components["schemas"]["Timestamp"];
            seen_at: components["schemas"]["Timestamp"];
            /** @description The one that asks. */
            present: boolean;
        };
        /** @description What the member wants to say. */
        OwnSignUp: {
            /**
             * @description At most 100 characters.
             * @default
             */
            topic: string;
        };
        /** @description What the member gets. */
        OwnSignedUp: {
            /**
             * Format: int64
             * @description First minute of the own seat; none: on the waiting list.
             */
            minute?: number | null;
        };
        /** @description A survey as it stands for a member. */
        OwnSurvey: {
            id: components["schemas"]["Id"];
            title: string;
            union_name: string;
            kind: components["schemas"]["SurveyKind"];
            anonymous: boolean;
            opens_at: components["schemas"]["Timestamp"];
            closes_at: components["schemas"]["Timestamp"];
            /** @description Answers are taken now. */
            open: boolean;
            /** Format: int64 */
            questions: number;
            /** @description A token was issued for an anonymous survey; whether it was used, only the phone knows. */
            issued: boolean;
            answered_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description Answers under the own name. */
        OwnSurveyAnswer: {
            /** @default [] */
            answers: components["schemas"]["SurveyGiven"][];
        };
        /** @description A survey with what the phone needs to answer it. */
        OwnSurveyDetail: components["schemas"]["OwnSurvey"] & {
            intro: string;
            /** @description Without the right answers. */
            form: components["schemas"]["SurveyForm"];
            /** @description The coarse place that an answer carries. */
            place_name: string;
            begun_at?: components["schemas"]["Timestamp"] | null;
            /** @description The server's time, for the clock of a quiz. */
            now: components["schemas"]["Timestamp"];
            receipt?: components["schemas"]["SurveyReceipt"] | null;
            /** @description What was answered under the own name. */
            answers: components["schemas"]["SurveyGiven"][];
        };
        /** @description A table of the own data. */
        OwnTable: {
            /** @description What it holds, in words. */
            title: string;
            /** @description One object for each entry: field in words, and its value. */
            rows: {
                [key: string]: string;
            }[];
        };
        /** @description A move that is proposed for the own membership. */
        OwnTransfer: {
            kind: components["schemas"]["ProposalKind"];
            /** @description In words. */
            kind_label: string;
            planned_to?: components["schemas"]["Day"] | null;
            /** @description Why. */
            reason: string;
            from_union: string;
            to_union: string;
            employer_name: string;
            /** @description First day in the new union. */
            day: components["schemas"]["Day"];
            /** @description Last day for the answer. */
            due_on: components["schemas"]["Day"];
            /** @description One has agreed already. */
            agreed: boolean;
        };
        /** @description A file of shapes and what it says of itself. */
        PackForm: {
            /** @description At most 60 characters. */
            name: string;
            /** @description Where the shapes come from, at most 200 characters. */
            source: string;
            /** @description 审图号, or empty. */
            review_number: string;
            coordinates: components["schemas"]["Coordinates"];
            /**
             * Format: binary
             * @description GeoJSON FeatureCollection, at most 12 MB; each feature has the code of its division as property `code` or
             *     `adcode`, or as id.
             */
            file: string;
        };
        /** @description A pack and what it draws. */
        PackRow: components["schemas"]["ShapePack"] & {
            /** @description Divisions whose children it draws, at most 200. */
            draws: components["schemas"]["DrawnDivision"][];
        };
        /** @description A page of a list. */
        Page_AccountRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                username: string;
                name: string;
                /** @description `open` or `closed`. */
                state: string;
                /** @description Locked by failures until this instant; 0 if not. */
                locked_until: components["schemas"]["Timestamp"];
                /** @description Has a second factor. */
                has_totp: boolean;
                /** @description Has still to set an own password. */
                must_change: boolean;
                created_at: components["schemas"]["Timestamp"];
                grants: components["schemas"]["GrantRow"][];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_ArticleRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description `ZK-…-0007`. */
                number: string;
                title: string;
                topic: string;
                topic_title: string;
                union_name: string;
                state: components["schemas"]["ArticleState"];
                state_title: string;
                /** @description It was edited since it was published. */
                edited: boolean;
                /** @description A line of the text, around what was searched for. */
                excerpt: string;
                review_on: components["schemas"]["Day"];
                /** @description It is to be looked at again. */
                due: boolean;
                changed_by_name: string;
                changed_at: components["schemas"]["Timestamp"];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_AuditEntry: {
            /** @description Rows. */
            items: {
                /** @description Entry. */
                id: components["schemas"]["Id"];
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description `staff`, `member`, `job`, `cli` … */
                actor_kind: string;
                /** @description Account or person. */
                actor_id: components["schemas"]["Id"];
                /** @description Name at that time. */
                actor_name: string;
                /** @description Deed. */
                action: string;
                /** @description Record. */
                subject_id: components["schemas"]["Id"];
                /** @description Old and new values as JSON text; sealed values as ciphertext. */
                detail: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_Batch: {
            /** @description Rows. */
            items: (components["schemas"]["Tally"] & {
                /** @description Batch. */
                id: components["schemas"]["Id"];
                /** @description Into which union. */
                union_id: components["schemas"]["Id"];
                /** @description Name of the file as uploaded. */
                file_name: string;
                /** @description SM3 of the file, hex. */
                file_digest: string;
                /** @description State. */
                state: components["schemas"]["BatchState"];
                /**
                 * Format: int64
                 * @description Chunks worked off in this phase.
                 */
                chunks_done: number;
                /**
                 * Format: int64
                 * @description How much of the file has been worked off, in thousandths.
                 */
                share_done: number;
                /** @description Why it failed: a problem code, or empty. */
                error: string;
                /** @description Account that uploaded it; 0 for the command line. */
                created_by: components["schemas"]["Id"];
                /** @description Who uploaded it. */
                created_by_name: string;
                /** @description When. */
                created_at: components["schemas"]["Timestamp"];
                /** @description When the present phase began; 0 before. */
                started_at: components["schemas"]["Timestamp"];
                /** @description When it ended; 0 before. */
                finished_at: components["schemas"]["Timestamp"];
                /**
                 * Format: int64
                 * @description Rises with each change of state.
                 */
                version: number;
            })[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_CaseRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description `ZS-…-2026-0003`. */
                number: string;
                kind: string;
                kind_title: string;
                title: string;
                step: string;
                step_title: string;
                track: string;
                track_title: string;
                state: components["schemas"]["CaseState"];
                state_title: string;
                channel: components["schemas"]["Channel"];
                channel_title: string;
                /** @description What is known of who told it. */
                reporter: components["schemas"]["ReporterKind"];
                reporter_title: string;
                employer_name: string;
                /** @description Union that it was told at. */
                home_id: components["schemas"]["Id"];
                home_name: string;
                /** @description Union that has it. */
                holder_id: components["schemas"]["Id"];
                holder_name: string;
                /** @description Account that has it; 0 while nobody took it. */
                owner_id: components["schemas"]["Id"];
                owner_name: string;
                /** @description Only named people read it. */
                restricted: boolean;
                received_at: components["schemas"]["Timestamp"];
                due_on?: components["schemas"]["Day"] | null;
                /** @description Half of the limit is over. */
                half_over: boolean;
                /** @description The limit is over and it is not closed. */
                overdue: boolean;
                /** @description A limit was passed at some time. */
                late: boolean;
                /**
                 * Format: int64
                 * @description Places that it has climbed because it is late.
                 */
                climbed: number;
                closed_at?: components["schemas"]["Timestamp"] | null;
                rating?: components["schemas"]["Rating"] | null;
                rating_title: string;
                /**
                 * Format: int64
                 * @description How often it was opened again.
                 */
                reopened: number;
                /**
                 * Format: int64
                 * @description Rises with each change; the ETag of the case.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_DataRequestRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description What it is called on paper. */
                number: string;
                person_id: components["schemas"]["Id"];
                /** @description Empty when erased. */
                name: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                kind: components["schemas"]["RequestKind"];
                kind_label: string;
                /** @description How the near relative who asks stands to the member, in words; empty where the member asks. */
                relation_label: string;
                state: components["schemas"]["RequestState"];
                state_label: string;
                asked_at: components["schemas"]["Timestamp"];
                /** @description Last day for the answer. */
                due_on: components["schemas"]["Day"];
                /** @description Working days left, the last one included; 0 on and after it. Of open ones alone. */
                overdue: boolean;
                answered_at?: components["schemas"]["Timestamp"] | null;
                answered_by: string;
                answer: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_DutyRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                union_id: components["schemas"]["Id"];
                union_name: string;
                zone_id?: components["schemas"]["Id"] | null;
                zone_name: string;
                day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description Minutes of the day.
                 */
                from_minute: number;
                /** Format: int64 */
                to_minute: number;
                person_id: components["schemas"]["Id"];
                person_name: string;
                state: components["schemas"]["DutyState"];
                state_label: string;
                signed_at?: components["schemas"]["Timestamp"] | null;
                /** @description The cadre who signed in; empty for the representative. */
                signed_by: string;
                /**
                 * Format: int64
                 * @description How many came.
                 */
                visitors?: number | null;
                note: string;
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_ElectionDocument: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                union_id: components["schemas"]["Id"];
                union_name: string;
                kind: components["schemas"]["ElectionKind"];
                kind_label: string;
                state: components["schemas"]["ElectionState"];
                state_label: string;
                requested_on?: components["schemas"]["Day"] | null;
                /** @description 请示文号. */
                request_number: string;
                request_note: string;
                started_on?: components["schemas"]["Day"] | null;
                /** @description 同意筹建（换届）文号. */
                start_number: string;
                method: components["schemas"]["Method"];
                planned_on?: components["schemas"]["Day"] | null;
                /**
                 * Format: int64
                 * @description Seats of the committee.
                 */
                seats: number;
                /**
                 * Format: int64
                 * @description 应到会有选举权人数.
                 */
                entitled: number;
                held_on?: components["schemas"]["Day"] | null;
                /** Format: int64 */
                attended: number;
                candidates: components["schemas"]["Candidate"][];
                reported_on?: components["schemas"]["Day"] | null;
                /** @description 批复文号. */
                approval_number: string;
                approved_on?: components["schemas"]["Day"] | null;
                term_from?: components["schemas"]["Day"] | null;
                term_to?: components["schemas"]["Day"] | null;
                /** @description What the union above said last. */
                note: string;
                created_by_name: string;
                created_at: components["schemas"]["Timestamp"];
                finished_at?: components["schemas"]["Timestamp"] | null;
                letters: components["schemas"]["ElectionLetters"];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_Employer: {
            /** @description Rows. */
            items: (components["schemas"]["EmployerFacts"] & {
                /** @description Employer. */
                id: components["schemas"]["Id"];
                union_id?: components["schemas"]["Id"] | null;
                /** @description That union's name. */
                union_name: string;
                covered_from?: components["schemas"]["Day"] | null;
                /**
                 * Format: int64
                 * @description Rises with each change; the ETag.
                 */
                version: number;
            })[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_EmployerWithoutRoom: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                name: string;
                /** Format: int64 */
                workers: number;
                union_id?: components["schemas"]["Id"] | null;
                union_name: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_FigureRecord: {
            /** @description Rows. */
            items: {
                /** @description The day it counts from. */
                day: components["schemas"]["Day"];
                /** @description What happened, in Chinese: 入会, 转出 … */
                title: string;
                /**
                 * Format: int64
                 * @description By how much the figure changed.
                 */
                delta: number;
                /** @description Member, union or employer. */
                record_id: components["schemas"]["Id"];
                /** @description Its name; empty if the record is gone (undo of an import, erasure). */
                name: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_HintRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description The 会员之家. */
                union_id: components["schemas"]["Id"];
                union_name: string;
                parent_id?: components["schemas"]["Id"] | null;
                employer_id?: components["schemas"]["Id"] | null;
                employer_name: string;
                /**
                 * Format: int64
                 * @description Active members in the 会员之家.
                 */
                members: number;
                found_on: components["schemas"]["Day"];
                dismissed_until?: components["schemas"]["Day"] | null;
                reason: string;
                dismissed_by: string;
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_JoinRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description Empty when erased. */
                name: string;
                masked_number: string;
                masked_phone: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                employer_name: string;
                state: components["schemas"]["JoinState"];
                state_label: string;
                /** @description Why it was refused, in words. */
                reason: string;
                applied_at: components["schemas"]["Timestamp"];
                decided_at?: components["schemas"]["Timestamp"] | null;
                decided_by: string;
                person_id?: components["schemas"]["Id"] | null;
                /** @description `member` or `transfer`, once approved. */
                outcome: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_LetterAgencyRow: {
            /** @description Rows. */
            items: (components["schemas"]["LetterAgency"] & {
                /** @description The union's own name today. */
                union_name: string;
                /** @description Stands on letters of today. */
                in_force: boolean;
            })[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_LetterRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description As it is printed: 示总工函〔2026〕12号. */
                number: string;
                title: string;
                kind: string;
                kind_name: string;
                union_id: components["schemas"]["Id"];
                /** @description The union as its documents called it. */
                agency: string;
                day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description 归档年度.
                 */
                year: number;
                retention: components["schemas"]["LetterRetention"];
                retention_label: string;
                state: components["schemas"]["LetterState"];
                state_label: string;
                issued_by: string;
                issued_at: components["schemas"]["Timestamp"];
                /** @description Who withdrew it; empty while it stands. */
                withdrawn_by: string;
                withdrawn_at?: components["schemas"]["Timestamp"] | null;
                withdrawn_reason: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_MemberRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                name: string;
                /** @description In words. */
                sex: string;
                birth_day?: components["schemas"]["Day"] | null;
                masked_id: string;
                masked_phone: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                employer_name: string;
                status: components["schemas"]["Status"];
                status_label: string;
                /** @description Member of this union from. */
                joined_day: components["schemas"]["Day"];
                /** @description What is true of the member for a time, in words. */
                flags: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_MemberSheetRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description The member's union, for a sheet of several. */
                union_name: string;
                name: string;
                sex: string;
                birth_day?: components["schemas"]["Day"] | null;
                nation: string;
                /** @description 就业状况. */
                work_state: string;
                /** @description 有效证件类别. */
                document_kind: string;
                masked_id: string;
                education: string;
                skill: string;
                masked_phone: string;
                household_kind: string;
                household_place: string;
                /** @description 会籍变化类型: how the membership stands. */
                change_kind: string;
                change_day?: components["schemas"]["Day"] | null;
                change_reason: string;
                politics: string;
                employer_name: string;
                native_place: string;
                /** @description 是否农民工. */
                migrant_worker: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_Notice: {
            /** @description Rows. */
            items: {
                /** @description Message. */
                id: components["schemas"]["Id"];
                /** @description One line. */
                title: string;
                /** @description The text. */
                body: string;
                /** @description Page it leads to, or empty. */
                link: string;
                /** @description When. */
                at: components["schemas"]["Timestamp"];
                /** @description When it was read; 0 if not yet. */
                read_at: components["schemas"]["Timestamp"];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_OwnCaseRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                number: string;
                title: string;
                kind_title: string;
                state: components["schemas"]["CaseState"];
                /** @description What happens now, in plain words. */
                plain: string;
                due_on?: components["schemas"]["Day"] | null;
                received_at: components["schemas"]["Timestamp"];
                /** @description An answer is there that can be rated. */
                rateable: boolean;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_PublicCase: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                fields: components["schemas"]["PublicField"][];
                step_title: string;
                published_at: components["schemas"]["Timestamp"];
                /** @description A member may claim it. */
                claimable: boolean;
                /** @description Somebody has. */
                claimed: boolean;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_ReceptionRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** Format: int64 */
                version: number;
                room_id: components["schemas"]["Id"];
                union_id: components["schemas"]["Id"];
                union_name: string;
                kind: components["schemas"]["ReceptionKind"];
                kind_label: string;
                day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description Minutes of the day.
                 */
                from_minute: number;
                /** Format: int64 */
                to_minute: number;
                host_name: string;
                host_post: string;
                place: string;
                topics: string;
                /** Format: int64 */
                minutes_each: number;
                /** Format: int64 */
                seats: number;
                /**
                 * Format: int64
                 * @description Sign-ups with a seat.
                 */
                booked: number;
                /**
                 * Format: int64
                 * @description Sign-ups that wait.
                 */
                waiting: number;
                /** @description Until when people sign up. */
                closes_at: components["schemas"]["Timestamp"];
                /** @description Whether they do now. */
                open_now: boolean;
                state: components["schemas"]["ReceptionState"];
                state_label: string;
                reason: string;
                created_by_name: string;
                may_update: boolean;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_RecordChange: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                at: components["schemas"]["Timestamp"];
                /** @description Who did it, as the name was then. */
                who: string;
                /** @description What was done, in words. */
                label: string;
                /** @description Fields. */
                fields: components["schemas"]["FieldChange"][];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_ReportHead: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                union_id: components["schemas"]["Id"];
                union_name: string;
                title: string;
                /** @description First day of the period. */
                starts_on: components["schemas"]["Day"];
                /** @description The reporting day. */
                day: components["schemas"]["Day"];
                /** @description Complete, and for ever. */
                frozen: boolean;
                /**
                 * Format: int64
                 * @description How much of it is written, in percent.
                 */
                progress: number;
                asked_by: string;
                asked_at: components["schemas"]["Timestamp"];
                frozen_at?: components["schemas"]["Timestamp"] | null;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_RetentionRun: {
            /** @description Rows. */
            items: {
                /** @description Run. */
                id: components["schemas"]["Id"];
                /** @description Day. */
                day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description The rule: years after the last membership, `privacy.left_years` of the day.
                 */
                years: number;
                /** @description Those whose last membership ended before this day. */
                cut_day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description People erased.
                 */
                erased: number;
                /**
                 * Format: int64
                 * @description People whose time was over and who are held, e.g. by an open request.
                 */
                held: number;
                /** @description When it began. */
                started_at: components["schemas"]["Timestamp"];
                /** @description When it ended; 0 while it goes on. */
                finished_at: components["schemas"]["Timestamp"];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_RoomRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** Format: int64 */
                version: number;
                union_id: components["schemas"]["Id"];
                union_name: string;
                employer_id?: components["schemas"]["Id"] | null;
                employer_name: string;
                name: string;
                address: string;
                phone: string;
                head_name: string;
                opened_on: components["schemas"]["Day"];
                state: components["schemas"]["RoomState"];
                state_label: string;
                reason: string;
                checked_on?: components["schemas"]["Day"] | null;
                /** @description Whether it met the standard at the last check. */
                passed?: boolean | null;
                /** @description The same in a word. */
                standard_label: string;
                /**
                 * Format: int64
                 * @description Required items that were missing.
                 */
                missing: number;
                /** @description On duty today. */
                today: components["schemas"]["RoomShift"][];
                /** @description The same as names. */
                today_names: string;
                next_day?: components["schemas"]["Day"] | null;
                next_id?: components["schemas"]["Id"] | null;
                next_kind_label: string;
                may_update: boolean;
                may_receive: boolean;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_RunDocument: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                target_id: components["schemas"]["Id"];
                target_name: string;
                /**
                 * Format: int64
                 * @description Version of the target that it was made by.
                 */
                target_version: number;
                kind: components["schemas"]["TargetKind"];
                union_id: components["schemas"]["Id"];
                union_name: string;
                state: components["schemas"]["RunState"];
                state_label: string;
                purpose: string;
                /**
                 * Format: int64
                 * @description Records that there were when it began.
                 */
                total: number;
                /**
                 * Format: int64
                 * @description Records looked at.
                 */
                seen: number;
                /**
                 * Format: int64
                 * @description New ones sent.
                 */
                added: number;
                /**
                 * Format: int64
                 * @description Changed ones sent.
                 */
                changed: number;
                /**
                 * Format: int64
                 * @description Sent as there no more.
                 */
                gone: number;
                /**
                 * Format: int64
                 * @description Not sent, against the target's rules.
                 */
                refused: number;
                /**
                 * Format: int64
                 * @description Accepted above.
                 */
                accepted: number;
                /**
                 * Format: int64
                 * @description Refused above.
                 */
                returned: number;
                has_file: boolean;
                has_reasons: boolean;
                /** @description Headers of the file, for choosing the key of a receipt. */
                headers: string[];
                created_by_name: string;
                created_at: components["schemas"]["Timestamp"];
                finished_at?: components["schemas"]["Timestamp"] | null;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_SurveyAnswerRow: {
            /** @description Rows. */
            items: {
                person_id: components["schemas"]["Id"];
                name: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                answered_at: components["schemas"]["Timestamp"];
                /**
                 * Format: int64
                 * @description Points, of a quiz.
                 */
                score: number;
                answers: components["schemas"]["SurveyGiven"][];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_SurveyRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                title: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                kind: components["schemas"]["SurveyKind"];
                kind_label: string;
                state: components["schemas"]["SurveyState"];
                state_label: string;
                /** @description Answers carry no person. */
                anonymous: boolean;
                opens_at: components["schemas"]["Timestamp"];
                closes_at: components["schemas"]["Timestamp"];
                /** Format: int64 */
                questions: number;
                /**
                 * Format: int64
                 * @description Complete answers.
                 */
                answered: number;
                created_by_name: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_SurveyTextRow: {
            /** @description Rows. */
            items: {
                /** @description A number that tells nothing. */
                id: components["schemas"]["Id"];
                text: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_SuspectPair: {
            /** @description Rows. */
            items: {
                one: components["schemas"]["SuspectSide"];
                other: components["schemas"]["SuspectSide"];
                /** @description They have the same name and phone. */
                same_phone: boolean;
                /** @description They have the same name and birth day. */
                same_birth: boolean;
                found_at: components["schemas"]["Timestamp"];
                /** @description Why they are of two humans, where that was said. */
                note: string;
                decided_by_name: string;
                decided_at?: components["schemas"]["Timestamp"] | null;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_TransferRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                /** @description Member. */
                person_id: components["schemas"]["Id"];
                name: string;
                kind: components["schemas"]["ProposalKind"];
                /** @description In words. */
                kind_label: string;
                from_union: string;
                to_union: string;
                employer_name: string;
                /** @description First day in the new union. */
                day: components["schemas"]["Day"];
                planned_to?: components["schemas"]["Day"] | null;
                /** @description Why, as was said when it was proposed. */
                reason: string;
                proposed_at: components["schemas"]["Timestamp"];
                /** @description Last day for the answer. */
                due_on: components["schemas"]["Day"];
                /** @description The answer is late. */
                overdue: boolean;
                /** @description It was handed up because nobody answered. */
                escalated: boolean;
                /** @description The member has agreed on the phone. */
                agreed: boolean;
                /** @description `proposed`, `accepted`, `returned`, `withdrawn`. */
                state: string;
                /** @description What was said to the answer. */
                note: string;
                decided_at?: components["schemas"]["Timestamp"] | null;
                /** @description The caller may answer: the member is leaving a union in the caller's sight, or is sent to one. */
                answerable: boolean;
                /** @description The caller may take it back: a union in the caller's sight asked. */
                withdrawable: boolean;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_TreeDocument: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                code: string;
                /** @description Its name on that day. */
                name: string;
                /** @description Steps beneath the union that was asked for. */
                depth: number;
                /**
                 * Format: int64
                 * @description Code of `union_level`.
                 */
                level: number;
                /** @description Code of `union_kind`, on that day. */
                kind: string;
                founded_on?: components["schemas"]["Day"] | null;
                /** Format: int64 */
                members: number;
                /** Format: int64 */
                employers: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_Union: {
            /** @description Rows. */
            items: {
                /** @description Union. */
                id: components["schemas"]["Id"];
                /** @description Short code that people type, unique. */
                code: string;
                /** @description 单位名称. */
                name: string;
                /**
                 * Format: int64
                 * @description 10 national … 60 basic (code set `union_level`).
                 */
                level: number;
                /** @description Code of `union_kind`. */
                kind: string;
                /** @description `in_office`, `preparing`, `dissolved`. */
                state: string;
                parent_id?: components["schemas"]["Id"] | null;
                /**
                 * Format: int64
                 * @description Direct children ever made; not less than those that exist.
                 */
                children: number;
                /** @description 单位所在政区. */
                division_code: string;
                /** @description 统一社会信用代码 of the union. */
                credit_code: string;
                founded_on?: components["schemas"]["Day"] | null;
                /** @description 工会负责人. */
                chair: string;
                /** @description 联系电话 of the office. */
                contact: string;
                /** @description 单位地址. */
                address: string;
                /** @description Further fields of the organisation form. */
                form: components["schemas"]["UnionFacts"];
                /**
                 * Format: int64
                 * @description Rises with each change.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_VisitCandidate: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                name: string;
                /** @description Union that keeps it. */
                union_name: string;
                /** @description `是`, `否`, or empty if nobody knows. */
                above_scale: string;
                /** Format: int64 */
                workers: number;
                last_visit?: components["schemas"]["Day"] | null;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_VisitPlanRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                title: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                kind: components["schemas"]["VisitKind"];
                kind_label: string;
                state: components["schemas"]["VisitPlanState"];
                state_label: string;
                from_day: components["schemas"]["Day"];
                to_day: components["schemas"]["Day"];
                /**
                 * Format: int64
                 * @description Employers to be visited; 0 is no number.
                 */
                target: number;
                /** Format: int64 */
                teams: number;
                /**
                 * Format: int64
                 * @description Townships it is for.
                 */
                towns: number;
                created_by_name: string;
                created_at: components["schemas"]["Timestamp"];
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_VisitRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                plan_id?: components["schemas"]["Id"] | null;
                plan_title: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                employer_id: components["schemas"]["Id"];
                employer_name: string;
                kind: components["schemas"]["VisitKind"];
                kind_label: string;
                state: components["schemas"]["VisitState"];
                state_label: string;
                day: components["schemas"]["Day"];
                until_day: components["schemas"]["Day"];
                team: string;
                lead_name: string;
                /** @description Names, one a line. */
                visitors: string;
                changed_at: components["schemas"]["Timestamp"];
                changed_by_name: string;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A page of a list. */
        Page_ZoneRow: {
            /** @description Rows. */
            items: {
                id: components["schemas"]["Id"];
                kind: components["schemas"]["ZoneKind"];
                name: string;
                union_id: components["schemas"]["Id"];
                union_name: string;
                parent_id?: components["schemas"]["Id"] | null;
                parent_name: string;
                /** @description Name of the responsible cadre. */
                cadre_name: string;
                cadre_id?: components["schemas"]["Id"] | null;
                masked_phone: string;
                address: string;
                /**
                 * Format: double
                 * @description Degrees east; none without a place on the map.
                 */
                lon?: number | null;
                /**
                 * Format: double
                 * @description Degrees north.
                 */
                lat?: number | null;
                coordinates?: components["schemas"]["Coordinates"] | null;
                hours: string;
                services: string;
                valid_from: components["schemas"]["Day"];
                valid_to?: components["schemas"]["Day"] | null;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Cursor of the next page; none at the end. */
            next?: string | null;
            /** @description Cursor of the page before; none on the first page, and where a list is only turned forwards. */
            prev?: string | null;
            count?: components["schemas"]["Count"] | null;
        };
        /** @description A word of a closed list. */
        ParameterChoice: {
            value: string;
            label: string;
        };
        /** @description A parameter with everything that was ever proposed. */
        ParameterDocument: components["schemas"]["ParameterRow"] & {
            /** @description All values, newest first: in force, past, turned down, withdrawn. */
            history: components["schemas"]["ParameterValueRow"][];
        };
        /** @description Which parameters. */
        ParameterQuery: {
            /** @description Part of the title, the code or the explanation. */
            q?: string;
            /** @description Title of the group. */
            group?: string;
            /** @description `verified`: read in the source; `unverified`: not. */
            mark?: string;
            /** @description Only those with a proposal that waits. */
            waiting?: boolean;
        };
        /** @description A parameter. */
        ParameterRow: {
            code: string;
            title: string;
            group: string;
            kind: components["schemas"]["Kind"];
            unit: string;
            help: string;
            /** @description What the editor accepts, in words. */
            bounds: string;
            choices: components["schemas"]["ParameterChoice"][];
            /** @description One value for the whole installation. */
            everywhere: boolean;
            /** @description Values in force today, the general one first. */
            values: components["schemas"]["ParameterValueRow"][];
            /** @description Approved values whose first day is still to come. */
            coming: components["schemas"]["ParameterValueRow"][];
            /** @description Proposals that wait for a second person. */
            waiting: components["schemas"]["ParameterValueRow"][];
        };
        /** @description A value with who proposed and who decided it. */
        ParameterValue: {
            /** @description Row. */
            id: components["schemas"]["Id"];
            /** @description Parameter. */
            code: string;
            /** @description Division code, or empty for everywhere. */
            area: string;
            /** @description The value as it is stored. */
            value: string;
            /** @description First day. */
            valid_from: components["schemas"]["Day"];
            /** @description Last day; 9999-12-31 until further notice. */
            valid_to: components["schemas"]["Day"];
            /** @description Where it comes from. */
            source: string;
            /** @description How sure we are: begins with `V` if it was read in the source. */
            mark: string;
            /** @description Where it stands. */
            state: components["schemas"]["ProposalState"];
            /** @description Why it was proposed; empty for first values. */
            reason: string;
            /** @description Account that proposed it; 0 for first values. */
            proposed_by: components["schemas"]["Id"];
            /** @description Its holder. */
            proposed_by_name: string;
            /** @description When. */
            proposed_at: components["schemas"]["Timestamp"];
            /** @description Account that decided; 0 while it waits, and for first values. */
            decided_by: components["schemas"]["Id"];
            /** @description Its holder. */
            decided_by_name: string;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"];
            /** @description What was said with the decision. */
            decision_note: string;
        };
        /** @description A value with the name of its area. */
        ParameterValueRow: components["schemas"]["ParameterValue"] & {
            /** @description Name of the area, 全部地区 for the empty one. */
            area_name: string;
            /** @description The value as people read it. */
            shown: string;
            /** @description In force today (for an approved value). */
            in_force: boolean;
        };
        /** @description User name and password. */
        PasswordRequest: {
            username: string;
            password: string;
        };
        /** @description A day of the period. */
        PeriodStep: {
            /** @description Day. */
            day: components["schemas"]["Day"];
            /** @description What it is. */
            kind: components["schemas"]["StepKind"];
            /** @description Of which holiday, or empty. */
            name: string;
            /**
             * Format: int64
             * @description Which day of the period it is; none if it does not count.
             */
            counted?: number | null;
        };
        /**
         * @description What a period is counted in.
         * @enum {string}
         */
        PeriodUnit: "days" | "working_days" | "months" | "years";
        /** @description A permission. */
        PermissionRow: {
            resource: components["schemas"]["ResourceKind"];
            resource_label: string;
            action: components["schemas"]["ActionKind"];
            action_label: string;
        };
        /** @description What a picture shows. */
        Pictured: {
            /** @description Code of the figure or rate. */
            code: string;
            title: string;
            /** @description Unit of the value; of a rate it is `%`. */
            unit: string;
            /** @description Counted within a period, not up to a day. */
            flow: boolean;
            /** @description The formula of a rate in words. */
            basis?: string | null;
        };
        /** @description A field in words. */
        PieceField: {
            code: string;
            title: string;
            text: string;
        };
        /** @description What was planned. */
        PlannedDuties: {
            ids: components["schemas"]["Id"][];
        };
        /** @description A definition to try, which need not be stored. */
        PreviewRequest: {
            kind: components["schemas"]["TargetKind"];
            union_id?: components["schemas"]["Id"] | null;
            definition: components["schemas"]["ExchangeDefinition"];
        };
        /** @description A row of a preview, numbers of people masked. */
        PreviewRow: {
            /** @description Values in the order of the columns; empty if the row would not be sent. */
            values: string[];
            /** @description Why it would not be sent, as sentences. */
            faults: string[];
            name: string;
        };
        /** @description A procedure. */
        Procedure: {
            /** @description Which kind of case, `voice.matter`. */
            kind: string;
            /** @description Chinese name of the kind. */
            title: string;
            /** @description Letters before the number, `ZS`: one to four capitals, of no other kind. */
            series: string;
            /** @description What it is for, in a sentence. */
            help?: string;
            /** @description Members may open one on the phone. */
            by_member?: boolean;
            /** @description The reporter may stay unknown to everyone tied to the employer. */
            confidential?: boolean;
            /** @description One may open it without a name. */
            anonymous?: boolean;
            /** @description What is shown to everyone must not name the reporter. */
            nameless?: boolean;
            /**
             * Format: int32
             * @description Most characters of what is said, counted without white space; 4,000 if 0.
             */
            body_most?: number;
            /** @description Asked for beside title and text. */
            fields?: components["schemas"]["CaseField"][];
            /** @description Ways through it, each with its time limit; may be none. */
            tracks?: components["schemas"]["CaseTrack"][];
            /** @description The first one is where a case begins. */
            steps: components["schemas"]["CaseStep"][];
            /** @description From step to step. */
            moves: components["schemas"]["CaseMove"][];
            /**
             * Format: int32
             * @description Working days after the end of a limit until a late case climbs to the next place above, and from there on; 0 never.
             */
            climb_days?: number;
            /**
             * Format: int32
             * @description Days after closing within which the reporter may rate it.
             */
            rate_days?: number;
            /** @description Kinds of letters that can be printed after it was given to a colleague or handed to another union. */
            transfer_letters?: string[];
            /** @description Moves of the reporter that 不满意 makes: the first one the first time, and so on; after the last one none. */
            dissatisfied?: string[];
        };
        /** @description A kind with all its versions. */
        ProcedureDetail: {
            kind: string;
            in_force?: components["schemas"]["ProcedureVersion"] | null;
            /** @description Approved, and in force later. */
            to_come: components["schemas"]["ProcedureVersion"][];
            waiting?: components["schemas"]["ProcedureVersion"] | null;
            /** @description All versions, newest first. */
            history: components["schemas"]["ProcedureVersion"][];
        };
        /** @description A fault. */
        ProcedureFault: {
            /** @description JSON pointer into the definition, `/steps/2/clock`. */
            pointer: string;
            /** @description What is wrong, in Chinese. */
            text: string;
        };
        /** @description What is wrong with a procedure. */
        ProcedureFaults: {
            faults: components["schemas"]["ProcedureFault"][];
        };
        /** @description A kind of case in the list. */
        ProcedureRow: {
            kind: string;
            title: string;
            /**
             * Format: int64
             * @description Version in force today.
             */
            version: number;
            valid_from: components["schemas"]["Day"];
            /** Format: int64 */
            steps: number;
            /** Format: int64 */
            tracks: number;
            by_member: boolean;
            confidential: boolean;
            anonymous: boolean;
            /** @description Who proposed the version that waits for a second person, or empty. */
            waiting_from: string;
        };
        /** @description A version of a procedure with who proposed and who decided it. */
        ProcedureVersion: {
            /** @description Kind of case. */
            kind: string;
            /**
             * Format: int64
             * @description Rises with each proposal of the kind.
             */
            version: number;
            /** @description Name of the kind. */
            title: string;
            /** @description First day on which cases begin with it. */
            valid_from: components["schemas"]["Day"];
            /** @description The procedure. */
            definition: components["schemas"]["Procedure"];
            /** @description Where it stands. */
            state: components["schemas"]["ProposalState"];
            /** @description Why it was proposed; empty for shipped ones. */
            reason: string;
            /** @description Account that proposed it; 0 for shipped ones. */
            proposed_by: components["schemas"]["Id"];
            /** @description Its holder. */
            proposed_by_name: string;
            /** @description When. */
            proposed_at: components["schemas"]["Timestamp"];
            /** @description Account that decided; 0 while it waits, and for shipped ones. */
            decided_by: components["schemas"]["Id"];
            /** @description Its holder. */
            decided_by_name: string;
            /** @description When. */
            decided_at: components["schemas"]["Timestamp"];
            /** @description What was said with the decision. */
            decision_note: string;
        };
        /** @description The part of a person that cadres keep. Codes are of the dictionaries (docs/rules §5.3); empty means not known. */
        Profile: {
            /**
             * @description 姓名.
             * @default
             */
            name: string;
            /**
             * @description 性别, code of `sex`.
             * @default
             */
            sex: string;
            /**
             * @description 民族, code of `nation`.
             * @default
             */
            nation: string;
            /**
             * @description 就业状况, code of `work_state`.
             * @default
             */
            work_state: string;
            /**
             * @description 学历, code of `education`.
             * @default
             */
            education: string;
            /**
             * @description 技能等级, code of `skill`.
             * @default
             */
            skill: string;
            /**
             * @description 户籍类型, code of `household_kind`.
             * @default
             */
            household_kind: string;
            /**
             * @description 户籍所在地, as written.
             * @default
             */
            household_place: string;
            /**
             * @description 政治面貌, code of `politics`.
             * @default
             */
            politics: string;
            /**
             * @description 籍贯, as written.
             * @default
             */
            native_place: string;
            /**
             * @description 是否农民工, code of `migrant_worker`.
             * @default
             */
            migrant_worker: string;
        };
        /**
         * @description What a proposal between two unions is about.
         * @enum {string}
         */
        ProposalKind: "transfer" | "secondment" | "extension" | "conversion";
        /** @description Id of a proposal. */
        ProposalMade: {
            id: components["schemas"]["Id"];
        };
        /**
         * @description Where a value stands.
         * @enum {string}
         */
        ProposalState: "open" | "approved" | "rejected" | "withdrawn";
        /** @description The table of a year to propose. */
        ProposeCalendarYear: {
            /** @description All marked days; those that are not named are what their weekday says. */
            days: components["schemas"]["MarkedDay"][];
            /** @description Notice that announced it, 4 to 200 characters. */
            source: string;
            /** @description `V` read in the source, `K` not checked. */
            mark: string;
            /** @description Why, 4 to 200 characters. */
            reason: string;
        };
        /** @description A template to propose. */
        ProposeLetterTemplate: {
            draft: components["schemas"]["LetterDraft"];
            /** @description First day: today or later. */
            valid_from: components["schemas"]["Day"];
            /** @description Why, 4 to 200 characters. */
            reason: string;
        };
        /** @description A value to propose. */
        ProposeParameter: {
            /** @description Division code; empty for everywhere. */
            area?: string;
            value: string;
            /** @description First day, today or later. */
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
            /** @description Document that says so, 2 to 200 characters. */
            source: string;
            /** @description `V` read in the source, `K` not checked, `design` own choice. */
            mark: string;
            /** @description Why, 4 to 200 characters. */
            reason: string;
        };
        /** @description A version to propose. */
        ProposeProcedure: {
            definition: components["schemas"]["Procedure"];
            /** @description First day on which cases begin with it; tomorrow at the earliest. */
            valid_from: components["schemas"]["Day"];
            /** @description Why, 4 to 200 characters. */
            reason?: string;
        };
        /** @description Number of a proposed version. */
        ProposedProcedure: {
            /** Format: int64 */
            version: number;
        };
        /** @description Somebody whom this phone has proved to be. */
        ProvedPerson: {
            id: components["schemas"]["Id"];
            masked_name: string;
        };
        /** @description A case that everybody reads: nothing but its public fields. */
        PublicCase: {
            id: components["schemas"]["Id"];
            fields: components["schemas"]["PublicField"][];
            step_title: string;
            published_at: components["schemas"]["Timestamp"];
            /** @description A member may claim it. */
            claimable: boolean;
            /** @description Somebody has. */
            claimed: boolean;
        };
        /** @description A field that everybody reads. */
        PublicField: {
            code: string;
            title: string;
            /** @description In words. */
            text: string;
        };
        /** @description Something to check in documents. */
        QualityDoubtDocument: {
            code: string;
            title: string;
        };
        /** @description The table as a file. */
        QualityExport: components["schemas"]["ExportRequest"] & components["schemas"]["QualityQuery"];
        /** @description A field that may be missing. */
        QualityFieldDocument: {
            code: string;
            title: string;
            /** @description It counts in the completeness: the dictionary of required fields has it on the day. */
            required: boolean;
        };
        /** @description Where, and over which days. */
        QualityQuery: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            day: components["schemas"]["Day"] | null;
        };
        /** @description A union with everything beneath it. */
        QualityRow: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            has_children: boolean;
            /**
             * Format: int64
             * @description Members that were counted.
             */
            members: number;
            /**
             * Format: int64
             * @description Required values that are there.
             */
            filled: number;
            /**
             * Format: int64
             * @description Required values that there should be: members × required fields.
             */
            wanted: number;
            /** @description Members without a field, by its code. */
            missing: {
                [key: string]: number;
            };
            /** @description Members with something to check in their documents, by its code. */
            doubts: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Members that nobody has looked at for longer than the parameter says.
             */
            stale: number;
            /**
             * Format: int64
             * @description Rows of imports that ended in the period.
             */
            import_rows: number;
            /**
             * Format: int64
             * @description Of them refused.
             */
            import_rejected: number;
        };
        /** @description The table of a place. */
        QualityTable: {
            from: components["schemas"]["Day"];
            day: components["schemas"]["Day"];
            fields: components["schemas"]["QualityFieldDocument"][];
            /** @description What is counted of documents, the gravest first. */
            doubts: components["schemas"]["QualityDoubtDocument"][];
            /**
             * Format: int64
             * @description Months after which a record counts as not looked at.
             */
            stale_months: number;
            counted_at?: components["schemas"]["Timestamp"] | null;
            total: components["schemas"]["QualityRow"];
            rows: components["schemas"]["QualityRow"][];
        };
        /**
         * @description Kind of a question.
         * @enum {string}
         */
        QuestionKind: "single" | "multiple" | "short_text" | "long_text" | "number" | "rating" | "date";
        /** @description A rate with all that it takes to check it. There is no percentage in it: who shows one shows the two numbers too. */
        Rate: {
            /** @description Stable code. */
            code: string;
            /** @description Chinese title. */
            title: string;
            /**
             * Format: int64
             * @description Above the line.
             */
            numerator: number;
            /** @description Code of the figure above the line. */
            numerator_code: string;
            /**
             * Format: int64
             * @description Below the line; without it there is no rate.
             */
            denominator: number;
            /** @description Code of the figure below the line; it may be walked back too. */
            denominator_code: string;
            /** @description As of this day. */
            day: components["schemas"]["Day"];
            /** @description The formula in words. */
            basis: string;
            /** @description What a reader should know: a denominator of nothing, more than all. */
            remark?: string | null;
        };
        /**
         * @description What the reporter says of the answer (docs/rules §19).
         * @enum {string}
         */
        Rating: "satisfied" | "fair" | "dissatisfied";
        /** @description A rating by number and code. */
        RatingByCode: components["schemas"]["CaseReceipt"] & components["schemas"]["CaseRating"];
        /** @description Which columns of the answer say what; empty ones are guessed. */
        ReceiptColumns: {
            /**
             * @description The column of our file that tells its rows apart; the answer has it under the same header.
             * @default
             */
            key: string;
            /**
             * @description Accepted or not.
             * @default
             */
            result: string;
            /**
             * @description Why not; may be missing.
             * @default
             */
            reason: string;
        };
        /** @description An answer of the platform above. */
        ReceiptForm: {
            /** @description Column that tells the rows apart; guessed if missing. */
            key?: string | null;
            /** @description Column that says whether a row was accepted; guessed if missing. */
            result?: string | null;
            /** @description Column that says why not; guessed if missing. */
            reason?: string | null;
            /** @description `true` to enter it; a look otherwise. */
            apply?: string | null;
            /**
             * Format: binary
             * @description .xlsx, .xls or .csv.
             */
            file: string;
        };
        /** @description What a receipt says. */
        ReceiptOutcome: {
            /** @description Headers of the answer. */
            headers: string[];
            /** @description Columns that were taken. */
            columns: components["schemas"]["ReceiptColumns"];
            /**
             * Format: int64
             * @description Rows of the answer.
             */
            rows: number;
            /**
             * Format: int64
             * @description Rows of our file that it speaks of.
             */
            matched: number;
            /**
             * Format: int64
             * @description Of them accepted.
             */
            accepted: number;
            /**
             * Format: int64
             * @description Of them refused.
             */
            refused: number;
            /**
             * Format: int64
             * @description Rows of the answer that are not in our file.
             */
            unknown: number;
            /**
             * Format: int64
             * @description Rows of our file that it says nothing of.
             */
            silent: number;
            /** @description Some rows, refused ones first. */
            samples: components["schemas"]["ReceiptSample"][];
            /** @description It has been entered. */
            entered: boolean;
        };
        /** @description A row of a look. */
        ReceiptSample: {
            /**
             * Format: int64
             * @description Its number in our file.
             */
            row: number;
            /** @description What it says. */
            accepted: boolean;
            /** @description Why not. */
            reason: string;
        };
        /** @description Why a reception day does not take place. */
        ReceptionCancel: {
            /** @description 2 to 200 characters. */
            reason: string;
        };
        /** @description A cancelled reception day, and who knows of it. */
        ReceptionCancelled: {
            reception: components["schemas"]["ReceptionRow"];
            /**
             * Format: int64
             * @description Members who have a message.
             */
            told: number;
            /**
             * Format: int64
             * @description Others, who must be phoned.
             */
            to_phone: number;
        };
        /** @description Which reception days. */
        ReceptionConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            room_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["ReceptionKind"] | null;
            /** @default null */
            state: components["schemas"]["ReceptionState"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /**
             * @description Beginning of the name of who receives.
             * @default null
             */
            q: string | null;
        };
        /** @description What a cadre writes of a reception day. */
        ReceptionDraft: {
            kind: components["schemas"]["ReceptionKind"];
            /** @description Not before today. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            /** @description Who receives, 2 to 30 characters. */
            host_name: string;
            host_post?: string;
            /** @description The room's address if empty. */
            place?: string;
            topics?: string;
            /**
             * Format: int64
             * @description 5 to 240.
             */
            minutes_each: number;
            /**
             * Format: int64
             * @description As many as fit into the time if 0.
             */
            seats?: number;
            closes_at?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description Who receives.
         * @enum {string}
         */
        ReceptionKind: "representative" | "chair";
        /** @description A reception day in a list and by itself. */
        ReceptionRow: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            room_id: components["schemas"]["Id"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["ReceptionKind"];
            kind_label: string;
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            host_name: string;
            host_post: string;
            place: string;
            topics: string;
            /** Format: int64 */
            minutes_each: number;
            /** Format: int64 */
            seats: number;
            /**
             * Format: int64
             * @description Sign-ups with a seat.
             */
            booked: number;
            /**
             * Format: int64
             * @description Sign-ups that wait.
             */
            waiting: number;
            /** @description Until when people sign up. */
            closes_at: components["schemas"]["Timestamp"];
            /** @description Whether they do now. */
            open_now: boolean;
            state: components["schemas"]["ReceptionState"];
            state_label: string;
            reason: string;
            created_by_name: string;
            may_update: boolean;
        };
        /**
         * @description State of a reception day.
         * @enum {string}
         */
        ReceptionState: "planned" | "open" | "over" | "cancelled";
        /** @description A change of a record. */
        RecordChange: {
            id: components["schemas"]["Id"];
            at: components["schemas"]["Timestamp"];
            /** @description Who did it, as the name was then. */
            who: string;
            /** @description What was done, in words. */
            label: string;
            /** @description Fields. */
            fields: components["schemas"]["FieldChange"][];
        };
        /** @description Why the copy is made. */
        RelativeCopyForm: {
            /** @description At least 4 characters; the audit keeps it. */
            purpose: string;
        };
        /** @description What a near relative asks, as a cadre records it. */
        RelativeRequestForm: {
            /** @description `copy`, `correction` or `erasure`. */
            kind: components["schemas"]["RequestKind"];
            /** @description Code of `relative_relation`. */
            relation: string;
            /** @description Name of the relative. */
            name: string;
            /** @description Mobile of the relative. */
            phone: string;
            /** @description Code of `document_kind` of the relative's document. */
            relative_document_kind: string;
            /** @description Its number. */
            relative_document_number: string;
            /** @description Attachments of the member that show the relation, 1 to 5. */
            relation_evidence: components["schemas"]["Id"][];
            /** @description Attachments of the member that show the death, 1 to 5. */
            death_evidence: components["schemas"]["Id"][];
            /** @description Wanted values of a correction by field; codes where the field has a dictionary. */
            fields?: {
                [key: string]: string;
            };
            /** @description Code of `document_kind` of the wanted number; the present kind if empty. */
            document_kind?: string;
            /** @description Attachments of the member that show what is right, at most 5. */
            evidence?: components["schemas"]["Id"][];
            /** @description Why, at most 200 characters. */
            reason?: string;
        };
        /** @description The near relative who asks, numbers masked. */
        RelativeView: {
            /** @description Empty when erased, as the others. */
            name: string;
            masked_phone: string;
            /** @description Code of `document_kind`. */
            document_kind: string;
            masked_number: string;
            relation_evidence: components["schemas"]["Attachment"][];
            death_evidence: components["schemas"]["Attachment"][];
            /** @description Who recorded the request. */
            recorded_by: string;
        };
        /** @description What a member arranged for the time after death. */
        RelativesChoice: {
            /** @description Near relatives may exercise the rights over the member's data. */
            allowed: boolean;
            chosen_at?: components["schemas"]["Timestamp"] | null;
            /** @description The membership ended with the member's death. */
            deceased: boolean;
        };
        /** @description A choice. */
        RelativesChoiceForm: {
            /** @description Near relatives may exercise the rights over the own data. */
            allowed: boolean;
        };
        /** @description Something to look at that forbids nothing. */
        RemarkDocument: {
            /** @description JSON pointer of the field. */
            pointer: string;
            /** @description Stable code. */
            code: string;
            /** @description The sentence. */
            detail: string;
        };
        /** @description What is added by number and code. */
        ReplyByCode: components["schemas"]["CaseReceipt"] & {
            /** @description 2 to 2,000 characters. */
            text?: string;
        };
        /** @description A figure of one union that is another one now than when it was frozen. */
        ReportAdjustment: {
            /** @description Code of the base measure. */
            indicator: string;
            title: string;
            unit: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            /**
             * Format: int64
             * @description What the union itself had when it was frozen.
             */
            frozen: number;
            /**
             * Format: int64
             * @description Now minus frozen.
             */
            difference: number;
            /**
             * Format: int64
             * @description The part of the difference that falls into the period.
             */
            flow_difference: number;
            /** @description Facts behind it, oldest first; at most 20. */
            facts: components["schemas"]["FigureRecord"][];
            note?: components["schemas"]["AdjustmentNote"] | null;
            /** @description The note explains this very difference. */
            explained: boolean;
        };
        /** @description A report with its figures. */
        ReportDocument: components["schemas"]["ReportHead"] & {
            table?: components["schemas"]["FigureTable"] | null;
            /** @description The report in words, as it is printed. */
            text: string[];
        };
        /** @description A frozen report, or one that is freezing. */
        ReportHead: {
            id: components["schemas"]["Id"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            title: string;
            /** @description First day of the period. */
            starts_on: components["schemas"]["Day"];
            /** @description The reporting day. */
            day: components["schemas"]["Day"];
            /** @description Complete, and for ever. */
            frozen: boolean;
            /**
             * Format: int64
             * @description How much of it is written, in percent.
             */
            progress: number;
            asked_by: string;
            asked_at: components["schemas"]["Timestamp"];
            frozen_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description What to freeze. */
        ReportRequest: {
            /** @description The union whose subtree it is of. */
            union_id: components["schemas"]["Id"];
            title: string;
            /** @description First day of the period. */
            starts_on: components["schemas"]["Day"];
            /** @description The reporting day. */
            day: components["schemas"]["Day"];
        };
        /**
         * @description What is known of who told it.
         * @enum {string}
         */
        ReporterKind: "named" | "confidential" | "anonymous";
        /** @description A move of the reporter. */
        ReporterMove: {
            code: string;
            note?: string;
        };
        /** @description What is said to a request. */
        RequestAnswer: {
            /** @description At most 200 characters; the member reads it. */
            answer?: string;
        };
        /** @description Which requests. */
        RequestConditions: {
            /** @default null */
            state: components["schemas"]["RequestState"] | null;
            /** @default null */
            kind: components["schemas"]["RequestKind"] | null;
            /** @default null */
            due: components["schemas"]["DueWhen"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the member's name.
             * @default null
             */
            q: string | null;
        };
        /** @description A field of a request in words. */
        RequestField: {
            /** @description Name of the field. */
            field: string;
            /** @description In words. */
            label: string;
            /** @description Value when it was asked, in words; masked where it is a number. */
            old: string;
            /** @description Wanted value, in words; masked where it is a number. */
            wanted: string;
        };
        /**
         * @description What is asked for.
         * @enum {string}
         */
        RequestKind: "correction" | "erasure" | "flag" | "copy";
        /**
         * @description State of a request; all but the first are ends.
         * @enum {string}
         */
        RequestState: "open" | "accepted" | "refused" | "withdrawn";
        /** @description A reset that waits for a second person. */
        Reset: {
            /** @description Request. */
            id: components["schemas"]["Id"];
            /** @description Whose account. */
            account_id: components["schemas"]["Id"];
            /** @description Why. */
            reason: string;
            /** @description Who asked. */
            asked_by: components["schemas"]["Id"];
            /** @description Name of who asked. */
            asked_by_name: string;
            /** @description When. */
            asked_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description What something is done to.
         * @enum {string}
         */
        ResourceKind: "union" | "election" | "employer" | "member" | "import" | "transfer" | "join" | "zone" | "duty" | "data_request" | "survey" | "knowledge" | "visit" | "room" | "reception" | "retention" | "exchange" | "figure" | "case" | "procedure" | "letter" | "notice" | "file" | "codeset" | "parameter" | "calendar" | "map" | "account" | "grant" | "audit" | "system";
        /** @description A run. */
        RetentionRun: {
            /** @description Run. */
            id: components["schemas"]["Id"];
            /** @description Day. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description The rule: years after the last membership, `privacy.left_years` of the day.
             */
            years: number;
            /** @description Those whose last membership ended before this day. */
            cut_day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description People erased.
             */
            erased: number;
            /**
             * Format: int64
             * @description People whose time was over and who are held, e.g. by an open request.
             */
            held: number;
            /** @description When it began. */
            started_at: components["schemas"]["Timestamp"];
            /** @description When it ended; 0 while it goes on. */
            finished_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description A sealed value of a member.
         * @enum {string}
         */
        RevealField: "document" | "phone";
        /** @description Which sealed value, and why. */
        RevealRequest: {
            field: components["schemas"]["RevealField"];
            document_id?: components["schemas"]["Id"] | null;
            /** @description At least four characters, e.g. 核对原件. */
            purpose: string;
        };
        /** @description The value in full. */
        Revealed: {
            value: string;
        };
        /**
         * @description A role that an account holds at a union. The three administrators exclude each other and hold no business right
         *     (docs/rules §24).
         * @enum {string}
         */
        Role: "system_admin" | "security_admin" | "audit_admin" | "registrar" | "advocate" | "clerk" | "chair" | "viewer";
        /** @description A role with everything that it may do. */
        RoleRow: {
            role: components["schemas"]["Role"];
            label: string;
            is_admin: boolean;
            permissions: components["schemas"]["PermissionRow"][];
        };
        /** @description A check of a room. */
        RoomCheckRow: {
            id: components["schemas"]["Id"];
            day: components["schemas"]["Day"];
            by_name: string;
            /** @description Every required item is met. */
            passed: boolean;
            /** @description The standard of that day with what was found. */
            items: components["schemas"]["RoomStandardItem"][];
            /**
             * Format: int64
             * @description Items that are met.
             */
            met: number;
            /** @description What is missing, required items first. */
            lacking: string;
            note: string;
        };
        /** @description What a check says. */
        RoomChecked: {
            id: components["schemas"]["Id"];
            passed: boolean;
        };
        /** @description Which rooms. */
        RoomConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            state: components["schemas"]["RoomState"] | null;
            /** @default null */
            standard: components["schemas"]["RoomStandard"] | null;
            /**
             * @description Only with (`true`) or without somebody on duty today.
             * @default null
             */
            on_duty: boolean | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description Coverage beneath a union. */
        RoomCoverage: {
            /**
             * Format: int64
             * @description Target, percent.
             */
            target_percent: number;
            target_from?: components["schemas"]["Day"] | null;
            /** @description Where the target comes from is said on the page of the parameter with this code. */
            target_code: string;
            total: components["schemas"]["RoomCoverageRow"];
            /** @description A row for each place right beneath. */
            rows: components["schemas"]["RoomCoverageRow"][];
        };
        /** @description A township, or whatever stands right beneath a union. */
        RoomCoverageRow: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its name. */
            union_name: string;
            /**
             * Format: int64
             * @description Employers above the designated size.
             */
            employers: number;
            /**
             * Format: int64
             * @description Of those, with a room in use.
             */
            covered: number;
            /**
             * Format: int64
             * @description Of those, without.
             */
            missing: number;
            /**
             * Format: int64
             * @description Rooms registered.
             */
            rooms: number;
            /**
             * Format: int64
             * @description Of those, in use.
             */
            open: number;
            /**
             * Format: int64
             * @description Of those, meeting the standard.
             */
            met: number;
        };
        /** @description What a cadre writes of a room. */
        RoomDraft: {
            /** @description 2 to 40 characters. */
            name: string;
            employer_id?: components["schemas"]["Id"] | null;
            /** @description 2 to 120 characters. */
            address?: string;
            /** @description At most 40 characters. */
            phone?: string;
            /** @description 室长, 2 to 30 characters. */
            head_name?: string;
            /** @description In use since; not after today. */
            opened_on: components["schemas"]["Day"];
        };
        /** @description An employer that a union covers. */
        RoomEmployer: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description A room in a list and by itself. */
        RoomRow: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            union_id: components["schemas"]["Id"];
            union_name: string;
            employer_id?: components["schemas"]["Id"] | null;
            employer_name: string;
            name: string;
            address: string;
            phone: string;
            head_name: string;
            opened_on: components["schemas"]["Day"];
            state: components["schemas"]["RoomState"];
            state_label: string;
            reason: string;
            checked_on?: components["schemas"]["Day"] | null;
            /** @description Whether it met the standard at the last check. */
            passed?: boolean | null;
            /** @description The same in a word. */
            standard_label: string;
            /**
             * Format: int64
             * @description Required items that were missing.
             */
            missing: number;
            /** @description On duty today. */
            today: components["schemas"]["RoomShift"][];
            /** @description The same as names. */
            today_names: string;
            next_day?: components["schemas"]["Day"] | null;
            next_id?: components["schemas"]["Id"] | null;
            next_kind_label: string;
            may_update: boolean;
            may_receive: boolean;
        };
        /** @description Somebody on duty. */
        RoomShift: {
            id: components["schemas"]["Id"];
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            person_name: string;
            /** @description Who was planned before; empty if nobody else was. */
            instead_of: string;
            note: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description Why a shift does not take place. */
        RoomShiftCancel: {
            /** @description 2 to 200 characters. */
            reason: string;
        };
        /** @description What a single shift shall be. */
        RoomShiftDraft: {
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            /** @description Another one than before is a swap. */
            person_name: string;
            note?: string;
        };
        /** @description Duty by a pattern of weekdays. */
        RoomShiftPlan: {
            /** @description 1 Monday … 7 Sunday. */
            weekdays: number[];
            /** @description First day, not before today. */
            from: components["schemas"]["Day"];
            /** @description Last day, at most a year later. */
            until: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Minutes of the day.
             */
            from_minute: number;
            /** Format: int64 */
            to_minute: number;
            /** @description Names; they take turns. */
            people: string[];
            /** @description Leaves out days that are no working days. */
            skip_holidays?: boolean;
        };
        /** @description What was planned. */
        RoomShiftsPlanned: {
            /**
             * Format: int64
             * @description New shifts.
             */
            made: number;
            /**
             * Format: int64
             * @description Shifts that stood there already.
             */
            kept: number;
        };
        /**
         * @description What the standard said of a room.
         * @enum {string}
         */
        RoomStandard: "met" | "unmet" | "unchecked";
        /** @description An item of the standard, and whether a room meets it. */
        RoomStandardItem: {
            /** @description Code in the dictionary `room_standard`. */
            code: string;
            /** @description What is asked. */
            label: string;
            /** @description Without it the standard is not met. */
            required: boolean;
            /** @description Whether it is met. */
            met?: boolean;
        };
        /**
         * @description State of a room.
         * @enum {string}
         */
        RoomState: "open" | "closed";
        /** @description In use or not. */
        RoomStateChange: {
            state: components["schemas"]["RoomState"];
            /** @description 2 to 200 characters for a room that goes out of use. */
            reason?: string;
        };
        /** @description Which runs. */
        RunConditions: {
            union_id?: components["schemas"]["Id"] | null;
            target_id?: components["schemas"]["Id"] | null;
            state?: components["schemas"]["RunState"] | null;
        };
        /** @description A run as shown. */
        RunDocument: {
            id: components["schemas"]["Id"];
            target_id: components["schemas"]["Id"];
            target_name: string;
            /**
             * Format: int64
             * @description Version of the target that it was made by.
             */
            target_version: number;
            kind: components["schemas"]["TargetKind"];
            union_id: components["schemas"]["Id"];
            union_name: string;
            state: components["schemas"]["RunState"];
            state_label: string;
            purpose: string;
            /**
             * Format: int64
             * @description Records that there were when it began.
             */
            total: number;
            /**
             * Format: int64
             * @description Records looked at.
             */
            seen: number;
            /**
             * Format: int64
             * @description New ones sent.
             */
            added: number;
            /**
             * Format: int64
             * @description Changed ones sent.
             */
            changed: number;
            /**
             * Format: int64
             * @description Sent as there no more.
             */
            gone: number;
            /**
             * Format: int64
             * @description Not sent, against the target's rules.
             */
            refused: number;
            /**
             * Format: int64
             * @description Accepted above.
             */
            accepted: number;
            /**
             * Format: int64
             * @description Refused above.
             */
            returned: number;
            has_file: boolean;
            has_reasons: boolean;
            /** @description Headers of the file, for choosing the key of a receipt. */
            headers: string[];
            created_by_name: string;
            created_at: components["schemas"]["Timestamp"];
            finished_at?: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description Where a run stands.
         * @enum {string}
         */
        RunState: "running" | "done" | "answered" | "cancelling" | "cancelled";
        /**
         * @description Who works at another union for a time.
         * @enum {string}
         */
        Seconded: "here" | "away";
        /** @description A secondment that lasts. */
        SecondedDocument: {
            /** @description The host. */
            host_union: string;
            /** @description First day. */
            day: components["schemas"]["Day"];
            /** @description Planned last day. */
            planned_to: components["schemas"]["Day"];
            /** @description The caller sees the record as the host only: to read, masked, and nothing that hangs on it but its history. */
            as_host: boolean;
        };
        /** @description The early end of a secondment. */
        SecondmentEndForm: {
            /** @description Last day; the day before the first if it never began. */
            last_day: components["schemas"]["Day"];
            /** @description Why, 2 to 200 characters. */
            reason: string;
        };
        /** @description A secondment to propose. */
        SecondmentForm: {
            host_union_id: components["schemas"]["Id"];
            day: components["schemas"]["Day"];
            /** @description Planned last day. */
            planned_to: components["schemas"]["Day"];
            /** @description Why, 2 to 200 characters. */
            reason: string;
            evidence_id?: components["schemas"]["Id"] | null;
        };
        /** @description A secondment of a member. */
        SecondmentRow: {
            id: components["schemas"]["Id"];
            /** @description Union of the membership when it began. */
            home_union: string;
            host_union: string;
            day: components["schemas"]["Day"];
            planned_to: components["schemas"]["Day"];
            last_day?: components["schemas"]["Day"] | null;
            /** @description How it ended, in words; empty while it lasts. */
            end_label: string;
            reason: string;
            end_reason: string;
        };
        /** @description A row that was sent, as it stands now. */
        SentRow: {
            /**
             * Format: int64
             * @description Row of the file, from 1.
             */
            row: number;
            record_id: components["schemas"]["Id"];
            name: string;
            union_name: string;
            operation_label: string;
            state: components["schemas"]["SentState"];
            state_label: string;
            /** @description Why it was refused. */
            reason: string;
        };
        /** @description Rows of a run and where to go on. */
        SentRows: {
            items: components["schemas"]["SentRow"][];
            /**
             * Format: int64
             * @description Value of `after` for the next page; none at the end.
             */
            next?: number | null;
        };
        /**
         * @description What became of a record that was sent.
         * @enum {string}
         */
        SentState: "sent" | "accepted" | "refused";
        /** @description Who is signed in, and what they may do. */
        SessionDocument: {
            /** @description `staff` or `member`. */
            kind: string;
            /** @description Account or person. */
            id: components["schemas"]["Id"];
            name: string;
            roles: components["schemas"]["SessionRole"][];
            /** @description `member.read` … */
            permissions: string[];
            home_union_id?: components["schemas"]["Id"] | null;
            /** @description When the session ends at the latest. */
            ends_at: components["schemas"]["Timestamp"];
            /** @description Demo installation: pages carry a banner. */
            demo: boolean;
        };
        /** @description A role at a place. */
        SessionRole: {
            role: components["schemas"]["Role"];
            label: string;
            union_id: components["schemas"]["Id"];
        };
        /** @description A loaded file of shapes. */
        ShapePack: {
            /** @description Pack. */
            id: components["schemas"]["Id"];
            /** @description What it is called. */
            name: string;
            /** @description Where the shapes come from; stands under every map. */
            source: string;
            /** @description 审图号; empty where the source needs none. */
            review_number: string;
            /** @description Coordinate system. */
            coordinates: components["schemas"]["Coordinates"];
            /**
             * Format: int64
             * @description How many divisions.
             */
            shapes: number;
            /** @description When it was loaded last. */
            loaded_at: components["schemas"]["Timestamp"];
            /** @description By whom. */
            loaded_name: string;
            /**
             * Format: int64
             * @description Rises with each load; the ETag.
             */
            version: number;
        };
        /** @description The outline of a division. */
        ShapeRow: {
            code: string;
            name: string;
            /** @description Coordinates of a GeoJSON MultiPolygon: polygons, rings, positions, longitude before latitude. */
            outline: number[][][][];
        };
        /** @description A share of the dated rules, exact. */
        ShareDocument: {
            /** Format: int64 */
            numerator: number;
            /**
             * Format: int64
             * @description Above 0.
             */
            denominator: number;
        };
        /** @description Whose members. */
        SheetQuery: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
        };
        /** @description Between which days; this month if missing. */
        ShiftDays: {
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /**
         * @description What comes next.
         * @enum {string}
         */
        SignInState: "totp_required" | "totp_enrol" | "new_password" | "done";
        /** @description The next step of signing in. */
        SignInStep: {
            state: components["schemas"]["SignInState"];
            /** @description Names this sign-in in the next request. */
            challenge?: string | null;
            /** @description Address for the QR code, when the second factor is being set up. */
            totp_uri?: string | null;
            /** @description The same secret for typing. */
            totp_secret?: string | null;
            /** @description Demo installations only: the code of the second factor, shown under a banner. */
            demo_code?: string | null;
        };
        /** @description What was answered on the spot. */
        SignUpAnswer: {
            /** @description 2 to 1,000 characters. */
            answer: string;
        };
        /** @description What was said, for a case. */
        SignUpCase: {
            /**
             * Format: int64
             * @description The version of the sign-up that was seen.
             */
            version: number;
            /** @description The beginning of the text if empty. */
            title?: string;
            /** @description 2 to 4,000 characters. */
            body: string;
            fields?: components["schemas"]["BTreeMap"];
            /** @description The firm shall not know who said it. */
            confidential?: boolean;
        };
        /** @description Whether somebody came. */
        SignUpMark: {
            came: boolean;
        };
        /** @description The case that was opened: the receipt for who said it. */
        SignUpOpened: {
            case_id?: components["schemas"]["Id"] | null;
            number: string;
            /** @description Code that goes with the number. */
            code: string;
        };
        /**
         * @description What became of what somebody said.
         * @enum {string}
         */
        SignUpOutcome: "none" | "answered" | "case" | "sealed";
        /** @description A phone in full. */
        SignUpPhone: {
            phone: string;
        };
        /** @description Why somebody's phone is looked at. */
        SignUpReveal: {
            /** @description At least four characters. */
            purpose: string;
        };
        /** @description Somebody who signed up, for those who receive. Names are masked for those who only read. */
        SignUpRow: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            /** @description Empty once the person was erased. */
            name: string;
            masked_phone: string;
            /** @description Whether the person is known by the register. */
            member: boolean;
            topic: string;
            /**
             * Format: int64
             * @description Seat from 1; none for those who wait or gave it up.
             */
            seat?: number | null;
            /**
             * Format: int64
             * @description First minute of the seat.
             */
            minute?: number | null;
            state: components["schemas"]["SignUpState"];
            state_label: string;
            outcome: components["schemas"]["SignUpOutcome"];
            outcome_label: string;
            case_id?: components["schemas"]["Id"] | null;
            answer: string;
            /** @description The cadre who took it down; empty for the member. */
            by_name: string;
            signed_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description State of a sign-up.
         * @enum {string}
         */
        SignUpState: "booked" | "waiting" | "cancelled" | "came" | "missed";
        /** @description The report that was begun. */
        StartedReport: {
            id: components["schemas"]["Id"];
        };
        /**
         * @description State of a membership (docs/rules §6).
         * @enum {string}
         */
        Status: "active" | "retained" | "transferred_out" | "left" | "expelled" | "died" | "merged";
        /** @description Time in a union. */
        Stay: {
            /** @description Membership. */
            id: components["schemas"]["Id"];
            union_name: string;
            employer_name: string;
            status_label: string;
            from: components["schemas"]["Day"];
            to?: components["schemas"]["Day"] | null;
        };
        /**
         * @description What a day of a period is.
         * @enum {string}
         */
        StepKind: "working" | "weekend" | "holiday" | "rest" | "make_up";
        /** @description Suggestions and wishes of a union. */
        SuggestionFigures: {
            /** @description The union and all beneath it. */
            total: components["schemas"]["SuggestionRow"];
            /** @description Everything right beneath it. */
            rows: components["schemas"]["SuggestionRow"][];
        };
        /** @description What a union and all beneath it did with suggestions and wishes in a period. */
        SuggestionRow: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its name. */
            union_name: string;
            /**
             * Format: int64
             * @description Suggestions received.
             */
            received: number;
            /**
             * Format: int64
             * @description Adopted.
             */
            adopted: number;
            /**
             * Format: int64
             * @description Implemented.
             */
            implemented: number;
            /**
             * Format: int64
             * @description Money effect of those implemented, 分 a year.
             */
            effect: number;
            /**
             * Format: int64
             * @description Rewards, 分.
             */
            reward: number;
            /**
             * Format: int64
             * @description Of those received, about safety.
             */
            safety_received: number;
            /**
             * Format: int64
             * @description Of those adopted, about safety.
             */
            safety_adopted: number;
            /**
             * Format: int64
             * @description Wishes told.
             */
            wishes: number;
            /**
             * Format: int64
             * @description Wishes that were published.
             */
            wishes_published: number;
            /**
             * Format: int64
             * @description Wishes that were claimed.
             */
            wishes_claimed: number;
            /**
             * Format: int64
             * @description Wishes that came true.
             */
            wishes_fulfilled: number;
        };
        /** @description An answer under the own name. */
        SurveyAnswerRow: {
            person_id: components["schemas"]["Id"];
            name: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            answered_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Points, of a quiz.
             */
            score: number;
            answers: components["schemas"]["SurveyGiven"][];
        };
        /** @description When a quiz was begun. */
        SurveyBegun: {
            begun_at: components["schemas"]["Timestamp"];
            /** @description The server's time. */
            now: components["schemas"]["Timestamp"];
        };
        /** @description An option. */
        SurveyChoice: {
            /**
             * @description Unique within the question.
             * @default
             */
            code: string;
            /**
             * @description What it says.
             * @default
             */
            label: string;
            /**
             * Format: int64
             * @description Complete answers with this option at most; 0 is no limit. Of single choice only.
             * @default 0
             */
            quota: number;
        };
        /** @description How often an option was chosen. */
        SurveyChoiceCount: {
            /** @description Code. */
            code: string;
            /** @description What it says. */
            label: string;
            /**
             * Format: int64
             * @description How often; none where it is withheld.
             */
            n?: number | null;
            /**
             * Format: int64
             * @description At most, where there is a quota.
             */
            quota: number;
        };
        /** @description One condition on an earlier question. */
        SurveyCondition: {
            /**
             * @description Code of an earlier question.
             * @default
             */
            question: string;
            /**
             * @description How it is looked at.
             * @default chosen
             */
            test: components["schemas"]["SurveyTest"];
            /**
             * @description Code of an option, a whole number, or a day `2026-11-22`; empty for `answered` and `not_answered`.
             * @default
             */
            value: string;
        };
        /** @description Which surveys. */
        SurveyConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            state: components["schemas"]["SurveyState"] | null;
            /** @default null */
            kind: components["schemas"]["SurveyKind"] | null;
            /**
             * @description Beginning of the title.
             * @default null
             */
            q: string | null;
        };
        /** @description A cross table: how many chose both. */
        SurveyCross: {
            /** @description The question of the rows. */
            first_title: string;
            /** @description The question of the columns. */
            second_title: string;
            /** @description What the columns say. */
            columns: string[];
            /** @description Rows. */
            rows: components["schemas"]["SurveyCrossRow"][];
            /**
             * Format: int64
             * @description Cells with fewer people are withheld; 0 where nothing is.
             */
            fewest: number;
        };
        /** @description An export of a cross table: of which questions. */
        SurveyCrossExport: components["schemas"]["ExportRequest"] & {
            /**
             * @description Code of the question of the rows.
             * @default
             */
            first: string;
            /**
             * @description Code of the question of the columns.
             * @default
             */
            second: string;
            /** @default null */
            place_id: components["schemas"]["Id"] | null;
        };
        /** @description A row of a cross table. */
        SurveyCrossRow: {
            /** @description What the row says. */
            label: string;
            /** @description By column; none where it is withheld. */
            cells: (number | null)[];
        };
        /** @description Answers of a day. */
        SurveyDayCount: {
            /** @description Day. */
            day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Answers.
             */
            n: number;
        };
        /** @description A survey as a cadre sees it. */
        SurveyDetail: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["SurveyKind"];
            state: components["schemas"]["SurveyState"];
            state_label: string;
            anonymous: boolean;
            title: string;
            intro: string;
            opens_at: components["schemas"]["Timestamp"];
            closes_at: components["schemas"]["Timestamp"];
            form: components["schemas"]["SurveyForm"];
            created_at: components["schemas"]["Timestamp"];
            created_by_name: string;
            published_at?: components["schemas"]["Timestamp"] | null;
            closed_at?: components["schemas"]["Timestamp"] | null;
            copied_from?: components["schemas"]["Id"] | null;
            /** @description Digits from the digest of the public key, as the phone shows them; empty without a key. */
            fingerprint: string;
            /**
             * Format: int64
             * @description Tokens that were issued.
             */
            issued: number;
            /**
             * Format: int64
             * @description Complete answers.
             */
            answered: number;
            /** @description What keeps a draft from being published. */
            obstacles: components["schemas"]["SurveyObstacle"][];
            /** @description The caller may change, publish, close and archive it. */
            may_update: boolean;
            may_export: boolean;
        };
        /** @description What a cadre writes of a survey. */
        SurveyDraft: {
            kind?: components["schemas"]["SurveyKind"];
            /** @description Answers carry no person. */
            anonymous?: boolean;
            /** @description 2 to 60 characters. */
            title: string;
            /** @description At most 1,000 characters. */
            intro?: string;
            /** @description From when answers are taken. */
            opens_at: components["schemas"]["Timestamp"];
            /** @description Until when, not included. */
            closes_at: components["schemas"]["Timestamp"];
            form?: components["schemas"]["SurveyForm"];
        };
        /** @description The questions of a survey and its rules. */
        SurveyForm: {
            /**
             * @description In their order.
             * @default []
             */
            questions: components["schemas"]["SurveyQuestion"][];
            /**
             * Format: int64
             * @description Complete answers at most; 0 is no limit.
             * @default 0
             */
            quota: number;
            /**
             * Format: int64
             * @description Minutes for a quiz; 0 is no limit.
             * @default 0
             */
            minutes: number;
            /**
             * @description When the right answers are shown.
             * @default after_closing
             */
            review: components["schemas"]["SurveyReview"];
        };
        /** @description The answer to one question. One of the values is set, by the question's kind. */
        SurveyGiven: {
            /**
             * @description Code of the question.
             * @default
             */
            question: string;
            /**
             * @description Chosen options.
             * @default []
             */
            choices: string[];
            /**
             * @description Free text.
             * @default
             */
            text: string;
            /**
             * Format: int64
             * @description Number or rating.
             * @default null
             */
            number: number | null;
            /** @default null */
            day: components["schemas"]["Day"] | null;
        };
        /**
         * @description What it is for.
         * @enum {string}
         */
        SurveyKind: "questionnaire" | "quiz";
        /** @description Something that keeps a draft from being published. */
        SurveyObstacle: {
            /** @description JSON pointer of the field. */
            pointer: string;
            /** @description Stable code. */
            code: string;
            /** @description The sentence. */
            detail: string;
        };
        /** @description How many have answered in a place. */
        SurveyPlaceCount: {
            /** @description Union. */
            id: components["schemas"]["Id"];
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description Tokens that were issued.
             */
            issued: number;
            /**
             * Format: int64
             * @description Answers; none where they are withheld.
             */
            answered?: number | null;
        };
        /** @description A question. */
        SurveyQuestion: {
            /**
             * @description Unique within the survey: small letters, digits, `_`; 1 to 20.
             * @default
             */
            code: string;
            /**
             * @description Kind.
             * @default single
             */
            kind: components["schemas"]["QuestionKind"];
            /**
             * @description What is asked.
             * @default
             */
            title: string;
            /**
             * @description Said beneath it.
             * @default
             */
            help: string;
            /**
             * @description Must be answered when it is shown.
             * @default false
             */
            required: boolean;
            /**
             * @description Begins a new page on the phone.
             * @default false
             */
            new_page: boolean;
            /**
             * @description Options, of single and multiple choice.
             * @default []
             */
            choices: components["schemas"]["SurveyChoice"][];
            /**
             * Format: int64
             * @description Lower bound; see [`QuestionKind`].
             * @default null
             */
            least: number | null;
            /**
             * Format: int64
             * @description Upper bound; see [`QuestionKind`].
             * @default null
             */
            most: number | null;
            /**
             * @description When it is shown.
             * @default {
             *       "any": false,
             *       "conditions": []
             *     }
             */
            show: components["schemas"]["SurveyShow"];
            /**
             * @description Counted against every other question with options, for cross tables; at most three.
             * @default false
             */
            cross: boolean;
            /**
             * @description Codes of the right options; of quizzes.
             * @default []
             */
            right: string[];
            /**
             * Format: int64
             * @description Points of a right answer; of quizzes.
             * @default 0
             */
            points: number;
        };
        /** @description The results of a question. */
        SurveyQuestionResult: {
            /** @description Code. */
            code: string;
            /** @description Kind. */
            kind: components["schemas"]["QuestionKind"];
            /** @description What was asked. */
            title: string;
            /**
             * Format: int64
             * @description How many have answered it; none where it is withheld.
             */
            answered?: number | null;
            /**
             * Format: int64
             * @description Sum of numbers or ratings; with `answered` it gives the average. None where there is none, or it is withheld.
             */
            sum?: number | null;
            /** @description Options, ratings or months. */
            choices: components["schemas"]["SurveyChoiceCount"][];
            /** @description It stands in cross tables with every other question of options. */
            cross: boolean;
            /** @description Codes of the right options. */
            right: string[];
        };
        /** @description What whoever has answered is told. The same for a retry. */
        SurveyReceipt: {
            /**
             * Format: int64
             * @description Points of a quiz.
             */
            score?: number | null;
            /**
             * Format: int64
             * @description Points that could be had.
             */
            full?: number | null;
            /** @description The right answers, where they may be shown by now. */
            right: components["schemas"]["SurveyRight"][];
        };
        /** @description The results of a survey. */
        SurveyResults: {
            /**
             * Format: int64
             * @description Tokens that were issued; 0 where answers are given under the own name.
             */
            issued: number;
            /**
             * Format: int64
             * @description Complete answers of all places.
             */
            answered: number;
            /**
             * Format: int64
             * @description Complete answers wanted at most; 0 is no limit.
             */
            quota: number;
            /**
             * Format: int64
             * @description Smaller numbers are withheld where a place is looked at or questions are crossed; 0 where nothing is.
             */
            fewest: number;
            /** @description Places, in the order of the tree. */
            places: components["schemas"]["SurveyPlaceCount"][];
            /** @description Answers by day. */
            days: components["schemas"]["SurveyDayCount"][];
            /** @description Questions, in their order. */
            questions: components["schemas"]["SurveyQuestionResult"][];
            /**
             * Format: int64
             * @description Points of all answers together, of a quiz.
             */
            score_sum?: number | null;
            /**
             * Format: int64
             * @description Points that can be had.
             */
            score_full?: number | null;
            /** @description Answers by tenths of the points, 0 to 10. */
            scores: number[];
        };
        /** @description An export of results: of which place. */
        SurveyResultsExport: components["schemas"]["ExportRequest"] & {
            /** @default null */
            place_id: components["schemas"]["Id"] | null;
        };
        /**
         * @description When the right answers of a quiz are shown.
         * @enum {string}
         */
        SurveyReview: "after_closing" | "at_once";
        /** @description The right options of a question of a quiz. */
        SurveyRight: {
            /** @description Code of the question. */
            question: string;
            /** @description Codes of the right options. */
            choices: string[];
            /**
             * Format: int64
             * @description Points for them.
             */
            points: number;
        };
        /** @description A survey in a list. */
        SurveyRow: {
            id: components["schemas"]["Id"];
            title: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["SurveyKind"];
            kind_label: string;
            state: components["schemas"]["SurveyState"];
            state_label: string;
            /** @description Answers carry no person. */
            anonymous: boolean;
            opens_at: components["schemas"]["Timestamp"];
            closes_at: components["schemas"]["Timestamp"];
            /** Format: int64 */
            questions: number;
            /**
             * Format: int64
             * @description Complete answers.
             */
            answered: number;
            created_by_name: string;
        };
        /** @description When a question is shown. Without conditions: always. */
        SurveyShow: {
            /**
             * @description One condition is enough; otherwise all must hold.
             * @default false
             */
            any: boolean;
            /**
             * @description The conditions.
             * @default []
             */
            conditions: components["schemas"]["SurveyCondition"][];
        };
        /**
         * @description State of a survey: draft → published → closed → archived; a draft may be archived unused.
         * @enum {string}
         */
        SurveyState: "draft" | "published" | "closed" | "archived";
        /**
         * @description How an earlier answer is looked at.
         * @enum {string}
         */
        SurveyTest: "chosen" | "not_chosen" | "equals" | "at_least" | "at_most" | "answered" | "not_answered";
        /** @description Which texts. */
        SurveyTextQuery: {
            /**
             * @description Code of the question.
             * @default
             */
            question: string;
            /**
             * @description Part of the text.
             * @default null
             */
            q: string | null;
        };
        /** @description A free text. */
        SurveyTextRow: {
            /** @description A number that tells nothing. */
            id: components["schemas"]["Id"];
            text: string;
        };
        /** @description The signature of a blinded message, and the coarse place that an answer may carry. */
        SurveyToken: {
            /** @description 256 bytes in base64. */
            blind_signature: string;
            place_id: components["schemas"]["Id"];
            place_name: string;
        };
        /** @description A blinded message (RFC 9474). */
        SurveyTokenRequest: {
            /**
             * @description 256 bytes in base64.
             * @default
             */
            blinded: string;
        };
        /** @description Two records that may be of the same human. */
        SuspectPair: {
            one: components["schemas"]["SuspectSide"];
            other: components["schemas"]["SuspectSide"];
            /** @description They have the same name and phone. */
            same_phone: boolean;
            /** @description They have the same name and birth day. */
            same_birth: boolean;
            found_at: components["schemas"]["Timestamp"];
            /** @description Why they are of two humans, where that was said. */
            note: string;
            decided_by_name: string;
            decided_at?: components["schemas"]["Timestamp"] | null;
        };
        /** @description Which pairs. */
        SuspectQuery: {
            /**
             * @description Those of which somebody said that they are of two humans, instead of those that wait.
             * @default false
             */
            dismissed: boolean;
        };
        /** @description One of two records. */
        SuspectSide: {
            id: components["schemas"]["Id"];
            name: string;
            union_name: string;
            status_label: string;
        };
        /** @description What somebody says of a pair. */
        SuspectVerdict: {
            /** @description One record. */
            one_id: components["schemas"]["Id"];
            /** @description The other. */
            other_id: components["schemas"]["Id"];
            /** @description They are of two humans; `false` puts the pair back into the list of those that wait. */
            two_people: boolean;
            /** @description Why, at least four characters. */
            reason: string;
        };
        /** @description Rows by verdict. */
        Tally: {
            /**
             * Format: int64
             * @description Data rows.
             */
            rows: number;
            /**
             * Format: int64
             * @description Rows with 是, those below among them.
             */
            accepted: number;
            /**
             * Format: int64
             * @description Rows with 否.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Rows that became a proposed transfer.
             */
            transfers: number;
            /**
             * Format: int64
             * @description Rows that changed nothing.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Rows with a warning.
             */
            warnings: number;
        };
        /** @description A change of a target. */
        TargetChange: components["schemas"]["TargetForm"] & {
            /** @description Why, at least four characters. */
            reason?: string;
        };
        /** @description The proposal that is decided, as it was read. */
        TargetDecision: {
            proposal_id: components["schemas"]["Id"];
            /** @description Opinion; a reason of at least two characters to reject. */
            note?: string;
        };
        /** @description A target as shown. */
        TargetDocument: components["schemas"]["TargetForm"] & {
            id: components["schemas"]["Id"];
            /** @description The union that keeps it; those beneath it report by it. */
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind_label: string;
            /** @description It came with the program: a sample, to be held against what the platform above wants. */
            sample: boolean;
            /** @description The caller may change it. */
            editable: boolean;
            /** @description May be used today. */
            valid: boolean;
            updated_by_name: string;
            updated_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Rises with each approved change, the ETag; 0: never approved, not to be used yet.
             */
            version: number;
            proposal?: components["schemas"]["TargetProposal"] | null;
        };
        /** @description A target as it is edited. */
        TargetForm: {
            /** @description Chinese name, 2 to 60 characters. */
            name: string;
            /** @description What is reported. */
            kind: components["schemas"]["TargetKind"];
            /** @description First day on which runs may begin. */
            valid_from: components["schemas"]["Day"];
            /** @description Last one; 9999-12-31 until further notice. */
            valid_to: components["schemas"]["Day"];
            /** @description The file. */
            definition: components["schemas"]["ExchangeDefinition"];
        };
        /**
         * @description What a target reports.
         * @enum {string}
         */
        TargetKind: "member" | "union";
        /** @description What a target would become, and where that stands. */
        TargetProposal: {
            /** @description For the decision: the one that was read. */
            id: components["schemas"]["Id"];
            name: string;
            valid_from: components["schemas"]["Day"];
            valid_to: components["schemas"]["Day"];
            definition: components["schemas"]["ExchangeDefinition"];
            state: components["schemas"]["ProposalState"];
            reason: string;
            proposed_by: components["schemas"]["Id"];
            proposed_by_name: string;
            proposed_at: components["schemas"]["Timestamp"];
            decided_by_name: string;
            decided_at: components["schemas"]["Timestamp"];
            decision_note: string;
            /** @description It waits, and the caller may approve or reject it. */
            decidable: boolean;
            /** @description It waits, and is the caller's own. */
            own: boolean;
        };
        /**
         * Format: int64
         * @description Milliseconds since 1970-01-01 UTC
         */
        Timestamp: number;
        /** @description A code of the second factor. */
        TotpRequest: {
            challenge: string;
            /** @description Six digits. */
            code: string;
        };
        /** @description Of which union, and when. */
        TrackQuery: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description The answer to a proposed move. */
        TransferAnswer: {
            accept: boolean;
            note?: string;
        };
        /**
         * @description Who is to answer, seen from the unions in sight.
         * @enum {string}
         */
        TransferDirection: "out" | "in";
        /** @description Which proposals. */
        TransferQuery: {
            /** @default null */
            direction: components["schemas"]["TransferDirection"] | null;
            /**
             * @description Answered ones instead of open ones.
             * @default false
             */
            answered: boolean;
        };
        /** @description A proposed move. */
        TransferRow: {
            id: components["schemas"]["Id"];
            /** @description Member. */
            person_id: components["schemas"]["Id"];
            name: string;
            kind: components["schemas"]["ProposalKind"];
            /** @description In words. */
            kind_label: string;
            from_union: string;
            to_union: string;
            employer_name: string;
            /** @description First day in the new union. */
            day: components["schemas"]["Day"];
            planned_to?: components["schemas"]["Day"] | null;
            /** @description Why, as was said when it was proposed. */
            reason: string;
            proposed_at: components["schemas"]["Timestamp"];
            /** @description Last day for the answer. */
            due_on: components["schemas"]["Day"];
            /** @description The answer is late. */
            overdue: boolean;
            /** @description It was handed up because nobody answered. */
            escalated: boolean;
            /** @description The member has agreed on the phone. */
            agreed: boolean;
            /** @description `proposed`, `accepted`, `returned`, `withdrawn`. */
            state: string;
            /** @description What was said to the answer. */
            note: string;
            decided_at?: components["schemas"]["Timestamp"] | null;
            /** @description The caller may answer: the member is leaving a union in the caller's sight, or is sent to one. */
            answerable: boolean;
            /** @description The caller may take it back: a union in the caller's sight asked. */
            withdrawable: boolean;
        };
        /** @description Why a proposal is taken back. */
        TransferWithdrawal: {
            /** @default  */
            note: string;
        };
        /** @description A union on a day, with what it and everything beneath it counted on that day. */
        TreeDocument: {
            id: components["schemas"]["Id"];
            code: string;
            /** @description Its name on that day. */
            name: string;
            /** @description Steps beneath the union that was asked for. */
            depth: number;
            /**
             * Format: int64
             * @description Code of `union_level`.
             */
            level: number;
            /** @description Code of `union_kind`, on that day. */
            kind: string;
            founded_on?: components["schemas"]["Day"] | null;
            /** Format: int64 */
            members: number;
            /** Format: int64 */
            employers: number;
        };
        /** @description A move that can be made in a trial run. */
        TrialChoice: {
            code: string;
            title: string;
            to_title: string;
            by_reporter: boolean;
        };
        /** @description A move in a trial run. */
        TrialMove: {
            /** @description Which move. */
            code: string;
            /**
             * Format: int32
             * @description Days after the step was reached.
             */
            after_days?: number;
        };
        /** @description A trial run: a case that begins on a day, and the moves that are made. */
        TrialRun: {
            definition: components["schemas"]["Procedure"];
            day: components["schemas"]["Day"];
            moves?: components["schemas"]["TrialMove"][];
        };
        /** @description Where the case of a trial run stands. */
        TrialStation: {
            day: components["schemas"]["Day"];
            step: string;
            step_title: string;
            track_title: string;
            /** @description What the reporter reads. */
            plain: string;
            /** @description Roles that may have it, in words. */
            roles: string[];
            half_at?: components["schemas"]["Timestamp"] | null;
            due_on?: components["schemas"]["Day"] | null;
            closed: boolean;
            /** @description Moves from here. */
            moves: components["schemas"]["TrialChoice"][];
        };
        /** @description Which step is taken back, and why. */
        UndoRequest: {
            event_id: components["schemas"]["Id"];
            /** @description At least four characters. */
            reason: string;
        };
        /** @description A step that may be taken back. */
        UndoableStep: {
            /** @description The event. */
            event_id: components["schemas"]["Id"];
            label: string;
            day: components["schemas"]["Day"];
            /** @description The state that comes back, in words. */
            back_to: string;
        };
        /** @description A union as stored. Texts that are not known are empty; the day founded may be missing. */
        Union: {
            /** @description Union. */
            id: components["schemas"]["Id"];
            /** @description Short code that people type, unique. */
            code: string;
            /** @description 单位名称. */
            name: string;
            /**
             * Format: int64
             * @description 10 national … 60 basic (code set `union_level`).
             */
            level: number;
            /** @description Code of `union_kind`. */
            kind: string;
            /** @description `in_office`, `preparing`, `dissolved`. */
            state: string;
            parent_id?: components["schemas"]["Id"] | null;
            /**
             * Format: int64
             * @description Direct children ever made; not less than those that exist.
             */
            children: number;
            /** @description 单位所在政区. */
            division_code: string;
            /** @description 统一社会信用代码 of the union. */
            credit_code: string;
            founded_on?: components["schemas"]["Day"] | null;
            /** @description 工会负责人. */
            chair: string;
            /** @description 联系电话 of the office. */
            contact: string;
            /** @description 单位地址. */
            address: string;
            /** @description Further fields of the organisation form. */
            form: components["schemas"]["UnionFacts"];
            /**
             * Format: int64
             * @description Rises with each change.
             */
            version: number;
        };
        /** @description Which unions. */
        UnionConditions: {
            /** @default null */
            parent_id: components["schemas"]["Id"] | null;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name, of its pinyin initials, of the code or of the credit code.
             * @default null
             */
            q: string | null;
            /**
             * Format: int64
             * @description Code of `union_level`.
             * @default null
             */
            level: number | null;
            /**
             * @description Code of `union_kind`.
             * @default null
             */
            kind: string | null;
            /**
             * @description Only this state (`in_office`, `preparing`, `dissolved`); those that are not dissolved if missing.
             * @default null
             */
            state: string | null;
            /** @default null */
            term_to: components["schemas"]["Day"] | null;
            /** @default null */
            sort: components["schemas"]["UnionOrder"] | null;
        };
        /** @description Counts of a union and everything beneath it. */
        UnionCounts: {
            /**
             * Format: int64
             * @description 会员数, retained ones among them.
             */
            members: number;
            /**
             * Format: int64
             * @description 会籍保留, among them.
             */
            retained: number;
            /**
             * Format: int64
             * @description 覆盖单位.
             */
            employers: number;
            /**
             * Format: int64
             * @description Workers of the covered employers.
             */
            workers: number;
            /**
             * Format: int64
             * @description Unions beneath it, at any depth.
             */
            unions: number;
        };
        /** @description A union with its path. */
        UnionDetail: components["schemas"]["Union"] & {
            /** @description Names from the top down, the union itself last. */
            path_names: string[];
            /** @description Names of the division from the province down. */
            division_name: string;
            /** @description What a person should look at. */
            remarks: components["schemas"]["RemarkDocument"][];
            dissolved_on?: components["schemas"]["Day"] | null;
            successor_id?: components["schemas"]["Id"] | null;
            successor_name: string;
            /** @description What it was called before, oldest first. */
            former: components["schemas"]["FormerWords"][];
        };
        /** @description Elections of a union and who holds its offices. */
        UnionElections: {
            /** @description Newest first. */
            elections: components["schemas"]["ElectionDocument"][];
            /** @description Those in office first, then former ones. */
            officers: components["schemas"]["Officer"][];
            law: components["schemas"]["ElectionLaw"];
        };
        /** @description An export of unions. */
        UnionExport: components["schemas"]["ExportRequest"] & components["schemas"]["UnionConditions"];
        /**
         * @description The further fields of a union's organisation form, in the order of the paper form. Yes and no are codes of `yes_no`;
         *     empty means not known, and so does a missing number.
         */
        UnionFacts: {
            /**
             * @description 建会方式, code of `formation_mode`.
             * @default
             */
            formation_mode: string;
            /** @default null */
            prepared_on: components["schemas"]["Day"] | null;
            /**
             * @description 建会批复文号.
             * @default
             */
            approval_number: string;
            /**
             * @description 是否覆盖建会: formed by covering several employers at once.
             * @default
             */
            by_cover: string;
            /**
             * @description 是否新就业形态会员之家: takes in workers whose employers have no union.
             * @default
             */
            member_home: string;
            /**
             * @description 建会状态, code of `formation_state`.
             * @default
             */
            formation_state: string;
            /**
             * Format: int64
             * @description 职工数.
             * @default null
             */
            workers: number | null;
            /**
             * Format: int64
             * @description 女职工数.
             * @default null
             */
            female_workers: number | null;
            /**
             * Format: int64
             * @description 农民工数.
             * @default null
             */
            migrant_workers: number | null;
            /**
             * Format: int64
             * @description 困难职工数.
             * @default null
             */
            needy_workers: number | null;
            /**
             * Format: int64
             * @description 劳模数.
             * @default null
             */
            model_workers: number | null;
            /**
             * Format: int64
             * @description 专职工会干部数.
             * @default null
             */
            full_time_staff: number | null;
            /**
             * Format: int64
             * @description 兼职工会干部数.
             * @default null
             */
            part_time_staff: number | null;
            /**
             * @description 法人资格证书编号.
             * @default
             */
            legal_number: string;
            /**
             * @description 法定代表人.
             * @default
             */
            legal_representative: string;
            /** @default null */
            legal_from: components["schemas"]["Day"] | null;
            /** @default null */
            legal_to: components["schemas"]["Day"] | null;
            /** @default null */
            term_from: components["schemas"]["Day"] | null;
            /** @default null */
            term_to: components["schemas"]["Day"] | null;
            /**
             * @description 有无公章.
             * @default
             */
            seal: string;
            /**
             * @description 有无对公账户.
             * @default
             */
            bank_account: string;
            /**
             * @description 是否建立经费审查委员会.
             * @default
             */
            audit_committee: string;
            /**
             * @description 是否建立女职工委员会.
             * @default
             */
            women_committee: string;
            /**
             * @description 是否建立职代会制度.
             * @default
             */
            workers_congress: string;
            /**
             * @description 是否建立劳动法律监督委员会.
             * @default
             */
            supervision_committee: string;
            /**
             * @description 是否实行厂务公开.
             * @default
             */
            open_affairs: string;
            /**
             * @description 是否签订集体合同.
             * @default
             */
            collective_contract: string;
            /**
             * @description 是否参加互助保障.
             * @default
             */
            mutual_aid: string;
            /**
             * Format: int64
             * @description 参加互助保障人数.
             * @default null
             */
            mutual_aid_people: number | null;
            /**
             * @description 是否办理会员卡.
             * @default
             */
            member_card: string;
            /**
             * Format: int64
             * @description 会员卡持卡人数.
             * @default null
             */
            member_card_people: number | null;
            /**
             * Format: int64
             * @description 职工之家星级, 1 to 5; 0 or missing is none.
             * @default null
             */
            home_stars: number | null;
            /**
             * @description 获奖情况.
             * @default
             */
            awards: string;
        };
        /** @description The organisation form (docs/rules §5.2). */
        UnionForm: {
            parent_id?: components["schemas"]["Id"] | null;
            name: string;
            /**
             * Format: int64
             * @description Code of `union_level`.
             */
            level: number;
            /** @description Code of `union_kind`. */
            kind: string;
            division_code?: string;
            /** @description 统一社会信用代码 of the union; may begin with 81. */
            credit_code?: string;
            founded_on?: components["schemas"]["Day"] | null;
            chair?: string;
            contact?: string;
            address?: string;
            /** @description Further fields. */
            form?: components["schemas"]["UnionFacts"];
            employer?: components["schemas"]["EmployerFacts"] | null;
        };
        /** @description A union by its name. */
        UnionName: {
            id: components["schemas"]["Id"];
            name: string;
            /** @description The union above it. */
            parent: string;
        };
        /**
         * @description Order of a list of unions.
         * @enum {string}
         */
        UnionOrder: "name" | "tree" | "term";
        /** @description A code without a counterpart. */
        UnmappedCode: {
            header: string;
            code: string;
            label: string;
        };
        /** @description Why a merge is taken back. */
        UnmergeRequest: {
            merge_id: components["schemas"]["Id"];
            /** @description At least four characters. */
            reason: string;
        };
        /** @description The record that is there again. */
        Unmerged: {
            other_id: components["schemas"]["Id"];
        };
        /** @description An upload: the union and the workbook. */
        UploadForm: {
            /** @description Into which union. */
            union_id: components["schemas"]["Id"];
            /**
             * Format: binary
             * @description .xlsx, .xls or .csv.
             */
            file: string;
        };
        /**
         * @description Verdict of a row (decided once for page, workbook and command line).
         * @enum {string}
         */
        Verdict: "accepted" | "unchanged" | "transfer" | "rejected";
        /** @description How often somebody looked at a person on a day. */
        View: {
            /** @description Day. */
            day: components["schemas"]["Day"];
            /** @description Whose detail. */
            person_id: components["schemas"]["Id"];
            /** @description Who looked. */
            account_id: components["schemas"]["Id"];
            /** @description Name of the account's holder now; empty if there is no such account any more. */
            account_name: string;
            /**
             * Format: int64
             * @description How often.
             */
            views: number;
        };
        /** @description Which views of people. */
        ViewQuery: {
            person_id?: components["schemas"]["Id"] | null;
            account_id?: components["schemas"]["Id"] | null;
            from?: components["schemas"]["Day"] | null;
            to?: components["schemas"]["Day"] | null;
        };
        /** @description What was found on one of the five questions. */
        VisitAnswer: {
            /** @description Code of the question. */
            question: string;
            level?: components["schemas"]["VisitLevel"] | null;
            /** @description What was said, at most 1,000 characters. */
            text?: string;
            /** @description What help was promised, at most 500. */
            help?: string;
        };
        /** @description How a question was answered. */
        VisitAnswerCount: {
            /** @description Code of the question. */
            code: string;
            /**
             * Format: int64
             * @description 好.
             */
            good: number;
            /**
             * Format: int64
             * @description 一般.
             */
            fair: number;
            /**
             * Format: int64
             * @description 差.
             */
            poor: number;
        };
        /** @description Somebody who may visit. */
        VisitCadre: {
            account_id: components["schemas"]["Id"];
            name: string;
            union_name: string;
        };
        /** @description An employer to be visited. */
        VisitCandidate: {
            id: components["schemas"]["Id"];
            name: string;
            /** @description Union that keeps it. */
            union_name: string;
            /** @description `是`, `否`, or empty if nobody knows. */
            above_scale: string;
            /** Format: int64 */
            workers: number;
            last_visit?: components["schemas"]["Day"] | null;
        };
        /** @description Which employers. */
        VisitCandidateConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those above scale (规上).
             * @default false
             */
            above_scale: boolean;
            /** @default null */
            not_since: components["schemas"]["Day"] | null;
            /** @default null */
            not_in_plan: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name.
             * @default null
             */
            q: string | null;
        };
        /** @description Which visits. */
        VisitConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            plan_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["VisitKind"] | null;
            /** @default null */
            state: components["schemas"]["VisitState"] | null;
            /** @default null */
            employer_id: components["schemas"]["Id"] | null;
            /**
             * @description Only those that the caller leads.
             * @default false
             */
            mine: boolean;
            /** @default null */
            survey_id: components["schemas"]["Id"] | null;
            /** @default null */
            follows_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
            /**
             * @description Beginning of the employer's name.
             * @default null
             */
            q: string | null;
        };
        /** @description What visitors write. */
        VisitContent: {
            /** @description Day, or first day of 蹲点. */
            day: components["schemas"]["Day"];
            until_day?: components["schemas"]["Day"] | null;
            lead_id?: components["schemas"]["Id"] | null;
            /** @description Who visits, a name a line; at most 500 characters. */
            visitors?: string;
            /** @description Who was spoken with, at most 30. */
            people?: components["schemas"]["VisitPerson"][];
            /** @description The five questions. */
            answers?: components["schemas"]["VisitAnswer"][];
            /** @description What else is to be said, at most 4,000 characters; whoever keeps the employer's union reads it. */
            note?: string;
            /** @description For the visiting union alone, at most 2,000 characters. */
            internal_note?: string;
            /** @description The visit was made. */
            done?: boolean;
        };
        /** @description A visit. */
        VisitDetail: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            plan_id?: components["schemas"]["Id"] | null;
            plan_title: string;
            /** @description The caller may open the plan. */
            plan_in_sight: boolean;
            union_id: components["schemas"]["Id"];
            union_name: string;
            employer_id: components["schemas"]["Id"];
            employer_name: string;
            kind: components["schemas"]["VisitKind"];
            kind_label: string;
            state: components["schemas"]["VisitState"];
            state_label: string;
            team: string;
            lead_name: string;
            content: components["schemas"]["VisitContent"];
            /** @description The five questions as they are worded. */
            questions: components["schemas"]["VisitQuestion"][];
            follows_id?: components["schemas"]["Id"] | null;
            source_kind: string;
            source_id?: components["schemas"]["Id"] | null;
            /** @description Why it was cancelled. */
            reason: string;
            created_at: components["schemas"]["Timestamp"];
            created_by_name: string;
            changed_at: components["schemas"]["Timestamp"];
            changed_by_name: string;
            photos: components["schemas"]["Attachment"][];
            /** @description Those of which the caller may see the case. */
            issues: components["schemas"]["VisitIssueRow"][];
            letters: components["schemas"]["VisitLetter"][];
            /** @description The caller may write it. */
            may_update: boolean;
        };
        /** @description Which visits. */
        VisitFigureQuery: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            plan_id: components["schemas"]["Id"] | null;
            /** @default null */
            from: components["schemas"]["Day"] | null;
            /** @default null */
            to: components["schemas"]["Day"] | null;
        };
        /** @description All figures of a union. */
        VisitFigures: {
            union_id: components["schemas"]["Id"];
            union_name: string;
            /** @description Code of the division that the union stands for; empty if none. */
            division_code: string;
            questions: components["schemas"]["VisitQuestion"][];
            levels_known: components["schemas"]["VisitIssueLevel"][];
            /** @description What stands right beneath, in the order of the tree. */
            towns: components["schemas"]["VisitTownRow"][];
            whole: components["schemas"]["VisitTownRow"];
            /**
             * Format: int64
             * @description Rows with a visit that was made.
             */
            reached: number;
            answers: components["schemas"]["VisitAnswerCount"][];
            kinds: components["schemas"]["VisitIssueCount"][];
            levels: components["schemas"]["VisitIssueCount"][];
        };
        /** @description How many of a kind, and how far they are. */
        VisitIssueCount: {
            /** @description Code of the kind or level; empty before the level is said. */
            code: string;
            /**
             * Format: int64
             * @description Found.
             */
            found: number;
            /**
             * Format: int64
             * @description Of those, open.
             */
            open: number;
            /**
             * Format: int64
             * @description Of those, solved.
             */
            solved: number;
        };
        /** @description An issue that was found. */
        VisitIssueForm: {
            /** @description 2 to 60 characters; the beginning of the text if empty. */
            title?: string;
            /** @description 2 to 4,000 characters. */
            body: string;
            /** @description Code of one of the five kinds. */
            kind: string;
            /** @description Who should deal with it, at most 200 characters. */
            department?: string;
            /** @description Who told it; the first person who was spoken with if empty. */
            told_by?: string;
        };
        /** @description A level of issues: who can solve them. */
        VisitIssueLevel: {
            code: string;
            title: string;
        };
        /** @description An issue that was found on a visit, and its case. */
        VisitIssueRow: {
            case_id: components["schemas"]["Id"];
            number: string;
            title: string;
            /** @description Code of one of the five kinds. */
            kind: string;
            /** @description Who can solve it; empty before that is said. */
            level_title: string;
            step_title: string;
            /** @description `open`, `solved`, `explained`, `unsolved` or `declined`. */
            state: string;
        };
        /**
         * @description What a visit is made for.
         * @enum {string}
         */
        VisitKind: "five" | "general" | "focused" | "stay";
        /** @description A report on a visit that was issued as a letter. */
        VisitLetter: {
            id: components["schemas"]["Id"];
            number: string;
        };
        /**
         * @description What was found on a question.
         * @enum {string}
         */
        VisitLevel: "good" | "fair" | "poor";
        /** @description Somebody who was spoken with. */
        VisitPerson: {
            /**
             * @description Name, 1 to 50 characters.
             * @default
             */
            name: string;
            /**
             * @description Post, at most 50.
             * @default
             */
            post: string;
        };
        /** @description A photo to add. */
        VisitPhotoForm: {
            /** @description What it shows, at most 200 characters; before the file. */
            note: string;
            /**
             * Format: binary
             * @description JPG or PNG, at most 10 MB.
             */
            file: string;
        };
        /** @description Which plans. */
        VisitPlanConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            kind: components["schemas"]["VisitKind"] | null;
            /** @default null */
            state: components["schemas"]["VisitPlanState"] | null;
            /**
             * @description Beginning of the title.
             * @default null
             */
            q: string | null;
        };
        /** @description A plan with its progress. */
        VisitPlanDetail: {
            id: components["schemas"]["Id"];
            /** Format: int64 */
            version: number;
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["VisitKind"];
            kind_label: string;
            state: components["schemas"]["VisitPlanState"];
            state_label: string;
            title: string;
            note: string;
            from_day: components["schemas"]["Day"];
            to_day: components["schemas"]["Day"];
            /** Format: int64 */
            target: number;
            teams: components["schemas"]["VisitTeam"][];
            towns: components["schemas"]["VisitTown"][];
            created_at: components["schemas"]["Timestamp"];
            created_by_name: string;
            /** @description The plan as a whole. */
            whole: components["schemas"]["VisitTownRow"];
            /** @description What stands right beneath the union in charge, in the order of the tree. */
            progress: components["schemas"]["VisitTownRow"][];
            /** @description The caller may change it. */
            may_update: boolean;
        };
        /** @description What a cadre writes of a plan. */
        VisitPlanDraft: {
            kind: components["schemas"]["VisitKind"];
            /** @description Of a new plan always `open`. */
            state?: components["schemas"]["VisitPlanState"];
            /** @description 2 to 60 characters. */
            title: string;
            /** @description At most 2,000 characters. */
            note?: string;
            from_day: components["schemas"]["Day"];
            to_day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Employers to be visited; 0 is no number.
             */
            target?: number;
            /** @description At most 50. */
            teams?: components["schemas"]["VisitTeam"][];
            /** @description Unions of the townships it is for; at most 400. */
            towns?: components["schemas"]["Id"][];
        };
        /** @description A plan in a list. */
        VisitPlanRow: {
            id: components["schemas"]["Id"];
            title: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            kind: components["schemas"]["VisitKind"];
            kind_label: string;
            state: components["schemas"]["VisitPlanState"];
            state_label: string;
            from_day: components["schemas"]["Day"];
            to_day: components["schemas"]["Day"];
            /**
             * Format: int64
             * @description Employers to be visited; 0 is no number.
             */
            target: number;
            /** Format: int64 */
            teams: number;
            /**
             * Format: int64
             * @description Townships it is for.
             */
            towns: number;
            created_by_name: string;
            created_at: components["schemas"]["Timestamp"];
        };
        /**
         * @description State of a plan.
         * @enum {string}
         */
        VisitPlanState: "open" | "closed";
        /** @description One of the five questions as it is worded. */
        VisitQuestion: {
            /** @description Code. */
            code: string;
            /** @description The question, 预期好不好. */
            label: string;
            /** @description The help that answers it, 树信心. */
            help: string;
        };
        /** @description Why a visit is not made. */
        VisitReason: {
            /** @description 2 to 200 characters. */
            reason: string;
        };
        /** @description A visit in a list. */
        VisitRow: {
            id: components["schemas"]["Id"];
            plan_id?: components["schemas"]["Id"] | null;
            plan_title: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            employer_id: components["schemas"]["Id"];
            employer_name: string;
            kind: components["schemas"]["VisitKind"];
            kind_label: string;
            state: components["schemas"]["VisitState"];
            state_label: string;
            day: components["schemas"]["Day"];
            until_day: components["schemas"]["Day"];
            team: string;
            lead_name: string;
            /** @description Names, one a line. */
            visitors: string;
            changed_at: components["schemas"]["Timestamp"];
            changed_by_name: string;
        };
        /**
         * @description State of a visit: planned → done, planned → cancelled.
         * @enum {string}
         */
        VisitState: "planned" | "done" | "cancelled";
        /** @description A team of a plan. */
        VisitTeam: {
            /**
             * @description Name, unique in the plan; 1 to 30 characters.
             * @default
             */
            name: string;
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /** @default null */
            lead_id: components["schemas"]["Id"] | null;
            /**
             * @description Name of who leads it; filled in by the server.
             * @default
             */
            lead_name: string;
            /**
             * @description Who goes along, a name a line.
             * @default
             */
            members: string;
        };
        /** @description A township of a plan. */
        VisitTown: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description A township, or whatever stands right beneath a union. */
        VisitTownRow: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its name. */
            union_name: string;
            /** @description Code of the division that it stands for; empty if none. */
            division_code: string;
            /**
             * Format: int64
             * @description Visits that are planned.
             */
            planned: number;
            /**
             * Format: int64
             * @description Visits that were made.
             */
            done: number;
            /**
             * Format: int64
             * @description Visits that were cancelled.
             */
            cancelled: number;
            /**
             * Format: int64
             * @description Employers that were visited, each once.
             */
            employers: number;
            /**
             * Format: int64
             * @description Issues found.
             */
            issues: number;
            /**
             * Format: int64
             * @description Of those, ones that somebody still works at.
             */
            open: number;
            /**
             * Format: int64
             * @description Of those, solved ones.
             */
            solved: number;
        };
        /** @description A township, or whatever stands right beneath a union. */
        VoiceTownRow: {
            /** @description Union. */
            union_id: components["schemas"]["Id"];
            /** @description Its name. */
            union_name: string;
            /**
             * Format: int64
             * @description Told in the period.
             */
            received: number;
            /**
             * Format: int64
             * @description Answered in the period.
             */
            closed: number;
            /**
             * Format: int64
             * @description Of those, 简单事项马上办.
             */
            simple: number;
            /**
             * Format: int64
             * @description Of those, 一般事项商讨决议办.
             */
            general: number;
            /**
             * Format: int64
             * @description Of those, 重大事项联席会议办.
             */
            major: number;
            /**
             * Format: int64
             * @description Of those, 特殊事项灵活专议办.
             */
            special: number;
            /**
             * Format: int64
             * @description Of those answered, within all limits.
             */
            in_time: number;
            /**
             * Format: int64
             * @description Passed a limit in the period.
             */
            late: number;
            /**
             * Format: int64
             * @description Rated 满意.
             */
            satisfied: number;
            /**
             * Format: int64
             * @description Rated 基本满意.
             */
            fair: number;
            /**
             * Format: int64
             * @description Rated 不满意.
             */
            dissatisfied: number;
        };
        /** @description Attendance and votes. */
        VotesForm: {
            held_on: components["schemas"]["Day"];
            /** Format: int64 */
            attended: number;
            candidates: components["schemas"]["Candidate"][];
        };
        /** @description A version with what a second person should look at. */
        WaitingLetterTemplate: components["schemas"]["LetterTemplateVersion"] & {
            /** @description Sentences: what is unusual about it. */
            remarks: string[];
            trial?: components["schemas"]["LetterContent"] | null;
        };
        /** @description What lies with whom. */
        WorkloadRow: {
            /** @description Account; 0 for what nobody took. */
            owner_id: components["schemas"]["Id"];
            owner_name: string;
            holder_id: components["schemas"]["Id"];
            holder_name: string;
            /**
             * Format: int64
             * @description Open cases.
             */
            open: number;
            /**
             * Format: int64
             * @description Of those, late ones.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Of those, paused ones.
             */
            paused: number;
        };
        /** @description A cadre who may answer for a zone. */
        ZoneCadre: {
            /** @description Account. */
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description Which zones. */
        ZoneConditions: {
            /** @default null */
            union_id: components["schemas"]["Id"] | null;
            /**
             * @description Beginning of the name or of its pinyin initials.
             * @default null
             */
            q: string | null;
            /** @default null */
            kind: components["schemas"]["ZoneKind"] | null;
            /** @default null */
            parent_id: components["schemas"]["Id"] | null;
            /**
             * @description `true`: with a place on the map; `false`: without.
             * @default null
             */
            located: boolean | null;
            /**
             * @description `true`: closed ones; open ones otherwise.
             * @default null
             */
            closed: boolean | null;
            /** @default null */
            sort: components["schemas"]["ZoneOrder"] | null;
        };
        /** @description A zone with what lies in it. */
        ZoneDetail: components["schemas"]["ZoneRow"] & {
            union_path_names: string[];
            /** @description Division of the union that it belongs to. */
            division_code: string;
            /** @description What lies in it. */
            members: components["schemas"]["ZoneMember"][];
            /**
             * Format: int64
             * @description Employers in it, those that its unions cover among them.
             */
            employers: number;
        };
        /** @description The last day of a zone. */
        ZoneEnd: {
            /** @description Not after today. */
            last_day: components["schemas"]["Day"];
        };
        /** @description An export of zones. */
        ZoneExport: components["schemas"]["ExportRequest"] & components["schemas"]["ZoneConditions"];
        /** @description The form of a zone. */
        ZoneForm: {
            /** @description What it is; stays as it was entered. */
            kind: components["schemas"]["ZoneKind"];
            name: string;
            /** @description The union that it belongs to; stays as it was entered. */
            union_id: components["schemas"]["Id"];
            parent_id?: components["schemas"]["Id"] | null;
            cadre_id?: components["schemas"]["Id"] | null;
            /** @description Name of the responsible cadre without an account. */
            cadre_name?: string;
            /** @description Mobile of the responsible cadre: missing leaves it as it is, an empty one removes it. */
            phone?: string | null;
            address?: string;
            /**
             * Format: double
             * @description Degrees east; none without a place on the map.
             */
            lon?: number | null;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat?: number | null;
            coordinates?: components["schemas"]["Coordinates"] | null;
            hours?: string;
            services?: string;
            valid_from: components["schemas"]["Day"];
        };
        /**
         * @description What a zone is: 片区 → 工作站 → 便民服务点.
         * @enum {string}
         */
        ZoneKind: "area" | "station" | "point";
        /** @description A union or an employer that lies in a zone. */
        ZoneMember: {
            /** @description `union` or `employer`. */
            kind: string;
            id: components["schemas"]["Id"];
            name: string;
            since: components["schemas"]["Day"];
        };
        /** @description What lies in a zone. */
        ZoneMembers: {
            /** @description All unions in it. */
            union_ids: components["schemas"]["Id"][];
            /** @description All employers in it that none of its unions stands for. */
            employer_ids: components["schemas"]["Id"][];
        };
        /**
         * @description Order of a list of zones.
         * @enum {string}
         */
        ZoneOrder: "union" | "name";
        /** @description Why the phone is needed. */
        ZoneRevealRequest: {
            /** @description At least four characters, e.g. 联系责任人. */
            purpose: string;
        };
        /** @description A zone in a list. */
        ZoneRow: {
            id: components["schemas"]["Id"];
            kind: components["schemas"]["ZoneKind"];
            name: string;
            union_id: components["schemas"]["Id"];
            union_name: string;
            parent_id?: components["schemas"]["Id"] | null;
            parent_name: string;
            /** @description Name of the responsible cadre. */
            cadre_name: string;
            cadre_id?: components["schemas"]["Id"] | null;
            masked_phone: string;
            address: string;
            /**
             * Format: double
             * @description Degrees east; none without a place on the map.
             */
            lon?: number | null;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat?: number | null;
            coordinates?: components["schemas"]["Coordinates"] | null;
            hours: string;
            services: string;
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
            /** Format: int64 */
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSession"][];
                };
            };
        };
    };
    end_other_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_account_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template, .xlsx */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_accounts: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccountRow"];
                };
            };
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAccount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAccount"];
                };
            };
        };
    };
    create_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AccountsForm"];
            };
        };
        responses: {
            /** @description The result, .xlsx */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    preview_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AccountsForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRow"][];
                };
            };
        };
    };
    export_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountRow"];
                };
            };
        };
    };
    create_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGrant"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    delete_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                grant_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hand_over_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOver"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedOverAnswer"];
                };
            };
        };
    };
    lock_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    unlock_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_open_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                survey_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenSurvey"];
                };
            };
        };
    };
    hand_in_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                survey_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnonymousAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyReceipt"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Of this account or member. */
                actor_id?: components["schemas"]["Id"] | null;
                /** @description About this record. */
                subject_id?: components["schemas"]["Id"] | null;
                /** @description By or about this person. */
                person_id?: components["schemas"]["Id"] | null;
                /** @description About records of this union and those beneath it, where they lay at that time. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Of this deed, `member.reveal-document`; with a dot at its end all of its kind, `member.`. */
                action?: string | null;
                /** @description From this instant, ms. */
                from?: number | null;
                /** @description Before this instant, ms. */
                to?: number | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
        };
    };
    list_anchors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Anchor"][];
                };
            };
        };
    };
    export_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_AuditQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_views: {
        parameters: {
            query?: {
                /** @description Of this person. */
                person_id?: components["schemas"]["Id"] | null;
                /** @description By this account. */
                account_id?: components["schemas"]["Id"] | null;
                /** @description From this day. */
                from?: components["schemas"]["Day"] | null;
                /** @description To this day, included. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"][];
                };
            };
        };
    };
    export_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ViewQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYearRow"][];
                };
            };
        };
    };
    export_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
        };
    };
    export_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    propose_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeCalendarYear"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarProposed"];
                };
            };
        };
    };
    approve_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reject_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_booklet: {
        parameters: {
            query?: {
                /** @description Kind of case. */
                kind?: string;
                /** @description Told on this day or later. */
                from?: components["schemas"]["Day"] | null;
                /** @description Told on this day or earlier. */
                to?: components["schemas"]["Day"] | null;
                /** @description Told at this union or beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Step, e.g. the one in which they are adopted. */
                step?: string | null;
                /** @description A field of the kind … */
                field?: string | null;
                /** @description … with this value. */
                value?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booklet"];
                };
            };
        };
    };
    count_cases: {
        parameters: {
            query?: {
                view?: "todo" | "overdue" | "soon" | "handed_over" | "watched" | "judging" | "open" | "closed" | "all";
                /** @description Kind of case. */
                kind?: string | null;
                track?: string | null;
                step?: string | null;
                channel?: ("phone" | "call" | "visit" | "letter" | "field") | null;
                reporter?: ("named" | "confidential" | "anonymous") | null;
                rating?: ("satisfied" | "fair" | "dissatisfied") | null;
                /** @description Told at this union or beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Account that has it. */
                owner_id?: components["schemas"]["Id"] | null;
                /** @description Employer that it is about. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that passed a limit. */
                late?: boolean;
                /** @description Told on this day or later. */
                from?: components["schemas"]["Day"] | null;
                /** @description Told on this day or earlier. */
                to?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or later. */
                closed_from?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or earlier. */
                closed_to?: components["schemas"]["Day"] | null;
                /** @description A field of the kind … */
                field?: string | null;
                /** @description … with this value. */
                value?: string | null;
                /** @description Number, beginning of the title, or phone of a reporter who is named. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseCounts"];
                };
            };
        };
    };
    list_deputies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deputies"];
                };
            };
        };
    };
    appoint_deputy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeputyForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointedDeputy"];
                };
            };
        };
    };
    dismiss_deputy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_case_figures: {
        parameters: {
            query?: {
                view?: "todo" | "overdue" | "soon" | "handed_over" | "watched" | "judging" | "open" | "closed" | "all";
                /** @description Kind of case. */
                kind?: string | null;
                track?: string | null;
                step?: string | null;
                channel?: ("phone" | "call" | "visit" | "letter" | "field") | null;
                reporter?: ("named" | "confidential" | "anonymous") | null;
                rating?: ("satisfied" | "fair" | "dissatisfied") | null;
                /** @description Told at this union or beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Account that has it. */
                owner_id?: components["schemas"]["Id"] | null;
                /** @description Employer that it is about. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that passed a limit. */
                late?: boolean;
                /** @description Told on this day or later. */
                from?: components["schemas"]["Day"] | null;
                /** @description Told on this day or earlier. */
                to?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or later. */
                closed_from?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or earlier. */
                closed_to?: components["schemas"]["Day"] | null;
                /** @description A field of the kind … */
                field?: string | null;
                /** @description … with this value. */
                value?: string | null;
                /** @description Number, beginning of the title, or phone of a reporter who is named. */
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFigures"];
                };
            };
        };
    };
    export_case_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CaseQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_asked_opinions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedOpinion"][];
                };
            };
        };
    };
    export_asked_opinions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_workload: {
        parameters: {
            query?: {
                view?: "todo" | "overdue" | "soon" | "handed_over" | "watched" | "judging" | "open" | "closed" | "all";
                /** @description Kind of case. */
                kind?: string | null;
                track?: string | null;
                step?: string | null;
                channel?: ("phone" | "call" | "visit" | "letter" | "field") | null;
                reporter?: ("named" | "confidential" | "anonymous") | null;
                rating?: ("satisfied" | "fair" | "dissatisfied") | null;
                /** @description Told at this union or beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Account that has it. */
                owner_id?: components["schemas"]["Id"] | null;
                /** @description Employer that it is about. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that passed a limit. */
                late?: boolean;
                /** @description Told on this day or later. */
                from?: components["schemas"]["Day"] | null;
                /** @description Told on this day or earlier. */
                to?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or later. */
                closed_from?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or earlier. */
                closed_to?: components["schemas"]["Day"] | null;
                /** @description A field of the kind … */
                field?: string | null;
                /** @description … with this value. */
                value?: string | null;
                /** @description Number, beginning of the title, or phone of a reporter who is named. */
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkloadRow"][];
                };
            };
        };
    };
    export_workload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CaseQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_cases: {
        parameters: {
            query?: {
                view?: "todo" | "overdue" | "soon" | "handed_over" | "watched" | "judging" | "open" | "closed" | "all";
                /** @description Kind of case. */
                kind?: string | null;
                track?: string | null;
                step?: string | null;
                channel?: ("phone" | "call" | "visit" | "letter" | "field") | null;
                reporter?: ("named" | "confidential" | "anonymous") | null;
                rating?: ("satisfied" | "fair" | "dissatisfied") | null;
                /** @description Told at this union or beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Account that has it. */
                owner_id?: components["schemas"]["Id"] | null;
                /** @description Employer that it is about. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that passed a limit. */
                late?: boolean;
                /** @description Told on this day or later. */
                from?: components["schemas"]["Day"] | null;
                /** @description Told on this day or earlier. */
                to?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or later. */
                closed_from?: components["schemas"]["Day"] | null;
                /** @description Closed on this day or earlier. */
                closed_to?: components["schemas"]["Day"] | null;
                /** @description A field of the kind … */
                field?: string | null;
                /** @description … with this value. */
                value?: string | null;
                /** @description Number, beginning of the title, or phone of a reporter who is named. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CaseRow"];
                };
            };
        };
    };
    open_case_by_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedCase"];
                };
            };
        };
    };
    export_cases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CaseQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
        };
    };
    edit_case_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
        };
    };
    list_case_colleagues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseColleague"][];
                };
            };
        };
    };
    do_with_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseDeed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
        };
    };
    list_case_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"][];
                };
            };
        };
    };
    add_case_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CaseFileForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedCaseFile"];
                };
            };
        };
    };
    get_case_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                file_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_judge_candidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgeCandidate"][];
                };
            };
        };
    };
    issue_case_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseLetterForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseLetterMade"];
                };
            };
        };
    };
    start_case_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseLetterStart"];
                };
            };
        };
    };
    reveal_case_reporter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseRevealRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseReporter"];
                };
            };
        };
    };
    verify_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateAnswer"];
                };
            };
        };
    };
    list_codesets: {
        parameters: {
            query?: {
                /** @description Part of the title, of a code, a label or a synonym. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodesetRow"][];
                };
            };
        };
    };
    export_codesets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CodesetQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_codeset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    export_codeset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    create_codeset_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCodeItem"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    edit_codeset_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeItemEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    end_codeset_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeItemEnd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    add_synonym: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSynonym"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    remove_synonym: {
        parameters: {
            query?: {
                /** @description The word. */
                word?: string;
            };
            header?: never;
            path: {
                set: string;
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codeset"];
                };
            };
        };
    };
    list_data_requests: {
        parameters: {
            query?: {
                /** @description State; open ones if missing. */
                state?: components["schemas"]["RequestState"] | null;
                /** @description What is asked. */
                kind?: components["schemas"]["RequestKind"] | null;
                /** @description How near the last day is. */
                due?: ("soon" | "overdue") | null;
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the member's name. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DataRequestRow"];
                };
            };
        };
    };
    count_data_requests: {
        parameters: {
            query?: {
                /** @description State; open ones if missing. */
                state?: components["schemas"]["RequestState"] | null;
                /** @description What is asked. */
                kind?: components["schemas"]["RequestKind"] | null;
                /** @description How near the last day is. */
                due?: ("soon" | "overdue") | null;
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the member's name. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_data_requests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_RequestConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    compute_deadline: {
        parameters: {
            query?: {
                /** @description Day of the event; the period begins the day after. */
                from?: components["schemas"]["Day"] | null;
                /** @description Length in units. */
                count?: number | null;
                /** @description Days if missing. */
                unit?: ("days" | "working_days" | "months" | "years") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deadline"];
                };
            };
        };
    };
    list_division_shapes: {
        parameters: {
            query?: {
                /** @description The division whose children are drawn; itself where only it has a shape. */
                parent_code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionShapes"];
                };
            };
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_divisions: {
        parameters: {
            query?: {
                /** @description Children of this code; provinces without it. */
                parent_code?: string | null;
                /** @description Beginning of the name, wherever it is; at most 50 are found. */
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionRow"][];
                };
            };
        };
    };
    list_duties: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this zone. */
                zone_id?: components["schemas"]["Id"] | null;
                /** @description Only of this representative. */
                person_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the representative's name. */
                q?: string | null;
                /** @description Only in this state. */
                state?: components["schemas"]["DutyState"] | null;
                /** @description First day; today if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; open if missing. */
                to?: components["schemas"]["Day"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DutyRow"];
                };
            };
        };
    };
    plan_duties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutySeries"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedDuties"];
                };
            };
        };
    };
    count_duties: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this zone. */
                zone_id?: components["schemas"]["Id"] | null;
                /** @description Only of this representative. */
                person_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the representative's name. */
                q?: string | null;
                /** @description Only in this state. */
                state?: components["schemas"]["DutyState"] | null;
                /** @description First day; today if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; open if missing. */
                to?: components["schemas"]["Day"] | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_duties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_DutyConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    cancel_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyCancel"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    finish_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyReport"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    sign_in_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    swap_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutySwap"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_duty_tallies: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this zone. */
                zone_id?: components["schemas"]["Id"] | null;
                /** @description Only of this representative. */
                person_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the representative's name. */
                q?: string | null;
                /** @description Only in this state. */
                state?: components["schemas"]["DutyState"] | null;
                /** @description First day; today if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; open if missing. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyTallies"];
                };
            };
        };
    };
    export_duty_tallies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_DutyConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_open_elections: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ElectionDocument"];
                };
            };
        };
    };
    export_elections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ElectionQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_employers: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name, of its pinyin initials or of the credit code. */
                q?: string | null;
                /** @description Code of `employer_nature`. */
                nature?: string | null;
                /** @description Code of `industry`. */
                industry?: string | null;
                /** @description Code of `size_class`. */
                size_class?: string | null;
                /** @description `true`: covered by a union now; `false`: by none. */
                covered?: boolean | null;
                /** @description Order; by union and name if missing, a search by name as it is found. */
                sort?: components["schemas"]["EmployerOrder"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Employer"];
                };
            };
        };
    };
    create_employer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployerForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedEmployer"];
                };
            };
        };
    };
    count_employers: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name, of its pinyin initials or of the credit code. */
                q?: string | null;
                /** @description Code of `employer_nature`. */
                nature?: string | null;
                /** @description Code of `industry`. */
                industry?: string | null;
                /** @description Code of `size_class`. */
                size_class?: string | null;
                /** @description `true`: covered by a union now; `false`: by none. */
                covered?: boolean | null;
                /** @description Order; by union and name if missing, a search by name as it is found. */
                sort?: components["schemas"]["EmployerOrder"] | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_employers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployerExport"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_employer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmployerDetail"];
                };
            };
        };
    };
    edit_employer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployerFacts"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmployerDetail"];
                };
            };
        };
    };
    list_employer_changes: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RecordChange"];
                };
            };
        };
    };
    cover_employer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoverForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmployerDetail"];
                };
            };
        };
    };
    list_exchange_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeFields"][];
                };
            };
        };
    };
    preview_exchange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangePreview"];
                };
            };
        };
    };
    list_exchange_runs: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only by this target. */
                target_id?: components["schemas"]["Id"] | null;
                /** @description Only in this state. */
                state?: components["schemas"]["RunState"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunDocument"];
                };
            };
        };
    };
    begin_exchange_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
        };
    };
    export_exchange_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_RunConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_exchange_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
        };
    };
    cancel_exchange_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDocument"];
                };
            };
        };
    };
    take_exchange_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileRequest"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    enter_exchange_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ReceiptForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptOutcome"];
                };
            };
        };
    };
    list_exchange_rows: {
        parameters: {
            query?: {
                /** @description Only in this state. */
                state?: components["schemas"]["SentState"] | null;
                /** @description Rows after this one. */
                after?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentRows"];
                };
            };
        };
    };
    list_exchange_targets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"][];
                };
            };
        };
    };
    create_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTarget"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeTarget"];
                };
            };
        };
    };
    get_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"];
                };
            };
        };
    };
    get_exchange_difference: {
        parameters: {
            query?: {
                /** @description Of this union and those beneath it; the one that keeps the target if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` of another part. */
                after?: string | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferenceReport"];
                };
            };
        };
    };
    export_exchange_difference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DifferenceExport"];
            };
        };
        responses: {
            /** @description The report, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    propose_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"];
                };
            };
        };
    };
    approve_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"];
                };
            };
        };
    };
    reject_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"];
                };
            };
        };
    };
    withdraw_exchange_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetDocument"];
                };
            };
        };
    };
    list_figure_reports: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReportHead"];
                };
            };
        };
    };
    freeze_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedReport"];
                };
            };
        };
    };
    export_figure_reports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_figure_report: {
        parameters: {
            query?: {
                /** @description A union beneath the report's; the report's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description How the text speaks of numbers. */
                tone?: "exact" | "truncated" | "more" | "over" | "nearly";
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportDocument"];
                };
            };
        };
    };
    list_report_adjustments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAdjustment"][];
                };
            };
        };
    };
    export_figure_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description The report, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    explain_report_adjustment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentReason"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_report_records: {
        parameters: {
            query?: {
                /** @description A union beneath the report's; the report's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` of the page before. */
                after?: string | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FigureRecord"];
                };
            };
        };
    };
    get_figures: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description As of this day; today if missing. */
                day?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureDocument"];
                };
            };
        };
    };
    get_figure_table: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day of the period; the first of the year of `day` if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description As of this day; today if missing. */
                day?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureTable"];
                };
            };
        };
    };
    get_figure_children: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description As of this day; today if missing. */
                day?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChildFigure"][];
                };
            };
        };
    };
    get_figure_course: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description As of this day, which ends the last month; today if missing. */
                day?: components["schemas"]["Day"] | null;
                /** @description How many months, 1 to 120. */
                months?: number | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCourse"];
                };
            };
        };
    };
    get_figure_places: {
        parameters: {
            query?: {
                /** @description The union beneath which the places stand; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day of the period of a flow; the first of the year of `day` if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description As of this day; today if missing. */
                day?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigurePlaces"];
                };
            };
        };
    };
    list_figure_records: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day of what happened; all that is counted on the last day if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; today if missing. */
                to?: components["schemas"]["Day"] | null;
                /** @description `next` of the page before. */
                after?: string | null;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FigureRecord"];
                };
            };
        };
    };
    get_figure_series: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day; a year before the last if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; today if missing. */
                day?: components["schemas"]["Day"] | null;
                /** @description Steps. */
                step?: "day" | "month";
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayValue"][];
                };
            };
        };
    };
    list_founding_hints: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `true`: those that were put off; open ones otherwise. */
                dismissed?: boolean | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_HintRow"];
                };
            };
        };
    };
    count_founding_hints: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `true`: those that were put off; open ones otherwise. */
                dismissed?: boolean | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_founding_hints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_HintConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    dismiss_founding_hint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                union: components["schemas"]["Id"];
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HintDismissal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeDocument"];
                };
            };
        };
    };
    get_import_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template, .xlsx */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Batch"];
                };
            };
        };
    };
    upload_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    export_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    commit_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    get_import_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result, .xlsx */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_import_rows: {
        parameters: {
            query?: {
                /** @description Only this verdict. */
                verdict?: components["schemas"]["Verdict"] | null;
                /** @description Chunk to begin with, from 0; the answer says where to go on. */
                from?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRows"];
                };
            };
        };
    };
    undo_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    get_join_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinReceiptRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinStatus"];
                };
            };
        };
    };
    withdraw_join: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinReceiptRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_join_page: {
        parameters: {
            query?: {
                /** @description Part of the employer's name. */
                q?: string;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinPage"];
                };
            };
        };
    };
    apply_to_join: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinReceipt"];
                };
            };
        };
    };
    send_join_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinCodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAnswer"];
                };
            };
        };
    };
    list_joins: {
        parameters: {
            query?: {
                /** @description State; waiting ones if missing. */
                state?: components["schemas"]["JoinState"] | null;
                /** @description Only to this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JoinRow"];
                };
            };
        };
    };
    approve_joins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinApproval"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinResult"][];
                };
            };
        };
    };
    count_joins: {
        parameters: {
            query?: {
                /** @description State; waiting ones if missing. */
                state?: components["schemas"]["JoinState"] | null;
                /** @description Only to this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_joins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_JoinConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_join: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinDocument"];
                };
            };
        };
    };
    refuse_join: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinRefusal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reveal_join: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinRevealRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
        };
    };
    list_articles: {
        parameters: {
            query?: {
                /** @description Words of title or text; the best match comes first. */
                q?: string | null;
                /** @description Code of the topic. */
                topic?: string | null;
                state?: ("draft" | "published" | "withdrawn") | null;
                /** @description Only those that are to be looked at again within 30 days, or should have been. */
                due?: boolean;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ArticleRow"];
                };
            };
        };
    };
    create_article: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedArticle"];
                };
            };
        };
    };
    export_articles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ArticleQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_article: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleDetail"];
                };
            };
        };
    };
    edit_article: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticleForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleDetail"];
                };
            };
        };
    };
    publish_article: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleDetail"];
                };
            };
        };
    };
    withdraw_article: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticleWithdrawal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleDetail"];
                };
            };
        };
    };
    list_letter_agencies: {
        parameters: {
            query?: {
                /** @description Part of the short word or the name. */
                q?: string | null;
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LetterAgencyRow"];
                };
            };
        };
    };
    set_letter_agency: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterAgencyForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterAgencyRow"];
                };
            };
        };
    };
    export_letter_agencies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_AgencyConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_letter_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterTemplateRow"][];
                };
            };
        };
    };
    export_letter_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterTemplate"];
                };
            };
        };
    };
    propose_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeLetterTemplate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterTemplateProposed"];
                };
            };
        };
    };
    approve_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reject_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdraw_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    try_letter_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterTrial"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterContent"];
                };
            };
        };
    };
    list_letters: {
        parameters: {
            query?: {
                /** @description Part of the number or the title; brackets and spaces do not matter. */
                q?: string | null;
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only this kind. */
                kind?: string | null;
                /** @description Only this year. */
                year?: number | null;
                /** @description Only in this state; all if missing. */
                state?: ("issued" | "withdrawn") | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LetterRow"];
                };
            };
        };
    };
    issue_letter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedLetter"];
                };
            };
        };
    };
    count_letters: {
        parameters: {
            query?: {
                /** @description Part of the number or the title; brackets and spaces do not matter. */
                q?: string | null;
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only this kind. */
                kind?: string | null;
                /** @description Only this year. */
                year?: number | null;
                /** @description Only in this state; all if missing. */
                state?: ("issued" | "withdrawn") | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_letters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_LetterConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    preview_letter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterContent"];
                };
            };
        };
    };
    get_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterDetail"];
                };
            };
        };
    };
    download_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letter, .docx */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    withdraw_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWithdrawal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterRow"];
                };
            };
        };
    };
    get_card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
        };
    };
    list_own_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenKind"][];
                };
            };
        };
    };
    list_own_cases: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnCaseRow"];
                };
            };
        };
    };
    tell_case: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnCaseForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedCase"];
                };
            };
        };
    };
    get_own_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    add_own_case_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CaseFileForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedCaseFile"];
                };
            };
        };
    };
    get_own_case_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                file_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    move_own_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReporterMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    rate_own_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseRating"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    reply_to_own_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReply"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    list_own_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateRow"][];
                };
            };
        };
    };
    list_own_claims: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnClaim"][];
                };
            };
        };
    };
    claim_case: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnClaim"];
                };
            };
        };
    };
    move_own_claim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReporterMove"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_own_consents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"][];
                };
            };
        };
    };
    withdraw_own_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ask_own_correction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    list_own_data_requests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRequests"];
                };
            };
        };
    };
    withdraw_own_data_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_own_duties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnDuty"][];
                };
            };
        };
    };
    finish_own_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyReport"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    sign_in_own_duty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ask_own_erasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    send_own_erasure_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAnswer"];
                };
            };
        };
    };
    add_own_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["OwnEvidenceForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    export_own_data: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnExportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnExport"];
                };
            };
        };
    };
    send_own_export_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAnswer"];
                };
            };
        };
    };
    declare_own_flag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagDeclaration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    list_own_notices: {
        parameters: {
            query?: {
                /** @description Only those not read. */
                unread?: boolean;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notice"];
                };
            };
        };
    };
    read_own_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProfile"];
                };
            };
        };
    };
    confirm_own_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_own_receptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReceptionDay"][];
                };
            };
        };
    };
    cancel_own_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSignUp"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSignedUp"];
                };
            };
        };
    };
    get_own_relatives_choice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelativesChoice"];
                };
            };
        };
    };
    set_own_relatives_choice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelativesChoiceForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelativesChoice"];
                };
            };
        };
    };
    list_own_rooms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRoom"][];
                };
            };
        };
    };
    list_own_surveys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSurvey"][];
                };
            };
        };
    };
    get_own_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSurveyDetail"];
                };
            };
        };
    };
    answer_own_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnSurveyAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyReceipt"];
                };
            };
        };
    };
    begin_own_quiz: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyBegun"];
                };
            };
        };
    };
    issue_own_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyTokenRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyToken"];
                };
            };
        };
    };
    get_own_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnTransfer"] | null;
                };
            };
        };
    };
    answer_own_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnAnswer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_own_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnField"][];
                };
            };
        };
    };
    check_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberSignInStep"];
                };
            };
        };
    };
    send_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAnswer"];
                };
            };
        };
    };
    identify_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberSignInStep"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name or of its pinyin initials; a whole document number or phone; last four of either. */
                q?: string | null;
                /** @description Only this state; otherwise those who are members now. */
                status?: components["schemas"]["Status"] | null;
                /** @description Only those of this employer. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Code of `sex`. */
                sex?: string | null;
                /** @description Code of `work_situation`. */
                work_state?: string | null;
                /** @description Code of `political_status`. */
                politics?: string | null;
                /** @description Code of `migrant_worker`. */
                migrant_worker?: string | null;
                /** @description Code of `member_flag`: only those of whom it is true. */
                flag?: string | null;
                /** @description Code of the flag's own dictionary. */
                flag_value?: string | null;
                /** @description The day on which it is true; today if missing. */
                flag_on?: components["schemas"]["Day"] | null;
                /** @description Member of the union from this day on or later. */
                joined_from?: components["schemas"]["Day"] | null;
                /** @description Member of the union from this day on or earlier. */
                joined_to?: components["schemas"]["Day"] | null;
                /** @description Only those without this field of data quality (`education`, `phone`, …); an unknown one changes nothing. */
                missing?: string | null;
                /** @description Only those with this to check in their documents (`fault`, `differs`, …); an unknown one changes nothing. */
                doubt?: string | null;
                /** @description Only those who work at another union for a time: here, or elsewhere. */
                seconded?: components["schemas"]["Seconded"] | null;
                /** @description Order; by union and name if missing, a search as it is found. */
                sort?: components["schemas"]["MemberOrder"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberRow"];
                };
            };
        };
    };
    create_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedMember"];
                };
            };
        };
    };
    count_members: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name or of its pinyin initials; a whole document number or phone; last four of either. */
                q?: string | null;
                /** @description Only this state; otherwise those who are members now. */
                status?: components["schemas"]["Status"] | null;
                /** @description Only those of this employer. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Code of `sex`. */
                sex?: string | null;
                /** @description Code of `work_situation`. */
                work_state?: string | null;
                /** @description Code of `political_status`. */
                politics?: string | null;
                /** @description Code of `migrant_worker`. */
                migrant_worker?: string | null;
                /** @description Code of `member_flag`: only those of whom it is true. */
                flag?: string | null;
                /** @description Code of the flag's own dictionary. */
                flag_value?: string | null;
                /** @description The day on which it is true; today if missing. */
                flag_on?: components["schemas"]["Day"] | null;
                /** @description Member of the union from this day on or later. */
                joined_from?: components["schemas"]["Day"] | null;
                /** @description Member of the union from this day on or earlier. */
                joined_to?: components["schemas"]["Day"] | null;
                /** @description Only those without this field of data quality (`education`, `phone`, …); an unknown one changes nothing. */
                missing?: string | null;
                /** @description Only those with this to check in their documents (`fault`, `differs`, …); an unknown one changes nothing. */
                doubt?: string | null;
                /** @description Only those who work at another union for a time: here, or elsewhere. */
                seconded?: components["schemas"]["Seconded"] | null;
                /** @description Order; by union and name if missing, a search as it is found. */
                sort?: components["schemas"]["MemberOrder"] | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberExport"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_member_sheet: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberSheetRow"];
                };
            };
        };
    };
    export_member_sheet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_SheetQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_suspects: {
        parameters: {
            query?: {
                /** @description Those of which somebody said that they are of two humans, instead of those that wait. */
                dismissed?: boolean;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SuspectPair"];
                };
            };
        };
    };
    export_suspects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_SuspectQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    judge_suspects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspectVerdict"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberDocument"];
                };
            };
        };
    };
    edit_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberEdit"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_attachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"][];
                };
            };
        };
    };
    add_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AttachmentForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedAttachment"];
                };
            };
        };
    };
    get_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                attachment_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    remove_attachment: {
        parameters: {
            query?: {
                /** @description At least four characters, e.g. 传错了人. */
                reason?: string | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                attachment_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_member_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateRow"][];
                };
            };
        };
    };
    issue_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateWish"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateRow"];
                };
            };
        };
    };
    export_member_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    revoke_certificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                certificate_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_member_changes: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RecordChange"];
                };
            };
        };
    };
    compare_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                other_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
        };
    };
    list_member_consents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"][];
                };
            };
        };
    };
    ask_for_relative: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelativeRequestForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    get_data_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                request_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequestDocument"];
                };
            };
        };
    };
    accept_data_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                request_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestAnswer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    copy_for_relative: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                request_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelativeCopyForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnExport"];
                };
            };
        };
    };
    refuse_data_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                request_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestAnswer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_member_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentRow"][];
                };
            };
        };
    };
    add_member_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedDocument"];
                };
            };
        };
    };
    remove_member_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                document_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    move_member_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                document_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentMove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedDocument"];
                };
            };
        };
    };
    list_member_flags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagRow"][];
                };
            };
        };
    };
    add_member_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedFlag"];
                };
            };
        };
    };
    remove_member_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                flag_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    edit_member_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                flag_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagForm"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_member_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryEvent"][];
                };
            };
        };
    };
    get_last_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoableStep"] | null;
                };
            };
        };
    };
    leave_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaveAnswer"];
                };
            };
        };
    };
    merge_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeMerge"];
                };
            };
        };
    };
    list_member_merges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeRow"][];
                };
            };
        };
    };
    export_member_merges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    change_member_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePhone"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_relatives_choice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelativesChoice"];
                };
            };
        };
    };
    reveal_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
        };
    };
    propose_secondment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondmentForm"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    convert_secondment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversionForm"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_secondment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondmentEndForm"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    extend_secondment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionForm"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_secondments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondmentRow"][];
                };
            };
        };
    };
    undo_member_step: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaveAnswer"];
                };
            };
        };
    };
    unmerge_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmergeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unmerged"];
                };
            };
        };
    };
    list_member_views: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"][];
                };
            };
        };
    };
    export_member_views: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_near_employers: {
        parameters: {
            query?: {
                /** @description As written. */
                name?: string;
                /** @description Only of this union and those beneath it; everything in sight if missing. */
                union_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearEmployer"][];
                };
            };
        };
    };
    list_notices: {
        parameters: {
            query?: {
                /** @description Only those not read. */
                unread?: boolean;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notice"];
                };
            };
        };
    };
    read_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    approve_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reject_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdraw_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_parameters: {
        parameters: {
            query?: {
                /** @description Part of the title, the code or the explanation. */
                q?: string;
                /** @description Title of the group. */
                group?: string;
                /** @description `verified`: read in the source; `unverified`: not. */
                mark?: string;
                /** @description Only those with a proposal that waits. */
                waiting?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParameterRow"][];
                };
            };
        };
    };
    export_parameters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ParameterQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParameterDocument"];
                };
            };
        };
    };
    export_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    propose_parameter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeParameter"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalMade"];
                };
            };
        };
    };
    list_procedures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcedureRow"][];
                };
            };
        };
    };
    check_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Procedure"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcedureFaults"];
                };
            };
        };
    };
    export_procedures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    propose_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeProcedure"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedProcedure"];
                };
            };
        };
    };
    try_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialRun"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialStation"][];
                };
            };
        };
    };
    get_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcedureDetail"];
                };
            };
        };
    };
    approve_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reject_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdraw_procedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_quality_table: {
        parameters: {
            query?: {
                /** @description The union whose subtree is counted; the own one if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day of the imports; the first of the year if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; today if missing. */
                day?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualityTable"];
                };
            };
        };
    };
    export_quality_table: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QualityExport"];
            };
        };
        responses: {
            /** @description The table, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_receptions: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this room. */
                room_id?: components["schemas"]["Id"] | null;
                /** @description Only of this kind. */
                kind?: ("representative" | "chair") | null;
                /** @description Only in this state. */
                state?: ("planned" | "open" | "over" | "cancelled") | null;
                /** @description First day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day. */
                to?: components["schemas"]["Day"] | null;
                /** @description Beginning of the name of who receives. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReceptionRow"];
                };
            };
        };
    };
    create_reception: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReception"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedReception"];
                };
            };
        };
    };
    count_receptions: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this room. */
                room_id?: components["schemas"]["Id"] | null;
                /** @description Only of this kind. */
                kind?: ("representative" | "chair") | null;
                /** @description Only in this state. */
                state?: ("planned" | "open" | "over" | "cancelled") | null;
                /** @description First day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day. */
                to?: components["schemas"]["Day"] | null;
                /** @description Beginning of the name of who receives. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_receptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ReceptionConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionRow"];
                };
            };
        };
    };
    edit_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceptionDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionRow"];
                };
            };
        };
    };
    cancel_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceptionCancel"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionCancelled"];
                };
            };
        };
    };
    finish_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionRow"];
                };
            };
        };
    };
    open_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionRow"];
                };
            };
        };
    };
    list_sign_ups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpRow"][];
                };
            };
        };
    };
    sign_somebody_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignUp"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedSignUp"];
                };
            };
        };
    };
    export_sign_ups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    answer_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                sign_up_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpAnswer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancel_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                sign_up_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    open_case_of_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                sign_up_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpCase"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpOpened"];
                };
            };
        };
    };
    mark_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                sign_up_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpMark"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reveal_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                sign_up_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpReveal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpPhone"];
                };
            };
        };
    };
    list_resets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reset"][];
                };
            };
        };
    };
    ask_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskReset"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
        };
    };
    approve_reset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAccount"];
                };
            };
        };
    };
    reject_reset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_retention_runs: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RetentionRun"];
                };
            };
        };
    };
    export_retention_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_erased_soon: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedSoon"][];
                };
            };
        };
    };
    export_erased_soon: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleRow"][];
                };
            };
        };
    };
    get_room_coverage: {
        parameters: {
            query?: {
                /** @description Union; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomCoverage"];
                };
            };
        };
    };
    export_room_coverage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CoverageQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_employers_without_room: {
        parameters: {
            query?: {
                /** @description Union; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EmployerWithoutRoom"];
                };
            };
        };
    };
    export_employers_without_room: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_CoverageQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_room_employers: {
        parameters: {
            query?: {
                union_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomEmployer"][];
                };
            };
        };
    };
    list_room_standard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomStandardItem"][];
                };
            };
        };
    };
    list_rooms: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this state. */
                state?: ("open" | "closed") | null;
                /** @description Only those of which the last check says so. */
                standard?: ("met" | "unmet" | "unchecked") | null;
                /** @description Only with (`true`) or without somebody on duty today. */
                on_duty?: boolean | null;
                /** @description Beginning of the name. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RoomRow"];
                };
            };
        };
    };
    create_room: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoom"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedRoom"];
                };
            };
        };
    };
    count_rooms: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this state. */
                state?: ("open" | "closed") | null;
                /** @description Only those of which the last check says so. */
                standard?: ("met" | "unmet" | "unchecked") | null;
                /** @description Only with (`true`) or without somebody on duty today. */
                on_duty?: boolean | null;
                /** @description Beginning of the name. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_rooms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_RoomConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomRow"];
                };
            };
        };
    };
    edit_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomRow"];
                };
            };
        };
    };
    list_room_checks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomCheckRow"][];
                };
            };
        };
    };
    check_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoomCheck"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomChecked"];
                };
            };
        };
    };
    export_room_checks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_room_shifts: {
        parameters: {
            query?: {
                /** @description First day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomShift"][];
                };
            };
        };
    };
    plan_room_shifts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomShiftPlan"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomShiftsPlanned"];
                };
            };
        };
    };
    export_room_shifts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_ShiftDays"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    edit_room_shift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                shift_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomShiftDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomShift"];
                };
            };
        };
    };
    cancel_room_shift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                shift_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomShiftCancel"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_room_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomStateChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomRow"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDocument"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    set_first_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstPasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInStep"];
                };
            };
        };
    };
    check_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInStep"];
                };
            };
        };
    };
    end_all_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    check_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInStep"];
                };
            };
        };
    };
    list_shape_packs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackRow"][];
                };
            };
        };
    };
    load_shape_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["PackForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShapePack"];
                };
            };
        };
    };
    replace_shape_pack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["PackForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShapePack"];
                };
            };
        };
    };
    remove_shape_pack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_surveys: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this state; all but archived ones if missing. */
                state?: ("draft" | "published" | "closed" | "archived") | null;
                /** @description Only of this kind. */
                kind?: ("questionnaire" | "quiz") | null;
                /** @description Beginning of the title. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SurveyRow"];
                };
            };
        };
    };
    create_survey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSurvey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedSurvey"];
                };
            };
        };
    };
    count_surveys: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only in this state; all but archived ones if missing. */
                state?: ("draft" | "published" | "closed" | "archived") | null;
                /** @description Only of this kind. */
                kind?: ("questionnaire" | "quiz") | null;
                /** @description Beginning of the title. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_surveys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_SurveyConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyDetail"];
                };
            };
        };
    };
    edit_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyDetail"];
                };
            };
        };
    };
    list_survey_answers: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SurveyAnswerRow"];
                };
            };
        };
    };
    export_survey_answers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description Answers, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    archive_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyDetail"];
                };
            };
        };
    };
    close_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyDetail"];
                };
            };
        };
    };
    copy_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedSurvey"];
                };
            };
        };
    };
    get_survey_cross: {
        parameters: {
            query?: {
                /** @description Code of the question of the rows. */
                first?: string;
                /** @description Code of the question of the columns. */
                second?: string;
                /** @description Only of this place; not of anonymous surveys. */
                place_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyCross"];
                };
            };
        };
    };
    export_survey_cross: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyCrossExport"];
            };
        };
        responses: {
            /** @description Cross table, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    publish_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyDetail"];
                };
            };
        };
    };
    get_survey_results: {
        parameters: {
            query?: {
                /** @description Only of this place, one of `places` of the results. */
                place_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveyResults"];
                };
            };
        };
    };
    export_survey_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SurveyResultsExport"];
            };
        };
        responses: {
            /** @description Figures, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_survey_texts: {
        parameters: {
            query?: {
                /** @description Code of the question. */
                question?: string;
                /** @description Part of the text. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SurveyTextRow"];
                };
            };
        };
    };
    export_survey_texts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_SurveyTextQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    tell_anonymously: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnonymousCaseForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedCase"];
                };
            };
        };
    };
    list_open_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenKind"][];
                };
            };
        };
    };
    move_by_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveByCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    list_public_cases: {
        parameters: {
            query?: {
                /** @description Kind of case. */
                kind?: string;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PublicCase"];
                };
            };
        };
    };
    query_case: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseReceipt"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    rate_by_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RatingByCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    reply_by_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyByCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCase"];
                };
            };
        };
    };
    list_transfers: {
        parameters: {
            query?: {
                /** @description Who is to answer, seen from the unions in sight; either if missing. */
                direction?: ("out" | "in") | null;
                /** @description Answered ones instead of open ones. */
                answered?: boolean;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TransferRow"];
                };
            };
        };
    };
    export_transfers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_TransferQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    answer_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferAnswer"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdraw_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferWithdrawal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    apply_founding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    list_union_names: {
        parameters: {
            query?: {
                /** @description Beginning of its name, at least two characters. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnionName"][];
                };
            };
        };
    };
    list_unions: {
        parameters: {
            query?: {
                /** @description Only direct children of this union. */
                parent_id?: components["schemas"]["Id"] | null;
                /** @description Only this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name, of its pinyin initials, of the code or of the credit code. */
                q?: string | null;
                /** @description Code of `union_level`. */
                level?: number | null;
                /** @description Code of `union_kind`. */
                kind?: string | null;
                /** @description Only this state (`in_office`, `preparing`, `dissolved`); those that are not dissolved if missing. */
                state?: string | null;
                /** @description Only those whose term ends on this day or earlier. */
                term_to?: components["schemas"]["Day"] | null;
                /** @description Order; by name if missing. */
                sort?: components["schemas"]["UnionOrder"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Union"];
                };
            };
        };
    };
    create_union: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnionForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Union"];
                };
            };
        };
    };
    count_unions: {
        parameters: {
            query?: {
                /** @description Only direct children of this union. */
                parent_id?: components["schemas"]["Id"] | null;
                /** @description Only this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name, of its pinyin initials, of the code or of the credit code. */
                q?: string | null;
                /** @description Code of `union_level`. */
                level?: number | null;
                /** @description Code of `union_kind`. */
                kind?: string | null;
                /** @description Only this state (`in_office`, `preparing`, `dissolved`); those that are not dissolved if missing. */
                state?: string | null;
                /** @description Only those whose term ends on this day or earlier. */
                term_to?: components["schemas"]["Day"] | null;
                /** @description Order; by name if missing. */
                sort?: components["schemas"]["UnionOrder"] | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_unions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnionExport"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_union: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnionDetail"];
                };
            };
        };
    };
    edit_union: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnionForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Union"];
                };
            };
        };
    };
    list_union_changes: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RecordChange"];
                };
            };
        };
    };
    get_union_counts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnionCounts"];
                };
            };
        };
    };
    list_union_elections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnionElections"];
                };
            };
        };
    };
    apply_election: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ElectionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    answer_election_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ElectionAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    approve_election: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    cancel_election: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ElectionNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    call_congress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CongressForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    report_election: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    enter_votes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                election_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VotesForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElectionDocument"];
                };
            };
        };
    };
    get_join_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinPoster"] | null;
                };
            };
        };
    };
    keep_join_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinCodeWish"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinPoster"];
                };
            };
        };
    };
    count_member_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberKinds"];
                };
            };
        };
    };
    get_union_tree: {
        parameters: {
            query?: {
                /** @description The tree of this day; today's if missing. */
                day?: components["schemas"]["Day"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TreeDocument"];
                };
            };
        };
    };
    list_tree_changes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"][];
                };
            };
        };
    };
    plan_tree_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeOrder"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"];
                };
            };
        };
    };
    export_tree_changes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    preview_tree_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeOrder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
        };
    };
    cancel_tree_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                change_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_visit_cadres: {
        parameters: {
            query?: {
                /** @description Union that visits; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitCadre"][];
                };
            };
        };
    };
    list_visit_candidates: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only those above scale (规上). */
                above_scale?: boolean;
                /** @description Only those that nobody visited on this day or later. */
                not_since?: components["schemas"]["Day"] | null;
                /** @description Only those that this plan does not have yet. */
                not_in_plan?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VisitCandidate"];
                };
            };
        };
    };
    export_visit_candidates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_VisitCandidateConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_visit_figures: {
        parameters: {
            query?: {
                /** @description Union; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this plan. */
                plan_id?: components["schemas"]["Id"] | null;
                /** @description First day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitFigures"];
                };
            };
        };
    };
    export_visit_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_VisitFigureQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_visit_plans: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this kind. */
                kind?: ("five" | "general" | "focused" | "stay") | null;
                /** @description Only in this state. */
                state?: ("open" | "closed") | null;
                /** @description Beginning of the title. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VisitPlanRow"];
                };
            };
        };
    };
    create_visit_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVisitPlan"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedVisitPlan"];
                };
            };
        };
    };
    export_visit_plans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_VisitPlanConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_visit_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitPlanDetail"];
                };
            };
        };
    };
    edit_visit_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitPlanDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitPlanDetail"];
                };
            };
        };
    };
    assign_employers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmployersToVisit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignedEmployers"];
                };
            };
        };
    };
    list_visits: {
        parameters: {
            query?: {
                /** @description Only to employers of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this plan. */
                plan_id?: components["schemas"]["Id"] | null;
                /** @description Only of this kind. */
                kind?: ("five" | "general" | "focused" | "stay") | null;
                /** @description Only in this state. */
                state?: ("planned" | "done" | "cancelled") | null;
                /** @description Only to this employer. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that the caller leads. */
                mine?: boolean;
                /** @description Only those that a survey led to. */
                survey_id?: components["schemas"]["Id"] | null;
                /** @description Only those that come back to this visit. */
                follows_id?: components["schemas"]["Id"] | null;
                /** @description Not over before this day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Not begun after this day. */
                to?: components["schemas"]["Day"] | null;
                /** @description Beginning of the employer's name. */
                q?: string | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VisitRow"];
                };
            };
        };
    };
    create_visit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVisit"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedVisit"];
                };
            };
        };
    };
    count_visits: {
        parameters: {
            query?: {
                /** @description Only to employers of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Only of this plan. */
                plan_id?: components["schemas"]["Id"] | null;
                /** @description Only of this kind. */
                kind?: ("five" | "general" | "focused" | "stay") | null;
                /** @description Only in this state. */
                state?: ("planned" | "done" | "cancelled") | null;
                /** @description Only to this employer. */
                employer_id?: components["schemas"]["Id"] | null;
                /** @description Only those that the caller leads. */
                mine?: boolean;
                /** @description Only those that a survey led to. */
                survey_id?: components["schemas"]["Id"] | null;
                /** @description Only those that come back to this visit. */
                follows_id?: components["schemas"]["Id"] | null;
                /** @description Not over before this day. */
                from?: components["schemas"]["Day"] | null;
                /** @description Not begun after this day. */
                to?: components["schemas"]["Day"] | null;
                /** @description Beginning of the employer's name. */
                q?: string | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_visits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_VisitConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_field_work: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldWork"];
                };
            };
        };
    };
    get_visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitDetail"];
                };
            };
        };
    };
    edit_visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitContent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitDetail"];
                };
            };
        };
    };
    cancel_visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitDetail"];
                };
            };
        };
    };
    open_visit_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitIssueForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedVisitIssue"];
                };
            };
        };
    };
    add_visit_photo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["VisitPhotoForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedVisitPhoto"];
                };
            };
        };
    };
    get_visit_photo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                file_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    remove_visit_photo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
                file_id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    issue_visit_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedVisitReport"];
                };
            };
        };
    };
    get_suggestion_figures: {
        parameters: {
            query?: {
                /** @description Union; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day; from the beginning if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; today if missing. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionFigures"];
                };
            };
        };
    };
    export_suggestion_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_TrackQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_voice_tracks: {
        parameters: {
            query?: {
                /** @description Union; the caller's own if missing. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description First day; from the beginning if missing. */
                from?: components["schemas"]["Day"] | null;
                /** @description Last day; today if missing. */
                to?: components["schemas"]["Day"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceTownRow"][];
                };
            };
        };
    };
    export_voice_tracks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_TrackQuery"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    list_zone_cadres: {
        parameters: {
            query?: {
                /** @description Union of the zone; without one nothing is found. */
                union_id?: components["schemas"]["Id"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneCadre"][];
                };
            };
        };
    };
    list_zones: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name or of its pinyin initials. */
                q?: string | null;
                /** @description Only this kind. */
                kind?: components["schemas"]["ZoneKind"] | null;
                /** @description Only this zone and those directly under it. */
                parent_id?: components["schemas"]["Id"] | null;
                /** @description `true`: with a place on the map; `false`: without. */
                located?: boolean | null;
                /** @description `true`: closed ones; open ones otherwise. */
                closed?: boolean | null;
                /** @description Order; by union and name if missing. */
                sort?: components["schemas"]["ZoneOrder"] | null;
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ZoneRow"];
                };
            };
        };
    };
    create_zone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedZone"];
                };
            };
        };
    };
    count_zones: {
        parameters: {
            query?: {
                /** @description Only of this union and those beneath it. */
                union_id?: components["schemas"]["Id"] | null;
                /** @description Beginning of the name or of its pinyin initials. */
                q?: string | null;
                /** @description Only this kind. */
                kind?: components["schemas"]["ZoneKind"] | null;
                /** @description Only this zone and those directly under it. */
                parent_id?: components["schemas"]["Id"] | null;
                /** @description `true`: with a place on the map; `false`: without. */
                located?: boolean | null;
                /** @description `true`: closed ones; open ones otherwise. */
                closed?: boolean | null;
                /** @description Order; by union and name if missing. */
                sort?: components["schemas"]["ZoneOrder"] | null;
                /** @description Count all, even beyond 1,000. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
        };
    };
    export_zones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneExport"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    get_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneDetail"];
                };
            };
        };
    };
    edit_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneDetail"];
                };
            };
        };
    };
    list_zone_changes: {
        parameters: {
            query?: {
                /** @description `next` or `prev` of another page. */
                after?: string | null;
                /** @description Rows, at most 200. */
                limit?: number | null;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RecordChange"];
                };
            };
        };
    };
    close_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneEnd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneDetail"];
                };
            };
        };
    };
    set_zone_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneMembers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneDetail"];
                };
            };
        };
    };
    export_zone_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Export_NoConditions"];
            };
        };
        responses: {
            /** @description The list, .xlsx or .csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
        };
    };
    reveal_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneRevealRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
        };
    };
}
