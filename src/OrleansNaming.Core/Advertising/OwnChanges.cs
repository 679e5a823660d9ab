namespace OrleansNaming.Advertising;

/// <summary>Drafts the changes of a server's own lines: bind, rebind, unbind, contexts, status (row B14).</summary>
internal static class OwnChanges
{
    /// <summary>Up to here tombstones may fill the list: who deregisters is not to be told that there is no room. The rest is for what stands around the lines.</summary>
    private const int TombstoneBytes = Limits.SnapshotBytes - (64 << 10);

    public static Verdict Draft(ListDraft draft, Change change) => change switch
    {
        Bind bind => DraftBind(draft, bind),
        Unbind unbind => DraftUnbind(draft, unbind),
        CreateContext create => DraftContext(draft, create.Name),
        DestroyContext destroy => DraftWithout(draft, new EntryKey(destroy.Name, "")),
        Withdraw withdraw => DraftWithout(draft, withdraw.Key),
        SetStatus set => DraftStatus(draft, set.Status),
        Leave leave => DraftLeave(draft, leave.HandedOver),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "not a change of an own line"),
    };

    private static Verdict DraftBind(ListDraft draft, Bind bind)
    {
        var registration = bind.Registration;
        if (registration.Check() is { } wrong)
        {
            return Verdict.Refuse(Refusal.Invalid, wrong);
        }

        var present = draft.Find(new EntryKey(registration.Name, registration.InstanceId));
        if (present is not null && (!bind.Replace || present is not Instance { Guest: null }))
        {
            return Verdict.Refuse(Refusal.AlreadyBound, $"'{registration.Name}' is bound by this server as '{registration.InstanceId}'; rebind replaces it");
        }

        return Put(draft, Lines.AsFound(Lines.Instance(registration, guest: null, bind.Terms), present as Instance));
    }

    private static Verdict DraftUnbind(ListDraft draft, Unbind unbind)
    {
        var key = new EntryKey(unbind.Name, unbind.InstanceId);
        if (draft.Find(key) is Instance { Guest: null })
        {
            draft.Remove(key);
        }

        return Verdict.Accepted;
    }

    private static Verdict DraftContext(ListDraft draft, string name) =>
        NamePath.Check(name) is { } wrong ? Verdict.Refuse(Refusal.Invalid, $"context '{name}': {wrong}")
        : draft.Find(new EntryKey(name, "")) is not null ? Verdict.Refuse(Refusal.AlreadyBound, $"context '{name}' exists")
        : Put(draft, new Context(name));

    private static Verdict DraftWithout(ListDraft draft, EntryKey key)
    {
        draft.Remove(key);
        return Verdict.Accepted;
    }

    private static Verdict DraftStatus(ListDraft draft, OwnerStatus status)
    {
        draft.Status = status;
        return Verdict.Accepted;
    }

    private static Verdict DraftLeave(ListDraft draft, IReadOnlySet<EntryKey> handedOver)
    {
        foreach (var line in draft.Lines.Where(line => EndsWithTheServer(line, handedOver)).ToList())
        {
            draft.Remove(new EntryKey(line));
        }

        return DraftStatus(draft, OwnerStatus.Left);
    }

    /// <summary>
    /// What the last list holds no more. Tombstones stay: without them an older record elsewhere would bring its guest back (S4). So does a guest
    /// that nobody took: it is adopted from this list, not from an older one that a cut-off node holds (seed 1565).
    /// </summary>
    private static bool EndsWithTheServer(Entry line, IReadOnlySet<EntryKey> handedOver) =>
        line is not Tombstone && (line is not Instance { Guest: not null } || handedOver.Contains(new EntryKey(line)));

    /// <summary>At either cap a further registration is refused, and nothing else changes (rule 18): a list that no snapshot can carry would reach no newcomer.</summary>
    public static Verdict Put(ListDraft draft, Entry entry)
    {
        if (draft.Count >= Limits.RegistrationsPerOwner && draft.Find(new EntryKey(entry)) is null)
        {
            return Verdict.Refuse(Refusal.TooMany, $"this server holds {Limits.RegistrationsPerOwner} registrations, its most; register at another one");
        }

        return draft.TryPut(entry, entry is Tombstone ? TombstoneBytes : Limits.ListBytes)
            ? Verdict.Accepted
            : Verdict.Refuse(Refusal.TooMany, $"this server's registrations would take more than {Limits.ListBytes >> 20} MiB, their most; register at another one, or with less metadata");
    }
}
