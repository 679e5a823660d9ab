namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>The pure rewrite in the place of the kernel's rules: the same stacks, the same switch.</summary>
[On(Engine.Lan)]
public sealed class TapShimTests
{
    [RequiresFact(Need.NetworkNamespaces, Need.Tap, "sysctl"), Row("M2"), Row("M3"), Row("M4"), Row("M5"), Row("M6"), Row("M7"), Row("M8"), Row("M12")]
    public async Task The_rewrite_carries_TCP_in_both_modes()
    {
        foreach (var (prefix, mac) in new[] { ("03bf", "03:bf:0c:0c:04:66"), ("06bf", "06:bf:0c:0c:04:66") })
        {
            using var lab = new Lab();
            await using var hosts = await ShimmedAsync(lab, prefix);

            Assert.Equal("answered by b", await hosts.CallAsync());
            Assert.Equal(mac, lab.NeighbourOf("a", Lab.B));
        }
    }

    [RequiresFact(Need.NetworkNamespaces, Need.Tap, "sysctl"), Row("M5")]
    public async Task Without_its_receiving_half_TCP_fails()
    {
        using var lab = new Lab();
        await using var hosts = await ShimmedAsync(lab, "03bf", "send-only");

        Assert.Equal("no answer", await hosts.CallAsync());
        Assert.Equal("03:bf:0c:0c:04:66", lab.NeighbourOf("a", Lab.B)); // ARP is not what failed
    }

    private static async Task<Shims> ShimmedAsync(Lab lab, string prefix, params string[] more)
    {
        var shims = new List<LabProcess>();
        foreach (var (host, address) in new[] { ("a", Lab.A), ("b", Lab.B) })
        {
            lab.AddHost(host, address: null, mac: null);
            var space = lab.Space(host);
            Command.Run($"ip -n {space} link set e0 arp off"); // it has no address, and Linux would answer for those of the other interface
            var index = Command.Run($"ip netns exec {space} cat /sys/class/net/e0/ifindex").Trim();
            shims.Add(await LabProcess.StartAsync(space, ["shim", "tap0", "e0", index, address, Lab.SharedMac, prefix, $"{Lab.A},{Lab.B}", .. more]));
            Command.Run($"ip -n {space} link set tap0 address {Lab.SharedMac}");
            Command.Run($"ip -n {space} address add {address}/24 dev tap0");
            Command.Run($"ip -n {space} link set tap0 up");
        }

        return new Shims(lab, shims);
    }

    private sealed record Shims(Lab Lab, List<LabProcess> Running) : IAsyncDisposable
    {
        public async Task<string> CallAsync()
        {
            await using var b = await LabProcess.StartAsync(Lab.Space("b"), "serve", "b", "0.0.0.0:9000");
            return await LabProcess.RunAsync(Lab.Space("a"), "call", $"{Lab.B}:9000");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var shim in Running)
            {
                await shim.DisposeAsync();
            }
        }
    }
}
