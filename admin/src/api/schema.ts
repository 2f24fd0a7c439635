// Made by tools/apigen from openapi/openapi.json (npm run apigen). Do not edit.

export interface paths {
    "/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Activity */
        get: operations["list_quintet_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/activity/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Activity, with the query in the body */
        post: operations["query_quintet_activity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/activity/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways to sign in beside the password */
        get: operations["providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. In the modes `cookie` and `session` cookies hold what the answer does not */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a mail with a link to a new password; the answer is the same whether there is such an account or not */
        post: operations["request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password, with the token of the link */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stay signed in: the next tokens for the refresh token, which is used once */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Collections that you may see */
        get: operations["model_collections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        /** Collections of one collection */
        get: operations["model_collections_of_collection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fields that you may see */
        get: operations["model_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        /** Fields of one collection */
        get: operations["model_fields_of_collection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fields/{collection}/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                field: string;
            };
            cookie?: never;
        };
        /** One of them */
        get: operations["model_fields_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Files */
        get: operations["list_quintet_files"];
        put?: never;
        /** Create one or many Files */
        post: operations["create_quintet_files"];
        /** Delete many Files */
        delete: operations["delete_many_quintet_files"];
        options?: never;
        head?: never;
        /**
         * Change many Files
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_files"];
        trace?: never;
    };
    "/files/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Files, with the query in the body */
        post: operations["query_quintet_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_files"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_files"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_files"];
        trace?: never;
    };
    "/files/{id}/usages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a file is used, 1000 items a field at most */
        get: operations["file_usages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Folders */
        get: operations["list_quintet_folders"];
        put?: never;
        /** Create one or many Folders */
        post: operations["create_quintet_folders"];
        /** Delete many Folders */
        delete: operations["delete_many_quintet_folders"];
        options?: never;
        head?: never;
        /**
         * Change many Folders
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_folders"];
        trace?: never;
    };
    "/folders/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Folders, with the query in the body */
        post: operations["query_quintet_folders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_folders"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_folders"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_folders"];
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Jobs */
        get: operations["list_quintet_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Jobs, with the query in the body */
        post: operations["query_quintet_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a job again that has failed for good */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Notifications */
        get: operations["list_quintet_notifications"];
        put?: never;
        /** Create one or many Notifications */
        post: operations["create_quintet_notifications"];
        /** Delete many Notifications */
        delete: operations["delete_many_quintet_notifications"];
        options?: never;
        head?: never;
        /**
         * Change many Notifications
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_notifications"];
        trace?: never;
    };
    "/notifications/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Notifications, with the query in the body */
        post: operations["query_quintet_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_notifications"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_notifications"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_notifications"];
        trace?: never;
    };
    "/permissions/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which rule decides and why */
        get: operations["explain_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you may do, by collection and action */
        get: operations["my_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions/me/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        /** What you may do with a new item */
        get: operations["my_permissions_new"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions/me/{collection}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                id: string;
            };
            cookie?: never;
        };
        /** What you may do with one item */
        get: operations["my_permissions_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/policies/me/globals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether you may enter the admin app, and whether you may do everything */
        get: operations["my_globals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Saved views */
        get: operations["list_quintet_presets"];
        put?: never;
        /** Create one or many Saved views */
        post: operations["create_quintet_presets"];
        /** Delete many Saved views */
        delete: operations["delete_many_quintet_presets"];
        options?: never;
        head?: never;
        /**
         * Change many Saved views
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_presets"];
        trace?: never;
    };
    "/presets/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Saved views, with the query in the body */
        post: operations["query_quintet_presets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/presets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_presets"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_presets"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_presets"];
        trace?: never;
    };
    "/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Relations that you may see */
        get: operations["model_relations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/relations/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        /** Relations of one collection */
        get: operations["model_relations_of_collection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/relations/{collection}/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                field: string;
            };
            cookie?: never;
        };
        /** One of them */
        get: operations["model_relations_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Roles */
        get: operations["list_quintet_roles"];
        put?: never;
        /** Create one or many Roles */
        post: operations["create_quintet_roles"];
        /** Delete many Roles */
        delete: operations["delete_many_quintet_roles"];
        options?: never;
        head?: never;
        /**
         * Change many Roles
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_roles"];
        trace?: never;
    };
    "/roles/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your roles, the first one first */
        get: operations["my_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Roles, with the query in the body */
        post: operations["query_quintet_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_roles"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_roles"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_roles"];
        trace?: never;
    };
    "/schema/field-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The types of fields, and the operators of filters with the types that they fit */
        get: operations["field_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schema/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the model files would still change in the database; for administrators */
        get: operations["pending_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schema/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole model in one document */
        get: operations["schema_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server and its database work. */
        get: operations["server_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the server is, and what the project looks like */
        get: operations["server_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers `pong`. */
        get: operations["server_ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server/specs/oas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["server_specification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read Project settings */
        get: operations["read_quintet_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change Project settings */
        patch: operations["change_quintet_settings"];
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is no administrator yet */
        get: operations["setup"];
        put?: never;
        /** Make the first administrator, with the token of the link in the log */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new API token of any user, or of none */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Users */
        get: operations["list_quintet_users"];
        put?: never;
        /** Create one or many Users */
        post: operations["create_quintet_users"];
        /** Delete many Users */
        delete: operations["delete_many_quintet_users"];
        options?: never;
        head?: never;
        /**
         * Change many Users
         * @description A list of items with their keys; or one change for the items with these keys, or of this query. All or none.
         */
        patch: operations["change_many_quintet_users"];
        trace?: never;
    };
    "/users/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite people, by mail or with links for administrators to hand out; needs the right to create users */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/invite/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation: choose a password */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own account; at least its key */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: operations["my_sessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["end_my_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/tfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether codes of an app are asked for, how many recovery codes are left, and how many passkeys there are */
        get: operations["my_second_factors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your API tokens */
        get: operations["my_tokens"];
        put?: never;
        /** A new API token; its text is in this answer only */
        post: operations["create_my_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List Users, with the query in the body */
        post: operations["query_quintet_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register, where the settings allow it; the answer is the same whether the address has an account or not */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Read one */
        get: operations["read_quintet_users"];
        put?: never;
        post?: never;
        /** Delete one */
        delete: operations["delete_quintet_users"];
        options?: never;
        head?: never;
        /** Change one */
        patch: operations["change_quintet_users"];
        trace?: never;
    };
    "/utils/cache/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget what the server remembers between requests */
        post: operations["clear_cache"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/utils/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many items of each collection you may read, as `estimated_count` counts them */
        get: operations["estimated_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/utils/import/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make or change many items from the rows of a file
         * @description CSV with the names of fields in its first line, a JSON list, or a JSON document a line. The options are parameters or texts of the form. With a bad row nothing is written, and the answer is `IMPORT_FAILED` with the same report in `extensions.report`; with `dry_run` and `on_error=skip` it is 200.
         */
        post: operations["import_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/utils/random/string": {
        parameters: {
            query?: {
                length?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Letters and digits that nobody can guess */
        get: operations["random_string"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/utils/sort/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move an item to the place of another one in the manual order (`sortable`) */
        post: operations["sort_items"];
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
        /** @description A function with its fields: `{"count": "*", "sum": ["price"]}`. */
        aggregate: {
            /** @description the mean, as a double */
            avg?: string | string[];
            /** @description the mean of the different values */
            avgDistinct?: string | string[];
            /** @description how many values are not null; of `*`, how many items */
            count?: string | string[];
            /**
             * @description how many items; takes `*`
             * @constant
             */
            countAll?: "*";
            /** @description how many different values */
            countDistinct?: string | string[];
            /** @description the greatest value; of texts by code point */
            max?: string | string[];
            /** @description the least value; of texts by code point */
            min?: string | string[];
            /** @description the exact sum */
            sum?: string | string[];
            /** @description the exact sum of the different values */
            sumDistinct?: string | string[];
        };
        errors: {
            errors: {
                extensions: {
                    /**
                     * @description - `INVALID_REQUEST` (400): What arrived is no HTTP request.
                     *     - `INVALID_QUERY` (400): A parameter of the query is wrong; `path` says which.
                     *     - `INVALID_PAYLOAD` (400): The body has the wrong form; `path` says where.
                     *     - `FAILED_VALIDATION` (400): A value is refused: one problem a value, with `path`, `field` and `type`.
                     *     - `RECORD_NOT_UNIQUE` (400): Another item has this value in a unique field.
                     *     - `NOT_NULL_VIOLATION` (400): A field that needs a value would be null.
                     *     - `INVALID_FOREIGN_KEY` (400): A key leads to no item, or the item to delete is still referred to.
                     *     - `VALUE_OUT_OF_RANGE` (400): A number or date is beyond what the field can hold.
                     *     - `VALUE_TOO_LONG` (400): A text is longer than the field can hold.
                     *     - `IMPORT_FAILED` (400): Rows of the file are refused, and nothing was written; `report` says which and why.
                     *     - `ILLEGAL_ASSET_TRANSFORMATION` (400): The picture can not be made: it is no picture, it is damaged, or it is too large.
                     *     - `INVALID_CREDENTIALS` (401): The token is unknown, expired or revoked.
                     *     - `INVALID_OTP` (401): The account has a second factor: a one-time code is missing or wrong.
                     *     - `TOKEN_EXPIRED` (401): The token was good once; refresh, or ask for a new one.
                     *     - `USER_SUSPENDED` (401): The account may not be used at the moment.
                     *     - `FORBIDDEN` (403): Not permitted, or not there: the answer does not tell which.
                     *     - `INVALID_TOKEN` (403): The token was not made by this server, was used already, or is for something else.
                     *     - `SECOND_FACTOR_REQUIRED` (403): A role asks for a second factor, and this session has shown none: set one up, or sign in with it.
                     *     - `INVALID_PROVIDER` (403): There is no such way to sign in.
                     *     - `NOT_FOUND` (404): No such item in a collection that you may read.
                     *     - `ROUTE_NOT_FOUND` (404): No such path.
                     *     - `METHOD_NOT_ALLOWED` (405): The path does not take this method; `Allow` lists what it takes.
                     *     - `OUT_OF_TIME` (408): The request did not arrive in time.
                     *     - `UPLOAD_OFFSET` (409): The upload is further, or less far, than the client thinks; HEAD tells.
                     *     - `PRECONDITION_FAILED` (412): The item has changed since the answer with the `ETag` in `If-Match`.
                     *     - `CONTENT_TOO_LARGE` (413): The body is larger than the server takes.
                     *     - `URI_TOO_LONG` (414): The URL is longer than the server takes; send the query in a body.
                     *     - `UNSUPPORTED_MEDIA_TYPE` (415): The body is not of a type that is taken here.
                     *     - `RANGE_NOT_SATISFIABLE` (416): The file has no such bytes; `Content-Range` says how many it has.
                     *     - `REQUESTS_EXCEEDED` (429): Too many requests or attempts; try again after `Retry-After` seconds.
                     *     - `INTERNAL_SERVER_ERROR` (500): A mistake of the server; it is in its log.
                     *     - `SERVICE_UNAVAILABLE` (503): The database is away or busy, or a statement took too long. Try again after `Retry-After` seconds.
                     * @enum {unknown}
                     */
                    code: "INVALID_REQUEST" | "INVALID_QUERY" | "INVALID_PAYLOAD" | "FAILED_VALIDATION" | "RECORD_NOT_UNIQUE" | "NOT_NULL_VIOLATION" | "INVALID_FOREIGN_KEY" | "VALUE_OUT_OF_RANGE" | "VALUE_TOO_LONG" | "IMPORT_FAILED" | "ILLEGAL_ASSET_TRANSFORMATION" | "INVALID_CREDENTIALS" | "INVALID_OTP" | "TOKEN_EXPIRED" | "USER_SUSPENDED" | "FORBIDDEN" | "INVALID_TOKEN" | "SECOND_FACTOR_REQUIRED" | "INVALID_PROVIDER" | "NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "OUT_OF_TIME" | "UPLOAD_OFFSET" | "PRECONDITION_FAILED" | "CONTENT_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "RANGE_NOT_SATISFIABLE" | "REQUESTS_EXCEEDED" | "INTERNAL_SERVER_ERROR" | "SERVICE_UNAVAILABLE";
                    field?: string | null;
                    /** @description Where: `[3].slug`, `filter.title._eq`. */
                    path?: string;
                    request_id: string;
                    /** @description Of a refused value: required, min_length, regex … */
                    type?: string;
                };
                message: string;
            }[];
        };
        /** @description `{field: {operator: value}}`; several members are ANDed. Groups: `_and`, `_or` (lists), `_not`. Relations nest: `{author: {name: {_eq: …}}}`, with `_some`, `_none` and `_every` for relations to many. Operators: `_eq` `_neq` `_ieq` `_nieq` `_lt` `_lte` `_gt` `_gte` `_in` `_nin` `_between` `_nbetween` `_null` `_nnull` `_empty` `_nempty` `_contains` `_ncontains` `_icontains` `_nicontains` `_starts_with` `_nstarts_with` `_istarts_with` `_nistarts_with` `_ends_with` `_nends_with` `_iends_with` `_niends_with`. */
        filter: Record<string, never>;
        /** @description One group: the values that it has in common, and what was asked for by `aggregate`. */
        group: {
            avg?: {
                [key: string]: number | null;
            };
            avgDistinct?: {
                [key: string]: number | null;
            };
            count?: number | {
                [key: string]: number;
            };
            countAll?: number;
            countDistinct?: {
                [key: string]: number;
            };
            max?: {
                [key: string]: string | number | null;
            };
            min?: {
                [key: string]: string | number | null;
            };
            sum?: {
                [key: string]: string | number | null;
            };
            sumDistinct?: {
                [key: string]: string | number | null;
            };
        } & {
            [key: string]: string | number | boolean | null;
        };
        query: {
            keys?: (string | number)[];
            query?: {
                aggregate?: components["schemas"]["aggregate"];
                alias?: {
                    [key: string]: string;
                };
                cursor?: string;
                deep?: Record<string, never>;
                /** @enum {unknown} */
                export?: "csv" | "csv_utf8" | "json";
                fields?: string | string[];
                filter?: components["schemas"]["filter"];
                groupBy?: string | string[];
                limit?: number;
                meta?: string | string[];
                offset?: number;
                page?: number;
                search?: string;
                sort?: string | string[];
            };
        };
        quintet_activity: {
            /** Action */
            action?: string;
            /** Changes */
            changes?: unknown;
            /** Collection */
            collection?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /**
             * Acting administrator
             * Format: uuid
             */
            impersonator?: string | null;
            /** IP address */
            ip?: string | null;
            /** Item */
            item?: string | null;
            /** Signed in with */
            origin?: string | null;
            /** Id of the request */
            request_id?: string | null;
            /**
             * Time
             * Format: date-time
             */
            timestamp?: string;
            /** User */
            user?: (string | components["schemas"]["quintet_users"]) | null;
            /** Program */
            user_agent?: string | null;
            /**
             * Id of the user
             * Format: uuid
             */
            user_id?: string | null;
        };
        quintet_files: {
            /** Blurred preview */
            blurhash?: string | null;
            /** Character set */
            charset?: string | null;
            /** Checksum */
            checksum?: string | null;
            /** Color */
            color?: string | null;
            /**
             * Created on
             * Format: date-time
             */
            created_on?: string;
            /** Description */
            description?: string | null;
            /** Duration */
            duration?: number | null;
            /** Embedded from */
            embed?: string | null;
            /** Name in the storage */
            filename_disk?: string;
            /** File name */
            filename_download?: string;
            /** Size */
            filesize?: number | null;
            /** Focal point across */
            focal_point_x?: number | null;
            /** Focal point down */
            focal_point_y?: number | null;
            /** Folder */
            folder?: (string | components["schemas"]["quintet_folders"]) | null;
            /** Height */
            height?: number | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Location */
            location?: string | null;
            /** Metadata */
            metadata?: unknown;
            /** Modified by */
            modified_by?: (string | components["schemas"]["quintet_users"]) | null;
            /**
             * Modified on
             * Format: date-time
             */
            modified_on?: string;
            /** Storage */
            storage?: string;
            /** Tags */
            tags?: string[] | null;
            /** Title */
            title?: string | null;
            /** Type */
            type?: string | null;
            /** Uploaded by */
            uploaded_by?: (string | components["schemas"]["quintet_users"]) | null;
            /**
             * Uploaded on
             * Format: date-time
             */
            uploaded_on?: string | null;
            /** Width */
            width?: number | null;
        };
        quintet_files_create: {
            /** Character set */
            charset?: string | null;
            /** Description */
            description?: string | null;
            /** Embedded from */
            embed?: string | null;
            /** File name */
            filename_download: string;
            /** Focal point across */
            focal_point_x?: number | null;
            /** Focal point down */
            focal_point_y?: number | null;
            /** Folder */
            folder?: (string | components["schemas"]["quintet_folders_create"]) | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Location */
            location?: string | null;
            /** Tags */
            tags?: string[] | null;
            /** Title */
            title?: string | null;
        };
        quintet_files_update: {
            /** Character set */
            charset?: string | null;
            /** Description */
            description?: string | null;
            /** Embedded from */
            embed?: string | null;
            /** File name */
            filename_download?: string;
            /** Focal point across */
            focal_point_x?: number | null;
            /** Focal point down */
            focal_point_y?: number | null;
            /** Folder */
            folder?: (string | components["schemas"]["quintet_folders_update"]) | null;
            /** Location */
            location?: string | null;
            /** Tags */
            tags?: string[] | null;
            /** Title */
            title?: string | null;
        };
        quintet_folders: {
            /** Children */
            children?: (string | components["schemas"]["quintet_folders"])[];
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string;
            /** Created by */
            created_by?: (string | components["schemas"]["quintet_users"]) | null;
            /** Files */
            files?: (string | components["schemas"]["quintet_files"])[];
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Name */
            name?: string;
            /** Parent folder */
            parent?: (string | components["schemas"]["quintet_folders"]) | null;
            /**
             * Updated at
             * Format: date-time
             */
            updated_at?: string;
            /** Updated by */
            updated_by?: (string | components["schemas"]["quintet_users"]) | null;
        };
        quintet_folders_create: {
            /** Children */
            children?: (string | components["schemas"]["quintet_folders_create"])[] | {
                create?: (string | components["schemas"]["quintet_folders_create"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_folders_create"])[];
            } | null;
            /** Files */
            files?: (string | components["schemas"]["quintet_files_create"])[] | {
                create?: (string | components["schemas"]["quintet_files_create"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_files_create"])[];
            } | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Name */
            name: string;
            /** Parent folder */
            parent?: (string | components["schemas"]["quintet_folders_create"]) | null;
        };
        quintet_folders_update: {
            /** Children */
            children?: (string | components["schemas"]["quintet_folders_update"])[] | {
                create?: (string | components["schemas"]["quintet_folders_update"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_folders_update"])[];
            } | null;
            /** Files */
            files?: (string | components["schemas"]["quintet_files_update"])[] | {
                create?: (string | components["schemas"]["quintet_files_update"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_files_update"])[];
            } | null;
            /** Name */
            name?: string;
            /** Parent folder */
            parent?: (string | components["schemas"]["quintet_folders_update"]) | null;
        };
        quintet_jobs: {
            /** Attempts */
            attempts?: number;
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Kind */
            kind?: string;
            /** Last error */
            last_error?: string | null;
            /**
             * Taken by
             * Format: uuid
             */
            lease?: string | null;
            /**
             * Due
             * Format: date-time
             */
            run_at?: string;
            /**
             * Status
             * @enum {string}
             */
            status?: "waiting" | "dead";
            /** Unique key */
            unique_key?: string | null;
        };
        quintet_notifications: {
            /** Collection */
            collection?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Item */
            item?: string | null;
            /** Message */
            message?: string | null;
            /** Recipient */
            recipient?: (string | components["schemas"]["quintet_users"]) | null;
            /** Sender */
            sender?: (string | components["schemas"]["quintet_users"]) | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "inbox" | "archived";
            /** Subject */
            subject?: string;
            /**
             * Time
             * Format: date-time
             */
            timestamp?: string;
        };
        quintet_notifications_create: {
            /** Collection */
            collection?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Item */
            item?: string | null;
            /** Message */
            message?: string | null;
            /** Recipient */
            recipient: (string | components["schemas"]["quintet_users_create"]) | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "inbox" | "archived";
            /** Subject */
            subject: string;
        };
        quintet_notifications_update: {
            /** Collection */
            collection?: string | null;
            /** Item */
            item?: string | null;
            /** Message */
            message?: string | null;
            /** Recipient */
            recipient?: (string | components["schemas"]["quintet_users_update"]) | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "inbox" | "archived";
            /** Subject */
            subject?: string;
        };
        quintet_presets: {
            /** Name */
            bookmark?: string;
            /** Collection */
            collection?: string;
            /** Color */
            color?: string | null;
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string;
            /** Filter */
            filter?: unknown;
            /** Icon */
            icon?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Layout */
            layout?: string;
            /** Widths and the like */
            layout_options?: unknown;
            /** Fields and sorting */
            layout_query?: unknown;
            /** Shared with the role */
            role?: (string | components["schemas"]["quintet_roles"]) | null;
            /** Search */
            search?: string | null;
            /**
             * Updated at
             * Format: date-time
             */
            updated_at?: string;
            /** Belongs to */
            user?: (string | components["schemas"]["quintet_users"]) | null;
        };
        quintet_presets_create: {
            /** Name */
            bookmark: string;
            /** Collection */
            collection: string;
            /** Color */
            color?: string | null;
            /** Filter */
            filter?: unknown;
            /** Icon */
            icon?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Layout */
            layout?: string;
            /** Widths and the like */
            layout_options?: unknown;
            /** Fields and sorting */
            layout_query?: unknown;
            /** Shared with the role */
            role?: (string | components["schemas"]["quintet_roles_create"]) | null;
            /** Search */
            search?: string | null;
            /** Belongs to */
            user?: (string | components["schemas"]["quintet_users_create"]) | null;
        };
        quintet_presets_update: {
            /** Name */
            bookmark?: string;
            /** Collection */
            collection?: string;
            /** Color */
            color?: string | null;
            /** Filter */
            filter?: unknown;
            /** Icon */
            icon?: string | null;
            /** Layout */
            layout?: string;
            /** Widths and the like */
            layout_options?: unknown;
            /** Fields and sorting */
            layout_query?: unknown;
            /** Shared with the role */
            role?: (string | components["schemas"]["quintet_roles_update"]) | null;
            /** Search */
            search?: string | null;
            /** Belongs to */
            user?: (string | components["schemas"]["quintet_users_update"]) | null;
        };
        quintet_roles: {
            /** May do everything */
            admin_access?: boolean;
            /** May enter this app */
            app_access?: boolean;
            /** Children */
            children?: (string | components["schemas"]["quintet_roles"])[];
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string;
            /** Description */
            description?: string | null;
            /** Asks for a second factor */
            enforce_tfa?: boolean;
            /** Icon */
            icon?: string | null;
            /** Id */
            id?: string;
            /** Name */
            name?: string;
            /** Parent role */
            parent?: (string | components["schemas"]["quintet_roles"]) | null;
            /** Permissions */
            permissions?: unknown;
            /**
             * Comes from
             * @enum {string}
             */
            source?: "file" | "database";
            /**
             * Updated at
             * Format: date-time
             */
            updated_at?: string;
        };
        quintet_roles_create: {
            /** May enter this app */
            app_access?: boolean;
            /** Children */
            children?: (string | components["schemas"]["quintet_roles_create"])[] | {
                create?: (string | components["schemas"]["quintet_roles_create"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_roles_create"])[];
            } | null;
            /** Description */
            description?: string | null;
            /** Asks for a second factor */
            enforce_tfa?: boolean;
            /** Icon */
            icon?: string | null;
            /** Id */
            id?: string;
            /** Name */
            name: string;
            /** Parent role */
            parent?: (string | components["schemas"]["quintet_roles_create"]) | null;
            /** Permissions */
            permissions?: unknown;
        };
        quintet_roles_update: {
            /** May enter this app */
            app_access?: boolean;
            /** Children */
            children?: (string | components["schemas"]["quintet_roles_update"])[] | {
                create?: (string | components["schemas"]["quintet_roles_update"])[];
                delete?: unknown[];
                update?: (string | components["schemas"]["quintet_roles_update"])[];
            } | null;
            /** Description */
            description?: string | null;
            /** Asks for a second factor */
            enforce_tfa?: boolean;
            /** Icon */
            icon?: string | null;
            /** Name */
            name?: string;
            /** Parent role */
            parent?: (string | components["schemas"]["quintet_roles_update"]) | null;
            /** Permissions */
            permissions?: unknown;
        };
        quintet_settings: {
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string | null;
            /** Appearance */
            default_appearance?: ("auto" | "light" | "dark") | null;
            /** Language */
            default_language?: ("en" | "de" | "fr" | "es" | "ar") | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string | null;
            /** Color */
            project_color?: string | null;
            /** Tagline */
            project_descriptor?: string | null;
            /** Logo */
            project_logo?: (string | components["schemas"]["quintet_files"]) | null;
            /** Name */
            project_name?: string | null;
            /**
             * Updated at
             * Format: date-time
             */
            updated_at?: string | null;
        };
        quintet_settings_update: {
            /** Appearance */
            default_appearance?: ("auto" | "light" | "dark") | null;
            /** Language */
            default_language?: ("en" | "de" | "fr" | "es" | "ar") | null;
            /** Color */
            project_color?: string | null;
            /** Tagline */
            project_descriptor?: string | null;
            /** Logo */
            project_logo?: (string | components["schemas"]["quintet_files_update"]) | null;
            /** Name */
            project_name?: string | null;
        };
        quintet_users: {
            /** Appearance */
            appearance?: ("auto" | "light" | "dark") | null;
            /** Avatar */
            avatar?: (string | components["schemas"]["quintet_files"]) | null;
            /**
             * Created at
             * Format: date-time
             */
            created_at?: string;
            /** Description */
            description?: string | null;
            /** Desk */
            desk?: ("city" | "culture" | "sports" | "opinion" | "weekend") | null;
            /**
             * Email
             * Format: email
             */
            email?: string | null;
            /** Notifications by email */
            email_notifications?: boolean | null;
            /**
             * Address confirmed
             * Format: date-time
             */
            email_verified_at?: string | null;
            /** Id at the provider */
            external_identifier?: string | null;
            /** First name */
            first_name?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Language */
            language?: string | null;
            /**
             * Last access
             * Format: date-time
             */
            last_access?: string | null;
            /** Last name */
            last_name?: string | null;
            /** Last page */
            last_page?: string | null;
            /** Location */
            location?: string | null;
            /** Profile */
            profile?: (string | {
                [key: string]: unknown;
            }) | null;
            /** Signs in by */
            provider?: string;
            /** Role */
            role?: (string | components["schemas"]["quintet_roles"]) | null;
            /** Roles */
            roles?: string[] | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "draft" | "invited" | "unverified" | "active" | "suspended" | "archived";
            /** Tags */
            tags?: string[] | null;
            /** Text direction */
            text_direction?: ("auto" | "ltr" | "rtl") | null;
            /** Dark theme */
            theme_dark?: string | null;
            /** Changes to the dark theme */
            theme_dark_overrides?: unknown;
            /** Light theme */
            theme_light?: string | null;
            /** Changes to the light theme */
            theme_light_overrides?: unknown;
            /** Position */
            title?: string | null;
            /**
             * Updated at
             * Format: date-time
             */
            updated_at?: string;
        };
        quintet_users_create: {
            /** Appearance */
            appearance?: ("auto" | "light" | "dark") | null;
            /** Avatar */
            avatar?: (string | components["schemas"]["quintet_files_create"]) | null;
            /** Description */
            description?: string | null;
            /** Desk */
            desk?: ("city" | "culture" | "sports" | "opinion" | "weekend") | null;
            /**
             * Email
             * Format: email
             */
            email?: string | null;
            /** Notifications by email */
            email_notifications?: boolean | null;
            /** Id at the provider */
            external_identifier?: string | null;
            /** First name */
            first_name?: string | null;
            /**
             * Id
             * Format: uuid
             */
            id?: string;
            /** Language */
            language?: string | null;
            /** Last name */
            last_name?: string | null;
            /** Last page */
            last_page?: string | null;
            /** Location */
            location?: string | null;
            /**
             * Password
             * Format: password
             */
            password?: string | null;
            /** Profile */
            profile?: (string | {
                [key: string]: unknown;
            }) | null;
            /** Signs in by */
            provider?: string;
            /** Role */
            role?: (string | components["schemas"]["quintet_roles_create"]) | null;
            /** Roles */
            roles?: string[] | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "draft" | "invited" | "unverified" | "active" | "suspended" | "archived";
            /** Tags */
            tags?: string[] | null;
            /** Text direction */
            text_direction?: ("auto" | "ltr" | "rtl") | null;
            /** Dark theme */
            theme_dark?: string | null;
            /** Changes to the dark theme */
            theme_dark_overrides?: unknown;
            /** Light theme */
            theme_light?: string | null;
            /** Changes to the light theme */
            theme_light_overrides?: unknown;
            /** Position */
            title?: string | null;
        };
        quintet_users_update: {
            /** Appearance */
            appearance?: ("auto" | "light" | "dark") | null;
            /** Avatar */
            avatar?: (string | components["schemas"]["quintet_files_update"]) | null;
            /** Description */
            description?: string | null;
            /** Desk */
            desk?: ("city" | "culture" | "sports" | "opinion" | "weekend") | null;
            /**
             * Email
             * Format: email
             */
            email?: string | null;
            /** Notifications by email */
            email_notifications?: boolean | null;
            /** Id at the provider */
            external_identifier?: string | null;
            /** First name */
            first_name?: string | null;
            /** Language */
            language?: string | null;
            /** Last name */
            last_name?: string | null;
            /** Last page */
            last_page?: string | null;
            /** Location */
            location?: string | null;
            /**
             * Password
             * Format: password
             */
            password?: string | null;
            /** Profile */
            profile?: (string | {
                [key: string]: unknown;
            }) | null;
            /** Signs in by */
            provider?: string;
            /** Role */
            role?: (string | components["schemas"]["quintet_roles_update"]) | null;
            /** Roles */
            roles?: string[] | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "draft" | "invited" | "unverified" | "active" | "suspended" | "archived";
            /** Tags */
            tags?: string[] | null;
            /** Text direction */
            text_direction?: ("auto" | "ltr" | "rtl") | null;
            /** Dark theme */
            theme_dark?: string | null;
            /** Changes to the dark theme */
            theme_dark_overrides?: unknown;
            /** Light theme */
            theme_light?: string | null;
            /** Changes to the light theme */
            theme_light_overrides?: unknown;
            /** Position */
            title?: string | null;
        };
    };
    responses: {
        /** @description Something in the request is wrong */
        error_400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The token is unknown, expired or revoked */
        error_401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description Not permitted, or not there */
        error_403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description No such item */
        error_404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The request did not arrive in time */
        error_408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The item has changed since the answer with the `ETag` in `If-Match` */
        error_412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The body is too large */
        error_413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The URL is too long */
        error_414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The body is not JSON */
        error_415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description Too many requests or attempts */
        error_429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description A mistake of the server */
        error_500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
        /** @description The database is away or busy */
        error_503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["errors"];
            };
        };
    };
    parameters: {
        /** @description Groups instead of items: what to count or add up, by function. */
        aggregate: string;
        /** @description The same relation under other names: `{"newest": "comments"}`. */
        alias: string;
        /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
        cursor: string;
        /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
        deep: string;
        /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
        export: "csv" | "csv_utf8" | "json";
        /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
        fields: string;
        /** @description Which items. */
        filter: string;
        /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
        groupBy: string;
        /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
        if_match: string;
        /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
        limit: number;
        /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
        meta: string;
        /** @description Items to leave out first. */
        offset: number;
        /** @description Instead of `offset`, from 1. */
        page: number;
        /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
        search: string;
        /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
        sort: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_quintet_activity: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_activity"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_activity"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_activity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_activity"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_activity"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_activity: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_activity"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /**
                     * @default json
                     * @enum {unknown}
                     */
                    mode?: "json" | "cookie" | "session";
                    otp?: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Not in mode `session`. */
                            access_token?: string;
                            /** @description Milliseconds. */
                            expires: number;
                            /** @description In mode `json`. */
                            refresh_token?: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default json
                     * @enum {unknown}
                     */
                    mode?: "json" | "cookie" | "session";
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    request_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description A page of your own, if the settings allow it. */
                    reset_url?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default json
                     * @enum {unknown}
                     */
                    mode?: "json" | "cookie" | "session";
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Not in mode `session`. */
                            access_token?: string;
                            /** @description Milliseconds. */
                            expires: number;
                            /** @description In mode `json`. */
                            refresh_token?: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_collections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            meta: Record<string, never>;
                            schema: Record<string, never> | null;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_collections_of_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            meta: Record<string, never>;
                            schema: Record<string, never> | null;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            schema: Record<string, never> | null;
                            type: string;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_fields_of_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            schema: Record<string, never> | null;
                            type: string;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_fields_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            schema: Record<string, never> | null;
                            type: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_files: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_files"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_files"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_files: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_files_create"] | components["schemas"]["quintet_files_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_files"] | components["schemas"]["quintet_files"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_files: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_files_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_files_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_files"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_files: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_files"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_files"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_files: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_files"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_files: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_files: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_files_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_files"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    file_usages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            item: string;
                            title: string;
                        }[];
                        meta: {
                            /** @description In how many items more that you may not read */
                            hidden: number;
                            /** @description Whether it is used in more places than were looked at */
                            truncated: boolean;
                            /** @description Whether it is still being found out what lists, objects, blocks and rich text hold, after a change of the models */
                            unfinished: boolean;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_folders: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_folders"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_folders"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_folders: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_folders_create"] | components["schemas"]["quintet_folders_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_folders"] | components["schemas"]["quintet_folders"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_folders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_folders: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_folders_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_folders_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_folders"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_folders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_folders"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_folders"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_folders: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_folders"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_folders: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_folders: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_folders_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_folders"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_jobs: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_jobs"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_jobs"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_jobs"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_jobs"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_jobs: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_jobs"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_notifications: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_notifications"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_notifications"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_notifications: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_notifications_create"] | components["schemas"]["quintet_notifications_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_notifications"] | components["schemas"]["quintet_notifications"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_notifications: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_notifications_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_notifications_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_notifications"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_notifications"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_notifications"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_notifications: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_notifications"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_notifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_notifications: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_notifications_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_notifications"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    explain_permissions: {
        parameters: {
            query: {
                /** @description A role, or several with commas between. One of role, user and token is needed. */
                role?: string;
                /** @description The address or the id of a user. */
                user?: string;
                /** @description The prefix of an API token. */
                token?: string;
                action: "create" | "read" | "update" | "delete";
                /** @description The collection. */
                collection: string;
                /** @description The key of an item, whose row is asked. */
                item?: string;
                /** @description One field instead of the item. */
                field?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            message: string;
                            reason: string;
                            rules: {
                                check: {
                                    condition: string;
                                    /** @description The same in the grammar of filters. */
                                    filter: Record<string, never>;
                                    /** @description Asked of the item; null without one. */
                                    holds: boolean | null;
                                    /** @description What the item has there. */
                                    value: unknown;
                                }[];
                                filter: {
                                    condition: string;
                                    /** @description The same in the grammar of filters. */
                                    filter: Record<string, never>;
                                    /** @description Asked of the item; null without one. */
                                    holds: boolean | null;
                                    /** @description What the item has there. */
                                    value: unknown;
                                }[];
                                grants_field: boolean;
                                role: string;
                                /** @description `roles/editor.yaml:12` */
                                source: string | null;
                                validate: {
                                    condition: string;
                                    /** @description The same in the grammar of filters. */
                                    filter: Record<string, never>;
                                    /** @description Asked of the item; null without one. */
                                    holds: boolean | null;
                                    /** @description What the item has there. */
                                    value: unknown;
                                }[];
                            }[];
                            /**
                             * @description `depends`: the item decides, or what is written.
                             * @enum {unknown}
                             */
                            verdict: "allowed" | "denied" | "depends";
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            [key: string]: {
                                create: {
                                    /**
                                     * @description `partial`: the row decides.
                                     * @enum {unknown}
                                     */
                                    access: "none" | "partial" | "full";
                                    fields?: string[];
                                    /** @description What your roles fill in. */
                                    presets?: Record<string, never>;
                                };
                                delete: {
                                    /**
                                     * @description `partial`: the row decides.
                                     * @enum {unknown}
                                     */
                                    access: "none" | "partial" | "full";
                                    fields?: string[];
                                    /** @description What your roles fill in. */
                                    presets?: Record<string, never>;
                                };
                                read: {
                                    /**
                                     * @description `partial`: the row decides.
                                     * @enum {unknown}
                                     */
                                    access: "none" | "partial" | "full";
                                    fields?: string[];
                                    /** @description What your roles fill in. */
                                    presets?: Record<string, never>;
                                };
                                share: {
                                    /**
                                     * @description `partial`: the row decides.
                                     * @enum {unknown}
                                     */
                                    access: "none" | "partial" | "full";
                                    fields?: string[];
                                    /** @description What your roles fill in. */
                                    presets?: Record<string, never>;
                                };
                                update: {
                                    /**
                                     * @description `partial`: the row decides.
                                     * @enum {unknown}
                                     */
                                    access: "none" | "partial" | "full";
                                    fields?: string[];
                                    /** @description What your roles fill in. */
                                    presets?: Record<string, never>;
                                };
                            };
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_permissions_new: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            delete: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                            share: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                            update: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_permissions_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            delete: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                            share: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                            update: {
                                /**
                                 * @description `partial`: the row decides.
                                 * @enum {unknown}
                                 */
                                access: "none" | "partial" | "full";
                                fields?: string[];
                                /** @description What your roles fill in. */
                                presets?: Record<string, never>;
                            };
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_globals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            admin_access: boolean;
                            app_access: boolean;
                            enforce_tfa: boolean;
                            impersonator: string | null;
                            user: string | null;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_presets: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_presets"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_presets"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_presets: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_presets_create"] | components["schemas"]["quintet_presets_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_presets"] | components["schemas"]["quintet_presets"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_presets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_presets: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_presets_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_presets_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_presets"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_presets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_presets"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_presets"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_presets: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_presets"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_presets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_presets: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_presets_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_presets"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_relations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            related_collection: string | null;
                            schema: Record<string, never> | null;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_relations_of_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            related_collection: string | null;
                            schema: Record<string, never> | null;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    model_relations_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            field: string;
                            meta: Record<string, never>;
                            related_collection: string | null;
                            schema: Record<string, never> | null;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_roles: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_roles"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_roles"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_roles: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_roles_create"] | components["schemas"]["quintet_roles_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_roles"] | components["schemas"]["quintet_roles"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_roles: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_roles_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_roles_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_roles"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_roles"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_roles"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_roles: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_roles"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_roles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_roles: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_roles_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_roles"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    field_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            operators: {
                                label: string;
                                name: string;
                                negated: boolean;
                                /**
                                 * @description What stands after the operator.
                                 * @enum {unknown}
                                 */
                                operand: "one" | "list" | "pair" | "flag";
                                /** @description The types of `/fields` that it fits. */
                                types: string[];
                            }[];
                            types: {
                                name: string;
                                options: string[];
                                summary: string;
                            }[];
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    pending_plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            conflicts: string[];
                            drift: string[];
                            hash: string;
                            questions: string[];
                            steps: {
                                /** @enum {unknown} */
                                class: "safe" | "slow" | "needs data" | "lossy";
                                description: string;
                                is_needed_to_serve: boolean;
                                reason: string | null;
                                sql: string[];
                                subject: string;
                            }[];
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    schema_snapshot: {
        parameters: {
            query?: {
                /** @description Only these, with commas between. */
                includeCollections?: string;
                /** @description All but these; not together with the other. */
                excludeCollections?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>;
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    server_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/health+json": Record<string, never>;
                };
            };
        };
    };
    server_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            project: {
                                default_appearance: string | null;
                                default_language: string | null;
                                project_color: string | null;
                                project_descriptor: string | null;
                                /** @description A file that everybody may have at `/assets/{id}`. */
                                project_logo: string | null;
                                project_name: string;
                            };
                            queryLimit?: {
                                default?: number;
                                max?: number;
                            };
                            /** @description For who has signed in, as are the limits. */
                            version?: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    server_ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    server_specification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    read_quintet_settings: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_settings"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_settings: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_settings_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_settings"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            required: boolean;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    first_name?: string;
                    last_name?: string;
                    /**
                     * @default json
                     * @enum {unknown}
                     */
                    mode?: "json" | "cookie" | "session";
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Not in mode `session`. */
                            access_token?: string;
                            /** @description Milliseconds. */
                            expires: number;
                            /** @description In mode `json`. */
                            refresh_token?: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string | null;
                    is_read_only?: boolean;
                    name: string;
                    roles?: string[] | null;
                    /** Format: uuid */
                    user?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            prefix: string;
                            token: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    list_quintet_users: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Which items. */
                filter?: components["parameters"]["filter"];
                /** @description Words in the searchable fields; what fits better comes first, unless `sort` says otherwise. */
                search?: components["parameters"]["search"];
                /** @description `-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending. */
                sort?: components["parameters"]["sort"];
                /** @description Items of a page: 20 unless you say otherwise, at most 1000. `-1`: all, if they are no more than that. */
                limit?: components["parameters"]["limit"];
                /** @description Items to leave out first. */
                offset?: components["parameters"]["offset"];
                /** @description Instead of `offset`, from 1. */
                page?: components["parameters"]["page"];
                /** @description Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`). */
                cursor?: components["parameters"]["cursor"];
                /** @description Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000. */
                meta?: components["parameters"]["meta"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
                /** @description Groups instead of items: what to count or add up, by function. */
                aggregate?: components["parameters"]["aggregate"];
                /** @description Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone. */
                groupBy?: components["parameters"]["groupBy"];
                /** @description The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`. */
                export?: components["parameters"]["export"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_users"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_users"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_quintet_users: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_users_create"] | components["schemas"]["quintet_users_create"][];
            };
        };
        responses: {
            /** @description What was written, in the order of the request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_users"] | components["schemas"]["quintet_users"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_many_quintet_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[] | {
                    keys: string[];
                } | {
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_many_quintet_users: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[] | {
                    data: components["schemas"]["quintet_users_update"];
                    keys: string[];
                } | {
                    data: components["schemas"]["quintet_users_update"];
                    query: Record<string, never>;
                };
            };
        };
        responses: {
            /** @description The changed items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_users"][];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string | string[];
                    /** @description A page of your own, if the settings allow it. */
                    invite_url?: string | null;
                    /** @description `false`: nothing is sent, and the answer has the links. */
                    mail?: boolean | null;
                    role?: string | string[];
                    roles?: string | string[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            email: string;
                            /** Format: date-time */
                            expires_at: string;
                            link: string;
                        }[];
                    };
                };
            };
            /** @description The links are sent */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            is_current: boolean;
                        }[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    end_my_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_second_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            is_enabled: boolean;
                            passkeys: number;
                            recovery_codes: number;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    my_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: Record<string, never>[];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    create_my_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string | null;
                    is_read_only?: boolean;
                    name: string;
                    roles?: string[] | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            prefix: string;
                            token: string;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    query_quintet_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["query"];
            };
        };
        responses: {
            /** @description The items, or the groups; or a file of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["quintet_users"] | components["schemas"]["group"])[];
                        meta?: {
                            estimated_count?: number;
                            filter_count?: number;
                            next_cursor?: string | null;
                            total_count?: number;
                        };
                    } | (components["schemas"]["quintet_users"] | components["schemas"]["group"])[];
                    "text/csv": string;
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    first_name?: string | null;
                    last_name?: string | null;
                    password: string;
                    /** @description A page of your own, if the settings allow it. */
                    verification_url?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            429: components["responses"]["error_429"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    read_quintet_users: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
                /** @description The same relation under other names: `{"newest": "comments"}`. */
                alias?: components["parameters"]["alias"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_users"];
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    delete_quintet_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    change_quintet_users: {
        parameters: {
            query?: {
                /** @description What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more. */
                fields?: components["parameters"]["fields"];
                /** @description Filter, sort and limit inside a relation: `{"tags": {"_limit": 3}}`; or its groups: `{"tags": {"_aggregate": {"count": "*"}}}`. */
                deep?: components["parameters"]["deep"];
            };
            header?: {
                /** @description The `ETag` of the item as you saw it: the write is refused (412) if it has changed since. */
                "If-Match"?: components["parameters"]["if_match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["quintet_users_update"];
            };
        };
        responses: {
            /** @description The changed item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["quintet_users"];
                    };
                };
            };
            /** @description Written; you may not read it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            412: components["responses"]["error_412"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    clear_cache: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    estimated_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    import_items: {
        parameters: {
            query?: {
                /** @description Do everything, and take it back. */
                dry_run?: "false" | "true";
                /** @description A JSON object: the field of a column (`author.email`, `address.city` too), or null to leave the column out. A column that is not named goes to the field of its own name. */
                mapping?: string;
                /** @description A unique field: a row changes the item with the same value in it, or makes a new one. Without it: the key of the items. */
                key?: string;
                /** @description `stop`: all or nothing. `skip`: bad rows are left out. */
                on_error?: "stop" | "skip";
                /** @description What separates the cells of CSV; without it, as the first line looks. */
                delimiter?: "," | ";" | "|" | "tab";
                /** @description What the file is, where its media type and its name do not say it. */
                format?: "csv" | "json";
            };
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>[];
                "application/x-ndjson": string;
                "multipart/form-data": {
                    /**
                     * @description What separates the cells of CSV; without it, as the first line looks.
                     * @enum {string}
                     */
                    delimiter?: "," | ";" | "|" | "tab";
                    /**
                     * @description Do everything, and take it back.
                     * @enum {string}
                     */
                    dry_run?: "false" | "true";
                    /** Format: binary */
                    file: string;
                    /**
                     * @description What the file is, where its media type and its name do not say it.
                     * @enum {string}
                     */
                    format?: "csv" | "json";
                    /** @description A unique field: a row changes the item with the same value in it, or makes a new one. Without it: the key of the items. */
                    key?: string;
                    /** @description A JSON object: the field of a column (`author.email`, `address.city` too), or null to leave the column out. A column that is not named goes to the field of its own name. */
                    mapping?: string;
                    /**
                     * @description `stop`: all or nothing. `skip`: bad rows are left out.
                     * @enum {string}
                     */
                    on_error?: "stop" | "skip";
                };
                "text/csv": string;
            };
        };
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Of CSV: where each column goes; null where it is left out. */
                            columns: {
                                column: string;
                                field: string | null;
                            }[];
                            /** @description Good rows that make an item. */
                            created: number;
                            /** @description The first hundred. */
                            errors: {
                                code: string;
                                column: string | null;
                                field: string | null;
                                line: number;
                                message: string;
                                path: string | null;
                                row: number;
                                type: string | null;
                            }[];
                            /** @description Bad rows. */
                            failed: number;
                            /** @description Rows of the file. */
                            rows: number;
                            /** @description Good rows that change one. */
                            updated: number;
                            /** @description Whether anything was kept. */
                            written: boolean;
                        };
                    };
                };
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    random_string: {
        parameters: {
            query?: {
                length?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: string;
                    };
                };
            };
            /** @description Unchanged since the answer with this `ETag` (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
    sort_items: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    item: string | number;
                    to: string | number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["error_400"];
            401: components["responses"]["error_401"];
            403: components["responses"]["error_403"];
            404: components["responses"]["error_404"];
            408: components["responses"]["error_408"];
            413: components["responses"]["error_413"];
            414: components["responses"]["error_414"];
            415: components["responses"]["error_415"];
            500: components["responses"]["error_500"];
            503: components["responses"]["error_503"];
        };
    };
}
