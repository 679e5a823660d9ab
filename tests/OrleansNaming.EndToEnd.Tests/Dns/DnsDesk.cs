using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>The deciding part over a directory that the test writes: no socket, no clock.</summary>
internal sealed class DnsDesk
{
    public DnsDesk(string zone = "naming", int ttl = 1, bool hasTexts = false) => View = new DnsView(new DnsZone(zone, ttl, hasTexts), Engine.Replica, () => Nodes);

    public ScriptedEngine Engine { get; } = new();

    public NodeAddresses? Nodes { get; set; } = new(HostAddress.Parse("10.0.0.1"), [("alpha", HostAddress.Parse("10.0.0.1")), ("beta", HostAddress.Parse("10.0.0.2")), ("web1.example", HostAddress.Parse("fd00::7"))]);

    public DnsView View { get; }

    /// <summary>A service of a server's own.</summary>
    public void Put(string owner, string name, string instance, string host, int port = 8080, int weight = 1, string[]? tags = null, (string Name, int Port)? second = null)
    {
        List<Endpoint> endpoints = [new Endpoint("http", host, port)];
        if (second is { } other)
        {
            endpoints.Insert(0, new Endpoint(other.Name, host, other.Port));
        }

        Engine.Put(owner, new Instance(name, instance, endpoints, new InstanceDetails("eu-1", tags ?? [], new Dictionary<string, string> { ["team"] = "shop" }, weight), null));
    }

    public byte[] Answer(byte[] message, bool isStream = false, uint turn = 0) => Answer(message, out _, isStream, turn);

    public byte[] Answer(byte[] message, out DnsCode code, bool isStream = false, uint turn = 0)
    {
        var room = new byte[isStream ? ushort.MaxValue : DnsReply.DatagramBytes];
        return room[..DnsResponder.Answer(message, View, isStream, turn, room, out code)];
    }

    public string[] Ask(string name, DnsType type, int? edns = null, bool isStream = false, uint turn = 0) =>
        ReplyText.Of(Answer(Question.Of(name, type, edns), isStream, turn));
}
