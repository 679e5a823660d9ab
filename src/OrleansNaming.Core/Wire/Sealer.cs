using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire;

/// <summary>Turns messages into authenticated bytes of this process, each with the next sequence. Used by one thread at a time.</summary>
internal sealed class Sealer(string cluster, ServerId server, BootId boot, int probePort, int pullPort, Keyring keys)
{
    private readonly ulong _cluster = ClusterMark.Of(cluster);

    /// <summary>The keys: set to rotate them. The primary seals from the next message on; without keys nothing is sealed.</summary>
    public Keyring Keys { get; set; } = keys;

    /// <summary>The sequence of the last message; 0 before the first.</summary>
    public ulong LastSequence { get; private set; }

    /// <summary>The envelope's bytes.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="inReplyTo">The sequence of the request that it answers, or 0.</param>
    public byte[] Seal(Message message, ulong inReplyTo = 0)
    {
        var writer = new WireWriter(stackalloc byte[Limits.DatagramBytes]);
        WriteHeader(writer.Take(Layout.SenderAt + server.Value.Length), message, inReplyTo);
        MessageCodec.Write(ref writer, message);
        if (Keys.IsEmpty)
        {
            return writer.Written.ToArray();
        }

        var bytes = new byte[writer.Length + Layout.MacBytes];
        writer.Written.CopyTo(bytes);
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Keys.TryAuthenticate(Keys.PrimaryId, writer.Written, code);
        code[..Layout.MacBytes].CopyTo(bytes.AsSpan(writer.Length));
        return bytes;
    }

    private void WriteHeader(Span<byte> header, Message message, ulong inReplyTo)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header[Layout.MagicAt..], Layout.Magic);
        header[Layout.VersionAt] = Layout.Version;
        header[Layout.KindAt] = (byte)MessageCodec.KindOf(message);
        header[Layout.FlagsAt] = Keys.IsEmpty ? (byte)0 : Layout.SealedFlag;
        BinaryPrimitives.WriteUInt32LittleEndian(header[Layout.KeyIdAt..], Keys.PrimaryId);
        BinaryPrimitives.WriteUInt64LittleEndian(header[Layout.ClusterAt..], _cluster);
        BinaryPrimitives.WriteUInt128BigEndian(header[Layout.BootAt..], boot.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(header[Layout.SequenceAt..], ++LastSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(header[Layout.InReplyToAt..], inReplyTo);
        BinaryPrimitives.WriteUInt16LittleEndian(header[Layout.ProbePortAt..], checked((ushort)probePort));
        BinaryPrimitives.WriteUInt16LittleEndian(header[Layout.PullPortAt..], checked((ushort)pullPort));
        header[Layout.SenderLengthAt] = (byte)server.Value.Length;
        Encoding.ASCII.GetBytes(server.Value, header[Layout.SenderAt..]);
    }
}
