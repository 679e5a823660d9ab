using System.Net;
using OrleansNaming.PointToPoint.Linux;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>Replicas behind direct server return, with the commands that are rendered for it.</summary>
[On(Engine.Lan)]
public sealed class DirectReturnTests
{
    private const string Vip = "12.12.4.100";

    /// <summary>Why peers dial dedicated addresses: the shared one leads back to whoever dials it.</summary>
    [RequiresFact(Need.NetworkNamespaces, "sysctl"), Row("M6"), Row("M10")]
    public async Task A_replica_reaches_itself_by_the_shared_address_and_its_peer_by_the_dedicated_one()
    {
        using var lab = new Lab();
        foreach (var (host, address) in new[] { ("a", Lab.A), ("b", Lab.B) })
        {
            lab.AddHost(host, address, mac: null);
            foreach (var line in DirectReturnCommands.Render([IPAddress.Parse(Vip)]).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
            {
                Command.Run($"ip netns exec {lab.Space(host)} {line}");
            }
        }

        await using var a = await LabProcess.StartAsync(lab.Space("a"), "serve", "a", "0.0.0.0:9000");
        await using var b = await LabProcess.StartAsync(lab.Space("b"), "serve", "b", "0.0.0.0:9000");

        Assert.Equal("answered by a", await LabProcess.RunAsync(lab.Space("a"), "call", $"{Vip}:9000"));
        Assert.Equal("answered by b", await LabProcess.RunAsync(lab.Space("a"), "call", $"{Lab.B}:9000"));
        lab.AddHost("o", Lab.Outsider, mac: null);
        Assert.Equal("no answer", await LabProcess.RunAsync(lab.Space("o"), "call", $"{Vip}:9000")); // no replica answers ARP for it: that is the director's
    }
}
