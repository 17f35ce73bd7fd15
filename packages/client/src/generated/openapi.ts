// Written by packages/client/generator from the OpenAPI document: npm run client:generate. Not to be edited.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Home page
         * @description Links to the documentation, the dashboard and the main addresses.
         */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API reference, to read and try
         * @description Loads nothing from other hosts.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the process run?
         * @description Answers as long as the process can answer at all. On every service.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Durations by route, the process, the queue. On every service; holds no ids.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The OpenAPI document
         * @description OpenAPI 3.1 of every service of Sluice, made from the schemas that check requests.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every problem code
         * @description All codes a problem document may carry. A page; JSON where the request does not accept pages.
         */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a problem’s code means
         * @description The `type` of a problem document. A page; JSON where the request does not accept pages.
         */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it do its work?
         * @description Send traffic only while this answers 200. On every service.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open and closed alerts
         * @description Sources that fell silent, conflict or have a clock that runs ahead, feeds that fail or whose time stands still, keys that ended while their sender goes on with them, and pools that cannot be computed or will end their period far from their money. Newest first. The worker looks every 30 seconds. An alert closes by itself when its cause is gone; until then `details` is kept current.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audit log: who changed what
         * @description Changes of configuration and keys, decisions, logins and refusals, newest first. Entries are chained, so that a changed or removed one shows (`sluice audit verify`). New entries never shift a page.
         *
         *     The key needs `keys:admin`.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report capacity, waiting lists, intake or actual spend
         * @description Takes CloudEvents 1.0, one or up to 1,000 at a time (each at most 64 KiB and 8 levels deep, a batch at most 5 MiB). The answer comes after the commit: an accepted event is never lost. Without an answer, or after 503, send it again: each pair of `source` and `id` is stored once, and a repeat is answered as a duplicate. A 503 to more than 500 events may leave a part stored, as its `detail` says: send all of them again. The organization is that of the key. A request names at most 20 sources that must sign (413 beyond).
         *
         *     Binary mode: with `application/json` and the headers `ce-specversion`, `ce-id`, `ce-source`, `ce-type` and `ce-time` the body is the event’s `data`, and every other attribute is a header `ce-<name>`, percent-encoded as CloudEvents says.
         *
         *     Streams: `application/x-ndjson`, one event a line of at most 64 KiB, of any length and duration, with a line at least every 30 seconds; 16 at once from one organization (503 beyond). The answer is a stream as well: refused lines (the first 1,000), a checkpoint for each stored part, and a last line that is a summary or says where it was aborted. Send all again to resume.
         *
         *     Spreadsheets: `text/csv`, at most 5 MiB, a header row and up to 10,000 rows, one place a row; the same row again is the same event.
         *
         *     Schedulers: FHIR R4 (`application/fhir+json`, or NDJSON with one resource a line) is counted by a mapping and stored as one capacity event for each place; at most 5 MiB, 20,000 entries and 24 levels.
         *
         *     A body has at most 5 MiB (413); a stream is not limited.
         *
         *     The key needs `events:write`.
         */
        post: operations["postEvents"];
        delete?: never;
        /**
         * Whether webhooks may be sent here
         * @description The handshake of CloudEvents’ webhook specification: a sender that asks with `WebHook-Request-Origin` is told that it may. Nothing is called back and nothing of the question is kept; sending still needs a key.
         */
        options: operations["agreeToEvents"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All feeds
         * @description In the order of their ids.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listFeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/{feedId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One feed
         * @description As it was put, with defaults filled in, and how polling goes.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getFeed"];
        /**
         * Configure a feed
         * @description Replaces all of it; the same again changes nothing. The feed is polled at once, but not within a minute of its last poll. An organization has at most 1,000 feeds (409).
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putFeed"];
        post?: never;
        /**
         * Archive a feed
         * @description It is no longer polled; what was stored stays and ages. A PUT brings it back.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/{feedId}/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Poll a feed now
         * @description But not within a minute of its last poll. The worker does it; `GET` says how it went. A repeat before that changes nothing, one after it polls again.
         *
         *     The key needs `config:write`.
         */
        post: operations["pollFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freshness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Freshness of what is known of each place
         * @description Every clinic and kind of care that a pool has cells for, with the newest report of each figure; those that were never observed too. By pool, clinic and kind of care. A 304 says that nothing new was observed and nothing passed a limit; ages have grown.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listFreshness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys of the organization
         * @description In the order of their ids, ended ones too. Never their secrets.
         *
         *     The key needs `keys:admin`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description With scopes or a role. The new key holds no scope that yours does not, and lasts no longer than yours. It is shown in this answer and in no other. A repeat makes another key: where the answer was lost, look for it in the list and revoke it.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `keys:admin`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description For good: it is refused at once by the process that answers, within 5 seconds by all others, and dashboard sessions begun with it end. The last key with keys:admin cannot be revoked. `sources` lists those bound to it. If it was revoked before, nothing changes.
         *
         *     The key needs `keys:admin`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a key
         * @description Its id, name, scopes, limits and history stay. The old secret goes on working for the overlap, a day by default, so that you can change its users without a gap; one from an earlier rotation ends at once. So a repeat ends the secret in use at once: where the answer was lost, use the secret that the repeat answers. The key you ask with must hold every scope of it, be limited no more than it and end no earlier.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `keys:admin`.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All locations
         * @description In the order of their ids.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listLocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations/{locationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One location
         * @description As it was put, with defaults filled in.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getLocation"];
        /**
         * Configure a location
         * @description Replaces all of it; the same again changes nothing. After a change of name or time zone the plans of its pools are computed anew.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putLocation"];
        post?: never;
        /**
         * Archive a location
         * @description Only when no cell uses it. Plans that name it stay. A PUT brings it back.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteLocation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All mappings
         * @description In the order of their ids.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings/{mappingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One mapping
         * @description As it was put, with defaults filled in.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getMapping"];
        /**
         * Configure a mapping
         * @description Replaces all of it; the same again changes nothing. It holds for messages and polls from now on; what was counted before stays until then. An organization has at most 1,000 mappings (409).
         *
         *     A body has at most 4 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putMapping"];
        post?: never;
        /**
         * Archive a mapping
         * @description Only when no feed uses it. A PUT brings it back.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteMapping"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The organization of the key
         * @description The organization whose configuration this key reads and writes. Organizations are made on the command line: sluice organization create.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All pools
         * @description In the order of their ids, without their cells, groups and policy.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listPools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One pool
         * @description As it was put, with defaults filled in, groups and cells in the order of their ids; and how far its plan is behind.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getPool"];
        /**
         * Configure a pool
         * @description Whole: period, budget, groups, cells, places and policy (name only the settings that differ from the defaults). The same again changes nothing. A cell left out is removed, as by deleting it. At most 32 MiB. Locations and service lines must be configured before; a place and channel gets money from one pool only (409). Where `policy.decisions` would let take effect without approval what needs it now, or a cell comes from a pool that requires more, the key needs plans:decide as well (403, naming the settings or cells). Where a cell comes to a place, or other periods bring days in, at or on which more was reported as spent than is believed (`actuals-implausible`, 422, naming places and days), send those days again, rightly or with `spendConfirmed`, first.
         *
         *     A body has at most 32 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putPool"];
        post?: never;
        /**
         * Archive a pool
         * @description Its cells and the platform budgets it set are free for other pools. Nothing is computed for it any more; its plans stay. A PUT brings it back, without platform entities. 409 where budgets would go on with what files told them, since no file would name them any more.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deletePool"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/applied": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What tools said they set
         * @description Newest moment first, each with the amount that counts. Amounts it corrected are kept beside it, with key and time.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listApplied"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Budgets cell by cell: recommended, in force, applied and spent
         * @description In the order of the cells’ ids. All pages are of the same state of what is in force, which the cursor holds. Spend is what was reported, in the pool’s currency and time zone.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/cells/{cellId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One cell of a pool
         * @description As it was put, with defaults filled in.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getCell"];
        /**
         * Configure one cell of a pool
         * @description Like a PUT of the whole pool with this cell in it, and refused where that would be (403 too). Version and ETag are the cell’s.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putCell"];
        post?: never;
        /**
         * Remove one cell from a pool
         * @description The plan proposes to pause it, and export files pause its budgets. It stays a line with the status removed, and keeps what it has in force, until 0 is reported for it as applied or as spent; then it is gone and its money is free. 403 where it has an override or the pin of an undo and the key does not hold `plans:decide`.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteCell"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/cells/{cellId}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Approve the message of a cell’s campaign
         * @description Where the policy sets `decisions.requireApprovedMessage`, only cells with one may rise. The approval is for the cell’s place: once the cell is removed or moved, it has none.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `plans:decide`.
         */
        put: operations["putMessage"];
        post?: never;
        /**
         * Take the approval of a message back
         * @description The cell keeps its budget, and does not rise where the policy requires an approved message.
         *
         *     The key needs `plans:decide`.
         */
        delete: operations["deleteMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/cells/{cellId}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Override a cell’s budget
         * @description Fixed, at least, at most, or paused. The next plan has it, and what is said here needs no further approval. It takes precedence over the lock of the cell’s configuration, which holds again when the override expires. `next` says whether the money for it is there. A full clinic stays at its floor, and maximums hold.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `plans:decide`.
         */
        put: operations["putOverride"];
        post?: never;
        /**
         * Take an override back
         * @description The next plan decides about the cell again. Where there was no override, nothing changes.
         *
         *     The key needs `plans:decide`.
         */
        delete: operations["deleteOverride"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History of decisions
         * @description Newest first: approvals, refusals, overrides, undos and approved messages. Nothing is ever removed.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/effective-plans/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was in force at a revision
         * @description The plan with the amounts that were in force: what GET /v1/pools/{poolId}/plan answered at that `effectiveRevision`. It never changes. In an approval pool the plan of the same number, GET /v1/pools/{poolId}/plans/{number}, holds what was computed, and part of it may wait.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanInForce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/effective-plans/{revision}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Difference between two states of what was in force
         * @description Who gained and who lost in force from the revision `against` to this one, by how much and why, to the cent; also where a decision brought more of one plan into force. It never changes.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanInForceDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/frontier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Frontier: what other totals would bring
         * @description Expected bookings and value for up to 50 amounts of the day: the best split of each within today’s bounds, before small changes are held. A total that today’s minimums do not fit into says how much is missing. Nothing is stored, so it may be repeated. It runs in a thread; too many at once are answered 429.
         *
         *     A body has at most 8 MiB (413).
         *
         *     The key needs `plans:read`.
         */
        post: operations["tellFrontier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/pacing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pacing of a pool
         * @description Spent so far against plan, where the period will end, with a band, and whether somebody should look: outside 75 to 125 % of the money at the start of the period, narrowing to 99 to 101 % at its end. One point a day for a plot. A day nobody reported is missing, not zero; what the plan counts for it stands apart. docs/pacing.md has the formulas.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPacing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/pacing/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pacing of each cell
         * @description In the order of the cells’ ids: planned, reported, missing days, projected end, and the month’s exposure at Google. Pages follow one another by id, and each is of its own moment.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listCellPacing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan in force
         * @description What every cell of the pool should spend a day, and why. Ask as often as you like with If-None-Match; while nothing has changed the answer is 304. In an automatic pool proposed and effective are the same plan. An archived pool has no plan in force: 404, as if it were unknown.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plan/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prices: what one step more of anything would be worth
         * @description The shadow prices of the plan in force, the highest first: one more opening a week at a clinic, one more dollar a day for the pool, a cell or a group’s maximum, one less for its minimum. Prices of nothing are left out. Each price is for one step with all else as it is, so they do not add up; channels of one place share its openings. All pages come from one plan: the cursor holds its number.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listPlanPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plan/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the plan in force
         * @description Server-Sent Events (WHATWG HTML 9.2). Each event is `event: plan`, `id:` the `effectiveRevision` of what is in force and `data:` a PlanNews as JSON. The first says what is in force, unless `Last-Event-ID` shows that you have it; later ones come within about half a second. Changes are counted against the plan of your `Last-Event-ID` or of the event before, however many plans lie between: whoever reads slowly skips some and misses nothing. After a break, of whatever length and on whichever server, send `Last-Event-ID` and go on. A comment every 15 seconds keeps the line open. The stream ends when the key is revoked or expires, when the pool is archived (put again, it tells what is in force as to somebody who has nothing, whatever `Last-Event-ID` says), and when the server restarts; who does not read for 30 seconds is cut off. At most 20 streams a key and server: 429.
         *
         *     The key needs `plans:read`.
         */
        get: operations["followPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History of a pool’s plans
         * @description Newest first, without their lines. New plans appear before the first page and never shift later ones. An archived pool’s history stays readable.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One plan of the history
         * @description A plan as it was computed. Its numbers never change; `status`, and with it the ETag, changes with decisions as long as it is the pool’s latest plan, and never after. GET /v1/pools/{poolId}/effective-plans/{revision} says what of it is in force. Plans of an archived pool stay readable; nobody should spend by them.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanByNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/applied": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what was really set
         * @description Ramps count from it, and so does the money of days whose spend nobody reports. Report in parts and repeat as you like: a repeat changes nothing. The first amount of a cell and moment is kept (409 `applied-conflict`) unless the report `corrects` it. An amount of more than ten times the cell’s baseline and more than its pool has for a day is refused (422 `applied-implausible`). So is a report whose amounts together are more than ten times both the pool’s baselines and what it has for a day, and a moment before the plan was computed.
         *
         *     A body has at most 16 MiB (413).
         *
         *     The key needs `events:write` or `exports:write` or `plans:decide`.
         */
        post: operations["postApplied"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Certificate of a plan, to check without the service
         * @description The problem a plan had to solve, its best split with the prices that prove it, and the published numbers with their proven gap. Save the answer and run `npm run -s sluice -- verify certificate.json`: no service is needed. Certificates are worked out from the plan’s stored input, one at a time; other requests are answered 429 meanwhile. A plan’s certificate never changes.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject a plan, or a part of it
         * @description What is approved is in force with this answer. 412 `approval-outdated` only where an amount you decide on differs in the latest plan, or its cell has another location, service line or channel by now; other cells may have changed. 409 `approval-not-funded` where other cells, whose cuts still wait, have the money for an approved rise; `already-in-force` where what you reject is in force. An approval without `cellIds` leaves out amounts that were rejected, and says which. A repeat changes nothing.
         *
         *     A body has at most 16 MiB (413).
         *
         *     The key needs `plans:decide`.
         */
        post: operations["postDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Difference between two plans
         * @description Who gained and who lost from the plan `against` to this one, by how much and why, to the cent. Any two kept plans of the pool can be compared. Plans never change, and so neither does the difference of two.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/exports/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview the export file of a plan
         * @description Nothing is noted: later files are as if this one was never made. Unless `rows=all`, only what changed: compared with what was applied or, where that is not known, with what the last file said. No file says 0: a pause is a status. Waiting lists of 1 to 10 people are left out unless the pool says otherwise. docs/exports.md explains each format.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanExport"];
        put?: never;
        /**
         * Make the export file of a plan
         * @description The file is noted as what the platform is told: the next one is compared with it, and its plan is kept for ever. A repeat gives the same rows. A file of another plan than the one in force goes back to that plan, which needs `plans:decide`. No body. Unless `rows=all`, only what changed: compared with what was applied or, where that is not known, with what the last file said. No file says 0: a pause is a status. Waiting lists of 1 to 10 people are left out unless the pool says otherwise. docs/exports.md explains each format.
         *
         *     The key needs `plans:read`, and `exports:write` or `plans:decide`.
         */
        post: operations["exportPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/exports/{format}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summary of an export file
         * @description What the file would have in it and what not, to the minor unit: what is unmapped, held back, rounded down or paused. Nothing is noted.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getExportSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/inputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inputs of a plan
         * @description The canonical input of a plan, byte for byte as it was stored, sent as it is read: several megabytes for a large pool. `Repr-Digest` is the SHA-256 that was stored with it. The same bytes give the same plan.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanInputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/inputs/{cellId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Inputs of one line of a plan
         * @description The cell, its place with figures and gate memory, its service line, groups, policy and money, as they were; and the line.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPlanCellInputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/plans/{number}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay: make a plan again and compare
         * @description Makes a plan again from its stored inputs and compares the bytes. Also makes those inputs again: what places had reported and what gates remembered from the log of events, as far as it reaches back; what complete days left behind (spend, results, what ramps count from) from that log, the reports of what was applied and the history of what was in force. Says what was made again, what was taken as stored, and where anything differs. Stores nothing, so it may be repeated. It runs in a thread; too many at once are answered 429.
         *
         *     The key needs `plans:read`.
         */
        post: operations["replayPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/platform-entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Platform entities of a pool
         * @description In the order of their ids: which budgets on platforms carry the money of which cells. The ETag is that of the whole list, the same on each page.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listPlatformEntities"];
        /**
         * Replace the platform entities of a pool
         * @description A platform entity is one budget on an advertising platform, and the cells whose money it carries. Entities left out are removed. The shares of each cell add up to 1. Version and ETag are the list’s: send the ETag of GET in If-Match. At most 32 MiB.
         *
         *     A body has at most 32 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putPlatformEntities"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/platform-entities/{entityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One platform entity
         * @description As it was put, with defaults filled in.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getPlatformEntity"];
        /**
         * Configure a platform entity
         * @description The same again changes nothing. The shares of each cell must still add up to 1 afterwards, else 422: put the whole list to change how a cell is divided.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putPlatformEntity"];
        post?: never;
        /**
         * Remove a platform entity
         * @description Nothing changes on the platform. One that carries only a part of a cell’s money is removed by putting the whole list.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deletePlatformEntity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate a change
         * @description The plan that would come out now if budget, policy, capacity, values, bounds, cells or groups were different: computed from the same state and by the same rules as the next plan, with the difference to the plan in force and the prices. Nothing is stored, so `plans:read` is enough, and it may be repeated. It runs in a thread; too many at once are answered 429.
         *
         *     A body has at most 8 MiB (413).
         *
         *     The key needs `plans:read`.
         */
        post: operations["simulatePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools/{poolId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to what was in force
         * @description Every cell is pinned to what it had under that plan, or under that `effectiveRevision`, until the end of the next local day unless `until` says otherwise. To undo an approval, or a part of one, name the `effectiveRevision` before the one it answered. What comes is a new plan, which the next event does not revert. A full clinic stays at its floor, and today’s money of the pool is not exceeded. 409 `nothing-to-undo` where none of those cells exists any more. A repeat is noted as another decision and pins the same.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `plans:decide`.
         */
        post: operations["postUndo"];
        /**
         * End an undo before its time
         * @description The pins of the last undo are removed; the next plan decides again.
         *
         *     The key needs `plans:decide`.
         */
        delete: operations["deleteUndo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lines of the plans in force, across pools
         * @description One line per cell, in the order of pool and cell. Filters combine. All lines of one pool come from one plan, also over several pages: the cursor holds its number. Archived pools have no lines; a cursor that would go on in one is refused (400 `bad-cursor`). To follow: keep `changesCursor` of the first page and send it as `changedSince` the next time; you get the lines that have changed since, none of them missed, some perhaps twice.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How full clinics were, spend while full, and where its money went
         * @description Fill rate and idle openings by day as the pool’s plans saw them; spend of days on which a cell was gated; the money that gates took from cells, and where it went.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getCapacityReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the money brought: ROI, cost per lead, booking and kept visit
         * @description From what was reported of each day. A figure that was not reported is unknown, not zero, and ratios use only days that reported both of their sides. Revenue as reported, as matched and as incremental stand apart.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getPerformanceReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/reaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How fast: from observation to plan to applied
         * @description The newest 2,000 plans of the span that an event led to. Filters by place do not apply to a pool’s plan and are refused.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getReactionReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/stability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How calm: changes of budgets and gates per cell in 30 days
         * @description Counted from when a cell had its first budget.
         *
         *     The key needs `plans:read`.
         */
        get: operations["getStabilityReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All service lines
         * @description In the order of their ids.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listServiceLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-lines/{serviceLineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One service line
         * @description As it was put, with defaults filled in.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getServiceLine"];
        /**
         * Configure a service line
         * @description Replaces all of it; the same again changes nothing. After a change the plans of all pools that use it are computed anew.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putServiceLine"];
        post?: never;
        /**
         * Archive a service line
         * @description Only when no cell uses it. Plans that name it stay. A PUT brings it back.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteServiceLine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sources, and what arrived from each
         * @description Every source that is configured or had an event accepted, in the order of their names. What came without a source we know is first, where there is any. Counts follow within about two seconds; those of the last second are lost when a process is killed (events never are: `storedEvents` of one source counts them, up to 100,000).
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{sourceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One source
         * @description Its settings, and what was seen of it.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getSource"];
        /**
         * Configure a source
         * @description Replaces all settings; the same again changes nothing. The source need not have been seen. Ingestion follows within five seconds. Who may write a source (`keyIds`), whether it must sign and whether its ids may be numbers protect your data: changing one of these three needs a key with `keys:admin` as well. An organization has at most 10,000 configured sources (409).
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putSource"];
        post?: never;
        /**
         * Remove the settings of a source
         * @description Its signing secrets are deleted and its events are taken like any other source’s. What was seen of it stays. Where the settings protect your data (see PUT) the key needs `keys:admin` as well.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteSource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{sourceId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries of a source
         * @description Newest first, one entry for each minute, key and way of sending; kept for eight days. Says what was refused and where in the event, never what was sent. `unknown` lists what came without a source we know: requests that could not be read, and events refused before anything of their source was ever accepted. For a feed it lists polls that failed, with the reason (`failedPolls`), but not polls that found nothing new.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listSourceDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{sourceId}/signing-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a signing secret
         * @description Shown in this answer and never again; kept sealed. A source has at most two, so that one can replace the other: add the new one, give it to the sender, delete the old one. A repeat adds another, or is refused (409) where there are two.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `keys:admin`.
         */
        post: operations["createSigningSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{sourceId}/signing-secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a signing secret
         * @description What is signed with it is refused within five seconds. The last secret of a source that must sign stays.
         *
         *     The key needs `keys:admin`.
         */
        delete: operations["deleteSigningSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/marketing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan in force, for those who spend the money
         * @description Budgets before and now, what waits for approval, what the money should bring and what limits it. What was approved, applied and spent of each cell is in /v1/pools/{poolId}/budgets.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listMarketingView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan in force, for those who run clinics
         * @description Openings, waits and waiting lists, what advertising does because of them, and what one more opening is worth. Pages as /v1/recommendations has them.
         *
         *     The key needs `plans:read`.
         */
        get: operations["listOperationsView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhook endpoints
         * @description In order of their ids.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Messages are signed as Standard Webhooks 1.0.0 says and sent at least once: up to eight attempts over about a day until the answer is 2xx. An answer of 410 disables the endpoint for good. A private address is refused (422), now and whenever the name resolves to one. A repeat makes another endpoint, and both get messages: where the answer was lost, look for the first in the list and delete it.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook endpoint
         * @description Without its secret, which is shown once.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["getWebhookEndpoint"];
        /**
         * Change a webhook endpoint
         * @description Replaces all settings. Its failures are forgotten; messages that wait for their next attempt keep their time.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        put: operations["putWebhookEndpoint"];
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Messages that are still to be sent are dropped, and its log is deleted.
         *
         *     The key needs `config:write`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages to a webhook endpoint
         * @description Newest first, of the last 30 days, with what became of each.
         *
         *     The key needs `plans:read` or `config:write`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again
         * @description With the same `webhook-id`, whether it had arrived or not, and with all attempts again. A repeat does the same.
         *
         *     The key needs `config:write`.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook endpoint
         * @description During the overlap, a day by default, messages carry two signatures, so that you can change the receiver without a gap. 409 while an overlap is under way, also for a repeat after an answer was lost, unless `overlapSeconds` is 0: then both secrets end at once, as when one has leaked.
         *
         *     A body has at most 1 MiB (413).
         *
         *     The key needs `config:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description Of type `endpoint.test`, signed and retried like any other. 409 where the endpoint is disabled. A repeat sends another message.
         *
         *     The key needs `config:write`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "alert.closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What somebody should have looked at is over
         * @description Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.
         */
        post: operations["receive_alert_closed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody should look at something
         * @description Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.
         */
        post: operations["receive_alert_opened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * To try an endpoint
         * @description Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.
         */
        post: operations["receive_endpoint_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "plan.published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something else is in force in a pool
         * @description Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.
         */
        post: operations["receive_plan_published"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "pool.archived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A pool was taken out of force
         * @description Verify the signature over the raw body before you read it; answer 2xx within 15 seconds. A `webhook-id` you have seen is a repeat.
         */
        post: operations["receive_pool_archived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description What advertising really cost and brought on one day. */
        ActualsObserved: {
            /** @description What was really spent and booked on one day, at most a day ahead of the location’s today. The newest report of a day and currency replaces older ones. */
            data: {
                /**
                 * @description Booked first visits attributed to this spend.
                 * @example 4
                 */
                bookings?: number;
                /**
                 * @description The advertising channel; required where the place is divided by channel.
                 * @example search
                 */
                channel?: string;
                /**
                 * @description ISO 4217.
                 * @example USD
                 */
                currency: string;
                /**
                 * Format: date
                 * @description The day, in the location’s time zone.
                 * @example 2026-11-21
                 */
                date: string;
                /**
                 * @description Revenue that, by an experiment, would not have come without this spend. Reports keep it apart.
                 * @example 70000
                 */
                incrementalRevenueMinor?: number;
                /**
                 * @description Of those, visits kept.
                 * @example 3
                 */
                keptVisits?: number;
                /**
                 * @description Enquiries it brought.
                 * @example 11
                 */
                leads?: number;
                /**
                 * @description The clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Revenue of visits that the practice’s own books match to this spend. Reports keep it apart.
                 * @example 96000
                 */
                matchedRevenueMinor?: number;
                /**
                 * @description Revenue attributed to this spend, as the ad platform reports it.
                 * @example 120000
                 */
                revenueMinor?: number;
                /**
                 * @description The kind of care.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description true: somebody checked that this much was really spent, so that it is taken although it, or the sum of its day’s channels, is more than ten times what the clinic usually has (`actuals-implausible`). Never set by rule.
                 * @example true
                 * @constant
                 */
                spendConfirmed?: true;
                /**
                 * @description Spent on that day.
                 * @example 41875
                 */
                spendMinor: number;
            };
            /**
             * @description Whether it is about people. Only `non-pii` is accepted, in any case. Not kept.
             * @example non-pii
             */
            datacategory?: string;
            /**
             * @description How the sender classifies the event. Not kept.
             * @example internal
             * @enum {string}
             */
            dataclassification?: "public" | "internal" | "confidential" | "restricted";
            /**
             * @description What `data` is.
             * @example application/json
             */
            datacontenttype?: string;
            /**
             * @description Regulations the sender works under. Not kept.
             * @example HIPAA
             */
            dataregulation?: string;
            /**
             * @description Accepted and not kept.
             * @example https://sluice.example/schemas/capacity-v1
             */
            dataschema?: string;
            /**
             * Format: date-time
             * @description Accepted but not kept: the pool’s policy says how long a report counts.
             * @example 2026-11-29T08:59:30Z
             */
            expirytime?: string;
            /**
             * @description With `source`, the identity of the event. The same pair with the same content is stored once; with other content it is refused.
             * @example 9f1c-0007
             */
            id: string;
            /**
             * @description Accepted and not kept.
             * @example smyrna|orthodontics
             */
            partitionkey?: string;
            /**
             * Format: date-time
             * @description When it was written down. Of two reports for one `time`, the later recorded wins.
             * @example 2026-11-22T08:59:31Z
             */
            recordedtime?: string;
            /**
             * @description Order among reports of one `time` and `recordedtime`, compared as text: pad numbers with zeros.
             * @example 0000000007
             */
            sequence?: string;
            /**
             * @description The system that reports.
             * @example /ehr/smyrna
             */
            source: string;
            /**
             * @description Version of CloudEvents.
             * @example 1.0
             * @constant
             */
            specversion: "1.0";
            /**
             * @description Accepted and not kept.
             * @example smyrna/orthodontics
             */
            subject?: string;
            /**
             * Format: date-time
             * @description When this was true, not when it was sent. The newest wins; at most 5 minutes ahead of our clock. Milliseconds count.
             * @example 2026-11-22T08:59:30Z
             */
            time: string;
            /**
             * @description Not kept.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent?: string;
            /**
             * @description Not kept.
             * @example vendor=00f067aa0ba902b7
             */
            tracestate?: string;
            /**
             * @description What happened; decides what `data` holds. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "sluice.actuals.observed.v1";
        };
        /** @description Something somebody should look at. */
        Alert: {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description How often it is expected.
                 * @example 60
                 */
                expectedIntervalMinutes: number;
                /**
                 * @description When the key that sent its last accepted event ended; null: it has not, or a feed writes it. Absent: an older version opened the alert. UTC.
                 * @example 2026-11-22T09:12:00.000Z
                 */
                keyEndedAt?: string | null;
                /**
                 * @description Its last accepted event; null: none ever. UTC.
                 * @example 2026-11-22T09:00:00.000Z
                 */
                lastAcceptedAt: string | null;
                /**
                 * @description The source.
                 * @example /ehr/smyrna
                 */
                source: string;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description For 3 times its expected interval no event of the source was accepted and no poll of it, if a feed, succeeded.
             * @example source_silent
             * @constant
             */
            kind: "source_silent";
            /**
             * @description The source’s id: /v1/sources/{sourceId}.
             * @example 0d58dcb11810203d1e538f8ad6a8d301
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Conflicts within the hour.
                 * @example 12
                 */
                conflicts: number;
                /**
                 * @description The source.
                 * @example /ehr/smyrna
                 */
                source: string;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description Within an hour 10 events or more of the source bore an id that had other content before.
             * @example source_conflicts
             * @constant
             */
            kind: "source_conflicts";
            /**
             * @description The source’s id: /v1/sources/{sourceId}.
             * @example 0d58dcb11810203d1e538f8ad6a8d301
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Accepted within the hour although their `time` is after they came.
                 * @example 20
                 */
                acceptedAhead: number;
                /**
                 * @description Refused within the hour as from the future.
                 * @example 3
                 */
                refusedAsFuture: number;
                /**
                 * @description The source.
                 * @example /ehr/smyrna
                 */
                source: string;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description The clock of the source runs ahead of ours.
             * @example source_clock_ahead
             * @constant
             */
            kind: "source_clock_ahead";
            /**
             * @description The source’s id: /v1/sources/{sourceId}.
             * @example 0d58dcb11810203d1e538f8ad6a8d301
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description How it ended.
                 * @example expired
                 * @enum {string}
                 */
                end: "expired" | "revoked";
                /**
                 * Format: date-time
                 * @description When it ended. UTC.
                 * @example 2026-11-22T09:12:00.000Z
                 */
                endedAt: string;
                /**
                 * Format: date-time
                 * @description The last request with it. UTC.
                 * @example 2026-11-22T09:40:00.000Z
                 */
                lastRefusedAt: string;
                /**
                 * @description Sources whose last event it sent.
                 * @example 1
                 */
                sourceCount: number;
                /** @description Their names, ten at most. */
                sources: string[];
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description A key has expired or was revoked, was the last that events of a source were accepted with, and requests with it go on and are refused: its sender needs another. It ends when no source is left that reported with it last, or its sender has stopped for eight days.
             * @example key_ended_in_use
             * @constant
             */
            kind: "key_ended_in_use";
            /**
             * @description The key’s id: /v1/keys/{keyId}.
             * @example 3fK9pQ2mXw7a
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Why the last one failed.
                 * @example first-byte-timeout
                 */
                code: ("url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored") | null;
                /**
                 * @description Failures in a row.
                 * @example 9
                 */
                failuresInARow: number;
                /**
                 * @description When a poll succeeded last; null: none ever did. UTC.
                 * @example 2026-11-22T08:59:30.000Z
                 */
                lastSuccessAt: string | null;
                /**
                 * @description The source.
                 * @example /ehr/smyrna
                 */
                source: string;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description For half an hour polls of the feed have failed, three in a row or more; what was known stays and ages.
             * @example feed_failing
             * @constant
             */
            kind: "feed_failing";
            /**
             * @description The feed: /v1/feeds/{feedId}.
             * @example rite-aid
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description The moment of its newest figures. UTC.
                 * @example 2026-11-22T08:59:30.000Z
                 */
                observedAt: string | null;
                /**
                 * @description The source.
                 * @example /ehr/smyrna
                 */
                source: string;
                /**
                 * @description Since when its figures change while that moment does not; null: they do not change either. UTC.
                 * @example 2026-11-22T08:59:30.000Z
                 */
                standsStillSince: string | null;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description The feed answers, and the moment its figures are of does not move on: they were more than 24 hours old when they were polled last (and more than 1.25 times the expected interval of its source, where that is longer), or they have changed for an hour without it.
             * @example feed_stands_still
             * @constant
             */
            kind: "feed_stands_still";
            /**
             * @description The feed: /v1/feeds/{feedId}.
             * @example rite-aid
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Failures in a row.
                 * @example 8
                 */
                attempts: number;
                /**
                 * @description Why, for the operator’s log.
                 * @example verification-failed
                 */
                code: string | null;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description The pool could not be computed eight times in a row or more; the last good plan stays.
             * @example pool_failing
             * @constant
             */
            kind: "pool_failing";
            /**
             * @description The pool.
             * @example georgia
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Up to here.
                 * @example 1.17
                 */
                highShare: number;
                /**
                 * @description The limit beyond which it is an alert.
                 * @example 0.83
                 */
                lowShare: number;
                /**
                 * Format: date
                 * @description First day of the period.
                 * @example 2026-11-01
                 */
                periodStart: string;
                /**
                 * @description Projected end of the period ÷ (budget + carry-over); null: there is no money, and some was spent.
                 * @example 1.21
                 */
                projectedShare: number | null;
                /**
                 * @description On which side.
                 * @example over
                 * @enum {string}
                 */
                state: "under" | "over";
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description The period of the pool will end far from its money; GET /v1/pools/{poolId}/pacing says more. Each alert covers one direction and one period: when a pool goes from under to over, its alert closes and a new one opens.
             * @example pool_pacing
             * @constant
             */
            kind: "pool_pacing";
            /**
             * @description The pool.
             * @example georgia
             */
            object: string;
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        } | {
            /**
             * @description When it closed; null: it is open. UTC.
             * @example 2026-11-22T12:41:04.000Z
             */
            closedAt: string | null;
            /** @description As it was when the worker looked last; of an alert that is over, as it was last. */
            details: {
                /**
                 * @description Problems of the kind without an alert of their own.
                 * @example 4950
                 */
                others: number;
            };
            /**
             * @description Greater than those of alerts that opened before.
             * @example 12
             */
            id: number;
            /**
             * @description More than 50 problems of one kind are open; 50 have their own alert, this one counts the rest.
             * @example more_alerts
             * @constant
             */
            kind: "more_alerts";
            /**
             * @description The kind.
             * @example source_silent
             * @enum {string}
             */
            object: "source_silent" | "source_conflicts" | "source_clock_ahead" | "key_ended_in_use" | "feed_failing" | "feed_stands_still" | "pool_failing" | "pool_pacing";
            /**
             * Format: date-time
             * @description Since when. UTC.
             * @example 2026-11-22T12:00:04.000Z
             */
            openedAt: string;
        };
        /** @description The body of a webhook. */
        AlertClosedMessage: {
            data: components["schemas"]["Alert"];
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00.412Z
             */
            timestamp: string;
            /**
             * @description What happened.
             * @example alert.closed
             * @constant
             */
            type: "alert.closed";
        };
        /** @description One page of a list. */
        AlertList: {
            /** @description This page. */
            items: components["schemas"]["Alert"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description The body of a webhook. */
        AlertOpenedMessage: {
            data: components["schemas"]["Alert"];
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00.412Z
             */
            timestamp: string;
            /**
             * @description What happened.
             * @example alert.opened
             * @constant
             */
            type: "alert.opened";
        };
        /** @description The problem: today’s bounds, values and curves. docs/allocation.md describes the format. */
        AllocationProblem: {
            /** @description What may get money. */
            cells: {
                /** @description Bookings a spend is expected to bring. */
                curve: {
                    /**
                     * @description Bookings that no spend passes.
                     * @example 12
                     */
                    ceiling: number;
                    /**
                     * @description The spend that brings half of them.
                     * @example 40000
                     */
                    halfSpendMinor: number;
                    /**
                     * @description ceiling · x / (x + halfSpendMinor).
                     * @example hill
                     * @constant
                     */
                    kind: "hill";
                };
                /**
                 * @description The group it belongs to; null: the pool.
                 * @example metro
                 */
                groupId: string | null;
                /**
                 * @description Bookings that count at most; null: no limit.
                 * @example 4.5
                 */
                headroom: number | null;
                /**
                 * @description The cell.
                 * @example decatur-orthodontics
                 */
                id: string;
                /**
                 * @description The most it may get today.
                 * @example 50400
                 */
                maxMinor: number;
                /**
                 * @description The least it may get today.
                 * @example 29400
                 */
                minMinor: number;
                /**
                 * @description Value of one booking.
                 * @example 31200
                 */
                valueMinor: number;
            }[];
            /** @description The pool’s tree, without the cells. */
            groups: {
                /**
                 * @description The group.
                 * @example metro
                 */
                id: string;
                /**
                 * @description The most all below it may get; null: no limit.
                 * @example 200000
                 */
                maxMinor: number | null;
                /**
                 * @description The least all below it may get.
                 * @example 0
                 */
                minMinor: number;
                /**
                 * @description The group it belongs to; null: the pool.
                 * @example metro
                 */
                parentId: string | null;
            }[];
            /** @description Money that is kept. */
            reserve: {
                /**
                 * @description What a minor unit kept is worth.
                 * @example 1
                 */
                hurdle: number;
                /**
                 * @description The most that may be kept; null: no limit.
                 * @example null
                 */
                maxMinor: number | null;
            };
            /**
             * @description What the pool has for the day.
             * @example 500000
             */
            totalMinor: number;
            /**
             * @description Amounts are whole multiples of it.
             * @example 1
             */
            unitMinor: number;
        };
        /** @description The best split, and the prices that prove it. docs/allocation.md describes the format. */
        AllocationResult: {
            /**
             * @description What each cell gets, by its id.
             * @example {
             *       "decatur-orthodontics": 41200
             *     }
             */
            allocation: {
                [key: string]: number;
            };
            /** @description Prices that prove it: at them no cell would take a unit more or less. */
            certificate: {
                /**
                 * @description Prices of each group, by its id.
                 * @example {}
                 */
                groups: {
                    [key: string]: {
                        /**
                         * @description Price of money below the group.
                         * @example 1.46
                         */
                        lambda: number;
                        /**
                         * @description Price of its minimum.
                         * @example 0
                         */
                        muMinus: number;
                        /**
                         * @description Price of its maximum.
                         * @example 0.32
                         */
                        muPlus: number;
                    };
                };
                /**
                 * @description Price of the pool’s money.
                 * @example 1.14
                 */
                lambda: number;
            };
            /**
             * @description No split is worth more than this above it: 0.
             * @example 0
             */
            gapMinor: number;
            /**
             * @description Cells whose curve was straightened; none of a plan’s.
             * @example []
             */
            hulls: string[];
            /**
             * @description It is solved.
             * @example optimal
             * @constant
             */
            kind: "optimal";
            /**
             * @description What is kept.
             * @example 12000
             */
            reserveMinor: number;
            /**
             * @description Value of what the cells get; the reserve is not in it.
             * @example 1834000
             */
            valueMinor: number;
        };
        /** @description A key, without its secret. */
        ApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-25T21:30:00.000Z
             */
            createdAt: string;
            /**
             * @description When it ends by itself; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description Its public part, by which the audit log names it.
             * @example 7Yt3kP0aQz5B
             */
            id: string;
            /**
             * @description When it was used last, to about a minute; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * @description Limits of its own.
             * @example {
             *       "requestsPerMinute": 600,
             *       "requestsPerDay": null
             *     }
             */
            limits: {
                /**
                 * @description Requests a day; null: the installation’s limit; 0: no limit.
                 * @example 200000
                 */
                requestsPerDay: number | null;
                /**
                 * @description Requests a minute; null: the installation’s limit; 0: no limit.
                 * @example 600
                 */
                requestsPerMinute: number | null;
            };
            /**
             * @description For people: what uses it.
             * @example scheduling system
             */
            name: string & (unknown & unknown);
            /**
             * @description How long the secret before the current one works; null or past: it does not.
             * @example 2026-11-25T21:30:00.000Z
             */
            previousSecretUntil: string | null;
            /**
             * @description When it was revoked; null: it was not.
             * @example 2026-11-25T21:30:00.000Z
             */
            revokedAt: string | null;
            /**
             * @description When it got its current secret; null: with the key.
             * @example 2026-11-25T21:30:00.000Z
             */
            rotatedAt: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "events:write",
             *       "plans:read"
             *     ]
             */
            scopes: ("events:write" | "plans:read" | "plans:decide" | "exports:write" | "config:write" | "keys:admin" | "dashboard:read")[];
            /**
             * @description Whether it works.
             * @example in-force
             * @enum {string}
             */
            state: "in-force" | "expired" | "revoked";
        };
        /** @description One page of a list. */
        ApiKeyList: {
            /** @description This page. */
            items: components["schemas"]["ApiKey"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description What a report of applied budgets did. */
        Applied: {
            /**
             * @description Reports that were new or corrected an earlier one; the others were repeats.
             * @example 12
             */
            accepted: number;
            /**
             * @description The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.
             * @example 43
             */
            revision: number | null;
        };
        /** @description One page of a list. */
        AppliedList: {
            /** @description This page. */
            items: components["schemas"]["NotedApplied"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description What a tool really set. */
        AppliedReport: {
            /**
             * @description true: where a cell and moment was reported before, this amount replaces that one. false: another amount is refused.
             * @default false
             * @example false
             */
            corrects?: boolean;
            /** @description Only the cells that were set; the rest may follow. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was set: not before the plan was computed, at most 5 minutes ahead of our clock.
                 * @example 2026-11-22T09:04:11Z
                 */
                appliedAt: string;
                /**
                 * @description The cell.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description What was really set; 0: the campaign is paused.
                 * @example 4200
                 */
                dailyBudgetMinor: number;
            }[];
        };
        /** @description Who did what to which object, chained to the entry before. */
        AuditEntry: {
            /**
             * @description What was done: `pool.put`, `api-key.rotate`, `dashboard.login`. `request`: a request that was refused.
             * @example pool.put
             */
            action: string;
            /**
             * @description Id of the key that acted, or that was refused; `owner`: the command line, with rights on the database.
             * @example 7Yt3kP0aQz5B
             */
            actor: string;
            /**
             * Format: date-time
             * @description When, by the database’s clock.
             * @example 2026-11-25T21:30:00.123456Z
             */
            at: string;
            /**
             * @description SHA-256 over `prevHash` and this entry, as docs/operations.md says.
             * @example 3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c
             */
            hash: string;
            /**
             * @description The id of what it was done to; for a refused request the service that refused it. Never a value.
             * @example georgia
             */
            object: string;
            /**
             * @description Whether it was done.
             * @example done
             * @enum {string}
             */
            outcome: "done" | "refused";
            /**
             * @description Hash of the entry before; 64 zeros before the first.
             * @example 9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f
             */
            prevHash: string;
            /**
             * @description For a refusal: the code of the problem, or why the key is not valid.
             * @example forbidden
             */
            reason: string | null;
            /**
             * @description Id of the request that did it, as in its x-request-id.
             * @example import-17
             */
            requestId: string | null;
            /**
             * @description Place in the organization’s chain: 1, 2, 3 … without gaps.
             * @example 204
             */
            seq: number;
            /**
             * @description How often: refusals of one key for one reason make one entry a minute.
             * @example 1
             */
            times: number;
        };
        /** @description One page of a list. */
        AuditLog: {
            /** @description This page. */
            items: components["schemas"]["AuditEntry"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /**
         * @description How much room a clinic has for new patients.
         * @example {
         *       "specversion": "1.0",
         *       "id": "9f1c-0007",
         *       "source": "/ehr/smyrna",
         *       "type": "sluice.capacity.observed.v1",
         *       "time": "2026-11-22T08:59:30Z",
         *       "data": {
         *         "locationId": "smyrna",
         *         "serviceLine": "orthodontics",
         *         "horizonDays": 14,
         *         "newPatientSlotsTotal": 40,
         *         "newPatientSlotsBooked": 31
         *       }
         *     }
         */
        CapacityObserved: {
            /** @description How much room a clinic has, counted at one moment. A figure left out is unknown, not zero. */
            data: {
                /**
                 * @description Whether new patients are accepted at all.
                 * @example true
                 */
                acceptingNewPatients?: boolean;
                /**
                 * @description Open follow-up visits.
                 * @example 60
                 */
                followUpSlotsOpen?: number;
                /**
                 * @description How far ahead the openings were counted.
                 * @example 14
                 */
                horizonDays: number;
                /**
                 * @description The clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Those already booked; may exceed the total where a clinic overbooks.
                 * @example 31
                 */
                newPatientSlotsBooked?: number;
                /**
                 * @description Those still open, at most the total. Instead of booked.
                 * @example 9
                 */
                newPatientSlotsOpen?: number;
                /**
                 * @description All new-patient visits in the horizon, booked or not. Comes with booked or open.
                 * @example 40
                 */
                newPatientSlotsTotal?: number;
                /**
                 * @description The kind of care.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description How long a new patient waits. Comes with `waitKind`.
                 * @example 12.5
                 */
                waitDays?: number;
                /**
                 * @description How `waitDays` was measured; the kinds are not comparable.
                 * @example third_next_available
                 * @enum {string}
                 */
                waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
            };
            /**
             * @description Whether it is about people. Only `non-pii` is accepted, in any case. Not kept.
             * @example non-pii
             */
            datacategory?: string;
            /**
             * @description How the sender classifies the event. Not kept.
             * @example internal
             * @enum {string}
             */
            dataclassification?: "public" | "internal" | "confidential" | "restricted";
            /**
             * @description What `data` is.
             * @example application/json
             */
            datacontenttype?: string;
            /**
             * @description Regulations the sender works under. Not kept.
             * @example HIPAA
             */
            dataregulation?: string;
            /**
             * @description Accepted and not kept.
             * @example https://sluice.example/schemas/capacity-v1
             */
            dataschema?: string;
            /**
             * Format: date-time
             * @description Accepted but not kept: the pool’s policy says how long a report counts.
             * @example 2026-11-29T08:59:30Z
             */
            expirytime?: string;
            /**
             * @description With `source`, the identity of the event. The same pair with the same content is stored once; with other content it is refused.
             * @example 9f1c-0007
             */
            id: string;
            /**
             * @description Accepted and not kept.
             * @example smyrna|orthodontics
             */
            partitionkey?: string;
            /**
             * Format: date-time
             * @description When it was written down. Of two reports for one `time`, the later recorded wins.
             * @example 2026-11-22T08:59:31Z
             */
            recordedtime?: string;
            /**
             * @description Order among reports of one `time` and `recordedtime`, compared as text: pad numbers with zeros.
             * @example 0000000007
             */
            sequence?: string;
            /**
             * @description The system that reports.
             * @example /ehr/smyrna
             */
            source: string;
            /**
             * @description Version of CloudEvents.
             * @example 1.0
             * @constant
             */
            specversion: "1.0";
            /**
             * @description Accepted and not kept.
             * @example smyrna/orthodontics
             */
            subject?: string;
            /**
             * Format: date-time
             * @description When this was true, not when it was sent. The newest wins; at most 5 minutes ahead of our clock. Milliseconds count.
             * @example 2026-11-22T08:59:30Z
             */
            time: string;
            /**
             * @description Not kept.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent?: string;
            /**
             * @description Not kept.
             * @example vendor=00f067aa0ba902b7
             */
            tracestate?: string;
            /**
             * @description What happened; decides what `data` holds. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "sluice.capacity.observed.v1";
        };
        /** @description Fill rate, idle capacity, spend while gated or full, and the money taken from there. */
        CapacityReport: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-11-01
             */
            from: string;
            /** @description By period and group. */
            items: components["schemas"]["CapacityRow"][];
            /** @description Most first; the first 50. */
            reclaimedWentTo: components["schemas"]["ReclaimedDestination"][];
            /**
             * Format: date
             * @description Last day, included.
             * @example 2026-11-24
             */
            to: string;
        };
        /** @description How full a clinic, kind of care or all of them were, and what it cost. */
        CapacityRow: {
            /**
             * @description ISO 4217. Currencies are never added up.
             * @example USD
             */
            currency: string;
            /**
             * @description Booked visits of all visits, where both are known; days weigh by their visits.
             * @example 0.82
             */
            fillShare: number | null;
            /**
             * @description What those would have been worth, all days.
             * @example 430000
             */
            idleCapacityValueMinor: number | null;
            /**
             * @description Openings a day that no booking was expected for.
             * @example 6.4
             */
            idleOpeningsPerDay: number | null;
            /**
             * @description The clinic; null: all in the query.
             * @example smyrna
             */
            locationId: string | null;
            /**
             * Format: date
             * @description First day of the row’s interval.
             * @example 2026-11-01
             */
            period: string;
            /**
             * @description Money taken from gated clinics: what they had before above what they then had, for as long as they were gated.
             * @example 378000
             */
            reclaimedSpendMinor: number;
            /**
             * @description The kind of care; null: all in the query.
             * @example orthodontics
             */
            serviceLine: string | null;
            /**
             * @description Reported spend.
             * @example 1005000
             */
            spendMinor: number;
            /**
             * @description Wasted spend of all spend.
             * @example 0.0408
             */
            wastedShare: number | null;
            /**
             * @description Of it, spent while the clinic was gated or full: each day’s spend by the share of the day.
             * @example 41000
             */
            wastedSpendMinor: number;
            /**
             * @description Of it, while there was no opening left.
             * @example 31000
             */
            wastedWhileFullMinor: number;
            /**
             * @description Of it, while no new patients were taken.
             * @example 0
             */
            wastedWhileNotAcceptingMinor: number;
            /**
             * @description Of it, while the wait was too long.
             * @example 10000
             */
            wastedWhileWaitTooLongMinor: number;
        };
        /** @description One cell’s money: recommended, in force, applied and spent. */
        CellBudget: {
            /**
             * @description When it was set.
             * @example 2026-11-22T09:04:11.000Z
             */
            appliedAt: string | null;
            /**
             * @description What a tool last reported as set; null: nothing was reported.
             * @example 4200
             */
            appliedDailyBudgetMinor: number | null;
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its channel; null: none.
             * @example search
             */
            channel: string | null;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description The decision that brought it into force; null: it needed none.
             * @example 8
             */
            decisionId: number | null;
            /**
             * @description What is in force: published, or approved.
             * @example 4200
             */
            effectiveDailyBudgetMinor: number;
            /**
             * @description The plan it came with; null: none.
             * @example 17
             */
            effectivePlanNumber: number | null;
            /**
             * @description Since when; null: since before the first plan.
             * @example 2026-11-22T09:03:00.000Z
             */
            effectiveSince: string | null;
            /**
             * @description What to call it.
             * @example Smyrna
             */
            label: string;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /** @description The approved message of its campaign; null: none. */
            message: {
                /**
                 * Format: date-time
                 * @description When.
                 * @example 2026-11-22T09:03:00.000Z
                 */
                approvedAt: string;
                /**
                 * @description The person who approved it, where named; else what their key was called.
                 * @example ana
                 */
                approvedBy: string;
                /**
                 * @description The message, by the id your tools know it by.
                 * @example aligners-a
                 */
                messageId: string;
            } | null;
            /**
             * Format: date
             * @description First of the month, in the pool’s zone.
             * @example 2026-11-01
             */
            monthStart: string;
            /** @description The override that is in force; null: none. */
            override: {
                /**
                 * @description The key that set it.
                 * @example k7f3Q2x
                 */
                author: string;
                /**
                 * @description What that key is called; null: it is no longer known.
                 * @example approver
                 */
                authorName: string | null;
                /**
                 * @description The amount; 0 of a pause.
                 * @example 4200
                 */
                dailyBudgetMinor: number;
                /**
                 * @description The person behind it, where named.
                 * @example ana
                 */
                decidedBy: string | null;
                /**
                 * @description Until when; null: until it is taken back.
                 * @example 2026-12-24T00:00:00.000Z
                 */
                expiresAt: string | null;
                /**
                 * @description It is a pin of an undo.
                 * @example false
                 */
                isUndo: boolean;
                /**
                 * @description fixed, minimum, maximum: the budget is exactly, at least or at most this. pause: nothing is spent.
                 * @example fixed
                 * @enum {string}
                 */
                kind: "fixed" | "minimum" | "maximum" | "pause";
                /**
                 * @description Why. There is no free text, so that no patient is named in it.
                 * @example budget_review
                 * @enum {string}
                 */
                reason: "as_proposed" | "opening_campaign" | "seasonal" | "budget_review" | "brand_safety" | "local_knowledge" | "wrong_data" | "too_large" | "too_early" | "other";
            } | null;
            /**
             * @description What the latest plan says.
             * @example 4200
             */
            recommendedDailyBudgetMinor: number;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description Reported spend since then; null: nothing was reported.
             * @example 4200
             */
            spentMonthToDateMinor: number | null;
            /**
             * @description Reported spend of that day; null: nothing was reported.
             * @example 4200
             */
            spentYesterdayMinor: number | null;
            /**
             * @description in_force: the recommended amount is in force. Otherwise the reason why it is not.
             * @example awaiting_approval
             * @enum {string}
             */
            standing: "in_force" | "awaiting_approval" | "awaiting_money" | "rejected";
            /**
             * Format: date
             * @description The day before, in the pool’s zone.
             * @example 2026-11-21
             */
            yesterday: string;
        };
        /** @description One page of a list. */
        CellBudgetList: {
            /** @description This page. */
            items: components["schemas"]["CellBudget"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description What gets a budget: location × service line (× channel). */
        CellConfiguration: {
            /**
             * @description The budget before Sluice; plans never change it, ramps and floors count from it.
             * @example 42000
             */
            baselineDailyBudgetMinor: number;
            /**
             * @description Channel, where the place is divided by channel; null where it is not.
             * @default null
             * @example search
             */
            channel?: string | null;
            /**
             * @description The group of the pool it belongs to; null: directly to the pool.
             * @default null
             * @example georgia
             */
            groupId?: string | null;
            /**
             * @description A configured location.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description A person’s decision about this cell’s budget; null: none.
             * @default null
             */
            lock?: {
                /**
                 * @description Who set it.
                 * @example marketing-lead
                 */
                author: string & (unknown & unknown);
                /**
                 * @description The amount.
                 * @example 30000
                 */
                dailyBudgetMinor: number;
                /**
                 * @description Until when; null: until it is taken back.
                 * @default null
                 * @example 2026-12-24T00:00:00Z
                 */
                expiresAt?: string | null;
                /**
                 * @description Whether the budget is exactly, at least or at most this.
                 * @example fixed
                 * @enum {string}
                 */
                kind: "fixed" | "minimum" | "maximum";
                /**
                 * @description Why; shown beside the recommendation.
                 * @example Opening campaign
                 */
                reason: string & (unknown & unknown);
            } | null;
            /**
             * @description At most this, always; null: the platform’s maximum.
             * @default null
             * @example 120000
             */
            maxDailyBudgetMinor?: number | null;
            /**
             * @description At least this, unless gated; null: the floor of the policy.
             * @default null
             * @example 5000
             */
            minDailyBudgetMinor?: number | null;
            /**
             * @description A configured service line.
             * @example orthodontics
             */
            serviceLine: string;
        };
        /** @description Pacing of one cell. */
        CellPacing: {
            /**
             * @description What the plan counts for days nobody reported.
             * @example 42000
             */
            assumedMinor: number;
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description What it has in force now.
             * @example 42000
             */
            inForceMinor: number;
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description The newest reported day; null: none of late.
             * @example 2026-11-20
             */
            lastReportedOn: string | null;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Days of it with money and without a report.
             * @example 1
             */
            missingDays: number;
            /**
             * @description 30.4 times that: the most Google Ads may charge in a month.
             * @example 1276800
             */
            monthlyExposureMinor: number;
            /**
             * @description What was in force on the days of the period that are over.
             * @example 882000
             */
            plannedMinor: number;
            /** @description Where the period will end if spending goes on like this. */
            projection: {
                /**
                 * @description trend: spent so far + days left × mean of the last fully reported days, at most 14. plan: with what is in force, because fewer than 3 days are fully reported.
                 * @example trend
                 * @enum {string}
                 */
                basis: "trend" | "plan";
                /**
                 * @description The day it goes on with.
                 * @example 488000
                 */
                dailyMinor: number;
                /**
                 * @description Fully reported days it rests on.
                 * @example 14
                 */
                days: number;
                /**
                 * @description Spent by the end of the period.
                 * @example 14640000
                 */
                endMinor: number;
                /**
                 * @description Upper end of the band.
                 * @example 14960000
                 */
                highMinor: number | null;
                /**
                 * @description 80 % of such periods end above the lower and below the upper end of the band; null: no band.
                 * @example 14320000
                 */
                lowMinor: number | null;
            };
            /**
             * @description Days of the period with a report.
             * @example 20
             */
            reportedDays: number;
            /**
             * @description What was reported of them; null: nothing was. Missing is not zero.
             * @example 840000
             */
            reportedMinor: number | null;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
        };
        /** @description One page of a list. */
        CellPacingList: {
            /** @description This page. */
            items: components["schemas"]["CellPacing"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description A cell whose budget, gate, status or reasons changed. */
        ChangedCell: {
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its wait gate now.
             * @example gated
             * @enum {string}
             */
            gate: "open" | "throttled" | "gated";
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description What was in force before; null: the cell is new.
             * @example 42000
             */
            previousDailyBudgetMinor: number | null;
            /**
             * @description What binds the budget, the strongest first. Where 1 to 10 people wait, without the reasons that depend on headroom.
             * @example [
             *       "wait_gate"
             *     ]
             */
            reasons: string[];
            /**
             * @description What to spend now; 0 for a cell that left the plan.
             * @example 4200
             */
            recommendedDailyBudgetMinor: number;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
        };
        /** @description What a change of the configuration did. */
        Configured: {
            /**
             * @description False: it was like this already, so nothing was written and nothing is computed.
             * @example true
             */
            changed: boolean;
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description Pools whose plans are being computed anew.
             * @example [
             *       {
             *         "poolId": "georgia",
             *         "revision": 42
             *       }
             *     ]
             */
            pools: {
                /**
                 * @description A pool whose plan may change.
                 * @example georgia
                 */
                poolId: string;
                /**
                 * @description The plan has it once `Sluice-Computed-Revision` is at least this.
                 * @example 42
                 */
                revision: number;
            }[];
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A cell as configured. */
        ConfiguredCell: {
            /**
             * @description The budget before Sluice; plans never change it, ramps and floors count from it.
             * @example 42000
             */
            baselineDailyBudgetMinor: number;
            /**
             * @description Channel, where the place is divided by channel; null where it is not.
             * @default null
             * @example search
             */
            channel: string | null;
            /**
             * @description The group of the pool it belongs to; null: directly to the pool.
             * @default null
             * @example georgia
             */
            groupId: string | null;
            /**
             * @description The cell, by an id of your choice; unique in its pool.
             * @example smyrna-orthodontics
             */
            id: string;
            /**
             * @description A configured location.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description A person’s decision about this cell’s budget; null: none.
             * @default null
             */
            lock: {
                /**
                 * @description Who set it.
                 * @example marketing-lead
                 */
                author: string & (unknown & unknown);
                /**
                 * @description The amount.
                 * @example 30000
                 */
                dailyBudgetMinor: number;
                /**
                 * @description Until when; null: until it is taken back.
                 * @default null
                 * @example 2026-12-24T00:00:00Z
                 */
                expiresAt: string | null;
                /**
                 * @description Whether the budget is exactly, at least or at most this.
                 * @example fixed
                 * @enum {string}
                 */
                kind: "fixed" | "minimum" | "maximum";
                /**
                 * @description Why; shown beside the recommendation.
                 * @example Opening campaign
                 */
                reason: string & (unknown & unknown);
            } | null;
            /**
             * @description At most this, always; null: the platform’s maximum.
             * @default null
             * @example 120000
             */
            maxDailyBudgetMinor: number | null;
            /**
             * @description At least this, unless gated; null: the floor of the policy.
             * @default null
             * @example 5000
             */
            minDailyBudgetMinor: number | null;
            /**
             * @description A configured service line.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A feed as configured. */
        ConfiguredFeed: {
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description false: it is not polled; its figures stay and age.
             * @default true
             * @example true
             */
            enabled: boolean;
            /**
             * @description The feed, by an id of your choice.
             * @example rite-aid
             */
            id: string;
            /**
             * @description From the end of one poll to the next.
             * @default 2
             * @example 2
             */
            intervalMinutes: number;
            /**
             * @description The mapping it is counted by.
             * @example rite-aid
             */
            mappingId: string;
            /**
             * @description The `source` of its events.
             * @example /feeds/rite-aid
             */
            source: string;
            /**
             * @description Only files of these states, and those that name none; empty: all.
             * @default []
             * @example [
             *       "NJ"
             *     ]
             */
            states: string[];
            status: components["schemas"]["FeedStatus"];
            /**
             * @description Address of the manifest. https and public, unless its network is in OUTBOUND_ALLOWED_NETWORKS.
             * @example https://example.org/$bulk-publish
             */
            url: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A location as configured. */
        ConfiguredLocation: {
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description The location, by an id of your choice.
             * @example smyrna
             */
            id: string;
            /**
             * @description Name for people; appears in sentences of plans.
             * @example Smyrna
             */
            name: string & (unknown & unknown);
            /**
             * @description Region, for reports; null: none.
             * @default null
             * @example Georgia
             */
            region: (string & (unknown & unknown)) | null;
            /**
             * @description IANA time zone. The clinic's local midnight is when a new day's ramp begins; a day under way as the zone changes ends at the later of the two midnights.
             * @example America/New_York
             */
            timeZone: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A mapping as configured. */
        ConfiguredMapping: {
            /**
             * @description Local codes of `appointmentType`, before those of HL7, which are known.
             * @default []
             */
            appointmentTypes: components["schemas"]["MappedAppointmentType"][];
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description Whether a schedule without slots from the moment of the message on means fully booked; past slots do not matter.
             * @default false
             * @example false
             */
            emptyScheduleIsFull: boolean;
            /**
             * @description How far ahead openings are counted.
             * @default 14
             * @example 14
             */
            horizonDays: number;
            /**
             * @description The mapping, by an id of your choice.
             * @example ehr
             */
            id: string;
            /**
             * @description Urls of extensions to drop. One that is neither here nor known refuses its message.
             * @default []
             * @example [
             *       "https://ehr.example/room-colour"
             *     ]
             */
            ignoredExtensions: string[];
            /** @description Their locations. Of several entries that fit, the first counts. */
            locations: (components["schemas"]["MappedLocationById"] | components["schemas"]["MappedLocationByIdentifier"])[];
            /**
             * @description Whether all taken slots are published too; only then is a total known.
             * @default false
             * @example false
             */
            publishesBusySlots: boolean;
            /**
             * @description Their codes. Of several entries that fit, the first counts.
             * @default []
             */
            services: components["schemas"]["MappedService"][];
            /**
             * @description Service line of slots without any code; null: they are not counted.
             * @default null
             * @example general
             */
            uncodedServiceLine: string | null;
            /**
             * @description Slots that do not say whom they are for: counted as for new patients (and flagged), or left out.
             * @default unknown
             * @example unknown
             * @enum {string}
             */
            untypedSlots: "new" | "unknown";
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description The organization and how often its configuration changed. */
        ConfiguredOrganization: {
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description Chosen once; its keys belong to it.
             * @example riverside
             */
            id: string;
            /**
             * @description Name for people.
             * @example Riverside Dental
             */
            name: string & (unknown & unknown);
            /**
             * @description IANA time zone of reports.
             * @example America/New_York
             */
            timeZone: string;
        };
        /** @description A pool as configured, and how far its plan is behind. */
        ConfiguredPool: {
            /** @description Everything that gets a budget. A cell left out is removed: a pause is proposed, and it keeps what it has in force, never more, until 0 is reported for it. */
            cells: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor: number;
                /**
                 * @description Channel, where the place is divided by channel; null where it is not.
                 * @default null
                 * @example search
                 */
                channel: string | null;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @default null
                 * @example georgia
                 */
                groupId: string | null;
                /**
                 * @description Id within the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /**
                 * @description A configured location.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description A person’s decision about this cell’s budget; null: none.
                 * @default null
                 */
                lock: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @default null
                 * @example 120000
                 */
                maxDailyBudgetMinor: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @default null
                 * @example 5000
                 */
                minDailyBudgetMinor: number | null;
                /**
                 * @description A configured service line.
                 * @example orthodontics
                 */
                serviceLine: string;
            }[];
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description ISO 4217. Every amount of the pool is in its minor unit (USD: cents; JPY has none; KWD: thousandths).
             * @example USD
             */
            currency: string;
            /**
             * @description Nodes of the pool’s tree (region, brand…), each with its own minimum and maximum.
             * @default []
             */
            groups: {
                /**
                 * @description Id within the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @default null
                 * @example 200000
                 */
                maxDailyBudgetMinor: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @default 0
                 * @example 20000
                 */
                minDailyBudgetMinor: number;
                /**
                 * @description Name for people.
                 * @example Georgia
                 */
                name: string & (unknown & unknown);
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @default null
                 * @example south
                 */
                parentId: string | null;
            }[];
            /**
             * @description The pool, by an id of your choice.
             * @example georgia
             */
            id: string;
            /**
             * @description Name for people.
             * @example Orthodontics, South
             */
            name: string & (unknown & unknown);
            period: components["schemas"]["PoolPeriodOutput"];
            /**
             * @description The pool’s settings of its cells’ places; a place not listed has the defaults.
             * @default []
             */
            places: {
                /**
                 * @description Location of a cell of this pool.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Bookings expected without advertising within the policy’s horizon.
                 * @default 0
                 * @example 6
                 */
                organicBookings: number;
                /**
                 * @description Service line of that cell.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description Share of the place’s headroom that this pool may count on; the shares of all pools together are at most 1.
                 * @default 1
                 * @example 1
                 */
                share: number;
            }[];
            policy: components["schemas"]["PolicyOutput"];
            /**
             * @description Counts the changes of the pool’s policy; a plan names the one it was computed with.
             * @example 2
             */
            policyVersion: number;
            /**
             * @description Whether exports and webhooks show waiting lists of 1 to 10 people. Keys of the organization always read them in plans.
             * @default false
             * @example false
             */
            showsSmallCounts: boolean;
            state: components["schemas"]["PoolState"];
            /**
             * @description IANA time zone of the budget’s days and periods.
             * @example America/New_York
             */
            timeZone: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A service line as configured. */
        ConfiguredServiceLine: {
            /**
             * @description Counts every change of the organization’s configuration; a plan names the one it was computed with.
             * @example 41
             */
            configVersion: number;
            /**
             * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
             * @default null
             * @example 6
             */
            followUpVisitsPerCase: number | null;
            /**
             * @description The service line, by an id of your choice.
             * @example orthodontics
             */
            id: string;
            /**
             * @description Revenue a new patient brings over the whole relationship.
             * @example 480000
             */
            lifetimeValueMinor: number;
            /**
             * @description Share of that revenue that is margin.
             * @example 0.42
             */
            marginShare: number;
            /**
             * @description Name for people.
             * @example Orthodontics
             */
            name: string & (unknown & unknown);
            /**
             * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
             * @example 9500
             */
            priorCostPerBookingMinor: number;
            /**
             * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
             * @example 1.5
             */
            priorKappa: number;
            /**
             * @description Wait that is usual for this kind of care; the wait gate is measured against it.
             * @example 18
             */
            typicalWaitDays: number;
            /**
             * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
             * @example third_next_available
             * @enum {string}
             */
            typicalWaitKind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
            /**
             * @description Share of new patients who take a further treatment.
             * @default 0
             * @example 0.1
             */
            upsellRate: number;
            /**
             * @description Revenue of that further treatment.
             * @default 0
             * @example 60000
             */
            upsellValueMinor: number;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
            /**
             * @description How much more (or less) than its money a booking counts for you.
             * @default 1
             * @example 1
             */
            weight: number;
        };
        /** @description What a decision did. */
        Decided: {
            /** @description Cells that a rejection of the whole plan left as they are because their new amount is in force already; an undo or an override takes that back. Cells whose amount the plan does not change are not among them. */
            alreadyInForceCellIds: string[];
            /**
             * @description Its number in the pool’s history of decisions; null: it was like this already.
             * @example 8
             */
            decisionId: number | null;
            /**
             * @description The number of what is in force now; the plan in force has the same.
             * @example 22
             */
            effectiveRevision: number;
            /** @description Cells that an approval of the whole plan left out because their amount was rejected; to approve them, name them. */
            leftRejectedCellIds: string[];
            /**
             * @description The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.
             * @example 43
             */
            revision: number | null;
            /**
             * @description Cells whose new amount still waits for a decision.
             * @example 3
             */
            waitingCells: number;
        };
        /**
         * @description What is decided about a plan.
         * @example {
         *       "decision": "approve"
         *     }
         */
        Decision: {
            /**
             * @description Only these cells; null: everything in the plan that is not in force, except rejected amounts. To approve those, name their cells.
             * @default null
             * @example null
             */
            cellIds?: string[] | null;
            /**
             * @description The person who decides, for the history; null: only the key is noted.
             * @default null
             * @example ana
             */
            decidedBy?: (string & (unknown & unknown)) | null;
            /**
             * @description approve: these amounts come into force. reject: they do not, and the same amounts will not wait for approval again.
             * @example approve
             * @enum {string}
             */
            decision: "approve" | "reject";
            /**
             * @description Why. There is no free text, so that no patient is named in it.
             * @default as_proposed
             * @example budget_review
             * @enum {string}
             */
            reason?: "as_proposed" | "opening_campaign" | "seasonal" | "budget_review" | "brand_safety" | "local_knowledge" | "wrong_data" | "too_large" | "too_early" | "other";
        };
        /** @description One page of a list. */
        DecisionList: {
            /** @description This page. */
            items: components["schemas"]["NotedDecision"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description A decision that the next plan will contain. */
        DecisionRequested: {
            /**
             * @description Its number in the pool’s history of decisions; null: it was like this already.
             * @example 8
             */
            decisionId: number | null;
            /**
             * @description The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.
             * @example 43
             */
            revision: number | null;
        };
        /** @description What came from a source in one minute, with one key and in one way. */
        Delivery: {
            /**
             * @description Stored.
             * @example 480
             */
            accepted: number;
            /**
             * @description Refused: another event was stored under the same id.
             * @example 0
             */
            conflict: number;
            /**
             * @description Stored before; nothing changed.
             * @example 2
             */
            duplicate: number;
            /** @description For a feed: polls that failed in it, by reason, most frequent first. */
            failedPolls: {
                /**
                 * @description Why; docs/fhir.md explains each.
                 * @example first-byte-timeout
                 * @enum {string}
                 */
                code: "url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored";
                /**
                 * @description How often.
                 * @example 3
                 */
                count: number;
            }[];
            /**
             * @description The key it was sent with; for a feed, its name.
             * @example 3fK9pQ2mXw7a
             */
            keyId: string;
            /**
             * Format: date-time
             * @description The last of it. UTC.
             * @example 2026-11-22T09:00:31.250Z
             */
            lastAt: string;
            /** @description For FHIR: what was read but is in no figure, by reason, most frequent first. */
            leftOut: {
                /**
                 * @description Slots, or places.
                 * @example 40
                 */
                count: number;
                /**
                 * @description For slots, as in `unplaced` of the answer; for places, as in `withoutFigure`, in small letters with underscores.
                 * @example unmappedLocation
                 * @enum {string}
                 */
                reason: "unmappedLocation" | "unmappedService" | "withoutServiceCode" | "scheduleMissing" | "withoutLocation" | "locationMissing" | "severalLocations" | "inactive" | "excluded" | "no_slots" | "only_past" | "no_capacity" | "patients_unknown";
            }[];
            /**
             * Format: date-time
             * @description The minute it came in: one entry for each minute, key and way of sending, however many requests. UTC.
             * @example 2026-11-22T09:00:00.000Z
             */
            minute: string;
            /**
             * @description How it was sent; `unknown`: with a Content-Type that is not taken.
             * @example batch
             * @enum {string}
             */
            mode: "structured" | "binary" | "batch" | "stream" | "csv" | "fhir" | "feed" | "unknown";
            /** @description What was refused for any reason but a conflict, most frequent first; for FHIR also lines of NDJSON. */
            refused: {
                /**
                 * @description Why, as in /problems.
                 * @example invalid-event
                 * @enum {string}
                 */
                code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json" | "unauthenticated" | "forbidden" | "too-many-requests" | "invalid-request" | "invalid-body" | "body-too-large" | "malformed-request" | "unsupported-media-type" | "mapping-not-found" | "fhir-refused";
                /**
                 * @description How often.
                 * @example 3
                 */
                count: number;
                /**
                 * @description Where in the event or line, as far as the schema knows the members; never what was sent.
                 * @example #/data/waitKind
                 */
                pointer: string;
            }[];
            /**
             * @description The `x-request-id` of the last of them, for the operator’s log.
             * @example 6b0b2b7c-6f0e-4b77-8f39-0e6d7f6a5b1c
             */
            requestId: string;
            /**
             * @description Requests, parts of streams, and polls of a feed that brought something new or failed.
             * @example 2
             */
            requests: number;
            /**
             * @description Accepted ones for whose place no pool has a cell yet.
             * @example 0
             */
            unmatched: number;
        };
        /** @description One page of a list. */
        DeliveryList: {
            /** @description This page. */
            items: components["schemas"]["Delivery"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description A message on its way. */
        DeliveryStarted: {
            /**
             * @description Its id in the list of messages.
             * @example 4711
             */
            deliveryId: number;
        };
        /** @description The body of a webhook. */
        EndpointTestMessage: {
            /**
             * @description What is tried.
             * @example {
             *       "endpointId": "we_0d58dcb11810203d1e538f8ad6a8d301"
             *     }
             */
            data: {
                /**
                 * @description The endpoint that was asked to be tested.
                 * @example we_0d58dcb11810203d1e538f8ad6a8d301
                 */
                endpointId: string;
            };
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00.412Z
             */
            timestamp: string;
            /**
             * @description What happened.
             * @example endpoint.test
             * @constant
             */
            type: "endpoint.test";
        };
        /** @description A CloudEvent 1.0 of one of four types. */
        Event: components["schemas"]["CapacityObserved"] | components["schemas"]["WaitlistObserved"] | components["schemas"]["IntakeChanged"] | components["schemas"]["ActualsObserved"];
        /** @description Up to 1,000 events of any types, each at most 64 KiB, together at most 5 MiB. */
        EventBatch: components["schemas"]["Event"][];
        /**
         * @description A header row and up to 10,000 rows, one a place; the columns are location_id, service_line, observed_at, recorded_at, horizon_days, new_patient_slots_total, new_patient_slots_booked, new_patient_slots_open, follow_up_slots_open, wait_days, wait_kind, accepting_new_patients, waitlist_size.
         * @example location_id,service_line,observed_at,new_patient_slots_open
         *     smyrna,orthodontics,2026-11-22T08:59:30Z,9
         */
        EventCsv: string;
        /** @description The `data` of an event whose attributes are headers. */
        EventData: {
            /**
             * @description Whether new patients are accepted at all.
             * @example true
             */
            acceptingNewPatients?: boolean;
            /**
             * @description Open follow-up visits.
             * @example 60
             */
            followUpSlotsOpen?: number;
            /**
             * @description How far ahead the openings were counted.
             * @example 14
             */
            horizonDays: number;
            /**
             * @description The clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Those already booked; may exceed the total where a clinic overbooks.
             * @example 31
             */
            newPatientSlotsBooked?: number;
            /**
             * @description Those still open, at most the total. Instead of booked.
             * @example 9
             */
            newPatientSlotsOpen?: number;
            /**
             * @description All new-patient visits in the horizon, booked or not. Comes with booked or open.
             * @example 40
             */
            newPatientSlotsTotal?: number;
            /**
             * @description The kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description How long a new patient waits. Comes with `waitKind`.
             * @example 12.5
             */
            waitDays?: number;
            /**
             * @description How `waitDays` was measured; the kinds are not comparable.
             * @example third_next_available
             * @enum {string}
             */
            waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
        } | {
            /**
             * @description The clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description The kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description How long a new patient waits. Comes with `waitKind`.
             * @example 12.5
             */
            waitDays?: number;
            /**
             * @description How `waitDays` was measured; the kinds are not comparable.
             * @example third_next_available
             * @enum {string}
             */
            waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
            /**
             * @description People waiting without a booked visit.
             * @example 37
             */
            waitlistSize?: number;
        } | {
            /**
             * @description Whether new patients are accepted at all.
             * @example true
             */
            acceptingNewPatients: boolean;
            /**
             * @description The clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Why.
             * @example staff_absence
             * @enum {string}
             */
            reasonCode: "fully_booked" | "staff_absence" | "closure" | "panel_closed" | "reopened" | "other";
            /**
             * @description The kind of care; left out: all of the location.
             * @example orthodontics
             */
            serviceLine?: string;
        } | {
            /**
             * @description Booked first visits attributed to this spend.
             * @example 4
             */
            bookings?: number;
            /**
             * @description The advertising channel; required where the place is divided by channel.
             * @example search
             */
            channel?: string;
            /**
             * @description ISO 4217.
             * @example USD
             */
            currency: string;
            /**
             * Format: date
             * @description The day, in the location’s time zone.
             * @example 2026-11-21
             */
            date: string;
            /**
             * @description Revenue that, by an experiment, would not have come without this spend. Reports keep it apart.
             * @example 70000
             */
            incrementalRevenueMinor?: number;
            /**
             * @description Of those, visits kept.
             * @example 3
             */
            keptVisits?: number;
            /**
             * @description Enquiries it brought.
             * @example 11
             */
            leads?: number;
            /**
             * @description The clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Revenue of visits that the practice’s own books match to this spend. Reports keep it apart.
             * @example 96000
             */
            matchedRevenueMinor?: number;
            /**
             * @description Revenue attributed to this spend, as the ad platform reports it.
             * @example 120000
             */
            revenueMinor?: number;
            /**
             * @description The kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description true: somebody checked that this much was really spent, so that it is taken although it, or the sum of its day’s channels, is more than ten times what the clinic usually has (`actuals-implausible`). Never set by rule.
             * @example true
             * @constant
             */
            spendConfirmed?: true;
            /**
             * @description Spent on that day.
             * @example 41875
             */
            spendMinor: number;
        };
        /** @description One line of the answer to a stream; lines end with a line feed. */
        EventLine: {
            /**
             * @description Why.
             * @example invalid-event
             * @enum {string}
             */
            code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json";
            /**
             * @description What is expected there, in a sentence for people; never what came.
             * @example one of third_next_available, mean_completed, median_completed, median_waiting
             */
            detail: string;
            /**
             * @description A line that was not stored.
             * @example refused
             * @constant
             */
            kind: "refused";
            /**
             * @description Which, from 1; blank lines count.
             * @example 500
             */
            line: number;
            /**
             * @description JSON Pointer within the line to the first fault.
             * @example #/data/waitKind
             */
            pointer: string;
        } | {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description A part is stored for good. A repeat of the last one: the database is away, and the stream waits for it.
             * @example checkpoint
             * @constant
             */
            kind: "checkpoint";
            /**
             * @description This line and all before it are stored or refused: resume after it.
             * @example 500
             */
            line: number;
            /**
             * @description Not stored, listed or not.
             * @example 0
             */
            refused: number;
        } | {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description The last line: all was read.
             * @example summary
             * @constant
             */
            kind: "summary";
            /**
             * @description Lines read.
             * @example 500
             */
            lines: number;
            /**
             * @description Refused lines beyond the 1,000 that are listed one by one.
             * @example 0
             */
            notListed: number;
            /**
             * @description Not stored, listed or not.
             * @example 0
             */
            refused: number;
        } | {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Why, as in /problems.
             * @example unavailable
             * @enum {string}
             */
            code: "unavailable" | "request-timeout" | "internal-error" | "unauthenticated" | "forbidden" | "too-many-requests";
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description The last line: not all was read.
             * @example aborted
             * @constant
             */
            kind: "aborted";
            /**
             * @description This line and all before it are stored or refused; send the lines after it again, or all of them.
             * @example 500
             */
            line: number;
            /**
             * @description Not stored, listed or not.
             * @example 0
             */
            refused: number;
        };
        /** @description What became of each event; the accepted ones are stored for good. */
        EventsStored: {
            /**
             * @description Stored now.
             * @example 2
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description Not stored.
             * @example 0
             */
            refused: number;
            /** @description One per event, in the order sent. */
            results: {
                /**
                 * @description Why it was refused.
                 * @example invalid-event
                 * @enum {string}
                 */
                code?: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json";
                /**
                 * @description What is expected there, in a sentence for people; never what came.
                 * @example one of third_next_available, mean_completed, median_completed, median_waiting
                 */
                detail?: string;
                /**
                 * @description Place in the array sent, from 0.
                 * @example 0
                 */
                index: number;
                /**
                 * @description Pools with a cell that the event is about. 0: it is stored, and counts once such a cell is configured.
                 * @example 1
                 */
                matchedPools?: number;
                /**
                 * @description JSON Pointer to the first fault, as far as the schema knows the members.
                 * @example #/0/data/waitKind
                 */
                pointer?: string;
                /**
                 * @description What became of it.
                 * @example refused
                 * @enum {string}
                 */
                status: "accepted" | "duplicate" | "refused";
            }[];
        };
        /** @description The event is stored for good. */
        EventStored: {
            /**
             * @description Pools with a cell that the event is about. 0: it is stored, and counts once such a cell is configured.
             * @example 1
             */
            matchedPools: number;
            /**
             * @description Those pools.
             * @example [
             *       {
             *         "poolId": "georgia",
             *         "revision": 42
             *       }
             *     ]
             */
            pools: {
                /**
                 * @description The pool.
                 * @example georgia
                 */
                poolId: string;
                /**
                 * @description A plan whose `inputRevision` is at least this has considered the event.
                 * @example 42
                 */
                revision: number;
            }[];
            /**
             * @description `duplicate`: the same event was stored before; nothing changed.
             * @example accepted
             * @enum {string}
             */
            status: "accepted" | "duplicate";
        };
        /** @description One cell’s line of an exported plan. */
        ExportedLine: {
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description What to spend; null: nothing, and `status` says why.
             * @example 4200
             */
            dailyBudgetMinor: number | null;
            /**
             * @description Booked first visits to expect of this budget. Null where it could tell a waiting list of 1 to 10 people.
             * @example 0.4
             */
            expectedBookingsPerDay: number | null;
            /**
             * @description How old its data is by the limits of the policy. Old data never raises a budget.
             * @example fresh
             * @enum {string}
             */
            freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
            /**
             * @description gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.
             * @example gated
             * @enum {string}
             */
            gate: "open" | "throttled" | "gated";
            /**
             * @description New patients from advertising it can still take within the horizon; null: its openings are unknown.
             * @example 0
             */
            headroom: number | null;
            /**
             * @description The waiting list has 1 to 10 people; what could tell how many is left out.
             * @example false
             */
            isSmallCountHidden: boolean;
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description 30.4 times the daily budget: the most Google Ads charges for it in a month.
             * @example 127680
             */
            monthlyExposureMinor: number | null;
            /**
             * @description Value of one more currency unit a day here. Null where it could tell a waiting list of 1 to 10 people.
             * @example 0
             */
            nextDollarValueMinor: number | null;
            /**
             * @description Value of one more opening here. Null where it could tell a waiting list of 1 to 10 people.
             * @example 31200
             */
            nextSlotValueMinor: number | null;
            /**
             * @description What binds the budget, the strongest first. docs/planning.md describes each.
             * @example [
             *       "wait_gate"
             *     ]
             */
            reasons: string[];
            /**
             * @description What the daily steps count from: the amount in force at the first instant of the cell’s local day.
             * @example 42000
             */
            referenceDailyBudgetMinor: number;
            /**
             * @description Why, in one or two sentences without jargon.
             * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
             */
            sentence: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
             * @example active
             * @enum {string}
             */
            status: "active" | "pause_proposed" | "paused" | "removed";
            /**
             * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
             * @example 41
             */
            waitDays: number | null;
            /**
             * @description How that wait was measured; null: unknown.
             * @example third_next_available
             */
            waitKind: ("third_next_available" | "mean_completed" | "median_completed" | "median_waiting") | null;
            /**
             * @description People waiting without a booked visit; null: unknown.
             * @example 12
             */
            waitlistSize: number | null;
        };
        /** @description How the file comes out of the plan, exactly: file + unchanged + heldBack + elsewhere + unmapped + removed + roundedDown = plan, and plan + reserve = the pool’s amount. */
        ExportSummary: {
            /**
             * @description What budgets in `heldBack` and `leftBehind` go on spending above the plan, as far as is known: somebody has to stop it by hand.
             * @example 0
             */
            abovePlanDailyMinor: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description Set on other platforms or in other accounts.
             * @example 40000
             */
            elsewhereDailyMinor: number;
            /**
             * @description All budgets of the file.
             * @example 46500
             */
            fileDailyMinor: number;
            /**
             * @description google-ads-editor, microsoft-ads, csv: CSV. google-ads-api, meta, json: JSON. ndjson: a line a cell, then the summary.
             * @example csv
             * @enum {string}
             */
            format: "google-ads-editor" | "google-ads-api" | "meta" | "microsoft-ads" | "csv" | "json" | "ndjson";
            /**
             * @description Changes that are in no row.
             * @example []
             */
            heldBack: components["schemas"]["HeldBackEntity"][];
            /**
             * @description Left out because the format or the platform does not take it now; see `heldBack`.
             * @example 0
             */
            heldBackDailyMinor: number;
            /**
             * @description Budgets of this platform that still have money, as far as is known, and that no file names any more. Pause them by hand, or map them without cells and the next file does.
             * @example []
             */
            leftBehind: components["schemas"]["LeftBehindBudget"][];
            /**
             * @description Paused by the file: no row ever says 0.
             * @example []
             */
            paused: string[];
            /**
             * @description Budgets that a person paused, by a report, and that the plan gives money. No file runs them again: run them by hand, or the money is not spent.
             * @example [
             *       "smyrna-search"
             *     ]
             */
            pausedByHand: string[];
            /**
             * @description All recommended budgets.
             * @example 488000
             */
            planDailyMinor: number;
            /**
             * @description The plan the file was made of.
             * @example 17
             */
            planNumber: number;
            /**
             * @description What the pool has for the day: the plan and the reserve.
             * @example 500000
             */
            poolDailyBudgetMinor: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description What the plan keeps for removed cells until 0 is reported for them: files tell their budgets to pause.
             * @example 0
             */
            removedDailyMinor: number;
            /**
             * @description What of it is kept.
             * @example 12000
             */
            reserveDailyMinor: number;
            /**
             * @description Entities that get less than the plan gives them: the step below, or a pause where that is below the platform’s least budget.
             * @example []
             */
            roundedDown: components["schemas"]["RoundedDownEntity"][];
            /**
             * @description What entities do not get because the platform’s steps are larger, or its least budget is; see `roundedDown`.
             * @example 0
             */
            roundedDownDailyMinor: number;
            /**
             * @description Changes in the file.
             * @example 3
             */
            rowCount: number;
            /**
             * @description changed: only what differs from what was applied or exported before. all: everything.
             * @example changed
             * @enum {string}
             */
            rows: "changed" | "all";
            /**
             * @description Left out because it is set already.
             * @example 400000
             */
            unchangedDailyMinor: number;
            /**
             * @description Cells, or parts of them, that no entity carries.
             * @example []
             */
            unmapped: components["schemas"]["UnmappedCell"][];
            /**
             * @description Money of cells that no entity carries; see `unmapped`.
             * @example 1500
             */
            unmappedDailyMinor: number;
        };
        /**
         * @description A feed of openings that is polled.
         * @example {
         *       "url": "https://example.org/$bulk-publish",
         *       "mappingId": "rite-aid",
         *       "source": "/feeds/rite-aid"
         *     }
         */
        FeedConfiguration: {
            /**
             * @description false: it is not polled; its figures stay and age.
             * @default true
             * @example true
             */
            enabled?: boolean;
            /**
             * @description From the end of one poll to the next.
             * @default 2
             * @example 2
             */
            intervalMinutes?: number;
            /**
             * @description The mapping it is counted by.
             * @example rite-aid
             */
            mappingId: string;
            /**
             * @description The `source` of its events.
             * @example /feeds/rite-aid
             */
            source: string;
            /**
             * @description Only files of these states, and those that name none; empty: all.
             * @default []
             * @example [
             *       "NJ"
             *     ]
             */
            states?: string[];
            /**
             * @description Address of the manifest. https and public, unless its network is in OUTBOUND_ALLOWED_NETWORKS.
             * @example https://example.org/$bulk-publish
             */
            url: string;
        };
        /** @description When the feed is polled. */
        FeedDue: {
            /**
             * @description When it is due; null: the feed is switched off.
             * @example 2026-11-22T08:59:30.000Z
             */
            nextPollAt: string | null;
        };
        /** @description One page of a list. */
        FeedList: {
            /** @description This page. */
            items: components["schemas"]["ListedFeed"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description What the last successful poll found. */
        FeedPoll: {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description Of the manifest, of your states.
             * @example 0
             */
            files: number;
            /**
             * @description Whether every line was read and the publisher reports no error; only then does what is absent count as withdrawn.
             * @example true
             */
            isFull: boolean;
            /**
             * @description Slots counted as for new patients although nobody says so.
             * @example 0
             */
            newPatientAssumed: number;
            /**
             * @description Not stored.
             * @example 0
             */
            refused: number;
            /**
             * @description That could not be read.
             * @example 0
             */
            refusedLines: number;
            /** @description The slots, counted. */
            slots: {
                /**
                 * @description Taken ones.
                 * @example 0
                 */
                busy: number;
                /**
                 * @description Free ones.
                 * @example 0
                 */
                free: number;
                /**
                 * @description Held ones (`busy-tentative`).
                 * @example 0
                 */
                held: number;
                /**
                 * @description That began before `observedAt`, whatever their status.
                 * @example 0
                 */
                past: number;
                /**
                 * @description At a place of the mapping.
                 * @example 0
                 */
                placed: number;
                /**
                 * @description All different ones.
                 * @example 0
                 */
                slots: number;
                /**
                 * @description Blocked ones (`busy-unavailable`).
                 * @example 0
                 */
                unavailable: number;
                /**
                 * @description Entered in error.
                 * @example 0
                 */
                withdrawn: number;
            };
            /**
             * @description Files that had not changed, or that were not due yet.
             * @example 0
             */
            unchanged: number;
            /** @description Slots that were counted nowhere, by reason. */
            unplaced: {
                /**
                 * @description That the mapping says are not yours.
                 * @example 0
                 */
                excluded: number;
                /**
                 * @description Of what is suspended or inactive.
                 * @example 0
                 */
                inactive: number;
                /**
                 * @description Whose Location is not in the feed.
                 * @example 0
                 */
                locationMissing: number;
                /**
                 * @description Whose Schedule was not sent.
                 * @example 0
                 */
                scheduleMissing: number;
                /**
                 * @description At several of your locations at once.
                 * @example 0
                 */
                severalLocations: number;
                /**
                 * @description At locations that the mapping does not name.
                 * @example 0
                 */
                unmappedLocation: number;
                /**
                 * @description None of whose codes the mapping names.
                 * @example 0
                 */
                unmappedService: number;
                /**
                 * @description Whose Schedule names no place.
                 * @example 0
                 */
                withoutLocation: number;
                /**
                 * @description Without any code.
                 * @example 0
                 */
                withoutServiceCode: number;
            };
            /**
             * @description The publisher’s Locations that left the set with this poll.
             * @example 0
             */
            withdrawn: number;
            /**
             * @description Places of which nothing could be counted.
             * @example 0
             */
            withoutFigure: number;
        };
        /** @description How polling goes. */
        FeedStatus: {
            /**
             * @description When the first of these failed; null: the last poll succeeded, or none ended yet.
             * @example 2026-11-22T08:59:30.000Z
             */
            failingSince: string | null;
            /**
             * @description Since the last success.
             * @example 0
             */
            failuresInARow: number;
            /**
             * @description When it was polled last.
             * @example 2026-11-22T08:59:30.000Z
             */
            lastAttemptAt: string | null;
            /**
             * @description When it failed last.
             * @example 2026-11-22T08:59:30.000Z
             */
            lastFailureAt: string | null;
            /**
             * @description Why; docs/fhir.md explains each.
             * @example first-byte-timeout
             */
            lastFailureCode: ("url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored") | null;
            /**
             * @description What the last successful poll found; null: none yet.
             * @example null
             */
            lastPoll: components["schemas"]["FeedPoll"] | null;
            /**
             * @description When that succeeded last.
             * @example 2026-11-22T08:59:30.000Z
             */
            lastSuccessAt: string | null;
            /**
             * @description When it is polled next; null: it is switched off.
             * @example 2026-11-22T08:59:30.000Z
             */
            nextPollAt: string | null;
            /**
             * @description The moment its newest figures are of: the manifest’s `transactionTime`.
             * @example 2026-11-22T08:59:30.000Z
             */
            observedAt: string | null;
            /**
             * @description Since when its figures change while its `transactionTime` does not move on, so that they age although they are new; null: it does.
             * @example 2026-11-22T08:59:30.000Z
             */
            standsStillSince: string | null;
            /**
             * @description `failing`: the last poll failed; its figures are of `observedAt` and age.
             * @example working
             * @enum {string}
             */
            state: "off" | "new" | "working" | "failing";
            /**
             * @description Your locations that left the last full set. Their figures stay and age; they are not zero.
             * @example [
             *       "millville"
             *     ]
             */
            withdrawnLocations: string[];
        };
        /**
         * @description A FHIR R4 Bundle of Slot, Schedule, Location and HealthcareService, or one of them.
         * @example {
         *       "resourceType": "Bundle",
         *       "type": "collection",
         *       "timestamp": "2026-11-22T08:59:30Z",
         *       "entry": []
         *     }
         */
        FhirMessage: {
            /**
             * @description Bundle, Slot, Schedule, Location or HealthcareService; docs/fhir.md lists their members.
             * @example Bundle
             */
            resourceType: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What was counted in a FHIR message, and what became of it. */
        FhirStored: {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /** @description The first 100 of them. */
            lines: {
                /**
                 * @description Why.
                 * @example resource-not-allowed
                 * @enum {string}
                 */
                code: "not-a-resource" | "resource-not-allowed" | "bundle-type-not-allowed" | "paged-bundle" | "contained-resource" | "person-member" | "person-reference" | "reference-not-allowed" | "reference-unreadable" | "several-servers" | "request-not-allowed" | "unknown-member" | "unknown-extension" | "missing-member" | "invalid-value" | "repeated-member" | "too-deep" | "too-many" | "not-json" | "hl7v2" | "line-too-long";
                /**
                 * @description Line, from 1.
                 * @example 2
                 */
                line: number;
                /**
                 * @description Where in the line, as a JSON Pointer.
                 * @example /start
                 */
                pointer: string;
            }[];
            /**
             * Format: date-time
             * @description The moment it is of.
             * @example 2026-11-22T08:59:30.000Z
             */
            observedAt: string;
            /**
             * @description Where the moment comes from: your query, the message, or neither, so that it is the time of receipt.
             * @example message
             * @enum {string}
             */
            observedAtFrom: "query" | "message" | "receipt";
            /** @description What was counted, by place. */
            places: {
                /**
                 * @description Why it was refused.
                 * @example future-timestamp
                 * @enum {string}
                 */
                code?: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json";
                /**
                 * @description Open follow-up visits.
                 * @example 0
                 */
                followUpSlotsOpen?: number;
                /**
                 * @description The location, as the mapping names it.
                 * @example millville
                 */
                locationId: string;
                /**
                 * @description Pools with a cell of this place.
                 * @example 0
                 */
                matchedPools?: number;
                /**
                 * @description Whether slots that do not say whom they are for were counted as for new patients.
                 * @example false
                 */
                newPatientAssumed: boolean;
                /**
                 * @description Those taken or held.
                 * @example 0
                 */
                newPatientSlotsBooked?: number;
                /**
                 * @description Those open; instead of total and booked.
                 * @example 0
                 */
                newPatientSlotsOpen?: number;
                /**
                 * @description All visits for new patients, where the mapping says that taken ones are published.
                 * @example 0
                 */
                newPatientSlotsTotal?: number;
                /**
                 * @description The service line, likewise.
                 * @example covid-vaccination
                 */
                serviceLine: string;
                /**
                 * @description What became of its event.
                 * @example accepted
                 * @enum {string}
                 */
                status: "accepted" | "duplicate" | "refused";
                /**
                 * @description To the third next opening for a new patient.
                 * @example 3.5
                 */
                waitDays?: number;
            }[];
            /**
             * @description Not stored.
             * @example 0
             */
            refused: number;
            /**
             * @description For NDJSON: lines of which nothing was counted.
             * @example 0
             */
            refusedLines: number;
            /** @description The slots, counted. */
            slots: {
                /**
                 * @description Taken ones.
                 * @example 0
                 */
                busy: number;
                /**
                 * @description Free ones.
                 * @example 0
                 */
                free: number;
                /**
                 * @description Held ones (`busy-tentative`).
                 * @example 0
                 */
                held: number;
                /**
                 * @description That began before `observedAt`, whatever their status.
                 * @example 0
                 */
                past: number;
                /**
                 * @description At a place of the mapping.
                 * @example 0
                 */
                placed: number;
                /**
                 * @description All different ones.
                 * @example 0
                 */
                slots: number;
                /**
                 * @description Blocked ones (`busy-unavailable`).
                 * @example 0
                 */
                unavailable: number;
                /**
                 * @description Entered in error.
                 * @example 0
                 */
                withdrawn: number;
            };
            /**
             * @description What was dropped unread, by name.
             * @example [
             *       {
             *         "member": "comment",
             *         "count": 1
             *       }
             *     ]
             */
            stripped: {
                /**
                 * @description How often it was there.
                 * @example 0
                 */
                count: number;
                /**
                 * @description A member of FHIR.
                 * @example comment
                 */
                member: string;
            }[];
            /** @description Slots that were counted nowhere, by reason. */
            unplaced: {
                /**
                 * @description That the mapping says are not yours.
                 * @example 0
                 */
                excluded: number;
                /**
                 * @description Of what is suspended or inactive.
                 * @example 0
                 */
                inactive: number;
                /**
                 * @description Whose Location is not in the feed.
                 * @example 0
                 */
                locationMissing: number;
                /**
                 * @description Whose Schedule was not sent.
                 * @example 0
                 */
                scheduleMissing: number;
                /**
                 * @description At several of your locations at once.
                 * @example 0
                 */
                severalLocations: number;
                /**
                 * @description At locations that the mapping does not name.
                 * @example 0
                 */
                unmappedLocation: number;
                /**
                 * @description None of whose codes the mapping names.
                 * @example 0
                 */
                unmappedService: number;
                /**
                 * @description Whose Schedule names no place.
                 * @example 0
                 */
                withoutLocation: number;
                /**
                 * @description Without any code.
                 * @example 0
                 */
                withoutServiceCode: number;
            };
            /** @description Places of which nothing could be counted. */
            withoutFigure: {
                /**
                 * @description The location, as the mapping names it.
                 * @example millville
                 */
                locationId: string;
                /**
                 * @description Why nothing is known of it. Its older figure stays and ages.
                 * @example no_slots
                 * @enum {string}
                 */
                reason: "no_slots" | "only_past" | "no_capacity" | "patients_unknown";
                /**
                 * @description The service line, likewise.
                 * @example covid-vaccination
                 */
                serviceLine: string;
            }[];
        };
        /** @description One page of a list. */
        FreshnessList: {
            /** @description This page. */
            items: components["schemas"]["FreshnessOfPlace"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description How old what is known of a place is. */
        FreshnessOfPlace: {
            /** @description What is known, figure by figure; empty: nothing was ever observed. */
            figures: {
                /**
                 * @description How long ago that is.
                 * @example 340
                 */
                ageSeconds: number;
                /**
                 * @description What was observed; each kind of wait is a figure of its own.
                 * @example slots
                 * @enum {string}
                 */
                figure: "slots" | "follow_up_slots" | "waitlist" | "accepting" | "wait.third_next_available" | "wait.mean_completed" | "wait.median_completed" | "wait.median_waiting";
                /**
                 * @description How old it is by the limits of the pool’s policy and of its source.
                 * @example fresh
                 * @enum {string}
                 */
                freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
                /**
                 * @description How far ahead it was counted; null: it has no horizon.
                 * @example 14
                 */
                horizonDays: number | null;
                /**
                 * @description Whether the pool’s plans can use it. They cannot use openings counted over less than half or more than twice the policy’s horizon, nor waits of a kind it does not read.
                 * @example true
                 */
                isUsable: boolean;
                /**
                 * @description It was reported for the whole location, not for this kind of care.
                 * @example false
                 */
                isWholeLocation: boolean;
                /**
                 * Format: date-time
                 * @description When it was observed: the `time` of its event. UTC.
                 * @example 2026-11-22T09:00:00.000Z
                 */
                observedAt: string;
                /**
                 * @description The source that reported it.
                 * @example /ehr/smyrna
                 */
                source: string;
            }[];
            /**
             * @description As a plan made now would say: the worst of what it rests on (openings, follow-up openings where they count, the wait); never: none of these was observed.
             * @example fresh
             * @enum {string}
             */
            freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
            /**
             * @description The clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description The pool whose policy reads it.
             * @example georgia
             */
            poolId: string;
            /**
             * @description The kind of care.
             * @example orthodontics
             */
            serviceLine: string;
        };
        /** @description Expected bookings and value for a range of totals. */
        Frontier: {
            /**
             * Format: date-time
             * @description The moment it speaks of.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description Everything up to this revision of the pool is in it.
             * @example 42
             */
            inputRevision: number;
            /** @description One for each total, in its order. */
            points: (components["schemas"]["FrontierPoint"] | components["schemas"]["InfeasiblePoint"])[];
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
        };
        /** @description What the pool would bring with a total. */
        FrontierPoint: {
            /**
             * @description Spent ÷ expected bookings; null: none are expected.
             * @example 17528.09
             */
            costPerBookingMinor: number | null;
            /**
             * @description Booked first visits to expect.
             * @example 22.25
             */
            expectedBookingsPerDay: number;
            /**
             * @description The bounds can be kept.
             * @example feasible
             * @constant
             */
            kind: "feasible";
            /**
             * @description Value of one more currency unit a day; its cost is not taken off. 0: it would only lie in the reserve, because cells have no headroom for it, earn less than the hurdle, or may take no more.
             * @example 180
             */
            nextDollarValueMinor: number;
            /**
             * @description What is kept: it would not earn the hurdle, or no cell may take it.
             * @example 10000
             */
            reserveMinor: number;
            /**
             * @description What cells get of it.
             * @example 390000
             */
            spentMinor: number;
            /**
             * @description An amount of the day.
             * @example 400000
             */
            totalMinor: number;
            /**
             * @description Expected value.
             * @example 1834000
             */
            valueMinor: number;
        };
        /**
         * @description The totals, and what is assumed to be different.
         * @example {
         *       "range": {
         *         "fromMinor": 300000,
         *         "toMinor": 700000,
         *         "steps": 20
         *       }
         *     }
         */
        FrontierQuestion: {
            /**
             * @description Cells the pool does not have, at configured locations; a ramp counts from the baseline.
             * @example [
             *       {
             *         "id": "macon-orthodontics",
             *         "locationId": "macon",
             *         "serviceLine": "orthodontics",
             *         "baselineDailyBudgetMinor": 30000
             *       }
             *     ]
             */
            addedCells?: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor: number;
                /**
                 * @description Channel, where the place is divided by channel; null where it is not.
                 * @default null
                 * @example search
                 */
                channel?: string | null;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @default null
                 * @example georgia
                 */
                groupId?: string | null;
                /**
                 * @description Id within the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /**
                 * @description A configured location.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description A person’s decision about this cell’s budget; null: none.
                 * @default null
                 */
                lock?: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt?: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @default null
                 * @example 120000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @default null
                 * @example 5000
                 */
                minDailyBudgetMinor?: number | null;
                /**
                 * @description A configured service line.
                 * @example orthodontics
                 */
                serviceLine: string;
            }[];
            /**
             * @description Groups the pool does not have.
             * @example [
             *       {
             *         "id": "coast",
             *         "name": "Coast",
             *         "maxDailyBudgetMinor": 90000
             *       }
             *     ]
             */
            addedGroups?: {
                /**
                 * @description Id within the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @default null
                 * @example 200000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @default 0
                 * @example 20000
                 */
                minDailyBudgetMinor?: number;
                /**
                 * @description Name for people.
                 * @example Georgia
                 */
                name: string & (unknown & unknown);
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @default null
                 * @example south
                 */
                parentId?: string | null;
            }[];
            /**
             * Format: date-time
             * @description A later moment: figures are older, gates have come back, locks have expired, and on each day until then what is in force now was spent, but no more than that day’s money. Absent: now.
             * @example 2026-11-25T09:00:00.000Z
             */
            asOf?: string;
            /**
             * @description Cells of the pool with other settings.
             * @example [
             *       {
             *         "id": "smyrna-orthodontics",
             *         "maxDailyBudgetMinor": 60000
             *       }
             *     ]
             */
            cells?: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor?: number;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @example georgia
                 */
                groupId?: string | null;
                /**
                 * @description A cell of the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /** @description A person’s decision about this cell’s budget; null: none. */
                lock?: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt?: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @example 120000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @example 5000
                 */
                minDailyBudgetMinor?: number | null;
                /** @description Results instead of those reported: they move the cell’s response curve, pulled towards its line’s. */
                results?: {
                    /**
                     * @description Bookings its ads brought.
                     * @example 24
                     */
                    bookings: number;
                    /**
                     * @description On so many days.
                     * @example 28
                     */
                    days: number;
                    /**
                     * @description What was spent for them.
                     * @example 410000
                     */
                    spendMinor: number;
                };
            }[];
            /**
             * @description remembered: as if reports came at this moment, so that a gate that needs two snapshots and its dwell stays. settled: as if everything known had been so for long.
             * @default remembered
             * @example settled
             * @enum {string}
             */
            gates?: "remembered" | "settled";
            /**
             * @description Groups of the pool with other settings.
             * @example [
             *       {
             *         "id": "georgia",
             *         "maxDailyBudgetMinor": 250000
             *       }
             *     ]
             */
            groups?: {
                /**
                 * @description A group of the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @example 200000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @example 20000
                 */
                minDailyBudgetMinor?: number;
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @example south
                 */
                parentId?: string | null;
            }[];
            /**
             * @description Room, waits and waiting lists as if reported at this moment; a figure given replaces all that is known of it there.
             * @example [
             *       {
             *         "locationId": "smyrna",
             *         "serviceLine": "orthodontics",
             *         "newPatientSlotsOpen": 20
             *       }
             *     ]
             */
            places?: {
                /**
                 * @description Whether new patients are accepted at all.
                 * @example true
                 */
                acceptingNewPatients?: boolean;
                /**
                 * @description Open follow-up visits.
                 * @example 60
                 */
                followUpSlotsOpen?: number;
                /**
                 * @description How far ahead the openings are counted; the policy’s horizon by default.
                 * @example 14
                 */
                horizonDays?: number;
                /**
                 * @description Location of a cell of the pool.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Those booked.
                 * @example 31
                 */
                newPatientSlotsBooked?: number;
                /**
                 * @description Those open; instead of booked.
                 * @example 9
                 */
                newPatientSlotsOpen?: number;
                /**
                 * @description All new-patient visits in the horizon. Comes with booked or open.
                 * @example 40
                 */
                newPatientSlotsTotal?: number;
                /**
                 * @description Bookings expected without advertising within the policy’s horizon.
                 * @example 6
                 */
                organicBookings?: number;
                /**
                 * @description Service line of that cell.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description Share of the place’s headroom that this pool may count on.
                 * @example 0.5
                 */
                share?: number;
                /**
                 * @description How long a new patient waits.
                 * @example 12.5
                 */
                waitDays?: number;
                /**
                 * @description How `waitDays` was measured; the service line’s typical kind by default.
                 * @example third_next_available
                 * @enum {string}
                 */
                waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description People waiting without a booked visit.
                 * @example 37
                 */
                waitlistSize?: number;
            }[];
            /**
             * @description Settings of the policy that are different; the whole is checked as if it were put. Lists are given whole.
             * @example {
             *       "ramp": {
             *         "upShare": 0.5
             *       }
             *     }
             */
            policy?: {
                /**
                 * @description Money a period did not spend goes to the next one, at most this share of the budget it had when it ended. Only of periods that ran under Sluice from their first day to their last.
                 * @example 0
                 */
                carryShare?: number;
                /**
                 * @description A day may get at most this many times the period’s budget divided by its days.
                 * @example 1.5
                 */
                dailyCapShare?: number;
                /** @description Changes too small to make. */
                deadBand?: {
                    /**
                     * @description Nor is a change below this many whole units of the currency, or below `shareOfBaseline` if that is less.
                     * @example 1
                     */
                    currencyUnits?: number;
                    /**
                     * @description See `currencyUnits`: keeps one currency unit from freezing a very small cell.
                     * @example 0.05
                     */
                    shareOfBaseline?: number;
                    /**
                     * @description A change below this is not worth making.
                     * @example 0.05
                     */
                    shareOfReference?: number;
                };
                /**
                 * @description What a cell gets whose data is older than `freshness.staleHours`: at most its baseline, or its floor.
                 * @example baseline
                 * @enum {string}
                 */
                deadPolicy?: "baseline" | "floor";
                /** @description What takes effect by itself, and what needs approval first. Any key with config:write may make more need approval; to make less need it, a key needs plans:decide as well. */
                decisions?: {
                    /**
                     * @description A cell that its gate or a pause cut comes back unasked, within one day’s ramp and to no more than it had before, whatever its baseline is by now: so a clinic that was full comes back by itself.
                     * @example true
                     */
                    climbBackWithoutApproval?: boolean;
                    /**
                     * @description A place that fresh data says is full, closed or has too long a wait is cut to its floor at once, however large that cut is; the money waits in the reserve.
                     * @example true
                     */
                    gateCutsWithoutApproval?: boolean;
                    /**
                     * @description A cut by more than this needs approval, in automatic pools too.
                     * @example 0.8
                     */
                    largestCutShare?: number;
                    /**
                     * @description A rise by more than this needs approval, in automatic pools too.
                     * @example 0.5
                     */
                    largestRiseShare?: number;
                    /**
                     * @description automatic: a plan is in force when it is made. approval: a cell keeps its amount until somebody approves the new one.
                     * @example approval
                     * @enum {string}
                     */
                    mode?: "automatic" | "approval";
                    /**
                     * @description A cell whose campaign has no approved message does not rise. PUT /v1/pools/{poolId}/cells/{cellId}/message approves one.
                     * @example false
                     */
                    requireApprovedMessage?: boolean;
                };
                /**
                 * @description A cell keeps at least this share of its baseline, also when gated; never less than the platform minimum.
                 * @example 0.1
                 */
                floorShare?: number;
                /** @description How old a figure may be. A source that reports rarely stretches these limits. */
                freshness?: {
                    /**
                     * @description Younger figures are ageing: the cell is not increased.
                     * @example 72
                     */
                    ageingHours?: number;
                    /**
                     * @description Younger figures are fresh.
                     * @example 24
                     */
                    freshHours?: number;
                    /**
                     * @description Younger figures are stale: the cell is held. Older ones are dead.
                     * @example 168
                     */
                    staleHours?: number;
                };
                /** @description When waits throttle and gate a cell, and when it comes back. */
                gate?: {
                    /**
                     * @description A state lasts at least this long before the way back.
                     * @example 72
                     */
                    dwellHours?: number;
                    /**
                     * @description A wait is gated from here at the earliest.
                     * @example 21
                     */
                    gateMinDays?: number;
                    /**
                     * @description The way back from gated begins at or below this share of the wait that gates.
                     * @example 0.66
                     */
                    gateReturnShare?: number;
                    /**
                     * @description A wait is gated from this share of the typical wait.
                     * @example 1
                     */
                    gateShareOfTypical?: number;
                    /**
                     * @description A place without headroom comes back at this many new patients, or at the share below if that is more.
                     * @example 1
                     */
                    headroomReturnMin?: number;
                    /**
                     * @description The same as a share of the place’s openings.
                     * @example 0.05
                     */
                    headroomReturnShareOfCapacity?: number;
                    /**
                     * @description How many fresh snapshots in a row must allow the way back.
                     * @example 2
                     */
                    returnSnapshots?: number;
                    /**
                     * @description A wait is throttled from here at the earliest, however short the typical wait.
                     * @example 10
                     */
                    throttleMinDays?: number;
                    /**
                     * @description The way back from throttled begins at or below this share of the wait that throttles.
                     * @example 0.7
                     */
                    throttleReturnShare?: number;
                    /**
                     * @description A wait is throttled from this share of the typical wait.
                     * @example 0.6
                     */
                    throttleShareOfTypical?: number;
                    /**
                     * @description Reads one kind of wait as the service line’s kind. A kind that is neither typical nor listed here never gates.
                     * @example []
                     */
                    waitKindFactors?: {
                        /**
                         * @description Its days are multiplied by this.
                         * @example 0.8
                         */
                        factor: number;
                        /**
                         * @description The kind as reported.
                         * @example mean_completed
                         * @enum {string}
                         */
                        kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                        /**
                         * @description The service line’s kind it is read as.
                         * @example third_next_available
                         * @enum {string}
                         */
                        readAs: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                    }[];
                };
                /**
                 * @description How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.
                 * @example 14
                 */
                horizonDays?: number;
                /**
                 * @description Mean time from booking to visit; at most half the horizon. The last openings of the horizon are filled by then.
                 * @example 5
                 */
                leadDays?: number;
                /**
                 * @description A plan that is worth less than this above today’s numbers changes nothing.
                 * @example 100
                 */
                minimalGainMinor?: number;
                /** @description What the ad platform accepts. */
                platform?: {
                    /**
                     * @description Most it takes; a multiple of `unitMinor`. Null: no limit.
                     * @example 1000000
                     */
                    maximumMinor?: number | null;
                    /**
                     * @description Least daily budget the ad platform takes; a multiple of `unitMinor`.
                     * @example 500
                     */
                    minimumMinor?: number;
                    /**
                     * @description Smallest step the ad platform takes; every recommendation is a multiple of it. At most the largest baseline of the pool’s cells.
                     * @example 100
                     */
                    unitMinor?: number;
                };
                /** @description How fast budgets move. */
                ramp?: {
                    /**
                     * @description A cell falls at most this much a day, unless it is gated.
                     * @example 0.3
                     */
                    downShare?: number;
                    /**
                     * @description A cell rises at most this much a day.
                     * @example 0.2
                     */
                    upShare?: number;
                };
                /** @description Money better kept for later. */
                reserve?: {
                    /**
                     * @description Value a minor unit must bring to be spent now; below it, it is kept in the reserve.
                     * @example 1
                     */
                    hurdle?: number;
                    /**
                     * @description Most the reserve may keep back for that reason. Null: no limit.
                     * @example 50000
                     */
                    maxMinor?: number | null;
                };
                /**
                 * @description Number of bookings at which a cell’s own results and what was believed before weigh the same.
                 * @example 50
                 */
                shrinkConversions?: number;
                /**
                 * @description Settings of sources: which to believe, and how often they report.
                 * @example []
                 */
                sources?: {
                    /**
                     * @description How often it reports. Fresh, ageing and stale last at least 1.25, 2 and 3 times this. Null: unknown.
                     * @default null
                     * @example 24
                     */
                    expectedIntervalHours?: number | null;
                    /**
                     * @description Higher wins over newer; sources not listed have 0.
                     * @default 0
                     * @example 10
                     */
                    priority?: number;
                    /**
                     * @description The CloudEvents source as the events name it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                }[];
                /**
                 * @description Share of all openings that may be filled; the rest is kept for the unforeseen.
                 * @example 0.85
                 */
                targetUtilisation?: number;
                /**
                 * @description The wait that a booking’s value is computed with where none is known.
                 * @example 7
                 */
                unknownWaitDays?: number;
                /**
                 * @description Share of the people on the waiting list who take the next opening offered.
                 * @example 0.6
                 */
                waitlistTakeShare?: number;
            };
            /**
             * @description off: no limit to how far a cell may move in a day, as if some days had passed.
             * @default kept
             * @example off
             * @enum {string}
             */
            ramps?: "kept" | "off";
            /** @description A number of amounts, evenly spaced. */
            range?: {
                /**
                 * @description An amount of the day.
                 * @example 400000
                 */
                fromMinor: number;
                /**
                 * @description Points, both ends included.
                 * @example 20
                 */
                steps: number;
                /**
                 * @description An amount of the day.
                 * @example 400000
                 */
                toMinor: number;
            };
            /**
             * @description Cells that are gone with their money, as after their spend was reported as 0.
             * @example [
             *       "smyrna-orthodontics"
             *     ]
             */
            removedCellIds?: string[];
            /**
             * @description Groups that are gone; what belonged to one belongs to its parent.
             * @example [
             *       "georgia"
             *     ]
             */
            removedGroupIds?: string[];
            /**
             * @description Values of a booking, typical waits and priors of the response curves.
             * @example [
             *       {
             *         "id": "orthodontics",
             *         "lifetimeValueMinor": 520000
             *       }
             *     ]
             */
            serviceLines?: {
                /**
                 * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
                 * @example 6
                 */
                followUpVisitsPerCase?: number | null;
                /**
                 * @description A service line of the pool’s cells.
                 * @example orthodontics
                 */
                id: string;
                /**
                 * @description Revenue a new patient brings over the whole relationship.
                 * @example 480000
                 */
                lifetimeValueMinor?: number;
                /**
                 * @description Share of that revenue that is margin.
                 * @example 0.42
                 */
                marginShare?: number;
                /**
                 * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
                 * @example 9500
                 */
                priorCostPerBookingMinor?: number;
                /**
                 * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
                 * @example 1.5
                 */
                priorKappa?: number;
                /**
                 * @description Wait that is usual for this kind of care; the wait gate is measured against it.
                 * @example 18
                 */
                typicalWaitDays?: number;
                /**
                 * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
                 * @example third_next_available
                 * @enum {string}
                 */
                typicalWaitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description Share of new patients who take a further treatment.
                 * @example 0.1
                 */
                upsellRate?: number;
                /**
                 * @description Revenue of that further treatment.
                 * @example 60000
                 */
                upsellValueMinor?: number;
                /**
                 * @description How much more (or less) than its money a booking counts for you.
                 * @example 1
                 */
                weight?: number;
            }[];
            /**
             * @description These amounts of the day. Or `range`.
             * @example [
             *       400000,
             *       500000,
             *       600000
             *     ]
             */
            totalsMinor?: number[];
        };
        /** @description A plan as requests to the Google Ads API. */
        GoogleAdsFile: {
            /** @description In order. */
            requests: components["schemas"]["GoogleAdsRequest"][];
            summary: components["schemas"]["ExportSummary"];
        };
        /** @description One operation of `campaignBudgets:mutate` or `campaigns:mutate`. */
        GoogleAdsOperation: {
            /** @description The budget or campaign with its new value. */
            update: {
                /**
                 * @description Daily budget in millionths of the currency.
                 * @example 46500000
                 */
                amountMicros?: string;
                /**
                 * @description What changes.
                 * @example customers/1234567890/campaignBudgets/555
                 */
                resourceName: string;
                /**
                 * @description Of a campaign that pauses, or that an earlier file paused.
                 * @example PAUSED
                 * @enum {string}
                 */
                status?: "PAUSED" | "ENABLED";
            };
            /**
             * @description The one field that changes.
             * @example amountMicros
             * @enum {string}
             */
            updateMask: "amountMicros" | "status";
        };
        /** @description A request to the Google Ads API. */
        GoogleAdsRequest: {
            /** @description Send it as it is. */
            body: {
                /** @description At most 1,000. */
                operations: components["schemas"]["GoogleAdsOperation"][];
                /**
                 * @description One that fails leaves the others.
                 * @example true
                 */
                partialFailure: boolean;
                /**
                 * @description Checked, not made.
                 * @example false
                 */
                validateOnly: boolean;
            };
            /**
             * @description Always POST.
             * @example POST
             * @constant
             */
            method: "POST";
            /**
             * @description Below the API’s version: `/v25/`.
             * @example customers/1234567890/campaignBudgets:mutate
             */
            path: string;
        };
        /** @description A change that is in no file, to be made by hand or later. */
        HeldBackEntity: {
            /**
             * @description What it should get; 0: it should pause.
             * @example 4650
             */
            dailyBudgetMinor: number;
            /**
             * @description A platform entity of the pool.
             * @example smyrna-search
             */
            entityId: string;
            /**
             * @description What it goes on spending, as far as is known; null: nothing is known.
             * @example 30000
             */
            knownDailyBudgetMinor: number | null;
            /**
             * @description The least the platform takes for it, where the plan gives less; otherwise null.
             * @example 9000
             */
            minimumDailyBudgetMinor: number | null;
            /**
             * @description other_currency: its account bills in another currency than the pool’s. below_minimum: the platform takes no budget as small, and its own is no more. hourly_limit: Meta takes 4 changes an hour. shared_budget: not in a file of campaigns. unsafe_name: a spreadsheet would run it. pause_by_hand: no campaign is named that could be paused or run again.
             * @example hourly_limit
             * @enum {string}
             */
            reason: "other_currency" | "below_minimum" | "hourly_limit" | "shared_budget" | "unsafe_name" | "pause_by_hand";
            /**
             * @description When the platform takes the change; null: not by waiting.
             * @example 2026-11-25T12:01:00.000Z
             */
            until: string | null;
        };
        /** @description A total too small for today’s bounds; a plan would relax them. */
        InfeasiblePoint: {
            /**
             * @description The bounds cannot be kept.
             * @example infeasible
             * @constant
             */
            kind: "infeasible";
            /**
             * @description Why.
             * @example the minimums of the pool come to $250 a day more than this total; lower them, or ask about more
             */
            message: string;
            /**
             * @description How much more would be enough.
             * @example 25000
             */
            missingMinor: number;
            /**
             * @description An amount of the day.
             * @example 400000
             */
            totalMinor: number;
        };
        /** @description A clinic stops or resumes taking new patients; counts at once. */
        IntakeChanged: {
            /** @description A clinic stops or resumes taking new patients. */
            data: {
                /**
                 * @description Whether new patients are accepted at all.
                 * @example true
                 */
                acceptingNewPatients: boolean;
                /**
                 * @description The clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Why.
                 * @example staff_absence
                 * @enum {string}
                 */
                reasonCode: "fully_booked" | "staff_absence" | "closure" | "panel_closed" | "reopened" | "other";
                /**
                 * @description The kind of care; left out: all of the location.
                 * @example orthodontics
                 */
                serviceLine?: string;
            };
            /**
             * @description Whether it is about people. Only `non-pii` is accepted, in any case. Not kept.
             * @example non-pii
             */
            datacategory?: string;
            /**
             * @description How the sender classifies the event. Not kept.
             * @example internal
             * @enum {string}
             */
            dataclassification?: "public" | "internal" | "confidential" | "restricted";
            /**
             * @description What `data` is.
             * @example application/json
             */
            datacontenttype?: string;
            /**
             * @description Regulations the sender works under. Not kept.
             * @example HIPAA
             */
            dataregulation?: string;
            /**
             * @description Accepted and not kept.
             * @example https://sluice.example/schemas/capacity-v1
             */
            dataschema?: string;
            /**
             * Format: date-time
             * @description Accepted but not kept: the pool’s policy says how long a report counts.
             * @example 2026-11-29T08:59:30Z
             */
            expirytime?: string;
            /**
             * @description With `source`, the identity of the event. The same pair with the same content is stored once; with other content it is refused.
             * @example 9f1c-0007
             */
            id: string;
            /**
             * @description Accepted and not kept.
             * @example smyrna|orthodontics
             */
            partitionkey?: string;
            /**
             * Format: date-time
             * @description When it was written down. Of two reports for one `time`, the later recorded wins.
             * @example 2026-11-22T08:59:31Z
             */
            recordedtime?: string;
            /**
             * @description Order among reports of one `time` and `recordedtime`, compared as text: pad numbers with zeros.
             * @example 0000000007
             */
            sequence?: string;
            /**
             * @description The system that reports.
             * @example /ehr/smyrna
             */
            source: string;
            /**
             * @description Version of CloudEvents.
             * @example 1.0
             * @constant
             */
            specversion: "1.0";
            /**
             * @description Accepted and not kept.
             * @example smyrna/orthodontics
             */
            subject?: string;
            /**
             * Format: date-time
             * @description When this was true, not when it was sent. The newest wins; at most 5 minutes ahead of our clock. Milliseconds count.
             * @example 2026-11-22T08:59:30Z
             */
            time: string;
            /**
             * @description Not kept.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent?: string;
            /**
             * @description Not kept.
             * @example vendor=00f067aa0ba902b7
             */
            tracestate?: string;
            /**
             * @description What happened; decides what `data` holds. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "sluice.intake.changed.v1";
        };
        /** @description A budget that no file names any more and that still has money. */
        LeftBehindBudget: {
            /**
             * @description Its account.
             * @example 1234567890
             */
            accountId: string;
            /**
             * @description What a file or a report last said it spends.
             * @example 30000
             */
            dailyBudgetMinor: number;
            /**
             * @description The entity that sets or set it.
             * @example smyrna-search
             */
            entityId: string;
            /**
             * @description Its id there.
             * @example 555
             */
            externalId: string;
            /**
             * @description not_mapped: no entity sets it any more. cells_not_in_plan: none of its cells is in the plan.
             * @example not_mapped
             * @enum {string}
             */
            reason: "not_mapped" | "cells_not_in_plan";
        };
        /** @description A feed as configured, and how its polls go. */
        ListedFeed: {
            /**
             * @description false: it is not polled; its figures stay and age.
             * @default true
             * @example true
             */
            enabled: boolean;
            /**
             * @description The feed, by an id of your choice.
             * @example rite-aid
             */
            id: string;
            /**
             * @description From the end of one poll to the next.
             * @default 2
             * @example 2
             */
            intervalMinutes: number;
            /**
             * @description The mapping it is counted by.
             * @example rite-aid
             */
            mappingId: string;
            /**
             * @description The `source` of its events.
             * @example /feeds/rite-aid
             */
            source: string;
            /**
             * @description Only files of these states, and those that name none; empty: all.
             * @default []
             * @example [
             *       "NJ"
             *     ]
             */
            states: string[];
            status: components["schemas"]["FeedStatus"];
            /**
             * @description Address of the manifest. https and public, unless its network is in OUTBOUND_ALLOWED_NETWORKS.
             * @example https://example.org/$bulk-publish
             */
            url: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A location as configured. */
        ListedLocation: {
            /**
             * @description The location, by an id of your choice.
             * @example smyrna
             */
            id: string;
            /**
             * @description Name for people; appears in sentences of plans.
             * @example Smyrna
             */
            name: string & (unknown & unknown);
            /**
             * @description Region, for reports; null: none.
             * @default null
             * @example Georgia
             */
            region: (string & (unknown & unknown)) | null;
            /**
             * @description IANA time zone. The clinic's local midnight is when a new day's ramp begins; a day under way as the zone changes ends at the later of the two midnights.
             * @example America/New_York
             */
            timeZone: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A mapping as configured. */
        ListedMapping: {
            /**
             * @description Local codes of `appointmentType`, before those of HL7, which are known.
             * @default []
             */
            appointmentTypes: components["schemas"]["MappedAppointmentType"][];
            /**
             * @description Whether a schedule without slots from the moment of the message on means fully booked; past slots do not matter.
             * @default false
             * @example false
             */
            emptyScheduleIsFull: boolean;
            /**
             * @description How far ahead openings are counted.
             * @default 14
             * @example 14
             */
            horizonDays: number;
            /**
             * @description The mapping, by an id of your choice.
             * @example ehr
             */
            id: string;
            /**
             * @description Urls of extensions to drop. One that is neither here nor known refuses its message.
             * @default []
             * @example [
             *       "https://ehr.example/room-colour"
             *     ]
             */
            ignoredExtensions: string[];
            /** @description Their locations. Of several entries that fit, the first counts. */
            locations: (components["schemas"]["MappedLocationById"] | components["schemas"]["MappedLocationByIdentifier"])[];
            /**
             * @description Whether all taken slots are published too; only then is a total known.
             * @default false
             * @example false
             */
            publishesBusySlots: boolean;
            /**
             * @description Their codes. Of several entries that fit, the first counts.
             * @default []
             */
            services: components["schemas"]["MappedService"][];
            /**
             * @description Service line of slots without any code; null: they are not counted.
             * @default null
             * @example general
             */
            uncodedServiceLine: string | null;
            /**
             * @description Slots that do not say whom they are for: counted as for new patients (and flagged), or left out.
             * @default unknown
             * @example unknown
             * @enum {string}
             */
            untypedSlots: "new" | "unknown";
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A budget on an advertising platform as configured. */
        ListedPlatformEntity: {
            /**
             * @description Google Ads customer, Meta ad account (without `act_`) or Microsoft Advertising account.
             * @example 123-456-7890
             */
            accountId: string;
            /**
             * @description Every campaign that spends the budget, where `externalId` is a budget’s: a pause stops them all. For a `shared_budget` name all of them: one that is left out would go on with the whole budget. Empty: pauses are listed for a person instead. No other entity may have one of them.
             * @default []
             * @example [
             *       "7001"
             *     ]
             */
            campaignIds: string[];
            /** @description The cells whose money it carries; the amounts of several add up. Empty: it gets no money, and the next file pauses it. */
            cells: {
                /**
                 * @description A cell of the pool.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description How much of the cell’s money goes here. The shares of one cell over all entities of the pool add up to 1.
                 * @default 1
                 * @example 1
                 */
                share: number;
            }[];
            /**
             * @description What the account bills in: another currency than the pool’s is refused. Null: not checked.
             * @default null
             * @example USD
             */
            currency: string | null;
            /**
             * @description Its id on the platform: of the campaign budget (Google Ads, at either level), the campaign or ad set (Meta), the campaign or shared budget (Microsoft Advertising).
             * @example 5550001
             */
            externalId: string;
            /**
             * @description Id within the pool, of your choice.
             * @example smyrna-search
             */
            id: string;
            /**
             * @description What carries the budget. `ad_set`: Meta only. `shared_budget`: Google Ads and Microsoft Advertising, where several campaigns use one budget.
             * @example campaign
             * @enum {string}
             */
            level: "campaign" | "ad_set" | "shared_budget";
            /**
             * @description Least daily budget the platform takes for it; null: what it publishes for the currency. Less becomes a pause, or is held back where the budget is known to run on no more.
             * @default null
             * @example 500
             */
            minimumDailyBudgetMinor: number | null;
            /**
             * @description Its name on the platform. Google Ads Editor finds campaigns by it, so no two campaigns of a Google Ads account have the same, capitals aside.
             * @example Smyrna | Orthodontics | Search
             */
            name: string & (unknown & unknown);
            /**
             * @description Advertising platform.
             * @example google_ads
             * @enum {string}
             */
            platform: "google_ads" | "meta" | "microsoft_ads";
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A pool, without its cells, groups and policy. */
        ListedPool: {
            /**
             * @description ISO 4217. Every amount of the pool is in its minor unit (USD: cents; JPY has none; KWD: thousandths).
             * @example USD
             */
            currency: string;
            /**
             * @description The pool, by an id of your choice.
             * @example georgia
             */
            id: string;
            /**
             * @description Name for people.
             * @example Orthodontics, South
             */
            name: string & (unknown & unknown);
            state: components["schemas"]["PoolState"];
            /**
             * @description IANA time zone of the budget’s days and periods.
             * @example America/New_York
             */
            timeZone: string;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description A service line as configured. */
        ListedServiceLine: {
            /**
             * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
             * @default null
             * @example 6
             */
            followUpVisitsPerCase: number | null;
            /**
             * @description The service line, by an id of your choice.
             * @example orthodontics
             */
            id: string;
            /**
             * @description Revenue a new patient brings over the whole relationship.
             * @example 480000
             */
            lifetimeValueMinor: number;
            /**
             * @description Share of that revenue that is margin.
             * @example 0.42
             */
            marginShare: number;
            /**
             * @description Name for people.
             * @example Orthodontics
             */
            name: string & (unknown & unknown);
            /**
             * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
             * @example 9500
             */
            priorCostPerBookingMinor: number;
            /**
             * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
             * @example 1.5
             */
            priorKappa: number;
            /**
             * @description Wait that is usual for this kind of care; the wait gate is measured against it.
             * @example 18
             */
            typicalWaitDays: number;
            /**
             * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
             * @example third_next_available
             * @enum {string}
             */
            typicalWaitKind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
            /**
             * @description Share of new patients who take a further treatment.
             * @default 0
             * @example 0.1
             */
            upsellRate: number;
            /**
             * @description Revenue of that further treatment.
             * @default 0
             * @example 60000
             */
            upsellValueMinor: number;
            /**
             * @description Counts the changes of this one; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
            /**
             * @description How much more (or less) than its money a booking counts for you.
             * @default 1
             * @example 1
             */
            weight: number;
        };
        /**
         * @description A clinic.
         * @example {
         *       "name": "Smyrna",
         *       "region": "Georgia",
         *       "timeZone": "America/New_York"
         *     }
         */
        LocationConfiguration: {
            /**
             * @description Name for people; appears in sentences of plans.
             * @example Smyrna
             */
            name: string & (unknown & unknown);
            /**
             * @description Region, for reports; null: none.
             * @default null
             * @example Georgia
             */
            region?: (string & (unknown & unknown)) | null;
            /**
             * @description IANA time zone. The clinic's local midnight is when a new day's ramp begins; a day under way as the zone changes ends at the later of the two midnights.
             * @example America/New_York
             */
            timeZone: string;
        };
        /** @description One page of a list. */
        LocationList: {
            /** @description This page. */
            items: components["schemas"]["ListedLocation"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description Whom slots of a type are for. */
        MappedAppointmentType: {
            /**
             * @description A local code of `appointmentType`.
             * @example NP30
             */
            code: string;
            /**
             * @description Whom such a slot is for.
             * @example new
             * @enum {string}
             */
            patients: "new" | "follow_up" | "nobody";
            /**
             * @description The code system; any if absent.
             * @example http://snomed.info/sct
             */
            system?: string;
        };
        /** @description A Location by its id. */
        MappedLocationById: {
            /**
             * @description The `id` of their Location.
             * @example 116
             */
            fhirId: string;
            /**
             * @description The location, as we know it.
             * @example millville
             */
            locationId: string;
        };
        /** @description A Location by an identifier of it. */
        MappedLocationByIdentifier: {
            /**
             * @description The location, as we know it.
             * @example millville
             */
            locationId: string;
            /**
             * @description Who gave the identifier.
             * @example https://cdc.gov/vaccines/programs/vtrcks
             */
            system: string;
            /**
             * @description An `identifier.value` of their Location.
             * @example RA1000135
             */
            value: string;
        };
        /** @description A code of serviceType, specialty or category. */
        MappedService: {
            /**
             * @description The code.
             * @example covid19-immunization
             */
            code: string;
            /**
             * @description null: known but not ours, so not counted.
             * @example covid-vaccination
             */
            serviceLine: string | null;
            /**
             * @description The code system; any if absent.
             * @example http://snomed.info/sct
             */
            system?: string;
        };
        /**
         * @description How the ids and codes of a scheduler become ours.
         * @example {
         *       "locations": [
         *         {
         *           "fhirId": "116",
         *           "locationId": "millville"
         *         }
         *       ],
         *       "services": [
         *         {
         *           "code": "covid19-immunization",
         *           "serviceLine": "covid-vaccination"
         *         }
         *       ],
         *       "untypedSlots": "new"
         *     }
         */
        MappingConfiguration: {
            /**
             * @description Local codes of `appointmentType`, before those of HL7, which are known.
             * @default []
             */
            appointmentTypes?: components["schemas"]["MappedAppointmentType"][];
            /**
             * @description Whether a schedule without slots from the moment of the message on means fully booked; past slots do not matter.
             * @default false
             * @example false
             */
            emptyScheduleIsFull?: boolean;
            /**
             * @description How far ahead openings are counted.
             * @default 14
             * @example 14
             */
            horizonDays?: number;
            /**
             * @description Urls of extensions to drop. One that is neither here nor known refuses its message.
             * @default []
             * @example [
             *       "https://ehr.example/room-colour"
             *     ]
             */
            ignoredExtensions?: string[];
            /** @description Their locations. Of several entries that fit, the first counts. */
            locations: (components["schemas"]["MappedLocationById"] | components["schemas"]["MappedLocationByIdentifier"])[];
            /**
             * @description Whether all taken slots are published too; only then is a total known.
             * @default false
             * @example false
             */
            publishesBusySlots?: boolean;
            /**
             * @description Their codes. Of several entries that fit, the first counts.
             * @default []
             */
            services?: components["schemas"]["MappedService"][];
            /**
             * @description Service line of slots without any code; null: they are not counted.
             * @default null
             * @example general
             */
            uncodedServiceLine?: string | null;
            /**
             * @description Slots that do not say whom they are for: counted as for new patients (and flagged), or left out.
             * @default unknown
             * @example unknown
             * @enum {string}
             */
            untypedSlots?: "new" | "unknown";
        };
        /** @description One page of a list. */
        MappingList: {
            /** @description This page. */
            items: components["schemas"]["ListedMapping"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description A cell’s budget, what it should bring, and what keeps it where it is. */
        MarketingLine: {
            /**
             * @description What was in force when this plan was made.
             * @example 42000
             */
            budgetBeforeMinor: number;
            /**
             * @description What this plan moved: the amount now minus the one before; negative where money left.
             * @example -37800
             */
            budgetChangeMinor: number;
            /**
             * @description What to spend.
             * @example 4200
             */
            budgetNowMinor: number;
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description ISO 4217, of every amount of the line.
             * @example USD
             */
            currency: string;
            /**
             * @description Booked first visits to expect of this budget.
             * @example 0.4
             */
            expectedBookingsPerDay: number;
            /**
             * @description Budget ÷ expected bookings; null: none are expected.
             * @example 10500
             */
            expectedCostPerBookingMinor: number | null;
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description What binds the budget, the strongest first. docs/planning.md describes each.
             * @example [
             *       "wait_gate"
             *     ]
             */
            limitedBy: string[];
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Value of one more currency unit a day here.
             * @example 0
             */
            nextDollarValueMinor: number;
            /**
             * @description The plan it is out of.
             * @example 17
             */
            planNumber: number;
            /**
             * @description The pool that pays.
             * @example georgia
             */
            poolId: string;
            /**
             * @description What the plan proposes but is not in force, because it waits for approval or for money; null: nothing waits.
             * @example null
             */
            proposedMinor: number | null;
            /**
             * @description Why, in one or two sentences without jargon.
             * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
             */
            sentence: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
             * @example active
             * @enum {string}
             */
            status: "active" | "pause_proposed" | "paused" | "removed";
        };
        /** @description One page of a list. */
        MarketingView: {
            /** @description This page. */
            items: components["schemas"]["MarketingLine"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description The approved message of a cell’s campaign. */
        MessageApproval: {
            /**
             * @description The person who decides, for the history; null: only the key is noted.
             * @default null
             * @example ana
             */
            decidedBy?: (string & (unknown & unknown)) | null;
            /**
             * @description The message the campaign may run, by the id your tools know it by.
             * @example aligners-2026-a
             */
            messageId: string;
        };
        /** @description A plan as requests to Meta’s Marketing API. */
        MetaFile: {
            /** @description In order. */
            requests: components["schemas"]["MetaRequest"][];
            summary: components["schemas"]["ExportSummary"];
        };
        /** @description A request to Meta’s Marketing API. */
        MetaRequest: {
            /** @description Send it as it is. */
            body: {
                /**
                 * @description In what Meta counts the ad account’s currency in: USD in cents, JPY and TWD in whole units.
                 * @example 4650
                 */
                daily_budget?: number;
                /**
                 * @description With `validateOnly`.
                 * @example [
                 *       "validate_only"
                 *     ]
                 */
                execution_options?: "validate_only"[];
                /**
                 * @description Where it pauses, or an earlier file paused it.
                 * @example PAUSED
                 * @enum {string}
                 */
                status?: "ACTIVE" | "PAUSED";
            };
            /**
             * @description The platform entity of the pool.
             * @example smyrna-social
             */
            entityId: string;
            /**
             * @description Always POST.
             * @example POST
             * @constant
             */
            method: "POST";
            /**
             * @description Id of the ad set or campaign; below the API’s version: `/v26.0/`.
             * @example 238500000001
             */
            path: string;
        };
        /** @description A key to be made. */
        NewApiKey: {
            /**
             * Format: date-time
             * @description When it ends by itself, no later than the key that makes it. Absent: together with that key, and never if that one never ends.
             * @example 2027-01-31T00:00:00Z
             */
            expiresAt?: string;
            /**
             * @description Limits of its own, at most those of the key that makes it. Absent: the same as those. Each key is counted separately.
             * @example {
             *       "requestsPerMinute": 600
             *     }
             */
            limits?: {
                /**
                 * @description Requests a day (UTC). Every event of a batch, a stream or FHIR counts as one, and so do the openings and the waiting list of a row of a spreadsheet.
                 * @example 200000
                 */
                requestsPerDay?: number;
                /**
                 * @description Requests a minute.
                 * @example 600
                 */
                requestsPerMinute?: number;
            };
            /**
             * @description For people: what uses it.
             * @example scheduling system
             */
            name: string & (unknown & unknown);
            /**
             * @description Instead of scopes: a named set of them.
             * @example operations
             * @enum {string}
             */
            role?: "viewer" | "marketer" | "operations" | "approver" | "admin";
            /**
             * @description What it may do.
             * @example [
             *       "events:write",
             *       "plans:read"
             *     ]
             */
            scopes?: ("events:write" | "plans:read" | "plans:decide" | "exports:write" | "config:write" | "keys:admin" | "dashboard:read")[];
        };
        /** @description A signing secret, shown once. */
        NewSigningSecret: {
            /**
             * Format: date-time
             * @description When the secret was added. UTC.
             * @example 2026-11-22T09:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Names a signing secret; not secret.
             * @example 8RtZ2wQpLk3x
             */
            id: string;
            /**
             * @description The secret. Keep it now: it is not shown again.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        /** @description What a tool reported as set, as it counts now, and what it corrected. */
        NotedApplied: {
            /**
             * Format: date-time
             * @description When it was set. To correct the report, send this very moment.
             * @example 2026-11-22T09:04:11.000000Z
             */
            appliedAt: string;
            /**
             * @description The key that reported it.
             * @example k7f3Q2x
             */
            author: string;
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description ISO 4217, of its amounts: the pool’s.
             * @example USD
             */
            currency: string;
            /**
             * @description What was reported as set; 0: the campaign is paused.
             * @example 4200
             */
            dailyBudgetMinor: number;
            /**
             * @description The plan it was reported on.
             * @example 17
             */
            planNumber: number;
            /** @description Earlier reports of this cell and moment that were corrected, newest first. */
            replaced: components["schemas"]["ReplacedReport"][];
            /**
             * Format: date-time
             * @description When it was reported.
             * @example 2026-11-22T09:04:12.000000Z
             */
            reportedAt: string;
        };
        /** @description A decision of the pool’s history. */
        NotedDecision: {
            /**
             * @description The key that decided.
             * @example k7f3Q2x
             */
            author: string;
            /**
             * @description What that key is called; null: it is no longer known.
             * @example approver
             */
            authorName: string | null;
            /** @description Cells it is about. */
            cells: {
                /**
                 * @description What was in force until then; null: not noted.
                 * @example 4200
                 */
                beforeMinor: number | null;
                /**
                 * @description The cell.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description The amount that was decided on; null: none.
                 * @example 4200
                 */
                dailyBudgetMinor: number | null;
            }[];
            /**
             * Format: date-time
             * @description When.
             * @example 2026-11-22T09:03:00.000Z
             */
            decidedAt: string;
            /**
             * @description The person behind it, where named.
             * @example ana
             */
            decidedBy: string | null;
            /**
             * @description Counts the decisions of the pool.
             * @example 8
             */
            id: number;
            /**
             * @description What was decided. `message_removed` also where the cell was removed or moved.
             * @example approve
             * @enum {string}
             */
            kind: "approve" | "reject" | "override" | "override_removed" | "undo" | "undo_removed" | "message" | "message_removed";
            /**
             * @description For `message` and `message_removed`: the message. null: there is none, or the decision is from before messages were noted.
             * @example aligners-2026-a
             */
            messageId: string | null;
            /**
             * @description The plan; null: none in particular.
             * @example 17
             */
            planNumber: number | null;
            /**
             * @description Why; null: this kind of decision has no reason.
             * @example budget_review
             */
            reason: string | null;
        };
        /** @description A clinic’s openings and waits, and what advertising does because of them. */
        OperationsLine: {
            /**
             * @description What was in force when this plan was made.
             * @example 42000
             */
            adBudgetBeforeMinor: number;
            /**
             * @description What this plan moved: the amount now minus the one before; negative where money left.
             * @example -37800
             */
            adBudgetChangeMinor: number;
            /**
             * @description What to spend.
             * @example 4200
             */
            adBudgetNowMinor: number;
            /**
             * @description Whether advertising sends new patients, by what is in force: as usual, less because of the wait, or hardly any because it is full or has no money. A full clinic whose cut waits for approval is still advertised: yes.
             * @example no
             * @enum {string}
             */
            advertised: "yes" | "less" | "no";
            /**
             * @description What of the clinic’s own state moved or held its advertising; `undo:16`: an undo to plan 16 did. Empty: neither.
             * @example [
             *       "wait_gate"
             *     ]
             */
            because: string[];
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description ISO 4217, of every amount of the line.
             * @example USD
             */
            currency: string;
            /**
             * @description Age of the newest figure used, at the plan’s asOf; null: nothing was ever observed.
             * @example 12
             */
            dataAgeSeconds: number | null;
            /**
             * @description How old its data is by the limits of the policy. Old data never raises a budget.
             * @example fresh
             * @enum {string}
             */
            freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Value of one opening more every week; at most that of the next opening, because its patients cost more and more to win.
             * @example 29650
             */
            oneMoreOpeningAWeekMinor: number;
            /**
             * @description Value of one more opening here; above 0 where headroom limits the cell.
             * @example 31200
             */
            oneMoreOpeningMinor: number;
            /**
             * @description New patients it can still take from advertising; null: its openings are unknown.
             * @example 0
             */
            openings: number | null;
            /**
             * @description The plan it is out of.
             * @example 17
             */
            planNumber: number;
            /**
             * @description The pool that pays.
             * @example georgia
             */
            poolId: string;
            /**
             * @description Why, in one or two sentences without jargon.
             * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
             */
            sentence: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
             * @example 41
             */
            waitDays: number | null;
            /**
             * @description How that wait was measured; null: unknown.
             * @example third_next_available
             */
            waitKind: ("third_next_available" | "mean_completed" | "median_completed" | "median_waiting") | null;
            /**
             * @description People waiting without a booked visit; null: unknown.
             * @example 12
             */
            waitlistSize: number | null;
        };
        /** @description One page of a list. */
        OperationsView: {
            /** @description This page. */
            items: components["schemas"]["OperationsLine"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description An override that the next plan will contain. */
        Overridden: {
            /**
             * @description Its number in the pool’s history of decisions; null: it was like this already.
             * @example 8
             */
            decisionId: number | null;
            /** @description How the cell will stand with the next plan, if nothing else happens meanwhile: `awaiting_money` where other cells still have the money for a rise. null: not known, for the reason in `nextMissing`; GET /v1/pools/{poolId}/budgets has it with the next plan. */
            next: {
                /**
                 * @description ISO 4217, of every amount.
                 * @example USD
                 */
                currency: string;
                /**
                 * @description What will be in force.
                 * @example 30000
                 */
                dailyBudgetMinor: number;
                /**
                 * @description The cell’s amount in the next plan; a full clinic stays at its floor.
                 * @example 30000
                 */
                proposedDailyBudgetMinor: number;
                /**
                 * @description What binds that amount, as in the plan’s line: `locked` is the decision itself, `no_headroom` or `maximum` is why the amount is another.
                 * @example [
                 *       "locked"
                 *     ]
                 */
                reasons: string[];
                /**
                 * @description in_force: the recommended amount is in force. Otherwise the reason why it is not.
                 * @example awaiting_approval
                 * @enum {string}
                 */
                standing: "in_force" | "awaiting_approval" | "awaiting_money" | "rejected";
            } | null;
            /**
             * @description Why `next` is null; the decision stands all the same. `not_in_time`: it took longer than 15 seconds. `too_many_questions`: too many questions are waiting. `failed`: the log of the service says why. null: nothing is missing.
             * @example null
             */
            nextMissing: ("not_in_time" | "too_many_questions" | "failed") | null;
            /**
             * @description The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.
             * @example 43
             */
            revision: number | null;
        };
        /** @description A person’s decision about one cell’s budget. */
        Override: {
            /**
             * @description The amount; for a pause 0 or left out.
             * @default 0
             * @example 30000
             */
            dailyBudgetMinor?: number;
            /**
             * @description The person who decides, for the history; null: only the key is noted.
             * @default null
             * @example ana
             */
            decidedBy?: (string & (unknown & unknown)) | null;
            /**
             * @description Until when; null: until it is taken back. After that the plan is computed anew by itself.
             * @default null
             * @example 2026-12-24T00:00:00Z
             */
            expiresAt?: string | null;
            /**
             * @description fixed, minimum, maximum: the budget is exactly, at least or at most this. pause: nothing is spent.
             * @example fixed
             * @enum {string}
             */
            kind: "fixed" | "minimum" | "maximum" | "pause";
            /**
             * @description Why. There is no free text, so that no patient is named in it.
             * @example budget_review
             * @enum {string}
             */
            reason: "as_proposed" | "opening_campaign" | "seasonal" | "budget_review" | "brand_safety" | "local_knowledge" | "wrong_data" | "too_large" | "too_early" | "other";
        };
        /** @description Pacing of a pool’s period: spent against plan, and where it will end. */
        Pacing: {
            /** @description Whether somebody should look. */
            alarm: {
                /**
                 * @description Above it: over. 1.25 on the first day, 1.01 at the end, in a line between.
                 * @example 1.082
                 */
                highShare: number;
                /**
                 * @description Below it: under. 0.75 on the first day, 0.99 at the end, in a line between.
                 * @example 0.918
                 */
                lowShare: number;
                /**
                 * @description Projected end ÷ (budget + carry-over); null: there is no money.
                 * @example 0.976
                 */
                projectedShare: number | null;
                /**
                 * @description Whether the projected end is outside the limits; where there is no money, whether any was spent. ok on days outside the period.
                 * @example ok
                 * @enum {string}
                 */
                state: "ok" | "under" | "over";
            };
            /**
             * Format: date-time
             * @description The moment it speaks of.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * @description Assumed of it, for cells and days nobody reported.
             * @example 90000
             */
            assumedMinor: number;
            /**
             * @description Budget of the period.
             * @example 15000000
             */
            budgetMinor: number;
            /**
             * @description Left over from the period before, of the budget it had when it ended.
             * @example 0
             */
            carriedOverMinor: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description What is left, split over the days left: the next plan’s amount of the day.
             * @example 523333
             */
            dailyMinor: number;
            /**
             * @description Days left, today included.
             * @example 9
             */
            daysLeft: number;
            /**
             * @description Days that are over.
             * @example 21
             */
            daysOver: number;
            /**
             * @description An even pace would have spent this by now.
             * @example 10500000
             */
            evenMinor: number;
            /**
             * @description What cells have in force now.
             * @example 488000
             */
            inForceMinor: number;
            /**
             * @description Budget and carry-over less what is spent.
             * @example 4710000
             */
            leftMinor: number;
            /**
             * @description The most Google Ads may charge in a month at these daily budgets: 30.4 times what is in force; up to twice on one day.
             * @example 14835200
             */
            monthlyExposureMinor: number;
            /**
             * Format: date
             * @description First day after it.
             * @example 2026-12-01
             */
            periodEnd: string;
            /**
             * Format: date
             * @description First day of the period.
             * @example 2026-11-01
             */
            periodStart: string;
            /**
             * @description What was in force on the days that are over.
             * @example 10500000
             */
            plannedMinor: number;
            /** @description One a day of the period, for a plot. */
            points: {
                /**
                 * @description What the plan counts for cells that did not report; null: the day is not over.
                 * @example 0
                 */
                assumedMinor: number | null;
                /** @description What the day’s spend is known from; null: the day is not over. */
                basis: {
                    /**
                     * @description By its report.
                     * @example 27
                     */
                    actual: number;
                    /**
                     * @description Nobody reported the spend: by what a tool reported as really set.
                     * @example 0
                     */
                    applied: number;
                    /**
                     * @description Nobody reported, and there was no plan yet: by its baseline.
                     * @example 0
                     */
                    baseline: number;
                    /**
                     * @description Nobody reported: by the amount in force, published or approved.
                     * @example 2
                     */
                    published: number;
                    /**
                     * @description By the sum stated for the days before the pool was set up (`spentBefore`).
                     * @example 0
                     */
                    stated: number;
                } | null;
                /**
                 * @description The same from the period’s start.
                 * @example 6000000
                 */
                cumulativePlannedMinor: number;
                /**
                 * @description Reported and assumed from the period’s start, `spentBefore` included; null: not over.
                 * @example 5880000
                 */
                cumulativeSpentMinor: number | null;
                /**
                 * Format: date
                 * @description A day of the period, in the pool’s zone.
                 * @example 2026-11-12
                 */
                date: string;
                /**
                 * @description Upper end of it.
                 * @example 6820000
                 */
                expectedHighMinor: number;
                /**
                 * @description Lower end of where it should be: the even pace by the limits of that day.
                 * @example 5180000
                 */
                expectedLowMinor: number;
                /**
                 * @description Cells with money and without a report; null: the day is not over.
                 * @example 0
                 */
                missingCells: number | null;
                /**
                 * @description What was in force that day; of days to come, what is.
                 * @example 500000
                 */
                plannedMinor: number;
                /**
                 * @description Where it goes if it goes on like this; null: the day is over.
                 * @example null
                 */
                projectedMinor: number | null;
                /**
                 * @description What was reported; null: nobody reported, or the day is not over. Missing is not zero.
                 * @example 488000
                 */
                spentMinor: number | null;
            }[];
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description What the daily cap no longer lets the period place.
             * @example 0
             */
            projectedUnderspendMinor: number;
            /** @description Where the period will end if spending goes on like this. */
            projection: {
                /**
                 * @description trend: spent so far + days left × mean of the last fully reported days, at most 14. plan: with what is in force, because fewer than 3 days are fully reported.
                 * @example trend
                 * @enum {string}
                 */
                basis: "trend" | "plan";
                /**
                 * @description The day it goes on with.
                 * @example 488000
                 */
                dailyMinor: number;
                /**
                 * @description Fully reported days it rests on.
                 * @example 14
                 */
                days: number;
                /**
                 * @description Spent by the end of the period.
                 * @example 14640000
                 */
                endMinor: number;
                /**
                 * @description Upper end of the band.
                 * @example 14960000
                 */
                highMinor: number | null;
                /**
                 * @description 80 % of such periods end above the lower and below the upper end of the band; null: no band.
                 * @example 14320000
                 */
                lowMinor: number | null;
            };
            /**
             * @description Reported of it.
             * @example 10200000
             */
            reportedMinor: number;
            /**
             * @description Stated as spent before the pool was set up.
             * @example 0
             */
            spentBeforeMinor: number;
            /**
             * @description What counts as spent: stated, reported and assumed.
             * @example 10290000
             */
            spentMinor: number;
            /**
             * Format: date
             * @description The pool’s local date; it is not over and counts as a day left.
             * @example 2026-11-22
             */
            today: string;
        };
        /** @description What was spent and what it brought, as reported. The three revenues are never added up. */
        PerformanceReport: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-11-01
             */
            from: string;
            /** @description By period and group. */
            items: components["schemas"]["PerformanceRow"][];
            /**
             * Format: date
             * @description Last day, included.
             * @example 2026-11-24
             */
            to: string;
        };
        /** @description What the money of a clinic, kind of care or all of them brought. */
        PerformanceRow: {
            /**
             * @description Booked first visits.
             * @example 96
             */
            bookings: number | null;
            /**
             * @description Bookings per lead, of the days that reported both.
             * @example 0.3636
             */
            conversionShare: number | null;
            /**
             * @description Spend of the days that reported bookings, per one. Null: none, or not reported.
             * @example 10468.75
             */
            costPerBookingMinor: number | null;
            /**
             * @description Spend of the days that reported kept visits, per one. Null: none, or not reported.
             * @example 12108.43
             */
            costPerKeptVisitMinor: number | null;
            /**
             * @description Spend of the days that reported leads, per one. Null: none, or not reported.
             * @example 3806.82
             */
            costPerLeadMinor: number | null;
            /**
             * @description ISO 4217. Currencies are never added up.
             * @example USD
             */
            currency: string;
            /**
             * @description Reports in the row: one for each place, channel and day.
             * @example 24
             */
            daysReported: number;
            /**
             * @description Spend of the days that reported incremental revenue: what its return is worked out from.
             * @example 1005000
             */
            incrementalInvestmentMinor: number;
            /**
             * @description What by an experiment would not have come without the spend. Null: none of these days reported it.
             * @example 1680000
             */
            incrementalRevenueMinor: number | null;
            /**
             * @description (incremental revenue − investment) / investment × 100; investment is the spend of the days that reported that revenue. Null: nothing was invested, or no revenue is known.
             * @example 67.16
             */
            incrementalRoiPercent: number | null;
            /**
             * @description Kept visits per booking, of the days that reported both.
             * @example 0.8646
             */
            keptShare: number | null;
            /**
             * @description Of those, kept.
             * @example 83
             */
            keptVisits: number | null;
            /**
             * Format: date
             * @description Last day that was reported.
             * @example 2026-11-24
             */
            lastDay: string;
            /**
             * @description Kept visits per lead, of the days that reported both.
             * @example 0.3144
             */
            leadQualityShare: number | null;
            /**
             * @description Enquiries.
             * @example 264
             */
            leads: number | null;
            /**
             * @description The clinic; null: all in the query.
             * @example smyrna
             */
            locationId: string | null;
            /**
             * @description Spend of the days that reported matched revenue: what its return is worked out from.
             * @example 1005000
             */
            matchedInvestmentMinor: number;
            /**
             * @description As the practice’s own books match it to the spend. Null: none of these days reported it.
             * @example 2304000
             */
            matchedRevenueMinor: number | null;
            /**
             * @description (matched revenue − investment) / investment × 100; investment is the spend of the days that reported that revenue. Null: nothing was invested, or no revenue is known.
             * @example 129.25
             */
            matchedRoiPercent: number | null;
            /**
             * @description first_weeks: days of the first 8 weeks ever reported are in it. settling: its last day is younger than 8 weeks, visits are still to come. Only mature rows should be compared.
             * @example settling
             * @enum {string}
             */
            maturity: "first_weeks" | "settling" | "mature";
            /**
             * Format: date
             * @description First day of the row’s interval.
             * @example 2026-11-01
             */
            period: string;
            /**
             * @description Spend of the days that reported reported revenue: what its return is worked out from.
             * @example 1005000
             */
            reportedInvestmentMinor: number;
            /**
             * @description As ad platforms report it. Null: none of these days reported it.
             * @example 2880000
             */
            reportedRevenueMinor: number | null;
            /**
             * @description (reported revenue − investment) / investment × 100; investment is the spend of the days that reported that revenue. Null: nothing was invested, or no revenue is known.
             * @example 186.57
             */
            reportedRoiPercent: number | null;
            /**
             * @description The kind of care; null: all in the query.
             * @example orthodontics
             */
            serviceLine: string | null;
            /**
             * @description All reported spend.
             * @example 1005000
             */
            spendMinor: number;
        };
        /** @description A plan for your own tools. */
        PlainFile: {
            /** @description One for each cell, in the order of their ids. */
            lines: components["schemas"]["ExportedLine"][];
            summary: components["schemas"]["ExportSummary"];
        };
        /** @description One complete, numbered answer for a pool: a budget for every cell plus the reserve. */
        Plan: {
            /**
             * @description What a person should look at.
             * @example []
             */
            alerts: components["schemas"]["PlanAlert"][];
            /**
             * Format: date-time
             * @description The moment it is of; ages count from here.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * Format: date-time
             * @description When it was published.
             * @example 2026-11-22T09:00:00.412Z
             */
            computedAt: string;
            /**
             * @description Version of the configuration it used.
             * @example 8
             */
            configVersion: number;
            /**
             * @description ISO 4217, of every amount of the plan.
             * @example USD
             */
            currency: string;
            /**
             * @description Counts the changes of what is in force in the pool; only the plan in force has it.
             * @example 21
             */
            effectiveRevision?: number;
            /**
             * @description Expected value of this plan above that of the numbers in force before, moved only as far as today’s limits demand (the reserve counts at its hurdle). Never negative: no plan is worse than leaving things as they were.
             * @example 43500
             */
            gainMinor: number;
            /**
             * @description It considers everything up to this revision of the pool; compare the `revision` in an event’s answer.
             * @example 42
             */
            inputRevision: number;
            /**
             * @description When the plan may change without any event; null: never.
             * @example 2026-11-23T05:00:00.000Z
             */
            nextChangeAt: string | null;
            /**
             * @description Value of one more minor unit for the pool.
             * @example 1.8
             */
            nextPoolUnitValue: number;
            /**
             * @description Counts the plans of the pool, from 1, without gaps.
             * @example 17
             */
            number: number;
            /**
             * @description Version of the pool’s policy it used.
             * @example 3
             */
            policyVersion: number;
            /**
             * @description What the pool has for the day.
             * @example 500000
             */
            poolDailyBudgetMinor: number;
            /**
             * @description The pool it splits.
             * @example georgia
             */
            poolId: string;
            /**
             * @description Expected value of the numbers in force before, in today’s state; null: there were none.
             * @example 1790500
             */
            previousValueMinor: number | null;
            /** @description What more money and wider bounds would be worth; GET /v1/pools/{poolId}/plan/prices has all, sorted. */
            prices: {
                /** @description Every group of the pool. */
                groups: {
                    /**
                     * @description The group.
                     * @example metro
                     */
                    groupId: string;
                    /**
                     * @description Gained by a lower minimum; 0: it does not bind.
                     * @example 0
                     */
                    lowerMinimumValueMinor: number;
                    /**
                     * @description Its name.
                     * @example Metro Atlanta
                     */
                    name: string;
                    /**
                     * @description Value of one more currency unit a day below it; its cost is not taken off.
                     * @example 212
                     */
                    nextDollarValueMinor: number;
                    /**
                     * @description Gained by a higher maximum; 0: it does not bind.
                     * @example 32
                     */
                    raiseMaximumValueMinor: number;
                }[];
                /**
                 * @description Value of one more currency unit a day for the pool; its cost is not taken off.
                 * @example 180
                 */
                nextDollarValueMinor: number;
            };
            /**
             * @description What the rest of the period can no longer place under the daily cap.
             * @example 0
             */
            projectedUnderspendMinor: number;
            /**
             * @description Proven: the best split is worth at most this much more. 0: this is the best.
             * @example 0
             */
            provenGapMinor: number;
            /** @description One line for every cell of the pool. */
            recommendations: components["schemas"]["Recommendation"][];
            /**
             * @description Limits that had to give way; empty: all were kept.
             * @example []
             */
            relaxed: components["schemas"]["Relaxation"][];
            /**
             * @description The part of it that is better kept. All recommended budgets and the reserve add up to the pool’s amount.
             * @example 12000
             */
            reserveDailyMinor: number;
            /** @description Why money is in the reserve. */
            reserveParts: {
                /**
                 * @description Kept because something waits for a decision; only where something does.
                 * @example 3780
                 */
                awaitingMinor?: number;
                /**
                 * @description Kept because no cell would earn the hurdle with it.
                 * @example 12000
                 */
                hurdleMinor: number;
                /**
                 * @description Kept because no cell may take it.
                 * @example 0
                 */
                unplaceableMinor: number;
            };
            /**
             * @description Where the plan of this number stands, the same in every answer and message. published: all of it is in force, without approval. approved: all of it is in force, because approved. proposed: cells wait, and nothing of it was approved yet. partly_approved: some of it was approved, and some cells keep an earlier amount. rejected: what waited was rejected. In the plan in force every amount is in force whatever the status; cells that keep an earlier one have `proposedDailyBudgetMinor`.
             * @example published
             * @enum {string}
             */
            status: "proposed" | "partly_approved" | "approved" | "published" | "rejected";
            /**
             * @description Expected value of these numbers.
             * @example 1834000
             */
            valueMinor: number;
        };
        /** @description Something a person should look at. */
        PlanAlert: {
            /**
             * @description Where; empty: the whole pool.
             * @example [
             *       "smyrna-orthodontics"
             *     ]
             */
            cellIds: string[];
            /**
             * @description What somebody should look at. removal_unconfirmed: removed cells whose money stays counted until 0 is reported for them, as applied or as spent.
             * @example stale_data
             * @enum {string}
             */
            code: "stale_data" | "dead_data" | "infeasible_relaxed" | "pool_exhausted" | "group_exhausted" | "removal_unconfirmed" | "projected_underspend";
        };
        /** @description What one line of a plan was worked out from, and the line. */
        PlanCellInputs: {
            /** @description What the amount of the day was worked out from. */
            amount: {
                /**
                 * @description Budget of the period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * @description Left over from the period before.
                 * @example 0
                 */
                carriedOverMinor: number;
                /**
                 * Format: date
                 * @description First day after it.
                 * @example 2026-12-01
                 */
                periodEnd: string;
                /**
                 * Format: date
                 * @description First day of the period.
                 * @example 2026-11-01
                 */
                periodStart: string;
                /**
                 * @description Spent before the pool was set up.
                 * @example 0
                 */
                spentBeforeMinor: number;
                /**
                 * @description Spent on the days that are over.
                 * @example 10200000
                 */
                spentOnCompleteDaysMinor: number;
            };
            /**
             * Format: date-time
             * @description The moment the plan is of.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /** @description The cell as it was configured, and its past. */
            cell: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor: number;
                /**
                 * @description Channel, where the place is divided by channel; null where it is not.
                 * @default null
                 * @example search
                 */
                channel: string | null;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @default null
                 * @example georgia
                 */
                groupId: string | null;
                /**
                 * @description Whether its campaign had an approved message; absent: the policy did not require one.
                 * @example true
                 */
                hasApprovedMessage?: boolean;
                /**
                 * @description Id within the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /** @description Its results of 90 days, which move its response curve. */
                learned: {
                    /**
                     * @description Bookings reported.
                     * @example 24
                     */
                    bookings: number;
                    /**
                     * @description Days with spend.
                     * @example 28
                     */
                    days?: number;
                    /**
                     * @description Spend reported for them.
                     * @example 410000
                     */
                    spendMinor: number;
                };
                /**
                 * @description For a cell without an amount in force yet: its part of what the last cells at its place left in force. Absent: nothing was in force there, or it has an amount of its own.
                 * @example 21000
                 */
                leftAtMinor?: number;
                /**
                 * @description A configured location.
                 * @example smyrna
                 */
                locationId: string;
                /** @description What somebody set for its budget and still held: an override or undo, else the configured lock. */
                lock: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt: string | null;
                    /**
                     * @description true: it is an override or an undo, which needs no further approval. Absent: it is configured.
                     * @example true
                     * @constant
                     */
                    isDecision?: true;
                    /**
                     * @description fixed, minimum, maximum: the budget is exactly, at least or at most this. pause: nothing is spent.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum" | "pause";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                    /**
                     * @description For an undo: the plan it goes back to. Absent: it is no undo.
                     * @example 16
                     */
                    undoTo?: number;
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @default null
                 * @example 120000
                 */
                maxDailyBudgetMinor: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @default null
                 * @example 5000
                 */
                minDailyBudgetMinor: number | null;
                /** @description What was in force as its local day began. */
                reference: {
                    /**
                     * @description Where that came from: applied, published, approved or baseline.
                     * @example published
                     */
                    basis: string;
                    /**
                     * @description The amount its ramp counted from.
                     * @example 42000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description For what a tool reported as applied: what was in force then. Absent: nothing was, or it is what was in force.
                     * @example 42000
                     */
                    inForceMinor?: number;
                };
                /**
                 * @description A configured service line.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description removed: a line until 0 is reported for it, as applied or as spent.
                 * @example active
                 * @enum {string}
                 */
                status: "active" | "removed";
            };
            /**
             * @description Of the configuration.
             * @example 8
             */
            configVersion: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /** @description The pool’s local day at asOf. */
            day: {
                /**
                 * Format: date-time
                 * @description When it ends.
                 * @example 2026-11-23T05:00:00.000Z
                 */
                endsAt: string;
                /**
                 * Format: date-time
                 * @description The next midnight of any cell’s location.
                 * @example 2026-11-23T05:00:00.000Z
                 */
                nextCellMidnightAt: string;
                /**
                 * Format: date
                 * @description The pool’s local date.
                 * @example 2026-11-22
                 */
                today: string;
            };
            /** @description The groups it was in, nearest first. */
            groups: {
                /**
                 * @description The group.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its most; null: no limit.
                 * @example 200000
                 */
                maxDailyBudgetMinor: number | null;
                /**
                 * @description Its least.
                 * @example 20000
                 */
                minDailyBudgetMinor: number;
                /**
                 * @description Its name.
                 * @example Georgia
                 */
                name: string;
                /**
                 * @description The one above; null: the pool.
                 * @example south
                 */
                parentId: string | null;
            }[];
            /**
             * @description Everything up to this revision of the pool is in it.
             * @example 42
             */
            inputRevision: number;
            /** @description What its place had reported; null: nothing. */
            place: {
                /** @description The newest of each figure and source. */
                figures: ({
                    /**
                     * @description Those booked.
                     * @example 31
                     */
                    booked: number;
                    /**
                     * @description Which figure it is.
                     * @example slots
                     * @constant
                     */
                    figure: "slots";
                    /**
                     * @description How far ahead it was counted.
                     * @example 14
                     */
                    horizonDays: number;
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                    /**
                     * @description All new-patient visits.
                     * @example 40
                     */
                    total: number;
                } | {
                    /**
                     * @description Which figure it is.
                     * @example slots
                     * @constant
                     */
                    figure: "slots";
                    /**
                     * @description How far ahead it was counted.
                     * @example 14
                     */
                    horizonDays: number;
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /**
                     * @description Those open.
                     * @example 9
                     */
                    open: number;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                    /**
                     * @description All new-patient visits; null: unknown.
                     * @example 40
                     */
                    total: number | null;
                } | {
                    /**
                     * @description Which figure it is.
                     * @example follow_up_slots
                     * @constant
                     */
                    figure: "follow_up_slots";
                    /**
                     * @description How far ahead it was counted.
                     * @example 14
                     */
                    horizonDays: number;
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /**
                     * @description Open follow-up visits.
                     * @example 60
                     */
                    open: number;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                } | {
                    /**
                     * @description Which figure it is.
                     * @example waitlist
                     * @constant
                     */
                    figure: "waitlist";
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description People waiting.
                     * @example 37
                     */
                    size: number;
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                } | {
                    /**
                     * @description How long a new patient waits.
                     * @example 12.5
                     */
                    days: number;
                    /**
                     * @description Which figure it is.
                     * @example wait
                     * @constant
                     */
                    figure: "wait";
                    /**
                     * @description How it was measured.
                     * @example third_next_available
                     * @enum {string}
                     */
                    kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                } | {
                    /**
                     * @description Whether new patients are accepted.
                     * @example true
                     */
                    accepting: boolean;
                    /**
                     * @description Which figure it is.
                     * @example accepting
                     * @constant
                     */
                    figure: "accepting";
                    /**
                     * Format: date-time
                     * @description When it was observed.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    observedAt: string;
                    /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                    order?: {
                        /**
                         * @description Hash of its message’s content, hexadecimal.
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        bodySha256: string;
                        /**
                         * Format: date-time
                         * @description When its sender recorded it; when it was observed, if the sender did not say.
                         * @example 2026-11-22T08:55:40.000000Z
                         */
                        recordedAt: string;
                        /**
                         * @description The sequence of its message; empty: none.
                         * @example 0000000002
                         */
                        sequence: string;
                    };
                    /**
                     * @description Why not; null: not said.
                     * @example fully_booked
                     */
                    reasonCode: string | null;
                    /**
                     * @description Who reported it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                    /**
                     * @description Reported for every kind of care there.
                     * @example false
                     */
                    wholeLocation: boolean;
                })[];
                /** @description What its gate remembers: a fold over its reports in the order they were observed. */
                gate: {
                    /** @description By whether it takes new patients. */
                    accepting: {
                        /**
                         * @description Reports in a row that allowed the way back.
                         * @example 0
                         */
                        returning: number;
                        /**
                         * @description When the newest of them was observed.
                         * @example null
                         */
                        returningAt: string | null;
                        /**
                         * @description Since when; null: it never moved.
                         * @example null
                         */
                        since: string | null;
                        /**
                         * @description State of a gate.
                         * @example open
                         * @enum {string}
                         */
                        state: "open" | "throttled" | "gated";
                    };
                    /** @description What is kept of each figure and source. */
                    figures: ({
                        /**
                         * @description Those booked.
                         * @example 31
                         */
                        booked: number;
                        /**
                         * @description Which figure it is.
                         * @example slots
                         * @constant
                         */
                        figure: "slots";
                        /**
                         * @description How far ahead it was counted.
                         * @example 14
                         */
                        horizonDays: number;
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                        /**
                         * @description All new-patient visits.
                         * @example 40
                         */
                        total: number;
                    } | {
                        /**
                         * @description Which figure it is.
                         * @example slots
                         * @constant
                         */
                        figure: "slots";
                        /**
                         * @description How far ahead it was counted.
                         * @example 14
                         */
                        horizonDays: number;
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /**
                         * @description Those open.
                         * @example 9
                         */
                        open: number;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                        /**
                         * @description All new-patient visits; null: unknown.
                         * @example 40
                         */
                        total: number | null;
                    } | {
                        /**
                         * @description Which figure it is.
                         * @example follow_up_slots
                         * @constant
                         */
                        figure: "follow_up_slots";
                        /**
                         * @description How far ahead it was counted.
                         * @example 14
                         */
                        horizonDays: number;
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /**
                         * @description Open follow-up visits.
                         * @example 60
                         */
                        open: number;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                    } | {
                        /**
                         * @description Which figure it is.
                         * @example waitlist
                         * @constant
                         */
                        figure: "waitlist";
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description People waiting.
                         * @example 37
                         */
                        size: number;
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                    } | {
                        /**
                         * @description How long a new patient waits.
                         * @example 12.5
                         */
                        days: number;
                        /**
                         * @description Which figure it is.
                         * @example wait
                         * @constant
                         */
                        figure: "wait";
                        /**
                         * @description How it was measured.
                         * @example third_next_available
                         * @enum {string}
                         */
                        kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                    } | {
                        /**
                         * @description Whether new patients are accepted.
                         * @example true
                         */
                        accepting: boolean;
                        /**
                         * @description Which figure it is.
                         * @example accepting
                         * @constant
                         */
                        figure: "accepting";
                        /**
                         * Format: date-time
                         * @description When it was observed.
                         * @example 2026-11-22T08:55:00.000000Z
                         */
                        observedAt: string;
                        /** @description What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9. */
                        order?: {
                            /**
                             * @description Hash of its message’s content, hexadecimal.
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            bodySha256: string;
                            /**
                             * Format: date-time
                             * @description When its sender recorded it; when it was observed, if the sender did not say.
                             * @example 2026-11-22T08:55:40.000000Z
                             */
                            recordedAt: string;
                            /**
                             * @description The sequence of its message; empty: none.
                             * @example 0000000002
                             */
                            sequence: string;
                        };
                        /**
                         * @description Why not; null: not said.
                         * @example fully_booked
                         */
                        reasonCode: string | null;
                        /**
                         * @description Who reported it.
                         * @example /ehr/smyrna
                         */
                        source: string;
                        /**
                         * @description Reported for every kind of care there.
                         * @example false
                         */
                        wholeLocation: boolean;
                    })[];
                    /** @description By its room. */
                    headroom: {
                        /**
                         * @description Reports in a row that allowed the way back.
                         * @example 0
                         */
                        returning: number;
                        /**
                         * @description When the newest of them was observed.
                         * @example null
                         */
                        returningAt: string | null;
                        /**
                         * @description Since when; null: it never moved.
                         * @example null
                         */
                        since: string | null;
                        /**
                         * @description State of a gate.
                         * @example open
                         * @enum {string}
                         */
                        state: "open" | "throttled" | "gated";
                    };
                    /**
                     * @description The newest report in it; null: none.
                     * @example 2026-11-22T08:55:00.000000Z
                     */
                    throughObservedAt: string | null;
                    /** @description By its wait. */
                    wait: {
                        /**
                         * @description Reports in a row that allowed the way back.
                         * @example 0
                         */
                        returning: number;
                        /**
                         * @description When the newest of them was observed.
                         * @example null
                         */
                        returningAt: string | null;
                        /**
                         * @description Since when; null: it never moved.
                         * @example null
                         */
                        since: string | null;
                        /**
                         * @description State of a gate.
                         * @example open
                         * @enum {string}
                         */
                        state: "open" | "throttled" | "gated";
                    };
                };
                /**
                 * @description The clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Its name.
                 * @example Smyrna
                 */
                locationName: string;
                /**
                 * @description Bookings expected without advertising.
                 * @example 6
                 */
                organicBookings: number;
                /**
                 * @description The kind of care.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description Share of its headroom that the pool may count on.
                 * @example 1
                 */
                share: number;
            } | null;
            /**
             * @description The plan.
             * @example 17
             */
            planNumber: number;
            /** @description The whole policy in force then, as PoolConfiguration describes it. */
            policy: {
                /**
                 * @description How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.
                 * @default 14
                 * @example 14
                 */
                horizonDays: number;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description Of the pool’s policy.
             * @example 3
             */
            policyVersion: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /** @description Its line of the plan in force before; null: it had none. */
            previous: {
                /**
                 * @description The cell.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description Its budget.
                 * @example 42000
                 */
                dailyBudgetMinor: number;
                /**
                 * @description State of a gate.
                 * @example open
                 * @enum {string}
                 */
                gate: "open" | "throttled" | "gated";
            } | null;
            recommendation: components["schemas"]["Recommendation"];
            /** @description Its kind of care; null: unknown. */
            serviceLine: {
                /**
                 * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
                 * @default null
                 * @example 6
                 */
                followUpVisitsPerCase: number | null;
                /**
                 * @description The service line.
                 * @example orthodontics
                 */
                id: string;
                /**
                 * @description Revenue a new patient brings over the whole relationship.
                 * @example 480000
                 */
                lifetimeValueMinor: number;
                /**
                 * @description Share of that revenue that is margin.
                 * @example 0.42
                 */
                marginShare: number;
                /**
                 * @description Name for people.
                 * @example Orthodontics
                 */
                name: string & (unknown & unknown);
                /**
                 * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
                 * @example 9500
                 */
                priorCostPerBookingMinor: number;
                /**
                 * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
                 * @example 1.5
                 */
                priorKappa: number;
                /**
                 * @description Wait that is usual for this kind of care; the wait gate is measured against it.
                 * @example 18
                 */
                typicalWaitDays: number;
                /**
                 * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
                 * @example third_next_available
                 * @enum {string}
                 */
                typicalWaitKind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description Share of new patients who take a further treatment.
                 * @default 0
                 * @example 0.1
                 */
                upsellRate: number;
                /**
                 * @description Revenue of that further treatment.
                 * @default 0
                 * @example 60000
                 */
                upsellValueMinor: number;
                /**
                 * @description How much more (or less) than its money a booking counts for you.
                 * @default 1
                 * @example 1
                 */
                weight: number;
            } | null;
        };
        /** @description What a plan had to solve, the best answer with its proof, and what was published. */
        PlanCertificate: {
            /**
             * @description The plan it proves.
             * @example 17
             */
            planNumber: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            problem: components["schemas"]["AllocationProblem"];
            /** @description The plan’s own numbers: the best split, except for changes too small to make. */
            published: {
                /**
                 * @description What each cell gets, by its id.
                 * @example {
                 *       "decatur-orthodontics": 41200
                 *     }
                 */
                allocation: {
                    [key: string]: number;
                };
                /**
                 * @description Proven by the same prices: these numbers are worth at most this much less than the best.
                 * @example 0
                 */
                gapMinor: number;
                /**
                 * @description What is kept.
                 * @example 12000
                 */
                reserveMinor: number;
            };
            result: components["schemas"]["AllocationResult"];
        };
        /** @description Two plans compared. */
        PlanComparison: {
            /**
             * @description The earlier plan.
             * @example 16
             */
            against: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            difference: components["schemas"]["PlanDifference"];
            /**
             * @description The later plan.
             * @example 17
             */
            number: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
        };
        /** @description What differs between two plans. The changes of all cells and of the reserve add up to that of the pool’s amount. */
        PlanDifference: {
            /** @description All others, the largest change first. */
            cells: {
                /** @description What explains it in the later plan; null: it has no line. */
                after: {
                    /**
                     * @description Booked first visits to expect of this budget.
                     * @example 0.4
                     */
                    expectedBookingsPerDay: number;
                    /**
                     * @description How old its data is by the limits of the policy. Old data never raises a budget.
                     * @example fresh
                     * @enum {string}
                     */
                    freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
                    /**
                     * @description gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.
                     * @example gated
                     * @enum {string}
                     */
                    gate: "open" | "throttled" | "gated";
                    /**
                     * @description New patients from advertising it can still take within the horizon; null: its openings are unknown.
                     * @example 0
                     */
                    headroom: number | null;
                    /**
                     * @description What binds the budget, the strongest first. docs/planning.md describes each.
                     * @example [
                     *       "wait_gate"
                     *     ]
                     */
                    reasons: string[];
                    /**
                     * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
                     * @example active
                     * @enum {string}
                     */
                    status: "active" | "pause_proposed" | "paused" | "removed";
                    /**
                     * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
                     * @example 41
                     */
                    waitDays: number | null;
                } | null;
                /**
                 * @description Its budget in the later plan; null: it has none.
                 * @example 4200
                 */
                afterMinor: number | null;
                /** @description What explained it in the earlier plan; null: it had no line. */
                before: {
                    /**
                     * @description Booked first visits to expect of this budget.
                     * @example 0.4
                     */
                    expectedBookingsPerDay: number;
                    /**
                     * @description How old its data is by the limits of the policy. Old data never raises a budget.
                     * @example fresh
                     * @enum {string}
                     */
                    freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
                    /**
                     * @description gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.
                     * @example gated
                     * @enum {string}
                     */
                    gate: "open" | "throttled" | "gated";
                    /**
                     * @description New patients from advertising it can still take within the horizon; null: its openings are unknown.
                     * @example 0
                     */
                    headroom: number | null;
                    /**
                     * @description What binds the budget, the strongest first. docs/planning.md describes each.
                     * @example [
                     *       "wait_gate"
                     *     ]
                     */
                    reasons: string[];
                    /**
                     * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
                     * @example active
                     * @enum {string}
                     */
                    status: "active" | "pause_proposed" | "paused" | "removed";
                    /**
                     * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
                     * @example 41
                     */
                    waitDays: number | null;
                } | null;
                /**
                 * @description Its budget in the earlier plan; null: it had none.
                 * @example 42000
                 */
                beforeMinor: number | null;
                /**
                 * @description The cell, unique within its pool.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description Its id in the earlier plan, if that was another: a cell at the same place and channel goes on, whatever it is called. Null: the same id, or no line.
                 * @example null
                 */
                cellIdBefore: string | null;
                /**
                 * @description Later less earlier; a line that is not there counts as 0.
                 * @example -37800
                 */
                changeMinor: number;
                /**
                 * @description Its advertising channel; null: the place is not divided by channel.
                 * @example search
                 */
                channel: string | null;
                /**
                 * @description added, removed: a line of one plan only. explained: the same amount with another gate, status, reason or id.
                 * @example lost
                 * @enum {string}
                 */
                kind: "gained" | "lost" | "added" | "removed" | "explained";
                /**
                 * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
                 * @example Smyrna (orthodontics)
                 */
                label: string;
                /**
                 * @description Its clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description What became of it. If the later plan was made with the earlier one in force, what it says of that step, with its reason. Otherwise what differs between the two.
                 * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
                 */
                sentence: string;
                /**
                 * @description Its kind of care.
                 * @example orthodontics
                 */
                serviceLine: string;
            }[];
            /** @description Booked first visits to expect, each plan by its own knowledge. */
            expectedBookingsPerDay: {
                /**
                 * @description In the later.
                 * @example 22.25
                 */
                after: number;
                /**
                 * @description In the earlier.
                 * @example 21.5
                 */
                before: number;
                /**
                 * @description Later less earlier.
                 * @example 0.75
                 */
                change: number;
            };
            /**
             * @description What cells gained, all together.
             * @example 30000
             */
            gainedMinor: number;
            /**
             * @description What cells lost, all together.
             * @example 37800
             */
            lostMinor: number;
            /** @description The pool’s amount of the day. */
            poolDailyBudgetMinor: {
                /**
                 * @description In the later.
                 * @example 500000
                 */
                after: number;
                /**
                 * @description In the earlier.
                 * @example 500000
                 */
                before: number;
                /**
                 * @description Later less earlier.
                 * @example 0
                 */
                change: number;
            };
            /** @description What is kept. */
            reserveDailyMinor: {
                /**
                 * @description In the later.
                 * @example 19800
                 */
                after: number;
                /**
                 * @description In the earlier.
                 * @example 12000
                 */
                before: number;
                /**
                 * @description Later less earlier.
                 * @example 7800
                 */
                change: number;
            };
            /**
             * @description All of it in a few words.
             * @example Cells gained $300 and lost $378 a day: Smyrna lost $378, Decatur gained $300. The reserve grew by $78 a day.
             */
            sentence: string;
            /**
             * @description Cells that are the same in both.
             * @example 310
             */
            unchangedCells: number;
            /** @description Expected value, each plan by its own knowledge. */
            valueMinor: {
                /**
                 * @description In the later.
                 * @example 1834000
                 */
                after: number;
                /**
                 * @description In the earlier.
                 * @example 1790500
                 */
                before: number;
                /**
                 * @description Later less earlier.
                 * @example 43500
                 */
                change: number;
            };
        };
        /** @description What was in force at two revisions, compared. */
        PlanInForceComparison: {
            /**
             * @description The earlier revision.
             * @example 20
             */
            against: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            difference: components["schemas"]["PlanDifference"];
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description The later revision.
             * @example 21
             */
            revision: number;
        };
        /** @description Everything a plan was computed from, exactly as it was stored: day, amount, policy, service lines, groups, places with their figures and gate memory, cells with their references and results, and the plan before. The same bytes give the same plan. PlanCellInputs describes the parts. */
        PlanInputs: {
            /**
             * Format: date-time
             * @description The moment the plan is of.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * @description Of the configuration.
             * @example 8
             */
            configVersion: number;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description Decimals of the currency.
             * @example 2
             */
            currencyExponent: number;
            /**
             * @description Everything up to this revision of the pool is in it.
             * @example 42
             */
            inputRevision: number;
            /**
             * @description Of the pool’s policy.
             * @example 3
             */
            policyVersion: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description Version of the rules that planned with it; absent: 1.
             * @example 1
             */
            rulesVersion?: number;
        } & {
            [key: string]: unknown;
        };
        /** @description One page of a list. */
        PlanList: {
            /** @description This page. */
            items: components["schemas"]["PlanSummary"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description News that something else is in force in a pool, and what changed. Holds no counts of people. */
        PlanNews: {
            /** @description The cells whose amount, gate, status or reasons changed, in the order of their ids, while they fit in 16 KiB of JSON. Empty: no amount moved, but a wait, a waitlist, headroom or freshness did. null: read `planPath` or `diffPath`. */
            changedCells: components["schemas"]["ChangedCell"][] | null;
            /**
             * Format: date-time
             * @description When it was published.
             * @example 2026-11-22T09:00:00.412Z
             */
            computedAt: string;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description What changed in force, in full; null: there is nothing to count against.
             * @example /v1/pools/georgia/effective-plans/21/diff?against=20
             */
            diffPath: string | null;
            /**
             * @description Counts the changes of what is in force in the pool. Act only on a higher one than you have seen.
             * @example 21
             */
            effectiveRevision: number;
            /**
             * @description The plan now in force, wholly or in part.
             * @example 18
             */
            planNumber: number;
            /**
             * @description All amounts in force, as of this revision; it never changes.
             * @example /v1/pools/georgia/effective-plans/21
             */
            planPath: string;
            /**
             * @description What the pool has for the day.
             * @example 500000
             */
            poolDailyBudgetMinor: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description What changes are counted against; null: nothing, as for a pool that was archived and put again. Then forget what you held of it.
             * @example 20
             */
            previousEffectiveRevision: number | null;
            /**
             * @description The plan that was in force before; the same one where a decision brought more of it into force.
             * @example 17
             */
            previousPlanNumber: number | null;
            /**
             * @description What of it is kept.
             * @example 12000
             */
            reserveDailyMinor: number;
            /**
             * @description Where the plan of this number stands, the same in every answer and message. published: all of it is in force, without approval. approved: all of it is in force, because approved. proposed: cells wait, and nothing of it was approved yet. partly_approved: some of it was approved, and some cells keep an earlier amount. rejected: what waited was rejected. In the plan in force every amount is in force whatever the status; cells that keep an earlier one have `proposedDailyBudgetMinor`.
             * @example published
             * @enum {string}
             */
            status: "proposed" | "partly_approved" | "approved" | "published" | "rejected";
        };
        /** @description The body of a webhook. */
        PlanPublishedMessage: {
            data: components["schemas"]["PlanNews"];
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00.412Z
             */
            timestamp: string;
            /**
             * @description What happened.
             * @example plan.published
             * @constant
             */
            type: "plan.published";
        };
        /** @description A plan of the pool’s history, without its lines. */
        PlanSummary: {
            /**
             * Format: date-time
             * @description The moment it is of; ages count from here.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * Format: date-time
             * @description When it was published.
             * @example 2026-11-22T09:00:00.412Z
             */
            computedAt: string;
            /**
             * @description Version of the configuration it used.
             * @example 8
             */
            configVersion: number;
            /**
             * @description ISO 4217, of its amounts: the pool’s.
             * @example USD
             */
            currency: string;
            /**
             * @description Counts the changes of what is in force in the pool; only the plan in force has it.
             * @example 21
             */
            effectiveRevision?: number;
            /**
             * @description It considers everything up to this revision of the pool; compare the `revision` in an event’s answer.
             * @example 42
             */
            inputRevision: number;
            /**
             * @description Counts the plans of the pool, from 1, without gaps.
             * @example 17
             */
            number: number;
            /**
             * @description Version of the pool’s policy it used.
             * @example 3
             */
            policyVersion: number;
            /**
             * @description What the pool has for the day.
             * @example 500000
             */
            poolDailyBudgetMinor: number;
            /**
             * @description The pool it splits.
             * @example georgia
             */
            poolId: string;
            /**
             * @description The part of it that is better kept. All recommended budgets and the reserve add up to the pool’s amount.
             * @example 12000
             */
            reserveDailyMinor: number;
            /**
             * @description Where the plan of this number stands, the same in every answer and message. published: all of it is in force, without approval. approved: all of it is in force, because approved. proposed: cells wait, and nothing of it was approved yet. partly_approved: some of it was approved, and some cells keep an earlier amount. rejected: what waited was rejected. In the plan in force every amount is in force whatever the status; cells that keep an earlier one have `proposedDailyBudgetMinor`.
             * @example published
             * @enum {string}
             */
            status: "proposed" | "partly_approved" | "approved" | "published" | "rejected";
        };
        /** @description The budgets on advertising platforms that carry the money of a pool’s cells. */
        PlatformEntities: {
            /** @description All of them; those left out are removed. */
            entities: {
                /**
                 * @description Google Ads customer, Meta ad account (without `act_`) or Microsoft Advertising account.
                 * @example 123-456-7890
                 */
                accountId: string;
                /**
                 * @description Every campaign that spends the budget, where `externalId` is a budget’s: a pause stops them all. For a `shared_budget` name all of them: one that is left out would go on with the whole budget. Empty: pauses are listed for a person instead. No other entity may have one of them.
                 * @default []
                 * @example [
                 *       "7001"
                 *     ]
                 */
                campaignIds?: string[];
                /** @description The cells whose money it carries; the amounts of several add up. Empty: it gets no money, and the next file pauses it. */
                cells: {
                    /**
                     * @description A cell of the pool.
                     * @example smyrna-orthodontics
                     */
                    cellId: string;
                    /**
                     * @description How much of the cell’s money goes here. The shares of one cell over all entities of the pool add up to 1.
                     * @default 1
                     * @example 1
                     */
                    share?: number;
                }[];
                /**
                 * @description What the account bills in: another currency than the pool’s is refused. Null: not checked.
                 * @default null
                 * @example USD
                 */
                currency?: string | null;
                /**
                 * @description Its id on the platform: of the campaign budget (Google Ads, at either level), the campaign or ad set (Meta), the campaign or shared budget (Microsoft Advertising).
                 * @example 5550001
                 */
                externalId: string;
                /**
                 * @description Id within the pool, of your choice.
                 * @example smyrna-search
                 */
                id: string;
                /**
                 * @description What carries the budget. `ad_set`: Meta only. `shared_budget`: Google Ads and Microsoft Advertising, where several campaigns use one budget.
                 * @example campaign
                 * @enum {string}
                 */
                level: "campaign" | "ad_set" | "shared_budget";
                /**
                 * @description Least daily budget the platform takes for it; null: what it publishes for the currency. Less becomes a pause, or is held back where the budget is known to run on no more.
                 * @default null
                 * @example 500
                 */
                minimumDailyBudgetMinor?: number | null;
                /**
                 * @description Its name on the platform. Google Ads Editor finds campaigns by it, so no two campaigns of a Google Ads account have the same, capitals aside.
                 * @example Smyrna | Orthodontics | Search
                 */
                name: string & (unknown & unknown);
                /**
                 * @description Advertising platform.
                 * @example google_ads
                 * @enum {string}
                 */
                platform: "google_ads" | "meta" | "microsoft_ads";
            }[];
        };
        /** @description A budget on an advertising platform, and the cells whose money it carries. */
        PlatformEntityConfiguration: {
            /**
             * @description Google Ads customer, Meta ad account (without `act_`) or Microsoft Advertising account.
             * @example 123-456-7890
             */
            accountId: string;
            /**
             * @description Every campaign that spends the budget, where `externalId` is a budget’s: a pause stops them all. For a `shared_budget` name all of them: one that is left out would go on with the whole budget. Empty: pauses are listed for a person instead. No other entity may have one of them.
             * @default []
             * @example [
             *       "7001"
             *     ]
             */
            campaignIds?: string[];
            /** @description The cells whose money it carries; the amounts of several add up. Empty: it gets no money, and the next file pauses it. */
            cells: {
                /**
                 * @description A cell of the pool.
                 * @example smyrna-orthodontics
                 */
                cellId: string;
                /**
                 * @description How much of the cell’s money goes here. The shares of one cell over all entities of the pool add up to 1.
                 * @default 1
                 * @example 1
                 */
                share?: number;
            }[];
            /**
             * @description What the account bills in: another currency than the pool’s is refused. Null: not checked.
             * @default null
             * @example USD
             */
            currency?: string | null;
            /**
             * @description Its id on the platform: of the campaign budget (Google Ads, at either level), the campaign or ad set (Meta), the campaign or shared budget (Microsoft Advertising).
             * @example 5550001
             */
            externalId: string;
            /**
             * @description What carries the budget. `ad_set`: Meta only. `shared_budget`: Google Ads and Microsoft Advertising, where several campaigns use one budget.
             * @example campaign
             * @enum {string}
             */
            level: "campaign" | "ad_set" | "shared_budget";
            /**
             * @description Least daily budget the platform takes for it; null: what it publishes for the currency. Less becomes a pause, or is held back where the budget is known to run on no more.
             * @default null
             * @example 500
             */
            minimumDailyBudgetMinor?: number | null;
            /**
             * @description Its name on the platform. Google Ads Editor finds campaigns by it, so no two campaigns of a Google Ads account have the same, capitals aside.
             * @example Smyrna | Orthodontics | Search
             */
            name: string & (unknown & unknown);
            /**
             * @description Advertising platform.
             * @example google_ads
             * @enum {string}
             */
            platform: "google_ads" | "meta" | "microsoft_ads";
        };
        /** @description One page of a list. */
        PlatformEntityList: {
            /** @description This page. */
            items: components["schemas"]["ListedPlatformEntity"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description Thresholds and caps of a pool. Name only what differs from the defaults. */
        Policy: {
            /**
             * @description Money a period did not spend goes to the next one, at most this share of the budget it had when it ended. Only of periods that ran under Sluice from their first day to their last.
             * @default 0
             * @example 0
             */
            carryShare?: number;
            /**
             * @description A day may get at most this many times the period’s budget divided by its days.
             * @default 1.5
             * @example 1.5
             */
            dailyCapShare?: number;
            /**
             * @description Changes too small to make.
             * @default {}
             */
            deadBand?: {
                /**
                 * @description Nor is a change below this many whole units of the currency, or below `shareOfBaseline` if that is less.
                 * @default 1
                 * @example 1
                 */
                currencyUnits?: number;
                /**
                 * @description See `currencyUnits`: keeps one currency unit from freezing a very small cell.
                 * @default 0.05
                 * @example 0.05
                 */
                shareOfBaseline?: number;
                /**
                 * @description A change below this is not worth making.
                 * @default 0.05
                 * @example 0.05
                 */
                shareOfReference?: number;
            };
            /**
             * @description What a cell gets whose data is older than `freshness.staleHours`: at most its baseline, or its floor.
             * @default baseline
             * @example baseline
             * @enum {string}
             */
            deadPolicy?: "baseline" | "floor";
            /**
             * @description What takes effect by itself, and what needs approval first. Any key with config:write may make more need approval; to make less need it, a key needs plans:decide as well.
             * @default {}
             */
            decisions?: {
                /**
                 * @description A cell that its gate or a pause cut comes back unasked, within one day’s ramp and to no more than it had before, whatever its baseline is by now: so a clinic that was full comes back by itself.
                 * @default true
                 * @example true
                 */
                climbBackWithoutApproval?: boolean;
                /**
                 * @description A place that fresh data says is full, closed or has too long a wait is cut to its floor at once, however large that cut is; the money waits in the reserve.
                 * @default true
                 * @example true
                 */
                gateCutsWithoutApproval?: boolean;
                /**
                 * @description A cut by more than this needs approval, in automatic pools too.
                 * @default 0.8
                 * @example 0.8
                 */
                largestCutShare?: number;
                /**
                 * @description A rise by more than this needs approval, in automatic pools too.
                 * @default 0.5
                 * @example 0.5
                 */
                largestRiseShare?: number;
                /**
                 * @description automatic: a plan is in force when it is made. approval: a cell keeps its amount until somebody approves the new one.
                 * @default automatic
                 * @example approval
                 * @enum {string}
                 */
                mode?: "automatic" | "approval";
                /**
                 * @description A cell whose campaign has no approved message does not rise. PUT /v1/pools/{poolId}/cells/{cellId}/message approves one.
                 * @default false
                 * @example false
                 */
                requireApprovedMessage?: boolean;
            };
            /**
             * @description A cell keeps at least this share of its baseline, also when gated; never less than the platform minimum.
             * @default 0.1
             * @example 0.1
             */
            floorShare?: number;
            /**
             * @description How old a figure may be. A source that reports rarely stretches these limits.
             * @default {}
             */
            freshness?: {
                /**
                 * @description Younger figures are ageing: the cell is not increased.
                 * @default 72
                 * @example 72
                 */
                ageingHours?: number;
                /**
                 * @description Younger figures are fresh.
                 * @default 24
                 * @example 24
                 */
                freshHours?: number;
                /**
                 * @description Younger figures are stale: the cell is held. Older ones are dead.
                 * @default 168
                 * @example 168
                 */
                staleHours?: number;
            };
            /**
             * @description When waits throttle and gate a cell, and when it comes back.
             * @default {}
             */
            gate?: {
                /**
                 * @description A state lasts at least this long before the way back.
                 * @default 72
                 * @example 72
                 */
                dwellHours?: number;
                /**
                 * @description A wait is gated from here at the earliest.
                 * @default 21
                 * @example 21
                 */
                gateMinDays?: number;
                /**
                 * @description The way back from gated begins at or below this share of the wait that gates.
                 * @default 0.6666666666666666
                 * @example 0.66
                 */
                gateReturnShare?: number;
                /**
                 * @description A wait is gated from this share of the typical wait.
                 * @default 1
                 * @example 1
                 */
                gateShareOfTypical?: number;
                /**
                 * @description A place without headroom comes back at this many new patients, or at the share below if that is more.
                 * @default 1
                 * @example 1
                 */
                headroomReturnMin?: number;
                /**
                 * @description The same as a share of the place’s openings.
                 * @default 0.05
                 * @example 0.05
                 */
                headroomReturnShareOfCapacity?: number;
                /**
                 * @description How many fresh snapshots in a row must allow the way back.
                 * @default 2
                 * @example 2
                 */
                returnSnapshots?: number;
                /**
                 * @description A wait is throttled from here at the earliest, however short the typical wait.
                 * @default 10
                 * @example 10
                 */
                throttleMinDays?: number;
                /**
                 * @description The way back from throttled begins at or below this share of the wait that throttles.
                 * @default 0.7
                 * @example 0.7
                 */
                throttleReturnShare?: number;
                /**
                 * @description A wait is throttled from this share of the typical wait.
                 * @default 0.6
                 * @example 0.6
                 */
                throttleShareOfTypical?: number;
                /**
                 * @description Reads one kind of wait as the service line’s kind. A kind that is neither typical nor listed here never gates.
                 * @default []
                 * @example []
                 */
                waitKindFactors?: {
                    /**
                     * @description Its days are multiplied by this.
                     * @example 0.8
                     */
                    factor: number;
                    /**
                     * @description The kind as reported.
                     * @example mean_completed
                     * @enum {string}
                     */
                    kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                    /**
                     * @description The service line’s kind it is read as.
                     * @example third_next_available
                     * @enum {string}
                     */
                    readAs: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                }[];
            };
            /**
             * @description How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.
             * @default 14
             * @example 14
             */
            horizonDays?: number;
            /**
             * @description Mean time from booking to visit; at most half the horizon. The last openings of the horizon are filled by then.
             * @default 5
             * @example 5
             */
            leadDays?: number;
            /**
             * @description A plan that is worth less than this above today’s numbers changes nothing.
             * @default 100
             * @example 100
             */
            minimalGainMinor?: number;
            /**
             * @description What the ad platform accepts.
             * @default {}
             */
            platform?: {
                /**
                 * @description Most it takes; a multiple of `unitMinor`. Null: no limit.
                 * @default null
                 * @example 1000000
                 */
                maximumMinor?: number | null;
                /**
                 * @description Least daily budget the ad platform takes; a multiple of `unitMinor`.
                 * @default 0
                 * @example 500
                 */
                minimumMinor?: number;
                /**
                 * @description Smallest step the ad platform takes; every recommendation is a multiple of it. At most the largest baseline of the pool’s cells.
                 * @default 1
                 * @example 100
                 */
                unitMinor?: number;
            };
            /**
             * @description How fast budgets move.
             * @default {}
             */
            ramp?: {
                /**
                 * @description A cell falls at most this much a day, unless it is gated.
                 * @default 0.3
                 * @example 0.3
                 */
                downShare?: number;
                /**
                 * @description A cell rises at most this much a day.
                 * @default 0.2
                 * @example 0.2
                 */
                upShare?: number;
            };
            /**
             * @description Money better kept for later.
             * @default {}
             */
            reserve?: {
                /**
                 * @description Value a minor unit must bring to be spent now; below it, it is kept in the reserve.
                 * @default 1
                 * @example 1
                 */
                hurdle?: number;
                /**
                 * @description Most the reserve may keep back for that reason. Null: no limit.
                 * @default null
                 * @example 50000
                 */
                maxMinor?: number | null;
            };
            /**
             * @description Number of bookings at which a cell’s own results and what was believed before weigh the same.
             * @default 50
             * @example 50
             */
            shrinkConversions?: number;
            /**
             * @description Settings of sources: which to believe, and how often they report.
             * @default []
             * @example []
             */
            sources?: {
                /**
                 * @description How often it reports. Fresh, ageing and stale last at least 1.25, 2 and 3 times this. Null: unknown.
                 * @default null
                 * @example 24
                 */
                expectedIntervalHours?: number | null;
                /**
                 * @description Higher wins over newer; sources not listed have 0.
                 * @default 0
                 * @example 10
                 */
                priority?: number;
                /**
                 * @description The CloudEvents source as the events name it.
                 * @example /ehr/smyrna
                 */
                source: string;
            }[];
            /**
             * @description Share of all openings that may be filled; the rest is kept for the unforeseen.
             * @default 0.85
             * @example 0.85
             */
            targetUtilisation?: number;
            /**
             * @description The wait that a booking’s value is computed with where none is known.
             * @default 7
             * @example 7
             */
            unknownWaitDays?: number;
            /**
             * @description Share of the people on the waiting list who take the next opening offered.
             * @default 0.6
             * @example 0.6
             */
            waitlistTakeShare?: number;
        };
        /** @description Thresholds and caps of a pool. Name only what differs from the defaults. */
        PolicyOutput: {
            /**
             * @description Money a period did not spend goes to the next one, at most this share of the budget it had when it ended. Only of periods that ran under Sluice from their first day to their last.
             * @default 0
             * @example 0
             */
            carryShare: number;
            /**
             * @description A day may get at most this many times the period’s budget divided by its days.
             * @default 1.5
             * @example 1.5
             */
            dailyCapShare: number;
            /** @description Changes too small to make. */
            deadBand: {
                /**
                 * @description Nor is a change below this many whole units of the currency, or below `shareOfBaseline` if that is less.
                 * @default 1
                 * @example 1
                 */
                currencyUnits: number;
                /**
                 * @description See `currencyUnits`: keeps one currency unit from freezing a very small cell.
                 * @default 0.05
                 * @example 0.05
                 */
                shareOfBaseline: number;
                /**
                 * @description A change below this is not worth making.
                 * @default 0.05
                 * @example 0.05
                 */
                shareOfReference: number;
            };
            /**
             * @description What a cell gets whose data is older than `freshness.staleHours`: at most its baseline, or its floor.
             * @default baseline
             * @example baseline
             * @enum {string}
             */
            deadPolicy: "baseline" | "floor";
            /** @description What takes effect by itself, and what needs approval first. Any key with config:write may make more need approval; to make less need it, a key needs plans:decide as well. */
            decisions: {
                /**
                 * @description A cell that its gate or a pause cut comes back unasked, within one day’s ramp and to no more than it had before, whatever its baseline is by now: so a clinic that was full comes back by itself.
                 * @default true
                 * @example true
                 */
                climbBackWithoutApproval: boolean;
                /**
                 * @description A place that fresh data says is full, closed or has too long a wait is cut to its floor at once, however large that cut is; the money waits in the reserve.
                 * @default true
                 * @example true
                 */
                gateCutsWithoutApproval: boolean;
                /**
                 * @description A cut by more than this needs approval, in automatic pools too.
                 * @default 0.8
                 * @example 0.8
                 */
                largestCutShare: number;
                /**
                 * @description A rise by more than this needs approval, in automatic pools too.
                 * @default 0.5
                 * @example 0.5
                 */
                largestRiseShare: number;
                /**
                 * @description automatic: a plan is in force when it is made. approval: a cell keeps its amount until somebody approves the new one.
                 * @default automatic
                 * @example approval
                 * @enum {string}
                 */
                mode: "automatic" | "approval";
                /**
                 * @description A cell whose campaign has no approved message does not rise. PUT /v1/pools/{poolId}/cells/{cellId}/message approves one.
                 * @default false
                 * @example false
                 */
                requireApprovedMessage: boolean;
            };
            /**
             * @description A cell keeps at least this share of its baseline, also when gated; never less than the platform minimum.
             * @default 0.1
             * @example 0.1
             */
            floorShare: number;
            /** @description How old a figure may be. A source that reports rarely stretches these limits. */
            freshness: {
                /**
                 * @description Younger figures are ageing: the cell is not increased.
                 * @default 72
                 * @example 72
                 */
                ageingHours: number;
                /**
                 * @description Younger figures are fresh.
                 * @default 24
                 * @example 24
                 */
                freshHours: number;
                /**
                 * @description Younger figures are stale: the cell is held. Older ones are dead.
                 * @default 168
                 * @example 168
                 */
                staleHours: number;
            };
            /** @description When waits throttle and gate a cell, and when it comes back. */
            gate: {
                /**
                 * @description A state lasts at least this long before the way back.
                 * @default 72
                 * @example 72
                 */
                dwellHours: number;
                /**
                 * @description A wait is gated from here at the earliest.
                 * @default 21
                 * @example 21
                 */
                gateMinDays: number;
                /**
                 * @description The way back from gated begins at or below this share of the wait that gates.
                 * @default 0.6666666666666666
                 * @example 0.66
                 */
                gateReturnShare: number;
                /**
                 * @description A wait is gated from this share of the typical wait.
                 * @default 1
                 * @example 1
                 */
                gateShareOfTypical: number;
                /**
                 * @description A place without headroom comes back at this many new patients, or at the share below if that is more.
                 * @default 1
                 * @example 1
                 */
                headroomReturnMin: number;
                /**
                 * @description The same as a share of the place’s openings.
                 * @default 0.05
                 * @example 0.05
                 */
                headroomReturnShareOfCapacity: number;
                /**
                 * @description How many fresh snapshots in a row must allow the way back.
                 * @default 2
                 * @example 2
                 */
                returnSnapshots: number;
                /**
                 * @description A wait is throttled from here at the earliest, however short the typical wait.
                 * @default 10
                 * @example 10
                 */
                throttleMinDays: number;
                /**
                 * @description The way back from throttled begins at or below this share of the wait that throttles.
                 * @default 0.7
                 * @example 0.7
                 */
                throttleReturnShare: number;
                /**
                 * @description A wait is throttled from this share of the typical wait.
                 * @default 0.6
                 * @example 0.6
                 */
                throttleShareOfTypical: number;
                /**
                 * @description Reads one kind of wait as the service line’s kind. A kind that is neither typical nor listed here never gates.
                 * @default []
                 * @example []
                 */
                waitKindFactors: {
                    /**
                     * @description Its days are multiplied by this.
                     * @example 0.8
                     */
                    factor: number;
                    /**
                     * @description The kind as reported.
                     * @example mean_completed
                     * @enum {string}
                     */
                    kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                    /**
                     * @description The service line’s kind it is read as.
                     * @example third_next_available
                     * @enum {string}
                     */
                    readAs: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                }[];
            };
            /**
             * @description How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.
             * @default 14
             * @example 14
             */
            horizonDays: number;
            /**
             * @description Mean time from booking to visit; at most half the horizon. The last openings of the horizon are filled by then.
             * @default 5
             * @example 5
             */
            leadDays: number;
            /**
             * @description A plan that is worth less than this above today’s numbers changes nothing.
             * @default 100
             * @example 100
             */
            minimalGainMinor: number;
            /** @description What the ad platform accepts. */
            platform: {
                /**
                 * @description Most it takes; a multiple of `unitMinor`. Null: no limit.
                 * @default null
                 * @example 1000000
                 */
                maximumMinor: number | null;
                /**
                 * @description Least daily budget the ad platform takes; a multiple of `unitMinor`.
                 * @default 0
                 * @example 500
                 */
                minimumMinor: number;
                /**
                 * @description Smallest step the ad platform takes; every recommendation is a multiple of it. At most the largest baseline of the pool’s cells.
                 * @default 1
                 * @example 100
                 */
                unitMinor: number;
            };
            /** @description How fast budgets move. */
            ramp: {
                /**
                 * @description A cell falls at most this much a day, unless it is gated.
                 * @default 0.3
                 * @example 0.3
                 */
                downShare: number;
                /**
                 * @description A cell rises at most this much a day.
                 * @default 0.2
                 * @example 0.2
                 */
                upShare: number;
            };
            /** @description Money better kept for later. */
            reserve: {
                /**
                 * @description Value a minor unit must bring to be spent now; below it, it is kept in the reserve.
                 * @default 1
                 * @example 1
                 */
                hurdle: number;
                /**
                 * @description Most the reserve may keep back for that reason. Null: no limit.
                 * @default null
                 * @example 50000
                 */
                maxMinor: number | null;
            };
            /**
             * @description Number of bookings at which a cell’s own results and what was believed before weigh the same.
             * @default 50
             * @example 50
             */
            shrinkConversions: number;
            /**
             * @description Settings of sources: which to believe, and how often they report.
             * @default []
             * @example []
             */
            sources: {
                /**
                 * @description How often it reports. Fresh, ageing and stale last at least 1.25, 2 and 3 times this. Null: unknown.
                 * @default null
                 * @example 24
                 */
                expectedIntervalHours: number | null;
                /**
                 * @description Higher wins over newer; sources not listed have 0.
                 * @default 0
                 * @example 10
                 */
                priority: number;
                /**
                 * @description The CloudEvents source as the events name it.
                 * @example /ehr/smyrna
                 */
                source: string;
            }[];
            /**
             * @description Share of all openings that may be filled; the rest is kept for the unforeseen.
             * @default 0.85
             * @example 0.85
             */
            targetUtilisation: number;
            /**
             * @description The wait that a booking’s value is computed with where none is known.
             * @default 7
             * @example 7
             */
            unknownWaitDays: number;
            /**
             * @description Share of the people on the waiting list who take the next opening offered.
             * @default 0.6
             * @example 0.6
             */
            waitlistTakeShare: number;
        };
        /** @description The body of a webhook. */
        PoolArchivedMessage: {
            /**
             * @description Nothing of the pool is in force any more; its plans stay readable.
             * @example {
             *       "poolId": "georgia-2025",
             *       "effectiveRevision": 22
             *     }
             */
            data: {
                /**
                 * @description Number of the archiving, which counts as a change of what is in force: higher than that of anything before. A pool that is put again has a higher one. null: it never had a plan.
                 * @example 22
                 */
                effectiveRevision: number | null;
                /**
                 * @description The pool.
                 * @example georgia-2025
                 */
                poolId: string;
            };
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00.412Z
             */
            timestamp: string;
            /**
             * @description What happened.
             * @example pool.archived
             * @constant
             */
            type: "pool.archived";
        };
        /**
         * @description A budget and the cells it is split over.
         * @example {
         *       "name": "Orthodontics, South",
         *       "currency": "USD",
         *       "timeZone": "America/New_York",
         *       "period": {
         *         "kind": "month",
         *         "budgetMinor": 15000000
         *       },
         *       "cells": [
         *         {
         *           "id": "smyrna-orthodontics",
         *           "locationId": "smyrna",
         *           "serviceLine": "orthodontics",
         *           "baselineDailyBudgetMinor": 42000
         *         }
         *       ]
         *     }
         */
        PoolConfiguration: {
            /** @description Everything that gets a budget. A cell left out is removed: a pause is proposed, and it keeps what it has in force, never more, until 0 is reported for it. */
            cells: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor: number;
                /**
                 * @description Channel, where the place is divided by channel; null where it is not.
                 * @default null
                 * @example search
                 */
                channel?: string | null;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @default null
                 * @example georgia
                 */
                groupId?: string | null;
                /**
                 * @description Id within the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /**
                 * @description A configured location.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description A person’s decision about this cell’s budget; null: none.
                 * @default null
                 */
                lock?: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt?: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @default null
                 * @example 120000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @default null
                 * @example 5000
                 */
                minDailyBudgetMinor?: number | null;
                /**
                 * @description A configured service line.
                 * @example orthodontics
                 */
                serviceLine: string;
            }[];
            /**
             * @description ISO 4217. Every amount of the pool is in its minor unit (USD: cents; JPY has none; KWD: thousandths).
             * @example USD
             */
            currency: string;
            /**
             * @description Nodes of the pool’s tree (region, brand…), each with its own minimum and maximum.
             * @default []
             */
            groups?: {
                /**
                 * @description Id within the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @default null
                 * @example 200000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @default 0
                 * @example 20000
                 */
                minDailyBudgetMinor?: number;
                /**
                 * @description Name for people.
                 * @example Georgia
                 */
                name: string & (unknown & unknown);
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @default null
                 * @example south
                 */
                parentId?: string | null;
            }[];
            /**
             * @description Name for people.
             * @example Orthodontics, South
             */
            name: string & (unknown & unknown);
            period: components["schemas"]["PoolPeriod"];
            /**
             * @description The pool’s settings of its cells’ places; a place not listed has the defaults.
             * @default []
             */
            places?: {
                /**
                 * @description Location of a cell of this pool.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Bookings expected without advertising within the policy’s horizon.
                 * @default 0
                 * @example 6
                 */
                organicBookings?: number;
                /**
                 * @description Service line of that cell.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description Share of the place’s headroom that this pool may count on; the shares of all pools together are at most 1.
                 * @default 1
                 * @example 1
                 */
                share?: number;
            }[];
            /** @default {} */
            policy?: components["schemas"]["Policy"];
            /**
             * @description Whether exports and webhooks show waiting lists of 1 to 10 people. Keys of the organization always read them in plans.
             * @default false
             * @example false
             */
            showsSmallCounts?: boolean;
            /**
             * @description IANA time zone of the budget’s days and periods.
             * @example America/New_York
             */
            timeZone: string;
        };
        /** @description A line of the plan in force of a pool. */
        PooledRecommendation: {
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description ISO 4217, of every amount of the line.
             * @example USD
             */
            currency: string;
            /**
             * @description Age of the newest figure used, at the plan’s asOf; null: nothing was ever observed.
             * @example 12
             */
            dataAgeSeconds: number | null;
            /**
             * @description Booked first visits to expect of this budget.
             * @example 0.4
             */
            expectedBookingsPerDay: number;
            /**
             * @description Figures the plan had of this place.
             * @example [
             *       "slots",
             *       "wait.third_next_available"
             *     ]
             */
            figures: string[];
            /**
             * @description What to know about those figures.
             * @example [
             *       "horizon_mismatch"
             *     ]
             */
            flags: string[];
            /**
             * @description How old its data is by the limits of the policy. Old data never raises a budget.
             * @example fresh
             * @enum {string}
             */
            freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
            /**
             * @description gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.
             * @example gated
             * @enum {string}
             */
            gate: "open" | "throttled" | "gated";
            /**
             * @description New patients from advertising it can still take within the horizon; null: its openings are unknown.
             * @example 0
             */
            headroom: number | null;
            /**
             * @description The same a day, which caps expected bookings. null: unknown.
             * @example 0
             */
            headroomPerDay: number | null;
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description The most this plan could have given the cell.
             * @example 4200
             */
            maxDailyBudgetMinor: number;
            /**
             * @description The least this plan could have given the cell.
             * @example 4200
             */
            minDailyBudgetMinor: number;
            /**
             * @description Value of one more currency unit a day here.
             * @example 0
             */
            nextDollarValueMinor: number;
            /**
             * @description Value of one more opening here; above 0 where headroom limits the cell.
             * @example 31200
             */
            nextSlotValueMinor: number;
            /**
             * @description The plan it is a line of.
             * @example 17
             */
            planNumber: number;
            /**
             * @description Only of a paused cell: the budget to leave on the platform beside the pause, which takes no 0. It is not spent.
             * @example 4200
             */
            platformDailyBudgetMinor?: number;
            /**
             * @description The pool that pays.
             * @example georgia
             */
            poolId: string;
            /**
             * @description What was in force when this plan was made.
             * @example 42000
             */
            previousDailyBudgetMinor: number;
            /**
             * @description Only where the amount in force is another than the plan’s: what the plan proposes. `reasons` begins with why it is not in force.
             * @example 4200
             */
            proposedDailyBudgetMinor?: number;
            /**
             * @description What binds the budget, the strongest first. docs/planning.md describes each.
             * @example [
             *       "wait_gate"
             *     ]
             */
            reasons: string[];
            /**
             * @description What to spend.
             * @example 4200
             */
            recommendedDailyBudgetMinor: number;
            /**
             * @description What the daily steps count from: the amount in force at the first instant of the cell’s local day.
             * @example 42000
             */
            referenceDailyBudgetMinor: number;
            /**
             * @description Why, in one or two sentences without jargon.
             * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
             */
            sentence: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description Value of one opening more every week; at most that of the next opening, because its patients cost more and more to win.
             * @example 29650
             */
            slotAWeekValueMinor: number;
            /**
             * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
             * @example active
             * @enum {string}
             */
            status: "active" | "pause_proposed" | "paused" | "removed";
            /**
             * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
             * @example 41
             */
            waitDays: number | null;
            /**
             * @description How that wait was measured; null: unknown.
             * @example third_next_available
             */
            waitKind: ("third_next_available" | "mean_completed" | "median_completed" | "median_waiting") | null;
            /**
             * @description People waiting without a booked visit; null: unknown.
             * @example 12
             */
            waitlistSize: number | null;
        };
        /** @description One page of a list. */
        PoolList: {
            /** @description This page. */
            items: components["schemas"]["ListedPool"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /**
         * @description How the budget recurs.
         * @example {
         *       "kind": "month",
         *       "budgetMinor": 15000000
         *     }
         */
        PoolPeriod: {
            /**
             * @description Money of the whole period.
             * @example 15000000
             */
            budgetMinor: number;
            /**
             * @description Periods whose budget is another one.
             * @default []
             * @example [
             *       {
             *         "startsOn": "2026-12-01",
             *         "budgetMinor": 20000000
             *       }
             *     ]
             */
            budgets?: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Calendar months, in the pool’s zone.
             * @example month
             * @constant
             */
            kind: "month";
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore?: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        } | {
            /**
             * @description Money of the whole period.
             * @example 15000000
             */
            budgetMinor: number;
            /**
             * @description Periods whose budget is another one.
             * @default []
             * @example [
             *       {
             *         "startsOn": "2026-12-01",
             *         "budgetMinor": 20000000
             *       }
             *     ]
             */
            budgets?: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Calendar quarters: from January, April, July, October.
             * @example quarter
             * @constant
             */
            kind: "quarter";
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore?: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        } | {
            /**
             * @description Periods of your own.
             * @example custom
             * @constant
             */
            kind: "custom";
            /** @description Periods that do not overlap. On a day outside all of them nothing is spent. */
            periods: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day that no longer belongs to it.
                 * @example 2027-01-01
                 */
                endsOn: string;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore?: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        };
        /**
         * @description How the budget recurs.
         * @example {
         *       "kind": "month",
         *       "budgetMinor": 15000000
         *     }
         */
        PoolPeriodOutput: {
            /**
             * @description Money of the whole period.
             * @example 15000000
             */
            budgetMinor: number;
            /**
             * @description Periods whose budget is another one.
             * @default []
             * @example [
             *       {
             *         "startsOn": "2026-12-01",
             *         "budgetMinor": 20000000
             *       }
             *     ]
             */
            budgets: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Calendar months, in the pool’s zone.
             * @example month
             * @constant
             */
            kind: "month";
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        } | {
            /**
             * @description Money of the whole period.
             * @example 15000000
             */
            budgetMinor: number;
            /**
             * @description Periods whose budget is another one.
             * @default []
             * @example [
             *       {
             *         "startsOn": "2026-12-01",
             *         "budgetMinor": 20000000
             *       }
             *     ]
             */
            budgets: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Calendar quarters: from January, April, July, October.
             * @example quarter
             * @constant
             */
            kind: "quarter";
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        } | {
            /**
             * @description Periods of your own.
             * @example custom
             * @constant
             */
            kind: "custom";
            /** @description Periods that do not overlap. On a day outside all of them nothing is spent. */
            periods: {
                /**
                 * @description Money of the whole period.
                 * @example 15000000
                 */
                budgetMinor: number;
                /**
                 * Format: date
                 * @description First day that no longer belongs to it.
                 * @example 2027-01-01
                 */
                endsOn: string;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            }[];
            /**
             * @description Money of a period already running that was spent before Sluice took over; null: none.
             * @default null
             */
            spentBefore: {
                /**
                 * @description Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.
                 * @example 4200000
                 */
                amountMinor: number;
                /**
                 * Format: date
                 * @description First day of the period, in the pool’s zone.
                 * @example 2026-11-01
                 */
                startsOn: string;
            } | null;
        };
        /** @description How far a pool’s plan is behind. */
        PoolState: {
            /**
             * @description The revision that the plan in force contains.
             * @example 42
             */
            computedRevision: number;
            /**
             * @description Counts everything that calls for a new plan: events, changes, the clock.
             * @example 42
             */
            requestedRevision: number;
            /**
             * @description current: nothing is missing. pending: a plan is being computed. recompute_failed: it failed several times; the last good plan stays in force and it is tried again.
             * @example current
             * @enum {string}
             */
            status: "current" | "pending" | "recompute_failed";
        };
        /** @description A shadow price: what one step of something that binds the plan would be worth. */
        Price: {
            /**
             * @description The cell; null: the price is not a cell’s.
             * @example decatur-orthodontics
             */
            cellId: string | null;
            /**
             * @description ISO 4217, of every amount here.
             * @example USD
             */
            currency: string;
            /**
             * @description The same a day, where a step is one currency unit a day; null for slots.
             * @example null
             */
            dailyValueMinor: number | null;
            /**
             * @description The group; null: the price is not a group’s.
             * @example null
             */
            groupId: string | null;
            /**
             * @description What the price is of. cell_slots: one more opening every week. All others: one currency unit a day, more of a budget or a maximum, less of a minimum.
             * @example cell_slots
             * @enum {string}
             */
            kind: "pool_budget" | "group_maximum" | "group_minimum" | "cell_budget" | "cell_slots";
            /**
             * @description For slots: value of the very next opening, once. A slot every week may be worth less, since its patients cost more and more to win. null for money.
             * @example 33050
             */
            nextSlotValueMinor: number | null;
            /**
             * @description The plan the price belongs to.
             * @example 17
             */
            planNumber: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /**
             * @description The same in words.
             * @example Open one slot a week at Decatur: worth $312 a week.
             */
            sentence: string;
            /**
             * @description What one step is worth a week; the list is sorted by it. The cost of a budget is not taken off: a currency unit a day costs seven a week.
             * @example 31200
             */
            weeklyValueMinor: number;
        };
        /** @description One page of a list. */
        PriceList: {
            /** @description This page. */
            items: components["schemas"]["Price"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description RFC 9457 problem document. */
        Problem: {
            /**
             * @description Stable, for programs. docs/problems.md lists all.
             * @example invalid-request
             */
            code: string;
            /**
             * @description This occurrence.
             * @example The address is not what this operation takes.
             */
            detail: string;
            /**
             * @description What exactly is wrong, where more can be said.
             * @example [
             *       {
             *         "pointer": "#/query/limit",
             *         "detail": "must be a number"
             *       }
             *     ]
             */
            errors?: components["schemas"]["ProblemError"][];
            /**
             * @description This request; its id is also in x-request-id and in the operator’s log.
             * @example urn:sluice:request:6b0b2b7c-6f0e-4b77-8f39-0e6d7f6a5b1c
             */
            instance: string;
            /**
             * @description The HTTP status.
             * @example 400
             */
            status: number;
            /**
             * @description The code in words; the same for the same code.
             * @example The address or its query is not valid
             */
            title: string;
            /**
             * @description Address of a page that explains the code.
             * @example /problems/invalid-request
             */
            type: string;
        };
        /** @description One thing wrong with a request. Never repeats what was sent. */
        ProblemError: {
            /**
             * @description What was expected there.
             * @example must be a number
             */
            detail: string;
            /**
             * @description Where: a JSON Pointer of the body (`#/cells/3`), or `#/path/…`, `#/query/…`.
             * @example #/query/limit
             */
            pointer: string;
        };
        /** @description What a problem’s code means. */
        ProblemExplanation: {
            /**
             * @description What to do.
             * @example Ask again after the seconds of `Retry-After`.
             */
            advice: string;
            /**
             * @description The code.
             * @example plan-not-ready
             */
            code: string;
            /**
             * @description Its HTTP status.
             * @example 404
             */
            status: number;
            /**
             * @description What it means.
             * @example The first plan of this pool is still being computed
             */
            title: string;
        };
        /** @description What the codes of problems mean. */
        ProblemExplanations: {
            /** @description A code each. */
            items: components["schemas"]["ProblemExplanation"][];
        };
        /** @description From the observation to reported as applied. */
        ReactionInAll: {
            /**
             * @description Half of them took at most this, from the observation to reported as applied.
             * @example 0.41
             */
            p50Seconds: number | null;
            /**
             * @description 19 of 20 took at most this.
             * @example 0.92
             */
            p95Seconds: number | null;
            /**
             * @description Plans that count here.
             * @example 412
             */
            plans: number;
        };
        /** @description From what a clinic observes to what is spent. */
        ReactionReport: {
            /**
             * Format: date
             * @description First day.
             * @example 2026-11-01
             */
            from: string;
            /** @description The newest plans that an event led to, newest first, at most 2,000. */
            items: components["schemas"]["ReactionRow"][];
            observedToApplied: components["schemas"]["ReactionInAll"];
            observedToReceived: components["schemas"]["ReactionToReceived"];
            receivedToRecommended: components["schemas"]["ReactionToRecommended"];
            recommendedToApplied: components["schemas"]["ReactionToApplied"];
            /**
             * Format: date
             * @description Last day, included.
             * @example 2026-11-24
             */
            to: string;
        };
        /** @description How long one plan took. */
        ReactionRow: {
            /**
             * @description When it was first reported as applied; null: not yet.
             * @example null
             */
            appliedAt: string | null;
            /**
             * Format: date-time
             * @description The `time` of the newest event it considers.
             * @example 2026-11-24T08:59:30.000Z
             */
            observedAt: string;
            /**
             * @description The plan.
             * @example 17
             */
            planNumber: number;
            /**
             * Format: date-time
             * @description When that event was stored.
             * @example 2026-11-24T08:59:31.000Z
             */
            receivedAt: string;
            /**
             * Format: date-time
             * @description When the plan was stored.
             * @example 2026-11-24T08:59:31.400Z
             */
            recommendedAt: string;
        };
        /** @description From the plan stored to reported as applied. */
        ReactionToApplied: {
            /**
             * @description Half of them took at most this, from the plan stored to reported as applied.
             * @example 0.41
             */
            p50Seconds: number | null;
            /**
             * @description 19 of 20 took at most this.
             * @example 0.92
             */
            p95Seconds: number | null;
            /**
             * @description Plans that count here.
             * @example 412
             */
            plans: number;
        };
        /** @description From the observation to the event stored. */
        ReactionToReceived: {
            /**
             * @description Half of them took at most this, from the observation to the event stored.
             * @example 0.41
             */
            p50Seconds: number | null;
            /**
             * @description 19 of 20 took at most this.
             * @example 0.92
             */
            p95Seconds: number | null;
            /**
             * @description Plans that count here.
             * @example 412
             */
            plans: number;
        };
        /** @description From the event stored to the plan stored. */
        ReactionToRecommended: {
            /**
             * @description Half of them took at most this, from the event stored to the plan stored.
             * @example 0.41
             */
            p50Seconds: number | null;
            /**
             * @description 19 of 20 took at most this.
             * @example 0.92
             */
            p95Seconds: number | null;
            /**
             * @description Plans that count here.
             * @example 412
             */
            plans: number;
        };
        /** @description Where reclaimed money went: what a plan took is divided among the cells it gave more to, by how much more. */
        ReclaimedDestination: {
            /**
             * @description What went there.
             * @example 250000
             */
            amountMinor: number;
            /**
             * @description The clinic; null: the reserve.
             * @example decatur
             */
            locationId: string | null;
            /**
             * @description The kind of care; null: the reserve.
             * @example orthodontics
             */
            serviceLine: string | null;
        };
        /** @description One cell’s line of a plan. */
        Recommendation: {
            /**
             * @description The cell, unique within its pool.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Its advertising channel; null: the place is not divided by channel.
             * @example search
             */
            channel: string | null;
            /**
             * @description Age of the newest figure used, at the plan’s asOf; null: nothing was ever observed.
             * @example 12
             */
            dataAgeSeconds: number | null;
            /**
             * @description Booked first visits to expect of this budget.
             * @example 0.4
             */
            expectedBookingsPerDay: number;
            /**
             * @description Figures the plan had of this place.
             * @example [
             *       "slots",
             *       "wait.third_next_available"
             *     ]
             */
            figures: string[];
            /**
             * @description What to know about those figures.
             * @example [
             *       "horizon_mismatch"
             *     ]
             */
            flags: string[];
            /**
             * @description How old its data is by the limits of the policy. Old data never raises a budget.
             * @example fresh
             * @enum {string}
             */
            freshness: "fresh" | "ageing" | "stale" | "dead" | "never";
            /**
             * @description gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.
             * @example gated
             * @enum {string}
             */
            gate: "open" | "throttled" | "gated";
            /**
             * @description New patients from advertising it can still take within the horizon; null: its openings are unknown.
             * @example 0
             */
            headroom: number | null;
            /**
             * @description The same a day, which caps expected bookings. null: unknown.
             * @example 0
             */
            headroomPerDay: number | null;
            /**
             * @description What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.
             * @example Smyrna (orthodontics)
             */
            label: string;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description The most this plan could have given the cell.
             * @example 4200
             */
            maxDailyBudgetMinor: number;
            /**
             * @description The least this plan could have given the cell.
             * @example 4200
             */
            minDailyBudgetMinor: number;
            /**
             * @description Value of one more currency unit a day here.
             * @example 0
             */
            nextDollarValueMinor: number;
            /**
             * @description Value of one more opening here; above 0 where headroom limits the cell.
             * @example 31200
             */
            nextSlotValueMinor: number;
            /**
             * @description Only of a paused cell: the budget to leave on the platform beside the pause, which takes no 0. It is not spent.
             * @example 4200
             */
            platformDailyBudgetMinor?: number;
            /**
             * @description What was in force when this plan was made.
             * @example 42000
             */
            previousDailyBudgetMinor: number;
            /**
             * @description Only where the amount in force is another than the plan’s: what the plan proposes. `reasons` begins with why it is not in force.
             * @example 4200
             */
            proposedDailyBudgetMinor?: number;
            /**
             * @description What binds the budget, the strongest first. docs/planning.md describes each.
             * @example [
             *       "wait_gate"
             *     ]
             */
            reasons: string[];
            /**
             * @description What to spend.
             * @example 4200
             */
            recommendedDailyBudgetMinor: number;
            /**
             * @description What the daily steps count from: the amount in force at the first instant of the cell’s local day.
             * @example 42000
             */
            referenceDailyBudgetMinor: number;
            /**
             * @description Why, in one or two sentences without jargon.
             * @example Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.
             */
            sentence: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
            /**
             * @description Value of one opening more every week; at most that of the next opening, because its patients cost more and more to win.
             * @example 29650
             */
            slotAWeekValueMinor: number;
            /**
             * @description active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.
             * @example active
             * @enum {string}
             */
            status: "active" | "pause_proposed" | "paused" | "removed";
            /**
             * @description The newest wait of its typical kind, or one read as that kind; null: unknown.
             * @example 41
             */
            waitDays: number | null;
            /**
             * @description How that wait was measured; null: unknown.
             * @example third_next_available
             */
            waitKind: ("third_next_available" | "mean_completed" | "median_completed" | "median_waiting") | null;
            /**
             * @description People waiting without a booked visit; null: unknown.
             * @example 12
             */
            waitlistSize: number | null;
        };
        /** @description A limit that could not be kept with the money there is, and by how much. */
        Relaxation: {
            /**
             * @description The cell or group it was lowered for.
             * @example georgia
             */
            at: string;
            /**
             * @description By how much.
             * @example 1500
             */
            byMinor: number;
            /**
             * @description Which limit was lowered.
             * @example group_minimum
             * @enum {string}
             */
            kind: "ramp_down" | "dead_band" | "stale_hold" | "group_minimum" | "cell_minimum" | "lock" | "floor";
        };
        /** @description What was reported before for this cell and moment. */
        ReplacedReport: {
            /**
             * @description The key that reported it.
             * @example k7f3Q2x
             */
            author: string;
            /**
             * @description What was reported as set; 0: the campaign is paused.
             * @example 4200
             */
            dailyBudgetMinor: number;
            /**
             * @description The plan it was reported on.
             * @example 17
             */
            planNumber: number;
            /**
             * Format: date-time
             * @description When it was reported.
             * @example 2026-11-22T09:04:12.000000Z
             */
            reportedAt: string;
        };
        /** @description A plan made again and compared with what is stored. */
        Replay: {
            /** @description What was in force beside the plan, each state made again from the one before, the plan and the decision that made it. */
            inForce: {
                /** @description Where they differ; pointers start with the number of the state; at most 100. */
                differences: {
                    /**
                     * @description Where (RFC 6901).
                     * @example /places/3/figures/0/booked
                     */
                    pointer: string;
                    /**
                     * @description What came out there; null: nothing.
                     * @example 41200
                     */
                    replayed: string | null;
                    /**
                     * @description What is stored there, as JSON, cut at 200 characters; null: nothing.
                     * @example 41200
                     */
                    stored: string | null;
                }[];
                /**
                 * @description States made again: each came with the plan, or by a decision.
                 * @example 3
                 */
                states: number;
                /**
                 * @description same: the log of decisions gives what was in force. different: it does not. incomplete: the state before one of the decisions is no longer kept.
                 * @example same
                 * @enum {string}
                 */
                verdict: "same" | "different" | "incomplete";
            };
            /** @description What complete days left behind: spend and results, made again from the log of events; the amounts ramps count from, from the reports of what was applied with everything they corrected, and from the history of what was in force. */
            money: {
                /** @description Where they differ; at most 100. */
                differences: {
                    /**
                     * @description Where (RFC 6901).
                     * @example /places/3/figures/0/booked
                     */
                    pointer: string;
                    /**
                     * @description What came out there; null: nothing.
                     * @example 41200
                     */
                    replayed: string | null;
                    /**
                     * @description What is stored there, as JSON, cut at 200 characters; null: nothing.
                     * @example 41200
                     */
                    stored: string | null;
                }[];
                /**
                 * @description false: the configuration was changed since. Time zones and whether spend before the set-up was stated are read as they are now; a difference may come from that.
                 * @example true
                 */
                isConfigurationOfThen: boolean;
                /** @description What was made of the logs. */
                rebuilt: string[];
                /**
                 * @description same: the logs give what is stored. different: they do not. incomplete: they do not, but something it rests on is no longer kept.
                 * @example same
                 * @enum {string}
                 */
                verdict: "same" | "different" | "incomplete";
            };
            /** @description The plan, made again from its stored inputs. */
            plan: {
                /** @description Where they differ; at most 100. */
                differences: {
                    /**
                     * @description Where (RFC 6901).
                     * @example /places/3/figures/0/booked
                     */
                    pointer: string;
                    /**
                     * @description What came out there; null: nothing.
                     * @example 41200
                     */
                    replayed: string | null;
                    /**
                     * @description What is stored there, as JSON, cut at 200 characters; null: nothing.
                     * @example 41200
                     */
                    stored: string | null;
                }[];
                /**
                 * @description Whether the same bytes came out of the stored inputs.
                 * @example true
                 */
                isSame: boolean;
                /**
                 * @description Of the plan as it came out.
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                replayedSha256: string;
                /**
                 * @description Of the plan as stored.
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                storedSha256: string;
            };
            /**
             * @description The plan.
             * @example 17
             */
            planNumber: number;
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /** @description Versions of the rules of planning. */
            rulesVersion: {
                /**
                 * @description Of the rules that made it again; others may give another plan.
                 * @example 1
                 */
                current: number;
                /**
                 * @description Of the rules that made the plan.
                 * @example 1
                 */
                stored: number;
            };
            /** @description What places had reported and what gates remembered, made again from the log of events. */
            state: {
                /** @description Where they differ; at most 100. */
                differences: {
                    /**
                     * @description Where (RFC 6901).
                     * @example /places/3/figures/0/booked
                     */
                    pointer: string;
                    /**
                     * @description What came out there; null: nothing.
                     * @example 41200
                     */
                    replayed: string | null;
                    /**
                     * @description What is stored there, as JSON, cut at 200 characters; null: nothing.
                     * @example 41200
                     */
                    stored: string | null;
                }[];
                /**
                 * @description Figures older than the log, taken as stored.
                 * @example 0
                 */
                figuresBeforeLog: number;
                /**
                 * @description Gates that rest on reports older than the log, taken as stored.
                 * @example 0
                 */
                gatesBeforeLog: number;
                /**
                 * Format: date-time
                 * @description The log holds everything received since.
                 * @example 2026-09-01T00:00:00.000Z
                 */
                logSince: string;
                /**
                 * @description Reports read.
                 * @example 1204
                 */
                observations: number;
                /** @description What was made of the log alone. */
                rebuilt: string[];
                /** @description What was taken from the stored inputs, because no log has it. */
                taken: string[];
                /**
                 * @description same: the log gives the state that is stored, byte for byte. different: it does not. incomplete: as far as the log reaches back it does.
                 * @example same
                 * @enum {string}
                 */
                verdict: "same" | "different" | "incomplete";
            };
        };
        /** @description A key that has ended, and the sources that were bound to it. */
        RevokedApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-25T21:30:00.000Z
             */
            createdAt: string;
            /**
             * @description When it ends by itself; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description Its public part, by which the audit log names it.
             * @example 7Yt3kP0aQz5B
             */
            id: string;
            /**
             * @description When it was used last, to about a minute; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * @description Limits of its own.
             * @example {
             *       "requestsPerMinute": 600,
             *       "requestsPerDay": null
             *     }
             */
            limits: {
                /**
                 * @description Requests a day; null: the installation’s limit; 0: no limit.
                 * @example 200000
                 */
                requestsPerDay: number | null;
                /**
                 * @description Requests a minute; null: the installation’s limit; 0: no limit.
                 * @example 600
                 */
                requestsPerMinute: number | null;
            };
            /**
             * @description For people: what uses it.
             * @example scheduling system
             */
            name: string & (unknown & unknown);
            /**
             * @description How long the secret before the current one works; null or past: it does not.
             * @example 2026-11-25T21:30:00.000Z
             */
            previousSecretUntil: string | null;
            /**
             * @description When it was revoked; null: it was not.
             * @example 2026-11-25T21:30:00.000Z
             */
            revokedAt: string | null;
            /**
             * @description When it got its current secret; null: with the key.
             * @example 2026-11-25T21:30:00.000Z
             */
            rotatedAt: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "events:write",
             *       "plans:read"
             *     ]
             */
            scopes: ("events:write" | "plans:read" | "plans:decide" | "exports:write" | "config:write" | "keys:admin" | "dashboard:read")[];
            /**
             * @description Sources bound to it by `keyIds`: they now take events only of the other keys they name, or of none.
             * @example [
             *       "/ehr/smyrna"
             *     ]
             */
            sources: string[];
            /**
             * @description Whether it works.
             * @example in-force
             * @enum {string}
             */
            state: "in-force" | "expired" | "revoked";
        };
        /** @description How a key gets another secret. */
        Rotation: {
            /**
             * @description How long the old secret goes on working; 0: it ends at once.
             * @default 86400
             * @example 86400
             */
            overlapSeconds?: number;
        };
        /** @description Set to the nearest amount its platform takes that is no more than the plan’s. */
        RoundedDownEntity: {
            /**
             * @description By how much.
             * @example 50
             */
            byMinor: number;
            /**
             * @description A platform entity of the pool.
             * @example smyrna-search
             */
            entityId: string;
            /**
             * @description The least its platform takes, where the plan gives less: it pauses. Null: it is told the step below.
             * @example 9000
             */
            minimumDailyBudgetMinor: number | null;
        };
        /** @description What became of each row; the accepted ones are stored for good. */
        RowsStored: {
            /**
             * @description Stored now.
             * @example 0
             */
            accepted: number;
            /**
             * @description Stored before.
             * @example 0
             */
            duplicate: number;
            /**
             * @description Not stored.
             * @example 0
             */
            refused: number;
            /** @description One per row, in the order of the file. */
            results: {
                /**
                 * @description Why it was refused.
                 * @example invalid-event
                 * @enum {string}
                 */
                code?: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json";
                /**
                 * @description Where its first fault is, if that is one column’s.
                 * @example wait_kind
                 * @enum {string}
                 */
                column?: "location_id" | "service_line" | "observed_at" | "recorded_at" | "horizon_days" | "new_patient_slots_total" | "new_patient_slots_booked" | "new_patient_slots_open" | "follow_up_slots_open" | "wait_days" | "wait_kind" | "accepting_new_patients" | "waitlist_size";
                /**
                 * @description What is expected there, in a sentence for people; never what came.
                 * @example 5 cells, the header has 4
                 */
                detail?: string;
                /**
                 * @description Line of the file, from 1, the header’s included.
                 * @example 2
                 */
                line: number;
                /**
                 * @description Pools with a cell that the row is about.
                 * @example 1
                 */
                matchedPools?: number;
                /**
                 * @description What became of the row; refused as a whole.
                 * @example accepted
                 * @enum {string}
                 */
                status: "accepted" | "duplicate" | "refused";
            }[];
        };
        /** @description A kind of care: its usual wait, what a booking is worth, and what one is believed to cost. */
        ServiceLineConfiguration: {
            /**
             * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
             * @default null
             * @example 6
             */
            followUpVisitsPerCase?: number | null;
            /**
             * @description Revenue a new patient brings over the whole relationship.
             * @example 480000
             */
            lifetimeValueMinor: number;
            /**
             * @description Share of that revenue that is margin.
             * @example 0.42
             */
            marginShare: number;
            /**
             * @description Name for people.
             * @example Orthodontics
             */
            name: string & (unknown & unknown);
            /**
             * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
             * @example 9500
             */
            priorCostPerBookingMinor: number;
            /**
             * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
             * @example 1.5
             */
            priorKappa: number;
            /**
             * @description Wait that is usual for this kind of care; the wait gate is measured against it.
             * @example 18
             */
            typicalWaitDays: number;
            /**
             * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
             * @example third_next_available
             * @enum {string}
             */
            typicalWaitKind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
            /**
             * @description Share of new patients who take a further treatment.
             * @default 0
             * @example 0.1
             */
            upsellRate?: number;
            /**
             * @description Revenue of that further treatment.
             * @default 0
             * @example 60000
             */
            upsellValueMinor?: number;
            /**
             * @description How much more (or less) than its money a booking counts for you.
             * @default 1
             * @example 1
             */
            weight?: number;
        };
        /** @description One page of a list. */
        ServiceLineList: {
            /** @description This page. */
            items: components["schemas"]["ListedServiceLine"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description A key with its secret, shown this once. */
        ShownApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-25T21:30:00.000Z
             */
            createdAt: string;
            /**
             * @description When it ends by itself; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            expiresAt: string | null;
            /**
             * @description Its public part, by which the audit log names it.
             * @example 7Yt3kP0aQz5B
             */
            id: string;
            /**
             * @description When it was used last, to about a minute; null: never.
             * @example 2026-11-25T21:30:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * @description Limits of its own.
             * @example {
             *       "requestsPerMinute": 600,
             *       "requestsPerDay": null
             *     }
             */
            limits: {
                /**
                 * @description Requests a day; null: the installation’s limit; 0: no limit.
                 * @example 200000
                 */
                requestsPerDay: number | null;
                /**
                 * @description Requests a minute; null: the installation’s limit; 0: no limit.
                 * @example 600
                 */
                requestsPerMinute: number | null;
            };
            /**
             * @description For people: what uses it.
             * @example scheduling system
             */
            name: string & (unknown & unknown);
            /**
             * @description How long the secret before the current one works; null or past: it does not.
             * @example 2026-11-25T21:30:00.000Z
             */
            previousSecretUntil: string | null;
            /**
             * @description When it was revoked; null: it was not.
             * @example 2026-11-25T21:30:00.000Z
             */
            revokedAt: string | null;
            /**
             * @description When it got its current secret; null: with the key.
             * @example 2026-11-25T21:30:00.000Z
             */
            rotatedAt: string | null;
            /**
             * @description What it may do.
             * @example [
             *       "events:write",
             *       "plans:read"
             *     ]
             */
            scopes: ("events:write" | "plans:read" | "plans:decide" | "exports:write" | "config:write" | "keys:admin" | "dashboard:read")[];
            /**
             * @description Whether it works.
             * @example in-force
             * @enum {string}
             */
            state: "in-force" | "expired" | "revoked";
            /**
             * @description The key itself, for `Authorization: Bearer`. Shown this once: only a hash of it is kept.
             * @example slc_7Yt3kP0aQz5B_4fJ2…
             */
            token: string;
        };
        /** @description An endpoint with its secret. */
        ShownWebhookEndpoint: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-22T09:00:00Z
             */
            createdAt: string;
            /**
             * @description For people.
             * @default
             * @example Bid tool of the agency
             */
            description: string;
            /**
             * @description Why it was disabled by itself: gone: it answered 410. failing: nothing but failures for a day. null: it was not. PUT with `enabled: true` enables it again.
             * @example gone
             */
            disabledReason: ("gone" | "failing") | null;
            /**
             * @description false: nothing that happens from now on is sent; messages still on their way wait.
             * @default true
             * @example true
             */
            enabled: boolean;
            /**
             * @description What is sent.
             * @example [
             *       "plan.published",
             *       "pool.archived"
             *     ]
             */
            eventTypes: ("plan.published" | "pool.archived" | "alert.opened" | "alert.closed")[];
            /**
             * @description The first of its failures in a row; null: the last message arrived.
             * @example null
             */
            failingSince: string | null;
            /**
             * @description Its id.
             * @example we_0d58dcb11810203d1e538f8ad6a8d301
             */
            id: string;
            /**
             * @description For which pools; null: all, including future ones.
             * @default null
             * @example [
             *       "georgia"
             *     ]
             */
            poolIds: string[] | null;
            /**
             * @description Until then messages carry two signatures, the newer secret’s first; null: one.
             * @example 2026-11-23T09:00:00Z
             */
            previousSecretUntil: string | null;
            /**
             * @description What messages are signed with (Standard Webhooks, `v1`). Shown in this answer and in no other.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /**
             * @description Where messages are posted to: https on port 443 of a public address, or anything in `OUTBOUND_ALLOWED_NETWORKS`. Without credentials.
             * @example https://tools.example.com/sluice
             */
            url: string;
            /**
             * @description Counts its changes; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /**
         * @description What secret to add.
         * @example {}
         */
        SigningSecretToAdd: {
            /**
             * @description One the sender gave you: `whsec_` and 24 to 64 bytes in base64. Absent: we make one.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: string;
        };
        /** @description The plan that would come out; its lines as `lines` asks. */
        SimulatedPlan: {
            /**
             * @description What a person should look at.
             * @example []
             */
            alerts: components["schemas"]["PlanAlert"][];
            /**
             * Format: date-time
             * @description The moment it is of; ages count from here.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * @description Version of the configuration it used.
             * @example 8
             */
            configVersion: number;
            /**
             * @description ISO 4217, of every amount of the plan.
             * @example USD
             */
            currency: string;
            /**
             * @description Counts the changes of what is in force in the pool; only the plan in force has it.
             * @example 21
             */
            effectiveRevision?: number;
            /**
             * @description Expected value of this plan above that of the numbers in force before, moved only as far as today’s limits demand (the reserve counts at its hurdle). Never negative: no plan is worse than leaving things as they were.
             * @example 43500
             */
            gainMinor: number;
            /**
             * @description It considers everything up to this revision of the pool; compare the `revision` in an event’s answer.
             * @example 42
             */
            inputRevision: number;
            /**
             * @description When the plan may change without any event; null: never.
             * @example 2026-11-23T05:00:00.000Z
             */
            nextChangeAt: string | null;
            /**
             * @description Value of one more minor unit for the pool.
             * @example 1.8
             */
            nextPoolUnitValue: number;
            /**
             * @description Version of the pool’s policy it used.
             * @example 3
             */
            policyVersion: number;
            /**
             * @description What the pool has for the day.
             * @example 500000
             */
            poolDailyBudgetMinor: number;
            /**
             * @description The pool it splits.
             * @example georgia
             */
            poolId: string;
            /**
             * @description Expected value of the numbers in force before, in today’s state; null: there were none.
             * @example 1790500
             */
            previousValueMinor: number | null;
            /** @description What more money and wider bounds would be worth; GET /v1/pools/{poolId}/plan/prices has all, sorted. */
            prices: {
                /** @description Every group of the pool. */
                groups: {
                    /**
                     * @description The group.
                     * @example metro
                     */
                    groupId: string;
                    /**
                     * @description Gained by a lower minimum; 0: it does not bind.
                     * @example 0
                     */
                    lowerMinimumValueMinor: number;
                    /**
                     * @description Its name.
                     * @example Metro Atlanta
                     */
                    name: string;
                    /**
                     * @description Value of one more currency unit a day below it; its cost is not taken off.
                     * @example 212
                     */
                    nextDollarValueMinor: number;
                    /**
                     * @description Gained by a higher maximum; 0: it does not bind.
                     * @example 32
                     */
                    raiseMaximumValueMinor: number;
                }[];
                /**
                 * @description Value of one more currency unit a day for the pool; its cost is not taken off.
                 * @example 180
                 */
                nextDollarValueMinor: number;
            };
            /**
             * @description What the rest of the period can no longer place under the daily cap.
             * @example 0
             */
            projectedUnderspendMinor: number;
            /**
             * @description Proven: the best split is worth at most this much more. 0: this is the best.
             * @example 0
             */
            provenGapMinor: number;
            /** @description One line for every cell of the pool. */
            recommendations: components["schemas"]["Recommendation"][];
            /**
             * @description Limits that had to give way; empty: all were kept.
             * @example []
             */
            relaxed: components["schemas"]["Relaxation"][];
            /**
             * @description The part of it that is better kept. All recommended budgets and the reserve add up to the pool’s amount.
             * @example 12000
             */
            reserveDailyMinor: number;
            /** @description Why money is in the reserve. */
            reserveParts: {
                /**
                 * @description Kept because something waits for a decision; only where something does.
                 * @example 3780
                 */
                awaitingMinor?: number;
                /**
                 * @description Kept because no cell would earn the hurdle with it.
                 * @example 12000
                 */
                hurdleMinor: number;
                /**
                 * @description Kept because no cell may take it.
                 * @example 0
                 */
                unplaceableMinor: number;
            };
            /**
             * @description Expected value of these numbers.
             * @example 1834000
             */
            valueMinor: number;
        };
        /** @description The plan that would come out. Nothing is stored. */
        Simulation: {
            /**
             * Format: date-time
             * @description The moment it speaks of.
             * @example 2026-11-22T09:00:00.120Z
             */
            asOf: string;
            /**
             * @description The plan it is compared with; null: the pool has none yet.
             * @example 17
             */
            comparedWith: number | null;
            /** @description The difference from the plan it is compared with; null: there is none. */
            difference: components["schemas"]["PlanDifference"] | null;
            /**
             * @description Everything up to this revision of the pool is in it.
             * @example 42
             */
            inputRevision: number;
            plan: components["schemas"]["SimulatedPlan"];
            /**
             * @description The pool.
             * @example georgia
             */
            poolId: string;
            /** @description What more of anything would then be worth, most first; at most 100. */
            prices: {
                /**
                 * @description The cell; null: the price is not a cell’s.
                 * @example decatur-orthodontics
                 */
                cellId: string | null;
                /**
                 * @description ISO 4217, of every amount here.
                 * @example USD
                 */
                currency: string;
                /**
                 * @description The same a day, where a step is one currency unit a day; null for slots.
                 * @example null
                 */
                dailyValueMinor: number | null;
                /**
                 * @description The group; null: the price is not a group’s.
                 * @example null
                 */
                groupId: string | null;
                /**
                 * @description What the price is of. cell_slots: one more opening every week. All others: one currency unit a day, more of a budget or a maximum, less of a minimum.
                 * @example cell_slots
                 * @enum {string}
                 */
                kind: "pool_budget" | "group_maximum" | "group_minimum" | "cell_budget" | "cell_slots";
                /**
                 * @description For slots: value of the very next opening, once. A slot every week may be worth less, since its patients cost more and more to win. null for money.
                 * @example 33050
                 */
                nextSlotValueMinor: number | null;
                /**
                 * @description The same in words.
                 * @example Open one slot a week at Decatur: worth $312 a week.
                 */
                sentence: string;
                /**
                 * @description What one step is worth a week; the list is sorted by it. The cost of a budget is not taken off: a currency unit a day costs seven a week.
                 * @example 31200
                 */
                weeklyValueMinor: number;
            }[];
            /** @description The part of the plan that would not take effect by itself: in an approval pool every change needs approval, in an automatic one a large step (docs/deciding.md). `plan` and `difference` are of what would be proposed. */
            waiting: {
                /**
                 * @description How many.
                 * @example 1
                 */
                cells: number;
                /** @description At most 100, the largest steps first. */
                items: {
                    /**
                     * @description The cell.
                     * @example smyrna-orthodontics
                     */
                    cellId: string;
                    /**
                     * @description What it would have at once.
                     * @example 24000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description What the plan would propose.
                     * @example 60000
                     */
                    proposedDailyBudgetMinor: number;
                    /**
                     * @description What it would wait for; rejected: this very amount was rejected.
                     * @example awaiting_approval
                     * @enum {string}
                     */
                    standing: "awaiting_approval" | "awaiting_money" | "rejected";
                }[];
            };
        };
        /** @description What is known of one source. */
        Source: {
            /** @description Whether its clock is right, as far as is known. */
            clock: {
                /**
                 * @description Accepted in the last 24 hours although their `time` is more than 5 seconds after they came.
                 * @example 0
                 */
                acceptedAhead: number;
                /**
                 * @description Its clock runs ahead of ours: in the last 24 hours most of its events were refused as from the future or came before they were observed.
                 * @example false
                 */
                isAhead: boolean;
                /**
                 * @description Refused in the last 24 hours as more than 5 minutes from the future.
                 * @example 0
                 */
                refusedAsFuture: number;
            };
            /** @description For a feed: polls that failed in the last 24 hours, by reason, most frequent first. */
            failedPolls: {
                /**
                 * @description Why; docs/fhir.md explains each.
                 * @example first-byte-timeout
                 * @enum {string}
                 */
                code: "url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored";
                /**
                 * @description How often.
                 * @example 3
                 */
                count: number;
            }[];
            /**
             * @description When the first event of it was accepted; null: none was. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            firstAcceptedAt: string | null;
            /**
             * @description For addresses: the first 32 hexadecimal digits of the SHA-256 of `source`; `unknown`: see `source`.
             * @example 0d58dcb11810203d1e538f8ad6a8d301
             */
            id: string | "unknown";
            /** @description How late its accepted events of the last 24 hours came after `time`, rounded up to 1, 5, 15 or 60 seconds, 5 or 15 minutes, 1, 4 or 12 hours, 1, 3, 7 or 30 days. Null: there were none. */
            lag: {
                /**
                 * @description Half of its accepted events came within this time of being observed; null: over 30 days.
                 * @example 60
                 */
                p50Seconds: number | null;
                /**
                 * @description 19 of 20 did; null: over 30 days.
                 * @example 60
                 */
                p95Seconds: number | null;
            } | null;
            /** @description What became of its events in the last 24 hours. */
            last24Hours: {
                /**
                 * @description Stored.
                 * @example 480
                 */
                accepted: number;
                /**
                 * @description Refused: another event was stored under the same id.
                 * @example 0
                 */
                conflict: number;
                /**
                 * @description Stored before; nothing changed.
                 * @example 2
                 */
                duplicate: number;
                /**
                 * @description Refused for any other reason; refused lines of FHIR, and requests refused whole, count as one each.
                 * @example 3
                 */
                refused: number;
                /** @description The refused ones by reason, most frequent first. */
                refusedByCode: {
                    /**
                     * @description Why, as in /problems.
                     * @example invalid-event
                     * @enum {string}
                     */
                    code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json" | "unauthenticated" | "forbidden" | "too-many-requests" | "invalid-request" | "invalid-body" | "body-too-large" | "malformed-request" | "unsupported-media-type" | "mapping-not-found" | "fhir-refused";
                    /**
                     * @description How often.
                     * @example 3
                     */
                    count: number;
                }[];
                /**
                 * @description Accepted ones for whose place no pool has a cell yet.
                 * @example 0
                 */
                unmatched: number;
            };
            /**
             * @description When the last event of it was accepted. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastAcceptedAt: string | null;
            /**
             * @description When anything of it came, accepted or not; a poll that failed brought nothing. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastDeliveryAt: string | null;
            /** @description The last failed poll of a feed with this source; null: none failed, or there is no such feed. If it is before `lastPolledAt` it is over. */
            lastFailedPoll: {
                /**
                 * Format: date-time
                 * @description When. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                at: string;
                /**
                 * @description Why; docs/fhir.md explains each.
                 * @example first-byte-timeout
                 * @enum {string}
                 */
                code: "url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored";
            } | null;
            /** @description The key that sent its last accepted event; null: none is known, or a feed writes it. */
            lastKey: {
                /**
                 * @description When it expired or was revoked; null: it is in force. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                endedAt: string | null;
                /**
                 * @description Its id: /v1/keys/{keyId}.
                 * @example 3fK9pQ2mXw7a
                 */
                keyId: string;
            } | null;
            /**
             * @description The newest `time` of its accepted events: what it last spoke of. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastObservedAt: string | null;
            /**
             * @description When a feed of this name last answered as it should, with anything new or not; null: never, or no feed has it. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastPolledAt: string | null;
            /** @description Its settings as configured with PUT; null: none are. */
            settings: {
                /**
                 * @description Its ids may be digits alone, which elsewhere look like a person’s number.
                 * @default false
                 * @example false
                 */
                acceptsNumericIds: boolean;
                /**
                 * @description How often it reports. After 3 times this without an accepted event it is silent. Its figures stay fresh, ageing and stale for at least 1.25, 2 and 3 times this in every pool whose policy names no interval for it. Null: unknown.
                 * @default null
                 * @example 60
                 */
                expectedIntervalMinutes: number | null;
                /**
                 * @description The only keys that may send its events: keys in force of the organization with `events:write`. null: every such key.
                 * @default null
                 * @example [
                 *       "3fK9pQ2mXw7a"
                 *     ]
                 */
                keyIds: string[] | null;
                /**
                 * @description Name for people; null: none.
                 * @default null
                 * @example Practice management, Smyrna
                 */
                name: (string & (unknown & unknown)) | null;
                /**
                 * @description Its events must come signed as Standard Webhooks says, with one of its signing secrets. Add a secret first.
                 * @default false
                 * @example false
                 */
                requireSignature: boolean;
                /** @description Its signing secrets, without the secrets themselves, oldest first. */
                signingSecrets: {
                    /**
                     * Format: date-time
                     * @description When the secret was added. UTC.
                     * @example 2026-11-22T09:00:00.000Z
                     */
                    createdAt: string;
                    /**
                     * @description Names a signing secret; not secret.
                     * @example 8RtZ2wQpLk3x
                     */
                    id: string;
                }[];
                /**
                 * @description Counts the changes of this one; its ETag is this number in quotes.
                 * @example 3
                 */
                version: number;
            } | null;
            /** @description Whether it reports as it should. */
            silence: {
                /**
                 * @description How often it is expected to report; null: unknown, so that it is never silent.
                 * @example 60
                 */
                expectedIntervalMinutes: number | null;
                /**
                 * @description Whether for 3 times its expected interval no event of it was accepted and, if it is a feed, no poll of it succeeded.
                 * @example false
                 */
                isSilent: boolean;
                /**
                 * @description Where that comes from: its own setting, or else the shortest that a pool’s policy names for it.
                 * @example source
                 */
                saidBy: ("source" | "policy") | null;
                /**
                 * @description Since when it is silent; null: it is not, or nobody said how often it should report. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                since: string | null;
            };
            /**
             * @description As its events name it. Null: what came under no source that is listed: it named none we could read and was refused, or it is of more sources than are remembered (10,000), whose events are stored all the same. The deliveries say by which key.
             * @example /ehr/smyrna
             */
            source: string | null;
            /**
             * @description Its events in the store, counted for this answer, up to 100,000: exact below that.
             * @example 480
             */
            storedEvents: number;
            /**
             * @description Whether it has more than that; `total.accepted` then says how many came.
             * @example false
             */
            storedEventsCapped: boolean;
            /** @description What became of its events since it was first seen. */
            total: {
                /**
                 * @description Stored.
                 * @example 480
                 */
                accepted: number;
                /**
                 * @description Refused: another event was stored under the same id.
                 * @example 0
                 */
                conflict: number;
                /**
                 * @description Stored before; nothing changed.
                 * @example 2
                 */
                duplicate: number;
                /**
                 * @description Refused for any other reason; refused lines of FHIR, and requests refused whole, count as one each.
                 * @example 3
                 */
                refused: number;
                /** @description The refused ones by reason, most frequent first. */
                refusedByCode: {
                    /**
                     * @description Why, as in /problems.
                     * @example invalid-event
                     * @enum {string}
                     */
                    code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json" | "unauthenticated" | "forbidden" | "too-many-requests" | "invalid-request" | "invalid-body" | "body-too-large" | "malformed-request" | "unsupported-media-type" | "mapping-not-found" | "fhir-refused";
                    /**
                     * @description How often.
                     * @example 3
                     */
                    count: number;
                }[];
                /**
                 * @description Accepted ones for whose place no pool has a cell yet.
                 * @example 0
                 */
                unmatched: number;
            };
        };
        /**
         * @description A system that reports.
         * @example {
         *       "source": "/ehr/smyrna",
         *       "name": "Practice management, Smyrna",
         *       "expectedIntervalMinutes": 60
         *     }
         */
        SourceConfiguration: {
            /**
             * @description Its ids may be digits alone, which elsewhere look like a person’s number.
             * @default false
             * @example false
             */
            acceptsNumericIds?: boolean;
            /**
             * @description How often it reports. After 3 times this without an accepted event it is silent. Its figures stay fresh, ageing and stale for at least 1.25, 2 and 3 times this in every pool whose policy names no interval for it. Null: unknown.
             * @default null
             * @example 60
             */
            expectedIntervalMinutes?: number | null;
            /**
             * @description The only keys that may send its events: keys in force of the organization with `events:write`. null: every such key.
             * @default null
             * @example [
             *       "3fK9pQ2mXw7a"
             *     ]
             */
            keyIds?: string[] | null;
            /**
             * @description Name for people; null: none.
             * @default null
             * @example Practice management, Smyrna
             */
            name?: (string & (unknown & unknown)) | null;
            /**
             * @description Its events must come signed as Standard Webhooks says, with one of its signing secrets. Add a secret first.
             * @default false
             * @example false
             */
            requireSignature?: boolean;
            /**
             * @description The `source` of its events. `sourceId` is the first 32 hexadecimal digits of its SHA-256.
             * @example /ehr/smyrna
             */
            source: string;
        };
        /** @description One page of a list. */
        SourceList: {
            /** @description This page. */
            items: components["schemas"]["SourceReport"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description What is known of one source. */
        SourceReport: {
            /** @description Whether its clock is right, as far as is known. */
            clock: {
                /**
                 * @description Accepted in the last 24 hours although their `time` is more than 5 seconds after they came.
                 * @example 0
                 */
                acceptedAhead: number;
                /**
                 * @description Its clock runs ahead of ours: in the last 24 hours most of its events were refused as from the future or came before they were observed.
                 * @example false
                 */
                isAhead: boolean;
                /**
                 * @description Refused in the last 24 hours as more than 5 minutes from the future.
                 * @example 0
                 */
                refusedAsFuture: number;
            };
            /** @description For a feed: polls that failed in the last 24 hours, by reason, most frequent first. */
            failedPolls: {
                /**
                 * @description Why; docs/fhir.md explains each.
                 * @example first-byte-timeout
                 * @enum {string}
                 */
                code: "url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored";
                /**
                 * @description How often.
                 * @example 3
                 */
                count: number;
            }[];
            /**
             * @description When the first event of it was accepted; null: none was. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            firstAcceptedAt: string | null;
            /**
             * @description For addresses: the first 32 hexadecimal digits of the SHA-256 of `source`; `unknown`: see `source`.
             * @example 0d58dcb11810203d1e538f8ad6a8d301
             */
            id: string | "unknown";
            /** @description How late its accepted events of the last 24 hours came after `time`, rounded up to 1, 5, 15 or 60 seconds, 5 or 15 minutes, 1, 4 or 12 hours, 1, 3, 7 or 30 days. Null: there were none. */
            lag: {
                /**
                 * @description Half of its accepted events came within this time of being observed; null: over 30 days.
                 * @example 60
                 */
                p50Seconds: number | null;
                /**
                 * @description 19 of 20 did; null: over 30 days.
                 * @example 60
                 */
                p95Seconds: number | null;
            } | null;
            /** @description What became of its events in the last 24 hours. */
            last24Hours: {
                /**
                 * @description Stored.
                 * @example 480
                 */
                accepted: number;
                /**
                 * @description Refused: another event was stored under the same id.
                 * @example 0
                 */
                conflict: number;
                /**
                 * @description Stored before; nothing changed.
                 * @example 2
                 */
                duplicate: number;
                /**
                 * @description Refused for any other reason; refused lines of FHIR, and requests refused whole, count as one each.
                 * @example 3
                 */
                refused: number;
                /** @description The refused ones by reason, most frequent first. */
                refusedByCode: {
                    /**
                     * @description Why, as in /problems.
                     * @example invalid-event
                     * @enum {string}
                     */
                    code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json" | "unauthenticated" | "forbidden" | "too-many-requests" | "invalid-request" | "invalid-body" | "body-too-large" | "malformed-request" | "unsupported-media-type" | "mapping-not-found" | "fhir-refused";
                    /**
                     * @description How often.
                     * @example 3
                     */
                    count: number;
                }[];
                /**
                 * @description Accepted ones for whose place no pool has a cell yet.
                 * @example 0
                 */
                unmatched: number;
            };
            /**
             * @description When the last event of it was accepted. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastAcceptedAt: string | null;
            /**
             * @description When anything of it came, accepted or not; a poll that failed brought nothing. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastDeliveryAt: string | null;
            /** @description The last failed poll of a feed with this source; null: none failed, or there is no such feed. If it is before `lastPolledAt` it is over. */
            lastFailedPoll: {
                /**
                 * Format: date-time
                 * @description When. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                at: string;
                /**
                 * @description Why; docs/fhir.md explains each.
                 * @example first-byte-timeout
                 * @enum {string}
                 */
                code: "url-invalid" | "scheme-not-allowed" | "port-not-allowed" | "credentials-in-url" | "address-not-allowed" | "name-not-resolved" | "connect-timeout" | "connection-failed" | "tls-failed" | "first-byte-timeout" | "stalled" | "total-timeout" | "too-many-redirects" | "body-too-large" | "encoding-not-supported" | "encoding-broken" | "unexpected-status" | "wrong-media-type" | "not-a-manifest" | "file-unreadable" | "too-many-files" | "events-refused" | "mapping-missing" | "source-protected" | "not-stored";
            } | null;
            /** @description The key that sent its last accepted event; null: none is known, or a feed writes it. */
            lastKey: {
                /**
                 * @description When it expired or was revoked; null: it is in force. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                endedAt: string | null;
                /**
                 * @description Its id: /v1/keys/{keyId}.
                 * @example 3fK9pQ2mXw7a
                 */
                keyId: string;
            } | null;
            /**
             * @description The newest `time` of its accepted events: what it last spoke of. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastObservedAt: string | null;
            /**
             * @description When a feed of this name last answered as it should, with anything new or not; null: never, or no feed has it. UTC.
             * @example 2026-11-22T08:59:31.000Z
             */
            lastPolledAt: string | null;
            /** @description Its settings as configured with PUT; null: none are. */
            settings: {
                /**
                 * @description Its ids may be digits alone, which elsewhere look like a person’s number.
                 * @default false
                 * @example false
                 */
                acceptsNumericIds: boolean;
                /**
                 * @description How often it reports. After 3 times this without an accepted event it is silent. Its figures stay fresh, ageing and stale for at least 1.25, 2 and 3 times this in every pool whose policy names no interval for it. Null: unknown.
                 * @default null
                 * @example 60
                 */
                expectedIntervalMinutes: number | null;
                /**
                 * @description The only keys that may send its events: keys in force of the organization with `events:write`. null: every such key.
                 * @default null
                 * @example [
                 *       "3fK9pQ2mXw7a"
                 *     ]
                 */
                keyIds: string[] | null;
                /**
                 * @description Name for people; null: none.
                 * @default null
                 * @example Practice management, Smyrna
                 */
                name: (string & (unknown & unknown)) | null;
                /**
                 * @description Its events must come signed as Standard Webhooks says, with one of its signing secrets. Add a secret first.
                 * @default false
                 * @example false
                 */
                requireSignature: boolean;
                /** @description Its signing secrets, without the secrets themselves, oldest first. */
                signingSecrets: {
                    /**
                     * Format: date-time
                     * @description When the secret was added. UTC.
                     * @example 2026-11-22T09:00:00.000Z
                     */
                    createdAt: string;
                    /**
                     * @description Names a signing secret; not secret.
                     * @example 8RtZ2wQpLk3x
                     */
                    id: string;
                }[];
                /**
                 * @description Counts the changes of this one; its ETag is this number in quotes.
                 * @example 3
                 */
                version: number;
            } | null;
            /** @description Whether it reports as it should. */
            silence: {
                /**
                 * @description How often it is expected to report; null: unknown, so that it is never silent.
                 * @example 60
                 */
                expectedIntervalMinutes: number | null;
                /**
                 * @description Whether for 3 times its expected interval no event of it was accepted and, if it is a feed, no poll of it succeeded.
                 * @example false
                 */
                isSilent: boolean;
                /**
                 * @description Where that comes from: its own setting, or else the shortest that a pool’s policy names for it.
                 * @example source
                 */
                saidBy: ("source" | "policy") | null;
                /**
                 * @description Since when it is silent; null: it is not, or nobody said how often it should report. UTC.
                 * @example 2026-11-22T08:59:31.000Z
                 */
                since: string | null;
            };
            /**
             * @description As its events name it. Null: what came under no source that is listed: it named none we could read and was refused, or it is of more sources than are remembered (10,000), whose events are stored all the same. The deliveries say by which key.
             * @example /ehr/smyrna
             */
            source: string | null;
            /** @description What became of its events since it was first seen. */
            total: {
                /**
                 * @description Stored.
                 * @example 480
                 */
                accepted: number;
                /**
                 * @description Refused: another event was stored under the same id.
                 * @example 0
                 */
                conflict: number;
                /**
                 * @description Stored before; nothing changed.
                 * @example 2
                 */
                duplicate: number;
                /**
                 * @description Refused for any other reason; refused lines of FHIR, and requests refused whole, count as one each.
                 * @example 3
                 */
                refused: number;
                /** @description The refused ones by reason, most frequent first. */
                refusedByCode: {
                    /**
                     * @description Why, as in /problems.
                     * @example invalid-event
                     * @enum {string}
                     */
                    code: "invalid-event" | "unknown-event-type" | "phi-not-accepted" | "event-too-large" | "invalid-signature" | "source-forbidden" | "event-conflict" | "future-timestamp" | "future-date" | "channel-required" | "currency-mismatch" | "actuals-implausible" | "not-storable" | "malformed-json" | "unauthenticated" | "forbidden" | "too-many-requests" | "invalid-request" | "invalid-body" | "body-too-large" | "malformed-request" | "unsupported-media-type" | "mapping-not-found" | "fhir-refused";
                    /**
                     * @description How often.
                     * @example 3
                     */
                    count: number;
                }[];
                /**
                 * @description Accepted ones for whose place no pool has a cell yet.
                 * @example 0
                 */
                unmatched: number;
            };
        };
        /** @description How often budgets and gates moved. */
        StabilityReport: {
            /**
             * @description Of all cells that had a budget for a week.
             * @example 3.1
             */
            budgetChangesPerCellPer30Days: number | null;
            /**
             * Format: date
             * @description First day.
             * @example 2026-11-01
             */
            from: string;
            /**
             * @description Of all cells that had a budget for a week.
             * @example 0.4
             */
            gateFlipsPerCellPer30Days: number | null;
            /** @description By cell, the most restless first. */
            items: components["schemas"]["StabilityRow"][];
            /**
             * Format: date
             * @description Last day, included.
             * @example 2026-11-24
             */
            to: string;
        };
        /** @description How often one cell’s numbers changed. */
        StabilityRow: {
            /**
             * @description How often its budget changed.
             * @example 4
             */
            budgetChanges: number;
            /**
             * @description The same in 30 days; null of less than a week.
             * @example 4.29
             */
            budgetChangesPer30Days: number | null;
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description Days of the span in which it had a budget.
             * @example 28
             */
            days: number;
            /**
             * @description How often its gate moved.
             * @example 4
             */
            gateFlips: number;
            /**
             * @description The same in 30 days; null of less than a week.
             * @example 1.07
             */
            gateFlipsPer30Days: number | null;
            /**
             * @description Its clinic.
             * @example smyrna
             */
            locationId: string;
            /**
             * @description Its kind of care.
             * @example orthodontics
             */
            serviceLine: string;
        };
        /** @description How a cell will stand with the plan after an undo. */
        StandingAfterUndo: {
            /**
             * @description What a tool last reported as set; null: nothing was reported.
             * @example 4200
             */
            appliedDailyBudgetMinor: number | null;
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description ISO 4217, of every amount.
             * @example USD
             */
            currency: string;
            /**
             * @description What will be in force.
             * @example 30000
             */
            dailyBudgetMinor: number;
            /**
             * @description What it had under that plan; 0: it is paused.
             * @example 30000
             */
            pinnedDailyBudgetMinor: number;
            /**
             * @description The cell’s amount in the next plan; a full clinic stays at its floor.
             * @example 30000
             */
            proposedDailyBudgetMinor: number;
            /**
             * @description What binds that amount, as in the plan’s line: `locked` is the decision itself, `no_headroom` or `maximum` is why the amount is another.
             * @example [
             *       "locked"
             *     ]
             */
            reasons: string[];
            /**
             * @description in_force: the recommended amount is in force. Otherwise the reason why it is not.
             * @example awaiting_approval
             * @enum {string}
             */
            standing: "in_force" | "awaiting_approval" | "awaiting_money" | "rejected";
        };
        /**
         * @description Where to go back to.
         * @example {
         *       "planNumber": 16,
         *       "reason": "wrong_data"
         *     }
         */
        Undo: {
            /**
             * @description The person who decides, for the history; null: only the key is noted.
             * @default null
             * @example ana
             */
            decidedBy?: (string & (unknown & unknown)) | null;
            /**
             * @description Go back to what was in force under this number. To undo an approval, name the number before the one it answered.
             * @example 20
             */
            effectiveRevision?: number;
            /**
             * @description Go back to what was last in force under this plan. Either this or `effectiveRevision`.
             * @example 16
             */
            planNumber?: number;
            /**
             * @description Why. There is no free text, so that no patient is named in it.
             * @example budget_review
             * @enum {string}
             */
            reason: "as_proposed" | "opening_campaign" | "seasonal" | "budget_review" | "brand_safety" | "local_knowledge" | "wrong_data" | "too_large" | "too_early" | "other";
            /**
             * @description How long every cell stays there; null: until the end of the pool’s next local day.
             * @default null
             * @example 2026-11-28T05:00:00Z
             */
            until?: string | null;
        };
        /** @description What an undo did. */
        Undone: {
            /**
             * @description How many cells were pinned.
             * @example 140
             */
            cells: number;
            /**
             * @description How many of these cells get a different amount from the one in force when you decided; 0: nothing changes.
             * @example 12
             */
            changedCells: number;
            /**
             * @description Its number in the pool’s history of decisions; null: it was like this already.
             * @example 8
             */
            decisionId: number | null;
            /** @description How each of them will stand with the next plan, if nothing else happens meanwhile, by id: a full clinic stays at its floor, and what the pool cannot pay waits. null: not known, for the reason in `nextMissing`; GET /v1/pools/{poolId}/budgets has it with the next plan. */
            next: components["schemas"]["StandingAfterUndo"][] | null;
            /**
             * @description Why `next` is null; the decision stands all the same. `not_in_time`: it took longer than 15 seconds. `too_many_questions`: too many questions are waiting. `failed`: the log of the service says why. null: nothing is missing.
             * @example null
             */
            nextMissing: ("not_in_time" | "too_many_questions" | "failed") | null;
            /**
             * @description The latest plan has it once `Sluice-Computed-Revision` is at least this; null: it was like this already, and nothing changed.
             * @example 43
             */
            revision: number | null;
            /**
             * Format: date-time
             * @description How long the cells stay there.
             * @example 2026-11-24T05:00:00Z
             */
            until: string;
        };
        /** @description Money of the plan that is set nowhere. */
        UnmappedCell: {
            /**
             * @description The cell.
             * @example smyrna-orthodontics
             */
            cellId: string;
            /**
             * @description The part of its money that no entity carries.
             * @example 1500
             */
            dailyBudgetMinor: number;
        };
        /** @description How many wait at a clinic, and how long. */
        WaitlistObserved: {
            /** @description The waiting list of a clinic. */
            data: {
                /**
                 * @description The clinic.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description The kind of care.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description How long a new patient waits. Comes with `waitKind`.
                 * @example 12.5
                 */
                waitDays?: number;
                /**
                 * @description How `waitDays` was measured; the kinds are not comparable.
                 * @example third_next_available
                 * @enum {string}
                 */
                waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description People waiting without a booked visit.
                 * @example 37
                 */
                waitlistSize?: number;
            };
            /**
             * @description Whether it is about people. Only `non-pii` is accepted, in any case. Not kept.
             * @example non-pii
             */
            datacategory?: string;
            /**
             * @description How the sender classifies the event. Not kept.
             * @example internal
             * @enum {string}
             */
            dataclassification?: "public" | "internal" | "confidential" | "restricted";
            /**
             * @description What `data` is.
             * @example application/json
             */
            datacontenttype?: string;
            /**
             * @description Regulations the sender works under. Not kept.
             * @example HIPAA
             */
            dataregulation?: string;
            /**
             * @description Accepted and not kept.
             * @example https://sluice.example/schemas/capacity-v1
             */
            dataschema?: string;
            /**
             * Format: date-time
             * @description Accepted but not kept: the pool’s policy says how long a report counts.
             * @example 2026-11-29T08:59:30Z
             */
            expirytime?: string;
            /**
             * @description With `source`, the identity of the event. The same pair with the same content is stored once; with other content it is refused.
             * @example 9f1c-0007
             */
            id: string;
            /**
             * @description Accepted and not kept.
             * @example smyrna|orthodontics
             */
            partitionkey?: string;
            /**
             * Format: date-time
             * @description When it was written down. Of two reports for one `time`, the later recorded wins.
             * @example 2026-11-22T08:59:31Z
             */
            recordedtime?: string;
            /**
             * @description Order among reports of one `time` and `recordedtime`, compared as text: pad numbers with zeros.
             * @example 0000000007
             */
            sequence?: string;
            /**
             * @description The system that reports.
             * @example /ehr/smyrna
             */
            source: string;
            /**
             * @description Version of CloudEvents.
             * @example 1.0
             * @constant
             */
            specversion: "1.0";
            /**
             * @description Accepted and not kept.
             * @example smyrna/orthodontics
             */
            subject?: string;
            /**
             * Format: date-time
             * @description When this was true, not when it was sent. The newest wins; at most 5 minutes ahead of our clock. Milliseconds count.
             * @example 2026-11-22T08:59:30Z
             */
            time: string;
            /**
             * @description Not kept.
             * @example 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
             */
            traceparent?: string;
            /**
             * @description Not kept.
             * @example vendor=00f067aa0ba902b7
             */
            tracestate?: string;
            /**
             * @description What happened; decides what `data` holds. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "sluice.waitlist.observed.v1";
        };
        /** @description One message to one endpoint, and what became of it. */
        WebhookDelivery: {
            /**
             * @description Attempts so far, since the last replay.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-22T09:00:00Z
             */
            createdAt: string;
            /**
             * @description Duration of the last attempt.
             * @example 87
             */
            durationMs: number | null;
            /**
             * @description Why no answer came: `connect-timeout`, `address-not-allowed`, …; docs/following.md lists them.
             * @example connect-timeout
             */
            failure: string | null;
            /**
             * @description The delivery.
             * @example 4711
             */
            id: number;
            /**
             * @description null: none yet.
             * @example 2026-11-22T09:00:00Z
             */
            lastAttemptAt: string | null;
            /**
             * @description The header `webhook-id`, the same on every attempt and replay, so that you can recognise a repeat.
             * @example msg_0d58dcb11810203d1e538f8ad6a8d301
             */
            messageId: string;
            /**
             * @description null: none is to come.
             * @example 2026-11-22T09:05:00Z
             */
            nextAttemptAt: string | null;
            /**
             * @description Status of the answer to the last attempt; null: no answer. Its body is not read.
             * @example 204
             */
            responseStatus: number | null;
            /**
             * @description delivered: answered 2xx. failed: no attempt is left. dropped: the endpoint was disabled by itself first.
             * @example delivered
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "dropped";
            /**
             * @description Type of the message.
             * @example plan.published
             */
            type: string;
        };
        /** @description One page of a list. */
        WebhookDeliveryList: {
            /** @description This page. */
            items: components["schemas"]["WebhookDelivery"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description An address that gets messages, and how that goes. Never its secret. */
        WebhookEndpoint: {
            /**
             * Format: date-time
             * @description When it was made.
             * @example 2026-11-22T09:00:00Z
             */
            createdAt: string;
            /**
             * @description For people.
             * @default
             * @example Bid tool of the agency
             */
            description: string;
            /**
             * @description Why it was disabled by itself: gone: it answered 410. failing: nothing but failures for a day. null: it was not. PUT with `enabled: true` enables it again.
             * @example gone
             */
            disabledReason: ("gone" | "failing") | null;
            /**
             * @description false: nothing that happens from now on is sent; messages still on their way wait.
             * @default true
             * @example true
             */
            enabled: boolean;
            /**
             * @description What is sent.
             * @example [
             *       "plan.published",
             *       "pool.archived"
             *     ]
             */
            eventTypes: ("plan.published" | "pool.archived" | "alert.opened" | "alert.closed")[];
            /**
             * @description The first of its failures in a row; null: the last message arrived.
             * @example null
             */
            failingSince: string | null;
            /**
             * @description Its id.
             * @example we_0d58dcb11810203d1e538f8ad6a8d301
             */
            id: string;
            /**
             * @description For which pools; null: all, including future ones.
             * @default null
             * @example [
             *       "georgia"
             *     ]
             */
            poolIds: string[] | null;
            /**
             * @description Until then messages carry two signatures, the newer secret’s first; null: one.
             * @example 2026-11-23T09:00:00Z
             */
            previousSecretUntil: string | null;
            /**
             * @description Where messages are posted to: https on port 443 of a public address, or anything in `OUTBOUND_ALLOWED_NETWORKS`. Without credentials.
             * @example https://tools.example.com/sluice
             */
            url: string;
            /**
             * @description Counts its changes; its ETag is this number in quotes.
             * @example 3
             */
            version: number;
        };
        /** @description One page of a list. */
        WebhookEndpointList: {
            /** @description This page. */
            items: components["schemas"]["WebhookEndpoint"][];
            /**
             * @description Pass it as `cursor` for the next page; null: this was the last.
             * @example eyJsIjoicGxhbnMi
             */
            nextCursor: string | null;
        };
        /** @description Where to send messages, and which. */
        WebhookEndpointSettings: {
            /**
             * @description For people.
             * @default
             * @example Bid tool of the agency
             */
            description?: string;
            /**
             * @description false: nothing that happens from now on is sent; messages still on their way wait.
             * @default true
             * @example true
             */
            enabled?: boolean;
            /**
             * @description What is sent.
             * @example [
             *       "plan.published",
             *       "pool.archived"
             *     ]
             */
            eventTypes: ("plan.published" | "pool.archived" | "alert.opened" | "alert.closed")[];
            /**
             * @description For which pools; null: all, including future ones.
             * @default null
             * @example [
             *       "georgia"
             *     ]
             */
            poolIds?: string[] | null;
            /**
             * @description Where messages are posted to: https on port 443 of a public address, or anything in `OUTBOUND_ALLOWED_NETWORKS`. Without credentials.
             * @example https://tools.example.com/sluice
             */
            url: string;
        };
        /** @description How to replace a secret. */
        WebhookRotation: {
            /**
             * @description How long the old secret signs beside the new one.
             * @default 86400
             * @example 86400
             */
            overlapSeconds?: number;
        };
        /**
         * @description What is assumed to be different. Whatever is left out stays as it is.
         * @example {
         *       "budget": {
         *         "dailyMinor": 600000
         *       }
         *     }
         */
        WhatIf: {
            /**
             * @description Cells the pool does not have, at configured locations; a ramp counts from the baseline.
             * @example [
             *       {
             *         "id": "macon-orthodontics",
             *         "locationId": "macon",
             *         "serviceLine": "orthodontics",
             *         "baselineDailyBudgetMinor": 30000
             *       }
             *     ]
             */
            addedCells?: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor: number;
                /**
                 * @description Channel, where the place is divided by channel; null where it is not.
                 * @default null
                 * @example search
                 */
                channel?: string | null;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @default null
                 * @example georgia
                 */
                groupId?: string | null;
                /**
                 * @description Id within the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /**
                 * @description A configured location.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description A person’s decision about this cell’s budget; null: none.
                 * @default null
                 */
                lock?: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt?: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @default null
                 * @example 120000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @default null
                 * @example 5000
                 */
                minDailyBudgetMinor?: number | null;
                /**
                 * @description A configured service line.
                 * @example orthodontics
                 */
                serviceLine: string;
            }[];
            /**
             * @description Groups the pool does not have.
             * @example [
             *       {
             *         "id": "coast",
             *         "name": "Coast",
             *         "maxDailyBudgetMinor": 90000
             *       }
             *     ]
             */
            addedGroups?: {
                /**
                 * @description Id within the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @default null
                 * @example 200000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @default 0
                 * @example 20000
                 */
                minDailyBudgetMinor?: number;
                /**
                 * @description Name for people.
                 * @example Georgia
                 */
                name: string & (unknown & unknown);
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @default null
                 * @example south
                 */
                parentId?: string | null;
            }[];
            /**
             * Format: date-time
             * @description A later moment: figures are older, gates have come back, locks have expired, and on each day until then what is in force now was spent, but no more than that day’s money. Absent: now.
             * @example 2026-11-25T09:00:00.000Z
             */
            asOf?: string;
            /**
             * @description Another amount of money.
             * @example {
             *       "dailyMinor": 600000
             *     }
             */
            budget?: {
                /**
                 * @description What the pool has today, whatever is left of the period.
                 * @example 600000
                 */
                dailyMinor: number;
            } | {
                /**
                 * @description The budget of the current period; what was spent and carried over stays.
                 * @example 18000000
                 */
                periodMinor: number;
            };
            /**
             * @description Cells of the pool with other settings.
             * @example [
             *       {
             *         "id": "smyrna-orthodontics",
             *         "maxDailyBudgetMinor": 60000
             *       }
             *     ]
             */
            cells?: {
                /**
                 * @description The budget before Sluice; plans never change it, ramps and floors count from it.
                 * @example 42000
                 */
                baselineDailyBudgetMinor?: number;
                /**
                 * @description The group of the pool it belongs to; null: directly to the pool.
                 * @example georgia
                 */
                groupId?: string | null;
                /**
                 * @description A cell of the pool.
                 * @example smyrna-orthodontics
                 */
                id: string;
                /** @description A person’s decision about this cell’s budget; null: none. */
                lock?: {
                    /**
                     * @description Who set it.
                     * @example marketing-lead
                     */
                    author: string & (unknown & unknown);
                    /**
                     * @description The amount.
                     * @example 30000
                     */
                    dailyBudgetMinor: number;
                    /**
                     * @description Until when; null: until it is taken back.
                     * @default null
                     * @example 2026-12-24T00:00:00Z
                     */
                    expiresAt?: string | null;
                    /**
                     * @description Whether the budget is exactly, at least or at most this.
                     * @example fixed
                     * @enum {string}
                     */
                    kind: "fixed" | "minimum" | "maximum";
                    /**
                     * @description Why; shown beside the recommendation.
                     * @example Opening campaign
                     */
                    reason: string & (unknown & unknown);
                } | null;
                /**
                 * @description At most this, always; null: the platform’s maximum.
                 * @example 120000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description At least this, unless gated; null: the floor of the policy.
                 * @example 5000
                 */
                minDailyBudgetMinor?: number | null;
                /** @description Results instead of those reported: they move the cell’s response curve, pulled towards its line’s. */
                results?: {
                    /**
                     * @description Bookings its ads brought.
                     * @example 24
                     */
                    bookings: number;
                    /**
                     * @description On so many days.
                     * @example 28
                     */
                    days: number;
                    /**
                     * @description What was spent for them.
                     * @example 410000
                     */
                    spendMinor: number;
                };
            }[];
            /**
             * @description remembered: as if reports came at this moment, so that a gate that needs two snapshots and its dwell stays. settled: as if everything known had been so for long.
             * @default remembered
             * @example settled
             * @enum {string}
             */
            gates?: "remembered" | "settled";
            /**
             * @description Groups of the pool with other settings.
             * @example [
             *       {
             *         "id": "georgia",
             *         "maxDailyBudgetMinor": 250000
             *       }
             *     ]
             */
            groups?: {
                /**
                 * @description A group of the pool.
                 * @example georgia
                 */
                id: string;
                /**
                 * @description Its cells together get at most this; null: no limit.
                 * @example 200000
                 */
                maxDailyBudgetMinor?: number | null;
                /**
                 * @description Its cells together get at least this.
                 * @example 20000
                 */
                minDailyBudgetMinor?: number;
                /**
                 * @description The group it belongs to; null: directly to the pool.
                 * @example south
                 */
                parentId?: string | null;
            }[];
            /**
             * @description Room, waits and waiting lists as if reported at this moment; a figure given replaces all that is known of it there.
             * @example [
             *       {
             *         "locationId": "smyrna",
             *         "serviceLine": "orthodontics",
             *         "newPatientSlotsOpen": 20
             *       }
             *     ]
             */
            places?: {
                /**
                 * @description Whether new patients are accepted at all.
                 * @example true
                 */
                acceptingNewPatients?: boolean;
                /**
                 * @description Open follow-up visits.
                 * @example 60
                 */
                followUpSlotsOpen?: number;
                /**
                 * @description How far ahead the openings are counted; the policy’s horizon by default.
                 * @example 14
                 */
                horizonDays?: number;
                /**
                 * @description Location of a cell of the pool.
                 * @example smyrna
                 */
                locationId: string;
                /**
                 * @description Those booked.
                 * @example 31
                 */
                newPatientSlotsBooked?: number;
                /**
                 * @description Those open; instead of booked.
                 * @example 9
                 */
                newPatientSlotsOpen?: number;
                /**
                 * @description All new-patient visits in the horizon. Comes with booked or open.
                 * @example 40
                 */
                newPatientSlotsTotal?: number;
                /**
                 * @description Bookings expected without advertising within the policy’s horizon.
                 * @example 6
                 */
                organicBookings?: number;
                /**
                 * @description Service line of that cell.
                 * @example orthodontics
                 */
                serviceLine: string;
                /**
                 * @description Share of the place’s headroom that this pool may count on.
                 * @example 0.5
                 */
                share?: number;
                /**
                 * @description How long a new patient waits.
                 * @example 12.5
                 */
                waitDays?: number;
                /**
                 * @description How `waitDays` was measured; the service line’s typical kind by default.
                 * @example third_next_available
                 * @enum {string}
                 */
                waitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description People waiting without a booked visit.
                 * @example 37
                 */
                waitlistSize?: number;
            }[];
            /**
             * @description Settings of the policy that are different; the whole is checked as if it were put. Lists are given whole.
             * @example {
             *       "ramp": {
             *         "upShare": 0.5
             *       }
             *     }
             */
            policy?: {
                /**
                 * @description Money a period did not spend goes to the next one, at most this share of the budget it had when it ended. Only of periods that ran under Sluice from their first day to their last.
                 * @example 0
                 */
                carryShare?: number;
                /**
                 * @description A day may get at most this many times the period’s budget divided by its days.
                 * @example 1.5
                 */
                dailyCapShare?: number;
                /** @description Changes too small to make. */
                deadBand?: {
                    /**
                     * @description Nor is a change below this many whole units of the currency, or below `shareOfBaseline` if that is less.
                     * @example 1
                     */
                    currencyUnits?: number;
                    /**
                     * @description See `currencyUnits`: keeps one currency unit from freezing a very small cell.
                     * @example 0.05
                     */
                    shareOfBaseline?: number;
                    /**
                     * @description A change below this is not worth making.
                     * @example 0.05
                     */
                    shareOfReference?: number;
                };
                /**
                 * @description What a cell gets whose data is older than `freshness.staleHours`: at most its baseline, or its floor.
                 * @example baseline
                 * @enum {string}
                 */
                deadPolicy?: "baseline" | "floor";
                /** @description What takes effect by itself, and what needs approval first. Any key with config:write may make more need approval; to make less need it, a key needs plans:decide as well. */
                decisions?: {
                    /**
                     * @description A cell that its gate or a pause cut comes back unasked, within one day’s ramp and to no more than it had before, whatever its baseline is by now: so a clinic that was full comes back by itself.
                     * @example true
                     */
                    climbBackWithoutApproval?: boolean;
                    /**
                     * @description A place that fresh data says is full, closed or has too long a wait is cut to its floor at once, however large that cut is; the money waits in the reserve.
                     * @example true
                     */
                    gateCutsWithoutApproval?: boolean;
                    /**
                     * @description A cut by more than this needs approval, in automatic pools too.
                     * @example 0.8
                     */
                    largestCutShare?: number;
                    /**
                     * @description A rise by more than this needs approval, in automatic pools too.
                     * @example 0.5
                     */
                    largestRiseShare?: number;
                    /**
                     * @description automatic: a plan is in force when it is made. approval: a cell keeps its amount until somebody approves the new one.
                     * @example approval
                     * @enum {string}
                     */
                    mode?: "automatic" | "approval";
                    /**
                     * @description A cell whose campaign has no approved message does not rise. PUT /v1/pools/{poolId}/cells/{cellId}/message approves one.
                     * @example false
                     */
                    requireApprovedMessage?: boolean;
                };
                /**
                 * @description A cell keeps at least this share of its baseline, also when gated; never less than the platform minimum.
                 * @example 0.1
                 */
                floorShare?: number;
                /** @description How old a figure may be. A source that reports rarely stretches these limits. */
                freshness?: {
                    /**
                     * @description Younger figures are ageing: the cell is not increased.
                     * @example 72
                     */
                    ageingHours?: number;
                    /**
                     * @description Younger figures are fresh.
                     * @example 24
                     */
                    freshHours?: number;
                    /**
                     * @description Younger figures are stale: the cell is held. Older ones are dead.
                     * @example 168
                     */
                    staleHours?: number;
                };
                /** @description When waits throttle and gate a cell, and when it comes back. */
                gate?: {
                    /**
                     * @description A state lasts at least this long before the way back.
                     * @example 72
                     */
                    dwellHours?: number;
                    /**
                     * @description A wait is gated from here at the earliest.
                     * @example 21
                     */
                    gateMinDays?: number;
                    /**
                     * @description The way back from gated begins at or below this share of the wait that gates.
                     * @example 0.66
                     */
                    gateReturnShare?: number;
                    /**
                     * @description A wait is gated from this share of the typical wait.
                     * @example 1
                     */
                    gateShareOfTypical?: number;
                    /**
                     * @description A place without headroom comes back at this many new patients, or at the share below if that is more.
                     * @example 1
                     */
                    headroomReturnMin?: number;
                    /**
                     * @description The same as a share of the place’s openings.
                     * @example 0.05
                     */
                    headroomReturnShareOfCapacity?: number;
                    /**
                     * @description How many fresh snapshots in a row must allow the way back.
                     * @example 2
                     */
                    returnSnapshots?: number;
                    /**
                     * @description A wait is throttled from here at the earliest, however short the typical wait.
                     * @example 10
                     */
                    throttleMinDays?: number;
                    /**
                     * @description The way back from throttled begins at or below this share of the wait that throttles.
                     * @example 0.7
                     */
                    throttleReturnShare?: number;
                    /**
                     * @description A wait is throttled from this share of the typical wait.
                     * @example 0.6
                     */
                    throttleShareOfTypical?: number;
                    /**
                     * @description Reads one kind of wait as the service line’s kind. A kind that is neither typical nor listed here never gates.
                     * @example []
                     */
                    waitKindFactors?: {
                        /**
                         * @description Its days are multiplied by this.
                         * @example 0.8
                         */
                        factor: number;
                        /**
                         * @description The kind as reported.
                         * @example mean_completed
                         * @enum {string}
                         */
                        kind: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                        /**
                         * @description The service line’s kind it is read as.
                         * @example third_next_available
                         * @enum {string}
                         */
                        readAs: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                    }[];
                };
                /**
                 * @description How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.
                 * @example 14
                 */
                horizonDays?: number;
                /**
                 * @description Mean time from booking to visit; at most half the horizon. The last openings of the horizon are filled by then.
                 * @example 5
                 */
                leadDays?: number;
                /**
                 * @description A plan that is worth less than this above today’s numbers changes nothing.
                 * @example 100
                 */
                minimalGainMinor?: number;
                /** @description What the ad platform accepts. */
                platform?: {
                    /**
                     * @description Most it takes; a multiple of `unitMinor`. Null: no limit.
                     * @example 1000000
                     */
                    maximumMinor?: number | null;
                    /**
                     * @description Least daily budget the ad platform takes; a multiple of `unitMinor`.
                     * @example 500
                     */
                    minimumMinor?: number;
                    /**
                     * @description Smallest step the ad platform takes; every recommendation is a multiple of it. At most the largest baseline of the pool’s cells.
                     * @example 100
                     */
                    unitMinor?: number;
                };
                /** @description How fast budgets move. */
                ramp?: {
                    /**
                     * @description A cell falls at most this much a day, unless it is gated.
                     * @example 0.3
                     */
                    downShare?: number;
                    /**
                     * @description A cell rises at most this much a day.
                     * @example 0.2
                     */
                    upShare?: number;
                };
                /** @description Money better kept for later. */
                reserve?: {
                    /**
                     * @description Value a minor unit must bring to be spent now; below it, it is kept in the reserve.
                     * @example 1
                     */
                    hurdle?: number;
                    /**
                     * @description Most the reserve may keep back for that reason. Null: no limit.
                     * @example 50000
                     */
                    maxMinor?: number | null;
                };
                /**
                 * @description Number of bookings at which a cell’s own results and what was believed before weigh the same.
                 * @example 50
                 */
                shrinkConversions?: number;
                /**
                 * @description Settings of sources: which to believe, and how often they report.
                 * @example []
                 */
                sources?: {
                    /**
                     * @description How often it reports. Fresh, ageing and stale last at least 1.25, 2 and 3 times this. Null: unknown.
                     * @default null
                     * @example 24
                     */
                    expectedIntervalHours?: number | null;
                    /**
                     * @description Higher wins over newer; sources not listed have 0.
                     * @default 0
                     * @example 10
                     */
                    priority?: number;
                    /**
                     * @description The CloudEvents source as the events name it.
                     * @example /ehr/smyrna
                     */
                    source: string;
                }[];
                /**
                 * @description Share of all openings that may be filled; the rest is kept for the unforeseen.
                 * @example 0.85
                 */
                targetUtilisation?: number;
                /**
                 * @description The wait that a booking’s value is computed with where none is known.
                 * @example 7
                 */
                unknownWaitDays?: number;
                /**
                 * @description Share of the people on the waiting list who take the next opening offered.
                 * @example 0.6
                 */
                waitlistTakeShare?: number;
            };
            /**
             * @description off: no limit to how far a cell may move in a day, as if some days had passed.
             * @default kept
             * @example off
             * @enum {string}
             */
            ramps?: "kept" | "off";
            /**
             * @description Cells that are gone with their money, as after their spend was reported as 0.
             * @example [
             *       "smyrna-orthodontics"
             *     ]
             */
            removedCellIds?: string[];
            /**
             * @description Groups that are gone; what belonged to one belongs to its parent.
             * @example [
             *       "georgia"
             *     ]
             */
            removedGroupIds?: string[];
            /**
             * @description Values of a booking, typical waits and priors of the response curves.
             * @example [
             *       {
             *         "id": "orthodontics",
             *         "lifetimeValueMinor": 520000
             *       }
             *     ]
             */
            serviceLines?: {
                /**
                 * @description Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.
                 * @example 6
                 */
                followUpVisitsPerCase?: number | null;
                /**
                 * @description A service line of the pool’s cells.
                 * @example orthodontics
                 */
                id: string;
                /**
                 * @description Revenue a new patient brings over the whole relationship.
                 * @example 480000
                 */
                lifetimeValueMinor?: number;
                /**
                 * @description Share of that revenue that is margin.
                 * @example 0.42
                 */
                marginShare?: number;
                /**
                 * @description Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.
                 * @example 9500
                 */
                priorCostPerBookingMinor?: number;
                /**
                 * @description Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.
                 * @example 1.5
                 */
                priorKappa?: number;
                /**
                 * @description Wait that is usual for this kind of care; the wait gate is measured against it.
                 * @example 18
                 */
                typicalWaitDays?: number;
                /**
                 * @description How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.
                 * @example third_next_available
                 * @enum {string}
                 */
                typicalWaitKind?: "third_next_available" | "mean_completed" | "median_completed" | "median_waiting";
                /**
                 * @description Share of new patients who take a further treatment.
                 * @example 0.1
                 */
                upsellRate?: number;
                /**
                 * @description Revenue of that further treatment.
                 * @example 60000
                 */
                upsellValueMinor?: number;
                /**
                 * @description How much more (or less) than its money a booking counts for you.
                 * @example 1
                 */
                weight?: number;
            }[];
        };
    };
    responses: {
        /** @description Refused or failed. The `code` says why; 401, 405, 429 and 503 carry headers that say what to do. */
        Problem: {
            headers: {
                /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                ratelimit?: string;
                /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                "ratelimit-policy"?: string;
                /** @description When to ask again. */
                "retry-after"?: string;
                /** @description On 401 and 403: what the key lacks (RFC 6750). */
                "www-authenticate"?: string;
                /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The home page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API reference. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Always ok.
                         * @example ok
                         * @constant
                         */
                        status: "ok";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus’ text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Version of OpenAPI.
                         * @example 3.1.1
                         */
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The codes, what each means and what to do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemExplanations"];
                    "text/html; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it means and what to do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemExplanation"];
                    "text/html; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service is ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description What the service needs, by name, and whether it is there.
                         * @example {
                         *       "database": true
                         *     }
                         */
                        checks: {
                            [key: string]: boolean;
                        };
                        /**
                         * @description Always ready.
                         * @example ready
                         * @constant
                         */
                        status: "ready";
                    };
                };
            };
            /** @description The service is not ready yet, or not any more. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description What the service needs, by name, and whether it is there.
                         * @example {
                         *       "database": true
                         *     }
                         */
                        checks: {
                            [key: string]: boolean;
                        };
                        /**
                         * @description Always not ready.
                         * @example not ready
                         * @constant
                         */
                        status: "not ready";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Which alerts to list. */
                status?: "open" | "closed" | "all";
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                /** @description At or after. */
                from?: string;
                limit?: number;
                /** @description Before. */
                until?: string;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postEvents: {
        parameters: {
            query?: {
                /** @description For FHIR: the mapping that says which of their ids are which of ours; `default` if absent. */
                mapping?: string;
                /** @description For text/csv: the `time` of rows without observed_at. For FHIR: the moment it describes. */
                observedAt?: string;
                /** @description For text/csv and FHIR: the `source` of its events; /csv or /fhir if absent. */
                source?: string;
            };
            header?: {
                /** @description Binary mode: needed; the event’s `id`. */
                "ce-id"?: string;
                /** @description Binary mode: needed; its `source`. */
                "ce-source"?: string;
                /** @description Binary mode: needed; `1.0`. */
                "ce-specversion"?: string;
                /** @description Binary mode: needed; when it was observed, its `time`. */
                "ce-time"?: string;
                /** @description Binary mode: needed; its `type`. */
                "ce-type"?: string;
                /** @description For a source that must sign (Standard Webhooks): the message id, the same on every attempt. */
                "webhook-id"?: string;
                /** @description Signatures of `id.timestamp.body`, divided by spaces. */
                "webhook-signature"?: string;
                /** @description The attempt, in seconds since 1970; at most five minutes from now. */
                "webhook-timestamp"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents-batch+json": components["schemas"]["EventBatch"];
                "application/cloudevents+json": components["schemas"]["Event"];
                "application/fhir+json": components["schemas"]["FhirMessage"];
                "application/fhir+ndjson": components["schemas"]["FhirMessage"];
                "application/json": components["schemas"]["Event"] | components["schemas"]["EventData"];
                "application/x-ndjson": components["schemas"]["Event"];
                "text/csv": components["schemas"]["EventCsv"];
            };
        };
        responses: {
            /** @description A batch, a spreadsheet or FHIR: what became of each event, row or place. A stream: line by line. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsStored"] | components["schemas"]["RowsStored"] | components["schemas"]["FhirStored"];
                    "application/x-ndjson": components["schemas"]["EventLine"];
                };
            };
            /** @description One event: stored. The plans follow within about a second. */
            202: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventStored"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    agreeToEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The sender, as a DNS name. */
                "WebHook-Request-Origin"?: string;
                /** @description Requests a minute it wants to send. */
                "WebHook-Request-Rate"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The consent, in headers, and what may be sent. */
            204: {
                headers: {
                    /** @description What this address takes. */
                    Allow: string;
                    /** @description Every origin may send. Only where it was asked for. */
                    "WebHook-Allowed-Origin"?: string;
                    /** @description Requests a minute for a key without limits of its own; *: no limit. Only where it was asked for. */
                    "WebHook-Allowed-Rate"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listFeeds: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The feed, by an id of your choice. */
                feedId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed, with defaults filled in. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredFeed"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The feed, by an id of your choice. */
                feedId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The feed, by an id of your choice. */
                feedId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    pollFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The feed, by an id of your choice. */
                feedId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The poll is due. */
            202: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedDue"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFreshness: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description Only this pool. */
                poolId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
                /** @description not_fresh: only places that are ageing, stale, dead or never observed. */
                state?: "all" | "not_fresh";
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshnessList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, shown this once. It works from now on. */
            201: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key, by its public part. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key has ended. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key, by its public part. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            /** @description The new secret works from now on. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listLocations: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getLocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The location, by an id of your choice. */
                locationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The location, with defaults filled in. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredLocation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The location, by an id of your choice. */
                locationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The location, by an id of your choice. */
                locationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMappings: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The mapping, by an id of your choice. */
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mapping, with defaults filled in. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredMapping"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putMapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The mapping, by an id of your choice. */
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The mapping, by an id of your choice. */
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredOrganization"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPools: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pool, and how far its plan is behind. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in. */
                    "sluice-computed-revision": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredPool"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPool: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deletePool: {
        parameters: {
            query?: {
                /** @description true: archive it although budgets on platforms go on with what its files told them. */
                leaveRunning?: "true" | "false";
            };
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApplied: {
        parameters: {
            query?: {
                /** @description Only of this cell. */
                cellId?: string;
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
                /** @description Only cells with this standing. */
                standing?: "in_force" | "awaiting_approval" | "awaiting_money" | "rejected";
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellBudgetList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cell, by an id of your choice; unique in its pool. */
                cellId: string;
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cell, with defaults filled in. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredCell"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCell: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The cell, by an id of your choice; unique in its pool. */
                cellId: string;
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CellConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCell: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The cell, by an id of your choice; unique in its pool. */
                cellId: string;
                /** @description The pool, by an id of your choice. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cell. */
                cellId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageApproval"];
            };
        };
        responses: {
            /** @description The message is approved. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRequested"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cell. */
                cellId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No approved message is left. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRequested"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cell. */
                cellId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Override"];
            };
        };
        responses: {
            /** @description The override is noted; the next plan has it. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overridden"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cell. */
                cellId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No override is left. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRequested"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDecisions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                planNumber?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanInForce: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
                /** @description An `effectiveRevision` of the pool. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan as it was in force. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanInForceDifference: {
        parameters: {
            query: {
                /** @description The earlier `effectiveRevision`. */
                against: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
                /** @description An `effectiveRevision` of the pool. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The difference between the two states. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanInForceComparison"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    tellFrontier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FrontierQuestion"];
            };
        };
        responses: {
            /** @description A point for each total. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Frontier"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPacing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pacing of the period. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pacing"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCellPacing: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of cells. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellPacingList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlan: {
        parameters: {
            query?: {
                /** @description effective: what to spend. proposed: the latest plan, which a person may still have to approve. */
                status?: "effective" | "proposed";
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan in force, or the proposed one. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in. */
                    "sluice-computed-revision": string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in. */
                    "sluice-computed-revision": string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlanPrices: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                /** @description Only prices of this kind. */
                kind?: "pool_budget" | "group_maximum" | "group_minimum" | "cell_budget" | "cell_slots";
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of prices. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in. */
                    "sluice-computed-revision": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description The newest revision of the pool that was considered, also where it led to no new plan. Once it is at least the `revision` in an event’s answer, that event is in. */
                    "sluice-computed-revision": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    followPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event you have. Any other text counts as absent. */
                "last-event-id"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-Sent Events, for as long as you listen. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: components["schemas"]["PlanNews"];
                        /** @constant */
                        event: "plan";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of plans. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanByNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan with this number. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postApplied: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppliedReport"];
            };
        };
        responses: {
            /** @description The report is noted. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCertificate"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    postDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description The decision, and what still waits. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanDifference: {
        parameters: {
            query?: {
                against?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The difference between the two plans. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanComparison"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanExport: {
        parameters: {
            query?: {
                /** @description Only this account. Formats for one account need it where the pool’s entities are in several. */
                accountId?: string;
                rows?: "changed" | "all";
                /** @description true: requests ask the platform to check the changes and make none. */
                validateOnly?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description google-ads-editor, microsoft-ads, csv: CSV. google-ads-api, meta, json: JSON. ndjson: a line a cell, then the summary. */
                format: "google-ads-editor" | "google-ads-api" | "meta" | "microsoft-ads" | "csv" | "json" | "ndjson";
                /** @description The plan’s number; `current`: the one in force. */
                number: "current" | number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. Its totals are also in headers. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description A name for the file. */
                    "content-disposition": string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What those budgets go on spending above the plan, as far as is known. */
                    "sluice-export-above-plan-minor": string;
                    /** @description How many budgets are held back or left behind; the summary names them. */
                    "sluice-export-by-hand": string;
                    /** @description All budgets of the file. */
                    "sluice-export-file-minor": string;
                    /** @description The part that the format or the platform does not take now. */
                    "sluice-export-held-back-minor": string;
                    /** @description All budgets of the plan. */
                    "sluice-export-plan-minor": string;
                    /** @description The part that lies between two of the platform’s steps or below its least budget. */
                    "sluice-export-rounded-down-minor": string;
                    /** @description Changes in the file. */
                    "sluice-export-rows": string;
                    /** @description The part of the plan that no entity carries. */
                    "sluice-export-unmapped-minor": string;
                    /** @description The plan it was made of. */
                    "sluice-plan-number": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleAdsFile"] | components["schemas"]["MetaFile"] | components["schemas"]["PlainFile"];
                    "application/x-ndjson": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPlan: {
        parameters: {
            query?: {
                /** @description Only this account. Formats for one account need it where the pool’s entities are in several. */
                accountId?: string;
                rows?: "changed" | "all";
            };
            header?: never;
            path: {
                /** @description google-ads-editor, microsoft-ads, csv: CSV. google-ads-api, meta, json: JSON. ndjson: a line a cell, then the summary. */
                format: "google-ads-editor" | "google-ads-api" | "meta" | "microsoft-ads" | "csv" | "json" | "ndjson";
                /** @description The plan’s number; `current`: the one in force. */
                number: "current" | number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. Its totals are also in headers. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description A name for the file. */
                    "content-disposition": string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What those budgets go on spending above the plan, as far as is known. */
                    "sluice-export-above-plan-minor": string;
                    /** @description How many budgets are held back or left behind; the summary names them. */
                    "sluice-export-by-hand": string;
                    /** @description All budgets of the file. */
                    "sluice-export-file-minor": string;
                    /** @description The part that the format or the platform does not take now. */
                    "sluice-export-held-back-minor": string;
                    /** @description All budgets of the plan. */
                    "sluice-export-plan-minor": string;
                    /** @description The part that lies between two of the platform’s steps or below its least budget. */
                    "sluice-export-rounded-down-minor": string;
                    /** @description Changes in the file. */
                    "sluice-export-rows": string;
                    /** @description The part of the plan that no entity carries. */
                    "sluice-export-unmapped-minor": string;
                    /** @description The plan it was made of. */
                    "sluice-plan-number": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleAdsFile"] | components["schemas"]["MetaFile"] | components["schemas"]["PlainFile"];
                    "application/x-ndjson": string;
                    "text/csv; charset=utf-8": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getExportSummary: {
        parameters: {
            query?: {
                /** @description Only this account, as for the file. */
                accountId?: string;
                rows?: "changed" | "all";
            };
            header?: never;
            path: {
                /** @description google-ads-editor, microsoft-ads, csv: CSV. google-ads-api, meta, json: JSON. ndjson: a line a cell, then the summary. */
                format: "google-ads-editor" | "google-ads-api" | "meta" | "microsoft-ads" | "csv" | "json" | "ndjson";
                /** @description The plan’s number; `current`: the one in force. */
                number: "current" | number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary of the file. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanInputs: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inputs of the plan. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description RFC 9530, SHA-256 of the body. */
                    "repr-digest": string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanInputs"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlanCellInputs: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The cell. */
                cellId: string;
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inputs of the line. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCellInputs"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    replayPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan’s number. */
                number: number;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came out, compared with what is stored. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlatformEntities: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformEntityList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putPlatformEntities: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlatformEntities"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlatformEntity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The entity, by an id of your choice. */
                entityId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The platform entity. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedPlatformEntity"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPlatformEntity: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The entity, by an id of your choice. */
                entityId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlatformEntityConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deletePlatformEntity: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The entity, by an id of your choice. */
                entityId: string;
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    simulatePlan: {
        parameters: {
            query?: {
                /** @description What the result is compared with: the plan in force, or the latest proposed one. */
                compareWith?: "effective" | "proposed";
                /** @description Which lines of the plan are in the answer: all, those that differ from the plan it is compared with, or none. */
                lines?: "all" | "changed" | "none";
            };
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhatIf"];
            };
        };
        responses: {
            /** @description The plan that would come out. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    postUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Undo"];
            };
        };
        responses: {
            /** @description The undo is noted; the next plan goes back. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The pool. */
                poolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No undo is in force any more. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionRequested"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRecommendations: {
        parameters: {
            query?: {
                /** @description A `changesCursor`, with the same filters: only lines that have changed since. It counts plans and reads no clock. A line changes with its budget, reference, bounds, gate, headroom, wait, waitlist, freshness, figures, flags, reasons, status or place; ages, values and the sentence move along and do not count. */
                changedSince?: string;
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description Only this pool. */
                poolId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lines. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description On the first page: send it as `changedSince` to get what has changed since this answer. null on later pages, and where the list has more pools than a cursor can name (some 100): follow those by `poolId`.
                         * @example eyJsIjoiY2hhbmdlcyIs
                         */
                        changesCursor: string | null;
                        /**
                         * @description With `changedSince`, on the first page: cells that had a line and have none now. They were removed and their spend ended, or another cell has their place (renamed, divided by channel, united). Forget what you hold of them.
                         * @example [
                         *       {
                         *         "poolId": "georgia",
                         *         "cellId": "smyrna.orthodontics"
                         *       }
                         *     ]
                         */
                        goneCells?: {
                            /**
                             * @description A cell without a line.
                             * @example smyrna.orthodontics
                             */
                            cellId: string;
                            /**
                             * @description The pool that paid it.
                             * @example georgia
                             */
                            poolId: string;
                        }[];
                        /**
                         * @description With `changedSince`, on the first page: pools of which you have lines and that have none now, because they were archived or, with a filter by place, left it. Their budgets are not in force. `changesCursor` no longer counts them.
                         * @example [
                         *       "georgia-2025"
                         *     ]
                         */
                        gonePoolIds?: string[];
                        /** @description This page. */
                        items: components["schemas"]["PooledRecommendation"][];
                        /**
                         * @description Pass it as `cursor` for the next page; null: this was the last.
                         * @example eyJsIjoicGxhbnMi
                         */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description What the bytes of the answer depend on: packed where gzip is accepted. */
                    vary: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCapacityReport: {
        parameters: {
            query: {
                /** @description One row for all, per clinic, per kind of care, or per both. */
                by?: "none" | "location" | "service_line" | "place";
                /** @description csv: the items as a spreadsheet takes them (RFC 4180, UTF-8). */
                format?: "json" | "csv";
                /** @description First day; 28 days up to `to` by default. */
                from?: string;
                /** @description One row for all days, or one per day, week (from Monday) or month. */
                interval?: "total" | "day" | "week" | "month";
                /** @description Only this clinic. */
                locationId?: string;
                /** @description The pool. */
                poolId: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
                /** @description Last day, included; by default yesterday in the organization’s time zone. At most 400 days in all. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapacityReport"];
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPerformanceReport: {
        parameters: {
            query?: {
                /** @description One row for all, per clinic, per kind of care, or per both. */
                by?: "none" | "location" | "service_line" | "place";
                /** @description csv: the items as a spreadsheet takes them (RFC 4180, UTF-8). */
                format?: "json" | "csv";
                /** @description First day; 28 days up to `to` by default. */
                from?: string;
                /** @description One row for all days, or one per day, week (from Monday) or month. */
                interval?: "total" | "day" | "week" | "month";
                /** @description Only this clinic. */
                locationId?: string;
                /** @description Only days on which a cell of this pool had the place. */
                poolId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
                /** @description Last day, included; by default yesterday in the organization’s time zone. At most 400 days in all. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceReport"];
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReactionReport: {
        parameters: {
            query: {
                /** @description csv: the items as a spreadsheet takes them (RFC 4180, UTF-8). */
                format?: "json" | "csv";
                /** @description First day; 28 days up to `to` by default. */
                from?: string;
                /** @description The pool. */
                poolId: string;
                /** @description Last day, included; by default yesterday in the organization’s time zone. At most 400 days in all. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReactionReport"];
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStabilityReport: {
        parameters: {
            query: {
                /** @description csv: the items as a spreadsheet takes them (RFC 4180, UTF-8). */
                format?: "json" | "csv";
                /** @description First day; 28 days up to `to` by default. */
                from?: string;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description The pool. */
                poolId: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
                /** @description Last day, included; by default yesterday in the organization’s time zone. At most 400 days in all. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StabilityReport"];
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listServiceLines: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceLineList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getServiceLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The service line, by an id of your choice. */
                serviceLineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service line, with defaults filled in. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfiguredServiceLine"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putServiceLine: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The service line, by an id of your choice. */
                serviceLineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceLineConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteServiceLine: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The service line, by an id of your choice. */
                serviceLineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSources: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source, as `GET /v1/sources` lists it; `unknown`: everything without a source we know. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source. */
            200: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The source: the first 32 hexadecimal digits of the SHA-256 of its name, as `GET /v1/sources` lists it (`printf %s /ehr/smyrna | sha256sum | cut -c1-32`). */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceConfiguration"];
            };
        };
        responses: {
            /** @description It existed and is now as given. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The source: the first 32 hexadecimal digits of the SHA-256 of its name, as `GET /v1/sources` lists it (`printf %s /ehr/smyrna | sha256sum | cut -c1-32`). */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSourceDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The source, as `GET /v1/sources` lists it; `unknown`: everything without a source we know. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createSigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source: the first 32 hexadecimal digits of the SHA-256 of its name, as `GET /v1/sources` lists it (`printf %s /ehr/smyrna | sha256sum | cut -c1-32`). */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigningSecretToAdd"];
            };
        };
        responses: {
            /** @description The secret was added and is shown this once. */
            201: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSigningSecret"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names a signing secret; not secret. */
                secretId: string;
                /** @description The source: the first 32 hexadecimal digits of the SHA-256 of its name, as `GET /v1/sources` lists it (`printf %s /ehr/smyrna | sha256sum | cut -c1-32`). */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived, or removed where nothing is kept of it. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configured"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMarketingView: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description only: lines whose budget the plan in force moved. */
                moved?: "all" | "only";
                /** @description Only this pool. */
                poolId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lines. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarketingView"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listOperationsView: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
                /** @description Only this clinic. */
                locationId?: string;
                /** @description only: lines whose budget the plan in force moved. */
                moved?: "all" | "only";
                /** @description Only this pool. */
                poolId?: string;
                /** @description Only this kind of care. */
                serviceLine?: string;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lines. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description RFC 8288; rel="first" is the first page, rel="next" the next one, absent on the last. */
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationsView"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointSettings"];
            };
        };
        responses: {
            /** @description The endpoint with its secret. Messages go to it from now on. */
            201: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhookEndpoint"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint, without its secret. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have read. If somebody changed it since, the answer is 412 and nothing is changed. */
                "if-match"?: string;
                /** @description `*`: only if it does not exist yet, else 412. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointSettings"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before, unchanged; with the same filters. */
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            /** @description Nothing has changed since the ETag you sent. */
            304: {
                headers: {
                    /** @description Who may keep the answer, and for how long. */
                    "cache-control": string;
                    /** @description Version of the answer. Send it back in If-None-Match: 304 says that nothing changed. */
                    etag: string;
                    link?: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message, by its `id` in the list. */
                deliveryId: number;
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message is on its way. */
            202: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryStarted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRotation"];
            };
        };
        responses: {
            /** @description The new secret signs from now on. */
            200: {
                headers: {
                    /** @description Version of what is configured. Send it in If-Match to change only what you have read. */
                    etag: string;
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhookEndpoint"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message is on its way. */
            202: {
                headers: {
                    /** @description What is left of it: requests (`r`) until it starts again (`t`, seconds). */
                    ratelimit?: string;
                    /** @description What the key may do: by name of a limit, requests (`q`) in a time (`w`, seconds). Absent: no limit. */
                    "ratelimit-policy"?: string;
                    /** @description Id of this request; your own x-request-id where it is a UUID, a ULID or a trace id of 32 hexadecimal digits. */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryStarted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    receive_alert_closed: {
        parameters: {
            query?: never;
            header: {
                /** @description The message; the same on every attempt. */
                "webhook-id": string;
                /** @description One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space. */
                "webhook-signature": string;
                /** @description The attempt, in seconds since 1970. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertClosedMessage"];
            };
        };
        responses: {
            /** @description Received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No more messages: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not received: it is sent again, up to eight times over about a day. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receive_alert_opened: {
        parameters: {
            query?: never;
            header: {
                /** @description The message; the same on every attempt. */
                "webhook-id": string;
                /** @description One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space. */
                "webhook-signature": string;
                /** @description The attempt, in seconds since 1970. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertOpenedMessage"];
            };
        };
        responses: {
            /** @description Received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No more messages: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not received: it is sent again, up to eight times over about a day. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receive_endpoint_test: {
        parameters: {
            query?: never;
            header: {
                /** @description The message; the same on every attempt. */
                "webhook-id": string;
                /** @description One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space. */
                "webhook-signature": string;
                /** @description The attempt, in seconds since 1970. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointTestMessage"];
            };
        };
        responses: {
            /** @description Received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No more messages: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not received: it is sent again, up to eight times over about a day. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receive_plan_published: {
        parameters: {
            query?: never;
            header: {
                /** @description The message; the same on every attempt. */
                "webhook-id": string;
                /** @description One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space. */
                "webhook-signature": string;
                /** @description The attempt, in seconds since 1970. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanPublishedMessage"];
            };
        };
        responses: {
            /** @description Received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No more messages: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not received: it is sent again, up to eight times over about a day. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receive_pool_archived: {
        parameters: {
            query?: never;
            header: {
                /** @description The message; the same on every attempt. */
                "webhook-id": string;
                /** @description One or, while a secret is replaced, two signatures of `id.timestamp.body`, divided by a space. */
                "webhook-signature": string;
                /** @description The attempt, in seconds since 1970. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolArchivedMessage"];
            };
        };
        responses: {
            /** @description Received. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No more messages: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not received: it is sent again, up to eight times over about a day. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
