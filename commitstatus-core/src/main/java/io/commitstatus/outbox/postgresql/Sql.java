package io.commitstatus.outbox.postgresql;

import java.util.List;

/** All statements of the outbox. Each reads a stretch of one index, however many rows there are. */
final class Sql {
    private static final String CHANGING = "format, provider, namespace, acceptance, status, terminal, event_time,"
            + " version, accepted_at, state, rejection, reason, attempts, shown, shown_status, unknown_until, due, token,"
            + " lease_end, lease_version, disturbed, since, told, lane, ready, wake_at";
    private static final String FIXED = "hash, type, api, repository, commit_id, vendor_key";
    static final String COLUMNS = CHANGING + ", " + FIXED;

    static final List<String> SCHEMA = List.of(
            """
            create table if not exists commitstatus_rows (
                hash varchar(64) not null primary key,
                format integer not null,
                type varchar not null,
                api varchar not null,
                namespace varchar not null,
                repository varchar not null,
                commit_id varchar not null,
                vendor_key varchar not null,
                provider varchar not null,
                acceptance varchar not null,
                status varchar not null,
                terminal boolean not null,
                event_time timestamp with time zone not null,
                version bigint not null,
                accepted_at timestamp with time zone not null,
                state varchar not null,
                rejection varchar,
                reason varchar not null,
                attempts integer not null,
                shown char(1) not null,
                shown_status varchar,
                unknown_until timestamp with time zone,
                due timestamp with time zone,
                token varchar,
                lease_end timestamp with time zone,
                lease_version bigint,
                disturbed boolean not null,
                since timestamp with time zone not null,
                told boolean not null,
                lane varchar(64) not null,
                ready boolean not null,
                wake_at timestamp with time zone
            )""",
            """
            create index if not exists commitstatus_rows_ready
                on commitstatus_rows (namespace, lane, terminal desc, event_time desc) where ready""",
            "create index if not exists commitstatus_rows_wake on commitstatus_rows (wake_at) where wake_at is not null",
            "create index if not exists commitstatus_rows_state on commitstatus_rows (state, since)",
            """
            create index if not exists commitstatus_rows_acceptance
                on commitstatus_rows (acceptance) where state in ('REJECTED', 'EXPIRED')""",
            """
            create index if not exists commitstatus_rows_untold
                on commitstatus_rows (since) where not told and state <> 'WAITING'""",
            """
            create table if not exists commitstatus_holds (
                credential varchar not null primary key,
                hold_end timestamp with time zone not null
            )""",
            "create index if not exists commitstatus_holds_end on commitstatus_holds (hold_end)",
            """
            create table if not exists commitstatus_key (
                one boolean not null primary key check (one),
                hold_key bytea not null
            )""",
            """
            create table if not exists commitstatus_inbox (
                id bigint generated always as identity primary key,
                format integer not null,
                acceptor varchar not null,
                accepted_at timestamp with time zone not null,
                acceptance varchar not null,
                provider varchar not null,
                type varchar not null,
                api varchar not null,
                repository varchar not null,
                commit_id varchar not null,
                vendor_key varchar not null,
                status varchar not null,
                event_time timestamp with time zone not null
            )""");

    static final String HAS_SCHEMA = "select " + COLUMNS + " from commitstatus_rows where hash = ''";
    static final String HAS_HOLDS = "select credential, hold_end from commitstatus_holds where credential = ''";
    static final String HAS_KEY = "select hold_key from commitstatus_key where one";

    static final String HAS_INBOX = "select format, acceptor, accepted_at from commitstatus_inbox where id = 0";

    static final String INBOX_ADD =
            "insert into commitstatus_inbox (format, acceptor, accepted_at, acceptance, provider,"
                    + " type, api, repository, commit_id, vendor_key, status, event_time)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String INBOX_NEXT = "select id, acceptance, provider, type, api, repository, commit_id, vendor_key,"
            + " status, event_time from commitstatus_inbox where format = ?"
            + " and (acceptor = ? or accepted_at <= ?) order by id limit ? for update skip locked";
    static final String INBOX_DELETE = "delete from commitstatus_inbox where id = any(?)";
    static final String INBOX_SET_ASIDE = "update commitstatus_inbox set format = 0 where id = ?";

    static final String BY_HASH = "select " + COLUMNS + " from commitstatus_rows where hash = any(?) order by hash";
    static final String LOCK = BY_HASH + " for update";
    static final String LOCK_FREE = BY_HASH + " for update skip locked";
    static final String INSERT = "insert into commitstatus_rows (" + COLUMNS + ") values ("
            + "?, ".repeat(COLUMNS.split(", ").length - 1) + "?)";
    static final String UPDATE =
            "update commitstatus_rows set " + CHANGING.replace(",", " = ?,") + " = ? where hash = ?";

