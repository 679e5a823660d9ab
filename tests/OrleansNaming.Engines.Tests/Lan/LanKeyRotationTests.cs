using OrleansNaming.Lan.Keys;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>Keys change while servers run (docs/threats.md, key rotation).</summary>
[On(Engine.Lan)]
public sealed class LanKeyRotationTests : IAsyncLifetime
{
    private readonly LanCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Keys_are_rotated_under_load_and_no_server_is_lost()
    {
        var writer = await _cluster.StartAsync("s1");
        var reader = await _cluster.StartAsync("s2");
        var ring = KeyringFile.Load(_cluster.KeysFile);
        for (var round = 0; round < 3; round++)
        {
            var (old, next) = (ring.Keys[0].Id, ring.Add().Keys[^1].Id);
            foreach (var changed in new[] { ring = ring.Add(), ring = ring.Use(next), ring = ring.Remove(old) })
            {
                changed.Save(_cluster.KeysFile);
                await _cluster.KeysTakenAsync("s1", changed);
                await _cluster.KeysTakenAsync("s2", changed);
                var token = await writer.BindAsync($"round-{round}", replace: true, tags: $"keys-{changed.Keys.Count}");
                await _cluster.UntilAsync(() => reader.Holds(writer) == token.Stamp, "what is written under the new ring is heard");
            }
        }

        Assert.DoesNotContain(reader.Of(ObservationKind.OwnerStateChanged, writer), seen => seen.Text is "Suspect" or "Hidden");
        Assert.Equal(4u, KeyringFile.Load(_cluster.KeysFile).ToKeyring().PrimaryId);
    }

    [Fact]
    public async Task What_a_removed_key_sealed_is_refused()
    {
        var server = await _cluster.StartAsync("s1");
        var former = KeyringFile.Load(_cluster.KeysFile);
        var changed = former.Add().Use(2).Remove(1);
        changed.Save(_cluster.KeysFile);
        await _cluster.KeysTakenAsync("s1", changed);

        _cluster.Send(new OrleansNaming.Wire.Sealer(LanCluster.Name, new ServerId("old"), new BootId(5), 9, 10, former.ToKeyring()).Seal(new OrleansNaming.Wire.Hello(1)));

        await _cluster.UntilAsync(() => server.Of(ObservationKind.Dropped).Any(seen => seen.Text == "unauthenticated"), "s1 refuses it");
    }
}
