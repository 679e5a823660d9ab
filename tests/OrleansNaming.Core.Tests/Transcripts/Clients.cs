using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>advertise, unbind, register, renew, deregister: what clients ask of a server.</summary>
internal sealed class Clients(Scene scene)
{
    /// <summary>Of more at once the answers to the first and the last are said.</summary>
    private const int SaidMax = 4;

    private long _lastTicket;

    public bool Carry(string verb, string[] words)
    {
        var server = words.Length > 1 ? scene.Find(words[0]) : null;
        if (server is null)
        {
            return false;
        }

        switch (verb)
        {
            case "advertise":
                Advertise(server, [.. Ranges.Expand(words[1..])]);
                return true;
            case "unbind":
                Ask(server, $"unbind {words[1]}", new Unbind(words[1], server.Server.Value));
                return true;
            case "register":
                var (guest, at) = Split(words[2]);
                Ask(server, $"register {words[1]}/{guest}", new RegisterGuest(Guest(words, guest, at)));
                return true;
            case "renew":
                Ask(server, $"renew {words[1]}/{words[2]}", new RenewGuest(words[1], words[2]));
                return true;
            case "deregister":
                Ask(server, $"deregister {words[1]}/{words[2]}", new DeregisterGuest(words[1], words[2]));
                return true;
            case "rewrite":
                Rewrite(server, words[1], int.Parse(words[2]));
                return true;
            default:
                return false;
        }
    }

    private void Advertise(Actor server, List<string> services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            var (name, port) = Split(services[i]);
            var isSaid = services.Count <= SaidMax || i == 0 || i == services.Count - 1;
            Ask(server, isSaid ? $"advertise {name}" : null, new Bind(Registration(name, server.Server.Value, port), Replace: true));
        }
    }

    /// <summary>A version each time, without a word.</summary>
    private void Rewrite(Actor server, string name, int times)
    {
        var trace = scene.Trace;
        scene.Trace = Told.Nothing;
        for (var i = 0; i < times; i++)
        {
            Ask(server, text: null, new Bind(Registration(name, server.Server.Value, 1_000 + i), Replace: true));
            scene.Run(Post.Latency * 4);
        }

        scene.Trace = trace;
    }

    /// <param name="server">Whom to ask.</param>
    /// <param name="text">What the answer repeats; null when only a refusal is worth a line.</param>
    /// <param name="change">What to ask for.</param>
    private void Ask(Actor server, string? text, Change change)
    {
        server.Tickets[++_lastTicket] = text;
        scene.Step(server, new ChangeRequested(_lastTicket, change));
    }

    private static (string Name, int Port) Split(string word) =>
        word.Split(':') is [var name, var port] ? (name, int.Parse(port)) : (word, 0);

    private static Registration Guest(string[] words, string instanceId, int port) => words is [.., "lasting"]
        ? Registration(words[1], instanceId, port) with { Lease = TimeSpan.Zero }
        : Registration(words[1], instanceId, port);

    private static Registration Registration(string name, string instanceId, int port) =>
        new(name, instanceId) { Endpoints = port == 0 ? [] : [new Endpoint("http", "10.0.0.1", port)] };
}
