using System.Runtime.Versioning;
using System.Text;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Storage;

namespace OrleansNaming.Engines.Tests.Keys;

[On(Engine.Lan)]
public sealed class KeyringFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("cluster", "keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_ring_has_one_key_of_256_bits_that_seals()
    {
        KeyringFile.Create().Save(File);

        var key = Assert.Single(KeyringFile.Load(File).Keys);
        Assert.Equal((1u, KeyState.Primary, 32), (key.Id, key.State, key.Secret.Length));
        Assert.True(OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(File) == PrivateFile.FileMode);
    }

    [Fact]
    public void A_key_is_rotated_by_adding_using_and_removing()
    {
        var ring = KeyringFile.Create().Add();
        Assert.Equal([1u, 2u], ring.Keys.Select(key => key.Id));

        ring = ring.Use(2);
        Assert.Equal(2u, ring.ToKeyring().PrimaryId);
        Assert.Equal([1u, 2u], ring.ToKeyring().Ids.Order());

        ring = ring.Remove(1);
        ring.Save(File);
        Assert.Equal([2u], KeyringFile.Load(File).ToKeyring().Ids);
        Assert.Equal(3u, KeyringFile.Load(File).Add().Keys[^1].Id);
    }

    [Fact]
    public void The_id_of_a_removed_key_never_comes_back()
    {
        var ring = KeyringFile.Create().Add().Remove(2);
        ring.Save(File);

        Assert.Equal([1u, 3u], KeyringFile.Load(File).Add().Keys.Select(key => key.Id));
    }

    [Fact]
    public void The_primary_is_not_removed()
    {
        var refused = Assert.Throws<NamingException>(() => KeyringFile.Create().Add().Remove(1));

        Assert.Contains("use another one first", refused.Message);
    }

    [Fact]
    public void A_key_that_the_ring_does_not_have_is_not_found() =>
        Assert.Equal(Refusal.NotFound, Assert.Throws<NamingException>(() => KeyringFile.Create().Use(9)).Refusal);

    [Fact]
    public void At_most_sixteen_keys_are_kept()
    {
        var ring = Enumerable.Range(0, KeyringFile.KeysMax - 1).Aggregate(KeyringFile.Create(), (all, _) => all.Add());

        Assert.Throws<NamingException>(() => ring.Add());
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(File, Assert.Throws<NamingException>(() => KeyringFile.Load(File)).Message);

    [RequiresFact("chmod")]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_others_may_read_is_refused()
    {
        KeyringFile.Create().Save(File);
        System.IO.File.SetUnixFileMode(File, PrivateFile.FileMode | UnixFileMode.OtherRead);

        Assert.Contains($"chmod 600 {File}", Assert.Throws<NamingException>(() => KeyringFile.Load(File)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"lastId": 1, "keys": []}""")]
    [InlineData("""{"lastId": 1, "keys": null}""")]
    [InlineData("""{"lastId": 1, "keys": [null]}""")]
    [InlineData("""{"lastId": 1, "keys": [{"id": 1, "state": "Primary", "secret": "c2hvcnQ="}]}""")]
    [InlineData("""{"lastId": 1, "keys": [{"id": 2, "state": "Primary", "secret": "c2VjcmV0LXNlY3JldC1zZWNyZXQ="}]}""")]
    [InlineData("""{"lastId": 1, "keys": [{"id": 1, "state": "Accepted", "secret": "c2VjcmV0LXNlY3JldC1zZWNyZXQ="}]}""")]
    [InlineData("""{"lastId": 1, "keys": [{"id": 1, "state": "Primary", "secret": "c2VjcmV0LXNlY3JldC1zZWNyZXQ="}, {"id": 1, "state": "Accepted", "secret": "c2VjcmV0LXNlY3JldC1zZWNyZXQ="}]}""")]
    [InlineData("""{"lastId": 1, "keys": [{"id": 1, "state": "Primary", "secret": "c2VjcmV0LXNlY3JldC1zZWNyZXQ"}]}""")]
    public void What_is_no_keyring_is_refused_without_showing_a_secret(string text)
    {
        PrivateFile.CreateFolder(_folder.File("cluster"));
        PrivateFile.Replace(File, Encoding.UTF8.GetBytes(text));

        var refused = Assert.Throws<NamingException>(() => KeyringFile.Load(File));

        Assert.Contains(File, refused.Message);
        Assert.DoesNotContain("c2VjcmV0", refused.ToString());
        Assert.DoesNotContain("secret-secret", refused.ToString());
    }

    [Fact]
    public void Nothing_that_prints_a_key_prints_its_secret()
    {
        var ring = KeyringFile.Create();
        var secret = Convert.ToBase64String(ring.Keys[0].Secret);

        Assert.Equal("key 1 (Primary)", ring.Keys[0].ToString());
        Assert.DoesNotContain(secret, ring.ToString());
        Assert.DoesNotContain(secret, ring.ToKeyring().ToString());
    }
}
