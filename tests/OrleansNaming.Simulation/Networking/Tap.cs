using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Networking;

/// <summary>What an attacker on the network has recorded: some of everything, old ones among them.</summary>
internal sealed class Tap
{
    private const int Capacity = 512;
    private readonly List<Recording> _recordings = new(Capacity);
    private long _heard;

    public int Count => _recordings.Count;

    public void Hear(ReadOnlyMemory<byte> bytes, Process sender, TimeSpan now)
    {
        // Every tenth once it is full, over an arbitrary older one: so the oldest kept are minutes old.
        _heard++;
        if (_recordings.Count < Capacity)
        {
            _recordings.Add(new Recording(bytes, sender, now));
        }
        else if (_heard % 10 == 0)
        {
            _recordings[(int)(_heard * 7_919 % Capacity)] = new Recording(bytes, sender, now);
        }
    }

    public Recording Pick(Prng dice) => _recordings[dice.Below(_recordings.Count)];
}