    /** Makes ready what has become due, or whose lease has lapsed. */
    static final String WAKE = "update commitstatus_rows set ready = true, wake_at = null where hash = any(array("
            + "select hash from commitstatus_rows where wake_at is not null and wake_at <= ? and format = ?"
            + " order by wake_at limit ? for update skip locked))";

    static final String NEXT_WAKE =
            "select min(wake_at) as soonest from commitstatus_rows where wake_at is not null and wake_at > ?";

    /**
     * Candidates for a claim, in one round trip: of every namespace that has rows ready some lanes, from a given one on and from the beginning, and
     * of each lane its first rows: the more, the fewer lanes there are. Both recursions leap from one value of the index to the next.
     */
    static final String CANDIDATES = """
            with recursive ns(namespace) as (
                (select namespace from commitstatus_rows where ready and namespace > ? order by namespace limit 1)
                union all
                select (select r.namespace from commitstatus_rows r
                        where r.ready and r.namespace > ns.namespace order by r.namespace limit 1)
                from ns where ns.namespace is not null
            ), ours as (
                select namespace from ns where namespace = any(?) limit ?
            ), lanes as materialized (
                select ours.namespace, turn.number, lane.lane, count(*) over () as all_lanes from ours
                cross join (values (1, ?, 'g'), (2, '', ?)) as turn(number, start, stop)
                cross join lateral (
                    with recursive next(lane) as (
                        (select lane from commitstatus_rows
                         where ready and namespace = ours.namespace and lane > turn.start and lane <= turn.stop
                         order by lane limit 1)
                        union all
                        select (select r.lane from commitstatus_rows r
                                where r.ready and r.namespace = ours.namespace and r.lane > next.lane
                                    and r.lane <= turn.stop
                                order by r.lane limit 1)
                        from next where next.lane is not null
                    )
                    select lane from next where lane is not null limit ?
                ) lane
            )
            select candidate.* from lanes
            cross join lateral (
                select *, row_number() over (order by terminal desc, event_time desc) as place from (
                    select $columns, r.xmin::text as seen from commitstatus_rows r
                    where r.ready and r.namespace = lanes.namespace and r.lane = lanes.lane
                    order by r.terminal desc, r.event_time desc limit ?
                ) first
            ) candidate
            where candidate.place <= greatest(?, ? / lanes.all_lanes + 1)
            order by lanes.number, candidate.place""".replace("$columns", COLUMNS);

    static final String OVERDUE =
            "select hash from commitstatus_rows where state = ? and since <= ? order by state, since limit ?";
    static final String FORGETTABLE = "select hash from commitstatus_rows where state = ? and since <= ?"
            + " and token is null and not ready and wake_at is null order by state, since limit ?";
    static final String DELETE = "delete from commitstatus_rows where hash = any(?)";
    static final String UNDELIVERED = "select " + COLUMNS
            + " from commitstatus_rows where state in ('REJECTED', 'EXPIRED') order by since desc limit ?";
    static final String TO_REPLAY =
            "select hash from commitstatus_rows where state in ('REJECTED', 'EXPIRED') and acceptance = ?";
    static final String UNTOLD = "select " + COLUMNS + " from commitstatus_rows"
            + " where not told and state <> 'WAITING' and since <= ? order by since limit ?";
    /** Not of a row that somebody keeps locked: its outcome is told once more, rather than that the dispatcher waits. */
    static final String TELL = "update commitstatus_rows set told = true where hash = any(array("
            + "select r.hash from commitstatus_rows r join " + Columns.from(List.of("hash", "version"))
            + " on v.hash = r.hash and v.version::bigint = r.version"
            + " where r.hash = any(?) and r.state <> 'WAITING' order by r.hash for update of r skip locked))";

    static final String WAITING =
            "select count(*), min(since) as oldest from commitstatus_rows where state = 'WAITING'";
    static final String UNDELIVERED_COUNT =
            "select count(*) from commitstatus_rows where state in ('REJECTED', 'EXPIRED')";

    static final String HOLD = "insert into commitstatus_holds (credential, hold_end) values (?, ?)"
            + " on conflict (credential) do update set hold_end = greatest(excluded.hold_end, commitstatus_holds.hold_end)";
    static final String HOLDS = "select credential, hold_end from commitstatus_holds where hold_end > ?";
    static final String FORGET_HOLDS = "delete from commitstatus_holds where hold_end <= ?";
    static final String MAKE_KEY =
            "insert into commitstatus_key (one, hold_key) values (true, ?) on conflict (one) do nothing";

    private Sql() {}
}
