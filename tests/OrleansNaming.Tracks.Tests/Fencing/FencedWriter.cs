using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>
/// An owner that never notices that it lost a track: it writes under each token until it is refused, falls asleep with some, in the middle of a transaction too, and
/// writes under them when it wakes up, long after others took the track.
/// </summary>
internal sealed class FencedWriter(SqlStores stores, Ledger ledger, int number, IReadOnlyList<string> tracks)
{
    public const int WritesEach = 40;

    private readonly Random _random = new(number);
    private readonly Holder _holder = new(new ServerId($"s{number}"), new BootId((UInt128)(uint)number));
    private readonly SqlOwnershipStore _owners = new(stores.Of(number), "g");
    private readonly SqlFence _fence = new(stores.Of(number), "g");
    private readonly List<TrackToken> _asleep = [];

    public int Transactions { get; private set; }

    public int Takes { get; private set; }

    public int Refused { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task RunAsync(int transactions)
    {
        while (Transactions < transactions)
        {
            var track = tracks[_random.Next(tracks.Count)];
            if (await TakeAsync(_owners, track, _holder) is not { } token)
            {
                continue;
            }

            Takes++;
            while (_random.Next(8) != 0 && await WriteAsync(token, challenged: _random.Next(20) == 0))
            {
            }

            await WakeAsync(token);
        }
    }

    private static async Task<TrackToken?> TakeAsync(SqlOwnershipStore owners, string track, Holder holder)
    {
        var seen = (await owners.ReadAsync(Cancel)).SingleOrDefault(row => row.Track == track)?.Epoch ?? 0;
        return await owners.TakeAsync(track, seen, holder, Cancel);
    }

    /// <summary>A fenced transaction of several writes, and sometimes a challenger that takes the track between the check and the writes: it has to wait.</summary>
    private async Task<bool> WriteAsync(TrackToken token, bool challenged)
    {
        Task<TrackToken?>? challenge = null;
        await using (var fenced = await _fence.TryBeginAsync(token, Cancel))
        {
            if (fenced is null)
            {
                Refused++;
                return false;
            }

            challenge = challenged ? Task.Run(() => TakeAsync(_owners, token.Track, _holder with { Boot = new BootId(UInt128.MaxValue) }), Cancel) : null;
            await ledger.WriteAsync(fenced.Connection, fenced.Transaction, token, WritesEach);
            await fenced.CommitAsync(Cancel);
            Transactions++;
        }

        if (challenge is not null && await challenge is { } next)
        {
            Takes++;
            await WriteAsync(next, challenged: false);
        }

        return true;
    }

    /// <summary>Goes to sleep with this token, and wakes up with some older one.</summary>
    private async Task WakeAsync(TrackToken token)
    {
        _asleep.Add(token);
        if (_asleep.Count > 5)
        {
            var old = _asleep[_random.Next(_asleep.Count)];
            _asleep.Remove(old);
            await WriteAsync(old, challenged: false);
        }
    }
}
