namespace OrleansNaming.Cli.Importing;

/// <summary>What another registry holds, as far as it was read: by its own names, each with the guests that would stand for it. Written by readers, read by the bridge.</summary>
internal sealed class ForeignDirectory
{
    /// <summary>Names that are followed; the last in their order are left out.</summary>
    public const int NamesMax = 5_000;

    /// <summary>Instances that are kept; what comes later is left out.</summary>
    public const int InstancesMax = 10_000;

    private readonly Lock _gate = new();

    /// <summary>Invariant: <see cref="_count"/> is the number of their instances, at most <see cref="InstancesMax"/>.</summary>
    private readonly SortedDictionary<string, ForeignName> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _troubles = new(StringComparer.Ordinal);
    private TaskCompletionSource _next = New();
    private bool _isWhole;
    private int _count;

    /// <summary>Ends at the next change after this was read.</summary>
    public Task Next
    {
        get
        {
            lock (_gate)
            {
                return _next.Task;
            }
        }
    }

    /// <summary>What is known now.</summary>
    public ForeignPicture Current
    {
        get
        {
            lock (_gate)
            {
                return new ForeignPicture(_isWhole, _troubles.Values.FirstOrDefault(), [.. _names.Values.SelectMany(name => name.Guests)], [.. _names.Values.SelectMany(name => name.LeftOut), .. _notes.Values]);
            }
        }
    }

    /// <summary>All that stands under a name now.</summary>
    public void Put(string name, ForeignName instances)
    {
        lock (_gate)
        {
            _count -= _names.TryGetValue(name, out var before) ? before.Guests.Count : 0;
            var room = InstancesMax - _count;
            _names[name] = instances.Guests.Count <= room ? instances : new ForeignName(
                [.. instances.Guests.Take(room)], [.. instances.LeftOut, $"{instances.Guests.Count - room} instances of '{name}': {InstancesMax} are mirrored at most"]);
            _count += _names[name].Guests.Count;
            Raise();
        }
    }

    /// <summary>There are no other names than these.</summary>
    public void Retain(IReadOnlySet<string> names)
    {
        lock (_gate)
        {
            foreach (var (gone, instances) in _names.Where(name => !names.Contains(name.Key)).ToList())
            {
                _count -= instances.Guests.Count;
                _names.Remove(gone);
            }

            Raise();
        }
    }

    /// <summary>Says, or with null says no longer, why something of the registry is not followed.</summary>
    public void Note(string about, string? why)
    {
        lock (_gate)
        {
            Keep(_notes, about, why);
        }
    }

    /// <summary>Everything was read once: from now on what is not here is not there.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isWhole = true;
            Raise();
        }
    }

    /// <summary>Says, or with null says no longer, that the registry does not answer a question as it should.</summary>
    public void Report(string about, string? trouble)
    {
        lock (_gate)
        {
            if (_troubles.GetValueOrDefault(about) != trouble)
            {
                Keep(_troubles, about, trouble);
                Raise();
            }
        }
    }

    private static void Keep(SortedDictionary<string, string> words, string about, string? word)
    {
        if (word is null)
        {
            words.Remove(about);
        }
        else
        {
            words[about] = word;
        }
    }

    private void Raise()
    {
        var before = _next;
        _next = New();
        before.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
