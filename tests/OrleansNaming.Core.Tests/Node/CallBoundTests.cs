using OrleansNaming.Core.Tests.Transcripts;

namespace OrleansNaming.Core.Tests.Node;

/// <summary>How many calls a node has under way, and what becomes of the next one.</summary>
public sealed class CallBoundTests
{
    private readonly Scene _scene = new();
    private readonly Director _director;

    public CallBoundTests()
    {
        _director = new Director(_scene);
        Carry("start alpha beta");
        Carry("tick 4s");
    }

    [Fact]
    public void A_server_that_stops_hands_over_all_its_guests_and_128_at_a_time()
    {
        Register("alpha", 300);
        Carry("trace pulls");
        Carry("hold beta→alpha answer");

        Assert.Equal(128, TakeOvers(Carry("leave alpha", "tick 100ms")));
        Assert.Equal(128, TakeOvers(Carry("deliver beta→alpha answer", "settle")));
        Assert.Equal(44, TakeOvers(Carry("deliver beta→alpha answer", "settle")));
        Carry("heal", "deliver beta→alpha answer", "tick 6s");

        Assert.Equal(300, GuestsOf("beta"));
        Assert.Equal(0, GuestsOf("alpha", at: "beta"));
    }

    [Fact]
    public void A_call_beyond_the_bound_is_not_made_and_fails_at_once()
    {
        Register("beta", 1_030);
        Carry("hold alpha→beta ask");

        var said = Enumerable.Range(0, 1_030).SelectMany(i => Carry($"renew alpha jobs g{i}")).ToList();

        // Who was not asked is remembered here, as when it had not answered (rule 14).
        Assert.Equal(Enumerable.Range(1_024, 6).Select(i => $"alpha says: renew jobs/g{i} done"), said.Select(line => line[(line.IndexOf(' ') + 1)..]));
        Assert.Equal(6, _scene.Find("alpha")!.Node!.Status(_scene.Clock).Counters["dropped.call"]);
        Assert.Equal(1_024, Carry("tick 3s").Count(line => line.EndsWith(" done", StringComparison.Ordinal)));
    }

    private void Register(string server, int guests)
    {
        for (var i = 0; i < guests; i++)
        {
            Carry($"register {server} jobs g{i}");
        }

        Carry("settle");
    }

    private List<string> Carry(params string[] commands) => [.. commands.SelectMany(_director.Carry)];

    private static int TakeOvers(List<string> lines) => lines.Count(line => line.Contains("alpha asks beta: take over", StringComparison.Ordinal));

    private int GuestsOf(string server, string? at = null) => _scene.Find(at ?? server)!.Node!.Replica.Guests.Of(new ServerId(server)).Count;
}
