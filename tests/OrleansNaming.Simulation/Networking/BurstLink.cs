using OrleansNaming.Simulation.Chance;

namespace OrleansNaming.Simulation.Networking;

/// <summary>
/// The two-state loss of one direction (Gilbert 1960, Elliott 1963): good, or bad for a second at a time and then losing 9 of 10.
/// The state is drawn only when someone sends.
/// </summary>
internal sealed class BurstLink
{
    private static readonly TimeSpan BadMean = TimeSpan.FromSeconds(1);
    private bool _bad;
    private TimeSpan _until;

    public bool Loses(TimeSpan now, double badShare, Prng dice)
    {
        if (badShare == 0)
        {
            return false;
        }

        while (_until <= now)
        {
            _bad = !_bad;
            _until += dice.Wait(_bad ? BadMean : BadMean * ((1 - badShare) / badShare)) + TimeSpan.FromMilliseconds(1);
        }

        return _bad && dice.Chance(0.9);
    }
}
