using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

[Collection(MeasuresAllocation.Name)]
public class SharingTests
{
    private static readonly Stamp Now = new(new Epoch(1_790_000_000_000, Cluster.Boot), 1);

    [Fact]
    public void Entries_of_one_decode_share_what_is_equal()
    {
        var decoded = Decode(10, index => new Instance($"n{index}", "alpha", [new Endpoint("grpc", "10.0.0.17", 8080)], Samples.Details(), null));

        Assert.All(decoded, instance =>
        {
            Assert.Same(decoded[0].InstanceId, instance.InstanceId);
            Assert.Same(decoded[0].Endpoints[0].Host, instance.Endpoints[0].Host);
            Assert.Same(decoded[0].Endpoints[0].Name, instance.Endpoints[0].Name);
            Assert.Same(decoded[0].Details, instance.Details);
        });
    }

    [Fact]
    public void Hosts_are_shared_though_ports_differ()
    {
        var decoded = Decode(10, index => new Instance($"n{index}", "alpha", [new Endpoint("http", "10.0.0.17", 8_000 + index)], null, null));

        Assert.All(decoded, instance =>
        {
            Assert.Same(decoded[0].Endpoints[0].Host, instance.Endpoints[0].Host);
            Assert.Same(InstanceDetails.None, instance.Details);
        });
    }

    [Fact]
    public void A_host_outlives_a_thousand_guests_ids_that_fall_on_its_place()
    {
        var decoded = Decode(1_000, index => new Instance("n", $"guest-{index}", [new Endpoint("http", "10.0.0.17", 80 + index)], null, null));

        Assert.All(decoded, instance =>
        {
            Assert.Same(decoded[0].Name, instance.Name);
            Assert.Same(decoded[0].Endpoints[0].Host, instance.Endpoints[0].Host);
        });
    }

    [Fact]
    public void A_plain_instance_of_a_large_list_takes_less_than_256_bytes()
    {
        Decode(10, Make);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = Encode(50_000, Make);
        var encoded = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(DeltaCodec.TryDecode(bytes, out _));
        var perInstance = (GC.GetAllocatedBytesForCurrentThread() - encoded) / 50_000;

        Assert.True(perInstance < 256, $"{perInstance} bytes an instance, {bytes.Length / 50_000} on the wire");
        Assert.True(encoded - before > bytes.Length);

        static Instance Make(int index) => new($"shop/eu/service-{index}", "server-17", [new Endpoint("http", "10.0.0.17", 8080 + (index % 50_000))], null, null);
    }

    private static Instance[] Decode(int count, Func<int, Instance> make)
    {
        Assert.True(DeltaCodec.TryDecode(Encode(count, make), out var delta));
        return [.. delta!.Puts.Cast<Instance>()];
    }

    private static byte[] Encode(int count, Func<int, Instance> make) =>
        DeltaCodec.Encode(new Delta(default, Now, OwnerStatus.Serving, [.. Enumerable.Range(0, count).Select(make)], [], default));
}
