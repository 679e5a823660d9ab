using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class OpenerTests
{
    private static readonly byte[] Sealed = Cluster.NewSealer(Cluster.Keys).Seal(new Hello(5));
    private static readonly byte[] Bare = Cluster.NewSealer(Keyring.Empty).Seal(new Hello(5));

    [Fact]
    public void A_longer_one_than_its_cap_is_oversized_whatever_it_holds()
    {
        Assert.Equal(OpenResult.Oversized, Opener.TryOpen(new byte[1_201], Cluster.Name, Cluster.Keys, 1_200, out _));
        Assert.Equal(OpenResult.Opened, Opener.TryOpen(Sealed, Cluster.Name, Cluster.Keys, Sealed.Length, out _));
        Assert.Equal(OpenResult.Oversized, Opener.TryOpen(Sealed, Cluster.Name, Cluster.Keys, Sealed.Length - 1, out _));
    }

    [Fact]
    public void Another_magic_number_another_version_or_an_unknown_critical_flag_is_another_version()
    {
        Assert.Equal(OpenResult.WrongVersion, Open(With(Bare, 0, (byte)'o'), Keyring.Empty));
        Assert.Equal(OpenResult.WrongVersion, Open(With(Bare, 1, (byte)'n'), Keyring.Empty));
        Assert.Equal(OpenResult.WrongVersion, Open(With(Bare, 2, 2), Keyring.Empty));
        Assert.Equal(OpenResult.WrongVersion, Open(With(Bare, 4, 2), Keyring.Empty));
        Assert.Equal(OpenResult.WrongVersion, Open(With(Bare, 4, 8), Keyring.Empty));
        Assert.Equal(OpenResult.Opened, Open(With(Bare, 4, 0x10), Keyring.Empty));
    }

    [Fact]
    public void Another_clusters_is_told_before_its_key_is_looked_at() =>
        Assert.Equal(OpenResult.WrongCluster, Opener.TryOpen(Sealed, "other", Cluster.Keys, 1_200, out _));

    [Fact]
    public void With_keys_only_a_known_keys_code_opens()
    {
        Assert.Equal(OpenResult.Unauthenticated, Open(Bare, Cluster.Keys));
        Assert.Equal(OpenResult.Unauthenticated, Open(With(Sealed, 5, 8), Cluster.Keys));
        Assert.Equal(OpenResult.Unauthenticated, Open(With(Sealed, 5, 6), Cluster.Keys));
        Assert.Equal(OpenResult.Unauthenticated, Open(Sealed.AsSpan(0, 60), Cluster.Keys));
        Assert.Equal(OpenResult.Unauthenticated, Open(Sealed, new Keyring([(7, Cluster.OldSecret)])));
    }

    [Fact]
    public void Without_keys_a_sealed_one_cannot_be_verified_and_is_refused() =>
        Assert.Equal(OpenResult.Unauthenticated, Open(Sealed, Keyring.Empty));

    [Fact]
    public void A_kind_of_a_later_build_is_told_as_such_once_it_is_authentic()
    {
        Assert.Equal(OpenResult.UnknownKind, Open(With(Bare, 3, 200), Keyring.Empty));
        Assert.Equal(OpenResult.Unauthenticated, Open(With(Sealed, 3, 200), Cluster.Keys));
    }

    [Theory]
    [InlineData(53, 0)] // no sender
    [InlineData(53, 64)] // a sender that is longer than a name
    [InlineData(53, 255)] // a sender beyond the end
    [InlineData(54, (int)'A')] // a sender that is no name
    [InlineData(54, 0xC3)] // a sender that is no ASCII
    [InlineData(33, 0)] // sequence 0, which nobody issues
    public void A_damaged_header_is_malformed(int at, int value) => Assert.Equal(OpenResult.Malformed, Open(With(Bare, at, (byte)value), Keyring.Empty));

    [Fact]
    public void Every_key_of_the_ring_opens_and_the_primary_seals()
    {
        var sealer = Cluster.NewSealer(new Keyring([(6, Cluster.OldSecret)]));
        var before = sealer.Seal(new Hello(1));
        sealer.Keys = Cluster.Keys;
        var after = sealer.Seal(new Hello(2));

        Assert.Equal(1UL, Cluster.Open(before, Cluster.Keys).Sequence);
        Assert.Equal(2UL, Cluster.Open(after, Cluster.Keys).Sequence);
        Assert.Equal(OpenResult.Unauthenticated, Open(after, new Keyring([(6, Cluster.OldSecret)])));
        Assert.Equal(2UL, sealer.LastSequence);
    }

    [Fact]
    public void The_code_is_the_one_of_the_protocol_text()
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Cluster.Secret, 32, info: "OrleansNaming wire 1 mac"u8.ToArray());

        Assert.Equal(HMACSHA256.HashData(key, Sealed.AsSpan(0, Sealed.Length - 16))[..16], Sealed[^16..]);
        Assert.Equal(7U, BinaryPrimitives.ReadUInt32LittleEndian(Sealed.AsSpan(5)));
        Assert.Equal(SHA256.HashData("default"u8)[..8], Sealed[9..17]);
    }

    [Fact]
    public void A_short_secret_is_no_key() => Assert.Throws<ArgumentException>(() => new Keyring([(1, new byte[15])]));

    private static OpenResult Open(ReadOnlySpan<byte> bytes, Keyring keys)
    {
        var result = Cluster.TryOpen(bytes, keys, out var envelope);
        Assert.Equal(result == OpenResult.Opened, envelope is not null);
        return result;
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] copy = [.. bytes];
        copy[at] = value;
        return copy;
    }
}
