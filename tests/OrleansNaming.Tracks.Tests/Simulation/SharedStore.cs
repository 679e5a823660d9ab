using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>The shared table of owners as it really is: one register a track, each operation at one moment.</summary>
internal sealed class SharedStore
{
    private readonly SortedDictionary<string, OwnershipRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Track, ulong Epoch), Holder> _given = [];

    public IReadOnlyList<OwnershipRow> Rows => [.. _rows.Values];

    public OwnershipRow? Find(string track) => _rows.GetValueOrDefault(track);

    public bool WasGiven(TrackToken token) => _given.TryGetValue((token.Track, token.Epoch), out var holder) && holder == token.Holder;

    public TrackToken? Take(string track, ulong seenEpoch, Holder holder)
    {
        if ((Find(track)?.Epoch ?? 0) != seenEpoch)
        {
            return null;
        }

        var token = new TrackToken(track, seenEpoch + 1, holder);
        if (!_given.TryAdd((track, token.Epoch), holder))
        {
            throw new TrackPromiseBroken("TokenUnique", $"epoch {token.Epoch} of '{track}' was given out twice");
        }

        _rows[track] = new OwnershipRow(track, token.Epoch, holder, 0);
        return token;
    }

    public IReadOnlyList<TrackToken> Beat(IReadOnlyList<TrackToken> tokens)
    {
        List<TrackToken> lost = [];
        foreach (var token in tokens)
        {
            if (Find(token.Track) is { } row && row.Token == token)
            {
                _rows[token.Track] = row with { Beat = row.Beat + 1 };
            }
            else
            {
                lost.Add(token);
            }
        }

        return lost;
    }

    public void Release(TrackToken token)
    {
        if (Find(token.Track) is { } row && row.Token == token)
        {
            _rows[token.Track] = row with { Holder = null };
        }
    }
}
