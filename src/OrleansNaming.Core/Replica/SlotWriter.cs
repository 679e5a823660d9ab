using System.Diagnostics;

namespace OrleansNaming.Replica;

/// <summary>
/// Carries the changed lines of one owner into the slots, one name after the other, each slot by one write. Runs under the
/// replica's gate.
/// </summary>
/// <remarks>
/// Which lines are visible is a function of the lists, the owners' flags and, for guests, of all owners' claims. So a change is
/// told by what was visible of a line before and after, not by what came in: a record that loses against a tombstone
/// elsewhere changes no slot and is told to nobody.
/// </remarks>
internal sealed class SlotWriter(OwnerTable owners, NameIndex index, NameRecords records, NameTree tree, GuestIndex guests, ProfilePool profiles)
{
    private readonly SlotEdits _edits = new();

    /// <param name="lines">The changed lines in order of name and instance id, each once.</param>
    /// <param name="reveal">Whose they are and what of them is shown.</param>
    /// <param name="changes">Gets what watchers are told, in the order of the lines.</param>
    public void Write(List<LineChange> lines, Reveal reveal, List<NamingChange> changes)
    {
        index.Reserve(lines.Count);
        changes.EnsureCapacity(changes.Count + lines.Count);
        for (var start = 0; start < lines.Count;)
        {
            var name = lines[start].Name;
            var slot = index.Find(name);

            // A copy for a new slot, so that name, slot and array lie side by side: a lookup among many names is mostly cache misses.
            name = slot?.Name ?? new string(name.AsSpan());
            var told = changes.Count;
            for (; start < lines.Count && lines[start].Name == name; start++)
            {
                Share(lines[start].New, name);
                Edit(lines[start], reveal, changes);
            }

            WriteSlot(slot, name, changes, told);
        }
    }

    private void Share(Entry? line, string name)
    {
        line?.ShareName(name);
        if (line is Instance instance)
        {
            instance.ShareProfile(profiles.Share(instance.Profile));
        }
    }

    private void WriteSlot(NameHandle? slot, string name, List<NamingChange> changes, int told)
    {
        if (_edits.IsEmpty)
        {
            return;
        }

        var hasTerms = _edits.HasTerms;
        var record = records.Find(name);
        var before = record?.Live ?? slot?.Current.Array ?? [];
        var after = _edits.Merge(before);
        var served = record is null && !hasTerms ? after : Judge(name, record, before, after, changes, told);
        if (slot is not null || served.Length > 0)
        {
            index.Write(slot, name, served);
        }

        if (before.Length == 0 && after.Length > 0)
        {
            tree.Bound(name);
        }
        else if (before.Length > 0 && after.Length == 0)
        {
            tree.Unbound(name);
        }
    }

    /// <summary>A name with a stricter policy than a pool's, or with a reference: the slot gets the services that are served.</summary>
    private Binding[] Judge(string name, NameRecord? record, Binding[] before, Binding[] after, List<NamingChange> changes, int told)
    {
        var next = NameRecord.IsNeeded(after) ? new NameRecord(after) : null;
        records.Set(name, record, next);
        ConflictEvents.Rewrite(name, before, after, changes, told);
        return next?.Services ?? after;
    }

    private void Edit(LineChange line, in Reveal reveal, List<NamingChange> changes)
    {
        EditContext(line, reveal);
        if (line.Old is Instance { IsGuest: true })
        {
            // A guest's line that becomes a service of the owner: what went is told before what came.
            EditGuest(line, reveal, changes);
            EditOwn(line, reveal, changes);
            return;
        }

        EditOwn(line, reveal, changes);
        EditGuest(line, reveal, changes);
    }

    private void EditContext(LineChange line, in Reveal reveal)
    {
        var before = reveal.OwnBefore && line.Old is Context;
        var after = reveal.OwnAfter && line.New is Context;
        if (before != after)
        {
            tree.Count(line.Name, after ? 1 : -1);
        }
    }

    private void EditOwn(LineChange line, in Reveal reveal, List<NamingChange> changes)
    {
        var before = reveal.OwnBefore ? OwnIn(line.Old, reveal.Owner) : null;
        var after = reveal.OwnAfter ? OwnIn(line.New, reveal.Owner) : null;
        Replace(before, after, reveal, changes);
    }

    private void EditGuest(LineChange line, in Reveal reveal, List<NamingChange> changes)
    {
        var claim = GuestClaim.Of(reveal.Owner.Server, line.New);
        if (claim is null && GuestClaim.Of(reveal.Owner.Server, line.Old) is null)
        {
            return;
        }

        var guest = new EntryKey(line.Name, line.InstanceId);
        var before = Shown(guest, reveal.Owner, reveal.GuestsBefore);
        guests.Set(reveal.Owner.Server, guest, claim);
        Replace(before, Shown(guest, reveal.Owner, reveal.GuestsAfter), reveal, changes);
    }

    /// <summary>The guest's record that counts, if its holder's guests are shown.</summary>
    private ShownLine? Shown(EntryKey guest, OwnerView acting, bool showsActing)
    {
        if (guests.Winner(guest) is not { Buried: false } winner)
        {
            return null;
        }

        var holder = winner.Owner == acting.Server ? acting : owners.Find(winner.Owner)!;
        return (holder == acting ? showsActing : holder.AreGuestsShown) ? new ShownLine(holder, (Instance)winner.Entry) : null;
    }

    private static ShownLine? OwnIn(Entry? line, OwnerView owner) =>
        line is Instance { IsGuest: false } instance ? new ShownLine(owner, instance) : null;

    private void Replace(ShownLine? before, ShownLine? after, in Reveal reveal, List<NamingChange> changes)
    {
        if (before == after && (after?.Owner != reveal.Owner || reveal.Stamp == reveal.Owner.Stamp))
        {
            return; // shown as before, and by no new version
        }

        var isSame = before is { } old && after is { } same && old.Owner == same.Owner && old.Instance.ContentEquals(same.Instance);
        if (before is { } gone && gone.Owner != after?.Owner)
        {
            _edits.Add(new SlotEdit(gone.Owner.Server, gone.Instance.InstanceId, null, default, false));
        }

        if (after is { } shown)
        {
            _edits.Add(new SlotEdit(shown.Owner.Server, shown.Instance.InstanceId, shown.Instance, VersionOf(shown.Owner, reveal), isSame));
        }

        if (!isSame && (before ?? after) is not null)
        {
            changes.Add(Tell(before, after, reveal));
        }
    }

    private static OwnerVersion VersionOf(OwnerView owner, in Reveal reveal)
    {
        var stamp = owner == reveal.Owner ? reveal.Stamp : owner.Stamp;
        Debug.Assert(!stamp.IsNone);
        return new OwnerVersion(owner.Enter(stamp.Epoch), stamp.Version);
    }

    /// <summary>
    /// A guest is one in the whole cluster: when another owner's record of it comes to count, that is a rebind, and the owner
    /// told is the new one.
    /// </summary>
    private static NamingChange Tell(ShownLine? before, ShownLine? after, in Reveal reveal)
    {
        if (after is not { } shown)
        {
            return new NamingChange(reveal.Gone, before!.Value.Instance.Name, before.Value.Instance, reveal.Owner.Server, reveal.Stamp);
        }

        var kind = before is null ? ChangeKind.Bound : ChangeKind.Rebound;
        var version = VersionOf(shown.Owner, reveal);
        return new NamingChange(kind, shown.Instance.Name, shown.Instance, shown.Owner.Server, version.Stamp);
    }
}
