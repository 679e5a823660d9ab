namespace OrleansNaming.Replica;

/// <summary>
/// The whole directory in this process's memory: what every node resolves from.
/// </summary>
/// <remarks>
/// <para>
/// One writer, any number of readers. A name's slot holds one immutable array; a resolve is one lookup and one volatile read, takes
/// no lock and allocates nothing. A version is shown in this order (rule 9): each slot that it touches, by one write of the
/// final array; then the owner's list, by one volatile write. So whoever sees the list at a stamp finds all of its slots
/// written, and a name that stays bound over a new incarnation is never seen empty.
/// </para>
/// <para>
/// The gate is held while a version is applied. Listings and the handing out of handles take it too: that makes a page one state,
/// and a handle the slot that the index has. Resolve never takes it.
/// </para>
/// <para>
/// Known limit: a slot's array is copied when it changes, so a name with n instances costs O(n) a change.
/// </para>
/// </remarks>
internal sealed class DirectoryReplica : INamingReplica
{
    /// <summary>Room for so many lines is kept from one version to the next.</summary>
    private const int LinesKept = 4_096;

    private readonly Lock _gate = new();
    private readonly OwnerTable _owners = new();
    private readonly NameIndex _index = new();
    private readonly NameRecords _records = new();
    private readonly NameTree _tree;
    private readonly SlotWriter _slots;
    private readonly List<LineChange> _lines = [];

    /// <summary>Invariant: how many writes there were; rises under the gate only, and each event carries its own write's.</summary>
    private ulong _edition;
    private volatile bool _isComplete;

    public DirectoryReplica()
    {
        _tree = new NameTree(_index, _records);
        _slots = new SlotWriter(_owners, _index, _records, _tree, Guests, new ProfilePool());
    }

    /// <inheritdoc/>
    public bool IsComplete
    {
        get => _isComplete;
        set => _isComplete = value;
    }

    /// <summary>Whose replica it is: a node sets itself, and asks as a member; whoever keeps one by following asks as an outsider.</summary>
    public Asker Asker { get; set; } = Asker.Outsider;

    /// <summary>All owners, in order of server id; the list that was given out does not change.</summary>
    public IReadOnlyList<OwnerView> Owners => _owners.All;

    /// <summary>All claims on guests, tombstones included. For the writer only.</summary>
    public GuestIndex Guests { get; } = new();

    /// <summary>What was applied lately; the owner of the clock writes it.</summary>
    public ReplicaHistory History { get; } = new();

    /// <inheritdoc/>
    public InstanceSet Resolve(ReadOnlySpan<char> name) => _index.Resolve(name);

    /// <summary>What <see cref="Resolve"/> gives, and no lookup: for listings, explanations and bookkeeping.</summary>
    public InstanceSet Peek(ReadOnlySpan<char> name) => _index.Peek(name);

