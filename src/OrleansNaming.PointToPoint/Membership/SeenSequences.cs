using OrleansNaming.Wire;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>
/// Takes each sequence of one boot once. Requests of one caller overtake each other by more than datagrams do, so there are 64 windows side
/// by side: 65,536 in flight, 9 KiB.
/// </summary>
internal sealed class SeenSequences(BootId boot)
{
    private const int Lanes = 64;

    private readonly ReplayWindow[] _windows = [.. Enumerable.Range(0, Lanes).Select(_ => new ReplayWindow())];

    public BootId Boot => boot;

    public bool TryAccept(ulong sequence)
    {
        lock (_windows)
        {
            return sequence > 0 && _windows[sequence % Lanes].TryAccept((sequence / Lanes) + 1);
        }
    }
}
