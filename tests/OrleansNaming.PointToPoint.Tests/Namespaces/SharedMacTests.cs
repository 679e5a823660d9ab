using System.Text.RegularExpressions;
using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>Three hosts that share an Ethernet address, on a switch, with the rules that <c>naming net render</c> prints.</summary>
[On(Engine.Lan)]
public sealed partial class SharedMacTests
{
    [RequiresFact(Need.NetworkNamespaces, "nft", "sysctl"), Row("M1")]
    public async Task Without_rules_hosts_that_share_an_address_do_not_reach_each_other()
    {
        using var lab = new Lab();
        lab.AddReplicas(null);

        Assert.Equal("no answer", await CallAsync(lab));
    }

    [RequiresFact(Need.NetworkNamespaces, "nft", "sysctl"), Row("M2"), Row("M3"), Row("M4"), Row("M5"), Row("M6"), Row("M7"), Row("M8"), Row("M9"), Row("M10"), Row("M11")]
    public async Task The_rules_of_unicast_mode_carry_TCP_between_two_and_no_frame_to_the_third()
    {
        using var lab = new Lab();
        lab.AddReplicas(DedicatedMac.Unicast);
        lab.CountAtC();

        Assert.Equal("answered by b", await CallAsync(lab));

        Assert.Equal(0, lab.SeenByC());
        Assert.Equal("06:bf:0c:0c:04:66", lab.NeighbourOf("a", Lab.B));
        Assert.Equal("06:bf:0c:0c:04:65", lab.NeighbourOf("b", Lab.A));
        await OutsiderLearnsTheSharedAddressAsync(lab);
    }

    [RequiresFact(Need.NetworkNamespaces, "nft", "sysctl"), Row("M2"), Row("M3"), Row("M4"), Row("M5"), Row("M6"), Row("M7"), Row("M8"), Row("M9"), Row("M10"), Row("M11")]
    public async Task The_rules_of_patent_mode_carry_TCP_between_two_and_the_switch_floods_it()
    {
        using var lab = new Lab();
        lab.AddReplicas(DedicatedMac.Patent);
        lab.CountAtC();

        Assert.Equal("answered by b", await CallAsync(lab));

        Assert.True(lab.SeenByC() > 0);
        Assert.Equal("03:bf:0c:0c:04:66", lab.NeighbourOf("a", Lab.B));
        Assert.Equal("03:bf:0c:0c:04:65", lab.NeighbourOf("b", Lab.A));
        await OutsiderLearnsTheSharedAddressAsync(lab);
    }

    /// <summary>702 and 706 left out: ARP resolves, and the stack drops what is not addressed to it.</summary>
    [RequiresFact(Need.NetworkNamespaces, "nft", "sysctl"), Row("M5"), Row("M7")]
    public async Task Without_the_rewrite_on_receipt_TCP_fails_in_both_modes()
    {
        foreach (var mode in new[] { DedicatedMac.Unicast, DedicatedMac.Patent })
        {
            using var lab = new Lab();
            lab.AddReplicas(mode, script => Relabelling().Replace(script, ""));

            Assert.Equal("no answer", await CallAsync(lab));
        }
    }

    /// <summary>Row M7 by frames: an outsider who was told the dedicated address all the same is not served there.</summary>
    [RequiresFact(Need.NetworkNamespaces, "nft", "sysctl"), Row("M7"), Row("M9")]
    public async Task An_outsiders_frame_to_a_dedicated_address_is_not_relabelled()
    {
        using var lab = new Lab();
        lab.AddReplicas(DedicatedMac.Unicast);
        lab.AddHost("o", Lab.Outsider, null);
        await using var b = await LabProcess.StartAsync(lab.Space("b"), "serve", "b", "0.0.0.0:9000");

        Assert.Equal("answered by b", await LabProcess.RunAsync(lab.Space("o"), "call", $"{Lab.B}:9000"));
        Command.Run($"ip -n {lab.Space("o")} neigh replace {Lab.B} lladdr 06:bf:0c:0c:04:66 dev e0");
        Assert.Equal("no answer", await LabProcess.RunAsync(lab.Space("o"), "call", $"{Lab.B}:9000"));
    }

    private static async Task<string> CallAsync(Lab lab)
    {
        await using var b = await LabProcess.StartAsync(lab.Space("b"), "serve", "b", "0.0.0.0:9000");
        return await LabProcess.RunAsync(lab.Space("a"), "call", $"{Lab.B}:9000");
    }

    private static async Task OutsiderLearnsTheSharedAddressAsync(Lab lab)
    {
        lab.AddHost("o", Lab.Outsider, null);
        foreach (var replica in new[] { Lab.A, Lab.B, Lab.C })
        {
            await LabProcess.RunAsync(lab.Space("o"), "datagram", $"{replica}:9");
            await Eventually.Holds(() => Task.FromResult(lab.NeighbourOf("o", replica)), mac => mac == Lab.SharedMac, $"o has the shared address for {replica}");
        }

        var learnt = lab.Learnt();
        Assert.Contains("06:bf:0c:0c:04:66", learnt); // that the switch learns at all
        Assert.DoesNotContain(Lab.SharedMac, learnt);
    }

    [GeneratedRegex(@"^.*meta pkttype set host accept\n", RegexOptions.Multiline)]
    private static partial Regex Relabelling();
}
