namespace OrleansNaming.Tracks.Stores;

/// <summary>The tables of decision tracks, which differ between databases by the names of two types.</summary>
internal static class DecisionSchema
{
    /// <summary>Finds the records that are due, those first that have been so for longest: by key alone a crowd that asks again and again would keep later keys from their turn.</summary>
    public const string DueIndex = """
        drop index track_record_ready;
        create index track_record_due on track_record (group_name, track, not_before_ms, record) where state = 'ready';
        """;

    /// <summary>When the event was that a record or a trigger came with (row E40); 0 for none.</summary>
    /// <param name="time">The type of milliseconds since 1970.</param>
    public static string EventTimes(string time) => $"""
        alter table track_record add column event_ms {time} not null default 0;
        alter table track_trigger add column at_ms {time} not null default 0;
        """;

    /// <summary>Finds what is over and only kept for a time: contacts that are done, events that were gathered for, mails that were sent.</summary>
    public const string FinishedIndexes = """
        create index track_record_contact on track_record (group_name, track, not_before_ms) where state = 'done' and not_before_ms > 0;
        create index track_trigger_event on track_trigger (group_name, at_ms) where is_done = 1 and at_ms > 0;
        create index track_outbox_sent on track_outbox (group_name, not_before_ms) where state = 'sent';
        """;

    /// <summary>How often a trigger was gathered for in vain, and why.</summary>
    public const string TriggerTries = """
        alter table track_trigger add column attempts integer not null default 0;
        alter table track_trigger add column error text not null default '';
        """;

    /// <param name="key">The type of text that is compared and ordered by its bytes.</param>
    /// <param name="time">The type of milliseconds since 1970.</param>
    public static string Tables(string key, string time) => $"""
        create table track_definition (
          group_name {key} not null,
          track {key} not null,
          version integer not null,
          digest text not null,
          text text,
          saved_ms {time} not null,
          primary key (group_name, track, version)
        );
        create table track_record (
          group_name {key} not null,
          track {key} not null,
          record {key} not null,
          version integer not null,
          step text not null,
          visit integer not null default 0,
          action integer not null default 0,
          state text not null default 'ready' check (state in ('ready', 'done', 'dead')),
          attempts integer not null default 0,
          not_before_ms {time} not null default 0,
          error text not null default '',
          columns text not null,
          own text not null default '{"{}"}',
          primary key (group_name, track, record)
        );
        create index track_record_ready on track_record (group_name, track, record) where state = 'ready';
        create table track_outbox (
          group_name {key} not null,
          id {key} not null,
          recipient text not null,
          subject text not null,
          body text not null,
          state text not null default 'queued' check (state in ('queued', 'sent', 'dead')),
          attempts integer not null default 0,
          not_before_ms {time} not null default 0,
          error text not null default '',
          primary key (group_name, id)
        );
        create index track_outbox_queued on track_outbox (group_name, id) where state = 'queued';
        create table track_published (
          group_name {key} not null,
          name {key} not null,
          endpoint text not null,
          is_wanted integer not null,
          primary key (group_name, name)
        );
        create table track_trigger (
          group_name {key} not null,
          track {key} not null,
          due {key} not null,
          payload text not null,
          is_done integer not null default 0,
          primary key (group_name, track, due)
        );
        """;
}
