using System.Globalization;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>What happened: always as a hash, so that one seed run twice can be compared, and as the last lines of text where somebody wants to read them.</summary>
internal sealed class TrackTrace
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;
    private readonly Queue<string> _lines = new();

    /// <summary>Lines to keep; 0 keeps none.</summary>
    public int Keeps { get; init; }

    public ulong Hash { get; private set; } = 0x243F_6A88_85A3_08D3;

    public IReadOnlyCollection<string> Lines => _lines;

    public void Add(TimeSpan now, TrackMachine? machine, string verb, string noun = "", ulong number = 0)
    {
        Mix((ulong)now.Ticks);
        Mix(machine?.Name ?? "");
        Mix(verb);
        Mix(noun);
        Mix(number);
        if (Keeps > 0)
        {
            _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{now.TotalSeconds,10:F3} {machine?.Name,-4} {verb} {noun}{(number > 0 ? $" {number}" : "")}"));
            if (_lines.Count > Keeps)
            {
                _lines.Dequeue();
            }
        }
    }

    private void Mix(string text)
    {
        foreach (var character in text)
        {
            Mix(character);
        }
    }

    private void Mix(ulong value)
    {
        var mixed = (Hash ^ value) * Prime;
        Hash = mixed ^ (mixed >> 29);
    }
}