    /// <summary>
    /// Tells of each <see cref="Resolve"/> of just these names from now on (row E40); reads through a handle are none. Lookups of other names do and cost what they did: the tapped names stand where a lookup
    /// comes that found nothing.
    /// </summary>
    /// <param name="names">The names; what is no name, and what is more than <see cref="LookupTap.NamesMax"/>, is left out.</param>
    /// <param name="told">Hears the name, on the thread that looks it up: it must return at once and never throw.</param>
    /// <returns>How many were left out.</returns>
    public int Tap(IReadOnlyCollection<string> names, Action<string> told)
    {
        string[] asked = [.. names.Distinct(StringComparer.Ordinal)];
        string[] taken = [.. asked.Where(static name => NamePath.Check(name) is null).Order(StringComparer.Ordinal).Take(LookupTap.NamesMax)];
        lock (_gate)
        {
            _index.Tap(taken, told);
        }

        return asked.Length - taken.Length;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Too many handles of names that are not bound (<see cref="Limits.IdleHandles"/>).</exception>
    public NameHandle GetHandle(string name)
    {
        lock (_gate)
        {
            return _index.HandOut(name);
        }
    }

    public OwnerView? Find(ServerId server) => _owners.Find(server);

    /// <summary>Makes room for an owner that is not known yet; nothing of it is shown.</summary>
    /// <param name="server">The owner.</param>
    /// <param name="shownBefore">What was shown of it before it was forgotten; none of a new one.</param>
    /// <returns>The owner, or null when <see cref="Limits.Owners"/> others are known: count it and drop what it says (H1).</returns>
    public OwnerView? Admit(ServerId server, Stamp shownBefore = default)
    {
        lock (_gate)
        {
            return _owners.Admit(server, shownBefore);
        }
    }

    /// <summary>
    /// Shows a version: all slots first, then the owner's list by one volatile write (rule 9). With <paramref name="delta"/> (base =
    /// what is shown) only what it names is touched; without, both lists are compared. An owner that is hidden stays so.
    /// </summary>
    /// <param name="next">The verified list.</param>
    /// <param name="delta">The change that led to it, or null.</param>
    /// <param name="changes">Gets what watchers are told, in order.</param>
    /// <exception cref="InvalidOperationException">The stamp does not rise (S1), or there is no room for the owner: admit it first.</exception>
    public void Apply(Advertisement next, Delta? delta, List<NamingChange> changes)
    {
        lock (_gate)
        {
            var view = _owners.Admit(next.Server)
                ?? throw new InvalidOperationException($"'{next.Server}' is not admitted: {Limits.Owners} owners are known");
            if (next.Stamp < view.Stamp || (next.Stamp == view.Stamp && next.Digest == view.Advertisement!.Digest))
            {
                throw new InvalidOperationException($"'{next.Server}' is shown at {view.Stamp}, {next.Stamp} is not above it, nor does it mend it (row B10)");
            }

            Compare(view, next, delta);
            view.Enter(next.Stamp.Epoch);
            Write(view, new Reveal(view, next.Stamp, view.IsShown, view.IsShown, view.AreGuestsShown, view.AreGuestsShown, ChangeKind.Unbound), changes);
            view.Advertisement = next;
        }
    }

    /// <summary>Takes the owner's own services out of the slots. <paramref name="guestsToo"/>: its guests as well; else they stay as they are.</summary>
    public void Hide(ServerId server, bool guestsToo, List<NamingChange> changes)
    {
        lock (_gate)
        {
            if (_owners.Find(server) is { } view)
            {
                Turn(view, false, view.AreGuestsShown && !guestsToo, changes);
            }
        }
    }

    /// <summary>Puts the owner's services and guests back.</summary>
    public void Show(ServerId server, List<NamingChange> changes)
    {
        lock (_gate)
        {
            if (_owners.Find(server) is { } view)
            {
                Turn(view, true, true, changes);
            }
        }
    }

    /// <summary>Shows guests of a living owner again whose newer records elsewhere are gone, and tells which tombstones are (<see cref="GuestIndex.Reconsider"/>).</summary>
    public void Reconsider(ServerId server, bool isCurrent, List<Tombstone> lost, List<NamingChange> changes)
    {
        lock (_gate)
        {
            if (_owners.Find(server) is { Advertisement: { } list } view && Guests.Reconsider(server, isCurrent, lost) is { Count: > 0 } guests)
            {
                // Taken out and put in again, a word is a new one.
                Rewrite(view, guests.Select(guest => new LineChange(list.Entries.Find(guest), null)), changes);
                Rewrite(view, guests.Select(guest => new LineChange(null, list.Entries.Find(guest))), changes);
            }
        }
    }

    /// <summary>Forgets an owner whole, its claims on guests too (purge after 10 min, rule Q9).</summary>
    public void Remove(ServerId server, List<NamingChange> changes)
    {
        lock (_gate)
        {
            if (_owners.Find(server) is not { } view)
            {
                return;
            }

            foreach (var line in Lines(view))
            {
                _lines.Add(new LineChange(line, null));
            }

            Write(view, new Reveal(view, view.Stamp, view.IsShown, false, view.AreGuestsShown, false, ChangeKind.Hidden), changes);
            _owners.Remove(view);
        }
    }

    /// <summary>
    /// What an answer that was just taken shows: the states of all owners, or where these are more than a token holds, of those that the answer names; null
    /// when even these are too many. A list names none: null gives the states of all, or nothing. Waits for a version that is being applied, since the answer may show it already (rule 9: slots first).
    /// </summary>
    public ReadToken? Seen(InstanceSet? answer)
    {
        lock (_gate)
        {
            var shown = _owners.All.Where(owner => !owner.Stamp.IsNone).ToList();
            if (shown.Count > ReadToken.ServersMax && answer is { } found)
            {
                var named = new HashSet<ServerId>();
                foreach (var binding in found.Bindings)
                {
                    named.Add(binding.Version.Owner.Server);
                }

                shown.RemoveAll(owner => !named.Contains(owner.Server));
            }

            return shown.Count > ReadToken.ServersMax ? null : new ReadToken([.. shown.Select(owner => new Token(owner.Server, owner.Stamp))]);
        }
    }

    /// <summary>Whether some name is a link.</summary>
    public bool HasLinks => _records.HasLinks;

    /// <summary>The served value or link of a name, or null. Takes no lock.</summary>
    public Reference? ReferenceOf(string name) => _records.Find(name)?.Reference;

    /// <summary>The served bindings of a name, references among them. Takes no lock.</summary>
    public InstanceSet Served(string name) => _records.Find(name) is { } record ? new InstanceSet(record.Served) : _index.Peek(name);

    /// <summary>The epoch that a binding of a name gets now: 1 + the highest seen, live or dead; 0 for one of a pool where none was.</summary>
    public ulong NextEpoch(string name, BindingPolicy policy)
    {
        lock (_gate)
        {
            var highest = _records.HighestEpoch(name);
            return highest == 0 && policy == BindingPolicy.Pool ? 0 : highest + 1;
        }
    }

    /// <summary>
    /// All that is served. Collected without the gate, since that takes a while where much is bound; only when a write comes in between, once more under
    /// it, and then writes wait.
    /// </summary>
    public WholeState Whole()
    {
        ulong edition;
        lock (_gate)
        {
            edition = _edition;
        }

        var whole = WholeState.Of(this, edition);
        lock (_gate)
        {
            return _edition == edition ? whole : WholeState.Of(this, _edition);
        }
    }

    /// <summary>Whether a name has never had anything but services of a pool, as far as is known here.</summary>
    public bool IsMerePool(string name)
    {
        lock (_gate)
        {
            return _records.Find(name) is null && _records.HighestEpoch(name) == 0;
        }
    }

    /// <summary>All that is shown of a name; the root is a context.</summary>
    public NameState StateOf(string name)
    {
        lock (_gate)
        {
            var record = _records.Find(name);
            var live = record?.Live ?? _index.Peek(name).Array ?? [];
            return new NameState(live, record?.Served ?? live, name.Length == 0 || _tree.IsCreated(name), _tree.HasBelow(name));
        }
    }

    /// <summary>One page of a context's children with all that is shown of each, of one state, and the stamps that it stands at.</summary>
    public (NameState Context, NameList Page, IReadOnlyList<NameState> States, IReadOnlyList<Token> Stamps) Page(string context, string? after, int limit)
    {
        lock (_gate)
        {
            var page = _tree.List(context, after, limit, IsComplete);
            NameState[] states = [.. page.Names.Select(item => StateOf(item.Name))];
            Token[] stamps = [.. Owners.Where(owner => owner.Advertisement is not null).Select(owner => new Token(owner.Server, owner.Stamp))];
            return (StateOf(context), page, states, stamps);
        }
    }

    /// <summary>The names below a context, in order, at most so many.</summary>
    public IReadOnlyList<string> Below(string context, int limit)
    {
        lock (_gate)
        {
            return [.. _tree.Below(context).Take(limit)];
        }
    }

    /// <summary>One page of the names that more bind than are served, in order.</summary>
    public IReadOnlyList<NameRecordOf> Conflicts(string? after, int limit)
    {
        lock (_gate)
        {
            return [.. _records.ConflictedAfter(after).Take(limit).Select(name => new NameRecordOf(name, _records.Find(name)!))];
        }
    }

    /// <summary>All claims on a guest, the one that counts first, as they stand at one moment.</summary>
    public IReadOnlyList<GuestClaim> ClaimsOn(EntryKey guest)
    {
        lock (_gate)
        {
            return [.. Guests.Claims(guest)];
        }
    }

    /// <summary>One page of a context's children, taken from one state.</summary>
    /// <param name="context">The full path; empty for the root.</param>
    /// <param name="after">The last name of the page before, or null for the first page.</param>
    /// <param name="limit">At most so many; held within 1 to 1,000.</param>
    public NameList List(string context, string? after, int limit)
    {
        lock (_gate)
        {
            return _tree.List(context, after, limit, IsComplete);
        }
    }

    private void Turn(OwnerView view, bool own, bool guests, List<NamingChange> changes)
    {
        var reveal = new Reveal(view, view.Stamp, view.IsShown, own, view.AreGuestsShown, guests, ChangeKind.Hidden);
        view.IsShown = own;
        view.AreGuestsShown = guests;
        if (reveal.OwnBefore == own && reveal.GuestsBefore == guests)
        {
            return;
        }

        foreach (var line in Lines(view))
        {
            _lines.Add(new LineChange(line, line));
        }

        Write(view, reveal, changes);
    }

    private void Compare(OwnerView view, Advertisement next, Delta? delta)
    {
        var old = Lines(view);
        if (delta is not null && !delta.Base.IsNone && delta.Base == view.Stamp && delta.Stamp == next.Stamp)
        {
            ListComparison.Touched(old, delta, _lines);
        }
        else
        {
            ListComparison.All(old, next.Entries, _lines);
        }
    }

    private void Write(OwnerView view, Reveal reveal, List<NamingChange> changes)
    {
        var told = changes.Count;
        _slots.Write(_lines, reveal, changes);
        _edition++;
        for (; told < changes.Count; told++)
        {
            changes[told].Edition = _edition;
        }

        _lines.Clear();
        if (_lines.Capacity > LinesKept)
        {
            _lines.Capacity = 0; // A whole list comes seldom: its room would be up to 3 MB for good.
        }
    }

    private void Rewrite(OwnerView view, IEnumerable<LineChange> lines, List<NamingChange> changes)
    {
        _lines.AddRange(lines);
        Write(view, new Reveal(view, view.Stamp, view.IsShown, view.IsShown, view.AreGuestsShown, view.AreGuestsShown, ChangeKind.Unbound), changes);
    }

    private static EntryList Lines(OwnerView view) => view.Advertisement?.Entries ?? EntryList.Empty;
}
