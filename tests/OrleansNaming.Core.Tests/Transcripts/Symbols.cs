namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>
/// Names that stay the same: alpha/1:3 is version 3 of the first life of alpha that the scene saw, whatever its incarnation's number
/// and boot id are.
/// </summary>
internal sealed class Symbols
{
    private readonly Dictionary<(string Server, Epoch Epoch), int> _lives = [];
    private readonly Dictionary<string, int> _counts = [];

    public string Of(ServerId server, Stamp stamp) =>
        stamp.IsNone ? "none" : $"{server}/{Life(server.Value, stamp.Epoch)}:{stamp.Version}";

    private int Life(string server, Epoch epoch)
    {
        if (!_lives.TryGetValue((server, epoch), out var life))
        {
            life = _lives[(server, epoch)] = _counts[server] = _counts.GetValueOrDefault(server) + 1;
        }

        return life;
    }
}
