using System.Security.Cryptography;
using System.Text;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Wire;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Transport;

/// <summary>
/// Envelopes as bytes: 1 group, 2 server, 3 boot, 4 sequence, 5 kind, 6 body, and behind them HMAC-SHA256 over all of it by a key derived from the group's (HKDF, RFC
/// 5869), or 32 zeros where there is no key.
/// </summary>
internal sealed class TrackSeal(string? key)
{
    private readonly byte[]? _key = key is null ? null : HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, info: "OrleansNaming tracks 1 mac"u8.ToArray());

    /// <summary>Whether what is opened was authenticated.</summary>
    public bool HasKey => _key is not null;

    public byte[] Seal(in TrackEnvelope envelope)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.Text(1, envelope.Group);
        writer.Text(2, envelope.Sender.Server.Value);
        writer.U128(3, envelope.Sender.Boot.Value);
        writer.U64(4, envelope.Sequence);
        writer.U64(5, (ulong)envelope.Kind);
        writer.Bytes(6, envelope.Body.Span);
        var bytes = new byte[writer.Length + HMACSHA256.HashSizeInBytes];
        writer.Written.CopyTo(bytes);
        Code(writer.Written, bytes.AsSpan(writer.Length));
        return bytes;
    }

    /// <summary>False for what is not whole, or not sealed by the group's key.</summary>
    public bool TryOpen(ReadOnlyMemory<byte> bytes, out TrackEnvelope envelope)
    {
        envelope = default;
        if (bytes.Length is < HMACSHA256.HashSizeInBytes or > TrackLimits.MessageBytes)
        {
            return false;
        }

        var content = bytes[..^HMACSHA256.HashSizeInBytes];
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Code(content.Span, code);
        return CryptographicOperations.FixedTimeEquals(code, bytes.Span[content.Length..]) && TryRead(content, out envelope);
    }

    private static bool TryRead(ReadOnlyMemory<byte> content, out TrackEnvelope envelope)
    {
        var (group, server, boot, sequence, kind) = ("", default(ServerId), default(BootId), 0UL, 0);
        ReadOnlyMemory<byte> body = default;
        var pool = new TextPool(content.Length);
        var reader = new WireReader(content.Span);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TrackWords.TryName(field, pool, out group),
                2 => field.TryServer(out server),
                3 => field.TryBoot(out boot),
                4 => field.TryU64(out sequence),
                5 => field.TryInt((int)TrackMessageKind.Wake, out kind),
                6 => field.TryPart(content, out body),
                _ => true,
            };
        }

        envelope = new TrackEnvelope(group, new Holder(server, boot), sequence, (TrackMessageKind)kind, body);
        return valid && reader.IsAtEnd && group.Length > 0 && server.Value is not null && kind > 0;
    }

    private void Code(ReadOnlySpan<byte> content, Span<byte> code)
    {
        if (_key is null)
        {
            code.Clear();
        }
        else
        {
            HMACSHA256.HashData(_key, content, code);
        }
    }
}
